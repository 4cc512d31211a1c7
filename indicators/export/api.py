"""The read API: a folder of static JSON files, each of which names the schema it follows.

Within version 1 fields may be added, never renamed, removed or given another meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from indicators.export import records
from indicators.export.addresses import API
from indicators.export.edition import BOTH, FOR_CODE, FOR_DATA, Work
from indicators.export.records import FIGURES, LISTINGS
from indicators.export.shapes import (
    Shape,
    Slot,
    Stated,
    Written,
    json_text,
    maybe,
    plain,
    schema_of,
    shape,
)
from indicators.reading.schema import schema_text

_DATASET = "dataset.schema.json"
"""The data file has a schema of its own, which lies beside that of the API."""

_LICENSES = shape(
    "Licenses",
    Slot("data", FOR_DATA.spdx, "Giấy phép của dữ liệu, mã SPDX."),
    Slot("code", FOR_CODE.spdx, "Giấy phép của mã nguồn, mã SPDX."),
)
_LISTED = shape(
    "Listed",
    Slot("path", str, "Địa chỉ tương đối so với tệp này."),
    Slot("title", str, "Nội dung."),
    maybe("indicator", str, "Mã chỉ tiêu, nếu tệp chỉ nói về một chỉ tiêu."),
)


def _file(file: str, *slots: Slot, name: str = "") -> Shape:
    licensed = Slot("license", _LICENSES, "Giấy phép sử dụng.")
    return shape(name or file.capitalize(), licensed, *slots, file=file)


_DATA = "views.dataset."
_INDEX = _file(
    "index",
    Slot("api", "v1", "Phiên bản của giao diện."),
    Slot("title", str, "Tên bộ dữ liệu."),
    Slot("organisation", str, "Tên tổ chức đảng.", of=f"{_DATA}organisation.name"),
    Slot("term", str, "Tên nhiệm kỳ.", of=f"{_DATA}term.name"),
    Slot("term-start", int, "Năm đầu nhiệm kỳ.", of=f"{_DATA}term.first"),
    Slot("term-end", int, "Năm cuối nhiệm kỳ.", of=f"{_DATA}term.last"),
    maybe("address", str, "Địa chỉ công khai của trang.", of="edition."),
    maybe("commit", str, "Mã commit của dữ liệu và mã nguồn.", of="edition."),
    maybe("date", str, "Ngày của commit, theo giờ Việt Nam.", of="edition."),
    maybe("contact", str, "Nơi báo sai sót.", of="edition."),
    Slot("files", [_LISTED], "Mọi tệp của giao diện."),
)
# What is a table in CSV is a list here; only the data file keeps the form that it has.
_LISTS = {table.name: Slot(table.name, [table.shape], table.title) for table in LISTINGS[:-1]}
_TABLES = {name: _file(name, slot) for name, slot in _LISTS.items()}
_INDICATOR = _file(
    "indicator",
    Slot("indicator", records.STATED_INDICATOR, "Chỉ tiêu."),
    maybe("target", records.STATED_TARGET, "Mức chỉ tiêu mà số liệu này theo dõi."),
    Slot("rows", [records.STATED_TIME], "Từng năm, từng mốc lũy kế, rồi từng phần của năm."),
    Slot("observations", [records.STATED_FIGURE], "Các số của mức chỉ tiêu và chỉ tiêu."),
    _LISTS["ledger"],
    name="OneIndicator",
)
_AS_TYPED = "Tệp dữ liệu đúng như đã ghi"
_TYPED = _file(
    "dataset",
    Slot("dataset", {"allOf": [{"$ref": _DATASET}]}, f"{_AS_TYPED}."),
    name="TypedData",
)


class _Made(NamedTuple):
    shape: Shape
    title: str
    told: Stated
    indicator: str | None = None

    @property
    def path(self) -> str:
        return f"{f'indicators/{self.indicator}' if self.indicator else self.shape.file}.json"

    @property
    def text(self) -> bytes:
        """The file's text; its first field leads to its schema."""
        up = "../" * self.path.count("/")
        schema = f"{up}schema.json#/$defs/{self.shape.file}"
        return json_text({"$schema": schema, **self.told}).encode()


def api_files(work: Work, figures: Mapping[str, Sequence[Written]]) -> Iterator[tuple[str, bytes]]:
    """The files of the API by their addresses below the site's root.

    ``figures`` are those of each indicator, target and document.
    """
    made = list(_made(work, figures))
    index = _Made(_INDEX, "Mục lục", _INDEX.told(work, license=None, files=made))
    for one in (index, *made):
        yield API + one.path, one.text
    kinds = [_INDEX, *_TABLES.values(), _INDICATOR, _TYPED]
    schema = schema_of(kinds, f"Mọi tệp theo giấy phép {BOTH}.")
    yield f"{API}schema.json", json_text(schema).encode()
    yield API + _DATASET, schema_text().encode()


def _made(work: Work, figures: Mapping[str, Sequence[Written]]) -> Iterator[_Made]:
    views = work.views
    told: dict[str, list[Any]] = {}
    for table in LISTINGS[:-1]:
        name, written = table.name, chain.from_iterable(figures.values())
        told[name] = [*(written if table is FIGURES else table.told(views, work.edition.date))]
        content = _TABLES[name].told(None, license=None, **{name: told[name]})
        yield _Made(_TABLES[name], table.title, content)
    targets = {target["id"]: target for target in told["targets"]}
    for one in told["indicators"]:
        name, target = one["id"], one["target"]
        content = _INDICATOR.told(
            None,
            license=None,
            indicator=one,
            target=targets.get(target),
            rows=list(records.stated_times(views.indicators[name])),
            observations=[*figures.get(target, ()), *figures.get(name, ())],
            ledger=list(records.stated_ledger(views, name)),
        )
        yield _Made(_INDICATOR, one["name"], content, name)
    yield _Made(_TYPED, _AS_TYPED, _TYPED.told(None, license=None, dataset=plain(views.dataset)))
