"""Which code, field or id was meant by what was typed in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache

from indicators.lettering import unmarked
from indicators.model import Code, Dataset
from indicators.reading.fields import Field, everywhere, fields
from indicators.reading.fields import names as used
from indicators.reading.placed import follow
from indicators.reporting.rules import Fault, Rule, Section, Wording
from indicators.scalars import RESERVED, as_id

ID_UNKNOWN = Rule(
    Section.IDS,
    "id-unknown",
    "Mã chưa khai",
    vi="Không có {noun} nào mang mã “{written}”.",
    en="No {noun} has the id “{written}”.",
    mend="sửa mã, hoặc khai {noun} mới trong {listed} trước: “- id: {written}”, dưới đó có {form}.",
    mend_en="mend the id, or declare the {noun} in {listed}: “- id: {written}” with {form}.",
    why="Mã gõ sai thì số liệu mất nguồn, hoặc gắn nhầm chỗ.",
    bad="source: bao-coa",
    good="source: bao-cao",
)
_IS_IT = Wording(
    "Không có {noun} nào mang mã “{written}”; có phải “{write}”?",
    "No {noun} has the id “{written}”; is it “{write}”?",
)
_ELSEWHERE = Wording(
    "mã này khai trong {other}: dùng trường dành cho {other}, hoặc sửa mã.",
    "{other} declares this id: use the field for {other}, or mend the id.",
)


def unknown_id(noun: Wording, listed: str, write: str, other: str = "") -> Fault:
    """The fault of naming what a list does not declare, with the id that was probably meant, or
    the other list that declares it.
    """
    if other:
        return ID_UNKNOWN(mend=_ELSEWHERE, noun=noun, listed=listed, other=other)
    record = fields(Dataset)[listed].record
    asked = (name for name, field in fields(record).items() if field.required) if record else ()
    form = ", ".join(name for name in asked if name != "id")
    return ID_UNKNOWN(_IS_IT if write else None, noun=noun, listed=listed, write=write, form=form)


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
    former=("id-reserved",),
)
_RESERVED = (
    Wording(
        "Windows không lưu được tệp mang tên “{written}”.",
        "Windows cannot store a file of the name “{written}”.",
    ),
    Wording("chọn mã dài hơn, nói rõ hơn.", "choose a longer, more telling id."),
)
_DECLARED = Wording("gõ mã đã khai trong {listed}: {write}.", "type the id in {listed}: {write}.")
_DECLARE = Wording(
    "ghi mỗi dòng một mã đã khai trong {listed}; chưa có thì khai mục mới ở đó trước.",
    "type on each line one id that {listed} declares; if there is none, declare the item first.",
)


def not_an_id(field: Field, written: str, data: object) -> Fault:
    """The fault of a text that is no id: with the one of what is called so, or one made of it."""
    if RESERVED.fullmatch(written):
        return ID_FORM(*_RESERVED)
    if not field.refers:
        return ID_FORM(write=as_id(written) or "ket-nap")
    write = _meant(written, dict(_declared(data, field.refers)))
    return ID_FORM(mend=_DECLARED if write else _DECLARE, listed=field.refers, write=write)


def _declared(data: object, listed: str) -> Iterator[tuple[str, str]]:
    """The ids of a list, each by itself and by its names."""
    for record in follow((listed,), data) or ():
        name, *words = (follow((field,), record) for field in ("id", "name", "title", "code"))
        called = (word for word in (name, *words) if name and isinstance(word, str))
        yield from ((folded(word), str(name)) for word in called)


def code_for(kind: type[Code], written: str) -> str:
    """The code that was meant by a Vietnamese word or a slip of the keys, else an empty text."""
    words = {code.value: (code.value, code.label, *code.typed) for code in kind}
    return _meant(written, {folded(word): code for code in words for word in words[code]})


def field_for(names: Sequence[str], written: str) -> str:
    """The one of the fields that was meant, else an empty text; the name of another field is no
    slip of the keys.
    """
    known = {folded(word): name for name in names for word in _words()[name]}
    known |= {folded(name): name for name in names}
    return known.get(folded(written), "") if written in used() else _meant(written, known)


@cache
def _words() -> Mapping[str, Sequence[str]]:
    """What is typed instead of each field's name, wherever the field stands."""
    words: dict[str, list[str]] = {}
    for _, field in everywhere():
        inside = fields(field.record).values() if field.record and field.listed else ()
        codes = (code for part in inside if part.required for code in part.codes or ())
        words.setdefault(field.name, []).extend((field.label, *field.typed, *codes))
    return words


def closest(names: Sequence[str], written: str) -> str:
    """The one of the ids that was meant, else an empty text."""
    return _meant(written, {folded(name): name for name in names})


def _meant(written: str, known: dict[str, str]) -> str:
    """What was meant by a word, or by a slip of the keys.

    One letter of a short word makes another word: "tổng" is no slip of "xong", nor "max" of "mã".
    """
    typed = folded(written[:80])
    if typed in known:
        return known[typed]
    likely = [word for word, name in known.items() if len(word) > 4 or word == folded(name)]
    near = get_close_matches(typed, likely, n=1, cutoff=0.7)
    return known[near[0]] if near else ""


def folded(text: str) -> str:
    """A word as names are compared: without diacritics, with hyphens between its parts."""
    return unmarked(text).replace("_", "-").replace(" ", "-").strip("-")
