//! Numbers of date phrases: digits, number words, ordinals, years, clock figures.

use crate::lexicon::{ClassId, DateLexicon, Form, VAGUE, bytes};
use crate::token::{Token, TokenKind};

/// Tokens and what is needed to read them.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub dates: &'a DateLexicon,
    /// Capitals tell nothing.
    pub any_case: bool,
}

/// What a form has read: how many tokens, and its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figure {
    pub len: usize,
    pub value: i32,
    /// Second and third value of `26.11.2024` and `19.30`.
    pub more: (i32, i32),
}

impl Figure {
    fn one(value: i32) -> Option<Self> {
        Self::new(1, value)
    }

    fn new(len: usize, value: i32) -> Option<Self> {
        Some(Self { len, value, more: (0, 0) })
    }
}

/// A decimal number in hundredths, rounded.
fn hundredths(text: &[u8]) -> Option<i32> {
    let (mut all, mut places, mut point) = (0i64, 0, false);
    for byte in text {
        match byte {
            b'0'..=b'9' => {
                all = all.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                places += u32::from(point);
            }
            b'.' if !point => point = true,
            b',' => {}
            _ => return None,
        }
    }
    let value = match places {
        0 | 1 => all.checked_mul(if places == 0 { 100 } else { 10 })?,
        2 => all,
        more => (all + 5 * 10i64.checked_pow(more - 3)?) / 10i64.checked_pow(more - 2)?,
    };
    i32::try_from(value.min(1_000_000_000)).ok()
}

/// Longest number phrase, in tokens.
const LONGEST: usize = 9;

impl<'a> Reader<'a> {
    #[inline]
    pub fn token(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    pub fn slice(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |t| t.text(self.text))
    }

    #[inline]
    fn word(&self, at: usize, class: Option<ClassId>) -> Option<i32> {
        self.dates.classes.entry(self.token(at)?, class?, true).map(|e| e.number)
    }

    #[inline]
    fn is(&self, at: usize, kind: TokenKind) -> bool {
        self.token(at).is_some_and(|t| t.kind == kind)
    }

    #[inline]
    fn glued(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.glued)
    }

    /// A token of digits only, `min` to `max` of them.
    fn digits(&self, at: usize, min: usize, max: usize) -> Option<i32> {
        let token = self.token(at).filter(|t| t.kind == TokenKind::Number)?;
        let figures = bytes(token, self.text);
        if figures.len() < min || figures.len() > max || figures.len() > 9 {
            return None;
        }
        figures.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i32::from(byte - b'0')))
    }

    /// What is glued behind the digits at `at` makes them something else: `26%`, `26:30`, `26/7`, `26th`, `26m`.
    fn bound(&self, at: usize) -> bool {
        let next = at + 1;
        self.glued(next)
            && match self.token(next).map(|t| t.kind) {
                Some(TokenKind::Percent | TokenKind::Word | TokenKind::Symbol) => true,
                Some(TokenKind::Colon | TokenKind::Slash) => self.glued(next + 1) && self.is(next + 1, TokenKind::Number),
                _ => false,
            }
    }

    /// The digits at `at` belong to something in front of them: `$26`, `No26`, `-26`.
    fn owned(&self, at: usize) -> bool {
        at > 0
            && self.glued(at)
            && self.word(at - 1, self.dates.numerals().figure_mark).is_none()
            && matches!(self.token(at - 1).map(|t| t.kind), Some(TokenKind::Currency | TokenKind::Symbol | TokenKind::Word))
    }

    /// Reads `form` at token `at`.
    pub fn form(&self, form: Form, at: usize) -> Option<Figure> {
        match form {
            Form::Day | Form::OtherDay => self.day(at),
            Form::DayDigits => self.digits(at, 1, 2).filter(|d| (1..=31).contains(d)).and_then(Figure::one),
            Form::MonthDigits => self.digits(at, 1, 2).filter(|m| (1..=12).contains(m)).and_then(Figure::one),
            Form::Year => self.year(at),
            Form::YearWords => self.year_words(at),
            Form::ShortYear | Form::OtherShortYear => self.digits(at, 2, 2).filter(|_| !self.bound(at)).and_then(Figure::one),
            Form::AnyYear => self.digits(at, 1, 4).filter(|y| *y > 0 && !self.bound(at) && !self.owned(at)).and_then(Figure::one),
            Form::Decade => self.digits(at, 4, 4).filter(|d| d % 10 == 0 && (1000..=2200).contains(d)).and_then(Figure::one),
            Form::ShortDecade => self.digits(at, 2, 2).filter(|d| d % 10 == 0).and_then(Figure::one),
            Form::Number | Form::Other => self.cardinal(at),
            Form::Ordinal => self.ordinal(at),
            Form::Hour => self.hour(at),
            Form::Minute | Form::Second => self.digits(at, 2, 2).filter(|m| *m < 60).and_then(Figure::one),
            Form::Dotted => self.dotted(at),
            Form::ClockDotted => self.clock_dotted(at),
            Form::ClockDigits => self.clock_digits(at),
            Form::FirstYear => self.digits(at, 4, 4).filter(|y| (1000..=2200).contains(y) && !self.owned(at)).and_then(Figure::one),
            Form::Triple => self.digits(at, 3, 3).and_then(Figure::one),
            Form::Digits => self.is(at, TokenKind::Number).then_some(Figure { len: 1, value: 0, more: (0, 0) }),
            Form::Capital => self.token(at).filter(|t| t.is_word() && t.shape.is_capital() && !self.any_case).and_then(|_| Figure::one(0)),
            Form::Lower => self.token(at).filter(|t| t.is_word() && !t.shape.is_capital()).and_then(|_| Figure::one(0)),
        }
    }

    fn day(&self, at: usize) -> Option<Figure> {
        if let Some(day) = self.digits(at, 1, 2) {
            let suffix = self.glued(at + 1) && self.word(at + 1, self.dates.numerals().suffix).is_some();
            let fits = (1..=31).contains(&day) && (suffix || !self.bound(at)) && !self.owned(at);
            return Figure::new(1 + usize::from(suffix), day).filter(|_| fits);
        }
        self.ordinal(at).filter(|o| (1..=31).contains(&o.value))
    }

    /// `3rd`, `third`, `twenty-first`.
    fn ordinal(&self, at: usize) -> Option<Figure> {
        let n = self.dates.numerals();
        if let Some(number) = self.digits(at, 1, 4) {
            return (self.glued(at + 1) && self.word(at + 1, n.suffix).is_some()).then(|| Figure::new(2, number))?;
        }
        if let Some(tens) = self.word(at, n.tens) {
            let next = if self.is(at + 1, TokenKind::Hyphen) { at + 2 } else { at + 1 };
            return self.word(next, n.ordinal).filter(|o| (1..10).contains(o)).and_then(|o| Figure::new(next + 1 - at, tens + o));
        }
        self.word(at, n.ordinal).and_then(Figure::one)
    }

    fn year(&self, at: usize) -> Option<Figure> {
        self.digits(at, 4, 4).filter(|y| (1000..=2200).contains(y) && !self.bound(at) && !self.owned(at)).and_then(Figure::one)
    }

    /// `nineteen ninety-four`, `twenty twenty-five`, `two thousand (and) ten`.
    fn year_words(&self, at: usize) -> Option<Figure> {
        let n = self.dates.numerals();
        let small = |i: usize| self.under_hundred(i);
        let first = small(at)?;
        let next = at + first.len;
        if (10..=21).contains(&first.value) {
            let rest = small(next).filter(|r| r.value >= 10)?;
            return Figure::new(first.len + rest.len, first.value * 100 + rest.value);
        }
        if first.value != 2 || self.word(next, n.multiplier) != Some(1000) {
            return None;
        }
        let and = next + 1 + usize::from(self.word(next + 1, n.and).is_some());
        match small(and) {
            Some(rest) => Figure::new(and + rest.len - at, 2000 + rest.value),
            None => Figure::new(2, 2000),
        }
    }

    /// Number words up to 99.
    fn under_hundred(&self, at: usize) -> Option<Figure> {
        let n = self.dates.numerals();
        if let Some(tens) = self.word(at, n.tens) {
            let next = if self.is(at + 1, TokenKind::Hyphen) { at + 2 } else { at + 1 };
            return match self.word(next, n.cardinal).filter(|o| (1..10).contains(o)) {
                Some(ones) => Figure::new(next + 1 - at, tens + ones),
                None => Figure::one(tens),
            };
        }
        self.word(at, n.cardinal).and_then(Figure::one)
    }

    /// A cardinal number in hundredths.
    fn cardinal(&self, at: usize) -> Option<Figure> {
        let n = self.dates.numerals();
        if self.is(at, TokenKind::Number) {
            return self.number_digits(at);
        }
        if self.word(at, n.halfword).is_some() {
            let article = usize::from(self.word(at + 1, n.one).is_some());
            return Figure::new(1 + article, 50);
        }
        let article = usize::from(self.word(at, n.one).is_some());
        if let Some(value) = self.word(at + article, n.vague) {
            let value = if value == 0 { VAGUE } else { value * 100 };
            let of = usize::from(article == 1 && self.word(at + 2, n.partitive).is_some());
            return Figure::new(article + 1 + of, value);
        }
        self.number_words(at).map(|figure| self.and_a_half(at, figure))
    }

    /// `25`, `1,000`, `1.5`, `2 1/2`.
    fn number_digits(&self, at: usize) -> Option<Figure> {
        let text = self.slice(at);
        if text.len() > 10 || self.owned(at) || (self.bound(at) && !self.is(at + 1, TokenKind::Word)) {
            return None;
        }
        let value = hundredths(text.as_bytes())?;
        let mut figure = Figure { len: 1, value, more: (0, 0) };
        let fraction = self.is(at + 2, TokenKind::Slash) && self.digits(at + 1, 1, 1) == Some(1) && self.digits(at + 3, 1, 1) == Some(2);
        if fraction && !self.glued(at + 1) && self.glued(at + 2) {
            figure.len = 4;
            figure.value = figure.value.saturating_add(50);
        } else if let Some(times) = self.word(at + 1, self.dates.numerals().multiplier) {
            figure = Figure { len: 2, value: figure.value.saturating_mul(times), more: (0, 0) };
        }
        Some(self.and_a_half(at, figure))
    }

    /// `two hundred and ten`, `a thousand`, `one`, `a`.
    fn number_words(&self, at: usize) -> Option<Figure> {
        let n = self.dates.numerals();
        let (mut total, mut current, mut i) = (0i32, None, at);
        while i < at + LONGEST {
            if let Some(small) = self.under_hundred(i).filter(|_| current.is_none_or(|c| c >= 100)) {
                current = Some(current.unwrap_or(0) + small.value);
                i += small.len;
            } else if i == at && self.word(i, n.one).is_some() {
                current = Some(1);
                i += 1;
            } else if let Some(times) = self.word(i, n.multiplier).filter(|_| current.is_some()) {
                let value = current.unwrap_or(1).saturating_mul(times);
                if times >= 1000 {
                    total = total.saturating_add(value);
                    current = None;
                } else {
                    current = Some(value);
                }
                i += 1;
            } else if self.word(i, n.and).is_some() && current.is_none_or(|c| c >= 100) && i > at && self.under_hundred(i + 1).is_some() {
                i += 1;
            } else {
                break;
            }
        }
        let value = total.saturating_add(current.unwrap_or(0));
        (i > at && value > 0).then(|| Figure::new(i - at, value.min(10_000_000) * 100))?
    }

    fn and_a_half(&self, at: usize, figure: Figure) -> Figure {
        let n = self.dates.numerals();
        let next = at + figure.len;
        let article = usize::from(self.word(next + 1, n.one).is_some());
        let half = self.word(next, n.and).is_some() && self.word(next + 1 + article, n.halfword).is_some();
        if half { Figure { len: figure.len + 2 + article, value: figure.value.saturating_add(50), ..figure } } else { figure }
    }

    fn hour(&self, at: usize) -> Option<Figure> {
        if let Some(hour) = self.digits(at, 1, 2) {
            return (hour <= 24 && !self.owned(at)).then(|| Figure::one(hour))?;
        }
        self.word(at, self.dates.numerals().cardinal).filter(|h| (1..=12).contains(h)).and_then(Figure::one)
    }

    /// `26.11.2024`, `26.11.24`.
    fn dotted(&self, at: usize) -> Option<Figure> {
        let token = self.token(at).filter(|t| t.kind == TokenKind::Number && t.span.len() <= 10)?;
        if self.owned(at) || self.bound(at) {
            return None;
        }
        let mut parts = token.text(self.text).split('.').map(|p| p.parse::<i32>().ok().map(|n| (n, p.len())));
        let ((first, a), (second, b), (year, y)) = (parts.next()??, parts.next()??, parts.next()??);
        let fits = parts.next().is_none() && a <= 2 && b <= 2 && (y == 4 || y == 2);
        fits.then_some(Figure { len: 1, value: first, more: (second, year) })
    }

    /// `19.30`.
    fn clock_dotted(&self, at: usize) -> Option<Figure> {
        let token = self.token(at).filter(|t| t.kind == TokenKind::Number && t.span.len() <= 5)?;
        let (hour, minute) = token.text(self.text).split_once('.')?;
        let (h, m): (i32, i32) = (hour.parse().ok()?, minute.parse().ok()?);
        (minute.len() == 2 && hour.len() <= 2 && h <= 24 && m < 60 && !self.owned(at)).then_some(Figure { len: 1, value: h, more: (m, 0) })
    }

    /// `0930`.
    fn clock_digits(&self, at: usize) -> Option<Figure> {
        let figures = self.digits(at, 4, 4).filter(|_| !self.owned(at))?;
        let (hour, minute) = (figures / 100, figures % 100);
        (hour < 24 && minute < 60).then_some(Figure { len: 1, value: hour, more: (minute, 0) })
    }
}
