"""The report of a comparison: what it reads like, and that no text in it becomes anything else."""

from __future__ import annotations

import json
import re

import pytest
from conftest import DATA, ROOT
from markdown_it import MarkdownIt
from reader import Seen
from synthetic import flow, stock, views, year

from indicators import examine
from indicators.comparing import report as reports
from indicators.comparing.compare import Comparison, compare
from indicators.comparing.lenient import lenient_views
from indicators.comparing.report import FORMATS
from indicators.computing.compute import Views
from indicators.pages.page import read_page
from indicators.reporting.problems import as_github, as_summary
from indicators.showing.answers import touched

CORRECTION = """        value: 1543
        former:
          - kind: correction
            date: 2024-02-01
            reason: Ghi nhầm.
            value: 1533
"""

HOSTILE = [
    "<script>alert(1)</script>",
    "</td></tr></table><img src=x onerror=alert(1)>",
    "a | b || c",
    "**đậm** _nghiêng_ ~~gạch~~ `mã`",
    "[liên kết](https://example.invalid) ![ảnh](x.png)",
    "https://example.invalid www.example.invalid a@example.invalid",
    "1. một",
    "1) một",
    "- gạch đầu dòng",
    "+ cộng",
    "# tiêu đề",
    "> trích",
    "&lt;b&gt; &amp; &#60;",
    "$x^2$ :smile: @ai",
    "\\| \\` \\\\",
    "%0A::error::x ::warning file=a::b",
    "{{ figure('x') }} {% raw %}",
    "--- === ***",
]


@pytest.fixture(scope="module")
def corrected(long_an: Views) -> Comparison:
    """A correction as an editor makes it."""
    data = (ROOT / DATA).read_text("utf-8").replace("        value: 1533\n", CORRECTION)
    return compare(long_an, lenient_views({DATA: data.encode()})[""])


def test_a_correction_reads_as_a_whole(corrected: Comparison) -> None:
    assert (
        FORMATS["text"](corrected, ["docs/chi-tieu/ket-nap.md"])
        == """\
1 số đổi, 2 chỗ cần xem lại.

Cần xem lại:
  Kết nạp đảng viên: lũy kế từ đầu nhiệm kỳ, đến giữa tháng 12/2023: các năm nằm trong lũy kế \
đổi +10 đảng viên (năm 2022), còn lũy kế đổi 0 đảng viên. Xem lại cả hai với nguồn.
  Kết nạp đảng viên: lũy kế từ đầu nhiệm kỳ, đến hết năm 2024: các năm nằm trong lũy kế \
đổi +10 đảng viên (năm 2022), còn lũy kế đổi 0 đảng viên. Xem lại cả hai với nguồn.

Số đổi:
  Kết nạp đảng viên: kết quả, năm 2022: 1.533 đảng viên → 1.543 đảng viên (+10 đảng viên)
    Đính chính ngày 01/02/2024: trước đó là 1.533 đảng viên. Lý do: Ghi nhầm.
    Tỷ lệ so với chỉ tiêu, năm 2022: 111,9% → 112,63% (suy ra) (+0,73 điểm phần trăm)
    Chênh lệch so với chỉ tiêu, năm 2022: +163 đảng viên (suy ra) → +173 đảng viên (suy ra) \
(+10 đảng viên)
    Tổng các năm, các năm 2021 – 2022: 3.047 đảng viên → 3.057 đảng viên (+10 đảng viên)
    Tổng các năm, các năm 2021 – 2023: 4.714 đảng viên → 4.724 đảng viên (+10 đảng viên)
    Phần không nằm trong số từng năm, đến giữa tháng 12/2023: ít nhất 1.152 đảng viên (suy ra) \
→ ít nhất 1.142 đảng viên (suy ra)
    Tỷ lệ của phần đó so với chỉ tiêu nhiệm kỳ, đến giữa tháng 12/2023: ít nhất 18,28% (suy ra) \
→ ít nhất 18,12% (suy ra)
    Tỷ lệ kết nạp trên tổng số đảng viên: mẫu số tương ứng, năm 2022: \
38.325 – 51.100 đảng viên (suy ra) → 38.575 – 51.433 đảng viên (suy ra)

Trang có thay đổi:
  docs/chi-tieu/ket-nap.md
"""
    )


def test_the_same_correction_is_a_table_in_markdown() -> None:
    found = compare(views(stock(year(2021, 100))), views(stock(year(2021, 101), year(2022, 110))))
    assert (
        FORMATS["markdown"](found, ())
        == """\
## Thay đổi đối với người đọc

**1 số đổi, 1 số mới, 2 chỗ cần xem lại.**

### Cần xem lại

- so: kết quả, năm 2021: số đã công bố đổi từ 100 người thành 101 người mà không có mục \
former&#46; Ghi số cũ, loại thay đổi (điều chỉnh hay đính chính), ngày và lý do&#46;
- so: kết quả, năm 2022: 110 người theo Báo cáo thử nghiệm, mà nguồn ấy chỉ có kết quả đến hết \
năm 2021&#46; Ghi source và locator của số này; nếu đúng là đọc ở nguồn chung thì cũng ghi rõ \
source&#46;

### Số đổi

| Số liệu | Trước | Nay | Chênh lệch |
| --- | --- | --- | --- |
| **so: kết quả, năm 2021** | 100 người | 101 người | +1 người |
| **Do cùng đổi: so: kết quả, năm 2021; so: kết quả, năm 2022** |  |  |  |
| ↳ Thay đổi so với năm trước, năm 2022 | chưa có | +9 người |  |

### Số mới

| Số liệu | Trước | Nay | Chênh lệch |
| --- | --- | --- | --- |
| **so: kết quả, năm 2022** | chưa có số liệu | 110 người |  |
"""
    )


def test_json_gives_exact_numbers(corrected: Comparison) -> None:
    told = json.loads(FORMATS["json"](corrected, ["docs/index.md"]))
    assert told["numbers-change"] is True
    assert told["sections"][-1]["rows"][0]["cells"] == ["docs/index.md"]
    assert [section["title"] for section in told["sections"]] == [
        "Cần xem lại", "Số đổi", "Trang có thay đổi",
    ]  # fmt: skip
    cause = told["sections"][1]["rows"][0]
    sides = {
        side: {"kind": "published", "low": exact, "high": exact, "shown": cause[side]["shown"]}
        for side, exact in (("before", "1533"), ("after", "1543"))
    }
    about = {"cells": cause["cells"], "follows": False, "figure": "ket-nap/2022/value"}
    assert cause == {**about, **sides}


def test_a_long_report_says_how_much_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MOST_ROWS", 3)

    def years(more: int) -> Views:
        return views(stock(*(year(2020 + index, 100 + index + more) for index in range(5))))

    found = compare(years(0), years(1))
    more = "\nvà 2 dòng nữa: chạy `python -m indicators compare` để xem đủ.\n"
    assert more in FORMATS["markdown"](found, ())
    assert FORMATS["text"](found, ()).count("(+1 người)") == 5


# --- pages ---------------------------------------------------------------------------------------


def test_pages_are_touched_when_one_of_their_calls_answers_otherwise(corrected: Comparison) -> None:
    texts = {
        "năm": "{{ figure('ket-nap/2022/value') }}",
        "năm khác": "Năm {{ figure('ket-nap/2021/value') }}",
        "bảng": "{{ table('ket-nap') }}",
        "bảng khác": "{{ table('xep-loai-to-chuc') }}",
        "chữ": "Không có số nào.",
        "hỏng": "{{ figure('ket-nap/2022/value') ",
        "không được phép": "{{ ''.__class__ }}",
    }
    pages = [read_page(name, text.encode()) for name, text in texts.items()]
    found = touched(pages, corrected.before, corrected.after)
    assert [page.name for page in found] == ["năm", "bảng"]


def test_a_page_that_names_what_is_gone_is_touched(long_an: Views) -> None:
    data = (ROOT / DATA).read_text("utf-8").replace("value: 1514", "value: 1515")
    after = lenient_views({DATA: data.encode()})[""]
    assert "ket-nap/2021/plan" in long_an.figures
    assert "ket-nap/2021/plan" not in after.figures
    page = read_page("trang", b"{{ figure('ket-nap/2021/plan') }}")
    assert list(touched([page], long_an, after)) == [page]


# --- hostile text --------------------------------------------------------------------------------


def rendered(text: str) -> Seen:
    """What a reader sees of Markdown."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return Seen(markdown.render(text))


ORDINARY = {"h2", "h3", "p", "strong", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_text_in_the_summary(text: str) -> None:
    indicator = flow(year(2021, 100))
    before = views({**indicator, "name": "Tên"})
    after = views({**indicator, "name": text, "observations": [year(2021, 300)]})
    report = FORMATS["markdown"](compare(before, after), [text])
    seen = rendered(report)
    assert seen.elements <= ORDINARY
    assert seen.attributes == set()
    # As name of the number, as edited value, as page.
    assert seen.text.count(text) >= 4


@pytest.mark.parametrize("form", FORMATS)
def test_no_control_character_reaches_a_terminal(form: str) -> None:
    name = "a\x1b[31mđỏ\u202etrái\u2028dòng\x07"
    indicator = flow(year(2021, 100))
    after = views({**indicator, "name": name})
    report = FORMATS[form](compare(views(indicator), after), [name])
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\x9b]", report)
    if form != "json":
        assert "\u202e" not in report
        assert "\u2028" not in report


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_text_in_annotations(text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    data = f'model: 1\norganisation:\n  name: "x"\nterm: "{quoted}"\n'.encode()
    problems = examine({"data/a,b:c.yaml": data}).problems
    assert problems
    lines = as_github(problems).splitlines()
    assert len(lines) == len(problems)
    for line in lines:
        assert re.match(
            r"::error file=data/a%2Cb%3Ac\.yaml,line=[0-9]+,col=[0-9]+,title=[a-z-]+::", line
        )
    assert rendered(as_summary(problems)).elements <= {"h2", "pre"}
