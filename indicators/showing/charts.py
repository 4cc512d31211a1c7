"""Charts of an indicator as static SVG, drawn from the same views as its tables, with what they
show in sentences.

Times are columns. Counts are bars and begin at 0; percentages and ratios are places on an axis
that may begin elsewhere and says so, ranks on one that falls from the first. Small multiples draw
every unit's years on one scale, for comparing shapes: units stand in the official order, and every
number that is drawn stands in a table too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, Literal

from markupsafe import Markup

from indicators.computing.breakdowns import Breakdown
from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import Figure, Kind, Period, Role
from indicators.computing.progress import TargetView
from indicators.computing.scope import Account
from indicators.computing.units import portion_of
from indicators.export.addresses import drawing, stem_of
from indicators.model import Measure, TargetType
from indicators.showing.assignment import NO_PARTS, over
from indicators.showing.drawings import (
    Axis,
    Column,
    Drawing,
    Goal,
    Scale,
    Shape,
    across,
    around,
    em,
    from_zero,
    marks_of,
)
from indicators.showing.macro import DRAWN, Writer, forms_of, macro, offers, render
from indicators.showing.naming import INDICATOR
from indicators.showing.phrases import (
    aim_of,
    goal,
    of_goal,
    of_years,
    only_stated,
    stated,
    taken_back,
    unknown_side,
)
from indicators.showing.tables import no_data, sources
from indicators.words.table import (
    Linked,
    Piece,
    Said,
    absent,
    listed,
    named,
    said,
    sentences,
    worded,
)
from indicators.words.wording import DASH, MISSING, amount, capital, fraction, in_text, when

What = Literal["years", "totals", "needed"]


@macro
def chart(writer: Writer, name: Annotated[str, INDICATOR], what: What = "years") -> Markup | Piece:
    """An indicator's chart: its ``years``, its ``totals``, or what a range has ``needed``.

    Errors: ``ValueError`` when the indicator has nothing of that kind.
    """
    links, made = writer.links, drawn(writer.views, name, what)
    if made is None:
        raise ValueError(f"chỉ tiêu “{name}” không có số liệu để vẽ biểu đồ “{what}”")
    if not isinstance(made, Drawing):
        return made
    forms = {form.upper(): drawing(name, what, form) for form in DRAWN}
    return render(
        "chart.svg.jinja",
        links,
        **sized(*made.laid()),
        drawing=made,
        number=writer.count("chart"),
        edit=links.edit(name),
        offers=offers(forms | forms_of(stem_of(name), common=True), links),
    )


def sized(shapes: Sequence[Shape], height: Fraction) -> Mapping[str, object]:
    """Shapes and how high they stand, as templates are given them."""
    return {"shapes": shapes, "height": em(height)}


def drawn(views: Views, name: str, what: What) -> Drawing | Said | None:
    """What a chart draws, or why there is nothing to draw; nothing where an indicator is of
    another kind.
    """
    view = views.indicators[name]
    match what:
        case "years" if view.indicator.missing and not view.indicator.observations:
            return no_data(view.indicator.missing)
        case "years" if view.indicator.measure is Measure.YES_NO:
            return absent("Có hay chưa không vẽ được: xem bảng.")
        case "years":
            return _years(views, view)
        case "totals" if view.totals:
            return _totals(views, view)
        case "needed" if any(row.asked for row in view.years):
            return _needed(views, view)
        case "needed" if view.ratios:
            return said("")  # both sides are known, or none: the page says so in words
    return None


def _years(views: Views, view: IndicatorView) -> Drawing | Said:
    """Results year by year beside their plans, and how they developed."""
    known = [pair for pair in _rows(view) if pair[0].kind is not Kind.MISSING or pair[1]]
    lacking = [row.value for row in view.years if row.value.kind is Kind.MISSING]
    absent = sentences(of_years("Chưa có kết quả {}", lacking))
    if not known:
        return said("<p>{}</p>", absent)
    against = " so với chỉ tiêu năm" if any(plan for _, plan in known) else ""
    term = views.dataset.term.name.replace(" – ", DASH)
    caption = f"{view.indicator.name} theo năm{against}, {term}"
    told = {"caption": caption, "summary": sentences(_told_by_year(view)), "absent": absent}
    length = view.indicator.measure in (Measure.FLOW, Measure.STOCK)
    return _drawing(views, view, known, aim_of(views, view, *_OF_YEARS), length, **told)


def _rows(view: IndicatorView) -> Iterator[tuple[Figure, Figure | None]]:
    """The years with their plans; what is expected of one of which a part is known follows that
    part, and the plan of the year stands beside it.
    """
    coming = {it.period.year: it.value for it in view.others if it.period.complete}
    for row in view.years:
        whole, plan = coming.get(row.period.year), row.get(Role.PLAN)
        rest = [(whole, plan)] if whole and whole.is_forecast else []
        yield from [(row.value, None if rest else plan), *rest]


def _told_by_year(view: IndicatorView) -> Iterator[Piece]:
    """How results developed, and what is only bounded or expected."""
    # A part of a year says nothing about how whole years developed.
    exact = [row for row in view.results if row.value.exact is not None and row.period.complete]
    yield from _development(exact, ranked=view.indicator.measure is Measure.RANK)
    for rest, rough in (("", False), (", nên không vẽ", True)):
        vague = [row.value for row in view.results if row.value.is_vague]
        vague = [value for value in vague if (value.about is not None) is rough]
        if vague:
            yield said(f"{{}}{rest}", only_stated(vague))
    expected = [said("{} là {:u}", named(it.when), it) for it, _ in _rows(view) if it.is_forecast]
    if expected:
        yield said("Số chưa phải kết quả: {}", listed(expected))
    yield from taken_back(view, Role.VALUE)


def _development(rows: Sequence[Account], *, ranked: bool) -> Iterator[Piece]:
    """How results went from year to year; the first place is the highest of ranks."""
    if not rows:
        return
    shown = [said("{:u} ({})", row.value, named(row.period)) for row in rows]
    what = "thứ hạng" if ranked else "kết quả"
    values = [row.value.exact or Fraction(0) for row in rows]
    values = [-value for value in values] if ranked else values
    steps = [later - earlier for earlier, later in pairwise(values)]
    if not steps:
        yield said("Năm có số cụ thể: {}", shown[0])
    elif not any(steps):
        yield said(f"{capital(what)} các năm có số cụ thể bằng nhau: {{:u}}", rows[0].value)
    elif all(step > 0 for step in steps) or all(step < 0 for step in steps):
        ways = "tăng qua các năm có số cụ thể, từ {} lên {}"
        if steps[0] < 0:
            ways = "giảm qua các năm có số cụ thể, từ {} xuống {}"
        yield said(f"{capital(what)} {ways}", shown[0], shown[-1])
    else:
        words = f"Trong các năm có số cụ thể, {what} thấp nhất là {{}}, cao nhất là {{}}"
        low, high = values.index(min(values)), values.index(max(values))
        yield said(words, shown[low], shown[high])


def _totals(views: Views, view: IndicatorView) -> Drawing:
    """Totals since the term began: how far the latest has come, and what the last is to bring."""
    aim = aim_of(views, view, TargetType.TERM_TOTAL)
    told: list[Piece] = [
        said("Đến {}, lũy kế {}{}", row.cut_off, stated(row.value), of_goal(row))
        for row in view.reached[-1:]
    ]
    for row in [row for row in view.totals if row.value.is_forecast][-1:]:
        words = "Phần gạch chéo chưa phải kết quả: đến {}, nguồn dự kiến {:ub}"
        if row.value.overtaken:
            words = "Phần gạch chéo là dự báo trước đây: đến {}, nguồn từng dự kiến {:ub}"
        told.append(said(words, row.cut_off, row.value))
    against = " so với chỉ tiêu nhiệm kỳ" if aim else ""
    caption = f"{view.indicator.name}: lũy kế từ đầu nhiệm kỳ{against}"
    more: dict[str, Any] = {"caption": caption, "result": "Lũy kế", "summary": sentences(told)}
    return _drawing(views, view, [(row.value, None) for row in view.totals], aim, **more)


def _needed(views: Views, view: IndicatorView) -> Drawing:
    """What the range of a ratio asks of the side that is not known, the latest one in numbers."""
    asked = [row.asked for row in view.years if row.asked is not None]
    last, level = asked[-1], goal(aim_of(views, view, TargetType.RANGE, TargetType.FLOOR))
    words = "Mỗi đoạn thẳng là khoảng ứng với mức {}, suy ra chứ không do nguồn nêu"
    told = [said(words, level), said("Gần nhất là {}: {:ub}", named(last.when), last)]
    caption = f"{unknown_side(views, last)} ứng với mức {worded(level)}"
    rows = [(figure, None) for figure in asked if figure.role is last.role]
    return _drawing(views, view, rows, caption=caption, summary=sentences(told))


def _drawing(
    views: Views,
    view: IndicatorView,
    rows: Sequence[tuple[Figure, Figure | None]],
    aim: TargetView | None = None,
    length: bool = True,
    **more: Any,
) -> Drawing:
    """Figures, each beside its plan if it has one, against what a target asks."""
    plans, goals = [plan for _, plan in rows if plan], aim.goals if aim else {}
    shown = [*(figure for figure, _ in rows), *plans, *goals.values()]
    scale = _scale(view, shown, length=length)
    known, columns = dict[int | None, Fraction | None](), []  # of each year, and of totals
    base = goals.get(Role.BASE)
    for figure, plan in (*([(base, None)] if base else ()), *rows):
        time = when(figure.when) or figure.role.label
        title = f"{capital(time)}: {in_text(figure, unit=True)}"
        year = figure.when.year if isinstance(figure.when, Period) else None
        marks = marks_of(figure, scale, title, length=length, known=known.get(year))
        if plan is not None:
            title = f"{capital(time)}: chỉ tiêu {in_text(plan)}"
            marks += marks_of(plan, scale, title, length=length)
        heading = capital(time.removeprefix("năm\u00a0"))
        heading = heading.replace(f"/{year})", ")")  # the year stands before it
        columns.append(Column(heading, figure, plan, marks))
        if figure.value and not figure.is_forecast and figure is not base:
            known[year] = figure.value.low
    more |= {"level": _level(aim, scale), "sources": sources(views, shown)}
    return Drawing(unit=shown[0].unit, columns=columns, scale=scale, **more)


_OF_YEARS = (TargetType.FLOOR, TargetType.CEILING, TargetType.RANGE, TargetType.END_VALUE)
"""The targets that a year is held against."""


def _scale(view: IndicatorView, shown: Sequence[Figure], *, length: bool) -> Scale:
    """An axis from 0 where length counts; else one around the values, a share's up to 100."""
    intervals = [figure.value for figure in shown if figure.value and figure.about is None]
    ends = [end for item in intervals for end in (item.low, item.high) if end is not None]
    unlimited = any(item.high is None for item in intervals)
    if length or not ends:
        return from_zero(ends, room=unlimited)
    measure = view.indicator.measure
    most = Fraction(100) if measure is Measure.SHARE else None
    if unlimited and most is not None:
        ends.append(most)
    return around(ends, most=most, ranked=measure is Measure.RANK)


_WHOSE = {TargetType.TERM_TOTAL: " nhiệm kỳ", TargetType.END_VALUE: " cuối nhiệm kỳ"}


def _level(aim: TargetView | None, scale: Scale) -> Goal | None:
    """The target as a line with its words, and as a band where it sets limits."""
    known = (
        {role: it.exact for role, it in aim.goals.items() if it.exact is not None} if aim else {}
    )
    places = {role: scale.place(at) for role, at in known.items() if role is not Role.BASE}
    if not places or aim is None:
        return None
    one = Role.TARGET in places
    words = amount(aim.goals[Role.TARGET]) if one else worded(goal(aim))
    band = places.get(Role.MIN, Fraction(0)), places.get(Role.MAX, Fraction(100))
    whose = _WHOSE.get(aim.target.type, "")
    return Goal(f"Chỉ tiêu{whose}: {words}", tuple(places.values()), None if one else band)


_SMALL = Fraction(4)
"""How many lines high the small drawings stand."""


@macro
def multiples(writer: Writer, name: Annotated[str, INDICATOR]) -> Markup | Piece:
    """The years of every unit of the top level as small drawings on one scale."""
    views, links = writer.views, writer.links
    view = views.indicators[name]
    years = [item for item in view.divided if item.units]
    units = over(years, map(portion_of, views.dataset.units))
    found = {it: rows for it, rows in units.items() if any(row and not row.depth for row in rows)}
    if not found:
        return NO_PARTS
    listed = [row for rows in found.values() for row in rows if row]
    shown = [figure for row in listed for figure in (row.value, row.get(Role.PLAN)) if figure]
    scale = from_zero([figure.exact for figure in shown if figure.exact])
    smalls = []
    for portion, rows in found.items():
        results = [row.value for row in rows if row and row.value.value]
        last = said("{} ({})", results[-1], results[-1].when) if results else None
        shapes = [*_bars(rows, scale), across("i-c-axis", _SMALL)]
        title = "; ".join(_told(year, row) for year, row in zip(years, rows, strict=True))
        smalls.append((portion, Linked(portion.name, portion), title, shapes, last))
    return render(
        "multiples.svg.jinja",
        links,
        number=writer.count("chart"),
        caption=f"{view.indicator.name} của từng đơn vị theo năm",
        unit=view.indicator.unit,
        smalls=smalls,
        height=em(_SMALL),
        first=worded(years[0].period),
        last=worded(years[-1].period),
        top=fraction(scale.high, scale.decimals),
        sources=sources(views, shown),
        offers=offers(forms_of(stem_of(name), common=True), links),
    )


def _bars(units: Sequence[Account | None], scale: Scale) -> Iterator[Shape]:
    """The years of a unit, each a bar and the tick of its plan, where their numbers are exact."""
    step = Fraction(100, len(units))
    for at, row in enumerate(units):
        axis = Axis(step * (at + Fraction(1, 2)), step * Fraction(2, 3), tall=_SMALL)
        for figure in (row.value, row.get(Role.PLAN)) if row else ():
            if figure and figure.exact is not None:
                for mark in marks_of(figure, scale, "", length=True):
                    yield from axis.shapes(mark)


def _told(year: Breakdown, row: Account | None) -> str:
    plan = row.get(Role.PLAN) if row else None
    title = f"{worded(year.period)}: {amount(row.value) if row else MISSING}"
    return f"{title}, chỉ tiêu {amount(plan)}" if plan else title
