//! Incidents as one CSV stream.

use std::io::{self, Write};

use serde_json::Value;

use super::{Form, Wants};
use crate::output::columns::{INCIDENTS, Table};
use crate::output::files::Sink;

/// One CSV file of incidents, or standard output. Rows are copied as they come.
pub(super) struct Csv {
    out: Sink,
}

impl Csv {
    pub(super) fn new(mut out: Sink) -> io::Result<Self> {
        writeln!(out, "{}", INCIDENTS.header())?;
        Ok(Self { out })
    }
}

impl Form for Csv {
    fn wants(&self) -> Wants {
        Wants::Incidents
    }

    fn rows(&mut self, table: &'static Table, records: &[u8]) -> io::Result<()> {
        if table.name == INCIDENTS.name { self.out.write_all(records) } else { Ok(()) }
    }

    fn finish(self: Box<Self>, _: &Value) -> io::Result<()> {
        self.out.finish()
    }
}
