"""Carries finished HTML past Markdown: a macro leaves a one-line token, this puts the HTML in.

Python-Markdown would parse every cell of a table again; a token costs next to nothing and cannot
be misread as Markdown. Works wherever Python-Markdown does, as the extension
``indicators.showing.embed``.
Where the theme calls ``restored``, what search leaves out need not pass the search's parser either.
"""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

_PATTERN = r"@html:([0-9a-f]{32})@"
_LATE = re.compile(f"<!--{_PATTERN}-->")

# What tables keep out of search; one of them never holds another.
_NOT_SEARCHED = re.compile(r"<(thead|tbody) data-search-exclude>.*?</\1>", re.DOTALL)

# Named by content, so that rendering a page again keeps one entry and a token stays valid.
_kept: dict[str, str] = {}


def token(html: str) -> str:
    """Keeps finished HTML and returns the text that stands for it in Markdown."""
    name = hashlib.sha256(html.encode()).hexdigest()[:32]
    _kept[name] = html
    return f"@html:{name}@"


def forget() -> None:
    """Let go of everything that was kept, when a build begins."""
    _kept.clear()


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


class Embed(Extension):
    """Puts kept HTML in the place of its token."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        # Before every other inline pattern: a token holds nothing that they should see.
        md.inlinePatterns.register(_Token(_PATTERN, md), "indicators-embed", 200)


def makeExtension(**configuration: object) -> Embed:  # noqa: N802 - the library's name
    """Called by Python-Markdown with the extension's settings; there are none."""
    return Embed(**configuration)
