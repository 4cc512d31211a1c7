"""What only a version before shows: changes that should be looked at again, or need a record.

The limits are round on purpose: they point a reader at a number, and decide nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from indicators.computing.arithmetic import rounded
from indicators.computing.compute import Views
from indicators.computing.figures import (
    FORECASTS,
    PERCENT,
    POINTS,
    CutOff,
    Figure,
    Kind,
    Path,
    Period,
    Role,
)
from indicators.model import Measure
from indicators.reporting.findings import Finding
from indicators.reporting.rules import Rule, Section, Wording, same
from indicators.words.changes import formers
from indicators.words.explain import label
from indicators.words.wording import amount, fraction, in_text, unit_text, when

rule = partial(Rule, Section.SINCE, doubt=True)

Pair = tuple[Figure | None, Figure | None]


class Change(NamedTuple):
    """Two versions of the data with the typed figures that differ, each as it was and as it is; by
    ``today`` the years before it are over.
    """

    before: Views
    after: Views
    typed: Sequence[Pair]
    today: dt.date | None = None

    @property
    def stated(self) -> Iterator[tuple[Figure | None, Figure]]:
        """What a source states now."""
        for was, now in self.typed:
            if now and now.value is not None and now.kind is Kind.PUBLISHED:
                yield was, now

    def found(self, rule: Rule, figure: Figure, *worded: Wording, **told: str) -> Finding:
        """That a figure breaks a rule, at its place."""
        names = {**self.before.names, **self.after.names}
        words = {"figure": label(figure, names), "value": in_text(figure, unit=True), **told}
        fault = rule(*worded, **{name: same(text) for name, text in words.items()})
        return Finding(fault, figure.path or ())


JUMP = rule(
    "compare-jump",
    "Số mới cách xa số đã có",
    vi="{figure}: {value} cách xa số đã có ({past}).",
    en="{figure}: {value} is far from what was known ({past}).",
    mend="đối chiếu lại với nguồn.",
    mend_en="hold it against the source again.",
    why="Hơn gấp đôi, chưa đến một nửa, lệch quá mười điểm phần trăm, hay lũy kế lùi lại hoặc "
    "tăng quá mức các năm cho phép thường là gõ nhầm.",
    bad="value: 13470",
    good="value: 1347",
)
FACTOR = 2
"""How many times the greatest, or what part of the smallest, past number is a jump."""

SHARE_POINTS = 10
"""How many percentage points outside the past of a share are a jump."""

_DERIVED = frozenset({Role.CHANGE, Role.CHANGE_PERCENT, Role.YEARS_EARLY, Role.COUNT, Role.SHARE})
"""What is printed, but too small or too changeable to jump."""


def check_jumps(change: Change) -> Iterator[Finding]:
    """No number is more than twice the greatest of the past, or less than half of the smallest; no
    share more than ten percentage points above or below all of them.
    """
    for _, now in change.stated:
        known = [(item, past) for item in _past(change, now) if (past := _number(item)) is not None]
        numbers, number = [past for _, past in known], _number(now)
        if number is None or not known or min(numbers) <= 0:
            continue
        least, most = min(numbers) / FACTOR, max(numbers) * FACTOR
        view = change.after.indicators.get(now.subject)
        if now.unit == PERCENT and view and view.indicator.measure is Measure.SHARE:
            least, most = min(numbers) - SHARE_POINTS, max(numbers) + SHARE_POINTS
        if not least <= number <= most:
            yield change.found(JUMP, now, past=_told(item for item, _ in known))


def _past(change: Change, figure: Figure) -> Sequence[Figure]:
    """The numbers that a figure had before, at its own time or at others of its series."""
    known, time = change.before.figures.like(figure), figure.when
    if figure.role in _DERIVED:
        return ()
    if not isinstance(time, Period):
        return [item for item in known if item.id == figure.id]
    if known and change.before.indicators[figure.subject].indicator.measure is not Measure.FLOW:
        return known
    # A count of a part of a year says nothing about one of another part.
    times = [(item, item.when) for item in known if isinstance(item.when, Period)]
    return [item for item, other in times if other.end.in_year == time.end.in_year]


def check_leaps(change: Change) -> Iterator[Finding]:
    """No new total is below the last one, or above it by more than twice the greatest year known
    for each year between.
    """
    for was, now in change.stated:
        view, end = change.after.indicators.get(now.subject), now.when
        expected = was and was.status in FORECASTS and now.status not in FORECASTS
        new = was is None or was.value is None or expected
        if now.role is not Role.TOTAL or not (new and view and isinstance(end, CutOff)):
            continue
        others = [(row.cut_off, row.value) for row in view.totals if row.cut_off != end]
        earlier = [one for at, one in others if end.reaches(at) and one.status not in FORECASTS]
        years = [year.value.exact for year in view.rows if year.value.exact is not None]
        if earlier and years and (moved := _by(earlier[-1], now)) is not None:
            between = max(1, _year(now) - _year(earlier[-1]))
            if not 0 <= moved <= FACTOR * max(years) * between:
                yield change.found(JUMP, now, past=_told(earlier[-1:]))


def _told(past: Iterable[Figure]) -> str:
    return "; ".join(f"{when(item.when)}: " * bool(item.when) + amount(item) for item in past)


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


def check_sources(change: Change) -> Iterator[Finding]:
    """No new number has its source only from the data as a whole, which had read it before."""
    common = change.after.dataset.source
    if not change.before.figures or change.before.dataset.source != common:
        return
    for was, now in change.stated:
        known = was and (was.value is not None or was.is_withdrawn) and was.status not in FORECASTS
        named = _said_around(change.after, now, "source")
        if now.path and now.source == common and not (known or named):
            yield change.found(UNSOURCED, now, source=change.after.names.get(common, common))


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
    "ghi lại “{lines}”; số sai thì thêm dưới nó một dòng “withdrawn: LÝ DO”, mục ghi sai mốc cũng "
    "vậy; bỏ hẳn mục thì bỏ ở lần sau, khi số đã rút.",
    "put “{lines}” back; below a wrong number, or one of a wrong cut-off, write “withdrawn: …”; "
    "the item itself may go with a later change.",
)

_RECORDED = frozenset({Role.VALUE, Role.PLAN, Role.TOTAL})


def check_records(change: Change) -> Iterator[Finding]:
    """No number that was a fact becomes another one, or goes, without a note of it."""
    before, after, today = change.before, change.after, change.today
    for was, now in change.typed:
        if was is None or was.value is None or was.kind is not Kind.PUBLISHED:
            continue
        same = now and (now.value == was.value or now.is_withdrawn)
        if was.role not in _RECORDED or was.status in FORECASTS or same:
            continue
        if now is None and was.role is not Role.PLAN and _said_around(before, was, "withdrawn"):
            continue  # the row of what was withdrawn may go
        here = now if now and now.path else was._replace(path=_stood(after, was))
        recorded = formers(after, here)[len(formers(before, was)) :]
        if any(Fraction(item.number) == _number(was) for item in recorded):
            continue
        told, stated = in_text(was, unit=True), now and now.value is not None
        if today and _year(was) < today.year:
            more = {"lines": "”, “    ".join(_typed(before, was)), "today": str(today)}
            worded = () if stated else (_GONE, _PUT_BACK)
            yield change.found(CLOSED, here, *worded, former=told, **more)
        elif stated:
            yield change.found(UNRECORDED, here, former=told)


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
    for name in ("bound", "status") if figure.role is not Role.PLAN else ():
        if (said := getattr(record, name, None)) is not None:
            yield f"{name}: {said.value}"


def _year(figure: Figure) -> int:
    """The year to which a stated number counts."""
    end = figure.when.end if isinstance(figure.when, Period) else figure.when
    assert isinstance(end, CutOff), "what may have a former number is of a time"
    return end.date.year


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


def check_totals(change: Change) -> Iterator[Finding]:
    """No total moves otherwise than the years do that it surely holds."""
    known, term = change.before.figures, change.after.dataset.term
    for name in dict.fromkeys(figure.subject for pair in change.typed for figure in pair if figure):
        view = change.after.indicators.get(name)
        for row in view.totals if view else ():
            total, old = row.value, known.get(row.value.id)
            if total.kind is Kind.PUBLISHED and old and not {total.status, old.status} & FORECASTS:
                years = [
                    (year.value, year.value.exact - was.exact)
                    for year in (view.rows if view else ())
                    if year.period.within(term) and row.cut_off.reaches(year.period.end)
                    if (was := known.get(year.value.id)) and was.exact is not None
                    if year.value.exact is not None
                ]
                expected, moved = sum((by for _, by in years), Fraction(0)), _by(old, total)
                if moved is not None and moved != expected:
                    changed = ", ".join(when(year.when) for year, by in years if by)
                    because = signed(expected, total) + (f" ({changed})" if changed else "")
                    yield change.found(STEP, total, expected=because, moved=signed(moved, total))


def signed(value: Fraction, figure: Figure, decimals: int = 0) -> str:
    """A difference with its sign and unit; between percentages it is in points.

    It shows as many decimals as the numbers do, or as it takes not to look like nothing.
    """
    shown = max(figure.decimals, decimals)
    while value and rounded(value, shown) == 0:
        shown += 1
    unit = POINTS if figure.unit == PERCENT else figure.unit
    sign = "+" if value > 0 else ""
    return sign + fraction(value, shown) + unit_text(unit, in_full=True)


def _said_around(views: Views, figure: Figure, field: str) -> bool:
    """Whether one of the records in which a typed figure stands says something."""
    path = figure.path or ()
    around = (views.dataset.at(path[:end]) for end in range(2, len(path), 2))
    return any(getattr(record, field, None) for record in around)


def _number(figure: Figure) -> Fraction | None:
    return None if figure.value is None else figure.value.only_limit


def _by(was: Figure, now: Figure) -> Fraction | None:
    """By how much a stated number has moved; None where one was only told roughly."""
    first, second = _number(was), _number(now)
    return None if first is None or second is None else second - first
