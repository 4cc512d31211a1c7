"""Classification by grades: shares from counts, sums against the assessed and against all."""

from __future__ import annotations

from typing import Any

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


def verdicts(row: dict[str, Any]) -> dict[str, Verdict]:
    return {e.published.id: e.verdict for e in compute(organisation(share(row))).ledger}


def rules(row: dict[str, Any]) -> list[str]:
    """The rules that are broken; a doubt breaks none."""
    found = check.check(organisation(share(row)))
    return [finding.rule for finding in found if not finding.fault.rule.doubt]


def test_counts_give_the_shares_and_what_is_well_or_better() -> None:
    found = figures(graded(COUNTS))
    assert found["2021/denominator"] == "80 computed"
    assert found["2021/numerator"] == "72 computed"
    assert found["2021/value"] == "90 computed"
    assert found["2021/grade/xuat-sac/share"] == "15 computed"
    assert found["2021/grade/khong/share"] == "5/2 computed"


def test_grades_of_which_some_were_not_counted_give_no_total() -> None:
    found = figures(graded({"xuat-sac": 12, "tot": 60}))
    assert "2021/denominator" not in found
    assert found["2021/value"] == "missing"


def test_a_stated_share_is_held_against_the_counts() -> None:
    assert verdicts(graded(COUNTS, value="90.0")) == {"ty-le/2021/value": Verdict.AGREES}
    assert rules(graded(COUNTS, value="91.0")) == ["published-disagrees"]


def test_printed_shares_of_single_grades_go_to_the_ledger() -> None:
    row = graded({**COUNTS, "tot": {"count": 60, "share": 75}, "khong": {"count": 2, "share": 3}})
    assert verdicts(row) == {
        "ty-le/2021/grade/tot/share": Verdict.AGREES,
        "ty-le/2021/grade/khong/share": Verdict.AGREES,
    }


def test_a_wrong_printed_share_of_a_grade_is_refused_without_explanation() -> None:
    row = graded({**COUNTS, "tot": {"count": 60, "share": 76}})
    assert rules(row) == ["published-disagrees"]


def test_the_sum_of_the_grades_is_the_number_assessed_and_at_most_all() -> None:
    assert rules(graded(COUNTS, denominator=80, population=85)) == []
    assert rules(graded(COUNTS, denominator=81)) == ["grades-sum"]
    assert rules(graded(COUNTS, population=79)) == ["grades-sum"]
    assert figures(graded(COUNTS, population=85))["2021/unassessed"] == "5 computed"


def test_a_stated_number_of_those_who_did_well_is_recomputed() -> None:
    row = graded(COUNTS, numerator=72, denominator=80)
    assert verdicts(row)["ty-le/2021/numerator"] is Verdict.AGREES
    assert rules(graded(COUNTS, numerator=73, denominator=80)) == ["published-disagrees"]
