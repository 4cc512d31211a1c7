"""The site as a whole: what each of its pages says, what stands beside them, and what is wrong."""

from __future__ import annotations

import datetime as dt
import html
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from importlib import resources
from typing import Any, NamedTuple

from markupsafe import Markup

from indicators.comparing.history import UNKNOWN, History, digest
from indicators.comparing.versions import Extent
from indicators.export import Edition, Format
from indicators.export.addresses import FEED, feed_of
from indicators.export.edition import UNSTATED
from indicators.export.feed import feeds
from indicators.export.given import Given
from indicators.pages.allowed import GUIDES, IMAGES
from indicators.pages.calls import Call
from indicators.pages.content import PAGE_DEAD, PAGE_PLACE, Content, target
from indicators.pages.page import Page, rule
from indicators.reporting.problems import DataError, Problem
from indicators.reporting.rules import Rule, Wording, catalogue
from indicators.showing import embed, kept
from indicators.showing.answers import answers
from indicators.showing.chapter import (
    Chapter,
    chapter_of,
    computed,
    exported,
    others_of,
    starts_of,
    unknown_terms,
    with_homes,
)
from indicators.showing.exports import with_more
from indicators.showing.links import NOWHERE, Hosting, Links, address, relative
from indicators.showing.naming import PAGE_NAME
from indicators.showing.sheet import as_first, sheet, sheets
from indicators.showing.slug import slug
from indicators.showing.watched import changed, common, watched
from indicators.showing.writer import Writer

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

_LED = re.compile(' href="([^"]*)"')


class Lead(NamedTuple):
    """Where a link leads within the site: to a page or a file by its path, or to none."""

    at: int
    broken: Rule
    written: str
    to: str
    anchor: str


class Told(NamedTuple):
    """What a page says, with its headings as Markdown lists them, and what is wrong with it."""

    html: bytes
    contents: Any
    leads: tuple[Lead, ...]
    """Links; those of macros to what is known to be on the page itself are not among them."""
    own: frozenset[str]
    """The anchors of its text."""
    written: frozenset[str]
    """Those in what macros wrote."""
    read: frozenset[str]
    """Whose data was read for it."""
    tables: Mapping[str, slice]
    """Where in it the tables of indicators stand."""
    problems: tuple[Problem, ...]

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
    printed: dict[tuple[str, str], tuple[bytes, set[str]]] = field(default_factory=dict)
    """The sheets that are at hand by terms and addresses, with whose data was read for each."""

    @property
    def published(self) -> frozenset[str]:
        """Every address that others may lead to: of files, of pages, and of what has a name there.
        What macros name on guides are examples, but for the list of all rules; what the first page
        says changes with each term.
        """
        rules = frozenset(catalogue())
        found = {*self.files, *self.content.files, *map(kept.listed, self.known)}
        for path in {*self.known} - {"index.md"}:
            told = self.told[path]
            shown = told.written
            if path in GUIDES:
                shown = rules if shown >= rules else frozenset()
            names = (it for it in (*told.own, *shown) if not kept.NUMBERED.fullmatch(it))
            found |= {f"{kept.listed(path)}#{name}" for name in names}
        return frozenset(found)

    @property
    def known(self) -> list[str]:
        """The pages that could be read; of the others nothing is known."""
        return [p.path for p in self.content.pages.values() if p.pieces or not p.problems]

    def chapter(self, path: str) -> Chapter:
        """What a page shares with those of its term."""
        return chapter_of(self.content.pages[path], self.chapters)

    def writer(self, path: str) -> Writer:
        """The writer of a page.

        The examples of guides are of invented data, which no update can take away.
        """
        page = self.addresses[path]
        if path not in GUIDES:
            return self._writer(self.chapter(path), page)
        data = resources.files("indicators").joinpath("examples.yaml").read_bytes()
        (of,) = computed(((EXAMPLES, data),))
        home = self.addresses.get(MANUAL, page)
        return Writer(of.views, Links(page, defaultdict(lambda: home)), of.places, edition=SEEN)

    def _writer(self, of: Chapter, page: str) -> Writer:
        return Writer(
            of.views,
            Links(page, of.homes, self.hosting, of.starts, of.files, of.root, of.sheets),
            of.places,
            past=of.past,
            edition=self.edition,
            others=others_of(of, self.chapters),
        )

    @cached_property
    def files(self) -> Mapping[str, Given]:
        """What is given away, by addresses below the site's root."""
        return {
            root + path: file
            for chapter in self.chapters
            for root in (chapter.root, *chapter.former)
            for path, file in chapter.files.items()
        }

    @cached_property
    def there(self) -> Mapping[str, str]:
        """Pages and files by where they stand, without a stroke at the end."""
        printed = (where for of in self.chapters for where in of.sheets.values())
        files = {posixpath.normpath(it): it for it in (*self.files, *self.content.files, *printed)}
        return files | {posixpath.normpath(at): path for path, at in self.addresses.items()}

    @property
    def sheets(self) -> Iterator[tuple[str, bytes]]:
        """The files of the sheets to print, of which those are written that are not at hand."""
        paths = {where: path for path, where in self.addresses.items()}
        for of in self.chapters:
            for name, where in of.sheets.items():
                key = of.term, where
                if key not in self.printed:
                    page = of.homes.get(name, "")
                    told = self.told.get(paths.get(page, ""))
                    table, read = "", set[str]()
                    if told and name in told.tables:
                        table = told.html[told.tables[name]].decode()
                        read |= told.read
                    writer = watched(self._writer(of, where), read.add)
                    self.printed[key] = sheet(writer, name, as_first(table, page, where)), read
                file = where if where.endswith(".html") else f"{where}index.html"
                yield file, self.printed[key][0]

    def changed(self, path: str) -> str:
        """The day on which what a page says last changed, its text or its numbers, as far as that
        is known.
        """
        page, past = self.content.pages[path], self.chapter(path).past
        names = [it.name for it in page.front.names.get("indicators", ())]
        shown = names or ([*past.updated] if page.calls else [])
        days = [past.updated.get(name, "") for name in shown]
        return max((*days, past.pages.get(path, "")), default="")

    def feeds(self, path: str) -> list[tuple[str, str]]:
        """By which feeds what a page shows can be followed: titles and addresses."""
        of, whole = self.chapter(path), "Thay đổi số liệu"
        names = [it.name for it in self.content.pages[path].front.names.get("indicators", ())]
        known = [of.views.indicators[it].indicator for it in names if it in of.views.indicators]
        titles = {FEED: whole, **{feed_of(it.id): f"{whole}: {it.name}" for it in known}}
        start = self.edition.address + of.root
        return [(title, start + it) for it, title in titles.items() if it in of.files]

    def lead(self, page: Page, written: str) -> str:
        """Where a link that was typed on a page leads, as a browser follows it."""
        there, sign, anchor = written.partition("#")
        to = target(page, html.unescape(there))
        known = self.addresses.get(to, to if to in self.content.files else None)
        if known is None:
            return written
        return relative(self.addresses[page.path], known) + sign + anchor

    def text(self, path: str) -> str:
        """The HTML of a page."""
        told = self.told[path]
        text = kept.with_anchors(told.html.decode(), self.beside.get(path, {}))
        return f"{text}\n{self.below[path]}" if path in self.below else text


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
    problem of the data and of the text of pages.
    """
    data = tuple(files.items())
    try:
        opened = computed(data)
    except DataError as error:
        raise DataError((*error.problems, *of_text(content))) from None
    addresses = {path: address(path, directories=directories) for path in content.pages}
    if history.extent is not Extent.MISSING and history.data != digest(files):
        history = replace(history, behind=True)
    chapters, problems = with_homes(opened, content, addresses)
    gone = {str(p.context["written"]) for p in problems if p.rule == PAGE_NAME.name}
    made = []
    for of, given in zip(chapters, exported(data, edition, tuple(formats)), strict=True):
        # Before other terms were listed, the first one was the only one, without an id.
        past = history.of_term(of.term, of.root and of.term)
        told = feeds(of.views, past, edition, of.homes, of.root)
        made.append(
            replace(
                of,
                # Positions are read from the text once more, so only where a link leads to them.
                starts={} if hosting == NOWHERE else dict(starts_of(of)),
                files=with_more(given, told, of.views) if formats else {},
                past=past,
                sheets=sheets(of.views, of.homes, of.root, directories=directories),
            )
        )
    site = Site(tuple(made), content, addresses, hosting, edition)
    problems += (*content.problems, *unknown_terms(content, chapters))
    if last and not problems:
        _keep(last[0], site)
    for path, page in content.pages.items():
        if path not in site.told:
            site.told[path] = _told(site, page, gone, watching=last is not None)
        problems += site.told[path].problems
    places = Counter(map(posixpath.normpath, addresses.values()))
    anchors = {path: site.told[path].anchors for path in site.known}
    for path, page in content.pages.items():
        lost = _lost(site, page, anchors)
        # A provenance may be lacking because of what is gone.
        problems += (p for p in lost if not (gone and p.rule == PAGE_PROVENANCE.name))
        if places[posixpath.normpath(addresses[path])] > 1:
            problems.append(page.at(1, 1, PAGE_PLACE(SAME_ADDRESS, written=path)))
    views = {path: site.chapter(path).views for path in content.pages}
    promised = kept.Led(content, anchors, views, site.files)
    problems = problems or [*promised.problems.values()]  # what is not shown leads nowhere either
    below, stubs = kept.leading_on(promised, addresses, edition.address, directories=directories)
    order = {name: place for place, name in enumerate(content.pages)}
    problems.sort(key=lambda p: (order.get(p.file.partition("/")[2], -1), p.line, p.column))
    known = tuple({(p.file, p.line, p.column, p.what()): p for p in problems}.values())
    return replace(site, problems=known, stubs=stubs, below=below, beside=promised.beside)


def _keep(last: Site, site: Site) -> None:
    """Take from the last site the pages and sheets of which nothing has changed: not their text,
    nor what all pages share, nor the data that their macros read.
    """

    def shared(of: Site) -> object:
        content = of.content.files, of.content.abbreviations
        return of.addresses, of.hosting, of.edition, [*map(common, of.chapters)], content

    if last.problems or shared(last) != shared(site):
        return
    both = zip(last.chapters, site.chapters, strict=True)
    other = {now.term: changed(was, now) for was, now in both}
    for path, page in site.content.pages.items():
        typed, told = last.content.pages[path], last.told[path]
        same = page.front == typed.front and page.body == typed.body
        if same and told.read.isdisjoint(other[site.chapter(path).term]):
            site.told[path] = told
    for key, made in last.printed.items():
        if made[1].isdisjoint(other[key[0]]):
            site.printed[key] = made


def _told(site: Site, page: Page, gone: Collection[str], *, watching: bool) -> Told:
    """What a page says; ``watching`` notes what its macros read."""
    read, writer = set[str](), site.writer(page.path)
    asked = watched(writer, read.add) if watching else writer
    results, problems = answers(page, writer, gone, asked)
    looked = _looked_at(site.content, page, results, partial(site.lead, page))
    anchors = [name for result in results for name in kept.anchors_in(result)]
    former = kept.former_anchors(dict.fromkeys(anchors), site.chapter(page.path).former_ids)
    anchors += (name for names in former.values() for name in names)
    own, written = frozenset(looked.anchors), frozenset(anchors)
    made = kept.with_anchors(looked.html, former).encode()
    tables = {}
    for call, result in zip(page.calls, results, strict=True):
        table = result.encode() if call.name == "table" else b""
        if table and (start := made.find(table)) >= 0:
            (name,) = (*call.arguments, *call.options.values())
            tables[str(name)] = slice(start, start + len(table))
    return Told(
        made,
        looked.contents,
        (*_typed(site, page, looked), *_called(site, page, results, own | written)),
        own,
        written,
        frozenset(read),
        tables,
        (*problems, *_flaws(page, looked), *_twice(page, looked.anchors, anchors)),
    )


def of_text(content: Content) -> Iterator[Problem]:
    """What is wrong with pages whatever the data says."""
    yield from content.problems
    for page in content.pages.values():
        unknown = [Markup("<!-- -->")] * len(page.calls)
        yield from _flaws(page, _looked_at(content, page, unknown, str))


def _looked_at(
    content: Content, page: Page, results: Iterable[Markup], lead: Callable[[str], str]
) -> embed.Looked:
    """What Markdown makes of a page; only guides may show typed numbers, as examples."""
    answered = iter(results)
    pieces = content.whole(page)
    parts = (next(answered) if isinstance(piece, Call) else piece for piece in pieces)
    return embed.looked_at(parts, lead, digits=page.path in GUIDES)


def _flaws(page: Page, looked: embed.Looked) -> Iterator[Problem]:
    """What Markdown made of a page that no page may hold, each at its place in the text."""
    told = set()
    at = 0
    for flaw in looked.flaws:
        at = _place(page, flaw, at)
        problem = page.problem(at, flaw.fault)
        if (problem.line, problem.rule) not in told:  # one of a kind on a line
            told.add((problem.line, problem.rule))
            yield problem
    for number, call in enumerate(page.calls):
        if number not in looked.shown:
            yield page.problem(call.start, embed.PAGE_CALL_LOST(written=call.name))


def _place(page: Page, flaw: embed.Flaw, after: int) -> int:
    """Where in a page's text a flaw stands: at its words, the next ones first."""
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
            yield page.problem(max(page.words.find(f"#{name}"), 0), embed.PAGE_ANCHOR(written=name))
        # Markdown numbers the second of two, so that which is which hangs on their order.
        same = re.sub("_[0-9]+$", "", name)
        if same != name and same in every:
            heads = re.finditer(r"(?m)^#+ (.*)$", page.words)
            at = [head.start() for head in heads if slug(head[1]) == same]
            yield page.problem((at or [0])[-1], embed.PAGE_ANCHOR(written=same))


def _typed(site: Site, page: Page, looked: embed.Looked) -> Iterator[Lead]:
    """The links and images of a page's own text."""
    content, at = site.content, 0
    for written, image in looked.leads:
        if re.match("https:|mailto:", written, re.IGNORECASE) or not written:
            continue
        at = max(page.words.find(written, at), page.words.find(written), 0)
        to = target(page, written) or page.path
        shown = to in content.files and (not image or to.rpartition(".")[2] in IMAGES)
        to = to if shown or (to in content.pages and not image) else ""
        yield Lead(
            at, embed.PAGE_IMAGE if image else PAGE_DEAD, written, to, written.partition("#")[2]
        )


def _called(
    site: Site, page: Page, results: Iterable[Markup], here: Collection[str]
) -> Iterator[Lead]:
    """The links in what macros wrote on a page, of which most lead to what is ``here``."""
    own = site.addresses[page.path]
    for call, result in zip(page.calls, results, strict=True):
        for written in dict.fromkeys(_LED.findall(result)):
            to, sign, anchor = html.unescape(written).partition("#")
            if ":" not in to and (to or anchor not in here):
                to = posixpath.normpath(posixpath.join(posixpath.dirname(own), to) if to else own)
                known = site.there.get(to, to if to.startswith("assets/") else "")
                yield Lead(call.start, PAGE_DEAD, to + sign + anchor, known, anchor)


def _lost(site: Site, page: Page, anchors: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Links of a page that lead nowhere."""
    for lead in site.told[page.path].leads:
        if not lead.to:
            yield page.problem(lead.at, lead.broken(written=lead.written))
        elif lead.anchor and lead.anchor not in anchors.get(lead.to, (lead.anchor,)):
            unproven = _unproven(site.content.pages[lead.to], lead.anchor)
            yield unproven or page.problem(lead.at, lead.broken(written=lead.written))


def _unproven(page: Page, anchor: str) -> Problem | None:
    """That a page is declared the home of what has this anchor, but does not say its provenance."""
    subject, of_figure, _ = anchor.partition(".")
    listed = (it for names in page.front.names.values() for it in names)
    home = next((it for it in listed if of_figure and it.name == subject), None)
    return home and page.at(home.line, home.column, PAGE_PROVENANCE(written=subject))
