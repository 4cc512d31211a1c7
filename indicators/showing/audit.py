"""The ledger and the provenance of figures as tables: what a reader needs to check a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape as escaped
from typing import Annotated

from markupsafe import Markup

from indicators.computing.attention import duty_beside
from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import Division, Figure, Kind, Path, Role
from indicators.computing.ledger import Entry, Verdict
from indicators.computing.standing import Judgement, Standing
from indicators.export.addresses import FILES
from indicators.model import TargetType
from indicators.reporting.problems import Position
from indicators.showing.links import Links
from indicators.showing.macro import Writer, html, macro
from indicators.showing.naming import INDICATOR, WITH_PLACES
from indicators.showing.tables import citation
from indicators.words.attention import duties
from indicators.words.changes import change_in_words, formers
from indicators.words.explain import caution, kind_of, label, reason, role_label
from indicators.words.formulas import in_formula, in_numbers, names_inputs, words_of, worked
from indicators.words.table import Linked, Piece, Table, in_columns, joined, said
from indicators.words.wording import MINUS, amount, capital, lowered

_FORMULA = "i-fig i-fig--formula"


@macro
def ledger(writer: Writer, *names: Annotated[str, INDICATOR]) -> Table | str:
    """Every published figure of the named indicators, or of all, held against its recomputation;
    nothing where none can be. What is named stands where each figure tells it too: folded away.
    """
    views = writer.views
    entries = [e for name in names or views.indicators for e in views.indicators[name].entries]
    if not entries:
        return ""
    subject, called = names[0] if len(names) == 1 else "", views.names
    rows = []
    for entry in entries:
        what = _label(entry.published, called, subject)
        rows.append((what, entry.published, _recomputed(views, entry), _verdict(entry)))
    headings = ("Số liệu", "#Số công bố", "Tính lại", "Kết luận")
    counted = Counter(entry.verdict for entry in entries)
    number = '<span class="i-number">{}</span> {}'
    told = [said(number, str(counted[it]), lowered(it.label)) for it in Verdict if it in counted]
    return Table(
        caption="Đối chiếu số công bố với số tính lại",
        columns=in_columns(headings, rows),
        kind="ledger",
        files="" if names else f"{FILES}ledger",
        edit=subject or "/indicators",
        fold=said("Số công bố khi tính lại: {}", joined(told, "; ")) if names else "",
    )


def _label(figure: Figure, names: Mapping[str, str], subject: str) -> str:
    """What a figure is: of the subject by its role alone, else with what it is about."""
    return capital(role_label(figure)) if figure.subject == subject else label(figure, names)


def _recomputed(views: Views, entry: Entry) -> Piece:
    if entry.verdict is Verdict.WITHDRAWN:
        return entry.recomputed or ""
    if entry.recomputed is not None:
        words, numbers = worked(views, entry.recomputed)
        formula = said("{}: {}", words, Linked(numbers, entry.recomputed, _FORMULA))
        if entry.fitting and entry.verdict is Verdict.DISAGREES:
            return said("{}. Mẫu số phù hợp với số công bố: {}", formula, entry.fitting)
        if entry.present is None:
            return formula
        told = "{}. Số công bố đi cùng số trước khi thay đổi; số hiện nay cho {:u}."
        return said(told, formula, entry.present)
    if entry.verdict is not Verdict.NO_INPUTS:
        return "Không số nguyên nào cho đúng tỷ lệ này."
    if entry.fitting:
        words = "Nguồn không nêu đủ số đầu vào; ứng với tỷ lệ này, mẫu số là {:u}."
        return said(words, entry.fitting)
    if entry.rest is None:
        return "Nguồn không nêu đủ số đầu vào."
    words = "Số từng năm mà nguồn nêu không gộp thành lũy kế này; phần còn lại {:u}."
    return said(words, entry.rest)


def _verdict(entry: Entry) -> Piece:
    look = f'<span class="i-verdict i-verdict--{entry.verdict.value}">{{}}</span>'
    rounding = f" ({entry.rounding.label})" if entry.rounding else ""
    gap, told = entry.difference, f". {entry.explanation}" if entry.explanation else ""
    if gap is None or gap.exact is None:
        return said(f"{look}{{}}{{}}", entry.verdict.label, rounding, told)
    way = "thấp hơn" if gap.exact > 0 else "cao hơn"
    size = Linked(amount(gap, sign=False).removeprefix(MINUS), gap, "i-fig")
    words = f"{look}{{}}: số tính lại {way} số công bố {{}}{{}}"
    return said(words, entry.verdict.label, rounding, size, told)


@macro
def provenance(
    writer: Writer, name: Annotated[str, WITH_PLACES], *more: Annotated[str, WITH_PLACES]
) -> Table:
    """A row for every figure about the named subjects: what it is, where it comes from or how it
    was computed, what was judged from it, and how it agrees with what was printed. Folded away,
    each is shown as a card where its figure is asked.

    Figures of the first subject are called by their role alone, the others with their subject.
    A unit (``unit/tan-an``) has the figures of all indicators about it and those below it; what
    stands on a unit's page does not stand on the indicator's too.
    """
    views, links = writer.views, writer.links
    called = views.names
    shown = [figure for each in (name, *more) for figure in _about(views, each, links)]
    about = [views.indicators[it] for it in {f.subject: 0 for f in shown} if it in views.indicators]
    told = _Origins(writer, _held(about), _judged(about))
    rows = [
        (_label(figure, called, name), amount(figure, unit=True), told.origin(figure))
        for figure in shown
    ]
    unsaid = "Nguồn không ghi số công bố là chính thức, sơ bộ hay ước tính."
    unsure = any(figure.kind is Kind.PUBLISHED and not figure.status for figure in shown)
    headings = ("Số liệu", "#Giá trị", "Nguồn hoặc cách tính")
    return Table(
        caption="Nguồn gốc và cách tính",
        columns=in_columns(headings, rows),
        ids=[figure.anchor for figure in shown],
        notes=(*[unsaid] * unsure, *told.notes),
        kind="provenance",
        fold="Mở nguồn gốc và cách tính của mọi số ở đây",
    )


def _held(about: Iterable[IndicatorView]) -> Mapping[str, Entry]:
    """The entry of the ledger in which a figure was printed, recomputed, or tells them apart."""
    return {
        figure.id: entry
        for view in about
        for entry in view.entries
        for figure in (entry.difference, entry.recomputed, entry.published)
        if figure is not None
    }


def _agreement(views: Views, entry: Entry, figure: Figure) -> Piece:
    """What was printed and what was recomputed side by side, and what comes of it."""
    again = entry.recomputed
    sides = [said("<span>Công bố <b>{}</b></span>", amount(entry.published, unit=True))]
    if again:
        sides.append(said("<span>Tính lại <b>{}</b></span>", amount(again, unit=True)))
    ends = "{} " if entry.present or not again else "{}. "
    way = said(ends, _recomputed(views, entry)) if figure == entry.published else ""
    stop = "" if entry.explanation and entry.explanation.endswith(".") else "."
    told = ' <span class="i-asked"><span class="i-sides">{}</span> {}{}{}</span>'
    return said(told, joined(sides, " "), way, _verdict(entry), stop)


def _judged(about: Iterable[IndicatorView]) -> Mapping[str, list[Judgement]]:
    """What was judged from each figure: how a time, a total or a part of one stands, and what the
    end of the term must bring.
    """
    ends = (TargetType.END_VALUE, TargetType.AVERAGE, TargetType.DONE)
    found: dict[str, list[Judgement]] = {}
    for view in about:
        parts = (row for year in view.breakdowns for row in (*year.units, *year.groups))
        known = [row.judgement for row in (*view.every, *view.totals, *parts)]
        known += [view.progress[it.id].judgement for it in view.targets if it.type in ends]
        for judgement in known:
            if judgement and judgement.because and judgement.standing is not Standing.NO_DATA:
                mine = found.setdefault(judgement.because[0].id, [])
                mine += [judgement] * (judgement not in mine)
    return found


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


@dataclass(frozen=True, slots=True)
class _Origins:
    """Tells the origins of a page's figures as HTML, of which a page has more than of all else:
    what several rows have in common is written once.
    """

    writer: Writer
    held: Mapping[str, Entry]
    judged: Mapping[str, Sequence[Judgement]]
    cited: dict[tuple[str | None, str | None], str] = field(default_factory=dict)
    numbers: dict[tuple[str, bool], str] = field(default_factory=dict)
    records: set[Path] = field(default_factory=set)
    notes: dict[Piece, None] = field(default_factory=dict)

    def origin(self, figure: Figure) -> Markup:
        """Where a figure comes from, what was judged from it, and how it agrees with what was
        printed.
        """
        views = self.writer.views
        known = figure.formula is not None and figure.value is not None
        how = self._worked(figure) if known else self._read(figure)
        told = [f'<strong class="i-kind">{kind_of(figure)}</strong>: {how}']
        pieces: list[Piece] = [
            said(' <span class="i-judged">{} – {}.</span>', it.standing, reason(it))
            for it in self.judged.get(figure.id, ())
        ]
        if known and (warning := caution(views, figure)):
            self.notes[warning] = None
            pieces.append(said(' <span class="i-asked">{}</span>', warning))
        if figure.id in self.held:
            pieces.append(_agreement(views, self.held[figure.id], figure))
        if figure.path and figure.path[:-1] not in self.records:
            self.records.add(figure.path[:-1])
            listed = duties(duty_beside(views, figure))
            pieces += (said(" {}: {}.", what, text) for what, text in listed)
        told += map(self._html, pieces)
        if figure.path and (place := self.writer.places.get(figure.path)):
            told.append(self._place(place))
        return Markup("".join(told))  # noqa: S704 - escaped piece by piece

    def _html(self, part: Piece) -> str:
        return html(part, self.writer.links)

    def _read(self, figure: Figure) -> str:
        """What a source says, or why it says nothing."""
        note, read = escaped((figure.note or "").rstrip(".")), (figure.source, figure.locator)
        if figure.value is None:
            known = self.writer.views.figures.inputs_of(figure)
            inputs = self._inputs(known) if known else ""
            cited = self._cited(*read) if figure.locator else ""
            parts = [note or "Nguồn không nêu", inputs, cited]
        else:
            by = self._cited(_set_by(self.writer.views, figure), None)
            decided = f"Đặt ra tại: {by}" if by else ""
            parts = [self._cited(*read), decided, note, *self._former(figure)]
        return ". ".join(filter(None, parts)) + "."

    def _worked(self, figure: Figure) -> str:
        """How it was computed: its formula in words and in numbers, each number with a link to its
        own origin; where the words do not name every input, each is named with the link.
        """
        inputs = self.writer.views.figures.inputs_of(figure)
        words = escaped(words_of(self.writer.views, figure, inputs))
        if names_inputs(figure, inputs):
            numbers = in_numbers(figure, inputs, self._number, escaped)
            return f"{words}: {numbers.rstrip('.')}."
        numbers = escaped(in_numbers(figure, inputs).rstrip("."))
        return f"{words}: {numbers}. {self._inputs(inputs)}."

    def _number(self, figure: Figure, exact: bool) -> str:
        key = figure.id, exact
        if key not in self.numbers:
            self.numbers[key] = self._linked(figure, in_formula(figure, exact))
        return self.numbers[key]

    def _linked(self, figure: Figure, words: str) -> str:
        return f'<a href="{escaped(self.writer.links.figure(figure))}">{escaped(words)}</a>'

    def _inputs(self, inputs: Iterable[Figure]) -> str:
        return "Từ: " + "; ".join(self._linked(item, role_label(item)) for item in inputs)

    def _cited(self, source: str | None, locator: str | None) -> str:
        key = source, locator
        if key not in self.cited:
            self.cited[key] = self._html(citation(self.writer.views, source, locator))
        return self.cited[key]

    def _former(self, figure: Figure) -> Iterator[str]:
        """What the number was before, with the source of that."""
        for change in formers(self.writer.views, figure):
            yield escaped(change_in_words(change, figure).rstrip("."))
            source, locator = change.read(figure)
            if source:
                yield f"Số trước theo {self._cited(source, locator)}"

    def _place(self, place: Position) -> str:
        """The line of the data file, with links to it where the built commit is known."""
        file, line, hosting = place.file, place.line, self.writer.links.hosting
        words = escaped(f"{file}, dòng {line}")
        ways = (hosting.line, "Xem dòng dữ liệu"), (hosting.editor, "Sửa số liệu")
        known = ((escaped(to(file, line)), way) for to, way in ways)
        link = ' <a href="{0}" aria-label="{1}: {2}">{1}</a>'
        shown = "".join(link.format(to, way, words) for to, way in known if to)
        return f' <span class="i-place">{words}{shown}</span>'


def _set_by(views: Views, figure: Figure) -> str | None:
    """The document that decided a target or a plan, which need not be where it was read."""
    if figure.subject in views.targets:
        return views.targets[figure.subject].target.set_by
    if figure.role is Role.PLAN and figure.subject in views.indicators:
        return views.indicators[figure.subject].indicator.plan_set_by
    return None


@macro
def working(writer: Writer, name: Annotated[str, INDICATOR] = "") -> Piece:
    """How to ask a figure where it comes from, on a screen; and where an indicator's all say it."""
    told = said("Bấm vào một số hay một trạng thái để xem số ấy lấy từ đâu, tính thế nào")
    if name:
        there = Linked("nguồn gốc và cách tính", writer.views.indicators[name].indicator.id)
        told = said("{}; mọi số: xem {}", told, there)
    return said('<span class="i-screen">{}.</span>', told)
