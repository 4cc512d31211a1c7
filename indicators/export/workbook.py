"""A workbook as XLSX bytes: a cover, then one marked table on each sheet.

It follows what makes a spreadsheet readable by everybody: a title in the first cell, no merged,
hidden or empty cells in a table, every table a named table object with a heading row, numbers as
numbers with their format, notes on a sheet of their own. The same content gives the same bytes.

The library makes the book with the heads of its tables. The rows below are put in afterwards: it
would hold each cell to the end, in most of the time and memory of all downloads together.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from string import ascii_uppercase
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.format import Format
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


Changed = Callable[[bytes], Iterable[bytes]]
"""What a part of the file becomes."""


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

    def fill(book: Workbook) -> Mapping[str, Changed]:
        writer = _Writer(book)
        writer.cover(cover, sheets)
        added: dict[str, Changed] = {}
        for number, (name, table) in enumerate(sheets.items(), 1):
            added |= writer.sheet(name, table, number)
        return added

    return filled(cover, fill)


def filled(cover: Cover, fill: Callable[[Workbook], Mapping[str, Changed] | None]) -> bytes:
    """A workbook that tells programs what its cover says, as a function fills it; what that gives
    is put into parts of the file.
    """
    out = io.BytesIO()
    strings = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)
    font = dict(FONT)  # the library changes it
    settings = {"in_memory": True, **strings, "default_format_properties": font}
    book = xlsxwriter.Workbook(out, settings)
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
    changes, end = fill(book) or {}, b"</cp:coreProperties>"
    book.close()
    made, source = io.BytesIO(), zipfile.ZipFile(out)
    with source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=_EFFORT) as target:
        for name in source.namelist():
            part = source.read(name)
            # The library cannot set the language.
            part = part.replace(end, b"<dc:language>vi-VN</dc:language>" + end)
            with target.open(name, "w") as file:
                file.writelines(changes[name](part) if name in changes else [part])
    return made.getvalue()


_EFFORT = 4
"""How hard the parts are pressed: more takes much longer, and saves little."""


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

    def sheet(self, name: str, table: Table, number: int) -> Mapping[str, Changed]:
        """A sheet but for the rows of its table, with what is to be put into the file."""
        page = self._page(name)
        page.set_row(0, height([], 14 / 11))
        self._text(page, 0, 0, worded(table.caption), bold=True, font_size=14)
        unit = [f"Đơn vị tính: {table.unit}, trừ cột ghi đơn vị khác."] * bool(table.unit)
        lines = [*unit, *map(worded, table.notes), "Trang tính này có một bảng."]
        for row, line in enumerate(lines, 1):
            self._text(page, row, 0, line)
        top = len(lines) + 1
        headings = [column.heading for column in table.columns]
        columns = [list(map(_cell, column.cells)) for column in table.columns]
        widths, places = list[int](), list[dict[str, Any]]()
        looks = list[Mapping[str, Format]]()
        for at, (heading, cells) in enumerate(zip(headings, columns, strict=True)):
            lengths = [len(cell) if isinstance(cell, str) else _NARROWEST for cell in cells]
            widest = max(_NARROWEST, *lengths, min(len(heading), 22)) + 3
            widths.append(min(_WIDEST, widest))
            page.set_column(at, at, widths[-1])
            # Words among numbers stand where the numbers do.
            numeric = any(isinstance(cell, Figure) for cell in cells)
            left = {"align": "left", "indent": 1} if at else {"align": "left"}
            places.append({"align": "right"} if numeric else left)
            looks.append(
                {it: self._look(it, places[-1]) for it in dict.fromkeys(map(_shown, cells))}
            )
        settings = {
            "name": f"Bang_{number}",
            "style": "Table Style Light 15",
            "columns": [{"header": heading} for heading in headings],
        }
        # The library would note each cell of the table: it is told of the first row alone.
        page.add_table(top, 0, top + 1, len(columns) - 1, settings)
        page.set_row(top, height(zip(headings, widths, strict=True)))
        for at, heading in enumerate(headings):
            self._text(page, top, at, heading, bold=True, text_wrap=True, bottom=1, **places[at])
        page.freeze_panes(top + 1, 1)
        page.repeat_rows(top)
        for at, look in enumerate(dict.fromkeys(it for own in looks for it in own.values())):
            page.write_blank(top + 1, at, None, look)  # only looks that are used are in the file
        first, last = (
            f":{_LETTERS[len(columns) - 1]}{row}".encode()
            for row in (top + 2, top + 1 + len(columns[0]))
        )

        def filled_in(part: bytes) -> Iterator[bytes]:
            # The library knows of no more rows than it was told.
            yield _EXTENT.sub(
                b'<dimension ref="A1%s"/>' % last, part[: part.index(b'<row r="%d"' % (top + 2))]
            )
            yield from _rows(top + 2, columns, widths, looks)
            yield part[part.index(b"</sheetData>") :]

        return {
            f"xl/worksheets/sheet{number + 1}.xml": filled_in,
            f"xl/tables/table{number}.xml": lambda part: [part.replace(first, last)],
        }

    def _look(self, shown: str, place: dict[str, Any]) -> Format:
        """The look of what is shown so in a column."""
        if shown.startswith(_LOCALE):
            return self._format(num_format=shown)
        if shown == _YEAR:
            return self._format(num_format=_YEAR, **place)
        return self._format(text_wrap=True, **({"quote_prefix": True} if shown else {}), **place)

    def _page(self, name: str) -> Worksheet:
        page = self._book.add_worksheet(name)
        page.set_paper(9)  # A4
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_footer("&L&A&RTrang &P/&N")
        return page

    def _text(self, page: Worksheet, row: int, column: int, text: str, **look: Any) -> None:
        """A text cell; one that begins like a formula keeps being a text when it is edited."""
        quoted = {"quote_prefix": True} if _shown(text) else {}
        page.write_string(row, column, text, self._format(**quoted, **look))


def _shown(cell: _Cell) -> str:
    """The format of a number; of a text only whether it begins like a formula."""
    if isinstance(cell, Figure):
        digits = "0." + "0" * cell.decimals if cell.decimals else "0"
        return _LOCALE + (f"{digits}%" if cell.unit == PERCENT else f"#,##{digits}")
    return _YEAR if isinstance(cell, int) else "'" * cell.startswith(("=", "+", "-", "@", "'"))


def _rows(
    first: int,
    columns: Sequence[Sequence[_Cell]],
    widths: Sequence[int],
    looks: Sequence[Mapping[str, Format]],
) -> Iterator[bytes]:
    """The rows of a table as they stand in the file."""
    for number, row in enumerate(zip(*columns, strict=True), first):
        tall = height(zip(row, widths, strict=True))
        high = "" if tall == _LINE else f' ht="{tall:g}" customHeight="1"'
        cells = "".join(
            f'<c r="{letter}{number}" s="{look[_shown(cell)].xf_index}"{_content(cell)}</c>'
            for letter, cell, look in zip(_LETTERS, row, looks, strict=False)
        )
        yield f'<row r="{number}"{high}>{cells}</row>'.encode()


def _content(cell: _Cell) -> str:
    """What stands in a cell, behind its place and look; a percentage as 1.1215."""
    if isinstance(cell, int):
        return f"><v>{cell}</v>"
    if isinstance(cell, Figure):
        exact, share = cell.exact, cell.unit == PERCENT
        assert exact is not None
        return f"><v>{exact.numerator / (exact.denominator * (100 if share else 1)):.16g}</v>"
    # What XML cannot hold is written by its number, as the format does.
    text = escape(_UNHELD.sub(lambda found: f"_x{ord(found[0]):04X}_", cell))
    kept = ' xml:space="preserve"' if cell != cell.strip() else ""
    return f' t="inlineStr"><is><t{kept}>{text}</t></is>'


_YEAR, _EXTENT = "0", re.compile(rb'<dimension ref="[^"]*"/>')
_UNHELD = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f]")
_LETTERS = [*ascii_uppercase, *map("".join, product(ascii_uppercase, repeat=2))]


def height(cells: Iterable[tuple[_Cell, int]], tall: float = 1) -> float:
    """The height of a row, in points, whose texts wrap in columns of given widths.

    Not every program finds the height by itself when it opens a file.
    """
    texts = ((cell, width) for cell, width in cells if isinstance(cell, str))
    lines = [-(-len(text) * 0.97 * tall // (width - 1)) for text, width in texts]
    return _LINE * tall * max(1, *lines, 1)
