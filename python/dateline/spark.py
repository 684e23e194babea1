"""Incidents of a table of articles on Spark, each partition read where it lies.

    from dateline.spark import incidents
    events = incidents(articles, text="body", id="url", published="day")
    events.groupBy("source_country", "target_country", "cameo_root").count()
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from . import Reader, _is_missing, schema

if TYPE_CHECKING:
    import pandas
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

#: The reader of a worker, by its options: Spark keeps a worker for many partitions, and the lexicon is loaded once in each.
_READERS: dict[str, Reader] = {}


def _reader(options: dict[str, Any]) -> Reader:
    key = repr(sorted(options.items()))
    if key not in _READERS:
        _READERS[key] = Reader(**options)
    return _READERS[key]


def incidents_schema() -> StructType:
    """The columns of the incident rows as Spark has them."""
    from pyspark.sql import types as t

    kinds = {"integer": t.LongType(), "number": t.DoubleType(), "date": t.DateType()}
    fields = [t.StructField(f["name"], kinds.get(f["type"], t.StringType()), True, {"comment": f["description"]}) for f in schema()["fields"]]
    return t.StructType(fields)


def incidents(
    articles: DataFrame,
    *,
    text: str = "text",
    id: str | None = None,
    published: str | None = None,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
    **options: Any,
) -> DataFrame:
    """The incident rows of a table of articles; ``text`` and so on name its columns, ``options`` are those of ``Reader``.

    A folder of a lexicon must lie on the workers. Each article stands alone: incidents told in several are merged by
    ``dateline extract``, not here. Rows without words give nothing.
    """
    named = {"text": text, "id": id, "published": published, "title": title, "source": source, "url": url}
    # As text: a column of whole numbers with nulls in it would come as fractions.
    columns = [articles[column].cast("string").alias(field) for field, column in named.items() if column is not None and field != "text"]
    columns.append(articles[text].alias("text"))
    described = schema()["fields"]
    names = [f["name"] for f in described]
    days = [f["name"] for f in described if f["type"] == "date"]

    def read(batches: Iterator[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        import pandas

        reader = _reader(options)
        for batch in batches:
            records = (dict(zip(batch.columns, values)) for values in zip(*(batch[field] for field in batch.columns)))
            rows = list(reader.rows(record for record in records if not _is_missing(record["text"])))
            for row in rows:
                row.update((day, datetime.date.fromisoformat(row[day])) for day in days if row[day])
            yield pandas.DataFrame(rows, columns=names, dtype=object)

    return articles.select(*columns).mapInPandas(read, incidents_schema())
