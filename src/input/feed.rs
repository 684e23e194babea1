//! The reading thread: finds files, opens them, and sends their raw records on.

use std::fs::File;
use std::io::{self, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::SyncSender;

use super::discover::{Discover, InputFile};
use super::fields::FieldNames;
use super::limits::{Budget, Counted, Limits};
use super::raw::{Body, Place, Progress, Raw};
use super::{InputOptions, archive, reason, sniff, stream};

/// A parcel of raw records is sent on at this many records or bytes.
const PARCEL_RECORDS: usize = 256;
const PARCEL_BYTES: usize = 4 << 20;

/// Bytes that are read from a file at once.
const BUFFER: usize = 1 << 17;

/// Nobody takes the records any more.
#[derive(Debug)]
pub(super) struct Gone;

/// Where the readers of the formats put their records.
pub(super) struct Feed {
    send: SyncSender<Vec<Raw>>,
    parcel: Vec<Raw>,
    bytes: usize,
    read: Arc<AtomicU64>,
    progress: Progress,
    pub limits: Limits,
    pub names: Arc<FieldNames>,
}

/// A place being read.
#[derive(Clone)]
pub(super) struct At {
    pub place: Arc<Place>,
    pub budget: Budget,
    /// Layers of packing around it.
    pub depth: u8,
}

impl At {
    /// One layer further in.
    pub(super) fn deeper(&self) -> Self {
        Self { depth: self.depth + 1, budget: self.budget.layer(), place: self.place.clone() }
    }

    /// A member of the archive that is being read.
    pub(super) fn member(&self, path: &str) -> Self {
        let name = sniff::unpacked_name(path.rsplit('/').next().unwrap_or(path)).to_string();
        let member = self.place.member.as_ref().map_or_else(|| path.to_string(), |outer| format!("{outer}:{path}"));
        let place = Place { shown: self.place.shown.clone(), relative: self.place.relative.clone(), member: Some(member), name };
        Self { place: Arc::new(place), ..self.clone() }
    }
}

/// Reads all `paths`.
pub(super) fn feed(paths: &[PathBuf], options: &InputOptions, send: SyncSender<Vec<Raw>>) {
    let mut feed = Feed {
        send,
        parcel: Vec::new(),
        bytes: 0,
        read: Arc::default(),
        progress: Progress::default(),
        limits: options.limits,
        names: Arc::new(options.fields.clone()),
    };
    // That nobody listens any more is no error.
    let _ = feed.all(paths, options);
}

impl Feed {
    fn all(&mut self, paths: &[PathBuf], options: &InputOptions) -> Result<(), Gone> {
        let mut files = Discover::new(paths, options.base.clone());
        let mut entered = 0;
        while let Some(found) = files.next() {
            self.progress.skipped += files.skipped - entered;
            entered = files.skipped;
            match found {
                Err(error) => {
                    let place = Place { shown: error.path, relative: String::new(), member: None, name: String::new() };
                    self.put(&Arc::new(place), None, Body::Failed(error.stage, error.message))?;
                }
                Ok(file) => self.guarded(&file)?,
            }
        }
        self.progress.skipped += files.skipped - entered;
        let place = Place { shown: String::new(), relative: String::new(), member: None, name: String::new() };
        self.put(&Arc::new(place), None, Body::End)?;
        self.flush()
    }

    /// A panic in one of the unpackers costs the file it happened in.
    fn guarded(&mut self, file: &InputFile) -> Result<(), Gone> {
        self.progress.opened += 1;
        let name = file.path.as_ref().and_then(|p| p.file_name()).map_or_else(|| "stdin".into(), |n| n.to_string_lossy().into_owned());
        let name = sniff::unpacked_name(&name).to_string();
        let place = Arc::new(Place { shown: file.shown.clone(), relative: file.relative.clone(), member: None, name });
        let at = At { place: place.clone(), budget: Budget::new(&self.limits), depth: 0 };
        match catch_unwind(AssertUnwindSafe(|| self.file(file, &at))) {
            Ok(done) => done,
            Err(_) => self.fail(&place, None, "panic", "broke the reader; please report it as a bug, with the file".into()),
        }
    }

    fn file(&mut self, file: &InputFile, at: &At) -> Result<(), Gone> {
        let (count, all) = (at.budget.packed.clone(), self.read.clone());
        let Some(path) = &file.path else {
            return stream::read(self, at, &mut BufReader::with_capacity(1 << 16, Counted { inner: io::stdin(), count, all }));
        };
        let mut handle = match File::open(path) {
            Ok(handle) => handle,
            Err(error) => return self.fail(&at.place, None, "read", reason(&error)),
        };
        match sniff::is_zip(&mut handle) {
            Ok(true) => {
                let size = handle.metadata().map_or(0, |m| m.len());
                count.store(size, Ordering::Relaxed);
                let done = archive::zip(self, at, handle);
                all.fetch_add(size, Ordering::Relaxed);
                done
            }
            Ok(false) => {
                // The buffer is cleared for each file: one of a few kilobytes gets one of its own size.
                let size = handle.metadata().map_or(BUFFER, |m| usize::try_from(m.len()).unwrap_or(BUFFER));
                let capacity = if size == 0 { BUFFER } else { (size + 1).min(BUFFER) };
                stream::read(self, at, &mut BufReader::with_capacity(capacity, Counted { inner: handle, count, all }))
            }
            Err(error) => self.fail(&at.place, None, "read", reason(&error)),
        }
    }

    /// Sends a record on.
    pub(super) fn put(&mut self, place: &Arc<Place>, number: Option<u64>, body: Body) -> Result<(), Gone> {
        self.progress.bytes = self.read.load(Ordering::Relaxed);
        let raw = Raw { place: place.clone(), number, body, progress: self.progress };
        self.bytes += raw.len();
        self.parcel.push(raw);
        if self.parcel.len() >= PARCEL_RECORDS || self.bytes >= PARCEL_BYTES { self.flush() } else { Ok(()) }
    }

    /// Sends on that a record, or what follows it, could not be read.
    pub(super) fn fail(&mut self, place: &Arc<Place>, number: Option<u64>, stage: &'static str, message: String) -> Result<(), Gone> {
        self.put(place, number, Body::Failed(stage, message))
    }

    /// Counts a member of an archive that is passed over.
    pub(super) fn skip(&mut self) {
        self.progress.skipped += 1;
    }

    fn flush(&mut self) -> Result<(), Gone> {
        self.bytes = 0;
        self.send.send(std::mem::take(&mut self.parcel)).map_err(|_| Gone)
    }
}
