//! The word that joins a clause to its cue, `that`: right behind the cue, or over an object, a place or an aside.

use super::indirect::ASIDE;
use super::phrase::Phrases;
use super::reader::Cue;
use crate::lexicon::{Frames, Tags, WordClass};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// How far behind its cue `that` may stand where an object stands between.
const NEAR: usize = 8;

/// How far behind its cue `that` may stand behind words of place and time.
const REACH: usize = 12;

impl Phrases<'_> {
    /// `said in a telephone interview that …`, whatever stands between.
    pub fn joint_behind_place(&self, after: usize, says: bool, hi: usize) -> Option<(usize, &'static str)> {
        if !says || !self.narrative.joined || self.tag(after) != Tag::Prep {
            return None;
        }
        let hi = hi.min(after + REACH);
        let joint = (after..hi).take_while(|u| (!self.is_quote(*u) || self.is_place_of_title(*u)) && self.tag(*u) != Tag::Pron).find(|u| self.is_joint(*u))?;
        (self.tag(joint) == Tag::Sub).then_some((joint + 1, "indirect-that"))
    }

    /// The word that joins a clause to its cue over an object or an aside.
    pub fn far_joint(&self, after: usize, cue: &Cue, hi: usize) -> Option<usize> {
        // Most sentences have none.
        if !self.narrative.joined || !cue.frames.any(Frames::THAT) {
            return None;
        }
        // `denied a report on Monday that …`
        let plain = |u: &usize| !self.is_quote(*u) && self.kind(*u) != Some(TokenKind::Comma) && !self.is_finite(*u);
        let near = (after..hi.min(after + NEAR)).take_while(plain).find(|u| self.is_joint(*u) && self.tag(*u) == Tag::Sub);
        near.filter(|j| !self.is_finite(*j + 1)).or_else(|| self.joint_behind_aside(after, hi))
    }

    /// `said, for the first time, that …`, `told friends, at dinners and on walks, that …`
    fn joint_behind_aside(&self, after: usize, hi: usize) -> Option<usize> {
        let hi = hi.min(after + ASIDE);
        let mark = |u: usize| matches!(self.kind(u), Some(TokenKind::Comma | TokenKind::Dash | TokenKind::Hyphen));
        let plain = |u: &usize| !self.is_quote(*u) && !self.is_finite(*u) && self.tag(*u) != Tag::Wh;
        let opens = (after..hi).take_while(plain).find(|u| mark(*u))?;
        (opens + 2..hi).take_while(plain).find(|u| self.is_joint(*u) && self.tag(*u) == Tag::Sub && mark(*u - 1))
    }

    pub fn is_joint(&self, unit: usize) -> bool {
        self.is(unit, WordClass::COMPLEMENT)
    }

    /// Behind `that` stands what no `that` can belong to, and then a verb: a name, a pronoun, a plural (`that France grows`, `that
    /// suspected smugglers fled`).
    pub fn joins_clause_by_form(&self, at: usize, hi: usize) -> bool {
        if matches!(self.tag(at), Tag::Det | Tag::PossPron) {
            return true;
        }
        // `suspected smugglers`: a participle, whatever its tag.
        let participle = self.is_finite(at) && self.token(at).is_some_and(|t| self.reader.classes(t).any(Tags::V_PART)) && self.tag(at + 1) == Tag::Noun;
        let phrase = if participle {
            self.forward(at + 1, hi)
        } else if self.opens_matter(at) {
            self.forward(at, hi)
        } else {
            None
        };
        let own = |end: usize| self.tag(at) == Tag::Name || self.tag(at) == Tag::Pron || self.ends_in_plural(end);
        // `that Mr Tamm never paid`
        let verb = |end: usize| self.is_finite(end) || self.tag(end) == Tag::Adv && self.is_finite(end + 1);
        phrase.is_some_and(|p| own(p.end) && verb(p.end))
    }

    /// `said, that the port is shut`: the comma of other languages.
    pub fn joint_behind_comma(&self, comma: usize, hi: usize) -> Option<usize> {
        let joins = self.kind(comma) == Some(TokenKind::Comma) && self.is_joint(comma + 1) && !self.is_finite(comma + 2);
        (joins && self.has_subject(comma + 2, hi, true)).then_some(comma + 1)
    }
}
