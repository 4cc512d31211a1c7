"""Parts by unit and by group: their figures, their sums at every level, and what is not summed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from divided import FULL, POOL_TARGET, admissions, group, organisation, part, pool
from synthetic import tell, told, year

from indicators import check
from indicators.computing.compute import compute
from indicators.computing.figures import Division, Portion, Role
from indicators.computing.ledger import Verdict
from indicators.computing.standing import Standing
from indicators.model import Dataset
from indicators.words.explain import role_label


def verdicts(dataset: Dataset) -> dict[str, Verdict]:
    return {entry.published.id: entry.verdict for entry in compute(dataset).ledger}


def rules(dataset: Dataset) -> list[str]:
    """The rules that are broken; a doubt breaks none."""
    found = check.check(dataset)
    return [finding.rule for finding in found if not finding.fault.rule.doubt]


def test_a_units_part_has_figures_of_its_own_with_its_name() -> None:
    views = compute(organisation(admissions(FULL)))
    figures = told(views, "ket-nap")
    assert figures["2021/unit/a/value"] == "50"
    assert figures["2021/unit/a/plan"] == "40"
    assert figures["2021/unit/a/percent-of-plan"] == "125 computed"
    assert figures["2021/unit/c/over-plan"] == "-10 computed"
    figure = views.figures["ket-nap/2021/unit/a/value"]
    assert figure.portion == Portion(Division.UNIT, "a", "Huyện A")
    assert role_label(figure) == "kết quả, Huyện A, năm\u00a02021"
    assert views.dataset.at(figure.path or ()) == 50


def test_complete_parts_are_held_against_the_whole() -> None:
    dataset = organisation(admissions(FULL))
    assert rules(dataset) == []
    assert verdicts(dataset) == {
        "ket-nap/2021/value": Verdict.AGREES,
        "ket-nap/2021/plan": Verdict.AGREES,
    }


def test_complete_parts_that_give_less_than_the_whole_need_an_explanation() -> None:
    parts = [part("a", 50), part("b", 40), part("c", 9)]
    dataset = organisation(admissions(year(2021, 100, parts=parts)))
    assert verdicts(dataset) == {"ket-nap/2021/value": Verdict.DISAGREES}
    assert rules(dataset) == ["published-disagrees"]
    explained = year(2021, 100, parts=parts, explanation="Nguồn không nêu lý do.")
    assert rules(organisation(admissions(explained))) == []


def test_an_explanation_that_one_of_two_sums_needs_is_not_needless() -> None:
    parts = [part("a", 50, 40), part("b", 40, 30), part("c", 9, 20)]
    row = year(2021, 100, plan=90, parts=parts, explanation="Nguồn không nêu lý do.")
    assert rules(organisation(admissions(row))) == []


def test_parts_that_exceed_the_whole_are_refused() -> None:
    parts = [part("a", 80), part("b", 40), part("c", 10)]
    assert rules(organisation(admissions(year(2021, 100, parts=parts)))) == ["parts-over"]


def test_an_absent_part_leaves_a_remainder_and_is_never_summed_as_nothing() -> None:
    parts = [part("a", 50, 40), part("b", None, 30), group("nu", 40)]
    views = compute(organisation(admissions(year(2021, 100, plan=90, parts=parts))))
    figures = told(views, "ket-nap")
    assert figures["2021/value-left"] == "50 computed"
    assert figures["2021/plan-left"] == "20 computed"
    assert figures["2021/unit/b/value"] == "missing"
    assert "2021/value/recomputed" not in figures
    assert [item.id for item in views.indicators["ket-nap"].breakdowns[0].absent[None]] == ["c"]
    assert views.ledger == ()


def test_each_level_of_the_tree_is_summed_by_itself() -> None:
    below = [part("a1", 20), part("a2", 20), part("a3", 10)]
    row = year(2021, 100, parts=[part("a", 50), part("b", 40), part("c", 10), *below])
    assert verdicts(organisation(admissions(row))) == {
        "ket-nap/2021/value": Verdict.AGREES,
        "ket-nap/2021/unit/a/value": Verdict.AGREES,
    }
    less = [part("a1", 20), part("a2", 20), part("a3", 9)]
    row = year(2021, 100, parts=[part("a", 50), part("b", 40), part("c", 10), *less])
    assert rules(organisation(admissions(row))) == ["published-disagrees"]


def test_a_level_without_parts_of_its_own_is_made_up_by_the_one_below() -> None:
    below = [part("a1", 20), part("a2", 20), part("a3", 10)]
    row = year(2021, 100, parts=[part("b", 40), part("c", 10), *below])
    assert verdicts(organisation(admissions(row))) == {"ket-nap/2021/value": Verdict.AGREES}


def test_where_nobody_states_the_whole_the_known_parts_give_a_sum_of_their_own() -> None:
    row = year(2021, parts=[part("a", 50), part("b")], missing="Chưa tổng hợp.")
    figures = told(compute(organisation(admissions(row))), "ket-nap")
    assert figures["2021/value"] == "missing"
    assert figures["2021/value/sum-of-parts"] == "50 computed"


def test_groups_overlap_so_they_are_neither_summed_nor_refused_together() -> None:
    parts = [group("nu", 80), group("tre", 70)]
    dataset = organisation(admissions(year(2021, 100, parts=parts)))
    assert rules(dataset) == []
    assert "2021/value-left" not in told(compute(dataset), "ket-nap")


def test_a_groups_share_changes_in_percentage_points() -> None:
    first = year(2021, 100, parts=[group("nu", 40)])
    second = year(2022, 200, parts=[group("nu", 90)])
    figures = told(compute(organisation(admissions(first, second))), "ket-nap")
    assert figures["2021/group/nu/share"] == "40 computed"
    assert figures["2022/group/nu/share"] == "45 computed"
    assert figures["2022/group/nu/share-change"] == "5 computed"


def test_a_year_between_leaves_no_change_of_a_groups_share() -> None:
    rows = [year(2021, 100, parts=[group("nu", 40)]), year(2023, 100, parts=[group("nu", 50)])]
    assert "2023/group/nu/share-change" not in told(
        compute(organisation(admissions(*rows))), "ket-nap"
    )


def test_the_pool_of_a_unit_is_held_against_its_plan() -> None:
    pools = year(2021, 150, parts=[part("a", 60), part("b", 66), part("c", 24)])
    views = compute(
        organisation(admissions(FULL), *pool(pools), targets=[{**POOL_TARGET, "id": "muc-nguon"}])
    )
    rows = views.indicators["ty-so-nguon"].breakdowns[0].units
    assert {row.portion.id: tell(row.value) for row in rows} == {
        "a": "3/2 computed",
        "b": "11/5 computed",
        "c": "6/5 computed",
    }
    standings = [row.judgement.standing for row in rows if row.judgement]
    assert standings == [Standing.MET, Standing.MET, Standing.NOT_MET]


def test_a_unit_whose_type_had_ended_is_not_awaited() -> None:
    """Districts that ended on a day count for the flow of that year, not for a stock at its end."""
    types = [
        {"id": "cap-huyen", "name": "Cấp huyện", "to": "2022-06-30"},
        {"id": "co-so", "name": "Cơ sở"},
    ]
    units = [
        {"id": "a", "name": "Huyện A", "type": "cap-huyen"},
        {"id": "x", "name": "Xã X", "type": "co-so"},
    ]

    def absent(indicator: dict[str, object]) -> list[list[str]]:
        dataset = organisation(indicator, **{"unit-types": types, "units": units, "grades": []})
        made = compute(dataset).indicators[str(indicator["id"])].breakdowns
        return [[item.id for item in each.absent.get(None, ())] for each in made]

    rows = [year(at, 100, parts=[part("x", 50)]) for at in (2021, 2022, 2023)]
    assert absent(admissions(*rows)) == [["a"], ["a"], []]
    assert absent(pool(*rows)[0]) == [["a"], [], []]


def test_units_stand_in_the_order_of_the_registry_whatever_the_order_of_the_rows() -> None:
    parts = [part("c", 10), part("a2", 20), part("b", 40), part("a", 50)]
    made = compute(organisation(admissions(year(2021, 100, parts=parts))))
    rows = made.indicators["ket-nap"].breakdowns[0].units
    assert [(row.portion.id, row.depth) for row in rows] == [
        ("a", 0),
        ("a2", 1),
        ("b", 0),
        ("c", 0),
    ]
    assert Role.PLAN not in rows[0].figures


@pytest.mark.parametrize(
    "edit", [("", ""), ("parent: tinh\n", "parent: xa-b\n"), ("id: xa-c", "id: xa-b")]
)
def test_units_below_themselves_are_refused_and_end_no_walk(
    root: Path, edit: tuple[str, str]
) -> None:
    """Data that breaks a rule is computed too, to compare it with another version."""
    text = (root / "tests/rules_base.yaml").read_text("utf-8").replace(*_LOOP, 1).replace(*edit)
    program = (
        "import sys; from indicators.computing.compute import compute;"
        "from indicators.reading.load import load;"
        "print(len(compute(load({'x.yaml': sys.stdin.buffer.read()}).dataset).figures))"
    )
    run = [sys.executable, "-c", program]
    done = subprocess.run(run, input=text.encode(), timeout=60, capture_output=True, check=True)
    assert int(done.stdout) > 0


_LOOP = ("    type: xa\n    parent: tinh", "    type: xa\n    parent: xa-b")


def test_a_unit_far_down_is_reached() -> None:
    """Deeper than Python may call itself."""
    units = [{"id": "u0", "name": "U0", "type": "co-so"}]
    units += [
        {"id": f"u{n}", "name": f"U{n}", "type": "co-so", "parent": f"u{n - 1}"}
        for n in range(1, 2500)
    ]
    parts = [part("u0", 100), part("u2499", 60)]
    dataset = organisation(admissions(year(2021, 100, parts=parts)), units=units)
    rows = compute(dataset).indicators["ket-nap"].breakdowns[0].units
    assert [(row.portion.id, row.depth) for row in rows] == [("u0", 0), ("u2499", 1)]
