//! Where a story happens, as its head tells: the country of its dateline, of who acts first, of its first place.

use super::EntityKind;
use super::Part;
use super::draft::{Draft, Refers};
use super::reader::Reader;
use super::sides::Sides;
use super::story::{Story, tells};
use crate::lexicon::{Code, SectorList, WordList};
use crate::token::TokenKind;

/// How often a story's country is named where it was filed elsewhere.
const ABROAD: usize = 3;
/// In how many sentences from the start of the article the country of the story is looked for.
pub(super) const LEAD: u32 = 3;

/// The country of the story and the place that tells it.
#[derive(Clone, Copy)]
pub(super) struct Home {
    pub country: Code,
    pub from: u32,
    pub sentence: u32,
    /// The dateline tells it, and nothing moved it elsewhere.
    pub filed: bool,
}

impl Home {
    pub fn of(reader: &Reader, sides: &Sides, drafts: &[Draft]) -> Option<Self> {
        // Header lines are no part of the story.
        let opening = reader.opening;
        let body = drafts.get(drafts.partition_point(|d| d.start < opening)..).unwrap_or_default();
        let last = body.first().map_or(0, |_| reader.surface.sentence_at(opening as usize) as u32) + LEAD;
        let lead = || body.iter().take_while(|d| sentence_of(reader, d) < last);
        let acting = |d: &&Draft| tells(reader, d) && sides.acts(d) && !reader.is(d.head, WordList::posted);
        let place = |d: &&Draft| d.part == Part::Place && !d.code.country().is_empty();
        let always = |d: &Draft| Self { country: d.code.country(), from: 0, sentence: 0, filed: false };
        let first = body.iter().take(8).find(|d| is_filed(reader, d)).map(|d| Self { filed: true, ..always(d) });
        // Where a tourist fell ill the police are of the place.
        let private = |d: &Draft| d.rule == "nationals" || reader.actors.grammar().is_sector(d.code.sector(), SectorList::Private);
        let state = |d: &&Draft| acting(d) && !private(d);
        let abroad = lead().any(|d| place(&d));
        let acting = |d: &&Draft| if abroad { state(d) } else { acting(d) };
        first
            .or_else(|| lead().find(acting).map(|d| Self { country: d.code.country(), from: d.start, sentence: sentence_of(reader, d), filed: false }))
            .or_else(|| lead().find(place).map(always))
    }

    /// `WASHINGTON - Peru and the US have no deal, Agriculture Secretary Ann Quibble said`: a named post without a country is of that of the
    /// dateline, where the sentence names it too.
    pub fn has_post(self, reader: &Reader, before: &[Draft], draft: &Draft) -> bool {
        let here = sentence_of(reader, draft);
        let told = || before.iter().rev().take_while(|d| sentence_of(reader, d) == here).any(|d| d.code.country() == self.country && !is_filed(reader, d));
        self.filed && draft.role.is_some() && matches!(draft.what, Refers::Name { .. }) && told()
    }

    /// A dateline names where a story was filed, not always where it happens: `DOHA` over talks between two sides of Chad.
    pub fn abroad(self, reader: &Reader, drafts: &[Draft], story: Story) -> Option<Self> {
        let named = drafts.iter().filter(|d| d.code.country() == self.country && (d.part == Part::Place || tells(reader, d))).count();
        let elsewhere = story.country != self.country && story.count >= ABROAD;
        let (here, there) = (|| leads_with(reader, drafts, self.country), || leads_with(reader, drafts, story.country));
        let often = || story.count > named && there() && !here() || story.count >= 2 * named && (there() || !here());
        (elsewhere && often()).then_some(Self { country: story.country, filed: false, ..self })
    }
}

fn sentence_of(reader: &Reader, draft: &Draft) -> u32 {
    reader.surface.sentence_at(draft.head as usize) as u32
}

/// The first sentence of the story names the country, behind its dateline.
fn leads_with(reader: &Reader, drafts: &[Draft], country: Code) -> bool {
    let first = reader.surface.sentence_at(reader.opening as usize) as u32;
    let body = drafts.get(drafts.partition_point(|d| d.start < reader.opening)..).unwrap_or_default();
    body.iter().take_while(|d| sentence_of(reader, d) <= first).any(|d| d.code.country() == country && !is_filed(reader, d))
}

/// The place of the dateline: `DOHA, Jan 19`, `KUWAIT, Jan 19`.
pub(super) fn is_filed(reader: &Reader, draft: &Draft) -> bool {
    let dated = || reader.kind(draft.end) == Some(TokenKind::Comma) && reader.in_time(draft.end + 1);
    let land = draft.kind == EntityKind::Country && draft.start == reader.opening && dated();
    draft.rule == "dateline" || (draft.part == Part::Place || land) && reader.is_upper(draft.start) && draft.start < reader.opening + 60
}
