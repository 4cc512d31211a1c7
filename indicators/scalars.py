"""What one typed value may be: numbers, years, dates, ids and texts, and why another is refused.

Every value reaches this module as the text that stands in the file. A refusal is a
``PydanticCustomError`` whose type is the name of a rule in ``messages`` and whose context
holds what the message needs.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

LONGEST_NUMBER = 24
LONGEST_TEXT = 4000
LONGEST_ID = 80
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)([.,][0-9]+)?", re.ASCII)
_GROUPED = re.compile(r"-?[0-9]{1,3}([ ._,][0-9]{3}){2,}|-?[0-9]{1,3}[ _][0-9]{3}", re.ASCII)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_ADDRESS = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]+)?(/[^\s\"'<>\\^`{|}]*)?", re.I)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)
_WORDS_FOR_MISSING = frozenset(
    {"null", "~", "n/a", "na", "nan", "none", "không có", "chưa có", "-"}
)
_QUOTES = "“”„‟‘’‚‛«»"


class PartialDate(NamedTuple):
    """A date as far as a source gives it: a year, a month of a year, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        return "-".join(f"{part:02d}" for part in self if part is not None)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("text-expected", "a text is expected here")
    return value


def _plain_digits(text: str) -> str:
    """The same text with compatibility forms of digits, marks and dashes made plain."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub("[−–—‐‑]", "-", plain)


def number(value: Any) -> Decimal:
    """The exact decimal number that a text states, its typed digits kept.

    A comma or a point is the decimal mark. Whether three decimals are doubtful depends on the
    field, so ``check`` decides that. Errors: one rule name for each way to type it wrongly.
    """
    text = _text(value)
    if len(text) > LONGEST_NUMBER:
        raise PydanticCustomError("not-a-number", "", {"written": text[:40] + "…"})
    if _NUMBER.fullmatch(text):
        if re.fullmatch(r"-0([.,]0+)?", text):
            raise PydanticCustomError("number-zero", "", {"written": text, "write": text[1:]})
        return Decimal(text.replace(",", "."))
    raise _why_not_a_number(text)


def _why_not_a_number(text: str) -> PydanticCustomError:
    written = {"written": text}
    if not text:
        return PydanticCustomError("value-empty", "", written)
    if text.strip().lower() in _WORDS_FOR_MISSING:
        return PydanticCustomError("number-word", "", written)
    bare = text.strip(_QUOTES)
    if bare != text:
        return PydanticCustomError("curly-quotes", "", {**written, "write": bare})
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1].rstrip()):
        write = text[:-1].rstrip().replace(",", ".")
        return PydanticCustomError("number-percent", "", {**written, "write": write})
    if _GROUPED.fullmatch(text):
        write = re.sub("[ ._,]", "", text)
        return PydanticCustomError("number-grouped", "", {**written, "write": write})
    if re.fullmatch("-?0+[0-9]+([.,][0-9]+)?", text):
        write = re.sub("^(-?)0+(?=[0-9])", r"\1", text)
        return PydanticCustomError("number-zero", "", {**written, "write": write})
    plain = _plain_digits(text)
    if plain != text:
        # "15²" would turn into 152: a number is offered only where the digits are the same ones.
        same = bool(_NUMBER.fullmatch(plain)) and not re.search("[⁰¹²³⁴-₉]", text)
        context = {**written, "write": plain if same else ""}
        return PydanticCustomError("number-digits", "", context)
    return PydanticCustomError("not-a-number", "", written)


def _whole(value: Any) -> int:
    exact = number(value)
    if exact != exact.to_integral_value() or "." in str(value) or "," in str(value):
        raise PydanticCustomError("number-whole", "", {"written": str(value)})
    return int(exact)


def _year(value: Any) -> int:
    text = _text(value)
    grouped = re.fullmatch(r"([0-9])[.,]([0-9]{3})", text)
    if grouped:
        write = grouped.group(1) + grouped.group(2)
        raise PydanticCustomError("number-grouped", "", {"written": text, "write": write})
    year = _whole(value)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise PydanticCustomError("not-a-year", "", {"written": text})
    return year


def _date(value: Any) -> PartialDate:
    text = _text(value)
    match = _DATE.fullmatch(text)
    if not match:
        raise PydanticCustomError("not-a-date", "", {"written": text, "write": _iso(text)})
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if (
        not EARLIEST_YEAR <= year <= LATEST_YEAR
        or (month is not None and not 1 <= month <= 12)
        or (day is not None and not 1 <= day <= calendar.monthrange(year, month or 1)[1])
    ):
        raise PydanticCustomError("not-a-date", "", {"written": text, "write": ""})
    return PartialDate(year, month, day)


def _iso(text: str) -> str:
    """The ISO form of a date typed as Vietnam writes it (15/4/2021), else an empty text."""
    match = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", text)
    if not match:
        return ""
    day, month, year = match.groups()
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _id(value: Any) -> str:
    text = _text(value)
    if not text:
        raise PydanticCustomError("value-empty", "", {"written": text})
    if not _ID.fullmatch(text) or len(text) > LONGEST_ID:
        raise PydanticCustomError("id-form", "", {"written": text, "write": _as_id(text)})
    return text


def _as_id(text: str) -> str:
    """An id made of a Vietnamese text: no diacritics, lower case, hyphens."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    ascii_only = bare.encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", ascii_only).strip("-")[:LONGEST_ID]


def _words(value: Any) -> str:
    text = _text(value)
    if not text.strip():
        raise PydanticCustomError("value-empty", "", {"written": text})
    if len(text) > LONGEST_TEXT:
        raise PydanticCustomError("text-long", "", {"written": text[:40] + "…"})
    return text


def _address(value: Any) -> str:
    text = _text(value)
    if not _ADDRESS.fullmatch(text):
        raise PydanticCustomError("address-form", "", {"written": text})
    return text


def _schema(pattern: str, *types: str) -> WithJsonSchema:
    """A JSON Schema in which a value typed with or without quotes is the same value."""
    return WithJsonSchema({"type": list(types), "pattern": pattern})


_DECIMAL_PATTERN = "^-?(0|[1-9][0-9]*)([.,][0-9]+)?$"
Number = Annotated[Decimal, BeforeValidator(number), _schema(_DECIMAL_PATTERN, "number", "string")]
Whole = Annotated[int, BeforeValidator(_whole), _schema("^-?[0-9]+$", "integer", "string")]
Year = Annotated[int, BeforeValidator(_year), _schema("^[0-9]{4}$", "integer", "string")]
Date = Annotated[
    PartialDate,
    BeforeValidator(_date),
    _schema("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "integer", "string"),
]
Id = Annotated[str, BeforeValidator(_id), _schema("^[a-z0-9]+(-[a-z0-9]+)*$", "string")]
Text = Annotated[str, BeforeValidator(_words), WithJsonSchema({"type": ["string", "number"]})]
Address = Annotated[str, BeforeValidator(_address), _schema("^https?://", "string")]
