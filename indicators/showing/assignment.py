"""The assignment of a year's plan to units: the table, its empty form, and what is still open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from indicators.computing.arithmetic import Interval
from indicators.computing.breakdowns import Breakdown, PartRow
from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import Figure, Kind, Portion, Role
from indicators.computing.periods import Row
from indicators.computing.standing import Judgement, Standing
from indicators.export.addresses import stem_of
from indicators.model import DenominatorFigure, Measure
from indicators.showing.links import Links
from indicators.showing.offers import beside
from indicators.showing.render import mark, number, render
from indicators.showing.tables import Column, Line, Table, goal, notes, sources, time
from indicators.words.wording import capital

NO_PARTS = "Chưa có số theo đơn vị."
NO_GROUPS = "Chưa có số theo nhóm."

_COLUMNS = {
    Role.PROPOSED: "Đề xuất",
    Role.PLAN: "Chỉ tiêu giao",
    Role.VALUE: "Kết quả",
    Role.PERCENT_OF_PLAN: "Tỷ lệ so với chỉ tiêu",
}
_OPEN = {
    Role.PLAN_LEFT: "Chỉ tiêu chưa giao đến đơn vị",
    Role.VALUE_LEFT: "Kết quả chưa phân theo đơn vị",
}
_BLANKS = 6


@dataclass(frozen=True, slots=True)
class Pool:
    """The people from whom a plan is to be met, and their ratio to it: two indicators' views."""

    people: IndicatorView
    ratio: IndicatorView


def pool_of(views: Views, name: str) -> Pool | None:
    """The pool of an indicator: the first ratio of another one to this one's plan."""
    for view in views.indicators.values():
        data = view.indicator
        to_plan = data.denominator_figure is DenominatorFigure.PLAN and data.denominator == name
        people = views.indicators.get(data.numerator or "")
        if data.measure is Measure.RATIO and to_plan and people is not None:
            return Pool(people, view)
    return None


def _people(pool: Pool | None) -> str:
    """The heading of the pool's column, whose unit is not the table's."""
    return f"Nguồn ({pool.people.indicator.unit})" if pool else "Nguồn"


def of_year(view: IndicatorView, year: int) -> Breakdown | None:
    """The parts of an indicator in a year."""
    return next((item for item in view.breakdowns if item.period.year == year), None)


def assignment_table(
    views: Views,
    name: str,
    year: int,
    links: Links,
    count: Callable[[], int],
    *,
    below: str | None = None,
) -> Markup:
    """The units of a year in the official order, with what each was assigned and has reached.

    Only units of the top level are rows, or those directly ``below`` one of them.
    """
    view, pool = views.indicators[name], pool_of(views, name)
    made = of_year(view, year)
    people = of_year(pool.people, year) if pool else None
    portions = _portions(views, [item for item in (made, people) if item], below)
    if not portions:
        return render("missing.html.jinja", links, reason=NO_PARTS)
    sheet = _Sheet(views, links, made, people, of_year(pool.ratio, year) if pool else None, pool)
    lines = [sheet.line(portion) for portion in portions]
    whole = next(row for row in view.rows if row.period.year == year)
    if below is None:
        lines += sheet.foot(whole)
    columns = sheet.columns(portions)
    kept = [place for place, (_, used) in enumerate(columns) if used]
    assigned = any(columns[place][0].heading == _COLUMNS[Role.PLAN] for place in kept)
    what = "giao chỉ tiêu và kết quả" if assigned else "kết quả"
    title = f"{{}}: {what} theo đơn vị, {{}}"
    return Table(
        caption=Markup(title).format(  # noqa: S704 - a constant
            view.indicator.name, time(whole.period, noun=True)
        ),
        head="Đơn vị",
        columns=tuple(columns[place][0] for place in kept),
        lines=tuple(
            Line(line.heading, tuple(line.cells[place] for place in kept)) for line in lines
        ),
        number=count(),
        unit=view.indicator.unit,
        notes=(*sheet.notes(made, below), *notes(views, sheet.shown, links)),
        sources=sources(views, sheet.shown, links),
        kind="units",
        offers=beside(stem_of(name), links),
    ).html(links)


def _portions(views: Views, made: Iterable[Breakdown], below: str | None) -> list[Portion]:
    """The units that are rows, in the order of the registry."""
    parents = {unit.id: unit.parent for unit in views.dataset.units}
    listed = {row.portion.id: row for item in made for row in item.units}
    return [
        listed[unit.id].portion
        for unit in views.dataset.units
        if unit.id in listed
        and (parents[unit.id] == below if below else listed[unit.id].depth == 0)
    ]


class _Sheet:
    """The cells of one assignment table, and which figures they show."""

    def __init__(
        self,
        views: Views,
        links: Links,
        made: Breakdown | None,
        people: Breakdown | None,
        ratio: Breakdown | None,
        pool: Pool | None,
    ) -> None:
        self.shown: list[Figure] = []
        self._views, self._links, self._pool = views, links, pool
        self._made, self._people, self._ratio = made, people, ratio

    def columns(self, portions: Sequence[Portion]) -> list[tuple[Column, bool]]:
        """Every column with whether any unit has something in it."""
        rows = [row for p in portions if self._made and (row := self._made.row(p))]
        ratio = "Nguồn so với chỉ tiêu"
        pooled = any(self._people.row(p) for p in portions) if self._people else False
        judged = any(self._ratio.row(p) for p in portions) if self._ratio else False
        heads = [
            (Column(_people(self._pool), numeric=True), pooled),
            (Column(ratio, numeric=True), judged),
        ]
        for role, heading in _COLUMNS.items():
            needed = role is Role.VALUE or any(row.get(role) for row in rows)
            heads.append((Column(heading, numeric=True), needed))
        judgements = [row.judgement for row in rows if row.value.value is not None]
        return [*heads, (Column("Trạng thái"), not judgements or any(judgements))]

    def line(self, portion: Portion) -> Line:
        """The row of one unit."""
        row = self._made.row(portion) if self._made else None
        people = self._people.row(portion) if self._people else None
        ratio = self._ratio.row(portion) if self._ratio else None
        cells = [
            self._cell(people.value if people else None),
            self._judged(ratio),
            *(self._cell(row.get(role) if row else None) for role in _COLUMNS),
            standing(row) if row else Markup(),
        ]
        home = self._links.homes.get(portion.key)
        here = home is None or home == self._links.page
        name = (
            Markup("{}").format(portion.name)
            if here or home is None
            else Markup('<a href="{}">{}</a>').format(self._links.to(home), portion.name)
        )
        return Line(name, tuple(cells))

    def foot(self, whole: Row) -> list[Line]:
        """The whole below its parts, and what no part explains."""
        year, made = whole.period.year, self._made
        people = self._whole(self._pool.people, year) if self._pool else None
        ratios = self._pool.ratio.ratios if self._pool else ()
        ratio = next((row for row in ratios if row.period == whole.period), None)
        cells = [
            self._cell(people.value if people else None),
            self._cell(ratio.value if ratio else None),
            *(
                self._cell(whole.value if role is Role.VALUE else whole.get(role))
                for role in _COLUMNS
            ),
            _status(whole.judgement),
        ]
        lines = [Line(Markup("Toàn Đảng bộ"), tuple(cells))]
        sums = made.sums if made else {}
        if sums:
            known = [self._cell(sums[role]) if role in sums else Markup() for role in _COLUMNS]
            ends = Markup()
            lines.append(Line(Markup("Cộng các đơn vị đã có số"), (ends, ends, *known, ends)))
        left = {item.role: item for item in made.left if item.portion is None} if made else {}
        if left:
            roles = {Role.PLAN: Role.PLAN_LEFT, Role.VALUE: Role.VALUE_LEFT}
            rest = [
                self._cell(left[roles[role]]) if roles.get(role) in left else Markup()
                for role in _COLUMNS
            ]
            blank = Markup()
            lines.append(Line(Markup("Còn chưa phân theo đơn vị"), (blank, blank, *rest, blank)))
        return lines

    @staticmethod
    def _whole(view: IndicatorView, year: int) -> Row | None:
        return next((row for row in view.rows if row.period.year == year), None)

    def notes(self, made: Breakdown | None, below: str | None) -> list[str | Markup]:
        """What a reader must know of the table as a whole."""
        said: list[str | Markup] = ["Đơn vị xếp theo thứ tự chính thức, không xếp hạng."]
        if self._pool and self._pool.ratio.target and self._ratio and below is None:
            asked = goal(self._views.targets[self._pool.ratio.target.id], self._links)
            said.append(Markup("Mức cần có của nguồn so với chỉ tiêu: {}.").format(asked))
        if made and made.absent.get(below):
            names = ", ".join(portion.name for portion in made.absent[below])
            said.append(f"Chưa có dòng số liệu: {names}.")
        publication = self._views.dataset.publication
        if publication is not None:
            said.append(f"Căn cứ công bố số liệu theo đơn vị: {publication.permission}")
        return said

    def _cell(self, figure: Figure | None) -> Markup:
        if figure is None:
            return Markup('<span class="i-missing">Chưa có</span>')
        self.shown.append(figure)
        return number(figure, self._links)

    def _judged(self, row: PartRow | None) -> Markup:
        """A ratio with where it lies, seen from the range that is asked."""
        text = self._cell(row.value if row else None)
        if row is None or self._pool is None or self._pool.ratio.target is None:
            return text
        words = _against(row.value, self._views.targets[self._pool.ratio.target.id].goals)
        return text + Markup(' <small class="i-mark">{}</small>').format(words) if words else text


def _against(ratio: Figure, goals: dict[Role, Figure]) -> str:
    """Where a ratio lies, in words: more than the range is no breach."""
    least, most, value = goals.get(Role.MIN), goals.get(Role.MAX), ratio.value
    if value is None or least is None or least.exact is None:
        return ""
    if value.below(Interval(least.exact, None)):
        return "dưới mức"
    if not value.within(Interval(least.exact, None)):
        return ""
    high = most.exact if most else None
    above = high is not None and Interval(None, high).below(value)
    return "trên mức" if above else "trong mức"


def standing(row: PartRow) -> Markup:
    """A part's status; a result that was asked nothing of gives no basis for one."""
    return mark(row.judgement.standing if row.judgement else Standing.NO_BASIS)


def _status(judgement: Judgement | None) -> Markup:
    return mark(judgement.standing) if judgement else Markup()


def assignment_form(views: Views, name: str, links: Links, count: Callable[[], int]) -> Markup:
    """The columns of the assignment table with empty cells, to be filled in on paper."""
    view, pool = views.indicators[name], pool_of(views, name)
    heads = [*([_people(pool), "Nguồn so với chỉ tiêu"] if pool else []), *_COLUMNS.values()]
    tops = [unit.name for unit in views.dataset.units if unit.parent is None]
    blank = Markup('<span class="i-blank"><span class="i-hidden">để trống</span></span>')
    named = [Markup("{}").format(name) for name in tops]
    rows = named or [Markup("Đơn vị {}").format(blank)] * _BLANKS
    return Table(
        caption=f"Mẫu giao chỉ tiêu theo đơn vị: {view.indicator.name}",
        head="Đơn vị",
        columns=tuple(Column(heading, numeric=True) for heading in heads),
        lines=tuple(Line(heading, (blank,) * len(heads)) for heading in (*rows, Markup("Cộng"))),
        number=count(),
        unit=view.indicator.unit,
        notes=("Mẫu trống để in; ghi đơn vị theo thứ tự chính thức.",),
        kind="form",
    ).html(links)


def outstanding(views: Views, name: str, year: int, links: Links) -> Markup:
    """What is still to be assigned or collected in a year: numbers, then the units concerned.

    Only units of the top level are named; those below them stand on the pages of their units.
    """
    made = of_year(views.indicators[name], year)
    if made is None or not made.units:
        return render("missing.html.jinja", links, reason=NO_PARTS)
    items: list[Markup] = []
    for item in made.left:
        if item.portion is None:
            what = _OPEN[item.role]
            items.append(Markup("{}: {}").format(what, number(item, links, unit=True)))
    items += _units("Đơn vị chưa có dòng số liệu", made.absent.get(None, ()))
    top = [row for row in made.units if row.depth == 0]
    unassigned = [row.portion for row in top if Role.PLAN not in row.figures]
    if len(unassigned) < len(top):
        items += _units("Đơn vị chưa được giao chỉ tiêu", unassigned)
    items += _units(
        "Đơn vị chưa có kết quả",
        [row.portion for row in top if row.value.kind is Kind.MISSING],
    )
    done = Markup("Mọi đơn vị đã có số.")
    listed = Markup().join(Markup("<li>{}.</li> ").format(item) for item in items)
    if not items:
        return Markup('<p class="i-outstanding">{}</p>').format(done)
    return Markup('<ul class="i-outstanding">{}</ul>').format(listed)


def _units(what: str, portions: Sequence[Portion]) -> list[Markup]:
    names = "; ".join(portion.name for portion in portions)
    return [Markup("{}: {}").format(capital(what), names)] if portions else []
