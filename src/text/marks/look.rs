use super::single;
use crate::token::{Token, TokenKind};

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
pub(super) fn is_mark(kind: TokenKind) -> bool {
    is_double(kind) || is_single(kind)
}

pub(super) fn is_double(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::StraightDouble | TokenKind::OpenDouble | TokenKind::CloseDouble)
}

pub(super) fn is_single(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::StraightSingle | TokenKind::OpenSingle | TokenKind::CloseSingle)
}

/// The marks of one paragraph.
pub(super) struct Looks {
    looks: Vec<Look>,
    /// Closing minus opening double marks from each token to the end.
    surplus: Vec<i32>,
    /// For each token, where its sentence starts, roughly: behind the last stop or colon.
    starts: Vec<u32>,
    /// Closing marks behind a comma or colon, with white space behind them and a further closing mark to come: `said," We go."`
    misplaced: Vec<u32>,
}

impl Looks {
    pub(super) fn new(text: &str, tokens: &[Token], next_opens_single: bool) -> Self {
        let sides = sides(tokens);
        let mut looks = doubles(text, tokens, &sides);
        single::mark(text, tokens, &sides, next_opens_single, &mut looks);
        let mut surplus = vec![0; tokens.len() + 1];
        for at in (0..tokens.len()).rev() {
            surplus[at] = surplus[at + 1]
                + match looks[at] {
                    Look::Open => -1,
                    Look::Close | Look::Either => 1,
                    _ => 0,
                };
        }
        let mut starts = Vec::with_capacity(tokens.len());
        let mut start = 0;
        for (at, token) in tokens.iter().enumerate() {
            starts.push(start);
            // The stop right before a closing mark ends nothing yet.
            let stops = matches!(token.kind, TokenKind::Period | TokenKind::Question | TokenKind::Exclamation | TokenKind::Colon);
            if stops && tokens.get(at + 1).is_some_and(|t| !t.glued) {
                start = at as u32 + 1;
            }
        }
        let misplaced = misplaced(tokens, &looks);
        Self { looks, surplus, starts, misplaced }
    }

    /// The mark looks as if it closed, but must open where nothing is open.
    pub(super) fn is_misplaced(&self, at: usize) -> bool {
        self.misplaced.binary_search(&(at as u32)).is_ok()
    }

    pub(super) fn at(&self, at: usize) -> Look {
        self.looks.get(at).copied().unwrap_or(Look::None)
    }

    /// Closing marks enough follow for the opening mark at `at` and for one that is open around it.
    pub(super) fn room_for_nesting(&self, at: usize) -> bool {
        self.surplus.get(at).is_some_and(|s| *s >= 1)
    }

    pub(super) fn sentence_start(&self, at: usize) -> usize {
        self.starts.get(at).map_or(at, |s| *s as usize)
    }
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

/// The sides of each mark; of other tokens nothing.
pub(super) fn sides(tokens: &[Token]) -> Vec<Side> {
    let mut sides = vec![Side::default(); tokens.len()];
    for (at, token) in tokens.iter().enumerate().filter(|(_, t)| is_mark(t.kind)) {
        let before = at.checked_sub(1).and_then(|b| tokens.get(b)).filter(|_| token.glued);
        let after = tokens.get(at + 1).filter(|t| t.glued);
        let free_before = before.is_none_or(|b| match b.kind {
            TokenKind::OpenParen | TokenKind::Dash | TokenKind::Slash => true,
            k if is_mark(k) => sides[at - 1].opens,
            _ => false,
        });
        let opens = free_before && after.is_some();
        let closes = !opens && before.is_some() && after.is_none_or(|a| !matches!(a.kind, TokenKind::Word | TokenKind::Number));
        sides[at] = Side { opens, closes, space_before: before.is_none() };
    }
    sides
}

/// In the order of the text; there are hardly ever any.
fn misplaced(tokens: &[Token], looks: &[Look]) -> Vec<u32> {
    let mut found = Vec::new();
    let mut last: Option<usize> = None;
    for (at, look) in looks.iter().enumerate() {
        match look {
            Look::Close => {
                let lead = |c: usize| matches!(tokens.get(c).map(|t| t.kind), Some(TokenKind::Comma | TokenKind::Colon));
                if let Some(first) = last.filter(|f| *f > 0 && lead(*f - 1)) {
                    found.push(first as u32);
                }
                last = Some(at);
            }
            Look::Open | Look::Either => last = None,
            _ => {}
        }
    }
    found
}

fn doubles(text: &str, tokens: &[Token], sides: &[Side]) -> Vec<Look> {
    let mut looks = vec![Look::None; tokens.len()];
    // Inside the value of an attribute (`id="…"`), up to its closing mark.
    let mut attribute = false;
    for (at, token) in tokens.iter().enumerate().filter(|(_, t)| is_double(t.kind)) {
        let side = sides[at];
        let before = at.checked_sub(1).and_then(|b| tokens.get(b)).filter(|_| token.glued);
        if attribute {
            attribute = false;
            continue;
        }
        if before.is_some_and(|b| b.kind == TokenKind::Symbol && b.text(text) == "=") {
            attribute = true;
            continue;
        }
        looks[at] = match token.kind {
            TokenKind::OpenDouble if side.closes => Look::Either,
            TokenKind::OpenDouble => Look::Open,
            TokenKind::CloseDouble if side.opens && side.space_before => Look::Either,
            TokenKind::CloseDouble => Look::Close,
            _ if is_inches(tokens, at) => Look::None,
            _ if side.opens => Look::Open,
            _ if side.closes => Look::Close,
            _ => Look::Either,
        };
    }
    looks
}

/// `6'2"`: the straight mark belongs to a number with feet.
fn is_inches(tokens: &[Token], at: usize) -> bool {
    let glued = |back: usize| at.checked_sub(back).and_then(|b| tokens.get(b));
    tokens[at].glued && glued(1).is_some_and(|t| t.kind == TokenKind::Number && t.glued) && glued(2).is_some_and(|t| is_single(t.kind))
}
