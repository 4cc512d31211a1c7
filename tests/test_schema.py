"""The JSON Schema is current, and what it tells editors is what the records take."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from samples import TERM, edited

from indicators import examine
from indicators.model import Dataset
from indicators.reading.schema import SCHEMA, schema, schema_text

VALIDATOR = Draft202012Validator(schema())


def plain(text: str) -> Any:
    """The text as any YAML reader sees it; a date as the text that JSON would hold."""

    def jsonable(node: object) -> object:
        if isinstance(node, dict):
            return {name: jsonable(value) for name, value in node.items()}
        if isinstance(node, list):
            return [jsonable(value) for value in node]
        return node.isoformat() if isinstance(node, dt.date) else node

    return jsonable(yaml.safe_load(text))


def test_the_committed_schema_is_what_the_records_say(root: Path) -> None:
    committed = (root / SCHEMA).read_text("utf-8")
    assert committed == schema_text(), "run: python -m indicators schema --out " + SCHEMA


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


def test_the_data_files_first_line_names_the_schema(root: Path) -> None:
    first = (root / "data" / "indicators.yaml").read_text("utf-8").split("\n")[0]
    assert first == f"# yaml-language-server: $schema=../{SCHEMA}"


def test_the_real_file_read_by_any_yaml_reader_validates(root: Path) -> None:
    text = (root / "data" / "indicators.yaml").read_text("utf-8")
    assert [error.message for error in VALIDATOR.iter_errors(plain(text))] == []


def parts(node: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field and record of the schema."""
    if isinstance(node, dict):
        for name, value in {**node.get("properties", {}), **node.get("$defs", {})}.items():
            yield f"{path}/{name}", value
            yield from parts(value, f"{path}/{name}")


def test_everything_is_described_in_vietnamese() -> None:
    vietnamese = set("ăâđêôơưàáạảãèéẹẻẽìíịỉĩòóọỏõùúụủũỳýỵỷỹằắặẳẵầấậẩẫềếệểễồốộổỗờớợởỡừứựửữ")
    for path, part in [("", schema()), *parts(schema())]:
        assert set(part["description"].lower()) & vietnamese, path


def test_nothing_is_left_of_python() -> None:
    text = json.dumps(schema())
    assert '"null"' not in text
    assert '"default"' not in text
    assert '"anyOf"' not in text


def test_a_record_allows_its_fields_and_no_other() -> None:
    names = {field.alias for field in Dataset.model_fields.values()}
    assert set(schema()["properties"]) == names
    assert all(
        part["additionalProperties"] is False
        for _, part in [("", schema()), *parts(schema())]
        if part.get("type") == "object"
    )


REFUSED = (
    ("value: 1533", "vlaue: 1533"), ("    measure: flow\n", ""),
    ("status: forecast", "status: dự kiến"), ("value: 1514", "value: 1514 người"),
    ("value: 1514", "value: 1.514.000"), ("id: ket-nap\n", "id: Kết nạp\n"),
    ("through: 2023", 'through: "12/2023"'), ("period: 2022", "period: 20222"),
    ("model: 1", "model: một"), ("    name: Kết nạp\n", "    name:\n      - Kết nạp\n"),
    ("    indicators:\n      - ket-nap\n", "    indicators: ket-nap\n"),
)  # fmt: skip
TAKEN = (
    ("value: 1514", 'value: "1514"'), ("value: 96.2", 'value: "96,2"'),
    ("period: 2022", 'period: "2022"'), ("title: Báo cáo", "title: Báo cáo\n    code: 124"),
    ("title: Báo cáo", "title: Báo cáo\n    date: 2021-04-15"),
    ("title: Báo cáo", "title: Báo cáo\n    date: 2021"), ("title: Báo cáo", "title: 2021"),
)  # fmt: skip
"""What may be typed with or without quotes."""


@pytest.mark.parametrize("edit", REFUSED + TAKEN)
def test_what_the_schema_refuses_the_check_refuses_too(edit: tuple[str, str]) -> None:
    text = edited(TERM, edit)
    problems = examine({"data.yaml": text.encode()}).problems
    assert VALIDATOR.is_valid(plain(text)) == (edit in TAKEN)
    assert bool([one for one in problems if one.rule != "told-too-early"]) == (edit in REFUSED)
