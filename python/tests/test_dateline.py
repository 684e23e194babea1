"""The Python module, against the command line that the same wheel brings."""

import datetime
import json
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import dateline

ARTICLES = Path(__file__).parents[2] / "fixtures" / "articles"
TEXT = "Denmark recalled its ambassador to Chile on Monday."


@pytest.fixture(scope="module")
def reader():
    return dateline.Reader()


def command(*arguments, **options):
    return subprocess.run([sys.executable, "-m", "dateline", *arguments], capture_output=True, encoding="utf-8", **options)


def test_rows_of_a_text(reader):
    (row,) = reader.incidents(TEXT, published="2025-03-12", id="a1")
    assert (row["source_code"], row["cameo_code"], row["target_code"], row["date"], row["article_id"]) == ("DNKGOV", "161", "CHLGOV", "2025-03-10", "a1")
    assert TEXT[row["span_start"] : row["span_end"]] == "recalled"
    assert list(row) == [field["name"] for field in dateline.schema()["fields"]]


def test_a_day_may_be_given_in_several_ways(reader):
    for day in ["2025-03-12", datetime.date(2025, 3, 12), datetime.datetime(2025, 3, 12, 9, 30)]:
        assert reader.incidents({"body": TEXT, "date": day})[0]["date"] == "2025-03-10"
    assert reader.incidents(TEXT)[0]["date"] is None
    assert dateline.Reader(published=datetime.date(2025, 3, 12)).incidents(TEXT)[0]["date"] == "2025-03-10"


def test_values_as_tables_hold_them(reader):
    numpy, pandas = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    for day in [pandas.Timestamp("2025-03-12"), numpy.datetime64("2025-03-12"), numpy.datetime64("2025-03-12", "ns"), numpy.int64(1741737600)]:
        assert reader.incidents(TEXT, published=day)[0]["date"] == "2025-03-10", repr(day)
    for nothing in [float("nan"), pandas.NaT, pandas.NA, numpy.datetime64("NaT")]:
        (row,) = reader.incidents(TEXT, published=nothing, title=nothing)
        assert (row["date"], row["article_title"]) == (None, None), repr(nothing)
        with pytest.raises(ValueError, match="has no text"):
            reader.incidents({"text": nothing})
    frame = pandas.DataFrame({"text": [TEXT, " "], "id": [7, 8], "url": [None, "https://example.org/"]})
    assert [row["article_id"] for row in reader.rows(frame.to_dict("records"))] == ["7"]
    assert len(reader.incidents({"text": numpy.array([TEXT, "Rain fell."])})) == 1


def test_the_same_as_the_command_line(reader, tmp_path):
    records = [{"id": path.stem, "text": path.read_text("utf-8"), "published": "2025-01-02"} for path in sorted(ARTICLES.glob("*.txt"))]
    lines = tmp_path / "a.jsonl"
    lines.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    wanted = [json.loads(line) for line in command("extract", "--per-article", "--format", "jsonl", str(lines), check=True).stdout.splitlines()]
    found = list(reader.rows(records))
    # What a record in memory cannot have.
    for row in wanted:
        row.update(article_path="", article_record=None)
    for row in found:
        row.update(article_path="", article_record=None)
    assert len(found) > 100 and found == wanted
    whole = [json.loads(line) for line in command("annotate", str(lines), check=True).stdout.splitlines()]
    mine = [reader.annotate(record) for record in records]
    assert [a["actions"] for a in mine] == [a["actions"] for a in whole]


def test_several_threads_and_processes(reader):
    again = pickle.loads(pickle.dumps(reader))
    with ThreadPoolExecutor(4) as pool:
        assert len(set(map(str, pool.map(again.incidents, [TEXT] * 50)))) == 1


def test_what_is_wrong_is_said(reader, tmp_path):
    with pytest.raises(ValueError, match="has no words"):
        reader.incidents("  ")
    with pytest.raises(ValueError, match="has no text"):
        reader.incidents({"headline": "x"})
    assert list(reader.rows(["", "\n", {"text": " "}])) == []
    for article in [b"bytes", {"text": b"bytes"}, [TEXT], None]:
        with pytest.raises(TypeError):
            reader.incidents(article)
    with pytest.raises(ValueError, match="auto, dmy or mdy"):
        dateline.Reader(date_order="ymd")
    with pytest.raises(ValueError, match="is a day"):
        dateline.Reader(published="soon")
    (tmp_path / "agents.csv").write_text("broken\n")
    with pytest.raises(ValueError, match="agents.csv"):
        dateline.Reader(lexicon=[tmp_path])
    with pytest.raises(ValueError, match="agents.csv"):
        dateline.Reader(lexicon=str(tmp_path))
    assert reader.incidents("Half a pair: \ud83d. " + TEXT)[0]["cameo_code"] == "161"


def test_the_command_line_and_its_status(tmp_path):
    done = command("extract", "-", "-o", "out/", input=TEXT, cwd=tmp_path)
    assert done.returncode == 0 and (tmp_path / "out" / "incidents.csv").exists()
    assert command("extract", "--no-such-option").returncode == 64
    assert command("--version").stdout.split() == ["dateline", dateline.__version__]


def test_schemas():
    assert dateline.schema("annotations")["type"] == "object"
    with pytest.raises(ValueError):
        dateline.schema("x")
