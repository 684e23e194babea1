//! Binds the rules of acts to nouns: `Russia's expulsion of …`, `carried out an attack on …`, `talks between … and …`.

use compact_str::CompactString;

use super::frame::behind;
use super::matching::{Match, enough};
use super::scene::Scene;
use super::{BOMBING, Party, parties};
use crate::actors::Part;
use crate::lexicon::{ActionRule, Needs, Position, Tags, WordSet, is_violent};
use crate::syntax::{NounGroup, VerbGroup, Voice};
use crate::token::Sym;

/// The best rule for the noun group `g`, if one fits.
pub(super) fn of_noun(scene: &Scene, g: u32) -> Option<Match> {
    let group = &scene.syntax.nouns[g as usize];
    let lemma = scene.lemma(group.head);
    let candidates = scene.lexicon.actions.with_noun(lemma);
    if candidates.is_empty() || is_reply_cue(scene, group) {
        return None;
    }
    let words = scene.lemmas(group);
    let mut best: Option<Match> = None;
    let (mut carriers, mut bound) = (None, None);
    for entry in candidates.iter().filter(|e| words.len() >= e.length as usize) {
        let rule = &scene.lexicon.actions.rules[entry.rule as usize];
        // The longest phrase of a rule comes first and is the one that counts.
        if bound == Some(entry.rule) || entry.length > 1 && !words.ends_with(&rule.nouns[entry.phrase as usize]) {
            continue;
        }
        bound = Some(entry.rule);
        let carriers = *carriers.get_or_insert_with(|| Carriers::of(scene, g));
        let Some(found) = bind(scene, g, &carriers, entry.rule, rule, entry.length) else { continue };
        if best.as_ref().is_none_or(|b| (!found.pending, found.score) > (!b.pending, b.score)) {
            best = Some(found);
        }
    }
    best
}

/// What carries a noun, whatever the rule.
#[derive(Clone, Copy)]
struct Carriers {
    /// One past the last token of what hangs on the noun.
    end: u32,
    /// The verb that its subject does it by: `launched an attack`.
    light: Option<usize>,
    /// The verb whose subject suffers it: `came under attack`; looked for where nobody does it.
    suffered: Option<usize>,
}

impl Carriers {
    fn of(scene: &Scene, g: u32) -> Self {
        let light = carried_by(scene, g, &scene.lexicon.actions.status.light);
        let suffered = || carried_by(scene, g, &scene.lexicon.actions.status.light_target).or_else(|| is_target_of(scene, g));
        let end = phrase_end(scene, g);
        Self { end, light, suffered: if light.is_none() { suffered() } else { None } }
    }
}

fn bind(scene: &Scene, g: u32, carriers: &Carriers, index: u32, rule: &ActionRule, length: u32) -> Option<Match> {
    let group = &scene.syntax.nouns[g as usize];
    let Carriers { end, light, suffered } = *carriers;
    // `has a treaty with Peru`: a state of things.
    if rule.cameo.starts_with("057") && is_held(scene, g) || super::frame::is_turned(scene, group, rule) {
        return None;
    }
    let mut score = length * 4;
    if !rule.object.is_empty() {
        // The thing acted on stands behind `of`; one that is missing leaves the rule open.
        let of = behind(scene, group.tokens.end, end, scene.lexicon.fixed.of)?;
        if !scene.is_a(&scene.syntax.nouns[of as usize], &rule.object) {
            return None;
        }
        score += 8;
    }
    if asks_for_verb(rule) || !has_complements(scene, g, end, rule) || !rule.subject.is_empty() && !light.is_some_and(|v| is_done_by(scene, v, rule)) {
        return None;
    }
    if rule.mutual
        && let Some(pair) = behind(scene, group.tokens.end, end, scene.lexicon.fixed.between)
    {
        let sides = parties::of_group(scene, pair, rule.official);
        if sides.len() >= 2 {
            return Some(Match { rule: index, score, verb: light, noun: Some(g), trigger: group.head, sources: sides, ..Match::default() });
        }
    }
    let mut targets = match suffered.and_then(|v| scene.verb(v).subject) {
        Some(sufferer) => parties::of_group(scene, sufferer, rule.official),
        None => targets(scene, g, end, rule, light),
    };
    let victim = if targets.is_empty() { owning_victim(scene, g, rule) } else { None };
    let mut sources = if victim.is_some() { by(scene, g, end, rule) } else { sources(scene, g, end, rule, light, length) };
    if sources.is_empty()
        && light.is_none()
        && let Some((subject, object)) = of_clause(scene, g, rule, &targets)
    {
        (sources, targets) = (subject, object.unwrap_or(targets));
    }
    targets.extend(victim);
    targets.retain(|t| !sources.iter().any(|s| s.entity == t.entity));
    let known = |side: &[Party]| side.iter().any(|p| !p.code.is_empty());
    // Violence is told by its victim alone: `the kidnapping of five students`.
    let hurt = known(&targets) || parties::is_victim(scene, rule, scene.lemma(group.head), &targets) || rule.needs == Needs::None && !rule.with.is_empty();
    let told = || is_violent(&rule.cameo) && !rule.mutual && took_place(scene, g);
    let both = hurt && (known(&sources) || matches!(rule.needs, Needs::Target | Needs::None) || told());
    let both = both || is_bombing(scene, g, rule, light, known(&sources));
    let enough =
        if light.is_some() && !rule.mutual { enough(scene, rule, scene.lemma(group.head), &sources, &targets) && !sources.is_empty() || both } else { both };
    // `claimed responsibility for the attack on a bank`: who did it is told by the claim.
    let pending = !enough && light.is_none() && known(&targets) && sources.is_empty() && is_violent(&rule.cameo);
    // `in response to Chile's tariffs`: on whom is told by the answer.
    let one_sided = || known(&sources) != known(&targets) && is_answered(&rule.cameo) && super::counterpart::cue_before(scene, g).is_some();
    let pending = pending || !enough && light.is_none() && one_sided();
    (enough || pending).then(|| Match {
        rule: index,
        score,
        verb: light.or(suffered),
        noun: Some(g),
        trigger: group.head,
        sources,
        targets,
        pending,
        ..Match::default()
    })
}

/// Releases, shows of force, sanctions and coercion, which are answered in kind.
fn is_answered(cameo: &str) -> bool {
    matches!(cameo.get(..2), Some("08" | "15" | "16" | "17"))
}

/// The rule has conditions that only a verb can meet.
fn asks_for_verb(rule: &ActionRule) -> bool {
    rule.negated || !(rule.then.is_empty() && rule.tense.is_empty() && rule.then_modal.is_empty() && rule.near.is_empty())
}

/// What the rule asks for stands behind its prepositions. Of an act of both sides right behind the noun: `a call with the
/// premier`, but not `a call for talks with the rebels`.
fn has_complements(scene: &Scene, g: u32, end: u32, rule: &ActionRule) -> bool {
    let from = scene.syntax.nouns[g as usize].tokens.end;
    let near = |prep: Sym| !rule.mutual || end <= from + 1 || scene.sym(from) == prep;
    rule.with.iter().all(|(prep, set)| near(*prep) && super::frame::complement_fits(scene, from, end, *prep, set).is_some())
}

/// `a bombing was staged in Lima`, `a bombing perpetrated by rebels`: bombs are no figure of speech.
fn is_bombing(scene: &Scene, g: u32, rule: &ActionRule, light: Option<usize>, known: bool) -> bool {
    let carried = || light.is_some_and(|v| scene.verb(v).voice == Voice::Passive && scene.verb(v).is_finite());
    rule.cameo.starts_with(BOMBING) && (carried() || known && took_place(scene, g))
}

/// No figure of speech: `the raid on the mill occurred`, `the culprits of the raid on the mill`.
fn took_place(scene: &Scene, g: u32) -> bool {
    let (group, words) = (&scene.syntax.nouns[g as usize], &scene.lexicon.actions.status);
    let culprit = || group.prep.and_then(|p| p.checked_sub(1)).is_some_and(|k| words.culprit.has(scene.lemma(k)));
    culprit() || scene.syntax.verbs_of(group.sentence).any(|v| scene.verb(v).subject == Some(g) && words.happen.has(scene.verb(v).lemma))
}

/// The noun is the object of `have`.
fn is_held(scene: &Scene, g: u32) -> bool {
    let group = &scene.syntax.nouns[g as usize];
    // `have all reached agreement`: an auxiliary.
    let last = scene.syntax.verbs_past(group.tokens.start).checked_sub(1);
    scene.syntax.verbs_of(group.sentence).any(|v| scene.verb(v).object == Some(g) && scene.verb(v).lemma == scene.lexicon.fixed.have && Some(v) == last)
}

/// `the troops completed their withdrawal`: who carries the act out is whom the rule asks for.
fn is_done_by(scene: &Scene, light: usize, rule: &ActionRule) -> bool {
    let verb = scene.verb(light);
    verb.doer().is_some_and(|g| scene.is_a(&scene.syntax.nouns[g as usize], &rule.subject))
}

/// One past the last token of what hangs on the group: the next verb with its own tense, or the sentence's end. A verb that
/// says no more than that it happened ends nothing: `clashes broke out between …`.
fn phrase_end(scene: &Scene, g: u32) -> u32 {
    let group = &scene.syntax.nouns[g as usize];
    let sentence = scene.surface.sentences.get(group.sentence as usize).map_or(group.tokens.end, |s| s.tokens.end);
    let next = scene.syntax.verbs_from(group.tokens.end);
    let happens = |v: &VerbGroup| v.subject == Some(g) && v.object.is_none() && scene.lexicon.actions.status.happening.has(v.lemma);
    let mut finite = scene.syntax.verbs[next..].iter().take_while(|v| v.sentence == group.sentence).filter(|v| v.is_finite() && !happens(v));
    let verb = finite.next().map_or(sentence, |v| v.tokens.start);
    verb.min(sentence).min(group.tokens.end + 20)
}

/// The verb of `carriers` that carries the noun: as object (`launched an attack`, `came under attack`) or as subject of a passive (`an attack was
/// carried out`).
fn carried_by(scene: &Scene, g: u32, carriers: &WordSet) -> Option<usize> {
    let group = &scene.syntax.nouns[g as usize];
    let light = |v: usize| carriers.has(scene.verb(v).lemma);
    let verbs = scene.syntax.verbs_of(group.sentence);
    verbs.into_iter().find(|v| {
        let verb = scene.verb(*v);
        let first = |o: Option<u32>| o.is_some_and(|o| o == g || o + 1 == g && scene.whole_of(&scene.syntax.nouns[o as usize]).is_some());
        let particle_object = || verb.voice == Voice::Active && verb.object.is_none() && group.prep.is_some_and(|p| p == verb.tokens.end);
        let engaged = || group.prep.is_some_and(|p| p == verb.tokens.end) && scene.lexicon.actions.status.engaged.has(verb.lemma);
        if verb.voice == Voice::Passive && engaged() || answers_with(scene, verb, group) {
            return true;
        }
        let carried = if verb.voice == Voice::Passive { first(verb.subject) } else { first(verb.object) || particle_object() };
        carried && light(*v)
    })
}

/// How many words may stand between a verb of answering and the noun of the answer: `hit back on Monday with air strikes`.
const ANSWER: u32 = 6;

/// `responded with air strikes`
fn answers_with(scene: &Scene, verb: &VerbGroup, group: &NounGroup) -> bool {
    let with = |p: u32| scene.sym(p) == scene.lexicon.fixed.with && (verb.tokens.end..verb.tokens.end + ANSWER).contains(&p);
    verb.voice == Voice::Active && verb.object.is_none() && group.prep.is_some_and(with) && scene.lexicon.actions.status.responding.has(verb.lemma)
}

/// `in protest at`, `in retaliation for`: the noun belongs to words that say what answers what.
fn is_reply_cue(scene: &Scene, group: &NounGroup) -> bool {
    let from = group.prep.filter(|p| group.tokens.len() == 1 && p + 1 == group.head);
    let hit = from.and_then(|p| scene.lexicon.reply.cues.longest(&scene.surface.tokens[p as usize..], true));
    hit.is_some_and(|hit| hit.len >= 2)
}

/// How many words may stand between `was` and its noun: `was the alleged target of`.
const PREDICATE: u32 = 3;

/// `the mill was the target of a raid`: the verb whose subject suffers it.
fn is_target_of(scene: &Scene, g: u32) -> Option<usize> {
    let group = &scene.syntax.nouns[g as usize];
    let noun = scene.before_of(group).filter(|k| scene.lexicon.actions.status.victim.has(scene.lemma(*k)))?;
    let v = scene.syntax.verbs_past(noun).checked_sub(1)?;
    let verb = scene.verb(v);
    let near = noun.checked_sub(verb.tokens.end).is_some_and(|between| between <= PREDICATE);
    (verb.sentence == group.sentence && verb.lemma == scene.lexicon.fixed.be && near).then_some(v)
}

/// `Castellon's murder`, `his abduction`: of a noun of killing or kidnapping the person who owns it suffered it.
fn owning_victim(scene: &Scene, g: u32, rule: &ActionRule) -> Option<Party> {
    let group = &scene.syntax.nouns[g as usize];
    let bodily = scene.lexicon.actions.status.fatal.has(scene.lemma(group.head)) || rule.cameo.starts_with("181");
    if group.plural || !bodily || !rule.target.contains(&Position::ObjectOwner) {
        return None;
    }
    let first = group.tokens.start;
    let pronoun = || (scene.syntax.tags.get(first as usize) == Some(&crate::syntax::Tag::PossPron)).then(|| scene.mention_of_head(first)).flatten();
    let owner = match group.possessor {
        Some(owner) => parties::of_group(scene, owner, rule.official).into_iter().next()?,
        None => parties::of_mention(scene, pronoun()?)?,
    };
    let person = scene.actors.entities.get(owner.entity as usize).is_some_and(|e| e.kind == crate::actors::EntityKind::Person);
    person.then_some(owner)
}

/// Who did it, where it is told behind `by`.
fn by(scene: &Scene, g: u32, end: u32, rule: &ActionRule) -> Vec<Party> {
    let from = scene.syntax.nouns[g as usize].tokens.end;
    behind(scene, from, end, scene.lexicon.fixed.by).map(|g| parties::of_group(scene, g, rule.official)).unwrap_or_default()
}

fn sources(scene: &Scene, g: u32, end: u32, rule: &ActionRule, light: Option<usize>, length: u32) -> Vec<Party> {
    let group = &scene.syntax.nouns[g as usize];
    let of_group = |g: u32| parties::of_group(scene, g, rule.official);
    if let Some(v) = light {
        let verb = scene.verb(v);
        let engaged = scene.lexicon.actions.status.engaged.has(verb.lemma);
        let doer = if verb.voice == Voice::Passive && !engaged { verb.agent } else { verb.subject };
        let found = doer.map(of_group).unwrap_or_default();
        if !found.is_empty() {
            return found;
        }
    }
    if let Some(owner) = group.possessor {
        return of_group(owner);
    }
    for prep in [scene.lexicon.fixed.by, scene.lexicon.fixed.from] {
        let found = behind(scene, group.tokens.end, end, prep).map(of_group).unwrap_or_default();
        if !found.is_empty() {
            return found;
        }
    }
    // `the Russian invasion`, `its invasion`; in `a guerrilla raid` the act's own name tells nobody.
    let own = (group.head + 1).saturating_sub(length);
    let inside = scene
        .mentions_with_head_in(group.tokens.clone())
        .filter(|m| scene.actors.mentions[*m as usize].part != Part::Place && scene.actors.mentions[*m as usize].head < own);
    inside
        .last()
        .and_then(|m| {
            let entity = scene.actors.mentions[m as usize].entity;
            let code = scene.actors.entities.get(entity as usize)?.code.clone();
            Some(vec![Party { mention: Some(m), entity, code: official(code, rule), also: Vec::new() }])
        })
        .unwrap_or_default()
}

/// `promised help in a call with the premier`, `After talks with Chad, Mali said`: who does what the clause tells met or spoke
/// on the occasion that it names; of `told the premier in a call` also with whom.
fn of_clause(scene: &Scene, g: u32, rule: &ActionRule, targets: &[Party]) -> Option<(Vec<Party>, Option<Vec<Party>>)> {
    let group = &scene.syntax.nouns[g as usize];
    let status = &scene.lexicon.actions.status;
    let prep = if rule.mutual { group.prep.filter(|p| status.adjunct.has(scene.sym(*p))) } else { on_visit(scene, group) };
    let prep = prep.filter(|_| rule.cameo.starts_with("04"))?;
    let next = scene.syntax.verbs_past(prep);
    let here = |v: &usize| scene.syntax.verbs.get(*v).is_some_and(|w| w.sentence == group.sentence && w.is_finite());
    let opens = scene.syntax.verbs_of(group.sentence).next().is_some_and(|first| first == next);
    let v = if opens { Some(next).filter(here) } else { next.checked_sub(1).filter(here) };
    let verb = scene.verb(v?);
    // `After talks with Chad, Mali said`; `Mali's envoy, on a visit to Chad, said`
    let beside = |s: &u32| scene.syntax.nouns[*s as usize].tokens.start > group.tokens.end || scene.syntax.nouns[*s as usize].tokens.end <= prep;
    let behind = verb.subject.filter(|s| !opens || beside(s));
    let found = behind.filter(|_| verb.voice == Voice::Active).map(|s| parties::of_group(scene, s, rule.official))?;
    // Of `told reporters at a meeting` they only hear of it.
    const PRESS: &str = "MED";
    let heard = |o: u32| parties::of_group(scene, o, rule.official).into_iter().filter(|p| crate::lexicon::actor_sector(&p.code) != PRESS).collect();
    let told = || verb.object.filter(|_| scene.tags_of_lemma(verb.lemma).any(Tags::CLAUSAL)).map(heard);
    let object = if targets.is_empty() { Some(told()?) } else { None };
    // `said after a meeting with his advisers`: a government that meets its own is no news.
    let own = |p: &Party| object.as_deref().unwrap_or(targets).iter().any(|t| !t.code.is_empty() && t.code == p.code);
    Some((found.into_iter().filter(|p| !own(p)).collect(), object))
}

/// The preposition before a visit during which the clause happens: `on a visit to Chad`, `at the end of his trip`.
fn on_visit(scene: &Scene, group: &NounGroup) -> Option<u32> {
    let status = &scene.lexicon.actions.status;
    if let Some(phase) = scene.before_of(group).filter(|k| status.phase.has(scene.lemma(*k))) {
        let of = scene.syntax.noun_at(phase).map(|g| &scene.syntax.nouns[g])?;
        return of.prep.filter(|p| status.adjunct.has(scene.sym(*p)));
    }
    group.prep.filter(|p| status.visiting.has(scene.sym(*p)))
}

/// `the bombings, and the silencing of the choir`: what stands before the preposition is another group with a determiner of its
/// own, which the first one does not govern.
fn is_of_next(scene: &Scene, from: u32, prep: u32) -> bool {
    let before = prep.checked_sub(1).and_then(|k| scene.syntax.noun_at(k)).map(|g| &scene.syntax.nouns[g]);
    before.is_some_and(|g| {
        let first = scene.syntax.tags.get(g.tokens.start as usize);
        g.tokens.start > from && g.tokens.end == prep && g.prep.is_none() && matches!(first, Some(crate::syntax::Tag::Det | crate::syntax::Tag::PossPron))
    })
}

fn official(code: CompactString, rule: &ActionRule) -> CompactString {
    if rule.official && code.len() == 3 && !crate::lexicon::actor_country(&code).is_empty() { code + "GOV" } else { code }
}

fn targets(scene: &Scene, g: u32, end: u32, rule: &ActionRule, light: Option<usize>) -> Vec<Party> {
    let group = &scene.syntax.nouns[g as usize];
    let own = rule.target.iter().filter_map(|p| match p {
        Position::Behind(prep) => Some(*prep),
        _ => None,
    });
    let with = rule.mutual.then_some(scene.lexicon.fixed.with);
    let fixed = &scene.lexicon.fixed;
    // What is mutual is with somebody or between two: `a wheat deal to Fiji` is none with Fiji.
    // `traced the murder to the cartel`
    let violent = is_violent(&rule.cameo);
    let of = [fixed.of, fixed.on, fixed.against, fixed.to].into_iter().filter(|p| !(rule.mutual || violent && *p == fixed.to));
    let leads: Vec<Sym> = own.chain(with).chain(of).collect();
    // The nearest group counts: of `the invasion of Ukraine and the campaign against the UK`, Ukraine.
    let near = scene
        .groups_behind(group.tokens.end, end)
        .filter(|(_, g)| !g.temporal && g.prep.is_some_and(|p| leads.contains(&scene.sym(p)) && !is_of_next(scene, group.tokens.end, p)))
        .map(|(_, g)| g.prep.map_or(g.tokens.start, |p| p));
    for start in near {
        let found = behind(scene, start, end, scene.sym(start)).map(|g| parties::of_group(scene, g, rule.official)).unwrap_or_default();
        if !found.is_empty() {
            return found;
        }
    }
    // `a bombing was staged against the mill`
    let Some(v) = light.filter(|v| violent && scene.verb(*v).voice == Voice::Passive) else { return Vec::new() };
    let after = |prep: Sym| behind(scene, scene.verb(v).tokens.end, scene.clause_end(v), prep);
    [fixed.against, fixed.on].into_iter().find_map(after).map(|g| parties::of_group(scene, g, rule.official)).unwrap_or_default()
}
