"""Pages hold text and calls of macros with constants, no typed figure, and nothing that runs."""

import random
import string

import pytest
from conftest import DATA, ROOT

from indicators.computing.compute import Views
from indicators.pages.allowed import KEYS, TAGS
from indicators.pages.calls import Call
from indicators.pages.content import Content
from indicators.pages.page import Page, read_page
from indicators.showing.answers import answers
from indicators.showing.links import DOCUMENTS, Links
from indicators.showing.site import open_site
from indicators.showing.writer import Writer


def page(text: str, name: str = "docs/trang.md") -> Page:
    return read_page(name, text.encode())


def rules(text: str, name: str = "docs/trang.md") -> list[tuple[str, int, int]]:
    """What is told of a page, or of the abbreviations."""
    read = page(text, name)
    content = Content({read.path: read}, frozenset({"so-do.png"}), read.problems)
    problems = open_site({DATA: (ROOT / DATA).read_bytes()}, content).problems
    return [(problem.rule, problem.line, problem.column) for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        "Đã kết nạp {{ figure('ket-nap/2021/value') }} đảng viên.",
        "{{ table('ket-nap') }}",
        "{{\n  cards(\n    'a',\n    'b'\n  )\n}}",
        "Năm {{ year(2021) }}, tỷ lệ đạt {{ figure('a/b', unit=True) }}.",
        "`{% raw %}{{ figure('a') }}{% endraw %}`",
        "[trang](chi-tieu/2021.md)",
        "[trang](chi-tieu/2021.md#muc-1) và [nơi khác](https://vi-du.example/2021)",
        "1. bước một\n2. bước hai\n   1. nhỏ\n\n3. bước ba",
        "## Mục {: #muc-1 }",
        "```yaml\nkhóa: {a: b}\n```",
        "`a < b` và `<div>`",
        "| a | b |\n| --- | --- |\n| c | d |",
        "**Đạt** | *chưa đạt*",
        "![sơ đồ](so-do.png)",
        "---\ndescription: Kết quả theo năm.\nindicators:\n  - ket-nap\n---\n\n# Trang\n",
        '---\n# ghi chú\ntitle: "Kết quả"\nsearch:\n  exclude: true\n  boost: 0.5\n---\nchữ',
        "Windows\r\nxuống dòng\r\n",
    ],
)
def test_text_links_tables_and_calls_with_constants_pass(text: str) -> None:
    unknown = {"page-name", "page-dead", "page-provenance", "page-answer"}
    assert [told for told in rules(text) if told[0] not in unknown] == []


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("một 1\nĐạt 93,11% chỉ tiêu", "page-digit", 2, 5),
        ("---\ntitle: Trang\n---\n\nx\n1.514", "page-digit", 6, 1),
        ("Đã kết nạp １５ người", "page-digit", 1, 12),
        ("mục ①", "page-digit", 1, 5),
        ("42. một\n43. hai", "page-digit", 1, 1),
        ("!!! note\n    chữ", "page-note", 1, 1),
        ("!!! warning Chú ý\n    chữ", "page-note", 1, 1),
        ("&#49;514", "page-digit", 1, 1),
        ('<p style="color:red">a</p>', "page-html", 1, 1),
        ("chữ {: 1.777 }", "page-digit", 1, 8),
        ("chữ](1.888)", "page-digit", 1, 1),
        ("[a](b.md 'c 15')", "page-digit", 1, 13),
        ("`1514`", "page-digit", 1, 2),
        ("{{ figure('a') | upper }}", "page-code", 1, 1),
        ("{{ figure(name) }}", "page-code", 1, 1),
        ("{{ figure('a' ~ 'b') }}", "page-code", 1, 1),
        ("{{ figure(*[1]) }}", "page-code", 1, 1),
        ("{{ figure(table('a')) }}", "page-code", 1, 1),
        ("{{ figure('a' 'b') }}", "page-code", 1, 1),
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "page-code", 1, 1),
        ("{{ x }}", "page-syntax", 1, 1),
        ("{{- table('a') -}}", "page-code", 1, 1),
        ("a\n\n{% set x = y %}", "page-code", 3, 1),
        ("{{ table('a }}", "page-syntax", 1, 1),
        ("{{ table('a' }}", "page-syntax", 1, 1),
        ("{{ table }}", "page-syntax", 1, 1),
        ("{{ table(‘a’) }}", "page-quotes", 1, 10),
        ("{ table('a') }", "page-brace", 1, 1),
        ("table('a') }}", "page-brace", 1, 12),
        ("chữ { onclick=mo }", "page-brace", 1, 5),
        ("## Mục {: onclick=mo }", "page-attribute", 1, 11),
        ("``` { .x onclick=mo }\na\n```", "page-attribute", 1, 10),
        ("`{{ figure('a') }}`", "page-call-lost", 1, 2),
        ("```\n{{ table('a') }}\n```", "page-call-lost", 2, 1),
        ("a <b>c</b>", "page-html", 1, 3),
        ("Viết {% raw %}{{ a }}{% endraw %}.", "page-brace", 1, 15),
        ("*[ABC]: chữ\n\nABC", "page-abbreviation", 1, 1),
        ("[a {{ year(2021) }}](b.md)", "page-call-lost", 1, 4),
        ("[a](b.md#{{ year(2021) }})", "page-call-lost", 1, 10),
        ("| a |\n| --- |\n| b | {{ year(2021) }} |", "page-call-lost", 3, 7),
        ("Chữ\n\n    {{ year(2021) }}", "page-call-lost", 3, 5),
        ("**Đạt**\n{: .i-status }", "page-attribute", 2, 5),
        ("[![a](https://vi-du.example/a.png)](b.md)", "page-image", 1, 7),
        ("> [b]: https://vi-du.example/a\n\n[c][b]", "page-link-form", 1, 5),
        ("mục 一五", "page-digit", 1, 5),
        ("---\ntitle: Văn bản ⑤\n---\n", "page-front-character", 2, 16),
        ("## Mục {: data-toc-label=Khác }", "page-attribute", 1, 20),
        ('[a](b.md "{ năm }")', "page-brace", 1, 11),
        ("[a](#khong:co)", "page-address", 1, 5),
        ("[a](https://[x/)", "page-address", 1, 5),
        ("[a](b.md){: .headerlink .x }", "page-attribute", 1, 26),
        ("- " * 200 + "a", "page-deep", 1, 1),
        ("|a" * 300 + "|\n" + "|-" * 300 + "|\n" + "a|\n" * 900, "page-size", 1, 1),
        ("## B {: #a }\n\n## C {: #a }", "page-anchor", 1, 9),
        ("## Đảng\n\n## đang", "page-anchor", 3, 1),
        ("&lt;script&gt;", "page-html", 1, 5),
        ("[xem](javascript:mo)", "page-address", 1, 7),
        ("[xem](//vi-du.example/a)", "page-address", 1, 7),
        ("[xem](http://vi-du.example)", "page-address", 1, 7),
        ("[xem]()", "page-address", 1, 6),
        ("![ảnh](https://vi-du.example/a.png)", "page-image", 1, 8),
        ("[xem](hai chữ.md)", "page-address", 1, 7),
        ("[xem][a]\n\n[a]: javascript:mo", "page-link-form", 3, 3),
        ('--8<-- ".git/config"', "page-digit", 1, 1),
        ("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> c", "page-conflict", 1, 1),
        ("chữ\u202ethuận", "page-character", 1, 4),
        ("chữ\x00", "page-character", 1, 4),
        ("---\ntitle: Đã có 5.866\n---\n", "page-front-character", 2, 14),
        ('---\ntitle: a"><script>\n---\n', "page-front-character", 2, 9),
        ("---\ntitle: '{{ x }}'\n---\n", "page-front-character", 2, 9),
        ("---\ntitle: [a]\n---\n", "page-front-value", 2, 8),
        ("---\ntitle: a\ntitle: b\n---\n", "page-front-twice", 3, 1),
        ("---\nhome: trang\n---\n", "page-front-value", 2, 7),
        ("---\nindicators: ket-nap\n---\n", "page-front-value", 2, 13),
        ("---\nindicators:\n  - Kết nạp\n---\n", "page-front-value", 3, 5),
        ("---\nsearch:\n  boost: 99\n---\n", "page-front-value", 3, 3),
        ("---\nsearch:\n  boost: 1\n  boost: 2\n---\n", "page-front-twice", 4, 3),
        ("---\ntitle a\n---\n", "page-front", 2, 1),
        ("---\ntitle: a\n", "page-front", 1, 1),
        ("title: a\n\nchữ", "page-front", 1, 1),
        ("----\ntitle: a\n----\n", "page-front", 1, 1),
        ('a\n\n## Mục {: style="color:red" }', "page-attribute", 3, 11),
        ("chữ\n\n| a | b |\n| --- |\n| c | d |", "page-table", 3, 1),
        ("# Trang\n\n## Mục\n\n# Khác", "page-title", 5, 1),
    ],
)
def test_what_no_page_may_hold_is_refused_where_it_stands(
    text: str, rule: str, line: int, column: int
) -> None:
    assert (rule, line, column) in rules(text)


@pytest.mark.parametrize("first", ["--", "—", "----"])
def test_a_front_matter_that_does_not_begin_is_all_that_is_told_of_a_page(first: str) -> None:
    text = f"{first}\nindicators:\n  - ket-nap\n---\n\nNăm 2021 {{{{ x }}}}"
    assert rules(text) == [("page-front", 1, 1)]
    assert [one.name for one in page(text).front.names["indicators"]] == ["ket-nap"]
    assert page(text).pieces == ()  # as of any page that is not read


def test_a_guide_may_show_digits_but_no_code_and_no_html() -> None:
    guide = "docs/gioi-thieu/cap-nhat.md"
    assert rules("Ví dụ 112,15%.", guide) == []
    assert rules("{{ x }}", guide) == [("page-syntax", 1, 1)]
    assert rules("<b>1</b>", guide)[0] == ("page-html", 1, 1)


def test_a_page_that_is_not_utf_8_is_refused_with_its_line() -> None:
    [problem] = read_page("docs/trang.md", "a\nĐảng".encode("utf-16-le")).problems
    assert (problem.rule, problem.file) == ("page-encoding", "docs/trang.md")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("*[BCH]: Ban Chấp hành\n{{ nosuch() }}", "page-abbreviation"),
        ("---\ntitle: a\n---\n*[BCH]: Ban Chấp hành", "page-abbreviation"),
        ("*[BCH]: Ban Chấp hành 15", "page-abbreviation"),
        ("BCH: Ban Chấp hành", "page-abbreviation"),
        ("*[BCH]: <b>Ban</b>", "page-abbreviation"),
        ("*[bch]: Ban Chấp hành", "page-abbreviation"),
    ],
)
def test_the_abbreviations_of_every_page_hold_nothing_else(text: str, rule: str) -> None:
    assert rule in {found for found, _, _ in rules(text, "includes/abbreviations.md")}


def test_calls_are_read_with_their_constants_and_places() -> None:
    found = page("Đạt {{ figure('a/b', unit=True) }} năm {{ year(2021) }}").calls
    assert [(call.name, call.arguments, dict(call.options)) for call in found] == [
        ("figure", ("a/b",), {"unit": True}),
        ("year", (2021,), {}),
    ]
    assert found[0].places["a/b"] == 15


def test_what_is_not_a_call_stays_text_byte_for_byte() -> None:
    text = "# Trang\n\n{% raw %}{{ a }}{% endraw %} b\n"
    said = "".join(piece for piece in page(text).pieces if not isinstance(piece, Call))
    assert said == "# Trang\n\n{{ a }} b\n"


BLOCK = "Macro table cho ra một khối (bảng, thẻ, biểu đồ), nhưng lời gọi đứng giữa câu."


def told(text: str, views: Views) -> list[tuple[str, int, str]]:
    writer = Writer(views, Links("trang/", dict.fromkeys([*views.indicators, DOCUMENTS], "a/")))
    _, problems = answers(page(text), writer)
    return [(problem.rule, problem.column, problem.what()) for problem in problems]


@pytest.mark.parametrize(
    ("text", "rule", "column", "what"),
    [
        ("{{ tabel('a') }}", "page-name", 1, "Không có macro “tabel”; có phải “table”?"),
        ("{{ table() }}", "page-argument", 1, "Macro table không nhận “()”."),
        ("{{ table('a', 'x') }}", "page-argument", 16, "Macro table không nhận “x”."),
        ("{{ table('a', nam=True) }}", "page-argument", 19, "Macro table không nhận “nam”."),
        ("{{ table(2021) }}", "page-argument", 10, "Macro table không nhận “2021”."),
        ("{{ year('2021') }}", "page-argument", 10, "Macro year không nhận “2021”."),
        ("{{ year(20211) }}", "page-name", 9, "Không có năm “20211”."),
        ("{{ year(1514) }}", "page-name", 9, "Không có năm “1514”."),
        ("{{ chart('a', 'thang') }}", "page-argument", 16, "Macro chart không nhận “thang”."),
        ("a {{ table('ket-nap') }} b", "page-block", 3, BLOCK),
        ("a\n{{ table('ket-nap') }}\nb", "page-block", 1, BLOCK),
    ],
)
def test_a_call_that_does_not_fit_its_macro_is_told_with_its_place(
    long_an: Views, text: str, rule: str, column: int, what: str
) -> None:
    assert told(text, long_an) == [(rule, column, what)]


def test_front_matter_keys_drawn_at_random_are_refused_unless_they_are_on_the_list() -> None:
    chance = random.Random(13)  # noqa: S311 - the same at every run
    for _ in range(500):
        key = "".join(chance.choices(string.ascii_lowercase + "_-", k=chance.randint(2, 14)))
        found = {rule for rule, _, _ in rules(f"---\n{key}: chữ\n---\n")}
        assert bool(found) == (key not in KEYS or key not in ("title", "description")), key


def test_tags_and_attributes_drawn_at_random_are_refused() -> None:
    chance = random.Random(13)  # noqa: S311 - the same at every run
    names = [*TAGS, "script", "iframe", "style", "svg", "math", "object", "base", "meta", "x-y"]
    for _ in range(500):
        tag, attribute = chance.choice(names), chance.choice(["onload", "style", "src", "id", "x"])
        gap = chance.choice([" ", "\n", "/", "\t"])
        text = chance.choice(["", "a ", "- ", "> ", "| "]) + f"<{tag}{gap}{attribute}=x>"
        assert any(rule == "page-html" for rule, _, _ in rules(text)), text


def test_a_long_page_is_read_in_time_that_grows_with_its_length() -> None:
    """Patterns that look back and forth would need hours for these."""
    for part in ("[", "`", "{{ ", "](", "<", "{% raw %}", "``` \n", "1. ", "*[", "![a]("):
        assert isinstance(page(part * (400_000 // len(part))).problems, tuple)
