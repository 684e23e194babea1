//! ICEWS: events after CAMEO, with names in words.

use std::borrow::Cow;

use super::event::{Event, Side, cell, decimal};
use crate::lexicon::CountryCodes;

pub(super) const COLUMNS: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

pub(super) fn cells<'e>(event: &Event<'e>) -> [Cow<'e, str>; 20] {
    let name = |country: Option<&'e CountryCodes>| Cow::Borrowed(country.map_or("", |c| c.name.as_str()));
    [
        Event::number(cell!(event, "incident_id")),
        event.day().into(),
        event.name(Side::Source).into(),
        sectors(event, Side::Source),
        name(event.country(Side::Source)),
        cell!(event, "cameo_label").into(),
        cell!(event, "cameo_code").into(),
        decimal(cell!(event, "goldstein")),
        event.name(Side::Target).into(),
        sectors(event, Side::Target),
        name(event.country(Side::Target)),
        Event::number(cell!(event, "article_id")),
        cell!(event, "sentence_number").into(),
        cell!(event, "article_source").into(),
        event.town().into(),
        "".into(), // District
        "".into(), // Province
        name(event.place_country()),
        cell!(event, "latitude").into(),
        cell!(event, "longitude").into(),
    ]
}

/// Names of the actor's sectors, between commas.
fn sectors<'e>(event: &Event<'e>, side: Side) -> Cow<'e, str> {
    let names: Vec<_> = event.actor(side).types.iter().map(|code| event.lexicon.sector(code)).collect();
    names.join(",").into()
}
