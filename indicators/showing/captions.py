"""What a chart shows, in Vietnamese sentences computed from the same figures as the drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import Figure, Role, bound_of
from indicators.computing.scope import Account
from indicators.computing.standing import Standing
from indicators.model import Measure, TargetType
from indicators.showing.tables import goal
from indicators.words.table import Capital, Piece, Shown, joined, listed, named, said, sentences
from indicators.words.wording import capital

_JUDGED = {
    Standing.EXCEEDED: "vượt",
    Standing.MET: "đạt",
    Standing.NOT_MET: "chưa đạt",
}


def by_year(views: Views, view: IndicatorView) -> Piece:
    """How results developed, where they stand, and what is only bounded, planned or missing."""
    results = view.results
    # A part of a year says nothing about how whole years developed.
    exact = [row for row in results if row.value.exact is not None and row.period.complete]
    told = [
        *_development(exact, ranked=view.indicator.measure is Measure.RANK),
        *judged_years(views, view, results),
    ]
    words = "Năm\u00a0{} nguồn chỉ nêu {}, nên vẽ thành mũi tên từ mức ấy, không vẽ thành một điểm"
    bounded = (row for row in results if bound_of(row.value.value))
    told += [said(words, row.period, row.value) for row in bounded]
    expected = [
        said("năm\u00a0{} là {}", row.period, Shown(row.value, unit=True))
        for row in view.years
        if row.value.is_forecast
    ]
    if expected:
        told.append(said("Số chưa phải kết quả: {}", listed(expected)))
    missing = [row for row in view.years if row.value.value is None]
    if missing:
        plans = ((row.period, row.get(Role.PLAN)) for row in missing)
        planned = [said("; năm\u00a0{} mới có chỉ tiêu {}", *pair) for pair in plans if pair[1]]
        words = "Chưa có kết quả năm\u00a0{}{}"
        told.append(said(words, listed([row.period for row in missing]), joined(planned, "")))
    return sentences(told)


def _development(rows: Sequence[Account], *, ranked: bool) -> Iterator[Piece]:
    """How results went from year to year; the first place is the highest of ranks."""
    if not rows:
        return
    shown = [said("{} (năm\u00a0{})", Shown(row.value, unit=True), row.period) for row in rows]
    what = "thứ hạng" if ranked else "kết quả"
    values = [row.value.exact for row in rows if row.value.exact is not None]
    values = [-value for value in values] if ranked else values
    steps = [later - earlier for earlier, later in pairwise(values)]
    if not steps:
        yield said("Năm có số cụ thể: {}", shown[0])
    elif not any(steps):
        yield said(
            "{} các năm có số cụ thể bằng nhau: {}", capital(what), Shown(rows[0].value, unit=True)
        )
    elif all(step > 0 for step in steps) or all(step < 0 for step in steps):
        ways = ("tăng", "lên") if steps[0] > 0 else ("giảm", "xuống")
        words = "{} {} qua các năm có số cụ thể, từ {} {} {}"
        yield said(words, capital(what), ways[0], shown[0], ways[1], shown[-1])
    else:
        words = "Trong các năm có số cụ thể, {} thấp nhất là {}, cao nhất là {}"
        low, high = values.index(min(values)), values.index(max(values))
        yield said(words, what, shown[low], shown[high])


def judged_years(views: Views, view: IndicatorView, rows: Sequence[Account]) -> Iterator[Piece]:
    """Which years passed, met or missed what was asked of them: their plan, else the limits."""
    planned = [row for row in rows if row.get(Role.PLAN) or row.get(Role.PERCENT_OF_PLAN)]
    limits = views.targets[view.target.id] if view.target else None
    asked: Piece = "chỉ tiêu năm"
    if not planned:
        if limits is None or not {Role.MIN, Role.MAX} & limits.goals.keys():
            return
        asked = said("chỉ tiêu {}", goal(limits))
    parts = []
    for standing, words in _JUDGED.items():
        known = ((row.period, row.judgement) for row in planned or rows)
        years = [year for year, found in known if found and found.standing is standing]
        if years:
            both = "đều " if len(years) > 1 else ""
            parts.append(said("năm\u00a0{} {}{} {}", listed(years), both, words, asked))
    if parts:
        yield Capital(joined(parts, "; "))


def of_totals(views: Views, view: IndicatorView) -> Piece:
    """How far the latest total has come, and what the last forecast expects."""
    known = view.reached
    expected = [row for row in view.totals if row.value.is_forecast]
    told: list[Piece] = []
    if known:
        last = known[-1]
        total = Shown(last.value, unit=True)
        told.append(said("Đến {}, lũy kế là {}{}", last.cut_off, total, of_goal(last)))
    if expected:
        last = expected[-1]
        words = "Phần gạch chéo chưa phải kết quả: đến {}, nguồn dự kiến {}{}"
        total = Shown(last.value, unit=True, marks=False)
        told.append(said(words, last.cut_off, total, of_goal(last)))
    if view.target is not None and view.target.type is TargetType.TERM_TOTAL:
        level = goal(views.targets[view.target.id])
        told.append(said("Vạch đứng là chỉ tiêu nhiệm kỳ, {}", level))
    return sentences(told)


def of_goal(row: Account, level: Piece = "") -> Piece:
    """A total against the target of the term: in percent, beside its level where that stands
    nowhere else, and what remains or is over.
    """
    share, part = row.get(Role.PERCENT_OF_TARGET), row.get(Role.REMAINING_PERCENT)
    left, over = row.get(Role.REMAINING), row.get(Role.OVER_TARGET)
    beside = said(" ({})", level) if level else ""
    words = ", bằng {} chỉ tiêu nhiệm kỳ{}"
    told = said(words, Shown(share, marks=False), beside) if share else said("")
    if left:
        of_it = said(", tức {} chỉ tiêu", Shown(part, marks=False)) if part else ""
        return said("{}; còn lại {}{}", told, Shown(left, unit=True, marks=False), of_it)
    if over and over.exact == 0:
        return said("{}, vừa bằng mức chỉ tiêu", told)
    return said("{}; vượt {}", told, Shown(over, unit=True, marks=False)) if over else told


def of_needed(views: Views, view: IndicatorView, last: Figure) -> Piece:
    """What the range of a ratio asks of the side that is not known, the latest one in numbers."""
    assert view.target is not None
    assert last.when is not None
    level = goal(views.targets[view.target.id])
    words = "Mỗi vạch ngang là khoảng ứng với mức {}, suy ra chứ không do nguồn nêu"
    latest = said("Gần nhất là {}: {}", named(last.when), Shown(last, unit=True, marks=False))
    return sentences([said(words, level), latest])
