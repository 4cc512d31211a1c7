"""Problems: what is wrong, where it stands, and how a report of them reads."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.reporting.findings import Path, Position, visible
from indicators.reporting.rules import Fault, Wording, said

__all__ = [
    "DataError", "Path", "Position", "Problem", "as_github", "as_json", "as_summary", "as_text",
    "conclusion", "inert",
]  # fmt: skip

WIDEST_EXCERPT = 96


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault at its place in a file; ``source`` is that line's text."""

    file: str
    line: int
    column: int
    fault: Fault
    source: str

    @classmethod
    def at(cls, place: Position, fault: Fault) -> Problem:
        """A fault at a place."""
        return cls(place.file, place.line, place.column, fault, place.text)

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


MOST = 100
"""How many problems a report tells in full; the rest is counted by rule."""

_MEND = Wording("Cách sửa: ", "How to mend: ")
_DOUBT = Wording("nên xem lại: ", "worth a second look: ")


def as_text(problems: Iterable[Problem], language: str = "vi", rules_url: str = "") -> str:
    """The report for a terminal: each problem with its line, a caret, and how to mend it."""
    told, rest = _bounded(problems, language)
    blocks = [_block(problem, language, rules_url) for problem in told]
    return "\n".join([*blocks, f"{rest}\n"] if rest else blocks)


def _bounded(problems: Iterable[Problem], language: str) -> tuple[Sequence[Problem], str]:
    """As many problems as a report tells, and how many more there are of each rule."""
    listed = tuple(problems)
    rest = Counter(problem.rule for problem in listed[MOST:])
    counted = ", ".join(f"{rule} {said(count, language)}" for rule, count in rest.most_common())
    more = _MORE.of(language).format(count=said(rest.total(), language), rules=counted)
    return listed[:MOST], more if rest else ""


_MORE = Wording("Còn {count} chỗ nữa: {rules}.", "{count} more: {rules}.")
_CLEAN = Wording("Dữ liệu hợp lệ", "The data is in order")
_COUNT = Wording("{count} chỗ cần sửa", "{count} to mend")
_LOOK = Wording("; {count} chỗ nên xem lại", "; {count} worth a second look")


def conclusion(problems: Iterable[Problem], language: str = "vi") -> str:
    """The last line of a report for a terminal: all is well, or how much there is to mend."""
    doubts = [problem.doubt for problem in problems]
    wrong, look = doubts.count(False), doubts.count(True)
    text = (_COUNT if wrong else _CLEAN).of(language).format(count=wrong)
    return text + (_LOOK.of(language).format(count=look) if look else "") + ".\n"


def _block(problem: Problem, language: str, rules_url: str) -> str:
    excerpt, caret = _excerpt(problem.source, problem.column) if problem.source else ("", "")
    link = f" {rules_url}#{problem.rule}" if rules_url else ""
    level = _DOUBT.of(language) if problem.doubt else ""
    place = f"{visible(problem.file)}:{problem.line}:{problem.column}"
    lines = (
        f"{place}: {level}{problem.what(language)}",
        f"    {excerpt}",
        f"    {caret}",
        f"  {_MEND.of(language)}{problem.mend(language)} [{problem.rule}]{link}",
    )
    return inert("".join(line.rstrip() + "\n" for line in lines if line.strip()))


_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def inert(text: str) -> str:
    """The text without what a terminal or a runner of workflows would obey: control characters,
    lines that begin with ``::``, be it after blanks, and ``##[`` anywhere.
    """
    shown = _CONTROL.sub(lambda found: visible(found[0]), text)
    barred = re.sub(r"(?m)^[^\S\n]*(?=::)", lambda blanks: f"| {blanks[0][2:]}", shown)
    return barred.replace("##[", r"##\u005b")


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
    """The report for other programs: a list of objects, one per problem; the last one may count
    what is not told, without a rule.
    """
    told, rest = _bounded(problems, language)
    rows = [
        {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "level": "warning" if problem.doubt else "error",
            "rule": problem.rule,
            "message": problem.what(language),
            "mend": problem.mend(language),
            "source": problem.source[:WIDEST_EXCERPT],
            **({"url": f"{rules_url}#{problem.rule}"} if rules_url else {}),
        }
        for problem in told
    ]
    more = [{"message": rest}] if rest else []
    return json.dumps([*rows, *more], ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Iterable[Problem], language: str = "vi", rules_url: str = "") -> str:
    """The report as workflow commands, which become annotations beside the lines."""
    told, rest = _bounded(problems, language)
    lines = []
    for problem in told:
        where = f"line={problem.line},col={problem.column},title={problem.rule}"
        level = "warning" if problem.doubt else "error"
        link = f" {rules_url}#{problem.rule}" if rules_url else ""
        mend = f"{_MEND.of(language)}{problem.mend(language)} [{problem.rule}]{link}"
        text = _data(f"{problem.what(language)} {mend}")
        lines.append(f"::{level} file={_property(problem.file)},{where}::{text}\n")
    return "".join(lines) + (f"::error::{_data(rest)}\n" if rest else "")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_HEADING = Wording("Kiểm tra dữ liệu: ", "Data check: ")


def as_summary(problems: Iterable[Problem], language: str = "vi", rules_url: str = "") -> str:
    """The report as Markdown for a job summary, in a block that shows any text.

    Only 10 annotations are shown of a step, hence this list. The data's own text stands in an
    escaped ``<pre>``, so that it can be neither markup nor Markdown.
    """
    problems = tuple(problems)
    heading = _HEADING.of(language) + conclusion(problems, language).rstrip(".\n")
    report = html.escape(as_text(problems, language, rules_url))
    return f"## {heading}\n\n<pre>\n{report}\n</pre>\n"
