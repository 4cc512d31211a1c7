"""A lost dash, first line or heading is told once, and nothing need be deleted."""

from __future__ import annotations

import re

import pytest
from samples import HEAD, SMALL, edited

from indicators import examine

LISTS = (
    HEAD
    + """\
    facts:
      - id: so-chi-tieu
        name: chỉ tiêu
        value: 17
      - id: so-khac
        name: chỉ tiêu khác
        value: 2
  - id: nghi-quyet
    title: Nghị quyết
targets:
  - id: muc-mot
    name: Mức một
    type: term-total
    value: 6300
    indicators:
      - ket-nap
      - ra-khoi
  - id: muc-hai
    name: Mức hai
    type: floor
    min: 90
    indicators:
      - xep-loai
indicators:
  - id: ket-nap
    name: Kết nạp
    measure: flow
    unit: đảng viên
    observations:
      - period: 2021
        value: 1514
        published:
          - figure: percent-of-plan
            value: 112.15
      - period: 2022
        value: 1533
        plan: 1370
    totals:
      - through: 2021
        value: 1514
      - through: 2022
        value: 3047
  - id: ra-khoi
    name: Ra khỏi Đảng
    measure: flow
    unit: đảng viên
    missing: Nguồn không nêu.
  - id: xep-loai
    name: Xếp loại
    measure: share
    unit: phần trăm
    observations:
      - period: 2021
        value: 96
      - period: 2022
        value: 98
    published:
      - figure: mean
        from: 2021
        to: 2022
        value: 97
      - figure: change
        from: 2021
        to: 2022
        value: 2
programme:
  document: nghi-quyet
  steps:
    - id: buoc-mot
      title: Bước một
      documents:
        - nghi-quyet
      indicators:
        - ket-nap
    - id: buoc-hai
      title: Bước hai
solutions:
  - id: giai-phap-mot
    title: Giải pháp một
    documents:
      - nghi-quyet
    indicators:
      - ket-nap
  - id: giai-phap-hai
    title: Giải pháp hai
"""
)
"""Some of all lists, one after another."""

LINES = LISTS.split("\n")


def told(text: str) -> list[tuple[int, str, str]]:
    """The line and rule of every problem, and what is to be done."""
    problems = examine({"d.yaml": text.encode()}).problems
    return [(problem.line, problem.rule, problem.mend()) for problem in problems]


def replaced(number: int, *lines: str) -> str:
    return "\n".join((*LINES[: number - 1], *lines, *LINES[number:]))


def numbers(pattern: str) -> list[int]:
    return [number for number, line in enumerate(LINES, 1) if re.fullmatch(pattern, line)]


def test_the_sample_is_in_order() -> None:
    assert told(LISTS) == []


ITEMS = [n for n in numbers(r" *- .*") if not LINES[n - 2].endswith(":")]
"""The lines that begin an item which is not the first of its list."""


@pytest.mark.parametrize("number", ITEMS)
@pytest.mark.parametrize("lost", ["  ", ""], ids=["straight", "shifted"])
def test_an_item_without_its_dash_is_told_once(number: int, lost: str) -> None:
    line = LINES[number - 1]
    ((at, rule, mend),) = told(replaced(number, line.replace("- ", lost, 1)))
    assert (at, rule) == (number, "dash-missing")
    assert mend.startswith(f"đổi thành {line.strip()}, dấu “-” thẳng cột với dấu “-” ở dòng ")
    beside = int(re.findall("dòng ([0-9]+);", mend)[0])
    assert LINES[beside - 1].index("-") == line.index("-")


FIRST = [n for n in numbers(r" *- [a-z]+: .*") if LINES[n - 2].endswith(":") and n + 1 < len(LINES)]


@pytest.mark.parametrize("number", FIRST)
def test_a_first_item_without_its_dash_is_told_once(number: int) -> None:
    ((_, rule, mend),) = told(replaced(number, LINES[number - 1].replace("- ", "  ", 1)))
    assert rule in ("dash-missing", "list-expected")
    assert rule == "list-expected" or f"dòng {number}," in mend


@pytest.mark.parametrize(
    ("mark", "write"), [("1.", "- period: 2022"), ("2)", "- period: 2022"), ("+", "- period: 2022")]
)
def test_another_mark_for_the_dash_is_told_as_such(mark: str, write: str) -> None:
    text = edited(LISTS, ("- period: 2022", f"{mark} period: 2022"))
    ((_, rule, mend),) = told(text)
    assert (rule, mend) == ("dash-lookalike", f"gõ {write}.")


AGAIN = edited(
    SMALL,
    ("        value: 1514\n", "        value: 1514\n        plan: 1350\n"),
    ("        value: 1533\n", "        value: 1533\n        plan: 1370\n"),
)
RESTORED = (
    "{0} dòng này, dấu “-” thẳng cột với dấu “-” ở dòng 19; chỉ khi các dòng này chép thừa mới xóa."
).format


@pytest.mark.parametrize(
    ("text", "edit", "expected"),
    [
        (
            AGAIN,
            ("      - period: 2022\n", ""),
            (22, "item-start-missing", RESTORED("thêm lại dòng - period: … ngay trên")),
        ),
        (
            AGAIN,
            ("      - period: 2022\n", "#      - period: 2022\n"),
            (
                23,
                "item-start-missing",
                (
                    "xóa dấu # ở dòng 22, dấu “-” thẳng cột với dấu “-” ở dòng 19; "
                    "nếu không dùng mục này thì thêm # ở cả các dòng sau của mục."
                ),
            ),
        ),
        (
            SMALL,
            ("      - period: 2022\n", ""),
            (
                21,
                "key-duplicate",
                (
                    "nếu là một mục khác thì thêm dòng - period: … ngay trên dòng này; "
                    "nếu không thì giữ dòng đúng, xóa dòng kia."
                ),
            ),
        ),
        (
            SMALL,
            ("      - period: 2022\n", "      - period: 2022\n        period: 2022\n"),
            (22, "key-duplicate", "giữ dòng đúng, xóa dòng kia."),
        ),
        (
            SMALL,
            ("  start: 2020\n", "  start: 2020\n  start: 2020\n"),
            (7, "key-duplicate", "giữ dòng đúng, xóa dòng kia."),
        ),
        (
            SMALL,
            ("      - period: 2022\n", "    observations:\n      - period: 2022\n"),
            (
                21,
                "key-duplicate",
                "chuyển các dòng bên dưới lên dưới dòng observations: ở dòng 18, rồi xóa dòng này.",
            ),
        ),
    ],
)
def test_fields_that_come_again_may_be_another_items(
    text: str, edit: tuple[str, str], expected: tuple[int, str, str]
) -> None:
    assert told(edited(text, edit)) == [expected]


HEADINGS = [n for n in numbers(" *[a-z]+:") if LINES[n - 2].strip() != "- nghi-quyet"]
"""The lines that name a list or block; two lists of ids that follow each other look like one."""


@pytest.mark.parametrize("number", HEADINGS, ids=lambda number: f"{number} {LINES[number - 1]}")
def test_a_lost_heading_is_told_once_with_its_place(number: int) -> None:
    heading = LINES[number - 1]
    ((at, rule, mend),) = told(replaced(number))
    assert (at, rule) == (number, "heading-missing")
    depth = len(heading) - len(heading.lstrip(" "))
    beside = re.findall("thẳng cột với dòng ([a-z]+:) ở trên", mend)
    assert mend.startswith(f"thêm dòng {heading.strip()} ngay trên dòng này, ")
    if beside:
        above = [line for line in LINES[: number - 1] if line.strip() == beside[0]]
        assert len(above[-1]) - len(above[-1].lstrip(" ")) == depth
    else:
        assert mend.endswith(f"thụt vào {depth} dấu cách.")


def test_lists_of_the_same_fields_are_named_together() -> None:
    groups = "  - id: doan-vien\n    name: Đoàn viên\n  - id: cong-nhan\n    name: Công nhân\n"
    assert told(SMALL + "groups:\n" + groups) == []
    ((at, rule, mend),) = told(SMALL + groups)
    assert (at, rule) == (23, "heading-missing")
    assert mend.startswith("thêm dòng unit-types: hoặc groups: hoặc grades: ngay trên dòng này")


MOVE = "nếu đúng là của totals thì chuyển cả mục vào danh sách ấy; "


@pytest.mark.parametrize(
    ("where", "lines", "expected"),
    [
        (
            "    totals:",
            "      - through: 2022-06\n        value: 690\n",
            ("item-strayed", MOVE + "nếu là của observations thì thêm dòng period: …"),
        ),
        (
            "    totals:",
            "      - missing: Nguồn không nêu.\n",
            ("field-missing", "thêm dòng period: và năm, thụt lề bằng các dòng cùng mục."),
        ),
        (
            "    totals:",
            "      - 2023: 1700\n",
            ("field-unknown", "gõ period: 2023, rồi value: 1700 ở dòng dưới."),
        ),
        (
            "    totals:",
            "      - status: official\n",
            ("dash-extra", "thay dấu “-” bằng một dấu cách, để dòng thuộc mục trên."),
        ),
        (
            "targets:",
            "  - id: moi\n    name: Mới\n    measure: flow\n    unit: người\n",
            ("item-strayed", "chuyển cả mục vào danh sách indicators."),
        ),
        (
            "programme:",
            (
                "  - id: moi\n    name: Mới\n    type: floor\n    min: 9\n"
                "    indicators:\n      - ket-nap\n"
            ),
            ("item-strayed", "chuyển cả mục vào danh sách targets."),
        ),
    ],
)
def test_an_item_that_says_something_is_not_told_to_join_the_one_above(
    where: str, lines: str, expected: tuple[str, str]
) -> None:
    number = LINES.index(where) + 1
    assert told(replaced(number, *lines.rstrip("\n").split("\n"), where)) == [(number, *expected)]


@pytest.mark.parametrize(
    "edit",
    [
        ("        value: 1533", "      - value: 1533"),
        ("            value: 112.15", "          - value: 112.15"),
        ("    name: Ra khỏi Đảng", "  - name: Ra khỏi Đảng"),
    ],
)
def test_an_item_that_a_dash_cuts_in_two_is_told_once(edit: tuple[str, str]) -> None:
    problems = told(edited(LISTS, edit))
    assert [rule for _, rule, _ in problems] == ["dash-extra"]


RUN_ON = "nối vào cuối dòng 14, dòng dài cũng được; nếu là trường riêng thì thêm tên và dấu “: ”"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Kết nạp;\n      kết quả: là của", 15),
        ("Kết nạp;\n\n      kết quả: là của", 16),
        ("Kết nạp;\n      kết quả là của", 15),
        ('"Kết nạp\n      kết quả: là của"', 15),
        ('"Kết nạp"\n      kết quả: là của"', 15),
    ],
)
@pytest.mark.parametrize("later", ["        value: 1514", "         value: 1514"])
def test_a_text_over_two_lines_is_told_at_the_second(typed: str, line: int, later: str) -> None:
    text = edited(SMALL, ("        value: 1514", later), ("name: Kết nạp", f"name: {typed}"))
    (at, rule, mend), *_ = told(text)
    assert (at, rule) == (line, "line-glued")
    assert mend.startswith(RUN_ON)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (("- period: 2021", "-- period: 2021"), (19, "dash-space", "gõ - period: 2021.")),
        (("- period: 2021", "- - period: 2021"), (19, "dash-space", "gõ - period: 2021.")),
        (("- period: 2021", "-  period: 2021"), (19, "dash-space", "gõ - period: 2021.")),
        (("  - id: ket-nap", "  -   id: ket-nap"), (13, "dash-space", "gõ - id: ket-nap.")),
        (
            ("- period: 2021\n        value", "- - period: 2021\n          value"),
            (19, "dash-space", "gõ - period: 2021."),
        ),
        (
            (
                "      - period: 2021\n        value: 1514\n      - period: 2022\n",
                "        period: 2022\n",
            ),
            (
                19,
                "list-expected",
                (
                    "gõ - period: 2022, các dòng khác của mục giữ nguyên, "
                    "thẳng cột với period: 2022."
                ),
            ),
        ),
        (("observations:", "observations"), (18, "colon-missing", "gõ observations:.")),
        (
            ("  name: Đảng bộ", "  name Đảng bộ"),
            (3, "colon-missing", "gõ name: Đảng bộ Thí Dụ."),
        ),
        (
            ("  name: Đảng bộ", "  name:Đảng bộ"),
            (3, "colon-space", "gõ name: Đảng bộ Thí Dụ."),
        ),
        (
            ("  name: Đảng bộ", "- name: Đảng bộ"),
            (3, "block-expected", "thay dấu “-” ở đầu dòng bằng một dấu cách."),
        ),
        (
            ("  start: 2020", "- start: 2020"),
            (6, "dash-extra", "thay dấu “-” bằng một dấu cách, để dòng thuộc mục trên."),
        ),
    ],
)
def test_dashes_and_headings_typed_otherwise(
    edit: tuple[str, str], expected: tuple[int, str, str]
) -> None:
    assert told(edited(SMALL, edit)) == [expected]


@pytest.mark.parametrize("line", ["-----", "      -----", "```yaml", "```", "~~~", "*****"])
def test_a_line_that_rules_off_is_to_be_deleted(line: str) -> None:
    text = edited(SMALL, ("      - period: 2021", f"{line}\n      - period: 2021"))
    assert [(at, rule) for at, rule, _ in told(text)] == [(19, "ornament-line")]
    at_end = told(SMALL + line)
    assert [(at, rule) for at, rule, _ in at_end] == [(23, "ornament-line")]


def mended(text: str) -> str | None:
    """The text after doing what the first problem's advice says, else None."""
    problem = examine({"d.yaml": text.encode()}).problems[0]
    lines, at, mend = text.split("\n"), problem.line - 1, problem.mend()
    by = re.fullmatch("(xóa bớt|thêm) ([0-9]+) dấu cách ở đầu dòng.", mend)
    dash = re.match("đổi thành (.*), dấu “-” thẳng cột với dấu “-” ở dòng ([0-9]+);", mend)
    heading = re.fullmatch("thêm dòng ([a-z]+:) ngay trên dòng này, thụt vào ([0-9]+) .*", mend)
    if by:
        moved = " " * int(by[2])
        line = lines[at]
        lines[at] = line.removeprefix(moved) if by[1] == "xóa bớt" else moved + line
    elif dash:
        lines[at] = " " * lines[int(dash[2]) - 1].index("-") + dash[1]
    elif heading:
        lines.insert(at, " " * int(heading[2]) + heading[1])
    elif mend.startswith("xóa hết dấu cách"):
        lines[at] = lines[at].lstrip(" ")
    elif problem.rule == "dash-space":
        indent = len(lines[at]) - len(lines[at].lstrip(" "))
        lines[at] = " " * indent + mend.removeprefix("gõ ").removesuffix(".")
    else:
        return None
    return "\n".join(lines)


def meaning(text: str) -> object:
    return examine({"d.yaml": text.encode()}).dataset


MOVED = [
    (number, by)
    for number, line in enumerate(LINES, 1)
    for by in (-1, 1)
    if line and (by > 0 or line.startswith(" "))
]


@pytest.mark.parametrize(("number", "by"), MOVED)
def test_following_the_advice_on_a_moved_line_gives_the_data_back(number: int, by: int) -> None:
    line = LINES[number - 1]
    text = replaced(number, f" {line}" if by > 0 else line[1:])
    for _ in range(4):
        if meaning(text) is None:
            following = mended(text)
            assert following is not None, told(text)
            text = following
    assert meaning(text) == meaning(LISTS)


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
        ("```", "ornament-line"),
    ],
)
@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("        value: 1533%", "number-percent"),
        ("         value: 1533", "indentation"),
        ("        value:1533", "colon-space"),
        ("        value: [1533]", "flow-list"),
        ("        value: 1533 # x", "comment-after-value"),
    ],
)
def test_a_broken_line_does_not_hide_what_is_wrong_in_another_item(
    broken: str, rule: str, other: str, expected: str
) -> None:
    text = edited(SMALL, ("        value: 1514", broken), ("        value: 1533", other))
    assert [(line, found) for line, found, _ in told(text)] == [(20, rule), (22, expected)]


@pytest.mark.parametrize(("number", "by"), MOVED)
def test_a_moved_line_is_told_beside_another_mistake_and_nothing_more(number: int, by: int) -> None:
    other = LINES.index("        value: 98") + 1
    if abs(number - other) < 3:
        return
    line = LINES[number - 1]
    text = replaced(number, f" {line}" if by > 0 else line[1:])
    both = {(at, rule) for at, rule, _ in told(text)} | {(other, "number-percent")}
    assert {(at, rule) for at, rule, _ in told(edited(text, ("value: 98", "value: 98%")))} == both


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        (
            [("      - ket-nap\n      - ra-khoi", "        ket-nap\n      - ra-khoi")],
            "dash-missing",
        ),
        ([("      - ra-khoi", "        ra-khoi")], "dash-missing"),
        ([("      - xep-loai", "        xep-loai")], "list-expected"),
    ],
)
def test_an_id_without_its_dash_is_told_as_such_whatever_is_broken_below(
    edits: list[tuple[str, str]], expected: str
) -> None:
    text = edited(LISTS, *edits)
    ((line, rule, _),) = told(text)
    assert rule == expected
    broken = edited(text, ("    title: Giải pháp hai", "    title:Giải pháp hai"))
    assert [found[:2] for found in told(broken)] == [(line, rule), (96, "colon-space")]


@pytest.mark.parametrize("spaces", [" ", "  "])
def test_lines_that_moved_together_are_one_mistake(spaces: str) -> None:
    text = edited(
        SMALL,
        ("        value: 1514", f"{spaces}        value: 1514\n{spaces}        plan: 1350"),
    )
    ((line, rule, _),) = told(text)
    assert (line, rule) == (20, "indentation")
