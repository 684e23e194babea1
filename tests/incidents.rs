//! When the acts of an article happened: their own date, one counted from another act, or none; never a guess.
#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use dateline::text::{Published, PublishedFrom};
use dateline::{Article, Lexicon, analyse};
use jiff::civil::date;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

/// CAMEO code, source, date and its basis of each incident of a text published on Wednesday, 6 August 2025.
fn told(text: &str) -> Vec<String> {
    let published = Some(Published { date: date(2025, 8, 6), from: PublishedFrom::Record });
    let analysis = analyse(Article { text: text.into(), published, ..Article::default() }, &LEXICON);
    analysis.incidents.iter().map(|i| format!("{} {} {} {}", i.cameo, i.source_code, i.date.value, i.date.basis)).collect()
}

/// Each text with all that it tells.
const COUNTED: [(&str, &[&str]); 13] = [
    (
        "Norway recalled its ambassador to Fiji on Monday, two weeks after Fiji expelled a Norwegian diplomat.",
        &["161 NORGOV 2025-08-04 relative", "161 FJIGOV 2025-W30 relative"],
    ),
    // Before and behind the act that it is counted from.
    (
        "Three days before Fiji expelled a Norwegian diplomat, Norway arrested a Fijian sailor on 2 July.",
        &["161 FJIGOV 2025-07-05 relative", "173 NOR 2025-07-02 relative"],
    ),
    // A noun for the act, and the year as precise as `two years` is.
    (
        "Norway recalled its ambassador on Friday, two years after the expulsion of its consul by Fiji.",
        &["161 NORGOV 2025-08-01 relative", "161 FJIGOV 2023 relative"],
    ),
    // A date in its own clause is better.
    (
        "Norway recalled its ambassador on Friday, two weeks after Fiji on 20 July expelled a Norwegian diplomat.",
        &["161 NORGOV 2025-08-01 relative", "161 FJIGOV 2025-07-20 relative"],
    ),
    // Nothing tells when the first act was: so nothing to count from.
    (
        "He had left long ago.\n\nThey talked.\n\nIt rained on them all day long that time.\n\nThe harvest had been poor for the farmers there.\n\n\
         A village elder told the story to anyone who came.\n\nNobody in the valley had the heart to doubt it.\n\nNorway recalled its ambassador, two weeks after Fiji expelled a Norwegian diplomat.",
        &["161 NORGOV  none", "161 FJIGOV  none"],
    ),
    // Backward, from the one act of the two that has a day; where neither has one, no day of publication counts.
    ("Norway bombed a Fijian port two days before Fiji arrested three Norwegians on Monday.", &["195 NOR 2025-08-02 relative", "173 FJI 2025-08-04 relative"]),
    ("Norway freed a Fijian teacher three weeks before Fiji released a Norwegian student.", &["0841 NOR  none", "0841 FJI  none"]),
    // Since a day, and on none that is known.
    ("Fiji has shelled a Norwegian port since Monday.", &["194 FJI 2025-08 relative"]),
    ("Fiji has shelled a Norwegian port for weeks.", &["194 FJI  none"]),
    // What is put off has two days, and putting it off neither.
    ("Norway postponed talks with Fiji from Monday to Friday.", &["164 NORGOV  none"]),
    // A month that is over, however near the next one of its name.
    ("Fiji expelled a Norwegian consul in September.", &["161 FJIGOV 2024-09 relative"]),
    (
        "Norway said it would expel five Fijian diplomats in response to the expulsion of two Norwegians by Fiji in October.",
        &["161 NORGOV  none", "174 FJI 2024-10 relative"],
    ),
    // Lengths of time that count nothing.
    (
        "Norway recalled its ambassador on Monday for two weeks. After that, Fiji expelled a Norwegian diplomat on Tuesday.",
        &["161 NORGOV 2025-08-04 relative", "161 FJIGOV 2025-08-05 relative"],
    ),
];

#[test]
fn days_are_counted_from_the_act_that_is_named() {
    for (text, wanted) in COUNTED {
        assert_eq!(told(text), wanted, "{text}");
    }
}

/// What tells of no one act, behind a sentence that sets the scene; a name, number or place makes an act of it.
const GENERAL: [(&str, usize); 10] = [
    ("Many judges have been murdered.", 0),
    ("Nine Peruvian judges have been murdered.", 1),
    ("They want a junta that is shelling the people to fall.", 0),
    ("Peruvian soldiers are attacking a village in Puno.", 1),
    ("The Shining Path has killed thousands of peasants.", 0),
    ("The Shining Path killed forty peasants in Puno.", 1),
    ("Gunmen searched the houses in order to murder a Peruvian judge.", 0),
    ("Gunmen tried to kidnap a Peruvian judge.", 1),
    ("The murder of the Peruvian people must end.", 0),
    ("The murder of a Peruvian judge is being investigated.", 1),
];

#[test]
fn violence_that_is_told_in_general_is_no_act() {
    for (text, wanted) in GENERAL {
        let found = told(&format!("The harvest in Peru was poor.\n\n{text}")).into_iter().filter(|row| row.starts_with("18") || row.starts_with("19")).count();
        assert_eq!(found, wanted, "{text}");
    }
}

/// Tellings of one act, and of two.
const AGAIN: [(&str, usize); 9] = [
    ("A bomb exploded at the Peruvian consulate in Quito. The bomb damaged the gate.", 1),
    ("A bomb exploded at the Peruvian consulate in Quito. Another bomb damaged the Peruvian consulate.", 2),
    ("A Peruvian judge was assassinated in Trujillo. He was on his way home. A clerk wounded in the attack is in hospital.", 1),
    ("A Peruvian judge was assassinated in Trujillo. He was on his way home. A clerk was wounded in another attack.", 2),
    // Who is brought in by another noun is another victim; as many again are the same ones.
    ("A Peruvian judge was stabbed to death in Trujillo, and a clerk was shot and wounded in his home.", 2),
    ("Gunmen kidnapped 31 Peruvian villagers. It rained all day. Guerrillas kidnapped the 31 people.", 1),
    // Two towns are two targets; other numbers in other towns are other people.
    ("Chile bombed Arequipa on Monday. Chile also bombed Trujillo, killing three.", 2),
    ("Chile bombed Arequipa on Monday. Chile bombed Arequipa with drones, an envoy said.", 1),
    ("Two bombs exploded at the Peruvian consulate in Quito on Monday. The first bomb went off at 2 p.m. near the gate.", 1),
];

#[test]
fn one_act_is_told_again_and_another_is_not() {
    for (text, wanted) in AGAIN {
        let found = told(text).into_iter().filter(|row| row.starts_with("18") || row.starts_with("19")).count();
        assert_eq!(found, wanted, "{text}");
    }
}

/// Dates that are no day are written as ISO 8601 has them.
#[test]
fn dates_are_iso_8601() {
    for (words, wanted) in [
        ("over the weekend", "2025-W31 2025-08-02 2025-08-03"),
        ("in the spring of 2024", "2024 2024-03-01 2024-05-31"),
        ("in the third quarter of 2024", "2024 2024-07-01 2024-09-30"),
        ("in the first half of 2024", "2024 2024-01-01 2024-06-30"),
        ("in May 2024", "2024-05 2024-05-01 2024-05-31"),
    ] {
        let published = Some(Published { date: date(2025, 8, 6), from: PublishedFrom::Record });
        let text = format!("Fiji expelled a Norwegian consul {words}.");
        let analysis = analyse(Article { text, published, ..Article::default() }, &LEXICON);
        let row = analysis.incidents[0].date.range.map(|(from, to)| format!("{} {from} {to}", analysis.incidents[0].date.value));
        assert_eq!(row.as_deref(), Some(wanted), "{words}");
    }
}

#[test]
fn a_second_arrest_is_another_one() {
    let text = "Fiji arrested a Norwegian on Friday. Norway imposed sanctions on Fiji on Monday. Fiji arrested a second Norwegian a day after the sanctions.";
    assert_eq!(told(text).iter().filter(|row| row.starts_with("173")).count(), 2, "{:?}", told(text));
}

/// Dates beside an act that are not its own.
const OF_ANOTHER: [(&str, &[&str]); 10] = [
    // What is to be.
    (
        "Norwegian envoys met Fijian ministers in a bid to avert tariffs set to take effect on 17 August.",
        &["040 FJIGOV 2025-08-06 published", "040 NORGOV 2025-08-06 published"],
    ),
    // The day on which it was told, also behind whom it was told.
    ("A Norwegian official told reporters by telephone on Friday that Fiji had expelled a Norwegian consul.", &["161 FJIGOV  none"]),
    // An attribute of what is talked of; of the deed itself it dates the deed.
    ("Norway accused Fiji of breaking a 1994 treaty.", &["112 NOR 2025-08-06 published"]),
    (
        "The raid of May 3 on the Fijian port, which killed 12 Fijian sailors, was condemned by Norway.",
        &["190 FJI 2025-05-03 relative", "111 NOR 2025-08-06 published"],
    ),
    // The verb that holds it.
    ("Fiji is now facing a boycott after Norway recalled its ambassador.", &["161 NORGOV  none"]),
    // Two deeds of one doer share the day behind them, and each takes its own.
    ("Fijian rebels killed nine Norwegian sailors and burned a ferry on Friday.", &["190 FJIREB 2025-08-01 relative"]),
    (
        "Fiji closed its embassy in Oslo in 2022 and asked Norwegian peacekeepers to leave the following year.",
        &["161 FJIGOV 2022 explicit", "1661 FJIGOV 2023 relative"],
    ),
    // Not the day of publication: what was lately, what is told as known, what is counted from a day that nobody tells.
    ("Fiji has recently expelled a Norwegian consul.", &["161 FJIGOV  none"]),
    ("Norway has already expelled two Fijian diplomats.", &["161 NORGOV  none"]),
    (
        "Fiji expelled a Norwegian consul. He left in December. Norway expelled a Fijian consul four days later.",
        &["161 FJIGOV 2025-08-06 published", "161 NORGOV  none"],
    ),
];

#[test]
fn a_date_of_something_else_is_not_that_of_the_act() {
    for (text, wanted) in OF_ANOTHER {
        assert_eq!(told(text), wanted, "{text}");
    }
}

#[test]
fn contradictory_dates_stay_as_they_are_told() {
    // The same act on two days: two rows or one, but never a day that no one told.
    let text = "Fiji expelled a Norwegian diplomat on 14 July, the ministry said. Fiji expelled a Norwegian diplomat on 16 July, an envoy said. \
                Fiji expelled a Norwegian diplomat on 31 June, a blog said.";
    let rows = told(text);
    assert!(rows.iter().any(|r| r.contains("2025-07-14")), "{rows:?}");
    for row in rows {
        assert!(["2025-07-14", "2025-07-16", ""].iter().any(|day| row.split(' ').nth(2) == Some(day)), "{row}");
    }
    // A date before and behind the day of publication, and a range that ends before it begins.
    let text = "Fiji expelled a Norwegian diplomat on 5 May 2031. Fiji will expel another Norwegian diplomat on 5 May 2019. \
                Fiji detained a Norwegian sailor from 9 to 3 May.";
    let rows = told(text);
    assert!(rows.iter().any(|r| r.contains("2031-05-05")) && rows.iter().any(|r| r.contains("2019-05-05")), "{rows:?}");
}

/// Column `name` of a file of the fixtures.
fn column(file: &str, name: &str) -> Vec<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(file);
    let mut reader = csv::Reader::from_path(path).unwrap();
    let at = reader.headers().unwrap().iter().position(|h| h == name).unwrap();
    reader.records().map(|r| r.unwrap()[at].to_string()).collect()
}

#[test]
fn rows_that_are_known_to_be_wrong_are_still_expected() {
    let expected = column("expected/incidents.csv", "incident_id");
    for id in column("wrong.csv", "incident_id") {
        assert!(expected.contains(&id), "{id} no longer comes out: strike it from fixtures/wrong.csv if it is mended, else write its new id there");
    }
}

/// Where the first incident of a text happened.
fn place(text: &str) -> String {
    let analysis = analyse(Article { text: text.into(), ..Article::default() }, &LEXICON);
    let place = analysis.incidents.first().and_then(|i| i.place.as_ref());
    place.map(|p| format!("{} {} {}", p.name, p.country, p.basis)).unwrap_or_default()
}

/// Where an envoy is posted is not where he is dealt with; who files from a place is not the place.
#[test]
fn places_of_the_act_alone() {
    for (text, wanted) in [
        ("Norway arrested the Fijian ambassador to Mali in Oslo.", "Oslo NOR text"),
        ("Norway recalled its ambassador to Chile on Monday.", ""),
        ("Norway recalled its envoy in Santiago on Monday.", ""),
        ("Chile expelled the Norwegian envoy in Santiago on Monday.", "Santiago CHL text"),
        ("Gunmen shot the Norwegian ambassador to Chile on Monday.", "Chile CHL text"),
        ("LIMA (QNA) - Gunmen killed three people on Monday.", "LIMA PER dateline"),
        ("Russian jets shot down a Turkish drone over Syria on Monday.", "Syria SYR text"),
    ] {
        assert_eq!(place(text), wanted, "{text}");
    }
}

/// A meeting inside one government is one row, and nobody is on both of its sides.
#[test]
fn nobody_stands_on_both_sides() {
    let text = "The Kenyan trade minister met the Kenyan president on Monday.";
    let analysis = analyse(Article { text: text.into(), ..Article::default() }, &LEXICON);
    let sides: Vec<_> = analysis.incidents.iter().map(|i| (i.source_name.as_str(), i.target_name.as_str())).collect();
    assert_eq!(sides, [("The Kenyan trade minister", "the Kenyan president")]);
}
