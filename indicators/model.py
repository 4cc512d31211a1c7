"""What the data file may say: frozen, typed records of a Party organisation's term, or several.

Field names are typed in kebab-case in the file (``set-by``), read as text, and described in
Vietnamese because editors see the descriptions while they type (see ``schema``).
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from indicators.scalars import (
    Address,
    Date,
    Decimals,
    Flag,
    Id,
    Month,
    Number,
    PartialDate,
    Permission,
    Reason,
    Smallest,
    Text,
    Version,
    Whole,
    Year,
)


class Code(StrEnum):
    """A code of the data file: its label, then other words that are typed for it."""

    _value_: str
    label: str
    typed: tuple[str, ...]

    def __new__(cls, value: str, label: str = "", *typed: str) -> Self:
        made = str.__new__(cls, value)
        made._value_ = value
        made.label, made.typed = label, typed
        return made


class Measure(Code):
    """How values of an indicator may be combined."""

    FLOW = "flow", "cộng dồn theo thời gian", "lũy kế", "số phát sinh"
    STOCK = "stock", "số tại một thời điểm", "tồn", "thời điểm"
    SHARE = "share", "tỷ lệ phần trăm", "tỷ lệ", "tỷ trọng", "phần trăm"
    RATIO = "ratio", "tỷ số của hai chỉ tiêu", "tỷ số"
    RATE = "rate", "tốc độ tăng, giảm", "tốc độ", "tăng trưởng"
    INDEX = "index", "chỉ số, năm trước bằng 100", "chỉ số", "chỉ số phát triển"
    RANK = "rank", "thứ hạng", "xếp hạng", "hạng"
    YES_NO = "yes-no", "có hoặc không", "có/không", "hoàn thành hay chưa"


class Better(Code):
    """In which direction an indicator gets better."""

    HIGHER = "higher", "càng cao càng tốt", "cao", "càng cao", "tăng"
    LOWER = "lower", "càng thấp càng tốt", "thấp", "càng thấp", "giảm"


class TargetType(Code):
    """What a target asks; each has its own meaning of progress."""

    TERM_TOTAL = "term-total", "tổng cả nhiệm kỳ", "cả nhiệm kỳ", "tổng nhiệm kỳ", "tổng"
    FLOOR = "floor", "tối thiểu từng năm", "tối thiểu", "từ … trở lên", "sàn"
    CEILING = "ceiling", "tối đa từng năm", "tối đa", "không quá", "trần"
    RANGE = "range", "trong khoảng", "khoảng", "từ … đến …"
    END_VALUE = "end-value", "mức cuối nhiệm kỳ", "cuối nhiệm kỳ", "mức cuối kỳ"
    AVERAGE = "average", "bình quân cả nhiệm kỳ", "bình quân", "trung bình", "bình quân hằng năm"
    YEARLY_CHANGE = "yearly-change", "tăng, giảm mỗi năm", "mỗi năm tăng", "mỗi năm giảm"
    DONE = "done", "việc phải hoàn thành", "hoàn thành", "xong"


class Bound(Code):
    """On which side of the typed number the true value lies."""

    ABOVE = "above", "trên", "hơn", ">"
    AT_LEAST = "at-least", "ít nhất", "từ … trở lên", "tối thiểu", "trở lên", ">=", "≥"
    BELOW = "below", "dưới", "<"
    AT_MOST = "at-most", "không quá", "nhiều nhất", "tối đa", "<=", "≤"


class Status(Code):
    """How firm a value is: the Law on Statistics' three, and a forecast."""

    OFFICIAL = "official", "chính thức"
    PRELIMINARY = "preliminary", "sơ bộ"
    ESTIMATE = "estimate", "ước tính", "ước thực hiện", "ước"
    FORECAST = "forecast", "dự kiến", "dự báo", "kế hoạch"


class PartOfMonth(Code):
    """A cut-off that the source gives only roughly; no day is invented for it."""

    EARLY = "early", "đầu", "đầu tháng"
    MID = "mid", "giữa", "giữa tháng"
    LATE = "late", "cuối", "cuối tháng"


class ChangeKind(Code):
    """A revision is better data; a correction mends a mistake."""

    REVISION = "revision", "điều chỉnh"
    CORRECTION = "correction", "đính chính", "sửa", "sửa sai"


class DenominatorFigure(Code):
    """Which figure of the denominator's indicator a ratio divides by."""

    VALUE = "value", "kết quả"
    PLAN = "plan", "chỉ tiêu", "kế hoạch"
    PREVIOUS_VALUE = "previous-value", "kết quả năm trước", "năm trước"
    FIRST_VALUE = "first-value", "kết quả đầu nhiệm kỳ", "đầu nhiệm kỳ", "đầu kỳ", "cố định"


class PublishedFigure(Code):
    """A derived figure that a source printed and that can therefore be checked."""

    PERCENT_OF_PLAN = "percent-of-plan", "tỷ lệ so với chỉ tiêu năm", "tỷ lệ so với chỉ tiêu"
    PERCENT_OF_TARGET = "percent-of-target", "tỷ lệ so với chỉ tiêu nhiệm kỳ"
    YEARS_EARLY = "years-early", "số năm về trước hạn", "về trước"
    MEAN = "mean", "trung bình cộng", "trung bình", "bình quân"
    SUM = "sum", "tổng", "cộng"
    CHANGE = "change", "tăng, giảm so với năm trước", "tăng", "giảm", "chênh lệch"
    CHANGE_PERCENT = "change-percent", "tốc độ tăng, giảm", "tốc độ tăng"


_LOCATOR = ("vị trí trong nguồn", "vị trí", "trang")
_NOTE = ("ghi chú", "chú thích")
_VALUE = ("số", "giá trị", "kết quả", "số liệu", "thực hiện", "actual", "result")
_TITLE = ("nội dung", "tiêu đề", "trích yếu", "tên văn bản")
_INDICATORS = ("chỉ tiêu", "các chỉ tiêu")
_EXPLANATION = ("thuyết minh", "giải trình")
_PLAN = ("chỉ tiêu năm", "chỉ tiêu", "kế hoạch", "chỉ tiêu giao", "target")
_GRADE = ("mức xếp loại", "mức", "xếp loại")
_UNIT = ("đơn vị", "đơn vị tính")
_STATUS = ("mức độ chính thức", "trạng thái")
_MISSING = ("lý do chưa có số liệu", "thiếu", "lý do")
_THROUGH = ("tính đến", "đến")
_PUBLISHED = ("số công bố", "công bố")
_BOUND = ("cận",)
"""For fields of several records: the label, then what else is typed for the name."""


def in_file(attribute: str) -> str:
    """A field's name in the file."""
    return attribute.rstrip("_").replace("_", "-")


class Record(BaseModel):
    """A frozen record that refuses fields it does not know, Python's own names among them."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=in_file)


def _may(description: str, label: str, *typed: str, refers: str = "", default: Any = None) -> Any:
    """A field that a record may have: what it holds, what it is called, what else is typed for its
    name, and the list of the data that declares the ids which it holds.
    """
    extra: dict[str, Any] = {"typed": typed, "refers": refers}
    return Field(default, title=label, description=description, json_schema_extra=extra)


def _must(description: str, label: str, *typed: str, refers: str = "") -> Any:
    return _may(description, label, *typed, refers=refers, default=...)


def _many(description: str, label: str, *typed: str, refers: str = "") -> Any:
    return _may(description, label, *typed, refers=refers, default=())


Months = tuple[int, int]
"""A year and a month of it."""


def _typed(when: int | PartialDate) -> tuple[int, int | None]:
    """The year that was typed, and its month where there is one."""
    return (when, None) if isinstance(when, int) else when[:2]


class Cited(Record):
    """A record that may say where it was read, else it inherits that from what holds it."""

    source: Id | None = _may(
        "Mã văn bản trong documents; bỏ trống thì theo mục cha.", "nguồn", refers="documents"
    )
    locator: Text | None = _may("Vị trí trong nguồn, ví dụ: câu 1, đoạn 3.", *_LOCATOR)


class Sourced(Cited):
    """A record of which there may be something more to tell."""

    note: Text | None = _may("Ghi chú hiện dưới bảng.", *_NOTE)


class Counted(Record):
    """A record whose number a source may give only roughly."""

    approximate: Flag | None = _may(
        "true nếu nguồn chỉ nêu “gần”, “khoảng”; hiện là “khoảng …”, không đem tính.",
        "gần đúng", "gần", "khoảng", "xấp xỉ",
    )  # fmt: skip


class Measured(Counted):
    """A record whose result a source may give on one side only, or as a range."""

    bound: Bound | None = _may(
        "Nguồn chỉ nêu một phía: above (trên), at-least (ít nhất), below, at-most (không quá).",
        *_BOUND,
    )
    value_max: Number | None = _may(
        "Mức trên, khi nguồn chỉ nêu kết quả là một khoảng; value là mức dưới.",
        "mức trên của kết quả",
        "kết quả đến",
    )


class Planned(Record):
    """A record whose plan may be a limit or a range."""

    plan_bound: Bound | None = _may(
        "Chỉ tiêu chỉ đặt một phía: at-least (từ … trở lên), above, at-most, below.",
        "cận của chỉ tiêu",
    )
    plan_max: Number | None = _may(
        "Mức tối đa, khi chỉ tiêu là một khoảng.", "mức trên của chỉ tiêu", "chỉ tiêu đến"
    )
    plan_status: Status | None = _may(
        "Mức độ chính thức của chỉ tiêu khi đã có kết quả; chưa có kết quả thì ghi ở status.",
        "mức độ chính thức của chỉ tiêu",
    )


class Answerable(Record):
    """A record of something to be reached: who answers for it, by when, and why it was missed."""

    responsible: Text | None = _may(
        "Ai chịu trách nhiệm về mức hoặc chỉ tiêu này.", "chịu trách nhiệm", "phụ trách", "ai làm"
    )
    due: Date | None = _may(
        "Hạn phải đạt; bỏ trống thì hết nhiệm kỳ (mức chỉ tiêu), hết năm (chỉ tiêu năm). Mức phải "
        "giữ từng năm thì phải giữ từ hạn ấy trở đi.",
        "hạn", "thời hạn", "hạn hoàn thành",
    )  # fmt: skip
    reason: Reason | None = _may(
        "Vì sao chưa đạt, theo lời của nơi thực hiện; khác số tính lại thì ghi ở explanation.",
        "lý do chưa đạt", "nguyên nhân", "vì sao chưa đạt",
    )  # fmt: skip


class Identified(Record):
    """A record that is called by an id, which becomes a part of addresses, so that a changed one
    is kept.
    """

    id: Id = _must("Mã, chữ thường không dấu; thành địa chỉ.", "mã")
    former_ids: tuple[Id, ...] = _many(
        "Những mã trước đây của chính mục này; địa chỉ theo mã cũ vẫn dẫn tới đây.",
        "mã trước đây",
        "mã cũ",
    )


class OfTerm(Record):
    """A record that may be of one of several terms alone."""

    term: Id | None = _may(
        "Thuộc nhiệm kỳ nào trong terms; văn bản, nhóm, loại đơn vị thì thuộc cả nhiệm kỳ nào dùng "
        "đến, nên bỏ trống được.",
        "nhiệm kỳ",
        refers="terms",
    )


class Organisation(Record, title="Tổ chức đảng có các chỉ tiêu này."):
    """The Party organisation whose targets these are."""

    name: Text = _must("Tên tổ chức đảng.", "tên")


class Publication(Record, title="Quyết định về công bố số liệu của từng đơn vị, từng nhóm."):
    """What the owner decided about publishing numbers of single units and groups."""

    permission: Permission = _must(
        "Ai cho phép công bố số liệu theo đơn vị, nhóm, bằng văn bản nào.", "căn cứ công bố"
    )
    smallest_shown: Smallest = _must(
        "Số nhỏ nhất được hiện theo đơn vị, nhóm; nhỏ hơn thì giấu.", "số nhỏ nhất được hiện"
    )


class Term(Record, title="Nhiệm kỳ, kể cả lúc bắt đầu và lúc kết thúc."):
    """The time that the targets cover, both ends included; a month counts whole."""

    name: Text = _must("Tên nhiệm kỳ như viết trong văn.", "tên")
    start: Month = _must("Năm đầu, hoặc tháng đầu: 2020-10.", "năm đầu")
    end: Month = _must("Năm cuối, hoặc tháng cuối: 2025-09.", "năm cuối")
    resolution: Id | None = _may(
        "Mã nghị quyết đại hội của nhiệm kỳ.", "nghị quyết", refers="documents"
    )
    _between: tuple[Months | None, Months | None] = PrivateAttr((None, None))

    @property
    def first(self) -> int:
        """The first year, of which a part may lie before the term."""
        return self.opens[0]

    @property
    def last(self) -> int:
        """The last year, of which a part may lie after the term."""
        return self.closes[0]

    @cached_property
    def opens(self) -> Months:
        """The first month; of a year alone January, unless the term before ends within it."""
        year, month = _typed(self.start)
        before = self._between[0]
        return before if before and not month and before[0] == year else (year, month or 1)

    @cached_property
    def closes(self) -> Months:
        """The last month; of a year alone December, unless the next term begins within it."""
        year, month = _typed(self.end)
        after = self._between[1]
        return after if after and not month and after[0] == year else (year, month or 12)

    def began_before(self, year: int) -> bool:
        """Whether a year began in the term before, to which its plan belongs."""
        return (year, 1) < self.opens and self._between[0] is not None

    def holds(self, first: Months, last: Months) -> bool:
        """Whether all between two months, both included, lies in the term."""
        return self.opens <= first and last <= self.closes

    def between(self, before: Term | None, after: Term | None) -> Term:
        """The same term with its neighbours, whose months say where its own years are cut."""
        year, month = _typed(before.end) if before else (0, None)
        next_year, next_month = _typed(after.start) if after else (0, None)
        fields = {name: getattr(self, name) for name in Term.model_fields}
        made = Term.model_construct(**fields)
        made._between = (  # noqa: SLF001 - its own
            (year + month // 12, month % 12 + 1) if month else None,
            (next_year - (next_month == 1), (next_month - 2) % 12 + 1) if next_month else None,
        )
        return made


class ListedTerm(Term, Identified, title="Một nhiệm kỳ của tệp có nhiều nhiệm kỳ."):
    """One of several terms: whose it was, what set its targets, and where it was mostly read."""

    organisation: Text = _must("Tên tổ chức đảng trong nhiệm kỳ ấy.", "tổ chức đảng")
    source: Id | None = _may(
        "Nguồn chung của nhiệm kỳ; bỏ trống thì theo nguồn chung của tệp.",
        "nguồn",
        refers="documents",
    )


class Fact(Identified, title="Số lượng mà một văn bản nêu về chính nó."):
    """A count that a document states about itself."""

    name: Text = _must("Tên đại lượng.", "tên")
    value: Number = _must("Số như văn bản hoặc nguồn nêu.", *_VALUE)
    locator: Text | None = _may("Vị trí trong nguồn, ví dụ: câu 1, đoạn 3.", *_LOCATOR)


class Document(OfTerm, Identified, title="Văn bản hoặc nguồn được dẫn."):
    """A document that is cited, with what is known of it."""

    title: Text = _must("Tên văn bản.", *_TITLE)
    code: Text | None = _may("Số, ký hiệu.", "số, ký hiệu", "số", "số hiệu", "ký hiệu")
    issuer: Text | None = _may("Cơ quan ban hành.", "cơ quan ban hành", "cơ quan")
    date: Date | None = _may("Ngày ban hành: 2021-04-15, hoặc chỉ năm 2021.", "ngày")
    knows_through: Date | None = _may(
        "Nguồn biết số liệu đến tháng hoặc ngày này; bỏ trống thì đến ngày ban hành.",
        "biết số liệu đến",
        "số liệu đến",
    )
    purpose: Text | None = _may("Văn bản được dùng làm gì ở đây.", "dùng để")
    url: Address | None = _may("Địa chỉ công khai, bắt đầu bằng https://", "địa chỉ")
    note: Text | None = _may(
        "Nguồn của số, ngày, trích yếu nếu không có trong nguồn chính.", *_NOTE
    )
    facts: tuple[Fact, ...] = _many(
        "Số lượng mà văn bản nêu về chính nó.", "số lượng mà văn bản nêu"
    )


class Change(Cited):
    """When and why a number became another, and where the former one was read."""

    kind: ChangeKind = _must("revision (điều chỉnh) hoặc correction (đính chính).", "loại thay đổi")
    date: Date = _must("Ngày thay đổi.", "ngày")
    reason: Reason = _must("Lý do.", "lý do")


class FormerLevel(Change, title="Mức trước khi được điều chỉnh giữa nhiệm kỳ."):
    """What a target asked before it was adjusted; a level is neither planned nor one-sided."""

    plan: ClassVar[None] = None
    approximate: ClassVar[None] = None
    bound: ClassVar[None] = None
    status: ClassVar[None] = None
    value: Number | None = _may("Mức cũ.", *_VALUE)
    min: Number | None = _may("Mức tối thiểu cũ.", "mức tối thiểu")
    max: Number | None = _may("Mức tối đa cũ.", "mức trên")
    above: Number | None = _may("Mức phải vượt cũ.", "trên")
    below: Number | None = _may("Mức phải thấp hơn cũ.", "dưới")


class Target(
    Answerable, Sourced, OfTerm, Identified, title="Mức phải đạt của một hoặc nhiều số liệu."
):
    """What was decided to be reached, by one or several indicators."""

    name: Text = _must("Tên chỉ tiêu.", "tên")
    type: TargetType = _must("Loại chỉ tiêu.", "loại chỉ tiêu")
    indicators: tuple[Id, ...] = _must(
        "Mã các chỉ số liệu theo dõi chỉ tiêu này.", *_INDICATORS, refers="indicators"
    )
    set_by: Id | None = _may("Mã văn bản đặt ra chỉ tiêu.", "văn bản đặt ra", refers="documents")
    value: Number | None = _may("Mức chỉ tiêu (term-total, end-value, average).", *_VALUE)
    min: Number | None = _may(
        "Mức tối thiểu, “từ … trở lên” (floor, range; yearly-change: mỗi năm tốt lên ít nhất).",
        "mức tối thiểu",
    )
    max: Number | None = _may("Mức tối đa, “không quá” (ceiling, range).", "mức trên")
    above: Number | None = _may("Thay cho min khi nguồn ghi “trên”: đúng mức ấy chưa đạt.", "trên")
    below: Number | None = _may("Thay cho max khi nguồn ghi “dưới”: đúng mức ấy chưa đạt.", "dưới")
    base: Number | None = _may("Mức đầu kỳ (end-value), nếu nguồn nêu.", "mức đầu kỳ")
    former: tuple[FormerLevel, ...] = _many(
        "Mức trước khi được điều chỉnh, sớm nhất ở trên.", "mức trước khi đổi"
    )


class Published(Sourced, title="Đại lượng suy ra mà nguồn đã in; trang tính lại và đối chiếu."):
    """A derived figure as a source printed it; it is recomputed in the ledger."""

    figure: PublishedFigure = _must("Đại lượng được công bố.", "đại lượng được công bố")
    value: Number = _must("Số công bố, đúng chữ số của nguồn.", *_VALUE)
    bound: Bound | None = _may("Nguồn chỉ nêu một phía: above, at-least, below, at-most.", "cận")
    from_: Year | None = _may("Năm đầu được tính (mean, sum, change).", "từ")
    to: Year | None = _may("Năm cuối được tính (mean, sum, change).", "đến")
    explanation: Reason | None = _may(
        "Thuyết minh khi số công bố khác số tính lại; không ghi số.", *_EXPLANATION
    )


class Former(
    Measured, Change, title="Số trước khi điều chỉnh (revision) hay đính chính (correction)."
):
    """What a value or a plan was before it was revised or corrected."""

    value: Number | None = _may("Giá trị cũ.", *_VALUE)
    plan: Number | None = _may("Chỉ tiêu cũ.", *_PLAN)
    status: Status | None = _may("Mức độ chính thức của số cũ.", *_STATUS)


class GradeCount(Counted, title="Số lượng được xếp một mức."):
    """How many were given one grade."""

    grade: Id = _must("Mã mức xếp loại trong grades.", *_GRADE, refers="grades")
    count: Whole | None = _may("Số lượng.", "số lượng")
    share: Number | None = _may("Tỷ lệ phần trăm mà nguồn in.", "tỷ lệ")
    bound: Bound | None = _may("Nguồn chỉ nêu một phía của số lượng.", *_BOUND)


class Result(Sourced, Measured):
    """A record of what came out, as far as it is known."""

    value: Number | None = _may("Kết quả như nguồn nêu.", *_VALUE)
    status: Status | None = _may(
        "Mức độ chính thức: official, preliminary, estimate, forecast.", *_STATUS
    )
    withdrawn: Reason | None = _may(
        "Vì sao rút số của mục này khỏi trang; các dòng khác giữ nguyên, xóa dòng này là trả số "
        "lại.",
        "lý do rút số", "rút", "đã rút", "rút số", "thu hồi",
    )  # fmt: skip
    explanation: Reason | None = _may(
        "Thuyết minh khi kết quả khác số tính lại; không ghi số.", *_EXPLANATION
    )
    former: tuple[Former, ...] = _many(
        "Giá trị trước khi điều chỉnh, đính chính.", "số trước khi đổi"
    )


class Row(Answerable, Result, Planned):
    """A record of a plan and what came of it, or why that is not known."""

    plan: Number | None = _may("Chỉ tiêu được giao của kỳ này.", *_PLAN)
    proposed: Number | None = _may("Chỉ tiêu được đề xuất.", "chỉ tiêu đề xuất", "đề xuất")
    numerator: Number | None = _may("Tử số (share).", "tử số")
    denominator: Number | None = _may("Mẫu số (share).", "mẫu số")
    missing: Reason | None = _may("Lý do chưa có số liệu.", *_MISSING)


class Owned(Record):
    """Whose a part is, which is told before all else of it."""

    unit: Id | None = _may("Mã đơn vị trong units.", *_UNIT, refers="units")
    group: Id | None = _may("Mã nhóm trong groups.", "nhóm", refers="groups")


class Part(Row, Owned, title="Phần của một đơn vị hoặc một nhóm."):
    """A unit's or a group's part of an observation."""

    percent_of_plan: Number | None = _may(
        "Tỷ lệ so với chỉ tiêu mà nguồn in.", "tỷ lệ so với chỉ tiêu", "đạt chỉ tiêu"
    )
    share: Number | None = _may("Tỷ trọng trong số chung mà nguồn in.", "tỷ trọng", "tỷ lệ")


class Observation(Row, title="Một năm: chỉ tiêu và kết quả, hoặc lý do chưa có số liệu."):
    """One period of an indicator: what was planned and what was observed."""

    period: Year = _must("Năm.", "năm", "kỳ", "year")
    through: Date | None = _may(
        "Số liệu tính đến tháng hoặc ngày này, nếu chưa hết năm.", *_THROUGH
    )
    part: PartOfMonth | None = _may("Đầu, giữa hay cuối tháng của through.", "phần của tháng")
    answer: Flag | None = _may(
        "true nếu có, đã hoàn thành; false nếu không, chưa (yes-no).",
        "có hoặc không",
        "trả lời",
        "có hay không",
    )
    plan_source: Id | None = _may(
        "Mã văn bản nêu chỉ tiêu, khi kết quả đọc ở văn bản khác.",
        "nguồn của chỉ tiêu",
        refers="documents",
    )
    plan_locator: Text | None = _may(
        "Vị trí trong văn bản nêu chỉ tiêu.", "vị trí trong nguồn của chỉ tiêu"
    )
    population: Number | None = _may("Tổng số thuộc diện, gồm cả số chưa được đánh giá.", "tổng số")
    published: tuple[Published, ...] = _many("Số suy từ giá trị này mà nguồn đã in.", *_PUBLISHED)
    parts: tuple[Part, ...] = _many("Chia theo đơn vị hoặc theo nhóm.", "phần")
    grades: tuple[GradeCount, ...] = _many("Số lượng theo mức xếp loại.", "mức xếp loại")

    @property
    def planning(self) -> Observation:
        """The same as far as its plan is told: read where that was."""
        if self.plan_source is None and self.plan_locator is None:
            return self
        source, locator = self.plan_source or self.source, self.plan_locator
        return self.model_copy(update={"source": source, "locator": locator})


class Total(Result, title="Lũy kế từ đầu nhiệm kỳ đến một thời điểm."):
    """A sum from the start of the term to a cut-off."""

    through: Date = _must("Thời điểm cộng dồn đến: năm, tháng hoặc ngày.", *_THROUGH)
    part: PartOfMonth | None = _may("Đầu, giữa hay cuối tháng của through.", "phần của tháng")
    published: tuple[Published, ...] = _many("Tỷ lệ, mốc thời gian mà nguồn đã in.", *_PUBLISHED)


class Indicator(Identified, Sourced, title="Một đại lượng được theo dõi qua các năm."):
    """A quantity that is followed over the term."""

    name: Text = _must("Tên như hiện trên trang.", "tên")
    continues: Id | None = _may(
        "Mã chỉ tiêu của tổ chức trước mà chỉ tiêu này nối tiếp.",
        "nối tiếp",
        "tiếp nối",
        refers="indicators",
    )
    measure: Measure = _must(
        "flow, stock, share, ratio, rate, index, rank hoặc yes-no.", "loại số liệu", "loại"
    )
    unit: Text = _must("Đơn vị tính.", *_UNIT)
    whole: Id | None = _may(
        "Mã chung của các tỷ trọng cộng lại thành một tổng 100% (share).", "tổng", "cơ cấu"
    )
    part_of: Id | None = _may(
        "Mã số liệu mà số này là một phần (“trong đó”); trang tính tỷ trọng của từng năm.",
        "trong đó", "thuộc số liệu", "nằm trong",
        refers="indicators",
    )  # fmt: skip
    decimals: Decimals | None = _may(
        "Số chữ số thập phân nhiều nhất; 0 là số nguyên.", "số chữ số thập phân", "số lẻ"
    )
    better: Better | None = _may(
        "lower nếu càng thấp càng tốt, như tỷ lệ hộ nghèo; bỏ trống là càng cao càng tốt.",
        "chiều tốt lên",
        "chiều tốt",
    )
    plan_set_by: Id | None = _may(
        "Mã văn bản đặt chỉ tiêu từng năm.", "văn bản đặt chỉ tiêu năm", refers="documents"
    )
    numerator: Id | None = _may("Mã chỉ tiêu làm tử số (ratio).", "tử số", refers="indicators")
    denominator: Id | None = _may("Mã chỉ tiêu làm mẫu số (ratio).", "mẫu số", refers="indicators")
    denominator_figure: DenominatorFigure | None = _may(
        "value, plan, previous-value (năm trước) hoặc first-value (một số cố định, đầu nhiệm kỳ).",
        "đại lượng làm mẫu số",
    )
    missing: Reason | None = _may("Lý do cả chỉ tiêu chưa có số liệu.", *_MISSING)
    observations: tuple[Observation, ...] = _many(
        "Từng năm.", "số từng năm", "số liệu", "các năm", "quan sát"
    )
    totals: tuple[Total, ...] = _many("Lũy kế từ đầu nhiệm kỳ.", "lũy kế", "tổng")
    published: tuple[Published, ...] = _many("Số tính từ nhiều năm mà nguồn đã in.", *_PUBLISHED)


class UnitType(OfTerm, Identified, title="Loại đơn vị và thời gian tồn tại."):
    """A kind of unit, with the years in which it existed."""

    name: Text = _must("Tên loại đơn vị.", "tên")
    from_: Date | None = _may("Có từ.", "từ")
    to: Date | None = _may("Có đến.", "đến")


class Unit(Identified, title="Đơn vị trực thuộc; các đơn vị chia hết một tổng."):
    """A Party organisation below this one; units partition a total."""

    name: Text = _must("Tên đơn vị.", "tên")
    type: Id = _must("Mã loại đơn vị trong unit-types.", "loại đơn vị", refers="unit-types")
    parent: Id | None = _may("Mã đơn vị cấp trên.", "đơn vị cấp trên", refers="units")


class Group(OfTerm, Identified, title="Nhóm đối tượng; các nhóm chồng lên nhau nên không cộng."):
    """A group of people; groups overlap, so they are never summed."""

    name: Text = _must("Tên nhóm.", "tên")
    note: Text | None = _may("Ghi chú.", *_NOTE)


class Grade(Identified, title="Mức xếp loại, xếp từ cao xuống thấp."):
    """A grade of the yearly assessment, best first."""

    name: Text = _must("Tên mức xếp loại.", "tên")
    well: Flag = _may(
        "true nếu thuộc “từ hoàn thành tốt nhiệm vụ trở lên”.",
        "từ hoàn thành tốt nhiệm vụ trở lên",
        default=False,
    )


class Action(Identified, Sourced):
    """Something to be done: by whom, for what, and what it rests on."""

    title: Text = _must("Nội dung.", *_TITLE)
    actor: Text | None = _may("Ai thực hiện.", "người, cơ quan thực hiện")
    indicators: tuple[Id, ...] = _many("Mã chỉ tiêu liên quan.", *_INDICATORS, refers="indicators")
    documents: tuple[Id, ...] = _many("Mã văn bản căn cứ.", "văn bản", refers="documents")


class Step(Action, title="Một bước của chương trình hành động."):
    """A step of the action programme."""


class Programme(OfTerm, title="Chương trình hành động và các bước."):
    """The action programme and its steps."""

    document: Id = _must("Mã văn bản của chương trình.", "văn bản", refers="documents")
    steps: tuple[Step, ...] = _many("Các bước theo thứ tự.", "các bước")


class Solution(OfTerm, Action, title="Giải pháp: ai làm gì, theo văn bản nào."):
    """A solution with who acts, what it serves and what it rests on."""


class Dataset(Record, title="Số liệu chỉ tiêu của một tổ chức đảng, theo nhiệm kỳ."):
    """The whole data file.

    It says ``organisation`` and ``term``, or ``terms``: then the first two are None until a
    term's own part of it is asked for (``computing.terms``), which has them and nothing else.
    """

    model: Version = _must("Phiên bản của mẫu dữ liệu: 1.", "phiên bản mẫu dữ liệu")
    terms: tuple[ListedTerm, ...] = _many(
        "Các nhiệm kỳ từ trước đến nay, thay cho organisation và term; nhiệm kỳ cuối là hiện nay.",
        "nhiệm kỳ",
    )
    organisation: Organisation = _may("Tổ chức đảng, khi chỉ có một nhiệm kỳ.", "tổ chức đảng")
    term: Term = _may("Nhiệm kỳ, khi chỉ có một.", "nhiệm kỳ")
    source: Id = _must(
        "Nguồn chung, các mục không ghi nguồn thì theo đây.", "nguồn", refers="documents"
    )
    documents: tuple[Document, ...] = _must("Văn bản và nguồn.", "văn bản")
    targets: tuple[Target, ...] = _many("Mức chỉ tiêu.", "mức chỉ tiêu")
    indicators: tuple[Indicator, ...] = _must("Số liệu từng chỉ tiêu.", *_INDICATORS)
    unit_types: tuple[UnitType, ...] = _many("Loại đơn vị.", "loại đơn vị")
    units: tuple[Unit, ...] = _many("Đơn vị, theo thứ tự chính thức.", "đơn vị")
    groups: tuple[Group, ...] = _many("Nhóm đối tượng.", "nhóm")
    grades: tuple[Grade, ...] = _many("Mức xếp loại, từ cao xuống thấp.", "mức xếp loại")
    publication: Publication | None = _may(
        "Quyết định công bố số liệu theo đơn vị, nhóm.", "quyết định công bố"
    )
    programme: Programme | None = _may("Chương trình hành động.", "chương trình")
    programmes: tuple[Programme, ...] = _many(
        "Chương trình hành động của các nhiệm kỳ khác.", "các chương trình"
    )
    solutions: tuple[Solution, ...] = _many("Giải pháp.", "giải pháp")
    _in_full: bool = PrivateAttr(default=False)

    @property
    def in_full(self) -> bool:
        """Whether numbers that are not published are seen too: withheld and withdrawn ones."""
        return self._in_full

    def with_all(self) -> Dataset:
        """The same with nothing withheld or withdrawn from who sees it."""
        made = self.model_copy(update={"publication": None})
        made._in_full = True  # noqa: SLF001 - its own
        return made

    def at(self, path: tuple[str | int, ...]) -> Any:
        """The record or value at a place of the data, named by the file's own keys.

        Errors: ``AttributeError`` or ``IndexError`` when there is no such place.
        """
        place: Any = self
        for step in path:
            name = "from_" if step == "from" else str(step).replace("-", "_")
            place = place[step] if isinstance(step, int) else getattr(place, name)
        return place
