"""Which lines changed since the last version that loads, and what stood there before.

Whoever mends a file has just edited it, so the changed lines are the place to look, whatever
the mistake made of the lines around them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from indicators.reporting.problems import Problem
from indicators.reporting.rules import Rule, Section, Wording

_MOST = 1_000
"""Lines, before times after, that are compared one by one; longer passages changed as a whole."""

_TOLD = 5
"""Runs of changed lines that are told of where all problems stand elsewhere."""

LINE_CHANGED = Rule(
    Section.LINES,
    "line-changed",
    "Dòng vừa sửa",
    vi="Các lỗi dưới đây có thể do dòng này.",
    mend="so với bản trước, sửa lại dòng này.",
    en="The mistakes below may come from this line.",
    mend_en="compare it with the version before and mend it.",
    why="Khi chỗ máy dừng lại nằm ngoài các dòng vừa sửa thì lỗi thường ở chính các dòng ấy.",
    bad="(một dòng vừa sửa)",
    good="(dòng của bản trước)",
)
_DELETED = Wording(
    "Ngay trên dòng này vừa xóa “{deleted}”; các lỗi dưới đây có thể do đó.",
    "Just above this line “{deleted}” was deleted; the mistakes below may come from that.",
)


class Hunk(NamedTuple):
    """A run of changed lines; counted from 1, and empty where lines were deleted."""

    first: int
    last: int
    before: Sequence[str]
    """What stood there."""

    def was(self, line: int) -> str:
        """What stood in place of a line of the run; empty where it was added."""
        at = line - self.first
        return self.before[at].strip() if at < len(self.before) else ""


def hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[Hunk]:
    """The runs of lines in which a text differs from an older one."""
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    was, now = old[start : len(old) - end], new[start : len(new) - end]
    if len(was) * len(now) > _MOST * _MOST:
        yield Hunk(start + 1, start + len(now), was)
        return
    match = SequenceMatcher(None, was, now, autojunk=False)
    for tag, i1, i2, j1, j2 in match.get_opcodes():
        if tag != "equal":
            yield Hunk(start + j1 + 1, start + j2, was[i1:i2])


def _alike(one: Sequence[str], two: Sequence[str]) -> int:
    """How many lines two texts begin with alike."""
    pairs = enumerate(zip(one, two, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(two)))


def explained(
    problems: Iterable[Problem],
    files: Mapping[str, bytes],
    last_good: Mapping[str, bytes],
    had: Callable[[], Iterable[Problem]],
) -> list[Problem]:
    """The problems of changed lines first, each with what stood there before.

    Where all problems stand elsewhere, the changed lines are told before them, unless the last
    version ``had`` them all.
    """
    changed = {
        name: list(hunks(_lines(last_good[name]), _lines(data)))
        for name, data in files.items()
        if name in last_good
    }
    here: list[Problem] = []
    elsewhere: list[Problem] = []
    for problem in problems:
        runs = changed.get(problem.file, ())
        near = [run for run in runs if run.first - 1 <= problem.line <= run.last + 1]
        was = [run.was(problem.line) for run in near if run.first <= problem.line <= run.last]
        fault = problem.fault
        lost = [run.was(run.first) for run in near if run.last < run.first == problem.line]
        for blank, lines in (("changed_from", was), ("lost", lost)):
            if any(lines):
                fault = replace(fault, context={**fault.context, blank: lines[0]})
        (here if near else elsewhere).append(replace(problem, fault=fault))
    if elsewhere and not here and not {*map(_known, elsewhere)} <= {*map(_known, had())}:
        told = (_told(name, run, _lines(files[name])) for name in changed for run in changed[name])
        here = list(islice(told, _TOLD))
    return [*here, *elsewhere]


def _known(problem: Problem) -> tuple[str, ...]:
    """What a problem is known by in another version."""
    return problem.file, problem.rule, problem.source


def _told(name: str, run: Hunk, lines: Sequence[str]) -> Problem:
    """A run of changed lines, since which there are problems elsewhere."""
    line, deleted = min(run.first, len(lines)), run.last < run.first
    was = run.was(run.first)
    fault = LINE_CHANGED(_DELETED, deleted=was) if deleted else LINE_CHANGED(changed_from=was)
    return Problem(name, line, 1, fault, lines[line - 1])


def _lines(data: bytes) -> Sequence[str]:
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").split("\n")
