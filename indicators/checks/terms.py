"""Rules about terms: one or several, one after the other, and what belongs to which."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from indicators.checks.fields import CLASH, NEEDS, lacking
from indicators.checks.listed import ORDER
from indicators.checks.places import Data
from indicators.model import Months, Programme, Published, Solution, Target, Total
from indicators.reporting.findings import At, Finding
from indicators.reporting.rules import Rule, Section, Wording
from indicators.scalars import PartialDate
from indicators.terms import spans

rule = partial(Rule, Section.TERMS)

TERM_FORM = rule(
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


TERMS_APART = rule(
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
        expected, start = _after(seen[at - 1].closes), seen[at].opens
        shared = isinstance(before.end, int) and listed[at].start == before.end
        if start < seen[at - 1].opens:
            yield Finding(ORDER(above=str(before.start)), path)
        elif shared or start != expected:
            first, following = At(("terms", at - 1, "end")), str(PartialDate(*expected))
            yield Finding(TERMS_APART(end=str(before.end), first=first, next=following), path)


def _after(month: Months) -> Months:
    return (month[0] + month[1] // 12, month[1] % 12 + 1)


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


TERM_ACROSS = rule(
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
