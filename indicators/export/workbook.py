"""A workbook as XLSX bytes: a cover, then one marked table on each sheet.

It follows what makes a spreadsheet readable by everybody: a title in the first cell, no merged,
hidden or empty cells in a table, every table a named table object with a heading row, numbers as
numbers with their format, notes on a sheet of their own. The same content gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from xlsxwriter.packager import Packager
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from indicators.computing.figures import ANSWER, PERCENT, Figure, Period
from indicators.export.records import plain_text
from indicators.words.table import Piece, Shown, Table, worded

LONGEST_NAME = 31
"""Characters that the name of a sheet may have."""

COVER = "Giới thiệu"
# 0x42A is Vietnamese (Vietnam): a program that honours it writes 1.514 and 112,15% everywhere.
_LOCALE = "[$-42A]"
FONT: dict[str, Any] = {"font_name": "Arial", "font_size": 11, "valign": "top"}
_WIDEST, _NARROWEST, _COVER_WIDTH = 48, 10, 90
_LINE = 15.0
_UNDATED = dt.date(1980, 1, 1)


class Cover(NamedTuple):
    """What the workbook is: on the first sheet, in sections that each begin with a heading, and
    to programs that list files.
    """

    title: str
    sections: Sequence[Sequence[str]]
    author: str
    comments: str
    created: dt.date | None = None


def workbook(cover: Cover, sheets: Mapping[str, Table]) -> bytes:
    """The workbook, whose tables have headings that all differ."""

    def fill(book: Workbook) -> None:
        writer = _Writer(book)
        writer.cover(cover, sheets)
        for number, (name, table) in enumerate(sheets.items(), 1):
            writer.sheet(name, table, number)

    return filled(cover, fill)


def filled(cover: Cover, fill: Callable[[Workbook], None]) -> bytes:
    """A workbook that tells programs what its cover says, as a function fills it."""
    out = io.BytesIO()
    strings = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)
    font = dict(FONT)  # the library changes it
    settings = {"in_memory": True, **strings, "default_format_properties": font}
    book = Workbook(out, settings)
    book._get_packager = _Package  # noqa: SLF001 - the library has no other way to tell a language
    midnight = dt.datetime.min.time()  # the format's times know no zone
    book.set_properties(
        {
            "title": cover.title,
            "subject": "Chỉ tiêu, kết quả và đối chiếu số liệu",
            "author": cover.author,
            "comments": cover.comments,
            "created": dt.datetime.combine(cover.created or _UNDATED, midnight),
        }
    )
    fill(book)
    book.close()
    return out.getvalue()


class _Package(Packager):  # type: ignore[misc]  # the library tells no types
    """What is packed, with the workbook's language among its properties."""

    def _create_package(self) -> list[tuple[io.StringIO, str, bool]]:
        parts: list[tuple[io.StringIO, str, bool]] = super()._create_package()
        [core] = [part for part, name, _ in parts if name == "docProps/core.xml"]
        end = "</cp:coreProperties>"
        core.seek(len(core.getvalue()) - len(end))
        core.write(f"<dc:language>vi-VN</dc:language>{end}")
        return parts


def sheet_name(wanted: str, taken: Iterable[str] = ()) -> str:
    """A name that a sheet may have: no forbidden character, short enough, not taken."""
    name = re.sub(r"[\[\]:*?/\\]", " ", wanted).strip("' ")
    short = name[:LONGEST_NAME].rstrip("' -") or "Bảng"
    lowered = {other.lower() for other in taken}
    number = 1
    while short.lower() in lowered:
        number += 1
        short = name[: LONGEST_NAME - len(str(number)) - 1].rstrip("' -") + f"-{number}"
    return short


_Cell = Figure | int | str


def _cell(part: Piece) -> _Cell:
    """A figure whose value is a number, a whole year, else the words of the page."""
    if isinstance(part, Period) and part.complete:
        return part.year
    if isinstance(part, Figure):
        if part.exact is not None and part.unit != ANSWER:
            return part
        part = Shown(part, sign=False, marks=False)
    return plain_text(worded(part)) or "Không"


class _Writer:
    """Writes sheets with formats that are made once each."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._format = cache(lambda **look: book.add_format({**FONT, **look}))

    def cover(self, cover: Cover, sheets: Mapping[str, Table]) -> None:
        page = self._page(COVER)
        page.set_portrait()
        page.set_column(0, 0, _COVER_WIDTH)
        lines: list[tuple[str, dict[str, Any]]] = [(cover.title, {"bold": True, "font_size": 16})]
        for title, *sentences in (*cover.sections, ("Các trang tính",)):
            lines.append((title, {"bold": True, "font_size": 13}))
            lines += [(sentence, {}) for sentence in sentences]
        for row, (text, look) in enumerate(lines):
            tall = look.get("font_size", FONT["font_size"]) / FONT["font_size"]
            page.set_row(row, height([(text, _COVER_WIDTH)], tall))
            self._text(page, row, 0, text, text_wrap=True, **look)
        link = self._format(font_color="#0B3D91", underline=1, text_wrap=True)
        for row, (name, table) in enumerate(sheets.items(), len(lines)):
            text = f"{name}: {worded(table.caption)}"
            page.set_row(row, height([(text, _COVER_WIDTH)]))
            page.write_url(row, 0, f"internal:'{name}'!A1", link, text)

    def sheet(self, name: str, table: Table, number: int) -> None:
        page = self._page(name)
        page.set_row(0, height([], 14 / 11))
        self._text(page, 0, 0, worded(table.caption), bold=True, font_size=14)
        unit = [f"Đơn vị tính: {table.unit}, trừ cột ghi đơn vị khác."] * bool(table.unit)
        lines = [*unit, *map(worded, table.notes), "Trang tính này có một bảng."]
        for row, line in enumerate(lines, 1):
            self._text(page, row, 0, line)
        top = len(lines) + 1
        columns = {column.heading: list(map(_cell, column.cells)) for column in table.columns}
        rows = [tuple(columns), *zip(*columns.values(), strict=True)]
        settings = {
            "name": f"Bang_{number}",
            "style": "Table Style Light 15",
            "columns": [{"header": heading} for heading in columns],
        }
        page.add_table(top, 0, top + len(rows) - 1, len(columns) - 1, settings)
        widths = []
        for column, (heading, cells) in enumerate(columns.items()):
            lengths = [len(cell) if isinstance(cell, str) else _NARROWEST for cell in cells]
            widest = max(_NARROWEST, *lengths, min(len(heading), 22)) + 3
            widths.append(min(_WIDEST, widest))
            page.set_column(column, column, widths[column])
            # Words among numbers stand where the numbers do.
            numeric = any(isinstance(cell, Figure) for cell in cells)
            look = {"align": "right"} if numeric else {"align": "left", "indent": min(column, 1)}
            self._text(page, top, column, heading, bold=True, text_wrap=True, bottom=1, **look)
            for row, cell in enumerate(cells, top + 1):
                self._write(page, row, column, cell, look)
        for row, texts in enumerate(rows, top):
            page.set_row(row, height(zip(texts, widths, strict=True)))
        page.freeze_panes(top + 1, 1)
        page.repeat_rows(top)

    def _write(
        self, page: Worksheet, row: int, column: int, cell: _Cell, look: Mapping[str, Any]
    ) -> None:
        """A cell: a number with its format; a percentage is stored as 1.1215, shown as 112,15%."""
        match cell:
            case Figure(exact=exact, decimals=decimals) if exact is not None:
                digits = "0." + "0" * decimals if decimals else "0"
                share = cell.unit == PERCENT
                form = _LOCALE + (f"{digits}%" if share else f"#,##{digits}")
                value = float(exact / 100 if share else exact)
                page.write_number(row, column, value, self._format(num_format=form))
            case int():
                page.write_number(row, column, cell, self._format(num_format="0", **look))
            case str():
                self._text(page, row, column, cell, text_wrap=True, **look)

    def _page(self, name: str) -> Worksheet:
        page = self._book.add_worksheet(name)
        page.set_paper(9)  # A4
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_footer("&L&A&RTrang &P/&N")
        return page

    def _text(self, page: Worksheet, row: int, column: int, text: str, **look: Any) -> None:
        """A text cell; one that begins like a formula keeps being a text when it is edited."""
        if text.startswith(("=", "+", "-", "@", "'")):
            look["quote_prefix"] = True
        page.write_string(row, column, text, self._format(**look))


def height(cells: Iterable[tuple[_Cell, int]], tall: float = 1) -> float:
    """The height of a row, in points, whose texts wrap in columns of given widths.

    Not every program finds the height by itself when it opens a file.
    """
    texts = ((cell, width) for cell, width in cells if isinstance(cell, str))
    lines = [-(-len(text) * 0.97 * tall // (width - 1)) for text, width in texts]
    return _LINE * tall * max(1, *lines, 1)
