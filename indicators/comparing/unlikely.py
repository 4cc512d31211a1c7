"""Changes that may be slips: allowed by every rule, but worth a second look by who approves them.

The limits are round on purpose: they point a reader at a number, and decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from indicators.computing.compute import Views
from indicators.computing.figures import PERCENT, CutOff, Figure, Kind, Role
from indicators.computing.recount import cut_off_of
from indicators.model import Measure
from indicators.words.changes import changes

FACTOR = 2
"""How many times the greatest, or what part of the smallest, past number is a jump."""

POINTS = 10
"""How many percentage points outside the past of a share are a jump."""

_BY_TIME = frozenset(
    {
        Role.VALUE, Role.PLAN, Role.PROPOSED, Role.NUMERATOR, Role.DENOMINATOR, Role.POPULATION,
        Role.PERCENT_OF_PLAN,
    }
)  # fmt: skip
_ALONE = frozenset(
    {
        Role.TOTAL, Role.TARGET, Role.MIN, Role.MAX, Role.BASE, Role.FACT, Role.MEAN, Role.SUM,
        Role.PERCENT_OF_TARGET,
    }
)  # fmt: skip
_RECORDED = frozenset({Role.VALUE, Role.PLAN, Role.TOTAL})


class Suspicion(StrEnum):
    """Why a change deserves a second look."""

    JUMP = "jump"
    UNRECORDED = "unrecorded"
    OUT_OF_STEP = "out-of-step"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure to look at again, with the figures beside which it stands out.

    ``expected`` is by how much a total would have moved with its years, ``moved`` by how much it
    did.
    """

    suspicion: Suspicion
    figure: Figure
    beside: tuple[Figure, ...] = ()
    expected: Fraction | None = None
    moved: Fraction | None = None


Pair = tuple[Figure | None, Figure | None]


def doubts(before: Views, after: Views, typed: Iterable[Pair]) -> Iterator[Doubt]:
    """What is unlikely about typed figures that changed, each given as it was and as it is."""
    listed = list(typed)
    for was, now in listed:
        if now is None or now.value is None or now.kind is not Kind.PUBLISHED:
            continue
        past = _past(before, now)
        if past and _jumps(after, now, past):
            yield Doubt(Suspicion.JUMP, now, past)
        if was is not None and _unrecorded(before, after, was, now):
            yield Doubt(Suspicion.UNRECORDED, now, (was,))
    for name in dict.fromkeys(figure.subject for pair in listed for figure in pair if figure):
        yield from _out_of_step(before, after, name)


def _past(before: Views, figure: Figure) -> tuple[Figure, ...]:
    """The numbers that a figure had before, at its own time or at others of its series."""
    if figure.role in _BY_TIME:
        known = [
            item
            for item in before.figures.of(figure.subject)
            if item.role is figure.role and item.portion == figure.portion
        ]
    elif figure.role in _ALONE:
        known = [item for item in (before.figures.get(figure.id),) if item is not None]
    else:
        known = []
    return tuple(item for item in known if _number(item) is not None)


def _number(figure: Figure | None) -> Fraction | None:
    return None if figure is None or figure.value is None else figure.value.only_limit


def _jumps(after: Views, figure: Figure, past: Iterable[Figure]) -> bool:
    """Whether a number is more than twice the greatest of the past, or less than half of the
    smallest; for a share, more than ten percentage points above or below all of them.
    """
    number = _number(figure)
    known = [value for item in past if (value := _number(item)) is not None]
    if number is None or min(known) <= 0:
        return False
    if figure.unit == PERCENT and _is_share(after, figure):
        return not min(known) - POINTS <= number <= max(known) + POINTS
    return not min(known) / FACTOR <= number <= max(known) * FACTOR


def _is_share(views: Views, figure: Figure) -> bool:
    view = views.indicators.get(figure.subject)
    return view is not None and view.indicator.measure is Measure.SHARE


def _unrecorded(before: Views, after: Views, was: Figure, now: Figure) -> bool:
    """Whether a number that was a fact became another one without a note of what it was."""
    stated = was.kind is Kind.PUBLISHED and was.value is not None
    if now.role not in _RECORDED or not stated or was.is_forecast or was.value == now.value:
        return False
    known = len(changes(before, was))
    return not any(Fraction(item.number) == _number(was) for item in changes(after, now)[known:])


def _out_of_step(before: Views, after: Views, name: str) -> Iterator[Doubt]:
    """Totals that do not move as their years do, or that pass the one before by far."""
    view = after.indicators.get(name)
    for row in view.totals if view else ():
        total = row.value
        if total.kind is not Kind.PUBLISHED:
            continue
        old = before.figures.get(total.id)
        if old is None or old.value is None:
            yield from _leap(after, total)
            continue
        years = list(_years(before, after, name, row.cut_off))
        expected = sum((now - was for _, was, now in years), Fraction(0))
        number, former = _number(total), _number(old)
        assert number is not None and former is not None, "a stated total has a number"
        if number - former != expected:
            changed = tuple(figure for figure, was, now in years if was != now)
            yield Doubt(Suspicion.OUT_OF_STEP, total, changed, expected, number - former)


def _years(
    before: Views, after: Views, name: str, cut_off: CutOff
) -> Iterator[tuple[Figure, Fraction, Fraction]]:
    """The years that a total surely holds, each with its number before and now."""
    for row in after.indicators[name].rows:
        was, now = before.figures.get(row.value.id), row.value
        if was is None or was.exact is None or now.exact is None:
            continue
        if cut_off.reaches(row.period.end):
            yield now, was.exact, now.exact


def _leap(after: Views, total: Figure) -> Iterator[Doubt]:
    """A new total that is further from the one before than the years between can explain: twice
    the greatest year known, for each of them.
    """
    view = after.indicators[total.subject]
    cut_off = cut_off_of(total)
    earlier = [
        row for row in view.totals if row.cut_off != cut_off and cut_off.reaches(row.cut_off)
    ]
    years = [row.value.exact for row in view.rows if row.value.exact is not None]
    if not earlier or not years:
        return
    number, former = _number(total), _number(earlier[-1].value)
    assert number is not None and former is not None, "a total has a number"
    between = max(1, cut_off.date.year - earlier[-1].cut_off.date.year)
    if not former <= number <= former + FACTOR * max(years) * between:
        yield Doubt(Suspicion.OUT_OF_STEP, total, (earlier[-1].value,), None, number - former)
