"""The answer to slips of every kind on lines of every kind, word for word.

``python tests/test_slips.py`` writes the answers anew; a review then sees which ones changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from indicators import examine

HERE = Path(__file__).parent
WHOLE = (HERE / "every_kind.yaml").read_text("utf-8").rstrip("\n").split("\n")
ANSWERS = HERE / "slips.yaml"
EVERY = 5
"""One of so many slips is kept; all of them would be too much to read."""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


Slip = Callable[[str], list[str]]

SLIPS: dict[str, Slip] = {
    "dash lost": lambda line: [re.sub("^( *)- ", r"\1  ", line)],
    "dash added": lambda line: [re.sub("^( *)  (?=[a-z])", r"\1- ", line)],
    "line lost": lambda _: [],
    "line twice": lambda line: [line, line],
    "one space less": lambda line: [line.removeprefix(" ")],
    "one space more": lambda line: [f" {line}"],
    "two spaces less": lambda line: [line.removeprefix("  ")],
    "two spaces more": lambda line: [f"  {line}"],
    "colon lost": lambda line: [line.replace(":", "", 1)],
    "space after the colon lost": lambda line: [line.replace(": ", ":", 1)],
    "value on the next line": lambda line: re.sub(": (.)", r":\n\1", line, count=1).split("\n"),
    "value cut in two": lambda line: re.sub("(: .*) ", r"\1\n", line, count=1).split("\n"),
    "name with a capital": lambda line: [re.sub("[a-z]", lambda m: m[0].upper(), line, count=1)],
    "name misspelt": lambda line: [re.sub("([a-z])([a-z])(?=[a-z-]*:)", r"\2\1", line, count=1)],
    "value in braces": lambda line: [re.sub(": (.+)", r": {\1}", line)],
    "value as a list": lambda line: [re.sub(": (.+)", r": [\1]", line)],
    "value with a hash": lambda line: [f"{line} # ghi chú" if ": " in line else line],
    "quote left open": lambda line: [re.sub(": (.+)", r': "\1', line)],
    "dash of a word processor": lambda line: [re.sub("^( *)- ", r"\1– ", line)],
    "joined with the line before": lambda line: [f"\0{line.strip(' ')}"],
}


def slips() -> Iterator[tuple[str, str]]:
    """Each slip with its name, made in one line of the data."""
    count = 0
    for number, line in enumerate(WHOLE):
        for name, slip in SLIPS.items():
            made = slip(line)
            if made == [line]:
                continue
            count += 1
            if count % EVERY == 0:
                text = "\n".join([*WHOLE[:number], *made, *WHOLE[number + 1 :], ""])
                yield f"{number + 1} {name}: {line.strip(' ')}", text.replace("\n\0", " ")


def answers(text: str) -> list[str]:
    """What the editor is told, problem by problem."""
    return [
        f"{problem.line}:{problem.column} {problem.rule}: {problem.what()} → {problem.mend()}"
        for problem in examine({"data.yaml": text.encode()}).problems
    ]


KEPT: dict[str, list[str]] = yaml.safe_load(ANSWERS.read_text("utf-8")) if ANSWERS.exists() else {}


MADE = dict(slips())


@pytest.mark.parametrize("name", MADE)
def test_the_answer_to_a_slip_is_the_one_that_was_reviewed(name: str) -> None:
    assert answers(MADE[name]) == KEPT[name]


def test_every_answer_that_is_kept_is_one_to_a_slip() -> None:
    assert KEPT.keys() == MADE.keys()


if __name__ == "__main__":
    kept = {name: answers(text) for name, text in slips()}
    ANSWERS.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10**6))
