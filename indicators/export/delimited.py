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
from decimal import Decimal

from indicators.export.columns import Cell, Table

BOM = "\ufeff"

# What a spreadsheet may take for a formula (OWASP), the full-width forms too. The apostrophe
# itself is doubled, so that taking one away always gives the text back.
_RISKY = tuple("=+-@\t\r\n\0'＝＋－＠")


def for_programs(table: Table) -> bytes:
    """The table as RFC 4180 in UTF-8 with a byte order mark."""
    return (BOM + _written(table, ",", ".")).encode()


def for_spreadsheets(table: Table) -> bytes:
    """The table as tab-separated UTF-16 with decimal commas."""
    return (BOM + _written(table, "\t", ",")).encode("utf-16-le")


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: a risky one after an apostrophe."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_RISKY) else text


def _written(table: Table, separator: str, mark: str) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    for row in table.rows:
        writer.writerow(_text(cell, mark) for cell in row)
    return out.getvalue()


def _text(cell: Cell, mark: str) -> str:
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell:f}".replace(".", mark)
        case int():
            return str(cell)
    return safe(cell)
