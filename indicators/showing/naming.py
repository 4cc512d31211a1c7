"""What the arguments of macros name, and what was meant where the data does not have it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from indicators.comparing.versions import former_ids
from indicators.computing.compute import Views
from indicators.computing.figures import REACHED, CutOff, Division, Figure, Period, Role, Span
from indicators.pages.page import rule
from indicators.reporting.rules import TYPE_THIS, Fault, Wording, catalogue

FOUNDED = 1930
"""The first year that a page may name: that of the Party's founding."""
CLOSEST, SAME = 0.75, 0.9
"""How alike a part of a name must be to what was typed for it, and where a hyphen is one more or
less; 1 is the same.
"""
_WORDS = LATEST, FIRST, EXPECTED = "latest", "first", "expected"
"""Times that move with the data: of the latest and the first result, and of the last forecast."""


@dataclass(frozen=True)
class Named:
    """What an argument names, as messages call it, and all names of that kind that there are."""

    noun: Wording
    known: Callable[[Views], Collection[str]]
    of: str = ""
    """The argument with which this one makes a name, as a year does with an indicator."""

    def has(self, name: str, views: Views) -> bool:
        """Whether the data has something of this name."""
        return settled(name, views) in self.known(views)


def settled(name: str, views: Views) -> str:
    """What a name with a moving time means today: ``ket-nap/latest/total`` is the total of the
    latest result, ``ket-nap/latest/remaining`` what that very total leaves.

    Any other name is its own. So is one that means nothing today, because the latest result has
    no such figure: what an older one has is never given in its place.
    """
    subject, time, rest = (*name.split("/", 2), "", "")[:3]
    if time not in _WORDS:
        return name
    pick = min if time == FIRST else max
    # A plan that is only expected to be set is the plan of its year all the same.
    always = () if time == EXPECTED else (Role.PLAN, Role.PROPOSED)
    known = [
        figure
        for figure in views.figures.of(subject)
        if (figure.value is not None or figure.is_withdrawn)
        and (figure.is_forecast is (time == EXPECTED) or figure.role in always)
    ]
    for kind in (CutOff, Period, Span):
        there = [figure for figure in known if isinstance(figure.when, kind)]
        mine = {item.when: item for item in there if _is(item, rest or Role.VALUE)}
        told = [item for item in there if item.role in (Role.TOTAL, Role.VALUE)]
        results = [item for item in told if _is(item, item.role)]
        last = pick(results or mine.values(), key=_moment, default=None)
        if last is None:
            continue
        # The plan of a year of which a part has been counted is the year's.
        whole = Period(last.when.year) if isinstance(last.when, Period) else last.when
        found = mine.get(last.when) or mine.get(whole)
        if found:
            return found.id if rest else found.id.removesuffix(f"/{Role.VALUE}")
    return name


def _is(figure: Figure, rest: str) -> bool:
    """Whether it is what a name means by its ``rest``, not what was so formerly or of a portion."""
    key = figure.when.key if figure.when else ""
    return figure.id.removesuffix(f"/{REACHED}") == f"{figure.subject}/{key}/{rest}"


def _moment(figure: Figure) -> tuple[int, int]:
    """The end of the time a figure speaks of; of two that end together the longer one is later."""
    time = figure.when.end if isinstance(figure.when, Period) else figure.when
    if isinstance(time, Span):
        return time.last, -time.first
    return time.earliest.toordinal() if time else 0, 0


PAGE_NAME = rule(
    "page-name",
    "Tên không có trong dữ liệu",
    vi="Không có {noun} “{written}”.",
    en="There is no {noun} “{written}”.",
    mend="sửa tên cho đúng với dữ liệu, hoặc bỏ chỗ này; mã vừa đổi thì sửa ở mọi trang.",
    mend_en="mend the name, or take this away; where an id was changed, mend it on every page.",
    why=(
        "Câu trên trang nói về đúng một số; thay bằng số gần giống thì câu nói sai. Mã ở phần đầu "
        "trang cho biết số liệu nào được dẫn nguồn ở trang này."
    ),
    bad="{{ figure('ket-nap/2021/valeu') }}",
    good="{{ figure('ket-nap/2021/value') }}",
    former=("page-subject", "page-macro", "page-term"),
)

PAGE_OTHER_TERM = rule(
    "page-other-term",
    "Trang nói về nhiệm kỳ khác",
    vi="“{written}” là của nhiệm kỳ {other}, còn trang này thuộc nhiệm kỳ khác.",
    en="“{written}” is of the term {other}, and this page of another.",
    mend="trang của nhiệm kỳ ấy thì ghi term: {other} ở phần đầu trang; không thì sửa tên.",
    mend_en="if the page is of that term, write term: {other} in its front matter; else mend it.",
    why="Một trang lấy số của một nhiệm kỳ; trang nhiệm kỳ khác thì dẫn bằng liên kết thường.",
    bad="{{ table('ket-nap') }}",
    good="[Kết quả nhiệm kỳ trước](../chi-tieu/ket-nap.md)",
)

MEANT = Wording(
    "Không có {noun} “{written}”; có phải “{write}”?",
    "There is no {noun} “{written}”; did you mean “{write}”?",
)
_RENAMED = Wording(
    "Mã đã đổi: {noun} “{written}” nay là “{write}”.",
    "The {noun} “{written}” is called “{write}” now.",
)
_RENAME = Wording(
    "gõ {write}; nếu vừa đổi mã {old} thành {new} thì để lại mã cũ trong dữ liệu rồi gõ make "
    "rename OLD={old} NEW={new}, lệnh này sửa cả các trang và ghi former-ids.",
    "type {write}; if the id {old} was changed to {new}, put the old one back and type make "
    "rename OLD={old} NEW={new}, which mends the pages too and writes former-ids.",
)
_GONE = Wording(
    "dữ liệu không còn mã {old}: bỏ chỗ này, hoặc xóa trang nếu trang chỉ nói về mã này.",
    "the data has no {old} any more: take this away, or the page if it is about nothing else.",
)
_LACKING = Wording("Dữ liệu không có {noun} “{written}”.", "The data has no {noun} “{written}”.")
_SAY_ALL = Wording(
    "khai số ấy trong dữ liệu; hoặc gọi macro viết cả câu theo số đang có: {{{{ {call} }}}}.",
    "declare it in the data; or call a macro that writes the whole sentence from what there is: "
    "{{{{ {call} }}}}.",
)
_FOLLOW = Wording(
    "khai số ấy trong dữ liệu; hoặc để số và thời điểm đi theo dữ liệu: "
    "{{{{ figure('{newest}') }}}} và {{{{ when('{newest}') }}}}.",
    "declare it in the data; or let number and time follow the data: "
    "{{{{ figure('{newest}') }}}} and {{{{ when('{newest}') }}}}.",
)
TIME = re.compile("(?:through-)?[0-9]{4}(?:-.*)?")
"""The time in the name of a figure."""


def missing(
    named: Named,
    name: str,
    views: Views,
    others: Mapping[str, Views],
    declared: Collection[str] = (),
    gone: Collection[str] = (),
) -> Fault | None:
    """Why a name is none in the data of a page's term; nothing where it is one.

    The ``others`` are what the data of other terms has. What pages have ``declared`` tells which
    new name was given to what they call by an old one; of that, what is ``gone`` was in the data
    and is no slip of the keys.
    """
    if named.has(name, views):
        return None
    other = next((term for term, of in others.items() if named.has(name, of)), "")
    if other:
        return PAGE_OTHER_TERM(written=name, other=other)
    subject, _, rest = name.partition("/")
    time, _, what = rest.partition("/")
    today = under_todays_ids(name, views)
    renamed = today != name and named.has(today, views)
    guess = today if renamed else _meant(named, name, views, declared, gone)
    told = partial(PAGE_NAME, written=name, noun=named.noun)
    if guess and subject in gone and not renamed:
        return told(MEANT, _RENAME, write=guess, old=subject, new=guess.partition("/")[0])
    if guess:
        return told(_RENAMED if renamed else MEANT, TYPE_THIS, write=guess)
    if subject in gone:
        return told(None, _GONE, old=subject)
    if subject not in views.names or not (TIME.fullmatch(time) or time in _WORDS):
        return told()
    newest, view = f"{subject}/{LATEST}/{what}", views.indicators.get(subject)
    if named is not FIGURE:
        return told(_LACKING)
    if time in _WORDS or settled(newest, views) == newest:
        call = f"state('{view.target.id}')" if view and view.target else f"years('{subject}')"
        return told(_LACKING, _SAY_ALL, call=call)
    return told(_LACKING, _FOLLOW, newest=newest)


def _meant(
    named: Named, name: str, views: Views, declared: Collection[str], gone: Collection[str]
) -> str:
    """The name that was meant by a slip of the keys, or else the only one that is not declared."""
    subject, known = name.partition("/")[0], [*named.known(views), *_moving(views)]
    if subject in gone:  # what has a page of its own already is another thing
        known = [one for one in known if one.partition("/")[0] not in declared]
    left = [it for it in (*views.indicators, *views.targets) if it not in declared]
    if (guess := _guess(name, known)) or subject in views.names or len(left) != 1:
        return guess
    moved = name.replace(subject, left[0], 1)
    return moved if named.has(moved, views) else ""


def under_todays_ids(name: str, views: Views) -> str:
    """A name that is made of ids with today's for former ones."""
    renamed = {old: new for new, ids in former_ids(views.dataset).items() for old in ids}
    return "/".join(renamed.get(part, part) for part in name.split("/"))


def _moving(views: Views) -> set[str]:
    """The names with a time that moves, as far as they mean something today."""
    made = {
        f"{figure.subject}/{time}/{figure.id.partition(figure.when.key + '/')[2]}"
        for figure in views.figures.values()
        if figure.when and not figure.portion
        for time in _WORDS
    }
    return {name for name in made if settled(name, views) != name}


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, or an empty text."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1)), "")


def _guess(name: str, known: Collection[str]) -> str:
    """The known name that was meant by a slip of the keys.

    What is a part of some name as it was typed was meant so, and so were numbers: a figure of
    another year or another figure of the same year is never what a page should show instead.
    """
    parts, listed = name.split("/"), [other.split("/") for other in known]
    kept = [
        part.isdigit() or any(other[at : at + 1] == [part] for other in listed)
        for at, part in enumerate(parts)
    ]
    likely = [
        "/".join(other)
        for other in listed
        if len(other) == len(parts)
        and _numbers("/".join(other)) == _numbers(name)
        and all(
            one == two if same else _alike(one, two)
            for one, two, same in zip(parts, other, kept, strict=True)
        )
    ]
    return "" if all(kept) else nearest(name, likely)


def _alike(one: str, two: str) -> bool:
    """Whether a slip of the keys lies between two words; no part of an id is left out by one."""
    parts = [len(re.findall("[^-]+", word)) for word in (one, two)]
    closest = CLOSEST if parts[0] == parts[1] else SAME
    return difflib.SequenceMatcher(None, one, two).ratio() >= closest


def _numbers(name: str) -> list[int]:
    return [int(digits) for digits in re.findall("[0-9]+", name)]


def _years(views: Views) -> list[str]:
    listed = views.indicators.items()
    times = ((name, row.period) for name, view in listed for row in (*view.rows, *view.others))
    return [f"{name}/{key}" for name, time in times for key in {str(time.year), time.key}]


def _units(views: Views, prefix: str = "") -> list[str]:
    return [prefix + unit.id for unit in views.dataset.units]


FIGURE = Named(Wording("số liệu", "figure"), lambda views: views.figures)
TARGET = Named(Wording("mức chỉ tiêu", "target"), lambda views: views.targets)
INDICATOR = Named(Wording("chỉ tiêu", "indicator"), lambda views: views.indicators)
YEAR = Named(Wording("năm", "year"), _years, of="name")
ANY_YEAR = Named(
    Wording("năm", "year"),
    lambda views: [str(year) for year in range(FOUNDED, views.dataset.term.last + 11)],
)
STATUS = Named(
    Wording("mức chỉ tiêu hoặc năm", "target or year"),
    lambda views: [*views.targets, *_years(views)],
)
DOCUMENT = Named(
    Wording("văn bản", "document"), lambda views: [item.id for item in views.dataset.documents]
)
UNIT = Named(Wording("đơn vị", "unit"), _units)
ANYTHING = Named(Wording("chỉ tiêu, mức chỉ tiêu hoặc văn bản", "name"), lambda views: views.names)
FOLLOWED = Named(
    Wording("chỉ tiêu hoặc mức chỉ tiêu", "indicator or target"), lambda views: views.names
)
WITH_PLACES = Named(
    Wording("chỉ tiêu, mức chỉ tiêu hoặc văn bản có số liệu", "name with numbers"),
    lambda of: [*of.figures.subjects, *of.targets, *_units(of, f"{Division.UNIT}/")],
)
RULE = Named(Wording("quy tắc", "rule"), lambda _: catalogue())
