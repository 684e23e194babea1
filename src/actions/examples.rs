use crate::lexicon::{ActionRule, ExampleResult, Lexicon};
use crate::text::Article;

use super::{Action, Status};

/// Runs the examples of all rules through the whole program. `analyse` is the pipeline, passed in because it stands above
/// this stage.
#[must_use]
pub fn run_examples(lexicon: &Lexicon, analyse: &dyn Fn(Article) -> Vec<Action>) -> Vec<ExampleResult> {
    let mut results = Vec::new();
    for (index, rule) in lexicon.actions.rules.iter().enumerate() {
        let found = |text: &str| analyse(Article { text: text.to_owned(), ..Article::default() });
        let result = |text: &str, accept, outcome| ExampleResult {
            rule: rule.id.clone(),
            file: rule.file.clone(),
            line: rule.line,
            text: text.to_owned(),
            accept,
            outcome,
        };
        for example in &rule.accept {
            let actions = found(&example.text);
            let wanted = (rule.cameo.as_str(), example.source.as_str(), example.target.as_str(), example.status.map(Status::from));
            let outcome = if actions.iter().any(|a| is_like(a, &wanted)) {
                Ok(())
            } else {
                Err(format!(
                    "wanted {} {} -> {}{}, found {}",
                    wanted.0,
                    or_none(wanted.1),
                    or_none(wanted.2),
                    wanted.3.map(|s| format!(" {}", s.name())).unwrap_or_default(),
                    list(&actions, lexicon)
                ))
            };
            results.push(result(&example.text, true, outcome));
        }
        for text in &rule.reject {
            let actions = found(text);
            let wrong = actions.iter().any(|a| a.rule as usize == index);
            let outcome = if wrong { Err(format!("must not give {}, found {}", rule.cameo, list(&actions, lexicon))) } else { Ok(()) };
            results.push(result(text, false, outcome));
        }
    }
    results
}

fn is_like(action: &Action, wanted: &(&str, &str, &str, Option<Status>)) -> bool {
    let code = |p: &Option<super::Party>| p.as_ref().map(|p| p.code.clone()).unwrap_or_default();
    // A clause that says what a protest is for gives its code a fourth digit.
    let kind = action.cameo == wanted.0 || action.cameo.starts_with("14") && action.cameo.len() == 4 && action.cameo.starts_with(wanted.0);
    kind && code(&action.source) == wanted.1 && code(&action.target) == wanted.2 && wanted.3.is_none_or(|s| s == action.status)
}

fn or_none(code: &str) -> &str {
    if code.is_empty() { "nobody" } else { code }
}

fn list(actions: &[Action], lexicon: &Lexicon) -> String {
    if actions.is_empty() {
        return "nothing".into();
    }
    let code = |p: &Option<super::Party>| p.as_ref().map_or("nobody".to_owned(), |p| or_none(&p.code).to_owned());
    let one = |a: &Action| {
        let rule: Option<&ActionRule> = lexicon.actions.rules.get(a.rule as usize);
        format!("{} {} -> {} {} ({})", a.cameo, code(&a.source), code(&a.target), a.status.name(), rule.map_or("", |r| r.id.as_str()))
    };
    actions.iter().map(one).collect::<Vec<_>>().join("; ")
}
