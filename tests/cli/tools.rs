use std::fs;

use crate::support::{Place, fixtures};

fn some_articles(place: &Place) {
    for name in ["riga-expels-attache", "moscow-replies-riga", "goma-ceasefire"] {
        let file = format!("{name}.txt");
        place.write(&format!("set/articles/{file}"), &fs::read(fixtures().join(file)).unwrap());
    }
}

#[test]
fn check_compares_cell_by_cell() {
    let place = Place::new();
    some_articles(&place);
    let first = place.run(&["check", "set"]);
    assert_eq!(first.status, 1);
    assert!(first.err.contains("--update"), "{}", first.err);
    assert_eq!(place.run(&["check", "set", "--update"]).status, 0);
    assert_eq!(place.run(&["check", "set"]).status, 0);
    assert_eq!(place.run(&["check", place.path("set").to_str().unwrap()]).status, 0, "from anywhere");
    let expected = place.read("set/expected/incidents.csv");
    assert!(expected.contains("articles/riga-expels-attache.txt"));
    place.write("set/expected/incidents.csv", expected.replacen("occurred", "denied", 1).as_bytes());
    let ran = place.run(&["check", "set"]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("status: expected `denied`, found `occurred`"), "{}", ran.out);
    assert!(ran.out.contains("1 changed, 0 lost, 0 added"), "{}", ran.out);
    assert_eq!(place.run(&["check", "nowhere"]).status, 1);
}

#[test]
fn diff_tells_what_changed() {
    let place = Place::new();
    some_articles(&place);
    place.run(&["extract", "set/articles", "-o", "one/"]);
    let rows = place.read("one/incidents.csv");
    assert_eq!(place.run(&["diff", "one", "one/incidents.csv"]).status, 0);
    let without_last: Vec<&str> = rows.lines().collect();
    place.write("two.csv", format!("{}\n", without_last[..without_last.len() - 1].join("\n")).as_bytes());
    let ran = place.run(&["diff", "one", "two.csv"]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("1 lost, 0 added"), "{}", ran.out);
    let ran = place.run(&["diff", "one", "nowhere.csv"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    place.write("other.csv", b"a,b\n1,2\n");
    assert!(place.run(&["diff", "one", "other.csv"]).err.contains("lacks incident_id"));
}

#[test]
fn explain_in_words() {
    let place = Place::new();
    some_articles(&place);
    let file = "set/articles/riga-expels-attache.txt";
    let all = place.run(&["explain", file]);
    assert_eq!(all.status, 0);
    let id = all.out.lines().find_map(|l| l.strip_prefix("incident ")).expect("an incident").to_string();
    let one = place.run(&["explain", file, "--incident", &id]);
    assert_eq!(one.status, 0);
    assert_eq!(one.out.matches("\nincident ").count(), 1);
    assert!(one.out.contains("rule ") && one.out.contains("basis "), "{}", one.out);
    let at = place.run(&["explain", file, "--at", "30"]);
    assert!(at.out.contains("verb: ") && at.out.contains("actor: "), "{}", at.out);
    let header = place.run(&["explain", file, "--at", "2"]);
    assert!(header.out.contains("this is the header"), "{}", header.out);
    assert_eq!(place.run(&["explain", file, "--incident", "none"]).status, 1);
    assert_eq!(place.run(&["explain", file, "--at", "99999"]).status, 1);
    assert_eq!(place.run(&["explain", "set/articles", "--at", "3"]).status, 64);
    // What a run read by its options is explained by the same ones.
    place.write("a.jsonl", br#"{"id": "a", "story": "Norway expelled a Russian diplomat."}"#);
    assert_eq!(place.run(&["explain", "a.jsonl"]).status, 1);
    assert!(place.run(&["explain", "a.jsonl", "--map", "text=story"]).out.contains("NOR"));
}

#[test]
fn a_lexicon_that_would_not_be_read_or_has_unknown_codes_is_refused() {
    let place = Place::new();
    let head = "form,entity,kind,use,code,role,valid_from,valid_to,caution,source\n";
    place.write("code/actors/mine.csv", format!("{head}Quimbia,Quimbia,country,name,ZZZGOV,,,,,own\n").as_bytes());
    place.write("sector/actors/mine.csv", format!("{head}the Quims,the Quims,group,name,GBRXYZ,,,,,own\n").as_bytes());
    place.write("agent/agents.csv", b"agent,plural,sector,kind,gender\nquim,quims,XYZ,person,\n");
    place.write("place/places/mine.csv", b"name,country,latitude,longitude,population,alt\nQuimby,ZZZ,1,2,3,\n");
    place.write(
        "act/actions/mine.toml",
        b"[[rule]]\nid = \"mine\"\ncameo = \"999\"\nlabel = \"x\"\nverbs = [\"expel\"]\naccept = [{ text = \"Chad expelled Ghana.\" }]\nreject = [\"No.\"]\n",
    );
    place.write("folder/action/flags.toml", b"");
    for (layer, says) in [
        ("code", "code/actors/mine.csv:2:30: `ZZZ` of `ZZZGOV` is no country, sector or group"),
        ("sector", "sector/actors/mine.csv:2:32: `XYZ` of `GBRXYZ`"),
        ("agent", "agent/agents.csv:2:12: `XYZ` begins with no sector"),
        ("place", "place/places/mine.csv:2:8: `ZZZ` is no country code"),
        ("act", "act/actions/mine.toml:2: rule `mine` has the CAMEO code `999`"),
        ("folder", "folder/action/flags.toml: no part of a lexicon has this name"),
    ] {
        let ran = place.run(&["lexicon", "check", "--lexicon", layer]);
        assert!(ran.status == 65 && ran.err.contains(says), "{layer}: {} {}", ran.status, ran.err);
    }
}

/// What an import writes is a lexicon that loads; what it would refuse is told with its line.
#[test]
fn what_is_imported_can_be_used() {
    let place = Place::with(&[("old.actors", b"QUIMBIA_ [SUN]\nZAIRE_ [ZARGOV]\nZORB_ [GBRXYZ]\nBRITON_ [GBRGOV]\n")]);
    let done = place.run(&["lexicon", "import", "old.actors", "-o", "mine"]);
    assert!(done.status == 2 && done.err.contains("old.actors:3: ") && done.err.contains("3 entries taken"), "{} {}", done.status, done.err);
    let checked = place.run(&["lexicon", "check", "--lexicon", "mine"]);
    assert_eq!(checked.status, 0, "{}{}", checked.out, checked.err);
}

/// A message that cannot be written is no reason to stop.
#[test]
#[cfg(target_os = "linux")]
fn an_import_goes_on_where_nobody_hears_it() {
    let place = Place::with(&[("a.actors", b"CHAD [TCD]\n+BAD{ [\n")]);
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let status = place.command(&["lexicon", "import", "a.actors"]).stderr(full).status().unwrap();
    assert!(status.code().is_some_and(|c| c < 3), "{status:?}");
}

#[test]
fn lexicons_are_listed_and_checked() {
    let place = Place::new();
    let files = place.run(&["lexicon", "list"]);
    assert!(files.status == 0 && files.out.contains("lexicon/cameo.csv"));
    assert!(place.run(&["lexicon", "list", "codes"]).out.contains("161\t"));
    assert!(place.run(&["lexicon", "list", "rules"]).out.contains(".toml:"));
    let rule = |accept: &str| {
        format!(
            "[[rule]]\nid = \"mine\"\nclass = \"toll\"\nextent = \"sentence\"\nmarkers = [\"pay the toll\"]\naccept = [{{ text = \"{accept}\", marked = \"{accept}\" }}]\nreject = [\"No toll.\"]\n"
        )
    };
    place.write("boilerplate.toml", rule("Pay the toll here.").as_bytes());
    let ran = place.run(&["lexicon", "check", "--file", "boilerplate.toml"]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("2 of 2 examples hold"), "{}", ran.out);
    place.write("boilerplate.toml", rule("Pay here.").as_bytes());
    let ran = place.run(&["lexicon", "check", "--file", "boilerplate.toml"]);
    assert_eq!(ran.status, 65);
    assert!(ran.out.contains("boilerplate.toml:2: mine: accept"), "{}", ran.out);
    place.write("odd.csv", b"a,b\n");
    assert_eq!(place.run(&["lexicon", "check", "--file", "odd.csv"]).status, 65);
}

#[test]
fn schemas_describe_what_is_written() {
    let place = Place::new();
    let rows: serde_json::Value = serde_json::from_str(&place.run(&["schema", "incidents"]).out).unwrap();
    let names: Vec<_> = rows["fields"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
    place.write("a.txt", b"A ferry sank.");
    assert_eq!(place.run(&["extract", "a.txt"]).out.trim_end(), names.join(","));
    let object: serde_json::Value = serde_json::from_str(&place.run(&["schema", "annotations"]).out).unwrap();
    let required: Vec<_> = object["required"].as_array().unwrap().iter().map(|f| f.as_str().unwrap()).collect();
    let found = place.annotate(&["a.txt"]);
    assert_eq!(found[0].as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>(), required);
    assert_eq!(found[0]["schema"], object["properties"]["schema"]["const"]);
}

#[test]
fn completions_and_manual() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish"] {
        assert!(place.run(&["completions", shell]).out.contains("dateline"));
    }
    assert!(place.run(&["man"]).out.contains(".TH"));
    assert!(place.run(&["man", "extract"]).out.contains("keep\\-boilerplate"));
}
