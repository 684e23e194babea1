use super::{Dictionary, Imported, Known};
use crate::lexicon::{Lexicon, Sources};

struct English(Lexicon);

impl Known for English {
    fn is_verb(&self, lemma: &str) -> bool {
        self.0.words.info(self.0.sym(lemma)).verb.is_some()
    }

    fn is_act(&self, code: &str) -> bool {
        self.0.cameo.get(code).is_some()
    }

    fn unknown_part<'c>(&self, code: &'c str) -> Option<&'c str> {
        self.0.profiles.unknown_part(code)
    }

    fn successor(&self, code: &str) -> Option<&str> {
        self.0.profiles.successor(code)
    }
}

fn import(kind: Dictionary, text: &str) -> Imported {
    kind.import("sample", text, &English(Lexicon::builtin().unwrap()))
}

/// The refused lines with the first words of the reasons.
fn refused(done: &Imported) -> Vec<(u64, &str)> {
    done.refused.iter().map(|r| (r.line, r.why.as_str())).collect()
}

fn says(done: &Imported, line: u64, why: &str) -> bool {
    refused(done).iter().any(|(n, w)| *n == line && w.contains(why))
}

/// The lexicon takes the file.
fn loads(kind: Dictionary, done: &Imported) -> Lexicon {
    let mut sources = Sources::builtin();
    sources.push_files("mine/", [(kind.target("sample"), done.content.clone())]);
    Lexicon::load(&sources).unwrap()
}

#[test]
fn actors_come_with_synonyms_and_dates() {
    let done = import(Dictionary::Actors, include_str!("../../../fixtures/dictionaries/sample.actors"));
    for row in [
        "Quimbia,Quimbia,country,name,QUI,,,,,sample",
        "Republic of Quimbia,Quimbia,country,name,QUI,,,,,sample",
        "Ann Quibble,Ann Quibble,person,name,QUIELI,,,1977-01-20,,sample",
        "President Quibble,Ann Quibble,person,name,QUIGOV,,1977-01-20,1981-01-20,,sample",
        "President Quibble,Ann Quibble,person,name,QUIELI,,1981-01-20,,,sample",
        "Zorbal Front,Zorbal Front,group,name,QUIREB,,,,,sample",
    ] {
        assert!(done.content.lines().any(|l| l == row), "{row}\n{}", done.content);
    }
    for (line, why) in [(14, "reversed"), (15, "no code"), (16, "no actor code"), (17, "null code"), (18, "a second code"), (19, "not closed")] {
        assert!(says(&done, line, why), "{line} {why}: {:?}", done.refused);
    }
    loads(Dictionary::Actors, &done);
}

#[test]
fn codes_are_those_of_today_or_refused() {
    let done = import(Dictionary::Actors, "QUIMBIA_ [SUNGOV]\nROMANIA_ [ROM]\nZORB_ [GBRXYZ]\nZORBAL_ [ZZZGOV]\nBRITON_ [GBRGOV]\n");
    for row in [
        "Quimbia,Quimbia,organisation,name,RUSGOV,,,,,sample",
        "Romania,Romania,country,name,ROU,,,,,sample",
        "Briton,Briton,organisation,name,GBRGOV,,,,,sample",
    ] {
        assert!(done.content.lines().any(|l| l == row), "{row}\n{}", done.content);
    }
    assert!(says(&done, 3, "`XYZ` of `GBRXYZ`") && says(&done, 4, "`ZZZ` of `ZZZGOV`") && done.entries == 3, "{:?}", done.refused);
    loads(Dictionary::Actors, &done);
    let done = import(Dictionary::Agents, "KEEPER [~GOV]\nWALKER [~XYZ]\n");
    assert!(says(&done, 2, "`XYZ`") && done.entries == 1, "{:?}", done.refused);
    loads(Dictionary::Agents, &done);
}

#[test]
fn agents_come_with_plurals_and_sets() {
    let done = import(Dictionary::Agents, include_str!("../../../fixtures/dictionaries/sample.agents"));
    for row in [
        "lighthouse keeper,,GOV,person,,sample",
        "harbour police,harbour police,COP,group,,sample",
        "alderman,,GOV,person,,sample",
        "ferry minister,,GOV,person,,sample",
        "ferry ministry,,GOV,person,,sample",
    ] {
        assert!(done.content.lines().any(|l| l == row), "{row}\n{}", done.content);
    }
    for (line, why) in [(8, "hold each other"), (9, "not defined"), (10, "no place here"), (11, "earlier line")] {
        assert!(says(&done, line, why), "{line} {why}: {:?}", done.refused);
    }
    loads(Dictionary::Agents, &done);
}

#[test]
fn verbs_come_with_patterns_and_sets() {
    let done = import(Dictionary::Verbs, include_str!("../../../fixtures/dictionaries/sample.verbs"));
    for part in [
        "cameo = \"128\"\nlabel = \"abandon pact\"\nverbs = [\"abandon\"]\nobject = [\"pact\", \"trade pact\"]",
        "cameo = \"080\"\nlabel = \"abandon claim\"",
        "with = { \"to\" = [\"fate\"] }",
        "verbs = [\"confer\"]\nimported",
        "verbs = [\"confer with\"]",
        "mutual = true",
    ] {
        assert!(done.content.contains(part), "{part}\n{}", done.content);
    }
    for (line, why) in [(11, "null code"), (17, "before the verb"), (18, "PETRARCH-2"), (19, "no code of an act"), (20, "no verb")] {
        assert!(says(&done, line, why), "{line} {why}: {:?}", done.refused);
    }
    loads(Dictionary::Verbs, &done);
}

#[test]
fn a_dictionary_is_known_by_its_name_or_its_lines() {
    assert_eq!(Dictionary::guess("Phoenix.agents.txt", ""), Some(Dictionary::Agents));
    assert_eq!(Dictionary::guess("x.txt", "A_ [GBR]\n"), Some(Dictionary::Actors));
    assert_eq!(Dictionary::guess("x.txt", "A [~GOV]\n"), Some(Dictionary::Agents));
    assert_eq!(Dictionary::guess("x.txt", "- * A [040]\n"), Some(Dictionary::Verbs));
    assert_eq!(Dictionary::guess("x.txt", "words\n"), None);
}

#[test]
fn no_text_makes_an_import_panic() {
    for kind in [Dictionary::Actors, Dictionary::Agents, Dictionary::Verbs] {
        for text in [
            "",
            "[",
            "]",
            "+",
            "+ [",
            "- *",
            "- * + + [040]",
            "é_ [GBR <é]",
            "!a! = \n!a [~GOV]",
            "--- [",
            "&\n+",
            "A [GBR 9é0101-1]",
            "{ [~GOV]",
            "* [~",
            "<!--",
        ] {
            let _ = import(kind, text);
        }
    }
}
