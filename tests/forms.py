"""Forms filled in by tests: cells by their sheet, row and column, and what a saved file holds."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import openpyxl
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from samples import DISTRICTS, HEAD

from indicators import read
from indicators.forms.taking import Taken, taken
from indicators.forms.writing import forms

TODAY = dt.date(2025, 12, 31)
FIRST_ROW = 5

DATA = f"""\
{HEAD}\
  - id: bao-cao-nam
    title: Báo cáo năm
indicators:
  - id: ket-nap
    name: Kết nạp
    measure: flow
    unit: đảng viên
    decimals: 0
    observations:
      - period: 2024
        plan: 150
        status: forecast
        parts:
          # Lời ghi ở lại.
          - unit: huyen-b
            plan: 60
            value: 61
            status: preliminary
  - id: xep-loai
    name: Xếp loại
    measure: share
    unit: phần trăm
    observations:
      - period: 2024
        value: 70.0
        grades:
          - grade: tot
            count: 7
  - id: xong
    name: Xây xong trụ sở
    measure: yes-no
    unit: có hoặc không
    missing: Chưa xây.
{DISTRICTS}\
groups:
  - id: nu
    name: Nữ
grades:
  - id: tot
    name: Tốt
    well: true
  - id: kem
    name: Kém
publication:
  permission: Thông báo của Ban Thường vụ.
  smallest-shown: 1
"""
FILES = {"data/indicators.yaml": DATA.encode()}


@cache
def form(data: str = DATA, period: str = "2024", unit: str = "") -> bytes:
    """The one form of a period."""
    dataset = read({"data.yaml": data.encode()}).dataset
    assert dataset is not None
    (content,) = forms(dataset, period, unit).values()
    return content


def columns(sheet: Worksheet) -> dict[str, int]:
    """The columns of a sheet by what they are known by."""
    return {str(cell.value): cell.column for cell in sheet[1] if cell.value}


def spot(sheet: Worksheet, row: str, name: str) -> Any:
    """The cell of a row, by its label, and of a column, by its field."""
    (at,) = (
        cell.row for cell in sheet["B"] if str(cell.value).strip() == row and cell.row >= FIRST_ROW
    )
    return sheet.cell(at, columns(sheet)[name])


def filled(content: bytes, cells: Mapping[tuple[str, str, str], Any]) -> bytes:
    """A form with values, by sheet, row and column, as a library saves it."""

    def fill(book: Workbook) -> None:
        for (name, row, column), value in cells.items():
            spot(book[name], row, column).value = value

    return saved(content, fill)


def saved(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    """A workbook after a change."""
    book, out = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    change(book)
    book.save(out)
    return out.getvalue()


def repacked(content: bytes, parts: Mapping[str, bytes | None], **more: Any) -> bytes:
    """A zip file with other, more or (None) fewer parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", **more) as made:
        kept = (name for name in source.namelist() if name not in parts)
        for name in kept:
            made.writestr(name, source.read(name))
        for name, part in parts.items():
            if part is not None:
                made.writestr(name, part)
    return out.getvalue()


def take(*handed_in: bytes, data: Mapping[str, bytes] = FILES, ending: str = "xlsx") -> Taken:
    """What files, called 1, 2 and so on, ask of the data."""
    return taken({f"{at}.{ending}": file for at, file in enumerate(handed_in, 1)}, data, TODAY)


def told(answers: Iterable[Any]) -> list[str]:
    """The answers, each with where it is."""
    return [f"{answer.spot}: {answer.words}" for answer in answers]
