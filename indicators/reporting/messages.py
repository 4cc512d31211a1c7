"""The wording of each rule: what is wrong and how to mend it, in Vietnamese and English.

The catalogue is ``messages.toml``. A message may have several wordings: the first one whose
blanks can all be filled from the problem's context is used.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from indicators.reporting.findings import Line, Noun, visible
from indicators.reporting.number_words import read_aloud, read_digits

LONGEST_QUOTE = 80
_WHOLE = frozenset({"allowed", "home", "known", "listed", "used"})
"""Blanks that list what may be typed, which helps only whole; what was typed may be of any length.
"""


@dataclass(frozen=True)
class Rule:
    """One rule as its page explains it and as its messages word it."""

    name: str
    section: str
    """The part of the page that begins with this rule, else an empty text."""
    title: str
    why: str
    bad: str
    good: str
    what: Mapping[str, tuple[str, ...]]
    mend: Mapping[str, tuple[str, ...]]


@cache
def catalogue() -> Mapping[str, Rule]:
    """All rules by name, in the order of the page of rules."""
    data = tomllib.loads(Path(__file__).with_name("messages.toml").read_text("utf-8"))
    return {name: _rule(name, entry) for name, entry in data.items()}


def _rule(name: str, entry: Mapping[str, str | list[str]]) -> Rule:
    def text(key: str) -> str:
        value = entry[key]
        assert isinstance(value, str), (name, key)
        return value.strip("\n")

    def wordings(key: str) -> tuple[str, ...]:
        value = entry[key]
        return (value,) if isinstance(value, str) else tuple(value)

    return Rule(
        name=name,
        section=str(entry.get("section", "")),
        title=text("title"),
        why=text("why"),
        bad=text("bad"),
        good=text("good"),
        what={"vi": wordings("vi"), "en": wordings("en")},
        mend={"vi": wordings("mend"), "en": wordings("mend-en")},
    )


def what(rule: str, context: Mapping[str, object], language: str = "vi") -> str:
    """The sentence that says what is wrong."""
    text = _first(catalogue()[rule].what[language], context, language)
    others = _first(_OTHERS[language], context, language) if context.get("others") else ""
    return text + others


def mend(rule: str, context: Mapping[str, object], language: str = "vi") -> str:
    """The sentence that says what to do."""
    return _first(catalogue()[rule].mend[language], context, language)


_OTHERS = {
    "vi": (" (Cả ở dòng {others}; tất cả thêm {count} dòng.)",),
    "en": (" (Also on lines {others}; {count} more lines in all.)",),
}


def _first(wordings: tuple[str, ...], context: Mapping[str, object], language: str) -> str:
    """The first wording whose blanks can be filled; the last one takes an empty text too."""
    for wording in wordings:
        blanks = {name for _, name, _, _ in string.Formatter().parse(wording) if name}
        filled = {blank: _filled(blank, context, language) for blank in blanks}
        if all(filled.values()) or (wording is wordings[-1] and blanks <= context.keys()):
            return wording.format_map(filled)
    raise LookupError(f"no wording of {wordings!r} fits {dict(context)!r}")


def _filled(blank: str, context: Mapping[str, object], language: str) -> str:
    """The text for a blank; ``x_aloud`` and ``x_digits`` are the number ``x`` in words."""
    if blank.endswith("_aloud"):
        return read_aloud(str(context.get(blank.removesuffix("_aloud"), "")))
    if blank.endswith("_digits"):
        return read_digits(str(context.get(blank.removesuffix("_digits"), "")))
    return _worded(context.get(blank, ""), language, clip=blank not in _WHOLE)


def _worded(value: object, language: str, *, clip: bool) -> str:
    match value:
        case Line(file, line, elsewhere):
            if language == "vi":
                return f"dòng {line} của {visible(file)}" if elsewhere else f"dòng {line}"
            return f"line {line} of {visible(file)}" if elsewhere else f"line {line}"
        case Noun():
            return value.vi if language == "vi" else value.en
        case Decimal() | Fraction() | int():
            return _number(value, language)
        case _:
            text = str(value)
            clipped = (
                text[: LONGEST_QUOTE - 1] + "…" if clip and len(text) > LONGEST_QUOTE else text
            )
            return visible(clipped)


def _number(value: Decimal | Fraction | int, language: str) -> str:
    """A number as a reader of that language writes it; fractions to three decimals at most."""
    if isinstance(value, Fraction):
        value = round(Decimal(value.numerator) / Decimal(value.denominator), 3).normalize()
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))
