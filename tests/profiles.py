"""Loads what `--profile` writes as the documentation of each data set says, and compares it with the rows of the CSV.

usage: python3 tests/profiles.py BIN [PATH]...
"""

import csv
import re
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

DAY = r"\d{4}-\d\d-\d\d"
INTEGER = r"\d+"
NUMBER = r"-?\d+(\.\d+)?"
SCALE = r"-?(10|\d)\.\d"
ISO3 = r"[A-Z]{3}"
CODES = r"([A-Z]{3})+"
TEXT = r".+"
NOTHING = r""

# Columns in order, with what a value that is not empty looks like; NOTHING where ours are always empty.
POLECAT = {
    "Event ID": TEXT, "Event Date": DAY, "Event Type": r"[A-Z]+", "Event Mode": r"[a-z_-]+", "Intensity": SCALE, "Quad Code": r"[VM]-(COOP|CONF)",
    "Contexts": r"[a-z_]+(; ?[a-z_]+)*",
    **{k: v for side in ("Actor", "Recipient") for k, v in {
        f"{side} Name": TEXT, f"{side} Country": ISO3, f"{side} COW": INTEGER, f"Primary {side} Sector": ISO3, f"{side} Sectors": r"[A-Z]{3}(;[A-Z]{3})*",
        f"{side} Title": TEXT, f"{side} Name Raw": TEXT, f"Wikipedia {side} ID": NOTHING}.items()},
    "Placename": TEXT, "City": TEXT, "District": NOTHING, "Province": NOTHING, "Country": ISO3, "Latitude": NUMBER, "Longitude": NUMBER,
    "GeoNames ID": NOTHING, "Raw Placename": TEXT, "Feature Type": NOTHING, "Source": TEXT, "Publication Date": DAY, "Story People": TEXT,
    "Story Organizations": TEXT, "Story Locations": TEXT, "Language": r"[a-z]{2}", "Version": r"dateline-[0-9.]+",
}

GDELT = {
    "GLOBALEVENTID": INTEGER, "SQLDATE": r"\d{8}", "MonthYear": r"\d{6}", "Year": r"\d{4}", "FractionDate": r"\d{4}\.\d{4}",
    **{f"Actor{n}{k}": v for n in (1, 2) for k, v in {
        "Code": CODES, "Name": TEXT, "CountryCode": ISO3, "KnownGroupCode": ISO3, "EthnicCode": r"[a-z]{3}", "Religion1Code": ISO3,
        "Religion2Code": ISO3, "Type1Code": ISO3, "Type2Code": ISO3, "Type3Code": ISO3}.items()},
    "IsRootEvent": "[01]", "EventCode": r"\d{3,4}", "EventBaseCode": r"\d{3}", "EventRootCode": r"\d\d", "QuadClass": "[1-4]", "GoldsteinScale": SCALE,
    "NumMentions": INTEGER, "NumSources": NOTHING, "NumArticles": INTEGER, "AvgTone": NOTHING,
    **{f"{who}Geo_{k}": v if who == "Action" else NOTHING for who in ("Actor1", "Actor2", "Action") for k, v in {
        "Type": "[1-5]", "Fullname": TEXT, "CountryCode": "[A-Z]{2}", "ADM1Code": "[A-Z]{2}", "ADM2Code": NOTHING, "Lat": NUMBER, "Long": NUMBER,
        "FeatureID": "[A-Z]{2}"}.items()},
    "DATEADDED": NOTHING, "SOURCEURL": r"https?://\S+",
}

ICEWS = {
    "Event ID": INTEGER, "Event Date": DAY, "Source Name": TEXT, "Source Sectors": r"[A-Z][^,]*(,[A-Z][^,]*)*", "Source Country": TEXT, "Event Text": TEXT,
    "CAMEO Code": r"\d{3,4}", "Intensity": SCALE, "Target Name": TEXT, "Target Sectors": r"[A-Z][^,]*(,[A-Z][^,]*)*", "Target Country": TEXT, "Story ID": INTEGER,
    "Sentence Number": r"[1-9]\d*", "Publisher": TEXT, "City": TEXT, "District": NOTHING, "Province": NOTHING, "Country": TEXT, "Latitude": NUMBER,
    "Longitude": NUMBER,
}

# Never empty.
REQUIRED = {
    "polecat": ["Event ID", "Event Type", "Quad Code", "Language", "Version"],
    "gdelt": ["GLOBALEVENTID", "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumArticles"],
    "icews": ["Event ID", "Event Text", "CAMEO Code", "Intensity", "Story ID", "Sentence Number"],
}


def load(binary, paths, profile, columns, work, *options):
    out = work / f"{profile}.txt"
    command = [binary, "extract", *paths, "--profile", profile, "-o", out, "--overwrite", "--no-progress", *options]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    data = out.read_bytes()
    lines = data.decode("utf-8").split("\n")
    assert lines.pop() == "" and b"\r" not in data, profile
    if profile != "gdelt":
        assert lines.pop(0).split("\t") == list(columns), profile
    rows = []
    for line in lines:
        cells = line.split("\t")
        assert len(cells) == len(columns), (profile, len(cells))
        row = dict(zip(columns, cells))
        for name, cell in row.items():
            assert cell == "" and name not in REQUIRED[profile] or cell and re.fullmatch(columns[name], cell), (profile, name, cell)
        rows.append(row)
    return rows, said


def is_event(row):
    root = row["cameo_root"]
    return row["status"] in ("occurred", "ongoing", "alleged") or (row["status"], root) in {
        ("planned", "03"), ("demanded", "02"), ("demanded", "10"), ("threatened", "13")}


def flat(text):
    return re.sub("[\t\r\n]", " ", text)


def day(row):
    return row["date_from"] if row["date_from"] == row["date_to"] else ""


def check_polecat(rows, events):
    events = [e for e in events if e["plover_event"]]
    assert [r["Event ID"] for r in rows] == [flat(e["incident_id"]) for e in events]
    for row, event in zip(rows, events):
        for column, ours in [("Event Date", day(event)), ("Event Type", event["plover_event"]), ("Actor Name", event["source_name"]),
                             ("Recipient Country", event["target_country"]), ("Primary Actor Sector", event["source_sector"]),
                             ("Placename", event["place"]), ("Publication Date", event["article_published"])]:
            assert row[column] == flat(ours), (column, row[column], ours)
    assert any(r["Actor Name Raw"] for r in rows) and any(r["Actor Title"] for r in rows) and any(r["Actor COW"] for r in rows)


def check_gdelt(rows, events):
    assert len(rows) == len(events) and len({r["GLOBALEVENTID"] for r in rows}) == len(rows)
    for row, event in zip(rows, events):
        assert int(row["GLOBALEVENTID"]) < 2**63
        assert row["SQLDATE"] == day(event).replace("-", ""), row
        if row["SQLDATE"]:
            known = date.fromisoformat(day(event))
            assert (row["MonthYear"], row["Year"]) == (row["SQLDATE"][:6], row["SQLDATE"][:4])
            assert abs(float(row["FractionDate"]) - (known.year + ((known.month - 1) * 30 + known.day) / 365)) < 0.0001
        assert row["EventCode"] == event["cameo_code"] and row["EventCode"].startswith(row["EventBaseCode"]) and row["EventCode"][:2] == row["EventRootCode"]
        assert row["QuadClass"] == event["quad_class"] and float(row["GoldsteinScale"]) == float(event["goldstein"])
        # Most codes that CAMEO writes otherwise than ISO share two letters with it (ROM, ROU).
        target = {"TLS": "TMP"}.get(event["target_country"], event["target_country"])
        assert row["Actor1Name"] == flat(event["source_name"].upper()) and row["Actor2CountryCode"][:2] == target[:2] or row["Actor2Type1Code"] == "MNC"
        assert bool(row["ActionGeo_Lat"]) == (row["ActionGeo_Type"] in ("3", "4"))
    assert {r["IsRootEvent"] for r in rows} == {"0", "1"}
    assert any(r["Actor1KnownGroupCode"] == "UNO" for r in rows) and any(r["Actor1Type1Code"] == "GOV" for r in rows)


def check_icews(rows, events):
    assert len(rows) == len(events) and len({r["Event ID"] for r in rows}) == len(rows)
    assert len({r["Story ID"] for r in rows}) == len({e["article_id"] for e in events})
    for row, event in zip(rows, events):
        assert row["Event Date"] == day(event) and row["CAMEO Code"] == event["cameo_code"] and row["Event Text"] == event["cameo_label"]
        assert bool(row["Source Country"]) == bool(event["source_country"]) and bool(row["City"]) == bool(event["latitude"])
    assert any(r["Source Country"] == "United Kingdom" for r in rows) and any("Government" in r["Source Sectors"].split(",") for r in rows)


def main():
    binary = Path(sys.argv[1]).resolve()
    paths = sys.argv[2:] or [ROOT / "fixtures/articles"]
    assert [len(c) for c in (POLECAT, GDELT, ICEWS)] == [40, 61, 20]
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        told = subprocess.run([binary, "extract", *paths, "--quiet", "--no-progress"], check=True, capture_output=True, text=True).stdout
        incidents = list(csv.DictReader(told.splitlines(keepends=True)))
        events = [row for row in incidents if is_event(row)]
        assert 0 < len(events) < len(incidents)
        for profile, columns, check in [("polecat", POLECAT, check_polecat), ("gdelt", GDELT, check_gdelt), ("icews", ICEWS, check_icews)]:
            rows, said = load(binary, paths, profile, columns, work)
            check(rows, events)
            assert re.search(rf"\b{len(incidents) - len(rows)} rows? left out", said), said
            for threads in "128":
                again, _ = load(binary, paths, profile, columns, work, "--threads", threads)
                assert again == rows, (profile, threads)
    print(f"{len(events)} of {len(incidents)} incidents are events of the data sets")


if __name__ == "__main__":
    main()
