"""The ledger: published figures held against what their inputs give, and the verdicts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from synthetic import flow, percent, share, stock, target, tell, views, year

from indicators.computing.arithmetic import (
    Interval,
    Rounding,
    decimals_of,
    point,
    printed,
    rounded,
)
from indicators.computing.compute import Views
from indicators.computing.figures import Figure, Kind, Role, limits
from indicators.computing.ledger import CHECKED, Entry, Verdict, judge
from indicators.model import Bound


def published(number: Decimal | str, bound: Bound | None = None) -> Figure:
    value = Decimal(number)
    return Figure(
        "ty-le/mean", "ty-le", Role.MEAN, Kind.PUBLISHED, limits(value, bound), "phần trăm",
        decimals=decimals_of(value),
    )  # fmt: skip


def entries(made: Views, subject: str = "so") -> dict[str, str]:
    """The ledger of one indicator in short, by the rest of the published figure's id."""
    return {
        entry.published.id.removeprefix(f"{subject}/"): short(entry)
        for entry in made.indicators[subject].entries
    }


def short(entry: Entry) -> str:
    """Verdict, rounding rule, recomputation, difference, and whether it is explained."""
    words = [entry.verdict.value]
    if entry.rounding:
        words.append(f"by {entry.rounding.value}")
    if entry.recomputed:
        words.append(f"with {tell(entry.recomputed)}")
    if entry.difference:
        words.append(f"by {tell(entry.difference)}")
    if entry.rest:
        words.append(f"leaving {tell(entry.rest)}")
    if entry.explanation:
        words.append("explained")
    return " ".join(words)


# --- verdicts by brute force ---------------------------------------------------------------------


def test_every_verdict_on_a_percentage_of_counts_is_what_rounding_each_way_says() -> None:
    for part, whole, decimals in product(range(1, 20), range(1, 20), range(3)):
        exact = percent(part, whole)
        by_rule = {rule: rounded(exact, decimals, rule) for rule in Rounding}
        step = Decimal(1).scaleb(-decimals)
        for number in {*by_rule.values(), by_rule[Rounding.DOWN] - step,
                       by_rule[Rounding.UP] + step}:  # fmt: skip
            verdict, rule = judge(published(number), point(exact), point(exact))
            if number == by_rule[Rounding.HALF_UP]:
                assert (verdict, rule) == (Verdict.AGREES, None)
            elif number in by_rule.values():
                assert verdict is Verdict.OTHER_ROUNDING
                assert rule is not None
                assert rule is not Rounding.HALF_UP
                assert by_rule[rule] == number
            else:
                assert (verdict, rule) == (Verdict.DISAGREES, None)


def test_a_mean_lies_within_its_inputs_just_when_some_values_that_round_to_them_give_it() -> None:
    """Means of two numbers printed with one decimal, against all true values in steps of 0.005."""
    pairs = [("96.2", "97.1"), ("96.2", "97.2"), ("0.0", "0.1")]
    for pair in pairs:
        inputs = [printed(Decimal(text)) for text in pair]
        allowed = (inputs[0] + inputs[1]).scaled(Fraction(1, 2))
        exact = Fraction(pair[0]) / 2 + Fraction(pair[1]) / 2
        steps = [[Fraction(text) + Fraction(step, 200) for step in range(-10, 11)] for text in pair]
        true = {
            rounded((one + other) / 2, 2)
            for one, other in product(*steps)
            if inputs[0].holds(one) and inputs[1].holds(other)
        }
        for hundredths in range(-15, 16):
            number = rounded(exact, 2) + Decimal(hundredths).scaleb(-2)
            verdict, _ = judge(published(number), point(exact), allowed)
            expected = Verdict.WITHIN_INPUTS if number in true else Verdict.DISAGREES
            if verdict in (Verdict.AGREES, Verdict.OTHER_ROUNDING):
                assert number in true
            else:
                assert verdict is expected, (pair, number)


# --- verdicts on and from bounds -----------------------------------------------------------------

ABOUT = Interval(Fraction("96.80"), Fraction("96.90"), high_open=True)


@pytest.mark.parametrize(
    ("number", "bound", "expected"),
    [
        ("96.8", Bound.ABOVE, Verdict.AGREES),
        ("96.85", Bound.ABOVE, Verdict.WITHIN_INPUTS),
        ("96.85", Bound.AT_LEAST, Verdict.AGREES),
        ("96.9", Bound.ABOVE, Verdict.DISAGREES),
        ("96.9", Bound.BELOW, Verdict.AGREES),
        ("96.8", Bound.AT_MOST, Verdict.WITHIN_INPUTS),
        ("96.8", Bound.BELOW, Verdict.DISAGREES),
        ("96.7", Bound.AT_MOST, Verdict.DISAGREES),
    ],
)
def test_a_published_bound_agrees_when_the_computed_value_lies_on_its_side(
    number: str, bound: Bound, expected: Verdict
) -> None:
    assert judge(published(number, bound), point(Fraction("96.85")), ABOUT) == (expected, None)


AT_LEAST = Interval(percent(7526, 6300), None)
AT_MOST = Interval(None, percent(7526, 6300))
BETWEEN = Interval(Fraction("107.58"), Fraction("108.1"))


@pytest.mark.parametrize(
    ("number", "bound", "computed", "expected"),
    [
        ("119.5", None, AT_LEAST, (Verdict.AGREES, None)),
        ("119.4", None, AT_LEAST, (Verdict.OTHER_ROUNDING, Rounding.DOWN)),
        ("125", None, AT_LEAST, (Verdict.NO_INPUTS, None)),
        ("118", None, AT_LEAST, (Verdict.DISAGREES, None)),
        ("119.5", None, AT_MOST, (Verdict.AGREES, None)),
        ("100", None, AT_MOST, (Verdict.NO_INPUTS, None)),
        ("125", None, AT_MOST, (Verdict.DISAGREES, None)),
        ("119", Bound.ABOVE, AT_LEAST, (Verdict.AGREES, None)),
        ("120", Bound.ABOVE, AT_LEAST, (Verdict.NO_INPUTS, None)),
        ("119", Bound.BELOW, AT_LEAST, (Verdict.DISAGREES, None)),
        ("120", Bound.BELOW, AT_MOST, (Verdict.AGREES, None)),
        ("108", None, BETWEEN, (Verdict.NO_INPUTS, None)),
        ("107", None, BETWEEN, (Verdict.DISAGREES, None)),
    ],
)
def test_a_computed_bound_confirms_its_limit_refutes_the_other_side_and_else_decides_nothing(
    number: str,
    bound: Bound | None,
    computed: Interval,
    expected: tuple[Verdict, Rounding | None],
) -> None:
    assert judge(published(number, bound), computed, computed) == expected


# --- entries -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "plan", "share", "expected"),
    [
        # As reported for Trà Vinh (2022), Đức Linh (2023) and Long Hồ (2015).
        (79, 85, "92.94", "agrees with 1580/17 computed"),
        (71, 75, "94.67", "agrees with 284/3 computed"),
        (14, 71, "19.72", "agrees with 1400/71 computed"),
        (65, 170, "38.2", "agrees with 650/17 computed"),
        (227, 210, "108", "agrees with 2270/21 computed"),
        (227, 210, "108.09", "other-rounding by down with 2270/21 computed"),
        (227, 210, "109", "other-rounding by up with 2270/21 computed"),
        (1, 16, "6.2", "other-rounding by half-even with 25/4 computed"),
        (227, 210, "107.5", "disagrees with 2270/21 computed by -25/42 computed"),
    ],
)
def test_a_percentage_of_a_typed_plan_is_recomputed(
    value: int, plan: int, share: str, expected: str
) -> None:
    made = views(flow(year(2021, value, plan=plan, percent=share)))
    assert entries(made) == {"2021/percent-of-plan": expected}


@pytest.mark.parametrize(
    ("observation", "expected"),
    [
        (year(2021, 1514, percent="112.15"), "used-for-inference with 3028/27 inferred"),
        (
            year(2021, 227, percent=108),
            "used-for-inference with [22700/211; 2270/21] inferred",
        ),
        (year(2021, 3, percent="99.9"), "no-whole-number"),
        (year(2021, 0, percent="50"), "no-whole-number"),
        (year(2021, 0, percent="0"), "inputs-missing"),
        (year(2021, 3, percent="0.0"), "inputs-missing"),
        (year(2021, percent="50"), "inputs-missing"),
        (year(2021, 300, bound="above", percent="50"), "inputs-missing"),
        (year(2021, 3, plan=0, percent="50"), "inputs-missing"),
    ],
)
def test_a_percentage_without_a_typed_plan_is_used_or_cannot_be_checked(
    observation: dict[str, Any], expected: str
) -> None:
    assert entries(views(flow(observation))) == {"2021/percent-of-plan": expected}


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ({"plan": 200}, "agrees with 150 computed"),
        ({"plan": 400}, "disagrees with 75 computed"),
        ({}, "inputs-missing"),
    ],
)
def test_a_percentage_that_is_a_bound_is_checked_but_gives_no_plan_away(
    plan: dict[str, int], expected: str
) -> None:
    bound = [{"figure": "percent-of-plan", "value": 100, "bound": "above"}]
    made = views(flow(year(2021, 300, published=bound, **plan)))
    assert entries(made) == {"2021/percent-of-plan": expected}


def test_no_whole_number_is_missed_where_plans_need_not_be_whole() -> None:
    made = flow(year(2021, 3, percent="99.9"))
    del made["decimals"]
    assert entries(views(made)) == {"2021/percent-of-plan": "inputs-missing"}


def test_a_share_is_held_against_its_counts() -> None:
    years = (
        year(2020, "92.94", numerator=79, denominator=85),
        year(2021, "93", numerator=79, denominator=85),
        year(2022, "92.9", numerator=79, denominator=85, explanation="nguồn bỏ phần lẻ"),
        year(2023, "92.95", numerator=79, denominator=85),
        year(2024, 90, bound="above", numerator=79, denominator=85),
        year(2025, "92.5", numerator=79, denominator=85, explanation="nguồn không nêu"),
    )
    assert entries(views(share(*years)), "ty-le") == {
        "2020/value": "agrees with 1580/17 computed",
        "2021/value": "agrees with 1580/17 computed",
        "2022/value": "agrees with 1580/17 computed explained",
        "2023/value": "other-rounding by up with 1580/17 computed",
        "2024/value": "agrees with 1580/17 computed",
        "2025/value": "disagrees with 1580/17 computed by -15/34 computed explained",
    }


def over_years(figure: str, value: object, **fields: Any) -> list[dict[str, Any]]:
    return [{"figure": figure, "value": value, "from": 2021, "to": 2022, **fields}]


@pytest.mark.parametrize(
    ("published_over_years", "expected"),
    [
        (over_years("mean", "96.68"), "agrees with 3867/40 computed"),
        (over_years("mean", "96.67"), "other-rounding by down with 3867/40 computed"),
        (over_years("mean", "96.7"), "agrees with 3867/40 computed"),
        (over_years("mean", "96.69"), "within-inputs with 3867/40 computed by 3/200 computed"),
        (over_years("mean", "96.70"), "within-inputs with 3867/40 computed by 1/40 computed"),
        (over_years("mean", "96.65"), "within-inputs with 3867/40 computed by -1/40 computed"),
        (over_years("mean", "96.64"), "disagrees with 3867/40 computed by -7/200 computed"),
        (over_years("mean", "96.71"), "disagrees with 3867/40 computed by 7/200 computed"),
        (
            over_years("mean", "96.75", explanation="nguồn không nêu cách tính"),
            "disagrees with 3867/40 computed by 3/40 computed explained",
        ),
        (over_years("change", "0.95"), "agrees with 19/20 computed"),
        (over_years("change", "1"), "agrees with 19/20 computed"),
        (over_years("change", "1.00"), "within-inputs with 19/20 computed by 1/20 computed"),
        (over_years("change", "1.1"), "disagrees with 19/20 computed by 3/20 computed"),
        (over_years("change", "-0.95"), "disagrees with 19/20 computed by -19/10 computed"),
        (over_years("change-percent", "0.99"), "agrees with 475/481 computed"),
        (
            over_years("change-percent", "1.04"),
            "within-inputs with 475/481 computed by 631/12025 computed",
        ),
        (over_years("change-percent", "2"), "disagrees with 475/481 computed by 487/481 computed"),
        (over_years("mean", "96.7", to=2023), "inputs-missing"),
    ],
)
def test_what_is_printed_over_years_is_held_against_them_and_what_their_rounding_allows(
    published_over_years: list[dict[str, Any]], expected: str
) -> None:
    """The shares are the two that the Long An interview prints, with its mean of 96.75."""
    made = views(share(year(2021, "96.2"), year(2022, "97.15"), published=published_over_years))
    assert list(entries(made, "ty-le").values()) == [expected]


def test_what_the_rounded_inputs_allow_stands_beside_the_verdict() -> None:
    made = views(share(year(2021, "96.2"), year(2022, "97.15"),
                       published=over_years("mean", "96.75")))  # fmt: skip
    (entry,) = made.ledger
    assert entry.allowed == Interval(Fraction("96.6475"), Fraction("96.7025"), high_open=True)
    assert entry.path == ("indicators", 0, "published", 0, "value")
    assert entry.difference is not None
    assert (entry.difference.id, entry.difference.unit) == (
        "ty-le/2021-2022/mean/difference",
        "điểm phần trăm",
    )


def test_growth_of_a_share_printed_as_zero_is_held_against_what_zero_stands_for() -> None:
    made = views(share(year(2021, "0.1"), year(2022, "0.0"),
                       published=over_years("change-percent", "-70")))  # fmt: skip
    assert entries(made, "ty-le") == {
        "2021-2022/change-percent": "within-inputs with -100 computed by 30 computed"
    }


def test_counts_plans_and_targets_are_exact_and_leave_no_room() -> None:
    years = (year(2021, 1514), year(2022, 1533))
    made = views(flow(*years, published=over_years("sum", 3048)))
    assert entries(made) == {"2021-2022/sum": "disagrees with 3047 computed by 1 computed"}
    share_of_target = [{"figure": "percent-of-target", "value": "93.12"}]
    made = views(
        flow(totals=[{"through": 2023, "value": 5866, "published": share_of_target}]),
        targets=[target("term-total", value=6300)],
    )
    assert entries(made) == {
        "through-2023/total": "inputs-missing",
        "through-2023/percent-of-target": "other-rounding by up with 838/9 computed",
    }


def test_a_total_is_held_against_its_years_or_leaves_a_rest() -> None:
    years = (year(2021, 1514), year(2022, 1533))

    def total(value: int, *observations: dict[str, Any], **fields: Any) -> dict[str, str]:
        item = {"through": 2022, "value": value, **fields}
        return entries(views(flow(*observations, totals=[item]), start=2021))

    key = "through-2022/total"
    assert total(3047, *years) == {key: "agrees with 3047 computed"}
    assert total(3000, *years) == {key: "disagrees with 3047 computed by -47 computed"}
    assert total(3000, bound="at-least") == {key: "inputs-missing"}
    assert total(3000, *years, bound="at-least") == {key: "agrees with 3047 computed"}
    assert total(3100, *years, bound="at-least", explanation="nguồn không nêu") == {
        key: "disagrees with 3047 computed explained"
    }
    assert total(5000, years[0]) == {key: "inputs-missing leaving 3486 inferred"}
    assert total(1000, years[0]) == {key: "disagrees with >=1514 computed"}


def test_only_a_total_leaves_a_rest() -> None:
    share_of_target = [{"figure": "percent-of-target", "value": "93.12"}]
    made = views(
        flow(
            year(2021, 1514),
            totals=[{"through": 2022, "value": 5866, "published": share_of_target}],
        )
    )
    assert entries(made) == {
        "through-2022/total": "inputs-missing leaving 4352 inferred",
        "through-2022/percent-of-target": "inputs-missing",
    }


def test_years_early_is_recomputed_where_the_target_is_reached() -> None:
    def early(value: int, printed_years: int) -> str:
        item = {
            "through": 2024, "value": value, "bound": "at-least", "status": "forecast",
            "published": [{"figure": "years-early", "value": printed_years}],
        }  # fmt: skip
        goal = target("term-total", value=6300)
        return entries(views(flow(totals=[item]), targets=[goal]))["through-2024/years-early"]

    assert early(7526, 1) == "agrees with 1 computed forecast"
    assert early(7526, 2) == "disagrees with 1 computed forecast by 1 computed forecast"
    assert early(6000, 1) == "inputs-missing"


def test_a_change_printed_beside_a_year_is_held_against_the_year_before() -> None:
    changes = [{"figure": "change", "value": -9}, {"figure": "change-percent", "value": "1.3"}]
    made = views(stock(year(2021, 1514), year(2022, 1533, published=changes)))
    assert entries(made) == {
        "2022/change": "disagrees with 19 computed by -28 computed",
        "2022/change-percent": "agrees with 950/757 computed",
    }
    assert made.figures["so/2022/change/difference"].unit == "người"


def test_every_published_figure_that_can_be_checked_has_one_entry(long_an: Views) -> None:
    expected = [
        figure.id
        for figure in long_an.figures.values()
        if figure.kind is Kind.PUBLISHED and figure.role in CHECKED
    ]
    entered = [entry.published.id for entry in long_an.ledger]
    assert sorted(entered) == sorted(expected)
    assert len(entered) == len(set(entered))


def test_a_verdict_does_not_depend_on_where_a_number_stands_in_the_file() -> None:
    figure = published("96.75")
    moved = replace(figure, path=("indicators", 3))
    exact = point(Fraction("96.675"))
    assert judge(figure, exact, ABOUT) == judge(moved, exact, ABOUT)
