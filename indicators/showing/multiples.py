"""Small multiples: the years of every unit as small drawings on one scale, for comparing shapes.

Units stand in the official order; every number that is drawn stands in a table too.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, NamedTuple

from markupsafe import Markup

from indicators.computing.breakdowns import Breakdown
from indicators.computing.figures import Portion, Role
from indicators.computing.scope import Account
from indicators.export.addresses import stem_of
from indicators.showing.assignment import NO_PARTS
from indicators.showing.links import Links
from indicators.showing.macro import Writer, macro
from indicators.showing.marks import percent
from indicators.showing.naming import INDICATOR
from indicators.showing.offers import beside
from indicators.showing.render import render
from indicators.showing.scales import Scale, from_zero
from indicators.showing.tables import sources
from indicators.words.table import Absent, Piece, said, worded
from indicators.words.wording import amount, fraction


class YearBar(NamedTuple):
    """One year of a unit: where it stands and how high it and its plan are, in percent; None where
    no number is known.
    """

    x: str
    y: str | None
    height: str
    plan: str | None
    title: str


WIDTH = Fraction(68)
"""How much of a year's place its bar fills, in percent."""


@macro
def multiples(writer: Writer, name: Annotated[str, INDICATOR]) -> Markup | Absent:
    """The years of every unit of the top level as small drawings on one scale."""
    views, links = writer.views, writer.links
    view = views.indicators[name]
    years = [item for item in view.divided if any(row.depth == 0 for row in item.units)]
    listed = {row.portion.id: row.portion for item in years for row in item.units if not row.depth}
    portions = [listed[unit.id] for unit in views.dataset.units if unit.id in listed]
    if not portions:
        return NO_PARTS
    found = {portion: [(year, year.row(portion)) for year in years] for portion in portions}
    rows = [row for listed_years in found.values() for _, row in listed_years if row]
    shown = [figure for row in rows for figure in (row.value, row.get(Role.PLAN)) if figure]
    scale = from_zero([figure.exact for figure in shown if figure.exact])
    return render(
        "multiples.svg.jinja",
        links,
        number=writer.count("chart"),
        caption=f"{view.indicator.name} của từng đơn vị theo năm",
        unit=view.indicator.unit,
        smalls=[
            (portion, _home(portion, links), list(_bars(units, scale)), _last(units))
            for portion, units in found.items()
        ],
        first=worded(years[0].period),
        last=worded(years[-1].period),
        top=fraction(scale.high, scale.decimals),
        width=percent(WIDTH / len(years)),
        sources=sources(views, shown),
        offers=beside(stem_of(name), links),
    )


Years = list[tuple[Breakdown, Account | None]]


def _bars(years: Years, scale: Scale) -> Iterator[YearBar]:
    step = Fraction(100, len(years))
    for at, (year, row) in enumerate(years):
        plan = row.get(Role.PLAN) if row else None
        high, tick = (
            scale.place(figure.exact) if figure and figure.exact is not None else None
            for figure in (row and row.value, plan)
        )
        yield YearBar(
            x=percent(step * at + step * (100 - WIDTH) / 200),
            y=None if high is None else percent(100 - high),
            height=percent(high or Fraction(0)),
            plan=None if tick is None else percent(100 - tick),
            title=f"{worded(year.period)}: {amount(row.value) if row else 'Chưa có'}"
            + (f", chỉ tiêu {amount(plan)}" if plan else ""),
        )


def _last(years: Years) -> Piece:
    """The last result with its year."""
    known = [row.value for _, row in years if row and row.value.value]
    return said("{} ({})", known[-1], known[-1].when) if known else None


def _home(portion: Portion, links: Links) -> str:
    """The page of a unit that has one of its own."""
    home = links.homes.get(portion.key, "")
    return links.to(home) if home and home != links.page else ""
