//! What a run has made of its articles, kept on disk, so that a run that was broken off can be taken up again.
//!
//! A line says what made the file; entries follow, each the length and the checksum of what comes next, the digest of an
//! article, and the bytes that were made of it. Entries are found by the digest: articles may be added to the input or go from
//! it between two runs. What a crash left half written at the end is cut off.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use crate::text::Article;

/// Bytes held back before they are written. A crash costs these, and the batch that was being worked on.
const PENDING: usize = 1 << 18;
/// Length (4 bytes) and checksum (4 bytes) before an entry.
const FRAME: usize = 8;
const DIGEST: usize = 16;

/// The first bytes of its SHA-256: of all that is known of an article.
pub type ArticleDigest = [u8; DIGEST];

/// One entry, made by a worker.
#[derive(Debug)]
pub struct Entry(Vec<u8>);

impl Entry {
    /// What was made of the article with this digest.
    ///
    /// # Errors
    /// `made` cannot be written as bytes; never in practice.
    pub fn new(digest: ArticleDigest, made: &impl Serialize) -> io::Result<Self> {
        let mut bytes = vec![0; FRAME];
        bytes.extend_from_slice(&digest);
        let mut bytes = postcard::to_extend(made, bytes).map_err(io::Error::other)?;
        let length = u32::try_from(bytes.len() - FRAME).map_err(io::Error::other)?;
        let checksum = crc32fast::hash(&bytes[FRAME..]);
        bytes[..4].copy_from_slice(&length.to_le_bytes());
        bytes[4..FRAME].copy_from_slice(&checksum.to_le_bytes());
        Ok(Self(bytes))
    }
}

/// The digest of an article: of its text, its names and its date. Lengths count, so that nothing moves from field to field.
#[must_use]
pub fn digest(article: &Article) -> ArticleDigest {
    let a = article;
    let published = a.published.map(|p| format!("{} {:?}", p.date, p.from));
    let texts = [
        Some(&a.id),
        Some(&a.path),
        a.record.as_ref(),
        a.title.as_ref(),
        a.author.as_ref(),
        a.source.as_ref(),
        a.url.as_ref(),
        published.as_ref(),
        Some(&a.text),
    ];
    let fields = texts.into_iter().map(|text| text.map(String::as_str)).chain([Some(a.encoding), Some(a.format)]);
    let mut hash = Sha256::new();
    for field in fields {
        hash.update(field.map_or(u64::MAX, |text| text.len() as u64).to_le_bytes());
        hash.update(field.unwrap_or_default());
    }
    let mut digest = [0; DIGEST];
    digest.copy_from_slice(&hash.finalize()[..DIGEST]);
    digest
}

/// Why a journal cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Another run is writing it.
    #[error("another run is writing to it; wait for its end")]
    Busy,
    /// Something else made it.
    #[error("is of a run with other options, another lexicon or another build of the program; remove it to start anew, or run as then")]
    Other,
    /// It cannot be read or written.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// The journal of a run.
#[derive(Debug)]
pub struct Journal {
    place: PathBuf,
    /// One handle reads and writes: where locks are mandatory, a second one could not read.
    file: BufReader<File>,
    /// Where the next entry goes.
    end: u64,
    pending: Vec<u8>,
    entries: Places,
    taken: u64,
}

impl Journal {
    /// Opens the journal at `place`, or starts one. `made_by` names all that the entries depend on but the articles.
    ///
    /// # Errors
    /// It is in use, of another run, or cannot be read or written.
    pub fn open(place: &Path, made_by: &str) -> Result<Self, JournalError> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(place)?;
        // Some file systems have no locks: there it is for the user not to run twice.
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(JournalError::Busy);
        }
        let head = head(made_by);
        let mut file = BufReader::new(file);
        let mut found = Vec::new();
        file.by_ref().take(head.len() as u64).read_until(b'\n', &mut found)?;
        if found.is_empty() || !found.ends_with(b"\n") && head.as_bytes().starts_with(&found) {
            // New, or a crash came before its first line was whole.
            file.get_ref().set_len(0)?;
            file.rewind()?;
            file.get_mut().write_all(head.as_bytes())?;
        } else if found != head.as_bytes() {
            return Err(JournalError::Other);
        }
        let length = file.get_ref().metadata()?.len();
        let (entries, end) = entries(&mut file, head.len() as u64, length)?;
        file.get_ref().set_len(end)?;
        Ok(Self { place: place.to_path_buf(), file, end, pending: Vec::new(), entries, taken: 0 })
    }

    /// Where it lies.
    #[must_use]
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// How many articles were taken over from the run before.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// What an earlier run made of an article. What cannot be read is as if it were not there: it is made anew.
    pub fn take<T: DeserializeOwned>(&mut self, article: &Article) -> Option<T> {
        if self.entries.is_empty() {
            return None;
        }
        let (start, length) = *self.entries.get(&digest(article))?;
        let here = self.file.stream_position().ok()?;
        // Within the buffer where the articles come as they came before.
        self.file.seek_relative(start as i64 - here as i64).ok()?;
        let mut bytes = vec![0; length as usize];
        self.file.read_exact(&mut bytes).ok()?;
        let made = postcard::from_bytes(&bytes).ok()?;
        self.taken += 1;
        Some(made)
    }

    /// Appends an entry.
    ///
    /// # Errors
    /// Writing failed.
    pub fn push(&mut self, entry: &Entry) -> io::Result<()> {
        self.pending.extend_from_slice(&entry.0);
        if self.pending.len() < PENDING { Ok(()) } else { self.flush() }
    }

    /// Writes out what was held back.
    ///
    /// # Errors
    /// Writing failed.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        // From where the last whole write ended: what a full disk broke off is written over.
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.get_mut().write_all(&self.pending)?;
        self.end += self.pending.len() as u64;
        self.pending.clear();
        Ok(())
    }

    /// The run came to its end: the journal goes.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn remove(self) -> io::Result<()> {
        std::fs::remove_file(&self.place)
    }
}

fn head(made_by: &str) -> String {
    let hash = Sha256::digest(made_by).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    format!("dateline journal 1 {hash}\n")
}

/// Where the bytes made of each article stand, and their length.
type Places = FxHashMap<ArticleDigest, (u64, u32)>;

/// The whole entries of a file of `length` bytes from `start` on, and where the last one ends.
fn entries(reader: &mut BufReader<File>, start: u64, length: u64) -> io::Result<(Places, u64)> {
    let mut places = Places::default();
    let mut end = start;
    let mut bytes = Vec::new();
    while length - end > (FRAME + DIGEST) as u64 {
        let (mut size, mut checksum) = ([0; 4], [0; 4]);
        reader.read_exact(&mut size)?;
        reader.read_exact(&mut checksum)?;
        let size = u32::from_le_bytes(size);
        let next = end + FRAME as u64 + u64::from(size);
        if next > length || (size as usize) < DIGEST {
            break;
        }
        bytes.resize(size as usize, 0);
        reader.read_exact(&mut bytes)?;
        if crc32fast::hash(&bytes) != u32::from_le_bytes(checksum) {
            break;
        }
        let mut digest = [0; DIGEST];
        digest.copy_from_slice(&bytes[..DIGEST]);
        places.insert(digest, (end + (FRAME + DIGEST) as u64, size - DIGEST as u32));
        end = next;
    }
    Ok((places, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(id: u32) -> Article {
        Article { id: id.to_string(), text: format!("Text {id}."), ..Article::default() }
    }

    fn filled(place: &Path, count: u32) {
        let mut journal = Journal::open(place, "a").unwrap();
        for id in 0..count {
            journal.push(&Entry::new(digest(&article(id)), &(id, format!("made of {id}"))).unwrap()).unwrap();
        }
        journal.flush().unwrap();
    }

    fn known(journal: &mut Journal, id: u32) -> Option<(u32, String)> {
        journal.take(&article(id))
    }

    #[test]
    fn entries_are_found_again_in_any_order() {
        let dir = tempfile::TempDir::new().unwrap();
        let place = dir.path().join("j");
        filled(&place, 3000);
        let mut journal = Journal::open(&place, "a").unwrap();
        for id in (0..3000).chain((0..3000).rev()) {
            assert_eq!(known(&mut journal, id), Some((id, format!("made of {id}"))));
        }
        assert_eq!(known(&mut journal, 3000), None);
        let changed = Article { title: Some("New".into()), ..article(7) };
        assert_eq!(journal.take::<(u32, String)>(&changed), None);
        assert_eq!(journal.taken(), 6000);
        journal.remove().unwrap();
        assert!(!place.exists());
    }

    #[test]
    fn entries_are_read_between_writes() {
        let dir = tempfile::TempDir::new().unwrap();
        let place = dir.path().join("j");
        filled(&place, 40);
        let mut journal = Journal::open(&place, "a").unwrap();
        for id in 0..40 {
            assert!(known(&mut journal, id).is_some() && known(&mut journal, 39 - id).is_some(), "{id}");
            journal.push(&Entry::new(digest(&article(40 + id)), &(40 + id, "anew")).unwrap()).unwrap();
            journal.flush().unwrap();
        }
        drop(journal);
        let mut journal = Journal::open(&place, "a").unwrap();
        assert!((0..80).all(|id| known(&mut journal, id).is_some_and(|(made_of, _)| made_of == id)));
    }

    #[test]
    fn what_a_crash_left_half_written_is_cut_off() {
        let dir = tempfile::TempDir::new().unwrap();
        let place = dir.path().join("j");
        filled(&place, 10);
        let whole = std::fs::read(&place).unwrap();
        let frame = (whole.len() - head("a").len()) / 10;
        for cut in [1, frame / 2, frame - 1, frame] {
            std::fs::write(&place, &whole[..whole.len() - cut]).unwrap();
            let mut journal = Journal::open(&place, "a").unwrap();
            assert_eq!((known(&mut journal, 8).is_some(), known(&mut journal, 9).is_some()), (true, false), "{cut}");
            journal.push(&Entry::new(digest(&article(9)), &(9u32, "anew")).unwrap()).unwrap();
            journal.flush().unwrap();
            drop(journal);
            assert_eq!(known(&mut Journal::open(&place, "a").unwrap(), 9), Some((9, "anew".into())));
        }
        // A byte that changed costs what stands behind it.
        let mut broken = whole.clone();
        let at = broken.len() - 4 * frame;
        broken[at + FRAME + DIGEST] ^= 1;
        std::fs::write(&place, broken).unwrap();
        let mut journal = Journal::open(&place, "a").unwrap();
        assert_eq!((0..10).filter(|id| known(&mut journal, *id).is_some()).count(), 6);
        drop(journal);
        // Any beginning of the first line is a start.
        for length in 0..head("a").len() {
            std::fs::write(&place, &whole[..length]).unwrap();
            assert!(Journal::open(&place, "a").is_ok(), "{length}");
        }
    }

    #[test]
    fn a_journal_of_something_else_is_refused_and_left_alone() {
        let dir = tempfile::TempDir::new().unwrap();
        let place = dir.path().join("j");
        filled(&place, 2);
        assert!(matches!(Journal::open(&place, "b"), Err(JournalError::Other)));
        std::fs::write(&place, "a file of the user's").unwrap();
        assert!(matches!(Journal::open(&place, "a"), Err(JournalError::Other)));
        assert_eq!(std::fs::read(&place).unwrap(), b"a file of the user's");
        std::fs::remove_file(&place).unwrap();
        let _first = Journal::open(&place, "a").unwrap();
        assert!(matches!(Journal::open(&place, "a"), Err(JournalError::Busy)));
    }
}
