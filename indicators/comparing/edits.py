"""What was edited in the data beside the numbers that are figures: meanings, sources, wording."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import StrEnum

from indicators.comparing.leaves import ORDER, Key, Leaf, Leaves, leaves
from indicators.model import (
    Dataset,
    Document,
    Fact,
    Former,
    GradeCount,
    Observation,
    Part,
    Programme,
    Published,
    Solution,
    Step,
    Target,
    Total,
)
from indicators.reporting.findings import Path


class Nature(StrEnum):
    """What an edited value is to the reader."""

    NUMBER = "number"
    MEANING = "meaning"
    SOURCE = "source"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class LeafChange:
    """A typed value that is not a figure, or a whole record, before and after.

    One side is None where it was not, or is no longer, there.
    """

    nature: Nature
    before: Leaf | None
    after: Leaf | None

    @property
    def leaf(self) -> Leaf:
        """The value as it is now, or as it was."""
        found = self.after or self.before
        assert found is not None, "a change has a side"
        return found


_HOLDERS = (Observation, Total, Published, Part, GradeCount, Fact, Former)
_PROSE = (Document, Programme, Step, Solution)

_SOURCES = frozenset({"source", "locator", "set-by", "plan-set-by"})
_MEANINGS = frozenset(
    {
        "model", "measure", "unit", "decimals", "type", "numerator", "denominator",
        "denominator-figure", "indicators", "start", "end", "bound", "status", "figure", "period",
        "through", "part", "from", "to", "well", "parent", "answer", "smallest-shown",
    }
)  # fmt: skip
_NUMBERS = frozenset(
    {
        "value", "min", "max", "base", "plan", "proposed", "population", "count", "share",
        "numerator", "denominator",
    }
)  # fmt: skip
# What a record says about its number; a report of the number tells it too.
_BESIDE = (_MEANINGS - _NUMBERS) | {"missing"}


def leaf_changes(
    before: Dataset, after: Dataset, told_before: Container[Path], told_after: Container[Path]
) -> Iterator[LeafChange]:
    """Every edited value that is not ``told`` already with the figure at its place.

    A record that is new or gone is one change, with its numbers if they are not told.
    """
    was, now = leaves(before), leaves(after)
    told = _told_records(was, told_before) | _told_records(now, told_after)
    whole: set[Key] = set()
    for key in dict.fromkeys([*was.values, *now.values]):
        old, new = was.values.get(key), now.values.get(key)
        if old is not None and new is not None and old.text == new.text:
            continue
        leaf = new or old
        assert leaf is not None, "a key stands in one of both"
        if (old and old.path in told_before) or (new and new.path in told_after):
            continue
        own, other = (was, now) if new is None else (now, was)
        top = _first_unknown(key, own, other)
        if top is None or _is_number(leaf):
            nature = _nature(leaf, old, new)
            if nature is not None and not _is_told(leaf, told):
                yield LeafChange(nature, old, new)
        elif top not in whole:
            whole.add(top)
            yield from _whole(top, was, now, told)


def _whole(top: Key, was: Leaves, now: Leaves, told: set[Key]) -> Iterator[LeafChange]:
    """A record that is new or gone, unless its number is told."""
    old, new = was.records.get(top), now.records.get(top)
    record = new or old
    assert record is not None, "a record's key stands in one of both"
    of_a_number = issubclass(record.record, _HOLDERS) and top in told
    of_a_former = issubclass(record.record, Former) and top[:-2] in told
    if not (of_a_number or of_a_former):
        yield LeafChange(Nature.WORDING, old, new)


def _told_records(side: Leaves, told: Container[Path]) -> set[Key]:
    """The records that hold a number which is told."""
    return {leaf.key[:-1] for leaf in side.values.values() if leaf.path in told}


def _is_told(leaf: Leaf, told: set[Key]) -> bool:
    """Whether it says something of a number that is told."""
    if issubclass(leaf.record, Former):
        return leaf.key[:-3] in told
    return issubclass(leaf.record, _HOLDERS) and leaf.field in _BESIDE and leaf.key[:-1] in told


def _first_unknown(key: Key, own: Leaves, other: Leaves) -> Key | None:
    """The outermost record around a value that the other version does not have."""
    around = (key[:end] for end in range(len(key)))
    return next((at for at in around if at in own.records and at not in other.records), None)


def _nature(leaf: Leaf, old: Leaf | None, new: Leaf | None) -> Nature | None:
    """What the value is to the reader; None for an order that follows from other changes."""
    if leaf.field == ORDER:
        texts = [side.text.split("; ") for side in (old, new) if side is not None and side.text]
        moved = len(texts) == 2 and sorted(texts[0]) == sorted(texts[1])
        return Nature.WORDING if moved else None
    if _is_number(leaf):
        return Nature.NUMBER
    if leaf.field in _SOURCES:
        return Nature.SOURCE
    prose = issubclass(leaf.record, _PROSE) or leaf.field not in _MEANINGS
    return Nature.WORDING if prose else Nature.MEANING


def _is_number(leaf: Leaf) -> bool:
    return leaf.field in _NUMBERS and issubclass(leaf.record, (*_HOLDERS, Target))
