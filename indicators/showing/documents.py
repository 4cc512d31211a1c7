"""Documents, the programme's steps, the solutions and the groups as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from markupsafe import Markup

from indicators.computing.compute import Views
from indicators.export.addresses import FOLDER
from indicators.model import Document, Solution
from indicators.showing.links import Links
from indicators.showing.offers import beside
from indicators.showing.render import render
from indicators.showing.tables import Column, Line, Table
from indicators.words.names import document_in_full, names_of
from indicators.words.wording import dated

Form = Literal["short", "code", "title", "date", "full"]


class UnknownDocumentError(LookupError):
    """A page cites a document that the data does not list."""


def find(views: Views, name: str) -> Document:
    """A document by its id. Errors: ``UnknownDocumentError``."""
    for document in views.dataset.documents:
        if document.id == name:
            return document
    raise UnknownDocumentError(name)


def cite(views: Views, name: str, form: Form, links: Links) -> Markup:
    """A document inside a sentence, linked to its row among the documents.

    ``short`` is the code, or the title where the code is not known; ``code``, ``title`` and
    ``date`` give that part alone; ``full`` is title, code, date and issuer.
    """
    document = find(views, name)
    if form == "date":
        if document.date is None:
            raise UnknownDocumentError(f"{name}: date")
        return Markup('<time datetime="{}">{}</time>').format(
            str(document.date), dated(document.date)
        )
    if form == "code" and document.code is None:
        raise UnknownDocumentError(f"{name}: code")
    text = {
        "short": document.code or document.title,
        "code": document.code or "",
        "title": document.title,
        "full": document_in_full(document),
    }[form]
    return Markup('<a class="i-doc" href="{}">{}</a>').format(links.document(name), text)


def documents_table(views: Views, links: Links, count: int) -> Markup:
    """Every document with its code, issuer, date, and what it is for."""
    lines = []
    for document in views.dataset.documents:
        title = Markup('<cite class="i-doc">{}</cite>').format(document.title)
        if document.url:
            title = Markup('<a href="{}">{}</a>').format(document.url, title)
        if document.note:
            title += Markup('<br><small class="i-doc">{}</small>').format(document.note)
        issued = Markup("Nguồn không ghi")
        if document.date:
            issued = Markup('<time datetime="{}">{}</time>').format(
                str(document.date), dated(document.date)
            )
        lines.append(
            Line(
                title,
                (
                    Markup('<span class="i-doc">{}</span>').format(document.code)
                    if document.code
                    else Markup("Nguồn không ghi"),
                    Markup("{}").format(document.issuer or "Nguồn không ghi"),
                    issued,
                    Markup("{}").format(document.purpose or ""),
                ),
                document.id,
            )
        )
    return Table(
        caption="Văn bản và nguồn được dẫn trên trang",
        head="Tên văn bản",
        columns=(
            Column("Số, ký hiệu"),
            Column("Cơ quan ban hành"),
            Column("Ngày ban hành"),
            Column("Dùng để"),
        ),
        lines=tuple(lines),
        number=count,
        kind="documents",
        edit=links.edit("/documents"),
        offers=beside(f"{FOLDER}documents", links),
    ).html(links)


def steps(views: Views, links: Links) -> Markup:
    """The steps of the programme, in order, with who acts and what they serve."""
    programme = views.dataset.programme
    return render(
        "steps.html.jinja",
        links,
        steps=programme.steps if programme else (),
        names=names_of(views),
        cite=lambda name: cite(views, name, "short", links),
    )


def solutions(views: Views, by: Literal["indicator", "document"], links: Links) -> Markup:
    """The solutions under the indicators that they serve, or the documents they rest on."""
    names = names_of(views)
    sections: list[tuple[str, Markup, Sequence[Solution]]] = []
    known = views.dataset.solutions
    if by == "indicator":
        for view in views.indicators.values():
            name = view.indicator.id
            found = [item for item in known if name in item.indicators]
            if found:
                heading = Markup('<a href="{}">{}</a>').format(links.subject(name), names[name])
                sections.append((name, heading, found))
    else:
        for document in views.dataset.documents:
            found = [item for item in known if document.id in item.documents]
            if found:
                sections.append((document.id, cite(views, document.id, "full", links), found))
        rest = [item for item in known if not item.documents]
        if rest:
            sections.append(("khac", Markup("Nguồn không nêu văn bản căn cứ"), rest))
    return render(
        "solutions.html.jinja",
        links,
        sections=sections,
        names=names,
        by=by,
        cite=lambda name: cite(views, name, "short", links),
    )


def groups(views: Views, links: Links) -> Markup:
    """The groups on whom source building concentrates, in the data's order."""
    return render("groups.html.jinja", links, groups=views.dataset.groups)
