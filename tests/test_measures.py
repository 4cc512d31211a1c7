"""Every measure and every type of target on one page, of invented numbers that it says are so."""

import pytest
from cases import views
from reader import words, writer

from indicators.words.wording import amount


@pytest.mark.parametrize(
    ("line", "figure", "form", "told"),
    [
        ("rate: 2021 -1.2; 2022 150.5", "so/2022/change", {}, "+151,70 điểm phần trăm"),
        ("rank: 2023 21; 2024 16", "so/2024/change", {}, "tăng 5 bậc"),
        ("rank: 2023 21; 2024 16", "so/2024/change", {"sign": False}, "5 bậc"),
        ("rank: 2023 21; 2024 16", "so/2024/value", {"unit": True}, "thứ 16"),
        ("rank: 2024 <12", "so/2024/value", {"unit": True}, "dưới thứ 12"),
        ("rank: 2024 16 change=>8", "so/2024/change", {}, "tăng trên 8 bậc"),
    ],
)
def test_a_rate_changes_in_points_and_a_rank_goes_up_or_down_by_places(
    line: str, figure: str, form: dict[str, bool], told: str
) -> None:
    assert amount(views(line).figures[figure], **form).replace("\u00a0", " ") == told


@pytest.mark.parametrize(
    ("line", "call", "said"),
    [
        ("flow: 2021 5; 2022 6; 2023 9 | printed change-percent 2021-2023 80", "provenance",
         "Tốc độ thay đổi, từ năm 2021 đến năm 2023"),
        ("flow: 2021 5; 2022 6; 2023 9 | printed change 2021-2023 4", "provenance",
         "Thay đổi, từ năm 2021 đến năm 2023"),
        ("flow: 2021 5; 2022 6 change-percent=20", "provenance",
         "(kết quả, năm 2022 − kết quả, năm 2021) : kết quả, năm 2021 × 100"),
        ("flow: 2022 - 158.18%", "years",
         "Năm 2022 , nguồn chỉ nêu tỷ lệ so với chỉ tiêu năm là 158,18% ."),
        ("yes-no: 2021 no; 2022 yes", "years",
         "Năm 2021 : chưa hoàn thành ; năm 2022 : đã hoàn thành ."),
        # What was below a limit before it was to be kept has no status, and what is so since has.
        ("share: 2021 85; 2022 92/91 | aim floor 90 {due: 2022-12}", "table",
         "−5 điểm phần trăm Không tính được 2022 91% 92% 101,10% 2 điểm phần trăm +7,00 điểm"),
    ],
)  # fmt: skip
def test_what_was_printed_is_told_of_its_years(line: str, call: str, said: str) -> None:
    made = views(line)
    assert said in words(getattr(writer(made), call)(*made.indicators))


def test_a_ratio_of_a_year_without_either_side_has_no_data() -> None:
    made = views("ratio: 2022 1750; 2023 9 // 2022 50000 | aim range 3 4").indicators["ty-so"]
    found = {row.period.year: row.judgement.standing for row in made.years if row.judgement}
    assert (found[2022], found[2023], found[2024]) == ("met", "no-basis", "no-data")


@pytest.mark.parametrize(
    ("years", "status"),
    [
        ("2021 3.1; 2022 3.4; 2023 2.2", "Chưa đạt chỉ tiêu (năm 2021 , 2022 )"),
        ("2021 2.9; 2022 3.4", "Chưa đạt chỉ tiêu"),
        ("2021 2.9; 2022 2.2", "Đạt chỉ tiêu"),
    ],
)
def test_a_status_names_the_years_behind_it_where_the_latest_result_is_not_one_of_them(
    years: str, status: str
) -> None:
    page = writer(views(f"share: {years} | aim ceiling 3"))
    assert f"; {status} Chỉ tiêu" in words(page.cards())
    assert f"Năm {years[-8:-4]} {status} Nguồn" in words(page.summary())


def test_what_is_left_out_counts_as_no_table() -> None:
    page = writer(views("rank: 2021 12"))
    assert not page.ledger("so")
    assert "Bảng 1." in words(page.table("so"))
