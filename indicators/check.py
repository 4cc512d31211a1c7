"""Rules across records: what a dataset says that cannot be right, without text or positions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from types import ModuleType

from indicators.checks import amounts, doubts, fields, listed, periods, prints, targets, totals
from indicators.checks.doubts import Change
from indicators.checks.places import Data
from indicators.computing.unpublished import withdraw
from indicators.model import Dataset
from indicators.reporting.findings import Finding, Path
from indicators.terms import lenses, spans

__all__ = ["CHECKS", "LATER", "Finding", "check", "check_change"]


_Rules = tuple[Callable[..., Iterator[Finding]], ...]


def _checks(*modules: ModuleType, named: str = "check_") -> _Rules:
    """The functions of modules that look for what breaks their rules."""
    return tuple(
        function
        for module in modules
        for name, function in vars(module).items()
        if name.startswith(named)
    )


LATER = (
    prints.check_published_disagrees, prints.check_explanation_needless, prints.check_published_far,
)  # fmt: skip
"""What computes, which only data that keeps all other rules can stand."""

OF_TERM = (
    *(rule for rule in _checks(prints) if rule not in LATER), totals.check_total_order,
    totals.check_total_under, periods.check_told_too_early,
)  # fmt: skip
"""What needs no computation, and is asked of each term's part of the data."""

_WHOLE = _checks(amounts, fields, periods, listed, targets, totals)
CHECKS = tuple(rule for rule in _WHOLE if rule not in OF_TERM)
"""What needs none either, and is asked of the whole file."""

DOUBTS = _checks(doubts)
"""What may be right, and is told only of data that keeps all rules."""

SINCE = _checks(doubts, named="since_")
"""What only a version before shows."""


def check(
    dataset: Dataset, *, whole: bool = True, today: dt.date | None = None
) -> Iterator[Finding]:
    """Every broken rule of the dataset, in no particular order; of one that breaks none, what
    should be looked at again.

    Where a number or its year is in doubt, what compares it with others says nothing about its
    indicator or target. Of a dataset that is not ``whole``, because records were left out, nothing
    is recomputed. Without ``today`` no date is held against it.
    """
    data, sound = Data(dataset), whole  # one for all rules, which ask for the same
    unsettled = set()
    for finding in _uncomputed(data):
        sound = False
        broken, record = finding.fault.rule, finding.path[:2]
        if not broken.compares or record not in unsettled:
            yield finding
        if broken.unsettles:
            unsettled.add(record)
    if sound:
        found = list(_each(data, LATER, published=False))
        yield from found or _each(data, DOUBTS, today, published=False)


def check_change(change: Change) -> Iterator[Finding]:
    """What should be looked at again of what changed since a version before, or needs a record."""
    return chain.from_iterable(rule(change) for rule in SINCE)


def _uncomputed(data: Data) -> Iterator[Finding]:
    """What is found without computing; a withdrawn number is held against no other one."""
    published, gone = withdraw(data.dataset)
    for seen in (data, Data(published)) if gone else (data,):
        for item in chain(*(rule(seen) for rule in CHECKS), _each(seen, OF_TERM)):
            if not gone or item.fault.rule.compares == (seen is not data):
                yield item


def _each(
    data: Data,
    rules: Iterable[Callable[..., Iterator[Finding]]],
    *more: object,
    published: bool = True,
) -> Iterator[Finding]:
    """What breaks rules in any of the terms, each once, at its place in the whole.

    Unless only what is ``published`` is asked about, the rules see what is withheld from the site
    too. A dataset that withholds nothing is computed as it is, so that its pages need not compute
    it again.
    """
    told: set[tuple[str, Path]] = set()
    for lens in lenses(data.dataset) if spans(data.dataset) else ():
        seen = lens.dataset
        if seen.publication is not None and not published:
            seen = seen.model_copy(update={"publication": None})
        part = data if seen is data.dataset else Data(seen)
        found = [item.moved(lens.place) for rule in rules for item in rule(part, *more)]
        yield from (item for item in found if (item.rule, item.path) not in told)
        told.update((item.rule, item.path) for item in found)
