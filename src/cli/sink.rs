//! Where a command's one stream of records goes.

use std::io::{self, Stdout, Write};
use std::path::Path;

use super::status::Failure;
use crate::output::files::OutFile;

/// Standard output or a file.
pub enum Sink {
    /// Standard output.
    Stdout(Stdout),
    /// A file that appears when it is whole.
    File(Box<OutFile>, String),
}

impl Sink {
    /// Opens `path`, or standard output where none is named.
    ///
    /// # Errors
    /// The file is there and may not be replaced, or it cannot be made.
    pub fn open(path: Option<&Path>, overwrite: bool) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Self::Stdout(io::stdout())) };
        free(path, overwrite)?;
        let file = OutFile::create(path).map_err(|e| Failure::cannot_create(path, format!("cannot be made: {e}")))?;
        Ok(Self::File(Box::new(file), path.display().to_string()))
    }

    /// As messages name it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Stdout(_) => "standard output".into(),
            Self::File(_, name) => name.clone(),
        }
    }

    /// Writes out what is left; a file takes its name.
    ///
    /// # Errors
    /// Writing failed.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush(),
            Self::File(file, _) => file.finish(),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File(file, _) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File(file, _) => file.flush(),
        }
    }
}

/// The place is free, or may be taken.
///
/// # Errors
/// Something is there already.
pub fn free(path: &Path, overwrite: bool) -> Result<(), Failure> {
    if !overwrite && path.exists() {
        return Err(Failure::cannot_create(path, "is there already; --overwrite replaces it"));
    }
    Ok(())
}
