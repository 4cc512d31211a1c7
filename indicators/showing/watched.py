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
    """A mapping that notes of which subjects something was asked: what a name begins with, or what
    a file is called.
    """

    def __init__(self, of: Mapping[Any, Any], note: Callable[[str], None]) -> None:
        self._of, self._note = of, note

    def __getitem__(self, key: Any) -> Any:
        name = key if isinstance(key, str) else key[0]
        file = name.rpartition("/")[2].partition(".")
        self._note(file[0] if file[1] else name.partition("/")[0])
        return self._of[key]

    def __iter__(self) -> Iterator[Any]:
        self._note(ALL)
        return iter(self._of)

    def __len__(self) -> int:
        self._note(ALL)
        return len(self._of)


def watched(writer: Writer, note: Callable[[str], None]) -> Writer:
    """A writer that notes the subjects of which something is read."""
    views = writer.views
    seen = replace(
        views,
        figures=views.figures.within(lambda part: Watched(part, note)),
        indicators=Watched(views.indicators, note),
        targets=Watched(views.targets, note),
    )
    links = replace(writer.links, files=Watched(writer.links.files, note))
    return replace(writer, views=seen, links=links)
