use std::collections::BTreeMap;

use crate::support::{Place, fixtures, json_lines};

const TABLES: [&str; 10] =
    ["incidents.csv", "quotes.csv", "dates.csv", "actors.csv", "evidence.csv", "chains.csv", "articles.csv", "errors.csv", "datapackage.json", "run.json"];

fn csv_rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn the_same_bytes_at_any_thread_count() {
    let place = Place::new();
    let articles = fixtures();
    let articles = articles.to_str().unwrap();
    let mut seen: Vec<Vec<String>> = Vec::new();
    for threads in ["1", "2", "8"] {
        let folder = format!("out{threads}/");
        assert_eq!(place.run(&["extract", articles, "-o", &folder, "--threads", threads]).status, 0);
        let mut all: Vec<String> = TABLES.iter().map(|name| place.read(&format!("{folder}{name}"))).collect();
        all.push(place.run(&["extract", articles, "--threads", threads]).out);
        all.push(place.run(&["annotate", articles, "--threads", threads]).out);
        seen.push(all);
    }
    assert!(seen[0] == seen[1] && seen[0] == seen[2]);
    let here = place.dir.path().to_str().unwrap();
    assert!(seen[0].iter().all(|text| !text.contains(env!("CARGO_MANIFEST_DIR")) && !text.contains(here)), "no absolute paths");
}

#[test]
fn csv_and_json_lines_hold_the_same() {
    let place = Place::new();
    let articles = fixtures();
    let articles = articles.to_str().unwrap();
    let csv = place.run(&["extract", articles]).out;
    let rows = csv_rows(&csv);
    let objects = json_lines(&place.run(&["extract", articles, "--format", "jsonl"]).out);
    assert_eq!(rows.len(), objects.len());
    let header: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
    for (row, object) in rows.iter().zip(&objects) {
        let object = object.as_object().unwrap();
        assert_eq!(object.keys().collect::<Vec<_>>(), header);
        for (key, value) in object {
            let cell = &row[key];
            match value {
                serde_json::Value::Null => assert_eq!(cell, ""),
                serde_json::Value::String(text) => assert_eq!(cell, text),
                number => assert_eq!(cell.parse::<f64>().unwrap(), number.as_f64().unwrap(), "{key}"),
            }
        }
    }
    // The rows of annotate are those of each article by itself.
    let alone = json_lines(&place.run(&["extract", articles, "--format", "jsonl", "--per-article"]).out);
    let annotated: Vec<_> = place.annotate(&[articles]).into_iter().flat_map(|a| a["incidents"].as_array().unwrap().clone()).collect();
    assert_eq!(annotated, alone);
    for name in ["x.csv", "x.jsonl"] {
        place.run(&["extract", articles, "-o", name]);
    }
    assert_eq!(place.read("x.csv"), csv);
    assert_eq!(json_lines(&place.read("x.jsonl")), objects);
    assert!(!csv.contains("\r\n"));
}

#[test]
fn the_folder_holds_whole_tables() {
    let place = Place::with(&[("in/a.txt", b"date 2024-05-06\nA \"ferry\", they said, sank."), ("in/b.txt", &[0, 1, 2, 3])]);
    place.write("in/d.jsonl", b"{\"id\":\"r\",\"title\":\"Two\\nlines\",\"text\":\"A ferry sank.\"}\nx\n");
    assert_eq!(place.run(&["extract", "in", "-o", "out/"]).status, 2);
    let articles = csv_rows(&place.read("out/articles.csv"));
    assert_eq!(articles.iter().map(|a| a["article_id"].as_str()).collect::<Vec<_>>(), ["a", "r"]);
    assert_eq!(articles[1]["title"], "Two\nlines");
    assert_eq!((articles[0]["published_from"].as_str(), articles[0]["encoding"].as_str()), ("header", "utf-8"));
    let errors = csv_rows(&place.read("out/errors.csv"));
    let named: Vec<_> = errors.iter().map(|e| (e["path"].as_str(), e["record"].as_str(), e["stage"].as_str())).collect();
    assert_eq!(named, [("in/b.txt", "", "decode"), ("in/d.jsonl", "2", "record")]);
    // The data package names each table's columns as its header does.
    let package: serde_json::Value = serde_json::from_str(&place.read("out/datapackage.json")).unwrap();
    for resource in package["resources"].as_array().unwrap() {
        let table = place.read(&format!("out/{}", resource["path"].as_str().unwrap()));
        let fields: Vec<_> = resource["schema"]["fields"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
        assert_eq!(table.lines().next().unwrap(), fields.join(","));
    }
    let left = std::fs::read_dir(place.path("out")).unwrap().count();
    assert_eq!(left, TABLES.len(), "no temporary files");
}

#[test]
fn rows_can_be_filtered() {
    let place = Place::new();
    let articles = fixtures();
    let rows = |options: &[&str]| csv_rows(&place.run(&[&["extract", articles.to_str().unwrap()], options].concat()).out);
    let all = rows(&[]);
    assert!(!all.is_empty());
    for row in rows(&["--status", "threatened,demanded"]) {
        assert!(["threatened", "demanded"].contains(&row["status"].as_str()));
    }
    for row in rows(&["--country", "rus", "--country", "LVA"]) {
        assert!(["source_country", "target_country", "place_country"].iter().any(|c| ["RUS", "LVA"].contains(&row[*c].as_str())));
    }
    for row in rows(&["--since", "2024-09-01", "--until", "2024-09-30"]) {
        assert!(!row["date_from"].is_empty() && row["date_to"].as_str() >= "2024-09-01" && row["date_from"].as_str() <= "2024-09-30");
    }
    assert!(rows(&["--event", "16"]).iter().all(|r| r["cameo_code"].starts_with("16")));
    let strong = rows(&["--min-confidence", "0.8"]);
    assert!(strong.len() <= all.len() && strong.iter().all(|r| r["confidence"].parse::<f64>().unwrap() >= 0.8));
    let few = csv_rows(&place.run(&["extract", articles.to_str().unwrap(), "--limit", "3"]).out);
    assert!(few.len() < all.len());
}

/// What no row can be is a slip of the keyboard, and no empty result.
#[test]
fn filters_that_nothing_can_pass_are_refused() {
    let place = Place::with(&[("a.txt", b"Norway expelled a Russian diplomat.")]);
    for (options, says) in [
        (["--event", "999"], "--event 999"),
        (["--event", "SANCTIONS"], "--event SANCTIONS"),
        (["--country", "ZZZ"], "--country ZZZ"),
        (["--since=2025-02-01", "--until=2025-01-01"], "later than --until"),
        (["--map", "text="], "KIND=FIELD"),
        (["--limit", "0"], "--limit"),
    ] {
        let ran = place.run(&[&["extract", "a.txt"], &options[..]].concat());
        assert!(ran.status == 64 && ran.err.contains(says), "{options:?}: {} {}", ran.status, ran.err);
    }
    assert_eq!(place.run(&["extract", "a.txt", "--event", "sanction,161", "--country", "XKX"]).status, 0);
}

#[test]
fn boilerplate_is_left_out_unless_kept() {
    let appeal = "Your gift keeps our newsroom open. Support us. Our reporting is free, and readers like you pay for it. In March 2019 we moved. Our journalism has no paywall. Read more";
    let place = Place::with(&[("a.txt", format!("date 2024-05-06 {appeal}\n\nThe bridge shut on 3 May 2024.").as_bytes())]);
    let values = |options: &[&str]| -> Vec<String> {
        let found = place.annotate(&[&["a.txt"], options].concat());
        assert_eq!(found[0]["boilerplate"][0]["class"], "donation");
        found[0]["dates"].as_array().unwrap().iter().map(|d| d["value"].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(values(&[]), ["2024-05-06", "2024-05-03"]);
    assert_eq!(values(&["--keep-boilerplate"]), ["2024-05-06", "2019-03", "2024-05-03"]);
}
