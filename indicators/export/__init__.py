"""Files to take away, made of the same figures as the pages.

``files`` gives every one by its address below the site's root: tables as CSV in ``data/`` beside
the ``datapackage.json`` that describes them, workbooks as XLSX, and the read API as JSON in
``api/v1/``. ``indicators.showing.exports`` adds the drawings, which are made as on the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from itertools import chain, tee, zip_longest

from indicators.computing.compute import Views
from indicators.export.api import api_files
from indicators.export.edition import Edition, Format, Work
from indicators.export.given import Store
from indicators.export.package import tables
from indicators.export.records import stated_figures

__all__ = ["Edition", "Format", "files"]


def files(
    views: Views, edition: Edition, formats: Collection[Format], store: Store
) -> Iterator[tuple[str, bytes]]:
    """Every file of the chosen formats but drawings, as they are made: a file that says all of
    something comes in parts, those of other files between them. The ``store`` takes them.
    """
    work, makers = Work(views, edition), list[Callable[..., Iterator[list[tuple[str, bytes]]]]]()
    makers += [partial(tables, store=store)] * (Format.CSV in formats)
    makers += [api_files] * (Format.JSON in formats)
    # Each figure is told once for all the files in which it stands, and then let go.
    told = tee(stated_figures(views), len(makers))
    parts = (make(work, own) for make, own in zip(makers, told, strict=True))
    for made in zip_longest(*parts, fillvalue=()):
        yield from chain.from_iterable(made)
    if Format.XLSX in formats:
        # Only who wants a workbook waits for the library that writes it.
        from indicators.export.sheets import books  # noqa: PLC0415

        yield from books(work)
