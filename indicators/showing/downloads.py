"""The page from which everything can be taken away, and how it is cited."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import partial
from typing import Annotated

from markupsafe import Markup

from indicators.computing.compute import Views
from indicators.export import citation
from indicators.export.addresses import (
    API,
    DESCRIPTOR,
    EVERYTHING,
    FILES,
    SUMS,
    drawing,
    stem_of,
)
from indicators.export.citation import Work
from indicators.export.records import LISTINGS
from indicators.showing.links import Links
from indicators.showing.macro import Writer, macro
from indicators.showing.naming import INDICATOR
from indicators.showing.offers import DRAWINGS, FORMS, Offer, addresses, offer, offers, size
from indicators.showing.render import block, render
from indicators.words.table import Column, Piece, Table, said

_NOTHING = Markup('<p class="i-missing">Bản dựng này không kèm tệp tải về.</p>')


@macro
def downloads(writer: Writer, name: Annotated[str, INDICATOR] = "") -> Markup:
    """The files of an indicator, or of everything with sizes and checksums."""
    links, count = writer.links, partial(writer.count, "table")
    if not links.files:
        return _NOTHING
    if name:
        return _of_indicator(writer.views, name, links)
    return block(_offered(writer.views, links), links, count) + _sums(links, count)


def _of_indicator(views: Views, name: str, links: Links) -> Markup:
    """The files about one indicator as a list."""
    drawn = [
        offer(form, path, links)
        for what, form in DRAWINGS.items()
        if (path := drawing(name, what)) in links.files
    ]
    listed = (*offers(stem_of(name), links), *drawn)
    return render(
        "downloads.html.jinja", links, name=views.indicators[name].indicator.name, offers=listed
    )


def _offered(views: Views, links: Links) -> Table:
    """Every file: what it holds, in which forms and sizes."""
    contents = [(EVERYTHING, "Mọi số liệu")]
    contents += [(stem_of(name), view.indicator.name) for name, view in views.indicators.items()]
    contents += [(FILES + table.name, table.title) for table in LISTINGS[1:]]
    cells = [list(_cells(stem, title, links)) for stem, title in contents]
    return Table(
        caption="Tệp dữ liệu, kích thước theo từng dạng",
        columns=(
            Column("Nội dung", [title for _, title in contents]),
            *(Column(form, [row[at] for row in cells]) for at, form in enumerate(FORMS)),
        ),
        notes=("Tệp Excel chỉ có sau khi dựng trang, không có khi xem thử.",)
        if not any(path.endswith(".xlsx") for path in links.files)
        else (),
        kind="downloads",
    )


def _cells(stem: str, title: str, links: Links) -> Iterable[Piece]:
    known = {item.form: item for item in offers(stem, links)}
    for form, _ in addresses(stem):
        item = known.get(form)
        yield _link(item, title) if item else said('<span class="i-missing">Không có</span>')


def _link(item: Offer, title: str) -> Piece:
    link = '<a class="i-take__file" href="{}" download aria-label="{}, {}, {}">{}</a>'
    return said(link, item.href, item.size, title, item.form, item.size)


def _sums(links: Links, count: Callable[[], int]) -> Markup:
    link = '<a class="i-take__file" href="{}">{}</a>'
    length = '<span class="i-take__file">{}</span>'
    digest = '<code class="i-code i-sum">{}</code>'
    files = links.files.items()
    table = Table(
        caption="Mã kiểm tra của từng tệp",
        columns=(
            Column("Tệp", [said(link, links.to(path), path) for path, _ in files]),
            Column(
                "Kích thước", [said(length, size(len(file))) for _, file in files], numeric=True
            ),
            Column(
                "Mã kiểm tra",
                [said(digest, hashlib.sha256(file).hexdigest()) for _, file in files],
            ),
        ),
        kind="sums",
    )
    described = [path for path in (DESCRIPTOR, SUMS, f"{API}index.json") if path in links.files]
    return render(
        "sums.html.jinja",
        links,
        table=block(table, links, count),
        described=[links.to(path) for path in described],
    )


@macro
def cite(writer: Writer, name: Annotated[str, INDICATOR] = "") -> Markup:
    """How an indicator or the whole of the data is cited: in words, as BibTeX, and as schema.org
    describes it.
    """
    links = writer.links
    work = Work(writer.views, writer.edition, links.page, name or None)
    if work.indicator is None:
        described = citation.data_catalogue(work, links.home)
    else:
        paths = (path for _, path in addresses(stem_of(work.indicator)) if path in links.files)
        own = {path: links.files[path] for path in paths}
        described = citation.dataset(work, own, links.to)
    # A line end would be lost where a template is put on one line.
    entry = Markup("{}").format(citation.bibtex(work)).replace("\n", Markup("&#10;"))
    return render(
        "cite.html.jinja",
        links,
        words=citation.reference(work),
        entry=entry,
        described=citation.script(described),
    )
