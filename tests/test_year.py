"""A year in the life of the site: each update is one edit of the data, and every page stays true.

What the pages said when they were first written, they still say, now from the data; and after each
update of a year, one by one and in any order, they say what was worked out by hand.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

import pytest
from conftest import DATA, ROOT
from samples import edited

from indicators.pages.content import Content, read_content
from indicators.pages.navigation import listed
from indicators.pages.page import read_page
from indicators.reporting.problems import Problem
from indicators.showing.site import open_site

REAL = (ROOT / DATA).read_text("utf-8")


@cache
def pages() -> Content:
    return read_content(ROOT, listed((ROOT / "mkdocs.yml").read_text("utf-8")))


def opened(text: str, content: Content | None = None) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """What each page says with a text of the data, and what is wrong with the pages."""
    site = open_site({DATA: text.encode()}, content or pages())
    return {path: plain("".join(site.text(path))) for path in site.content.pages}, site.problems


def plain(text: str) -> str:
    """The words of a page, as if read aloud."""
    words = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>|\*\*", " ", text)))
    return re.sub(r" (?=[.,;:)”])|(?<=[(“]) ", "", words)


# What each page says of the interview.
TODAY = {
    "index.md": (
        "Có 2 trong 17 chỉ tiêu chủ yếu của Nghị quyết Đại hội",
        "theo dõi bốn mức chỉ tiêu",
        "Nguồn không nêu văn bản đặt ra “Nguồn kết nạp so với chỉ tiêu dự kiến”",
        "Đến giữa tháng 12/2023, lũy kế là 5.866 đảng viên, bằng 93,11% chỉ tiêu nhiệm kỳ (6.300",
        "còn lại 434 đảng viên, tức 6,89% chỉ tiêu. Trạng thái: Đang thực hiện",
        "Mọi năm có kết quả đều vượt chỉ tiêu năm",
        "đạt 112,15% chỉ tiêu năm; năm 2022 là 1.533 đảng viên, đạt 111,9% chỉ tiêu năm",
        "năm 2023 là 1.667 đảng viên, đạt 107,55% chỉ tiêu năm",
        "đến hết năm 2024 lũy kế dự kiến là ít nhất 7.526 đảng viên",
        "không phải kết quả",
        "Chỉ tiêu là từ 90% trở lên",
        "Năm 2021 là 96,2%", "năm 2022 là 97,15%", "Năm 2021 là 96,5%", "năm 2022 là 97,2%",
        "năm 2023 nguồn chỉ nêu trên 90%, không nêu số cụ thể",
        "tỷ lệ kết nạp hằng năm từ 3% đến 4% số đảng viên",
        "Nguồn không nêu số đảng viên của Đảng bộ tỉnh",
        "Nguồn kết nạp cần từ 1,5 lần đến 2 lần chỉ tiêu dự kiến",
        "Nguồn không nêu số quần chúng đã rà soát",
        "ghi rõ đó là số suy ra",
        "một bài phỏng vấn của Thông tấn xã Việt Nam",
        "Mọi số liệu lấy từ một nguồn: Tạo nguồn, nâng cao chất lượng",
        "Kết nạp đảng viên: có kết quả các năm 2021 – 2023; lũy kế đến giữa tháng 12/2023",
        "chưa có kết quả riêng của các năm 2020, 2024 và 2025",
        "Chưa có số của từng đơn vị", "Chưa có số của từng nhóm",
    ),
    "chi-tieu/index.md": (
        "lấy từ một nguồn: Tạo nguồn",
        "đặt ra “Kết nạp đảng viên trong nhiệm kỳ” và “Tổ chức đảng, đảng viên từ hoàn thành tốt",
        "trạng thái chung lấy theo dãy có trạng thái thấp hơn",
        "cao hơn mức trên không phải là vi phạm",
    ),
    "chi-tieu/ket-nap.md": (
        "lấy từ một nguồn: Tạo nguồn",
        "một trong 2 chỉ tiêu về công tác tổ chức xây dựng Đảng",
        "Chỉ tiêu nhiệm kỳ: 6.300 đảng viên",
        "Chỉ tiêu từng năm do Nghị quyết hằng năm của Tỉnh ủy Long An đặt ra",
        "Nguồn không nêu chỉ tiêu các năm 2021 – 2023; suy ra từ kết quả và tỷ lệ đã công bố",
        "lần lượt là 1.350, 1.370 và 1.550 đảng viên",
        "Chỉ tiêu năm 2024 là 1.660 đảng viên",
        "chưa phải chỉ tiêu giao và không phải kết quả",
        "Năm 2021 là 1.514 đảng viên, đạt 112,15%", "năm 2022 là 1.533 đảng viên, đạt 111,9%",
        "năm 2023 là 1.667 đảng viên, đạt 107,55%",
        "Cộng các năm 2021 – 2023 được 4.714 đảng viên",
        "lũy kế là 5.866 đảng viên, bằng 93,11%", "còn lại 434 đảng viên, tức 6,89%",
        "Trạng thái: Đang thực hiện",
        "ít nhất 7.526 đảng viên, bằng 119,5% chỉ tiêu nhiệm kỳ",
        "vượt ít nhất 1.226 đảng viên", "sớm 1 năm so với năm cuối nhiệm kỳ",
        "Đánh giá: Dự kiến vượt", "số dự kiến tại thời điểm nguồn công bố",
        "Nguồn ghi “giữa tháng 12/2023”, không nêu ngày cụ thể; thời điểm ấy chưa phải cuối năm",
        "có ít nhất 1.152 đảng viên (suy ra) nằm ngoài số của các năm nêu riêng",
        "Nguồn không nêu số của năm 2023 tính đến khi nào, nên chỉ xác định được mức ít nhất",
        "không nêu phần này thuộc thời gian nào",
        "đã dùng để suy ra, không coi là đã được kiểm tra",
        "Chỉ tiêu của năm 2022 (1.370) là số nguyên duy nhất khi nguồn làm tròn",
        "tỷ lệ của các năm 2021 và 2023 không thể do bỏ phần lẻ mà có",
        "dựa vào tỷ lệ mà nguồn công bố, không dựa vào chỉ tiêu suy ra",
    ),
    "chi-tieu/nguon.md": (
        "nguồn kết nạp cơ bản phải bằng từ 1,5 lần đến 2 lần chỉ tiêu dự kiến",
        "bài không nêu văn bản nào đặt ra",
        "nguồn nhiều hơn mức trên không phải là vi phạm",
        "Nguồn không nêu số quần chúng đã rà soát", "Trạng thái: Chưa đủ căn cứ đánh giá",
        "Chỉ tiêu năm 2024 là 1.660 đảng viên", "2.490 – 3.320 quần chúng",
        "Chỉ tiêu cả nhiệm kỳ là 6.300 đảng viên", "9.450 – 12.600 quần chúng",
        "Chỉ tiêu các năm 2021 – 2023 đã là số suy ra, nên số tính từ đó là suy ra hai lần",
        "Số của từng đơn vị và số của nguồn cần được phép trước khi công bố",
    ),
    "chi-tieu/ty-le-ket-nap.md": (
        "nêu mức từ 3% đến 4% mỗi năm",
        "được dự kiến trong nhiệm kỳ 2020 – 2025 là nằm trong khoảng này",
        "Kết nạp đảng viên: có kết quả các năm 2021 – 2023",
        "Số đảng viên: chưa có số liệu; nguồn không nêu số đảng viên",
        "chưa tính được năm nào", "Trạng thái: Chưa đủ căn cứ đánh giá",
        "1.514 37.850 – 50.466",
        "số suy ra với giả định đạt mức ấy, không phải số đã biết",
        "Số của năm 2024 tính từ số dự kiến, nên vừa là số suy ra vừa là số dự kiến",
        "theo số đảng viên đầu năm, cuối năm hay bình quân năm. Bài phỏng vấn không nêu",
    ),
    "chi-tieu/xep-loai-to-chuc.md": (
        "đặt mức từ 90% trở lên cho cả tổ chức đảng và đảng viên",
        "nêu chỉ tiêu cho tổ chức đảng, còn kết quả thì chỉ nêu cho tổ chức cơ sở đảng",
        "Năm 2021 là 96,2%, cao hơn mức tối thiểu 6,2 điểm phần trăm",
        "97,15%, cao hơn mức tối thiểu 7,15 điểm phần trăm, so với năm trước +0,95 điểm phần trăm",
        "năm 2023 nguồn chỉ nêu trên 90%, không nêu số cụ thể",
        "Trạng thái của năm 2023: Đạt chỉ tiêu", "không rõ cách giới hạn ấy bao nhiêu",
        "Nguồn công bố mức trung bình là 96,75%", "từ đầu nhiệm kỳ đến lúc trả lời",
        "của số các năm 2021 và 2022 là 96,675%, thấp hơn số công bố 0,075 điểm phần trăm",
        "Nguồn không nêu cách tính và các năm được tính",
        "không dùng số ấy để tính trung bình và không so với năm trước",
        "chỉ có tỷ lệ, chưa có số lượng", "chưa có số theo mức xếp loại",
    ),
    "chi-tieu/xep-loai-dang-vien.md": (
        "Năm 2021 là 96,5%, cao hơn mức tối thiểu 6,5 điểm phần trăm",
        "97,2%, cao hơn mức tối thiểu 7,2 điểm phần trăm, so với năm trước +0,70 điểm phần trăm",
        "năm 2023 nguồn chỉ nêu trên 90%", "Trạng thái của năm 2023: Đạt chỉ tiêu",
        "Nguồn công bố mức trung bình là trên 96,8%, không nêu số cụ thể",
        "của số các năm 2021 và 2022 là 96,85%, phù hợp với mức công bố",
        "chỉ có tỷ lệ, chưa có số lượng", "chưa có số theo mức xếp loại",
    ),
    "doi-chieu.md": (
        "giữa tháng 12/2023 có ít nhất 1.152 đảng viên (suy ra) nằm ngoài số của các năm",
        "kết luận là không đủ số liệu, không phải là có chênh lệch",
    ),
    "van-ban.md": (
        "Mọi số liệu lấy từ một nguồn: Tạo nguồn",
        "Chỉ tiêu từng năm do Nghị quyết hằng năm của Tỉnh ủy Long An đặt ra",
        "đặt ra 17 chỉ tiêu chủ yếu, trong đó có 2 chỉ tiêu",
        "không nêu số liệu của các chỉ tiêu còn lại",
    ),
    "to-chuc-thuc-hien/chuong-trinh.md": (
        "01-CTr/BTCTU, ngày 15/4/2021", "phân công cụ thể từng cơ quan, tổ chức",
        "chỉ tiêu kết nạp 6.300 đảng viên trong nhiệm kỳ",
        "từ 3% đến 4% theo Nghị quyết số 21-NQ/TW", "1.350, 1.370 và 1.550 đảng viên",
        "Chỉ tiêu năm 2024 là 1.660 đảng viên", "2.490 – 3.320 quần chúng",
        "9.450 – 12.600 quần chúng", "đạt 112,15% chỉ tiêu năm", "đạt 107,55% chỉ tiêu năm",
        "Chỉ tiêu đã giao cho đơn vị và còn phải giao: chưa có số của từng đơn vị",
        "Nguồn đã rà soát: chưa có số; nguồn không nêu số quần chúng đã rà soát",
        "2021 1.350 suy ra từ kết quả và tỷ lệ đã công bố 1.514 112,15% 2.025 – 2.700 Vượt",
        "2024 1.660 nguồn nêu, là chỉ tiêu dự kiến Chưa có",
        "Cả nhiệm kỳ 6.300 5.866 (đến giữa tháng 12/2023) 93,11% 9.450 – 12.600 Đang thực hiện",
    ),
    "to-chuc-thuc-hien/ba-buoc.md": (
        "chỉ tiêu kết nạp 6.300 đảng viên", "từ 1,5 lần đến 2 lần số người dự kiến kết nạp",
        "là suy ra hai lần", "Số của năm 2024 tính từ số dự kiến",
        "chưa có số liệu; nguồn không nêu số quần chúng đã rà soát",
        "lũy kế là 5.866 đảng viên", "còn lại 434 đảng viên", "chưa có số theo đơn vị",
        "thường trực, ban thường vụ cấp ủy", "tấm gương đạo đức Hồ Chí Minh",
    ),
    "to-chuc-thuc-hien/doi-tuong.md": (
        "tăng qua từng năm; bài không kèm số nào", "chưa có số theo nhóm",
        "Doanh nghiệp ngoài khu vực nhà nước không có trong danh sách",
    ),
    "giai-phap/theo-chi-tieu.md": (
        "Tăng cường quản lý đảng viên đi nước ngoài Ban Tổ chức Tỉnh ủy Nguồn không nêu văn bản",
        "căn cứ câu 3, đoạn 1 Đảng viên từ hoàn thành tốt nhiệm vụ trở lên: mức từ 90% trở lên",
        "năm 2021: 96,5%; năm 2022: 97,2%; năm 2023: trên 90%. Đạt chỉ tiêu",
        "21-NQ/TW; 124-QĐ/TW câu 3, đoạn 1 Kết nạp đảng viên: mức 6.300 đảng viên",
        "2021: 1.514 (112,15% chỉ tiêu); năm 2022: 1.533 (111,9% chỉ tiêu); năm 2023: 1.667 (107",
        "lũy kế đến giữa tháng 12/2023 là 5.866 đảng viên, bằng 93,11% chỉ tiêu nhiệm kỳ; còn lại",
        "vai trò của Ban là tham mưu và phối hợp", "không phải việc đã có kết quả",
        "đặc điểm, tình hình địa phương, lĩnh vực, ngành", "đi vào thực chất",
    ),
    "giai-phap/theo-van-ban.md": (
        "số 28-CT/TW, ngày 21/01/2019, Ban Bí thư Rà soát, sàng lọc",
        "Nguồn không nêu văn bản căn cứ Phối hợp kết nạp đảng viên",
    ),
    "du-lieu/tai-du-lieu.md": ("“dự kiến”, “suy ra”, “giữa tháng 12/2023”",),
}  # fmt: skip


@pytest.mark.parametrize("page", TODAY)
def test_each_statement_about_the_interview_is_made_from_the_data(page: str) -> None:
    said, problems = opened(REAL)
    assert [problem.what() for problem in problems] == []
    assert [words for words in TODAY[page] if words not in said[page]] == []


# --- a year -------------------------------------------------------------------------------------

MID = "            value: 93.11\n"  # of the total until the middle of December 2023
YEAR_2024 = "        plan: 1660\n        status: forecast\n        locator: câu 1, đoạn 4\n"
FORECAST_2024 = """\
        value: 1700
        status: forecast
      - period: 2025
        value: 1800
"""
BOUNDED = "      - period: 2023\n        value: 90\n        bound: above\n"
UNITS = "abcdefghijkl"
FORMER = """\
        value: 1535
        former:
          - kind: correction
            date: 2024-02-01
            reason: Ghi nhầm.
            value: 1533
"""
GRADES = """
grades:
  - id: tot
    name: Hoàn thành tốt nhiệm vụ
    well: true
  - id: hoan-thanh
    name: Hoàn thành nhiệm vụ
programme:
"""


@dataclass(frozen=True)
class Update:
    """Texts of the data with what takes their place, and what pages say after that and no more."""

    edits: tuple[tuple[str, str], ...]
    said: Mapping[str, tuple[str, ...]]
    gone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def after(text: str, added: str) -> tuple[str, str]:
    """An edit that writes something behind a text."""
    return text, text + added


def total(through: str, value: int) -> tuple[str, str]:
    return after(MID, f"      - through: {through}\n        value: {value}\n")


def year(value: str) -> tuple[str, str]:
    return YEAR_2024, f"        plan: 1660\n        value: {value}\n"


SOURCE = after("documents:\n", "  - id: bao-cao\n    title: Báo cáo năm 2024\n")
DIVIDED = (
    (
        "\ngroups:\n",
        "\npublication:\n  permission: Thông báo của Ban Thường vụ Tỉnh ủy\n  smallest-shown: 5\n"
        "unit-types:\n  - id: cap-huyen\n    name: Cấp huyện\nunits:\n"
        + "".join(
            f"  - id: huyen-{x}\n    name: Huyện {x.upper()}\n    type: cap-huyen\n" for x in UNITS
        )
        + "groups:\n",
    ),
)


def parts(units: str) -> str:
    """Parts of 2024: twelve plans of 138 and one of 142 are 1660, the results 1702."""
    return "        parts:\n" + "".join(
        f"          - unit: huyen-{x}\n            plan: {142 if x == 'l' else 138}\n"
        f"            value: {151 if x == 'l' else 141}\n"
        for x in units
    )


UPDATES = {
    "June": Update(
        (total("2024-06", 6700),),
        {
            "index.md": (
                "Đến hết tháng 6/2024, lũy kế là 6.700 đảng viên, bằng 106,35% chỉ tiêu nhiệm kỳ",
                "vượt 400 đảng viên. Trạng thái: Vượt chỉ tiêu",
                "lũy kế đến hết tháng 6/2024; chưa có kết quả riêng của các năm 2020, 2024 và 2025",
            ),
            "chi-tieu/ket-nap.md": ("vượt 400 đảng viên. Trạng thái: Vượt chỉ tiêu",),
            "to-chuc-thuc-hien/ba-buoc.md": (
                "lũy kế là 6.700 đảng viên", "6.700 (đến hết tháng 6/2024) 106,35%",
            ),
            "giai-phap/theo-chi-tieu.md": ("hết tháng 6/2024 là 6.700 đảng viên, bằng 106,35%",),
            "du-lieu/tai-du-lieu.md": ("“suy ra”, “hết tháng 6/2024”",),
        },
        {
            "index.md": ("còn lại", "Đang thực hiện", "giữa tháng 12/2023"),
            "to-chuc-thuc-hien/ba-buoc.md": ("còn lại", "Đang thực hiện"),
            "giai-phap/theo-chi-tieu.md": ("còn lại", "Đang thực hiện"),
        },
    ),
    "just met": Update(
        (total("2024-03", 6300),),
        {"index.md": ("vừa bằng mức chỉ tiêu. Trạng thái: Đạt chỉ tiêu",)},
        {"index.md": ("còn lại", "Đang thực hiện")},
    ),
    "December": Update(
        (total("2024-12", 7568),),
        {
            "index.md": (
                "Đến hết tháng 12/2024, lũy kế là 7.568 đảng viên, bằng 120,13% chỉ tiêu nhiệm kỳ",
                "vượt 1.268 đảng viên. Trạng thái: Vượt chỉ tiêu",
                "từng dự kiến đến hết năm 2024 đạt ít nhất 7.526 đảng viên; nay đã có kết quả đến",
            ),
        },
        {"index.md": ("còn lại", "Đang thực hiện", "Dự kiến vượt")},
    ),
    "a total beyond the forecast": Update(
        (
            after(
                "          - figure: years-early\n            value: 1\n",
                "      - through: 2025\n        value: 9100\n",
            ),
        ),
        {
            "index.md": (
                "Đến hết năm 2025, lũy kế là 9.100 đảng viên, bằng 144,44% chỉ tiêu nhiệm kỳ",
                "vượt 2.800 đảng viên. Trạng thái: Vượt chỉ tiêu",
                "từng dự kiến đến hết năm 2024 đạt ít nhất 7.526 đảng viên; nay đã có kết quả đến",
            ),
            "chi-tieu/ket-nap.md": (
                "Đến hết năm 2024 ít nhất 7.526 dự báo trước đây",
                "Phần gạch chéo là dự báo trước đây: đến hết năm 2024, nguồn từng dự kiến ít nhất",
            ),
        },
        {"index.md": ("còn lại", "Đang thực hiện", "Dự kiến vượt", "không phải kết quả")},
    ),
    "a year without the one before": Update(
        ((YEAR_2024, FORECAST_2024),),
        {
            "index.md": (
                "năm 2025 là 1.800 đảng viên", "năm 2024 chỉ có dự báo trước đây",
                "có kết quả các năm 2021, 2022, 2023 và 2025",
            ),
            "chi-tieu/ket-nap.md": (
                "2024 Chưa có 1.700 dự báo trước đây Chưa có Chưa đủ căn cứ đánh giá",
            ),
        },
        {"index.md": ("Dự kiến vượt", "Dự kiến đạt")},
    ),
    "the year": Update(
        (
            SOURCE,
            year(
                "1702\n        source: bao-cao\n        published:\n"
                "          - figure: percent-of-plan\n            value: 102.53"
            ),
        ),
        {
            "index.md": (
                # 5.866 and 1.702 are at least 7.568: proved, though no total says so.
                "lũy kế là ít nhất 7.568 đảng viên, bằng ít nhất 120,12% chỉ tiêu nhiệm kỳ",
                "vượt ít nhất 1.268 đảng viên",
                "Căn cứ: 5.866 đảng viên (đến giữa tháng 12/2023) + 1.702 đảng viên (năm 2024)",
                "Trạng thái: Vượt chỉ tiêu",
                "năm 2024 là 1.702 đảng viên, đạt 102,53% chỉ tiêu năm",
                "Mọi năm có kết quả đều vượt chỉ tiêu năm",
                "Cộng các năm 2021 – 2024 được 6.416 đảng viên",
                "có kết quả các năm 2021 – 2024", "chưa có kết quả riêng của các năm 2020 và 2025",
                "Mọi số liệu lấy từ hai nguồn",
            ),
            "chi-tieu/ket-nap.md": (
                "Nguồn nêu chỉ tiêu năm 2024 là 1.660 đảng viên", "lấy từ hai nguồn",
                "Nguồn ghi “giữa tháng 12/2023”, không nêu ngày cụ thể",
            ),
            "to-chuc-thuc-hien/chuong-trinh.md": (
                "2024 1.660 nguồn nêu 1.702 102,53%", "năm 2024 là 1.702 đảng viên",
            ),
            "giai-phap/theo-chi-tieu.md": ("năm 2024: 1.702 (102,53% chỉ tiêu)",),
            "van-ban.md": ("Báo cáo năm 2024", "Mọi số liệu lấy từ hai nguồn"),
        },
        {
            "index.md": ("còn lại", "Đang thực hiện", "Mọi số liệu lấy từ một nguồn"),
            "chi-tieu/ket-nap.md": ("chỉ tiêu dự kiến, chưa phải chỉ tiêu giao",),
            "van-ban.md": ("lấy từ một nguồn",),
        },
    ),
    "a year that misses its plan": Update(
        (year("1600"),),
        {
            "index.md": (
                "Năm 2021, 2022 và 2023 đều vượt chỉ tiêu năm; năm 2024 chưa đạt chỉ tiêu năm",
                "năm 2024 là 1.600 đảng viên, đạt 96,39% chỉ tiêu năm",
            )
        },
        {"index.md": ("Mọi năm có kết quả",)},
    ),
    "a correction": Update(
        (
            (
                "        value: 1533\n",
                FORMER,
            ),
        ),
        {
            "index.md": ("năm 2022 là 1.535 đảng viên", "được 4.716 đảng viên"),
            "to-chuc-thuc-hien/chuong-trinh.md": (
                "2022 1.370 suy ra từ kết quả và tỷ lệ đã công bố 1.535 112,04%",
            ),
            "chi-tieu/ket-nap.md": (
                "Chỉ tiêu của năm 2022 (1.370) là số nguyên duy nhất khi nguồn làm tròn",
                "Trạng thái của các năm 2021 và 2023 dựa vào tỷ lệ mà nguồn công bố",
            ),
        },
        {"index.md": ("1.533",)},
    ),
    "membership": Update(
        (
            (
                "    missing: Nguồn không nêu số đảng viên của Đảng bộ tỉnh.\n",
                "    observations:\n"
                + "".join(
                    f"      - period: {year}\n        value: {value}\n"
                    for year, value in ((2021, 45000), (2022, 46000), (2023, 47000))
                ),
            ),
        ),
        {
            "index.md": (
                "Kết quả mới nhất là 3,55% (năm 2023), so với mức từ 3% đến 4%. Trạng thái: Đạt",
                "Số đảng viên: có kết quả các năm 2021 – 2023",
                "trên tổng số đảng viên: có kết quả các năm 2021 – 2023; chưa tính được",
            ),
            "chi-tieu/ty-le-ket-nap.md": (
                "Năm 2021 là 3,36%; năm 2022 là 3,3", "năm 2023 là 3,55%",
                "tương ứng là 41.500 – 55.333 đảng viên",
            ),
        },
        {
            "index.md": ("không nêu số đảng viên",),
            "chi-tieu/ty-le-ket-nap.md": ("không nêu số đảng viên", "37.850"),
        },
    ),
    "the pool": Update(
        (
            (
                "    missing: Nguồn không nêu số quần chúng đã rà soát.\n",
                "    observations:\n      - period: 2023\n        value: 3000\n",
            ),
        ),
        {
            "index.md": ("Kết quả mới nhất là 1,94 lần suy ra (năm 2023), so với mức từ 1,5",),
            "chi-tieu/nguon.md": ("Năm 2023 là 1,94 lần",),
            "to-chuc-thuc-hien/chuong-trinh.md": (
                "107,55% từ 1,5 đến 2 lần 3.000 (1,94 lần suy ra)", "2.490 – 3.320",
            ),
        },
        {
            "index.md": ("không nêu số quần chúng",),
            "to-chuc-thuc-hien/chuong-trinh.md": ("Nguồn đã rà soát: chưa có số",),
        },
    ),
    "twelve districts": Update(
        (*DIVIDED, year(f"1702\n{parts(UNITS)}".rstrip())),
        {
            "index.md": ("Có số của từng đơn vị: Kết nạp đảng viên",),
            "to-chuc-thuc-hien/ba-buoc.md": ("Huyện A 138 141 102,17% Vượt chỉ tiêu",),
            "to-chuc-thuc-hien/chuong-trinh.md": ("1.660 đã giao hết",),
        },
        {
            "index.md": ("Chưa có số của từng đơn vị",),
            "to-chuc-thuc-hien/ba-buoc.md": ("chưa có số theo đơn vị",),
            "to-chuc-thuc-hien/chuong-trinh.md": ("chưa có số của từng đơn vị",),
        },
    ),
    "five districts": Update(
        (*DIVIDED, year(f"1702\n{parts(UNITS[:5])}".rstrip())),
        {"to-chuc-thuc-hien/chuong-trinh.md": ("1.702 102,53% 2.490 – 3.320 690 970",)},
    ),
    "grades": Update(
        (
            ("\nprogramme:\n", GRADES),
            after(
                f"        value: 97.15\n{BOUNDED}",
                "      - period: 2024\n        grades:\n          - grade: tot\n"
                "            count: 460\n          - grade: hoan-thanh\n            count: 40\n",
            ),
        ),
        {
            "chi-tieu/xep-loai-to-chuc.md": (
                "năm 2024 là 92,00%, cao hơn mức tối thiểu 2,00 điểm phần trăm",
                "Hoàn thành tốt nhiệm vụ 460 (92,00%)",
                "có kết quả các năm 2021 – 2024", "Trạng thái của năm 2024: Đạt chỉ tiêu",
            ),
            "index.md": ("kết quả mới nhất là 92,00% (năm 2024), so với mức từ 90% trở lên",),
        },
        {"chi-tieu/xep-loai-to-chuc.md": ("chưa có số theo mức", "chưa có số lượng")},
    ),
    "a grade below the floor": Update(
        (
            after(
                f"        value: 97.2\n{BOUNDED}", "      - period: 2024\n        value: 89.5\n"
            ),
        ),
        {
            "index.md": ("kết quả mới nhất là 89,5% (năm 2024)", "Trạng thái chung: Chưa đạt"),
            "chi-tieu/xep-loai-dang-vien.md": (
                "Năm 2021, 2022 và 2023 đều đạt chỉ tiêu từ 90% trở lên; năm 2024 chưa đạt chỉ",
                "chênh lệch so với mức tối thiểu là −0,5 điểm phần trăm",
            ),
        },
    ),
    "a solution": Update(
        (
            after(
                "\nsolutions:\n",
                "  - id: chuyen-de\n    title: Sinh hoạt chuyên đề\n    actor: Các chi bộ\n"
                "    locator: câu 3\n    indicators:\n      - ket-nap\n",
            ),
        ),
        {
            "giai-phap/theo-chi-tieu.md": ("Sinh hoạt chuyên đề Các chi bộ Nguồn không nêu văn",),
            "giai-phap/theo-van-ban.md": ("căn cứ Sinh hoạt chuyên đề Các chi bộ câu 3 Kết nạp",),
        },
    ),
    "a document": Update(
        (after("documents:\n", "  - id: hd-01\n    code: 01-HD/BTCTU\n    title: Hướng dẫn\n"),),
        {"van-ban.md": ("Hướng dẫn 01-HD/BTCTU",), "index.md": ("Mọi số liệu lấy từ một nguồn",)},
    ),
}  # fmt: skip


def updated(*names: str) -> str:
    return edited(REAL, *(edit for name in names for edit in UPDATES[name].edits))


def agrees(said: Mapping[str, str], update: Update) -> None:
    lacking = [(p, w) for p, words in update.said.items() for w in words if w not in said[p]]
    assert lacking == []
    assert [(p, w) for p, words in update.gone.items() for w in words if w in said[p]] == []


@pytest.mark.parametrize("name", UPDATES)
def test_an_update_is_one_edit_of_the_data_and_every_page_says_what_follows(name: str) -> None:
    said, problems = opened(updated(name))
    assert [f"{p.file}:{p.line} {p.what()}" for p in problems] == []
    agrees(said, UPDATES[name])


QUARTERS = {
    "2024-03": (380, ("lũy kế là 5.866 đảng viên", "còn lại 434", "380 đảng viên, đạt 22,89%")),
    "2024-06": (810, ("lũy kế là ít nhất 6.676 đảng viên", "vượt ít nhất 376", "đạt 48,80%")),
    "2024-09": (1300, ("lũy kế là ít nhất 7.166 đảng viên", "vượt ít nhất 866", "đạt 78,31%")),
}


def test_a_year_grows_from_quarter_to_quarter_until_it_is_over() -> None:
    """Three months, six, nine, then the year: 5.866 and 810 are 6.676, more than 6.300."""
    rows = ""
    for through, (value, words) in QUARTERS.items():
        rows += f"      - period: 2024\n        through: {through}\n        value: {value}\n"
        rows += "        source: bao-cao\n"
        edit = ("      - period: 2024\n", f"{rows}      - period: 2024\n")
        said, problems = opened(edited(REAL, SOURCE, edit))
        assert [f"{p.file}:{p.line} {p.what()}" for p in problems] == []
        month = f"hết tháng {int(through[5:])}/2024"
        index = (*words, f"năm 2024 mới có số đến {month}", "có kết quả các năm 2021 – 2023;")
        for page, told in {"index.md": index, "chi-tieu/ket-nap.md": words}.items():
            assert [line for line in told if line not in said[page]] == []
        steps = f"2024 (đến {month}) 1.660 nguồn nêu, là chỉ tiêu dự kiến"
        assert steps in said["to-chuc-thuc-hien/chuong-trinh.md"]
    edit = ("      - period: 2024\n", f"{rows}      - period: 2024\n")
    said, problems = opened(edited(REAL, edit, *UPDATES["the year"].edits))
    assert [f"{p.file}:{p.line} {p.what()}" for p in problems] == []
    agrees(said, UPDATES["the year"])


def test_an_id_that_was_renamed_in_the_data_is_told_with_its_new_name() -> None:
    text = REAL.replace(
        "  - id: dang-so\n", "  - id: so-dang-vien\n    former-ids:\n      - dang-so\n"
    )
    _, problems = opened(text.replace("denominator: dang-so", "denominator: so-dang-vien"))
    calls = [p for p in problems if p.rule in ("page-name", "page-subject")]
    assert len(calls) > 3
    assert {"so-dang-vien" in problem.mend() + problem.what() for problem in calls} == {True}


YEAR = ("June", "membership", "the pool", "a correction", "grades", "a solution")


@pytest.mark.parametrize("start", range(0, len(YEAR), 2))
def test_updates_may_come_one_after_another_in_any_order(start: int) -> None:
    order = (*YEAR[start:], *YEAR[:start])
    for count in range(1, len(order) + 1):
        said, problems = opened(updated(*order[:count]))
        assert [f"{p.file}:{p.line} {p.what()}" for p in problems] == []
        for name in order[:count]:
            agrees(said, UPDATES[name])


NEW = """\
targets:
  - id: muc-hoc-tap
    name: Học tập nghị quyết
    type: floor
    min: 95
    indicators:
      - hoc-tap
"""
NEW_SERIES = """
indicators:
  - id: hoc-tap
    name: Đảng viên học tập nghị quyết
    measure: share
    unit: phần trăm
    observations:
      - period: 2024
        value: 98.5
"""
NEW_PAGE = """\
---
indicators:
  - hoc-tap
  - muc-hoc-tap
---

# Học tập

{{ state('muc-hoc-tap') }}

{{ provenance('hoc-tap', 'muc-hoc-tap') }}
"""


def test_a_new_indicator_with_its_page_stands_wherever_all_are_told() -> None:
    text = edited(REAL, ("targets:\n", NEW), ("\nindicators:\n", NEW_SERIES))
    page = read_page("docs/chi-tieu/hoc-tap.md", NEW_PAGE.encode())
    content = replace(pages(), pages={**pages().pages, page.path: page})
    said, problems = opened(text, content)
    assert [problem.what() for problem in problems] == []
    for place in ("index.md", "chi-tieu/index.md"):
        assert "theo dõi năm mức chỉ tiêu" in said[place]
        assert "“Học tập nghị quyết”" in said[place]
    assert "Đảng viên học tập nghị quyết: có kết quả năm 2024" in said["index.md"]
    assert "Kết quả mới nhất là 98,5% (năm 2024), so với mức từ 95% trở lên" in said[page.path]


def test_an_indicator_that_goes_is_told_at_once_wherever_a_page_calls_it() -> None:
    """Each with its page and line, before anything is built."""
    text = re.sub(r"  - id: (muc-)?ty-le-ket-nap\n(?:    .*\n)+", "", REAL)
    text = text.replace("        - ty-le-ket-nap\n", "")
    _, problems = opened(text)
    called = {
        (page.name, page.body[: call.start].count("\n") + page.front.lines + 1)
        for page in pages().pages.values()
        for call in page.calls
        if not page.path.startswith("gioi-thieu/")
        and any("ty-le-ket-nap" in str(item) for item in call.arguments)
    }
    told = {(problem.file, problem.line) for problem in problems if problem.rule == "page-name"}
    assert called == told
    assert len(called) > 10
    assert {problem.rule for problem in problems} <= {"page-name", "page-subject", "page-dead"}
    assert all(problem.mend() for problem in problems)
