"""What is no form, or no form that can be taken, is answered by file, sheet and cell.

``form_answers.yaml`` has what was done to a good form and the answers to it, all at once; ``python
tests/test_form_answers.py`` writes the answers anew. A review then sees which ones changed.
"""

import re
import struct
import zipfile
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import yaml
from forms import DATA, FILES, TODAY, form, repacked, saved, told
from openpyxl.workbook.workbook import Workbook
from samples import DISTRICTS, edited

from indicators.forms.taking import taken

TOLD: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "form_answers.yaml").read_text("utf-8")
)
SHEETS = {"": "Kết nạp", "1": "Toàn tổ chức", "3": "Xếp loại", "u": "Số liệu"}
"""The sheets by what stands before the ``!`` of a cell."""
CELL = re.compile(r"\S*[A-Z]+[0-9]+ = ")
IN_A_ROW = [*filter(re.compile(r"([C-P]([56]) = [^;&]*)(; [C-P]\2 = [^;&]*)*").fullmatch, TOLD)]
"""The cases of a single row, of a unit with no number (5) or one whose numbers are known (6)."""
SOME = [*TOLD][::5]
"""The cases whose returned copies are handed in again as they are."""


def handed_in(what: str) -> Iterator[bytes]:
    """The files of a case: each is made by its steps, and the files stand apart by `` & ``."""
    for steps in what.split(" & "):
        yield made(steps.split("; "))


def made(steps: list[str]) -> bytes:
    """One file: a form of a period and unit, or what a text says in bytes, then changed."""
    first = re.fullmatch(r"form (\S+) ?(\S*)", steps[0])
    kind, _, text = steps[0].removeprefix("csv ").partition(" ")
    if kind in ("bytes", "text"):
        return bytes.fromhex(text) if kind == "bytes" else text.encode()
    content = form(period=first[1], unit=first[2]) if first else form()
    for cells, group in groupby(steps[bool(first) :], lambda step: bool(CELL.match(step))):
        some = [*group]
        content = filled(content, some) if cells else reduce(changed, some, content)
    return content


def filled(content: bytes, cells: Iterable[str]) -> bytes:
    """A workbook with values in cells, saved once."""

    def fill(book: Workbook) -> None:
        for cell in cells:
            name, _, value = cell.partition(" = ")
            put(book, name, value)

    return saved(content, fill)


def changed(content: bytes, step: str) -> bytes:
    """A workbook after a step: a cell set, cells merged, or something done to its parts."""
    name, _, value = step.partition(" = ")
    match name.split(" "):
        case [("merge" | "insert_cols" | "insert_rows" | "delete_cols" | "delete_rows") as how, at]:
            where = at if how == "merge" else int(at)
            do = how.replace("merge", "merge_cells")
            return saved(content, lambda book: getattr(book["Kết nạp"], do)(where))
        case ["append", *_]:
            return saved(content, lambda book: book.create_sheet().append(["A", 55]))
        case ["without", sheet]:
            return saved(content, lambda book: book.remove(book[SHEETS[sheet]]))
        case ["part", part]:
            return repacked(content, {part: value.encode()})
        case ["zeros", part]:
            return repacked(content, {part: bytes(int(value))}, compression=zipfile.ZIP_DEFLATED)
    return repackaged(content, name)


def repackaged(content: bytes, step: str) -> bytes:
    """A file with other parts, or packed otherwise."""
    match step.split(" "):
        case ["drop", part]:
            return repacked(content, {part: None})
        case ["twice", part]:
            return repacked(content, {part.upper(): b"<a/>", part: b"<a/>"})
        case ["parts", many]:
            return repacked(content, {f"xl/{at}.bin": b"" for at in range(int(many))})
        case ["packed", kind]:
            return repacked(content, {}, compression=getattr(zipfile, kind))
        case ["locked"]:
            at = content.rindex(b"PK\1\2") + 8
            return content[:at] + struct.pack("<H", 1) + content[at + 2 :]
    assert step == "cut"
    return content[: len(content) // 2]


def put(book: Workbook, name: str, value: str) -> None:
    """Type a value, as YAML has it, into a cell; behind ``%`` with that format."""
    sheet, _, cell = name.rpartition("!")
    there = book[SHEETS[sheet]][cell]
    typed, _, looks = value.partition(" as ")
    there.value = yaml.safe_load(typed)
    if looks:
        there.number_format = looks


def answers(what: str) -> list[str]:
    data = FILES
    if what.startswith("since "):
        old, _, what = what.removeprefix("since ").partition(" :: ")
        was, _, now = old.partition(" -> ")
        assert was in DATA
        data = {name: text.decode().replace(was, now).encode() for name, text in FILES.items()}
    ending = "csv" if what.startswith("csv ") else "xlsx"
    files = {f"{at}.{ending}": file for at, file in enumerate(handed_in(what), 1)}
    found = taken(files, data, TODAY)
    assert not (found.answers and found.changes)
    again = taken({**files, **found.returned}, data, TODAY) if what in SOME else found
    assert [one.words for one in again.answers] == [one.words for one in found.answers], (
        "a copy that nobody mended says what the file said"
    )
    return told(found.answers)


@pytest.mark.parametrize("what", [what for what in TOLD if what not in IN_A_ROW])
def test_what_cannot_be_taken_is_answered_as_it_was_reviewed(what: str) -> None:
    assert answers(what) == TOLD[what]


def test_each_row_is_answered_as_it_would_be_alone() -> None:
    """All in one form, each case in the row of a unit of its own."""
    known = "            plan: 60\n            value: 61\n            status: preliminary\n"
    units = rows = ""
    cells, expected = list[str](), list[str]()
    for at, what in enumerate(IN_A_ROW, 7):
        units += f"  - id: huyen-{at}\n    name: Huyện {at}\n    type: huyen\n"
        rows += f"          - unit: huyen-{at}\n{known}" * (what[1] == "6")
        cells += re.sub("(?<=[A-Z])[56](?= = )", str(at), what).split("; ")
        expected += [re.sub("(?<=ô [A-Z])[56]", str(at), answer) for answer in TOLD[what]]
    data = edited(DATA, (DISTRICTS, DISTRICTS + units), (known, known + rows), ("150", "9999"))
    files = {name: data.encode() for name in FILES}
    found = taken({"1.xlsx": filled(form(data), cells)}, files, TODAY)
    assert sorted(told(found.answers)) == sorted(expected)


if __name__ == "__main__":
    new: Any = {what: answers(what) for what in TOLD}
    text = yaml.safe_dump(new, allow_unicode=True, sort_keys=False, width=10_000)
    (Path(__file__).parent / "form_answers.yaml").write_text(text, "utf-8")
