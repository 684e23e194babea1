use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::program::Guards;
use super::slot::{Captures, Constants};
use crate::lexicon::{LexiconError, Sources};

/// TIMEX3 type of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum DateType {
    Date,
    Time,
    Duration,
    Set,
}

/// How a rule makes its value from what its pattern has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOp {
    /// A date or part of one: year, month, day, weekday, season, quarter, holiday, part of the day; what is missing comes
    /// from the anchor.
    Date,
    /// The unit that holds the anchor, or the one before or behind it (`rel`).
    Unit,
    /// `number` units before or behind (`rel`) the anchor.
    Shift,
    /// `offset` days from the publication day.
    Offset,
    /// `number` units.
    Duration,
    /// A set whose value is the constant of class `period`, or is made of number and unit, or of a weekday.
    Period,
    /// The constant of class `fixed`.
    Fixed,
    /// A decade, from its first year.
    Decade,
    /// A century, from its number.
    Century,
    /// Three numbers whose order is to be found.
    Numeric,
    /// A clock time without a day.
    Clock,
    /// No date: a name that holds the word of one.
    Name,
}

/// What a relative value is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum DateAnchor {
    /// The publication day.
    #[default]
    Published,
    /// The nearest earlier expression that is precise enough; the publication day where there is none.
    Text,
    /// As `text`, and at the precision of that expression where it is a quarter.
    Grain,
}

/// An example: what a sentence must give.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateExample {
    /// The sentence.
    pub text: String,
    /// TIMEX3 value.
    #[serde(default)]
    pub value: String,
    /// Its words; the rule's first match where none are given.
    pub span: Option<String>,
    /// TIMEX3 type.
    pub r#type: Option<DateType>,
    /// Publication day; `none` for an article without one. 2025-03-12, a Wednesday, if not given.
    pub r#ref: Option<String>,
    /// TIMEX3 modifier.
    pub r#mod: Option<String>,
}

/// A rule, ready for the matcher.
#[derive(Debug)]
pub struct DateRule {
    /// Its name, unique.
    pub id: String,
    /// Its file and line.
    pub file: Arc<str>,
    /// Counted from 1.
    pub line: u64,
    pub(super) patterns: Vec<String>,
    /// TIMEX3 type; DATE becomes TIME where a part of the day or a clock time was read.
    pub kind: DateType,
    /// How the value is made.
    pub op: DateOp,
    /// What it is counted from.
    pub anchor: DateAnchor,
    /// A match counts only where its verb looks ahead.
    pub future: bool,
    /// Of two matches of the same words the one with the higher priority counts.
    pub priority: i32,
    /// Values for the slots that the pattern does not fill.
    pub constants: Captures,
    pub(super) before: Vec<String>,
    pub(super) after: Vec<String>,
    /// No match where one of these ends right before the span.
    pub unless_before: Guards,
    /// No match where one of these starts right behind the span.
    pub unless_after: Guards,
    /// Sentences that it must find.
    pub accept: Vec<DateExample>,
    /// Sentences that it must not touch.
    pub reject: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: Spanned<String>,
    pattern: OneOrMany,
    r#type: DateType,
    value: DateOp,
    #[serde(default)]
    set: BTreeMap<String, String>,
    #[serde(default)]
    anchor: DateAnchor,
    #[serde(default)]
    future: bool,
    #[serde(default)]
    priority: i32,
    #[serde(default)]
    unless_before: Vec<String>,
    #[serde(default)]
    unless_after: Vec<String>,
    #[serde(default)]
    accept: Vec<DateExample>,
    #[serde(default)]
    reject: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// A rule as it stands in its file.
pub(super) struct Read {
    raw: RawRule,
    file: Arc<str>,
    line: u64,
}

/// All rules of all layers, in order.
pub(super) fn read(sources: &Sources) -> Result<Vec<Read>, LexiconError> {
    let mut rules = Vec::new();
    for (file, text, parsed) in sources.toml::<File>("dates/")? {
        for raw in parsed.rule {
            let line = Sources::line_of(text, raw.id.span().start);
            let read = Read { raw, file: file.clone(), line };
            if read.raw.accept.is_empty() || read.raw.reject.is_empty() {
                return Err(read.error("has no accepted or no rejected example", "give each rule `accept` and `reject`: they are its tests"));
            }
            rules.push(read);
        }
    }
    Ok(rules)
}

impl Read {
    pub(super) fn id(&self) -> &str {
        self.raw.id.get_ref()
    }

    fn error(&self, message: &str, remedy: &str) -> LexiconError {
        LexiconError::at(&self.file, self.line, format!("rule `{}` {message}", self.id()), remedy)
    }

    pub(super) fn into_rule(self, constants: &mut Constants) -> Result<DateRule, LexiconError> {
        let mut captures = Captures::default();
        for (name, text) in &self.raw.set {
            match constants.read(name, text) {
                Ok(Some((slot, value))) => captures.set(slot, value),
                Ok(None) => return Err(self.error(&format!("sets `{name}`, which is no slot"), "slots are month, weekday, unit, rel, mod, number, fixed, …")),
                Err(remedy) => return Err(self.error(&format!("sets `{name}` to `{text}`"), remedy)),
            }
        }
        Ok(DateRule {
            id: self.id().to_owned(),
            file: self.file,
            line: self.line,
            patterns: match self.raw.pattern {
                OneOrMany::One(p) => vec![p],
                OneOrMany::Many(p) => p,
            },
            kind: self.raw.r#type,
            op: self.raw.value,
            anchor: self.raw.anchor,
            future: self.raw.future,
            priority: self.raw.priority,
            constants: captures,
            before: self.raw.unless_before,
            after: self.raw.unless_after,
            unless_before: Guards::default(),
            unless_after: Guards::default(),
            accept: self.raw.accept,
            reject: self.raw.reject,
        })
    }
}

impl DateRule {
    /// The rule of a header's date.
    pub(super) fn header(id: &str) -> Self {
        Self {
            id: id.into(),
            file: "header".into(),
            line: 0,
            patterns: Vec::new(),
            kind: DateType::Date,
            op: DateOp::Numeric,
            anchor: DateAnchor::Published,
            future: false,
            priority: 0,
            constants: Captures::default(),
            before: Vec::new(),
            after: Vec::new(),
            unless_before: Guards::default(),
            unless_after: Guards::default(),
            accept: Vec::new(),
            reject: Vec::new(),
        }
    }

    pub(super) fn error(&self, pattern: &str, message: &str) -> LexiconError {
        LexiconError::at(
            &self.file,
            self.line,
            format!("rule `{}`, pattern `{pattern}`: {message}", self.id),
            "see the pattern language in rules: words, <class>, [optional], (a|b), ~glued, { span }",
        )
    }
}
