"""Rules about revisions and corrections: each says what was there before, in order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from indicators.checks.places import Changed, Data
from indicators.computing.figures import FORECASTS, qualifiers_of
from indicators.model import Former, FormerLevel, Measured, Observation, Part, Target, Total
from indicators.reporting.findings import Finding
from indicators.reporting.rules import Rule, Section

rule = partial(Rule, Section.CHANGES)


FORMER_SAME = rule(
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
    for changed in data.changes:
        for name in changed.numbers:
            number = _said(changed.former, name)
            if number[0] is not None and number == _next(changed, name):
                yield Finding(FORMER_SAME(), (*changed.path, name))


def _said(
    record: Former | FormerLevel | Observation | Part | Total | Target, name: str
) -> tuple[object, ...]:
    """A number as a record says it: a value perhaps only on one side, or as a range."""
    number = getattr(record, name, None)
    if name != "value" or not isinstance(record, Measured):
        return (number,)
    return number, record.status, *qualifiers_of(record).values()


def _next(changed: Changed, name: str) -> tuple[object, ...]:
    """The number that took the former one's place: a later former one, else the present."""
    numbers = (_said(former, name) for former in changed.record.former[changed.index + 1 :])
    present = _said(changed.record, name)
    return next((number for number in numbers if number[0] is not None), present)


FORMER_EARLY = rule(
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
    for changed in data.changes:
        record, former = changed.record, changed.former
        last = changed.index == len(record.former) - 1
        if isinstance(record, Target) or not last or None in (former.value, record.value):
            continue
        if record.status in FORECASTS:
            continue
        year = _year(data, changed)
        if former.date.year < year:
            yield Finding(FORMER_EARLY(year=str(year)), (*changed.path, "date"))


def _year(data: Data, changed: Changed) -> int:
    """The year of a changed number; of a part, that of the observation it belongs to."""
    if isinstance(changed.record, Total):
        return changed.record.through.year
    period: int = data.dataset.at(changed.path[:4]).period
    return period
