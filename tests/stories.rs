//! Across articles: incidents told in several are one record, look-alikes are not, and no order of the input matters.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

type Row = BTreeMap<String, String>;

fn table(folder: &Path, name: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder.join(format!("{name}.csv"))).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// Extracts lines of JSON with these options, and gives the folder of tables.
fn extract(lines: &[String], options: &[&str]) -> tempfile::TempDir {
    let dir = tempfile::TempDir::new().unwrap();
    let input = dir.path().join("in.jsonl");
    std::fs::write(&input, lines.join("\n")).unwrap();
    let out = format!("{}/out/", dir.path().display());
    let done = Command::new(env!("CARGO_BIN_EXE_dateline")).arg("extract").arg(&input).args(["-q", "-o", &out]).args(options).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    dir
}

fn fixtures() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/stories/articles.jsonl");
    std::fs::read_to_string(path).unwrap().lines().map(Into::into).collect()
}

/// The record that each expected article tells, or a name of its own where it has none.
fn found(out: &Path, expected: &[Row]) -> BTreeMap<String, String> {
    let incidents: BTreeMap<String, Row> = table(out, "incidents").into_iter().map(|r| (r["incident_id"].clone(), r)).collect();
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in table(out, "evidence").into_iter().filter(|r| r["role"] == "action") {
        told.entry(row["article_id"].clone()).or_default().insert(row["incident_id"].clone());
    }
    let of = |row: &Row| {
        let fits = |id: &&String| ["source_country", "target_country", "cameo_root"].iter().all(|c| incidents[*id][*c] == row[*c]);
        told.get(&row["article_id"]).into_iter().flatten().find(fits).cloned().unwrap_or_else(|| format!("alone {}", row["article_id"]))
    };
    expected.iter().map(|row| (row["article_id"].clone(), of(row))).collect()
}

fn expected() -> Vec<Row> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/stories/expected.csv");
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

#[test]
fn incidents_told_three_ways_are_one_each() {
    let dir = extract(&fixtures(), &[]);
    let expected = expected();
    let found = found(&dir.path().join("out"), &expected);
    let (mut right, mut wrong) = (0.0, 0.0);
    for (i, a) in expected.iter().enumerate() {
        for b in &expected[..i] {
            let (want, have) = (a["incident"] == b["incident"], found[&a["article_id"]] == found[&b["article_id"]]);
            right += f64::from(u8::from(want && have));
            wrong += f64::from(u8::from(want != have));
        }
    }
    let f1 = 2.0 * right / (2.0 * right + wrong);
    assert!(f1 >= 0.9, "pairwise F1 {f1:.3}");
}

#[test]
fn neither_order_nor_threads_change_what_is_found() {
    let lines = fixtures();
    let backwards: Vec<String> = lines.iter().rev().cloned().collect();
    let rows = |lines: &[String], options: &[&str], name: &str| {
        let dir = extract(lines, options);
        let mut rows = table(&dir.path().join("out"), name);
        rows.iter_mut().for_each(|row| row.retain(|column, _| column != "record" && column != "article_record"));
        rows.sort();
        rows
    };
    for name in ["incidents", "articles", "evidence", "chains"] {
        let once = rows(&lines, &["--threads", "1"], name);
        assert_eq!(once, rows(&backwards, &["--threads", "2"], name), "{name}");
    }
}

#[test]
fn copies_count_once_and_no_row_is_lost() {
    let text = "Norway expelled a Belarusian diplomat on Tuesday after police found that he had photographed a radar station near Vardo. \
                The foreign minister said the man had two days to leave Oslo. Minsk called the accusation absurd and promised an answer within the week.";
    let lines: Vec<String> = (0..1000)
        .map(|i| serde_json::json!({"id": if i % 2 == 0 { "same".into() } else { format!("a{i}") }, "date": "2025-02-05", "text": text}).to_string())
        .collect();
    let dir = extract(&lines, &[]);
    let out = dir.path().join("out");
    let articles = table(&out, "articles");
    assert_eq!(articles.len(), 1000);
    assert_eq!(articles.iter().filter(|a| a["near_duplicate_of"].is_empty()).count(), 1);
    assert_eq!(articles.iter().map(|a| &a["story_id"]).collect::<BTreeSet<_>>().len(), 1);
    let incidents = table(&out, "incidents");
    let expulsions: Vec<&Row> = incidents.iter().filter(|i| i["cameo_code"] == "161").collect();
    assert_eq!(expulsions.len(), 1);
    assert_eq!(expulsions[0]["articles"], "1000");
    let apart = extract(&lines[..10], &["--per-article"]);
    let apart = table(&apart.path().join("out"), "incidents");
    assert_eq!(apart.iter().filter(|i| i["cameo_code"] == "161").count(), 10);
}

#[test]
fn an_answer_finds_its_act_in_another_article() {
    let article = |id: &str, date: &str, text: &str| serde_json::json!({"id": id, "date": date, "text": text}).to_string();
    let lines = [
        article(
            "act",
            "2025-02-04",
            "Norway expelled a Belarusian diplomat on Tuesday. He had photographed the radar station of Vardo, the police said in Oslo.",
        ),
        article(
            "answer",
            "2025-02-06",
            "Belarus expelled a Norwegian diplomat on Thursday in retaliation. Minsk said the pictures of the radar station of Vardo were a fairy tale of the police in Oslo.",
        ),
    ];
    let dir = extract(&lines, &[]);
    let out = dir.path().join("out");
    let incidents = table(&out, "incidents");
    let of = |country: &str| incidents.iter().find(|i| i["source_country"] == country && i["cameo_code"] == "161").unwrap();
    assert_eq!(of("BLR")["in_response_to"], of("NOR")["incident_id"]);
    let chain = table(&out, "chains");
    assert_eq!(chain.iter().map(|c| c["incident_id"].as_str()).collect::<Vec<_>>(), [&of("NOR")["incident_id"], &of("BLR")["incident_id"]]);
}

#[test]
fn a_filter_sees_the_merged_row() {
    let dir = extract(&fixtures(), &["--country", "KEN", "--since", "2025-04-01"]);
    let out = dir.path().join("out");
    let incidents = table(&out, "incidents");
    assert!(!incidents.is_empty() && incidents.iter().all(|i| i["source_country"] == "KEN" || i["target_country"] == "KEN" || i["place_country"] == "KEN"));
    let ids: BTreeSet<&String> = incidents.iter().map(|i| &i["incident_id"]).collect();
    assert!(table(&out, "evidence").iter().all(|e| ids.contains(&e["incident_id"])));
    assert!(table(&out, "quotes").iter().all(|q| q["incident_id"].is_empty() || ids.contains(&q["incident_id"])));
}

/// An act of which nobody tells the day was done before it was told: it is answered by what came later, and not months before.
#[test]
fn no_answer_is_older_than_what_it_answers() {
    let body = "The Estonian foreign ministry in Tallinn handed the Russian chargé a note. The diplomat has to leave Narva and Tallinn, and the Russian embassy called \
                the quarrel over the Narva bridge absurd.";
    let answer =
        serde_json::json!({"id": "answer", "date": "2024-03-14", "text": format!("Estonia expelled a Russian diplomat in retaliation on Thursday. {body}")});
    let blow = |day: &str| {
        let text = format!(
            "The quarrel goes on. {body}\n\nIt rained.\n\nThe bridge was shut.\n\nIt is old.\n\nRussia had expelled an Estonian diplomat over the bridge."
        );
        serde_json::json!({"id": "blow", "date": day, "text": text})
    };
    for (day, wanted) in [("2024-03-13", true), ("2024-10-09", false)] {
        let dir = extract(&[answer.to_string(), blow(day).to_string()], &[]);
        let rows = table(&dir.path().join("out"), "incidents");
        let found = rows.iter().find(|r| r["source_code"] == "ESTGOV" && r["cameo_code"] == "161").unwrap();
        assert_eq!(!found["in_response_to"].is_empty(), wanted, "{day}");
    }
}
