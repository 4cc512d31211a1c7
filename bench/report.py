"""Tables of what was measured, as Vietnamese Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


def decimal(value: float, places: int = 2) -> str:
    """A number as Vietnam writes it."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def seconds(value: float) -> str:
    """A time: milliseconds below a tenth of a second."""
    return f"{decimal(value * 1000, 0)} ms" if value < 0.1 else f"{decimal(value)} s"


def times(value: float, of: float) -> str:
    """How many times another amount this is; the other itself is 1."""
    return f"{decimal(value / of)}" if of else "–"


@dataclass(frozen=True)
class Table:
    """A measured table with the sentences that say how to read it."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def markdown(self) -> str:
        """The table as a section; a column of numbers is set to the right by the site's styles."""
        lines = [self.headings, ["---"] + ["---:"] * (len(self.headings) - 1), *self.rows]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        notes = "".join(f"\n{note}" for note in self.notes)
        return f"## {self.title}\n\n{table}\n" + (f"{notes}\n" if notes else "")


def document(machine: Iterable[str], tables: Iterable[Table]) -> str:
    """The whole of the last measurement."""
    facts = "".join(f"- {fact}\n" for fact in machine)
    parts = [f"## Máy đo\n\n{facts}", *(table.markdown() for table in tables)]
    return "\n".join(parts)
