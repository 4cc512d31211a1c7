"""One file's text as maps, lists and texts: read from YAML's events, or with the place of each.

This is the only module that imports yaml. Events know neither types nor aliases and need no
recursion; the place of each value is kept only where something is wrong or somebody asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import yaml

from indicators.model import Dataset
from indicators.reading import form
from indicators.reading.fields import fields
from indicators.reading.form import GAP
from indicators.reading.placed import File, PlacedList, PlacedMap, PlacedText
from indicators.reporting.findings import Line, Slip
from indicators.reporting.rules import Rule, Section, Wording

DEEPEST = 12
"""Levels of lists and blocks; the model has nine."""

_MOST = 10
"""Lines that break the structure and are left out to read on; each means to read once more."""

LARGEST = 2_000_000
"""Characters of a text that is read more than once."""

_READER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


rule = partial(Rule, Section.LINES)

INDENTATION = rule(
    "indentation",
    "Thụt lề lệch",
    vi="Dòng “{written}” thụt vào {indent} dấu cách, không thẳng với dòng nào ở trên; gần nhất là "
    "{beside}, thụt vào {wanted}.",
    mend="cho thẳng với {beside}: thụt vào {wanted} dấu cách.",
    en="The line “{written}” begins with {indent} spaces, straight below no line above; the "
    "nearest is {beside} with {wanted}.",
    mend_en="align it with {beside}: {wanted} spaces at its start.",
    why="Số dấu cách đầu dòng cho biết dòng thuộc mục nào.",
    bad="- period: 2021\n   value: 1514",
    good="- period: 2021\n  value: 1514",
    former=("heading-missing",),
)
DASH_MISSING = rule(
    "dash-missing",
    "Thiếu dấu - đầu mục",
    vi="Mục ở {other} bắt đầu bằng “- ”, nhưng “{item}” ở đầu danh sách thì không.",
    mend="gõ - {item}, các trường khác của mục giữ nguyên; nếu mất dòng đầu của mục thì thêm lại.",
    en="The item on {other} begins with “- ”, but “{item}” at the start of the list does not.",
    mend_en="type - {item} and keep the item's other fields; if its first line is lost, type it "
    "again.",
    why="Mỗi mục của danh sách bắt đầu bằng “- ”; thiếu một dấu thì các mục nhập vào nhau.",
    bad="observations:\n    period: 2021\n    value: 1514\n  - period: 2022\n    value: 1533",
    good="observations:\n  - period: 2021\n    value: 1514\n  - period: 2022\n    value: 1533",
)
KEY_DUPLICATE = rule(
    "key-duplicate",
    "Trường khai hai lần",
    vi="“{written}” đã có trong mục này, ở {first}.",
    mend="nếu từ đây là một mục khác thì thêm dòng mở đầu mục, bắt đầu bằng “- ”; nếu chép thừa "
    "thì xóa.",
    en="“{written}” comes again in one item, first on {first}.",
    mend_en="if another item begins here, type the line that opens it, with its dash; delete what "
    "was copied twice.",
    why="Phần lớn chương trình lặng lẽ lấy dòng sau; không ai biết dòng nào đúng.",
    bad="value: 1514\nvalue: 1541",
    good="value: 1514",
    former=("item-start-missing",),
)
NESTED_DEEP = Rule(
    Section.FILE,
    "nested-deep",
    "Lồng quá sâu",
    vi="Chỗ này lồng hơn {most} cấp.",
    mend="kiểm tra các dấu “- ” và thụt lề; mẫu dữ liệu không có mục nào sâu như vậy.",
    en="This is nested deeper than {most} levels.",
    mend_en="check the dashes and the indentation; nothing in the data goes so deep.",
    why="Mẫu dữ liệu chỉ có chín cấp; sâu hơn là gõ thừa dấu “- ” hoặc thụt lề sai.",
    bad="a:\n b:\n  c:\n   d:\n    e:\n     f:\n      g:\n       h:\n        i: 1",
    good="locator: câu 2",
)


class Read(NamedTuple):
    """What was read of one file."""

    text: str | None
    """What gave the root, lines left out aside; None where nothing can be said of the data."""
    root: object
    slips: tuple[Slip, ...]
    guessed: bool
    """Whether a line was left out or read as it was meant, so that others may be misread."""


def read(text: str) -> Read:
    """What a text holds, its broken lines aside, and what is wrong with these."""
    lines = text.split("\n")
    others = form.others(text)
    if len(others) == form.MOST_LINES:
        return Read(None, None, tuple(other.slip for other in others), guessed=True)
    slips = []
    for other in others:
        number = other.slip.line
        if lines[number - 1].rstrip(" ") != "---" or _content_above(lines, number):
            slips.append(other.slip)
        lines[number - 1] = other.instead
    left = {other.slip.line for other in others if not other.sure and other.slip in slips}
    growth = _grown("\n".join(lines))
    if growth.stopped is not None and len(text) <= LARGEST:
        growth = _grown_on(growth, lines, slips, left)
    if growth.deep:
        slips.append(growth.deep)
    elif growth.stopped is not None and not slips:
        slips.append(_misplaced(lines, growth.stopped)[0])
    if growth.deep or growth.stopped is not None:
        return Read(None, None, tuple(slips), guessed=True)
    slips += () if left else (_duplicate(lines, *again) for again in growth.again)
    return Read("\n".join(lines), growth.root, tuple(slips), bool(left))


def _grown_on(growth: _Growth, lines: list[str], slips: list[Slip], left: set[int]) -> _Growth:
    """What grows where each line that stops it is aligned; lines beside one such are not told.

    The lines, the slips and the lines left out or aligned are changed.
    """
    while growth.stopped is not None and len(left) < _MOST:
        number = growth.stopped
        slip, instead = _misplaced(lines, number)
        if slip.line in left:
            break
        if left.isdisjoint(range(_content_above(lines, slip.line), slip.line + 1)):
            slips.append(slip)
        left.add(slip.line)
        lines[slip.line - 1] = instead
        growth = _grown("\n".join(lines))
    return growth


def _content_above(lines: list[str], number: int) -> int:
    """The line above that says something; 0 where there is none."""
    spoken = (n for n in range(number - 1, 0, -1) if lines[n - 1].strip(" ")[:1] not in ("", "#"))
    return next(spoken, 0)


class _Growth:
    """Maps, lists and texts built of one text's events, and the names that come again."""

    def __init__(self, file: File | None) -> None:
        self._file = file
        """The file whose lines these are, where each value is to know its place."""
        self.root: object = None
        self.again: list[tuple[str, Any]] = []
        """The names that come again, and their marks; the first one of each record."""
        self.deep: Slip | None = None
        self.stopped: int | None = None
        """The line at which the text could not be read on."""
        self._into: Any = None
        """The open list or block."""
        self._name: str | None = None
        """The field of the open block that awaits its value."""
        self._again = False
        """Whether a name came again in the open block."""
        self._outer: list[tuple[Any, bool]] = []
        self._known: dict[str, str] = {}

    def take(self, event: Any) -> None:
        """Take the next event."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            value = event.value
            if " -" in value and event.start_mark.line != event.end_mark.line:
                self.stopped = event.start_mark.line + 2  # an item was joined to the text above
            kept = PlacedText(value) if self._file else self._known.setdefault(value, value)
            self._attach(kept, event.start_mark)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(kind is yaml.MappingStartEvent, event.start_mark)
        elif kind is yaml.AliasEvent:  # a star before a value, which the lines have told
            self._attach(PlacedText("") if self._file else "", event.start_mark)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._into, self._again = self._outer.pop()

    def _open(self, block: bool, mark: Any) -> None:
        made: Any = {} if block else []
        if self._file:
            made = PlacedMap() if block else PlacedList()
        self._attach(made, mark)
        if len(self._outer) >= DEEPEST:
            self.deep = Slip(mark.line + 1, mark.column + 1, NESTED_DEEP(most=str(DEEPEST)))
        self._outer.append((self._into, self._again))
        self._into, self._again = made, False

    def _attach(self, value: Any, mark: Any) -> None:
        """Put a value where it belongs: into a list, or as a name, or beside its name."""
        into = self._into
        if self._file:
            value.file, value.line, value.column = self._file, mark.line + 1, mark.column + 1
        if into is None:
            self.root = value if value != "" else None
        elif isinstance(into, list):
            into.append(value)
        elif self._name is not None:
            into.setdefault(self._name, value)
            self._name = None
        elif not isinstance(value, str):
            self.stopped = mark.line + 1  # no list or block is a name
        else:
            if value in into and value != GAP and not self._again:
                self.again.append((value, mark))
                self._again = True
                into[GAP] = ""  # what else is wrong with this record may follow from it
            self._name = value


def _grown(text: str, file: File | None = None) -> _Growth:
    """What grew of a text's events, to its end or to where they stopped."""
    growth = _Growth(file)
    try:
        for event in yaml.parse(text, Loader=_READER):
            growth.take(event)
            if growth.stopped is not None or growth.deep:
                break
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        growth.stopped = min(mark.line if mark else 0, text.count("\n")) + 1
    return growth


def _duplicate(lines: list[str], name: str, mark: Any) -> Slip:
    """The slip of a name that comes again in its record, with the line where it stood first."""
    named = re.compile(rf"""["']?{re.escape(name)}["']? *:""")
    above = range(mark.line, 0, -1)
    first = next((n for n in above if named.match(lines[n - 1], mark.column)), mark.line)
    told = KEY_DUPLICATE(written=name, first=Line("", first, elsewhere=False))
    return Slip(mark.line + 1, mark.column + 1, told)


def _misplaced(lines: list[str], number: int) -> tuple[Slip, str]:
    """The slip of a line that stands where none of its kind may, and the line as it belongs."""
    line = lines[number - 1]
    content, indent = line.strip(" "), _indent(line)
    listed = content.startswith("- ")
    levels = list(_levels(lines, number))
    if listed and (indent, True) not in [level[:2] for level in levels]:
        for level in levels:
            if level[:2] == (indent + 2, False):
                return _no_dash(lines, level, number)
    if levels and indent >= levels[0].column:  # perhaps the line above is at fault
        missing = None if listed else form.without_colon(lines[levels[0].line - 1])
        if missing:
            column, fault = missing
            return Slip(levels[0].line, column, fault), ""
        for level in _levels(lines, levels[0].line):
            if level[:2] == (indent, listed):
                return _aligned(lines, levels[0].line, level)
    same = [level for level in levels if level.listed == listed and level.column != indent]
    if not same:
        told = INDENTATION(_NOWHERE, _COMPARE, written=content)
        return Slip(number, indent + 1, told), ""
    near = min(same, key=lambda level: abs(level.column - indent))
    if listed and indent > levels[0].column:
        beside = Line("", near.line, elsewhere=False)
        told = INDENTATION(_NO_LIST, _NAME_IT, written=content, beside=beside)
        return Slip(number, indent + 1, told), ""
    return _aligned(lines, number, near)


def _aligned(lines: list[str], number: int, near: _Level) -> tuple[Slip, str]:
    """The slip of a line that is not straight with those beside which it belongs."""
    content, indent = lines[number - 1].strip(" "), _indent(lines[number - 1])
    told = INDENTATION(
        written=content,
        indent=str(indent),
        wanted=str(near.column),
        beside=Line("", near.line, elsewhere=False),
    )
    return Slip(number, indent + 1, told), f"{' ' * near.column}{content}"


def _no_dash(lines: list[str], level: _Level, number: int) -> tuple[Slip, str]:
    """The slip of a list's first item whose dash is lost, while that of another is there."""
    first = level.line
    while above := _content_above(lines, first):
        if _indent(lines[above - 1]) < level.column:
            break
        first = above
    content = lines[first - 1].strip(" ")
    if above and lines[above - 1].strip(" :") in _BLOCKS:
        told = INDENTATION(_NO_ITEM, _NO_DASH, written=lines[number - 1].strip(" "))
        return Slip(number, level.column - 1, told), lines[number - 1].replace("-", " ", 1)
    told = DASH_MISSING(item=content, other=Line("", number, elsewhere=False))
    return Slip(first, level.column + 1, told), f"{' ' * (level.column - 2)}- {content}"


_NOWHERE = Wording(
    "Dòng “{written}” không đứng được ở đây.", "The line “{written}” cannot stand here."
)
_COMPARE = Wording(
    "so với các mục bên cạnh: dấu “- ” đầu mục, dòng tên danh sách, số dấu cách đầu dòng.",
    "compare it with its neighbours: an item's dash, the name of the list, the spaces.",
)
_NO_ITEM = Wording(
    "Dấu “-” ở đầu dòng “{written}” thừa: đây không phải danh sách.",
    "The dash of the line “{written}” is needless: this is no list.",
)
_NO_DASH = Wording("thay dấu “-” bằng một dấu cách.", "put a space in place of the dash.")
_BLOCKS = frozenset(field.name for field in fields(Dataset).values() if not field.listed)
_NO_LIST = Wording(
    "Dòng “{written}” mở một mục, nhưng dòng trên đã có giá trị, không phải tên danh sách.",
    "The line “{written}” begins an item, but the line above has a value and names no list.",
)
_NAME_IT = Wording(
    "thêm dòng tên danh sách (như observations:) ở trên; nếu thuộc danh sách trước thì cho thẳng "
    "với {beside}.",
    "type the line that names the list (such as observations:) above; if the item belongs to the "
    "list before, align it with {beside}.",
)


class _Level(NamedTuple):
    """A column, from 0, at which fields or the dashes of items stand, and the nearest such line."""

    column: int
    listed: bool
    line: int


def _levels(lines: list[str], number: int) -> Iterator[_Level]:
    """What is open above a line, the deepest first."""
    limit = 1000
    while (number := _content_above(lines, number)) and limit:
        line = lines[number - 1]
        indent, content = _indent(line), line.lstrip(" ")
        column = len(line) - len(content.lstrip("- "))
        if column < limit:
            yield _Level(column, False, number)
            limit = column
        if content.startswith("- ") and indent < limit:
            yield _Level(indent, True, number)
            limit = indent


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def placed(file: File, text: str) -> object:
    """The value of a text that could be read, each part with its place."""
    return _grown(text, file).root
