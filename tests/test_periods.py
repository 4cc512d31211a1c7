"""The years of an indicator: values, inferred plans, comparisons and where each year stands."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from synthetic import flow, percent, share, stock, target, tell, told, views, year

from indicators.computing.arithmetic import rounded
from indicators.computing.compute import Views
from indicators.computing.figures import Role
from indicators.computing.standing import Standing

JUNE = {"through": "2023-06"}
CEILING = target("ceiling", max=100)


def of_year(figures: Views, period: int, subject: str = "so") -> dict[str, str]:
    """The figures of one year, by role."""
    prefix = f"{period}/"
    return {
        name.removeprefix(prefix): text
        for name, text in told(figures, subject).items()
        if name.startswith(prefix)
    }


def standing(figures: Views, period: int = 2023, subject: str = "so") -> Standing | None:
    row = next(row for row in figures.indicators[subject].rows if row.period.year == period)
    return row.judgement.standing if row.judgement else None


# --- rows ----------------------------------------------------------------------------------------


def test_every_year_of_the_term_has_a_row_whether_anything_is_known_of_it_or_not() -> None:
    made = views(flow(year(2022, 5), year(2021, missing="nguồn không nêu")), start=2020, end=2023)
    rows = made.indicators["so"].rows
    assert [(row.period.year, tell(row.value), row.value.note) for row in rows] == [
        (2020, "missing", None),
        (2021, "missing", "nguồn không nêu"),
        (2022, "5", None),
        (2023, "missing", None),
    ]
    assert [row.value.path for row in rows] == [
        None,
        ("indicators", 0, "observations", 1, "missing"),
        ("indicators", 0, "observations", 0, "value"),
        None,
    ]


def test_a_term_of_one_year_has_one_row() -> None:
    assert told(views(flow(year(2021, 0)), start=2021, end=2021)) == {"2021/value": "0"}


def test_a_reason_for_the_whole_indicator_is_the_reason_of_every_year() -> None:
    made = views(stock(missing="nguồn không nêu"), start=2020, end=2021)
    assert {row.value.note for row in made.indicators["so"].rows} == {"nguồn không nêu"}
    assert {row.judgement for row in made.indicators["so"].rows} == {None}


def test_a_published_figure_keeps_its_digits_source_and_place() -> None:
    made = views(
        flow(
            year(
                2021,
                1514,
                locator="trang 3",
                note="sơ bộ",
                published=[
                    {"figure": "percent-of-plan", "value": "111.90", "source": "khac"},
                ],
            ),
            locator="trang 1",
        )
    )
    value, percentage = (made.figures[f"so/2021/{role}"] for role in ("value", "percent-of-plan"))
    assert (value.decimals, value.source, value.locator, value.note) == (
        0, "bao-cao", "trang 3", "sơ bộ",
    )  # fmt: skip
    assert (percentage.decimals, percentage.source, percentage.locator, percentage.note) == (
        2, "khac", "trang 3", None,
    )  # fmt: skip
    assert percentage.path == (
        "indicators", 0, "observations", 0, "published", 0, "value",
    )  # fmt: skip


# --- shares that are counted ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("met", "assessed", "shown"), [(79, 85, "92.94"), (71, 75, "94.67"), (14, 71, "19.72")]
)
def test_a_share_follows_from_its_counts(met: int, assessed: int, shown: str) -> None:
    """Counts and percentages as Trà Vinh reported them for 2022."""
    made = views(share(year(2022, numerator=met, denominator=assessed)))
    value = made.figures["ty-le/2022/value"]
    assert tell(value) == f"{percent(met, assessed)} computed"
    assert value.exact is not None
    assert str(rounded(value.exact, value.decimals)) == shown
    assert value.inputs == ("ty-le/2022/numerator", "ty-le/2022/denominator")


def test_a_share_that_is_both_printed_and_counted_is_printed_and_recomputed() -> None:
    made = views(share(year(2022, "92.94", numerator=79, denominator=85)))
    assert of_year(made, 2022, "ty-le") == {
        "numerator": "79",
        "denominator": "85",
        "value": "4647/50",
        "value/recomputed": "1580/17 computed",
    }


def test_counts_behind_a_share_are_numbers_without_a_unit_not_percentages() -> None:
    made = views(share(year(2022, numerator=79, denominator=85, population=90)))
    roles = ("numerator", "denominator", "population")
    assert {made.figures[f"ty-le/2022/{role}"].unit for role in roles} == {""}
    assert made.figures["ty-le/2022/value"].unit == "phần trăm"


def test_a_share_of_none_is_not_computed() -> None:
    assert of_year(views(share(year(2022, numerator=0, denominator=0))), 2022, "ty-le") == {
        "numerator": "0",
        "denominator": "0",
        "value": "missing",
    }


def test_an_estimate_by_counts_is_an_estimate() -> None:
    made = views(share(year(2022, numerator=79, denominator=85, status="estimate")))
    assert of_year(made, 2022, "ty-le") == {
        "numerator": "79 estimate",
        "denominator": "85 estimate",
        "value": "1580/17 computed estimate",
    }


# --- plans ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "printed", "plan", "over"),
    [
        (1514, "112.15", "1350 inferred", "164 inferred"),
        (1533, "111.9", "1370 inferred", "163 inferred"),
        (1667, "107.55", "1550 inferred", "117 inferred"),
    ],
)
def test_a_plan_that_alone_gives_the_printed_percentage_is_inferred(
    value: int, printed: str, plan: str, over: str
) -> None:
    made = views(flow(year(2021, value, percent=printed)))
    assert made.figures["so/2021/plan"].decimals == 0
    assert of_year(made, 2021) == {
        "value": str(value),
        "percent-of-plan": str(Fraction(printed)),
        "plan": plan,
        "percent-of-plan/recomputed": f"{percent(value, int(plan.split(maxsplit=1)[0]))} inferred",
        "over-plan": over,
    }


def test_several_plans_that_give_the_percentage_are_an_interval() -> None:
    """227 at 108 % of plan, as Long Hồ reported for 2015, where the plan was 210."""
    found = of_year(views(flow(year(2021, 227, percent=108))), 2021)
    assert found == {
        "value": "227",
        "percent-of-plan": "108",
        "plan": "[210; 211] inferred",
        "percent-of-plan/recomputed": f"[{percent(227, 211)}; {percent(227, 210)}] inferred",
        "over-plan": "[16; 17] inferred",
    }


def test_a_typed_plan_is_not_inferred() -> None:
    found = of_year(views(flow(year(2021, 227, plan=210, percent=108))), 2021)
    assert found == {
        "plan": "210",
        "value": "227",
        "percent-of-plan": "108",
        "percent-of-plan/recomputed": f"{percent(227, 210)} computed",
        "over-plan": "17 computed",
    }


def test_a_percentage_below_one_gives_plans_away_as_any_other() -> None:
    found = of_year(views(flow(year(2021, 1, percent="0.53"))), 2021)
    assert found["plan"] == "[187; 190] inferred"


@pytest.mark.parametrize(
    "observation",
    [
        year(2021, 3, percent="99.9"),  # no whole number fits
        year(2021, 3, percent="0.0"),  # no greatest whole number fits
        year(2021, 0, percent="0"),  # any whole number fits
        year(2021, 0, percent="50"),  # none does
        year(2021, percent="50"),  # no value
        year(2021, 300, bound="above", percent="50"),
        year(2021, 300, published=[{"figure": "percent-of-plan", "value": 50, "bound": "above"}]),
    ],
)
def test_no_plan_is_inferred_where_none_follows(observation: dict[str, Any]) -> None:
    found = of_year(views(flow(observation)), 2021)
    assert set(found) == {"value", "percent-of-plan"}


@pytest.mark.parametrize("decimals", [{}, {"decimals": 1}])
def test_no_plan_is_inferred_where_plans_need_not_be_whole_numbers(
    decimals: dict[str, Any],
) -> None:
    made = flow(year(2021, 1514, percent="112.15"))
    del made["decimals"]
    assert "plan" not in of_year(views({**made, **decimals}), 2021)


def test_the_plan_behind_an_estimate_is_no_estimate_but_what_it_is_held_against_stays_one() -> None:
    found = of_year(views(flow(year(2021, 1514, percent="112.15", status="estimate"))), 2021)
    assert found == {
        "value": "1514 estimate",
        "percent-of-plan": "2243/20 estimate",
        "plan": "1350 inferred",
        "percent-of-plan/recomputed": "3028/27 inferred estimate",
        "over-plan": "164 inferred estimate",
    }


def test_a_status_beside_a_value_is_the_values_and_alone_beside_a_plan_the_plans() -> None:
    made = views(
        flow(year(2023, 5, plan=4, status="preliminary"), year(2024, plan=1660, status="forecast"))
    )
    assert of_year(made, 2023)["plan"] == "4"
    assert of_year(made, 2023)["value"] == "5 preliminary"
    assert of_year(made, 2023)["percent-of-plan"] == "125 computed preliminary"
    assert of_year(made, 2024) == {"plan": "1660 forecast", "value": "missing"}


def test_a_bound_stays_a_bound_against_its_plan() -> None:
    found = of_year(views(flow(year(2021, 120, bound="at-least", plan=100))), 2021)
    assert found == {
        "plan": "100",
        "value": ">=120",
        "percent-of-plan": ">=120 computed",
        "over-plan": ">=20 computed",
    }


def test_a_plan_of_one_is_a_plan() -> None:
    found = of_year(views(flow(year(2021, 3, plan=1))), 2021)
    assert found == {
        "plan": "1",
        "value": "3",
        "percent-of-plan": "300 computed",
        "over-plan": "2 computed",
    }


def test_nothing_is_held_against_a_plan_of_nothing() -> None:
    assert set(of_year(views(flow(year(2021, 3, plan=0))), 2021)) == {"plan", "value"}


def test_the_difference_from_a_plan_loses_no_digit() -> None:
    made = views(share(year(2021, 96, plan="95.25")))
    assert made.figures["ty-le/2021/over-plan"].decimals == 2
    assert tell(made.figures["ty-le/2021/over-plan"]) == "3/4 computed"


# --- against the plan: met, missed, or neither ---------------------------------------------------


@pytest.mark.parametrize(
    ("observation", "expected"),
    [
        (year(2023, 101, plan=100), Standing.EXCEEDED),
        (year(2023, 100, plan=100), Standing.MET),
        (year(2023, 99, plan=100), Standing.NOT_MET),
        (year(2023, 0, plan=100), Standing.NOT_MET),
        (year(2023, 0, plan=0), Standing.MET),
        (year(2023, plan=100), Standing.NO_DATA),
        (year(2023, 99, plan=100, **JUNE), Standing.IN_PROGRESS),
        (year(2023, 100, plan=100, **JUNE), Standing.MET),
        (year(2023, 101, plan=100, **JUNE), Standing.EXCEEDED),
        (year(2023, 99, plan=100, through="2023-12"), Standing.NOT_MET),
        (year(2023, 99, plan=100, through="2023-12", part="mid"), Standing.IN_PROGRESS),
        (year(2023, 101, plan=100, status="forecast"), Standing.FORECAST_EXCEEDED),
        (year(2023, 100, plan=100, status="estimate"), Standing.FORECAST_MET),
        (year(2023, 99, plan=100, status="estimate"), Standing.IN_PROGRESS),
        (year(2023, 99, plan=100, status="preliminary"), Standing.NOT_MET),
        (year(2023, 100, plan=100, bound="above"), Standing.EXCEEDED),
        (year(2023, 100, plan=100, bound="at-least"), Standing.MET),
        (year(2023, 99, plan=100, bound="above"), Standing.NO_BASIS),
        (year(2023, 99, plan=100, bound="above", **JUNE), Standing.IN_PROGRESS),
        (year(2023, 100, plan=100, bound="at-most"), Standing.NO_BASIS),
        (year(2023, 100, plan=100, bound="below"), Standing.NOT_MET),
        # 65 of 170 by the middle of 2023, 38.2 %, as Đức Linh reported.
        (year(2023, 65, percent="38.2", **JUNE), Standing.IN_PROGRESS),
        (year(2023, 65, percent="38.2"), Standing.NOT_MET),
        (year(2023, 1667, percent="107.55"), Standing.EXCEEDED),
        (year(2023, percent="107.55"), Standing.EXCEEDED),
        (year(2023, percent="100"), Standing.MET),
        (year(2023, percent="99.9", status="estimate"), Standing.IN_PROGRESS),
        (year(2023, percent="102", status="estimate"), Standing.FORECAST_EXCEEDED),
        (year(2023, 5), None),
    ],
)  # fmt: skip
def test_a_year_stands_where_its_result_or_its_printed_percentage_stands_against_its_plan(
    observation: dict[str, Any], expected: Standing | None
) -> None:
    assert standing(views(flow(observation))) is expected


def test_a_year_is_judged_by_the_printed_percentage_not_by_the_plan_inferred_from_it() -> None:
    row = views(flow(year(2023, 1667, percent="107.55"))).indicators["so"].rows[3]
    assert row.judgement is not None
    assert [figure.id for figure in row.judgement.because] == ["so/2023/percent-of-plan"]


def test_a_typed_plan_decides_on_full_precision_whatever_percentage_was_printed() -> None:
    """9,999 of 10,000 is printed as 100 %, and yet is less than the plan."""
    row = views(flow(year(2023, 9999, plan=10000, percent=100))).indicators["so"].rows[3]
    assert row.judgement is not None
    assert row.judgement.standing is Standing.NOT_MET
    assert [figure.id for figure in row.judgement.because] == ["so/2023/value", "so/2023/plan"]


@pytest.mark.parametrize(
    ("observation", "expected"),
    [
        (year(2023, 90, plan=95), Standing.MET),
        (year(2023, 95, plan=95), Standing.MET),
        (year(2023, 96, plan=95), Standing.NOT_MET),
        (year(2023, 90, plan=95, **JUNE), Standing.IN_PROGRESS),
        (year(2023, 90, plan=95, status="estimate"), Standing.FORECAST_MET),
        (year(2023, percent="98"), Standing.MET),
        (year(2023, percent="102"), Standing.NOT_MET),
    ],
)
def test_a_plan_below_a_ceiling_is_one_to_stay_under(
    observation: dict[str, Any], expected: Standing
) -> None:
    assert standing(views(flow(observation), targets=[CEILING])) is expected


def test_a_plan_towards_a_lower_end_value_is_one_to_stay_under() -> None:
    falls = target("end-value", "ty-le", base=5, value=3)
    made = views(share(year(2022, "4.1", plan="4.2"), year(2023, 4, plan="3.9")), targets=[falls])
    assert standing(made, 2022, "ty-le") is Standing.MET
    assert standing(made, 2023, "ty-le") is Standing.NOT_MET


# --- against limits ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "limits", "observation", "expected", "margin"),
    [
        ("floor", {"min": 90}, year(2023, "96.2"), Standing.MET, "31/5 computed"),
        ("floor", {"min": 90}, year(2023, 90), Standing.MET, "0 computed"),
        ("floor", {"min": 90}, year(2023, "89.996"), Standing.NOT_MET, "-1/250 computed"),
        ("floor", {"min": 90}, year(2023, 90, bound="above"), Standing.MET, ">0 computed"),
        ("floor", {"min": 90}, year(2023, 90, bound="at-least"), Standing.MET, ">=0 computed"),
        ("floor", {"min": 90}, year(2023, 80, bound="above"), Standing.NO_BASIS, ">-10 computed"),
        ("floor", {"min": 90}, year(2023, 90, bound="at-most"), Standing.NO_BASIS, "<=0 computed"),
        ("floor", {"min": 90}, year(2023, 90, bound="below"), Standing.NOT_MET, "<0 computed"),
        ("floor", {"min": 90}, year(2023, 89, **JUNE), Standing.IN_PROGRESS, "-1 computed"),
        ("floor", {"min": 90}, year(2023, 95, **JUNE), Standing.MET, "5 computed"),
        ("floor", {"min": 90}, year(2023, 95, status="forecast"), Standing.FORECAST_MET,
         "5 computed forecast"),
        ("floor", {"min": 90}, year(2023, 89, status="forecast"), Standing.IN_PROGRESS,
         "-1 computed forecast"),
        ("floor", {"min": 90}, year(2023, missing="nguồn không nêu"), Standing.NO_DATA, None),
        ("ceiling", {"max": 2}, year(2023, "1.5"), Standing.MET, "1/2 computed"),
        ("ceiling", {"max": 2}, year(2023, 2), Standing.MET, "0 computed"),
        ("ceiling", {"max": 2}, year(2023, "2.01"), Standing.NOT_MET, "-1/100 computed"),
        ("ceiling", {"max": 2}, year(2023, 2, bound="above"), Standing.NOT_MET, "<0 computed"),
        ("ceiling", {"max": 2}, year(2023, 2, bound="at-least"), Standing.NO_BASIS,
         "<=0 computed"),
        ("ceiling", {"max": 2}, year(2023, 2, bound="below"), Standing.MET, ">0 computed"),
        ("ceiling", {"max": 0}, year(2023, 0), Standing.MET, "0 computed"),
        ("ceiling", {"max": 0}, year(2023, "0.1"), Standing.NOT_MET, "-1/10 computed"),
        ("range", {"min": 3, "max": 4}, year(2023, "3.5"), Standing.MET, None),
        ("range", {"min": 3, "max": 4}, year(2023, 3), Standing.MET, None),
        ("range", {"min": 3, "max": 4}, year(2023, 5), Standing.MET, None),
        ("range", {"min": 3, "max": 4}, year(2023, "2.99"), Standing.NOT_MET, None),
        ("range", {"min": 3, "max": 4}, year(2023, 2, bound="above"), Standing.NO_BASIS, None),
    ],
)  # fmt: skip
def test_a_share_stands_where_the_limits_of_its_target_put_it(
    kind: str,
    limits: dict[str, int],
    observation: dict[str, Any],
    expected: Standing,
    margin: str | None,
) -> None:
    made = views(share(observation), targets=[target(kind, "ty-le", **limits)])
    assert standing(made, 2023, "ty-le") is expected
    assert of_year(made, 2023, "ty-le").get("margin") == margin
    if margin is not None:
        assert made.figures["ty-le/2023/margin"].unit == "điểm phần trăm"


@pytest.mark.parametrize(
    ("value", "through", "expected"),
    [
        (99, None, Standing.MET),
        (101, None, Standing.NOT_MET),
        (99, "2023-06", Standing.IN_PROGRESS),
        (101, "2023-06", Standing.IN_PROGRESS),
    ],
)
def test_a_count_has_kept_under_a_ceiling_only_when_its_year_has_ended(
    value: int, through: str | None, expected: Standing
) -> None:
    observed = year(2023, value, **({"through": through} if through else {}))
    assert standing(views(flow(observed), targets=[CEILING])) is expected


def test_a_count_that_has_reached_a_floor_keeps_it_until_the_year_ends() -> None:
    made = views(flow(year(2023, 101, **JUNE)), targets=[target("floor", min=100)])
    assert standing(made) is Standing.MET


# --- against the year before ---------------------------------------------------------------------


def test_shares_and_stocks_change_from_year_to_year_in_points_and_in_units() -> None:
    """The shares are those of the Long An interview."""
    shares = views(share(year(2021, "96.2"), year(2022, "97.15"), year(2024, 98)))
    assert tell(shares.figures["ty-le/2022/change"]) == "19/20 computed"
    assert shares.figures["ty-le/2022/change"].unit == "điểm phần trăm"
    assert "ty-le/2024/change" not in shares.figures
    stocks = views(stock(year(2021, 40000), year(2022, 39000, through="2022-06")))
    assert tell(stocks.figures["so/2022/change"]) == "-1000 computed"
    assert stocks.figures["so/2022/change"].unit == "người"


@pytest.mark.parametrize(
    "years",
    [
        (year(2021, 90), year(2022, 95, bound="above")),
        (year(2021, 90, bound="above"), year(2022, 95)),
        (year(2021, 90), year(2022, 95, through="2022-06")),
        (year(2021, 90, through="2021-06"), year(2022, 95)),
    ],
)
def test_a_share_does_not_change_from_or_to_a_bound_or_a_part_of_a_year(
    years: tuple[dict[str, Any], ...],
) -> None:
    assert not [name for name in views(share(*years)).figures if "change" in name]


def test_a_count_of_events_has_no_change_unless_a_source_prints_one() -> None:
    assert not [
        name for name in views(flow(year(2021, 5), year(2022, 6))).figures if "change" in name
    ]


def test_a_printed_change_from_the_year_before_is_recomputed() -> None:
    printed = [{"figure": "change", "value": 19}, {"figure": "change-percent", "value": "1.25"}]
    made = views(flow(year(2021, 1514), year(2022, 1533, published=printed)))
    assert of_year(made, 2022) == {
        "value": "1533",
        "change": "19",
        "change-percent": "5/4",
        "change/recomputed": "19 computed",
        "change-percent/recomputed": f"{percent(19, 1514)} computed",
    }
    assert made.figures["so/2022/change"].unit == "người"
    assert made.figures["so/2022/change-percent"].unit == "phần trăm"
    points = views(
        share(year(2021, 95), year(2022, 96, published=[{"figure": "change", "value": 1}]))
    )
    assert points.figures["ty-le/2022/change"].unit == "điểm phần trăm"
    assert (
        points.indicators["ty-le"].rows[2].get(Role.CHANGE) is points.figures["ty-le/2022/change"]
    )


def test_no_growth_is_computed_from_nothing() -> None:
    printed = [{"figure": "change-percent", "value": 100}]
    made = views(flow(year(2021, 0), year(2022, 5, published=printed)))
    assert "so/2022/change-percent/recomputed" not in made.figures
    made = views(flow(year(2021, 1), year(2022, 5, published=printed)))
    assert tell(made.figures["so/2022/change-percent/recomputed"]) == "400 computed"
