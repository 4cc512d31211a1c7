"""Every rule tells the very line and value that is at fault, and says what stands there.

``python tests/test_mistakes.py`` writes the answers anew; a review then sees which ones changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from samples import edited

from indicators import examine
from indicators.reading.fields import field_at
from indicators.reading.load import trees

HERE = Path(__file__).parent
WHOLE = (HERE / "every_kind.yaml").read_text("utf-8")
CASES = yaml.safe_load((HERE / "mistakes.yaml").read_text("utf-8"))


def told(*edits: tuple[str, str]) -> list[str]:
    """Each problem: its line, where in the line it is marked, its rule, and what it says."""
    lines = edited(WHOLE, *edits).split("\n")
    found = []
    for problem in examine({"data.yaml": "\n".join(lines).encode()}).problems:
        line = lines[problem.line - 1]
        at = problem.column - 1 - (len(line) - len(line.lstrip()))
        what = re.sub(r"dòng (\d+)", lambda it: f"dòng {lines[int(it[1]) - 1]}", problem.what())
        found.append(" ".join(f"{line} ^{at} {problem.rule}: {what}".split()))
    return found


def test_data_of_every_kind_breaks_no_rule() -> None:
    assert told() == []


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_told_where_it_stands(case: dict[str, Any]) -> None:
    assert told(*case["edits"]) == case["told"]


def references(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, str]]:
    """Every id of the data that another list declares, as it was typed, with what it names."""
    for step, value in node.items() if isinstance(node, dict) else enumerate(node):
        field = field_at((*path, step))
        if not isinstance(value, str):
            yield from references(value, (*path, step))
        elif field and field.refers:
            yield value, field.noun.vi


def test_every_reference_is_looked_up_in_the_list_that_declares_it() -> None:
    listed = list(references(trees({"d": WHOLE.encode()})["d"]))
    assert len(listed) > 25
    for typed, noun in listed:
        lines = WHOLE.split("\n")
        lines[typed.line - 1] += "-x"
        found = examine({"d": "\n".join(lines).encode()}).problems
        what = f"Không có {noun} nào mang mã “{typed}-x”; có phải “{typed}”?"
        assert [(one.line, one.what()) for one in found] == [(typed.line, what)]


if __name__ == "__main__":
    text = (HERE / "mistakes.yaml").read_text("utf-8").partition("- edits")[0]
    for case in CASES:
        edits, *answers = (
            json.dumps(one, ensure_ascii=False) for one in (case["edits"], *told(*case["edits"]))
        )
        several = "".join(f"\n  - {one}" for one in answers)
        text += f"- edits: {edits}\n  told:{several if answers[1:] else f' [{answers[0]}]'}\n"
    (HERE / "mistakes.yaml").write_text(text, "utf-8")
