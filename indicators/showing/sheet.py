"""One sheet of A4 to print, for the organisation and for each indicator: how far it is, by year,
from where, as of when; with the address of the page and the day of printing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from indicators.computing.compute import Views
from indicators.export.addresses import drawing
from indicators.export.edition import Work
from indicators.showing.links import address, moved
from indicators.showing.macro import Writer, render
from indicators.words.wording import capital

SHEET = "tom-tat"
"""The folder of the sheets to print, below the root of a term."""


def sheets(
    views: Views, homes: Mapping[str, str], root: str, *, directories: bool
) -> dict[str, str]:
    """Where the sheets stand, by the indicators that have a page; of the organisation without
    one.
    """
    listed = {"": "index", **{it: it for it in views.indicators if it in homes}}
    return {
        name: address(f"{root}{SHEET}/{own}.md", directories=directories)
        for name, own in listed.items()
    }


def as_first(table: str, page: str, where: str) -> Markup:
    """A table of a page as the first one of another page, which has other relative addresses."""
    written = _LEAD.sub(lambda lead: f' href="{moved(lead[1], page, where)}', table)
    return Markup(_NUMBER.sub(r"\g<1>1", written))  # noqa: S704 - made by our templates


_LEAD = re.compile(' href="(?![a-z]+:)([^"#]*)')
_NUMBER = re.compile('(="bang-|"i-number">Bảng )[0-9]+')


def sheet(writer: Writer, name: str, table: Markup) -> bytes:
    """The sheet at the writer's address: of an indicator, or without a name of the organisation;
    with the ``table`` by year if that is written already.
    """
    views, links, data = writer.views, writer.links, writer.views.dataset
    home = address(f"{links.root}index.md", directories=links.page.endswith("/"))
    full = links.home(name) if name else home
    work = Work(views, writer.edition, full, name or None)
    if not name:
        parts = [writer.summary()]
        chart = ""
    else:
        targets = [aim.id for aim in views.indicators[name].targets]
        parts = [_paragraph(writer.updated(name, *targets) + ".")]
        for aim in targets:  # where it stands, and where it is expected to
            outlook = any(series.outlook for series in views.targets[aim].series)
            parts.append(_paragraph(writer.state(aim), writer.outlook(aim) if outlook else ""))
        parts.append(table or writer.table(name))
        charts = (drawing(name, what) for what in ("years", "totals"))
        chart = next((links.file(path) for path in charts if path in links.files), "")
    return render(
        "sheet.html.jinja",
        links,
        title=work.title if name else data.organisation.name,
        whose=f"{data.organisation.name}, {data.term.name}" if name else capital(data.term.name),
        parts=parts,
        drawing=chart,
        address=work.address,
        back=links.to(full),
        edition=f"Bản {work.version}." if work.version else "",
    ).encode()


def _paragraph(*told: str) -> Markup:
    return Markup("<p>{}</p>").format(Markup(" ").join(filter(None, told)))
