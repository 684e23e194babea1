//! Text that was UTF-8, read as Windows-1252 by some tool, and written so: `donâ€™t`.

use encoding_rs::WINDOWS_1252;

use crate::text::Article;

/// Repairs title, source and text of an article. A text with a header keeps its offsets, as they lie in ASCII.
pub(super) fn repair(article: &mut Article) {
    for part in [&mut article.title, &mut article.source].into_iter().flatten() {
        if let Some(repaired) = repaired(part) {
            *part = repaired;
        }
    }
    let body = article.body_start() as usize;
    if let Some((head, rest)) = article.text.split_at_checked(body)
        && let Some(repaired) = repaired(rest)
    {
        article.text = format!("{head}{repaired}");
    }
}

/// The text with each run of wrongly read characters read rightly; none where there is no such run. Text that was read
/// wrongly twice is repaired twice.
fn repaired(text: &str) -> Option<String> {
    let once = once(text)?;
    Some(once_more(once))
}

fn once_more(text: String) -> String {
    once(&text).unwrap_or(text)
}

fn once(text: &str) -> Option<String> {
    let mut fixed = String::with_capacity(text.len());
    let mut changed = false;
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| !c.is_ascii()) {
        let run = rest.get(start..).unwrap_or("");
        let length = run.find(|c: char| c.is_ascii()).unwrap_or(run.len());
        let (run, after) = run.split_at(length);
        fixed.push_str(rest.get(..start).unwrap_or(""));
        match reread(run) {
            Some(right) => {
                fixed.push_str(&right);
                changed = true;
            }
            None => fixed.push_str(run),
        }
        rest = after;
    }
    fixed.push_str(rest);
    changed.then_some(fixed)
}

/// Right text, and no chance: `É…` would be read as a letter of no living alphabet.
fn is_likely(text: &str) -> bool {
    text.chars().all(|c| !matches!(c, '\u{180}'..='\u{36f}' | '\u{700}'..='\u{7ff}'))
}

/// The run as the UTF-8 that it was; good characters beside the broken ones stay.
fn reread(run: &str) -> Option<String> {
    if let Some(right) = bytes_of(run).and_then(|bytes| String::from_utf8(bytes).ok()).filter(|t| is_likely(t)) {
        return Some(right);
    }
    let mut right = String::new();
    let mut changed = false;
    let mut at = 0;
    while let Some(first) = run.get(at..).and_then(|r| r.chars().next()) {
        let wide = match u32::from(first) {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => 1,
        };
        let part = run.get(at..).map(|r| r.char_indices().nth(wide).map_or(r, |(end, _)| r.get(..end).unwrap_or(r))).unwrap_or("");
        match bytes_of(part).filter(|_| wide > 1).and_then(|bytes| String::from_utf8(bytes).ok()).filter(|t| is_likely(t)) {
            Some(good) => {
                right.push_str(&good);
                changed = true;
                at += part.len();
            }
            None => {
                right.push(first);
                at += first.len_utf8();
            }
        }
    }
    changed.then_some(right)
}

/// The bytes that Windows-1252 has for the characters; the five that it leaves open stand for themselves.
fn bytes_of(run: &str) -> Option<Vec<u8>> {
    let (bytes, _, failed) = WINDOWS_1252.encode(run);
    (!failed).then(|| bytes.into_owned())
}

#[cfg(test)]
mod tests {
    use super::repaired;

    fn broken(text: &str) -> String {
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn wrongly_read_text_is_repaired() {
        for text in ["“Gale”", "don’t", "Müller – Ærø", "naïve café", "€5"] {
            assert_eq!(repaired(&broken(text)).as_deref(), Some(text), "{}", broken(text));
            assert_eq!(repaired(&broken(&broken(text))).as_deref(), Some(text));
        }
    }

    #[test]
    fn good_text_stays() {
        for text in ["“Gale”", "don’t", "Müller – Ærø", "plain", "日本", "É…"] {
            assert_eq!(repaired(text), None);
        }
        assert_eq!(repaired(&format!("“{}”", broken("é"))).as_deref(), Some("“é”"));
    }
}
