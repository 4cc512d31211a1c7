"""Everything that can be taken away, by one function for the build and the command line: the files
of the export room, and the charts as drawings of their own.
"""

from __future__ import annotations

import hashlib
import posixpath
import textwrap
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, count
from typing import get_args

from indicators.computing.compute import Views, compute
from indicators.export import Format, files
from indicators.export.addresses import FILES, SUMS, drawing, former_places
from indicators.export.edition import BOTH, Edition, title
from indicators.model import Dataset
from indicators.showing.charts import What, drawn
from indicators.showing.drawings import LAYOUT, Drawing
from indicators.showing.links import Links
from indicators.showing.render import render
from indicators.terms import lenses
from indicators.words.table import worded


def exports(
    views: Views, edition: Edition, formats: Collection[Format] = tuple(Format)
) -> dict[str, bytes]:
    """Every file of the chosen formats by its address below the site's root, in order.

    The same data and edition give the same bytes. Files that do not name the edition (all but the
    descriptor, the API's index, the workbooks' covers and the checksums) change only when the
    data does. Nothing is written: whoever asks writes what is given.
    """
    return dict(sorted(one_by_one(views, edition, formats)))


def of_all_terms(
    dataset: Dataset, edition: Edition, formats: Collection[Format]
) -> Iterator[tuple[str, bytes]]:
    """The files of every term: those of the first at the root, of a later one below its id."""
    for lens in lenses(dataset):
        for path, content in one_by_one(compute(lens.dataset), edition, formats):
            for prefix in (lens.prefix, *lens.former):
                yield prefix + path, content


def one_by_one(
    views: Views, edition: Edition, formats: Collection[Format]
) -> Iterator[tuple[str, bytes]]:
    """The same files as they are made, for who need not hold all of them at once."""
    sums: dict[str, str] = {}
    made = files(views, edition, formats)
    charts = _drawings(views) if Format.SVG in formats else ()
    former = {item.id: item.former_ids for item in views.dataset.indicators}
    for path, content in chain(made, charts):
        digest = hashlib.sha256(content).hexdigest()
        for place in (path, *former_places(path, former)):
            sums[place] = digest
            yield place, content
    yield SUMS, _listed(sums)


def _listed(sums: Mapping[str, str]) -> bytes:
    """The files' checksums as ``sha256sum --check`` reads them in the folder of that list."""
    lines = [
        f"{digest}  {posixpath.relpath(path, FILES)}\n" for path, digest in sorted(sums.items())
    ]
    return f"# {BOTH}\n{''.join(lines)}".encode()


WIDTH, MARGIN, FONT, LINE = 760, 20, 15, 22
"""The size of a drawing and of its letters, in pixels."""

# About as many letters of that size as stand in the width.
_LETTERS, _BOLD_LETTERS = 100, 84
_NAME, _NOTE = "i-c-text i-c-name", "i-c-text i-c-note"


def _drawings(views: Views) -> Iterator[tuple[str, bytes]]:
    """Every chart that the data has, by its address."""
    for name in views.indicators:
        for what in get_args(What):
            made = drawn(views, name, what)
            if isinstance(made, Drawing) and made.keys:
                about = f"{title(views)}. Giấy phép: {BOTH}."
                yield drawing(name, what), _alone(made, about)


def _alone(made: Drawing, about: str) -> bytes:
    """The drawing of the page as an SVG document, with its title, key and source around it."""
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
        **LAYOUT,
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
