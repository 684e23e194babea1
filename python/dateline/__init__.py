"""Reads news articles and finds incidents: who did what to whom, when, where, and who said what about it.

>>> import dateline
>>> reader = dateline.Reader()
>>> rows = reader.incidents("Denmark recalled its ambassador to Chile on Monday.", published="2025-03-12")
>>> rows[0]["source_code"], rows[0]["cameo_code"], rows[0]["target_code"], rows[0]["date"]
('DNKGOV', '161', 'CHLGOV', '2025-03-10')
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from . import _native

__all__ = ["Reader", "schema", "__version__"]
__version__: str = _native.__version__

Article = str | Mapping[str, Any]

#: What the reader says of an article that has a text, but no words in it.
_BLANK = "has no words"


class Reader:
    """Reads articles one at a time. Making one loads the lexicon (a tenth of a second): make one, use it for all.

    ``published`` is the day of articles that give none; ``fields`` names the fields of a record beside the usual ones,
    as ``{"text": "body"}``; ``lexicon`` is a folder, or a list of them, that is laid over the built-in lexicon; the other
    options are those of ``dateline annotate``. It can be used by several threads at once, and be pickled.
    """

    def __init__(
        self,
        *,
        published: str | datetime.date | None = None,
        date_order: str = "auto",
        keep_boilerplate: bool = False,
        any_language: bool = False,
        fix_mojibake: bool = False,
        lexicon: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] = (),
        default_lexicon: bool = True,
        fields: Mapping[str, str] | None = None,
    ) -> None:
        # A text is a sequence too: of its letters.
        folders = [lexicon] if isinstance(lexicon, (str, os.PathLike)) else lexicon
        self._options = {
            "published": None if published is None else str(published),
            "date_order": date_order,
            "keep_boilerplate": keep_boilerplate,
            "any_language": any_language,
            "fix_mojibake": fix_mojibake,
            "lexicon": [os.fspath(folder) for folder in folders],
            "default_lexicon": default_lexicon,
            "fields": list((fields or {}).items()),
        }
        self._reader = _native.Reader(**self._options)

    def __getstate__(self) -> dict[str, Any]:
        return self._options

    def __setstate__(self, options: dict[str, Any]) -> None:
        self._options = options
        self._reader = _native.Reader(**options)

    def annotate(self, article: Article, **fields: Any) -> dict[str, Any]:
        """The annotation object of an article: dates, mentions, quotations, actions, incidents, with their code points.

        The article is its text, or a mapping with the names that records have (``text``, ``title``, ``published``,
        ``source``, ``url``, ``id``); ``fields`` are added to it. None, NaN and NaT are as if they were not there. Raises
        ValueError where there is no text.
        """
        return json.loads(self._reader.annotate(_record(article, fields)))

    def incidents(self, article: Article, **fields: Any) -> list[dict[str, Any]]:
        """The incident rows of an article, as ``dateline extract --per-article --format jsonl`` writes them."""
        return json.loads(self._reader.incidents(_record(article, fields)))

    def rows(self, articles: Iterable[Article]) -> Iterator[dict[str, Any]]:
        """The incident rows of all articles; those without any words have none."""
        for article in articles:
            try:
                found = self.incidents(article)
            except ValueError as error:
                if str(error) != _BLANK:
                    raise
            else:
                yield from found


def schema(form: str = "incidents") -> dict[str, Any]:
    """The Table Schema of the rows of a table, or with ``"annotations"`` the JSON Schema of the annotation objects."""
    return json.loads(_native.schema_of(form))


def _record(article: Article, fields: Mapping[str, Any]) -> str:
    if not isinstance(article, str) and not hasattr(article, "keys"):
        raise TypeError(f"an article is a text or a mapping, not {type(article).__name__}")
    record = {"text": article} if isinstance(article, str) else dict(article)
    record.update(fields)
    known = {name: value for name, value in record.items() if not _is_missing(value)}
    # A lone half of a surrogate pair cannot be written as UTF-8.
    return json.dumps(known, default=_plain).encode("utf-8", "replace").decode("utf-8")


def _is_missing(value: Any) -> bool:
    """None, and what tables hold in its place: NaN, NaT and NA."""
    if value is None or hasattr(value, "__len__"):
        return value is None
    try:
        # Nothing else differs from itself.
        return bool(value != value)
    except TypeError:
        # pandas.NA gives no answer to that.
        return True


def _plain(value: Any) -> Any:
    """What JSON has no form for: days, times, numbers and lists of numpy."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise TypeError("bytes are no text: decode them first")
    # A time of numpy would become a bare number.
    is_time = getattr(getattr(value, "dtype", None), "kind", None) == "M"
    return value.tolist() if hasattr(value, "tolist") and not is_time else str(value)
