"""A workbook as XLSX bytes: a cover, then one marked table on each sheet.

It follows what makes a spreadsheet readable by everybody: a title in the first cell, no merged,
hidden or empty cells in a table, every table a named table object with a heading row, numbers as
numbers with their format, notes on a sheet of their own. The same content gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from indicators.computing.figures import ANSWER, PERCENT, Figure
from indicators.export.records import plain_text
from indicators.words.table import Piece, Shown, Table, worded

LONGEST_NAME = 31
"""Characters that the name of a sheet may have."""

# 0x42A is Vietnamese (Vietnam): a program that honours it writes 1.514 and 112,15% everywhere.
_LOCALE = "[$-42A]"
_FONT: dict[str, Any] = {"font_name": "Arial", "font_size": 11, "valign": "top"}
_STYLE = "Table Style Light 15"
_WIDEST, _NARROWEST, _COVER_WIDTH = 48, 10, 90
_LINE = 15.0
_UNDATED = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - the format's times know no zone


@dataclass(frozen=True, slots=True)
class Cover:
    """What the workbook is: on the first sheet, in sections of sentences with a heading each, and
    to programs that list files.
    """

    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    author: str
    comments: str
    created: dt.date | None = None


COVER = "Giới thiệu"
_BLANK = "Không"
_ONE = "Trang tính này có một bảng."
_SUBJECT = "Chỉ tiêu, kết quả và đối chiếu số liệu"


def workbook(cover: Cover, sheets: Mapping[str, Table]) -> bytes:
    """The workbook. Errors: ``ValueError`` when a sheet or a table breaks the rules above."""
    _check(sheets)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "default_format_properties": dict(_FONT),  # the library changes it
        },
    )
    day = cover.created
    book.set_properties(
        {
            "title": cover.title,
            "subject": _SUBJECT,
            "author": cover.author,
            "comments": cover.comments,
            "created": dt.datetime(day.year, day.month, day.day) if day else _UNDATED,  # noqa: DTZ001
        }
    )
    writer = _Writer(book)
    writer.cover(cover, sheets)
    for number, (name, table) in enumerate(sheets.items(), 1):
        writer.sheet(name, table, number)
    book.close()
    return _in_vietnamese(out.getvalue())


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


def _check(sheets: Mapping[str, Table]) -> None:
    for name, table in sheets.items():
        headings = [column.heading for column in table.columns]
        if name != sheet_name(name):
            raise ValueError(f"“{name}” cannot name a sheet")
        if len(set(headings)) != len(headings) or not all(headings):
            raise ValueError(f"{name}: headings are missing or repeated")


def _cell(part: Piece) -> Figure | str:
    """A figure whose value is a number, else the words of the page."""
    if isinstance(part, Figure):
        if part.exact is not None and part.unit != ANSWER:
            return part
        part = Shown(part, sign=False, marks=False)
    return plain_text(worded(part)) or _BLANK


def _stored(figure: Figure) -> tuple[float, str]:
    """A number and its format; a percentage is stored as 1.1215 and shown as 112,15%."""
    assert figure.exact is not None
    digits = "0." + "0" * figure.decimals if figure.decimals else "0"
    if figure.unit == PERCENT:
        return float(figure.exact / 100), f"{_LOCALE}{digits}%"
    return float(figure.exact), f"{_LOCALE}#,##{digits}"


class _Writer:
    """Writes sheets with formats that are made once each."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def cover(self, cover: Cover, sheets: Mapping[str, Table]) -> None:
        page = self._page(COVER)
        page.set_portrait()
        page.set_column(0, 0, _COVER_WIDTH)
        lines: list[tuple[str, dict[str, Any]]] = [(cover.title, {"bold": True, "font_size": 16})]
        for title, sentences in cover.sections:
            lines.append((title, {"bold": True, "font_size": 13}))
            lines += [(sentence, {}) for sentence in sentences]
        lines.append(("Các trang tính", {"bold": True, "font_size": 13}))
        for row, (text, look) in enumerate(lines):
            tall = look.get("font_size", _FONT["font_size"]) / _FONT["font_size"]
            page.set_row(row, _height([(text, _COVER_WIDTH)], tall))
            self._text(page, row, 0, text, text_wrap=True, **look)
        for row, (name, table) in enumerate(sheets.items(), len(lines)):
            text = f"{name}: {worded(table.caption)}"
            page.set_row(row, _height([(text, _COVER_WIDTH)]))
            link = self._format(font_color="#0B3D91", underline=1, text_wrap=True)
            page.write_url(row, 0, f"internal:'{name}'!A1", link, text)

    def sheet(self, name: str, table: Table, number: int) -> None:
        page = self._page(name)
        page.set_row(0, _height([], 14 / 11))
        self._text(page, 0, 0, worded(table.caption), bold=True, font_size=14)
        unit = f"Đơn vị tính: {table.unit}, trừ cột ghi đơn vị khác." if table.unit else ""
        lines = [line for line in (unit, *map(worded, table.notes), _ONE) if line]
        for row, line in enumerate(lines, 1):
            self._text(page, row, 0, line)
        top = len(lines) + 1
        headings = [column.heading for column in table.columns]
        columns = [[_cell(part) for part in column.cells] for column in table.columns]
        widths = [_width(*column) for column in zip(headings, columns, strict=True)]
        page.add_table(
            top,
            0,
            top + len(columns[0]),
            len(headings) - 1,
            {
                "name": f"Bang_{number}",
                "style": _STYLE,
                "columns": [{"header": heading} for heading in headings],
            },
        )
        for column, cells in enumerate(columns):
            page.set_column(column, column, widths[column])
            self._column(page, top, column, headings[column], cells)
        page.set_row(top, _height(zip(headings, widths, strict=True)))
        for row, written in enumerate(zip(*columns, strict=True), top + 1):
            texts = (cell if isinstance(cell, str) else "" for cell in written)
            page.set_row(row, _height(zip(texts, widths, strict=True)))
        page.freeze_panes(top + 1, 1)
        page.repeat_rows(top)

    def _column(
        self, page: Worksheet, top: int, column: int, heading: str, cells: Sequence[Figure | str]
    ) -> None:
        """A heading and the cells below it; words among numbers stand where the numbers do."""
        numeric = any(isinstance(cell, Figure) for cell in cells)
        side = {"align": "right"} if numeric else {"align": "left", "indent": 1 if column else 0}
        self._text(page, top, column, heading, bold=True, text_wrap=True, bottom=1, **side)
        for row, cell in enumerate(cells, top + 1):
            if isinstance(cell, Figure):
                number, form = _stored(cell)
                page.write_number(row, column, number, self._format(num_format=form))
            else:
                self._text(page, row, column, cell, text_wrap=True, **side)

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

    def _format(self, **look: Any) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**_FONT, **look})
        return self._formats[key]


def _width(heading: str, cells: Sequence[Figure | str]) -> int:
    lengths = [len(cell) if isinstance(cell, str) else _NARROWEST for cell in cells]
    return min(_WIDEST, max(_NARROWEST, *lengths, min(len(heading), 22)) + 3)


def _height(texts: Iterable[tuple[str, int]], tall: float = 1) -> float:
    """The height of a row, in points, whose texts wrap in columns of given widths.

    Not every program finds the height by itself when it opens a file.
    """
    lines = [-(-len(text) * 0.97 * tall // (width - 1)) for text, width in texts]
    return _LINE * tall * max(1, *lines, 1)


_CORE = "docProps/core.xml"


def _in_vietnamese(content: bytes) -> bytes:
    """The file with its language among its properties, which the library cannot set."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == _CORE:
                end = b"</cp:coreProperties>"
                assert part.count(end) == 1, "the properties have one end"
                part = part.replace(end, b"<dc:language>vi-VN</dc:language>" + end)
            target.writestr(entry, part)
    return out.getvalue()
