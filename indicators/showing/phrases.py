"""Phrases that tables, charts, cards and sentences share: what a target asks, how far a total has
come, which years are meant, where something stands and what proves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import PERCENT, Figure, Kind, Period, Role, Span
from indicators.computing.progress import Series, TargetView
from indicators.computing.scope import Account
from indicators.computing.standing import Judgement, Standing
from indicators.computing.subject import LIMITS
from indicators.model import TargetType
from indicators.words.table import Capital, Linked, Piece, joined, listed, named, said
from indicators.words.wording import amount, bare, moved, qualifiers, reason_of, when


def aim_of(views: Views, view: IndicatorView, *kinds: TargetType) -> TargetView | None:
    """The first target that an indicator follows, or the first of these types."""
    target = view.target_of(*kinds) if kinds else view.target
    return views.targets[target.id] if target else None


def goal(aim: TargetView | None) -> Piece:
    """The level of a target: one number, a limit or a range; nothing where there is no target."""
    if aim is None:
        return ""
    if aim.target.type is TargetType.DONE:
        return "hoàn thành trong nhiệm kỳ"
    target, low, high = (aim.goals.get(role) for role in (Role.TARGET, Role.MIN, Role.MAX))
    if target is not None:
        return said("{:u}", target)
    over, under = low and low.role is Role.ABOVE, high and high.role is Role.BELOW
    if low and high:
        lower = amount(low) if low.unit == PERCENT else bare(low)
        words = f"{'trên' if over else 'từ'} {{}} đến {'dưới ' if under else ''}{{:u}}"
        level = said(words, Linked(lower, low, "i-fig"), high)
    elif low:
        level = said("trên {:u}" if over else "từ {:u} trở lên", low)
    else:
        level = said("dưới {:u}" if under else "không quá {:u}", high)
    changes = aim.target.type is TargetType.YEARLY_CHANGE
    return said(f"mỗi năm {'giảm' if aim.falls else 'tăng'} {{}}", level) if changes else level


def unknown_side(views: Views, asked: Figure) -> str:
    """What the side of a ratio is called of which its range asks something."""
    data = views.indicators[asked.subject].indicator
    side = data.numerator if asked.role is Role.NEEDED else data.denominator
    return views.names[side or data.id]


def stated(figure: Figure) -> Piece:
    """What a number is, behind its name in a sentence; one that rests on a withdrawn one does."""
    if figure.kind is Kind.WITHDRAWN:
        return said("là {:b} (lý do: {})", figure, reason_of(figure))
    return said("{}" if figure.kind is Kind.DEPENDENT else "là {}", shown(figure))


def shown(figure: Figure) -> Piece:
    """A result with its unit, a change by its direction."""
    if figure.role is not Role.CHANGE or figure.value is None:
        return said("{:u}", figure)
    return Linked(" ".join([moved(figure), *qualifiers(figure)]), figure, "i-fig")


def only_stated(figures: Sequence[Figure]) -> Piece:
    """Of which years sources give no exact number, and what they give."""
    return said("{} nguồn chỉ nêu {}", years_of(figures), listed(figures))


def taken_back(view: IndicatorView, *roles: Role) -> list[Piece]:
    """Which results of an indicator were withdrawn, of its years, its totals or both, and why."""
    return [
        said(f"{item.role.label} {{}} đã rút: {{}}", Linked(when(item.when), item), reason_of(item))
        for item in view.withdrawn
        if not roles or item.role in roles
    ]


def of_goal(row: Account, level: Piece = "") -> Piece:
    """A total against the target of the term: in percent, beside its level where that stands
    nowhere else, and what remains or is over.
    """
    share, part = row.get(Role.PERCENT_OF_TARGET), row.get(Role.REMAINING_PERCENT)
    left, over = row.get(Role.REMAINING), row.get(Role.OVER_TARGET)
    if share and share.is_withdrawn:
        return "; tỷ lệ và phần còn lại so với chỉ tiêu nhiệm kỳ phụ thuộc số ấy"
    beside = said(" ({})", level) if level else ""
    told = said(", bằng {:b} chỉ tiêu nhiệm kỳ{}", share, beside) if share else said("")
    if left:
        of_it = said(", tức {:b} chỉ tiêu", part) if part else ""
        return said("{}; còn lại {:ub}{}", told, left, of_it)
    if over and over.exact == 0:
        return said("{}, vừa bằng mức chỉ tiêu", told)
    return said("{}; vượt {:ub}", told, over) if over else told


def years_of(figures: Iterable[Figure]) -> Piece:
    """The years of figures in a sentence: ``năm 2020``, ``các năm 2020, 2021 và 2024``."""
    times = list(dict.fromkeys(item.when for item in figures if isinstance(item.when, Period)))
    years = [period.year for period in times]
    whole = all(period.complete for period in times)
    if whole and len(years) > 2 and years == list(range(years[0], years[-1] + 1)):
        return named(Span(years[0], years[-1]))
    return said("các năm\u00a0{}", listed(times)) if len(times) > 1 else named(times[0])


def of_years(words: str, figures: Sequence[Figure]) -> list[Piece]:
    """What is said of the years of figures, where there are any."""
    return [said(words, years_of(figures))] if figures else []


def judged(judgement: Judgement) -> Piece:
    """A status that leads to what it was judged from."""
    if not judgement.because:
        return judgement.standing
    return Linked(judgement.standing, judgement.because[0], "i-fig i-fig--status")


def status_of(standing: Standing, several: Iterable[Series]) -> Piece:
    """The status of what several series make up, and the years that made it so where the latest
    result is not one of them.
    """
    mine = [one for one in several if one.judgement.standing is standing]
    behind = (
        one.judgement.because
        for one in mine
        if one.latest and one.latest.value.when not in [it.when for it in one.judgement.because]
    )
    years = dict.fromkeys(figure.when for figures in behind for figure in figures if figure.when)
    status = judged(mine[0].judgement) if mine else standing
    return said("{} (năm\u00a0{})", status, joined(years)) if years else status


_JUDGED = {Standing.EXCEEDED: "vượt", Standing.MET: "đạt", Standing.NOT_MET: "chưa đạt"}


def judged_years(views: Views, view: IndicatorView, rows: Sequence[Account]) -> Iterator[Piece]:
    """Which years passed, met or missed what was asked of them: their plan, else the limits."""
    planned = [row for row in rows if row.get(Role.PLAN) or row.get(Role.PERCENT_OF_PLAN)]
    aim = aim_of(views, view, *LIMITS)
    asked: Piece = "chỉ tiêu năm"
    if not planned:
        if aim is None:
            return
        asked = said("chỉ tiêu {}", goal(aim))
    parts = list[Piece]()
    for standing, words in _JUDGED.items():
        known = ((row.value, row.judgement) for row in planned or rows)
        years = [value for value, found in known if found and found.standing is standing]
        if years:
            both = "đều " if len(years) > 1 else ""
            told = said(f"{{}} {both}{words}", years_of(years))
            parts.append(told if parts else said("{} {}", told, asked))
    if parts:
        yield Capital(joined(parts, "; "))


def proofs(views: Views, row: Account) -> Iterator[Piece]:
    """The results from which a total that no source states was added up."""
    if row.value.inputs:
        yield joined(map(_counted, views.figures.inputs_of(row.value)), " + ")


def _counted(figure: Figure) -> Piece:
    """A count with the time that it is of, and what qualifies it behind that."""
    time, year = figure.when, ""
    if isinstance(time, Period) and not time.complete:
        year, time = f"năm\u00a0{time.year}, ", time.end
    return said(f"{{:ub}} ({', '.join([year + when(time), *qualifiers(figure)])})", figure)
