use crate::lexicon::{Lexicon, Sources};

const HEAD: &str = "form,entity,kind,use,code,role,valid_from,valid_to,caution,source\n";

fn load(rows: &str) -> Result<Lexicon, String> {
    let mut sources = Sources::builtin();
    sources.push_files("mine/", [("actors/mine.csv".to_owned(), format!("{HEAD}{rows}"))]);
    Lexicon::load(&sources).map_err(|e| e.to_string())
}

#[test]
fn broken_rows_are_named_with_file_line_and_remedy() {
    for (row, says) in [
        ("Quimbia,Quimbia,country,name,QUI1,,,,,own", "`QUI1` is no actor code"),
        ("Quimbia,Quimbia,country,name,QUI,,2020,2010,,own", "valid_from 2020 is after valid_to 2010"),
        ("Quimbia,Quimbia,country,name,QUI,,soon,,,own", "`soon` is no date"),
        ("Quimbia,Quimbia,realm,name,QUI,,,,,own", "unknown word `realm`"),
        ("Quimbia,Quimbia,country,nickname,QUI,,,,,own", "unknown word `nickname`"),
        ("Quimbia,Quimbia,country,name,QUI,,,,,own\nQuimbia,Quimbia,country,name,QUI,,,,,own", "the same form, entity and use"),
        (",Quimbia,country,name,QUI,,,,,own", "an empty form"),
    ] {
        let error = load(row).map(|_| ()).unwrap_err();
        assert!(error.contains("mine/actors/mine.csv:") && error.contains(says), "{row}: {error}");
    }
}

#[test]
fn an_error_names_the_column_of_the_value() {
    let error = load("Quimbia,Quimbia,country,name,QUI1,,,,,own").map(|_| ()).unwrap_err();
    assert!(error.contains("mine/actors/mine.csv:2:30: `QUI1`"), "{error}");
}

#[test]
fn a_later_layer_replaces_the_row_of_the_same_form_entity_and_use() {
    let lexicon = load("Peru,Peru,country,name,XPE,,,,,own").unwrap();
    let mut tokens = Vec::new();
    lexicon.tokenize("Peru", &mut tokens);
    let mut codes = Vec::new();
    lexicon.actors.each(&tokens, false, |hit| {
        if let super::Term::Name(id) = hit.value {
            codes.push(lexicon.actors.name(id).code.as_str().to_owned());
        }
    });
    assert_eq!(codes, ["XPE"]);
}

#[test]
fn a_rule_without_examples_is_refused() {
    let mut sources = Sources::builtin();
    sources.push_files("mine/", [("actors/grammar.toml".to_owned(), "[[rule]]\nid = \"agent\"\naccept = []\nreject = [\"No.\"]\n".to_owned())]);
    let error = Lexicon::load(&sources).map(|_| ()).unwrap_err().to_string();
    assert!(error.contains("mine/actors/grammar.toml:2") && error.contains("lacks accepted or rejected examples"), "{error}");
}

#[test]
fn towns_are_chosen_by_country_then_size() {
    let mut sources = Sources::builtin();
    let rows = "name,country,latitude,longitude,population,alt\nQuimbyville,USA,1.5,2.5,900,Old Quimby\nQuimbyville,CAN,3.5,4.5,100,\n";
    sources.push_files("mine/", [("places/mine.csv".to_owned(), rows.to_owned())]);
    let lexicon = Lexicon::load(&sources).unwrap();
    let country = |name: &str, hint: &str| {
        let mut words = Vec::new();
        lexicon.tokenize(name, &mut words);
        lexicon.places.locate(&words, hint).map(|p| p.country.as_str().to_owned())
    };
    assert_eq!(country("Quimbyville", "").as_deref(), Some("USA"));
    assert_eq!(country("Quimbyville", "CAN").as_deref(), Some("CAN"));
    assert_eq!(country("Old Quimby", "CAN"), None);
    assert_eq!(country("Old Quimby", "").as_deref(), Some("USA"));
    assert_eq!(country("Nowhere at all", ""), None);
}
