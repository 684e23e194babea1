"""Rows on Spark are those of the reader."""

import datetime
import os
import shutil
import sys

import pytest

import dateline

pytest.importorskip("pyspark")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)

from dateline.spark import incidents, incidents_schema  # noqa: E402


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    # The workers have the module where this Python has it.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield session
    session.stop()


def test_rows_of_a_table(spark):
    articles = [(f"a{i}", "Denmark recalled its ambassador to Chile on Monday." if i % 3 else "Rain fell.", datetime.date(2025, 3, 12), i) for i in range(60)]
    articles += [("empty", "", None, 0), ("none", None, None, 0)]
    table = spark.createDataFrame(articles, "key string, body string, day date, other long").repartition(3)
    rows = incidents(table, text="body", id="key", published="day")
    assert rows.schema == incidents_schema()
    found = {row["article_id"]: row.asDict() for row in rows.collect()}
    assert set(found) == {f"a{i}" for i in range(60) if i % 3}
    wanted = dateline.Reader().incidents(articles[1][1], id="a1", published="2025-03-12")[0]
    for day in ("date_from", "date_to", "article_published"):
        wanted[day] = datetime.date.fromisoformat(wanted[day])
    assert found["a1"] == wanted
    assert rows.groupBy("source_country", "cameo_root").count().collect()[0]["count"] == 40


def test_columns_of_other_types(spark):
    """Numbers with nulls among them, lists of paragraphs, fields of structs, a table without rows."""
    text = "Denmark recalled its ambassador to Chile on Monday."
    table = spark.createDataFrame([(7, [text, "Rain fell."], ("T",), None), (None, [text], None, 1741737600)], "n long, body array<string>, meta struct<title:string>, day long")
    rows = incidents(table, text="body", id="n", title="meta.title", published="day").collect()
    assert sorted((row["article_id"], row["article_title"], row["date"]) for row in rows) == [("7", "T", None), ("article", None, "2025-03-10")]
    assert incidents(table.limit(0), text="body").collect() == []
    assert incidents(spark.createDataFrame([("Rain fell.",)], "text string")).collect() == []
