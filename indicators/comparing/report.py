"""The report of a comparison: what a pull request changes for the reader, in three forms.

It begins with what its approver goes through, one class of changes after the other; what follows
from them, and what is no number, comes after.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from indicators.checks.doubts import CLOSED, UNRECORDED, UNSOURCED, signed
from indicators.comparing.compare import (
    ChangedFigure,
    Comparison,
    new_records,
    verdict,
)
from indicators.comparing.leaves import Leaf, Nature
from indicators.computing.attention import awaited, concerns
from indicators.computing.compute import Views
from indicators.computing.figures import FORECASTS, CutOff, Figure, Period, Portion, Span
from indicators.computing.standing import Standing
from indicators.model import ChangeKind
from indicators.reporting.findings import visible
from indicators.scalars import PartialDate
from indicators.words.attention import about, why
from indicators.words.changes import change_in_words, until
from indicators.words.explain import label, role_label
from indicators.words.table import worded
from indicators.words.wording import amount, capital, dated, in_text, lowered, shown_limits, when

TITLE = "Thay đổi đối với người đọc"
CHECKLIST = "Người duyệt xem lần lượt"
GONE, UNLIKELY = "Số không còn trên trang", "Cần xem lại"
STRUCK = "Địa chỉ bị xóa khỏi danh sách đã công bố"
LED = "Địa chỉ đã công bố nay dẫn sang nơi khác"
RETURNED = "Số trả lại như bản trước"
RECORDED, UNSAID = "Số đổi có ghi lý do", "Số đổi không ghi lý do"
UNNAMED, NAMED = "Số mới không ghi nguồn riêng", "Số mới theo nguồn"
SENTENCES, MISSING, DUE = "Câu trên trang đổi", "Còn thiếu", "Sắp đến"
ASKS = {
    GONE: "hỏi vì sao bỏ",
    STRUCK: "liên kết cũ sẽ hỏng",
    LED: "xem nơi mới có đúng chỗ không",
    RETURNED: "bỏ cả lần cập nhật trước: xem có đúng ý không",
    RECORDED: "lý do và số mới có đúng nguồn không",
    UNSAID: "yêu cầu ghi former: số cũ, loại, ngày, lý do",
    UNNAMED: "yêu cầu ghi source, locator",
    NAMED: "đối chiếu với nguồn",
    UNLIKELY: "không sai quy tắc nhưng khó xảy ra",
    SENTENCES: "đọc lại, cả những câu đứng cạnh",
    MISSING: "có trong nguồn thì ghi thêm",
    DUE: "số kế tiếp cần ghi",
}
"""What the parts of the checklist ask of who approves, in its order."""
NOTHING, SOMETHING = "Không có số liệu nào đổi.", "Số liệu đổi; xem lần lượt bên dưới."
LONGEST_TEXT = 300
MOST_NAMED, MOST_ROWS = 5, 300
"""Units that are told by name; rows of a section that are shown in Markdown, as a job's summary
takes one mebibyte.
"""


Further = Mapping[str, Sequence[str]]
"""Further lines of parts of the report, by their titles."""

NO_MORE: Further = {}


class PageChange(NamedTuple):
    """A page on which the change is seen: its sentences as they read before and now, and the
    calls of its tables, charts and cards that show something else.
    """

    page: str
    sentences: tuple[tuple[str, str], ...] = ()
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A line of a report in plain text: its cells (what, before, now, more), and whether it
    follows from the one before.
    """

    cells: tuple[str, ...]
    follows: bool = False
    change: ChangedFigure | None = None
    """The figure that it tells of."""

    @property
    def text(self) -> str:
        name, *values = self.cells
        told = " → ".join(values[:2])
        more = f" ({values[2]})" if values[2:] and values[2] else ""
        return f"{name}: {told}{more}" if any(values) else name


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A part of the report; of the checklist where it asks something of who approves."""

    title: str
    rows: tuple[ReportRow, ...]
    asks: str = ""


def sections(
    comparison: Comparison, pages: Sequence[PageChange] | None = None, more: Further = NO_MORE
) -> Iterator[ReportSection]:
    """The parts of the report that have something to say, in the order in which they are read.

    ``pages`` are those on which the change is seen; without them it is not for approval, so that
    nothing is asked for that is missing. ``more`` has further lines of some parts.
    """
    words, sides = _Words(comparison), (comparison.before, comparison.after)
    told: dict[str, Iterable[ReportRow]] = {
        **dict.fromkeys(ASKS, ()),
        GONE: words.vanished(),
        **words.typed(),
        UNLIKELY: words.doubts(),
        SENTENCES: _sentences(pages or ()),
        **(words.awaited() if pages is not None else {}),
        "Trạng thái đổi": words.statuses(),
        "Kết luận đối chiếu đổi": words.verdicts(),
        "Thêm điều cần chú ý": words.concerns(*sides),
        "Không còn cần chú ý": words.concerns(*reversed(sides)),
        "Số tính lại": words.followers(),
        "Số khác trong tệp dữ liệu": words.edits(Nature.NUMBER),
        "Cách hiểu số liệu đổi": words.edits(Nature.MEANING),
        "Nguồn đổi": words.edits(Nature.SOURCE),
        "Câu chữ đổi": words.edits(Nature.WORDING),
        "Trang có thay đổi": (ReportRow((p.page, ", ".join(p.blocks))) for p in pages or ()),
    }
    known = [
        ReportSection(title, (*rows, *map(_line, more.get(title, ()))), ASKS.get(title, ""))
        for title, rows in told.items()
    ]
    if any(section.rows for section in known if section.title not in (MISSING, DUE)):
        unsaid = {STRUCK, LED, RETURNED, *((SENTENCES, MISSING, DUE) if pages is None else ())}
        yield from (s for s in known if s.rows or (s.asks and s.title not in unsaid))


def _line(text: str) -> ReportRow:
    return ReportRow((text,))


def _sentences(pages: Iterable[PageChange]) -> Iterator[ReportRow]:
    """Each sentence that reads otherwise once, with the pages on which it stands."""
    found: dict[tuple[str, str], list[str]] = {}
    for item in pages:
        for pair in item.sentences:
            found.setdefault(pair, []).append(item.page)
    for (was, now), names in found.items():
        yield _line(", ".join(names))
        told = (f"Trước: {was}" if was else "", f"Nay: {now}" if now else "")
        yield from (ReportRow((text,), follows=True) for text in told if text)


class _Words:
    """A comparison's parts as rows of plain text."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._sides = (comparison.before, comparison.after)
        self._names: Mapping[str, str] = {**self._sides[0].names, **self._sides[1].names}

    def _label(self, figure: Figure) -> str:
        return label(figure, self._names)

    def vanished(self) -> Iterator[ReportRow]:
        for change in self._comparison.vanished:
            now = _value(change.after) if change.after else "không còn"
            if instead := self._comparison.successor(change):
                now = f"thay bằng {role_label(instead)}: {_value(instead)}"
            cells = (self._label(change.now), _value(change.before), now)
            follows = not change.typed and self._comparison.vanished[0].typed
            yield ReportRow(cells, follows, change)
            if change.typed and change.after and change.after.note:
                yield ReportRow((f"{capital(change.after.note.rstrip('.'))}.",), follows=True)
            if change.now.id in self._comparison.returned:
                yield ReportRow(("Trả lại như bản trước.",), follows=True)
            yield from self._records(change)

    def typed(self) -> Mapping[str, list[ReportRow]]:
        """Typed numbers that are other ones, or new, by what is asked of who approves them."""
        found: dict[str, list[ReportRow]] = {}
        codes = {d.id: d.code or d.title for d in self._comparison.after.dataset.documents}
        doubted = {(finding.path, finding.fault.rule) for finding in self._comparison.unlikely}
        for change in self._comparison.typed:
            source, bare = change.now.source, (change.now.path, UNSOURCED) in doubted
            unsaid = doubted & {(change.now.path, rule) for rule in (UNRECORDED, CLOSED)}
            rows = [self._change(change), *self._records(change)]
            recorded = bool(new_records(*self._sides, change) or change.moved)
            settled = change.before and change.before.status in FORECASTS and not recorded
            new = change.added or (settled and change.now.status not in FORECASTS)
            if new and source:
                place = ", ".join(filter(None, (codes.get(source, source), change.now.locator)))
                rows.append(ReportRow((f"{'Nguồn chung:' if bare else 'Theo'} {place}.",), True))
            told = RECORDED if recorded and not unsaid else UNSAID
            title = (UNNAMED if bare else NAMED) if new else told
            if change.now.id in self._comparison.returned:
                title = RETURNED
            if not change.vanished:
                found.setdefault(title, []).extend(rows)
        return found

    def _records(self, change: ChangedFigure) -> Iterator[ReportRow]:
        for former in new_records(*self._sides, change):
            yield ReportRow((change_in_words(former, change.now),), follows=True)
        if change.moved:
            kind = capital(ChangeKind.CORRECTION.label)
            yield ReportRow((f"{kind}: {change.moved}.",), follows=True)
        if change.before and change.before.status in FORECASTS and not change.vanished:
            yield ReportRow(("Trước đó là số dự kiến, ước tính.",), follows=True)

    def doubts(self) -> Iterator[ReportRow]:
        """What is unlikely, where the class of the number does not ask for it already."""
        for fault in (finding.fault for finding in self._comparison.doubts):
            if fault.rule not in (UNRECORDED, UNSOURCED):
                yield _line(f"{fault.what()} {capital(fault.mend())}")

    def awaited(self) -> Mapping[str, list[ReportRow]]:
        """What the data asks for and has not, by what it is; and what is asked for next."""
        missing: dict[str, list[int]] = {}
        due: dict[str, ReportRow] = {}
        today = self._comparison.today
        for subject, role, year, by, portions in awaited(self._comparison.after) if today else ():
            name = f"{self._names[subject]}: {role.label}{_whose(portions)}"
            if today and by <= today:
                missing.setdefault(name, []).append(year)
            else:
                day = dated(PartialDate(by.year, by.month, by.day))
                due.setdefault(name, _line(f"{name}, {when(Period(year))}: {day}"))
        for view in self._comparison.after.targets.values():
            end, met = view.target.due, view.standing in (Standing.MET, Standing.EXCEEDED)
            if end and not met and today and CutOff(end).latest > today:
                told = ", ".join(filter(None, (dated(end), view.target.responsible)))
                due[view.target.id] = _line(f"{view.target.name}: hạn {told}")
        lines = [_line(f"{name}, {_in_years(years)}") for name, years in missing.items()]
        return {MISSING: lines, DUE: list(due.values())}

    def concerns(self, without: Views, those: Views) -> Iterator[ReportRow]:
        """What needs attention in one version and not in the other, on the same day."""
        today = self._comparison.today
        known = {(one.kind, worded(about(without, one))) for one in concerns(without, today)}
        for concern in concerns(those, today):
            what, reason = worded(about(those, concern)), worded(why(those, concern))
            if (concern.kind, what) not in known:
                yield _line(f"{what}: {lowered(concern.kind.label)} ({reason})")

    def statuses(self) -> Iterator[ReportRow]:
        for item in self._comparison.statuses:
            time = when(item.now.when)
            name = self._names[item.now.subject] + (f", {time}" if time else "")
            sides = (item.before, item.after)
            yield ReportRow((name, *(side.text if side else "không có" for side in sides)))

    def verdicts(self) -> Iterator[ReportRow]:
        for item in self._comparison.verdicts:
            name, sides = self._label(item.now.published), (item.before, item.after)
            yield ReportRow((name, *(verdict(s) if s else "chưa có" for s in sides)))

    def followers(self) -> Iterator[ReportRow]:
        """What was computed anew, below what it follows from."""
        for group in self._comparison.groups:
            causes = "; ".join(self._label(cause.now) for cause in group.causes)
            yield _line(f"Theo {causes}" if causes else "Do cách hiểu số liệu đổi")
            subjects = {cause.now.subject for cause in group.causes}
            for change in group.followers:
                row = self._change(change, short=subjects == {change.now.subject})
                yield ReportRow(row.cells, True, change)

    def _change(self, change: ChangedFigure, *, short: bool = False) -> ReportRow:
        """A changed figure; among what follows from one subject, that is not named again."""
        name = capital(role_label(change.now)) if short else self._label(change.now)
        before = _value(change.before)
        if change.earlier:
            before = f"nối tiếp {_value(change.earlier)} ({until(change.earlier)})"
        cells = (name, before, _value(change.after), _difference(change))
        return ReportRow(cells, change=change)

    def edits(self, nature: Nature) -> Iterator[ReportRow]:
        for item in self._comparison.edited(nature):
            sides = (item.before, item.after)
            own = max(filter(None, sides), key=lambda leaf: len(leaf.key))
            yield ReportRow((capital(own.label), *(self._leaf(side, own) for side in sides)))

    def _leaf(self, leaf: Leaf | None, own: Leaf) -> str:
        if leaf is None:
            return "không có"
        text = "có" if leaf.text is None else leaf.text
        if leaf.nature is Nature.SOURCE:
            text = self._names.get(text, text)
        text = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
        return text if len(leaf.key) == len(own.key) else f"{text} (ghi chung)"


def _whose(portions: Sequence[Portion]) -> str:
    """Of which units, where it is about some; the first of many by name."""
    if not portions:
        return ""
    more = f" và {left} đơn vị nữa" if (left := len(portions) - MOST_NAMED) > 0 else ""
    return f" của {', '.join(portion.name for portion in portions[:MOST_NAMED])}{more}"


def _in_years(years: Sequence[int]) -> str:
    """``năm 2021``, ``các năm 2020 – 2025``, ``các năm 2020, 2024, 2025``."""
    first, last = years[0], years[-1]
    if last - first + 1 == len(years) != 2:
        return when(Period(first) if first == last else Span(first, last))
    return f"các năm {', '.join(map(str, years))}"


def _value(figure: Figure | None) -> str:
    """A figure's number with its unit and the words that qualify it."""
    if figure is None:
        return "chưa có"
    unknown = figure.value is None and not figure.is_withdrawn
    return "chưa có số liệu" if unknown else in_text(figure, unit=True)


def _difference(change: ChangedFigure) -> str:
    """How much more it is now, or than what it goes on from, by the digits that are shown of both;
    of exact numbers of one unit.
    """
    before, after = change.earlier or change.before, change.after
    if before is None or after is None or before.unit != after.unit:
        return ""
    (was, _), (now, _) = shown_limits(before), shown_limits(after)
    if before.exact is None or after.exact is None or was is None or now is None or was == now:
        return ""
    return signed(Fraction(now - was), after, before.decimals)


# --- the three forms -----------------------------------------------------------------------------

# What Markdown, HTML or GitHub's own additions (formulas, links without brackets) could take for
# structure wherever it stands, and what could begin a list inside a list.
_STRUCTURE = re.compile(r"[\\`*_{}\[\]<>&#|~$@]|:(?! )|(?<![0-9])\.|\.(?![0-9])")
_AT_START = re.compile("^[0-9+-]")


def _lines(found: Sequence[ReportSection], most: int | None) -> Iterator[tuple[int, str, str]]:
    """The lines as they are written: how deep each stands, its box in the checklist, its words."""
    asked = [section for section in found if section.asks]
    if asked:
        yield 0, "", CHECKLIST
    for section in (*asked, *(section for section in found if not section.asks)):
        count = sum(not row.follows for row in section.rows)
        if section.asks:
            told = f"{count} ({section.asks})" if count else "không có"
            yield 1, "[ ] " if count else "[x] ", f"{section.title}: {told}"
        else:
            yield 0, "", section.title
        depth = 2 if section.asks else 1
        yield from ((depth + row.follows, "", row.text) for row in section.rows[:most])
        if most and section.rows[most:]:
            left = len(section.rows) - most
            yield depth, "", f"và {left} dòng nữa: make compare cho xem đủ"


def _marked(depth: int, box: str, text: str) -> str:
    """A line in Markdown: whatever comes from the data is written in character references, which
    can be neither markup nor Markdown, and on one line.
    """
    words = _escaped(text)
    words = f"**{words}**" if box else _AT_START.sub(_reference, words)
    return f"{'    ' * (depth - 1)}- {box}{words}\n" if depth else f"\n### {words}\n\n"


def _escaped(text: str) -> str:
    return _STRUCTURE.sub(_reference, visible(text))


def _reference(mark: re.Match[str]) -> str:
    return f"&#{ord(mark[0])};"


def _plain(depth: int, box: str, text: str) -> str:
    """A line for a terminal."""
    words = visible(text)
    return f"{'  ' * depth}{box}{words}\n" if depth else f"\n{words}:\n"


def _json_row(row: ReportRow) -> Mapping[str, object]:
    """A row for other programs, with exact numbers beside the shown ones."""
    told: dict[str, object] = {"cells": row.cells, "follows": row.follows}
    if change := row.change:
        told |= {"continues": change.earlier.id} if change.earlier else {}
        sides = {"before": _exact(change.before), "after": _exact(change.after)}
        told |= {"figure": change.now.id, **sides}
    return told


def _exact(figure: Figure | None) -> Mapping[str, object] | None:
    if figure is None:
        return None
    ends = (figure.value.low, figure.value.high) if figure.value else (None, None)
    low, high = (None if end is None else str(end) for end in ends)
    return {"kind": figure.kind, "low": low, "high": high, "shown": amount(figure, unit=True)}


def reported(
    form: str,
    comparison: Comparison,
    pages: Sequence[PageChange] | None = None,
    more: Further = NO_MORE,
) -> str:
    """The report of a form, by the name that the command line takes, on one comparison: for a
    job's summary, for a terminal (``before → now``), for other programs.
    """
    found = list(sections(comparison, pages, more))
    head = SOMETHING if comparison.numbers_change else NOTHING
    if form == "markdown":
        lines = (_marked(*line) for line in _lines(found, MOST_ROWS))
        return f"## {TITLE}\n\n**{head}**\n{''.join(lines)}"
    if form == "text":
        return f"{head}\n{''.join(_plain(*line) for line in _lines(found, None))}"
    listed = [
        {"title": it.title, "checklist": bool(it.asks), "rows": list(map(_json_row, it.rows))}
        for it in found
        if it.rows
    ]
    told = {"summary": head, "numbers-change": comparison.numbers_change, "sections": listed}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def of_terms(
    form: str,
    told: Sequence[tuple[Comparison, Sequence[PageChange] | None]],
    more: Further = NO_MORE,
) -> str:
    """The report of a form on each term, the current one last, with the pages that show a change;
    where there are several, on those that change, each under its name.
    """
    changed = [item for item in told if any(sections(*item))] or told[-1:]
    texts = [reported(form, *item, more if item is changed[-1] else {}) for item in changed]
    if len(told) == 1:
        return texts[0]
    data = [comparison.after.dataset for comparison, _ in changed]
    names = [visible(f"{capital(one.term.name)}, {one.organisation.name}") for one in data]
    pairs = list(zip(names, texts, strict=True))
    if form == "json":
        terms = [{"term": name, **json.loads(text)} for name, text in pairs]
        return json.dumps({"terms": terms}, ensure_ascii=False, indent=2) + "\n"
    marked = form == "markdown"
    return "\n".join(f"{f'# {_escaped(n)}' if marked else n}\n\n{text}" for n, text in pairs)
