"""Rules across records: what a dataset says that cannot be right, without text or positions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from indicators.checks import (
    amounts,
    breakdowns,
    changes,
    contents,
    periods,
    prints,
    recomputed,
    references,
    targets,
    totals,
)
from indicators.findings import Finding
from indicators.model import Dataset

__all__ = ["CHECKS", "LATER", "Finding", "check"]

CHECKS: tuple[Callable[[Dataset], Iterator[Finding]], ...] = tuple(
    rule
    for module in (
        periods, references, contents, amounts, targets, totals, breakdowns, changes, prints,
    )
    for name, rule in vars(module).items()
    if name.startswith("check_")
)  # fmt: skip
"""Every rule that needs no computation, each a generator of findings."""

LATER = (recomputed.check_published_disagrees, recomputed.check_explanation_needless)
"""The rules that compute, which only data that keeps all others can stand."""


def check(dataset: Dataset, *, whole: bool = True) -> Iterator[Finding]:
    """Every broken rule of the dataset, in no particular order.

    Of a dataset that is not ``whole``, because records were left out, nothing is recomputed.
    """
    sound = whole
    for rule in CHECKS:
        for finding in rule(dataset):
            sound = False
            yield finding
    if sound:
        for rule in LATER:
            yield from rule(dataset)
