"""What year or date was certainly meant by a text that is typed in another way."""

from __future__ import annotations

import calendar
import re

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200

_MARK = " *[/.–—−-] *"
_DATES = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"(?:(?P<d>[0-9]{{1,2}}){_MARK})?(?P<m>[0-9]{{1,2}}){_MARK}(?P<y>[0-9]{{4}})",
        rf"(?P<y>[0-9]{{4}}){_MARK}(?P<m>[0-9]{{1,2}})(?:{_MARK}(?P<d>[0-9]{{1,2}}))?",
        r"(?:(?P<d>[0-9]{1,2}) +tháng +)?(?P<m>[0-9]{1,2})(?:, *| +)năm +(?P<y>[0-9]{4})",
        r"(?P<y>[0-9]{4})",
    )
)
_PARTS = {"đầu": "early", "giữa": "mid", "cuối": "late"}
_PART = re.compile(f"({'|'.join(_PARTS)}) +(?=tháng)", re.IGNORECASE)
_YEAR = re.compile(r"(?<![0-9])(?:19|2[01])[0-9]{2}(?![0-9])", re.ASCII)
_MONTHS = (
    re.compile(r"(?P<m>[0-9]{1,2}) +tháng(?: +đầu)?(?: +năm)?", re.IGNORECASE | re.ASCII),
    re.compile(r"tháng +(?P<m>[0-9]{1,2})(?: *[/-]| +năm)?", re.IGNORECASE | re.ASCII),
)
_QUARTER = re.compile(r"quý +(?P<q>[1-4]|IV|I{1,3})(?: *[/-]| +năm)?", re.IGNORECASE | re.ASCII)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def possible(year: int, month: int | None = None, day: int | None = None) -> bool:
    """Whether there is such a year, month or day."""
    return (
        EARLIEST_YEAR <= year <= LATEST_YEAR
        and (month is None or 1 <= month <= 12)
        and (day is None or 1 <= day <= calendar.monthrange(year, month or 1)[1])
    )


def date_meant(text: str) -> dict[str, str]:
    """What to say of a date typed as Vietnam writes it, or without zeros: how it is written.

    ``part`` is given where it is the early, middle or late part of a month, ``absent`` instead
    where the calendar has no such day.
    """
    bare = text.strip(" .,;")
    part = _PART.match(bare)
    bare = re.sub(
        "^(?:(?:đầu|giữa|cuối|ngày|tháng|năm) +)+(?=[0-9])", "", bare, flags=re.IGNORECASE
    )
    for pattern in _DATES:
        match = pattern.fullmatch(bare.lower())
        if match:
            found = match.groupdict()
            parts = [found[name].zfill(2) for name in ("y", "m", "d") if found.get(name)]
            if not possible(*map(int, parts)):
                return {"absent": text} if possible(int(parts[0])) else {}
            named = {"part": _PARTS[part[1].lower()]} if part and len(parts) == 2 else {}
            return {"write": "-".join(parts), **named}
    return {}


def year_meant(text: str) -> dict[str, str]:
    """The one year that a text names, and up to which month it goes where the text says so."""
    years = set(_YEAR.findall(text))
    rest = _YEAR.sub("", text).strip(" ()/.,-–")
    if len(years) != 1:
        return {}
    (year,) = years
    if not re.search(r"\d", rest) and not _QUARTER.fullmatch(rest):
        return {"write": year}
    month = _last_month(rest)
    return {"write": year, "through": f"{year}-{month:02d}"} if 1 <= month <= 12 else {}


def _last_month(text: str) -> int:
    """The month up to which a year was counted, as words beside it say; 0 for other words."""
    for pattern in _MONTHS:
        match = pattern.fullmatch(text)
        if match:
            return int(match["m"])
    quarter = _QUARTER.fullmatch(text)
    return 3 * _QUARTERS[quarter["q"].lower()] if quarter else 0
