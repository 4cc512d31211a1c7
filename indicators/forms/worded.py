"""What the data's rules say, as those who fill in a form know it: columns, cells and their lists.

A fault keeps its rule; its fact names columns by their headings, and its mend is chosen by the kind
of rule, since a form has no lines to add and no fields to type.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from indicators.forms.form import Entry, heading, is_number
from indicators.model import Former, GradeCount, Indicator, Observation, Part
from indicators.reading.fields import Field, fields
from indicators.reporting.findings import Line
from indicators.reporting.rules import Fault, Section, Wording, same
from indicators.words.wording import capital

TYPED = (Section.FILE, Section.LINES, Section.FIELDS, Section.NUMBERS, Section.IDS)
"""What is wrong with what one cell says, whatever stands in the others."""
_HEADINGS = {
    name: heading(field)
    for record in (Indicator, Former, GradeCount, Part, Observation)
    for name, field in fields(record).items()
    if name not in ("reason", "unit", "group")
} | {name: heading(fields(Former)[name]) for name in ("kind", "reason")}
_NAME = re.compile(r"\{[^}]*\}|“?\b(" + "|".join(sorted(_HEADINGS, key=len)[::-1]) + r")\b”?")
_ASIDE = re.compile(r" \([a-z-]+(?:: [^)]*)?\)|^Dòng (?=“)|, chưa có thuyết minh")
"""What a fact says of the lines of a file."""
_ITEM = re.compile(r"\b(một|cùng) mục\b")
_WORDS = {
    "true": "“có”",
    "false": "“không”",
    "trong documents": "ở danh sách dưới đây",
    "mục cha": "dòng của chỉ tiêu",
}

_REPORT = "báo đơn vị quản lý số liệu"
_RETYPE = "đối chiếu với nguồn rồi gõ lại ô này."
_COMPARE = (
    f"đối chiếu các ô với nguồn rồi sửa ô sai; nguồn ghi đúng như vậy thì để trống và {_REPORT}."
)
_WORDS_BESIDE = (
    "chỉ để lại số; “trên”, “ít nhất”, “dưới”, “không quá” thì chọn ở cột bound; “gần”, “khoảng” "
    "thì chọn “có” ở cột approximate; lời khác ghi ở cột note."
)
_NO_NUMBER = "để trống ô này và ghi lý do ở cột missing, ví dụ: Nguồn không nêu."
_MENDS = {
    "number-unit": _WORDS_BESIDE,
    "number-word": _NO_NUMBER,
    "number-several": "chỉ gõ một số; kết quả là một khoảng thì mức dưới ghi ở cột value, mức trên "
    "ở cột value-max.",
    "number-limits": "đối chiếu với nguồn, xem lại dấu trừ, dấu phẩy rồi gõ lại ô này.",
    "not-a-reason": "ghi lý do bằng lời, ví dụ: Nguồn không nêu; số là kết quả thì ghi ở cột "
    "value.",
    "clash": "giữ ô đúng với lời của nguồn, để trống ô kia; lời giải thích ghi ở cột note.",
    "needs": "điền cả hai như nguồn nêu, hoặc để trống cả hai.",
    "quote-lone": "xóa dấu ấy, hoặc gõ thêm dấu còn thiếu.",
    "old-font": "gõ lại bằng bảng mã “Unicode”.",
    "text-long": "rút gọn lời ghi.",
}
_LISTED = Wording("“{written}” không có trong danh sách của ô.", "“{written}” is not in the list.")


def shown(text: str) -> str:
    """A number as a form shows it, with the decimal comma and no zeros that say nothing."""
    if not is_number(text):
        return text
    whole, _, rest = text.replace(",", ".").partition(".")
    return ",".join(filter(None, (whole, rest.rstrip("0"))))


def headed(text: str) -> str:
    """A text with the headings of the columns for the names of their fields."""
    return _NAME.sub(lambda m: f"“{_HEADINGS[m[1]]}”" if m[1] else m[0], text)


def meaning(field: Field) -> str:
    """What a column is for, and what may be chosen there."""
    text = _ASIDE.sub("", field.description)
    if field.codes:
        codes = [code.value for code in field.codes]
        text = text.partition(":")[0].rstrip(".") + "."
        text = "" if any(code in text for code in codes) else text
    for word, said in _WORDS.items():
        text = re.sub(rf"\b{word}\b", said, text)
    usual = heading(field).startswith(text.rstrip("."))
    chosen = ", ".join(code.label for code in field.codes or ())
    told = [] if usual else [headed(text)]
    told += [f"Chọn: {chosen}."] if chosen else []
    return capital(" ".join(told)) or "Ghi như nguồn nêu."


def worded(
    fault: Fault, entry: Entry, written: str, place: Callable[[Line], str] = str, *, own: bool
) -> Fault:
    """The fault of a data rule at a cell in which that is written; ``own`` where it is about the
    cell itself. ``place`` says where a line of the file stands for whoever fills in.
    """

    def told(value: object) -> object:
        match value:
            case Line():
                return same(place(value))
            case Wording():
                return same(headed(value.vi))
            case tuple():
                return tuple(map(told, value))
            case str():
                return _HEADINGS.get(value) or shown(value)
        return value

    context = {name: told(value) for name, value in fault.context.items()}
    typed = own and fault.rule.section in TYPED
    if typed:
        context["written"] = written
    chosen = typed and (entry.choices or entry.field.refers)
    fact = _LISTED.vi if chosen else headed(_ASIDE.sub("", fault.wording.vi))
    fact = _ITEM.sub(r"\1 dòng", fact)
    mend = (
        _chosen(entry, fault)
        if chosen
        else headed(_MENDS.get(fault.rule.name, _RETYPE if typed else _COMPARE))
    )
    write = fault.context.get("write")
    if typed and not chosen and isinstance(write, str):
        context["write"] = shown(write) if entry.numeric else write
        mend = "gõ {write}."
    return replace(fault, wording=same(fact), advice=same(mend), context=context)


def _chosen(entry: Entry, fault: Fault) -> str:
    """What to choose in a cell that has a list."""
    write = str(fault.context.get("write", ""))
    if entry.field.refers:
        return f"chọn một mã trong danh sách của ô; nguồn chưa có trong danh sách thì {_REPORT}."
    if write in entry.choices:
        return f"chọn “{entry.choices[write]}”."
    return f"chọn trong danh sách của ô: {', '.join(entry.choices.values())}."
