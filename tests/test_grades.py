"""Classification by grades: shares from counts, sums against the assessed and against all."""

from __future__ import annotations

from typing import Any

import pytest
from divided import organisation
from synthetic import share, told, year

from indicators import check
from indicators.computing.compute import compute
from indicators.computing.ledger import Verdict

COUNTS = {"xuat-sac": 12, "tot": 60, "hoan-thanh": 6, "khong": 2}


def graded(counts: dict[str, Any], **more: Any) -> dict[str, Any]:
    grades = [
        {"grade": name, **(value if isinstance(value, dict) else {"count": value})}
        for name, value in counts.items()
    ]
    return year(2021, more.pop("value", None), grades=grades, **more)


def figures(row: dict[str, Any]) -> dict[str, str]:
    return told(compute(organisation(share(row))), "ty-le")


def test_counts_give_the_shares_and_what_is_well_or_better() -> None:
    expected = {"denominator": "80", "numerator": "72", "value": "90", "unassessed": "5"}
    expected |= {"grade/xuat-sac/share": "15", "grade/khong/share": "5/2"}
    found = figures(graded(COUNTS, population=85))
    assert {name: found[f"2021/{name}"] for name in expected} == {
        name: f"{value} computed" for name, value in expected.items()
    }


def test_grades_of_which_some_were_not_counted_give_no_total() -> None:
    found = figures(graded({"xuat-sac": 12, "tot": 60}))
    assert "2021/denominator" not in found
    assert found["2021/value"] == "missing"


WRONG = {"tot": {"count": 60, "share": 76}}
RIGHT = {"tot": {"count": 60, "share": 75}, "khong": {"count": 2, "share": 3}}


@pytest.mark.parametrize(
    ("row", "held"),
    [
        # A stated share, one of those who did well, and the printed shares of single grades.
        (graded(COUNTS, value="90.0"), ["value"]),
        (graded(COUNTS, value="91.0"), "published-disagrees"),
        (graded(COUNTS, numerator=72, denominator=80), ["numerator", "denominator"]),
        (graded(COUNTS, numerator=73, denominator=80), "published-disagrees"),
        (graded(COUNTS | RIGHT), ["grade/tot/share", "grade/khong/share"]),
        (graded(COUNTS | WRONG), "published-disagrees"),
        # The sum of the grades is the number assessed, and at most all.
        (graded(COUNTS, denominator=80, population=85), ["denominator"]),
        (graded(COUNTS, denominator=81), "grades-sum"),
        (graded(COUNTS, population=79), "grades-sum"),
    ],
)
def test_what_is_printed_is_held_against_the_counts(
    row: dict[str, Any], held: list[str] | str
) -> None:
    data = organisation(share(row))
    broken = [found.rule for found in check.check(data) if not found.fault.rule.doubt]
    if isinstance(held, str):
        assert broken == [held]
        return
    assert broken == []
    verdicts = {entry.published.id: entry.verdict for entry in compute(data).ledger}
    assert verdicts == {f"ty-le/2021/{name}": Verdict.AGREES for name in held}
