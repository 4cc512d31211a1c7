"""Charts as files of their own: the drawing of the page with its title, key, source and colours."""

from __future__ import annotations

import textwrap
from itertools import count
from typing import get_args

from indicators.computing.compute import Views
from indicators.export.addresses import drawing
from indicators.export.edition import BOTH, title
from indicators.showing import drawings
from indicators.showing.charts import What, drawn
from indicators.showing.drawings import Drawing
from indicators.showing.links import Links
from indicators.showing.render import render
from indicators.words.table import worded

WIDTH, MARGIN, FONT, LINE = 760, 20, 15, 22
"""The size of a drawing and of its letters, in pixels."""

# About as many letters of that size as stand in the width.
_LETTERS, _BOLD_LETTERS = 100, 84
_NAME, _NOTE = "i-c-text i-c-name", "i-c-text i-c-note"


def standalone(views: Views) -> dict[str, bytes]:
    """Every chart that the data has, by its address."""
    found = {
        drawing(name, what): drawn(views, name, what)
        for name in views.indicators
        for what in get_args(What)
    }
    return {
        address: _written(made, f"{title(views)}. Giấy phép: {BOTH}.")
        for address, made in found.items()
        if isinstance(made, Drawing) and made.keys
    }


def _written(made: Drawing, about: str) -> bytes:
    """A chart as an SVG document, with a line for each of its words around it."""
    sources = worded(made.sources)
    heads = [(words, _NAME) for words in textwrap.wrap(made.caption, _BOLD_LETTERS)]
    heads.append((f"Đơn vị tính: {made.unit}", _NOTE))
    above = count(MARGIN + FONT, LINE)
    lines = [(next(above), words, look) for words, look in heads]
    keys = [(next(above), mark, words) for mark, words in made.keys]
    top = next(above)
    below = count(top + round(round(made.height, 2) * FONT) + LINE, LINE)
    for note in [f"Nguồn: {sources}."] * bool(sources) + [about]:
        lines += [(next(below), words, _NOTE) for words in textwrap.wrap(note, _LETTERS)]
    document = render(
        "standalone.svg.jinja",
        Links("", {}),  # nothing is linked from a file that may lie anywhere
        **drawings.LAYOUT,
        drawing=made,
        license=BOTH,
        lines=lines,
        keys=keys,
        top=top,
        width=WIDTH,
        height=next(below),
        margin=MARGIN,
        font=FONT,
    )
    return document.encode()
