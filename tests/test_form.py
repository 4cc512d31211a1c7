"""What breaks the form of a file is told at its line, with what to type, and hides nothing else;
slips of every kind on lines of every kind are told where they were made.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from conftest import ending
from samples import EVERY, HEAD, SMALL, TERM, edited

from indicators import Problem, examine
from indicators.reading.fields import field_at
from indicators.reading.form import is_plain, quote
from indicators.reading.load import trees
from indicators.reporting.problems import as_text


def told(text: str) -> list[tuple[int, str]]:
    """The line and rule of every problem."""
    problems = examine({"d.yaml": text.encode()}).problems
    return [(problem.line, problem.rule) for problem in problems]


SAMPLES = {"small": SMALL, "term": TERM, "every": EVERY}
TOLD: dict[str, str] = yaml.safe_load(Path(__file__).with_name("told.yaml").read_text("utf-8"))


def edits(guarantee: str) -> Iterator[tuple[str, tuple[str, str, int], str]]:
    """Each edited sample of a guarantee, what is told of it first and how much more, and words.

    A place with a sign counts from the first line of the edit.
    """
    text = SAMPLES[guarantee.rpartition("(")[2].removesuffix(")")]
    for line in TOLD[guarantee].rstrip("\n").split("\n"):
        old, new, place, rule, more, words = re.fullmatch(
            r"(.*) » (.*) → (\S+) (\S+)(?: \(\+([0-9]+)\))? ?(.*)", line
        ).groups("0")  # type: ignore[union-attr]
        edit = old.replace("\\n", "\n"), new.replace("\\n", "\n")
        if place[0] in "+-":
            lines, colon, column = place.partition(":")
            start = text[: text.index(edit[0])].count("\n") + 1
            place = f"{start + int(lines)}{colon}{column}"
        yield edited(text, edit), (place, rule, int(more)), words


@pytest.mark.parametrize("guarantee", TOLD)
def test_an_edit_of_a_sample_is_told(guarantee: str) -> None:
    for made, expected, words in edits(guarantee):
        first, *others = examine({"d.yaml": made.encode()}).problems
        assert (f"{first.line}:{first.column}", first.rule, len(others)) == expected
        assert words in f"{first.what()} {first.mend()}"


@pytest.mark.parametrize(
    "line",
    [
        "Anh Ba gửi số liệu: 1514", "2021;1514;1350", "| 2021 | 1514 |", "-----", "```yaml", "...",
        "? value", ": 1514", "%YAML 1.2", "https://example.vn", "---", "- period:*2022",
        "- period: *2022", "- *a : 3", "- &a period: 2022", "- [a]: b", "- {a: b}: c", "- ? [a]",
        "*****",
    ],
)  # fmt: skip
def test_what_is_no_field_or_a_command_of_yaml_is_told_at_its_line(line: str) -> None:
    text = edited(SMALL, ("      - period: 2022", f"      {line}\n      - period: 2022"))
    found = told(text)
    assert found[0][0] == 21
    assert found[0][1] in {"no-field", "yaml-command", "colon-in-value", "dash-lookalike"}
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "Tệp chưa có dữ liệu."),
        ("# x\n", "Tệp chưa có dữ liệu."),
        ("\n<!DOCTYPE html>\n", "Đây là một trang web lưu thành tệp, không phải tệp dữ liệu."),
        ("- a\n", "“Tệp” phải là các dòng “tên: giá trị”."),
    ],
)
def test_what_is_no_data_is_told_in_one_sentence(text: str, what: str) -> None:
    (problem,) = examine({"data.yaml": text.encode()}).problems
    assert problem.what() == what
    assert problem.rule != "shape-expected" or problem.mend() == "ghi như sau: “model: 1”."


@pytest.mark.parametrize(
    ("text", "code", "guess"),
    [
        ("a: 1", "utf-16", ("có vẻ là UTF-16", "it looks like UTF-16")),
        ("a: 1", "utf-16-le", ("có vẻ là UTF-16", "it looks like UTF-16")),
        ("a: 1\nb: ÿ", "latin-1", ("dòng 2, byte “FF”", "line 2, byte “FF”")),
    ],
)
def test_another_encoding_is_told_by_what_shows_it(
    text: str, code: str, guess: tuple[str, str]
) -> None:
    (problem,) = examine({"data.yaml": text.encode(code)}).problems
    assert problem.what() == f"Tệp không ở bảng mã UTF-8 ({guess[0]})."
    assert problem.what("en") == f"The file is not in UTF-8 ({guess[1]})."


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a b", True), ("a:b#c", True), ("-5", True), ("a: b", False), ("a #b", False), ("", False),
        (" a", False), ("a ", False), ("- a", False), ("“a”", False), ('"a"', False), ("a:", False),
    ],
)  # fmt: skip
def test_what_may_be_typed_without_quotes_is_known(text: str, *, plain: bool) -> None:
    assert is_plain(text) is plain
    assert quote(text) == f"'{text}'" if '"' in text else f'"{text}"'


@pytest.mark.parametrize(
    "lines",
    [
        "# a: b: c\n  # x\n\n---\n" + SMALL,
        edited(SMALL, ("name: Kết nạp", "name: Kết:nạp - 1#2 “a” b")),
        edited(SMALL, ("name: Kết nạp", "'name': 'it''s: \"x\" # y'  ")),
        edited(SMALL, ("      - period: 2021\n", "      -\n        period: 2021\n")),
        edited(SMALL, ("    observations:\n", "    observations:   # các năm\n")),
        edited(SMALL, ("      - period: 2022\n        value: 1533", "")),
        re.sub(
            " +$", "", SMALL.replace("      - ", "    - ").replace("        value", "      value")
        ),
    ],
)
def test_other_ways_to_type_the_form_are_taken(lines: str) -> None:
    assert told(lines) == []


def test_an_item_below_a_list_of_ids_is_not_joined_to_it_in_silence() -> None:
    text = edited(TERM, ("      - ket-nap\n", "      - ket-nap\n        - xep-loai\n"))
    assert told(text) == [(19, "indentation")]


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ("         value: 1514", "indentation"),
        ("\t\tvalue: 1514", "invisible-character"),
        ("        value:1514", "no-field"),
        ("        value: 'x", "quote-open"),
        ("        note: a: b", "colon-in-value"),
        ("      - value: 1514: x", "colon-in-value"),
        ("```", "no-field"),
    ],
)
@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("        value: 1533%", "not-a-number"),
        ("        value:1533", "no-field"),
        ("        value: [1533]", "yaml-command"),
        ("        value: 1533 # x", "comment-after-value"),
    ],
)
def test_a_broken_line_does_not_hide_what_is_wrong_in_another_item(
    broken: str, rule: str, other: str, expected: str
) -> None:
    text = edited(SMALL, ("        value: 1514", broken), ("        value: 1533", other))
    assert told(text) == [(20, rule), (22, expected)]


@pytest.mark.parametrize("spaces", [" ", "  "])
def test_lines_that_moved_together_are_one_mistake(spaces: str) -> None:
    moved = f"{spaces}        value: 1514\n{spaces}        plan: 1350"
    assert told(edited(SMALL, ("        value: 1514", moved))) == [(20, "indentation")]


YEARS = HEAD + SMALL[len(HEAD) : SMALL.index("      - period")]


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n" * 100_000,
        "".join(f"a{number}: b\n" for number in range(50_000)),
        "Anh Ba gửi\n" * 100_000,
        "<<<<<<< HEAD\n" * 50_000,
        YEARS + "".join(f"      - period: {n}\n        vlaue: x\n" for n in range(10_000)),
        YEARS + "".join(f"      - value: {n}\n" for n in range(10_000)),
        YEARS + "".join(f"      - period: {n}\n         value: 1\n" for n in range(10_000)),
    ],
    ids=["one name", "names", "chat", "conflicts", "misspelt", "missing", "askew"],
)
def test_a_file_full_of_mistakes_is_told_shortly_and_soon(text: str) -> None:
    with ending():
        problems = examine({"d.yaml": text.encode()}).problems
        report = as_text(problems)
    assert problems
    assert len(problems) <= 201
    assert len(report) < 100_000


def test_data_of_every_kind_breaks_no_rule() -> None:
    assert examine({"data.yaml": EVERY.encode()}).problems == ()


def references(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, str]]:
    """Every id of the data that another list declares, as it was typed, with what it names."""
    for step, value in node.items() if isinstance(node, dict) else enumerate(node):
        field = field_at((*path, step))
        if not isinstance(value, str):
            yield from references(value, (*path, step))
        elif field and field.refers:
            yield value, field.noun.vi


def test_every_reference_is_looked_up_in_the_list_that_declares_it() -> None:
    listed = list(references(trees({"d": EVERY.encode()})["d"]))
    assert len(listed) > 25
    for typed, noun in listed:
        lines = EVERY.split("\n")
        lines[typed.line - 1] += "-x"
        found = examine({"d": "\n".join(lines).encode()}).problems
        what = f"Không có {noun} nào mang mã “{typed}-x”; có phải “{typed}”?"
        assert [(one.line, one.what()) for one in found] == [(typed.line, what)]


LINES = EVERY.rstrip("\n").split("\n")
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
    for number, line in enumerate(LINES):
        for slip in SLIPS.values():
            made = slip(line)
            if made == [line]:
                continue
            text = "\n".join([*LINES[:number], *made, *LINES[number + 1 :], ""])
            first = number + (not "".join(made).startswith("\0"))
            place = first, first + max(len(made), 1) - 1
            yield Made(text.replace("\n\0", " "), *place)


def is_near(problems: Sequence[Problem], made: Made) -> bool:
    """Whether the first problem stands within a line of the slip."""
    return made.first - 1 <= problems[0].line <= made.last + 1


def test_a_slip_is_told_near_its_place_and_surely_with_the_last_good_version() -> None:
    good = {"data.yaml": EVERY.encode()}
    near = []
    for made in list(slips())[::9]:
        files = {"data.yaml": made.text.encode()}
        if problems := examine(files).problems:
            near.append(is_near(problems, made))
            assert is_near(examine(files, last_good=good).problems, made)
    assert len(near) > 200
    assert sum(near) >= NEAR_ENOUGH * len(near)
