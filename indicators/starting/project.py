"""A project's own files as they lie there, and what a change would make of them, unwritten."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from indicators.editing.edit import Change, Put, edited
from indicators.editing.lines import EditError
from indicators.model import Dataset
from indicators.pages.content import DOCS, Content, Folders, content_of, listed, read_folders
from indicators.reading.load import load
from indicators.reporting.problems import DataError, Problem
from indicators.showing.site import open_site

SETTINGS = "mkdocs.yml"
_KEEP = "Trang có địa chỉ mới: khi đã đăng, gõ make addresses để giữ."
_MEND = "Còn trang sai từ trước: xem make check."


@dataclass(frozen=True)
class Project:
    """The data files, the main one first, the folders of pages, and the text of ``mkdocs.yml``."""

    data: Mapping[str, bytes]
    docs: Folders
    settings: str
    today: dt.date

    @cached_property
    def dataset(self) -> Dataset:
        """What the data says. Errors: ``DataError``."""
        loaded = load(self.data)
        if loaded.dataset is None:
            raise DataError(loaded.problems)
        return loaded.dataset

    @property
    def files(self) -> Mapping[str, bytes]:
        """What a change may make other."""
        pages = {f"{DOCS}/{path}": page for path, page in self.docs.pages.items()}
        return {**self.data, SETTINGS: self.settings.encode(), **pages}

    @cached_property
    def content(self) -> Content:
        """The pages, held against the menu."""
        return content_of(self.docs, listed(self.settings))


def project_in(root: Path, data: Mapping[str, bytes], today: dt.date) -> Project:
    """The project in a folder, with its data files, on a day. Errors: ``OSError``."""
    return Project(data, read_folders(root), (root / SETTINGS).read_text("utf-8"), today)


@dataclass(frozen=True)
class Draft:
    """What is to change: the data by changes, pages by their new texts, ``mkdocs.yml``."""

    changes: Sequence[Change] = ()
    """Such as belong into a file that is not there begin it."""
    pages: Mapping[str, str] = field(default_factory=dict)
    settings: str = ""
    advice: str = ""
    """What to do next, as sentences."""


class Outcome(NamedTuple):
    """The files that are other bytes now, or why there are none; and how they differ."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()
    difference: str = ""
    advice: str = ""


def changed(project: Project, draft: Draft) -> Outcome:
    """All that a draft makes, where by it neither the data nor a page breaks a rule; else nothing.

    Errors: ``EditError`` where a change cannot be made, ``DataError`` where the data is broken.
    """
    named = [one.file for one in draft.changes if isinstance(one, Put) and one.file]
    begun = {name: b"" for name in named if name not in project.data}
    made = edited({**project.data, **begun}, draft.changes)
    if made.problems:
        return Outcome({}, made.problems)
    settings = draft.settings or project.settings
    _plain(project.settings, settings)
    pages = {path: text.encode() for path, text in draft.pages.items()}
    docs = project.docs._replace(pages={**project.docs.pages, **pages})
    data = {**project.data, **made.files}
    after = replace(project, data=data, docs=docs, settings=settings)
    was, site = (open_site(one.data, one.content) for one in (project, after))
    known = {(problem.file, problem.what()) for problem in was.problems}
    caused = tuple(one for one in site.problems if (one.file, one.what()) not in known)
    if caused:
        return Outcome({}, caused)
    kept = was.published | project.docs.published.addresses.keys()
    advice = (draft.advice, "" if site.published <= kept else _KEEP, _MEND if site.problems else "")
    before, now = (one.files for one in (project, after))
    files = {name: text for name, text in now.items() if before.get(name) != text}
    told = "".join(difference(name, before.get(name, b""), files[name]) for name in files)
    return Outcome(files, (), told, " ".join(filter(None, advice)))


def _plain(before: str, after: str) -> None:
    """Themes write the names in the settings as they are: none may be markup. Errors: see above."""
    there = {line.strip() for line in before.splitlines()}
    for line in map(str.strip, after.splitlines()):
        if line not in there and re.search("[<>&{}]", line):
            raise EditError(f"tên trong {SETTINGS} không dùng các dấu < > & {{ }}: {line}")


def difference(name: str, before: bytes, after: bytes) -> str:
    """A file before and after as a unified diff."""
    old, new = (text.decode().splitlines(keepends=True) for text in (before, after))
    lines = unified_diff(old, new, name if old else "/dev/null", name, n=2)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
