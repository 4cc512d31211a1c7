"""The chapters of a site, one for each term of the data; and which page is the home of what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from indicators import read
from indicators.comparing.history import UNKNOWN, History
from indicators.comparing.versions import FormerIds, former_ids
from indicators.computing.compute import Views, compute
from indicators.computing.figures import Division
from indicators.computing.units import Registry
from indicators.export import Edition, Format
from indicators.export.given import Given
from indicators.pages.content import Content
from indicators.pages.page import Page, rule
from indicators.reporting.problems import Problem
from indicators.reporting.rules import Wording, same
from indicators.showing.exports import exports
from indicators.showing.links import DOCUMENTS
from indicators.showing.macro import Places
from indicators.showing.naming import ANYTHING, PAGE_NAME, UNIT, Named, missing
from indicators.terms import lenses

PAGE_HOME = rule(
    "page-home",
    "Hai trang cùng khai một mã",
    vi="“{written}” đã được khai ở trang {other}.",
    en="“{written}” is declared by the page {other} too.",
    mend="giữ mã ở một trang, xóa ở trang kia.",
    mend_en="keep it on one page and delete it from the other.",
    why="Mỗi số chỉ có một chỗ nói về nguồn gốc, để mọi liên kết dẫn về đúng chỗ đó.",
    bad="Hai trang cùng có ket-nap ở indicators.",
    good="Chỉ một trang có ket-nap ở indicators.",
)

_NO_TERMS = Wording(
    "xóa dòng này: dữ liệu chỉ có một nhiệm kỳ, không khai ở terms.",
    "delete the line: the data is of one term, and has no terms.",
)

_DECLARED = {
    "indicators": ("", ANYTHING),
    "units": (f"{Division.UNIT}/", UNIT),
    "home": ("", Named(same(DOCUMENTS), lambda _: (DOCUMENTS,))),
}
"""What a page may be the home of by the keys of front matters, and how its home is found."""


@dataclass(frozen=True)
class Chapter:
    """What the pages of one term share.

    ``homes`` are the pages on which the provenance of each subject stands, ``sheets`` those to
    print, ``starts`` the lines where its data begins; ``files`` is what is given away, by addresses
    below ``root`` and below what it was ``former``ly called.
    """

    views: Views
    places: Places
    term: str = ""
    root: str = ""
    homes: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    files: Mapping[str, Given] = field(default_factory=dict)
    past: History = UNKNOWN
    former: tuple[str, ...] = ()

    @cached_property
    def former_ids(self) -> FormerIds:
        """What things of the data were called."""
        return former_ids(self.views.dataset)


@lru_cache(maxsize=3)
def computed(data: tuple[tuple[str, bytes], ...]) -> tuple[Chapter, ...]:
    """The chapters of data files, that of the current term last, without what pages and exports
    add: read and computed once for all pages and builds with the same bytes.

    Errors: ``DataError`` with every problem of the data.
    """
    loaded = read(dict(data))
    assert loaded.dataset is not None
    return tuple(
        Chapter(
            compute(lens.dataset),
            lens.places(loaded.positions),
            lens.id,
            lens.prefix,
            former=lens.former,
        )
        for lens in lenses(loaded.dataset)
    )


@lru_cache(maxsize=2)
def exported(
    data: tuple[tuple[str, bytes], ...], edition: Edition, formats: tuple[Format, ...]
) -> tuple[Mapping[str, Given], ...]:
    """What each chapter gives away, made once for all builds of the same data and edition."""
    return tuple(exports(of.views, edition, formats) if formats else {} for of in computed(data))


def chapter_of(page: Page | None, chapters: Sequence[Chapter]) -> Chapter:
    """The chapter of the term that a page names, else the current one."""
    term = page.front.meta.get("term") if page else None
    return next((one for one in chapters if one.term == term), chapters[-1])


def others_of(chapter: Chapter, chapters: Sequence[Chapter]) -> dict[str, Views]:
    """What follows from the data of the other terms, by their ids."""
    return {one.term: one.views for one in chapters if one is not chapter}


def with_homes(
    chapters: Sequence[Chapter], content: Content, addresses: Mapping[str, str]
) -> tuple[tuple[Chapter, ...], list[Problem]]:
    """The chapters with the pages that are the homes of their subjects, and what is wrong with
    what pages declare.
    """
    made, problems = list[Chapter](), list[Problem]()
    for chapter in chapters:
        mine = [one for one in content.pages.values() if chapter_of(one, chapters) is chapter]
        named = {it.name for one in mine for names in one.front.names.values() for it in names}
        views, others, homes = chapter.views, others_of(chapter, chapters), dict[str, str]()
        declared = (
            (page, it, lead + it.name, mark)
            for page in mine
            for key, (lead, mark) in _DECLARED.items()
            for it in page.front.names.get(key, ())
        )
        for page, it, key, mark in declared:
            fault = missing(mark, it.name, views, others, named, {it.name})
            if fault is None and key in homes:
                fault = PAGE_HOME(written=it.name, other=homes[key])
            if fault:
                problems.append(page.at(it.line, it.column, fault))
            else:
                homes[key] = addresses[page.path]
        places = Registry(views.dataset)
        for unit in places.ordered:  # one without a page is at home where the closest one above is
            above = (f"{Division.UNIT}/{name}" for name in (unit.id, *places.above(unit.id)))
            home = next((homes[key] for key in above if key in homes), None)
            if home is not None:
                homes[f"{Division.UNIT}/{unit.id}"] = home
        made.append(replace(chapter, homes=homes))
    return tuple(made), problems


def unknown_terms(content: Content, chapters: Sequence[Chapter]) -> Iterator[Problem]:
    """What pages name as their terms that are none."""
    known = [chapter.term for chapter in chapters if chapter.term]
    ids = ", ".join(known)
    mend = Wording(f"gõ một trong: {ids}.", f"type one of {ids}.") if known else _NO_TERMS
    for page in content.pages.values():
        for it in page.front.names.get("term", ()):
            if it.name not in known:
                fault = PAGE_NAME(mend=mend, noun=Wording("nhiệm kỳ", "term"), written=it.name)
                yield page.at(it.line, it.column, fault)


def starts_of(chapter: Chapter) -> Iterator[tuple[str, tuple[str, int]]]:
    """In which line of which file the data of each subject, and each list of them, begins."""
    for name in ("documents", "targets", "indicators"):
        for index, record in enumerate(getattr(chapter.views.dataset, name)):
            for key, path in ((f"/{name}", (name,)), (record.id, (name, index))):
                place = chapter.places[path]
                yield key, (place.file, place.line)
