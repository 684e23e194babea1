//! Comparing and normalising the words of names.

use compact_str::CompactString;

/// `role` contains the words `noun`, whole.
pub(super) fn has_words(role: &str, noun: &str) -> bool {
    if role.len() <= noun.len() {
        return role == noun;
    }
    role.match_indices(noun).any(|(at, _)| {
        let (before, after) = (&role[..at], &role[at + noun.len()..]);
        (before.is_empty() || before.ends_with(' ')) && (after.is_empty() || after.starts_with(' '))
    })
}

/// The last words of `noun` are `head`: `foreign minister` is a `minister`, `police officer` is no `police`.
pub(super) fn ends_with(noun: &str, head: &str) -> bool {
    noun.strip_suffix(head).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

/// What stands before the first blank. Names are short: to look at each byte takes less time than to set a search up.
pub(super) fn first_word(text: &str) -> &str {
    text.bytes().position(|b| b == b' ').and_then(|blank| text.get(..blank)).unwrap_or(text)
}

/// What stands behind the last blank.
pub(super) fn last_word(text: &str) -> &str {
    text.bytes().rposition(|b| b == b' ').and_then(|blank| text.get(blank + 1..)).unwrap_or(text)
}

/// Holds white space other than single blanks inside, or letters outside ASCII.
fn needs_folding(text: &str) -> bool {
    let mut blank = true;
    for b in text.bytes() {
        if b == b' ' && blank || !(b' '..0x7f).contains(&b) {
            return true;
        }
        blank = b == b' ';
    }
    blank
}

/// The words with one blank between them.
pub(super) fn plain(text: &str) -> CompactString {
    if !needs_folding(text) {
        return text.into();
    }
    let mut out = CompactString::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Writes the words in lower case to `out`, white space of any kind and length as one blank.
pub(super) fn fold_into(text: &str, out: &mut String) {
    out.clear();
    if !needs_folding(text) {
        out.push_str(text);
        out.make_ascii_lowercase();
        return;
    }
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
}

/// `word` in lower case is `folded`.
pub(super) fn same_words(word: &str, folded: &str) -> bool {
    if word.is_ascii() { word.eq_ignore_ascii_case(folded) } else { word.chars().flat_map(char::to_lowercase).eq(folded.chars()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_blanks() {
        assert_eq!((first_word("ada maria reyes"), last_word("ada maria reyes")), ("ada", "reyes"));
        assert_eq!((first_word("reyes"), last_word("reyes")), ("reyes", "reyes"));
        assert_eq!((first_word("josé ñandú"), last_word("josé ñandú")), ("josé", "ñandú"));
        assert_eq!((first_word(""), last_word("a ")), ("", ""));
    }
}
