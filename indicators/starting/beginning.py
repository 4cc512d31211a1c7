"""A new term in the same file and site: all of the old one stays, and only the home page moves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from indicators.editing.edit import Change, Put, Remove, unknown
from indicators.editing.lines import EditError, scalar
from indicators.model import Dataset, Measure, Term
from indicators.pages.allowed import GUIDES
from indicators.reading.fields import fields, records, references
from indicators.showing.slug import slug
from indicators.starting.adding import (
    LISTED,
    expected,
    indicator_page,
    menu_lines,
    of_term,
    with_page,
)
from indicators.starting.new import SKELETON, relinked
from indicators.starting.project import Draft, Project

_HOME = "index.md"
_MENU = """\
  - Tổng quan: index.md
  - Cần chú ý: {0}/can-chu-y.md
  - Chỉ tiêu:
      - Tổng hợp kết quả: {0}/chi-tieu/index.md
  - Đối chiếu số liệu: {0}/doi-chieu.md
  - Văn bản và nguồn: {0}/van-ban.md
  - Dữ liệu:
      - Tải dữ liệu: {0}/du-lieu/tai-du-lieu.md
"""
"""What a term begins with: pages of the skeleton below its id, after its home page."""
_PAST = "du-lieu/lich-su.md"
"""The site's own page of the past, which each term has one of."""


def new_term(project: Project, typed: Mapping[str, str]) -> Draft:
    """The term that is current from now on, with pages below its id and the home page.

    Errors: ``EditError``.
    """
    data, new = project.dataset, typed["id"]
    before = data.terms[-1] if data.terms else None
    old = before.id if before else typed.get("old", slug(data.term.name))
    named = before.organisation if before else data.organisation.name
    organisation = typed.get("organisation", named)
    idle = _idle(data)
    kept = [name for name in re.split("[ ,;]+", typed.get("keep", "")) if name not in ("", *idle)]
    chosen = {indicator.id: indicator for indicator in data.indicators}
    for name in kept:
        if name not in chosen:
            raise unknown(name, chosen, "KEEP: dữ liệu")
    start = re.fullmatch("([0-9]{4})(?:-([0-9]{2}))?", typed["start"])
    going = [
        expected(name, int(start[1]), int(start[2] or 1))
        for name in kept
        if start and chosen[name].measure is not Measure.RATIO
    ]
    kept += idle
    for path in project.docs.pages:
        if path.startswith(f"{new}/") or path == f"{old}/{_HOME}":
            raise EditError(f"đã có trang docs/{path}; chọn mã nhiệm kỳ khác")
    own = {f"{new}/{path}": _page(path) for path in re.findall(r"\{0\}/(.*)", _MENU)}
    menu = _MENU.format(new)
    if _PAST in project.docs.pages:
        text = project.docs.pages[_PAST].decode()
        own[f"{new}/{_PAST}"] = relinked(text, _PAST, f"{new}/{_PAST}")
        menu += f"      - Lịch sử số liệu: {new}/{_PAST}\n"
    pages = {path: of_term(text, new) for path, text in own.items()}
    pages |= {f"{new}/chi-tieu/{name}.md": of_term(indicator_page(name), new) for name in kept}
    pages |= dict(_old_pages(project, old))
    gone = set(_speaking(project, old))
    pages[_HOME] = _home(new, old, {*project.docs.pages, *pages} - gone - {_HOME})
    moved = {_HOME: f"{old}/{_HOME}", **{path: path for path in gone}}
    title = before.name if before else data.term.name
    settings = _with_term(project.settings, menu, title[:1].upper() + title[1:], moved)
    for name in kept:
        settings = with_page(settings, chosen[name].name, f"{new}/chi-tieu/{name}.md")
    head, nav, rest = settings.partition("\nnav:")
    return Draft(
        [*_data(data, typed, old, organisation), *going],
        pages,
        head.replace(named, organisation) + nav + rest,
        f"Nhiệm kỳ trước ở docs/{old}/ và các trang cũ; thêm chỉ tiêu của nhiệm kỳ này bằng "
        "make add-indicator, rồi viết lời ở docs/index.md.",
    )


def _data(data: Dataset, typed: Mapping[str, str], old: str, organisation: str) -> Iterator[Change]:
    """The term in the list of terms, and the one before named where there was none."""
    if not data.terms:
        yield Remove(("organisation",))
        yield Remove(("term",))
        known = {name: field.of(data.term) for name, field in fields(Term).items()}
        first = {name: str(value) for name, value in known.items() if value is not None}
        first["organisation"] = data.organisation.name
        yield Put(("terms", old), first)
        for listed, tagged in (("targets", data.targets), ("solutions", data.solutions)):
            yield from (Put((listed, item.id, "term"), old) for item in tagged)
        if data.programme:
            yield Put(("programme", "term"), old)
    # What only pages name was theirs, and stays so when the new term's records name it too.
    named = _named(data)
    for listed, items in (
        ("documents", data.documents), ("groups", data.groups), ("unit-types", data.unit_types),
    ):  # fmt: skip
        for item in items:
            if item.term is None and (listed, item.id) not in named:
                yield Put((listed, item.id, "term"), old)
    said = {name: typed[name] for name in ("resolution", "source") if name in typed}
    span = {"start": typed["start"], "end": typed["end"]}
    yield Put(
        ("terms", typed["id"]),
        {"name": typed["name"], "organisation": organisation, **span, **said},
    )


def _named(data: Dataset) -> set[tuple[str, str]]:
    """What records name, each by its list and id."""
    return {(field.refers, name) for _, field, name in references(records(data))}


def _idle(data: Dataset) -> list[str]:
    """Indicators that have no row and that nothing is about: every term has them."""
    named = _named(data)
    return [
        one.id
        for one in data.indicators
        if ("indicators", one.id) not in named
        and not (one.observations or one.totals or one.numerator)
    ]


def _speaking(project: Project, term: str) -> Iterator[str]:
    """The pages that speak of the data of what has been the current term, but the home page."""
    for path, page in project.content.pages.items():
        own = page.calls and path not in GUIDES and path != _HOME
        if own and page.front.meta.get("term", term) == term:
            yield path


def _old_pages(project: Project, old: str) -> Iterator[tuple[str, str]]:
    """Those pages, each naming its term now, and the old home page at its new place."""
    texts = {path: page.decode() for path, page in project.docs.pages.items()}
    for path in _speaking(project, old):
        if "term" not in project.content.pages[path].front.meta:
            yield path, of_term(texts[path], old)
    place = f"{old}/{_HOME}"
    yield place, of_term(relinked(texts[_HOME], _HOME, place), old)


def _page(path: str) -> str:
    return (SKELETON / "docs" / path).read_text("utf-8")


def _home(new: str, old: str, there: Collection[str]) -> str:
    """The home page of a term, which leads to what it has and to the term before."""

    def place(path: str) -> str:
        return next((way for way in (f"{new}/{path}", path) if way in there), "")

    text = relinked(_page(_HOME), _HOME, _HOME, place)
    lines = [line for line in text.splitlines() if not line.startswith("- ") or "](" in line]
    return (
        "\n".join([*lines, f"- [Nhiệm kỳ trước]({old}/{_HOME}): các trang của nhiệm kỳ ấy."]) + "\n"
    )


def _with_term(settings: str, ahead: str, title: str, moved: Mapping[str, str]) -> str:
    """The settings with lines ahead in the menu, and below ``title`` the pages that ``moved``
    names, each as it was called, at its new place; what stays of a section that is ahead too goes
    there. Errors: ``EditError`` without a menu.
    """
    lines = settings.splitlines(keepends=True)
    start, end = menu_lines(lines)
    old, rest = (_only(lines[start:end], moved, theirs=theirs) for theirs in (True, False))
    below = [f"  - {scalar(title)}:\n", *(f"    {line}" for line in old)]
    first, into = dict[str, list[str]](), below
    for line in ahead.splitlines(keepends=True):
        into = into if line.startswith("   ") else first.setdefault(line, [])
        into.append(line)
    for line in rest:
        into = into if line.startswith("   ") else first.get(line, below)
        into += [] if line in first else [line]
    lines[start:end] = [*(line for section in first.values() for line in section), *below]
    return "".join(lines)


def _only(lines: Iterable[str], moved: Mapping[str, str], *, theirs: bool) -> Iterator[str]:
    """The lines of a menu for the pages that move, or for all others, below their sections."""
    above: dict[int, str] = {}
    for line in lines:
        bare, page = line.lstrip(" "), LISTED.fullmatch(line)
        if bare.startswith("-"):
            above = {depth: one for depth, one in above.items() if depth < len(line) - len(bare)}
        if page and (page[2] in moved) == theirs:
            yield from above.values()
            yield line.replace(page[2], moved.get(page[2], page[2]))
            above = {}
        elif bare.startswith("-") and not page:
            above[len(line) - len(bare)] = line
        elif not (page or theirs):
            yield line
