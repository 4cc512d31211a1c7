"""The menu in ``mkdocs.yml``, changed by lines: all others stay as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping

from indicators.editing.lines import EditError, scalar

_PAGE = re.compile(r"( +)- .*?([a-z0-9/-]+\.md)[\"']?\s*(?:#.*)?\n?")


def with_page(settings: str, title: str, page: str) -> str:
    """The settings with a page in the menu, below the last one of its folder.

    Errors: ``EditError`` where the menu lists no page of that folder.
    """
    lines = settings.splitlines(keepends=True)
    folder = page.rpartition("/")[0]
    start, end = _menu(lines)
    beside = [
        (at, match[1])
        for at in range(start, end)
        if (match := _PAGE.fullmatch(lines[at])) and match[2].rpartition("/")[0] == folder
    ]
    if not beside:
        raise EditError(
            f"nav trong mkdocs.yml chưa có trang nào của thư mục {folder}; thêm một dòng "
            f"“- {title}: {page}” vào đó rồi chạy lại"
        )
    at, indent = beside[-1]
    lines.insert(at + 1, f"{indent}- {scalar(title)}: {page}\n")
    return "".join(lines)


def with_term(settings: str, ahead: str, title: str, moved: Mapping[str, str]) -> str:
    """The settings with lines ahead in the menu, and below ``title`` the pages that ``moved``
    names, each as it was called, at its new place; what stays of a section that is ahead too goes
    there. Errors: ``EditError`` without a menu.
    """
    lines = settings.splitlines(keepends=True)
    start, end = _menu(lines)
    old: list[str] = []
    rest: list[str] = []
    open_: list[tuple[int, str, list[list[str]]]] = []  # sections: depth, line, where it stands
    for line in lines[start:end]:
        depth = len(line) - len(line.lstrip(" "))
        page = _PAGE.fullmatch(line)
        if page or line.lstrip().startswith("-"):
            open_ = [section for section in open_ if section[0] < depth]
        if not page and line.lstrip().startswith("-"):
            open_.append((depth, line, []))
            continue
        into = old if page and page[2] in moved else rest
        for _, heading, seen in open_ if page else ():
            if not any(into is other for other in seen):
                into.append(heading)
                seen.append(into)
        into.append(line.replace(page[2], moved[page[2]]) if page and into is old else line)
    below = [f"  - {scalar(title)}:\n", *(f"    {line}" for line in old)]
    first, into = dict[str, list[str]](), below
    for line in ahead.splitlines(keepends=True):
        into = into if line.startswith("   ") else first.setdefault(line, [])
        into.append(line)
    for line in rest:
        into = into if line.startswith("   ") else first.get(line, below)
        into += [] if line in first else [line]
    lines[start:end] = [*(line for section in first.values() for line in section), *below]
    return "".join(lines)


def _menu(lines: list[str]) -> tuple[int, int]:
    """The lines of the menu, from behind its name to before the next key."""
    start = next((at for at, line in enumerate(lines, 1) if line.startswith("nav:")), 0)
    if not start:
        raise EditError("mkdocs.yml không có mục nav")
    ends = (at for at in range(start, len(lines)) if re.match("[^ #\n]", lines[at]))
    return start, next(ends, len(lines))
