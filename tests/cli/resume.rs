//! A run that is broken off and taken up again.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Place, Ran, fixtures, ran};

/// So many articles that the first of them are worked on before the input ends.
const FIRST: usize = 600;

/// Articles of the regression set, again and again, as lines of JSON.
fn lines(count: usize) -> Vec<String> {
    let mut paths: Vec<_> = fs::read_dir(fixtures()).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    let texts: Vec<String> = paths.iter().take(20).map(|p| fs::read_to_string(p).unwrap()).collect();
    (0..count).map(|i| serde_json::json!({"id": format!("a{i}"), "date": "2024-03-05", "text": texts[i % texts.len()]}).to_string() + "\n").collect()
}

fn with_input(mut command: Command, input: &str) -> Ran {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let written = child.stdin.take().unwrap().write_all(input.as_bytes());
    // A run that is refused does not read its input.
    assert!(written.is_ok() || written.is_err_and(|e| e.kind() == ErrorKind::BrokenPipe));
    ran(&child.wait_with_output().unwrap())
}

/// Runs the command until the journal holds something, then interrupts it, or kills it.
fn broken_off(mut command: Command, input: &str, journal: &Path, interrupts: bool) -> Ran {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The input does not end: the program waits for more when it has worked on the first articles.
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(input.as_bytes()).unwrap();
    let began = Instant::now();
    while fs::metadata(journal).map_or(0, |m| m.len()) < 10_000 {
        assert!(began.elapsed() < Duration::from_secs(120), "nothing was noted");
        std::thread::sleep(Duration::from_millis(20));
    }
    if interrupts {
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    } else {
        child.kill().unwrap();
    }
    ran(&child.wait_with_output().unwrap())
}

/// How many articles the summary says were taken over.
fn taken(message: &str) -> usize {
    let before = message.split(" taken over").next().filter(|b| b.len() < message.len());
    before.and_then(|b| b.rsplit([' ', ';']).next()).map_or(0, |n| n.parse().unwrap())
}

#[test]
fn a_run_that_was_broken_off_is_taken_up_again() {
    let lines = lines(FIRST + 20);
    let (first, all) = (lines[..FIRST].concat(), lines.concat());
    for (command, out, journal) in [("extract", "out/incidents.csv", ".dateline-out.resume"), ("annotate", "out.jsonl", ".dateline-out.jsonl.resume")] {
        let place = Place::new();
        let target = if command == "extract" { "out/" } else { out };
        let arguments = [command, "-", "-o", target, "--resume", "--threads", "1"];
        let interrupts = cfg!(unix) && command == "annotate";
        let broken = broken_off(place.command(&arguments), &first, &place.path(journal), interrupts);
        assert!(!place.path(out).exists(), "nothing half written");
        if interrupts {
            assert_eq!((broken.status, broken.err.contains("the same command goes on from there")), (130, true), "{}", broken.err);
        }

        let other = with_input(place.command(&[&arguments[..], &["--any-language"]].concat()), &all);
        assert_eq!((other.status, other.err.contains("other options")), (73, true), "{}", other.err);

        let ran = with_input(place.command(&arguments), &all);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!((1..=FIRST).contains(&taken(&ran.err)), "{}", ran.err);
        let again = with_input(place.command(&arguments), &all);
        assert_eq!((again.status, again.err.contains("--overwrite")), (73, true), "{}", again.err);
        assert!(!place.path(journal).exists(), "the journal goes when the output is whole");

        let whole = Place::new();
        assert_eq!(with_input(whole.command(&[command, "-", "-o", target]), &all).status, 0);
        assert!(place.read(out) == whole.read(out), "the same bytes");
        if command == "extract" {
            for table in ["quotes.csv", "actors.csv", "evidence.csv", "articles.csv", "run.json"] {
                assert!(place.read(&format!("out/{table}")) == whole.read(&format!("out/{table}")), "{table}");
            }
        }
    }
}

#[test]
fn there_is_nothing_to_take_up_on_standard_output() {
    let ran = Place::new().run(&["extract", "--resume", "x.txt"]);
    assert_eq!(ran.status, 64);
    assert!(ran.err.contains("--output"), "{}", ran.err);
}
