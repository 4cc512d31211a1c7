"""Changes that may be slips: allowed by every rule, but worth a second look by who approves them.

The limits are round on purpose: they point a reader at a number, and decide nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from indicators.computing.arithmetic import rounded
from indicators.computing.compute import Views
from indicators.computing.figures import (
    PERCENT,
    POINTS,
    CutOff,
    Figure,
    Kind,
    Path,
    Period,
    Role,
    knowledge,
)
from indicators.computing.totals import cut_off_of
from indicators.model import Measure
from indicators.reporting.rules import Fault, Rule, Section, Wording
from indicators.words.changes import formers
from indicators.words.explain import label
from indicators.words.names import document_of, names_of
from indicators.words.wording import amount, fraction, in_text, unit_text, up_to, when

FACTOR = 2
"""How many times the greatest, or what part of the smallest, past number is a jump."""

SHARE_POINTS = 10
"""How many percentage points outside the past of a share are a jump."""

FINEST = 6

rule = partial(Rule, Section.DOUBTS, doubt=True)

JUMP = rule(
    "compare-jump",
    "Số mới cách xa số đã có",
    vi="{figure}: {value} cách xa số đã có ({past}).",
    en="{figure}: {value} is far from what was known ({past}).",
    mend="đối chiếu lại với nguồn.",
    mend_en="hold it against the source again.",
    why="Hơn gấp đôi, chưa đến một nửa, hay lệch quá mười điểm phần trăm thường là gõ nhầm.",
    bad="value: 13470",
    good="value: 1347",
)
UNRECORDED = rule(
    "compare-unrecorded",
    "Số đã công bố đổi mà không ghi số cũ",
    vi="{figure}: số đã công bố đổi từ {former} thành {value} mà không có mục former.",
    en="{figure}: a published number changed from {former} to {value} without a former.",
    mend="ghi số cũ, loại thay đổi (điều chỉnh hay đính chính), ngày và lý do.",
    mend_en="write down the former number, the kind of change, its date and reason.",
    why="Người đọc đã dẫn số cũ cần biết nó đổi khi nào, vì sao.",
    bad="value: 1375",
    good="value: 1375\nformer:\n  - kind: correction\n    value: 1365",
)
CLOSED = Rule(
    Section.CHANGES,
    "compare-closed",
    "Số của năm đã qua đổi mà không ghi số cũ",
    vi="{figure}: số của năm đã qua đổi từ {former} thành {value} mà không ghi lại số cũ.",
    en="{figure}: of a year that is over, changed from {former} to {value} without a former.",
    mend="thêm vào mục này “former:” (nếu chưa có), “  - kind: correction” (ghi nhầm; có số liệu "
    "tốt hơn thì revision), “    date: {today}”, “    reason: LÝ DO”, “    {lines}”; "
    "hoặc trả lại số cũ.",
    mend_en="add to this item “former:” (unless there), “  - kind: correction” (a slip; for better "
    "data revision), “    date: {today}”, “    reason: …”, “    {lines}”; or put the "
    "former number back.",
    why="Số của năm đã qua đã được dẫn lại; nó chỉ đổi khi người đọc biết đổi khi nào, vì sao.",
    bad="value: 1375",
    good="value: 1375\nformer:\n  - kind: correction\n    date: 2025-01-10\n"
    "    reason: Ghi nhầm.\n    value: 1365",
)
_GONE = Wording(
    "{figure}: số của năm đã qua, {former}, không còn trong dữ liệu.",
    "{figure}: of a year that is over, {former}, is no longer in the data.",
)
_PUT_BACK = Wording(
    "ghi lại “{lines}”; rút số của một năm thì giữ mục của năm ấy, với missing nếu không "
    "còn kết quả, và “former:”, “  - kind: correction”, “    date: {today}”, “    reason: LÝ DO”, "
    "“    {lines}”.",
    "put “{lines}” back; to withdraw a year's, keep its item, with missing where no "
    "result is left, and “former:”, “  - kind: correction”, “    date: {today}”, “    reason: …”, "
    "“    {lines}”.",
)
STEP = rule(
    "compare-total",
    "Lũy kế không đổi theo số từng năm",
    vi="{figure}: các năm nằm trong lũy kế đổi {expected}, còn lũy kế đổi {moved}.",
    en="{figure}: the years in the total change by {expected}, the total by {moved}.",
    mend="xem lại cả hai với nguồn.",
    mend_en="look at both again with the source.",
    why="Lũy kế là tổng các năm; một bên đổi mà bên kia không đổi thì có số gõ sót.",
    bad="value: 5171",
    good="value: 5876",
)
UNSOURCED = rule(
    "compare-source",
    "Số mới mà không ghi nguồn riêng",
    vi="{figure}: {value} là số mới, không ghi nguồn nên bị coi là theo nguồn chung, {source}.",
    en="{figure}: {value} is new without a source, so that it is told as read in {source}.",
    mend="ghi source và locator của số này; nếu đúng là đọc ở nguồn chung thì cũng ghi rõ source.",
    mend_en="give its source and locator; where the common source does say it, write that too.",
    why="Nguồn chung có trước số mới; số ghi nhầm nguồn thì người đọc không đối chiếu được.",
    bad="value: 1702",
    good="value: 1702\nsource: bao-cao-2024",
)
_UNKNOWN = Wording(
    "{figure}: {value} theo {source}, mà nguồn ấy chỉ có kết quả đến {known}.",
    "{figure}: {value} is from {source}, which has results only through {known}.",
)
_FAR = Wording(
    "{figure}: {value} cách lũy kế trước ({former}) {moved}, xa hơn mức mà số từng năm cho phép.",
    "{figure}: {value} is {moved} from the total before ({former}), further than the years allow.",
)

_DERIVED = frozenset({Role.CHANGE, Role.CHANGE_PERCENT, Role.YEARS_EARLY, Role.COUNT, Role.SHARE})
"""What is printed, but too small or too changeable to jump."""

_RECORDED = frozenset({Role.VALUE, Role.PLAN, Role.TOTAL})


class Doubt(NamedTuple):
    """A figure to look at again, where it stands or stood, and what is unlikely about it; of a
    year that is over, what may not be.
    """

    figure: Figure
    fault: Fault


Pair = tuple[Figure | None, Figure | None]


def doubts(
    before: Views, after: Views, typed: Sequence[Pair], today: dt.date | None = None
) -> Iterator[Doubt]:
    """What is unlikely about typed figures that changed, each given as it was and as it is; with
    ``today``, what may not be in the years before.
    """
    names = {**names_of(before), **names_of(after)}
    subjects = dict.fromkeys(figure.subject for pair in typed for figure in pair if figure)
    found = [doubt for was, now in typed for doubt in _alone(before, after, was, now, today)]
    found += [doubt for name in subjects for doubt in _out_of_step(before, after, name)]
    found += _unsourced(before, after, typed)
    for made, figure, what, told in found:
        words = {"figure": label(figure, names), "value": in_text(figure, unit=True), **told}
        mend = _PUT_BACK if what is _GONE else None
        yield Doubt(figure, made(what, mend, **{name: Wording(t, t) for name, t in words.items()}))


_Found = tuple[Rule, Figure, Wording | None, Mapping[str, str]]
"""A rule, the figure that breaks it, another wording than its usual one, and what fills it."""


def _alone(
    before: Views, after: Views, was: Figure | None, now: Figure | None, today: dt.date | None
) -> Iterator[_Found]:
    stated = now if now and now.value is not None and now.kind is Kind.PUBLISHED else None
    past = _past(before, stated) if stated else ()
    if stated and past and _jumps(after, stated, past):
        yield JUMP, stated, None, {"past": "; ".join(_at_its_time(figure) for figure in past)}
    here = now if now and now.path else was and replace(was, path=_stood(after, was))
    if was is None or here is None or not _unrecorded(before, after, was, now, here):
        return
    told = {"former": in_text(was, unit=True)}
    if today and _year(was) < today.year:
        told |= {"lines": "”, “    ".join(_typed(before, was)), "today": str(today)}
        yield CLOSED, here, None if stated else _GONE, told
    elif stated:
        yield UNRECORDED, stated, None, told


def _unsourced(before: Views, after: Views, typed: Sequence[Pair]) -> Iterator[_Found]:
    """New results of a time of which their source cannot know, and new numbers that are told as
    read in the common source only because they name none; of each record the first.
    """
    asked: set[Path] = set()
    for was, now in typed:
        known_before = was is not None and was.value is not None
        if now is None or known_before or now.value is None or now.kind is not Kind.PUBLISHED:
            continue
        path = now.path or ()
        if not isinstance(now.when, Period | CutOff) or path[:4] in asked or not now.source:
            continue
        end = now.when.end if isinstance(now.when, Period) else now.when
        known = _known(before, after, now.source)
        told = {"source": document_of(after, now.source).title}
        result = now.role in (Role.VALUE, Role.TOTAL) and not now.is_forecast
        if result and known is not None and known.latest < end.earliest:
            asked.add(path[:4])
            yield UNSOURCED, now, _UNKNOWN, {**told, "known": up_to(known)}
        elif inherits(before, after, path):
            asked.add(path[:4])
            yield UNSOURCED, now, None, told


def _known(before: Views, after: Views, source: str) -> CutOff | None:
    """Up to when a source knows: as it says; the common one else up to the last result read in it
    before.
    """
    said = knowledge(document_of(after, source))
    if said or source != before.dataset.source:
        return said
    ends = [
        when.end if isinstance(when, Period) else when
        for figure in before.figures.values()
        if figure.source == source and figure.value is not None and not figure.is_forecast
        if figure.role in (Role.VALUE, Role.TOTAL)
        if isinstance(when := figure.when, Period | CutOff)
    ]
    return max(ends, key=lambda end: end.latest, default=None)


def inherits(before: Views, after: Views, path: Path) -> bool:
    """Whether a number has its source only from the data as a whole, which had read it before."""
    source = after.dataset.source
    holders = [after.dataset.at(path[:end]) for end in range(2, len(path), 2)]
    named = any(getattr(holder, "source", None) for holder in holders)
    used = any(figure.source == source for figure in before.figures.values())
    return not named and used and source == before.dataset.source


def _out_of_step(before: Views, after: Views, name: str) -> Iterator[_Found]:
    """Totals that do not move as their years do, or that pass the one before by far."""
    view = after.indicators.get(name)
    for row in view.totals if view else ():
        total, old = row.value, before.figures.get(row.value.id)
        if total.kind is not Kind.PUBLISHED:
            continue
        if old is None or old.value is None:
            if far := _leap(after, total):
                told = {"former": in_text(far[0], unit=True), "moved": signed(far[1], total)}
                yield STEP, total, _FAR, told
            continue
        years = list(_years(before, after, name, row.cut_off))
        expected, moved = sum((by for _, by in years), Fraction(0)), _by(old, total)
        if moved != expected:
            changed = ", ".join(when(year.when) for year, by in years if by)
            because = signed(expected, total) + (f" ({changed})" if changed else "")
            yield STEP, total, None, {"expected": because, "moved": signed(moved, total)}


def signed(value: Fraction, figure: Figure, decimals: int = 0) -> str:
    """A difference with its sign and unit; between percentages it is in points.

    It shows as many decimals as the numbers do, or as it takes not to look like nothing.
    """
    shown = max(figure.decimals, decimals)
    while value and shown < FINEST and rounded(value, shown) == 0:
        shown += 1
    unit = POINTS if figure.unit == PERCENT else figure.unit
    sign = "+" if value > 0 else ""
    return sign + fraction(value, shown) + unit_text(unit, in_full=True)


def _at_its_time(figure: Figure) -> str:
    return f"{when(figure.when)}: {amount(figure)}" if figure.when else amount(figure)


def _past(before: Views, figure: Figure) -> Sequence[Figure]:
    """The numbers that a figure had before, at its own time or at others of its series."""
    if figure.role in _DERIVED:
        return []
    known, when = before.figures.like(figure), figure.when
    if not isinstance(when, Period):
        known = [item for item in known if item.id == figure.id]
    elif known and before.indicators[figure.subject].indicator.measure is Measure.FLOW:
        # A count of a part of a year says nothing about one of another part.
        times = [(item, item.when) for item in known if isinstance(item.when, Period)]
        known = [item for item, time in times if time.end.in_year == when.end.in_year]
    return [item for item in known if _number(item) is not None]


def _number(figure: Figure) -> Fraction | None:
    if figure.about is not None:
        return Fraction(figure.about)
    if figure.value is None:
        return None
    return figure.value.low if figure.value.only_limit is None else figure.value.only_limit


def _by(was: Figure, now: Figure) -> Fraction:
    """By how much a stated number has moved."""
    first, second = _number(was), _number(now)
    assert first is not None and second is not None, "a stated total has a number"
    return second - first


def _jumps(after: Views, figure: Figure, past: Iterable[Figure]) -> bool:
    """Whether a number is more than twice the greatest of the past, or less than half of the
    smallest; for a share, more than ten percentage points above or below all of them.
    """
    number = _number(figure)
    known = [value for item in past if (value := _number(item)) is not None]
    if number is None or min(known) <= 0:
        return False
    view = after.indicators.get(figure.subject)
    if figure.unit == PERCENT and view and view.indicator.measure is Measure.SHARE:
        return not min(known) - SHARE_POINTS <= number <= max(known) + SHARE_POINTS
    return not min(known) / FACTOR <= number <= max(known) * FACTOR


def _unrecorded(before: Views, after: Views, was: Figure, now: Figure | None, here: Figure) -> bool:
    """Whether a number that was a fact became another one, or went, without a note of what it was
    ``here``, where it stands or stood.
    """
    stated = was.kind is Kind.PUBLISHED and was.value is not None
    same = now is not None and (was.value, was.about) == (now.value, now.about)
    if was.role not in _RECORDED or not stated or was.is_forecast or same:
        return False
    known = len(formers(before, was))
    return not any(Fraction(item.number) == _number(was) for item in formers(after, here)[known:])


def _stood(after: Views, was: Figure) -> Path:
    """Where a number that is gone would stand: in what is left of its row, or its indicator."""
    row, field = was.id.rpartition("/")[0], (was.path or ())[-1:]
    left = (f.path for f in after.figures.values() if f.path and f.id.rpartition("/")[0] == row)
    if place := next(left, None):
        return (*place[:-1], *field)
    ids = [indicator.id for indicator in after.dataset.indicators]
    known = (ids.index(was.subject), *(was.path or ())[2:3]) if was.subject in ids else ()
    return ("indicators", *known, *field)


def _typed(views: Views, figure: Figure) -> Iterator[str]:
    """The lines that stated a number, with its bound and how firm it was."""
    *row, field = figure.path or ()
    record = views.dataset.at(tuple(row))
    yield f"{field}: {getattr(record, str(field)):f}"
    plan = ("plan_bound", "plan_max")
    for name in plan if figure.role is Role.PLAN else ("bound", "approximate", "status"):
        if said := getattr(record, name, None):
            yield f"{name.replace('_', '-')}: {str(said).lower()}"


def _year(figure: Figure) -> int:
    """The year to which a stated number counts."""
    end = figure.when.end if isinstance(figure.when, Period) else figure.when
    assert isinstance(end, CutOff), "what may have a former number is of a time"
    return end.date.year


def _years(
    before: Views, after: Views, name: str, cut_off: CutOff
) -> Iterator[tuple[Figure, Fraction]]:
    """The years that a total surely holds, each with by how much its number has moved."""
    for row in after.indicators[name].rows:
        was, now = before.figures.get(row.value.id), row.value
        if was is None or was.exact is None or now.exact is None:
            continue
        if row.period.within(after.dataset.term) and cut_off.reaches(row.period.end):
            yield now, now.exact - was.exact


def _leap(after: Views, total: Figure) -> tuple[Figure, Fraction] | None:
    """The total before a new one, and how far that is from it, where the years between cannot
    explain it: twice the greatest year known, for each of them.
    """
    view, cut_off = after.indicators[total.subject], cut_off_of(total)
    earlier = [
        row for row in view.totals if row.cut_off != cut_off and cut_off.reaches(row.cut_off)
    ]
    years = [row.value.exact for row in view.rows if row.value.exact is not None]
    if not earlier or not years:
        return None
    moved = _by(earlier[-1].value, total)
    between = max(1, cut_off.date.year - earlier[-1].cut_off.date.year)
    far = not 0 <= moved <= FACTOR * max(years) * between
    return (earlier[-1].value, moved) if far else None
