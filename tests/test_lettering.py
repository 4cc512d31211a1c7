"""Letters of old fonts are told from Vietnamese, from signs and from foreign names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.lettering import misread, repaired


@pytest.mark.parametrize(
    "text",
    [
        "KÕt n¹p ®¶ng viªn",
        "kÕt qu¶",
        "§¶ng bé tØnh",
        "Tû lÖ",
        "TØnh uû",
        "Keát naïp ñaûng vieân",
        "Tyû leä",
        "Toå chöùc cô sôû ñaûng",
        "Káº¿t náº¡p Ä‘áº£ng viÃªn",
        "Tá»· lá»‡",
    ],
)
def test_an_old_font_is_told(text: str) -> None:
    assert misread(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kết nạp đảng viên",
        "TỔ CHỨC CƠ SỞ ĐẢNG",
        "124-QĐ/TW, Điều 5 § 2",
        "«Kết nạp» «À Á Â Ã»",
        "30 m², 25 °C, ±2, 3 µm, ½ số xã, 5 km²/người",
        "Vinamilk® © 2024",
        "Cư M’gar, Krông Păč, Ea H’leo, Ê-đê, M’nông",
        "Quỹ Müller và Viện Curaçao ở Saïgon",
        "Công ty Nestlé",
        "đảng viên¹ và quần chúng²",
        "a·b – … “x” €",
    ],
)
def test_vietnamese_signs_and_a_foreign_name_are_none(text: str) -> None:
    assert not misread(text)


def test_what_was_read_in_a_wrong_code_is_told_as_it_was() -> None:
    assert repaired("Káº¿t náº¡p Ä‘áº£ng viÃªn") == "Kết nạp đảng viên"
    assert repaired("KÕt n¹p") == "KÕt n¹p"


VOWELS = "aăâeêioôơuưy"
MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = [unicodedata.normalize("NFC", v + m) for v in VOWELS for m in MARKS] + list(
    "đbcdghklmnpqrstvx"
)


@given(st.text(st.sampled_from([*LETTERS, *"  .,;:()[]/-–“”«»·°²%0123456789"])))
def test_single_letters_and_signs_of_vietnamese_are_none(text: str) -> None:
    parted = " ".join(text)
    assert not misread(parted)
    assert not misread(parted.upper())


@given(st.text(st.sampled_from([*LETTERS, " "])))
def test_every_vietnamese_letter_that_was_read_in_a_wrong_code_is_read_again(text: str) -> None:
    codes = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)}
    assert repaired("".join(codes[byte] for byte in text.encode())) == text
