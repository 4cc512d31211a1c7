"""Rules about what a record holds: a value or a reason, and only fields that mean something."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from indicators.checks.places import Data
from indicators.computing.figures import PERCENT
from indicators.computing.withdrawn import states_result
from indicators.model import Indicator, Measure, Observation, Part, Record
from indicators.reporting.findings import Finding, Path
from indicators.reporting.rules import Rule, Section, Wording

rule = partial(Rule, Section.RECORDS)

MISSING_REASON = rule(
    "missing-reason",
    "Thiếu số liệu mà không có lý do",
    vi="Mục “{record}” không có số liệu và chưa ghi lý do.",
    en="The item “{record}” has no number and gives no reason.",
    mend="ghi lý do, ví dụ “nguồn không nêu”; không gõ 0 thay cho số chưa có.",
    mend_en="give the reason in missing; do not type 0 for a number that is not known.",
    why="Người đọc cần biết là nguồn không nêu, chưa đến kỳ hay chưa nhập.",
    bad="- period: 2023\n  locator: câu 2",
    good="- period: 2023\n  locator: câu 2\n  missing: Nguồn không nêu.",
)


_NO_TOTAL = Wording(
    "Lũy kế đến “{record}” không có số.", "The total through “{record}” has no number."
)
_A_TOTAL = Wording(
    "thêm dòng value: và số như nguồn nêu; nguồn không nêu thì xóa cả mục.",
    "add the line value: with the number that the source gives; else delete the item.",
)


def check_missing_reason(data: Data) -> Iterator[Finding]:
    """What holds no number says why; a total has one."""
    for path, _, row in data.rows:
        if row.missing is None and not _has_number(row):
            yield Finding(MISSING_REASON(record=_name(row)), path)
    for path, _, total in data.totals:
        if total.value is None:
            yield Finding(MISSING_REASON(_NO_TOTAL, _A_TOTAL, record=str(total.through)), path)
    for path, indicator in data.indicators:
        if indicator.missing is None and not _has_content(indicator):
            yield Finding(MISSING_REASON(record=indicator.id), path)


def _has_number(row: Observation | Part) -> bool:
    """Whether a row holds anything that is counted, planned, answered or split."""
    return any(getattr(row, name, None) not in (None, ()) for name in (*_RESULTS, *_BESIDE))


_RESULTS = ("value", "numerator", "answer", "grades")
_BESIDE = ("plan", "proposed", "percent_of_plan", "share", "denominator", "population", "parts")


def _has_result(row: Observation | Part) -> bool:
    return any(getattr(row, name, None) not in (None, ()) for name in _RESULTS)


def _has_content(indicator: Indicator) -> bool:
    return bool(indicator.measure is Measure.RATIO or indicator.observations or indicator.totals)


def _name(row: Observation | Part) -> str:
    return str(row.period) if isinstance(row, Observation) else row.unit or row.group or ""


WITHDRAWN_NOTHING = rule(
    "withdrawn-nothing",
    "Rút một số không có",
    vi="Mục này ghi withdrawn mà không có số nào để rút.",
    en="This item says withdrawn, but holds no number to be withdrawn.",
    mend="giữ nguyên dòng ghi số sai cạnh withdrawn: trang không hiện nó; chưa từng có số thì ghi "
    "lý do ở missing.",
    mend_en="keep the line with the wrong number beside withdrawn: no page shows it; for a number "
    "that never was, give the reason in missing.",
    why="Số còn trong tệp thì trả lại được, và mọi liên kết đến nó vẫn dẫn đúng chỗ.",
    bad="- period: 2023\n  locator: câu 2\n  missing: Nguồn không nêu.\n  withdrawn: Ghi nhầm.",
    good="- period: 2023\n  locator: câu 2\n  missing: Nguồn không nêu.",
)


def check_withdrawn_nothing(data: Data) -> Iterator[Finding]:
    """A withdrawn row has the number that was withdrawn."""
    rows = chain(data.rows, data.totals)
    for path, _, row in rows:
        planned = any(getattr(row, name, None) is not None for name in ("plan", "proposed"))
        if row.withdrawn and not planned and not states_result(row):
            yield Finding(WITHDRAWN_NOTHING(), (*path, "withdrawn"))


MISSING_BESIDE_VALUE = rule(
    "missing-beside-value",
    "Vừa có số vừa có lý do thiếu",
    vi="Mục “{record}” vừa có số liệu vừa ghi lý do chưa có số liệu.",
    en="The item “{record}” has a number and also a reason for having none.",
    mend="đã có số thì xóa dòng missing; lời giải thích thì chuyển sang note.",
    mend_en="delete missing where the number is known; an explanation belongs in note.",
    why="Hai dòng nói ngược nhau, không biết tin dòng nào.",
    bad="value: 1347\nmissing: Nguồn không nêu.",
    good="value: 1347",
)


def check_missing_beside_value(data: Data) -> Iterator[Finding]:
    """A reason for a missing value does not stand beside the value."""
    for path, _, row in data.rows:
        if row.missing is not None and _has_result(row):
            yield Finding(MISSING_BESIDE_VALUE(record=_name(row)), (*path, "missing"))
    for path, indicator in data.indicators:
        known = indicator.totals or any(_has_result(row) for row in indicator.observations)
        if indicator.missing is not None and known:
            yield Finding(MISSING_BESIDE_VALUE(record=indicator.id), (*path, "missing"))


WITHOUT_VALUE = rule(
    "without-value",
    "Trường đi kèm mà không có số",
    vi="Trường “{field}” nói về một số, nhưng mục này không có số.",
    en="The field “{field}” speaks of a number, but there is none here.",
    mend="thêm value như nguồn nêu, hoặc xóa dòng {field}.",
    mend_en="add value as the source gives it, or delete {field}.",
    why="Cận và trạng thái chỉ có nghĩa khi đi với một số.",
    bad="missing: Nguồn không nêu.\nstatus: official",
    good="missing: Nguồn không nêu.",
)


def check_without_value(data: Data) -> Iterator[Finding]:
    """What says something about a value stands beside one."""
    yield from _without_number(data)
    for path, _, row in data.rows:
        if row.status is not None and not _has_number(row):
            yield Finding(WITHOUT_VALUE(field="status"), (*path, "status"), at_key=True)
    for path, _, row in data.observations:
        told = {"plan-source": row.plan_source, "plan-locator": row.plan_locator}
        for name, given in told.items() if row.plan is row.proposed is None else ():
            if given is not None:
                yield Finding(
                    WITHOUT_VALUE(_NO_PLAN, _PLANNED, field=name), (*path, name), at_key=True
                )


def _without_number(data: Data) -> Iterator[Finding]:
    """What qualifies a value or a plan that is not there."""
    records = [*data.rows, *((item.path, item.indicator, item.former) for item in data.changes)]
    for path, _, record in records:
        share = getattr(record, "percent_of_plan", None)  # which they may be said of
        for name in ("bound", "approximate") if record.value is share is None else ():
            if getattr(record, name):
                yield Finding(WITHOUT_VALUE(field=name), (*path, name), at_key=True)
    plans = [(path, name, row) for path, _, row in data.rows for name in ("plan-bound", "plan-max")]
    for path, name, row in plans:
        if row.plan is None and getattr(row, name.replace("-", "_")) is not None:
            yield Finding(WITHOUT_VALUE(_NO_PLAN, _PLANNED, field=name), (*path, name), at_key=True)


_NO_PLAN = Wording(
    "Trường “{field}” nói về chỉ tiêu năm, nhưng mục này không có chỉ tiêu.",
    "The field “{field}” speaks of a plan, but there is none here.",
)
_PLANNED = Wording(
    "thêm plan như nguồn nêu, hoặc xóa dòng {field}.",
    "add plan as the source gives it, or delete {field}.",
)


PAIR_INCOMPLETE = rule(
    "pair-incomplete",
    "Thiếu tử số hoặc mẫu số",
    vi="Có {field} “{written}” mà không có {other}.",
    en="There is {field} “{written}” without {other}.",
    mend="thêm dòng {other}: như nguồn nêu, hoặc xóa dòng {field}.",
    mend_en="add the line {other}: as the source gives it, or delete {field}.",
    why="Tỷ lệ tính từ cả hai số; mẫu số một mình chỉ dùng khi có số theo mức xếp loại (grades).",
    bad="numerator: 79",
    good="numerator: 79\ndenominator: 85",
)


def check_pair_incomplete(data: Data) -> Iterator[Finding]:
    """A numerator comes with its denominator, or with a printed share that tells it; a denominator
    alone is the sum of grades.
    """
    for path, _, row in data.rows:
        above, below = row.numerator is not None, row.denominator is not None
        if above and not below and row.value is None:
            fault = PAIR_INCOMPLETE(field="numerator", other="denominator")
            yield Finding(fault, (*path, "numerator"))
        elif below and not above and not getattr(row, "grades", ()):
            fault = PAIR_INCOMPLETE(field="denominator", other="numerator")
            yield Finding(fault, (*path, "denominator"))


FIELD_OF_MEASURE = rule(
    "field-of-measure",
    "Trường không hợp với loại số liệu",
    vi="Trường “{field}” chỉ dùng cho {only}; chỉ tiêu này khai measure: {measure}.",
    en="The field “{field}” is used for {only} only; this indicator has measure: {measure}.",
    mend="kiểm tra measure của chỉ tiêu, hoặc xóa {field}.",
    mend_en="check the indicator's measure, or delete {field}.",
    why="Lũy kế chỉ có nghĩa với số cộng dồn được; tử số, mẫu số chỉ có nghĩa với tỷ lệ.",
    bad="measure: stock",
    good="measure: flow",
)


def check_field_of_measure(data: Data) -> Iterator[Finding]:
    """A field is used only with the measures for which it means something."""
    records: Iterator[tuple[Path, Indicator, Indicator | Observation | Part]] = chain(
        ((path, indicator, indicator) for path, indicator in data.indicators),
        data.rows,
    )
    for path, indicator, record in records:
        for only, measures, names in _FIELDS[type(record)]:
            if indicator.measure not in measures:
                for name in names:
                    if getattr(record, name.replace("-", "_")) not in (None, ()):
                        measure = indicator.measure.value
                        fault = FIELD_OF_MEASURE(field=name, measure=measure, only=only)
                        yield Finding(fault, (*path, name), at_key=True)


_SHARES = Wording("tỷ lệ phần trăm (share)", "shares")
_ANSWERS = Wording("số liệu có hoặc không (yes-no)", "answers (yes-no)")
_NUMBERS = Wording("số liệu là số, không phải yes-no", "numbers, not yes-no")
_FIELDS: Mapping[type[Record], Sequence[tuple[Wording, Container[Measure], Sequence[str]]]] = {
    Indicator: (
        (
            Wording("tỷ số của hai chỉ tiêu (ratio)", "ratios"),
            {Measure.RATIO},
            ("numerator", "denominator", "denominator-figure"),
        ),
        (Wording("chỉ tiêu cộng dồn (flow)", "flows"), {Measure.FLOW}, ("totals",)),
        (_SHARES, {Measure.SHARE}, ("whole",)),
    ),
    Part: (
        (_SHARES, {Measure.SHARE}, ("numerator", "denominator")),
        (Wording("số đếm (flow, stock)", "counts"), {Measure.FLOW, Measure.STOCK}, ("share",)),
    ),
    Observation: (
        (_SHARES, {Measure.SHARE}, ("numerator", "denominator", "population", "grades")),
        (_ANSWERS, {Measure.YES_NO}, ("answer",)),
        (_NUMBERS, set(Measure) - {Measure.YES_NO}, ("value", "plan", "proposed")),
    ),
}
"""For a record's fields, which measures they are for, in words too."""


WHOLE_ALONE = rule(
    "whole-alone",
    "Tổng chỉ có một phần",
    vi="Không tỷ trọng nào khác ghi whole: {written}.",
    en="No other share has whole: {written}.",
    mend="ghi cùng một mã whole ở mọi tỷ trọng của tổng ấy, hoặc xóa dòng này.",
    mend_en="write the same whole at every share of it, or delete the line.",
    why="Các tỷ trọng của một tổng cộng lại bằng 100%; một phần thì không cộng được với gì.",
    bad="whole: co-cau-le",
    good="whole: co-cau",
)


def check_whole_alone(data: Data) -> Iterator[Finding]:
    """A whole has several shares."""
    named = [indicator.whole for _, indicator in data.indicators]
    for path, indicator in data.indicators:
        if indicator.whole and named.count(indicator.whole) == 1:
            yield Finding(WHOLE_ALONE(), (*path, "whole"))


UNIT_OF_MEASURE = rule(
    "unit-of-measure",
    "Đơn vị tính không hợp với loại số liệu",
    vi="“{written}” không phải đơn vị tính của số liệu loại {measure}.",
    en="“{written}” is no unit of an indicator with measure: {measure}.",
    mend="gõ unit: {write}; nếu số liệu thuộc loại khác thì sửa measure.",
    mend_en="type unit: {write}; if the indicator is of another kind, mend measure.",
    why="Tỷ lệ tính bằng phần trăm, số đếm thì không; viết khác đi thì số mang nghĩa khác.",
    bad='unit: "%"',
    good="unit: phần trăm",
)


def check_unit_of_measure(data: Data) -> Iterator[Finding]:
    """A share is in percent, a ratio in percent or times, and no count is in percent."""
    for path, indicator in data.indicators:
        measure, unit = indicator.measure, indicator.unit
        percent = unit.casefold() in (PERCENT, "%")
        fault = UNIT_OF_MEASURE(measure=measure.value, write=PERCENT)
        if measure in (Measure.SHARE, Measure.RATE, Measure.RATIO):
            wrong = unit != PERCENT and (percent or measure is Measure.SHARE)
        else:
            wrong = percent
            of_people = Wording("tên thứ được đếm", "what is counted")
            fault = UNIT_OF_MEASURE(measure=measure.value, write=of_people)
        if wrong:
            yield Finding(fault, (*path, "unit"))


RATIO_SIDE_MISSING = rule(
    "ratio-side-missing",
    "Tỷ số thiếu một vế",
    vi="Tỷ số “{record}” thiếu “{field}”.",
    en="The ratio “{record}” lacks “{field}”.",
    mend="thêm dòng {field}: và mã của chỉ tiêu.",
    mend_en="add the line {field}: and an indicator's id.",
    why="Tỷ số là thương của hai chỉ tiêu.",
    bad="measure: ratio\nunit: phần trăm\nnumerator: ket-nap",
    good="measure: ratio\nunit: phần trăm\nnumerator: ket-nap\ndenominator: dang-so",
)

RATIO_SIDES = rule(
    "ratio-sides",
    "Vế của tỷ số không phải số đếm",
    vi="“{written}” là tỷ lệ (measure: {measure}), không dùng làm vế của tỷ số.",
    en="“{written}” is a percentage (measure: {measure}), which cannot be a side of a ratio.",
    mend="chọn chỉ tiêu là số đếm (flow hoặc stock).",
    mend_en="choose an indicator that counts (flow or stock).",
    why="Chia một tỷ lệ cho một số đếm không ra điều gì có nghĩa.",
    bad="denominator: xep-loai",
    good="denominator: dang-so",
)

RATIO_OF_ITSELF = rule(
    "ratio-of-itself",
    "Tỷ số của một chỉ tiêu với chính nó",
    vi="“{written}” vừa là tử số vừa là mẫu số, nên tỷ số luôn bằng 1.",
    en="“{written}” is both numerator and denominator, so the ratio is always 1.",
    mend="sửa một trong hai mã; so với năm trước thì thêm denominator-figure: previous-value.",
    mend_en="mend one of the ids; for the year before add denominator-figure: previous-value.",
    why="Tỷ số luôn bằng 1 không nói lên điều gì; thường là chép nhầm mã.",
    bad="numerator: ket-nap\ndenominator: ket-nap",
    good="numerator: ket-nap\ndenominator: dang-so",
)


def check_ratio_sides(data: Data) -> Iterator[Finding]:
    """A ratio names two other indicators that are counts."""
    measures = {indicator.id: indicator.measure for indicator in data.dataset.indicators}
    for path, indicator in data.indicators:
        if indicator.measure is not Measure.RATIO:
            continue
        for name in ("numerator", "denominator"):
            side = getattr(indicator, name)
            if side is None:
                yield Finding(RATIO_SIDE_MISSING(field=name, record=indicator.id), path)
            elif side in measures and measures[side] not in (Measure.FLOW, Measure.STOCK):
                yield Finding(RATIO_SIDES(measure=measures[side].value), (*path, name))
        same = indicator.numerator is not None and indicator.numerator == indicator.denominator
        if same and indicator.denominator_figure in (None, "value"):
            yield Finding(RATIO_OF_ITSELF(), (*path, "denominator"))
