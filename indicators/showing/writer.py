"""What a page may call: here what stands inside sentences, what lists documents, steps, groups and
rules, and what explains the page's own words; the other macros are made beside what they show.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from markupsafe import Markup, escape

from indicators.computing.figures import CutOff, Figure, Period
from indicators.computing.ledger import Verdict
from indicators.computing.standing import Standing
from indicators.export.addresses import FILES
from indicators.forms import refusals  # noqa: F401 - for its rules
from indicators.model import Document
from indicators.reporting.findings import visible
from indicators.reporting.rules import catalogue
from indicators.showing import (  # noqa: F401 - for their macros
    assignment,
    audit,
    charts,
    chronicle,
    exports,
    sentences,
    tables,
)
from indicators.showing.macro import Writer, html, macro, macros, render
from indicators.showing.naming import ANY_YEAR, ANYTHING, DOCUMENT, FIGURE, RULE, STATUS, settled
from indicators.showing.phrases import judged, status_of
from indicators.words.names import document_in_full
from indicators.words.table import Linked, Piece, Shown, Table, in_columns, joined, named, said
from indicators.words.wording import STANDING_MEANINGS, VERDICT_MEANINGS

__all__ = ["Writer", "macros"]


@macro
def figure(
    writer: Writer,
    name: Annotated[str, FIGURE],
    unit: bool = False,
    marks: bool = True,
    sign: bool = True,
) -> Piece:
    """One number inside a sentence, as a link to where it comes from.

    ``marks=False`` leaves out "suy ra" and "dự kiến" where the sentence says it, and
    ``sign=False`` the plus of a difference that the sentence calls higher or lower.
    """
    return Shown(_named(writer, name), unit, sign, marks)


@macro
def when(writer: Writer, name: Annotated[str, FIGURE]) -> Piece:
    """The time that a figure speaks of, so that a sentence says no other one beside it."""
    time = _named(writer, name).when
    if time is None:
        raise LookupError(f"“{name}” không gắn với thời gian nào.")
    return named(time)


def _named(writer: Writer, name: str) -> Figure:
    return writer.views.figures[settled(name, writer.views)]


@macro
def status(writer: Writer, name: Annotated[str, STATUS], outlook: bool = False) -> Piece:
    """The status of a target (``muc-ket-nap``) or of a year (``ket-nap/2021``)."""
    subject, _, year = settled(name, writer.views).partition("/")
    if year:
        view = writer.views.indicators[subject]
        rows = {row.period.key: row for row in (*view.others, *view.rows)}
        rows |= {str(row.period.year): row for row in view.rows}
        judgement = rows[year].judgement
    else:
        target = writer.views.targets[name]
        if not outlook:
            return status_of(target.standing, target.series)
        judgement = next((series.outlook for series in target.series if series.outlook), None)
    if judgement is None:
        raise LookupError(f"Chưa có căn cứ để nêu trạng thái của “{name}”.")
    return judged(judgement)


@macro
def term(writer: Writer, part: Literal["name", "start", "end"] = "name") -> Piece:
    """The term's name, or its first or last year."""
    data = writer.views.dataset.term
    if part == "name":
        return tables.term_name(writer.views)
    return Period(data.first if part == "start" else data.last)


@macro
def terms(writer: Writer) -> Table:
    """Every term of the data: whose it was, from when to when, and what its congress decided."""
    every = sorted((writer.views, *writer.others.values()), key=lambda v: v.dataset.term.opens)
    rows = []
    for views in every:
        data, decision = views.dataset, views.dataset.term.resolution
        ends = (data.term.start, data.term.end)
        times = [Period(end) if isinstance(end, int) else end for end in ends]
        decided: Piece = ""
        if decision:
            document = views.documents[decision]
            other = said('<span class="i-doc">{}</span>', document.title)
            own = views is writer.views  # the documents of another term stand on its own pages
            decided = Linked(document.title, document, "i-doc") if own else other
        rows.append((tables.term_name(views), data.organisation.name, *times, decided))
    headings = ("Nhiệm kỳ", "Tổ chức đảng", "Từ", "Đến", "Nghị quyết đại hội")
    return Table("Các nhiệm kỳ có số liệu trên trang này", in_columns(headings, rows))


@macro
def year(writer: Writer, year: Annotated[int, ANY_YEAR]) -> Piece:  # noqa: ARG001 - the same for every page
    """A year inside a sentence."""
    return Period(year)


@macro
def organisation(writer: Writer) -> Piece:
    """The organisation's name."""
    return writer.views.dataset.organisation.name


@macro
def name(writer: Writer, name: Annotated[str, ANYTHING]) -> Piece:
    """The name of an indicator, a target or a document."""
    return writer.views.names[name]


@macro
def statuses(writer: Writer) -> Markup:
    """Every status with its mark and meaning."""
    marks = [(standing, STANDING_MEANINGS[standing]) for standing in reversed(Standing)]
    return render("statuses.html.jinja", writer.links, marks=marks)


@macro
def verdicts(writer: Writer) -> Markup:
    """Every conclusion of the ledger with its meaning."""
    marks = [(verdict.label, VERDICT_MEANINGS[verdict]) for verdict in Verdict]
    return render("statuses.html.jinja", writer.links, marks=marks)


_Form = Literal["short", "code", "title", "date", "full"]


@macro
def document(writer: Writer, name: Annotated[str, DOCUMENT], form: _Form = "short") -> Piece:
    """A document inside a sentence, linked to its row among the documents.

    ``short`` is the code, or the title where the code is not known; ``code``, ``title`` and
    ``date`` give that part alone; ``full`` is title, code, date and issuer.
    """
    found = writer.views.documents[name]
    text = {
        "short": found.code or found.title,
        "code": found.code,
        "title": found.title,
        "date": found.date,
        "full": document_in_full(found),
    }[form]
    if text is None:
        raise LookupError(f"Văn bản “{name}” chưa khai {form}.")
    return text if form == "date" else Linked(text, found, "i-doc")


@macro
def documents(writer: Writer) -> Table:
    """Every document with its code, issuer, date, and what it is for."""
    listed, unknown = writer.views.dataset.documents, "Nguồn không ghi"
    headings = ("Tên văn bản", "Số, ký hiệu", "Cơ quan ban hành", "Ngày ban hành", "Dùng để")
    rows = []
    for it in listed:
        code = said('<span class="i-doc">{}</span>', it.code) if it.code else unknown
        known = it.knows_through and said("số liệu đến {}", CutOff(it.knows_through))
        dated = joined(filter(None, (it.date or (None if known else unknown), known)), "; ")
        rows.append((_title(it), code, it.issuer or unknown, dated, it.purpose or ""))
    return Table(
        caption="Văn bản và nguồn được dẫn trên trang",
        columns=in_columns(headings, rows),
        ids=[item.id for item in listed],
        kind="documents",
        files=f"{FILES}documents",
        edit="/documents",
    )


def _title(document: Document) -> Piece:
    title: Piece = said('<cite class="i-doc">{}</cite>', document.title)
    if document.url:
        title = said('<a href="{}">{}</a>', document.url, title)
    note = said('<br><small class="i-doc">{}</small>', document.note) if document.note else ""
    return said("{}{}", title, note)


@macro
def steps(writer: Writer) -> Markup:
    """The steps of the programme, in order, with who acts and what they serve."""
    views, links = writer.views, writer.links
    listed = views.dataset.programme.steps if views.dataset.programme else ()
    cite = lambda name: html(document(writer, name), links)  # noqa: E731
    return render("steps.html.jinja", links, steps=listed, names=views.names, cite=cite)


@macro
def groups(writer: Writer) -> Markup:
    """The groups on whom source building concentrates, in the data's order."""
    return render("groups.html.jinja", writer.links, groups=writer.views.dataset.groups)


@macro
def rules(writer: Writer, *names: Annotated[str, RULE]) -> Markup:
    """The named rules, or all of the data and the pages by section, each with a bad and a good
    example; a rule's name is its anchor.
    """
    known = catalogue()
    sections: dict[str, list[Mapping[str, object]]] = {}
    for rule in [known[name] for name in names] or known.values():
        entry = {"rule": rule, "bad": _lines(rule.bad), "good": _lines(rule.good)}
        sections.setdefault("" if names else rule.section.value, []).append(entry)
    return render("rules.html.jinja", writer.links, sections=list(sections.items()))


def _lines(text: str) -> Markup:
    """Lines of data with every character to be seen, and line ends that the page keeps."""
    shown = (escape(visible(line, mark_spaces=True)) for line in text.split("\n"))
    return Markup("&#10;").join(shown)
