use compact_str::CompactString;

use super::matching::{self, Match};
use super::nominal;
use super::scene::Scene;
use super::{
    Action, BOMBING, Party, Reading, Status, Toll, answers, compose, counterpart, doer, envoys, general, journey, outcome, pairs, parties, place, private,
    same, status, thing, time, toll,
};
use crate::actors::Actors;
use crate::dates::TimeExpression;
use crate::lexicon::{ActionRule, Lexicon, Needs, SectorList, is_verbal, is_violent};
use crate::quotes::Quote;
use crate::syntax::{Link, Syntax, Tense, Voice};
use crate::text::{Article, Surface};

/// All actions of the article, ordered by start.
#[must_use]
pub fn find(
    article: &Article,
    surface: &Surface,
    syntax: &Syntax,
    dates: &[TimeExpression],
    actors: &Actors,
    quotes: &[Quote],
    lexicon: &Lexicon,
) -> Vec<Action> {
    let scene = Scene::new(article, surface, syntax, dates, actors, quotes, lexicon);
    let mut verbs: Vec<Option<Match>> =
        (0..syntax.verbs.len()).map(|v| if excluded(&scene, syntax.verbs[v].head) { None } else { matching::of_verb(&scene, v) }).collect();
    let absorbed = absorbed(&scene, &verbs);
    let mut deeds: Vec<Match> =
        (0..syntax.nouns.len() as u32).filter(|g| !excluded(&scene, syntax.nouns[*g as usize].head)).filter_map(|g| nominal::of_noun(&scene, g)).collect();
    compose::speech_acts(&scene, &mut verbs, &deeds);
    compose::complement_targets(&scene, &mut verbs, &deeds);
    compose::nominal_speech(&scene, &mut deeds, &mut verbs);
    compose::addressees(&scene, &mut verbs);
    let mut matches: Vec<Match> = nominals(&scene, deeds, &verbs, &absorbed);
    matches.extend(verbs.into_iter().enumerate().filter(|(v, _)| !absorbed[*v]).filter_map(|(_, m)| m));
    matches.sort_by_key(|m| (m.trigger, m.rule));
    let fiction = matches.iter().any(|m| is_plot(&scene, m)) && is_fiction(&scene);
    matches.retain(|m| !(toll::is_accident(&scene, m) || is_unsaid_charge(&scene, m) || fiction && is_plot(&scene, m)));
    outcome::absorb(&scene, &mut matches);
    outcome::absorb_demands(&scene, &mut matches);
    same::repeat(&scene, &mut matches);
    envoys::settle(&scene, &mut matches);
    doer::learn(&scene, &mut matches);
    answers::resolve(&scene, &mut matches);
    matches.retain(|m| (!m.pending || answers::stands_alone(&scene, m)) && !general::is_general(&scene, m) && !private::is_private(&scene, m));
    let mut actions = Vec::new();
    for (act, found) in matches.iter().enumerate() {
        expand(&scene, found, act as u32, &mut actions);
    }
    journey::follow(&scene, &mut actions);
    actions
}

/// Several words of plays, films or novels near the head of the text: a review or synopsis.
fn is_fiction(scene: &Scene) -> bool {
    const HEAD: usize = 160;
    const LEAST: usize = 4;
    let mut seen: Vec<crate::token::Sym> = Vec::new();
    for k in 0..scene.syntax.tags.len().min(HEAD) as u32 {
        let noun = matches!(scene.syntax.tags[k as usize], crate::syntax::Tag::Noun | crate::syntax::Tag::Name);
        let lemma = scene.lemma(k);
        if noun && scene.lexicon.actions.status.fiction.has(lemma) && !seen.contains(&lemma) {
            seen.push(lemma);
        }
    }
    seen.len() >= LEAST
}

/// Told in the present tense, of nobody with a name: the plot of a play.
fn is_plot(scene: &Scene, found: &Match) -> bool {
    let present = found.verb.is_none_or(|v| matches!(scene.verb(v).tense, Tense::Present | Tense::Infinitive | Tense::Participle | Tense::Reduced));
    let named = |p: &Party| scene.actors.entities.get(p.entity as usize).is_some_and(|e| e.named);
    present && !found.sources.iter().chain(&found.targets).any(named)
}

/// The header and boilerplate tell no acts.
fn excluded(scene: &Scene, token: u32) -> bool {
    if scene.article.body_start() == 0 && scene.surface.boilerplate.is_empty() {
        return false;
    }
    let at = scene.surface.tokens.get(token as usize).map_or(0, |t| t.span.start);
    at < scene.article.body_start() || scene.surface.is_boilerplate(at)
}

/// For each verb group: it stands in the complement of a speech act (or of a verb in one), so its deed is no row.
fn absorbed(scene: &Scene, matches: &[Option<Match>]) -> Vec<bool> {
    let mut absorbed = vec![false; matches.len()];
    for v in 0..matches.len() {
        let verb = scene.verb(v);
        let above = verb.governor.map(|g| g as usize).filter(|g| *g < v).or_else(|| scene.clause_governor(v));
        if let Some(speech) = described(scene, v) {
            let verbal = |m: &Match| rule(scene, m).absorbs || rule(scene, m).cameo.get(..2).is_some_and(|root| root < "14");
            absorbed[v] = absorbed[speech] || matches[speech].as_ref().is_some_and(verbal);
        }
        let Some(above) = above.filter(|_| !absorbed[v]) else { continue };
        if !verb.is_finite() && scene.lexicon.actions.status.forbid.has(scene.verb(above).lemma) {
            absorbed[v] = true;
            continue;
        }
        absorbed[v] = absorbed[above] || matches[above].as_ref().is_some_and(|m| rule(scene, m).absorbs || is_reason(scene, v, rule(scene, m)));
    }
    absorbed
}

/// `backed a resolution that would tighten sanctions`, `vetoed a bill imposing a levy`: of a clause that says what a text is, the
/// verb that has the text as its object. It tells of nothing that was done.
fn described(scene: &Scene, v: usize) -> Option<usize> {
    let verb = scene.verb(v);
    let undone = matches!(verb.tense, Tense::Present | Tense::Participle | Tense::Modal | Tense::Future);
    let text = verb.subject.filter(|_| verb.link == Link::Relative && undone)?;
    let is_text = scene.lexicon.actions.status.text.ends(scene.lemmas(&scene.syntax.nouns[text as usize]));
    (v.saturating_sub(4)..v).rev().find(|u| is_text && scene.verb(*u).object == Some(text))
}

/// `two men suspected of theft`: who suspects them is not told.
fn is_unsaid_charge(scene: &Scene, found: &Match) -> bool {
    let reduced = found.verb.is_some_and(|v| scene.verb(v).tense == Tense::Reduced);
    reduced && rule(scene, found).cameo.starts_with("112") && found.sources.iter().all(|p| p.code.is_empty())
}

/// `apologised for intercepting a ship`, `jailed for throwing a stone`, `summoned the envoy to complain`: why an act was done
/// is no act of its own.
fn is_reason(scene: &Scene, v: usize, above: &ActionRule) -> bool {
    let verb = scene.verb(v);
    // `said sorry for a tug ramming the pier`
    let doer = verb.subject.map(|s| &scene.syntax.nouns[s as usize]).filter(|g| g.tokens.end == verb.tokens.start && verb.tense == Tense::Participle);
    let start = doer.and_then(|_| first_prep(scene, verb.subject?)).map_or(verb.tokens.start, |p| p + 1);
    let before = start.checked_sub(1).map(|k| scene.sym(k));
    let reason = verb.tense == Tense::Participle && before.is_some_and(|p| scene.lexicon.actions.status.reason.has(p));
    let asks_why = ["05", "11", "16", "173", "174"].iter().any(|root| above.cameo.starts_with(root));
    reason && asks_why || above.cameo == "114" && verb.tense == Tense::Infinitive
}

/// The preposition before a chain of groups: of `for two of the harbour's tugs`, `for`.
fn first_prep(scene: &Scene, mut g: u32) -> Option<u32> {
    let nouns = &scene.syntax.nouns;
    while let Some(before) = g.checked_sub(1).filter(|b| nouns[g as usize].prep == Some(nouns[*b as usize].tokens.end)) {
        g = before;
    }
    nouns[g as usize].prep
}

fn rule<'s>(scene: &'s Scene, found: &Match) -> &'s ActionRule {
    &scene.lexicon.actions.rules[found.rule as usize]
}

/// Nominal acts, less those that a speech act has as its object (`denied the attack`) and those that only say again what
/// their own verb says.
fn nominals(scene: &Scene, deeds: Vec<Match>, verbs: &[Option<Match>], absorbed: &[bool]) -> Vec<Match> {
    let governed = |nominal: &Match| {
        let Some(group) = nominal.noun.map(|g| &scene.syntax.nouns[g as usize]) else { return false };
        let before = scene.syntax.verbs_past(group.tokens.start);
        before.checked_sub(1).filter(|v| scene.verb(*v).sentence == group.sentence).is_some_and(|v| {
            let own = nominal.verb == Some(v);
            // `expelled an envoy in response to the expulsion of its consul`: two acts, though of one kind.
            let again = |m: &Match| {
                m.rule == nominal.rule && nominal.noun.is_none_or(|g| counterpart::cue_before(scene, g).is_none_or(|c| c < scene.verb(v).tokens.end))
            };
            let speech = verbs[v].as_ref().is_some_and(|m| rule(scene, m).absorbs || again(m) || m.score > nominal.score && own);
            speech || absorbed[v] && own
        })
    };
    // `talks between Peru and Chile collapsed`: the verb says what became of them.
    let ended = |nominal: &Match| {
        let own = nominal.noun.map(|g| (g, scene.syntax.verbs_from(scene.syntax.nouns[g as usize].tokens.end)));
        let told = |v: usize| verbs.get(v).and_then(Option::as_ref).map(|m| rule(scene, m));
        own.is_some_and(|(g, v)| told(v).is_some_and(|r| r.mutual && !r.subject.is_empty()) && scene.verb(v).subject == Some(g))
    };
    deeds.into_iter().filter(|n| !governed(n) && !ended(n)).collect()
}

/// One action for each pair of actors.
fn expand(scene: &Scene, found: &Match, act: u32, actions: &mut Vec<Action>) {
    let rule = rule(scene, found);
    let mut template = template(scene, found, rule, act);
    for (source, target) in pairs::of(scene, found, rule) {
        template.source = source;
        template.target = target;
        let mut action = template.clone();
        action.place = action.place.filter(|m| !place::is_post_abroad(scene, &action.cameo, action.source.as_ref(), *m));
        if action.cameo.get(..2).is_some_and(|root| ("17"..="20").contains(&root) || root == "14") {
            let sides = [&action.source, &action.target].map(|p| p.as_ref().map_or("", |p| crate::lexicon::actor_country(&p.code)));
            action.place = action.place.filter(|m| !place::is_foreign(scene, found.trigger, found.verb, *m, sides));
            action.place = action.place.or_else(|| place::filed_at(scene, found.trigger, [&action.source, &action.target]));
        }
        domestic(scene, &mut action);
        by_hand(scene, &mut action);
        let anywhere = is_anywhere(scene, &action) || (action.place.is_some() || action.thing.is_some()) && place::is_filed(scene);
        if !anywhere && (rule.needs == Needs::None || is_violent(&action.cameo)) {
            continue;
        }
        actions.push(action);
    }
}

/// Protests, arrests, inquiries and trials are between people of one country unless another is named: who has none of his own
/// has that of the other side, or of the place.
fn domestic(scene: &Scene, action: &mut Action) {
    let within = ["09", "115", "116", "14", "17"].iter().any(|root| action.cameo.starts_with(root)) && action.cameo != "174";
    if !within {
        return;
    }
    let of = |p: &Option<Party>| p.as_ref().map_or("", |p| crate::lexicon::actor_country(&p.code)).to_owned();
    let place = action.place.and_then(|m| scene.actors.entity_of(m as usize)).map(|e| e.country().to_owned());
    // Who protests against a state need not be of it.
    let target = if action.cameo.starts_with("14") { String::new() } else { of(&action.target) };
    let country = [of(&action.source), target, place.unwrap_or_default()].into_iter().find(|c| !c.is_empty()).unwrap_or_default();
    for party in [&mut action.source, &mut action.target].into_iter().flatten() {
        if !country.is_empty() && party.code.len() == 3 && parties::is_sector(&party.code) && crate::lexicon::actor_country(&party.code).is_empty() {
            party.code.insert_str(0, &country);
        }
    }
}

/// Who has no air force bombs by hand: of rebels and gangs `bombed` is no air strike.
fn by_hand(scene: &Scene, action: &mut Action) {
    const AIR: &str = "195";
    let unarmed = |p: &Party| parties::is_of(scene, p, SectorList::Nonstate);
    let verb = scene.lexicon.actions.rules.get(action.rule as usize).is_some_and(|r| !r.verbs.is_empty() && r.subject.is_empty() && r.with.is_empty());
    if action.cameo == AIR && verb && action.reading != Reading::Nominal && action.source.as_ref().is_some_and(unarmed) {
        action.cameo = BOMBING.into();
        action.label = scene.lexicon.actions.rules.iter().find(|r| r.cameo == BOMBING).map_or("", |r| &r.label).into();
    }
}

/// A side with a code, or a place in a known country: without either nobody could use the row.
fn is_anywhere(scene: &Scene, action: &Action) -> bool {
    let coded = |p: &Option<Party>| p.as_ref().is_some_and(|p| !p.code.is_empty());
    let placed = action.place.and_then(|m| scene.actors.entity_of(m as usize)).is_some_and(|e| !e.country().is_empty());
    coded(&action.source) || coded(&action.target) || placed
}

fn template(scene: &Scene, found: &Match, rule: &ActionRule, act: u32) -> Action {
    let status = match found.verb {
        Some(v) => status::of_verb(scene, v, rule),
        None => found.noun.map_or(Status::Occurred, |g| status::of_noun(scene, g, rule)),
    };
    let status = if found.alleged && matches!(status, Status::Occurred | Status::Ongoing) { Status::Alleged } else { status };
    let quote = scene.quote_at(found.trigger);
    let (mut cameo, mut label, mut status) = coded(scene, found, rule, status);
    let mut date = time::date(scene, timed(scene, found, &cameo, status));
    if matches!(status, Status::Occurred | Status::Ongoing) && date.is_some_and(|d| time::is_ahead(scene, d)) {
        // `visits Fiji next week` is planned; words of today are not of a day to come.
        if is_verbal(&cameo) {
            date = None;
        } else {
            (cameo, label, status) = coded(scene, found, rule, Status::Planned);
        }
    }
    let place = place::place(scene, found.trigger, found.verb, &cameo);
    Action {
        span: span(scene, found),
        rule: found.rule,
        cameo,
        label,
        source: None,
        target: None,
        thing: thing::struck(scene, found, rule),
        told: thing::is_told(scene, found, rule),
        another: thing::is_another(scene, found, rule),
        date,
        place,
        status,
        sentence: scene.surface.sentence_at(found.trigger as usize) as u32,
        quote,
        attributed_to: quote.map(|q| &scene.quotes[q as usize]).filter(|q| q.states()).and_then(|q| q.speaker.as_ref()).and_then(|s| s.entity),
        act,
        confidence: confidence(found, rule),
        // What was only planned or supposed killed nobody.
        toll: if matches!(status, Status::Occurred | Status::Ongoing | Status::Alleged) { toll::of(scene, found, &rule.cameo) } else { Toll::default() },
        reading: reading(scene, found),
    }
}

/// The code and label of an act of this status, and the status that its clause makes of it.
fn coded(scene: &Scene, found: &Match, rule: &ActionRule, status: Status) -> (CompactString, CompactString, Status) {
    let (said, status) = compose::by_clause(scene, found, rule, status).map_or((None, status), |(c, s)| (Some(c), s));
    let composed = found.composed.clone().or(said).or_else(|| compose::intent(scene, rule, status));
    composed.map_or_else(|| (rule.cameo.as_str().into(), rule.label.as_str().into(), status), |c| (c.cameo.into(), c.label.into(), status))
}

/// What the look for its time asks of an act.
fn timed<'c>(scene: &Scene, found: &Match, cameo: &'c str, status: Status) -> time::Timed<'c> {
    let past = found.verb.is_some_and(|v| matches!(scene.verb(v).tense, Tense::Past | Tense::Perfect));
    // What is demanded or threatened for a day ahead is asked today.
    let spoken = matches!(status, Status::Demanded | Status::Threatened) && found.verb.is_some();
    let done = spoken || past && !matches!(status, Status::Planned | Status::Hypothetical);
    time::Timed { trigger: found.trigger, verb: found.verb, done, cameo }
}

/// The words that name the act: the verb group without `to`, or the noun's head.
fn span(scene: &Scene, found: &Match) -> crate::token::Span {
    match (found.noun, found.verb) {
        (None, Some(v)) => {
            let verb = scene.verb(v);
            scene.surface.span_of(verb.head as usize..verb.tokens.end as usize)
        }
        _ => scene.surface.span_of(found.trigger as usize..found.trigger as usize + 1),
    }
}

fn reading(scene: &Scene, found: &Match) -> Reading {
    let Some(verb) = found.verb.filter(|_| found.noun.is_none()).map(|v| scene.verb(v)) else { return Reading::Nominal };
    if verb.link == Link::Relative {
        Reading::Relative
    } else if matches!(verb.tense, Tense::Participle) {
        Reading::Participle
    } else if verb.voice == Voice::Passive {
        Reading::Passive
    } else {
        Reading::Active
    }
}

/// A first estimate, until it is calibrated on annotated sets: both sides known and a specific rule count.
fn confidence(found: &Match, rule: &ActionRule) -> f32 {
    let known = |side: &[Party]| side.iter().any(|p| !p.code.is_empty());
    let sides = u8::from(known(&found.sources)) + u8::from(known(&found.targets));
    let specific = !rule.object.is_empty() || !rule.with.is_empty() || !rule.then.is_empty();
    0.4 + 0.15 * f32::from(sides) + if specific { 0.15 } else { 0.0 }
}
