"""Reads Parquet and SQLite output with the programs that people read it with, and compares it with the CSV.

usage: python3 tests/outputs.py BIN [PATH]...

PATH is what BIN extracts, fixtures/articles if not given. pandas, Polars, DuckDB, PyArrow and Datasette are taken from
target/venv, which is made if it is not there.
"""

import csv
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / "target/venv"
PACKAGES = ["pandas", "pyarrow", "polars", "duckdb", "datasette"]


def enter_venv():
    """Starts again inside the environment, which is made first where it lacks a package."""
    python = VENV / "bin/python"
    wanted = "import " + ", ".join(PACKAGES)
    if not python.exists() or subprocess.run([python, "-c", wanted], capture_output=True).returncode:
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    os.execv(python, [str(python), *sys.argv])


def extract(binary, paths, out, *options):
    subprocess.run([binary, "extract", *paths, "-o", out, "--quiet", "--no-progress", *options], check=True)
    return out


def value(text, kind):
    """A cell of CSV as the typed forms hold it."""
    if text == "":
        return None
    if kind == "integer":
        return int(text)
    if kind == "number":
        return float(text)
    return text


def read_tables(folder):
    """Rows of all tables, typed after the data package: the reference for all else."""
    package = json.loads((folder / "datapackage.json").read_text())
    tables = {}
    for resource in package["resources"]:
        fields = {f["name"]: f["type"] for f in resource["schema"]["fields"]}
        with open(folder / resource["path"], newline="", encoding="utf-8") as file:
            rows = [tuple(value(row[name], kind) for name, kind in fields.items()) for row in csv.DictReader(file)]
        tables[resource["name"]] = (resource["schema"], fields, rows)
    return tables


def check_parquet(path, fields, rows):
    import duckdb
    import pandas
    import polars
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    types = {"integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
    for name, kind in fields.items():
        assert table.schema.field(name).type == types.get(kind, pa.string()), (name, table.schema.field(name).type)
    assert table.column_names == list(fields)
    plain = lambda v: v.isoformat() if isinstance(v, date) else v
    got = [tuple(plain(v) for v in row.values()) for row in table.to_pylist()]
    days = list(fields).index("date_from")
    assert got == sorted(rows, key=lambda r: r[days] or "9999"), "the cells differ from those of the CSV, sorted by day"
    about = pq.ParquetFile(path).metadata
    assert about.metadata[b"dateline.rows_version"] and about.row_group(0).column(days).compression == "ZSTD"
    assert "RLE_DICTIONARY" in about.row_group(0).column(list(fields).index("status")).encodings

    frame = pandas.read_parquet(path)
    assert len(frame) == len(rows) and list(frame.columns) == list(fields)
    assert frame["mentions"].dtype == "int64" and frame["confidence"].dtype == "float64"
    lazy = polars.scan_parquet(path)
    assert lazy.collect_schema()["date_from"] == polars.Date
    assert lazy.select(polars.len()).collect().item() == len(rows)
    ask = lambda sql: duckdb.sql(sql.format(f"read_parquet('{path}')")).fetchall()[0][0]
    assert ask("select count(*) from {}") == len(rows)
    known = [r[days] for r in rows if r[days]]
    assert ask("select count(*) from {} where date_from >= date '2025-01-01'") == sum(d >= "2025-01-01" for d in known)
    assert ask("select count(date_from) from {}") == len(known)
    assert ask("select typeof(date_from) from {} limit 1") == "DATE"


def check_sqlite(path, tables):
    db = sqlite3.connect(path)
    one = lambda sql, *args: db.execute(sql, args).fetchall()[0][0]
    assert one("pragma integrity_check") == "ok"
    assert db.execute("pragma foreign_key_check").fetchall() == [], "a foreign key does not hold"
    assert one("pragma user_version") >= 100
    assert json.loads(one("select value from metadata where key = 'run'"))["schema"] == "dateline/run/1"
    for name, (schema, fields, rows) in tables.items():
        got = db.execute(f'select * from "{name}" order by rowid').fetchall()
        assert [c[1] for c in db.execute(f'pragma table_info("{name}")')] == list(fields), name
        assert got == rows, f"{name}: the cells differ from those of the CSV"
        key = [c[1] for c in sorted(db.execute(f'pragma table_info("{name}")'), key=lambda c: c[5]) if c[5]]
        assert key == schema.get("primaryKey", []), (name, key)
        foreign = {(k[3], k[2]) for k in db.execute(f'pragma foreign_key_list("{name}")')}
        assert foreign >= {(k["fields"][0], k["reference"]["resource"]) for k in schema.get("foreignKeys", [])}, name
    # Mentions are those that the actors count.
    counted = db.execute("select actor_id, count(*) from mentions group by actor_id order by actor_id").fetchall()
    assert counted == db.execute("select actor_id, mentions from actors where mentions > 0 order by actor_id").fetchall() != [], "mentions"
    assert one("select count(*) from mentions where span_end - span_start <> length(text)") == 0
    # A search gives the rows that hold the word, whatever its ending.
    for table, column in [("quotes", "text"), ("incidents", "sentence"), ("evidence", "text")]:
        found = one(f'select count(*) from "{table}" where rowid in (select rowid from "{table}_fts" where "{table}_fts" match ?)', "minister")
        least = one(f'select count(*) from "{table}" where "{column}" like ? or "{column}" like ?', "% minister %", "% ministers %")
        assert found >= least > 0 or table == "evidence", (table, found, least)
    for sql in [
        "select * from incidents where date_from >= '2025-01-01' and date_to <= '2025-12-31'",
        "select * from incidents where cameo_code = '161'",
        "select * from incidents where source_country = 'RUS'",
        "select * from articles where story_id = 'x'",
    ]:
        plan = " ".join(str(r[3]) for r in db.execute("explain query plan " + sql))
        assert "USING INDEX" in plan, (sql, plan)
    db.close()


def check_datasette(path):
    """Datasette must find the full-text tables by itself."""
    name = Path(path).stem
    run = subprocess.run([VENV / "bin/datasette", path, "--get", f"/{name}/quotes.json?_search=minister&_shape=array"], capture_output=True, text=True)
    rows = json.loads(run.stdout)
    assert run.returncode == 0 and rows and all("inister" in r["text"] for r in rows), run.stderr[-500:]


def cpu_seconds(binary, paths, out):
    before = os.times()
    extract(binary, paths, out, "--overwrite")
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def check_cost(binary, paths, work):
    """Parquet must cost at most a quarter of what the extraction costs; told apart from noise only on a large input."""
    times = [[cpu_seconds(binary, paths, str(work / f"cost.{ending}")) for _ in range(3)] for ending in ("csv", "parquet")]
    plain, typed = map(min, times)
    print(f"Parquet adds {100 * (typed / plain - 1):.0f} % to {plain:.2f} s of CPU")
    assert plain < 1 or typed <= 1.25 * plain


def main():
    binary = Path(sys.argv[1]).resolve()
    paths = sys.argv[2:] or [ROOT / "fixtures/articles"]
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        tables = read_tables(extract(binary, paths, f"{work}/all/") and work / "all")
        _, fields, rows = tables["incidents"]
        check_parquet(extract(binary, paths, str(work / "x.parquet")), fields, rows)
        check_sqlite(extract(binary, paths, str(work / "x.sqlite")), tables)
        check_datasette(str(work / "x.sqlite"))
        for ending in ["parquet", "sqlite"]:
            one, two, eight = [Path(extract(binary, paths, str(work / f"{n}.{ending}"), "--threads", n)).read_bytes() for n in "128"]
            assert one == two == eight, f"{ending}: the bytes differ with the number of threads"
        check_cost(binary, paths, work)
    print(f"{len(rows)} incidents equal in CSV, Parquet and SQLite")


if __name__ == "__main__":
    if Path(sys.prefix).resolve() != VENV.resolve():
        enter_venv()
    main()
