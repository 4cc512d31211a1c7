"""What a site builder asks of the package: a site from its settings, and the text of each page.

``macros.py`` is its only caller. Like the command line it decides what of files, git and the
environment is read; the rest of the package is told.
"""

from __future__ import annotations

import gc
import os
import re
import shutil
import sys
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from indicators.comparing.git import GitError, Repository
from indicators.comparing.history import UNKNOWN, History, from_json
from indicators.export import Edition, Format
from indicators.export.edition import edition
from indicators.pages.content import DOCS, INCLUDES, menu_of, read_content
from indicators.reading.files import MAIN, data_files
from indicators.reporting.problems import DataError, Problem
from indicators.showing.embed import forget, hand, late, restored
from indicators.showing.links import NOWHERE, Hosting, Links, moved
from indicators.showing.macro import render
from indicators.showing.site import Site, open_site

HOME, HISTORY = "index.md", "build/history.json"
MOST_SHOWN = 20
"""Problems that a page of the preview shows."""


class SettingsError(ValueError):
    """The builder's settings make no sense; the text says why."""


def fresh(root: Path) -> None:
    """Let go of the package's modules when one of its files was changed since they were read.

    A preview goes on for hours. An unchanged package stays, with what it has computed, so that an
    edited page shows sooner.
    """
    files = (path for path in (root / "indicators").rglob("*.*") if path.suffix != ".pyc")
    written = {str(path): path.stat().st_mtime_ns for path in files}
    package = sys.modules["indicators"]
    if vars(package).setdefault("written", written) != written:
        for name in [name for name in sys.modules if name.partition(".")[0] == "indicators"]:
            del sys.modules[name]
        import_module(
            "indicators.showing.embed"
        )  # first, as the settings do: rules keep their order
        vars(sys.modules["indicators"])["written"] = written


@dataclass
class Build:
    """One build: its site, or what is wrong with it. Only the preview goes on with problems."""

    site: Site | None
    problems: tuple[Problem, ...] = ()
    name: str = ""
    once_only: bool = False
    """Whether each page is asked for once, so that what it says need not be kept."""
    _written: bool = False

    def page(self, path: str, folder: Path, *, asking: bool) -> Mapping[str, object]:
        """Hand Markdown what a page says, and give its front matter. Before the first one, what is
        given away is written into the ``folder`` of the built site.

        A page with a problem shows that instead. ``asking`` is whether templates ask Python.
        """
        if not self._written:
            self._written = True
            self._write(folder)
        front = {"render_macros": False}  # no template engine sees what was typed
        mine = [problem for problem in self.problems if problem.file == f"{DOCS}/{path}"]
        pages = self.site.content.pages if self.site else {}
        if mine or path not in pages or self.site is None:
            told = _message(mine if mine and self.site else self.problems)
            hand(f"<h1>Trang có chỗ cần sửa</h1>\n{told}", [])
            return front
        others = [p for p in self.problems if p.file.partition("/")[2] not in pages]
        told = f"{_message(others)}\n" if others else ""
        text = told + self.site.text(path)
        text = late(text) if asking else _from_file(text, self.site.addresses[path], path)
        page = self.site.told.pop(path) if self.once_only else self.site.told[path]
        meta = {**pages[path].front.meta, **self._named(path), "changed": self.site.changed(path)}
        meta |= {"feeds": [list(feed) for feed in self.site.feeds(path)]}
        meta |= {"hide": ["navigation"]} if path == HOME else {}  # it would hold the name alone
        meta |= {"template": "kept.html"} if asking and not self.once_only else {}
        hand(text, page.contents)
        return meta | front

    def _named(self, path: str) -> Mapping[str, str]:
        """What the site is called on a page of an earlier term: by whose that term was."""
        assert self.site is not None
        of = self.site.chapter(path), self.site.chapters[-1]
        own, now = (one.views.dataset for one in of)
        called = self.name.replace(now.organisation.name, own.organisation.name)
        return {} if called == self.name else {"site": called}

    def in_templates(self, root: Path) -> Mapping[str, Callable[..., str]]:
        """What the templates in ``overrides/`` ask: to put late HTML in, and to write no more of
        menu and pages than is needed.
        """
        return {"restored": restored, "once": self._once(), "kept": _kept(root)}

    def _once(self) -> Callable[..., str]:
        """Writes an item of the menu once for all pages that lead to it by one address: those of a
        folder, but for a page that others lie below. The items that a page lies in are its own.
        """
        places = self.site.addresses.values() if self.site else ()
        folders = {part for place in places for part in _above(place)}
        written: dict[Hashable, str] = {}

        def item(page: Any, write: Callable[..., str], item: Any, *more: Hashable) -> str:
            if item.active:
                return write(item, *more)
            seen_from = page.url if page.url in folders else f"{next(_above(page.url))}*"
            known = (seen_from, id(item), *more)
            if known not in written:
                written[known] = write(item, *more)
            return written[known]

        return item

    def _write(self, folder: Path) -> None:
        """Write beside the pages what is given away, and what leads to moved pages."""
        if self.site is None:
            return
        pages, files = (*self.site.stubs.items(), *self.site.sheets), self.site.files
        for path in {(folder / place).parent for place in (*dict(pages), *files)}:
            path.mkdir(parents=True, exist_ok=True)
        for place, page in pages:
            (folder / place).write_bytes(page)
        if self.once_only:
            self.site.printed.clear()
        for place, file in files.items():
            shutil.copyfile(file.place, folder / place)


_LEAD = re.compile(r'( (?:href|src)=")(?![a-z]+:|[/#])([^"#]*)')


def _from_file(text: str, where: str, path: str) -> str:
    """HTML with its addresses as seen from a page's file, as a builder reads them whose templates
    ask nothing: it then writes them as seen from ``where`` the page stands.
    """
    return _LEAD.sub(lambda lead: lead[1] + moved(lead[2], where, path), text)


_written: dict[str, tuple[list[object], str]] = {}
"""By its address what was written of a page last, after what its template saw."""


def _kept(root: Path) -> Callable[..., str]:
    """Gives what the preview wrote of a page before, where all that its template sees is the
    same: the page, the menu, the settings and the templates.
    """
    written = [path for path in (root / "overrides").rglob("*") if path.is_file()]
    shape: list[object] = [[(path, path.stat().st_mtime_ns) for path in sorted(written)]]
    shape += [path.read_bytes() for path in sorted(root.glob("*.yml"))]
    menus: list[str] = []  # the one of this build

    def page(page: Any, nav: Any, write: Callable[[], str]) -> str:
        menus[:] = menus or [str(nav)]
        seen = [page.content, str(page.toc), page.title, dict(page.meta), page.edit_url]
        known = _written.get(page.url)
        if known is None or known[0] != [shape, menus, seen]:
            _written[page.url] = known = ([shape, menus, seen], write())
        return known[1]

    return page


def _above(place: str) -> Iterator[str]:
    """The folders in which an address lies, the innermost one first."""
    while place:
        place = place[: place.rstrip("/").rfind("/") + 1]
        yield place


def _message(problems: Sequence[Problem]) -> str:
    """What is wrong, where a page's text would stand in the preview."""
    return render("problems.html.jinja", Links("", {}), problems=problems, most=MOST_SHOWN)


_last: list[tuple[object, Hashable, Build]] = []
_sites: list[tuple[Hashable, Site]] = []
"""The last one that could be opened, and the stamp of what it is made of."""


def open_build(root: Path, settings: Mapping[str, Any], *, tolerant: bool) -> Build:
    """The build of a project's folder with its builder's settings (those of ``mkdocs.yml``); the
    same one for a builder that asks for each page again (Zensical).

    ``tolerant`` is the preview: it goes on, and tells problems in the terminal and on the pages.
    Errors: else ``DataError`` with all problems of data and pages; ``SettingsError``.
    """
    known, stamp, build = _last[0] if _last else (None, None, None)
    if build and known is settings and (not tolerant or stamp == _stamp(root, settings)):
        return build
    forget()  # what an earlier build kept
    try:
        stamp = _stamp(root, settings)
        if not (_sites and _sites[0][0] == stamp):
            last = [site for _, site in _sites] if tolerant else None
            _sites[:] = [(stamp, _open(root, settings, last))]
        site = _sites[0][1]
        build = Build(site, site.problems, settings["site_name"], once_only=not tolerant)
    except DataError as error:
        build = Build(None, error.problems)
    except OSError as error:
        why = "không có ở đó, hoặc không có quyền đọc"
        raise SettingsError(f"không đọc được {error.filename}: {why}") from None
    if build.problems and not tolerant:
        raise DataError(build.problems)
    if build.problems:
        sys.stderr.write(f"\n{DataError(build.problems)}\n")
    _last[:] = [(settings, stamp, build)]
    return build


def _stamp(root: Path, settings: Mapping[str, Any]) -> Hashable:
    """What the site is made of, as it lies on the disk, and the settings that shape it."""
    folders = [root / name for name in (DOCS, INCLUDES, "data")]
    places = [Path(place) for folder in folders for place, _, _ in os.walk(folder)]
    files = [
        (entry.path, entry.stat(follow_symlinks=False).st_mtime_ns, entry.is_symlink())
        for place in (*places, *root.glob("build"))
        for entry in os.scandir(place)
        if not entry.is_dir()
    ]
    shaping = [settings[name] for name in ("use_directory_urls", "repo_url", "site_url", "nav")]
    shaping += [settings["extra"].get(name) for name in ("hosting", "report", "exports")]
    return tuple(sorted(files)), repr(shaping)


def _open(root: Path, settings: Mapping[str, Any], last: Sequence[Site] | None) -> Site:
    """The site as it lies on the disk; the preview has the last one, to which it comes back."""
    # All that is made here is needed to the end of the build, so looking for garbage among it is
    # a waste that grows with the data.
    gc.disable()
    try:
        hosting, edition = _of_git(root, settings)
        site = open_site(
            data_files(root / "data" / MAIN, root),
            read_content(root, menu_of(settings["nav"])),
            directories=settings["use_directory_urls"],
            hosting=hosting,
            history=_history(root),
            edition=edition,
            formats=_formats(settings, tolerant=last is not None),
            last=last,
        )
    finally:
        gc.enable()
    if last is None:  # the preview builds again and again, and gives the old site back
        gc.freeze()
    return site


def _of_git(root: Path, settings: Mapping[str, Any]) -> tuple[Hosting, Edition]:
    """Where the repository is hosted, if the settings say so; and what is being published: the
    commit's data, where nothing in it was changed since. Its day is the commit's where the
    environment names none.
    """
    commit, branch, moment, clean = "", "", "", False
    with suppress(GitError):
        project = Repository(root)
        commit, moment = project.commit(), project.moment()
        branch, clean = project.branch(), project.is_clean("data")
    extra, where = settings["extra"], settings["repo_url"]
    report = extra.get("report") or {}
    contact = [str(report[name]) for name in ("text", "url") if report.get(name)]
    told: dict[str, Any] = {"commit": commit if clean else "", "moment": moment, "contact": contact}
    of = {**extra.get("hosting", {}), "commit": commit, "branch": branch, "clean": clean}
    try:
        hosting = Hosting(where, **of) if where else NOWHERE
        return hosting, edition(os.environ, address=settings["site_url"] or "", **told)
    except (TypeError, ValueError) as error:
        raise SettingsError(f"mkdocs.yml: {error}") from None


def _formats(settings: Mapping[str, Any], *, tolerant: bool) -> list[Format]:
    """In which forms the data is given away; what takes longest, no preview has."""
    named = settings["extra"].get("exports", list(Format))
    try:
        chosen = [Format(name) for name in named]
    except ValueError as error:
        known = ", ".join(Format)
        raise SettingsError(f"mkdocs.yml: extra.exports: {error}; chỉ dùng {known}") from None
    return [form for form in chosen if not (tolerant and form in (Format.PNG, Format.XLSX))]


def _history(root: Path) -> History:
    """The history as ``make history`` wrote it."""
    try:
        return from_json((root / HISTORY).read_text("utf-8"))
    except (OSError, ValueError):
        return UNKNOWN
