//! Quotations whose closing mark is missing: `“The port is safe, said Mr Tamm.`

use super::reader::Reader;
use crate::lexicon::{Frames, SpeechClass, Tags};
use crate::syntax::Tag;
use crate::text::Quoted;
use crate::token::TokenKind;

/// How far behind its mark the verb of an attribution may stand, in tokens.
const REACH: usize = 8;

/// The quotations of the article, those without a closing mark cut where their attribution starts; none where nothing is cut.
pub(super) fn repair(reader: &Reader) -> Option<Vec<Quoted>> {
    // Hardly any article has one.
    if reader.quoted.iter().all(|q| q.close.is_some() || q.depth > 0) {
        return None;
    }
    let continued: Vec<u32> = reader.quoted.iter().filter_map(|q| q.continues).collect();
    let mut repaired = None;
    for (at, quoted) in reader.quoted.iter().enumerate().filter(|(_, q)| q.close.is_none() && q.depth == 0) {
        // What goes on in the next paragraph needs none.
        let goes_on = continued.binary_search(&(at as u32)).is_ok();
        if let Some(end) = if goes_on { None } else { words_end(reader, quoted) } {
            let all = repaired.get_or_insert_with(|| reader.quoted.to_vec());
            all[at].span.end = end;
        }
    }
    repaired
}

/// Where the words end that the attribution behind them is about.
fn words_end(reader: &Reader, quoted: &Quoted) -> Option<u32> {
    let words = reader.inside(quoted);
    let ends = |t: &usize| matches!(reader.kind(*t), TokenKind::Comma | TokenKind::Question | TokenKind::Exclamation);
    let mark = words.clone().filter(ends).find(|t| t + 1 < words.end && (says_name(reader, t + 1) || name_says(reader, t + 1, words.end)))?;
    reader.token(mark).map(|t| t.span.end)
}

/// A verb of saying at token `at`, past or present.
fn says(reader: &Reader, at: usize, frames: Frames) -> Option<usize> {
    let finite = matches!(reader.tag(at), Tag::VPast | Tag::VPres | Tag::VPart);
    let cue = if finite { reader.cue(at) } else { None };
    cue.filter(|c| (c.class.says() || c.class == SpeechClass::Ask) && c.frames.any(frames) && !c.is_gerund()).map(|c| c.len as usize)
}

/// `said Ms Okafor` at token `at`.
fn says_name(reader: &Reader, at: usize) -> bool {
    let Some(len) = says(reader, at, Frames::INVERTED) else { return false };
    matches!(reader.tag(at + len), Tag::Name | Tag::Det) || reader.tag(at + len) == Tag::Pron && !is_own(reader, at + len)
}

/// `Ms Okafor said.` at token `at`: nothing follows that the verb could be about.
fn name_says(reader: &Reader, at: usize, end: usize) -> bool {
    let nominal = |t: &usize| matches!(reader.tag(*t), Tag::Name | Tag::Noun | Tag::Det | Tag::Adj | Tag::PossPron | Tag::Poss | Tag::Num | Tag::Pron);
    let verb = at + (at..end.min(at + REACH)).take_while(nominal).count();
    if verb == at || is_own(reader, at) {
        return false;
    }
    says(reader, verb, Frames::QUOTE).is_some_and(|len| verb + len >= end || matches!(reader.kind(verb + len), TokenKind::Period | TokenKind::Comma))
}

/// `I`, `we`, `my`: whoever speaks goes on.
fn is_own(reader: &Reader, at: usize) -> bool {
    reader.classes(at).any(Tags::FIRST_PERSON)
}

#[cfg(test)]
mod tests {
    use super::super::tests::lines;

    #[test]
    fn a_missing_mark_is_put_before_the_attribution() {
        assert_eq!(lines("“We are ready, said Eide. “We will act.”"), ["We are ready, | Eide | 0", "We will act. | Eide | 0"]);
        assert_eq!(lines("“The port is safe, Mr Tamm said. “It stays.”")[0], "The port is safe, | Mr Tamm | 0");
        assert_eq!(lines("“Who pays for it? asked the owners.\n\nIt rained.")[0], "Who pays for it? | the owners | 0");
    }

    #[test]
    fn what_is_told_inside_a_quotation_ends_nothing() {
        assert_eq!(lines("“We met the owners, I said, and left,” said Mr Tamm.")[0], "We met the owners, I said, and left, | Mr Tamm | 0");
        let text = "Mr Tamm said: “It is over, said the owners.\n\n“And we believed them.”";
        assert_eq!(lines(text)[0], "It is over, said the owners. | Mr Tamm | 0");
    }
}
