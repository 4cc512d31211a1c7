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
from indicators.showing.drawings import LAYOUT, Drawing, Goal, Strip
from indicators.showing.macro import Writer, macro
from indicators.showing.marks import plan_marks, range_mark, result_marks
from indicators.showing.naming import INDICATOR
from indicators.showing.offers import beside
from indicators.showing.render import render
from indicators.showing.scales import Scale
from indicators.showing.tables import sources
from indicators.words.names import names_of
from indicators.words.table import Absent, Piece, Said, said
from indicators.words.wording import DASH, MISSING, amount, bare, capital, in_text, up_to, when

What = Literal["years", "totals", "needed"]

_LENGTHS = frozenset({Measure.FLOW, Measure.STOCK})


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
    return None


def _years(views: Views, view: IndicatorView) -> Drawing:
    rows = view.years
    goals = {} if _of_term(view) else _goals(views, view)
    plans = [plan for row in rows if (plan := row.get(Role.PLAN))]
    length = view.indicator.measure in _LENGTHS
    shown = [row.value for row in rows] + plans + list(goals.values())
    scale = _scale(view, shown, length=length)
    strips = [_year(row, scale, length=length) for row in rows]
    if Role.BASE in goals:
        base = goals[Role.BASE]
        title = f"Mức đầu kỳ: {in_text(base, unit=True)}"
        marks = result_marks(base, scale, title, length=length)
        strips.insert(0, Strip("Mức đầu kỳ", (amount(base),), tuple(marks)))
    against = " so với chỉ tiêu năm" if plans else ""
    term = views.dataset.term.name.replace(" – ", DASH)
    return Drawing(
        caption=f"{view.indicator.name} theo năm{against}, {term}",
        unit=view.indicator.unit,
        strips=tuple(strips),
        scale=scale,
        level=_level(view, goals, scale),
        summary=captions.by_year(views, view, rows),
        sources=sources(views, shown),
    )


def _goals(views: Views, view: IndicatorView) -> Mapping[Role, Figure]:
    return views.targets[view.target.id].goals if view.target else {}


def _of_term(view: IndicatorView) -> bool:
    """Whether the target counts the whole term, so that a year is not held against it."""
    return view.target is not None and view.target.type is TargetType.TERM_TOTAL


def _year(row: Account, scale: Scale, *, length: bool) -> Strip:
    heading = str(row.period.year)
    if row.period.cut_off is not None:
        heading += f" (đến {up_to(row.period.cut_off)})"
    words = [in_text(row.value) if row.value.value is not None else MISSING]
    marks = result_marks(row.value, scale, _title(row.value), length=length)
    plan = row.get(Role.PLAN)
    if plan is not None:
        words.append(f"chỉ tiêu {in_text(plan)}")
        marks += plan_marks(plan, scale, f"{capital(when(row.period))}: chỉ tiêu {in_text(plan)}")
    return Strip(heading, tuple(words), tuple(marks))


def _title(figure: Figure) -> str:
    return f"{capital(when(figure.when))}: {in_text(figure, unit=True)}"


def _totals(views: Views, view: IndicatorView) -> Drawing:
    goals = _goals(views, view) if _of_term(view) else {}
    shown = [row.value for row in view.totals] + list(goals.values())
    scale = _scale(view, shown, length=True)
    strips = []
    known: Fraction | None = None
    for row in view.totals:
        total = row.value
        marks = result_marks(total, scale, _title(total), length=True, known=known)
        strips.append(Strip(f"Đến {up_to(row.cut_off)}", (in_text(total),), tuple(marks)))
        if not total.is_forecast and total.value is not None:
            known = total.value.low
    against = " so với chỉ tiêu nhiệm kỳ" if goals else ""
    return Drawing(
        caption=f"{view.indicator.name}: lũy kế từ đầu nhiệm kỳ{against}",
        unit=view.indicator.unit,
        strips=tuple(strips),
        scale=scale,
        level=_level(view, goals, scale),
        summary=captions.of_totals(views, view, view.totals),
        sources=sources(views, shown),
        result="Lũy kế",
    )


def _needed(views: Views, view: IndicatorView) -> Drawing:
    rows = [row for row in view.years if row.asked]
    asked = [row.asked for row in rows if row.asked is not None]
    scale = _scale(view, asked, length=True)
    strips = []
    for figure in asked:
        assert figure.value is not None and isinstance(figure.when, Period)
        mark = range_mark(figure.value, scale, "inferred", _title(figure))
        strips.append(Strip(figure.when.key, (in_text(figure),), (mark,)))
    implied = asked[0].role is Role.IMPLIED
    unknown = view.indicator.denominator if implied else view.indicator.numerator
    goals = _goals(views, view)
    level = _asked(goals.get(Role.MIN), goals.get(Role.MAX))
    return Drawing(
        caption=f"{names_of(views)[unknown or view.indicator.id]} ứng với mức {level}",
        unit=asked[0].unit,
        strips=tuple(strips),
        scale=scale,
        level=None,
        summary=captions.of_needed(views, view, rows),
        sources=sources(views, asked),
    )


def _scale(view: IndicatorView, shown: Sequence[Figure], *, length: bool) -> Scale:
    """An axis from 0 where length counts; else one around the values, a share's up to 100."""
    intervals = [figure.value for figure in shown if figure.value is not None]
    ends = [end for item in intervals for end in (item.low, item.high) if end is not None]
    unlimited = any(item.high is None for item in intervals)
    if length or not ends:
        return scales.from_zero(ends, room=unlimited)
    most = Fraction(100) if view.indicator.measure is Measure.SHARE else None
    if unlimited and most is not None:
        ends.append(most)
    return scales.around(ends, most=most)


def _level(view: IndicatorView, goals: Mapping[Role, Figure], scale: Scale) -> Goal | None:
    """The target as a line with its words, and as a band where it sets limits."""
    low, high = goals.get(Role.MIN), goals.get(Role.MAX)
    wanted = goals.get(Role.TARGET)
    if wanted is not None and wanted.exact is not None:
        words = "Chỉ tiêu nhiệm kỳ" if _of_term(view) else "Chỉ tiêu cuối nhiệm kỳ"
        return Goal(f"{words}: {amount(wanted)}", (scale.place(wanted.exact),))
    limits = [scale.place(item.exact) for item in (low, high) if item and item.exact is not None]
    if not limits:
        return None
    band = (limits[0] if low else Fraction(0), limits[-1] if high else Fraction(100))
    return Goal(f"Chỉ tiêu: {_asked(low, high)}", tuple(limits), band)


def _asked(low: Figure | None, high: Figure | None) -> str:
    """What limits demand: ``từ 90% trở lên``, ``từ 3% đến 4%``, ``không quá 5%``."""
    if low and high:
        return f"từ {amount(low) if low.unit == PERCENT else bare(low)} đến {amount(high)}"
    if low:
        return f"từ {amount(low)} trở lên"
    assert high is not None, "limits have at least one side"
    return f"không quá {amount(high)}"
