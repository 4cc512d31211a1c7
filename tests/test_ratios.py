"""Ratios of two indicators, and what their range asks of the side that is not known."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from synthetic import flow, stock, target, told, views, year

from indicators.computing.arithmetic import Interval
from indicators.computing.compute import Views
from indicators.computing.figures import Period, Span
from indicators.computing.scope import Account
from indicators.computing.standing import Standing
from indicators.showing.links import DOCUMENTS, Links
from indicators.showing.writer import Writer

RANGE = target("range", "ty-so", min=3, max=4)


def ratio(**fields: Any) -> dict[str, Any]:
    """Admissions (``so``) in percent of the membership (``dang-so``)."""
    return {
        "id": "ty-so", "name": "ty-so", "measure": "ratio", "unit": "phần trăm",
        "numerator": "so", "denominator": "dang-so", **fields,
    }  # fmt: skip


def members(*years: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return stock(*years, **{"id": "dang-so", "unit": "đảng viên", **fields})


def computed(
    top: tuple[dict[str, Any], ...],
    bottom: tuple[dict[str, Any], ...],
    *,
    goal: dict[str, Any] = RANGE,
    **fields: Any,
) -> Views:
    indicators = (flow(*top), members(*bottom), ratio(**fields))
    return views(*indicators, targets=[goal], start=2021, end=2023)


def when_of(row: Account) -> str:
    return row.value.when.key if row.value.when else ""


def in_year(made: Views, period: int = 2022) -> tuple[dict[str, str], Standing]:
    """The figures of one year and where it stands."""
    prefix = f"{period}/"
    found = {
        name.removeprefix(prefix): text
        for name, text in told(made, "ty-so").items()
        if name.startswith(prefix)
    }
    row = next(row for row in made.indicators["ty-so"].ratios if when_of(row) == str(period))
    assert row.judgement is not None
    return found, row.judgement.standing


def test_a_ratio_has_a_table_of_its_years_and_each_status_is_worked_out() -> None:
    made = computed((year(2021, 1750), year(2022, 1400)), (year(2021, 50000), year(2022, 50000)))
    homes = dict.fromkeys((*made.indicators, *made.targets), "x/")
    writer = Writer(made, Links("x/", {**homes, DOCUMENTS: "van-ban/"}))
    table, working = (
        " ".join(re.sub(r"<[^>]*>", " ", html).split())
        for html in (writer.table("ty-so"), writer.working("ty-so"))
    )
    assert "2021 3,50% Đạt chỉ tiêu 2022 2,80% Chưa đạt chỉ tiêu 2023 Chưa có" in table
    assert (
        "Năm 2022: Chưa đạt chỉ tiêu – 2,80% so với mức tối thiểu 3% và mức trên 4%"
        in working.replace("\u00a0", " ")
    )


@pytest.mark.parametrize(
    ("top", "bottom", "value", "standing"),
    [
        (year(2022, 1750), year(2022, 50000), "7/2 computed", Standing.MET),
        (year(2022, 1500), year(2022, 50000), "3 computed", Standing.MET),
        (year(2022, 2500), year(2022, 50000), "5 computed", Standing.MET),
        (year(2022, 1499), year(2022, 50000), "1499/500 computed", Standing.NOT_MET),
        (year(2022, 0), year(2022, 50000), "0 computed", Standing.NOT_MET),
        (year(2022, 1750, bound="at-least"), year(2022, 50000), ">=7/2 computed", Standing.MET),
        (year(2022, 1000, bound="above"), year(2022, 50000), ">2 computed", Standing.NO_BASIS),
        (year(2022, 1750), year(2022, 50000, bound="above"), "<7/2 computed", Standing.NO_BASIS),
        (year(2022, 1000), year(2022, 50000, bound="above"), "<2 computed", Standing.NOT_MET),
        (
            year(2022, 800, through="2022-06"),
            year(2022, 50000, through="2022-06"),
            "8/5 computed",
            Standing.IN_PROGRESS,
        ),
        (
            year(2022, 1750, status="estimate"),
            year(2022, 50000),
            "7/2 computed estimate",
            Standing.FORECAST_MET,
        ),
        # A plan on top is what is expected; it is no result, whatever its own status says.
        (year(2022, plan=1750), year(2022, 50000), "7/2 computed forecast", Standing.FORECAST_MET),
        (year(2022, plan=1000), year(2022, 50000), "2 computed forecast", Standing.IN_PROGRESS),
    ],
)
def test_a_ratio_of_two_known_sides_is_computed_and_judged(
    top: dict[str, Any], bottom: dict[str, Any], value: str, standing: Standing
) -> None:
    assert in_year(computed((top,), (bottom,))) == ({"value": value}, standing)


@pytest.mark.parametrize(
    ("goal", "standing"),
    [
        (target("floor", "ty-so", min=3), Standing.MET),
        (target("floor", "ty-so", min=4), Standing.NOT_MET),
        (target("ceiling", "ty-so", max=4), Standing.MET),
        (target("ceiling", "ty-so", max=3), Standing.NOT_MET),
    ],
)
def test_a_ratio_may_have_a_floor_or_a_ceiling(goal: dict[str, Any], standing: Standing) -> None:
    made = computed((year(2022, 1750),), (year(2022, 50000),), goal=goal)
    assert in_year(made)[1] is standing
    assert made.targets["muc"].standing is standing


def test_a_ratio_without_a_target_is_not_judged() -> None:
    made = views(flow(year(2022, 1750)), members(year(2022, 50000)), ratio())
    assert in_year(made) == ({"value": "7/2 computed"}, Standing.NO_BASIS)


@pytest.mark.parametrize(
    ("top", "asked"),
    [
        (year(2022, 1514), "[37850; 50466] inferred"),
        (year(2022, 1514, status="preliminary"), "[37850; 50466] inferred preliminary"),
        (year(2022, plan=1660), "[41500; 55333] inferred"),
        (year(2022, plan=1660, status="forecast"), "[41500; 55333] inferred forecast"),
        (year(2022, 1), "[25; 33] inferred"),
    ],
)
def test_the_whole_numbers_that_a_known_numerator_asks_of_the_denominator(
    top: dict[str, Any], asked: str
) -> None:
    made = computed((top,), ())
    assert in_year(made) == ({"value": "missing", "implied": asked}, Standing.NO_BASIS)
    assert made.figures["ty-so/2022/implied"].unit == "đảng viên"


def test_the_whole_numbers_that_a_known_denominator_asks_of_the_numerator() -> None:
    made = computed((), (year(2022, 50001),))
    assert in_year(made)[0] == {"value": "missing", "needed": "[1501; 2000] inferred"}
    assert made.figures["ty-so/2022/needed"].unit == "người"


def test_what_is_asked_is_every_whole_number_in_the_range_and_no_other() -> None:
    for admitted in range(1, 60):
        asked = computed((year(2022, admitted),), ()).figures["ty-so/2022/implied"].value
        fitting = [n for n in range(1, 3000) if 3 <= admitted * 100 / n <= 4]
        assert asked is not None
        assert asked == Interval(Fraction(fitting[0]), Fraction(fitting[-1]))


def test_what_is_asked_of_a_quantity_that_is_not_counted_is_not_made_whole() -> None:
    made = views(
        flow(year(2022, 1)),
        {**members(), "decimals": 1},
        ratio(),
        targets=[RANGE],
    )
    assert told(made, "ty-so")["2022/implied"] == "[25; 100/3] inferred"
    assert made.figures["ty-so/2022/implied"].decimals == 2


def test_less_than_one_asks_as_well() -> None:
    top = {**flow(year(2022, "0.5")), "decimals": 1}
    made = views(top, {**members(), "decimals": 1}, ratio(), targets=[RANGE])
    assert told(made, "ty-so")["2022/implied"] == "[25/2; 50/3] inferred"


def test_nothing_is_asked_where_no_whole_number_lies_in_the_range() -> None:
    narrow = target("range", "ty-so", min="3.9", max=4)
    made = computed((year(2022, 1, missing="nguồn không nêu"), year(2023, 1)), (), goal=narrow)
    assert in_year(made, 2023)[0] == {"value": "missing", "implied": "25 inferred"}
    narrower = target("range", "ty-so", min="3.9", max="3.95")
    assert in_year(computed((year(2022, 1),), (), goal=narrower))[0] == {"value": "missing"}


def test_a_count_of_a_part_of_a_year_asks_nothing() -> None:
    made = computed((year(2022, 800, through="2022-06"),), ())
    assert in_year(made)[0] == {"value": "missing"}


def test_nothing_is_asked_by_nothing() -> None:
    assert in_year(computed((year(2022, 0),), ()))[0] == {"value": "missing"}
    assert in_year(computed((), ()))[0] == {"value": "missing"}
    assert in_year(computed((), (year(2022, 0),)))[0] == {"value": "missing"}


POOL = {"unit": "lần", "denominator-figure": "plan"}


def pool(*top: dict[str, Any], plans: tuple[dict[str, Any], ...], **fields: Any) -> Views:
    """The pool (``nguon``) against the planned admissions (``so``), wanted 1.5 to 2 times."""
    return views(
        stock(*top, id="nguon", unit="quần chúng"),
        flow(*plans, **fields),
        ratio(numerator="nguon", denominator="so", **POOL),
        targets=[
            target("range", "ty-so", min="1.5", max=2),
            {**target("term-total", "so", value=6300), "id": "muc-tong"},
        ],
        start=2021,
        end=2024,
    )


def test_a_known_plan_asks_for_a_pool_and_so_does_the_target_of_the_term() -> None:
    """The plans are those inferred from the Long An interview, and its plan of 2024."""
    made = pool(plans=(
        year(2021, 1514, percent="112.15"),
        year(2022, 1533, percent="111.9"),
        year(2023, plan=1551),
        year(2024, plan=1660, status="forecast"),
    ))  # fmt: skip
    asked = {name: text for name, text in told(made, "ty-so").items() if "needed" in name}
    assert asked == {
        "2021/needed": "[2025; 2700] inferred",
        "2022/needed": "[2055; 2740] inferred",
        "2023/needed": "[2327; 3102] inferred",
        "2024/needed": "[2490; 3320] inferred forecast",
        "2021-2024/needed": "[9450; 12600] inferred",
    }
    assert {made.figures[f"ty-so/{name}"].unit for name in asked} == {"quần chúng"}
    assert made.indicators["ty-so"].ratios[-1].value.when == Span(2021, 2024)


def test_a_pool_is_held_against_its_plan_also_where_that_is_one_of_several() -> None:
    made = pool(
        year(2021, 2700),
        year(2022, 420),
        plans=(year(2021, plan=1350), year(2022, 227, percent=108)),
    )
    values = {name: text for name, text in told(made, "ty-so").items() if "value" in name}
    assert values == {
        "2021/value": "2 computed",
        "2022/value": "[420/211; 2] inferred",
        "2023/value": "missing",
        "2024/value": "missing",
        "2021-2024/value": "missing",
    }


def test_the_term_is_a_row_only_where_the_denominators_target_is_its_plan_for_the_term() -> None:
    made = views(
        stock(id="nguon"),
        stock(year(2021, plan=5)),
        ratio(numerator="nguon", denominator="so", **POOL),
        targets=[target("end-value", value=10)],
    )
    assert all(isinstance(row.value.when, Period) for row in made.indicators["ty-so"].ratios)


def test_the_denominator_may_be_the_value_of_the_year_before() -> None:
    before: dict[str, Any] = {"denominator-figure": "previous-value"}
    made = computed(
        (year(2021, 5), year(2022, 1750)), (year(2021, 50000), year(2022, 60000)), **before
    )
    assert told(made, "ty-so")["2022/value"] == "7/2 computed"
    assert told(made, "ty-so")["2021/value"] == "missing"


def test_a_missing_ratio_says_the_reason_of_the_side_that_is_missing() -> None:
    reason = "nguồn không nêu số đảng viên"
    made = views(flow(year(2022, 5)), members(missing=reason), ratio(), targets=[RANGE])
    assert made.figures["ty-so/2022/value"].note == reason
    own = views(flow(), members(), ratio(missing="chưa thống kê"), targets=[RANGE])
    assert own.figures["ty-so/2022/value"].note == "chưa thống kê"


def test_a_ratio_of_ratios_has_no_rows() -> None:
    made = views(flow(), members(), ratio(), {**ratio(numerator="ty-so"), "id": "khac"})
    assert made.indicators["khac"].ratios == ()
