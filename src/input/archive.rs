//! ZIP and tar archives. Nothing is ever unpacked to a path that an archive names: members are read as streams.

use std::io::{self, BufRead, BufReader, Read, Seek};

use tar::Archive;
use zip::ZipArchive;
use zip::read::{ZipFile, read_zipfile_from_stream};

use super::discover::is_known_name;
use super::feed::{At, Feed, Gone};
use super::limits::Guarded;
use super::{reason, stream};

/// Reads the members of a ZIP archive.
pub(super) fn zip(feed: &mut Feed, at: &At, mut file: impl Read + Seek) -> Result<(), Gone> {
    let mut archive = match ZipArchive::new(&mut file) {
        Ok(archive) => archive,
        Err(error) => return broken_zip(feed, at, file, &error.to_string()),
    };
    let inside = at.deeper();
    for index in 0..archive.len() {
        match archive.by_index(index) {
            Ok(member) => zip_member(feed, &inside, member)?,
            Err(error) => {
                let message = format!("member {}: cannot be unpacked: {error}", index + 1);
                feed.fail(&at.place, None, "unpack", message)?;
            }
        }
        if inside.budget.is_spent() {
            break;
        }
    }
    Ok(())
}

/// The list at the end of the archive is cut off or broken: reads what stands before, member by member.
fn broken_zip(feed: &mut Feed, at: &At, mut file: impl Read + Seek, why: &str) -> Result<(), Gone> {
    let inside = at.deeper();
    if file.rewind().is_ok() {
        while let Ok(Some(member)) = read_zipfile_from_stream(&mut file) {
            zip_member(feed, &inside, member)?;
        }
    }
    feed.fail(&at.place, None, "unpack", format!("the archive is broken or cut off ({why}); what came before is kept"))
}

fn zip_member<R: Read>(feed: &mut Feed, inside: &At, member: ZipFile<'_, R>) -> Result<(), Gone> {
    if !member.is_file() {
        return Ok(());
    }
    let name = member.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
    self::member(feed, inside, &name, member)
}

/// A ZIP archive inside something else: its list stands at its end, so it is laid down in a temporary file first.
pub(super) fn nested_zip(feed: &mut Feed, at: &At, input: &mut dyn BufRead) -> Result<(), Gone> {
    let spooled = tempfile::tempfile().and_then(|mut file| {
        let copied = io::copy(input, &mut file);
        file.rewind()?;
        copied.map(|_| file)
    });
    match spooled {
        Ok(file) => zip(feed, at, file),
        Err(error) => feed.fail(&at.place, None, "unpack", reason(&error)),
    }
}

/// Reads the members of a tar archive.
pub(super) fn tar(feed: &mut Feed, at: &At, input: &mut dyn BufRead) -> Result<(), Gone> {
    let mut archive = Archive::new(input);
    let broken = |feed: &mut Feed, error: &io::Error| {
        feed.fail(&at.place, None, "unpack", format!("the archive is broken or cut off ({error}); what came before is kept"))
    };
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return broken(feed, &error),
    };
    for entry in entries {
        match entry {
            Ok(entry) if entry.header().entry_type().is_file() => {
                let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
                member(feed, at, &name, entry)?;
            }
            Ok(_) => {}
            Err(error) => return broken(feed, &error),
        }
    }
    Ok(())
}

/// Reads a member: as in folders, hidden ones and unknown endings are passed over.
fn member(feed: &mut Feed, archive: &At, name: &str, input: impl Read) -> Result<(), Gone> {
    let path = clean(name);
    let hidden = path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
    if hidden || !is_known_name(&path) {
        feed.skip();
        return Ok(());
    }
    let inner = Guarded { inner: input, budget: archive.budget.clone(), resumes: false, ended: false };
    stream::read(feed, &archive.member(&path), &mut BufReader::with_capacity(1 << 16, inner))
}

/// The path of a member as a name only: relative, without `..`, on one line.
fn clean(path: &str) -> String {
    let path = path.replace('\\', "/");
    let parts = path.split('/').filter(|part| !matches!(*part, "" | "." | ".."));
    parts.collect::<Vec<_>>().join("/").replace(char::is_control, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn paths_of_members_lead_nowhere() {
        assert_eq!(clean("../../etc/passwd"), "etc/passwd");
        assert_eq!(clean("/abs/a.txt"), "abs/a.txt");
        assert_eq!(clean("..\\a\n.txt"), "a\u{fffd}.txt");
    }
}
