"""Every measure and every type of target on one page, of invented numbers that it says are so."""

import pytest
from cases import tree, views
from reader import words, writer

from indicators import check
from indicators.computing.compute import Views, compute
from indicators.model import Dataset, Measure, TargetType
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


EXAMPLES = {
    "flow: 2021 100; 2022 110 | aim term-total 500": [
        "Chỉ tiêu nhiệm kỳ 500 ; còn lại không quá 290",
    ],
    "share: 2021 96.2 | aim floor 90": ["từ 90% trở lên", "Đạt chỉ tiêu"],
    "share: 2021 3.2 | aim ceiling 3": ["không quá 3%", "Chưa đạt"],
    "rate: 2021 8.1 | aim range 7 9": ["từ 7% đến 9%", "8,1%"],
    "stock1: 2021 62.5 | + {unit: triệu đồng/người} | aim end-value 105 from 60": [
        "105 triệu đồng/người", "62,5 triệu đồng/người", "Đang thực hiện",
    ],
    "stock: 2021 18500 | + {unit: tỷ đồng} | aim end-value 24000": [
        "24.000 tỷ đồng", "18.500 tỷ đồng",
    ],
    "index: 2021 108.5; 2022 105 | aim floor 106": ["từ 106% trở lên", "105%", "Chưa đạt"],
    "rank: 2021 12 | aim end-value 10": ["thứ 10", "thứ 12"],
    "rank: 2021 12; 2022 9 | aim average {max: 8.5}": ["không quá hạng 8,5", "hạng 10,50"],
    "rate: 2021 10; 2022 -10 | aim average {min: 7, max: 8}": [
        "bình quân nhiệm kỳ từ 7% đến 8%", "−0,51 – −0,50%", "các năm 2021 – 2022",
        "Đang thực hiện",
    ],
    "share: 2021 7.82; 2022 5.93 | + {better: lower} | aim yearly-change {min: 1, max: 1.5}": [
        "mỗi năm giảm từ 1 đến 1,5 điểm phần trăm", "Đạt chỉ tiêu",
    ],
    "share: 2021 1.0 | aim ceiling {below: 1}": [
        "dưới 1%", "Chưa đạt chỉ tiêu – 1,0% so với mức phải thấp hơn 1%",
    ],
    "yes-no: 2021 yes | aim done": ["hoàn thành trong nhiệm kỳ", "Có"],
}  # fmt: skip


@pytest.fixture(scope="module")
def examples() -> Views:
    """One indicator and one target of every kind; nobody ever reported any of these numbers."""
    data = tree("flow:") | {"indicators": [], "targets": []}
    data["organisation"]["name"] = "Đảng bộ thử nghiệm (số liệu giả lập)"
    for at, line in enumerate(EXAMPLES):
        own, names = tree(line), {"id": f"so-{at}", "name": f"Số giả lập {at}"}
        data["indicators"].append(own["indicators"][0] | names)
        goal = {"id": f"muc-{at}", "name": f"Mức giả lập {at}", "indicators": [f"so-{at}"]}
        data["targets"].append(own["targets"][0] | goal)
    made = Dataset.model_validate(data)
    assert not [one.rule for one in check.check(made) if not one.fault.rule.doubt]
    return compute(made)


@pytest.mark.parametrize("at", range(len(EXAMPLES)))
def test_a_page_shows_each_kind_in_its_own_words_and_says_it_is_invented(
    examples: Views, at: int
) -> None:
    page, so, muc = writer(examples, f"so-{at}/"), f"so-{at}", f"muc-{at}"
    shown = (
        page.organisation(), page.cards(muc), page.table(so), page.chart(so), page.ledger(so),
        page.provenance(so, muc), page.summary(),
    )  # fmt: skip
    text = words(" ".join(shown))
    for told in ("số liệu giả lập", *list(EXAMPLES.values())[at]):
        assert told in text, told


def test_the_examples_show_every_type_of_target_and_every_measure_that_is_typed(
    examples: Views,
) -> None:
    assert {target.type for target in examples.dataset.targets} == set(TargetType)
    shown = {one.measure for one in examples.dataset.indicators}
    assert shown == set(Measure) - {Measure.RATIO}


def test_what_is_left_out_counts_as_no_table() -> None:
    page = writer(views("rank: 2021 12"))
    assert not page.ledger("so")
    assert "Bảng 1." in words(page.table("so"))
