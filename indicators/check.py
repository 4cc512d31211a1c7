"""Rules across records: what a dataset says that cannot be right, without text or positions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from types import ModuleType

from indicators.checks import (
    amounts,
    breakdowns,
    changes,
    contents,
    doubts,
    periods,
    prints,
    recomputed,
    references,
    targets,
    totals,
)
from indicators.checks.places import Data
from indicators.model import Dataset
from indicators.reporting.findings import Finding

__all__ = ["CHECKS", "LATER", "Finding", "check"]


def _checks(*modules: ModuleType) -> tuple[Callable[..., Iterator[Finding]], ...]:
    """The functions of modules that look for what breaks their rules."""
    return tuple(
        function
        for module in modules
        for name, function in vars(module).items()
        if name.startswith("check_")
    )


CHECKS = _checks(
    amounts, periods, references, contents, targets, totals, breakdowns, changes, prints
)
"""What needs no computation."""

LATER = _checks(recomputed)
"""What computes, which only data that keeps all other rules can stand."""

DOUBTS = _checks(doubts)
"""What may be right, and is told only of data that keeps all rules."""


def check(
    dataset: Dataset, *, whole: bool = True, today: dt.date | None = None
) -> Iterator[Finding]:
    """Every broken rule of the dataset, in no particular order; of one that breaks none, what
    should be looked at again.

    Where a number or its year is in doubt, what compares it with others says nothing about its
    indicator or target. Of a dataset that is not ``whole``, because records were left out, nothing
    is recomputed. Without ``today`` no date is held against it.
    """
    data = Data(dataset)
    sound = whole
    unsettled = set()
    for rule in CHECKS:
        for finding in rule(data):
            sound = False
            broken, record = finding.fault.rule, finding.path[:2]
            if not broken.compares or record not in unsettled:
                yield finding
            if broken.unsettles:
                unsettled.add(record)
    if not sound:
        return
    # The rules see what is withheld from the site too. A dataset that withholds nothing is
    # computed as it is, so that its pages need not compute it again.
    if dataset.publication is not None:
        data = Data(dataset.model_copy(update={"publication": None}))
    found = [finding for rule in LATER for finding in rule(data)]
    if not found:
        found = [finding for doubt in DOUBTS for finding in doubt(data, today)]
    yield from found
