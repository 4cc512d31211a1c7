"""The report of a comparison: what it reads like, and that no text in it becomes anything else."""

import datetime as dt
import json
import re

import pytest
from cases import tree, views
from conftest import DATA, REAL
from markdown_it import MarkdownIt
from reader import Seen

from indicators.comparing import report as reports
from indicators.comparing.compare import Comparison, compare
from indicators.comparing.report import PageChange, reported, sections
from indicators.comparing.versions import lenient_views
from indicators.computing.compute import Views, compute
from indicators.model import Dataset
from indicators.pages.page import read_page
from indicators.reporting.findings import visible
from indicators.showing.touched import touched

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
    data = REAL.replace("        value: 1533\n", CORRECTION)
    after = lenient_views({DATA: data.encode()})[""]
    return compare(long_an, after, today=dt.date(2025, 6, 1))


EDITED_PAGE = [
    PageChange("docs/a.md", (("Năm 2022 là 1.533.", "Năm 2022 là 1.543."),), ("table('ket-nap')",)),
    PageChange("docs/b.md", (("Năm 2022 là 1.533.", "Năm 2022 là 1.543."),)),
]


def test_a_correction_reads_as_a_whole(corrected: Comparison) -> None:
    assert (
        reported("text", corrected, EDITED_PAGE).replace("\u00a0", " ")
        == """\
Số liệu đổi; xem lần lượt bên dưới.

Người duyệt xem lần lượt:
  [x] Số không còn trên trang: không có
  [ ] Số đổi có ghi lý do: 1 (lý do và số mới có đúng nguồn không)
    Kết nạp đảng viên: kết quả, năm 2022: 1.533 đảng viên → 1.543 đảng viên (+10 đảng viên)
      Đính chính ngày 01/02/2024: trước đó là 1.533 đảng viên. Lý do: Ghi nhầm.
  [x] Số đổi không ghi lý do: không có
  [x] Số mới không ghi nguồn riêng: không có
  [x] Số mới theo nguồn: không có
  [ ] Cần xem lại: 1 (không sai quy tắc nhưng khó xảy ra)
    Kết nạp đảng viên: lũy kế từ đầu nhiệm kỳ, đến giữa tháng 12/2023: các năm nằm trong lũy kế \
đổi +10 đảng viên (năm 2022), còn lũy kế đổi 0 đảng viên. Xem lại cả hai với nguồn.
  [ ] Câu trên trang đổi: 1 (đọc lại, cả những câu đứng cạnh)
    docs/a.md, docs/b.md
      Trước: Năm 2022 là 1.533.
      Nay: Năm 2022 là 1.543.
  [ ] Còn thiếu: 6 (có trong nguồn thì ghi thêm)
    Kết nạp đảng viên: kết quả, các năm 2020, 2024
    Kết nạp đảng viên: chỉ tiêu năm, các năm 2020, 2025
    Tỷ lệ tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ trở lên: kết quả, các năm 2020, 2024
    Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên: kết quả, các năm 2020, 2024
    Số đảng viên: kết quả, các năm 2020 – 2024
    Quần chúng trong nguồn kết nạp: kết quả, các năm 2020 – 2024
  [ ] Sắp đến: 5 (số kế tiếp cần ghi)
    Kết nạp đảng viên: kết quả, năm 2025: ngày 31/12/2025
    Tỷ lệ tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ trở lên: kết quả, năm 2025: ngày 31/12/2025
    Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên: kết quả, năm 2025: ngày 31/12/2025
    Số đảng viên: kết quả, năm 2025: ngày 31/12/2025
    Quần chúng trong nguồn kết nạp: kết quả, năm 2025: ngày 31/12/2025

Số tính lại:
  Theo Kết nạp đảng viên: kết quả, năm 2022
    Tỷ lệ so với chỉ tiêu, năm 2022: 111,9% → 112,63% (suy ra) (+0,73 điểm phần trăm)
    Chênh lệch so với chỉ tiêu, năm 2022: +163 đảng viên (suy ra) → +173 đảng viên (suy ra) \
(+10 đảng viên)
    Thay đổi so với năm trước, năm 2022: +19 đảng viên → +29 đảng viên (+10 đảng viên)
    Thay đổi so với năm trước, năm 2023: +134 đảng viên → +124 đảng viên (−10 đảng viên)
    Tổng các năm, các năm 2021 – 2022: 3.047 đảng viên → 3.057 đảng viên (+10 đảng viên)
    Tổng các năm, các năm 2021 – 2023: 4.714 đảng viên → 4.724 đảng viên (+10 đảng viên)
    Phần không nằm trong số từng năm, đến giữa tháng 12/2023: ít nhất 1.152 đảng viên (suy ra) \
→ ít nhất 1.142 đảng viên (suy ra)
    Tỷ lệ của phần đó so với chỉ tiêu nhiệm kỳ, đến giữa tháng 12/2023: ít nhất 18,28% (suy ra) \
→ ít nhất 18,12% (suy ra)
    Tỷ lệ kết nạp trên tổng số đảng viên: mẫu số tương ứng, năm 2022: \
38.325 – 51.100 đảng viên (suy ra) → 38.575 – 51.433 đảng viên (suy ra)

Trang có thay đổi:
  docs/a.md: table('ket-nap')
  docs/b.md
"""
    )


def test_the_checklist_is_a_task_list_in_markdown() -> None:
    """A number without its reason, and a new one without a source of its own."""
    found = compare(views("stock: 2021 100"), views("stock: 2021 101; 2022 110"))
    assert (
        reported("markdown", found)
        == """\
## Thay đổi đối với người đọc

**Số liệu đổi; xem lần lượt bên dưới.**

### Người duyệt xem lần lượt

- [x] **Số không còn trên trang: không có**
- [x] **Số đổi có ghi lý do: không có**
- [ ] **Số đổi không ghi lý do: 1 (yêu cầu ghi former: số cũ, loại, ngày, lý do)**
    - so: kết quả, năm 2021: 100 người → 101 người (+1 người)
- [ ] **Số mới không ghi nguồn riêng: 1 (yêu cầu ghi source, locator)**
    - so: kết quả, năm 2022: chưa có số liệu → 110 người
        - Nguồn chung: Báo cáo thử nghiệm&#46;
- [x] **Số mới theo nguồn: không có**
- [x] **Cần xem lại: không có**

### Số tính lại

- Theo so: kết quả, năm 2021; so: kết quả, năm 2022
    - Thay đổi so với năm trước, năm 2022: chưa có → +9 người
"""
    )


def test_json_gives_exact_numbers(corrected: Comparison) -> None:
    told = json.loads(reported("json", corrected, EDITED_PAGE))
    assert told["numbers-change"] is True
    assert [(section["title"], section["checklist"]) for section in told["sections"]] == [
        ("Số đổi có ghi lý do", True), ("Cần xem lại", True), ("Câu trên trang đổi", True),
        ("Còn thiếu", True), ("Sắp đến", True), ("Số tính lại", False),
        ("Trang có thay đổi", False),
    ]  # fmt: skip
    cause = told["sections"][0]["rows"][0]
    sides = {
        side: {"kind": "published", "low": exact, "high": exact, "shown": cause[side]["shown"]}
        for side, exact in (("before", "1533"), ("after", "1543"))
    }
    about = {"cells": cause["cells"], "follows": False, "figure": "ket-nap/2022/value"}
    assert cause == {**about, **sides}


def test_a_long_report_says_how_much_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MOST_ROWS", 3)

    def years(more: int) -> Views:
        return views("stock: " + "; ".join(f"{2020 + at} {100 + at + more}" for at in range(5)))

    found = compare(years(0), years(1))
    assert "- và 2 dòng nữa: make compare cho xem đủ\n" in reported("markdown", found)
    assert reported("text", found).count("(+1 người)") == 5


def test_a_source_that_is_not_typed_is_the_one_of_what_is_around() -> None:
    """The year had the common source and the place of its indicator, and now has its own place."""
    first, before, after = (
        views(f"flow: 2021 100 {own} | + {{locator: trang 1}}")
        for own in ("{locator: trang 9}", "", "{source: bao-cao, locator: trang 9}")
    )
    told = reported("text", compare(before, after))
    assert "nguồn: Báo cáo" not in told  # which it was before
    assert "vị trí trong nguồn: trang 1 (ghi chung) → trang 9\n" in told
    assert "trang 9 → trang 1 (ghi chung)\n" in reported("text", compare(first, before))


@pytest.mark.parametrize(
    ("after", "title"),
    [
        ("2022 125", "Số mới không ghi nguồn riêng"),
        ("2022 125 {source: bao-cao}", "Số mới theo nguồn"),
        ("2022 125 forecast", "Số đổi không ghi lý do"),
        ("2022 125 {former: [2024-02 120]}", "Số đổi có ghi lý do"),
    ],
)
def test_a_result_in_the_place_of_a_forecast_is_as_new(after: str, title: str) -> None:
    found = compare(views("flow: 2021 100; 2022 120 forecast"), views(f"flow: 2021 100; {after}"))
    assert [
        s.title
        for s in sections(found)
        if s.rows and s.asks and s.title[:6] in ("Số mới", "Số đổi")
    ] == [title]


@pytest.mark.parametrize(
    ("data", "missing", "due"),
    [
        ("flow: 2023 5; 2024-09 4; 2025 - | term 2023-2025",
         ["so: kết quả, năm 2024"], ["so: kết quả, năm 2025: ngày 31/12/2025"]),
        ("flow: 2024 5/5; 2025 /6 {due: 2025-10-15} | term 2024-2025", [],
         ["so: kết quả, năm 2025: ngày 15/10/2025"]),
        ("flow: 2024 5/5; 2025 5/5 {parts: {a: 2, b: -}} | term 2024-2025", [],
         ["so: kết quả của Huyện B, Huyện C, năm 2025: ngày 31/12/2025"]),
        ("flow: 2024 5; 2025 5 | term 2024-2025 | aim term-total 90 {due: 2025-09}", [],
         ["Mức thử nghiệm: hạn tháng 9/2025"]),
        ("yes-no: 2023 no | aim done", [],
         ["so: kết quả, năm 2025: ngày 31/12/2025"]),
    ],
)  # fmt: skip
def test_what_is_asked_for_and_not_known_is_missing_or_comes_next(
    data: str, missing: list[str], due: list[str]
) -> None:
    now = views(data)
    found = compare(views("flow: 2023 4"), now, today=dt.date(2025, 6, 1))
    told = {part.title: [row.text for row in part.rows] for part in sections(found, ())}
    assert [visible(text) for text in told["Còn thiếu"]] == missing
    assert [visible(text) for text in told["Sắp đến"]] == due


EXPECTED = "flow: 2021 100 forecast; 2022 120"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("flow: 2021 100; 2022 120", EXPECTED,
         "so: kết quả, năm 2021: Năm 2021 chỉ có số dự báo “100”, trong khi đã có kết quả 2022."),
        # It was so before, though another line of the file now.
        (EXPECTED, f"flow: 2020 90; {EXPECTED[6:]}", ""),
    ],
)  # fmt: skip
def test_what_the_check_doubts_is_told_where_it_is_new(before: str, after: str, told: str) -> None:
    parts = {part.title: part.rows for part in sections(compare(views(before), views(after)))}
    texts = [visible(row.text) for row in parts["Cần xem lại"]]
    assert [text.startswith(told) for text in texts] == [True] * bool(told)


def test_a_record_of_another_number_says_nothing_of_the_one_that_changed() -> None:
    sides = ("flow: 2021 100", "flow: 2021 101 {former: [2024-02 99]}")
    parts = {part.title: part.rows for part in sections(compare(*map(views, sides)))}
    assert [len(parts[title]) for title in (reports.UNSAID, reports.RECORDED)] == [2, 0]


def test_pages_are_touched_when_one_of_their_calls_answers_otherwise(corrected: Comparison) -> None:
    texts = {
        "năm": "Đó {{ figure('ket-nap/2021/value') }}. **Ấy** {{ figure('ket-nap/2022/value') }}.",
        "năm khác": "Năm {{ figure('ket-nap/2021/value') }}",
        "bảng": "{{ table('ket-nap') }}",
        "bảng khác": "{{ table('xep-loai-to-chuc') }}",
        "chữ": "Không có số nào.",
        "hỏng": "{{ figure('ket-nap/2022/value') ",
        "không được phép": "{{ ''.__class__ }}",
    }
    pages = [read_page(name, text.encode()) for name, text in texts.items()]
    assert list(touched(pages, corrected.before, corrected.after)) == [
        PageChange("năm", (("Ấy 1.533.", "Ấy 1.543."),)),
        PageChange("bảng", (), ("table('ket-nap')",)),
    ]


def test_a_page_that_names_what_is_gone_is_touched(long_an: Views) -> None:
    data = REAL.replace("value: 1514", "value: 1515")
    after = lenient_views({DATA: data.encode()})[""]
    assert "ket-nap/2021/plan" in long_an.figures
    assert "ket-nap/2021/plan" not in after.figures
    page = read_page("trang", b"- {{ figure('ket-nap/2021/plan') }}")
    [found] = touched([page], long_an, after)
    assert found.sentences == (("1.350 suy ra", "{{ figure('ket-nap/2021/plan') }}"),)
    assert list(touched([page], after, long_an)) == [PageChange("trang", (), ("trang mới",))]
    both = b"{{ figure('ket-nap/2022/value') }}.\n\n{{ figure('ket-nap/2021/plan') }}"
    [grown] = touched([read_page("trang", both)], after, long_an)
    assert grown.sentences == (("", "1.350 suy ra"),)


def rendered(text: str) -> Seen:
    """What a reader sees of Markdown."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return Seen(markdown.render(text))


def named(name: str, value: int) -> Views:
    """A number of an indicator of this name."""
    records = tree(f"flow: 2021 {value}")
    records["indicators"][0]["name"] = name
    return compute(Dataset.model_validate(records))


ORDINARY = {"h2", "h3", "p", "strong", "ul", "li"}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_text_in_the_summary(text: str) -> None:
    before, after = named("Tên", 100), named(text, 300)
    report = reported("markdown", compare(before, after), [PageChange(text, ((text, ""),))])
    seen = rendered(report)
    assert seen.elements <= ORDINARY
    assert seen.attributes == set()
    # As name of the number, as edited value, as page.
    assert seen.text.count(text) >= 4


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_no_control_character_reaches_a_terminal(form: str) -> None:
    name = "a\x1b[31mđỏ\u202etrái\u2028dòng\x07"
    report = reported(form, compare(named("x", 100), named(name, 100)), [PageChange(name)])
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\x9b]", report)
    if form != "json":
        assert "\u202e" not in report
        assert "\u2028" not in report
