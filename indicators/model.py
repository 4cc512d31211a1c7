"""What the data file may say: frozen, typed records of one Party organisation's term.

Field names are typed in kebab-case in the file (``set-by``), read as text, and described in
Vietnamese because editors see the descriptions while they type (see ``schema``).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from indicators.scalars import (
    Address,
    Date,
    Decimals,
    Flag,
    Id,
    Missing,
    Number,
    Permission,
    Reason,
    Text,
    Whole,
    Year,
)


class Measure(StrEnum):
    """How values of an indicator may be combined."""

    FLOW = "flow"
    STOCK = "stock"
    SHARE = "share"
    RATIO = "ratio"
    RATE = "rate"
    RANK = "rank"
    YES_NO = "yes-no"


class TargetType(StrEnum):
    """What a target asks; each has its own meaning of progress."""

    TERM_TOTAL = "term-total"
    FLOOR = "floor"
    CEILING = "ceiling"
    RANGE = "range"
    END_VALUE = "end-value"
    DONE = "done"


class Bound(StrEnum):
    """On which side of the typed number the true value lies."""

    ABOVE = "above"
    AT_LEAST = "at-least"
    BELOW = "below"
    AT_MOST = "at-most"


class Status(StrEnum):
    """How firm a value is: the Law on Statistics' three, and a forecast."""

    OFFICIAL = "official"
    PRELIMINARY = "preliminary"
    ESTIMATE = "estimate"
    FORECAST = "forecast"


class PartOfMonth(StrEnum):
    """A cut-off that the source gives only roughly; no day is invented for it."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"


class ChangeKind(StrEnum):
    """A revision is better data; a correction mends a mistake."""

    REVISION = "revision"
    CORRECTION = "correction"


class DenominatorFigure(StrEnum):
    """Which figure of the denominator's indicator a ratio divides by."""

    VALUE = "value"
    PLAN = "plan"
    PREVIOUS_VALUE = "previous-value"


class PublishedFigure(StrEnum):
    """A derived figure that a source printed and that can therefore be checked."""

    PERCENT_OF_PLAN = "percent-of-plan"
    PERCENT_OF_TARGET = "percent-of-target"
    YEARS_EARLY = "years-early"
    MEAN = "mean"
    SUM = "sum"
    CHANGE = "change"
    CHANGE_PERCENT = "change-percent"


def _alias(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


class Record(BaseModel):
    """A frozen record that refuses fields it does not know, Python's own names among them."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_alias)


def _field(description: str, default: Any = None) -> Any:
    return Field(default, description=description)


def _required(description: str) -> Any:
    return Field(description=description)


class Sourced(Record):
    """A record that may say where it was read, else it inherits that from what holds it."""

    source: Id | None = _field("Mã văn bản trong documents; bỏ trống thì theo mục cha.")
    locator: Text | None = _field("Vị trí trong nguồn, ví dụ: câu 1, đoạn 3.")
    note: Text | None = _field("Ghi chú hiện dưới bảng.")


class Organisation(Record):
    """The Party organisation whose targets these are."""

    name: Text = _required("Tên tổ chức đảng.")


class Publication(Record):
    """What the owner decided about publishing numbers of single units and groups."""

    permission: Permission = _required(
        "Ai cho phép công bố số liệu theo đơn vị, nhóm, bằng văn bản nào."
    )
    smallest_shown: Whole = _required("Số nhỏ nhất được hiện theo đơn vị, nhóm; nhỏ hơn thì giấu.")


class Term(Record):
    """The years that the targets cover, both ends included."""

    name: Text = _required("Tên nhiệm kỳ như viết trong văn.")
    start: Year = _required("Năm đầu.")
    end: Year = _required("Năm cuối.")


class Fact(Record):
    """A count that a document states about itself."""

    id: Id = _required("Mã, chữ thường không dấu.")
    name: Text = _required("Tên đại lượng.")
    value: Number = _required("Số như văn bản hoặc nguồn nêu.")


class Document(Record):
    """A document that is cited, with what is known of it."""

    id: Id = _required("Mã, chữ thường không dấu, dùng để dẫn nguồn.")
    title: Text = _required("Tên văn bản.")
    code: Text | None = _field("Số, ký hiệu.")
    issuer: Text | None = _field("Cơ quan ban hành.")
    date: Date | None = _field("Ngày ban hành: 2021-04-15, hoặc chỉ năm 2021.")
    purpose: Text | None = _field("Văn bản được dùng làm gì ở đây.")
    url: Address | None = _field("Địa chỉ công khai, bắt đầu bằng https://")
    note: Text | None = _field("Nguồn của số, ngày, trích yếu nếu không có trong nguồn chính.")
    facts: tuple[Fact, ...] = _field("Số lượng mà văn bản nêu về chính nó.", ())


class Target(Record):
    """What was decided to be reached, by one or several indicators."""

    id: Id = _required("Mã, chữ thường không dấu.")
    name: Text = _required("Tên chỉ tiêu.")
    type: TargetType = _required("Loại chỉ tiêu.")
    indicators: tuple[Id, ...] = _required("Mã các chỉ số liệu theo dõi chỉ tiêu này.")
    set_by: Id | None = _field("Mã văn bản đặt ra chỉ tiêu.")
    value: Number | None = _field("Mức chỉ tiêu (term-total, end-value).")
    min: Number | None = _field("Mức tối thiểu (floor, range).")
    max: Number | None = _field("Mức tối đa (ceiling, range).")
    base: Number | None = _field("Mức đầu kỳ (end-value), nếu nguồn nêu.")
    source: Id | None = _field("Mã nguồn nêu chỉ tiêu.")
    locator: Text | None = _field("Vị trí trong nguồn.")
    note: Text | None = _field("Ghi chú.")


class Published(Sourced):
    """A derived figure as a source printed it; it is recomputed in the ledger."""

    figure: PublishedFigure = _required("Đại lượng được công bố.")
    value: Number = _required("Số công bố, đúng chữ số của nguồn.")
    bound: Bound | None = _field("Nguồn chỉ nêu một phía: above, at-least, below, at-most.")
    from_: Year | None = _field("Năm đầu được tính (mean, sum, change).")
    to: Year | None = _field("Năm cuối được tính (mean, sum, change).")
    explanation: Reason | None = _field(
        "Thuyết minh khi số công bố khác số tính lại; không ghi số."
    )


class Former(Record):
    """What a value or a plan was before it was revised or corrected."""

    kind: ChangeKind = _required("revision (điều chỉnh) hoặc correction (đính chính).")
    date: Date = _required("Ngày thay đổi.")
    reason: Reason = _required("Lý do.")
    value: Number | None = _field("Giá trị cũ.")
    plan: Number | None = _field("Chỉ tiêu cũ.")
    source: Id | None = _field("Nguồn của giá trị cũ.")


class GradeCount(Record):
    """How many were given one grade."""

    grade: Id = _required("Mã mức xếp loại trong grades.")
    count: Whole | None = _field("Số lượng.")
    share: Number | None = _field("Tỷ lệ phần trăm mà nguồn in.")


class Part(Sourced):
    """A unit's or a group's part of an observation."""

    unit: Id | None = _field("Mã đơn vị trong units.")
    group: Id | None = _field("Mã nhóm trong groups.")
    proposed: Number | None = _field("Chỉ tiêu đơn vị đề xuất.")
    plan: Number | None = _field("Chỉ tiêu được giao.")
    value: Number | None = _field("Kết quả.")
    bound: Bound | None = _field("Nguồn chỉ nêu một phía.")
    status: Status | None = _field("Mức độ chính thức của số liệu.")
    missing: Missing | None = _field("Lý do chưa có số liệu.")
    explanation: Reason | None = _field("Thuyết minh khi khác tổng các đơn vị con; không ghi số.")
    former: tuple[Former, ...] = _field("Giá trị trước khi điều chỉnh, đính chính.", ())


class Observation(Sourced):
    """One period of an indicator: what was planned and what was observed."""

    period: Year = _required("Năm.")
    through: Date | None = _field("Số liệu tính đến tháng hoặc ngày này, nếu chưa hết năm.")
    part: PartOfMonth | None = _field("Đầu, giữa hay cuối tháng của through.")
    value: Number | None = _field("Kết quả như nguồn nêu.")
    bound: Bound | None = _field("Nguồn chỉ nêu một phía: above, at-least, below, at-most.")
    answer: Flag | None = _field("true nếu có, đã hoàn thành; false nếu không, chưa (yes-no).")
    plan: Number | None = _field("Chỉ tiêu của kỳ này.")
    proposed: Number | None = _field("Chỉ tiêu được đề xuất.")
    status: Status | None = _field("Mức độ chính thức: official, preliminary, estimate, forecast.")
    missing: Missing | None = _field("Lý do chưa có số liệu.")
    numerator: Number | None = _field("Tử số (share).")
    denominator: Number | None = _field("Mẫu số (share).")
    explanation: Reason | None = _field("Thuyết minh khi kết quả khác số tính lại; không ghi số.")
    population: Number | None = _field("Tổng số thuộc diện, gồm cả số chưa được đánh giá.")
    published: tuple[Published, ...] = _field("Số suy từ giá trị này mà nguồn đã in.", ())
    former: tuple[Former, ...] = _field("Giá trị trước khi điều chỉnh, đính chính.", ())
    parts: tuple[Part, ...] = _field("Chia theo đơn vị hoặc theo nhóm.", ())
    grades: tuple[GradeCount, ...] = _field("Số lượng theo mức xếp loại.", ())


class Total(Sourced):
    """A sum from the start of the term to a cut-off."""

    through: Date = _required("Thời điểm cộng dồn đến: năm, tháng hoặc ngày.")
    part: PartOfMonth | None = _field("Đầu, giữa hay cuối tháng của through.")
    value: Number = _required("Lũy kế như nguồn nêu.")
    bound: Bound | None = _field("Nguồn chỉ nêu một phía.")
    status: Status | None = _field("Mức độ chính thức: official, preliminary, estimate, forecast.")
    explanation: Reason | None = _field("Thuyết minh khi lũy kế khác số tính lại; không ghi số.")
    published: tuple[Published, ...] = _field("Tỷ lệ, mốc thời gian mà nguồn đã in.", ())
    former: tuple[Former, ...] = _field("Giá trị trước khi điều chỉnh, đính chính.", ())


class Indicator(Sourced):
    """A quantity that is followed over the term."""

    id: Id = _required("Mã, chữ thường không dấu; thành địa chỉ trang.")
    name: Text = _required("Tên như hiện trên trang.")
    measure: Measure = _required("flow, stock, share, ratio, rate, rank hoặc yes-no.")
    unit: Text = _required("Đơn vị tính.")
    decimals: Decimals | None = _field("Số chữ số thập phân nhiều nhất; 0 là số nguyên.")
    plan_set_by: Id | None = _field("Mã văn bản đặt chỉ tiêu từng năm.")
    numerator: Id | None = _field("Mã chỉ tiêu làm tử số (ratio).")
    denominator: Id | None = _field("Mã chỉ tiêu làm mẫu số (ratio).")
    denominator_figure: DenominatorFigure | None = _field("value, plan hoặc previous-value.")
    missing: Reason | None = _field("Lý do cả chỉ tiêu chưa có số liệu.")
    observations: tuple[Observation, ...] = _field("Từng năm.", ())
    totals: tuple[Total, ...] = _field("Lũy kế từ đầu nhiệm kỳ.", ())
    published: tuple[Published, ...] = _field("Số tính từ nhiều năm mà nguồn đã in.", ())


class UnitType(Record):
    """A kind of unit, with the years in which it existed."""

    id: Id = _required("Mã, chữ thường không dấu.")
    name: Text = _required("Tên loại đơn vị.")
    from_: Date | None = _field("Có từ.")
    to: Date | None = _field("Có đến.")


class Unit(Record):
    """A Party organisation below this one; units partition a total."""

    id: Id = _required("Mã, chữ thường không dấu.")
    name: Text = _required("Tên đơn vị.")
    type: Id = _required("Mã loại đơn vị trong unit-types.")
    parent: Id | None = _field("Mã đơn vị cấp trên.")


class Group(Record):
    """A group of people; groups overlap, so they are never summed."""

    id: Id = _required("Mã, chữ thường không dấu.")
    name: Text = _required("Tên nhóm.")
    note: Text | None = _field("Ghi chú.")


class Grade(Record):
    """A grade of the yearly assessment, best first."""

    id: Id = _required("Mã, chữ thường không dấu.")
    name: Text = _required("Tên mức xếp loại.")
    well: Flag = _field("true nếu thuộc “từ hoàn thành tốt nhiệm vụ trở lên”.", False)


class Step(Sourced):
    """A step of the action programme."""

    id: Id = _required("Mã, chữ thường không dấu.")
    title: Text = _required("Nội dung bước.")
    actor: Text | None = _field("Ai thực hiện.")
    indicators: tuple[Id, ...] = _field("Mã chỉ tiêu liên quan.", ())
    documents: tuple[Id, ...] = _field("Mã văn bản căn cứ.", ())


class Programme(Record):
    """The action programme and its steps."""

    document: Id = _required("Mã văn bản của chương trình.")
    steps: tuple[Step, ...] = _field("Các bước theo thứ tự.", ())


class Solution(Sourced):
    """A solution with who acts, what it serves and what it rests on."""

    id: Id = _required("Mã, chữ thường không dấu.")
    title: Text = _required("Nội dung giải pháp.")
    actor: Text | None = _field("Ai thực hiện.")
    indicators: tuple[Id, ...] = _field("Mã chỉ tiêu mà giải pháp phục vụ.", ())
    documents: tuple[Id, ...] = _field("Mã văn bản căn cứ.", ())


class Dataset(Record):
    """The whole data file."""

    model: Whole = _required("Phiên bản của mẫu dữ liệu: 1.")
    organisation: Organisation = _required("Tổ chức đảng.")
    term: Term = _required("Nhiệm kỳ.")
    source: Id = _required("Nguồn chung, các mục không ghi nguồn thì theo đây.")
    documents: tuple[Document, ...] = _required("Văn bản và nguồn.")
    targets: tuple[Target, ...] = _field("Mức chỉ tiêu.", ())
    indicators: tuple[Indicator, ...] = _required("Số liệu từng chỉ tiêu.")
    unit_types: tuple[UnitType, ...] = _field("Loại đơn vị.", ())
    units: tuple[Unit, ...] = _field("Đơn vị, theo thứ tự chính thức.", ())
    groups: tuple[Group, ...] = _field("Nhóm đối tượng.", ())
    grades: tuple[Grade, ...] = _field("Mức xếp loại, từ cao xuống thấp.", ())
    publication: Publication | None = _field("Quyết định công bố số liệu theo đơn vị, nhóm.")
    programme: Programme | None = _field("Chương trình hành động.")
    solutions: tuple[Solution, ...] = _field("Giải pháp.", ())

    def at(self, path: tuple[str | int, ...]) -> Any:
        """The record or value at a place of the data, named by the file's own keys.

        Errors: ``AttributeError`` or ``IndexError`` when there is no such place.
        """
        place: Any = self
        for step in path:
            name = "from_" if step == "from" else str(step).replace("-", "_")
            place = place[step] if isinstance(step, int) else getattr(place, name)
        return place
