"""Cards: a target at a glance, with what is known, until when, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from indicators.computing.compute import Views
from indicators.computing.figures import Figure, Role
from indicators.computing.progress import Series, TargetView
from indicators.computing.totals import TotalRow
from indicators.model import TargetType
from indicators.showing.links import Links
from indicators.showing.render import mark, number, render
from indicators.showing.tables import deciding, goal, time
from indicators.words.names import names_of


@dataclass(frozen=True, slots=True)
class Bar:
    """How far the result, the forecast and the target reach, in percent of the bar's width."""

    result: float
    forecast: float
    target: float


@dataclass(frozen=True, slots=True)
class Card:
    """What the card template shows: terms with their values, and a bar where there is a total."""

    title: str
    href: str
    lines: tuple[tuple[str, Markup], ...]
    bar: Bar | None


def cards(views: Views, targets: Iterable[str], links: Links) -> Markup:
    """The cards of the named targets, in that order."""
    made = [_card(views, views.targets[name], links) for name in targets]
    return render("cards.html.jinja", links, cards=made)


def _card(views: Views, view: TargetView, links: Links) -> Card:
    home = links.subject(view.target.id)
    if view.target.type is TargetType.TERM_TOTAL and view.series:
        return _total_card(view, view.series[0], home, links)
    lines = [(_goal_label(view.target.type), goal(view, links))]
    names = names_of(views)
    for series in view.series:
        label = names[series.indicator] if len(view.series) > 1 else "Kết quả"
        lines.append((label, _latest(series, links)))
    worst = [series for series in view.series if series.judgement.standing is view.standing]
    lines.append(("Trạng thái", mark(view.standing) + deciding(*worst)))
    return Card(view.target.name, home, tuple(lines), None)


def _goal_label(kind: TargetType) -> str:
    return {
        TargetType.FLOOR: "Chỉ tiêu mỗi năm",
        TargetType.CEILING: "Chỉ tiêu mỗi năm",
        TargetType.RANGE: "Mức cần đạt",
        TargetType.END_VALUE: "Chỉ tiêu cuối nhiệm kỳ",
        TargetType.DONE: "Chỉ tiêu nhiệm kỳ",
    }[kind]


def _latest(series: Series, links: Links) -> Markup:
    if series.latest is None or series.judgement.as_of is None:
        return Markup('<span class="i-missing">Chưa có số liệu</span>')
    when = time(series.judgement.as_of, noun=True)
    return number(series.latest.value, links, unit=True) + Markup(" ({})").format(when)


def _total_card(view: TargetView, series: Series, home: str, links: Links) -> Card:
    latest, expected = series.latest, series.expected
    lines: list[tuple[str, Markup]] = []
    share: Figure | None = None
    if isinstance(latest, TotalRow):
        share = latest.get(Role.PERCENT_OF_TARGET)
        rest = latest.get(Role.REMAINING) or latest.get(Role.OVER_TARGET)
        lines.append(("Kết quả lũy kế", number(latest.value, links, unit=True)))
        lines.append(("Chỉ tiêu nhiệm kỳ", goal(view, links)))
        if share:
            lines.append(("Tỷ lệ hoàn thành", number(share, links)))
        if rest:
            label = "Còn lại" if rest.role is Role.REMAINING else "Vượt"
            lines.append((label, number(rest, links, unit=True)))
        lines.append(("Số liệu đến", time(latest.cut_off)))
    else:
        lines.append(("Chỉ tiêu nhiệm kỳ", goal(view, links)))
        lines.append(("Kết quả lũy kế", Markup('<span class="i-missing">Chưa có số liệu</span>')))
    lines.append(("Trạng thái", mark(series.judgement.standing)))
    if expected is not None and series.outlook is not None:
        coming = number(expected.value, links, unit=True, marks=False)
        words = Markup("{} đến {} {}").format(
            coming, time(expected.cut_off), mark(series.outlook.standing)
        )
        lines.append(("Dự kiến (theo nguồn)", words))
    return Card(view.target.name, home, tuple(lines), _bar(share, expected))


def _bar(share: Figure | None, expected: TotalRow | None) -> Bar | None:
    """The bar of a total, as long as the target or what passes it."""
    if share is None or share.exact is None:
        return None
    coming = expected.get(Role.PERCENT_OF_TARGET) if expected else None
    end = coming.value.low if coming and coming.value else None
    end = share.exact if end is None else max(end, share.exact)
    widest = max(Fraction(100), end)
    return Bar(*(float(part / widest * 100) for part in (share.exact, end, Fraction(100))))
