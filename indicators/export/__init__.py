"""Files to take away, made of the same figures as the pages.

``files`` gives every one by its address below the site's root: tables as CSV in ``data/`` beside
the ``datapackage.json`` that describes them, workbooks as XLSX, and the read API as JSON in
``api/v1/``. ``indicators.showing.exports`` adds the drawings, which are made as on the pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from itertools import chain

from indicators.computing.compute import Views
from indicators.export import api, records
from indicators.export.addresses import DESCRIPTOR, EVERYTHING, FILES, stem_of
from indicators.export.edition import Edition, Work
from indicators.export.package import DIALECTS, descriptor
from indicators.export.records import FIGURES, LISTINGS
from indicators.export.shapes import Written, one_line
from indicators.export.years import YEARS, by_time, wide

__all__ = ["Edition", "Format", "files"]


class Format(StrEnum):
    """Forms that the data can be had in."""

    CSV = "csv"
    JSON = "json"
    PNG = "png"
    SVG = "svg"
    XLSX = "xlsx"


def files(
    views: Views, edition: Edition, formats: Collection[Format]
) -> Iterator[tuple[str, bytes]]:
    """Every file of the chosen formats but drawings, one after the other."""
    work = Work(views, edition)
    # Each figure is told once, and written once for all the files in which it stands.
    lines: dict[str, dict[str, bytes]] = {ending: {} for ending in DIALECTS}
    texts: dict[str, list[Written]] = {}
    for subject, told in records.stated_figures(views):
        if Format.CSV in formats:
            for ending, dialect in DIALECTS.items():
                lines[ending][subject] = dialect.lines(FIGURES, told)
        if Format.JSON in formats:
            texts[subject] = [one_line(one) for one in told]
    if Format.CSV in formats:
        yield from _csv(work, lines)
    if Format.XLSX in formats:
        # Only who wants a workbook waits for the library that writes it.
        from indicators.export import sheets  # noqa: PLC0415

        yield f"{EVERYTHING}.xlsx", sheets.book(work)
        for name in work.views.indicators:
            yield f"{stem_of(name)}.xlsx", sheets.book(replace(work, indicator=name))
    if Format.JSON in formats:
        yield from api.api_files(work, texts)


def _csv(work: Work, lines: Mapping[str, Mapping[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    tables: dict[str, bytes] = {}
    views = work.views
    rows = {name: by_time(views, view) for name, view in views.indicators.items()}
    of_each, of_all = {name: wide(own) for name, own in rows.items()}, wide(chain(*rows.values()))
    for ending, dialect in DIALECTS.items():
        head, known = dialect.head(FIGURES), lines[ending]
        for name, view in views.indicators.items():
            own = [known.get(subject, b"") for subject in (*(t.id for t in view.targets), name)]
            yield f"{stem_of(name)}{ending}", head + b"".join(own)
            yield f"{stem_of(name)}.{YEARS}{ending}", dialect.table(of_each[name], views)
        tables[FIGURES.name + ending] = head + b"".join(known.values())
        tables[YEARS + ending] = dialect.table(of_all, views)
    dialect = DIALECTS[".csv"]
    for other in LISTINGS[1:]:
        tables[f"{other.name}.csv"] = dialect.table(other, views, work.edition.date)
    yield from ((FILES + path, content) for path, content in tables.items())
    yield DESCRIPTOR, descriptor(work, (*LISTINGS, of_all), tables)
