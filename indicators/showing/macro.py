"""Macros: functions that a page calls, each given the writer of that page; and how what they say is
written as HTML: numbers as links, statuses as marks, tables, templates, the files beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache, partial, wraps
from html import escape as escaped
from typing import Any, NamedTuple, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from indicators.comparing.history import UNKNOWN, History
from indicators.computing.compute import Views
from indicators.computing.figures import Figure, Kind, Path, Portion, When
from indicators.computing.standing import Standing
from indicators.export import Format
from indicators.export.addresses import in_api
from indicators.export.edition import UNSTATED, Edition
from indicators.model import Document
from indicators.reporting.problems import Position
from indicators.scalars import PartialDate
from indicators.showing.links import Links
from indicators.words import wording
from indicators.words.explain import called
from indicators.words.table import Capital, Linked, Piece, Said, Shown, Table, worded
from indicators.words.wording import NBSP, fraction

Places = Mapping[Path, Position]
"""Where each value of the data stands."""

_MACROS: dict[str, Callable[..., Markup]] = {}


@dataclass
class Writer:
    """Writes what one page shows. ``counted`` numbers the tables and charts of that page.

    Each macro is a method of it: ``writer.table("ket-nap")``.
    """

    views: Views
    links: Links
    places: Places = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)
    past: History = UNKNOWN
    others: Mapping[str, Views] = field(default_factory=dict)
    """What follows from the data of the other terms, by their ids."""
    edition: Edition = UNSTATED

    def count(self, what: str) -> int:
        """The number of the next table or chart of the page."""
        self.counted[what] = self.counted.get(what, 0) + 1
        return self.counted[what]

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        try:
            return partial(_MACROS[name], self)
        except KeyError:
            raise AttributeError(name) from None


Macro = TypeVar("Macro", bound=Callable[..., Any])


def macro(call: Macro) -> Macro:
    """Makes a function a macro of its name: what it says is written on the page.

    It is given the page's writer, then what the page gives; an argument that names something in
    the data is marked as such (see ``naming``). It gives a table, words, or a list of such.
    """

    @wraps(call)
    def answer(writer: Writer, *arguments: Any, **options: Any) -> Markup:
        said = call(writer, *arguments, **options)
        listed = said if isinstance(said, list) else [said]
        made = (block(item, writer.links, lambda: writer.count("table")) for item in listed)
        return Markup(" ").join(made)

    _MACROS[call.__name__] = answer
    return call


def macros() -> Mapping[str, Callable[..., Markup]]:
    """The macros by name, each taking the ``Writer`` of the page as its first argument."""
    return _MACROS


@cache
def _environment() -> Environment:
    """The environment of every template in ``indicators/templates``."""
    made = Environment(
        loader=PackageLoader("indicators"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=True,  # a changed template shows in the running preview
    )
    made.filters["zip"] = partial(zip, strict=True)
    return made


def render(template: str, links: Links, **context: object) -> Markup:
    """A template's HTML on one line, so that Markdown never sees a blank line in it.

    Inside it ``html(part)`` writes what is said, and ``links`` gives addresses.
    """
    made = _environment().get_template(template)
    text = made.render(links=links, html=lambda part: html(part, links), **context)
    lines = filter(None, map(str.strip, text.split("\n")))
    return Markup(" ".join(lines))  # noqa: S704 - made by our templates


def _number(shown: Shown, links: Links, *, inside: bool) -> str:
    """A figure's number as a link to its provenance, with the words that qualify it."""
    figure, unit, sign, marks = shown
    classes = ["i-fig"]
    if figure.value is None:
        classes.append("i-missing")
    if figure.kind is Kind.INFERRED:
        classes.append("i-inferred")
    text = wording.amount(figure, unit=unit, sign=sign)
    look, address = " ".join(classes), escaped(links.figure(figure))
    name = _called(text, figure, inside=inside)
    link = f'<a class="{look}" href="{address}"{name}>{escaped(text)}</a>'
    words = wording.qualifiers(figure) if marks else []
    heard = "" if figure.is_withdrawn else ' aria-hidden="true"'  # the link's name says it
    more = f' <small class="i-mark"{heard}>{escaped(", ".join(words))}</small>' if words else ""
    return link + more


def _called(text: str, figure: Figure, *, inside: bool) -> str:
    """What a link to a figure is called if that is more than its text: ``inside`` a table the heads
    of its row and column are heard beside it.
    """
    name = called(text, figure, alone=not inside)
    return "" if name == text else f' aria-label="{escaped(name)}"'


@cache
def _mark(standing: Standing) -> Markup:
    """A status as a shape with its words; the shape repeats the words for the eye only."""
    html = Markup(
        '<span class="i-status i-status--{0}"><svg class="i-status__mark" viewBox="0 0 16 16" '
        'aria-hidden="true"><path d="{1}"/></svg>{2}</span>'
    )
    return html.format(standing.value, _SHAPES[standing], standing.label)


@lru_cache(maxsize=1024)
def _time(value: When | PartialDate) -> Markup:
    """A time as HTML; every table and chart names the same few."""
    if isinstance(value, PartialDate):
        return Markup('<time datetime="{}">{}</time>').format(str(value), wording.dated(value))
    return Markup(_DATE.sub(_dated, wording.time_text(value)))  # noqa: S704 - of digits and words of ours


_DATE = re.compile("(?:[0-9]+/)*[0-9]{4}")


def _dated(digits: re.Match[str]) -> str:
    """A date as a machine reads it, and as it stands: ``9/2024``."""
    parts = (f"{int(part):02}" for part in reversed(digits[0].split("/")))
    return f'<time datetime="{"-".join(parts)}">{digits[0]}</time>'


def html(part: Piece, links: Links) -> Markup:
    """A part of a table or a sentence as HTML."""
    return Markup(_html(part, links))  # noqa: S704 - escaped piece by piece


def _html(part: Piece, links: Links, *, inside: bool = False) -> str:
    """As text, which may be joined: Markup makes an object at every step, and numbers are many;
    ``inside`` a table or not. What occurs most stands first.
    """
    match part:
        case Standing():
            return _mark(part)
        case str():
            return part if isinstance(part, Markup) else escaped(part)
        case Said(pattern, parts):
            return pattern.format(
                *[_html(item, links, inside=inside) for item in parts]
            )  # the pattern is ours
        case Linked(words, to, look):
            address, text = _address(to, links), _html(words, links, inside=inside)
            kind = f' class="{look}"' if look else ""
            if look == "i-fig" and isinstance(to, Figure):
                kind += _called(worded(words), to, inside=inside)
            return f'<a{kind} href="{escaped(address)}">{text}</a>' if address else text
        case Figure():
            return _number(Shown(part), links, inside=inside)
        case Shown():
            return _number(part, links, inside=inside)
        case None:
            return f'<span class="i-missing">{wording.MISSING}</span>'
        case Capital(words):
            return wording.capital(_html(words, links, inside=inside))
    return _time(part)


def _address(to: Figure | Document | Portion | str, links: Links) -> str:
    match to:
        case Figure():
            return links.figure(to)
        case Document():
            return links.document(to.id)
        case Portion():
            home = links.homes.get(to.key, links.page)
            return "" if home == links.page else links.to(home)
    return links.subject(to)


def block(what: Table | Piece, links: Links, count: Callable[[], int]) -> Markup:
    """What is said as HTML: a table in a block that scrolls by itself where the screen is narrow,
    or words. ``count`` numbers the tables of a page from 1.
    """
    if not isinstance(what, Table):
        return html(what, links)
    number = count()
    return render(
        "table.html.jinja",
        links,
        table=what,
        rows=_rows(what, links),
        number=number,
        offers=offers(forms_of(what.files, common=True), links) if what.files else (),
        edit=links.edit(what.edit),
    )


_NUMERIC = ' class="i-num"'


def _rows(table: Table, links: Links) -> Markup:
    """The rows of a table, which a template would take far longer for. Of origins there are so many
    that the style sheet knows their columns.
    """
    opened = [
        f'<td{_NUMERIC * column.numeric} data-label="{escaped(column.heading)}">'
        for column in table.columns[1:]
    ]
    if table.kind == "provenance":
        opened = ["<td>"] * len(opened)
    written = []
    for place, (head, *cells) in enumerate(table.rows):
        name = f' id="{escaped(table.ids[place])}"' if table.ids else ""
        told = [_html(cell, links, inside=True) for cell in cells]
        listed = [f"{td}{cell}</td> " for td, cell in zip(opened, told, strict=True)]
        row = f'<th scope="row">{_html(head, links, inside=True)}</th> {"".join(listed)}'
        written.append(f"<tr{name}> {row}</tr>")
    return Markup(" ".join(written))  # noqa: S704 - escaped piece by piece


# Outlines on a 16 by 16 grid: filled when it is a fact, open when it is not yet one.
_SHAPES = {
    Standing.EXCEEDED: "M8 1l7 8h-4v6H5V9H1z",
    Standing.MET: "M2 8.5l4 4L14 4l-1.6-1.6L6 9.2 3.6 6.9z",
    Standing.NOT_MET: "M2 6.8h12v2.4H2z",
    Standing.IN_PROGRESS: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2v10A5 5 0 0 1 8 3z",
    Standing.FORECAST_MET: "M2 8.5l4 4L14 4l-.8-.8L6 11 2.8 7.7z",
    Standing.FORECAST_EXCEEDED: "M8 1l7 8h-4v6H5V9H1zm0 2.8L4.2 8H6.2v5.6h3.6V8h2z",
    Standing.NO_DATA: (
        "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.6a5.4 5.4 0 1 1 0 10.8A5.4 5.4 0 0 1 8 2.6z"
    ),
    Standing.WITHDRAWN: (
        "M3.4 2L8 6.6 12.6 2 14 3.4 9.4 8l4.6 4.6-1.4 1.4L8 9.4 3.4 14 2 12.6 6.6 8 2 3.4z"
    ),
    Standing.NO_BASIS: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm-4 6h8v2H4z",
}


FORMS = {
    ".xlsx": "Excel (XLSX)",
    ".csv": "CSV",
    ".excel.csv": "CSV cho Excel tiếng Việt",
    ".json": "JSON",
}
"""What the forms of a file are called by its ending, in the order in which they are offered."""

DRAWINGS = {
    "years": "Biểu đồ theo năm",
    "totals": "Biểu đồ lũy kế",
    "needed": "Biểu đồ số cần có",
}
"""What each chart of an indicator is called as a file of its own."""

DRAWN = (Format.SVG, Format.PNG)
"""The forms of such a file, in the order in which they are offered."""


class Offer(NamedTuple):
    """A file that a page offers: its form, its address as seen from the page, and its size."""

    form: str
    href: str
    size: str


def forms_of(stem: str, *, common: bool = False) -> dict[str, str]:
    """The forms of a content, all or the common ones, with the addresses where they would stand."""
    return {
        form: in_api(stem) if ending == ".json" else stem + ending
        for ending, form in FORMS.items()
        if not (common and ending == ".excel.csv")
    }


def offers(forms: Mapping[str, str], links: Links) -> tuple[Offer, ...]:
    """Files by their forms, as far as they were made, as a page offers them."""
    made = ((form, path, links.files[path]) for form, path in forms.items() if path in links.files)
    return tuple(Offer(form, links.file(path), size(file.size)) for form, path, file in made)


def size(count: int) -> str:
    """How large a file is, as people say it."""
    if count < 1000:
        return f"{count}{NBSP}byte"
    return fraction(Fraction(count, 1000), 0 if count >= 10000 else 1) + f"{NBSP}KB"
