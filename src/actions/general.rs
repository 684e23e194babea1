//! Violence that is told in general and not as an act: `guerrillas kill peasants`, `those who murder judges`, `the war has
//! killed thousands`. Where a day, a town, a name or a number tells of one act, it is one.

use super::matching::Match;
use super::scene::Scene;
use super::{Party, parties, status, time};
use crate::actors::{EntityKind, MentionForm, Part};
use crate::dates::{Precision, TimeExpression, TimexType};
use crate::lexicon::{Code, SectorList, actor_sector, is_violent};
use crate::syntax::{Link, NounGroup, Tag, Tense, VerbGroup, Voice};
use crate::token::TokenKind;

/// How far behind its word the place of an act, or the time that it took, is looked for, in tokens.
const NEAR: u32 = 14;

/// How many tokens of its sentence may stand before a length of time that opens it.
const OPENING: u32 = 4;

/// The words name no single act.
pub(super) fn is_general(scene: &Scene, found: &Match) -> bool {
    let cameo = &scene.lexicon.actions.rules[found.rule as usize].cameo;
    if !is_violent(cameo) {
        return is_judicial_habit(scene, found, cameo);
    }
    if is_quarrel(scene, found, cameo) || found.noun.is_some_and(|g| is_recalled(scene, g)) {
        return true;
    }
    if is_summed_up(scene, found) || is_mere_purpose(scene, found) {
        return true;
    }
    if scene.lexicon.actions.rules[found.rule as usize].mutual {
        return found.noun.is_some() && is_no_fight(scene, found);
    }
    let any_object = scene.lexicon.actions.rules[found.rule as usize].object.is_empty();
    if cameo.starts_with("192") && any_object && takes_people(scene, found) {
        return true;
    }
    if is_dated(scene, found) || is_placed(scene, found.trigger) || !found.targets.iter().all(|t| is_bare(scene, t)) {
        return false;
    }
    match (found.noun, found.verb) {
        (Some(g), light) => is_kind(scene, g, light.map(|v| scene.verb(v)), found),
        (None, Some(v)) => is_habit(scene, scene.verb(v), found) || struck_many(scene, scene.verb(v)),
        (None, None) => false,
    }
}

/// `the anniversary of Chad's invasion of Niger`, `a film about the raid`: what hangs on such a noun is long over.
fn is_recalled(scene: &Scene, g: u32) -> bool {
    /// How many groups up: `a monument to the victims of Chad's invasion`.
    const UP: usize = 3;
    let status = &scene.lexicon.actions.status;
    let nouns = &scene.syntax.nouns;
    let above = |g: u32| {
        let prep = nouns[g as usize].prep.filter(|p| status.recalling.has(scene.sym(*p)))?;
        scene.syntax.noun_at(prep.checked_sub(1)?).map(|k| k as u32).filter(|k| nouns[*k as usize].tokens.end == prep)
    };
    let owner = nouns[g as usize].possessor;
    let first = above(g).or_else(|| owner.and_then(above));
    std::iter::successors(first, |k| above(*k)).take(UP).any(|k| status.memorial.has(scene.lemma(nouns[k as usize].head)))
}

/// `an offender is convicted`, `suspects are detained`: the present tense tells what happens whenever somebody is.
fn is_judicial_habit(scene: &Scene, found: &Match, cameo: &str) -> bool {
    const JUDICIAL: [&str; 5] = ["115", "116", "173", "174", "0841"];
    let Some(verb) = found.verb.filter(|_| found.noun.is_none()).map(|v| scene.verb(v)) else { return false };
    if !JUDICIAL.contains(&cameo) || verb.voice != Voice::Passive || verb.tense != Tense::Present || !found.sources.is_empty() || opens(scene, verb) {
        return false;
    }
    let Some(group) = verb.patient().map(|g| &scene.syntax.nouns[g as usize]) else { return false };
    let anyone =
        || scene.syntax.tags.get(group.tokens.start as usize) == Some(&Tag::Det) && !scene.lexicon.actions.status.this.has(scene.sym(group.tokens.start));
    let several = group.plural || scene.lexicon.actions.status.masses.ends(scene.lemmas(group));
    (is_open(scene, group) && several || anyone()) && !is_dated(scene, found) && !is_placed(scene, found.trigger)
}

/// `the premier attacked his rival over the tax`: politicians of one country, one of them with a name, fight with words.
fn is_quarrel(scene: &Scene, found: &Match, cameo: &str) -> bool {
    const FORCE: &str = "190";
    let words = &scene.lexicon.actions.status;
    let Some(verb) = found.verb.filter(|_| found.noun.is_none()).map(|v| scene.verb(v)) else { return false };
    if cameo != FORCE || words.harms(verb.lemma) || found.targets.is_empty() {
        return false;
    }
    let politician = |p: &Party| parties::is_of(scene, p, SectorList::Political);
    let named = |p: &Party| scene.actors.entities.get(p.entity as usize).is_some_and(|e| e.named && e.kind == EntityKind::Person);
    let country = |p: &Party| crate::lexicon::actor_country(&p.code).to_owned();
    let one = found.sources.first().filter(|s| named(s) && politician(s)).map(country);
    one.is_some_and(|c| !c.is_empty() && found.targets.iter().all(|t| politician(t) && country(t) == c))
}

/// `came ashore in order to seize the mill`, `a pretext to invade Fiji`: what an act is for has not happened. What somebody
/// tries, plans or chooses to do counts.
fn is_mere_purpose(scene: &Scene, found: &Match) -> bool {
    let Some(v) = found.verb.filter(|v| found.noun.is_none() && scene.verb(*v).tense == Tense::Infinitive) else { return false };
    let words = &scene.lexicon.actions.status;
    let start = scene.verb(v).tokens.start;
    let tried = || scene.verb(v).governor.is_some_and(|u| words.trying.has(scene.verb(u as usize).lemma));
    let complement = || v.checked_sub(1).is_some_and(|u| scene.verb(u).tokens.end == start);
    // `the order to shoot`, but not `in order to shoot`
    let attempt = || {
        let before = start.checked_sub(1).filter(|k| words.attempt.has(scene.lemma(*k)) || words.trying.has(scene.lemma(*k)));
        before.is_some_and(|k| k.checked_sub(1).map(|in_| scene.sym(in_)) != Some(scene.lexicon.fixed.in_))
    };
    !tried() && !complement() && !attempt() && status::is_untold(scene, v)
}

/// `the trade war between`, `his veto battle with Congress`, `the war on the cartels`: a war that nobody begins or wages is told as
/// background, and who cannot fight only quarrels.
fn is_no_fight(scene: &Scene, found: &Match) -> bool {
    let sector = |p: &Party| Code::parse(actor_sector(&p.code)).unwrap_or_default();
    let quarrels = |p: &Party| scene.lexicon.actors.grammar().is_sector(sector(p), SectorList::Unarmed);
    let state = scene.lexicon.actions.status.conflict.has(scene.lemma(found.trigger)) && found.verb.is_none();
    state || found.sources.iter().chain(&found.targets).any(quarrels)
}

/// A day or another stretch of time that is known stands by it.
fn is_dated(scene: &Scene, found: &Match) -> bool {
    let act = time::Timed { trigger: found.trigger, verb: found.verb, done: false, cameo: "" };
    time::date(scene, act).and_then(|d| scene.dates.get(d as usize)).is_some_and(|d| d.range.is_some())
}

/// A town or district is named right behind it; a country is none.
fn is_placed(scene: &Scene, trigger: u32) -> bool {
    scene.mentions_with_head_in(trigger..trigger + NEAR).any(|m| {
        let place = scene.actors.mentions.get(m as usize).is_some_and(|m| m.part == Part::Place);
        place && scene.actors.entity_of(m as usize).is_some_and(|e| e.kind != EntityKind::Country)
    })
}

/// `captured three rebels`: no land is taken.
fn takes_people(scene: &Scene, found: &Match) -> bool {
    let Some(verb) = found.verb.filter(|_| found.noun.is_none()).map(|v| scene.verb(v)) else { return false };
    let head = verb.patient().map(|g| scene.syntax.nouns[g as usize].head);
    let taken = found.targets.first().and_then(|t| t.mention).and_then(|m| scene.actors.mentions.get(m as usize)).filter(|m| Some(m.head) == head);
    taken.and_then(|m| scene.actors.entities.get(m.entity as usize)).is_some_and(|e| e.kind == EntityKind::Person || e.kind == EntityKind::Group && !e.named)
}

/// The words for who was hurt hold the name of a country or body: `Chinese nationals`, `Dawn positions`.
fn is_named(scene: &Scene, party: &Party) -> bool {
    let head = party.mention.and_then(|m| scene.actors.mentions.get(m as usize)).map(|m| m.head);
    let Some(group) = head.and_then(|h| scene.syntax.noun_at(h)).map(|g| &scene.syntax.nouns[g]) else { return false };
    let named = |m: u32| scene.actors.entity_of(m as usize).is_some_and(|e| e.named);
    // `the murder of the Peruvian people` is as general as that of the people.
    let mass = scene.lexicon.actions.status.masses.ends(scene.lemmas(group));
    !mass && scene.mentions_with_head_in(group.tokens.start..group.head).any(named)
}

/// `peasants`, `innocent civilians`, `many judges`, `the population`: nobody in particular.
fn is_bare(scene: &Scene, party: &Party) -> bool {
    let words = &scene.lexicon.actions.status;
    let Some(mention) = party.mention.and_then(|m| scene.actors.mentions.get(m as usize)) else { return false };
    let entity = scene.actors.entities.get(party.entity as usize);
    let Some(group) = scene.syntax.noun_at(mention.head).map(|g| &scene.syntax.nouns[g]) else { return false };
    let one = entity.is_some_and(|e| e.named && !(e.kind == EntityKind::Group && group.plural));
    if mention.form == MentionForm::Pronoun || one || group.possessor.is_some() {
        return false;
    }
    if words.masses.ends(scene.lemmas(group)) {
        return !group.tokens.clone().any(|k| scene.syntax.tags.get(k as usize) == Some(&Tag::Num));
    }
    group.plural && is_open(scene, group)
}

/// People at large, or `many` of them.
fn is_anybody(scene: &Scene, found: &Match) -> bool {
    let words = &scene.lexicon.actions.status;
    let anybody = |p: &Party| {
        let head = p.mention.and_then(|m| scene.actors.mentions.get(m as usize)).map(|m| m.head);
        head.and_then(|h| scene.syntax.noun_at(h)).map(|g| &scene.syntax.nouns[g]).is_some_and(|g| {
            let first = scene.sym(g.tokens.start);
            let plain = g.tokens.len() == 1 || first == scene.lexicon.fixed.the;
            plain && words.masses.ends(scene.lemmas(g)) || words.vague.has(first)
        })
    };
    !found.sources.is_empty() && !found.targets.is_empty() && found.targets.iter().all(anybody)
}

/// No determiner, owner or number says which.
fn is_open(scene: &Scene, group: &NounGroup) -> bool {
    let first = group.tokens.start;
    let vague = scene.lexicon.actions.status.vague.has(scene.sym(first));
    let counted = group.tokens.clone().any(|k| scene.syntax.tags.get(k as usize) == Some(&Tag::Num));
    let of = scene.before_of(group);
    // `two groups of rebels`, `hundreds of peasants`: a part or number of them is meant.
    let many = of.is_some_and(|k| is_many(scene, k));
    let part = !many && of.is_some_and(|k| scene.lexicon.actions.status.partitive.has(scene.lemma(k)) || scene.syntax.tags.get(k as usize) == Some(&Tag::Num));
    let open = matches!(scene.syntax.tags.get(first as usize), Some(Tag::Noun | Tag::Adj | Tag::Name | Tag::VGer | Tag::VPart));
    (vague || open) && !counted && !part
}

/// `thousands of`, `hundreds of`: the sum of many acts, where neither a day nor a place is told.
fn is_many(scene: &Scene, token: u32) -> bool {
    scene.lexicon.actions.status.many.has(scene.sym(token))
}

/// `attacks on village schools`, `the murders of peasants`, `torture of prisoners`: the kind of act, no one act of it. What
/// somebody carried out he did.
fn is_kind(scene: &Scene, g: u32, light: Option<&VerbGroup>, found: &Match) -> bool {
    let group = &scene.syntax.nouns[g as usize];
    let done = light.is_some_and(|v| !matches!(v.tense, Tense::Present | Tense::Infinitive | Tense::Modal)) && found.sources.iter().any(|s| !is_bare(scene, s));
    let bare = !matches!(scene.syntax.tags.get(group.tokens.start as usize), Some(Tag::Det | Tag::PossPron | Tag::Num | Tag::Ord)) && group.possessor.is_none();
    // `the murder of peasants`, `the bombing of the population`; `the murder of the three peasants` is one.
    let told = group.tokens.clone().any(|k| scene.syntax.tags.get(k as usize) == Some(&Tag::Ord)) || found.sources.iter().any(|s| !is_bare(scene, s));
    let kind = group.plural || bare || !told && scene.sym(group.tokens.start) == scene.lexicon.fixed.the;
    !done && kind && !found.targets.iter().any(|t| is_named(scene, t))
}

/// `rebels who kill peasants`, `they kill peasants`, `by killing peasants`, `to kill peasants`, `who have murdered many judges`.
fn is_habit(scene: &Scene, verb: &VerbGroup, found: &Match) -> bool {
    // The first sentence may be a headline: `Rebels kill soldiers`.
    let opens = opens(scene, verb);
    match verb.tense {
        Tense::Present => !opens || verb.link == Link::Relative,
        Tense::Infinitive => true,
        Tense::Participle => !found.targets.iter().any(|t| is_named(scene, t)),
        // `a junta that is shelling the people`, `they shoot peasants`
        Tense::Progressive => !opens && (is_anybody(scene, found) || verb.link == Link::Relative && found.sources.iter().all(|s| is_bare(scene, s))),
        // `have killed many people`, `has murdered the clergy`; `have been bombing` goes on; `the people they have abducted` are those.
        Tense::Perfect if scene.syntax.tags.get(verb.head as usize) != Some(&Tag::VGer) && !opens && is_anybody(scene, found) => {
            let object = verb.object.map(|g| &scene.syntax.nouns[g as usize]);
            verb.voice == Voice::Passive || object.is_none_or(|g| g.tokens.start >= verb.tokens.end)
        }
        // `many judges have been killed`; of `some people` an act may tell.
        Tense::Perfect if verb.voice == Voice::Passive && found.sources.is_empty() && !found.targets.is_empty() => {
            !opens && verb.patient().is_some_and(|g| is_open(scene, &scene.syntax.nouns[g as usize]))
        }
        Tense::Perfect => verb.link == Link::Relative && found.sources.iter().all(|s| is_bare(scene, s)),
        Tense::Past | Tense::Reduced => verb.link == Link::Relative && !found.sources.is_empty() && found.sources.iter().all(|s| is_bare(scene, s)),
        _ => false,
    }
}

/// The verb stands in the first sentence, or in that of the dateline.
fn opens(scene: &Scene, verb: &VerbGroup) -> bool {
    verb.sentence == 0 || scene.surface.sentence_at(scene.dateline_end as usize) as u32 == verb.sentence && scene.dateline_end > 0
}

/// `have killed hundreds of peasants`, `who killed hundreds of peasants`; one battle may do so too.
fn struck_many(scene: &Scene, verb: &VerbGroup) -> bool {
    let goes_on = scene.syntax.tags.get(verb.head as usize) == Some(&Tag::VGer);
    if goes_on || !(verb.tense == Tense::Perfect || verb.link == Link::Relative) || opens(scene, verb) {
        return false;
    }
    let Some(group) = verb.patient().map(|g| &scene.syntax.nouns[g as usize]) else { return false };
    is_many(scene, group.head) || scene.before_of(group).is_some_and(|k| is_many(scene, k))
}

/// `30 have been killed over nine weeks`, `killed since May`, `9,000 died in six years of war`, `the number of those shot`: the sum
/// of many acts.
fn is_summed_up(scene: &Scene, found: &Match) -> bool {
    let words = &scene.lexicon.actions.status;
    let Some(verb) = found.verb.filter(|_| found.noun.is_none()).map(|v| scene.verb(v)) else { return false };
    let kidnapped = verb.tense == Tense::Perfect && scene.lexicon.actions.rules[found.rule as usize].cameo.starts_with("181");
    if !words.harms(verb.lemma) && !kidnapped {
        return false;
    }
    // `the number of rebels killed in the area`: without an object the participle reads like a past.
    let struck = verb.patient().or(verb.subject.filter(|_| words.harms(verb.lemma)));
    let Some(group) = struck.map(|g| &scene.syntax.nouns[g as usize]) else { return false };
    // `the number of peasants killed`: the participle may stand to either noun.
    let total = verb.tense == Tense::Reduced && scene.sym(group.tokens.start) == scene.lexicon.fixed.the;
    let counted = total && words.sums.has(scene.lemma(group.head)) || group.prep.and_then(|p| p.checked_sub(1)).is_some_and(|k| words.sums.has(scene.lemma(k)));
    if counted || is_multitude(scene, group) && !(is_dated(scene, found) || is_placed(scene, found.trigger) || opens(scene, verb)) {
        return true;
    }
    let by_war = verb.subject.filter(|_| verb.voice == Voice::Active).is_some_and(|g| words.conflict.ends(scene.lemmas(&scene.syntax.nouns[g as usize])));
    let several = group.plural || words.masses.ends(scene.lemmas(group));
    if kidnapped {
        return several && lasts(scene, verb);
    }
    several && (by_war || lasts(scene, verb) || in_conflict(scene, verb))
}

/// `70,000 peasants`: so many die in a war, not on one day that nobody names.
fn is_multitude(scene: &Scene, group: &NounGroup) -> bool {
    const DIGITS: usize = 5;
    let large = |k: u32| {
        scene.surface.tokens.get(k as usize).is_some_and(|t| {
            t.kind == TokenKind::Number
                && t.text(&scene.article.text).bytes().take_while(|b| b.is_ascii_digit() || *b == b',').filter(u8::is_ascii_digit).count() >= DIGITS
        })
    };
    group.tokens.clone().any(large)
}

/// A length of time of a day or more is told behind the verb or opens its sentence.
fn lasts(scene: &Scene, verb: &VerbGroup) -> bool {
    let Some(sentence) = scene.surface.sentences.get(verb.sentence as usize) else { return false };
    let from = scene.dates.partition_point(|d| d.span.start < sentence.span.start);
    let here = scene.dates[from..].iter().take_while(|d| d.span.start < sentence.span.end);
    // `have been killed since 1980`, `have been killed this year`
    let year = |d: &TimeExpression| verb.tense == Tense::Perfect && d.kind == TimexType::Date && matches!(d.precision, Precision::Year | Precision::Decade);
    let often = |d: &TimeExpression| d.kind == TimexType::Set;
    let long = |d: &TimeExpression| d.kind == TimexType::Duration && !d.value.starts_with("PT");
    here.filter(|d| long(d) || year(d) || often(d)).any(|d| {
        let token = d.tokens.start;
        let behind = token >= verb.tokens.end && token - verb.tokens.end <= NEAR && !verbs_between(scene, verb.tokens.end, token);
        let opening = token.saturating_sub(sentence.tokens.start) <= OPENING && token < verb.tokens.start;
        let before = token.checked_sub(1).and_then(|k| (k.saturating_sub(2)..=k).rev().find(|k| scene.syntax.tags.get(*k as usize) == Some(&Tag::Prep)));
        (behind || opening) && (year(d) || often(d) || before.is_some_and(|k| is_spanning(scene, k)))
    })
}

/// The preposition of a stretch of time: `in`, `over`.
fn is_spanning(scene: &Scene, token: u32) -> bool {
    scene.lexicon.actions.status.spanning.has(scene.sym(token))
}

/// A verb group starts between the two tokens.
fn verbs_between(scene: &Scene, from: u32, to: u32) -> bool {
    scene.syntax.verbs.get(scene.syntax.verbs_from(from)).is_some_and(|v| v.tokens.start < to)
}

/// `killed in the civil war`, `killed in 40 skirmishes`.
fn in_conflict(scene: &Scene, verb: &VerbGroup) -> bool {
    let words = &scene.lexicon.actions.status;
    let number = |g: &NounGroup| g.plural && words.occasion.ends(scene.lemmas(g)) && g.tokens.clone().any(|k| is_large(scene, k));
    scene
        .groups_behind(verb.tokens.end, verb.tokens.end + NEAR)
        .any(|(_, g)| g.prep.is_some_and(|p| is_spanning(scene, p)) && (words.conflict.ends(scene.lemmas(g)) || number(g)))
}

/// A number of two figures or more.
fn is_large(scene: &Scene, token: u32) -> bool {
    let word = scene.surface.tokens.get(token as usize);
    word.is_some_and(|t| t.kind == TokenKind::Number && t.span.len() > 1)
}
