//! The page's data as JSON that may stand inside a page.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use super::collect::Collected;
use crate::output::columns::{ARTICLES, QUOTES, Table};

/// Writes what `head` says and all that was collected as one JSON object. No `<` is in it, so that no text of an article can
/// end the element that it stands in.
pub(super) fn write_data(out: &mut impl Write, head: &Value, collected: &Collected) -> io::Result<()> {
    let mut out = Escaped(out);
    let totals: Vec<_> = collected.totals().iter().map(|t| json!([t.name, t.found, t.held])).collect();
    write!(out, "{{\"head\":{head},\"totals\":{}", Value::from(totals))?;
    rows(&mut out, "incidents", collected.incidents.iter().map(|held| &held.cells))?;
    rows(&mut out, "marks", collected.incidents.iter().map(|held| collected.marks(held).into_iter().map(|m| (m.start, m.end, m.role)).collect::<Vec<_>>()))?;
    rows(
        &mut out,
        "evidence",
        collected.incidents.iter().map(|held| held.evidence.iter().map(|w| (&w.article, &w.role, &w.text, &w.rule)).collect::<Vec<_>>()),
    )?;
    rows(&mut out, "more", collected.incidents.iter().map(|held| held.more))?;
    rows(
        &mut out,
        "articles",
        picked(&collected.articles, &ARTICLES, &["article_id", "title", "source", "url", "published", "story_id", "near_duplicate_of"]),
    )?;
    rows(
        &mut out,
        "quotes",
        picked(&collected.quotes, &QUOTES, &["text", "speaker_name", "speaker_code", "kind", "cue", "confidence", "article_id", "incident_id"]),
    )?;
    rows(&mut out, "errors", collected.errors.iter())?;
    out.write_all(b"}")
}

/// Some cells of each row.
fn picked<'r>(rows: &'r [Vec<String>], table: &'static Table, columns: &[&str]) -> impl Iterator<Item = Vec<&'r str>> {
    let places: Vec<_> = columns.iter().map(|c| table.place(c)).collect();
    rows.iter().map(move |row| places.iter().map(|p| row.get(*p).map_or("", String::as_str)).collect())
}

/// A list, one row a line.
fn rows<T: Serialize>(out: &mut impl Write, name: &str, rows: impl Iterator<Item = T>) -> io::Result<()> {
    write!(out, ",\n\"{name}\":[")?;
    for (index, row) in rows.enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &row)?;
    }
    out.write_all(b"]")
}

/// Writes `<`, `>` and `&` of JSON, which stand in strings only, as JSON's escapes.
struct Escaped<W>(W);

impl<W: Write> Write for Escaped<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        for piece in bytes.split_inclusive(|b| matches!(b, b'<' | b'>' | b'&')) {
            let (text, escape): (_, &[u8]) = match piece.split_last() {
                Some((b'<', text)) => (text, b"\\u003c"),
                Some((b'>', text)) => (text, b"\\u003e"),
                Some((b'&', text)) => (text, b"\\u0026"),
                _ => (piece, b""),
            };
            self.0.write_all(text)?;
            self.0.write_all(escape)?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Base 64 of RFC 4648, as a policy names a hash.
pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().chain([&0; 3]).take(3).fold(0u32, |bits, byte| bits << 8 | u32::from(*byte));
        for digit in 0..4 {
            let value = bits >> (18 - 6 * digit) & 63;
            text.push(if digit <= group.len() { char::from(DIGITS[value as usize]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::columns::INCIDENTS;
    use crate::output::encode;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn text_of_articles_stays_text() {
        let mut row = vec![String::new(); INCIDENTS.columns.len()];
        let evil = "</script><script>alert(1)</script> & <!-- \u{2028} \"x\"";
        row[INCIDENTS.place("sentence")] = evil.into();
        let mut collected = Collected::new(10);
        collected.take(&INCIDENTS, &encode::cells(&row).unwrap()).unwrap();
        let mut bytes = Vec::new();
        write_data(&mut bytes, &json!({"run": "<b>"}), &collected).unwrap();
        assert!(!bytes.iter().any(|b| matches!(b, b'<' | b'>' | b'&')));
        let read: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(read["incidents"][0][INCIDENTS.place("sentence")], evil);
        assert_eq!(read["head"]["run"], "<b>");
    }
}
