"""The site as a whole: its chapters, one for each term of the data; which page is the home of what;
and what each page says.
"""

from __future__ import annotations

import datetime as dt
import html
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from importlib import resources
from typing import NamedTuple

from markupsafe import Markup

from indicators import read
from indicators.comparing.history import UNKNOWN, History, digest
from indicators.comparing.renamed import former_ids
from indicators.comparing.versions import Extent
from indicators.computing.compute import Views, compute
from indicators.computing.figures import Division
from indicators.computing.units import Registry
from indicators.export import Edition, Format
from indicators.export.addresses import FEED, feed_of
from indicators.export.edition import UNSTATED
from indicators.export.feed import feeds
from indicators.export.given import Given
from indicators.pages.allowed import GUIDES, IMAGES
from indicators.pages.calls import Call
from indicators.pages.content import PAGE_DEAD, PAGE_PLACE, Content, target
from indicators.pages.page import Page
from indicators.reporting.problems import Problem
from indicators.reporting.rules import Rule, Section, Wording
from indicators.showing.answers import PAGE_OTHER_TERM, answers
from indicators.showing.embed import (
    PAGE_ANCHOR,
    PAGE_CALL_LOST,
    PAGE_IMAGE,
    Flaw,
    Looked,
    Made,
    looked_at,
)
from indicators.showing.exports import exports, with_more
from indicators.showing.kept import (
    Led,
    anchors_in,
    former_anchors,
    leading_on,
    to_publish,
    with_anchors,
)
from indicators.showing.links import DOCUMENTS, NOWHERE, Hosting, Links, address, relative
from indicators.showing.macro import Places
from indicators.showing.naming import RENAME, alike, nearest, successor, under_todays_ids
from indicators.showing.sheet import as_first, places, sheet, sheets_in
from indicators.showing.slug import slug
from indicators.showing.watched import ALL, watched
from indicators.showing.writer import Writer
from indicators.terms import lenses

rule = partial(Rule, Section.PAGES)

PAGE_PROVENANCE = rule(
    "page-provenance",
    "Trang khai mã mà thiếu bảng nguồn gốc",
    vi="Trang khai “{written}” nhưng không gọi bảng nguồn gốc của mã này.",
    en="The page declares “{written}” but does not call the table of its provenance.",
    mend="thêm mã vào lời gọi provenance của trang: {{{{ provenance('{written}') }}}}.",
    mend_en="add the id to the page's call of provenance: {{{{ provenance('{written}') }}}}.",
    why="Mọi số ở các trang khác dẫn về bảng ấy; thiếu bảng thì liên kết không dẫn tới đâu.",
    bad="Phần đầu trang có ket-nap, trang không gọi provenance.",
    good="{{ provenance('ket-nap') }}",
)

SAME_ADDRESS = Wording(
    "Trang “{written}” có cùng địa chỉ với một trang khác.",
    "The page “{written}” has the address of another page.",
)

EXAMPLES = "indicators/examples.yaml"
SEEN = Edition(date=dt.date(2025, 1, 31))
"""The edition in which guides show the examples."""
MANUAL = "gioi-thieu/macro.md"
"""The page on which what guides show has its provenance."""

PAGE_SUBJECT = rule(
    "page-subject",
    "Trang khai mã không có",
    vi="Phần đầu trang khai “{written}”, nhưng dữ liệu không có mã này.",
    en="The front matter declares “{written}”, which the data does not have.",
    mend="sửa mã cho đúng với data/indicators.yaml, hoặc xóa dòng đó.",
    mend_en="mend the id, or delete the line.",
    why="Phần đầu trang cho biết số liệu của chỉ tiêu nào được dẫn nguồn ở trang này.",
    bad="indicators:\n  - ketnap",
    good="indicators:\n  - ket-nap",
)

_RENAMED = Wording(
    f"sửa dòng này thành {{new}}; {RENAME.vi.replace('{old}', '{written}')}.",
    f"write {{new}} here; {RENAME.en.replace('{old}', '{written}')}.",
)

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

PAGE_TERM = rule(
    "page-term",
    "Trang khai nhiệm kỳ không có",
    vi="Phần đầu trang khai nhiệm kỳ “{written}”, nhưng dữ liệu không có.",
    en="The front matter declares the term “{written}”, which the data does not have.",
    mend="{known}.",
    mend_en="{known}.",
    why="Trang lấy số của đúng một nhiệm kỳ; trang không khai thì thuộc nhiệm kỳ hiện nay.",
    bad="term: khoa-11",
    good="term: khoa-xi",
)
_NO_TERMS = Wording(
    "xóa dòng này: dữ liệu chỉ có một nhiệm kỳ, không khai ở terms",
    "delete the line: the data is of one term, and has no terms",
)


@dataclass(frozen=True)
class Chapter:
    """What the pages of one term share.

    ``homes`` are the pages on which the provenance of each subject stands, ``starts`` the lines
    where its data begins; ``files`` is what is given away, by addresses below ``root`` and below
    what it was ``former``ly called.
    """

    views: Views
    places: Places
    term: str = ""
    root: str = ""
    homes: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    files: Mapping[str, Given] = field(default_factory=dict)
    past: History = UNKNOWN
    former: tuple[str, ...] = ()


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


def with_homes(
    chapters: Sequence[Chapter], content: Content, addresses: Mapping[str, str]
) -> tuple[tuple[Chapter, ...], list[Problem]]:
    """The chapters with the pages that are the homes of their subjects, and what is wrong with
    what pages declare.
    """
    made: list[Chapter] = []
    problems = list(_unknown_terms(content, chapters))
    known = {chapter.term: _known(chapter.views) for chapter in chapters}
    for chapter in chapters:
        mine = [one for one in content.pages.values() if chapter_of(one, chapters) is chapter]
        named = {it.name for one in mine for names in one.front.names.values() for it in names}
        homes: dict[str, str] = {}
        for page in mine:
            problems += _declared(homes, page, addresses[page.path], chapter, known, named)
        places = Registry(chapter.views.dataset)
        for unit in places.ordered:  # one without a page is at home where the closest one above is
            above = (f"{Division.UNIT}/{name}" for name in (unit.id, *places.above(unit.id)))
            home = next((homes[key] for key in above if key in homes), None)
            if home is not None:
                homes[f"{Division.UNIT}/{unit.id}"] = home
        made.append(replace(chapter, homes=homes))
    return tuple(made), problems


def _unknown_terms(content: Content, chapters: Sequence[Chapter]) -> Iterator[Problem]:
    known = [chapter.term for chapter in chapters if chapter.term]
    for page in content.pages.values():
        for declared in page.front.names.get("term", ()):
            if declared.name not in known:
                ids = ", ".join(known)
                mend = Wording(f"gõ một trong: {ids}", f"type one of {ids}") if known else _NO_TERMS
                fault = PAGE_TERM(written=declared.name, known=mend)
                yield page.at(declared.line, declared.column, fault)


def starts_of(chapter: Chapter) -> Iterator[tuple[str, tuple[str, int]]]:
    """In which line of which file the data of each subject, and each list of them, begins."""
    for name in ("documents", "targets", "indicators"):
        for index, record in enumerate(getattr(chapter.views.dataset, name)):
            for key, path in ((f"/{name}", (name,)), (record.id, (name, index))):
                place = chapter.places[path]
                yield key, (place.file, place.line)


def _declared(
    homes: dict[str, str],
    page: Page,
    home: str,
    chapter: Chapter,
    known: Mapping[str, _Known],
    named: Collection[str],
) -> Iterator[Problem]:
    """Makes a page the home of what its front matter names; of a unit the key says that it is.

    What some page has ``named`` is another thing than what the data does not have.
    """
    views = chapter.views
    for kind, (prefix, there) in known[chapter.term].items():
        for declared in page.front.names.get(kind, ()):
            key, name = prefix + declared.name, declared.name
            other = [term for term, of in known.items() if name in of[kind][1]]
            if name not in there and other:
                fault = PAGE_OTHER_TERM(written=name, other=other[-1])
            elif name not in there:
                today = under_todays_ids(name, views)
                left = successor([*views.indicators, *views.targets], named)
                near = today if today in there else "" if prefix else left
                free = (one for one in there if one not in named and alike(name, one))
                near = near or nearest(name, free)
                guess = Wording(
                    f"Phần đầu trang khai “{{written}}”, dữ liệu không có; có phải “{near}”?",
                    f"The front matter declares “{{written}}”; did you mean “{near}”?",
                )
                renames = _RENAMED if near and near != today and not prefix else None
                fault = PAGE_SUBJECT(guess if near else None, renames, written=name, new=near)
            elif key in homes:
                fault = PAGE_HOME(written=name, other=homes[key])
            else:
                homes[key] = home
                continue
            yield page.at(declared.line, declared.column, fault)


_Known = Mapping[str, tuple[str, Mapping[str, object]]]


def _known(views: Views) -> _Known:
    """What a page may be the home of, by the key that names it, with what tells it from others."""
    return {
        "indicators": ("", {**views.indicators, **views.targets, **views.documents}),
        "units": (f"{Division.UNIT}/", {item.id: item for item in views.dataset.units}),
        "home": ("", {DOCUMENTS: None}),
    }


_Printed = dict[tuple[str, str], tuple[bytes, set[str]]]
"""Sheets to print by terms and addresses, each with whose data was read for it."""


class Told(NamedTuple):
    """What Markdown made of a page with what its macros wrote, and whose data was read."""

    made: Made
    leads: tuple[_Lead, ...]
    """Links; those of macros to what is known to be on the page itself are not among them."""
    own: frozenset[str]
    """The anchors of its text."""
    written: frozenset[str]
    """Those in what macros wrote."""
    former: Mapping[str, Sequence[str]]
    """Former names of these."""
    read: frozenset[str]
    tables: Mapping[str, int]
    """Which of the pieces that Markdown laid by is the table of an indicator."""

    @property
    def anchors(self) -> frozenset[str]:
        """All that may be led to."""
        return self.own | self.written


@dataclass(frozen=True)
class Site:
    """Everything that the pages share, and what each of them says."""

    chapters: tuple[Chapter, ...]
    """One for each term, that of the current one last."""
    content: Content
    addresses: Mapping[str, str]
    """Where each page stands below the site's root, by its path."""
    hosting: Hosting = NOWHERE
    edition: Edition = UNSTATED
    told: dict[str, Told] = field(default_factory=dict)
    """What is known of each page."""
    problems: tuple[Problem, ...] = ()
    stubs: Mapping[str, bytes] = field(default_factory=dict)
    """Pages at former addresses, which lead on."""
    below: Mapping[str, Markup] = field(default_factory=dict)
    """What stands at the end of pages: anchors that have moved."""
    beside: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    """Old anchors of pages beside those that lead to what stands in their place."""
    printed: _Printed = field(default_factory=dict)
    """Those that are at hand."""

    @property
    def published(self) -> frozenset[str]:
        """Every address that others may lead to."""
        known = {path: (self.told[path].own, self.told[path].written) for path in self.known}
        return frozenset(to_publish(self.content, known, self.files))

    @property
    def known(self) -> list[str]:
        """The pages that could be read; of the others nothing is known."""
        return [p.path for p in self.content.pages.values() if p.pieces or not p.problems]

    def writer(self, page: str) -> Writer:
        """The writer of the page at an address below the site's root.

        The examples of guides are of invented data, which no update can take away.
        """
        path = self._paths.get(page, "")
        if path in GUIDES:
            data = resources.files("indicators").joinpath("examples.yaml").read_bytes()
            (of,) = computed(((EXAMPLES, data),))
            home = self.addresses.get(MANUAL, page)
            links = Links(page, defaultdict(lambda: home))
            return Writer(of.views, links, of.places, edition=SEEN)
        return self._writer(chapter_of(self.content.pages.get(path), self.chapters), page)

    def _writer(self, of: Chapter, page: str) -> Writer:
        return Writer(
            of.views,
            Links(page, of.homes, self.hosting, of.starts, of.files, of.root),
            of.places,
            past=of.past,
            edition=self.edition,
            others={one.term: one.views for one in self.chapters if one is not of},
        )

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        """Which page stands at an address."""
        return {where: path for path, where in self.addresses.items()}

    @property
    def files(self) -> Mapping[str, Given]:
        """What is given away, by addresses below the site's root."""
        return {
            root + path: file
            for chapter in self.chapters
            for root in (chapter.root, *chapter.former)
            for path, file in chapter.files.items()
        }

    @property
    def sheets(self) -> Iterator[tuple[str, bytes]]:
        """The files of the sheets to print, of which those are written that are not at hand."""
        for of in self.chapters:
            for name, where in sheets_in(of.homes).items():
                key = of.term, where
                if key not in self.printed:
                    page = of.homes.get(name, "")
                    told = self.told.get(self._paths.get(page, ""))
                    table, read = "", set[str]()
                    if told and name in told.tables:
                        table = told.made.pieces[told.tables[name]].decode()
                        read |= told.read
                    writer = watched(self._writer(of, where), read.add)
                    made = sheet(writer, name, as_first(table, page, where))
                    self.printed[key] = made, read
                file = where if where.endswith(".html") else f"{where}index.html"
                yield file, self.printed[key][0]

    def changed(self, path: str) -> str:
        """The day on which what a page says last changed, its text or its numbers, as far as that
        is known.
        """
        page = self.content.pages[path]
        past = chapter_of(page, self.chapters).past
        names = [it.name for it in page.front.names.get("indicators", ())]
        shown = names or ([*past.updated] if page.calls else [])
        days = [past.updated.get(name, "") for name in shown]
        return max((*days, past.pages.get(path, "")), default="")

    def feeds(self, path: str) -> list[tuple[str, str]]:
        """By which feeds what a page shows can be followed: titles and addresses."""
        page = self.content.pages[path]
        of, whole = chapter_of(page, self.chapters), "Thay đổi số liệu"
        names = [it.name for it in page.front.names.get("indicators", ())]
        called = {
            feed_of(it): of.views.indicators[it].indicator.name
            for it in names
            if it in of.views.indicators
        }
        titles = {FEED: whole, **{it: f"{whole}: {name}" for it, name in called.items()}}
        start = self.edition.address + of.root
        return [(title, start + it) for it, title in titles.items() if it in of.files]

    def text(self, path: str, put: Callable[[str], str] = str) -> str:
        """The HTML of a page; what macros wrote is ``put`` in."""
        page, where = self.content.pages[path], self.addresses[path]

        def lead(written: str) -> str:
            there, sign, anchor = written.partition("#")
            to = target(page, html.unescape(there))
            known = self.addresses.get(to, to if to in self.content.files else None)
            return written if known is None else relative(where, known) + sign + anchor

        told, beside = self.told[path], self.beside.get(path, {})
        text = told.made.text(lead, lambda piece: put(with_anchors(piece, beside, told.former)))
        return f"{text}\n{put(self.below[path])}" if path in self.below else text


def open_site(  # noqa: PLR0913 - all that is known of a site from outside
    files: Mapping[str, bytes],
    content: Content,
    *,
    directories: bool = True,
    hosting: Hosting = NOWHERE,
    history: History = UNKNOWN,
    edition: Edition = UNSTATED,
    formats: Collection[Format] = (),
    last: Sequence[Site] | None = None,
) -> Site:
    """The site made of data files (the main one first) and the pages of a project.

    ``directories`` says whether ``a/b.md`` is served as ``a/b/``; ``hosting`` and ``history`` are
    what is known of the repository. ``formats`` are those in which the data is given away, as an
    ``edition``; the pages know the files before they are written. What is wrong with the content
    stands in ``problems``. Who opens it again and again gives what was opened ``last``, of which
    those pages are taken whose text and data have not changed. Errors: ``DataError`` with every
    problem of the data.
    """
    data = tuple(files.items())
    addresses = {path: address(path, directories=directories) for path in content.pages}
    if history.extent is not Extent.MISSING and history.data != digest(files):
        history = replace(history, behind=True)
    chapters, problems = with_homes(computed(data), content, addresses)
    problems += content.problems
    chapters = tuple(
        replace(
            chapter,
            # Positions are read from the text once more, so only where a link leads to them.
            starts={} if hosting == NOWHERE else dict(starts_of(chapter)),
            files=with_more(
                given,
                feeds(chapter.views, past, edition, chapter.homes, chapter.root),
                chapter.views,
            )
            if formats
            else {},
            past=past,
            homes={
                **chapter.homes,
                **places(chapter.views, chapter.homes, chapter.root, directories=directories),
            },
        )
        for chapter, given in zip(chapters, exported(data, edition, tuple(formats)), strict=True)
        # Before other terms were listed, the first one was the only one, without an id.
        for past in [history.of_term(chapter.term, chapter.root and chapter.term)]
    )
    site = Site(chapters, content, addresses, hosting, edition)
    given = site.files
    located = [posixpath.normpath(where) for where in addresses.values()]
    sheets = (where for of in chapters for where in sheets_in(of.homes).values())
    there = {posixpath.normpath(name): name for name in (*given, *content.files, *sheets)}
    there |= dict(zip(located, addresses, strict=True))
    views = {path: chapter_of(page, chapters).views for path, page in content.pages.items()}
    former = {id(chapter.views): former_ids(chapter.views.dataset) for chapter in chapters}
    told: dict[str, Told] = {}
    gone = frozenset(str(p.context["written"]) for p in problems if p.rule == PAGE_SUBJECT.name)
    stays, printed = _unchanged(last[0], site) if last and not problems else ({}, {})
    for path, page in content.pages.items():
        if path in stays:
            told[path] = stays[path]
            continue
        read: set[str] = set()
        writer = site.writer(addresses[path])
        asked = watched(writer, read.add) if last is not None else None
        results, found = answers(page, writer, gone, asked)
        looked = _looked_at(content, page, results)
        problems += (*found, *_flaws(page, results, looked))
        written = [name for result in results for name in anchors_in(result)]
        old = former_anchors(dict.fromkeys(written), former[id(views[path])])
        written += (name for names in old.values() for name in names)
        problems += _twice(page, looked.anchors, written)
        own, shown = frozenset(looked.anchors), frozenset(written)
        leads = *_typed(site, page, looked), *_called(page, writer.links, there, own | shown)
        tables = {
            str(call.arguments[0]): looked.laid.index(result)
            for call, result in zip(page.calls, results, strict=True)
            if call.name == "table" and call.arguments and result in looked.laid
        }
        told[path] = Told(looked.made, leads, own, shown, old, frozenset(read), tables)
    site = replace(site, told=told, printed=printed)
    anchors = {path: told[path].anchors for path in site.known}
    for place, (path, page) in zip(located, content.pages.items(), strict=True):
        lost = _lost(site, told[path], page, anchors)
        # A provenance may be lacking because of what is gone.
        problems += (p for p in lost if not (gone and p.rule == PAGE_PROVENANCE.name))
        if located.count(place) > 1:
            problems.append(page.at(1, 1, PAGE_PLACE(SAME_ADDRESS, written=path)))
    promised = Led(content, anchors, views, given)
    problems = problems or [*promised.problems.values()]  # what is not shown leads nowhere either
    ends, stubs = leading_on(promised, addresses, edition.address, directories=directories)
    order = {name: place for place, name in enumerate(content.pages)}
    problems.sort(key=lambda p: (order.get(p.file.partition("/")[2], -1), p.line, p.column))
    listed = {(p.file, p.line, p.column, p.what()): p for p in problems}
    known = tuple(listed.values())
    return replace(site, problems=known, stubs=stubs, below=ends, beside=promised.beside)


def _unchanged(last: Site, site: Site) -> tuple[dict[str, Told], _Printed]:
    """The pages and sheets of the last site of which nothing has changed: not their text, nor what
    all pages share, nor the data that their macros read.
    """

    def shared(of: Site) -> object:
        chapters = [
            (it.root, it.term, it.homes, it.past, _subjects(it), _common(it)) for it in of.chapters
        ]
        content = of.content.files, of.content.includes
        return of.addresses, of.hosting, of.edition, [*of.files], chapters, content

    if last.problems or shared(last) != shared(site):
        return {}, {}
    other: dict[str, set[str]] = {}
    for was, now in zip(last.chapters, site.chapters, strict=True):
        found = {it for it in _subjects(now) if _state(was, it) != _state(now, it)}
        found |= {path for path, file in now.files.items() if was.files[path] != file}
        other[now.term] = found and {ALL, *found}
    stays = {}
    for path, page in site.content.pages.items():
        typed, told = last.content.pages[path], last.told[path]
        same = page.front == typed.front and page.body == typed.body
        if same and told.read.isdisjoint(other[chapter_of(page, site.chapters).term]):
            stays[path] = told
    printed = last.printed.items()
    return stays, {key: it for key, it in printed if it[1].isdisjoint(other[key[0]])}


def _subjects(of: Chapter) -> set[str]:
    """Every indicator and target, and all that figures are about."""
    return {*of.views.figures.subjects, *of.views.indicators, *of.views.targets}


_ROWS = {"observations": (), "totals": (), "published": ()}


def _common(of: Chapter) -> object:
    """What several subjects share: the data without the rows of indicators, which only their own
    figures tell; and where lists of it begin.
    """
    data = of.views.asked
    indicators = tuple(item.model_copy(update=_ROWS) for item in data.indicators)
    starts = {name: place for name, place in of.starts.items() if name[0] == "/"}
    return data.model_copy(update={"indicators": indicators}), starts


def _state(of: Chapter, subject: str) -> object:
    """All that pages may say of a subject, and on which lines it stands."""
    views, figures = of.views, of.views.figures.of(subject)
    lines = [of.places.get(figure.path) for figure in figures if figure.path]
    known = views.indicators.get(subject), views.targets.get(subject)
    return figures, lines, *known, of.starts.get(subject)


def _looked_at(content: Content, page: Page, results: Iterable[Markup]) -> Looked:
    """What Markdown makes of a page; only guides may show typed numbers, as examples."""
    answered = iter(results)
    pieces = content.whole(page)
    parts = (next(answered) if isinstance(piece, Call) else piece for piece in pieces)
    return looked_at(parts, digits=page.path in GUIDES)


def _flaws(page: Page, results: Sequence[Markup], made: Looked) -> Iterator[Problem]:
    """What Markdown made of a page that no page may hold, each at its place in the text."""
    told = set()
    at = 0
    for flaw in made.flaws:
        at = _place(page, results, flaw, at)
        problem = page.problem(at, flaw.fault)
        if (problem.line, problem.rule) not in told:  # one of a kind on a line
            told.add((problem.line, problem.rule))
            yield problem
    shown = Counter(made.shown)
    misplaced = {flaw.words for flaw in made.flaws}
    for call, result in zip(page.calls, results, strict=True):
        shown[result] -= 1
        if result and shown[result] < 0 and result not in misplaced:
            yield page.problem(call.start, PAGE_CALL_LOST(written=call.name))


def _place(page: Page, results: Sequence[Markup], flaw: Flaw, after: int) -> int:
    """Where in a page's text a flaw stands: at its call, else at its words, the next ones first."""
    if flaw.words in results:
        return page.calls[results.index(Markup(flaw.words))].start  # noqa: S704 - only compared
    # Markdown takes signs away, so that only a part of the words may stand in the text.
    for words in (flaw.words, *re.findall(r"\w+", flaw.words)[:1]):
        for start in (after, 0):
            found = page.words.find(words, start)
            if found >= 0:
                return found
    return 0


def _twice(page: Page, own: Sequence[str], written: Iterable[str]) -> Iterator[Problem]:
    """Anchors of a page's text of which there are two."""
    every = Counter((*own, *written))
    for name in own:
        if every[name] > 1:
            yield page.problem(max(page.words.find(f"#{name}"), 0), PAGE_ANCHOR(written=name))
        # Markdown numbers the second of two, so that which is which hangs on their order.
        same = re.sub("_[0-9]+$", "", name)
        if same != name and same in every:
            heads = re.finditer(r"(?m)^#+ (.*)$", page.words)
            at = [head.start() for head in heads if slug(head[1]) == same]
            yield page.problem((at or [0])[-1], PAGE_ANCHOR(written=same))


def _lost(
    site: Site, told: Told, page: Page, anchors: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    """Links of a page that lead nowhere."""
    for lead in told.leads:
        if not lead.to:
            yield page.problem(lead.at, lead.broken(written=lead.written))
        elif lead.anchor and lead.anchor not in anchors.get(lead.to, (lead.anchor,)):
            unproven = _unproven(site.content.pages[lead.to], lead.anchor)
            yield unproven or page.problem(lead.at, lead.broken(written=lead.written))


class _Lead(NamedTuple):
    """Where a link leads within the site: to a page or a file by its path, or to none."""

    at: int
    broken: Rule
    written: str
    to: str
    anchor: str


def _typed(site: Site, page: Page, made: Looked) -> Iterator[_Lead]:
    """The links and images of a page's own text."""
    content, at = site.content, 0
    for written, image in made.leads:
        if re.match("https:|mailto:", written, re.IGNORECASE) or not written:
            continue
        at = max(page.words.find(written, at), page.words.find(written), 0)
        to = target(page, written) or page.path
        shown = to in content.files and (not image or to.rpartition(".")[2] in IMAGES)
        to = to if shown or (to in content.pages and not image) else ""
        yield _Lead(at, PAGE_IMAGE if image else PAGE_DEAD, written, to, written.partition("#")[2])


def _called(
    page: Page, links: Links, there: Mapping[str, str], here: Collection[str]
) -> Iterator[_Lead]:
    """The links in what macros wrote on a page; ``there`` has every page and file by its place,
    ``here`` are the anchors of the page itself, to which most lead.
    """
    for call, led in zip(page.calls, links.led, strict=True):
        for path, sign, anchor in (it.partition("#") for it in led):
            if path != links.page or anchor not in here:
                to = posixpath.normpath(path)
                known = there.get(to, to if to.startswith("assets/") else "")
                yield _Lead(call.start, PAGE_DEAD, to + sign + anchor, known, anchor)


def _unproven(page: Page, anchor: str) -> Problem | None:
    """That a page is declared the home of what has this anchor, but does not say its provenance."""
    subject, of_figure, _ = anchor.partition(".")
    for names in page.front.names.values():
        for declared in names:
            if of_figure and declared.name == subject:
                fault = PAGE_PROVENANCE(written=subject)
                return page.at(declared.line, declared.column, fault)
    return None
