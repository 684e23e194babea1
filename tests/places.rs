//! Where the acts of an article happened: the ground that a deed befell, a place that other words point to, or none.
#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use dateline::text::{Published, PublishedFrom};
use dateline::{Article, Lexicon, analyse};
use jiff::civil::date;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

/// CAMEO code, place and date of each incident of a text published on Wednesday, 6 August 2025.
fn told(text: &str) -> Vec<String> {
    let published = Some(Published { date: date(2025, 8, 6), from: PublishedFrom::Record });
    let analysis = analyse(Article { text: text.into(), published, ..Article::default() }, &LEXICON);
    let place = |i: &dateline::link::Incident| i.place.as_ref().map(|p| p.name.clone()).unwrap_or_default();
    analysis.incidents.iter().map(|i| format!("{} {} {} {}", i.cameo, place(i), i.date.value, i.date.basis)).collect()
}

fn check(cases: &[(&str, &[&str])]) {
    for (text, wanted) in cases {
        assert_eq!(told(text), *wanted, "{text}");
    }
}

/// A capital that is struck is where it happened; whom a deed befell is no place.
#[test]
fn ground_that_a_deed_befell() {
    check(&[
        ("Sudanese jets bombed Khartoum on Monday.", &["195 Khartoum 2025-08-04 relative"]),
        ("Sudanese jets carried out air strikes on Khartoum on Monday.", &["195 Khartoum 2025-08-04 relative"]),
        ("Sudanese rebels shelled the Norwegian camp on Monday.", &["194  2025-08-04 relative"]),
    ]);
}

/// `the town` means the one place told last; where there are two of them, none.
#[test]
fn places_that_words_point_to() {
    check(&[
        (
            "Kenyan police searched a house in Kisumu. Two students were arrested in the town on Monday.",
            &["170 Kisumu 2025-08-06 published", "173 Kisumu 2025-08-04 relative"],
        ),
        (
            "Kenyan police searched houses in Kisumu and Eldoret. Two students were arrested in the town on Monday.",
            &["170 Kisumu 2025-08-06 published", "173  2025-08-04 relative"],
        ),
        (
            "Kenyan police searched a house in Kisumu. There were two students, who were arrested on Monday.",
            &["170 Kisumu 2025-08-06 published", "173  2025-08-04 relative"],
        ),
    ]);
}

/// What another clause tells happened elsewhere, unless the two share a subject, a scene or a `where`.
#[test]
fn places_of_other_clauses() {
    check(&[
        ("A commander in Mombasa said Kenyan troops had killed two rebels.", &["190  2025-08-06 published"]),
        ("Kenyan police arrested two men over the bombing in Mombasa.", &["173  2025-08-06 published", "183 Mombasa  none"]),
        (
            "Kenyan police imposed a curfew in Mombasa after a shop was looted, and arrested two men.",
            &["1723 Mombasa 2025-08-06 published", "1712 Mombasa  none", "173 Mombasa 2025-08-06 published"],
        ),
        ("Two men hid in Mombasa, where Kenyan police arrested them.", &["173 Mombasa 2025-08-06 published"]),
        ("In Mombasa, a gunman shot a guard, and police arrested two men.", &["193 Mombasa 2025-08-06 published", "173 Mombasa 2025-08-06 published"]),
    ]);
}

/// Who travels somewhere meets people there, on that day; others do not.
#[test]
fn meetings_of_a_journey() {
    let met = |sentence: &str| told(&format!("Kenya's president, William Ruto, flew to Accra on Monday. {sentence}"));
    assert_eq!(met("He met Ghana's president, John Mahama."), ["042 Accra 2025-08-04 relative", "040 Accra 2025-08-04 relative"]);
    assert_eq!(met("Uganda's president met Ghana's president."), ["042 Accra 2025-08-04 relative", "040   none", "040   none"]);
}

/// Text that stands before the news.
const BEFORE: &str = "The weather had been fine.\n\nIt was hot.\n\nIt was dry.\n\nNobody complained about it.\n\nThe harvest was poor.\n\n";

/// What somebody says of his own stand is of the day on which he says it; what he says that he had done is known since that day.
#[test]
fn days_of_words() {
    let day = |sentence: &str| told(&format!("{BEFORE}{sentence}"));
    assert_eq!(day("Kenya said on Monday that it rejected the plan of Uganda."), ["120  2025-08-04 relative"]);
    assert_eq!(day("Kenya said on Monday that it had rejected the plan of Uganda."), ["120  2025-08-04 context"]);
}

/// A verb of saying that ends the sentence before has no part in the date.
#[test]
fn a_date_behind_another_sentence() {
    check(&[("The plan was good, officials said. On Monday Kenya expelled a Ugandan diplomat.", &["161  2025-08-04 relative"])]);
}

/// A demand is made on the day of the news that tells it, whatever comes of it.
#[test]
fn demands_are_news() {
    check(&[("Kenya demanded that Uganda free a Kenyan trader.", &["1053  2025-08-06 published"])]);
}

/// A date is that of its own clause, and of its own side of an answer.
#[test]
fn days_of_two_acts() {
    check(&[
        (
            "Norway expelled a Chadian diplomat on Monday and summoned the Chadian ambassador on Tuesday.",
            &["161  2025-08-04 relative", "114  2025-08-05 relative"],
        ),
        ("Chad imposed sanctions on Peru on Monday in response to Peru's expulsion of a Chadian diplomat.", &["163  2025-08-04 relative", "161   none"]),
        (
            "Chad expelled a Peruvian diplomat in response to Peru's expulsion of a Chadian envoy in January.",
            &["161  2025-08-06 published", "161  2025-01 relative"],
        ),
        (
            "The leaders of Peru and Chad spoke by telephone on Monday and agreed to meet in September.",
            &["041  2025-08-04 relative", "041  2025-08-04 relative", "036  2025-08-04 relative", "036  2025-08-04 relative"],
        ),
    ]);
}

/// What went on for some time has no one day.
#[test]
fn times_that_last() {
    check(&[
        ("Sudanese rebels shelled Khartoum between 2012 and 2016.", &["194 Khartoum  explicit"]),
        ("Sudanese rebels shelled Khartoum between 3 and 5 March.", &["194 Khartoum 2025-03 relative"]),
        ("Sudanese rebels shelled Khartoum from Monday to Wednesday.", &["194 Khartoum 2025-08 relative"]),
        ("Sudanese rebels shelled Khartoum in the past two days.", &["194 Khartoum 2025-08 relative"]),
        ("Sudanese rebels shelled Khartoum for three days.", &["194 Khartoum  none"]),
        ("Sudanese rebels shelled Khartoum on Monday.", &["194 Khartoum 2025-08-04 relative"]),
    ]);
}

/// What was done before somebody told of it is not of the day of publication.
#[test]
fn days_on_which_acts_were_told() {
    check(&[
        ("“We have summoned the Chadian ambassador,” Norwegian Foreign Minister Lars Holm said on Tuesday.", &["114  2025-08-05 context"]),
        ("Norway has expelled two Chadian diplomats, the foreign ministry said on Monday.", &["161  2025-08-04 context"]),
        ("Norway has expelled two Chadian diplomats, the foreign ministry said.", &["161  2025-08-06 published"]),
    ]);
}

/// Two places or two days are two acts; the toll of a deed is the deed's.
#[test]
fn tolls_of_one_act_and_of_two() {
    check(&[
        (
            "Nigerian rebels killed 12 people in Kano on Monday and wounded 30 people in Lagos on Tuesday.",
            &["190 Kano 2025-08-04 relative", "190 Lagos 2025-08-05 relative"],
        ),
        ("Nigerian rebels killed 12 people and wounded 30 people in Kano on Monday.", &["190 Kano 2025-08-04 relative"]),
        ("Chad's attack on Libya killed 12 people on Monday.", &["190  2025-08-04 relative"]),
    ]);
}
