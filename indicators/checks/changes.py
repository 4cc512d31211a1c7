"""Rules about revisions and corrections: each says what was there before, in order."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from indicators.checks.places import Changed, Data
from indicators.computing.figures import FORECASTS
from indicators.model import Bound, Former, FormerLevel, Observation, Part, Target, Total
from indicators.reporting.findings import Finding
from indicators.reporting.rules import Rule, Section

rule = partial(Rule, Section.CHANGES)


FORMER_EMPTY = rule(
    "former-empty",
    "Thay đổi không ghi số cũ",
    vi="Thay đổi ngày {date} không ghi số cũ.",
    en="The change of {date} does not say the former number.",
    mend="thêm dòng value: (hoặc plan:) và số trước khi thay đổi.",
    mend_en="add the line value: (or plan:) with the number before the change.",
    why="Trang cho người đọc thấy số trước và sau khi thay đổi.",
    bad="reason: Bổ sung báo cáo của cơ sở.",
    good="reason: Bổ sung báo cáo của cơ sở.\nvalue: 1510",
)

FORMER_PLAN = rule(
    "former-plan",
    "Chỉ tiêu cũ của lũy kế",
    vi="Lũy kế không có chỉ tiêu, nên không có chỉ tiêu cũ.",
    en="A total has no plan, so it has no former plan.",
    mend="số lũy kế cũ ghi ở value.",
    mend_en="write the former total in value.",
    why="Chỉ tiêu thuộc từng năm hoặc cả nhiệm kỳ, không thuộc một thời điểm lũy kế.",
    bad="plan: 3040",
    good="value: 3040",
)


def check_former_empty(data: Data) -> Iterator[Finding]:
    """A change says which number it replaced."""
    for changed in data.changes:
        former = changed.former
        if all(getattr(former, name) is None for name in changed.numbers):
            yield Finding(FORMER_EMPTY(date=str(former.date)), changed.path)
        elif former.plan is not None and isinstance(changed.record, Total):
            yield Finding(FORMER_PLAN(), (*changed.path, "plan"), at_key=True)


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
) -> tuple[Decimal | None, Bound | None, bool | None]:
    """A number as a record says it: a value perhaps only on one side."""
    if isinstance(record, Target) or name != "value":
        return getattr(record, name, None), None, None
    return record.value, record.bound, record.approximate


def _next(changed: Changed, name: str) -> tuple[Decimal | None, Bound | None, bool | None]:
    """The number that took the former one's place: a later former one, else the present."""
    numbers = (_said(former, name) for former in changed.record.former[changed.index + 1 :])
    present = _said(changed.record, name)
    return next((number for number in numbers if number[0] is not None), present)


FORMER_ORDER = rule(
    "former-order",
    "Thay đổi không theo thứ tự",
    vi="Ngày “{written}” sớm hơn thay đổi ghi trên nó ({before}).",
    en="“{written}” is before the change above it ({before}).",
    mend="xếp các thay đổi theo ngày, sớm nhất ở trên.",
    mend_en="put the changes in order of date, the earliest first.",
    why="Thứ tự cho biết số nào thay số nào.",
    bad="date: 2022-03-01",
    good="date: 2022-06-01",
)


def check_former_order(data: Data) -> Iterator[Finding]:
    """Changes stand in the order of their dates, the earliest first."""
    for changed in data.changes:
        if changed.index:
            before = changed.record.former[changed.index - 1].date
            shared = min(len([part for part in d if part]) for d in (before, changed.former.date))
            if tuple(changed.former.date)[:shared] < tuple(before)[:shared]:
                yield Finding(FORMER_ORDER(before=str(before)), (*changed.path, "date"))


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
