"""Workbooks: readable by everybody, numbers as numbers, and never a formula."""

import csv
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from exported import ATTACKS, convert, former_files
from openpyxl.cell.cell import Cell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from indicators.computing.compute import Views
from indicators.computing.figures import PERCENT, Kind
from indicators.export.workbook import COVER, LONGEST_NAME, sheet_name
from indicators.words.wording import MINUS, number_text, shown_limits

ALL = "data/observations.xlsx"


@pytest.fixture(scope="module")
def files(exported_files: dict[str, bytes]) -> dict[str, bytes]:
    return {
        name: content
        for name, content in exported_files.items()
        if name.endswith(".xlsx") and name != "data/form.xlsx"  # which has no tables
    }


@pytest.fixture(scope="module")
def books(files: dict[str, bytes]) -> dict[str, Workbook]:
    return {name: openpyxl.load_workbook(io.BytesIO(content)) for name, content in files.items()}


def table(sheet: Worksheet) -> tuple[list[str], list[tuple[Cell, ...]]]:
    """The headings and rows of a sheet's one table."""
    (found,) = sheet.tables.values()
    heading, *lines = sheet[found.ref]
    return [str(cell.value) for cell in heading], lines


def data_sheets(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.title != COVER]


def test_there_is_a_workbook_of_everything_and_one_for_each_indicator(
    either: Views, files: dict[str, bytes]
) -> None:
    each = {f"data/indicators/{name}.xlsx" for name in either.indicators}
    assert set(files) == {ALL, *each, *former_files(either, "data/indicators/{}.xlsx")}


def test_a_workbook_begins_with_a_cover_that_leads_to_every_sheet(
    books: dict[str, Workbook],
) -> None:
    for name, book in books.items():
        cover, known = book.worksheets[0], book.properties
        assert (cover.title, known.language, bool(known.title)) == (COVER, "vi-VN", True)
        assert book.active is cover
        lines = [cell.value for (cell,) in cover.iter_rows()]
        assert all(lines), name
        text = "\n".join(str(line) for line in lines)
        for wanted in ("CC-BY-4.0", "MIT", "Liên hệ", "Nguồn số liệu", "Phiên bản"):
            assert wanted in text, name
        linked = (cell.hyperlink for (cell,) in cover.iter_rows() if cell.hyperlink)
        links = {link.location for link in linked}
        assert links == {f"'{sheet.title}'!A1" for sheet in data_sheets(book)}


def test_a_sheet_has_a_title_and_one_marked_table_without_gaps(
    books: dict[str, Workbook],
) -> None:
    for name, book in books.items():
        assert len({sheet.title.lower() for sheet in book.worksheets}) == len(book.worksheets)
        for sheet in data_sheets(book):
            where = (name, sheet.title)
            assert len(sheet.title) <= LONGEST_NAME, where
            assert sheet["A1"].value, where
            assert not sheet.merged_cells.ranges, where
            assert all(not row.hidden for row in sheet.row_dimensions.values()), where
            assert all(not column.hidden for column in sheet.column_dimensions.values()), where
            assert sheet.freeze_panes is not None
            headings, lines = table(sheet)
            (found,) = sheet.tables.values()
            assert found.ref.endswith(sheet.dimensions.split(":")[1]), where
            assert len(set(headings)) == len(headings), where
            assert lines, where
            for cell in (cell for line in lines for cell in line):
                assert cell.value not in (None, ""), (*where, cell.coordinate)


def test_nothing_is_a_formula_or_a_link_to_somewhere_else(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for part in parts.namelist():
                text = parts.read(part).decode()
                assert not re.search("<f[ >]", text), (name, part)
                assert 'TargetMode="External"' not in text, (name, part)
                assert "vbaProject" not in part


@pytest.mark.parametrize("either", ["hostile"], indirect=True)
def test_a_text_that_begins_like_a_formula_stays_a_text_when_it_is_edited(
    books: dict[str, Workbook],
) -> None:
    found = set()
    for cell in (cell for sheet in books[ALL] for line in sheet.iter_rows() for cell in line):
        if isinstance(cell.value, str):
            assert cell.data_type == "s", cell.coordinate
            if cell.value.startswith(("=", "+", "-", "@", "'")):
                assert cell.quotePrefix, cell.value
                found.add(cell.value)
    assert found & set(ATTACKS)


def test_every_figure_has_its_row_with_its_exact_number(
    either: Views, books: dict[str, Workbook]
) -> None:
    headings, lines = table(books[ALL]["Mọi số liệu"])
    assert len(lines) == len(either.figures)
    for line, figure in zip(lines, either.figures.values(), strict=True):
        row = dict(zip(headings, line, strict=True))
        assert row["Mã"].value == figure.id
        cell = row["Giá trị"]
        if figure.exact is None:
            assert isinstance(cell.value, str), figure.id
            continue
        assert cell.data_type == "n", figure.id
        scale = 100 if figure.unit == PERCENT else 1
        # Sixteen digits are what the format holds.
        assert cell.value == float(f"{float(figure.exact / scale):.16g}"), figure.id
        digits = "." + "0" * figure.decimals if figure.decimals else ""
        assert cell.number_format.endswith(digits + ("%" if scale == 100 else ""))
        assert cell.number_format.startswith("[$-42A]")
        if figure.kind is Kind.PUBLISHED:
            (digits_shown, _) = shown_limits(figure)
            assert digits_shown is not None
            assert Decimal(str(cell.value)) * scale == digits_shown


def by_year(books: dict[str, Workbook], name: str) -> tuple[list[str], list[list[Any]]]:
    headings, lines = table(books[f"data/indicators/{name}.xlsx"]["Theo năm"])
    return headings, [[cell.value for cell in line] for line in lines]


@pytest.mark.parametrize("either", ["real"], indirect=True)
def test_the_years_stand_side_by_side_with_their_status(books: dict[str, Workbook]) -> None:
    headings, values = by_year(books, "ket-nap")
    assert headings[:5] == [
        "Thời gian", "Chỉ tiêu năm", "Kết quả", "Tỷ lệ so với chỉ tiêu",
        "Chênh lệch so với chỉ tiêu",
    ]  # fmt: skip
    assert values[1][:5] == [2021, 1350, 1514, 1.1215, 164]
    assert values[0][:5] == [2020, *["Chưa có"] * 4]
    stands = headings.index("Trạng thái")
    assert [row[stands] for row in values[:2]] == ["Chưa có số liệu", "Vượt chỉ tiêu"]
    _, listed = table(books["data/indicators/ket-nap.xlsx"]["Ghi chú"])
    notes = {str(mark.value): str(text.value) for mark, text in listed}
    assert any("nguồn không nêu trực tiếp" in notes[key] for key in values[1][-1].split())
    # A range stands in two columns of numbers, and a bound in words that no sum takes in.
    headings, values = by_year(books, "ty-so-nguon")
    assert headings[2:4] == ["Số cần có (quần chúng), từ", "Số cần có (quần chúng), đến"]
    assert values[1][2:4] == [2025, 2700]
    _, values = by_year(books, "xep-loai-to-chuc")
    assert values[3][1] == "trên 90%"


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("ket-nap", [], "ket-nap"),
        ("KET-NAP", ["ket-nap"], "KET-NAP-2"),
        ("a" * 40, [], "a" * 31),
        ("a" * 40, ["a" * 31], "a" * 29 + "-2"),
        ("a/b:c[d]*?\\e", [], "a b c d    e"),
        ("'x'", [], "x"),
        ("///", [], "Bảng"),
    ],
)
def test_a_sheets_name_is_one_that_excel_takes(wanted: str, taken: list[str], name: str) -> None:
    assert sheet_name(wanted, taken) == name


@pytest.mark.office
def test_libreoffice_opens_every_workbook_and_writes_vietnamese_numbers(
    either: Views, files: dict[str, bytes], tmp_path: Path
) -> None:
    source = tmp_path / "so-lieu.xlsx"
    source.write_bytes(files[ALL])
    # Every sheet as CSV, with numbers as they are shown.
    written = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1"
    sheet = convert(source, written)["so-lieu-Mọi số liệu.csv"].read_text("utf-8")
    lines = list(csv.reader(io.StringIO(sheet, newline="")))[3:]
    for line, figure in zip(lines, either.figures.values(), strict=True):
        assert line[0] == figure.id
        if figure.exact is not None:
            (digits, _) = shown_limits(figure)
            assert digits is not None
            words = number_text(digits).replace(MINUS, "-")
            assert line[2] == words + ("%" if figure.unit == PERCENT else ""), figure.id
