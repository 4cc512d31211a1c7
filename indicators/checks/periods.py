"""Rules about time: years in order and inside the term, cut-offs and statuses that fit them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from operator import attrgetter

from indicators.checks import places
from indicators.checks.places import Data, Timed
from indicators.computing.figures import FORECASTS, CutOff
from indicators.model import Observation, Status, Total
from indicators.reporting.findings import Finding, Path
from indicators.reporting.rules import Rule, Section
from indicators.scalars import PartialDate

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
    term = data.dataset.term
    if term.end < term.start:
        yield Finding(YEARS_ORDER(start=str(term.start)), ("term", "end"))
    for index, kind in enumerate(data.dataset.unit_types):
        if kind.from_ and kind.to and CutOff(kind.to).latest < _first_day(kind.from_):
            path: Path = ("unit-types", index, "to")
            yield Finding(YEARS_ORDER(start=str(kind.from_)), path)
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
    why="Mỗi năm có một kết quả; số cũ được giữ ở former, không ở một mục khác.",
    bad="- period: 2022\n  value: 1533\n- period: 2022",
    good="- period: 2022\n  value: 1533\n- period: 2023",
)


def check_period_repeated(data: Data) -> Iterator[Finding]:
    """An indicator has one item for a year."""
    years = (((*path, "period"), (path[:2], row.period)) for path, _, row in data.observations)
    yield from (Finding(PERIOD_REPEATED(first=at), path) for path, at in places.repeated(years))


PERIOD_ORDER = rule(
    "period-order",
    "Năm không theo thứ tự",
    vi="Năm “{written}” đứng sau năm {above}.",
    en="The year “{written}” stands after {above}.",
    mend="chuyển mục này lên trên, theo thứ tự năm.",
    mend_en="move the item up, so that the years stand in order.",
    why="Đúng thứ tự thì dễ thấy năm nào thiếu, và hai người sửa cùng lúc ít vướng nhau.",
    bad="- period: 2023\n  value: 1533\n- period: 2022",
    good="- period: 2022\n  value: 1533\n- period: 2023",
)


def check_period_order(data: Data) -> Iterator[Finding]:
    """The years of an indicator stand in order, the earliest first."""
    for path, indicator in data.indicators:
        latest = -1
        seen = set()
        for index, observation in enumerate(indicator.observations):
            year = observation.period
            if year < latest and year not in seen:
                place = (*path, "observations", index, "period")
                yield Finding(PERIOD_ORDER(above=str(latest)), place)
            latest = max(latest, year)
            seen.add(year)


PERIOD_OUTSIDE = rule(
    "period-outside",
    "Năm ngoài nhiệm kỳ",
    vi="Năm “{year}” nằm ngoài nhiệm kỳ {start} – {end}.",
    en="The year “{year}” lies outside the term {start} – {end}.",
    mend="kiểm tra lại năm; số của nhiệm kỳ trước không khai ở đây.",
    mend_en="check the year; an earlier term's numbers are not declared here.",
    why="Số ngoài nhiệm kỳ mà cộng vào thì lũy kế sai.",
    bad="- period: 2019",
    good="- period: 2021",
    unsettles=True,
)


def check_period_outside(data: Data) -> Iterator[Finding]:
    """Every year lies in the term."""
    start, end = data.dataset.term.start, data.dataset.term.end
    if end < start:
        return
    years = [
        *(((*path, "period"), row.period) for path, _, row in data.observations),
        *(((*path, "through"), row.through.year) for path, _, row in data.totals),
    ]
    for printed in data.published:
        for name, year in (("from", printed.published.from_), ("to", printed.published.to)):
            if year is not None:
                years.append(((*printed.path, name), year))
    for path, year in years:
        if not start <= year <= end:
            yield Finding(PERIOD_OUTSIDE(year=str(year), start=str(start), end=str(end)), path)


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


FORECAST_PASSED = rule(
    "forecast-passed",
    "Dự kiến đã qua",
    vi="Số này còn ghi là dự kiến, trong khi đã có kết quả {later}.",
    en="This number is still a forecast, although there is a result for {later}.",
    mend="thay bằng kết quả, hoặc ghi missing nếu nguồn không nêu kết quả.",
    mend_en="put the result in its place, or missing where no source gives it.",
    why="Dự kiến của một năm đã qua dễ bị đọc nhầm thành kết quả.",
    bad="value: 10\nstatus: forecast",
    good="value: 10\nstatus: official",
)


def check_forecast_passed(data: Data) -> Iterator[Finding]:
    """A forecast is replaced once a later result is known."""
    listed: dict[Path, list[Timed]] = {}
    term = data.dataset.term
    for row in data.timed:
        if _is_result(row.record) and term.start <= row.end.date.year <= term.end:
            listed.setdefault(row.path[:3], []).append(row)
    for rows in listed.values():
        for told, later in pairwise(sorted(rows, key=attrgetter("end.latest"))):
            if told.record.status is Status.FORECAST and later.record.status not in FORECASTS:
                yield Finding(FORECAST_PASSED(later=str(later.end.date)), (*told.path, "status"))


def _is_result(record: Observation | Total) -> bool:
    return record.value is not None or getattr(record, "numerator", None) is not None


TOLD_TOO_EARLY = rule(
    "told-too-early",
    "Nguồn có trước khi hết kỳ",
    vi="Nguồn “{source}” có từ {date}, trước khi hết {end}, nên chưa thể nêu kết quả cuối cùng.",
    en="The source “{source}” is of {date}, before the end of {end}: this is no final result.",
    mend="ghi status: forecast (dự kiến) hoặc estimate (ước tính), hoặc sửa năm, nguồn.",
    mend_en="write status: forecast or estimate, or mend the year or the source.",
    why="Số nêu trước khi kết thúc kỳ là số dự kiến hoặc ước tính, không phải kết quả chính thức.",
    bad="value: 1533\nstatus: official",
    good="value: 1533\nstatus: estimate",
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
