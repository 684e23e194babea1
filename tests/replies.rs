//! Acts told by pointing at another one, and acts that answer one.
#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use dateline::text::{Published, PublishedFrom};
use dateline::{Article, Lexicon, analyse};
use jiff::civil::date;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

/// Source, CAMEO code and target of each incident of a text, with the place in the list of the one that it answers.
fn told(text: &str) -> Vec<String> {
    lines(Article { text: text.into(), ..Article::default() })
}

fn lines(article: Article) -> Vec<String> {
    let analysis = analyse(article, &LEXICON);
    let answers = |to: Option<u32>| to.map_or(String::new(), |to| format!(" answers {to}"));
    let line = |i: &dateline::link::Incident| format!("{} {} {}{}", i.source_code, i.cameo, i.target_code, answers(i.in_response_to));
    analysis.incidents.iter().map(line).collect()
}

/// Each text with all that it tells.
const TOLD: [(&str, &[&str]); 50] = [
    // The answer and what it answers are of one kind; a meeting answers none.
    ("Chad expelled two Libyan diplomats in retaliation for Libya's expulsion of a Chadian consul.", &["TCDGOV 161 LBYGOV answers 1", "LBYGOV 161 TCDGOV"]),
    ("Chad's president met the Libyan premier after the Libyan foreign minister met the president of Chad.", &["LBYGOV 040 TCDGOV", "TCDGOV 040 LBYGOV"]),
    // An act done again, by another or on whoever did it.
    (
        "Chad expelled two Libyan diplomats on Friday, days after Tripoli did the same to two Chadian envoys.",
        &["TCDGOV 161 LBYGOV answers 1", "LBYGOV 161 TCDGOV"],
    ),
    ("Peru recalled its ambassador to Chile. Bolivia followed suit.", &["PERGOV 161 CHLGOV", "BOLGOV 161 CHLGOV"]),
    ("Peru expelled a Chilean consul and Chile did likewise.", &["PERGOV 161 CHLGOV", "CHLGOV 161 PERGOV answers 0"]),
    // A verb and a count, or a word that stands for a noun.
    ("Peru expelled two Chilean envoys on Friday. Bolivia expelled 12.", &["PERGOV 161 CHLGOV", "BOLGOV 161 CHLGOV"]),
    ("Peru expelled a senior Chilean diplomat; Chile expelled a Peruvian one.", &["PERGOV 161 CHLGOV", "CHLGOV 161 PERGOV answers 0"]),
    ("Peru expelled two Chilean envoys on Friday. The school expelled 12.", &["PERGOV 161 CHLGOV"]),
    // What was not done, or by nobody known, is not.
    ("Peru expelled a Chilean consul. Bolivia did not follow suit.", &["PERGOV 161 CHLGOV"]),
    ("Peru did not expel the Chilean consul. Bolivia did the same.", &["PERGOV 161 CHLGOV"]),
    ("The mayor wept. The Peruvian minister did the same.", &[]),
    ("Peru expelled a Chilean consul. Lima said it wanted Chile to do the same.", &["PERGOV 161 CHLGOV"]),
    // A condition answers nothing that was done.
    ("Chad expelled a Libyan consul. Tripoli warned that it would respond if it was provoked.", &["TCDGOV 161 LBYGOV", "LBYGOV 130 "]),
    // The answer stands behind the words for answering.
    (
        "Peru expelled a Chilean consul in May. Chile retaliated by ordering the Peruvian ambassador to leave.",
        &["PERGOV 161 CHLGOV", "CHLGOV 161 PERGOV answers 0"],
    ),
    ("In May Peru threw out a Chilean consul and Chile hit back by closing Peru's cultural institute.", &["PERGOV 161 CHLGOV", "CHLGOV 161 PERGOV answers 0"]),
    // What is answered stands behind them, and not an act that is told later.
    (
        "Norway expelled the Chadian attache in response to a pattern of spying.\n\nA week later, Chad ordered the Norwegian attache to leave.",
        &["NORGOV 161 TCDGOV", "TCDGOV 161 NORGOV answers 0"],
    ),
    (
        "Chad ordered the Norwegian attache to leave in May.\n\nNorway expelled the Chadian attache in response to that affront.",
        &["TCDGOV 161 NORGOV", "NORGOV 161 TCDGOV answers 0"],
    ),
    // Who stands before a verb.
    ("On Tuesday bandits in Chad killed two Libyan soldiers.", &["TCDCRM 190 LBYMIL"]),
    ("Outside the courthouse riot police in Kenya beat Ugandan students.", &["KENCOP 175 UGAEDU"]),
    ("Peru cut its ties with Chile, and Bolivia and Cuba condemned Chile.", &["PERGOV 161 CHLGOV", "BOL 111 CHL", "CUB 111 CHL"]),
    ("Peru, which at first denounced Chile, recalled its ambassador to Cuba.", &["PER 111 CHL", "PERGOV 161 CUBGOV"]),
    ("Peru said Chile did not speak for Cuba and condemned Bolivia.", &["PER 111 BOL"]),
    ("Chad, which borders Libya, on Monday expelled a Libyan envoy.", &["TCDGOV 161 LBYGOV"]),
    // Diplomats of a state that the clause leaves out, or that are only called by their people.
    ("Peru expelled a Chilean consul in May. Chile ordered out six embassy staff.", &["PERGOV 161 CHLGOV", "CHLGOV 161 PERGOV answers 0"]),
    ("Peru expelled a Chilean consul in May. Chile responded by expelling five Peruvians.", &["PERGOV 161 CHLGOV", "CHLGOV 161 PERGOV answers 0"]),
    ("Peru expelled five Chileans who had no papers.", &["PER 174 CHL"]),
    (
        "Peru expelled a Chilean consul in May. A Peruvian envoy in Santiago was declared persona non grata.",
        &["PERGOV 161 CHLGOV", "CHLGOV 161 PERGOV answers 0"],
    ),
    ("Peru and Chile each expelled two diplomats. Chile condemned Peru.", &["PERGOV 161 CHLGOV", "CHLGOV 161 PERGOV", "CHL 111 PER answers 0"]),
    // A rebuke or a threat answers what it is about, or what was told right before.
    ("Peru expelled a Chilean consul. Chile condemned the move.", &["PERGOV 161 CHLGOV", "CHL 111 PERGOV answers 0"]),
    ("Peru accused Chile of spying. Chile rejected the accusation.", &["PERGOV 1125 CHLGOV", "CHLGOV 016 PERGOV answers 0"]),
    ("Peru expelled a Chilean consul. Chile vowed to retaliate.", &["PERGOV 161 CHLGOV", "CHLGOV 130 PERGOV answers 0"]),
    ("Peru expelled a Chilean consul, prompting Chile to recall its ambassador to Lima.", &["PERGOV 161 CHLGOV", "CHLGOV 161 PERGOV answers 0"]),
    // The verb behind an infinitive, a relative clause, or two names.
    ("Peru's attempt to free its envoy in Oslo killed two Chilean soldiers.", &[" 0353 PERGOV", "PER 190 CHLMIL"]),
    ("Peru charged two Chileans who were working for a bank with fraud, and a week later expelled the Chilean consul.", &["PER 112 CHL", "PERGOV 161 CHLGOV"]),
    ("Peru, Chile and Cuba have each recalled their ambassadors to Norway.", &["PERGOV 161 NORGOV", "CHLGOV 161 NORGOV", "CUBGOV 161 NORGOV"]),
    ("Peru would downgrade ties and shut two Chilean consulates, it said.", &["PERGOV 161 CHLGOV"]),
    // Whose decision it is.
    ("The dockers wept over Peru's decision in May to close its consulate in Oslo.", &["PERGOV 161 NORGOV"]),
    // What words of reason point at, for others too; what crime and courtesy are no answers to.
    ("Peru recalled its ambassador to Chile over the arrest of two Peruvians by Chilean police.", &["PERGOV 161 CHLGOV answers 1", "CHLCOP 173 PER"]),
    ("Peru banned Chilean wine in response to Chile's tariffs on Peruvian fish.", &["PERGOV 163 CHLGOV answers 1", "CHLGOV 163 PERGOV"]),
    ("Norway imposed sanctions on Chad. The move came after Chadian police arrested a Chilean priest.", &["NORGOV 163 TCDGOV answers 1", "TCDCOP 173 CHLCVL"]),
    ("Chilean police arrested two Peruvians. Lima protested to Chile.", &["CHLCOP 173 PER", "PERGOV 114 CHLGOV answers 0"]),
    ("Police in Lima arrested a Peruvian man after he robbed a Peruvian bank.", &["PERCOP 173 PERCVL"]),
    // Not on who did it, but for what befell its own side; a crime is no act of the state whose people did it.
    ("Chad seized a Greek tanker in retaliation for the confiscation of Chadian oil by Libya.", &["TCD 1711 GRCBUS answers 1", "LBY 1711 TCD"]),
    ("Police in Cusco arrested a Bolivian man over the killing of a Peruvian priest.", &["PERCOP 173 BOLCVL", "BOL 190 PERCVL"]),
    // Words for what was done by another verb.
    ("Chad executed a Libyan man. Libya imposed sanctions on Chad over the execution.", &["TCD 190 LBYCVL", "LBYGOV 163 TCDGOV answers 0"]),
    ("Chad bombed a Libyan village. Libya expelled the Chadian ambassador over the bombing.", &["TCD 195 LBYCVL", "LBYGOV 161 TCDGOV answers 0"]),
    // From whose country the ambassador is called home.
    ("Chad expelled two Libyan envoys. Libya recalled its ambassador over the expulsion.", &["TCDGOV 161 LBYGOV", "LBYGOV 161 TCDGOV answers 0"]),
    // What an act leads to, and what it follows.
    ("The arrest of a Libyan priest by Chad led Libya to expel the Chadian ambassador.", &["TCD 173 LBYCVL", "LBYGOV 161 TCDGOV answers 0"]),
    // Rebels of no known country are those of the state that they fight.
    ("Rebels attacked the Chadian army in Faya. The Chadian army bombed the rebels in response.", &["TCDREB 190 TCDMIL", "TCDMIL 195 TCDREB answers 0"]),
    ("Peru praised Chile on Monday after Chile met Bolivia.", &["PER 051 CHL", "BOL 040 CHL", "CHL 040 BOL"]),
];

/// The same of texts published on Wednesday, 6 August 2025.
const DATED: [(&str, &[&str]); 8] = [
    // What is old, or is told of a plan, answers no news.
    ("Chad has expelled a Libyan diplomat. Libya expelled a Chadian diplomat in 2018.", &["TCDGOV 161 LBYGOV", "LBYGOV 161 TCDGOV"]),
    ("Chad will expel a Libyan consul on Friday. Libya expelled a Chadian consul in May.", &["TCDGOV 161 LBYGOV", "LBYGOV 161 TCDGOV"]),
    ("Chad expelled a Libyan diplomat on Monday. Libya expelled a Chadian diplomat on Tuesday.", &["TCDGOV 161 LBYGOV", "LBYGOV 161 TCDGOV answers 0"]),
    // `A week later` than what nobody dates.
    (
        "Chad closed its airspace to Libyan airlines. Libya closed its airspace to Chadian airlines a week later.",
        &["TCDGOV 163 LBYBUS", "LBYGOV 163 TCDBUS answers 0"],
    ),
    // Done again behind a counter-blow, and told again.
    ("Russia bombed Odesa. Ukraine bombed Rostov. Russia bombed Odesa again in revenge.", &["RUS 195 UKR", "UKR 195 RUS", "RUS 195 UKR answers 1"]),
    (
        "Chad expelled two Libyan envoys. Libya expelled a Chadian envoy in response. Chad hit back by expelling more Libyan envoys.",
        &["TCDGOV 161 LBYGOV", "LBYGOV 161 TCDGOV answers 0", "TCDGOV 161 LBYGOV answers 1"],
    ),
    (
        "Chad expelled two Libyan envoys on Tuesday. Last week Libya expelled a Chadian envoy. Chad said it had expelled the Libyan envoys in response.",
        &["TCDGOV 161 LBYGOV answers 1", "LBYGOV 161 TCDGOV"],
    ),
    // A response to something else.
    ("Chad imposed sanctions on Libya on Monday. Libya criticised the Chadian response to the flood.", &["TCDGOV 163 LBYGOV", "LBY 111 TCD"]),
];

#[test]
fn answers_come_behind_what_they_answer() {
    let published = Some(Published { date: date(2025, 8, 6), from: PublishedFrom::Record });
    for (text, wanted) in DATED {
        assert_eq!(lines(Article { text: text.into(), published, ..Article::default() }), wanted, "{text}");
    }
}

#[test]
fn acts_and_what_they_answer() {
    for (text, wanted) in TOLD {
        assert_eq!(told(text), wanted, "{text}");
    }
}
