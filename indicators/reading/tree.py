"""One file's text as maps, lists and texts: read from YAML's events, or with the place of each.

This is the only module that imports yaml. Events know neither types nor aliases and need no
recursion; the place of each value is kept only where something is wrong or somebody asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import yaml

from indicators.reading import form
from indicators.reading.form import GAP
from indicators.reading.placed import File, PlacedList, PlacedMap, PlacedText
from indicators.reporting.findings import Line, Slip
from indicators.reporting.rules import Rule, Section, Wording

DEEPEST = 12
"""Levels of lists and blocks; the model has nine."""

_READER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

rule = partial(Rule, Section.LINES)

INDENTATION = rule(
    "indentation",
    "Thụt lề lệch",
    vi="Dòng “{written}” thụt vào {indent} dấu cách, không thẳng với dòng nào cùng loại ở trên; "
    "gần nhất là {beside}, thụt vào {wanted}.",
    mend="cho thẳng với {beside}, hoặc thêm lại dòng đã mất ở trên: tên danh sách, đầu mục.",
    en="The line “{written}” begins with {indent} spaces, straight below no line of its kind; the "
    "nearest is {beside} with {wanted}.",
    mend_en="align it with {beside}, or add the lost line above: a list's name, an item's start.",
    why="Số dấu cách đầu dòng cho biết dòng thuộc mục nào.",
    bad="- period: 2021\n   value: 1347",
    good="- period: 2021\n  value: 1347",
    former=("heading-missing", "nested-deep"),
)
DASH_MISSING = rule(
    "dash-missing",
    "Thiếu dấu - đầu mục",
    vi="Mục ở {other} bắt đầu bằng “- ”, nhưng “{item}” ở đầu danh sách thì không.",
    mend="gõ - {item}, hoặc thêm lại dòng đầu đã mất; không phải danh sách thì xóa “-” ở {other}.",
    en="The item on {other} begins with “- ”, but “{item}” at the start of the list does not.",
    mend_en="type - {item}, or the item's lost first line; in no list delete the dash on {other}.",
    why="Mỗi mục của danh sách bắt đầu bằng “- ”; thiếu một dấu thì các mục nhập vào nhau.",
    bad="observations:\n    period: 2021\n    value: 1347\n  - period: 2022\n    value: 1365",
    good="observations:\n  - period: 2021\n    value: 1347\n  - period: 2022\n    value: 1365",
)
KEY_DUPLICATE = rule(
    "key-duplicate",
    "Trường khai hai lần",
    vi="“{written}” đã có trong mục này, ở {first}.",
    mend="mục khác thì thêm dòng mở đầu mục, bắt đầu bằng “- ”; chép thừa thì xóa.",
    en="“{written}” comes again in one item, first on {first}.",
    mend_en="of another item type the line that opens it, with its dash; delete a copy.",
    why="Phần lớn chương trình lặng lẽ lấy dòng sau; không ai biết dòng nào đúng.",
    bad="value: 1347\nvalue: 1374",
    good="value: 1347",
    former=("item-start-missing",),
)
_OPENS_ITEM = Wording(
    "mở đầu mục khác thì gõ - {write}, thẳng với dấu “-” ở {first}; chép thừa thì xóa.",
    "where another item begins type - {write}, below the dash on {first}; delete a copy.",
)
_DEEP = (
    Wording("Chỗ này lồng hơn {most} cấp.", "This is nested deeper than {most} levels."),
    Wording(
        "kiểm tra các dấu “- ” và thụt lề; mẫu dữ liệu không có mục nào sâu như vậy.",
        "check the dashes and the indentation; nothing in the data goes so deep.",
    ),
)


class Read(NamedTuple):
    """What was read of one file."""

    text: str | None
    """What gave the root; None where nothing can be said of the data."""
    root: object
    slips: tuple[Slip, ...]
    guessed: bool
    """Whether a line was left out or aligned, so that others may be misread."""


def read(text: str, known: frozenset[int] = frozenset()) -> Read:
    """What a text holds, its broken lines aside, and what is wrong with these.

    Of lines that are ``known`` to be wrong nothing is told.
    """
    text = re.sub(r"\A((?: *(?:#.*)?\n)*)---(?= *\n)", r"\1   ", text)  # begins a document
    lines, others = text.split("\n"), form.others(text)
    slips, left = [other.slip for other in others], set[int]()
    for slip, instead in others:
        lines[slip.line - 1] = instead
        left |= set() if instead else {slip.line}
    if len(others) == form.MOST_LINES:
        return Read(None, None, tuple(slips), guessed=True)
    text = "\n".join(lines) if others else text
    growth = _Growth(text)
    if growth.stopped and not growth.deep:
        slips += _straightened(lines, left | known)
        if not (slips or known):
            slips.append(_strayed(lines, growth.stopped, [_Level(0, False, 1, 1)])[0])
        left.add(growth.stopped)
        text = "\n".join(lines)
        growth = _Growth(text)
    if growth.stopped:
        slips += growth.deep
        return Read(None, None, tuple(slips), guessed=True)
    slips += () if left else (_duplicate(lines, *again) for again in growth.again)
    return Read(text, growth.root, tuple(slips), bool(left))


class _Stop(Exception):  # noqa: N818 - no error of ours
    """The line beyond which nothing can be read, and what is told of it, if that is certain."""


class _Growth:
    """Maps, lists and texts built of one text's events, and the names that come again."""

    def __init__(self, text: str, file: File | None = None) -> None:
        self._events: Iterator[Any] = yaml.parse(text, Loader=_READER)
        self._file = file
        """The file whose lines these are, where each value is to know its place."""
        self._known: dict[str, str] = {}
        self.root: Any = None
        self.again: list[tuple[str, Any]] = []
        """The names that come again, and their marks; the first one of each record."""
        self.stopped = 0
        """The line at which the text could not be read on."""
        self.deep: Sequence[Slip] = ()
        """What is told where that is because it is nested too deep."""
        try:
            for event in self._events:
                if isinstance(event, yaml.NodeEvent):
                    self.root = self._value(event, 0) or None
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            self.stopped = min(mark.line if mark else 0, text.count("\n")) + 1
        except _Stop as found:
            self.stopped, *self.deep = found.args

    def _value(self, event: Any, depth: int) -> Any:
        """The text, list or block that begins with an event."""
        kind, mark = type(event), event.start_mark
        made: Any
        if kind is yaml.ScalarEvent:
            text = event.value
            if " -" in text and mark.line != event.end_mark.line:
                raise _Stop(mark.line + 2)  # an item was joined to the text above
            made = PlacedText(text) if self._file else self._known.setdefault(text, text)
        elif depth == DEEPEST:
            slip = Slip(mark.line + 1, mark.column + 1, INDENTATION(*_DEEP, most=str(DEEPEST)))
            raise _Stop(slip.line, slip)
        elif kind is yaml.SequenceStartEvent:
            made = PlacedList() if self._file else []
            while type(event := next(self._events)) is not yaml.SequenceEndEvent:
                made.append(self._value(event, depth + 1))
        else:
            made = PlacedMap() if self._file else {}
            while type(event := next(self._events)) is not yaml.MappingEndEvent:
                self._field(made, event, depth + 1)
        if self._file:
            made.file, made.line, made.column = self._file, mark.line + 1, mark.column + 1
        return made

    def _field(self, into: Any, event: Any, depth: int) -> None:
        """Put the name that begins with an event, and the value after it, where it belongs."""
        if type(event) is not yaml.ScalarEvent:
            raise _Stop(event.start_mark.line + 1)  # no list or block is a name
        name, value = self._value(event, depth), self._value(next(self._events), depth)
        if name not in into:
            into[name] = value
        elif GAP not in into:
            self.again.append((name, event.start_mark))
            into[GAP] = ""  # what else is wrong with this record may follow from it


def placed(file: File, text: str) -> object:
    """The value of a text that could be read, each part with its place."""
    return _Growth(text, file).root


def _duplicate(lines: list[str], name: str, mark: Any) -> Slip:
    """The slip of a name that comes again in its record, with the line where it stood first."""
    named = re.compile(rf"""["']?{re.escape(name)}["']? *:""")
    above = range(mark.line, 0, -1)
    first = next((n for n in above if named.match(lines[n - 1], mark.column)), mark.line)
    opens = re.match(" *- +$", lines[first - 1][: mark.column])
    told = KEY_DUPLICATE(
        mend=_OPENS_ITEM if opens else None,
        written=name,
        write=lines[mark.line].strip(),
        first=Line(first),
    )
    return Slip(mark.line + 1, mark.column + 1, told)


class _Level(NamedTuple):
    """A column, from 0, at which fields or the dashes of items stand, with the first and the last
    such line.
    """

    column: int
    listed: bool
    first: int
    last: int


_NAMED = f"(?:{form.NAME}|{GAP}):"
_OPENS = re.compile(rf" *(?:- +)?{_NAMED} *(?:#.*)?| *- *(?:#.*)?")
"""A line below which a list, a block or an item's first field may begin."""


def _straightened(lines: list[str], known: Container[int]) -> Iterator[Slip]:
    """The slip of each line that stands where none of its kind may; the lines are aligned.

    What strays beside a line that is ``known`` or told, or as far as the one before, has moved
    with it.
    """
    levels: list[_Level] = []
    opens, told, shift = True, False, 0
    above, before = 0, levels
    for number, line in enumerate(lines, 1):
        content = line.strip()
        told = told or number in known
        if content[:1] in ("", "#"):
            continue
        indent, listed = line.index(content[0]), content[:2] in ("-", "- ")
        level = _at(levels, indent, listed)
        deepest = levels[-1].column if levels else -1
        if opens and (indent > deepest or (indent == deepest and listed and not level)):
            level = _Level(indent, listed, number, number)
            levels.append(level)
        if level:
            told = number in known
        else:
            level = _at(before, indent, listed)
            levels = before if level else levels
            slip, near = _strayed(lines, above if level else number, levels)
            moved, level = slip.column - 1 - near.column, level or near
            if not told and (moved != shift or not moved):
                yield slip
            told, shift = True, moved
        above, before = number, [*levels]
        levels[levels.index(level) :] = [level._replace(last=number)]
        inner = content[1:].lstrip(" ")
        if listed and re.match(rf"{_NAMED}(?: |$)", inner):
            column = level.column + len(content) - len(inner)
            levels.append(_Level(column, False, number, number))
        opens = bool(_OPENS.fullmatch(line))


def _at(levels: list[_Level], column: int, listed: bool) -> _Level | None:
    return next((level for level in levels if level[:2] == (column, listed)), None)


def _strayed(lines: list[str], number: int, levels: list[_Level]) -> tuple[Slip, _Level]:
    """The slip of a line that is straight below no other of its kind, and where it belongs."""
    content = lines[number - 1].strip()
    indent, listed = lines[number - 1].index(content[0]), content[:2] in ("-", "- ")
    for at, (column, dash, first, _) in enumerate(levels):
        item = lines[first - 1]
        if listed and (column, dash) == (indent + 2, False) and not item[:column].strip():
            lines[first - 1] = f"{' ' * indent}- {item.strip()}"
            levels.insert(at, _Level(indent, True, first, first))
            told = DASH_MISSING(item=item.strip(), other=Line(number))
            return Slip(first, column + 1, told), levels[at]
    same = [level for level in levels if level.listed == listed and level.column != indent]
    near = min(reversed(same or levels), key=lambda level: abs(level.column - indent))
    lines[number - 1] = " " * near.column + content
    beside = Line(near.last)
    told = INDENTATION(written=content, indent=str(indent), wanted=str(near.column), beside=beside)
    return Slip(number, indent + 1, told), near
