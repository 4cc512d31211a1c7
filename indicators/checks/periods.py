"""Rules about time: years in order and inside the term, cut-offs and statuses that fit them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from operator import attrgetter
from typing import Any

from indicators.checks import places
from indicators.checks.places import Data, Timed
from indicators.computing.figures import FORECASTS, CutOff
from indicators.model import Measure, Months, Observation, Part, Status
from indicators.reporting.findings import At, Finding, Path
from indicators.reporting.rules import Rule, Section, Wording
from indicators.scalars import PartialDate
from indicators.terms import months, spans

rule = partial(Rule, Section.TIMES)


MODEL_VERSION = rule(
    "model-version",
    "Phiên bản mẫu lạ",
    vi="Không có mẫu dữ liệu phiên bản “{written}”.",
    en="There is no version “{written}” of the data model.",
    mend="gõ model: 1.",
    mend_en="type model: 1.",
    why="Số này cho máy biết đọc tệp theo mẫu nào; hiện chỉ có mẫu 1.",
    bad="model: 2",
    good="model: 1",
)


def check_model_version(data: Data) -> Iterator[Finding]:
    """The file says that it follows model 1, the only one there is."""
    if data.dataset.model != 1:
        yield Finding(MODEL_VERSION(), ("model",))


YEARS_ORDER = rule(
    "years-order",
    "Kết thúc trước khi bắt đầu",
    vi="“{written}” sớm hơn điểm bắt đầu {start}.",
    en="“{written}” is before the start, {start}.",
    mend="kiểm tra hai mốc thời gian; có thể bị đổi chỗ.",
    mend_en="check the two; they may have changed places.",
    why="Khoảng thời gian kết thúc trước khi bắt đầu không chứa năm nào.",
    bad="start: 2025\nend: 2020",
    good="start: 2020\nend: 2025",
)


def check_years_order(data: Data) -> Iterator[Finding]:
    """A span of time does not end before it starts."""
    for at, term in enumerate(spans(data.dataset)):
        path: Path = ("terms", at, "end") if data.dataset.terms else ("term", "end")
        if term.closes < term.opens:
            yield Finding(YEARS_ORDER(start=str(term.start)), path)
    for index, kind in enumerate(data.dataset.unit_types):
        if kind.from_ and kind.to and CutOff(kind.to).latest < _first_day(kind.from_):
            yield Finding(YEARS_ORDER(start=str(kind.from_)), ("unit-types", index, "to"))
    for printed in data.published:
        start, end = printed.published.from_, printed.published.to
        if start is not None and end is not None and end < start:
            yield Finding(YEARS_ORDER(start=str(start)), (*printed.path, "to"))


def _first_day(date: PartialDate) -> dt.date:
    return dt.date(date.year, date.month or 1, date.day or 1)


PERIOD_REPEATED = rule(
    "period-repeated",
    "Năm khai hai lần",
    vi="Năm “{written}” đã có ở {first}.",
    en="The year “{written}” exists already ({first}).",
    mend="gộp hai mục; nếu số đã thay đổi, sửa mục cũ và ghi là điều chỉnh hay đính chính.",
    mend_en="join the two items; if the number has changed, record the former one.",
    why="Mỗi thời điểm có một kết quả; số cũ được giữ ở former, không ở một mục khác.",
    bad="- period: 2022\n  value: 1365\n- period: 2022",
    good="- period: 2022\n  value: 1365\n- period: 2023",
)
_CUT_OFF_REPEATED = Wording(
    "Năm {period} đã có số đến “{written}” ở {first}.",
    "{period} has a number through “{written}” already ({first}).",
)


def check_period_repeated(data: Data) -> Iterator[Finding]:
    """An indicator has one item for a year, and for each cut-off within it."""
    rows = {
        (*row.path, "period" if row.record.through is None else "through"): row
        for row in _dated(data).values()
    }
    times = ((at, (row.path[:2], row.end.date.year, row.end.in_year)) for at, row in rows.items())
    for at, first in places.repeated(times):
        if at[-1] == "period":
            yield Finding(PERIOD_REPEATED(first=first), at)
        else:
            year = str(rows[at].end.date.year)
            yield Finding(PERIOD_REPEATED(_CUT_OFF_REPEATED, first=first, period=year), at)


def _dated(data: Data) -> Mapping[Path, Timed]:
    """The years and their cut-offs; one of another year is told to be that, and nothing else."""
    return {
        row.path: row
        for row in data.timed
        if isinstance(row.record, Observation) and row.end.date.year == row.record.period
    }


PERIOD_ORDER = rule(
    "period-order",
    "Năm không theo thứ tự",
    vi="Năm “{written}” đứng sau năm {above}.",
    en="The year “{written}” stands after {above}.",
    mend="chuyển mục này lên trên, theo thứ tự năm.",
    mend_en="move the item up, so that the years stand in order.",
    why="Đúng thứ tự thì dễ thấy năm nào thiếu, và hai người sửa cùng lúc ít vướng nhau.",
    bad="- period: 2023\n  value: 1365\n- period: 2022",
    good="- period: 2022\n  value: 1365\n- period: 2023",
)


def check_period_order(data: Data) -> Iterator[Finding]:
    """The years of an indicator stand in order, the earliest first, and so do the cut-offs of a
    year; the whole of it may stand before or after them.
    """
    for path, indicator in data.indicators:
        latest = -1
        seen = set()
        ends: dict[int, CutOff] = {}
        for index, observation in enumerate(indicator.observations):
            year, place = observation.period, (*path, "observations", index)
            if year < latest and year not in seen:
                yield Finding(PERIOD_ORDER(above=str(latest)), (*place, "period"))
            latest = max(latest, year)
            seen.add(year)
            if observation.through is not None and observation.through.year == year:
                end = CutOff(observation.through, observation.part)
                if end.latest < ends.get(year, end).latest:
                    fault = PERIOD_ORDER(_CUT_OFF_ORDER, _BY_TIME, above=str(ends[year].date))
                    yield Finding(fault, (*place, "through"))
                ends[year] = max(end, ends.get(year, end), key=attrgetter("latest"))


_CUT_OFF_ORDER = Wording(
    "Số đến “{written}” đứng sau số đến {above}.",
    "The number through “{written}” stands after the one through {above}.",
)


_BY_TIME = Wording(
    "chuyển mục này lên trên, theo thứ tự thời gian trong năm.",
    "move the item up, so that the cut-offs of the year stand in order.",
)


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
    dated = _dated(data)
    highest: dict[Hashable, tuple[Path, Decimal]] = {}
    rows = [item for item in data.rows if item[0][:4] in dated]
    for path, indicator, row in sorted(rows, key=lambda item: dated[item[0][:4]].end.latest):
        counts = indicator.measure is Measure.FLOW and not places.may_be_negative(indicator)
        firm = row.bound is None and not row.approximate and row.status not in FORECASTS
        if row.value is None or not (counts and firm):
            continue
        end, place = dated[path[:4]].end, (*path, "value")
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
    years = {path: row.period for path, _, row in data.observations}
    first: dict[Hashable, tuple[Path, Decimal]] = {}
    for path, _, row in data.rows:
        for name in ("proposed", "plan"):
            number, place, year = getattr(row, name), (*path, name), years[path[:4]]
            if number is None:
                continue
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
        *(((*path, "period"), months(row)) for path, _, row in data.observations),
        *(((*path, "through"), months(row)) for path, _, row in data.totals),
    ]
    for printed in data.published:
        for name, year in (("from", printed.published.from_), ("to", printed.published.to)):
            if year is not None:
                times.append(((*printed.path, name), ((year, 1), (year, 12))))
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
    for path, _, row in data.observations:
        if row.through and (row.through.year != row.period or row.through.month is None):
            yield Finding(CUT_OFF_YEAR(period=str(row.period)), (*path, "through"))


PART_OF_MONTH = rule(
    "part-of-month",
    "Phần của tháng mà không có tháng",
    vi="“{written}” nói về một phần của tháng, nhưng through không ghi tháng, hoặc đã ghi ngày.",
    en="“{written}” is a part of a month, but through names no month, or names a day.",
    mend="ghi through đến tháng, ví dụ 2023-12, hoặc xóa dòng part.",
    mend_en="write through with its month, such as 2023-12, or delete part.",
    why="“Giữa tháng” cần biết tháng nào; đã biết ngày thì không cần nữa.",
    bad="- through: 2023\n  part: mid",
    good="- through: 2023-12\n  part: mid",
)


def check_part_of_month(data: Data) -> Iterator[Finding]:
    """A part of a month stands beside a cut-off that names a month and no day."""
    for path, _, row, _ in data.timed:
        through = row.through
        if row.part and (through is None or through.month is None or through.day is not None):
            yield Finding(PART_OF_MONTH(), (*path, "part"))


KNOWS_AFTER = rule(
    "knows-after",
    "Nguồn biết đến sau ngày của nó",
    vi="“{written}” sau ngày ban hành của văn bản, {date}.",
    en="“{written}” is after the date of the document, {date}.",
    mend="kiểm tra hai mốc; knows-through là lúc mà số liệu trong văn bản tính đến.",
    mend_en="check the two; knows-through is up to when the numbers in the document count.",
    why="Văn bản không nêu được kết quả của lúc chưa đến.",
    bad="knows-through: 2026-06",
    good="knows-through: 2022-02",
)


def check_knows_after(data: Data) -> Iterator[Finding]:
    """A document knows of nothing after its own date."""
    for index, document in enumerate(data.dataset.documents):
        known, date = document.knows_through, document.date
        if known and date and _first_day(known) > CutOff(date).latest:
            yield Finding(KNOWS_AFTER(date=str(date)), ("documents", index, "knows-through"))


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
    for path, indicator, row, end in data.timed:
        document = documents.get(row.source or indicator.source or data.dataset.source)
        if document is None or document.date is None or row.value is None:
            continue
        early = document.date.year < end.date.year
        early |= row.status is Status.OFFICIAL and CutOff(document.date).latest < end.earliest
        if early and row.status not in FORECASTS:
            fault = TOLD_TOO_EARLY(source=document.id, date=str(document.date), end=str(end.date))
            yield Finding(fault, (*path, "status" if row.status else "value"))
