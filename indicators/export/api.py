"""The read API: a folder of static JSON files, each of which names the schema it follows.

Within version 1 fields may be added, never renamed, removed or given another meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from indicators.computing.compute import Views
from indicators.export import records
from indicators.export.addresses import API
from indicators.export.api_schema import api_schema
from indicators.export.citation import Work
from indicators.export.edition import FOR_CODE, FOR_DATA
from indicators.export.jsontext import Written, json_text, unpacked
from indicators.export.package import FIGURES, LISTINGS
from indicators.export.shapes import Shape, Slot, Stated, maybe
from indicators.reading.schema import schema_text

_DATASET = "dataset.schema.json"
"""The data file has a schema of its own, which lies beside that of the API."""

_LICENSES = Shape(
    "Licenses",
    (
        Slot("data", FOR_DATA.spdx, "Giấy phép của dữ liệu, mã SPDX."),
        Slot("code", FOR_CODE.spdx, "Giấy phép của mã nguồn, mã SPDX."),
    ),
)
_LISTED = Shape(
    "Listed",
    (
        Slot("path", str, "Địa chỉ tương đối so với tệp này."),
        Slot("title", str, "Nội dung."),
        maybe("indicator", str, "Mã chỉ tiêu, nếu tệp chỉ nói về một chỉ tiêu."),
    ),
)


def _file(file: str, *slots: Slot, name: str = "") -> Shape:
    licensed = Slot("license", _LICENSES, "Giấy phép sử dụng.")
    return Shape(name or file.capitalize(), (licensed, *slots), file)


# What is a table in CSV is a list here; only the data file keeps the form that it has.
_TABLES = LISTINGS[:-1]
_LISTS = {table.name: Slot(table.name, [table.shape], table.title) for table in _TABLES}
_KINDS = (
    _file(
        "index",
        Slot("api", "v1", "Phiên bản của giao diện."),
        Slot("title", str, "Tên bộ dữ liệu."),
        Slot("organisation", str, "Tên tổ chức đảng."),
        Slot("term", str, "Tên nhiệm kỳ."),
        Slot("term-start", int, "Năm đầu nhiệm kỳ."),
        Slot("term-end", int, "Năm cuối nhiệm kỳ."),
        maybe("address", str, "Địa chỉ công khai của trang."),
        maybe("commit", str, "Mã commit của dữ liệu và mã nguồn."),
        maybe("date", str, "Ngày của commit, theo giờ Việt Nam."),
        maybe("contact", str, "Nơi báo sai sót."),
        Slot("files", [_LISTED], "Mọi tệp của giao diện."),
    ),
    *(_file(name, slot) for name, slot in _LISTS.items()),
    _file(
        "indicator",
        Slot("indicator", records.STATED_INDICATOR, "Chỉ tiêu."),
        maybe("target", records.STATED_TARGET, "Mức chỉ tiêu mà số liệu này theo dõi."),
        Slot("rows", [records.STATED_TIME], "Từng năm, từng mốc lũy kế, rồi từng phần của năm."),
        Slot("observations", [records.STATED_FIGURE], "Các số của mức chỉ tiêu và chỉ tiêu."),
        _LISTS["ledger"],
        name="OneIndicator",
    ),
    _file(
        "dataset",
        Slot("dataset", {"allOf": [{"$ref": _DATASET}]}, "Tệp dữ liệu đúng như đã ghi."),
        name="TypedData",
    ),
)


class _Made(NamedTuple):
    kind: str
    title: str
    content: Stated
    indicator: str | None = None

    @property
    def path(self) -> str:
        return f"indicators/{self.indicator}.json" if self.indicator else f"{self.kind}.json"


def api_files(work: Work, figures: Mapping[str, Sequence[Written]]) -> dict[str, bytes]:
    """The files of the API by their addresses below the site's root.

    ``figures`` are those of each indicator, target and document.
    """
    made = list(_made(work.views, figures))
    listed = [_LISTED.told(one) for one in made]
    made.insert(0, _Made("index", "Mục lục", _index(work, listed)))
    out = {API + one.path: _text(one) for one in made}
    out[f"{API}schema.json"] = json_text(api_schema(_KINDS)).encode()
    out[API + _DATASET] = schema_text().encode()
    return out


def _made(views: Views, figures: Mapping[str, Sequence[Written]]) -> Iterator[_Made]:
    told: dict[str, list[Any]] = {
        table.name: list(table.told(views)) for table in _TABLES if table is not FIGURES
    }
    told[FIGURES.name] = [item for listed in figures.values() for item in listed]
    for table in _TABLES:
        yield _Made(table.name, table.title, {table.name: told[table.name]})
    targets = {target["id"]: target for target in told["targets"]}
    for one in told["indicators"]:
        name, target = one["id"], one["target"]
        content = {
            "indicator": one,
            "target": targets.get(target),
            "rows": list(records.stated_times(views.indicators[name])),
            "observations": [*figures.get(target, ()), *figures.get(name, ())],
            "ledger": list(records.stated_ledger(views, name)),
        }
        yield _Made("indicator", one["name"], content, name)
    yield _Made("dataset", "Tệp dữ liệu đúng như đã ghi", {"dataset": unpacked(views.dataset)})


def _index(work: Work, listed: list[Stated]) -> Stated:
    data, edition = work.views.dataset, work.edition
    return {
        "api": "v1",
        "title": work.title,
        "organisation": data.organisation.name,
        "term": data.term.name,
        "term-start": data.term.start,
        "term-end": data.term.end,
        "address": edition.address or None,
        "commit": edition.commit or None,
        "date": edition.date.isoformat() if edition.date else None,
        "contact": edition.contact or None,
        "files": listed,
    }


def _text(made: _Made) -> bytes:
    """The file's text; its first field leads to its schema."""
    up = "../" * made.path.count("/")
    leads: dict[str, Any] = {"$schema": f"{up}schema.json#/$defs/{made.kind}"}
    licensed = {"license": {"data": FOR_DATA.spdx, "code": FOR_CODE.spdx}}
    return json_text(leads | licensed | made.content).encode()
