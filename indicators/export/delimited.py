"""Tables as CSV: one dialect for programs, one for a spreadsheet with Vietnamese settings.

The first is RFC 4180: commas, CRLF, quotes doubled, numbers with a point. It begins with a byte
order mark, without which Excel takes UTF-8 for another encoding and garbles every accent; readers
of CSV in use today skip it.

Excel set to Vietnamese takes a comma for the decimal mark, so that it reads ``96.675`` as
ninety-six thousand, and which character it takes to separate columns depends on the machine. The
second dialect, UTF-16 with tabs and decimal commas, is read right by every such Excel.
"""

from __future__ import annotations

import csv
import io
from typing import NamedTuple

from indicators.export.columns import Cell, Table

BOM = "\ufeff"

# What a spreadsheet may take for a formula (OWASP), the full-width forms too. The apostrophe
# itself is doubled, so that taking one away always gives the text back.
_RISKY = tuple("=+-@\t\r\n\0'＝＋－＠")


Lines = dict[tuple[int, str], str]
"""Rows that were written before, by the row itself and the dialect: figures stand in two files."""


def for_programs(table: Table, known: Lines) -> bytes:
    """The table as RFC 4180 in UTF-8 with a byte order mark."""
    return (BOM + _written(table, _Dialect(",", "."), known)).encode()


def for_spreadsheets(table: Table, known: Lines) -> bytes:
    """The table as tab-separated UTF-16 with decimal commas."""
    return (BOM + _written(table, _Dialect("\t", ","), known)).encode("utf-16-le")


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: a risky one after an apostrophe."""
    if text[:1].isalnum():
        return text
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_RISKY) else text


class _Dialect(NamedTuple):
    separator: str
    mark: str

    def text(self, cell: Cell) -> str:
        if cell is None:
            return ""
        if isinstance(cell, str):
            return safe(cell)
        return str(cell) if isinstance(cell, int) else f"{cell:f}".replace(".", self.mark)


def _written(table: Table, dialect: _Dialect, known: Lines) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=dialect.separator, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    lines = [out.getvalue()]
    for row in table.rows:
        key = (id(row), dialect.separator)
        line = known.get(key)
        if line is None:
            out.seek(0)
            out.truncate()
            writer.writerow(map(dialect.text, row))
            line = known[key] = out.getvalue()
        lines.append(line)
    return "".join(lines)
