"""Adapter between MkDocs and the package: opens the data, registers the macros, has no logic.

``indicators.showing.writer`` holds the macros themselves. The build fails closed: only the
preview server (``make serve`` sets ``FAIL_ON_ERROR=false``) shows a message in the page and goes
on.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils.meta import get_data

TOLERANT = os.environ.get("FAIL_ON_ERROR", "true").lower() in ("false", "0", "no")

ROOT = Path(__file__).resolve().parent
HISTORY = ROOT / "build" / "history.json"

# A changed package takes effect in the running preview only when it is read anew. An unchanged one
# stays, with what it has computed, so that an edited page shows sooner.
_written = {
    str(path): path.stat().st_mtime_ns
    for path in ((ROOT / "indicators").rglob("*.*") if TOLERANT else ())
    if path.suffix != ".pyc"
}
if vars(sys.modules.get("indicators", sys)).get("written", _written) != _written:
    for _name in [name for name in sys.modules if name.partition(".")[0] == "indicators"]:
        del sys.modules[_name]

from indicators.comparing.git import GitError, Repository  # noqa: E402
from indicators.comparing.history import UNKNOWN, History, from_json  # noqa: E402
from indicators.export import Edition, Format  # noqa: E402
from indicators.export.edition import edition  # noqa: E402
from indicators.reading.files import MAIN, data_files  # noqa: E402
from indicators.reporting.problems import DataError  # noqa: E402
from indicators.showing.embed import forget, late, restored, token  # noqa: E402
from indicators.showing.hosting import NOWHERE, Hosting, checked  # noqa: E402
from indicators.showing.pages import Page  # noqa: E402
from indicators.showing.site import Site, once, open_site  # noqa: E402
from indicators.showing.writer import Writer, macros  # noqa: E402

vars(sys.modules["indicators"])["written"] = _written

# Pages of the present build that break a rule; only the preview keeps any.
_broken: dict[str, str] = {}
# What the present build gives away, to be written beside its pages.
_files: dict[str, bytes] = {}


def define_env(env: Any) -> None:
    """Called by mkdocs-macros once a build: checks data and pages, registers the macros."""
    site: Site | None = None
    failure = ""
    _broken.clear()
    _files.clear()
    try:
        site = once(_stamp(env), lambda: _open(env))
        _files.update(site.files)
        _broken.update({name: str(DataError(found)) for name, found in site.problems.items()})
    except DataError as error:
        failure = str(error)
        if not TOLERANT:
            # PluginError ends the build with the message alone, without a traceback.
            raise PluginError(f"\n{failure}") from None
    writers: dict[str, Writer] = {}
    finish = _finish(env)

    def register(name: str, call: Callable[..., Markup]) -> None:
        def macro(*arguments: Any, **options: Any) -> str:
            if site is None:
                return token(_message(failure))
            page = env.page.url
            writer = writers.setdefault(page, site.writer(page))
            try:
                return finish(call(writer, *arguments, **options))
            except (LookupError, TypeError, ValueError) as error:
                if not TOLERANT:
                    # Not an Exception: the plugin would print a traceback around the message.
                    place = f"docs/{env.page.file.src_uri}: {name}"
                    raise SystemExit(f"\n{place}: {error}") from error
                return token(_message(f"{name}: {error}"))

        env.macro(macro, name)

    for name, call in macros().items():
        register(name, call)


def _finish(env: Any) -> Callable[[str], str]:
    """What turns HTML into the text that stands for it in Markdown."""
    if not isinstance(env.conf, MkDocsConfig):
        return token
    forget()  # what an earlier build kept
    env.conf["extra"]["restored"] = restored  # overrides/main.html puts late HTML in
    return lambda html: token(late(html))


def _stamp(env: Any) -> Hashable:
    """What the site is made of, as it lies on the disk, and the settings that shape it."""
    places = [place for place, _, _ in os.walk(env.conf["docs_dir"])]
    files = [
        (entry.path, entry.stat().st_mtime_ns, entry.stat().st_size)
        for place in (*places, ROOT / "data", *ROOT.glob("build"))
        for entry in os.scandir(place)
        if entry.name.endswith((".md", ".yaml", ".json"))
    ]
    settings = [env.conf[name] for name in ("use_directory_urls", "repo_url", "site_url")]
    settings += [env.conf["extra"].get(name) for name in ("hosting", "report", "exports")]
    return tuple(sorted(files)), repr(settings)


def _open(env: Any) -> Site:
    """The site. Errors: ``DataError``; problems of pages are one too, except in the preview."""
    # All that is made here is needed to the end of the build, so looking for garbage among it is
    # a waste that grows with the data.
    gc.disable()
    try:
        site = open_site(
            data_files(ROOT / "data" / MAIN, ROOT),
            _pages(env),
            directories=env.conf["use_directory_urls"],
            hosting=_hosting(env),
            history=_history(),
            edition=_edition(env),
            formats=_formats(env),
        )
    finally:
        gc.enable()
    if not TOLERANT:  # the preview builds again and again, and gives the old site back
        gc.freeze()
    if site.problems and not TOLERANT:
        raise DataError(problem for found in site.problems.values() for problem in found)
    return site


def _hosting(env: Any) -> Hosting:
    """Where the repository is hosted, if the configuration says so, and what is being built."""
    address = env.conf["repo_url"]
    if not address:
        return NOWHERE
    forms = env.conf["extra"].get("hosting", {})
    try:
        project = Repository(ROOT)
        commit, branch, clean = project.commit(), project.branch(), project.is_clean("data")
    except GitError:
        commit, branch, clean = "", "", False
    try:
        return checked(Hosting(address, **forms, commit=commit, branch=branch, clean=clean))
    except (TypeError, ValueError) as error:
        raise PluginError(f"\nmkdocs.yml: {error}") from None


def _edition(env: Any) -> Edition:
    """What is being published: the commit's data, where nothing in it was changed since."""
    try:
        project = Repository(ROOT)
        commit = project.commit() if project.is_clean("data") else ""
    except GitError:
        commit = ""
    report = env.conf["extra"].get("report") or {}
    contact = [str(report[name]) for name in ("text", "url") if report.get(name)]
    try:
        return edition(
            os.environ, commit=commit, address=env.conf["site_url"] or "", contact=contact
        )
    except ValueError as error:
        raise PluginError(f"\n{error}") from None


def _formats(env: Any) -> list[Format]:
    """In which forms the data is given away; a workbook takes longest, and no preview has one."""
    named = env.conf["extra"].get("exports", list(Format))
    try:
        chosen = [Format(name) for name in named]
    except ValueError as error:
        known = ", ".join(Format)
        raise PluginError(f"\nmkdocs.yml: extra.exports: {error}; chỉ dùng {known}") from None
    return [form for form in chosen if not (TOLERANT and form is Format.XLSX)]


def _history() -> History:
    """The history as ``make history`` wrote it."""
    try:
        return from_json(HISTORY.read_text("utf-8"))
    except (OSError, ValueError):
        return UNKNOWN


def on_post_build(env: Any) -> None:
    """Called by mkdocs-macros when the pages are written: puts the files beside them."""
    for address, content in _files.items():
        path = Path(env.conf["site_dir"]) / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def on_pre_page_macros(env: Any) -> None:
    """Called by mkdocs-macros before each page: in the preview a broken page says what is wrong."""
    broken = _broken.get(env.page.file.src_uri)
    if broken is not None:
        env.markdown = f"# {env.page.file.src_uri}\n\n{token(_message(broken))}\n"


def _pages(env: Any) -> dict[str, tuple[Page, dict[str, Any]]]:
    """Every page by its path below the docs folder, with its front matter."""
    folder = Path(env.conf["docs_dir"])
    found = {}
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text("utf-8-sig")
        body, meta = get_data(text)
        name = path.relative_to(folder).as_posix()
        first_line = text.count("\n") - body.count("\n") + 1
        front = "".join(text.splitlines(keepends=True)[: first_line - 1])
        page = Page(f"docs/{name}", body, first_line, bool(meta.get("examples")), front)
        found[name] = (page, meta)
    return found


def _message(text: str) -> str:
    """A message in the preview, where the macro's result would stand."""
    block = Markup('<pre class="i-error" role="alert">{}</pre>').format(text)
    return block.replace("\n", "&#10;")
