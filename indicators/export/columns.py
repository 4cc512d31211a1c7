"""The tables to take away: their columns, made of the records' fields, and their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from indicators.computing.compute import Views
from indicators.export import gather, records
from indicators.export.edition import BOTH
from indicators.export.gather import plain_text
from indicators.export.typed import typed_values
from indicators.model import Document, Record

Cell = str | Decimal | int | None
"""What stands in a cell: a text, a number, or nothing."""

Type = Literal["string", "number", "integer"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type, what it means, and the codes that may stand in it."""

    name: str
    type: Type
    description: str
    required: bool = True
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table to take away. ``key`` is the column that tells its rows apart; ``refers`` lists
    columns that hold the key of a table: the column, the table, and that table's key. Its rows
    may be there to be read once.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    key: str
    refers: tuple[tuple[str, str, str], ...] = ()


_DOCUMENTS = ("documents", "DOCUMENT")
_LICENSE = Column("LICENSE", "string", "Giấy phép của dữ liệu; của mã nguồn đã tính ra nó.")

# The order of columns; where SDMX has a word for a field, the column bears that.
_OBSERVATION = {
    "FIGURE": "id",
    "TITLE": "title",
    "INDICATOR": "subject",
    "SUBJECT_TYPE": "subject_type",
    "ROLE": "role",
    "DIVISION": "division",
    "PORTION": "portion",
    "PORTION_NAME": "portion_name",
    "TIME_PERIOD": "time_period",
    "TIME_SCOPE": "time_scope",
    "THROUGH": "through",
    "PART": "part",
    "OBS_VALUE": "value",
    "BOUND": "bound",
    "LOWER": "lower",
    "UPPER": "upper",
    "OBS_TEXT": "text",
    "UNIT_MEASURE": "unit",
    "DECIMALS": "decimals",
    "OBS_STATUS": "obs_status",
    "KIND": "kind",
    "STATUS": "status",
    "STANDING": "standing",
    "FORMULA": "formula",
    "INPUTS": "inputs",
    "CONSTANTS": "constants",
    "SOURCE": "source",
    "LOCATOR": "locator",
    "NOTE": "note",
}


def figures(listed: Iterable[records.Observation]) -> Table:
    """The table of figures: of all, or of a part of them."""
    return _table(
        "observations",
        "Mọi số liệu",
        records.Observation,
        listed,
        _OBSERVATION,
        "FIGURE",
        (("SOURCE", *_DOCUMENTS),),
    )


def tables(views: Views) -> tuple[Table, ...]:
    """All tables of a dataset but that of its figures."""
    return (
        _table(
            "indicators",
            "Chỉ tiêu",
            records.Indicator,
            gather.indicators(views),
            _named(records.Indicator, INDICATOR="id"),
            "INDICATOR",
            (("TARGET", "targets", "TARGET"), ("PLAN_SET_BY", *_DOCUMENTS)),
        ),
        _table(
            "targets",
            "Mức chỉ tiêu",
            records.Target,
            gather.targets(views),
            _named(records.Target, TARGET="id"),
            "TARGET",
            (("SET_BY", *_DOCUMENTS), ("SOURCE", *_DOCUMENTS)),
        ),
        _table(
            "ledger",
            "Đối chiếu số công bố với số tính lại",
            records.Entry,
            gather.ledger(views),
            _named(records.Entry),
            "FIGURE",
            tuple(
                (column, "observations", "FIGURE")
                for column in ("FIGURE", "RECOMPUTED", "DIFFERENCE", "REST")
            ),
        ),
        _table(
            "documents",
            "Văn bản và nguồn",
            Document,
            views.dataset.documents,
            _named(Document, DOCUMENT="id"),
            "DOCUMENT",
        ),
        _dataset(views),
    )


def _named(record: type[Record], **renamed: str) -> Mapping[str, str]:
    """A record's columns by their names; fields that hold further records have none."""
    other = {field: column for column, field in renamed.items()}
    return {
        other.get(name, name.upper()): name
        for name, info in record.model_fields.items()
        if not (_is_record(_type(info)) or get_origin(_type(info)) is dict)
    }


def _table(
    name: str,
    title: str,
    record: type[Record],
    listed: Iterable[Record],
    columns: Mapping[str, str],
    key: str,
    refers: tuple[tuple[str, str, str], ...] = (),
) -> Table:
    known = record.model_fields
    return Table(
        name,
        title,
        (*(_column(column, known[field]) for column, field in columns.items()), _LICENSE),
        ((*(_cell(getattr(item, field)) for field in columns.values()), BOTH) for item in listed),
        key,
        refers,
    )


def _dataset(views: Views) -> Table:
    columns = (
        Column("KEY", "string", "Vị trí trong tệp dữ liệu, đi theo mã và năm."),
        Column("LABEL", "string", "Giá trị này là gì."),
        Column("VALUE", "string", "Giá trị đúng như đã ghi, giữ nguyên chữ số."),
        _LICENSE,
    )
    rows = (
        (item.key, plain_text(item.label), item.value, BOTH) for item in typed_values(views.dataset)
    )
    return Table("dataset", "Tệp dữ liệu, mỗi giá trị một dòng", columns, rows, "KEY")


def _column(name: str, info: FieldInfo) -> Column:
    kind = _type(info)
    listed = get_origin(info.annotation) is tuple
    coded = isinstance(kind, type) and issubclass(kind, StrEnum) and not listed
    numbers: Mapping[object, Type] = {Decimal: "number", int: "integer"}
    return Column(
        name,
        "string" if listed else numbers.get(kind, "string"),
        info.description or "",
        required=not listed and type(None) not in get_args(info.annotation),
        codes=tuple(code.value for code in kind) if coded else (),
    )


def _type(info: FieldInfo) -> Any:
    """A field's type without None, the list around it and what only validation needs."""
    kind: Any = info.annotation
    if get_origin(kind) in (Union, UnionType):
        kind = next(part for part in get_args(kind) if part is not type(None))
    if get_origin(kind) is tuple:
        kind = get_args(kind)[0]
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _is_record(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)


def _cell(value: object) -> Cell:
    match value:
        case None | Decimal() | int():
            return value
        case tuple() if not hasattr(value, "_fields"):
            return " ".join(str(item) for item in value) or None
    return str(value)
