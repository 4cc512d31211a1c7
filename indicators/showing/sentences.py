"""What a page says of targets and indicators, right whatever is known: targets at a glance, as
cards with a bar and the latest years; in whole sentences how they stand, what the data covers and
what is to be read with care.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Annotated, NamedTuple

from markupsafe import Markup

from indicators.computing.attention import duty_of
from indicators.computing.compute import IndicatorView, Views, asked_before
from indicators.computing.figures import ANSWER, Division, Figure, Kind, Role, Span, figure_id
from indicators.computing.formulas import Formula
from indicators.computing.ledger import Entry, Verdict
from indicators.computing.progress import Series, TargetView
from indicators.computing.scope import Account
from indicators.computing.standing import Standing
from indicators.model import Measure, Target, TargetType
from indicators.showing.charts import drawn, sized
from indicators.showing.drawings import GOAL, Drawing, Mark, Shape, along, from_zero, key, marks_of
from indicators.showing.links import Links
from indicators.showing.macro import Writer, macro, render
from indicators.showing.naming import FOLLOWED, INDICATOR, LATEST, TARGET, settled
from indicators.showing.phrases import (
    aim_of,
    goal,
    judged,
    judged_years,
    of_goal,
    of_years,
    only_stated,
    proofs,
    shown,
    stated,
    status_of,
    taken_back,
    unknown_side,
    years_of,
)
from indicators.showing.tables import NO_TARGETS, citation
from indicators.words.attention import answered, duties
from indicators.words.explain import why_least, why_missing
from indicators.words.names import document_in_short
from indicators.words.table import Linked, Piece, Shown, joined, listed, named, said, sentences
from indicators.words.wording import NBSP, dated, lowered, moved, qualifiers, when

_GOALS = {
    TargetType.TERM_TOTAL: "Chỉ tiêu nhiệm kỳ",
    TargetType.FLOOR: "Chỉ tiêu mỗi năm",
    TargetType.CEILING: "Chỉ tiêu mỗi năm",
    TargetType.RANGE: "Mức cần đạt",
    TargetType.END_VALUE: "Chỉ tiêu cuối nhiệm kỳ",
    TargetType.AVERAGE: "Chỉ tiêu bình quân nhiệm kỳ",
    TargetType.YEARLY_CHANGE: "Mức cần đạt",
    TargetType.DONE: "Chỉ tiêu nhiệm kỳ",
}
_BESIDE = {Role.REMAINING: "còn lại", Role.OVER_TARGET: "vượt"}
_BIG = '<strong class="i-card__big">{}</strong>'
_YEARS = 3
"""How many years with results a card names, the latest."""
_TALL, _WIDE = Fraction(5), Fraction(23)
"""How many lines high the columns of a card are, and how wide on a phone."""

Keys = Mapping[str, Sequence[Shape]]
Line = tuple[str, Piece, Sequence[Shape]]


class Card(NamedTuple):
    """A target with what is known of it: a number with what is said of it, and lines, each with the
    mark of the bar that stands for it; the bar, and the columns of its years with their caption.
    It bears its name where the page is not about the target.
    """

    target: Target
    named: bool
    lead: Piece
    lines: Sequence[Line]
    bar: Mapping[str, object] | None = None
    years: Mapping[str, object] | None = None


@macro
def cards(writer: Writer, *names: Annotated[str, TARGET]) -> Markup | Piece:
    """The cards of the named targets in that order, or of all. Where the page is not about a
    target, the years of its total stand in columns, each number leading to its origin.
    """
    views = writer.views
    if not views.targets:
        return NO_TARGETS
    asked = [views.targets[name] for name in names or views.targets]
    known = [view for view in asked if any(series.latest for series in view.series)]
    rest = [view for view in asked if view not in known]
    return render(
        "cards.html.jinja",
        writer.links,
        number=partial(writer.count, "card"),
        cards=[_card(views, view, writer.links) for view in known],
        waiting={
            standing: [(view.target, _waiting(view)) for view in rest if view.standing is standing]
            for standing in dict.fromkeys(view.standing for view in rest)
        },
    )


def _waiting(view: TargetView) -> Piece:
    """What is known of a target without a result: what it asks, and who answers for it."""
    lines = (*_formers(view), *_duty(view))
    return joined([goal(view), *(said(f"{lowered(term)} {{}}", told) for term, told, _ in lines)])


def _card(views: Views, view: TargetView, links: Links) -> Card:
    about = (view.target.id, *view.target.indicators)
    alone = links.page in [links.homes.get(name) for name in about]
    if view.target.type is not TargetType.TERM_TOTAL:
        lead, lines = _of_years(views, view)
        return Card(view.target, not alone, lead, [*lines, *_duty(view)])
    series = view.series[0]
    columns = None if alone else drawn(views, series.indicator, "years")
    years = None
    if isinstance(columns, Drawing) and len(columns.columns) > 1:
        plan = any(column.plan for column in columns.columns)
        caption = f"Kết quả từng năm{', chỉ tiêu năm (vạch)' * plan}: {columns.unit}"
        years = {"caption": caption, **sized(*columns.laid(_TALL, _WIDE))}
    bar, keys = _bar(view, series)
    lines = [*_of_total(views, view, series, keys, proved=years is None), *_duty(view)]
    return Card(view.target, not alone, _lead(series), lines, bar, years)


def _formers(view: TargetView) -> Iterator[Line]:
    """What a target asked before it was changed, and when that was."""
    for former, before in asked_before(view):
        yield f"Trước khi {former.kind.label} {dated(former.date)}", goal(before), ()


def _duty(view: TargetView) -> Iterator[Line]:
    return ((term, piece, ()) for term, piece in duties(duty_of(view.target)))


def _of_years(views: Views, view: TargetView) -> tuple[Piece, list[Line]]:
    """Of one series its latest result first; of several where the whole stands, then each."""
    status, names = status_of(view.standing, view.series), views.names
    if len(view.series) > 1:
        every = [(names[it.indicator], _by_year(_latest(views, it)), ()) for it in view.series]
        return said("{}: {}", status, goal(view)), [*_formers(view), *every]
    item = view.series[0]
    *before, latest = _latest(views, item)
    time = item.judgement.as_of or latest.when
    what = "Bình quân đến nay " if view.target.type is TargetType.AVERAGE else ""
    lead = said(f"{what}{_BIG} ({{}}); {{}}", shown(latest), named(time), status)
    earlier: list[Line] = [("Trước đó", _by_year(before), ())] if before else []
    return lead, [(_GOALS[view.target.type], goal(view), ()), *_formers(view), *earlier]


def _latest(views: Views, item: Series) -> list[Figure]:
    """The latest results of a series, the last of them the one that its target is held against."""
    if item.latest is None:
        return []
    value = item.latest.value
    years = [row.value for row in views.indicators[item.indicator].results]
    known = value in years and value.unit != ANSWER
    return years[: years.index(value) + 1][-_YEARS:] if known else [value]


def _by_year(values: Sequence[Figure]) -> Piece:
    if not values:
        return said('<span class="i-missing">Chưa có số liệu</span>')
    return joined([said("{:u} ({})", value, value.when or "") for value in values])


def _lead(series: Series) -> Piece:
    """How much of the target of a term was reached, and where it stands."""
    share = series.latest.get(Role.PERCENT_OF_TARGET) if series.latest else None
    standing = judged(series.judgement)
    if share is None or share.is_withdrawn or series.latest is None:
        return standing
    words = f"{_BIG} chỉ tiêu, đến {{}}; {{}}"
    return said(words, said("{:u}", share), series.latest.cut_off, standing)


def _of_total(
    views: Views, view: TargetView, series: Series, keys: Keys, *, proved: bool
) -> Iterator[Line]:
    """How far the result has come, what is left, and what sources expect; where it is ``proved``
    also of which results a total was added up.
    """
    latest, coming, outlook = series.latest, series.expected, series.outlook
    if latest is not None:
        share = latest.get(Role.PERCENT_OF_TARGET)
        led = share is not None and not share.is_withdrawn
        time = "" if led else said(", đến {}", latest.cut_off)
        told = said("{:u}{}", latest.value, time)
        yield "Kết quả lũy kế", told, keys.get("result", ())
    way = "{}" if latest and latest.value.value else "{:u}"
    level: Piece = said(way, view.goals[Role.TARGET])
    for role, words in _BESIDE.items():
        figure = latest.get(role) if latest else None
        if figure and not figure.is_withdrawn:
            level = said(f"{{}}; {words} {{}}", level, figure)
    yield _GOALS[view.target.type], level, keys.get("goal", ())
    yield from _formers(view)
    yield from (("Lưu ý", gone, ()) for gone in later_gone(views, series))
    if proved and latest is not None:
        yield from (("Căn cứ", proof, ()) for proof in proofs(views, latest))
    if coming is not None and outlook is not None:
        told = said("{:b} đến {}; {}", coming.value, coming.cut_off, outlook.standing)
        yield "Dự kiến (theo nguồn)", told, keys.get("forecast", ())


def _bar(view: TargetView, series: Series) -> tuple[Mapping[str, object] | None, Keys]:
    """How far the result and what is expected reach on the way to the target, and what stands for
    which of them.
    """
    level = view.goals[Role.TARGET].value
    values = [(row.value, row.value.value) for row in (series.latest, series.expected) if row]
    ends = [end for _, value in values if value for end in (value.low, value.high) if end]
    if not ends or level is None or level.exact is None:
        return None, {}
    unlimited = any(value and value.high is None for _, value in values)
    scale, known, marks = from_zero([level.exact, *ends], room=unlimited), None, list[Mark]()
    for figure, value in values:
        marks += marks_of(figure, scale, "", length=True, known=known)
        known = value.low if value else None
    keys = {mark.look: key(mark) for mark in reversed(marks)}
    return sized(*along(scale, marks, scale.place(level.exact))), {**keys, "goal": GOAL}


_ENDS = {TargetType.END_VALUE: "cuối nhiệm kỳ ", TargetType.AVERAGE: "bình quân nhiệm kỳ "}

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
    whose = f"{views.names[series.indicator]}: " if len(view.series) > 1 else ""
    if latest is None:
        yield said("{}chưa có kết quả để so với mức {}", whose, level)
        yield from why_missing(views.indicators[series.indicator])
    elif view.target.type is TargetType.TERM_TOTAL:
        beside = of_goal(latest, level)
        total = stated(latest.value)
        yield said("{}đến {}, lũy kế {}{}", whose, latest.cut_off, total, beside)
        yield from (said("căn cứ: {}", proof) for proof in proofs(views, latest))
        yield from later_gone(views, series)
    else:
        known, end = latest.value, _ENDS.get(view.target.type, "")
        what = "bình quân đến nay" if known.role is Role.MEAN else "kết quả mới nhất"
        if known.unit == ANSWER and known.value:
            words = f"{{}}{what} ({{}}): {{}}; yêu cầu là {{}}"
            yield said(words, whose, named(known.when), answered(known), level)
            return
        words = f"{{}}{what} {{}} ({{}}), so với mức {end}{{}}"
        yield said(words, whose, stated(known), named(known.when), level)


def later_gone(views: Views, series: Series) -> list[Piece]:
    """Which totals after the latest that stands were withdrawn, and why."""
    view, latest = views.indicators[series.indicator], series.latest
    stands = latest is not None and not latest.value.is_withdrawn
    return taken_back(view, Role.TOTAL) if stands else []


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
            words = "nguồn từng dự kiến đến {} đạt {:ub}"
            told = said(words, past[-1].cut_off, past[-1].value)
            now = said("nay đã có kết quả đến {}", series.latest.cut_off)
            known = series.latest.value.value is not None
            yield joined([told, now] if known else [told], "; ")
        return
    if row is not None:
        words = "theo nguồn, đến {} lũy kế dự kiến là {:ub}{}"
        yield said(words, row.cut_off, row.value, of_goal(row, goal(view)))
        early, met = row.get(Role.YEARS_EARLY), (Standing.MET, Standing.EXCEEDED)
        if early and early.value and series.judgement.standing not in met:
            words = "chỉ tiêu nhiệm kỳ khi đó được hoàn thành sớm {:b} so với năm cuối nhiệm kỳ"
            yield said(words, early)
    elif judged.because:
        value = judged.because[0]
        yield said("theo nguồn, {} dự kiến là {:ub}", named(value.when), value)
    yield said("đánh giá: {}", judged.standing)
    yield f"đó là {FORECAST}"


@macro
def years(writer: Writer, name: Annotated[str, INDICATOR]) -> Piece:
    """An indicator's results year by year, which met what was asked, and their sum."""
    views, view = writer.views, writer.views.indicators[name]
    if not view.results:
        shares = [share for row in view.years if (share := row.get(Role.PERCENT_OF_PLAN))]
        words = "{}, nguồn chỉ nêu tỷ lệ so với chỉ tiêu năm là {}"
        printed = [said(words, named(item.when), item) for item in shares if item.value]
        none = said("chưa có kết quả của năm nào")
        if view.ratios:
            none = said("chưa tính được “{}” của năm nào", view.indicator.name)
        return sentences([*taken_back(view, Role.VALUE), *(printed or [none])])
    told = [*judged_years(views, view, view.results)]
    told.append(joined(map(_of_year, view.results), "; "))
    told += taken_back(view, Role.VALUE)
    longest = views.figures.get(settled(f"{name}/{LATEST}/{Role.SUM}", views))
    if longest is not None:
        words = "tổng {} {}" if longest.is_withdrawn else "cộng {} được {:u}"
        told.append(said(words, named(longest.when), longest))
    return sentences(told)


def _of_year(row: Account) -> Piece:
    """A year's result in a sentence, and how much of its plan that is."""
    value, share, time = row.value, row.get(Role.PERCENT_OF_PLAN), named(row.period)
    if value.unit == ANSWER:
        return said("{}: {}", time, answered(value))
    told = said("{} là {:u}", time, value)
    if share is None or share.is_withdrawn:
        return told
    return said(
        f"{{}}, bằng {{:b}} chỉ tiêu năm{' (suy ra)' * (share.kind is Kind.INFERRED)}", told, share
    )


@macro
def plans(writer: Writer, name: Annotated[str, INDICATOR]) -> Piece:
    """Which years' plans a source names and which were inferred, or are not known."""
    views, view = writer.views, writer.views.indicators[name]
    known, told = [plan for row in view.years if (plan := row.get(Role.PLAN))], list[Piece]()
    if view.indicator.plan_set_by:
        told.append(said("chỉ tiêu từng năm do {} đặt ra", _by(views, view.indicator.plan_set_by)))
    given = [plan for plan in known if plan.kind is Kind.PUBLISHED]
    if given:
        each = (said("{} là {:u}", named(plan.when), plan) for plan in given)
        told.append(said("nguồn nêu chỉ tiêu {}", joined(each, "; ")))
    if any(plan.is_forecast for plan in given):
        told.append("chỉ tiêu dự kiến chưa phải chỉ tiêu giao và không phải kết quả")
    inferred = [plan for plan in known if plan.kind is Kind.INFERRED]
    if inferred:
        words = "nguồn không nêu chỉ tiêu {}; suy ra từ kết quả và tỷ lệ đã công bố, chỉ tiêu "
        words += "lần lượt là {}" if len(inferred) > 1 else "là {}"
        numbers = [Shown(plan, unit=plan is inferred[-1], marks=False) for plan in inferred]
        told.append(said(words, years_of(inferred), listed(numbers)))
    gone = (plan for plan in known if plan.is_withdrawn)
    told += [said("chỉ tiêu {} {}", named(plan.when), stated(plan)) for plan in gone]
    if not any(plan.value for plan in known):
        return sentences([*told, "nguồn không nêu chỉ tiêu riêng của từng năm"])
    unknown = [row.value for row in view.years if not row.get(Role.PLAN)]
    return sentences([*told, *of_years("chưa biết chỉ tiêu {}", unknown)])


@macro
def mean(writer: Writer, name: Annotated[str, INDICATOR]) -> Piece:
    """The means that a source printed, each held against that of the years it names."""
    views, entries = writer.views, writer.views.indicators[name].entries
    means = [entry for entry in entries if entry.published.role is Role.MEAN]
    told = [piece for entry in means for piece in _of_mean(views, entry)]
    return sentences(told or ["nguồn không công bố mức trung bình"])


def _of_mean(views: Views, entry: Entry) -> Iterator[Piece]:
    printed, again, gap = entry.published, entry.recomputed, entry.difference
    rest = ", không nêu số cụ thể" * printed.is_vague
    rest += ", không nêu rõ các năm được tính" * (printed.when is None)
    yield said(f"nguồn công bố mức trung bình là {{:u}}{rest}", printed)
    yield from filter(None, [(printed.note or "").rstrip(".")])
    if again is None:
        yield "nguồn không nêu đủ số để tính lại mức ấy"
        return
    way = "nhân " if again.formula is Formula.GEOMETRIC_MEAN else "cộng " if again.formula else ""
    known = years_of(views.figures.inputs_of(again))
    told = said(f"trung bình {way}của số {{}} {{}}", known, stated(again))
    if gap is not None:
        way = "thấp" if gap.exact is not None and gap.exact > 0 else "cao"
        size = Linked(moved(gap).partition(NBSP)[2], gap, "i-fig")
        yield said(f"{{}}, {way} hơn số công bố {{}}", told, size)
        yield from filter(None, [(entry.explanation or "").rstrip(".")])
    else:
        agrees = entry.verdict in (Verdict.AGREES, Verdict.OTHER_ROUNDING, Verdict.WITHIN_INPUTS)
        yield said(f"{{}}{', phù hợp với mức công bố' * agrees}", told)


@macro
def asked(writer: Writer, name: Annotated[str, INDICATOR]) -> Piece:
    """What the range of a ratio asks of the side that is not known: in the last year with results,
    in the last one that is planned, and in the term.
    """
    views, view = writer.views, writer.views.indicators[name]
    # Of results, of what is planned and, told last, of the term: the last one each.
    last = {(isinstance(it.when, Span), it.is_forecast): it for row in view.ratios
            if (it := row.asked) and it.value}  # fmt: skip
    ranges = [last[key] for key in sorted(last)]
    if not ranges:
        return sentences(["không năm nào phải tính ngược từ mức của chỉ tiêu"])
    level = goal(aim_of(views, view, TargetType.RANGE, TargetType.FLOOR))
    sides: dict[str, list[Piece]] = {}
    for item in ranges:
        sides.setdefault(unknown_side(views, item), []).append(_asked(views, item))
    words = "“{}” tương ứng với mức {}: {}"
    told: list[Piece] = [said(words, side, level, joined(it, "; ")) for side, it in sides.items()]
    told.append("đó là số suy ra với giả định đạt mức ấy, không phải số đã biết")
    if any(views.figures[item.inputs[0]].kind is Kind.INFERRED for item in ranges):
        told.append("số tính từ một số đã suy ra là suy ra hai lần")
    return sentences(told)


def _asked(views: Views, figure: Figure) -> Piece:
    """What a range makes of the side that is known."""
    known, names = views.figures[figure.inputs[0]], views.names
    what = "chỉ tiêu" if known.role in (Role.PLAN, Role.TARGET) else f"“{names[known.subject]}”"
    time: Piece = "cả nhiệm kỳ" if known.role is Role.TARGET else named(known.when or figure.when)
    firm = f" ({', '.join(marks)})" if (marks := qualifiers(known)) else ""
    return said(f"{{:ub}} khi {what} {{}}{firm} là {{:ub}}", figure, time, known)


_COUNTED = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


def counted(number: int) -> Piece:
    """How many of something there are: a small number in words."""
    if number < len(_COUNTED):
        return _COUNTED[number]
    return said('<span class="i-number">{}</span>', str(number))


@macro
def sources(writer: Writer, *names: Annotated[str, FOLLOWED]) -> Piece:
    """How many sources the numbers come from, all or those of what is named, and which."""
    views = writer.views
    about = names or tuple(views.figures.subjects)
    read = (item.source for name in about for item in views.figures.of(name) if item.value)
    cited = [citation(views, source, whole=True) for source in dict.fromkeys(filter(None, read))]
    if not cited:
        return sentences(["chưa có số liệu nào lấy từ nguồn"])
    words = "số liệu lấy từ {} nguồn: {}" if names else "mọi số liệu lấy từ {} nguồn: {}"
    return sentences([said(words, counted(len(cited)), joined(cited, "; "))])


@macro
def targets(writer: Writer) -> Piece:
    """How many targets are followed, and which document set which of them."""
    views = writer.views
    known = views.dataset.targets
    if not known:
        return sentences(["chưa khai mức chỉ tiêu nào"])
    told = [said("trang theo dõi {} mức chỉ tiêu", counted(len(known)))]
    for source in dict.fromkeys(target.set_by for target in known):
        mine = [said("“{}”", Linked(t.name, t.id)) for t in known if t.set_by == source]
        told.append(said("{} đặt ra {}", _by(views, source), listed(mine)))
    return sentences(told)


def _by(views: Views, source: str | None) -> Piece:
    """The document that set something, in short."""
    document = views.documents[source] if source else None
    name = document_in_short(document) if document else ""
    return Linked(name, document, "i-doc") if document else "chưa rõ văn bản nào"


@macro
def coverage(writer: Writer, *names: Annotated[str, INDICATOR]) -> Piece:
    """From when to when there are results of the named indicators, or of all, and what is missing;
    of all also whether there are numbers of units and of groups.
    """
    views = writer.views
    alike: dict[Piece, list[Piece]] = {}
    for view in (views.indicators[name] for name in names or views.indicators):
        alike.setdefault(_covered(view), []).append(Linked(view.indicator.name, view.indicator.id))
    told: list[Piece] = [said("{}: {}", joined(who, "; "), what) for what, who in alike.items()]
    if writer.links.homes.get("".join(names)) == writer.links.page:
        told = [*alike]  # the page is about the one indicator that is asked for
    if not names:
        told += [_divided(views, Division.UNIT), _divided(views, Division.GROUP)]
    return _items([[item] for item in told])


def _covered(view: IndicatorView) -> Piece:
    """The same words of two indicators are equal where no number of one of them is in them."""
    data, results = view.indicator, [row.value for row in view.results]
    part = [row for row in view.results if not row.period.complete]
    coming = [row.value for row in view.years if row.value.value and row.value.is_forecast]
    vague = [value for value in results if value.is_vague]
    told = [
        *of_years("có kết quả {}", [row.value for row in view.results if row.period.complete]),
        *(said("lũy kế đến {}", row.cut_off) for row in view.reached[-1:] if row.value.value),
        *(said("năm\u00a0{} mới có số đến {}", str(row.period.year), row.cut_off) for row in part),
        *of_years("{} mới có số dự kiến", [it for it in coming if not it.overtaken]),
        *of_years("{} chỉ có dự báo trước đây", [it for it in coming if it.overtaken]),
        *([only_stated(vague)] if vague else []),
    ]
    if results:
        what = "tính được" if data.numerator else "có kết quả riêng của"
        lacking = [row.value for row in view.years if row.value.kind is Kind.MISSING]
        told += of_years(f"chưa {what} {{}}", lacking)
    else:
        none = "chưa tính được năm nào" if data.numerator else ""
        told += filter(None, (none, *map(lowered, why_missing(view))))
    if view.withdrawn:
        told.append(
            said("đã rút số {}", listed([Linked(when(it.when), it) for it in view.withdrawn]))
        )
    counted = any(row.get(Role.NUMERATOR) for row in view.results)
    if data.measure is Measure.SHARE and results and not counted:
        told.append("chỉ có tỷ lệ, chưa có số lượng")
    return joined(told or ["chưa có số liệu"], "; ")


def _divided(views: Views, division: Division) -> Piece:
    """Whether there are numbers of units or of groups, and of which indicators."""
    known = {
        view.indicator.name: row.value
        for view in views.indicators.values()
        for made in view.breakdowns
        for row in (made.units if division is Division.UNIT else made.groups)
        if row.value.value or row.get(Role.PLAN)
    }
    words = f"có số của từng {division.label}"
    return said(f"{words}: {{}}", listed([*known])) if known else f"chưa {words}"


@macro
def cautions(writer: Writer, name: Annotated[str, INDICATOR]) -> Piece:
    """What to keep in mind when reading an indicator's numbers, as far as it is so today."""
    views, view = writer.views, writer.views.indicators[name]
    told = [[item] for item in taken_back(view)]
    told += filter(None, (*_of_totals(views, view), *_of_plans(view), *_of_bounds(view)))
    if not told:
        return sentences(["không có điều gì cần lưu ý riêng"])
    return _items(told)


def _items(told: Iterable[Iterable[Piece]]) -> Piece:
    """A list of which each item is one or several sentences."""
    items = [said("<li>{}</li>", sentences(item)) for item in told]
    return said('<ul class="i-outstanding">{}</ul>', joined(items, " "))


def _of_totals(views: Views, view: IndicatorView) -> Iterator[list[Piece]]:
    for row in [row for row in view.reached if row.value.kind is Kind.PUBLISHED][-1:]:
        if row.cut_off.part:
            words = "nguồn ghi “{}”, không nêu ngày cụ thể"
            early = "" if row.cut_off.ends_year else "; thời điểm ấy chưa phải cuối năm"
            yield [said(words + early, row.cut_off)]
        rest = views.figures.get(figure_id(view.indicator.id, Role.UNEXPLAINED, row.cut_off))
        if rest is not None and rest.value is not None:
            words = "trong lũy kế đến {} có {:ub} (suy ra) nằm ngoài số của các năm nêu riêng"
            why = filter(None, [why_least(views, rest)])
            unsaid = "nguồn không nêu phần này thuộc thời gian nào"
            yield [said(words, row.cut_off, rest), *why, unsaid]


def _of_plans(view: IndicatorView) -> Iterator[list[Piece]]:
    inferred = [row for row in view.years if (p := row.get(Role.PLAN)) and p.kind is Kind.INFERRED]
    words = "tỷ lệ so với chỉ tiêu của {} đã dùng để suy ra chỉ tiêu, không coi là đã được kiểm tra"
    yield of_years(words, [row.value for row in inferred])
    printed = [
        row.value
        for row in inferred
        if (share := row.get(Role.PERCENT_OF_PLAN)) and share.kind is Kind.PUBLISHED
        if row.judgement and row.judgement.because == (share,)
    ]
    words = "trạng thái của {} dựa vào tỷ lệ mà nguồn công bố, không dựa vào chỉ tiêu suy ra"
    yield of_years(words, printed)


def _of_bounds(view: IndicatorView) -> Iterator[list[Piece]]:
    vague = [row.value for row in view.years if row.value.is_vague]
    rough = [value for value in vague if value.about is not None]
    if rough:
        yield [only_stated(rough), "trang không tính gì từ số gần đúng"]
    bounds = [value for value in vague if value.about is None]
    if bounds:
        words = "trang không dùng số ấy để tính trung bình và không so với năm trước"
        yield [said("{}, không rõ số thật là bao nhiêu", only_stated(bounds)), words]
