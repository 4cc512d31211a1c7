"""All that a project's own folders bring to its site: pages, what they take in, other files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from indicators.pages.folder import read_folder
from indicators.pages.page import Page, read_page
from indicators.pages.prose import PAGE_IMAGE, PAGE_INCLUDE
from indicators.reporting.problems import Problem
from indicators.reporting.rules import Rule, Section

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
    """What is wrong with files, with what pages take in, and with the pages themselves."""


def read_content(root: Path, navigation: Sequence[str] | None = None) -> Content:
    """What lies in the folders of a project; ``navigation`` names the pages that its menu lists."""
    docs, includes = (read_folder(root, name) for name in (DOCS, INCLUDES))
    pages = {path: read_page(f"{DOCS}/{path}", data) for path, data in docs.pages.items()}
    taken = [read_page(f"{INCLUDES}/{path}", data) for path, data in includes.pages.items()]
    problems = [*docs.problems, *includes.problems]
    for page in (*pages.values(), *taken):
        problems += page.problems
    for page in pages.values():
        problems += _leading_nowhere(page, pages, docs.files, includes.pages)
    if navigation is not None:
        problems += _listed(navigation, pages)
    return Content(pages, docs.files, tuple(problems))


def _leading_nowhere(
    page: Page, pages: Mapping[str, Page], files: frozenset[str], includes: Mapping[str, bytes]
) -> Iterator[Problem]:
    """Links and images of files that are not there; anchors need the results of macros."""
    for link in page.structure.links:
        path = target(page, link.address)
        if path and path not in pages and path not in files:
            broken = PAGE_IMAGE if link.image else PAGE_DEAD
            yield page.problem(link.at, broken(written=link.address))
    for name, at in page.structure.taken:
        if name not in includes:
            yield page.problem(at, PAGE_INCLUDE(written=name))


def target(page: Page, address: str) -> str:
    """The path in ``docs/`` to which a link leads; empty for other sites and the page itself."""
    path = address.partition("#")[0]
    if not path or re.match(r"[a-z]+:", path, re.IGNORECASE):
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))


def _listed(navigation: Sequence[str], pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Pages that the menu does not list, and pages in the menu that are not there."""
    for path, page in pages.items():
        if path not in navigation:
            yield page.at(1, 1, PAGE_UNLISTED(written=path))
    for path in navigation:
        if path not in pages:
            yield Problem("mkdocs.yml", 1, 1, PAGE_LISTED(written=path), "")
