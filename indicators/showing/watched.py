"""What the macros of a page read of the data: the preview asks them again only where something of
it has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from indicators.showing.macro import Writer

ALL = "*"
"""What is read by whoever walks through a mapping."""


class Watched(Mapping[Any, Any]):
    """A mapping that notes what was asked of it."""

    def __init__(self, of: Mapping[Any, Any], note: Callable[[Any], None]) -> None:
        self._of, self._note = of, note

    def __getitem__(self, key: Any) -> Any:
        self._note(key)
        return self._of[key]

    def __iter__(self) -> Iterator[Any]:
        self._note(ALL)
        return iter(self._of)

    def __len__(self) -> int:
        self._note(ALL)
        return len(self._of)


def watched(writer: Writer, note: Callable[[str], None]) -> Writer:
    """A writer that notes of which subjects something is read, and which files are."""

    def within(part: Mapping[Any, Any]) -> Watched:  # what a name or a series begins with
        return Watched(
            part, lambda key: note((key if isinstance(key, str) else key[0]).partition("/")[0])
        )

    views = writer.views
    seen = replace(
        views,
        figures=views.figures.within(within),
        indicators=within(views.indicators),
        targets=within(views.targets),
    )
    links = replace(writer.links, files=Watched(writer.links.files, note))
    return replace(writer, views=seen, links=links)
