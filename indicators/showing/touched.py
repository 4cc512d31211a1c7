"""Pages on which a change of the data is seen: each page's calls, answered by both versions."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

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

_MARKUP = re.compile(r"(?m)\]\([^)]*\)|\{:[^}]*\}|^[ \t>]*(?:[-*#]+|[0-9]+\.)?[ \t]+|[*`\[\]]")
_SENTENCE = re.compile(r"(?<=[.;])[ \n]+|\n")


NEW_PAGE = "trang mới"
_NEW = "\0"
"""Stands in a line of which the first version can answer nothing."""


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
        # Where a page links is no change of the data.
        links = Links(page.name, defaultdict(lambda: "nguon/"))
        writers = [Writer(views, links) for views in (before, after)]
        was_told, now_told = ([_answer(writer, call) for call in page.calls] for writer in writers)
        if was_told == now_told:
            continue
        if all(it is None for it in was_told):
            yield PageChange(page.name, (), (NEW_PAGE,))
            continue
        blocks, inline = dict[str, None](), list[tuple[str, str]]()
        for call, was, now in zip(page.calls, was_told, now_told, strict=True):
            typed = page.body[call.start : call.end]
            if any(side and _BLOCK.match(side) for side in (was, now)):
                blocks |= {typed[2:-2].strip(): None} if was != now else {}
                inline.append(("", ""))
            else:
                first = typed if now is None else _NEW
                inline.append((first if was is None else was, typed if now is None else now))
        yield PageChange(page.name, tuple(_lines(page, inline)), tuple(blocks))


def _lines(page: Page, told: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The sentences of each line of a page that are others, as they read before and now."""
    for line, other in zip(*(_said(page, side) for side in zip(*told, strict=True)), strict=True):
        was, now = [] if _NEW in line else _sentences(line), _sentences(other)
        first, second = ([part.rstrip(".;") for part in side] for side in (was, now))
        matched = SequenceMatcher(None, first, second).get_opcodes() if line != other else ()
        runs = [run for run in matched if run[0] != "equal"]
        if runs:
            gone = " … ".join(" ".join(was[i:j]) for _, i, j, _, _ in runs if i < j)
            came = " … ".join(" ".join(now[i:j]) for *_, i, j in runs if i < j)
            yield gone.rstrip(";"), came.rstrip(";")


def _said(page: Page, told: Iterable[str]) -> list[str]:
    """The lines of a page with what is told in the places of its calls."""
    answers = iter(told)
    made = (_MARKUP.sub("", it) if isinstance(it, str) else next(answers) for it in page.pieces)
    return "".join(made).split("\n")


def _sentences(line: str) -> list[str]:
    """Sentences, and clauses between semicolons, of a line of a page as they are read."""
    plain = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"</(?:li|p)>", "\n", line)))
    found = (" ".join(part.split(" ")).strip() for part in _SENTENCE.split(plain))
    return [part for part in found if part]


def _answer(writer: Writer, call: Call) -> str | None:
    try:
        return str(result_of(call, writer))
    except Exception:  # noqa: BLE001 - macros count on rules that a version may break
        return None
