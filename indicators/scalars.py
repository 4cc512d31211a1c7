"""What one typed value may be: numbers, years, dates, ids and texts, and why another is refused.

Every value reaches this module as the text that stands in the file. A refusal is a
``PydanticCustomError`` whose type is the name of a rule in ``messages`` and whose context
holds what the message needs.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, LiteralString, NamedTuple

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from indicators.lettering import misread, repaired
from indicators.mistimed import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    date_meant,
    possible,
    year_meant,
)
from indicators.mistyped import WORDS_FOR_MISSING, why_not_a_number
from indicators.unfilled import UNFILLED

LONGEST_NUMBER = 24
LONGEST_ID = 80
MOST_DECIMALS = 6

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)([.,][0-9]+)?", re.ASCII)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
ADDRESS = re.compile(
    r"https?://[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]+)?(/[^\s\"'<>\\^`{|}]*)?", re.IGNORECASE
)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


class PartialDate(NamedTuple):
    """A date as far as a source gives it: a year, a month of a year, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        return "-".join(f"{part:02d}" for part in self if part is not None)


def _refusal(rule: LiteralString, **context: str) -> PydanticCustomError:
    """A broken rule; what was typed is added where the value's place is known."""
    return PydanticCustomError(rule, "", context)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _refusal("text-expected")
    return value


def _filled(text: str) -> None:
    """Refuses what the templates hold in the place of a value."""
    if text in UNFILLED:
        raise _refusal("sample-text")


def number(value: Any) -> Decimal:
    """The exact decimal number that a text states, its typed digits kept.

    A comma or a point is the decimal mark. Whether three decimals are doubtful depends on the
    field, so ``check`` decides that. Errors: one rule name for each way to type it wrongly.
    """
    return _number(_text(value))


@lru_cache(maxsize=4096)
def _number(text: str) -> Decimal:
    if len(text) > LONGEST_NUMBER:
        raise _refusal("not-a-number")
    if _NUMBER.fullmatch(text):
        if text.startswith("-0") and not text.strip("-0.,"):
            raise _refusal("number-zero", write=text[1:])
        return Decimal(text.replace(",", "."))
    _filled(text)
    rule, context = why_not_a_number(text)
    raise _refusal(rule, **context)


def _whole(value: Any) -> int:
    text = _text(value)
    grouped = re.fullmatch(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}", text)
    if grouped:
        write = re.sub("[.,]", "", text)
        raise _refusal("number-thousands", write=write)
    exact = number(text)
    if "." in text or "," in text:
        raise _refusal("number-whole")
    return int(exact)


def _decimals(value: Any) -> int:
    count = _whole(value)
    if not 0 <= count <= MOST_DECIMALS:
        raise _refusal("decimals-range", most=str(MOST_DECIMALS))
    return count


def _year(value: Any) -> int:
    return _year_of(_text(value))


@lru_cache(maxsize=512)
def _year_of(text: str) -> int:
    if not re.fullmatch("-?[0-9]*([.,][0-9]*)?", text, re.ASCII):
        _filled(text)
        raise _refusal("not-a-year", **year_meant(text))
    year = _whole(text)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise _refusal("not-a-year")
    return year


def _date(value: Any) -> PartialDate:
    text = _text(value)
    match = _DATE.fullmatch(text)
    if not text:
        raise _refusal("value-empty")
    if not match:
        _filled(text)
        raise _refusal("not-a-date", **date_meant(text))
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if not possible(year, month, day):
        raise _refusal("not-a-date", **date_meant(text))
    return PartialDate(year, month, day)


def _id(value: Any) -> str:
    text = _text(value)
    if not text:
        raise _refusal("value-empty")
    if not _ID.fullmatch(text) or len(text) > LONGEST_ID:
        _filled(text)
        raise _refusal("id-form", write=as_id(text))
    return text


def as_id(text: str) -> str:
    """An id made of a Vietnamese text: no diacritics, lower case, hyphens."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = re.sub("[\u0300-\u036f]", "", bare)
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].rstrip("-")


def _words(value: Any) -> str:
    return _written(_text(value))


@lru_cache(maxsize=4096)
def _written(text: str) -> str:
    """The text as it is, if it is fit to be shown."""
    _filled(text)
    if not text.strip():
        raise _refusal("value-empty")
    if text != text.strip():
        raise _refusal("text-space", write=text.strip())
    mark = _lone_quote(text)
    if mark:
        raise _refusal("quote-lone", mark=mark)
    if misread(text):
        meant = repaired(text)
        raise _refusal("old-font", write="" if misread(meant) else meant)
    return text


def _lone_quote(text: str) -> str:
    """A quotation mark at either end of a text without its partner, else an empty text."""
    for mark in (text[0], text[-1]):
        lone = text.count('"') % 2 if mark == '"' else text.count("“") != text.count("”")
        inches = mark == '"' and re.search('[0-9]"$', text)
        if mark in '“”"' and lone and not inches and "„" not in text:
            return mark
    return ""


def _reason(value: Any) -> str:
    """A text that says why: letters, and more than what some type for nothing."""
    text = _words(value)
    plain = text.strip(" %.").lower()
    if plain in WORDS_FOR_MISSING or plain in _ANSWERS or not re.search(r"[^\W\d_]", text):
        raise _refusal("not-a-reason")
    return text


def _missing(value: Any) -> str:
    """The reason for having no number, in whose place a number may stand."""
    number = _text(value).rstrip(" %")
    if _NUMBER.fullmatch(number):
        raise _refusal("not-a-reason", number=number)
    return _reason(value)


_ANSWERS = frozenset({"true", "false", "yes", "no", "có", "không", "x"})
"""Answers to whether something is missing, which is not why it is."""


def _flag(value: Any) -> bool:
    text = _text(value)
    if text not in ("true", "false"):
        raise _refusal("not-a-flag" if text else "value-empty")
    return text == "true"


def _address(value: Any) -> str:
    text = _text(value)
    if not ADDRESS.fullmatch(text):
        raise _refusal("address-form" if text else "value-empty")
    return text


def _schema(pattern: str, *types: str, **limits: int) -> WithJsonSchema:
    """A JSON Schema in which a value typed with or without quotes is the same value."""
    return WithJsonSchema({"type": list(types), "pattern": pattern, **limits})


_DECIMAL_PATTERN = "^-?(0|[1-9][0-9]*)([.,][0-9]+)?$"
Number = Annotated[Decimal, BeforeValidator(number), _schema(_DECIMAL_PATTERN, "number", "string")]
Whole = Annotated[int, BeforeValidator(_whole), _schema("^-?[0-9]+$", "integer", "string")]
Decimals = Annotated[
    int,
    BeforeValidator(_decimals),
    _schema("^[0-9]+$", "integer", "string", minimum=0, maximum=MOST_DECIMALS),
]
_YEARS = {"minimum": EARLIEST_YEAR, "maximum": LATEST_YEAR}
Year = Annotated[int, BeforeValidator(_year), _schema("^[0-9]{4}$", "integer", "string", **_YEARS)]
Date = Annotated[
    PartialDate,
    BeforeValidator(_date),
    _schema("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "integer", "string", **_YEARS),
]
Id = Annotated[str, BeforeValidator(_id), _schema("^[a-z0-9]+(-[a-z0-9]+)*$", "string", "integer")]
Text = Annotated[str, BeforeValidator(_words), WithJsonSchema({"type": ["string", "number"]})]
Reason = Annotated[str, BeforeValidator(_reason), WithJsonSchema({"type": "string"})]
Missing = Annotated[str, BeforeValidator(_missing), WithJsonSchema({"type": "string"})]
Address = Annotated[str, BeforeValidator(_address), _schema("^https?://", "string")]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
