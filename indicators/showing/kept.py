"""What was published keeps leading somewhere: anchors, pages and files under former names, and
where each published address leads today.
"""

from __future__ import annotations

import base64
import hashlib
import html
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, product

from markupsafe import Markup

from indicators.comparing.versions import FormerIds
from indicators.computing.compute import Views
from indicators.computing.figures import Division, Figure, Role
from indicators.pages.allowed import GUIDES
from indicators.pages.content import PAGE_DEAD, Content
from indicators.pages.page import rule
from indicators.pages.published import HOME
from indicators.reporting.problems import Problem
from indicators.reporting.rules import Wording
from indicators.showing.links import Links, address
from indicators.showing.macro import render
from indicators.showing.naming import TIME, under_todays_ids

PAGE_FORMER = rule(
    "page-former",
    "Tên cũ còn là tên của trang khác",
    vi="“{written}” đang là một trang, hoặc cũng là tên cũ của trang khác.",
    en="“{written}” is a page, or a former name of another page too.",
    mend="ghi tên cũ ở đúng một trang, nơi nội dung ấy nay đứng; trang còn đó thì xóa dòng này.",
    mend_en="keep it on the one page that holds its content; delete the line if the page is there.",
    why="Địa chỉ cũ dẫn tới đúng một trang.",
    bad="former:\n  - chi-tieu/ket-nap.md",
    good="former:\n  - chi-tieu/ket-nap-cu.md",
)

# An anchor that begins so goes on with an id of the data.
_LEADS = ("", "giai-phap-", "buoc-", "nhom-")
# Where an old anchor goes: right within the element, of a row within its first cell.
_HELD = re.compile(r'<\w+(?=[^>]*\sid="(?P<id>[^"]+)")[^>]*>(?:\s*<t[hd][^>]*>)?')

_ANCHORS = re.compile(' id="([^"]*)"')

FORWARD = (
    'var a=document.querySelector("a");'
    'location.replace(a.href.split("#")[0]+(location.hash||a.hash))'
)
"""The script of a page that has moved: it takes along the anchor that was asked for."""


def anchors_in(result: Markup) -> Iterator[str]:
    """The anchors in what a macro wrote."""
    return map(html.unescape, _ANCHORS.findall(result))


def former_anchors(names: Iterable[str], former: FormerIds) -> dict[str, list[str]]:
    """The former names of anchors, by those that they have today."""
    old: dict[str, list[str]] = {}
    for name in names if former else ():
        for lead in filter(name.startswith, _LEADS):
            sides = [(part, *former.get(part, ())) for part in name.removeprefix(lead).split(".")]
            older = [lead + ".".join(it) for it in [*product(*sides)][1:]]
            if older:
                old.setdefault(name, []).extend(older)
    return old


def with_anchors(made: str, old: Mapping[str, Iterable[str]]) -> str:
    """HTML with old anchors beside those that it has."""

    def beside(held: re.Match[str]) -> str:
        return held[0] + "".join(f'<span id="{name}"></span>' for name in old.get(held["id"], ()))

    return _HELD.sub(beside, made) if old else made


PAGE_ADDRESS_LOST = rule(
    "page-address-lost",
    "Địa chỉ đã công bố không còn",
    vi="Địa chỉ đã công bố “{written}” không còn dẫn tới đâu.",
    en="The published address “{written}” leads nowhere any more.",
    mend=(
        "đặt lại tên ấy ở cuối tiêu đề của mục: {{: #{anchor} }}; mã đã đổi thì ghi mã cũ ở "
        "former-ids; bỏ hẳn thì thêm vào đầu tệp này dòng: {written} -> địa chỉ thay cho nó."
    ),
    mend_en=(
        "name the heading so again: {{: #{anchor} }}; put an id that changed into former-ids; else "
        "add a line at the top of this file: {written} -> the address in its place."
    ),
    why="Người ngoài đã dẫn tới địa chỉ này; bấm vào thì họ không gặp điều được dẫn.",
    bad="## Kết quả {: #ket-qua-moi }",
    good="## Kết quả {: #ket-qua }",
)
_PAGE = Wording(
    "trang đổi tên thì ghi ở đầu trang mới: former: rồi dòng dưới, thụt vào: - {path}; bỏ hẳn thì "
    "thêm vào đầu tệp này dòng: {written} -> địa chỉ thay cho nó.",
    "say in the front matter of the page that was renamed: former:, and indented below: - {path}; "
    "else add a line at the top of this file: {written} -> the address in its place.",
)
_ITEM = Wording(
    "mã đã đổi thì ghi mã cũ ở former-ids của mục nay mang mã mới; bỏ hẳn thì thêm vào đầu tệp này "
    "dòng: {about} -> địa chỉ thay cho nó.",
    "put an id that changed into former-ids of its item; else add a line at the top of this file: "
    "{about} -> the address in its place.",
)

NUMBERED = re.compile("(?:bang|hinh|nhom)-[0-9]+(?:-[a-z0-9]+)*")
"""Tables, charts and sections that are numbered on a page: what is counted is no promise."""

_GIVEN = re.compile("(?:[a-z0-9-]+/)?(?:data|api)/")


def listed(path: str) -> str:
    """The public address of a page, as the list has it."""
    return address(path) or HOME


@dataclass
class Led:
    """Where published addresses lead, by the ``anchors`` that each page has today, and the
    ``views`` that it is about: all as in the list.

    ``beside`` names for a page's anchors the old ones that lead there too, ``below`` for the
    addresses elsewhere the page's anchors that are there now, ``moved`` for old paths of pages
    the new addresses. A figure that gave way leads to what is told of the same time, else to the
    same of the latest time. Where no ``files`` were made, nothing is said of them.
    """

    content: Content
    anchors: Mapping[str, Collection[str]]
    views: Mapping[str, Views]
    files: Collection[str]
    beside: dict[str, dict[str, list[str]]] = field(default_factory=dict, init=False)
    below: dict[str, dict[str, list[str]]] = field(default_factory=dict, init=False)
    moved: dict[str, str] = field(default_factory=dict, init=False)
    problems: dict[str, Problem] = field(default_factory=dict, init=False)
    """Of several addresses of one thing the first is told."""

    def __post_init__(self) -> None:
        pages = {listed(path): path for path in self.content.pages}
        self._moved()
        now = {listed(old): pages[new] for old, new in self.moved.items()} | pages
        for written in self.content.published.addresses:
            where, sign, anchor = written.partition("#")
            path, gone = now.get(where), self.content.published.gone(written)
            there, mark, name = gone.partition("#")
            gone = listed(now[there]) + mark + name if there in now else gone
            if not where.endswith("/"):
                self._file(written, gone)
            elif path is None and gone:
                self.moved[f"{where.rstrip('/')}.md"] = gone
            elif path is None and not sign:
                self._lost(written, _PAGE, path=f"{where.rstrip('/')}.md")
            elif path and sign and path in self.anchors and anchor not in self.anchors[path]:
                self._anchor(written, path, gone)
        for old, new, line in self.content.published.moved:
            where, sign, anchor = new.partition("#")
            path = now.get(where, "")
            known = path in self.anchors and (not sign or anchor in self.anchors[path])
            if not (known or new in self.files or "://" in new):
                fault = PAGE_DEAD(written=new)
                self.problems[old] = self.content.published.problem(line, fault)

    def words(self, to: str) -> str:
        """What a reader calls an address: its page's heading, else the address."""
        pages = {listed(path): page for path, page in self.content.pages.items()}
        where = to.partition("#")[0]
        heading = re.search("(?m)^# ([^{\n]+)", pages[where].body) if where in pages else None
        return heading[1].strip() if heading else to

    def _lost(self, written: str, mend: Wording | None = None, about: str = "", **of: str) -> None:
        about, published = about or written, self.content.published
        fault = PAGE_ADDRESS_LOST(None, mend, written=written, about=about, **of)
        self.problems.setdefault(about, published.problem(published.addresses[written], fault))

    def _file(self, written: str, gone: str) -> None:
        ending = written.rpartition(".")[2]
        made = not _GIVEN.match(written) or any(name.endswith(ending) for name in self.files)
        if made and not gone and written not in self.files and written not in self.content.files:
            self._lost(written, _ITEM)

    def _moved(self) -> None:
        """The pages that have moved, and what is wrong with what they say of it."""
        taken = set(map(address, self.content.pages))
        for page in self.content.pages.values():
            for it in page.front.names.get("former", ()):
                if address(it.name) in taken:
                    wrong = page.at(it.line, it.column, PAGE_FORMER(written=it.name))
                    self.problems[f"{page.path} {it.name}"] = wrong
                taken.add(address(it.name))
                self.moved[it.name] = listed(page.path)

    @cached_property
    def _homes(self) -> Mapping[tuple[int, str], str]:
        """On which page the origin of a figure is told."""
        rows = ((n, path) for path, names in self.anchors.items() for n in names if "." in n)
        return {(id(self.views[p]), name): p for name, p in rows if p not in GUIDES}

    def _anchor(self, written: str, path: str, gone: str) -> None:
        anchor, views = written.partition("#")[2], self.views[path]
        figure = None if gone or "." not in anchor else _in_place_of(anchor, views)
        home = self._homes.get((id(views), figure.anchor)) if figure else None
        if figure and home == path:
            self.beside.setdefault(path, {}).setdefault(figure.anchor, []).append(anchor)
        elif figure and home:
            gone = f"{listed(home)}#{figure.anchor}"
        elif not gone and "." in anchor:
            # Figures about the same are told once: a subject, or a unit, group or grade of it.
            subject, *rest = written.split(".")
            parts = (f"{d}.{name}." for d, name in pairwise(rest) if d in set(Division))
            self._lost(written, _ITEM, f"{subject}.{next((f'*{p}' for p in parts), '')}*")
        elif not gone:
            self._lost(written, anchor=anchor)
        if gone and gone != listed(path):  # a page opens at its top by itself
            self.below.setdefault(path, {}).setdefault(gone, []).append(anchor)


def _in_place_of(anchor: str, views: Views) -> Figure | None:
    """The figure of an anchor under today's ids, or what stands in its place."""
    name = under_todays_ids(anchor.replace(".", "/"), views)
    if name in views.figures:
        return views.figures[name]
    subject, *rest = name.split("/")
    time = rest.pop(0) if rest and TIME.fullmatch(rest[0]) else ""
    portion = "/".join(rest[:2]) if rest and rest[0] in set(Division) else ""
    role = "".join((rest[2:] if portion else rest)[:1])

    year = time[:4] if not re.fullmatch("[0-9]{4}-[0-9]{4}", time) else ""

    def alike(figure: Figure) -> tuple[int, ...]:
        key, what = figure.when.key if figure.when else "", figure.role
        return key == time, key == year, what == role, what is Role.VALUE, -figure.id.count("/")

    about = (
        f for f in views.figures.of(subject) if (f.portion.key if f.portion else "") == portion
    )
    known = [figure for figure in about if figure.role is not Role.FACT]
    return max(reversed(known), key=alike, default=None)


def leading_on(
    led: Led, addresses: Mapping[str, str], site: str, *, directories: bool
) -> tuple[dict[str, Markup], dict[str, bytes]]:
    """Old addresses on pages that stand at ``addresses`` below that of a ``site``, if it is known:
    ends of pages, and the files of pages that have moved.

    A page at an old address leads on by itself, with the anchor that was asked for. It is no page
    of the builder's, so that neither search nor the map of the site has it.
    """
    public = {listed(path): where for path, where in addresses.items()}

    def today(to: str) -> str:
        where, sign, anchor = to.partition("#")
        return public.get(where, where) + sign + anchor

    below = {}
    for path, moved in led.below.items():
        # What moved within the page needs no words: it is told just above, at the page's end.
        same = {to for to in moved if to.partition("#")[0] == listed(path)}
        told = [(today(to), to not in same and led.words(to), it) for to, it in moved.items()]
        below[path] = render("below.html.jinja", Links(addresses[path], {}), told=told)
    stubs = {}
    for name, new in led.moved.items():
        old, to = address(name, directories=directories), today(new)
        links = Links(old, {})
        stub = render(
            "moved.html.jinja",
            links,
            to=links.to(to),
            canonical=links.to(to) if "://" in to else f"{site}{to}" if site else "",
            script=Markup(FORWARD),  # noqa: S704 - ours
            digest=base64.b64encode(hashlib.sha256(FORWARD.encode()).digest()).decode(),
        )
        file = old if old.endswith(".html") else posixpath.join(old, "index.html")
        stubs[file] = stub.encode()
    return below, stubs
