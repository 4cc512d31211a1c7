"""Empty rows for the units of a year, as lines to paste into the data file.

Every unit has its row before anybody reports, so that two people who fill in two units change
different lines and their changes merge without a conflict.
"""

from __future__ import annotations

from collections.abc import Iterator

from indicators.computing.figures import Period
from indicators.computing.units import Registry
from indicators.model import Dataset, Indicator, Measure, Unit

REASON = "Chưa báo cáo."


def unit_rows(dataset: Dataset, indicator: Indicator, year: int, *, split: bool = False) -> str:
    """The ``parts`` of a year, one item for each unit that exists then, in the official order.

    Units that have units below them come first where both levels are declared. With ``split`` the
    text is a whole file ``data/<year>.yaml``, which joins the main one by its ids and years.
    """
    throughout = indicator.measure is Measure.FLOW
    places = Registry(dataset)
    units = [
        unit
        for unit in places.ordered
        if places.existed(unit, Period(year), throughout=throughout)
        and not _is_the_whole(unit, places)
    ]
    lines = list(_lines(units))
    if not split:
        return "".join(f"        {line}\n" for line in ("parts:", *lines))
    head = f"indicators:\n  - id: {indicator.id}\n    observations:\n      - period: {year}\n"
    return head + "".join(f"        {line}\n" for line in ("parts:", *lines))


def _is_the_whole(unit: Unit, places: Registry) -> bool:
    """Whether a unit is the only one at the top, so that the year itself is its row."""
    tops = places.below.get(None, ())
    return tops == (unit,) and unit.id in places.below


def _lines(units: list[Unit]) -> Iterator[str]:
    for unit in units:
        yield f"  - unit: {unit.id}"
        yield f"    missing: {REASON}"
