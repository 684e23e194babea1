//! Incidents as JSON Lines.

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::Value;

use super::{Form, Wants};
use crate::output::columns::{INCIDENTS, Table};
use crate::output::files::Sink;
use crate::output::records::Records;

/// One flat object a row: numbers as numbers, null where empty.
pub(super) struct Jsonl {
    out: Sink,
    /// `{"name":`, `,"name":` … for each column, and whether its values are numbers.
    columns: Vec<(String, bool)>,
    /// The present lines.
    lines: Vec<u8>,
}

impl Jsonl {
    pub(super) fn new(out: Sink) -> Self {
        let start = |index: usize| if index == 0 { '{' } else { ',' };
        let columns = INCIDENTS.columns.iter().enumerate().map(|(i, c)| (format!("{}\"{}\":", start(i), c.name), c.is_number()));
        Self { out, columns: columns.collect(), lines: Vec::new() }
    }
}

impl Form for Jsonl {
    fn wants(&self) -> Wants {
        Wants::Incidents
    }

    fn rows(&mut self, table: &'static Table, records: &[u8]) -> io::Result<()> {
        if table.name != INCIDENTS.name {
            return Ok(());
        }
        let mut records = Records::new(records)?;
        let mut cells: Vec<Cow<'_, str>> = Vec::new();
        self.lines.clear();
        while records.read(&mut cells) {
            for ((key, is_number), cell) in self.columns.iter().zip(&cells) {
                self.lines.extend_from_slice(key.as_bytes());
                match cell.as_ref() {
                    "" => self.lines.extend_from_slice(b"null"),
                    number if *is_number => self.lines.extend_from_slice(number.as_bytes()),
                    text => serde_json::to_writer(&mut self.lines, text)?,
                }
            }
            self.lines.extend_from_slice(b"}\n");
        }
        self.out.write_all(&self.lines)
    }

    fn finish(self: Box<Self>, _: &Value) -> io::Result<()> {
        self.out.finish()
    }
}
