"""Rules about what a record holds: a value or a reason, and only fields that mean something."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.checks import places
from indicators.model import Dataset, Indicator, Measure, Observation, Part
from indicators.reporting.findings import Finding, Path
from indicators.reporting.rules import Wording

_SHARE_FIELDS = ("numerator", "denominator", "population", "grades")
_RATIO_FIELDS = ("numerator", "denominator", "denominator_figure")

_ANSWERED = Wording("số liệu có hoặc không (yes-no)", "answers (yes-no)")
_NUMERIC = Wording("số liệu là số, không phải yes-no", "numbers, not yes-no")
_MEASURES = {
    Measure.FLOW: Wording("chỉ tiêu cộng dồn (flow)", "flows"),
    Measure.SHARE: Wording("tỷ lệ phần trăm (share)", "shares"),
    Measure.RATIO: Wording("tỷ số của hai chỉ tiêu (ratio)", "ratios"),
}


def check_missing_reason(dataset: Dataset) -> Iterator[Finding]:
    """What holds no number says why.

    Bad:  locator: câu 2
    Good: missing: Nguồn không nêu.
    """
    for path, _, row in places.rows(dataset):
        if row.missing is None and not _has_number(row):
            yield Finding("missing-reason", path, {"record": _name(row)})
    for path, indicator in places.indicators(dataset):
        if indicator.missing is None and not _has_content(indicator):
            yield Finding("missing-reason", path, {"record": indicator.id})


def _has_number(row: Observation | Part) -> bool:
    numbers = [row.value, row.plan, row.proposed]
    if isinstance(row, Observation):
        numbers += [row.numerator, row.denominator, row.population]
        known = row.answer is not None or any(n is not None for n in numbers)
        return bool(row.parts or row.grades or known)
    return any(number is not None for number in numbers)


def _has_content(indicator: Indicator) -> bool:
    return bool(indicator.measure is Measure.RATIO or indicator.observations or indicator.totals)


def _name(row: Observation | Part) -> str:
    if isinstance(row, Observation):
        return str(row.period)
    return row.unit or row.group or ""


def check_missing_beside_value(dataset: Dataset) -> Iterator[Finding]:
    """A reason for a missing value does not stand beside the value.

    Bad:  missing: Nguồn không nêu.
    Good: value: 1514
    """
    for path, _, row in places.rows(dataset):
        if row.missing is not None and _has_result(row):
            yield Finding("missing-beside-value", (*path, "missing"), {"record": _name(row)})
    for path, indicator in places.indicators(dataset):
        known = indicator.totals or any(_has_result(row) for row in indicator.observations)
        if indicator.missing is not None and known:
            yield Finding("missing-beside-value", (*path, "missing"), {"record": indicator.id})


def _has_result(row: Observation | Part) -> bool:
    if isinstance(row, Observation):
        told = row.numerator is not None or row.answer is not None or bool(row.grades)
        return row.value is not None or told
    return row.value is not None


def check_without_value(dataset: Dataset) -> Iterator[Finding]:
    """What says something about a value stands beside one.

    Bad:  status: official
    Good: missing: Nguồn không nêu.
    """
    for path, _, row in places.rows(dataset):
        if row.value is None and row.bound is not None:
            yield Finding("without-value", (*path, "bound"), {"field": "bound"}, at_key=True)
        if row.status is not None and not _has_number(row):
            yield Finding("without-value", (*path, "status"), {"field": "status"}, at_key=True)


def check_pair_incomplete(dataset: Dataset) -> Iterator[Finding]:
    """A numerator comes with its denominator; a denominator alone is the sum of grades.

    Bad:  numerator: 79
    Good: denominator: 85
    """
    for path, _, row in places.observations(dataset):
        if row.numerator is not None and row.denominator is None:
            context = {"field": "numerator", "other": "denominator"}
            yield Finding("pair-incomplete", (*path, "numerator"), context)
        if row.denominator is not None and row.numerator is None and not row.grades:
            context = {"field": "denominator", "other": "numerator"}
            yield Finding("pair-incomplete", (*path, "denominator"), context)


def check_field_of_measure(dataset: Dataset) -> Iterator[Finding]:
    """A field is used only with the measures for which it means something.

    Bad:  measure: stock
    Good: measure: flow
    """
    for path, indicator in places.indicators(dataset):
        for name in _RATIO_FIELDS if indicator.measure is not Measure.RATIO else ():
            if getattr(indicator, name) is not None:
                yield _foreign(path, name, indicator, _MEASURES[Measure.RATIO])
        if indicator.totals and indicator.measure is not Measure.FLOW:
            yield _foreign(path, "totals", indicator, _MEASURES[Measure.FLOW])
    for path, indicator, row in places.observations(dataset):
        for name, only in _foreign_to(indicator.measure):
            if getattr(row, name) not in (None, ()):
                yield _foreign(path, name, indicator, only)


def _foreign_to(measure: Measure) -> Iterator[tuple[str, Wording]]:
    """The fields that a year of an indicator of this measure cannot have, with whose they are."""
    if measure is not Measure.SHARE:
        yield from ((name, _MEASURES[Measure.SHARE]) for name in _SHARE_FIELDS)
    if measure is Measure.YES_NO:
        yield from ((name, _NUMERIC) for name in ("value", "plan", "proposed"))
    else:
        yield "answer", _ANSWERED


def _foreign(path: Path, name: str, indicator: Indicator, only: Wording) -> Finding:
    field = name.replace("_", "-")
    context = {"field": field, "measure": indicator.measure.value, "only": only}
    return Finding("field-of-measure", (*path, field), context, at_key=True)


def check_ratio_sides(dataset: Dataset) -> Iterator[Finding]:
    """A ratio names two other indicators that are counts.

    Bad:  denominator: xep-loai
    Good: denominator: dang-so
    """
    measures = {indicator.id: indicator.measure for indicator in dataset.indicators}
    for path, indicator in places.indicators(dataset):
        if indicator.measure is not Measure.RATIO:
            continue
        for name in ("numerator", "denominator"):
            side = getattr(indicator, name)
            if side is None:
                context = {"field": name, "record": indicator.id}
                yield Finding("ratio-side-missing", path, context)
            elif side in measures and measures[side] not in (Measure.FLOW, Measure.STOCK):
                context = {"measure": measures[side].value}
                yield Finding("ratio-sides", (*path, name), context)
        same = indicator.numerator is not None and indicator.numerator == indicator.denominator
        if same and indicator.denominator_figure in (None, "value"):
            yield Finding("ratio-of-itself", (*path, "denominator"))
