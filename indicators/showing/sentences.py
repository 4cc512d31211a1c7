"""What a page says of a target or an indicator in whole sentences, right whatever is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import (
    ANSWER,
    Figure,
    Kind,
    Period,
    Role,
    Span,
    bound_of,
)
from indicators.computing.ledger import Entry, Verdict
from indicators.computing.progress import Series, TargetView
from indicators.computing.scope import Account
from indicators.computing.standing import Standing
from indicators.model import TargetType
from indicators.showing.captions import judged_years, of_goal
from indicators.showing.cards import proofs
from indicators.showing.macro import Writer, macro
from indicators.showing.naming import INDICATOR, LATEST, TARGET, settled
from indicators.showing.tables import deciding, goal
from indicators.words.explain import why_missing
from indicators.words.names import document_of, names_of
from indicators.words.table import (
    Linked,
    Piece,
    Shown,
    joined,
    listed,
    named,
    said,
    sentences,
)

FORECAST = "số dự kiến tại thời điểm nguồn công bố, không phải kết quả"


@macro
def state(writer: Writer, name: Annotated[str, TARGET]) -> Piece:
    """Where a target stands: up to when, how much, and what remains or by how much it is passed."""
    views, view = writer.views, writer.views.targets[name]
    told = [piece for series in view.series for piece in _reached(views, view, series)]
    worst = [item for item in view.series if item.judgement.standing is view.standing]
    whole = "trạng thái chung" if len(view.series) > 1 else "trạng thái"
    return sentences([*told, said("{}: {}{}", whole, view.standing, deciding(*worst))])


def _reached(views: Views, view: TargetView, series: Series) -> Iterator[Piece]:
    latest, level = series.latest, goal(view)
    name = names_of(views)[series.indicator] if len(view.series) > 1 else ""
    whose = f"{name}: " if name else ""
    if latest is None:
        yield said("{}chưa có kết quả để so với mức {}", whose, level)
        yield from why_missing(views.indicators[series.indicator])
        return
    value = Shown(latest.value, unit=True)
    if view.target.type is TargetType.TERM_TOTAL:
        yield said("{}đến {}, lũy kế là {}{}", whose, latest.cut_off, value, of_goal(latest, level))
        yield from (said("căn cứ: {}", proof) for proof in proofs(views, latest))
    else:
        when = named(latest.period)
        end = "cuối nhiệm kỳ " if view.target.type is TargetType.END_VALUE else ""
        words = f"{{}}kết quả mới nhất là {{}} ({{}}), so với mức {end}{{}}"
        yield said(words, whose, value, when, level)


@macro
def outlook(writer: Writer, name: Annotated[str, TARGET]) -> Piece:
    """What sources expect of a target after the latest result, or that they expect nothing."""
    views, view = writer.views, writer.views.targets[name]
    told = [piece for series in view.series for piece in _expected(views, view, series)]
    return sentences(told or ["nguồn không nêu dự kiến nào sau kết quả mới nhất"])


def _expected(views: Views, view: TargetView, series: Series) -> Iterator[Piece]:
    row, judged = series.expected, series.outlook
    if row is not None and judged is not None:
        total = Shown(row.value, unit=True, marks=False)
        told = of_goal(row, goal(view))
        yield said("theo nguồn, đến {} lũy kế dự kiến là {}{}", row.cut_off, total, told)
        early = row.get(Role.YEARS_EARLY)
        if early and series.judgement.standing not in (Standing.MET, Standing.EXCEEDED):
            years = Shown(early, marks=False)
            words = "chỉ tiêu nhiệm kỳ khi đó được hoàn thành sớm {} so với năm cuối nhiệm kỳ"
            yield said(words, years)
    elif judged is not None and judged.because:
        value = judged.because[0]
        when = named(value.when) if value.when else ""
        yield said("theo nguồn, {} dự kiến là {}", when, Shown(value, unit=True, marks=False))
    if judged is not None:
        yield said("đánh giá: {}", judged.standing)
        yield f"đó là {FORECAST}"
        return
    past = [row for row in views.indicators[series.indicator].totals if row.value.is_forecast]
    if past and series.latest is not None:
        total = Shown(past[-1].value, unit=True, marks=False)
        words = "nguồn từng dự kiến đến {} đạt {}; nay đã có kết quả đến {}"
        yield said(words, past[-1].cut_off, total, series.latest.cut_off)


@macro
def years(writer: Writer, name: Annotated[str, INDICATOR]) -> Piece:
    """An indicator's results year by year, whether all met what was asked, and their sum."""
    views, view = writer.views, writer.views.indicators[name]
    results = view.results
    if not results:
        return sentences(["chưa có kết quả của năm nào"])
    told = [*_all_alike(results), *judged_years(views, view, results)][:1]
    told.append(joined([_of_year(view, row) for row in results], "; "))
    longest = views.figures.get(settled(f"{name}/{LATEST}/{Role.SUM}", views))
    if longest is not None:
        told.append(said("cộng {} được {}", named(longest.when), Shown(longest, unit=True)))
    return sentences(told)


def _all_alike(rows: Sequence[Account]) -> Iterator[Piece]:
    """That every year with a result met or passed its plan, where every one has one and did."""
    words = {Standing.EXCEEDED: "vượt", Standing.MET: "đạt"}
    planned = all(row.get(Role.PLAN) or row.get(Role.PERCENT_OF_PLAN) for row in rows)
    for standing, verb in words.items() if planned and len(rows) > 1 else ():
        if all(row.judgement and row.judgement.standing is standing for row in rows):
            yield f"mọi năm có kết quả đều {verb} chỉ tiêu năm"


def _of_year(view: IndicatorView, row: Account) -> Piece:
    """A year's result in a sentence, beside its plan, its limit and the year before."""
    if bound_of(row.value.value):
        words = "{} nguồn chỉ nêu {}, không nêu số cụ thể"
        return said(words, named(row.period), Shown(row.value, unit=True))
    words = "{}: {}" if row.value.unit == ANSWER else "{} là {}"
    told = said(words, named(row.period), Shown(row.value, unit=True))
    share, change = row.get(Role.PERCENT_OF_PLAN), row.get(Role.CHANGE)
    if share:
        told = said("{}, đạt {} chỉ tiêu năm", told, Shown(share, marks=False))
    told = said("{}{}", told, _beside_limit(view, row.get(Role.MARGIN)))
    if change is None:
        return told
    return said("{}, so với năm trước {}", told, Shown(change, unit=True))


def _beside_limit(view: IndicatorView, margin: Figure | None) -> Piece:
    """How far a result lies from the floor or the ceiling of its target."""
    if margin is None or margin.exact is None or view.target is None:
        return ""
    floor = view.target.type is TargetType.FLOOR
    limit, side = ("mức tối thiểu", "cao hơn") if floor else ("mức tối đa", "thấp hơn")
    if margin.exact > 0:
        return said(f", {side} {limit} {{}}", margin)
    return (
        said(f", chênh lệch so với {limit} là {{}}", margin) if margin.exact else f", bằng {limit}"
    )


@macro
def plans(writer: Writer, name: Annotated[str, INDICATOR]) -> Piece:
    """Which years' plans a source names and which were inferred, or are not known."""
    views, view = writer.views, writer.views.indicators[name]
    data, told = view.indicator, list[Piece]()
    if data.plan_set_by:
        document = document_of(views, data.plan_set_by)
        words = "chỉ tiêu từng năm do {} đặt ra"
        told.append(said(words, Linked(document.code or document.title, document, "i-doc")))
    known = [plan for row in view.years if (plan := row.get(Role.PLAN)) and plan.value]
    stated = [plan for plan in known if plan.kind is Kind.PUBLISHED and not plan.is_forecast]
    if stated:
        told.append(
            said("nguồn nêu chỉ tiêu {}", joined([_of_time(plan) for plan in stated], "; "))
        )
    for plan in (item for item in known if item.kind is Kind.PUBLISHED and item.is_forecast):
        told.append(said("chỉ tiêu {}", _of_time(plan, marks=False)))
        told.append("đây là chỉ tiêu dự kiến, chưa phải chỉ tiêu giao và không phải kết quả")
    inferred = [plan for plan in known if plan.kind is Kind.INFERRED]
    if inferred:
        words = (
            "nguồn không nêu chỉ tiêu {}; suy ra từ kết quả và tỷ lệ đã công bố, chỉ tiêu {}là {}"
        )
        numbers = listed([Shown(plan, unit=plan is inferred[-1], marks=False) for plan in inferred])
        order = "lần lượt " if len(inferred) > 1 else ""
        told.append(said(words, years_of(inferred), order, numbers))
    unknown = [row.value for row in view.years if not row.get(Role.PLAN)]
    if not known:
        told.append("nguồn không nêu chỉ tiêu riêng của từng năm")
    elif unknown:
        told.append(said("chưa biết chỉ tiêu {}", years_of(unknown)))
    return sentences(told)


def _of_time(figure: Figure, *, marks: bool = True) -> Piece:
    assert figure.when is not None
    return said("{} là {}", named(figure.when), Shown(figure, unit=True, marks=marks))


def years_of(figures: Iterable[Figure]) -> Piece:
    """The years of figures in a sentence: ``năm 2020``, ``các năm 2020, 2021 và 2024``."""
    times = list(dict.fromkeys(item.when for item in figures if isinstance(item.when, Period)))
    years = [period.year for period in times]
    if len(years) > 2 and years == list(range(years[0], years[-1] + 1)):
        return named(Span(years[0], years[-1]))
    return said("các năm\u00a0{}", listed(times)) if len(times) > 1 else named(times[0])


@macro
def mean(writer: Writer, name: Annotated[str, INDICATOR]) -> Piece:
    """The means that a source printed, each held against that of the years it names."""
    views, view = writer.views, writer.views.indicators[name]
    means = [entry for entry in view.entries if entry.published.role is Role.MEAN]
    told = [piece for entry in means for piece in _of_mean(views, entry)]
    return sentences(told or ["nguồn không công bố mức trung bình"])


def _of_mean(views: Views, entry: Entry) -> Iterator[Piece]:
    vague = ", không nêu số cụ thể" if bound_of(entry.published.value) else ""
    yield said("nguồn công bố mức trung bình là {}{}", entry.published, vague)
    again, gap = entry.recomputed, entry.difference
    if again is None:
        yield "nguồn không nêu đủ số để tính lại mức ấy"
        return
    which = years_of(views.figures.inputs_of(again))
    told = said("trung bình cộng của số {} là {}", which, again)
    if gap is None:
        agrees = entry.verdict in (Verdict.AGREES, Verdict.OTHER_ROUNDING, Verdict.WITHIN_INPUTS)
        yield said("{}{}", told, ", phù hợp với mức công bố" if agrees else "")
        return
    lower = gap.exact is not None and gap.exact > 0
    side = "thấp hơn số công bố" if lower else "số công bố chênh lệch"
    yield said("{}, {} {}", told, side, Shown(gap, sign=not lower))
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
    sides = {item.id: views.figures[item.inputs[0]] for item in single}
    twice = [item for item in single if sides[item.id].kind is Kind.INFERRED]
    if twice:
        words = "chỉ tiêu {} đã là số suy ra, nên số tính từ đó là suy ra hai lần"
        told.append(said(words, years_of(twice)))
    if coming:
        words = "số của {} tính từ số dự kiến, nên vừa là số suy ra vừa là số dự kiến"
        told.append(said(words, years_of(coming)))
    return sentences(told)


def _asked(views: Views, view: IndicatorView, figure: Figure) -> Piece:
    """What a range makes of the side that is known."""
    assert view.target is not None and figure.when is not None
    known, data, names = views.figures[figure.inputs[0]], view.indicator, names_of(views)
    unknown = data.numerator if figure.role is Role.NEEDED else data.denominator
    what = "chỉ tiêu" if known.role is Role.PLAN else f"“{names[known.subject]}”"
    side = said("{} {}", what, named(figure.when))
    if known.role is Role.TARGET:
        side = said("chỉ tiêu cả nhiệm kỳ")
    words = "cần có" if figure.role is Role.NEEDED else "tương ứng là"
    return said(
        "{} là {}; với mức {}, “{}” {} {}",
        side,
        Shown(known, unit=True),
        goal(views.targets[view.target.id]),
        names[unknown or view.indicator.id],
        words,
        Shown(figure, unit=True, marks=False),
    )
