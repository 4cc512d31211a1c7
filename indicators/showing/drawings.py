"""The layout of a chart: rows of words with their marks, an axis below, and a key to the marks.

What stretches with the screen is measured in percent of the width, what is read in heights of a
line, so that text keeps its size on a phone and on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from markupsafe import Markup

from indicators.computing.figures import PLACE
from indicators.showing.links import Links
from indicators.showing.marks import End, Look, Mark, Shape, percent
from indicators.showing.offers import Offer
from indicators.showing.render import render
from indicators.showing.scales import Scale
from indicators.words.wording import NBSP, fraction, unit_text

# In heights of a line: the words of a row, its mark, the room below it; the band of a target.
TEXT, MARK, GAP = 1.45, 0.95, 0.75
BAND = 0.45
# About as many letters stand side by side on a screen 320 pixels wide.
_WIDEST = 40


@dataclass(frozen=True, slots=True)
class Line:
    """What a row of a chart shows: what it is about, its words, the marks below them."""

    heading: str
    words: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """What a target asks: its words, its limits and the band that it allows, in percent of the
    axis.
    """

    words: str
    limits: tuple[Fraction, ...]
    band: tuple[Fraction, Fraction] | None = None

    @property
    def lines(self) -> list[str]:
        return [percent(limit) for limit in self.limits]

    @property
    def shaded(self) -> tuple[str, str] | None:
        """Where the band begins and how wide it is."""
        return self.band and (percent(self.band[0]), percent(self.band[1] - self.band[0]))

    @property
    def anchor(self) -> str:
        """On which side of the first limit the words stand, so that they stay on the drawing."""
        return "start" if self.limits[0] < 50 else "end"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart without its place on the page. ``result`` is what its key calls a result."""

    caption: str
    unit: str
    lines: tuple[Line, ...]
    scale: Scale
    level: Level | None
    summary: Markup
    sources: Markup
    result: str = "Kết quả"

    def html(
        self, number: int, links: Links, edit: str = "", offers: tuple[Offer, ...] = ()
    ) -> Markup:
        """The chart as a figure with its caption, its key and its sentences.

        ``edit`` is where its data is edited, and ``offers`` are files that hold it.
        """
        top = TEXT if self.level else 0.0
        rows, bottom = _placed(self.lines, top + (BAND if self.level and self.level.band else 0))
        note = _note(self.scale, self.unit)
        marks = [mark for line in self.lines for mark in line.marks]
        return render(
            "chart.svg.jinja",
            links,
            drawing=self,
            number=number,
            edit=edit,
            offers=offers,
            rows=rows,
            key=Row((), 0.0, ()),
            at=_heights(top, bottom, marks, noted=bool(note)),
            ticks=_ticks(self.scale, self.unit),
            note=note,
            keys=_keys(marks, self.result),
        )

    @property
    def kind(self) -> str:
        """How it is drawn, for who does not see it."""
        bars = any(mark.shape is Shape.BAR for line in self.lines for mark in line.marks)
        ends = [fraction(end, self.scale.decimals) for end in (self.scale.low, self.scale.high)]
        sign = unit_text(self.unit, in_full=True)
        return (
            f"Biểu đồ {'thanh ngang' if bars else 'điểm'}, mỗi dòng một thời điểm, "
            f"trục từ {ends[0]} đến {ends[1]}{sign}; số của từng dòng ghi trên nét vẽ."
        )


_KEYS = {
    Look.FORECAST: "Dự kiến, chưa phải kết quả",
    Look.PLAN: "Chỉ tiêu năm",
    Look.PLAN_INFERRED: "Chỉ tiêu năm (suy ra)",
    Look.PLAN_FORECAST: "Chỉ tiêu năm (dự kiến)",
    Look.INFERRED: "Khoảng suy ra",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row in its place: lines of words with their heights, and the marks below them."""

    texts: tuple[tuple[str, tuple[str, ...]], ...]
    top: float
    marks: tuple[Mark, ...]

    def y(self, share: float) -> str:
        """A height within the marks: 0 at their top, 1 at their foot."""
        return _em(self.top + MARK * share)


@dataclass(frozen=True, slots=True)
class Heights:
    """Where what is not a row stands, and what must be defined for the marks."""

    level: str
    top: str
    bottom: str
    ticks: str
    note: str
    height: str
    hatched: bool
    arrows: bool
    band: str = f"{BAND}em"
    tall: str = f"{MARK}em"
    taller: str = f"{MARK * 1.26:.2f}em"


def _heights(top: float, bottom: float, marks: Sequence[Mark], *, noted: bool) -> Heights:
    return Heights(
        level=_em(1.05),
        top=_em(top),
        bottom=_em(bottom),
        ticks=_em(bottom + 1.3),
        note=_em(bottom + 1.3 + TEXT),
        height=_em(bottom + 1.7 + (TEXT if noted else 0)),
        hatched=any(mark.shape is Shape.BAR and mark.look is Look.FORECAST for mark in marks),
        arrows=any(End.ARROW in (mark.left, mark.right) for mark in marks),
    )


def _placed(lines: Sequence[Line], top: float) -> tuple[list[Row], float]:
    """Every line below the one before, and where the axis lies below them all."""
    y, rows = top, []
    for line in lines:
        texts = []
        for words in _wrapped(line):
            texts.append((_em(y + 1.05), words))
            y += TEXT
        rows.append(Row(tuple(texts), y, line.marks))
        y += MARK + GAP if line.marks else GAP / 2
    return rows, y


def _keys(marks: Sequence[Mark], result: str) -> list[tuple[Mark, str]]:
    """One small mark of every kind that occurs, with what it stands for."""
    meanings = {**_KEYS, Look.RESULT: result}
    found: dict[tuple[Shape, Look], tuple[Mark, str]] = {}
    for mark in marks:
        one_sided = End.ARROW in (mark.left, mark.right)
        meaning = "Nguồn chỉ nêu một phía" if one_sided else meanings[mark.look]
        found.setdefault((mark.shape, mark.look), (_small(mark), meaning))
    return list(found.values())


def _em(height: float) -> str:
    return f"{height:.2f}".rstrip("0").rstrip(".") + "em"


def _wrapped(line: Line) -> Iterator[tuple[str, ...]]:
    """The heading and the words of a row, as many side by side as a narrow screen holds."""
    pieces = [line.heading, *line.words]
    side = pieces[:1]
    for piece in pieces[1:]:
        if sum(len(word) + 1 for word in side) + len(piece) > _WIDEST:
            yield tuple(side)
            side = []
        side.append(piece)
    yield tuple(side)


def _small(mark: Mark) -> Mark:
    """A mark of the same look as a key shows it."""
    wide = mark.shape in (Shape.BAR, Shape.RANGE)
    start, end = (Fraction(10), Fraction(90)) if wide else (Fraction(50), Fraction(50))
    return replace(mark, start=start, end=end, title="")


def _ticks(scale: Scale, unit: str) -> list[tuple[str, str, str]]:
    """Where the axis is marked, with the words and on which side of the place they stand."""
    sign = unit_text(unit)
    marked = [(scale.place(tick), fraction(tick, scale.decimals) + sign) for tick in scale.ticks]
    while len(marked) > 2 and _crowded(marked):
        marked = marked[::2]
    anchors = {Fraction(0): "start", Fraction(100): "end"}
    return [(percent(at), words, anchors.get(at, "middle")) for at, words in marked]


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


def _note(scale: Scale, unit: str) -> str:
    """What must be said of an axis on which lengths cannot be compared."""
    if scale.low <= 0:
        return ""
    low = fraction(scale.low, scale.decimals)
    low = f"thứ{NBSP}{low}" if unit == PLACE else low + unit_text(unit, in_full=True)
    return f"Trục bắt đầu từ {low}, không từ 0{unit_text(unit)}."
