"""The typed values of a dataset under names that do not move: ids and periods, not positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.computing.figures import CutOff, Period, Role
from indicators.model import (
    Dataset,
    Former,
    GradeCount,
    Observation,
    Part,
    Published,
    Record,
    Total,
)
from indicators.reading.fields import Field, fields
from indicators.reporting.findings import Path
from indicators.words.wording import CHANGES, NBSP, ROLES, cut_off, dated, when

Key = tuple[str, ...]
"""The way to a value by names: ``("indicators", "ket-nap", "observations", "2021", "value")``."""

ORDER = "order"
"""The last part of the key under which the order of a list stands, where order tells something."""

_ORDERED = frozenset({"grades", "units", "steps"})

FIELDS: Mapping[str, str] = {
    "actor": "người, cơ quan thực hiện",
    "answer": "có hoặc không",
    "base": "mức đầu kỳ",
    "bound": "cận",
    "code": "số, ký hiệu",
    "count": "số lượng",
    "date": "ngày",
    "decimals": "số chữ số thập phân",
    "denominator": "mẫu số",
    "denominator-figure": "đại lượng làm mẫu số",
    "document": "văn bản",
    "documents": "văn bản",
    "end": "năm cuối",
    "explanation": "thuyết minh",
    "facts": "số lượng mà văn bản nêu",
    "figure": "đại lượng được công bố",
    "former": "số trước khi đổi",
    "from": "từ",
    "grade": "mức xếp loại",
    "grades": "mức xếp loại",
    "group": "nhóm",
    "groups": "nhóm",
    "id": "mã",
    "indicators": "chỉ tiêu",
    "issuer": "cơ quan ban hành",
    "kind": "loại thay đổi",
    "locator": "vị trí trong nguồn",
    "max": "mức trên",
    "measure": "loại số liệu",
    "min": "mức tối thiểu",
    "missing": "lý do chưa có số liệu",
    "model": "phiên bản mẫu dữ liệu",
    "name": "tên",
    "note": "ghi chú",
    "numerator": "tử số",
    "observations": "số từng năm",
    "order": "thứ tự",
    "organisation": "tổ chức đảng",
    "parent": "đơn vị cấp trên",
    "part": "phần của tháng",
    "parts": "phần",
    "period": "năm",
    "permission": "căn cứ công bố",
    "plan": "chỉ tiêu năm",
    "plan-set-by": "văn bản đặt chỉ tiêu năm",
    "population": "tổng số",
    "programme": "chương trình",
    "proposed": "chỉ tiêu đề xuất",
    "publication": "quyết định công bố",
    "published": "số công bố",
    "purpose": "dùng để",
    "reason": "lý do",
    "set-by": "văn bản đặt ra",
    "share": "tỷ lệ",
    "smallest-shown": "số nhỏ nhất được hiện",
    "solutions": "giải pháp",
    "source": "nguồn",
    "start": "năm đầu",
    "status": "mức độ chính thức",
    "steps": "các bước",
    "targets": "mức chỉ tiêu",
    "term": "nhiệm kỳ",
    "through": "tính đến",
    "title": "nội dung",
    "to": "đến",
    "totals": "lũy kế",
    "type": "loại",
    "unit": "đơn vị",
    "unit-types": "loại đơn vị",
    "units": "đơn vị",
    "url": "địa chỉ",
    "value": "số",
    "well": "từ hoàn thành tốt nhiệm vụ trở lên",
}
"""What each field of the model is called in a report."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One typed value, or a record (then without a text), with whose it is in words.

    A record is ``listed`` where others of its kind stand beside it.
    """

    key: Key
    path: Path
    record: type[Record]
    whose: tuple[str, ...]
    text: str | None = None
    listed: bool = False

    @property
    def field(self) -> str:
        return self.key[-1]

    @property
    def label(self) -> str:
        """Whose value it is and what it is; for a record, which one it is."""
        if self.text is None and self.listed:
            return f"{FIELDS[self.key[-2]]}: {', '.join(self.whose)}"
        if self.text is None:
            return ", ".join(self.whose)
        word = FIELDS[self.field]
        return f"{', '.join(self.whose)}: {word}" if self.whose else word


@dataclass(frozen=True, slots=True)
class Leaves:
    """A dataset's values and records by their keys."""

    values: Mapping[Key, Leaf]
    records: Mapping[Key, Leaf]


def leaves(dataset: Dataset) -> Leaves:
    """Every value of a dataset that was typed, and every record that holds some."""
    values: dict[Key, Leaf] = {}
    records: dict[Key, Leaf] = {}
    for leaf in walk(dataset):
        (records if leaf.text is None else values)[leaf.key] = leaf
    return Leaves(values, records)


def walk(dataset: Dataset) -> Iterator[Leaf]:
    """Every record and value of a dataset, in the order of the file."""
    yield from _walk(dataset, (), (), ())


def _walk(
    record: Record, key: Key, path: Path, whose: tuple[str, ...], *, listed: bool = False
) -> Iterator[Leaf]:
    yield Leaf(key, path, type(record), whose, listed=listed)
    for field in fields(type(record)).values():
        value = getattr(record, _attribute(field.name))
        if value is None or value == ():
            continue
        at, there = (*key, field.name), (*path, field.name)
        if isinstance(value, Record):
            yield from _walk(value, at, there, (*whose, FIELDS[field.name]))
        elif field.listed and isinstance(value[0], Record):
            yield from _items(field, value, at, there, whose)
        else:
            yield Leaf(at, there, type(record), whose, _text(value))


def _items(
    field: Field, items: tuple[Record, ...], key: Key, path: Path, whose: tuple[str, ...]
) -> Iterator[Leaf]:
    names: list[str] = []
    known: Counter[str] = Counter()
    for index, item in enumerate(items):
        name = _name(item, index)
        names.append(f"{name}~{known[name]}" if known[name] else name)
        known[name] += 1
        title = _title(item) or FIELDS[field.name]
        yield from _walk(item, (*key, names[-1]), (*path, index), (*whose, title), listed=True)
    if field.name in _ORDERED:
        listed = "; ".join(names)
        yield Leaf((*key, ORDER), path, type(items[0]), (*whose, FIELDS[field.name]), listed)


def _attribute(name: str) -> str:
    return "from_" if name == "from" else name.replace("-", "_")


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return ", ".join(sorted(str(part) for part in value))
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _name(item: Record, index: int) -> str:
    """What tells a record from the others of its list; its place in the list only at last."""
    match item:
        case Observation(period=period):
            return str(period)
        case Total(through=through, part=part):
            return CutOff(through, part).key
        case Published(figure=figure, from_=first, to=last):
            return "-".join(str(piece) for piece in (figure, first, last) if piece)
        case GradeCount(grade=grade):
            return grade
        case Part(unit=unit, group=group):
            return unit or group or str(index)
    name = getattr(item, "id", None)
    return str(name) if name else str(index)


def _title(item: Record) -> str:
    """A record in words, as part of whose value something is."""
    match item:
        case Observation(period=period, through=None):
            return when(Period(period))
        case Observation(period=period, through=through, part=part):
            return when(Period(period, CutOff(through, part) if through else None))
        case Total(through=through, part=part):
            return f"lũy kế đến {cut_off(CutOff(through, part))}"
        case Published(figure=figure, from_=first, to=last):
            years = [str(year) for year in (first, last) if year]
            span = f" {NBSP.join(('năm', '–'.join(years)))}" if years else ""
            return f"{ROLES[Role(figure.value)]} đã công bố{span}"
        case Former(kind=kind, date=date):
            return f"{CHANGES[kind]} {dated(date)}"
        case GradeCount(grade=grade):
            return grade
        case Part(unit=unit, group=group):
            return unit or group or ""
    return str(getattr(item, "name", None) or getattr(item, "title", None) or "")
