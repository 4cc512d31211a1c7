"""Tables of an indicator and of all targets, as accessible HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup

from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import (
    PERCENT,
    CutOff,
    Figure,
    Kind,
    Period,
    Role,
    Span,
    When,
    bound_of,
)
from indicators.computing.periods import Row
from indicators.computing.progress import Series, TargetView
from indicators.computing.standing import Judgement
from indicators.export.addresses import FOLDER, stem_of
from indicators.model import Document, TargetType
from indicators.showing.links import Links
from indicators.showing.offers import Offer, beside
from indicators.showing.render import joined, mark, number, render
from indicators.words.changes import Change, changes
from indicators.words.explain import role_label
from indicators.words.names import names_of
from indicators.words.wording import CHANGES, amount, bare, capital, cut_off, dated


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, and whether numbers stand in it."""

    heading: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its heading and its cells, and an id when links lead to it."""

    heading: Markup
    cells: tuple[Markup, ...]
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """What the one table template needs; ``number`` counts the tables of a page from 1, and
    ``edit`` is where its data is edited, and ``offers`` are files that hold it.
    """

    caption: str | Markup
    head: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    number: int
    unit: str | None = None
    notes: tuple[str | Markup, ...] = ()
    sources: Markup = field(default_factory=Markup)
    kind: str = ""
    edit: str = ""
    offers: tuple[Offer, ...] = ()

    def html(self, links: Links) -> Markup:
        """The table in a block that scrolls by itself where the screen is narrow."""
        return render("table.html.jinja", links, table=self)


@lru_cache(maxsize=1024)
def time(value: When, *, noun: bool = False) -> Markup:
    """A year, a span of years or a cut-off as an HTML time; every table names the same ones."""
    lead = "năm\u00a0" if noun else ""
    match value:
        case Period(year=year, cut_off=None):
            return Markup('{}<time datetime="{}">{}</time>').format(lead, year, year)
        case Period(year=year, cut_off=CutOff() as limit):
            return Markup("{} ({})").format(time(Period(year), noun=noun), time(limit))
        case Span(first=first, last=last):
            return Markup("{}\u00a0– {}").format(time(Period(first)), time(Period(last)))
        case CutOff(date=date):
            words, _, digits = cut_off(value).rpartition("\u00a0")
            return Markup('{}\u00a0<time datetime="{}">{}</time>').format(words, date, digits)
    raise TypeError(f"{value!r} is no time")


def period_table(views: Views, name: str, links: Links, count: int) -> Markup:
    """An indicator by year: what was planned, the result, and how they compare."""
    view = views.indicators[name]
    if view.indicator.missing and not view.indicator.observations:
        said = (view.indicator.missing, view.indicator.note)
        return render("missing.html.jinja", links, reason=" ".join(filter(None, said)))
    columns = _period_columns(view)
    # A target for the end of the term says nothing of the years before.
    known = [row for row in years(view) if row.value.value is not None or row.figures]
    judged = not known or any(row.judgement for row in known)
    shown: list[Figure] = []
    lines = []
    for row in years(view):
        cells = []
        for role, _ in columns:
            figure = row.value if role is Role.VALUE else row.get(role)
            cells.append(_cell(figure, links))
            if figure is not None:
                shown.append(figure)
        status = (_status(row.judgement),) if judged else ()
        lines.append(Line(time(row.period), (*cells, *status)))
    return Table(
        caption=Markup("{} theo năm, {}").format(view.indicator.name, term(views)),
        head="Năm",
        columns=(
            *(Column(heading, numeric=True) for _, heading in columns),
            *((Column("Trạng thái"),) if judged else ()),
        ),
        lines=tuple(lines),
        number=count,
        unit=view.indicator.unit,
        notes=notes(views, shown, links, [view.indicator.note]),
        sources=sources(views, shown, links),
        edit=links.edit(name),
        offers=beside(stem_of(name), links),
    ).html(links)


def years(view: IndicatorView) -> tuple[Row, ...]:
    """An indicator's single years, those of a ratio as well."""
    of_ratio = (
        Row(row.period, row.value, {}, row.judgement)
        for row in view.ratios
        if isinstance(row.period, Period)
    )
    return (*view.rows, *of_ratio)


def _period_columns(view: IndicatorView) -> list[tuple[Role, str]]:
    """The columns for which at least one year has a figure."""
    gap = "Thấp hơn mức tối đa" if _is_ceiling(view) else "Cao hơn mức tối thiểu"
    known = {role for row in view.rows for role in row.figures}
    headings = {
        Role.PROPOSED: "Đề xuất",
        Role.PLAN: "Chỉ tiêu",
        Role.VALUE: "Kết quả",
        Role.PERCENT_OF_PLAN: "Tỷ lệ so với chỉ tiêu",
        Role.MARGIN: gap,
        Role.CHANGE: "So với năm trước",
    }
    return [item for item in headings.items() if item[0] is Role.VALUE or item[0] in known]


def _is_ceiling(view: IndicatorView) -> bool:
    return view.target is not None and view.target.type is TargetType.CEILING


def _cell(figure: Figure | None, links: Links) -> Markup:
    if figure is None:
        return Markup('<span class="i-missing">Chưa có</span>')
    return number(figure, links)


def _status(judgement: Judgement | None) -> Markup:
    return mark(judgement.standing) if judgement else Markup()


def totals_table(views: Views, name: str, links: Links, count: int) -> Markup:
    """An indicator's cumulative totals against the target of the term."""
    view = views.indicators[name]
    shown: list[Figure] = []
    lines = []
    for row in view.totals:
        rest = row.get(Role.REMAINING) or row.get(Role.OVER_TARGET)
        share = row.get(Role.PERCENT_OF_TARGET)
        shown += [figure for figure in (row.value, share, rest) if figure]
        words = Markup()
        if rest is not None:
            lead = "còn lại" if rest.role is Role.REMAINING else "vượt"
            words = Markup("{} {}").format(lead, number(rest, links))
        cells = (number(row.value, links), _cell(share, links), words, _status(row.judgement))
        lines.append(Line(Markup("Đến {}").format(time(row.cut_off)), cells))
    return Table(
        caption=f"{view.indicator.name}, lũy kế từ đầu nhiệm kỳ",
        head="Thời điểm",
        columns=(
            Column("Lũy kế", numeric=True),
            Column("Tỷ lệ so với chỉ tiêu nhiệm kỳ", numeric=True),
            Column("So với mức chỉ tiêu", numeric=True),
            Column("Trạng thái"),
        ),
        lines=tuple(lines),
        number=count,
        unit=view.indicator.unit,
        notes=notes(views, shown, links),
        sources=sources(views, shown, links),
        edit=links.edit(name),
        offers=beside(stem_of(name), links),
    ).html(links)


def needed_table(views: Views, name: str, links: Links, count: Callable[[], int]) -> Markup:
    """What the range of a ratio asks of the side that is not known, year by year."""
    view = views.indicators[name]
    asked = [row for row in view.ratios if row.asked is not None]
    if not asked:
        return Markup()
    first = asked[0]
    assert first.asked is not None
    known_side = (
        (first.denominator or first.numerator)
        if first.asked.role is Role.NEEDED
        else (first.numerator)
    )
    assert known_side is not None
    names = names_of(views)
    unknown = (
        view.indicator.numerator if first.asked.role is Role.NEEDED else view.indicator.denominator
    )
    lines, shown = [], []
    for row in asked:
        known = views.figures[row.asked.inputs[0]] if row.asked else known_side
        assert row.asked is not None
        shown += [known, row.asked]
        heading = time(row.period)
        if isinstance(row.period, Span):
            heading = Markup("Cả nhiệm kỳ {}").format(heading)
        kind = Markup(" <small>(chỉ tiêu dự kiến)</small>") if known.is_forecast else Markup()
        cells = (
            number(known, links, marks=not known.is_forecast) + kind,
            number(row.asked, links, marks=False),
        )
        lines.append(Line(heading, cells))
    assert view.target is not None, "only a target asks for a range"
    asked_words = goal(views.targets[view.target.id], links)
    known_name = names[known_side.subject]
    return Table(
        caption=Markup("{} tương ứng với mức {}").format(names[unknown or name], asked_words),
        head="Năm",
        columns=(
            Column(
                f"Chỉ tiêu {known_name[:1].lower()}{known_name[1:]}"
                if first.asked.role is Role.NEEDED
                else known_name,
                numeric=True,
            ),
            Column(f"{names[unknown or name]} (suy ra)", numeric=True),
        ),
        lines=tuple(lines),
        number=count(),
        unit=first.asked.unit,
        notes=notes(views, shown, links),
        sources=sources(views, shown, links),
        edit=links.edit(name),
        offers=beside(stem_of(name), links),
    ).html(links)


def summary_table(views: Views, links: Links, count: int) -> Markup:
    """Every target with its level, the latest result, and where it stands."""
    shown: list[Figure] = []
    lines = []
    names = names_of(views)
    for view in views.targets.values():
        several = len(view.series) > 1
        for series in view.series:
            latest = series.latest.value if series.latest else None
            if latest is not None:
                shown.append(latest)
            heading = Markup('<a href="{}">{}</a>').format(
                links.subject(series.indicator),
                names[series.indicator] if several else view.target.name,
            )
            as_of = series.judgement.as_of
            cells = (
                goal(view, links),
                number(latest, links, unit=True) if latest else _cell(None, links),
                capital_time(as_of) if as_of else _cell(None, links),
                mark(series.judgement.standing) + deciding(series) + outlook(series),
            )
            lines.append(Line(heading, cells))
    return Table(
        caption=Markup("Kết quả thực hiện các chỉ tiêu, {}").format(term(views)),
        head="Chỉ tiêu",
        columns=(
            Column("Mức chỉ tiêu", numeric=True),
            Column("Kết quả", numeric=True),
            Column("Số liệu đến"),
            Column("Trạng thái"),
        ),
        lines=tuple(lines),
        number=count,
        notes=notes(views, shown, links, [view.target.note for view in views.targets.values()]),
        sources=sources(views, shown, links),
        edit=links.edit("/targets"),
        offers=beside(f"{FOLDER}targets", links),
    ).html(links)


def term(views: Views) -> Markup:
    """The term's name, which holds years."""
    return Markup('<span class="i-term">{}</span>').format(views.dataset.term.name)


def capital_time(value: When) -> Markup:
    """A time that begins a cell."""
    text = time(value, noun=True)
    return Markup(capital(str(text)))  # noqa: S704 - escaped already


def deciding(*several: Series) -> Markup:
    """The years that made a status what it is, where the latest result is not one of them."""
    years = dict.fromkeys(
        time(figure.when)
        for series in several
        if series.latest is not None and series.latest.value not in series.judgement.because
        for figure in series.judgement.because
        if figure.when is not None
    )
    return Markup(" (năm\u00a0{})").format(joined(years)) if years else Markup()


def outlook(series: Series) -> Markup:
    """The forecast's status beside the present one, when a source gives a forecast."""
    if series.outlook is None:
        return Markup()
    return Markup(" ") + mark(series.outlook.standing)


def goal(view: TargetView, links: Links) -> Markup:
    """The level of a target as links to where it comes from: one number, a limit or a range."""
    if view.target.type is TargetType.DONE:
        return Markup("hoàn thành trong nhiệm kỳ")
    target, low, high = (view.goals.get(role) for role in (Role.TARGET, Role.MIN, Role.MAX))
    if target is not None:
        return number(target, links, unit=True)
    if low and high:
        lower = amount(low) if low.unit == PERCENT else bare(low)
        return Markup('từ <a class="i-fig" href="{}">{}</a> đến {}').format(
            links.figure(low), lower, number(high, links, unit=True)
        )
    if low:
        return Markup("từ {} trở lên").format(number(low, links, unit=True))
    assert high is not None
    return Markup("không quá {}").format(number(high, links, unit=True))


def notes(
    views: Views, shown: Iterable[Figure], links: Links, more: Iterable[str | None] = ()
) -> tuple[str | Markup, ...]:
    """The notes below a table: one for each kind of qualification that occurs in it."""
    found: dict[str | Markup, None] = {}
    for figure in shown:
        words = _qualification(figure, links)
        if words:
            found[words] = None
        if figure.kind is Kind.PUBLISHED and figure.note:
            found[figure.note] = None
        for change in changes(views, figure):
            found[_changed(change, figure, links)] = None
    found.update(dict.fromkeys(note for note in more if note))
    return tuple(found)


def _qualification(figure: Figure, links: Links) -> str | Markup:
    if figure.kind is Kind.WITHHELD:
        return figure.note or ""
    if figure.kind is Kind.MISSING:
        return f"Chưa có số liệu: {_reason(figure)}"
    if figure.kind is Kind.INFERRED:
        if figure.role in (Role.NEEDED, Role.IMPLIED):
            return "Số tương ứng được suy ra từ mức chỉ tiêu; nguồn không nêu trực tiếp."
        return "Suy ra từ kết quả và tỷ lệ đã công bố; nguồn không nêu trực tiếp."
    if figure.kind is not Kind.PUBLISHED:
        return ""
    if figure.is_forecast:
        return "Số dự kiến tại thời điểm nguồn công bố, không phải kết quả."
    if bound_of(figure.value) and figure.unit == PERCENT:
        return Markup(
            "Nguồn chỉ nêu ‘{}’, không nêu số cụ thể; không dùng để tính trung bình."
        ).format(number(figure, links))
    return ""


def _changed(change: Change, figure: Figure, links: Links) -> Markup:
    """That a number was changed; what it was and why stands at the row of its origin."""
    day = Markup('<time datetime="{}">{}</time>').format(
        str(change.former.date), dated(change.former.date)
    )
    text = '{}: số đã {} {}; số trước đó và lý do ghi ở <a href="{}">nguồn gốc số liệu</a>.'
    return Markup(text).format(  # noqa: S704 - a constant
        capital(role_label(figure)), CHANGES[change.former.kind], day, links.figure(figure)
    )


def _reason(figure: Figure) -> str:
    if not figure.note:
        return "nguồn không nêu."
    return figure.note[:1].lower() + figure.note[1:]


def sources(views: Views, shown: Iterable[Figure], links: Links) -> Markup:
    """The documents that the shown figures were read from, each with its places, in order."""
    used = dict.fromkeys(_roots(views, figure) for figure in shown)
    places: dict[str, list[str]] = {}
    for root in used:
        for source, locator in root:
            places.setdefault(source, [])
            for place in (locator or "").split("; "):
                if place and place not in places[source]:
                    places[source].append(place)
    documents = {document.id: document for document in views.dataset.documents}
    cited = [
        citation(documents[source], links, tuple(sorted(where))) for source, where in places.items()
    ]
    return Markup("; ").join(cited)


def _roots(views: Views, figure: Figure) -> tuple[tuple[str, str | None], ...]:
    """The sources of a figure: its own, or those of everything it was computed from."""
    if figure.value is None:
        return ()
    if figure.source:
        return ((figure.source, figure.locator),)
    return tuple(root for name in figure.inputs for root in _roots(views, views.figures[name]))


def citation(document: Document, links: Links, places: tuple[str, ...] = ()) -> Markup:
    """A document as a source: its code and title, its issuer, and the places in it."""
    name = " ".join(part for part in (document.code, document.title) if part)
    text = Markup('<a class="i-doc" href="{}">{}</a>').format(links.document(document.id), name)
    issuer = Markup(", {}").format(document.issuer) if document.issuer else Markup()
    where = "; ".join(places)
    located = Markup(', <span class="i-locator">{}</span>').format(where) if where else Markup()
    return text + issuer + located
