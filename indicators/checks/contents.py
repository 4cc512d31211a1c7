"""Rules about what a record holds: a value or a reason, and only fields that mean something."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from indicators.checks.fields import MISFIT, NUMBERS, lacking
from indicators.checks.places import Data
from indicators.computing.figures import PERCENT
from indicators.model import Indicator, Measure, Observation, Part
from indicators.reporting.findings import Finding
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


def check_missing_reason(data: Data) -> Iterator[Finding]:
    """What holds no number says why."""
    for path, _, row in data.rows:
        if row.missing is None and row.model_fields_set.isdisjoint(NUMBERS):
            yield Finding(MISSING_REASON(record=_name(row)), path)
    for path, indicator in data.indicators:
        if indicator.missing is None and not _has_content(indicator):
            yield Finding(MISSING_REASON(record=indicator.id), path)


def _has_content(indicator: Indicator) -> bool:
    return bool(indicator.measure is Measure.RATIO or indicator.observations or indicator.totals)


def _name(row: Observation | Part) -> str:
    return str(row.period) if isinstance(row, Observation) else row.unit or row.group or ""


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


def check_unit_of_measure(data: Data) -> Iterator[Finding]:
    """A share is in percent, a ratio in percent or times, and no count is in percent."""
    for path, indicator in data.indicators:
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


_COUNTS = Wording("chọn số đếm (flow hoặc stock)", "choose a count (flow or stock)")
_BEFORE = Wording(
    "so với năm trước thì thêm denominator-figure: previous-value",
    "for the year before add denominator-figure: previous-value",
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
                fault = lacking("measure: ratio", name)
                yield Finding(fault, (*path, "measure"), at_key=True)
            elif side in measures and measures[side] not in (Measure.FLOW, Measure.STOCK):
                of = f"measure: {measures[side].value}"
                fault = MISFIT(field=f"{name}: {side}", of=of, instead=_COUNTS)
                yield Finding(fault, (*path, name))
        same = indicator.numerator is not None and indicator.numerator == indicator.denominator
        if same and indicator.denominator_figure in (None, "value"):
            of = f"numerator: {indicator.numerator}"
            fault = MISFIT(field=f"denominator: {indicator.denominator}", of=of, instead=_BEFORE)
            yield Finding(fault, (*path, "denominator"))
