"""Mends that a machine may make: what is certainly meant, put in the place of what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from indicators.reporting.problems import Problem
from indicators.reporting.rules import TYPE_THIS


class Mend(NamedTuple):
    """A whole line before and after."""

    file: str
    line: int
    before: str
    after: str


def mended(
    files: Mapping[str, bytes], problems: Iterable[Problem]
) -> tuple[Mapping[str, bytes], tuple[Mend, ...]]:
    """The files with every certain mend made, and the lines that changed; no other byte does."""
    texts = {name: data.decode("utf-8", "surrogateescape") for name, data in files.items()}
    lines = {name: text.split("\n") for name, text in texts.items()}
    found: dict[tuple[str, int], Mend] = {}
    # From the end, so that the columns before stay what they were.
    for problem in sorted(problems, key=lambda item: (item.line, item.column), reverse=True):
        listed, at = lines.get(problem.file, []), problem.line - 1
        before = listed[at] if at < len(listed) else ""
        after = _typed(problem, before)
        if after is not None:
            listed[at] = after
            first = found.get((problem.file, problem.line))
            told = first.before if first else before
            found[problem.file, problem.line] = Mend(problem.file, problem.line, told, after)
    changed = {mend.file for mend in found.values()}
    made = {name: "\n".join(lines[name]).encode("utf-8", "surrogateescape") for name in changed}
    return {**files, **made}, tuple(sorted(found.values()))


def _typed(problem: Problem, line: str) -> str | None:
    """The line with what is meant, where the whole value is known and stands there as told."""
    fault = problem.fault
    write, written = (fault.context.get(name) for name in ("write", "written"))
    if not fault.rule.certain or fault.advice != TYPE_THIS or not (write and written):
        return None
    start = line[: problem.column - 1]
    for mark in ("", '"', "'"):
        rest = line[len(start) :].removeprefix(f"{mark}{written}{mark}")
        if rest != line[len(start) :] and re.fullmatch(r"\s*(#.*)?", rest):
            return f"{start}{mark}{write}{mark}{rest}"
    return None
