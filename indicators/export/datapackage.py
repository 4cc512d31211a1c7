"""The descriptor of the CSV files as a Data Package (version 2 of the standard)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from indicators.computing.compute import Views
from indicators.export.columns import Column, Table
from indicators.export.edition import BOTH, CODE, DATA, Edition, title
from indicators.export.jsontext import Json
from indicators.words.names import document_in_full

_PROFILES = "https://datapackage.org/profiles/2.0/"


def descriptor(
    views: Views,
    edition: Edition,
    listed: Iterable[tuple[str, Table]],
    contents: Mapping[str, bytes],
) -> bytes:
    """The descriptor of tables, each with its path beside the descriptor.

    ``contents`` holds the files' bytes by path: their size and hash are part of what it says.
    """
    data = views.dataset
    described: dict[str, Any] = {
        "$schema": f"{_PROFILES}datapackage.json",
        "name": f"chi-tieu-{data.term.start}-{data.term.end}",
        "title": title(views),
        "description": (
            "Mức chỉ tiêu, kết quả, số tính ra và đối chiếu. "
            "Số công bố giữ đúng chữ số của nguồn; cột NOTE và KIND cho biết số nào suy ra, "
            f"số nào dự kiến. Giấy phép: {BOTH}."
        ),
    }
    if edition.version:
        described["version"] = edition.version
    if edition.date:
        described["created"] = f"{edition.date.isoformat()}T00:00:00+07:00"
    if edition.address:
        described["homepage"] = edition.address
    described["licenses"] = [
        {"name": item.spdx, "title": f"{item.title} ({use})", "path": item.url}
        for item, use in ((DATA, "dữ liệu"), (CODE, "mã nguồn"))
    ]
    described["sources"] = _sources(views)
    described["resources"] = [_resource(path, table, contents[path]) for path, table in listed]
    return Json().text(described).encode()


def _sources(views: Views) -> list[dict[str, str]]:
    """The documents that figures were read from."""
    read = {figure.source for figure in views.figures.values()}
    return [
        {"title": document_in_full(document), **({"path": document.url} if document.url else {})}
        for document in views.dataset.documents
        if document.id in read
    ]


def _resource(path: str, table: Table, content: bytes) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}dataresource.json",
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "$schema": f"{_PROFILES}tableschema.json",
            "fields": [_field(column, table.key) for column in table.columns],
            "primaryKey": [table.key],
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": name, "fields": [key]}}
                for column, name, key in table.refers
            ],
        },
    }


def _field(column: Column, key: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.name == key:
        constraints["unique"] = True
    if column.codes:
        constraints["enum"] = list(column.codes)
    return {
        "name": column.name,
        "type": column.type,
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
    }
