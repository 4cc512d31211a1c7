"""The address of a heading."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.showing.slug import slug

HEADINGS = {
    "Kết nạp đảng viên": "ket-nap-dang-vien",
    "ĐỐI CHIẾU SỐ LIỆU": "doi-chieu-so-lieu",
    "Chương trình 01-CTr/BTCTU": "chuong-trinh-01-ctr-btctu",
    "Từ 3% đến 4%: tỷ lệ": "tu-3-den-4-ty-le",
    "  –  ": "",
}


@pytest.mark.parametrize(("heading", "address"), HEADINGS.items())
def test_a_heading_becomes_the_words_as_they_are_typed_without_marks(
    heading: str, address: str
) -> None:
    assert slug(heading) == address


@given(st.text())
def test_an_address_holds_only_small_letters_digits_and_single_hyphens(text: str) -> None:
    made = slug(text)
    assert made.isascii()
    assert made == made.lower()
    assert all(word.isalnum() for word in made.split("-")) or made == ""


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặĐỀ -"))
def test_composed_and_decomposed_text_have_one_address(text: str) -> None:
    assert slug(unicodedata.normalize("NFC", text)) == slug(unicodedata.normalize("NFD", text))


def test_the_separator_is_the_caller_s() -> None:
    assert slug("Nguồn kết nạp", "_") == "nguon_ket_nap"
