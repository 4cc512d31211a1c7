"""Names in the calls of a page: what the data does not have is told before anything is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from indicators import read
from indicators.computing.compute import Views, compute
from indicators.pages.content import Content
from indicators.pages.page import read_page
from indicators.reporting.problems import Problem
from indicators.showing.answers import answers
from indicators.showing.links import DOCUMENTS, Links
from indicators.showing.naming import unknown
from indicators.showing.site import open_site
from indicators.showing.writer import Writer, macros

DATA = "data/indicators.yaml"


def told(body: str, views: Views) -> list[Problem]:
    page = read_page("docs/trang.md", f"---\n---\n{body}".encode())
    return list(answers(page, Writer(views, Links("trang/", {DOCUMENTS: "van-ban/"})))[1])


def edited(root: Path, old: str, new: str = "") -> Views:
    """The real data with one passage changed."""
    text = (root / DATA).read_text("utf-8")
    assert text.count(old) == 1
    dataset = read({DATA: text.replace(old, new).encode()}).dataset
    assert dataset is not None
    return compute(dataset)


YEAR = """\
      - period: 2021
        value: 1514
        published:
          - figure: percent-of-plan
            value: 112.15
"""


def test_every_broken_call_is_told_with_its_line_and_column(long_an: Views) -> None:
    body = "{{ table('ketnap') }}\n\nĐạt {{ figure('ket-nap/2021/valeu') }}, {{ figure('x') }}."
    assert [(p.line, p.column, p.rule) for p in told(body, long_an)] == [
        (3, 11, "page-name"),
        (5, 16, "page-name"),
        (5, 52, "page-name"),
    ]


@pytest.mark.parametrize(
    ("call", "what", "mend"),
    [
        (
            "figure('ket-nap/2021/valeu')",
            "Không có số liệu “ket-nap/2021/valeu”; có phải “ket-nap/2021/value”?",
            "sửa tên trong lời gọi thành ket-nap/2021/value.",
        ),
        (
            "figure('ket-nap/2031/value')",
            "Dữ liệu không có số liệu “ket-nap/2031/value”.",
            (
                "khai năm 2031 của ket-nap trong dữ liệu, hoặc viết lại câu này cho khỏi cần "
                "số ấy; không lấy số của năm khác thay vào."
            ),
        ),
        (
            "assignment('ket-nap', 2031)",
            "Dữ liệu không có năm “ket-nap/2031”.",
            (
                "khai năm 2031 của ket-nap trong dữ liệu, hoặc viết lại câu này cho khỏi cần "
                "số ấy; không lấy số của năm khác thay vào."
            ),
        ),
        (
            "cut_off('dang-so')",
            "Dữ liệu không có lũy kế đã thực hiện của “dang-so”.",
            (
                "khai lũy kế của dang-so trong dữ liệu, hoặc viết lại câu này cho khỏi cần "
                "số ấy; không lấy số của năm khác thay vào."
            ),
        ),
        (
            "document('nq-22')",
            "Không có văn bản “nq-22”.",
            (
                "sửa tên trong lời gọi cho đúng với dữ liệu, hoặc bỏ lời gọi; mã vừa đổi thì "
                "sửa ở mọi trang."
            ),
        ),
    ],
)
def test_what_is_missing_is_told_and_never_answered_with_another_number(
    long_an: Views, call: str, what: str, mend: str
) -> None:
    (problem,) = told(f"{{{{ {call} }}}}", long_an)
    assert (problem.what(), problem.mend()) == (what, mend)


def test_a_figure_of_a_year_that_was_deleted_is_not_answered_with_another_years(
    root: Path,
) -> None:
    views = edited(root, YEAR)
    for name in ("percent-of-plan", "plan"):
        (problem,) = told(f"{{{{ figure('ket-nap/2021/{name}') }}}}", views)
        assert "guess" not in problem.context
        assert problem.mend().startswith("khai năm 2021 của ket-nap trong dữ liệu")


CALLS: dict[str, tuple[Any, ...]] = {
    "assignment": ("x", 2021), "outstanding": ("x", 2021), "year": (1514,),
}  # fmt: skip
NO_NAMES = {
    "solutions",
    "summary", "documents", "steps", "groups", "term", "organisation",
    "statuses", "verdicts",
}  # fmt: skip


@pytest.mark.parametrize("macro", sorted(macros().keys() - NO_NAMES))
def test_what_a_macro_refuses_is_found_before_it_is_called(long_an: Views, macro: str) -> None:
    call, arguments = macros()[macro], CALLS.get(macro, ("x",))
    assert list(unknown(call, arguments, {}, long_an))


def test_macros_that_name_nothing_are_passed_over(long_an: Views) -> None:
    for macro in NO_NAMES - {"solutions"}:
        assert list(unknown(macros()[macro], (), {}, long_an)) == []
    assert list(unknown(macros()["downloads"], (), {}, long_an)) == []
    assert list(unknown(macros()["solutions"], ("document",), {}, long_an)) == []


def test_a_wrong_name_in_the_front_matter_is_told_at_its_line(root: Path) -> None:
    page = read_page("docs/trang.md", b"---\nindicators:\n  - ketnap\n---\n")
    site = open_site({DATA: (root / DATA).read_bytes()}, Content({page.path: page}))
    (problem,) = site.problems
    assert (problem.rule, problem.line, problem.column) == ("page-subject", 3, 5)
    assert problem.source == "  - ketnap"
