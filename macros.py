"""Registers the macros with MkDocs and hands its pages over; everything else is the package's.

The build fails closed: only the preview (``make serve`` sets ``FAIL_ON_ERROR=false``) shows a
message in the page and goes on. A page's text, title and front matter reach MkDocs as the package
read them, so that no template engine ever sees what was typed in a page.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

ROOT = Path(__file__).resolve().parent
TOLERANT = os.environ.get("FAIL_ON_ERROR", "true").lower() in ("false", "0", "no")
# The plugin tells of each build what it found, every macro by its name.
logging.getLogger("mkdocs.plugins.mkdocs_macros").setLevel(logging.WARNING)

if TOLERANT:
    from indicators.bridge import fresh

    fresh(ROOT)

from indicators.bridge import Build, SettingsError, open_build  # noqa: E402 - after the old is gone
from indicators.reporting.problems import DataError, inert  # noqa: E402

_builds: dict[str, Build] = {}


def define_env(env: Any) -> None:
    """Called by mkdocs-macros once a build: checks data and pages, registers the macros."""
    try:
        build = open_build(ROOT, env.conf, tolerant=TOLERANT)
    except (DataError, SettingsError) as error:
        # PluginError ends the build with the message alone, without a traceback.
        raise PluginError(inert(f"\n{error}")) from None
    _builds["now"] = build
    for name, call in build.calls(lambda: env.page.url):
        env.macro(call, name)
    if isinstance(env.conf, MkDocsConfig):
        env.conf["extra"].update(build.in_templates(ROOT))


def on_pre_page_macros(env: Any) -> None:
    """Called by mkdocs-macros before each page, whose own text goes no further."""
    meta, env.markdown = _builds["now"].page(env.page.file.src_uri)
    env.page.meta.clear()
    env.page.meta.update(meta)


def on_post_build(env: Any) -> None:
    """Called by mkdocs-macros when the pages are written: puts the files beside them."""
    _builds["now"].write(Path(env.conf["site_dir"]))
