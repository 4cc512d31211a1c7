"""Carries finished HTML past Markdown: a macro leaves a one-line token, this puts the HTML in.

Python-Markdown would parse every cell of a table again; a token costs next to nothing and cannot
be misread as Markdown. Works wherever Python-Markdown does, as the extension
``indicators.showing.embed``.
Where the theme calls ``restored``, what search leaves out need not pass the search's parser either.

A page has no HTML of its own: what Markdown would let through is text here, and what it makes is
looked at (see ``made``) before anything else is put in: by the check, which tells it, and by the
build once more.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import xml.etree.ElementTree as ET
from collections import Counter
from functools import cache

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from indicators.showing.made import CARRIER, MARK, PAGE_DEEP, PAGE_LINK_FORM, Flaw, Made
from indicators.showing.slug import slug

_PATTERN = CARRIER.pattern
_LATE = re.compile(f"<!--{_PATTERN}-->")

# What tables keep out of search; one of them never holds another.
_NOT_SEARCHED = re.compile(r"<(thead|tbody) data-search-exclude>.*?</\1>", re.DOTALL)

# Another one in each run, so that nobody can type the name of a result.
_SALT = secrets.token_bytes(16)
# Named by content, so that rendering a page again keeps one entry and a token stays valid.
_kept: dict[str, str] = {}
# Whether the page that comes next may show typed digits: a builder hands one over after the other.
# Where none was handed over, another builder reads pages itself; they have passed the check.
_next: dict[str, bool] = {}
# What was made of the page that the check looks at.
_made: list[Made] = []

EXTENSIONS = ("toc", "tables", "fenced_code", "abbr", "admonition", "attr_list", __name__)
SETTINGS = {
    "toc": {
        "marker": "",
        "permalink": True,
        "permalink_title": "Liên kết đến mục này",
        "slugify": slug,
        "toc_depth": 3,
    }
}
"""How Markdown reads pages, as ``mkdocs.yml`` has it."""


def token(html: str) -> str:
    """Keeps finished HTML and returns the text that stands for it in Markdown."""
    name = hashlib.blake2b(html.encode(), digest_size=16, key=_SALT).hexdigest()
    _kept[name] = html
    return f"@html:{name}@"


def forget() -> None:
    """Let go of everything that was kept, when a build begins."""
    _kept.clear()
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


@cache
def _reader() -> Markdown:
    return Markdown(extensions=list(EXTENSIONS), extension_configs=SETTINGS)


def made_of(text: str, *, digits: bool) -> Made:
    """What Markdown makes of a page's text, in which tokens stand for finished HTML.

    ``digits`` says whether the page may show typed numbers.
    """
    _next.update(digits=digits, told=True)
    try:
        reader = _reader().reset()
        reader.convert(text)
        made = _made.pop() if _made else Made("", [], {}, digits=digits)  # an empty page
        made.flaws += [
            Flaw(PAGE_LINK_FORM(written=f"[{name}]:"), "]:") for name in reader.references
        ]
    except RecursionError:
        made = Made("", [], {}, digits=digits)
        made.flaws.append(Flaw(PAGE_DEEP(), ""))
    finally:
        _next.clear()
        _made.clear()
    return made


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


class _Checked(Postprocessor):
    """Looks at what was made of a page before finished HTML is put in."""

    def run(self, text: str) -> str:
        # The table of contents repeats headings, with what macros said in them.
        if not _next or text.startswith('<div class="toc">'):
            return text
        laid = [str(piece) for piece in self.md.htmlStash.rawHtmlBlocks]
        made = Made(text, laid, _kept, digits=_next["digits"])
        if _next.get("told"):
            _made.append(made)
        elif made.flaws:
            raise RefusedError(made.flaws[0].fault.what())
        return text


class _Set(Treeprocessor):
    """Sets a table that was typed as those of macros: scrolled by key, told cell by cell on a
    phone; and leaves no attribute unseen.
    """

    def run(self, root: ET.Element) -> None:
        named: Counter[str] = Counter()
        heading = "Bảng"
        for parent in list(root.iter()):
            for place, child in enumerate(list(parent)):
                # The table of contents would take it away, and nobody would see it.
                if (label := child.attrib.pop("data-toc-label", None)) is not None:
                    child.set("label", label)
                if re.fullmatch("h[1-6]", child.tag):
                    heading = MARK.sub("", "".join(child.itertext())).strip() or heading
                elif child.tag == "table":
                    named[heading] += 1
                    again = f" ({named[heading]})" if named[heading] > 1 else ""
                    parent[place] = _framed(child, heading + again)


def _framed(table: ET.Element, name: str) -> ET.Element:
    headings = list(table.iter("th"))
    for heading in headings:
        heading.set("scope", "col")
    table.set("class", "i-table")
    for row in table.iter("tr"):
        for heading, cell in zip(headings, row, strict=False):
            if cell.tag == "td":
                cell.set("data-label", MARK.sub("", "".join(heading.itertext())))
    first = [row[0] for row in table.iter("tr") if row[0].tag == "td"]
    for cell in first:
        cell.tag = "th"
        cell.attrib = {"scope": "row"}
    settings = {"class": "i-scroll", "role": "region", "tabindex": "0", "aria-label": name}
    frame = ET.Element("div", settings)
    frame.append(table)
    return frame


class Embed(Extension):
    """Puts kept HTML in the place of its token."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        # Before every other inline pattern: a token holds nothing that they should see.
        md.inlinePatterns.register(_Token(_PATTERN, md), "indicators-embed", 200)
        md.treeprocessors.register(_Set(md), "indicators-set", 7)  # after attr_list, before toc
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        # Just before what Markdown laid by, finished HTML among it, is put in.
        md.postprocessors.register(_Checked(md), "indicators-checked", 31)


def makeExtension(**configuration: object) -> Embed:  # noqa: N802 - the library's name
    """Called by Python-Markdown with the extension's settings; there are none."""
    return Embed(**configuration)
