"""Pages on which a change of the data is seen: each page's calls, answered by both versions."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from indicators.comparing.report import PageChange
from indicators.computing.compute import Views
from indicators.pages.allowed import GUIDES
from indicators.pages.calls import Call
from indicators.pages.page import Page
from indicators.showing.answers import result_of
from indicators.showing.links import Links
from indicators.showing.writer import Writer, macros

_BLOCK = re.compile("<(?:details|figure|div|dl|ol|section)")
"""What is looked at as a whole: its sentences only say what its numbers do."""

_MARKUP = re.compile(r"\]\([^)]*\)|\{:[^}]*\}|^[ \t>]*(?:[-*#]+|[0-9]+\.)?[ \t]+|[*`\[\]]")
_SENTENCE = re.compile(r"(?<=[.;])[ \n]+|\n")


NEW_PAGE = "trang mới"


class _Anywhere(dict[str, str]):
    """One address for whatever is linked to: where a page links is no change of the data."""

    def __missing__(self, subject: str) -> str:
        return "nguon/"


class _Answered(NamedTuple):
    """A call with what it puts into the page before and now; None where the data has no answer."""

    call: Call
    sides: tuple[str | None, str | None]

    @property
    def block(self) -> bool:
        return any(side and _BLOCK.match(side) for side in self.sides)

    @property
    def changed(self) -> bool:
        return self.sides[0] != self.sides[1]


def touched(pages: Iterable[Page], before: Views, after: Views) -> Iterator[PageChange]:
    """The pages that show something else with the second version of the data.

    A page that one version cannot answer (it names a figure which that version lacks) is one of
    them; of which the first one can answer nothing is new, as a line is. A page that may not be
    built is passed over; the check says why.
    """
    for page in pages:
        known = all(call.name in macros() for call in page.calls)
        if page.problems or not known or page.path in GUIDES:
            continue
        was, now = (Writer(views, Links(page.name, _Anywhere())) for views in (before, after))
        told = [_Answered(call, (_answer(was, call), _answer(now, call))) for call in page.calls]
        changed = [item for item in told if item.changed]
        if changed and all(item.sides[0] is None for item in told):
            yield PageChange(page.name, (), (NEW_PAGE,))
        elif changed:
            calls = [page.body[i.call.start + 2 : i.call.end - 2] for i in changed if i.block]
            lines = tuple(_lines(page, [item for item in told if not item.block]))
            yield PageChange(page.name, lines, tuple(dict.fromkeys(map(str.strip, calls))))


def _lines(page: Page, told: Sequence[_Answered]) -> Iterator[tuple[str, str]]:
    """The sentences of each line of a page that are others, as they read before and now."""
    start = 0
    for line in page.body.splitlines(keepends=True):
        end = start + len(line)
        inside = [item for item in told if start <= item.call.start < end]
        if any(item.changed for item in inside):
            was, now = (_spoken(page.body, start, end, inside, side) for side in (0, 1))
            was = [] if any(item.sides[0] is None for item in inside) else was
            first, second = ([part.rstrip(".;") for part in side] for side in (was, now))
            matched = SequenceMatcher(None, first, second).get_opcodes()
            runs = [run for run in matched if run[0] != "equal"]
            if runs:
                gone = " … ".join(" ".join(was[i:j]) for _, i, j, _, _ in runs if i < j)
                came = " … ".join(" ".join(now[i:j]) for *_, i, j in runs if i < j)
                yield gone.rstrip(";"), came.rstrip(";")
        start = end


def _spoken(text: str, at: int, end: int, told: Sequence[_Answered], side: int) -> list[str]:
    """Sentences, and clauses between semicolons, of a part of a page as they are read."""
    made = ""
    for item in told:
        start, stop = item.call.start, item.call.end
        answer = item.sides[side]
        made += _MARKUP.sub("", text[at:start])
        made += text[start:stop] if answer is None else answer
        at = stop
    made += _MARKUP.sub("", text[at:end])
    plain = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"</(?:li|p)>", "\n", made)))
    found = (" ".join(part.split(" ")).strip() for part in _SENTENCE.split(plain))
    return [part for part in found if part]


def _answer(writer: Writer, call: Call) -> str | None:
    try:
        return str(result_of(call, writer))
    except Exception:  # noqa: BLE001 - macros count on rules that a version may break
        return None
