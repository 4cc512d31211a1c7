"""Tables as CSV: what a program reads is what the site shows, nothing in them is run, and the Data
Package describes them as frictionless finds them.
"""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pytest
from exported import convert, exact_json, exports, hostile, rebuilt, rows, standing, unguarded

from indicators.computing.compute import Views, compute
from indicators.export import Edition, Format
from indicators.export.edition import BOTH
from indicators.export.package import safe
from indicators.model import Dataset, Record
from indicators.reading.fields import fields
from indicators.whole import write_all

NUMBERS = ("OBS_VALUE", "LOWER", "UPPER")
SDMX = {
    "FIGURE": "id",
    "INDICATOR": "subject",
    "OBS_VALUE": "value",
    "OBS_TEXT": "text",
    "UNIT_MEASURE": "unit",
}


def of_number(name: str, cell: str) -> bool:
    """Whether a cell of a wide table is one of a column of numbers."""
    return "years" in name and re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


def programs(files: dict[str, bytes]) -> dict[str, bytes]:
    return {n: c for n, c in files.items() if n.endswith(".csv") and not n.endswith(".excel.csv")}


def test_a_table_is_rfc_4180_in_utf_8_that_excel_knows_and_runs_nothing(
    exported_files: dict[str, bytes],
) -> None:
    for name, content in programs(exported_files).items():
        text = content.decode("utf-8-sig")
        assert (content[:3], text[-2:]) == (b"\xef\xbb\xbf", "\r\n"), name
        assert "\n" not in text.replace("\r\n", ""), name
        parsed = rows(content)
        assert parsed or name == "data/attention.csv", name
        for row in parsed:
            assert None not in row, name
            for column, cell in row.items():
                risky = cell.lstrip(" \u00a0").startswith(tuple("=+-@\t\r\0＝"))
                assert not risky or column in NUMBERS or of_number(name, cell), (name, cell)


@pytest.mark.parametrize("name", ["observations", "indicators", "targets", "documents", "ledger"])
def test_every_record_is_one_row_that_says_what_the_api_says_of_it(
    exported_files: dict[str, bytes], name: str
) -> None:
    """The API's figures are held against the computed ones, to the last fraction."""
    told = exact_json(exported_files[f"api/v1/{name}.json"])[name]
    for row, record in zip(rows(exported_files[f"data/{name}.csv"]), told, strict=True):
        for column, cell in row.items():
            key = column.lower().replace("_", "-")
            if name == "observations":
                key = SDMX.get(column, key)
            elif column == next(iter(row)) and name != "ledger":
                key = "id"
            value = BOTH if column == "LICENSE" else record[key]
            text = " ".join(value) if isinstance(value, list) else value
            # A number keeps its digits, and its sign is no formula.
            plain = cell if isinstance(value, Decimal) else unguarded(cell)
            assert plain == ("" if text is None else str(text)), (record, column)


CELLS = {
    # The codes of a status follow SDMX.
    "ket-nap/2021/value": "OBS_STATUS=A TIME_PERIOD=2021 STANDING=exceeded",
    "ket-nap/2024/plan": "OBS_STATUS=F",
    "ket-nap/2021/plan": "OBS_STATUS=I",
    "ket-nap/2020/value": "OBS_STATUS=O",
    "ket-nap/2022/percent-of-plan": "OBS_VALUE=111.9 OBS_TEXT=111,9% DECIMALS=1",
    "xep-loai-to-chuc/2023/value": "OBS_VALUE= BOUND=above LOWER=90",
    "ket-nap/through-2023-12-mid/total": "TIME_PERIOD=2023-12 TIME_SCOPE=through PART=mid",
    "ket-nap/2021-2023/sum": "TIME_PERIOD=2021/2023 TIME_SCOPE=span",
    "ty-so-nguon/2021/needed": "BOUND=between LOWER=2025 UPPER=2700 KIND=inferred",
    "muc-ket-nap/target": "OBS_VALUE=6300 SUBJECT_TYPE=target",
}


def test_a_reader_finds_what_the_interview_says(long_an: Views) -> None:
    files = exports(long_an, Edition(), [Format.CSV])
    listed = {row["FIGURE"]: row for row in rows(files["data/observations.csv"])}
    for figure, cells in CELLS.items():
        told = dict(cell.split("=") for cell in cells.split())
        assert {name: listed[figure][name] for name in told} == told


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"),
        ("\0x", "'\0x"), ("\r=1", "'\r=1"), ("\n=1", "'\n=1"), (" =1", "' =1"), ("＝1", "'＝1"),
        ("'x", "''x"), ("a=1", "a=1"), ("−1", "−1"), ("", ""),
    ],
)  # fmt: skip
def test_a_risky_text_stands_behind_one_apostrophe(text: str, guarded: str) -> None:
    assert safe(text) == guarded
    assert unguarded(safe(text)) == text


def test_a_row_of_the_wide_table_is_a_year_or_a_cut_off(
    either: Views, exported_files: dict[str, bytes], long_an: Views
) -> None:
    """Published and recomputed numbers, and the limits of what is no number, stand apart; nothing
    stands in a column that is empty throughout.
    """
    whole = rows(exported_files["data/years.csv"])
    own = [rows(exported_files[f"data/indicators/{name}.years.csv"]) for name in either.indicators]
    assert [row["ROW"] for row in whole] == [row["ROW"] for part in own for row in part]
    for part in (whole, *own):
        assert all(any(row[column] for row in part) for column in part[0])
    files = exports(long_an, Edition(), [Format.CSV])
    found = {row["ROW"]: row for row in rows(files["data/years.csv"])}
    for name, cells in {
        "ket-nap/2021": {
            "TIME_SCOPE": "period", "YEAR": "2021", "VALUE": "1514", "PLAN": "1350",
            "PERCENT_OF_PLAN": "112.15", "PERCENT_OF_PLAN_RECOMPUTED": "112.15",
            "NOTE": "chỉ tiêu năm: suy ra; chênh lệch so với chỉ tiêu: suy ra",
        },
        "ket-nap/through-2024": {
            "TIME_SCOPE": "through", "YEAR": "2024", "TOTAL": "", "TOTAL_LOWER": "7526",
            "PERCENT_OF_TARGET": "119.5", "PERCENT_OF_TARGET_RECOMPUTED_LOWER": "119.46",
        },
        "xep-loai-to-chuc/2023": {
            "VALUE": "", "VALUE_LOWER": "90", "STANDING": "met",
        },
    }.items():  # fmt: skip
        assert {column: found[name][column] for column in cells} == cells


def test_the_dialect_for_vietnamese_spreadsheets_says_the_same(
    exported_files: dict[str, bytes],
) -> None:
    for name in (name for name in exported_files if name.endswith(".excel.csv")):
        first = rows(exported_files[name.replace(".excel", "")])
        second = rows(exported_files[name], delimiter="\t")
        assert exported_files[name].startswith(b"\xff\xfe")
        for one, other in zip(first, second, strict=True):
            plain = {column: unguarded(cell) for column, cell in one.items()}
            numbers = {
                column: cell.replace(".", ",")
                for column, cell in one.items()
                if column in NUMBERS or of_number(name, cell)
            }
            assert {column: unguarded(cell) for column, cell in other.items()} == plain | numbers


def test_the_data_file_comes_back_from_csv_digit_for_digit(
    either: Views, exported_files: dict[str, bytes]
) -> None:
    """The rows of ``dataset.csv`` alone give the records again, and these the same figures."""
    data: dict[str, Any] = {}
    for row in rows(exported_files["data/dataset.csv"]):
        *path, field = row["KEY"].split("/")
        place = data
        for step in path:
            place = place.setdefault(step, {})
        place[field] = unguarded(row["VALUE"])
    dataset = rebuilt(_listed(data, Dataset))
    assert dataset == either.dataset
    assert standing(either).items() <= dict(compute(dataset).figures).items()


def _listed(value: dict[str, Any], record: type[Record]) -> dict[str, Any]:
    """The mappings that keys give as the lists that the model has, a text of ids as its ids."""
    made: dict[str, Any] = {}
    for name, item in value.items():
        field = fields(record)[name]
        inner = field.type if isinstance(field.type, type) else object
        if isinstance(item, str):
            made[name] = item.split() if field.listed else item
        elif field.listed:
            made[name] = [_listed(part, inner) for part in item.values()]
        else:
            made[name] = _listed(item, inner)
    return made


def written(files: Mapping[str, bytes], folder: Path) -> Path:
    write_all(folder, files.items())
    return folder / "data" / "datapackage.json"


def problems(package: Path) -> list[str]:
    report = frictionless.validate(str(package))
    found = [*report.errors, *(error for task in report.tasks for error in task.errors)]
    return [error.type for error in found]


def test_frictionless_validates_every_table_with_its_size_hash_and_keys(
    exported_files: dict[str, bytes], tmp_path: Path
) -> None:
    package = written(exported_files, tmp_path)
    assert problems(package) == []
    found = json.loads(package.read_bytes())
    assert found["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [item["name"] for item in found["licenses"]] == ["CC-BY-4.0", "MIT"]
    assert found["sources"]
    assert {resource["name"] for resource in found["resources"]} == {
        "observations", "indicators", "targets", "ledger", "documents", "attention", "dataset",
        "years",
    }  # fmt: skip
    for resource in found["resources"]:
        assert resource["type"] == "table"
        assert all(field["description"] for field in resource["schema"]["fields"])


@pytest.mark.parametrize(
    ("table", "old", "new", "found"),
    [
        ("targets", "term-total", "term-sum", "constraint-error"),
        ("observations", ",1514,", ",1515,", "hash-count"),
        ("observations", ",1514,", ",1.514.0,", "type-error"),
        ("targets", ",phong-van,", ",phong-vam,", "foreign-key"),
    ],
)
def test_frictionless_finds_what_was_changed_afterwards(
    long_an: Views, tmp_path: Path, table: str, old: str, new: str, found: str
) -> None:
    package = written(exports(long_an, Edition(), [Format.CSV]), tmp_path)
    path = package.with_name(f"{table}.csv")
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    assert found in problems(package)


@pytest.mark.office
@pytest.mark.parametrize(
    ("ending", "reading"),
    [
        # Separator, quote, character set (76: UTF-8, 65535: UTF-16), first line, all columns as
        # they are, language (1033: English, 1066: Vietnamese), and numbers found by themselves.
        (".csv", "CSV:44,34,76,1,,1033,false,true,false"),
        (".excel.csv", "CSV:9,34,65535,1,,1066,false,true,false"),
    ],
)
def test_a_spreadsheet_finds_numbers_as_numbers_and_runs_nothing(
    tmp_path: Path, ending: str, reading: str
) -> None:
    files = exports(hostile(), Edition(), [Format.CSV])
    source = tmp_path / "bang.csv"
    source.write_bytes(files[f"data/observations{ending}"])
    (made,) = convert(source, "xlsx", reading=reading).values()
    book = openpyxl.load_workbook(made)
    (sheet,) = book.worksheets
    heading, *lines = sheet.iter_rows()
    names = [str(cell.value) for cell in heading]
    expected = rows(files["data/observations.csv"])
    assert names == list(expected[0])
    assert len(lines) == len(expected)
    for line, row in zip(lines, expected, strict=True):
        for name, cell in zip(names, line, strict=True):
            assert cell.data_type != "f", cell.value
            if name in NUMBERS and row[name]:
                assert cell.data_type == "n", (row["FIGURE"], name, cell.value)
                assert Decimal(str(cell.value)) == Decimal(row[name])
            if name == "TITLE":
                assert cell.value == row[name]
