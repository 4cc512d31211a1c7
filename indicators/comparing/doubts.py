"""Changes that may be slips: allowed by every rule, but worth a second look by who approves them.

The limits are round on purpose: they point a reader at a number, and decide nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
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
from indicators.computing.scope import Account
from indicators.model import Measure
from indicators.reporting.rules import Fault, Rule, Section, Wording, same
from indicators.words.changes import formers
from indicators.words.explain import label
from indicators.words.wording import amount, fraction, in_text, unit_text, when

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
    "ghi lại “{lines}”; số sai thì thêm dưới nó một dòng “withdrawn: LÝ DO”, mục ghi sai mốc cũng "
    "vậy; bỏ hẳn mục thì bỏ ở lần sau, khi số đã rút.",
    "put “{lines}” back; below a wrong number, or one of a wrong cut-off, write “withdrawn: …”; "
    "the item itself may go with a later change.",
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
    search = _Search(before, after, today)
    for was, now in typed:
        if now and now.value is not None and now.kind is Kind.PUBLISHED:
            yield from search.far(now)
            known = was is not None and (was.value is not None or was.is_withdrawn)
            if not (known and was and was.status not in FORECASTS) and search.inherits(now):
                source = now.source or ""
                yield search.doubt(UNSOURCED, now, source=search.names.get(source, source))
        yield from search.unrecorded(was, now)
    for name in dict.fromkeys(figure.subject for pair in typed for figure in pair if figure):
        yield from search.out_of_step(name)


class _Search:
    """Two versions of the data, in which what changed is held against what was known."""

    def __init__(self, before: Views, after: Views, today: dt.date | None) -> None:
        self.before, self.after, self.today = before, after, today
        self.names = {**before.names, **after.names}
        shared = before.figures and before.dataset.source == after.dataset.source
        self.common = after.dataset.source if shared else None

    def doubt(self, rule: Rule, figure: Figure, what: Wording | None = None, **told: str) -> Doubt:
        words = {"figure": label(figure, self.names), "value": in_text(figure, unit=True), **told}
        mend = _PUT_BACK if what is _GONE else None
        return Doubt(figure, rule(what, mend, **{name: same(text) for name, text in words.items()}))

    def far(self, figure: Figure) -> Iterator[Doubt]:
        """A number more than twice the greatest of the past, or less than half of the smallest;
        for a share, more than ten percentage points above or below all of them.
        """
        number, past = _number(figure), self._past(figure)
        known = [value for item in past if (value := _number(item)) is not None]
        if number is None or not known or min(known) <= 0:
            return
        least, most = min(known) / FACTOR, max(known) * FACTOR
        view = self.after.indicators.get(figure.subject)
        if figure.unit == PERCENT and view and view.indicator.measure is Measure.SHARE:
            least, most = min(known) - SHARE_POINTS, max(known) + SHARE_POINTS
        if not least <= number <= most:
            numbered = (item for item in past if _number(item) is not None)
            told = (f"{when(it.when)}: " * bool(it.when) + amount(it) for it in numbered)
            yield self.doubt(JUMP, figure, past="; ".join(told))

    def _past(self, figure: Figure) -> Sequence[Figure]:
        """The numbers that a figure had before, at its own time or at others of its series."""
        known, time = self.before.figures.like(figure), figure.when
        if figure.role in _DERIVED:
            return ()
        if not isinstance(time, Period):
            return [item for item in known if item.id == figure.id]
        if known and self.before.indicators[figure.subject].indicator.measure is not Measure.FLOW:
            return known
        # A count of a part of a year says nothing about one of another part.
        times = [(item, item.when) for item in known if isinstance(item.when, Period)]
        return [item for item, other in times if other.end.in_year == time.end.in_year]

    def inherits(self, figure: Figure) -> bool:
        """Whether a number has its source only from the data as a whole, which had read it
        before.
        """
        path = figure.path or ()
        holders = [self.after.dataset.at(path[:end]) for end in range(2, len(path), 2)]
        named = any(getattr(holder, "source", None) for holder in holders)
        return bool(self.common and path) and figure.source == self.common and not named

    def unrecorded(self, was: Figure | None, now: Figure | None) -> Iterator[Doubt]:
        """A number that was a fact, and became another one or went without a note of it."""
        if was is None or was.value is None or was.kind is not Kind.PUBLISHED:
            return
        same = now and (now.value == was.value or now.is_withdrawn)
        if was.role not in _RECORDED or was.status in FORECASTS or same:
            return
        if now is None and _is_withdrawn(self.before, was):
            return  # the row of what was withdrawn may go
        here = now if now and now.path else was._replace(path=self._stood(was))
        known = len(formers(self.before, was))
        recorded = formers(self.after, here)[known:]
        if any(Fraction(item.number) == _number(was) for item in recorded):
            return
        told, stated = in_text(was, unit=True), now and now.value is not None
        if self.today and _year(was) < self.today.year:
            lines, what = "”, “    ".join(_typed(self.before, was)), None if stated else _GONE
            day = str(self.today)
            yield self.doubt(CLOSED, here, what, former=told, lines=lines, today=day)
        elif stated:
            yield self.doubt(UNRECORDED, here, former=told)

    def _stood(self, was: Figure) -> Path:
        """Where a number that is gone would stand: in what is left of its row, or its indicator."""
        row, field = was.id.rpartition("/")[0], (was.path or ())[-1:]
        every = self.after.figures.values()
        left = (f.path for f in every if f.path and f.id.rpartition("/")[0] == row)
        if place := next(left, None):
            return (*place[:-1], *field)
        ids = [indicator.id for indicator in self.after.dataset.indicators]
        known = (ids.index(was.subject), *(was.path or ())[2:3]) if was.subject in ids else ()
        return ("indicators", *known, *field)

    def out_of_step(self, name: str) -> Iterator[Doubt]:
        """Totals that do not move as their years do, or that pass the one before by far."""
        view = self.after.indicators.get(name)
        for row in view.totals if view else ():
            total, old = row.value, self.before.figures.get(row.value.id)
            if total.kind is not Kind.PUBLISHED:
                continue
            firm = total.status not in FORECASTS
            if old is None or old.value is None or (firm and old.status in FORECASTS):
                yield from self._leap(row)
            if old is None or old.value is None or not firm or old.status in FORECASTS:
                continue  # what is expected need not follow the years, nor what comes of it that
            years = list(self._years(name, row.cut_off))
            expected, moved = sum((by for _, by in years), Fraction(0)), _by(old, total)
            if moved is not None and moved != expected:
                changed = ", ".join(when(year.when) for year, by in years if by)
                because = signed(expected, total) + (f" ({changed})" if changed else "")
                yield self.doubt(STEP, total, expected=because, moved=signed(moved, total))

    def _years(self, name: str, cut_off: CutOff) -> Iterator[tuple[Figure, Fraction]]:
        """The years that a total surely holds, each with by how much its number has moved."""
        for row in self.after.indicators[name].rows:
            was, now = self.before.figures.get(row.value.id), row.value
            if was is None or was.exact is None or now.exact is None:
                continue
            if row.period.within(self.after.dataset.term) and cut_off.reaches(row.period.end):
                yield now, now.exact - was.exact

    def _leap(self, row: Account) -> Iterator[Doubt]:
        """A new total that is further from the one before than the years between can explain:
        twice the greatest year known, for each of them.
        """
        view, total = self.after.indicators[row.value.subject], row.value
        earlier = [
            item
            for item in view.totals
            if item.cut_off != row.cut_off
            and row.cut_off.reaches(item.cut_off)
            and item.value.status not in FORECASTS
        ]
        years = [item.value.exact for item in view.rows if item.value.exact is not None]
        if earlier and years:
            last, moved = earlier[-1].value, _by(earlier[-1].value, total)
            between = max(1, row.cut_off.date.year - earlier[-1].cut_off.date.year)
            if moved is not None and not 0 <= moved <= FACTOR * max(years) * between:
                was, by = in_text(last, unit=True), signed(moved, total)
                yield self.doubt(STEP, total, _FAR, former=was, moved=by)


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


def _is_withdrawn(views: Views, figure: Figure) -> bool:
    """Whether a row that holds a result says that it was withdrawn."""
    path = (figure.role is not Role.PLAN and figure.path) or ()
    rows = (views.dataset.at(path[:end]) for end in range(4, len(path), 2))
    return any(getattr(row, "withdrawn", None) for row in rows)


def _number(figure: Figure) -> Fraction | None:
    return None if figure.value is None else figure.value.only_limit


def _by(was: Figure, now: Figure) -> Fraction | None:
    """By how much a stated number has moved; None where one was only told roughly."""
    first, second = _number(was), _number(now)
    return None if first is None or second is None else second - first


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
