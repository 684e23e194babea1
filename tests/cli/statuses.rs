use std::io::Read;
use std::process::Stdio;

use crate::support::{Place, fixtures};

#[test]
fn usage_errors_are_64() {
    let place = Place::with(&[("a.txt", b"A ferry sank.")]);
    for arguments in [
        &["extract", "a.txt", "--no-such-option"] as &[_],
        &["no-such-command"],
        &["extract", "a.txt", "-o", "x.doc"],
        &["extract", "a.txt", "-o", "x"],
        &["extract", "a.txt", "-o", "x.csv", "--format", "jsonl"],
        &["extract", "a.txt", "--status", "finished"],
        &["extract", "a.txt", "--country", "Britain"],
        &["extract", "a.txt", "--since", "March"],
        &["extract", "a.txt", "--min-confidence", "2"],
        &["annotate", "a.txt", "-o", "x.csv"],
        &["man", "cook"],
        &[],
    ] {
        let ran = place.run(arguments);
        assert_eq!(ran.status, 64, "{arguments:?}: {}", ran.err);
        assert!(!ran.err.is_empty() && ran.out.is_empty(), "{arguments:?}");
    }
    let ran = place.run(&["extract", "a.txt", "-o", "x.doc"]);
    assert!(ran.err.contains("x.csv") && ran.err.contains("DIR/"), "{}", ran.err);
}

#[test]
fn help_and_version_are_0() {
    let place = Place::new();
    for arguments in [&["--help"] as &[_], &["--version"], &["extract", "--help"]] {
        let ran = place.run(arguments);
        assert_eq!(ran.status, 0);
        assert!(!ran.out.is_empty());
    }
}

#[test]
fn a_broken_lexicon_is_65_and_named() {
    let place = Place::with(&[
        ("a.txt", b"A ferry sank."),
        ("lex/boilerplate.toml", b"\n[[rule]]\nid = \"x\"\nclass = \"y\"\nextent = \"whole\"\nmarkers = [\"z\"]\n"),
    ]);
    let ran = place.run(&["extract", "a.txt", "--lexicon", "lex"]);
    assert_eq!(ran.status, 65);
    assert!(ran.err.contains("lex/boilerplate.toml:3") && ran.err.contains("example"), "{}", ran.err);
    assert_eq!(place.run(&["annotate", "a.txt", "--lexicon", "nowhere"]).status, 65);
    assert!(ran.out.is_empty());
}

#[test]
fn what_cannot_be_read() {
    let place = Place::with(&[("a.txt", b"A ferry sank."), ("binary.txt", &[1, 2, 3, 0, 0, 255, 7, 8])]);
    let ran = place.run(&["extract", "nowhere.txt"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("nowhere.txt: there is no such file"), "{}", ran.err);
    let ran = place.run(&["extract", "a.txt", "binary.txt", "nowhere.txt"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("binary.txt: is binary"), "{}", ran.err);
}

#[test]
fn an_empty_folder_is_0_with_a_warning() {
    let place = Place::new();
    std::fs::create_dir(place.path("empty")).unwrap();
    let ran = place.run(&["extract", "empty"]);
    assert_eq!(ran.status, 0);
    assert!(ran.err.contains("warning"), "{}", ran.err);
    assert!(ran.out.starts_with("incident_id,"));
    assert!(place.run(&["extract", "empty", "--quiet"]).err.is_empty());
}

#[test]
fn outputs_that_cannot_be_made_are_73() {
    let place = Place::with(&[("a.txt", b"A ferry sank."), ("x.csv", b"mine"), ("d/run.json", b"mine")]);
    for out in ["x.csv", "d/", "d", "nowhere/x.csv", "a.txt/"] {
        let ran = place.run(&["extract", "a.txt", "-o", out]);
        assert_eq!(ran.status, 73, "{out}: {}", ran.err);
    }
    assert_eq!(place.read("x.csv"), "mine");
    assert_eq!(place.run(&["extract", "a.txt", "-o", "x.csv", "--overwrite"]).status, 0);
    assert!(place.read("x.csv").starts_with("incident_id,"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_74() {
    let place = Place::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = place.command(&["annotate", fixtures().to_str().unwrap()]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(74));
    assert!(String::from_utf8_lossy(&output.stderr).contains("standard output"));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let place = Place::new();
    let mut child = place.command(&["annotate", "-q", fixtures().to_str().unwrap()]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_nothing_half_written() {
    use std::io::Write;
    let place = Place::new();
    let mut child = place.command(&["extract", "-", "-o", "out/"]).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The run waits for more of its input, which waiting for its end would close.
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"{\"text\":\"A ferry sank.\"}\n").unwrap();
    for _ in 0..600 {
        if place.path("out").exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    std::thread::sleep(std::time::Duration::from_millis(200));
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    drop(input);
    assert!(!place.path("out").exists());
}
