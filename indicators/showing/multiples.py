"""Small multiples: the years of every unit as small drawings on one scale, for comparing shapes.

Units stand in the official order; every number that is drawn stands in a table too.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from markupsafe import Markup

from indicators.computing.figures import Figure, Portion, Role
from indicators.export.addresses import stem_of
from indicators.showing.assignment import NO_PARTS
from indicators.showing.links import Links
from indicators.showing.macro import Writer, macro
from indicators.showing.marks import percent
from indicators.showing.naming import INDICATOR
from indicators.showing.offers import beside
from indicators.showing.render import html, render
from indicators.showing.scales import Scale, from_zero
from indicators.showing.tables import sources
from indicators.words.table import Absent, Part, said
from indicators.words.wording import amount, fraction


@dataclass(frozen=True, slots=True)
class YearBar:
    """One year of a unit: where it stands and how high it and its plan are, in percent; the
    height is None where no number is known.
    """

    x: str
    y: str | None
    height: str
    plan: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Small:
    """One unit's drawing, and its last result with its year."""

    portion: Portion
    href: str
    bars: tuple[YearBar, ...]
    last: Markup


WIDTH = Fraction(68)
"""How much of a year's place its bar fills, in percent."""


@macro
def multiples(writer: Writer, name: Annotated[str, INDICATOR]) -> Markup | Absent:
    """The years of every unit of the top level as small drawings on one scale."""
    views, links = writer.views, writer.links
    view = views.indicators[name]
    years = [item for item in view.breakdowns if any(row.depth == 0 for row in item.units)]
    listed = {row.portion.id: row.portion for item in years for row in item.units if not row.depth}
    portions = [listed[unit.id] for unit in views.dataset.units if unit.id in listed]
    if not portions:
        return NO_PARTS
    found: dict[Portion, list[tuple[str, Figure | None, Figure | None]]] = {}
    for portion in portions:
        rows = [(item.period.key, item.row(portion)) for item in years]
        found[portion] = [
            (year, row.value if row else None, row.get(Role.PLAN) if row else None)
            for year, row in rows
        ]
    shown = [f for rows in found.values() for _, *two in rows for f in two if f]
    known = [f.exact for f in shown if f.exact]
    scale = from_zero(known)
    return render(
        "multiples.svg.jinja",
        links,
        number=writer.count("chart"),
        caption=f"{view.indicator.name} của từng đơn vị theo năm",
        unit=view.indicator.unit,
        smalls=[_small(portion, rows, scale, links) for portion, rows in found.items()],
        first=years[0].period.key,
        last=years[-1].period.key,
        top=fraction(scale.high, scale.decimals),
        width=percent(WIDTH / len(years)),
        sources=html(sources(views, shown), links),
        offers=beside(stem_of(name), links),
    )


def _small(
    portion: Portion,
    rows: list[tuple[str, Figure | None, Figure | None]],
    scale: Scale,
    links: Links,
) -> Small:
    step = Fraction(100, len(rows))
    bars = []
    for at, (year, value, plan) in enumerate(rows):
        words = f"{year}: {amount(value) if value else 'Chưa có'}"
        high = scale.place(value.exact) if value and value.exact is not None else None
        tick = scale.place(plan.exact) if plan and plan.exact is not None else None
        bars.append(
            YearBar(
                x=percent(step * at + step * (100 - WIDTH) / 200),
                y=None if high is None else percent(100 - high),
                height=percent(high or Fraction(0)),
                plan=None if tick is None else percent(100 - tick),
                title=words + (f", chỉ tiêu {amount(plan)}" if plan else ""),
            )
        )
    last = next((value for _, value, _ in reversed(rows) if value and value.value), None)
    shown: Part = None
    if last is not None and last.when is not None:
        shown = said("{} ({})", last, last.when)
    home = links.homes.get(portion.key, "")
    href = links.to(home) if home and home != links.page else ""
    return Small(portion, href, tuple(bars), html(shown, links))
