"""What one typed value may be, value by value: what is taken, and how else it is told."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from indicators import scalars
from indicators.scalars import PartialDate, as_id


def taken(kind: str, typed: object) -> Any:
    return TypeAdapter(getattr(scalars, kind)).validate_python(typed)


def refused(kind: str, typed: object) -> tuple[str, str]:
    """The rule that a value breaks, and the texts that its message is given, one after another."""
    with pytest.raises(ValidationError) as caught:
        taken(kind, typed)
    (error,) = caught.value.errors()
    if "ctx" not in error:
        return error["type"], ""
    values = error["ctx"]["fault"].context.values()
    told = (str(value) for value in values if not isinstance(value, tuple))
    return error["type"], " ".join(told).strip()


TAKEN: dict[str, dict[str, object]] = {
    "Number": {
        "0": "0", "7": "7", "-7": "-7", "1514": "1514", "96.675": "96.675", "96,675": "96.675",
        "0.50": "0.50", "-0.5": "-0.5", "-0,05": "-0.05",
        "123456789012345678901234": "123456789012345678901234",
    },
    "Whole": {"0": 0, "6": 6, "1514": 1514},
    "Decimals": {"0": 0, "2": 2, "6": 6},
    "Year": {"1900": 1900, "2021": 2021, "2200": 2200},
    "Date": {
        "1900": (1900, None, None), "2200-12": (2200, 12, None), "2021-01": (2021, 1, None),
        "2024-02-29": (2024, 2, 29), "2021-12-31": (2021, 12, 31),
    },
    "Id": dict.fromkeys(["a", "7", "ket-nap", "nq-21-tw", "x" * 80, "con-so", "com"]),
    "Text": dict.fromkeys(
        ["x", "null", "Tỷ lệ “hoàn thành”", "a  b", "124", 'Phong trào "Ba không"', "Đội 5'",
         "“A” và “B”", "„A“", 'Ống 5"', 'a " b', "Đảng"]
    ),
    "Reason": dict.fromkeys(["Nguồn không nêu.", "Chưa báo cáo.", "Chưa có số liệu", "X.Y"]),
    "Permission": dict.fromkeys(["Ban Thường vụ, Thông báo số 5."]),
    "Flag": {"true": True, "false": False},
    "Address": dict.fromkeys(
        ["https://a.vn", "http://a.vn/", "HTTPS://A.VN/B", "https://localhost/x",
         "https://a-b.c.vn:8080/x/y?z=1&t=2#u"]
    ),
}  # fmt: skip
"""For each kind of value what is taken, and as what; None is as it was typed."""

REFUSED: dict[str, dict[str, dict[str, str]]] = {
    "Number": {
        "number-word": dict.fromkeys(["N/A", " null ", "NONE", "chưa có", "—", "..."], ""),
        "number-thousands": {
            "1 514": "1514", "-1_514": "-1514", "12.345.678": "12345678",
            "12,345,678": "12345678", "1.514,25": "1514.25", "1,514.25": "1514.25",
            "1,667.0": "1667", "1.514,00": "1514", "1.514,10": "1514.10",
            "12.345.678,9": "12345678.9",
        },
        "number-several": dict.fromkeys(
            ["từ 3% đến 4%", "3-4", "3 – 4%", "3 to 4", "79/85", "79 / 85"], ""
        ),
        "number-digits": {
            "１５": "15 １", "−5": "-5 −", "1．5": "1.5 ．", "15²": "²", "151O": "1510 O",
            "l514": "1514 l", "2O22": "2022 O", "1514а": "1514 а", "“15”": "15 “", "«15": "15 «",
        },
        "number-unit": dict.fromkeys(
            ["trên 90", "> 90,5", "≥90", "~5", "từ 90% trở lên", "trên 1.514", "1514 người",
             "1514(sơ bộ)", "1514*", "1514#x", "15,5 đồng\nmột", "15 / năm", "2 triệu"], ""
        ),
        "not-a-number": {
            "96,75%": "96.75", "96 %": "96", "010%": "10",
            "+5": "5", ".5": "0.5", "-,5": "-0.5", "5.": "5", "1533;": "1533", "1.5.": "1.5",
            "-0": "0", "-0.0": "0.0", "00": "0", "010": "10", "-007,5": "-7.5",
            **dict.fromkeys(
                ["1 51", "15 16 17", "+1.514", "1e3", "0x1F", "0o10", "1:30", "15/4/2021", "yes",
                 "٣", "O", "1533 và 1550", "1234567890123456789012345"], ""
            ),
        },
    },
    "Whole": {
        "number-thousands": {"1.514": "1514", "-1,514": "-1514", "999.999": "999999"},
        "number-limits": dict.fromkeys(["0.514", "1.5", "-6", "16.2%", "16,2 %"], ""),
        "number-unit": {"1514 người": ""},
    },
    "Decimals": {"number-limits": dict.fromkeys(["-1", "7", "10"], "")},
    "Year": {
        "not-a-year": {
            "năm 2021": "2021", "2021 (ước)": "2021",
            **dict.fromkeys(
                ["1899", "2201", "21", "20211", "2.021", "2021.0", "2021-2022", "2021/2022",
                 "2021-06", "6 tháng đầu năm 2021", "quý I/2022"], ""
            ),
        },
        "number-digits": {"2O21": "2021 O"},
    },
    "Month": {
        "not-a-date": {
            "10/2025": "2025-10", "2025-10-14": "2025-10", "tháng 10 năm 2025": "2025-10",
            "2025-13": "",
        },
        "not-a-year": {"20255": "", "năm 2025": "2025"},
    },
    "Date": {
        "not-a-date": {
            "15/4/2021": "2021-04-15", "15.4.2021": "2021-04-15", "15/4/2021.": "2021-04-15",
            "2021–04–15": "2021-04-15", "ngày 15 tháng 4 năm 2021": "2021-04-15",
            "Tháng 4 năm 2021": "2021-04", "năm 2021": "2021", "4/2021": "2021-04",
            "2021/4": "2021-04", "2021-4-5": "2021-04-05",
            **dict.fromkeys(
                ["1899", "2201", "2021-00", "2021-13", "2021-02-29", "2021-04-31", "2021-04-00",
                 "31/4/2021", "4/15/2021", "13/2021", "1/1/1899", "15/4/21", "١٥/4/2021",
                 "tháng 4", "giữa tháng 12/2023", "1/2/3/2021"], ""
            ),
        },
    },
    "Id": {
        "id-form": dict.fromkeys(
            ["Kết nạp", "ket_nap", "-ket-nap-", "📚", "x" * 81, "con", "aux", "nul", "lpt9"], ""
        ),
    },
    "Text": {
        "text-space": {" x": "x", "x y ": "x y"},
        "quote-lone": {
            'Kết nạp đảng viên"': '"', '“Kết nạp đảng viên"': "“", "“Kết nạp đảng viên": "“",
            "Kết nạp đảng viên”": "”",
        },
        "old-font": {"Ðảng bộ": "Đảng bộ", "ðảng viên": "đảng viên"},
        "value-empty": {"   ": ""},
    },
    "Flag": {"code-unknown": dict.fromkeys(["True", "yes", "có", "1", " true"], "")},
    "Address": {
        "address-form": dict.fromkeys(
            ["www.a.vn", "ftp://a.vn/", "javascript:alert(1)", "//a.vn", "https://",
             "https://a..vn/", "https://a.vn/x y", "https://a.vn/<x>", 'https://a.vn/"x',
             "https://a.vn/'x", "https://u@a.vn/", "https://a.vn:x/", "https://a.vn\\x",
             " https://a.vn", "https://a.vn/\n"], ""
        )
    },
    "Reason": {
        "not-a-reason": dict.fromkeys(
            ["1514", "96,75", "96.75 %", "true", "Không", "N/A", "chưa có.", "-", "2021-2022"], ""
        )
    },
    "Permission": {"not-a-reason": dict.fromkeys(["có", "true", "Nguồn không nêu."], "")},
}  # fmt: skip
"""For each kind of value and rule what breaks it, with what the message is given."""


def refusals() -> Iterator[tuple[str, str, str, str]]:
    for kind, rules in REFUSED.items():
        for rule, typed in rules.items():
            yield from ((kind, text, rule, told) for text, told in typed.items())


@pytest.mark.parametrize(
    ("kind", "typed", "value"), [(kind, *item) for kind in TAKEN for item in TAKEN[kind].items()]
)
def test_a_value_is_taken_with_its_digits(kind: str, typed: str, value: object) -> None:
    found = taken(kind, typed)
    assert str(found) == value if isinstance(found, Decimal) else found == (value or found)
    if value is None or isinstance(found, PartialDate):
        assert str(found) == typed


@pytest.mark.parametrize(("kind", "typed", "rule", "told"), list(refusals()))
def test_another_is_told_with_what_it_surely_meant(
    kind: str, typed: str, rule: str, told: str
) -> None:
    assert refused(kind, typed) == (rule, told)


@pytest.mark.parametrize("kind", REFUSED)
def test_an_empty_value_is_told_to_be_so_and_a_list_to_be_none(kind: str) -> None:
    assert refused(kind, "") == ("value-empty", "")
    for typed in (["1"], {"a": "1"}):
        assert refused(kind, typed) == ("text-expected", "")


@example("-00")
@example("-0%")
@example("00%")
@example("-.0")
@example("-0 người")
@given(st.text() | st.from_regex(r"-?[0-9 .,]{1,9}(%| người|\+|;)?", fullmatch=True))
def test_a_number_that_is_offered_is_a_number(typed: str) -> None:
    try:
        taken("Number", typed)
    except ValidationError as error:
        fault = error.errors()[0].get("ctx", {}).get("fault")
        offered = fault.context.get("write") if fault else ""
        assert not offered or taken("Number", offered) is not None


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=3))
def test_every_decimal_number_is_taken_as_it_is(number: Decimal) -> None:
    text = f"{number:f}"
    if not (text.startswith("-0") and number == 0):
        assert taken("Number", text) == number
        assert taken("Number", text.replace(".", ",")) == number


@pytest.mark.parametrize(
    ("typed", "write"),
    [
        ("Kết nạp", "ket-nap"), ("ĐẢNG viên", "dang-vien"), ("ket_nap", "ket-nap"),
        ("ket--nap", "ket-nap"), ("  ket.nap  ", "ket-nap"), ("📚", ""), ("x" * 81, "x" * 80),
        ("x" * 79 + "-yy", "x" * 79), ("Ðảng", "dang"),
    ],
)  # fmt: skip
def test_an_id_is_made_of_a_text(typed: str, write: str) -> None:
    assert as_id(typed) == write


@given(st.text(min_size=1))
def test_an_id_that_is_made_is_an_id(typed: str) -> None:
    made = as_id(typed)
    assert not made or scalars.RESERVED.fullmatch(made) or taken("Id", made) == made
