"""Where a result stands against its plan or target, judged on full precision."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from indicators.computing.arithmetic import Interval
from indicators.computing.figures import Figure, When
from indicators.model import Code, TargetType


class Standing(Code):
    """The status that a reader sees, worst first: a target of several series takes the worst."""

    NOT_MET = "not-met", "Chưa đạt chỉ tiêu"
    NO_BASIS = "no-basis", "Chưa đủ căn cứ đánh giá"
    NO_DATA = "no-data", "Chưa có số liệu"
    IN_PROGRESS = "in-progress", "Đang thực hiện"
    FORECAST_MET = "forecast-met", "Dự kiến đạt"
    FORECAST_EXCEEDED = "forecast-exceeded", "Dự kiến vượt"
    MET = "met", "Đạt chỉ tiêu"
    EXCEEDED = "exceeded", "Vượt chỉ tiêu"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A standing with the figures that it was judged from, and the time it speaks of."""

    standing: Standing
    because: tuple[Figure, ...] = ()
    as_of: When | None = None


def worst(standings: list[Standing]) -> Standing:
    """The worst of several standings; no standing at all is no data."""
    order = list(Standing)
    return min(standings, key=order.index, default=Standing.NO_DATA)


def against(result: Interval, wanted: Fraction, *, forecast: bool, ended: bool) -> Standing:
    """How a result stands against a number to be reached or passed.

    A result that may lie on either side (a bound that does not decide) gives no basis, unless the
    time for it has not run out. A shortfall is one only when the period has ended.
    """
    if result.low is not None and result.low >= wanted:
        passed = result.low > wanted or result.low_open
        if passed:
            return Standing.FORECAST_EXCEEDED if forecast else Standing.EXCEEDED
        return Standing.FORECAST_MET if forecast else Standing.MET
    if forecast or not ended:
        return Standing.IN_PROGRESS
    return Standing.NO_BASIS if result.meets(Interval(wanted, None)) else Standing.NOT_MET


def inside(
    result: Interval,
    kind: TargetType,
    low: Fraction | None,
    high: Fraction | None,
    *,
    forecast: bool,
    ended: bool,
    grows: bool,
) -> Standing:
    """How a result stands against limits that every period must keep.

    More than the upper end of a range is no breach: a range says how much is wanted at least and
    up to where it counts; only a ceiling forbids more. A count that ``grows`` until the period
    ends has kept under a ceiling only then.
    """
    ceiling = kind is TargetType.CEILING
    allowed = Interval(low, high if ceiling else None)
    if forecast:
        return Standing.FORECAST_MET if result.within(allowed) else Standing.IN_PROGRESS
    if result.within(allowed) and (ended or not (grows and ceiling)):
        return Standing.MET
    if not ended:
        return Standing.IN_PROGRESS
    return Standing.NO_BASIS if result.meets(allowed) else Standing.NOT_MET
