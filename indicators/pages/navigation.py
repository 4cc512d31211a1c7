"""What ``mkdocs.yml`` says of pages and files, read without the builder."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from indicators.pages.allowed import PAGE


def listed(settings: str) -> dict[str, bool]:
    """The pages in the text of ``mkdocs.yml``. Errors: ``ValueError`` when it cannot be read."""
    return menu(_read(settings).get("nav"))


def given_away(settings: str) -> list[str] | None:
    """The forms of files that ``mkdocs.yml`` names; None where it names none. Errors: as above."""
    extra = _read(settings).get("extra")
    return extra.get("exports") if isinstance(extra, dict) else None


def _read(settings: str) -> dict[str, object]:
    try:
        # Texts, lists and maps alone: what a tag such as !ENV stands for is not asked.
        read = yaml.load(settings, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing else
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    return read if isinstance(read, dict) else {}


def menu(item: object) -> dict[str, bool]:
    """The pages of a menu, or a part of it, each with whether the menu names it."""
    return dict(_pages(item, named=False))


def _pages(item: object, *, named: bool) -> Iterator[tuple[str, bool]]:
    if isinstance(item, str) and PAGE.fullmatch(item):
        yield item, named
    elif isinstance(item, list):
        for inner in item:
            yield from _pages(inner, named=False)
    elif isinstance(item, dict):
        for inner in item.values():
            yield from _pages(inner, named=True)
