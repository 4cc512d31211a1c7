"""Cards: a target at a glance, with what is known, until when, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from markupsafe import Markup

from indicators.computing.compute import Views
from indicators.computing.figures import Figure, Kind, Period, Role
from indicators.computing.progress import Series, TargetView
from indicators.computing.scope import Account
from indicators.model import TargetType
from indicators.showing.macro import Writer, macro
from indicators.showing.naming import TARGET
from indicators.showing.render import render
from indicators.showing.tables import NO_TARGETS, deciding, goal
from indicators.words.names import names_of
from indicators.words.table import Absent, Piece, Shown, joined, named, said
from indicators.words.wording import when

_GOALS = {
    TargetType.TERM_TOTAL: "Chỉ tiêu nhiệm kỳ",
    TargetType.FLOOR: "Chỉ tiêu mỗi năm",
    TargetType.CEILING: "Chỉ tiêu mỗi năm",
    TargetType.RANGE: "Mức cần đạt",
    TargetType.END_VALUE: "Chỉ tiêu cuối nhiệm kỳ",
    TargetType.DONE: "Chỉ tiêu nhiệm kỳ",
}
_UNKNOWN = said('<span class="i-missing">Chưa có số liệu</span>')


@dataclass(frozen=True, slots=True)
class Gauge:
    """How far the result, the forecast and the target reach, in percent of the bar's width."""

    result: float
    forecast: float
    target: float


@dataclass(frozen=True, slots=True)
class Card:
    """What the card template shows: terms with their values, and a bar where there is a total."""

    target: TargetView
    lines: tuple[tuple[str, Piece], ...]
    bar: Gauge | None = None


@macro
def cards(writer: Writer, *names: Annotated[str, TARGET]) -> Markup | Absent:
    """The cards of the named targets in that order, or of all."""
    views = writer.views
    if not views.targets:
        return NO_TARGETS
    made = [_card(views, views.targets[name]) for name in names or views.targets]
    return render("cards.html.jinja", writer.links, cards=made)


def _card(views: Views, view: TargetView) -> Card:
    if view.target.type is TargetType.TERM_TOTAL and view.series:
        return _of_total(views, view, view.series[0])
    names = names_of(views)
    several = len(view.series) > 1
    worst = [series for series in view.series if series.judgement.standing is view.standing]
    lines: list[tuple[str, Piece]] = [
        (_GOALS[view.target.type], goal(view)),
        *((names[item.indicator] if several else "Kết quả", _latest(item)) for item in view.series),
        ("Trạng thái", said("{}{}", view.standing, deciding(*worst))),
    ]
    return Card(view, tuple(lines))


def _latest(series: Series) -> Piece:
    if series.latest is None or series.judgement.as_of is None:
        return _UNKNOWN
    result = Shown(series.latest.value, unit=True)
    return said("{} ({})", result, named(series.judgement.as_of))


def _of_total(views: Views, view: TargetView, series: Series) -> Card:
    latest = series.latest
    share = latest.get(Role.PERCENT_OF_TARGET) if latest else None
    lines = tuple(_total_lines(views, view, series, latest))
    return Card(view, lines, _bar(share, series.expected))


def _total_lines(
    views: Views, view: TargetView, series: Series, latest: Account | None
) -> Iterator[tuple[str, Piece]]:
    level = (_GOALS[view.target.type], goal(view))
    if latest is None:
        yield level
        yield "Kết quả lũy kế", _UNKNOWN
    else:
        yield "Kết quả lũy kế", Shown(latest.value, unit=True)
        yield level
        for role, label in (
            (Role.PERCENT_OF_TARGET, "Tỷ lệ hoàn thành"),
            (Role.REMAINING, "Còn lại"),
            (Role.OVER_TARGET, "Vượt"),
        ):
            figure = latest.get(role)
            if figure:
                yield label, Shown(figure, unit=True)
        yield "Số liệu đến", latest.cut_off
        yield from (("Căn cứ", proof) for proof in proofs(views, latest))
    yield "Trạng thái", series.judgement.standing
    if series.expected is not None and series.outlook is not None:
        coming = Shown(series.expected.value, unit=True, marks=False)
        words = said("{} đến {} {}", coming, series.expected.cut_off, series.outlook.standing)
        yield "Dự kiến (theo nguồn)", words


def _counted(figure: Figure) -> Piece:
    """A count with the time that it is of."""
    time, year = figure.when, ""
    if isinstance(time, Period) and not time.complete:
        year, time = f"năm\u00a0{time.year}, ", time.end
    return said("{} ({}{})", Shown(figure, unit=True), year, when(time))


def proofs(views: Views, row: Account) -> Iterator[Piece]:
    """The results that prove how much a total that no source states has surely come to."""
    if row.value.kind is not Kind.PUBLISHED and row.value.exact is None:
        inputs = (views.figures[name] for name in row.value.inputs)
        yield joined(map(_counted, inputs), " + ")


def _bar(share: Figure | None, expected: Account | None) -> Gauge | None:
    """The bar of a total, as long as the target or what passes it."""
    known = share.value.low if share and share.value else None
    if known is None:
        return None
    coming = expected.get(Role.PERCENT_OF_TARGET) if expected else None
    end = coming.value.low if coming and coming.value else None
    end = known if end is None else max(end, known)
    widest = max(Fraction(100), end)
    return Gauge(*(float(part / widest * 100) for part in (known, end, Fraction(100))))
