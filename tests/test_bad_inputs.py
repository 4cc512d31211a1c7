"""Inputs as staff type them: what must be refused is refused at its place, the rest is taken.

A row of ``bad_inputs.tsv`` is an edit of a synthetic file, and what must come of it; what a value
may be, value by value, ``test_scalars`` tells.
"""

import csv
import re
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from conftest import ending

from indicators import examine
from indicators.reading import tree

INDICATOR = """\
indicators:
  - id: sdg-4-1
    name: Tỷ lệ hoàn thành tiểu học
    measure: flow
    unit: học sinh
    observations:
      - period: 2021
        value: 1514
        plan: 1350
        locator: trang 3
      - period: 2022
        value: 1533
"""
DOCUMENTS = """\
documents:
  - id: bao-cao
    title: Báo cáo
    code: 124
    url: https://bao-cao.example/
"""
REST = """\
model: 1
organisation:
  name: Đảng bộ
term:
  name: nhiệm kỳ
  start: 2020
  end: 2025
source: bao-cao
"""
BASE = INDICATOR + REST + DOCUMENTS


BYTES = {
    "BOM": b"\xef\xbb\xbf" + BASE.encode(),
    "CRLF": BASE.replace("\n", "\r\n").encode(),
    "CR only": BASE.replace("\n", "\r").encode(),
    "no final newline": BASE.rstrip("\n").encode(),
    "UTF-16": BASE.encode("utf-16"),
    "UTF-16BE no BOM": BASE.encode("utf-16-be"),
    "cp1258": BASE.encode("cp1258", "replace"),
    "latin1 byte": BASE.encode().replace("Tỷ lệ".encode(), b"T\xfdx", 1),
    "21MB": b'a: "' + b"x" * 21_000_000 + b'"',
}


class Row(NamedTuple):
    """One input: what is done to the synthetic base file, and what must come of it."""

    case: str
    edit: str
    written: str
    expected: str
    """Line and column of the first problem, or ACCEPT."""
    rule: str

    def data(self) -> bytes:
        """The bytes of the file."""
        kind, _, rest = self.edit.partition(" ")
        lines, written = BASE.split("\n"), self.written
        match kind:
            case "replace" | "long":
                first, _, last = rest.partition("-")
                lines[int(first) - 1 : int(last or first)] = [
                    written + "x" * 10**6 * (kind == "long")
                ]
            case "insert":
                lines.insert(int(rest) - 1, written)
            case "url":
                lines = (DOCUMENTS + INDICATOR + REST).split("\n")
                lines[int(rest) - 1] = written
            case "file" | "file_times":
                lines = [written * int(rest or 1)]
            case "value_times" | "key_times":
                before = "value: " if kind == "value_times" else "? "
                lines = [BASE.replace("value: 1514", before + written * int(rest))]
            case "deep":
                lines = [f"{' ' * depth}a:" for depth in range(200)]
            case _:
                return BYTES[rest]
        return "\n".join(lines).encode()


def rows() -> list[Row]:
    """All rows of the adapted list."""
    with Path(__file__).with_name("bad_inputs.tsv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Row(*line)._replace(written=_unescaped(line[2])) for line in lines[1:]]


def _unescaped(text: str) -> str:
    """The text with ``\\n``, ``\\t``, ``\\x07``, ``\\u200b`` and ``\\\\`` as their characters."""
    pattern = r"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[nrt\\])"
    return re.sub(pattern, lambda m: m[0].encode().decode("unicode_escape"), text)


ROWS = rows()
assert len(ROWS) > 150


def first_place(row: Row) -> tuple[str, str]:
    """Where the first problem stands, and its rule; each says what is wrong and how to mend it."""
    with ending():
        problems = examine({"data.yaml": row.data()}).problems
    if not problems:
        return "ACCEPT", ""
    lines_told = [(problem.line, problem.rule) for problem in problems]
    assert len(set(lines_told)) == len(lines_told), "a cause is told once"
    assert all(one.what(code) and one.mend(code) for one in problems for code in ("vi", "en"))
    return f"{problems[0].line}:{problems[0].column}", problems[0].rule


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.case)
def test_input_is_refused_where_it_stands_or_accepted_by_either_reader(
    row: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where libyaml is missing, PyYAML's own reader takes its place."""
    assert first_place(row) == (row.expected, row.rule)
    if row.case not in ("21MB", "name 1MB"):
        monkeypatch.setattr(tree, "_READER", yaml.BaseLoader)
        assert first_place(row) == (row.expected, row.rule)
