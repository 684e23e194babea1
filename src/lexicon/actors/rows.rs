//! The rows of `actors/*.csv`, `agents.csv` and `titles.csv`: their form, their checks, and which of them hold.

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::Code;
use crate::lexicon::{LexiconError, Located, Sources};

/// What an entity of the lexicon is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum NameKind {
    Country,
    Place,
    Organisation,
    Group,
    Person,
}

/// How a form is used for its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameUse {
    /// Its name, in full or short.
    Name,
    /// `Russian`.
    Adjective,
    /// `Russians`.
    Demonym,
    /// `Moscow`: the town, or the government that sits in it.
    Capital,
    /// `Downing Street`.
    Metonym,
}

/// What an agent noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AgentKind {
    /// One person: `diplomat`.
    Person,
    /// A post with one holder: `foreign secretary`.
    Office,
    /// Several: `troops`.
    Group,
    /// A body or thing: `ministry`, `warship`.
    Body,
}

/// Grammatical gender as the lexicon knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[allow(missing_docs)]
pub enum Sex {
    #[serde(rename = "m")]
    Male,
    #[serde(rename = "f")]
    Female,
    #[serde(rename = "n")]
    Neuter,
    #[default]
    #[serde(rename = "")]
    Unknown,
}

/// What a title says of the name behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TitleKind {
    /// `Mr`, `Dame`: a person, no more.
    Honorific,
    /// `President`: an office.
    Office,
    /// `Gen.`: a rank of the armed forces or the police.
    Rank,
    /// `Archbishop`.
    Religious,
    /// `King`.
    Royal,
}

#[derive(Deserialize)]
struct NameRow {
    form: String,
    entity: String,
    kind: NameKind,
    #[serde(rename = "use")]
    usage: NameUse,
    code: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    valid_from: String,
    #[serde(default)]
    valid_to: String,
    #[serde(default)]
    caution: String,
}

/// A checked row of `actors/*.csv`.
pub(super) struct Name {
    pub form: String,
    pub entity: String,
    pub kind: NameKind,
    pub usage: NameUse,
    pub code: Code,
    pub role: String,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub caution: bool,
}

#[derive(Deserialize)]
struct AgentRow {
    agent: String,
    #[serde(default)]
    plural: String,
    #[serde(default)]
    sector: String,
    kind: AgentKind,
    #[serde(default)]
    gender: Sex,
}

/// A checked row of `agents.csv`.
pub(super) struct AgentNoun {
    pub agent: String,
    pub plural: String,
    pub sector: Code,
    pub kind: AgentKind,
    pub sex: Sex,
}

#[derive(Deserialize)]
pub(super) struct TitleRow {
    pub form: String,
    pub kind: TitleKind,
    #[serde(default)]
    pub gender: Sex,
}

#[derive(Deserialize)]
pub(super) struct GivenRow {
    pub name: String,
    #[serde(default)]
    pub gender: Sex,
}

/// The names of all layers: a later layer's rows of one form, entity and use replace the earlier ones.
pub(super) fn names(sources: &Sources) -> Result<Vec<Name>, LexiconError> {
    let rows =
        without_replaced(sources.csv::<NameRow>("actors/")?, |r| (r.form.clone(), format!("{}\u{1f}{:?}", r.entity, r.usage)), |r| r.valid_from.as_str())?;
    rows.into_iter().map(check_name).collect()
}

/// The agent nouns of all layers, by noun.
pub(super) fn agents(sources: &Sources) -> Result<Vec<AgentNoun>, LexiconError> {
    let rows = without_replaced(sources.csv::<AgentRow>("agents.csv")?, |r| (r.agent.clone(), String::new()), |_| "")?;
    rows.into_iter()
        .map(|row| {
            let sector = code(&row, &row.value.sector)?;
            not_empty(&row, &row.value.agent)?;
            let AgentRow { agent, plural, kind, gender, .. } = row.value;
            Ok(AgentNoun { agent, plural, sector, kind, sex: gender })
        })
        .collect()
}

/// The titles of all layers, by form.
pub(super) fn titles(sources: &Sources) -> Result<Vec<TitleRow>, LexiconError> {
    let rows = without_replaced(sources.csv::<TitleRow>("titles.csv")?, |r| (r.form.clone(), String::new()), |_| "")?;
    Ok(rows.into_iter().map(|r| r.value).collect())
}

fn check_name(row: Located<NameRow>) -> Result<Name, LexiconError> {
    let code = code(&row, &row.value.code)?;
    not_empty(&row, &row.value.form)?;
    not_empty(&row, &row.value.entity)?;
    let from = day(&row, &row.value.valid_from, false)?;
    let to = day(&row, &row.value.valid_to, true)?;
    if from.zip(to).is_some_and(|(f, t)| f > t) {
        return Err(row.error(format!("valid_from {} is after valid_to {}", row.value.valid_from, row.value.valid_to), "swap or correct the dates"));
    }
    let caution = row.value.caution == "y";
    if !caution && !row.value.caution.is_empty() {
        return Err(row.error(format!("caution is `{}`", row.value.caution), "write y, or leave it empty"));
    }
    let NameRow { form, entity, kind, usage, role, .. } = row.value;
    Ok(Name { form, entity, kind, usage, code, role, from, to, caution })
}

fn not_empty<T>(row: &Located<T>, text: &str) -> Result<(), LexiconError> {
    if text.trim().is_empty() { Err(row.error("an empty form or entity", "delete the row or fill it in")) } else { Ok(()) }
}

fn code<T>(row: &Located<T>, text: &str) -> Result<Code, LexiconError> {
    Code::parse(text).ok_or_else(|| {
        row.error(format!("`{text}` is no actor code"), "a CAMEO actor code is made of groups of three capitals, at most five: GBR, GBRGOV, IGOUNO")
    })
}

/// `2024`, `2024-07` or `2024-07-05`; the first day that it may mean, or the last.
fn day<T>(row: &Located<T>, text: &str, last: bool) -> Result<Option<Date>, LexiconError> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || row.error(format!("`{text}` is no date"), "write 2024, 2024-07 or 2024-07-05");
    let mut parts = text.splitn(3, '-');
    let year: i16 = parts.next().and_then(|p| p.parse().ok()).ok_or_else(wrong)?;
    let number = |p: Option<&str>| p.map(|p| p.parse::<i8>().map_err(|_| wrong())).transpose();
    let (month, day) = (number(parts.next())?, number(parts.next())?);
    let date = Date::new(year, month.unwrap_or(if last { 12 } else { 1 }), day.unwrap_or(1)).map_err(|_| wrong())?;
    Ok(Some(if last && day.is_none() { date.last_of_month() } else { date }))
}

/// Drops what a later layer replaces. Rows with one key may stand in one layer where `variant` differs (two terms of one
/// office); the same variant twice is an error.
fn without_replaced<T>(rows: Vec<Located<T>>, key: impl Fn(&T) -> (String, String), variant: impl Fn(&T) -> &str) -> Result<Vec<Located<T>>, LexiconError> {
    let mut layers: Vec<Arc<str>> = Vec::new();
    let mut last: FxHashMap<(String, String), (usize, Vec<usize>)> = FxHashMap::default();
    let mut dead = vec![false; rows.len()];
    for (i, row) in rows.iter().enumerate() {
        let layer = rank(&mut layers, &row.file);
        let (holder, kept) = last.entry(key(&row.value)).or_insert((layer, Vec::new()));
        if *holder != layer {
            // The built-in layer never replaces a user's, in whatever order their files are read.
            if layer == 0 {
                dead[i] = true;
                continue;
            }
            kept.drain(..).for_each(|k| dead[k] = true);
            *holder = layer;
        }
        if let Some(twin) = kept.iter().find(|k| variant(&rows[**k].value) == variant(&row.value)) {
            let twin = &rows[*twin];
            return Err(row.error(format!("the same form, entity and use as {}:{}", twin.file, twin.line), "delete one of the two rows"));
        }
        kept.push(i);
    }
    Ok(rows.into_iter().zip(dead).filter(|(_, dead)| !dead).map(|(row, _)| row).collect())
}

/// A number for the layer that a file belongs to: 0 for the built-in one, the others as they come.
fn rank(layers: &mut Vec<Arc<str>>, file: &Arc<str>) -> usize {
    let label = ["actors/", "agents.csv", "titles.csv"].iter().filter_map(|p| file.rfind(p)).max().map_or(&**file, |at| &file[..at]);
    if label == "lexicon/" {
        return 0;
    }
    if let Some(at) = layers.iter().position(|l| **l == *label) {
        return at + 1;
    }
    layers.push(label.into());
    layers.len()
}
