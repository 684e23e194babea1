//! The lexicon is compiled into the program: build again when it changes. Its files are listed as string literals, so that
//! no start has to ask again whether they are UTF-8. `DATELINE_SOURCES` tells the journals of two builds apart.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=lexicon");
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=build.rs");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    println!("cargo:rustc-env=DATELINE_SOURCES={:016x}", hash(&root.join("src"))?);
    let files = collect(&root.join("lexicon"), &["csv", "toml"])?;
    let mut code = String::from("[\n");
    for (name, path) in files {
        let _ = writeln!(code, "({name:?}, include_str!({path:?})),");
    }
    code.push_str("]\n");
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("lexicon.rs"), code)
}

/// A hash of the program's sources: two builds of one version may differ.
fn hash(src: &Path) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    for (name, path) in collect(src, &["rs", "html", "css", "js", "txt"])? {
        name.hash(&mut hasher);
        fs::read(path)?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// The files below `dir` with these endings, sorted by their names in it.
fn collect(dir: &Path, endings: &[&str]) -> io::Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    walk(dir, "", endings, &mut files)?;
    files.sort();
    Ok(files)
}

fn walk(dir: &Path, prefix: &str, endings: &[&str], files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|n| n.to_str()) else { continue };
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            walk(&path, &format!("{name}/"), endings, files)?;
        } else if path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)) {
            files.push((name, path));
        }
    }
    Ok(())
}
