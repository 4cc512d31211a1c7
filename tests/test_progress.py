"""Targets: what each type asks, how far its series have come, and what is expected of them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from synthetic import dataset, flow, share, target, tell, told, views, year

from indicators.computing.compute import Views, compute
from indicators.computing.figures import When
from indicators.computing.standing import Standing, worst

FLOOR = target("floor", "ty-le", min=90)


def seen(made: Views) -> list[tuple[Standing, str | None, Standing | None]]:
    """Status, its time, and outlook of each series of the target ``muc``."""

    def key(when: When | None) -> str | None:
        return when.key if when else None

    return [
        (
            series.judgement.standing,
            key(series.judgement.as_of),
            series.outlook.standing if series.outlook else None,
        )
        for series in made.targets["muc"].series
    ]


# --- which status is worse -----------------------------------------------------------------------


def test_the_worst_of_several_statuses_decides() -> None:
    order = [
        Standing.NOT_MET, Standing.NO_BASIS, Standing.NO_DATA, Standing.IN_PROGRESS,
        Standing.FORECAST_MET, Standing.FORECAST_EXCEEDED, Standing.MET, Standing.EXCEEDED,
    ]  # fmt: skip
    for at, standing in enumerate(order):
        for better in order[at:]:
            assert worst([better, standing]) is worst([standing, better]) is standing
    assert worst([]) is Standing.NO_DATA


def test_a_target_of_two_series_takes_the_worse() -> None:
    both = target("floor", "ty-le", "khac", min=90)
    other = {**share(year(2021, 89)), "id": "khac"}
    made = views(share(year(2021, 95)), other, targets=[both])
    assert seen(made) == [(Standing.MET, "2021", None), (Standing.NOT_MET, "2021", None)]
    assert made.targets["muc"].standing is Standing.NOT_MET


def test_a_targets_own_numbers_are_published_figures() -> None:
    goal = target("range", "ty-le", min="3.0", max=4, locator="câu 1", note="ghi chú")
    made = views(share(), targets=[goal])
    assert told(made, "muc") == {"min": "3", "max": "4"}
    least = made.figures["muc/min"]
    assert (least.decimals, least.unit, least.source, least.locator, least.note, least.path) == (
        1, "phần trăm", "bao-cao", "câu 1", "ghi chú", ("targets", 0, "min"),
    )  # fmt: skip


# --- limits that hold every year -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((), (Standing.NO_DATA, None, None)),
        ((year(2021, missing="nguồn không nêu"),), (Standing.NO_DATA, None, None)),
        ((year(2021, 95), year(2022, 91)), (Standing.MET, "2022", None)),
        ((year(2021, 89), year(2022, 95)), (Standing.NOT_MET, "2022", None)),
        ((year(2021, 95), year(2022, 90, bound="above")), (Standing.MET, "2022", None)),
        ((year(2021, 95), year(2022, 80, bound="above")), (Standing.NO_BASIS, "2022", None)),
        (
            (year(2021, 95), year(2022, 89, through="2022-06")),
            (Standing.IN_PROGRESS, "2022", None),
        ),
        (
            (year(2021, 95), year(2022, 93, status="forecast")),
            (Standing.MET, "2021", Standing.FORECAST_MET),
        ),
        (
            (year(2021, 95), year(2022, 80, status="forecast")),
            (Standing.MET, "2021", Standing.IN_PROGRESS),
        ),
        ((year(2021, 93, status="estimate"),), (Standing.NO_DATA, None, Standing.FORECAST_MET)),
        # A forecast of a year before the last result is past.
        ((year(2021, 80, status="forecast"), year(2022, 95)), (Standing.MET, "2022", None)),
    ],
)
def test_a_floor_is_kept_when_every_year_with_a_result_keeps_it(
    years: tuple[dict[str, Any], ...], expected: tuple[Standing, str | None, Standing | None]
) -> None:
    assert seen(views(share(*years), targets=[FLOOR])) == [expected]


def test_the_years_that_decide_are_named() -> None:
    made = views(share(year(2021, 89), year(2022, 95), year(2023, 88)), targets=[FLOOR])
    series = made.targets["muc"].series[0]
    assert [figure.id for figure in series.judgement.because] == [
        "ty-le/2021/value",
        "ty-le/2023/value",
    ]
    assert series.latest is not None
    assert series.latest.value.id == "ty-le/2023/value"


def test_a_missed_yearly_plan_above_a_floor_is_no_breach_of_the_floor() -> None:
    made = views(share(year(2021, 92, plan=95)), targets=[FLOOR])
    row = made.indicators["ty-le"].rows[1]
    assert row.judgement is not None
    assert row.judgement.standing is Standing.NOT_MET
    assert made.targets["muc"].standing is Standing.MET


def test_a_ceiling_of_zero_is_kept_by_zero_and_broken_by_one() -> None:
    ceiling = target("ceiling", max=0)
    assert views(flow(year(2021, 0)), targets=[ceiling]).targets["muc"].standing is Standing.MET
    broken = views(flow(year(2021, 0), year(2022, 1)), targets=[ceiling])
    assert broken.targets["muc"].standing is Standing.NOT_MET


# --- the total of a term -------------------------------------------------------------------------


def total(value: int, through: object, **fields: Any) -> dict[str, Any]:
    return {"through": through, "value": value, **fields}


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ((), (Standing.NO_DATA, None, None)),
        ((total(50, 2022),), (Standing.IN_PROGRESS, "through-2022", None)),
        ((total(50, 2022), total(101, 2023)), (Standing.EXCEEDED, "through-2023", None)),
        ((total(50, 2025),), (Standing.NOT_MET, "through-2025", None)),
        (
            (total(50, 2022), total(100, 2024, status="forecast")),
            (Standing.IN_PROGRESS, "through-2022", Standing.FORECAST_MET),
        ),
        (
            (total(50, 2022), total(99, 2025, status="forecast")),
            (Standing.IN_PROGRESS, "through-2022", Standing.IN_PROGRESS),
        ),
        ((total(120, 2024, status="forecast"),), (Standing.NO_DATA, None,
                                                  Standing.FORECAST_EXCEEDED)),
        # A forecast that results have overtaken is past.
        (
            (total(120, 2022, status="forecast"), total(90, 2023)),
            (Standing.IN_PROGRESS, "through-2023", None),
        ),
    ],
)  # fmt: skip
def test_a_total_stands_where_its_latest_result_does_and_its_forecast_is_the_outlook(
    totals: tuple[dict[str, Any], ...], expected: tuple[Standing, str | None, Standing | None]
) -> None:
    made = views(flow(totals=totals), targets=[target("term-total", value=100)])
    assert seen(made) == [expected]


def test_years_alone_show_how_far_a_term_total_has_come() -> None:
    made = views(flow(year(2020, 40), year(2021, 50)), targets=[target("term-total", value=100)])
    assert seen(made) == [(Standing.IN_PROGRESS, "through-2021", None)]


# --- a value at the end of the term --------------------------------------------------------------

RISES = target("end-value", "ty-le", base=50, value=60)
FALLS = target("end-value", "ty-le", base=5, value=3)
NO_BASE = target("end-value", "ty-le", value=60)


@pytest.mark.parametrize(
    ("goal", "years", "expected", "figures"),
    [
        (RISES, (), (Standing.NO_DATA, None, None), {}),
        (
            RISES,
            (year(2022, 53),),
            (Standing.IN_PROGRESS, "2022", None),
            {"2022/pace": "54 computed", "2022/required-per-period": "7/3 computed"},
        ),
        (
            RISES,
            (year(2022, 61),),
            (Standing.EXCEEDED, "2022", None),
            {"2022/pace": "54 computed"},
        ),
        (
            RISES,
            (year(2025, 60),),
            (Standing.MET, "2025", None),
            {"2025/pace": "60 computed"},
        ),
        (
            RISES,
            (year(2025, 59),),
            (Standing.NOT_MET, "2025", None),
            {"2025/pace": "60 computed"},
        ),
        (  # the last year has begun, not ended
            RISES,
            (year(2025, 59, through="2025-06"),),
            (Standing.IN_PROGRESS, "2025", None),
            {"2025/required-per-period": "1 computed"},
        ),
        (
            RISES,
            (year(2022, 60, bound="at-least"),),
            (Standing.MET, "2022", None),
            {"2022/pace": "54 computed"},
        ),
        (
            RISES,
            (year(2025, 55, bound="above"),),
            (Standing.NO_BASIS, "2025", None),
            {"2025/pace": "60 computed"},
        ),
        (
            RISES,
            (year(2022, 53), year(2025, 61, status="forecast")),
            (Standing.IN_PROGRESS, "2022", Standing.FORECAST_EXCEEDED),
            {"2022/pace": "54 computed", "2022/required-per-period": "7/3 computed"},
        ),
        (
            RISES,
            (year(2022, 61, status="estimate"),),
            (Standing.NO_DATA, None, Standing.FORECAST_EXCEEDED),
            {},
        ),
        (
            FALLS,
            (year(2023, "4.1"),),
            (Standing.IN_PROGRESS, "2023", None),
            {"2023/pace": "19/5 computed", "2023/required-per-period": "-11/20 computed"},
        ),
        (
            FALLS,
            (year(2023, "2.9"),),
            (Standing.EXCEEDED, "2023", None),
            {"2023/pace": "19/5 computed"},
        ),
        (
            FALLS,
            (year(2023, 3, bound="at-most"),),
            (Standing.MET, "2023", None),
            {"2023/pace": "19/5 computed"},
        ),
        (
            FALLS,
            (year(2025, "3.1"),),
            (Standing.NOT_MET, "2025", None),
            {"2025/pace": "3 computed"},
        ),
        (  # without a base, the path starts at the first known value
            NO_BASE,
            (year(2021, 52), year(2023, 55)),
            (Standing.IN_PROGRESS, "2023", None),
            {"2023/pace": "56 computed", "2023/required-per-period": "5/2 computed"},
        ),
        (
            NO_BASE,
            (year(2021, 52),),
            (Standing.IN_PROGRESS, "2021", None),
            {"2021/required-per-period": "2 computed"},
        ),
        (  # ... and there is none from a value that has reached the target
            NO_BASE,
            (year(2021, 61), year(2023, 62)),
            (Standing.EXCEEDED, "2023", None),
            {},
        ),
    ],
)
def test_a_value_is_wanted_at_the_end_of_the_term(
    goal: dict[str, Any],
    years: tuple[dict[str, Any], ...],
    expected: tuple[Standing, str | None, Standing | None],
    figures: dict[str, str],
) -> None:
    made = views(share(*years), targets=[goal])
    assert seen(made) == [expected]
    found = {
        f"{figure.when.key if figure.when else ''}/{role.value}": tell(figure)
        for role, figure in made.targets["muc"].series[0].figures.items()
    }
    assert found == figures


def test_a_required_change_is_in_points_and_shared_among_the_years_left() -> None:
    made = views(share(year(2022, 53)), targets=[RISES])
    figure = made.figures["ty-le/2022/required-per-period"]
    assert (figure.unit, figure.constants, figure.inputs) == (
        "điểm phần trăm", (Fraction(3),), ("muc/target", "ty-le/2022/value"),
    )  # fmt: skip


@pytest.mark.parametrize(("value", "decimals"), [("53", 1), ("53.25", 2)])
def test_the_pace_shows_as_many_decimals_as_the_value_and_at_least_one(
    value: str, decimals: int
) -> None:
    made = views(share(year(2022, value)), targets=[RISES])
    assert made.figures["ty-le/2022/pace"].decimals == decimals


def test_a_ratio_may_have_a_value_wanted_at_the_end() -> None:
    ratio = {
        "id": "ty-so", "name": "ty-so", "measure": "ratio", "unit": "phần trăm",
        "numerator": "so", "denominator": "mau",
    }  # fmt: skip
    made = compute(
        dataset(
            flow(year(2022, 5)),
            {**flow(year(2022, 100)), "id": "mau"},
            ratio,
            targets=[target("end-value", "ty-so", value=6)],
        )
    )
    assert seen(made) == [(Standing.IN_PROGRESS, "2022", None)]
    latest = made.targets["muc"].series[0].latest
    assert latest is not None
    assert latest.value is made.figures["ty-so/2022/value"]


def test_a_ratio_that_is_only_planned_is_the_outlook_of_its_range() -> None:
    ratio = {
        "id": "ty-so", "name": "ty-so", "measure": "ratio", "unit": "phần trăm",
        "numerator": "so", "denominator": "mau",
    }  # fmt: skip
    made = views(
        flow(year(2022, 5), year(2023, plan=1)),
        {**flow(year(2022, 100), year(2023, 100)), "id": "mau"},
        ratio,
        targets=[target("range", "ty-so", min=3, max=4)],
    )
    assert seen(made) == [(Standing.MET, "2022", Standing.IN_PROGRESS)]
