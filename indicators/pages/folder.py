"""Reads the folders of content: plain files under known names, and nothing that leads elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from indicators.pages.allowed import (
    DEEPEST,
    DEVICES,
    FILE,
    FOLDER,
    INCLUDE,
    LARGEST_FILE,
    LARGEST_PAGE,
    OURS,
    PAGE,
    TYPES,
)
from indicators.reporting.problems import Problem
from indicators.reporting.rules import Fault, Rule, Section

rule = partial(Rule, Section.PAGES)

PAGE_FILE = rule(
    "page-file",
    "Tệp không thuộc loại được dùng",
    vi="Trang không được có tệp “{written}”.",
    en="The site may not have the file “{written}”.",
    mend=(
        "trang là tệp .md, ảnh là .png, .jpg, .webp, văn bản là .pdf, .docx, .xlsx; tên và thư mục "
        "chỉ gồm chữ thường không dấu, chữ số, gạch nối; tệp khác thì xóa."
    ),
    mend_en=(
        "pages end in .md, images in .png, .jpg or .webp, documents in .pdf, .docx or .xlsx; names "
        "and folders are of lower-case ASCII letters, digits and hyphens; delete other files."
    ),
    why=(
        "Tệp khác loại (mã lệnh, trang HTML, tệp Markdown mang đuôi lạ) vào thẳng trang mà không "
        "qua kiểm tra."
    ),
    bad="docs/gioi-thieu/them.html",
    good="docs/gioi-thieu/them.md",
)

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

PAGE_SIZE = rule(
    "page-size",
    "Tệp của trang quá lớn",
    vi="Tệp “{written}” lớn hơn {most} byte.",
    en="The file “{written}” has more than {most} bytes.",
    mend="chia trang thành nhiều trang; ảnh, văn bản thì thu nhỏ rồi tải lên lại.",
    mend_en="split the page; make an image or document smaller and upload it again.",
    why="Tệp quá lớn mở rất chậm trên điện thoại, và thường là tệp chép nhầm.",
    bad="Trang Markdown dài hàng triệu chữ.",
    good="Vài trang ngắn, mỗi trang một nội dung.",
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

PAGE_UNREADABLE = rule(
    "page-unreadable",
    "Tệp của trang không đọc được",
    vi="Không đọc được tệp “{written}”.",
    en="The file “{written}” cannot be read.",
    mend="kiểm tra quyền đọc của tệp, hoặc chép lại tệp.",
    mend_en="check the rights of the file, or copy it again.",
    why="Tệp không đọc được sẽ vắng mặt trên trang mà không ai hay.",
    bad="Tệp mà tài khoản dựng trang không có quyền đọc.",
    good="Tệp bình thường, ai cũng đọc được.",
)


class Folder(NamedTuple):
    """The files of ``docs/`` or ``includes/`` that may be used, by their paths in it."""

    pages: Mapping[str, bytes]
    files: frozenset[str]
    """Images and documents."""
    problems: tuple[Problem, ...]


def read_folder(root: Path, name: str) -> Folder:
    """What lies in ``root / name``. A folder that is not there holds nothing."""
    pages: dict[str, bytes] = {}
    files: set[str] = set()
    problems: list[Problem] = []
    top = root / name
    if top.is_symlink():
        return Folder({}, frozenset(), (Problem(name, 1, 1, PAGE_LINK(written=name), ""),))
    for path, entry in _entries(top, "") if top.is_dir() else ():
        fault = _refused(name, path, entry)
        data = b""
        if fault is None:
            try:
                data = Path(entry.path).read_bytes()
            except OSError:
                fault = PAGE_UNREADABLE(written=path)
        ending = path.rpartition(".")[2]
        if fault is None and ending in TYPES and not data.startswith(TYPES[ending]):
            fault = PAGE_FILE_TYPE(written=path, ending=ending)
        if fault is not None:
            problems.append(Problem(f"{name}/{path}", 1, 1, fault, ""))
        elif ending == "md":
            pages[path] = data
        else:
            files.add(path)
    return Folder(pages, frozenset(files), tuple(problems))


def _entries(folder: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below a folder but plain folders themselves; a link is told, never followed."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = f"{prefix}{entry.name}"
        plain = entry.is_dir(follow_symlinks=False) and FOLDER.fullmatch(entry.name)
        if plain and path.count("/") < DEEPEST:
            yield from _entries(Path(entry.path), f"{path}/")
        else:
            yield path, entry


def _refused(folder: str, path: str, entry: os.DirEntry[str]) -> Fault | None:
    """What is wrong with a file's kind, name or size; None where it may be read."""
    if entry.is_symlink():
        return PAGE_LINK(written=path)
    kinds = (INCLUDE,) if folder == "includes" else (PAGE, FILE)
    named = any(kind.fullmatch(path) for kind in kinds)
    stems = {part.partition(".")[0] for part in path.split("/")}
    if not named or stems & DEVICES or not entry.is_file(follow_symlinks=False):
        return PAGE_FILE(written=path)
    if folder == "docs" and path.partition("/")[0].partition(".")[0] in OURS:
        return PAGE_PLACE(written=path)
    most = LARGEST_PAGE if path.endswith(".md") else LARGEST_FILE
    if entry.stat(follow_symlinks=False).st_size > most:
        return PAGE_SIZE(written=path, most=most)
    return None
