"""New records of the data, with the page and the line of the menu that they need; other ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from indicators.computing.figures import Period
from indicators.computing.units import Registry
from indicators.editing.edit import Change, Place, Put, Rename, unknown
from indicators.editing.lines import EditError, scalar
from indicators.editing.setting import pairs
from indicators.model import Dataset, Measure, Target
from indicators.pages.allowed import GUIDES
from indicators.reading.fields import fields
from indicators.showing.slug import slug
from indicators.starting.project import Draft, Project
from indicators.terms import lenses

PAGE = Path(__file__).resolve().parent / "indicator.md"
SOLUTIONS = "giai-phap.md"
"""The page of solutions that comes with the first one, below what is of its term."""
LISTED = re.compile(r"( +)- .*?([a-z0-9/-]+\.md)[\"']?\s*(?:#.*)?\n?")
"""A page's line in the menu, its indentation and its path."""
UNSTATED, UNREPORTED = "Chưa nhập số liệu.", "Chưa báo cáo."


def new_indicator(project: Project, typed: Mapping[str, str]) -> Draft:
    """An indicator with its page, and the target that it answers where one is given.

    Errors: ``EditError``.
    """
    record, term = dict(typed), lenses(project.dataset)[-1]
    name, level, target = record.pop("id"), record.pop("target", ""), ""
    changes: list[Change] = [Put(("indicators", name), record)]
    if not {"missing", "numerator"} & record.keys():
        if term.prefix:  # by which it is of this term alone
            year, month = term.dataset.term.opens
            changes.append(expected(name, year, month))
        else:
            record["missing"] = UNSTATED
    if level:
        asked = dict(pairs(level, fields(Target), "type=floor min=90"))
        goal = {"name": typed["name"], "source": typed.get("source", ""), **asked}
        if not goal["source"]:  # else it would be told as read in the common one
            raise EditError("TARGET cần SOURCE=mã của văn bản, bài đã nêu mức này, ở documents")
        target = goal.pop("id", f"muc-{name}")
        tagged = {"term": term.id} if term.id else {}
        changes.append(Put(("targets", target), {**goal, **tagged, "indicators": [name]}))
    page = f"{term.prefix}chi-tieu/{name}.md"
    if page in project.docs.pages:
        raise EditError(f"đã có trang docs/{page}; chọn mã khác, hoặc xóa trang ấy trước")
    return Draft(
        changes,
        {page: of_term(indicator_page(name, target), term.id)},
        with_page(project.settings, typed["name"], page),
        f"Nhập số ở observations của “{name}”; viết thêm lời ở docs/{page}.",
    )


def expected(indicator: str, year: int, month: int) -> Change:
    """The first whole year of a term, of which an indicator has no number yet."""
    first = str(year + (month > 1))
    return Put(("indicators", indicator, "observations", first, "missing"), UNSTATED)


def indicator_page(name: str, target: str = "", more: str = "") -> str:
    """The page of an indicator, and of the target that is told on it; ``more`` are sections."""
    held = [name, *([target] if target else [])]
    tokens = {
        "ID": name,
        "TARGET": target,
        "IDS": "\n".join(f"  - {one}" for one in held),
        "NAMES": ", ".join(f"'{one}'" for one in held),
        "MORE": more,
    }
    kept = (part for part in _sections() if target or "@TARGET@" not in part)
    return re.sub("@([A-Z]+)@", lambda match: tokens[match[1]], "".join(kept))


def _sections() -> list[str]:
    return re.split(r"^(?=## )", PAGE.read_text("utf-8"), flags=re.MULTILINE)


def of_term(text: str, term: str) -> str:
    """A page that says of which term it is; of none where there is but one."""
    end = "\r\n" if "\r\n" in text else "\n"
    head, said = f"---{end}", f"term: {term}{end}" if term else ""
    if said and not text.startswith(head):
        return f"{head}{said}{head}{end}{text}"
    return text.replace(f"{end}---{end}", f"{end}{said}---{end}", 1)


def new_record(listed: str, project: Project, typed: Mapping[str, str]) -> Draft:
    """A record of a list: of the current term, where such records are of one, and where it is read:
    a target on the page of its indicator, the first solution on a page of its own. Ids that it
    names stand one behind the other.
    """
    kind, term = fields(Dataset)[listed].record, lenses(project.dataset)[-1]
    assert kind is not None, "the lists of the data hold records"
    own = {"term": term.id} if term.id and listed in ("targets", "solutions") else {}
    record = {
        name: re.split("[;, ]+", text) if fields(kind)[name].listed else text
        for name, text in {**own, **typed}.items()
        if name != "id"
    }
    pages: Mapping[str, str] = {}
    settings, page = "", f"{term.prefix}{SOLUTIONS}"
    if listed == "targets":
        pages = _beside(project, record["indicators"][0], typed["id"], term.id)
    elif listed == "solutions" and not _called(project, listed, term.id):
        pages = {page: of_term(PAGE.with_name("solutions.md").read_text("utf-8"), term.id)}
        settings = with_page(project.settings, "Giải pháp", page)
    return Draft([Put((listed, typed["id"]), record)], pages, settings)


def _called(project: Project, macro: str, term: str) -> bool:
    """Whether a page of a term calls a macro."""
    return any(
        call.name == macro and page.front.meta.get("term", term) == term
        for path, page in project.content.pages.items()
        for call in (page.calls if path not in GUIDES else ())
    )


def _beside(project: Project, indicator: str, target: str, term: str) -> Mapping[str, str]:
    """The page of an indicator with a target that is told there too."""
    for path, page in project.content.pages.items():
        for named in page.front.names.get("indicators", ()):
            if named.name == indicator and page.front.meta.get("term", term) == term:
                lines = project.docs.pages[path].decode().splitlines(keepends=True)
                lines.insert(named.line, lines[named.line - 1].replace(indicator, target))
                call = rf"(provenance\([^)]*'{re.escape(indicator)}')"
                return {path: _told(re.sub(call, rf"\1, '{target}'", "".join(lines)), target)}
    return {}


def _told(text: str, target: str) -> str:
    """A page with the card of a target: beside other cards, else in a section before all others,
    as on the page of an indicator that comes with its target.
    """
    card = r"(\{\{ *cards\([^()]+)(?=\) *\}\})"
    if re.search(card, text):
        return re.sub(card, rf"\1, '{target}'", text, count=1)
    [own] = (part.replace("@TARGET@", target) for part in _sections() if "@TARGET@" in part)
    heading = own.partition("\n\n")[0] + "\n\n"
    if heading in text:
        return text.replace(heading, own, 1)
    first, *others = re.split("^(?=## )", text, maxsplit=1, flags=re.MULTILINE)
    return first + own + "".join(others)


def with_page(settings: str, title: str, page: str) -> str:
    """The settings with a page in the menu, below the last one of its folder.

    Errors: ``EditError`` where the menu lists no page of that folder.
    """
    lines, folder = settings.splitlines(keepends=True), page.rpartition("/")[0]
    found = {at: LISTED.fullmatch(lines[at]) for at in range(*menu_lines(lines))}
    pages = {at: one for at, one in found.items() if one}
    beside = [at for at, one in pages.items() if one[2].rpartition("/")[0] == folder]
    if not beside:
        raise EditError(
            f"nav trong mkdocs.yml chưa có trang nào của thư mục {folder}; thêm một dòng "
            f"“- {title}: {page}” vào đó rồi chạy lại"
        )
    lines.insert(beside[-1] + 1, f"{pages[beside[-1]][1]}- {scalar(title)}: {page}\n")
    return "".join(lines)


def menu_lines(lines: list[str]) -> tuple[int, int]:
    """The lines of the menu, from behind its name to before the next key."""
    start = next((at for at, line in enumerate(lines, 1) if line.startswith("nav:")), 0)
    if not start:
        raise EditError("mkdocs.yml không có mục nav")
    ends = (at for at in range(start, len(lines)) if re.match("[^ #\n]", lines[at]))
    return start, next(ends, len(lines))


def new_units(project: Project, typed: Mapping[str, str]) -> Draft:
    """Units in the order given, their kind, and the decision to publish their numbers.

    Errors: ``EditError``.
    """
    data = project.dataset
    names = unit_names(typed["units"])
    twice = [name for name in names if name in {unit.name for unit in data.units}]
    twice += [name for name, times in Counter(names).items() if times > 1]
    if twice or not names:
        raise EditError(f"đơn vị “{twice[0]}” khai hai lần" if names else "UNITS không có tên nào")
    changes: list[Change] = []
    kinds, written = {kind.name: kind.id for kind in data.unit_types}, typed.get("type", "")
    if not written and len(kinds) != 1:
        choices = "; ".join(f"TYPE='{name}'" for name in kinds) or "ví dụ TYPE='Đảng bộ xã'"
        raise EditError(f"nêu loại đơn vị: {choices}")
    kind = kinds.get(written) or slug(written) if written else next(iter(kinds.values()))
    if kind not in kinds.values():
        changes.append(Put(("unit-types", kind), {"name": written}))
    above = {"parent": typed["parent"]} if "parent" in typed else {}
    for unit, name in zip(unit_ids(names, [unit.id for unit in data.units]), names, strict=True):
        changes.append(Put(("units", unit), {"name": name, "type": kind, **above}))
    decision = {name: typed[name] for name in ("permission", "smallest-shown") if name in typed}
    if decision:
        changes.append(Put(("publication",), decision))
    advice = (
        "Chưa có quyết định công bố (publication), nên chưa nhập được số của từng đơn vị; có rồi "
        "thì xem “Quyết định công bố” ở trang Mẫu cho mọi loại dữ liệu."
    )
    return Draft(changes, advice="" if decision or data.publication else advice)


def unit_names(text: str) -> list[str]:
    """The names in ``A; B``, or of a line each."""
    return [name.strip() for name in re.split("[;\n]", text) if name.strip()]


def unit_ids(names: Iterable[str], taken: Iterable[str] = ()) -> Iterator[str]:
    """An id for each name, its words without diacritics; a number tells those that are alike."""
    known = set(taken)
    for name in names:
        stem = made = slug(name) or "don-vi"
        number = 1
        while made in known:
            number += 1
            made = f"{stem}-{number}"
        known.add(made)
        yield made


def new_rows(project: Project, typed: Mapping[str, str]) -> Draft:
    """A row without a number for each unit that has none in a year or at a cut-off within it, so
    that two people who fill in two units change different lines, which merge without a conflict.

    ``split`` puts them into a file of the year, which joins the main one by its ids and years.
    Errors: ``EditError``.
    """
    data, name, time, year = project.dataset, typed["indicator"], typed["year"], typed["year"][:4]
    chosen = next((one for one in data.indicators if one.id == name), None)
    if chosen is None:
        raise unknown(name, (one.id for one in data.indicators), "INDICATOR: dữ liệu")
    if not year.isdecimal():
        raise EditError(f"“{time}” không phải năm; gõ như YEAR=2025 hoặc YEAR=2025-09")
    units = Registry(data).asked(Period(int(year)), throughout=chosen.measure is Measure.FLOW)
    if not units:
        raise EditError(f"không có đơn vị nào của năm {year}; khai đơn vị trước: make add-units")
    there = next((o for o in chosen.observations if str(o.through or o.period) == time), None)
    told = {part.unit for part in there.parts} if there else set()
    file = f"{next(iter(project.data)).rpartition('/')[0]}/{year}.yaml" if "split" in typed else ""
    row = ("indicators", name, "observations", time)
    rows: list[Place] = [] if there else [(*row, "missing")]
    rows += [(*row, "parts", unit.id, "missing") for unit in units if unit.id not in told]
    return Draft([Put(place, UNREPORTED, file) for place in rows])


def renamed(project: Project, typed: Mapping[str, str]) -> Draft:
    """An id changed in the data, in the front matter, calls and anchors of all pages.

    Pages stay where they are; the old anchors lead to the new ones.
    """
    old, new = typed["old"], typed["new"]
    texts = {path: page.decode() for path, page in project.docs.pages.items() if path not in GUIDES}
    made = {path: _named(text, re.escape(old), new) for path, text in texts.items()}
    pages = {path: text for path, text in made.items() if text != texts[path]}
    return Draft([Rename(old, new)], pages, advice="Xem các trang vừa đổi bằng make serve.")


def _named(text: str, old: str, new: str) -> str:
    """A page's text with another id in its front matter, its calls and its anchors."""
    front = re.match(r"---\n.*?^---\n", text, re.DOTALL | re.MULTILINE)
    end = front.end() if front else 0
    head = re.sub(rf"(?m)^( *- +){old}(?=\s*$)", rf"\g<1>{new}", text[:end])
    called = rf"(?<=['\"/]){old}(?=['\"/])"
    body = re.sub(r"(?s)\{\{.*?\}\}", lambda call: re.sub(called, new, call[0]), text[end:])
    return head + re.sub(rf"(\([^\s()]*#){old}(?=[.)])", rf"\g<1>{new}", body)
