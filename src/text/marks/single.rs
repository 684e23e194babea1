use super::look::{Look, Mark, Side, is_double, is_single};
use crate::token::{Token, TokenKind};

/// How sure it is that a single mark closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closing {
    No,
    /// Behind a word in s or in (`diplomats’`, `goin’`): may be an apostrophe.
    Weak,
    Strong,
}

/// Decides which single marks quote and which are apostrophes.
///
/// An opening mark is paired with a closing one before the next opening mark: with the first one that cannot be a plural
/// possessive, else with the last that can. A mark without a partner is an apostrophe.
pub(super) fn mark(text: &str, tokens: &[Token], next_opens_single: bool, marks: &mut [Mark]) {
    // The closing marks between here and the next opening one: the first strong one, the last weak one.
    let (mut strong, mut weak) = (None, None);
    let mut open_later = false;
    for index in (0..marks.len()).rev() {
        let Mark { at, side, .. } = marks[index];
        if !is_single(tokens[at].kind) {
            continue;
        }
        if opens(text, tokens, side, at) {
            let close: Option<usize> = strong.or(weak);
            if let Some(close) = close.and_then(|c| marks.get_mut(c)) {
                close.look = Look::CloseSingle;
                let closes_at = close.at;
                marks[index].look = Look::OpenSingle(Some(closes_at));
            } else if at == 0 && !open_later && next_opens_single {
                marks[index].look = Look::OpenSingle(None);
            }
            (strong, weak) = (None, None);
            open_later = true;
            continue;
        }
        match closes(text, tokens, side, at) {
            Closing::Strong => strong = Some(index),
            Closing::Weak => weak = weak.or(Some(index)),
            Closing::No => {}
        }
    }
}

fn opens(text: &str, tokens: &[Token], side: Side, at: usize) -> bool {
    let Some(next) = tokens.get(at + 1).filter(|_| side.opens) else { return false };
    let fits =
        matches!(next.kind, TokenKind::Word | TokenKind::Number | TokenKind::Ellipsis | TokenKind::Currency | TokenKind::OpenParen) || is_double(next.kind);
    // `’90s`, `’em`: a closing form in front of a short word is an apostrophe.
    let elided = tokens[at].kind == TokenKind::CloseSingle && (next.kind == TokenKind::Number || next.text(text).len() <= 4);
    fits && !elided
}

fn closes(text: &str, tokens: &[Token], side: Side, at: usize) -> Closing {
    let Some(before) = at.checked_sub(1).and_then(|b| tokens.get(b)).filter(|_| side.closes) else { return Closing::No };
    if before.kind != TokenKind::Word {
        return Closing::Strong;
    }
    let word = before.text(text);
    let stop_follows = tokens.get(at + 1).is_some_and(|t| t.glued);
    if !stop_follows && word.ends_with(['s', 'S', 'x', 'z']) || word.ends_with("in") { Closing::Weak } else { Closing::Strong }
}
