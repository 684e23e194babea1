//! Spans of the annotation object slice to their words, whatever the text holds; rows fit their headers.

#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use dateline::output::columns::TABLES;
use dateline::output::{annotation, article_rows};
use dateline::{Article, Lexicon, analyse};
use proptest::prelude::*;
use serde_json::Value;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

fn object(text: &str) -> Value {
    let article = Article { id: "x".into(), text: text.into(), ..Article::default() };
    serde_json::to_value(annotation(&analyse(article, &LEXICON), &LEXICON)).unwrap()
}

/// Every object with a start and an end lies inside the text and, where it carries words, slices to them.
fn check(value: &Value, text: &[char]) {
    match value {
        Value::Object(map) => {
            if let (Some(start), Some(end)) = (map.get("start").and_then(Value::as_u64), map.get("end").and_then(Value::as_u64)) {
                let words: String = text[start as usize..end as usize].iter().collect();
                if let Some(told) = map.get("text").and_then(Value::as_str) {
                    assert_eq!(words, told);
                }
            }
            map.values().for_each(|v| check(v, text));
        }
        Value::Array(list) => list.iter().for_each(|v| check(v, text)),
        _ => {}
    }
}

/// The pointers of every list lead into the list that they name.
fn check_pointers(object: &Value) {
    let length = |list: &str| object[list].as_array().unwrap().len() as u64;
    let pointers = [
        ("mentions", "entity", "entities"),
        ("actions", "source", "entities"),
        ("actions", "target", "entities"),
        ("actions", "source_mention", "mentions"),
        ("actions", "target_mention", "mentions"),
        ("actions", "place", "mentions"),
        ("actions", "date", "dates"),
        ("actions", "sentence", "sentences"),
        ("actions", "quote", "quotes"),
        ("actions", "incident", "incidents"),
    ];
    for (list, key, target) in pointers {
        for item in object[list].as_array().unwrap() {
            assert!(item[key].as_u64().is_none_or(|i| i < length(target)), "{list}.{key}");
        }
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Kenya’s foreign minister, Amina Odhiambo, said on Monday".to_string()),
        Just("“We will expel the Zambian ambassador – now,” he told reporters.".to_string()),
        Just("In March 2021 Peru and Chile signed a treaty in Bogotá.".to_string()),
        Just("Read more".to_string()),
        Just("\n\n".to_string()),
        Just("\u{2028}".to_string()),
        "\\PC{0,40}",
        "[a-zA-Z“”‘’\"'().,;:–—… 0-9é\u{301}\u{ad}\u{200b}😀\n]{0,60}",
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|p| p.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn spans_slice_to_their_words(text in pieces()) {
        let object = object(&text);
        prop_assert_eq!(object["text"].as_str().unwrap(), &text);
        check(&object, &text.chars().collect::<Vec<_>>());
        check_pointers(&object);
    }
}

/// Lists, tables and noise without an end: whatever is repeated, nothing panics and spans hold.
fn repeated() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("“".to_string()),
        Just("”".to_string()),
        Just("\"".to_string()),
        Just("'".to_string()),
        Just("(".to_string()),
        Just("said".to_string()),
        Just("Russia".to_string()),
        Just("attacked".to_string()),
        Just("on Monday".to_string()),
        Just("the move".to_string()),
        Just("in response to".to_string()),
        Just("he".to_string()),
        Just("and".to_string()),
        Just(",".to_string()),
        Just(".".to_string()),
        Just("12".to_string()),
        "\\PC{1,6}",
    ];
    (proptest::collection::vec(word, 1..6), prop_oneof![Just(" "), Just(""), Just(". "), Just("\n\n")], 1..700usize)
        .prop_map(|(words, gap, times)| (words.join(" ") + gap).repeat(times))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn spans_hold_in_what_is_said_over_and_over(text in repeated()) {
        let object = object(&text);
        check(&object, &text.chars().collect::<Vec<_>>());
        check_pointers(&object);
    }
}

#[test]
fn rows_have_the_columns_of_their_headers() {
    let mut seen = [false; 7];
    for entry in std::fs::read_dir("fixtures/articles").unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        let analysis = analyse(Article { id, text, ..Article::default() }, &LEXICON);
        let rows = article_rows(&analysis, &LEXICON, |_| true);
        let firsts = [
            rows.incidents.first().map(|r| serde_json::to_value(r).unwrap()),
            rows.quotes.first().map(|r| serde_json::to_value(r).unwrap()),
            rows.dates.first().map(|r| serde_json::to_value(r).unwrap()),
            rows.actors.first().map(|r| serde_json::to_value(r).unwrap()),
            rows.evidence.first().map(|r| serde_json::to_value(r).unwrap()),
            rows.chains.first().map(|r| serde_json::to_value(r).unwrap()),
            Some(serde_json::to_value(&rows.article).unwrap()),
        ];
        for ((table, first), seen) in TABLES.iter().zip(firsts).zip(&mut seen) {
            if let Some(row) = first {
                let keys: Vec<_> = row.as_object().unwrap().keys().cloned().collect();
                assert_eq!(keys, table.columns.iter().map(|c| c.name).collect::<Vec<_>>(), "{}", table.name);
                *seen = true;
            }
        }
    }
    assert_eq!(seen, [true; 7], "each table has a row somewhere");
}
