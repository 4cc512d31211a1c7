"""The Vietnamese words for the model's codes and fields, as editors see and type them."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from enum import StrEnum

from indicators.model import (
    Bound,
    ChangeKind,
    DenominatorFigure,
    Measure,
    PartOfMonth,
    PublishedFigure,
    Status,
    TargetType,
)
from indicators.reporting.rules import Fault, Rule, Section, Wording

KINDS: dict[type[StrEnum], str] = {
    Measure: "loại số liệu",
    TargetType: "loại chỉ tiêu",
    Bound: "cận",
    Status: "trạng thái",
    PartOfMonth: "phần của tháng",
    ChangeKind: "loại thay đổi",
    DenominatorFigure: "mẫu số",
    PublishedFigure: "đại lượng công bố",
}
"""What a code of each kind is called in a message: “…” không phải mã trạng thái."""

WORDS: dict[StrEnum, tuple[str, ...]] = {
    Measure.FLOW: ("cộng dồn theo thời gian", "lũy kế", "số phát sinh"),
    Measure.STOCK: ("số tại một thời điểm", "tồn", "thời điểm"),
    Measure.SHARE: ("tỷ lệ phần trăm", "tỷ lệ", "tỷ trọng", "phần trăm"),
    Measure.RATIO: ("tỷ số của hai chỉ tiêu", "tỷ số"),
    Measure.RATE: ("tốc độ tăng, giảm", "tốc độ", "tăng trưởng"),
    Measure.RANK: ("thứ hạng", "xếp hạng", "hạng"),
    Measure.YES_NO: ("có hoặc không", "có/không", "hoàn thành hay chưa"),
    TargetType.TERM_TOTAL: ("tổng cả nhiệm kỳ", "cả nhiệm kỳ", "tổng nhiệm kỳ", "tổng"),
    TargetType.FLOOR: ("tối thiểu từng năm", "tối thiểu", "từ … trở lên", "sàn"),
    TargetType.CEILING: ("tối đa từng năm", "tối đa", "không quá", "trần"),
    TargetType.RANGE: ("trong khoảng", "khoảng", "từ … đến …"),
    TargetType.END_VALUE: ("mức cuối nhiệm kỳ", "cuối nhiệm kỳ", "mức cuối kỳ"),
    TargetType.DONE: ("việc phải hoàn thành", "hoàn thành", "xong"),
    Bound.ABOVE: ("trên", "hơn", ">"),
    Bound.AT_LEAST: ("từ … trở lên", "ít nhất", "tối thiểu", "trở lên", ">=", "≥"),
    Bound.BELOW: ("dưới", "gần", "<"),
    Bound.AT_MOST: ("không quá", "nhiều nhất", "tối đa", "<=", "≤"),
    Status.OFFICIAL: ("chính thức",),
    Status.PRELIMINARY: ("sơ bộ",),
    Status.ESTIMATE: ("ước tính", "ước thực hiện", "ước"),
    Status.FORECAST: ("dự kiến", "dự báo", "kế hoạch"),
    PartOfMonth.EARLY: ("đầu tháng", "đầu"),
    PartOfMonth.MID: ("giữa tháng", "giữa"),
    PartOfMonth.LATE: ("cuối tháng", "cuối"),
    ChangeKind.REVISION: ("điều chỉnh",),
    ChangeKind.CORRECTION: ("đính chính", "sửa", "sửa sai"),
    DenominatorFigure.VALUE: ("kết quả",),
    DenominatorFigure.PLAN: ("chỉ tiêu", "kế hoạch"),
    DenominatorFigure.PREVIOUS_VALUE: ("kết quả năm trước", "năm trước"),
    PublishedFigure.PERCENT_OF_PLAN: ("tỷ lệ so với chỉ tiêu năm", "tỷ lệ so với chỉ tiêu"),
    PublishedFigure.PERCENT_OF_TARGET: ("tỷ lệ so với chỉ tiêu nhiệm kỳ",),
    PublishedFigure.YEARS_EARLY: ("số năm về trước hạn", "về trước"),
    PublishedFigure.MEAN: ("trung bình cộng", "trung bình", "bình quân"),
    PublishedFigure.SUM: ("tổng", "cộng"),
    PublishedFigure.CHANGE: ("tăng, giảm so với năm trước", "tăng", "giảm", "chênh lệch"),
    PublishedFigure.CHANGE_PERCENT: ("tốc độ tăng, giảm", "tốc độ tăng"),
}
"""For each code its label, then other words that are typed for it."""

FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("mã",),
    "name": ("tên",),
    "title": ("tiêu đề", "trích yếu", "tên văn bản"),
    "source": ("nguồn",),
    "locator": ("vị trí", "trang"),
    "note": ("ghi chú", "chú thích"),
    "period": ("năm", "kỳ", "year"),
    "value": ("giá trị", "kết quả", "số liệu", "thực hiện", "actual", "result"),
    "plan": ("chỉ tiêu", "kế hoạch", "chỉ tiêu giao", "target"),
    "proposed": ("đề xuất",),
    "missing": ("thiếu", "lý do"),
    "status": ("trạng thái",),
    "unit": ("đơn vị", "đơn vị tính"),
    "decimals": ("số lẻ",),
    "measure": ("loại",),
    "bound": ("cận",),
    "explanation": ("thuyết minh", "giải trình"),
    "observations": ("số liệu", "các năm", "quan sát"),
    "totals": ("lũy kế", "tổng"),
    "through": ("đến", "tính đến"),
    "published": ("công bố", "số công bố"),
    "answer": ("trả lời", "có hay không"),
    "numerator": ("tử số",),
    "denominator": ("mẫu số",),
    "reason": ("lý do",),
    "date": ("ngày",),
    "code": ("số", "số hiệu", "ký hiệu"),
    "issuer": ("cơ quan", "cơ quan ban hành"),
    "group": ("nhóm",),
    "grade": ("mức", "xếp loại"),
    "count": ("số lượng",),
    "documents": ("văn bản",),
    "indicators": ("các chỉ tiêu",),
    "targets": ("mức chỉ tiêu",),
}
"""For each field the words that are typed instead of its name."""


ID_UNKNOWN = Rule(
    Section.IDS,
    "id-unknown",
    "Mã chưa khai",
    vi="Không có {noun} nào mang mã “{written}”.",
    en="No {noun} has the id “{written}”.",
    mend="sửa mã, hoặc khai {noun} mới trong {listed} trước.",
    mend_en="mend the id, or declare the {noun} in {listed} first.",
    why="Mã gõ sai thì số liệu mất nguồn, hoặc gắn nhầm chỗ.",
    bad="source: bao-coa",
    good="source: bao-cao",
)
_IS_IT = Wording(
    "Không có {noun} nào mang mã “{written}”; có phải “{write}”?",
    "No {noun} has the id “{written}”; is it “{write}”?",
)


def unknown_id(noun: Wording, listed: str, write: str) -> Fault:
    """The fault of naming what a list does not declare, with the id that was probably meant."""
    return ID_UNKNOWN(_IS_IT if write else None, noun=noun, listed=listed, write=write)


def label(code: StrEnum) -> str:
    """What a code means, in Vietnamese."""
    return WORDS[code][0]


def code_for(kind: type[StrEnum], written: str) -> str:
    """The code that was meant by a Vietnamese word or a slip of the keys, else an empty text."""
    known = {folded(word): code.value for code in kind for word in (code.value, *WORDS[code])}
    return _meant(written, known)


def field_for(names: tuple[str, ...], written: str) -> str:
    """The one of the fields that was meant, else an empty text."""
    known = {folded(word): name for name in names for word in FIELDS.get(name, ())}
    return _meant(written, known | {folded(name): name for name in names})


def closest(names: tuple[str, ...], written: str) -> str:
    """The one of the ids that was meant, else an empty text."""
    return _meant(written, {folded(name): name for name in names})


def _meant(written: str, known: dict[str, str]) -> str:
    """What was meant by a word, or by a slip of the keys.

    One letter of a short word makes another word: "tổng" is no slip of "xong", nor "max" of "mã".
    """
    typed = folded(written[:80])
    if typed in known:
        return known[typed]
    likely = [word for word, name in known.items() if len(word) > 4 or word == folded(name)]
    near = get_close_matches(typed, likely, n=1, cutoff=0.7)
    return known[near[0]] if near else ""


def folded(text: str) -> str:
    """The text as it is typed without diacritics, in lower case."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(c for c in bare if not unicodedata.combining(c))
    return plain.replace("_", "-").replace(" ", "-").strip("-")
