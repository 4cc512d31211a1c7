"""Rules about figures that a source printed: where each may stand, and that it is explained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial

from indicators.checks.fields import MISFIT, NEEDS, lacking
from indicators.checks.places import Data
from indicators.checks.targets import fits
from indicators.model import (
    Indicator,
    Measure,
    Observation,
    Part,
    Published,
    PublishedFigure,
    Record,
    TargetType,
    Total,
)
from indicators.reporting.findings import Finding
from indicators.reporting.rules import Rule, Section, Wording, said

rule = partial(Rule, Section.PRINTED)

_CHANGES = (PublishedFigure.CHANGE, PublishedFigure.CHANGE_PERCENT)
_OF_YEARS = (PublishedFigure.MEAN, PublishedFigure.SUM, *_CHANGES)
_OF_A_YEAR = (PublishedFigure.PERCENT_OF_PLAN, *_CHANGES)
_OF_TARGET = (PublishedFigure.PERCENT_OF_TARGET, PublishedFigure.YEARS_EARLY)
_OF_A_TOTAL = (*_OF_TARGET, *_CHANGES)

LEAST_PERCENT, MOST_PERCENT = Decimal(10), Decimal(500)
"""Between these lies a whole year's result in percent of its plan, unless it is explained."""


def _home(figure: PublishedFigure, indicator: Indicator) -> Wording:
    """Where a figure of this kind is declared."""
    if figure in _OF_TARGET:
        return Wording("published của một mục totals", "published of an item of totals")
    if figure in _OF_A_YEAR:
        return Wording("published của một năm", "published of a year")
    return Wording(f"published của {indicator.id}", f"published of {indicator.id}")


def check_published_place(data: Data) -> Iterator[Finding]:
    """A published figure stands with what it was computed from: a year, a total, several years. One
    over several years says from which to which, but for a mean whose source names none; another
    one has no such years.
    """
    for path, indicator, printed in data.within(Published):
        figure, of = printed.figure, f"figure: {printed.figure.value}"
        allowed = _ALLOWED[type(data.holder(path))]
        if figure not in allowed:
            listed = ", ".join(figure.value for figure in allowed)
            home = _home(figure, indicator)
            instead = Wording(
                f"chuyển sang {home.vi}, hoặc chọn trong: {listed}",
                f"move it to {home.en}, or choose from: {listed}",
            )
            yield Finding(MISFIT(field=of, of=_HERE, instead=instead), (*path, "figure"))
        elif figure is PublishedFigure.SUM and indicator.measure is not Measure.FLOW:
            fault = MISFIT(field=of, of=f"measure: {indicator.measure.value}", instead=_MEAN)
            yield Finding(fault, (*path, "figure"))
        of_years = allowed is _OF_YEARS
        unnamed = figure is PublishedFigure.MEAN and printed.from_ is printed.to is None
        for name, year in (("from", printed.from_), ("to", printed.to)):
            if of_years and year is None and figure in _OF_YEARS and not unnamed:
                yield lacking((*path, "figure"), of, name)
            if not of_years and year is not None:
                fault = MISFIT(field=name, of=_ONE_TIME, instead=_SEVERAL)
                yield Finding(fault, (*path, name), at_key=True)


_ALLOWED: Mapping[type[Record], Sequence[PublishedFigure]] = {
    Indicator: _OF_YEARS,
    Observation: _OF_A_YEAR,
    Total: _OF_A_TOTAL,
}
_HERE = Wording("mục này", "this item")
_MEAN = Wording("trung bình các năm thì gõ figure: mean", "type figure: mean for a mean of years")
_ONE_TIME = Wording("đại lượng của một kỳ", "a figure of one time")
_SEVERAL = Wording(
    "đại lượng của nhiều năm thì khai ở published của chỉ tiêu",
    "declare a figure over several years in the indicator's own published",
)


PERCENT_UNLIKELY = rule(
    "percent-unlikely",
    "Tỷ lệ công bố khó xảy ra",
    vi="Tỷ lệ công bố “{written}” khó xảy ra với {result}.",
    en="The published percentage “{written}” is unlikely for {result}.",
    mend="kiểm tra từng chữ số; nguồn nêu chỉ tiêu thì ghi plan; in đúng vậy thì thêm explanation.",
    mend_en="check each digit; add the plan if it is given; if this is printed, add explanation.",
    why="Chỉ tiêu không nêu được suy ra từ tỷ lệ; lệch một dấu thập phân là sai mười lần.",
    bad="value: 1365\npublished:\n  - figure: percent-of-plan\n    value: 1.114",
    good="value: 1365\npublished:\n  - figure: percent-of-plan\n    value: 111.4",
)


def check_percent_unlikely(data: Data) -> Iterator[Finding]:
    """A printed percentage that no plan or result confirms is one that a year can have."""
    for path, printed in data.of(Published):
        if printed.figure is not PublishedFigure.PERCENT_OF_PLAN or printed.explanation:
            continue
        holder = data.holder(path)
        if not isinstance(holder, Observation) or None not in (holder.value, holder.plan):
            continue
        least = Decimal(0) if holder.through or holder.value == 0 else LEAST_PERCENT
        if not least <= printed.value <= MOST_PERCENT:
            result = _with_plan(holder.value, printed.value)
            yield Finding(PERCENT_UNLIKELY(result=result), (*path, "value"))


def _with_plan(result: Decimal | None, percent: Decimal) -> Wording:
    """The result with the whole plan of which it is about so many percent."""
    if result is None or percent <= 0:
        return Wording("kết quả của cả năm", "a whole year's result")
    plan = round(result * 100 / percent)
    vi, en = said(plan, "vi"), said(plan, "en")
    return Wording(
        f"kết quả {said(result, 'vi')}: chỉ tiêu phải là khoảng {vi}",
        f"the result {said(result, 'en')}: the plan would be about {en}",
    )


def check_published_target(data: Data) -> Iterator[Finding]:
    """A percentage of the target needs a target for the whole term; of one that is told to be
    another than meant nothing is known, nor of whose ids are not.
    """
    known, told = data.by_id.keys(), set[str]()
    for path, indicator, printed in data.within(Published):
        of_total = printed.figure in _OF_TARGET and isinstance(data.holder(path), Total)
        if not of_total or indicator.id in told:
            continue
        told.add(indicator.id)
        targets = [
            target
            for target in data.dataset.targets
            if indicator.id in target.indicators or not known >= {*target.indicators}
        ]
        if all(fits(t) and t.type is not TargetType.TERM_TOTAL for t in targets):
            of = f"“{indicator.id}”"
            target = Wording(
                f"một mục targets loại term-total của {of}", f"a target of type term-total of {of}"
            )
            fault = NEEDS(field=f"figure: {printed.figure.value}", needed=target)
            yield Finding(fault, (*path, "figure"))


EXPLANATION_DIGITS = rule(
    "explanation-digits",
    "Số trong thuyết minh",
    vi="Thuyết minh “{written}” có chữ số.",
    en="The explanation “{written}” holds digits.",
    mend="chỉ viết bằng lời; trang tự ghi số công bố và số tính lại bên cạnh.",
    mend_en="use words only; the site writes the published and the recomputed number beside it.",
    why="Mỗi số chỉ gõ một lần; số chép trong lời sẽ cũ đi khi dữ liệu thay đổi.",
    bad="explanation: Trung bình của 95,2 và 96,15.",
    good="explanation: Nguồn không nêu cách tính.",
)


def check_explanation_digits(data: Data) -> Iterator[Finding]:
    """An explanation holds no digits: the ledger writes the numbers beside it."""
    for path, row in data.of(Published, Observation, Part, Total):
        if row.explanation and re.search(r"\d", row.explanation):
            yield Finding(EXPLANATION_DIGITS(), (*path, "explanation"))
