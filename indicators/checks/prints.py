"""Rules about figures that a source printed: where each may stand, and that one which differs from
its recomputation, and no other, is explained.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial

from indicators.checks.fields import MISFIT, NEEDS, lacking
from indicators.checks.places import Data
from indicators.checks.targets import fits
from indicators.computing.compute import compute
from indicators.computing.figures import Figure, Role
from indicators.computing.formulas import Formula
from indicators.computing.ledger import Entry, Verdict
from indicators.model import (
    Indicator,
    Measure,
    Observation,
    Part,
    Published,
    PublishedFigure,
    Record,
    TargetType,
    Total,
)
from indicators.reporting.findings import At, Finding, Path
from indicators.reporting.rules import Rule, Section, Wording, said, same
from indicators.words.wording import MINUS, NBSP, amount

rule = partial(Rule, Section.PRINTED)

_ENGLISH = {
    "ít nhất": "at least", "không quá": "at most", "trên": "above", "dưới": "below",
    "khoảng": "about", "điểm phần trăm": "percentage points", "năm": "years", "lần": "times",
}  # fmt: skip


PUBLISHED_DISAGREES = rule(
    "published-disagrees",
    "Số công bố khác số tính lại",
    vi="Số công bố “{written}” {differs} số tính lại {computed}, chưa có thuyết minh.",
    en="The published “{written}” {differs} the recomputed {computed}, without an explanation.",
    mend="xem lại nguồn{inputs}; nếu nguồn ghi như vậy, thêm explanation, chỉ nêu điều biết chắc.",
    mend_en="look at the source again{inputs}; if it says so, add explanation of what is certain.",
    why="Mọi số công bố được tính lại; chỗ chênh lệch phải có lời thuyết minh, nêu điều biết chắc.",
    bad="value: 95.75",
    good="value: 95.75\nexplanation: Nguồn không nêu cách tính.",
    former=("bound-far", "grade-shares", "percent-disagrees", "percent-impossible"),
)

_NO_PLAN = Wording(
    "Tỷ lệ công bố “{written}” không ứng với chỉ tiêu nguyên nào của kết quả {result}.",
    "The published percentage “{written}” fits no whole plan for the result {result}.",
)
_NO_BASE = Wording(
    "Tỷ lệ công bố “{written}” không ứng với mẫu số nguyên nào.",
    "The published percentage “{written}” fits no whole denominator.",
)
_SWAPPED = Wording(
    "kiểm tra hai số (chữ số có thể bị đổi chỗ); nguồn ghi đúng cả hai thì thêm explanation.",
    "check both numbers for swapped digits; if the source gives both, add explanation.",
)


def check_published_disagrees(data: Data) -> Iterator[Finding]:
    """A printed figure that differs from its recomputation is explained."""
    views = compute(data.dataset)
    for entry in views.ledger:
        if entry.explanation:
            continue
        row = data.dataset.at(entry.path[: 6 if "parts" in entry.path else 4])
        value, computed = getattr(row, "value", None), shown(entry.recomputed)
        if entry.verdict is Verdict.NO_WHOLE_NUMBER:
            of_plan = entry.published.role is Role.PERCENT_OF_PLAN
            what = _NO_PLAN if of_plan else _NO_BASE
            yield Finding(PUBLISHED_DISAGREES(what, _SWAPPED, result=value), entry.path)
        elif entry.verdict is Verdict.DISAGREES or _beyond(entry):
            ids = entry.recomputed.inputs if entry.recomputed else ()
            inputs = inputs_of(*(views.figures[name] for name in ids))
            told = (
                (Wording(" và các số được tính: ", " and the numbers it is of: "), *inputs)
                if inputs
                else ()
            )
            fits = shown(entry.fitting)
            if entry.fitting:
                words = f" (mẫu số phù hợp: {fits.vi})", f" (what would fit: {fits.en})"
                told = (*told, Wording(*words))
            rest = entry.recomputed and entry.recomputed.formula is Formula.REST_OF_WHOLE
            one, other = both(entry)
            vi, en = (text.removeprefix(MINUS) for text in shown(entry.difference))
            differs = Wording(f"chênh {vi} so với", f"differs by {en} from") if vi else _NO_FIT
            fault = PUBLISHED_DISAGREES(
                _NOT_WHOLE if rest else None,
                differs=differs,
                computed=computed,
                inputs=told,
                sum=100 + one - other,
            )
            yield Finding(fault, entry.path)


_NO_FIT = Wording("không phù hợp với", "does not fit")
_NOT_WHOLE = Wording(
    "Các phần của cùng một tổng, kể cả “{written}”, cộng lại được {sum}%, không phải 100%, chưa có "
    "thuyết minh.",
    "The parts of one whole, with “{written}” among them, add up to {sum}%, which is not 100%, "
    "without an explanation.",
)


MOST_INPUTS = 12


def inputs_of(*figures: Figure) -> tuple[Wording | At, ...]:
    """The typed numbers behind a figure, each with its line: one of them may be wrong."""
    told: list[Wording | At] = []
    for figure in figures[:MOST_INPUTS]:
        if figure.path is not None:
            text, comma = shown(figure), ", " if told else ""
            told += [Wording(f"{comma}{text.vi} (", f"{comma}{text.en} ("), At(figure.path)]
            told.append(same(")"))
    return tuple(told)


EXPLANATION_NEEDLESS = rule(
    "explanation-needless",
    "Thuyết minh không còn cần",
    vi="Thuyết minh “{written}” không còn cần: số công bố đã khớp số tính lại.",
    en="The explanation “{written}” is needless: the figure agrees with the recomputed one.",
    mend="xóa dòng explanation.",
    mend_en="delete the line explanation.",
    why="Thuyết minh cho một chênh lệch không có làm người đọc nghi ngờ số đúng.",
    bad="value: 95.68\nexplanation: Nguồn không nêu cách tính.",
    good="value: 95.68",
)


def check_explanation_needless(data: Data) -> Iterator[Finding]:
    """A printed figure that agrees with its recomputation carries no explanation."""
    told: dict[Path, bool] = {}
    for entry in compute(data.dataset).ledger:
        if entry.explanation:
            place = (*entry.record, "explanation")
            agrees = entry.verdict is Verdict.AGREES
            told[place] = told.get(place, True) and agrees
    yield from (Finding(EXPLANATION_NEEDLESS(), place) for place, agree in told.items() if agree)


PUBLISHED_FAR = rule(
    "published-far",
    "Số công bố xa số tính lại",
    vi="Số công bố “{written}” khác quá xa số tính lại {computed}{span}.",
    en="The published “{written}” is too far from the recomputed {computed}{span}.",
    mend="kiểm tra dấu thập phân, các năm và các số dùng để tính; nguồn in vậy thì nói ở note.",
    mend_en="check the decimal mark, the years and their numbers; if it is printed so, use note.",
    why="Thuyết minh nói về cách tính, cách làm tròn; chênh lệch nhiều lần là một số gõ nhầm.",
    bad="- period: 2022\n  value: 9.615",
    good="- period: 2022\n  value: 96.15",
)


def check_published_far(data: Data) -> Iterator[Finding]:
    """No explanation carries a mean that is not of its years, or a percentage several times off;
    nor are years that no source names so far off.
    """
    views = compute(data.dataset)
    for entry in views.ledger:
        unnamed = entry.verdict is Verdict.NO_YEARS
        if not unnamed and not (entry.verdict is Verdict.DISAGREES and entry.explanation):
            continue
        span = same("")
        times = unnamed or entry.published.role in _PERCENTS
        far = times and not 1 / FAR <= _times(entry) <= FAR
        if entry.published.role is Role.MEAN and not unnamed:
            assert entry.recomputed is not None
            values = [views.figures[name].value for name in entry.recomputed.inputs]
            years = [
                number for value in values if value and (number := value.only_limit) is not None
            ]
            printed, again = both(entry)
            edge = (max(years) - min(years)) * EDGE
            weighed = min(years) + edge <= printed <= max(years) - edge
            far = not weighed and abs(printed - again) > abs(again) / 10
            limits = min(years), max(years)
            (low, high), (least, most) = ([said(x, code) for x in limits] for code in ("vi", "en"))
            span = Wording(f" của các số {low} – {high}", f", of numbers from {least} to {most}")
        if far:
            yield Finding(PUBLISHED_FAR(computed=shown(entry.recomputed), span=span), entry.path)


FAR = Fraction(5)
"""How many times off a printed percentage is a slip of the decimal mark, not a way to count."""

EDGE = Fraction(1, 20)
"""How near to its least or greatest year a mean gives the others no weight, in parts of all."""

_PERCENTS = (Role.PERCENT_OF_PLAN, Role.PERCENT_OF_TARGET)


def both(entry: Entry) -> tuple[Fraction, Fraction]:
    """The printed and the recomputed number; of a bound, the one that it names."""
    values = (figure and figure.value for figure in (entry.published, entry.recomputed))
    printed, again = (value and (value.only_limit or value.low) for value in values)
    return printed or Fraction(0), again or Fraction(0)


def _times(entry: Entry) -> Fraction:
    """How many times the recomputed number was printed; 1 where that cannot be told."""
    printed, again = both(entry)
    return printed / again if again else Fraction(1)


BEYOND = Fraction(5, 4)
"""How many times a bound lies beyond what it bounds before it is doubtful that it does so."""


def _beyond(entry: Entry) -> bool:
    """Whether a percentage of a number that is only a bound is not about that of the number."""
    bounded = entry.verdict is Verdict.NO_INPUTS and entry.recomputed is not None
    percent = bounded and entry.published.role in _PERCENTS
    return percent and not 1 / BEYOND <= _times(entry) <= BEYOND


def shown(figure: Figure | None) -> Wording:
    """A figure as Vietnam and as an English text write it, without the plus of a difference."""
    text = amount(figure, sign=False).replace(NBSP, " ") if figure else ""
    english = re.sub("|".join(_ENGLISH), lambda word: _ENGLISH[word[0]], text)
    return Wording(text, english.translate(str.maketrans(".,", ",.")))


_CHANGES = (PublishedFigure.CHANGE, PublishedFigure.CHANGE_PERCENT)
_OF_YEARS = (PublishedFigure.MEAN, PublishedFigure.SUM, *_CHANGES)
_OF_A_YEAR = (PublishedFigure.PERCENT_OF_PLAN, *_CHANGES)
_OF_TARGET = (PublishedFigure.PERCENT_OF_TARGET, PublishedFigure.YEARS_EARLY)
_OF_A_TOTAL = (*_OF_TARGET, *_CHANGES)

LEAST_PERCENT, MOST_PERCENT = Decimal(10), Decimal(500)
"""Between these lies a whole year's result in percent of its plan, unless it is explained."""


def _home(figure: PublishedFigure, indicator: Indicator) -> Wording:
    """Where a figure of this kind is declared."""
    if figure in _OF_TARGET:
        return Wording("published của một mục totals", "published of an item of totals")
    if figure in _OF_A_YEAR:
        return Wording("published của một năm", "published of a year")
    return Wording(f"published của {indicator.id}", f"published of {indicator.id}")


def check_published_place(data: Data) -> Iterator[Finding]:
    """A published figure stands with what it was computed from: a year, a total, several years. One
    over several years says from which to which, but for a mean whose source names none; another
    one has no such years.
    """
    for path, indicator, printed in data.within(Published):
        figure, of = printed.figure, f"figure: {printed.figure.value}"
        allowed = _ALLOWED[type(data.holder(path))]
        if figure not in allowed:
            listed = ", ".join(figure.value for figure in allowed)
            home = _home(figure, indicator)
            instead = Wording(
                f"chuyển sang {home.vi}, hoặc chọn trong: {listed}",
                f"move it to {home.en}, or choose from: {listed}",
            )
            yield Finding(MISFIT(field=of, of=_HERE, instead=instead), (*path, "figure"))
        elif figure is PublishedFigure.SUM and indicator.measure is not Measure.FLOW:
            fault = MISFIT(field=of, of=f"measure: {indicator.measure.value}", instead=_MEAN)
            yield Finding(fault, (*path, "figure"))
        of_years = allowed is _OF_YEARS
        unnamed = figure is PublishedFigure.MEAN and printed.from_ is printed.to is None
        for name, year in (("from", printed.from_), ("to", printed.to)):
            if of_years and year is None and figure in _OF_YEARS and not unnamed:
                yield lacking((*path, "figure"), of, name)
            if not of_years and year is not None:
                fault = MISFIT(field=name, of=_ONE_TIME, instead=_SEVERAL)
                yield Finding(fault, (*path, name), at_key=True)


_ALLOWED: Mapping[type[Record], Sequence[PublishedFigure]] = {
    Indicator: _OF_YEARS,
    Observation: _OF_A_YEAR,
    Total: _OF_A_TOTAL,
}
_HERE = Wording("mục này", "this item")
_MEAN = Wording("trung bình các năm thì gõ figure: mean", "type figure: mean for a mean of years")
_ONE_TIME = Wording("đại lượng của một kỳ", "a figure of one time")
_SEVERAL = Wording(
    "đại lượng của nhiều năm thì khai ở published của chỉ tiêu",
    "declare a figure over several years in the indicator's own published",
)


PERCENT_UNLIKELY = rule(
    "percent-unlikely",
    "Tỷ lệ công bố khó xảy ra",
    vi="Tỷ lệ công bố “{written}” khó xảy ra với {result}.",
    en="The published percentage “{written}” is unlikely for {result}.",
    mend="kiểm tra từng chữ số; nguồn nêu chỉ tiêu thì ghi plan; in đúng vậy thì thêm explanation.",
    mend_en="check each digit; add the plan if it is given; if this is printed, add explanation.",
    why="Chỉ tiêu không nêu được suy ra từ tỷ lệ; lệch một dấu thập phân là sai mười lần.",
    bad="value: 1365\npublished:\n  - figure: percent-of-plan\n    value: 1.114",
    good="value: 1365\npublished:\n  - figure: percent-of-plan\n    value: 111.4",
)


def check_percent_unlikely(data: Data) -> Iterator[Finding]:
    """A printed percentage that no plan or result confirms is one that a year can have."""
    for path, printed in data.of(Published):
        if printed.figure is not PublishedFigure.PERCENT_OF_PLAN or printed.explanation:
            continue
        holder = data.holder(path)
        if not isinstance(holder, Observation) or None not in (holder.value, holder.plan):
            continue
        least = Decimal(0) if holder.through or holder.value == 0 else LEAST_PERCENT
        if not least <= printed.value <= MOST_PERCENT:
            result = _with_plan(holder.value, printed.value)
            yield Finding(PERCENT_UNLIKELY(result=result), (*path, "value"))


def _with_plan(result: Decimal | None, percent: Decimal) -> Wording:
    """The result with the whole plan of which it is about so many percent."""
    if result is None or percent <= 0:
        return Wording("kết quả của cả năm", "a whole year's result")
    plan = round(result * 100 / percent)
    vi, en = said(plan, "vi"), said(plan, "en")
    return Wording(
        f"kết quả {said(result, 'vi')}: chỉ tiêu phải là khoảng {vi}",
        f"the result {said(result, 'en')}: the plan would be about {en}",
    )


def check_published_target(data: Data) -> Iterator[Finding]:
    """A percentage of the target needs a target for the whole term; of one that is told to be
    another than meant nothing is known, nor of whose ids are not.
    """
    known, told = data.by_id.keys(), set[str]()
    for path, indicator, printed in data.within(Published):
        of_total = printed.figure in _OF_TARGET and isinstance(data.holder(path), Total)
        if not of_total or indicator.id in told:
            continue
        told.add(indicator.id)
        targets = [
            target
            for target in data.dataset.targets
            if indicator.id in target.indicators or not known >= {*target.indicators}
        ]
        if all(fits(t) and t.type is not TargetType.TERM_TOTAL for t in targets):
            of = f"“{indicator.id}”"
            target = Wording(
                f"một mục targets loại term-total của {of}", f"a target of type term-total of {of}"
            )
            fault = NEEDS(field=f"figure: {printed.figure.value}", needed=target)
            yield Finding(fault, (*path, "figure"))


EXPLANATION_DIGITS = rule(
    "explanation-digits",
    "Số trong thuyết minh",
    vi="Thuyết minh “{written}” có chữ số.",
    en="The explanation “{written}” holds digits.",
    mend="chỉ viết bằng lời; trang tự ghi số công bố và số tính lại bên cạnh.",
    mend_en="use words only; the site writes the published and the recomputed number beside it.",
    why="Mỗi số chỉ gõ một lần; số chép trong lời sẽ cũ đi khi dữ liệu thay đổi.",
    bad="explanation: Trung bình của 95,2 và 96,15.",
    good="explanation: Nguồn không nêu cách tính.",
)


def check_explanation_digits(data: Data) -> Iterator[Finding]:
    """An explanation holds no digits: the ledger writes the numbers beside it."""
    for path, row in data.of(Published, Observation, Part, Total):
        if row.explanation and re.search(r"\d", row.explanation):
            yield Finding(EXPLANATION_DIGITS(), (*path, "explanation"))
