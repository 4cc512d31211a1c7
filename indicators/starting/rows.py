"""Empty rows for the units of a year, so that each fills in its own.

Every unit has its row before anybody reports, so that two people who fill in two units change
different lines and their changes merge without a conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple

from indicators.computing.figures import Period
from indicators.computing.units import Registry
from indicators.editing.edit import Put
from indicators.editing.lines import EditError, Tree
from indicators.editing.places import Place, value_at
from indicators.model import Measure, Unit
from indicators.starting.project import Draft, Project

REASON = "Chưa báo cáo."


class Rows(NamedTuple):
    """A row without a number for each unit that has none at a time of an indicator."""

    time: Place
    units: tuple[str, ...]
    file: str
    """The file for it; empty for that in which the time is."""

    def apply(self, trees: Mapping[str, Tree]) -> None:
        """Put them in the official order. Errors: ``EditError``."""
        into = {self.file: trees[self.file]} if self.file else trees
        places = [(*self.time, "parts", unit) for unit in self.units]
        for place in (self.time, *places):
            if value_at(trees, place) is None:
                Put((*place, "missing"), REASON).apply(into)


def new_rows(project: Project, typed: Mapping[str, str]) -> Draft:
    """The rows of a year or of a cut-off within it; ``split`` puts them into a file of the year,
    which joins the main one by its ids and years. Errors: ``EditError``.
    """
    data = project.dataset
    chosen = next((one for one in data.indicators if one.id == typed["indicator"]), None)
    if chosen is None:
        near = get_close_matches(typed["indicator"], [one.id for one in data.indicators], n=1)
        guess = f"; có phải INDICATOR={near[0]}?" if near else ""
        raise EditError(f"không có chỉ tiêu “{typed['indicator']}”{guess}")
    year = typed["year"][:4]
    if not year.isdecimal():
        raise EditError(f"“{typed['year']}” không phải năm; gõ như YEAR=2025 hoặc YEAR=2025-09")
    places, throughout = Registry(data), chosen.measure is Measure.FLOW
    units = tuple(
        unit.id
        for unit in places.ordered
        if places.existed(unit, Period(int(year)), throughout=throughout)
        and not _is_the_whole(unit, places)
    )
    if not units:
        raise EditError(f"không có đơn vị nào của năm {year}; khai đơn vị trước: make add-units")
    folder = next(iter(project.data)).rpartition("/")[0]
    own = (f"{folder}/{year}.yaml",) if "split" in typed else ()
    time = ("indicators", chosen.id, "observations", typed["year"])
    return Draft([Rows(time, units, "".join(own))], data=own)


def _is_the_whole(unit: Unit, places: Registry) -> bool:
    """Whether a unit is the only one at the top, so that the year itself is its row."""
    tops = places.below.get(None, ())
    return tops == (unit,) and unit.id in places.below
