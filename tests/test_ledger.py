"""The ledger: published figures held against what their inputs give, and the verdicts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from synthetic import percent, share, views, year

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
from indicators.computing.ledger import CHECKED, Verdict, verdict_on
from indicators.model import Bound


def published(number: Decimal | str, bound: Bound | None = None) -> Figure:
    value = Decimal(number)
    return Figure(
        "ty-le/mean", "ty-le", Role.MEAN, Kind.PUBLISHED, limits(value, bound), "phần trăm",
        decimals=decimals_of(value),
    )  # fmt: skip


# --- verdicts by brute force ---------------------------------------------------------------------


def test_every_verdict_on_a_percentage_of_counts_is_what_rounding_each_way_says() -> None:
    for part, whole, decimals in product(range(1, 20), range(1, 20), range(3)):
        exact = percent(part, whole)
        by_rule = {rule: rounded(exact, decimals, rule) for rule in Rounding}
        step = Decimal(1).scaleb(-decimals)
        for number in {*by_rule.values(), by_rule[Rounding.DOWN] - step,
                       by_rule[Rounding.UP] + step}:  # fmt: skip
            verdict, rule = verdict_on(published(number), point(exact), point(exact))
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
            verdict, _ = verdict_on(published(number), point(exact), allowed)
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
    assert verdict_on(published(number, bound), point(Fraction("96.85")), ABOUT) == (expected, None)


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
    assert verdict_on(published(number, bound), computed, computed) == expected


# --- entries -------------------------------------------------------------------------------------


def over_years(figure: str, value: object) -> list[dict[str, Any]]:
    return [{"figure": figure, "value": value, "from": 2021, "to": 2022}]


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
    assert verdict_on(figure, exact, ABOUT) == verdict_on(moved, exact, ABOUT)
