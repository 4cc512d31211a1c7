"""All that a project's own folders bring to its site: pages, what they take in, other files; held
against the menu in ``mkdocs.yml``. Folders hold plain files under known names, and nothing that
leads elsewhere.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import yaml

from indicators.pages.allowed import (
    ABBREVIATIONS,
    DEEPEST,
    DEVICES,
    FILE,
    FOLDER,
    LARGEST_FILE,
    LARGEST_PAGE,
    OURS,
    PAGE,
    TYPES,
)
from indicators.pages.calls import Call
from indicators.pages.page import PAGE_FILE, PAGE_SIZE, Page, read_page
from indicators.pages.published import NOTHING, PUBLISHED, Published, read_published
from indicators.reporting.problems import Problem
from indicators.reporting.rules import Fault, Rule, Section, Wording

DOCS, INCLUDES = "docs", "includes"

rule = partial(Rule, Section.PAGES)

PAGE_FILE_TYPE = rule(
    "page-file-type",
    "Nội dung tệp khác đuôi tệp",
    vi="Tệp “{written}” không phải tệp .{ending}.",
    en="The file “{written}” is no .{ending} file.",
    mend="mở tệp gốc rồi lưu lại đúng loại, hoặc xóa tệp.",
    mend_en="open the original and save it in this format, or delete the file.",
    why="Tệp mang đuôi của ảnh mà chứa thứ khác thì người đọc không mở được, hoặc mở ra mã lệnh.",
    bad="Trang HTML đặt tên là docs/anh.png.",
    good="Ảnh PNG đặt tên là docs/anh.png.",
)

PAGE_LINK = rule(
    "page-link",
    "Liên kết tượng trưng trong thư mục trang",
    vi="“{written}” là liên kết tượng trưng (symbolic link) dẫn sang chỗ khác.",
    en="“{written}” is a symbolic link.",
    mend="xóa liên kết; cần tệp nào thì chép chính tệp ấy vào.",
    mend_en="delete the link; copy the file itself where it is needed.",
    why="Liên kết như vậy có thể đưa tệp riêng của máy dựng trang lên mạng.",
    bad="docs/tep.pdf dẫn tới một tệp ngoài kho.",
    good="docs/tep.pdf là tệp thật trong kho.",
)

PAGE_PLACE = rule(
    "page-place",
    "Tên dành cho tệp của trang",
    vi="“{written}” nằm ở chỗ dành cho tệp do máy dựng ra.",
    en="“{written}” lies where the generator writes its own files.",
    mend="đặt tên khác: không dùng api, assets, data, search, 404 ở thư mục đầu.",
    mend_en="choose another name than api, assets, data, search or 404 for the first folder.",
    why="Hai tệp cùng địa chỉ thì một tệp mất, có thể là tệp số liệu tải về.",
    bad="docs/data/bang.md",
    good="docs/so-lieu/bang.md",
)

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


class Folders(NamedTuple):
    """What may be used of a project's own folders, by paths in ``docs/``."""

    pages: Mapping[str, bytes]
    files: frozenset[str]
    """Images and documents."""
    abbreviations: bytes
    published: Published
    problems: tuple[Problem, ...]


def read_folders(root: Path) -> Folders:
    """What lies in a project's folders; one that is not there holds nothing, and a project without
    a list of addresses has published nothing. Errors: ``OSError``.
    """
    texts: dict[str, bytes] = {}
    files: set[str] = set()
    problems: list[Problem] = []
    for folder, path, entry in _entries(root, "", (DOCS, INCLUDES)):
        name, read = posixpath.join(folder, path), _read(folder, path, entry)
        if isinstance(read, Fault):
            problems.append(Problem(name, 1, 1, read, ""))
        elif path.endswith(".md"):
            texts[path if folder == DOCS else name] = read
        else:
            files.add(path)
    abbreviations = texts.pop(ABBREVIATIONS, b"")
    place, published = root / PUBLISHED, NOTHING
    if place.is_symlink() or place.is_dir():
        problems.append(Problem(PUBLISHED, 1, 1, PAGE_LINK(written=PUBLISHED), ""))
    elif place.is_file():
        published = read_published(place.read_text("utf-8-sig", "replace"))
    return Folders(texts, frozenset(files), abbreviations, published, tuple(problems))


def _entries(
    root: Path, above: str, names: Sequence[str] = ()
) -> Iterator[tuple[str, str, os.DirEntry[str]]]:
    """Everything below a folder, or what has one of the ``names`` in it, but plain folders
    themselves; by the first folder and the path in it. A link is told, never followed.
    """
    with os.scandir(root / above) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        place = posixpath.join(above, entry.name)
        folder, _, path = place.partition("/")
        plain = entry.is_dir(follow_symlinks=False) and FOLDER.fullmatch(entry.name)
        if names and entry.name not in names:
            continue
        if plain and place.count("/") <= DEEPEST:
            yield from _entries(root, place)
        else:
            yield folder, path, entry


def _read(folder: str, path: str, entry: os.DirEntry[str]) -> bytes | Fault:
    """What a file holds, or what is wrong with its kind, name, size or content."""
    if entry.is_symlink():
        return PAGE_LINK(written=path or folder)
    named = bool(PAGE.fullmatch(path) or FILE.fullmatch(path)) and folder == DOCS
    named = named or f"{folder}/{path}" == ABBREVIATIONS
    stems = {part.partition(".")[0] for part in path.split("/")}
    if not named or stems & DEVICES or not entry.is_file(follow_symlinks=False):
        return PAGE_FILE(written=path or folder)
    if folder == DOCS and path.partition("/")[0].partition(".")[0] in OURS:
        return PAGE_PLACE(written=path)
    most = LARGEST_PAGE if path.endswith(".md") else LARGEST_FILE
    if entry.stat(follow_symlinks=False).st_size > most:
        return PAGE_SIZE(written=path, most=most)
    data = Path(entry.path).read_bytes()
    ending = path.rpartition(".")[2]
    if not data.startswith(TYPES.get(ending, b"")):
        return PAGE_FILE_TYPE(written=path, ending=ending)
    return data


@dataclass(frozen=True)
class Content:
    """The pages by their path in ``docs/``, and the images and documents beside them."""

    pages: Mapping[str, Page]
    files: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    """What is wrong with files, with the menu, and with the text of pages."""
    abbreviations: str = ""
    """What is explained on every page."""
    published: Published = NOTHING
    """What was published, and must go on leading somewhere."""

    def whole(self, page: Page) -> Iterator[str | Call]:
        """What a page says, and the abbreviations of every page."""
        yield from page.pieces
        yield f"\n\n{self.abbreviations}"


def read_content(root: Path, menu: Mapping[str, bool] | None = None) -> Content:
    """What lies in the folders of a project, held against its ``menu``, if that is known."""
    return content_of(read_folders(root), menu)


def content_of(folders: Folders, menu: Mapping[str, bool] | None = None) -> Content:
    """What folders bring; see above."""
    pages = {path: read_page(f"{DOCS}/{path}", data) for path, data in folders.pages.items()}
    explained = read_page(ABBREVIATIONS, folders.abbreviations)
    problems = [*folders.problems, *folders.published.problems]
    for page in (*pages.values(), explained):
        problems += page.problems
    problems += _unlike(menu, pages) if menu is not None else ()
    sound = "" if explained.problems else explained.body
    return Content(pages, folders.files, tuple(problems), sound, folders.published)


def _unlike(menu: Mapping[str, bool], pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Pages that the menu does not list or name, and pages in the menu that are not there."""
    for path, page in pages.items():
        if path not in menu:
            yield page.at(1, 1, PAGE_UNLISTED(written=path))
        elif not menu[path] and "title" not in page.front.meta:
            yield page.at(1, 1, PAGE_UNLISTED(UNNAMED, written=path))
    for path in menu:
        if path not in pages:
            yield Problem("mkdocs.yml", 1, 1, PAGE_LISTED(written=path), "")


def target(page: Page, address: str) -> str:
    """The path in ``docs/`` to which a link leads; empty for other sites and the page itself."""
    path = address.partition("#")[0]
    if not path or re.match(r"[a-z]+:", path, re.IGNORECASE):
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))


def listed(settings: str) -> dict[str, bool]:
    """The menu in the text of ``mkdocs.yml``. Errors: ``ValueError`` when it cannot be read."""
    return menu_of(_settings(settings).get("nav"))


def given_away(settings: str) -> list[str] | None:
    """The forms of files that ``mkdocs.yml`` names; None where it names none. Errors: as above."""
    extra = _settings(settings).get("extra")
    return extra.get("exports") if isinstance(extra, dict) else None


def _settings(text: str) -> dict[str, object]:
    try:
        # Texts, lists and maps alone: what a tag such as !ENV stands for is not asked.
        read = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing else
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    return read if isinstance(read, dict) else {}


def menu_of(item: object, *, named: bool = False) -> dict[str, bool]:
    """The pages of a menu, or of a part of it, each with whether the menu names it."""
    if isinstance(item, str):
        return {item: named} if PAGE.fullmatch(item) else {}
    within = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
    parts = (menu_of(part, named=isinstance(item, dict)) for part in within)
    return {path: by_name for part in parts for path, by_name in part.items()}
