//! The forms that extract writes, and what becomes of places that cannot be written to.

use std::collections::BTreeMap;
use std::io::Read;
use std::process::Stdio;

use serde_json::Value;

use crate::support::{Place, fixtures};

type Rows = Vec<BTreeMap<String, String>>;

fn rows(text: &str) -> Rows {
    csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes()).deserialize().map(Result::unwrap).collect()
}

/// An article that gives rows, with words that spreadsheet programs take for something else.
fn awkward() -> Place {
    let long = "and so on ".repeat(4000);
    let article = serde_json::json!({
        "id": "+42", "title": "=1+1, \"so\"", "source": "@wire", "url": "https://example.org/a,b", "date": "2025-03-12",
        "text": format!("Latvia expelled two Norwegian diplomats on Monday.\n\n\"We regret it,\r\nand more, too,\" said the Norwegian foreign minister. {long}."),
    });
    let second =
        serde_json::json!({"id": "second", "title": "Two\r\nlines", "date": "2025-03-13", "text": "Norway signed a trade agreement with Peru in March 2024."});
    Place::with(&[("in/a.jsonl", format!("{article}\n{second}\n").as_bytes())])
}

#[test]
fn csv_for_spreadsheets_is_safe_and_can_be_undone() {
    let place = awkward();
    assert_eq!(place.run(&["extract", "in", "-o", "plain/"]).status, 0);
    assert_eq!(place.run(&["extract", "in", "-o", "excel/", "--dialect", "excel"]).status, 0);
    let package: Value = serde_json::from_str(&place.read("excel/datapackage.json")).unwrap();
    for resource in package["resources"].as_array().unwrap() {
        let path = resource["path"].as_str().unwrap();
        let written = place.read(&format!("excel/{path}"));
        assert!(written.starts_with('\u{feff}') && written.matches('\n').count() == written.matches("\r\n").count(), "{path}");
        let mut plain = rows(&place.read(&format!("plain/{path}")));
        let altered = &resource["alterations"];
        let guard = altered["formula_guard"]["prefix"].as_str().unwrap();
        let before: Vec<&str> = altered["formula_guard"]["before"].as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
        let line_break = altered["line_break"]["written_as"].as_str().unwrap();
        let mut excel = rows(&written);
        for (row, plain) in excel.iter_mut().zip(&mut plain) {
            let cut = row.remove("truncated").unwrap();
            for (column, cell) in row.iter_mut() {
                assert!(!cell.contains('\n') && !before.iter().any(|b| cell.starts_with(b) && cell.parse::<f64>().is_err()), "{column}: {cell}");
                let words = cell.trim_start_matches(guard);
                if words.len() < cell.len() && before.iter().any(|b| words.starts_with(b)) {
                    *cell = cell[guard.len()..].to_string();
                }
                *cell = cell.replace(line_break, "\n");
                let whole = plain.get_mut(column).unwrap();
                *whole = whole.replace("\r\n", "\n");
                if cut.split("; ").any(|c| c == column) {
                    assert!(cell.encode_utf16().count() <= 32_767 && whole.starts_with(cell.as_str()));
                    *whole = cell.clone();
                }
            }
        }
        assert_eq!(excel, plain, "{path}");
    }
    let incidents = place.read("excel/incidents.csv");
    assert!(incidents.contains(",\"'=1+1, \"\"so\"\"\",'@wire,") && incidents.contains(",'+42,") && incidents.contains("Two⏎lines"), "{incidents}");
    assert_eq!(place.run(&["extract", "in", "--dialect", "excel"]).out, incidents);
    assert_eq!(place.run(&["extract", "in", "-o", "x.csv", "--dialect", "excel"]).status, 0);
    assert_eq!(place.read("x.csv"), incidents);
    assert_eq!(place.run(&["extract", "in", "-o", "x.jsonl", "--dialect", "excel"]).status, 64);
}

#[test]
fn a_workbook_holds_all_tables_as_they_are() {
    let place = awkward();
    for name in ["a.xlsx", "b.xlsx"] {
        assert_eq!(place.run(&["extract", "in", "-o", name]).status, 0);
    }
    let bytes = std::fs::read(place.path("a.xlsx")).unwrap();
    assert!(bytes == std::fs::read(place.path("b.xlsx")).unwrap(), "the same bytes");
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        book.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let names = part("xl/workbook.xml");
    for table in ["incidents", "quotes", "dates", "actors", "evidence", "chains", "articles", "errors"] {
        assert!(names.contains(&format!("name=\"{table}\"")), "{names}");
    }
    let incidents = part("xl/worksheets/sheet1.xml");
    assert!(incidents.contains("<autoFilter") && incidents.contains("<pane ySplit=\"1\""));
    assert!(!incidents.contains("<f>") && !incidents.contains("<hyperlink"), "no formulas, no links");
    assert!(incidents.contains("<t>=1+1, \"so\"</t>") && incidents.contains("<t>+42</t>") && incidents.contains("<t>https://example.org/a,b</t>"));
    // 10 March 2025 is a day, March 2024 is none.
    assert!(incidents.contains("<v>45726</v>") && incidents.contains("<t>2024-03</t>"), "{incidents}");
    // The code keeps its zero.
    assert!(incidents.contains("<t>057</t>") || incidents.contains("<t>061</t>"), "{incidents}");
    assert!(part("xl/worksheets/sheet7.xml").contains("<t>Two\nlines</t>"));
}

#[test]
fn a_folder_of_other_things_is_left_alone() {
    let place = Place::with(&[("a.txt", b"A ferry sank."), ("mine/articles.csv", b"mine"), ("mine/notes.txt", b"mine"), ("hidden/.note", b"mine")]);
    for more in [&[] as &[&str], &["--overwrite"]] {
        let ran = place.run(&[&["extract", "a.txt", "-o", "mine/"], more].concat());
        assert!(ran.status == 73 && ran.err.contains("mine/") && ran.err.contains("other things"), "{}", ran.err);
    }
    assert_eq!(place.read("mine/articles.csv"), "mine");
    assert_eq!(place.run(&["extract", "a.txt", "-o", "hidden"]).status, 0);
    // A set is replaced only if that is asked for, and what lies beside it stays.
    place.write("hidden/notes.txt", b"mine");
    let ran = place.run(&["extract", "a.txt", "-o", "hidden"]);
    assert!(ran.status == 73 && ran.err.contains("--overwrite"), "{}", ran.err);
    assert_eq!(place.run(&["extract", "a.txt", "-o", "hidden", "--overwrite"]).status, 0);
    assert_eq!((place.read("hidden/notes.txt").as_str(), place.read("hidden/.note").as_str()), ("mine", "mine"));
}

#[test]
fn parts_of_an_earlier_set_go_with_it() {
    let place = Place::with(&[("a.txt", b"A ferry sank.")]);
    place.run(&["extract", "a.txt", "-o", "out/"]);
    let mut package: Value = serde_json::from_str(&place.read("out/datapackage.json")).unwrap();
    for path in ["quotes-2.csv", "../a.txt", "notes-2.csv"] {
        package["resources"].as_array_mut().unwrap().push(serde_json::json!({"path": path}));
    }
    place.write("out/datapackage.json", package.to_string().as_bytes());
    for name in ["out/quotes-2.csv", "out/notes-2.csv", "out/quotes-3.csv"] {
        place.write(name, b"old");
    }
    assert_eq!(place.run(&["extract", "a.txt", "-o", "out/", "--overwrite"]).status, 0);
    assert!(!place.path("out/quotes-2.csv").exists());
    assert!(place.path("out/notes-2.csv").exists() && place.path("out/quotes-3.csv").exists() && place.path("a.txt").exists());
}

#[test]
fn a_set_is_written_whole_or_not_at_all() {
    let place = Place::with(&[("a.txt", b"A ferry sank on 3 May 2024."), ("b.txt", b"The bridge was shut on 4 May 2024.")]);
    place.run(&["extract", "a.txt", "-o", "out/"]);
    let before = place.read("out/dates.csv");
    // A folder takes the place of the last file.
    std::fs::remove_file(place.path("out/run.json")).unwrap();
    place.write("out/run.json/x", b"mine");
    let ran = place.run(&["extract", "b.txt", "-o", "out/", "--overwrite"]);
    assert!(ran.status == 74 && ran.err.contains("out/"), "{}", ran.err);
    assert_eq!(place.read("out/dates.csv"), before);
    let left = std::fs::read_dir(place.path("out")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    assert_eq!(left.filter(|n| n.starts_with('.')).count(), 0, "no temporary files");
}

#[test]
fn places_that_are_no_file() {
    let place = Place::with(&[("a.txt", b"A ferry sank."), ("x.csv/y", b""), ("x.jsonl/y", b""), ("x.xlsx/y", b"")]);
    for name in ["x.csv", "x.jsonl", "x.xlsx"] {
        let ran = place.run(&["extract", "a.txt", "-o", name, "--overwrite"]);
        assert!(ran.status == 73 && ran.err.contains(name) && ran.err.contains("is a folder"), "{}", ran.err);
    }
    for name in ["nowhere/x.csv", "a.txt/x.csv", "a.txt/"] {
        assert_eq!(place.run(&["extract", "a.txt", "-o", name]).status, 73);
    }
    assert_eq!(place.run(&["annotate", "a.txt", "-o", "x.jsonl", "--overwrite"]).status, 73);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_may_not_be_written_to_is_73() {
    let place = Place::with(&[("a.txt", b"A ferry sank.")]);
    for name in ["/proc/x.csv", "/proc/x.jsonl", "/proc/x.xlsx", "/proc/out/"] {
        let ran = place.run(&["extract", "a.txt", "-o", name]);
        assert!(ran.status == 73 && ran.err.contains(name) && ran.err.contains("cannot be made"), "{}", ran.err);
    }
}

/// On a file system of 64 KiB, where the system lets us have one: nothing half written is left, under no name.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_nothing_half_written() {
    let place = Place::new();
    std::fs::create_dir(place.path("small")).unwrap();
    let program = env!("CARGO_BIN_EXE_dateline");
    let articles = fixtures();
    for out in ["x.csv", "x.jsonl", "x.xlsx", "x.sqlite", "out/"] {
        let script = format!(
            "mount -t tmpfs -o size=64k small small || exit 99; {program} extract -q {} -o small/{out}; code=$?; ls -A small; exit $code",
            articles.display()
        );
        let ran = std::process::Command::new("unshare").args(["-rm", "sh", "-c", &script]).current_dir(place.dir.path()).output();
        let Ok(ran) = ran.map_err(|e| eprintln!("not tried: {e}")) else { return };
        let said = String::from_utf8_lossy(&ran.stderr);
        if said.contains("unshare") || ran.status.code() == Some(99) {
            eprintln!("not tried: {said}");
            return;
        }
        assert_eq!((ran.status.code(), String::from_utf8_lossy(&ran.stdout).as_ref()), (Some(74), ""), "{out}: {said}");
        assert!(said.contains(&format!("small/{out}")) && said.contains("free some space") && !said.contains("panicked"), "{out}: {said}");
    }
}

#[test]
fn a_closed_pipe_is_no_error_for_rows() {
    let place = Place::new();
    for form in ["csv", "jsonl"] {
        let arguments = ["extract", "-q", "--format", form, fixtures().to_str().unwrap()].map(String::from);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut child = place.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
    }
}

#[test]
fn the_digest_is_of_what_was_read() {
    use std::io::Write;
    let lines = b"{\"id\":\"a\",\"text\":\"A ferry sank.\"}\n{\"id\":\"b\",\"text\":\"The bridge was shut.\"}\n";
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(lines).unwrap();
    let place = Place::with(&[("a.jsonl", lines), ("b.jsonl.gz", &packed.finish().unwrap()), ("c.jsonl", &lines[..lines.len() - 3])]);
    let mut count = 0;
    let mut run = |arguments: &[&str]| -> Value {
        count += 1;
        let out = format!("out{count}/");
        place.run(&[&["extract", "-o", &out], arguments].concat());
        serde_json::from_str(&place.read(&format!("{out}run.json"))).unwrap()
    };
    let whole = run(&["a.jsonl"]);
    let digest = whole["read"]["digest"].as_str().unwrap();
    assert_eq!(digest.len(), 64);
    assert_eq!(run(&["b.jsonl.gz", "--threads", "1"])["read"]["digest"], digest, "packed or not");
    assert_eq!(run(&["a.jsonl", "--limit", "2", "--threads", "2"])["read"]["digest"], digest);
    assert!(run(&["a.jsonl", "--limit", "1"])["read"]["digest"] != digest && run(&["c.jsonl"])["read"]["digest"] != digest);
    let text = whole.to_string();
    assert!(!text.contains(place.dir.path().to_str().unwrap()) && !text.contains("threads"), "{text}");
    assert_eq!(whole["options"]["dialect"], "rfc4180");
}
