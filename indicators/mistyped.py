"""Why a text is no number: what was typed instead, and the number that it certainly meant."""

from __future__ import annotations

import re
import unicodedata
from typing import LiteralString

Refusal = tuple[LiteralString, dict[str, str]]
"""A rule's name, and what its message needs besides the text."""

_DIGITS = r"-?[0-9]+(?:[.,][0-9]+)?"
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:[.,][0-9]+)?", re.ASCII)
_PERCENT = re.compile(rf"({_DIGITS}) *%")
_GROUPED = re.compile(
    r"-?[0-9]{1,3}(?:[ ._,][0-9]{3}){2,}|-?[0-9]{1,3}[ _][0-9]{3}"
    r"|-?[0-9]{1,3}(?:\.[0-9]{3})+,(?P<comma>[0-9]+)"
    r"|-?[0-9]{1,3}(?:,[0-9]{3})+\.(?P<point>[0-9]+)",
    re.ASCII,
)
_PADDED = re.compile(r"(-?)0+([0-9]+(?:[.,][0-9]+)?)", re.ASCII)
_RANGE = re.compile(rf"{_DIGITS} *%? *(?:[-‐‑–—−]|đến|to) *{_DIGITS} *%?")
_FRACTION = re.compile(r"([0-9]+) */ *([0-9]+)", re.ASCII)
_BOUNDED = re.compile(
    r"(>=|≥|>|<=|≤|<|~|≈|trên|hơn|ít nhất|tối thiểu|dưới|gần|không quá|tối đa|khoảng)"
    rf" *({_DIGITS}) *%?",
    re.IGNORECASE,
)
_BOUNDS = {
    ">": "above", "trên": "above", "hơn": "above",
    ">=": "at-least", "≥": "at-least", "ít nhất": "at-least", "tối thiểu": "at-least",
    "<": "below", "dưới": "below", "gần": "below",
    "<=": "at-most", "≤": "at-most", "không quá": "at-most", "tối đa": "at-most",
}  # fmt: skip
_WITH_UNIT = re.compile(rf"({_DIGITS})(?: +[^\W\d_].*| *[(*#].*| */ *[^\W\d].*)", re.DOTALL)
_WORDS_FOR_MISSING = frozenset(
    {"null", "~", "n/a", "na", "nan", "none", "không có", "chưa có", "-", "–", "—", "…", "..."}
)
_QUOTES = "“”„‟‘’‚‛«»"
_LOOKALIKES = str.maketrans("−–—‐‑－", "------")


def why_not_a_number(text: str) -> Refusal:
    """The rule that a text breaks as a number; a number to write only where it is certain."""
    for attempt in (_missing, _percent, _grouped, _padded, _bounded, _several, _digits, _united):
        found = attempt(text)
        if found is not None:
            return found
    return "not-a-number", {"write": _completed(text)}


def _missing(text: str) -> Refusal | None:
    if not text:
        return "value-empty", {}
    if text.strip().lower() in _WORDS_FOR_MISSING:
        return "number-word", {}
    bare = text.strip(_QUOTES)
    return ("curly-quotes", {"write": bare}) if bare != text else None


def _percent(text: str) -> Refusal | None:
    match = _PERCENT.fullmatch(text)
    return ("number-percent", {"write": _pointed(match[1])}) if match else None


def _grouped(text: str) -> Refusal | None:
    match = _GROUPED.fullmatch(text)
    if match is None:
        return None
    decimals = match["comma"] or match["point"] or ""
    whole = re.sub("[ ._,]", "", text[: -len(decimals) - 1] if decimals else text)
    return "number-thousands", {"write": f"{whole}.{decimals}" if decimals else whole}


def _padded(text: str) -> Refusal | None:
    match = _PADDED.fullmatch(text)
    return ("number-zero", {"write": _pointed(match[1] + match[2])}) if match else None


def _bounded(text: str) -> Refusal | None:
    match = _BOUNDED.fullmatch(text)
    if match is None:
        return None
    bound = _BOUNDS.get(match[1].lower(), "")
    return "number-bound", {"write": _certain(match[2]), "bound": bound}


def _several(text: str) -> Refusal | None:
    """A range, or a share typed as a fraction."""
    if _RANGE.fullmatch(text):
        return "number-range", {}
    match = _FRACTION.fullmatch(text)
    return ("number-fraction", {"above": match[1], "below": match[2]}) if match else None


def _digits(text: str) -> Refusal | None:
    plain = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    if plain == text:
        return None
    # "15²" would turn into 152: a number is offered only where the digits are the same ones.
    same = bool(_NUMBER.fullmatch(plain)) and not re.search("[⁰¹²³⁴-₉]", text)
    return "number-digits", {"write": plain if same else ""}


def _united(text: str) -> Refusal | None:
    match = _WITH_UNIT.fullmatch(text)
    return ("number-unit", {"write": _certain(match[1])}) if match else None


def _completed(text: str) -> str:
    """A number with a plus sign, a mark behind it or no digit beside its mark, made whole."""
    bare = text.removeprefix("+")
    bare = re.sub(r"^(-?)([.,])(?=[0-9])", r"\g<1>0\2", bare).rstrip(".,;")
    return _certain(bare) if _NUMBER.fullmatch(bare) else ""


def _pointed(text: str) -> str:
    return text.replace(",", ".")


def _certain(text: str) -> str:
    """The number, unless its three decimals may be thousands."""
    return "" if re.fullmatch(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}", text) else _pointed(text)
