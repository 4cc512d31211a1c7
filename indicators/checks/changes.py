"""Rules about revisions and corrections: each says what was there before, in order."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from indicators.checks import places
from indicators.checks.places import Changed
from indicators.computing.figures import FORECASTS
from indicators.model import Dataset, Total
from indicators.reporting.findings import Finding


def check_former_empty(dataset: Dataset) -> Iterator[Finding]:
    """A change says which number it replaced.

    Bad:  reason: Bổ sung báo cáo của cơ sở.
    Good: value: 1510
    """
    for changed in places.changes(dataset):
        former = changed.former
        if former.value is None and former.plan is None:
            yield Finding("former-empty", changed.path, {"date": str(former.date)})
        elif former.plan is not None and isinstance(changed.record, Total):
            yield Finding("former-plan", (*changed.path, "plan"), at_key=True)


def check_former_same(dataset: Dataset) -> Iterator[Finding]:
    """A former number differs from the one that replaced it.

    Bad:  value: 1514
    Good: value: 1510
    """
    for changed in places.changes(dataset):
        for name in ("value", "plan"):
            number = getattr(changed.former, name)
            if number is not None and number == _next(changed, name):
                yield Finding("former-same", (*changed.path, name), {"field": name})


def _next(changed: Changed, name: str) -> Decimal | None:
    """The number that took the former one's place: a later former one, else the present."""
    numbers = (getattr(former, name) for former in changed.record.former[changed.index + 1 :])
    present: Decimal | None = getattr(changed.record, name, None)
    return next((number for number in numbers if number is not None), present)


def check_former_order(dataset: Dataset) -> Iterator[Finding]:
    """Changes stand in the order of their dates, the earliest first.

    Bad:  date: 2022-03-01
    Good: date: 2022-06-01
    """
    for changed in places.changes(dataset):
        if changed.index:
            before = changed.record.former[changed.index - 1].date
            shared = min(len([part for part in d if part]) for d in (before, changed.former.date))
            if tuple(changed.former.date)[:shared] < tuple(before)[:shared]:
                yield Finding("former-order", (*changed.path, "date"), {"before": str(before)})


def check_former_early(dataset: Dataset) -> Iterator[Finding]:
    """A result does not replace another one before its time has begun.

    Bad:  date: 2020-03-01
    Good: date: 2022-03-01
    """
    for changed in places.changes(dataset):
        record, former = changed.record, changed.former
        last = changed.index == len(record.former) - 1
        if not last or former.value is None or record.value is None or record.status in FORECASTS:
            continue
        year = _year(dataset, changed)
        if former.date.year < year:
            yield Finding("former-early", (*changed.path, "date"), {"year": str(year)})


def _year(dataset: Dataset, changed: Changed) -> int:
    """The year of a changed number; of a part, that of the observation it belongs to."""
    if isinstance(changed.record, Total):
        return changed.record.through.year
    period: int = dataset.at(changed.path[:4]).period
    return period
