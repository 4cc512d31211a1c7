"""The forms of a report: Markdown for a job's summary, text for a terminal, JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from indicators.comparing.compare import Change, Comparison
from indicators.comparing.edits import Nature
from indicators.comparing.report import Row, Section, sections, summary
from indicators.computing.figures import Figure
from indicators.reporting.findings import visible
from indicators.words.wording import amount

TITLE = "Thay đổi đối với người đọc"
MOST_ROWS = 300
"""Rows of a section that are shown in Markdown; a job's summary takes one mebibyte."""

# What Markdown, HTML or GitHub's own additions (formulas, links without brackets) could take for
# structure wherever it stands, and what could begin a list inside a list.
_STRUCTURE = re.compile(r"[\\`*_{}\[\]<>&#|~$@]|:(?! )|(?<![0-9])\.|\.(?![0-9])")
_AT_START = re.compile("^[0-9+-]")


def as_markdown(comparison: Comparison, pages: Iterable[str] = ()) -> str:
    """The report for a job's summary.

    Whatever comes from the data is written in character references, which can be neither
    markup nor Markdown, and on one line.
    """
    parts = [f"## {TITLE}\n", f"**{summary(comparison)}**\n"]
    for section in sections(comparison, pages):
        rows = [_row(section, row) for row in section.rows[:MOST_ROWS]]
        head = ""
        if section.head:
            head = f"| {' | '.join(section.head)} |\n|{' --- |' * len(section.head)}\n"
        parts.append(f"### {section.title}\n\n{head}{''.join(rows)}")
        left = len(section.rows) - MOST_ROWS
        if left > 0:
            parts.append(f"và {left} dòng nữa: chạy `python -m indicators compare` để xem đủ.\n")
    return "\n".join(parts)


def _row(section: Section, row: Row) -> str:
    cells = [_inert(cell) for cell in row.cells]
    if not section.head:
        return f"- {_AT_START.sub(_reference, cells[0])}\n"
    if row.follows:
        cells[0] = f"↳ {cells[0]}"
    elif len(section.head) == 4:
        cells[0] = f"**{cells[0]}**"
    return f"| {' | '.join(cells)} |\n"


def _inert(text: str) -> str:
    """A text on one line in which no character means anything to Markdown or HTML."""
    return _STRUCTURE.sub(_reference, visible(text))


def _reference(mark: re.Match[str]) -> str:
    return f"&#{ord(mark[0])};"


def as_text(comparison: Comparison, pages: Iterable[str] = ()) -> str:
    """The report for a terminal: a line for each change, `before → now`."""
    parts = [f"{visible(summary(comparison))}\n"]
    for section in sections(comparison, pages):
        lines = [_line(row) for row in section.rows]
        parts.append("".join((f"{section.title}:\n", *lines)))
    return "\n".join(parts)


def _line(row: Row) -> str:
    name, *values = (visible(cell) for cell in row.cells)
    change = " → ".join(values[:2]) if any(values) else ""
    more = f" ({values[2]})" if len(values) > 2 and values[2] else ""
    told = f": {change}{more}" if change else ""
    return f"  {'  ' if row.follows else ''}{name}{told}\n"


def as_json(comparison: Comparison, pages: Iterable[str] = ()) -> str:
    """The report for other programs; values as exact numbers in text, and as shown."""
    natures = {f"edited-{nature}": _edits(comparison, nature) for nature in Nature}
    report = {
        "summary": summary(comparison),
        "numbers-change": comparison.numbers_change,
        "vanished": [_change(item) for item in comparison.vanished],
        "doubts": [
            {
                "suspicion": item.suspicion,
                "figure": item.figure.id,
                "beside": [figure.id for figure in item.beside],
            }
            for item in comparison.doubts
        ],
        "statuses": [
            {
                "subject": item.subject,
                "when": item.when.key if item.when else None,
                "outlook": item.outlook,
                "before": item.before,
                "after": item.after,
            }
            for item in comparison.flips
        ],
        "verdicts": [
            {
                "figure": item.after.published.id,
                "before": item.before.verdict if item.before else None,
                "after": item.after.verdict,
            }
            for item in comparison.verdicts
        ],
        "changes": [
            {
                "causes": [_change(item) for item in group.causes],
                "followers": [_change(item) for item in group.followers],
            }
            for group in comparison.groups
        ],
        **natures,
        "pages": list(pages),
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _edits(comparison: Comparison, nature: Nature) -> Sequence[Mapping[str, object]]:
    return [
        {
            "key": "/".join(item.leaf.key),
            "before": item.before.text if item.before else None,
            "after": item.after.text if item.after else None,
        }
        for item in comparison.of(nature)
    ]


def _change(change: Change) -> Mapping[str, object]:
    return {
        "figure": change.figure.id,
        "before": _figure(change.before),
        "after": _figure(change.after),
    }


def _figure(figure: Figure | None) -> Mapping[str, object] | None:
    if figure is None:
        return None
    value = figure.value
    return {
        "kind": figure.kind,
        "low": None if value is None or value.low is None else str(value.low),
        "high": None if value is None or value.high is None else str(value.high),
        "shown": amount(figure, unit=True),
    }


FORMATS: Mapping[str, Callable[[Comparison, Iterable[str]], str]] = {
    "markdown": as_markdown,
    "json": as_json,
    "text": as_text,
}
"""The forms by the name that the command line takes."""
