//! Which incident rows a user wants.

use jiff::civil::Date;

use super::IncidentRow;

/// Only rows that pass all of these are written. An empty list lets everything through.
#[derive(Debug, Clone, Default)]
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

impl Filter {
    /// `row` passes.
    #[must_use]
    pub fn keeps(&self, row: &IncidentRow) -> bool {
        self.in_time(row)
            && (self.countries.is_empty() || self.countries.iter().any(|c| in_country(row, c)))
            && (self.events.is_empty() || self.events.iter().any(|e| is_event(row, e)))
            && (self.statuses.is_empty() || self.statuses.iter().any(|s| s.eq_ignore_ascii_case(row.status)))
            && self.min_confidence.is_none_or(|least| row.confidence >= least)
    }

    fn in_time(&self, row: &IncidentRow) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        // ISO days compare as text.
        let (Some(from), Some(to)) = (&row.date_from, &row.date_to) else { return false };
        self.since.is_none_or(|s| *to >= s.to_string()) && self.until.is_none_or(|u| *from <= u.to_string())
    }
}

fn in_country(row: &IncidentRow, country: &str) -> bool {
    [&row.source_country, &row.target_country, &row.place_country].into_iter().flatten().any(|c| c.eq_ignore_ascii_case(country))
}

fn is_event(row: &IncidentRow, event: &str) -> bool {
    if event.starts_with(|c: char| c.is_ascii_digit()) {
        return row.cameo_code.starts_with(event);
    }
    row.plover_event.as_deref().is_some_and(|e| e.eq_ignore_ascii_case(event))
}
