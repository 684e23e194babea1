//! Acts that answer an act told before: `Moscow rejected the accusation`, `Oslo condemned the launch`, `arrested two men
//! and seized their boats`. Who they are aimed at is not in their clause but in the act that they answer.

use super::Party;
use super::matching::{Match, is_political};
use super::scene::Scene;
use super::sides::Sides;
use crate::lexicon::{ActionRule, Needs, Position, Tags, actor_country, is_violent, is_wish};
use crate::syntax::{Link, NounGroup, Tag};
use crate::token::TokenKind;

/// How many acts back, and how many sentences, the answered act may stand.
const REACH: usize = 24;
const SENTENCES: u32 = 6;
/// How many sentences back an act may stand that the answer names.
const NAMED: u32 = 12;
/// How many sentences back an act may stand that only `the move` points to.
const NEAR: u32 = 2;

/// A speech act with a known source may wait for its target, and an act of both sides for who they are: what was told
/// before tells it.
pub(super) fn may_wait(scene: &Scene, v: usize, rule: &ActionRule, (sources, targets): (&[Party], &[Party])) -> bool {
    let known = |side: &[Party]| side.iter().any(|p| is_political(&p.code) && (p.code.len() > 3 || super::parties::is_place(scene, p)));
    let (subject, object) = super::sides::both_sides(scene, v);
    // `The two leaders called on the rebels`: who they are is told before.
    let spoken = || rule.cameo.get(..2).is_some_and(|root| root < "14");
    let nobody = targets.iter().all(|p| p.code.is_empty());
    if subject.is_some() && spoken() && !sources.iter().any(|p| is_political(&p.code)) && (!nobody || Answer::of_code(&rule.cameo).is_some()) {
        return true;
    }
    if rule.mutual {
        return subject.is_some() || targets.is_empty() && scene.verb(v).subject.is_some_and(|g| super::sides::is_pair(&scene.syntax.nouns[g as usize], scene));
    }
    // `accused them of theft`: an accusation of nobody known is no row, yet what it says is none either.
    let charges = rule.cameo.starts_with("112") && scene.verb(v).object.is_some();
    // `brokered the truce`, `hosted the talks`: between those who were told of.
    let between = ["039", "043", "045"].contains(&rule.cameo.as_str());
    let answers = charges
        || between
        || rule.cameo.starts_with("02")
        || rule.cameo.starts_with("13")
        || Answer::of_code(&rule.cameo).is_some_and(|a| a != Answer::Welcome);
    // `closed the border with Chad and froze the country's assets`: aimed at one.
    let goes_on = rule.cameo.starts_with("16") && scene.verb(v).link == Link::Coordinated;
    // `warned Chad that it would cut aid`: the deed of a speech act is aimed at whom that is aimed at.
    let goes_on = goes_on || rule.cameo.starts_with("16") && scene.clause_governor(v).is_some();
    let told = || scene.verb(v).object.is_some_and(|o| is_told(scene, &scene.syntax.nouns[o as usize]));
    let open = targets.is_empty() || object.is_some() && nobody;
    rule.needs == Needs::Both && open && known(sources) && (answers || goes_on || object.is_some() || rule.cameo == "051" && told())
}

/// An appeal or demand by a power that says what it wants counts without an addressee: `The United Nations called for a
/// ceasefire`.
pub(super) fn stands_alone(scene: &Scene, found: &Match) -> bool {
    let rule = &scene.lexicon.actions.rules[found.rule as usize];
    let asks = is_wish(&rule.cameo);
    // Whom `wants Chad to leave` asks stands in the frame or nowhere.
    let addressed = rule.target.iter().any(|p| matches!(p, Position::Behind(_)));
    asks && addressed && !rule.then.is_empty() && found.sources.iter().any(|p| is_power(&p.code))
}

/// Rules, fights, or speaks for many.
pub(super) fn is_power(code: &str) -> bool {
    let sector = crate::lexicon::actor_sector(code);
    let general = ["IGO", "NGO", "GOV", "MIL", "REB", "OPP", "SEP", "LEG", "PTY", "UAF"].contains(&sector);
    general || code.starts_with("IGO") || code.starts_with("NGO")
}

/// A minister or soldier stands for the state: who mediates after two officers were expelled mediates between their
/// governments, and so does one who mediates between two ministers.
pub(super) fn principal(scene: &Scene, party: &Party) -> Party {
    let servant = matches!(party.code.get(3..), Some("GOV" | "MIL" | "COP" | "SPY"));
    let state = servant.then(|| super::parties::own_country(scene, party)).flatten();
    state.map_or_else(|| party.clone(), |s| Party { code: s.code + "GOV", ..s })
}

/// What kind of act an act answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// A denial answers an accusation.
    Denial,
    /// A refusal answers a demand, an appeal or an offer.
    Refusal,
    /// A rebuke, complaint or demand answers an unfriendly deed.
    Rebuke,
    /// Praise answers a friendly deed.
    Welcome,
}

impl Answer {
    fn of_code(cameo: &str) -> Option<Self> {
        match cameo.get(..2)? {
            "12" => Some(Self::Refusal),
            "10" => Some(Self::Rebuke),
            // Who claims that something is so, or warns of it, answers nobody.
            "11" if !["112", "115", "116"].iter().any(|c| cameo.starts_with(c)) => Some(Self::Rebuke),
            "01" if cameo == "016" => Some(Self::Denial),
            "05" if cameo == "051" => Some(Self::Welcome),
            _ => None,
        }
    }

    /// How well an earlier act of this code fits; 0 for not at all.
    fn fits(self, cameo: &str) -> u32 {
        let root = cameo.get(..2).unwrap_or_default();
        let is = |roots: &[&str]| roots.contains(&root);
        match self {
            Self::Denial if cameo.starts_with("112") || cameo.starts_with("115") => 3,
            Self::Denial => u32::from(is(&["11"])),
            Self::Refusal if is(&["10", "02"]) => 3,
            Self::Refusal if is(&["03", "13"]) => 2,
            Self::Refusal => u32::from(is(&["05", "11"])),
            Self::Rebuke if is(&["14", "15", "16", "17", "18", "19", "20"]) => 3,
            Self::Rebuke if is(&["11", "12", "13"]) => 2,
            Self::Rebuke => u32::from(is(&["04", "05", "06"])),
            Self::Welcome if is(&["03", "05", "06", "07", "08"]) => 2,
            Self::Welcome => u32::from(is(&["04"])),
        }
    }
}

/// Gives acts without a target that of the act they answer or go on from. `matches` are in the order of the text.
pub(super) fn resolve(scene: &Scene, matches: &mut [Match]) {
    let mut sides = Sides::default();
    for m in 0..matches.len() {
        learn_doer(scene, matches, m);
        super::counterpart::complete(scene, matches, m);
        take_sides(scene, &mut matches[m], &sides);
        super::doer::share_agent(scene, matches, m);
        if !matches[m].targets.is_empty() || matches[m].crossed.is_some() || scene.lexicon.actions.rules[matches[m].rule as usize].mutual {
            sides.learn(scene, &matches[m]);
            continue;
        }
        let found = shared(scene, matches, m).or_else(|| opponent(scene, matches, m)).or_else(|| sides.facing(scene, &matches[m]));
        let found = found.or_else(|| provoked(scene, matches, m));
        if let Some(targets) = found {
            matches[m].targets = official(scene, &matches[m], targets);
            matches[m].pending = false;
        }
        sides.learn(scene, &matches[m]);
    }
}

/// Who claims or is blamed for an act did it: `Dawn claimed responsibility for the bombing`, `blamed the Front for the
/// murder of a judge`. The act stands in the sentence, else shortly before it, without a doer.
fn learn_doer(scene: &Scene, matches: &mut [Match], m: usize) {
    let code = cameo(scene, &matches[m]);
    let doers = match code {
        "015" => matches[m].sources.clone(),
        "1123" => matches[m].targets.clone(),
        _ => return,
    };
    // `nobody has claimed the raid`
    let nobody = |v: usize| scene.verb(v).negated || scene.verb(v).subject.is_some_and(|g| super::status::is_nobody(scene, g));
    if doers.is_empty() || matches[m].verb.is_some_and(nobody) {
        return;
    }
    let here = scene.surface.sentence_at(matches[m].trigger as usize);
    let named = doers.iter().any(|d| super::doer::is_named(scene, d));
    let open = |x: &Match| x.sources.is_empty() || named && x.sources.iter().all(|s| super::doer::is_vague(scene, s));
    let violent = |x: &Match| is_violent(cameo(scene, x)) && open(x);
    let near = |x: &Match| here.abs_diff(scene.surface.sentence_at(x.trigger as usize));
    let behind = (m + 1..(m + 4).min(matches.len())).find(|k| violent(&matches[*k]) && near(&matches[*k]) == 0);
    // `confessed to bribing officials`: no violence.
    let other = |v: usize| super::frame::complement_verbs(scene, v).any(|w| !scene.verb(w).is_finite());
    if code == "015" && behind.is_none() && matches[m].verb.is_some_and(other) {
        return;
    }
    let before = || (m.saturating_sub(8)..m).rev().find(|k| violent(&matches[*k]) && near(&matches[*k]) <= SENTENCES as usize);
    if let Some(k) = behind.or_else(before) {
        matches[k].sources = doers;
        matches[k].pending = false;
    }
}

/// `The two ministers signed`, `called on both sides`: the parties of what was told before.
fn take_sides(scene: &Scene, found: &mut Match, sides: &Sides) {
    let Some(v) = found.verb.filter(|_| !sides.last.is_empty()) else { return };
    let (subject, object) = super::sides::both_sides(scene, v);
    let pair = found.targets.is_empty()
        && !sides.joint.is_empty()
        && scene.verb(v).subject.is_some_and(|g| super::sides::is_pair(&scene.syntax.nouns[g as usize], scene));
    if (subject.is_some() || pair) && (found.crossed.is_some() && found.pending || scene.lexicon.actions.rules[found.rule as usize].mutual) {
        let sides = if pair { &sides.joint } else { subject.map_or(sides.pair(), |g| sides.meant(scene, g)) };
        found.sources = if found.crossed.is_some() { official(scene, found, sides.to_vec()) } else { sides.to_vec() };
        found.targets.retain(|t| !sides.iter().any(|p| p.entity == t.entity || p.code == t.code));
        found.pending = false;
    } else if let Some(g) = subject.filter(|_| found.noun.is_none() && !found.sources.iter().any(|p| is_political(&p.code))) {
        found.sources = official(scene, found, sides.meant(scene, g).to_vec());
        found.pending &= found.targets.iter().all(|p| p.code.is_empty());
    } else if object.is_some() && subject.is_none() {
        let mut others = sides.others(scene, object, &found.sources);
        // `urged both governments`: of a member of parliament or a firm that was one side, the state.
        if object.is_some_and(|o| scene.lexicon.actions.status.states.has(scene.lemma(scene.syntax.nouns[o as usize].head))) {
            others = others.iter().map(|p| super::parties::own_country(scene, p).unwrap_or_else(|| p.clone())).collect();
            others.dedup_by(|a, b| a.entity == b.entity);
        }
        if !others.is_empty() {
            found.targets = official(scene, found, others);
            found.pending = false;
        }
    }
}

pub(super) fn cameo<'s>(scene: &'s Scene, found: &Match) -> &'s str {
    &scene.lexicon.actions.rules[found.rule as usize].cameo
}

/// `arrested two men and seized a boat`, `summoned the envoy and demanded an apology`: the second verb of a coordination shares the
/// target of the first, where both are material conflict, or where it demands or threatens behind an unfriendly act on whom the sentence names.
fn shared(scene: &Scene, matches: &[Match], m: usize) -> Option<Vec<Party>> {
    let (found, before) = (&matches[m], matches.get(m.checked_sub(1)?)?);
    let (verb, first) = (scene.verb(found.verb?), scene.verb(before.verb?));
    let root = |x: &Match| cameo(scene, x).get(..2).unwrap_or_default();
    let material = |x: &Match| ("14"..="20").contains(&root(x));
    let here = |t: &Party| t.mention.is_some_and(|m| scene.surface.sentence_at(scene.actors.mentions[m as usize].head as usize) as u32 == verb.sentence);
    // `condemned Chad and demanded sanctions` (102): from others.
    let demands = ["10", "13"].contains(&root(found))
        && !cameo(scene, found).starts_with("102")
        && ("10".."17").contains(&root(before))
        && before.targets.iter().any(here);
    let joined = verb.link == Link::Coordinated && verb.sentence == first.sentence && verb.subject == first.subject && verb.subject.is_some();
    // `closed the border with Chad and sent troops`: those that are sent are aimed at nobody.
    let posture = cameo(scene, found).starts_with("15");
    (joined && !posture && (demands || material(found) && material(before)) && !before.targets.is_empty()).then(|| before.targets.clone())
}

/// The source of the act that is answered: one that the object names (`condemned the launch`), one that was aimed at the
/// answering side, or for `the move` the last one of a fitting kind. Nothing less will do: measured on news, the last unfriendly
/// act of anybody was hardly ever meant.
fn opponent(scene: &Scene, matches: &[Match], m: usize) -> Option<Vec<Party>> {
    let found = &matches[m];
    let answer = Answer::of_code(cameo(scene, found))?;
    let own = found.sources.iter().find(|p| !p.code.is_empty())?;
    let here = scene.surface.sentence_at(found.trigger as usize) as u32;
    let object = found.verb.and_then(|v| scene.verb(v).object).map(|o| &scene.syntax.nouns[o as usize]);
    // `bought drones, a step that Chad criticised`
    let summed = |o: &NounGroup| found.verb.is_some_and(|v| o.tokens.end < scene.verb(v).tokens.start) && o.tokens.len() <= 2 && is_aside(scene, o);
    let told = object.is_some_and(|o| is_told(scene, o) || summed(o));
    let deed = object.is_some_and(|o| !scene.lexicon.actions.with_noun(scene.lemma(o.head)).is_empty());
    // `opposed the use of force`: its own words say what is meant.
    let qualified = object.is_some_and(|o| scene.sym(o.tokens.end) == scene.lexicon.fixed.of);
    let mut best: Option<(u32, &Match)> = None;
    // `condemned the bombing`, of which nobody knows who did it.
    let mut unknown = false;
    for earlier in matches[..m].iter().rev().take(REACH) {
        let distance = here - scene.surface.sentence_at(earlier.trigger as usize) as u32;
        if distance > NAMED {
            break;
        }
        let kind = answer.fits(earlier.composed.as_ref().map_or_else(|| cameo(scene, earlier), |c| &c.cameo));
        let known = earlier.sources.iter().any(|p| !p.code.is_empty());
        // `denied the strike`: his own, as a rule; `rejected the criticism`
        let denied = answer == Answer::Denial;
        let said = || cameo(scene, earlier).starts_with("11");
        let named = (!denied || said()) && object.is_some_and(|o| names(scene, earlier, o, told));
        unknown |= named && !known;
        let others = is_joint(scene, earlier) || earlier.sources.iter().all(|p| !is_own(p, own));
        if !known || !others {
            continue;
        }
        // What befell its people befell the state: `demanded the release of the ship`.
        let of_people =
            |t: &Party| kind == 3 && answer == Answer::Rebuke && same_state(&own.code, &own.code) && actor_country(&t.code) == actor_country(&own.code);
        let aimed = kind >= 2 && distance <= SENTENCES && earlier.targets.iter().any(|t| is_side(t, own) || of_people(t));
        // `condemned the launch` answers a launch, `condemned the move` whatever was told last.
        let near = told && !qualified && (denied || !deed) && kind >= 1 && distance <= NEAR;
        let score = kind + 4 * u32::from(named) + 3 * u32::from(aimed);
        if (named || aimed || near) && best.is_none_or(|(b, _)| score > b) {
            best = Some((score, earlier));
        }
    }
    let meant = |earlier: &Match| if is_echo(scene, found, earlier) { earlier.targets.clone() } else { doers(scene, earlier, own) };
    best.filter(|(score, _)| !unknown || *score >= 4).map(|(_, earlier)| meant(earlier)).filter(|d| !d.is_empty())
}

/// `Oslo condemned the raid by Chad. Lima likewise condemned the raid.`: two rebukes of one thing are meant for one.
fn is_echo(scene: &Scene, found: &Match, earlier: &Match) -> bool {
    let object = |m: &Match| m.verb.and_then(|v| scene.verb(v).object).map(|o| scene.lemma(scene.syntax.nouns[o as usize].head));
    let rebuke = |m: &Match| cameo(scene, m).starts_with("11");
    rebuke(found) && rebuke(earlier) && !earlier.targets.is_empty() && object(found).is_some_and(|o| object(earlier) == Some(o))
}

/// `recalled its envoy after Chad expelled his deputy`: an unfriendly deed without a target is aimed at who, right before it,
/// did something to its own side.
fn provoked(scene: &Scene, matches: &[Match], m: usize) -> Option<Vec<Party>> {
    let found = &matches[m];
    let own = found.sources.iter().find(|p| !p.code.is_empty())?;
    let unfriendly = |x: &Match| super::matching::is_conflict(cameo(scene, x));
    if !["11", "16", "17"].iter().any(|root| cameo(scene, found).starts_with(root)) {
        return None;
    }
    let here = scene.surface.sentence_at(found.trigger as usize);
    let after = |x: &&Match| {
        let start = x.verb.and_then(|v| scene.verb(v).subject).map(|g| scene.syntax.nouns[g as usize].tokens.start);
        start.and_then(|s| s.checked_sub(1)).is_some_and(|k| scene.lexicon.actions.status.earlier.has(scene.sym(k)))
    };
    let next = matches[m + 1..].iter().take(3).take_while(|x| scene.surface.sentence_at(x.trigger as usize) == here).find(after)?;
    let aimed = next.targets.iter().any(|t| is_side(t, own) || actor_country(&t.code) == actor_country(&own.code));
    (unfriendly(next) && aimed && !next.sources.iter().any(|p| is_own(p, own))).then(|| next.sources.clone())
}

/// Whom the answer to an act is meant for: who did it, of a treaty or meeting all who took part.
fn doers(scene: &Scene, earlier: &Match, own: &Party) -> Vec<Party> {
    let parties = earlier.sources.iter().chain(earlier.targets.iter().filter(|_| is_joint(scene, earlier)));
    let mut doers: Vec<Party> = Vec::new();
    for party in parties.filter(|p| !is_own(p, own)) {
        if !doers.iter().any(|d| d.entity == party.entity) {
            doers.push(party.clone());
        }
    }
    doers
}

/// Done by all sides together: a treaty, a meeting.
pub(super) fn is_joint(scene: &Scene, found: &Match) -> bool {
    let code = cameo(scene, found);
    // `Peru and Chile agreed to a truce`
    let agreed = || found.sources.len() >= 2 && found.verb.is_some_and(|v| scene.lexicon.actions.status.joint.has(scene.verb(v).lemma));
    scene.lexicon.actions.rules[found.rule as usize].mutual && code.get(..2).is_some_and(|root| root < "10") || code.starts_with("03") && agreed()
}

pub(super) fn is_own(party: &Party, own: &Party) -> bool {
    party.entity == own.entity || party.code == own.code || same_state(&party.code, &own.code)
}

/// States in the part that the rule gives them: `RWA` that is asked to sign is its government.
fn official(scene: &Scene, found: &Match, mut parties: Vec<Party>) -> Vec<Party> {
    let official = scene.lexicon.actions.rules[found.rule as usize].official;
    for party in parties.iter_mut().filter(|p| official && p.code.len() == 3 && !actor_country(&p.code).is_empty()) {
        party.code.push_str("GOV");
    }
    parties
}

/// The object is a word of the act: `the ambush` of acts of ambushing, `the treaty` of one that was signed, `the call` of a
/// talk by telephone.
fn names(scene: &Scene, earlier: &Match, object: &NounGroup, told: bool) -> bool {
    let noun = scene.lemma(object.head);
    let rules = &scene.lexicon.actions.rules;
    let rule = &rules[earlier.rule as usize];
    if rule.verbs.iter().any(|v| v.lemma == noun) || rule.nouns.iter().any(|n| n.last() == Some(&noun)) {
        return true;
    }
    // `the agreement` of what was agreed
    let made_of = scene.lexicon.words.verb_of(noun).filter(|_| told);
    if made_of.is_some() && earlier.verb.map(|v| scene.verb(v).lemma) == made_of {
        return true;
    }
    let same = |g: u32| scene.lemma(scene.syntax.nouns[g as usize].head) == noun;
    // An expulsion is no seizure, a treaty no praise.
    let digits = if ["05", "16", "17"].iter().any(|root| rule.cameo.starts_with(root)) { 3 } else { 2 };
    let kind = |r: &crate::lexicon::NounEntry| rules[r.rule as usize].cameo.get(..digits) == rule.cameo.get(..digits);
    told && (earlier.verb.and_then(|v| scene.verb(v).object).is_some_and(same) || scene.lexicon.actions.with_noun(noun).iter().any(kind))
}

/// `the move`, `this measure`: definite, without a name or an owner of its own.
pub(super) fn is_told(scene: &Scene, group: &NounGroup) -> bool {
    let first = group.tokens.start;
    let definite = scene.sym(first) == scene.lexicon.fixed.the || scene.tags(first).any(Tags::DET) && scene.tags(first).any(Tags::PRON);
    definite && group.tokens.len() <= 3 && scene.mention_of_head(group.head).is_none()
}

/// Behind a comma, with a determiner and without a name: `…, a step`.
fn is_aside(scene: &Scene, group: &NounGroup) -> bool {
    let comma = group.tokens.start.checked_sub(1).and_then(|k| scene.surface.tokens.get(k as usize)).is_some_and(|t| t.kind == TokenKind::Comma);
    comma && scene.syntax.tags.get(group.tokens.start as usize) == Some(&Tag::Det) && scene.mention_of_head(group.head).is_none()
}

/// A government, its army and its ministries are one side.
fn same_state(a: &str, b: &str) -> bool {
    let state = |code: &str| !actor_country(code).is_empty() && matches!(code.get(3..).unwrap_or(""), "" | "GOV" | "MIL" | "COP" | "SPY" | "GOVMIL");
    actor_country(a) == actor_country(b) && state(a) && state(b)
}

pub(super) fn is_side(target: &Party, own: &Party) -> bool {
    target.entity == own.entity || !target.code.is_empty() && (target.code == own.code || same_state(&target.code, &own.code))
}
