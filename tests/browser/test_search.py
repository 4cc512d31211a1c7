"""Search in Vietnamese, as people type it, on the served site and from its folder."""

import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import Open, settled

pytestmark = pytest.mark.browser

# What is typed, and the words that it must find: written in the page's own way.
FINDS = {
    typed: set(found.split())
    for found, several in {
        "đảng viên": ("dang vien", "đảng viên", unicodedata.normalize("NFD", "đảng viên"),
                      "ĐẢNG VIÊN", "DANG VIEN"),
        "kết nạp": ("ket nap",), "ủy viên": ("uy vien",), "ủy": ("uỷ", "ủy"),
        "lũy kế": ("luỹ kế",), "khóa": ("khoá",), "đảng": ("đản",),
        "5.866": ("5.866", "5866", "5,866"), "93,11%": ("93,11", "93.11"),
        "21-nq/tw": ("21-NQ/TW", "21-nq", "nq/tw"), "124-qđ/tw": ("124-qd/tw",),
        "btctu": ("BTCTU",),
    }.items()
    for typed in several
}  # fmt: skip

# The page that must stand first, and what is typed to find it.
FIRST = {
    "Kết nạp đảng viên": (
        "ket nap dang vien", "chỉ tiêu năm 2024", "luỹ kế", "dự kiến vượt", "1514", "1.514",
        "5,866", "6300", "93,11", "112,15", "119,46",
    ),
    "Nguồn kết nạp": ("nguồn kết nạp", "nguon ket nap"),
    "Tỷ lệ kết nạp trên tổng số đảng viên": ("tỷ lệ kết nạp", "ty le ket nap"),
    "Xếp loại tổ chức cơ sở đảng": (
        "xep loai to chuc co so dang", "xếp loại tổ chức", "97,15", "97.15", "96,75",
    ),
    "Xếp loại đảng viên": ("xếp loại đảng viên", "97,2", "96,5"),
    "Đối tượng tạo nguồn": (
        "dự bị động viên", "công nhân", "học sinh", "sinh viên", "đối tượng", "doi tuong",
    ),
    "Giải pháp theo chỉ tiêu": ("đi nước ngoài", "di nuoc ngoai"),
    "Chương trình hành động của Ban Tổ chức Tỉnh ủy": (
        "01-CTr/BTCTU", "01-ctr", "chương trình hành động",
    ),
    "Ba bước thực hiện": ("ba bước", "bước thứ hai"),
    "Văn bản và nguồn": (
        "quy định 124", "124-QĐ/TW", "21-nq/tw", "nghị quyết 21", "nghị quyết đại hội", "văn bản",
    ),
    "Tổng hợp kết quả": ("tổng hợp",),
    "Đối chiếu số liệu": ("đối chiếu số liệu", "doi chieu"),
    "Tải dữ liệu": ("excel", "csv", "json", "tải dữ liệu"),
    "Lịch sử số liệu": ("lịch sử", "đính chính"),
    "Thuật ngữ và chữ viết tắt": ("thuật ngữ", "viết tắt"),
    "Phương pháp tính": ("phương pháp",),
    "Khả năng tiếp cận": ("tiếp cận",),
    "Cách cập nhật số liệu": ("cập nhật số liệu", "cách cập nhật"),
    "Macro cho người soạn trang": ("macro",),
    "Quy tắc kiểm tra dữ liệu": ("quy tắc kiểm tra",),
    "Dành cho chủ trang": ("chủ trang",),
    "Cho lập trình viên": ("lập trình viên", "api"),
}  # fmt: skip

# What is typed, and what must be marked on the page that the best result leads to.
MARKS = [("dang vien", {"đảng", "viên"}), ("đảng", {"đảng"}), ("93,11", {"93,11"}), ("uỷ", {"ủy"})]


@pytest.fixture(scope="module", params=["served", "folder"])
def searched(request: pytest.FixtureRequest) -> str:
    """The address of the start page, on a server and as a file."""
    if request.param == "served":
        return str(request.getfixturevalue("server"))
    folder: Path = request.getfixturevalue("folder")
    return (folder / "index.html").as_uri()


def ask(page: Page, words: str) -> None:
    """Types a query, and waits until the list has answered it."""
    box = page.locator(".md-search__input")
    result = page.locator(".md-search-result__meta")
    opened = page.locator("#__search:checked")
    for _ in range(20):
        # On a page that has just been opened the theme may not listen to the box yet.
        box.blur()
        box.fill("")
        box.press("Shift")  # the theme reads the box when a key is released
        page.wait_for_timeout(250)
        if opened.count():
            break
    result.filter(has_text="Gõ từ cần tìm").wait_for()
    box.fill(words)
    box.press("Shift")
    result.filter(has_not_text="Gõ từ cần tìm").wait_for()


def titles(page: Page) -> list[str]:
    """The pages found, best first."""
    return page.locator(".md-search-result__item h1").all_inner_texts()


def marked(page: Page) -> set[str]:
    """The words that are marked in the list of results, folded parts of it included."""
    marks = page.locator(".md-search-result mark").all_text_contents()
    return {text.lower() for text in marks}


def test_each_way_of_typing_finds_the_word_and_marks_it_in_the_list(
    tab: Open, searched: str
) -> None:
    page = settled(tab().page, searched)
    unmarked = {}
    for words, expected in FINDS.items():
        ask(page, words)
        unmarked[words] = expected - marked(page)
    assert unmarked == {words: set() for words in FINDS}


def test_a_word_with_its_marks_finds_no_other_word(tab: Open, server: str) -> None:
    page = settled(tab().page, server)
    for word in ("đảng", "ủy", "viên", "kết"):
        ask(page, word)
        assert {found for found in marked(page) if not found.startswith(word)} == set()


def test_a_place_found_by_two_forms_is_marked_once(tab: Open, server: str) -> None:
    """ "th" begins both "thực" and its form without marks."""
    page = settled(tab().page, server)
    ask(page, "th")
    assert "thực" in marked(page)
    assert page.locator(".md-search-result mark mark").count() == 0
    assert "mark>" not in page.locator(".md-search-result__list").inner_text()


def test_what_is_not_there_is_said_with_advice(tab: Open, server: str) -> None:
    page = settled(tab().page, server)
    ask(page, "qwxyz")
    answer = page.locator(".md-search-result__meta").inner_text().strip()
    assert answer == "Không tìm thấy nội dung phù hợp. Thử từ ngắn hơn hoặc gõ không dấu."


def test_the_page_that_is_meant_stands_first(tab: Open, server: str) -> None:
    page = settled(tab().page, server)
    expected = {words: title for title, typed in FIRST.items() for words in typed}
    found = {}
    for words in expected:
        ask(page, words)
        found[words] = titles(page)[0]
    assert found == expected


def test_what_is_pasted_is_searched_at_once(tab: Open, server: str) -> None:
    page = settled(tab().page, server)
    page.locator(".md-search__input").focus()
    page.evaluate("document.execCommand('insertText', false, 'kết nạp')")
    page.locator(".md-search-result__item").first.wait_for()


def test_search_works_where_nothing_may_be_stored(browser: Browser, server: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(
            "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window,"
            " name, { get() { throw new DOMException('', 'SecurityError') }, configurable: true })"
        )
        ask(settled(page, server), "ket nap")
        assert titles(page)


def test_an_empty_search_leaves_nothing_in_the_address(tab: Open, server: str) -> None:
    page = settled(tab().page, server + "?h=")
    assert page.url == server


def test_following_a_result_marks_the_words_on_the_page(tab: Open, searched: str) -> None:
    page = settled(tab().page, searched)
    for words, expected in MARKS:
        ask(page, words)
        page.locator(".md-search__input").press("Enter")
        page.locator(".md-content mark").first.wait_for()
        on_page = {text.lower() for text in page.locator(".md-content mark").all_text_contents()}
        assert expected <= on_page
        assert "h=" not in page.url, "the address can be shared without the search"


def test_marking_changes_no_letter_of_the_page(tab: Open, server: str) -> None:
    address = server + "chi-tieu/ket-nap/"
    page = settled(tab().page, address)
    before = page.locator(".md-content article").inner_text()
    page.goto(address + "?h=ket+nap+dang+vien+2021")
    page.locator(".md-content mark").first.wait_for()
    assert page.locator(".md-content article").inner_text() == before
