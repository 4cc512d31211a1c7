"""Certain mends as suggestions of a review, which the author of a proposal takes with one click."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from indicators import examine
from indicators.reporting.findings import visible
from indicators.reporting.mending import Mend, mended
from indicators.reporting.problems import Problem

AUTHOR = "github-actions[bot]"
"""Under which name the workflow writes."""
MARK = "<!-- certain-mend -->"
"""What tells its comments from others."""
MOST_OFFERED = 40
"""How many suggestions there are at one time; the next ones come when these are taken."""

_BODY = (
    "Những chỗ dưới đây máy biết chắc phải gõ gì. Mở thẻ Files changed: mỗi chỗ bấm “Commit "
    "suggestion” để nhận, hoặc bấm “Add suggestion to batch” ở từng chỗ rồi nhận một lần."
)


class Offer(NamedTuple):
    """What is to be done beside a proposal: a review to write, comments to take away; and the mends
    that cannot be offered there.
    """

    review: Mapping[str, object] | None
    stale: Sequence[int]
    left: Sequence[Mend]


def offered(
    files: Mapping[str, bytes],
    shown: Mapping[str, Sequence[range]],
    commit: str,
    there: Iterable[Mapping[str, Any]] = (),
) -> Offer:
    """The certain mends of data files as they are at a commit. Only lines that are ``shown`` with
    the proposal take a comment; ``there`` are its comments, of which none is written twice.
    """
    problems = examine(files).problems
    _, mends = mended(files, problems)
    runs: list[list[Mend]] = []
    left: list[Mend] = []
    for seen, run in _runs(mends, shown):
        plain = all(visible(mend.after) == mend.after and "`" not in mend.after for mend in run)
        if seen and plain and len(runs) < MOST_OFFERED:
            runs.append(run)
        else:
            left += run
    wanted = {_place(comment): comment for comment in (_comment(run, problems) for run in runs)}
    ours = (c for c in there if (c["user"] or {}).get("login") == AUTHOR and MARK in c["body"])
    own = [comment for comment in ours if comment["line"]]  # none where the line has changed since
    known = {_place(comment): comment["id"] for comment in own}
    new = [comment for place, comment in wanted.items() if place not in known]
    review = {"commit_id": commit, "event": "COMMENT", "body": _BODY, "comments": new}
    stale = [comment["id"] for comment in own if _place(comment) not in wanted]
    return Offer(review if new else None, stale, left)


def _runs(
    mends: Iterable[Mend], shown: Mapping[str, Sequence[range]]
) -> Iterator[tuple[bool, list[Mend]]]:
    """Mends of lines one below the other in one part of what is shown, or in none, together."""

    def part(numbered: tuple[int, Mend]) -> tuple[str, int, range | None]:
        at, mend = numbered
        seen = (lines for lines in shown.get(mend.file, ()) if mend.line in lines)
        return mend.file, mend.line - at, next(seen, None)

    for (_, _, seen), run in groupby(enumerate(mends), part):
        yield seen is not None, [mend for _, mend in run]


def _comment(run: Sequence[Mend], problems: Iterable[Problem]) -> Mapping[str, object]:
    """A comment with the lines to type. Nothing that its author typed stands in it but in them, so
    that it calls nobody and leads nowhere.
    """
    first, last = run[0].line, run[-1].line
    broken = (p.fault.rule for p in problems if p.file == run[0].file and first <= p.line <= last)
    told = "; ".join(dict.fromkeys(rule.title for rule in broken if rule.certain))
    text = "\n".join(mend.after for mend in run)
    body = f"{told}.\n\n```suggestion\n{text}\n```\n{MARK}"
    start = {"start_line": first, "start_side": "RIGHT"} if first != last else {}
    return {"path": run[0].file, **start, "line": last, "side": "RIGHT", "body": body}


def _place(comment: Mapping[str, Any]) -> tuple[object, ...]:
    start = comment.get("start_line") or comment["line"]
    return comment["path"], start, comment["line"], comment["body"].strip().replace("\r\n", "\n")
