"""Rules about time: terms one after the other, years inside them, cut-offs and statuses that fit
them, and what numbers were before.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from decimal import Decimal
from functools import partial

from indicators.checks import places
from indicators.checks.fields import CLASH, NEEDS, lacking
from indicators.checks.listed import ORDER
from indicators.checks.places import LEVELS, Data, own_end
from indicators.computing.figures import FORECASTS, CutOff, qualifiers_of
from indicators.model import (
    Former,
    FormerLevel,
    Measure,
    Months,
    Observation,
    Part,
    Programme,
    Published,
    Record,
    Solution,
    Status,
    Target,
    Total,
)
from indicators.reporting.findings import At, Finding, Path
from indicators.reporting.rules import Rule, Section, Wording
from indicators.scalars import PartialDate
from indicators.terms import months, spans

rule = partial(Rule, Section.TIMES)


FLOW_FALLS = rule(
    "flow-falls",
    "Số trong năm giảm",
    vi="Số đến {end} là “{written}”, thấp hơn số trước đó của cùng năm, {before} ({first}).",
    en="Through {end}, “{written}” is below an earlier number of that year, {before} ({first}).",
    mend="đối chiếu cả hai với nguồn; số trước bị ghi nhầm thì sửa và ghi former; nguồn ghi đúng "
    "như vậy thì thêm explanation ở số sau.",
    mend_en="compare both with the source; mend an earlier mistake with former; where the source "
    "says so, add explanation to the later one.",
    why="Mỗi số đếm từ đầu năm, nên số đến tháng sau không thể ít hơn số đến tháng trước.",
    bad="through: 2024-06\nvalue: 85",
    good="through: 2024-06\nvalue: 805",
    compares=True,
)


def check_flow_falls(data: Data) -> Iterator[Finding]:
    """What is counted from the start of a year does not fall within it, unless that is explained:
    the whole, and what each unit and group has of it.
    """
    ends = {path: end for path, row in data.of(Observation) if (end := own_end(row))}
    highest: dict[Hashable, tuple[Path, Decimal]] = {}
    rows = [item for item in data.within(Observation, Part) if item[0][:4] in ends]
    for path, indicator, row in sorted(rows, key=lambda item: ends[item[0][:4]].latest):
        counts = indicator.measure is Measure.FLOW and not places.may_be_negative(indicator)
        firm = row.bound is None and not row.approximate and row.status not in FORECASTS
        if row.value is None or not (counts and firm):
            continue
        end, place = ends[path[:4]], (*path, "value")
        key = (path[:2], end.date.year, len(path), *_whose(row))
        first, most = highest.get(key, (place, row.value))
        if row.value < most and first[:4] != place[:4] and not row.explanation:
            yield Finding(FLOW_FALLS(end=str(end.date), before=most, first=At(first)), place)
        else:
            highest[key] = (place, row.value)


def _whose(row: Observation | Part) -> tuple[str | None, str | None]:
    """The unit or group of a part; nobody's is the whole."""
    return (row.unit, row.group) if isinstance(row, Part) else (None, None)


PLAN_DIFFERS = rule(
    "plan-differs",
    "Hai chỉ tiêu cho một năm",
    vi="Chỉ tiêu năm {period} ghi ở đây là “{written}”, ở {first} là {other}.",
    en="The plan of {period} is “{written}” here, and {other} on {first}.",
    mend="mỗi năm có một chỉ tiêu: giữ số đúng ở một mục; số đã điều chỉnh thì ghi số cũ ở former.",
    mend_en="a year has one plan: keep the right one; one that was revised goes into former.",
    why="Kết quả của từng thời điểm đều so với chỉ tiêu của cả năm.",
    bad="value: 805\nplan: 830",
    good="value: 805\nplan: 1440",
    compares=True,
)


def check_plan_differs(data: Data) -> Iterator[Finding]:
    """The rows of a year state one plan, and one for each unit and group."""
    first: dict[Hashable, tuple[Path, Decimal]] = {}
    for path, indicator, row in data.within(Observation, Part):
        for name in ("proposed", "plan"):
            number, place = getattr(row, name), (*path, name)
            if number is None:
                continue
            year = indicator.observations[int(path[3])].period
            key = (path[:2], year, len(path), *_whose(row), name)
            known, other = first.setdefault(key, (place, number))
            if other != number and known[:4] != place[:4]:
                fault = PLAN_DIFFERS(period=str(year), first=At(known), other=other)
                yield Finding(fault, place)


PERIOD_OUTSIDE = rule(
    "period-outside",
    "Mốc nằm ngoài thời gian của nó",
    vi="“{written}” nằm ngoài {time}.",
    en="“{written}” lies outside {time}.",
    mend="kiểm tra lại mốc này; {instead}.",
    mend_en="check it; {instead}.",
    why="Số ngoài nhiệm kỳ làm lũy kế sai; một năm chỉ có tháng và thay đổi từ năm ấy.",
    bad="- period: 2012",
    good="- period: 2021",
    unsettles=True,
    former=("cut-off-year", "former-early"),
)
_COMPARED = Wording(
    "số để so sánh thì ở ngay nhiệm kỳ trước",
    "what is compared with lies in the term just before",
)
_UNDECLARED = Wording(
    "nhiệm kỳ của năm ấy chưa khai thì khai trong terms",
    "where its term is not declared, declare it in terms",
)
_EXPECTED = Wording(
    "số hiện nay là dự kiến thì ghi status: forecast",
    "mark a present number that is expected as status: forecast",
)


def check_period_outside(data: Data) -> Iterator[Finding]:
    """Every year, and the cut-off of every total, lies in the term, or in one of several; as long
    before the first as it lasts lies what it is compared with.
    """
    terms = spans(data.dataset)
    if not terms or any(term.closes < term.opens for term in terms):
        return
    times: list[tuple[Path, tuple[Months, Months]]] = [
        *(((*path, "period"), months(row)) for path, row in data.of(Observation)),
        *(((*path, "through"), months(row)) for path, row in data.of(Total)),
    ]
    for path, printed in data.of(Published):
        for name, year in (("from", printed.from_), ("to", printed.to)):
            if year is not None:
                times.append(((*path, name), ((year, 1), (year, 12))))
    start, end, several = terms[0].start, terms[-1].end, len(terms) > 1
    time = Wording(f"nhiệm kỳ {start} – {end}", f"the term {start} – {end}")
    if several:
        time = Wording(
            f"các nhiệm kỳ đã khai, từ {start} đến {end}",
            f"the declared terms, from {start} to {end}",
        )
    base, instead = 2 * terms[0].first - terms[0].last, _UNDECLARED if several else _COMPARED
    for path, (first, last) in times:
        compared = (base, 1) <= first and last < terms[0].opens
        if not (compared or any(first <= term.closes and term.opens <= last for term in terms)):
            yield Finding(PERIOD_OUTSIDE(time=time, instead=instead), path)


def check_cut_off_year(data: Data) -> Iterator[Finding]:
    """A year that was counted only in part was counted up to a month of that same year."""
    for path, row in data.of(Observation):
        if row.through and (row.through.year != row.period or row.through.month is None):
            year = row.period
            time = Wording(f"các tháng của năm {year}", f"the months of {year}")
            instead = Wording(
                f"gõ một tháng của năm ấy, ví dụ {year}-06; số cả năm thì xóa dòng này",
                f"type a month of that year, such as {year}-06, or delete the line for all of it",
            )
            yield Finding(PERIOD_OUTSIDE(time=time, instead=instead), (*path, "through"))


TOLD_TOO_EARLY = rule(
    "told-too-early",
    "Nguồn có trước khi hết kỳ",
    vi="Nguồn “{source}” có từ {date}, trước khi hết {end}, nên chưa thể nêu kết quả cuối cùng.",
    en="The source “{source}” is of {date}, before the end of {end}: this is no final result.",
    mend="ghi status: forecast (dự kiến) hoặc estimate (ước tính), hoặc sửa năm, nguồn.",
    mend_en="write status: forecast or estimate, or mend the year or the source.",
    why="Số nêu trước khi kết thúc kỳ là số dự kiến hoặc ước tính, không phải kết quả chính thức.",
    bad="value: 1365\nstatus: official",
    good="value: 1365\nstatus: estimate",
)


def check_told_too_early(data: Data) -> Iterator[Finding]:
    """What a source tells of a time that was not over when it was issued is no final result."""
    for path, row, end, document in data.results:
        if document.date is None or row.status in FORECASTS:
            continue
        early = row.status is Status.OFFICIAL and CutOff(document.date).latest < end.earliest
        if early or document.date.year < end.date.year:
            fault = TOLD_TOO_EARLY(source=document.id, date=str(document.date), end=str(end.date))
            yield Finding(fault, (*path, "status" if row.status else "value"))


FORMER_SAME = Rule(
    Section.CHANGES,
    "former-same",
    "Số cũ trùng số mới",
    vi="Số cũ “{written}” trùng với số đã thay nó.",
    en="The former number “{written}” is the one that took its place.",
    mend="ghi số trước khi thay đổi; nếu không có gì thay đổi, xóa mục này.",
    mend_en="write the number before the change; if nothing changed, delete the item.",
    why="Một thay đổi không đổi gì làm người đọc hiểu nhầm.",
    bad="reason: Bổ sung báo cáo của cơ sở.\nvalue: 1365",
    good="reason: Bổ sung báo cáo của cơ sở.\nvalue: 1510",
    compares=True,
)


def check_former_same(data: Data) -> Iterator[Finding]:
    """A former number differs from the one that replaced it."""
    for path, former in data.of(Former, FormerLevel):
        holder = data.holder(path)
        replaced = (*holder.former[int(path[-1]) + 1 :], holder)
        for name in LEVELS if isinstance(former, FormerLevel) else ("value", "plan"):
            number, numbers = _said(former, name), (_said(item, name) for item in replaced)
            if number[0] is not None:
                by = next((item for item in numbers if item[0] is not None), None)
                if number == by:
                    yield Finding(FORMER_SAME(), (*path, name))


def _said(record: Record, name: str) -> tuple[object, ...]:
    """A number as a record says it: a value perhaps only on one side, or as a range."""
    number = getattr(record, name, None)
    if name != "value" or not isinstance(record, Former | Observation | Part | Total):
        return (number,)
    return number, record.status, *qualifiers_of(record).values()


def check_former_early(data: Data) -> Iterator[Finding]:
    """A result does not replace another one before its time has begun."""
    for path, former in data.of(Former):
        row = data.holder(path)
        last = int(path[-1]) == len(row.former) - 1
        if not last or None in (former.value, row.value) or row.status in FORECASTS:
            continue
        year = row.through.year if isinstance(row, Total) else data.dataset.at(path[:4]).period
        if former.date.year < year:
            time = Wording(f"thời gian có kết quả của năm {year}", f"the time of results of {year}")
            yield Finding(PERIOD_OUTSIDE(time=time, instead=_EXPECTED), (*path, "date"))


TERM_FORM = Rule(
    Section.TERMS,
    "term-form",
    "Chưa rõ của nhiệm kỳ nào",
    vi="Tệp chưa khai {lacking}, nên không biết số liệu là của ai, nhiệm kỳ nào.",
    en="The file lacks {lacking}: nobody knows whose data it is, and of which term.",
    mend="thêm {lacking}; tệp có nhiều nhiệm kỳ thì khai terms thay cho cả organisation và term.",
    mend_en="add {lacking}; a file of several terms has terms instead of organisation and term.",
    why="Mọi lũy kế, trạng thái đều tính trong một nhiệm kỳ của một tổ chức.",
    bad="organisation:\n  name: Đảng bộ xã Thí Dụ",
    good=(
        "organisation:\n  name: Đảng bộ xã Thí Dụ\n"
        "term:\n  name: nhiệm kỳ 2020 – 2025\n  start: 2020\n  end: 2025"
    ),
)
_LINES = {
    "organisation": "organisation: (name: …)",
    "term": "term: (name: …, start: …, end: …)",
}


def check_term_form(data: Data) -> Iterator[Finding]:
    """The file is of one term, or lists several."""
    stated = [name for name in _LINES if getattr(data.dataset, name) is not None]
    if data.dataset.terms:
        for name in stated:
            yield Finding(CLASH(field=name, other="terms"), (name,), at_key=True)
    elif len(stated) < len(_LINES):
        lines = ", ".join(lines for name, lines in _LINES.items() if name not in stated)
        yield Finding(TERM_FORM(lacking=lines), (stated[0],) if stated else ())


TERMS_APART = Rule(
    Section.TERMS,
    "terms-apart",
    "Hai nhiệm kỳ không liền nhau",
    vi="Nhiệm kỳ này bắt đầu {written}, không nối liền nhiệm kỳ trước, kết thúc {end} ({first}).",
    en="This term starts {written}, not just after the one before, which ends {end} ({first}).",
    mend="sửa một trong hai mốc: nhiệm kỳ sau bắt đầu ngay tháng sau đó, {next}; chung một năm thì "
    "ghi tháng ở một trong hai dòng: tháng đại hội ở start, hoặc tháng trước đó ở end.",
    mend_en="mend one of the two: a term starts in the month after, {next}; in a year of both "
    "write the month of the congress in start, or the one before in end.",
    why="Mỗi số thuộc về đúng một nhiệm kỳ; số ở khoảng trống hay khoảng chung thì không rõ.",
    bad="start: 2025-12",
    good="start: 2025-10",
)


def check_terms_apart(data: Data) -> Iterator[Finding]:
    """Terms stand in order, and each starts when the one before has ended."""
    listed, seen = data.dataset.terms, spans(data.dataset) if data.dataset.terms else ()
    for at in range(1, len(listed)):
        before, path = listed[at - 1], ("terms", at, "start")
        (year, month), start = seen[at - 1].closes, seen[at].opens
        expected = year + month // 12, month % 12 + 1  # the month after
        shared = isinstance(before.end, int) and listed[at].start == before.end
        if start < seen[at - 1].opens:
            yield Finding(ORDER(above=str(before.start)), path)
        elif shared or start != expected:
            first, following = At(("terms", at - 1, "end")), str(PartialDate(*expected))
            yield Finding(TERMS_APART(end=str(before.end), first=first, next=following), path)


def check_term_needed(data: Data) -> Iterator[Finding]:
    """What is of one term says of which, where there are several."""
    known = [term.id for term in data.dataset.terms]
    if data.dataset.programmes and not known:
        yield lacking(("programmes",), "programmes", "terms")
    of = Wording(f"term, một trong: {', '.join(known)}", f"term, one of: {', '.join(known)}")
    for path, record in data.of(Target, Solution, Programme) if len(known) > 1 else ():
        if record.term is None:
            name = path[0] if isinstance(record, Programme) else record.id
            yield Finding(NEEDS(field=name, needed=of), path)


TERM_ACROSS = Rule(
    Section.TERMS,
    "term-across",
    "Số nằm ở hai nhiệm kỳ",
    vi="Lũy kế đến “{written}” không rõ của nhiệm kỳ nào: năm {year} chia ở cuối tháng {month}.",
    en="The total through “{written}” may be of two terms: {year} is cut after its month {month}.",
    mend="ghi cả tháng: đến {cut} là của nhiệm kỳ trước, sau đó là của nhiệm kỳ sau.",
    mend_en="write the month: up to {cut} it is of the earlier term, after that of the later one.",
    why="Lũy kế tính từ đầu một nhiệm kỳ; không cộng số của hai nhiệm kỳ với nhau.",
    bad="- through: 2025\n  value: 900",
    good="- through: 2025-09\n  value: 900",
)
_PRINTED = (
    Wording(
        "Từ {start} đến {end} là hai nhiệm kỳ; số này không tính lại được.",
        "From {start} to {end} are two terms, over which nothing is recomputed.",
    ),
    Wording(
        "kiểm tra hai năm; nguồn tính qua hai nhiệm kỳ thật thì ghi ở note, không ghi ở published.",
        "check the years; where the source does count over both terms, say so in note.",
    ),
)


def check_term_across(data: Data) -> Iterator[Finding]:
    """A total is of one term, and so is what a source printed over several years."""
    terms = spans(data.dataset)
    cuts = {term.closes[0]: term.closes[1] for term in terms[:-1] if term.closes[1] < 12}
    for path, total in data.of(Total):
        year = total.through.year
        if total.through.month is None and year in cuts:
            cut = PartialDate(year, cuts[year])
            fault = TERM_ACROSS(year=str(year), month=str(cut.month), cut=str(cut))
            yield Finding(fault, (*path, "through"))
    for path, printed in data.of(Published):
        start, end = printed.from_, printed.to
        if start is None or end is None:
            continue
        within = [{year for year in (start, end) if t.first <= year <= t.last} for t in terms]
        if {start, end} not in within and {start, end} <= set().union(*within):
            fault = TERM_ACROSS(*_PRINTED, start=str(start), end=str(end))
            yield Finding(fault, (*path, "from"))
