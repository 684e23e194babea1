use jiff::civil::Date;

use super::{TimeExpression, find};
use crate::lexicon::{DateExample, DateOp, DateType, ExampleResult, Lexicon};
use crate::syntax;
use crate::text::{self, Article, Published, PublishedFrom};

/// The publication day of examples that name none: a Wednesday.
const REFERENCE: &str = "2025-03-12";

/// Runs the accepted and rejected examples of all date rules.
#[must_use]
pub fn run_examples(lexicon: &Lexicon) -> Vec<ExampleResult> {
    let mut results = Vec::new();
    for (number, rule) in lexicon.dates.rules().iter().enumerate() {
        let mut push = |text: &str, accept, outcome| {
            results.push(ExampleResult { rule: rule.id.clone(), file: rule.file.clone(), line: rule.line, text: text.into(), accept, outcome });
        };
        for example in &rule.accept {
            push(&example.text, true, accepted(lexicon, number as u16, example));
        }
        for example in &rule.reject {
            push(example, false, rejected(lexicon, number as u16, example));
        }
    }
    results
}

fn run(lexicon: &Lexicon, text: &str, reference: &str) -> Result<(Article, Vec<TimeExpression>), String> {
    let published = match reference {
        "none" => None,
        day => Some(Published { date: day.parse::<Date>().map_err(|e| format!("`ref` is no date: {e}"))?, from: PublishedFrom::Record }),
    };
    let article = Article { text: text.into(), published, ..Article::default() };
    let surface = text::surface(&article, lexicon);
    let syntax = syntax::parse(&article, &surface, lexicon);
    let found = find(&article, &surface, &syntax, lexicon);
    Ok((article, found))
}

fn accepted(lexicon: &Lexicon, rule: u16, example: &DateExample) -> Result<(), String> {
    let (article, found) = run(lexicon, &example.text, example.r#ref.as_deref().unwrap_or(REFERENCE))?;
    if is_name(lexicon, rule) {
        return if found.is_empty() { Ok(()) } else { Err(format!("wanted nothing, found {}", shown(lexicon, &article, &found))) };
    }
    let fits = |e: &&TimeExpression| {
        e.rule == rule
            && example.span.as_deref().is_none_or(|s| s == e.span.slice(&article.text))
            && (example.value.is_empty() || e.value == example.value)
            && example.r#type.is_none_or(|t| e.kind.name() == type_name(t))
            && example.r#mod.as_deref().is_none_or(|m| e.modifier == Some(m))
    };
    if found.iter().any(|e| fits(&e)) {
        return Ok(());
    }
    Err(format!("wanted {} {:?}, found {}", example.value, example.span.as_deref().unwrap_or(""), shown(lexicon, &article, &found)))
}

/// A rule that takes words away from the others: what it accepts gives no date.
fn is_name(lexicon: &Lexicon, rule: u16) -> bool {
    lexicon.dates.rule(rule).is_some_and(|r| r.op == DateOp::Name)
}

fn rejected(lexicon: &Lexicon, rule: u16, text: &str) -> Result<(), String> {
    let (article, found) = run(lexicon, text, REFERENCE)?;
    if is_name(lexicon, rule) {
        return if found.is_empty() { Err("found nothing".into()) } else { Ok(()) };
    }
    if found.iter().all(|e| e.rule != rule) { Ok(()) } else { Err(format!("found {}", shown(lexicon, &article, &found))) }
}

fn shown(lexicon: &Lexicon, article: &Article, found: &[TimeExpression]) -> String {
    let each = |e: &TimeExpression| {
        let modifier = e.modifier.map(|m| format!(" {m}")).unwrap_or_default();
        format!("{:?} {} {}{modifier} ({})", e.span.slice(&article.text), e.kind.name(), e.value, lexicon.dates.rule_id(e.rule))
    };
    if found.is_empty() { "nothing".into() } else { found.iter().map(each).collect::<Vec<_>>().join("; ") }
}

fn type_name(kind: DateType) -> &'static str {
    match kind {
        DateType::Date => "DATE",
        DateType::Time => "TIME",
        DateType::Duration => "DURATION",
        DateType::Set => "SET",
    }
}
