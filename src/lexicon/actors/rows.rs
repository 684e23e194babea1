//! The rows of `actors/*.csv`, `agents.csv` and `titles.csv`: their form, their checks, and which of them hold.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::Code;
use crate::lexicon::table::{Column, Row, Table};
use crate::lexicon::{LexiconError, ProfileLexicon, Sources};

/// What an entity of the lexicon is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum NameKind {
    Country,
    Place,
    Organisation,
    Group,
    Person,
}

/// How a form is used for its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Sex {
    Male,
    Female,
    Neuter,
    #[default]
    Unknown,
}

/// What a title says of the name behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleKind {
    /// `Mr`, `Dame`: a person, no more.
    Honorific,
    /// `President`: an office.
    Office,
    /// `Gen.`: a rank of the armed forces.
    Rank,
    /// `Det.`: a rank of the police.
    Police,
    /// `Archbishop`.
    Religious,
    /// `King`.
    Royal,
}

impl NameKind {
    const KEYS: [(&'static str, Self); 5] =
        [("country", Self::Country), ("place", Self::Place), ("organisation", Self::Organisation), ("group", Self::Group), ("person", Self::Person)];
}

impl NameUse {
    const KEYS: [(&'static str, Self); 5] =
        [("name", Self::Name), ("adjective", Self::Adjective), ("demonym", Self::Demonym), ("capital", Self::Capital), ("metonym", Self::Metonym)];
}

impl AgentKind {
    const KEYS: [(&'static str, Self); 4] = [("person", Self::Person), ("office", Self::Office), ("group", Self::Group), ("body", Self::Body)];
}

impl Sex {
    const KEYS: [(&'static str, Self); 4] = [("", Self::Unknown), ("m", Self::Male), ("f", Self::Female), ("n", Self::Neuter)];
}

impl TitleKind {
    const KEYS: [(&'static str, Self); 6] = [
        ("honorific", Self::Honorific),
        ("office", Self::Office),
        ("rank", Self::Rank),
        ("police", Self::Police),
        ("religious", Self::Religious),
        ("royal", Self::Royal),
    ];
}

/// A checked row of `actors/*.csv`.
pub(super) struct Name<'t> {
    pub form: Cow<'t, str>,
    pub entity: Cow<'t, str>,
    pub kind: NameKind,
    pub usage: NameUse,
    pub code: Code,
    pub role: Cow<'t, str>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub caution: bool,
}

/// A checked row of `agents.csv`.
pub(super) struct AgentNoun<'t> {
    pub agent: Cow<'t, str>,
    pub plural: Cow<'t, str>,
    pub sector: Code,
    pub kind: AgentKind,
    pub sex: Sex,
}

/// A checked row of `titles.csv`.
pub(super) struct TitleRow<'t> {
    pub form: Cow<'t, str>,
    pub kind: TitleKind,
    pub gender: Sex,
}

/// A checked row of `given_names.csv`.
pub(super) struct GivenRow<'t> {
    pub name: Cow<'t, str>,
    pub gender: Sex,
}

const NAME: [Column; 9] = [
    ("form", true),
    ("entity", true),
    ("kind", true),
    ("use", true),
    ("code", true),
    ("role", false),
    ("valid_from", false),
    ("valid_to", false),
    ("caution", false),
];
const AGENT: [Column; 5] = [("agent", true), ("plural", false), ("sector", false), ("kind", true), ("gender", false)];
const TITLE: [Column; 3] = [("form", true), ("kind", true), ("gender", false)];
const GIVEN: [Column; 2] = [("name", true), ("gender", false)];

/// All rows of actors, read and checked.
pub(in crate::lexicon) struct ActorRows<'t> {
    pub(super) names: Vec<Name<'t>>,
    pub(super) agents: Vec<AgentNoun<'t>>,
    pub(super) titles: Vec<TitleRow<'t>>,
    pub(super) given: Vec<GivenRow<'t>>,
}

impl<'t> ActorRows<'t> {
    /// A later layer's rows of one form, entity and use replace the earlier ones; agents and titles are known by their
    /// form; of given names the last one counts.
    pub fn read(sources: &'t Sources, codes: &ProfileLexicon) -> Result<Self, LexiconError> {
        Ok(Self {
            names: read(sources, "actors/", &NAME, |row| check_name(row, codes))?.without_replaced()?,
            agents: read(sources, "agents.csv", &AGENT, |row| check_agent(row, codes))?.without_replaced()?,
            titles: read(sources, "titles.csv", &TITLE, check_title)?.without_replaced()?,
            given: read(sources, "given_names.csv", &GIVEN, check_given)?.rows,
        })
    }
}

fn check_agent<'t>(row: &mut Row<'t, 5>, codes: &ProfileLexicon) -> Result<AgentNoun<'t>, LexiconError> {
    let (sector, kind, sex) = (code(row, 2, codes)?, one_of(row, 3, &AgentKind::KEYS)?, one_of(row, 4, &Sex::KEYS)?);
    not_empty(row, 0)?;
    if sector.has_country() {
        return Err(row.error(2, format!("`{}` begins with no sector", row.get(2)), "write a code of profiles/sectors.csv; the country comes from the text"));
    }
    Ok(AgentNoun { agent: row.take(0), plural: row.take(1), sector, kind, sex })
}

fn check_title<'t>(row: &mut Row<'t, 3>) -> Result<TitleRow<'t>, LexiconError> {
    let (kind, gender) = (one_of(row, 1, &TitleKind::KEYS)?, one_of(row, 2, &Sex::KEYS)?);
    not_empty(row, 0)?;
    Ok(TitleRow { form: row.take(0), kind, gender })
}

fn check_given<'t>(row: &mut Row<'t, 2>) -> Result<GivenRow<'t>, LexiconError> {
    let gender = one_of(row, 1, &Sex::KEYS)?;
    Ok(GivenRow { name: row.take(0), gender })
}

fn check_name<'t>(row: &mut Row<'t, 9>, codes: &ProfileLexicon) -> Result<Name<'t>, LexiconError> {
    let (kind, usage) = (one_of(row, 2, &NameKind::KEYS)?, one_of(row, 3, &NameUse::KEYS)?);
    let code = code(row, 4, codes)?;
    not_empty(row, 0)?;
    not_empty(row, 1)?;
    let (from, to) = (day(row, 6, false)?, day(row, 7, true)?);
    if from.zip(to).is_some_and(|(f, t)| f > t) {
        return Err(row.error(6, format!("valid_from {} is after valid_to {}", row.get(6), row.get(7)), "swap or correct the dates"));
    }
    let caution = match row.get(8) {
        "" => false,
        "y" => true,
        other => return Err(row.error(8, format!("caution is `{other}`"), "write y, or leave it empty")),
    };
    Ok(Name { form: row.take(0), entity: row.take(1), kind, usage, code, role: row.take(5), from, to, caution })
}

fn one_of<T: Copy, const N: usize>(row: &Row<'_, N>, column: usize, keys: &[(&str, T)]) -> Result<T, LexiconError> {
    let value = row.get(column);
    keys.iter().find(|k| k.0 == value).map(|k| k.1).ok_or_else(|| {
        let known: Vec<&str> = keys.iter().map(|k| k.0).filter(|k| !k.is_empty()).collect();
        row.error(column, format!("unknown word `{value}`"), format!("write one of {}", known.join(", ")))
    })
}

fn not_empty<const N: usize>(row: &Row<'_, N>, column: usize) -> Result<(), LexiconError> {
    if row.get(column).trim().is_empty() { Err(row.error(column, "an empty form or entity", "delete the row or fill it in")) } else { Ok(()) }
}

fn code<const N: usize>(row: &Row<'_, N>, column: usize, codes: &ProfileLexicon) -> Result<Code, LexiconError> {
    let text = row.get(column);
    let code = Code::parse(text).ok_or_else(|| {
        row.error(column, format!("`{text}` is no actor code"), "a CAMEO actor code is made of groups of three capitals, at most five: GBR, GBRGOV, IGOUNO")
    })?;
    match codes.unknown_part(text) {
        None => Ok(code),
        Some(part) => Err(row.error(
            column,
            format!("`{part}` of `{text}` is no country, sector or group"),
            "write a code of profiles/countries.csv, sectors.csv or groups.csv, or add it there; a state without an ISO code may be X with two letters",
        )),
    }
}

/// `2024`, `2024-07` or `2024-07-05`; the first day that it may mean, or the last.
fn day<const N: usize>(row: &Row<'_, N>, column: usize, last: bool) -> Result<Option<Date>, LexiconError> {
    let text = row.get(column);
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || row.error(column, format!("`{text}` is no date"), "write 2024, 2024-07 or 2024-07-05");
    let mut parts = text.splitn(3, '-');
    let year: i16 = parts.next().and_then(|p| p.parse().ok()).ok_or_else(wrong)?;
    let number = |p: Option<&str>| p.map(|p| p.parse::<i8>().map_err(|_| wrong())).transpose();
    let (month, day) = (number(parts.next())?, number(parts.next())?);
    let date = Date::new(year, month.unwrap_or(if last { 12 } else { 1 }), day.unwrap_or(1)).map_err(|_| wrong())?;
    Ok(Some(if last && day.is_none() { date.last_of_month() } else { date }))
}

/// The checked rows of all files of one kind, with the file and line of each.
struct Rows<T> {
    rows: Vec<T>,
    lines: Vec<u32>,
    /// Each file: its name in messages, the number of its layer, and its first row.
    files: Vec<(Arc<str>, usize, usize)>,
}

fn read<'t, T, const N: usize>(
    sources: &'t Sources,
    prefix: &str,
    columns: &[Column; N],
    check: impl Fn(&mut Row<'t, N>) -> Result<T, LexiconError>,
) -> Result<Rows<T>, LexiconError> {
    let mut all = Rows { rows: Vec::new(), lines: Vec::new(), files: Vec::new() };
    for (layer, file, text) in sources.csv_texts(prefix) {
        all.files.push((file.clone(), layer, all.rows.len()));
        let lines = text.len() / 64;
        all.rows.reserve(lines);
        all.lines.reserve(lines);
        let mut table = Table::open(file, text, columns)?;
        while let Some(mut row) = table.next()? {
            all.rows.push(check(&mut row)?);
            all.lines.push(row.line as u32);
        }
    }
    Ok(all)
}

/// A row that a later layer may replace.
trait Keyed {
    /// What a later row must share to replace it.
    fn key(&self) -> (&str, &str, NameUse);
    /// Rows with one key may stand in one layer where this differs: two terms of one office.
    fn term(&self) -> Option<Date> {
        None
    }
}

impl Keyed for Name<'_> {
    fn key(&self) -> (&str, &str, NameUse) {
        (&self.form, &self.entity, self.usage)
    }

    fn term(&self) -> Option<Date> {
        self.from
    }
}

impl Keyed for AgentNoun<'_> {
    fn key(&self) -> (&str, &str, NameUse) {
        (&self.agent, "", NameUse::Name)
    }
}

impl Keyed for TitleRow<'_> {
    fn key(&self) -> (&str, &str, NameUse) {
        (&self.form, "", NameUse::Name)
    }
}

impl<T: Keyed> Rows<T> {
    /// The rows without those that a later layer replaces. One key and term twice in a layer is an error.
    fn without_replaced(self) -> Result<Vec<T>, LexiconError> {
        const NONE: u32 = u32::MAX;
        // For each key the layer that holds it and its last row; each row points to the one of its key before it.
        let mut last: FxHashMap<(&str, &str, NameUse), (usize, u32)> = FxHashMap::with_capacity_and_hasher(self.rows.len(), rustc_hash::FxBuildHasher);
        let mut before = vec![NONE; self.rows.len()];
        let mut dead = vec![false; self.rows.len()];
        for (i, row) in self.rows.iter().enumerate() {
            let layer = self.file_of(i).1;
            let (holder, at) = last.entry(row.key()).or_insert((layer, NONE));
            let mut twin = *at;
            if *holder > layer {
                // A layer never replaces what lies over it, in whatever order their files are read.
                dead[i] = true;
                continue;
            }
            if *holder < layer {
                while twin != NONE {
                    dead[twin as usize] = true;
                    twin = before[twin as usize];
                }
                (*holder, *at) = (layer, NONE);
            }
            while twin != NONE {
                if self.rows[twin as usize].term() == row.term() {
                    return Err(self.twice(i, twin as usize));
                }
                twin = before[twin as usize];
            }
            before[i] = *at;
            *at = i as u32;
        }
        Ok(self.rows.into_iter().zip(dead).filter(|(_, dead)| !dead).map(|(row, _)| row).collect())
    }

    fn file_of(&self, row: usize) -> &(Arc<str>, usize, usize) {
        &self.files[self.files.partition_point(|f| f.2 <= row).saturating_sub(1)]
    }

    fn twice(&self, row: usize, twin: usize) -> LexiconError {
        let message = format!("the same form, entity and use as {}:{}", self.file_of(twin).0, self.lines[twin]);
        let error = LexiconError::at(&self.file_of(row).0, u64::from(self.lines[row]), message, "delete one of the two rows");
        LexiconError { column: Some(1), ..error }
    }
}
