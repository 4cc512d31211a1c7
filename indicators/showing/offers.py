"""Links to files that hold what stands beside them: their forms, addresses and sizes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from indicators.export.addresses import in_api
from indicators.showing.links import Links
from indicators.words.wording import NBSP, fraction

_FORMS = {
    ".xlsx": "Excel (XLSX)",
    ".csv": "CSV",
    ".excel.csv": "CSV cho Excel tiếng Việt",
    ".json": "JSON",
}
FORMS = tuple(_FORMS.values())
"""What the forms are called, in the order in which they are offered."""

DRAWINGS = {
    "years": "Biểu đồ theo năm (SVG)",
    "totals": "Biểu đồ lũy kế (SVG)",
    "needed": "Biểu đồ số cần có (SVG)",
}
"""What each chart of an indicator is called as a file of its own."""


class Offer(NamedTuple):
    """A file that a page offers: its form, its address as seen from the page, and its size."""

    form: str
    href: str
    size: str


def addresses(stem: str) -> Iterator[tuple[str, str]]:
    """The forms of a content, each with the address at which it would stand."""
    for ending, form in _FORMS.items():
        yield form, in_api(stem) if ending == ".json" else stem + ending


def offers(stem: str, links: Links) -> tuple[Offer, ...]:
    """Every form of a content that was made."""
    return tuple(offer(form, path, links) for form, path in addresses(stem) if path in links.files)


def offer(form: str, path: str, links: Links) -> Offer:
    """A file that was made, as a page offers it."""
    return Offer(form, links.file(path), size(len(links.files[path])))


def beside(stem: str, links: Links, chart: str = "") -> tuple[Offer, ...]:
    """What is offered below a table or a ``chart``: the common forms, and the drawing itself."""
    drawn = (offer("SVG", chart, links),) if chart in links.files else ()
    known = (item for item in offers(stem, links) if item.form != _FORMS[".excel.csv"])
    return (*drawn, *known)


def size(count: int) -> str:
    """How large a file is, as people say it."""
    if count < 1000:
        return f"{count}{NBSP}byte"
    return fraction(Fraction(count, 1000), 0 if count >= 10000 else 1) + f"{NBSP}KB"
