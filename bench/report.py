"""Tables of what was measured, as Vietnamese Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


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
        """The table as a section to read in a terminal."""
        lines = [self.headings, ["---"] + ["---:"] * (len(self.headings) - 1), *self.rows]
        return self._section("\n".join(f"| {' | '.join(line)} |" for line in lines))

    def page(self) -> str:
        """The same for a page: HTML as of the site's own tables, which are set and scroll well.

        Markdown's alignment would write style attributes, which the site's policy forbids.
        """
        first, *others = map(_html, self.headings)
        head = f'<th scope="col">{first}</th>'
        head += "".join(f'<th scope="col" class="i-num">{words}</th>' for words in others)
        body = ""
        for name, *cells in (map(_html, row) for row in self.rows):
            body += f'<tr><th scope="row">{name}</th>'
            for label, cell in zip(others, cells, strict=True):
                body += f'<td class="i-num" data-label="{label}">{cell}</td>'
            body += "</tr>"
        return self._section(
            f'<div class="i-scroll" role="region" tabindex="0" aria-label="{escape(self.title)}">'
            f'<table class="i-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
            "</div>"
        )

    def _section(self, table: str) -> str:
        notes = "".join(f"\n{note}" for note in self.notes)
        return f"## {self.title}\n\n{table}\n" + (f"{notes}\n" if notes else "")


def _html(text: str) -> str:
    """A cell's text, what stands between back quotes as code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(text))


def document(machine: Iterable[str], tables: Iterable[Table]) -> str:
    """The whole of the last measurement."""
    facts = "".join(f"- {fact}\n" for fact in machine)
    parts = [f"## Máy đo\n\n{facts}", *(table.page() for table in tables)]
    return "\n".join(parts)
