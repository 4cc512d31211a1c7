"""The one list of what a site may be made of; whatever is not on it is refused.

Content is what anyone may propose to change: ``docs/`` and ``includes/``. It is read here, before
anything is rendered; the HTML that Markdown makes of it is held against the same list
(``showing.embed``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

LARGEST_PAGE, LARGEST_FILE = 200_000, 20_000_000
"""Bytes of a page, and of an image or document beside it."""
DEEPEST, MOST_LINES, LONGEST_PARAGRAPH, MOST_BRACKETS, MOST_CALLS = 8, 3_000, 20_000, 300, 500
MOST_FRONT, MOST_CELLS, MOST_LEVELS = 200, 20_000, 60
"""How deep folders lie in each other, and what a page may hold: lines, characters of a paragraph,
opening brackets in it, calls; lines before it, cells of a table, levels of lists. Markdown itself
takes far too long for more.
"""

LONGEST_NAME = 100
"""Characters of a name: systems store no more than about twice as many."""
NAME = f"(?![a-z0-9-]{{{LONGEST_NAME + 1}}})[a-z0-9]+(?:-[a-z0-9]+)*"
FOLDER = re.compile(NAME)
PAGE = re.compile(rf"(?:{NAME}/)*{NAME}\.md")

TYPES: Mapping[str, bytes] = {
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "webp": b"RIFF",
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
}
"""Images and documents that may lie beside pages, by their ending, with how each begins.

None of them runs in a browser: an SVG opened by its own address would.
"""
IMAGES = frozenset({"png", "jpg", "jpeg", "webp"})
FILE = re.compile(rf"(?:{NAME}/)*{NAME}\.(?:{'|'.join(TYPES)})")

OURS = frozenset({"404", "api", "assets", "data", "search", "templates"})
"""First parts of addresses at which the theme and the generator write their own files."""
DEVICES = frozenset(
    {"aux", "con", "nul", "prn"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(10)}
)
"""Names that Windows cannot store."""
FORMER_PAGE = re.compile(
    rf"(?!(?:{'|'.join(sorted(OURS))})[./])(?!(?:.*/)?(?:{'|'.join(sorted(DEVICES))})[./]){PAGE.pattern}"
)
"""Where a page may have stood: the generator writes there what leads on."""

GUIDES = frozenset(
    {
        "du-lieu/lap-trinh-vien.md", "gioi-thieu/bieu-nhap.md", "gioi-thieu/cap-nhat.md",
        "gioi-thieu/chu-trang.md", "gioi-thieu/macro.md", "gioi-thieu/mau-du-lieu.md",
        "gioi-thieu/phuong-phap.md", "gioi-thieu/quy-tac.md", "gioi-thieu/toc-do.md",
    }
)  # fmt: skip
"""Pages about the site itself: their digits are examples, and their macros show invented data."""

ABBREVIATIONS = "includes/abbreviations.md"
"""The one file beside ``docs/``: what is explained on every page."""


class Key(NamedTuple):
    """What a key of a page's front matter holds, in both languages, and as the form of its one
    name or of each of its list; without a form it holds a text or, for ``search``, settings.
    """

    vi: str
    en: str
    form: re.Pattern[str] | None = None
    listed: bool = False

    def takes(self, name: str) -> bool:
        """Whether a name has its form."""
        return self.form is not None and self.form.fullmatch(name) is not None


_TEXT = "gõ một câu; câu có dấu hai chấm thì dùng gạch nối thay", "type a sentence without a colon"
_ID = "gõ một mã đã khai trong dữ liệu, như khoa-xii", "type an id of the data, such as khoa-xii"
_IDS = (
    "mỗi mã một dòng bên dưới, thụt vào: - ket-nap",
    "one id a line below it, indented: - ket-nap",
)
_FORMER = (
    "mỗi tên cũ một dòng bên dưới, thụt vào: - chi-tieu/cu.md",
    "one former name a line below it, indented: - chi-tieu/cu.md",
)
_SEARCH = "gõ exclude: true, hoặc boost: và một số như 0.5", "type exclude: true, or boost: 0.5"
KEYS: Mapping[str, Key] = {
    "title": Key(*_TEXT),
    "description": Key(*_TEXT),
    "term": Key(*_ID, FOLDER),
    "indicators": Key(*_IDS, FOLDER, listed=True),
    "units": Key(*_IDS, FOLDER, listed=True),
    "former": Key(*_FORMER, FORMER_PAGE, listed=True),
    "home": Key("gõ documents", "type documents", re.compile("documents")),
    "search": Key(*_SEARCH),
}
"""The keys of a page's front matter. The theme and the plugins would read more."""

SEARCH: Mapping[str, re.Pattern[str]] = {
    "exclude": re.compile("true|false"),
    "boost": re.compile(r"[0-9](?:\.[0-9]+)?"),
}

TEXT = re.compile(r"[^\W\d_]|[ .,;:!?()/%…–—“”‘’\-]")
"""The characters of a title or description: the theme writes them into attributes as they are."""

TAGS: Mapping[str, frozenset[str]] = {
    **{name: frozenset() for name in ("p", "em", "strong", "pre", "blockquote", "hr", "br")},
    **{name: frozenset() for name in ("ul", "ol", "li", "table", "thead", "tbody", "tr")},
    **{f"h{level}": frozenset() for level in range(1, 7)},
    "a": frozenset({"href", "title"}),
    "abbr": frozenset({"title"}),
    "code": frozenset(),
    "div": frozenset({"aria-label", "role", "tabindex"}),
    "td": frozenset({"data-label"}),
    "th": frozenset({"scope"}),
    "img": frozenset({"alt", "src", "title"}),
}
"""The HTML that Markdown may make of a page, with attributes besides ``id`` and ``class``."""
IDS = re.compile("[a-z0-9][a-z0-9_-]*")
CLASSES: Mapping[str, re.Pattern[str]] = {
    "a": re.compile("headerlink"),
    "code": re.compile(r"language-[\w#+.-]+"),
    "div": re.compile(
        "i-scroll|admonition (?:note|abstract|info|tip|success|question|warning|failure|danger|bug|"
        "example|quote)"
    ),
    "p": re.compile("admonition-title"),
    "table": re.compile("i-table"),
    **dict.fromkeys(("td", "th"), re.compile("i-num")),
}
"""The classes that Markdown and this package give; a page gives none."""

ADDRESS = re.compile(
    r"https://[a-z0-9.-]+(?::[0-9]+)?(?:[/?#][^\s\"'<>\\{}\[\]]*)?|"
    r"mailto:[^\s\"'<>\\{}?@]+@[a-z0-9.-]+|"
    r"(?!//)[^\s\"'<>\\{}\[\]:]*",
    re.IGNORECASE | re.ASCII,
)
"""Where a link of a page may lead: a safe address elsewhere, or a relative one."""
