"""The wide table: one row for each year, cut-off or part of an indicator, one column for each role.

The same figures stand in "Mọi số liệu" one to a row. What was published and what it comes to when
it is computed again stand in columns of their own, and so do the limits of what is no single
number; a column in which nothing would stand is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import RECOMPUTED, CutOff, Figure, Period
from indicators.computing.scope import Account
from indicators.export.records import (
    ROLES,
    STATED_FIGURE,
    Listing,
    accounts,
    plain_text,
    stated_time,
)
from indicators.export.shapes import Slot, Stated, maybe, shape
from indicators.words.wording import amount, capital, qualifiers, shown_limits

YEARS, OF_TIME = "years", "Theo năm: mỗi năm, mỗi mốc một dòng"

_AGAIN = f"-{RECOMPUTED}"
_WAYS = {"": "", _AGAIN: ", tính lại từ số đầu vào"}
_SIDES = {"": "", "-lower": ", giới hạn dưới", "-upper": ", giới hạn trên"}
"""How a column is called behind its role, and what that means."""
_NUMBERS = {
    f"{role}{way}{side}": f"{capital(role.label)}{words}{limit}."
    for role in ROLES
    for way, words in _WAYS.items()
    for side, limit in _SIDES.items()
}
_OF_FIGURE = {slot.name: slot for slot in STATED_FIGURE.slots}
_REST = ("time-period", "through", "part", "division", "portion", "portion-name", "unit")
_ROW = shape(
    "ByTime",
    Slot("row", str, "Mã của dòng: chỉ tiêu, kỳ, và đơn vị, nhóm nếu có."),
    Slot("indicator", str, "Mã chỉ tiêu.", of="subject"),
    _OF_FIGURE["time-scope"],
    maybe("year", int, "Năm; của mốc tính đến thì là năm của mốc."),
    *(_OF_FIGURE[name] for name in _REST),
    _OF_FIGURE["standing"],
    maybe("note", str, "Số nào suy ra, dự kiến, hoặc chỉ biết giới hạn."),
)


def by_time(views: Views, view: IndicatorView) -> list[Stated]:
    """The rows of an indicator."""
    return [_told(views, row) for row in accounts(view)]


def wide(rows: Iterable[Stated]) -> Listing:
    """The table of these rows, with the columns in which something stands."""
    known = {name for row in rows for name, value in row.items() if value is not None}
    numbers = (maybe(name, Decimal, says) for name, says in _NUMBERS.items())
    slots = (*_ROW.slots[:-2], *numbers, *_ROW.slots[-2:])  # before its status and notes
    return Listing(YEARS, OF_TIME, shape(_ROW.name, *(it for it in slots if it.name in known)))


def _told(views: Views, row: Account) -> Stated:
    value, notes = row.value, list[str]()
    numbers: Stated = {}
    for figure in (value, *row.figures.values()):
        if figure.value is not None:
            numbers |= _sides(figure.role, figure)
            notes += _noted(figure)
            again = views.figures.get(f"{figure.id}/{RECOMPUTED}")
            numbers |= _sides(figure.role + _AGAIN, again) if again else {}
    time = value.when.end.date if isinstance(value.when, Period) else None
    time = value.when.date if isinstance(value.when, CutOff) else time
    told = _ROW.told(
        value,
        **stated_time(value.when),
        row=value.id.rpartition("/")[0],
        year=time.year if time else None,
        standing=row.judgement.standing if row.judgement else None,
        note=plain_text("; ".join(notes)),
    )
    return told | numbers


def _sides(name: str, figure: Figure) -> Stated:
    low, high = shown_limits(figure)
    if figure.exact is not None:
        return {name: low}
    return {f"{name}-lower": low, f"{name}-upper": high}


def _noted(figure: Figure) -> Iterator[str]:
    """What is to be known of a number in its row."""
    words = [*([] if figure.exact is not None else [amount(figure)]), *qualifiers(figure)]
    if words:
        yield f"{figure.role.label}: {', '.join(words)}"
