//! What one article's row of an incident adds to another's.

use super::columns::INCIDENTS;

/// Columns that are taken together, all or none, the first of them deciding.
const GROUPS: [&[&str]; 9] = [
    &["date", "date_from", "date_to", "date_precision", "date_basis", "date_text"],
    &["place", "place_country", "latitude", "longitude", "place_basis"],
    &["source_code", "source_name", "source_country", "source_sector"],
    &["target_code", "target_name", "target_country", "target_sector"],
    &["killed"],
    &["injured"],
    &["weapon"],
    &["attributed_to"],
    &["quote", "quote_speaker"],
];

/// How surely a date is known; the article's own day is the weakest.
const BASES: [&str; 5] = ["none", "published", "context", "relative", "explicit"];

/// Fills what `cells` leaves open, and takes a surer date.
pub(super) fn fill(cells: &mut [String], other: &[String]) {
    let place = |column: &str| INCIDENTS.place(column);
    let theirs = |column: &str| other.get(place(column)).map(String::as_str);
    for group in GROUPS {
        let first = place(group[0]);
        // A day of the text beats the day of the paper, but a month does not.
        let is_day = theirs("date_precision") == Some("day");
        let surer = group[0] == "date" && is_day && basis(theirs("date_basis")) > basis(cells.get(place("date_basis")).map(String::as_str));
        let open = cells[first].is_empty() && other.get(first).is_some_and(|v| !v.is_empty());
        if open || surer {
            for column in group {
                cells[place(column)] = other.get(place(column)).cloned().unwrap_or_default();
            }
        }
    }
    let (mentions, confidence) = (place("mentions"), place("confidence"));
    let number = |text: Option<&str>| text.and_then(|t| t.parse::<u64>().ok()).unwrap_or(1);
    cells[mentions] = (number(cells.get(mentions).map(String::as_str)) + number(theirs("mentions"))).to_string();
    let sure = |text: Option<&str>| text.and_then(|t| t.parse::<f64>().ok()).unwrap_or(0.0);
    if sure(theirs("confidence")) > sure(cells.get(confidence).map(String::as_str)) {
        cells[confidence] = other.get(confidence).cloned().unwrap_or_default();
    }
}

fn basis(name: Option<&str>) -> usize {
    BASES.iter().position(|b| Some(*b) == name).unwrap_or(0)
}

/// Notes how many articles tell it.
pub(super) fn count(cells: &mut [String], articles: usize) {
    cells[INCIDENTS.place("articles")] = articles.to_string();
}
