use super::*;
use crate::lexicon::Lexicon;
use crate::pipeline;
use crate::text::Article;
use proptest::prelude::*;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

#[test]
fn rules_keep_their_examples() {
    let wrong: Vec<String> =
        run_examples(&LEXICON).into_iter().filter_map(|r| r.outcome.err().map(|e| format!("{}:{} {}: {:?}: {e}", r.file, r.line, r.rule, r.text))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn spans_hold(text: &str) -> Result<(), TestCaseError> {
    let article = Article { text: text.into(), ..Article::default() };
    let analysis = pipeline::analyse(article, &LEXICON);
    let mut at = 0;
    for one in &analysis.dates {
        prop_assert!(one.span.start >= at && !one.span.is_empty());
        prop_assert!(!one.span.slice(text).is_empty());
        prop_assert!(one.range.is_none_or(|r| r.0 <= r.1));
        at = one.span.end;
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_gives_spans_in_order(text in "\\PC{0,200}") {
        spans_hold(&text)?;
    }

    #[test]
    fn any_figures_give_spans_in_order(text in "([0-9]{1,5}[-/.,: ']{0,2}|May |Sept. |the |last |in |years? |ago |Monday |half |and |BC |a.m. |th |quarter |[.] ){0,40}") {
        spans_hold(&text)?;
    }
}
