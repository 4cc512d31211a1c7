"""Macros: functions that a page calls; each is given the writer of that page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import Any, TypeVar

from markupsafe import Markup

from indicators.comparing.history import UNKNOWN, History
from indicators.computing.compute import Views
from indicators.computing.figures import Path
from indicators.export.edition import UNSTATED, Edition
from indicators.reporting.problems import Position
from indicators.showing.links import Links
from indicators.showing.render import block

Places = Mapping[Path, Position]
"""Where each value of the data stands."""

_MACROS: dict[str, Callable[..., Markup]] = {}


@dataclass
class Writer:
    """Writes what one page shows. ``counted`` numbers the tables and charts of that page.

    Each macro is a method of it: ``writer.table("ket-nap")``.
    """

    views: Views
    links: Links
    places: Places = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)
    past: History = UNKNOWN
    others: Mapping[str, Views] = field(default_factory=dict)
    """What follows from the data of the other terms, by their ids."""
    edition: Edition = UNSTATED

    def count(self, what: str) -> int:
        """The number of the next table or chart of the page."""
        self.counted[what] = self.counted.get(what, 0) + 1
        return self.counted[what]

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        try:
            return partial(_MACROS[name], self)
        except KeyError:
            raise AttributeError(name) from None


Macro = TypeVar("Macro", bound=Callable[..., Any])


def macro(call: Macro) -> Macro:
    """Makes a function a macro of its name: what it says is written on the page.

    It is given the page's writer, then what the page gives; an argument that names something in
    the data is marked as such (see ``naming``). It gives a table, words, or a list of such.
    """

    @wraps(call)
    def answer(writer: Writer, *arguments: Any, **options: Any) -> Markup:
        said = call(writer, *arguments, **options)
        listed = said if isinstance(said, list) else [said]
        made = (block(item, writer.links, lambda: writer.count("table")) for item in listed)
        return Markup(" ").join(made)

    _MACROS[call.__name__] = answer
    return call


def macros() -> Mapping[str, Callable[..., Markup]]:
    """The macros by name, each taking the ``Writer`` of the page as its first argument."""
    return dict(sorted(_MACROS.items()))
