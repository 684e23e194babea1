//! One page to look at: what happened when and where, who did what to whom, what answered what, and the words behind each
//! row. It is one file that needs nothing else, and nothing of an article is ever run: the rows lie in it as data, and its one
//! script, which its policy names by its hash, puts them in place as text.

mod collect;
mod encode;
mod marks;

use std::io::{self, Write};

use serde_json::{Value, json};

use super::columns::{INCIDENTS, Table};
use super::files::Sink;
use super::forms::Form;
use crate::lexicon::CameoTable;
use collect::Collected;
use encode::{base64, write_data};

/// Rows of a table that a page holds. A browser shows twenty thousand without waiting; further ones are counted.
pub const MOST_ROWS: usize = 20_000;

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
/// Parts of the one script, in order.
const SCRIPTS: [&str; 4] = [include_str!("rows.js"), include_str!("charts.js"), include_str!("lists.js"), include_str!("page.js")];
/// Outlines of the lands at half a degree, a path in a box of 720 by 300 from 180° west and 84° north. Natural Earth 1:110m
/// (public domain) by way of world-atlas 2.0.2 (ISC), made coarser.
const LAND: &str = include_str!("land.txt");

/// A page being written.
pub struct Page {
    out: Sink,
    collected: Collected,
    /// Roots of the codes, with their names.
    roots: Vec<(String, String)>,
}

impl Page {
    /// Starts a page. `cameo` names the kinds of acts.
    #[must_use]
    pub fn new(out: Sink, cameo: &CameoTable) -> Self {
        Self { out, collected: Collected::new(MOST_ROWS), roots: cameo.roots().map(|(root, name)| (root.into(), name.into())).collect() }
    }
}

impl Form for Page {
    fn rows(&mut self, table: &'static Table, records: &[u8]) -> io::Result<()> {
        self.collected.take(table, records)
    }

    fn note(&self) -> Option<String> {
        let left: Vec<_> = self.collected.totals().iter().filter(|t| t.found > t.held).map(|t| format!("{} of {} {}", t.held, t.found, t.name)).collect();
        (!left.is_empty()).then(|| format!("the page holds the first {}; pick rows with --since, --country, --event and the like", left.join(", ")))
    }

    fn finish(self: Box<Self>, run: &Value) -> io::Result<()> {
        let Self { mut out, collected, roots } = *self;
        let script = SCRIPTS.concat();
        let policy = format!(
            "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
            base64(&digest(&script)),
            base64(&digest(STYLE))
        );
        let columns: Vec<_> = INCIDENTS.columns.iter().map(|c| json!([c.name, c.about])).collect();
        let head = json!({"schema": "dateline/page/1", "run": run, "columns": columns, "roots": roots});
        for piece in TEMPLATE.split("{{").flat_map(|p| p.split("}}")) {
            match piece {
                "policy" => out.write_all(policy.as_bytes())?,
                "style" => out.write_all(STYLE.as_bytes())?,
                "land" => out.write_all(LAND.trim_end().as_bytes())?,
                "script" => out.write_all(script.as_bytes())?,
                "data" => write_data(&mut out, &head, &collected)?,
                text => out.write_all(text.as_bytes())?,
            }
        }
        out.finish()
    }
}

fn digest(text: &str) -> [u8; 32] {
    use sha2::{Digest, Sha256};
    Sha256::digest(text.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_the_template_is_filled() {
        let places: Vec<_> = TEMPLATE.split("{{").skip(1).map(|p| p.split("}}").next().unwrap()).collect();
        assert_eq!(places, ["policy", "style", "land", "data", "script"]);
    }

    #[test]
    fn scripts_and_styles_do_not_end_themselves() {
        for text in SCRIPTS.into_iter().chain([STYLE, LAND]) {
            assert!(!text.contains("</") && !text.contains("<!--"));
        }
    }

    #[test]
    fn the_script_writes_text_and_no_markup() {
        for script in SCRIPTS {
            for way in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("] {
                assert!(!script.contains(way), "{way}");
            }
        }
    }

    #[test]
    fn nothing_is_fetched() {
        for text in SCRIPTS.into_iter().chain([STYLE, TEMPLATE]) {
            for way in ["http://", "https://", "url(", "@import", "fetch(", " src=", "XMLHttpRequest"] {
                assert!(!text.replace("http://www.w3.org/2000/svg", "").contains(way), "{way}");
            }
        }
    }
}
