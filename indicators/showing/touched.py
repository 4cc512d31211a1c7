"""Pages on which a change of the data is seen: each page's calls, answered by both versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indicators.computing.compute import Views
from indicators.pages.calls import Call
from indicators.pages.page import Page
from indicators.showing.answers import result_of
from indicators.showing.links import Links
from indicators.showing.site import shows_digits
from indicators.showing.writer import Writer, macros


class _Anywhere(dict[str, str]):
    """One address for whatever is linked to: where a page links is no change of the data."""

    def __missing__(self, subject: str) -> str:
        return "nguon/"


def touched(pages: Iterable[Page], before: Views, after: Views) -> Iterator[Page]:
    """The pages that show something else with the second version of the data.

    A page that one version cannot answer (it names a figure which that version lacks) is one of
    them. A page that may not be built is passed over; the check says why.
    """
    for page in pages:
        known = all(call.name in macros() for call in page.calls)
        if page.problems or not known or shows_digits(page.path):
            continue
        was, now = _writer(page, before), _writer(page, after)
        if any(_answer(was, call) != _answer(now, call) for call in page.calls):
            yield page


def _writer(page: Page, views: Views) -> Writer:
    return Writer(views, Links(page.name, _Anywhere()))


def _answer(writer: Writer, call: Call) -> str | None:
    """What a call puts into the page; None where the data has no answer."""
    try:
        return str(result_of(call, writer))
    except Exception:  # noqa: BLE001 - macros count on rules that a version may break
        return None
