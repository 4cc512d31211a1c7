"""A working site for another organisation: what is general is copied, what is its own is written.

The package goes along, because a site and the package that builds it belong to one another: the
new folder is a repository of its own, which needs nothing of this one.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from indicators.editing.edit import Put, edited
from indicators.editing.lines import EditError, scalar
from indicators.pages.published import NOTHING, PUBLISHED
from indicators.starting.adding import indicator_page, unit_ids, unit_names

ROOT = Path(__file__).resolve().parent.parent.parent
SKELETON = ROOT / "indicators" / "skeleton"
_DATA = "data/indicators.yaml"
_SETTINGS = "mkdocs.yml"
_OWN_SETTINGS = Path(__file__).resolve().parent / "settings.yml"
_INDICATORS = {
    "ket-nap": "",
    "xep-loai-dang-vien": "## Theo mức xếp loại\n\n{{ grades('xep-loai-dang-vien') }}\n\n",
}
"""What a site begins with, and what its page says besides."""

GENERAL = (
    ".ci", ".devcontainer", ".editorconfig", ".gitattributes", ".github", ".gitignore",
    ".pre-commit-config.yaml", "CONTRIBUTING.md", "LICENSE", "LICENSE-DATA.md", "Makefile",
    "SECURITY.md", "indicators", "macros.py", "overrides", "pyproject.toml", "schema", "tools",
    *(f"requirements/{name}.{kind}" for name in ("dev", "engines", "pdf", "site", "uv")
      for kind in ("in", "txt")),
    "docs/du-lieu/lich-su.md",
    *(f"docs/gioi-thieu/{name}.md" for name in (
        "bieu-nhap", "cap-nhat", "chu-trang", "mau-du-lieu", "quy-tac", "tiep-can")),
)  # fmt: skip
"""Files and folders that know no organisation."""

LEAST_CONTRAST = 7.0
"""White letters of the header on the main colour: the stricter level of WCAG, 1.4.6."""

USUAL: Mapping[str, float] = {
    "#7d1d1f": 0.0, "#8f2a2a": 0.12, "#651517": -0.18, "#4d1416": -0.35, "#5d1c1e": -0.25,
    "#3c0f11": -0.5, "#8f1d1f": 0.06,
}  # fmt: skip
"""The main colour and its shades as the styles write them, with how much lighter each is."""

_LEFT = frozenset({"__pycache__", ".mypy_cache", ".ruff_cache", "screenshot.png"})
"""Folders and files below those that are made by tools or show an organisation."""


def new_site(typed: Mapping[str, str]) -> dict[str, bytes]:
    """Every file of the new site by its path, with what the command line says of it.

    Errors: ``EditError`` when that makes no sense, or a name cannot stand in the data.
    """
    names = unit_names(typed.get("units", ""))
    colour = main_colour(typed["colour"]) if "colour" in typed else ""
    files, tokens = dict(_general()), _tokens(typed)
    for file in (file for file in sorted(SKELETON.rglob("*")) if file.is_file()):
        text = _filled(file.read_text("utf-8"), tokens)
        files[file.relative_to(SKELETON).as_posix()] = text.encode()
    for name, more in _INDICATORS.items():
        files[f"docs/chi-tieu/{name}.md"] = indicator_page(name, more=more).encode()
    units = zip(unit_ids(names), names, strict=True)
    rows = [Put(("units", unit), {"name": name, "type": "truc-thuoc"}) for unit, name in units]
    files |= edited({_DATA: files[_DATA]}, rows).files
    there = {name: name for name in files}
    for path in (name for name in GENERAL if name.startswith("docs/")):
        text = relinked(files[path].decode(), path, path, lambda page: there.get(page, ""))
        files[path] = text.encode()
    files[PUBLISHED] = NOTHING.extended(()).encode()
    files[_SETTINGS] = _configured((ROOT / _SETTINGS).read_text("utf-8"), tokens).encode()
    for path in (name for name in files if colour and name.startswith("overrides/")):
        if path.endswith((".css", ".html", ".svg", ".js")):
            files[path] = painted(files[path].decode(), colour).encode()
    return files


def _general() -> Iterator[tuple[str, bytes]]:
    for name in GENERAL:
        path = ROOT / name
        below = (file for file in sorted(path.rglob("*")) if file.is_file())
        for file in below if path.is_dir() else (path,):
            if not _LEFT & set(file.parts):
                yield file.relative_to(ROOT).as_posix(), file.read_bytes()


def relinked(text: str, old: str, new: str, place: Callable[[str], str] = str) -> str:
    """A page that lies elsewhere and is of no term yet, its links to pages and files where these
    are; words alone where they are not.
    """

    def link(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(old), match[2]))
        there = place(target)
        way = posixpath.relpath(there, posixpath.dirname(new) or ".") if there else ""
        return f"[{match[1]}]({way}{match[3]})" if way else match[1]

    text = re.sub(r"(?m)^term: .*\n", "", text)
    return re.sub(r"\[([^\]\n]+)\]\(([^)#:\s]+)((?:#[^)\s]*)?)\)", link, text)


def _tokens(typed: Mapping[str, str]) -> Mapping[str, str]:
    name, years = typed["organisation"], typed["term"]
    span = re.fullmatch(r"([0-9]{4})\s*[-–]\s*([0-9]{4})", years)
    if not span or span[1] > span[2]:
        raise EditError(f"“{years}” không phải nhiệm kỳ; gõ như 2025-2030")
    term = f"nhiệm kỳ {span[1]} – {span[2]}"
    title = typed.get("title", f"Chỉ tiêu xây dựng Đảng – {name}")
    return {
        "NAME": name,
        "NAME_YAML": scalar(name),
        "DECISION_YAML": scalar(f"Nghị quyết đại hội của {name}, {term}"),
        "TERM": term,
        "START": span[1],
        "END": span[2],
        "SITE": title,
        "SITE_YAML": scalar(title),
    }


def _filled(template: str, tokens: Mapping[str, str]) -> str:
    return re.sub("@([A-Z_]+)@", lambda match: tokens[match[1]], template)


def _configured(text: str, tokens: Mapping[str, str]) -> str:
    """The configuration with the organisation's own name, description, footer and pages."""
    found = _settings(text)
    for key, block in _settings(_filled(_OWN_SETTINGS.read_text("utf-8"), tokens)).items():
        # Remarks and blank lines before the next key stay where they are.
        tail = re.search(r"\n((?:\n|#[^\n]*\n)*)\Z", found[key])
        found[key] = block + (tail[1] if tail else "")
    return "".join(found.values())


def _settings(text: str) -> dict[str, str]:
    """The blocks of a configuration by their keys, what stands before the first one first."""
    blocks = re.split(r"^(?=[a-z_]+:)", text, flags=re.MULTILINE)
    return {block.partition(":")[0]: block for block in blocks if block}


def main_colour(text: str) -> str:
    """A colour written as ``#0b5c4a``. Errors: ``EditError``."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", text):
        raise EditError(f"“{text}” không phải mã màu; gõ như #0b5c4a")
    # The contrast with white, from 1 to 21, by the formula of WCAG 2.2.
    parts = (value / 255 for value in bytes.fromhex(text[1:]))
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    light = sum(p * share for p, share in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
    if 1.05 / (light + 0.05) < LEAST_CONTRAST:
        raise EditError(f"chữ trắng trên màu {text} khó đọc; chọn màu đậm hơn")
    return text


def painted(text: str, colour: str) -> str:
    """A file of the theme with a colour and its shades in place of the usual ones."""
    for usual, lighter in USUAL.items():
        towards, share = (255, lighter) if lighter >= 0 else (0, -lighter)  # white, black
        parts = (round(part + (towards - part) * share) for part in bytes.fromhex(colour[1:]))
        text = text.replace(usual, f"#{bytes(parts).hex()}")
    return text
