use super::single;
use crate::token::{Token, TokenKind, is_clitic};

/// What a token is as a quotation mark, by its form and its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// No mark, an apostrophe, inches, or a mark of markup.
    None,
    Open,
    Close,
    /// Opens or closes, as what is open decides.
    Either,
    /// A single mark that opens, and the token that closes it; none for one that runs on into the next paragraph.
    OpenSingle(Option<usize>),
    CloseSingle,
}

/// A single or double quotation mark, or an apostrophe by itself.
#[inline]
pub(super) fn is_mark(kind: TokenKind) -> bool {
    is_double(kind) || is_single(kind)
}

#[inline]
pub(super) fn is_double(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::StraightDouble | TokenKind::OpenDouble | TokenKind::CloseDouble)
}

#[inline]
pub(super) fn is_single(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::StraightSingle | TokenKind::OpenSingle | TokenKind::CloseSingle)
}

/// One mark of a paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Its token, counted from the paragraph's first.
    pub at: usize,
    pub look: Look,
    pub side: Side,
    /// Closing marks enough follow for it, if it opens, and for one that is open around it.
    pub room_for_nesting: bool,
    /// It looks as if it closed, but must open where nothing is open: behind a comma or colon, with white space behind it
    /// and a further closing mark to come (`said," We go."`).
    pub misplaced: bool,
}

/// What stands beside a mark.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Side {
    /// White space, an opening bracket, a dash or an opening mark stands before, and a word right behind.
    pub(super) opens: bool,
    /// A word or stop stands right before, and none right behind.
    pub(super) closes: bool,
    /// White space or nothing stands before.
    pub(super) space_before: bool,
}

/// Reads the marks of one paragraph into `marks`; only they are visited but for one look at each token's kind.
pub(super) fn read(text: &str, tokens: &[Token], next_opens_single: impl Fn() -> bool, marks: &mut Vec<Mark>) {
    marks.clear();
    let mut next = 0;
    while let Some(at) = next_mark(tokens, next) {
        let side = side(tokens, at, marks.last());
        marks.push(Mark { at, look: Look::None, side, room_for_nesting: false, misplaced: false });
        next = at + 1;
    }
    if marks.is_empty() {
        return;
    }
    doubles(text, tokens, marks);
    single::mark(text, tokens, next_opens_single(), marks);
    let mut surplus = 0;
    for mark in marks.iter_mut().rev() {
        surplus += match mark.look {
            Look::Open => -1,
            Look::Close | Look::Either => 1,
            _ => 0,
        };
        mark.room_for_nesting = surplus >= 1;
    }
    misplaced(tokens, marks);
}

/// A loop of its own, since most tokens are none.
fn next_mark(tokens: &[Token], from: usize) -> Option<usize> {
    tokens.get(from..)?.iter().position(|t| is_mark(t.kind)).map(|at| from + at)
}

/// The sides of the mark at `at`; `last` is the mark before it.
fn side(tokens: &[Token], at: usize, last: Option<&Mark>) -> Side {
    let before = at.checked_sub(1).and_then(|b| tokens.get(b)).filter(|_| tokens[at].glued);
    let after = tokens.get(at + 1).filter(|t| t.glued);
    let free_before = before.is_none_or(|b| match b.kind {
        TokenKind::OpenParen | TokenKind::Dash | TokenKind::Slash => true,
        k if is_mark(k) => last.is_some_and(|m| m.side.opens),
        _ => false,
    });
    let opens = free_before && after.is_some();
    let closes = !opens && before.is_some() && after.is_none_or(|a| !matches!(a.kind, TokenKind::Word | TokenKind::Number));
    Side { opens, closes, space_before: before.is_none() }
}

/// There are hardly ever any.
fn misplaced(tokens: &[Token], marks: &mut [Mark]) {
    let mut last: Option<usize> = None;
    for index in 0..marks.len() {
        match marks[index].look {
            Look::Close => {
                let lead = |c: usize| matches!(tokens.get(c).map(|t| t.kind), Some(TokenKind::Comma | TokenKind::Colon));
                if let Some(first) = last.and_then(|l| marks.get_mut(l)) {
                    first.misplaced = first.at > 0 && lead(first.at - 1);
                }
                last = Some(index);
            }
            Look::Open | Look::Either => last = None,
            _ => {}
        }
    }
}

fn doubles(text: &str, tokens: &[Token], marks: &mut [Mark]) {
    let pairs = |m: &&Mark| is_double(tokens[m.at].kind) && !matches!(apostrophe(text, tokens, m.at), Apostrophe::Sure);
    let odd = marks.iter().filter(pairs).count() % 2 == 1;
    // The last mark that opens.
    let mut opened: Option<usize> = None;
    // Inside the value of an attribute (`id="…"`), up to its closing mark.
    let mut attribute = false;
    for mark in marks {
        let (at, side, token) = (mark.at, mark.side, &tokens[mark.at]);
        if !is_double(token.kind) {
            continue;
        }
        let before = at.checked_sub(1).and_then(|b| tokens.get(b)).filter(|_| token.glued);
        if attribute {
            attribute = false;
            continue;
        }
        if before.is_some_and(|b| b.kind == TokenKind::Symbol && b.text(text) == "=") {
            attribute = true;
            continue;
        }
        let apart = || odd || opened.is_none_or(|o| at - o > SHORT);
        let joins = match apostrophe(text, tokens, at) {
            Apostrophe::Sure => true,
            Apostrophe::Perhaps => apart(),
            Apostrophe::No => false,
        };
        if joins {
            continue;
        }
        mark.look = match token.kind {
            TokenKind::OpenDouble if side.closes => Look::Either,
            TokenKind::OpenDouble => Look::Open,
            TokenKind::CloseDouble if side.opens && side.space_before => Look::Either,
            TokenKind::CloseDouble => Look::Close,
            _ if is_inches(tokens, at) => Look::None,
            _ if side.opens => Look::Open,
            _ if side.closes => Look::Close,
            _ => Look::Either,
        };
        opened = if mark.look == Look::Open { Some(at) } else { None };
    }
}

/// The most tokens of words in marks that a plural ending follows: `the "A"s`.
const SHORT: usize = 4;

/// What ends a plural as well as a clitic: `the "A"s`, `China"s`.
const PLURAL: &str = "s";

/// A double mark that stands for an apostrophe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Apostrophe {
    No,
    /// `China"s`: unless it closes a word in marks.
    Perhaps,
    /// `I"m`
    Sure,
}

/// Whether a double mark stands between a word and what an apostrophe joins to it.
fn apostrophe(text: &str, tokens: &[Token], at: usize) -> Apostrophe {
    let word = |t: &&Token| t.glued && t.kind == TokenKind::Word;
    let before = at.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|b| tokens[at].glued && b.kind == TokenKind::Word);
    let Some(clitic) = tokens.get(at + 1).filter(word).filter(|t| before && is_clitic(t.text(text))) else { return Apostrophe::No };
    let ends = tokens.get(at + 2).is_none_or(|t| !t.glued || !matches!(t.kind, TokenKind::Word | TokenKind::Number));
    match (ends, clitic.text(text).eq_ignore_ascii_case(PLURAL)) {
        (false, _) => Apostrophe::No,
        (true, true) => Apostrophe::Perhaps,
        (true, false) => Apostrophe::Sure,
    }
}

/// `6'2"`: the straight mark belongs to a number with feet.
fn is_inches(tokens: &[Token], at: usize) -> bool {
    let glued = |back: usize| at.checked_sub(back).and_then(|b| tokens.get(b));
    tokens[at].glued && glued(1).is_some_and(|t| t.kind == TokenKind::Number && t.glued) && glued(2).is_some_and(|t| is_single(t.kind))
}
