"""The report in one PDF: cover, contents, bookmarks, words and fonts, and every derived number."""

import datetime as dt
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, tool
from playwright.sync_api import Browser
from programs import ran
from pypdf import PdfReader
from pypdf.generic import Destination
from repositories import MAIN, Repo

from browser.measured import fonts

NAMES = (
    "Tổng quan", "Cần chú ý", "Tổng hợp kết quả", "Kết nạp đảng viên",
    "Xếp loại tổ chức cơ sở đảng", "Xếp loại đảng viên", "Tỷ lệ kết nạp trên tổng số đảng viên",
    "Nguồn kết nạp", "Đối chiếu số liệu", "Chương trình hành động của Ban Tổ chức Tỉnh ủy",
    "Ba bước thực hiện", "Đối tượng tạo nguồn", "Giải pháp theo chỉ tiêu",
    "Giải pháp theo văn bản", "Văn bản và nguồn", "Phương pháp tính", "Thuật ngữ và chữ viết tắt",
)  # fmt: skip
ADMISSIONS = NAMES.index("Kết nạp đảng viên") + 1
CHAPTERS = [f"{number}. {name}" for number, name in enumerate(NAMES, 1)]


pdf = tool("pdf")
COMMIT = pdf.printed_as(ROOT).commit


@pytest.fixture(scope="module")
def report(built: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    """The report as the command line makes it, in a process of its own."""
    assert browser.is_connected(), "without a browser this is skipped, or fails in CI"
    target = tmp_path_factory.mktemp("pdf") / "build" / "bao-cao.pdf"
    command = (sys.executable, ROOT / "tools" / "pdf.py", built, target)
    result = ran(*command, told={"SOURCE_DATE_EPOCH": "1701734400"})
    assert result.returncode == 0, result.stderr
    return PdfReader(BytesIO(target.read_bytes()))


@pytest.fixture(scope="module")
def texts(report: PdfReader) -> list[str]:
    """The words of each page, with single spaces."""
    return [" ".join(page.extract_text().split()) for page in report.pages]


def _bookmarks(report: PdfReader) -> Iterator[tuple[int, str, int]]:
    """Depth, title and page of every bookmark."""

    def walk(items: list[Any], depth: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, depth + 1)
            else:
                assert isinstance(item, Destination)
                page = report.get_destination_page_number(item)
                assert page is not None
                yield depth, str(item.title), page

    yield from walk(report.outline, 1)


@pytest.mark.browser
def test_the_cover_says_whose_what_and_which_edition_it_is_and_what_it_is_worth(
    texts: list[str],
) -> None:
    assert texts[0] == (
        "ĐẢNG BỘ TỈNH LONG AN Chỉ tiêu xây dựng Đảng Nhiệm kỳ 2020 – 2025 "
        f"Bản in ngày 05/12/2023, phiên bản {COMMIT} "
        "Số liệu tổng hợp từ các nguồn ghi cạnh từng số; không thay thế báo cáo chính thức "
        "của cơ quan có thẩm quyền. Số liệu, tên cơ quan và đơn vị hành chính ghi theo thời điểm "
        "của nguồn."
    )


@pytest.mark.browser
def test_every_chapter_is_bookmarked_once_where_it_begins(
    report: PdfReader, texts: list[str]
) -> None:
    marks = list(_bookmarks(report))
    assert [title for depth, title, _ in marks if depth == 1] == ["Mục lục", *CHAPTERS]
    for depth, title, page in marks:
        assert " ".join(title.split()) in texts[page], (depth, title)
    parts = [title for depth, title, _ in marks if depth == 2]
    assert parts.count("Kết quả theo năm") == 5
    assert not [title for title in parts if title == title[: len(title) // 2] * 2]


@pytest.mark.browser
def test_the_contents_give_the_page_on_which_each_part_begins(
    report: PdfReader, texts: list[str]
) -> None:
    marks = list(_bookmarks(report))
    first = next(page for _, title, page in marks if title == CHAPTERS[0])
    contents = " ".join(texts[1:first])
    listed = [(title, page) for depth, title, page in marks if depth < 3 and title != "Mục lục"]
    place = 0
    for title, page in listed:
        entry = f"{' '.join(title.split())} {page + 1}"
        found = contents.find(entry, place)
        assert found >= 0, entry
        place = found + len(entry)
    assert "000" not in contents


@pytest.mark.browser
def test_every_page_but_the_cover_has_its_number_and_the_edition(texts: list[str]) -> None:
    for number, text in enumerate(texts[1:], 2):
        assert f"Trang {number}/{len(texts)}" in text
        assert f"Ngày 05/12/2023 · {COMMIT}" in text
    assert 30 <= len(texts) <= 80
    frame = len(
        f"Chỉ tiêu xây dựng Đảng – Đảng bộ tỉnh Long An Ngày 05/12/2023 · {COMMIT} Trang 10/50"
    )
    assert all(len(text) > frame + 20 for text in texts), "no page is empty"


@pytest.mark.browser
def test_tables_and_charts_are_numbered_within_their_chapter_and_charts_stand_once(
    texts: list[str],
) -> None:
    whole = " ".join(texts)
    assert whole.count("Phần gạch chéo chưa phải kết quả") == 1
    assert f"Hình {ADMISSIONS}.2. Kết nạp đảng viên: lũy kế từ đầu nhiệm kỳ" in whole
    labels = re.findall(r"(Bảng|Hình) ([0-9]+)\.([0-9]+)\. ", whole)
    assert len(labels) == len(set(labels))
    assert ("Bảng", str(ADMISSIONS), "1") in labels


@pytest.mark.browser
def test_the_report_is_tagged_in_vietnamese_and_its_fonts_are_embedded(report: PdfReader) -> None:
    root: Any = report.trailer["/Root"].get_object()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    assert "/StructTreeRoot" in root
    assert report.pdf_header >= "%PDF-1.4", "older readers know no tags"
    found = fonts(report)
    assert all(found.values())
    assert {"Inter-Regular", "Inter-SemiBold"} <= found.keys()


@pytest.mark.browser
def test_a_number_leads_to_its_origin_within_the_report(report: PdfReader) -> None:
    names = {name.lstrip("/") for name in report.named_destinations}
    assert f"trang-{ADMISSIONS}--ket-nap.2021.plan" in names
    for page in report.pages:
        annotations: Any = page.get("/Annots", [])
        for annotation in annotations:
            action = annotation.get_object().get("/A", {})
            assert "127.0.0.1" not in str(action.get("/URI", "")), "nothing leads to this machine"


def test_without_a_browser_the_tool_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>", encoding="utf-8")
    command = (sys.executable, ROOT / "tools" / "pdf.py", tmp_path, tmp_path / "x.pdf")
    result = ran(*command, told={"CHROMIUM": str(tmp_path / "khong-co")})
    assert result.returncode == 1
    assert "Cách sửa: cài Chromium" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "x.pdf").exists()


def test_a_folder_without_a_built_site_is_refused_before_a_browser_is_started(
    tmp_path: Path,
) -> None:
    with pytest.raises(pdf.NoReportError, match="chạy make build trước"):
        pdf.make(tmp_path, pdf.Edition(date=dt.date(2023, 12, 5)), "/khong-co")


def test_the_edition_is_the_last_commit_and_says_when_something_is_not_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = Repo(tmp_path)
    short = repo.commit({MAIN: "model: 1\n"})[:8]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    known = pdf.printed_as(tmp_path)
    assert (known.date, known.commit) == (dt.date(1970, 1, 2), short)
    repo.write({MAIN: "model: 2\n"})
    changed = pdf.printed_as(tmp_path).commit
    assert changed == f"{short} (có sửa đổi chưa ghi vào git)"


def test_without_git_no_commit_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert pdf.printed_as(tmp_path).commit == ""
