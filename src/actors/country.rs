//! The country of agents that name none: that of a body named before, of the place of their sentence, of who acted last,
//! of the story; never that of the other side.

mod others;

use super::again::{is_of_nations, is_of_others, is_several, of_post_before, same_kind, with_congress};
use super::beside::{coordinated, owned, posted_abroad};
use super::draft::{Definite, Draft, Refers};
use super::fielded::fielded;
use super::home::{Home, LEAD, is_filed};
use super::insurgent::{faces_insurgents, state_faced};
use super::officers::of_force;
use super::place::is_aside;
use super::reader::{Reader, combine};
use super::sides::Sides;
use super::stateless::{has_no_minister, is_reporter, is_unplaced, points, wants_country};
use super::story::{Story, tells};
use super::{EntityKind, Part};
use crate::lexicon::{Code, SectorList, WordList};
use crate::syntax::{Tag, VerbGroup};
use crate::token::{Sym, TokenKind};

/// Mentions back that a namesake may stand: long texts stay linear.
pub(super) const WINDOW: usize = 60;

/// Gives agents without a country the one that the text supports.
pub(super) fn find(reader: &Reader, drafts: &mut [Draft]) {
    let sides = Sides::of(reader);
    let mut finder = Finder {
        reader,
        sides,
        home: None,
        story: Story::default(),
        whole: Story::default(),
        filed: None,
        acted: None,
        quoted: None,
        place: None,
        other: None,
        sentence: u32::MAX,
        several: Vec::new(),
    };
    finder.whole = Story::of(reader, drafts);
    finder.story = finder.whole;
    finder.filed = Home::of(reader, &finder.sides, drafts).map(|home| home.abroad(reader, drafts, finder.story).unwrap_or(home));
    finder.home = finder.filed;
    for i in 0..drafts.len() {
        finder.enter(drafts, i);
        if let Some(code) = of_force(reader, drafts, i) {
            drafts[i].code = code;
            drafts[i].guessed = true;
        } else if wants_country(reader, &drafts[i]) {
            let country = of_post_before(reader, drafts, i).or_else(|| finder.country(drafts, i)).filter(|c| !has_no_minister(reader, &drafts[i], *c));
            if let Some(country) = country.map(|c| with_congress(reader, &drafts[i], c)).filter(|c| !c.is_empty()) {
                drafts[i].code = combine(reader, country, drafts[i].code);
                drafts[i].guessed = true;
                drafts[i].settled = finder.story.inner && country == finder.story.country;
            } else if reader.is(drafts[i].head, WordList::vague) && is_unplaced(reader, &finder.sides, &drafts[i]) {
                drafts[i].code = Code::NONE;
            }
            if drafts[i].code.country().is_empty() && is_several(reader, &drafts[i]) {
                // Each word once: a text of nothing else stays linear.
                finder.several.extend(reader.token(drafts[i].head).map(|t| t.sym).filter(|s| !finder.several.contains(s)));
            }
        } else if tells(reader, &drafts[i]) && finder.sides.acts(&drafts[i]) && !reader.is(drafts[i].head, WordList::posted) {
            finder.note(&drafts[i]);
        }
    }
}

struct Finder<'r, 'a> {
    reader: &'r Reader<'a>,
    sides: Sides,
    /// The country of the story: of its dateline, of who acts first, or of its first place.
    home: Option<Home>,
    story: Story,
    /// The `story` of the whole article: a paragraph that a country heads has its own.
    whole: Story,
    /// The `home` of the whole article, likewise.
    filed: Option<Home>,
    /// The country that acted last, as the narrator tells it.
    acted: Option<Acted>,
    /// … and the one that acted last in a quotation.
    quoted: Option<Acted>,
    /// The first place of the sentence, and where it stands.
    place: Option<(Code, u32)>,
    /// The place behind that of the dateline.
    other: Option<(Code, u32)>,
    sentence: u32,
    /// Heads of groups from several states: `finance ministers`.
    several: Vec<Sym>,
}

/// A country that acts, and how.
#[derive(Clone, Copy)]
struct Acted {
    country: Code,
    sentence: u32,
    from: u32,
    /// All that it does is to tell something.
    tells: bool,
}

impl Finder<'_, '_> {
    fn sentence_of(&self, draft: &Draft) -> u32 {
        self.reader.surface.sentence_at(draft.head as usize) as u32
    }

    /// Keeps who acts.
    fn note(&mut self, draft: &Draft) {
        let acted = Acted { country: draft.code.country(), sentence: self.sentence, from: draft.start, tells: self.sides.only_tells(draft) };
        if self.is_quoted(draft) {
            self.quoted = Some(acted);
        } else {
            self.acted = Some(acted);
        }
    }

    fn is_quoted(&self, draft: &Draft) -> bool {
        self.reader.token(draft.head).is_some_and(|t| self.reader.is_quoted(t.span.start))
    }

    /// Who acted last, a sentence or two before: whom somebody talks of says nothing of the speaker.
    fn acted_near(&self, draft: &Draft) -> Option<Acted> {
        let told = self.quoted.filter(|q| self.is_quoted(draft) && self.acted.is_none_or(|a| a.from < q.from));
        told.or(self.acted).filter(|a| self.sentence.saturating_sub(a.sentence) <= 2)
    }

    fn enter(&mut self, drafts: &[Draft], i: usize) {
        let here = self.sentence_of(&drafts[i]);
        if here != self.sentence {
            self.section(drafts, i, here);
            self.sentence = here;
            let end = self.reader.surface.sentences.get(here as usize).map_or(0, |s| s.tokens.end);
            let reader = self.reader;
            let mut places = drafts[i..].iter().take_while(|d| d.start < end).filter(|d| {
                let country = d.code.country();
                d.part == Part::Place && !country.is_empty() && !self.is_of_speaker(d, end) && !is_aside(reader, d)
            });
            let first = places.next();
            let filed = first.is_some_and(|d| is_filed(reader, d));
            let other = places.find(|_| filed);
            (self.place, self.other) = (first.map(|d| (d.code.country(), d.start)), other.map(|d| (d.code.country(), d.start)));
        }
    }

    /// `Police forced their way into the embassy in Lima`, `six men in Lima`: the place stands behind the mention, at most its verb between.
    fn is_of_clause(&self, draft: &Draft, place: u32) -> bool {
        let verbs = &self.reader.syntax.verbs;
        let first = self.reader.syntax.verbs_past(draft.head);
        let located = place.checked_sub(1).is_some_and(|p| self.reader.is(p, WordList::locative));
        located && place >= draft.end && verbs.get(first + 1).is_none_or(|v| v.head > place)
    }

    /// `Niger: A bomb struck …`: a paragraph that a country heads tells of that country.
    fn section(&mut self, drafts: &[Draft], i: usize, here: u32) {
        let of = |s: u32| self.reader.surface.sentences.get(s as usize).map(|s| (s.paragraph, s.tokens.start));
        let (Some(now), before) = (of(here), of(here.wrapping_sub(1))) else { return };
        let same = of(self.sentence).is_some_and(|s| s.0 == now.0);
        if same {
            return;
        }
        let draft = &drafts[i];
        let opens = before.is_none_or(|b| b.0 != now.0) && draft.start == now.1 && self.reader.kind(draft.end) == Some(TokenKind::Colon);
        let headed = Some(draft.code.country()).filter(|c| opens && draft.kind == EntityKind::Country && !c.is_empty());
        self.story = headed.map_or(self.whole, Story::alone);
        self.home = headed.map_or(self.filed, |country| Some(Home { country, from: draft.start, sentence: here, filed: false }));
        self.acted = self.acted.filter(|_| headed.is_none());
        self.quoted = self.quoted.filter(|_| headed.is_none());
    }

    /// `…, an official in Brussels said`: where the sentence ends with who said it.
    fn is_of_speaker(&self, place: &Draft, end: u32) -> bool {
        let reader = self.reader;
        matches!(reader.tag(place.end), Tag::VPast | Tag::VPres)
            && (place.end + 1..end).all(|t| reader.in_time(t) || reader.tag(t) == Tag::Prep || reader.token(t).is_none_or(|w| !w.is_word()))
    }

    fn country(&self, drafts: &[Draft], i: usize) -> Option<Code> {
        let (reader, draft) = (self.reader, &drafts[i]);
        if let Some(country) = owned(drafts, i) {
            return Some(country);
        }
        // `the group's commanders` serve no state.
        let serves = reader.actors.grammar().is_sector(draft.code.sector(), SectorList::State);
        let theirs = || draft.owner.and_then(|o| drafts.get(o as usize)).is_some_and(|o| reader.is(o.head, WordList::private_body));
        if serves && theirs() || is_of_others(reader, draft, &self.several) || is_of_nations(reader, drafts, i) {
            return None;
        }
        if let Some(country) = fielded(reader, drafts, i) {
            return Some(country);
        }
        let barred = |c: Code| has_no_minister(reader, draft, c);
        let beside = coordinated(reader, drafts, i).filter(|c| !barred(*c) && !self.is_of_host(draft, *c));
        if let Some(country) = beside.or_else(|| posted_abroad(reader, drafts, i)) {
            return Some(country);
        }
        let (others, grammar) = (self.others(drafts, i), reader.actors.grammar());
        let again = || same_kind(reader, &self.sides, drafts, i).filter(|c| !others.contains(c) && self.place.is_none_or(|p| p.0 == *c));
        if let Some(named) = self.named_before(drafts, i, &others).or_else(again) {
            return Some(named);
        }
        if is_unplaced(reader, &self.sides, draft) {
            // `a judge`, `a court freed them`; nobody plays on it.
            let judges = draft.kind != EntityKind::Organisation || self.sides.acts(draft);
            return self.inner(&others).filter(|_| judges && grammar.is_sector(draft.code.sector(), SectorList::Judging));
        }
        // Insurgents in a story about a country where nobody fights are those of another one, and so are the soldiers whom they fight.
        let fights = grammar.is_sector(draft.code.sector(), SectorList::Insurgent)
            || draft.code.sector() == Code::MIL && faces_insurgents(reader, &self.sides, drafts, i);
        let at_war = |country: &Code| !fights || !grammar.is_sector(*country, SectorList::Peaceful);
        let other = || self.other.map(|p| p.0).filter(|c| fights && !others.contains(c));
        // `dozens died before mediators met in Lima`: where somebody else did something counts last.
        let apart = self.place.filter(|p| self.is_of_next_clause(draft, p.1) && !self.sides.only_tells(draft));
        let context = self.of_context(drafts, i, &others, self.place.filter(|p| apart.is_none() && !barred(p.0)));
        let last = || apart.map(|p| p.0).filter(|c| *c == self.story.country && !matches!(draft.kind, EntityKind::Person) && !others.contains(c));
        // … of the state that they face, where the story is of it or told from there.
        let told = |c: &Code| *c == self.story.country || self.home.is_some_and(|h| h.country == *c);
        let faced = || state_faced(reader, &self.sides, drafts, i).filter(|c| fights && told(c) && self.place.is_none_or(|p| p.0 == *c));
        context.or_else(last).or_else(faced).filter(at_war).or_else(|| other().filter(at_war))
    }

    /// `Chile's president and Foreign Minister Ana Quibble signed a pact in Lima`: what two sides do in another state than that of the first
    /// is done with somebody of that state.
    fn is_of_host(&self, draft: &Draft, first: Code) -> bool {
        let syntax = self.reader.syntax;
        let verb = syntax.verbs.get(syntax.verbs_past(draft.head));
        let host = self.place.map(|p| p.0).filter(|c| *c != first);
        draft.role.is_some()
            && draft.code.sector() == Code::GOV
            && host.is_some()
            && verb.is_some_and(|v| v.head < draft.end + 3 && self.reader.is(v.head, WordList::mutual))
    }

    /// A verb with a subject of its own stands between the mention and the place behind it.
    fn is_of_next_clause(&self, draft: &Draft, place: u32) -> bool {
        let syntax = self.reader.syntax;
        let first = syntax.verbs_past(draft.head);
        let between = syntax.verbs.get(first..).unwrap_or_default().iter().take_while(|v| v.head < place);
        let subject = |v: &VerbGroup| v.is_finite() && v.subject.and_then(|g| syntax.nouns.get(g as usize)).is_some_and(|g| g.head >= draft.end);
        place >= draft.end && between.into_iter().any(subject)
    }

    /// Firms that a state may help or tax (`it aids companies`), and famous people with a name: they may be from anywhere.
    fn is_of_anywhere(&self, draft: &Draft) -> bool {
        let bare = matches!(draft.what, Refers::Agent { definite: Definite::Bare, .. });
        let star = matches!(draft.what, Refers::Name { .. }) && !draft.former && draft.kind == EntityKind::Person && draft.code.sector() == Code::ELI;
        star || bare && [Code::BUS, Code::ELI].contains(&draft.code.sector()) && !self.sides.acts(draft)
    }

    /// The country of a story of what happens inside one.
    fn inner(&self, others: &[Code]) -> Option<Code> {
        Some(self.story.country).filter(|c| self.story.inner && !others.contains(c) && self.place.is_none_or(|p| p.0 == *c))
    }

    /// The country of the place, of who acts, of the story; never one of `others`.
    fn of_context(&self, drafts: &[Draft], i: usize, others: &[Code], place: Option<(Code, u32)>) -> Option<Code> {
        let (reader, draft) = (self.reader, &drafts[i]);
        let (inner, place) = (|| self.inner(others), self.other.filter(|p| self.is_of_clause(draft, p.1)).or(place).map(|p| p.0));
        let group = !matches!(draft.kind, EntityKind::Person);
        let of = |list| reader.actors.grammar().is_sector(draft.code.sector(), list);
        if is_reporter(reader, draft) {
            return place.or_else(|| inner().filter(|_| self.is_governed(drafts, i))).filter(|_| self.sides.any(draft) && !self.sides.acts(draft));
        }
        if self.is_of_anywhere(draft) {
            // … unless all that the article tells happens in one country.
            let here = || inner().filter(|c| self.home.is_some_and(|h| h.country == *c));
            return place.filter(|_| group).or_else(here);
        }
        if let Some(home) = self.of_teller(drafts, i, others) {
            return Some(home);
        }
        // `a woman died in Gazipur`: somebody of the place.
        let (trade, open, state) = (of(SectorList::Trade), of(SectorList::Private) || of(SectorList::Unarmed), of(SectorList::State));
        let local = || matches!(draft.what, Refers::Agent { definite: Definite::No, .. }) && open && !trade;
        if let Some(place) = place.filter(|_| group || local()) {
            return Some(place);
        }
        // Firms and traders may be of the country of the dateline or of that which the story is about.
        let competing = trade && !state && self.story.count > 1 && !self.story.inner && self.home.is_some_and(|h| h.country != self.story.country);
        if points(reader, draft) || state && group {
            return self.of_who_acts(draft, others, competing);
        }
        let country = if self.speaks(draft) { self.of_speaker(self.acted_near(draft), others) } else { None };
        // `gunmen`: of the country of which the whole article speaks.
        let free = |c: &Code| !c.is_empty() && !others.contains(c);
        let whole = || Some(self.story).filter(|s| group && s.count > 1 && free(&s.country) && !competing);
        country.or_else(|| whole().map(|s| s.country)).or_else(|| inner().filter(|_| !trade))
    }

    /// Somebody of a state of whom only is told that he said something.
    fn speaks(&self, draft: &Draft) -> bool {
        self.reader.actors.grammar().is_sector(draft.code.sector(), SectorList::State) && self.sides.only_tells(draft)
    }

    /// `…, officials said`, `Officials said two men had died in Lima`: of the country of the story rather than of that where it happened or
    /// of who acted; so is a post with a name that the dateline's country has.
    fn of_teller(&self, drafts: &[Draft], i: usize, others: &[Code]) -> Option<Code> {
        let (reader, draft) = (self.reader, &drafts[i]);
        let group = !matches!(draft.kind, EntityKind::Person);
        let end = reader.surface.sentences.get(self.sentence as usize).map_or(0, |s| s.tokens.end);
        let tells = group && draft.code.sector() == Code::GOV && draft.plural && self.is_of_speaker(draft, end);
        let speaks = self.speaks(draft);
        let content = || group && speaks && self.place.is_some_and(|p| p.1 > draft.end);
        if let Some(home) = self.home.filter(|h| h.country == self.story.country && (tells || content())) {
            return Some(home.country);
        }
        let home = self.home.filter(|h| speaks && !others.contains(&h.country) && h.has_post(reader, &drafts[..i], draft))?;
        self.acted_near(draft).filter(|a| !a.tells && a.from < draft.start).map(|_| home.country)
    }

    /// `the minister`, `police`: of the country that acts in the sentence or paragraph, else of that of the story.
    fn of_who_acts(&self, draft: &Draft, others: &[Code], competing: bool) -> Option<Code> {
        let reader = self.reader;
        let of = |list| reader.actors.grammar().is_sector(draft.code.sector(), list);
        let (near, speaks) = (self.acted_near(draft), self.speaks(draft));
        if let Some(acted) = near.filter(|a| a.sentence == self.sentence && of(SectorList::Domestic)) {
            return Some(acted.country);
        }
        let free = |c: &Code| !c.is_empty() && !others.contains(c);
        // `Peru has no need of it, the minister said`: whom a speaker talks of is not whom he speaks for.
        let spoken_of = |a: &Acted| speaks && !a.tells && a.from < draft.start && self.home.is_some_and(|h| h.country == self.story.country);
        let here = near.filter(|a| a.sentence == self.sentence && !spoken_of(a)).map(|a| a.country);
        // `Warsaw said … “We will wait,” said Deputy Minister Quibble`: who speaks on in a paragraph is of who spoke there.
        let spoke = near.filter(|a| draft.role.is_some() && a.sentence + 1 == self.sentence && self.is_one_paragraph(a.sentence)).map(|a| a.country);
        let said = here.filter(free).or_else(|| spoke.filter(free));
        if competing {
            return said;
        }
        // Who acts later in the sentence says nothing of who acts first.
        let home = self.home.filter(|h| h.from <= draft.start || h.sentence != self.sentence).map(|h| h.country);
        let opposed = others.iter().filter(|o| **o == self.story.country).count();
        // `the president broke his promise to the Zambian people`
        let rules = self.story.people && !of(SectorList::Armed);
        let told = self.story.count > 1 || (self.story.aside || rules) && opposed == 0;
        let elsewhere = || Some(self.story.country).filter(|c| !c.is_empty() && told && self.story.count > opposed);
        // The police and the ministers are rather of the country of the whole article.
        let whole = || Some(self.story.country).filter(|c| of(SectorList::State) && free(c) && self.story.count > 1);
        // Of the two countries that the article is about the one that acts in the paragraph.
        let main = || near.filter(|a| self.is_one_paragraph(a.sentence)).map(|a| a.country).filter(|c| *c == self.story.country && told);
        said.or_else(|| main().filter(free)).or_else(|| home.filter(free)).or_else(whole).or_else(|| near.map(|a| a.country).filter(free)).or_else(elsewhere)
    }

    /// `The ministry denied it, but an official said …`: of who spoke there, else of the country where and of which the story is told.
    fn of_speaker(&self, near: Option<Acted>, others: &[Code]) -> Option<Code> {
        let free = |c: &Code| !c.is_empty() && !others.contains(c);
        let spoke = near.filter(|a| a.sentence + 1 >= self.sentence).map(|a| a.country).filter(free);
        spoke.or_else(|| self.home.map(|h| h.country).filter(|c| *c == self.story.country && free(c)))
    }

    /// The sentence and the one at hand stand in one paragraph.
    fn is_one_paragraph(&self, sentence: u32) -> bool {
        let paragraph = |s: u32| self.reader.surface.sentences.get(s as usize).map(|s| s.paragraph);
        paragraph(sentence) == paragraph(self.sentence)
    }

    /// A body named before with its country: `the ministry` behind `Latvia's foreign ministry`, `an embassy spokeswoman`
    /// behind `the Russian embassy`.
    fn named_before(&self, drafts: &[Draft], i: usize, others: &[Code]) -> Option<Code> {
        let (reader, draft) = (self.reader, &drafts[i]);
        let definite = points(reader, draft);
        let first = (draft.start..=draft.head).find(|t| !matches!(reader.tag(*t), Tag::Det | Tag::PossPron | Tag::Num)).unwrap_or(draft.head);
        let same = |a: u32, b: u32| reader.same_word(a, b);
        let fits = |d: &&Draft| {
            if !(definite || d.kind == EntityKind::Organisation)
                || d.kind == EntityKind::Country
                || !matches!(d.what, Refers::Agent { .. } | Refers::Lexicon(_))
                || !(tells(self.reader, d) || d.part == Part::Actor && d.code.is_international())
                || others.contains(&d.code.country())
                || draft.kind == EntityKind::Person && self.is_of_another_story(&drafts[..i], d)
            {
                return false;
            }
            let whole = definite && same(d.head, draft.head) && (first..draft.head).all(|t| (d.start..d.head).any(|k| same(k, t)));
            whole || d.kind == EntityKind::Organisation && (first..draft.head).any(|t| same(t, d.head))
        };
        drafts[..i].iter().rev().take(WINDOW).find(fits).map(|d| d.code.country())
    }

    /// Somebody of another country than that of the story, which was named once or twice, some sentences ago.
    fn is_of_another_story(&self, before: &[Draft], draft: &Draft) -> bool {
        const SELDOM: usize = 2;
        let country = draft.code.country();
        let far = self.story.inner && country != self.story.country && self.sentence.saturating_sub(self.sentence_of(draft)) > LEAD;
        far && before.iter().rev().take(WINDOW).filter(|d| d.code.country() == country).count() <= SELDOM
    }

    /// An organ of the story's country acts in the sentence: `the police freed the journalists`.
    fn is_governed(&self, drafts: &[Draft], i: usize) -> bool {
        let grammar = self.reader.actors.grammar();
        let organ = |d: &&Draft| d.code.country() == self.story.country && grammar.is_sector(d.code.sector(), SectorList::Governing);
        let here = drafts[..i].iter().rev().take(WINDOW).take_while(|d| self.sentence_of(d) == self.sentence);
        here.filter(organ).any(|d| self.sides.acts(d))
    }
}
