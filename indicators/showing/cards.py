"""Targets at a glance, as cards: the number that one sees first, a bar with its scale, the latest
years; and in one line which targets have no result yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Annotated, NamedTuple

from markupsafe import Markup

from indicators.computing.attention import duty_of
from indicators.computing.compute import Views, asked_before
from indicators.computing.figures import ANSWER, Figure, Role
from indicators.computing.progress import Series, TargetView
from indicators.model import Target, TargetType
from indicators.showing.charts import drawn, sized
from indicators.showing.drawings import GOAL, Drawing, Mark, Shape, along, from_zero, key, marks_of
from indicators.showing.links import Links
from indicators.showing.macro import Writer, macro, render
from indicators.showing.naming import TARGET
from indicators.showing.phrases import goal, judged, proofs, shown, status_of
from indicators.showing.sentences import later_gone
from indicators.showing.tables import NO_TARGETS
from indicators.words.attention import duties
from indicators.words.table import Piece, joined, named, said
from indicators.words.wording import dated, lowered

_GOALS = {
    TargetType.TERM_TOTAL: "Chỉ tiêu nhiệm kỳ",
    TargetType.FLOOR: "Chỉ tiêu mỗi năm",
    TargetType.CEILING: "Chỉ tiêu mỗi năm",
    TargetType.RANGE: "Mức cần đạt",
    TargetType.END_VALUE: "Chỉ tiêu cuối nhiệm kỳ",
    TargetType.AVERAGE: "Chỉ tiêu bình quân nhiệm kỳ",
    TargetType.YEARLY_CHANGE: "Mức cần đạt",
    TargetType.DONE: "Chỉ tiêu nhiệm kỳ",
}
_BESIDE = {Role.REMAINING: "còn lại", Role.OVER_TARGET: "vượt"}
_BIG = '<strong class="i-card__big">{}</strong>'
_YEARS = 3
"""How many years with results a card names, the latest."""
_TALL, _WIDE = Fraction(5), Fraction(23)
"""How many lines high the columns of a card are, and how wide on a phone."""

Keys = Mapping[str, Sequence[Shape]]
Line = tuple[str, Piece, Sequence[Shape]]


class Card(NamedTuple):
    """A target with what is known of it: a number with what is said of it, and lines, each with the
    mark of the bar that stands for it; the bar, and the columns of its years with their caption.
    It bears its name where the page is not about the target.
    """

    target: Target
    named: bool
    lead: Piece
    lines: Sequence[Line]
    bar: Mapping[str, object] | None = None
    years: Mapping[str, object] | None = None


@macro
def cards(writer: Writer, *names: Annotated[str, TARGET]) -> Markup | Piece:
    """The cards of the named targets in that order, or of all. Where the page is not about a
    target, the years of its total stand in columns, each number leading to its origin.
    """
    views = writer.views
    if not views.targets:
        return NO_TARGETS
    asked = [views.targets[name] for name in names or views.targets]
    known = [view for view in asked if any(series.latest for series in view.series)]
    rest = [view for view in asked if view not in known]
    return render(
        "cards.html.jinja",
        writer.links,
        number=partial(writer.count, "card"),
        cards=[_card(views, view, writer.links) for view in known],
        waiting={
            standing: [(view.target, _waiting(view)) for view in rest if view.standing is standing]
            for standing in dict.fromkeys(view.standing for view in rest)
        },
    )


def _waiting(view: TargetView) -> Piece:
    """What is known of a target without a result: what it asks, and who answers for it."""
    (_, level, _), *former = _asked(view)
    more = [said(f"{lowered(term)} {{}}", piece) for term, piece, _ in (*former, *_duty(view))]
    return joined([level, *more])


def _card(views: Views, view: TargetView, links: Links) -> Card:
    about = (view.target.id, *view.target.indicators)
    alone = links.page in [links.homes.get(name) for name in about]
    if view.target.type is not TargetType.TERM_TOTAL:
        lead, lines = _of_years(views, view)
        return Card(view.target, not alone, lead, [*lines, *_duty(view)])
    series = view.series[0]
    columns = None if alone else drawn(views, series.indicator, "years")
    years = None
    if isinstance(columns, Drawing) and len(columns.columns) > 1:
        plan = any(column.plan for column in columns.columns)
        caption = f"Kết quả từng năm{', chỉ tiêu năm (vạch)' * plan}: {columns.unit}"
        years = {"caption": caption, **sized(*columns.laid(_TALL, _WIDE))}
    bar, keys = _bar(view, series)
    lines = [*_of_total(views, view, series, keys, proved=years is None), *_duty(view)]
    return Card(view.target, not alone, _lead(series), lines, bar, years)


def _asked(view: TargetView) -> Iterator[Line]:
    """What a target asks, and what it asked before it was changed, and when that was."""
    yield _GOALS[view.target.type], goal(view), ()
    for former, before in asked_before(view):
        yield f"Trước khi {former.kind.label} {dated(former.date)}", goal(before), ()


def _duty(view: TargetView) -> Iterator[Line]:
    return ((term, piece, ()) for term, piece in duties(duty_of(view.target)))


def _of_years(views: Views, view: TargetView) -> tuple[Piece, list[Line]]:
    """Of one series its latest result first; of several where the whole stands, then each."""
    status, names = status_of(view.standing, view.series), views.names
    if len(view.series) > 1:
        every = [(names[it.indicator], _by_year(_latest(views, it)), ()) for it in view.series]
        (_, level, _), *former = _asked(view)
        return said("{}: {}", status, level), [*former, *every]
    item = view.series[0]
    *before, latest = _latest(views, item)
    when = item.judgement.as_of or latest.when
    what = "Bình quân đến nay " if view.target.type is TargetType.AVERAGE else ""
    lead = said(f"{what}{_BIG} ({{}}); {{}}", shown(latest), named(when), status)
    earlier: list[Line] = [("Trước đó", _by_year(before), ())] if before else []
    return lead, [*_asked(view), *earlier]


def _latest(views: Views, item: Series) -> list[Figure]:
    """The latest results of a series, the last of them the one that its target is held against."""
    if item.latest is None:
        return []
    value = item.latest.value
    years = [row.value for row in views.indicators[item.indicator].results]
    known = value in years and value.unit != ANSWER
    return years[: years.index(value) + 1][-_YEARS:] if known else [value]


def _by_year(values: Sequence[Figure]) -> Piece:
    if not values:
        return said('<span class="i-missing">Chưa có số liệu</span>')
    return joined([said("{:u} ({})", value, value.when or "") for value in values])


def _lead(series: Series) -> Piece:
    """How much of the target of a term was reached, and where it stands."""
    share = series.latest.get(Role.PERCENT_OF_TARGET) if series.latest else None
    standing = judged(series.judgement)
    if share is None or share.is_withdrawn or series.latest is None:
        return standing
    words = f"{_BIG} chỉ tiêu, đến {{}}; {{}}"
    return said(words, said("{:u}", share), series.latest.cut_off, standing)


def _of_total(
    views: Views, view: TargetView, series: Series, keys: Keys, *, proved: bool
) -> Iterator[Line]:
    """How far the result has come, what is left, and what sources expect; where it is ``proved``
    also of which results a total was added up.
    """
    latest, coming, outlook = series.latest, series.expected, series.outlook
    if latest is not None:
        share = latest.get(Role.PERCENT_OF_TARGET)
        led = share is not None and not share.is_withdrawn
        time = "" if led else said(", đến {}", latest.cut_off)
        told = said("{:u}{}", latest.value, time)
        yield "Kết quả lũy kế", told, keys.get("result", ())
    (term, _, _), *former = _asked(view)
    way = "{}" if latest and latest.value.value else "{:u}"
    level: Piece = said(way, view.goals[Role.TARGET])
    for role, words in _BESIDE.items():
        figure = latest.get(role) if latest else None
        if figure and not figure.is_withdrawn:
            level = said(f"{{}}; {words} {{}}", level, figure)
    yield term, level, keys.get("goal", ())
    yield from former
    yield from (("Lưu ý", gone, ()) for gone in later_gone(views, series))
    if proved and latest is not None:
        yield from (("Căn cứ", proof, ()) for proof in proofs(views, latest))
    if coming is not None and outlook is not None:
        told = said("{:b} đến {}; {}", coming.value, coming.cut_off, outlook.standing)
        yield "Dự kiến (theo nguồn)", told, keys.get("forecast", ())


def _bar(view: TargetView, series: Series) -> tuple[Mapping[str, object] | None, Keys]:
    """How far the result and what is expected reach on the way to the target, and what stands for
    which of them.
    """
    level = view.goals[Role.TARGET].value
    values = [(row.value, row.value.value) for row in (series.latest, series.expected) if row]
    ends = [end for _, value in values if value for end in (value.low, value.high) if end]
    if not ends or level is None or level.exact is None:
        return None, {}
    unlimited = any(value and value.high is None for _, value in values)
    scale, known, marks = from_zero([level.exact, *ends], room=unlimited), None, list[Mark]()
    for figure, value in values:
        marks += marks_of(figure, scale, "", length=True, known=known)
        known = value.low if value else None
    keys = {mark.look: key(mark) for mark in reversed(marks)}
    return sized(*along(scale, marks, scale.place(level.exact))), {**keys, "goal": GOAL}
