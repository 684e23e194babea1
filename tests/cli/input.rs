use crate::support::{Place, json_lines};

const STORY: &str = "The ferry “Gale” sank off Bergen on Monday.";

fn ids(place: &Place, arguments: &[&str]) -> Vec<String> {
    place.annotate(arguments).iter().map(|a| a["id"].as_str().unwrap().to_string()).collect()
}

#[test]
fn folders_are_walked_in_the_order_of_names() {
    let place = Place::with(&[
        ("in/b.txt", STORY.as_bytes()),
        ("in/a/z.txt", STORY.as_bytes()),
        ("in/c.TXT", STORY.as_bytes()),
        ("in/.hidden.txt", STORY.as_bytes()),
        ("in/.git/d.txt", STORY.as_bytes()),
        ("in/notes.md", STORY.as_bytes()),
        ("in/blank.txt", b" \n"),
        ("in/header.txt", b"date 2024-05-06\n"),
    ]);
    assert_eq!(ids(&place, &["in"]), ["z", "b", "c"]);
    let ran = place.run(&["annotate", "in"]);
    assert_eq!(ran.status, 0);
    assert!(ran.err.contains("3 hidden or other files passed over") && ran.err.contains("2 without words"), "{}", ran.err);
}

#[test]
fn a_file_that_is_named_is_always_tried() {
    let place = Place::with(&[("notes.md", STORY.as_bytes()), ("dump.dat", br#"{"id":"x","text":"The ferry sank."}"#)]);
    assert_eq!(ids(&place, &["notes.md", "dump.dat"]), ["notes", "x"]);
}

#[test]
fn the_text_comes_back_whole() {
    let header = format!(" date 2025-02-06 {STORY}");
    let place = Place::with(&[
        ("a.txt", header.as_bytes()),
        ("b.txt", format!("\u{feff}Title: Down\r\nDate: 6 February 2025\r\n\r\n{STORY}\r\n").as_bytes()),
        ("c.txt", &STORY.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>()),
    ]);
    let found = place.annotate(&["a.txt", "b.txt", "c.txt"]);
    assert_eq!(found[0]["text"], header);
    assert_eq!((found[0]["published"].as_str(), found[0]["published_from"].as_str()), (Some("2025-02-06"), Some("header")));
    assert_eq!(found[1]["text"], format!("Title: Down\r\nDate: 6 February 2025\r\n\r\n{STORY}\r\n"));
    assert_eq!((found[1]["title"].as_str(), found[1]["published"].as_str()), (Some("Down"), Some("2025-02-06")));
    assert_eq!(found[2]["text"], STORY);
}

#[test]
fn publication_dates_in_the_order_of_trust() {
    let record = r#"{"id":"r","date":"2024-01-02","url":"https://x.example/2024/03/04/a","text":"A ferry sank."}"#;
    let url = r#"{"id":"u","date":"None","url":"https://x.example/2024/03/04/a","text":"A ferry sank."}"#;
    let place = Place::with(&[("d.jsonl", format!("{record}\n{url}\n").as_bytes()), ("2024-05-06-ferry.txt", b"A ferry sank."), ("e.txt", b"A ferry sank.")]);
    let from = |arguments: &[&str]| -> Vec<String> {
        place.annotate(arguments).iter().map(|a| format!("{} {}", a["published"].as_str().unwrap_or("-"), a["published_from"].as_str().unwrap())).collect()
    };
    let files = ["d.jsonl", "2024-05-06-ferry.txt", "e.txt"];
    assert_eq!(from(&files), ["2024-01-02 record", "2024-03-04 url", "2024-05-06 filename", "- none"]);
    let option = [&["--published", "2020-10-10"], files.as_slice()].concat();
    assert_eq!(from(&option), ["2024-01-02 record", "2020-10-10 option", "2020-10-10 option", "2020-10-10 option"]);
}

#[test]
fn repeated_ids_are_told_apart_by_their_place() {
    let place = Place::with(&[("in/x/a.txt", STORY.as_bytes()), ("in/y/a.txt", STORY.as_bytes())]);
    let found = ids(&place, &["in"]);
    assert_eq!(found[0], "a");
    assert!(found[1].starts_with("a~") && found[1].len() == 8, "{found:?}");
    assert_eq!(found, ids(&place, &["./in/", "--threads", "1"]), "however the folder is named");
}

#[test]
fn one_bad_line_costs_that_line_only() {
    let place = Place::with(&[("d.jsonl", b"{\"id\":1,\"text\":\"One.\"}\n{\"id\":2,\n\n{\"title\":\"no text\"}\n{\"id\":3,\"text\":[\"Three.\",\"Four.\"]}")]);
    let ran = place.run(&["annotate", "d.jsonl"]);
    assert_eq!(ran.status, 2);
    let found = json_lines(&ran.out);
    assert_eq!(found.len(), 2);
    assert_eq!((&found[1]["id"], &found[1]["record"], &found[1]["text"]), (&"3".into(), &"5".into(), &"Three.\n\nFour.".into()));
    assert!(ran.err.contains("d.jsonl:2: is no JSON") && ran.err.contains("d.jsonl:4: has no text"), "{}", ran.err);
}

#[test]
fn standard_input_is_sniffed() {
    let place = Place::new();
    let lines = json_lines(&place.piped(&["annotate"], b" {\"id\":\"p\",\"text\":\"One.\"}\n").out);
    assert_eq!((&lines[0]["id"], &lines[0]["path"]), (&"p".into(), &"-".into()));
    let text = json_lines(&place.piped(&["annotate", "-"], STORY.as_bytes()).out);
    assert_eq!(text[0]["text"], STORY);
}

#[test]
fn absolute_paths_are_not_shown() {
    let place = Place::with(&[("in/a.txt", STORY.as_bytes())]);
    let elsewhere = Place::new();
    for (run_in, shown) in [(&place, "in/a.txt"), (&elsewhere, "in/a.txt")] {
        let found = run_in.annotate(&[place.path("in").to_str().unwrap()]);
        assert_eq!(found[0]["path"], shown);
    }
}

#[test]
fn other_languages_are_passed_over_and_counted() {
    let spanish =
        "El puente se cerró el 3 de mayo de 2024 después de que una grieta apareciera en el pilar del norte. Los vecinos piden que pague el gobierno. ";
    let place = Place::with(&[("es.txt", spanish.repeat(5).as_bytes()), ("en.txt", STORY.as_bytes())]);
    let found = place.annotate(&["es.txt", "en.txt"]);
    assert_eq!((&found[0]["language"], &found[1]["language"]), (&"es".into(), &"en".into()));
    for list in ["sentences", "dates", "entities", "mentions", "quotes", "actions", "incidents"] {
        assert_eq!(found[0][list].as_array().unwrap().len(), 0, "{list}");
    }
    assert_eq!(found[0]["text"], spanish.repeat(5));
    assert!(place.run(&["extract", "es.txt"]).err.contains("1 not English"));
    let read = place.annotate(&["es.txt", "--any-language"]);
    assert!(!read[0]["sentences"].as_array().unwrap().is_empty());
}

#[test]
fn the_order_of_a_date_is_that_of_the_source_or_the_users() {
    let text = "Norway expelled a Russian diplomat on 03/04/2024.";
    let line = |id: &str, url: &str| serde_json::json!({"id": id, "url": url, "date": "2024-11-20", "text": text}).to_string();
    let lines = [line("a", "https://www.lantern.co.uk/1"), line("b", "https://www.lantern.us/1"), line("c", "https://lantern.example/1")].join("\n");
    let place = Place::with(&[("a.jsonl", lines.as_bytes())]);
    let days = |order: &str| -> Vec<String> {
        let out = place.run(&["extract", "a.jsonl", "--per-article", "--format", "jsonl", "--date-order", order]).out;
        json_lines(&out).iter().map(|o| format!("{} {}", o["date"].as_str().unwrap(), o["date_precision"].as_str().unwrap())).collect()
    };
    assert_eq!(days("auto"), ["2024-04-03 day", "2024-03-04 day", "2024 year"]);
    assert_eq!(days("dmy"), ["2024-04-03 day"; 3]);
    assert_eq!(days("mdy"), ["2024-03-04 day"; 3]);
    assert_eq!(place.run(&["extract", "a.jsonl", "--date-order", "ymd"]).status, 64);
}

/// A slip of the keyboard must not start a hundred thousand threads.
#[test]
fn threads_have_a_limit() {
    let place = Place::with(&[("a.txt", b"Norway expelled a Russian diplomat.")]);
    let ran = place.run(&["extract", "a.txt", "--threads", "100000"]);
    assert_eq!(ran.status, 64);
    assert!(ran.err.contains("--threads") && ran.err.contains("1024"), "{}", ran.err);
    assert_eq!(place.run(&["extract", "a.txt", "--threads", "64"]).status, 0);
}
