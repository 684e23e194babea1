use super::*;
use crate::token::{Sym, scan};
use proptest::prelude::*;

fn found(text: &str) -> Vec<(String, u8, bool)> {
    surface(text).iter().map(|q| (q.span.slice(text).to_owned(), q.depth, q.close.is_some())).collect()
}

fn surface(text: &str) -> Vec<Quoted> {
    let article = Article { text: text.into(), ..Article::default() };
    let tokens: Vec<Token> = scan(text).map(|r| Token::new(&r, Sym::UNKNOWN)).collect();
    let paragraphs = crate::text::paragraph::split(&article, &tokens);
    pair(&article, &tokens, &paragraphs)
}

fn words(text: &str) -> Vec<String> {
    found(text).into_iter().map(|f| f.0).collect()
}

#[test]
fn all_forms_of_double_marks() {
    assert_eq!(words("“We won,” she said."), ["We won,"]);
    assert_eq!(words("\"We won,\" she said. \"We did.\""), ["We won,", "We did."]);
    assert_eq!(words("“We won,\" she said."), ["We won,"]);
    assert_eq!(words("\"We won,” she said."), ["We won,"]);
    assert_eq!(words("``We won,'' she said."), ["We won,"]);
    assert_eq!(words("''We won,'' she said."), ["We won,"]);
    assert_eq!(words("«We won», she said."), ["We won"]);
    assert_eq!(words("„We won“, she said."), ["We won"]);
    assert_eq!(words("”We won,” she said."), ["We won,"]);
    assert_eq!(words("The dock—\"our dock\"—is shut (\"for good\")."), ["our dock", "for good"]);
}

#[test]
fn single_marks_and_apostrophes() {
    assert_eq!(words("‘The diplomats’ visas are void,’ she said."), ["The diplomats’ visas are void,"]);
    assert_eq!(words("'The dockers' wages are late,' she said, 'and that's that.'"), ["The dockers' wages are late,", "and that's that."]);
    assert_eq!(words("The dockers' wages and the pilots' wages are late."), Vec::<String>::new());
    assert_eq!(words("The ’90s and rock ’n’ roll were the students’ own."), Vec::<String>::new());
    assert_eq!(words("It was a ‘sham’ vote."), ["sham"]);
}

#[test]
fn a_double_mark_for_an_apostrophe() {
    assert_eq!(words("China\"s plans failed. France”s plan held."), Vec::<String>::new());
    assert_eq!(words("\"I\"m afraid it\"s over,\" he said."), ["I\"m afraid it\"s over,"]);
    assert_eq!(words("They sold the \"A\"s at last."), ["A"]);
    assert_eq!(words("He said\"we are late\" again."), ["we are late"]);
}

#[test]
fn nesting() {
    assert_eq!(found("“He told me, ‘Go home,’ and left,” she said."), [("He told me, ‘Go home,’ and left,".into(), 0, true), ("Go home,".into(), 1, true)]);
    assert_eq!(found("‘They cried “No!” at us,’ he said."), [("They cried “No!” at us,".into(), 0, true), ("No!".into(), 1, true)]);
    assert_eq!(found("“He cried “No” at us,” she said.")[0].0, "He cried “No” at us,");
}

#[test]
fn over_paragraphs() {
    let text = "“We stay.\n\n“We never leave.\n\n“Not ever,” he said.";
    let all = surface(text);
    assert_eq!(all.iter().map(|q| q.continues).collect::<Vec<_>>(), [None, Some(0), Some(1)]);
    assert_eq!(all.iter().map(|q| q.close.is_some()).collect::<Vec<_>>(), [false, false, true]);
    let british = "‘We stay.\n\n‘We never leave,’ he said.";
    assert_eq!(words(british), ["We stay.", "We never leave,"]);
    let not_reopened = "He said: “We stay.\n\nWe never leave.”";
    assert_eq!(words(not_reopened), ["We stay.", "We never leave."]);
}

#[test]
fn an_odd_mark_stays_in_its_paragraph() {
    assert_eq!(words("He said “no to us.\n\n“Yes,” she said."), ["no to us.", "Yes,"]);
    assert_eq!(words("It rained. We will go,” he said. “We must.”"), ["We will go,", "We must."]);
    assert_eq!(words("A 5'10\" man said \"no\"."), ["no"]);
}

#[test]
fn markup_is_no_speech() {
    assert_eq!(words("<tweet id=\"123\"> He said \"no\"."), ["no"]);
}

proptest! {
    #[test]
    fn any_marks_give_ordered_spans(text in "([“”\"'‘’`«» .,a\n=5s]|\\PC){0,120}") {
        let all = surface(&text);
        let mut last = 0;
        for (i, q) in all.iter().enumerate() {
            prop_assert!(!q.span.is_empty() && text.get(q.span.range()).is_some());
            prop_assert!(q.span.start >= last);
            prop_assert!(q.continues.is_none_or(|c| (c as usize) < i));
            last = q.span.start;
        }
    }
}
