//! Where an incident happened.

use super::{IncidentPlace, View};
use crate::actions::{Action, Party, Reading};
use crate::actors::EntityKind;
use crate::lexicon::{actor_country, is_violent};

/// The rule of a mention of a capital that is meant as a place.
const CAPITAL: &str = "capital-as-place";

/// The place of an incident: one that a telling of it names, a town rather than its country, that of the clearest telling
/// `clearest` first. Else where the story was filed, if its lead tells the act by a verb. Of an act that stands further back, or that
/// a noun recalls, a dateline in the capital tells no more than the country.
pub(super) fn of(view: &View, clearest: &Action, actions: &[u32], (source, target): (Option<&Party>, Option<&Party>)) -> Option<IncidentPlace> {
    let all = || std::iter::once(clearest).chain(actions.iter().map(|a| &view.actions[*a as usize]));
    let told = || all().filter_map(|a| a.place).filter(|m| !is_filed(view, *m));
    let country = |m: &u32| view.actors.entity_of(*m as usize).is_some_and(|e| e.kind == EntityKind::Country);
    let first = told().next();
    let within = first.filter(country).and_then(|whole| {
        let land = |m: u32| view.actors.entity_of(m as usize).map(|e| e.country().to_owned());
        told().find(|m| !country(m) && land(*m) == land(whole))
    });
    if let Some(mention) = within.or(first) {
        return named(view, mention);
    }
    let lead = view.surface.sentence_at((view.filed_end as usize).checked_sub(1)?) as u32;
    let news = |a: &&Action| a.sentence == lead && a.reading != Reading::Nominal;
    let filed = all().find(|a| a.place.is_some());
    if let Some(mention) = all().filter(news).find_map(|a| a.place) {
        return named(view, mention);
    }
    // A wire filed in a town that is no capital tells of what happened there.
    let local = |m: &u32| view.actors.mentions.get(*m as usize).is_some_and(|m| m.rule != CAPITAL);
    if let Some(mention) = filed.and_then(|a| a.place).filter(local) {
        return named(view, mention);
    }
    let filed = filed.and_then(|a| a.place).or_else(|| is_violent(&clearest.cameo).then(|| filed_place(view)).flatten())?;
    let land = view.actors.entity_of(filed as usize)?.country();
    // Of an act far from the dateline somebody of that country must be told, and nobody of another.
    let sides = || [source, target].into_iter().flatten().map(|p| actor_country(&p.code)).filter(|c| !c.is_empty());
    let here = all().any(|a| a.place.is_some()) || sides().next().is_some() && sides().all(|c| c == land);
    here.then(|| country_of(view, land)).flatten()
}

/// The mention stands in the dateline.
fn is_filed(view: &View, mention: u32) -> bool {
    view.actors.mentions.get(mention as usize).is_some_and(|m| m.head < view.filed_end)
}

/// The place in the dateline.
fn filed_place(view: &View) -> Option<u32> {
    let of_dateline = view.actors.mentions.iter().take_while(|m| m.tokens.start < view.filed_end);
    of_dateline.enumerate().find(|(_, m)| m.head < view.filed_end && m.part == crate::actors::Part::Place).map(|(m, _)| m as u32)
}

fn country_of(view: &View, code: &str) -> Option<IncidentPlace> {
    let found = view.lexicon.profiles.country(code)?;
    Some(IncidentPlace { name: found.name.as_str().into(), country: code.into(), coordinates: None, basis: "dateline" })
}

/// The place that a mention names.
fn named(view: &View, mention: u32) -> Option<IncidentPlace> {
    let entity = view.actors.entity_of(mention as usize)?;
    let country = entity.country();
    let mut words = Vec::new();
    view.lexicon.tokenize(&entity.name, &mut words);
    let found = view.lexicon.places.locate(&words, country);
    let coordinates = found.map(|p| (p.latitude, p.longitude));
    Some(IncidentPlace {
        name: entity.name.clone(),
        country: found.as_ref().map_or(country, |p| p.country.as_str()).into(),
        coordinates,
        basis: if is_filed(view, mention) { "dateline" } else { "text" },
    })
}
