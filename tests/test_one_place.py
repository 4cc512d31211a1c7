"""A field, a code and a rule are added in one place each, as CONTRIBUTING shows it.

Each test adds one to a copy of the package, and looks where it must turn up.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from samples import TERM, edited

FIELD = '    scope: Text | None = _may("Số tính trên phạm vi nào.", "phạm vi", "vùng")\n'
CODE = '    HEARSAY = "hearsay", "nghe nói", "đồn"\n'
RULE = '''

VALUE_SEVEN = rule(
    "value-seven",
    "Số bảy",
    vi="“{written}” là số bảy.",
    en="“{written}” is seven.",
    mend="gõ số khác.",
    mend_en="type another number.",
    why="Ví dụ.",
    bad="value: 7",
    good="value: 8",
)


def check_value_seven(data: Data) -> Iterator[Finding]:
    """No value is seven."""
    for path, row in data.of(Observation):
        if row.value == 7:
            yield Finding(VALUE_SEVEN(), (*path, "value"))
'''


@pytest.fixture
def package(tmp_path: Path, root: Path) -> Path:
    ignore = shutil.ignore_patterns("__pycache__")
    return shutil.copytree(root / "indicators", tmp_path / "indicators", ignore=ignore)


def added(file: Path, below: str, lines: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(below) == 1, below
    file.write_text(text.replace(below, below + lines), "utf-8")


def run(package: Path, *call: str) -> str:
    """What the changed package answers a call of Python."""
    there = package.parent
    environment = {**os.environ, "PYTHONPATH": str(there), "PYTHONUTF8": "1"}
    done = subprocess.Popen(
        [sys.executable, *call], cwd=there, env=environment, stdout=subprocess.PIPE
    )
    return done.communicate(timeout=120)[0].decode()


def told(package: Path, *edits: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Each problem of the sample with these edits: its rule, what is said, how to mend it."""
    (package.parent / "d.yaml").write_text(edited(TERM, *edits), "utf-8")
    rows = json.loads(run(package, "-m", "indicators", "check", "d.yaml", "--format", "json"))
    return [(row["rule"], row["message"], row["mend"]) for row in rows]


def test_a_field_and_a_code_are_a_line_of_the_model(package: Path) -> None:
    model = package / "model.py"
    added(model, '    period: Year = _must("Năm.", "năm", "kỳ", "year")\n', FIELD)
    added(model, '    FORECAST = "forecast", "dự kiến", "dự báo", "kế hoạch"\n', CODE)
    schema = json.loads(run(package, "-m", "indicators", "schema"))
    field = schema["$defs"]["Observation"]["properties"]["scope"]
    assert field["description"] == "Số tính trên phạm vi nào."
    assert "hearsay: nghe nói" in schema["$defs"]["Status"]["description"]
    value = "        value: 1514\n"
    assert told(package, (value, f"{value}        vùng: cả tỉnh\n")) == [
        (
            "field-unknown",
            "Không có trường “vùng”; có phải “scope”?",
            "đổi tên thành scope hoặc xóa dòng này.",
        )
    ]
    assert told(package, ("status: forecast", "status: đồn")) == [
        ("code-unknown", "“đồn” không phải mã mức độ chính thức.", "gõ hearsay.")
    ]
    for name in ("tỉnh", "nước"):
        scoped = edited(
            TERM, (value, f"{value}        scope: cả {name}\n        status: hearsay\n")
        )
        (package.parent / f"{name}.yaml").write_text(scoped, "utf-8")
    report = run(package, "-m", "indicators", "compare", "tỉnh.yaml", "nước.yaml")
    assert "phạm vi" in report
    assert "cả nước" in report
    run(package, "-m", "indicators", "export", "nước.yaml", "--out", "out")
    listed = (package.parent / "out/data/dataset.csv").read_text("utf-8")
    assert 'năm 2021: phạm vi",cả nước,' in listed
    assert "nghe nói" in (package.parent / "out/api/v1/schema.json").read_text("utf-8")


def test_a_rule_is_a_record_beside_its_function(package: Path) -> None:
    file = package / "checks" / "amounts.py"
    file.write_text(file.read_text("utf-8") + RULE, "utf-8")
    found = told(package, ("value: 1514", "value: 7"))
    assert ("value-seven", "“7” là số bảy.", "gõ số khác.") in found
    program = (
        "from indicators.reporting.rules import catalogue; import indicators;"
        "print(list(catalogue()).index('value-seven'), catalogue()['value-seven'].section.value)"
    )
    assert "Gõ số" in run(package, "-c", program)
