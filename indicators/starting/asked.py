"""The changes that may be asked for on the command line, each with what it must be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from indicators.editing.lines import EditError
from indicators.model import Document, Indicator, Record
from indicators.reading.fields import fields
from indicators.starting.adding import new_document, new_indicator, new_units
from indicators.starting.beginning import new_term
from indicators.starting.project import Draft, Project
from indicators.starting.renaming import renamed
from indicators.starting.rows import new_rows


class Ask(NamedTuple):
    """A change: what makes it, the names that it must and may be told, and a whole example."""

    draft: Callable[[Project, Mapping[str, str]], Draft]
    needs: tuple[str, ...]
    may: tuple[str, ...]
    example: str


def _texts(record: type[Record]) -> tuple[str, ...]:
    """The fields of a record that are one text each."""
    return tuple(name for name, field in fields(record).items() if not field.listed)


ASKS: Mapping[str, Ask] = {
    "add-indicator": Ask(
        new_indicator,
        ("id", "name", "measure", "unit"),
        (*_texts(Indicator), "target"),
        "ID=thu-nhap NAME='Thu nhập bình quân' MEASURE=stock UNIT='triệu đồng/người' "
        "TARGET='type=end-value value=105 set-by=nq-dai-hoi-xi'",
    ),
    "add-document": Ask(
        new_document,
        ("id", "title"),
        _texts(Document),
        "ID=bao-cao-2024 CODE=12-BC/TU TITLE='Báo cáo tổng kết năm' ISSUER='Tỉnh ủy' "
        "DATE=2024-12-31",
    ),
    "add-units": Ask(
        new_units,
        ("units",),
        ("type", "parent", "permission", "smallest-shown"),
        "TYPE='Đảng bộ xã' UNITS='Đảng bộ xã Một; Đảng bộ xã Hai'",
    ),
    "add-rows": Ask(new_rows, ("indicator", "year"), ("split",), "INDICATOR=ket-nap YEAR=2024"),
    "new-term": Ask(
        new_term,
        ("id", "name", "start", "end", "source"),
        ("organisation", "old", "keep", "resolution"),
        "ID=khoa-xii NAME='nhiệm kỳ 2025 – 2030' START=2025-10 END=2030 "
        "SOURCE=bao-cao-2024 OLD=khoa-xi ORGANISATION='Đảng bộ tỉnh Thí Dụ'",
    ),
    "rename": Ask(renamed, ("old", "new"), (), "OLD=nguon NEW=nguon-ket-nap"),
}


def drafted(command: str, project: Project, words: Sequence[str]) -> Draft:
    """The change that a command asks for with words such as ``NAME=…``. Errors: ``EditError``."""
    ask = ASKS[command]
    typed: dict[str, str] = {}
    for word in words:
        written, equals, value = word.partition("=")
        name = written.lower().replace("_", "-")
        if not equals or name not in ask.needs + ask.may:
            near = get_close_matches(name, ask.needs + ask.may, n=1)
            guess = f"; có phải {_shouted(near[0])}=…?" if near else ""
            raise EditError(f"không hiểu “{written}”{guess}\n{_usage(command)}")
        if value.strip():
            typed[name] = value.strip()
    lacking = [_shouted(name) for name in ask.needs if name not in typed]
    if lacking:
        raise EditError(f"còn thiếu {', '.join(lacking)}\n{_usage(command)}")
    return ask.draft(project, typed)


def _usage(command: str) -> str:
    ask = ASKS[command]
    more = ", ".join(_shouted(name) for name in ask.may if name not in ask.needs)
    also = f"Ghi thêm được: {more}.\n" if more else ""
    return f"Ví dụ: make {command} {ask.example}\n{also}Thêm DRY=1 để chỉ xem trước."


def _shouted(name: str) -> str:
    return name.upper().replace("-", "_")
