"""What may be right and only should be looked at again: told, and stops nothing.

The limits are round on purpose: they point at a number, and decide nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from indicators.checks import places
from indicators.checks.places import Data
from indicators.checks.prints import both, inputs_of, shown
from indicators.computing.compute import compute
from indicators.computing.figures import (
    FORECASTS,
    PERCENT,
    CutOff,
    Figure,
    Role,
    end_of,
    knowledge,
)
from indicators.computing.ledger import Verdict
from indicators.computing.standing import Standing
from indicators.model import (
    Answerable,
    Document,
    Former,
    FormerLevel,
    Indicator,
    Measure,
    Observation,
    Status,
    Target,
    TargetType,
    Total,
)
from indicators.reading.fields import fields
from indicators.reporting.findings import At, Finding, Path
from indicators.reporting.rules import Rule, Section, Wording
from indicators.scalars import PartialDate
from indicators.words.wording import lowered

rule = partial(Rule, Section.DOUBTS, doubt=True)

RATIO_FAR = rule(
    "ratio-far",
    "Tỷ số lớn khác thường",
    vi="Tỷ số {ratio} của “{name}” lớn khác thường, tính từ {inputs}.",
    en="The ratio {ratio} of “{name}” is unusually great, computed from {inputs}.",
    mend="đối chiếu hai số với nguồn; có thể thiếu hoặc thừa một chữ số, hoặc hai vế đổi chỗ.",
    mend_en="compare both with the source; a digit may be missing, or the sides may be swapped.",
    why="Một số gấp hơn ba lần số được so thường là gõ sai một chữ số hoặc nhầm vế.",
    bad="value: 180000",
    good="value: 18000",
    former=("stock-under-flow",),
)
_PART = Wording(
    "“{written}” nhỏ hơn số phát sinh trong cùng năm, {flow} ({at}), là một phần của nó.",
    "“{written}” is below what was added in the same year, {flow} ({at}), which is part of it.",
)

MOST_TIMES = 3
"""How many times its denominator a numerator may be before it is looked at again."""


def check_ratios(data: Data, _: dt.date | None) -> Iterator[Finding]:
    """No ratio is much above what ratios are, and no stock below the flow that is part of it."""
    views = compute(data.dataset)
    for view in views.indicators.values():
        for row in view.ratios:
            times = row.value.exact
            if times is None or len(row.value.inputs) != 2:
                continue
            times = times / 100 if row.value.unit == PERCENT else times
            top, bottom = (views.figures[name] for name in row.value.inputs)
            measures = [views.indicators[item.subject].indicator.measure for item in (top, bottom)]
            part = measures == [Measure.FLOW, Measure.STOCK] and top.when == bottom.when
            if part and times > 1:
                fault = RATIO_FAR(_PART, flow=shown(top), at=At(_place(data, top)))
                yield Finding(fault, _place(data, bottom))
            elif times > MOST_TIMES:
                name = view.indicator.name
                fault = RATIO_FAR(ratio=shown(row.value), name=name, inputs=inputs_of(top, bottom))
                yield Finding(fault, _place(data, top))


def _place(data: Data, figure: Figure) -> Path:
    """Where a figure stands; one that is not typed, where its indicator does."""
    return figure.path or next(path for path, one in data.of(Indicator) if one.id == figure.subject)


DATE_AHEAD = rule(
    "date-ahead",
    "Mốc thời gian chưa đến",
    vi="“{written}” sau ngày kiểm tra, {today}.",
    en="“{written}” is after the day of this check, {today}.",
    mend="kiểm tra lại ngày; số dự kiến thì ghi status: forecast.",
    mend_en="check the date; of a number that is expected write status: forecast.",
    why="Nguồn không nêu được điều chưa xảy ra; thường là gõ nhầm năm.",
    bad="date: 2035-04-15",
    good="date: 2021-04-15",
)


def check_dates(data: Data, today: dt.date | None) -> Iterator[Finding]:
    """No document, change or result is of a time to come."""
    if today is None:
        return
    ends: list[tuple[Path, CutOff]] = [
        ((*path, "date"), CutOff(item.date))
        for path, item in data.of(Document, Former, FormerLevel)
        if item.date
    ]
    for path, row in data.of(Observation, Total):
        end = end_of(row)
        if row.value is not None and row.status is not Status.FORECAST:
            part = isinstance(row, Observation) and row.through is None
            begun = CutOff(PartialDate(end.date.year)) if row.status is Status.ESTIMATE else end
            ends.append(((*path, "period" if part else "through"), begun))
    for path, end in ends:
        if dt.date(end.date.year, end.date.month or 1, end.date.day or 1) > today:
            yield Finding(DATE_AHEAD(today=today.isoformat()), path)


TOTAL_WANTED = rule(
    "total-wanted",
    "Năm có phần ngoài nhiệm kỳ mà chưa có lũy kế",
    vi="Năm “{written}” có phần ngoài nhiệm kỳ, nên số cả năm không cộng được vào lũy kế của "
    "“{name}”, mà lũy kế thì chưa nhập.",
    en="A part of “{written}” lies outside the term, so that the year is summed to no total of "
    "“{name}”, and none is stated.",
    mend="ghi lũy kế ở totals như nguồn nêu; phần năm thuộc nhiệm kỳ trước thì ghi kèm through.",
    mend_en="state the total in totals as the source does; of the year's part write through.",
    why="Không cộng số của hai nhiệm kỳ với nhau; tiến độ của nhiệm kỳ theo lũy kế mà nguồn nêu.",
    bad="observations:\n  - period: 2025\n    value: 40",
    good="observations:\n  - period: 2025\n    value: 40\ntotals:\n  - through: 2025-12\n"
    "    value: 50",
)


def check_totals_wanted(data: Data, _: dt.date | None) -> Iterator[Finding]:
    """Where a year is cut and a target asks for the total of the term, a source states one."""
    term = data.dataset.term
    for view in compute(data.dataset).indicators.values():
        asked = view.target and view.target.type is TargetType.TERM_TOTAL
        stated = [total.through.year for total in view.indicator.totals]
        for row in view.rows if asked else ():
            known = row.value.exact is not None and row.value.path is not None
            if known and not row.period.within(term) and max(stated, default=0) < row.period.year:
                path = (*(row.value.path or ())[:-1], "period")
                yield Finding(TOTAL_WANTED(name=view.indicator.name), path)


EXPLAINED_FAR = rule(
    "explained-far",
    "Thuyết minh cho một chênh lệch lớn",
    vi="Số công bố “{written}” khác số tính lại {computed} nhiều hơn mức làm tròn có thể gây ra.",
    en="The published “{written}” differs from the recomputed {computed} by more than rounding.",
    mend="xem lại {inputs}; thuyết minh chỉ dành cho điều nguồn in đúng như vậy.",
    mend_en="look again at {inputs}; an explanation is for what the source really prints so.",
    why="Chênh lệch hơn một phần trăm thường là một số gõ nhầm được thuyết minh che đi.",
    bad="value: 115.4\nexplanation: Nguồn in như vậy.",
    good="value: 112.4\nexplanation: Nguồn in như vậy.",
    former=("mean-outside",),
)
_OUTSIDE = Wording(
    "Trung bình “{written}” không nằm giữa các số được tính.",
    "The mean “{written}” does not lie between the numbers it is of.",
)

LARGE = Fraction(1, 100)
"""Which part of a recomputed number is more than rounding and ways to count make."""


def check_explanations(data: Data, _: dt.date | None) -> Iterator[Finding]:
    """No explanation stands over a gap that is likelier a slip."""
    views = compute(data.dataset)
    for entry in views.ledger:
        if entry.verdict is not Verdict.DISAGREES or not (entry.explanation and entry.recomputed):
            continue
        printed, again = both(entry)
        figures = [views.figures[name] for name in entry.recomputed.inputs]
        numbers = [number for item in figures if (number := item.exact) is not None]
        told = inputs_of(*figures)
        mean = entry.published.role is Role.MEAN and numbers
        if mean and not min(numbers) <= printed <= max(numbers):
            yield Finding(EXPLAINED_FAR(_OUTSIDE, inputs=told), entry.path)
        elif abs(printed - again) > abs(again) * LARGE:
            fault = EXPLAINED_FAR(computed=shown(entry.recomputed), inputs=told)
            yield Finding(fault, entry.path)


NAME_TWICE = rule(
    "name-twice",
    "Hai mục cùng tên",
    vi="“{written}” cũng là tên của mục ở {first}.",
    en="“{written}” is also the name of the item on {first}.",
    mend="nếu là hai thứ khác nhau thì đặt tên cho rõ; nếu là một thì gộp lại.",
    mend_en="where they are two things, name them apart; where they are one, join them.",
    why="Hai mục cùng tên thì người đọc không biết số nào là của mục nào.",
    bad="name: Đảng bộ xã B",
    good="name: Đảng bộ xã C",
)


def check_names(data: Data, _: dt.date | None) -> Iterator[Finding]:
    """No two records of a list are called the same."""
    names = (
        ((*path, "name"), (path[:-1], fields(type(record))["name"].of(record).casefold()))
        for path, record in data.records
        if "name" in fields(type(record)) and path and isinstance(path[-1], int)
    )
    for path, first in places.repeated(names):
        yield Finding(NAME_TWICE(first=At((*first.path[:-1], "id"))), path)


FORECAST_PASSED = rule(
    "forecast-passed",
    "Năm đã qua chỉ có dự báo",
    vi="Năm {period} chỉ có số dự báo “{written}”, trong khi đã có kết quả {later}.",
    en="{period} has only a forecast, “{written}”, although there is a result for {later}.",
    mend="nguồn đã nêu kết quả thì ghi thay; chưa thì để nguyên, trang ghi là dự báo trước đây.",
    mend_en="put the result in its place if a source gives it; else leave it, told as a forecast.",
    why="Dự báo của một năm đã qua không phải là kết quả, nên năm ấy chưa được đánh giá.",
    bad="value: 10\nstatus: forecast",
    good="value: 10\nstatus: official",
)


def check_forecasts(data: Data, _: dt.date | None) -> Iterator[Finding]:
    """Of a year before one with a result, more is known than what had been expected."""
    for view in compute(data.dataset).indicators.values():
        for row in view.rows:
            if row.value.overtaken and row.value.path is not None:
                later = view.results[-1].period.key
                fault = FORECAST_PASSED(period=str(row.period.year), later=later)
                yield Finding(fault, row.value.path)


SOURCE_OLDER = rule(
    "source-older",
    "Nguồn chưa biết đến thời điểm của số",
    vi="Số đến {end} theo nguồn “{source}”, mà nguồn ấy chỉ biết đến {known}.",
    en="The number through {end} is from the source “{source}”, which knows only through {known}.",
    mend="ghi source của số này; số chưa hết năm thì ghi through, số ước tính thì ghi status; "
    "nguồn biết đến lúc khác thì ghi knows-through ở văn bản ấy.",
    mend_en="give its own source, or through for part of a year, a status, or knows-through.",
    why="Số của nửa năm mà coi là cả năm thì bị báo là chưa đạt chỉ tiêu.",
    bad="source: bao-cao-dau-nam\ndocuments:",
    good="source: bao-cao\ndocuments:",
)


def check_sources(data: Data, _: dt.date | None) -> Iterator[Finding]:
    """No result is of a time after that of which its source knows; what calls itself preliminary
    is known to be so, unless the source says itself up to when it knows.
    """
    for path, row, end, document in data.results:
        known, said = knowledge(document), document.knows_through is not None
        plain = row.status is None or (said and row.status not in FORECASTS)
        if known and plain and known.latest < end.earliest:
            fault = SOURCE_OLDER(source=document.id, end=str(end.date), known=str(known.date))
            yield Finding(fault, (*path, "value"))


DUE_OUTSIDE = rule(
    "due-outside",
    "Hạn nằm ngoài thời gian thực hiện",
    vi="Hạn “{written}” nằm ngoài {time}.",
    en="The due date “{written}” lies outside {time}.",
    mend="kiểm tra lại ngày; hạn của mức nằm trong nhiệm kỳ, hạn của chỉ tiêu năm trong năm ấy.",
    mend_en="check the date; a target is due within the term, the plan of a year within that year.",
    why="Hạn gõ nhầm năm thì trang “Cần chú ý” báo quá hạn sai, hoặc không báo.",
    bad="due: 2034-06-30",
    good="due: 2024-06-30",
)

REASON_UNMISSED = rule(
    "reason-unmissed",
    "Lý do chưa đạt ở chỗ không phải là chưa đạt",
    vi="“{written}” nói vì sao chưa đạt, mà ở đây là: {standing}.",
    en="“{written}” says why something was missed, which stands as: {standing}.",
    mend="xóa dòng reason, hoặc ghi ở missing (chưa có số), explanation (số lệch), note.",
    mend_en="delete reason, or say it in missing (no number), explanation (a difference), note.",
    why="Người đọc thấy lý do thì hiểu là chỉ tiêu không đạt.",
    bad="value: 1805\nplan: 1440\nreason: Nguồn còn ít.",
    good="value: 805\nplan: 1440\nreason: Nguồn còn ít.",
)

_MISSED = (Standing.NOT_MET, Standing.NO_BASIS, Standing.IN_PROGRESS)
"""Where a reason has something to explain; what is on its way may be behind."""


def check_duties(data: Data, _: dt.date | None) -> Iterator[Finding]:
    """What answers for something is due within its time, and gives a reason only for a miss."""
    dataset, term = data.dataset, data.dataset.term
    views = compute(dataset)
    stands = {
        figure.path[:-1]: row.judgement.standing
        for view in views.indicators.values()
        for row in (*view.every, *(r for b in view.breakdowns for r in (*b.units, *b.groups)))
        for role, figure in (*row.figures.items(), (row.value.role, row.value))
        if row.judgement and figure.path and role is not Role.PLAN
    }
    asked = (s.judgement for t in views.targets.values() for s in t.series)
    stands |= {
        figure.path[:-1]: judged.standing
        for judged in asked
        for figure in judged.because
        if judged.standing is Standing.NOT_MET and figure.path
    }
    for path, record in data.records:
        if not isinstance(record, Answerable):
            continue
        if isinstance(record, Target):
            stands[path] = views.targets[record.id].standing
            first, last, time = term.opens, term.closes, Wording("nhiệm kỳ", "the term")
        else:
            year = dataset.at(path[:4]).period
            first, last, time = (year, 1), (year, 12), Wording(f"năm {year}", f"{year}")
        due, standing = record.due, stands.get(path, Standing.NO_DATA)
        if due and not first <= (due.year, due.month or last[1]) <= last:
            yield Finding(DUE_OUTSIDE(time=time), (*path, "due"))
        if record.reason and standing not in _MISSED:
            told = Wording(lowered(standing.label), standing.value)
            yield Finding(REASON_UNMISSED(standing=told), (*path, "reason"))
