"""The layout of a chart: strips of words with their marks, an axis below, and a key to the marks.

What stretches with the screen is measured in percent of the width, what is read in heights of a
line, so that text keeps its size on a phone and on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from indicators.computing.figures import PLACE
from indicators.showing.marks import Look, Mark, MarkForm, Scale, percent
from indicators.words.table import Piece
from indicators.words.wording import NBSP, fraction, unit_text

# In heights of a line: the words of a strip, its mark, the room below it; the band of a target.
TEXT, MARK, GAP = 1.45, 0.95, 0.75
BAND = 0.45
# About as many letters stand side by side on a screen 320 pixels wide.
_WIDEST = 40


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
        meanings = {**_KEYS, "result": self.result}
        found: dict[tuple[MarkForm, Look], tuple[Mark, str]] = {}
        for mark in self.marks:
            one_sided = "arrow" in (mark.left, mark.right)
            meaning = "Nguồn chỉ nêu một phía" if one_sided else meanings[mark.look]
            found.setdefault((mark.shape, mark.look), (_small(mark), meaning))
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


_KEYS: dict[str, str] = {
    "forecast": "Dự kiến, chưa phải kết quả",
    "plan": "Chỉ tiêu năm",
    "plan-inferred": "Chỉ tiêu năm (suy ra)",
    "plan-forecast": "Chỉ tiêu năm (dự kiến)",
    "inferred": "Khoảng suy ra",
}


def em(height: float) -> str:
    """A height as SVG writes it."""
    return f"{height:.2f}".rstrip("0").rstrip(".") + "em"


def _wrapped(strip: Strip) -> Iterator[list[str]]:
    """The heading and the words of a strip, as many side by side as a narrow screen holds."""
    side = [strip.heading]
    for piece in strip.words:
        if sum(len(word) + 1 for word in side) + len(piece) > _WIDEST:
            yield side
            side = []
        side.append(piece)
    yield side


def _small(mark: Mark) -> Mark:
    """A mark of the same look as a key shows it."""
    wide = mark.shape in ("bar", "range")
    start, end = (Fraction(10), Fraction(90)) if wide else (Fraction(50), Fraction(50))
    return mark._replace(start=start, end=end, title="")


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


LAYOUT: dict[str, object] = {
    "em": em, "percent": percent, "tall": MARK, "band": BAND, "text": TEXT,
}  # fmt: skip
"""What the templates of a chart measure by."""
