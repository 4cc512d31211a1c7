"""A renamed id on the pages that name it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from indicators.editing.renaming import Rename
from indicators.pages.allowed import GUIDES
from indicators.starting.project import Draft, Project


def renamed(project: Project, typed: Mapping[str, str]) -> Draft:
    """An id changed in the data, in the front matter, calls and anchors of all pages.

    Pages stay where they are; the old anchors lead to the new ones.
    """
    old, new = typed["old"], typed["new"]
    texts = {path: page.decode() for path, page in project.docs.pages.items() if path not in GUIDES}
    made = {path: _named(text, old, new) for path, text in texts.items()}
    pages = {path: text for path, text in made.items() if text != texts[path]}
    return Draft([Rename(old, new)], pages, advice="Xem các trang vừa đổi bằng make serve.")


def _named(text: str, old: str, new: str) -> str:
    """A page's text with another id in its front matter, its calls and its anchors."""

    def called(call: re.Match[str]) -> str:
        return re.sub(rf"(?<=['\"/]){re.escape(old)}(?=['\"/])", new, call[0])

    lines = text.splitlines(keepends=True)
    end = lines.index("---\n", 1) if lines[:1] == ["---\n"] and "---\n" in lines[1:] else 0
    front, body = "".join(lines[:end]), "".join(lines[end:])
    front = re.sub(rf"^( *- +){re.escape(old)}(?=\s*$)", rf"\g<1>{new}", front, flags=re.MULTILINE)
    body = re.sub(r"\{\{.*?\}\}", called, body, flags=re.DOTALL)
    return front + re.sub(rf"(\([^\s()]*#){re.escape(old)}(?=[.)])", rf"\g<1>{new}", body)
