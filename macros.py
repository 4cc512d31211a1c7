"""Hands the package's pages to what builds the site; everything else is the package's.

The build fails closed: only the preview (``make serve`` sets ``FAIL_ON_ERROR=false``) shows a
message in the page and goes on. A page's text, title and front matter reach the builder as the
package read them, so that no template engine ever sees what was typed in a page.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from click import ClickException

ROOT = Path(__file__).resolve().parent
TOLERANT = os.environ.get("FAIL_ON_ERROR", "true").lower() in ("false", "0", "no")
# The plugin tells of each build what it found, every macro by its name.
logging.getLogger("mkdocs.plugins.mkdocs_macros").setLevel(logging.WARNING)

if TOLERANT:
    from indicators.bridge import fresh

    fresh(ROOT)

from indicators.bridge import Build, SettingsError, open_build  # noqa: E402 - after the old is gone
from indicators.reporting.problems import DataError, inert  # noqa: E402

_now: dict[str, Build] = {}


def define_env(env: Any) -> None:
    """Called by mkdocs-macros once a build, by Zensical for each page: checks data and pages."""
    try:
        build = _now["build"] = open_build(ROOT, env.conf, tolerant=TOLERANT)
    except (DataError, SettingsError) as error:
        # This ends the build with the message alone, without a traceback.
        raise ClickException(inert(f"\n{error}")) from None
    env.conf["extra"].update(build.in_templates(ROOT))
    if path := getattr(getattr(env, "page", None), "path", ""):
        _hand(env, path, asking=False)


def on_pre_page_macros(env: Any) -> None:
    """Called by mkdocs-macros before each page; its templates ask what ``define_env`` gave them."""
    _hand(env, env.page.file.src_uri, asking=True)


def _hand(env: Any, path: str, *, asking: bool) -> None:
    """Give a page's text to Markdown, and its front matter to the builder."""
    meta = _now["build"].page(path, ROOT / env.conf["site_dir"], asking=asking)
    env.page.meta.clear()
    env.page.meta.update(meta)
