"""The lines before a page's text: a few keys, each with a text, a list of names or settings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from typing import NamedTuple

from indicators.pages.allowed import KEYS, MOST_FRONT, SEARCH, TEXT
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
FENCE = "---"
_DASHED = re.compile(r" {0,3}[-–—]+\s*")
_PAIR = re.compile(r"( *)([^\s:#][^:]*):(?: +(.*))?")
_ITEM = re.compile(r"( *)-(?: +(.*))?")
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

    meta: Mapping[str, object]
    names: Mapping[str, tuple[Declared, ...]]
    lines: int
    wrong: tuple[Wrong, ...]


def read_front(lines: list[str]) -> Front:
    """The front matter of a page's lines; a page without one begins with its text."""
    dashed = lines[0].rstrip() != FENCE and _DASHED.fullmatch(lines[0])
    unopened = Wrong(1, 1, PAGE_FRONT(_UNOPENED, _OPEN, written=lines[0].strip()))
    if lines[0].rstrip() != FENCE and not dashed:
        meant = re.match(r" {0,3}[A-Za-z0-9_-]+:(?:\s|$)", lines[0])
        return Front({}, {}, 0, (unopened,) if meant else ())
    first = lines[: MOST_FRONT + 1]
    end = next((n for n, line in enumerate(first) if n and line.rstrip() == FENCE), None)
    if end is None:
        fault = unopened if dashed else Wrong(1, 1, PAGE_FRONT(written=FENCE))
        return Front({}, {}, len(lines), (fault,))
    meta: dict[str, object] = {}
    names: dict[str, tuple[Declared, ...]] = {}
    wrong = tuple(_keys(lines[1:end], meta, names))
    if dashed:  # what it declares is known to other pages, and no more is told of this one
        return Front(meta, names, len(lines), (unopened,))
    return Front(meta, names, end + 1, wrong)


def _keys(
    lines: list[str], meta: dict[str, object], names: dict[str, tuple[Declared, ...]]
) -> Iterator[Wrong]:
    """Fills ``meta`` and ``names``; yields what cannot be taken."""
    key = ""
    for number, line in enumerate(map(str.rstrip, lines), 2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        item, pair = _ITEM.fullmatch(line), _PAIR.fullmatch(line)
        kind = KEYS.get(key)
        if item and kind and kind.listed:
            name = _plain(item[2] or "")
            if kind.form and kind.form.fullmatch(name):
                names[key] = (*names[key], Declared(name, number, line.index(name) + 1))
                meta[key] = [declared.name for declared in names[key]]
                continue
            yield Wrong(number, len(line) - len(line.lstrip("- ")) + 1, _unfit(key, name))
        elif pair and pair[1] and key == "search":
            yield from _setting(number, pair, meta)
        elif pair and not pair[1]:
            key = pair[2].strip()
            yield from _pair(number, pair, meta, names)
        else:
            yield Wrong(number, 1, PAGE_FRONT(written=line.strip()))


def _pair(
    number: int,
    pair: re.Match[str],
    meta: dict[str, object],
    names: dict[str, tuple[Declared, ...]],
) -> Iterator[Wrong]:
    key, value = pair[2].strip(), pair[3] or ""
    column = pair.start(3) + 1 if value else 1
    kind = KEYS.get(key)
    if kind is None:
        near, known = get_close_matches(key, KEYS, n=1), ", ".join(KEYS)
        told = partial(PAGE_FRONT_KEY, _MEANT if near else None, near="".join(near))
        yield Wrong(number, 1, told(written=key, known=known))
        return
    if key in meta:
        yield Wrong(number, 1, PAGE_FRONT_TWICE(written=key))
        return
    meta[key] = value
    wrong = Wrong(number, column, _unfit(key, value))
    if kind.listed or key == "search":
        meta[key] = [] if kind.listed else {}
        names |= {key: ()} if kind.listed else {}
        if value:
            yield wrong
    elif kind.form:
        if kind.form.fullmatch(value):
            names[key] = (Declared(value, number, column),)
        else:
            yield wrong
    else:
        text = _plain(value)
        meta[key] = text
        odd = next((place for place, letter in enumerate(text) if not _plain_letter(letter)), None)
        if not text or (_SPECIAL.match(value) and text == value):
            yield wrong
        elif odd is not None:
            yield Wrong(
                number,
                column + value.index(text) + odd,
                PAGE_FRONT_CHARACTER(written=text[odd], key=key),
            )


def _setting(number: int, pair: re.Match[str], meta: dict[str, object]) -> Iterator[Wrong]:
    name, value = pair[2].strip(), pair[3] or ""
    settings = meta["search"]
    assert isinstance(settings, dict)
    if name in settings:
        yield Wrong(number, pair.start(2) + 1, PAGE_FRONT_TWICE(written=name))
    elif name in SEARCH and SEARCH[name].fullmatch(value):
        settings[name] = value == "true" if name == "exclude" else float(value)
    else:
        yield Wrong(number, pair.start(2) + 1, _unfit("search", f"{name}: {value}"))


def _plain_letter(letter: str) -> bool:
    return bool(TEXT.fullmatch(letter)) and unicodedata.numeric(letter, None) is None


def _unfit(key: str, value: str) -> Fault:
    return PAGE_FRONT_VALUE(written=value, key=key, expected=Wording(*KEYS[key][:2]))


def _plain(value: str) -> str:
    """A value without the quotes around it."""
    quoted = _QUOTED.fullmatch(value)
    return quoted[2] if quoted else value
