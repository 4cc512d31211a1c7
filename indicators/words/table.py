"""A table, or a sentence with numbers in it, as data: what is said, before it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from indicators.computing.figures import CutOff, Figure, Period, Portion, Span, When
from indicators.computing.standing import Standing
from indicators.model import Document
from indicators.scalars import PartialDate
from indicators.words.wording import MISSING, capital, dated, in_text, time_text


class Shown(NamedTuple):
    """A number with its unit, without the plus of a difference, or without what qualifies it."""

    figure: Figure
    unit: bool = False
    sign: bool = True
    marks: bool = True


class Linked(NamedTuple):
    """Words that lead to where a figure comes from, to a document, to the page of a unit or of a
    subject; ``look`` is what the style sheet calls such a link.
    """

    words: Piece
    to: Figure | Document | Portion | str
    look: str = ""


class Said(NamedTuple):
    """Words of ours with parts in the places of ``{}``; inline HTML of ours may stand in them."""

    pattern: str
    parts: tuple[Piece, ...]


class Capital(NamedTuple):
    """What begins a sentence or a cell."""

    part: Piece


Piece = (
    str | Figure | Shown | Standing | Period | Span | CutOff | PartialDate | Linked | Said
    | Capital | None
)  # fmt: skip
"""What may stand in a cell or a sentence; None is what is missing."""


def said(pattern: str, *parts: Piece) -> Said:
    """Words with parts in them. A blank says how its figure is shown: ``{:u}`` with its unit,
    ``{:b}`` bare of what qualifies it, ``{:s}`` without the plus of a difference.
    """
    if "{:" not in pattern:
        return Said(pattern, parts)
    ways = re.findall(r"\{:?([a-z]*)\}", pattern)
    shown = (_shown(*pair) for pair in zip(parts, ways, strict=True))
    return Said(re.sub(r"\{:[a-z]+\}", "{}", pattern), tuple(shown))


def _shown(part: Piece, way: str) -> Piece:
    if not (way and isinstance(part, Figure)):
        return part
    return Shown(part, unit="u" in way, sign="s" not in way, marks="b" not in way)


def joined(parts: Iterable[Piece], separator: str = ", ") -> Said:
    """Parts one after the other."""
    listed = tuple(parts)
    return Said(separator.join(["{}"] * len(listed)), listed)


def listed(parts: Sequence[Piece]) -> Said:
    """Several things in a sentence: ``2020, 2024 và 2025``."""
    if len(parts) < 2:
        return joined(parts)
    return said("{} và {}", joined(parts[:-1]), parts[-1])


def sentences(parts: Iterable[Piece]) -> Said:
    """Sentences one after the other, each with a capital letter and a full stop."""
    return joined([said("{}.", Capital(part)) for part in parts], " ")


def named(when: When | None) -> Piece:
    """A time with its noun: ``năm 2021``, ``các năm 2021 – 2023``, ``giữa tháng 12/2023``; of a
    part of a year only ``đến hết tháng 9/2024``.
    """
    if when is None:
        return ""
    if isinstance(when, Period) and not when.complete:
        return said("đến {}", when.end)
    noun = {Period: "năm\u00a0{}", Span: "các năm\u00a0{}"}.get(type(when), "{}")
    return said(noun, when)


def figures_in(part: Piece) -> Iterator[Figure]:
    """The figures that a part shows, in their order."""
    match part:
        case Figure():
            yield part
        case Shown(figure):
            yield figure
        case Said(_, parts):
            for item in parts:
                yield from figures_in(item)
        case Linked(words) | Capital(words):
            yield from figures_in(words)


def worded(part: Piece) -> str:
    """A part as text."""
    match part:
        case Figure():
            return in_text(part)
        case Shown(figure, unit, sign, marks):
            return in_text(figure, unit=unit, sign=sign, marks=marks)
        case Standing():
            return part.label
        case str():
            return part
        case Said(pattern, parts):
            return re.sub("<[^>]*>", "", pattern).format(*map(worded, parts))
        case Linked(words):
            return worded(words)
        case Capital(words):
            return capital(worded(words))
        case PartialDate():
            return dated(part)
        case None:
            return MISSING
    return time_text(part)


def absent(told: Piece) -> Said:
    """What stands in place of a table or a chart of which there is nothing: why that is so."""
    return said('<p class="i-missing">{}</p>', told)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and its cells from above to below, and whether they are numbers."""

    heading: str
    cells: Sequence[Piece]
    numeric: bool = False


def in_columns(headings: Sequence[str], rows: Iterable[Sequence[Piece]]) -> tuple[Column, ...]:
    """Columns of what is given row by row; a heading that begins with ``#`` is one of numbers."""
    cells = list(rows)
    return tuple(
        Column(heading.removeprefix("#"), [row[at] for row in cells], heading.startswith("#"))
        for at, heading in enumerate(headings)
    )


@dataclass(frozen=True, slots=True)
class Table:
    """Columns side by side, the first one heading the rows, with what is said around them.

    ``ids`` name rows that links lead to. ``files`` is the stem of the files that hold the table,
    ``edit`` what is edited to change it, and ``kind`` what the style sheet calls it; a table with
    words to ``fold`` it opens by them.
    """

    caption: Piece
    columns: tuple[Column, ...]
    unit: str = ""
    notes: tuple[Piece, ...] = ()
    sources: Piece = ""
    ids: Sequence[str] = ()
    kind: str = ""
    files: str = ""
    edit: str = ""
    fold: Piece = ""

    @property
    def rows(self) -> Iterator[tuple[Piece, ...]]:
        """The cells of each row, beginning with its heading."""
        return zip(*(column.cells for column in self.columns), strict=True)

    @property
    def figures(self) -> Iterator[Figure]:
        """The figures that stand in it, row by row."""
        return (figure for row in self.rows for part in row for figure in figures_in(part))
