"""Charts of an indicator as static SVG, drawn from the same views as its tables.

Counts are bars and begin at 0; percentages and ratios are places on an axis that may begin
elsewhere and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Literal

from markupsafe import Markup

from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import PERCENT, Figure, Period, Role
from indicators.computing.scope import Account
from indicators.export.addresses import drawing, stem_of
from indicators.model import Measure, TargetType
from indicators.showing import captions, scales
from indicators.showing.drawings import Drawing, Level, Line
from indicators.showing.links import Links
from indicators.showing.macro import Writer, macro
from indicators.showing.marks import Look, Mark, of_plan, of_range, of_value
from indicators.showing.naming import INDICATOR
from indicators.showing.offers import beside
from indicators.showing.render import html, render
from indicators.showing.scales import Scale
from indicators.showing.tables import sources
from indicators.words.names import names_of
from indicators.words.wording import DASH, MISSING, amount, bare, capital, cut_off, in_text, when

What = Literal["years", "totals", "needed"]

_LENGTHS = frozenset({Measure.FLOW, Measure.STOCK})


@macro
def chart(writer: Writer, name: Annotated[str, INDICATOR], what: What = "years") -> Markup:
    """An indicator's chart: its ``years``, its ``totals``, or what a range has ``needed``.

    Errors: ``ValueError`` when the indicator has nothing of that kind.
    """
    views, links = writer.views, writer.links
    view, edit = views.indicators[name], links.edit(name)
    files = beside(stem_of(name), links, drawing(name, what))
    match what:
        case "years" if view.indicator.missing and not view.indicator.observations:
            return render("missing.html.jinja", links, reason=view.indicator.missing)
        case "years" if view.indicator.measure is Measure.YES_NO:
            return Markup('<p class="i-missing">Có hay chưa không vẽ được: xem bảng.</p>')
        case "years":
            return _years(views, view, links).html(writer.count("chart"), links, edit, files)
        case "totals" if view.totals:
            return _totals(views, view, links).html(writer.count("chart"), links, edit, files)
        case "needed" if any(row.asked for row in view.years):
            return _needed(views, view, links).html(writer.count("chart"), links, edit, files)
    raise ValueError(f"chỉ tiêu “{name}” không có số liệu để vẽ biểu đồ “{what}”")


def _years(views: Views, view: IndicatorView, links: Links) -> Drawing:
    rows = view.years
    goals = {} if _of_term(view) else _goals(views, view)
    plans = [plan for row in rows if (plan := row.get(Role.PLAN))]
    length = view.indicator.measure in _LENGTHS
    drawn = [row.value for row in rows] + plans + list(goals.values())
    scale = _scale(view, drawn, length=length)
    lines = [_year(row, scale, length=length) for row in rows]
    if Role.BASE in goals:
        base = goals[Role.BASE]
        title = f"Mức đầu kỳ: {in_text(base, unit=True)}"
        marks = of_value(base, scale, title, length=length)
        lines.insert(0, Line("Mức đầu kỳ", (amount(base),), tuple(marks)))
    against = " so với chỉ tiêu năm" if plans else ""
    term = views.dataset.term.name.replace(" – ", DASH)
    return Drawing(
        caption=f"{view.indicator.name} theo năm{against}, {term}",
        unit=view.indicator.unit,
        lines=tuple(lines),
        scale=scale,
        level=_level(view, goals, scale),
        summary=html(captions.by_year(views, view, rows), links),
        sources=html(sources(views, drawn), links),
    )


def _goals(views: Views, view: IndicatorView) -> Mapping[Role, Figure]:
    return views.targets[view.target.id].goals if view.target else {}


def _of_term(view: IndicatorView) -> bool:
    """Whether the target counts the whole term, so that a year is not held against it."""
    return view.target is not None and view.target.type is TargetType.TERM_TOTAL


def _year(row: Account, scale: Scale, *, length: bool) -> Line:
    heading = str(row.period.year)
    if row.period.cut_off is not None:
        heading += f" (đến {cut_off(row.period.cut_off)})"
    words = [in_text(row.value) if row.value.value is not None else MISSING]
    marks = _value(row.value, scale, length=length)
    plan = row.get(Role.PLAN)
    if plan is not None:
        words.append(f"chỉ tiêu {in_text(plan)}")
        marks += of_plan(plan, scale, f"{capital(when(row.period))}: chỉ tiêu {in_text(plan)}")
    return Line(heading, tuple(words), tuple(marks))


def _value(
    figure: Figure, scale: Scale, *, length: bool, known: Fraction | None = None
) -> list[Mark]:
    title = f"{capital(when(figure.when))}: {in_text(figure, unit=True)}"
    return of_value(figure, scale, title, length=length, known=known)


def _totals(views: Views, view: IndicatorView, links: Links) -> Drawing:
    goals = _goals(views, view) if _of_term(view) else {}
    drawn = [row.value for row in view.totals] + list(goals.values())
    scale = _scale(view, drawn, length=True)
    lines = []
    known: Fraction | None = None
    for row in view.totals:
        marks = _value(row.value, scale, length=True, known=known)
        words = (in_text(row.value),)
        lines.append(Line(f"Đến {cut_off(row.cut_off)}", words, tuple(marks)))
        if not row.value.is_forecast and row.value.value is not None:
            known = row.value.value.low
    against = " so với chỉ tiêu nhiệm kỳ" if goals else ""
    return Drawing(
        caption=f"{view.indicator.name}: lũy kế từ đầu nhiệm kỳ{against}",
        unit=view.indicator.unit,
        lines=tuple(lines),
        scale=scale,
        level=_level(view, goals, scale),
        summary=html(captions.of_totals(views, view, view.totals), links),
        sources=html(sources(views, drawn), links),
        result="Lũy kế",
    )


def _needed(views: Views, view: IndicatorView, links: Links) -> Drawing:
    rows = [row for row in view.years if row.asked]
    asked = [row.asked for row in rows if row.asked is not None]
    scale = _scale(view, asked, length=True)
    lines = []
    for figure in asked:
        assert figure.value is not None and isinstance(figure.when, Period)
        title = f"{capital(when(figure.when))}: {in_text(figure, unit=True)}"
        mark = of_range(figure.value, scale, Look.INFERRED, title)
        lines.append(Line(figure.when.key, (in_text(figure),), (mark,)))
    implied = asked[0].role is Role.IMPLIED
    unknown = view.indicator.denominator if implied else view.indicator.numerator
    goals = _goals(views, view)
    level = _asked(goals.get(Role.MIN), goals.get(Role.MAX))
    return Drawing(
        caption=f"{names_of(views)[unknown or view.indicator.id]} ứng với mức {level}",
        unit=asked[0].unit,
        lines=tuple(lines),
        scale=scale,
        level=None,
        summary=html(captions.of_needed(views, view, rows), links),
        sources=html(sources(views, asked), links),
    )


def _scale(view: IndicatorView, drawn: Sequence[Figure], *, length: bool) -> Scale:
    """An axis from 0 where length counts; else one around the values, a share's up to 100."""
    intervals = [figure.value for figure in drawn if figure.value is not None]
    ends = [end for item in intervals for end in (item.low, item.high) if end is not None]
    unlimited = any(item.high is None for item in intervals)
    if length or not ends:
        return scales.from_zero(ends, room=unlimited)
    most = Fraction(100) if view.indicator.measure is Measure.SHARE else None
    if unlimited and most is not None:
        ends.append(most)
    return scales.around(ends, most=most)


def _level(view: IndicatorView, goals: Mapping[Role, Figure], scale: Scale) -> Level | None:
    """The target as a line with its words, and as a band where it sets limits."""
    low, high = goals.get(Role.MIN), goals.get(Role.MAX)
    wanted = goals.get(Role.TARGET)
    if wanted is not None and wanted.exact is not None:
        words = "Chỉ tiêu nhiệm kỳ" if _of_term(view) else "Chỉ tiêu cuối nhiệm kỳ"
        return Level(f"{words}: {amount(wanted)}", (scale.place(wanted.exact),))
    limits = [scale.place(item.exact) for item in (low, high) if item and item.exact is not None]
    if not limits:
        return None
    band = (limits[0] if low else Fraction(0), limits[-1] if high else Fraction(100))
    return Level(f"Chỉ tiêu: {_asked(low, high)}", tuple(limits), band)


def _asked(low: Figure | None, high: Figure | None) -> str:
    """What limits demand: ``từ 90% trở lên``, ``từ 3% đến 4%``, ``không quá 5%``."""
    if low and high:
        return f"từ {amount(low) if low.unit == PERCENT else bare(low)} đến {amount(high)}"
    if low:
        return f"từ {amount(low)} trở lên"
    assert high is not None, "limits have at least one side"
    return f"không quá {amount(high)}"
