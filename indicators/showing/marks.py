"""Axes, where an exact value lies and the round numbers that they are read by; and marks, what a
figure is drawn as on them: a bound stays a bound, and nothing is no mark.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from fractions import Fraction
from typing import Literal, NamedTuple

from indicators.computing.arithmetic import Interval, rounded
from indicators.computing.figures import Figure, Kind

_MOST_STEPS = 6


class Scale(NamedTuple):
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


MarkForm = Literal["bar", "dot", "range", "tick"]
"""How a mark says where it is: by its length, its place, or both ends."""

Look = Literal["result", "forecast", "plan", "plan-inferred", "plan-forecast", "inferred"]
"""What a mark stands for; every look differs from the others without colour."""

End = Literal["closed", "open", "arrow", "plain"]
"""How a range ends: its limit belongs to it, does not, or it goes on beyond the drawing."""


class Mark(NamedTuple):
    """A mark from ``start`` to ``end``, both in percent of the axis; ``title`` is its tooltip."""

    shape: MarkForm
    look: Look
    start: Fraction
    end: Fraction
    title: str
    left: End = "plain"
    right: End = "plain"


def percent(place: Fraction) -> str:
    """A place or length as SVG writes it, to the hundredth: a pixel on a screen 10,000 wide."""
    text = f"{rounded(place, 2):f}".rstrip("0").rstrip(".")
    return f"{text}%"


def result_marks(
    figure: Figure, scale: Scale, title: str, *, length: bool, known: Fraction | None = None
) -> list[Mark]:
    """What a result or a forecast is drawn as: a bar from 0 where ``length`` counts, else a dot.

    What is only bounded becomes a range that ends where the bound is, and goes on beyond the
    drawing on the other side. ``known`` is the part of a forecast that had been reached already.
    """
    value, look = figure.value, _look(figure, "result", "forecast", "inferred")
    if value is None:
        return []
    marks: list[Mark] = []
    if length and value.low is not None:
        first, last = sorted((Fraction(0), value.low))
        if look == "forecast" and known and 0 < known < value.low:
            marks.append(Mark("bar", "result", scale.place(first), scale.place(known), title))
            first = known
        marks.append(Mark("bar", look, scale.place(first), scale.place(last), title))
    if value.exact is None:
        return [*marks, range_mark(value, scale, look, title, floor=length)]
    return marks or [_at(value.exact, scale, "dot", look, title)]


def range_mark(
    value: Interval, scale: Scale, look: Look, title: str, *, floor: bool = False
) -> Mark:
    """A range with its ends. ``floor`` says that the quantity cannot be less than 0, so a range
    without a lower limit begins there instead of going on to the left.
    """
    left: End = "open" if value.low_open else "closed"
    right: End = "open" if value.high_open else "closed"
    start, end = value.low, value.high
    if start is None:
        start, left = scale.low, "arrow"
        if floor:
            start, left = max(start, Fraction(0)), "plain"
    if end is None:
        end, right = scale.high, "arrow"
    return Mark("range", look, scale.place(start), scale.place(end), title, left, right)


def plan_marks(figure: Figure, scale: Scale, title: str) -> list[Mark]:
    """What a plan is drawn as: a tick across the bar, or a range where several numbers fit."""
    look, value = _look(figure, "plan", "plan-forecast", "plan-inferred"), figure.value
    if value is None:
        return []
    if value.exact is None:
        return [range_mark(value, scale, look, title)]
    return [_at(value.exact, scale, "tick", look, title)]


def _at(value: Fraction, scale: Scale, shape: MarkForm, look: Look, title: str) -> Mark:
    at = scale.place(value)
    return Mark(shape, look, at, at, title)


def _look(figure: Figure, usual: Look, forecast: Look, inferred: Look) -> Look:
    if figure.is_forecast:
        return forecast
    return inferred if figure.kind is Kind.INFERRED else usual
