"""An invented organisation whose texts attack whoever reads an export, and what reads exports."""

import csv
import io
import json
import subprocess
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from programs import program
from samples import EVERY

from indicators.computing.compute import Views, compute
from indicators.computing.figures import Figure
from indicators.export import Edition, Format
from indicators.model import Dataset
from indicators.showing import exports as room

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


def exports(
    views: Views, edition: Edition, formats: Collection[Format] = tuple(Format)
) -> dict[str, bytes]:
    """The content of every file to take away, by its address."""
    given = room.with_more(room.exports(views, edition, formats), (), views)
    return {path: file.place.read_bytes() for path, file in given.items()}


def by_subject(views: Views) -> list[Figure]:
    """The figures in the order of an export: those about one thing stand together."""
    listed = [item for subject in views.figures.subjects for item in views.figures.of(subject)]
    assert len(listed) == len(views.figures)
    return listed


def standing(views: Views) -> dict[str, Figure]:
    """The figures by their ids, without withdrawn ones, whose numbers no export holds."""
    return {figure.id: figure for figure in views.figures.values() if not figure.is_withdrawn}


_REASONS = frozenset({"reason", "explanation", "missing"})
_TEXTS = _REASONS | {"name", "title", "issuer", "code", "purpose", "note", "locator", "actor"}
_NEGATIVE = """
id: so
name: Số
measure: stock
unit: triệu đồng/người
note: §
observations:
  - {period: 2020, value: -15.50}
  - {period: 2021, value: -0.5, status: preliminary}
  - {period: 2022, value: 0.075, status: estimate, note: §}
  - {period: 2023, value: 12.0, bound: at-most, locator: §}
  - {period: 2024, missing: §}
"""


def hostile() -> Views:
    """The data of every kind with an attack wherever the model takes a text; and negative numbers
    and final zeros. Reasons say something too, as they must.
    """
    tree = yaml.load(EVERY, yaml.BaseLoader)  # noqa: S506 - all text
    tree["documents"][0] |= dict.fromkeys(("issuer", "code", "purpose", "note"), "§")
    tree["documents"][0]["url"] = "https://example.org/a?b=1&c=%22"
    tree["indicators"].append(yaml.load(_NEGATIVE, yaml.BaseLoader))  # noqa: S506
    texts = iter(ATTACKS * 20)
    _attack(tree, texts)
    return compute(Dataset.model_validate(tree))


def _attack(tree: dict[str, Any], texts: Iterator[str]) -> None:
    for name, value in tree.items():
        inner = value if isinstance(value, list) else [value]
        for part in inner:
            if isinstance(part, dict):
                _attack(part, texts)
        counted = name == "unit" and tree.get("measure") in ("flow", "stock")
        if isinstance(value, str) and (name in _TEXTS or counted):
            tree[name] = next(texts) + " vì sao" * (name in _REASONS)


def former_files(views: Views, address: str) -> set[str]:
    """Where a file about each indicator stands too, by the ids that it had."""
    known = views.dataset.indicators
    return {address.format(old) for indicator in known for old in indicator.former_ids}


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
    """What LibreOffice makes of a file, by name; ``reading`` holds the settings of its reader."""
    office = program("libreoffice-calc", "soffice")
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
