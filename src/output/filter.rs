//! Which incident rows a user wants.

use compact_str::CompactString;
use jiff::civil::Date;

use super::IncidentRow;
use super::columns::INCIDENTS;

/// Only rows that pass all of these are written. An empty list lets everything through.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// The row's date range ends on this day or later; undated rows drop out.
    pub since: Option<Date>,
    /// The row's date range starts on this day or earlier; undated rows drop out.
    pub until: Option<Date>,
    /// ISO 3166 alpha-3, of source, target or place.
    pub countries: Vec<String>,
    /// CAMEO codes (a code stands for all below it: `16`, `161`) or PLOVER events.
    pub events: Vec<String>,
    /// Statuses.
    pub statuses: Vec<String>,
    /// Least confidence.
    pub min_confidence: Option<f64>,
}

/// What a row is chosen by. Empty where nothing is known.
#[derive(Debug, Clone, Copy)]
pub struct Facets<'r> {
    from: &'r str,
    to: &'r str,
    countries: [&'r str; 3],
    cameo: &'r str,
    plover: &'r str,
    status: &'r str,
    confidence: f64,
}

impl<'r> Facets<'r> {
    /// Of a row.
    #[must_use]
    pub fn of_row(row: &'r IncidentRow<'_>) -> Self {
        let day = |cell: &'r Option<CompactString>| cell.as_deref().unwrap_or("");
        let text = Option::unwrap_or_default;
        Self {
            from: day(&row.date_from),
            to: day(&row.date_to),
            countries: [row.source_country, row.target_country, row.place_country].map(text),
            cameo: row.cameo_code,
            plover: text(row.plover_event),
            status: row.status,
            confidence: row.confidence,
        }
    }

    /// Of the cells of a row.
    #[must_use]
    pub fn of_cells(cells: &'r [String]) -> Self {
        let text = |column: &str| cells.get(INCIDENTS.place(column)).map_or("", String::as_str);
        Self {
            from: text("date_from"),
            to: text("date_to"),
            countries: [text("source_country"), text("target_country"), text("place_country")],
            cameo: text("cameo_code"),
            plover: text("plover_event"),
            status: text("status"),
            confidence: text("confidence").parse().unwrap_or(0.0),
        }
    }
}

impl Filter {
    /// Everything passes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A row of these facets passes.
    #[must_use]
    pub fn keeps(&self, row: &Facets<'_>) -> bool {
        self.in_time(row)
            && (self.countries.is_empty() || self.countries.iter().any(|c| row.countries.iter().any(|r| r.eq_ignore_ascii_case(c))))
            && (self.events.is_empty() || self.events.iter().any(|e| is_event(row, e)))
            && (self.statuses.is_empty() || self.statuses.iter().any(|s| s.eq_ignore_ascii_case(row.status)))
            && self.min_confidence.is_none_or(|least| row.confidence >= least)
    }

    fn in_time(&self, row: &Facets<'_>) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        if row.from.is_empty() || row.to.is_empty() {
            return false;
        }
        // ISO days compare as text.
        self.since.is_none_or(|s| *row.to >= *s.to_string()) && self.until.is_none_or(|u| *row.from <= *u.to_string())
    }
}

fn is_event(row: &Facets<'_>, event: &str) -> bool {
    if event.starts_with(|c: char| c.is_ascii_digit()) {
        return row.cameo.starts_with(event);
    }
    row.plover.eq_ignore_ascii_case(event)
}
