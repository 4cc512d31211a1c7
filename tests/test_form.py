"""What breaks the form of a file is told at its line, with what to type, and hides nothing else."""

from __future__ import annotations

import re

import pytest
from conftest import ending
from samples import HEAD, SMALL, TERM, edited

from indicators import examine
from indicators.reporting.problems import as_text


def told(text: str) -> list[tuple[int, str, str]]:
    """The line and rule of every problem, and what is to be done."""
    problems = examine({"d.yaml": text.encode()}).problems
    return [(problem.line, problem.rule, problem.mend()) for problem in problems]


QUOTED = "đặt cả giá trị trong ngoặc kép: "
NUMBER = "nếu là số thì gõ {}; nếu là chữ thì đặt trong ngoặc kép:"
BOUNDED = "gõ value: 90, rồi bound: at-least ở dòng dưới nếu mục này có trường ấy."
ONE_LINE = "bỏ “|”, ghi cả đoạn trên một dòng sau dấu hai chấm; dòng dài cũng được."
LINES_OF_THEIR_OWN = "xuống dòng, ghi mỗi mục, mỗi trường trên dòng riêng, mục bắt đầu bằng “- ”."
REMARK = (
    "lời ghi thì đặt ở dòng riêng bắt đầu bằng “# ”, hoặc ở note; "
    "nếu thuộc giá trị thì đặt trong ngoặc kép:"
)
WHOLE = "đặt cả giá trị trong một cặp ngoặc: "


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (("value: 1514", "value:1514"), (20, 14, "colon-space", "gõ value: 1514.")),
        (("value: 1514", "value :1514"), (20, 15, "colon-space", "gõ value: 1514.")),
        (("value: 1514", "value：1514"), (20, 14, "colon-space", "gõ value: 1514.")),
        (("- period: 2021", "- period:2021"), (19, 15, "colon-space", "gõ period: 2021.")),
        (("- period: 2021", "- period 2021"), (19, 9, "colon-missing", "gõ period: 2021.")),
        (("value: 1514", "value = 1514"), (20, 9, "colon-missing", "gõ value: 1514.")),
        (("observations:", "observations"), (18, 5, "colon-missing", "gõ observations:.")),
        (
            ("name: Kết nạp", 'name: Kết "nạp": nam'),
            (14, 20, "colon-in-value", "đặt cả giá trị trong ngoặc kép thẳng: 'Kết \"nạp\": nam'."),
        ),
        (
            ("- period: 2021\n        value", "- period: 2021 value"),
            (
                19,
                22,
                "fields-on-one-line",
                "xuống dòng trước value: 1514, thụt lề thẳng với trường đầu dòng.",
            ),
        ),
        (("- period: 2021", "-period: 2021"), (19, 7, "dash-space", "gõ - period: 2021.")),
        (("- period: 2021", "-- period: 2021"), (19, 7, "dash-space", "gõ - period: 2021.")),
        (("- period: 2021", "- - period: 2021"), (19, 7, "dash-space", "gõ - period: 2021.")),
        (("- period: 2021", "– period: 2021"), (19, 7, "dash-lookalike", "gõ - period: 2021.")),
        (("- period: 2021", "1. period: 2021"), (19, 7, "dash-lookalike", "gõ - period: 2021.")),
        (
            ("        value: 1514", "+        value: 1514"),
            (20, 1, "line-copied", "xóa “+” ở đầu dòng, giữ nguyên các dấu cách thụt lề."),
        ),
        (
            ("        value: 1514", "152        value: 1514"),
            (20, 1, "line-copied", "xóa “152” ở đầu dòng, giữ nguyên các dấu cách thụt lề."),
        ),
        (("name: Kết nạp", 'name: "Kết nạp'), (14, 11, "quote-open", f'{WHOLE}"Kết nạp".')),
        (("name: Kết nạp", 'name: "Kết" nạp'), (14, 17, "quote-open", f'{WHOLE}"Kết nạp".')),
        (("name: Kết nạp", "name: 'l'eau'"), (14, 14, "quote-open", f'{WHOLE}"l\'eau".')),
        (("name: Kết nạp", 'name: "C:\\u12"'), (14, 11, "quote-open", f"{WHOLE}'C:\\u12'.")),
        (("name: Kết nạp", 'name: "\\u200b"'), (14, 11, "quote-open", f"{WHOLE}'\\u200b'.")),
        (
            ("value: 1514", "value: `1514`"),
            (20, 16, "yaml-command", f'{NUMBER.format(1514)} "`1514`".'),
        ),
        (
            ("value: 1514", "value: [ 15,14 ]"),
            (20, 16, "yaml-command", f'{NUMBER.format("15,14")} "[ 15,14 ]".'),
        ),
        (
            ("value: 1514", "value: >= 90%"),
            (20, 16, "yaml-command", BOUNDED),
        ),
        (("value: 1514", "bound: >"), (20, 16, "yaml-command", "gõ above.")),
        (
            ("value: 1514", "value: ?"),
            (20, 16, "yaml-command", "số chưa có thì xóa dòng này và ghi lý do ở missing."),
        ),
        (
            ("name: Kết nạp", "name: - Kết nạp"),
            (14, 11, "yaml-command", f'{QUOTED}"- Kết nạp", hoặc bỏ “-”.'),
        ),
        (
            ("name: Kết nạp", "name: |\n      Kết nạp"),
            (14, 11, "yaml-command", ONE_LINE),
        ),
        (
            ("observations:", "observations: [2021, 2022]"),
            (18, 19, "yaml-command", LINES_OF_THEIR_OWN),
        ),
        (("value: 1514", "chỉ tiêu giao: 1514"), (20, 9, "no-field", "gõ plan: 1514.")),
        (("period: 2022", "period: 2O22"), (21, 17, "number-digits", "gõ 2022.")),
        (
            ("value: 1514", "value: 1514 # x"),
            (
                20,
                21,
                "comment-after-value",
                f'{REMARK} "1514 # x".',
            ),
        ),
    ],
    ids=lambda part: part[1] if isinstance(part, tuple) and len(part) == 2 else "",
)  # fmt: skip
def test_what_is_wrong_with_a_line(
    edit: tuple[str, str], expected: tuple[int, int, str, str]
) -> None:
    problem = examine({"d.yaml": edited(SMALL, edit).encode()}).problems[0]
    assert (problem.line, problem.column, problem.rule, problem.mend()) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Anh Ba gửi số liệu: 1514", "2021;1514;1350", "| 2021 | 1514 |", "-----", "```yaml", "...",
        "*****", "? value", ": 1514", "%YAML 1.2", "https://example.vn", "---",
    ],
)  # fmt: skip
def test_a_line_that_is_no_field_is_to_be_deleted_or_entered_as_fields(line: str) -> None:
    ((at, rule, mend),) = told(
        edited(SMALL, ("      - period: 2022", f"{line}\n      - period: 2022"))
    )
    assert at == 21
    assert rule in ("no-field", "field-unknown")
    assert mend.startswith("xóa dòng này")


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


# ------------------------------------------------------------------------- where a line may stand


def beside(line: int, column: int) -> str:
    return f"cho thẳng với dòng {line}: thụt vào {column} dấu cách."


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (("        value: 1514", "         value: 1514"), (20, beside(19, 8))),
        (("        value: 1514", "       value: 1514"), (20, beside(19, 8))),
        (("    name: Kết nạp", "  name: Kết nạp"), (14, beside(13, 4))),
        (("    name: Kết nạp", "name: Kết nạp"), (14, beside(13, 4))),
        (("      - period: 2022", "     - period: 2022"), (21, beside(19, 6))),
        (("      - period: 2022", "        - period: 2022"), (21, beside(19, 6))),
        (("  start: 2020", "    start: 2020"), (6, beside(5, 2))),
    ],
)
def test_a_line_at_another_depth_is_told_beside_which_it_belongs(
    edit: tuple[str, str], expected: tuple[int, str]
) -> None:
    found = [
        (line, mend) for line, rule, mend in told(edited(SMALL, edit)) if rule == "indentation"
    ]
    if not found:  # the item reads as one of the list above
        found = [(line, expected[1]) for line, *_ in told(edited(SMALL, edit))][:1]
    assert found == [expected]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (("      - period: 2021", "        period: 2021"), (19, "dash-missing")),
        (("      - period: 2021\n", ""), (19, "dash-missing")),
        (("      - period: 2022", "        period: 2022"), (21, "key-duplicate")),
        (("      - period: 2022\n", ""), (21, "key-duplicate")),
        (("        value: 1533", "      - value: 1533"), (22, "field-missing")),
        (("    observations:\n", ""), (18, "indentation")),
        (("  name: Đảng bộ Thí Dụ", "- name: Đảng bộ Thí Dụ"), (3, "block-expected")),
        (("  start: 2020", "- start: 2020"), (6, "indentation")),
    ],
)
def test_a_dash_or_heading_lost_or_added_is_told_once(
    edit: tuple[str, str], expected: tuple[int, str]
) -> None:
    assert [found[:2] for found in told(edited(SMALL, edit))] == [expected]


def test_a_name_that_comes_again_is_told_with_the_line_where_it_stood_first() -> None:
    text = edited(SMALL, ("        value: 1514", "        'value': 1514\n        value: 1541"))
    (problem,) = examine({"d.yaml": text.encode()}).problems
    assert (problem.line, problem.what()) == (21, "“value” đã có trong mục này, ở dòng 20.")


def test_an_item_below_a_list_of_ids_is_not_joined_to_it_in_silence() -> None:
    text = edited(TERM, ("      - ket-nap\n", "      - ket-nap\n        - xep-loai\n"))
    assert [found[:2] for found in told(text)] == [(19, "indentation")]


# ------------------------------------------------------------------ what belongs in a field's place


EACH = "ghi mỗi mục dưới {}: như sau, mỗi trường một dòng: "


@pytest.mark.parametrize(
    ("typed", "rule", "mend"),
    [
        (
            "parts:\n          huyen-a: 600",
            "list-expected",
            EACH.format("parts") + "“- unit: huyen-a”, “  value: 600”.",
        ),
        (
            "published: 112.15",
            "list-expected",
            EACH.format("published") + "“- figure: …”, “  value: 112.15”.",
        ),
        (
            "former: 1523",
            "list-expected",
            EACH.format("former") + "“- kind: …”, “  date: …”, “  reason: …”, “  value: 1523”.",
        ),
        (
            "percent-of-plan: 112.15",
            "field-unknown",
            "ghi thành các dòng: “published:”, “  - figure: percent-of-plan”, “    value: 112.15”.",
        ),
        (
            "parts:\n          - 600",
            "block-expected",
            "ghi mỗi trường một dòng: “- value: 600”.",
        ),
        (
            "published:\n          figure: percent-of-plan\n          value: 112.15",
            "list-expected",
            (
                "gõ - figure: percent-of-plan, các dòng khác của mục giữ nguyên, "
                "thẳng cột với figure: percent-of-plan."
            ),
        ),
    ],
)  # fmt: skip
def test_what_stands_in_the_place_of_a_list_is_told_as_an_item_of_it(
    typed: str, rule: str, mend: str
) -> None:
    text = edited(SMALL, ("value: 1514", f"value: 1514\n        {typed}"))
    assert [found[1:] for found in told(text)] == [(rule, mend)]


def test_a_block_or_field_of_the_file_that_is_lost_is_told_with_its_lines() -> None:
    lost = edited(SMALL, ("model: 1\n", ""), (HEAD[HEAD.index("source:") : HEAD.index("doc")], ""))
    ((line, rule, mend),) = told(lost)
    assert (line, rule) == (1, "field-missing")
    assert "“model: …” (phiên bản của mẫu dữ liệu), “source: …” (nguồn chung)" in mend


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "Tệp chưa có dữ liệu."),
        ("# x\n", "Tệp chưa có dữ liệu."),
        (
            "\n<!DOCTYPE html>\n<html>\n",
            "Đây là một trang web lưu thành tệp, không phải tệp dữ liệu.",
        ),
        ("- a\n", "Tệp phải gồm các dòng “tên: giá trị”."),
    ],
)  # fmt: skip
def test_what_is_no_data_is_told_in_one_sentence(text: str, what: str) -> None:
    (problem,) = examine({"d.yaml": text.encode()}).problems
    assert problem.what() == what


# ------------------------------------------------------------------ what else is wrong in the file


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ("         value: 1514", "indentation"),
        ("\t\tvalue: 1514", "tab-indent"),
        ("        value:1514", "colon-space"),
        ("        value 1514", "colon-missing"),
        ("        value: 'x", "quote-open"),
        ("        note: a: b", "colon-in-value"),
        ("      - value: 1514: x", "colon-in-value"),
        ("```", "no-field"),
    ],
)
@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("        value: 1533%", "number-percent"),
        ("        value:1533", "colon-space"),
        ("        value: [1533]", "yaml-command"),
        ("        value: 1533 # x", "comment-after-value"),
    ],
)
def test_a_broken_line_does_not_hide_what_is_wrong_in_another_item(
    broken: str, rule: str, other: str, expected: str
) -> None:
    text = edited(SMALL, ("        value: 1514", broken), ("        value: 1533", other))
    assert [(line, found) for line, found, _ in told(text)] == [(20, rule), (22, expected)]


@pytest.mark.parametrize("spaces", [" ", "  "])
def test_lines_that_moved_together_are_one_mistake(spaces: str) -> None:
    text = edited(
        SMALL,
        ("        value: 1514", f"{spaces}        value: 1514\n{spaces}        plan: 1350"),
    )
    ((line, rule, _),) = told(text)
    assert (line, rule) == (20, "indentation")


YEARS = HEAD + SMALL[len(HEAD) : SMALL.index("      - period")]


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n" * 200_000,
        "".join(f"a{number}: b\n" for number in range(100_000)),
        "Anh Ba gửi\n" * 200_000,
        "<<<<<<< HEAD\n" * 100_000,
        YEARS + "".join(f"      - period: {n}\n        vlaue: x\n" for n in range(40_000)),
        YEARS + "".join(f"      - value: {n}\n" for n in range(40_000)),
        YEARS + "".join(f"      - period: {n}\n         value: 1\n" for n in range(40_000)),
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


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("- period:*2022", "colon-space"),
        ("- period: *2022", "yaml-command"),
        ("- *a : 3", "yaml-command"),
        ("- &a period: 2022", "yaml-command"),
        ("- [a]: b", "yaml-command"),
        ("- {a: b}: c", "yaml-command"),
        ("- ? [a]", "yaml-command"),
    ],
)
def test_what_yaml_would_take_for_an_alias_or_a_list_as_a_name_is_told_at_its_line(
    line: str, rule: str
) -> None:
    text = f"{YEARS}      - period: 2021\n        value: 1\n      {line}\n        value: 2\n"
    problem = examine({"d.yaml": text.encode()}).problems[0]
    assert (problem.line, problem.rule) == (text[: text.index(line)].count("\n") + 1, rule)
