"""Rules about time: years inside the term, cut-offs and statuses that fit them, and what numbers
were before.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from indicators.checks import places
from indicators.checks.places import LEVELS, Data, own_end
from indicators.computing.figures import FORECASTS, CutOff, end_of, qualifiers_of
from indicators.model import (
    Former,
    FormerLevel,
    Measure,
    Months,
    Observation,
    Part,
    Published,
    Record,
    Status,
    Total,
)
from indicators.reporting.findings import At, Finding, Path
from indicators.reporting.rules import Rule, Section, Wording
from indicators.terms import months, spans

rule = partial(Rule, Section.TIMES)


FLOW_FALLS = rule(
    "flow-falls",
    "Số trong năm giảm",
    vi="Số đến {end} là “{written}”, thấp hơn số trước đó của cùng năm, {before} ({first}).",
    en="The number through {end}, “{written}”, is below an earlier one of its year, {before} "
    "({first}).",
    mend="đối chiếu cả hai với nguồn; số trước bị ghi nhầm thì sửa và ghi former; nguồn ghi đúng "
    "như vậy thì thêm explanation ở số sau.",
    mend_en="compare both with the source; mend an earlier mistake with former; where the source "
    "says so, add explanation to the later one.",
    why="Mỗi số đếm từ đầu năm, nên số đến tháng sau không thể ít hơn số đến tháng trước.",
    bad="through: 2024-06\nvalue: 85",
    good="through: 2024-06\nvalue: 805",
    compares=True,
)


def check_flow_falls(data: Data) -> Iterator[Finding]:
    """What is counted from the start of a year does not fall within it, unless that is explained:
    the whole, and what each unit and group has of it.
    """
    ends = {path: end for path, row in data.of(Observation) if (end := own_end(row))}
    highest: dict[Hashable, tuple[Path, Decimal]] = {}
    rows = [item for item in data.within(Observation, Part) if item[0][:4] in ends]
    for path, indicator, row in sorted(rows, key=lambda item: ends[item[0][:4]].latest):
        counts = indicator.measure is Measure.FLOW and not places.may_be_negative(indicator)
        firm = row.bound is None and not row.approximate and row.status not in FORECASTS
        if row.value is None or not (counts and firm):
            continue
        end, place = ends[path[:4]], (*path, "value")
        key = (path[:2], end.date.year, len(path), *_whose(row))
        first, most = highest.get(key, (place, row.value))
        if row.value < most and first[:4] != place[:4] and not row.explanation:
            yield Finding(FLOW_FALLS(end=str(end.date), before=most, first=At(first)), place)
        else:
            highest[key] = (place, row.value)


def _whose(row: Observation | Part) -> tuple[str | None, str | None]:
    """The unit or group of a part; nobody's is the whole."""
    return getattr(row, "unit", None), getattr(row, "group", None)


PLAN_DIFFERS = rule(
    "plan-differs",
    "Hai chỉ tiêu cho một năm",
    vi="Chỉ tiêu năm {period} ghi ở đây là “{written}”, ở {first} là {other}.",
    en="The plan of {period} is “{written}” here, and {other} on {first}.",
    mend="mỗi năm có một chỉ tiêu: giữ số đúng ở một mục; số đã điều chỉnh thì ghi số cũ ở former.",
    mend_en="a year has one plan: keep the right one; one that was revised goes into former.",
    why="Kết quả của từng thời điểm đều so với chỉ tiêu của cả năm.",
    bad="value: 805\nplan: 830",
    good="value: 805\nplan: 1440",
    compares=True,
)


def check_plan_differs(data: Data) -> Iterator[Finding]:
    """The rows of a year state one plan, and one for each unit and group."""
    first: dict[Hashable, tuple[Path, Decimal]] = {}
    for path, indicator, row in data.within(Observation, Part):
        for name in ("proposed", "plan"):
            number, place = getattr(row, name), (*path, name)
            if number is None:
                continue
            year = indicator.observations[int(path[3])].period
            key = (path[:2], year, len(path), *_whose(row), name)
            known, other = first.setdefault(key, (place, number))
            if other != number and known[:4] != place[:4]:
                fault = PLAN_DIFFERS(period=str(year), first=At(known), other=other)
                yield Finding(fault, place)


PERIOD_OUTSIDE = rule(
    "period-outside",
    "Năm ngoài nhiệm kỳ",
    vi="Năm “{year}” nằm ngoài nhiệm kỳ {start} – {end}.",
    en="The year “{year}” lies outside the term {start} – {end}.",
    mend="kiểm tra lại năm; số để so sánh thì ở ngay nhiệm kỳ trước.",
    mend_en="check the year; what is compared with lies in the term just before.",
    why="Số ngoài nhiệm kỳ mà cộng vào thì lũy kế sai.",
    bad="- period: 2012",
    good="- period: 2021",
    unsettles=True,
)


_OUTSIDE_ALL = (
    Wording(
        "“{year}” không thuộc nhiệm kỳ nào đã khai, từ {start} đến {end}.",
        "“{year}” lies in none of the terms, which go from {start} to {end}.",
    ),
    Wording(
        "kiểm tra lại năm, hoặc khai nhiệm kỳ của năm ấy trong terms.",
        "check the year, or declare its term in terms.",
    ),
)


def check_period_outside(data: Data) -> Iterator[Finding]:
    """Every year, and the cut-off of every total, lies in the term, or in one of several; as long
    before the first as it lasts lies what it is compared with.
    """
    terms = spans(data.dataset)
    if not terms or any(term.closes < term.opens for term in terms):
        return
    times: list[tuple[Path, tuple[Months, Months]]] = [
        *(((*path, "period"), months(row)) for path, row in data.of(Observation)),
        *(((*path, "through"), months(row)) for path, row in data.of(Total)),
    ]
    for path, printed in data.of(Published):
        for name, year in (("from", printed.from_), ("to", printed.to)):
            if year is not None:
                times.append(((*path, name), ((year, 1), (year, 12))))
    told: dict[str, Any] = {"start": str(terms[0].start), "end": str(terms[-1].end)}
    base = 2 * terms[0].first - terms[0].last
    worded = _OUTSIDE_ALL if len(terms) > 1 else ()
    for path, (first, last) in times:
        compared = (base, 1) <= first and last < terms[0].opens
        if not (compared or any(first <= term.closes and term.opens <= last for term in terms)):
            yield Finding(PERIOD_OUTSIDE(*worded, year=str(last[0]), **told), path)


CUT_OFF_YEAR = rule(
    "cut-off-year",
    "Mốc số liệu không thuộc năm",
    vi="“{written}” phải là một tháng hoặc ngày của năm {period}.",
    en="“{written}” must be a month or day of {period}.",
    mend="sửa through thành tháng của năm {period}, ví dụ {period}-06; số cả năm thì xóa dòng này.",
    mend_en="type a month of {period}, such as {period}-06; delete through for a whole year.",
    why="through nói số của năm này tính đến tháng nào; tháng của năm khác thì vô nghĩa.",
    bad="through: 2023-06",
    good="through: 2024-06",
)


def check_cut_off_year(data: Data) -> Iterator[Finding]:
    """A year that was counted only in part was counted up to a month of that same year."""
    for path, row in data.of(Observation):
        if row.through and (row.through.year != row.period or row.through.month is None):
            yield Finding(CUT_OFF_YEAR(period=str(row.period)), (*path, "through"))


TOLD_TOO_EARLY = rule(
    "told-too-early",
    "Nguồn có trước khi hết kỳ",
    vi="Nguồn “{source}” có từ {date}, trước khi hết {end}, nên chưa thể nêu kết quả cuối cùng.",
    en="The source “{source}” is of {date}, before the end of {end}: this is no final result.",
    mend="ghi status: forecast (dự kiến) hoặc estimate (ước tính), hoặc sửa năm, nguồn.",
    mend_en="write status: forecast or estimate, or mend the year or the source.",
    why="Số nêu trước khi kết thúc kỳ là số dự kiến hoặc ước tính, không phải kết quả chính thức.",
    bad="value: 1365\nstatus: official",
    good="value: 1365\nstatus: estimate",
)


def check_told_too_early(data: Data) -> Iterator[Finding]:
    """What a source tells of a time that was not over when it was issued is no final result."""
    documents = {document.id: document for document in data.dataset.documents}
    for path, indicator, row in data.within(Observation, Total):
        end = end_of(row)
        document = documents.get(row.source or indicator.source or data.dataset.source)
        if document is None or document.date is None or row.value is None:
            continue
        early = document.date.year < end.date.year
        early |= row.status is Status.OFFICIAL and CutOff(document.date).latest < end.earliest
        if early and row.status not in FORECASTS:
            fault = TOLD_TOO_EARLY(source=document.id, date=str(document.date), end=str(end.date))
            yield Finding(fault, (*path, "status" if row.status else "value"))


FORMER_SAME = Rule(
    Section.CHANGES,
    "former-same",
    "Số cũ trùng số mới",
    vi="Số cũ “{written}” trùng với số đã thay nó.",
    en="The former number “{written}” is the one that took its place.",
    mend="ghi số trước khi thay đổi; nếu không có gì thay đổi, xóa mục này.",
    mend_en="write the number before the change; if nothing changed, delete the item.",
    why="Một thay đổi không đổi gì làm người đọc hiểu nhầm.",
    bad="reason: Bổ sung báo cáo của cơ sở.\nvalue: 1365",
    good="reason: Bổ sung báo cáo của cơ sở.\nvalue: 1510",
    compares=True,
)


def check_former_same(data: Data) -> Iterator[Finding]:
    """A former number differs from the one that replaced it."""
    for path, former in data.of(Former, FormerLevel):
        holder = data.holder(path)
        replaced = (*holder.former[int(path[-1]) + 1 :], holder)
        for name in LEVELS if isinstance(former, FormerLevel) else ("value", "plan"):
            number, numbers = _said(former, name), (_said(item, name) for item in replaced)
            if number[0] is not None:
                by = next((item for item in numbers if item[0] is not None), None)
                if number == by:
                    yield Finding(FORMER_SAME(), (*path, name))


def _said(record: Record, name: str) -> tuple[object, ...]:
    """A number as a record says it: a value perhaps only on one side, or as a range."""
    number = getattr(record, name, None)
    if name != "value" or not isinstance(record, Former | Observation | Part | Total):
        return (number,)
    return number, record.status, *qualifiers_of(record).values()


FORMER_EARLY = Rule(
    Section.CHANGES,
    "former-early",
    "Thay đổi trước khi có kết quả",
    vi="Ngày “{written}” sớm hơn năm {year}, khi ấy chưa có kết quả nào của năm {year} để thay.",
    en="“{written}” is before {year}, when there was no result of {year} to be replaced.",
    mend="đối chiếu ngày thay đổi với nguồn; số hiện nay là dự kiến thì ghi status: forecast.",
    mend_en="compare the date with the source; mark a number that is one as status: forecast.",
    why="Kết quả của một năm chỉ có từ năm ấy, nên từ năm ấy mới được điều chỉnh, đính chính.",
    bad="date: 2021-03-01",
    good="date: 2022-03-01",
)


def check_former_early(data: Data) -> Iterator[Finding]:
    """A result does not replace another one before its time has begun."""
    for path, former in data.of(Former):
        row = data.holder(path)
        last = int(path[-1]) == len(row.former) - 1
        if not last or None in (former.value, row.value) or row.status in FORECASTS:
            continue
        year = row.through.year if isinstance(row, Total) else data.dataset.at(path[:4]).period
        if former.date.year < year:
            yield Finding(FORMER_EARLY(year=str(year)), (*path, "date"))
