"""Marks: what a figure is drawn as on an axis; a bound stays a bound, and nothing is no mark."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from indicators.computing.arithmetic import Interval, rounded
from indicators.computing.figures import Figure, Kind
from indicators.showing.scales import Scale

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
