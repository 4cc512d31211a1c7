"""An invented organisation whose texts attack whoever reads an export, and what reads exports."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from indicators.computing.compute import Views, compute
from indicators.computing.figures import Figure
from indicators.model import Dataset

ATTACKS = (
    '=HYPERLINK("http://example.org/";"x")',
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1;2)",
    "'=1+1",
    "''",
    "＝1+1",
    '"dấu nháy", phẩy; và chấm phẩy\ttab',
    "<script>alert(1)</script>",
    "</script><b>&amp;",
    "_x0041_ [1] {2} \\textbf{x} %s #1 $y$ ~z^",
    "http://example.org/",
    "=" + "dài " * 600 + "hết",
)
"""Texts that begin like formulas, that hold markup, or that mean something in some format."""


def by_subject(views: Views) -> list[Figure]:
    """The figures in the order of an export: those about one thing stand together."""
    listed = [item for subject in views.figures.subjects for item in views.figures.of(subject)]
    assert len(listed) == len(views.figures)
    return listed


_HOSTILE = """
model: 1
organisation: {name: §}
term: {name: §, start: 2020, end: 2025}
source: bao-cao
documents:
  - {id: bao-cao, title: §, issuer: §, code: §, date: 2022-02-01, purpose: §, note: §,
     url: "https://example.org/a?b=1&c=%22", facts: [{id: dem, name: §, value: 17}]}
targets:
  - {id: muc, name: §, type: term-total, value: 5000, indicators: [so], note: §}
  - {id: muc-ty-le, name: §, type: range, min: 3.0, max: 4, indicators: [ty-so]}
indicators:
  - id: so
    name: §
    measure: flow
    unit: §
    decimals: 0
    note: §
    observations:
      - period: 2021
        value: 1500
        plan: 1400
        locator: §
        note: §
        published: [{figure: percent-of-plan, value: 107.1}]
        former: [{kind: correction, date: 2022-02-01, reason: §, value: 1400}]
        parts:
          - {unit: huyen-a, value: 700, plan: 650}
          - {unit: huyen-b, missing: §}
          - {group: nhom, value: 20}
      - {period: 2022, missing: §}
      - {period: 2023, through: 2023-06, part: mid, value: 300}
    totals:
      - {through: 2023-12, part: late, value: 4000, bound: at-least}
      - {through: 2025-06-30, value: 9000, status: forecast}
  - id: ty-le
    name: §
    measure: share
    unit: phần trăm
    observations:
      - {period: 2020, value: 96.50}
      - {period: 2021, value: 96.675, note: §}
      - {period: 2022, value: 90, bound: above}
      - {period: 2023, value: 12.0, bound: at-most}
    published: [{figure: mean, from: 2020, to: 2021, value: 97.10, explanation: §}]
  - id: thay-doi
    name: §
    measure: stock
    unit: triệu đồng/người
    observations:
      - {period: 2020, value: -15.50}
      - {period: 2021, value: -0.5, status: preliminary}
      - {period: 2022, value: 0.075, status: estimate}
  - {id: tong, name: §, measure: stock, unit: người, decimals: 0}
  - {id: ty-so, name: §, measure: ratio, unit: phần trăm, numerator: so, denominator: tong}
unit-types: [{id: huyen, name: §, to: 2025-06-30}]
units: [{id: huyen-a, name: §, type: huyen}, {id: huyen-b, name: §, type: huyen}]
groups: [{id: nhom, name: §}]
grades: [{id: tot, name: §, well: true}]
programme:
  document: bao-cao
  steps: [{id: buoc, title: §, indicators: [so, ty-le]}]
solutions: [{id: viec, title: §, actor: §}]
"""


def hostile() -> Views:
    """A dataset that holds every attack wherever the model takes a text, and every kind of value:
    negative, bounded, revised, split by unit, by group and by grade, and typed with final zeros.
    Reasons say something too, as they must.
    """
    texts = iter(ATTACKS * 4)

    def attack(found: re.Match[str]) -> str:
        reason = found[1] in ("reason", "missing", "explanation")
        return f"{found[1]}: {json.dumps(next(texts) + ' vì sao' * reason)}"

    raw = re.sub("([a-z]+): §", attack, _HOSTILE)
    return compute(Dataset.model_validate(yaml.load(raw, yaml.BaseLoader)))  # noqa: S506 - all text


def rows(content: bytes, *, delimiter: str = ",") -> list[dict[str, str]]:
    """A CSV file's rows by its headings, as Python's reader finds them."""
    encoding = "utf-16" if delimiter == "\t" else "utf-8-sig"
    text = io.StringIO(content.decode(encoding), newline="")
    return list(csv.DictReader(text, delimiter=delimiter, strict=True))


def unguarded(cell: str) -> str:
    """A cell's text without the apostrophe that guards it, as the documentation says to read it."""
    return cell.removeprefix("'")


def exact_json(content: bytes) -> Any:
    """JSON with every number as the digits that stand in the file."""
    return json.loads(content, parse_float=Decimal, parse_int=Decimal)


def rebuilt(value: Any) -> Dataset:
    """The records that exported data gives, every value again as the text that was typed."""
    return Dataset.model_validate(_typed(value))


def _typed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _typed(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def convert(source: Path, form: str, *, reading: str = "") -> dict[str, Path]:
    """What LibreOffice makes of a file, by name; ``reading`` holds the settings of its reader.

    Without LibreOffice the test is skipped; on the machines that check every change it fails.
    """
    office = shutil.which("soffice")
    if office is None:
        missing = "soffice is not installed; on Debian: apt install libreoffice-calc"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)  # a reader's program, which the project itself does not need
    out = source.parent / f"{source.name}.{form.partition(':')[0]}"
    profile = source.parent / "profile"
    subprocess.run(
        [
            office, f"-env:UserInstallation={profile.as_uri()}", "--headless",
            *([f"--infilter={reading}"] if reading else []),
            "--convert-to", form, "--outdir", str(out), str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )  # fmt: skip
    return {path.name: path for path in out.iterdir()}
