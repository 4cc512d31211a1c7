"""Rules about printed figures that were recomputed: a disagreement is explained, no other is."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from indicators.computing.compute import compute
from indicators.computing.figures import Figure, Figures, Role
from indicators.computing.ledger import Entry, Verdict
from indicators.model import Dataset
from indicators.reporting.findings import Finding, Path
from indicators.reporting.rules import Wording
from indicators.words.wording import MINUS, NBSP, amount

_UNITS = {"điểm phần trăm": "percentage points", "năm": "years", "lần": "times"}


def check_published_disagrees(dataset: Dataset) -> Iterator[Finding]:
    """A printed figure that differs from its recomputation is explained.

    Bad:  value: 96.75
    Good: explanation: Nguồn không nêu cách tính.
    """
    for entry in compute(dataset).ledger:
        if entry.verdict is Verdict.DISAGREES and not entry.explanation:
            of_plan = entry.published.role is Role.PERCENT_OF_PLAN
            yield _of_plan(dataset, entry) if of_plan else _disagrees(entry)


def _disagrees(entry: Entry) -> Finding:
    context: dict[str, object] = {"computed": _shown(entry.recomputed)}
    if entry.difference is not None:
        context["difference"] = _shown(entry.difference)
    return Finding("published-disagrees", entry.path, context)


def _of_plan(dataset: Dataset, entry: Entry) -> Finding:
    row = dataset.at(entry.path[:4])
    context = {
        "result": getattr(row, "value", None),
        "plan": getattr(row, "plan", None),
        "computed": _shown(entry.recomputed),
    }
    return Finding("percent-disagrees", entry.path, context)


def check_percent_impossible(dataset: Dataset) -> Iterator[Finding]:
    """A printed percentage fits some whole plan, or it is explained.

    Bad:  value: 112.51
    Good: value: 112.15
    """
    for entry in compute(dataset).ledger:
        if entry.verdict is Verdict.NO_WHOLE_NUMBER and not entry.explanation:
            row = dataset.at(entry.path[:4])
            context = {"result": getattr(row, "value", None)}
            yield Finding("percent-impossible", entry.path, context)


def check_explanation_needless(dataset: Dataset) -> Iterator[Finding]:
    """A printed figure that agrees with its recomputation carries no explanation.

    Bad:  explanation: Nguồn không nêu cách tính.
    Good: value: 96.68
    """
    told: dict[Path, bool] = {}
    for entry in compute(dataset).ledger:
        if entry.explanation:
            place = (*entry.record, "explanation")
            agrees = entry.verdict is Verdict.AGREES
            told[place] = told.get(place, True) and agrees
    yield from (Finding("explanation-needless", place) for place, agree in told.items() if agree)


def check_published_far(dataset: Dataset) -> Iterator[Finding]:
    """No explanation carries a mean that is not of its years, or a percentage several times off.

    Bad:  value: 9.715
    Good: value: 97.15
    """
    views = compute(dataset)
    for entry in views.ledger:
        if entry.verdict is not Verdict.DISAGREES or not entry.explanation:
            continue
        context: dict[str, object] = {"computed": _shown(entry.recomputed)}
        if entry.published.role is Role.MEAN:
            years = _numbers(entry, views.figures)
            if _not_of(years, *_both(entry)):
                context |= {"low": min(years), "high": max(years)}
                yield Finding("published-far", entry.path, context)
        elif entry.published.role in _PERCENTS and not 1 / FAR <= _times(entry) <= FAR:
            yield Finding("published-far", entry.path, context)


FAR = Fraction(5)
"""How many times off a printed percentage is a slip of the decimal mark, not a way to count."""

EDGE = Fraction(1, 20)
"""How near to its least or greatest year a mean gives the others no weight, in parts of all."""

_PERCENTS = (Role.PERCENT_OF_PLAN, Role.PERCENT_OF_TARGET)


def _numbers(entry: Entry, figures: Figures) -> list[Fraction]:
    """The numbers that a figure was recomputed from; of a bound, the one that it names."""
    assert entry.recomputed is not None
    values = [figures[name].value for name in entry.recomputed.inputs]
    return [number for value in values if value and (number := value.only_limit) is not None]


def _both(entry: Entry) -> tuple[Fraction, Fraction]:
    """The printed and the recomputed number; of a bound, the one that it names."""
    figures = (entry.published, entry.recomputed)
    values = [figure.value.only_limit for figure in figures if figure and figure.value]
    printed, again = (value or Fraction(0) for value in values)
    return printed, again


def _not_of(years: list[Fraction], printed: Fraction, again: Fraction) -> bool:
    """Whether a printed mean is far from the years' own, and no way to weigh them gives it."""
    edge = (max(years) - min(years)) * EDGE
    inside = min(years) + edge <= printed <= max(years) - edge
    return not inside and abs(printed - again) > abs(again) / 10


def _times(entry: Entry) -> Fraction:
    """How many times the recomputed number was printed; 1 where that cannot be told."""
    printed, again = _both(entry)
    return printed / again if again else Fraction(1)


def check_bound_far(dataset: Dataset) -> Iterator[Finding]:
    """A percentage of a number that is only a bound is about that of the number.

    Bad:  value: 5526
    Good: value: 7526
    """
    for entry in compute(dataset).ledger:
        open_question = entry.verdict is Verdict.NO_INPUTS and entry.recomputed is not None
        if not open_question or entry.explanation or entry.published.role not in _PERCENTS:
            continue
        if not 1 / BEYOND <= _times(entry) <= BEYOND:
            yield Finding("bound-far", entry.path, {"computed": _shown(entry.recomputed)})


BEYOND = Fraction(5, 4)
"""How many times a bound lies beyond what it bounds before it is doubtful that it does so."""


def _shown(figure: Figure | None) -> Wording:
    """A figure as Vietnam and as an English text write it, without the sign of a difference."""
    if figure is None:
        return Wording("", "")
    text = amount(figure, sign=False).removeprefix(MINUS)
    text = text.replace(NBSP, " ")
    digits, _, unit = text.partition(" ")
    english = digits.translate(str.maketrans(".,", ",."))
    return Wording(text, f"{english} {_UNITS.get(unit, unit)}".rstrip())
