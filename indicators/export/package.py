"""The tables to take away as CSV, and the Data Package (version 2) that describes them.

Tables for programs follow RFC 4180: commas, CRLF, quotes doubled, numbers with a point. They begin
with a byte order mark, without which Excel takes UTF-8 for another encoding and garbles every
accent; readers of CSV in use today skip it.

Excel set to Vietnamese takes a comma for the decimal mark, so that it reads ``96.675`` as
ninety-six thousand, and which character it takes to separate columns depends on the machine. The
second dialect, UTF-16 with tabs and decimal commas, is read right by every such Excel.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from indicators.export.addresses import DESCRIPTOR, EVERYTHING, FILES, stem_of
from indicators.export.edition import BOTH, FOR_CODE, FOR_DATA, Work
from indicators.export.given import Given, Store
from indicators.export.records import FIGURES, LISTINGS, YEARS, Listing, by_time, wide
from indicators.export.shapes import TYPES, Slot, Stated, filled, json_text
from indicators.words.names import document_in_full

# What a spreadsheet may take for a formula (OWASP), the full-width forms too. The apostrophe
# itself is doubled, so that taking one away always gives the text back.
_RISKY = tuple("=+-@\t\r\n\0'＝＋－＠")

_PROFILES = "https://datapackage.org/profiles/2.0/"


# The tables whose first column these columns hold.
_REFERS = {
    **dict.fromkeys(("SOURCE", "SET_BY", "PLAN_SET_BY"), "documents"),
    **dict.fromkeys(("FIGURE", "RECOMPUTED", "DIFFERENCE", "REST"), "observations"),
    "TARGET": "targets",
}


class Dialect(NamedTuple):
    """A way of writing tables: its separator, its decimal mark, its encoding."""

    separator: str
    mark: str
    encoding: str

    def head(self, listing: Listing) -> bytes:
        """How a file begins: with the byte order mark and the names of the columns."""
        names = [column.heading for column in listing.columns]
        return "\ufeff".encode(self.encoding) + self._written([names])

    def lines(self, listing: Listing, told: Iterable[Stated]) -> bytes:
        """A line for each record; several calls may follow one another in a file."""
        names = [column.name for column in listing.columns[:-1]]
        return self._written([*(record.get(name) for name in names), BOTH] for record in told)

    def table(self, listing: Listing, told: Iterable[Stated]) -> bytes:
        """A whole file."""
        return self.head(listing) + self.lines(listing, told)

    def _written(self, rows: Iterable[Iterable[object]]) -> bytes:
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=self.separator, lineterminator="\r\n")
        writer.writerows(map(self._text, row) for row in rows)
        return out.getvalue().encode(self.encoding)

    def _text(self, value: object) -> object:
        """A value as the writer of CSV takes it, for which nothing is an empty cell."""
        if isinstance(value, Decimal):
            return f"{value:f}".replace(".", self.mark)
        text = " ".join(value) if isinstance(value, list) else value
        return safe(text) if isinstance(text, str) else text


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: a risky one after an apostrophe."""
    if text[:1].isalnum():
        return text
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_RISKY) else text


DIALECTS = {".csv": Dialect(",", ".", "utf-8"), ".excel.csv": Dialect("\t", ",", "utf-16-le")}
"""The dialects by how their files end: the one for programs, and the one for spreadsheets."""


def tables(
    work: Work, told: Iterable[tuple[str, list[Stated]]], store: Store
) -> Iterator[list[tuple[str, bytes]]]:
    """The tables and their descriptor: what comes of each subject's figures, then the rest. What
    is told of a whole table's file is asked of the ``store`` that took it.
    """
    views = work.views
    lines: dict[tuple[str, str], bytes] = {}
    years: dict[str, list[Stated]] = {}
    heads = {ending: dialect.head(FIGURES) for ending, dialect in DIALECTS.items()}

    yield [(EVERYTHING + ending, head) for ending, head in heads.items()]
    for subject, figures in told:
        made = []
        view = views.indicators.get(subject)
        told_of = {one["id"]: one for one in figures}
        years[subject] = [*by_time(view, told_of)] if view else []
        own = wide(years[subject])
        for ending, dialect in DIALECTS.items():
            text = dialect.lines(FIGURES, figures)
            made.append((EVERYTHING + ending, text))
            if view is None:
                lines[subject, ending] = text
                continue
            aims = (lines.get((target.id, ending), b"") for target in view.targets)
            made.append((f"{stem_of(subject)}{ending}", b"".join((heads[ending], *aims, text))))
            made.append((f"{stem_of(subject)}.{YEARS}{ending}", dialect.table(own, years[subject])))
        yield made
    rows = [row for name in views.indicators for row in years[name]]
    listed = wide(rows)
    for ending, dialect in DIALECTS.items():
        yield [(FILES + YEARS + ending, dialect.table(listed, rows))]
    for table in LISTINGS[1:]:
        whole = DIALECTS[".csv"].table(table, table.told(views, work.edition.date))
        yield [(f"{FILES}{table.name}.csv", whole)]
    yield [(DESCRIPTOR, descriptor(work, (*LISTINGS, listed), store))]


def descriptor(work: Work, tables: Sequence[Listing], store: Store) -> bytes:
    """The descriptor of all tables, whose files lie beside it."""
    edition = work.edition
    about = (
        "Mức chỉ tiêu, kết quả, số tính ra và đối chiếu. "
        "Số công bố giữ đúng chữ số của nguồn; cột NOTE và KIND cho biết số nào suy ra, "
        f"số nào dự kiến. Giấy phép: {BOTH}."
    )
    licences = {"dữ liệu": FOR_DATA, "mã nguồn": FOR_CODE}
    described = {
        "$schema": f"{_PROFILES}datapackage.json",
        "name": f"chi-tieu-{work.views.dataset.term.first}-{work.views.dataset.term.last}",
        "title": work.title,
        "description": about,
        "version": edition.version,
        "created": edition.date and f"{edition.date.isoformat()}T00:00:00+07:00",
        "homepage": edition.address,
        "licenses": [
            {"name": item.spdx, "title": f"{item.title} ({use})", "path": item.url}
            for use, item in licences.items()
        ],
        "sources": [
            filled({"title": document_in_full(item), "path": item.url}) for item in work.sources
        ],
        "resources": [
            _resource(listing, store[f"{FILES}{listing.name}.csv"]) for listing in tables
        ],
    }
    return json_text(filled(described)).encode()


def _resource(listing: Listing, file: Given) -> Stated:
    keys = {other.name: other.columns[0].heading for other in (*LISTINGS, listing)}
    columns = [slot.heading for slot in listing.columns]
    references = [(column, table) for column in columns if (table := _REFERS.get(column))]
    return {
        "$schema": f"{_PROFILES}dataresource.json",
        "name": listing.name,
        "type": "table",
        "title": listing.title,
        "path": f"{listing.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.digest}",
        "schema": {
            "$schema": f"{_PROFILES}tableschema.json",
            "fields": [_described(item, keys[listing.name]) for item in listing.columns],
            "primaryKey": [keys[listing.name]],
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": table, "fields": [keys[table]]}}
                for column, table in references
                if table != listing.name
            ],
        },
    }


def _described(column: Slot, key: str) -> Stated:
    listed = isinstance(column.kind, list)
    constraints = {
        "required": not listed and not column.null,
        "unique": column.heading == key,
        "enum": [code.value for code in column.codes],
    }
    described = {
        "name": column.heading,
        "type": "string" if listed or column.codes else TYPES[column.kind]["type"],
        "description": column.says,
        "constraints": {name: value for name, value in constraints.items() if value},
    }
    return filled(described)
