"""Pages on which a change of the data is seen: each page's calls, answered by both versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from jinja2 import nodes

from indicators.computing.compute import Views
from indicators.showing.links import Links
from indicators.showing.pages import Page, check_page, environment
from indicators.showing.writer import Writer, macros


class _Anywhere(dict[str, str]):
    """One address for whatever is linked to: where a page links is no change of the data."""

    def __missing__(self, subject: str) -> str:
        return "nguon/"


def touched(pages: Iterable[Page], before: Views, after: Views) -> Iterator[Page]:
    """The pages that show something else with the second version of the data.

    A page that one version cannot answer (it names a figure which that version lacks) is one of
    them. A page that may not be built is passed over; the build says why.
    """
    for page in pages:
        if any(check_page(replace(page, may_show_examples=True), macros())):
            continue
        was, now = _writer(page, before), _writer(page, after)
        if any(_answer(was, call) != _answer(now, call) for call in _calls(page)):
            yield page


def _writer(page: Page, views: Views) -> Writer:
    return Writer(views, Links(page.name, _Anywhere()))


def _calls(page: Page) -> Iterator[nodes.Call]:
    yield from environment().parse(page.body).find_all(nodes.Call)


def _answer(writer: Writer, call: nodes.Call) -> str | None:
    """What a call puts into the page; None where the data has no answer."""
    assert isinstance(call.node, nodes.Name), "check_page refuses other calls"
    arguments = [item.as_const() for item in call.args]
    options = {pair.key: pair.value.as_const() for pair in call.kwargs}
    try:
        return str(macros()[call.node.name](writer, *arguments, **options))
    except LookupError:
        return None
