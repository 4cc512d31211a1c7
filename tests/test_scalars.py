"""What one typed value may be, value by value: what is taken, and how else it is told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from indicators.scalars import (
    Address,
    Date,
    Decimals,
    Flag,
    Id,
    Missing,
    Number,
    PartialDate,
    Reason,
    Text,
    Whole,
    Year,
)


def taken(kind: Any, typed: object) -> Any:
    return TypeAdapter(kind).validate_python(typed)


def refused(kind: Any, typed: object) -> tuple[str, dict[str, str]]:
    """The rule that a value breaks, and what the message is given besides it."""
    with pytest.raises(ValidationError) as caught:
        taken(kind, typed)
    (error,) = caught.value.errors()
    return error["type"], error.get("ctx", {})


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0", "0"),
        ("7", "7"),
        ("-7", "-7"),
        ("10", "10"),
        ("1514", "1514"),
        ("96.675", "96.675"),
        ("96,675", "96.675"),
        ("0.50", "0.50"),
        ("-0.5", "-0.5"),
        ("-0,05", "-0.05"),
        ("123456789012345678901234", "123456789012345678901234"),
    ],
)
def test_a_number_keeps_its_digits(typed: str, expected: str) -> None:
    number = taken(Number, typed)
    assert isinstance(number, Decimal)
    assert str(number) == expected


@pytest.mark.parametrize(
    ("typed", "rule", "told"),
    [
        ("", "value-empty", {}),
        ("1234567890123456789012345", "not-a-number", {}),
        ("-0", "number-zero", {"write": "0"}),
        ("-0.0", "number-zero", {"write": "0.0"}),
        ("00", "number-zero", {"write": "0"}),
        ("010", "number-zero", {"write": "10"}),
        ("-007,5", "number-zero", {"write": "-7.5"}),
        ("N/A", "number-word", {}),
        (" null ", "number-word", {}),
        ("NONE", "number-word", {}),
        ("chưa có", "number-word", {}),
        ("—", "number-word", {}),
        ("...", "number-word", {}),
        ("“15”", "curly-quotes", {"write": "15"}),
        ("«15", "curly-quotes", {"write": "15"}),
        ("96,75%", "number-percent", {"write": "96.75"}),
        ("96 %", "number-percent", {"write": "96"}),
        ("1 514", "number-thousands", {"write": "1514"}),
        ("-1_514", "number-thousands", {"write": "-1514"}),
        ("12.345.678", "number-thousands", {"write": "12345678"}),
        ("12,345,678", "number-thousands", {"write": "12345678"}),
        ("1.514,25", "number-thousands", {"write": "1514.25"}),
        ("1,514.25", "number-thousands", {"write": "1514.25"}),
        ("1,667.0", "number-thousands", {"write": "1667"}),
        ("1.514,00", "number-thousands", {"write": "1514"}),
        ("1.514,10", "number-thousands", {"write": "1514.10"}),
        ("12.345.678,9", "number-thousands", {"write": "12345678.9"}),
        ("1 51", "not-a-number", {"write": ""}),
        ("trên 90", "number-bound", {"write": "90", "bound": "above"}),
        ("Trên 90%", "number-bound", {"write": "90", "bound": "above"}),
        ("hơn 90,5", "number-bound", {"write": "90.5", "bound": "above"}),
        ("> 90", "number-bound", {"write": "90", "bound": "above"}),
        (">= 90", "number-bound", {"write": "90", "bound": "at-least"}),
        ("≥90", "number-bound", {"write": "90", "bound": "at-least"}),
        ("ít nhất 7526", "number-bound", {"write": "7526", "bound": "at-least"}),
        ("tối thiểu 90", "number-bound", {"write": "90", "bound": "at-least"}),
        ("<5", "number-bound", {"write": "5", "bound": "below"}),
        ("dưới 5", "number-bound", {"write": "5", "bound": "below"}),
        ("gần 5", "number-bound", {"write": "5", "bound": "below"}),
        ("<=5", "number-bound", {"write": "5", "bound": "at-most"}),
        ("≤ 5", "number-bound", {"write": "5", "bound": "at-most"}),
        ("không quá 5", "number-bound", {"write": "5", "bound": "at-most"}),
        ("tối đa -5", "number-bound", {"write": "-5", "bound": "at-most"}),
        ("khoảng 5", "number-bound", {"write": "5", "bound": ""}),
        ("~5", "number-bound", {"write": "5", "bound": ""}),
        ("≈ 5", "number-bound", {"write": "5", "bound": ""}),
        ("trên 1.514", "number-bound", {"write": "", "bound": "above"}),
        ("90 trở lên", "number-bound", {"write": "90", "bound": "at-least"}),
        ("từ 90% trở lên", "number-bound", {"write": "90", "bound": "at-least"}),
        ("Từ 90 điểm trở lên", "number-bound", {"write": "90", "bound": "at-least"}),
        ("5 trở xuống", "number-bound", {"write": "5", "bound": "at-most"}),
        ("không dưới 90", "number-bound", {"write": "90", "bound": "at-least"}),
        ("chưa đến 90", "number-bound", {"write": "90", "bound": "below"}),
        ("trên dưới 90", "number-bound", {"write": "90", "bound": ""}),
        ("trên 90 người", "number-bound", {"write": "90", "bound": "above"}),
        ("trên 2 triệu đồng", "number-bound", {"write": "", "bound": "above"}),
        ("dưới 90 trở lên", "number-bound", {"write": "", "bound": ""}),
        ("từ 90", "not-a-number", {"write": ""}),
        ("từ 3% đến 4%", "number-range", {}),
        ("3-4", "number-range", {}),
        ("3 – 4%", "number-range", {}),
        ("3% đến 4%", "number-range", {}),
        ("3 to 4", "number-range", {}),
        ("79/85", "number-fraction", {"above": "79", "below": "85"}),
        ("79 / 85", "number-fraction", {"above": "79", "below": "85"}),
        ("１５", "number-digits", {"write": "15"}),
        ("−5", "number-digits", {"write": "-5"}),
        ("1．5", "number-digits", {"write": "1.5"}),
        ("15²", "number-digits", {"write": ""}),
        ("１５ người", "number-digits", {"write": ""}),
        ("1514 người", "number-unit", {"write": "1514"}),
        ("1514 (sơ bộ)", "number-unit", {"write": "1514"}),
        ("1514(sơ bộ)", "number-unit", {"write": "1514"}),
        ("1514*", "number-unit", {"write": "1514"}),
        ("1514#x", "number-unit", {"write": "1514"}),
        ("15,5 đồng\nmột", "number-unit", {"write": "15.5"}),
        ("1 nghìn 514", "number-unit", {"write": "1514"}),
        ("1 triệu 514", "number-unit", {"write": ""}),
        ("1 nghìn 5", "number-unit", {"write": ""}),
        ("1533 và 1550", "number-unit", {"write": ""}),
        ("1514 (báo cáo 5)", "number-unit", {"write": ""}),
        ("6 tháng 2021", "number-unit", {"write": ""}),
        ("15 / năm", "number-unit", {"write": "15"}),
        ("1.514 người", "number-unit", {"write": ""}),
        ("15 16 17", "not-a-number", {"write": ""}),
        ("+5", "not-a-number", {"write": "5"}),
        ("+1.514", "not-a-number", {"write": ""}),
        (".5", "not-a-number", {"write": "0.5"}),
        ("-,5", "not-a-number", {"write": "-0.5"}),
        ("5.", "not-a-number", {"write": "5"}),
        ("5,", "not-a-number", {"write": "5"}),
        ("1e3", "not-a-number", {"write": ""}),
        ("0x1F", "not-a-number", {"write": ""}),
        ("1:30", "not-a-number", {"write": ""}),
        ("15/4/2021", "not-a-number", {"write": ""}),
        ("yes", "not-a-number", {"write": ""}),
        ("٣", "not-a-number", {"write": ""}),
        (["1"], "text-expected", {}),
        ({"a": "1"}, "text-expected", {}),
        (None, "text-expected", {}),
    ],
)
def test_what_is_no_number_is_told_with_what_it_surely_meant(
    typed: object, rule: str, told: dict[str, str]
) -> None:
    assert refused(Number, typed) == (rule, told)


@pytest.mark.parametrize(
    ("typed", "short", "long"),
    [
        ("2 triệu", "2", "2000000"),
        ("1,5 nghìn", "1.5", "1500"),
        ("15,5 Tỷ đồng", "15.5", "15500000000"),
        ("1.514 triệu", "", ""),
    ],
)
def test_a_number_in_thousands_is_told_for_a_unit_that_counts_so_and_for_one_that_does_not(
    typed: str, short: str, long: str
) -> None:
    rule, told = refused(Number, typed)
    assert (rule, told["write"], told["short"], told["long"]) == ("number-unit", "", short, long)


@example("-00")
@example("-0%")
@example("00%")
@example("-.0")
@example("-0 người")
@given(st.text() | st.from_regex(r"-?[0-9 .,]{1,9}(%| người|\+|;)?", fullmatch=True))
def test_a_number_that_is_offered_is_a_number(typed: str) -> None:
    try:
        taken(Number, typed)
    except ValidationError as error:
        offered = error.errors()[0].get("ctx", {}).get("write", "")
        if offered and error.errors()[0]["type"] != "curly-quotes":
            taken(Number, offered)


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=3))
def test_every_decimal_number_is_taken_as_it_is(number: Decimal) -> None:
    text = f"{number:f}"
    if not (text.startswith("-0") and number == 0):
        assert taken(Number, text) == number
        assert taken(Number, text.replace(".", ",")) == number


@pytest.mark.parametrize(("typed", "expected"), [("0", 0), ("6", 6), ("-6", -6), ("1514", 1514)])
def test_a_whole_number(typed: str, expected: int) -> None:
    assert taken(Whole, typed) == expected


@pytest.mark.parametrize(
    ("typed", "rule", "told"),
    [
        ("1.514", "number-thousands", {"write": "1514"}),
        ("-1,514", "number-thousands", {"write": "-1514"}),
        ("999.999", "number-thousands", {"write": "999999"}),
        ("0.514", "number-whole", {}),
        ("1514.000", "number-whole", {}),
        ("1.5", "number-whole", {}),
        ("1,0", "number-whole", {}),
        ("1514 người", "number-unit", {"write": "1514"}),
        ("", "value-empty", {}),
        (["1"], "text-expected", {}),
    ],
)
def test_what_is_no_whole_number(typed: object, rule: str, told: dict[str, str]) -> None:
    assert refused(Whole, typed) == (rule, told)


@pytest.mark.parametrize("typed", ["1900", "2021", "2200"])
def test_a_year(typed: str) -> None:
    assert taken(Year, typed) == int(typed)


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("1899", "not-a-year"),
        ("2201", "not-a-year"),
        ("21", "not-a-year"),
        ("20211", "not-a-year"),
        ("2021-2022", "not-a-year"),
        ("2021 – 22", "not-a-year"),
        ("2021/2022", "not-a-year"),
        ("2.021", "number-thousands"),
        ("2021.0", "number-whole"),
        ("năm 2021", "not-a-year"),
        ("", "value-empty"),
        (["2021"], "text-expected"),
    ],
)
def test_what_is_no_year(typed: object, rule: str) -> None:
    assert refused(Year, typed)[0] == rule


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("năm 2021", {"write": "2021"}),
        ("2021 (ước)", {"write": "2021"}),
        ("6 tháng 2021", {"write": "2021", "through": "2021-06"}),
        ("6 tháng đầu năm 2021", {"write": "2021", "through": "2021-06"}),
        ("tháng 6/2021", {"write": "2021", "through": "2021-06"}),
        ("2021-06", {}),
        ("quý III/2021", {"write": "2021", "through": "2021-09"}),
        ("6 tháng cuối năm 2021", {}),
        ("13 tháng 2021", {}),
        ("2021-2022", {}),
        ("2021 – 22", {}),
        ("20211", {}),
        ("21", {}),
    ],
)
def test_a_year_typed_with_words_is_offered_alone(typed: str, told: dict[str, str]) -> None:
    assert refused(Year, typed) == ("not-a-year", told)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1900", PartialDate(1900)),
        ("2200-12", PartialDate(2200, 12)),
        ("2021-01", PartialDate(2021, 1)),
        ("2024-02-29", PartialDate(2024, 2, 29)),
        ("2021-12-31", PartialDate(2021, 12, 31)),
    ],
)
def test_a_date(typed: str, expected: PartialDate) -> None:
    assert taken(Date, typed) == expected
    assert str(expected) == typed


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1899", {}),
        ("2201", {}),
        ("2021-00", {"absent": "2021-00"}),
        ("2021-13", {"absent": "2021-13"}),
        ("2021-02-29", {"absent": "2021-02-29"}),
        ("2021-04-31", {"absent": "2021-04-31"}),
        ("2021-04-00", {"absent": "2021-04-00"}),
        ("15/4/2021", {"write": "2021-04-15"}),
        ("15-04-2021", {"write": "2021-04-15"}),
        ("15.4.2021", {"write": "2021-04-15"}),
        ("15/4/2021.", {"write": "2021-04-15"}),
        ("2021–04–15", {"write": "2021-04-15"}),
        ("15 tháng 4 năm 2021", {"write": "2021-04-15"}),
        ("ngày 15 tháng 4 năm 2021", {"write": "2021-04-15"}),
        ("Tháng 4 năm 2021", {"write": "2021-04"}),
        ("tháng 12/2023", {"write": "2023-12"}),
        ("giữa tháng 12/2023", {"write": "2023-12", "part": "mid"}),
        ("Cuối tháng 6 năm 2023", {"write": "2023-06", "part": "late"}),
        ("năm 2021", {"write": "2021"}),
        ("cuối năm 2021", {"write": "2021"}),
        ("4/2021", {"write": "2021-04"}),
        ("2021/4", {"write": "2021-04"}),
        ("2021-4-5", {"write": "2021-04-05"}),
        ("31/4/2021", {"absent": "31/4/2021"}),
        ("4/15/2021", {"absent": "4/15/2021"}),
        ("13/2021", {"absent": "13/2021"}),
        ("1/1/1899", {}),
        ("15/4/21", {}),
        ("١٥/4/2021", {}),
        ("tháng 4", {}),
    ],
)
def test_what_is_no_date(typed: str, told: dict[str, str]) -> None:
    assert refused(Date, typed) == ("not-a-date", told)


def test_an_empty_date_is_empty() -> None:
    assert refused(Date, "") == ("value-empty", {})
    assert refused(Date, []) == ("text-expected", {})


@pytest.mark.parametrize("typed", ["a", "7", "ket-nap", "nq-21-tw", "x" * 80])
def test_an_id(typed: str) -> None:
    assert taken(Id, typed) == typed


@pytest.mark.parametrize(
    ("typed", "write"),
    [
        ("Kết nạp", "ket-nap"),
        ("đảng viên", "dang-vien"),
        ("ĐẢNG", "dang"),
        ("ket_nap", "ket-nap"),
        ("ket--nap", "ket-nap"),
        ("-ket-nap-", "ket-nap"),
        ("  ket.nap  ", "ket-nap"),
        ("📚", ""),
        ("x" * 81, "x" * 80),
        ("x" * 79 + "-yy", "x" * 79),
    ],
)
def test_what_is_no_id(typed: str, write: str) -> None:
    assert refused(Id, typed) == ("id-form", {"write": write})


@given(st.text(min_size=1))
def test_an_id_that_is_offered_is_an_id(typed: str) -> None:
    try:
        taken(Id, typed)
    except ValidationError as error:
        offered = error.errors()[0].get("ctx", {}).get("write", "")
        assert not offered or taken(Id, offered) == offered


def test_an_empty_id_is_empty() -> None:
    assert refused(Id, "") == ("value-empty", {})
    assert refused(Id, {}) == ("text-expected", {})


@pytest.mark.parametrize("typed", ["x", "null", "Tỷ lệ “hoàn thành”", "a  b", "124"])
def test_a_text(typed: str) -> None:
    assert taken(Text, typed) == typed


@pytest.mark.parametrize(
    ("typed", "rule", "told"),
    [
        ("", "value-empty", {}),
        ("   ", "value-empty", {}),
        (" x", "text-space", {"write": "x"}),
        ("x y ", "text-space", {"write": "x y"}),
        (["x"], "text-expected", {}),
    ],
)
def test_what_is_no_text(typed: object, rule: str, told: dict[str, str]) -> None:
    assert refused(Text, typed) == (rule, told)


def test_a_flag() -> None:
    assert taken(Flag, "true") is True
    assert taken(Flag, "false") is False
    for typed in ("True", "yes", "có", "1", " true"):
        assert refused(Flag, typed) == ("not-a-flag", {})
    assert refused(Flag, "") == ("value-empty", {})
    assert refused(Flag, ["true"]) == ("text-expected", {})


@pytest.mark.parametrize(
    "typed",
    [
        "https://a.vn",
        "http://a.vn/",
        "HTTPS://A.VN/B",
        "https://a-b.c.vn:8080/x/y?z=1&t=2#u",
        "https://localhost/x",
    ],
)
def test_an_address(typed: str) -> None:
    assert taken(Address, typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "www.a.vn",
        "ftp://a.vn/",
        "javascript:alert(1)",
        "//a.vn",
        "https://",
        "https://a..vn/",
        "https://a.vn/x y",
        "https://a.vn/<x>",
        'https://a.vn/"x',
        "https://a.vn/'x",
        "https://u@a.vn/",
        "https://a.vn:x/",
        "https://a.vn\\x",
        " https://a.vn",
        "https://a.vn/\n",
    ],
)
def test_what_is_no_address(typed: str) -> None:
    assert refused(Address, typed) == ("address-form", {})


def test_an_empty_address_is_empty() -> None:
    assert refused(Address, "") == ("value-empty", {})
    assert refused(Address, ["https://a.vn"]) == ("text-expected", {})


@pytest.mark.parametrize(
    ("typed", "write"),
    [("ngày 15/4/2021", "2021-04-15"), ("Tháng 4/2021", "2021-04"), ("năm 2021/4", "2021-04")],
)
def test_a_date_with_its_noun_is_told_without_it(typed: str, write: str) -> None:
    assert refused(Date, typed) == ("not-a-date", {"write": write})


@pytest.mark.parametrize(
    ("typed", "write"), [("1533;", "1533"), ("1533,", "1533"), ("1.5.", "1.5")]
)
def test_a_sign_behind_a_number_is_left_out(typed: str, write: str) -> None:
    assert refused(Number, typed) == ("not-a-number", {"write": write})


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1514", {"number": "1514"}),
        ("0", {"number": "0"}),
        ("96,75", {"number": "96,75"}),
        ("96.75 %", {"number": "96.75"}),
        ("true", {}),
        ("Không", {}),
        ("N/A", {}),
        ("chưa có.", {}),
        (".", {}),
        ("-", {}),
        ("?", {}),
        ("2021-2022", {}),
    ],
)
def test_a_number_or_nothing_is_no_reason(typed: str, told: dict[str, str]) -> None:
    assert refused(Missing, typed) == ("not-a-reason", told)
    assert refused(Reason, typed) == ("not-a-reason", {})


@pytest.mark.parametrize("typed", ["Nguồn không nêu.", "Chưa báo cáo.", "Chưa có số liệu", "X.Y"])
def test_words_are_a_reason(typed: str) -> None:
    assert taken(Reason, typed) == taken(Missing, typed) == typed


@pytest.mark.parametrize("typed", ["0", "2", "6"])
def test_a_number_of_decimals(typed: str) -> None:
    assert taken(Decimals, typed) == int(typed)


@pytest.mark.parametrize("typed", ["-1", "7", "10"])
def test_no_number_has_fewer_than_0_decimals_or_more_than_are_ever_printed(typed: str) -> None:
    assert refused(Decimals, typed) == ("decimals-range", {"most": "6"})


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ('Kết nạp đảng viên"', '"'),
        ('“Kết nạp đảng viên"', "“"),
        ("“Kết nạp đảng viên", "“"),
        ("Kết nạp đảng viên”", "”"),
    ],
)
def test_a_quotation_mark_without_its_partner_is_refused(typed: str, mark: str) -> None:
    assert refused(Text, typed) == ("quote-lone", {"mark": mark})


@pytest.mark.parametrize(
    "typed", ['Phong trào "Ba không"', "“A” và “B”", "„A“", "Đội 5'", 'Ống 5"', 'a " b']
)
def test_quotation_marks_with_their_partners_are_taken(typed: str) -> None:
    assert taken(Text, typed) == typed
