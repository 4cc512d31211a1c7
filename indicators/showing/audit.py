"""The ledger and the provenance of figures as tables: what a reader needs to check a number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import Division, Figure, Kind, Role, When
from indicators.computing.formulas import Formula
from indicators.computing.ledger import Entry, Verdict
from indicators.computing.standing import Judgement
from indicators.export.addresses import FILES, stem_of
from indicators.model import TargetType
from indicators.showing.links import Links
from indicators.showing.macro import Places, Writer, macro
from indicators.showing.naming import INDICATOR, WITH_PLACES
from indicators.showing.tables import citation
from indicators.words.changes import change_in_words, formers
from indicators.words.explain import caution, kind_of, label, reason, role_label
from indicators.words.formulas import worked
from indicators.words.names import document_of, names_of
from indicators.words.table import Column, Linked, Piece, Shown, Table, joined, said
from indicators.words.wording import (
    MINUS,
    amount,
    capital,
)
from indicators.words.wording import when as in_time

_FORMULA = "i-fig i-fig--formula"

# What explains a status or the outlook; other derived figures have their formula at their row.
_OUTLOOK = {
    Role.PLAN, Role.SUM, Role.UNEXPLAINED, Role.UNEXPLAINED_PERCENT, Role.REMAINING,
    Role.REMAINING_PERCENT, Role.REMAINING_OF_PLAN, Role.REQUIRED_PER_PERIOD, Role.OVER_TARGET,
    Role.PACE, Role.NEEDED, Role.IMPLIED,
}  # fmt: skip


@macro
def ledger(writer: Writer, *names: Annotated[str, INDICATOR]) -> Table | str:
    """Every published figure of the named indicators, or of all, held against its recomputation;
    nothing where none can be.
    """
    views = writer.views
    names = names or tuple(views.indicators)
    entries = [entry for name in names for entry in views.indicators[name].entries]
    if not entries:
        return ""
    several = len(names) > 1
    published = [entry.published for entry in entries]
    return Table(
        caption="Đối chiếu số công bố với số tính lại",
        columns=(
            Column("Số liệu", _labels(views, published, "" if several else names[0])),
            Column("Số công bố", published, numeric=True),
            Column("Tính lại", [_recomputed(views, entry) for entry in entries]),
            Column("Kết luận", [_verdict(entry) for entry in entries]),
        ),
        kind="ledger",
        files=f"{FILES}ledger" if several else stem_of(names[0]),
        edit="/indicators" if several else names[0],
    )


def _labels(views: Views, figures: Iterable[Figure], subject: str) -> list[str]:
    """What figures are: those of the subject by their role alone, others with their subject."""
    names = names_of(views)
    return [
        capital(role_label(figure)) if figure.subject == subject else label(figure, names)
        for figure in figures
    ]


def _recomputed(views: Views, entry: Entry) -> Piece:
    if entry.verdict is Verdict.NO_INPUTS:
        if entry.rest is None:
            return "Nguồn không nêu đủ số đầu vào."
        words = "Số từng năm mà nguồn nêu không gộp thành lũy kế này; phần còn lại {}."
        return said(words, Shown(entry.rest, unit=True))
    if entry.recomputed is None:
        return "Không số nguyên nào cho đúng tỷ lệ này."
    words, numbers = worked(views, entry.recomputed)
    return said("{}: {}", words, Linked(numbers, entry.recomputed, _FORMULA))


def _verdict(entry: Entry) -> Piece:
    look = f'<span class="i-verdict i-verdict--{entry.verdict.value}">{{}}</span>'
    parts: list[Piece] = [said(look, entry.verdict.label)]
    if entry.rounding is not None:
        parts.append(f" ({entry.rounding.label})")
    if entry.difference is not None and entry.difference.exact is not None:
        way = "thấp hơn" if entry.difference.exact > 0 else "cao hơn"
        size = amount(entry.difference, sign=False).removeprefix(MINUS)
        words = f": số tính lại {way} số công bố {{}}"
        parts.append(said(words, Linked(size, entry.difference, "i-fig")))
    if entry.explanation:
        parts.append(f". {entry.explanation}")
    return joined(parts, "")


@macro
def provenance(
    writer: Writer, name: Annotated[str, WITH_PLACES], *more: Annotated[str, WITH_PLACES]
) -> Table:
    """A row for every figure about the named subjects: what it is, and where it comes from.

    Figures of the first subject are called by their role alone, the others with their subject.
    A unit (``unit/tan-an``) has the figures of all indicators about it and those below it; what
    stands on a unit's page does not stand on the indicator's too.
    """
    views, links = writer.views, writer.links
    names = (name, *more)
    shown = [figure for each in names for figure in _about(views, each, links)]
    unqualified = any(figure.kind is Kind.PUBLISHED and not figure.status for figure in shown)
    note = "Nguồn không ghi số công bố là chính thức, sơ bộ hay ước tính."
    origins = [
        said("{}{}", _origin(views, figure), _place(figure, writer.places, links))
        for figure in shown
    ]
    return Table(
        caption="Nguồn gốc số liệu",
        columns=(
            Column("Số liệu", _labels(views, shown, names[0])),
            Column("Giá trị", [amount(figure, unit=True) for figure in shown], numeric=True),
            Column("Nguồn hoặc cách tính", origins),
        ),
        ids=[figure.anchor for figure in shown],
        notes=(note,) if unqualified else (),
        kind="provenance",
        files=stem_of(names[0]),
    )


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


def _origin(views: Views, figure: Figure) -> Piece:
    kind = said('<strong class="i-kind">{}</strong>', kind_of(figure))
    if figure.value is None:
        place = said(" {}.", _cited(views, figure)) if figure.locator else ""
        return said("{}: {}{}", kind, figure.note or "Nguồn không nêu.", place)
    parts = _source(views, figure) if figure.formula is None else _formula(views, figure)
    parts += [change_in_words(item, figure) for item in formers(views, figure)]
    ended = [part.rstrip(".") if isinstance(part, str) else part for part in parts]
    return said("{}: {}.", kind, joined(ended, ". "))


def _source(views: Views, figure: Figure) -> list[Piece]:
    parts = [_cited(views, figure)]
    set_by = _set_by(views, figure)
    if set_by is not None:
        parts.append(said("Đặt ra tại: {}", citation(document_of(views, set_by))))
    return [*parts, figure.note] if figure.note else parts


def _cited(views: Views, figure: Figure) -> Piece:
    assert figure.source is not None
    places = (figure.locator,) if figure.locator else ()
    return citation(document_of(views, figure.source), *places)


def _formula(views: Views, figure: Figure) -> list[Piece]:
    words, numbers = worked(views, figure)
    inputs = (Linked(role_label(item), item) for item in views.figures.inputs_of(figure))
    parts = [f"{words}: {numbers}", said("Từ: {}", joined(inputs, "; ")), caution(views, figure)]
    return [part for part in parts if part]


def _set_by(views: Views, figure: Figure) -> str | None:
    """The document that decided a target or a plan, which need not be where it was read."""
    if figure.subject in views.targets:
        return views.targets[figure.subject].target.set_by
    if figure.role is Role.PLAN and figure.subject in views.indicators:
        return views.indicators[figure.subject].indicator.plan_set_by
    return None


def _place(figure: Figure, places: Places, links: Links) -> Piece:
    """The line of the data file, with links to it where the built commit is known."""
    if figure.path is None or figure.path not in places:
        return ""
    file, line = places[figure.path].file, places[figure.path].line
    words = f"{file}, dòng {line}"
    ways = (
        ("Xem dòng dữ liệu", links.hosting.line(file, line)),
        ("Sửa số liệu", links.hosting.editor(file, line)),
    )
    link = ' <a href="{}" aria-label="{}: {}">{}</a>'
    shown = [said(link, address, label, words, label) for label, address in ways if address]
    return said(' <span class="i-place">{}{}</span>', words, joined(shown, ""))


def _at_the_end(views: Views, view: IndicatorView) -> list[tuple[When, Judgement]]:
    """Where an indicator stands against what the end of the term must bring."""
    if view.target is None or view.target.type not in (TargetType.END_VALUE, TargetType.DONE):
        return []
    series = views.targets[view.target.id].series
    mine = (item.judgement for item in series if item.indicator == view.indicator.id)
    return [(item.as_of, item) for item in mine if item.as_of is not None]


@macro
def working(writer: Writer, name: Annotated[str, INDICATOR]) -> Piece:
    """How each status and the outlook of an indicator were worked out."""
    views, view = writer.views, writer.views.indicators[name]
    kind = view.target.type if view.target else None
    judged: list[tuple[When, Judgement]] = [
        *((row.period, row.judgement) for row in view.years if row.judgement and row.value.value),
        *((row.cut_off, row.judgement) for row in view.totals if row.judgement),
        *_at_the_end(views, view),
    ]
    statuses = [
        said(
            "<li>{}: {} – {}.</li>",
            capital(in_time(when)),
            judgement.standing,
            Linked(reason(judgement, kind), judgement.because[0], _FORMULA),
        )
        for when, judgement in judged
    ]
    derived = [
        _derived(views, figure)
        for figure in views.figures.of(name)
        if figure.role in _OUTLOOK
        and figure.formula not in (None, Formula.SUM_OF_PARTS)
        and figure.portion is None
    ]
    lists = [joined(items, " ") for items in (statuses, derived) if items]
    return joined([said('<ul class="i-working"> {} </ul>', items) for items in lists], " ")


def _derived(views: Views, figure: Figure) -> Piece:
    """A derived figure with its formula in words and in numbers."""
    words, numbers = worked(views, figure)
    label, formula = capital(role_label(figure)), Linked(numbers, figure, _FORMULA)
    warning = caution(views, figure)
    more = said(" {}", warning) if warning else ""
    return said("<li>{}: {}. {}: {}.{}</li>", label, Shown(figure, unit=True), words, formula, more)
