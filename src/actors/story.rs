//! The country that an article speaks of.

use super::draft::Draft;
use super::reader::Reader;
use super::{EntityKind, MentionForm, Part};
use crate::lexicon::{Code, SectorList, WordList};

/// How often a story's country is named at least where all that happens is its own affair.
const INNER: usize = 4;

/// The country that the article names most.
#[derive(Clone, Copy, Default)]
pub(super) struct Story {
    pub country: Code,
    pub count: usize,
    /// Most of what names a country names this one: what happens is its own affair.
    pub inner: bool,
    /// Named as a place, an owner or in the name of a body: on no side of an act.
    pub aside: bool,
    /// Named for its people.
    pub people: bool,
}

impl Story {
    /// The country that is named most, an adjective within another group aside: `the Swedish embassy` says nothing of who
    /// stands before it.
    ///
    /// Where a firm has its seat tells something only where nothing else does.
    pub fn of(reader: &Reader, drafts: &[Draft]) -> Self {
        let firm = |d: &Draft| {
            d.kind == EntityKind::Organisation && d.code.sector() != Code::MED && reader.actors.grammar().is_sector(d.code.sector(), SectorList::Commercial)
        };
        let told = Self::most(reader, drafts.iter().filter(|d| !firm(d)));
        if told.count > 0 { told } else { Self::most(reader, drafts.iter()) }
    }

    fn most<'d>(reader: &Reader, drafts: impl Iterator<Item = &'d Draft>) -> Self {
        let mut counts: Vec<Self> = Vec::new();
        for d in drafts {
            // A place, an owner and the name of a body's town are on no side.
            let owner = d.form == MentionForm::Name && reader.is_possessive(d.end);
            let aside = d.part == Part::Place || owner || d.part == Part::Modifier && d.form == MentionForm::Name && !is_joined(reader, d);
            let country = d.code.country();
            if !(aside || tells(reader, d)) || country.is_empty() || reader.is(d.head, WordList::posted) {
                continue;
            }
            let at = counts.iter().position(|c| c.country == country).unwrap_or_else(|| {
                counts.push(Self { country, ..Self::default() });
                counts.len() - 1
            });
            counts[at].count += 1;
            counts[at].aside |= aside;
            counts[at].people |= d.code.sector() == Code::CVL;
        }
        let all: usize = counts.iter().map(|c| c.count).sum();
        // Of equals the first.
        let most = counts.into_iter().rev().max_by_key(|c| c.count).unwrap_or_default();
        Self { inner: most.count >= INNER && most.count * 5 >= all * 3, ..most }
    }

    /// A story of this country and of no other.
    pub fn alone(country: Code) -> Self {
        Self { country, count: INNER, inner: true, aside: true, people: false }
    }
}

/// The mention says of which country it is, by its own words, and tells something of the story.
pub(super) fn tells(reader: &Reader, draft: &Draft) -> bool {
    draft.part == Part::Actor && draft.code.has_country() && !draft.guessed && draft.code.sector() != Code::MED && !is_joined(reader, draft)
}

fn is_joined(reader: &Reader, draft: &Draft) -> bool {
    reader.is_joint(draft.end) || draft.start > 0 && reader.is_joint(draft.start - 1)
}
