# Commands for work on dateline; `just` without arguments lists them.

_default:
    @just --list

# Build the release binary
build:
    cargo build --release

# All tests: unit tests, command line, spans, layers, one test an example of the lexicon
test *args:
    cargo test {{args}}

# What a change must pass: format, lints, tests, regression set, lexicon, same bytes at any number of threads
check:
    .ci/run

# Benchmarks of the stages
bench *args:
    cargo bench {{args}}

# Load the lexicon and run all its examples; `just lexicon-check my.toml` for one file laid over it
lexicon-check file="": build
    ./target/release/dateline lexicon check {{ if file == "" { "" } else { "--file " + quote(file) } }}

# Write what is found now as what the regression set expects; read the diff before you commit it
update-expected: build
    ./target/release/dateline check fixtures --update --quiet
    git diff --stat -- fixtures/expected

# Score on the annotated sets, where they are at hand: `just score dates,quotes`
score only="": build
    @if [ -f ../shared/score/score.py ]; then python3 ../shared/score/score.py --bin target/release/dateline {{ if only == "" { "" } else { "--only " + quote(only) } }}; else echo "no annotated sets at ../shared: nothing to score"; fi
