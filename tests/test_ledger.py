"""The ledger: published figures held against what their inputs give, and the verdicts."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from cases import number, tree
from synthetic import percent

from indicators.computing.arithmetic import (
    Interval,
    Rounding,
    decimals_of,
    point,
    printed,
    rounded,
)
from indicators.computing.compute import compute
from indicators.computing.figures import Figure, Kind, Role, limits
from indicators.computing.ledger import Verdict, verdict_on
from indicators.model import Bound, Dataset


def published(number: Decimal | str, bound: Bound | None = None) -> Figure:
    value = Decimal(number)
    return Figure(
        "ty-le/mean", "ty-le", Role.MEAN, Kind.PUBLISHED, limits(value, bound), "phần trăm",
        decimals=decimals_of(value),
    )  # fmt: skip


def test_every_verdict_on_a_percentage_of_counts_is_what_rounding_each_way_says() -> None:
    for part, whole, decimals in product(range(1, 20), range(1, 20), range(3)):
        exact = percent(part, whole)
        by_rule = {rule: rounded(exact, decimals, rule) for rule in Rounding}
        step = Decimal(1).scaleb(-decimals)
        for text in {*by_rule.values(), by_rule[Rounding.DOWN] - step,
                     by_rule[Rounding.UP] + step}:  # fmt: skip
            verdict, rule = verdict_on(published(text), point(exact), point(exact))
            if text == by_rule[Rounding.HALF_UP]:
                assert (verdict, rule) == (Verdict.AGREES, None)
            elif text in by_rule.values():
                assert verdict is Verdict.OTHER_ROUNDING
                assert rule is not None
                assert rule is not Rounding.HALF_UP
                assert by_rule[rule] == text
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


LEAST = percent(7526, 6300)
ABOUT = Interval(Fraction("96.80"), Fraction("96.90"), high_open=True)
AROUND = point(Fraction("96.85")), ABOUT
AT_LEAST, AT_MOST, BETWEEN = (
    (interval, interval)
    for interval in (
        Interval(LEAST, None), Interval(None, LEAST),
        Interval(Fraction("107.58"), Fraction("108.1")),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("computed", "told"),
    [
        # A published bound agrees when the computed value lies on its side.
        (AROUND, ">96.8 agrees, >96.85 within-inputs, >=96.85 agrees, >96.9 disagrees"),
        (AROUND, "<96.9 agrees, <=96.8 within-inputs, <96.8 disagrees, <=96.7 disagrees"),
        # A computed one confirms its limit, refutes the other side and else decides nothing.
        (AT_LEAST, "119.5 agrees, 119.4 other-rounding, 125 inputs-missing, 118 disagrees"),
        (AT_LEAST, ">119 agrees, >120 inputs-missing, <119 disagrees"),
        (AT_MOST, "119.5 agrees, 100 inputs-missing, 125 disagrees, <120 agrees"),
        (BETWEEN, "108 inputs-missing, 107 disagrees"),
    ],
)  # fmt: skip
def test_a_bound_is_held_against_what_it_excludes(
    computed: tuple[Interval, Interval], told: str
) -> None:
    for one in told.split(", "):
        typed, verdict = one.split()
        found = number(typed)
        bound = Bound(found["bound"]) if "bound" in found else None
        assert verdict_on(published(found["value"], bound), *computed)[0] == verdict, one
    line = tree("share: 2021 96.2; 2022 97.15 | printed mean 2021-2022 96.75")
    (entry,) = compute(Dataset.model_validate(line)).ledger
    assert entry.path == ("indicators", 0, "published", 0, "value")
    assert entry.difference is not None
    assert (entry.difference.id, entry.difference.unit) == (
        "ty-le/2021-2022/mean/difference", "điểm phần trăm",
    )  # fmt: skip
