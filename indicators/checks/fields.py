"""Rules about the fields of one record: which need, bar or limit each other, and which mean nothing
where they stand; what holds no number says why.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, partial
from itertools import product

from indicators.checks.places import LEVELS, Data
from indicators.computing.figures import PERCENT, CutOff
from indicators.computing.unpublished import states_result
from indicators.model import (
    Document,
    Former,
    FormerLevel,
    GradeCount,
    Indicator,
    Measure,
    Observation,
    Part,
    Published,
    Record,
    Target,
    Total,
    UnitType,
    in_file,
)
from indicators.reporting.findings import Finding, Path
from indicators.reporting.rules import Rule, Section, Wording
from indicators.scalars import PartialDate
from indicators.terms import spans

rule = partial(Rule, Section.RECORDS)


NEEDS = rule(
    "needs",
    "Thiếu trường đi kèm",
    vi="“{field}” cần có {needed}.",
    en="“{field}” needs {needed}.",
    mend="thêm {needed} như nguồn nêu; nguồn không nêu thì sửa hoặc xóa {field}, hay cả mục.",
    mend_en="add {needed} as the source gives it; else mend or delete {field}, or the whole item.",
    why="Có trường chỉ có nghĩa khi đi cùng trường khác: tử số với mẫu số, cận với số.",
    bad="numerator: 79",
    good="numerator: 79\ndenominator: 85",
    former=(
        "former-empty", "grade-empty", "pair-incomplete", "part-of-month", "part-without-owner",
        "published-target", "published-years", "ratio-side-missing", "target-needs",
        "term-needed", "whole-alone", "withdrawn-nothing", "without-value",
    ),
)  # fmt: skip
_KEEP = Wording(
    "giữ nguyên dòng ghi số sai cạnh withdrawn: trang không hiện nó; chưa từng có số thì ghi lý do "
    "ở missing.",
    "keep the line with the wrong number beside withdrawn: no page shows it; for a number that "
    "never was, give the reason in missing.",
)
_MONTH = Wording("through ghi đến tháng, không ghi ngày", "a through with a month and no day")
_TO_MONTH = Wording(
    "ghi through đến tháng, ví dụ through: 2023-12; nguồn nêu ngày hay cả năm thì xóa part.",
    "write through with its month, such as 2023-12; of a day or a whole year delete part.",
)
_SHARES_OF_IT = Wording("một tỷ trọng khác ghi cùng mã này", "another share with the same whole")

_RESULTS = ("value", "numerator", "answer", "grades")
NUMBERS = (
    "value", "plan", "numerator", "answer", "grades", "proposed", "percent_of_plan", "share",
    "denominator", "population", "parts",
)  # fmt: skip
"""What a row may hold that is counted, planned, answered or split."""
_OF_ROW = {
    "numerator": ("denominator", "value"),
    "denominator": ("numerator", "grades"),
    "bound": ("value", "percent_of_plan"),
    "approximate": ("value", "percent_of_plan"),
    "value_max": ("value",),
    "status": NUMBERS,
    "plan_bound": ("plan",),
    "plan_max": ("plan",),
    "plan_status": ("plan", "proposed"),
    "plan_source": ("plan", "proposed"),
    "plan_locator": ("plan", "proposed"),
}
_NEEDED: Mapping[type[Record], Mapping[str, Sequence[str]]] = {
    Observation: _OF_ROW,
    Part: _OF_ROW,
    Total: {"through": ("value",)},
    GradeCount: {"grade": ("count", "share")},
    Former: {
        "date": ("value", "plan"),
        "bound": ("value",),
        "approximate": ("value",),
        "value_max": ("value",),
    },
    FormerLevel: {"date": LEVELS},
}
"""Of which other fields a field needs one."""


def lacking(path: Path, field: str, *needed: str) -> Finding:
    """The finding of a field beside which none of the others stands that it needs."""
    vi, en = (word.join(map(in_file, needed)) for word in (" hoặc ", " or "))
    told = Wording(f"{vi} trong cùng mục", f"{en} in the same item")
    return Finding(NEEDS(field=field, needed=told), path, at_key=True)


def check_needs(data: Data) -> Iterator[Finding]:
    """What says something of a number stands beside it, and what has an owner or a cut-off beside
    that.
    """
    for kind, needs in _NEEDED.items():
        for path, record in data.of(kind):
            told = record.model_fields_set
            for name in needs.keys() & told:
                if told.isdisjoint(needs[name]):
                    yield lacking((*path, in_file(name)), in_file(name), *needs[name][:2])
    for path, part in data.of(Part):
        if part.unit is part.group is None:
            yield lacking(path, "parts", "unit", "group")


def check_withdrawn(data: Data) -> Iterator[Finding]:
    """A withdrawn number is still there, and a part of a month has its month."""
    for path, row in data.of(Observation, Part, Total):
        planned = not row.model_fields_set.isdisjoint(("plan", "proposed"))
        if row.withdrawn and not planned and not states_result(row):
            fault = NEEDS(mend=_KEEP, field="withdrawn", needed="value")
            yield Finding(fault, (*path, "withdrawn"), at_key=True)
    for path, row in data.of(Observation, Total):
        through = row.through
        if row.part and (through is None or through.month is None or through.day is not None):
            fault = NEEDS(mend=_TO_MONTH, field="part", needed=_MONTH)
            yield Finding(fault, (*path, "part"), at_key=True)


def check_wholes(data: Data) -> Iterator[Finding]:
    """A whole has several shares."""
    wholes = Counter(indicator.whole for _, indicator in data.of(Indicator))
    for path, indicator in data.of(Indicator):
        if indicator.whole and wholes[indicator.whole] == 1:
            yield Finding(NEEDS(field="whole", needed=_SHARES_OF_IT), (*path, "whole"))


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


def check_missing_reason(data: Data) -> Iterator[Finding]:
    """What holds no number says why."""
    for path, row in data.of(Observation, Part):
        if row.missing is None and row.model_fields_set.isdisjoint(NUMBERS):
            yield Finding(MISSING_REASON(record=_called(row)), path)
    for path, indicator in data.of(Indicator):
        held = indicator.measure is Measure.RATIO or indicator.observations or indicator.totals
        if indicator.missing is None and not held:
            yield Finding(MISSING_REASON(record=indicator.id), path)


def _called(row: Observation | Part) -> str:
    return str(row.period) if isinstance(row, Observation) else row.unit or row.group or ""


CLASH = rule(
    "clash",
    "Hai trường không đi cùng nhau",
    vi="“{field}” không đi cùng “{other}” trong một mục.",
    en="“{field}” does not go with “{other}” in one item.",
    mend="giữ dòng đúng lời nguồn, xóa dòng kia, hoặc ghi hai mục; lời giải thích ghi ở note.",
    mend_en="keep the line that says what the source says, or make two items; explain in note.",
    why="Hai dòng nói ngược nhau, hoặc cùng nói một điều, thì không biết tin dòng nào.",
    bad="value: 90\nbound: above\napproximate: true",
    good="value: 90\nbound: above",
    former=("missing-beside-value", "part-owner", "qualifiers-clash"),
)
_CLASHING: Sequence[tuple[str, Sequence[str]]] = (
    ("approximate", ("bound", "value_max")),
    ("value_max", ("bound",)),
    ("plan_max", ("plan_bound",)),
    ("group", ("unit",)),
    ("above", ("min",)),
    ("below", ("max",)),
    ("missing", (*_RESULTS, "totals")),
)
"""Which fields deny or repeat others."""
_SIDES = {name for one, others in _CLASHING for name in (one, *others)}


def check_clash(data: Data) -> Iterator[Finding]:
    """No record says two things of which one denies or repeats the other."""
    for path, record in data.records:
        told = {*record.model_fields_set} & _SIDES
        rows = record.observations if isinstance(record, Indicator) and "missing" in told else ()
        if any(not row.model_fields_set.isdisjoint(_RESULTS) for row in rows):
            told.add("value")
        for name, others in _CLASHING if len(told) > 1 else ():
            other = next((other for other in others if other in told), "")
            if name in told and other:
                fault = CLASH(field=in_file(name), other=in_file(other))
                yield Finding(fault, (*path, in_file(name)), at_key=True)


LIMITS = rule(
    "limits",
    "Hai mốc, hai mức ngược nhau",
    vi="“{written}” {relation} {other} ({limit}).",
    en="“{written}” is {relation} {other} ({limit}).",
    mend="đối chiếu hai dòng với nguồn; có thể bị đổi chỗ.",
    mend_en="compare both lines with the source; they may have changed places.",
    why="Khoảng kết thúc sau khi bắt đầu, phần không lớn hơn toàn bộ, văn bản biết điều đã qua.",
    bad="min: 4\nmax: 3",
    good="min: 3\nmax: 4",
    unsettles=True,
    compares=True,
    former=("knows-after", "numerator-over", "population-under", "target-range", "years-order"),
)
_LIMITS_OF_ROW = (
    ("numerator", "denominator", "numerator"),
    ("denominator", "population", "population"),
    ("plan", "plan_max", "plan_max"),
    ("value", "value_max", "value_max"),
)
_LIMITS: Mapping[type[Record], Sequence[tuple[str, str, str]]] = {
    Observation: _LIMITS_OF_ROW,
    Part: (_LIMITS_OF_ROW[0], *_LIMITS_OF_ROW[2:]),
    Total: _LIMITS_OF_ROW[3:],
    Former: _LIMITS_OF_ROW[3:],
    Published: (("from_", "to", "to"),),
    UnitType: (("from_", "to", "to"),),
    Document: (("knows_through", "date", "knows_through"),),
    Target: [(low, high, high) for low, high in product(("min", "above"), ("max", "below"))],
}
"""Which field is not above which other one, and where that is told."""
_APART = ("plan_max", "value_max", "max", "below")
"""Upper limits that are not the lower one either."""
_EARLIER, _LATER = Wording("sớm hơn", "before"), Wording("muộn hơn", "after")
_LESS, _MORE = Wording("nhỏ hơn", "below"), Wording("lớn hơn", "above")
_NOT_MORE = Wording("không lớn hơn", "not above")


def check_limits(data: Data) -> Iterator[Finding]:
    """What two fields say of a span, a range or a whole and its part is in order."""
    for kind, limits in _LIMITS.items():
        for (lower, upper, at), (path, record) in product(limits, data.of(kind)):
            low, high = getattr(record, lower), getattr(record, upper)
            if low is None or high is None:
                continue
            dated, apart = not isinstance(low, Decimal), upper in _APART
            if _after(low, high) if dated else (low > high or (apart and low == high)):
                less = _EARLIER if dated else _NOT_MORE if apart else _LESS
                told = less if at == upper else _LATER if dated else _MORE
                other, limit = (lower, low) if at == upper else (upper, high)
                shown = limit if isinstance(limit, Decimal) else str(limit)
                fault = LIMITS(relation=told, other=in_file(other), limit=shown)
                yield Finding(fault, (*path, in_file(at)))
    for index, term in enumerate(spans(data.dataset)):
        if term.closes < term.opens:
            place: Path = ("terms", index) if data.dataset.terms else ("term",)
            fault = LIMITS(relation=_EARLIER, other="start", limit=str(term.start))
            yield Finding(fault, (*place, "end"))


def _after(date: PartialDate | int, other: PartialDate | int) -> bool:
    """Whether a year or date begins after another one has ended."""
    first, last = (PartialDate(day) if isinstance(day, int) else day for day in (date, other))
    return CutOff(last).latest < dt.date(first.year, first.month or 1, first.day or 1)


MISFIT = rule(
    "misfit",
    "Trường hoặc mã không dùng ở đây",
    vi="“{field}” không dùng cho {of}.",
    en="“{field}” is not used for {of}.",
    mend="{instead}; không thì sửa hoặc bỏ dòng này.",
    mend_en="{instead}; else mend or drop the line.",
    why="Mỗi loại số liệu, chỉ tiêu có trường riêng: tử số với tỷ lệ, lũy kế với số cộng dồn.",
    bad="measure: stock",
    good="measure: flow",
    former=(
        "better-fixed", "field-of-measure", "former-plan", "published-no-years", "published-place",
        "published-sum", "ratio-of-itself", "ratio-sides", "target-done", "target-field",
        "target-measure", "target-mixed", "unit-loop", "unit-of-measure",
    ),
)  # fmt: skip

_SHARES = Wording("tỷ lệ phần trăm (share)", "shares")
_COUNTS = Wording("số đếm (flow, stock)", "counts")
_ANSWERS = Wording("số liệu có hoặc không (yes-no)", "answers (yes-no)")
_NUMBERS = Wording("số liệu là số, không phải yes-no", "numbers, not yes-no")
_DIRECTED = Wording(
    "số liệu không phải rank, yes-no (hai loại này đã rõ chiều tốt)",
    "measures beside rank and yes-no, whose direction is known",
)
_FIELDS: Mapping[type[Record], Sequence[tuple[Wording, Container[Measure], Sequence[str]]]] = {
    Indicator: (
        (
            Wording("tỷ số của hai chỉ tiêu (ratio)", "ratios"),
            {Measure.RATIO},
            ("numerator", "denominator", "denominator_figure"),
        ),
        (Wording("chỉ tiêu cộng dồn (flow)", "flows"), {Measure.FLOW}, ("totals",)),
        (_SHARES, {Measure.SHARE}, ("whole",)),
        (_COUNTS, {Measure.FLOW, Measure.STOCK}, ("part_of",)),
        (_DIRECTED, set(Measure) - {Measure.RANK, Measure.YES_NO}, ("better",)),
    ),
    Part: (
        (_SHARES, {Measure.SHARE}, ("numerator", "denominator")),
        (_COUNTS, {Measure.FLOW, Measure.STOCK}, ("share",)),
    ),
    Observation: (
        (_SHARES, {Measure.SHARE}, ("numerator", "denominator", "population", "grades")),
        (_ANSWERS, {Measure.YES_NO}, ("answer",)),
        (_NUMBERS, set(Measure) - {Measure.YES_NO}, ("value", "plan", "proposed")),
    ),
}
"""For a record's fields, which measures they are for, in words too."""


@cache
def _barred(record: type[Record], measure: Measure) -> Mapping[str, Wording]:
    """The fields of a record, by their Python names, that mean nothing with a measure, and what
    they are for.
    """
    limits = _FIELDS.get(record, ())
    return {n: of for of, measures, names in limits if measure not in measures for n in names}


def means(record: type[Record], name: str, measure: Measure) -> bool:
    """Whether a field, by its Python name, means something with a measure."""
    return name not in _barred(record, measure)


def check_misfit(data: Data) -> Iterator[Finding]:
    """A field is used only with the measures for which it means something; what was counted is no
    plan, so that a total has no former one.
    """
    for kind, (path, indicator, record) in ((k, one) for k in _FIELDS for one in data.within(k)):
        barred = _barred(kind, indicator.measure)
        for name in barred.keys() & record.model_fields_set:
            typed, of, only = in_file(name), f"measure: {indicator.measure.value}", barred[name]
            instead = Wording(
                f"{typed} dùng cho {only.vi}: sửa measure",
                f"{typed} is for {only.en}: mend measure",
            )
            fault = MISFIT(field=typed, of=of, instead=instead)
            yield Finding(fault, (*path, typed), at_key=True)
    for path, former in data.of(Former):
        if former.plan is not None and isinstance(data.holder(path), Total):
            fault = MISFIT(field="plan", of=_TOTALS, instead=_IN_VALUE)
            yield Finding(fault, (*path, "plan"), at_key=True)


_TOTALS = Wording("lũy kế", "totals")
_IN_VALUE = Wording("số lũy kế cũ ghi ở value", "write the former total in value")


def check_unit_of_measure(data: Data) -> Iterator[Finding]:
    """A share is in percent, a ratio in percent or times, and no count is in percent."""
    for path, indicator in data.of(Indicator):
        measure, unit = indicator.measure, indicator.unit
        percent = unit.casefold() in (PERCENT, "%")
        wrong, instead = percent, _COUNTED
        if measure in (Measure.SHARE, Measure.RATE, Measure.INDEX, Measure.RATIO):
            wrong, instead = unit != PERCENT and (percent or measure is Measure.SHARE), _PERCENT
        if wrong:
            of = f"measure: {measure.value}"
            yield Finding(MISFIT(field=f"unit: {unit}", of=of, instead=instead), (*path, "unit"))


_COUNTED = Wording("gõ tên thứ được đếm", "type what is counted")
_PERCENT = Wording(f"gõ unit: {PERCENT}", f"type unit: {PERCENT}")


_CHOOSE = Wording("chọn số đếm (flow hoặc stock)", "choose a count (flow or stock)")
_NO_SIDE = Wording(
    "“{written}” có {of}, không dùng làm tử số, mẫu số được.",
    "“{written}” has {of} and can be no side of a ratio.",
)
_BY_ITSELF = Wording(
    "“{written}” cũng là tử số: chia cho chính nó thì lúc nào cũng bằng 1.",
    "“{written}” is the numerator too: divided by itself it is always 1.",
)
_BEFORE = Wording(
    "so với năm trước thì thêm denominator-figure: previous-value",
    "for the year before add denominator-figure: previous-value",
)


def check_ratio_sides(data: Data) -> Iterator[Finding]:
    """A ratio names two other indicators that are counts."""
    for path, indicator in data.of(Indicator):
        if indicator.measure is not Measure.RATIO:
            continue
        for name in ("numerator", "denominator"):
            side = getattr(indicator, name)
            other = data.by_id.get(side)
            if side is None:
                yield lacking((*path, "measure"), "measure: ratio", name)
            elif other and other.measure not in (Measure.FLOW, Measure.STOCK):
                fault = MISFIT(_NO_SIDE, of=f"measure: {other.measure.value}", instead=_CHOOSE)
                yield Finding(fault, (*path, name))
        same = indicator.numerator is not None and indicator.numerator == indicator.denominator
        if same and indicator.denominator_figure in (None, "value"):
            yield Finding(MISFIT(_BY_ITSELF, instead=_BEFORE), (*path, "denominator"))
