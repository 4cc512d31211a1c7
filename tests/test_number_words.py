"""Numbers are read aloud as Vietnamese reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reporting.number_words import read_aloud, read_digits


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0", "không"),
        ("5", "năm"),
        ("10", "mười"),
        ("11", "mười một"),
        ("15", "mười lăm"),
        ("20", "hai mươi"),
        ("21", "hai mươi mốt"),
        ("24", "hai mươi bốn"),
        ("55", "năm mươi lăm"),
        ("100", "một trăm"),
        ("101", "một trăm linh một"),
        ("105", "một trăm linh năm"),
        ("110", "một trăm mười"),
        ("1000", "một nghìn"),
        ("1001", "một nghìn không trăm linh một"),
        ("1015", "một nghìn không trăm mười lăm"),
        ("1514", "một nghìn năm trăm mười bốn"),
        ("6300", "sáu nghìn ba trăm"),
        ("999999", "chín trăm chín mươi chín nghìn chín trăm chín mươi chín"),
        ("1000000", "một triệu"),
        ("2000000005", "hai tỷ không trăm linh năm"),
        ("-15", "âm mười lăm"),
        ("1000000000000", ""),
        ("1.5", ""),
        ("²", ""),
        ("", ""),
        ("x", ""),
    ],
)
def test_a_whole_number(number: str, words: str) -> None:
    assert read_aloud(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("1.514", "một phẩy năm một bốn"),
        ("6,300", "sáu phẩy ba không không"),
        ("-1.514", "âm một phẩy năm một bốn"),
        ("12.005", "mười hai phẩy không không năm"),
        ("1514", ""),
        ("1.", ""),
        ("x.5", ""),
        ("1.x", ""),
        ("1.²", ""),
    ],
)
def test_a_decimal_number(number: str, words: str) -> None:
    assert read_digits(number) == words


@given(st.integers(0, 10**12 - 1))
def test_every_number_below_a_thousand_billion_has_words_of_its_own(number: int) -> None:
    words = read_aloud(str(number)).split(" ")
    assert all(words)
    values = dict(
        zip(
            ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"],
            range(1, 10),
            strict=True,
        )
    )
    values |= {"không": 0, "mốt": 1, "lăm": 5}
    total = group = digit = 0
    for word in words:
        match word:
            case "nghìn" | "triệu" | "tỷ":
                total += (group + digit) * {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}[word]
                group = digit = 0
            case "trăm":
                group, digit = digit * 100, 0
            case "mươi":
                group, digit = group + digit * 10, 0
            case "mười":
                group += 10
            case "linh":
                pass
            case _:
                digit = values[word]
    assert total + group + digit == number
