"""Rules about cumulative totals: in order, never falling, never below what they contain."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from indicators.checks import places
from indicators.checks.places import Data
from indicators.computing.figures import FORECASTS, CutOff, end_of
from indicators.model import Indicator, Observation, Total
from indicators.reporting.findings import At, Finding, Path
from indicators.reporting.rules import Rule, Section, Wording
from indicators.terms import months

rule = partial(Rule, Section.TOTALS)


def _with_totals(data: Data) -> Iterator[tuple[Path, Indicator, list[tuple[int, Total]]]]:
    """Indicators with the totals of the term, without those of the term before."""
    opens = data.dataset.term.opens
    for path, indicator in data.indicators:
        own = [(at, item) for at, item in enumerate(indicator.totals) if months(item)[1] >= opens]
        if own:
            yield path, indicator, own


TOTAL_ORDER = rule(
    "total-order",
    "Lũy kế không theo thứ tự",
    vi="Lũy kế đến “{at}” đứng sau lũy kế đến “{above}”.",
    en="The total through “{at}” stands after the one through “{above}”.",
    mend="chuyển mục này lên trên, theo thứ tự thời gian.",
    mend_en="move the item up, so that the totals stand in order of time.",
    why="Đúng thứ tự thì dễ thấy lũy kế tăng hay giảm.",
    bad="- through: 2023\n  value: 4192\n- through: 2022\n  value: 2712",
    good="- through: 2022\n  value: 2712\n- through: 2023\n  value: 4192",
)

TOTAL_REPEATED = rule(
    "total-repeated",
    "Lũy kế khai hai lần",
    vi="Lũy kế đến “{written}” đã có ở {first}.",
    en="The total through “{written}” exists already ({first}).",
    mend="gộp hai mục; nếu số đã thay đổi, sửa mục cũ và ghi là điều chỉnh hay đính chính.",
    mend_en="join the two items; if the number has changed, record the former one.",
    why="Một thời điểm chỉ có một số lũy kế.",
    bad="- through: 2022\n  value: 2712\n- through: 2022\n  value: 3050",
    good="- through: 2022\n  value: 3050",
)


def check_total_order(data: Data) -> Iterator[Finding]:
    """Cumulative totals stand in the order of time, one for each cut-off."""
    sums = [((*row.path, "through"), row.end) for row in data.timed if row.path[2] == "totals"]
    again = dict(places.repeated((path, (path[:2], end)) for path, end in sums))
    latest: dict[Path, CutOff] = {}
    for path, end in sums:
        above = latest.get(path[:2])
        if path in again:
            yield Finding(TOTAL_REPEATED(first=again[path]), path)
        elif not data.dataset.term.first <= end.date.year <= data.dataset.term.last:
            continue  # told to be outside the term, so its place is not known
        elif above is not None and end.latest < above.latest:
            yield Finding(TOTAL_ORDER(at=_in_words(end), above=_in_words(above)), path)
        else:
            latest[path[:2]] = end


def _in_words(cut_off: CutOff) -> str:
    """A cut-off as its fields are typed."""
    return f"{cut_off.date}, part: {cut_off.part.value}" if cut_off.part else str(cut_off.date)


TOTAL_FALLS = rule(
    "total-falls",
    "Lũy kế giảm",
    vi="Lũy kế “{written}” thấp hơn lũy kế trước đó {before} ({first}).",
    en="The total “{written}” is below an earlier one, {before} ({first}).",
    mend="đối chiếu cả hai với nguồn.",
    mend_en="compare both with the source.",
    why="Số cộng dồn từ đầu nhiệm kỳ không thể giảm.",
    bad="- through: 2022\n  value: 3100\n- through: 2023\n  value: 3070",
    good="- through: 2022\n  value: 3050\n- through: 2023\n  value: 3070",
    compares=True,
)


def check_total_falls(data: Data) -> Iterator[Finding]:
    """A cumulative total is not below an earlier one."""
    for path, indicator, totals in _with_totals(data):
        if _falls_at_times(indicator):
            continue
        highest: tuple[Decimal, int] | None = None
        for index, total in sorted(totals, key=lambda item: end_of(item[1]).latest):
            least, most = places.least(total), places.most(total)
            if highest and most is not None and most < highest[0]:
                at = At((*path, "totals", highest[1], "value"))
                fault = TOTAL_FALLS(before=highest[0], first=at)
                yield Finding(fault, (*path, "totals", index, "value"))
            elif least is not None and (not highest or least >= highest[0]):
                highest = (least, index)


def _falls_at_times(indicator: Indicator) -> bool:
    """Whether a year's value is negative, so that a sum of years may fall."""
    return any(row.value is not None and row.value < 0 for row in indicator.observations)


TOTAL_UNDER_YEARS = rule(
    "total-under-years",
    "Lũy kế thấp hơn tổng các năm",
    vi="Lũy kế “{written}” thấp hơn tổng các năm đã khai trong cùng thời gian ({sum}).",
    en="The total “{written}” is below the sum of the years in the same time ({sum}).",
    mend="đối chiếu lũy kế và từng năm với nguồn.",
    mend_en="compare the total and each year with the source.",
    why="Lũy kế chứa mọi năm đã qua, nên ít nhất bằng tổng các năm đó.",
    bad="- through: 2022\n  value: 2700",
    good="- through: 2022\n  value: 3050",
    compares=True,
)


_AFTER = Wording(
    "Lũy kế “{written}” thấp hơn lũy kế trước đó cộng số các năm sau đó ({sum}).",
    "The total “{written}” is below an earlier total and the years after it ({sum}).",
)


def check_total_under_years(data: Data) -> Iterator[Finding]:
    """A cumulative total is not below the sum of the years that end before its cut-off, nor below
    an earlier total with the years between, unless that is explained. A year that began before the
    term is no part of it.
    """
    opens = data.dataset.term.opens
    for path, indicator, totals in _with_totals(data):
        if _falls_at_times(indicator):
            continue
        for index, total in totals:
            inside: dict[int, Decimal] = {}
            for row in indicator.observations:
                if row.value and _within(row, total) and months(row)[0] >= opens:
                    inside[row.period] = max(inside.get(row.period, row.value), row.value)
            sums = {0: Decimal(0)} | {
                item.through.year: low
                for at, item in totals
                if at < index
                and (low := places.least(item)) is not None
                and item.status not in FORECASTS
            }
            together = (
                (value + sum(later), start)
                for start, value in sums.items()
                if (later := [number for year, number in inside.items() if year > start])
            )
            least, start = max(together, default=(total.value or Decimal(0), 0))
            most = None if total.explanation else places.most(total)
            if most is not None and most < least:
                place = (*path, "totals", index, "value")
                yield Finding(TOTAL_UNDER_YEARS(_AFTER if start else None, sum=least), place)


def _within(row: Observation, total: Total) -> bool:
    """Whether the total must contain the year's value: it ended before, and is as firm. What was
    expected of a year may have been too little.
    """
    end = end_of(row)
    forecasts = row.status in FORECASTS, total.status in FORECASTS
    firm = forecasts[0] == forecasts[1] or (forecasts[1] and row.period < total.through.year)
    return firm and places.least(row) is not None and end.latest <= end_of(total).earliest
