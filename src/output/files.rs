//! Files that appear under their name only when they are whole.

use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde_json::Value;
use tempfile::{NamedTempFile, TempPath};

use super::forms::Refused;

/// Bytes held back before they are written.
const BUFFER: usize = 1 << 17;

/// Files being written; removed when the user interrupts.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn note_unfinished(path: &Path) {
    if let Ok(mut unfinished) = UNFINISHED.lock() {
        unfinished.push(path.to_path_buf());
    }
}

fn note_finished(path: &Path) {
    if let Ok(mut unfinished) = UNFINISHED.lock() {
        unfinished.retain(|p| p != path);
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

/// A place for a file that is still unnamed: it lies beside its place under a passing name. Forms that write through a
/// library of their own write to [`path`](Draft::path). Dropped, it is removed.
pub struct Draft {
    temporary: TempPath,
    place: PathBuf,
}

impl Draft {
    /// Makes an empty file beside `place`.
    ///
    /// # Errors
    /// Its folder does not exist or may not be written to.
    pub fn create(place: &Path) -> io::Result<Self> {
        Ok(Self { temporary: temporary(place)?.into_temp_path(), place: place.to_path_buf() })
    }

    /// Where the file lies until it is whole.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.temporary
    }

    /// The place that it will take.
    #[must_use]
    pub fn place(&self) -> &Path {
        &self.place
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        note_finished(&self.temporary);
    }
}

fn temporary(place: &Path) -> io::Result<NamedTempFile> {
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
    note_unfinished(file.path());
    Ok(file)
}

/// Gives the files their names: all of them, or, where one cannot take its name, none; what they replace is then put back.
///
/// # Errors
/// A place cannot be written to.
pub fn finish_all(drafts: Vec<Draft>) -> io::Result<()> {
    let mut done: Vec<(&Path, Option<TempPath>)> = Vec::new();
    for draft in &drafts {
        let placed = set_aside(&draft.place).and_then(|old| {
            let renamed = std::fs::rename(&draft.temporary, &draft.place);
            done.push((&draft.place, old));
            renamed
        });
        if let Err(error) = placed {
            for (place, old) in done.into_iter().rev() {
                // The best that can be done where even this fails is to tell of the first error.
                let _ = match old {
                    Some(old) => old.persist(place).map_err(|e| e.error),
                    None => std::fs::remove_file(place),
                };
            }
            return Err(error);
        }
    }
    Ok(())
}

/// Keeps what lies at `place` under another name too, until the new file is there.
fn set_aside(place: &Path) -> io::Result<Option<TempPath>> {
    if !place.is_file() {
        return Ok(None);
    }
    let old = temporary(place)?.into_temp_path();
    // Where a second name is all that is left of it, an interrupt must not remove it.
    note_finished(&old);
    std::fs::remove_file(&old)?;
    // A second name is safer than a move, as the first one never goes; some file systems have none.
    std::fs::hard_link(place, &old).or_else(|_| std::fs::rename(place, &old))?;
    Ok(Some(old))
}

/// A file that is written beside its place and moved there by [`finish`](OutFile::finish). Dropped before that, it leaves
/// nothing behind.
pub struct OutFile {
    writer: BufWriter<std::fs::File>,
    draft: Draft,
}

impl OutFile {
    /// Starts the file `place`.
    ///
    /// # Errors
    /// Its folder does not exist or may not be written to.
    pub fn create(place: &Path) -> io::Result<Self> {
        let (file, temporary) = temporary(place)?.into_parts();
        let draft = Draft { temporary, place: place.to_path_buf() };
        Ok(Self { writer: BufWriter::with_capacity(BUFFER, file), draft })
    }

    /// Writes out what is left; the file is whole, and only its name is missing.
    ///
    /// # Errors
    /// The disk is full.
    pub fn whole(self) -> io::Result<Draft> {
        self.writer.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(self.draft)
    }

    /// Writes out what is left and moves the file to its place.
    ///
    /// # Errors
    /// The disk is full, or the place cannot be written to.
    pub fn finish(self) -> io::Result<()> {
        finish_all(vec![self.whole()?])
    }
}

impl Write for OutFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Standard output, or a file that appears when it is whole.
pub enum Sink {
    /// Standard output.
    Stdout(BufWriter<Stdout>),
    /// A file.
    File(Box<OutFile>),
}

impl Sink {
    /// Opens `path`, or standard output where none is named.
    ///
    /// # Errors
    /// The folder of the file does not exist or may not be written to.
    pub fn open(path: Option<&Path>) -> io::Result<Self> {
        Ok(match path {
            None => Self::Stdout(BufWriter::with_capacity(BUFFER, io::stdout())),
            Some(path) => Self::File(Box::new(OutFile::create(path)?)),
        })
    }

    /// Writes out what is left; a file takes its name.
    ///
    /// # Errors
    /// Writing failed.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush(),
            Self::File(file) => file.finish(),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File(file) => file.write(bytes),
        }
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.write_all(bytes),
            Self::File(file) => file.write_all(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File(file) => file.flush(),
        }
    }
}

/// A folder that was made for this run: it goes again unless it is kept or something is in it.
pub struct MadeFolder(Option<PathBuf>);

impl MadeFolder {
    /// Makes `path` if it is not there.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn create(path: &Path) -> io::Result<Self> {
        let is_new = !path.exists();
        std::fs::create_dir_all(path)?;
        if is_new {
            note_unfinished(path);
        }
        Ok(Self(is_new.then(|| path.to_path_buf())))
    }

    /// It stays.
    pub fn keep(mut self) {
        if let Some(path) = self.0.take() {
            note_finished(&path);
        }
    }
}

impl Drop for MadeFolder {
    fn drop(&mut self) {
        if let Some(path) = self.0.take() {
            let _ = std::fs::remove_dir(&path);
            note_finished(&path);
        }
    }
}

/// The place is free, or may be taken.
///
/// # Errors
/// Something is there already.
pub fn check_free(path: &Path, overwrite: bool) -> Result<(), Refused> {
    let why = match path.symlink_metadata() {
        Err(_) => return Ok(()),
        Ok(_) if path.is_dir() => "is a folder; name a file",
        Ok(_) if overwrite => return Ok(()),
        Ok(_) => "is there already; --overwrite replaces it",
    };
    Err(Refused { path: path.to_path_buf(), why: why.into() })
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

/// JSON for people to read.
pub(crate) fn pretty(value: &Value) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}
