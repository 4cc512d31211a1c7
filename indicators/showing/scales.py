"""Axes: where an exact value lies along a line, and the round numbers that the line is read by."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

_MOST_STEPS = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """A line from ``low`` to ``high``, marked every ``step`` and, where that falls between, at
    its end.
    """

    low: Fraction
    high: Fraction
    step: Fraction

    def place(self, value: Fraction) -> Fraction:
        """Where a value lies, in percent of the line's length. It must be on the line."""
        if not self.low <= value <= self.high:
            raise ValueError(f"{value} is not between {self.low} and {self.high}")
        return (value - self.low) * 100 / (self.high - self.low)

    @property
    def ticks(self) -> tuple[Fraction, ...]:
        """The marked values, from the low end up."""
        first = math.ceil(self.low / self.step)
        last = math.floor(self.high / self.step)
        return tuple(self.step * count for count in range(first, last + 1))

    @property
    def decimals(self) -> int:
        """How many decimals tell the marked values apart."""
        count = 0
        while (self.step * 10**count) % 1:
            count += 1
        return count


def from_zero(values: Collection[Fraction], *, room: bool = False) -> Scale:
    """A line for lengths: it holds 0 and every value.

    ``room`` leaves some of the line beyond the greatest value, for what is only bounded below.
    """
    low, high = min([Fraction(0), *values]), max([Fraction(0), *values])
    step = _step(high - low) if high > low else Fraction(1)
    top = math.ceil(high / step) * step
    if top == 0 or (room and top == high):
        top += step
    return Scale(math.floor(low / step) * step, top, step)


def around(values: Collection[Fraction], *, most: Fraction | None = None) -> Scale:
    """A line for places: it holds every value, with some room on both sides.

    It goes below 0 only for values that do, and never beyond ``most``, the greatest value that
    is possible. Errors: ``ValueError`` when there is no value.
    """
    low, high = min(values), max(values)
    step = _step(high - low if high > low else abs(high) / 10 or Fraction(1))
    bottom = (math.ceil(low / step) - 1) * step
    top = (math.floor(high / step) + 1) * step
    if low >= 0:
        bottom = max(bottom, Fraction(0))
    if most is not None and high <= most:
        top = min(top, most)
    return Scale(bottom, top, step)


def _step(span: Fraction) -> Fraction:
    """The smallest of … 0.1, 0.2, 0.5, 1, 2, 5, 10 … of which few make up the span."""
    least = span / _MOST_STEPS
    power = Fraction(1)
    while power < least:
        power *= 10
    while power / 10 >= least:
        power /= 10
    return next(power / part for part in (5, 2, 1) if power / part >= least)
