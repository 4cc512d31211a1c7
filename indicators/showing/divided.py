"""Tables of what is divided by groups and by grades, year beside year."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from indicators.computing.breakdowns import PartRow
from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import Figure, Kind, Portion, Role, figure_id
from indicators.computing.grades import portion_of
from indicators.computing.periods import Row
from indicators.export.addresses import stem_of
from indicators.showing.assignment import NO_GROUPS
from indicators.showing.links import Links
from indicators.showing.offers import beside
from indicators.showing.render import number, render
from indicators.showing.tables import Column, Line, Table, notes, sources

NO_GRADES = "Chưa có số theo mức xếp loại."
_ABSENT = Markup('<span class="i-missing">Chưa có</span>')


def group_table(views: Views, name: str, links: Links, count: Callable[[], int]) -> Markup:
    """The share of each group by year, with its change; groups overlap, so there is no sum."""
    view = views.indicators[name]
    years = [item for item in view.breakdowns if item.groups]
    if not years:
        return render("missing.html.jinja", links, reason=NO_GROUPS)
    portions = list(dict.fromkeys(row.portion for item in years for row in item.groups))
    order = [group.id for group in views.dataset.groups]
    portions.sort(key=lambda portion: order.index(portion.id))
    shown: list[Figure] = []
    lines = []
    for portion in portions:
        cells = [_of_group(item.row(portion), links, shown) for item in years]
        lines.append(Line(Markup("{}").format(portion.name), tuple(cells)))
    publication = views.dataset.publication
    said = ["Một người có thể thuộc nhiều nhóm, nên không cộng các nhóm."]
    if publication is not None:
        said.append(f"Căn cứ công bố số liệu theo nhóm: {publication.permission}")
    return Table(
        caption=f"{view.indicator.name}: tỷ trọng của từng nhóm",
        head="Nhóm",
        columns=tuple(Column(item.period.key, numeric=True) for item in years),
        lines=tuple(lines),
        number=count(),
        unit=f"phần trăm của tổng số; trong ngoặc: số lượng ({view.indicator.unit})",
        notes=(*said, *notes(views, shown, links)),
        sources=sources(views, shown, links),
        offers=beside(stem_of(name), links),
    ).html(links)


def _of_group(row: PartRow | None, links: Links, shown: list[Figure]) -> Markup:
    if row is None:
        return _ABSENT
    shown.append(row.value)
    share, change = row.get(Role.SHARE), row.get(Role.SHARE_CHANGE)
    if share is None:
        return number(row.value, links)
    shown.append(share)
    text = Markup("{}\u00a0({})").format(number(share, links), number(row.value, links))
    if change is None:
        return text
    return text + Markup("<br><small>{}</small>").format(number(change, links))


def grade_table(views: Views, name: str, links: Links, count: Callable[[], int]) -> Markup:
    """Each grade's count and share by year, what is well or better, and how many were assessed."""
    view = views.indicators[name]
    years = [row for row in view.rows if _graded(view, row)]
    if not years:
        return render("missing.html.jinja", links, reason=NO_GRADES)
    shown: list[Figure] = []
    lines = []
    for grade in views.dataset.grades:
        portion = portion_of(grade)
        cells = [_of_grade(views, name, row, portion, links, shown) for row in years]
        lines.append(Line(Markup("{}").format(grade.name), tuple(cells)))
    lines.append(Line(Markup("{}").format(view.indicator.name), _well(years, links, shown)))
    for role, heading in (
        (Role.DENOMINATOR, "Số được đánh giá"),
        (Role.UNASSESSED, "Số chưa được đánh giá"),
        (Role.POPULATION, "Tổng số"),
    ):
        if any(row.get(role) for row in years):
            cells = [_cell(row.get(role), links, shown) for row in years]
            lines.append(Line(Markup("{}").format(heading), tuple(cells)))
    return Table(
        caption=f"{view.indicator.name}: theo mức xếp loại",
        head="Mức",
        columns=tuple(Column(row.period.key, numeric=True) for row in years),
        lines=tuple(lines),
        number=count(),
        notes=notes(views, shown, links, [view.indicator.note]),
        sources=sources(views, shown, links),
        offers=beside(stem_of(name), links),
    ).html(links)


def _graded(view: IndicatorView, row: Row) -> bool:
    years = {item.period for item in view.indicator.observations if item.grades}
    return row.period.year in years


def _of_grade(
    views: Views, name: str, row: Row, portion: Portion, links: Links, shown: list[Figure]
) -> Markup:
    """A grade's count with its share, as printed where it was printed."""
    share = views.figures.get(figure_id(name, Role.SHARE, row.period, portion=portion))
    counted = views.figures.get(figure_id(name, Role.COUNT, row.period, portion=portion))
    found = [figure for figure in (counted, share) if figure is not None]
    shown += found
    if counted is not None and share is not None:
        return Markup("{}\u00a0({})").format(number(counted, links), number(share, links))
    return number(found[0], links) if found else _ABSENT


def _well(years: Sequence[Row], links: Links, shown: list[Figure]) -> tuple[Markup, ...]:
    """The result: the share of those who did well or better, with their number."""
    cells = []
    for row in years:
        counted = row.get(Role.NUMERATOR)
        shown.append(row.value)
        text = number(row.value, links)
        if counted is not None and row.value.kind is not Kind.MISSING:
            text = Markup("{}\u00a0({})").format(number(counted, links), text)
        cells.append(text)
    return tuple(cells)


def _cell(figure: Figure | None, links: Links, shown: list[Figure]) -> Markup:
    if figure is None:
        return _ABSENT
    shown.append(figure)
    return number(figure, links)
