//! GDELT 2.0 events: after CAMEO, with actor codes taken apart and places in FIPS 10-4.

use std::borrow::Cow;

use super::event::{Event, Place, Side, cell, decimal};

/// Columns of a place.
const GEO: usize = 8;

pub(super) fn cells<'e>(event: &Event<'e>) -> Vec<Cow<'e, str>> {
    let code = cell!(event, "cameo_code");
    let mut all: Vec<Cow<'e, str>> = Vec::with_capacity(61);
    all.push(Event::number(cell!(event, "incident_id")));
    all.extend([event.day().replace('-', "").into(), event.date_part(7).replace('-', "").into(), event.date_part(4).into(), fraction(event.day())]);
    all.extend(actor(event, Side::Source));
    all.extend(actor(event, Side::Target));
    all.extend([
        cell!(event, "leads").into(),
        code.into(),
        code.get(..3).unwrap_or(code).into(),
        cell!(event, "cameo_root").into(),
        cell!(event, "quad_class").into(),
        decimal(cell!(event, "goldstein")),
        cell!(event, "mentions").into(),
        "".into(), // NumSources
        cell!(event, "articles").into(),
        "".into(), // AvgTone
    ]);
    // Where the actors are is not looked for.
    all.extend(std::iter::repeat_n(Cow::Borrowed(""), 2 * GEO));
    all.extend(geography(event));
    all.push("".into()); // DATEADDED
    all.push(cell!(event, "article_url").into());
    all
}

fn actor<'e>(event: &Event<'e>, side: Side) -> [Cow<'e, str>; 10] {
    let parts = event.actor(side);
    let religion = |index: usize| Cow::Borrowed(parts.religions.get(index).copied().unwrap_or(""));
    let kind = |index: usize| Cow::Borrowed(parts.types.get(index).copied().unwrap_or(""));
    [
        parts.code.clone().into(),
        event.name(side).to_uppercase().into(),
        parts.country.into(),
        parts.group.into(),
        parts.ethnic.clone().into(),
        religion(0),
        religion(1),
        kind(0),
        kind(1),
        kind(2),
    ]
}

/// Where it happened. Types are those of the codebook: 1 a country, 3 a town of the United States, 4 a town elsewhere; whether a
/// bare name is a state (2, 5) is not known.
fn geography<'e>(event: &Event<'e>) -> [Cow<'e, str>; GEO] {
    let place = event.place();
    let country = event.place_country();
    let fips = country.map_or("", |c| c.fips.as_str());
    let name = cell!(event, "place");
    let kind = match place {
        Place::Country => "1",
        Place::Town if country.is_some_and(|c| c.iso3 == "USA") => "3",
        Place::Town => "4",
        Place::Nowhere | Place::Name => "",
    };
    let full = match country {
        Some(country) if place != Place::Country && place != Place::Nowhere => format!("{name}, {}", country.name).into(),
        _ => Cow::Borrowed(name),
    };
    // A country's codes of region and feature are the country's own.
    let whole = if place == Place::Country { fips } else { "" };
    [kind.into(), full, fips.into(), whole.into(), "".into(), cell!(event, "latitude").into(), cell!(event, "longitude").into(), whole.into()]
}

/// The share of the year that is over, as GDELT reckons: months of 30 days in a year of 365.
fn fraction(day: &str) -> Cow<'static, str> {
    let number = |from: usize, to: usize| day.get(from..to).and_then(|t| t.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day)) = (number(0, 4), number(5, 7), number(8, 10)) else { return "".into() };
    format!("{:.4}", f64::from(year) + f64::from((month.saturating_sub(1)) * 30 + day) / 365.0).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_those_of_the_codebook() {
        assert_eq!(fraction("2015-02-18"), "2015.1315");
        assert_eq!(fraction("2012-12-31"), "2012.9890");
        assert_eq!(fraction(""), "");
    }
}
