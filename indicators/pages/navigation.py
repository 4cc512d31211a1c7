"""Which pages the menu of ``mkdocs.yml`` lists, read without the builder."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from indicators.pages.allowed import PAGE


def listed(settings: str) -> tuple[str, ...]:
    """The pages in the text of ``mkdocs.yml``. Errors: ``ValueError`` when it cannot be read."""
    try:
        # Texts, lists and maps alone: what a tag such as !ENV stands for is not asked.
        read = yaml.load(settings, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing else
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    return tuple(pages_of(read.get("nav") if isinstance(read, dict) else None))


def pages_of(item: object) -> Iterator[str]:
    """The pages that a menu, or a part of it, lists."""
    if isinstance(item, str) and PAGE.fullmatch(item):
        yield item
    for inner in (
        item if isinstance(item, list) else item.values() if isinstance(item, dict) else ()
    ):
        yield from pages_of(inner)
