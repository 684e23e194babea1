//! The native part of the Python module `dateline`: records as JSON in, rows and annotation objects as JSON out. All that
//! Python programs see is in `dateline/__init__.py`.

use std::path::PathBuf;
use std::sync::Arc;

use dateline::input::{FieldNames, InputOptions, Parser, parse_date};
use dateline::lexicon::{Lexicon, Sources};
use dateline::output::columns::TABLES;
use dateline::output::{annotation, incident_rows, schema};
use dateline::pipeline::{Analysis, Options, analyse_all};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;

/// Reads articles, one at a time, on as many threads as call it.
#[pyclass(frozen, module = "dateline._native")]
struct Reader {
    lexicon: Lexicon,
    parser: Parser,
    options: Options,
}

fn wrong(error: impl std::fmt::Display) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// Which figure of a numeric date is the day.
fn day_first(order: &str) -> PyResult<Option<bool>> {
    match order {
        "auto" => Ok(None),
        "dmy" => Ok(Some(true)),
        "mdy" => Ok(Some(false)),
        other => Err(wrong(format!("date_order is auto, dmy or mdy, not {other}"))),
    }
}

#[pymethods]
impl Reader {
    #[new]
    #[pyo3(signature = (*, published=None, date_order="auto", keep_boilerplate=false, any_language=false, fix_mojibake=false, lexicon=Vec::new(), default_lexicon=true, fields=Vec::new()))]
    #[expect(clippy::too_many_arguments, reason = "keywords in Python")]
    fn new(
        published: Option<&str>,
        date_order: &str,
        keep_boilerplate: bool,
        any_language: bool,
        fix_mojibake: bool,
        lexicon: Vec<PathBuf>,
        default_lexicon: bool,
        fields: Vec<(String, String)>,
    ) -> PyResult<Self> {
        let mut sources = if default_lexicon { Sources::builtin() } else { Sources::none() };
        for folder in &lexicon {
            sources.push_dir(folder).map_err(wrong)?;
        }
        let mut names = FieldNames::default();
        // The first that was named is tried first.
        for (kind, field) in fields.iter().rev() {
            names.map(kind, field).map_err(wrong)?;
        }
        let day = |text: &str| parse_date(text).ok().flatten().ok_or_else(|| wrong(format!("published is a day as 2025-03-12, not {text}")));
        let published = published.map(day).transpose()?;
        let input = InputOptions { published, fields: names, fix_mojibake, ..InputOptions::default() };
        Ok(Self {
            lexicon: Lexicon::load(&sources).map_err(wrong)?,
            parser: Parser::new(Arc::new(input)),
            options: Options { keep_boilerplate, any_language, day_first: day_first(date_order)? },
        })
    }

    /// The annotation object of the article in a JSON record, as JSON.
    fn annotate(&self, py: Python<'_>, record: &str) -> PyResult<String> {
        py.detach(|| {
            let analysis = self.analysis(record)?;
            serde_json::to_string(&annotation(&analysis, &self.lexicon)).map_err(wrong)
        })
    }

    /// The incident rows of the article in a JSON record, as a JSON array of flat objects.
    fn incidents(&self, py: Python<'_>, record: &str) -> PyResult<String> {
        py.detach(|| {
            let analysis = self.analysis(record)?;
            serde_json::to_string(&incident_rows(&analysis, &self.lexicon)).map_err(wrong)
        })
    }
}

impl Reader {
    fn analysis(&self, record: &str) -> PyResult<Analysis> {
        let article = self.parser.record(record.as_bytes().to_vec()).map_err(|e| wrong(e.message))?;
        let done = analyse_all(vec![article], &self.lexicon, &self.options).pop();
        let broke_off = |what| PyRuntimeError::new_err(format!("the analysis broke off: {what}; this is a bug, please report it with the article"));
        done.unwrap_or_else(|| Err("no result".into())).map_err(broke_off)
    }
}

/// The Table Schema of a table's rows, or the JSON Schema of the annotation objects, as JSON.
#[pyfunction]
fn schema_of(form: &str) -> PyResult<String> {
    let schema = match TABLES.iter().find(|t| t.name == form) {
        Some(table) => schema::of_table(table),
        None if form == "annotations" => schema::annotations(),
        None => return Err(wrong(format!("there is no form {form}"))),
    };
    Ok(schema.to_string())
}

/// Runs the command line; gives its exit status.
#[pyfunction]
fn run(py: Python<'_>, arguments: Vec<std::ffi::OsString>) -> u8 {
    py.detach(|| dateline::cli::run(arguments))
}

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<Reader>()?;
    module.add_function(wrap_pyfunction!(schema_of, module)?)?;
    module.add_function(wrap_pyfunction!(run, module)?)
}
