"""The line that is at fault is found, also where YAML notices it later."""

from __future__ import annotations

import pytest
from samples import SMALL, TERM, edited

from indicators import examine
from indicators.reading.signs import quote
from indicators.reading.syntax import diagnose


def first(text: str) -> tuple[int, int, str, str]:
    """Where the first problem is, its rule, and what is to be done."""
    problem = examine({"d.yaml": text.encode()}).problems[0]
    return problem.line, problem.column, problem.rule, problem.mend()


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        # Depth: the line that fits no neighbour, not the one where YAML stops.
        (
            ("        value: 1514", "         value: 1514"),
            (20, 10, "indentation", "xóa bớt 1 dấu cách ở đầu dòng."),
        ),
        (
            ("        value: 1514", "       value: 1514"),
            (20, 8, "indentation", "thêm 1 dấu cách ở đầu dòng."),
        ),
        (
            ("    name: Kết nạp", "  name: Kết nạp"),
            (14, 3, "indentation", "thêm 2 dấu cách ở đầu dòng."),
        ),
        (
            ("    name: Kết nạp", "name: Kết nạp"),
            (14, 1, "indentation", "thêm 4 dấu cách ở đầu dòng."),
        ),
        (
            ("  - id: ket-nap", "   - id: ket-nap"),
            (13, 6, "indentation", "xóa bớt 1 dấu cách ở đầu dòng."),
        ),
        (
            ("      - period: 2022", "     - period: 2022"),
            (21, 6, "indentation", "thêm 1 dấu cách ở đầu dòng."),
        ),
        (
            ("      - period: 2022", "        - period: 2022"),
            (21, 9, "indentation", "xóa bớt 2 dấu cách ở đầu dòng."),
        ),
        (
            ("  start: 2020", "    start: 2020"),
            (6, 5, "indentation", "xóa bớt 2 dấu cách ở đầu dòng."),
        ),
        (
            ("      - period: 2021", "        period: 2021"),
            (
                21,
                7,
                "dash-missing",
                (
                    "thêm “- ” trước trường đầu tiên của mục ở dòng 19, "
                    "các trường khác của mục thụt thẳng theo."
                ),
            ),
        ),
        # Colons.
        (("value: 1514", "value:1514"), (20, 14, "colon-space", "gõ value: 1514.")),
        (("value: 1514", "value :1514"), (20, 15, "colon-space", "gõ value: 1514.")),
        (("value: 1514", "value：1514"), (20, 14, "colon-space", "gõ value: 1514.")),
        (("- period: 2021", "- period:2021"), (19, 15, "colon-space", "gõ period: 2021.")),
        (("- period: 2021", "- period 2021"), (19, 9, "colon-missing", "gõ period: 2021.")),
        (("value: 1514", "value 1514"), (20, 9, "colon-missing", "gõ value: 1514.")),
        (("value: 1514", "value = 1514"), (20, 9, "colon-missing", "gõ value: 1514.")),
        (
            ("name: Kết nạp", "name: Kết nạp: nam"),
            (14, 18, "colon-in-value", 'đặt cả giá trị trong ngoặc kép thẳng: "Kết nạp: nam".'),
        ),
        (
            ("name: Kết nạp", 'name: Kết "nạp": nam'),
            (
                14,
                20,
                "colon-in-value",
                ("đặt cả giá trị trong ngoặc kép thẳng: 'Kết \"nạp\": nam'."),
            ),
        ),
        (
            ("name: Kết nạp", "name: Kết nạp:"),
            (14, 18, "colon-in-value", 'đặt cả giá trị trong ngoặc kép thẳng: "Kết nạp:".'),
        ),
        (
            ("- period: 2021\n        value", "- period: 2021 value"),
            (
                19,
                22,
                "fields-on-one-line",
                ("xuống dòng trước value: 1514, thụt lề thẳng với trường đầu dòng."),
            ),
        ),
        (("value: 1514", ": 1514"), (20, 9, "key-empty", "gõ tên trường, ví dụ value: 1514.")),
        # Dashes.
        (("- period: 2021", "-period: 2021"), (19, 7, "dash-space", "gõ - period: 2021.")),
        (("- period: 2021", "– period: 2021"), (19, 7, "dash-lookalike", "gõ - period: 2021.")),
        (("- period: 2021", "• period: 2021"), (19, 7, "dash-lookalike", "gõ - period: 2021.")),
        (
            ("value: 1514", "value: - 1514"),
            (20, 16, "lone-dash", "gõ value: 1514; số âm thì viết liền: value: -1514."),
        ),
        # Quotes.
        (("name: Kết nạp", 'name: "Kết nạp'), (14, 11, "quote-open", 'thêm " vào cuối giá trị.')),
        (("name: Kết nạp", "name: 'Kết nạp"), (14, 11, "quote-open", "thêm ' vào cuối giá trị.")),
        (
            ("    name: Kết nạp", '    "name: Kết nạp'),
            (14, 5, "quote-open", 'thêm " vào cuối giá trị.'),
        ),
        (
            ("name: Kết nạp", 'name: "Kết" nạp'),
            (14, 17, "quote-tail", 'đặt cả giá trị trong một cặp ngoặc: "Kết nạp".'),
        ),
        (
            ("name: Kết nạp", "name: 'l'eau'"),
            (14, 14, "quote-tail", 'đặt cả giá trị trong một cặp ngoặc: "l\'eau".'),
        ),
        (
            ("name: Kết nạp", 'name: "C:\\tệp \\u12"'),
            (14, 19, "quote-backslash", "dùng ngoặc đơn: 'C:\\tệp \\u12'."),
        ),
        # Signs that YAML obeys.
        (
            ("value: 1514", "value: @1514"),
            (
                20,
                16,
                "yaml-command",
                ('nếu là số thì gõ 1514; nếu là chữ thì đặt trong ngoặc kép: "@1514".'),
            ),
        ),
        (
            ("value: 1514", "value: `1514`"),
            (
                20,
                16,
                "yaml-command",
                ('nếu là số thì gõ 1514; nếu là chữ thì đặt trong ngoặc kép: "`1514`".'),
            ),
        ),
        (
            ("value: 1514", "value: > 90"),
            (20, 16, "yaml-command", "gõ value: 90, cận ghi ở dòng bound: above."),
        ),
        (
            ("value: 1514", "value: >= 90%"),
            (20, 16, "yaml-command", "gõ value: 90, cận ghi ở dòng bound: at-least."),
        ),
        (("value: 1514", "value: ]"), (20, 16, "yaml-command", 'đặt trong ngoặc kép: "]".')),
        (
            ("value: 1514", "value: ?"),
            (
                20,
                16,
                "yaml-command",
                (
                    "số chưa có thì xóa dòng này và ghi lý do ở missing; "
                    'nếu là chữ ? thật thì đặt trong ngoặc kép: "?".'
                ),
            ),
        ),
        (("value: 1514", "plan: >= 90"), (20, 15, "yaml-command", "gõ plan: 90.")),
        (("value: 1514", "bound: >="), (20, 16, "code-unknown", "gõ at-least.")),
        (("value: 1514", "bound: >"), (20, 16, "code-unknown", "gõ above.")),
        (("value: 1514", "value: : 1514"), (20, 16, "colon-extra", "gõ value: 1514.")),
        (
            ("name: Kết nạp", "name: - Kết nạp"),
            (14, 11, "lone-dash", "bỏ dấu “-”, gõ name: Kết nạp."),
        ),
        (
            ("name: Kết nạp", "name: [Kết nạp] mới"),
            (
                14,
                11,
                "flow-list",
                'bỏ ngoặc vuông, hoặc đặt cả giá trị trong ngoặc kép: "[Kết nạp] mới".',
            ),
        ),
        (
            ("value: 1514", "value: #N/A"),
            (
                20,
                16,
                "comment-after-value",
                "#N/A là báo lỗi của Excel: xóa dòng này và ghi lý do ở trường missing.",
            ),
        ),
        (
            ("value: 1514", "missing: # Nguồn không nêu"),
            (20, 18, "comment-after-value", "xóa dấu #, gõ Nguồn không nêu."),
        ),
        (
            ("value: 1514", "value: trên 90\n        bound: at-least"),
            (20, 16, "number-bound", "gõ 90, ghi bound: above."),
        ),
        (
            ("        value: 1514", "        %value: 1514"),
            (20, 9, "yaml-command", 'đặt trong ngoặc kép: "%value: 1514".'),
        ),
        (
            ("        value: 1514", "        [value: 1514"),
            (20, 9, "flow-list", ("bỏ ngoặc [], ghi mỗi mục một dòng, bắt đầu bằng “- ”.")),
        ),
        (
            ("value: 1514", "value: {1514"),
            (20, 16, "flow-map", ("bỏ ngoặc {}, ghi mỗi trường một dòng.")),
        ),
        (("value: 1514", "value: [ 15,14 ]"), (20, 16, "flow-list", "bỏ ngoặc vuông, gõ 15,14.")),
        # The file.
        (
            ("      - period: 2022", "---\n      - period: 2022"),
            (21, 1, "several-documents", "xóa dòng này."),
        ),
        (
            ("      - period: 2022", "...\n      - period: 2022"),
            (21, 1, "several-documents", "xóa dòng này."),
        ),
        (("model: 1", "%TAG ! x\nmodel: 1"), (1, 1, "directive", "xóa dòng này.")),
    ],
    ids=lambda part: part[1] if isinstance(part, tuple) and len(part) == 2 else "",
)
def test_the_cause_of_a_mistake(edit: tuple[str, str], expected: tuple[int, int, str, str]) -> None:
    assert first(edited(SMALL, edit)) == expected


@pytest.mark.parametrize("text", [SMALL, TERM, "# x\n\n---\nmodel: 1\n"])
def test_nothing_is_found_in_what_is_well_formed(text: str) -> None:
    lines = text.split("\n")
    assert diagnose(lines, len(lines)) is None


@pytest.mark.parametrize(
    "lines",
    [
        ["a:", "- b", "- c", "d: 1"],
        ["a:", "  - b: 1", "    c: 2", "  -", "    b: 1"],
        ["a:", "  - # x", "    b: 1"],
        ["a: # x", "  b: 1"],
        ["- - b: 1", "    c: 1", "  - b: 1"],
        ['"a b": 1', "'c': 2", "d#e: 3", "f:g: 4"],
        ['a: "x: y" # z', "b: 'it''s'", 'c: "\\u0110\\n\\x41"'],
        ["a: x:y", "b: -1", "c: x#y", "d: a - b"],
    ],
)
def test_forms_that_yaml_allows_are_no_cause(lines: list[str]) -> None:
    assert diagnose(lines, len(lines)) is None


def test_only_lines_up_to_where_yaml_stopped_are_looked_at() -> None:
    lines = ["a: 1", "b:2", "c: 3"]
    assert diagnose(lines, 1) is None
    slip = diagnose(lines, 2)
    assert slip is not None
    assert (slip.line, slip.rule) == (2, "colon-space")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("a: b", '"a: b"'), ('a "b"', "'a \"b\"'"), ("a\\b", "'a\\b'"), ("it's \\x", "'it''s \\x'")],
)
def test_a_text_is_quoted_so_that_yaml_reads_it_back(text: str, quoted: str) -> None:
    assert quote(text) == quoted
