"""A unit's own page: every indicator that speaks of it by year, and the units below it."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from indicators.computing.breakdowns import PartRow
from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import Figure, Period, Role
from indicators.export.addresses import stem_of
from indicators.showing.assignment import NO_PARTS, assignment_table, standing
from indicators.showing.links import Links
from indicators.showing.offers import beside
from indicators.showing.render import joined, number, render
from indicators.showing.tables import Column, Line, Table, notes, sources, time

_COLUMNS = {
    Role.PROPOSED: "Đề xuất",
    Role.PLAN: "Chỉ tiêu giao",
    Role.VALUE: "Kết quả",
    Role.PERCENT_OF_PLAN: "Tỷ lệ so với chỉ tiêu",
}


def unit_tables(views: Views, unit: str, links: Links, count: Callable[[], int]) -> Markup:
    """A table for each indicator with parts of the unit, then the units below it in their last
    year with parts.
    """
    data = views.dataset
    kind = next((item.type for item in data.units if item.id == unit), None)
    made = [
        _by_year(views, view, rows, links, count)
        for view in views.indicators.values()
        if (rows := _rows(view, unit))
    ]
    under = {item.id for item in data.units if item.parent == unit}
    for name, view in views.indicators.items():
        years = [
            item.period.year
            for item in view.breakdowns
            if any(row.portion.id in under and row.value.value for row in item.units)
        ]
        if years and view.rows:
            made.append(assignment_table(views, name, years[-1], links, count, below=unit))
    if not made:
        return render("missing.html.jinja", links, reason=NO_PARTS)
    known = (item.name for item in data.unit_types if item.id == kind)
    types = [Markup("<p>Loại đơn vị: {}.</p>").format(name) for name in known]
    return joined([*types, *made], " ")


def _rows(view: IndicatorView, unit: str) -> list[tuple[Period, PartRow]]:
    return [
        (item.period, row)
        for item in view.breakdowns
        for row in item.units
        if row.portion.id == unit
    ]


def _by_year(
    views: Views,
    view: IndicatorView,
    rows: list[tuple[Period, PartRow]],
    links: Links,
    count: Callable[[], int],
) -> Markup:
    roles = [
        role
        for role in _COLUMNS
        if role is Role.VALUE or any(row.get(role) is not None for _, row in rows)
    ]
    judged = any(row.judgement for _, row in rows)
    shown: list[Figure] = []
    lines = []
    for period, row in rows:
        cells = []
        for role in roles:
            figure = row.get(role)
            if figure is not None:
                shown.append(figure)
            missing = Markup('<span class="i-missing">Chưa có</span>')
            cells.append(number(figure, links) if figure is not None else missing)
        if judged:
            cells.append(standing(row))
        lines.append(Line(time(period), tuple(cells)))
    status = (Column("Trạng thái"),) if judged else ()
    return Table(
        caption=f"{view.indicator.name} theo năm",
        head="Năm",
        columns=(*(Column(_COLUMNS[role], numeric=True) for role in roles), *status),
        lines=tuple(lines),
        number=count(),
        unit=view.indicator.unit,
        notes=notes(views, shown, links),
        sources=sources(views, shown, links),
        offers=beside(stem_of(view.indicator.id), links),
    ).html(links)
