"""Rules about the fields of one record: which need, bar or limit each other, and which mean nothing
where they stand.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import chain, product

from indicators.checks.places import LEVELS, Data
from indicators.computing.figures import CutOff
from indicators.computing.withdrawn import states_result
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
)
from indicators.reporting.findings import Finding, Path
from indicators.reporting.rules import Fault, Rule, Section, Wording
from indicators.scalars import PartialDate
from indicators.terms import spans

rule = partial(Rule, Section.RECORDS)


def _name(attribute: str) -> str:
    """A field's name in the file."""
    return attribute.rstrip("_").replace("_", "-")


NEEDS = rule(
    "needs",
    "Thiếu trường đi kèm",
    vi="“{field}” cần có {needed} trong cùng mục.",
    en="“{field}” needs {needed} in the same item.",
    mend="thêm {needed} như nguồn nêu; nguồn không nêu thì sửa hoặc xóa {field}, hay cả mục.",
    mend_en="add {needed} as the source gives it; else mend or delete {field}, or the whole item.",
    why="Có trường chỉ nói lên điều gì khi đi cùng trường khác: tử số với mẫu số, cận với số, loại "
    "chỉ tiêu với mức của nó.",
    bad="numerator: 79",
    good="numerator: 79\ndenominator: 85",
    former=(
        "former-empty", "grade-empty", "pair-incomplete", "part-of-month", "part-without-owner",
        "published-years", "ratio-side-missing", "target-needs", "withdrawn-nothing",
        "without-value",
    ),
)  # fmt: skip
_KEEP = Wording(
    "giữ nguyên dòng ghi số sai cạnh withdrawn: trang không hiện nó; chưa từng có số thì ghi lý do "
    "ở missing.",
    "keep the line with the wrong number beside withdrawn: no page shows it; for a number that "
    "never was, give the reason in missing.",
)
_MONTH = Wording("through ghi đến tháng, không ghi ngày", "a through with a month and no day")

_RESULTS = ("value", "numerator", "answer", "grades")
NUMBERS = (
    "value", "plan", "numerator", "answer", "grades", "proposed", "percent_of_plan", "share",
    "denominator", "population", "parts",
)  # fmt: skip
"""What a row may hold that is counted, planned, answered or split."""
_OF_ROW = (
    ("numerator", ("denominator", "value")),
    ("denominator", ("numerator", "grades")),
    ("bound", ("value", "percent_of_plan")),
    ("approximate", ("value", "percent_of_plan")),
    ("value_max", ("value",)),
    ("status", NUMBERS),
    ("plan_bound", ("plan",)),
    ("plan_max", ("plan",)),
    ("plan_status", ("plan", "proposed")),
    ("plan_source", ("plan", "proposed")),
    ("plan_locator", ("plan", "proposed")),
)
_NEEDED: Mapping[type[Record], Sequence[tuple[str, Sequence[str]]]] = {
    Observation: _OF_ROW,
    Part: _OF_ROW,
    Total: (("through", ("value",)),),
    GradeCount: (("grade", ("count", "share")),),
    Former: (
        ("date", ("value", "plan")),
        ("bound", ("value",)),
        ("approximate", ("value",)),
        ("value_max", ("value",)),
    ),
    FormerLevel: (("date", LEVELS),),
}
"""Of which other fields a field needs one."""


def lacking(field: str, *needed: str) -> Fault:
    """The fault of a field beside which none of the others stands that it needs."""
    vi, en = (word.join(map(_name, needed)) for word in (" hoặc ", " or "))
    return NEEDS(field=field, needed=Wording(vi, en))


def check_needs(data: Data) -> Iterator[Finding]:
    """What says something of a number stands beside it, and what has an owner or a cut-off beside
    that; a withdrawn number is still there.
    """
    for path, record in data.records:
        told = record.model_fields_set
        for name, needed in _NEEDED.get(type(record), ()):
            if name in told and told.isdisjoint(needed):
                yield Finding(lacking(_name(name), *needed[:2]), (*path, _name(name)), at_key=True)
    for path, _, _, part in data.parts:
        if part.unit is part.group is None:
            yield Finding(lacking("parts", "unit", "group"), path)
    for path, _, row in chain(data.rows, data.totals):
        planned = not row.model_fields_set.isdisjoint(("plan", "proposed"))
        if row.withdrawn and not planned and not states_result(row):
            fault = NEEDS(mend=_KEEP, field="withdrawn", needed="value")
            yield Finding(fault, (*path, "withdrawn"), at_key=True)
    for path, _, row, _ in data.timed:
        through = row.through
        if row.part and (through is None or through.month is None or through.day is not None):
            yield Finding(NEEDS(field="part", needed=_MONTH), (*path, "part"), at_key=True)


CLASH = rule(
    "clash",
    "Hai trường không đi cùng nhau",
    vi="“{field}” không đi cùng “{other}” trong một mục.",
    en="“{field}” does not go with “{other}” in one item.",
    mend="giữ dòng đúng với lời của nguồn, xóa dòng kia; cả hai đều đúng thì ghi thành hai mục, "
    "lời giải thích thì ghi ở note.",
    mend_en="keep the line that says what the source says, delete the other; where both are right "
    "make two items, and put an explanation into note.",
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


def check_clash(data: Data) -> Iterator[Finding]:
    """No record says two things of which one denies or repeats the other."""
    for path, record in data.records:
        told = {*record.model_fields_set}
        rows = record.observations if isinstance(record, Indicator) and "missing" in told else ()
        if any(not row.model_fields_set.isdisjoint(_RESULTS) for row in rows):
            told.add("value")
        for name, others in _CLASHING:
            other = next((other for other in others if other in told), "")
            if name in told and other:
                fault = CLASH(field=_name(name), other=_name(other))
                yield Finding(fault, (*path, _name(name)), at_key=True)


LIMITS = rule(
    "limits",
    "Hai mốc, hai mức ngược nhau",
    vi="“{written}” {relation} {other} ({limit}).",
    en="“{written}” is {relation} {other} ({limit}).",
    mend="đối chiếu hai dòng với nguồn; có thể bị đổi chỗ.",
    mend_en="compare both lines with the source; they may have changed places.",
    why="Khoảng không kết thúc trước khi bắt đầu, phần không lớn hơn toàn bộ, văn bản không biết "
    "điều xảy ra sau nó.",
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
    for path, record in data.records:
        for lower, upper, at in _LIMITS.get(type(record), ()):
            low, high = getattr(record, lower), getattr(record, upper)
            if low is None or high is None:
                continue
            dated, apart = not isinstance(low, Decimal), upper in _APART
            if _after(low, high) if dated else (low > high or (apart and low == high)):
                less = _EARLIER if dated else _NOT_MORE if apart else _LESS
                told = less if at == upper else _LATER if dated else _MORE
                other, limit = (lower, low) if at == upper else (upper, high)
                shown = limit if isinstance(limit, Decimal) else str(limit)
                fault = LIMITS(relation=told, other=_name(other), limit=shown)
                yield Finding(fault, (*path, _name(at)))
    for index, term in enumerate(spans(data.dataset)):
        if term.closes < term.opens:
            place: Path = ("terms", index) if data.dataset.terms else ("term",)
            fault = LIMITS(relation=_EARLIER, other="start", limit=str(term.start))
            yield Finding(fault, (*place, "end"))


def _after(date: PartialDate | int, other: PartialDate | int) -> bool:
    """Whether a year or date begins after another one has ended."""
    first, last = (PartialDate(day) if isinstance(day, int) else day for day in (date, other))
    return CutOff(last).latest.timetuple()[:3] < (first.year, first.month or 1, first.day or 1)


MISFIT = rule(
    "misfit",
    "Trường hoặc mã không dùng ở đây",
    vi="“{field}” không dùng cho {of}.",
    en="“{field}” is not used for {of}.",
    mend="{instead}; không thì sửa hoặc bỏ dòng này.",
    mend_en="{instead}; else mend or drop the line.",
    why="Mỗi loại số liệu, chỉ tiêu có những trường riêng: lũy kế chỉ có nghĩa với số cộng dồn "
    "được, tử số với tỷ lệ, tổng nhiệm kỳ với số cộng được qua các năm.",
    bad="measure: stock",
    good="measure: flow",
    former=(
        "better-fixed", "field-of-measure", "former-plan", "published-no-years", "published-place",
        "published-sum", "ratio-of-itself", "ratio-sides", "target-done", "target-field",
        "target-measure", "target-mixed", "unit-of-measure",
    ),
)  # fmt: skip

_SHARES = Wording("tỷ lệ phần trăm (share)", "shares")
_COUNTS = Wording("số đếm (flow, stock)", "counts")
_ANSWERS = Wording("số liệu có hoặc không (yes-no)", "answers (yes-no)")
_NUMBERS = Wording("số liệu là số, không phải yes-no", "numbers, not yes-no")
_DIRECTED = Wording("số liệu chưa rõ chiều tốt", "what has no known direction")
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


def means(record: type[Record], name: str, measure: Measure) -> bool:
    """Whether a field, by its Python name, means something with a measure."""
    limits = (measures for _, measures, names in _FIELDS.get(record, ()) if name in names)
    return all(measure in measures for measures in limits)


def check_misfit(data: Data) -> Iterator[Finding]:
    """A field is used only with the measures for which it means something; what was counted is no
    plan, so that a total has no former one.
    """
    records: Iterator[tuple[Path, Indicator, Record]] = chain(
        ((path, indicator, indicator) for path, indicator in data.indicators), data.rows
    )
    for path, indicator, record in records:
        told, measure = record.model_fields_set, indicator.measure
        for only, measures, names in _FIELDS[type(record)]:
            for name in names if measure not in measures else ():
                if name in told:
                    typed, of = _name(name), f"measure: {measure.value}"
                    instead = Wording(
                        f"{typed} dùng cho {only.vi}: sửa measure",
                        f"{typed} is for {only.en}: mend measure",
                    )
                    fault = MISFIT(field=typed, of=of, instead=instead)
                    yield Finding(fault, (*path, typed), at_key=True)
    for changed in data.changes:
        if isinstance(changed.record, Total) and changed.former.plan is not None:
            fault = MISFIT(field="plan", of=_TOTALS, instead=_IN_VALUE)
            yield Finding(fault, (*changed.path, "plan"), at_key=True)


_TOTALS = Wording("lũy kế", "totals")
_IN_VALUE = Wording("số lũy kế cũ ghi ở value", "write the former total in value")
