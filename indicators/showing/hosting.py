"""Addresses on the site that hosts the repository: a line of data, its editor, a commit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from indicators.scalars import ADDRESS


@dataclass(frozen=True, slots=True)
class Hosting:
    """Where the repository is hosted, and what was built from it.

    ``view``, ``edit`` and ``change`` are the forms of addresses, with ``{repo}``, ``{commit}``,
    ``{branch}``, ``{file}`` and ``{line}`` to be filled in; empty where the host has none such.
    ``commit`` and ``branch`` are what was built, empty where that is not known. Lines are known
    only when the data that was built is the commit's (``clean``).
    """

    repository: str = ""
    view: str = ""
    edit: str = ""
    change: str = ""
    commit: str = ""
    branch: str = ""
    clean: bool = False

    def line(self, file: str, line: int) -> str:
        """The address of a line of a file as it was built, or an empty text."""
        return self._filled(self.view, self.commit, file=file, line=line) if self.clean else ""

    def editor(self, file: str, line: int) -> str:
        """The address where a line of a file is edited, or an empty text."""
        return self._filled(self.edit, self.branch, file=file, line=line) if self.clean else ""

    def commit_page(self, commit: str) -> str:
        """The address of what a commit changed, or an empty text."""
        return self._filled(self.change, commit, commit=commit)

    def _filled(self, form: str, needed: str, **parts: object) -> str:
        if not (self.repository and form and needed):
            return ""
        known = {"commit": self.commit, "branch": self.branch, **parts}
        safe = {name: quote(str(value)) for name, value in known.items()}
        return form.format(repo=self.repository.rstrip("/"), **safe)


NOWHERE = Hosting()

_BLANK = re.compile(r"\{(repo|commit|branch|file|line)\}")


def checked(hosting: Hosting) -> Hosting:
    """The same, if its addresses can be made.

    Errors: ``ValueError`` when the repository's address is none, or a form names what there is
    not.
    """
    if hosting.repository and not ADDRESS.fullmatch(hosting.repository):
        raise ValueError(f"repo_url: “{hosting.repository}” không phải địa chỉ https://…")
    forms = {"view": hosting.view, "edit": hosting.edit, "change": hosting.change}
    for name, form in forms.items():
        if set(_BLANK.sub("", form)) & set("{}"):
            raise ValueError(
                f"extra.hosting.{name}: “{form}” không dùng được. Cách sửa: chỉ dùng "
                "{repo}, {commit}, {branch}, {file}, {line} trong địa chỉ."
            )
    return hosting
