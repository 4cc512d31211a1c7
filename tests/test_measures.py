"""Every measure and every type of target on one page, of invented numbers that it says are so."""

from __future__ import annotations

import re
from typing import Any

import pytest
from synthetic import as_typed, dataset, share, stock, target, told, views, year

from indicators import check
from indicators.computing.compute import Views, compute
from indicators.model import Dataset, Measure, TargetType
from indicators.showing.links import DOCUMENTS, Links
from indicators.showing.writer import Writer
from indicators.words.wording import amount


def rate(*years: Any, **more: Any) -> dict[str, Any]:
    return {**share(*years), "measure": "rate", **more}


def rank(*years: Any, **more: Any) -> dict[str, Any]:
    return {**stock(*years), "measure": "rank", "unit": "thứ hạng", **more}


def answers(*years: Any, **more: Any) -> dict[str, Any]:
    made = {**stock(*years), "measure": "yes-no", "unit": "có hoặc không", **more}
    del made["decimals"]
    return made


def said(period: int, answer: str, **more: Any) -> dict[str, Any]:
    return {"period": period, "answer": answer, **more}


def words(html: str) -> str:
    text = re.sub(r"<[^>]*>", " ", html).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text).strip()


def rules(data: Dataset) -> list[str]:
    """The rules that are broken; a doubt breaks none."""
    found = check.check(data)
    return [finding.rule for finding in found if not finding.fault.rule.doubt]


def test_a_rate_may_be_negative_and_above_a_hundred() -> None:
    made = rate(year(2021, "-1.2"), year(2022, "150.5"))
    assert rules(dataset(made)) == []
    figures = told(views(made), "ty-le")
    assert figures["2022/change"] == "1517/10 computed"
    assert amount(views(made).figures["ty-le/2022/change"]) == "+151,70\u00a0điểm phần trăm"


def test_a_share_may_not() -> None:
    assert rules(dataset(share(year(2021, "-1.2")))) == ["number-negative"]


def test_a_rank_goes_up_or_down_by_places() -> None:
    made = views(rank(year(2023, 21), year(2024, 16))).figures
    assert amount(made["so/2024/change"]) == "tăng\u00a05\u00a0bậc"
    assert amount(made["so/2024/change"], sign=False) == "5\u00a0bậc"
    assert amount(made["so/2024/value"], unit=True) == "thứ\u00a016"


@pytest.mark.parametrize(
    ("values", "status"),
    [
        (["3.1", "3.4", "2.2"], "Chưa đạt chỉ tiêu (năm 2021 , 2022 )"),
        (["2.9", "3.4"], "Chưa đạt chỉ tiêu"),
        (["2.9", "2.2"], "Đạt chỉ tiêu"),
    ],
)
def test_a_status_names_the_years_behind_it_where_the_latest_result_is_not_one_of_them(
    values: list[str], status: str
) -> None:
    years = [year(2021 + at, value) for at, value in enumerate(values)]
    made = views(share(*years), targets=[target("ceiling", "ty-le", max=3)])
    writer = Writer(made, Links("x/", {"ty-le": "x/", "muc": "x/", DOCUMENTS: "van-ban/"}))
    assert f"Trạng thái {status} " in words(writer.cards()) + " "
    assert f"Năm {2020 + len(values)} {status} Nguồn" in words(writer.summary())


@pytest.mark.parametrize("value", ["0", "2.5", "-1"])
def test_what_is_no_rank_is_refused(value: str) -> None:
    row = rank(year(2021, value))
    del row["decimals"]
    assert rules(dataset(row)) == ["rank-form"]


def test_an_answer_and_a_number_do_not_take_each_others_place() -> None:
    assert rules(dataset(stock(said(2021, "true")))) == ["field-of-measure"]
    assert rules(dataset(answers(year(2021, 1)))) == ["field-of-measure"]
    assert rules(dataset(answers(said(2021, "true")), targets=[target("floor", min=1)])) == [
        "target-done"
    ]
    assert rules(dataset(stock(year(2021, 1)), targets=[target("done")])) == ["target-done"]


EXAMPLES: list[tuple[dict[str, Any], dict[str, Any], list[str]]] = [
    (
        {**stock(year(2021, 100), year(2022, 110)), "measure": "flow"},
        {"type": "term-total", "value": 500},
        ["Chỉ tiêu nhiệm kỳ 500 người"],
    ),
    (share(year(2021, "96.2")), {"type": "floor", "min": 90}, ["từ 90% trở lên", "Đạt chỉ tiêu"]),
    (share(year(2021, "3.2")), {"type": "ceiling", "max": 3}, ["không quá 3%", "Chưa đạt"]),
    (rate(year(2021, "8.1")), {"type": "range", "min": 7, "max": 9}, ["từ 7% đến 9%", "8,1%"]),
    (
        stock(year(2021, "62.5"), unit="triệu đồng/người", decimals=1),
        {"type": "end-value", "value": 105, "base": 60},
        ["105 triệu đồng/người", "62,5 triệu đồng/người", "Đang thực hiện"],
    ),
    (
        stock(year(2021, 18500), unit="tỷ đồng"),
        {"type": "end-value", "value": 24000},
        ["24.000 tỷ đồng", "18.500 tỷ đồng"],
    ),
    (rank(year(2021, 12)), {"type": "end-value", "value": 10}, ["thứ 10", "thứ 12"]),
    (
        rate(year(2021, "10"), year(2022, "-10")),
        {"type": "average", "min": 7, "max": 8},
        [
            "bình quân nhiệm kỳ từ 7% đến 8%",
            "−0,51 – −0,50%",
            "các năm 2021 – 2022",
            "Đang thực hiện",
        ],
    ),
    (
        share(year(2021, "7.82"), year(2022, "5.93"), better="lower"),
        {"type": "yearly-change", "min": 1, "max": "1.5"},
        ["mỗi năm giảm từ 1 điểm phần trăm đến 1,5 điểm phần trăm", "Đạt chỉ tiêu"],
    ),
    (
        share(year(2021, "1.0")),
        {"type": "ceiling", "below": 1},
        ["dưới 1%", "Chưa đạt chỉ tiêu – 1,0% so với mức phải thấp hơn 1%"],
    ),
    (answers(said(2021, "true")), {"type": "done"}, ["hoàn thành trong nhiệm kỳ", "Có"]),
]


@pytest.fixture(scope="module")
def examples() -> Views:
    """One indicator and one target of every kind; nobody ever reported any of these numbers."""
    indicators = [
        {**made, "id": f"so-{at}", "name": f"Số giả lập {at}"}
        for at, (made, _, _) in enumerate(EXAMPLES)
    ]
    targets = [
        {"id": f"muc-{at}", "name": f"Mức giả lập {at}", "indicators": [f"so-{at}"], **level}
        for at, (_, level, _) in enumerate(EXAMPLES)
    ]
    data = {
        "model": 1,
        "organisation": {"name": "Đảng bộ thử nghiệm (số liệu giả lập)"},
        "term": {"name": "nhiệm kỳ 2020 – 2025", "start": 2020, "end": 2025},
        "source": "bao-cao",
        "documents": [{"id": "bao-cao", "title": "Số liệu giả lập"}],
        "targets": targets,
        "indicators": indicators,
    }
    made = Dataset.model_validate(as_typed(data))
    assert rules(made) == []
    return compute(made)


def page(made: Views, at: int) -> str:
    """Everything that a page shows about one example, as words."""
    homes = {name: f"{name}/" for name in (*made.indicators, *made.targets)}
    writer = Writer(made, Links(f"so-{at}/", {**homes, DOCUMENTS: "van-ban/"}))
    parts = [
        writer.organisation(),
        writer.cards(f"muc-{at}"),
        writer.table(f"so-{at}"),
        writer.chart(f"so-{at}"),
        writer.working(f"so-{at}"),
        writer.ledger(f"so-{at}"),
        writer.provenance(f"so-{at}", f"muc-{at}"),
        writer.summary(),
    ]
    return words(" ".join(parts))


@pytest.mark.parametrize(
    ("made", "goal", "reason"),
    [
        (
            rank(year(2021, 12)),
            {"kind": "end-value", "value": 10},
            "Đang thực hiện – thứ 12 so với mức chỉ tiêu thứ 10",
        ),
        (
            stock(year(2021, 9)),
            {"kind": "end-value", "value": 10},
            "Đang thực hiện – 9 so với mức chỉ tiêu 10: thấp hơn",
        ),
        (answers(said(2021, "true")), {"kind": "done"}, "Đạt chỉ tiêu – kết quả là “Có”"),
        (
            share(year(2021, "3.2"), id="so"),
            {"kind": "ceiling", "max": 3},
            "Chưa đạt chỉ tiêu – 3,2% so với mức tối đa 3%",
        ),
    ],
)
def test_every_status_is_worked_out_below_it(
    made: dict[str, Any], goal: dict[str, Any], reason: str
) -> None:
    writer = Writer(views(made, targets=[target(**goal)]), Links("x/", {"so": "x/", "muc": "x/"}))
    assert words(writer.working("so")).startswith(f"Năm 2021: {reason} .")


def test_what_is_left_out_counts_as_no_table() -> None:
    homes = {"so": "x/", DOCUMENTS: "van-ban/"}
    writer = Writer(views(rank(year(2021, 12))), Links("x/", homes))
    assert not writer.ledger("so")
    assert "Bảng 1." in words(writer.table("so"))


@pytest.mark.parametrize("at", range(len(EXAMPLES)))
def test_a_page_shows_each_kind_in_its_own_words_and_says_it_is_invented(
    examples: Views, at: int
) -> None:
    text = page(examples, at)
    assert "số liệu giả lập" in text
    for words in EXAMPLES[at][2]:
        assert words in text, words


def test_the_examples_show_every_type_of_target_and_every_measure_that_is_typed() -> None:
    assert {level["type"] for _, level, _ in EXAMPLES} == {kind.value for kind in TargetType}
    shown = {made["measure"] for made, _, _ in EXAMPLES}
    assert shown == {kind.value for kind in Measure} - {"ratio"}
