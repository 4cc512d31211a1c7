"""The page from which everything can be taken away, and how it is cited."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import partial
from typing import Annotated

from markupsafe import Markup

from indicators.computing.compute import Views
from indicators.export.addresses import API, DESCRIPTOR, EVERYTHING, FILES, SUMS, drawing, stem_of
from indicators.export.edition import Work, bibtex, data_catalogue, dataset, reference, script
from indicators.export.records import LISTINGS
from indicators.showing.links import Links
from indicators.showing.macro import Writer, macro
from indicators.showing.naming import INDICATOR
from indicators.showing.offers import DRAWINGS, FORMS, addresses, offer, offers, size
from indicators.showing.render import block, render
from indicators.words.table import Piece, Table, in_columns, said

_NOTHING = Markup('<p class="i-missing">Bản dựng này không kèm tệp tải về.</p>')


@macro
def downloads(writer: Writer, name: Annotated[str, INDICATOR] = "") -> Markup:
    """The files of an indicator, or of everything with sizes and checksums."""
    links, count = writer.links, partial(writer.count, "table")
    if not links.files:
        return _NOTHING
    if not name:
        return block(_offered(writer.views, links), links, count) + _sums(links, count)
    listed = [
        *offers(stem_of(name), links),
        *(
            offer(form, path, links)
            for what, form in DRAWINGS.items()
            if (path := drawing(name, what)) in links.files
        ),
    ]
    called = writer.views.indicators[name].indicator.name
    return render("downloads.html.jinja", links, name=called, offers=listed)


def _offered(views: Views, links: Links) -> Table:
    """Every file: what it holds, in which forms and sizes."""
    contents = {EVERYTHING: "Mọi số liệu"}
    contents |= {stem_of(name): view.indicator.name for name, view in views.indicators.items()}
    contents |= {FILES + table.name: table.title for table in LISTINGS[1:]}
    rows = [(title, *_cells(stem, title, links)) for stem, title in contents.items()]
    made = any(path.endswith(".xlsx") for path in links.files)
    return Table(
        caption="Tệp dữ liệu, kích thước theo từng dạng",
        columns=in_columns(("Nội dung", *FORMS), rows),
        notes=() if made else ("Tệp Excel chỉ có sau khi dựng trang, không có khi xem thử.",),
        kind="downloads",
    )


def _cells(stem: str, title: str, links: Links) -> Iterable[Piece]:
    known = {item.form: item for item in offers(stem, links)}
    link = '<a class="i-take__file" href="{}" download aria-label="{}, {}, {}">{}</a>'
    for form in FORMS:
        item = known.get(form)
        if item is None:
            yield said('<span class="i-missing">Không có</span>')
        else:
            yield said(link, item.href, item.size, title, item.form, item.size)


def _sums(links: Links, count: Callable[[], int]) -> Markup:
    link = '<a class="i-take__file" href="{}">{}</a>'
    length = '<span class="i-take__file">{}</span>'
    digest = '<code class="i-code i-sum">{}</code>'
    rows = []
    for path, file in links.files.items():
        told = said(length, size(len(file))), said(digest, hashlib.sha256(file).hexdigest())
        rows.append((said(link, links.file(path), links.root + path), *told))
    headings = ("Tệp", "Kích thước", "Mã kiểm tra")
    columns = in_columns(headings, rows, numeric=headings[1:2])
    table = Table("Mã kiểm tra của từng tệp", columns, kind="sums")
    described = [path for path in (DESCRIPTOR, SUMS, f"{API}index.json") if path in links.files]
    return render(
        "sums.html.jinja",
        links,
        table=block(table, links, count),
        described=[links.file(path) for path in described],
    )


@macro
def cite(writer: Writer, name: Annotated[str, INDICATOR] = "") -> Markup:
    """How an indicator or the whole of the data is cited: in words, as BibTeX, and as schema.org
    describes it.
    """
    links = writer.links
    work = Work(writer.views, writer.edition, links.page, name or None)
    if work.indicator is None:
        described = data_catalogue(work, links.home)
    else:
        paths = (path for _, path in addresses(stem_of(work.indicator)) if path in links.files)
        own = {links.root + path: links.files[path] for path in paths}
        described = dataset(work, own, links.to)
    # A line end would be lost where a template is put on one line.
    entry = Markup("{}").format(bibtex(work)).replace("\n", Markup("&#10;"))
    return render(
        "cite.html.jinja",
        links,
        words=reference(work),
        entry=entry,
        described=script(described),
    )
