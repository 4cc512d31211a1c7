"""Pages hold text and calls of known macros with constants, and no typed figure."""

from __future__ import annotations

import pytest

from indicators.showing.pages import Page, check_page
from indicators.showing.writer import macros

MACROS = {name: call for name, call in macros().items() if name in ("figure", "table", "year")}


def rules(body: str, *, examples: bool = False) -> list[tuple[str, int, int]]:
    page = Page("docs/trang.md", body, may_show_examples=examples)
    return [(problem.rule, problem.line, problem.column) for problem in check_page(page, MACROS)]


@pytest.mark.parametrize(
    "body",
    [
        "Đã kết nạp {{ figure('ket-nap/2021/value') }} đảng viên.",
        "{{ table('ket-nap') }}",
        "Năm {{ year(2021) }}, tỷ lệ đạt {{ figure('a/b', unit=True) }}.",
        "{% raw %}{{ bất cứ gì }}{% endraw %}",
        "[trang](chi-tieu/2021.md)",
        "1. bước một\n2. bước hai",
        "## Mục {: #muc-1 }",
        "{#id} là chữ thường",
        "<!-- ghi chú 15/4 -->",
    ],
)
def test_text_raw_blocks_and_calls_with_constants_pass(body: str) -> None:
    assert rules(body) == []


@pytest.mark.parametrize(
    ("body", "rule", "line", "column"),
    [
        ("a\nĐạt 93,11% chỉ tiêu", "page-digit", 2, 5),
        ("Đã kết nạp １５ người", "page-digit", 1, 12),
        ("{{ tabel('ket-nap') }}", "page-macro", 1, 1),
        ("{{ figure('a') | upper }}", "page-code", 1, 1),
        ("{{ figure('a').x }}", "page-code", 1, 1),
        ("{{ figure(name) }}", "page-code", 1, 1),
        ("{{ figure('a' ~ 'b') }}", "page-code", 1, 1),
        ("{{ figure(*[1]) }}", "page-code", 1, 1),
        ("{{ figure(table('a')) }}", "page-code", 1, 1),
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "page-code", 1, 1),
        ("{{ x }}", "page-code", 1, 1),
        ("{{ 'chữ' }}", "page-code", 1, 1),
        ("a\n\n{% set x = 1 %}", "page-code", 3, 1),
        ("{% include 'x' %}", "page-code", 1, 1),
        ("{% for x in [] %}{% endfor %}", "page-code", 1, 1),
        ("{{ table('a }}", "page-syntax", 1, 1),
    ],
)
def test_code_and_typed_figures_are_refused_where_they_stand(
    body: str, rule: str, line: int, column: int
) -> None:
    assert rules(body) == [(rule, line, column)]


def test_every_typed_figure_is_reported_not_only_the_first() -> None:
    assert [line for _, line, _ in rules("một 1\nhai\nba 3")] == [1, 3]


def test_a_page_of_examples_may_show_digits_but_no_code() -> None:
    assert rules("Ví dụ 112,15%.", examples=True) == []
    assert rules("{{ x }}", examples=True) == [("page-code", 1, 1)]


def test_the_place_counts_from_the_top_of_the_file_not_of_the_body() -> None:
    page = Page("docs/trang.md", "x\n1.514", first_line=5)
    [problem] = check_page(page, MACROS)
    assert (problem.file, problem.line, problem.source) == ("docs/trang.md", 6, "1.514")


def test_an_unknown_macro_is_answered_with_the_one_that_was_meant() -> None:
    [problem] = check_page(Page("docs/trang.md", "{{ tabel('a') }}"), MACROS)
    assert problem.what() == "Không có macro “tabel”; có phải “table”?"
