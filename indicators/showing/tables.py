"""Tables of an indicator and of all targets, and what is told below every table."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated, Any

from indicators.computing.attention import duty_of_row
from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import Figure, Kind, Period, Role, Span, When
from indicators.computing.scope import Account
from indicators.computing.standing import Standing
from indicators.computing.subject import LIMITS
from indicators.export.addresses import FILES, stem_of
from indicators.model import Document, Indicator, TargetType
from indicators.showing.macro import Writer, macro
from indicators.showing.naming import INDICATOR
from indicators.showing.phrases import aim_of, goal, judged, status_of, unknown_side
from indicators.words.attention import duty_columns
from indicators.words.changes import formers
from indicators.words.explain import caution, role_label, why_missing
from indicators.words.table import (
    Capital,
    Column,
    Linked,
    Piece,
    Said,
    Table,
    absent,
    in_columns,
    joined,
    named,
    said,
    worded,
)
from indicators.words.wording import capital, lowered, up_to

NO_TARGETS = absent("Chưa có mức chỉ tiêu nào.")

BY_YEAR = {
    Role.PROPOSED: "Đề xuất",
    Role.PLAN: "Chỉ tiêu",
    Role.VALUE: "Kết quả",
    Role.SHARE: "Tỷ trọng",
    Role.PERCENT_OF_PLAN: "Tỷ lệ so với chỉ tiêu",
    Role.MARGIN: "Chênh lệch so với mức tối thiểu",
    Role.CHANGE: "So với năm trước",
    Role.BASE_CHANGE: "So với mức đầu kỳ",
    Role.SAME_PERIOD_CHANGE: "So với cùng kỳ năm trước",
}
"""The columns of an indicator's years, of which those are shown that have a figure."""


def no_data(*why: str | None) -> Said:
    """Why nothing is known of what a table or a chart is of."""
    return absent(f"Chưa có số liệu: {lowered(' '.join(filter(None, why)))}")


@macro
def table(writer: Writer, name: Annotated[str, INDICATOR]) -> Table | Piece:
    """An indicator by year: what was planned, the result, and how they compare."""
    view = writer.views.indicators[name]
    data = view.indicator
    if data.missing and not data.observations:
        return no_data(data.missing, data.note)
    if view.ratios and not any(row.value.value for row in view.years):
        why = f"{'; '.join(why_missing(view)) or 'thiếu một vế của tỷ số'}."
        return no_data(why, data.note)
    kept = view.target_of(TargetType.FLOOR, TargetType.CEILING)
    ceiling = kept is not None and kept.type is TargetType.CEILING
    below = {Role.MARGIN: "Thấp hơn mức tối đa"} if ceiling else {}
    rows = (*view.earlier, *view.followed)
    # A target for the end of the term says nothing of the years before.
    known = [row for row in rows if row.value.value is not None or row.figures]
    judged = not known or any(row.judgement for row in known)
    columns = [Column("Năm", [row.period for row in rows]), *of_roles(rows, {**BY_YEAR, **below})]
    if judged:
        columns += _states(view, rows)
    columns += duty_columns([duty_of_row(writer.views, row) for row in rows])
    caption = said("{} theo năm, {}", data.name, term_name(writer.views))
    whole = writer.views.names.get(data.part_of or "")
    part = f"Số này là một phần của “{whole}”; tỷ trọng tính trên số ấy." if whole else ""
    notes = [part, *_alone(view), data.note, *_continued(writer, data)]
    return about(writer.views, view, caption, columns, notes, edit=name)


def _states(view: IndicatorView, rows: Sequence[Account]) -> list[Column]:
    """Where each year stands; against its plan apart from what every year is to keep."""
    limits = [view.progress[target.id] for target in view.targets if target.type in LIMITS]
    kept = {judgement.as_of: judgement for series in limits for judgement in series.years}
    if not (kept and any(map(_by_plan, rows))):
        return [Column("Trạng thái", ["" if _before(row, kept) else stands(row) for row in rows])]
    mine = (_by_plan(row) or not (row.period in kept or _before(row, kept)) for row in rows)
    planned = [stands(row) if own else "" for row, own in zip(rows, mine, strict=True)]
    every = [judged(kept[row.period]) if row.period in kept else "" for row in rows]
    return [
        Column("Trạng thái so với chỉ tiêu năm", planned),
        Column("Trạng thái so với mức từng năm", every),
    ]


def _by_plan(row: Account) -> bool:
    because = row.judgement.because if row.judgement else ()
    return any(item.role in (Role.PLAN, Role.PERCENT_OF_PLAN) for item in because)


def _before(row: Account, kept: Collection[When | None]) -> bool:
    """Whether a year misses a limit that was to be kept only from a later one on."""
    first = min((time.year for time in kept if isinstance(time, Period)), default=row.period.year)
    waits = row.judgement is not None and row.judgement.standing is Standing.IN_PROGRESS
    return waits and row.period.year < first and not _by_plan(row)


def _continued(writer: Writer, indicator: Indicator) -> Iterator[str]:
    """What an indicator goes on from, in another term of another organisation."""
    for views in writer.others.values():
        before = views.indicators.get(indicator.continues or "")
        if before:
            data = views.dataset
            yield (
                f"Nối tiếp “{before.indicator.name}” của {data.organisation.name}, "
                f"{data.term.name}; hai bên không so với nhau, trừ khi nguồn có so."
            )


def _alone(view: IndicatorView) -> Iterator[str]:
    """That a part of a year is not compared with the whole of another one."""
    before = {row.period.year + 1 for row in view.years if row.value.value is not None}
    for row in view.years:
        part = row.value.value is not None and not row.period.complete
        if part and row.period.year in before and Role.SAME_PERIOD_CHANGE not in row.figures:
            yield (
                f"Chưa so được với cùng kỳ: không có số đến {up_to(row.cut_off.year_before)} để so "
                f"với số đến {up_to(row.cut_off)}."
            )


def about(
    views: Views,
    view: IndicatorView,
    caption: Piece,
    columns: Iterable[Column],
    more: Iterable[str | None] = (),
    **others: Any,
) -> Table:
    """A table of an indicator's figures with its unit, its files, and what is told of them."""
    usual = {"unit": view.indicator.unit, "files": stem_of(view.indicator.id)}
    return with_notes(views, Table(caption, tuple(columns), **{**usual, **others}), more)


def of_roles(
    rows: Sequence[Account | None],
    headings: Mapping[Role, str],
    feet: Collection[Mapping[Role, Piece]] = (),
    always: Collection[Role] = (Role.VALUE,),
) -> list[Column]:
    """A column for each role of which at least one row has a figure, and for the results;
    ``feet`` stand below the rows. A whole year is not asked what only a part of one has.
    """
    known = {*always}.union(*(row.figures for row in rows if row))
    columns = []
    for role, heading in headings.items():
        if role in known:
            cells: list[Piece] = [row.get(role) if row else None for row in rows]
            for at, row in enumerate(rows):
                if row and role in _OF_WHOLE and row.period.complete is not _OF_WHOLE[role]:
                    cells[at] = cells[at] or ""
                if row and role in _DERIVED and row.value.value is not None:
                    cells[at] = _UNCOMPUTED if cells[at] is None else cells[at]
            columns.append(Column(heading, [*cells, *(foot[role] for foot in feet)], numeric=True))
    return columns


_OF_WHOLE = {Role.MARGIN: True, Role.CHANGE: True, Role.SAME_PERIOD_CHANGE: False}
"""The differences that are asked of whole years, or of parts of them."""
_DERIVED = (Role.MARGIN, Role.CHANGE, Role.BASE_CHANGE, Role.SAME_PERIOD_CHANGE)
"""What follows from a result that is known and something else."""
_UNCOMPUTED = said('<span class="i-missing">Không tính được</span>')


def stands(row: Account | None, otherwise: Piece = "") -> Piece:
    """Where a row stands, as a cell."""
    return judged(row.judgement) if row and row.judgement else otherwise


_SINCE_TERM = {
    Role.TERM_CHANGE: "So với nhiệm kỳ trước",
    Role.TERM_CHANGE_PERCENT: "Tốc độ so với nhiệm kỳ trước",
}


@macro
def totals(writer: Writer, name: Annotated[str, INDICATOR]) -> Table:
    """An indicator's cumulative totals against the target of the term."""
    view, rows = writer.views.indicators[name], list[Sequence[Piece]]()
    for row in view.totals:
        left, over = row.get(Role.REMAINING), row.get(Role.OVER_TARGET)
        rest: Piece = said("còn lại {}", left) if left else said("vượt {}", over) if over else ""
        rest = left if left and left.is_withdrawn else rest
        share = row.get(Role.PERCENT_OF_TARGET)
        rows.append((said("Đến {}", row.cut_off), row.value, share, rest, stands(row)))
    headings = (
        "Thời điểm", "#Lũy kế", "#Tỷ lệ so với chỉ tiêu nhiệm kỳ", "#So với mức chỉ tiêu",
        "Trạng thái",
    )  # fmt: skip
    caption, columns = f"{view.indicator.name}, lũy kế từ đầu nhiệm kỳ", in_columns(headings, rows)
    columns = (*columns[:-1], *of_roles(view.totals, _SINCE_TERM, always=()), columns[-1])
    return about(writer.views, view, caption, columns, edit=name)


@macro
def needed(writer: Writer, name: Annotated[str, INDICATOR]) -> list[Table]:
    """What the range of a ratio asks of the side that is not known, year by year; a table for each
    side that is not, and none where both are known.
    """
    view = writer.views.indicators[name]
    asked = [row.asked for row in view.ratios if row.asked is not None]
    roles = dict.fromkeys(item.role for item in asked)
    return [
        _needed(writer.views, view, [item for item in asked if item.role is role]) for role in roles
    ]


def _needed(views: Views, view: IndicatorView, asked: Sequence[Figure]) -> Table:
    unknown = unknown_side(views, asked[0])
    level = goal(aim_of(views, view, TargetType.RANGE, TargetType.FLOOR))
    known = views.figures[asked[0].inputs[0]]
    planned = asked[0].role is Role.NEEDED and known.role is not Role.VALUE
    side = views.names[known.subject]
    rows = []
    for figure in asked:
        whole, (of,) = isinstance(figure.when, Span), views.figures.inputs_of(figure)[:1]
        time = said("Cả nhiệm kỳ {}", figure.when) if whole else figure.when
        coming = said("{:b} <small>(chỉ tiêu dự kiến)</small>", of)
        rows.append((time, coming if of.is_forecast else of, said("{:b}", figure)))
    side = f"Chỉ tiêu {lowered(side)}" if planned else side
    headings = ("Năm", f"#{side}", f"#{unknown} (suy ra)")
    caption, columns = said("{} tương ứng với mức {}", unknown, level), in_columns(headings, rows)
    return about(views, view, caption, columns, unit=asked[0].unit, edit=view.indicator.id)


@macro
def summary(writer: Writer) -> Table | Piece:
    """Every target with its level, the latest result, and where it stands."""
    views = writer.views
    if not views.targets:
        return NO_TARGETS
    rows = []
    for view, series in ((aim, one) for aim in views.targets.values() for one in aim.series):
        several = len(view.series) > 1
        name = views.indicators[series.indicator].indicator.name if several else view.target.name
        latest = said("{:u}", series.latest.value) if series.latest else None
        time = series.judgement.as_of
        time = time.end if isinstance(time, Period) and not time.complete else time
        now: Piece = status_of(series.judgement.standing, [series])
        if series.outlook:
            now = said("{} {}", now, series.outlook.standing)
        until = Capital(named(time)) if time else None
        share = series.latest.get(Role.PERCENT_OF_TARGET) if series.latest else None
        kept = said("{:b}", share) if share else ""
        rows.append((Linked(name, series.indicator), goal(view), latest, kept, until, now))
    headings = (
        "Chỉ tiêu", "#Mức chỉ tiêu", "#Kết quả", "#Tỷ lệ so với chỉ tiêu", "Số liệu đến",
        "Trạng thái",
    )  # fmt: skip
    caption = said("Kết quả thực hiện các chỉ tiêu, {}", term_name(views))
    files = f"{FILES}targets"
    table = Table(caption, in_columns(headings, rows), files=files, edit="/targets")
    return with_notes(views, table, [view.target.note for view in views.targets.values()])


def term_name(views: Views) -> Piece:
    """The term's name, which holds years."""
    return said('<span class="i-term">{}</span>', views.dataset.term.name)


def with_notes(views: Views, table: Table, more: Iterable[str | None] = ()) -> Table:
    """The table with what a reader must know of the figures in it: a note for each kind of
    qualification that occurs, what else is noted, and where they were read.
    """
    told, figures = list[Piece](table.notes), list(table.figures)
    for figure in figures:
        told += caution(views, figure), figure.note if figure.kind is Kind.PUBLISHED else None
        for change in formers(views, figure):
            words = "{}: số đã {} {}; số trước đó và lý do ghi ở {}."
            what, former = capital(role_label(figure)), change.former
            origin = Linked("nguồn gốc số liệu", figure)
            told.append(said(words, what, former.kind.label, former.date, origin))
    notes: dict[str, Piece] = {}
    for note in (*told, *more):
        if note:
            notes.setdefault(worded(note), note)
    return replace(table, notes=tuple(notes.values()), sources=sources(views, figures))


def sources(views: Views, shown: Iterable[Figure]) -> Piece:
    """The documents that the shown figures were read from, each with its places, in order."""
    places: dict[str, set[str]] = {}
    for source, locator in (root for figure in shown for root in _roots(views, figure)):
        places.setdefault(source, set()).update((locator or "").split("; "))
    # Places stand by the numbers in them: câu 2 before câu 10.
    order = partial(re.sub, "[0-9]+", lambda number: f"{number[0]:0>9}")
    cited = [citation(views, name, *sorted(where, key=order)) for name, where in places.items()]
    return joined(cited, "; ") if cited else ""


def _roots(views: Views, figure: Figure) -> tuple[tuple[str, str | None], ...]:
    """The sources of a figure: its own, or those of everything it was computed from."""
    if figure.value is None:
        return ()
    if figure.source:
        return ((figure.source, figure.locator),)
    return tuple(root for name in figure.inputs for root in _roots(views, views.figures[name]))


def _cut(document: Document) -> Piece:
    """As much of a document's code and title as tells it; the rest where a figure is asked."""
    words = document.title.split(" ")
    if document.code:
        return said('{}<span class="i-asked"> {}</span>', document.code, document.title)
    if len(words) <= _SHORT + 2:  # to leave out a word or two makes nothing shorter
        return document.title
    head, rest = " ".join(words[:_SHORT]), " ".join(words[_SHORT:])
    return said('<span class="i-short">{}</span><span class="i-asked"> {}</span>', head, rest)


_SHORT = 6
"""How many words of a title tell a document."""


def citation(views: Views, source: str | None, *places: str | None, whole: bool = False) -> Piece:
    """A document as a source: its code and title, the ``whole`` of it or as much as tells it, its
    issuer, and the places in it; nothing where no source is named.
    """
    if not source:
        return ""
    document, listed = views.documents[source], "; ".join(filter(None, places))
    titled = " ".join(part for part in (document.code, document.title) if part)
    name = titled if whole else _cut(document)
    issuer = f", {document.issuer}" if document.issuer else ""
    where = said(', <span class="i-locator">{}</span>', listed) if listed else ""
    return said("{}{}{}", Linked(name, document, "i-doc"), issuer, where)
