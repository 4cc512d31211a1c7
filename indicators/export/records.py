"""The records of an export: what each says, and how it is told from figures and views.

Where SDMX has a word for a field, that names its column in CSV.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import NamedTuple

from indicators.comparing.leaves import ORDER, leaves
from indicators.computing.arithmetic import Interval, Rounding
from indicators.computing.attention import Duty, Urgency, concerns, duty_beside
from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import (
    RECOMPUTED,
    CutOff,
    Division,
    Figure,
    Kind,
    Period,
    Role,
    Span,
    When,
    bound_of,
)
from indicators.computing.formulas import Formula
from indicators.computing.ledger import Entry, Verdict
from indicators.computing.scope import Account
from indicators.computing.standing import Standing
from indicators.export.shapes import Shape, Slot, Stated, maybe, shape, taken
from indicators.model import (
    Answerable,
    Code,
    Document,
    Fact,
    Indicator,
    PartOfMonth,
    Status,
    Target,
)
from indicators.words.attention import about, why
from indicators.words.explain import label
from indicators.words.table import worded
from indicators.words.wording import NBSP, amount, capital, qualifiers, shown_limits

ROLES = list(dict.fromkeys((Role.PROPOSED, Role.PLAN, *Role)))
"""What was asked stands before what came of it, and the rest after both."""


class SubjectType(Code):
    """What a figure is about."""

    INDICATOR = "indicator", "chỉ tiêu"
    TARGET = "target", "mức chỉ tiêu"
    DOCUMENT = "document", "văn bản"


class TimeScope(Code):
    """What a time means: one year, several years, or up to a cut-off since the term began."""

    PERIOD = "period", "một năm"
    SPAN = "span", "nhiều năm"
    THROUGH = "through", "từ đầu nhiệm kỳ đến mốc"


class ObservationStatus(Code):
    """Codes of the SDMX code list ``CL_OBS_STATUS`` that occur here."""

    NORMAL = "A", "bình thường"
    ESTIMATE = "E", "ước tính"
    FORECAST = "F", "dự kiến"
    IMPUTED = "I", "suy ra"
    MISSING = "O", "chưa có"
    PROVISIONAL = "P", "sơ bộ"
    SUPPRESSED = "Q", "không công bố, đã rút"


class Limit(Code):
    """On which sides a value is known only by a limit, in the words of the data file."""

    ABOVE = "above", "trên"
    AT_LEAST = "at-least", "ít nhất"
    BELOW = "below", "dưới"
    AT_MOST = "at-most", "không quá"
    BETWEEN = "between", "trong khoảng"


_TIME = "Thời gian theo ISO 8601: năm (2021), nhiều năm (2021/2023), hoặc mốc tính đến (2023-12)."
_SCOPE = "period: số của một năm; span: của nhiều năm; through: cộng từ đầu nhiệm kỳ đến mốc."
_VALUE = "Giá trị với đúng chữ số được hiện; trống khi chưa có hoặc khi chỉ biết giới hạn."
_PARTS = "unit: của một đơn vị; group: của một nhóm."
_DIVISION = "unit, group hoặc grade khi số chỉ nói về một phần."
_ROUNDING = "Cách làm tròn khiến hai số khớp, nếu khác làm tròn thông thường."

STATED_FIGURE = shape(
    "Observation",
    Slot("id", str, "Mã của số: chỉ tiêu, kỳ và vai trò; mỗi số một mã.", "FIGURE"),
    Slot("title", str, "Tên của số: của chỉ tiêu nào, đại lượng gì, thời gian nào."),
    Slot("subject", str, "Mã chỉ tiêu, mức chỉ tiêu hoặc văn bản mà số này nói về.", "INDICATOR"),
    Slot("subject-type", SubjectType, "Số nói về chỉ tiêu, mức chỉ tiêu hay văn bản."),
    Slot("role", Role, "Đại lượng: kết quả, chỉ tiêu năm, tỷ lệ, lũy kế…"),
    maybe("division", Division, _DIVISION, of="portion."),
    maybe("portion", str, "Mã đơn vị, nhóm hoặc mức xếp loại mà số nói về.", of="portion.id"),
    maybe("portion-name", str, "Tên đơn vị, nhóm hoặc mức xếp loại ấy.", of="portion.name"),
    maybe("time-period", str, _TIME),
    maybe("time-scope", TimeScope, _SCOPE),
    maybe("through", str, "Số liệu tính đến năm, tháng hoặc ngày này, đúng như nguồn nêu."),
    maybe("part", PartOfMonth, "Đầu, giữa hay cuối tháng của through."),
    maybe("value", Decimal, _VALUE, "OBS_VALUE"),
    maybe("bound", Limit, "Chỉ biết giới hạn: trên, ít nhất, dưới, không quá, hoặc khoảng."),
    maybe("lower", Decimal, "Giới hạn dưới, khi chỉ biết giới hạn."),
    maybe("upper", Decimal, "Giới hạn trên, khi chỉ biết giới hạn."),
    maybe("about", Decimal, "Số mà nguồn chỉ nêu gần đúng; giá trị thật không rõ."),
    Slot("text", str, "Giá trị như viết trên trang.", "OBS_TEXT"),
    maybe("unit", str, "Đơn vị tính; trống khi số không có đơn vị riêng.", "UNIT_MEASURE"),
    Slot("decimals", int, "Số chữ số thập phân: của nguồn nếu là số công bố."),
    Slot("kind", Kind, "Công bố, tính từ số công bố, suy ra, chưa có, không công bố, hoặc đã rút."),
    maybe("status", Status, "Mức độ chính thức; trống khi nguồn không ghi."),
    Slot("obs-status", ObservationStatus, "Trạng thái theo bảng mã CL_OBS_STATUS của SDMX."),
    maybe("standing", Standing, "So với chỉ tiêu: vượt, đạt, đang thực hiện…"),
    maybe("exact", Fraction, "Giá trị chính xác, chưa làm tròn, dạng phân số.", ""),
    maybe("exact-lower", Fraction, "Giới hạn dưới chính xác.", ""),
    maybe("exact-upper", Fraction, "Giới hạn trên chính xác.", ""),
    Slot("lower-open", bool, "true nếu giá trị không thể bằng giới hạn dưới.", ""),
    Slot("upper-open", bool, "true nếu giá trị không thể bằng giới hạn trên.", ""),
    maybe("formula", Formula, "Cách tính, áp dụng cho inputs theo thứ tự."),
    Slot("inputs", [str], "Mã các số được dùng để tính."),
    Slot("constants", [Fraction], "Hằng số trong cách tính: số năm, năm."),
    maybe("source", str, "Mã văn bản hoặc nguồn nêu số này."),
    maybe("locator", str, "Vị trí trong nguồn."),
    maybe("note", str, "Ghi chú; với số chưa có, số đã rút: lý do."),
    *taken(Answerable, *Duty._fields),
    maybe("recomputes", str, "Mã số công bố mà số này tính lại; trống ở các số khác."),
)

_of_indicator = partial(taken, Indicator, of="indicator.")
STATED_INDICATOR = shape(
    "Indicator",
    *_of_indicator("id", "name", "measure", "unit"),
    maybe("target", str, "Mã mức chỉ tiêu mà số liệu này theo dõi.", of="target.id"),
    *_of_indicator("plan-set-by", "numerator", "denominator", "denominator-figure"),
    *_of_indicator("continues", "missing", "note", "former-ids"),
)

STATED_TIME = shape(
    "Row",
    Slot("time-period", str, "Năm, hoặc mốc tính đến."),
    maybe("part", PartOfMonth, "Đầu, giữa hay cuối tháng của mốc."),
    maybe("division", Division, _PARTS),
    maybe("portion", str, "Mã đơn vị hoặc nhóm."),
    maybe("standing", Standing, "Trạng thái so với chỉ tiêu."),
    Slot("figures", {Role: str}, "Mã của từng số theo đại lượng."),
)

_PROGRESS = shape(
    "Progress",
    Slot("indicator", str, "Mã chỉ tiêu."),
    Slot("standing", Standing, "Trạng thái theo kết quả đã có.", of="judgement."),
    maybe("latest", str, "Mã số kết quả mới nhất.", of="latest.value"),
    maybe("outlook", Standing, "Trạng thái theo số dự kiến.", of="outlook.standing"),
    maybe("expected", str, "Mã số dự kiến.", of="expected.value"),
)

STATED_TARGET = shape(
    "Target",
    *taken(Target, "id", "name", "type", of="target."),
    Slot("standing", Standing, "Trạng thái; nhiều số liệu thì theo số liệu kém nhất."),
    Slot("goals", {Role: str}, "Mã của mức, mức tối thiểu, mức tối đa, mức đầu kỳ.", ""),
    *taken(Target, "set-by", of="target."),
    Slot("source", str, "Mã nguồn nêu mức chỉ tiêu."),
    *taken(Target, "locator", "note", of="target."),
    Slot("progress", [_PROGRESS], "Từng chỉ tiêu theo dõi mức này.", "", of="series"),
    *taken(Target, "former-ids", *Duty._fields, of="target."),
)

_FACT = shape(
    "Fact",
    Slot("id", str, "Mã của số lượng."),
    *taken(Fact, "name"),
    Slot("value", Decimal, "Số như văn bản hoặc nguồn nêu."),
)

STATED_DOCUMENT = shape(
    "Document",
    *taken(Document, "id", "title", "code", "issuer", "date", "purpose", "url", "note"),
    *taken(Document, "knows-through"),
    Slot("facts", [_FACT], "Số lượng mà văn bản nêu về chính nó.", ""),
    *taken(Document, "former-ids"),
)

STATED_VALUE = shape(
    "Typed",
    Slot("key", str, "Vị trí trong tệp dữ liệu, đi theo mã và năm."),
    Slot("label", str, "Giá trị này là gì."),
    Slot("value", str, "Giá trị đúng như đã ghi, giữ nguyên chữ số."),
)

STATED_ENTRY = shape(
    "Entry",
    Slot("figure", str, "Mã số công bố.", of="published"),
    Slot("title", str, "Tên số công bố."),
    Slot("verdict", Verdict, "Kết luận đối chiếu."),
    maybe("recomputed", str, "Mã số tính lại."),
    maybe("rounding", Rounding, _ROUNDING),
    maybe("difference", str, "Mã số chênh lệch: số công bố trừ số tính lại."),
    maybe("rest", str, "Mã phần của lũy kế không nằm trong số từng năm."),
    maybe("fitting", str, "Mã các mẫu số nguyên cho đúng tỷ lệ công bố."),
    maybe("explanation", str, "Thuyết minh trong dữ liệu."),
)


STATED_CONCERN = shape(
    "Concern",
    Slot("id", str, "Mã của điều cần chú ý: loại, chỉ tiêu và số.", "CONCERN"),
    Slot("kind", Urgency, "Vì sao cần chú ý: quá hạn, có nguy cơ không đạt…"),
    Slot("title", str, "Điều cần chú ý là của chỉ tiêu nào, thời gian nào."),
    Slot("subject", str, "Mã mức chỉ tiêu hoặc chỉ tiêu."),
    maybe("division", Division, _PARTS, of="portion."),
    maybe("portion", str, "Mã đơn vị hoặc nhóm.", of="portion.id"),
    maybe("portion-name", str, "Tên đơn vị hoặc nhóm ấy.", of="portion.name"),
    Slot("text", str, "Lời giải thích, kèm số."),
    Slot("figures", [str], "Mã các số đã xét."),
    maybe("responsible", str, "Ai chịu trách nhiệm.", of="duty."),
    maybe("due", str, "Hạn: đã đặt, hoặc cuối năm, cuối nhiệm kỳ.", of="due.date"),
    maybe("reason", str, "Vì sao chưa đạt, theo lời của nơi thực hiện.", of="duty."),
)


def plain_text(text: str) -> str:
    """A text of a page for a file: its spaces may break."""
    return text.replace(NBSP, " ")


def stated_figures(views: Views) -> Iterator[tuple[str, list[Stated]]]:
    """The figures of each document and target, then of each indicator, also of one without any.

    They are made as they are asked for: a hundred thousand of them take hundreds of megabytes.
    """
    names = views.names
    rows = (row for view in views.indicators.values() for row in accounts(view))
    standings = {row.value.id: row.judgement.standing for row in rows if row.judgement}
    for subject in dict.fromkeys((*views.figures.subjects, *views.indicators)):
        kind = SubjectType.TARGET if subject in views.targets else SubjectType.DOCUMENT
        kind = SubjectType.INDICATOR if subject in views.indicators else kind
        told = partial(_figure, names=names, standings=standings, subject_type=kind)
        listed = ((f, duty_beside(views, f)._asdict()) for f in views.figures.of(subject))
        yield subject, [told(figure, **duty) for figure, duty in listed]


def _figure(
    figure: Figure, names: Mapping[str, str], standings: Mapping[str, Standing], **said: object
) -> Stated:
    low, high = shown_limits(figure)
    known = figure.exact is not None
    value = figure.value or Interval(None, None)
    limit = low if high is None else high
    states, (of, _, again) = (figure.kind, figure.status), figure.id.rpartition("/")
    return STATED_FIGURE.told(
        figure,
        **said,
        **stated_time(figure.when),
        title=plain_text(label(figure, names)),
        value=low if known else None,
        bound=None if known or limit is None else bound_of(value) or Limit.BETWEEN,
        lower=None if known else low,
        upper=None if known else high,
        text=plain_text(amount(figure, sign=False)),
        obs_status=next((code for of, code in _STATUSES.items() if of in states), _USUAL),
        standing=standings.get(figure.id),
        recomputes=of if again == RECOMPUTED else None,
        exact_lower=None if known else value.low,
        exact_upper=None if known else value.high,
        lower_open=value.low_open,
        upper_open=value.high_open,
    )


def stated_time(when: When | None) -> Stated:
    """A time as ISO 8601, its scope, and up to when it counts as the source says it."""
    period, scope, limit = None, None, None
    match when:
        case Period(year=year):
            period, scope, limit = str(year), TimeScope.PERIOD, when.cut_off
        case Span(first=first, last=last):
            period, scope = f"{first}/{last}", TimeScope.SPAN
        case CutOff(date=date):
            period, scope, limit = str(date), TimeScope.THROUGH, when
    through, part = (limit.date, limit.part) if limit else (None, None)
    return {"time_period": period, "time_scope": scope, "through": through, "part": part}


# One code where several might apply: that it is missing, then how firm, then how found.
_STATUSES: Mapping[Kind | Status, ObservationStatus] = {
    Kind.MISSING: ObservationStatus.MISSING,
    Kind.WITHHELD: ObservationStatus.SUPPRESSED,
    Kind.WITHDRAWN: ObservationStatus.SUPPRESSED,
    Kind.DEPENDENT: ObservationStatus.SUPPRESSED,
    Status.FORECAST: ObservationStatus.FORECAST,
    Status.ESTIMATE: ObservationStatus.ESTIMATE,
    Status.PRELIMINARY: ObservationStatus.PROVISIONAL,
    Kind.INFERRED: ObservationStatus.IMPUTED,
}
_USUAL = ObservationStatus.NORMAL


def accounts(view: IndicatorView) -> Iterator[Account]:
    """The rows of an indicator: its years, its totals, then its parts."""
    parts = (part for year in view.breakdowns for part in (*year.units, *year.groups))
    return chain(view.every, view.totals, parts)


def stated_times(view: IndicatorView, told: Mapping[str, Stated]) -> Iterator[Stated]:
    """The rows of an indicator, of what is told of its figures by their ids."""
    for row in accounts(view):
        figures = {figure.role: figure.id for figure in (row.value, *row.figures.values())}
        known = {**told[row.value.id], "figures": figures}
        yield {slot.name: known[slot.name] for slot in STATED_TIME.slots}


def stated_ledger(views: Views, entries: Iterable[Entry]) -> Iterator[Stated]:
    """Entries of the ledger."""
    for entry in entries:
        yield STATED_ENTRY.told(entry, title=plain_text(label(entry.published, views.names)))


def stated_concerns(views: Views, today: dt.date | None) -> Iterator[Stated]:
    """What needs attention on a day, in words."""
    for concern in concerns(views, today):
        told = {"title": about(views, concern), "text": why(views, concern)}
        words = {name: plain_text(capital(worded(piece))) for name, piece in told.items()}
        yield STATED_CONCERN.told(concern, **words)


def typed_values(views: Views) -> Iterator[Stated]:
    """Every typed value under a name that does not move; a list of ids keeps its order."""
    for leaf in leaves(views.dataset).values():
        if leaf.text is not None and leaf.field != ORDER:
            value = views.dataset.at(leaf.path)
            listed = isinstance(value, tuple) and not hasattr(value, "_fields")
            text = " ".join(value) if listed else leaf.text
            yield {"key": "/".join(leaf.key), "label": plain_text(leaf.label), "value": text}


class Listing(NamedTuple):
    """A table to take away: records of one shape, told apart by their first column."""

    name: str
    title: str
    shape: Shape
    of: Callable[[Views, dt.date | None], Iterable[object]] = lambda *_: ()
    """What the records are told of, on a day; some are told already, and some, of which nothing is
    said here, as they are made.
    """

    def told(self, views: Views, today: dt.date | None) -> Iterator[Stated]:
        """The records that the data has, on a day."""
        return map(self.shape.told, self.of(views, today))

    @property
    def columns(self) -> list[Slot]:
        """The slots that are columns in CSV, the licence after them."""
        found = [slot for slot in (*self.shape.slots, _LICENSE) if slot.heading]
        names = [slot.heading for slot in found]
        if "OBS_STATUS" in names:  # SDMX's code stands before our own words for it
            found.insert(names.index("KIND"), found.pop(names.index("OBS_STATUS")))
        return found


_LICENSE = Slot("license", str, "Giấy phép của dữ liệu; của mã nguồn đã tính ra nó.")


def _targets(views: Views, _: object) -> Iterator[Stated]:
    for view in views.targets.values():
        yield STATED_TARGET.told(view, source=view.target.source or views.dataset.source)


FIGURES = Listing("observations", "Mọi số liệu", STATED_FIGURE)
LISTINGS = (
    FIGURES,
    Listing(
        "indicators", "Danh sách chỉ tiêu", STATED_INDICATOR, lambda v, _: v.indicators.values()
    ),
    Listing("targets", "Mức chỉ tiêu", STATED_TARGET, _targets),
    Listing(
        "ledger",
        "Đối chiếu số công bố với số tính lại",
        STATED_ENTRY,
        lambda v, _: stated_ledger(v, v.ledger),
    ),
    Listing("documents", "Văn bản và nguồn", STATED_DOCUMENT, lambda v, _: v.dataset.documents),
    Listing("attention", "Cần chú ý", STATED_CONCERN, stated_concerns),
    Listing(
        "dataset", "Tệp dữ liệu, mỗi giá trị một dòng", STATED_VALUE, lambda v, _: typed_values(v)
    ),
)

YEARS, OF_TIME = "years", "Theo năm: mỗi năm, mỗi mốc một dòng"

_AGAIN = f"-{RECOMPUTED}"
_WAYS = {"": "", _AGAIN: ", tính lại từ số đầu vào"}
_SIDES = {"": "", "-lower": ", giới hạn dưới", "-upper": ", giới hạn trên"}
"""How a column is called behind its role, and what that means."""
_ENDS = {"": "value", "-lower": "lower", "-upper": "upper"}
_NUMBERS = [
    maybe(f"{role}{way}{side}", Decimal, f"{capital(role.label)}{words}{limit}.")
    for role in ROLES
    for way, words in _WAYS.items()
    for side, limit in _SIDES.items()
]
_OF_FIGURE = {slot.name: slot for slot in STATED_FIGURE.slots}
_REST = ("time-period", "through", "part", "division", "portion", "portion-name", "unit")
_ROW = shape(
    "ByTime",
    Slot("row", str, "Mã của dòng: chỉ tiêu, kỳ, và đơn vị, nhóm nếu có."),
    Slot("indicator", str, "Mã chỉ tiêu.", of="subject"),
    _OF_FIGURE["time-scope"],
    maybe("year", int, "Năm; của mốc tính đến thì là năm của mốc."),
    *(_OF_FIGURE[name] for name in _REST),
    _OF_FIGURE["standing"],
    maybe("note", str, "Số nào suy ra, dự kiến, hoặc chỉ biết giới hạn."),
)


def wide(rows: Iterable[Stated]) -> Listing:
    """The table of rows by time: a column for each role, its recomputed numbers and its limits, as
    far as something stands in it.
    """
    known = {name for row in rows for name, value in row.items() if value is not None}
    slots = (*_ROW.slots[:-2], *_NUMBERS, *_ROW.slots[-2:])  # before its status and notes
    return Listing(YEARS, OF_TIME, shape(_ROW.name, *(it for it in slots if it.name in known)))


def by_time(view: IndicatorView, told: Mapping[str, Stated]) -> Iterator[Stated]:
    """The same in one row each, with their numbers."""
    for row in accounts(view):
        value, notes = told[row.value.id], list[str]()
        known = {slot.name: value.get(slot.name) for slot in _ROW.slots}
        for figure in (row.value, *row.figures.values()):
            if figure.value is None:
                continue
            for way, name in (("", figure.id), (_AGAIN, f"{figure.id}/{RECOMPUTED}")):
                ends = told.get(name, {})
                known |= {f"{figure.role}{way}{side}": ends.get(of) for side, of in _ENDS.items()}
            words = [*([] if figure.exact is not None else [amount(figure)]), *qualifiers(figure)]
            notes += [f"{figure.role.label}: {', '.join(words)}"] * bool(words)
        known |= {"row": row.value.id.rpartition("/")[0], "indicator": value["subject"]}
        known["note"] = plain_text("; ".join(notes)) or None
        if value["time-scope"] != TimeScope.SPAN:
            known["year"] = int((value["through"] or value["time-period"])[:4])
        yield known
