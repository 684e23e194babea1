use std::io::{self, Write};

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::status::Failure;
use crate::output::columns::TABLES;
use crate::output::files::pretty;
use crate::output::schema;

/// Options of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// A table, for the Table Schema of its rows, or annotations, for the JSON Schema of the objects that annotate writes
    #[arg(value_name = "FORM", value_parser = forms())]
    form: String,
}

const ANNOTATIONS: &str = "annotations";

fn forms() -> PossibleValuesParser {
    TABLES.iter().map(|t| t.name).chain([ANNOTATIONS]).collect::<Vec<_>>().into()
}

impl Schema {
    /// Writes the schema.
    pub fn run(&self) -> Result<u8, Failure> {
        let table = TABLES.iter().find(|t| t.name == self.form);
        let schema = table.map_or_else(schema::annotations, schema::of_table);
        let written = pretty(&schema).and_then(|bytes| io::stdout().lock().write_all(&bytes));
        written.map_err(|e| Failure::writing("standard output", &e))?;
        Ok(0)
    }
}
