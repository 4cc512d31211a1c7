"""Rules: each one record of what may not be, why, and how its breach is told and mended."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, NamedTuple

from indicators.reporting.findings import Line, visible

LONGEST_QUOTE = 80
"""How much of what was typed is told; it may be of any length."""


class Wording(NamedTuple):
    """A text in each language of the messages, which may have blanks: ``{written}``."""

    vi: str
    en: str

    def of(self, language: str) -> str:
        """The text in one of them."""
        return self.en if language == "en" else self.vi


def same(text: str) -> Wording:
    """A text that is the same in both languages."""
    return Wording(text, text)


TYPE_THIS = Wording("gõ {write}.", "type {write}.")
"""The mend of a value that was certainly meant otherwise."""


class Section(Enum):
    """The parts of the page of rules, in its order."""

    FILE = "Cả tệp"
    LINES = "Hình thức của dòng"
    FIELDS = "Trường và dạng của trường"
    NUMBERS = "Gõ số"
    RECORDS = "Nội dung của một mục"
    IDS = "Mã"
    TERMS = "Nhiệm kỳ"
    TIMES = "Năm và mốc thời gian"
    TOTALS = "Lũy kế"
    BREAKDOWNS = "Đơn vị, nhóm và mức xếp loại"
    CHANGES = "Điều chỉnh và đính chính"
    PRINTED = "Số nguồn đã in"
    DOUBTS = "Nên xem lại"
    PAGES = "Trang trong docs"
    FORMS = "Biểu nhập"
    SINCE = "Nên xem lại khi so với bản trước"


@dataclass(frozen=True)
class Rule:
    """A rule, registered under its name when it is made.

    Calling it with what fills the blanks of its wordings gives the ``Fault`` of breaking it.
    ``written``, the value as it was typed, is filled in by the value's place where it is not given.
    """

    section: Section
    name: str
    title: str
    _: KW_ONLY
    vi: str
    en: str
    mend: str = TYPE_THIS.vi
    mend_en: str = TYPE_THIS.en
    why: str
    bad: str
    good: str
    doubt: bool = False
    """Whether what breaks it may be right, and only should be looked at again."""
    certain: bool = False
    """Whether the text to type, ``write``, may be put in the value's place by a machine."""
    unsettles: bool = False
    """Whether the number that breaks it, or its year, is no longer to be compared with others."""
    compares: bool = False
    """Whether it says nothing of a number that is unsettled."""
    former: tuple[str, ...] = ()
    """The names of published rules in whose place it stands; links to them lead to it."""

    def __post_init__(self) -> None:
        _RULES[self.name] = self

    def __call__(
        self, what: Wording | None = None, mend: Wording | None = None, **context: Any
    ) -> Fault:
        """The fault of breaking the rule, worded otherwise than usual where that is given."""
        usual = Wording(self.vi, self.en), Wording(self.mend, self.mend_en)
        return Fault(self, what or usual[0], mend or usual[1], context)

    def typed(self, write: str, **context: Any) -> Fault:
        """The fault with what to type instead, where that is certain."""
        return self(mend=TYPE_THIS, write=write, **context) if write else self(**context)


_RULES: dict[str, Rule] = {}


def catalogue() -> Mapping[str, Rule]:
    """All rules by name, in the order of their sections and of the package."""
    order = list(Section)
    return dict(sorted(_RULES.items(), key=lambda item: order.index(item[1].section)))


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken rule with what its message says, not yet at its place.

    Values in ``context`` fill the blanks: texts as they are, numbers and ``Wording`` in the
    message's language, ``At`` as the line where it leads, a tuple as its parts one after another.
    """

    rule: Rule
    wording: Wording
    advice: Wording
    context: Mapping[str, Any] = field(default_factory=dict)

    def what(self, language: str = "vi") -> str:
        """What is wrong, with what was written."""
        text = self._filled(self.wording, language)
        for blank, more in (("others", _OTHERS), ("changed_from", _CHANGED), ("lost", _LOST)):
            text += self._filled(more, language) if self.context.get(blank) else ""
        return text

    def mend(self, language: str = "vi") -> str:
        """What the editor can do, without the words ``Cách sửa``."""
        return self._filled(self.advice, language)

    def _filled(self, wording: Wording, language: str) -> str:
        text = wording.of(language)
        blanks = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        return text.format_map({name: said(self.context[name], language) for name in blanks})


_OTHERS = Wording(
    " (Cả ở dòng {others}; tất cả thêm {count} dòng.)",
    " (Also on lines {others}; {count} more lines in all.)",
)

_CHANGED = Wording(
    " (Dòng này vừa sửa; trước đó là “{changed_from}”.)",
    " (This line was just changed; before, it was “{changed_from}”.)",
)

_LOST = Wording(
    " (Ngay trên dòng này vừa xóa “{lost}”.)",
    " (Just above this line “{lost}” was deleted.)",
)


def said(value: object, language: str) -> str:
    """A value as a message tells it; a text, which somebody typed, only as far as it is short."""
    match value:
        case Line(line, file, elsewhere):
            if language == "vi":
                return f"dòng {line} của {visible(file)}" if elsewhere else f"dòng {line}"
            return f"line {line} of {visible(file)}" if elsewhere else f"line {line}"
        case Wording():
            return visible(value.of(language))
        case tuple():
            return "".join(said(part, language) for part in value)
        case Decimal() | Fraction() | int():
            return _number(value, language)
    text = str(value)
    return visible(text[: LONGEST_QUOTE - 1] + "…" if len(text) > LONGEST_QUOTE else text)


def _number(value: Decimal | Fraction | int, language: str) -> str:
    """A number as a reader of that language writes it; fractions to three decimals at most."""
    if isinstance(value, Fraction):
        value = round(Decimal(value.numerator) / Decimal(value.denominator), 3).normalize()
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))
