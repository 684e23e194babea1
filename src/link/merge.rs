//! Which actions of an article tell of one act.

use super::anaphora::is_taking;
use super::anew::Anew;
use super::reply::Cue;
use super::when::LATER;
use super::{Cluster, View, lead, toll, town};
use crate::actions::{Action, BOMBING, Party, Reading, Status};
use crate::actors::{Entity, EntityKind};
use crate::dates::{Anchor, TimeExpression, TimexType};
use crate::lexicon::is_violent;
use crate::token::Sym;

/// How many clusters back an action is compared with: an article tells of an act within reach, and the pass stays linear.
const REACH: usize = 200;

/// Groups the actions, in the order of the text: each joins the best cluster that it agrees with, else it opens one.
pub(super) fn cluster(view: &View, cues: &[Cue]) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    let anew = Anew::new(view, cues);
    for (index, action) in view.actions.iter().enumerate() {
        let from = clusters.len().saturating_sub(REACH);
        if is_new(view, &clusters[from..], action) {
            clusters.push(Cluster { actions: vec![index as u32], references: Vec::new() });
            continue;
        }
        let best = clusters[from..].iter().enumerate().filter_map(|(c, cluster)| fit(view, cluster, action).map(|fit| (fit, from + c))).max();
        let joined = best.map(|(_, c)| c).or_else(|| toll::told_of(view, &clusters[from..], action).map(|c| from + c));
        let joined = joined.or_else(|| completed(view, &clusters, from, action)).or_else(|| toll::told_bomb(view, &clusters[from..], action).map(|c| from + c));
        match joined.filter(|c| !anew.is_counterblow(&clusters, from..clusters.len(), *c, index as u32)) {
            Some(c) => clusters[c].actions.push(index as u32),
            None => clusters.push(Cluster { actions: vec![index as u32], references: Vec::new() }),
        }
    }
    clusters
}

/// `Another bomb exploded`: none of the acts told so far; nor is `the second bomb`, unless it was told of, nor what befell `a second
/// envoy`, unless that was told.
fn is_new(view: &View, clusters: &[Cluster], action: &Action) -> bool {
    let told = |test: &dyn Fn(&Action) -> bool| {
        let other = |m: &u32| Some(&view.actions[*m as usize]).is_some_and(|a| a.act != action.act && test(a));
        clusters.iter().any(|c| c.actions.iter().take(MEMBERS).any(other))
    };
    action.another && !(action.told && told(&|a| a.another)) || is_on_another(view, action) && !told(&|a| a.cameo == action.cameo && is_on_another(view, a))
}

/// `arrested a second Chilean`, `expelled another envoy`; of the dead of a blow some may be told after others.
fn is_on_another(view: &View, action: &Action) -> bool {
    let mention = action.target.as_ref().and_then(|t| view.actors.mentions.get(t.mention? as usize));
    let group = mention.and_then(|m| view.syntax.noun_at(m.head)).map(|g| &view.syntax.nouns[g]);
    let sym = |k: u32| view.surface.tokens.get(k as usize).map_or(Sym::UNKNOWN, |t| t.sym);
    let further = |k: u32| view.lexicon.actions.status.further.has(sym(k));
    !is_violent(&action.cameo) && group.is_some_and(|g| sym(g.tokens.start) != view.lexicon.fixed.the && (g.tokens.start..g.head).any(further))
}

/// How well an action agrees with all actions of a cluster; `None` where they are two acts. It may agree with none of them and
/// must agree with one: `a parcel was hidden on the ferry`, `the blast broke windows`, `the parcel blew up on the ferry`.
fn fit(view: &View, cluster: &Cluster, action: &Action) -> Option<u32> {
    let mut best = None;
    for member in cluster.actions.iter().take(MEMBERS) {
        best = best.max(agreement(view, &view.actions[*member as usize], action)?);
    }
    best
}

/// How many sentences apart two tellings may stand that complete each other.
const NEAR: u32 = 4;

/// The one violent act shortly before that this one completes: `A bomb exploded … The blast damaged a bank`, `Rebels
/// attacked … Two guards were killed`. Where two could be meant neither is.
fn completed(view: &View, clusters: &[Cluster], from: usize, action: &Action) -> Option<usize> {
    if !is_violent(&action.cameo) {
        return None;
    }
    let completes = |cluster: &Cluster| {
        let near = cluster.actions.last().is_some_and(|m| action.sentence.abs_diff(view.actions[*m as usize].sentence) <= NEAR);
        near && cluster.actions.iter().take(MEMBERS).all(|m| complement(view, &view.actions[*m as usize], action))
    };
    let fitting: Vec<usize> = clusters.iter().enumerate().skip(from).rev().take(BACK).filter(|(_, c)| completes(c)).map(|(c, _)| c).collect();
    // Several rows of one act are one act.
    let act = |c: usize| clusters[c].actions.first().map(|a| view.actions[*a as usize].act);
    let only = fitting.last().copied()?;
    fitting.iter().all(|c| act(*c) == act(only)).then_some(only)
}

/// How many members of a cluster are looked at.
pub(super) const MEMBERS: usize = 50;

/// How many clusters back an act may be that another completes.
pub(super) const BACK: usize = 24;

/// One kind of violence, of which nothing known differs: each side is known to one telling at most.
fn complement(view: &View, a: &Action, b: &Action) -> bool {
    let unknown = |a: &Option<Party>, b: &Option<Party>| a.is_none() || b.is_none();
    // `Two were killed … A charge went off`: of the deaths and what brought them one tells only whom it befell.
    let toll = is_bodily(&a.cameo) && is_bodily(&b.cameo) && toll::is_toll(view, a) != toll::is_toll(view, b);
    // `an attack on a mill … The charge went off`
    let plain = |x: &Action, y: &Action| x.cameo == "190" && y.cameo.starts_with(BOMBING) && !toll::is_toll(view, x) && x.reading == Reading::Nominal;
    a.act != b.act
        && (toll || plain(a, b) || plain(b, a) || same_kind(&a.cameo, &b.cameo))
        && same_footing(a.status, b.status)
        && unknown(&a.source, &b.source)
        && unknown(&a.target, &b.target)
        && dates(view, a, b).is_some()
        && places(view, a, b)
}

/// Violence that kills or hurts, whatever its code: `was shot`, `the murder of`, `assassinated`, `died in the bombing`.
fn is_bodily(cameo: &str) -> bool {
    is_violent(cameo) && !is_taking(cameo)
}

fn is_kidnapping(a: &Action) -> bool {
    a.cameo.starts_with("181")
}

/// The target is somebody, no state: he is killed or kidnapped once.
fn is_victim(view: &View, a: &Action) -> bool {
    let target = a.target.as_ref().and_then(|t| view.actors.entities.get(t.entity as usize));
    target.is_some_and(|e| matches!(e.kind, EntityKind::Person | EntityKind::Group))
}

/// One telling does not say who did it to the same victim: `armed men`, a name that nobody knows.
fn is_open(view: &View, a: &Action, b: &Action) -> bool {
    let open = |x: &Action| {
        x.source.as_ref().is_some_and(|p| {
            let named = view.actors.entities.get(p.entity as usize).is_some_and(|e| e.named);
            p.code.is_empty() || !named && matches!(crate::lexicon::actor_sector(&p.code), "UAF" | "CVL")
        })
    };
    open(a) || open(b)
}

/// The places of both, as far as they are told, can be one: the same, or in one country where one is that country.
pub(super) fn places(view: &View, a: &Action, b: &Action) -> bool {
    // Where the story was filed is a guess, which any place that is told corrects.
    let told = |m: &u32| view.actors.mentions.get(*m as usize).is_some_and(|m| m.head >= view.filed_end);
    let entity = |x: &Action| x.place.filter(told).and_then(|m| view.actors.entity_of(m as usize));
    let (Some(a), Some(b)) = (entity(a), entity(b)) else { return true };
    let country = |e: &Entity| e.kind == EntityKind::Country;
    a.name == b.name || a.country() == b.country() && (country(a) || country(b))
}

/// How well two actions agree: `None` where something tells that they are two acts, `Some(None)` where nothing tells either.
fn agreement(view: &View, a: &Action, b: &Action) -> Option<Option<u32>> {
    let one_kind = same_kind(&a.cameo, &b.cameo);
    let bodily = is_bodily(&a.cameo) && is_bodily(&b.cameo);
    if a.act == b.act || !one_kind && !bodily || !same_footing(a.status, b.status) {
        return None;
    }
    if is_breach(view, a, b) || is_land_and_toll(view, a, b) || is_land_and_toll(view, b, a) {
        return None;
    }
    if bodily && (two_persons(view, a, b) || two_strangers(view, a, b)) || counts_differ(view, a, b) && (!is_violent(&a.cameo) || !places(view, a, b)) {
        return None;
    }
    if is_told_on(view, a, b) || town::are_two(view, a.target.as_ref(), b.target.as_ref()) {
        return None;
    }
    let target = match sides(view, a.target.as_ref(), b.target.as_ref()) {
        found if found != Some(ONE) && (bodily || is_kidnapping(a)) && same_number(view, a, b) => ONE,
        found => found?,
    };
    let source = match sides(view, a.source.as_ref(), b.source.as_ref()) {
        None if target == ONE && (bodily || is_kidnapping(a)) && is_victim(view, a) && is_open(view, a, b) => 0,
        source => source?,
    };
    // Whom one side killed or kidnapped it did so once, though one telling says Saturday and another the weekend.
    let once = source == ONE && target == ONE && (bodily || is_kidnapping(a)) && is_victim(view, a) && open_day(view, a, b);
    let date = dates(view, a, b).or(once.then_some(0))?;
    if is_news_and_background(view, a, b) || is_news_and_background(view, b, a) {
        return None;
    }
    // Agreement on nothing but the kind of act makes no one act of two; deaths told under two codes need the same victim.
    let one_act =
        source + target > 0 && (one_kind || target >= ONE || target > 0 && (one_noun(view, a, b) || is_named_again(view, a, b)) && places(view, a, b));
    Some(one_act.then_some(source + target + date))
}

/// `has expelled an attaché … In 2018 it expelled 23 diplomats`: what the lead tells as news is none of the acts of years ago.
fn is_news_and_background(view: &View, news: &Action, old: &Action) -> bool {
    let known = |x: &Action| x.date.and_then(|d| view.dates.get(d as usize));
    let past = known(news).is_none() && known(old).is_some_and(|d| lead::is_old(view, d));
    past && view.lead.is_some_and(|lead| lead.tells_action(view, news))
}

/// `raided the port. Two days later it raided the port`: what is counted from an act told right before is another one.
fn is_told_on(view: &View, before: &Action, later: &Action) -> bool {
    let Some(date) = later.date.and_then(|d| view.dates.get(d as usize)) else { return false };
    let counted = matches!(date.anchor, Anchor::Expression(from) if before.date == Some(from));
    let next = later.sentence.checked_sub(before.sentence).is_some_and(|gap| gap <= 1);
    later.span.start > before.span.start && (counted && date.range.is_none() || date.value == LATER && before.date.is_none() && next)
}

/// Relations are cut in two ways: one's own envoys come home from a country, a mission is shut; or those of the other side have to go.
fn is_breach(view: &View, a: &Action, b: &Action) -> bool {
    let kind = |x: &Action| view.actors.entities.get(x.target.as_ref()?.entity as usize).map(|e| e.kind);
    let people = |k: EntityKind| matches!(k, EntityKind::Person | EntityKind::Group);
    let two_kinds = kind(a).zip(kind(b)).is_some_and(|(a, b)| people(a) != people(b));
    a.cameo == "161" && b.cameo == "161" && a.rule != b.rule && two_kinds
}

/// `took the town`, `790 people were killed in May`: whoever died is not the land that was taken.
fn is_land_and_toll(view: &View, land: &Action, deaths: &Action) -> bool {
    land.cameo.starts_with("192") && !deaths.cameo.starts_with("192") && toll::is_toll(view, deaths)
}

/// `expelled one diplomat`, `expelled two envoys`. The tolls of violence rise.
fn counts_differ(view: &View, a: &Action, b: &Action) -> bool {
    number(view, a).zip(number(view, b)).is_some_and(|(a, b)| a != b)
}

/// How many they are whom it befell, by the first number in the words for them: `two guards`, `the 31 people`.
fn number(view: &View, action: &Action) -> Option<u32> {
    let mention = view.actors.mentions.get(action.target.as_ref()?.mention? as usize)?;
    (mention.tokens.start..=mention.head).find_map(|k| {
        let word = view.surface.tokens.get(k as usize)?;
        let figures = || word.text(&view.article.text).parse().ok();
        view.lexicon.actions.status.number(word.sym).or_else(figures)
    })
}

/// `Gunmen seized 31 villagers … the 31 people`: as many, of one country, by one noun or where one noun is for anybody.
fn same_number(view: &View, a: &Action, b: &Action) -> bool {
    /// Fewer are too often others.
    const LEAST: u32 = 3;
    let anybody = |p: &Party| crate::lexicon::actor_sector(&p.code) == "CVL";
    let country = |p: &Party| crate::lexicon::actor_country(&p.code).to_owned();
    let (Some(x), Some(y)) = (&a.target, &b.target) else { return false };
    let many = number(view, a).filter(|n| *n >= LEAST && a.sentence != b.sentence && number(view, b) == Some(*n)).is_some();
    many && country(x) == country(y) && (one_noun(view, a, b) || anybody(x) || anybody(y))
}

/// `a priest was stabbed and a shopkeeper was shot`: who is brought in by another noun in one sentence is another victim.
pub(super) fn two_strangers(view: &View, a: &Action, b: &Action) -> bool {
    let noun = |x: &Action| {
        let mention = view.actors.mentions.get(x.target.as_ref()?.mention? as usize)?;
        let first = view.surface.tokens.get(mention.tokens.start as usize)?.sym;
        (view.lexicon.actions.status.number(first) == Some(1)).then(|| victim_noun(view, x)).flatten()
    };
    a.sentence == b.sentence && noun(a).zip(noun(b)).is_some_and(|(a, b)| a != b)
}

/// `The police commander … the police chief was shot`: of one code, the second as one who is known; soon behind the first.
fn is_named_again(view: &View, a: &Action, b: &Action) -> bool {
    let first = |x: &Action| {
        let mention = view.actors.mentions.get(x.target.as_ref()?.mention? as usize)?;
        let group = view.syntax.noun_at(mention.head).map(|g| &view.syntax.nouns[g])?;
        (!group.plural).then(|| view.surface.tokens.get(group.tokens.start as usize).map(|t| t.sym)).flatten()
    };
    let code = |x: &Action| x.target.as_ref().map_or("", |t| t.code.as_str()).to_owned();
    let one_code = code(a) == code(b) && code(a).len() > 3 && crate::lexicon::actor_sector(&code(a)) != "CVL";
    let again = first(b).is_some_and(|w| w == view.lexicon.fixed.the) && first(a).is_some();
    one_code && again && b.sentence.abs_diff(a.sentence) <= NEAR && victim_noun(view, b).is_some()
}

/// Two people with names are two victims, whatever they are.
pub(super) fn two_persons(view: &View, a: &Action, b: &Action) -> bool {
    let (Some(a), Some(b)) = (&a.target, &b.target) else { return false };
    let person = |p: &Party| view.actors.entities.get(p.entity as usize).is_some_and(|e| e.named && e.kind == EntityKind::Person);
    person(a) && person(b) && a.entity != b.entity && !is_part_of_name(view, a, b)
}

/// Equal codes, or one is the general form of the other (`190` of `194`, `13` of `138`).
fn same_kind(a: &str, b: &str) -> bool {
    // A murder is neither a kidnapping nor a bombing, though its code is the general one of all three.
    // Nor is a shot the closing of a border, nor a visit called off the recall of an envoy or a stop of aid.
    let apart = |x: &str, y: &str| match x {
        "180" => y.starts_with("181") || y.starts_with(BOMBING),
        "190" => y.starts_with("191"),
        "160" => y != "160",
        _ => false,
    };
    if apart(a, b) || apart(b, a) {
        return false;
    }
    a == b || a.get(..2) == b.get(..2) && (general(a, b) || general(b, a))
}

fn general(wide: &str, narrow: &str) -> bool {
    let stem = wide.trim_end_matches('0');
    stem.len() >= 2 && stem.len() < wide.len().max(narrow.len()) && narrow.starts_with(stem) && wide.len() <= narrow.len()
}

/// What was done, is being done or was only announced may be one act; what was denied or supposed is not what was done.
pub(super) fn same_footing(a: Status, b: Status) -> bool {
    let real = |s| matches!(s, Status::Occurred | Status::Ongoing | Status::Planned | Status::Alleged);
    a == b || real(a) && real(b)
}

/// Two sides are one actor.
const ONE: u32 = 3;

/// Both targets are told without a name by the same noun: `two guards`, `the guards`.
fn one_noun(view: &View, a: &Action, b: &Action) -> bool {
    let (a, b) = (victim_noun(view, a), victim_noun(view, b));
    a.is_some() && a == b
}

/// The noun for whom it befell, where he has no name.
fn victim_noun(view: &View, action: &Action) -> Option<Sym> {
    let mention = view.actors.mentions.get(action.target.as_ref()?.mention? as usize)?;
    let named = view.actors.entities.get(mention.entity as usize).is_some_and(|e| e.named);
    let head = view.surface.tokens.get(mention.head as usize)?.sym;
    (!named).then(|| view.lexicon.words.info(head).noun.unwrap_or(head))
}

/// `Molina` is `Luis Molina Rey`: each word of the shorter name is in the longer one. So is `Luis Molina` `Molina Rey`: a
/// word that opens one stands behind a given name in the other.
fn is_part_of_name(view: &View, a: &Party, b: &Party) -> bool {
    let (Some(a), Some(b)) = (view.actors.entities.get(a.entity as usize), view.actors.entities.get(b.entity as usize)) else { return false };
    let person = |e: &Entity| e.named && e.kind == EntityKind::Person;
    if !person(a) || !person(b) {
        return false;
    }
    let (short, long) = if a.name.len() <= b.name.len() { (&a.name, &b.name) } else { (&b.name, &a.name) };
    let within = |w: &str, name: &str, from: usize| name.split_whitespace().skip(from).any(|x| x.eq_ignore_ascii_case(w));
    let opens = |a: &str, b: &str| a.split_whitespace().next().is_some_and(|w| within(w, b, 1));
    short.split_whitespace().all(|w| within(w, long, 0)) || opens(short, long) || opens(long, short)
}

/// How well two sides agree: 3 one entity, 2 one code, 1 one country, 0 one of them unknown; `None` for two actors.
pub(super) fn sides(view: &View, a: Option<&Party>, b: Option<&Party>) -> Option<u32> {
    let (Some(a), Some(b)) = (a, b) else { return Some(0) };
    if a.entity == b.entity || is_part_of_name(view, a, b) {
        return Some(ONE);
    }
    if a.code.is_empty() || b.code.is_empty() {
        return None;
    }
    let person = |p: &Party| view.actors.entities.get(p.entity as usize).is_some_and(|e| e.named && e.kind == EntityKind::Person);
    if a.code == b.code {
        // Two named persons of one government are two targets, but either stands for the government as a source.
        return Some(if person(a) && person(b) { 1 } else { 2 });
    }
    // `a diplomat` (GOV) may be the British diplomat (GBRGOV) told elsewhere.
    let bare = |x: &str, y: &str| x.len() == 3 && crate::lexicon::actor_country(x).is_empty() && y.len() > 3 && y.ends_with(x);
    let one = a.code.starts_with(b.code.as_str()) || b.code.starts_with(a.code.as_str()) || bare(&a.code, &b.code) || bare(&b.code, &a.code);
    one.then_some(1)
}

/// Dates that can be one: 2 both known, 0 one unknown.
pub(super) fn dates(view: &View, a: &Action, b: &Action) -> Option<u32> {
    let known = |x: &Action| x.date.and_then(|d| view.dates.get(d as usize));
    let (Some(a), Some(b)) = (known(a), known(b)) else { return Some(0) };
    // `Two bombs went off on Monday … the first exploded at 2 p.m.`: a time without a day is of the day that was told.
    let clock =
        |d: &TimeExpression| d.kind == TimexType::Time && d.value.contains('T') && d.range.is_some() && d.range == view.article.day().map(|day| (day, day));
    let once = clock(a) != clock(b);
    compatible(a, b).then_some(2).or(once.then_some(0))
}

/// The day of one of them is not known, whatever its words say of it.
fn open_day(view: &View, a: &Action, b: &Action) -> bool {
    let open = |x: &Action| x.date.and_then(|d| view.dates.get(d as usize)).is_some_and(|d| d.range.is_none());
    open(a) || open(b)
}

/// Both can mean one day.
pub(super) fn compatible(a: &TimeExpression, b: &TimeExpression) -> bool {
    match (a.range, b.range) {
        (Some((a_from, a_to)), Some((b_from, b_to))) => a_from <= b_to && b_from <= a_to,
        _ => a.value == b.value || one_holds_the_other(&a.value, &b.value) || a.value.ends_with("_REF") || b.value.ends_with("_REF"),
    }
}

/// Underspecified values: `XXXX-WXX-1` (a Monday) lies in `XXXX-WXX` (a week).
fn one_holds_the_other(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a)
}
