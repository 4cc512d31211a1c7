"""What may be asked for on the command line, each with what it must be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from indicators.editing.lines import EditError
from indicators.model import Document, Indicator, Record
from indicators.reading.fields import fields
from indicators.starting.adding import new_document, new_indicator, new_units
from indicators.starting.beginning import new_term
from indicators.starting.project import Draft, Project
from indicators.starting.renaming import renamed
from indicators.starting.rows import new_rows


@dataclass(frozen=True)
class Form:
    """The names that a command must and may be told, and a whole example."""

    needs: tuple[str, ...]
    may: tuple[str, ...]
    example: str


@dataclass(frozen=True)
class Ask(Form):
    """A change with what makes it; it may be tried first."""

    draft: Callable[[Project, Mapping[str, str]], Draft]


def _texts(record: type[Record]) -> tuple[str, ...]:
    """The fields of a record that are one text each."""
    return tuple(name for name, field in fields(record).items() if not field.listed)


ASKS: Mapping[str, Ask] = {
    "add-indicator": Ask(
        ("id", "name", "measure", "unit"),
        (*_texts(Indicator), "target"),
        "ID=thu-nhap NAME='Thu nhập bình quân' MEASURE=stock UNIT='triệu đồng/người' "
        "TARGET='type=end-value value=105 set-by=nq-dai-hoi-xi'",
        new_indicator,
    ),
    "add-document": Ask(
        ("id", "title"),
        _texts(Document),
        "ID=bao-cao-2024 CODE=12-BC/TU TITLE='Báo cáo tổng kết năm' ISSUER='Tỉnh ủy' "
        "DATE=2024-12-31",
        new_document,
    ),
    "add-units": Ask(
        ("units",),
        ("type", "parent", "permission", "smallest-shown"),
        "TYPE='Đảng bộ xã' UNITS='Đảng bộ xã Một; Đảng bộ xã Hai'",
        new_units,
    ),
    "add-rows": Ask(("indicator", "year"), ("split",), "INDICATOR=ket-nap YEAR=2024", new_rows),
    "new-term": Ask(
        ("id", "name", "start", "end", "source"),
        ("organisation", "old", "keep", "resolution"),
        "ID=khoa-xii NAME='nhiệm kỳ 2025 – 2030' START=2025-10 END=2030 "
        "SOURCE=bao-cao-2024 OLD=khoa-xi ORGANISATION='Đảng bộ tỉnh Thí Dụ'",
        new_term,
    ),
    "rename": Ask(("old", "new"), (), "OLD=nguon NEW=nguon-ket-nap", renamed),
}

NEW = Form(
    ("out", "organisation", "term"),
    ("title", "units", "colour"),
    "OUT=../trang-moi ORGANISATION='Đảng bộ xã Thí Dụ' TERM=2025-2030 "
    "UNITS='Chi bộ thôn Một; Chi bộ thôn Hai' COLOUR='#0b4c3a'",
)
"""A new organisation's site."""


def drafted(command: str, project: Project, words: Sequence[str]) -> Draft:
    """The change that a command asks for with words such as ``NAME=…``. Errors: ``EditError``."""
    ask = ASKS[command]
    return ask.draft(project, told(command, ask, words))


def told(command: str, form: Form, words: Sequence[str]) -> Mapping[str, str]:
    """What the words say, by the names of the form. Errors: ``EditError``."""
    typed: dict[str, str] = {}
    for word in words:
        written, equals, value = word.partition("=")
        name = written.lower().replace("_", "-")
        if not equals or name not in form.needs + form.may:
            near = get_close_matches(name, form.needs + form.may, n=1)
            guess = f"; có phải {_shouted(near[0])}=…?" if near else ""
            raise EditError(f"không hiểu “{written}”{guess}\n{_usage(command, form)}")
        if value.strip():
            typed[name] = value.strip()
    lacking = [_shouted(name) for name in form.needs if name not in typed]
    if lacking:
        raise EditError(f"còn thiếu {', '.join(lacking)}\n{_usage(command, form)}")
    return typed


def _usage(command: str, form: Form) -> str:
    more = ", ".join(_shouted(name) for name in form.may if name not in form.needs)
    also = f"\nGhi thêm được: {more}." if more else ""
    dry = "\nThêm DRY=1 để chỉ xem trước." if isinstance(form, Ask) else ""
    return f"Ví dụ: make {command} {form.example}{also}{dry}"


def _shouted(name: str) -> str:
    return name.upper().replace("-", "_")
