//! POLECAT: events after PLOVER.

use std::borrow::Cow;

use super::event::{Event, Side, cell, decimal};

pub(super) const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

pub(super) fn cells<'e>(event: &Event<'e>) -> [Cow<'e, str>; 40] {
    let [name, country, cow, sector, sectors, title, raw] = actor(event, Side::Source);
    let [to_name, to_country, to_cow, to_sector, to_sectors, to_title, to_raw] = actor(event, Side::Target);
    [
        cell!(event, "incident_id").into(),
        event.day().into(),
        cell!(event, "plover_event").into(),
        cell!(event, "plover_mode").into(),
        decimal(cell!(event, "goldstein")),
        cell!(event, "plover_quad").into(),
        cell!(event, "plover_context").replace("; ", ";").into(),
        name,
        country,
        cow,
        sector,
        sectors,
        title,
        raw,
        "".into(), // Wikipedia Actor ID
        to_name,
        to_country,
        to_cow,
        to_sector,
        to_sectors,
        to_title,
        to_raw,
        "".into(), // Wikipedia Recipient ID
        cell!(event, "place").into(),
        event.town().into(),
        "".into(), // District
        "".into(), // Province
        cell!(event, "place_country").into(),
        cell!(event, "latitude").into(),
        cell!(event, "longitude").into(),
        "".into(), // GeoNames ID
        cell!(event, "place_text").into(),
        "".into(), // Feature Type
        cell!(event, "article_source").into(),
        cell!(event, "article_published").into(),
        cell!(event, "people").into(),
        cell!(event, "organisations").into(),
        cell!(event, "locations").into(),
        cell!(event, "language").into(),
        concat!(env!("CARGO_PKG_NAME"), "-", env!("CARGO_PKG_VERSION")).into(),
    ]
}

/// Name, country, COW number, first sector, all sectors, title, raw name.
fn actor<'e>(event: &Event<'e>, side: Side) -> [Cow<'e, str>; 7] {
    let country = event.country(side);
    let parts = event.actor(side);
    let (title, raw) = match side {
        Side::Source => (cell!(event, "source_title"), cell!(event, "source_text")),
        Side::Target => (cell!(event, "target_title"), cell!(event, "target_text")),
    };
    [
        event.name(side).into(),
        country.map_or("", |c| c.iso3.as_str()).into(),
        country.map_or("", |c| c.cow.as_str()).into(),
        parts.types.first().copied().unwrap_or("").into(),
        parts.types.join(";").into(),
        title.into(),
        raw.into(),
    ]
}
