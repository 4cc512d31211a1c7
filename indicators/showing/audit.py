"""The ledger and the provenance of figures as tables: what a reader needs to check a number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup

from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import Division, Figure, Formula, Kind, Path, Role, When
from indicators.computing.ledger import Entry, Verdict
from indicators.computing.standing import Judgement
from indicators.export.addresses import FOLDER, stem_of
from indicators.model import TargetType
from indicators.reporting.problems import Position
from indicators.showing.documents import find
from indicators.showing.links import Links
from indicators.showing.offers import beside
from indicators.showing.render import joined, mark, number, render
from indicators.showing.tables import Column, Line, Table, citation, years
from indicators.words.changes import changes
from indicators.words.changes import in_words as in_words_of_change
from indicators.words.explain import caution, label, reason, role_label
from indicators.words.formulas import in_numbers, in_words
from indicators.words.names import names_of
from indicators.words.wording import (
    KINDS,
    ROUNDINGS,
    STATUSES,
    VERDICTS,
    amount,
    capital,
)

Places = Mapping[Path, Position]
"""Where each value of the data stands."""

# What explains a status or the outlook; other derived figures have their formula at their row.
_OUTLOOK = frozenset(
    {
        Role.PLAN,
        Role.SUM,
        Role.UNEXPLAINED,
        Role.UNEXPLAINED_PERCENT,
        Role.REMAINING,
        Role.REMAINING_PERCENT,
        Role.REMAINING_OF_PLAN,
        Role.REQUIRED_PER_PERIOD,
        Role.OVER_TARGET,
        Role.PACE,
        Role.NEEDED,
        Role.IMPLIED,
    }
)


def ledger_table(
    views: Views, names: Iterable[str], links: Links, count: Callable[[], int]
) -> Markup:
    """Every published figure of the named indicators, held against its recomputation; nothing
    where none can be.
    """
    wanted = list(names)
    entries = [entry for name in wanted for entry in views.indicators[name].entries]
    if not entries:
        return Markup()
    whose = names_of(views)
    several = len(wanted) > 1
    lines = []
    for entry in entries:
        figure = entry.published
        heading = label(figure, whose) if several else capital(role_label(figure))
        cells = (
            number(figure, links),
            _recomputed(views, entry, links),
            _verdict(entry, links),
        )
        lines.append(Line(Markup("{}").format(heading), cells))
    return Table(
        caption="Đối chiếu số công bố với số tính lại",
        head="Số liệu",
        columns=(
            Column("Số công bố", numeric=True),
            Column("Tính lại"),
            Column("Kết luận"),
        ),
        lines=tuple(lines),
        number=count(),
        kind="ledger",
        edit=links.edit("/indicators" if several else wanted[0]),
        offers=beside(f"{FOLDER}ledger" if several else stem_of(wanted[0]), links),
    ).html(links)


def _recomputed(views: Views, entry: Entry, links: Links) -> Markup:
    if entry.verdict is Verdict.NO_INPUTS:
        if entry.rest is None:
            return Markup("Nguồn không nêu đủ số đầu vào.")
        return Markup(
            "Số từng năm mà nguồn nêu không gộp thành lũy kế này; phần còn lại {}."
        ).format(number(entry.rest, links, unit=True))
    if entry.recomputed is None:
        return Markup("Không số nguyên nào cho đúng tỷ lệ này.")
    inputs = _inputs(views, entry.recomputed)
    return Markup('{}: <a class="i-fig i-fig--formula" href="{}">{}</a>').format(
        capital(in_words(entry.recomputed, inputs)),
        links.figure(entry.recomputed),
        in_numbers(entry.recomputed, inputs),
    )


def _verdict(entry: Entry, links: Links) -> Markup:
    text = Markup('<span class="i-verdict i-verdict--{}">{}</span>').format(
        entry.verdict.value, VERDICTS[entry.verdict]
    )
    if entry.rounding is not None:
        text += Markup(" ({})").format(ROUNDINGS[entry.rounding])
    if entry.difference is not None and entry.difference.exact is not None:
        way = "thấp hơn" if entry.difference.exact > 0 else "cao hơn"
        text += Markup(": số tính lại {} số công bố {}").format(way, _size(entry.difference, links))
    if entry.explanation:
        text += Markup(". {}").format(entry.explanation)
    return text


def _size(difference: Figure, links: Links) -> Markup:
    words = amount(difference, sign=False).removeprefix("\u2212")
    return Markup('<a class="i-fig" href="{}">{}</a>').format(links.figure(difference), words)


def provenance_table(
    views: Views, subjects: Iterable[str], places: Places, links: Links, count: int
) -> Markup:
    """A row for every figure about the named subjects: what it is, and where it comes from.

    Figures of the first subject are called by their role alone, the others with their subject.
    A unit (``unit/tan-an``) has the figures of all indicators about it and those below it; what
    stands on a unit's page does not stand on the indicator's too.
    """
    whose = names_of(views)
    wanted = list(subjects)
    shown = [figure for subject in wanted for figure in _about(views, subject, links)]
    lines = [
        Line(
            Markup("{}").format(
                capital(role_label(figure)) if figure.subject == wanted[0] else label(figure, whose)
            ),
            (
                Markup("{}").format(amount(figure, unit=True)),
                _origin(views, figure, links) + _place(figure, places, links),
            ),
            figure.anchor,
        )
        for figure in shown
    ]
    unqualified = any(figure.kind is Kind.PUBLISHED and not figure.status for figure in shown)
    return Table(
        caption="Nguồn gốc số liệu",
        head="Số liệu",
        columns=(Column("Giá trị", numeric=True), Column("Nguồn hoặc cách tính")),
        lines=tuple(lines),
        number=count,
        notes=("Nguồn không ghi số công bố là chính thức, sơ bộ hay ước tính.",)
        if unqualified
        else (),
        kind="provenance",
        offers=beside(stem_of(wanted[0]), links),
    ).html(links)


def _about(views: Views, subject: str, links: Links) -> list[Figure]:
    """The figures whose origin is told where a subject's is."""
    if not subject.startswith(f"{Division.UNIT}/"):
        return [f for f in views.figures.of(subject) if links.owner(f) == subject]
    page = links.home(subject)
    return [
        figure
        for figure in views.figures.values()
        if figure.portion and links.homes.get(figure.portion.key) == page
    ]


def _kind(figure: Figure) -> Markup:
    words = KINDS[figure.kind]
    if figure.status is not None:
        words += f", {STATUSES[figure.status]}"
    return Markup('<strong class="i-kind">{}</strong>').format(words)


def _origin(views: Views, figure: Figure, links: Links) -> Markup:
    if figure.value is None:
        reason = Markup("{}: {}").format(_kind(figure), figure.note or "Nguồn không nêu.")
        if figure.locator is None:
            return reason
        return reason + Markup(" {}.").format(_cited(views, figure, links))
    parts = (
        _source(views, figure, links) if figure.formula is None else _formula(views, figure, links)
    )
    parts += [
        Markup("{}").format(in_words_of_change(item, figure)) for item in changes(views, figure)
    ]
    text = Markup(". ").join(Markup(part.rstrip(".")) for part in parts)  # noqa: S704 - escaped
    return Markup("{}: {}.").format(_kind(figure), text)


def _source(views: Views, figure: Figure, links: Links) -> list[Markup]:
    parts = [_cited(views, figure, links)]
    set_by = _set_by(views, figure)
    if set_by is not None:
        decided = citation(find(views, set_by), links)
        parts.append(Markup("Đặt ra tại: {}").format(decided))
    if figure.note:
        parts.append(Markup("{}").format(figure.note))
    return parts


def _cited(views: Views, figure: Figure, links: Links) -> Markup:
    assert figure.source is not None
    places = (figure.locator,) if figure.locator else ()
    return citation(find(views, figure.source), links, places)


def _formula(views: Views, figure: Figure, links: Links) -> list[Markup]:
    inputs = _inputs(views, figure)
    listed = Markup("; ").join(
        Markup('<a href="{}">{}</a>').format(links.figure(item), role_label(item))
        for item in inputs
    )
    parts = [
        Markup("{}: {}").format(capital(in_words(figure, inputs)), in_numbers(figure, inputs)),
        Markup("Từ: {}").format(listed),
    ]
    warning = caution(figure, inputs)
    return [*parts, Markup("{}").format(warning)] if warning else parts


def _set_by(views: Views, figure: Figure) -> str | None:
    """The document that decided a target or a plan, which need not be where it was read."""
    if figure.subject in views.targets:
        return views.targets[figure.subject].target.set_by
    if figure.role is Role.PLAN and figure.subject in views.indicators:
        return views.indicators[figure.subject].indicator.plan_set_by
    return None


def _inputs(views: Views, figure: Figure) -> list[Figure]:
    return [views.figures[name] for name in figure.inputs]


def _place(figure: Figure, places: Places, links: Links) -> Markup:
    """The line of the data file, with links to it where the built commit is known."""
    if figure.path is None or figure.path not in places:
        return Markup()
    place = places[figure.path]
    words = f"{place.file}, dòng {place.line}"
    ways = (
        ("Xem dòng dữ liệu", links.line(place.file, place.line)),
        ("Sửa số liệu", links.editor(place.file, place.line)),
    )
    shown = [
        Markup(' <a href="{}" aria-label="{}: {}">{}</a>').format(address, label, words, label)
        for label, address in ways
        if address
    ]
    return Markup(' <span class="i-place">{}{}</span>').format(words, joined(shown, ""))


def _at_the_end(views: Views, view: IndicatorView) -> list[tuple[When, Judgement]]:
    """Where an indicator stands against what the end of the term must bring."""
    if view.target is None or view.target.type not in (TargetType.END_VALUE, TargetType.DONE):
        return []
    series = views.targets[view.target.id].series
    mine = (item.judgement for item in series if item.indicator == view.indicator.id)
    return [(item.as_of, item) for item in mine if item.as_of is not None]


def working(views: Views, name: str, links: Links) -> Markup:
    """How each status and the outlook of an indicator were worked out."""
    view = views.indicators[name]
    kind = view.target.type if view.target else None
    judged = [
        *((row.period, row.judgement) for row in years(view) if row.judgement and row.value.value),
        *((row.cut_off, row.judgement) for row in view.totals if row.judgement),
        *_at_the_end(views, view),
    ]
    figures = [
        figure
        for figure in views.figures.of(name)
        if figure.role in _OUTLOOK
        and figure.formula not in (None, Formula.SUM_OF_PARTS)
        and figure.portion is None
    ]
    return render(
        "working.html.jinja",
        links,
        judged=[
            (when, judgement, mark(judgement.standing), reason(judgement, kind))
            for when, judgement in judged
        ],
        figures=[
            (
                figure,
                in_words(figure, _inputs(views, figure)),
                in_numbers(figure, _inputs(views, figure)),
                caution(figure, _inputs(views, figure)),
            )
            for figure in figures
        ],
    )
