//! Every accepted and rejected example of every lexicon rule, as a test of its own name:
//! `cargo test --test lexicon_examples expel-diplomat` runs those of one rule.

#![allow(clippy::expect_used)]

use dateline::{Lexicon, pipeline};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let args = Arguments::from_args();
    let lexicon = Lexicon::builtin().expect("the built-in lexicon loads");
    let trials = pipeline::run_examples(&lexicon)
        .into_iter()
        .map(|example| {
            let kind = if example.accept { "accepts" } else { "rejects" };
            let name = format!("{} {kind}: {}", example.rule, example.text);
            let place = format!("{}:{}", example.file, example.line);
            Trial::test(name, move || example.outcome.map_err(|wrong| Failed::from(format!("{place}: {wrong}"))))
        })
        .collect();
    libtest_mimic::run(&args, trials).exit();
}
