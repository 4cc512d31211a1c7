"""Addresses between pages: from where a figure is shown to where it comes from."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.figures import Figure

DOCUMENTS = "documents"
RULES = "rules"


class NoPageError(LookupError):
    """Something is linked to that no page is the home of."""


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses as seen from one page.

    ``page`` and the values of ``homes`` are addresses relative to the site's root
    (``chi-tieu/ket-nap/`` or, offline, ``chi-tieu/ket-nap.html``). ``homes`` says on which page
    the provenance of a subject (an indicator, a target, a document's facts) stands, and where the
    documents are. ``source_line`` is the address of a line of the data file at the built commit,
    with ``{file}`` and ``{line}`` to be filled in; empty when there is none.
    """

    page: str
    homes: Mapping[str, str]
    source_line: str = ""

    def to(self, address: str) -> str:
        """The relative address of a page or file of the site."""
        path, mark, fragment = address.partition("#")
        here = posixpath.dirname(self.page)
        there = posixpath.relpath(path or ".", here or ".")
        if path.endswith("/") or not path:
            there += "/"
        same = path == self.page
        return ("" if same and mark else there) + mark + fragment

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
        return self.to(f"{self.home(figure.subject)}#{figure.anchor}")

    def subject(self, subject: str) -> str:
        """The address of the page about an indicator or a target."""
        return self.to(self.home(subject))

    def document(self, document: str) -> str:
        """The address of a document's row."""
        return self.to(f"{self.home(DOCUMENTS)}#{document}")

    def line(self, file: str, line: int) -> str:
        """The address of a line of the data file, or an empty text."""
        return self.source_line.format(file=file, line=line) if self.source_line else ""
