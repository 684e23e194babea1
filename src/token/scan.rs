use super::Span;

/// What kind of token a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names say it
pub enum TokenKind {
    /// Letters, with inner apostrophes (`O'Brien`) and dots (`U.S.`); hyphens split words.
    Word,
    /// `'s`, `n't`, `'ll`, `'ve`, `'re`, `'d`, `'m` after a word.
    Clitic,
    /// Digits with inner `,` and `.` (`1,000.5`); a following letter starts a new glued token (`20` `th`).
    Number,
    Period,
    Ellipsis,
    Comma,
    Colon,
    Semicolon,
    Question,
    Exclamation,
    /// En and em dashes, `--`, and a hyphen between blanks.
    Dash,
    /// A hyphen inside or beside a word.
    Hyphen,
    Slash,
    OpenParen,
    CloseParen,
    /// `"`: opens or closes.
    StraightDouble,
    /// `“`, `„`, `«` and ``` `` ```.
    OpenDouble,
    /// `”`, `»` and `''`.
    CloseDouble,
    /// `'` outside a word: opens, closes or marks a plural possessive.
    StraightSingle,
    /// `‘` and `` ` ``.
    OpenSingle,
    /// `’` outside a word: closes or marks a plural possessive.
    CloseSingle,
    Percent,
    Currency,
    /// Any other mark.
    Symbol,
}

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Shape {
    /// No letters.
    None,
    Lower,
    Capitalised,
    /// Two letters or more, all capital; dots do not count (`U.S.`).
    Upper,
    /// `McDonald`, `iPhone`.
    Mixed,
}

impl Shape {
    /// Starts with a capital letter.
    #[must_use]
    pub fn is_capital(self) -> bool {
        matches!(self, Shape::Capitalised | Shape::Upper | Shape::Mixed)
    }
}

/// A token before interning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawToken {
    /// Byte offsets.
    pub span: Span,
    /// Its kind.
    pub kind: TokenKind,
    /// Its capitals.
    pub shape: Shape,
    /// Nothing stands between it and the token before.
    pub glued: bool,
}

/// Splits `text` into tokens, in order; white space and invisible marks between words are no tokens. Linear in the text.
pub fn scan(text: &str) -> impl Iterator<Item = RawToken> + '_ {
    Scanner { text, at: 0, after: usize::MAX }
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

    /// The short path of nearly all tokens: an ASCII word that nothing but a blank, a comma or a full stop before a blank
    /// ends, or a comma.
    fn plain(&mut self, from: usize) -> Option<RawToken> {
        let bytes = self.text.as_bytes();
        let glued = from == self.after;
        let (mut end, mut upper) = (from, 0);
        while let Some(b) = bytes.get(end).filter(|b| b.is_ascii_alphabetic()) {
            upper += usize::from(b.is_ascii_uppercase());
            end += 1;
        }
        let (end, kind, shape) = match (end - from, bytes.get(end)) {
            (0, Some(b',')) => (from + 1, TokenKind::Comma, Shape::None),
            // A clitic may start where a word ends, an acronym is one letter and a dot.
            (1.., None | Some(b' ' | b',' | b'\n')) if !glued => (end, TokenKind::Word, shape_of_ascii(bytes[from], upper, end - from)),
            (2.., Some(b'.')) if !glued => (end, TokenKind::Word, shape_of_ascii(bytes[from], upper, end - from)),
            _ => return None,
        };
        self.at = end;
        self.after = end;
        Some(RawToken { span: Span::new(from as u32, end as u32), kind, shape, glued })
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
fn is_clitic(letters: &str) -> bool {
    ["s", "ll", "ve", "re", "d", "m"].iter().any(|c| letters.eq_ignore_ascii_case(c))
}

impl Iterator for Scanner<'_> {
    type Item = RawToken;

    fn next(&mut self) -> Option<RawToken> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        if let Some(token) = self.plain(self.at) {
            return Some(token);
        }
        let mut c = self.rest(self.at).next()?;
        while is_skipped(c) {
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
        let shape = if kind == TokenKind::Word { shape_of(&self.text[from..end]) } else { Shape::None };
        Some(RawToken { span: Span::new(from as u32, end as u32), kind, shape, glued })
    }
}

/// [`shape_of`] for ASCII letters, of which `upper` are capitals.
fn shape_of_ascii(first: u8, upper: usize, letters: usize) -> Shape {
    match (first.is_ascii_uppercase(), upper) {
        (_, 0) => Shape::Lower,
        (true, 1) => Shape::Capitalised,
        (_, n) if n == letters && n >= 2 => Shape::Upper,
        _ => Shape::Mixed,
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
