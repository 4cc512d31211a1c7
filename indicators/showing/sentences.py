"""What a page says of a target or an indicator in whole sentences, right whatever is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import ANSWER, Figure, Kind, Role, Span, bound_of
from indicators.computing.ledger import Entry, Verdict
from indicators.computing.progress import Series, TargetView
from indicators.computing.scope import Account
from indicators.computing.standing import Standing
from indicators.model import TargetType
from indicators.showing.macro import Writer, macro
from indicators.showing.naming import INDICATOR, LATEST, TARGET, settled
from indicators.showing.phrases import (
    aim_of,
    goal,
    judged_years,
    of_goal,
    proofs,
    status_of,
    years_of,
)
from indicators.words.explain import why_missing
from indicators.words.names import document_of, names_of
from indicators.words.table import Linked, Piece, Shown, joined, listed, named, said, sentences

FORECAST = "số dự kiến tại thời điểm nguồn công bố, không phải kết quả"


@macro
def state(writer: Writer, name: Annotated[str, TARGET]) -> Piece:
    """Where a target stands: up to when, how much, and what remains or by how much it is passed."""
    views, view = writer.views, writer.views.targets[name]
    told = [piece for series in view.series for piece in _reached(views, view, series)]
    whole = "trạng thái chung" if len(view.series) > 1 else "trạng thái"
    return sentences([*told, said(f"{whole}: {{}}", status_of(view.standing, view.series))])


def _reached(views: Views, view: TargetView, series: Series) -> Iterator[Piece]:
    latest, level = series.latest, goal(view)
    whose = f"{names_of(views)[series.indicator]}: " if len(view.series) > 1 else ""
    if latest is None:
        yield said("{}chưa có kết quả để so với mức {}", whose, level)
        yield from why_missing(views.indicators[series.indicator])
    elif view.target.type is TargetType.TERM_TOTAL:
        beside = of_goal(latest, level)
        yield said("{}đến {}, lũy kế là {:u}{}", whose, latest.cut_off, latest.value, beside)
        yield from (said("căn cứ: {}", proof) for proof in proofs(views, latest))
    else:
        end = "cuối nhiệm kỳ " if view.target.type is TargetType.END_VALUE else ""
        words = f"{{}}kết quả mới nhất là {{:u}} ({{}}), so với mức {end}{{}}"
        yield said(words, whose, latest.value, named(latest.period), level)


@macro
def outlook(writer: Writer, name: Annotated[str, TARGET]) -> Piece:
    """What sources expect of a target after the latest result, or that they expect nothing."""
    views, view = writer.views, writer.views.targets[name]
    told = [piece for series in view.series for piece in _expected(views, view, series)]
    return sentences(told or ["nguồn không nêu dự kiến nào sau kết quả mới nhất"])


def _expected(views: Views, view: TargetView, series: Series) -> Iterator[Piece]:
    row, judged = series.expected, series.outlook
    if judged is None:
        past = [row for row in views.indicators[series.indicator].totals if row.value.is_forecast]
        if past and series.latest is not None:
            words = "nguồn từng dự kiến đến {} đạt {:ub}; nay đã có kết quả đến {}"
            yield said(words, past[-1].cut_off, past[-1].value, series.latest.cut_off)
        return
    if row is not None:
        words = "theo nguồn, đến {} lũy kế dự kiến là {:ub}{}"
        yield said(words, row.cut_off, row.value, of_goal(row, goal(view)))
        early = row.get(Role.YEARS_EARLY)
        if early and series.judgement.standing not in (Standing.MET, Standing.EXCEEDED):
            words = "chỉ tiêu nhiệm kỳ khi đó được hoàn thành sớm {:b} so với năm cuối nhiệm kỳ"
            yield said(words, early)
    elif judged.because:
        value = judged.because[0]
        yield said("theo nguồn, {} dự kiến là {:ub}", named(value.when), value)
    yield said("đánh giá: {}", judged.standing)
    yield f"đó là {FORECAST}"


@macro
def years(writer: Writer, name: Annotated[str, INDICATOR]) -> Piece:
    """An indicator's results year by year, whether all met what was asked, and their sum."""
    views, view = writer.views, writer.views.indicators[name]
    if not view.results:
        return sentences(["chưa có kết quả của năm nào"])
    told = [*_all_alike(view), *judged_years(views, view, view.results)][:1]
    told.append(joined([_of_year(view, row) for row in view.results], "; "))
    longest = views.figures.get(settled(f"{name}/{LATEST}/{Role.SUM}", views))
    if longest is not None:
        told.append(said("cộng {} được {:u}", named(longest.when), longest))
    return sentences(told)


def _all_alike(view: IndicatorView) -> Iterator[Piece]:
    """That every year with a result met or passed its plan, where every one has one and did."""
    rows = view.results
    planned = all(row.get(Role.PLAN) or row.get(Role.PERCENT_OF_PLAN) for row in rows)
    found = {row.judgement.standing if row.judgement else None for row in rows}
    for standing, verb in ((Standing.EXCEEDED, "vượt"), (Standing.MET, "đạt")):
        if planned and len(rows) > 1 and found == {standing}:
            yield f"mọi năm có kết quả đều {verb} chỉ tiêu năm"


def _of_year(view: IndicatorView, row: Account) -> Piece:
    """A year's result in a sentence, beside its plan, its limit and the year before."""
    if bound_of(row.value.value):
        return said("{} nguồn chỉ nêu {:u}, không nêu số cụ thể", named(row.period), row.value)
    words = "{}: {:u}" if row.value.unit == ANSWER else "{} là {:u}"
    share, change = row.get(Role.PERCENT_OF_PLAN), row.get(Role.CHANGE)
    told = [
        said(words, named(row.period), row.value),
        said(", đạt {:b} chỉ tiêu năm", share) if share else "",
        _beside_limit(view, row.get(Role.MARGIN)),
        said(", so với năm trước {:u}", change) if change else "",
    ]
    return joined(told, "")


def _beside_limit(view: IndicatorView, margin: Figure | None) -> Piece:
    """How far a result lies from the floor or the ceiling of its target."""
    if margin is None or margin.exact is None or view.target is None:
        return ""
    floor = view.target.type is TargetType.FLOOR
    limit, side = ("mức tối thiểu", "cao hơn") if floor else ("mức tối đa", "thấp hơn")
    if margin.exact == 0:
        return f", bằng {limit}"
    way = f"{side} {limit}" if margin.exact > 0 else f"chênh lệch so với {limit} là"
    return said(f", {way} {{}}", margin)


@macro
def plans(writer: Writer, name: Annotated[str, INDICATOR]) -> Piece:
    """Which years' plans a source names and which were inferred, or are not known."""
    views, view = writer.views, writer.views.indicators[name]
    data, told = view.indicator, list[Piece]()
    if data.plan_set_by:
        document = document_of(views, data.plan_set_by)
        by = Linked(document.code or document.title, document, "i-doc")
        told.append(said("chỉ tiêu từng năm do {} đặt ra", by))
    known = [plan for row in view.years if (plan := row.get(Role.PLAN)) and plan.value]
    stated = [plan for plan in known if plan.kind is Kind.PUBLISHED and not plan.is_forecast]
    if stated:
        listing = joined([said("{} là {:u}", named(plan.when), plan) for plan in stated], "; ")
        told.append(said("nguồn nêu chỉ tiêu {}", listing))
    for plan in (item for item in known if item.kind is Kind.PUBLISHED and item.is_forecast):
        told.append(said("chỉ tiêu {} là {:ub}", named(plan.when), plan))
        told.append("đây là chỉ tiêu dự kiến, chưa phải chỉ tiêu giao và không phải kết quả")
    inferred = [plan for plan in known if plan.kind is Kind.INFERRED]
    if inferred:
        words = "nguồn không nêu chỉ tiêu {}; suy ra từ kết quả và tỷ lệ đã công bố, chỉ tiêu "
        words += "lần lượt là {}" if len(inferred) > 1 else "là {}"
        numbers = [Shown(plan, unit=plan is inferred[-1], marks=False) for plan in inferred]
        told.append(said(words, years_of(inferred), listed(numbers)))
    unknown = [row.value for row in view.years if not row.get(Role.PLAN)]
    if not known:
        told.append("nguồn không nêu chỉ tiêu riêng của từng năm")
    elif unknown:
        told.append(said("chưa biết chỉ tiêu {}", years_of(unknown)))
    return sentences(told)


@macro
def mean(writer: Writer, name: Annotated[str, INDICATOR]) -> Piece:
    """The means that a source printed, each held against that of the years it names."""
    views, entries = writer.views, writer.views.indicators[name].entries
    means = [entry for entry in entries if entry.published.role is Role.MEAN]
    told = [piece for entry in means for piece in _of_mean(views, entry)]
    return sentences(told or ["nguồn không công bố mức trung bình"])


def _of_mean(views: Views, entry: Entry) -> Iterator[Piece]:
    vague = ", không nêu số cụ thể" if bound_of(entry.published.value) else ""
    yield said(f"nguồn công bố mức trung bình là {{}}{vague}", entry.published)
    again, gap = entry.recomputed, entry.difference
    if again is None:
        yield "nguồn không nêu đủ số để tính lại mức ấy"
        return
    told = said("trung bình cộng của số {} là {}", years_of(views.figures.inputs_of(again)), again)
    if gap is None:
        agrees = entry.verdict in (Verdict.AGREES, Verdict.OTHER_ROUNDING, Verdict.WITHIN_INPUTS)
        yield said("{}{}", told, ", phù hợp với mức công bố" if agrees else "")
        return
    lower = gap.exact is not None and gap.exact > 0
    words = "{}, thấp hơn số công bố {:s}" if lower else "{}, số công bố chênh lệch {}"
    yield said(words, told, gap)
    if entry.explanation:
        yield entry.explanation.rstrip(".")


@macro
def asked(writer: Writer, name: Annotated[str, INDICATOR]) -> Piece:
    """What the range of a ratio asks of the side that is not known: in the last year with results,
    in the last one that is planned, and in the term.
    """
    views, view = writer.views, writer.views.indicators[name]
    ranges = [row.asked for row in view.ratios if row.asked is not None]
    if not ranges:
        return sentences(["không năm nào phải tính ngược từ mức của chỉ tiêu"])
    whole = [item for item in ranges if isinstance(item.when, Span)]
    single = [item for item in ranges if item not in whole]
    firm = [item for item in single if not item.is_forecast]
    coming = [item for item in single if item.is_forecast]
    told = [_asked(views, view, item) for item in (*firm[-1:], *coming[-1:], *whole)]
    told.append("đó là số suy ra với giả định đạt mức ấy, không phải số đã biết")
    twice = [item for item in single if views.figures[item.inputs[0]].kind is Kind.INFERRED]
    if twice:
        words = "chỉ tiêu {} đã là số suy ra, nên số tính từ đó là suy ra hai lần"
        told.append(said(words, years_of(twice)))
    if coming:
        words = "số của {} tính từ số dự kiến, nên vừa là số suy ra vừa là số dự kiến"
        told.append(said(words, years_of(coming)))
    return sentences(told)


def _asked(views: Views, view: IndicatorView, figure: Figure) -> Piece:
    """What a range makes of the side that is known."""
    known, data, names = views.figures[figure.inputs[0]], view.indicator, names_of(views)
    upper = figure.role is Role.NEEDED
    unknown = names[(data.numerator if upper else data.denominator) or data.id]
    what = "chỉ tiêu" if known.role is Role.PLAN else f"“{names[known.subject]}”"
    side = said("{} {}", what, named(figure.when))
    if known.role is Role.TARGET:
        side = said("chỉ tiêu cả nhiệm kỳ")
    words = "{} là {:u}; với mức {}, “{}” " + ("cần có {:ub}" if upper else "tương ứng là {:ub}")
    return said(words, side, known, goal(aim_of(views, view)), unknown, figure)
