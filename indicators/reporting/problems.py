"""Problems: what is wrong, where it stands, and how a report of them reads."""

from __future__ import annotations

import html
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators.reporting.findings import Path, Position, visible
from indicators.reporting.rules import Fault

__all__ = [
    "DataError", "Path", "Position", "Problem", "as_github", "as_json", "as_summary", "as_text",
    "conclusion",
]  # fmt: skip

WIDEST_EXCERPT = 96
LONGEST_SUMMARY = 900_000  # GitHub takes a job summary of one mebibyte


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault at its place in a file; ``source`` is that line's text."""

    file: str
    line: int
    column: int
    fault: Fault
    source: str

    @property
    def rule(self) -> str:
        """The name of the broken rule."""
        return self.fault.rule.name

    @property
    def context(self) -> Mapping[str, object]:
        """What its message says, by the names of the blanks."""
        return self.fault.context

    @property
    def doubt(self) -> bool:
        """Whether it only should be looked at again, and stops no build."""
        return self.fault.rule.doubt

    def what(self, language: str = "vi") -> str:
        """What is wrong, with what was written."""
        return self.fault.what(language)

    def mend(self, language: str = "vi") -> str:
        """What the editor can do, without the words ``Cách sửa``."""
        return self.fault.mend(language)


class DataError(Exception):
    """The data cannot be used; ``str()`` is the whole report for the editor."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return as_text(self.problems)


_MEND = {"vi": "Cách sửa: ", "en": "How to mend: "}


def as_text(problems: Iterable[Problem], language: str = "vi", rules_url: str = "") -> str:
    """The report for a terminal: each problem with its line, a caret, and how to mend it."""
    return "\n".join(_block(problem, language, rules_url) for problem in problems)


_CONCLUSIONS = {
    "vi": ("Dữ liệu hợp lệ.\n", "{count} chỗ cần sửa.\n"),
    "en": ("The data is in order.\n", "{count} to mend.\n"),
}


def conclusion(problems: Iterable[Problem], language: str = "vi") -> str:
    """The last line of a report for a terminal: all is well, or how much there is to mend."""
    clean, count = _CONCLUSIONS[language]
    found = len(tuple(problems))
    return count.format(count=found) if found else clean


def _block(problem: Problem, language: str, rules_url: str) -> str:
    excerpt, caret = _excerpt(problem.source, problem.column) if problem.source else ("", "")
    link = f" {rules_url}#{problem.rule}" if rules_url else ""
    lines = (
        f"{problem.file}:{problem.line}:{problem.column}: {problem.what(language)}",
        f"    {excerpt}",
        f"    {caret}",
        f"  {_MEND[language]}{problem.mend(language)} [{problem.rule}]{link}",
    )
    return "".join(line.rstrip() + "\n" for line in lines if line.strip())


def _excerpt(source: str, column: int) -> tuple[str, str]:
    """A line as far as it fits, and a caret below the column."""
    before, after = source[: column - 1], source[column - 1 :]
    if len(source) > WIDEST_EXCERPT:
        room = WIDEST_EXCERPT // 2
        before = "…" + before[-room:] if len(before) > room else before
        after = after[:room] + "…" if len(after) > room else after
    pad = sum(_width(character) for character in visible(before, mark_spaces=True))
    return visible(before + after, mark_spaces=True), " " * pad + "^"


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def as_json(problems: Iterable[Problem], language: str = "vi", rules_url: str = "") -> str:
    """The report for other programs: a list of objects, one per problem."""
    rows = [
        {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "rule": problem.rule,
            "message": problem.what(language),
            "mend": problem.mend(language),
            "source": problem.source[:WIDEST_EXCERPT],
            **({"url": f"{rules_url}#{problem.rule}"} if rules_url else {}),
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Iterable[Problem], language: str = "vi", rules_url: str = "") -> str:
    """The report as workflow commands, which become annotations beside the lines."""
    return "".join(_command(problem, language, rules_url) for problem in problems)


def _command(problem: Problem, language: str, rules_url: str) -> str:
    link = f" {rules_url}#{problem.rule}" if rules_url else ""
    text = f"{problem.what(language)} {_MEND[language]}{problem.mend(language)}"
    properties = {
        "file": problem.file,
        "line": str(problem.line),
        "col": str(problem.column),
        "title": problem.rule,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::error {listed}::{_data(f'{text} [{problem.rule}]{link}')}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_HEADINGS = {
    "vi": ("Kiểm tra dữ liệu: {count} chỗ cần sửa", "Danh sách quá dài, phần sau không hiện."),
    "en": ("Data check: {count} to mend", "The list is too long; the rest is not shown."),
}


def as_summary(problems: Iterable[Problem], language: str = "vi", rules_url: str = "") -> str:
    """The report as Markdown for a job summary: all problems, in a block that shows any text.

    Only 10 annotations are shown of a step, hence this whole list. The data's own text stands
    in an escaped ``<pre>``, so that it can be neither markup nor Markdown.
    """
    problems = tuple(problems)
    heading, cut = _HEADINGS[language]
    report = html.escape(as_text(problems, language, rules_url))
    if len(report) > LONGEST_SUMMARY // 3:
        report = report[: LONGEST_SUMMARY // 3].rpartition("\n")[0] + "\n\n" + cut
    return f"## {heading.format(count=len(problems))}\n\n<pre>\n{report}\n</pre>\n"
