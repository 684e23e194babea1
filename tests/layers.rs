//! Imports point one way: a folder of `src` may use only those that stand before it in this list.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

const LAYERS: [&str; 15] =
    ["token", "lexicon", "text", "input", "syntax", "dates", "actors", "quotes", "actions", "link", "stories", "pipeline", "output", "run", "cli"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            sources(&entry.path(), found);
        } else if entry.path().extension().is_some_and(|e| e == "rs") {
            found.push(entry.path());
        }
    }
}

/// The layer of a file: its first folder or its own name under `src`.
fn layer(path: &Path, src: &Path) -> Option<usize> {
    let first = path.strip_prefix(src).ok()?.components().next()?.as_os_str().to_string_lossy().into_owned();
    LAYERS.iter().position(|l| *l == first.trim_end_matches(".rs"))
}

#[test]
fn imports_point_one_way() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let Some(own) = layer(&file, &src) else { continue };
        // Unit tests may run the whole program.
        if file.file_name().is_some_and(|n| n == "tests.rs") {
            continue;
        }
        let whole = fs::read_to_string(&file).unwrap();
        let text = whole.split("#[cfg(test)]\nmod tests {").next().unwrap();
        for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
            for (at, _) in line.match_indices("crate::") {
                let word: String = line[at + 7..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if LAYERS.iter().position(|l| *l == word).is_some_and(|used| used > own) {
                    wrong.push(format!("{}:{}: {} uses {word}", file.display(), number + 1, LAYERS[own]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "imports against the order {LAYERS:?}:\n{}", wrong.join("\n"));
}

#[test]
fn files_stay_short() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let long: Vec<String> = files
        .iter()
        .map(|f| (f, fs::read_to_string(f).unwrap().lines().count()))
        .filter(|(_, n)| *n > 400)
        .map(|(f, n)| format!("{}: {n}", f.display()))
        .collect();
    assert!(long.is_empty(), "over 400 lines: {long:?}");
}
