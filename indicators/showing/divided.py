"""Tables of what is divided by groups and by grades, year beside year."""

from __future__ import annotations

from typing import Annotated

from indicators.computing.compute import Views
from indicators.computing.figures import Figure, Kind, Period, Role, figure_id
from indicators.computing.scope import Account
from indicators.computing.units import portion_of
from indicators.model import Grade
from indicators.showing.macro import Writer, macro
from indicators.showing.naming import INDICATOR
from indicators.showing.tables import about
from indicators.words.table import Absent, Column, Piece, Table, said, worded

NO_GROUPS = Absent("Chưa có số theo nhóm.")
NO_GRADES = Absent("Chưa có số theo mức xếp loại.")


@macro
def group_shares(writer: Writer, name: Annotated[str, INDICATOR]) -> Table | Absent:
    """The share of each group by year, with its change; groups overlap, so there is no sum."""
    views, view = writer.views, writer.views.indicators[name]
    years = [item for item in view.divided if item.groups]
    if not years:
        return NO_GROUPS
    listed = {row.portion.id: row.portion for item in years for row in item.groups}
    portions = [listed[group.id] for group in views.dataset.groups if group.id in listed]
    publication = views.dataset.publication
    notes = ["Một người có thể thuộc nhiều nhóm, nên không cộng các nhóm."]
    if publication is not None:
        notes.append(f"Căn cứ công bố số liệu theo nhóm: {publication.permission}")
    columns = [Column("Nhóm", [portion.name for portion in portions])]
    for item in years:
        cells = [_of_group(item.row(portion)) for portion in portions]
        columns.append(Column(worded(item.period), cells, numeric=True))
    caption = f"{view.indicator.name}: tỷ trọng của từng nhóm"
    unit = f"phần trăm của tổng số; trong ngoặc: số lượng ({view.indicator.unit})"
    return about(views, view, caption, columns, notes=tuple(notes), unit=unit)


def _of_group(row: Account | None) -> Piece:
    if row is None:
        return None
    share, change = row.get(Role.SHARE), row.get(Role.SHARE_CHANGE)
    both = _with(share, row.value)
    return said("{}<br><small>{}</small>", both, change) if change else both


@macro
def grades(writer: Writer, name: Annotated[str, INDICATOR]) -> Table | Absent:
    """Each grade's count and share by year, what is well or better, and how many were assessed."""
    views, view = writer.views, writer.views.indicators[name]
    listed = views.dataset.grades
    graded = (
        row for row in view.every if any(_of_grade(views, name, row.period, g) for g in listed)
    )
    years = list({row.period.year: row for row in graded}.values())
    if not years:
        return NO_GRADES
    counts = {
        Role.DENOMINATOR: "Số được đánh giá",
        Role.UNASSESSED: "Số chưa được đánh giá",
        Role.POPULATION: "Tổng số",
    }
    known = {role: words for role, words in counts.items() if any(row.get(role) for row in years)}
    headings = [*(grade.name for grade in listed), view.indicator.name, *known.values()]
    columns = [Column("Mức", headings)]
    for row in years:
        shares = [_of_grade(views, name, row.period, grade) for grade in listed]
        cells = [*shares, _well(row), *(row.get(role) for role in known)]
        columns.append(Column(worded(row.period), cells, numeric=True))
    caption = f"{view.indicator.name}: theo mức xếp loại"
    return about(views, view, caption, columns, [view.indicator.note], unit="")


def _of_grade(views: Views, name: str, period: Period, grade: Grade) -> Piece:
    """A grade's count with its share, as printed where it was printed."""
    portion = portion_of(grade)
    ids = (figure_id(name, role, period, portion=portion) for role in (Role.COUNT, Role.SHARE))
    return _with(*map(views.figures.get, ids))


def _well(row: Account) -> Piece:
    """The result: the share of those who did well or better, with their number."""
    return (
        row.value if row.value.kind is Kind.MISSING else _with(row.get(Role.NUMERATOR), row.value)
    )


def _with(figure: Figure | None, other: Figure | None) -> Piece:
    """A figure with another one in brackets, or the one that there is."""
    return said("{}\u00a0({})", figure, other) if figure and other else figure or other
