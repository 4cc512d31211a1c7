"""What a chart is drawn as: an axis with round numbers to read it by; marks, where a bound stays a
bound and nothing is no mark; and shapes, each in its place, for columns, for a bar and for a key.

Widths are measured in percent of the width, heights in those of a line, so that a drawing
stretches with the screen and its text keeps its size on a phone and on paper. Words that would be
wider than their column on a phone are turned; on narrower screens letters are smaller.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, pairwise
from typing import Any, Literal, NamedTuple

from indicators.computing.arithmetic import Interval, rounded
from indicators.computing.figures import Figure, Kind, Role
from indicators.words.explain import called
from indicators.words.table import Piece
from indicators.words.wording import NBSP, amount, fraction, qualifiers, unit_text

_MOST_STEPS = 6
WIDEST = Fraction(25)
"""How many heights of a line a drawing on a phone is wide: 320 pixels; in a card it is 294."""
LINE, TALL, GAP = Fraction(5, 4), Fraction(10), Fraction(2, 5)
"""In heights of a line: from one line to the next, the columns, and between them and words."""
_MOST_WIDE = Fraction(14)
_TICK = Fraction(1, 3)


class Scale(NamedTuple):
    """A line from ``low`` to ``high``, marked every ``step`` and, where that falls between, at
    its end; one of ranks ``falls`` from the first place.
    """

    low: Fraction
    high: Fraction
    step: Fraction
    falls: bool = False

    def place(self, value: Fraction) -> Fraction:
        """Where a value lies, in percent of the line's length. It must be on the line."""
        if not self.low <= value <= self.high:
            raise ValueError(f"{value} is not between {self.low} and {self.high}")
        at = (value - self.low) * 100 / (self.high - self.low)
        return 100 - at if self.falls else at

    @property
    def floor(self) -> Fraction:
        """What lengths are counted from, in percent: 0, or where the drawing ends."""
        holds = self.low <= 0 <= self.high and not self.falls
        return self.place(Fraction(0)) if holds else Fraction(0)

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


def around(
    values: Collection[Fraction], *, most: Fraction | None = None, ranked: bool = False
) -> Scale:
    """A line for places: it holds every value, with some room on both sides.

    It goes below 0 only for values that do, and never beyond ``most``, the greatest value that
    is possible; one of ranks begins at 1 at the earliest. Errors: ``ValueError`` when there is no
    value.
    """
    low, high = min(values), max(values)
    step = _step(high - low if high > low else abs(high) / 10 or Fraction(1))
    step = max(step, Fraction(1)) if ranked else step
    bottom = (math.ceil(low / step) - 1) * step
    top = (math.floor(high / step) + 1) * step
    if low >= 0:
        bottom = max(bottom, Fraction(1 if ranked else 0))
    if most is not None and high <= most:
        top = min(top, most)
    return Scale(bottom, top, step, ranked)


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
    tick across its column, or one at each of its limits, and what a ratio asks for as a range.

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


class Shape(NamedTuple):
    """An element of a drawing: what the style sheet calls it, where it stands, its words, and what
    it shows on approach. Words that tell of a ``figure`` may lead to its origin, and may be
    ``turned`` to be read from below.
    """

    tag: Literal["rect", "line", "circle", "text"]
    look: str
    place: Mapping[str, str]
    words: Sequence[str] = ()
    title: str = ""
    figure: Figure | None = None
    turned: bool = False


class Axis(NamedTuple):
    """Where marks stand: across at ``middle``, so ``thick``; along from ``top`` on.

    Upright, they rise through ``tall`` lines and are measured across in percent of the width;
    lying, along in percent of the width and across in lines.
    """

    middle: Fraction
    thick: Fraction
    top: Fraction = Fraction(0)
    tall: Fraction = TALL
    upright: bool = True

    def height(self, place: Fraction) -> Fraction:
        """How far below the top of the drawing a place on an upright axis lies."""
        return self.top + (100 - place) * self.tall / 100

    def box(self, start: Fraction, end: Fraction, part: Fraction = Fraction(1)) -> dict[str, str]:
        """A rectangle from one place to another, ``part`` as thick as the axis."""
        first, thick = self.middle - self.thick * part / 2, self.thick * part
        low, long = min(start, end), abs(end - start)
        if self.upright:
            y, tall = em(self.height(low + long)), em(long * self.tall / 100)
            return {"x": percent(first), "y": y, "width": percent(thick), "height": tall}
        y, tall = em(self.top + first), em(thick)
        return {"x": percent(low), "y": y, "width": percent(long), "height": tall}

    def point(self, place: Fraction) -> tuple[str, str]:
        """Where a place is, from the left and from the top."""
        if self.upright:
            return percent(self.middle), em(self.height(place))
        return percent(place), em(self.top + self.middle)

    def shapes(self, mark: Mark) -> Iterator[Shape]:
        """What a mark is drawn with."""
        look, title = f"i-c-{mark.shape} i-c-{mark.look}", mark.title
        if mark.shape == "bar":
            fill = {"fill": "url(#{id}-gach)"} if mark.look == "forecast" else {}
            yield Shape("rect", look, {**self.box(mark.start, mark.end), **fill}, title=title)
        elif mark.shape == "tick":
            half = _TICK * 50 / self.tall
            box = self.box(mark.start - half, mark.start + half, Fraction(4, 3))
            yield Shape("rect", look, box, title=title)
        elif mark.shape == "dot":
            yield _circle(look, self.point(mark.start), "5", title)
        else:
            ends = [(self.point(mark.start), mark.left), (self.point(mark.end), mark.right)]
            line = dict(zip(("x1", "y1", "x2", "y2"), (*ends[0][0], *ends[1][0]), strict=True))
            for name, (_, end) in zip(("marker-start", "marker-end"), ends, strict=True):
                line |= {name: "url(#{id}-mui)"} if end == "arrow" else {}
            yield Shape("line", look, line, title=title)
            for point, end in ends:
                if end in ("open", "closed"):
                    yield _circle(f"i-c-{end} i-c-{mark.look}", point, "4")


def _circle(look: str, at: tuple[str, str], r: str, title: str = "") -> Shape:
    return Shape("circle", look, {"cx": at[0], "cy": at[1], "r": r}, title=title)


def _text(
    words: Sequence[str],
    x: Fraction,
    y: Fraction,
    look: str = "",
    anchor: str = "middle",
    **more: Any,
) -> Shape:
    place = {"x": percent(x), "y": em(y), "text-anchor": anchor}
    return Shape("text", f"i-c-text {look}".strip(), place, words, **more)


def across(look: str, y: Fraction, start: Fraction = Fraction(0)) -> Shape:
    """A line to the right side."""
    return Shape("line", look, {"x1": percent(start), "x2": "100%", "y1": em(y), "y2": em(y)})


def key(mark: Mark) -> list[Shape]:
    """A small drawing that stands for marks of a kind."""
    wide = mark.shape in ("bar", "range")
    start, end = (Fraction(5), Fraction(95)) if wide else (Fraction(50), Fraction(50))
    axis = Axis(Fraction(50), Fraction(60), tall=Fraction(1))
    return list(axis.shapes(mark._replace(start=start, end=end, title="")))


class Column(NamedTuple):
    """What a chart shows of one time: when, its value and plan, and their marks."""

    heading: str
    value: Figure
    plan: Figure | None
    marks: Sequence[Mark]


class Goal(NamedTuple):
    """What a target asks: its words, its limits and the band that it allows, in percent."""

    words: str
    limits: tuple[Fraction, ...]
    band: tuple[Fraction, Fraction] | None = None


class Labels:
    """A row of labels, one for each column, each of one or more parts: in lines that fit, or all
    of them turned. Between two narrow ones there is more room than a column's; at the ends stand
    the scale and the edge.
    """

    def __init__(self, texts: Sequence[Sequence[str]], room: Fraction, look: str = "") -> None:
        def fit(parts: Sequence[str], room: Fraction) -> list[str]:
            return [line for part in parts for line in _wrapped(part, room)]

        fitted = [fit(parts, room) for parts in texts]
        for at, parts in list(enumerate(texts))[1:-1]:
            beside = max(_widest(fitted[at - 1]), _widest(fitted[at + 1]))
            fitted[at] = fit(parts, max(room, 2 * room - beside - GAP))
        self.wide = [_widest(lines) for lines in fitted]
        self.turned = any(one + other > 2 * room for one, other in pairwise(self.wide))
        self.turned |= any(wide > room for wide in (*self.wide[:1], *self.wide[-1:]))
        self.lines = [[" ".join(parts)] for parts in texts] if self.turned else fitted
        tall = max(map(_widest, self.lines))
        self.height = tall + GAP if self.turned else LINE * max(map(len, self.lines))
        self.look = look

    def tall(self, at: int) -> Fraction:
        """How high the label of one column stands."""
        lines = self.lines[at]
        return _widest(lines) if self.turned else LINE * len(lines)

    def shape(self, at: int, x: Fraction, top: Fraction, told: Figure | None = None) -> Shape:
        """The label of one column below a height."""
        title = called(" ".join(self.lines[at]), told) if told else ""
        more: dict[str, Any] = {"figure": told, "title": title}
        if self.turned:
            return _text(self.lines[at], x, top, self.look, "end", turned=True, **more)
        return _text(self.lines[at], x, top + LINE * 4 / 5, self.look, **more)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart without its place on a page. ``result`` is what its key calls a result, ``absent``
    tells of what there is nothing to draw.
    """

    caption: str
    unit: str
    columns: Sequence[Column]
    scale: Scale
    level: Goal | None
    summary: Piece
    sources: Piece
    absent: Piece = ""
    result: str = "Kết quả"

    @property
    def kind(self) -> str:
        """How it is drawn, for who does not see it."""
        ends = [fraction(end, self.scale.decimals) for end in (self.scale.low, self.scale.high)]
        bars = any(mark.shape == "bar" for mark in self.marks)
        return (
            f"Biểu đồ {'cột' if bars else 'điểm'}, mỗi thời điểm một cột, trục từ {ends[0]} đến "
            f"{ends[1]}{unit_text(self.unit, in_full=True)}; số ghi cạnh nét vẽ."
        )

    @property
    def marks(self) -> list[Mark]:
        return [mark for column in self.columns for mark in column.marks]

    @property
    def keys(self) -> list[tuple[list[Shape], str]]:
        """A small drawing of every kind of mark that occurs, with what it stands for."""
        found: dict[tuple[str, str], tuple[list[Shape], str]] = {}
        for mark in self.marks:
            meaning = _LOOKS[mark.look] or self.result
            if "arrow" in (mark.left, mark.right):
                most = "cao nhất" if mark.left == "arrow" else "thấp nhất"
                meaning = f"Chỉ biết mức {most}"
            found.setdefault((mark.shape, mark.look), (key(mark), meaning))
        return [*found.values(), *([(GOAL, self.level.words)] if self.level else [])]

    @property
    def note(self) -> str:
        """What must be said of an axis on which lengths cannot be compared."""
        if self.scale.falls:
            return "Thứ hạng nhỏ hơn ở phía trên."
        if self.scale.low <= 0:
            return ""
        low = fraction(self.scale.low, self.scale.decimals) + unit_text(self.unit, in_full=True)
        return f"Trục bắt đầu từ {low}, không từ 0{unit_text(self.unit)}."

    def _tops(self, labels: Labels, axis: Axis, room: Fraction) -> Iterator[Fraction]:
        """Where the labels of columns begin: above their marks, of what is less than 0 below them;
        clear of the target's lines, and of the label before where two are wider than columns.
        """
        lines = [axis.height(at) for at in (self.level.limits if self.level else ())]
        before, until = Fraction(0), Fraction(0)
        for at, (column, wide) in enumerate(zip(self.columns, labels.wide, strict=True)):
            tall, value = labels.tall(at), column.value.value
            ends = [end for mark in column.marks for end in (mark.start, mark.end)]
            # Words without a mark stay at the line from which lengths are counted.
            under = axis.height(min(ends, default=self.scale.floor)) + GAP
            top = axis.height(max(ends, default=self.scale.floor)) - Fraction(1, 2) - tall
            crossing = [line for line in lines if ends and top < line < top + tall]
            free = not any(under < line < under + tall for line in lines)
            dots = free and all(mark.shape == "dot" for mark in column.marks)
            if (crossing and dots) or (value and value.high is not None and value.high < 0):
                top = under
            elif crossing:
                top = min(crossing) - tall
            near = at > 0 and labels.wide[at - 1] + wide + GAP > 2 * room
            if near and not labels.turned and top < until - GAP and before < top + tall - GAP:
                top = before - tall + GAP
            before, until = top, top + tall
            yield top

    def laid(self, tall: Fraction = TALL, wide: Fraction = WIDEST) -> tuple[list[Shape], Fraction]:
        """Its shapes, each in its place, and how many lines high they stand together."""
        scale, sign = self.scale, unit_text(self.unit)
        ticks = [(scale.place(at), fraction(at, scale.decimals) + sign) for at in scale.ticks]
        planned = any(column.plan for column in self.columns)
        side = max(_wide(words) for _, words in ticks) + GAP
        side = max(side, _wide("tiêu") + GAP) if planned else side
        left = side * 100 / wide
        step = (98 - left) / len(self.columns)
        room = step * wide / 100
        heads = Labels([[column.heading] for column in self.columns], room, "i-c-name")
        values = Labels([_told(column.value) for column in self.columns], room)
        plans = Labels([_told(column.plan) for column in self.columns], room, "i-c-note")
        axis = Axis(left, Fraction(0), tall=tall)
        tops = list(self._tops(values, axis, room))
        axis = axis._replace(top=max(Fraction(3, 5), -min(tops)))
        ends = (top + values.tall(at) for at, top in enumerate(tops))
        bottom = axis.top + max(tall, *ends)
        below = bottom + GAP + heads.height
        shapes = list[Shape]()
        for at, words in ticks:
            y = axis.height(at)
            shapes.append(across("i-c-grid", y, left))
            shapes.append(_text([words], Fraction(0), y + GAP, "i-c-note", "start"))
        shapes.append(across("i-c-axis", axis.height(scale.floor), left))
        level = self.level
        if level and level.band:
            band = axis._replace(middle=left + 1, thick=Fraction(2)).box(*level.band)
            shapes.append(Shape("rect", "i-c-wanted", band))
        places = [
            axis._replace(middle=left + step * (at + Fraction(1, 2)), thick=thick)
            for thick in [min(step * Fraction(3, 5), _MOST_WIDE)]
            for at in range(len(self.columns))
        ]
        for place, column in zip(places, self.columns, strict=True):
            shapes += (shape for mark in column.marks for shape in place.shapes(mark))
        shapes += (
            across("i-c-target", axis.height(at), left) for at in (level.limits if level else ())
        )
        if planned:
            called, y = [*_wrapped("Chỉ tiêu", side)], below + LINE * 4 / 5
            shapes.append(_text(called, Fraction(0), y, "i-c-note", "start"))
        # Where there are more columns than lines of turned words, only some have words.
        every = math.ceil(1 / room)
        for number, (place, column) in enumerate(zip(places, self.columns, strict=True)):
            if (len(self.columns) - 1 - number) % every:
                continue
            x = place.middle
            shapes.append(heads.shape(number, x, bottom + GAP))
            shapes.append(values.shape(number, x, axis.top + tops[number], column.value))
            if column.plan:
                shapes.append(plans.shape(number, x, below, column.plan))
        return shapes, below + GAP + (max(plans.height, 2 * LINE) if planned else 0)


def along(scale: Scale, marks: Sequence[Mark], goal: Fraction) -> tuple[list[Shape], Fraction]:
    """A lying bar over its scale, with a line where its target is; and how many lines it takes."""
    axis, bottom = Axis(Fraction(3, 5), Fraction(4, 5), upright=False), Fraction(6, 5)

    def upward(look: str, at: Fraction) -> Shape:
        place = {"x1": percent(at), "x2": percent(at), "y1": "0", "y2": em(bottom)}
        return Shape("line", look, place)

    ticks = [(scale.place(at), fraction(at, scale.decimals)) for at in scale.ticks]
    wide = max(_wide(words) for _, words in ticks) + 1
    every = math.ceil(wide * len(ticks) / WIDEST)
    anchors = {Fraction(0): "start", Fraction(100): "end"}
    shapes = [across("i-c-axis", bottom)]
    for at, words in ticks[::every]:
        shapes.append(upward("i-c-grid", at))
        y, anchor = bottom + LINE * 4 / 5, anchors.get(at, "middle")
        shapes.append(_text([words], at, y, "i-c-note", anchor))
    shapes += (shape for mark in marks for shape in axis.shapes(mark))
    return [*shapes, upward("i-c-target", goal)], bottom + LINE


def _told(figure: Figure | None) -> list[str]:
    """What is written beside marks; why a number was withdrawn is told below them."""
    if figure is None or figure.is_withdrawn:
        return [amount(figure)] if figure else []
    return [amount(figure).replace(" ", NBSP), *qualifiers(figure)]


def _wrapped(text: str, room: Fraction) -> Iterator[str]:
    """A text in lines, as many words in each as the room holds; a long word stands alone. What
    belongs together, as the ends of a range, is parted only where a line cannot hold it.
    """
    line = ""
    kept = ([it] if _wide(it) <= room else it.split() for it in text.split(" "))
    for word in chain(*kept):
        if line and _wide(f"{line} {word}") > room:
            yield line
            line = ""
        line = f"{line} {word}".lstrip()
    if line:
        yield line


def _widest(lines: Sequence[str]) -> Fraction:
    return max(map(_wide, lines), default=Fraction(0))


def _wide(text: str) -> Fraction:
    """About how wide a text is, in heights of a line."""
    narrow = sum(sign in f" {NBSP}.,()–" for sign in text)
    return Fraction(narrow * 30 + (len(text) - narrow) * 60 + text.count("%") * 30, 100)


def percent(place: Fraction) -> str:
    """A place or length as SVG writes it, to the hundredth: a pixel on a screen 10,000 wide."""
    return f"{rounded(place, 2):f}".rstrip("0").rstrip(".") + "%"


def em(height: Fraction) -> str:
    """A height as SVG writes it, to less than a tenth of a pixel."""
    return f"{float(height):.3f}".rstrip("0").rstrip(".") + "em"


GOAL = [across("i-c-target", Fraction(1, 2))]
"""The key of a target's line."""
