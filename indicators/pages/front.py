"""The lines before a page's text: a few keys, each with a text, a list of names or settings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import partial
from typing import Any, NamedTuple

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
_BEGUN = re.compile(r" {0,3}[A-Za-z0-9_-]+:(?:\s|$)")
_PAIR = re.compile(r"( *)([^\s:#](?:[^:]*[^\s:])?)\s*:(?: +|$)(.*)")
_ITEM = re.compile(r" *-(?: +|$)(.*)")
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
        item, pair = _ITEM.fullmatch(line), _PAIR.fullmatch(line)
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
