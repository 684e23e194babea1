//! Every format gives the texts that the same articles give as text files (`fixtures/formats`, written by `make.py`).

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dateline::Article;
use dateline::input::{Articles, FieldNames, InputOptions};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats")
}

fn read(name: &str, options: InputOptions) -> Vec<Article> {
    Articles::new(&[folder().join(name)], options).map(|found| found.unwrap_or_else(|e| panic!("{e}"))).collect()
}

fn texts() -> [String; 2] {
    ["ferry.txt", "strike.txt"].map(|name| std::fs::read_to_string(folder().join(name)).unwrap().trim().to_string())
}

/// The files of both articles, with the format that each is read as, and the fields that the format can hold.
const BOTH: [(&str, &str, &str); 27] = [
    ("lines.jsonl", "json", "id title date url source"),
    ("escaped.jsonl", "json", "id title date url source"),
    ("object.json", "json", "id title date url source"),
    ("array.json", "json", "id title date url source"),
    ("envelope.json", "json", "title date url source"),
    ("search.json", "json", "title date"),
    ("news-please.jsonl", "json", "title date url"),
    ("table.csv", "table", "id title date url"),
    ("semicolons.csv", "table", "id title date"),
    ("tabs.tsv", "table", "id title date"),
    ("wide.csv", "table", "id title date"),
    ("pages.warc", "warc", "title date url source"),
    ("pages.warc.gz", "warc", "title date url source"),
    ("wire.sgm", "reuters", "title date"),
    ("feed.xml", "xml", "title date url"),
    ("nitf.xml", "xml", "id title date url source"),
    ("lexisnexis.txt", "lexisnexis", "title date source"),
    ("nexis-uni.txt", "lexisnexis", "title date source"),
    ("factiva.txt", "factiva", "title date source"),
    ("factiva-plain.txt", "factiva", "title date source"),
    ("members.jsonl.gz", "json", "id title date url source"),
    ("lines.jsonl.bz2", "json", "id title date url source"),
    ("lines.jsonl.xz", "json", "id title date url source"),
    ("lines.jsonl.zst", "json", "id title date url source"),
    ("webz.zip", "json", "id title date url"),
    ("deep.tar.gz", "json", "id title date url source"),
    ("texts.tgz", "text", ""),
];

fn field(article: &Article, name: &str) -> Option<String> {
    match name {
        "id" => Some(article.id.clone()),
        "title" => article.title.clone(),
        "date" => article.day().map(|d| d.to_string()),
        "url" => article.url.clone(),
        "source" => article.source.clone(),
        _ => None,
    }
}

#[test]
fn each_format_gives_the_text_of_the_text_file() {
    let wanted: [BTreeMap<&str, &str>; 2] = [
        [
            ("id", "ferry-1"),
            ("title", "Ferry runs aground off the northern cape"),
            ("date", "2024-05-06"),
            ("url", "https://harbour-post.example/2024/05/06/ferry"),
            ("source", "Harbour Post"),
        ]
        .into(),
        [
            ("id", "strike-2"),
            ("title", "Dockers at Valdmar end strike"),
            ("date", "2024-05-07"),
            ("url", "https://harbour-post.example/2024/05/07/strike"),
            ("source", "Harbour Post"),
        ]
        .into(),
    ];
    let mut wrong = Vec::new();
    for (name, format, fields) in BOTH {
        let found = read(name, InputOptions::default());
        if found.len() != 2 {
            wrong.push(format!("{name}: {} articles", found.len()));
        }
        for ((article, text), wanted) in found.iter().zip(texts()).zip(&wanted) {
            if article.text.trim() != text {
                wrong.push(format!("{name}: the text is {:?}", article.text));
            }
            if article.format != format {
                wrong.push(format!("{name}: is read as {}", article.format));
            }
            for name_of_field in fields.split_whitespace() {
                if field(article, name_of_field).as_deref() != wanted.get(name_of_field).copied() {
                    wrong.push(format!("{name}: {name_of_field} is {:?}", field(article, name_of_field)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_give_the_text_of_the_text_file() {
    for ((name, encoding), text) in [("ferry.html", "utf-8"), ("strike.html", "windows-1252")].into_iter().zip(texts()) {
        let found = read(name, InputOptions::default());
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0].text, text, "{name}");
        assert_eq!(found[0].source.as_deref(), Some("Harbour Post"));
        assert!(found[0].day().is_some() && found[0].url.is_some(), "{name}");
        assert_eq!(format!("{}.html", found[0].id), name);
        assert_eq!(found[0].encoding, encoding);
    }
}

#[test]
fn lists_of_articles_give_their_headlines() {
    let found = read("gdelt.json", InputOptions::default());
    let texts: Vec<_> = found.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(texts, ["Ferry runs aground off the northern cape", "Dockers at Valdmar end strike"]);
    assert_eq!(found[1].day().unwrap().to_string(), "2024-05-07");
}

#[test]
fn other_names_of_fields_are_mapped() {
    let mut fields = FieldNames::default();
    for (kind, name) in [("text", "story"), ("date", "day"), ("id", "nr")] {
        fields.map(kind, name).unwrap();
    }
    let found = read("own-names.jsonl", InputOptions { fields, ..InputOptions::default() });
    assert_eq!((found[0].id.as_str(), found[0].day().unwrap().to_string().as_str()), ("ferry-1", "2024-05-06"));
    assert_eq!(found[1].text, texts()[1]);
    assert!(FieldNames::default().map("writer", "x").is_err());
}

#[test]
fn members_and_lines_are_named() {
    let records = |name: &str| -> Vec<String> { read(name, InputOptions::default()).into_iter().filter_map(|a| a.record).collect() };
    assert_eq!(records("webz.zip"), ["news/0.json", "news/1.json"]);
    assert_eq!(records("deep.tar.gz"), ["in.zip:lines.jsonl:1", "in.zip:lines.jsonl:2"]);
    assert_eq!(records("table.csv"), ["2", "7"]);
    assert_eq!(read("texts.tar", InputOptions::default())[0].id, "ferry");
}

#[test]
fn a_mark_that_is_not_closed_costs_what_it_took_and_is_told() {
    let dir = tempfile::TempDir::new().unwrap();
    let path = dir.path().join("a.csv");
    let rows = [
        "id,date,title,text",
        "1,2024-05-06,One,\"The ferry sank.\"",
        "2,2024-05-06,Two,\"The ferry rose.",
        "3,2024-05-06,Three,\"It sank, again.\"",
        "4,2024-05-06,Four,\"All,\nas ever.\"",
    ];
    std::fs::write(&path, rows.join("\n")).unwrap();
    let (read, failed): (Vec<_>, Vec<_>) = Articles::new(std::slice::from_ref(&path), InputOptions::default()).partition(Result::is_ok);
    assert_eq!(read.into_iter().map(|a| a.unwrap().id).collect::<Vec<_>>(), ["1", "4"]);
    let failed: Vec<_> = failed.into_iter().map(|e| e.unwrap_err()).collect();
    assert_eq!((failed.len(), failed[0].record.as_deref()), (1, Some("3")));
    assert!(failed[0].message.contains("a quotation mark is missing"), "{}", failed[0].message);

    // To the end of the file, with as many columns as the head has; a last cell of two lines that is closed is as it should be.
    let open = "id,date,title,text\n1,2024-05-06,One,\"The ferry sank.\"\n2,2024-05-06,Two,\"The ferry rose.\n3,2024-05-06,Three,It sank.\n";
    for (text, ids, failures) in [(open.to_string(), vec!["1"], 1), (format!("{}\"", open.trim_end()), vec!["1", "2"], 0)] {
        std::fs::write(&path, text).unwrap();
        let (read, failed): (Vec<_>, Vec<_>) = Articles::new(std::slice::from_ref(&path), InputOptions::default()).partition(Result::is_ok);
        assert_eq!(read.into_iter().map(|a| a.unwrap().id).collect::<Vec<_>>(), ids);
        assert_eq!(failed.len(), failures);
    }
}

#[test]
fn writers_are_named() {
    let dir = tempfile::TempDir::new().unwrap();
    let path = dir.path().join("a.jsonl");
    std::fs::write(&path, "{\"text\":\"a\",\"authors\":[\"Ann Orme\",{\"name\":\"Tom Falk\"}]}\n{\"text\":\"a\",\"byline\":\"Ann Orme\"}\n{\"text\":\"a\"}\n")
        .unwrap();
    let authors: Vec<_> = Articles::new(&[path], InputOptions::default()).map(|a| a.unwrap().author).collect();
    assert_eq!(authors, [Some("Ann Orme; Tom Falk".into()), Some("Ann Orme".into()), None]);
}
