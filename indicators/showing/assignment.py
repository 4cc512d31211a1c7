"""What units were assigned and have reached: in one year, of one unit, as an empty form, and what
is still open; what is divided by groups and by grades; the programme's steps year by year, and the
solutions beside the state of what they serve.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Literal, NamedTuple

from indicators.computing.arithmetic import Interval
from indicators.computing.attention import NOBODY, duty_of_row
from indicators.computing.breakdowns import LEFT, Breakdown
from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import (
    RECOMPUTED,
    Figure,
    Kind,
    Period,
    Portion,
    Role,
    Span,
    figure_id,
)
from indicators.computing.progress import TargetView
from indicators.computing.scope import Account
from indicators.computing.standing import Standing
from indicators.computing.units import portion_of
from indicators.export.addresses import FILES
from indicators.model import DenominatorFigure, Grade, Measure, TargetType
from indicators.showing.macro import Writer, macro
from indicators.showing.naming import INDICATOR, UNIT, YEAR
from indicators.showing.phrases import aim_of, goal
from indicators.showing.tables import about, citation, of_roles, stands
from indicators.words.attention import duty_columns
from indicators.words.explain import why_missing
from indicators.words.names import document_in_full
from indicators.words.table import (
    Column,
    Linked,
    Piece,
    Shown,
    Table,
    absent,
    in_columns,
    joined,
    named,
    said,
    worded,
)
from indicators.words.wording import lowered

NO_PARTS = absent("Chưa có số liệu theo đơn vị.")

BY_UNIT = {
    Role.PROPOSED: "Đề xuất",
    Role.PLAN: "Chỉ tiêu giao",
    Role.VALUE: "Kết quả",
    Role.PERCENT_OF_PLAN: "Tỷ lệ so với chỉ tiêu",
    Role.NUMERATOR: "Số đạt",
    Role.DENOMINATOR: "Trong tổng số",
    Role.SHARE: "Tỷ trọng",
}
"""The columns of a unit's numbers, of which those are shown that have a figure."""

_ASKED = (Role.PROPOSED, Role.PLAN, Role.VALUE, Role.PERCENT_OF_PLAN)
_LEFT = {
    Role.PLAN_LEFT: ("Chỉ tiêu chưa giao đến đơn vị", "Chỉ tiêu của các đơn vị khác"),
    Role.VALUE_LEFT: ("Kết quả chưa phân theo đơn vị", "Kết quả của các đơn vị khác"),
}
"""What is left of a whole: of units that are listed here, and of some that are not."""
_BLANKS = 6


class Pool(NamedTuple):
    """The people from whom a plan is to be met, and their ratio to it: two indicators' views, and
    what is asked of the ratio.
    """

    people: IndicatorView
    ratio: IndicatorView
    target: TargetView | None

    @property
    def columns(self) -> dict[str, IndicatorView]:
        """Their views by the headings of their columns; the people's unit is not the table's."""
        people = f"Nguồn ({self.people.indicator.unit})"
        return {people: self.people, "Nguồn so với chỉ tiêu": self.ratio}


def pool_of(views: Views, name: str) -> Pool | None:
    """The pool of an indicator: the first ratio of another one to this one's plan."""
    for view in views.indicators.values():
        data = view.indicator
        to_plan = data.denominator_figure is DenominatorFigure.PLAN and data.denominator == name
        people = views.indicators.get(data.numerator or "")
        if data.measure is Measure.RATIO and to_plan and people is not None:
            return Pool(people, view, aim_of(views, view))
    return None


@macro
def assignment(
    writer: Writer, name: Annotated[str, INDICATOR], year: Annotated[int, YEAR] = 0
) -> Table | Piece:
    """The units of a year, else of the last one with units: pool, plan, result and status, in the
    official order.
    """
    return by_unit(writer.views, name, year or _last(writer.views.indicators[name]))


def _last(view: IndicatorView) -> int:
    """The last year of which something of a unit is known, else that has rows of units; 0 where
    none has.
    """
    divided = [item for item in view.breakdowns if item.units]
    told = [it.period.year for it in divided for row in it.units if row.figures or row.value.value]
    return max(told or [item.period.year for item in divided], default=0)


def by_unit(views: Views, name: str, year: int, below: str | None = None) -> Table | Piece:
    """The units of a year in the official order, with what each was assigned and has reached.

    Only units of the top level are rows, or those directly ``below`` one of them.
    """
    view, pool = views.indicators[name], pool_of(views, name)
    made = view.divided_in(year)
    people = pool.people.divided_in(year).units if pool else ()
    listed = {row.portion.id: row for row in (*people, *made.units)}
    portions = [
        listed[unit.id].portion
        for unit in views.dataset.units
        if unit.id in listed and (unit.parent == below if below else listed[unit.id].depth == 0)
    ]
    if not portions:
        return NO_PARTS
    # What parts divide: the same cut-off of the year, else the year as it is known.
    same = [row for row in view.others if row.period == made.period]
    whole = (same or [row for row in view.years if row.period.year == year])[0]
    feet = {} if below else _feet(made, whole)
    rows = [made.row(portion) for portion in portions]
    known = [row for row in rows if row]
    columns = [Column("Đơn vị", [*(Linked(item.name, item) for item in portions), *feet])]
    columns += _of_pool(pool, year, portions) if pool else ()
    columns += of_roles(rows, BY_UNIT, feet.values())
    judgements = [row.judgement for row in known if row.value.value is not None]
    if not judgements or any(judgements):
        cells = [stands(row, Standing.NO_BASIS) if row else "" for row in rows]
        columns.append(Column("Trạng thái", [*cells, stands(whole)]))
    columns += duty_columns([duty_of_row(views, row) if row else NOBODY for row in rows])
    # Below what only the whole has, or nothing has, the other feet are empty.
    tall = len(portions) + len(feet)
    columns = [replace(it, cells=[*it.cells, *[""] * tall][:tall]) for it in columns]
    assigned = any(Role.PLAN in row.figures for row in known)
    what = "giao chỉ tiêu và kết quả" if assigned else "kết quả"
    caption = said(f"{{}}: {what} theo đơn vị, {{}}", view.indicator.name, named(whole.period))
    notes = tuple(_notes(views, pool, year, made, below))
    return about(views, view, caption, columns, notes=notes, kind="units")


def _feet(made: Breakdown, whole: Account) -> dict[str, dict[Role, Piece]]:
    """The whole below its parts, what the parts make together, and what no part explains."""
    left = {item.role: item for item in made.left if item.portion is None}
    others = "Các đơn vị khác" if made.partial else "Còn chưa phân theo đơn vị"
    feet: dict[str, Mapping[Role, Piece]] = {
        "Toàn Đảng bộ": {role: whole.get(role) for role in BY_UNIT},
        "Cộng các đơn vị đã có số": made.sums,
        others: {role: left[of] for role, of in LEFT.items() if of in left},
    }
    return {what: {**dict.fromkeys(BY_UNIT, ""), **it} for what, it in feet.items() if it}


def _of_pool(pool: Pool, year: int, portions: Sequence[Portion]) -> Iterator[Column]:
    """The people of each unit, and how many they are for its plan, as far as any are known; below
    them those of the whole.
    """
    for heading, view in pool.columns.items():
        rows = [view.divided_in(year).row(portion) for portion in portions]
        whole = next((row.value for row in view.years if row.period.year == year), None)
        goals = pool.target.goals if pool.target and view is pool.ratio else {}
        if any(rows):
            cells = [_against(row.value, goals) if row else None for row in rows]
            yield Column(heading, [*cells, whole], numeric=True)


def _against(ratio: Figure, goals: Mapping[Role, Figure]) -> Piece:
    """A ratio with where it lies, in words: more than the range is no breach."""
    least, most, value = goals.get(Role.MIN), goals.get(Role.MAX), ratio.value
    if value is None or least is None or least.exact is None:
        return ratio
    enough, words = Interval(least.exact, None), "trong mức"
    if value.below(enough):
        words = "dưới mức"
    elif not value.within(enough):
        return ratio
    elif most and most.exact is not None and Interval(None, most.exact).below(value):
        words = "trên mức"
    return said('{} <small class="i-mark">{}</small>', ratio, words)


def _notes(
    views: Views, pool: Pool | None, year: int, made: Breakdown, below: str | None
) -> Iterator[Piece]:
    """What a reader must know of the table as a whole."""
    yield "Đơn vị xếp theo thứ tự chính thức, không xếp hạng."
    if pool and pool.target and pool.ratio.divided_in(year).units and below is None:
        yield said("Mức cần có của nguồn so với chỉ tiêu: {}.", goal(pool.target))
    if made.absent.get(below):
        yield f"Chưa có dòng số liệu: {', '.join(item.name for item in made.absent[below])}."
    if views.dataset.publication is not None:
        yield f"Căn cứ công bố số liệu theo đơn vị: {views.dataset.publication.permission}"


@macro
def assignment_form(writer: Writer, name: Annotated[str, INDICATOR]) -> list[Table | Piece]:
    """On paper the columns of the assignment table with empty cells, to be filled in by hand; on
    screen where the same is filled in as a workbook.
    """
    views, view, links = writer.views, writer.views.indicators[name], writer.links
    pool = pool_of(views, name)
    blank = said('<span class="i-blank"></span>')
    tops: list[Piece] = [unit.name for unit in views.dataset.units if unit.parent is None]
    heads = [*(tops or [said("Đơn vị {}", blank)] * _BLANKS), "Cộng"]
    headings = [*(pool.columns if pool else ()), *(BY_UNIT[role] for role in _ASKED)]
    blanks = (Column(heading, [blank] * len(heads), numeric=True) for heading in headings)
    form = Table(
        caption=f"Mẫu giao chỉ tiêu theo đơn vị: {view.indicator.name}",
        columns=(Column("Đơn vị", heads), *blanks),
        unit=view.indicator.unit,
        notes=("Mẫu trống để in; ghi đơn vị theo thứ tự chính thức.",),
        kind="form",
    )
    print_it = "In trang này thì có mẫu trống để ghi tay, với các cột: Đơn vị, {}."
    told: list[Piece] = [said(print_it, ", ".join(headings))]
    workbook = f"{FILES}form.xlsx"
    if workbook in links.files:
        words = 'Điền trên máy: <a href="{}" download>biểu nhập số liệu (Excel)</a>.'
        told.insert(0, said(words, links.file(workbook)))
    return [said('<p class="i-form">{}</p>', joined(told, " ")), form]


@macro
def unit(writer: Writer, name: Annotated[str, UNIT]) -> list[Table | Piece]:
    """Which kind of unit it is, a table for each indicator with parts of it, then the units below
    it in their last year with parts.
    """
    views = writer.views
    made: list[Table | Piece] = []
    for view in views.indicators.values():
        rows = [row for item in view.divided for row in item.units if row.portion.id == name]
        columns = [Column("Năm", [row.value.when for row in rows]), *of_roles(rows, BY_UNIT)]
        if any(row.judgement for row in rows):
            columns.append(Column("Trạng thái", [stands(row, Standing.NO_BASIS) for row in rows]))
        columns += duty_columns([duty_of_row(views, row) for row in rows])
        if rows:
            made.append(about(views, view, f"{view.indicator.name} theo năm", columns))
    under = {item.id for item in views.dataset.units if item.parent == name}
    for view in views.indicators.values():
        counted = (row for item in view.breakdowns for row in item.units if row.value.value)
        divided = [row.period.year for row in counted if row.portion.id in under]
        if divided and view.rows:
            made.append(by_unit(views, view.indicator.id, divided[-1], below=name))
    kinds = {item.id: item.name for item in views.dataset.unit_types}
    kind = (kinds[item.type] for item in views.dataset.units if item.id == name)
    told = [said("<p>Loại đơn vị: {}.</p>", words) for words in kind]
    return [*told, *made] if made else [NO_PARTS]


@macro
def outstanding(
    writer: Writer, name: Annotated[str, INDICATOR], year: Annotated[int, YEAR] = 0
) -> Piece:
    """What is still to be assigned or collected in a year, else in the last one with units:
    numbers, then the units concerned.

    Only units of the top level are named; those below them stand on the pages of their units.
    """
    view = writer.views.indicators[name]
    made = view.divided_in(year or _last(view))
    if not made.units:
        return NO_PARTS
    top = [row for row in made.units if row.depth == 0]
    unassigned = [row.portion for row in top if Role.PLAN not in row.figures]
    concerned = {
        "Đơn vị chưa có dòng số liệu": made.absent.get(None, ()),
        "Đơn vị chưa được giao chỉ tiêu": unassigned if len(unassigned) < len(top) else (),
        "Đơn vị chưa có kết quả": [row.portion for row in top if row.value.kind is Kind.MISSING],
    }
    left = (item for item in made.left if not item.portion)
    known: list[tuple[str, Piece]]
    known = [(_LEFT[item.role][made.partial], Shown(item, unit=True)) for item in left]
    known += [(what, "; ".join(it.name for it in who)) for what, who in concerned.items() if who]
    if not known:
        return said('<p class="i-outstanding">Mọi đơn vị đã có số.</p>')
    items = joined([said("<li>{}: {}.</li> ", *item) for item in known], "")
    return said('<ul class="i-outstanding">{}</ul>', items)


@macro
def group_shares(writer: Writer, name: Annotated[str, INDICATOR]) -> Table | Piece:
    """The share of each group by year, with its change; groups overlap, so there is no sum."""
    views, view = writer.views, writer.views.indicators[name]
    years = [item for item in view.divided if item.groups]
    if not years:
        return absent("Chưa có số liệu theo nhóm.")
    publication = views.dataset.publication
    notes = ["Một người có thể thuộc nhiều nhóm, nên không cộng các nhóm."]
    if publication is not None:
        notes.append(f"Căn cứ công bố số liệu theo nhóm: {publication.permission}")
    groups = map(portion_of, views.dataset.groups)
    cells = [[it.name, *map(_shared, rows)] for it, rows in over(years, groups).items()]
    columns = in_columns(["Nhóm", *(f"#{worded(year.period)}" for year in years)], cells)
    caption = f"{view.indicator.name}: tỷ trọng của từng nhóm"
    unit = f"phần trăm của tổng số; trong ngoặc: số lượng ({view.indicator.unit})"
    return about(views, view, caption, columns, notes=tuple(notes), unit=unit)


def over(
    years: Sequence[Breakdown], portions: Iterable[Portion]
) -> dict[Portion, list[Account | None]]:
    """The rows of each portion over years, of those that have one."""
    rows = {portion: [year.row(portion) for year in years] for portion in portions}
    return {portion: found for portion, found in rows.items() if any(found)}


def _shared(row: Account | None) -> Piece:
    """A group's share with its number, and how it changed."""
    both = _with(row.get(Role.SHARE), row.value) if row else None
    change = row.get(Role.SHARE_CHANGE) if row else None
    return said("{}<br><small>{}</small>", both, change) if change else both


@macro
def grades(writer: Writer, name: Annotated[str, INDICATOR]) -> Table | Piece:
    """Each grade's count and share by year, what is well or better, and how many were assessed."""
    views, view = writer.views, writer.views.indicators[name]
    listed = views.dataset.grades
    graded = dict[int, tuple[Account, list[Piece]]]()
    for row in view.every:
        found = [_of_grade(views, name, row.period, it) for it in listed]
        graded |= {row.period.year: (row, found)} if any(found) else {}
    if not graded:
        return absent("Chưa có số liệu theo mức xếp loại.")
    counts = {
        Role.DENOMINATOR: "Số được đánh giá",
        Role.UNASSESSED: "Số chưa được đánh giá",
        Role.POPULATION: "Tổng số",
    }
    known = [role for role in counts if any(row.get(role) for row, _ in graded.values())]
    names = [*(grade.name for grade in listed), view.indicator.name, *map(counts.get, known)]
    columns = [Column("Mức", names)]
    for row, shares in graded.values():
        # Those who did well or better: their share with their number.
        lacks = row.value.kind is Kind.MISSING
        well = row.value if lacks else _with(row.get(Role.NUMERATOR), row.value)
        cells = [*shares, well, *(row.get(role) for role in known)]
        columns.append(Column(worded(row.period), cells, numeric=True))
    caption = f"{view.indicator.name}: theo mức xếp loại"
    return about(views, view, caption, columns, [view.indicator.note], unit="")


def _of_grade(views: Views, name: str, period: Period, grade: Grade) -> Piece:
    """A grade's count with its share, as printed where it was printed."""
    portion = portion_of(grade)
    ids = (figure_id(name, role, period, portion=portion) for role in (Role.COUNT, Role.SHARE))
    return _with(*map(views.figures.get, ids))


def _with(figure: Figure | None, other: Figure | None) -> Piece:
    """A figure with another one in brackets, or the one that there is."""
    return said("{}\u00a0({})", figure, other) if figure and other else figure or other


@macro
def programme(writer: Writer, name: Annotated[str, INDICATOR]) -> Table:
    """What the programme's steps come to, year by year and for the term: the plan, the result, the
    pool that it asks for and that is known, and what units were assigned.

    What is known of no year is no column; a note says so.
    """
    views, view = writer.views, writer.views.indicators[name]
    pool, total = pool_of(views, name), view.reached[-1] if view.reached else None
    ratios = {row.period.year: row for row in pool.ratio.years} if pool else {}
    people = {row.period.year: row.value for row in pool.people.rows} if pool else {}
    if not any(figure.value for figure in people.values()):
        people = {}
    rows: list[Sequence[Piece]] = []
    for row in view.rows:
        plan, ratio = row.get(Role.PLAN), ratios.get(row.period.year)
        # A year without a result has no share of its plan either.
        share = row.get(Role.PERCENT_OF_PLAN) or (None if row.value.value else "")
        held: Piece = people.get(row.period.year)
        if ratio and ratio.value.value:
            held = said("{} ({})", held, ratio.value)
        made = view.divided_in(row.period.year)
        whole = views.figures.get(f"{plan.id}/{RECOMPUTED}") if plan and made.units else None
        given = made.sums.get(Role.PLAN) or whole
        left = [item for item in made.left if item.role is Role.PLAN_LEFT and not item.portion]
        rest = left[0] if left else "đã giao hết" if whole else None
        asked = _needed(pool, ratio)
        rows.append((row.period, plan, row.value, share, asked, held, given, rest, stands(row)))
    aim = aim_of(views, view, TargetType.TERM_TOTAL) or aim_of(views, view)
    spans = [row for row in (pool.ratio.ratios if pool else ()) if isinstance(row.value.when, Span)]
    rows.append((
        "Cả nhiệm kỳ", aim.goals.get(Role.TARGET) if aim else None,
        said("{} (đến {})", total.value, total.cut_off) if total else None,
        total.get(Role.PERCENT_OF_TARGET) if total else None,
        _needed(pool, spans[0]) if spans else "", "", "", "", aim.standing if aim else "",
    ))  # fmt: skip
    headings = (
        "Năm", "#Chỉ tiêu", "#Kết quả", "#Tỷ lệ so với chỉ tiêu", "#Nguồn cần có",
        "#Nguồn đã rà soát", "#Đã giao cho đơn vị", "#Còn phải giao", "Trạng thái",
    )  # fmt: skip
    columns = [column for column in in_columns(headings, rows) if any(column.cells)]
    notes = _unknown(pool, [column.heading for column in columns])
    caption = f"{view.indicator.name}: kết quả các bước thực hiện theo năm"
    return about(views, view, caption, columns, notes, edit=name)


def _needed(pool: Pool | None, ratio: Account | None) -> Piece:
    """What the pool must hold, in people where the plan is known."""
    if ratio is None or pool is None:
        return None
    needed = ratio.get(Role.NEEDED)
    return said("{:b}", needed) if needed else goal(pool.target) if ratio.value.value else None


def _unknown(pool: Pool | None, told: Collection[str]) -> Iterator[str]:
    """What of the steps is known of no year."""
    if pool is not None and "Nguồn đã rà soát" not in told:
        reasons = "; ".join(map(lowered, why_missing(pool.people))) or "nguồn không nêu"
        yield f"Nguồn đã rà soát: chưa có số; {reasons}."
    if "Đã giao cho đơn vị" not in told:
        yield "Chỉ tiêu đã giao cho đơn vị và còn phải giao: chưa có số của từng đơn vị."


@macro
def solutions(writer: Writer, by: Literal["indicator", "document"] = "indicator") -> Table | Piece:
    """Each solution once, with who acts, what it rests on and what it serves: in their order, or
    in that of the documents.
    """
    views, known = writer.views, [*writer.views.dataset.solutions]
    if not known:
        return absent("Chưa có giải pháp nào.")
    by_document, places = by == "document", [*views.documents]
    if by_document:
        last = len(places)
        known = sorted(known, key=lambda it: min(map(places.index, it.documents), default=last))
    rows, ids, seen = list[Sequence[Piece]](), list[str](), set[str]()
    for item in known:
        # Anchors for all that a row is about: its own, and that of what no row before is about.
        about = (item.documents or ("khac",)) if by_document else item.indicators
        own = [f"{each}.{item.id}" for each in about] if by_document else [item.id]
        first_id, *others = (*own, *(each for each in about if each not in seen))
        seen.update(about)
        ids.append(f"giai-phap-{first_id}")
        title = said("{}<br><small>{}</small>", item.title, item.note) if item.note else item.title
        anchors = [said('<span id="giai-phap-{}"></span>', each) for each in others]
        rests = [views.documents[each] for each in item.documents]
        called = document_in_full if by_document else lambda it: it.code or it.title
        cited = joined([Linked(called(one), one, "i-doc") for one in rests], "; ")
        place: Piece = said('<span class="i-locator">{}</span>', item.locator or "nguồn không nêu")
        place = citation(views, item.source, item.locator) if item.source else place
        served = joined([Linked(views.names[each], each) for each in item.indicators], "<br>")
        acts = item.actor or "nguồn không nêu"
        rows.append((joined([*anchors, title], ""), acts, cited, place, served))
    headings = ("Giải pháp", "Thực hiện", "Văn bản", "Vị trí trong nguồn", "Phục vụ chỉ tiêu")
    caption = f"Giải pháp{', theo văn bản được nhắc đến' if by_document else ''}"
    empty = any(not (item.documents and item.indicators) for item in known)
    notes = ("Ô trống: nguồn không nhắc đến văn bản, hoặc giải pháp không xếp vào chỉ tiêu nào.",)
    columns = in_columns(headings, rows)
    edit = "/solutions"
    return Table(caption, columns, "", notes * empty, ids=ids, kind="solutions", edit=edit)
