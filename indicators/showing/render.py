"""What is said, written as HTML: numbers as links, statuses as marks, tables, templates."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from indicators.computing.figures import CutOff, Figure, Kind, Period, Portion, Span, When
from indicators.computing.standing import Standing
from indicators.model import Document
from indicators.scalars import PartialDate
from indicators.showing.links import Links
from indicators.showing.offers import beside
from indicators.words import wording
from indicators.words.table import Absent, Capital, Linked, Piece, Said, Shown, Table


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


def _number(shown: Shown, links: Links) -> Markup:
    """A figure's number as a link to its provenance, with the words that qualify it."""
    figure, unit, sign, marks = shown
    classes = ["i-fig"]
    if figure.value is None:
        classes.append("i-missing")
    if figure.kind is Kind.INFERRED:
        classes.append("i-inferred")
    text = wording.amount(figure, unit=unit, sign=sign)
    # Written out, because Markup.format costs ten times as much and a site has many numbers.
    link = Markup(  # noqa: S704 - escaped piece by piece
        f'<a class="{" ".join(classes)}" href="{escape(links.figure(figure))}">{escape(text)}</a>'
    )
    words = wording.qualifiers(figure) if marks else []
    if not words:
        return link
    return link + Markup(' <small class="i-mark">{}</small>').format(", ".join(words))


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
    match value:
        case Period(year=year, cut_off=None):
            return Markup('<time datetime="{0}">{0}</time>').format(year)
        case Period(year=year, cut_off=CutOff() as limit):
            return Markup("{} (đến {})").format(_time(Period(year)), _time(limit))
        case Span(first=first, last=last):
            return Markup("{}\u00a0– {}").format(_time(Period(first)), _time(Period(last)))
        case CutOff(date=date):
            words, _, digits = wording.up_to(value).rpartition("\u00a0")
            return Markup('{}\u00a0<time datetime="{}">{}</time>').format(words, date, digits)
        case PartialDate():
            text = wording.dated(value)
            return Markup('<time datetime="{}">{}</time>').format(str(value), text)
    raise TypeError(f"{value!r} is no time")


def html(part: Piece, links: Links) -> Markup:
    """A part of a table or a sentence as HTML."""
    match part:
        case Figure():
            return _number(Shown(part), links)
        case Shown():
            return _number(part, links)
        case None:
            return Markup('<span class="i-missing">{}</span>').format(wording.MISSING)
        case Standing():
            return _mark(part)
        case str():
            return escape(part)
        case Said(pattern, parts):
            # The pattern is ours and its parts are escaped; Markup.format escapes each again.
            return Markup(pattern.format(*[html(item, links) for item in parts]))  # noqa: S704
        case Linked(words, to, look):
            return _link(words, _address(to, links), look, links)
        case Capital(words):
            return Markup(wording.capital(html(words, links)))  # noqa: S704 - escaped already
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


def _link(words: Piece, address: str, look: str, links: Links) -> Markup:
    """Words as a link; as they are where there is nothing to lead to."""
    text, kind = html(words, links), f' class="{look}"' if look else ""
    return Markup(f'<a{kind} href="{escape(address)}">{text}</a>') if address else text  # noqa: S704


def block(what: Table | Absent | Piece, links: Links, count: Callable[[], int]) -> Markup:
    """What is said as HTML: a table in a block that scrolls by itself where the screen is narrow,
    or why there is none, or words. ``count`` numbers the tables of a page from 1.
    """
    if isinstance(what, Absent):
        return render("missing.html.jinja", links, reason=what.reason)
    if not isinstance(what, Table):
        return html(what, links)
    return render(
        "table.html.jinja",
        links,
        table=what,
        number=count(),
        offers=beside(what.files, links) if what.files else (),
        edit=links.edit(what.edit),
    )


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
    Standing.NO_BASIS: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm-4 6h8v2H4z",
}
