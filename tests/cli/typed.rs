//! Parquet, SQLite and the columns of other data sets, read back and compared with the CSV.

use std::collections::BTreeMap;

use crate::support::{Place, fixtures};

type Rows = Vec<BTreeMap<String, String>>;

fn rows(csv: &str) -> Rows {
    csv::Reader::from_reader(csv.as_bytes()).deserialize().map(Result::unwrap).collect()
}

#[cfg(any(feature = "parquet", feature = "sqlite"))]
fn extracted(place: &Place, name: &str, options: &[&str]) -> Vec<u8> {
    let articles = fixtures();
    let ran = place.run(&[&["extract", articles.to_str().unwrap(), "-o", name, "--overwrite"], options].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    std::fs::read(place.path(name)).unwrap()
}

#[cfg(any(feature = "parquet", feature = "sqlite"))]
fn same_at_any_thread_count(place: &Place, name: &str) {
    let [one, two, eight] = ["1", "2", "8"].map(|threads| extracted(place, name, &["--threads", threads]));
    assert!(one == two && one == eight, "{name}");
}

/// The type that the data package gives each column of a table.
#[cfg(any(feature = "parquet", feature = "sqlite"))]
fn types(place: &Place, table: &str) -> Vec<(String, String)> {
    let package: serde_json::Value = serde_json::from_str(&place.read("all/datapackage.json")).unwrap();
    let resource = package["resources"].as_array().unwrap().iter().find(|r| r["name"] == table).unwrap();
    let text = |v: &serde_json::Value| v.as_str().unwrap().to_owned();
    resource["schema"]["fields"].as_array().unwrap().iter().map(|f| (text(&f["name"]), text(&f["type"]))).collect()
}

#[test]
#[cfg(feature = "parquet")]
fn parquet_holds_the_cells_of_the_csv() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    let place = Place::new();
    same_at_any_thread_count(&place, "x.parquet");
    let articles = fixtures();
    place.run(&["extract", articles.to_str().unwrap(), "-o", "all/"]);
    let mut expected = rows(&place.read("all/incidents.csv"));
    // Undated rows come last; the order of rows of one day stays.
    expected.sort_by_key(|row| if row["date_from"].is_empty() { "~".into() } else { row["date_from"].clone() });

    let reader = SerializedFileReader::new(std::fs::File::open(place.path("x.parquet")).unwrap()).unwrap();
    let about = reader.metadata().file_metadata();
    assert!(about.key_value_metadata().unwrap().iter().any(|kv| kv.key == "dateline.rows_version" && kv.value.is_some()));
    let types = types(&place, "incidents");
    assert_eq!(about.schema_descr().columns().iter().map(|c| c.name()).collect::<Vec<_>>(), types.iter().map(|t| &t.0).collect::<Vec<_>>());
    let mut count = 0;
    for (row, expected) in reader.into_iter().zip(&expected) {
        for ((name, field), (_, kind)) in row.unwrap().get_column_iter().zip(&types) {
            let cell = &expected[name];
            match (field, kind.as_str()) {
                (Field::Null, _) => assert_eq!(cell, "", "{name}"),
                (Field::Str(text), "string") => assert_eq!(text, cell, "{name}"),
                (Field::Long(number), "integer") => assert_eq!(number.to_string(), *cell, "{name}"),
                (Field::Double(number), "number") => assert_eq!(*number, cell.parse::<f64>().unwrap(), "{name}"),
                (Field::Date(days), "date") => {
                    let day = jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(*days);
                    assert_eq!(day.to_string(), *cell, "{name}");
                }
                (other, kind) => panic!("{name}: {other:?} is no {kind}"),
            }
        }
        count += 1;
    }
    assert!(count > 0 && count == expected.len());
}

#[test]
#[cfg(feature = "sqlite")]
fn sqlite_holds_the_cells_of_the_csv() {
    use rusqlite::Connection;
    use rusqlite::types::ValueRef;

    let place = Place::new();
    same_at_any_thread_count(&place, "x.sqlite");
    let articles = fixtures();
    place.run(&["extract", articles.to_str().unwrap(), "-o", "all/"]);
    let db = Connection::open(place.path("x.sqlite")).unwrap();
    for table in ["incidents", "quotes", "dates", "actors", "evidence", "chains", "articles", "errors"] {
        let types = types(&place, table);
        let mut select = db.prepare(&format!("SELECT * FROM {table} ORDER BY rowid")).unwrap();
        assert_eq!(select.column_names().collect::<Vec<_>>(), types.iter().map(|t| t.0.as_str()).collect::<Vec<_>>());
        let mut found = select.query([]).unwrap();
        for expected in rows(&place.read(&format!("all/{table}.csv"))) {
            let row = found.next().unwrap().unwrap();
            for (index, (name, kind)) in types.iter().enumerate() {
                let cell = &expected[name];
                match (row.get_ref(index).unwrap(), kind.as_str()) {
                    (ValueRef::Null, _) => assert_eq!(cell, "", "{table}.{name}"),
                    (ValueRef::Text(text), "string" | "date") => assert_eq!(text, cell.as_bytes(), "{table}.{name}"),
                    (ValueRef::Integer(number), "integer") => assert_eq!(number.to_string(), *cell, "{table}.{name}"),
                    (ValueRef::Real(number), "number") => assert_eq!(number, cell.parse::<f64>().unwrap(), "{table}.{name}"),
                    (other, kind) => panic!("{table}.{name}: {other:?} is no {kind}"),
                }
            }
        }
        assert!(found.next().unwrap().is_none(), "{table}");
    }
    let one = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(one("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert!(one("SELECT count(*) FROM mentions") > 100);
    assert_eq!(one("SELECT count(*) FROM mentions"), one("SELECT sum(mentions) FROM actors"));
    assert_eq!(one("PRAGMA user_version"), 100);
    assert_eq!(one("SELECT count(*) FROM metadata WHERE key = 'run' AND value LIKE '{%'"), 1);
    for (table, column) in [("quotes", "text"), ("incidents", "sentence")] {
        let searched = one(&format!("SELECT count(*) FROM {table} WHERE rowid IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH 'ambassador')"));
        assert!(searched > 0 && searched >= one(&format!("SELECT count(*) FROM {table} WHERE {column} LIKE '% ambassador %'")), "{table}");
    }
}

#[test]
fn profiles_have_the_columns_of_their_sets() {
    let place = Place::new();
    let articles = fixtures();
    let articles = articles.to_str().unwrap();
    let incidents = rows(&place.run(&["extract", articles]).out);
    for (profile, columns, header) in [("polecat", 40, true), ("gdelt", 61, false), ("icews", 20, true)] {
        let outs = ["1", "2", "8"].map(|threads| place.run(&["extract", articles, "--profile", profile, "--threads", threads]));
        assert!(outs.iter().all(|o| o.status == 0 && o.out == outs[0].out), "{profile}");
        let lines: Vec<&str> = outs[0].out.lines().skip(usize::from(header)).collect();
        assert!(lines.iter().all(|l| l.split('\t').count() == columns), "{profile}");
        // Nothing is left out without a word.
        let left_out = incidents.len() - lines.len();
        assert!(left_out > 0 && outs[0].err.contains(&format!("{left_out} rows left out")), "{profile}: {}", outs[0].err);
    }
    let wrong = place.run(&["extract", articles, "--profile", "gdelt", "-o", "x.parquet"]);
    assert_eq!(wrong.status, 64);
    assert!(wrong.err.contains("GDELT is one file of text, no Parquet"), "{}", wrong.err);
    assert_eq!(place.run(&["extract", articles, "--profile", "icews", "-o", "x.tab"]).status, 0);
    assert!(place.read("x.tab").starts_with("Event ID\tEvent Date\tSource Name\t"));
}
