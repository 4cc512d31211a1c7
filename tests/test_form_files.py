"""Whatever is handed in is opened safely, and a number means what was typed, whoever saved it."""

import io
import re
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from forms import FILES, form, repacked, saved, spot, take, told
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook
from programs import ran

from indicators.editing.edit import edited
from indicators.forms.opened import RefusedError, opened

SHEET, STRINGS = "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"


def part(name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(form())).read(name).decode()


def with_cell(xml: str, **parts: str) -> bytes:
    """The form with other XML for the result of the first unit, and parts by their names."""
    sheet, count = re.subn(r'<c r="F5"[^>]*/>', xml.replace("\\", r"\\"), part(SHEET))
    assert count == 1
    return repacked(form(), {SHEET: sheet.encode(), **{n: p.encode() for n, p in parts.items()}})


def after(content: bytes) -> str:
    found = take(content)
    assert told(found.answers) == []
    return {**FILES, **edited(FILES, found.changes).files}["data/indicators.yaml"].decode()


MORE = {STRINGS: part(STRINGS).replace("</sst>", "<si><r><t>7</t></r><r><t>0</t></r></si></sst>")}
LAST = part(STRINGS).count("<si>")


@pytest.mark.parametrize(
    ("xml", "parts"),
    [
        ('<c r="F5"><v>70</v></c>', {}),
        ('<c r="F5" t="n"><v>7.0E1</v></c>', {}),
        ('<c r="F5" t="inlineStr"><is><t>70</t></is></c>', {}),
        ('<c r="F5" t="inlineStr"><is><r><t>7</t></r><r><t>0 </t></r></is></c>', {}),
        (f'<c r="F5" t="s"><v>{LAST}</v></c>', MORE),
        ('<c r="F5"><f>30+40</f><v>70</v></c>', {}),
        ('<c r="F5" t="str"><f>T("70")</f><v>70</v></c>', {}),
        ('<c r="F5"><v>69.999999999999986</v></c>', {}),
    ],
)
def test_a_number_is_read_as_every_program_saves_it(xml: str, parts: dict[str, str]) -> None:
    assert "- unit: huyen-a\n            value: 70\n" in after(with_cell(xml, **parts))


@pytest.mark.parametrize(
    ("value", "looks", "read"),
    [
        (0.9615, "0.00%", "96.15"),
        (0.57, "0%", "57"),
        (96.15, "General", "96.15"),
        (96.15, '0.00"%"', "96.15"),
        (577 / 600, "0.00%", "96.17"),
        (100 * 577 / 600, "#,##0.0;-0", "96.2"),
        ("0.955", "@", "0.955"),
        (96.15, "0.00\\%", "96.15"),
        ("96,15", "@", "96.15"),
        ("96.150", "@", "96.150"),
    ],
)
def test_a_percentage_is_read_as_it_is_shown(value: Any, looks: str, read: str) -> None:
    def fill(book: Workbook) -> None:
        cell = spot(book["Xếp loại"], "Nữ", "value")
        cell.value, cell.number_format = value, looks

    assert f"- group: nu\n            value: {read}\n" in after(saved(form(), fill))


def test_a_date_of_either_calendar_is_told_as_it_is_shown() -> None:
    looked = part("xl/styles.xml").split("<cellXfs")[1].split("</cellXfs")[0]
    style = looked.count("<xf ")
    looks = part("xl/styles.xml").replace(
        "</cellXfs>", '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    )
    days = {"0": 45385, "1": 45385 - 1462}
    for since, number in days.items():
        book = part("xl/workbook.xml").replace("<workbookPr", f'<workbookPr date1904="{since}"')
        file = with_cell(
            f'<c r="F5" s="{style}"><v>{number}</v></c>',
            **{"xl/styles.xml": looks, "xl/workbook.xml": book},
        )
        (answer,) = told(take(file).answers)
        assert "“2024-04-03” là một ngày" in answer


PARTS = zipfile.ZipFile(io.BytesIO(form())).namelist()
BITS = st.one_of(
    st.binary(max_size=4),
    st.sampled_from(
        [b"<row>", b"<c r='ZZZ9'>", b"<c r='A0'/>", b"</v>", b'r="F99999999"', b't="s"', b"<!--",
         b"&lt;", b"&#0;", b"1e999", b"-1", b"\xff\xfe", b"<si>", b'xmlns="a"', b"<is>", b"<f>"]
    ),
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([None, *PARTS]), st.floats(0, 1), st.integers(0, 12), BITS)
def test_no_broken_file_is_more_than_refused(
    name: str | None, where: float, gone: int, new: bytes
) -> None:
    content = form() if name is None else part(name).encode()
    at = int(where * len(content))
    broken = content[:at] + new + content[at + gone :]
    with suppress(RefusedError):
        opened("a.xlsx", broken if name is None else repacked(form(), {name: broken}))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200))
def test_no_text_is_more_than_refused(text: str | bytes) -> None:
    content = text if isinstance(text, bytes) else f"bieu-nhap|1|2024||ket-nap,{text}".encode()
    found = take(content, ending="csv")
    assert all(told(found.answers))


SPACE = '<{} xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
ONE = "xl/worksheets/sheet1.xml"
DATA_OF, END = "worksheet><sheetData", "</sheetData></worksheet>"
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
STYLES = ("xl/styles.xml", "styleSheet><cellXfs", "<xf/>")
LONG_END = f"a</t></is></c></row>{END}"
RELATED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
NUMBER = f'<numFmt numFmtId="200" formatCode="{"[" * 200_000}"/>'
LONGEST = max(re.findall("<si>(.*?)</si>", part(STRINGS)), key=len)
AGAIN = f'<sheet name="a" sheetId="1" r:id="rId1" {RELATED}/>'
GUIDE_CELL = f'<c t="s"><v>{part(STRINGS).split("<si>").index(LONGEST + "</si>") - 1}</v></c>'
BOMBS = {
    "zeros": ("xl/media/a.bin", "", "\0", 30_000_000, ""),
    "cells": (ONE, f"{DATA_OF}><row", "<c/>", 60_000, f"</row>{END}"),
    "rows": (ONE, DATA_OF, '<row r="1"/>', 1_010_000, END),
    "many rows": (ONE, DATA_OF, '<row r="1"/>', 300_000, END),
    "wide": (ONE, DATA_OF, FAR, 1, END),
    "styles": (*STYLES, 1_010_000, "</cellXfs></styleSheet>"),
    "many styles": (*STYLES, 49_000, "</cellXfs></styleSheet>"),
    "texts": (STRINGS, "sst", "<si><t>a</t></si>", 450_000, "</sst>"),
    "deep": (ONE, "worksheet", "<a>", 100_000, ""),
    "other name": ("xl/media/a.bin", f"{DATA_OF}><row", "<c/>", 4_000_000, f"</row>{END}"),
    "one sheet": ("xl/workbook.xml", "workbook><sheets", AGAIN, 2, "</sheets></workbook>"),
    "note": (ONE, "worksheet><!--", "<mergeCell ", 300_000, "--></worksheet>"),
    "blanks": (ONE, f"{DATA_OF}><row><c t='inlineStr'><is><t", " ", 900_000, LONG_END),
    "one text": (ONE, f"{DATA_OF}><row", GUIDE_CELL, 400_000, f"</row>{END}"),
    "format": ("xl/styles.xml", "styleSheet><numFmts", NUMBER, 1, "</numFmts></styleSheet>"),
    "blanks.csv": ("", "", " ", 130_000, ","),
    "wide.csv": ("", "", ",", 3_000_000, ""),
}
"""A part of a workbook, or a file: how it begins, what is in it how often, and its end."""
OPENING = """
import re, sys
from pathlib import Path
from indicators.forms.opened import RefusedError, opened
for path in map(Path, sys.argv[1:]):
    try:
        told = "opened" if opened(path.name, path.read_bytes()) else ""
    except RefusedError as error:
        told = error.fault.rule.name
    kept = re.search("VmHWM:[^0-9]*([0-9]+)", Path("/proc/self/status").read_text())
    print(path.name, told, int(kept[1]) // 1024, sep=": ")
"""


def test_no_bomb_takes_more_than_200_megabytes(tmp_path: Path) -> None:
    for name, (inside, head, piece, times, end) in BOMBS.items():
        outer, *inner = head.split("><")
        start = "".join([SPACE.format(outer), *(f"<{tag}>" for tag in inner)]) if head else ""
        content = (start + piece * times + end).encode()
        packed = inside and repacked(form(), {inside: content}, compression=zipfile.ZIP_DEFLATED)
        (tmp_path / name).write_bytes(packed or content)
    bombs = (tmp_path / name for name in BOMBS)
    done = ran(sys.executable, "-c", OPENING, *bombs, folder=ROOT, check=True)
    told = dict(line.split(": ")[:2] for line in done.stdout.splitlines())
    print(done.stdout)
    assert int(done.stdout.split()[-1]) < 200
    assert {name for name, rule in told.items() if rule == "opened"} == {
        "many rows", "wide", "many styles", "texts", "note", "wide.csv",
    }  # fmt: skip
    assert {*told.values()} == {"opened", "form-unsafe"}
