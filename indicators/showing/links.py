"""Addresses between pages: from where a figure is shown to where it comes from."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from indicators.computing.figures import Figure
from indicators.showing.hosting import NOWHERE, Hosting

DOCUMENTS = "documents"
RULES = "rules"


class NoPageError(LookupError):
    """Something is linked to that no page is the home of."""


def address(name: str, *, directories: bool = True) -> str:
    """The address of a page below the site's root: ``a/b.md`` is at ``a/b/`` or ``a/b.html``."""
    stem = name.removesuffix(".md")
    if not directories:
        return f"{stem}.html"
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index")
    return f"{stem}/"


@lru_cache(maxsize=1024)
def _relative(page: str, path: str) -> str:
    """How a page's numbers lead to another page; asked for every number, so remembered."""
    there = posixpath.relpath(path or ".", posixpath.dirname(page) or ".")
    return there + "/" if path.endswith("/") or not path else there


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses as seen from one page.

    ``page`` and the values of ``homes`` are addresses relative to the site's root
    (``chi-tieu/ket-nap/`` or, offline, ``chi-tieu/ket-nap.html``). ``homes`` says on which page
    the provenance of a subject (an indicator, a target, a document's facts, a unit) stands, and
    where the documents are. ``hosting`` gives addresses in the repository, and ``starts`` the file
    and line where the data of a subject, or a list such as ``/targets``, begins. ``files`` are
    those that stand beside the pages, by their addresses below ``root``, which is where all that
    is given away of the page's term begins.
    """

    page: str
    homes: Mapping[str, str]
    hosting: Hosting = NOWHERE
    starts: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    root: str = ""

    def to(self, address: str) -> str:
        """The relative address of a page or file of the site; another site's stays as it is."""
        if "://" in address:
            return address
        path, mark, fragment = address.partition("#")
        if mark and path == self.page:
            return mark + fragment
        return _relative(self.page, path) + mark + fragment

    def file(self, path: str) -> str:
        """The relative address of a file that is given away."""
        return self.to(self.root + path)

    def home(self, subject: str) -> str:
        """The address of a subject's page. Errors: ``NoPageError`` when no page declares it."""
        try:
            return self.homes[subject]
        except KeyError:
            raise NoPageError(
                f"Không trang nào khai “{subject}” ở mục indicators: trong phần đầu trang. "
                f"Cách sửa: thêm “{subject}” vào indicators: của trang chỉ tiêu đó."
            ) from None

    def figure(self, figure: Figure) -> str:
        """The address of the row that says where a figure comes from."""
        return self.to(f"{self.home(self.owner(figure))}#{figure.anchor}")

    def owner(self, figure: Figure) -> str:
        """Whose page tells where a figure comes from: a unit's that has one, else its subject's."""
        key = figure.portion.key if figure.portion else ""
        return key if key in self.homes else figure.subject

    def subject(self, subject: str) -> str:
        """The address of the page about an indicator or a target."""
        return self.to(self.home(subject))

    def document(self, document: str) -> str:
        """The address of a document's row."""
        return self.to(f"{self.home(DOCUMENTS)}#{document}")

    def edit(self, subject: str) -> str:
        """The address where the data of a subject is edited, or an empty text."""
        return self.hosting.editor(*self.starts[subject]) if subject in self.starts else ""
