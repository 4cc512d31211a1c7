"""The site as a whole: the data, which page is the home of what, and a writer for each page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from indicators import read
from indicators.comparing.history import UNKNOWN, History, digest
from indicators.comparing.versions import Extent
from indicators.computing.compute import Views, compute
from indicators.computing.figures import Division
from indicators.computing.units import Registry, registry
from indicators.export import Edition, Format
from indicators.export.edition import UNSTATED
from indicators.model import Document, Indicator, Target
from indicators.reporting.messages import fault
from indicators.reporting.problems import Path, Problem
from indicators.showing.exports import exports
from indicators.showing.hosting import NOWHERE, Hosting
from indicators.showing.links import DOCUMENTS, Links
from indicators.showing.macro import Places
from indicators.showing.naming import nearest
from indicators.showing.pages import Page, check_page
from indicators.showing.writer import Writer, macros


@dataclass(frozen=True)
class Site:
    """Everything that the pages share."""

    views: Views
    places: Places
    homes: Mapping[str, str]
    problems: Mapping[str, tuple[Problem, ...]]
    starts: Mapping[str, tuple[str, int]]
    hosting: Hosting = NOWHERE
    history: History = UNKNOWN
    edition: Edition = UNSTATED
    files: Mapping[str, bytes] = field(default_factory=dict)

    def writer(self, page: str) -> Writer:
        """The writer of the page at an address below the site's root."""
        links = Links(page, self.homes, self.hosting, self.starts, self.files)
        return Writer(self.views, links, self.places, past=self.history, edition=self.edition)


def open_site(
    files: Mapping[str, bytes],
    pages: Mapping[str, tuple[Page, Mapping[str, Any]]],
    *,
    directories: bool = True,
    hosting: Hosting = NOWHERE,
    history: History = UNKNOWN,
    edition: Edition = UNSTATED,
    formats: Collection[Format] = (),
) -> Site:
    """The site made of data files (the main one first) and pages with their front matter.

    ``directories`` says whether ``a/b.md`` is served as ``a/b/``; ``hosting`` and ``history`` are
    what is known of the repository. ``formats`` are those in which the data is given away, as an
    ``edition``; the pages know the files before they are written. What is wrong with pages stands
    in ``problems`` by the page's name. Errors: ``DataError`` with every problem of the data.
    """
    views, places = _computed(tuple(files.items()))
    problems: dict[str, tuple[Problem, ...]] = {}
    homes: dict[str, str] = {}
    documents = [item.id for item in views.dataset.documents]
    known = dict.fromkeys([*views.indicators, *views.targets, *documents])
    units = [item.id for item in views.dataset.units]
    for name, (page, meta) in pages.items():
        home = address(name, directories=directories)
        found = list(check_page(page, macros(), views))
        for subject in meta.get("indicators", ()):
            found += _declare(homes, str(subject), home, page, known)
        for unit in meta.get("units", ()):
            found += _declare(homes, f"{Division.UNIT}/{unit}", home, page, units)
        if meta.get("home") == DOCUMENTS:
            homes[DOCUMENTS] = home
        if found:
            problems[name] = tuple(found)
    homes.update(_below(homes, registry(views.dataset)))
    # Positions are read from the text once more, so only where a link leads to them.
    starts = {} if hosting == NOWHERE else dict(_starts(views, places))
    if history.extent is not Extent.MISSING and history.data != digest(files):
        history = replace(history, behind=True)
    made = _exported(tuple(files.items()), edition, tuple(formats))
    return Site(views, places, homes, problems, starts, hosting, history, edition, made)


_last: dict[Hashable, Site] = {}


def once(stamp: Hashable, make: Callable[[], Site]) -> Site:
    """The site that was made last, where the stamp of what it is made of is still the same.

    A builder may ask for every page (Zensical runs ``macros.py`` anew for each), and opening a
    site reads and checks all of them.
    """
    if stamp not in _last:
        made = make()
        _last.clear()
        _last[stamp] = made
    return _last[stamp]


def _starts(views: Views, places: Places) -> Iterator[tuple[str, tuple[str, int]]]:
    """In which line of which file the data of each subject, and each list of them, begins."""
    data = views.dataset
    listed: dict[str, Sequence[Document | Target | Indicator]] = {
        "documents": data.documents,
        "targets": data.targets,
        "indicators": data.indicators,
    }
    for name, records in listed.items():
        if records:
            yield f"/{name}", _start(places, (name,))
        for index, record in enumerate(records):
            yield record.id, _start(places, (name, index))


def _start(places: Places, path: Path) -> tuple[str, int]:
    place = places[path]
    return place.file, place.line


@lru_cache(maxsize=2)
def _computed(files: tuple[tuple[str, bytes], ...]) -> tuple[Views, Places]:
    """The data is read and computed once for all pages and builds with the same bytes."""
    loaded = read(dict(files))
    assert loaded.dataset is not None
    return compute(loaded.dataset), loaded.positions


@lru_cache(maxsize=2)
def _exported(
    files: tuple[tuple[str, bytes], ...], edition: Edition, formats: tuple[Format, ...]
) -> Mapping[str, bytes]:
    """What is given away is made once for all builds of the same data and edition."""
    return exports(_computed(files)[0], edition, formats) if formats else {}


def _declare(
    homes: dict[str, str], key: str, home: str, page: Page, known: Collection[str]
) -> Iterator[Problem]:
    """Makes a page the home of what its front matter names; of a unit the key says that it is."""
    name = key.removeprefix(f"{Division.UNIT}/")
    if name in known and key not in homes:
        homes[key] = home
        return
    line, column, source = page.declaration(name)
    context: dict[str, object] = {"written": name}
    if name in known:
        context["other"] = homes[key]
        yield Problem(page.name, line, column, fault("page-home", context), source)
    else:
        context["guess"] = nearest(name, known)
        yield Problem(page.name, line, column, fault("page-subject", context), source)


def _below(homes: Mapping[str, str], places: Registry) -> dict[str, str]:
    """The page of each unit without one of its own: that of the closest one above with a page."""
    found: dict[str, str] = {}
    for unit in places.ordered:
        key = f"{Division.UNIT}/{unit.id}"
        above = (f"{Division.UNIT}/{name}" for name in places.above(unit.id))
        home = next((homes[name] for name in above if name in homes), None)
        if key not in homes and home is not None:
            found[key] = home
    return found


def address(name: str, *, directories: bool = True) -> str:
    """The address of a page below the site's root: ``a/b.md`` is at ``a/b/`` or ``a/b.html``."""
    stem = name.removesuffix(".md")
    if not directories:
        return f"{stem}.html"
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index")
    return f"{stem}/"
