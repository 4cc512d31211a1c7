"""Each file in invalid/ has one mistake and says in its first lines what the editor is told.

The catalogue's bad and good lines are the ones in these files, so that the page of rules shows
what is really refused and what is really taken.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from inspect import getdoc
from pathlib import Path

import pytest

from indicators import check, examine
from indicators.reporting.messages import catalogue
from indicators.reporting.rules import Rule

FILES = sorted((Path(__file__).parent / "invalid").glob("*.yaml"))

ELSEWHERE = {
    "encoding", "file-name", "file-plain", "file-size", "line-end", "split-differs", "split-shape",
    "text-long",
}  # fmt: skip
"""Rules whose mistake is no few lines of one text; ``test_load`` and others break them."""

RULES = {name: rule for name, rule in catalogue().items() if not name.startswith("page-")}


def told(path: Path) -> list[str]:
    """What the editor is told of a file, as its first lines should say it."""
    return [
        line
        for problem in examine({path.name: path.read_bytes()}).problems
        for line in (
            f"# {problem.line}:{problem.column}: {problem.what()}",
            f"# Cách sửa: {problem.mend()} [{problem.rule}]",
        )
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_is_refused_once_with_the_message_that_it_expects(path: Path) -> None:
    first_lines = path.read_bytes().decode().split("\n")[:2]
    assert told(path) == first_lines
    assert first_lines[1].endswith(f"[{path.stem}]")


def test_every_rule_has_a_file() -> None:
    assert {path.stem for path in FILES} | ELSEWHERE == RULES.keys()


def replaced(text: str, bad: str, good: str) -> Iterator[str]:
    """The text with the good lines for the bad ones, at each place and depth where these stand."""
    for depth in range(13):
        wanted, instead = (textwrap.indent(lines, " " * depth) + "\n" for lines in (bad, good))
        for match in re.finditer(re.escape(wanted), text):
            yield text[: match.start()] + instead + text[match.end() :]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_catalogues_bad_lines_stand_in_the_file_and_its_good_lines_mend_it(path: Path) -> None:
    rule = RULES[path.stem]
    attempts = list(replaced(path.read_bytes().decode(), rule.bad, rule.good))
    assert attempts, "the bad lines stand in the file"
    assert any(not examine({"mended.yaml": text.encode()}).problems for text in attempts)


def test_rules_across_records_are_documented_with_the_catalogues_lines() -> None:
    for rule in (*check.CHECKS, *check.LATER):
        lines = dict(re.findall(r"(Bad|Good): +(.*)", getdoc(rule) or ""))
        if not lines:
            continue  # its record stands beside it
        entry = RULES[rule.__name__.removeprefix("check_").replace("_", "-")]
        assert lines["Bad"] in squeezed(entry.bad), entry.name
        assert lines["Good"] in squeezed(entry.good), entry.name


def squeezed(lines: str) -> list[str]:
    return [line.strip() for line in lines.split("\n")]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_every_rule_says_why_in_one_or_more_sentences(rule: Rule) -> None:
    for text in (rule.why, rule.vi, rule.en, rule.mend, rule.mend_en):
        assert text.endswith((".", "?", ":", "…")), text
    assert rule.title
    assert not rule.title.endswith(".")
