"""A page of a site, parsed once: its front matter, and its text with the calls in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property, partial
from typing import Any, NamedTuple

from indicators.pages.allowed import (
    ABBREVIATIONS,
    GUIDES,
    KEYS,
    LONGEST_PARAGRAPH,
    MOST_BRACKETS,
    MOST_CALLS,
    MOST_CELLS,
    MOST_FRONT,
    MOST_LINES,
    SEARCH,
    TEXT,
)
from indicators.pages.calls import Call, NoCall, read_call
from indicators.reporting.problems import Problem
from indicators.reporting.rules import Fault, Rule, Section, Wording

rule = partial(Rule, Section.PAGES)

PAGE_FRONT = rule(
    "page-front",
    "Phần đầu trang viết chưa đúng",
    vi="Dòng “{written}” ở phần đầu trang không có dạng “khóa: giá trị”.",
    en="The line “{written}” of the front matter is no key with a value.",
    mend=(
        "mở đầu và kết thúc phần này bằng dòng ---; giữa hai dòng ấy, mỗi dòng một khóa "
        "(description: …) hoặc một mục thụt vào (  - ket-nap)."
    ),
    mend_en=(
        "begin and end this part with a line ---; between them each line holds a key (description: "
        "…) or an indented item (  - ket-nap)."
    ),
    why="Phần đầu trang viết hỏng sẽ hiện thành chữ trên trang, và điều nó khai mất tác dụng.",
    bad="---\ndescription Kết quả theo năm.\n---",
    good="---\ndescription: Kết quả theo năm.\n---",
)

PAGE_FRONT_KEY = rule(
    "page-front-key",
    "Khóa không dùng ở phần đầu trang",
    vi="Phần đầu trang không có khóa “{written}”.",
    en="The front matter has no key “{written}”.",
    mend="sửa tên khóa hoặc xóa dòng; các khóa được dùng: {known}.",
    mend_en="mend the key or delete the line; the keys are {known}.",
    why=(
        "Có khóa làm đổi giao diện, chuyển hướng trang hoặc tắt kiểm tra, nên chỉ những khóa có "
        "tên ở đây được dùng."
    ),
    bad="template: redirect.html",
    good="description: Kết quả theo năm.",
)

PAGE_FRONT_TWICE = rule(
    "page-front-twice",
    "Khóa khai hai lần ở phần đầu trang",
    vi="Khóa “{written}” được khai hai lần.",
    en="The key “{written}” stands twice.",
    mend="giữ một dòng, xóa dòng kia.",
    mend_en="keep one line and delete the other.",
    why="Hai dòng cùng khóa thì một dòng bị bỏ qua mà không ai hay.",
    bad="description: Kết quả.\ndescription: Kết quả theo năm.",
    good="description: Kết quả theo năm.",
)

PAGE_FRONT_VALUE = rule(
    "page-front-value",
    "Giá trị không dùng được ở phần đầu trang",
    vi="“{written}” không phải giá trị của khóa {key}.",
    en="“{written}” is no value of the key {key}.",
    mend="{expected}.",
    mend_en="{expected}.",
    why="Giá trị ngoài những dạng này làm trang dựng ra khác điều người viết muốn.",
    bad="home: trang-chu",
    good="home: documents",
)

PAGE_FRONT_CHARACTER = rule(
    "page-front-character",
    "Ký tự không dùng ở tiêu đề, mô tả",
    vi="Khóa {key} có “{written}”; ở đây chỉ dùng chữ và dấu câu.",
    en="The key {key} holds “{written}”; only letters and punctuation may stand here.",
    mend="viết lại bằng chữ; số, dấu nháy thẳng và các dấu < > & {{ }} không dùng ở đây.",
    mend_en="put it in words; no digits, straight quotes or any of < > & {{ }} here.",
    why=(
        "Tiêu đề và mô tả vào thẳng phần đầu của trang web: ký tự lạ thành mã lệnh, số gõ tay "
        "không đổi theo dữ liệu."
    ),
    bad="description: Đã kết nạp 5.171 đảng viên.",
    good="description: Số đảng viên mới kết nạp theo năm.",
)

_MEANT = Wording(
    "Phần đầu trang không có khóa “{written}”; có phải “{near}”?",
    "The front matter has no key “{written}”; did you mean “{near}”?",
)
_UNOPENED = Wording(
    "Phần đầu trang mở bằng “{written}”, không phải bằng dòng ---.",
    "The front matter begins with “{written}”, not with a line ---.",
)
_OPEN = Wording(
    "cho dòng đầu tiên của trang là ---, đúng ba dấu gạch nối; sau đó máy soát tiếp.",
    "let the first line be ---, three hyphens; the rest is looked at then.",
)
PAGE_FILE = rule(
    "page-file",
    "Tệp không thuộc loại được dùng",
    vi="Trang không được có tệp “{written}”.",
    en="The site may not have the file “{written}”.",
    mend=(
        "trong docs, trang là tệp .md, ảnh là .png, .jpg, .webp, văn bản là .pdf, .docx, .xlsx; "
        "tên và thư mục chỉ gồm chữ thường không dấu, chữ số, gạch nối; trong includes chỉ có "
        "abbreviations.md; tệp khác thì xóa."
    ),
    mend_en=(
        "in docs pages end in .md, images in .png, .jpg or .webp, documents in .pdf, .docx or "
        ".xlsx; names and folders are of lower-case ASCII letters, digits and hyphens; includes "
        "holds abbreviations.md alone; delete other files."
    ),
    why=(
        "Tệp khác loại (mã lệnh, trang HTML, tệp Markdown mang đuôi lạ) vào thẳng trang mà không "
        "qua kiểm tra."
    ),
    bad="docs/gioi-thieu/them.html",
    good="docs/gioi-thieu/them.md",
    former=("page-include", "page-unreadable"),
)

PAGE_SIZE = rule(
    "page-size",
    "Tệp của trang quá lớn",
    vi="Tệp “{written}” lớn hơn {most} byte.",
    en="The file “{written}” has more than {most} bytes.",
    mend="chia trang thành nhiều trang; ảnh, văn bản thì thu nhỏ rồi tải lên lại.",
    mend_en="split the page; make an image or document smaller and upload it again.",
    why="Tệp quá lớn mở rất chậm trên điện thoại, và thường là tệp chép nhầm.",
    bad="Trang Markdown dài hàng triệu chữ.",
    good="Vài trang ngắn, mỗi trang một nội dung.",
)

PAGE_DIGIT = rule(
    "page-digit",
    "Số gõ tay trên trang",
    vi="“{written}” là số gõ tay; trang chỉ lấy số từ dữ liệu.",
    en="“{written}” is a typed number; pages take their numbers from the data only.",
    mend=(
        "thay bằng lời gọi macro, ví dụ {{{{ figure('ket-nap/2021/value') }}}}; năm thì dùng "
        "{{{{ year(2021) }}}}."
    ),
    mend_en=(
        "call a macro instead, such as {{{{ figure('ket-nap/2021/value') }}}}, or "
        "{{{{ year(2021) }}}} for a year."
    ),
    why="Số gõ tay không đổi theo dữ liệu và không dẫn về nguồn.",
    bad="Đã kết nạp 1.347 đảng viên.",
    good="Đã kết nạp {{ figure('ket-nap/2021/value') }} đảng viên.",
)

PAGE_NOTE = rule(
    "page-note",
    "Khung ghi chú không có tên",
    vi="Khung “{written}” không có tên, nên sẽ mang tên tiếng Anh.",
    en="The note “{written}” has no name and would be given an English one.",
    mend='ghi tên trong dấu nháy: !!! note "Ghi chú".',
    mend_en='give it a name in quotes: !!! note "Ghi chú".',
    why="Trang bằng tiếng Việt; Markdown tự lấy tên loại khung làm tiêu đề.",
    bad="!!! note",
    good='!!! note "Ghi chú"',
)

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

PAGE_ABBREVIATION = rule(
    "page-abbreviation",
    "Dòng chữ viết tắt viết chưa đúng",
    vi="“{written}” không phải dòng giải thích chữ viết tắt.",
    en="“{written}” explains no abbreviation.",
    mend="khai ở includes/abbreviations.md, mỗi dòng một chữ viết tắt: *[BCH]: Ban Chấp hành.",
    mend_en="in includes/abbreviations.md, one abbreviation a line: *[BCH]: Ban Chấp hành.",
    why="Tệp này được thêm vào cuối mọi trang, nên dòng khác sẽ hiện ra ở khắp nơi.",
    bad="BCH: Ban Chấp hành",
    good="*[BCH]: Ban Chấp hành",
    former=("page-included",),
)

PAGE_CHARACTER = rule(
    "page-character",
    "Ký tự ẩn trên trang",
    vi="Trang có ký tự ẩn hoặc điều khiển ({code}), thường do chép từ nơi khác.",
    en="The page has an invisible or control character ({code}), often copied from elsewhere.",
    mend="xóa đoạn có ký tự ấy rồi gõ lại.",
    mend_en="delete that passage and type it again.",
    why="Ký tự không nhìn thấy có thể đổi thứ tự chữ hoặc che điều thật sự được viết.",
    bad="kết\u200bnạp",
    good="kết nạp",
)

PAGE_CONFLICT = rule(
    "page-conflict",
    "Dấu xung đột trên trang",
    vi="“{written}” là dấu xung đột khi hai người cùng sửa một chỗ.",
    en="“{written}” marks a conflict: two people changed the same place.",
    mend="giữ nội dung đúng, xóa ba dòng bắt đầu bằng <<<<<<<, =======, >>>>>>>.",
    mend_en="keep the right content; delete the lines that begin with <<<<<<<, =======, >>>>>>>.",
    why="Giữa các dấu này là hai bản khác nhau của cùng một đoạn; người đọc sẽ thấy cả hai.",
    bad="<<<<<<< HEAD",
    good="Đoạn văn đã chọn.",
)

_MARK = re.compile(r"\{%[ \t]*(raw|endraw)[ \t]*%\}|\{\{")
_ABBREVIATION = re.compile(r"\*\[(?=[A-ZĐ])([^\W\d_]{2,})\]: [^\W\d_](?:[^\W\d_]|[ ,.;()/–-])*")
_ITEM = re.compile(r"^[ \t>]*(3[1-9]|[4-9][0-9]|[0-9]{3,})[.)](?=[ \t])", re.MULTILINE)
_REFUSED: Mapping[Rule, tuple[re.Pattern[str], Collection[str]]] = {
    # Markdown counts the items of a list itself, so that this number would vanish.
    PAGE_DIGIT: (_ITEM, GUIDES),
    PAGE_ABBREVIATION: (re.compile(r"([*]\[[^\]\n]+\][ ]?:.*)"), (ABBREVIATIONS,)),
    PAGE_NOTE: (re.compile(r"^[ >]*(!!![^\"\n]*)$", re.MULTILINE), ()),
    PAGE_CONFLICT: (re.compile(r"^((?:<{7}|>{7})(?: .*)?)$", re.MULTILINE), ()),
}
"""What no page may hold, but for some."""
_ABOVE = re.compile(r"(?:\A|\n[ \t]*\n)[ \t\n]*\Z")
_BELOW = re.compile(r"[ \t\n]*\Z|[ \t]*\n[ \t]*\n")
_HIDING = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
FENCE = "---"
_DASHED = re.compile(r" {0,3}[-–—]+\s*")
_BEGUN = re.compile(r" {0,3}[A-Za-z0-9_-]+:(?:\s|$)")
_PAIR = re.compile(r"( *)([^\s:#](?:[^:]*[^\s:])?)\s*:(?: +|$)(.*)")
_ENTRY = re.compile(r" *-(?: +|$)(.*)")
_QUOTED = re.compile(r"(['\"])((?:(?!\1)[^\\])*)\1")
_SPECIAL = re.compile(r"[\[\]{}&*!|>%@`,?-]|['\"].|.*(: | #)")


class Wrong(NamedTuple):
    """A broken rule at a line and column of the page, counted from 1."""

    line: int
    column: int
    fault: Fault


class Declared(NamedTuple):
    """A name in a list of the front matter, with its place."""

    name: str
    line: int
    column: int


class Front(NamedTuple):
    """What a page's front matter says, as builders are given it, and how many lines it takes."""

    meta: dict[str, Any]
    names: dict[str, list[Declared]]
    lines: int
    wrong: Sequence[Wrong] = ()


def read_front(lines: list[str]) -> Front:
    """The front matter of a page's lines; a page without one begins with its text."""
    first = lines[0].rstrip()
    unopened = Wrong(1, 1, PAGE_FRONT(_UNOPENED, _OPEN, written=first.strip()))
    if not _DASHED.fullmatch(first):
        return Front({}, {}, 0, [unopened] if _BEGUN.match(first) else ())
    fences = (n for n, line in enumerate(lines[: MOST_FRONT + 1]) if n and line.rstrip() == FENCE)
    end = next(fences, 0)
    front = Front({}, {}, end + 1 if end else len(lines))
    wrong = [*_wrong(lines[1:end], front)]
    if first != FENCE:  # what it declares is known to other pages, and no more is told of this one
        return front._replace(lines=len(lines), wrong=[unopened])
    return front._replace(wrong=wrong if end else [Wrong(1, 1, PAGE_FRONT(written=FENCE))])


def _wrong(lines: list[str], front: Front) -> Iterator[Wrong]:
    """Fills in what the lines between the fences say, and yields what cannot be taken."""
    key = ""
    for number, line in enumerate(map(str.rstrip, lines), 2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        item, pair = _ENTRY.fullmatch(line), _PAIR.fullmatch(line)
        if item and key in front.names and KEYS[key].listed:
            name = _plain(item[1])
            if KEYS[key].takes(name):
                front.names[key].append(Declared(name, number, line.index(name) + 1))
                front.meta[key].append(name)
            else:
                yield Wrong(number, item.start(1) + 1, _unfit(key, name))
        elif pair and not pair[1]:
            key = pair[2]
            yield from _key(front, number, pair)
        elif pair and key == "search":
            name, value, settings = pair[2], pair[3], front.meta[key]
            if name in SEARCH and name not in settings and SEARCH[name].fullmatch(value):
                settings[name] = value == "true" if name == "exclude" else float(value)
                continue
            twice = PAGE_FRONT_TWICE(written=name) if name in settings else None
            yield Wrong(number, pair.start(2) + 1, twice or _unfit(key, f"{name}: {value}"))
        else:
            yield Wrong(number, 1, PAGE_FRONT(written=line.strip()))


def _key(front: Front, number: int, pair: re.Match[str]) -> Iterator[Wrong]:
    """Takes a key with its value, or yields what is wrong with it."""
    _, key, value = pair.groups()
    kind, text, column = KEYS.get(key), _plain(value), pair.start(3) + 1 if value else 1
    if kind is None:
        near, known = get_close_matches(key, KEYS, n=1), ", ".join(KEYS)
        told = partial(PAGE_FRONT_KEY, _MEANT if near else None, near="".join(near))
        yield Wrong(number, 1, told(written=key, known=known))
        return
    if key in front.meta:
        yield Wrong(number, 1, PAGE_FRONT_TWICE(written=key))
        return
    odd = None
    if kind.listed:
        front.meta[key], front.names[key], unfit = [], [], bool(value)
    elif key == "search":
        front.meta[key], unfit = {}, bool(value)
    elif kind.form:
        front.meta[key], unfit = value, not kind.takes(value)
        front.names[key] = [Declared(value, number, column)] * (not unfit)
    else:
        front.meta[key], unfit = text, not text or bool(_SPECIAL.match(value) and text == value)
        odd = next((at for at, letter in enumerate(text) if not _plain_letter(letter)), None)
    if unfit:
        yield Wrong(number, column, _unfit(key, value))
    elif odd is not None:
        fault = PAGE_FRONT_CHARACTER(written=text[odd], key=key)
        yield Wrong(number, column + value.index(text) + odd, fault)


def _plain_letter(letter: str) -> bool:
    return bool(TEXT.fullmatch(letter)) and unicodedata.numeric(letter, None) is None


def _unfit(key: str, value: str) -> Fault:
    return PAGE_FRONT_VALUE(written=value, key=key, expected=Wording(*KEYS[key][:2]))


def _plain(value: str) -> str:
    """A value without the quotes around it."""
    quoted = _QUOTED.fullmatch(value)
    return quoted[2] if quoted else value


@dataclass(frozen=True)
class Page:
    """A page: where it lies (``docs/a/b.md``), what it says, and what is wrong with its text."""

    name: str
    front: Front
    body: str
    pieces: tuple[str | Call, ...]
    """Text for Markdown, and the calls whose results stand between."""
    problems: tuple[Problem, ...]
    lines: tuple[str, ...] = field(repr=False, default=())

    @property
    def path(self) -> str:
        """The page's path in its folder."""
        return self.name.partition("/")[2]

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls in their order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Call))

    @cached_property
    def words(self) -> str:
        """The body with blanks in the place of calls, so that characters stay where they are."""
        made, at = "", 0
        for call in self.calls:
            made += self.body[at : call.start] + " " * (call.end - call.start)
            at = call.end
        return made + self.body[at:]

    def problem(self, at: int, fault: Fault) -> Problem:
        """A fault at a character of the body."""
        line = self.front.lines + self.body.count("\n", 0, at) + 1
        return self.at(line, at - self.body.rfind("\n", 0, at), fault)

    def at(self, line: int, column: int, fault: Fault) -> Problem:
        """A fault at a line and column of the file."""
        source = self.lines[line - 1] if line <= len(self.lines) else ""
        return Problem(self.name, line, column, fault, source)

    def alone(self, call: Call) -> bool:
        """Whether a call stands alone on its lines, between blank ones."""
        above, below = self.body[: call.start], self.body[call.end :]
        return bool(_ABOVE.search(above) and _BELOW.match(below))


def read_page(name: str, data: bytes) -> Page:
    """A page, or the abbreviations, by its path from the project's folder."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problem = Problem(name, line, 1, PAGE_ENCODING(byte=f"{data[error.start]:02X}"), "")
        return Page(name, Front({}, {}, 0, ()), "", (), (problem,))
    lines = text.replace("\r\n", "\n").split("\n")
    front = read_front(lines)
    body = "\n".join(lines[front.lines :])
    page = Page(name, front, body, (), (), tuple(lines))
    unread = front.wrong if front.lines == len(lines) else ()
    if alone := [*_sizes(page), *(page.at(*wrong) for wrong in unread)]:
        return replace(page, problems=tuple(alone))
    pieces, faults = _parsed(body)
    page = replace(page, pieces=tuple(pieces))
    problems = [page.at(*wrong) for wrong in front.wrong]
    problems += [page.problem(found.at, found.fault) for found in faults]
    problems += _characters(page)
    if len(page.calls) > MOST_CALLS:
        problems.append(page.at(1, 1, _too_much(f"{MOST_CALLS} lời gọi", f"{MOST_CALLS} calls")))
    if name == ABBREVIATIONS:
        problems += _explained(page)
    return replace(page, problems=tuple(problems))


def _sizes(page: Page) -> Iterator[Problem]:
    """What would keep Markdown busy for minutes."""
    if page.body.count("\n") > MOST_LINES:
        yield page.at(1, 1, _too_much(f"{MOST_LINES} dòng", f"{MOST_LINES} lines"))
    at = 0
    for paragraph in re.split(r"(\n[ \t]*\n)", page.body):
        rows = paragraph.split("\n")
        cells = len(rows) * max(row.count("|") for row in rows)
        long = len(paragraph) > LONGEST_PARAGRAPH or paragraph.count("[") > MOST_BRACKETS
        if long or cells > MOST_CELLS:
            words = f"{LONGEST_PARAGRAPH} chữ", f"{LONGEST_PARAGRAPH} letters"
            yield page.problem(at, _too_much(*(f"{w} / {MOST_BRACKETS} [" for w in words)))
            return
        at += len(paragraph)


def _too_much(vi: str, en: str) -> Fault:
    return PAGE_SIZE(
        Wording(
            f"Trang hoặc đoạn văn có nhiều hơn {vi}.", f"More than {en} in a page or paragraph."
        ),
        Wording("chia trang, chia đoạn ra.", "split the page or the paragraph."),
    )


def _parsed(body: str) -> tuple[list[str | Call], list[NoCall]]:
    """Text and calls in their order; between the marks ``raw`` and ``endraw`` all is text."""
    pieces: list[str | Call] = []
    faults: list[NoCall] = []
    at, raw = 0, False
    for mark in _MARK.finditer(body):
        if mark.start() < at or (raw and mark[1] != "endraw") or (not raw and mark[1] == "endraw"):
            continue
        pieces.append(body[at : mark.start()])
        at = mark.end()
        if mark[1]:
            raw = not raw
            continue
        found = read_call(body, mark.start())
        (pieces if isinstance(found, Call) else faults).append(found)  # type: ignore[arg-type]
        at = found.end
    return [*pieces, body[at:]], faults


def _characters(page: Page) -> Iterator[Problem]:
    """Characters that nobody sees, and the marks of a conflict."""
    for match in re.finditer(r"[^\t\n -~À-ɏḀ-ỿ]", page.body):
        if unicodedata.category(match[0]) in _HIDING:
            yield page.problem(match.start(), PAGE_CHARACTER(code=f"U+{ord(match[0]):04X}"))
    for refused, (form, but) in _REFUSED.items():
        for match in form.finditer(page.body) if {page.name, page.path}.isdisjoint(but) else ():
            yield page.problem(match.start(1), refused(written=match[1].strip()))


def _explained(page: Page) -> Iterator[Problem]:
    """Lines that explain no abbreviation."""
    for number, line in enumerate(page.lines, 1):
        counted = any(unicodedata.numeric(letter, None) is not None for letter in line)
        if line.strip() and (counted or not _ABBREVIATION.fullmatch(line.rstrip())):
            yield page.at(number, 1, PAGE_ABBREVIATION(written=line.strip()))
