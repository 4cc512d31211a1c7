"""What a chart is drawn as: an axis with round numbers to read it by; marks, where a bound stays a
bound and nothing is no mark; strips of words with their marks, and a key.

What stretches with the screen is measured in percent of the width, what is read in heights of a
line, so that text keeps its size on a phone and on paper.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from indicators.computing.arithmetic import Interval, rounded
from indicators.computing.figures import PLACE, Figure, Kind, Role
from indicators.words.table import Piece
from indicators.words.wording import NBSP, fraction, unit_text

_MOST_STEPS = 6
# In heights of a line: the words of a strip, its mark, the room below it; the band of a target.
TEXT, MARK, GAP = 1.45, 0.95, 0.75
BAND = 0.45
# About as many letters stand side by side on a screen 320 pixels wide.
_WIDEST = 40


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
        first, last = math.ceil(self.low / self.step), math.floor(self.high / self.step)
        return tuple(self.step * count for count in range(first, last + 1))

    @property
    def decimals(self) -> int:
        """How many decimals tell the marked values apart."""
        return next(count for count in range(99) if self.step * 10**count % 1 == 0)


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


End = Literal["closed", "open", "arrow", "plain"]
"""How a range ends: its limit belongs to it, does not, or it goes on beyond the drawing."""


class Mark(NamedTuple):
    """A mark from ``start`` to ``end``, both in percent of the axis; ``title`` is its tooltip.

    Its ``shape`` says where it is by its length, its place, or both ends; every ``look``, which is
    what it stands for, differs from the others without colour.
    """

    shape: Literal["bar", "dot", "range", "tick"]
    look: str
    start: Fraction
    end: Fraction
    title: str
    left: End = "plain"
    right: End = "plain"


_LOOKS = {
    "result": "",  # as the drawing calls its results
    "forecast": "Dự kiến, chưa phải kết quả",
    "plan": "Chỉ tiêu năm",
    "plan-inferred": "Chỉ tiêu năm (suy ra)",
    "plan-forecast": "Chỉ tiêu năm (dự kiến)",
    "inferred": "Khoảng suy ra",
}


def marks_of(
    figure: Figure, scale: Scale, title: str, *, length: bool, known: Fraction | None = None
) -> list[Mark]:
    """What a figure is drawn as: a bar from 0 where ``length`` counts, else a dot; a plan as a
    tick across the bar, or one at each of its limits, and what a ratio asks for as a range.

    What is only bounded becomes a range that ends where the bound is, and goes on beyond the
    drawing on the other side; what is given only roughly is not drawn. ``known`` is the part of a
    forecast that had been reached already.
    """
    value, plan = figure.value, figure.role is Role.PLAN
    if value is None or figure.about is not None:
        return []
    if figure.role in (Role.NEEDED, Role.IMPLIED):
        return [_range(value, scale, "inferred", title)]
    look = "forecast" if figure.is_forecast else "inferred" * (figure.kind is Kind.INFERRED)
    look = "-".join(filter(None, ("plan", look))) if plan else look or "result"
    if plan and figure.kind is Kind.PUBLISHED:
        ends = dict.fromkeys(scale.place(end) for end in (value.low, value.high) if end is not None)
        return [Mark("tick", look, at, at, title) for at in ends]
    marks: list[Mark] = []
    if length and not plan and value.low is not None:
        first, last = sorted((Fraction(0), value.low))
        if look == "forecast" and known and 0 < known < value.low:
            marks.append(Mark("bar", "result", scale.place(first), scale.place(known), title))
            first = known
        marks.append(Mark("bar", look, scale.place(first), scale.place(last), title))
    if value.exact is None:
        return [*marks, _range(value, scale, look, title, floor=length and not plan)]
    at = scale.place(value.exact)
    return marks or [Mark("tick" if plan else "dot", look, at, at, title)]


def _range(value: Interval, scale: Scale, look: str, title: str, *, floor: bool = False) -> Mark:
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


class Strip(NamedTuple):
    """What a chart shows of one time: what it is about, its words, the marks below them."""

    heading: str
    words: Sequence[str]
    marks: Sequence[Mark]


class Goal(NamedTuple):
    """What a target asks: its words, its limits and the band that it allows, in percent of the
    axis.
    """

    words: str
    limits: tuple[Fraction, ...]
    band: tuple[Fraction, Fraction] | None = None

    @property
    def anchor(self) -> str:
        """On which side of the first limit the words stand, so that they stay on the drawing."""
        return "start" if self.limits[0] < 50 else "end"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart without its place on a page. ``result`` is what its key calls a result."""

    caption: str
    unit: str
    strips: Sequence[Strip]
    scale: Scale
    level: Goal | None
    summary: Piece
    sources: Piece
    result: str = "Kết quả"

    @property
    def kind(self) -> str:
        """How it is drawn, for who does not see it."""
        bars = any(mark.shape == "bar" for mark in self.marks)
        ends = [fraction(end, self.scale.decimals) for end in (self.scale.low, self.scale.high)]
        sign = unit_text(self.unit, in_full=True)
        return (
            f"Biểu đồ {'thanh ngang' if bars else 'điểm'}, mỗi dòng một thời điểm, "
            f"trục từ {ends[0]} đến {ends[1]}{sign}; số của từng dòng ghi trên nét vẽ."
        )

    @property
    def marks(self) -> list[Mark]:
        return [mark for strip in self.strips for mark in strip.marks]

    @property
    def hatched(self) -> bool:
        return any(mark.shape == "bar" and mark.look == "forecast" for mark in self.marks)

    @property
    def arrows(self) -> bool:
        return any("arrow" in (mark.left, mark.right) for mark in self.marks)

    @property
    def keys(self) -> list[tuple[Mark, str]]:
        """One small mark of every kind that occurs, with what it stands for."""
        found: dict[tuple[str, str], tuple[Mark, str]] = {}
        for mark in self.marks:
            meaning = _LOOKS[mark.look] or self.result
            if "arrow" in (mark.left, mark.right):
                most = "cao nhất" if mark.left == "arrow" else "thấp nhất"
                meaning = f"Chỉ biết mức {most}"
            wide = mark.shape in ("bar", "range")
            start, end = (Fraction(10), Fraction(90)) if wide else (Fraction(50), Fraction(50))
            small = mark._replace(start=start, end=end, title="")
            found.setdefault((mark.shape, mark.look), (small, meaning))
        return list(found.values())

    @property
    def top(self) -> float:
        """Where the axis begins, below the words of a level."""
        return TEXT if self.level else 0.0

    @property
    def placed(self) -> list[tuple[list[tuple[float, list[str]]], float, Strip]]:
        """Every strip below the one before: lines of words with their heights, then where its
        marks begin.
        """
        y, found = self.top + (BAND if self.level and self.level.band else 0), []
        for strip in self.strips:
            texts = [(y + TEXT * at + 1.05, words) for at, words in enumerate(_wrapped(strip))]
            y += TEXT * len(texts)
            found.append((texts, y, strip))
            y += MARK + GAP if strip.marks else GAP / 2
        return found

    @property
    def bottom(self) -> float:
        """Where the axis lies, below all strips."""
        _, y, strip = self.placed[-1]
        return y + (MARK + GAP if strip.marks else GAP / 2)

    @property
    def height(self) -> float:
        return self.bottom + 1.7 + (TEXT if self.note else 0)

    @property
    def ticks(self) -> list[tuple[str, str, str]]:
        """Where the axis is marked, with the words and on which side of the place they stand."""
        scale, sign = self.scale, unit_text(self.unit)
        marked = [(scale.place(at), fraction(at, scale.decimals) + sign) for at in scale.ticks]
        while len(marked) > 2 and _crowded(marked):
            marked = marked[::2]
        anchors = {Fraction(0): "start", Fraction(100): "end"}
        return [(percent(at), words, anchors.get(at, "middle")) for at, words in marked]

    @property
    def note(self) -> str:
        """What must be said of an axis on which lengths cannot be compared."""
        if self.scale.low <= 0:
            return ""
        low = fraction(self.scale.low, self.scale.decimals)
        ranked = self.unit == PLACE
        low = f"thứ{NBSP}{low}" if ranked else low + unit_text(self.unit, in_full=True)
        return f"Trục bắt đầu từ {low}, không từ 0{unit_text(self.unit)}."


def _wrapped(strip: Strip) -> Iterator[list[str]]:
    """The heading and the words of a strip, as many side by side as a narrow screen holds."""
    side = [strip.heading]
    for piece in strip.words:
        if sum(len(word) + 1 for word in side) + len(piece) > _WIDEST:
            yield side
            side = []
        side.append(piece)
    yield side


def _crowded(marked: Sequence[tuple[Fraction, str]]) -> bool:
    """Whether two words below the axis would be closer than two letters on a narrow screen."""
    end = Fraction(-2)
    for at, words in marked:
        length = Fraction(len(words))
        start = min(max(at * _WIDEST / 100 - length / 2, Fraction(0)), _WIDEST - length)
        if start - end < 2:
            return True
        end = start + length
    return False


def percent(place: Fraction) -> str:
    """A place or length as SVG writes it, to the hundredth: a pixel on a screen 10,000 wide."""
    return f"{rounded(place, 2):f}".rstrip("0").rstrip(".") + "%"


def em(height: float) -> str:
    """A height as SVG writes it."""
    return f"{height:.2f}".rstrip("0").rstrip(".") + "em"


LAYOUT: dict[str, object] = {
    "em": em, "percent": percent, "tall": MARK, "band": BAND, "text": TEXT,
}  # fmt: skip
"""What the templates of a chart measure by."""
