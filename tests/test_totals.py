"""Cumulative totals: recounts, forecasts, what no year explains, and the way to the target."""

from __future__ import annotations

from typing import Any

import pytest
from synthetic import flow, stock, target, told, views, year

from indicators.computing.compute import Views
from indicators.computing.standing import Standing

YEARS = (year(2021, 1514), year(2022, 1533), year(2023, 1667))
"""The yearly admissions of the Long An interview."""
TARGET = target("term-total", value=6300)
MID_DECEMBER = {"through": "2023-12", "part": "mid"}


def total(value: int, through: object = 2023, **fields: Any) -> dict[str, Any]:
    return {"through": through, "value": value, **fields}


def of_total(
    *totals: dict[str, Any], years: tuple[dict[str, Any], ...] = YEARS, start: int = 2020
) -> dict[str, str]:
    """Every figure of cumulative totals, for a target of 6,300."""
    made = told(views(flow(*years, totals=totals), targets=[TARGET], start=start))
    return {
        name.removeprefix("through-"): text
        for name, text in made.items()
        if name.startswith("through-")
    }


def rows(made: Views) -> list[tuple[str, Standing | None]]:
    return [
        (row.cut_off.key, row.judgement.standing if row.judgement else None)
        for row in made.indicators["so"].totals
    ]


# --- held against the years ----------------------------------------------------------------------


def test_a_total_over_all_its_years_is_their_sum() -> None:
    assert of_total(total(4714), start=2021) == {
        "2023/total": "4714",
        "2023/total/recomputed": "4714 computed",
        "2023/percent-of-target": "4714/63 computed",
        "2023/remaining": "1586 computed",
        "2023/remaining-percent": "1586/63 computed",
        "2023/required-per-period": "793 computed",
    }


def test_a_total_whose_last_year_may_go_on_after_it_leaves_a_rest_of_at_least_the_difference() -> (
    None
):
    found = of_total(total(5866, **MID_DECEMBER))
    assert found["2023-12-mid/unexplained"] == ">=1152 inferred"
    assert found["2023-12-mid/unexplained-percent"] == ">=128/7 inferred"
    assert "2023-12-mid/total/recomputed" not in found


def test_a_total_of_whole_years_leaves_just_the_difference_to_the_years_that_are_missing() -> None:
    """Whether the first year is missing or one between."""
    assert of_total(total(5866))["2023/unexplained"] == "1152 inferred"
    middle = (year(2020, 1000), YEARS[0], YEARS[2])
    assert of_total(total(5866), years=middle)["2023/unexplained"] == "1685 inferred"
    assert of_total(total(4714))["2023/unexplained"] == "0 inferred"


def test_a_total_that_is_a_bound_leaves_a_bound() -> None:
    found = of_total(total(5866, bound="above"))
    assert found["2023/unexplained"] == ">1152 inferred"
    assert "2023/unexplained" not in of_total(total(5866, bound="below"))
    assert "2023/unexplained" not in of_total(total(4000, bound="at-least"))


def test_nothing_is_said_of_a_rest_that_may_be_nothing() -> None:
    """The whole of 2023 may hold more than what a count up to June leaves for it."""
    found = of_total(total(4000, "2023-06"))
    assert not [name for name in found if "unexplained" in name or "recomputed" in name]


def test_years_that_are_more_than_the_total_they_are_in_contradict_it() -> None:
    found = of_total(total(4700))
    assert found["2023/total/recomputed"] == ">=4714 computed"
    assert not [name for name in found if "unexplained" in name]
    # Up to June 2023 only the years before it are surely counted.
    assert of_total(total(3000, "2023-06"))["2023-06/total/recomputed"] == ">=3047 computed"


def test_years_that_together_are_less_than_a_total_within_them_contradict_it() -> None:
    years = (year(2020, 1000), *YEARS)
    assert (
        of_total(total(5714, **MID_DECEMBER), years=years)
        .keys()
        .isdisjoint({"2023-12-mid/total/recomputed", "2023-12-mid/unexplained"})
    )
    contradicted = of_total(total(5715, **MID_DECEMBER), years=years)
    assert contradicted["2023-12-mid/total/recomputed"] == "<=5714 computed"
    assert "2023-12-mid/unexplained" not in contradicted


def test_nothing_is_said_of_a_rest_where_years_may_be_negative() -> None:
    """Years below zero may hide in any part of a total that the others do not fill."""
    fallen = (year(2021, -3), year(2022, 10))
    found = of_total(total(5, 2023), total(7, 2022), years=fallen, start=2021)
    assert not [name for name in found if "unexplained" in name or name.startswith("2023/total/")]
    assert found["2022/total/recomputed"] == "7 computed"


def test_a_bound_among_the_years_makes_the_sum_a_bound_and_is_no_part_of_a_rest() -> None:
    bounded = (YEARS[0], year(2022, 1500, bound="above"), YEARS[2])
    assert of_total(total(4714), years=bounded, start=2021)["2023/total/recomputed"] == (
        ">4681 computed"
    )
    assert of_total(total(5866), years=bounded)["2023/unexplained"] == "2685 inferred"


def test_a_year_counted_just_as_far_as_the_total_is_part_of_it() -> None:
    june = (*YEARS[:2], year(2023, 800, through="2023-06"))
    exact = of_total(total(3847, "2023-06"), years=june, start=2021)
    assert exact["2023-06/total/recomputed"] == "3847 computed"
    day = of_total(total(3847, "2023-06-30"), years=june, start=2021)
    assert day["2023-06-30/total/recomputed"] == "3847 computed"


def test_a_year_counted_less_far_than_the_total_leaves_a_rest() -> None:
    june = (*YEARS[:2], year(2023, 800, through="2023-06"))
    assert of_total(total(4714), years=june, start=2021)["2023/unexplained"] == "867 inferred"
    assert (
        of_total(total(4714), years=june, start=2021).keys().isdisjoint({"2023/total/recomputed"})
    )


def test_a_forecast_year_is_no_part_of_a_result() -> None:
    years = (*YEARS[:2], year(2023, 1667, status="forecast"))
    found = of_total(total(4714), years=years, start=2021)
    assert found["2023/unexplained"] == "1667 inferred"


def test_a_total_before_every_known_year_is_only_published() -> None:
    found = of_total(total(900, 2020))
    assert [name for name in found if name.startswith("2020/")] == [
        "2020/total", "2020/percent-of-target", "2020/remaining", "2020/remaining-percent",
        "2020/required-per-period",
    ]  # fmt: skip


# --- forecasts -----------------------------------------------------------------------------------

FORECAST = total(7526, 2024, bound="at-least", status="forecast")


def test_a_forecast_is_the_last_total_with_the_plans_after_it_and_at_least_that() -> None:
    """What is left of December is in neither, as in the Long An interview."""
    years = (*YEARS, year(2024, plan=1660, status="forecast"))
    found = of_total(total(5866, **MID_DECEMBER), FORECAST, years=years)
    assert {name: text for name, text in found.items() if name.startswith("2024/")} == {
        "2024/total": ">=7526 forecast",
        "2024/total/recomputed": ">=7526 computed forecast",
        "2024/percent-of-target": ">=7526/63 computed forecast",
        "2024/over-target": ">=1226 computed forecast",
        "2024/years-early": "1 computed forecast",
    }


def test_a_forecast_from_the_end_of_a_year_is_an_exact_sum_and_still_a_forecast() -> None:
    """Also where the plan is an assigned one and says nothing of a forecast itself."""
    years = (*YEARS, year(2024, plan=1660))
    found = of_total(total(5866), FORECAST, years=years)
    assert found["2024/total/recomputed"] == "7526 computed forecast"


def test_a_forecast_goes_on_from_the_last_total_before_it_over_every_year() -> None:
    years = (*YEARS, year(2024, 1700, plan=1660, status="estimate"), year(2025, plan=1600))
    expected = total(9166, 2025, status="forecast")
    found = of_total(total(1514, 2021), total(5866), expected, years=years)
    assert found["2025/total/recomputed"] == "9166 computed forecast"


@pytest.mark.parametrize(
    ("known", "forecast", "after"),
    [
        ((), FORECAST, (year(2024, plan=1660),)),  # no total to go on from
        ((total(5866),), FORECAST, ()),  # no plan
        ((total(5866),), total(9000, 2025, status="forecast"), (year(2025, plan=1600),)),  # a gap
        ((total(5866),), total(7000, "2024-06", status="forecast"), (year(2024, plan=1660),)),
        ((total(5866, bound="below", **MID_DECEMBER),), FORECAST, (year(2024, plan=1660),)),
        ((total(5866),), total(5000, 2022, status="forecast"), ()),  # before the last total
    ],
)
def test_a_forecast_that_lacks_a_summand_is_not_recomputed(
    known: tuple[dict[str, Any], ...], forecast: dict[str, Any], after: tuple[dict[str, Any], ...]
) -> None:
    found = of_total(*known, forecast, years=(*YEARS, *after))
    assert not [name for name in found if "total/recomputed" in name]


def test_a_forecast_over_years_of_which_some_are_forecasts_is_their_sum() -> None:
    years = (*YEARS, year(2024, 1700, status="estimate"))
    found = of_total(total(6414, 2024, status="estimate"), years=years, start=2021)
    assert found["2024/total/recomputed"] == "6414 computed estimate"


def test_a_forecast_is_not_held_against_what_came_true_since() -> None:
    years = (year(2020, 1152), *YEARS, year(2024, 1500))
    assert "2024/total/recomputed" not in of_total(FORECAST, years=years)


def test_a_forecast_with_an_inferred_plan_of_several_candidates_is_an_interval() -> None:
    planned = (year(2022, 227, percent=108),)
    found = of_total(total(1000, 2021), total(1211, 2022, status="forecast"), years=planned)
    assert found["2022/total/recomputed"] == "[1210; 1211] inferred forecast"


# --- against the target --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "expected", "standing"),
    [
        (
            total(5866, **MID_DECEMBER),
            {
                "percent-of-target": "838/9 computed",
                "remaining": "434 computed",
                "remaining-percent": "62/9 computed",
                "required-per-period": "217 computed",
            },
            Standing.IN_PROGRESS,
        ),
        (  # the rest of the year counts as one of the periods left
            total(5866, "2023-06"),
            {
                "percent-of-target": "838/9 computed",
                "remaining": "434 computed",
                "remaining-percent": "62/9 computed",
                "required-per-period": "434/3 computed",
            },
            Standing.IN_PROGRESS,
        ),
        (
            total(5866, 2025),
            {
                "percent-of-target": "838/9 computed",
                "remaining": "434 computed",
                "remaining-percent": "62/9 computed",
            },
            Standing.NOT_MET,
        ),
        (
            total(5866, "2025-12", part="mid"),
            {
                "percent-of-target": "838/9 computed",
                "remaining": "434 computed",
                "remaining-percent": "62/9 computed",
            },
            Standing.IN_PROGRESS,
        ),
        (
            total(6300, 2024),
            {
                "percent-of-target": "100 computed",
                "over-target": "0 computed",
                "years-early": "1 computed",
            },
            Standing.MET,
        ),
        (
            total(6301, 2025),
            {"percent-of-target": "6301/63 computed", "over-target": "1 computed"},
            Standing.EXCEEDED,
        ),
        (
            total(5866, 2024, bound="at-least"),
            {"percent-of-target": ">=838/9 computed", "remaining": "<=434 computed"},
            Standing.IN_PROGRESS,
        ),
        (
            total(5866, 2025, bound="at-least"),
            {"percent-of-target": ">=838/9 computed", "remaining": "<=434 computed"},
            Standing.NO_BASIS,
        ),
        (
            total(5866, 2024, bound="below"),
            {
                "percent-of-target": "<838/9 computed",
                "remaining": ">434 computed",
                "remaining-percent": ">62/9 computed",
                "required-per-period": ">434 computed",
            },
            Standing.IN_PROGRESS,
        ),
        (
            total(5866, 2025, bound="below"),
            {
                "percent-of-target": "<838/9 computed",
                "remaining": ">434 computed",
                "remaining-percent": ">62/9 computed",
            },
            Standing.NOT_MET,
        ),
        (
            total(6300, 2025, bound="at-most"),
            {
                "percent-of-target": "<=100 computed",
                "remaining": ">=0 computed",
                "remaining-percent": ">=0 computed",
            },
            Standing.NO_BASIS,
        ),
        (
            total(6300, 2025, bound="above", status="estimate"),
            {
                "percent-of-target": ">100 computed estimate",
                "over-target": ">0 computed estimate",
            },
            Standing.FORECAST_EXCEEDED,
        ),
        (
            total(6000, 2025, status="forecast"),
            {
                "percent-of-target": "2000/21 computed forecast",
                "remaining": "300 computed forecast",
                "remaining-percent": "100/21 computed forecast",
            },
            Standing.IN_PROGRESS,
        ),
    ],
)
def test_what_a_total_means_for_the_target(
    item: dict[str, Any], expected: dict[str, str], standing: Standing
) -> None:
    made = views(flow(totals=[item]), targets=[TARGET])
    prefix = made.indicators["so"].totals[0].cut_off.key + "/"
    found = {
        name.removeprefix(prefix): text
        for name, text in told(made).items()
        if name.startswith(prefix) and name != f"{prefix}total"
    }
    assert found == expected
    assert [item[1] for item in rows(made)] == [standing]


@pytest.mark.parametrize(
    ("through", "decimals"), [("2023-12", 0), ("2023-06", 2), ("2021-12", 2), ("2024-12", 0)]
)
def test_what_each_period_must_bring_shows_decimals_only_where_it_has_some(
    through: str, decimals: int
) -> None:
    made = views(flow(totals=[total(5866, through)]), targets=[TARGET])
    assert made.figures[f"so/through-{through}/required-per-period"].decimals == decimals


def test_years_are_whole_and_a_target_of_one_is_a_target() -> None:
    made = views(flow(totals=[total(1, 2023)]), targets=[target("term-total", value=1)])
    assert rows(made) == [("through-2023", Standing.MET)]
    assert made.figures["so/through-2023/years-early"].decimals == 0


def test_what_is_left_is_held_against_the_plan_of_the_next_whole_year_only() -> None:
    years = (year(2023, plan=1500), year(2024, plan=1660), year(2025, plan=1000))
    assert (
        of_total(total(5866, **MID_DECEMBER), years=years)["2023-12-mid/remaining-of-plan"]
        == "2170/83 computed"
    )
    assert (
        of_total(total(5866, "2023-06"), years=years)["2023-06/remaining-of-plan"]
        == "2170/83 computed"
    )
    assert "2023/remaining-of-plan" not in of_total(total(5866), years=(years[0], years[2]))


@pytest.mark.parametrize("plan", [0, -5])
def test_what_is_left_is_held_against_no_plan_below_one(plan: int) -> None:
    years = (year(2023, plan=1500), year(2024, plan=plan))
    found = of_total(total(5866, **MID_DECEMBER), years=years)
    assert "2023-12-mid/remaining-of-plan" not in found
    assert "2023-12-mid/remaining" in found


def test_only_the_first_total_that_reaches_the_target_is_so_many_years_early() -> None:
    found = of_total(total(6300, 2022), total(7000, 2023), total(8000, 2024, status="forecast"))
    assert {name: text for name, text in found.items() if "years-early" in name} == {
        "2022/years-early": "3 computed"
    }


def test_a_printed_number_of_years_is_recomputed_also_where_it_is_not_the_first() -> None:
    early = [{"figure": "years-early", "value": 1}]
    found = of_total(total(6300, 2022), total(8000, 2024, published=early))
    assert found["2024/years-early"] == "1"
    assert found["2024/years-early/recomputed"] == "1 computed"


def test_a_published_percentage_of_the_target_is_kept_beside_its_recomputation() -> None:
    share = [{"figure": "percent-of-target", "value": "119.5"}]
    found = of_total({**FORECAST, "published": share})
    assert found["2024/percent-of-target"] == "239/2 forecast"
    assert found["2024/percent-of-target/recomputed"] == ">=7526/63 computed forecast"


def test_without_a_target_a_total_is_held_against_none() -> None:
    made = views(flow(*YEARS, totals=[total(5866)]))
    assert rows(made) == [("through-2023", None)]
    assert not [name for name in made.figures if "percent" in name]


# --- totals that no source states ----------------------------------------------------------------


def test_years_from_the_start_of_the_term_give_the_total_that_a_target_asks_for() -> None:
    assert of_total(start=2021) == {
        "2023/total": "4714 computed",
        "2023/percent-of-target": "4714/63 computed",
        "2023/remaining": "1586 computed",
        "2023/remaining-percent": "1586/63 computed",
        "2023/required-per-period": "793 computed",
    }


def test_years_after_a_stated_total_go_on_from_it() -> None:
    found = of_total(total(2666, 2021))
    assert found["2023/total"] == "5866 computed"
    made = views(flow(*YEARS, totals=[total(2666, 2021)]), targets=[TARGET])
    assert made.figures["so/through-2023/total"].inputs == (
        "so/through-2021/total", "so/2022/value", "so/2023/value",
    )  # fmt: skip
    assert rows(made) == [
        ("through-2021", Standing.IN_PROGRESS), ("through-2023", Standing.IN_PROGRESS),
    ]  # fmt: skip


def test_the_own_total_goes_as_far_as_the_last_year_was_counted() -> None:
    years = (*YEARS, year(2024, 800, through="2024-06"), year(2025, 5))
    assert of_total(years=years, start=2021)["2024-06/total"] == "5514 computed"


def test_a_forecast_goes_on_from_the_own_total() -> None:
    years = (*YEARS, year(2024, plan=1660))
    found = of_total(total(6374, 2024, status="forecast"), years=years, start=2021)
    assert found["2023/total"] == "4714 computed"
    assert found["2024/total/recomputed"] == "6374 computed forecast"


@pytest.mark.parametrize(
    ("years", "totals", "start"),
    [
        (YEARS, (), 2020),  # the first year is not known
        (YEARS, (total(4714),), 2021),  # stated
        (YEARS, (total(4714, status="forecast"),), 2021),  # expected, for the same time
        (YEARS, (total(5866, **MID_DECEMBER),), 2020),  # later than all, but does not end a year
        ((year(2021, 1500, bound="above"),), (), 2021),
        ((year(2021, 1500, status="estimate"),), (), 2021),
        (YEARS, (total(5866, 2024),), 2020),
        ((), (), 2020),
    ],
)
def test_no_total_is_made_up_where_the_years_do_not_give_it(
    years: tuple[dict[str, Any], ...], totals: tuple[dict[str, Any], ...], start: int
) -> None:
    made = views(flow(*years, totals=totals), targets=[TARGET], start=start)
    stated = [row.value.kind.value for row in made.indicators["so"].totals]
    assert stated == ["published"] * len(totals)


def test_no_own_total_without_a_target_that_asks_for_one_or_for_what_does_not_add_up() -> None:
    assert not views(flow(*YEARS), start=2021).indicators["so"].totals
    floor = target("floor", min=1000)
    assert not views(flow(*YEARS), targets=[floor], start=2021).indicators["so"].totals
    assert not views(stock(*YEARS), targets=[TARGET], start=2021).indicators["so"].totals
