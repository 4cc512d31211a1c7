"""The report of a comparison: what a pull request changes for the reader, in three forms."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.comparing.compare import ChangedFigure, Comparison, Outcome, Reached, new_records
from indicators.comparing.doubts import signed
from indicators.comparing.leaves import Leaf, Nature
from indicators.computing.figures import Figure
from indicators.computing.ledger import Entry
from indicators.reporting.findings import visible
from indicators.words.changes import change_in_words, until
from indicators.words.explain import label, role_label
from indicators.words.names import names_of
from indicators.words.wording import (
    amount,
    capital,
    fraction,
    in_text,
    when,
)

TITLE = "Thay đổi đối với người đọc"
NOTHING = "Không có số liệu nào đổi."
LONGEST_TEXT = 300
MOST_ROWS = 300
"""Rows of a section that are shown in Markdown; a job's summary takes one mebibyte."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A line of a report in plain text: its cells, and whether it follows from the one before."""

    cells: tuple[str, ...]
    follows: bool = False
    change: ChangedFigure | None = None
    """The figure that it tells of."""


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A part of the report; without a ``head`` it is a list and its rows have one cell."""

    title: str
    head: tuple[str, ...]
    rows: tuple[ReportRow, ...]


def sections(
    comparison: Comparison, pages: Iterable[str] = (), struck: Iterable[str] = ()
) -> Iterator[ReportSection]:
    """The parts of the report that have something to say, the gravest first.

    ``pages`` are the pages on which the change is seen, ``struck`` the addresses that are gone
    from the list of published ones.
    """
    words = _Words(comparison)
    fresh = [group for group in comparison.groups if _is_fresh(group)]
    rest = [group for group in comparison.groups if not _is_fresh(group)]
    compared = ("Số liệu", "Trước", "Nay", "Chênh lệch")
    item = ("Mục", "Trước", "Nay")
    made: tuple[tuple[str, tuple[str, ...], Iterable[ReportRow]], ...] = (
        ("Số không còn trên trang", compared[:3], words.vanished()),
        ("Địa chỉ bị xóa khỏi danh sách đã công bố", (), (ReportRow((item,)) for item in struck)),
        ("Cần xem lại", (), words.doubts()),
        ("Trạng thái đổi", ("Chỉ tiêu", "Trước", "Nay"), words.statuses()),
        ("Kết luận đối chiếu đổi", compared[:3], words.verdicts()),
        ("Số đổi", compared, words.groups(rest)),
        ("Số mới", compared, words.groups(fresh)),
        ("Số khác trong tệp dữ liệu", compared[:3], words.edits(Nature.NUMBER)),
        ("Cách hiểu số liệu đổi", item, words.edits(Nature.MEANING)),
        ("Nguồn đổi", item, words.edits(Nature.SOURCE)),
        ("Câu chữ đổi", item, words.edits(Nature.WORDING)),
        ("Trang có thay đổi", (), (ReportRow((page,)) for page in pages)),
    )
    found = (ReportSection(title, head, tuple(rows)) for title, head, rows in made)
    yield from (section for section in found if section.rows)


def in_one_sentence(comparison: Comparison) -> str:
    """The report in one sentence."""
    if not comparison.numbers_change:
        return NOTHING
    alone = [group.causes[0] for group in comparison.groups if len(group.causes) == 1]
    typed = [cause for cause in alone if not cause.vanished]
    counts = (
        (sum(change.typed for change in comparison.vanished), "số không còn"),
        (sum(not cause.added for cause in typed), "số đổi"),
        (sum(cause.added for cause in typed), "số mới"),
        (len(comparison.statuses), "trạng thái đổi"),
        (len(comparison.verdicts), "kết luận đối chiếu đổi"),
        (len(comparison.doubts), "chỗ cần xem lại"),
    )
    told = ", ".join(f"{fraction(Fraction(count), 0)} {what}" for count, what in counts if count)
    return f"{capital(told)}." if told else "Cách hiểu số liệu đổi; xem bên dưới."


def _is_fresh(group: Outcome) -> bool:
    return bool(group.causes) and all(cause.added for cause in group.causes)


class _Words:
    """A comparison's parts as rows of plain text."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        before, after = comparison.before, comparison.after
        self._names: Mapping[str, str] = {**names_of(before), **names_of(after)}

    def _label(self, figure: Figure) -> str:
        return label(figure, self._names)

    def vanished(self) -> Iterator[ReportRow]:
        for change in self._comparison.vanished:
            now = _value(change.after) if change.after else "không còn"
            if instead := self._comparison.successor(change):
                now = f"thay bằng {role_label(instead)}: {_value(instead)}"
            yield ReportRow((self._label(change.now), _value(change.before), now), change=change)

    def doubts(self) -> Iterator[ReportRow]:
        for _, fault in self._comparison.doubts:
            yield ReportRow((f"{fault.what()} {capital(fault.mend())}",))

    def statuses(self) -> Iterator[ReportRow]:
        for item in self._comparison.statuses:
            time = when(item.now.when)
            name = self._names[item.now.subject] + (f", {time}" if time else "")
            name += ", theo số dự kiến" if item.now.outlook else ""
            yield ReportRow((name, _standing(item.before), _standing(item.after)))

    def verdicts(self) -> Iterator[ReportRow]:
        for item in self._comparison.verdicts:
            name = self._label(item.now.published)
            yield ReportRow((name, _verdict(item.before), _verdict(item.after)))

    def groups(self, groups: Iterable[Outcome]) -> Iterator[ReportRow]:
        for group in groups:
            yield from self._lead(group)
            subjects = {cause.now.subject for cause in group.causes}
            for change in group.followers:
                yield self._change(change, follow=subjects)

    def _lead(self, group: Outcome) -> Iterator[ReportRow]:
        """What a group's followers follow from: the changed number itself, or its names."""
        causes, told = group.causes, "Do cách hiểu số liệu đổi"
        if len(causes) == 1 and not causes[0].vanished:
            yield self._change(causes[0])
            sides = (self._comparison.before, self._comparison.after)
            for former in new_records(*sides, causes[0]):
                yield ReportRow((change_in_words(former, causes[0].now), "", "", ""), follows=True)
            return
        if causes:
            lead = "Do không còn" if len(causes) == 1 else "Do cùng đổi"
            told = f"{lead}: {'; '.join(self._label(cause.now) for cause in causes)}"
        yield ReportRow((told, "", "", ""))

    def _change(self, change: ChangedFigure, *, follow: Collection[str] | None = None) -> ReportRow:
        """A changed figure; among what follows from one subject, that is not named again."""
        known = follow is not None and set(follow) == {change.now.subject}
        name = capital(role_label(change.now)) if known else self._label(change.now)
        before = _value(change.before)
        if change.earlier:
            before = f"nối tiếp {_value(change.earlier)} ({until(change.earlier)})"
        cells = (name, before, _value(change.after), _difference(change))
        return ReportRow(cells, follow is not None, change)

    def edits(self, nature: Nature) -> Iterator[ReportRow]:
        for item in self._comparison.edited(nature):
            sides = (self._leaf(item.before), self._leaf(item.after))
            yield ReportRow((capital(item.now.label), *sides))

    def _leaf(self, leaf: Leaf | None) -> str:
        if leaf is None:
            return "không có"
        text = "có" if leaf.text is None else leaf.text
        if leaf.nature is Nature.SOURCE:
            text = self._names.get(text, text)
        return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _value(figure: Figure | None) -> str:
    """A figure's number with its unit and the words that qualify it."""
    if figure is None:
        return "chưa có"
    return "chưa có số liệu" if figure.value is None else in_text(figure, unit=True)


def _difference(change: ChangedFigure) -> str:
    """How much more it is now, or than what it goes on from; of exact numbers of one unit."""
    before, after = change.earlier or change.before, change.after
    if before is None or after is None or before.unit != after.unit:
        return ""
    if before.exact is None or after.exact is None or before.exact == after.exact:
        return ""
    return signed(after.exact - before.exact, after, before.decimals)


def _standing(status: Reached | None) -> str:
    return status.standing.label if status else "không có"


def _verdict(entry: Entry | None) -> str:
    if entry is None:
        return "chưa có"
    rule = f" ({entry.rounding.label})" if entry.rounding is not None else ""
    return entry.verdict.label + rule


# --- the three forms -----------------------------------------------------------------------------

# What Markdown, HTML or GitHub's own additions (formulas, links without brackets) could take for
# structure wherever it stands, and what could begin a list inside a list.
_STRUCTURE = re.compile(r"[\\`*_{}\[\]<>&#|~$@]|:(?! )|(?<![0-9])\.|\.(?![0-9])")
_AT_START = re.compile("^[0-9+-]")


def _markdown(comparison: Comparison, pages: Iterable[str], struck: Iterable[str] = ()) -> str:
    """The report for a job's summary.

    Whatever comes from the data is written in character references, which can be neither
    markup nor Markdown, and on one line.
    """
    parts = [f"## {TITLE}\n", f"**{in_one_sentence(comparison)}**\n"]
    for section in sections(comparison, pages, struck):
        rows = [_markdown_row(section, row) for row in section.rows[:MOST_ROWS]]
        head = ""
        if section.head:
            head = f"| {' | '.join(section.head)} |\n|{' --- |' * len(section.head)}\n"
        parts.append(f"### {section.title}\n\n{head}{''.join(rows)}")
        left = len(section.rows) - MOST_ROWS
        if left > 0:
            parts.append(f"và {left} dòng nữa: chạy `python -m indicators compare` để xem đủ.\n")
    return "\n".join(parts)


def _markdown_row(section: ReportSection, row: ReportRow) -> str:
    first, *others = (_STRUCTURE.sub(_reference, visible(cell)) for cell in row.cells)
    if not section.head:
        return f"- {_AT_START.sub(_reference, first)}\n"
    if row.follows:
        first = f"↳ {first}"
    elif len(section.head) == 4:
        first = f"**{first}**"
    return f"| {' | '.join((first, *others))} |\n"


def _reference(mark: re.Match[str]) -> str:
    return f"&#{ord(mark[0])};"


def _text(comparison: Comparison, pages: Iterable[str], struck: Iterable[str] = ()) -> str:
    """The report for a terminal: a line for each change, `before → now`."""
    parts = [f"{visible(in_one_sentence(comparison))}\n"]
    for section in sections(comparison, pages, struck):
        lines = [_text_row(row) for row in section.rows]
        parts.append("".join((f"{section.title}:\n", *lines)))
    return "\n".join(parts)


def _text_row(row: ReportRow) -> str:
    name, *values = (visible(cell) for cell in row.cells)
    change = " → ".join(values[:2]) if any(values) else ""
    more = f" ({values[2]})" if len(values) > 2 and values[2] else ""
    told = f": {change}{more}" if change else ""
    return f"  {'  ' if row.follows else ''}{name}{told}\n"


def _json(comparison: Comparison, pages: Iterable[str], struck: Iterable[str] = ()) -> str:
    """The report for other programs: its rows, with exact numbers beside the shown ones."""
    listed = [
        {"title": section.title, "rows": [_json_row(row) for row in section.rows]}
        for section in sections(comparison, pages, struck)
    ]
    told = {"summary": in_one_sentence(comparison), "numbers-change": comparison.numbers_change}
    return json.dumps({**told, "sections": listed}, ensure_ascii=False, indent=2) + "\n"


def _json_row(row: ReportRow) -> Mapping[str, object]:
    told: dict[str, object] = {"cells": row.cells, "follows": row.follows}
    if row.change is not None:
        sides = {"before": row.change.before, "after": row.change.after}
        told |= {"figure": row.change.now.id}
        told |= {"continues": row.change.earlier.id} if row.change.earlier else {}
        told |= {name: _exact(figure) if figure else None for name, figure in sides.items()}
    return told


def _exact(figure: Figure) -> Mapping[str, object]:
    low, high = (figure.value.low, figure.value.high) if figure.value else (None, None)
    limits = {"low": low, "high": high}
    told = {name: None if limit is None else str(limit) for name, limit in limits.items()}
    return {"kind": figure.kind, **told, "shown": amount(figure, unit=True)}


FORMATS: Mapping[str, Callable[..., str]] = {
    "markdown": _markdown,
    "json": _json,
    "text": _text,
}
"""The forms by the name that the command line takes."""


def of_terms(
    form: str, told: Sequence[tuple[Comparison, Sequence[str]]], struck: Iterable[str] = ()
) -> str:
    """The report of a form on each term, the current one last, with the pages that show a change;
    where there are several, on those that change, each under its name.
    """
    changed = [item for item in told if any(sections(*item))] or told[-1:]
    texts = [FORMATS[form](*item, struck if item is changed[-1] else ()) for item in changed]
    if len(told) == 1:
        return texts[0]
    data = [comparison.after.dataset for comparison, _ in changed]
    names = [visible(f"{capital(one.term.name)}, {one.organisation.name}") for one in data]
    if form == "json":
        terms = [
            {"term": name, **json.loads(text)} for name, text in zip(names, texts, strict=True)
        ]
        return json.dumps({"terms": terms}, ensure_ascii=False, indent=2) + "\n"
    escaped = [f"# {_STRUCTURE.sub(_reference, name)}\n" for name in names]
    heads = escaped if form == "markdown" else [f"{name}\n" for name in names]
    return "\n".join(f"{head}\n{text}" for head, text in zip(heads, texts, strict=True))
