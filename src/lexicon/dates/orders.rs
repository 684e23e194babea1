use serde::Deserialize;

use crate::lexicon::{LexiconError, Sources};

/// Which sources write the day first in `3/4/2024`, from `dates/orders.csv`.
#[derive(Debug, Default)]
pub struct Orders {
    /// Ends of domains, with a dot in front, and whether the day stands first.
    ends: Vec<(String, bool)>,
}

#[derive(Deserialize)]
struct Row {
    end: String,
    order: String,
}

impl Orders {
    pub(super) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let mut ends = Vec::new();
        for row in sources.csv::<Row>("dates/orders.csv")? {
            let Row { end, order } = &row.value;
            let day_first = match order.as_str() {
                "dmy" => true,
                "mdy" => false,
                other => return Err(row.error(format!("`{other}` is no order"), "write dmy for the day first, mdy for the month first")),
            };
            if !end.starts_with('.') || end.len() < 2 || end.contains(char::is_whitespace) {
                return Err(row.error(format!("`{end}` is no end of a domain"), "write it with its dot, as .uk or .post.example"));
            }
            ends.push((end.to_ascii_lowercase(), day_first));
        }
        Ok(Self { ends })
    }

    /// Whether the source at this address (`https://post.example.uk/a`) or domain writes the day first; `None` where that is
    /// not known.
    #[must_use]
    pub fn day_first(&self, address: &str) -> Option<bool> {
        let host = address.split_once("://").map_or(address, |(_, rest)| rest).split(['/', '?', '#', ':']).next()?;
        if host.contains(char::is_whitespace) || !host.contains('.') {
            return None;
        }
        // As if the host began with a dot, so that an end may be the whole of it.
        let host = format!(".{}", host.to_ascii_lowercase());
        self.ends.iter().filter(|(end, _)| host.ends_with(end.as_str())).max_by_key(|(end, _)| end.len()).map(|(_, day_first)| *day_first)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_end_counts() {
        let orders = Orders { ends: vec![(".uk".into(), true), (".post.uk".into(), false)] };
        assert_eq!(orders.day_first("https://www.lantern.co.uk:443/a.us"), Some(true));
        assert_eq!(orders.day_first("post.UK"), Some(false));
        assert_eq!(orders.day_first("https://www.post.uk?q=1"), Some(false));
        for unknown in ["https://lantern.example/uk", "Lantern of the UK.uk", "", "uk"] {
            assert_eq!(orders.day_first(unknown), None, "{unknown}");
        }
    }
}
