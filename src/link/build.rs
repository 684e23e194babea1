//! From clusters to incident records.

use super::confidence::{self, Signs};
use super::reply::Replies;
use super::{Cluster, Evidence, Incident, IncidentDate, View, place, when};
use crate::actions::{Action, Party, Reading, Status};
use crate::actors::EntityKind;
use crate::lexicon::{ActionRule, actor_country, actor_sector, is_verbal};
use crate::quotes::QuoteKind;
use crate::token::short_hash;

/// One record a cluster, ordered by the place of its clearest mention.
pub(super) fn incidents(view: &View, clusters: &[Cluster], replies: &Replies) -> Vec<Incident> {
    let (replies, elsewhere, settled) = (&replies.to, &replies.elsewhere, &replies.settled);
    let mut answered = vec![false; clusters.len()];
    // A rebuke or a threat may follow on the same day; a deed that answers is the news itself.
    let deed = |c: &Cluster| c.actions.first().is_some_and(|a| !is_verbal(&view.actions[*a as usize].cameo));
    for (to, _) in replies.iter().zip(clusters).filter(|(_, c)| deed(c)).filter_map(|(reply, _)| *reply) {
        answered[to] = true;
    }
    let days = when::Days::new(view, clusters);
    let mut built: Vec<(usize, Incident)> = clusters
        .iter()
        .enumerate()
        .map(|(c, cluster)| {
            let over = settled[c] && is_promised(view, cluster);
            let (date, words) = days.date(c, answered[c]);
            let mut incident = incident(view, (cluster, clusters), (if over { past(view, date) } else { date }, words), replies[c]);
            if over {
                incident.status = Status::Occurred;
            }
            (c, incident)
        })
        .collect();
    built.sort_by_key(|(c, i)| (i.span.start, *c));
    let mut place = vec![0u32; clusters.len()];
    for (at, (c, _)) in built.iter().enumerate() {
        place[*c] = at as u32;
    }
    for (c, incident) in &mut built {
        incident.in_response_to = replies[*c].map(|(to, _)| place[to]);
        incident.replies = elsewhere[*c];
    }
    let mut incidents: Vec<Incident> = built.into_iter().map(|(_, i)| i).collect();
    name(view, &mut incidents);
    incidents
}

/// `would expel two envoys in reply to the closure of its consulate in May`: only a noun tells it, and what is answered is no plan.
fn is_promised(view: &View, cluster: &Cluster) -> bool {
    cluster.actions.iter().map(|a| &view.actions[*a as usize]).all(|a| a.reading == Reading::Nominal && a.status == Status::Planned)
}

/// The date of what is over, though its words were read as of what is to come.
fn past(view: &View, date: IncidentDate) -> IncidentDate {
    let ahead = date.range.zip(view.article.day()).is_some_and(|(range, day)| range.0 > day);
    if ahead { when::a_year_before(date) } else { date }
}

/// `Chad promised a reply`, `recalled its ambassador over the arrest`: to, or from, whoever did what is answered.
fn provoker<'v>(view: &View<'v>, coded: &Action, answered: &Cluster) -> Option<&'v Party> {
    let state = |p: &&Party| matches!(actor_sector(&p.code), "" | "GOV") && !actor_country(&p.code).is_empty();
    let fits = |p: &&Party| if coded.cameo.starts_with(THREAT) { !p.code.is_empty() } else { state(p) };
    let answers = [THREAT, BREACH].iter().any(|root| coded.cameo.starts_with(root));
    answered.actions.iter().find_map(|a| view.actions[*a as usize].source.as_ref()).filter(|p| answers && fits(p))
}

/// CAMEO roots of threats and of relations cut.
const THREAT: &str = "13";
const BREACH: &str = "16";

fn incident<'v>(
    view: &View<'v>,
    (cluster, clusters): (&Cluster, &[Cluster]),
    (mut date, expression): (IncidentDate, Option<u32>),
    reply: Option<(usize, u32)>,
) -> Incident {
    let clearest = clearest(view, cluster);
    let action = &view.actions[clearest as usize];
    let coded = most_specific(view, cluster, action);
    let rule = &view.lexicon.actions.rules[coded.rule as usize];
    let all = || cluster.actions.iter().map(|a| &view.actions[*a as usize]);
    let source = best_side(view, clearest, cluster, |a| a.source.as_ref());
    let target = best_side(view, clearest, cluster, |a| a.target.as_ref());
    let target = target.or_else(|| provoker(view, coded, &clusters[reply?.0]));
    if let Some(words) = expression.filter(|_| date.text.is_empty()).map(|d| view.dates[d as usize].span.slice(&view.article.text)) {
        date.text = words.to_owned();
    }
    let quote = best_quote(view, cluster, source, target);
    let mut actions = cluster.actions.clone();
    actions.sort_by_key(|a| (*a != clearest, *a));
    let attributed = all().find_map(|a| a.attributed_to).filter(|e| source.is_none_or(|s| s.entity != *e));
    let evidence = evidence(view, cluster, expression, quote, reply);
    let code = |party: Option<&'v Party>| party.map_or("", |p| p.code.as_str());
    let status = all().map(|a| a.status).min_by_key(|s| strength(*s)).unwrap_or(action.status);
    let signs = Signs { clearest: action, mentions: mentions(view, cluster), cameo: &coded.cameo, source: code(source), target: code(target), status };
    Incident {
        id: String::new(),
        act_id: String::new(),
        cameo: coded.cameo.clone(),
        action: coded.label.clone(),
        status,
        date,
        source_name: names(view, source),
        source_code: source.map(|p| p.code.clone()).unwrap_or_default(),
        target_name: thing(view, target, actions.iter().map(|a| &view.actions[*a as usize])).unwrap_or_else(|| names(view, target)),
        target_code: target.map(|p| p.code.clone()).unwrap_or_default(),
        place: place::of(view, action, &cluster.actions, (source, target)),
        killed: all().filter_map(|a| a.toll.killed).max(),
        injured: all().filter_map(|a| a.toll.injured).max(),
        weapon: all().find_map(|a| a.toll.weapon).map(|w| w.slice(&view.article.text).to_owned()),
        attributed_to: attributed.and_then(|e| view.actors.entities.get(e as usize)).map(|e| e.name.clone()),
        quote,
        sentence: action.sentence,
        in_response_to: None,
        replies: false,
        confidence: confidence::of(&signs, &view.lexicon.confidence),
        span: action.span,
        rule: rule.id.clone(),
        actions,
        evidence,
    }
}

/// The mention that tells the act most plainly: both sides, by a finite verb, as done, with its own date; of equals the first.
fn clearest(view: &View, cluster: &Cluster) -> u32 {
    let plain = |a: &u32| {
        let action = &view.actions[*a as usize];
        let known = |p: &Option<Party>| p.as_ref().is_some_and(|p| !p.code.is_empty());
        let verbal = matches!(action.reading, Reading::Active | Reading::Passive);
        4 * u32::from(known(&action.source))
            + 4 * u32::from(known(&action.target))
            + 2 * u32::from(verbal)
            + 2 * u32::from(action.status == Status::Occurred)
            + u32::from(action.date.is_some())
    };
    cluster.actions.iter().copied().max_by_key(|a| (plain(a), std::cmp::Reverse(*a))).unwrap_or_default()
}

/// The side's actor at the clearest mention, else at the first that knows one.
fn best_side<'v>(view: &View<'v>, clearest: u32, cluster: &Cluster, side: fn(&Action) -> Option<&Party>) -> Option<&'v Party> {
    side(&view.actions[clearest as usize])
        .filter(|p| !p.code.is_empty())
        .or_else(|| cluster.actions.iter().filter_map(|a| side(&view.actions[*a as usize])).max_by_key(|p| p.code.len()))
        .or_else(|| side(&view.actions[clearest as usize]))
}

/// The most specific code among the mentions.
fn most_specific<'v>(view: &View<'v>, cluster: &Cluster, clearest: &'v Action) -> &'v Action {
    let detail = |code: &str| code.trim_end_matches('0').len();
    let others = cluster.actions.iter().map(|a| &view.actions[*a as usize]);
    // Of equally specific ones the clearest keeps its word.
    others.fold(clearest, |best, a| if detail(&a.cameo) > detail(&best.cameo) { a } else { best })
}

/// Done counts before planned, planned before alleged.
fn strength(status: Status) -> u8 {
    match status {
        Status::Occurred => 0,
        Status::Ongoing => 1,
        Status::Threatened | Status::Demanded => 2,
        Status::Planned => 3,
        Status::Alleged => 4,
        Status::Denied => 5,
        Status::Hypothetical => 6,
    }
}

fn names(view: &View, party: Option<&Party>) -> String {
    let Some(party) = party else { return String::new() };
    let name = |e: &u32| view.actors.entities.get(*e as usize).map(|e| e.name.as_str()).unwrap_or_default();
    let mut names: Vec<&str> = Vec::new();
    for name in std::iter::once(&party.entity).chain(&party.also).map(name) {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("; ")
}

/// Where nobody is known to have been struck, or only where it was, the thing that was.
fn thing<'v>(view: &View, target: Option<&Party>, actions: impl Iterator<Item = &'v Action>) -> Option<String> {
    // A place, or words that stand for nobody: `the country's pipelines`.
    let place = |p: &Party| {
        let is = |e: &u32| view.actors.entities.get(*e as usize).is_some_and(|e| matches!(e.kind, EntityKind::Place | EntityKind::Country));
        std::iter::once(&p.entity).chain(&p.also).all(is) || p.code.is_empty() && view.actors.entities.get(p.entity as usize).is_some_and(|e| !e.named)
    };
    let span = actions.filter_map(|a| a.thing).next().filter(|_| target.is_none_or(place))?;
    Some(span.slice(&view.article.text).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The quotation that bears most on the act: one that tells it, then one by its source or target in the same sentence.
fn best_quote(view: &View, cluster: &Cluster, source: Option<&Party>, target: Option<&Party>) -> Option<u32> {
    let party = |entity: u32| {
        [source, target].into_iter().flatten().any(|p| {
            p.entity == entity
                || view.actors.entities.get(entity as usize).is_some_and(|e| !e.country().is_empty() && e.country() == crate::lexicon::actor_country(&p.code))
        })
    };
    let mut best: Option<(u32, u32)> = None;
    for q in quotes_near(view, cluster) {
        let quote = &view.quotes[q as usize];
        let Some(speaker) = quote.speaker.as_ref().filter(|_| quote.speech && quote.kind != QuoteKind::Indirect) else { continue };
        let sentence = |at: u32| view.surface.sentence_at(view.surface.tokens.partition_point(|t| t.span.start < at)) as u32;
        let opens = sentence(quote.span.start);
        let names_act = cluster.actions_in(view, opens.saturating_sub(1)..=sentence(quote.span.end)).any(|a| quote.span.contains(a.span));
        let near = names_act || cluster.actions_in(view, opens..=opens).next().is_some();
        if !near {
            continue;
        }
        let score = 4 * u32::from(names_act) + 2 * u32::from(speaker.entity.is_some_and(party)) + u32::from(quote.kind == QuoteKind::Direct) + 1;
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, q));
        }
    }
    best.map(|(_, q)| q)
}

/// Quotations that may hold a mention of the act, or stand in its sentence: the last ones that begin before its end.
fn quotes_near(view: &View, cluster: &Cluster) -> Vec<u32> {
    const BACK: usize = 16;
    let mut near = Vec::new();
    for action in &cluster.actions {
        let Some(sentence) = view.surface.sentences.get(view.actions[*action as usize].sentence as usize) else { continue };
        let end = view.quotes.partition_point(|q| q.span.start < sentence.span.end);
        near.extend((end.saturating_sub(BACK)..end).map(|q| q as u32));
    }
    near.sort_unstable();
    near.dedup();
    near
}

/// Places of the text that tell the act.
fn mentions(view: &View, cluster: &Cluster) -> usize {
    let mut spans: Vec<_> = cluster.actions.iter().map(|a| view.actions[*a as usize].span).collect();
    spans.sort_unstable();
    spans.dedup();
    spans.len()
}

/// The words behind each field.
fn evidence(view: &View, cluster: &Cluster, date: Option<u32>, quote: Option<u32>, reply: Option<(usize, u32)>) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    let rule_id = |a: &Action| view.lexicon.actions.rules.get(a.rule as usize).map(|r: &ActionRule| r.id.clone()).unwrap_or_default();
    for action in cluster.actions.iter().map(|a| &view.actions[*a as usize]) {
        evidence.push(Evidence { role: "action", span: action.span, rule: rule_id(action) });
        for (role, mention) in
            [("source", action.source.as_ref().and_then(|p| p.mention)), ("target", action.target.as_ref().and_then(|p| p.mention)), ("place", action.place)]
        {
            if let Some(mention) = mention.and_then(|m| view.actors.mentions.get(m as usize)) {
                evidence.push(Evidence { role, span: mention.span, rule: mention.rule.to_owned() });
            }
        }
        if let Some(span) = action.thing.filter(|_| action.target.is_none()) {
            evidence.push(Evidence { role: "target", span, rule: "thing".into() });
        }
    }
    for reference in &cluster.references {
        evidence.push(Evidence { role: "action", span: view.surface.tokens[reference.head as usize].span, rule: "refers-back".into() });
    }
    if let Some(date) = date.map(|d| &view.dates[d as usize]) {
        evidence.push(Evidence { role: "date", span: date.span, rule: view.lexicon.dates.rule_id(date.rule).to_owned() });
    }
    if let Some(quote) = quote.map(|q| &view.quotes[q as usize]) {
        evidence.push(Evidence { role: "quote", span: quote.span, rule: quote.kind.name().to_owned() });
    }
    if let Some((_, token)) = reply {
        evidence.push(Evidence { role: "response", span: view.surface.tokens[token as usize].span, rule: "reply-cue".into() });
    }
    evidence
}

/// Ids: a readable prefix, and a hash of actors, code and the story's article; the act's id is that of its first row.
fn name(view: &View, incidents: &mut [Incident]) {
    let mut seen = std::collections::BTreeMap::<String, u32>::new();
    for incident in incidents.iter_mut() {
        let key =
            format!("{}\u{1f}{}\u{1f}{}\u{1f}{}\u{1f}{}", view.article.id, incident.source_code, incident.cameo, incident.target_code, incident.status.name());
        let repeat = seen.entry(key.clone()).or_default();
        let hash = short_hash(&format!("{key}\u{1f}{repeat}"));
        *repeat += 1;
        let or = |code: &str, none: &str| if code.is_empty() { none.to_owned() } else { code.to_owned() };
        incident.id = format!(
            "{}-{}-{}-{}-{hash}",
            or(&incident.date.value, "undated"),
            or(&incident.source_code, "---"),
            incident.cameo,
            or(&incident.target_code, "---")
        );
    }
    let mut first_of = std::collections::BTreeMap::<u32, usize>::new();
    for i in 0..incidents.len() {
        let acts: Vec<u32> = incidents[i].actions.iter().map(|a| view.actions[*a as usize].act).collect();
        let first = acts.iter().filter_map(|act| first_of.get(act)).min().copied().unwrap_or(i);
        incidents[i].act_id = if first == i { incidents[i].id.clone() } else { incidents[first].act_id.clone() };
        for act in acts {
            first_of.entry(act).or_insert(i);
        }
    }
}
