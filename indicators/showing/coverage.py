"""What the data covers: from when to when, from which sources, against which targets, and what is
missing or to be read with care.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Annotated

from indicators.computing.arithmetic import Interval
from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import Division, Figure, Kind, Role, bound_of, figure_id, typed
from indicators.computing.formulas import Formula
from indicators.model import Measure
from indicators.showing.macro import Writer, macro
from indicators.showing.naming import FOLLOWED, INDICATOR
from indicators.showing.phrases import years_of
from indicators.showing.tables import citation
from indicators.words.explain import why_missing
from indicators.words.names import document_of
from indicators.words.table import Linked, Piece, Shown, joined, listed, said, sentences
from indicators.words.wording import lowered

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
    cited = [citation(document_of(views, source)) for source in dict.fromkeys(filter(None, read))]
    if not cited:
        return sentences(["chưa có số liệu nào lấy từ nguồn"])
    whole = "" if names else "mọi "
    return sentences(
        [said(f"{whole}số liệu lấy từ {{}} nguồn: {{}}", counted(len(cited)), joined(cited, "; "))]
    )


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
        if source is None:
            told.append(said("nguồn không nêu văn bản đặt ra {}", listed(mine)))
        else:
            told.append(said("{} đặt ra {}", _document(views, source), listed(mine)))
    return sentences(told)


def _document(views: Views, name: str) -> Piece:
    """A document at the head of a sentence: by its code, else by its title."""
    found = document_of(views, name)
    words = f"Văn bản số {found.code}" if found.code else found.title
    return Linked(words, found, "i-doc")


@macro
def coverage(writer: Writer, *names: Annotated[str, INDICATOR]) -> Piece:
    """From when to when there are results of the named indicators, or of all, and what is missing;
    of all also whether there are numbers of units and of groups.
    """
    views = writer.views
    told = [_covered(views.indicators[name]) for name in names or views.indicators]
    if not names:
        told += [_divided(views, Division.UNIT), _divided(views, Division.GROUP)]
    return _items([[item] for item in told])


def _covered(view: IndicatorView) -> Piece:
    rows = view.years
    lacking = [row.value for row in rows if row.value.kind is Kind.MISSING]
    parts: list[Piece] = []
    whole = [row.value for row in view.results if row.period.complete]
    if whole:
        parts.append(said("có kết quả {}", years_of(whole)))
    parts += [said("lũy kế đến {}", row.cut_off) for row in view.reached[-1:]]
    for row in view.results:
        if not row.period.complete:
            parts.append(said("năm\u00a0{} mới có số đến {}", str(row.period.year), row.cut_off))
    expected = [row.value for row in rows if row.value.value and row.value.is_forecast]
    for words, passed in (("{} mới có số dự kiến", False), ("{} chỉ có dự báo trước đây", True)):
        mine = [item for item in expected if item.overtaken is passed]
        parts += [said(words, years_of(mine))] if mine else []
    bounded = [row.value for row in view.results if bound_of(row.value.value)]
    if bounded:
        parts.append(said("{} chỉ nêu {}", years_of(bounded), listed([*bounded])))
    if not view.results:
        reasons = [lowered(reason) for reason in why_missing(view)]
        words = "chưa tính được năm nào" if view.indicator.numerator else "chưa có số liệu"
        parts.append("; ".join([words, *reasons]))
    elif lacking:
        what = "tính được" if view.indicator.numerator else "có kết quả riêng của"
        parts.append(said(f"chưa {what} {{}}", years_of(lacking)))
    if view.indicator.measure is Measure.SHARE and not any(
        row.get(Role.NUMERATOR) for row in view.results
    ):
        parts.append("chỉ có tỷ lệ, chưa có số lượng")
    return said("{}: {}", Linked(view.indicator.name, view.indicator.id), joined(parts, "; "))


def _divided(views: Views, division: Division) -> Piece:
    """Whether there are numbers of units or of groups, and of which indicators."""
    word = division.label
    known = {
        view.indicator.name: row.value
        for view in views.indicators.values()
        for made in view.breakdowns
        for row in (made.units if division is Division.UNIT else made.groups)
        if row.value.value or row.get(Role.PLAN)
    }
    if not known:
        return f"chưa có số của từng {word}"
    return said(f"có số của từng {word}: {{}}", listed([*known]))


@macro
def cautions(writer: Writer, name: Annotated[str, INDICATOR]) -> Piece:
    """What to keep in mind when reading an indicator's numbers, as far as it is so today."""
    views, view = writer.views, writer.views.indicators[name]
    told = [*_of_totals(views, view), *_of_plans(views, view), *_of_bounds(view)]
    if not told:
        return sentences(["không có điều gì cần lưu ý riêng"])
    return _items(told)


def _items(told: Iterable[Iterable[Piece]]) -> Piece:
    """A list of which each item is one or several sentences."""
    items = [said("<li>{}</li>", sentences(item)) for item in told]
    return said('<ul class="i-outstanding">{}</ul>', joined(items, " "))


def _of_totals(views: Views, view: IndicatorView) -> Iterator[list[Piece]]:
    stated = [row for row in view.reached if row.value.kind is Kind.PUBLISHED]
    if not stated:
        return
    row = stated[-1]
    if row.cut_off.part:
        words = "nguồn ghi “{}”, không nêu ngày cụ thể"
        early = "" if row.cut_off.ends_year else "; thời điểm ấy chưa phải cuối năm"
        yield [said(words + early, row.cut_off)]
    rest = views.figures.get(figure_id(view.indicator.id, Role.UNEXPLAINED, row.cut_off))
    if rest is not None and rest.value is not None:
        words = "trong lũy kế đến {} có {:ub} (suy ra) nằm ngoài số của các năm nêu riêng"
        told = [said(words, row.cut_off, rest)]
        counted_last = [r.value for r in view.years if r.value.id in rest.inputs][-1:]
        if bound_of(rest.value) and counted_last:
            words = "nguồn không nêu số của {} tính đến khi nào, nên chỉ xác định được mức ít nhất"
            told.append(said(words, years_of(counted_last)))
        yield [*told, "nguồn không nêu phần này thuộc thời gian nào"]


def _of_plans(views: Views, view: IndicatorView) -> Iterator[list[Piece]]:
    rows = [row for row in view.years if (p := row.get(Role.PLAN)) and p.kind is Kind.INFERRED]
    plans = [plan for row in rows if (plan := row.get(Role.PLAN))]
    if not rows:
        return
    when = years_of(plans)
    yield [
        said("chỉ tiêu {} có ghi “suy ra”, không do nguồn nêu trực tiếp", when),
        said(
            "vì vậy tỷ lệ so với chỉ tiêu của {} đã dùng để suy ra, không coi là đã được kiểm tra",
            when,
        ),
        *_of_rounding(views, [p for p in plans if p.exact and p.formula is Formula.WHOLE_NUMBER]),
    ]
    printed = [
        row.value
        for row in rows
        if row.judgement
        and [(item.role, item.kind) for item in row.judgement.because] == [_PRINTED]
    ]
    if printed:
        words = "trạng thái của {} dựa vào tỷ lệ mà nguồn công bố, không dựa vào chỉ tiêu suy ra"
        yield [said(words, years_of(printed))]


_PRINTED = (Role.PERCENT_OF_PLAN, Kind.PUBLISHED)


def _of_rounding(views: Views, plans: Iterable[Figure]) -> Iterator[Piece]:
    """Which inferred plans rest on the usual rounding of the printed percentage, and which
    percentages cannot come from leaving decimals out, which supports it.
    """
    resting, against = list[Figure](), list[Figure]()
    for plan in plans:
        result, share = views.figures.inputs_of(plan)
        least = Fraction(typed(share))
        cut = Interval(least, least + Fraction(1, 10**share.decimals), high_open=True)
        found = result.value.over(cut, 100).whole() if result.value else None
        if found is None:
            against.append(plan)
        elif found.exact != plan.exact:
            resting.append(plan)
    if resting:
        told = said(
            "chỉ tiêu của {} ({}) là số nguyên duy nhất khi nguồn làm tròn thông thường",
            years_of(resting),
            listed([Shown(plan, marks=False) for plan in resting]),
        )
        words = "; tỷ lệ của {} không thể do bỏ phần lẻ mà có, điều này phù hợp với giả định ấy"
        yield said("{}{}", told, said(words, years_of(against)) if against else "")


def _of_bounds(view: IndicatorView) -> Iterator[list[Piece]]:
    rows = [row.value for row in view.years if bound_of(row.value.value)]
    if rows:
        yield [
            said("{} nguồn chỉ nêu {}", years_of(rows), listed([*rows])),
            "số như vậy chỉ là một giới hạn, không rõ cách giới hạn ấy bao nhiêu",
            "trang không dùng số ấy để tính trung bình và không so với năm trước",
        ]
