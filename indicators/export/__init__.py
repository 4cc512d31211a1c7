"""Files to take away, made of the same figures as the pages by one function.

``exports`` gives every file by its address below the site's root: tables as CSV in ``data/``
beside the ``datapackage.json`` that describes them, workbooks as XLSX, and the read API as JSON
in ``api/v1/``. Nothing here touches a disk: the build and the command line write what it gives.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from indicators.computing.compute import Views
from indicators.export import api, columns, datapackage, gather
from indicators.export.delimited import for_programs, for_spreadsheets
from indicators.export.edition import Edition

__all__ = ["FOLDER", "Edition", "Format", "exports", "of_indicator"]

FOLDER = "data/"
"""Where tables and workbooks stand, below the site's root."""

EVERYTHING = f"{FOLDER}observations"
"""The address, without its ending, of the files that hold every figure."""


class Format(StrEnum):
    """Forms that the data can be had in."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


def exports(
    views: Views, edition: Edition, formats: Collection[Format] = tuple(Format)
) -> dict[str, bytes]:
    """Every file of the chosen formats, in the order of their addresses.

    The same data and edition give the same bytes. Files that do not name the edition (all but the
    descriptor, the API's index and the workbooks' covers) change only when the data does.
    """
    made: dict[str, bytes] = {}
    if Format.CSV in formats:
        made |= _csv(views, edition)
    if Format.XLSX in formats:
        made |= _xlsx(views, edition)
    if Format.JSON in formats:
        made |= api.files(views, edition)
    return dict(sorted(made.items()))


def of_indicator(name: str) -> str:
    """The address, without its ending, of the files of one indicator."""
    return f"{FOLDER}indicators/{name}"


def _csv(views: Views, edition: Edition) -> dict[str, bytes]:
    tables = columns.tables(views)
    listed = [(f"{table.name}.csv", table) for table in tables]
    contents = {path: for_programs(table) for path, table in listed}
    made = {FOLDER + path: content for path, content in contents.items()}
    made[f"{FOLDER}datapackage.json"] = datapackage.descriptor(views, edition, listed, contents)
    figures = {EVERYTHING: next(table for table in tables if table.name == "observations")}
    for name, view in views.indicators.items():
        shown = gather.about(views, name)
        figures[of_indicator(name)] = columns.observations(name, view.indicator.name, shown)
    for address, table in figures.items():
        made[f"{address}.csv"] = for_programs(table)
        made[f"{address}.excel.csv"] = for_spreadsheets(table)
    return made


def _xlsx(views: Views, edition: Edition) -> dict[str, bytes]:
    # Only who wants a workbook waits for the library that writes it.
    from indicators.export import sheets  # noqa: PLC0415

    made = {f"{EVERYTHING}.xlsx": sheets.of_all(views, edition)}
    for name in views.indicators:
        made[f"{of_indicator(name)}.xlsx"] = sheets.of_indicator(views, name, edition)
    return made
