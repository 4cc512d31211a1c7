"""Files to take away, made of the same figures as the pages.

``files`` gives every one by its address below the site's root: tables as CSV in ``data/`` beside
the ``datapackage.json`` that describes them, workbooks as XLSX, and the read API as JSON in
``api/v1/``. ``indicators.showing.exports`` adds the drawings, which are made as on the pages.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from indicators.computing.compute import Views
from indicators.export import api, columns, datapackage, gather
from indicators.export.addresses import DESCRIPTOR, EVERYTHING, FOLDER, stem_of
from indicators.export.delimited import Lines, for_programs, for_spreadsheets
from indicators.export.edition import Edition
from indicators.export.gather import Observations

__all__ = ["Edition", "Format", "files"]


class Format(StrEnum):
    """Forms that the data can be had in."""

    CSV = "csv"
    JSON = "json"
    SVG = "svg"
    XLSX = "xlsx"


def files(views: Views, edition: Edition, formats: Collection[Format]) -> dict[str, bytes]:
    """Every file of the chosen formats but drawings."""
    made: dict[str, bytes] = {}
    figures = gather.observations(views)
    if Format.CSV in formats:
        made |= _csv(views, edition, figures)
    if Format.XLSX in formats:
        made |= _xlsx(views, edition)
    if Format.JSON in formats:
        made |= api.files(views, edition, figures)
    return made


def _csv(views: Views, edition: Edition, figures: Observations) -> dict[str, bytes]:
    of_figures = columns.Figures(figures)
    known: Lines = {}
    listed = [(f"{table.name}.csv", table) for table in columns.tables(views, of_figures)]
    contents = {path: for_programs(table, known) for path, table in listed}
    made = {FOLDER + path: content for path, content in contents.items()}
    made[DESCRIPTOR] = datapackage.descriptor(views, edition, listed, contents)
    made[f"{EVERYTHING}.excel.csv"] = for_spreadsheets(of_figures.all, known)
    for name in views.indicators:
        table, stem = of_figures.about(name), stem_of(name)
        made[f"{stem}.csv"] = for_programs(table, known)
        made[f"{stem}.excel.csv"] = for_spreadsheets(table, known)
    return made


def _xlsx(views: Views, edition: Edition) -> dict[str, bytes]:
    # Only who wants a workbook waits for the library that writes it.
    from indicators.export import sheets  # noqa: PLC0415

    made = {f"{EVERYTHING}.xlsx": sheets.of_all(views, edition)}
    for name in views.indicators:
        made[f"{stem_of(name)}.xlsx"] = sheets.of_indicator(views, name, edition)
    return made
