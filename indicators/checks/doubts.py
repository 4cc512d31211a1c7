"""What may be right and only should be looked at again: told, and stops nothing.

The limits are round on purpose: they point at a number, and decide nothing. Functions named
``check_…`` ask of one version, those named ``since_…`` of what has changed since another one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from indicators.checks import places
from indicators.checks.places import Data
from indicators.checks.prints import both, inputs_of, shown
from indicators.computing.arithmetic import rounded
from indicators.computing.compute import Views, compute
from indicators.computing.figures import (
    FORECASTS,
    PERCENT,
    POINTS,
    CutOff,
    Figure,
    Kind,
    Period,
    Role,
    end_of,
    knowledge,
)
from indicators.computing.ledger import Verdict
from indicators.computing.standing import Standing
from indicators.model import (
    Answerable,
    Document,
    Former,
    FormerLevel,
    Indicator,
    Measure,
    Observation,
    Status,
    Target,
    TargetType,
    Total,
)
from indicators.reading.fields import fields
from indicators.reporting.findings import At, Finding, Path
from indicators.reporting.rules import Rule, Section, Wording, same
from indicators.scalars import PartialDate
from indicators.words.changes import formers
from indicators.words.explain import label
from indicators.words.wording import amount, fraction, in_text, lowered, unit_text, when

rule = partial(Rule, Section.DOUBTS, doubt=True)
since = partial(Rule, Section.SINCE, doubt=True)

RATIO_FAR = rule(
    "ratio-far",
    "Tỷ số lớn khác thường",
    vi="Tỷ số {ratio} của “{name}” lớn khác thường, tính từ {inputs}.",
    en="The ratio {ratio} of “{name}” is unusually great, computed from {inputs}.",
    mend="đối chiếu hai số với nguồn; có thể thiếu hoặc thừa một chữ số, hoặc hai vế đổi chỗ.",
    mend_en="compare both with the source; a digit may be missing, or the sides may be swapped.",
    why="Một số gấp hơn ba lần số được so thường là gõ sai một chữ số hoặc nhầm vế.",
    bad="value: 180000",
    good="value: 18000",
    former=("stock-under-flow",),
)
_PART = Wording(
    "“{written}” nhỏ hơn số phát sinh trong cùng năm, {flow} ({at}), là một phần của nó.",
    "“{written}” is below what was added in the same year, {flow} ({at}), which is part of it.",
)

MOST_TIMES = 3
"""How many times its denominator a numerator may be before it is looked at again."""


def check_ratios(data: Data, _: dt.date | None) -> Iterator[Finding]:
    """No ratio is much above what ratios are, and no stock below the flow that is part of it."""
    views = compute(data.dataset)
    for view in views.indicators.values():
        for row in view.ratios:
            times = row.value.exact
            if times is None or len(row.value.inputs) != 2:
                continue
            times = times / 100 if row.value.unit == PERCENT else times
            top, bottom = (views.figures[name] for name in row.value.inputs)
            measures = [views.indicators[item.subject].indicator.measure for item in (top, bottom)]
            part = measures == [Measure.FLOW, Measure.STOCK] and top.when == bottom.when
            if part and times > 1:
                fault = RATIO_FAR(_PART, flow=shown(top), at=At(_place(data, top)))
                yield Finding(fault, _place(data, bottom))
            elif times > MOST_TIMES:
                name = view.indicator.name
                fault = RATIO_FAR(ratio=shown(row.value), name=name, inputs=inputs_of(top, bottom))
                yield Finding(fault, _place(data, top))


def _place(data: Data, figure: Figure) -> Path:
    """Where a figure stands; one that is not typed, where its indicator does."""
    return figure.path or next(path for path, one in data.of(Indicator) if one.id == figure.subject)


DATE_AHEAD = rule(
    "date-ahead",
    "Mốc thời gian chưa đến",
    vi="“{written}” sau ngày kiểm tra, {today}.",
    en="“{written}” is after the day of this check, {today}.",
    mend="kiểm tra lại ngày; số dự kiến thì ghi status: forecast.",
    mend_en="check the date; of a number that is expected write status: forecast.",
    why="Nguồn không nêu được điều chưa xảy ra; thường là gõ nhầm năm.",
    bad="date: 2035-04-15",
    good="date: 2021-04-15",
)


def check_dates(data: Data, today: dt.date | None) -> Iterator[Finding]:
    """No document, change or result is of a time to come."""
    if today is None:
        return
    ends: list[tuple[Path, CutOff]] = [
        ((*path, "date"), CutOff(item.date))
        for path, item in data.of(Document, Former, FormerLevel)
        if item.date
    ]
    for path, row in data.of(Observation, Total):
        end = end_of(row)
        if row.value is not None and row.status is not Status.FORECAST:
            part = isinstance(row, Observation) and row.through is None
            begun = CutOff(PartialDate(end.date.year)) if row.status is Status.ESTIMATE else end
            ends.append(((*path, "period" if part else "through"), begun))
    for path, end in ends:
        if dt.date(end.date.year, end.date.month or 1, end.date.day or 1) > today:
            yield Finding(DATE_AHEAD(today=today.isoformat()), path)


TOTAL_WANTED = rule(
    "total-wanted",
    "Năm có phần ngoài nhiệm kỳ mà chưa có lũy kế",
    vi="Năm “{written}” có phần ngoài nhiệm kỳ, nên số cả năm không cộng được vào lũy kế của "
    "“{name}”, mà lũy kế thì chưa nhập.",
    en="A part of “{written}” lies outside the term, so that the year is summed to no total of "
    "“{name}”, and none is stated.",
    mend="ghi lũy kế ở totals như nguồn nêu; phần năm thuộc nhiệm kỳ trước thì ghi kèm through.",
    mend_en="state the total in totals as the source does; of the year's part write through.",
    why="Không cộng số của hai nhiệm kỳ với nhau; tiến độ của nhiệm kỳ theo lũy kế mà nguồn nêu.",
    bad="observations:\n  - period: 2025\n    value: 40",
    good="observations:\n  - period: 2025\n    value: 40\ntotals:\n  - through: 2025-12\n"
    "    value: 50",
)


def check_totals_wanted(data: Data, _: dt.date | None) -> Iterator[Finding]:
    """Where a year is cut and a target asks for the total of the term, a source states one."""
    term = data.dataset.term
    for view in compute(data.dataset).indicators.values():
        asked = view.target and view.target.type is TargetType.TERM_TOTAL
        stated = [total.through.year for total in view.indicator.totals]
        for row in view.rows if asked else ():
            known = row.value.exact is not None and row.value.path is not None
            if known and not row.period.within(term) and max(stated, default=0) < row.period.year:
                path = (*(row.value.path or ())[:-1], "period")
                yield Finding(TOTAL_WANTED(name=view.indicator.name), path)


EXPLAINED_FAR = rule(
    "explained-far",
    "Thuyết minh cho một chênh lệch lớn",
    vi="Số công bố “{written}” khác số tính lại {computed} nhiều hơn mức làm tròn có thể gây ra.",
    en="The published “{written}” differs from the recomputed {computed} by more than rounding.",
    mend="xem lại {inputs}; thuyết minh chỉ dành cho điều nguồn in đúng như vậy.",
    mend_en="look again at {inputs}; an explanation is for what the source really prints so.",
    why="Chênh lệch hơn một phần trăm thường là một số gõ nhầm được thuyết minh che đi.",
    bad="value: 115.4\nexplanation: Nguồn in như vậy.",
    good="value: 112.4\nexplanation: Nguồn in như vậy.",
    former=("mean-outside",),
)
_OUTSIDE = Wording(
    "Trung bình “{written}” không nằm giữa các số được tính.",
    "The mean “{written}” does not lie between the numbers it is of.",
)

LARGE = Fraction(1, 100)
"""Which part of a recomputed number is more than rounding and ways to count make."""


def check_explanations(data: Data, _: dt.date | None) -> Iterator[Finding]:
    """No explanation stands over a gap that is likelier a slip."""
    views = compute(data.dataset)
    for entry in views.ledger:
        if entry.verdict is not Verdict.DISAGREES or not (entry.explanation and entry.recomputed):
            continue
        printed, again = both(entry)
        figures = [views.figures[name] for name in entry.recomputed.inputs]
        numbers = [number for item in figures if (number := item.exact) is not None]
        told = inputs_of(*figures)
        mean = entry.published.role is Role.MEAN and numbers
        if mean and not min(numbers) <= printed <= max(numbers):
            yield Finding(EXPLAINED_FAR(_OUTSIDE, inputs=told), entry.path)
        elif abs(printed - again) > abs(again) * LARGE:
            fault = EXPLAINED_FAR(computed=shown(entry.recomputed), inputs=told)
            yield Finding(fault, entry.path)


NAME_TWICE = rule(
    "name-twice",
    "Hai mục cùng tên",
    vi="“{written}” cũng là tên của mục ở {first}.",
    en="“{written}” is also the name of the item on {first}.",
    mend="nếu là hai thứ khác nhau thì đặt tên cho rõ; nếu là một thì gộp lại.",
    mend_en="where they are two things, name them apart; where they are one, join them.",
    why="Hai mục cùng tên thì người đọc không biết số nào là của mục nào.",
    bad="name: Đảng bộ xã B",
    good="name: Đảng bộ xã C",
)


def check_names(data: Data, _: dt.date | None) -> Iterator[Finding]:
    """No two records of a list are called the same."""
    names = (
        ((*path, "name"), (path[:-1], fields(type(record))["name"].of(record).casefold()))
        for path, record in data.records
        if "name" in fields(type(record)) and path and isinstance(path[-1], int)
    )
    for path, first in places.repeated(names):
        yield Finding(NAME_TWICE(first=At((*first.path[:-1], "id"))), path)


FORECAST_PASSED = rule(
    "forecast-passed",
    "Năm đã qua chỉ có dự báo",
    vi="Năm {period} chỉ có số dự báo “{written}”, trong khi đã có kết quả {later}.",
    en="{period} has only a forecast, “{written}”, although there is a result for {later}.",
    mend="nguồn đã nêu kết quả thì ghi thay; chưa thì để nguyên, trang ghi là dự báo trước đây.",
    mend_en="put the result in its place if a source gives it; else leave it, told as a forecast.",
    why="Dự báo của một năm đã qua không phải là kết quả, nên năm ấy chưa được đánh giá.",
    bad="value: 10\nstatus: forecast",
    good="value: 10\nstatus: official",
)


def check_forecasts(data: Data, _: dt.date | None) -> Iterator[Finding]:
    """Of a year before one with a result, more is known than what had been expected."""
    for view in compute(data.dataset).indicators.values():
        for row in view.rows:
            if row.value.overtaken and row.value.path is not None:
                later = view.results[-1].period.key
                fault = FORECAST_PASSED(period=str(row.period.year), later=later)
                yield Finding(fault, row.value.path)


SOURCE_OLDER = rule(
    "source-older",
    "Nguồn chưa biết đến thời điểm của số",
    vi="Số đến {end} theo nguồn “{source}”, mà nguồn ấy chỉ biết đến {known}.",
    en="The number through {end} is from the source “{source}”, which knows only through {known}.",
    mend="ghi source của số này; số chưa hết năm thì ghi through, số ước tính thì ghi status; "
    "nguồn biết đến lúc khác thì ghi knows-through ở văn bản ấy.",
    mend_en="give its own source, or through for part of a year, a status, or knows-through.",
    why="Số của nửa năm mà coi là cả năm thì bị báo là chưa đạt chỉ tiêu.",
    bad="source: bao-cao-dau-nam\ndocuments:",
    good="source: bao-cao\ndocuments:",
)


def check_sources(data: Data, _: dt.date | None) -> Iterator[Finding]:
    """No result is of a time after that of which its source knows; what calls itself preliminary
    is known to be so, unless the source says itself up to when it knows.
    """
    for path, row, end, document in data.results:
        known, said = knowledge(document), document.knows_through is not None
        plain = row.status is None or (said and row.status not in FORECASTS)
        if known and plain and known.latest < end.earliest:
            fault = SOURCE_OLDER(source=document.id, end=str(end.date), known=str(known.date))
            yield Finding(fault, (*path, "value"))


DUE_OUTSIDE = rule(
    "due-outside",
    "Hạn nằm ngoài thời gian thực hiện",
    vi="Hạn “{written}” nằm ngoài {time}.",
    en="The due date “{written}” lies outside {time}.",
    mend="kiểm tra lại ngày; hạn của mức nằm trong nhiệm kỳ, hạn của chỉ tiêu năm trong năm ấy.",
    mend_en="check the date; a target is due within the term, the plan of a year within that year.",
    why="Hạn gõ nhầm năm thì trang “Cần chú ý” báo quá hạn sai, hoặc không báo.",
    bad="due: 2034-06-30",
    good="due: 2024-06-30",
)

REASON_UNMISSED = rule(
    "reason-unmissed",
    "Lý do chưa đạt ở chỗ không phải là chưa đạt",
    vi="“{written}” nói vì sao chưa đạt, mà ở đây là: {standing}.",
    en="“{written}” says why something was missed, which stands as: {standing}.",
    mend="xóa dòng reason, hoặc ghi ở missing (chưa có số), explanation (số lệch), note.",
    mend_en="delete reason, or say it in missing (no number), explanation (a difference), note.",
    why="Người đọc thấy lý do thì hiểu là chỉ tiêu không đạt.",
    bad="value: 1805\nplan: 1440\nreason: Nguồn còn ít.",
    good="value: 805\nplan: 1440\nreason: Nguồn còn ít.",
)

_MISSED = (Standing.NOT_MET, Standing.NO_BASIS, Standing.IN_PROGRESS)
"""Where a reason has something to explain; what is on its way may be behind."""


def check_duties(data: Data, _: dt.date | None) -> Iterator[Finding]:
    """What answers for something is due within its time, and gives a reason only for a miss."""
    dataset, term = data.dataset, data.dataset.term
    views = compute(dataset)
    stands = {
        figure.path[:-1]: row.judgement.standing
        for view in views.indicators.values()
        for row in (*view.every, *(r for b in view.breakdowns for r in (*b.units, *b.groups)))
        for role, figure in (*row.figures.items(), (row.value.role, row.value))
        if row.judgement and figure.path and role is not Role.PLAN
    }
    asked = (s.judgement for t in views.targets.values() for s in t.series)
    stands |= {
        figure.path[:-1]: judged.standing
        for judged in asked
        for figure in judged.because
        if judged.standing is Standing.NOT_MET and figure.path
    }
    for path, record in data.records:
        if not isinstance(record, Answerable):
            continue
        if isinstance(record, Target):
            stands[path] = views.targets[record.id].standing
            first, last, time = term.opens, term.closes, Wording("nhiệm kỳ", "the term")
        else:
            year = dataset.at(path[:4]).period
            first, last, time = (year, 1), (year, 12), Wording(f"năm {year}", f"{year}")
        due, standing = record.due, stands.get(path, Standing.NO_DATA)
        if due and not first <= (due.year, due.month or last[1]) <= last:
            yield Finding(DUE_OUTSIDE(time=time), (*path, "due"))
        if record.reason and standing not in _MISSED:
            told = Wording(lowered(standing.label), standing.value)
            yield Finding(REASON_UNMISSED(standing=told), (*path, "reason"))


class Change(NamedTuple):
    """Two versions of the data with the typed figures that differ, each as it was and as it is; by
    ``today`` the years before it are over.
    """

    before: Views
    after: Views
    typed: Sequence[tuple[Figure | None, Figure | None]]
    today: dt.date | None = None

    @property
    def stated(self) -> Iterator[tuple[Figure | None, Figure]]:
        """What a source states now."""
        for was, now in self.typed:
            if now and now.value is not None and now.kind is Kind.PUBLISHED:
                yield was, now

    def found(self, rule: Rule, figure: Figure, *worded: Wording, **told: str) -> Finding:
        """That a figure breaks a rule, at its place."""
        names = {**self.before.names, **self.after.names}
        words = {"figure": label(figure, names), "value": in_text(figure, unit=True), **told}
        fault = rule(*worded, **{name: same(text) for name, text in words.items()})
        return Finding(fault, figure.path or ())


JUMP = since(
    "compare-jump",
    "Số mới cách xa số đã có",
    vi="{figure}: {value} cách xa số đã có ({past}).",
    en="{figure}: {value} is far from what was known ({past}).",
    mend="đối chiếu lại với nguồn.",
    mend_en="hold it against the source again.",
    why="Hơn gấp đôi, chưa đến một nửa, lệch quá mười điểm phần trăm, hay lũy kế lùi lại hoặc "
    "tăng quá mức các năm cho phép thường là gõ nhầm.",
    bad="value: 13470",
    good="value: 1347",
)
FACTOR = 2
"""How many times the greatest, or what part of the smallest, past number is a jump."""

SHARE_POINTS = 10
"""How many percentage points outside the past of a share are a jump."""

_DERIVED = frozenset({Role.CHANGE, Role.CHANGE_PERCENT, Role.YEARS_EARLY, Role.COUNT, Role.SHARE})
"""What is printed, but too small or too changeable to jump."""


def since_jumps(change: Change) -> Iterator[Finding]:
    """No number is more than twice the greatest of the past, or less than half of the smallest; no
    share more than ten percentage points above or below all of them.
    """
    for _, now in change.stated:
        known = [(item, past) for item in _past(change, now) if (past := _number(item)) is not None]
        numbers, number = [past for _, past in known], _number(now)
        if number is None or not known or min(numbers) <= 0:
            continue
        least, most = min(numbers) / FACTOR, max(numbers) * FACTOR
        view = change.after.indicators.get(now.subject)
        if now.unit == PERCENT and view and view.indicator.measure is Measure.SHARE:
            least, most = min(numbers) - SHARE_POINTS, max(numbers) + SHARE_POINTS
        if not least <= number <= most:
            yield change.found(JUMP, now, past=_told(item for item, _ in known))


def _past(change: Change, figure: Figure) -> Sequence[Figure]:
    """The numbers that a figure had before, at its own time or at others of its series."""
    known, time = change.before.figures.like(figure), figure.when
    if figure.role in _DERIVED:
        return ()
    if not isinstance(time, Period):
        return [item for item in known if item.id == figure.id]
    if known and change.before.indicators[figure.subject].indicator.measure is not Measure.FLOW:
        return known
    # A count of a part of a year says nothing about one of another part.
    times = [(item, item.when) for item in known if isinstance(item.when, Period)]
    return [item for item, other in times if other.end.in_year == time.end.in_year]


def since_leaps(change: Change) -> Iterator[Finding]:
    """No new total is below the last one, or above it by more than twice the greatest year known
    for each year between.
    """
    for was, now in change.stated:
        view, end = change.after.indicators.get(now.subject), now.when
        expected = was and was.status in FORECASTS and now.status not in FORECASTS
        new = was is None or was.value is None or expected
        if now.role is not Role.TOTAL or not (new and view and isinstance(end, CutOff)):
            continue
        others = [(row.cut_off, row.value) for row in view.totals if row.cut_off != end]
        earlier = [one for at, one in others if end.reaches(at) and one.status not in FORECASTS]
        years = [year.value.exact for year in view.rows if year.value.exact is not None]
        if earlier and years and (moved := _by(earlier[-1], now)) is not None:
            between = max(1, _year(now) - _year(earlier[-1]))
            if not 0 <= moved <= FACTOR * max(years) * between:
                yield change.found(JUMP, now, past=_told(earlier[-1:]))


def _told(past: Iterable[Figure]) -> str:
    return "; ".join(f"{when(item.when)}: " * bool(item.when) + amount(item) for item in past)


UNSOURCED = since(
    "compare-source",
    "Số mới mà không ghi nguồn riêng",
    vi="{figure}: {value} là số mới, không ghi nguồn nên bị coi là theo nguồn chung, {source}.",
    en="{figure}: {value} is new without a source, so that it is told as read in {source}.",
    mend="ghi source và locator của số này; nếu đúng là đọc ở nguồn chung thì cũng ghi rõ source.",
    mend_en="give its source and locator; where the common source does say it, write that too.",
    why="Nguồn chung có trước số mới; số ghi nhầm nguồn thì người đọc không đối chiếu được.",
    bad="value: 1702",
    good="value: 1702\nsource: bao-cao-2024",
)


def since_sources(change: Change) -> Iterator[Finding]:
    """No new number has its source only from the data as a whole, which had read it before."""
    common = change.after.dataset.source
    if not change.before.figures or change.before.dataset.source != common:
        return
    for was, now in change.stated:
        known = was and (was.value is not None or was.is_withdrawn) and was.status not in FORECASTS
        named = _said_around(change.after, now, "source")
        if now.path and now.source == common and not (known or named):
            yield change.found(UNSOURCED, now, source=change.after.names.get(common, common))


UNRECORDED = since(
    "compare-unrecorded",
    "Số đã công bố đổi mà không ghi số cũ",
    vi="{figure}: số đã công bố đổi từ {former} thành {value} mà không có mục former.",
    en="{figure}: a published number changed from {former} to {value} without a former.",
    mend="ghi số cũ, loại thay đổi (điều chỉnh hay đính chính), ngày và lý do.",
    mend_en="write down the former number, the kind of change, its date and reason.",
    why="Người đọc đã dẫn số cũ cần biết nó đổi khi nào, vì sao.",
    bad="value: 1375",
    good="value: 1375\nformer:\n  - kind: correction\n    value: 1365",
)
CLOSED = Rule(
    Section.CHANGES,
    "compare-closed",
    "Số của năm đã qua đổi mà không ghi số cũ",
    vi="{figure}: số của năm đã qua đổi từ {former} thành {value} mà không ghi lại số cũ.",
    en="{figure}: of a year that is over, changed from {former} to {value} without a former.",
    mend="thêm vào mục này “former:” (nếu chưa có), “  - kind: correction” (ghi nhầm; có số liệu "
    "tốt hơn thì revision), “    date: {today}”, “    reason: LÝ DO”, “    {lines}”; "
    "hoặc trả lại số cũ.",
    mend_en="add to this item “former:” (unless there), “  - kind: correction” (a slip; for better "
    "data revision), “    date: {today}”, “    reason: …”, “    {lines}”; or put the "
    "former number back.",
    why="Số của năm đã qua đã được dẫn lại; nó chỉ đổi khi người đọc biết đổi khi nào, vì sao.",
    bad="value: 1375",
    good="value: 1375\nformer:\n  - kind: correction\n    date: 2025-01-10\n"
    "    reason: Ghi nhầm.\n    value: 1365",
)
_GONE = Wording(
    "{figure}: số của năm đã qua, {former}, không còn trong dữ liệu.",
    "{figure}: of a year that is over, {former}, is no longer in the data.",
)
_PUT_BACK = Wording(
    "ghi lại “{lines}”; số sai thì thêm dưới nó một dòng “withdrawn: LÝ DO”, mục ghi sai mốc cũng "
    "vậy; bỏ hẳn mục thì bỏ ở lần sau, khi số đã rút.",
    "put “{lines}” back; below a wrong number, or one of a wrong cut-off, write “withdrawn: …”; "
    "the item itself may go with a later change.",
)

_RECORDED = frozenset({Role.VALUE, Role.PLAN, Role.TOTAL})


def since_records(change: Change) -> Iterator[Finding]:
    """No number that was a fact becomes another one, or goes, without a note of it."""
    before, after, today = change.before, change.after, change.today
    for was, now in change.typed:
        if was is None or was.value is None or was.kind is not Kind.PUBLISHED:
            continue
        same = now and (now.value == was.value or now.is_withdrawn)
        if was.role not in _RECORDED or was.status in FORECASTS or same:
            continue
        if now is None and was.role is not Role.PLAN and _said_around(before, was, "withdrawn"):
            continue  # the row of what was withdrawn may go
        here = now if now and now.path else was._replace(path=_stood(after, was))
        recorded = formers(after, here)[len(formers(before, was)) :]
        if any(Fraction(item.number) == _number(was) for item in recorded):
            continue
        told, stated = in_text(was, unit=True), now and now.value is not None
        if today and _year(was) < today.year:
            more = {"lines": "”, “    ".join(_typed(before, was)), "today": str(today)}
            worded = () if stated else (_GONE, _PUT_BACK)
            yield change.found(CLOSED, here, *worded, former=told, **more)
        elif stated:
            yield change.found(UNRECORDED, here, former=told)


def _stood(after: Views, was: Figure) -> Path:
    """Where a number that is gone would stand: in what is left of its row, or its indicator."""
    row, field = was.id.rpartition("/")[0], (was.path or ())[-1:]
    left = (f.path for f in after.figures.values() if f.path and f.id.rpartition("/")[0] == row)
    if place := next(left, None):
        return (*place[:-1], *field)
    ids = [indicator.id for indicator in after.dataset.indicators]
    known = (ids.index(was.subject), *(was.path or ())[2:3]) if was.subject in ids else ()
    return ("indicators", *known, *field)


def _typed(views: Views, figure: Figure) -> Iterator[str]:
    """The lines that stated a number, with its bound and how firm it was."""
    *row, field = figure.path or ()
    record = views.dataset.at(tuple(row))
    yield f"{field}: {getattr(record, str(field)):f}"
    for name in ("bound", "status") if figure.role is not Role.PLAN else ():
        if (said := getattr(record, name, None)) is not None:
            yield f"{name}: {said.value}"


def _year(figure: Figure) -> int:
    """The year to which a stated number counts."""
    end = figure.when.end if isinstance(figure.when, Period) else figure.when
    assert isinstance(end, CutOff), "what may have a former number is of a time"
    return end.date.year


STEP = since(
    "compare-total",
    "Lũy kế không đổi theo số từng năm",
    vi="{figure}: các năm nằm trong lũy kế đổi {expected}, còn lũy kế đổi {moved}.",
    en="{figure}: the years in the total change by {expected}, the total by {moved}.",
    mend="xem lại cả hai với nguồn.",
    mend_en="look at both again with the source.",
    why="Lũy kế là tổng các năm; một bên đổi mà bên kia không đổi thì có số gõ sót.",
    bad="value: 5171",
    good="value: 5876",
)


def since_totals(change: Change) -> Iterator[Finding]:
    """No total moves otherwise than the years do that it surely holds."""
    known, term = change.before.figures, change.after.dataset.term
    for name in dict.fromkeys(figure.subject for pair in change.typed for figure in pair if figure):
        view = change.after.indicators.get(name)
        for row in view.totals if view else ():
            total, old = row.value, known.get(row.value.id)
            if total.kind is Kind.PUBLISHED and old and not {total.status, old.status} & FORECASTS:
                years = [
                    (year.value, year.value.exact - was.exact)
                    for year in (view.rows if view else ())
                    if year.period.within(term) and row.cut_off.reaches(year.period.end)
                    if (was := known.get(year.value.id)) and was.exact is not None
                    if year.value.exact is not None
                ]
                expected, moved = sum((by for _, by in years), Fraction(0)), _by(old, total)
                if moved is not None and moved != expected:
                    changed = ", ".join(when(year.when) for year, by in years if by)
                    because = signed(expected, total) + (f" ({changed})" if changed else "")
                    yield change.found(STEP, total, expected=because, moved=signed(moved, total))


def signed(value: Fraction, figure: Figure, decimals: int = 0) -> str:
    """A difference with its sign and unit; between percentages it is in points.

    It shows as many decimals as the numbers do, or as it takes not to look like nothing.
    """
    shown = max(figure.decimals, decimals)
    while value and rounded(value, shown) == 0:
        shown += 1
    unit = POINTS if figure.unit == PERCENT else figure.unit
    sign = "+" if value > 0 else ""
    return sign + fraction(value, shown) + unit_text(unit, in_full=True)


def _said_around(views: Views, figure: Figure, field: str) -> bool:
    """Whether one of the records in which a typed figure stands says something."""
    path = figure.path or ()
    around = (views.dataset.at(path[:end]) for end in range(2, len(path), 2))
    return any(getattr(record, field, None) for record in around)


def _number(figure: Figure) -> Fraction | None:
    return None if figure.value is None else figure.value.only_limit


def _by(was: Figure, now: Figure) -> Fraction | None:
    """By how much a stated number has moved; None where one was only told roughly."""
    first, second = _number(was), _number(now)
    return None if first is None or second is None else second - first
