"""A working site for another organisation: what is general is copied, what is its own is written.

The package goes along, because a site and the package that builds it belong to one another: the
new folder is a repository of its own, which needs nothing of this one.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from indicators.pages.published import NOTHING, PUBLISHED
from indicators.starting.adding import PAGE, SKELETON, indicator_page, unit_ids
from indicators.starting.colours import Palette

ROOT = Path(__file__).resolve().parent.parent.parent
_SETTINGS = SKELETON / "settings.yml"
_GRADES = "## Theo mức xếp loại\n\n{{ grades('xep-loai-dang-vien') }}\n\n"
_INDICATORS = {
    "ket-nap": indicator_page("ket-nap"),
    "xep-loai-dang-vien": indicator_page("xep-loai-dang-vien", more=_GRADES),
}

GENERAL = (
    ".ci", ".editorconfig", ".gitattributes", ".github", ".gitignore", ".pre-commit-config.yaml",
    "CONTRIBUTING.md", "LICENSE", "LICENSE-DATA.md", "Makefile", "SECURITY.md", "indicators",
    "macros.py", "overrides", "pyproject.toml", "requirements/dev.in", "requirements/dev.txt",
    "requirements/pdf.in", "requirements/pdf.txt", "requirements/site.in", "requirements/site.txt",
    "requirements/uv.in", "requirements/uv.txt", "schema", "tools",
    "docs/du-lieu/lich-su.md", "docs/gioi-thieu/cap-nhat.md", "docs/gioi-thieu/chu-trang.md",
    "docs/gioi-thieu/mau-du-lieu.md", "docs/gioi-thieu/quy-tac.md", "docs/gioi-thieu/tiep-can.md",
)  # fmt: skip
"""Files and folders that know no organisation."""

_LEFT = frozenset({"__pycache__", ".mypy_cache", ".ruff_cache", "screenshot.png"})
"""Folders and files below those that are made by tools or show an organisation."""


class NewSiteError(Exception):
    """The site cannot be made; the text says why, for the editor."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is particular to an organisation's site."""

    name: str
    start: int
    end: int
    site: str = ""
    units: tuple[str, ...] = ()
    palette: Palette | None = None

    @property
    def term(self) -> str:
        return f"nhiệm kỳ {self.start} – {self.end}"

    @property
    def title(self) -> str:
        return self.site or f"Chỉ tiêu xây dựng Đảng – {self.name}"


def term_years(text: str) -> tuple[int, int]:
    """The years of ``2025-2030``. Errors: ``NewSiteError`` when it is no span of years."""
    match = re.fullmatch(r"\s*([0-9]{4})\s*[-–]\s*([0-9]{4})\s*", text)
    years = (int(match[1]), int(match[2])) if match else (1, 0)
    if years[0] > years[1]:
        raise NewSiteError(f"“{text}” không phải nhiệm kỳ; gõ như 2025-2030")
    return years


def new_site(plan: Plan, root: Path = ROOT) -> dict[str, bytes]:
    """Every file of the new site by its path.

    Errors: ``NewSiteError`` when a name cannot stand in the data or a general file is absent.
    """
    if any(not text.strip() or "\n" in text for text in (plan.name, plan.title, *plan.units)):
        raise NewSiteError("tên tổ chức, tên trang và tên đơn vị phải là một dòng chữ")
    files = dict(_general(root))
    tokens = _tokens(plan)
    for path, template in _own():
        files[path] = _filled(template, tokens).encode()

    def kept(page: str) -> str:
        return page if page in files else ""

    for path in [name for name in GENERAL if name.startswith("docs/")]:
        files[path] = relinked(files[path].decode(), path, path, kept).encode()
    files[PUBLISHED] = NOTHING.extended(()).encode()
    configuration = (root / "mkdocs.yml").read_text("utf-8")
    files["mkdocs.yml"] = _configured(configuration, tokens).encode()
    if plan.palette is not None:
        for path in [name for name in files if name.startswith("overrides/")]:
            files[path] = plan.palette.paint(path, files[path])
    return files


def _general(root: Path) -> Iterator[tuple[str, bytes]]:
    for name in GENERAL:
        path = root / name
        if not path.exists():
            raise NewSiteError(f"không có {name}: chạy lệnh này trong kho mã nguồn đầy đủ")
        for file in sorted(path.rglob("*")) if path.is_dir() else (path,):
            if file.is_file() and not _LEFT & set(file.parts):
                yield file.relative_to(root).as_posix(), file.read_bytes()


def relinked(text: str, old: str, new: str, place: Callable[[str], str]) -> str:
    """A page that lies elsewhere, its links to pages and files where these are; words alone where
    they are not.
    """

    def link(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(old), match[2]))
        there = place(target)
        way = posixpath.relpath(there, posixpath.dirname(new) or ".") if there else ""
        return f"[{match[1]}]({way}{match[3]})" if way else match[1]

    return re.sub(r"\[([^\]\n]+)\]\(([^)#:\s]+)((?:#[^)\s]*)?)\)", link, text)


_PLACES = {
    "indicators.yaml": "data/indicators.yaml",
    "abbreviations.md": "includes/abbreviations.md",
    "test_data.py.txt": "tests/test_data.py",
}


def _own() -> Iterator[tuple[str, str]]:
    """The templates of the pages and files that every organisation has its own of."""
    for path in sorted(SKELETON.rglob("*")):
        name = path.relative_to(SKELETON).as_posix()
        if path.is_file() and path not in (_SETTINGS, PAGE):
            yield _PLACES.get(name, name), path.read_text("utf-8")
    yield from ((f"docs/chi-tieu/{name}.md", page) for name, page in _INDICATORS.items())


def _tokens(plan: Plan) -> Mapping[str, str]:
    return {
        "NAME": plan.name,
        "NAME_TEXT": plan.name,
        "NAME_YAML": _quoted(plan.name),
        "DECISION_YAML": _quoted(f"Nghị quyết đại hội của {plan.name}, {plan.term}"),
        "TERM": plan.term,
        "START": str(plan.start),
        "END": str(plan.end),
        "SITE": plan.title,
        "SITE_YAML": _quoted(plan.title),
        "UNITS": _units(plan.units),
    }


def _filled(template: str, tokens: Mapping[str, str]) -> str:
    return re.sub("@([A-Z_]+)@", lambda match: tokens[match[1]], template)


def _quoted(text: str) -> str:
    """A text as a YAML value that is read as just this text."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _units(names: tuple[str, ...]) -> str:
    """The registry of units, in the order given; without names the lines to be filled in."""
    if not names:
        return "# units:\n#   - id: don-vi-a\n#     name: (tên đơn vị)\n#     type: truc-thuoc\n"
    lines = ["units:"]
    for unit, name in zip(unit_ids(names), names, strict=True):
        lines += [f"  - id: {unit}", f"    name: {_quoted(name)}", "    type: truc-thuoc"]
    return "\n".join(lines) + "\n"


def _configured(text: str, tokens: Mapping[str, str]) -> str:
    """The configuration with the organisation's own name, description, footer and pages."""
    own = _settings(_filled(_SETTINGS.read_text("utf-8"), tokens))
    found = _settings(text)
    if not found.keys() >= own.keys():
        raise NewSiteError(f"mkdocs.yml phải có {', '.join(own)}")
    for key, block in own.items():
        # Remarks and blank lines before the next key stay where they are.
        tail = re.search(r"\n((?:\n|#[^\n]*\n)*)\Z", found[key])
        found[key] = block + (tail[1] if tail else "")
    return "".join(found.values())


def _settings(text: str) -> dict[str, str]:
    """The blocks of a configuration by their keys, what stands before the first one first."""
    blocks = re.split(r"^(?=[a-z_]+:)", text, flags=re.MULTILINE)
    return {block.partition(":")[0]: block for block in blocks if block}
