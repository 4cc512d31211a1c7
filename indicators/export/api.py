"""The read API: a folder of static JSON files, each of which names the schema it follows.

Within version 1 fields may be added, never renamed, removed or given another meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

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
    one_line,
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


def _file(name: str, *slots: Slot) -> Shape:
    return shape(name, Slot("license", _LICENSES, "Giấy phép sử dụng."), *slots, file=True)


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
_INDICATOR = _file(
    "indicator",
    Slot("indicator", records.STATED_INDICATOR, "Chỉ tiêu."),
    maybe("target", records.STATED_TARGET, "Mức chỉ tiêu mà số liệu này theo dõi."),
    Slot("rows", [records.STATED_TIME], "Từng năm, từng mốc lũy kế, rồi từng phần của năm."),
    Slot("observations", [records.STATED_FIGURE], "Các số của mức chỉ tiêu và chỉ tiêu."),
    _LISTS["ledger"],
)
_AS_TYPED = "Tệp dữ liệu đúng như đã ghi"
_TYPED = _file("dataset", Slot("dataset", {"$ref": _DATASET}, f"{_AS_TYPED}."))


class _File(NamedTuple):
    shape: Shape
    title: str
    indicator: str | None = None

    @property
    def path(self) -> str:
        return f"{f'indicators/{self.indicator}' if self.indicator else self.shape.name}.json"

    def holding(self, source: object = None, **said: object) -> tuple[str, bytes]:
        """The file by its address; its first field leads to its schema."""
        schema = f"{'../' * self.path.count('/')}schema.json#/$defs/{self.shape.name}"
        told = {"$schema": schema, **self.shape.told(source, license=None, **said)}
        return API + self.path, json_text(told).encode()


_BREAK = b",\n    "
"""What stands between two records of a file that is one list."""


def api_files(
    work: Work, told: Iterable[tuple[str, list[Stated]]]
) -> Iterator[list[tuple[str, bytes]]]:
    """The files of the API: what comes of each subject's figures, then the rest."""
    views, day = work.views, work.edition.date
    lists = {table.name: [*table.told(views, day)] for table in LISTINGS[1:-1]}
    targets = {target["id"]: target for target in lists["targets"]}
    indicators = {one["id"]: one for one in lists["indicators"]}
    each = {name: _File(_INDICATOR, one["name"], name) for name, one in indicators.items()}
    listed = {name: _File(_file(name, slot), slot.says) for name, slot in _LISTS.items()}
    written: dict[str | None, list[Written]] = {}
    mark, all_of_them = Written("\0"), listed[FIGURES.name]
    path, around = all_of_them.holding(**{FIGURES.name: [mark]})
    before, after = around.split(mark.encode())
    for subject, figures in told:
        texts = [one_line(one) for one in figures]
        made = [(path, before + _BREAK.join(map(str.encode, texts)))] if texts else []
        before = _BREAK if texts else before
        if view := views.indicators.get(subject):
            one = indicators[subject]
            made.append(
                each[subject].holding(
                    indicator=one,
                    target=targets.get(one["target"]),
                    rows=list(records.stated_times(view, {one["id"]: one for one in figures})),
                    observations=[*written.get(one["target"], ()), *texts],
                    ledger=list(records.stated_ledger(views, view.entries)),
                )
            )
        else:
            written[subject] = texts
        yield made
    yield [(path, after) if before == _BREAK else all_of_them.holding(**{FIGURES.name: []})]
    typed = _File(_TYPED, _AS_TYPED)
    index = _File(_INDEX, "Mục lục")
    yield [listed[name].holding(**{name: records}) for name, records in lists.items()]
    kinds = [_INDEX, *(file.shape for file in listed.values()), _INDICATOR, _TYPED]
    schema = schema_of(kinds, f"Mọi tệp theo giấy phép {BOTH}.")
    yield [
        typed.holding(dataset=plain(views.dataset)),
        index.holding(work, files=[*listed.values(), *each.values(), typed]),
        (f"{API}schema.json", json_text(schema).encode()),
        (API + _DATASET, schema_text().encode()),
    ]
