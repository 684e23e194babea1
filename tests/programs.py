"""Opens what dateline writes with the programs that users have, and compares every cell.

Run by .ci/programs, which installs the programs. The truth is the plain CSV, read by Python's own reader; each program
must give the same rows. Forms that the program at hand does not write are passed over.
"""

import argparse
import csv
import datetime
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
# What spreadsheets cannot hold: cells are cut here.
MOST = 32_767
# Cells that programs like to take for something else. Written for this check.
LONG = "and the ferry went on " * 2000
AWKWARD = [
    {"id": "=1+1", "title": '=HYPERLINK("http://example.org","x")', "source": "@wire", "url": "https://example.org/a,b?c=\"d\"", "date": "2025-03-12",
     "text": f"Latvia expelled two Norwegian diplomats on Monday. {LONG}."},
    {"id": "+1-2", "title": "Two\r\nlines, \"quoted\"", "source": "-", "date": "2025-03-13",
     "text": "Norway signed a trade agreement with Peru in March 2024. \"=2+3 is no answer,\" said Kjell Holm, the Norwegian foreign minister."},
    {"id": "007", "title": "’ 中文 😀 é  two spaces ", "source": "1/2", "date": "2025-03-14", "text": "Peru's president met the Norwegian king in Lima on 11 March 2025."},
    {"id": "NULL", "title": "NA", "source": "long " * 8000, "date": "1899-05-06", "text": "Britain rejected the demand of France on 3 May 1899."},
]


class Failed(Exception):
    pass


def same(what, found, wanted):
    if found != wanted:
        shown = next(((i, f, w) for i, (f, w) in enumerate(zip(found, wanted)) if f != w), None) if isinstance(found, list) else (found, wanted)
        raise Failed(f"{what}: {len(found) if hasattr(found, '__len__') else ''} for {len(wanted) if hasattr(wanted, '__len__') else ''}: {str(shown)[:1500]}")


class Outputs:
    """The outputs of one run in all forms."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        (folder / "in").mkdir()
        (folder / "in/awkward.jsonl").write_text("".join(json.dumps(a) + "\n" for a in AWKWARD), encoding="utf-8")
        self.inputs = [str(ROOT / "fixtures/articles"), "in/awkward.jsonl"]
        self.plain = self.write("plain/")
        self.package = json.loads((self.plain / "datapackage.json").read_text(encoding="utf-8"))
        self.fields = {r["name"]: r["schema"]["fields"] for r in self.package["resources"]}
        self.rows = {name: self.read(self.plain / f"{name}.csv") for name in self.fields}
        assert len(self.rows["incidents"]) > 50 and any(r["cameo_code"].startswith("0") for r in self.rows["incidents"])

    def write(self, out, *options):
        """The output, or None where this form is not known."""
        ran = subprocess.run([self.program, "extract", "-q", *self.inputs, "-o", out, *options], cwd=self.folder, capture_output=True, text=True)
        if ran.returncode == 64:
            return None
        if ran.returncode != 0:
            raise Failed(f"dateline extract -o {out}: {ran.returncode} {ran.stderr}")
        return self.folder / out

    @staticmethod
    def read(path, encoding="utf-8"):
        with open(path, encoding=encoding, newline="") as file:
            return list(csv.DictReader(file))

    def typed(self, table):
        """The rows with the types of the schema."""
        return [[typed(row[f["name"]], f["type"]) for f in self.fields[table]] for row in self.rows[table]]

    def by_day(self):
        """The incidents in the order of Parquet: by the first possible day, undated ones last."""
        day = [f["name"] for f in self.fields["incidents"]].index("date_from")
        return sorted(self.typed("incidents"), key=lambda row: row[day] or datetime.date.max)


def typed(cell, kind):
    if cell == "":
        return None
    return {"integer": int, "number": float, "date": datetime.date.fromisoformat}.get(kind, str)(cell)


def plain(value):
    """A value of a program as Python has it."""
    if value is None or type(value).__name__ in ("NAType", "NaTType") or value != value:
        return None
    if hasattr(value, "item"):
        value = value.item()
    return value.date() if isinstance(value, datetime.datetime) else value


def with_pandas(o):
    import pandas

    kinds = {"string": "string", "integer": "Int64", "number": "Float64"}
    for table, fields in o.fields.items():
        types = {f["name"]: kinds[f["type"]] for f in fields if f["type"] in kinds}
        days = [f["name"] for f in fields if f["type"] == "date"]
        # pandas takes "NA" and "null" for nothing unless it is told that only empty cells are.
        frame = pandas.read_csv(o.plain / f"{table}.csv", dtype=types, keep_default_na=False, na_values=[""])
        for day in days:
            frame[day] = [None if pandas.isna(d) else datetime.date.fromisoformat(d) for d in frame[day]]
        same(table, [[plain(v) for v in row] for row in frame.itertuples(index=False)], o.typed(table))
    lines = o.write("x.jsonl")
    same("jsonl", len(pandas.read_json(lines, lines=True, dtype=False)), len(o.rows["incidents"]))
    parquet = o.write("x.parquet")
    if parquet:
        frame = pandas.read_parquet(parquet)
        same("parquet", [[plain(v) for v in row] for row in frame.itertuples(index=False)], o.by_day())


def with_polars(o):
    import polars

    kinds = {"string": polars.String, "integer": polars.Int64, "number": polars.Float64, "date": polars.Date}
    for table, fields in o.fields.items():
        frame = polars.read_csv(o.plain / f"{table}.csv", schema_overrides={f["name"]: kinds[f["type"]] for f in fields})
        same(table, [list(row) for row in frame.rows()], o.typed(table))
    parquet = o.write("x.parquet", "--overwrite")
    if parquet:
        same("parquet", [list(row) for row in polars.read_parquet(parquet).rows()], o.by_day())


def with_duckdb(o):
    import duckdb

    kinds = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}
    for table, fields in o.fields.items():
        types = "{" + ",".join(f"'{f['name']}': '{kinds[f['type']]}'" for f in fields) + "}"
        # The defaults but for the types; empty cells are nulls.
        rows = duckdb.sql(f"SELECT * FROM read_csv('{o.plain / table}.csv', columns={types}, header=true, delim=',', quote='\"', escape='\"')").fetchall()
        same(table, [list(row) for row in rows], o.typed(table))
        # Without any help the count is right too.
        counted = duckdb.sql(f"SELECT count(*) FROM read_csv('{o.plain / table}.csv', header=true)").fetchall()[0][0]
        same(f"{table}, told nothing", counted, len(o.rows[table]))
    lines = o.write("x.jsonl", "--overwrite")
    same("jsonl", duckdb.sql(f"SELECT count(*) FROM '{lines}'").fetchall()[0][0], len(o.rows["incidents"]))
    parquet = o.write("x.parquet", "--overwrite")
    if parquet:
        same("parquet", [[plain(v) for v in row] for row in duckdb.sql(f"SELECT * FROM '{parquet}'").fetchall()], o.by_day())


def with_frictionless(o):
    import frictionless

    frictionless.system.trusted = True
    for folder in [o.plain, o.write("excel/", "--dialect", "excel")]:
        report = frictionless.validate(str(folder / "datapackage.json"))
        same(str(folder.name), report.flatten(["title", "description", "message"]), [])
        same("tables", len(report.tasks), len(o.fields))


def with_jsonschema(o):
    import jsonschema

    schema = json.loads(subprocess.run([o.program, "schema", "annotations"], capture_output=True, check=True).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    lines = subprocess.run([o.program, "annotate", "-q", *o.inputs], cwd=o.folder, capture_output=True, check=True).stdout.decode()
    for line in lines.rstrip("\n").split("\n"):
        same("annotation", [e.message for e in validator.iter_errors(json.loads(line))], [])


def for_sheets(cell, kind, column):
    """A cell of the CSV as a workbook holds it."""
    value = typed(cell, kind)
    # Spreadsheets know no days before 1900.
    if kind == "date" or column == "date" and len(cell) == 10:
        return datetime.date.fromisoformat(cell) if cell >= "1900-03-01" else cell or None
    if isinstance(value, str):
        value = value.replace("\r\n", "\n").encode("utf-16-le")[: 2 * MOST].decode("utf-16-le", "ignore")
    return value


def with_openpyxl(o):
    import openpyxl

    book = openpyxl.load_workbook(o.write("x.xlsx"))
    for table, fields in o.fields.items():
        sheet = book[table]
        header, *rows = sheet.iter_rows()
        same(table, [c.value for c in header], [f["name"] for f in fields] + ["truncated"])
        assert all(c.font.b for c in header) and sheet.freeze_panes == "A2" and sheet.auto_filter.ref
        assert all(c.data_type != "f" and c.hyperlink is None for row in rows for c in row), "a formula or a link"
        wanted = [[for_sheets(row[f["name"]], f["type"], f["name"]) for f in fields] for row in o.rows[table]]
        same(table, [[plain(c.value) for c in row[:-1]] for row in rows], wanted)


def with_sqlite(o):
    path = o.write("x.sqlite")
    if not path:
        return "not written"
    base = sqlite3.connect(path)
    for table, fields in o.fields.items():
        names = ",".join(f'"{f["name"]}"' for f in fields)
        wanted = [[v.isoformat() if isinstance(v, datetime.date) else v for v in row] for row in o.typed(table)]
        same(table, [list(row) for row in base.execute(f"SELECT {names} FROM {table} ORDER BY rowid")], wanted)
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'").fetchall():
        found = base.execute(f'SELECT count(*) FROM "{name}" WHERE "{name}" MATCH ?', ("minister",)).fetchall()[0][0]
        assert found > 0, f"{name} finds nothing"
    return None


def with_datasette(o):
    path = o.write("x.sqlite", "--overwrite")
    if not path:
        return "not written"
    datasette = pathlib.Path(sys.executable).with_name("datasette")
    url = f"/{path.stem}/incidents.json?_search=diplomats&_shape=array&_size=max"
    ran = subprocess.run([datasette, str(path), "--get", url], capture_output=True, text=True)
    found = json.loads(ran.stdout)
    # Words are found by their stems.
    wanted = [r for r in o.rows["incidents"] if "diplomat" in " ".join(r.values()).lower()]
    assert found and len(found) <= len(wanted), f"{len(found)} rows of {len(wanted)} hold the word"
    return None


def soffice(o, source, filters, out):
    """Opens a file in LibreOffice and saves it as CSV."""
    command = ["soffice", f"-env:UserInstallation=file://{o.folder}/profile", "--headless", *filters, "--outdir", str(out), str(source)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if ran.returncode != 0 or not out.is_dir():
        raise Failed(f"{command}: {ran.stdout} {ran.stderr}")


def compare_office(o, table, path, undo):
    rows = o.read(path)
    same(f"{table}: rows", len(rows), len(o.rows[table]))
    for found, wanted in zip(rows, o.rows[table]):
        cut = found["truncated"].split("; ")
        for f in o.fields[table]:
            name, kind = f["name"], f["type"]
            cell, whole = found[name], wanted[name].replace("\r\n", "\n")
            cell = undo(cell, f) if kind == "string" else cell
            if kind in ("integer", "number") and whole:
                cell, whole = float(cell), float(whole)
            if name in cut:
                assert len(cell) >= MOST - 1 and whole.startswith(cell), f"{table}.{name} is not cut as it says"
            else:
                same(f"{table}.{name}", cell, whole)


def with_libreoffice(o):
    # Everything as shown, each text in quotes, all sheets: https://help.libreoffice.org, "Filter Options for CSV".
    save = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    book = o.write("office.xlsx")
    soffice(o, book, ["--convert-to", save], o.folder / "from-xlsx")
    for table in o.fields:
        compare_office(o, table, o.folder / f"from-xlsx/office-{table}.csv", lambda cell, _: cell)

    folder = o.write("office/", "--dialect", "excel")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        table, altered = resource["name"], resource["alterations"]
        guard, line_break = altered["formula_guard"], altered["line_break"]

        def undo(cell, field):
            if field["name"] not in guard["fields"]:
                return cell
            inner = cell.lstrip(guard["prefix"])
            if inner != cell and inner.startswith(tuple(guard["before"])):
                cell = cell[1:]
            return cell.replace(line_break["written_as"], "\n")

        # As the import dialog does it: UTF-8, commas, text columns (2) where the schema says text, else standard (1).
        kinds = "/".join(f"{i}/{2 if f['type'] in ('string', 'date') else 1}" for i, f in enumerate(resource["schema"]["fields"], 1))
        open_as = f"--infilter=Text - txt - csv (StarCalc):44,34,76,1,{kinds},1033,false,false"
        soffice(o, folder / resource["path"], [open_as, "--convert-to", save.removesuffix(",-1")], o.folder / "from-csv")
        compare_office(o, table, o.folder / f"from-csv/{table}.csv", undo)
    # A double click, without the dialog: codes lose their zeros, but nothing is run.
    soffice(o, folder / "articles.csv", ["--convert-to", save.removesuffix(",-1")], o.folder / "clicked")
    titles = [r["title"] for r in o.read(o.folder / "clicked/articles.csv")]
    assert any("=HYPERLINK" in t for t in titles), titles


LIGHT = {"pandas": with_pandas, "Polars": with_polars, "DuckDB": with_duckdb, "Frictionless": with_frictionless, "jsonschema": with_jsonschema,
         "openpyxl": with_openpyxl, "sqlite3": with_sqlite, "Datasette": with_datasette}
HEAVY = {"LibreOffice": with_libreoffice}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bin", default="target/release/dateline")
    options.add_argument("--heavy", action="store_true", help="LibreOffice too")
    options.add_argument("--only", help="one program")
    options = options.parse_args()
    failed = 0
    for name, check in {**LIGHT, **(HEAVY if options.heavy else {})}.items():
        if options.only and options.only.lower() != name.lower():
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                said = check(Outputs(str(pathlib.Path(options.bin).resolve()), pathlib.Path(folder)))
                print(f"{name}: {said or 'ok'}", flush=True)
            except Exception as error:  # noqa: BLE001 - whatever a program says is its failure
                failed += 1
                print(f"{name}: FAILED: {type(error).__name__}: {error}", flush=True)
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
