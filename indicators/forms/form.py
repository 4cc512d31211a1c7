"""What a form asks of a period: cells, each with the place of its datum and its field's rule; and
its columns, what they are called, are for and take.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from indicators.checks.fields import means
from indicators.comparing.leaves import leaves
from indicators.computing.figures import CutOff, Period
from indicators.computing.units import Registry
from indicators.computing.unpublished import is_counted
from indicators.editing.edit import Place, unknown
from indicators.editing.lines import EditError
from indicators.editing.setting import OF_VALUE
from indicators.model import (
    Dataset,
    Former,
    GradeCount,
    Group,
    Indicator,
    Measure,
    Observation,
    Part,
    Record,
    Unit,
)
from indicators.reading.fields import Field, fields
from indicators.scalars import PartialDate, number
from indicators.terms import lenses
from indicators.words.wording import NBSP, capital, when

VERSION = "1"
MARK = "bieu-nhap"

NUMBERS = ("proposed", "plan", "numerator", "denominator", "value", "answer", "count", "share")
_BESIDE = (*OF_VALUE, "missing", "source", "locator", "note")
WHY = ("kind", "reason")
"""The fields that a form asks for: numbers, what is said of them, and why a known one changes."""

_PAIR = ("numerator", "denominator")
_OF_YEAR = ("proposed", "plan")
"""What each part of a year tells of the whole year."""
_PARTS_OF_YEAR = {3: "quý I", 6: "sáu tháng đầu", 9: "chín tháng đầu"}
TIME = "[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?"
_CALLED = {"value": "Kết quả", "bound": "Chỉ biết một phía", "reason": "Lý do thay đổi"}
_ANSWERS = {"true": "có", "false": "không"}


class Entry(NamedTuple):
    """A cell: whose number or words, and what is known."""

    place: Place
    field: Field
    indicator: Indicator
    counts: bool
    base: str
    elsewhere: Place = ()
    """The place of what is known, where that is told of a whole year and not of a part of it."""

    @property
    def fixed(self) -> bool:
        """Whether it holds a number that is known and that no form changes."""
        return bool(self.base) and self.field.name in {*NUMBERS} - fields(Former).keys()

    @property
    def kind(self) -> object:
        """What it holds, as a type: numbers, flags, codes or texts."""
        return getattr(self.field.type, "__origin__", self.field.type)

    @property
    def numeric(self) -> bool:
        """Whether it holds a number."""
        return self.kind in (Decimal, int)

    @property
    def counted(self) -> str:
        """The unit in which it counts; empty for what may have decimals, or is no number."""
        whole = self.counts and self.kind is Decimal and self.field.name not in _PAIR
        return self.indicator.unit if whole else "đơn vị" if self.kind is int else ""

    @property
    def percent(self) -> bool:
        """Whether it holds a percentage, whose sign may stand behind it."""
        shares = self.indicator.measure is Measure.SHARE and self.field.name not in _PAIR
        return self.kind is Decimal and (shares or self.field.name == "share")

    @property
    def choices(self) -> Mapping[str, str]:
        """What is shown for each code that it may hold; none where it is no code."""
        if self.field.codes:
            return {code.value: code.label for code in self.field.codes}
        return _ANSWERS if self.kind is bool else {}

    def meant(self, shown: str) -> str:
        """What is typed in the file for what a cell shows."""
        bare = shown.removesuffix("%").rstrip() if self.percent else shown
        if self.numeric and not self.counted and is_number(bare):
            return bare.replace(",", ".")
        said = shown.casefold()
        return next((c for c, label in self.choices.items() if said in (c, label)), shown)

    def same(self, text: str, other: str) -> bool:
        """Whether two texts are the same number or words."""
        if self.numeric and is_number(text) and is_number(other):
            return number(text) == number(other)
        return text == other


class Row(NamedTuple):
    """A record: whose it is, in which unit its numbers are, and its cells by their columns."""

    place: Place
    record: type[Record]
    label: str
    unit: str
    entries: Mapping[str, Entry]
    depth: int | None = None
    """How many units of the form lie above it; None where it is no unit that adds up."""

    @property
    def id(self) -> str:
        """What the row is known by in the workbook."""
        return "/".join(map(str, self.place))


class Sheet(NamedTuple):
    """The rows of one indicator, or (without a key) one row of each."""

    key: str
    name: str
    title: str
    rows: Sequence[Row]
    units: int = 0
    """How many of the first rows are units that add up."""

    @property
    def columns(self) -> Sequence[Field]:
        """The fields for which some row has a cell."""
        known = {name: entry.field for row in self.rows for name, entry in row.entries.items()}
        return [known[name] for name in (*NUMBERS, *_BESIDE, *WHY) if name in known]


class Form(NamedTuple):
    """The sheets of a period, of the whole organisation or of a unit with those below it."""

    period: str
    unit: str
    whose: str
    sheets: Sequence[Sheet]
    documents: Mapping[str, str]
    """The titles of what may be cited as a source."""

    def mark(self, sheet: Sheet) -> str:
        """What tells a sheet, with the version of the form."""
        return f"{MARK}|{VERSION}|{self.period}|{self.unit}|{sheet.key}"

    @property
    def columns(self) -> Mapping[str, Field]:
        """Every column of some sheet, by its field's name."""
        return {field.name: field for sheet in self.sheets for field in sheet.columns}


def is_number(text: str) -> bool:
    """Whether the data would take a text as a number."""
    try:
        return bool(text) and number(text).is_finite()
    except PydanticCustomError:
        return False


def heading(field: Field) -> str:
    """What a column is called."""
    return _CALLED.get(field.name, capital(field.label))


HEADINGS = {
    name: heading(field)
    for record in (Indicator, Former, GradeCount, Part, Observation)
    for name, field in fields(record).items()
    if name not in ("reason", "unit", "group")
} | {name: heading(fields(Former)[name]) for name in WHY}
"""What stands in a form for the name of a field."""
_NAME = re.compile(r"\{[^}]*\}|“?\b(" + "|".join(sorted(HEADINGS, key=len)[::-1]) + r")\b”?")
ASIDE = re.compile(r" \([a-z-]+(?:: [^)]*)?\)|^Dòng (?=“)|, chưa có thuyết minh")
"""What is said of the lines of a file."""
_WORDS = {
    "true": "“có”",
    "false": "“không”",
    "trong documents": "ở danh sách dưới đây",
    "mục cha": "dòng của chỉ tiêu",
}


def shown(text: str) -> str:
    """A number as a form shows it, with the decimal comma and no zeros that say nothing."""
    if not is_number(text):
        return text
    whole, _, rest = text.replace(",", ".").partition(".")
    return ",".join(filter(None, (whole, rest.rstrip("0"))))


def headed(text: str) -> str:
    """A text with the headings of the columns for the names of their fields."""
    return _NAME.sub(lambda m: f"“{HEADINGS[m[1]]}”" if m[1] else m[0], text)


def meaning(field: Field) -> str:
    """What a column is for, and what may be chosen there."""
    text = ASIDE.sub("", field.description)
    if field.codes:
        codes = [code.value for code in field.codes]
        text = text.partition(":")[0].rstrip(".") + "."
        text = "" if any(code in text for code in codes) else text
    for word, said in _WORDS.items():
        text = re.sub(rf"\b{word}\b", said, text)
    usual = heading(field).startswith(text.rstrip("."))
    chosen = ", ".join(code.label for code in field.codes or ())
    told = [] if usual else [headed(text)]
    told += [f"Chọn: {chosen}."] if chosen else []
    return capital(" ".join(told)) or "Ghi như nguồn nêu."


def asked_now(dataset: Dataset) -> str:
    """The year for which numbers are asked: the last that is known of, else the next one."""
    rows = [row for indicator in dataset.indicators for row in indicator.observations]
    year = max((row.period for row in rows), default=dataset.term.first)
    last = (row for row in rows if row.period == year)
    told = all(row.value is not None or row.answer is not None for row in last) and bool(rows)
    return str(min(max(year + told, dataset.term.first), dataset.term.last))


class Asked:
    """A dataset as its term sees it, asked about a year (``2025``) or a part of one, up to a month
    (``2025-06``): for what is usually told, or ``every`` cell that some form of it may have had.

    Errors: ``EditError`` where the data has no such time.
    """

    def __init__(self, dataset: Dataset, period: str, *, every: bool = False) -> None:
        self.period, self.every = period, every
        read = re.fullmatch(TIME, period)
        date = PartialDate(*map(int, period.split("-"))) if read else PartialDate(0)
        seen = (lens.dataset for lens in reversed(lenses(dataset)))
        held = (one for one in seen if one.term.first <= date.year <= one.term.last)
        found = next(held, None)
        if found is None:
            raise EditError(f"“{period}” không phải năm, tháng của nhiệm kỳ, như 2025, 2025-06")
        self.data = found
        self.when = Period(date.year, CutOff(date) if date.month else None)
        self.places = Registry(self.data)
        self._columns = cache(self._asked)
        self.indicators = [i for i in self.data.indicators if i.measure is not Measure.RATIO]
        counted = (i for i in self.indicators if i.measure is Measure.RANK or is_counted(i))
        self._counted = {one.id for one in counted}

    @cached_property
    def known(self) -> Mapping[Place, str]:
        """What is typed in the data, by its place."""
        return {key: leaf.text for key, leaf in leaves(self.data).items() if leaf.text}

    @property
    def units(self) -> Sequence[str]:
        """The units that are asked by themselves: those below none that is."""
        units = {one.id: None for one in self.places.asked(self.when, throughout=True)}
        return [one for one in units if not units.keys() & set(self.places.above(one))]

    @cached_property
    def divided(self) -> Sequence[Indicator]:
        """The indicators that may be told by unit or group."""
        if self.data.publication is None:
            return []
        return [i for i in self.indicators if i.measure is not Measure.YES_NO]

    def of(self, name: str) -> Form:
        """The form of a unit, or (without one) of the whole. Errors: ``EditError``."""
        unit = self.places.by_id.get(name)
        if name and unit is None:
            raise unknown(name, self.places.by_id, "UNIT: danh sách units")
        if name and not self.divided:
            raise EditError(
                "chưa có quyết định công bố số theo đơn vị (publication), nên không có biểu của "
                "từng đơn vị"
            )
        whose = unit.name if unit else self.data.organisation.name
        by_unit, by_group = self._told(self.data.units), self._told(self.data.groups)
        if unit:
            told = (i for i in self.divided if i.id in by_unit)
            rows = [self._row(i, Part, i.name, "parts", name) for i in told]
        else:
            rows = [row for indicator in self.indicators for row in self._whole(indicator)]
        first = "Số liệu" if unit else "Toàn tổ chức"
        sheets = [Sheet("", first, capital(f"{time_told(self.period)}: {whose}"), rows)]
        for indicator in self.divided:
            throughout = indicator.measure is Measure.FLOW
            own = self.places.asked(self.when, throughout=throughout)
            below = [one for one in own if not unit or name in self.places.above(one.id)]
            parts: list[Unit | Group] = [
                *(below if indicator.id in by_unit else ()),
                *(self.data.groups if indicator.id in by_group and not unit else ()),
            ]
            if parts:
                sheets.append(self._by_part(indicator, parts, whose))
        titles = {one.id: one.title for one in self.data.documents}
        return Form(self.period, name, whose, sheets, titles)

    def _by_part(self, indicator: Indicator, parts: Sequence[Unit | Group], whose: str) -> Sheet:
        listed = {part.id for part in parts}
        adds = indicator.measure in (Measure.FLOW, Measure.STOCK)
        rows, units = [], adds * sum(isinstance(part, Unit) for part in parts)
        for at, part in enumerate(parts):
            above = self.places.above(part.id) if isinstance(part, Unit) else ()
            deep = sum(one in listed for one in above)
            row = self._row(indicator, Part, "   " * deep + part.name, "parts", part.id)
            rows.append(row._replace(depth=deep if at < units else None))
        title = f"{indicator.name} ({indicator.unit}), {time_told(self.period)}: {whose}"
        return Sheet(indicator.id, indicator.name, title, rows, units)

    def _told(self, listed: Iterable[Unit | Group]) -> Container[str]:
        """The indicators that are told by such parts, or all while none is."""
        names = {one.id for one in listed}
        parts = ((i.id, part) for i in self.indicators for o in i.observations for part in o.parts)
        told = {name for name, part in parts if (part.unit or part.group) in names}
        return told if told and not self.every else {one.id for one in self.divided}

    def _whole(self, indicator: Indicator) -> Iterator[Row]:
        """The row of the whole organisation, and those of its grades."""
        yield self._row(indicator, Observation, indicator.name)
        graded = {one.id for one in self.indicators if any(o.grades for o in one.observations)}
        asked = self.every or not graded or indicator.id in graded
        for grade in self.data.grades if asked and indicator.measure is Measure.SHARE else ():
            yield self._row(indicator, GradeCount, f"   {grade.name}", "grades", grade.id)

    def _row(self, indicator: Indicator, record: type[Record], label: str, *below: str) -> Row:
        entries, year = {}, str(self.when.year)
        row: Place = ("indicators", indicator.id, "observations", self.period, *below)
        for field in self._columns(indicator.id, record):
            place, of_year = (*row, field.name), (*row[:3], year, *below, field.name)
            own = "" if field.name in WHY else self.known.get(place, "")
            base = own or (self.known.get(of_year, "") if field.name in _OF_YEAR else "")
            elsewhere = of_year if base and not own else ()
            counts = indicator.id in self._counted
            entries[field.name] = Entry(place, field, indicator, counts, base, elsewhere)
        return Row(row, record, label, "" if record is GradeCount else indicator.unit, entries)

    def _asked(self, name: str, record: type[Record]) -> Sequence[Field]:
        """The columns in which a row of an indicator has cells."""
        [indicator] = (one for one in self.indicators if one.id == name)
        known, change = fields(record), fields(Former)
        asks = [known[name] for name in NUMBERS if self._asks(indicator, record, name)]
        if "former" in known:
            asks += [known[name] for name in _BESIDE] + [change[name] for name in WHY]
        return asks

    def _asks(self, indicator: Indicator, record: type[Record], name: str) -> bool:
        """Whether a number is asked for: one that means something, and is used or usual."""
        known = fields(record).get(name)
        if known is None or not means(record, known.attribute, indicator.measure):
            return False
        if record is GradeCount or name in ("value", "answer"):
            return name != "value" or indicator.measure is not Measure.YES_NO
        if record is Part and name == "share":  # which is printed of it, not reported by it
            return False
        rows = indicator.observations
        told = [*rows, *(part for row in rows for part in row.parts)]
        used = any(getattr(row, known.attribute) is not None for row in told)
        planned = name in ("plan", "proposed") and (
            indicator.plan_set_by is not None or indicator.measure is Measure.FLOW
        )
        return used or planned or self.every


def time_told(period: str) -> str:
    """A time as staff call it: ``năm 2026``, ``sáu tháng đầu năm 2026``."""
    date = PartialDate(*map(int, period.split("-")[:2]))
    called = _PARTS_OF_YEAR.get(date.month or 0)
    if called:
        return f"{called} năm{NBSP}{date.year}"
    return when(Period(date.year, CutOff(date) if date.month else None))
