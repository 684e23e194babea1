//! What spreadsheet programs hold, and what must be done to text before they open it.

use std::borrow::Cow;

/// Rows of a sheet, the header counted.
pub(in crate::output) const MOST_ROWS: u32 = 1_048_576;
/// Characters of a cell, as UTF-16 counts them.
pub(super) const MOST_CHARACTERS: usize = 32_767;
/// A cell that begins with one of these is taken for a formula. The full-width forms count in East Asian settings.
pub(super) const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
/// Stands in front of what would be a formula.
pub(super) const GUARD: char = '\'';
/// Stands for a line break inside a cell.
pub(super) const LINE_BREAK: char = '⏎';
/// The column that names the columns of a row whose cells were cut.
pub(in crate::output) const TRUNCATED: &str = "truncated";

/// The part of `text` that fits into a cell, where not all of it does.
pub(super) fn cut(text: &str) -> Option<&str> {
    // No character has more UTF-16 units than bytes.
    if text.len() <= MOST_CHARACTERS {
        return None;
    }
    let mut units = 0;
    for (at, character) in text.char_indices() {
        units += character.len_utf16();
        if units > MOST_CHARACTERS {
            return Some(&text[..at]);
        }
    }
    None
}

/// `text` on one line. A line break is one mark, however it was written.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\r' => {
                rest.next_if_eq(&'\n');
                line.push(LINE_BREAK);
            }
            '\n' => line.push(LINE_BREAK),
            _ => line.push(character),
        }
    }
    Cow::Owned(line)
}

/// What stood in a cell before it was put on one line and guarded; what was cut from it is lost.
pub(in crate::output) fn original(cell: &str) -> String {
    let guarded = cell.strip_prefix(GUARD).filter(|text| needs_guard(text));
    guarded.unwrap_or(cell).replace(LINE_BREAK, "\n")
}

/// `text` would be taken for a formula, or for one that was guarded: so a guard can be told from an apostrophe of the text.
pub(super) fn needs_guard(text: &str) -> bool {
    let first = text.chars().next();
    let is_plain = first.is_none_or(|c| c.is_ascii_alphanumeric());
    !is_plain && text.trim_start_matches(GUARD).starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_and_guards_can_be_undone() {
        for text in ["=1+1", "+44 20", "-5", "@SUM", "\tx", "＝1", "'=1", "''-"] {
            assert!(needs_guard(text), "{text}");
            assert_eq!(original(&format!("{GUARD}{text}")), text);
        }
        for text in ["", "1-1", "'tis", "'", "“=1”", " =1", "a=b", "−5"] {
            assert!(!needs_guard(text), "{text}");
            assert_eq!(original(text), text);
        }
    }

    #[test]
    fn cells_are_cut_between_characters() {
        assert_eq!(cut(&"é".repeat(MOST_CHARACTERS)), None);
        assert_eq!(cut(&"é".repeat(MOST_CHARACTERS + 1)).map(str::len), Some(2 * MOST_CHARACTERS));
        // An emoji is two characters of a spreadsheet, and is not split.
        let text = format!("{}😀", "a".repeat(MOST_CHARACTERS - 1));
        assert_eq!(cut(&text).map(str::len), Some(MOST_CHARACTERS - 1));
    }

    #[test]
    fn line_breaks_become_one_mark() {
        assert_eq!(one_line("a\r\nb\nc\rd\n\n"), "a⏎b⏎c⏎d⏎⏎");
        assert!(matches!(one_line("plain"), Cow::Borrowed("plain")));
    }
}
