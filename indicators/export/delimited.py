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
from collections.abc import Iterable
from typing import NamedTuple

from indicators.export.columns import Cell, Table

BOM = "\ufeff"

# What a spreadsheet may take for a formula (OWASP), the full-width forms too. The apostrophe
# itself is doubled, so that taking one away always gives the text back.
_RISKY = tuple("=+-@\t\r\n\0'＝＋－＠")


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: a risky one after an apostrophe."""
    if text[:1].isalnum():
        return text
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_RISKY) else text


class Dialect(NamedTuple):
    """A way of writing tables: its separator, its decimal mark, its encoding."""

    separator: str
    mark: str
    encoding: str

    def table(self, table: Table) -> bytes:
        """A whole file."""
        return self.head(table) + self.lines(table.rows)

    def head(self, table: Table) -> bytes:
        """How a file begins: with the byte order mark and the names of the columns."""
        return BOM.encode(self.encoding) + self.lines([[column.name for column in table.columns]])

    def lines(self, rows: Iterable[Iterable[Cell]]) -> bytes:
        """Rows; several calls may follow one another in a file."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=self.separator, lineterminator="\r\n")
        writer.writerows(map(self._text, row) for row in rows)
        return out.getvalue().encode(self.encoding)

    def _text(self, cell: Cell) -> str:
        if cell is None:
            return ""
        if isinstance(cell, str):
            return safe(cell)
        return str(cell) if isinstance(cell, int) else f"{cell:f}".replace(".", self.mark)


FOR_PROGRAMS = Dialect(",", ".", "utf-8")
"""RFC 4180."""

FOR_SPREADSHEETS = Dialect("\t", ",", "utf-16-le")
"""What every Excel with Vietnamese settings reads right."""
