//! The header lines at the head of a text file.

use jiff::civil::Date;

use super::published;
use crate::text::Header;
use crate::token::Span;

/// What the header lines of a text file say.
#[derive(Debug, Default, PartialEq)]
pub struct Fields {
    /// Where the header stands; none where there is no header line.
    pub header: Option<Header>,
    /// `date 2025-02-06`.
    pub date: Option<Date>,
    /// `Title: …`.
    pub title: Option<String>,
    /// `Source: …`.
    pub source: Option<String>,
    /// `URL: …`.
    pub url: Option<String>,
}

/// Reads the header lines of `text`: each key once, in any order, up to the first line that is none. Only the value of
/// `date` may be followed by the story in its own line.
#[must_use]
pub fn read(text: &str) -> Fields {
    let mut fields = Fields::default();
    let mut at = 0;
    loop {
        // Blank lines, and the control codes of old wires, may stand before the header, not inside.
        let rest = text.get(at..).unwrap_or("");
        let blank = rest.len()
            - if fields.header.is_none() {
                rest.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c))
            } else {
                rest.trim_start_matches([' ', '\t'])
            }
            .len();
        let start = at + blank;
        let line = text.get(start..).unwrap_or("").lines().next().unwrap_or("");
        let Some(end) = fields.take(line, start) else { return fields };
        let begin = fields.header.map_or(start as u32, |h| h.span.start);
        let date = fields.header.and_then(|h| h.date);
        fields.header = Some(Header { span: Span::new(begin, (start + end.value.end) as u32), date: end.date.or(date) });
        if end.runs_on {
            return fields;
        }
        // The next line: behind `\n`, `\r\n` or a bare `\r`.
        let Some(newline) = text.get(start + end.value.end..).and_then(|r| r.find(['\n', '\r'])) else { return fields };
        at = start + end.value.end + newline;
        at += if text[at..].starts_with("\r\n") { 2 } else { 1 };
    }
}

/// Marks of direction and width that web text carries.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A header line that was read: its value's bytes in the line.
struct Taken {
    value: std::ops::Range<usize>,
    date: Option<Span>,
    runs_on: bool,
}

impl Fields {
    fn take(&mut self, line: &str, start: usize) -> Option<Taken> {
        let line = line.split('\r').next().unwrap_or(line);
        if self.date.is_none()
            && let Some((date, value, runs_on)) = date_line(line)
        {
            self.date = Some(date);
            let span = Span::new((start + value.start) as u32, (start + value.end) as u32);
            return Some(Taken { value, date: Some(span), runs_on });
        }
        let (key, value) = line.split_once(':')?;
        let value = value.trim();
        let slot = match key.trim_end() {
            k if k.eq_ignore_ascii_case("title") => &mut self.title,
            k if k.eq_ignore_ascii_case("source") => &mut self.source,
            k if k.eq_ignore_ascii_case("url") => &mut self.url,
            _ => return None,
        };
        if slot.is_some() {
            return None;
        }
        *slot = (!value.is_empty()).then(|| value.into());
        Some(Taken { value: 0..line.trim_end().len(), date: None, runs_on: false })
    }
}

/// `date 2025-02-06`, also `Date: 6 February 2025` where the date takes the whole line. Gives the day, where it stands
/// in the line, and whether the story follows in the same line.
fn date_line(line: &str) -> Option<(Date, std::ops::Range<usize>, bool)> {
    let rest = line.get(..4).filter(|k| k.eq_ignore_ascii_case("date")).and_then(|_| line.get(4..))?;
    let after_colon = rest.trim_start_matches([' ', '\t']).strip_prefix(':');
    let value = after_colon.unwrap_or(rest);
    if !value.starts_with([' ', '\t', '\u{a0}']) && after_colon.is_none() {
        return None;
    }
    let value = value.trim_start();
    let start = line.len() - value.len();
    let word = value.split_whitespace().next()?;
    if let Some(len) = iso_len(word)
        && let Some(date) = word.get(..len).and_then(published::iso_prefix)
    {
        let rest = value.get(len..).unwrap_or("");
        return Some((date, start..start + len, !rest.trim().is_empty()));
    }
    let value = value.trim_end();
    let date = after_colon.and_then(|_| published::from_text(value).ok().flatten())?;
    Some((date, start..start + value.len(), false))
}

/// How many bytes the ISO day at the start of a word takes, with its time if it has one; the story may follow without a blank
/// (`2025-02-06The ferry sank`). None where a further figure follows.
fn iso_len(word: &str) -> Option<usize> {
    const DAY: usize = 10;
    let rest = word.get(DAY..)?;
    let figure = |at: usize| rest.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let run = |from: usize| rest.bytes().skip(from).take_while(|b| b.is_ascii_digit() || matches!(b, b':' | b'.')).count();
    let time = if rest.starts_with(['T', 't']) && figure(1) { 1 + run(1) } else { 0 };
    let zone = match rest.as_bytes().get(time) {
        Some(b'Z') if time > 0 || rest.len() == 1 => 1,
        Some(b'+') if figure(time + 1) => 1 + run(time + 1),
        Some(b'-') if time > 0 && figure(time + 1) => 1 + run(time + 1),
        _ => 0,
    };
    (!figure(0)).then_some(DAY + time + zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn span(text: &str) -> Option<&str> {
        read(text).header.map(|h| h.span.slice(text))
    }

    #[test]
    fn date_alone() {
        let text = "date 2025-02-06\n\nThe ferry sank.";
        assert_eq!(read(text).date, Some(date(2025, 2, 6)));
        assert_eq!(span(text), Some("date 2025-02-06"));
        assert_eq!(read(text).header.unwrap().date.unwrap().slice(text), "2025-02-06");
    }

    #[test]
    fn date_runs_into_the_story() {
        assert_eq!(span("\u{202b}date 2025-02-06\nThe ferry sank."), Some("date 2025-02-06"));
        let text = " date 2025-02-06 The ferry sank.";
        assert_eq!(span(text), Some("date 2025-02-06"));
        assert_eq!(read(text).date, Some(date(2025, 2, 6)));
    }

    #[test]
    fn date_runs_into_the_story_without_a_blank() {
        for story in ["Foo said no.", "The ferry sank.", "“We go,” she said.", "Ten men left.", "£5 was lost."] {
            let text = format!("date 2025-02-06{story}");
            assert_eq!((read(&text).date, span(&text)), (Some(date(2025, 2, 6)), Some("date 2025-02-06")), "{text}");
        }
        assert_eq!(span("date 2025-02-06T10:30:00Z The ferry sank."), Some("date 2025-02-06T10:30:00Z"));
        assert_eq!(span("date 2025-02-061 The ferry sank."), None);
    }

    #[test]
    fn all_keys_in_any_order_and_case() {
        for newline in ["\n", "\r\n", "\r"] {
            let text =
                ["", "TITLE: Ferry: the end", "url: https://x.example/a", "Date: 6 February 2025", "source: Harbour Post", "", "Text: body"].join(newline);
            let fields = read(&text);
            assert_eq!(fields.title.as_deref(), Some("Ferry: the end"));
            assert_eq!(fields.url.as_deref(), Some("https://x.example/a"));
            assert_eq!(fields.source.as_deref(), Some("Harbour Post"));
            assert_eq!(fields.date, Some(date(2025, 2, 6)));
            assert!(span(&text).unwrap().ends_with("Harbour Post"), "{newline:?}");
        }
    }

    #[test]
    fn stories_are_no_headers() {
        for text in ["", "date", "Date palms died.", "date 2025-02-30 x", "The ferry sank.", "dates 2025-02-06", "Source code leaked.", "\u{feff}"] {
            assert_eq!(read(text), Fields::default(), "{text}");
        }
    }
}
