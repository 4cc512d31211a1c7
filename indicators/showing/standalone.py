"""Charts as files of their own: the drawing of the page with its title, key, source and colours."""

from __future__ import annotations

import re
import textwrap
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from markupsafe import Markup

from indicators.computing.compute import Views
from indicators.export.addresses import drawing
from indicators.export.edition import BOTH, title
from indicators.showing.charts import What, chart
from indicators.showing.links import Links
from indicators.showing.macro import Writer
from indicators.showing.render import render

WIDTH, MARGIN, FONT, LINE = 760, 20, 15, 22
"""The size of a drawing and of its letters, in pixels."""

# About as many letters of that size as stand in the width.
_LETTERS, _BOLD_LETTERS = 100, 84


@dataclass(frozen=True, slots=True)
class Placed:
    """Words, with a mark of the key before them or none, and how far down they stand."""

    y: int
    words: str
    mark: Markup


def drawings(views: Views) -> dict[str, bytes]:
    """Every chart that the data has, by its address."""
    made = {
        drawing(name, what): _standalone(views, name, what)
        for name in views.indicators
        for what in get_args(What)
    }
    return {path: text.encode() for path, text in made.items() if text}


def _standalone(views: Views, name: str, what: What) -> str:
    """A chart as an SVG document; empty where there is nothing to draw."""
    # Nothing is linked from a file that may lie anywhere, so every page is as good as another.
    links = Links("", defaultdict(str))
    try:
        html = chart(Writer(views, links), name, what)
    except ValueError:
        return ""
    # The markup is our own template's, escaped and well formed.
    figure = ET.fromstring(html)  # noqa: S314
    body = figure.find(".//svg[@class='i-c']")
    keys = figure.findall(".//ul/li")
    if body is None or not keys:
        return ""
    caption, unit = _caption(figure)
    page = _Page()
    headings = page.put(textwrap.wrap(caption, _BOLD_LETTERS))
    units = page.put([unit])
    marks = [_key(page, item) for item in keys]
    top = page.y
    page.y += round(float(body.attrib["height"].removesuffix("em")) * FONT) + LINE
    notes = [_words(item) for item in figure.findall("./div[@class='i-notes']/p")]
    sources = [note for note in notes if note.startswith("Nguồn: ")]
    below = page.put(
        line
        for note in (*sources, f"{title(views)}. Giấy phép: {BOTH}.")
        for line in textwrap.wrap(note, _LETTERS)
    )
    return render(
        "standalone.svg.jinja",
        links,
        caption=caption,
        license=BOTH,
        headings=headings,
        lines=(*units, *below),
        keys=marks,
        top=top,
        body=_drawn(body),
        width=WIDTH,
        height=page.y,
        margin=MARGIN,
        font=FONT,
    )


class _Page:
    """How far down what was put on a page reaches."""

    def __init__(self) -> None:
        self.y = MARGIN + FONT

    def put(self, words: Iterable[str], mark: Markup | None = None) -> list[Placed]:
        placed = []
        for line in words:
            placed.append(Placed(self.y, line, mark or Markup()))
            self.y += LINE
        return placed


def _caption(figure: ET.Element) -> tuple[str, str]:
    """The caption without its number, and the unit."""
    found = figure.find("figcaption")
    assert found is not None, "a chart has a caption"
    number, unit = found.findall("span")
    return _spaced(number.tail or ""), _words(unit)


def _key(page: _Page, item: ET.Element) -> Placed:
    mark = item.find("svg")
    assert mark is not None, "a key shows its mark"
    (placed,) = page.put([_spaced(mark.tail or "")], _drawn(mark))
    return placed


def _words(element: ET.Element) -> str:
    return _spaced("".join(element.itertext()))


def _spaced(text: str) -> str:
    """The text with single spaces; those that must not break stay as they are."""
    return re.sub(r"[ \n]+", " ", text).strip(" ")


def _drawn(element: ET.Element) -> Markup:
    """The drawing itself, without how the page calls it."""
    inside = "".join(
        ET.tostring(child, encoding="unicode", short_empty_elements=True)
        for child in element
        if child.tag not in ("title", "desc")
    )
    return Markup(inside)  # noqa: S704 - our own template's markup, written anew
