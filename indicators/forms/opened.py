"""A file that was handed in, opened without trust: its sheets as grids of what was typed.

Nothing of a file is handed to the library that reads workbooks before its real size, its parts and
its XML are known to be those of a workbook; a number becomes the text that a person would type.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple
from xml.parsers import expat

from indicators.forms.refusals import FORM_CELL, FORM_FILE, FORM_UNSAFE
from indicators.reporting.rules import Fault, Wording

MOST_BYTES, MOST_PARTS = 20_000_000, 300
MOST_ELEMENTS, MOST_IN_A_ROW = 1_000_000, 50_000
MOST_ROWS, MOST_COLUMNS = 20_000, 100
MOST_IN_A_CELL, MOST_IN_A_FORMAT = 32_767, 255
MOST_DECIMALS = 6
"""What a person types; a number with more was computed, and is what its format shows."""


class RefusedError(Exception):
    """A file that is not read any further."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.rule.name)


class Cell(NamedTuple):
    """What stands in a cell, as it would be typed, and why that is nothing to take."""

    text: str
    fault: Fault | None = None
    number: bool = False
    percent: bool = False

    @property
    def counts(self) -> bool:
        """Whether it holds a number, or may have held one, or a text that reads as one."""
        read = re.fullmatch(r"[-+]?\d[\d .,]*%?", self.text)
        return bool(self.text) and bool(self.number or self.fault or read)


NOTHING = Cell("")


class Grid(NamedTuple):
    """The cells of a sheet, and the ranges that were merged."""

    rows: Sequence[Sequence[Cell]]
    merged: Sequence[str] = ()

    def at(self, row: int, column: int) -> Cell:
        """The cell of a row and a column, both counted from 0."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else NOTHING

    @property
    def names(self) -> Sequence[str]:
        """What the first row says."""
        return [cell.text for cell in self.rows[0]] if self.rows else []


def opened(name: str, data: bytes) -> Mapping[str, Grid]:
    """The sheets of a workbook, or the one of a CSV file. Errors: ``RefusedError``."""
    if data.startswith(b"PK"):
        return _workbook(data)
    csv = name.lower().endswith(".csv")
    if csv and (text := _decoded(data)) is not None:
        return {"": _table(text)}
    kinds = (kind for start, kind in _KINDS.items() if data.lstrip()[: len(start)] == start)
    kind = next(kinds, _OTHER_CODE if csv else _NO_WORKBOOK)
    raise RefusedError(FORM_FILE(mend=_MENDS.get(kind), kind=kind))


_NO_WORKBOOK = Wording("không phải biểu .xlsx", "is no .xlsx workbook")
_OTHER_CODE = Wording("là CSV không phải UTF-8", "is a CSV file in another code than UTF-8")
_PDF = Wording("là PDF", "is a PDF")
_ARCHIVE = Wording("là tệp nén", "is an archive")
_MENDS: Mapping[Wording, Wording] = {
    _OTHER_CODE: Wording(
        "mở biểu bằng Excel, lưu thành “CSV UTF-8”, hoặc nộp chính tệp .xlsx.",
        "open the form in Excel and save it as “CSV UTF-8”, or hand in the .xlsx.",
    ),
    _PDF: Wording(
        "nộp chính biểu .xlsx, không nộp bản in.", "hand in the .xlsx itself, not a print."
    ),
    _ARCHIVE: Wording(
        "giải nén, rồi nộp các biểu .xlsx ở trong.", "unpack it and hand in the .xlsx files inside."
    ),
}
_TWICE = Wording("hai phần cùng tên", "two parts of one name")
_TEXT = Wording("quá nhiều chữ", "too much text")
_BROKEN = Wording("hỏng, không mở được hết", "is broken and cannot be opened")
_KINDS: Mapping[bytes, Wording] = {
    b"\xd0\xcf\x11\xe0": Wording("là .xls đời cũ, hoặc có mật khẩu", "is an old .xls or encrypted"),
    b"%PDF": _PDF,
    b"<": Wording("là trang web hoặc XML", "is a web page or XML"),
    b"\x1f\x8b": _ARCHIVE,
    b"Rar!": _ARCHIVE,
    b"7z": _ARCHIVE,
    b"\x89PNG": Wording("là ảnh", "is a picture"),
    b"\xff\xd8": Wording("là ảnh", "is a picture"),
}
_ZIPPED = {
    "word/document.xml": Wording("là văn bản Word", "is a Word document"),
    "ppt/presentation.xml": Wording("là bản trình chiếu", "is a presentation"),
    "content.xml": Wording("là .ods của LibreOffice", "is an .ods of LibreOffice"),
    "xl/workbook.bin": Wording("là .xlsb", "is an .xlsb"),
}


def _workbook(data: bytes) -> Mapping[str, Grid]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            _guard(file)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise RefusedError(FORM_FILE(kind=_BROKEN)) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that are not read here
            return dict(_sheets(data))
    except (MemoryError, RefusedError):
        raise
    except Exception:  # noqa: BLE001 - the library fails in many ways on a part that makes no sense
        raise RefusedError(FORM_FILE(kind=_BROKEN)) from None


def _guard(file: zipfile.ZipFile) -> None:
    """Refuse what no program writes as a workbook. Errors: ``RefusedError``."""
    parts = file.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS:
        raise RefusedError(FORM_UNSAFE(thing=Wording("quá nhiều phần", "too many parts")))
    if len({name.lower() for name in names}) < len(names):
        raise RefusedError(FORM_UNSAFE(thing=_TWICE))
    other = (kind for name, kind in _ZIPPED.items() if name in names)
    if "xl/workbook.xml" not in names:
        holds = any(name.lower().endswith((".xlsx", ".csv")) for name in names)
        kind = next(other, _ARCHIVE if holds else _NO_WORKBOOK)
        raise RefusedError(FORM_FILE(mend=_MENDS.get(kind), kind=kind))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedError(FORM_UNSAFE(thing=Wording("macro", "a macro")))
    left, elements = MOST_BYTES, _Elements()
    for part in parts:
        stored = part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if part.flag_bits & 1 or not stored:
            told = Wording("phần bị mã hóa hoặc nén lạ", "an encrypted or oddly packed part")
            raise RefusedError(FORM_UNSAFE(thing=told))
        with file.open(part) as stream:
            content = stream.read(left + 1)  # real bytes, not what the header says
        left -= len(content)
        if left < 0:
            told = Wording("hơn 20 triệu byte khi mở ra", "more than 20 million bytes")
            raise RefusedError(FORM_UNSAFE(thing=told))
        # Any part is read as XML that another one calls so.
        elements.count(content, named=part.filename.lower().endswith((".xml", ".rels")))


class _Elements:
    """Counts the elements of XML parts, of which one row or text may have only so many."""

    def __init__(self) -> None:
        self._all = self._here = 0

    def count(self, content: bytes, *, named: bool) -> None:
        """Only what is ``named`` as XML must be. Errors: ``RefusedError``."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        self._here = 0
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, LookupError, ValueError):
            if named:
                raise RefusedError(FORM_FILE(kind=_BROKEN)) from None

    def _doctype(self, *_: object) -> None:
        raise RefusedError(FORM_UNSAFE(thing=Wording("khai báo DOCTYPE", "a DOCTYPE declaration")))

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._all += 1
        self._here = 0 if name.endswith((" row", " si")) else self._here + 1
        if self._all > MOST_ELEMENTS or self._here > MOST_IN_A_ROW:
            raise RefusedError(FORM_UNSAFE(thing=Wording("quá nhiều ô", "too many cells")))
        if len(attributes.get("formatCode", "")) > MOST_IN_A_FORMAT:
            raise RefusedError(FORM_UNSAFE(thing=_TEXT))


def _sheets(data: bytes) -> Iterator[tuple[str, Grid]]:
    # Only who reads a workbook waits for the library.
    import openpyxl  # noqa: PLC0415

    books = [
        openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=done, keep_links=False)
        for done in (False, True)
    ]
    left, paths = MOST_BYTES, [vars(sheet)["_worksheet_path"] for sheet in books[0].worksheets]
    if len({*paths}) < len(paths):
        raise RefusedError(FORM_UNSAFE(thing=_TWICE))
    for typed, path in zip(books[0].worksheets, paths, strict=True):
        pair = typed, books[1][typed.title]
        for sheet in pair:
            sheet.reset_dimensions()
        both = (sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS) for sheet in pair)
        rows = list[list[Cell]]()
        for row in zip(*both, strict=True):
            rows.append([_cell(*cells) for cells in zip(*row, strict=True)])
            left -= sum(1 + len(cell.text) for cell in rows[-1])  # one text may stand in many
            if left < 0:
                raise RefusedError(FORM_UNSAFE(thing=_TEXT))
        while rows and not any(cell.text for cell in rows[-1]):
            rows.pop()
        content = zipfile.ZipFile(io.BytesIO(data)).read(path)  # the library tells no merged cells
        found = re.findall(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']([A-Z0-9:]+)[\"']", content)
        yield typed.title, Grid(rows, [merged.decode() for merged in found])


_ERROR = Wording("một lỗi của trang tính", "an error of the sheet")
_FORMULA = Wording("công thức chưa được tính", "a formula without its result")
_LONG = Wording("kết quả tính chưa làm tròn", "a result that was not rounded")
_DATE = Wording("một ngày", "a date")
_TIME = Wording("một giờ", "a time of day")
_TRUTH = Wording("giá trị đúng hay sai", "a truth value")
_GENERAL = Wording(
    "đổi định dạng ô về General, rồi gõ lại số.", "set the cell's format to General, then retype."
)
_CELL_MENDS: Mapping[Wording, Wording] = {
    _DATE: _GENERAL,
    _TIME: _GENERAL,
    _ERROR: Wording(
        "sửa công thức, hoặc gõ đè số; chưa có số thì để trống.",
        "mend the formula or type the number over it; leave the cell empty where there is none.",
    ),
    _FORMULA: Wording(
        "mở bằng Excel, lưu lại để tính xong, hoặc gõ đè số.",
        "open it in Excel and save it, so that it is counted, or type the number over it.",
    ),
}


def _cell(typed: Any, counted: Any) -> Cell:
    """What a cell says: of a formula its result."""
    if typed.value is None:
        return NOTHING
    value, kind = counted.value, counted.data_type
    if value is None:
        text = typed.value if isinstance(typed.value, str) else "=…"
        return _no_number(text, _FORMULA)
    if kind == "e":
        return _no_number(str(value), _ERROR)
    if isinstance(value, bool):
        return _no_number("TRUE" if value else "FALSE", _TRUTH)
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        kind = _DATE if isinstance(value, dt.date) else _TIME
        return _no_number(str(value).removesuffix(" 00:00:00"), kind)
    if not isinstance(value, int | float):
        return Cell(_tidy(str(value)))
    shown = re.sub(r'"[^"]*"|[\\_*].|\[[^\]]*\]', "", counted.number_format or "").split(";")[0]
    # No program shows more than these digits; those behind them come of computing.
    number = Decimal(f"{value:.15g}" if isinstance(value, float) else value)
    number *= 100 if "%" in shown else 1
    text = _plain(number)
    if len(text.partition(".")[2]) > MOST_DECIMALS:
        rounded = re.fullmatch(r"[#,0]*0(?:\.(0+))?%?", shown.strip())
        if rounded is None:
            return _no_number(text, _LONG)
        text = _plain(round(number, len(rounded[1] or "")))
    return Cell(text, number=True, percent="%" in shown)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _tidy(text: str) -> str:
    """A text on one line, without the blanks around it, its letters as one sign each."""
    if len(text) > MOST_IN_A_CELL:  # it would take hours
        raise RefusedError(FORM_UNSAFE(thing=_TEXT))
    plain = unicodedata.normalize("NFC", text).replace("\xa0", " ")
    return " ".join(filter(None, map(str.strip, re.split(r"[\r\n]+", plain))))


def _no_number(text: str, kind: Wording) -> Cell:
    return Cell(text, FORM_CELL(mend=_CELL_MENDS.get(kind), written=text, kind=kind))


def _decoded(data: bytes) -> str | None:
    """The text of a CSV file as programs save it; none of another code."""
    code = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(code) if len(data) <= MOST_BYTES and b"\0" not in data[:1] else None
    except UnicodeDecodeError:
        return None


def _table(text: str) -> Grid:
    """A CSV file, whose first sign that parts cells does so everywhere."""
    mark = next((sign for sign in text[:400] if sign in ",;\t"), ",")
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        made = (map(_tidy, row[:MOST_COLUMNS]) for row in islice(read, MOST_ROWS))
        bare = re.compile(r"-?0?[.,]\d+").fullmatch  # as little told of its format as of a number's
        rows = [[Cell(one, number=bool(bare(one))) for one in row] for row in made]
    except csv.Error:
        raise RefusedError(FORM_FILE(kind=_BROKEN)) from None
    return Grid(rows)
