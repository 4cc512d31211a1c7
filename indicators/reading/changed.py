"""Which lines changed since the last version that loads, and what stood there before.

Whoever mends a file has just edited it, so the changed lines are the place to look, whatever
the mistake made of the lines around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from indicators.reporting.problems import Problem
from indicators.reporting.rules import Rule, Section, Wording

_MOST = 1_000
"""Lines, before times after, that are compared one by one; longer passages changed as a whole."""


LINE_CHANGED = Rule(
    Section.LINES,
    "line-changed",
    "Dòng vừa sửa",
    vi="Từ khi sửa dòng này thì có các lỗi dưới đây.",
    mend="so với bản trước, sửa lại dòng này.",
    en="The mistakes below came when this line was changed.",
    mend_en="compare it with the version before and mend it.",
    why="Khi chỗ máy dừng lại nằm ngoài các dòng vừa sửa thì lỗi thường ở chính các dòng ấy.",
    bad="(một dòng vừa sửa)",
    good="(dòng của bản trước)",
)
_DELETED = Wording(
    "Ngay trên dòng này vừa xóa “{deleted}”; từ đó có các lỗi dưới đây.",
    "Just above this line “{deleted}” was deleted; the mistakes below came with it.",
)


class Hunk(NamedTuple):
    """A run of changed lines; counted from 1, and empty where lines were deleted."""

    first: int
    last: int
    before: Sequence[str]
    """What stood there."""

    def near(self, line: int) -> bool:
        """Whether a line lies in the run or beside it."""
        return self.first - 1 <= line <= self.last + 1

    def was(self, line: int) -> str:
        """What stood in place of a line of the run."""
        at = min(max(line - self.first, 0), len(self.before) - 1)
        return self.before[at].strip() if self.before else ""


def hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[Hunk]:
    """The runs of lines in which a text differs from an older one."""
    shorter = min(len(old), len(new))
    start = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    end = next((i for i in range(shorter - start) if old[-1 - i] != new[-1 - i]), shorter - start)
    was, now = old[start : len(old) - end], new[start : len(new) - end]
    if len(was) * len(now) > _MOST * _MOST:
        yield Hunk(start + 1, start + len(now), was)
        return
    match = SequenceMatcher(None, was, now, autojunk=False)
    for tag, i1, i2, j1, j2 in match.get_opcodes():
        if tag != "equal":
            yield Hunk(start + j1 + 1, start + j2, was[i1:i2])


def explained(
    problems: Iterable[Problem], files: Mapping[str, bytes], last_good: Mapping[str, bytes]
) -> list[Problem]:
    """The problems of changed lines first, each with what stood there before.

    Where all problems stand elsewhere, the changed lines are told before them.
    """
    changed = {
        name: list(hunks(_lines(last_good[name]), _lines(data)))
        for name, data in files.items()
        if name in last_good
    }
    here: list[Problem] = []
    elsewhere: list[Problem] = []
    for problem in problems:
        near = [hunk for hunk in changed.get(problem.file, ()) if hunk.near(problem.line)]
        exact = [hunk for hunk in near if hunk.first <= problem.line <= hunk.last]
        (here if near else elsewhere).append(_with(problem, exact[0]) if exact else problem)
    if elsewhere and not here:
        here = list(_told(changed, files))
    return [*here, *elsewhere]


def _with(problem: Problem, hunk: Hunk) -> Problem:
    """A problem that says what stood in the place of its line."""
    was = hunk.was(problem.line)
    if not was:
        return problem
    fault = replace(problem.fault, context={**problem.context, "changed_from": was})
    return replace(problem, fault=fault)


def _told(changed: Mapping[str, Sequence[Hunk]], files: Mapping[str, bytes]) -> Iterator[Problem]:
    """The first of the changed lines, with the others."""
    runs = [(name, hunk) for name, found in changed.items() for hunk in found]
    if not runs:
        return
    name, hunk = runs[0]
    lines = _lines(files[name])
    line = min(hunk.first, len(lines))
    deleted = hunk.last < hunk.first
    context: dict[str, Any] = {"deleted" if deleted else "changed_from": hunk.was(hunk.first)}
    if len(runs) > 1:
        context["others"] = ", ".join(str(other.first) for _, other in runs[1:6])
        context["count"] = len(runs) - 1
    fault = LINE_CHANGED(_DELETED if deleted else None, **context)
    yield Problem(name, line, 1, fault, lines[line - 1])


def _lines(data: bytes) -> Sequence[str]:
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").split("\n")
