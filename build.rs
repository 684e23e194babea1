//! The lexicon is compiled into the program: build again when it changes. Its files are listed as string literals, so that
//! no start has to ask again whether they are UTF-8.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=lexicon");
    println!("cargo:rerun-if-changed=build.rs");
    let dir = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("lexicon");
    let mut files = Vec::new();
    collect(&dir, "", &mut files)?;
    files.sort();
    let mut code = String::from("[\n");
    for (name, path) in files {
        let _ = writeln!(code, "({name:?}, include_str!({path:?})),");
    }
    code.push_str("]\n");
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("lexicon.rs"), code)
}

/// The `.csv` and `.toml` files below `dir`, by their names in the lexicon.
fn collect(dir: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|n| n.to_str()) else { continue };
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else if path.extension().is_some_and(|e| e == "csv" || e == "toml") {
            files.push((name, path));
        }
    }
    Ok(())
}
