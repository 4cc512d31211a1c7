"""A page of a site, parsed once: its front matter, its text with the calls in it, its links."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from indicators.pages import prose
from indicators.pages.allowed import ABBREVIATIONS, GUIDES, MEASURED
from indicators.pages.calls import OPENING, Call, NoCall, read_call
from indicators.pages.folder import PAGE_FILE
from indicators.pages.front import FENCE, Front, read_front
from indicators.reporting.problems import Problem
from indicators.reporting.rules import Fault, Rule, Section

rule = partial(Rule, Section.PAGES)

PAGE_ENCODING = rule(
    "page-encoding",
    "Trang không ở bảng mã UTF-8",
    vi="Trang không ở bảng mã UTF-8 (byte “{byte}”).",
    en="The page is not in UTF-8 (byte “{byte}”).",
    mend="mở tệp gốc, Lưu thành (Save As), chọn Encoding: UTF-8; không dùng TCVN3, VNI.",
    mend_en="open the original, choose Save As and the encoding UTF-8; do not use TCVN3 or VNI.",
    why="Chữ Việt lưu bằng bảng mã khác sẽ hiện thành ký tự lạ; máy không đoán lại được chữ đúng.",
    bad="Trang lưu bằng bảng mã ANSI, TCVN3 hoặc UTF-16.",
    good="Trang lưu bằng bảng mã UTF-8.",
)

PAGE_INCLUDED = rule(
    "page-included",
    "Tệp includes chứa phần của trang",
    vi="Tệp của includes không được chứa “{written}”.",
    en="A file of includes may not hold “{written}”.",
    mend="chuyển phần này sang một trang trong docs; includes chỉ giữ chữ dùng chung.",
    mend_en="move this to a page in docs; includes holds shared text only.",
    why="Tệp của includes hiện ở nhiều trang, nơi lời gọi macro và phần đầu trang không được đọc.",
    bad="{{ organisation() }}",
    good="*[TCCSĐ]: tổ chức cơ sở đảng",
)

PAGE_ABBREVIATION = rule(
    "page-abbreviation",
    "Dòng chữ viết tắt viết chưa đúng",
    vi="“{written}” không phải dòng giải thích chữ viết tắt.",
    en="“{written}” explains no abbreviation.",
    mend="mỗi dòng một chữ viết tắt: *[BCH]: Ban Chấp hành.",
    mend_en="one abbreviation a line: *[BCH]: Ban Chấp hành.",
    why="Tệp này được thêm vào cuối mọi trang, nên dòng khác sẽ hiện ra ở khắp nơi.",
    bad="BCH: Ban Chấp hành",
    good="*[BCH]: Ban Chấp hành",
)

_MARK = re.compile(r"\{%[ 	]*(raw|endraw)[ 	]*%\}|\{\{")


@dataclass(frozen=True)
class Page:
    """A page: where it lies (``docs/a/b.md``), what it says, and what is wrong with its text."""

    name: str
    front: Front
    pieces: tuple[str | Call, ...]
    """Text for Markdown, and the calls whose results stand between."""
    structure: prose.Structure
    problems: tuple[Problem, ...]
    _lines: tuple[str, ...] = field(repr=False, default=())
    _starts: tuple[int, ...] = field(repr=False, default=(0,))

    @property
    def path(self) -> str:
        """The page's path in its folder."""
        return self.name.partition("/")[2]

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls in their order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Call))

    def problem(self, at: int, fault: Fault) -> Problem:
        """A fault at a character of the body."""
        row = bisect_right(self._starts, at) - 1
        return self.at(self.front.lines + row + 1, at - self._starts[row] + 1, fault)

    def at(self, line: int, column: int, fault: Fault) -> Problem:
        """A fault at a line and column of the file."""
        source = self._lines[line - 1] if line <= len(self._lines) else ""
        return Problem(self.name, line, column, fault, source)

    def alone(self, call: Call) -> bool:
        """Whether a call stands alone on its lines, between blank ones."""
        return self.structure.alone(call.start, call.end)


def read_page(name: str, data: bytes) -> Page:
    """A page of ``docs/`` or a file of ``includes/`` by its path from the project's folder."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problem = Problem(name, line, 1, PAGE_ENCODING(byte=f"{data[error.start]:02X}"), "")
        return Page(name, Front({}, {}, 0, ()), (), prose.Structure(""), (problem,))
    text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    front = read_front(lines)
    body = "\n".join(lines[front.lines :])
    starts = [0]
    for row in lines[front.lines :]:
        starts.append(starts[-1] + len(row) + 1)
    pieces: list[str | Call] = []
    hidden: list[tuple[int, int, str]] = []
    faults: list[NoCall] = []
    at = 0
    for start, inside, outside, end in _marked(body):
        if start < at:
            continue
        pieces.append(body[at:start])
        at = end
        if inside < outside:
            pieces.append(body[inside:outside])
            hidden += [(start, inside, prose.VOID), (inside, outside, prose.LITERAL)]
            hidden.append((outside, end, prose.VOID))
            continue
        found = read_call(body, start)
        pieces += [found] if isinstance(found, Call) else []
        faults += [found] if isinstance(found, NoCall) else []
        at = found.end
        hidden.append((start, at, prose.CALL))
    pieces.append(body[at:])
    structure = prose.Structure(prose.masked(body, hidden))
    page = Page(name, front, tuple(pieces), structure, (), tuple(lines), tuple(starts[:-1]) or (0,))
    problems = [page.at(*wrong) for wrong in front.wrong]
    problems += [page.problem(found.at, found.fault) for found in faults]
    kept, _, path = name.partition("/")
    digits = path in (MEASURED if kept == "includes" else GUIDES)
    problems += [page.problem(*flaw) for flaw in prose.flaws(body, structure, digits=digits)]
    if kept == "includes":
        problems += _of_include(page, path)
    told = {(p.line, p.rule): p for p in reversed(problems)}  # one of a kind on a line
    return replace(page, problems=tuple(sorted(told.values(), key=lambda p: (p.line, p.column))))


def _marked(body: str) -> Iterator[tuple[int, int, int, int]]:
    """Where calls begin, and passages to be printed as they are: these from where to where."""
    raw: re.Match[str] | None = None
    for mark in _MARK.finditer(body):
        if raw and mark[1] == "endraw":
            yield raw.start(), raw.end(), mark.start(), mark.end()
            raw = None
        elif not raw and mark[0] == OPENING:
            yield mark.start(), mark.end(), mark.end(), mark.end()
        elif not raw and mark[1] == "raw":
            raw = mark


def _of_include(page: Page, path: str) -> Iterator[Problem]:
    """What only a page may hold; and in the abbreviations, whatever is none."""
    lines = page.structure.text.split("\n")
    if page.front.lines:
        yield page.at(1, 1, PAGE_INCLUDED(written=FENCE))
    for call in page.calls:
        yield page.problem(call.start, PAGE_INCLUDED(written=call.name))
    for number, line in enumerate(lines, page.front.lines + 1) if path == ABBREVIATIONS else ():
        if line.strip() and not prose.ABBREVIATION.fullmatch(line):
            yield page.at(number, 1, PAGE_ABBREVIATION(written=line.strip()))
    if path not in {ABBREVIATIONS, *MEASURED}:
        yield page.at(1, 1, PAGE_FILE(written=path))
