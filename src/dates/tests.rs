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

fn values(text: &str, published: Option<&str>) -> Vec<(String, String)> {
    use crate::text::{Published, PublishedFrom};
    let published = published.map(|d| Published { date: d.parse().unwrap(), from: PublishedFrom::Record });
    let article = Article { text: text.into(), published, ..Article::default() };
    let analysis = pipeline::analyse(article, &LEXICON);
    analysis.dates.iter().map(|d| (d.span.slice(text).to_owned(), d.value.to_string())).collect()
}

#[test]
fn impossible_dates_are_never_shifted() {
    for text in [
        "On 30 February 2024 they met.",
        "On 2024-13-05 they met.",
        "They met at 25:61 sharp.",
        "On 00/00/2024 they met.",
        "In the year 0 nothing fell.",
        "The 99999 of them left.",
        "On February 29, 2023 they met.",
        "On 31.04.2024 they met.",
        "They left 999999999999 years ago.",
        "They left 99999999 days ago.",
        "They left 9000 years ago.",
    ] {
        let found = values(text, Some("2025-03-12"));
        assert!(found.iter().all(|f| f.1.len() <= 8 || f.1.contains("REF")), "{text}: {found:?}");
    }
}

#[test]
fn false_friends_are_left_alone() {
    for text in [
        "May said they may march on with April Jones and the Sun.",
        "After 9/11 the line was open 24/7.",
        "They won 3-1 and lost 10-12 at home; call 020 7946 0958.",
        "She is 45 years old and her 12-year-old son was second.",
        "The fare rose to $2000 and 1,999 seats were sold.",
        "It was their second attempt, in the Latin quarter.",
    ] {
        let found = values(text, Some("2025-03-12"));
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn a_chronicle_takes_years_from_its_own_dates() {
    let text = "On 3 May 1931 the strike began. On 9 June 1931 troops came. In July 1931 it spread. On 2 August the governor fled. \
                On 5 November 1931 he was back. On 7 December 1931 the mayor fell. In January the army split. On 1 March 1932 it was over.";
    let found = values(text, Some("2009-12-19"));
    let of = |words: &str| found.iter().find(|f| f.0 == words).map(|f| f.1.as_str());
    assert_eq!(of("2 August"), Some("1931-08-02"));
    assert_eq!(of("January"), Some("1932-01"));
}

#[test]
fn a_bare_year_dates_nothing_else_in_a_report_of_an_unknown_day() {
    let report = "The bridge of 1847 was shut on Monday. It had been mended since mid-September.";
    let history = "The bridge was opened in 1847. It had been built since mid-September.";
    let of = |text: &str| values(text, None).into_iter().find(|f| f.0 == "mid-September").unwrap().1;
    assert_eq!((of(report).as_str(), of(history).as_str()), ("XXXX-09", "1847-09"));
    let told = "He had come in May 2011 and left on Monday. In June 2011 he fell ill; in 2012, in August, he wrote.";
    assert_eq!(values(told, None).last().unwrap().1, "2012-08");
}

#[test]
fn datelines_need_a_full_date() {
    let of = |text: &str| {
        let article = Article { text: text.into(), ..Article::default() };
        let surface = crate::text::surface(&article, &LEXICON);
        published(&article, &surface, &LEXICON).map(|p| p.date.to_string())
    };
    assert_eq!(of("RIGA, Nov 26, 2024 (Agency) – Two men were held.").as_deref(), Some("2024-11-26"));
    assert_eq!(of("RIGA, 26 November 2024 — Two men were held.").as_deref(), Some("2024-11-26"));
    assert_eq!(of("RIGA, Nov 26 (Agency) – Two men were held."), None);
    assert_eq!(of("The law of 26 November 2024 fell – at last."), None);
}

#[test]
fn the_header_is_listed_and_nothing_else_of_it() {
    use crate::text::{Header, Published, PublishedFrom};
    use crate::token::Span;
    let text = "date 2025-02-06 He left on Monday.";
    let article = Article {
        text: text.into(),
        header: Some(Header { span: Span::new(0, 15), date: Some(Span::new(5, 15)) }),
        published: Some(Published { date: "2025-02-06".parse().unwrap(), from: PublishedFrom::Header }),
        ..Article::default()
    };
    let dates = pipeline::analyse(article, &LEXICON).dates;
    assert_eq!(dates.iter().map(|d| (d.header, d.value.as_str())).collect::<Vec<_>>(), [(true, "2025-02-06"), (false, "2025-02-03")]);
    assert_eq!(LEXICON.dates.rule_id(dates[0].rule), "header");
    assert_eq!(dates[1].anchor, Anchor::Published);
}

#[test]
fn both_ends_of_a_range_lie_within_a_year_and_run_forward() {
    let ends = |text: &str| values(text, Some("2025-03-12")).into_iter().map(|f| f.1).collect::<Vec<_>>();
    assert_eq!(ends("The truce ran from 28 April to 2 May last year."), ["2024-04-28", "2024-05-02"]);
    assert_eq!(ends("The fair ran from 28 December to 3 January last year."), ["2023-12-28", "2024-01-03"]);
    assert_eq!(ends("The talks ran from Monday to Friday."), ["2025-03-03", "2025-03-07"]);
    assert_eq!(ends("The talks will run from Monday until Friday."), ["2025-03-17", "2025-03-21"]);
    assert_eq!(ends("The port will be shut from October to March 2026."), ["2025-10", "2026-03"]);
    assert_eq!(ends("The beans are for delivery between 10 May and 10 October."), ["2025-05-10", "2025-10-10"]);
    assert_eq!(ends("OSLO, March 12 - January exports fell."), ["2025-03-12", "2025-01"]);
    assert_eq!(ends("Mills were shut from May 2023 to June."), ["2023-05", "2023-06"]);
    assert_eq!(ends("Mills were shut between October and September."), ["2023-10", "2024-09"]);
    assert_eq!(ends("Mills were shut from spring to autumn last year."), ["2024-SP", "2024-FA"]);
    // Put off, to a later day.
    assert_eq!(ends("The vote was delayed from Tuesday to Thursday."), ["2025-03-11", "2025-03-13"]);
    // No range: each end stands for itself.
    assert_eq!(ends("They met on Monday and Friday."), ["2025-03-10", "2025-03-07"]);
}

#[test]
fn centuries_before_christ() {
    let values = values("Walls of the 1st century BC and of the 5th century BC stood there; in 490 BC they fell.", Some("2025-03-12"));
    assert_eq!(values.iter().map(|v| v.1.as_str()).collect::<Vec<_>>(), ["BC00", "BC04", "BC0490"]);
}
