//! Why each record is there, or why a sentence gave none, in words.

use std::fmt::Write;

use jiff::civil::{Date, Weekday};

use super::annotation::Offsets;
use super::compare::shorten;
use super::names;
use crate::Analysis;
use crate::actions::{Action, Party, Reading};
use crate::dates::{self, Anchor, Distance, TimeExpression};
use crate::lexicon::{Lexicon, Unit};
use crate::link::Incident;
use crate::syntax::{Tense, VerbGroup, Voice};
use crate::text::ENGLISH;
use crate::token::Span;

/// How many of a verb's rules `explain` names.
const SHOWN_RULES: usize = 8;

/// Explains one article. All offsets are code points of its text.
pub struct Explainer<'a> {
    analysis: &'a Analysis,
    lexicon: &'a Lexicon,
    offsets: Offsets<'a>,
    out: String,
}

/// A line of the explanation; writing to a `String` never fails.
macro_rules! line {
    ($self:expr, $($arg:tt)*) => {{ let _ = writeln!($self.out, $($arg)*); }};
}

impl<'a> Explainer<'a> {
    /// For the article of `analysis`.
    #[must_use]
    pub fn new(analysis: &'a Analysis, lexicon: &'a Lexicon) -> Self {
        Self { analysis, lexicon, offsets: Offsets::new(&analysis.article.text), out: String::new() }
    }

    /// All incidents.
    #[must_use]
    pub fn all(mut self) -> String {
        self.article();
        for incident in &self.analysis.incidents {
            self.incident(incident);
        }
        let loose = self.loose_actions();
        if !loose.is_empty() {
            line!(self, "\nactions that became no incident:");
            loose.into_iter().for_each(|a| self.action(a, "  "));
        }
        if self.analysis.incidents.is_empty() {
            line!(self, "no incident; `--at OFFSET` tells what was seen in the sentence at that place of the text");
        }
        self.out
    }

    /// One incident by its id; none where the article has no such incident.
    #[must_use]
    pub fn one(mut self, id: &str) -> Option<String> {
        let incident = self.analysis.incidents.iter().find(|i| i.id == id)?;
        self.article();
        self.incident(incident);
        Some(self.out)
    }

    /// The sentence at a code point; none where the text is shorter.
    #[must_use]
    pub fn at(mut self, code_point: usize) -> Option<String> {
        let byte = self.analysis.article.text.char_indices().nth(code_point)?.0 as u32;
        self.article();
        self.sentence(byte);
        Some(self.out)
    }

    fn article(&mut self) {
        let article = &self.analysis.article;
        let day = article
            .published
            .map_or_else(|| "no publication date: words like \"on Monday\" stay unresolved".into(), |p| format!("published {} ({})", p.date, p.from.name()));
        line!(self, "article {}, {day}", article.id);
        if self.analysis.language != ENGLISH {
            line!(self, "  the text is not English ({})", self.analysis.language);
        }
        for b in &self.analysis.surface.boilerplate {
            let kept = if self.analysis.surface.keep_boilerplate || b.kept { "kept" } else { "left out" };
            let shown = self.quoted(b.span);
            line!(self, "  boilerplate ({}), {kept}: {shown}", b.class);
        }
    }

    fn loose_actions(&self) -> Vec<&'a Action> {
        let used: std::collections::HashSet<u32> = self.analysis.incidents.iter().flat_map(|i| i.actions.iter().copied()).collect();
        self.analysis.actions.iter().enumerate().filter(|(i, _)| !used.contains(&(*i as u32))).map(|(_, a)| a).collect()
    }

    fn incident(&mut self, incident: &'a Incident) {
        let label = names::cameo(self.lexicon, &incident.cameo).label.unwrap_or("no name in the code table");
        line!(self, "\nincident {}", incident.id);
        line!(self, "  {} -> {}", side(&incident.source_name, &incident.source_code), side(&incident.target_name, &incident.target_code));
        line!(
            self,
            "  {}, CAMEO {} ({label}), {}, confidence {}",
            incident.action,
            incident.cameo,
            incident.status.name(),
            names::rounded(incident.confidence)
        );
        line!(self, "  date: {}", self.date_of(incident));
        if let Some(place) = &incident.place {
            line!(self, "  place: {} {} (from the {})", place.name, place.country, place.basis);
        }
        for (what, count) in [("killed", incident.killed), ("injured", incident.injured)] {
            if let Some(count) = count {
                line!(self, "  {what}: {count}");
            }
        }
        if let Some(source) = &incident.attributed_to {
            line!(self, "  attributed to {source}");
        }
        if let Some(quote) = incident.quote.and_then(|q| self.analysis.quotes.get(q as usize)) {
            let speaker = quote.speaker.as_ref().map_or("nobody named", |s| &s.name);
            let shown = self.quoted(quote.span);
            line!(self, "  quote: {shown}, by {speaker}");
        }
        if let Some(answered) = incident.in_response_to.and_then(|i| self.analysis.incidents.get(i as usize)) {
            line!(self, "  answers {} ({})", answered.id, answered.action);
        }
        let actions: Vec<&Action> = incident.actions.iter().filter_map(|a| self.analysis.actions.get(*a as usize)).collect();
        let merged = if actions.len() == 1 { "one mention".into() } else { format!("merged from {} mentions, the clearest first", actions.len()) };
        line!(self, "  {merged}:");
        actions.into_iter().for_each(|a| self.action(a, "    "));
        for evidence in incident.evidence.iter().filter(|e| e.role != "action") {
            let shown = self.quoted(evidence.span);
            line!(self, "  {} from {shown}, rule {}", evidence.role, or_none(&evidence.rule));
        }
    }

    fn date_of(&self, incident: &Incident) -> String {
        let date = &incident.date;
        let value = if date.value.is_empty() { "unknown".into() } else { format!("{} ({})", date.value, date.precision.name()) };
        let why = match date.basis {
            "explicit" => "a full date in the text",
            "relative" => "resolved against the article's date",
            "context" => "taken from another mention of the act",
            "published" => "the article's own date, as its lead tells the act as news",
            _ => "no date belongs to the act; the article's date is not taken for background",
        };
        let words = if date.text.is_empty() { String::new() } else { format!(", read from \"{}\"", shorten(&date.text, 80)) };
        format!("{value}, basis {}: {why}{words}", date.basis)
    }

    fn action(&mut self, action: &Action, indent: &str) {
        let words = self.quoted(action.span);
        let rule = self.lexicon.actions.rules.get(action.rule as usize);
        let place = rule.map_or_else(String::new, |r| format!(" ({}:{})", r.file, r.line));
        line!(
            self,
            "{indent}{words}: {}, rule {}{place}, CAMEO {}, {}",
            reading(action.reading),
            names::action_rule(self.lexicon, action.rule),
            action.cameo,
            action.status.name()
        );
        let sides = [("source", &action.source), ("target", &action.target)];
        for (role, party) in sides {
            let party = self.party(party.as_ref());
            line!(self, "{indent}  {role}: {party}");
        }
        if let Some(date) = action.date.and_then(|d| self.analysis.dates.get(d as usize)) {
            let date = self.date(date);
            line!(self, "{indent}  date: {date}");
        }
        if let Some(sentence) = self.analysis.surface.sentences.get(action.sentence as usize) {
            let shown = self.quoted(sentence.span);
            line!(self, "{indent}  in sentence {}: {shown}", action.sentence);
        }
        if let Some(quote) = action.quote.and_then(|q| self.analysis.quotes.get(q as usize)) {
            let speaker = quote.speaker.as_ref().map_or("nobody named", |s| &s.name);
            line!(self, "{indent}  inside a quotation by {speaker}");
        }
    }

    fn party(&self, party: Option<&Party>) -> String {
        let Some(party) = party else { return "nobody".into() };
        let entity = self.analysis.actors.entities.get(party.entity as usize);
        let name = entity.map_or("?", |e| &e.name);
        match party.mention.and_then(|m| self.analysis.actors.mentions.get(m as usize)) {
            None => format!("{} understood from the context", side(name, &party.code)),
            Some(m) => format!("{} is {}, {}, rule {}", self.quoted(m.span), side(name, &party.code), m.form.name(), m.rule),
        }
    }

    fn date(&self, date: &TimeExpression) -> String {
        let mut against = match date.anchor {
            Anchor::None => String::new(),
            Anchor::Published => ", counted from the article's date".into(),
            Anchor::Expression(i) => self.analysis.dates.get(i as usize).map_or_else(String::new, |d| format!(", counted from {}", self.quoted(d.span))),
        };
        if let Some(distance) = dates::distance(date, &self.analysis.dates, self.analysis.article.day()) {
            against.push_str(&arithmetic(&distance));
        }
        format!("{} is {} {}{against}, rule {}", self.quoted(date.span), date.kind.name(), date.value, names::date_rule(self.lexicon, date.rule))
    }

    /// What was seen in the sentence at a byte.
    fn sentence(&mut self, byte: u32) {
        let surface = &self.analysis.surface;
        let at = surface.sentences.partition_point(|s| s.span.end <= byte);
        let Some(sentence) = surface.sentences.get(at) else {
            line!(self, "behind the last sentence");
            return;
        };
        let shown = self.quoted(sentence.span);
        line!(self, "sentence {at}, paragraph {}: {shown}", sentence.paragraph);
        let inside = |span: Span| sentence.span.overlaps(span);
        let analysis = self.analysis;
        for date in analysis.dates.iter().filter(|d| inside(d.span)) {
            let date = self.date(date);
            line!(self, "  date: {date}");
        }
        for mention in analysis.actors.mentions.iter().filter(|m| inside(m.span)) {
            let (words, name) = (self.quoted(mention.span), analysis.actors.entities.get(mention.entity as usize));
            line!(self, "  actor: {words} is {}, {}, rule {}", name.map_or("?".into(), |e| side(&e.name, &e.code)), mention.form.name(), mention.rule);
        }
        for quote in analysis.quotes.iter().filter(|q| inside(q.span)) {
            let speaker = quote.speaker.as_ref().map_or("nobody named", |s| &s.name);
            let (words, kind) = (self.quoted(quote.span), if quote.speech { quote.kind.name() } else { "no utterance" });
            line!(self, "  quotation ({kind}): {words}, by {speaker}");
        }
        analysis.syntax.verbs.iter().filter(|v| v.sentence as usize == at).for_each(|v| self.verb(v));
        let actions: Vec<_> = analysis.actions.iter().filter(|a| a.sentence as usize == at).collect();
        if actions.is_empty() {
            let why = self.why_no_action(byte, at);
            line!(self, "  no action: {why}");
        }
        for action in actions {
            self.action(action, "  ");
            let incident =
                analysis.incidents.iter().find(|i| i.actions.iter().any(|a| analysis.actions.get(*a as usize).is_some_and(|a| std::ptr::eq(a, action))));
            match incident {
                Some(incident) => line!(self, "    part of incident {}", incident.id),
                None => line!(self, "    part of no incident"),
            }
        }
    }

    fn verb(&mut self, verb: &VerbGroup) {
        let words = self.quoted(self.analysis.surface.span_of(verb.tokens.start as usize..verb.tokens.end as usize));
        let subject = verb.subject.and_then(|s| self.analysis.syntax.nouns.get(s as usize));
        let subject = subject.map_or("none".into(), |s| self.quoted(self.analysis.surface.span_of(s.tokens.start as usize..s.tokens.end as usize)));
        let voice = if verb.voice == Voice::Passive { "passive" } else { "active" };
        let negated = if verb.negated { ", negated" } else { "" };
        let mut rules: Vec<&str> = self.lexicon.actions.with_verb(verb.lemma).iter().map(|entry| names::action_rule(self.lexicon, entry.rule)).collect();
        rules.dedup();
        let more = rules.len().saturating_sub(SHOWN_RULES);
        rules.truncate(SHOWN_RULES);
        let rules = if rules.is_empty() {
            "no rule of acts has this verb".into()
        } else {
            format!("rules with this verb: {}{}", rules.join(", "), if more > 0 { format!(" and {more} more") } else { String::new() })
        };
        line!(self, "  verb: {words}, {voice}, {}{negated}, subject {subject}; {rules}", tense(verb.tense));
    }

    fn why_no_action(&self, byte: u32, sentence: usize) -> &'static str {
        let syntax = &self.analysis.syntax;
        let mut verbs = syntax.verbs.iter().filter(|v| v.sentence as usize == sentence).peekable();
        if byte < self.analysis.article.body_start() {
            "this is the header"
        } else if self.analysis.surface.is_boilerplate(byte) {
            "this is boilerplate, which is left out; --keep-boilerplate reads it as story"
        } else if verbs.peek().is_none() {
            "no verb was found, and no noun of a rule stands with its actors"
        } else if verbs.all(|v| self.lexicon.actions.with_verb(v.lemma).is_empty()) {
            "no rule knows its verbs, and no noun of a rule stands with its actors"
        } else {
            "rules know a verb of it, but their object, their actors or the actors' codes were not found"
        }
    }

    /// The words of a span, shortened, and where they stand.
    fn quoted(&self, span: Span) -> String {
        let words = self.offsets.words(span);
        format!("\"{}\" [{}-{}]", shorten(words.text, 160), words.start, words.end)
    }
}

fn side(name: &str, code: &str) -> String {
    let name = if name.is_empty() { "nobody" } else { name };
    if code.is_empty() { name.into() } else { format!("{name} ({code})") }
}

fn or_none(rule: &str) -> &str {
    if rule.is_empty() { "none of its own" } else { rule }
}

fn reading(reading: Reading) -> &'static str {
    match reading {
        Reading::Active => "an active clause",
        Reading::Passive => "a passive clause",
        Reading::Nominal => "a noun",
        Reading::Participle => "a participle",
        Reading::Relative => "a relative clause",
    }
}

fn tense(tense: Tense) -> &'static str {
    match tense {
        Tense::Present => "present",
        Tense::Past => "past",
        Tense::Perfect => "perfect",
        Tense::Progressive => "progressive",
        Tense::Future => "future",
        Tense::Modal => "modal",
        Tense::Infinitive => "infinitive",
        Tense::Participle => "participle",
        Tense::Reduced => "reduced participle",
    }
}

/// ` (Wednesday 2025-03-12 - 2 days)`
fn arithmetic(distance: &Distance) -> String {
    let Distance { from, count, unit } = *distance;
    let day = match unit {
        Unit::Day | Unit::Week => format!("{} ", weekday(from)),
        _ => String::new(),
    };
    let sign = if count < 0 { '-' } else { '+' };
    let plural = if count.abs() == 1 { "" } else { "s" };
    let name = match unit {
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Quarter => "quarter",
        Unit::Decade => "decade",
        _ => "year",
    };
    format!(" ({day}{from} {sign} {} {name}{plural})", count.abs())
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
