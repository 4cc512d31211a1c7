"""The list of published addresses, the owner's promise: its form, read and written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from math import prod
from typing import NamedTuple

from indicators.pages.allowed import FORMER_PAGE
from indicators.reporting.problems import Problem
from indicators.reporting.rules import Fault, Rule, Section

rule = partial(Rule, Section.PAGES)

PUBLISHED = "data/addresses.txt"
HOME = "./"
"""How the list calls the first page, whose address is empty."""

HEAD = """\
# Địa chỉ đã công bố: tệp tải về, trang, và thụt vào dưới mỗi trang là tên các mục, các số của nó.
# Người ngoài đã dẫn tới đây, nên trang phải giữ; cập nhật số liệu thì không phải sửa tệp này.
# make addresses ghi thêm địa chỉ mới, không bỏ địa chỉ cũ.
# Bỏ hẳn một địa chỉ thì thêm một dòng, dấu * thay cho chữ bất kỳ: chi-tieu/cu/#so.* -> chi-tieu/
"""

PAGE_ADDRESS_LINE = rule(
    "page-address-line",
    "Dòng không phải địa chỉ",
    vi="“{written}” không phải một địa chỉ của trang.",
    en="“{written}” is no address of the site.",
    mend="gõ như các dòng bên cạnh: trang/, tên mục thụt vào dưới trang, tệp, hoặc cũ -> mới.",
    mend_en="write it as its neighbours: page/, an indented name below it, a file, or old -> new.",
    why="Dòng không đọc được thì địa chỉ trên đó không được giữ.",
    bad="/chi-tieu/kết nạp",
    good="chi-tieu/ket-nap/",
)

_FILE_PLACE = re.compile(r"(?:[a-z0-9][a-z0-9-]*/)*(?:[A-Za-z0-9._-]|\{[A-Za-z0-9.,_-]+\})+")
_ANCHOR = re.compile(r"  ((?:[a-z0-9._-]|\{[a-z0-9.,_-]+\})+)")
_FILE = re.compile(r"(.*/|)([^./]*)(.*)")
_INDEX = re.compile("(?:.*/)?index/")
_MOVED = re.compile(
    r"([a-zA-Z0-9._/-]+(?:#[a-zA-Z0-9._-]*(?:\*[a-zA-Z0-9._-]*){0,2})?) -> "
    r"(https://[a-zA-Z0-9.-]+[a-zA-Z0-9._~:/?#@!$&()*+,;=%-]*|[a-zA-Z0-9._/#-]+)"
)
MOST_ADDRESSES = 1_000_000
"""A province's site has about a third of that."""


class Moved(NamedTuple):
    """Addresses that were given up (``*`` for any text), and what stands in their place."""

    old: str
    new: str
    line: int

    def has(self, address: str) -> bool:
        """Whether an address is given up, by itself or with its page."""
        form = re.compile(".*".join(map(re.escape, self.old.split("*"))))
        return any(form.fullmatch(part) for part in (address, address.partition("#")[0]))


@dataclass(frozen=True)
class Published:
    """The published addresses, each with its line: ``a/b/`` or ``a/b/#name``, or a file's."""

    addresses: Mapping[str, int] = field(default_factory=dict)
    moved: tuple[Moved, ...] = ()
    problems: tuple[Problem, ...] = ()
    text: str = ""

    def problem(self, line: int, fault: Fault) -> Problem:
        """A fault at a line of the list."""
        source = self.text.split("\n")[line - 1]
        return Problem(PUBLISHED, line, 3 if source.startswith("  ") else 1, fault, source)

    def gone(self, address: str) -> str:
        """What stands in the place of an address that was given up, else an empty text."""
        return next((moved.new for moved in self.moved if moved.has(address)), "")

    def extended(self, addresses: Iterable[str]) -> str:
        """The list with these addresses too; none that stands in it is left out."""
        kept = [line for line in self.text.split("\n") if line.startswith("#") or " -> " in line]
        known = {*self.addresses, *addresses}
        files = [name for name in known if "#" not in name and not name.endswith("/")]
        pages: dict[str, set[str]] = {name: set() for name in known if name.endswith("/")}
        for page, sign, anchor in (name.partition("#") for name in known):
            if sign:
                pages.setdefault(page, set()).add(anchor)
        lines = [*kept, ""] if kept else HEAD.split("\n")
        lines += _folded((_FILE.findall(name)[0] for name in files), "")
        for page, anchors in sorted(pages.items()):
            listed = _folded((tuple(anchor.split(".")) for anchor in anchors), ".")
            lines += [page, *(f"  {anchor}" for anchor in listed)]
        return "\n".join(lines).rstrip("\n") + "\n"


NOTHING = Published()


def read_published(text: str) -> Published:
    """What the list says, and what of it cannot be read."""
    found, page = Published(text=text), ""
    addresses: dict[str, int] = {}
    moved, problems = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#") or not line.strip():
            continue
        anchor, gone = _ANCHOR.fullmatch(line), _MOVED.fullmatch(line)
        left, names = MOST_ADDRESSES - len(addresses), []
        if gone:
            moved.append(Moved(gone[1], gone[2], number))
            continue
        if anchor and page:
            names = [f"{page}#{name}" for name in _expanded(anchor[1], left)]
        elif line == HOME or _is_page(line) or _FILE_PLACE.fullmatch(line):
            page = line if line.endswith("/") else ""
            names = _expanded(line, left)
        if not names:
            problems.append(found.problem(number, PAGE_ADDRESS_LINE(written=line.strip())))
        for name in names:
            addresses.setdefault(name, number)
    return Published(addresses, tuple(moved), tuple(problems), text)


def _is_page(line: str) -> bool:
    """Whether a line is the address of a page; a folder's own page is called as the folder."""
    path = f"{line.removesuffix('/')}.md"
    return line.endswith("/") and bool(FORMER_PAGE.fullmatch(path)) and not _INDEX.fullmatch(line)


def _expanded(line: str, most: int) -> list[str]:
    """The addresses of a line: ``a.{b,c}`` are ``a.b`` and ``a.c``; none if there are too many."""
    pieces = [piece.split(",") for piece in re.split(r"[{}]", line)]
    return ["".join(one) for one in product(*pieces)] if prod(map(len, pieces)) <= most else []


def _folded(names: Iterable[tuple[str, ...]], sign: str) -> list[str]:
    """Names by their parts in fewer lines: last parts, then second ones, that others share a name
    with stand together in braces.
    """
    folded = sorted(names)
    for at in (-1, 1):
        alike: dict[tuple[object, ...], list[str]] = {}
        for parts in folded:
            place = at % len(parts)
            key = (place, *parts[:place], None, *parts[place + 1 :]) if place else (0, *parts)
            alike.setdefault(key, []).append(parts[place])
        folded = [
            tuple(own if part is None else str(part) for part in key[1:])
            for key, ends in alike.items()
            for own in [ends[0] if len(ends) == 1 else f"{{{','.join(ends)}}}"]
        ]
    return [sign.join(parts) for parts in sorted(folded)]
