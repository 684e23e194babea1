//! The page: what it is made from, what is in it, and that nothing of an article is run.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::{Place, fixtures};

/// A pair of articles in which one act answers the other, and a title and a text that would like to be markup.
fn place() -> Place {
    let lines = [
        serde_json::json!({"id": "a", "title": "</script><script>alert(1)</script>", "url": "javascript:alert(2)", "date": "2025-03-12",
            "text": "Latvia expelled two Norwegian diplomats on Monday <img src=x onerror=alert(3)>.\n\n“We regret it,” the Norwegian foreign minister said."}),
        serde_json::json!({"id": "b", "url": "https://example.org/b", "date": "2025-03-15",
            "text": "On Friday Norway expelled two Latvian diplomats in response to the expulsion of two of its own on Monday by Latvia."}),
    ];
    let text: String = lines.iter().map(|l| format!("{l}\n")).collect();
    Place::with(&[("in/x.jsonl", text.as_bytes())])
}

/// What the page holds.
fn data(page: &str) -> Value {
    let begin = "<script type=\"application/json\" id=\"data\">";
    let inside = page.split_once(begin).unwrap().1.split_once("</script>").unwrap().0;
    serde_json::from_str(inside).unwrap()
}

fn column(data: &Value, name: &str) -> Vec<String> {
    let columns = data["head"]["columns"].as_array().unwrap();
    let at = columns.iter().position(|c| c[0] == name).unwrap();
    data["incidents"].as_array().unwrap().iter().map(|row| row[at].as_str().unwrap().to_string()).collect()
}

#[test]
fn pages_of_articles_and_of_all_that_was_written_of_them_are_alike() {
    let place = place();
    assert_eq!(place.run(&["extract", "in", "-o", "set/", "--report", "beside.html"]).status, 0);
    for output in ["rows.csv", "rows.jsonl", "all.sqlite", "direct.html"] {
        assert_eq!(place.run(&["extract", "in", "-o", output]).status, 0, "{output}");
    }
    let direct = place.read("direct.html");
    assert_eq!(place.read("beside.html"), direct);
    for (from, whole) in [("in", true), ("set", true), ("all.sqlite", true), ("rows.csv", false), ("rows.jsonl", false)] {
        let ran = place.run(&["report", from]);
        assert_eq!(ran.status, 0, "{from}: {}", ran.err);
        let (found, wanted) = (data(&ran.out), data(&direct));
        assert_eq!(found["incidents"], wanted["incidents"], "{from}");
        if whole {
            assert!(ran.out == direct, "{from}: the same bytes");
        }
    }
    let data = data(&direct);
    assert!(column(&data, "in_response_to").iter().any(|id| column(&data, "incident_id").contains(id)), "{:?}", column(&data, "in_response_to"));
    assert!(data["quotes"].as_array().unwrap().iter().any(|q| q[0] == "We regret it,"), "{}", data["quotes"]);
}

#[test]
fn the_spreadsheet_dialect_is_read_as_what_it_was_made_from() {
    let line = serde_json::json!({"id": "a", "title": "=SUM(A1)\nof all", "source": "'-", "date": "2025-03-12",
        "text": "Latvia expelled two Norwegian diplomats on Monday."});
    let place = Place::with(&[("in/x.jsonl", format!("{line}\n").as_bytes())]);
    assert_eq!(place.run(&["extract", "in", "-o", "rows.csv", "--dialect", "excel"]).status, 0);
    let written = place.read("rows.csv");
    assert!(written.contains("'=SUM(A1)") && written.contains('⏎'), "{written}");
    let direct = data(&place.run(&["report", "in"]).out);
    let ran = place.run(&["report", "rows.csv"]);
    assert_eq!((ran.status, &data(&ran.out)["incidents"]), (0, &direct["incidents"]), "{}", ran.err);
}

#[test]
fn tables_that_other_programs_saved_are_read() {
    let place = place();
    assert_eq!(place.run(&["extract", "in", "-o", "rows.csv"]).status, 0);
    let wanted = data(&place.run(&["report", "rows.csv"]).out);
    let mut reader = csv::Reader::from_path(place.path("rows.csv")).unwrap();
    let records: Vec<_> = std::iter::once(reader.headers().unwrap().clone()).chain(reader.records().map(Result::unwrap)).collect();
    for (name, delimiter) in [("semicolons.csv", b';'), ("tabs.tsv", b'\t'), ("commas.csv", b',')] {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).quote_style(csv::QuoteStyle::Always).from_path(place.path(name)).unwrap();
        records.iter().for_each(|r| writer.write_record(r).unwrap());
        drop(writer);
        let ran = place.run(&["report", name]);
        assert!(ran.status == 0 && data(&ran.out)["incidents"] == wanted["incidents"], "{name}: {}", ran.err);
    }
}

#[test]
fn what_only_has_the_name_of_a_further_part_is_of_another_run() {
    let place = place();
    for output in ["rows.csv", "rows-2.csv"] {
        assert_eq!(place.run(&["extract", "in", "-o", output]).status, 0);
    }
    let ran = place.run(&["report", "rows.csv"]);
    let ids = column(&data(&ran.out), "incident_id");
    let different: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), different.len());
    // All parts of a folder are of the run that wrote it.
    assert_eq!(place.run(&["extract", "in", "-o", "set/"]).status, 0);
    std::fs::copy(place.path("rows.csv"), place.path("set/incidents-2.csv")).unwrap();
    assert_eq!(column(&data(&place.run(&["report", "set"]).out), "incident_id").len(), 2 * ids.len());
}

#[test]
fn columns_and_tables_that_are_not_there_stay_empty() {
    let place = place();
    assert_eq!(place.run(&["extract", "in", "-o", "all.sqlite"]).status, 0);
    assert_eq!(place.run(&["extract", "in", "-o", "set/"]).status, 0);
    let database = rusqlite::Connection::open(place.path("all.sqlite")).unwrap();
    database.execute_batch("ALTER TABLE incidents RENAME COLUMN place_basis TO elsewhere; DROP TABLE errors;").unwrap();
    drop(database);
    std::fs::remove_file(place.path("set/quotes.csv")).unwrap();
    let ran = place.run(&["report", "all.sqlite"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(column(&data(&ran.out), "place_basis").iter().all(String::is_empty), "{:?}", column(&data(&ran.out), "place_basis"));
    let ran = place.run(&["report", "set"]);
    assert_eq!((ran.status, data(&ran.out)["quotes"].as_array().unwrap().len()), (0, 0), "{}", ran.err);
}

#[test]
fn words_of_articles_are_data() {
    let place = place();
    let ran = place.run(&["report", "in"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let page = ran.out;
    // One element of data, one script, and no other markup than the template's.
    assert_eq!((page.matches("<script").count(), page.matches("</script>").count()), (2, 2));
    assert!(!page.contains("<img") && !page.contains("alert(1)</"));
    assert!(column(&data(&page), "article_title").contains(&"</script><script>alert(1)</script>".to_string()));
    assert!(column(&data(&page), "sentence").iter().any(|s| s.contains("<img src=x onerror=alert(3)>")));
}

#[test]
fn the_policy_allows_the_one_script_and_the_one_style() {
    let page = place().run(&["report", "in"]).out;
    let policy = page.split_once("content=\"default-src 'none'; ").unwrap().1.split_once('"').unwrap().0.to_string();
    for (kind, begin, end) in [("script-src", "<script>", "</script>"), ("style-src", "<style>", "</style>")] {
        let inside = page.split_once(begin).unwrap().1.split_once(end).unwrap().0;
        let hash = policy.split_once(&format!("{kind} 'sha256-")).unwrap().1.split_once('\'').unwrap().0;
        let digits: String = Sha256::digest(inside.as_bytes()).iter().map(|b| format!("{b:08b}")).collect();
        assert_eq!(bits(hash)[..256], digits, "{kind}");
    }
}

/// The bits that base 64 stands for.
fn bits(base64: &str) -> String {
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    base64.chars().filter_map(|c| digits.find(c)).map(|value| format!("{value:06b}")).collect()
}

#[test]
fn words_of_the_sentence_are_marked_where_they_stand() {
    let place = Place::new();
    let ran = place.run(&["report", fixtures().to_str().unwrap()]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let data = data(&ran.out);
    let sentences = column(&data, "sentence");
    let mut marked = 0;
    for ((sentence, marks), evidence) in sentences.iter().zip(data["marks"].as_array().unwrap()).zip(data["evidence"].as_array().unwrap()) {
        let units: Vec<u16> = sentence.encode_utf16().collect();
        for mark in marks.as_array().unwrap() {
            let words = String::from_utf16(&units[mark[0].as_u64().unwrap() as usize..mark[1].as_u64().unwrap() as usize]).unwrap();
            let told = evidence.as_array().unwrap().iter().any(|e| e[1] == mark[2] && e[2] == words);
            assert!(told, "{words:?} in {sentence:?}");
        }
        marked += usize::from(marks.as_array().unwrap().iter().any(|m| m[2] == "action"));
    }
    assert_eq!(marked, sentences.len(), "the act is marked in each sentence");
}

#[test]
fn what_is_no_page_is_refused() {
    let place = place();
    place.write("there.html", b"mine");
    place.write("book.xlsx", b"PK");
    place.write("broken.csv", b"incident_id,cameo_code\na,\xff\n");
    for set in ["junk", "run"] {
        assert_eq!(place.run(&["extract", "in", "-o", &format!("{set}/")]).status, 0);
    }
    place.write("junk/quotes.csv", b"x\n");
    place.write("run/run.json", b"{");
    place.write("broken.jsonl", b"{\"incident_id\":\"a\",\"cameo_code\":\"010\"}\n{\"incident_id\":\n");
    assert_eq!(place.run(&["extract", "in", "-o", "set/"]).status, 0);
    for (arguments, status, said) in [
        (&["report"] as &[_], 64, "PATH"),
        (&["report", "in", "-o", "x.csv"], 64, "name it x.html"),
        (&["report", "in", "set"], 64, "not both"),
        (&["report", "in", "-o", "there.html"], 73, "--overwrite"),
        (&["report", "nothing.txt"], 1, "nothing.txt"),
        (&["report", "book.xlsx"], 1, "book.xlsx: is not read back"),
        (&["report", "broken.csv"], 1, "broken.csv"),
        (&["report", "broken.jsonl"], 1, "broken.jsonl: line 2 is no incident"),
        (&["report", "junk"], 1, "quotes.csv: is no table of quotes"),
        (&["report", "run"], 1, "run.json"),
        (&["extract", "in", "-o", "y/", "--report", "there.html"], 73, "--overwrite"),
        (&["extract", "in", "--report", "y.csv"], 64, "name it x.html"),
        (&["extract", "in", "-o", "y.html", "--report", "y.html"], 64, "-o writes that file"),
        (&["extract", "in", "--report", "y.html", "--profile", "icews"], 64, "cannot be used with"),
        (&["extract", "in", "--report", "no/where.html"], 73, "no/where.html"),
    ] {
        let ran = place.run(arguments);
        assert!(ran.status == status && ran.err.contains(said), "{arguments:?}: {} {}", ran.status, ran.err);
    }
    assert_eq!(place.read("there.html"), "mine");
    assert!(!place.path("y").exists() && !place.path("y.html").exists());
    assert_eq!(place.run(&["report", "set", "-o", "there.html", "--overwrite"]).status, 0);
    assert!(place.read("there.html").starts_with("<!DOCTYPE html>"));
}

#[test]
fn nothing_found_is_a_page_too() {
    let place = Place::with(&[("in/a.txt", b"The rain fell on the hills."), ("in/b.jsonl", b"{\"text\": \n")]);
    let ran = place.run(&["report", "in", "-o", "x.html"]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    let data = data(&place.read("x.html"));
    assert_eq!((data["incidents"].as_array().unwrap().len(), data["errors"].as_array().unwrap().len()), (0, 1));
}
