"""All that a project's own folders bring to its site: pages, what they take in, other files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from indicators.pages.allowed import ABBREVIATIONS
from indicators.pages.calls import Call
from indicators.pages.folder import PAGE_LINK, Folder, read_folder
from indicators.pages.page import PAGE_INCLUDE, Page, read_page, taking
from indicators.pages.published import NOTHING, PUBLISHED, Published, read_published
from indicators.reporting.problems import Problem
from indicators.reporting.rules import Rule, Section, Wording

DOCS, INCLUDES = "docs", "includes"

rule = partial(Rule, Section.PAGES)

PAGE_DEAD = rule(
    "page-dead",
    "Liên kết không dẫn tới đâu",
    vi="Không có trang, tệp hoặc mục “{written}”.",
    en="There is no page, file or heading “{written}”.",
    mend="sửa địa chỉ cho đúng tên tệp trong docs và tên mục, hoặc bỏ liên kết.",
    mend_en="mend the address to a file in docs and a heading of it, or take the link away.",
    why="Người đọc bấm vào sẽ gặp trang báo lỗi.",
    bad="[kết quả](chi-tieu/ketnap.md)",
    good="[kết quả](chi-tieu/ket-nap.md)",
)

PAGE_UNLISTED = rule(
    "page-unlisted",
    "Trang không có trong danh mục",
    vi="Trang “{written}” không có trong danh mục (nav) của mkdocs.yml.",
    en="The page “{written}” is not in the navigation (nav) of mkdocs.yml.",
    mend="thêm một dòng vào nav của mkdocs.yml: - Tên trang: {written}.",
    mend_en="add a line to nav in mkdocs.yml: - Name of the page: {written}.",
    why="Trang không có trong danh mục thì người đọc không tìm thấy.",
    bad="Tệp docs/moi.md mà nav không nhắc đến.",
    good="- Trang mới: moi.md",
)

UNNAMED = Wording(
    "Trang “{written}” không có tên trong danh mục (nav) của mkdocs.yml.",
    "The page “{written}” has no name in the navigation (nav) of mkdocs.yml.",
)

PAGE_LISTED = rule(
    "page-listed",
    "Danh mục nêu trang không có",
    vi="Danh mục (nav) của mkdocs.yml nêu trang “{written}”, nhưng docs không có tệp ấy.",
    en="The navigation (nav) of mkdocs.yml names the page “{written}”, which is not in docs.",
    mend="sửa tên tệp trong nav, hoặc xóa dòng ấy.",
    mend_en="mend the name in nav, or delete the line.",
    why="Mục của danh mục không dẫn tới trang nào.",
    bad="- Kết nạp: chi-tieu/ketnap.md",
    good="- Kết nạp: chi-tieu/ket-nap.md",
)


@dataclass(frozen=True)
class Content:
    """The pages by their path in ``docs/``, and the images and documents beside them."""

    pages: Mapping[str, Page]
    files: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    """What is wrong with files, with the menu, and with the text of pages."""
    includes: Mapping[str, str] = field(default_factory=dict)
    published: Published = NOTHING
    """What was published, and must go on leading somewhere."""

    def whole(self, page: Page) -> Iterator[str | Call]:
        """What a page says, with what it takes in and the abbreviations of every page."""
        for piece in page.pieces:
            yield piece if isinstance(piece, Call) else taking(piece, self.includes)
        if ABBREVIATIONS in self.includes:
            yield f"\n\n{self.includes[ABBREVIATIONS]}"


def read_content(root: Path, navigation: Mapping[str, bool] | None = None) -> Content:
    """What lies in the folders of a project; ``navigation`` says of the pages that its menu lists
    whether it names them.
    """
    folders = read_folder(root, DOCS), read_folder(root, INCLUDES)
    return content_of(*folders, navigation, published_in(root))


def content_of(
    docs: Folder,
    others: Folder,
    navigation: Mapping[str, bool] | None = None,
    published: Published = NOTHING,
) -> Content:
    """What two folders bring, one of pages and one of what they take in; see above."""
    pages = {path: read_page(f"{DOCS}/{path}", data) for path, data in docs.pages.items()}
    taken = {path: read_page(f"{INCLUDES}/{path}", data) for path, data in others.pages.items()}
    problems = [*docs.problems, *others.problems]
    for page in (*pages.values(), *taken.values()):
        problems += page.problems
    for page in pages.values():
        for name, at in page.taken():
            if name not in taken:
                problems.append(page.problem(at, PAGE_INCLUDE(written=name)))
    if navigation is not None:
        problems += _listed(navigation, pages)
    sound = {path: page.body for path, page in taken.items() if not page.problems}
    problems += published.problems
    return Content(pages, docs.files, tuple(problems), sound, published)


def published_in(root: Path) -> Published:
    """The list of published addresses; a project without one has published nothing."""
    path = root / PUBLISHED
    if path.is_symlink() or path.is_dir():
        return Published(problems=(Problem(PUBLISHED, 1, 1, PAGE_LINK(written=PUBLISHED), ""),))
    return read_published(path.read_text("utf-8-sig", "replace")) if path.is_file() else NOTHING


def target(page: Page, address: str) -> str:
    """The path in ``docs/`` to which a link leads; empty for other sites and the page itself."""
    path = address.partition("#")[0]
    if not path or re.match(r"[a-z]+:", path, re.IGNORECASE):
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))


def _listed(navigation: Mapping[str, bool], pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Pages that the menu does not list or name, and pages in the menu that are not there."""
    for path, page in pages.items():
        if path not in navigation:
            yield page.at(1, 1, PAGE_UNLISTED(written=path))
        elif not navigation[path] and "title" not in page.front.meta:
            yield page.at(1, 1, PAGE_UNLISTED(UNNAMED, written=path))
    for path in navigation:
        if path not in pages:
            yield Problem("mkdocs.yml", 1, 1, PAGE_LISTED(written=path), "")
