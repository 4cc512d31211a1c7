"""Addresses: between pages, from where a figure is shown to where it comes from; and on the site
that hosts the repository: a line of data, its editor, a commit.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote

from indicators.computing.figures import Figure
from indicators.export.given import Given
from indicators.scalars import ADDRESS

_BLANK = re.compile(r"\{(repo|commit|branch|file|line)\}")


@dataclass(frozen=True, slots=True)
class Hosting:
    """Where the repository is hosted, and what was built from it.

    ``view``, ``edit`` and ``change`` are the forms of addresses, with ``{repo}``, ``{commit}``,
    ``{branch}``, ``{file}`` and ``{line}`` to be filled in; empty where the host has none such.
    ``commit`` and ``branch`` are what was built, empty where that is not known. Lines are known
    only when the data that was built is the commit's (``clean``). Errors: ``ValueError`` when the
    repository's address is none, or a form names what there is not.
    """

    repository: str = ""
    view: str = ""
    edit: str = ""
    change: str = ""
    commit: str = ""
    branch: str = ""
    clean: bool = False

    def __post_init__(self) -> None:
        if self.repository and not ADDRESS.fullmatch(self.repository):
            raise ValueError(f"repo_url: “{self.repository}” không phải địa chỉ https://…")
        for name in ("view", "edit", "change"):
            form = getattr(self, name)
            if set(_BLANK.sub("", form)) & set("{}"):
                raise ValueError(
                    f"extra.hosting.{name}: “{form}” không dùng được. Cách sửa: chỉ dùng "
                    "{repo}, {commit}, {branch}, {file}, {line} trong địa chỉ."
                )

    def line(self, file: str, line: int) -> str:
        """The address of a line of a file as it was built, or an empty text."""
        return self._filled(self.view, file, line) if self.clean and self.commit else ""

    def editor(self, file: str, line: int) -> str:
        """The address where a line of a file is edited, or an empty text."""
        return self._filled(self.edit, file, line) if self.clean and self.branch else ""

    def commit_page(self, commit: str) -> str:
        """The address of what a commit changed, or an empty text."""
        return self._filled(self.change, commit=commit) if commit else ""

    def _filled(self, form: str, file: str = "", line: int = 0, commit: str = "") -> str:
        parts = map(_quoted, (file, commit or self.commit, self.branch))
        named = dict(zip(("file", "commit", "branch"), parts, strict=True))
        repo = self.repository.rstrip("/")
        return form.format(repo=repo, line=line, **named) if repo else ""


_quoted = lru_cache(maxsize=64)(quote)
NOWHERE = Hosting()

DOCUMENTS = "documents"


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
def relative(page: str, path: str) -> str:
    """How a page's numbers lead to another page; asked for every number, so remembered."""
    there = posixpath.relpath(path or ".", posixpath.dirname(page) or ".")
    return there + "/" if path.endswith("/") or not path else there


@lru_cache(maxsize=1024)
def moved(written: str, page: str, other: str) -> str:
    """How another page leads to where a page leads by a relative address."""
    there = posixpath.normpath(posixpath.join(posixpath.dirname(page), written))
    return relative(other, there + "/" * written.endswith("/") if written else page)


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses as seen from one page.

    ``page`` and the values of ``homes`` are addresses relative to the site's root
    (``chi-tieu/ket-nap/`` or, offline, ``chi-tieu/ket-nap.html``). ``homes`` says on which page
    the provenance of a subject (an indicator, a target, a document's facts, a unit) stands, and
    where the documents are. ``hosting`` gives addresses in the repository, and ``starts`` the file
    and line where the data of a subject, or a list such as ``/targets``, begins. ``files`` are
    those that stand beside the pages, by their addresses below ``root``, which is where all that
    is given away of the page's term begins. ``sheets`` are those to print by their indicators, that
    of the organisation without one.
    """

    page: str
    homes: Mapping[str, str]
    hosting: Hosting = NOWHERE
    starts: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    files: Mapping[str, Given] = field(default_factory=dict)
    root: str = ""
    sheets: Mapping[str, str] = field(default_factory=dict)

    def to(self, address: str) -> str:
        """The relative address of a page or file of the site; another site's stays as it is."""
        if "://" in address:
            return address
        path, mark, fragment = address.partition("#")
        if mark and path == self.page:
            return mark + fragment
        return relative(self.page, path) + mark + fragment

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
