#!/usr/bin/env python3
"""Checks that every awkward input is read as its manifest says, in one run of the program.

usage: hostile.py BINARY [DIR]     DIR holds hostile/ and hostile-manifest.jsonl (default: ../shared beside the project)

One run is given all files by name. It must end by itself with exit status 2; each file must give as many articles as the
manifest expects, with the words expected in their texts; and errors.csv must name all that was not read, with its place.
"""
import collections
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

# Files that cannot be read whole, and where each says so.
NOT_READ = {"not_text.txt": "", "bad_line.jsonl": "line", "truncated.txt.gz": ""}
# Files without words: listed, but no failure.
WITHOUT_WORDS = {"empty.txt", "blank.txt", "header_only.txt"}
MOST_SECONDS = 120


def main() -> int:
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    shared = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else pathlib.Path(__file__).resolve().parents[2] / "shared")
    manifest = [json.loads(line) for line in open(shared / "hostile-manifest.jsonl", encoding="utf-8")]
    names = [entry["file"] for entry in manifest]
    wrong = []

    ran = subprocess.run([binary, "annotate", "--quiet", *names], cwd=shared / "hostile", capture_output=True, timeout=MOST_SECONDS)
    if ran.returncode != 2:
        wrong.append(f"exit status {ran.returncode}, not 2")
    texts = collections.defaultdict(list)
    for line in ran.stdout.decode("utf-8").split("\n"):
        if line:
            article = json.loads(line)
            texts[article["path"]].append(article["text"])
            for found in article["dates"] + article["quotes"] + article["actions"]:
                if article["text"][found["start"]:found["end"]] != found["text"]:
                    wrong.append(f"{article['path']}: the span of {found['text']!r} does not fit")
    for entry in manifest:
        name, wanted = entry["file"], entry["expect_contains"]
        if len(texts[name]) != entry["expect_articles"]:
            wrong.append(f"{name}: {len(texts[name])} articles, not {entry['expect_articles']}")
        if wanted and entry["expect_articles"] and not any(wanted in text for text in texts[name]):
            wrong.append(f"{name}: {wanted!r} is not in the text")

    with tempfile.TemporaryDirectory() as out:
        ran = subprocess.run([binary, "extract", "--quiet", *names, "-o", f"{out}/run/"], cwd=shared / "hostile", capture_output=True, timeout=MOST_SECONDS)
        if ran.returncode != 2:
            wrong.append(f"extract: exit status {ran.returncode}, not 2")
        errors = list(csv.DictReader(open(f"{out}/run/errors.csv", encoding="utf-8", newline="")))
        articles = collections.Counter(row["path"] for row in csv.DictReader(open(f"{out}/run/articles.csv", encoding="utf-8", newline="")))
    named = {row["path"] for row in errors}
    expected = set(NOT_READ) & set(names) | WITHOUT_WORDS & set(names)
    if named != expected:
        wrong.append(f"errors.csv names {sorted(named)}, not {sorted(expected)}")
    for row in errors:
        if not row["message"] or not row["stage"]:
            wrong.append(f"errors.csv: {row['path']} gives no reason")
        if NOT_READ.get(row["path"]) and not row["record"]:
            wrong.append(f"errors.csv: {row['path']} gives no place")
        if row["path"] in NOT_READ and row["path"].encode() not in ran.stderr:
            wrong.append(f"{row['path']} is not named on standard error")
    for entry in manifest:
        if articles[entry["file"]] != entry["expect_articles"]:
            wrong.append(f"articles.csv: {entry['file']} has {articles[entry['file']]} rows, not {entry['expect_articles']}")

    print("\n".join(wrong) if wrong else f"{len(manifest)} awkward inputs are read as they should be")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
