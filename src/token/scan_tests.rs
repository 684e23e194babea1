use super::*;
use proptest::prelude::*;

fn words(text: &str) -> Vec<&str> {
    scan(text).map(|t| t.span.slice(text)).collect()
}

#[test]
fn words_clitics_and_acronyms() {
    assert_eq!(words("The U.S. envoy's aide didn’t go."), ["The", "U.S.", "envoy", "'s", "aide", "did", "n’t", "go", "."]);
    assert_eq!(words("O’Brien of AT&T said J.K. can't"), ["O’Brien", "of", "AT&T", "said", "J.K.", "ca", "n't"]);
    assert_eq!(words("the diplomats' visas"), ["the", "diplomats", "'", "visas"]);
}

#[test]
fn numbers_and_marks() {
    assert_eq!(words("1,000.5 of 20th-century 10am, 2,3"), ["1,000.5", "of", "20", "th", "-", "century", "10", "am", ",", "2", ",", "3"]);
    assert_eq!(words("``No,'' -- he said... $5"), ["``", "No", ",", "''", "--", "he", "said", "...", "$", "5"]);
}

#[test]
fn invisible_characters_stay_inside_words() {
    assert_eq!(words("ex\u{ad}pel\u{200b}led him\u{feff}"), ["ex\u{ad}pel\u{200b}led", "him"]);
}

proptest! {
    #[test]
    fn shapes_agree_on_both_paths(word in "[A-Za-z]{1,20}", rest in " {0,20}") {
        prop_assert_eq!(letters::word(format!("{word}{rest}").as_bytes(), 0).shape, shape_of(&word));
    }

    #[test]
    fn the_short_path_changes_nothing(text in "[a-zA-Z.,' n&\\-0-9’\u{a0}\n\"(%é$]{0,60}") {
        let mut scanner = Scanner { text: &text, at: 0, after: usize::MAX };
        let slow: Vec<RawToken> = std::iter::from_fn(|| scanner.other(false)).collect();
        // Only the short path gives keys.
        let fast: Vec<RawToken> = scan(&text).map(|t| RawToken { key: 0, ..t }).collect();
        prop_assert_eq!(slow, fast);
    }

    #[test]
    fn tokens_are_in_order_and_cover_all_that_is_visible(text in "\\PC{0,200}") {
        let mut at = 0;
        for token in scan(&text) {
            let (start, end) = (token.span.start as usize, token.span.end as usize);
            prop_assert!(start >= at && end > start);
            prop_assert!(text[at..start].chars().all(is_skipped));
            at = end;
        }
        prop_assert!(text[at..].chars().all(is_skipped));
    }
}
