//! Speech acts about a deed: `demanded that Syria withdraw` is a demand for the deed that `withdraw` codes.

use compact_str::format_compact;

use super::matching::{Composed, Match};
use super::scene::Scene;
use super::{Party, Status, parties};
use crate::actors::{MentionForm, Part};
use crate::lexicon::{ActionRule, Position, SectorList, SpeechAct, WordList};
use crate::quotes::QuoteKind;
use crate::syntax::{Tag, Tense, Voice};

/// Gives the bare speech acts (020, 030, 100, 120, 130) the code of what they are about, and a target where only the deed
/// has one. `deeds` are the nominal acts, by noun group.
pub(super) fn speech_acts(scene: &Scene, verbs: &mut [Option<Match>], deeds: &[Match]) {
    for v in 0..verbs.len() {
        let Some(act) = verbs[v].as_ref().and_then(|m| SpeechAct::of_code(&rule(scene, m).cameo)) else { continue };
        let Some(deed) = deed(scene, v, verbs, deeds).cloned() else { continue };
        let deed_rule = rule(scene, &deed);
        if act == SpeechAct::Threat && is_of_another(scene, &deed, &verbs[v]) {
            // `warned that Russia would attack` is no threat.
            verbs[v] = None;
            continue;
        }
        let code = scene.lexicon.actions.composition.code(act, &deed_rule.cameo).map(str::to_owned);
        let label = deed_rule.label.clone();
        let Some(found) = verbs[v].as_mut() else { continue };
        if let Some(cameo) = code {
            let own = &scene.lexicon.actions.rules[found.rule as usize].label;
            found.composed = Some(Composed { cameo, label: format!("{own}: {label}") });
        }
        if found.targets.is_empty() {
            let side = aim(act, deed);
            let cameo = &scene.lexicon.actions.rules[found.rule as usize].cameo;
            found.targets = side.into_iter().filter(|t| !found.sources.iter().any(|s| parties::is_own(s, t, cameo))).collect();
        }
    }
}

/// `renewed an appeal to Belgium to extradite him`: a nominal speech act takes the code of the infinitive behind it, which
/// is then no act of its own.
pub(super) fn nominal_speech(scene: &Scene, deeds: &mut [Match], verbs: &mut [Option<Match>]) {
    for found in deeds.iter_mut() {
        let Some(act) = SpeechAct::of_code(&rule(scene, found).cameo) else { continue };
        let sentence = scene.surface.sentence_at(found.trigger as usize) as u32;
        let first = scene.syntax.verbs.partition_point(|w| w.tokens.start <= found.trigger);
        let below = (first..(first + 2).min(verbs.len())).take_while(|w| scene.verb(*w).sentence == sentence && !scene.verb(*w).is_finite());
        let Some(w) = below.into_iter().find(|w| verbs[*w].is_some() && scene.verb(*w).tokens.start < found.trigger + 14) else { continue };
        let Some(deed) = verbs[w].take() else { continue };
        let deed_rule = rule(scene, &deed);
        if let Some(code) = scene.lexicon.actions.composition.code(act, &deed_rule.cameo) {
            found.composed = Some(Composed { cameo: code.to_owned(), label: format!("{}: {}", rule(scene, found).label, deed_rule.label) });
        }
    }
}

/// The deed's known doer is not who speaks. Of `warned Chad that it would cut aid` the pronoun is whoever warns.
fn is_of_another(scene: &Scene, deed: &Match, speech: &Option<Match>) -> bool {
    let Some(speech) = speech else { return false };
    let pronoun = |p: &Party| p.mention.and_then(|m| scene.actors.mentions.get(m as usize)).is_some_and(|m| m.form == MentionForm::Pronoun);
    if deed.sources.iter().all(pronoun) {
        return false;
    }
    let same = |a: &Party, b: &Party| a.entity == b.entity || a.code.get(..3) == b.code.get(..3);
    !deed.sources.is_empty() && !speech.sources.is_empty() && !deed.sources.iter().any(|d| speech.sources.iter().any(|s| same(d, s)))
}

/// Who an appeal, demand, refusal or threat without a target of its own is aimed at: whoever its deed is done to, else the
/// object of its complement.
pub(super) fn complement_targets(scene: &Scene, verbs: &mut [Option<Match>], deeds: &[Match]) {
    for v in 0..verbs.len() {
        let Some(found) = verbs[v].as_ref().filter(|m| m.targets.iter().all(|t| t.code.is_empty()) && rule(scene, m).absorbs) else { continue };
        let official = rule(scene, found).official;
        // `marched to protest the killing of a student by police`: a protest is aimed at who did it.
        let harm = protested(scene, v, found, deeds);
        // `denied that it had raided the village`: those who were harmed, but nobody else, may have said so.
        let denial = rule(scene, found).cameo == "016";
        let of_deed = match harm {
            Some(harm) => Some(harm.sources.clone()),
            None => deed(scene, v, verbs, deeds).filter(|d| !denial || super::matching::is_conflict(&rule(scene, d).cameo)).map(|d| d.targets.clone()),
        };
        let of_object = || {
            let below = (v + 1..(v + 6).min(verbs.len())).find(|w| scene.verb(*w).sentence == scene.verb(v).sentence && is_under(scene, *w, v))?;
            let behind = scene.groups_behind(scene.verb(below).tokens.end, scene.clause_end(below)).find(|(_, g)| !g.temporal).map(|(g, _)| g);
            let mut parties = scene.verb(below).object.or(behind).map(|g| parties::of_group(scene, g, official))?;
            parties.retain(|p| !parties::is_mere_trade(scene, p));
            Some(parties)
        };
        let sources = found.sources.clone();
        // `threatened to bring in a private firm`: what is used for the threat is not whom it is meant for; nor is whom
        // `threatened to refer it to the court` goes to.
        let threat = rule(scene, found).cameo.starts_with("13");
        // `to press their demands for more freedom from the government`
        let from_behind = || {
            let fixed = &scene.lexicon.fixed;
            let leads = [fixed.from, fixed.against, fixed.by];
            let behind =
                scene.groups_behind(scene.verb(v).tokens.end, scene.clause_end(v)).filter(|(_, g)| g.prep.is_some_and(|p| leads.contains(&scene.sym(p))));
            let mut sides = behind.map(|(g, _)| owned_party(scene, g, official));
            sides.find(|side| side.iter().any(|p| !p.code.is_empty()))
        };
        let of_object = || {
            of_object()
                .filter(|_| harm.is_none() && !denial)
                .filter(|t| !threat || t.iter().any(|p| !["", "BUS", "JUD"].contains(&p.code.as_str()) && !p.code.starts_with("IGO")))
        };
        let cameo = &rule(scene, found).cameo;
        let others = |parties: Vec<Party>| parties.into_iter().filter(|t| !sources.iter().any(|s| parties::is_own(s, t, cameo))).collect::<Vec<_>>();
        let protest = cameo.starts_with("14") && harm.is_none();
        let found_there = of_deed.map(others).filter(|t| !t.is_empty()).or_else(|| of_object().map(others)).unwrap_or_default();
        let targets = if protest && found_there.is_empty() { from_behind().map(others).unwrap_or_default() } else { found_there };
        if let Some(found) = verbs[v].as_mut().filter(|_| !targets.is_empty()) {
            found.targets = targets;
        }
    }
}

/// The actors of a group, or of the one that it owns: of `from the president's government`, the government.
fn owned_party(scene: &Scene, mut g: u32, official: bool) -> Vec<Party> {
    while scene.syntax.nouns.get(g as usize + 1).is_some_and(|n| n.possessor == Some(g)) {
        g += 1;
    }
    parties::of_group(scene, g, official)
}

/// The violence or coercion that a protest is about, in its clause.
fn protested<'m>(scene: &Scene, v: usize, found: &Match, deeds: &'m [Match]) -> Option<&'m Match> {
    if !rule(scene, found).cameo.starts_with("14") {
        return None;
    }
    let verb = scene.verb(v);
    let behind = deeds.partition_point(|d| d.trigger < verb.tokens.end);
    let own = |d: &Match| d.noun.is_some() && d.noun == verb.object;
    let harm = |d: &&Match| rule(scene, d).cameo.get(..2).is_some_and(|root| ("17"..="20").contains(&root)) && !own(d);
    deeds[behind..].iter().take_while(|d| d.trigger < scene.clause_end(v)).find(harm)
}

/// A speech act in direct speech that names no doer is the speaker's own: “Any further action will be responded to.”
pub(super) fn speaker(scene: &Scene, trigger: u32) -> Option<Party> {
    let quote = scene.quote_at(trigger).map(|q| &scene.quotes[q as usize]).filter(|q| q.kind == QuoteKind::Direct && q.speech)?;
    let speaker = quote.speaker.as_ref()?;
    let entity = speaker.entity?;
    let code = scene.actors.entities.get(entity as usize)?.code.clone();
    Some(Party { mention: speaker.mention, entity, code, also: Vec::new() })
}

/// The speaker, if the act of verb group `v` may be his: who says `“They want the oil back”` does not speak of himself.
pub(super) fn speaker_of(scene: &Scene, v: usize) -> Option<Party> {
    let grammar = scene.lexicon.actors.grammar();
    let another = |g: u32| {
        let word = scene.sym(scene.syntax.nouns[g as usize].head);
        [WordList::he, WordList::she, WordList::they].into_iter().any(|list| grammar.is(word, list))
    };
    if scene.verb(v).doer().is_some_and(another) { None } else { speaker(scene, scene.verb(v).head) }
}

/// `Chile said Peru had expelled its envoy`: a hostile deed to what the pronoun owns befell the state that tells of it.
pub(super) fn complained(scene: &Scene, v: usize, rule: &ActionRule, object: Option<u32>, sources: &[Party], targets: &mut Vec<Party>) {
    let Some(group) = object.and_then(|o| scene.syntax.nouns.get(o as usize)) else { return };
    let first = scene.whole_of(group).unwrap_or(group).tokens.start;
    let owned = scene.syntax.tags.get(first as usize) == Some(&Tag::PossPron) && scene.lexicon.actors.grammar().is(scene.sym(first), WordList::it);
    let aims = rule.target.iter().any(|p| matches!(p, Position::Object | Position::ObjectOwner));
    let country = |p: &Party| crate::lexicon::actor_country(&p.code).to_owned();
    let Some(own) = sources.iter().map(country).find(|c| owned && aims && !c.is_empty()) else { return };
    // `said Peru had broken its word`: one's own; rebukes and deeds are aimed at others.
    let hostile = rule.cameo.starts_with("11") || rule.cameo.as_str() >= "15";
    // Press, crowds and borders are one's own, and so is what `its own` names.
    let inward = ["172", "175", "191"].iter().any(|root| rule.cameo.starts_with(root)) || scene.sym(first + 1) == scene.lexicon.fixed.own;
    // `had executed its fighters`: of its own people a state has no more in the reach of another than those abroad.
    let status = &scene.lexicon.actions.status;
    let whole = scene.lemmas(scene.whole_of(group).unwrap_or(group));
    let abroad = status.abroad.ends(whole) || rule.cameo.starts_with("17") && status.seized_abroad.ends(whole);
    if !hostile || inward || !abroad || targets.iter().any(|t| !t.code.is_empty() && country(t) != own) {
        return;
    }
    let subject = scene.verb(v).subject;
    let reported = (v.saturating_sub(3)..=v).rev().take_while(|w| scene.verb(*w).subject == subject).find_map(|w| scene.clause_governor(w));
    let tellers = reported.and_then(|u| scene.verb(u).subject).map(|g| parties::of_group(scene, g, rule.official)).unwrap_or_default();
    // An agency tells of the deeds of others.
    let state = |p: &Party| p.code.len() == 3 || parties::is_of(scene, p, SectorList::State);
    let Some(teller) = tellers.into_iter().find(|p| !country(p).is_empty() && country(p) != own && state(p)) else { return };
    match targets.first_mut() {
        // `its soldiers`
        Some(theirs) if theirs.code.len() > 3 && !sources.iter().any(|s| s.entity == theirs.entity) => {
            theirs.code = format_compact!("{}{}", country(&teller), theirs.code.get(3..).unwrap_or_default());
        }
        _ => *targets = vec![teller],
    }
}

/// A threat, demand or rebuke in direct speech that names nobody is aimed at the only other country that its sentence names:
/// “My message to Russia is clear – if you take action, we will respond.”
pub(super) fn addressees(scene: &Scene, verbs: &mut [Option<Match>]) {
    for found in verbs.iter_mut().flatten() {
        let cameo = &scene.lexicon.actions.rules[found.rule as usize].cameo;
        let speech = ["10", "11", "12", "13"].iter().any(|root| cameo.starts_with(root));
        let country = found.sources.iter().map(|p| crate::lexicon::actor_country(&p.code)).find(|c| !c.is_empty());
        let (Some(country), true) = (country, speech && speaker(scene, found.trigger).is_some()) else { continue };
        if found.targets.iter().any(|t| !crate::lexicon::actor_country(&t.code).is_empty()) {
            continue;
        }
        if let Some(other) = only_other(scene, found.trigger, country) {
            found.targets = vec![other];
        }
    }
}

/// The only country besides `own` that the sentence of `trigger` names as an actor.
fn only_other(scene: &Scene, trigger: u32, own: &str) -> Option<Party> {
    let sentence = scene.surface.sentences.get(scene.surface.sentence_at(trigger as usize))?;
    let mut other: Option<Party> = None;
    for m in scene.mentions_with_head_in(sentence.tokens.clone()) {
        let mention = &scene.actors.mentions[m as usize];
        let entity = scene.actors.entities.get(mention.entity as usize)?;
        if mention.part != Part::Actor || entity.country().is_empty() || entity.country() == own {
            continue;
        }
        match &other {
            Some(o) if crate::lexicon::actor_country(&o.code) != entity.country() => return None,
            Some(_) => {}
            None => other = Some(Party { mention: Some(m), entity: mention.entity, code: entity.code.clone(), also: Vec::new() }),
        }
    }
    other
}

/// Who a speech act about a deed is aimed at: an appeal or demand at who is to do it, all others at whom it is done to.
fn aim(act: SpeechAct, deed: Match) -> Vec<Party> {
    if matches!(act, SpeechAct::Appeal | SpeechAct::Demand) && !deed.sources.is_empty() { deed.sources } else { deed.targets }
}

/// A friendly deed that is only announced is an intent (03x) in CAMEO: `will send aid`.
pub(super) fn intent(scene: &Scene, rule: &ActionRule, status: Status) -> Option<Composed> {
    let friendly = ["04", "05", "06", "07", "08"].iter().any(|root| rule.cameo.starts_with(root));
    let code = scene.lexicon.actions.composition.code(SpeechAct::Intent, &rule.cameo).filter(|_| friendly && status == Status::Planned)?;
    Some(Composed { cameo: code.to_owned(), label: format!("intend to {}", rule.label) })
}

/// The code of an act whose clause says more: what a protest is for, an attempt, an unfriendly deed announced on a condition.
pub(super) fn by_clause(scene: &Scene, found: &Match, rule: &ActionRule, status: Status) -> Option<(Composed, Status)> {
    if found.composed.is_some() {
        return None;
    }
    if rule.cameo.len() == 3 && rule.cameo.starts_with("14") && rule.cameo != "140" {
        let digit = protest_goal(scene, found)?;
        return Some((Composed { cameo: format!("{}{digit}", rule.cameo), label: rule.label.clone() }, status));
    }
    let v = found.verb.filter(|_| found.noun.is_none())?;
    if ["180", "186", "190", "193"].contains(&rule.cameo.as_str()) && is_attempt(scene, v) {
        let cameo = if rule.cameo == "186" { "185" } else { rule.cameo.as_str() };
        return Some((Composed { cameo: cameo.to_owned(), label: format!("attempt to {}", rule.label) }, Status::Occurred));
    }
    let unfriendly = rule.cameo.get(..2).is_some_and(|root| ("16"..="20").contains(&root)) || rule.cameo.starts_with("0874");
    if unfriendly && (status == Status::Planned && on_condition(scene, v) || status <= Status::Planned && is_ready(scene, v)) {
        let cameo = scene.lexicon.actions.composition.code(SpeechAct::Threat, &rule.cameo).unwrap_or("130");
        return Some((Composed { cameo: cameo.to_owned(), label: format!("threaten: {}", rule.label) }, Status::Threatened));
    }
    None
}

/// The fourth digit of a protest's code, by the first word of its clause that names a goal.
fn protest_goal(scene: &Scene, found: &Match) -> Option<usize> {
    let end = scene.surface.sentences.get(scene.surface.sentence_at(found.trigger as usize))?.tokens.end;
    let goals = &scene.lexicon.actions.status.protest_for;
    let lemma = |k: u32| scene.lexicon.words.info(scene.sym(k)).verb.filter(|_| scene.syntax.tags.get(k as usize).is_some_and(|t| t.is_verb()));
    (found.trigger + 1..end.min(found.trigger + 30)).find_map(|k| {
        let word = lemma(k).unwrap_or_else(|| scene.lemma(k));
        let pair = [scene.lemma(k - 1), scene.lemma(k)];
        goals.iter().position(|g| g.has(word) || g.ends(&pair)).map(|g| g + 1)
    })
}

/// `an attempt to assassinate`.
fn is_attempt(scene: &Scene, v: usize) -> bool {
    let start = scene.verb(v).tokens.start;
    start.checked_sub(1).is_some_and(|k| scene.lexicon.actions.status.attempt.has(scene.lemma(k)))
}

/// `is prepared to close the border`, `is ready to`.
fn is_ready(scene: &Scene, v: usize) -> bool {
    let verb = scene.verb(v);
    let before = verb.tokens.start.checked_sub(1).filter(|_| verb.tense == Tense::Infinitive);
    let ready = &scene.lexicon.actions.status.ready;
    before.is_some_and(|k| ready.has(scene.sym(k)) && scene.syntax.tags.get(k as usize) == Some(&Tag::Adj))
        || verb.governor.map(|u| scene.verb(u as usize)).is_some_and(|u| u.voice == Voice::Passive && u.tokens.end == verb.tokens.start && ready.has(u.lemma))
}

/// `will close the border unless …`, `if … , it will`: a condition stands in the sentence, outside other quotations.
fn on_condition(scene: &Scene, v: usize) -> bool {
    let verb = scene.verb(v);
    let end = scene.surface.sentences.get(verb.sentence as usize).map_or(verb.tokens.end, |s| s.tokens.end);
    (verb.tokens.end..end.min(verb.tokens.end + 40)).any(|k| scene.lexicon.actions.status.condition.has(scene.sym(k)))
}

fn rule<'s>(scene: &'s Scene, found: &Match) -> &'s ActionRule {
    &scene.lexicon.actions.rules[found.rule as usize]
}

/// The deed in the complement of verb group `v`: the first matched verb under it, or a nominal act right behind it.
fn deed<'m>(scene: &Scene, v: usize, verbs: &'m [Option<Match>], deeds: &'m [Match]) -> Option<&'m Match> {
    let sentence = scene.verb(v).sentence;
    let below = (v + 1..(v + 6).min(verbs.len())).take_while(|w| scene.verb(*w).sentence == sentence).filter(|w| is_under(scene, *w, v));
    let verbal = below.filter_map(|w| verbs[w].as_ref()).next();
    verbal.or_else(|| {
        let end = scene.clause_end(v);
        let from = scene.verb(v).tokens.end;
        deeds.get(deeds.partition_point(|d| d.trigger < from)).filter(|d| d.trigger < end.min(from + 12))
    })
}

/// `w` is governed by `v`, through any number of verbs between, or heads its object clause.
fn is_under(scene: &Scene, w: usize, v: usize) -> bool {
    let mut at = w;
    for _ in 0..4 {
        let above = scene.verb(at).governor.map(|g| g as usize).filter(|g| *g < at).or_else(|| scene.clause_governor(at));
        match above {
            Some(u) if u == v => return true,
            Some(u) if u > v => at = u,
            _ => return false,
        }
    }
    false
}
