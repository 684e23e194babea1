use std::io::{self, Write};

use clap::{Args, ValueEnum};

use super::status::Failure;
use crate::output::files::pretty;
use crate::output::schema;

/// Options of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Which form
    #[arg(value_enum)]
    form: Form,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    /// Table Schema of the rows that extract writes
    Incidents,
    /// JSON Schema of the objects that annotate writes
    Annotations,
}

impl Schema {
    /// Writes the schema.
    pub fn run(&self) -> Result<u8, Failure> {
        let schema = match self.form {
            Form::Incidents => schema::incidents(),
            Form::Annotations => schema::annotations(),
        };
        let written = pretty(&schema).and_then(|bytes| io::stdout().lock().write_all(&bytes));
        written.map_err(|e| Failure::writing("standard output", &e))?;
        Ok(0)
    }
}
