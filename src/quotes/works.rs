//! Titles of works behind the verbs that have works for their objects: `read “The Quiet Harbour”`, `played “Night Boats”`.

use std::ops::Range;

use super::phrase::Phrases;
use crate::lexicon::{SpeechClass, WordClass};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// How many titles and words that join them are looked back over: `read “A”, “B” and “C”`.
const LIST: usize = 8;

/// The tokens of a quotation of one word: the word, its marks, a stop between them; less one.
const WORD: u32 = 3;

impl Phrases<'_> {
    /// In front of the quotation at unit `at`, or of the titles before it, stands a verb that has a work for its object.
    pub fn presents_work(&self, at: usize) -> bool {
        let joins = |u: &usize| self.is_quote(*u) || self.tag(*u) == Tag::Conj || self.kind(*u) == Some(TokenKind::Comma);
        let verb = (0..at).rev().take(LIST).find(|u| !joins(u));
        verb.is_some_and(|verb| self.has_work_for_object(verb, at))
    }

    /// The notice that reads “No Entry” tells its own words, she who reads “War and Peace” does not; `sees “Hope”` judges.
    fn has_work_for_object(&self, unit: usize, at: usize) -> bool {
        let Some(token) = self.token(unit).filter(|_| self.is_verb(unit)) else { return false };
        let lemma = self.reader.surface.words.get(token).and_then(|w| w.verb);
        if !lemma.is_some_and(|l| self.reader.lexicon.speech.is(l, WordClass::SHOWN)) {
            return false;
        }
        let one_word = self.narrative.units.get(at).is_some_and(|u| u.last - u.first <= WORD);
        let judges = || self.cue_at(unit).is_some_and(|c| c.class == SpeechClass::View);
        let told = |s: Range<usize>| self.is(s.end - 1, WordClass::INSCRIBED.or(WordClass::EXPLETIVE)) || self.tag(s.start) == Tag::Wh;
        !(one_word && judges() || self.back(unit, 0).is_some_and(told))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::lines;

    fn speech(text: &str) -> Vec<bool> {
        lines(text).iter().map(|l| !l.starts_with('~')).collect()
    }

    #[test]
    fn titles_behind_verbs_of_reading_and_showing() {
        for text in [
            "He read “War and Weather” on the train.",
            "They had seen “The Harbour Master” in the capital.",
            "She sang “Yesterday Morning” at the rally.",
            "The house published “The Quiet Harbour” in May.",
            "She will direct “Night Boats”.",
        ] {
            assert_eq!(speech(text), [false], "{text}");
        }
        assert_eq!(speech("He read “War and Weather”, “Night Boats” and “Gulls”."), [false, false, false]);
    }

    #[test]
    fn what_is_written_on_a_thing_is_told_by_it() {
        assert_eq!(speech("The notice read “No Entry Beyond Here”."), [true]);
        assert_eq!(speech("She read “the port is lost and nobody will come” aloud."), [true]);
    }
}
