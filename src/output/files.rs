//! Files that appear under their name only when they are whole.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tempfile::NamedTempFile;

/// Files being written; removed when the user interrupts.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file that is written beside its place and moved there by [`finish`](OutFile::finish). Dropped before that, it leaves
/// nothing behind.
pub struct OutFile {
    writer: BufWriter<NamedTempFile>,
    place: PathBuf,
}

impl OutFile {
    /// Starts the file `place`.
    ///
    /// # Errors
    /// Its folder does not exist or may not be written to.
    pub fn create(place: &Path) -> io::Result<Self> {
        let folder = place.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".dateline-").suffix(".part");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any other file the user makes: less what the umask takes.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(folder)?;
        if let Ok(mut unfinished) = UNFINISHED.lock() {
            unfinished.push(file.path().to_path_buf());
        }
        Ok(Self { writer: BufWriter::with_capacity(1 << 17, file), place: place.to_path_buf() })
    }

    /// Writes out what is left and moves the file to its place.
    ///
    /// # Errors
    /// The disk is full, or the place cannot be written to.
    pub fn finish(self) -> io::Result<()> {
        let file = self.writer.into_inner().map_err(io::IntoInnerError::into_error)?;
        let temporary = file.path().to_path_buf();
        file.persist(&self.place).map_err(|e| e.error)?;
        if let Ok(mut unfinished) = UNFINISHED.lock() {
            unfinished.retain(|p| *p != temporary);
        }
        Ok(())
    }
}

impl Write for OutFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Removes all files that are not finished, for the way out on an interrupt.
pub fn remove_unfinished() {
    if let Ok(unfinished) = UNFINISHED.lock() {
        for path in unfinished.iter().rev() {
            // Nothing can be done about a file that will not go; a folder goes only if it is empty.
            let _ = std::fs::remove_file(path).or_else(|_| std::fs::remove_dir(path));
        }
    }
}

/// The folder `path` was made for this run: on an interrupt it goes, unless something is in it.
pub fn forget_on_interrupt(path: &Path) {
    if let Ok(mut unfinished) = UNFINISHED.lock() {
        unfinished.push(path.to_path_buf());
    }
}

/// Writes a small file at once.
///
/// # Errors
/// As [`OutFile`].
pub fn write_whole(place: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = OutFile::create(place)?;
    file.write_all(content)?;
    file.finish()
}
