"""What may be asked for on the command line, each with what it must be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from typing import NamedTuple

from indicators.editing.lines import EditError
from indicators.editing.setting import Setting
from indicators.model import Document, Indicator, Record, Solution, Target
from indicators.pages.allowed import FOLDER
from indicators.reading.fields import fields
from indicators.starting.adding import new_indicator, new_record, new_rows, new_units, renamed
from indicators.starting.beginning import new_term
from indicators.starting.project import Draft, Project


class Ask(NamedTuple):
    """The names that a command must and may be told, a whole example, and what makes the change."""

    needs: tuple[str, ...]
    may: tuple[str, ...]
    example: str
    draft: Callable[[Project, Mapping[str, str]], Draft] | None = None
    """None where it is no change of this project."""
    first: str = ""
    """What words say that name nothing."""


def _texts(record: type[Record]) -> tuple[str, ...]:
    """The fields of a record that are one text each."""
    return tuple(name for name, field in fields(record).items() if not field.listed)


ASKS: Mapping[str, Ask] = {
    "set": Ask(
        ("change",),
        (),
        "CHANGE='ket-nap/2024 value=1702 percent-of-plan=102.53 source=bao-cao-2024 "
        "locator=trang 3'",
        lambda project, typed: Draft([Setting(typed["change"], project.today)]),
        first="change",
    ),
    "add-indicator": Ask(
        ("id", "name", "measure", "unit"),
        (*_texts(Indicator), "target"),
        "ID=thu-nhap NAME='Thu nhập bình quân' MEASURE=stock UNIT='triệu đồng/người' "
        "TARGET='type=end-value value=105 set-by=nq-dai-hoi-xi' SOURCE=nq-dai-hoi-xi",
        new_indicator,
    ),
    "add-document": Ask(
        ("id", "title"),
        _texts(Document),
        "ID=bao-cao-2024 CODE=12-BC/TU TITLE='Báo cáo tổng kết năm' ISSUER='Tỉnh ủy' "
        "DATE=2024-12-31",
        partial(new_record, "documents"),
    ),
    "add-target": Ask(
        ("id", "name", "type", "indicators"),
        _texts(Target),
        "ID=muc-dang-so NAME='Số đảng viên cuối nhiệm kỳ' TYPE=end-value VALUE=60000 "
        "INDICATORS=dang-so SET_BY=nq-dai-hoi-xi SOURCE=nq-dai-hoi-xi",
        partial(new_record, "targets"),
    ),
    "add-solution": Ask(
        ("id", "title"),
        (*_texts(Solution), "indicators", "documents"),
        "ID=bo-sung-nguon TITLE='Tạo nguồn từ đoàn viên' ACTOR='Tỉnh đoàn' INDICATORS=ket-nap "
        "DOCUMENTS=ct-28",
        partial(new_record, "solutions"),
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
    "form": Ask(
        ("period",),
        ("unit", "out"),
        "PERIOD=2025",
        first="period",
    ),
    "new": Ask(
        ("out", "organisation", "term"),
        ("title", "units", "colour"),
        "OUT=../trang-moi ORGANISATION='Đảng bộ xã Thí Dụ' TERM=2025-2030 "
        "UNITS='Chi bộ thôn Một; Chi bộ thôn Hai' COLOUR='#0b4c3a'",
        first="out",
    ),
}


def told(command: str, words: Sequence[str]) -> Mapping[str, str]:
    """What words such as ``NAME=…`` say, by the names of the command. Errors: ``EditError``."""
    ask, typed = ASKS[command], dict[str, str]()
    for word in words:
        written, equals, value = word.partition("=")
        name = written.lower().replace("_", "-")
        if ask.first and not re.match("[A-Z_]+=", word):
            name, value = ask.first, f"{typed.get(ask.first, '')} {word}"
        elif not equals or name not in ask.needs + ask.may:
            near = get_close_matches(name, ask.needs + ask.may, n=1)
            guess = f"; có phải {_shouted(near[0])}=…?" if near else ""
            raise EditError(f"không hiểu “{written}”{guess}\n{_usage(command, ask)}")
        if value.strip():
            typed[name] = value.strip()
    lacking = [_shouted(name) for name in ask.needs if name not in typed]
    if lacking:
        raise EditError(f"còn thiếu {', '.join(lacking)}\n{_usage(command, ask)}")
    for name in {"id", "new"} & typed.keys():
        if not FOLDER.fullmatch(typed[name]):
            raise EditError(
                f"mã “{typed[name]}” có ký tự không dùng được; mã chỉ gồm chữ thường không dấu, số "
                "và gạch nối, ví dụ thu-nhap"
            )
    return typed


def _usage(command: str, ask: Ask) -> str:
    more = ", ".join(_shouted(name) for name in ask.may if name not in ask.needs)
    also = f"\nGhi thêm được: {more}." if more else ""
    dry = "\nThêm DRY=1 để chỉ xem trước." if ask.draft else ""
    return f"Ví dụ: make {command} {ask.example}{also}{dry}"


def _shouted(name: str) -> str:
    return name.upper().replace("-", "_")
