"""Names in the calls of a page: what the data does not have is told before anything is built."""

import re
from pathlib import Path

import pytest
from conftest import DATA, followed

from indicators.computing.compute import Views
from indicators.pages.content import Content
from indicators.pages.page import read_page
from indicators.reporting.problems import Problem
from indicators.showing.answers import answers
from indicators.showing.links import DOCUMENTS, Links
from indicators.showing.naming import settled
from indicators.showing.site import open_site
from indicators.showing.writer import Writer, macros


def told(body: str, views: Views) -> list[Problem]:
    page = read_page("docs/trang.md", f"---\n---\n{body}".encode())
    return list(answers(page, Writer(views, Links("trang/", {DOCUMENTS: "van-ban/"})))[1])


def edited(root: Path, old: str, new: str = "") -> Views:
    """The real data with one passage changed."""
    text = (root / DATA).read_text("utf-8")
    assert text.count(old) == 1
    return followed(text.replace(old, new))


def test_every_broken_call_is_told_with_its_line_and_column(long_an: Views) -> None:
    body = "{{ table('ketnap') }}\n\nĐạt {{ figure('ket-nap/2021/valeu') }}, {{ figure('x') }}."
    assert [(p.line, p.column, p.rule) for p in told(body, long_an)] == [
        (3, 11, "page-name"),
        (5, 16, "page-name"),
        (5, 52, "page-name"),
    ]


UNKNOWN = "sửa tên cho đúng với dữ liệu, hoặc bỏ chỗ này; mã vừa đổi thì sửa ở mọi trang."


@pytest.mark.parametrize(
    ("call", "what", "mend"),
    [
        ("figure('ket-nap/2021/valeu')",
         "Không có số liệu “ket-nap/2021/valeu”; có phải “ket-nap/2021/value”?",
         "gõ ket-nap/2021/value."),
        ("figure('ket-nap/2031/value')", "Dữ liệu không có số liệu “ket-nap/2031/value”.",
         ("khai số ấy trong dữ liệu; hoặc để số và thời điểm đi theo dữ liệu: "
         "{{ figure('ket-nap/latest/value') }} và {{ when('ket-nap/latest/value') }}.")),
        ("assignment('ket-nap', 2031)", "Dữ liệu không có năm “ket-nap/2031”.",
         UNKNOWN),
        ("state('muc-ket')", "Không có mức chỉ tiêu “muc-ket”.", UNKNOWN),
        ("when('ket-nap/latest/over-target')",
         "Dữ liệu không có số liệu “ket-nap/latest/over-target”.",
         ("khai số ấy trong dữ liệu; hoặc gọi macro viết cả câu theo số đang có: "
         "{{ state('muc-ket-nap') }}.")),
        ("figure('ket-nap/lastest/total')",
         "Không có số liệu “ket-nap/lastest/total”; có phải “ket-nap/latest/total”?",
         "gõ ket-nap/latest/total."),
        ("document('nq-22')", "Không có văn bản “nq-22”.", UNKNOWN),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_and_never_answered_with_another_number(
    long_an: Views, call: str, what: str, mend: str
) -> None:
    (problem,) = told(f"{{{{ {call} }}}}", long_an)
    assert (problem.what(), problem.mend()) == (what, mend)


CALLS = {"assignment": "'x', 2021", "outstanding": "'x', 2021", "year": "1514"}
NO_NAMES = {
    "solutions", "summary", "documents", "steps", "groups", "term", "organisation", "statuses",
    "verdicts", "targets", "terms",
}  # fmt: skip


@pytest.mark.parametrize("macro", sorted(macros()))
def test_what_a_macro_refuses_is_found_before_it_is_called(long_an: Views, macro: str) -> None:
    asked = "" if macro in NO_NAMES else CALLS.get(macro, "'x'")
    found = {problem.rule for problem in told(f"{{{{ {macro}({asked}) }}}}", long_an)}
    assert ("page-name" in found) == bool(asked)


AHEAD = """\
        plan: 1660
        status: forecast
        locator: câu 1, đoạn 4
    totals:
"""
MID = "            value: 93.11\n"
FORECAST = "        value: 7526\n        bound: at-least\n        status: forecast\n"
FORMER = """\
        former:
          - kind: revision
            date: 2024-07-01
            reason: Bổ sung hồ sơ.
            value: 7526
"""
KNOWN = {
    "": (AHEAD, AHEAD),
    "half": (MID, f"{MID}      - through: 2024-06\n        value: 6700\n"),
    "year": (AHEAD, AHEAD.replace("status: forecast", "value: 1702")),
    "part": (AHEAD, AHEAD.replace("status: forecast", "through: 2024-09\n        value: 1300")),
    "revised": (FORECAST, FORECAST.replace("7526", "7568") + FORMER),
    "come true": (FORECAST, "        value: 7568\n" + FORMER),
}


@pytest.mark.parametrize(
    ("known", "name", "means"),
    [
        ("", "latest/total", "through-2023-12-mid/total"),
        ("", "latest/remaining", "through-2023-12-mid/remaining"),
        ("", "latest/percent-of-target", "through-2023-12-mid/percent-of-target"),
        ("", "latest/value", "2023/value"),
        ("", "latest/plan", "2023/plan"),
        ("", "latest/sum", "2021-2023/sum"),
        ("", "first/value", "2021/value"),
        ("", "expected/total", "through-2024/total"),
        ("", "expected/plan", "2024/plan"),
        ("half", "latest/total", "through-2024-06/total"),
        ("half", "latest/over-target", "through-2024-06/over-target"),
        ("half", "latest/remaining", "latest/remaining"),  # never what an older total left
        ("year", "latest/plan", "2024/plan"),
        ("year", "latest/percent-of-plan", "2024/percent-of-plan"),
        ("year", "latest/sum", "2021-2024/sum"),
        ("year", "expected/plan", "expected/plan"),
        ("part", "latest/sum", "2021-2023/sum"),
        ("revised", "latest/total", "through-2023-12-mid/total"),  # what it was is no result
        ("revised", "latest/remaining", "through-2023-12-mid/remaining"),
        ("revised", "expected/total", "through-2024/total"),
        ("come true", "latest/total", "through-2024/total"),
    ],
)
def test_a_moving_name_means_what_the_latest_result_has_or_nothing(
    root: Path, known: str, name: str, means: str
) -> None:
    views = edited(root, *KNOWN[known])
    assert settled(f"ket-nap/{name}", views) == f"ket-nap/{means}"


def test_what_is_needed_of_a_pool_that_is_not_known_moves_with_the_plans(long_an: Views) -> None:
    for name, year in (("latest", 2023), ("expected", 2024)):
        assert settled(f"ty-so-nguon/{name}/needed", long_an) == f"ty-so-nguon/{year}/needed"


def test_a_wrong_name_in_the_front_matter_is_told_at_its_line(root: Path) -> None:
    page = read_page("docs/trang.md", b"---\nindicators:\n  - ketnap\n---\n")
    site = open_site({DATA: (root / DATA).read_bytes()}, Content({page.path: page}))
    (problem,) = site.problems
    assert (problem.rule, problem.line, problem.column) == ("page-name", 3, 5)
    assert problem.source == "  - ketnap"


def test_an_id_that_went_is_told_once_and_not_by_calls_that_do_not_name_it(root: Path) -> None:
    text = (root / DATA).read_text("utf-8")
    listed = text.partition("\ntargets:")[2].partition("\ngroups:")[0]
    ids = re.findall("^  - id: (.*)", listed, re.MULTILINE)

    def told(changed: str, *names: str) -> dict[str, str]:
        front = "".join(f"  - {name}\n" for name in (*ids, *names))
        calls = "{{ summary() }}\n\n{{ table('ket-nap') }}\n\n{{ cards('muc-ket-nap-x') }}"
        page = read_page("docs/t.md", f"---\nindicators:\n{front}---\n{calls}".encode())
        found = open_site({DATA: changed.encode()}, Content({page.path: page})).problems
        return {p.source.strip(): p.mend() for p in found if p.rule != "page-dead"}

    gone = told(text, "muc-ket-nap-x")
    assert set(gone) == {"- muc-ket-nap-x", "{{ cards('muc-ket-nap-x') }}"}
    assert "dữ liệu không còn mã muc-ket-nap-x: bỏ" in gone["{{ cards('muc-ket-nap-x') }}"]
    now = told(re.sub(r"(?<![a-z]-)\bket-nap\b", "ket-nap-moi", text))
    assert set(now) == {"- ket-nap", "{{ table('ket-nap') }}", "{{ cards('muc-ket-nap-x') }}"}
    assert "make rename OLD=ket-nap NEW=ket-nap-moi" in now["{{ table('ket-nap') }}"]
