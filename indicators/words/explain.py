"""What a figure is called, what to beware of when using it, and why a status is what it is."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from indicators.computing.arithmetic import point
from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import (
    ANSWER,
    FORMER,
    GEOMETRIC,
    PERCENT,
    PLACE,
    PRINTED,
    REACHED,
    RECOMPUTED,
    Figure,
    Kind,
    Period,
    Role,
    Span,
    bound_of,
    knowledge,
)
from indicators.computing.formulas import Formula
from indicators.computing.standing import Judgement, Standing
from indicators.model import Measure, Status
from indicators.words.table import Capital, Piece, named, said
from indicators.words.wording import amount, firmness, lowered, moved, qualifiers, reason_of, when


def label(figure: Figure, names: Mapping[str, str]) -> str:
    """What a figure is: whose it is, its role, and the time it speaks of."""
    return f"{names[figure.subject]}: {role_label(figure)}"


def role_label(figure: Figure) -> str:
    """A figure's role and time, without whose it is."""
    role = figure.unit if figure.role is Role.FACT else figure.role.label
    if figure.role is Role.MARGIN:
        ends = (Role(end) for it in figure.inputs if (end := it.rpartition("/")[2]) in _LIMITS)
        role = next((f"chênh lệch so với {end.label}" for end in ends), role)
    if figure.role is Role.SUM_OF_PARTS and (of := figure.id.split("/")[-2]) != Role.VALUE:
        role = f"{role}, {Role(of).label}"
    time = when(figure.when)
    if isinstance(figure.when, Span) and figure.role in (Role.CHANGE, Role.CHANGE_PERCENT):
        role = role.removesuffix(" so với năm trước")
        time = f"từ năm\u00a0{figure.when.first} đến năm\u00a0{figure.when.last}"
    if figure.role is Role.MEAN and not time:
        time = "nguồn không nêu các năm được tính"
    told = _MARKS.get(figure.id.rpartition("/")[2].partition("-")[0], "")
    whose = f", {figure.portion.name}" if figure.portion else ""
    return role + whose + (f", {time}" if time else "") + told


def called(text: str, figure: Figure, *, alone: bool = True) -> str:
    """What the link to a figure is called: the ``text`` that is seen, how the figure is qualified
    unless that says so, and where it is heard ``alone`` what it is.
    """
    marks = [] if figure.is_withdrawn else qualifiers(figure)
    more = [mark for mark in marks if mark not in text]
    return ", ".join([text, *more, *([role_label(figure)] if alone else [])])


_LIMITS = (Role.MIN, Role.ABOVE, Role.MAX, Role.BELOW)
_MARKS = {
    RECOMPUTED: " (tính lại)",
    REACHED: " (theo kết quả đã có)",
    GEOMETRIC: " (trung bình nhân)",
    FORMER: " (trước khi thay đổi)",
    PRINTED: " (in cùng số trước khi thay đổi)",
}
"""What tells a figure from another one of its role and time."""


def kind_of(figure: Figure) -> str:
    """How a figure came to be, and how firm its source calls it."""
    return figure.kind.label + (f", {firmness(figure)}" if figure.status else "")


def why_missing(view: IndicatorView) -> list[str]:
    """Why an indicator's numbers are missing, each reason that is stated once."""
    missing = [row.value for row in view.years if row.value.value is None]
    return [reason.rstrip(".") for reason in dict.fromkeys(item.note for item in missing) if reason]


def caution(views: Views, figure: Figure) -> Piece:
    """What a reader must know before using a figure; an empty text where it is what it seems."""
    time, usual = figure.when, _caution(views, figure)
    known = figure.role is Role.VALUE and figure.value is not None
    if not known or not isinstance(time, Period) or time.within(views.dataset.term):
        return usual
    if time.end.before(views.dataset.term):
        return said("{} ở trước nhiệm kỳ, chỉ để so sánh. {}", Capital(named(time)), usual)
    measure = views.indicators[figure.subject].indicator.measure
    summed = ", nên không cộng vào lũy kế nào của nhiệm kỳ" if measure is Measure.FLOW else ""
    words = f"Số của {{}} có cả phần ngoài nhiệm kỳ{summed}."
    across = said(words, named(Period(time.year)))
    return said("{} {}", across, usual) if usual else across


def _caution(views: Views, figure: Figure) -> Piece:
    if figure.kind is Kind.WITHHELD:
        return figure.note or ""
    if figure.value is None:
        words = figure.note or "nguồn không nêu."
        return f"{figure.kind.label}: {lowered(words)}"
    inferred = _inferred(views, figure)
    if inferred:
        return inferred
    if figure.role is Role.TOTAL and figure.kind is Kind.COMPUTED and RECOMPUTED not in figure.id:
        why = f"; {_open(views, figure)} nên chỉ biết mức ít nhất"
        part = why if bound_of(figure.value) else ""
        return f"Lũy kế cộng từ những số đã nêu; nguồn không nêu lũy kế này{part}."
    if figure.overtaken:
        return "Dự báo trước đây của nguồn, không phải kết quả; nay đã có kết quả của sau đó."
    if figure.status is Status.ESTIMATE and figure.kind is Kind.PUBLISHED:
        return "Số ước tính của nguồn, còn có thể thay đổi khi có số chính thức."
    if figure.is_forecast:
        return "Số dự kiến tại thời điểm nguồn công bố, không phải kết quả."
    if figure.about is not None:
        return said("Nguồn chỉ nêu ‘{}’; trang không tính gì từ số gần đúng.", figure)
    told = figure.kind is Kind.PUBLISHED and figure.role is not Role.PLAN
    if told and figure.is_vague and figure.unit == PERCENT:
        return "Nguồn chỉ nêu giới hạn, không nêu số cụ thể; không dùng để tính trung bình."
    return ""


def _open(views: Views, total: Figure) -> str:
    """Which of its years leave open what our total is."""
    last = total.cut_off.date.year
    years = [row for row in views.indicators[total.subject].rows if row.period.year <= last]
    lacks = any(row.value.value is None or not row.period.complete for row in years)
    return "còn năm chưa có số" if lacks else "có năm nguồn chỉ nêu gần đúng hoặc một phía"


def why_least(views: Views, figure: Figure) -> str:
    """Why of what a total holds beside its years only the least is known: the last of them counts
    beyond the total, or its source does not say up to when it counts; else one was changed.
    """
    if figure.formula is not Formula.REST_OF_TOTAL or figure.exact is not None:
        return ""
    total, *_, last = views.figures.inputs_of(figure)
    if total.exact is None or not isinstance(last.when, Period):
        return ""
    known = next((knowledge(it) for it in views.dataset.documents if it.id == last.source), None)
    over = known is not None and known.latest > last.when.end.latest
    beyond = not last.when.complete or last.source != total.source or over
    if total.cut_off.reaches(last.when.end):
        return "Có năm đã đổi số, không rõ lũy kế gồm số nào, nên chỉ xác định được mức ít nhất"
    why = "Số của {} tính quá thời điểm của lũy kế"
    why = why if beyond else "Nguồn không nêu số của {} tính đến khi nào"
    return why.format(when(last.when)) + ", nên chỉ xác định được mức ít nhất"


_ASKED = (Formula.MULTIPLE_RANGE, Formula.LEAST_MULTIPLE, Formula.QUOTIENT_RANGE)


def _inferred(views: Views, figure: Figure) -> str:
    """What a figure rests on that no source says; an empty text where a source says all."""
    inputs = views.figures.inputs_of(figure)
    if figure.formula is Formula.WHOLE_NUMBER:
        return "Suy ra từ kết quả và tỷ lệ đã công bố; nguồn không nêu trực tiếp."
    if any(item.kind is Kind.INFERRED for item in inputs):
        if figure.formula in _ASKED:
            return "Suy ra từ một số đã suy ra, nên là suy ra hai lần."
        return "Tính từ số đã suy ra; nguồn không nêu trực tiếp."
    if figure.formula is Formula.REST_OF_PARTS:
        return "Phần của những đơn vị khác, chưa có số hoặc không công bố số."
    if figure.formula is Formula.REST_OF_TOTAL:
        told = why_least(views, figure)
        return f"{told or 'Suy ra từ lũy kế và số của các năm; nguồn không nêu trực tiếp'}."
    if figure.kind is Kind.INFERRED:
        return "Suy ra từ mức chỉ tiêu; nguồn không nêu trực tiếp."
    return ""


_UNJUDGED = {
    Standing.NO_DATA: "chưa có số liệu",
    Standing.NO_BASIS: "số liệu đã có chưa đủ để so với mức chỉ tiêu",
    Standing.WITHDRAWN: "lý do rút: ",
}


def reason(judgement: Judgement) -> str:
    """Why a status is what it is, with the numbers it was judged from."""
    figures = judgement.because
    if judgement.standing in _UNJUDGED:
        gone = [figure for figure in figures if figure.is_withdrawn]
        return _UNJUDGED[judgement.standing] + "".join(map(reason_of, gone[:1]))
    result, *limits = figures
    ranked = result.unit == PLACE
    shown = moved(result) if result.role is Role.CHANGE else amount(result, unit=ranked)
    if result.role is Role.PERCENT_OF_PLAN:
        printed = " công bố" if result.kind is Kind.PUBLISHED else ""
        return f"tỷ lệ{printed} {shown} so với 100%{_compared(result, Fraction(100))}"
    if limits and limits[0].role in (Role.MIN, Role.MAX, Role.ABOVE, Role.BELOW):
        each = " và ".join(f"{item.role.label} {amount(item, unit=True)}" for item in limits)
        return f"{shown} so với {each}"
    if result.unit == ANSWER:
        return f"kết quả là “{shown}”"
    if limits and ranked:
        return f"{shown} so với {limits[0].role.label} {amount(limits[0], unit=True)}"
    if limits:
        level = limits[0].exact
        compared = "" if level is None else _compared(result, level)
        at_end = judgement.standing is Standing.IN_PROGRESS and result.role is Role.VALUE
        at_end = at_end and limits[0].role is Role.TARGET and compared != ": thấp hơn"
        waits = ", xét khi hết thời gian thực hiện" if at_end else ""
        firm = f" ({firmness(limits[0])})" if limits[0].is_forecast else ""
        wanted = f"{limits[0].role.label} {amount(limits[0])}{firm}"
        return f"{shown} so với {wanted}{compared}{waits}"
    return f"{role_label(result)} là {shown}"


def _compared(figure: Figure, wanted: Fraction) -> str:
    """On which side of a number a figure lies, as far as it is known."""
    value = figure.value
    assert value is not None
    if value.exact == wanted:
        return ": bằng"
    if value.below(point(wanted)) or point(wanted).below(value):
        return ": thấp hơn" if value.below(point(wanted)) else ": cao hơn"
    edges = {value.low: ": không thấp hơn", value.high: ": không cao hơn"}
    return edges.get(wanted, "")
