"""Documents, the programme's steps, the solutions and the groups as HTML."""

from __future__ import annotations

from typing import Annotated, Literal

from markupsafe import Markup

from indicators.computing.figures import CutOff
from indicators.export.addresses import FILES
from indicators.model import Document
from indicators.showing.macro import Writer, macro
from indicators.showing.naming import DOCUMENT
from indicators.showing.render import html, render
from indicators.words.names import document_in_full, document_of, names_of
from indicators.words.table import Linked, Piece, Table, in_columns, joined, said

_Form = Literal["short", "code", "title", "date", "full"]


@macro
def document(writer: Writer, name: Annotated[str, DOCUMENT], form: _Form = "short") -> Piece:
    """A document inside a sentence, linked to its row among the documents.

    ``short`` is the code, or the title where the code is not known; ``code``, ``title`` and
    ``date`` give that part alone; ``full`` is title, code, date and issuer.
    """
    found = document_of(writer.views, name)
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
    programme = views.dataset.programme
    return render(
        "steps.html.jinja",
        links,
        steps=programme.steps if programme else (),
        names=names_of(views),
        cite=lambda name: html(document(writer, name), links),
    )


@macro
def groups(writer: Writer) -> Markup:
    """The groups on whom source building concentrates, in the data's order."""
    return render("groups.html.jinja", writer.links, groups=writer.views.dataset.groups)
