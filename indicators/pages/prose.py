"""The text of a page outside its macros: what Markdown may be made of, and where it links."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from typing import NamedTuple

from indicators.pages.allowed import ADDRESS
from indicators.pages.calls import PAGE_CODE
from indicators.reporting.rules import Fault, Rule, Section

rule = partial(Rule, Section.PAGES)

PAGE_DIGIT = rule(
    "page-digit",
    "Số gõ tay trên trang",
    vi="“{written}” là số gõ tay; trang chỉ lấy số từ dữ liệu.",
    en="“{written}” is a typed number; pages take their numbers from the data only.",
    mend=(
        "thay bằng lời gọi macro, ví dụ {{{{ figure('ket-nap/2021/value') }}}}; năm thì dùng "
        "{{{{ year(2021) }}}}."
    ),
    mend_en=(
        "call a macro instead, such as {{{{ figure('ket-nap/2021/value') }}}}, or "
        "{{{{ year(2021) }}}} for a year."
    ),
    why="Số gõ tay không đổi theo dữ liệu và không dẫn về nguồn.",
    bad="Đã kết nạp 1.514 đảng viên.",
    good="Đã kết nạp {{ figure('ket-nap/2021/value') }} đảng viên.",
)

PAGE_CHARACTER = rule(
    "page-character",
    "Ký tự ẩn trên trang",
    vi="Trang có ký tự ẩn hoặc điều khiển ({code}), thường do chép từ nơi khác.",
    en="The page has an invisible or control character ({code}), often copied from elsewhere.",
    mend="xóa đoạn có ký tự ấy rồi gõ lại.",
    mend_en="delete that passage and type it again.",
    why="Ký tự không nhìn thấy có thể đổi thứ tự chữ hoặc che điều thật sự được viết.",
    bad="kết\u200bnạp",
    good="kết nạp",
)

PAGE_CONFLICT = rule(
    "page-conflict",
    "Dấu xung đột trên trang",
    vi="“{written}” là dấu xung đột khi hai người cùng sửa một chỗ.",
    en="“{written}” marks a conflict: two people changed the same place.",
    mend="giữ nội dung đúng, xóa ba dòng bắt đầu bằng <<<<<<<, =======, >>>>>>>.",
    mend_en="keep the right content; delete the lines that begin with <<<<<<<, =======, >>>>>>>.",
    why="Giữa các dấu này là hai bản khác nhau của cùng một đoạn; người đọc sẽ thấy cả hai.",
    bad="<<<<<<< HEAD",
    good="Đoạn văn đã chọn.",
)

PAGE_CALL_IN_CODE = rule(
    "page-call-in-code",
    "Lời gọi macro trong đoạn mã",
    vi="Lời gọi macro đứng trong đoạn mã (giữa các dấu `), nơi macro không cho ra gì.",
    en="The call of a macro stands in code (between ` signs), where it gives nothing.",
    mend=("bỏ dấu ` quanh lời gọi; muốn in nguyên văn thì đặt giữa {{% raw %}} và {{% endraw %}}."),
    mend_en="take away the ` signs; to print the call, put {{% raw %}}, {{% endraw %}} around it.",
    why="Đoạn mã in nguyên văn, nên người đọc sẽ thấy một chuỗi vô nghĩa thay cho số.",
    bad="`{{ figure('ket-nap/2021/value') }}`",
    good="{{ figure('ket-nap/2021/value') }}",
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

PAGE_INCLUDE = rule(
    "page-include",
    "Lấy thêm tệp không có",
    vi="“{written}” không lấy được tệp nào của thư mục includes.",
    en="“{written}” takes in no file of the folder includes.",
    mend='viết --8<-- "ten-tep.md" với một tệp đang có trong includes, hoặc xóa dòng.',
    mend_en='write --8<-- "name.md" with a file that is in includes, or delete the line.',
    why="Cách viết khác có thể đưa tệp riêng của máy dựng trang lên mạng.",
    bad='--8<-- "../mkdocs.yml"',
    good='--8<-- "toc-do.md"',
)

PAGE_ALIGN = rule(
    "page-align",
    "Căn cột trong bảng gõ tay",
    vi="“{written}” căn cột bằng dấu hai chấm.",
    en="“{written}” aligns columns with colons.",
    mend="bỏ dấu hai chấm: | --- | --- |.",
    mend_en="take the colons away: | --- | --- |.",
    why="Căn cột kiểu này bị chính sách an toàn của trang chặn.",
    bad="| --- | ---: |",
    good="| --- | --- |",
)

CALL, VOID, LITERAL = "\ue000", "\ue001", "\ue002"
"""What stands for a character of a call, of a mark that is not printed, and (for a brace) of text
that is printed as it is; private characters, which no page may hold.
"""

_FENCE = re.compile(r"^(`{3,}|~{3,})[ ]*[a-z]*[ ]*\n(?:.*\n)*?\1[ ]*$", re.MULTILINE)
_ADORNED = re.compile(r"^(?:`{3,}+|~{3,}+)[^\n{]*+(\{)[^\n]*", re.MULTILINE)
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]]|\[[^\[\]]{0,200}\]){0,500})\]\(([^()\s]*)(?:\s+\"[^\"\n]*\")?\)"
)
_REFERENCE = re.compile(r"^ {0,3}(\[)[^\]\n]+\]:", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{: *(?:[#.][a-z][a-z0-9-]* *)+\}")
ABBREVIATION = re.compile(r"\*\[[^\]\n]+\]: *\S.*")
_HTML = re.compile(r"</?[A-Za-z][^\s>]*>?|<[!?]|&(?:#[0-9A-Za-z]+|[A-Za-z]+);")
_TAKEN = re.compile(r"^--8<-- \"([a-z0-9-]+\.md)\"$", re.MULTILINE)
_TAKING = re.compile(r"^.*8<-.*$", re.MULTILINE)
_ITEM = re.compile(r"([ \t]*)([0-9]{1,3})\.(?=[ \t])")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t#]*(?:\{: *([^}\n]*)\})?[ \t]*$", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_ALIGNED = re.compile(r"^[ \t]*\|?(?=[^\n]*:)(?:[ \t]*:?-+:?[ \t]*\|?)+[ \t]*$", re.MULTILINE)
_BRACES = re.compile(r"\{%.*?%\}|\{[^{}\n]*\}|[{}]+")
_UNUSUAL = re.compile(r"[0-9]|[^\t\n -~À-ɏḀ-ỿ]")
_HIDING = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_NUMBERS = frozenset({"Nd", "Nl", "No"})


class Flaw(NamedTuple):
    """A broken rule at a character of the body."""

    at: int
    fault: Fault


class Link(NamedTuple):
    """A link or image with its address and where that stands."""

    address: str
    at: int
    image: bool


class Heading(NamedTuple):
    """A heading's text from ``start`` to ``end``, and the anchor that it names itself."""

    start: int
    end: int
    anchor: str


def masked(body: str, hidden: Iterable[tuple[int, int, str]]) -> str:
    """The body with parts of it replaced character by character; line ends stay."""
    made: list[str] = []
    at = 0
    for start, end, mark in hidden:
        made.append(body[at:start])
        made.append(re.sub("[{}]" if mark is LITERAL else r"[^\n]", mark, body[start:end]))
        at = end
    return "".join((*made, body[at:]))


class Structure:
    """What stands where in a body whose calls are masked."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def prose(self) -> str:
        """The text without what stands in code."""
        return _CODE.sub(_voided, _FENCE.sub(_voided, self.text))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link and image."""
        found = _LINK.finditer(self.prose)
        return tuple(Link(match[3], match.start(3), bool(match[1])) for match in found)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Every heading, in order."""
        made = []
        for match in _HEADING.finditer(_FENCE.sub(_voided, self.text)):
            named = re.search("#([^ #.]+)", match[2] or "")
            made.append(Heading(match.start(1), match.end(1), named[1] if named else ""))
        return tuple(made)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The anchors that the text names itself."""
        return frozenset(re.findall(r"\{: *(?:[^}\n]* )?#([a-z][a-z0-9-]*)", self.prose))

    @cached_property
    def taken(self) -> tuple[tuple[str, int], ...]:
        """The files of ``includes/`` that the page takes in, and where it says so."""
        return tuple((match[1], match.start()) for match in _TAKEN.finditer(self.text))

    def alone(self, start: int, end: int) -> bool:
        """Whether a part of the text is a paragraph of its own."""
        before, after = self.text[:start].rstrip(" \t"), self.text[end:].lstrip(" \t")
        above = before.rstrip(" \t\n")
        below = after.lstrip(" \t\n")
        return (not above or before[len(above) :].count("\n") > 1) and (
            not below or after[: len(after) - len(below)].count("\n") > 1
        )


def flaws(body: str, structure: Structure, *, digits: bool) -> Iterator[Flaw]:
    """Everything in the text of a page that may not be there.

    ``digits`` says whether the page may show typed numbers. Bad: ``Đã kết nạp 1.514 đảng viên.``
    Good: ``Đã kết nạp {{ figure('ket-nap/2021/value') }} đảng viên.``
    """
    prose = structure.prose
    for match in _UNUSUAL.finditer(body):
        if unicodedata.category(match[0]) in _HIDING:
            yield Flaw(match.start(), PAGE_CHARACTER(code=f"U+{ord(match[0]):04X}"))
    for match in _CONFLICT.finditer(structure.text):
        yield Flaw(match.start(), PAGE_CONFLICT(written=match[0]))
    for match in (
        *_FENCE.finditer(structure.text),
        *_CODE.finditer(_FENCE.sub(_voided, structure.text)),
    ):
        if CALL in match[0]:
            yield Flaw(match.start() + match[0].index(CALL), PAGE_CALL_IN_CODE())
    yield from _markup(body, prose)
    yield from _links(structure)
    if not digits:
        yield from _digits(body, structure)


def _markup(body: str, prose: str) -> Iterator[Flaw]:
    """Braces that are no call, HTML, columns with an alignment, and what takes in other files."""
    for match in _BRACES.finditer(_ATTRIBUTES.sub(_voided, prose)):
        broken = PAGE_CODE if match[0].startswith("{%") else PAGE_BRACE
        yield Flaw(match.start(), broken(written=body[match.start() : match.end()]))
    for match in _ADORNED.finditer(body):
        yield Flaw(match.start(1), PAGE_BRACE(written=match[0]))
    for match in _HTML.finditer(prose):
        yield Flaw(match.start(), PAGE_HTML(written=match[0]))
    for match in _ALIGNED.finditer(prose):
        yield Flaw(match.start() + match[0].index(":"), PAGE_ALIGN(written=match[0].strip()))
    for match in _TAKING.finditer(body):
        if not _TAKEN.fullmatch(match[0]):
            yield Flaw(match.start(), PAGE_INCLUDE(written=match[0].strip()))


def _links(structure: Structure) -> Iterator[Flaw]:
    """Addresses that a page may not lead to, and links in another form than ``[text](address)``."""
    for link in structure.links:
        safe = ADDRESS.fullmatch(link.address)
        if not safe or (link.image and ":" in link.address) or not link.address:
            broken = PAGE_IMAGE if link.image else PAGE_ADDRESS
            yield Flaw(link.at, broken(written=link.address))
    rest = _LINK.sub(_voided, structure.prose)
    for match in re.finditer(r"\]\(", rest):
        yield Flaw(match.start(), PAGE_LINK_FORM(written=rest[match.start() : match.start() + 40]))
    for match in _REFERENCE.finditer(structure.prose):
        yield Flaw(match.start(1), PAGE_LINK_FORM(written=match[0].strip()))


def _digits(body: str, structure: Structure) -> Iterator[Flaw]:
    """Numbers of any script that a reader would see; one a line."""
    shown = _LINK.sub(_without_address, structure.text)
    shown = _TAKEN.sub(_voided, _ATTRIBUTES.sub(_voided, _unnumbered(shown)))
    last = -1
    for match in _UNUSUAL.finditer(shown):
        start = shown.rfind("\n", 0, match.start()) + 1
        if start != last and unicodedata.category(match[0]) in _NUMBERS:
            last = start
            word = re.search(r"\S*\Z", shown[start : match.start()])
            end = re.compile(r"\S*").match(shown, match.start())
            assert word and end
            written = body[match.start() - len(word[0]) : end.end()]
            yield Flaw(match.start(), PAGE_DIGIT(written=written))


def _without_address(match: re.Match[str]) -> str:
    start, end = match.start(3) - match.start(), match.end(3) - match.start()
    return match[0][:start] + VOID * (end - start) + match[0][end:]


def _unnumbered(text: str) -> str:
    """The text without the numbers of ordered lists, which count from one."""
    lines = text.split("\n")
    last: dict[str, int] = {}
    for row, line in enumerate(lines):
        item = _ITEM.match(line)
        if item and int(item[2]) == last.get(item[1], 0) + 1:
            last = {indent: number for indent, number in last.items() if len(indent) < len(item[1])}
            last[item[1]] = int(item[2])
            lines[row] = item[1] + VOID * len(item[2]) + line[item.end(2) :]
        elif line.strip():
            indent = len(line) - len(line.lstrip())
            last = {kept: number for kept, number in last.items() if len(kept) < indent}
    return "\n".join(lines)


def _voided(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", VOID, match[0])
