"""The site as a whole: the data, which page is the home of what, and what each page says."""

from __future__ import annotations

import html
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import (
    Callable,
    Container,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import resources
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
    results: Mapping[str, tuple[Markup, ...]]
    """What the calls of each page put into it."""
    problems: tuple[Problem, ...]
    guides: Mapping[str, str]
    """The addresses of guides, and where what each of them shows has its provenance."""
    pages: Mapping[str, Page]
    """The pages by their addresses."""
    hosting: Hosting = NOWHERE
    edition: Edition = UNSTATED
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
        if page in self.guides:
            return _guide(page, self.guides[page])
        chapter = self.chapter(page)
        links = Links(
            page, chapter.homes, self.hosting, chapter.starts, chapter.files, chapter.root
        )
        return Writer(
            chapter.views,
            links,
            chapter.places,
            past=chapter.past,
            edition=self.edition,
            others={one.term: one.views for one in self.chapters if one is not chapter},
        )

    def chapter(self, page: str) -> Chapter:
        """The chapter of the page at an address."""
        known = self.pages.get(page)
        return chapter_of(known, self.chapters) if known else self.chapters[-1]

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
        yield from _filled(self.content, self.content.pages[path], self.results[path])
        if path in self.below:
            yield from ("\n\n", self.below[path])


def _filled(content: Content, page: Page, results: Sequence[Markup]) -> Iterator[str | Markup]:
    answered = iter(results)
    for piece in content.whole(page):
        yield next(answered) if isinstance(piece, Call) else piece


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
    chapters, problems = with_homes(computed(data), content, addresses)
    problems += content.problems
    if history.extent is not Extent.MISSING and history.data != digest(files):
        history = replace(history, behind=True)
    made = exported(data, edition, tuple(formats))
    chapters = tuple(
        replace(
            chapter,
            # Positions are read from the text once more, so only where a link leads to them.
            starts={} if hosting == NOWHERE else dict(starts_of(chapter)),
            files=given,
            # Before other terms were listed, the first one was the only one, without an id.
            past=history.of_term(chapter.term, chapter.root and chapter.term),
        )
        for chapter, given in zip(chapters, made, strict=True)
    )
    guides = {
        where: addresses.get(MANUAL, where) for path, where in addresses.items() if path in GUIDES
    }
    pages = {addresses[path]: page for path, page in content.pages.items()}
    site = Site(chapters, content, {}, (), guides, pages, hosting, edition)
    given = site.files
    results: dict[str, tuple[Markup, ...]] = {}
    former = {chapter.term: former_ids(chapter.views.dataset) for chapter in chapters}
    terms = {path: chapter_of(page, chapters).term for path, page in content.pages.items()}
    for path, page in content.pages.items():
        answered, found = answers(page, site.writer(addresses[path]))
        results[path] = with_former_anchors(answered, former[terms[path]])
        problems += found
    read = {path: _made(content, page, results[path]) for path, page in content.pages.items()}
    for path, page in content.pages.items():
        problems += _flaws(page, results[path], read[path])
    problems += _one_address(content, addresses)
    # Of a page that was not read nothing is known.
    known = [p.path for p in content.pages.values() if p.pieces or not p.problems]
    written = {path: [n for made in results[path] for n in anchors_in(made)] for path in known}
    anchors = {path: Counter((*read[path].anchors, *written[path])) for path in known}
    problems += _dead(content, results, addresses, given, read, anchors)
    views = {chapter.term: chapter.views for chapter in chapters}
    kept = Led(content, anchors, {path: views[terms[path]] for path in terms}, given)
    problems = problems or [*kept.problems.values()]  # what is not shown leads nowhere either
    results, ends, stubs = _leading_on(kept, results, addresses, edition, directories=directories)
    order = {name: place for place, name in enumerate(content.pages)}
    problems.sort(key=lambda p: (order.get(p.file.partition("/")[2], -1), p.line, p.column))
    told = {(p.file, p.line, p.column, p.what()): p for p in problems}
    return replace(
        site,
        results=results,
        problems=tuple(told.values()),
        stubs=stubs,
        below=ends,
        published=frozenset(
            to_publish(content, {path: read[path].anchors for path in known}, written, given)
        ),
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


def _guide(page: str, home: str) -> Writer:
    data = resources.files("indicators").joinpath("examples.yaml").read_bytes()
    (examples,) = computed(((EXAMPLES, data),))
    return Writer(examples.views, Links(page, defaultdict(lambda: home)), examples.places)


def shows_digits(path: str) -> bool:
    """Whether a page may show typed numbers: only the guides may, as examples."""
    return path in GUIDES


def _made(content: Content, page: Page, results: Sequence[Markup]) -> Made:
    parts = (token(p) if isinstance(p, Markup) else p for p in _filled(content, page, results))
    return made_of("".join(parts), digits=shows_digits(page.path))


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


def _dead(
    content: Content,
    results: Mapping[str, tuple[Markup, ...]],
    addresses: Mapping[str, str],
    files: Mapping[str, bytes],
    made: Mapping[str, Made],
    anchors: Mapping[str, Counter[str]],
) -> Iterator[Problem]:
    """Links that lead nowhere, of pages and of macros, and anchors of which there are two."""
    there = {posixpath.normpath(where): path for path, where in addresses.items()}
    other = {*files, *content.files}
    for path, page in content.pages.items():
        for name in made[path].anchors:
            if path in anchors and anchors[path][name] > 1:
                at = max(page.words.find(f"#{name}"), 0)
                yield page.problem(at, PAGE_ANCHOR(written=name))
        yield from _dead_of_page(content, page, made[path], anchors)
        for call, result in zip(page.calls, results[path], strict=True):
            for leads, anchor in _leading(result, addresses[path]):
                known = there.get(leads)
                if known is None and leads not in other and not leads.startswith("assets/"):
                    yield page.problem(call.start, PAGE_DEAD(written=leads))
                elif known and known in anchors and anchor and anchor not in anchors[known]:
                    yield _unproven(content.pages[known], anchor) or page.problem(
                        call.start, PAGE_DEAD(written=f"{leads}#{anchor}")
                    )


def _one_address(content: Content, addresses: Mapping[str, str]) -> Iterator[Problem]:
    """Pages that would be written over each other."""
    there = Counter(posixpath.normpath(where) for where in addresses.values())
    for path, where in addresses.items():
        if there[posixpath.normpath(where)] > 1:
            yield content.pages[path].at(1, 1, PAGE_PLACE(SAME_ADDRESS, written=path))


def _dead_of_page(
    content: Content,
    page: Page,
    made: Made,
    anchors: Mapping[str, Container[str]],
) -> Iterator[Problem]:
    at = 0
    for lead in made.leads:
        if re.match("https:|mailto:", lead.address, re.IGNORECASE) or not lead.address:
            continue
        at = max(page.words.find(lead.address, at), page.words.find(lead.address), 0)
        path = target(page, lead.address)
        anchor = lead.address.partition("#")[2]
        if lead.image:
            if path not in content.files or path.rpartition(".")[2] not in IMAGES:
                yield page.problem(at, PAGE_IMAGE(written=lead.address))
            continue
        there = not path or path in content.pages or path in content.files
        known = anchors.get(path or page.path, ())
        unread = path in content.pages and path not in anchors
        if not there or (anchor and anchor not in known and not unread):
            yield page.problem(at, PAGE_DEAD(written=lead.address))


def _leading(result: Markup, page: str) -> Iterator[tuple[str, str]]:
    """Where the links in a macro's result lead within the site: a path and an anchor."""
    for written in dict.fromkeys(_LEADING.findall(result)):
        path, _, anchor = html.unescape(written).partition("#")
        if not re.match(r"[a-z]+:|//", path):
            folder = page if page.endswith("/") or not page else posixpath.dirname(page)
            there = posixpath.normpath(posixpath.join(folder, path)) if path else page or "."
            yield posixpath.normpath(unquote(there)), unquote(anchor)


def _unproven(page: Page, anchor: str) -> Problem | None:
    """That a page is declared the home of what has this anchor, but does not say its provenance."""
    subject = anchor.partition(".")[0]
    for names in page.front.names.values():
        for declared in names:
            if declared.name == subject:
                fault = PAGE_PROVENANCE(written=subject)
                return page.at(declared.line, declared.column, fault)
    return None


_last: dict[Hashable, Site] = {}


def once(stamp: Hashable, make: Callable[[], Site]) -> Site:
    """The site that was made last, where the stamp of what it is made of is still the same.

    A builder may ask for every page (Zensical runs ``macros.py`` anew for each), and opening a
    site reads and checks all of them.
    """
    if stamp not in _last:
        made = make()
        _last.clear()
        _last[stamp] = made
    return _last[stamp]
