//! Parquet: a table with typed columns, for pandas, Polars, DuckDB and Arrow.
//!
//! Columns have the names of the CSV form. Text is UTF-8 with dictionaries, integers are 64 bits wide, numbers doubles, days
//! `date32`; an empty cell is null. The text column `date` may hold a month or a year; `date_from` and `date_to` are days, and
//! the same day where it is known. Rows are sorted by `date_from`, undated ones last, so that a reader that asks for some
//! days passes over whole row groups.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

use bytes::Bytes;
use jiff::civil::Date;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::{KeyValue, SortingColumn};
use parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use serde_json::Value;

use super::sort::Sorter;
use super::{Form, Wants};
use crate::output::columns::{Column, INCIDENTS, Table};
use crate::output::files::Sink;
use crate::output::records::Records;
use crate::output::schema::ROWS_VERSION;

/// The most rows of a row group, as readers like them.
const GROUP_ROWS: usize = 122_880;
/// The most bytes of cells that wait for their row group to be full.
const GROUP_BYTES: usize = 64 << 20;
/// The first day of a `date32`.
const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// The column that rows are sorted by, where a table has it.
const SORTED_BY: &str = "date_from";
/// Level of compression: beyond it files get hardly smaller.
const LEVEL: i32 = 3;

/// Incidents on their way into a Parquet file.
pub(super) struct Parquet<W: Write + Send> {
    groups: Groups<W>,
    /// Rows that wait for their order.
    waiting: Sorter,
    sorted_by: usize,
}

impl<W: Write + Send> Parquet<W> {
    pub(super) fn new(out: W) -> io::Result<Self> {
        Self::with_groups_of(GROUP_ROWS, out)
    }

    fn with_groups_of(rows: usize, out: W) -> io::Result<Self> {
        Ok(Self { groups: Groups::new(&INCIDENTS, rows, out)?, waiting: Sorter::default(), sorted_by: INCIDENTS.place(SORTED_BY) })
    }

    fn take(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut records = Records::new(bytes)?;
        let (mut cells, mut at) = (Vec::new(), 0);
        while records.read(&mut cells) {
            let end = bytes.len() - records.left();
            let day = cells.get(self.sorted_by).and_then(|cell| days(cell));
            self.waiting.push(day.unwrap_or(i32::MAX), &bytes[at..end])?;
            at = end;
        }
        Ok(())
    }

    /// Writes all rows and the end of the file, and gives what it was written to.
    fn whole(self) -> io::Result<W> {
        let mut groups = self.groups;
        self.waiting.drain(|row| {
            let mut cells = Vec::with_capacity(INCIDENTS.columns.len());
            Records::new(row)?.read(&mut cells);
            groups.row(&cells)
        })?;
        groups.finish()
    }
}

impl Form for Parquet<Sink> {
    fn wants(&self) -> Wants {
        Wants::Incidents
    }

    fn rows(&mut self, table: &'static Table, records: &[u8]) -> io::Result<()> {
        if table.name == INCIDENTS.name { self.take(records) } else { Ok(()) }
    }

    fn finish(self: Box<Self>, _: &Value) -> io::Result<()> {
        self.whole()?.finish()
    }
}

/// The file, and the columns of the row group that is being filled.
struct Groups<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<Values>,
    /// The most rows of one.
    most: usize,
    rows: usize,
    bytes: usize,
}

impl<W: Write + Send> Groups<W> {
    fn new(table: &Table, most: usize, out: W) -> io::Result<Self> {
        let file = SerializedFileWriter::new(out, schema(table)?, properties(table)?)?;
        Ok(Self { file, columns: table.columns.iter().map(Values::of).collect(), most, rows: 0, bytes: 0 })
    }

    fn row(&mut self, cells: &[Cow<'_, str>]) -> io::Result<()> {
        for (index, column) in self.columns.iter_mut().enumerate() {
            self.bytes += column.push(cells.get(index).map_or("", |c| c))?;
        }
        self.rows += 1;
        if self.rows == self.most || self.bytes >= GROUP_BYTES { self.close_group() } else { Ok(()) }
    }

    fn close_group(&mut self) -> io::Result<()> {
        let mut group = self.file.next_row_group()?;
        for column in &mut self.columns {
            if let Some(writer) = group.next_column()? {
                column.write(writer)?;
            }
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }

    fn finish(mut self) -> io::Result<W> {
        if self.rows > 0 {
            self.close_group()?;
        }
        Ok(self.file.into_inner()?)
    }
}

/// A column of a row group: what is not null, and for each row whether it is (1) or not (0).
struct Values {
    levels: Vec<i16>,
    of: Kind,
}

enum Kind {
    /// All texts in one piece of memory, and where each ends.
    Text(Vec<u8>, Vec<usize>),
    Integer(Vec<i64>),
    Number(Vec<f64>),
    Day(Vec<i32>),
}

impl Values {
    fn of(column: &Column) -> Self {
        let of = match column.kind {
            "integer" => Kind::Integer(Vec::new()),
            "number" => Kind::Number(Vec::new()),
            "date" => Kind::Day(Vec::new()),
            _ => Kind::Text(Vec::new(), Vec::new()),
        };
        Self { levels: Vec::new(), of }
    }

    /// Takes a cell; gives what it holds in memory.
    fn push(&mut self, cell: &str) -> io::Result<usize> {
        self.levels.push(i16::from(!cell.is_empty()));
        if cell.is_empty() {
            return Ok(size_of::<i16>());
        }
        let wrong = || io::Error::other(format!("`{cell}` does not fit its column"));
        match &mut self.of {
            Kind::Text(bytes, ends) => {
                bytes.extend_from_slice(cell.as_bytes());
                ends.push(bytes.len());
            }
            Kind::Integer(values) => values.push(cell.parse().map_err(|_| wrong())?),
            Kind::Number(values) => values.push(cell.parse().map_err(|_| wrong())?),
            Kind::Day(values) => values.push(days(cell).ok_or_else(wrong)?),
        }
        Ok(size_of::<i16>() + size_of::<u64>() + cell.len())
    }

    /// Writes the column and empties it.
    fn write(&mut self, mut writer: SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = Some(self.levels.as_slice());
        match &mut self.of {
            Kind::Text(bytes, ends) => {
                let bytes = Bytes::from(std::mem::take(bytes));
                let mut start = 0;
                let texts = ends.drain(..).map(|end| ByteArray::from(bytes.slice(std::mem::replace(&mut start, end)..end)));
                let texts: Vec<_> = texts.collect();
                writer.typed::<ByteArrayType>().write_batch(&texts, levels, None)?;
            }
            Kind::Integer(values) => {
                writer.typed::<Int64Type>().write_batch(values, levels, None)?;
                values.clear();
            }
            Kind::Number(values) => {
                writer.typed::<DoubleType>().write_batch(values, levels, None)?;
                values.clear();
            }
            Kind::Day(values) => {
                writer.typed::<Int32Type>().write_batch(values, levels, None)?;
                values.clear();
            }
        }
        self.levels.clear();
        writer.close()
    }
}

fn schema(table: &Table) -> Result<TypePtr, ParquetError> {
    let field = |column: &Column| {
        let (physical, logical) = match column.kind {
            "integer" => (Physical::INT64, None),
            "number" => (Physical::DOUBLE, None),
            "date" => (Physical::INT32, Some(LogicalType::Date)),
            _ => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        let field = Type::primitive_type_builder(column.name, physical).with_logical_type(logical).with_repetition(Repetition::OPTIONAL);
        field.build().map(Arc::new)
    };
    let fields = table.columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    Type::group_type_builder(table.name).with_fields(fields).build().map(Arc::new)
}

/// No time and no machine goes into a file: the same rows give the same bytes.
fn properties(table: &Table) -> Result<WriterPropertiesPtr, ParquetError> {
    let version = env!("CARGO_PKG_VERSION");
    let about = [("dateline.schema", format!("dateline/{}", table.name)), ("dateline.rows_version", ROWS_VERSION.into()), ("dateline.version", version.into())];
    let sorted = table.columns.iter().position(|c| c.name == SORTED_BY);
    let sorted = sorted.map(|column| vec![SortingColumn { column_idx: column as i32, descending: false, nulls_first: false }]);
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(LEVEL)?))
        .set_created_by(format!("dateline version {version}"))
        .set_key_value_metadata(Some(about.into_iter().map(|(key, value)| KeyValue::new(key.into(), value)).collect()))
        .set_sorting_columns(sorted);
    Ok(Arc::new(properties.build()))
}

/// Days since 1970 of an ISO day.
fn days(text: &str) -> Option<i32> {
    text.parse::<Date>().ok().map(|day| day.duration_since(EPOCH).as_hours() as i32 / 24)
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    use super::*;

    #[test]
    fn row_groups_are_sorted_and_bounded() {
        let columns = INCIDENTS.columns.len();
        let (id, day) = (INCIDENTS.place("incident_id"), INCIDENTS.place(SORTED_BY));
        let rows = 2345;
        let mut file = Parquet::with_groups_of(1000, Vec::new()).unwrap();
        for row in 0..rows {
            let mut cells = vec![String::new(); columns];
            cells[id] = format!("id-{row}");
            if row % 7 > 0 {
                cells[day] = (EPOCH + jiff::Span::new().days((row * 7919 % 1000) as i64 - 500)).to_string();
            }
            file.take(format!("{}\n", cells.join(",")).as_bytes()).unwrap();
        }
        let reader = SerializedFileReader::new(Bytes::from(file.whole().unwrap())).unwrap();
        assert_eq!(reader.metadata().row_groups().iter().map(|g| g.num_rows()).collect::<Vec<_>>(), [1000, 1000, 345]);
        let mut found: Vec<(i32, usize)> = Vec::new();
        for row in reader.get_row_iter(None).unwrap() {
            let row = row.unwrap();
            let fields: Vec<_> = row.get_column_iter().map(|(_, field)| field).collect();
            let day = match fields[day] {
                Field::Date(day) => *day,
                _ => i32::MAX,
            };
            let Field::Str(id) = fields[id] else { panic!("an id is missing") };
            found.push((day, id[3..].parse().unwrap()));
        }
        assert!(found.len() == rows && found.is_sorted());
    }

    #[test]
    fn days_count_from_1970() {
        assert_eq!(["1970-01-01", "1969-12-31", "2024-02-29", "2024", ""].map(days), [Some(0), Some(-1), Some(19_782), None, None]);
    }
}
