"""Rules about sums: totals never fall, neither they nor a whole are below what they contain, and
each part is of a unit or group that was there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, partial
from operator import attrgetter

from indicators.checks import places
from indicators.checks.fields import MISFIT
from indicators.checks.listed import ORDER
from indicators.checks.places import Data
from indicators.computing.arithmetic import decimals_of
from indicators.computing.figures import FORECASTS, CutOff, Period, end_of
from indicators.computing.periods import period_of
from indicators.computing.units import Registry
from indicators.model import Bound, Indicator, Measure, Observation, Part, Total, Unit
from indicators.reporting.findings import At, Finding, Path
from indicators.reporting.rules import Rule, Section, Wording, same
from indicators.terms import months

rule = partial(Rule, Section.TOTALS)


def check_total_order(data: Data) -> Iterator[Finding]:
    """Totals stand in the order of time; of one outside the term that is told, so its place is not
    known.
    """
    term = data.dataset.term
    for path, indicator in data.of(Indicator):
        seen: list[CutOff] = []
        for index, end in enumerate(map(end_of, indicator.totals)):
            if end in seen or not term.first <= end.date.year <= term.last:
                continue
            above = max(seen, key=attrgetter("latest"), default=end)
            if end.latest < above.latest:
                fault = ORDER(written=_in_words(end), above=_in_words(above))
                yield Finding(fault, (*path, "totals", index, "through"))
            seen.append(end)


def _in_words(cut_off: CutOff) -> str:
    """A cut-off as its fields are typed."""
    return f"{cut_off.date}, part: {cut_off.part.value}" if cut_off.part else str(cut_off.date)


TOTAL_UNDER = rule(
    "total-under",
    "Lũy kế thấp hơn những gì nó chứa",
    vi="Lũy kế “{written}” thấp hơn tổng các năm đã khai trong cùng thời gian ({sum}).",
    en="The total “{written}” is below the sum of the years in the same time ({sum}).",
    mend="đối chiếu lũy kế, lũy kế trước đó và từng năm với nguồn; nhiệm kỳ bắt đầu giữa năm thì "
    "ghi tháng ở start của term, ví dụ 2020-10.",
    mend_en="compare the total, the one before and each year with the source; where the term began "
    "within a year, say the month in start of term, such as 2020-10.",
    why="Lũy kế chứa mọi năm đã qua và lũy kế trước đó, nên không thể giảm.",
    bad="- through: 2022\n  value: 2700",
    good="- through: 2022\n  value: 3050",
    compares=True,
    former=("total-falls", "total-under-years"),
)
_BEFORE = Wording(
    "Lũy kế “{written}” thấp hơn {sum}: lũy kế ở {first} cộng số các năm sau đó, nếu có.",
    "The total “{written}” is below {sum}: the total on {first}, with the years after it, if any.",
)


def check_total_under(data: Data) -> Iterator[Finding]:
    """A cumulative total is not below the sum of the years that end before its cut-off, nor below
    an earlier total with the years between, unless that is explained, or a year is negative. A year
    that began before the term is no part of it, nor is a total of the term before.
    """
    opens = data.dataset.term.opens
    for path, indicator in data.of(Indicator):
        totals = [(at, it) for at, it in enumerate(indicator.totals) if months(it)[1] >= opens]
        falls = any(row.value is not None and row.value < 0 for row in indicator.observations)
        for index, total in totals if not falls else ():
            inside: dict[int, Decimal] = {}
            for row in indicator.observations:
                if row.value and _within(row, total) and months(row)[0] >= opens:
                    inside[row.period] = max(inside.get(row.period, row.value), row.value)
            held: list[tuple[Decimal, int]] = [(sum(inside.values(), Decimal(0)), -1)]
            for at, item in totals:
                low, earlier = places.least(item), end_of(item).latest < end_of(total).latest
                if low is not None and earlier and item.status not in FORECASTS:
                    after = (number for year, number in inside.items() if year > item.through.year)
                    held.append((sum(after, low), at))
            least, at = max(held)
            most = None if total.explanation else places.most(total)
            if most is not None and most < least:
                place, first = (*path, "totals", index, "value"), (*path, "totals", at, "value")
                fault = TOTAL_UNDER(_BEFORE if at >= 0 else None, sum=least, first=At(first))
                yield Finding(fault, place)


def _within(row: Observation, total: Total) -> bool:
    """Whether the total must contain the year's value: it ended before, and is as firm. What was
    expected of a year may have been too little.
    """
    end = end_of(row)
    forecasts = row.status in FORECASTS, total.status in FORECASTS
    firm = forecasts[0] == forecasts[1] or (forecasts[1] and row.period < total.through.year)
    return firm and places.least(row) is not None and end.latest <= end_of(total).earliest


PARTS_OVER = Rule(
    Section.BREAKDOWNS,
    "parts-over",
    "Phần lớn hơn toàn bộ",
    vi="{part} ({sum}) lớn hơn {of} ({whole}).",
    en="{part} ({sum}) is above {of} ({whole}).",
    mend="đối chiếu từng số với nguồn, sửa số bị ghi nhầm.",
    mend_en="compare each with the source and mend the one that is wrong.",
    why="Đơn vị, mức xếp loại chia hết số chung; mỗi nhóm là một phần của nó.",
    bad="- unit: xa-b\n  value: 1600",
    good="- unit: xa-b\n  value: 160",
    compares=True,
    former=("grades-sum", "group-over"),
)


def check_parts_over(data: Data) -> Iterator[Finding]:
    """Units partition their whole, so their sum is not above it; nor is one group."""
    units = Registry(data.dataset)
    for path, indicator, row in data.within(Observation):
        for field in _ADDED.get(indicator.measure, ()) if row.parts else ():
            counted = indicator.decimals == 0 or field in _ADDED[Measure.SHARE]
            yield from _over(path, row, field, units, counted=counted)


_ADDED: Mapping[Measure, Sequence[str]] = {
    **dict.fromkeys((Measure.FLOW, Measure.STOCK), ("plan", "value")),
    Measure.SHARE: ("numerator", "denominator"),
}
"""What of a part is a part of the same of the whole."""


def _over(
    path: Path, row: Observation, field: str, units: Registry, *, counted: bool
) -> Iterator[Finding]:
    """What is more than the whole; a sum of amounts that are no counts by more than rounding."""
    for index, part in enumerate(row.parts):
        number, whole = places.least(part, field), places.most(row, field)
        if part.group is None or number is None or whole is None or number <= whole:
            continue
        named = Wording(f"Số của nhóm {part.group}", f"The number of {part.group}")
        fault = PARTS_OVER(part=named, sum=number, of=_WHOLE, whole=whole)
        yield Finding(fault, (*path, "parts", index, field))
    listed = {part.unit: index for index, part in enumerate(row.parts) if part.unit}
    for above, level in units.levels(listed).items():
        known = {listed[unit]: places.least(row.parts[listed[unit]], field) for unit in level}
        told = {index: number for index, number in known.items() if number is not None}
        owner = row.parts[listed[above]] if above else row
        whole = places.most(owner, field)
        if not told or whole is None or owner.explanation:
            continue
        total = sum(told.values(), Decimal(0))
        room = Decimal(0) if counted else sum(map(_half, (whole, *told.values())), Decimal(0))
        if total > whole + room:
            of = Wording(f"số của “{above}”", f"the number of “{above}”") if above else _WHOLE
            fault = PARTS_OVER(mend=_AS_PRINTED, part=_UNITS, sum=total, of=of, whole=whole)
            yield Finding(fault, (*path, "parts", max(told), field))


def _half(number: Decimal) -> Decimal:
    """By how much a number may have been rounded."""
    return Decimal("0.5").scaleb(-decimals_of(number))


_WHOLE = Wording("số chung", "the whole")
_AS_PRINTED = Wording(
    "đối chiếu từng số với nguồn; nguồn ghi đúng như vậy thì thêm explanation cạnh {of}.",
    "compare each with the source; if it says so, add explanation beside {of}.",
)
_UNITS = Wording("Tổng các đơn vị", "The sum of the units")
_NO_WHOLE = Wording(
    "chính nó, phần của nó, hay số liệu khác loại, khác đơn vị tính",
    "itself, a part of it, or one of another measure or unit",
)
_LARGER = Wording("ghi mã của số liệu lớn hơn, cùng measure, cùng unit", "name a larger one alike")


def check_part_of(data: Data) -> Iterator[Finding]:
    """What is a part of another indicator is one of its kind, and not more than it."""
    by_id = data.by_id
    for path, part in data.of(Indicator):
        if (whole := by_id.get(part.part_of or "")) is None:
            continue
        above = [whole]
        while (up := by_id.get(above[-1].part_of or "")) and up not in above:
            above.append(up)
        if part in above or (part.measure, part.unit) != (whole.measure, whole.unit):
            fault = MISFIT(field=f"part-of: {whole.id}", of=_NO_WHOLE, instead=_LARGER)
            yield Finding(fault, (*path, "part-of"))
            continue
        for listed, when in (("observations", period_of), ("totals", end_of)):
            known = {when(row): places.most(row) for row in getattr(whole, listed)}
            for index, row in enumerate(getattr(part, listed)):
                least, of, end = places.least(row), known.get(when(row)), end_of(row)
                if least is not None and of is not None and least > of:
                    one, other = (same(f"“{it.name}” ({end.name})") for it in (part, whole))
                    fault = PARTS_OVER(part=one, of=other, sum=least, whole=of)
                    yield Finding(fault, (*path, listed, index, "value"))


PUBLICATION_MISSING = Rule(
    Section.BREAKDOWNS,
    "publication-missing",
    "Chưa có quyết định công bố số liệu theo đơn vị",
    vi="Tệp có số theo đơn vị hoặc nhóm, nhưng chưa ghi ai cho phép công bố.",
    en="The file has numbers of units or groups, but does not say who allowed to publish them.",
    mend="thêm publication với permission và smallest-shown; chưa được phép thì xóa parts.",
    mend_en="add publication with permission and smallest-shown; without permission delete parts.",
    why="Số theo đơn vị, nhóm chỉ công bố khi được cho phép; số quá nhỏ có thể chỉ ra từng người.",
    bad="units:",
    good="publication:\n  permission: Thông báo của Ban Thường vụ\n  smallest-shown: 5\nunits:",
)


def check_publication_missing(data: Data) -> Iterator[Finding]:
    """Numbers of single units and groups stand only in data whose owner decided to publish them."""
    if data.dataset.publication is None:
        for path, row in data.of(Observation):
            if row.parts:
                yield Finding(PUBLICATION_MISSING(), (*path, "parts"), at_key=True)
                return


UNIT_ENDED = Rule(
    Section.BREAKDOWNS,
    "unit-ended",
    "Đơn vị không còn hoặc chưa có",
    vi="Năm {period} không có đơn vị “{unit}”: loại “{kind}” có mốc {limit}.",
    en="There was no unit “{unit}” in {period}: the type “{kind}” has the limit {limit}.",
    mend="kiểm tra năm, mã đơn vị, và from, to của loại đơn vị trong unit-types.",
    mend_en="check the year, the unit's id, and from and to of its type in unit-types.",
    why="Số ghi cho đơn vị đã giải thể hoặc chưa lập là gõ nhầm năm hoặc nhầm mã.",
    bad="- unit: huyen-a",
    good="- unit: xa-b",
)


def check_unit_ended(data: Data) -> Iterator[Finding]:
    """A unit has a part only in years in which its type of unit existed."""
    units = Registry(data.dataset)

    @cache
    def existed(name: str | None, year: int) -> bool:
        unit = units.by_id.get(name or "")
        return unit is None or units.existed(unit, Period(year), throughout=True)

    for path, indicator, part in data.within(Part):
        year = indicator.observations[int(path[3])].period
        if existed(part.unit, year):
            continue
        unit = units.by_id[part.unit]
        kind = units.types[unit.type]
        limit = kind.to if kind.to and kind.to.year < year else kind.from_
        fault = UNIT_ENDED(unit=unit.id, kind=kind.name, period=str(year), limit=str(limit))
        yield Finding(fault, (*path, "unit"))


def check_grades_sum(data: Data) -> Iterator[Finding]:
    """The counts by grade add up to the number assessed."""
    grades = {grade.id for grade in data.dataset.grades}
    for path, row in data.of(Observation):
        if not row.grades:
            continue
        least = [g for g in row.grades if not g.approximate and g.bound not in _AT_MOST]
        exact = [g for g in least if g.count is not None and g.bound is None]
        counted = sum(g.count or 0 for g in least)
        whole = row.denominator if row.denominator is not None else row.population
        known = row.denominator is not None and grades == {g.grade for g in exact}
        if whole is not None and (counted > whole or (known and counted != whole)):
            less = _LESS if counted < whole else None
            fault = PARTS_OVER(less, part=_GRADES, sum=counted, of=_ASSESSED, whole=whole)
            yield Finding(fault, (*path, "grades"), at_key=True)


_AT_MOST = (Bound.BELOW, Bound.AT_MOST)
_LESS = Wording("{part} ({sum}) nhỏ hơn {of} ({whole}).", "{part} ({sum}) is below {of} ({whole}).")
_GRADES = Wording("Tổng các mức xếp loại", "The sum of the grades")
_ASSESSED = Wording("số được đánh giá", "the number assessed")


def check_unit_loop(data: Data) -> Iterator[Finding]:
    """No unit lies, through its parents, below itself."""
    units = Registry(data.dataset)
    for path, unit in data.of(Unit):
        if unit.id in units.above(unit.id):
            of = Wording(f"“{unit.id}”, vốn ở trên nó", f"“{unit.id}”, which lies above it")
            fault = MISFIT(field=f"parent: {unit.parent}", of=of, instead=_ABOVE)
            yield Finding(fault, (*path, "parent"))


_ABOVE = Wording(
    "ghi đơn vị cấp trên; đơn vị cao nhất không có parent",
    "name the unit above; the highest one has no parent",
)
