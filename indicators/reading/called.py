"""Which declared id was meant where a name, or several ids, stand in the place of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indicators.reading import codes
from indicators.reading.fields import field_at
from indicators.reporting.findings import Finding, Path
from indicators.reporting.rules import Rule, Section, Wording
from indicators.scalars import as_id

_NAMES = ("name", "title", "code")


ID_FORM = Rule(
    Section.FIELDS,
    "id-form",
    "Mã có ký tự không dùng được",
    vi="Mã “{written}” có ký tự không dùng được.",
    mend="chỉ dùng chữ thường không dấu, chữ số, gạch nối: {write}.",
    en="The id “{written}” holds a character that cannot be used.",
    mend_en="use only lower-case letters without diacritics, digits and hyphens: {write}.",
    why="Mã thành địa chỉ trang và tên cột trong tệp xuất ra.",
    bad="- id: Kết nạp",
    good="- id: ket-nap",
)
_SEVERAL = (
    Wording("“{written}” là nhiều mã trên một dòng.", "“{written}” are several ids on one line."),
    Wording("ghi mỗi mã một dòng, bắt đầu bằng “- ”.", "write one id a line, with its dash."),
)
_CALLED = (
    Wording("“{written}” là tên, không phải mã.", "“{written}” is a name, not an id."),
    Wording(
        "gõ mã của “{written}” trong {listed}: {write}.",
        "type the id of “{written}” in {listed}: {write}.",
    ),
)
_DECLARE = Wording(
    "gõ một mã đã khai trong {listed}; chưa có thì khai mục mới ở đó trước.",
    "type an id that {listed} declares; if there is none, declare the item there first.",
)


def not_an_id(path: Path, value: object, data: object) -> Finding:
    """What to tell of a text that is no id: which one was meant, or one that is made of it."""
    written = str(value)
    field = field_at(path)
    listed = field.refers if field else ""
    if not listed:
        return Finding(ID_FORM(write=as_id(written) or "ket-nap"), path)
    declared = dict(_declared(data, listed))
    if isinstance(path[-1], int) and set(re.split("[ ,;]+", written)) <= set(declared.values()):
        return Finding(ID_FORM(*_SEVERAL), path)
    folded = codes.folded(written)
    meant = declared.get(folded, "")
    if meant and meant != folded:
        return Finding(ID_FORM(*_CALLED, listed=listed, write=meant), path)
    near = meant or codes.closest(tuple(declared.values()), written)
    return Finding(ID_FORM(mend=None if near else _DECLARE, listed=listed, write=near), path)


def _declared(data: object, listed: str) -> Iterator[tuple[str, str]]:
    """The ids of a list, each by itself and by its names as they are typed without diacritics."""
    records = data.get(listed) if isinstance(data, dict) else None
    for record in records if isinstance(records, list) else ():
        name = record.get("id") if isinstance(record, dict) else None
        if isinstance(name, str):
            yield from (
                (codes.folded(called), name)
                for called in (name, *(record.get(field) for field in _NAMES))
                if isinstance(called, str)
            )
