"""Charts of an indicator as static SVG, drawn from the same views as its tables.

Counts are bars and begin at 0; percentages and ratios are places on an axis that may begin
elsewhere and says so. Small multiples draw every unit's years on one scale, for comparing shapes:
units stand in the official order, and every number that is drawn stands in a table too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple

from markupsafe import Markup

from indicators.computing.breakdowns import Breakdown
from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import Figure, Period, Role
from indicators.computing.scope import Account
from indicators.export.addresses import drawing, stem_of
from indicators.model import Measure, TargetType
from indicators.showing import captions
from indicators.showing.assignment import NO_PARTS
from indicators.showing.drawings import LAYOUT, Drawing, Goal, Strip
from indicators.showing.macro import Writer, macro
from indicators.showing.marks import (
    Scale,
    around,
    from_zero,
    percent,
    plan_marks,
    range_mark,
    result_marks,
)
from indicators.showing.naming import INDICATOR
from indicators.showing.offers import beside
from indicators.showing.render import render
from indicators.showing.tables import goal, sources
from indicators.words.names import names_of
from indicators.words.table import Absent, Linked, Piece, Said, said, worded
from indicators.words.wording import DASH, MISSING, amount, capital, fraction, in_text, up_to, when

What = Literal["years", "totals", "needed"]

_BASE = "Mức đầu kỳ"


@macro
def chart(
    writer: Writer, name: Annotated[str, INDICATOR], what: What = "years"
) -> Markup | Absent | Piece:
    """An indicator's chart: its ``years``, its ``totals``, or what a range has ``needed``.

    Errors: ``ValueError`` when the indicator has nothing of that kind.
    """
    links, made = writer.links, drawn(writer.views, name, what)
    if made is None:
        raise ValueError(f"chỉ tiêu “{name}” không có số liệu để vẽ biểu đồ “{what}”")
    if not isinstance(made, Drawing):
        return made
    return render(
        "chart.svg.jinja",
        links,
        **LAYOUT,
        drawing=made,
        number=writer.count("chart"),
        edit=links.edit(name),
        offers=beside(stem_of(name), links, drawing(name, what)),
    )


def drawn(views: Views, name: str, what: What) -> Drawing | Absent | Said | None:
    """What a chart draws, or why there is nothing to draw; nothing where an indicator is of
    another kind.
    """
    view = views.indicators[name]
    match what:
        case "years" if view.indicator.missing and not view.indicator.observations:
            return Absent(view.indicator.missing)
        case "years" if view.indicator.measure is Measure.YES_NO:
            return said('<p class="i-missing">Có hay chưa không vẽ được: xem bảng.</p>')
        case "years":
            return _years(views, view)
        case "totals" if view.totals:
            return _totals(views, view)
        case "needed" if any(row.asked for row in view.years):
            return _needed(views, view)
        case "needed" if view.ratios:
            return said("")  # both sides are known, or none: the page says so in words
    return None


def _years(views: Views, view: IndicatorView) -> Drawing:
    goals = {} if _of_term(view) else _goals(views, view)
    plans = [plan for row in view.years if (plan := row.get(Role.PLAN))]
    length = view.indicator.measure in (Measure.FLOW, Measure.STOCK)
    shown = [row.value for row in view.years] + plans + list(goals.values())
    scale = _scale(view, shown, length=length)
    strips = [_year(row, scale, length=length) for row in view.years]
    if Role.BASE in goals:
        base = goals[Role.BASE]
        marks = result_marks(base, scale, f"{_BASE}: {in_text(base, unit=True)}", length=length)
        strips.insert(0, Strip(_BASE, (amount(base),), marks))
    against = " so với chỉ tiêu năm" if plans else ""
    term = views.dataset.term.name.replace(" – ", DASH)
    return Drawing(
        caption=f"{view.indicator.name} theo năm{against}, {term}",
        unit=view.indicator.unit,
        strips=strips,
        scale=scale,
        level=_level(views, view, goals, scale),
        summary=captions.by_year(views, view),
        sources=sources(views, shown),
    )


def _goals(views: Views, view: IndicatorView) -> Mapping[Role, Figure]:
    return views.targets[view.target.id].goals if view.target else {}


def _of_term(view: IndicatorView) -> bool:
    """Whether the target counts the whole term, so that a year is not held against it."""
    return view.target is not None and view.target.type is TargetType.TERM_TOTAL


def _year(row: Account, scale: Scale, *, length: bool) -> Strip:
    limit, plan = row.period.cut_off, row.get(Role.PLAN)
    words = [in_text(row.value) if row.value.value is not None else MISSING]
    marks = result_marks(row.value, scale, _title(row.value), length=length)
    if plan is not None:
        words.append(f"chỉ tiêu {in_text(plan)}")
        marks += plan_marks(plan, scale, f"{capital(when(row.period))}: {words[-1]}")
    return Strip(f"{row.period.year}" + (f" (đến {up_to(limit)})" if limit else ""), words, marks)


def _title(figure: Figure) -> str:
    return f"{capital(when(figure.when))}: {in_text(figure, unit=True)}"


def _totals(views: Views, view: IndicatorView) -> Drawing:
    goals = _goals(views, view) if _of_term(view) else {}
    totals = [row.value for row in view.totals]
    shown = [*totals, *goals.values()]
    scale = _scale(view, shown, length=True)
    strips = []
    known: Fraction | None = None
    for row, total in zip(view.totals, totals, strict=True):
        marks = result_marks(total, scale, _title(total), length=True, known=known)
        strips.append(Strip(f"Đến {up_to(row.cut_off)}", (in_text(total),), marks))
        if not total.is_forecast and total.value is not None:
            known = total.value.low
    against = " so với chỉ tiêu nhiệm kỳ" if goals else ""
    return Drawing(
        caption=f"{view.indicator.name}: lũy kế từ đầu nhiệm kỳ{against}",
        unit=view.indicator.unit,
        strips=strips,
        scale=scale,
        level=_level(views, view, goals, scale),
        summary=captions.of_totals(views, view),
        sources=sources(views, shown),
        result="Lũy kế",
    )


def _needed(views: Views, view: IndicatorView) -> Drawing:
    asked = [row.asked for row in view.years if row.asked is not None]
    asked = [item for item in asked if item.role is asked[-1].role]
    scale = _scale(view, asked, length=True)
    strips = []
    for figure in asked:
        assert figure.value is not None and isinstance(figure.when, Period)
        mark = range_mark(figure.value, scale, "inferred", _title(figure))
        strips.append(Strip(figure.when.key, (in_text(figure),), [mark]))
    upper = asked[0].role is Role.NEEDED
    data, names = view.indicator, names_of(views)
    unknown = names[(data.numerator if upper else data.denominator) or data.id]
    return Drawing(
        caption=f"{unknown} ứng với mức {_asked(views, view)}",
        unit=asked[0].unit,
        strips=strips,
        scale=scale,
        level=None,
        summary=captions.of_needed(views, view, asked[-1]),
        sources=sources(views, asked),
    )


def _scale(view: IndicatorView, shown: Sequence[Figure], *, length: bool) -> Scale:
    """An axis from 0 where length counts; else one around the values, a share's up to 100."""
    intervals = [figure.value for figure in shown if figure.value is not None]
    ends = [end for item in intervals for end in (item.low, item.high) if end is not None]
    unlimited = any(item.high is None for item in intervals)
    if length or not ends:
        return from_zero(ends, room=unlimited)
    most = Fraction(100) if view.indicator.measure is Measure.SHARE else None
    if unlimited and most is not None:
        ends.append(most)
    return around(ends, most=most)


def _level(
    views: Views, view: IndicatorView, goals: Mapping[Role, Figure], scale: Scale
) -> Goal | None:
    """The target as a line with its words, and as a band where it sets limits."""
    places = {
        role: scale.place(figure.exact)
        for role, figure in goals.items()
        if role in (Role.TARGET, Role.MIN, Role.MAX) and figure.exact is not None
    }
    if Role.TARGET in places:
        words = "Chỉ tiêu nhiệm kỳ" if _of_term(view) else "Chỉ tiêu cuối nhiệm kỳ"
        return Goal(f"{words}: {amount(goals[Role.TARGET])}", (places[Role.TARGET],))
    if not places:
        return None
    band = places.get(Role.MIN, Fraction(0)), places.get(Role.MAX, Fraction(100))
    return Goal(f"Chỉ tiêu: {_asked(views, view)}", tuple(places.values()), band)


def _asked(views: Views, view: IndicatorView) -> str:
    """What limits demand: ``từ 90% trở lên``, ``từ 3% đến 4%``, ``không quá 5%``."""
    assert view.target is not None, "only a target sets limits"
    return worded(goal(views.targets[view.target.id]))


class YearBar(NamedTuple):
    """One year of a unit: where it stands and how high it and its plan are, in percent; None where
    no number is known.
    """

    x: Fraction
    high: Fraction | None
    plan: Fraction | None
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
            (portion, Linked(portion.name, portion), list(_bars(units, scale)), _last(units))
            for portion, units in found.items()
        ],
        first=worded(years[0].period),
        last=worded(years[-1].period),
        top=fraction(scale.high, scale.decimals),
        percent=percent,
        width=WIDTH / len(years),
        sources=sources(views, shown),
        offers=beside(stem_of(name), links),
    )


Years = list[tuple[Breakdown, Account | None]]


def _bars(years: Years, scale: Scale) -> Iterator[YearBar]:
    step = Fraction(100, len(years))
    for at, (year, row) in enumerate(years):
        value, plan = (row.value, row.get(Role.PLAN)) if row else (None, None)
        high, tick = (
            scale.place(figure.exact) if figure and figure.exact is not None else None
            for figure in (value, plan)
        )
        title = f"{worded(year.period)}: {amount(value) if value else MISSING}"
        title += f", chỉ tiêu {amount(plan)}" if plan else ""
        yield YearBar(step * at + step * (100 - WIDTH) / 200, high, tick, title)


def _last(years: Years) -> Piece:
    """The last result with its year."""
    known = [row.value for _, row in years if row and row.value.value]
    return said("{} ({})", known[-1], known[-1].when) if known else None
