"""Which code, field or id was meant by what was typed in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache

from indicators.lettering import unmarked
from indicators.model import Code
from indicators.reading.fields import everywhere
from indicators.reporting.rules import Fault, Rule, Section, Wording

ID_UNKNOWN = Rule(
    Section.IDS,
    "id-unknown",
    "Mã chưa khai",
    vi="Không có {noun} nào mang mã “{written}”.",
    en="No {noun} has the id “{written}”.",
    mend="sửa mã, hoặc khai {noun} mới trong {listed} trước.",
    mend_en="mend the id, or declare the {noun} in {listed} first.",
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
    return ID_UNKNOWN(_IS_IT if write else None, noun=noun, listed=listed, write=write)


def code_for(kind: type[Code], written: str) -> str:
    """The code that was meant by a Vietnamese word or a slip of the keys, else an empty text."""
    words = {code.value: (code.value, code.label, *code.typed) for code in kind}
    return _meant(written, {folded(word): code for code in words for word in words[code]})


def field_for(names: Sequence[str], written: str) -> str:
    """The one of the fields that was meant, else an empty text."""
    known = {folded(word): name for name in names for word in _words().get(name, ())}
    return _meant(written, known | {folded(name): name for name in names})


@cache
def _words() -> Mapping[str, Sequence[str]]:
    """What is typed instead of each field's name, wherever the field stands."""
    words: dict[str, list[str]] = {}
    for _, field in everywhere():
        words.setdefault(field.name, []).extend((field.label, *field.typed))
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
