//! The lexicon is compiled into the program: build again when it changes.

fn main() {
    println!("cargo:rerun-if-changed=lexicon");
    println!("cargo:rerun-if-changed=build.rs");
}
