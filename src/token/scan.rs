use super::{RawToken, Shape, Span, TokenKind, letters};

/// Splits `text` into tokens, in order; white space and invisible marks between words are no tokens. Linear in the text.
pub fn scan(text: &str) -> impl Iterator<Item = RawToken> + '_ {
    Scanner { text, at: 0, after: usize::MAX }
}

/// What the first byte of a token tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Letter,
    Digit,
    /// White space and control characters: no token.
    Blank,
    /// A mark of one byte, whatever follows.
    Mark(TokenKind),
    /// A mark that may go on, a clitic, or a character outside ASCII.
    Other,
}

/// [`First`] of each byte.
static FIRST: [First; 256] = first_bytes();

const fn first_bytes() -> [First; 256] {
    use TokenKind as K;
    let mut table = [First::Other; 256];
    let mut b = 0;
    while b < 128 {
        table[b] = match b as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => First::Letter,
            b'0'..=b'9' => First::Digit,
            0..=b' ' | 0x7f => First::Blank,
            b',' => First::Mark(K::Comma),
            b':' => First::Mark(K::Colon),
            b';' => First::Mark(K::Semicolon),
            b'?' => First::Mark(K::Question),
            b'!' => First::Mark(K::Exclamation),
            b'/' => First::Mark(K::Slash),
            b'(' | b'[' | b'{' => First::Mark(K::OpenParen),
            b')' | b']' | b'}' => First::Mark(K::CloseParen),
            b'"' => First::Mark(K::StraightDouble),
            b'%' => First::Mark(K::Percent),
            b'$' => First::Mark(K::Currency),
            b'\'' | b'`' | b'.' | b'-' => First::Other,
            _ => First::Mark(K::Symbol),
        };
        b += 1;
    }
    table
}

/// The white space of a text ends a line.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    /// Where the token before ended.
    after: usize,
}

/// Inside a word: letters, combining marks and the invisible characters that web text puts between letters.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn is_skipped(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

impl Scanner<'_> {
    fn rest(&self, from: usize) -> std::str::Chars<'_> {
        self.text[from..].chars()
    }

    /// The short path of nearly all tokens, told by their first byte and the byte that ends them: an ASCII word without an
    /// apostrophe, an ampersand or inner dots, a number, a mark of one byte.
    #[inline(always)]
    fn plain(&mut self, from: usize, newline: bool) -> Option<RawToken> {
        let bytes = self.text.as_bytes();
        let first = *bytes.get(from)?;
        let glued = from == self.after;
        let key;
        let (end, kind, shape) = match FIRST[first as usize] {
            First::Letter => {
                // A clitic (`n't`) may start where a word ends.
                if glued && first | 0x20 == b'n' {
                    return None;
                }
                let word = letters::word(bytes, from);
                let end = from + word.len;
                key = word.key;
                match bytes.get(end) {
                    // An acronym is one letter and a dot.
                    Some(b'.') if end - from == 1 => return None,
                    Some(b'\'' | b'&' | 0x80..) => return None,
                    _ => (end, TokenKind::Word, word.shape),
                }
            }
            First::Digit => {
                let end = self.number(from);
                key = letters::short(bytes, from, end);
                (end, TokenKind::Number, Shape::None)
            }
            First::Mark(kind) => {
                key = u128::from(first);
                (from + 1, kind, Shape::None)
            }
            First::Other => {
                key = u128::from(first);
                (from + 1, self.plain_mark(first, from)?, Shape::None)
            }
            First::Blank => return None,
        };
        self.at = end;
        self.after = end;
        Some(RawToken { span: Span::new(from as u32, end as u32), kind, shape, glued, newline, dotted: false, key })
    }

    /// A full stop or a hyphen that is no part of a longer mark, between ASCII characters.
    #[inline]
    fn plain_mark(&self, first: u8, from: usize) -> Option<TokenKind> {
        let bytes = self.text.as_bytes();
        let (before, next) = (from.checked_sub(1).and_then(|b| bytes.get(b)), bytes.get(from + 1));
        match (first, before, next) {
            (b'.', _, next) if next != Some(&b'.') => Some(TokenKind::Period),
            (b'-', Some(before @ 0..0x80), Some(next @ 0..0x80)) if *next != b'-' => {
                let spaced = FIRST[*before as usize] == First::Blank && FIRST[*next as usize] == First::Blank;
                Some(if spaced { TokenKind::Dash } else { TokenKind::Hyphen })
            }
            _ => None,
        }
    }

    /// End of the run of letters from `from`.
    fn letters(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = from;
        while end < bytes.len() {
            if bytes[end].is_ascii() {
                if !bytes[end].is_ascii_alphabetic() {
                    break;
                }
                end += 1;
            } else {
                match self.rest(end).next() {
                    Some(c) if is_letter(c) => end += c.len_utf8(),
                    _ => break,
                }
            }
        }
        end
    }

    /// A word that starts at `from`; the end of the word and whether it is a clitic.
    fn word(&self, from: usize) -> usize {
        let mut end = self.letters(from);
        // Nearly every word ends here: only an apostrophe, a dot, an ampersand or a mark outside ASCII can go on with it.
        match self.text.as_bytes().get(end) {
            Some(b'\'' | b'.' | b'&' | 0x80..) => {}
            _ => return end,
        }
        if let Some(dotted) = self.acronym(from, end) {
            return dotted;
        }
        loop {
            let mut next = self.rest(end);
            match next.next() {
                Some(c) if is_apostrophe(c) => {
                    let after = end + c.len_utf8();
                    let stop = self.letters(after);
                    if stop == after
                        || is_clitic(&self.text[after..stop])
                        || (stop == after + 1 && self.text[from..end].ends_with(['n', 'N']) && self.text[after..stop].eq_ignore_ascii_case("t"))
                    {
                        break;
                    }
                    end = stop;
                }
                // `AT&T`, `R&D`: an ampersand between capitals belongs to the name.
                Some('&') if self.text[..end].ends_with(|c: char| c.is_uppercase()) => {
                    let stop = self.letters(end + 1);
                    if stop == end + 1 || !self.text[end + 1..].starts_with(|c: char| c.is_uppercase()) {
                        break;
                    }
                    end = stop;
                }
                _ => break,
            }
        }
        // `n't` is a clitic of its own: give its n back.
        if end - from > 2 && self.text[from..end].ends_with(['n', 'N']) && self.is_not(end) { end - 1 } else { end }
    }

    /// `'t` with nothing after it stands at `at`.
    fn is_not(&self, at: usize) -> bool {
        let mut next = self.rest(at);
        let Some(mark) = next.next().filter(|c| is_apostrophe(*c)) else { return false };
        let after = at + mark.len_utf8();
        let stop = self.letters(after);
        self.text[after..stop].eq_ignore_ascii_case("t")
    }

    /// `U.S.`, `J.K.`, `a.m.`: single letters, each with its dot, at least two of them.
    fn acronym(&self, from: usize, end: usize) -> Option<usize> {
        let single = |a: usize, b: usize| b > a && self.text[a..b].chars().count() == 1;
        if !single(from, end) || !self.text[end..].starts_with('.') {
            return None;
        }
        let (mut stop, mut letters) = (end + 1, 1);
        loop {
            let next = self.letters(stop);
            if single(stop, next) && self.text[next..].starts_with('.') {
                stop = next + 1;
                letters += 1;
            } else if single(stop, next) && letters >= 1 && !self.text[next..].starts_with(|c: char| c.is_alphanumeric() || is_apostrophe(c)) {
                // `U.S` without its last dot
                return Some(next);
            } else {
                break;
            }
        }
        (letters >= 2).then_some(stop)
    }

    fn number(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
        let mut end = from;
        while digit(end) {
            end += 1;
        }
        loop {
            match bytes.get(end) {
                Some(b'.') if digit(end + 1) => {}
                // a thousands comma has three digits behind it and no fourth
                Some(b',') if digit(end + 1) && digit(end + 2) && digit(end + 3) && !digit(end + 4) => {}
                _ => return end,
            }
            end += 1;
            while digit(end) {
                end += 1;
            }
        }
    }

    /// A clitic that starts at `from`, where an apostrophe or the n of `n't` stands right after a word.
    fn clitic(&self, from: usize) -> Option<usize> {
        if from != self.after || from == 0 || !self.text[..from].ends_with(|c: char| is_letter(c) || c == '.' || c.is_ascii_digit()) {
            return None;
        }
        let first = self.rest(from).next()?;
        if first.eq_ignore_ascii_case(&'n') {
            return self.is_not(from + 1).then(|| self.letters(from + 1 + self.rest(from + 1).next().map_or(1, char::len_utf8)));
        }
        if !is_apostrophe(first) {
            return None;
        }
        let after = from + first.len_utf8();
        let stop = self.letters(after);
        is_clitic(&self.text[after..stop]).then_some(stop)
    }

    fn mark(&self, from: usize, c: char) -> (usize, TokenKind) {
        use TokenKind as K;
        let text = self.text;
        let one = from + c.len_utf8();
        let run = |c: char| from + text[from..].find(|d: char| d != c).unwrap_or(text.len() - from);
        match c {
            '.' if text[from..].starts_with("..") => (run('.'), K::Ellipsis),
            '.' => (one, K::Period),
            '…' => (one, K::Ellipsis),
            ',' => (one, K::Comma),
            ':' => (one, K::Colon),
            ';' => (one, K::Semicolon),
            '?' => (one, K::Question),
            '!' => (one, K::Exclamation),
            '–' | '—' | '―' => (one, K::Dash),
            '-' if text[from..].starts_with("--") => (run('-'), K::Dash),
            '-' | '‐' | '‑' | '−' => {
                let spaced = text[..from].ends_with(char::is_whitespace) && text[one..].starts_with(char::is_whitespace);
                (one, if spaced { K::Dash } else { K::Hyphen })
            }
            '/' => (one, K::Slash),
            '(' | '[' | '{' => (one, K::OpenParen),
            ')' | ']' | '}' => (one, K::CloseParen),
            '"' | '＂' => (one, K::StraightDouble),
            '“' | '„' | '«' | '‟' => (one, K::OpenDouble),
            '”' | '»' => (one, K::CloseDouble),
            '`' if text[from..].starts_with("``") => (from + 2, K::OpenDouble),
            '\'' if text[from..].starts_with("''") => (from + 2, K::CloseDouble),
            '’' if text[from..].starts_with("’’") => (from + 2 * '’'.len_utf8(), K::CloseDouble),
            '‘' if text[from..].starts_with("‘‘") => (from + 2 * '‘'.len_utf8(), K::OpenDouble),
            '\'' => (one, K::StraightSingle),
            '‘' | '`' | '‚' | '‹' => (one, K::OpenSingle),
            '’' | '›' | 'ʼ' => (one, K::CloseSingle),
            '%' => (one, K::Percent),
            '$' | '£' | '€' | '¥' | '₹' | '₽' => (one, K::Currency),
            _ => (one, K::Symbol),
        }
    }
}

/// What may follow an apostrophe as a clitic; English grammar, closed.
pub(crate) fn is_clitic(letters: &str) -> bool {
    ["s", "ll", "ve", "re", "d", "m"].iter().any(|c| letters.eq_ignore_ascii_case(c))
}

impl Iterator for Scanner<'_> {
    type Item = RawToken;

    // Called at one place that counts, where a token is best built right in the list that it goes into.
    #[inline(always)]
    fn next(&mut self) -> Option<RawToken> {
        let bytes = self.text.as_bytes();
        let mut newline = false;
        while let Some(b) = bytes.get(self.at).filter(|b| FIRST[**b as usize] == First::Blank) {
            newline |= is_line_end(char::from(*b));
            self.at += 1;
        }
        match self.plain(self.at, newline) {
            Some(token) => Some(token),
            None => self.other(newline),
        }
    }
}

impl Scanner<'_> {
    /// The token at hand by all rules.
    #[cold]
    #[inline(never)]
    fn other(&mut self, mut newline: bool) -> Option<RawToken> {
        let mut c = self.rest(self.at).next()?;
        while is_skipped(c) {
            newline |= is_line_end(c);
            self.at += c.len_utf8();
            c = self.rest(self.at).next()?;
        }
        let from = self.at;
        let (end, kind) = if let Some(end) = self.clitic(from) {
            (end, TokenKind::Clitic)
        } else if is_letter(c) {
            (self.word(from), TokenKind::Word)
        } else if c.is_ascii_digit() {
            (self.number(from), TokenKind::Number)
        } else {
            self.mark(from, c)
        };
        let glued = from == self.after;
        self.at = end;
        self.after = end;
        let word = &self.text[from..end];
        let (shape, dotted) = if kind == TokenKind::Word { (shape_of(word), word.ends_with('.')) } else { (Shape::None, false) };
        Some(RawToken { span: Span::new(from as u32, end as u32), kind, shape, glued, newline, dotted, key: 0 })
    }
}

fn shape_of(word: &str) -> Shape {
    let (mut upper, mut lower, mut first) = (0, 0, None);
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Shape::Lower;
    }
    for c in word.chars().filter(|c| c.is_alphabetic()) {
        let capital = c.is_uppercase();
        first.get_or_insert(capital);
        if capital { upper += 1 } else { lower += 1 }
    }
    match (first, upper, lower) {
        (None, ..) => Shape::None,
        (_, 0, _) => Shape::Lower,
        (_, 2.., 0) => Shape::Upper,
        (Some(true), 1, _) => Shape::Capitalised,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
