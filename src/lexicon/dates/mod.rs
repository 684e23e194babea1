//! Date phrases as data: word classes (`dates/classes.csv`) and rules (`dates/*.toml`).

mod build;
mod classes;
mod index;
mod lower;
mod orders;
mod pattern;
mod program;
mod rule;
mod slot;

pub use classes::{ClassId, Classes, Entry};
pub use index::{AHEAD, Index, TokenClass, bytes};
pub use orders::Orders;
pub use pattern::Form;
pub use program::{Guard, Guards, Met, Op, Program, TestId, Tests};
pub use rule::{DateAnchor, DateExample, DateOp, DateRule, DateType};
pub use slot::{Captures, Constants, Holiday, HolidayTable, SLOTS, Slot, Unit, VAGUE, mod_key, part_key, season_key};

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{LexiconError, Sources, Words};
use crate::token::Interner;

/// Date phrases, from `dates/`.
#[derive(Debug, Default)]
pub struct DateLexicon {
    /// Word classes.
    pub classes: Classes,
    /// Texts and holidays that captured values point to.
    pub constants: Constants,
    /// Which sources write the day first.
    pub orders: Orders,
    rules: Vec<DateRule>,
    programs: Vec<(u16, Program)>,
    index: Index,
    numerals: Numerals,
}

/// The classes that the engine's own forms read.
#[derive(Debug, Default)]
#[allow(missing_docs)]
pub struct Numerals {
    pub cardinal: Option<ClassId>,
    pub tens: Option<ClassId>,
    /// `a`, `an`, `one`.
    pub one: Option<ClassId>,
    pub vague: Option<ClassId>,
    /// `hundred`, `thousand`.
    pub multiplier: Option<ClassId>,
    pub halfword: Option<ClassId>,
    pub ordinal: Option<ClassId>,
    /// `st`, `nd`, `rd`, `th`.
    pub suffix: Option<ClassId>,
    pub and: Option<ClassId>,
    /// Letters that may stand glued before figures: `T` of an ISO time, `FY`.
    pub figure_mark: Option<ClassId>,
    /// What may stand between a vague number and its unit: `a couple of`.
    pub partitive: Option<ClassId>,
    /// Words that turn what they govern to the future by themselves: `due`.
    pub future: Option<ClassId>,
    /// Adjectives that do so before an infinitive: `likely`.
    pub prospect: Option<ClassId>,
    /// Words behind which only what is over stands: `since`.
    pub origin: Option<ClassId>,
    /// Words that turn to the future what no verb tells to be past: `until`.
    pub deadline: Option<ClassId>,
    /// Words that join the two ends of a range: `to`, `until`.
    pub up_to: Option<ClassId>,
    /// Words that open a range whose ends `and` joins.
    pub between: Option<ClassId>,
    /// Verbs of putting off: the days behind `from` and `to` are no range, and the second one is the later.
    pub moved: Option<ClassId>,
    /// Verbs that look ahead where such a word stands behind them: `gave them until Friday`.
    pub grant: Option<ClassId>,
    /// Words that always look ahead: `effective Feb. 1`.
    pub takes_effect: Option<ClassId>,
    /// Verbs that introduce direct speech.
    pub saying: Option<ClassId>,
    /// Auxiliaries of the past.
    pub past_aux: Option<ClassId>,
    /// Modals that tell nothing: `could`.
    pub hindsight: Option<ClassId>,
    /// Verbs that do so in the present tense and before an infinitive.
    pub intent: Option<ClassId>,
}

impl Numerals {
    fn of(classes: &Classes) -> Self {
        Self {
            cardinal: classes.id("cardinal"),
            tens: classes.id("tens"),
            one: classes.id("one"),
            vague: classes.id("vague"),
            multiplier: classes.id("multiplier"),
            halfword: classes.id("halfword"),
            ordinal: classes.id("ordinal"),
            suffix: classes.id("suffix"),
            and: classes.id("and"),
            figure_mark: classes.id("figuremark"),
            partitive: classes.id("partitive"),
            future: classes.id("future"),
            prospect: classes.id("prospect"),
            origin: classes.id("origin"),
            deadline: classes.id("deadline"),
            up_to: classes.id("upto"),
            between: classes.id("between"),
            moved: classes.id("moved"),
            grant: classes.id("grant"),
            takes_effect: classes.id("takeseffect"),
            saying: classes.id("saying"),
            past_aux: classes.id("pastaux"),
            hindsight: classes.id("hindsight"),
            intent: classes.id("intent"),
        }
    }
}

#[derive(Deserialize)]
struct HolidayRow {
    name: String,
    year: i16,
    from: String,
    to: String,
}

/// The days of holidays of other calendars, from `dates/holidays.csv`.
fn tables(sources: &Sources) -> Result<Vec<HolidayTable>, LexiconError> {
    let mut tables: Vec<HolidayTable> = Vec::new();
    for row in sources.csv::<HolidayRow>("dates/holidays.csv")? {
        let HolidayRow { name, year, from, to } = &row.value;
        let day = |text: &str| text.parse::<Date>().map_err(|e| row.error(format!("`{text}` is no day: {e}"), "days are written 2025-03-01"));
        let (from, to) = (day(from)?, day(to)?);
        if to < from {
            return Err(row.error(format!("`{name}` of {year} ends before it begins"), "give the first day, then the last"));
        }
        let at = tables.iter().position(|t| *t.name == **name).unwrap_or_else(|| {
            tables.push(HolidayTable { name: name.as_str().into(), spans: Vec::new() });
            tables.len() - 1
        });
        tables[at].spans.push((*year, from, to));
    }
    Ok(tables)
}

/// The rule of a header's date, which no pattern finds.
const HEADER: &str = "header";

impl DateLexicon {
    pub(super) fn load(sources: &Sources, interner: &mut Interner, words: &mut Words) -> Result<Self, LexiconError> {
        let mut constants = Constants { tables: tables(sources)?, ..Constants::default() };
        let classes = Classes::load(sources, interner, &mut constants)?;
        let mut lexicon = Self { numerals: Numerals::of(&classes), ..Self::default() };
        let mut index = build::Builder::default();
        let (mut rules, mut by_id) = (vec![DateRule::header(HEADER)], FxHashMap::default());
        for raw in rule::read(sources)? {
            let at = *by_id.entry(raw.id().to_owned()).or_insert(rules.len());
            if at == rules.len() { rules.push(raw.into_rule(&mut constants)?) } else { rules[at] = raw.into_rule(&mut constants)? }
        }
        for (number, rule) in rules.iter().enumerate() {
            for text in &rule.patterns {
                let node = pattern::parse(text, &classes, interner, &mut index.words).map_err(|m| rule.error(text, &m))?;
                let program = index.add(&node, &build::Lists { classes: &classes, words, interner }).map_err(|m| rule.error(text, m))?;
                lexicon.programs.push((number as u16, program));
            }
        }
        for rule in &mut rules {
            let mut guards = |texts: &[String]| {
                let nodes: Result<Vec<_>, _> =
                    texts.iter().map(|t| pattern::parse(t, &classes, interner, &mut index.words).map_err(|m| rule.error(t, &m))).collect();
                index.guards(&nodes?, &build::Lists { classes: &classes, words, interner }).map_err(|m| rule.error("", m))
            };
            (rule.unless_before, rule.unless_after) = (guards(&rule.before)?, guards(&rule.after)?);
        }
        Ok(Self { index: index.build(), classes, constants, orders: orders::Orders::load(sources)?, rules, ..lexicon })
    }

    /// The id of a rule (`TimeExpression::rule`); `header` for the date of a text file's header.
    #[must_use]
    pub fn rule_id(&self, rule: u16) -> &str {
        self.rules.get(rule as usize).map_or("", |r| &r.id)
    }

    /// The rule of that number.
    #[must_use]
    #[inline]
    pub fn rule(&self, rule: u16) -> Option<&DateRule> {
        self.rules.get(rule as usize)
    }

    /// All rules; the first is the header's.
    #[must_use]
    pub fn rules(&self) -> &[DateRule] {
        &self.rules
    }

    /// The number of the rule for a header's date.
    #[must_use]
    pub fn header_rule(&self) -> u16 {
        0
    }

    /// Where patterns may start.
    #[must_use]
    #[inline]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// A pattern of the index and the rule that it belongs to.
    #[must_use]
    #[inline]
    pub fn program(&self, program: u16) -> Option<(u16, &Program)> {
        self.programs.get(program as usize).map(|(rule, program)| (*rule, program))
    }

    /// The classes of number words.
    #[must_use]
    pub fn numerals(&self) -> &Numerals {
        &self.numerals
    }
}
