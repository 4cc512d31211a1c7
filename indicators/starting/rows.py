"""Empty rows for the units of a year, so that each fills in its own.

Every unit has its row before anybody reports, so that two people who fill in two units change
different lines and their changes merge without a conflict.
"""

from __future__ import annotations

from collections.abc import Mapping

from indicators.computing.figures import Period
from indicators.computing.units import Registry
from indicators.editing.edit import Put
from indicators.editing.lines import EditError
from indicators.editing.places import Place, unknown
from indicators.model import Measure
from indicators.starting.project import Draft, Project

REASON = "Chưa báo cáo."


def new_rows(project: Project, typed: Mapping[str, str]) -> Draft:
    """A row without a number for each unit that has none in a year or at a cut-off within it.

    ``split`` puts them into a file of the year, which joins the main one by its ids and years.
    Errors: ``EditError``.
    """
    data, name, time, year = project.dataset, typed["indicator"], typed["year"], typed["year"][:4]
    chosen = next((one for one in data.indicators if one.id == name), None)
    if chosen is None:
        raise unknown(name, (one.id for one in data.indicators), "INDICATOR: dữ liệu")
    if not year.isdecimal():
        raise EditError(f"“{time}” không phải năm; gõ như YEAR=2025 hoặc YEAR=2025-09")
    asked = Registry(data).asked(Period(int(year)), throughout=chosen.measure is Measure.FLOW)
    units = [unit.id for unit in asked]
    if not units:
        raise EditError(f"không có đơn vị nào của năm {year}; khai đơn vị trước: make add-units")
    there = next((o for o in chosen.observations if str(o.through or o.period) == time), None)
    told = {part.unit for part in there.parts} if there else set()
    file = f"{next(iter(project.data)).rpartition('/')[0]}/{year}.yaml" if "split" in typed else ""
    row = ("indicators", name, "observations", time)
    rows: list[Place] = [] if there else [row]
    rows += [(*row, "parts", unit) for unit in units if unit not in told]
    changes = [Put((*place, "missing"), REASON, file) for place in rows]
    return Draft(changes)
