"""The data file as a flat list: every typed value under a name that does not move."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from indicators.comparing.leaves import ORDER, walk
from indicators.model import Dataset


class Typed(NamedTuple):
    """A value of the data file: its place by ids, what it is, and its text as typed."""

    key: str
    label: str
    value: str


def typed_values(dataset: Dataset) -> Iterator[Typed]:
    """Every value in the order of the file; what is a list of ids keeps its order."""
    for leaf in walk(dataset):
        if leaf.text is not None and leaf.field != ORDER:
            yield Typed("/".join(leaf.key), leaf.label, _text(dataset.at(leaf.path)))


def _text(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case tuple() if not hasattr(value, "_fields"):
            return " ".join(str(item) for item in value)
    return str(value)
