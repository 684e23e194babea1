//! Speakers that are carried over from one quotation to the next.

use super::attribute::Verdict;
use crate::token::Span;

/// Who said a quotation, in bytes of the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said {
    pub speaker: Span,
    /// Who is meant, where the speaker's word is a relative pronoun.
    pub means: Option<Span>,
    pub cue: Option<Span>,
    pub pattern: &'static str,
    pub rule: Option<u32>,
}

/// A report that holds words in marks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    pub said: Option<Said>,
    pub cue: Span,
}

/// Where the speaker of a quotation that stands alone was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// A sentence or paragraph before it that ends in a colon.
    Colon,
    /// The sentence before it in its paragraph.
    Sentence,
    /// The last sentence of the paragraph before, which leads to nothing: where nobody else is found.
    Paragraph,
}

/// One outermost quotation on its way to becoming an entry.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// Index into `Surface::quoted`.
    pub quoted: u32,
    pub paragraph: u32,
    /// Sentence inside the paragraph's narrative.
    pub sentence: u32,
    pub said: Option<Said>,
    /// A title or a name, by its cue.
    pub named: bool,
    /// The quotation is its whole sentence: nothing stands before or behind it.
    pub whole: bool,
    /// More than a few words, and nothing stands before it in its sentence.
    pub opens: bool,
    /// Some words in the middle of a sentence, too many for a term and no title.
    pub fragment: bool,
    /// It stands where titles of works stand.
    pub titled_place: bool,
    /// Speaker to fall back on that leads to the quotation: the subject of the sentence before in the paragraph, or of a
    /// paragraph that ends in a colon.
    pub lead_in: Option<(Span, Lead)>,
    /// The report that holds it, where nothing beside it tells who says it.
    pub told: Option<Told>,
    pub group: u32,
}

impl Draft {
    pub fn settle(&mut self, verdict: Verdict, to_said: impl Fn(super::attribute::Attribution) -> Said) {
        match verdict {
            Verdict::Said(found) => self.said = Some(to_said(found)),
            Verdict::Named => self.named = true,
            Verdict::Unknown => {}
        }
    }
}

/// Gives speakers to quotations that stand alone, and joins the parts of one quotation in a group. `above`: whom the words
/// in front of a draft are about, even those that lead to nothing; few are asked for it.
pub(super) fn carry(drafts: &mut [Draft], continues: impl Fn(u32) -> Option<u32>, above: impl Fn(&Draft) -> Option<(Span, Lead)>) {
    // The last draft that is no title: what stands behind `on “Meet the Port.”` goes on with what stood before.
    let mut spoken = None;
    for at in 0..drafts.len() {
        let (before, rest) = drafts.split_at_mut(at);
        let Some(here) = rest.first_mut() else { break };
        here.group = at as u32;
        let previous = spoken;
        if !(here.named || here.titled_place && here.said.is_none()) {
            spoken = Some(at);
        }
        let Some(last) = previous.and_then(|p: usize| before.get(p)) else {
            if here.said.is_none() && here.whole {
                here.said = here.lead_in.map(lead_in);
            }
            continue;
        };
        let running = continues(here.quoted).is_some_and(|c| c == last.quoted);
        if running && here.said.as_ref().is_none_or(|s| matches!(s.pattern, "trailing" | "inverted" | "signature")) {
            here.group = last.group;
        }
        if here.said.is_some() {
            join_split(here, last);
            continue;
        }
        if running {
            here.said = inherit(last, "continued");
            here.group = last.group;
        } else if here.fragment && here.paragraph == last.paragraph && here.sentence <= last.sentence + 1 && last.said.is_some() {
            // `That is not “proper under the law”.` behind a quotation: goes on in the same voice.
            here.said = inherit(last, "near");
        } else if (here.whole || here.opens) && !here.named {
            alone(here, last);
        }
    }
    backwards(drafts);
    from_paragraph(drafts, above);
}

/// Words that nobody is said to have spoken, behind the quotation `last`: its speaker goes on, or the words before lead in.
fn alone(here: &mut Draft, last: &Draft) {
    let same_paragraph = here.paragraph == last.paragraph;
    if same_paragraph && last.said.is_some() && here.sentence <= last.sentence + 1 {
        here.said = inherit(last, "split");
        here.group = last.group;
    } else if !here.whole {
        // `they “would not stay”` goes on with nobody's words but those right before it.
    } else if let Some(found) = here.lead_in.filter(|l| l.1 == Lead::Colon || !same_paragraph && l.1 == Lead::Sentence) {
        here.said = Some(lead_in(found));
    } else if same_paragraph && last.said.is_some() {
        here.said = inherit(last, "same-paragraph");
    } else if here.paragraph == last.paragraph + 1 && last.said.is_some() && here.lead_in.is_none() {
        here.said = inherit(last, "floating");
    } else {
        here.said = here.lead_in.map(lead_in);
    }
}

/// What stands alone and was told of nobody so far belongs to whom the paragraph before was about, and so do those that follow.
fn from_paragraph(drafts: &mut [Draft], above: impl Fn(&Draft) -> Option<(Span, Lead)>) {
    for at in 0..drafts.len() {
        let (before, rest) = drafts.split_at_mut(at);
        let Some(here) = rest.first_mut().filter(|h| h.said.is_none() && h.whole && !h.named) else { continue };
        let last = before.last().filter(|l| l.paragraph + 1 == here.paragraph && l.said.as_ref().is_some_and(|s| s.cue.is_none()));
        here.said = match last {
            Some(last) if last.group == here.group => inherit(last, "continued"),
            Some(last) if last.whole => inherit(last, "floating"),
            _ => above(here).map(lead_in),
        };
    }
}

/// `“Q1,” X said, “Q2.”`: one quotation.
fn join_split(here: &mut Draft, last: &Draft) {
    let same = here.paragraph == last.paragraph
        && here.sentence == last.sentence
        && matches!((&here.said, &last.said), (Some(a), Some(b)) if a.cue.is_some() && a.cue == b.cue && b.pattern != "leading-far");
    if same {
        here.group = last.group;
    }
}

/// A quotation that runs on and is attributed at its end: `“Q1 … ¶ “Q2,” X said`.
fn backwards(drafts: &mut [Draft]) {
    for at in (1..drafts.len()).rev() {
        let (before, rest) = drafts.split_at_mut(at);
        let (Some(last), Some(here)) = (before.last_mut(), rest.first()) else { break };
        if here.group == last.group && last.said.is_none() {
            last.said = inherit(here, "continued");
        } else if last.said.is_none()
            && last.whole
            && !last.named
            && here.paragraph == last.paragraph
            && here.said.is_some()
            && here.sentence <= last.sentence + 1
        {
            last.said = inherit(here, "look-ahead");
        }
    }
}

fn inherit(from: &Draft, pattern: &'static str) -> Option<Said> {
    from.said.clone().map(|s| Said { pattern, ..s })
}

fn lead_in((speaker, lead): (Span, Lead)) -> Said {
    let pattern = match lead {
        Lead::Colon => "block",
        Lead::Sentence => "lead-in",
        Lead::Paragraph => "lead-in-paragraph",
    };
    Said { speaker, means: None, cue: None, pattern, rule: None }
}
