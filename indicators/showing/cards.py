"""Cards: a target at a glance, with what is known, until when, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, NamedTuple

from markupsafe import Markup

from indicators.computing.compute import Views
from indicators.computing.figures import Role
from indicators.computing.progress import Series, TargetView
from indicators.computing.scope import Account
from indicators.model import TargetType
from indicators.showing.macro import Writer, macro
from indicators.showing.naming import TARGET
from indicators.showing.phrases import goal, proofs, status_of
from indicators.showing.render import render
from indicators.showing.tables import NO_TARGETS
from indicators.words.names import names_of
from indicators.words.table import Absent, Piece, named, said

_GOALS = {
    TargetType.TERM_TOTAL: "Chỉ tiêu nhiệm kỳ",
    TargetType.FLOOR: "Chỉ tiêu mỗi năm",
    TargetType.CEILING: "Chỉ tiêu mỗi năm",
    TargetType.RANGE: "Mức cần đạt",
    TargetType.END_VALUE: "Chỉ tiêu cuối nhiệm kỳ",
    TargetType.DONE: "Chỉ tiêu nhiệm kỳ",
}
_OF_TOTAL = {
    Role.PERCENT_OF_TARGET: "Tỷ lệ hoàn thành",
    Role.REMAINING: "Còn lại",
    Role.OVER_TARGET: "Vượt",
}
_UNKNOWN = said('<span class="i-missing">Chưa có số liệu</span>')


class Gauge(NamedTuple):
    """How far the result, the forecast and the target reach, in percent of the bar's width."""

    result: float
    forecast: float
    target: float


class Card(NamedTuple):
    """What the card template shows: terms with their values, and a bar where there is a total."""

    target: TargetView
    lines: list[tuple[str, Piece]]
    bar: Gauge | None


@macro
def cards(writer: Writer, *names: Annotated[str, TARGET]) -> Markup | Absent:
    """The cards of the named targets in that order, or of all."""
    views = writer.views
    if not views.targets:
        return NO_TARGETS
    made = []
    for view in (views.targets[name] for name in names or views.targets):
        total = view.target.type is TargetType.TERM_TOTAL and view.series
        lines = _of_total(views, view, view.series[0]) if total else _of_years(views, view)
        made.append(Card(view, list(lines), _bar(view.series[0]) if total else None))
    return render("cards.html.jinja", writer.links, cards=made)


def _of_years(views: Views, view: TargetView) -> Iterator[tuple[str, Piece]]:
    names = names_of(views)
    yield _GOALS[view.target.type], goal(view)
    for item in view.series:
        label = names[item.indicator] if len(view.series) > 1 else "Kết quả"
        latest, when = item.latest, item.judgement.as_of
        both = said("{:u} ({})", latest.value, named(when)) if latest and when else _UNKNOWN
        yield label, both
    yield "Trạng thái", status_of(view.standing, view.series)


def _of_total(views: Views, view: TargetView, series: Series) -> Iterator[tuple[str, Piece]]:
    level, latest = (_GOALS[view.target.type], goal(view)), series.latest
    if latest is None:
        yield level
        yield "Kết quả lũy kế", _UNKNOWN
    else:
        yield "Kết quả lũy kế", said("{:u}", latest.value)
        yield level
        for role, label in _OF_TOTAL.items():
            figure = latest.get(role)
            if figure:
                yield label, said("{:u}", figure)
        yield "Số liệu đến", latest.cut_off
        yield from (("Căn cứ", proof) for proof in proofs(views, latest))
    yield "Trạng thái", series.judgement.standing
    coming, outlook = series.expected, series.outlook
    if coming is not None and outlook is not None:
        words = said("{:ub} đến {} {}", coming.value, coming.cut_off, outlook.standing)
        yield "Dự kiến (theo nguồn)", words


def _bar(series: Series) -> Gauge | None:
    """The bar of a total, as long as the target or what passes it."""
    known, coming = _least(series.latest), _least(series.expected)
    if known is None:
        return None
    end = known if coming is None else max(coming, known)
    widest = max(Fraction(100), end)
    return Gauge(*(float(part / widest * 100) for part in (known, end, Fraction(100))))


def _least(row: Account | None) -> Fraction | None:
    """How much of the target a total has at least come to, in percent."""
    share = row.get(Role.PERCENT_OF_TARGET) if row else None
    return share.value.low if share and share.value else None
