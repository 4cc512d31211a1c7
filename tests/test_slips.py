"""Slips of every kind on lines of every kind are refused, and told where they were made."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from indicators import Problem, examine

HERE = Path(__file__).parent
WHOLE = (HERE / "every_kind.yaml").read_text("utf-8").rstrip("\n").split("\n")
NEAR_ENOUGH = 0.95
"""How many slips are told within a line of their place where no earlier version is at hand."""


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


class Made(NamedTuple):
    """A text with a slip in it, and the first and last line of the slip."""

    text: str
    first: int
    last: int


def slips() -> Iterator[Made]:
    """Each slip made in each line of the data."""
    for number, line in enumerate(WHOLE):
        for slip in SLIPS.values():
            made = slip(line)
            if made == [line]:
                continue
            text = "\n".join([*WHOLE[:number], *made, *WHOLE[number + 1 :], ""])
            first = number + (not "".join(made).startswith("\0"))
            place = first, first + max(len(made), 1) - 1
            yield Made(text.replace("\n\0", " "), *place)


def told(made: Made, last_good: Mapping[str, bytes] | None = None) -> Sequence[Problem]:
    """What the editor is told, problem by problem."""
    return examine({"data.yaml": made.text.encode()}, last_good=last_good).problems


def is_near(problems: Sequence[Problem], made: Made) -> bool:
    """Whether the first problem stands within a line of the slip."""
    return made.first - 1 <= problems[0].line <= made.last + 1


def test_a_slip_is_told_near_its_place_and_surely_with_the_last_good_version() -> None:
    good = {"data.yaml": "\n".join([*WHOLE, ""]).encode()}
    near = []
    for made in list(slips())[::9]:
        if problems := told(made):
            near.append(is_near(problems, made))
            assert is_near(told(made, good), made)
    assert len(near) > 200
    assert sum(near) >= NEAR_ENOUGH * len(near)
