"""What a chart shows, in Vietnamese sentences computed from the same figures as the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup

from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import Figure, Kind, Period, Role, bound_of
from indicators.computing.periods import Row
from indicators.computing.ratios import RatioRow
from indicators.computing.standing import Standing
from indicators.computing.totals import TotalRow
from indicators.model import Measure, TargetType
from indicators.showing.links import Links
from indicators.showing.render import number
from indicators.showing.tables import goal, time
from indicators.words.wording import STATUSES, amount, capital

_JUDGED = {
    Standing.EXCEEDED: "vượt",
    Standing.MET: "đạt",
    Standing.NOT_MET: "chưa đạt",
}


def qualified(figure: Figure, *, unit: bool = False) -> str:
    """A figure's number as plain text, with the words that qualify it: ``1.350 (suy ra)``."""
    words = ["suy ra"] if figure.kind is Kind.INFERRED else []
    if figure.status is not None and figure.value is not None:
        words.append(STATUSES[figure.status])
    text = amount(figure, unit=unit)
    return f"{text} ({', '.join(words)})" if words else text


def by_year(views: Views, view: IndicatorView, rows: Sequence[Row], links: Links) -> Markup:
    """How results developed, where they stand, and what is only bounded, planned or missing."""
    results = [row for row in rows if row.value.value is not None and not row.value.is_forecast]
    # A part of a year says nothing about how whole years developed.
    exact = [row for row in results if row.value.exact is not None and row.period.complete]
    said = [
        _development(exact, links, ranked=view.indicator.measure is Measure.RANK),
        _judged(views, view, results, links),
        *(_bounded(row, links) for row in results if bound_of(row.value.value)),
        _expected([row for row in rows if row.value.is_forecast], links),
        _missing([row for row in rows if row.value.value is None], links),
    ]
    return _sentences(said)


def _development(rows: Sequence[Row], links: Links, *, ranked: bool) -> Markup:
    """How results went from year to year; the first place is the highest of ranks."""
    if not rows:
        return Markup()
    full = [number(row.value, links, unit=True) for row in rows]
    shown = [
        Markup("{} (năm\u00a0{})").format(value, time(row.period))
        for value, row in zip(full, rows, strict=True)
    ]
    if len(rows) == 1:
        return Markup("Năm có số cụ thể: {}").format(shown[0])
    what = "thứ hạng" if ranked else "kết quả"
    values = [row.value.exact for row in rows if row.value.exact is not None]
    values = [-value for value in values] if ranked else values
    steps = [later - earlier for earlier, later in pairwise(values)]
    if all(step > 0 for step in steps):
        words = Markup("{} tăng qua các năm có số cụ thể, từ {} lên {}")
    elif all(step < 0 for step in steps):
        words = Markup("{} giảm qua các năm có số cụ thể, từ {} xuống {}")
    elif not any(steps):
        return Markup("{} các năm có số cụ thể bằng nhau: {}").format(capital(what), full[0])
    else:
        words = Markup("Trong các năm có số cụ thể, {} thấp nhất là {}, cao nhất là {}")
        low, high = values.index(min(values)), values.index(max(values))
        return words.format(what, shown[low], shown[high])
    return words.format(capital(what), shown[0], shown[-1])


def _judged(views: Views, view: IndicatorView, rows: Sequence[Row], links: Links) -> Markup:
    """Which years passed, met or missed what was asked of them: their plan, else the limits."""
    planned = [row for row in rows if row.get(Role.PLAN) or row.get(Role.PERCENT_OF_PLAN)]
    limits = views.targets[view.target.id] if view.target else None
    if planned:
        asked = Markup("chỉ tiêu năm")
    elif limits and {Role.MIN, Role.MAX} & limits.goals.keys():
        asked = Markup("chỉ tiêu {}").format(goal(limits, links))
    else:
        return Markup()
    parts = []
    for standing, words in _JUDGED.items():
        years = [
            time(row.period)
            for row in planned or rows
            if row.judgement and row.judgement.standing is standing
        ]
        if years:
            both = "đều " if len(years) > 1 else ""
            parts.append(Markup("năm\u00a0{} {}{} {}").format(listed(years), both, words, asked))
    return Markup(capital(str(Markup("; ").join(parts))))  # noqa: S704 - escaped already


def _bounded(row: Row, links: Links) -> Markup:
    return Markup(
        "Năm\u00a0{} nguồn chỉ nêu {}, nên vẽ thành mũi tên từ mức ấy, không vẽ thành một điểm"
    ).format(time(row.period), number(row.value, links))


def _expected(rows: Sequence[Row], links: Links) -> Markup:
    if not rows:
        return Markup()
    shown = [
        Markup("năm\u00a0{} là {}").format(time(row.period), number(row.value, links, unit=True))
        for row in rows
    ]
    return Markup("Số chưa phải kết quả: {}").format(listed(shown))


def _missing(rows: Sequence[Row], links: Links) -> Markup:
    if not rows:
        return Markup()
    text = Markup("Chưa có kết quả năm\u00a0{}").format(listed([time(row.period) for row in rows]))
    for row in rows:
        plan = row.get(Role.PLAN)
        if plan is not None:
            text += Markup("; năm\u00a0{} mới có chỉ tiêu {}").format(
                time(row.period), number(plan, links)
            )
    return text


def of_totals(views: Views, view: IndicatorView, rows: Sequence[TotalRow], links: Links) -> Markup:
    """How far the latest total has come, and what the last forecast expects."""
    known = [row for row in rows if not row.value.is_forecast]
    expected = [row for row in rows if row.value.is_forecast]
    said = []
    if known:
        said.append(
            Markup("Đến {}, lũy kế là {}{}").format(
                time(known[-1].cut_off),
                number(known[-1].value, links, unit=True),
                _of_target(known[-1], links),
            )
        )
    if expected:
        said.append(
            Markup("Phần gạch chéo chưa phải kết quả: đến {}, nguồn dự kiến {}{}").format(
                time(expected[-1].cut_off),
                number(expected[-1].value, links, unit=True, marks=False),
                _of_target(expected[-1], links),
            )
        )
    if view.target is not None and view.target.type is TargetType.TERM_TOTAL:
        level = goal(views.targets[view.target.id], links)
        said.append(Markup("Vạch đứng là chỉ tiêu nhiệm kỳ, {}").format(level))
    return _sentences(said)


def _of_target(row: TotalRow, links: Links) -> Markup:
    text = Markup()
    share = row.get(Role.PERCENT_OF_TARGET)
    rest, over = row.get(Role.REMAINING), row.get(Role.OVER_TARGET)
    if share is not None:
        text += Markup(", tức {} chỉ tiêu nhiệm kỳ").format(number(share, links, marks=False))
    if rest is not None:
        text += Markup(", còn lại {}").format(number(rest, links, unit=True, marks=False))
    elif over is not None:
        text += Markup(", cao hơn {}").format(number(over, links, unit=True, marks=False))
    return text


def of_needed(views: Views, view: IndicatorView, rows: Sequence[RatioRow], links: Links) -> Markup:
    """What the range of a ratio asks of the side that is not known."""
    assert view.target is not None
    asked = [
        Markup("năm\u00a0{}: {}").format(
            time(row.period), number(row.asked, links, unit=True, marks=False)
        )
        for row in rows
        if row.asked is not None and isinstance(row.period, Period)
    ]
    return _sentences(
        [
            Markup("Mỗi vạch ngang là khoảng ứng với mức {}, suy ra chứ không do nguồn nêu").format(
                goal(views.targets[view.target.id], links)
            ),
            Markup("Gần nhất là {}").format(asked[-1]),
        ]
    )


def listed(parts: Sequence[Markup]) -> Markup:
    """Several things in a sentence: ``2020, 2024 và 2025``."""
    if len(parts) < 2:
        return Markup().join(parts)
    return Markup("{} và {}").format(Markup(", ").join(parts[:-1]), parts[-1])


def _sentences(said: Sequence[Markup]) -> Markup:
    return Markup(" ").join(text + "." for text in said if text)
