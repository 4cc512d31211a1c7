"""Carries finished HTML past Markdown: a macro leaves a one-line token, this puts the HTML in.

Python-Markdown would parse every cell of a table again; a token costs next to nothing and cannot
be misread as Markdown. Works wherever Python-Markdown does, as the extension
``indicators.showing.embed``.
Where the theme calls ``restored``, what search leaves out need not pass the search's parser either.

A page has no HTML of its own: what Markdown would let through is text here, and what it makes is
held against ``pages.allowed`` before anything else is put in. The check of the text tells the same
with a place and a mend (``pages.prose``); this one keeps what that one overlooks from being built.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from indicators.pages.allowed import ADDRESS, TAGS

_PATTERN = r"@html:([0-9a-f]{32})@"
_LATE = re.compile(f"<!--{_PATTERN}-->")

# What tables keep out of search; one of them never holds another.
_NOT_SEARCHED = re.compile(r"<(thead|tbody) data-search-exclude>.*?</\1>", re.DOTALL)

# Named by content, so that rendering a page again keeps one entry and a token stays valid.
_kept: dict[str, str] = {}
# The same HTML, to tell it from what Markdown itself lays by.
_ours: set[str] = set()
# Whether the page that comes next may show typed digits: a builder hands one over after the other.
# Where none was handed over, another builder reads pages itself; they have passed the check.
_next: dict[str, bool] = {}


def token(html: str) -> str:
    """Keeps finished HTML and returns the text that stands for it in Markdown."""
    name = hashlib.sha256(html.encode()).hexdigest()[:32]
    _kept[name] = html
    _ours.add(html)
    return f"@html:{name}@"


def forget() -> None:
    """Let go of everything that was kept, when a build begins."""
    _kept.clear()
    _ours.clear()
    _next.clear()


def expect(*, digits: bool) -> None:
    """Whether the page that Markdown is given next may show digits of its own."""
    _next["digits"] = digits


def late(html: str) -> str:
    """HTML with a comment in the place of whatever search leaves out, until it is ``restored``."""
    return _NOT_SEARCHED.sub(lambda match: f"<!--{token(match[0])}-->", html)


def restored(text: str) -> str:
    """HTML with what ``late`` took out of it; a comment that only looks like one of its stays."""
    return _LATE.sub(lambda match: _kept.get(match[1], match[0]), text)


class _Token(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - the library's signature
    ) -> tuple[str | ET.Element | None, int | None, int | None]:
        html = _kept.get(m[1])
        if html is None:  # somebody's text that only looks like a token stays text
            return None, None, None
        return self.md.htmlStash.store(html), m.start(0), m.end(0)


class RefusedError(ValueError):
    """Markdown made of a page what no page may hold."""


_PLACEHOLDER = re.compile("\u0002[^\u0003]*\u0003")
_EVERYWHERE = frozenset({"id", "class"})
_NAMES = re.compile(r"[\w#.+\- ]*")


class _Made(HTMLParser):
    """Reads what Markdown made. Errors: ``RefusedError`` at the first thing that is not allowed."""

    def __init__(self, *, digits: bool) -> None:
        super().__init__()
        self._digits = digits
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._code += tag == "code"
        if tag not in TAGS:
            raise RefusedError(f"<{tag}>")
        for name, value in attrs:
            text = value or ""
            if name in _EVERYWHERE and _NAMES.fullmatch(text):
                continue
            if name not in TAGS[tag] or (name in ("href", "src") and not ADDRESS.fullmatch(text)):
                raise RefusedError(f"<{tag} {name}={text!r}>")
            if name in ("alt", "title"):
                self.handle_data(text)

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag == "code"

    def handle_data(self, data: str) -> None:
        if not self._code and re.search("[{}]|@html:", data):
            raise RefusedError(data.strip())
        if not self._digits and any(unicodedata.category(c)[0] == "N" for c in data):
            raise RefusedError(data.strip())

    def handle_comment(self, data: str) -> None:
        raise RefusedError(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        raise RefusedError(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        raise RefusedError(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        raise RefusedError(f"<![{data}]>")


class _Checked(Postprocessor):
    """Looks at what was made of a page before finished HTML is put in."""

    def run(self, text: str) -> str:
        if not _next:
            return text
        made = [html for html in self.md.htmlStash.rawHtmlBlocks if html not in _ours]
        # The table of contents repeats headings, with what macros said in them.
        digits = _next["digits"] or text.startswith('<div class="toc">')
        for html in (_PLACEHOLDER.sub("", text), *made):
            parser = _Made(digits=digits)
            parser.feed(str(html))
            parser.close()
        return text


class _Tables(Treeprocessor):
    """Sets a table that was typed as those of macros: scrolled by key, told cell by cell on a
    phone.
    """

    def run(self, root: ET.Element) -> None:
        for parent in list(root.iter()):
            for place, table in enumerate(list(parent)):
                if table.tag == "table":
                    parent[place] = _framed(table)


def _framed(table: ET.Element) -> ET.Element:
    headings = list(table.iter("th"))
    for heading in headings:
        heading.set("scope", "col")
    table.set("class", "i-table")
    for row in table.iter("tr"):
        for heading, cell in zip(headings, row, strict=False):
            if cell.tag == "td":
                cell.set("data-label", "".join(heading.itertext()))
    first = [row[0] for row in table.iter("tr") if row[0].tag == "td"]
    for cell in first:
        cell.tag = "th"
        cell.attrib = {"scope": "row"}
    settings = {"class": "i-scroll", "role": "region", "tabindex": "0", "aria-label": "Bảng"}
    frame = ET.Element("div", settings)
    frame.append(table)
    return frame


class Embed(Extension):
    """Puts kept HTML in the place of its token."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        # Before every other inline pattern: a token holds nothing that they should see.
        md.inlinePatterns.register(_Token(_PATTERN, md), "indicators-embed", 200)
        md.treeprocessors.register(_Tables(md), "indicators-tables", 15)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        # Just before what Markdown laid by, finished HTML among it, is put in.
        md.postprocessors.register(_Checked(md), "indicators-checked", 31)


def makeExtension(**configuration: object) -> Embed:  # noqa: N802 - the library's name
    """Called by Python-Markdown with the extension's settings; there are none."""
    return Embed(**configuration)
