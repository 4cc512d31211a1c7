"""Carries finished HTML past Markdown, and looks at what Markdown makes of a page.

What a macro wrote is laid by as Markdown lays by HTML, with a mark in its place: Python-Markdown
would parse every cell of a table again. Works wherever Python-Markdown does, as the extension
``indicators.showing.embed``. Where the theme calls ``restored``, what search leaves out need not
pass the search's parser either.

A page has no HTML of its own: what Markdown would let through is text here. Whatever it takes for
a link, code, a list or an attribute is looked at after it has been taken so, before anything else
is put in. What was looked at is what is published: builders are given one mark for all of it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from html.parser import HTMLParser
from typing import Any, NamedTuple

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from indicators.pages.allowed import ADDRESS, CLASSES, IDS, MOST_LEVELS, TAGS
from indicators.pages.calls import PAGE_CODE
from indicators.pages.page import PAGE_DIGIT, rule
from indicators.reporting.rules import Fault
from indicators.showing.slug import slug

PAGE_CALL_LOST = rule(
    "page-call-lost",
    "Lời gọi macro ở chỗ không có kết quả",
    vi=(
        "Lời gọi macro {written} đứng ở chỗ không cho ra gì: trong đoạn mã, trong liên kết, trong "
        "lời của ảnh, hay ở ô thừa của một dòng bảng."
    ),
    en=(
        "The call of the macro {written} stands where it gives nothing: in code, in a link, in the "
        "words of an image, or in a cell too many of a table's row."
    ),
    mend=(
        "chuyển lời gọi ra một câu hoặc một dòng riêng; muốn in nguyên văn thì đặt giữa "
        "{{% raw %}} và {{% endraw %}}."
    ),
    mend_en=(
        "move the call into a sentence or a line of its own; to print it, put {{% raw %}}, "
        "{{% endraw %}} around it."
    ),
    why="Người viết tưởng số có trên trang, người đọc không thấy.",
    bad="`{{ figure('ket-nap/2021/value') }}`",
    good="{{ figure('ket-nap/2021/value') }}",
    former=("page-call-in-code", "page-call-in-link"),
)

PAGE_ATTRIBUTE = rule(
    "page-attribute",
    "Thuộc tính trang không được đặt",
    vi="“{written}” là thuộc tính mà trang không được đặt.",
    en="“{written}” is an attribute that no page may set.",
    mend="bỏ thuộc tính; chỉ tên mục là đặt được: ## Kết quả {{: #ket-qua }}.",
    mend_en="take it away; only a heading may be named: ## Kết quả {{: #ket-qua }}.",
    why="Thuộc tính khác đổi giao diện, giả dấu trạng thái hoặc chạy mã lệnh.",
    bad="**Đạt** {: .i-status }",
    good="**Đạt**",
)

PAGE_ANCHOR = rule(
    "page-anchor",
    "Tên mục trùng",
    vi="Tên “{written}” đã thuộc về một mục hoặc một bảng khác của trang này.",
    en="The name “{written}” belongs to another heading or table of this page.",
    mend="đặt tên khác ở cuối tiêu đề: {{: #ten-khac }}.",
    mend_en="give another name at the end of the heading: {{: #other-name }}.",
    why="Hai chỗ cùng tên thì liên kết tới một chỗ lại dẫn sang chỗ kia.",
    bad="## Nguồn gốc {: #ket-nap }",
    good="## Nguồn gốc {: #nguon-goc }",
)

PAGE_DEEP = rule(
    "page-deep",
    "Trang lồng quá sâu",
    vi="Trang có danh sách hoặc trích dẫn lồng vào nhau quá sâu.",
    en="Lists or quotes of the page lie too deep in each other.",
    mend="bớt số lớp lồng nhau.",
    mend_en="take some levels away.",
    why="Lồng quá sâu thì máy không đọc hết được, người đọc cũng vậy.",
    bad="- - - - (vài trăm lớp)",
    good="- một\n    - hai",
)

PAGE_BRACE = rule(
    "page-brace",
    "Dấu ngoặc nhọn lẻ",
    vi="“{written}” có dấu ngoặc nhọn mà không phải lời gọi macro.",
    en="“{written}” has a brace, but is no call of a macro.",
    mend="gọi macro bằng hai dấu mỗi bên: {{{{ figure('…') }}}}; không gọi macro thì bỏ dấu ngoặc.",
    mend_en="call a macro with two on each side: {{{{ figure('…') }}}}; else take the brace away.",
    why="Lời gọi thiếu một dấu sẽ hiện nguyên văn trên trang thay cho số.",
    bad="{ figure('ket-nap/2021/value') }",
    good="{{ figure('ket-nap/2021/value') }}",
)

PAGE_HTML = rule(
    "page-html",
    "HTML trên trang",
    vi="“{written}” là mã HTML; trang chỉ gồm chữ theo cách viết Markdown và lời gọi macro.",
    en="“{written}” is HTML; pages are Markdown text and calls of macros only.",
    mend=(
        "viết bằng Markdown: **đậm**, [chữ](trang-khac.md), ![mô tả](anh.png); ký tự thì gõ chính "
        "nó; dấu < của phép so sánh thì viết bằng chữ."
    ),
    mend_en=(
        "write Markdown: **bold**, [text](page.md), ![text](image.png); type a character itself; "
        "write “less than” in words."
    ),
    why="Mã HTML có thể chạy mã lệnh ở máy người đọc; phần lớn bị chính sách an toàn chặn.",
    bad="<b>Kết quả</b>",
    good="**Kết quả**",
)

PAGE_TABLE = rule(
    "page-table",
    "Bảng gõ tay chưa thành bảng",
    vi="Dòng “{written}” mở đầu như một bảng, nhưng không thành bảng.",
    en="The line “{written}” begins as a table, but makes none.",
    mend="để một dòng trống ở trên bảng; dưới dòng tiêu đề ghi | --- | --- |, đủ số cột.",
    mend_en="leave a blank line above it, and write | --- | --- | below its heading, one a column.",
    why="Người đọc thấy các dấu gạch đứng thay cho bảng.",
    bad="| a | b |\n| --- |\n| c | d |",
    good="| a | b |\n| --- | --- |\n| c | d |",
    former=("page-align",),
)

PAGE_TITLE = rule(
    "page-title",
    "Trang có hai tiêu đề",
    vi="“{written}” là tiêu đề thứ hai của trang; chỉ một dòng được mở đầu bằng một dấu #.",
    en="“{written}” is a second title; only one line of a page begins with a single #.",
    mend="mở đầu mục bằng hai dấu #: ## {written}.",
    mend_en="begin a section with two of them: ## {written}.",
    why="Tên trang, mục lục và máy đọc màn hình chỉ theo một tiêu đề.",
    bad="# Kết quả\n\n# Đối chiếu",
    good="# Kết quả\n\n## Đối chiếu",
)

PAGE_ADDRESS = rule(
    "page-address",
    "Địa chỉ liên kết không dùng được",
    vi="“{written}” không phải địa chỉ mà trang được dẫn tới.",
    en="“{written}” is no address to which a page may lead.",
    mend="dẫn tới một tệp .md trong docs, một mục của trang (#ten-muc), hoặc địa chỉ bắt đầu bằng https://.",
    mend_en="lead to an .md file in docs, to a heading (#name), or to an address with https://.",
    why="Địa chỉ dạng khác có thể chạy mã lệnh khi người đọc bấm vào.",
    bad="[xem](javascript:mo)",
    good="[xem](chi-tieu/ket-nap.md)",
)

PAGE_IMAGE = rule(
    "page-image",
    "Ảnh không có trong docs",
    vi="Không có ảnh “{written}” trong docs.",
    en="There is no image “{written}” in docs.",
    mend="tải ảnh .png, .jpg hoặc .webp lên docs rồi dẫn bằng đường dẫn từ trang này.",
    mend_en="upload a .png, .jpg or .webp to docs and lead to it from this page.",
    why="Chính sách an toàn của trang chặn ảnh từ nơi khác, nên người đọc chỉ thấy một ô trống.",
    bad="![sơ đồ](https://noi-khac.example/so-do.png)",
    good="![sơ đồ](so-do.png)",
)

PAGE_LINK_FORM = rule(
    "page-link-form",
    "Liên kết viết chưa đúng",
    vi="“{written}” không phải liên kết viết đủ.",
    en="“{written}” is no whole link.",
    mend="viết [chữ hiện ra](dia-chi.md), địa chỉ liền nhau, không có dấu cách hay ngoặc.",
    mend_en="write [text](address.md), the address without blanks or brackets.",
    why="Liên kết viết thiếu sẽ hiện nguyên văn trên trang.",
    bad="[xem thêm](chi tieu.md)",
    good="[xem thêm](chi-tieu.md)",
)
MARK = re.compile("\u0002wzxhzdk:([0-9]+)\u0003")
"""What stands in Markdown's HTML for a piece that it laid by, until that is put in."""

_BRACES = re.compile(r"\{%.*?%\}|\{[^{}\n]*\}|[{}]+[^{}\n]{0,30}")
_HTML = re.compile(r"</?[A-Za-z][^\s>]*>?|<[!?]")
_ROW = re.compile(r"(?:\A|\n *)(\|[^\n]*)")
_HALF_LINK = re.compile(r"\]\([^\s)]*")


class Flaw(NamedTuple):
    """Something that may not be there, and the words by which it is found in the page."""

    fault: Fault
    words: str


class Looked(HTMLParser):
    """Looks at what Markdown made of a page, with ``laid`` by pieces of which the first ones are
    the results of the page's calls.
    """

    def __init__(self, html: str, laid: Sequence[str], results: int, *, digits: bool) -> None:
        super().__init__()
        self.html, self.contents = "", list[Any]()
        """The page with all that was laid by, and its headings as Markdown lists them."""
        self.flaws: list[Flaw] = []
        self.anchors: list[str] = []
        self.leads: list[tuple[str, bool]] = []
        """Where links and images lead, and which it is."""
        self.shown: set[int] = set()
        """Of which calls the result is shown."""
        self._digits = digits
        self._open: list[str] = []
        # What Markdown lays by of its own is code in fences.
        theirs = dict(enumerate(laid[results:], results))
        text = MARK.sub(lambda mark: theirs.get(int(mark[1]), mark[0]), html)
        self.feed(text.replace("\u0002amp\u0003", "&"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "hr", "img"):
            self._open.append(tag)
            if len(self._open) == MOST_LEVELS:
                self._flaw(PAGE_DEEP())
        if tag not in TAGS:
            self._flaw(PAGE_HTML(written=f"<{tag}>"), f"<{tag}")
            return
        for name, given in attrs:
            self._attribute(tag, name, given or "")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        known = tag in CLASSES and name == "class" and CLASSES[tag].fullmatch(value)
        if MARK.search(value):
            return  # what stands here is not shown
        if name == "id" and IDS.fullmatch(value):
            self.anchors.append(value)
        elif name not in TAGS[tag] and not known:
            words = (value.split() or [name])[-1] if name == "class" else f"{name}={value}"
            self._flaw(PAGE_ATTRIBUTE(written=f"{name}={value}"), words)
        elif name in ("href", "src"):
            image, safe = name == "src", ADDRESS.fullmatch(value)
            self.leads.append((value, image))
            if image and (not safe or ":" in value):
                self._flaw(PAGE_IMAGE(written=value), value)
            elif not safe or not value:
                self._flaw(PAGE_ADDRESS(written=value), value or "()")
        elif name in ("alt", "title"):
            self._text(value)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        code = "code" in self._open
        self.shown.update(() if code or "a" in self._open else map(int, MARK.findall(data)))
        self._text(MARK.sub(" ", data), code=code)

    def handle_comment(self, data: str) -> None:
        self._flaw(PAGE_HTML(written=f"<!--{data}-->"), data)

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)

    handle_pi = unknown_decl = handle_comment

    def _flaw(self, fault: Fault, words: str = "") -> None:
        self.flaws.append(Flaw(fault, words))

    def _text(self, words: str, *, code: bool = False) -> None:
        for match in () if code else _BRACES.finditer(words):
            broken = PAGE_CODE if match[0].startswith("{%") else PAGE_BRACE
            self._flaw(broken(written=match[0]), match[0])
        if not code and (row := _ROW.search(words)):  # the first one tells of all
            self._flaw(PAGE_TABLE(written=row[1].strip()), row[1].strip())
        for pattern, refused in ((_HTML, PAGE_HTML), (_HALF_LINK, PAGE_LINK_FORM)):
            for match in () if code else pattern.finditer(words):
                self._flaw(refused(written=match[0]), match[0])
        for word in () if self._digits else words.split():
            # A number of any script, also one in a circle or as a fraction.
            letters = word if word.isascii() else unicodedata.normalize("NFKC", word)
            if any(unicodedata.numeric(letter, None) is not None for letter in letters):
                self._flaw(PAGE_DIGIT(written=word), word)


_LATE = re.compile("<!--@html:([0-9a-f]{32})@-->[^<]*<!---->")

# Where the parts of a table begin that a macro wrote, as one line. Search reads the words of their
# cells alone, or nothing.
_PART = re.compile(r"<(thead|tbody)( data-search-exclude)?>(?!\n)")
_MARKUP = re.compile(r"(?:<[^>]*>|\s)+")

# Links and images of Markdown, which writes no > into an attribute.
_LEAD = re.compile(r'(<(?:a|img) (?:[^>]* )?(?:href|src)=")([^"]*)')

# The page that Markdown is asked for next, and its headings as Markdown lists them.
_next: list[tuple[str, Any]] = []
# What stands in pages late, of all of them at once: as bytes, which take half as much.
_late: dict[str, bytes] = {}

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


def hand(html: str, contents: Any) -> None:
    """Give Markdown the next page as it is to be, with its headings as Markdown lists them:
    whatever text the builder has of it goes no further.
    """
    _next[:] = [(html, contents)]


def forget() -> None:
    """Let go of everything that was kept, when a build begins."""
    _late.clear()
    _next.clear()


def late(html: str) -> str:
    """HTML with the mere words of its tables, or nothing, for search, until it is ``restored``."""
    made, at = list[str](), 0
    for begun in _PART.finditer(html):
        end = html.index(close := f"</{begun[1]}>", begun.end()) + len(close)
        part = html[begun.start() : end]
        name = hashlib.blake2b(part.encode(), digest_size=16).hexdigest()
        _late[name] = part.encode()
        said = "" if begun[2] else _MARKUP.sub(" ", part)
        made += html[at : begun.start()], f"<!--@html:{name}@-->{said}<!---->"
        at = end
    return "".join((*made, html[at:]))


def restored(text: str) -> str:
    """HTML with what ``late`` took out of it; a comment that only looks like one of its stays."""

    def part(match: re.Match[str]) -> str:
        return _late[match[1]].decode() if match[1] in _late else match[0]

    return _LATE.sub(part, text)


@cache
def _reader() -> Markdown:
    """Reads the pages themselves, so that none is handed to it."""
    reader = Markdown(extensions=list(EXTENSIONS), extension_configs=SETTINGS)
    for name in ("indicators-page", "normalize_whitespace"):  # which would take away marks
        reader.preprocessors.deregister(name)
    return reader


def looked_at(parts: Iterable[str], lead: Callable[[str], str] = str, *, digits: bool) -> Looked:
    """What Markdown makes of a page's text and the finished HTML between; links of the text go
    where they ``lead``. ``digits`` says whether the page may show typed numbers.
    """
    reader, text = _reader().reset(), ""
    for part in parts:
        clean = str.replace(part, "\2", "").replace("\3", "")  # Markdown's marks are between these
        text += reader.htmlStash.store(clean) if isinstance(part, Markup) else clean
    results = reader.htmlStash.html_counter
    try:
        lines = re.sub(r"(?<=\n) +\n", "\n", f"{text}\n\n".expandtabs(reader.tab_length)).split(
            "\n"
        )
        for process in reader.preprocessors:
            lines = process.run(lines)
        root = reader.parser.parseDocument(lines).getroot()
        assert root is not None, "a document has a root"
        for change in reader.treeprocessors:
            changed = change.run(root)
            root = root if changed is None else changed
        html = reader.serializer(root).strip().removeprefix("<div>").removesuffix("</div>").strip()
        looked = Looked(html, [*map(str, reader.htmlStash.rawHtmlBlocks)], results, digits=digits)
        looked.contents = reader.toc_tokens  # type: ignore[attr-defined]  # of the extension for them
        looked.html = _LEAD.sub(lambda link: link[1] + lead(link[2]), html)
        for finish in reader.postprocessors:
            looked.html = finish.run(looked.html)
    except RecursionError:
        looked = Looked("", [], 0, digits=digits)
        looked.flaws.append(Flaw(PAGE_DEEP(), ""))
    titles = [one["name"] for one in looked.contents if one["level"] == 1]
    looked.flaws += [Flaw(PAGE_TITLE(written=name), f"# {name}") for name in titles[1:]]
    looked.flaws += [Flaw(PAGE_LINK_FORM(written=f"[{name}]:"), "]:") for name in reader.references]
    return looked


class _Page(Preprocessor):
    """Puts the page that was handed over in the place of its text."""

    contents: Any = None

    def run(self, lines: list[str]) -> list[str]:
        if not _next:
            return lines
        html, self.contents = _next.pop()
        return [self.md.htmlStash.store(html)]


class _Contents(Treeprocessor):
    """Says which headings the page has that was handed over."""

    def __init__(self, md: Markdown, page: _Page) -> None:
        super().__init__(md)
        self._page = page

    def run(self, root: ET.Element) -> None:  # noqa: ARG002 - the library's signature
        if self._page.contents is not None:
            self.md.toc_tokens = self._page.contents  # type: ignore[attr-defined]  # of the extension


_ALIGNED = re.compile("text-align: [a-z]+;")
"""What Markdown writes for colons below a heading, which the site's policy bars."""


class _Set(Treeprocessor):
    """Sets a table that was typed as those of macros: scrolled by key, told cell by cell on a
    phone; and leaves no attribute unseen.
    """

    def run(self, root: ET.Element) -> None:
        named: Counter[str] = Counter()
        heading = "Bảng"
        for element in list(root.iter()):
            # The table of contents would take it away, and nobody would see it.
            if (label := element.attrib.pop("data-toc-label", None)) is not None:
                element.set("label", label)
            if re.fullmatch("h[1-6]", element.tag):
                heading = MARK.sub("", "".join(element.itertext())).strip() or heading
            elif element.tag == "table":
                named[heading] += 1
                again = f" ({named[heading]})" if named[heading] > 1 else ""
                _frame(element, heading + again)


def _frame(table: ET.Element, name: str) -> None:
    headings = [MARK.sub("", "".join(it.itertext())) for it in table.iter("th")]
    for row in table.iter("tr"):
        for at, cell in enumerate(row):
            if _ALIGNED.fullmatch(cell.get("style", "")):
                right = cell.attrib.pop("style") == "text-align: right;"
                cell.attrib |= {"class": "i-num"} if right else {}
            if cell.tag == "th":
                cell.set("scope", "col")
            elif at == 0:
                cell.tag, cell.attrib = "th", {"scope": "row"}
            else:
                cell.set("data-label", headings[at])
    inner = ET.Element("table", {"class": "i-table"})
    inner.extend(table)
    inner.text, tail = table.text, table.tail
    table.clear()
    table.tag, table.tail = "div", tail
    settings = {"class": "i-scroll", "role": "region", "tabindex": "0", "aria-label": name}
    table.attrib |= settings
    table.append(inner)


class Embed(Extension):
    """Puts a page that was handed over in the place of its text, and takes HTML for text."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        page = _Page(md)
        md.preprocessors.register(page, "indicators-page", 28)  # first but for the line ends
        md.treeprocessors.register(_Contents(md, page), "indicators-contents", 4)  # after toc
        md.treeprocessors.register(_Set(md), "indicators-set", 7)  # after attr_list, before toc
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")


def makeExtension(**configuration: object) -> Embed:  # noqa: N802 - the library's name
    """Called by Python-Markdown with the extension's settings; there are none."""
    return Embed(**configuration)
