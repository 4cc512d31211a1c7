"""What the data asks for and has not: results, plans and numbers of units, each by its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from indicators.computing.attention import duty_of_row
from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import CutOff, Kind, Portion, Role
from indicators.computing.scope import Account
from indicators.model import Measure
from indicators.scalars import PartialDate


class Awaited(NamedTuple):
    """A number that is asked for: whose, which one, of which year, and when it can be there; of
    some ``portions`` where others have theirs.
    """

    subject: str
    role: Role
    year: int
    by: dt.date
    portions: tuple[Portion, ...] = ()


def awaited(views: Views) -> Iterator[Awaited]:
    """Every number that is asked for and not known, by indicator and year.

    A result is asked for each year of the term from the first that the data knows, a plan for each
    year of an indicator that has plans, a unit's where other units of that year have theirs. A
    ratio asks for what its two sides do.
    """
    known = [row.period.year for view in views.indicators.values() for row in view.rows]
    term = views.dataset.term
    for name, view in views.indicators.items():
        once = view.indicator.measure is Measure.YES_NO
        first = term.last if once else min(known, default=term.first)
        years = range(first, term.last + 1) if view.indicator.measure is not Measure.RATIO else ()
        for year in years:
            row = next((item for item in view.rows if item.period.year == year), None)
            due = duty_of_row(views, row).due if row else None
            end = CutOff(due or PartialDate(year)).latest
            ends = {Role.VALUE: end, Role.PLAN: dt.date(year, 1, 1)}
            for role, portions in _lacking(view, year, row):
                yield Awaited(name, role, year, ends[role], portions)


def _lacking(
    view: IndicatorView, year: int, row: Account | None
) -> Iterator[tuple[Role, tuple[Portion, ...]]]:
    planned = view.indicator.plan_set_by or any(_has(item, Role.PLAN) for item in view.rows)
    if not (row and row.period.complete and _has(row, Role.VALUE)) and not _told(view, year):
        yield Role.VALUE, ()
    if planned and not (row and _has(row, Role.PLAN)):
        yield Role.PLAN, ()
    divided = view.divided_in(year)
    for role in (Role.VALUE, Role.PLAN):
        without = [unit.portion for unit in divided.units if not _has(unit, role)]
        lacking = (*without, *divided.absent.get(None, ()))
        if lacking and len(without) < len(divided.units):
            yield role, lacking


def _told(view: IndicatorView, year: int) -> bool:
    """Whether what is done once is done, or a total of years that are not told one by one known."""
    if view.indicator.measure is Measure.YES_NO:
        return any(row.value.exact for row in view.results)
    totals = () if view.rows else view.reached
    return any(row.cut_off.latest.year > year or row.cut_off.ends_year for row in totals)


def _has(row: Account, role: Role) -> bool:
    """Whether a number is known, or hidden; what is only forecast is no result."""
    figure = row.get(role)
    if figure is None or figure.value is None:
        return figure is not None and figure.kind is Kind.WITHHELD
    return role is Role.PLAN or not figure.is_forecast
