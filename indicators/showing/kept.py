"""What was published under a former name keeps leading there: anchors, pages, files."""

from __future__ import annotations

import base64
import hashlib
import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product

from markupsafe import Markup

from indicators.comparing.renamed import FormerIds
from indicators.pages.content import Content
from indicators.pages.page import Page
from indicators.reporting.problems import Problem
from indicators.reporting.rules import Rule, Section
from indicators.showing.links import Links, address
from indicators.showing.render import render

rule = partial(Rule, Section.PAGES)

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

_ANCHORS = re.compile(r'\sid="([^"]*)"')

FORWARD = (
    'var a=document.querySelector("a");'
    'location.replace(a.href.split("#")[0]+(location.hash||a.hash))'
)
"""The script of a page that has moved: it takes along the anchor that was asked for."""


def anchors_in(result: Markup) -> Iterator[str]:
    """The anchors in what a macro wrote."""
    return map(html.unescape, _ANCHORS.findall(result))


def with_former_anchors(results: Iterable[Markup], former: FormerIds) -> tuple[Markup, ...]:
    """What a page's macros wrote, with each anchor's former names beside it."""
    listed = tuple(results)
    names = {name for made in listed for name in anchors_in(made)} if former else ()
    return with_anchors(listed, {name: [*_former(name, former)] for name in names})


def _former(name: str, former: FormerIds) -> Iterator[str]:
    for lead in filter(name.startswith, _LEADS):
        sides = [(part, *former.get(part, ())) for part in name.removeprefix(lead).split(".")]
        yield from (lead + ".".join(parts) for parts in list(product(*sides))[1:])


def with_anchors(results: Iterable[Markup], old: Mapping[str, Iterable[str]]) -> tuple[Markup, ...]:
    """What a page's macros wrote, with ``old`` anchors beside those that they have."""
    if not old:
        return tuple(results)

    def beside(held: re.Match[str]) -> str:
        return held[0] + "".join(f'<span id="{name}"></span>' for name in old.get(held["id"], ()))

    return tuple(Markup(_HELD.sub(beside, result)) for result in results)  # noqa: S704 - of ours


def below(page: str, moved: Iterable[tuple[str, str, Sequence[str]]]) -> Markup:
    """What stands at a page's end: where what was on it is now, in words, with its anchors."""
    return render("below.html.jinja", Links(page, {}), told=moved)


def former_pages(content: Content) -> Iterator[tuple[str, Page, Problem | None]]:
    """The path of each page that has moved, where it is now, and what is wrong with that."""
    taken = set(map(address, content.pages))
    for page in content.pages.values():
        for declared in page.front.names.get("former", ()):
            fault = PAGE_FORMER(written=declared.name)
            wrong = page.at(declared.line, declared.column, fault)
            yield declared.name, page, wrong if address(declared.name) in taken else None
            taken.add(address(declared.name))


def moved_page(old: str, new: str, site: str = "") -> bytes:
    """A page at an old address that leads to the new one, with the anchor that was asked for.

    Both are addresses below the site's root; ``site`` is that of the root, if it is known. It is
    no page of the builder's, so that neither search nor the map of the site has it.
    """
    digest = base64.b64encode(hashlib.sha256(FORWARD.encode()).digest()).decode()
    links = Links(old, {})
    return render(
        "moved.html.jinja",
        links,
        to=links.to(new),
        canonical=links.to(new) if "://" in new else f"{site}{new}" if site else "",
        script=Markup(FORWARD),  # noqa: S704 - ours
        digest=digest,
    ).encode()


def file_of(address: str) -> str:
    """Where the page at an address is written."""
    return address if address.endswith(".html") else posixpath.join(address, "index.html")
