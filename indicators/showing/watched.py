"""What the macros of a page read of the data: the preview asks them again only where something of
it has changed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from indicators.computing.compute import Views
from indicators.model import Dataset
from indicators.showing.macro import Writer

ALL = "*"
"""What is read by whoever walks through a mapping."""

Files = Mapping[str, bytes]
Starts = Mapping[str, tuple[str, int]]


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


def subjects_of(views: Views) -> set[str]:
    """Every indicator and target, and all that figures are about."""
    return {*views.figures.subjects, *views.indicators, *views.targets}


def changed(before: Views, now: Views, owners: set[str]) -> set[str]:
    """The subjects of which something is not as before, with the ``owners`` of lines that are not;
    all of them where what they share has changed.
    """
    known = subjects_of(now)
    if _shared(before.asked) != _shared(now.asked) or subjects_of(before) != known:
        return {ALL}
    return owners | {
        name
        for name in known
        if before.figures.of(name) != now.figures.of(name)
        or before.indicators.get(name) != now.indicators.get(name)
        or before.targets.get(name) != now.targets.get(name)
    }


_ROWS = {"observations": (), "totals": (), "published": ()}


def _shared(dataset: Dataset) -> Dataset:
    """The data without the rows of its indicators, which only their own figures tell."""
    indicators = tuple(item.model_copy(update=_ROWS) for item in dataset.indicators)
    return dataset.model_copy(update={"indicators": indicators})


def owners(before: Files, now: Files, starts: Starts) -> set[str]:
    """The subjects on whose lines something else is written; everything where lines have moved."""
    listed = sorted((place, name) for name, place in starts.items())
    places = [place for place, _ in listed]
    found: set[str] = {ALL} if before.keys() != now.keys() else set()
    for file in before.keys() & now.keys():
        old, new = before[file].split(b"\n"), now[file].split(b"\n")
        if len(old) != len(new):
            return {ALL}
        for line, pair in enumerate(zip(old, new, strict=True), 1):
            if pair[0] != pair[1]:
                at = bisect_right(places, (file, line)) - 1
                here = at >= 0 and places[at][0] == file
                found.add(listed[at][1] if here else ALL)
    return found
