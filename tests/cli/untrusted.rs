//! Inputs that are broken or malicious: bounded memory, a clear error, and everything before and after is read.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;

use crate::support::{Place, json_lines};

fn line(id: &str) -> String {
    format!("{{\"id\":\"{id}\",\"text\":\"The ferry sank off Bergen.\"}}\n")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        // Written as it stands: the builder refuses names such as these.
        header.as_ustar_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        archive.append(&header, *bytes).unwrap();
    }
    archive.into_inner().unwrap()
}

/// Ids read, and what was said; the run must end with exit status 2.
fn read(place: &Place, arguments: &[&str]) -> (Vec<String>, String) {
    let ran = place.run(&[&["annotate"], arguments].concat());
    assert_eq!(ran.status, 2, "{}", ran.err);
    (json_lines(&ran.out).iter().map(|a| a["id"].as_str().unwrap().to_string()).collect(), ran.err)
}

#[test]
fn a_line_that_is_too_long_costs_that_line() {
    let long = format!("{{\"id\":\"long\",\"text\":\"{}\"}}\n", "a ".repeat(1 << 20));
    let place = Place::with(&[
        ("d.jsonl", (line("a") + &long + &line("b")).as_bytes()),
        ("d.json", format!("[{},{},{}]", line("c"), long, line("d")).as_bytes()),
        ("d.txt", long.as_bytes()),
    ]);
    let (ids, said) = read(&place, &["d.jsonl", "d.json", "d.txt", "--max-article", "1"]);
    assert_eq!(ids, ["a", "b", "c", "d"]);
    for wanted in ["d.jsonl:2: the line is longer than 1 MiB", "d.json:2: is longer than 1 MiB", "d.txt: is longer than 1 MiB"] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
}

#[test]
fn bombs_are_given_up() {
    let zeros = vec![b'\n'; 80 << 20];
    let packed = gzip(&zeros);
    let place = Place::with(&[
        ("a.jsonl", line("a").as_bytes()),
        ("bomb.jsonl.gz", &packed),
        ("bomb.zip", &zip(&[("first.jsonl", line("first").as_bytes()), ("zeros.jsonl", &zeros), ("behind.jsonl", line("behind").as_bytes())])),
        ("z.jsonl", line("z").as_bytes()),
    ]);
    let (ids, said) = read(&place, &["a.jsonl", "bomb.jsonl.gz", "bomb.zip", "z.jsonl"]);
    assert_eq!(ids, ["a", "first", "z"]);
    assert_eq!(said.matches("unpacks to more than 200 times its size").count(), 2, "{said}");
    let ran = place.run(&["annotate", "bomb.zip", "--max-expansion", "5000"]);
    assert_eq!((ran.status, json_lines(&ran.out).len()), (0, 2), "{}", ran.err);
}

#[test]
fn packing_is_opened_three_layers_deep() {
    let inner = zip(&[("in.jsonl", line("in").as_bytes())]);
    let three = gzip(&gzip(&inner));
    let place = Place::with(&[("three.gz", &three), ("four.gz", &gzip(&three)), ("z.jsonl", line("z").as_bytes())]);
    let (ids, said) = read(&place, &["three.gz", "four.gz", "z.jsonl"]);
    assert_eq!(ids, ["in", "z"]);
    assert!(said.contains("four.gz: is packed more than 3 layers deep"), "{said}");
}

#[test]
fn paths_of_members_are_names_only() {
    let story = b"The ferry sank off Bergen.";
    let place = Place::with(&[("a.tar", &tar(&[("../../evil.txt", story), ("/abs/other.txt", story), (".hidden.txt", story)]))]);
    let found = place.annotate(&["a.tar"]);
    let records: Vec<_> = found.iter().map(|a| a["record"].as_str().unwrap()).collect();
    assert_eq!(records, ["evil.txt", "abs/other.txt"]);
    assert!(!place.path("../../evil.txt").exists());
}

#[test]
fn what_comes_before_a_cut_is_kept() {
    let lines: String = (0..200).map(|i| line(&format!("{i}-{}", i * 7919 % 1000))).collect();
    let (gz, archive, packed) =
        (gzip(lines.as_bytes()), tar(&[("a.jsonl", lines.as_bytes()), ("b.txt", b"Second.")]), zip(&[("a.jsonl", lines.as_bytes()), ("b.txt", b"Second.")]));
    let place = Place::with(&[("cut.jsonl.gz", &gz[..gz.len() / 2]), ("cut.tar", &archive[..archive.len() / 2]), ("cut.zip", &packed[..packed.len() - 60])]);
    for name in ["cut.jsonl.gz", "cut.tar", "cut.zip"] {
        let (ids, said) = read(&place, &[name]);
        assert!(ids.len() > 50, "{name}: {}", ids.len());
        assert!(said.contains(name) && said.contains("cut off"), "{name}: {said}");
    }
}

#[test]
fn a_broken_member_of_a_web_archive_costs_that_member() {
    let mut packed = gzip(line("a").as_bytes());
    let mut broken = gzip(line("b").repeat(20).as_bytes());
    let middle = broken.len() / 2;
    broken[middle..middle + 8].fill(0xFF);
    packed.extend(broken);
    packed.extend(gzip(line("c").as_bytes()));
    let place = Place::with(&[("d.jsonl.gz", &packed)]);
    let (ids, said) = read(&place, &["d.jsonl.gz"]);
    assert!(ids.first().is_some_and(|id| id == "a") && ids.last().is_some_and(|id| id == "c"), "{ids:?}");
    assert!(said.contains("the packed data is broken"), "{said}");
}

#[test]
fn odd_json_is_read_or_refused() {
    let deep = format!("{{\"id\":\"deep\",\"x\":{}{},\"text\":\"One.\"}}\n", "[".repeat(100_000), "]".repeat(100_000));
    let place = Place::with(&[(
        "d.jsonl",
        (line("a") + &deep + "{\"id\":1,\"id\":2,\"text\":\"x\",\"text\":\"Two. \\ud83d\"}\n" + "{\"id\":3,\"text\":\"\n" + &line("b")).as_bytes(),
    )]);
    let (ids, said) = read(&place, &["d.jsonl"]);
    assert_eq!(ids, ["a", "2", "b"]);
    assert!(said.contains("d.jsonl:2: ") && said.contains("d.jsonl:4: "), "{said}");
}

#[test]
fn deep_pages_are_refused() {
    let deep = format!("<html><body>{}The ferry sank.", "<div>".repeat(200_000));
    let place = Place::with(&[("deep.html", deep.as_bytes()), ("a.jsonl", line("a").as_bytes())]);
    let (ids, said) = read(&place, &["deep.html", "a.jsonl"]);
    assert_eq!(ids, ["a"]);
    assert!(said.contains("deep.html: is a page with elements more than"), "{said}");
}

#[test]
fn tables_name_the_row_that_is_wrong() {
    let place = Place::with(&[
        ("a.csv", b"id,text,date\n1,One.,2024-05-06\n2,,\n3,\"Two\nlines.\",\n4\n"),
        ("b.csv", b"id;body\n1;\"never closed\n2;x\n"),
        ("c.csv", b"a,b\n1,2\n"),
    ]);
    let ran = place.run(&["extract", "a.csv", "c.csv", "-o", "out/"]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    let errors = place.read("out/errors.csv");
    assert!(errors.contains("a.csv,3,blank,has no words"), "{errors}");
    assert!(errors.contains("a.csv,6,blank,has no words"), "{errors}");
    assert!(errors.contains("c.csv,2,record,\"has no text"), "{errors}");
    let articles = place.read("out/articles.csv");
    assert!(articles.contains("table") && articles.lines().count() == 3, "{articles}");
}

#[test]
fn files_without_words_are_listed_and_are_no_failure() {
    let place = Place::with(&[("in/a.jsonl", line("a").as_bytes()), ("in/blank.txt", b"\n"), ("in/empty.txt", b"")]);
    let ran = place.run(&["extract", "in", "-o", "out/"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("2 without words"), "{}", ran.err);
    assert_eq!(place.read("out/errors.csv"), "path,record,stage,message\nin/blank.txt,,blank,has no words\nin/empty.txt,,blank,has no words\n");
}

#[test]
fn mojibake_is_repaired_where_asked() {
    let place = Place::with(&[("a.txt", "The ferry â€œGaleâ€\u{9d} sank. It wasnâ€™t new.".as_bytes())]);
    assert_eq!(place.annotate(&["a.txt", "--fix-mojibake"])[0]["text"], "The ferry “Gale” sank. It wasn’t new.");
    assert!(place.annotate(&["a.txt"])[0]["text"].as_str().unwrap().contains("â€"));
}

#[test]
fn fields_are_mapped() {
    let place = Place::with(&[("a.jsonl", b"{\"nr\":1,\"story\":\"One.\",\"day\":\"2024-05-06\",\"text\":\"No.\"}\n")]);
    let found = place.annotate(&["a.jsonl", "--map", "text=story,date=day", "--map", "id=nr"]);
    assert_eq!((&found[0]["text"], &found[0]["published"], &found[0]["id"]), (&"One.".into(), &"2024-05-06".into(), &"1".into()));
    let ran = place.run(&["annotate", "a.jsonl", "--map", "writer=x"]);
    assert!(ran.status == 64 && ran.err.contains("no kind of field"), "{}", ran.err);
}

#[test]
fn repeated_paragraphs_are_learned_in_a_first_pass_or_from_a_list() {
    let note = "The Lantern lives by its readers, on the island and off it.";
    let article = |i: u32| {
        format!(
            "{{\"source\":\"Lantern\",\"text\":\"Ship number {i} ran aground off the cape at noon, with {i} cars.\\n\\n{note}\\n\\nBoats took {i} people ashore.\"}}\n"
        )
    };
    let place = Place::with(&[("d.jsonl", (0..4).map(article).collect::<String>().as_bytes())]);
    let marked = |arguments: &[&str]| place.annotate(arguments)[3]["boilerplate"].clone();
    assert_eq!(marked(&["d.jsonl"]).as_array().unwrap().len(), 0);
    let learned = marked(&["d.jsonl", "--boilerplate-from", "d.jsonl"]);
    assert_eq!(learned[0]["class"], "repeated");
    let list = place.run(&["lexicon", "repeated", "d.jsonl"]);
    assert_eq!(list.status, 0, "{}", list.err);
    place.write("list.txt", list.out.as_bytes());
    assert_eq!(marked(&["d.jsonl", "--boilerplate-from", "list.txt"]), learned);
}

#[test]
fn corrections_are_told_apart_and_read() {
    let place = Place::with(&[("a.txt", b"The ferry sank on 6 May 2024.\n\nCorrection: Norway expelled a Danish diplomat on 7 May 2024, not on 8 May.")]);
    let found = &place.annotate(&["a.txt"])[0];
    assert_eq!(found["boilerplate"][0]["class"], "correction");
    assert!(!found["actions"].as_array().unwrap().is_empty());
}
