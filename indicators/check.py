"""Rules across records: what a dataset says that cannot be right, without text or positions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

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

CHECKS: tuple[Callable[[Data], Iterator[Finding]], ...] = tuple(
    rule
    for module in (
        amounts, periods, references, contents, targets, totals, breakdowns, changes, prints,
    )
    for name, rule in vars(module).items()
    if name.startswith("check_")
)  # fmt: skip
"""Every rule that needs no computation, each a generator of findings."""

LATER = (
    recomputed.check_published_disagrees,
    recomputed.check_published_far,
    recomputed.check_bound_far,
    recomputed.check_explanation_needless,
)
"""The rules that compute, which only data that keeps all others can stand."""


DOUBTS = (
    doubts.check_ratios,
    doubts.check_dates,
    doubts.check_explanations,
    doubts.check_names,
    doubts.check_sources,
)
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
