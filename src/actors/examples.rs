//! Runs the examples of `actors/grammar.toml`.

use super::Actors;
use crate::lexicon::{ExampleResult, GrammarExample, Lexicon};
use crate::text::Article;

/// What comes of every example of every rule of `actors/grammar.toml`.
#[must_use]
pub fn run_examples(lexicon: &Lexicon) -> Vec<ExampleResult> {
    let mut results = Vec::new();
    for rule in lexicon.actors.grammar().rules() {
        let result = |text: &str, accept, outcome| ExampleResult {
            rule: rule.id.clone(),
            file: rule.file.clone(),
            line: rule.line,
            text: text.to_owned(),
            accept,
            outcome,
        };
        for example in &rule.accept {
            let (article, actors) = read(&example.text, lexicon);
            results.push(result(&example.text, true, accepts(&rule.id, example, &article, &actors)));
        }
        for text in &rule.reject {
            let (article, actors) = read(text, lexicon);
            let found = actors.mentions.iter().find(|m| m.rule == rule.id);
            let outcome = found.map_or(Ok(()), |m| Err(format!("the rule found `{}`", m.span.slice(&article.text))));
            results.push(result(text, false, outcome));
        }
    }
    results
}

fn accepts(rule: &str, example: &GrammarExample, article: &Article, actors: &Actors) -> Result<(), String> {
    let same = |want: &Option<String>, got: &str| want.as_deref().is_none_or(|w| w == got);
    let fits = actors.mentions.iter().enumerate().any(|(i, m)| {
        let entity = actors.entity_of(i);
        m.rule == rule && m.span.slice(&article.text) == example.words && entity.is_some_and(|e| same(&example.code, &e.code) && same(&example.name, &e.name))
    });
    if fits {
        return Ok(());
    }
    let found: Vec<String> = actors
        .mentions
        .iter()
        .enumerate()
        .map(|(i, m)| {
            let (code, name) = actors.entity_of(i).map_or(("", ""), |e| (e.code.as_str(), e.name.as_str()));
            format!("{}: `{}` {code} ({name})", m.rule, m.span.slice(&article.text))
        })
        .collect();
    Err(format!("wanted `{}` {}, found {}", example.words, example.code.as_deref().unwrap_or(""), found.join("; ")))
}

fn read(text: &str, lexicon: &Lexicon) -> (Article, Actors) {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let surface = crate::text::surface(&article, lexicon);
    let syntax = crate::syntax::parse(&article, &surface, lexicon);
    let dates = crate::dates::find(&article, &surface, &syntax, lexicon);
    let actors = super::find(&article, &surface, &syntax, &dates, lexicon);
    (article, actors)
}
