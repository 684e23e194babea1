use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::InputError;

/// Endings of the files that are read out of a folder.
const ENDINGS: [&str; 31] = [
    "txt", "text", "json", "jsonl", "ndjson", "csv", "tsv", "tab", "html", "htm", "xhtml", "warc", "wet", "sgm", "sgml", "xml", "rss", "atom", "nitf", "gz",
    "bz2", "xz", "zst", "zstd", "tgz", "tbz", "tbz2", "txz", "tzst", "zip", "tar",
];

/// The files that are read out of a folder, for messages.
pub const KNOWN: &str = "text, JSON, CSV, HTML, WARC, SGML and XML files, also packed (.gz, .bz2, .xz, .zst) and in .zip or .tar";

/// A file to be read.
#[derive(Debug, Clone)]
pub(super) struct InputFile {
    /// Where it is; none is standard input.
    pub path: Option<PathBuf>,
    /// How messages and rows name it.
    pub shown: String,
    /// Its path relative to the PATH argument.
    pub relative: String,
}

/// The files of the PATH arguments: in the order of the arguments, folders walked in the order of names. Lazy, so that
/// memory does not grow with a folder.
pub(super) struct Discover {
    arguments: VecDeque<PathBuf>,
    base: Option<PathBuf>,
    walk: Option<(PathBuf, Walk)>,
    /// Entries of folders that were passed over: hidden ones and unknown endings.
    pub skipped: u64,
}

type Walk = Box<dyn Iterator<Item = walkdir::Result<DirEntry>> + Send>;

impl Discover {
    pub(super) fn new(paths: &[PathBuf], base: Option<PathBuf>) -> Self {
        Self { arguments: paths.iter().cloned().collect(), base, walk: None, skipped: 0 }
    }

    fn argument(&mut self, path: PathBuf) -> Option<Result<InputFile, InputError>> {
        if path.as_os_str() == "-" {
            return Some(Ok(InputFile { path: None, shown: "-".into(), relative: "-".into() }));
        }
        match path.metadata() {
            Err(error) => Some(Err(InputError::read(self.shown(&path, &path), &error))),
            Ok(data) if data.is_dir() => {
                let walk = WalkDir::new(&path).follow_links(true).min_depth(1).sort_by_file_name();
                // Hidden folders are not entered; what the filter turns away is counted here, as the iterator is lazy.
                self.walk = Some((path, Box::new(walk.into_iter())));
                None
            }
            Ok(_) => {
                let relative = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
                Some(Ok(InputFile { shown: self.shown(&path, &path), relative, path: Some(path) }))
            }
        }
    }

    fn entry(&mut self, root: &Path, entry: DirEntry) -> Option<InputFile> {
        if entry.file_type().is_dir() {
            return None;
        }
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let hidden = relative.components().any(|c| c.as_os_str().to_string_lossy().starts_with('.'));
        if hidden || !is_known(entry.path()) || !entry.file_type().is_file() {
            self.skipped += 1;
            return None;
        }
        let relative = relative.to_string_lossy().replace('\\', "/");
        Some(InputFile { shown: self.shown(entry.path(), root), relative, path: Some(entry.into_path()) })
    }

    fn walk_error(&self, error: &walkdir::Error, root: &Path) -> InputError {
        let path = error.path().map_or_else(String::new, |p| self.shown(p, root));
        match error.io_error() {
            Some(io) => InputError::read(path, io),
            None => InputError { path, record: None, stage: "read", message: "the link leads back to a folder above it; remove the link".into() },
        }
    }

    /// The path as rows and messages name it: as the user did, but never absolute. What lies below the working directory
    /// is named from there, anything else by the last part of the argument.
    fn shown(&self, path: &Path, argument: &Path) -> String {
        let below = |folder: &Path| path.strip_prefix(folder).ok().map(Path::to_path_buf);
        let mut relative = self.base.as_deref().and_then(below);
        if relative.is_none() && path.is_absolute() {
            relative = std::env::current_dir().ok().as_deref().and_then(below).or_else(|| below(argument.parent()?));
        }
        relative.unwrap_or_else(|| path.to_path_buf()).to_string_lossy().replace('\\', "/")
    }
}

impl Iterator for Discover {
    type Item = Result<InputFile, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((root, mut walk)) = self.walk.take() {
                while let Some(entry) = walk.next() {
                    let found = match entry {
                        Ok(entry) => self.entry(&root, entry).map(Ok),
                        Err(error) => Some(Err(self.walk_error(&error, &root))),
                    };
                    if found.is_some() {
                        self.walk = Some((root, walk));
                        return found;
                    }
                }
            }
            let path = self.arguments.pop_front()?;
            if let Some(found) = self.argument(path) {
                return Some(found);
            }
        }
    }
}

pub(super) fn is_known(path: &Path) -> bool {
    path.extension().is_some_and(|e| ENDINGS.iter().any(|known| e.eq_ignore_ascii_case(known)))
}

/// The same for a member of an archive; one without any ending is tried.
pub(super) fn is_known_name(path: &str) -> bool {
    let path = Path::new(path);
    path.extension().is_none() || is_known(path)
}

/// Bytes of all files that a run will read; none where it reads standard input. For the progress bar only.
#[must_use]
pub fn total_bytes(paths: &[PathBuf]) -> Option<u64> {
    let files = Discover::new(paths, None).filter_map(Result::ok);
    files.map(|f| f.path.and_then(|p| p.metadata().ok()).map(|m| m.len())).sum()
}
