"""Why a text is no number: what was typed instead, and the number that it certainly meant."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
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
_RANGE = re.compile(rf"(?:từ +)?{_DIGITS} *%? *(?:[-‐‑–—−]|đến|to) *{_DIGITS} *%?", re.IGNORECASE)
_FRACTION = re.compile(r"([0-9]+) */ *([0-9]+)", re.ASCII)
_BEFORE = {
    ">": "above", "trên": "above", "hơn": "above", "nhiều hơn": "above", "lớn hơn": "above",
    ">=": "at-least", "≥": "at-least", "ít nhất": "at-least", "tối thiểu": "at-least",
    "không dưới": "at-least", "không ít hơn": "at-least",
    "<": "below", "dưới": "below", "gần": "below", "ít hơn": "below", "nhỏ hơn": "below",
    "chưa đến": "below", "chưa tới": "below",
    "<=": "at-most", "≤": "at-most", "không quá": "at-most", "tối đa": "at-most",
    "nhiều nhất": "at-most", "không hơn": "at-most",
    "~": "", "≈": "", "khoảng": "", "xấp xỉ": "", "trên dưới": "",
}  # fmt: skip
_AFTER = {"trở lên": "at-least", "trở xuống": "at-most"}
_BOUNDED = re.compile(
    rf"(?P<before>{'|'.join(sorted(_BEFORE, key=len, reverse=True))}|từ)? *(?P<number>{_DIGITS})"
    r" *%?(?P<unit>(?: +[^\W\d_]+)*?)(?P<after> +trở lên| +trở xuống)?",
    re.IGNORECASE,
)
_SCALES = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
_SCALED = re.compile(
    rf"({_DIGITS}) *({'|'.join(_SCALES)})(?: +([0-9]{{3}}))?((?: +[^\W\d_]+)*)", re.IGNORECASE
)
_WITH_UNIT = re.compile(rf"({_DIGITS})(?: +[^\W\d_].*| *[(*#].*| */ *[^\W\d].*)", re.DOTALL)
WORDS_FOR_MISSING = frozenset(
    {"null", "~", "n/a", "na", "nan", "none", "không có", "chưa có", "-", "–", "—", "…", "..."}
)
"""What is typed for a number that is not known, and says nothing of why."""
_QUOTES = "“”„‟‘’‚‛«»"
_LOOKALIKES = str.maketrans("−–—‐‑－", "------")


def why_not_a_number(text: str) -> Refusal:
    """The rule that a text breaks as a number; a number to write only where it is certain."""
    for attempt in _ATTEMPTS:
        found = attempt(text)
        if found is not None:
            return found
    return "not-a-number", {"write": _completed(text)}


def _missing(text: str) -> Refusal | None:
    if not text:
        return "value-empty", {}
    if text.strip().lower() in WORDS_FOR_MISSING:
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
    needed = f".{decimals}" if decimals.strip("0") else ""
    return "number-thousands", {"write": _pointed(whole + needed)}


def _padded(text: str) -> Refusal | None:
    match = _PADDED.fullmatch(text)
    return ("number-zero", {"write": _pointed(match[1] + match[2])}) if match else None


def _bounded(text: str) -> Refusal | None:
    """A number with words that say on which side of it the true one lies."""
    match = _BOUNDED.fullmatch(text)
    if match is None:
        return None
    before, after = ((match[name] or "").strip().lower() for name in ("before", "after"))
    if not after and before not in _BEFORE:
        return None
    both = bool(after) and before in _BEFORE
    bound = _AFTER.get(after, "") or _BEFORE[before]
    scaled = any(word in _SCALES for word in match["unit"].lower().split())
    write = "" if both or scaled else _certain(match["number"])
    return "number-bound", {"write": write, "bound": "" if both else bound}


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


def _scaled(text: str) -> Refusal | None:
    """A number in thousands or millions, which the indicator's unit may count in or not."""
    match = _SCALED.fullmatch(text)
    if match is None:
        return None
    places, rest = _SCALES[match[2].lower()], match[3]
    if rest:
        joined = places == 3 and match[1].isdigit()
        return "number-unit", {"write": f"{int(match[1])}{rest}" if joined else ""}
    short = _certain(match[1])
    long = f"{Decimal(short).scaleb(places):f}" if short else ""
    return "number-unit", {"write": "", "scale": match[2], "short": short, "long": long}


def _united(text: str) -> Refusal | None:
    match = _WITH_UNIT.fullmatch(text)
    if match is None:
        return None
    # Digits among the words may be the number that was meant, or a part of it.
    alone = not re.search(r"\d", text[match.end(1) :])
    return "number-unit", {"write": _certain(match[1]) if alone else ""}


_ATTEMPTS = (
    _missing, _percent, _grouped, _padded, _bounded, _several, _digits, _scaled, _united
)  # fmt: skip


def _completed(text: str) -> str:
    """A number with a plus sign, a mark behind it or no digit beside its mark, made whole."""
    bare = text.removeprefix("+")
    bare = re.sub(r"^(-?)([.,])(?=[0-9])", r"\g<1>0\2", bare).rstrip(".,;")
    return _certain(bare) if _NUMBER.fullmatch(bare) else ""


def _pointed(text: str) -> str:
    """The number with a point, without needless zeros before it; zero itself has no sign."""
    plain = re.sub(r"^(-?)0+(?=[0-9])", r"\1", text.replace(",", "."))
    return plain if plain.strip("-0.") else plain.removeprefix("-")


def _certain(text: str) -> str:
    """The number, unless its three decimals may be thousands."""
    return "" if re.fullmatch(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}", text) else _pointed(text)
