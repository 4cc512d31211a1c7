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
from indicators.words.explain import role_label


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


def units(**values: int) -> list[dict[str, object]]:
    return [part(name, value) for name, value in values.items()]


TWICE = [part("a", 50, 40), part("b", 40, 30), part("c", 9, 20)]
TOP = {"a": 50, "b": 40, "c": 10}
WHY = {"explanation": "Nguồn không nêu lý do."}


@pytest.mark.parametrize(
    ("row", "agree", "differ", "broken"),
    [
        (FULL, "value plan", "", []),
        # Parts that give less are a part of all unless that is explained, once for both sums, or
        # they have made up the whole by another number; more is refused.
        (year(2021, 100, parts=units(a=50, b=40, c=9), **WHY), "", "value", []),
        (year(2021, 100, plan=90, parts=TWICE), "plan", "value", ["published-disagrees"]),
        (year(2021, 100, plan=90, parts=TWICE, **WHY), "plan", "value", []),
        (year(2021, 100, parts=units(a=80, b=40, c=10)), "", "value", ["parts-over"]),
        # Each level is summed by itself; one without parts is made up by the one below.
        (year(2021, 100, parts=units(**TOP, a1=20, a2=20, a3=10)), "value unit/a/value", "", []),
        (year(2021, 100, parts=units(**TOP, a1=20, a2=21, a3=10)), "value",
         "unit/a/value", ["parts-over"]),
        (year(2021, 100, parts=units(b=40, c=10, a1=20, a2=20, a3=10)), "value", "", []),
        # Groups overlap, so they are neither summed nor refused together.
        (year(2021, 100, parts=[group("nu", 80), group("tre", 70)]), "", "", []),
    ],
)  # fmt: skip
def test_parts_are_held_against_the_whole_at_every_level(
    row: dict[str, object], agree: str, differ: str, broken: list[str]
) -> None:
    data = organisation(admissions(row))
    # A doubt breaks no rule.
    assert [it.rule for it in check.check(data) if not it.fault.rule.doubt] == broken
    views = compute(data)
    found = {entry.published.id: entry.verdict for entry in views.ledger}
    expected = dict.fromkeys(agree.split(), Verdict.AGREES)
    expected |= dict.fromkeys(differ.split(), Verdict.DISAGREES)
    assert found == {f"ket-nap/2021/{name}": verdict for name, verdict in expected.items()}
    assert "2021/value-left" not in told(views, "ket-nap")


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


def test_units_that_are_named_need_not_be_all_that_there_are() -> None:
    row = year(2021, 100, parts=units(a=50, b=40, c=9, a1=20, a2=20, a3=9))
    views = compute(organisation(admissions(row)))
    figures = told(views, "ket-nap")
    assert figures["2021/value-left"] == figures["2021/unit/a/value-left"] == "1 computed"
    assert figures["2021/value/sum-of-parts"] == "99 computed"
    assert views.indicators["ket-nap"].breakdowns[0].partial
    assert views.ledger == ()


def test_where_nobody_states_the_whole_the_known_parts_give_a_sum_of_their_own() -> None:
    row = year(2021, parts=[part("a", 50), part("b")], missing="Chưa tổng hợp.")
    figures = told(compute(organisation(admissions(row))), "ket-nap")
    assert figures["2021/value"] == "missing"
    assert figures["2021/value/sum-of-parts"] == "50 computed"


@pytest.mark.parametrize(("then", "change"), [(2022, "5 computed"), (2023, None)])
def test_a_groups_share_changes_in_percentage_points_from_the_year_before(
    then: int, change: str | None
) -> None:
    rows = [year(2021, 100, parts=[group("nu", 40)]), year(then, 200, parts=[group("nu", 90)])]
    figures = told(compute(organisation(admissions(*rows))), "ket-nap")
    assert figures["2021/group/nu/share"] == "40 computed"
    assert figures[f"{then}/group/nu/share"] == "45 computed"
    assert figures.get(f"{then}/group/nu/share-change") == change


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
    placed = [(row.portion.id, row.depth) for row in rows]
    assert placed == [("a", 0), ("a2", 1), ("b", 0), ("c", 0)]
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
