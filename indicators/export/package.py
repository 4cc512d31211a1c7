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
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import Any, NamedTuple

from indicators.computing.compute import Views
from indicators.export import records
from indicators.export.citation import Work
from indicators.export.edition import BOTH, FOR_CODE, FOR_DATA
from indicators.export.jsontext import json_text
from indicators.export.shapes import Shape, Slot, Stated
from indicators.words.names import document_in_full

# What a spreadsheet may take for a formula (OWASP), the full-width forms too. The apostrophe
# itself is doubled, so that taking one away always gives the text back.
_RISKY = tuple("=+-@\t\r\n\0'＝＋－＠")

_PROFILES = "https://datapackage.org/profiles/2.0/"


class Listing(NamedTuple):
    """A table to take away: records of one shape, told apart by their first column."""

    name: str
    title: str
    shape: Shape
    told: Callable[[Views], Iterable[Stated]]

    @property
    def columns(self) -> list[Slot]:
        found = [slot for slot in (*self.shape.slots, _LICENSE) if slot.heading]
        names = [slot.heading for slot in found]
        if "OBS_STATUS" in names:  # SDMX's code stands before our own words for it
            found.insert(names.index("KIND"), found.pop(names.index("OBS_STATUS")))
        return found


_LICENSE = Slot("license", str, "Giấy phép của dữ liệu; của mã nguồn đã tính ra nó.")


def _figures(views: Views) -> Iterator[Stated]:
    return chain.from_iterable(told for _, told in records.stated_figures(views))


FIGURES = Listing("observations", "Mọi số liệu", records.STATED_FIGURE, _figures)
LISTINGS = (
    FIGURES,
    Listing(
        "indicators", "Danh sách chỉ tiêu", records.STATED_INDICATOR, records.stated_indicators
    ),
    Listing("targets", "Mức chỉ tiêu", records.STATED_TARGET, records.stated_targets),
    Listing(
        "ledger",
        "Đối chiếu số công bố với số tính lại",
        records.STATED_ENTRY,
        records.stated_ledger,
    ),
    Listing("documents", "Văn bản và nguồn", records.STATED_DOCUMENT, records.stated_documents),
    Listing(
        "dataset", "Tệp dữ liệu, mỗi giá trị một dòng", records.STATED_VALUE, records.typed_values
    ),
)
"""Every table, the flat records of figures first."""

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
        return self._written([*(record[name] for name in names), BOTH] for record in told)

    def _written(self, rows: Iterable[Iterable[object]]) -> bytes:
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=self.separator, lineterminator="\r\n")
        writer.writerows(map(self._text, row) for row in rows)
        return out.getvalue().encode(self.encoding)

    def _text(self, value: object) -> str:
        match value:
            case None:
                return ""
            case int():
                return str(value)
            case Decimal():
                return f"{value:f}".replace(".", self.mark)
            case list():
                return safe(" ".join(value))
        return safe(str(value))


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: a risky one after an apostrophe."""
    if text[:1].isalnum():
        return text
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_RISKY) else text


DIALECTS = {".csv": Dialect(",", ".", "utf-8"), ".excel.csv": Dialect("\t", ",", "utf-16-le")}
"""The dialects by how their files end: the one for programs, and the one for spreadsheets."""


def descriptor(work: Work, contents: Mapping[str, bytes]) -> bytes:
    """The descriptor of all tables, whose files lie beside it.

    ``contents`` holds their bytes by name: size and hash are part of what it says.
    """
    edition, term = work.edition, work.views.dataset.term
    stated = {
        "version": edition.version,
        "created": f"{edition.date.isoformat()}T00:00:00+07:00" if edition.date else "",
        "homepage": edition.address,
    }
    described = {
        "$schema": f"{_PROFILES}datapackage.json",
        "name": f"chi-tieu-{term.start}-{term.end}",
        "title": work.title,
        "description": (
            "Mức chỉ tiêu, kết quả, số tính ra và đối chiếu. "
            "Số công bố giữ đúng chữ số của nguồn; cột NOTE và KIND cho biết số nào suy ra, "
            f"số nào dự kiến. Giấy phép: {BOTH}."
        ),
        **{name: value for name, value in stated.items() if value},
        "licenses": [
            {"name": item.spdx, "title": f"{item.title} ({use})", "path": item.url}
            for item, use in ((FOR_DATA, "dữ liệu"), (FOR_CODE, "mã nguồn"))
        ],
        "sources": [
            {"title": document_in_full(item), **({"path": item.url} if item.url else {})}
            for item in work.sources
        ],
        "resources": [_resource(listing, contents[f"{listing.name}.csv"]) for listing in LISTINGS],
    }
    return json_text(described).encode()


def _resource(listing: Listing, content: bytes) -> dict[str, Any]:
    keys = {other.name: other.columns[0].heading for other in LISTINGS}
    found = [(slot.heading, _REFERS.get(slot.heading, "")) for slot in listing.columns]
    references = [(column, table) for column, table in found if table not in ("", listing.name)]
    return {
        "$schema": f"{_PROFILES}dataresource.json",
        "name": listing.name,
        "type": "table",
        "title": listing.title,
        "path": f"{listing.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "$schema": f"{_PROFILES}tableschema.json",
            "fields": [_described(item, keys[listing.name]) for item in listing.columns],
            "primaryKey": [keys[listing.name]],
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": table, "fields": [keys[table]]}}
                for column, table in references
            ],
        },
    }


def _described(column: Slot, key: str) -> dict[str, Any]:
    listed = isinstance(column.kind, list)
    coded = not listed and issubclass(column.kind, StrEnum)
    constraints = {
        "required": not (listed or column.null),
        "unique": column.heading == key,
        "enum": [code.value for code in column.kind] if coded else [],
    }
    stated = {name: value for name, value in constraints.items() if value}
    return {
        "name": column.heading,
        "type": _NUMBERS.get("" if listed else column.kind, "string"),
        "description": column.says,
        **({"constraints": stated} if stated else {}),
    }


_NUMBERS: Mapping[object, str] = {Decimal: "number", int: "integer"}
