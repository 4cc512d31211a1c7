"""The site as a whole: the data, which page is the home of what, and a writer for each page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from indicators import read
from indicators.audit import Places
from indicators.compute import Views, compute
from indicators.links import DOCUMENTS, Links
from indicators.pages import Page, check_page, nearest
from indicators.problems import Problem
from indicators.writer import Writer, macros


@dataclass(frozen=True)
class Site:
    """Everything that the pages share."""

    views: Views
    places: Places
    homes: Mapping[str, str]
    problems: Mapping[str, tuple[Problem, ...]]
    source_line: str = ""

    def writer(self, page: str) -> Writer:
        """The writer of the page at an address below the site's root."""
        return Writer(self.views, Links(page, self.homes, self.source_line), self.places)


def open_site(
    files: Mapping[str, bytes],
    pages: Mapping[str, tuple[Page, Mapping[str, Any]]],
    *,
    directories: bool = True,
    source_line: str = "",
) -> Site:
    """The site made of data files (the main one first) and pages with their front matter.

    ``directories`` says whether ``a/b.md`` is served as ``a/b/``. What is wrong with pages stands
    in ``problems`` by the page's name. Errors: ``DataError`` with every problem of the data.
    """
    views, places = _computed(tuple(files.items()))
    problems: dict[str, tuple[Problem, ...]] = {}
    homes: dict[str, str] = {}
    for name, (page, meta) in pages.items():
        home = address(name, directories=directories)
        found = list(check_page(page, macros().keys()))
        for subject in meta.get("indicators", ()):
            found += _declare(homes, str(subject), home, page, views)
        if meta.get("home") == DOCUMENTS:
            homes[DOCUMENTS] = home
        if found:
            problems[name] = tuple(found)
    return Site(views, places, homes, problems, source_line)


@lru_cache(maxsize=2)
def _computed(files: tuple[tuple[str, bytes], ...]) -> tuple[Views, Places]:
    """The data is read and computed once for all pages and builds with the same bytes."""
    loaded = read(dict(files))
    assert loaded.dataset is not None
    return compute(loaded.dataset), loaded.positions


def _declare(
    homes: dict[str, str], subject: str, home: str, page: Page, views: Views
) -> Iterator[Problem]:
    known = [*views.indicators, *views.targets, *(item.id for item in views.dataset.documents)]
    if subject not in known:
        context: dict[str, object] = {"written": subject, "guess": nearest(subject, known)}
        yield Problem(page.name, 1, 1, "page-subject", context, "")
    elif subject in homes:
        context = {"written": subject, "other": homes[subject]}
        yield Problem(page.name, 1, 1, "page-home", context, "")
    else:
        homes[subject] = home


def address(name: str, *, directories: bool = True) -> str:
    """The address of a page below the site's root: ``a/b.md`` is at ``a/b/`` or ``a/b.html``."""
    stem = name.removesuffix(".md")
    if not directories:
        return f"{stem}.html"
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index")
    return f"{stem}/"
