"""Inputs as staff type them: what must be refused is refused at its place, the rest is taken."""

from __future__ import annotations

import pytest
import yaml
from badinputs import Row, rows
from conftest import ending

from indicators import examine
from indicators.reading import tree

ROWS = rows()


def first_place(row: Row) -> tuple[str, str]:
    """Where the first problem stands, and its rule."""
    with ending():
        problems = examine({"data.yaml": row.data()}).problems
    if not problems:
        return "ACCEPT", ""
    lines_told = [(problem.line, problem.rule) for problem in problems]
    assert len(set(lines_told)) == len(lines_told), "a cause is told once"
    return f"{problems[0].line}:{problems[0].column}", problems[0].rule


def test_every_input_of_the_list_is_kept() -> None:
    assert len(ROWS) == 203
    assert sum(row.ideal == "ACCEPT" for row in ROWS) == 18


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.case)
def test_input_is_refused_where_it_stands_or_accepted(row: Row) -> None:
    assert first_place(row) == (row.expected, row.rule)


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.case not in ("21MB", "name 1MB")], ids=lambda row: row.case
)
def test_the_reader_written_in_python_gives_the_same_answers(
    row: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where libyaml is missing, PyYAML's own reader takes its place."""
    monkeypatch.setattr(tree, "_READER", yaml.BaseLoader)
    assert first_place(row) == (row.expected, row.rule)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.case)
def test_another_place_than_the_list_asks_for_has_a_reason(row: Row) -> None:
    moved = row.ideal == "ACCEPT" or row.expected == "ACCEPT"
    if moved:
        differs = row.ideal != row.expected
    else:
        # Our fields have other names, so a column may shift, by as much as a name is longer.
        line, column = (int(part) for part in row.ideal.split(":"))
        here = [int(part) for part in row.expected.split(":")]
        shift = {"value": -1, "plan": -2, "period": 2, "measure": 3, "url": -3}
        allowed = {0} | {
            by for name, by in shift.items() if name in row.written or "times" in row.edit
        }
        differs = here[0] != line or here[1] - column not in allowed
    assert bool(row.reason) == differs


@pytest.mark.parametrize("row", [row for row in ROWS if row.rule], ids=lambda row: row.case)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_refusal_says_what_is_wrong_and_how_to_mend_it(row: Row, language: str) -> None:
    for problem in examine({"data.yaml": row.data()}).problems:
        assert problem.what(language)
        assert problem.mend(language)
