"""What the macros of a page read of the data: the preview asks them again only where something of
it has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from indicators.showing.chapter import Chapter
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

    views, links = writer.views, writer.links
    seen = replace(
        views,
        figures=views.figures.within(within),
        indicators=within(views.indicators),
        targets=within(views.targets),
    )
    links = replace(links, files=Watched(links.files, note))
    return replace(writer, views=seen, links=links)


def changed(was: Chapter, now: Chapter) -> set[str]:
    """Of which subjects something is other than it was, with the files that are; ``ALL`` is one of
    them where there is any.
    """
    found = {it for it in _subjects(now) if _state(was, it) != _state(now, it)}
    found |= {path for path, file in now.files.items() if was.files[path] != file}
    return found and {ALL, *found}


_ROWS = {"observations": (), "totals": (), "published": ()}


def common(of: Chapter) -> object:
    """What all pages of a chapter share: the data without the rows of indicators, which only their
    own figures tell; what there is, and where lists of it begin.
    """
    data = of.views.asked
    indicators = tuple(item.model_copy(update=_ROWS) for item in data.indicators)
    starts = {name: place for name, place in of.starts.items() if name[0] == "/"}
    told = data.model_copy(update={"indicators": indicators}), starts, [*of.files], _subjects(of)
    return of.root, of.term, of.former, of.homes, of.past, told


def _subjects(of: Chapter) -> set[str]:
    """Every indicator and target, and all that figures are about."""
    return {*of.views.figures.subjects, *of.views.indicators, *of.views.targets}


def _state(of: Chapter, subject: str) -> object:
    """All that pages may say of a subject, and on which lines it stands."""
    views, figures = of.views, of.views.figures.of(subject)
    lines = [of.places.get(figure.path) for figure in figures if figure.path]
    known = views.indicators.get(subject), views.targets.get(subject)
    return figures, lines, *known, of.starts.get(subject)
