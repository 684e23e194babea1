//! Binds the rules of acts to verb groups.

use compact_str::CompactString;

use super::frame::{Objects, Roles, behind, complement_fits, complement_verbs, near_fits, object_fits, objects, particles, subject_fits, then_fits};
use super::scene::Scene;
use super::{Party, parties};
use crate::lexicon::{ActionRule, Clause, Has, Needs, PARTICLE_REACH, Position, Tags, TenseName, VerbPattern, is_violent, is_wish};
use crate::syntax::{Tag, Tense, Voice};
use crate::token::Sym;

/// A rule bound to a verb group or a noun group.
#[derive(Debug, Clone, Default)]
pub(super) struct Match {
    /// Index of the rule.
    pub(super) rule: u32,
    /// How many of the rule's conditions held, weighted: the more specific rule wins.
    pub(super) score: u32,
    /// The verb group that names or carries the act.
    pub(super) verb: Option<usize>,
    /// The noun group that names the act.
    pub(super) noun: Option<u32>,
    /// Token that names the act.
    pub(super) trigger: u32,
    pub(super) sources: Vec<Party>,
    pub(super) targets: Vec<Party>,
    /// CAMEO code, where it is not the rule's own.
    pub(super) composed: Option<Composed>,
    /// Its target is still to be found in what was told before; without one it is no act.
    pub(super) pending: bool,
    /// Only a charge says who did it.
    pub(super) alleged: bool,
    /// The sides do it to each other: the role of whom it befalls beside his state (`each other's soldiers`), empty for the sides
    /// themselves.
    pub(super) crossed: Option<CompactString>,
    /// The verb of a clause that was taken into it, whose toll is that of the act: `two were killed when a mine exploded`.
    pub(super) hurt: Option<usize>,
}

/// The code and label of a speech act about a deed.
#[derive(Debug, Clone)]
pub(super) struct Composed {
    pub(super) cameo: String,
    pub(super) label: String,
}

/// The best rule for verb group `v`, if one fits.
pub(super) fn of_verb(scene: &Scene, v: usize) -> Option<Match> {
    let verb = scene.verb(v);
    let mut best: Option<Match> = None;
    let patterns = scene.lexicon.actions.with_verb(verb.lemma);
    if patterns.is_empty() {
        return None;
    }
    let end = shared_end(scene, v);
    let clause = clause(scene, v, end);
    let mut bare = None;
    for entry in clause.fitting(patterns) {
        let rule = &scene.lexicon.actions.rules[entry.rule as usize];
        let Some(found) = bind(scene, v, end, entry.rule, rule, &rule.verbs[entry.pattern as usize], &mut bare) else { continue };
        // Of two that fit as well the one that knows to whom abroad it is done: `fired a rocket at Chad` is more than a show of force.
        let both = |m: &Match| scene.lexicon.actions.rules[m.rule as usize].mutual && m.sources.len() > 1;
        let foreign = |m: &Match, t: &Party| !t.code.is_empty() && !m.sources.iter().any(|s| s.code.get(..3) == t.code.get(..3));
        let rank = |m: &Match| (!m.pending, m.score, both(m) || m.targets.iter().any(|t| foreign(m, t)));
        if best.as_ref().is_none_or(|b| rank(&found) > rank(b)) {
            best = Some(found);
        }
    }
    best
}

/// The end of the verb's clause, or of the one that tells on: `two were killed and nine wounded in a bombing`.
fn shared_end(scene: &Scene, v: usize) -> u32 {
    let words = &scene.lexicon.actions.status;
    let harms = |w: usize| words.harms(scene.verb(w).lemma);
    let next = v + 1;
    let goes_on = next < scene.syntax.verbs.len() && scene.verb(next).sentence == scene.verb(v).sentence && harms(v) && harms(next);
    let gap = || scene.verb(v).tokens.end..scene.verb(next).tokens.start;
    let joined = goes_on
        && gap().any(|k| scene.syntax.tags.get(k as usize) == Some(&Tag::Conj))
        && !gap().any(|k| matches!(scene.syntax.tags.get(k as usize), Some(Tag::Sub | Tag::Wh | Tag::Prep)));
    scene.clause_end(if joined { next } else { v })
}

/// What the clause of verb group `v`, which ends at `end`, has that rules ask for.
fn clause(scene: &Scene, v: usize, end: u32) -> Clause {
    let verb = scene.verb(v);
    let from = verb.tokens.end;
    let mut near = [Sym::UNKNOWN; PARTICLE_REACH];
    for (k, slot) in (from..end).zip(&mut near) {
        *slot = scene.sym(k);
    }
    Clause {
        near,
        behind: (from..end).fold(0, |bits, k| bits | scene.sym(k).bit()),
        tense: if verb.tense == Tense::Modal && super::status::is_told_future(scene, v) { Some(TenseName::Reported) } else { tense_name(verb.tense) },
        has: Has::new(
            verb.negated,
            verb.patient().is_some() || parties::shifted_object(scene, v, from, end).is_some(),
            verb.doer().is_some(),
            complement_verbs(scene, v).any(|w| scene.verb(w).modal.is_some()),
        ),
    }
}

/// Binds one pattern; `bare` keeps the objects of the verb without particles, which all such patterns share.
fn bind(scene: &Scene, v: usize, end: u32, index: u32, rule: &ActionRule, pattern: &VerbPattern, bare: &mut Option<Objects>) -> Option<Match> {
    let verb = scene.verb(v);
    let after = particles(scene, verb.tokens.end, end, pattern)?;
    // A rule that asks for no source is about what nobody is said to have done.
    if rule.source.is_empty() && (verb.voice == Voice::Active || verb.agent.is_some()) {
        return None;
    }
    let of_pattern = || objects(scene, v, pattern, after, end);
    let (object, recipient) = if pattern.particles.is_empty() { *bare.get_or_insert_with(of_pattern) } else { of_pattern() };
    let mut roles = Roles { subject: verb.doer(), object, recipient, end };
    let form = 10 * pattern.particles.len() as u32 + 6 * u32::from(rule.negated) + 4 * u32::from(!rule.tense.is_empty());
    let score = form + words_fit(scene, v, rule, &roles)?;
    if is_judgement(&rule.cameo)
        && let Some(object) = roles.object.filter(|o| parties::befell(scene, *o))
    {
        // `condemned the murder of a nun by rebels`: the rebels.
        roles.object = behind(scene, scene.syntax.nouns[object as usize].tokens.end, end, scene.lexicon.fixed.by);
    }
    let sources = sources(scene, v, rule, &roles);
    if super::sides::is_of_third(scene, v, rule, &sources) {
        return None;
    }
    let mut targets = aimed_at(scene, v, rule, &roles, &sources);
    parties::at_home(scene, &rule.cameo, &sources, &mut targets);
    let crossed = super::sides::crossed(scene, v, rule, &roles, (&sources, &targets));
    let open = crossed.is_some() && super::sides::both(scene, &sources).is_none();
    let full = if crossed.is_some() { !open } else { enough(scene, rule, verb.lemma, &sources, &targets) };
    let pending = open || !full && super::answers::may_wait(scene, v, rule, (&sources, &targets));
    (full || pending).then(|| Match { rule: index, score, verb: Some(v), trigger: verb.head, sources, targets, pending, crossed, ..Match::default() })
}

/// How well the words around the verb fit what the rule asks for; `None` where something is missing.
fn words_fit(scene: &Scene, v: usize, rule: &ActionRule, roles: &Roles) -> Option<u32> {
    let behind = scene.verb(v).tokens.end;
    let mut score = object_fits(scene, rule, roles)? + subject_fits(scene, rule, roles)?;
    let told = predicate(scene, v, rule);
    for (prep, set) in &rule.with {
        let (from, end) = told.map_or((behind, roles.end), |(from, _)| (from, scene.sentence_end(v)));
        score += complement_fits(scene, from, end, *prep, set)?;
    }
    score += then_fits(scene, v, rule, roles)?;
    // What is said of whom the complement tells stands in the complement: `said Chad was responsible`.
    let (from, reach) = told.unwrap_or((behind, roles.end));
    Some(score + near_fits(scene, from, reach, rule)?)
}

/// Who does it: whom the rule's positions name, else who stands behind the words.
fn sources(scene: &Scene, v: usize, rule: &ActionRule, roles: &Roles) -> Vec<Party> {
    let verb = scene.verb(v);
    let mut sources = first_found(scene, v, rule, &rule.source, roles);
    if sources.is_empty() && verb.tense == Tense::Participle {
        // `issued a statement demanding`: whoever issued it.
        let issuer = v.checked_sub(1).map(|u| scene.verb(u)).filter(|u| u.sentence == verb.sentence && u.object.is_some() && u.object == verb.subject);
        sources = issuer.and_then(|u| u.subject).map(|g| parties::of_group(scene, g, rule.official)).unwrap_or_default();
    }
    if sources.is_empty() && rule.cameo.starts_with("112") {
        // `is accused of theft, according to prosecutors`
        sources = cited(scene, verb.tokens.end, roles.end).map(|g| parties::of_group(scene, g, rule.official)).unwrap_or_default();
    }
    if sources.is_empty() && rule.absorbs {
        sources.extend(super::compose::speaker_of(scene, v));
    }
    sources
}

/// Whom it is aimed at: whom the rule's positions name, else whom the clause does; never who does it.
fn aimed_at(scene: &Scene, v: usize, rule: &ActionRule, roles: &Roles, sources: &[Party]) -> Vec<Party> {
    let mut targets = targets(scene, v, rule, roles, sources);
    if is_conflict(&rule.cameo) {
        super::compose::complained(scene, v, rule, roles.object, sources, &mut targets);
    }
    if targets.is_empty() && is_conflict(&rule.cameo) {
        // Whatever the act, `against` names whom it is aimed at.
        let against = behind(scene, scene.verb(v).tokens.end, roles.end, scene.lexicon.fixed.against);
        let of = |g: u32| parties::of_group(scene, g, rule.official);
        // `against abuses by the army`: who does what is protested against.
        targets = against.map(|g| Some(of(g)).filter(|t| !t.is_empty()).or_else(|| parties::owner(scene, g).map(of)).unwrap_or_default()).unwrap_or_default();
    }
    if targets.is_empty() && rule.target.contains(&Position::OwnCountry) {
        targets.extend(sources.first().and_then(|s| parties::own_country(scene, s)));
    }
    // Nobody cooperates with himself.
    let friendly = !is_conflict(&rule.cameo) && !rule.mutual;
    // No state rebukes or punishes itself: `will not stand for intimidation of British staff` names to whom it was done.
    let by_state = |code: &str| rule.official && is_state(code);
    if rule.cameo.starts_with("03") {
        targets.retain(|t| !sources.iter().any(|s| parties::is_own(s, t, &rule.cameo)));
    }
    targets.retain(|t| !sources.iter().any(|s| s.entity == t.entity || !t.code.is_empty() && s.code == t.code && (friendly || by_state(&s.code))));
    if targets.is_empty() {
        targets.extend(parties::shared_object(scene, v, rule.official).into_iter().filter(|t| !sources.iter().any(|s| s.entity == t.entity)));
    }
    targets
}

/// Where a rule that asks who the complement tells of looks for its words: right behind the complement's verb (`said Chad was fully
/// responsible`).
fn predicate(scene: &Scene, v: usize, rule: &ActionRule) -> Option<(u32, u32)> {
    const WORDS: u32 = 5;
    if !rule.tells() {
        return None;
    }
    let told = complement_verbs(scene, v).find(|w| scene.verb(*w).subject.is_some_and(|s| Some(s) != scene.verb(v).subject))?;
    let from = scene.verb(told).tokens.end;
    Some((from, from + WORDS))
}

/// The government of a country.
fn is_state(code: &str) -> bool {
    code.len() == 6 && code.ends_with("GOV") && !crate::lexicon::actor_country(code).is_empty()
}

/// Praise, defence and rebuke of what somebody did.
fn is_judgement(cameo: &str) -> bool {
    matches!(cameo.get(..3), Some("051" | "052" | "110" | "111"))
}

/// Verbal and material conflict: CAMEO roots 10 to 20.
pub(super) fn is_conflict(cameo: &str) -> bool {
    matches!(cameo.get(..2), Some(root) if ("10"..="20").contains(&root))
}

/// Has a country, is international, or holds power: talk among teachers and nurses is no political act.
pub(super) fn is_political(code: &str) -> bool {
    let sector = crate::lexicon::actor_sector(code);
    !crate::lexicon::actor_country(code).is_empty()
        || ["IGO", "NGO", "NGM", "IMG", "INT", "MNC", "GOV", "MIL", "REB", "OPP", "UAF", "INS", "SEP", "LEG", "SPY"].contains(&sector)
}

/// The tense as rules name it; they ask for no participles.
fn tense_name(tense: Tense) -> Option<TenseName> {
    Some(match tense {
        Tense::Present => TenseName::Present,
        Tense::Past => TenseName::Past,
        Tense::Perfect => TenseName::Perfect,
        Tense::Progressive => TenseName::Progressive,
        Tense::Future => TenseName::Future,
        Tense::Modal => TenseName::Modal,
        Tense::Infinitive => TenseName::Infinitive,
        Tense::Participle | Tense::Reduced => return None,
    })
}

/// The sides that the rule needs are known by a code.
pub(super) fn enough(scene: &Scene, rule: &ActionRule, word: Sym, sources: &[Party], targets: &[Party]) -> bool {
    let known = |side: &[Party]| side.iter().any(|p| !p.code.is_empty());
    let hurt = || known(targets) || parties::is_victim(scene, rule, word, targets);
    if rule.mutual {
        return known(sources) && (known(targets) || sources.iter().filter(|p| !p.code.is_empty()).count() >= 2);
    }
    let root = rule.cameo.get(..2).unwrap_or("");
    // `Peru and Chile agreed to build a bridge`: each with the other.
    if root == "03" && scene.lexicon.actions.status.joint.has(word) && sources.iter().filter(|p| is_political(&p.code)).count() >= 2 {
        return true;
    }
    let verbal = root <= "16" && root != "14";
    // Criminals talk no politics, but they threaten.
    let threat = root == "13" && sources.iter().any(|p| crate::lexicon::actor_sector(&p.code) == "CRM");
    if verbal && !threat && !sources.iter().chain(targets).any(|p| is_political(&p.code)) {
        return false;
    }
    match rule.needs {
        Needs::None => true,
        Needs::Any => known(sources) || hurt(),
        Needs::Source => known(sources),
        Needs::Target => hurt(),
        Needs::Both => known(sources) && known(targets),
    }
}

/// `brokered the truce together with Chad`: with whom, not between whom.
fn is_companion(scene: &Scene, rule: &ActionRule, g: u32) -> bool {
    let alone = is_conflict(&rule.cameo) || ["039", "045"].contains(&rule.cameo.as_str());
    let before = || scene.syntax.nouns[g as usize].prep.and_then(|p| p.checked_sub(1));
    alone && before().is_some_and(|k| scene.lexicon.actions.status.companion.has(scene.sym(k)))
}

/// `shelling by Chadian troops killed`: who is named between the noun of violence `g` and the verb.
fn doer_of_violence(scene: &Scene, g: u32, verb: u32) -> Option<u32> {
    let (group, actions) = (&scene.syntax.nouns[g as usize], &scene.lexicon.actions);
    let violent = actions.with_noun(scene.lemma(group.head)).iter().any(|n| is_violent(&actions.rules[n.rule as usize].cameo));
    if violent { behind(scene, group.tokens.end, verb, scene.lexicon.fixed.by) } else { None }
}

/// Who is named behind `according to`: the adverb and its preposition.
fn cited(scene: &Scene, from: u32, end: u32) -> Option<u32> {
    let (g, _) = scene.groups_behind(from, end).find(|(_, g)| {
        g.prep.is_some_and(|p| p > from && scene.sym(p) == scene.lexicon.fixed.to && scene.lexicon.actions.status.citing.has(scene.sym(p - 1)))
    })?;
    Some(g)
}

/// Whom it is done to: the first position that names somebody, one of another state before the state's own (`closed the
/// Peruvian consulate in Tula` names a town of who closed it).
fn targets(scene: &Scene, v: usize, rule: &ActionRule, roles: &Roles, sources: &[Party]) -> Vec<Party> {
    let found = first_found(scene, v, rule, &rule.target, roles);
    let own = |p: &Party| rule.official && is_state(&p.code) && sources.iter().any(|s| s.code == p.code);
    if found.is_empty() || !found.iter().all(own) {
        return found;
    }
    let others = rule.target.iter().map(|position| first_found(scene, v, rule, std::slice::from_ref(position), roles));
    others.into_iter().find(|o| !o.is_empty() && !o.iter().any(own) && o.iter().any(|p| !p.code.is_empty())).unwrap_or(found)
}

fn first_found(scene: &Scene, v: usize, rule: &ActionRule, positions: &[Position], roles: &Roles) -> Vec<Party> {
    // An actor of known code further on goes before a name that nobody knows, but for violence and its victims.
    let verbal = rule.cameo.get(..2).is_some_and(|root| root < "17");
    let mut unknown = Vec::new();
    // `agreed to sell its fund to Quibble`: a name is meant where it is given or joined something.
    let named = |p: &Party| scene.actors.entities.get(p.entity as usize).is_some_and(|e| e.named);
    let given = |position: &Position| matches!(position, Position::Behind(prep) if !is_conflict(&rule.cameo) && [scene.lexicon.fixed.to, scene.lexicon.fixed.with].contains(prep));
    let known = |found: &[Party], position: &Position| !verbal || found.iter().any(|p| !p.code.is_empty() || given(position) && named(p));
    for position in positions {
        let behind = matches!(position, Position::Behind(_));
        let group = group_at(scene, v, rule, position, roles).filter(|g| !(behind && is_companion(scene, rule, *g)));
        let mut found = group.map(|g| parties::of_group(scene, g, rule.official)).unwrap_or_default();
        if verbal {
            found.retain(|p| !parties::is_mere_trade(scene, p));
        }
        // `invested a billion in a port in Chad`
        if let Some(next) = group.filter(|_| found.is_empty() && !is_violent(&rule.cameo) && behind).and_then(|g| parties::repeated(scene, g)) {
            found = parties::of_group(scene, next, rule.official);
        }
        if group.is_some() && group == scene.verb(v).subject && scene.tags(scene.verb(v).tokens.start).any(Tags::OF_ONE) {
            // `the lawyer, deputy and poet was shot`
            found.truncate(1);
        }
        let by = || group.filter(|_| *position == Position::Subject).and_then(|g| doer_of_violence(scene, g, scene.verb(v).tokens.start));
        // `a drone strike by the Chadian army`: a weapon of no country acts for whoever used it.
        let stateless = !found.is_empty() && found.iter().all(|p| crate::lexicon::actor_country(&p.code).is_empty());
        if stateless && is_violent(&rule.cameo) {
            found = by().map(|g| parties::of_group(scene, g, rule.official)).filter(|by| !by.is_empty()).unwrap_or(found);
        }
        if !found.is_empty() {
            if known(&found, position) {
                return found;
            }
            unknown = if unknown.is_empty() { found } else { unknown };
            continue;
        }
        // `a strike over a bill signed by the minister`: who made what the act is about.
        // `by bullets fired by a soldier`: of what kills, who used it.
        let weapon = |g: u32| scene.lexicon.actions.status.weapon.ends(scene.lemmas(&scene.syntax.nouns[g as usize]));
        let made = |g: &u32| is_conflict(&rule.cameo) && (behind || *position == Position::Subject && weapon(*g));
        // `an inquiry into killings by the army`
        let blamed = || group.filter(|_| rule.cameo.starts_with("09") && behind).and_then(|g| parties::blamed(scene, g));
        let cause = group.filter(made).and_then(|g| parties::maker(scene, g)).or_else(by).or_else(blamed);
        let found = cause.map(|g| parties::of_group(scene, g, rule.official)).unwrap_or_default();
        if !found.is_empty() {
            return found;
        }
    }
    unknown
}

/// The group that stands at a position of a rule.
fn group_at(scene: &Scene, v: usize, rule: &ActionRule, position: &Position, roles: &Roles) -> Option<u32> {
    match position {
        Position::Subject => roles.subject,
        Position::Object => roles.object,
        Position::ObjectOwner => roles.object.and_then(|o| parties::owner(scene, o)),
        Position::Behind(prep) if *prep == scene.lexicon.fixed.to && roles.recipient.is_some() => roles.recipient,
        // `rebels killed in the area of Ardal`: `of` ties whom it befell to a noun.
        Position::Behind(prep) if *prep == scene.lexicon.fixed.of && is_violent(&rule.cameo) => None,
        // `sanctions against Iran were lifted`
        Position::Behind(prep) => behind(scene, scene.verb(v).tokens.end, roles.end, *prep).or_else(|| {
            let subject = roles.object.filter(|_| scene.verb(v).voice == Voice::Passive).map(|o| scene.syntax.nouns[o as usize].tokens.end);
            let verb = |s: u32| scene.syntax.verbs.get(scene.syntax.verbs_from(s)).map_or(s, |w| w.tokens.start);
            // `talks between Peru and Chile collapsed`: of what both do, the act itself may be the subject.
            let act = || scene.verb(v).subject.filter(|_| rule.mutual && !rule.subject.is_empty() && roles.object.is_none());
            let subject = subject.or_else(|| act().map(|s| scene.syntax.nouns[s as usize].tokens.end));
            subject.filter(|_| *prep != scene.lexicon.fixed.by).and_then(|s| behind(scene, s, verb(s), *prep))
        }),
        Position::OwnCountry => None,
        // `demanded that the nuns be freed`: of a passive who is to do it.
        Position::Then => {
            let below = complement_verbs(scene, v).find(|w| scene.verb(*w).subject.is_some_and(|s| Some(s) != roles.subject));
            let wish = is_wish(&rule.cameo);
            below.and_then(|w| if wish { scene.verb(w).doer() } else { scene.verb(w).subject })
        }
    }
}
