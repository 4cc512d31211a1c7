"""The ledger: every published figure that can be recomputed, held against what its inputs give."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from indicators.computing.arithmetic import (
    Interval,
    Rounding,
    decimals_of,
    other_rounding,
    point,
    printed,
    rounded,
)
from indicators.computing.figures import (
    PERCENT,
    POINTS,
    RECOMPUTED,
    Figure,
    Figures,
    Formula,
    Kind,
    Path,
    Role,
    figure_id,
)
from indicators.computing.plans import candidates
from indicators.computing.subject import as_rounded, typed
from indicators.model import Dataset, Indicator, Observation, Part, Published, Total


class Verdict(StrEnum):
    """How a published figure compares with its recomputation."""

    AGREES = "agrees"
    OTHER_ROUNDING = "other-rounding"
    WITHIN_INPUTS = "within-inputs"
    DISAGREES = "disagrees"
    USED = "used-for-inference"
    NO_INPUTS = "inputs-missing"
    NO_WHOLE_NUMBER = "no-whole-number"


@dataclass(frozen=True, slots=True)
class Entry:
    """One published figure in the ledger.

    ``allowed`` is the interval that the rounded inputs permit; ``rest`` the inferred part of a
    total that no period explains; ``difference`` published less recomputed, where they disagree.
    """

    published: Figure
    verdict: Verdict
    recomputed: Figure | None = None
    rounding: Rounding | None = None
    allowed: Interval | None = None
    difference: Figure | None = None
    rest: Figure | None = None
    explanation: str | None = None

    @property
    def path(self) -> Path:
        """The place of the published number in the data file."""
        assert self.published.path is not None
        return self.published.path

    @property
    def record(self) -> Path:
        """The place of the record that may explain it: of a grade, the year it belongs to."""
        return _holder(self.path)


CHECKED = frozenset(
    {
        Role.PERCENT_OF_PLAN, Role.PERCENT_OF_TARGET, Role.YEARS_EARLY, Role.MEAN, Role.SUM,
        Role.CHANGE, Role.CHANGE_PERCENT, Role.TOTAL,
    }
)  # fmt: skip


def entries(dataset: Dataset, figures: Figures, subject: str) -> tuple[Entry, ...]:
    """The ledger's entries about one indicator, in the order of its figures."""
    made = []
    for figure in list(figures.of(subject)):
        if figure.kind is not Kind.PUBLISHED:
            continue
        again = figures.get(f"{figure.id}/{RECOMPUTED}")
        if again is None and figure.role not in CHECKED:
            continue
        made.append(_entry(dataset, figures, figure, again))
    return tuple(made)


def _entry(dataset: Dataset, figures: Figures, figure: Figure, again: Figure | None) -> Entry:
    explanation = _record(dataset, figure).explanation
    if figure.role is Role.PERCENT_OF_PLAN:
        plan = figures.get(figure_id(figure.subject, Role.PLAN, figure.when))
        if plan and plan.kind is Kind.INFERRED:
            return Entry(figure, Verdict.USED, again, explanation=explanation)
        value = figures.get(figure_id(figure.subject, Role.VALUE, figure.when))
        fitting = candidates(_indicator(dataset, figure), value, figure)
        if plan is None and fitting is not None:
            return Entry(figure, Verdict.NO_WHOLE_NUMBER, explanation=explanation)
    if again is None or again.value is None:
        rest = None
        if figure.role is Role.TOTAL:
            rest = figures.get(figure_id(figure.subject, Role.UNEXPLAINED, figure.when))
        return Entry(figure, Verdict.NO_INPUTS, rest=rest, explanation=explanation)
    allowed = _allowed(figures, again)
    verdict, rounding = judge(figure, again.value, allowed)
    difference = None
    if verdict in (Verdict.DISAGREES, Verdict.WITHIN_INPUTS):
        difference = _difference(figures, figure, again)
    return Entry(figure, verdict, again, rounding, allowed, difference, explanation=explanation)


def judge(
    published: Figure, computed: Interval, allowed: Interval
) -> tuple[Verdict, Rounding | None]:
    """The verdict on a published number.

    ``computed`` follows from the inputs as printed, ``allowed`` from what their rounding leaves
    open. A published bound agrees when every computed value lies on its side. When the
    computation itself gives only a bound, its limit is held against the published number; a
    number on the right side of that limit is neither confirmed nor refuted.
    """
    value = published.value
    assert value is not None
    if value.exact is None:
        if computed.within(value):
            return Verdict.AGREES, None
        undecided = computed.exact is None and computed.meets(value)
        otherwise = Verdict.WITHIN_INPUTS if allowed.meets(value) else Verdict.DISAGREES
        return (Verdict.NO_INPUTS if undecided else otherwise), None
    number = typed(published)
    limit = computed.only_limit
    if limit is not None and rounded(limit, decimals_of(number)) == number:
        return Verdict.AGREES, None
    rule = other_rounding(limit, number) if limit is not None else None
    if rule is not None:
        return Verdict.OTHER_ROUNDING, rule
    if computed.exact is None:
        met = computed.meets(printed(number))
        return (Verdict.NO_INPUTS if met else Verdict.DISAGREES), None
    return (Verdict.WITHIN_INPUTS if allowed.meets(printed(number)) else Verdict.DISAGREES), None


def _allowed(figures: Figures, again: Figure) -> Interval:
    """The values that the recomputation may have, given what its printed inputs stand for."""
    assert again.value is not None
    parts = [as_rounded(figures[name]) for name in again.inputs]
    known = [part for part in parts if part is not None]
    if len(known) != len(parts) or again.value.exact is None:
        return again.value
    match again.formula:
        case Formula.PERCENT:
            return known[0].over(known[1]).scaled(100)
        case Formula.SUM | Formula.SUM_OF_PARTS | Formula.MEAN:
            amount = point(0)
            for part in known:
                amount = amount + part
            if again.formula is not Formula.MEAN:
                return amount
            return amount.scaled(Fraction(1, len(known)))
        case Formula.DIFFERENCE:
            return known[0] - known[1]
        case Formula.CHANGE_PERCENT:
            return known[0].over(known[1]).scaled(100) - point(100)
    return again.value


def _difference(figures: Figures, figure: Figure, again: Figure) -> Figure | None:
    if figure.exact is None or again.exact is None:
        return None
    gap = figure.exact - again.exact
    return figures.derive(
        figure.subject,
        Role.DIFFERENCE,
        figure.when,
        Formula.DIFFERENCE,
        (figure, again),
        point(gap),
        POINTS if figure.unit == PERCENT else figure.unit,
        decimals=max(figure.decimals, again.decimals),
        name=f"{figure.id}/{Role.DIFFERENCE}",
        portion=figure.portion,
    )


def _indicator(dataset: Dataset, figure: Figure) -> Indicator:
    return next(item for item in dataset.indicators if item.id == figure.subject)


def _holder(path: Path) -> Path:
    return path[:-3] if "grades" in path else path[:-1]


def _record(dataset: Dataset, figure: Figure) -> Published | Total | Observation | Part:
    """The record that states a published figure, found by its place in the data."""
    assert figure.path is not None
    place = dataset.at(_holder(figure.path))
    assert isinstance(place, Published | Total | Observation | Part)
    return place
