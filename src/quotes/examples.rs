//! The examples of the speech rules, run.

use super::{Quote, find};
use crate::actors;
use crate::dates;
use crate::lexicon::{ExampleResult, Lexicon, SpeechExample, SpeechRule};
use crate::syntax;
use crate::text::{self, Article};

/// Runs the accepted and rejected examples of all speech rules.
#[must_use]
pub fn run_examples(lexicon: &Lexicon) -> Vec<ExampleResult> {
    let mut results = Vec::new();
    for rule in &lexicon.speech.rules {
        for example in &rule.accept {
            results.push(result(rule, &example.text, true, accepted(example, lexicon)));
        }
        for text in &rule.reject {
            results.push(result(rule, text, false, rejected(text, lexicon)));
        }
    }
    results
}

fn result(rule: &SpeechRule, text: &str, accept: bool, outcome: Result<(), String>) -> ExampleResult {
    ExampleResult { rule: rule.id.clone(), file: rule.file.clone(), line: rule.line, text: text.into(), accept, outcome }
}

fn read(text: &str, lexicon: &Lexicon) -> Vec<Quote> {
    let article = Article { text: text.into(), ..Article::default() };
    let surface = text::surface(&article, lexicon);
    let syntax = syntax::parse(&article, &surface, lexicon);
    let dates = dates::find(&article, &surface, &syntax, lexicon);
    let actors = actors::find(&article, &surface, &syntax, &dates, lexicon);
    find(&article, &surface, &syntax, &actors, lexicon)
}

fn accepted(example: &SpeechExample, lexicon: &Lexicon) -> Result<(), String> {
    let quotes = read(&example.text, lexicon);
    let Some(quote) = quotes.iter().find(|q| q.span.slice(&example.text) == example.quote) else {
        return Err(format!("wanted the quotation `{}`, found {:?}", example.quote, words(&quotes, &example.text)));
    };
    match &quote.speaker {
        Some(speaker) if speaker.span.slice(&example.text) == example.speaker => Ok(()),
        Some(speaker) => Err(format!("wanted the speaker `{}`, found `{}`", example.speaker, speaker.span.slice(&example.text))),
        None => Err(format!("wanted the speaker `{}`, found none", example.speaker)),
    }
}

fn rejected(text: &str, lexicon: &Lexicon) -> Result<(), String> {
    match read(text, lexicon).iter().find_map(|q| q.speaker.as_ref()) {
        Some(speaker) => Err(format!("found the speaker `{}`", speaker.span.slice(text))),
        None => Ok(()),
    }
}

fn words<'t>(quotes: &[Quote], text: &'t str) -> Vec<&'t str> {
    quotes.iter().map(|q| q.span.slice(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_examples_hold() {
        let lexicon = Lexicon::builtin().unwrap();
        let failed: Vec<String> = run_examples(&lexicon)
            .into_iter()
            .filter_map(|r| r.outcome.err().map(|e| format!("{}:{} {}: {}\n    {}", r.file, r.line, r.rule, r.text, e)))
            .collect();
        assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed.join("\n"));
    }
}
