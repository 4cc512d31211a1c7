"""The site as a whole: the data, which page is the home of what, and what each page says."""

from __future__ import annotations

import html
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import (
    Callable,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import resources
from typing import NamedTuple
from urllib.parse import unquote

from markupsafe import Markup

from indicators.comparing.history import UNKNOWN, History, digest
from indicators.comparing.renamed import former_ids
from indicators.comparing.versions import Extent
from indicators.export import Edition, Format
from indicators.export.edition import UNSTATED
from indicators.pages.allowed import GUIDES, IMAGES
from indicators.pages.calls import Call
from indicators.pages.content import PAGE_DEAD, Content, target
from indicators.pages.folder import PAGE_PLACE
from indicators.pages.page import Page
from indicators.reporting.problems import Problem
from indicators.reporting.rules import Rule, Section, Wording
from indicators.showing.answers import answers
from indicators.showing.chapters import (
    Chapter,
    chapter_of,
    computed,
    exported,
    starts_of,
    with_homes,
)
from indicators.showing.embed import made_of, token
from indicators.showing.kept import (
    Led,
    anchors_in,
    below,
    file_of,
    listed,
    moved_page,
    to_publish,
    with_anchors,
    with_former_anchors,
)
from indicators.showing.links import NOWHERE, Hosting, Links, address
from indicators.showing.made import PAGE_ANCHOR, PAGE_CALL_LOST, PAGE_IMAGE, Flaw, Made
from indicators.showing.writer import Writer

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
MANUAL = "gioi-thieu/macro.md"
"""The page on which what guides show has its provenance."""


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
    results: Mapping[str, tuple[Markup, ...]] = field(default_factory=dict)
    """What the calls of each page put into it."""
    problems: tuple[Problem, ...] = ()
    stubs: Mapping[str, bytes] = field(default_factory=dict)
    """Pages at former addresses, which lead on."""
    below: Mapping[str, Markup] = field(default_factory=dict)
    """What stands at the end of pages: anchors that have moved."""
    published: frozenset[str] = frozenset()
    """Every address that others may lead to."""

    def writer(self, page: str) -> Writer:
        """The writer of the page at an address below the site's root.

        The examples of guides are of invented data, which no update can take away.
        """
        path = next((path for path, where in self.addresses.items() if where == page), "")
        if path in GUIDES:
            data = resources.files("indicators").joinpath("examples.yaml").read_bytes()
            (of,) = computed(((EXAMPLES, data),))
            home = self.addresses.get(MANUAL, page)
            return Writer(of.views, Links(page, defaultdict(lambda: home)), of.places)
        of = chapter_of(self.content.pages.get(path), self.chapters)
        return Writer(
            of.views,
            Links(page, of.homes, self.hosting, of.starts, of.files, of.root),
            of.places,
            past=of.past,
            edition=self.edition,
            others={one.term: one.views for one in self.chapters if one is not of},
        )

    @property
    def files(self) -> Mapping[str, bytes]:
        """What is given away, by addresses below the site's root."""
        return {
            root + path: file
            for chapter in self.chapters
            for root in (chapter.root, *chapter.former)
            for path, file in chapter.files.items()
        }

    def text(self, path: str) -> Iterator[str | Markup]:
        """What a page says: text for Markdown, and finished HTML between."""
        answered = iter(self.results[path])
        for piece in self.content.whole(self.content.pages[path]):
            yield next(answered) if isinstance(piece, Call) else piece
        if path in self.below:
            yield from ("\n\n", self.below[path])


def open_site(
    files: Mapping[str, bytes],
    content: Content,
    *,
    directories: bool = True,
    hosting: Hosting = NOWHERE,
    history: History = UNKNOWN,
    edition: Edition = UNSTATED,
    formats: Iterable[Format] = (),
) -> Site:
    """The site made of data files (the main one first) and the pages of a project.

    ``directories`` says whether ``a/b.md`` is served as ``a/b/``; ``hosting`` and ``history`` are
    what is known of the repository. ``formats`` are those in which the data is given away, as an
    ``edition``; the pages know the files before they are written. What is wrong with the content
    stands in ``problems``. Errors: ``DataError`` with every problem of the data.
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
            files=given,
            # Before other terms were listed, the first one was the only one, without an id.
            past=history.of_term(chapter.term, chapter.root and chapter.term),
        )
        for chapter, given in zip(chapters, exported(data, edition, tuple(formats)), strict=True)
    )
    site = Site(chapters, content, addresses, hosting, edition)
    given = site.files
    views = {path: chapter_of(page, chapters).views for path, page in content.pages.items()}
    results: dict[str, tuple[Markup, ...]] = {}
    for path, page in content.pages.items():
        answered, found = answers(page, site.writer(addresses[path]))
        results[path] = with_former_anchors(answered, former_ids(views[path].dataset))
        problems += found
    site = replace(site, results=results)
    read = {path: _made(site, path) for path in content.pages}
    # Of a page that was not read nothing is known.
    known = [p.path for p in content.pages.values() if p.pieces or not p.problems]
    written = {path: [n for made in results[path] for n in anchors_in(made)] for path in known}
    anchors = {path: Counter((*read[path].anchors, *written[path])) for path in known}
    places = [posixpath.normpath(where) for where in addresses.values()]
    there = {name: name for name in (*given, *content.files)}
    there |= dict(zip(places, addresses, strict=True))
    for place, (path, page) in zip(places, content.pages.items(), strict=True):
        problems += _flaws(page, results[path], read[path])
        problems += _lost(site, page, read[path], anchors, there)
        if places.count(place) > 1:
            problems.append(page.at(1, 1, PAGE_PLACE(SAME_ADDRESS, written=path)))
    kept = Led(content, anchors, views, given)
    problems = problems or [*kept.problems.values()]  # what is not shown leads nowhere either
    results, ends, stubs = _leading_on(kept, results, addresses, edition, directories=directories)
    order = {name: place for place, name in enumerate(content.pages)}
    problems.sort(key=lambda p: (order.get(p.file.partition("/")[2], -1), p.line, p.column))
    told = {(p.file, p.line, p.column, p.what()): p for p in problems}
    own = {path: read[path].anchors for path in known}
    return replace(
        site,
        results=results,
        problems=tuple(told.values()),
        stubs=stubs,
        below=ends,
        published=frozenset(to_publish(content, own, written, given)),
    )


def _leading_on(
    kept: Led,
    results: Mapping[str, tuple[Markup, ...]],
    addresses: Mapping[str, str],
    edition: Edition,
    *,
    directories: bool,
) -> tuple[dict[str, tuple[Markup, ...]], dict[str, Markup], dict[str, bytes]]:
    """What macros wrote with old anchors, ends of pages, and stubs of pages that have moved."""
    public = {listed(path): where for path, where in addresses.items()}

    def today(to: str) -> str:
        where, sign, anchor = to.partition("#")
        return public.get(where, where) + sign + anchor

    held = {path: with_anchors(made, kept.beside.get(path, {})) for path, made in results.items()}
    ends = {
        path: below(addresses[path], [(today(to), kept.words(to), moved[to]) for to in moved])
        for path, moved in kept.below.items()
    }
    old = {address(name, directories=directories): today(to) for name, to in kept.moved.items()}
    return held, ends, {file_of(o): moved_page(o, to, edition.address) for o, to in old.items()}


def _made(site: Site, path: str) -> Made:
    """What Markdown makes of a page; only guides may show typed numbers, as examples."""
    parts = (token(part) if isinstance(part, Markup) else part for part in site.text(path))
    return made_of("".join(parts), digits=path in GUIDES)


def _flaws(page: Page, results: Sequence[Markup], made: Made) -> Iterator[Problem]:
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


_LEADING = re.compile(r'\s(?:href|src)="([^"]*)"')


def _lost(
    site: Site,
    page: Page,
    made: Made,
    anchors: Mapping[str, Counter[str]],
    there: Mapping[str, str],
) -> Iterator[Problem]:
    """Links of a page that lead nowhere, and anchors of which there are two; ``there`` has every
    page and file by its place on the site.
    """
    own = anchors.get(page.path, Counter())
    for name in made.anchors:
        if own[name] > 1:
            yield page.problem(max(page.words.find(f"#{name}"), 0), PAGE_ANCHOR(written=name))
    for lead in (*_typed(site, page, made), *_called(site, page, there)):
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


def _typed(site: Site, page: Page, made: Made) -> Iterator[_Lead]:
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


def _called(site: Site, page: Page, there: Mapping[str, str]) -> Iterator[_Lead]:
    """The links in what macros wrote on a page."""
    where = site.addresses[page.path]
    folder = where if where.endswith("/") or not where else posixpath.dirname(where)
    for call, result in zip(page.calls, site.results[page.path], strict=True):
        for written in dict.fromkeys(_LEADING.findall(result)):
            path, sign, anchor = html.unescape(written).partition("#")
            if not re.match(r"[a-z]+:|//", path):
                to = posixpath.join(folder, path) if path else where or "."
                to, name = posixpath.normpath(unquote(to)), unquote(anchor)
                known = there.get(to, to if to.startswith("assets/") else "")
                yield _Lead(call.start, PAGE_DEAD, to + sign + name, known, name)


def _unproven(page: Page, anchor: str) -> Problem | None:
    """That a page is declared the home of what has this anchor, but does not say its provenance."""
    subject, of_figure, _ = anchor.partition(".")
    for names in page.front.names.values():
        for declared in names:
            if of_figure and declared.name == subject:
                fault = PAGE_PROVENANCE(written=subject)
                return page.at(declared.line, declared.column, fault)
    return None


_last: list[tuple[Hashable, Site]] = []


def once(stamp: Hashable, make: Callable[[], Site]) -> Site:
    """The site that was made last, where the stamp of what it is made of is still the same.

    A builder may ask for every page (Zensical runs ``macros.py`` anew for each), and opening a
    site reads and checks all of them.
    """
    if not (_last and _last[0][0] == stamp):
        _last[:] = [(stamp, make())]
    return _last[0][1]
