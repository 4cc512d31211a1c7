"""What a page may call: here what stands inside sentences and explains the page's own words; the
other macros are made beside what they show.
"""

from __future__ import annotations

from typing import Annotated, Literal

from markupsafe import Markup

from indicators.computing.figures import Figure, Period
from indicators.computing.ledger import Verdict
from indicators.computing.standing import Standing
from indicators.showing import (  # noqa: F401 - for their macros
    assignment,
    audit,
    cards,
    charts,
    chronicle,
    coverage,
    documents,
    downloads,
    programme,
    rules_page,
    sentences,
    tables,
)
from indicators.showing.macro import Writer, macro, macros
from indicators.showing.naming import ANY_YEAR, ANYTHING, FIGURE, STATUS, settled
from indicators.showing.render import render
from indicators.words.names import document_of, names_of
from indicators.words.table import Linked, Piece, Shown, Table, in_columns, named, said
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
def status(writer: Writer, name: Annotated[str, STATUS], outlook: bool = False) -> Standing:
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
            return target.standing
        judgement = next((series.outlook for series in target.series if series.outlook), None)
    if judgement is None:
        raise LookupError(f"Chưa có căn cứ để nêu trạng thái của “{name}”.")
    return judgement.standing


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
            document = document_of(views, decision)
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
    return names_of(writer.views)[name]


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
