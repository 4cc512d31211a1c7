"""The figure: the atom of every view, one number with what it is and where it comes from."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from indicators.computing.arithmetic import Interval, above, below, point, printed
from indicators.model import (
    Bound,
    Code,
    Document,
    Measured,
    Observation,
    PartOfMonth,
    Status,
    Term,
    Total,
)
from indicators.scalars import PartialDate

if TYPE_CHECKING:
    from indicators.computing.formulas import Formula

Path = tuple[str | int, ...]

PERCENT = "phần trăm"
POINTS = "điểm phần trăm"
TIMES = "lần"
YEARS = "năm"
PLACE = "thứ hạng"
PLACES = "bậc"
ANSWER = "có hoặc không"

RECOMPUTED = "recomputed"
PRINTED = "printed"
FORMER = "former"
REACHED = "reached"
GEOMETRIC = "geometric"
"""What ends the id of a figure that is told from another of its role and time: what was printed
and is computed again; what was printed with a number that has changed since, and that number; a
total that results prove, beside one that was a forecast; the mean by which growth is judged.
"""

FORECASTS = frozenset({Status.FORECAST, Status.ESTIMATE})
"""How firm a number is that may be stated before its time is over: expected, or estimated."""


class Kind(Code):
    """How a figure came to be."""

    PUBLISHED = "published", "Công bố"
    COMPUTED = "computed", "Tính từ số công bố"
    INFERRED = "inferred", "Suy ra"
    MISSING = "missing", "Chưa có số liệu"
    WITHHELD = "withheld", "Không công bố"
    WITHDRAWN = "withdrawn", "Đã rút"
    DEPENDENT = "dependent", "Phụ thuộc số đã rút"


class Role(Code):
    """What a figure says about its subject; also the last part of its id."""

    __hash__ = str.__hash__  # figures are kept by role, and an enumeration's own hash is slow

    VALUE = "value", "kết quả"
    PLAN = "plan", "chỉ tiêu năm"
    PROPOSED = "proposed", "chỉ tiêu đề xuất"
    NUMERATOR = "numerator", "số đạt"
    DENOMINATOR = "denominator", "số được tính"
    POPULATION = "population", "tổng số"
    PERCENT_OF_PLAN = "percent-of-plan", "tỷ lệ so với chỉ tiêu"
    OVER_PLAN = "over-plan", "chênh lệch so với chỉ tiêu"
    MARGIN = "margin", "chênh lệch so với mức giới hạn"
    CHANGE = "change", "thay đổi so với năm trước"
    CHANGE_PERCENT = "change-percent", "tốc độ thay đổi"
    SAME_PERIOD_CHANGE = "same-period-change", "thay đổi so với cùng kỳ năm trước"
    SAME_PERIOD_CHANGE_PERCENT = (
        "same-period-change-percent",
        "tốc độ thay đổi so với cùng kỳ năm trước",
    )
    BASE_CHANGE = "base-change", "thay đổi so với mức đầu kỳ"
    TERM_BEFORE = "term-before", "kết quả nhiệm kỳ trước"
    TERM_CHANGE = "term-change", "thay đổi so với nhiệm kỳ trước"
    TERM_CHANGE_PERCENT = "term-change-percent", "tốc độ thay đổi so với nhiệm kỳ trước"
    SUM = "sum", "tổng các năm"
    MEAN = "mean", "trung bình"
    TOTAL = "total", "lũy kế từ đầu nhiệm kỳ"
    PERCENT_OF_TARGET = "percent-of-target", "tỷ lệ so với chỉ tiêu nhiệm kỳ"
    REMAINING = "remaining", "còn lại"
    REMAINING_PERCENT = "remaining-percent", "tỷ lệ còn lại"
    REMAINING_OF_PLAN = "remaining-of-plan", "còn lại so với chỉ tiêu năm kế tiếp"
    OVER_TARGET = "over-target", "vượt chỉ tiêu nhiệm kỳ"
    REQUIRED_PER_PERIOD = "required-per-period", "bình quân mỗi năm còn lại cần đạt"
    PACE = "pace", "mức theo tiến độ đều"
    UNEXPLAINED = "unexplained", "phần không nằm trong số từng năm"
    UNEXPLAINED_PERCENT = "unexplained-percent", "tỷ lệ của phần đó so với chỉ tiêu nhiệm kỳ"
    YEARS_EARLY = "years-early", "số năm sớm hơn cuối nhiệm kỳ"
    NEEDED = "needed", "số cần có"
    IMPLIED = "implied", "mẫu số tương ứng"
    TARGET = "target", "mức chỉ tiêu"
    MIN = "min", "mức tối thiểu"
    MAX = "max", "mức tối đa"
    ABOVE = "above", "mức phải vượt"
    BELOW = "below", "mức phải thấp hơn"
    BASE = "base", "mức đầu kỳ"
    FACT = "fact", "số lượng"
    DIFFERENCE = "difference", "chênh lệch giữa số công bố và số tính lại"
    PLAN_LEFT = "plan-left", "chỉ tiêu chưa phân theo đơn vị"
    VALUE_LEFT = "value-left", "kết quả chưa phân theo đơn vị"
    SUM_OF_PARTS = "sum-of-parts", "cộng các đơn vị đã có số"
    SHARE = "share", "tỷ trọng"
    SHARE_CHANGE = "share-change", "thay đổi tỷ trọng so với năm trước"
    COUNT = "count", "số lượng"
    UNASSESSED = "unassessed", "số chưa được đánh giá"


Day = tuple[int, int, PartOfMonth | None]
"""A cut-off's place in any year."""

YEAR_END: Day = (12, 31, None)


@dataclass(frozen=True)
class CutOff:
    """Up to when something was counted, as precisely as the source says."""

    date: PartialDate
    part: PartOfMonth | None = None

    @property
    def name(self) -> str:
        """As it stands in ids: ``2024-09``, ``2023-12-mid``."""
        return f"{self.date}" + (f"-{self.part}" if self.part else "")

    @cached_property
    def key(self) -> str:
        return f"through-{self.name}"

    @cached_property
    def in_year(self) -> Day:
        """Its place in any year: the last day of a month is the end of that month."""
        month, day = self.date.month or 12, self.date.day
        if day is None or day == calendar.monthrange(self.date.year, month)[1]:
            day = 31
        return month, day, self.part

    @property
    def year_before(self) -> CutOff:
        """The same cut-off of the year before."""
        return CutOff(self.date._replace(year=self.date.year - 1), self.part)

    @property
    def end(self) -> CutOff:
        """Up to when it counts, as any other time tells it."""
        return self

    @cached_property
    def earliest(self) -> dt.date:
        """The first day that it may be; a part of a month is one of its thirds of ten days."""
        if self.part is None:
            return self.latest
        first = {PartOfMonth.EARLY: 1, PartOfMonth.MID: 11, PartOfMonth.LATE: 21}[self.part]
        return dt.date(self.date.year, self.date.month or 12, first)

    @cached_property
    def latest(self) -> dt.date:
        """The last day that it may be."""
        year, month = self.date.year, self.date.month or 12
        last = self.date.day or calendar.monthrange(year, month)[1]
        if self.part is not None:
            last = {PartOfMonth.EARLY: 10, PartOfMonth.MID: 20}.get(self.part, last)
        return dt.date(year, month, last)

    @property
    def ends_year(self) -> bool:
        """Whether nothing of the year is left after it; a part of December does not end it."""
        return self.earliest == dt.date(self.date.year, 12, 31)

    @property
    def next_year(self) -> int:
        """The first year of which something is left; what is left of a December is not counted."""
        over = self.ends_year or self.date.month == 12
        return self.date.year + 1 if over else self.date.year

    def before(self, term: Term) -> bool:
        """Whether nothing that it counts lies in a term, because it begins later."""
        return (self.latest.year, self.latest.month) < term.opens

    def reaches(self, other: CutOff) -> bool:
        """Whether whatever had been counted up to the other one had been counted by this one."""
        return self == other or other.latest <= self.earliest


def end_of(row: Observation | Total) -> CutOff:
    """Up to when a row counts; one of a year without a cut-off counts all of it."""
    return counted_to(row.period if row.through is None else row.through, row.part)


@lru_cache(maxsize=10_000)
def counted_to(date: PartialDate | int, part: PartOfMonth | None) -> CutOff:
    """One object for the same time of all rows, be it a year, which knows its days once."""
    return CutOff(PartialDate(date) if isinstance(date, int) else date, part)


def knowledge(document: Document) -> CutOff | None:
    """Up to when a document can tell results: as it says, else up to its date."""
    date = document.knows_through or document.date
    return CutOff(date) if date else None


@dataclass(frozen=True)
class Period:
    """A year, or as much of it as had been counted."""

    year: int
    cut_off: CutOff | None = None

    @cached_property
    def key(self) -> str:
        """The year; of a part of it the cut-off, so that each has an id of its own."""
        return self.cut_off.name if self.cut_off and not self.complete else str(self.year)

    @cached_property
    def whole(self) -> Period:
        """The year that it is, or is a part of."""
        return Period(self.year)

    @cached_property
    def end(self) -> CutOff:
        """Up to when the period was counted."""
        return self.cut_off or CutOff(PartialDate(self.year))

    @cached_property
    def complete(self) -> bool:
        return self.cut_off is None or self.cut_off.ends_year

    def within(self, term: Term) -> bool:
        """Whether all that it counts lies in a term: else it is summed to none of it."""
        end = self.end.latest
        return term.holds((self.year, 1), (end.year, end.month))


@dataclass(frozen=True, slots=True)
class Span:
    """Several years in a row, both ends included."""

    first: int
    last: int

    @property
    def key(self) -> str:
        return f"{self.first}-{self.last}"

    @property
    def end(self) -> CutOff:
        """Up to when the last of them was counted."""
        return CutOff(PartialDate(self.last))


When = Period | Span | CutOff


class Division(Code):
    """By what a number is divided: units partition it, groups overlap, grades partition it."""

    UNIT = "unit", "đơn vị"
    GROUP = "group", "nhóm"
    GRADE = "grade", "mức xếp loại"


@dataclass(frozen=True, slots=True)
class Portion:
    """The one unit, group or grade that a figure speaks of."""

    division: Division
    id: str
    name: str

    @property
    def key(self) -> str:
        return f"{self.division}/{self.id}"


class Figure(NamedTuple):
    """One number of the site.

    ``value`` is exact (an interval of one point), a bound, or None when missing; where a source
    gives a number only roughly that is ``about``, and the value may be any, so that nothing
    follows from it. Its unit is ``unit`` as the data names it. ``decimals`` is how many decimals
    are shown: as many as typed for a published figure. ``inputs`` are ids of figures, in the
    order of ``formula``, which may also use ``constants`` (a number of periods, a year). ``path``
    is the place in the data file. A forecast is ``overtaken`` when a result is known of as much
    time, or more: it is history then. These two take no part in comparisons: a moved line changes
    nothing.
    """

    id: str
    subject: str
    role: Role
    kind: Kind
    value: Interval | None
    unit: str
    when: When | None = None
    portion: Portion | None = None
    decimals: int = 0
    status: Status | None = None
    formula: Formula | None = None
    inputs: tuple[str, ...] = ()
    constants: tuple[Fraction, ...] = ()
    source: str | None = None
    locator: str | None = None
    note: str | None = None
    about: Decimal | None = None
    path: Path | None = None
    overtaken: bool = False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Figure) and self[:-2] == other[:-2]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def exact(self) -> Fraction | None:
        """The value when it is known exactly, else None."""
        return None if self.value is None else self.value.exact

    @property
    def least(self) -> Fraction | None:
        """The least that it may be, where it has a lower end."""
        return self.value.low if self.value else None

    @property
    def cut_off(self) -> CutOff:
        """Up to when it was counted; only of what speaks of a time."""
        assert self.when is not None
        return self.when.end

    @property
    def unrounded(self) -> Interval | None:
        """All that it may have been before its source rounded it."""
        printed_so = self.kind is Kind.PUBLISHED and self.exact is not None
        return printed(typed(self)) if printed_so else self.value

    @property
    def is_vague(self) -> bool:
        """Whether it is known only on one side or only roughly, or was given as a range."""
        ranged = self.kind is Kind.PUBLISHED and self.value is not None and self.exact is None
        return self.about is not None or ranged or bound_of(self.value) is not None

    @property
    def is_forecast(self) -> bool:
        """Whether it is only expected; an estimate is of a result."""
        return self.status is Status.FORECAST

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was withdrawn, or rests on a number that was: its note says why."""
        return self.kind in (Kind.WITHDRAWN, Kind.DEPENDENT)

    @property
    def anchor(self) -> str:
        """The fragment that leads to the row which says where this figure comes from."""
        return self.id.replace("/", ".")


def figure_id(
    subject: str, role: str, when: When | None = None, *, portion: Portion | None = None
) -> str:
    """The id of a figure: ``ket-nap/2021/percent-of-plan``, ``ket-nap/2021/unit/tan-an/value``."""
    whose = f"/{portion.key}" if portion else ""
    time = f"/{when.key}" if when else ""
    return f"{subject}{time}{whose}/{role}"


class Figures(Mapping[str, Figure]):
    """All figures by id, in the order in which they were made."""

    def __init__(self) -> None:
        self._by_id: dict[str, Figure] = {}
        self._by_subject: dict[str, list[Figure]] = {}

    @cached_property
    def _series(self) -> Mapping[Hashable, Sequence[Figure]]:
        found: dict[Hashable, list[Figure]] = {}
        for item in self._by_id.values():
            found.setdefault((item.subject, item.role, item.portion), []).append(item)
        return found

    def within(self, seen: Callable[[Any], Any]) -> Figures:
        """The same figures, each way to them ``seen`` as another mapping."""
        made = Figures()
        made._by_id, made._by_subject = seen(self._by_id), seen(self._by_subject)
        made._series = seen(self._series)
        return made

    def add(self, figure: Figure) -> Figure:
        """Keeps a figure. Errors: ``ValueError`` when its id is taken."""
        if figure.id in self._by_id:
            raise ValueError(f"the figure {figure.id} exists already")
        self._by_id[figure.id] = figure
        self._by_subject.setdefault(figure.subject, []).append(figure)
        return figure

    def get(self, name: str, default: Any = None) -> Any:
        """As any mapping does, without the price of an error for what is not there."""
        return self._by_id.get(name, default)

    def __getitem__(self, name: str) -> Figure:
        return self._by_id[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    @property
    def subjects(self) -> Collection[str]:
        """Everything that figures are about."""
        return self._by_subject.keys()

    def of(self, subject: str) -> Sequence[Figure]:
        """The figures about one indicator, target or document."""
        return self._by_subject.get(subject, ())

    def like(self, figure: Figure) -> Sequence[Figure]:
        """The figures of a figure's series: those that say the same of other times."""
        return self._series.get((figure.subject, figure.role, figure.portion), ())

    def within_longer(self, figure: Figure) -> bool:
        """Whether it is our sum over years that lie in those of a longer one."""
        when, printed = figure.when, figure.kind is Kind.PUBLISHED or RECOMPUTED in figure.id
        if figure.role is not Role.SUM or not isinstance(when, Span) or printed:
            return False
        spans = [item.when for item in self.like(figure) if isinstance(item.when, Span)]
        return any(o != when and o.first <= when.first and when.last <= o.last for o in spans)

    def inputs_of(self, figure: Figure) -> list[Figure]:
        """What a figure follows from, in the order of its formula."""
        return [self._by_id[name] for name in figure.inputs]


def limits(
    value: Decimal,
    bound: Bound | None = None,
    *,
    about: bool | None = None,
    most: Decimal | None = None,
) -> Interval:
    """What a typed number says with its bound or as the lower end of a range up to ``most``;
    nothing can be reckoned from what it is only ``about``.
    """
    if about:
        return Interval(None, None)
    if most is not None:
        return Interval(Fraction(min(value, most)), Fraction(max(value, most)))
    if bound is None:
        return point(value)
    side = above if bound in (Bound.ABOVE, Bound.AT_LEAST) else below
    return side(value, or_equal=bound in (Bound.AT_LEAST, Bound.AT_MOST))


def qualifiers_of(record: Measured) -> dict[str, Any]:
    """How a record says its number, as ``limits`` takes it."""
    return {"bound": record.bound, "about": record.approximate, "most": record.value_max}


def bound_of(value: Interval | None) -> Bound | None:
    """The bound that an interval with one limit is, else None."""
    if value is None or (value.low is None) == (value.high is None):
        return None
    if value.high is None:
        return Bound.ABOVE if value.low_open else Bound.AT_LEAST
    return Bound.BELOW if value.high_open else Bound.AT_MOST


def typed(figure: Figure) -> Decimal:
    """A published figure's number with the decimals it was printed with."""
    if figure.about is not None:
        return figure.about
    limit = figure.value.only_limit if figure.value else None
    assert limit is not None, "a printed number has digits"
    return Decimal(int(limit * 10**figure.decimals)).scaleb(-figure.decimals)
