"""What an export says: typed records that the CSV, JSON and XLSX files and their schemas share.

A field's name is its name in JSON and, in capitals, its column in CSV; where SDMX has a word
for it, ``indicators.export.columns`` uses that.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import ConfigDict, Field, WithJsonSchema

from indicators.computing.arithmetic import Rounding
from indicators.computing.figures import Division, Formula, Kind, Role
from indicators.computing.ledger import Verdict
from indicators.computing.standing import Standing
from indicators.model import (
    DenominatorFigure,
    Measure,
    PartOfMonth,
    Record,
    Status,
    TargetType,
)

Digits = Annotated[Decimal, WithJsonSchema({"type": "number"})]
"""A number with the digits that are shown, which JSON writes as a number."""

Ratio = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^-?[0-9]+(/[1-9][0-9]*)?$"})]
"""An exact number as a fraction in lowest terms: ``1514`` or ``28000/259``."""


class SubjectType(StrEnum):
    """What a figure is about."""

    INDICATOR = "indicator"
    TARGET = "target"
    DOCUMENT = "document"


class TimeScope(StrEnum):
    """What a time means: one year, several years, or up to a cut-off since the term began."""

    PERIOD = "period"
    SPAN = "span"
    THROUGH = "through"


class ObservationStatus(StrEnum):
    """Codes of the SDMX code list ``CL_OBS_STATUS`` that occur here."""

    NORMAL = "A"
    ESTIMATE = "E"
    FORECAST = "F"
    IMPUTED = "I"
    MISSING = "O"
    PROVISIONAL = "P"
    SUPPRESSED = "Q"


class Limit(StrEnum):
    """On which sides a value is known only by a limit, in the words of the data file."""

    ABOVE = "above"
    AT_LEAST = "at-least"
    BELOW = "below"
    AT_MOST = "at-most"
    BETWEEN = "between"


def _said(description: str) -> Any:
    return Field(description=description)


class Made(Record):
    """A record that is made here, by Python's names of its fields, not read from a file."""

    model_config = ConfigDict(populate_by_name=True)


class Observation(Made):
    """One figure of the site."""

    id: str = _said("Mã của số: chỉ tiêu, kỳ và vai trò; mỗi số một mã.")
    title: str = _said("Tên của số: của chỉ tiêu nào, đại lượng gì, thời gian nào.")
    subject: str = _said("Mã chỉ tiêu, mức chỉ tiêu hoặc văn bản mà số này nói về.")
    subject_type: SubjectType = _said("Số nói về chỉ tiêu, mức chỉ tiêu hay văn bản.")
    role: Role = _said("Đại lượng: kết quả, chỉ tiêu năm, tỷ lệ, lũy kế…")
    division: Division | None = _said("unit, group hoặc grade khi số chỉ nói về một phần.")
    portion: str | None = _said("Mã đơn vị, nhóm hoặc mức xếp loại mà số nói về.")
    portion_name: str | None = _said("Tên đơn vị, nhóm hoặc mức xếp loại ấy.")
    time_period: str | None = _said(
        "Thời gian theo ISO 8601: năm (2021), nhiều năm (2021/2023), hoặc mốc tính đến (2023-12)."
    )
    time_scope: TimeScope | None = _said(
        "period: số của một năm; span: của nhiều năm; through: cộng từ đầu nhiệm kỳ đến mốc."
    )
    through: str | None = _said("Số liệu tính đến năm, tháng hoặc ngày này, đúng như nguồn nêu.")
    part: PartOfMonth | None = _said("Đầu, giữa hay cuối tháng của through.")
    value: Digits | None = _said(
        "Giá trị với đúng chữ số được hiện; trống khi chưa có hoặc khi chỉ biết giới hạn."
    )
    bound: Limit | None = _said("Chỉ biết giới hạn: trên, ít nhất, dưới, không quá, hoặc khoảng.")
    lower: Digits | None = _said("Giới hạn dưới, khi chỉ biết giới hạn.")
    upper: Digits | None = _said("Giới hạn trên, khi chỉ biết giới hạn.")
    text: str = _said("Giá trị như viết trên trang.")
    unit: str | None = _said("Đơn vị tính; trống khi số không có đơn vị riêng.")
    decimals: int = _said("Số chữ số thập phân: của nguồn nếu là số công bố.")
    kind: Kind = _said("Công bố, tính từ số công bố, suy ra, chưa có, hoặc không công bố.")
    status: Status | None = _said("Mức độ chính thức; trống khi nguồn không ghi.")
    obs_status: ObservationStatus = _said("Trạng thái theo bảng mã CL_OBS_STATUS của SDMX.")
    standing: Standing | None = _said("So với chỉ tiêu: vượt, đạt, đang thực hiện…")
    exact: Ratio | None = _said("Giá trị chính xác, chưa làm tròn, dạng phân số.")
    exact_lower: Ratio | None = _said("Giới hạn dưới chính xác.")
    exact_upper: Ratio | None = _said("Giới hạn trên chính xác.")
    lower_open: bool = _said("true nếu giá trị không thể bằng giới hạn dưới.")
    upper_open: bool = _said("true nếu giá trị không thể bằng giới hạn trên.")
    formula: Formula | None = _said("Cách tính, áp dụng cho inputs theo thứ tự.")
    inputs: tuple[str, ...] = _said("Mã các số được dùng để tính.")
    constants: tuple[Ratio, ...] = _said("Hằng số trong cách tính: số năm, năm.")
    source: str | None = _said("Mã văn bản hoặc nguồn nêu số này.")
    locator: str | None = _said("Vị trí trong nguồn.")
    note: str | None = _said("Ghi chú; với số chưa có: lý do.")


class Indicator(Made):
    """An indicator without its figures."""

    id: str = _said("Mã chỉ tiêu.")
    name: str = _said("Tên chỉ tiêu.")
    measure: Measure = _said("flow: cộng được qua các năm; stock; share; ratio.")
    unit: str = _said("Đơn vị tính.")
    target: str | None = _said("Mã mức chỉ tiêu mà số liệu này theo dõi.")
    plan_set_by: str | None = _said("Mã văn bản đặt chỉ tiêu từng năm.")
    numerator: str | None = _said("Mã chỉ tiêu làm tử số (ratio).")
    denominator: str | None = _said("Mã chỉ tiêu làm mẫu số (ratio).")
    denominator_figure: DenominatorFigure | None = _said("Đại lượng của mẫu số được chia (ratio).")
    missing: str | None = _said("Lý do cả chỉ tiêu chưa có số liệu.")
    note: str | None = _said("Ghi chú.")


class Row(Made):
    """A year, a total up to a cut-off, or a part of a year, with its figures by what they say."""

    time_period: str = _said("Năm, hoặc mốc tính đến.")
    part: PartOfMonth | None = _said("Đầu, giữa hay cuối tháng của mốc.")
    division: Division | None = _said("unit: của một đơn vị; group: của một nhóm.")
    portion: str | None = _said("Mã đơn vị hoặc nhóm.")
    standing: Standing | None = _said("Trạng thái so với chỉ tiêu.")
    figures: dict[Role, str] = _said("Mã của từng số theo đại lượng.")


class Progress(Made):
    """Where one indicator stands towards a target."""

    indicator: str = _said("Mã chỉ tiêu.")
    standing: Standing = _said("Trạng thái theo kết quả đã có.")
    latest: str | None = _said("Mã số kết quả mới nhất.")
    outlook: Standing | None = _said("Trạng thái theo số dự kiến.")
    expected: str | None = _said("Mã số dự kiến.")


class Target(Made):
    """A level that was decided to be reached, and where it stands."""

    id: str = _said("Mã mức chỉ tiêu.")
    name: str = _said("Tên mức chỉ tiêu.")
    type: TargetType = _said("Loại: tổng nhiệm kỳ, tối thiểu, tối đa, khoảng, mức cuối kỳ.")
    standing: Standing = _said("Trạng thái; nhiều số liệu thì theo số liệu kém nhất.")
    goals: dict[Role, str] = _said("Mã của mức, mức tối thiểu, mức trên, mức đầu kỳ.")
    set_by: str | None = _said("Mã văn bản đặt ra.")
    source: str = _said("Mã nguồn nêu mức chỉ tiêu.")
    locator: str | None = _said("Vị trí trong nguồn.")
    note: str | None = _said("Ghi chú.")
    progress: tuple[Progress, ...] = _said("Từng chỉ tiêu theo dõi mức này.")


class Entry(Made):
    """A published figure held against its recomputation."""

    figure: str = _said("Mã số công bố.")
    title: str = _said("Tên số công bố.")
    verdict: Verdict = _said("Kết luận đối chiếu.")
    recomputed: str | None = _said("Mã số tính lại.")
    rounding: Rounding | None = _said("Cách làm tròn khiến hai số khớp, nếu khác làm tròn nửa lên.")
    difference: str | None = _said("Mã số chênh lệch: số công bố trừ số tính lại.")
    rest: str | None = _said("Mã phần của lũy kế không nằm trong số từng năm.")
    explanation: str | None = _said("Thuyết minh trong dữ liệu.")
