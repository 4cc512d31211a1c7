"""A workbook as XLSX bytes: a cover, then one marked table on each sheet.

It follows what makes a spreadsheet readable by everybody: a title in the first cell, no merged,
hidden or empty cells in a table, every table a named table object with a heading row, numbers as
numbers with their format, notes on a sheet of their own. The same content gives the same bytes.

The parts of the file are written as they are made, row by row: a library that holds each cell
until the end takes most of the time and memory of all downloads together.
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
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
from xlsxwriter.workbook import Workbook

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
_SUBJECT = "Chỉ tiêu, kết quả và đối chiếu số liệu"


class Cover(NamedTuple):
    """What the workbook is: on the first sheet, in sections that each begin with a heading, and
    to programs that list files.
    """

    title: str
    sections: Sequence[Sequence[str]]
    author: str
    comments: str
    created: dt.date | None = None


def filled(cover: Cover, fill: Callable[[Workbook], None]) -> bytes:
    """A workbook that tells programs what its cover says, as a function fills it."""
    out = io.BytesIO()
    strings = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)
    font = dict(FONT)  # the library changes it
    settings = {"in_memory": True, **strings, "default_format_properties": font}
    book = xlsxwriter.Workbook(out, settings)
    midnight = dt.datetime.min.time()  # the format's times know no zone
    book.set_properties(
        {
            "title": cover.title,
            "subject": _SUBJECT,
            "author": cover.author,
            "comments": cover.comments,
            "created": dt.datetime.combine(cover.created or _UNDATED, midnight),
        }
    )
    fill(book)
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


def height(cells: Iterable[tuple[object, int]], tall: float = 1) -> float:
    """The height of a row, in points, whose texts wrap in columns of given widths.

    Not every program finds the height by itself when it opens a file.
    """
    texts = ((cell, width) for cell, width in cells if isinstance(cell, str))
    lines = [-(-len(text) * 0.97 * tall // (width - 1)) for text, width in texts]
    return _LINE * tall * max(1, *lines, 1)


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_PARTS = "application/vnd.openxmlformats-package"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CORE = "docProps/core.xml"
_AS_CORE = f"{_PACKAGE}/relationships/metadata/core-properties"
_EFFORT = 4
"""How hard the parts are pressed: more takes much longer, and saves little."""
_PADDING = 0.7109375
"""What a column is wider than its letters."""
_LETTERS = [*ascii_uppercase, *map("".join, product(ascii_uppercase, repeat=2))]
_WRAPPED, _LEFT, _RIGHT = ' wrapText="1"', ' horizontal="left"', ' horizontal="right"'


class _Font(NamedTuple):
    size: int
    marks: str = "<b/>"


_TEXT, _LINK = _Font(11, ""), _Font(11, '<u/><color rgb="FF0B3D91"/>')
_TITLE, _SECTION, _CAPTION, _HEADING = map(_Font, (16, 13, 14, 11))
_FONTS = (_TEXT, _LINK, _TITLE, _SECTION, _CAPTION, _HEADING)

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


class _Looks:
    """The looks of a workbook's cells, each made once and known by its number."""

    def __init__(self) -> None:
        self._formats = {"0": 164}
        self._made: dict[str, int] = {}
        self._of = cache(self._look)
        self._of(_TEXT)

    def _look(self, font: _Font, place: str = "", shown: str = "", quoted: str = "") -> int:
        number = self._formats.setdefault(shown, 164 + len(self._formats)) if shown else 0
        look = (
            f'<xf numFmtId="{number}" fontId="{_FONTS.index(font)}" fillId="0"'
            f' borderId="{int(font is _HEADING)}" xfId="0" applyNumberFormat="1" applyFont="1"'
            f' applyBorder="1" applyAlignment="1"{quoted}>'
            f'<alignment vertical="top"{place}/></xf>'
        )
        return self._made.setdefault(look, len(self._made))

    def cell(self, cell: _Cell, place: str = _WRAPPED, font: _Font = _TEXT) -> str:
        """A cell but for where it stands.

        A percentage is stored as 1.1215 and shown as 112,15%. A text that begins like a formula
        keeps being a text when it is edited.
        """
        if isinstance(cell, str):
            quoted = ' quotePrefix="1"' if cell.startswith(("=", "+", "-", "@", "'")) else ""
            kept = ' xml:space="preserve"' if cell != cell.strip() else ""
            look = self._of(font, place, "", quoted)
            return f' s="{look}" t="inlineStr"><is><t{kept}>{_escaped(cell)}</t></is></c>'
        if isinstance(cell, int):
            return f' s="{self._of(font, place, "0")}"><v>{cell}</v></c>'
        exact, share = cell.exact, cell.unit == PERCENT
        assert exact is not None
        digits = "0." + "0" * cell.decimals if cell.decimals else "0"
        shown = self._of(font, "", _LOCALE + (f"{digits}%" if share else f"#,##{digits}"))
        value = exact.numerator / (exact.denominator * (100 if share else 1))
        return f' s="{shown}"><v>{value:.16g}</v></c>'

    def part(self) -> Iterator[str]:
        """What the numbers of looks mean."""
        formats = self._formats.items()
        yield f"<styleSheet {_MAIN}><numFmts>"
        yield from (f'<numFmt numFmtId="{at}" formatCode="{shown}"/>' for shown, at in formats)
        yield "</numFmts><fonts>"
        for font in _FONTS:
            marks, colour, rest = font.marks.partition("<color")
            yield f'<font>{marks}<sz val="{font.size}"/>{colour}{rest}<name val="Arial"/></font>'
        yield '</fonts><fills><fill><patternFill patternType="none"/></fill>'
        yield '<fill><patternFill patternType="gray125"/></fill></fills><borders>'
        for bottom in ("<bottom/>", '<bottom style="thin"><color auto="1"/></bottom>'):
            yield f"<border><left/><right/><top/>{bottom}<diagonal/></border>"
        yield '</borders><cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        yield f"</cellStyleXfs><cellXfs>{''.join(self._made)}</cellXfs><cellStyles>"
        yield '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'


def _held(text: str) -> str:
    """A text in which what XML cannot hold is written by its number, as the format does."""
    return _UNHELD.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _escaped(text: str) -> str:
    return escape(_held(text))


def _attribute(text: str) -> str:
    return quoteattr(_held(text))


_UNHELD = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f]")


def workbook(cover: Cover, sheets: Mapping[str, Table]) -> bytes:
    """The workbook, whose tables have headings that all differ."""
    looks, out = _Looks(), io.BytesIO()
    names = [COVER, *sheets]
    pages = [f"worksheets/sheet{number}.xml" for number in range(1, len(names) + 1)]
    leading = dict.fromkeys(pages, f"{_OFFICE}/worksheet")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_EFFORT) as file:

        def put(name: str, parts: Iterable[str]) -> None:
            with file.open(name, "w") as part, io.TextIOWrapper(part, "utf-8", newline="") as text:
                text.write('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')
                text.writelines(parts)

        put("[Content_Types].xml", _types(pages))
        put(
            "_rels/.rels",
            _related({"xl/workbook.xml": f"{_OFFICE}/officeDocument", _CORE: _AS_CORE}),
        )
        put(_CORE, _properties(cover))
        put("xl/workbook.xml", _book(names, sheets))
        put("xl/_rels/workbook.xml.rels", _related({**leading, "styles.xml": f"{_OFFICE}/styles"}))
        put(f"xl/{pages[0]}", _cover(looks, cover, sheets))
        for number, (page, table) in enumerate(zip(pages[1:], sheets.values(), strict=True), 1):
            put(f"xl/{page}", _laid(looks, table))
            marked = f"tables/table{number}.xml"
            put(
                f"xl/{page}.rels".replace("/sheet", "/_rels/sheet"),
                _related({f"../{marked}": f"{_OFFICE}/table"}),
            )
            put(f"xl/{marked}", _marked(table, number))
        put("xl/styles.xml", looks.part())
    return out.getvalue()


def _types(pages: Sequence[str]) -> Iterator[str]:
    """What kind of part each part of the file is."""
    kinds = {f"xl/{page}": f"{_SHEETS}.worksheet" for page in pages}
    kinds |= {f"xl/tables/table{number}.xml": f"{_SHEETS}.table" for number in range(1, len(pages))}
    kinds |= {"xl/workbook.xml": f"{_SHEETS}.sheet.main", "xl/styles.xml": f"{_SHEETS}.styles"}
    kinds[_CORE] = f"{_PARTS}.core-properties"
    yield f'<Types xmlns="{_PACKAGE}/content-types">'
    yield f'<Default Extension="rels" ContentType="{_PARTS}.relationships+xml"/>'
    yield from (
        f'<Override PartName="/{name}" ContentType="{kind}+xml"/>' for name, kind in kinds.items()
    )
    yield "</Types>"


def _related(parts: Mapping[str, str]) -> Iterator[str]:
    """Which parts belong to one, and as what."""
    yield f'<Relationships xmlns="{_PACKAGE}/relationships">'
    for number, (part, kind) in enumerate(parts.items(), 1):
        yield f'<Relationship Id="rId{number}" Type="{kind}" Target="{part}"/>'
    yield "</Relationships>"


def _properties(cover: Cover) -> Iterator[str]:
    """What the file says of itself to programs, in Vietnamese."""
    day = (cover.created or _UNDATED).isoformat()
    told = {"title": cover.title, "subject": _SUBJECT, "creator": cover.author}
    told |= {"description": cover.comments, "language": "vi-VN"}
    yield f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
    yield ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    yield ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    yield from (f"<dc:{name}>{_escaped(text)}</dc:{name}>" for name, text in told.items())
    for name in ("created", "modified"):
        yield f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:{name}>'
    yield "</cp:coreProperties>"


def _book(names: Sequence[str], sheets: Mapping[str, Table]) -> Iterator[str]:
    """The sheets by their names, and the rows that each printed page of them begins with."""
    yield f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews><sheets>'
    for number, name in enumerate(names, 1):
        yield f'<sheet name={_attribute(name)} sheetId="{number}" r:id="rId{number}"/>'
    yield "</sheets>"
    yield "<definedNames>" * bool(sheets)
    for number, (name, table) in enumerate(sheets.items(), 1):
        yield f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">'
        yield f"{_escaped(_named(name))}!${_top(table)}:${_top(table)}</definedName>"
    yield "</definedNames>" * bool(sheets)
    yield "</workbook>"


def _named(name: str) -> str:
    """A sheet as a place names it."""
    return "'" + name.replace("'", "''") + "'"


def _above(table: Table) -> list[str]:
    """The lines above a table."""
    unit = [f"Đơn vị tính: {table.unit}, trừ cột ghi đơn vị khác."] * bool(table.unit)
    return [worded(table.caption), *unit, *map(worded, table.notes), "Trang tính này có một bảng."]


def _top(table: Table) -> int:
    """The row of a table's headings."""
    return len(_above(table)) + 1


def _sheet(seen: str, widths: Sequence[int], rows: Iterable[str], *after: str) -> Iterator[str]:
    """A sheet: how it is seen, how wide its columns are, its rows, and what comes after them."""
    yield f'<worksheet {_MAIN} xmlns:r="{_OFFICE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
    yield f'<sheetViews>{seen}</sheetViews><sheetFormatPr defaultRowHeight="{_LINE:g}"/><cols>'
    for number, width in enumerate(widths, 1):
        yield f'<col min="{number}" max="{number}" width="{width + _PADDING}" customWidth="1"/>'
    yield "</cols><sheetData>"
    yield from rows
    yield "</sheetData>"
    yield from after
    yield "</worksheet>"


def _row(number: int, tall: float, cells: Iterable[str]) -> str:
    high = "" if tall == _LINE else f' ht="{tall:.6g}" customHeight="1"'
    placed = (f'<c r="{letter}{number}"{cell}' for letter, cell in zip(_LETTERS, cells))  # noqa: B905
    return f'<row r="{number}"{high}>{"".join(placed)}</row>'


def _printed(orientation: str) -> str:
    """How a sheet is printed: on A4, as wide as the page, with its name and the page's number."""
    sides = "".join(f' {side}="0.7"' for side in ("left", "right", "top", "bottom"))
    return (
        f'<pageMargins{sides} header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="9" fitToHeight="0" orientation="{orientation}"/>'
        "<headerFooter><oddFooter>&amp;L&amp;A&amp;RTrang &amp;P/&amp;N</oddFooter></headerFooter>"
    )


def _cover(looks: _Looks, cover: Cover, sheets: Mapping[str, Table]) -> Iterator[str]:
    lines = [(cover.title, _TITLE)]
    for title, *sentences in (*cover.sections, ("Các trang tính",)):
        lines += [(title, _SECTION), *((sentence, _TEXT) for sentence in sentences)]
    links, first = "", len(lines) + 1
    for number, (name, table) in enumerate(sheets.items(), first):
        lines.append((f"{name}: {worded(table.caption)}", _LINK))
        links += f'<hyperlink ref="A{number}" location={_attribute(f"{_named(name)}!A1")}/>'
    rows = (
        _row(number, height([(text, _COVER_WIDTH)], font.size / 11), [looks.cell(text, font=font)])
        for number, (text, font) in enumerate(lines, 1)
    )
    seen = '<sheetView tabSelected="1" workbookViewId="0"/>'
    after = f"<hyperlinks>{links}</hyperlinks>" * bool(links), _printed("portrait")
    return _sheet(seen, [_COVER_WIDTH], rows, *after)


def _laid(looks: _Looks, table: Table) -> Iterator[str]:
    """The sheet of a table; words among numbers stand where the numbers do."""
    top, columns = _top(table), [[*map(_cell, column.cells)] for column in table.columns]
    headings = [column.heading for column in table.columns]
    widths, places = list[int](), list[str]()
    for heading, cells in zip(headings, columns, strict=True):
        lengths = (len(cell) if isinstance(cell, str) else _NARROWEST for cell in cells)
        widest = max(_NARROWEST, *lengths, min(len(heading), 22)) + 3
        indented = _LEFT + ' indent="1"' * bool(places) + _WRAPPED
        places.append(
            _RIGHT + _WRAPPED if any(isinstance(cell, Figure) for cell in cells) else indented
        )
        widths.append(min(_WIDEST, widest))

    def rows() -> Iterator[str]:
        for number, line in enumerate(_above(table), 1):
            font = _CAPTION if number == 1 else _TEXT
            yield _row(number, height([], font.size / 11), [looks.cell(line, "", font)])
        fonts = [_HEADING] * len(headings)
        yield _row(
            top,
            height(zip(headings, widths, strict=True)),
            map(looks.cell, headings, places, fonts),
        )
        for number, row in enumerate(zip(*columns, strict=True), top + 1):
            tall = height(zip(row, widths, strict=True))
            yield _row(number, tall, map(looks.cell, row, places))

    corner = f"B{top + 1}"
    seen = (
        f'<sheetView workbookViewId="0"><pane xSplit="1" ySplit="{top}" topLeftCell="{corner}"'
        ' activePane="bottomRight" state="frozen"/></sheetView>'
    )
    marked = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    return _sheet(seen, widths, rows(), _printed("landscape"), marked)


def _marked(table: Table, number: int) -> Iterator[str]:
    """A table as an object that has a name."""
    top, headings = _top(table), [column.heading for column in table.columns]
    end = top + len(table.columns[0].cells)
    where = f'ref="A{top}:{_LETTERS[len(headings) - 1]}{end}"'
    name = f"Bang_{number}"
    yield f'<table {_MAIN} id="{number}" name="{name}" displayName="{name}" {where}'
    yield f' totalsRowShown="0"><autoFilter {where}/><tableColumns count="{len(headings)}">'
    for place, heading in enumerate(headings, 1):
        yield f'<tableColumn id="{place}" name={_attribute(heading)}/>'
    yield '</tableColumns><tableStyleInfo name="TableStyleLight15" showFirstColumn="0"'
    yield ' showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>'


def _in_vietnamese(content: bytes) -> bytes:
    """The file with its language among its properties, which the library cannot set."""
    out, end = io.BytesIO(), b"</cp:coreProperties>"
    source = zipfile.ZipFile(io.BytesIO(content))
    with source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            part = source.read(entry).replace(end, b"<dc:language>vi-VN</dc:language>" + end)
            target.writestr(entry, part)
    return out.getvalue()
