"""Files to take away, made of the same figures as the pages.

``files`` gives every one by its address below the site's root: tables as CSV in ``data/`` beside
the ``datapackage.json`` that describes them, workbooks as XLSX, and the read API as JSON in
``api/v1/``. ``indicators.showing.exports`` adds the drawings, which are made as on the pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import StrEnum

from indicators.computing.compute import Views
from indicators.export import api, columns, datapackage
from indicators.export.addresses import DESCRIPTOR, EVERYTHING, FOLDER, stem_of
from indicators.export.delimited import FOR_PROGRAMS, FOR_SPREADSHEETS
from indicators.export.edition import Edition
from indicators.export.gather import Observations

__all__ = ["Edition", "Format", "files"]


class Format(StrEnum):
    """Forms that the data can be had in."""

    CSV = "csv"
    JSON = "json"
    SVG = "svg"
    XLSX = "xlsx"


def files(
    views: Views, edition: Edition, formats: Collection[Format]
) -> Iterator[tuple[str, bytes]]:
    """Every file of the chosen formats but drawings, one after the other."""
    figures = Observations(views, kept=Format.JSON in formats)
    if Format.CSV in formats:
        yield from _csv(views, edition, figures)
    if Format.XLSX in formats:
        yield from _xlsx(views, edition)
    if Format.JSON in formats:
        yield from api.files(views, edition, figures).items()


_DIALECTS = {".csv": FOR_PROGRAMS, ".excel.csv": FOR_SPREADSHEETS}


def _csv(views: Views, edition: Edition, figures: Observations) -> Iterator[tuple[str, bytes]]:
    table = columns.figures(())
    heads = {ending: dialect.head(table) for ending, dialect in _DIALECTS.items()}
    # A figure stands in the file of all and in that of its indicator; it is worded once.
    everything = {ending: bytearray(head) for ending, head in heads.items()}
    of_targets: dict[tuple[str, str], bytes] = {}
    for subject in dict.fromkeys((*views.figures.subjects, *views.indicators)):
        rows = tuple(columns.figures(figures.of(subject)).rows)
        view = views.indicators.get(subject)
        for ending, dialect in _DIALECTS.items():
            lines = dialect.lines(rows)
            everything[ending] += lines
            if subject in views.targets:
                of_targets[subject, ending] = lines
            if view is not None:
                target = view.target.id if view.target else ""
                before = of_targets.get((target, ending), b"")
                yield f"{stem_of(subject)}{ending}", heads[ending] + before + lines
    contents = {"observations.csv": bytes(everything.pop(".csv"))}
    yield f"{EVERYTHING}.excel.csv", bytes(everything.pop(".excel.csv"))
    listed = [("observations.csv", table)]
    for other in columns.tables(views):
        contents[f"{other.name}.csv"] = FOR_PROGRAMS.table(other)
        listed.append((f"{other.name}.csv", other))
    for path, content in contents.items():
        yield FOLDER + path, content
    yield DESCRIPTOR, datapackage.descriptor(views, edition, listed, contents)


def _xlsx(views: Views, edition: Edition) -> Iterator[tuple[str, bytes]]:
    # Only who wants a workbook waits for the library that writes it.
    from indicators.export import sheets  # noqa: PLC0415

    yield f"{EVERYTHING}.xlsx", sheets.of_all(views, edition)
    for name in views.indicators:
        yield f"{stem_of(name)}.xlsx", sheets.of_indicator(views, name, edition)
