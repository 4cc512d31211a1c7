"""Marks: what a figure is drawn as on an axis; a bound stays a bound, and nothing is no mark."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from indicators.computing.arithmetic import Interval, rounded
from indicators.computing.figures import Figure, Kind
from indicators.showing.scales import Scale


class Shape(StrEnum):
    """How a mark says where it is: by its length, its place, or both ends."""

    BAR = "bar"
    DOT = "dot"
    RANGE = "range"
    TICK = "tick"


class Look(StrEnum):
    """What a mark stands for; every look differs from the others without colour."""

    RESULT = "result"
    FORECAST = "forecast"
    PLAN = "plan"
    PLAN_INFERRED = "plan-inferred"
    PLAN_FORECAST = "plan-forecast"
    INFERRED = "inferred"


class End(StrEnum):
    """How a range ends: its limit belongs to it, does not, or it goes on beyond the drawing."""

    CLOSED = "closed"
    OPEN = "open"
    ARROW = "arrow"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark from ``start`` to ``end``, both in percent of the axis; ``title`` is its tooltip."""

    shape: Shape
    look: Look
    start: Fraction
    end: Fraction
    title: str
    left: End = End.PLAIN
    right: End = End.PLAIN

    @property
    def x(self) -> str:
        return percent(self.start)

    @property
    def x2(self) -> str:
        return percent(self.end)

    @property
    def width(self) -> str:
        return percent(self.end - self.start)


def percent(place: Fraction) -> str:
    """A place or length as SVG writes it, to the hundredth: a pixel on a screen 10,000 wide."""
    text = f"{rounded(place, 2):f}".rstrip("0").rstrip(".")
    return f"{text}%"


def of_value(
    figure: Figure, scale: Scale, title: str, *, length: bool, known: Fraction | None = None
) -> list[Mark]:
    """What a result or a forecast is drawn as: a bar from 0 where ``length`` counts, else a dot.

    What is only bounded becomes a range that ends where the bound is, and goes on beyond the
    drawing on the other side. ``known`` is the part of a forecast that had been reached already.
    """
    value = figure.value
    if value is None:
        return []
    look = Look.INFERRED if figure.kind is Kind.INFERRED else Look.RESULT
    look = Look.FORECAST if figure.is_forecast else look
    marks: list[Mark] = []
    if length and value.low is not None:
        marks += _bars(value.low, scale, look, title, known)
    if value.exact is not None:
        at = scale.place(value.exact)
        return marks or [Mark(Shape.DOT, look, at, at, title)]
    return [*marks, of_range(value, scale, look, title, floor=length)]


def _bars(
    length: Fraction, scale: Scale, look: Look, title: str, known: Fraction | None
) -> list[Mark]:
    if look is Look.FORECAST and known is not None and 0 < known < length:
        parts = [(Fraction(0), known, Look.RESULT), (known, length, look)]
    else:
        parts = [(min(Fraction(0), length), max(Fraction(0), length), look)]
    return [
        Mark(Shape.BAR, style, scale.place(start), scale.place(end), title)
        for start, end, style in parts
    ]


def of_range(value: Interval, scale: Scale, look: Look, title: str, *, floor: bool = False) -> Mark:
    """A range with its ends. ``floor`` says that the quantity cannot be less than 0, so a range
    without a lower limit begins there instead of going on to the left.
    """
    start, left = scale.low, End.PLAIN if floor else End.ARROW
    end, right = scale.high, End.ARROW
    if value.low is not None:
        start, left = value.low, End.OPEN if value.low_open else End.CLOSED
    elif floor:
        start = max(scale.low, Fraction(0))
    if value.high is not None:
        end, right = value.high, End.OPEN if value.high_open else End.CLOSED
    return Mark(Shape.RANGE, look, scale.place(start), scale.place(end), title, left, right)


def of_plan(figure: Figure, scale: Scale, title: str) -> list[Mark]:
    """What a plan is drawn as: a tick across the bar, or a range where several numbers fit."""
    if figure.value is None:
        return []
    look = Look.PLAN_INFERRED if figure.kind is Kind.INFERRED else Look.PLAN
    look = Look.PLAN_FORECAST if figure.is_forecast else look
    if figure.value.exact is None:
        return [of_range(figure.value, scale, look, title)]
    at = scale.place(figure.value.exact)
    return [Mark(Shape.TICK, look, at, at, title)]
