"""What breaks the form of a file is told at its line, with what to type, and hides nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conftest import ending
from samples import HEAD, SMALL, TERM, edited

from indicators import examine
from indicators.reading.form import is_plain, quote
from indicators.reporting.problems import as_text


def told(text: str) -> list[tuple[int, str]]:
    """The line and rule of every problem."""
    problems = examine({"d.yaml": text.encode()}).problems
    return [(problem.line, problem.rule) for problem in problems]


HERE = Path(__file__).parent
EVERY = (HERE / "every_kind.yaml").read_text("utf-8")
SAMPLES = {"small": SMALL, "term": TERM, "every": EVERY}
TOLD: dict[str, str] = yaml.safe_load((HERE / "told.yaml").read_text("utf-8"))


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
