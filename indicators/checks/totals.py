"""Rules about cumulative totals: in order, never falling, never below what they contain."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from operator import attrgetter

from indicators.checks import places
from indicators.checks.listed import ORDER
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
    for path, indicator in data.of(Indicator):
        own = [(at, item) for at, item in enumerate(indicator.totals) if months(item)[1] >= opens]
        if own:
            yield path, indicator, own


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


def _falls_at_times(indicator: Indicator) -> bool:
    """Whether a year's value is negative, so that a sum of years may fall."""
    return any(row.value is not None and row.value < 0 for row in indicator.observations)


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
    an earlier total with the years between, unless that is explained. A year that began before the
    term is no part of it.
    """
    opens = data.dataset.term.opens
    for path, indicator, totals in _with_totals(data):
        for index, total in totals if not _falls_at_times(indicator) else ():
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
