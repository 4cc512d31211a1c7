"""Every rule tells the very line and value that is at fault, and says what stands there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from samples import edited

from indicators import examine

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
        found.append(f"{line.strip()} ^{at} {problem.rule}: {problem.what()}")
    return found


def test_data_of_every_kind_breaks_no_rule() -> None:
    assert told() == []


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_told_where_it_stands(case: dict[str, Any]) -> None:
    edits = [(old, new) for old, new in case["edits"]]
    assert told(*edits) == case["told"]
