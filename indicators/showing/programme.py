"""The programme's steps year by year, and the solutions beside the state of what they serve."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Annotated, Literal

from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import RECOMPUTED, Figure, Kind, Role, Span
from indicators.computing.scope import Account
from indicators.model import Solution, TargetType
from indicators.showing.assignment import Pool, of_year, pool_of
from indicators.showing.macro import Writer, macro
from indicators.showing.naming import INDICATOR
from indicators.showing.phrases import aim_of, goal, of_goal
from indicators.showing.tables import about, stands
from indicators.words.explain import why_missing
from indicators.words.names import document_in_full, document_of
from indicators.words.table import (
    Absent,
    Column,
    Linked,
    Piece,
    Table,
    in_columns,
    joined,
    named,
    said,
)
from indicators.words.wording import lowered

_HOW = {Kind.PUBLISHED: "nguồn nêu", Kind.INFERRED: "suy ra từ kết quả và tỷ lệ đã công bố"}
_UNBACKED = "Nguồn không nêu văn bản căn cứ"
_UNSAID = "nguồn không nêu"


@macro
def programme(writer: Writer, name: Annotated[str, INDICATOR]) -> Table:
    """What the programme's steps come to, year by year and for the term: the plan and how it is
    known, the result, the pool that it asks for and that is known, and what units were assigned.

    What is known of no year is no column; a note says so.
    """
    views, view = writer.views, writer.views.indicators[name]
    pool, rows = pool_of(views, name), view.rows
    total = view.reached[-1] if view.reached else None
    aim = aim_of(views, view, TargetType.TERM_TOTAL) or aim_of(views, view)
    level = aim.goals.get(Role.TARGET) if aim else None
    share = total.get(Role.PERCENT_OF_TARGET) if total else None
    reached = said("{} (đến {})", total.value, total.cut_off) if total else None
    # A year without a result has no share of its plan either.
    shares = [row.get(Role.PERCENT_OF_PLAN) or (None if row.value.value else "") for row in rows]
    columns = [
        Column("Năm", [*(row.period for row in rows), "Cả nhiệm kỳ"]),
        Column("Chỉ tiêu", [*(_plan(row.get(Role.PLAN)) for row in rows), level], numeric=True),
        Column("Kết quả", [*(row.value for row in rows), reached], numeric=True),
        Column("Tỷ lệ so với chỉ tiêu", [*shares, share], numeric=True),
        *(_of_pool(pool, rows) if pool else ()),
        *_of_units(views, view, rows),
        Column("Trạng thái", [*(stands(row) for row in rows), aim.standing if aim else ""]),
    ]
    notes = [*_unknown(pool, {column.heading for column in columns})]
    caption: Piece = said("{}: kết quả các bước thực hiện theo năm", view.indicator.name)
    if views.dataset.programme is not None:
        found = document_of(views, views.dataset.programme.document)
        caption = said('{}, <span class="i-doc">{}</span>', caption, found.code or found.title)
    return about(views, view, caption, columns, notes, edit=name)


def _plan(plan: Figure | None) -> Piece:
    """A plan with how it is known."""
    if plan is None:
        return None
    how = "nguồn nêu, là chỉ tiêu dự kiến" if plan.is_forecast else _HOW.get(plan.kind, "")
    return said("{:b}<br><small>{}</small>", plan, how)


def _of_pool(pool: Pool, rows: Sequence[Account]) -> Iterator[Column]:
    """How many people the pool must hold for each plan, and how many it is known to hold."""
    ratios = {row.period.year: row for row in pool.ratio.years}
    people = {row.period.year: row.value for row in pool.people.rows}
    term = [row for row in pool.ratio.ratios if isinstance(row.value.when, Span)]
    level = goal(pool.target)
    needed = [_needed(row, level) for row in (*(ratios[row.period.year] for row in rows), *term)]
    if any(needed):
        yield Column("Nguồn cần có", [*needed, *([] if term else [""])], numeric=True)
    known = [(people[year], ratios[year].value) for year in (row.period.year for row in rows)]
    if any(count.value for count, _ in known):
        cells = [said("{} ({})", *both) if both[1].value else both[0] for both in known]
        yield Column("Nguồn đã rà soát", [*cells, ""], numeric=True)


def _needed(ratio: Account, level: Piece) -> Piece:
    """What the pool must hold, in people as long as these are not known."""
    if ratio.asked:
        return said("{:b}", ratio.asked)
    return level if ratio.value.value else None


def _of_units(views: Views, view: IndicatorView, rows: Sequence[Account]) -> Iterator[Column]:
    """How much of each plan was assigned to units, and how much is still to assign."""
    assigned: list[Piece] = []
    ahead: list[Piece] = []
    for row in rows:
        made, plan = of_year(view, row.period.year), row.get(Role.PLAN)
        whole = views.figures.get(f"{plan.id}/{RECOMPUTED}") if plan and made.units else None
        left = [item for item in made.left if item.role is Role.PLAN_LEFT and not item.portion]
        assigned.append(made.sums.get(Role.PLAN) or whole)
        ahead.append(left[0] if left else "đã giao hết" if whole else None)
    if any(assigned):
        yield Column("Đã giao cho đơn vị", [*assigned, ""], numeric=True)
        yield Column("Còn phải giao", [*ahead, ""], numeric=True)


def _unknown(pool: Pool | None, known: Collection[str]) -> Iterator[str]:
    """What of the steps is known of no year."""
    if "Nguồn đã rà soát" not in known and pool is not None:
        reasons = "; ".join(map(lowered, why_missing(pool.people))) or "nguồn không nêu"
        yield f"Nguồn đã rà soát: chưa có số; {reasons}."
    if "Đã giao cho đơn vị" not in known:
        yield "Chỉ tiêu đã giao cho đơn vị và còn phải giao: chưa có số của từng đơn vị."


@macro
def solutions(writer: Writer, by: Literal["indicator", "document"] = "indicator") -> Table | Absent:
    """The solutions with who acts, what they rest on, and where what they serve stands now: each
    once, or by the documents that they rest on.
    """
    views, known = writer.views, writer.views.dataset.solutions
    if not known:
        return Absent("Chưa khai giải pháp nào.")
    by_document = by == "document"
    listed: list[tuple[str | None, Solution]] = [(None, item) for item in known]
    if by_document:
        names = (document.id for document in views.dataset.documents)
        listed = [(name, item) for name in names for item in known if name in item.documents]
        listed += [(None, item) for item in known if not item.documents]
    rows, ids, seen = list[Sequence[Piece]](), list[str](), set[str]()
    for name, item in listed:
        title = said("{}<br><small>{}</small>", item.title, item.note) if item.note else item.title
        place = said('<span class="i-locator">{}</span>', item.locator or _UNSAID)
        served = [_now(views, views.indicators[each]) for each in item.indicators]
        now = joined(served, "<br>") if served else _UNSAID
        rests = [document_of(views, each) for each in ((name,) if name else item.documents)]
        called = document_in_full if by_document else lambda it: it.code or it.title
        cited = [Linked(called(one), one, "i-doc") for one in rests]
        row = [title, item.actor or _UNSAID, place, now]
        row.insert(0 if by_document else 2, joined(cited, "; ") if cited else _UNBACKED)
        about = [name or "khac"] if by_document else item.indicators
        ids.append(f"giai-phap-{about[0]}.{item.id}" if by_document else f"giai-phap-{item.id}")
        # An anchor for whatever the row is the first one about.
        first = [each for each in about if each not in seen]
        seen.update(first)
        anchors = [said('<span id="giai-phap-{}"></span>', each) for each in first]
        rows.append((joined([*anchors, row[0]], ""), *row[1:]))
    headings = [
        "Giải pháp",
        "Thực hiện",
        "Vị trí trong nguồn",
        "Phục vụ chỉ tiêu; tình hình hiện nay",
    ]
    headings.insert(0 if by_document else 2, "Văn bản")
    caption = "Giải pháp và tình hình của chỉ tiêu mà giải pháp phục vụ"
    if by_document:
        caption = "Giải pháp theo văn bản được nhắc đến cùng giải pháp"
    columns = in_columns(headings, rows)
    return Table(caption, columns, ids=ids, kind="solutions", edit="/solutions")


def _now(views: Views, view: IndicatorView) -> Piece:
    parts: list[Piece] = [said("mức {}", goal(views.targets[aim.id])) for aim in view.targets]
    parts += [_of_year(row) for row in view.results]
    parts += [
        said("lũy kế đến {} là {:u}{}", row.cut_off, row.value, of_goal(row))
        for row in view.reached[-1:]
    ]
    if not view.results and not view.reached:
        parts.append("chưa có kết quả")
    stands = [said(" {}", series.judgement.standing) for series in view.progress.values()]
    status = joined(stands, "")
    name = Linked(view.indicator.name, view.indicator.id)
    return said("<strong>{}</strong>: {}.{}", name, joined(parts, "; "), status)


def _of_year(row: Account) -> Piece:
    share = row.get(Role.PERCENT_OF_PLAN)
    beside = said(" ({:b} chỉ tiêu)", share) if share else ""
    return said("{}: {}{}", named(row.period), row.value, beside)
