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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple
from xml.parsers import expat

from indicators.forms.refusals import FORM_CELL, FORM_FILE, FORM_UNSAFE
from indicators.reporting.rules import Fault, Rule, same

MOST_BYTES, MOST_PARTS = 20_000_000, 300
MOST_ELEMENTS, MOST_IN_A_ROW = 1_000_000, 50_000
MOST_ROWS, MOST_COLUMNS = 20_000, 100
MOST_IN_A_CELL, MOST_IN_A_FORMAT = 32_767, 255
MOST_DECIMALS = 6
"""What a person types; a number with more was computed, and is what its format shows."""

_BROKEN, _NO_WORKBOOK = "hỏng, không mở được hết", "không phải biểu .xlsx"
_ARCHIVE, _OTHER_CODE, _PDF = "là tệp nén", "là CSV không phải UTF-8", "là PDF"
_BEGINNINGS = {
    b"\xd0\xcf\x11\xe0": "là .xls đời cũ, hoặc có mật khẩu", b"%PDF": _PDF,
    b"<": "là trang web hoặc XML", b"\x1f\x8b": _ARCHIVE, b"Rar!": _ARCHIVE, b"7z": _ARCHIVE,
    b"\x89PNG": "là ảnh", b"\xff\xd8": "là ảnh",
}  # fmt: skip
_ZIPPED = {
    "word/document.xml": "là văn bản Word", "ppt/presentation.xml": "là bản trình chiếu",
    "content.xml": "là .ods của LibreOffice", "xl/workbook.bin": "là .xlsb",
}  # fmt: skip
"""What a file is by how it begins, or by a part of it."""
_TWICE, _TEXT = "hai phần cùng tên", "quá nhiều chữ"
_ERROR, _FORMULA = "một lỗi của trang tính", "công thức chưa được tính"
_DATE, _TIME = "một ngày", "một giờ"
_GENERAL = "đổi định dạng ô về General, rồi gõ lại số."
_MENDS = {
    _OTHER_CODE: "mở biểu bằng Excel, lưu thành “CSV UTF-8”, hoặc nộp chính tệp .xlsx.",
    _PDF: "nộp chính biểu .xlsx, không nộp bản in.",
    _ARCHIVE: "giải nén, rồi nộp các biểu .xlsx ở trong.",
    _DATE: _GENERAL,
    _TIME: _GENERAL,
    _ERROR: "sửa công thức, hoặc gõ đè số; chưa có số thì để trống.",
    _FORMULA: "mở bằng Excel, lưu lại để tính xong, hoặc gõ đè số.",
}
"""What to do about a kind of file or cell, where that is not as usual."""


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
    kinds = (kind for start, kind in _BEGINNINGS.items() if data.lstrip().startswith(start))
    raise _no_form(next(kinds, _OTHER_CODE if csv else _NO_WORKBOOK))


def _told(rule: Rule, kind: str, **more: Any) -> Fault:
    """That a file or cell is of a kind, with what to do about that."""
    return rule(mend=same(_MENDS.get(kind, rule.mend)), kind=kind, **more)


def _no_form(kind: str) -> RefusedError:
    return RefusedError(_told(FORM_FILE, kind))


def _unsafe(thing: str) -> RefusedError:
    return RefusedError(FORM_UNSAFE(thing=thing))


def _workbook(data: bytes) -> Mapping[str, Grid]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            _guard(file)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that are not read here
            return dict(_sheets(data))
    except (MemoryError, RefusedError):
        raise
    except Exception:  # noqa: BLE001 - the library fails in many ways on a part that makes no sense
        raise _no_form(_BROKEN) from None


def _guard(file: zipfile.ZipFile) -> None:
    """Refuse what no program writes as a workbook. Errors: ``RefusedError``."""
    parts = file.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS:
        raise _unsafe("quá nhiều phần")
    if len({name.lower() for name in names}) < len(names):
        raise _unsafe(_TWICE)
    if "xl/workbook.xml" not in names:
        holds = any(name.lower().endswith((".xlsx", ".csv")) for name in names)
        kinds = (kind for name, kind in _ZIPPED.items() if name in names)
        raise _no_form(next(kinds, _ARCHIVE if holds else _NO_WORKBOOK))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _unsafe("macro")
    left, elements = MOST_BYTES, _Elements()
    for part in parts:
        stored = part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if part.flag_bits & 1 or not stored:
            raise _unsafe("phần bị mã hóa hoặc nén lạ")
        with file.open(part) as stream:
            content = stream.read(left + 1)  # real bytes, not what the header says
        left -= len(content)
        if left < 0:
            raise _unsafe("hơn 20 triệu byte khi mở ra")
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
        with nullcontext() if named else suppress(expat.ExpatError, LookupError, ValueError):
            parser.Parse(content, True)

    def _doctype(self, *_: object) -> None:
        raise _unsafe("khai báo DOCTYPE")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._all += 1
        self._here = 0 if name.endswith((" row", " si")) else self._here + 1
        if self._all > MOST_ELEMENTS or self._here > MOST_IN_A_ROW:
            raise _unsafe("quá nhiều ô")
        if len(attributes.get("formatCode", "")) > MOST_IN_A_FORMAT:
            raise _unsafe(_TEXT)


def _sheets(data: bytes) -> Iterator[tuple[str, Grid]]:
    # Only who reads a workbook waits for the library.
    import openpyxl  # noqa: PLC0415

    books = [
        openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=done, keep_links=False)
        for done in (False, True)
    ]
    left, paths = MOST_BYTES, [vars(sheet)["_worksheet_path"] for sheet in books[0].worksheets]
    if len({*paths}) < len(paths):
        raise _unsafe(_TWICE)
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
                raise _unsafe(_TEXT)
        while rows and not any(cell.text for cell in rows[-1]):
            rows.pop()
        content = zipfile.ZipFile(io.BytesIO(data)).read(path)  # the library tells no merged cells
        found = re.findall(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']([A-Z0-9:]+)[\"']", content)
        yield typed.title, Grid(rows, [merged.decode() for merged in found])


def _cell(typed: Any, counted: Any) -> Cell:
    """What a cell says: of a formula its result."""
    if typed.value is None:
        return NOTHING
    value, kind = counted.value, counted.data_type
    if value is None:
        return _no_number(typed.value if isinstance(typed.value, str) else "=…", _FORMULA)
    if kind == "e":
        return _no_number(str(value), _ERROR)
    if isinstance(value, bool):
        return _no_number(str(value).upper(), "giá trị đúng hay sai")
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
            return _no_number(text, "kết quả tính chưa làm tròn")
        text = _plain(round(number, len(rounded[1] or "")))
    return Cell(text, number=True, percent="%" in shown)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _tidy(text: str) -> str:
    """A text on one line, without the blanks around it, its letters as one sign each."""
    if len(text) > MOST_IN_A_CELL:  # it would take hours
        raise _unsafe(_TEXT)
    plain = unicodedata.normalize("NFC", text).replace("\xa0", " ")
    return " ".join(filter(None, map(str.strip, re.split(r"[\r\n]+", plain))))


def _no_number(text: str, kind: str) -> Cell:
    return Cell(text, _told(FORM_CELL, kind, written=text))


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
        raise _no_form(_BROKEN) from None
    return Grid(rows)
