"""What the arguments of macros name, and what was meant where the data does not have it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import signature
from typing import Any, get_args, get_type_hints

from indicators.computing.compute import Views
from indicators.computing.figures import Division
from indicators.reporting.rules import Fault, Rule, Section, Wording, catalogue
from indicators.words.names import names_of

FOUNDED = 1930
"""The first year that a page may name: that of the Party's founding."""
CLOSEST = 0.75
"""How alike a part of a name must be to what was typed for it; 1 is the same."""


@dataclass(frozen=True)
class Named:
    """What an argument names, as messages call it, and all names of that kind that there are."""

    noun: Wording
    known: Callable[[Views], Collection[str]]
    of: str = ""
    """The argument with which this one makes a name, as a year does with an indicator."""
    inside: bool = False
    """Whether it stands inside what has the name, and may be missing there."""

    def has(self, name: str, views: Views) -> bool:
        """Whether the data has something of this name."""
        return name in self.known(views)


PAGE_NAME = Rule(
    Section.PAGES,
    "page-name",
    "Tên không có trong dữ liệu",
    vi="Không có {noun} “{written}”.",
    en="There is no {noun} “{written}”.",
    mend=(
        "sửa tên trong lời gọi cho đúng với dữ liệu, hoặc bỏ lời gọi; mã vừa đổi thì sửa ở mọi "
        "trang."
    ),
    mend_en=(
        "mend the name in the call, or drop the call; where an id was changed, mend it on every "
        "page."
    ),
    why="Câu trên trang nói về đúng một số; thay bằng số gần giống thì câu nói sai.",
    bad="{{ figure('ket-nap/2021/valeu') }}",
    good="{{ figure('ket-nap/2021/value') }}",
)


def unknown(
    macro: Callable[..., Any],
    arguments: Iterable[object],
    options: Mapping[str, object],
    views: Views,
) -> Iterator[tuple[object, Fault]]:
    """Each constant of a call that names what the data does not have. The call fits its macro."""
    given = signature(macro).bind(None, *arguments, **options).arguments
    for argument, named in _naming(macro).items():
        values = given.get(argument, ())
        for value in values if isinstance(values, tuple) else (values,):
            name = f"{given.get(named.of)}/{value}" if named.of else str(value)
            if value != "" and not named.has(name, views):
                yield value, _fault(named, name, views)


@cache
def _naming(macro: Callable[..., Any]) -> Mapping[str, Named]:
    """The arguments of a macro that name something in the data."""
    hints = get_type_hints(macro, include_extras=True)
    return {
        argument: mark
        for argument, hint in hints.items()
        for mark in get_args(hint)[1:]
        if isinstance(mark, Named)
    }


def _fault(named: Named, name: str, views: Views) -> Fault:
    guess = _guess(name, list(named.known(views)))
    if guess:
        return PAGE_NAME(
            Wording(
                "Không có {noun} “{written}”; có phải “{guess}”?",
                "There is no {noun} “{written}”; did you mean “{guess}”?",
            ),
            Wording("sửa tên trong lời gọi thành {guess}.", "mend the name in the call: {guess}."),
            written=name, noun=named.noun, guess=guess,
        )  # fmt: skip
    if not _could_be(named, name, views):
        return PAGE_NAME(written=name, noun=named.noun)
    return PAGE_NAME(
        Wording("Dữ liệu không có {noun} “{written}”.", "The data has no {noun} “{written}”."),
        Wording(
            "khai {place} trong dữ liệu, hoặc viết lại câu này cho khỏi cần số ấy; không lấy số "
            "của năm khác thay vào.",
            "declare {place} in the data, or write the sentence so that it does not need the "
            "number; do not put another year's number in its place.",
        ),
        written=name, noun=named.noun, place=_place(named, name),
    )  # fmt: skip


def _could_be(named: Named, name: str, views: Views) -> bool:
    """Whether the data holds what a number of this name would be of, so that it may declare it."""
    subject, _, rest = name.partition("/")
    timed = named.inside or _TIME.fullmatch(rest.partition("/")[0])
    return bool(timed) and subject in names_of(views)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, or an empty text."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1)), "")


def _guess(name: str, known: Collection[str]) -> str:
    """The known name that was meant by a slip of the keys.

    What is a part of some name as it was typed was meant so, and so were numbers: a figure of
    another year or another figure of the same year is never what a page should show instead.
    """
    parts, kept = name.split("/"), _parts_known(name, known)
    likely = [
        other
        for other in known
        if _numbers(other) == _numbers(name)
        and len(others := other.split("/")) == len(parts)
        and all(
            one == two if same else difflib.SequenceMatcher(None, one, two).ratio() >= CLOSEST
            for one, two, same in zip(parts, others, kept, strict=True)
        )
    ]
    return "" if all(kept) else nearest(name, likely)


def _parts_known(name: str, known: Iterable[str]) -> list[bool]:
    """For each part between slashes, whether it stands at its place in some known name."""
    listed = [other.split("/") for other in known]
    return [
        any(len(other) > place and other[place] == part for other in listed) or part.isdigit()
        for place, part in enumerate(name.split("/"))
    ]


def _numbers(name: str) -> list[int]:
    return [int(digits) for digits in re.findall("[0-9]+", name)]


_TIME = re.compile(r"(?P<year>[0-9]{4})|(?P<years>[0-9]{4}-[0-9]{4})|through-(?P<through>.+)")


def _place(named: Named, name: str) -> Wording:
    """Where in the data the number of this name would be declared."""
    subject, _, rest = name.partition("/")
    time = _TIME.fullmatch(rest.partition("/")[0])
    if named.inside or time is None:
        return Wording(f"lũy kế của {subject}", f"a total of {subject}")
    when = str(time[time.lastgroup or 0])
    kind = {"year": "năm", "years": "các năm", "through": "lũy kế đến"}[time.lastgroup or "year"]
    return Wording(f"{kind} {when} của {subject}", f"{when} of {subject}")


def _years(views: Views) -> list[str]:
    listed = views.indicators.items()
    return [f"{name}/{row.period.key}" for name, view in listed for row in view.rows]


def _units(views: Views) -> list[str]:
    return [unit.id for unit in views.dataset.units]


def _with_places(views: Views) -> list[str]:
    units = [f"{Division.UNIT}/{name}" for name in _units(views)]
    return [*views.figures.subjects, *views.targets, *units]


def _with_totals(views: Views) -> list[str]:
    return [
        name
        for name, view in views.indicators.items()
        if any(not row.value.is_forecast for row in view.totals)
    ]


FIGURE = Named(Wording("số liệu", "figure"), lambda views: views.figures)
TARGET = Named(Wording("mức chỉ tiêu", "target"), lambda views: views.targets)
INDICATOR = Named(Wording("chỉ tiêu", "indicator"), lambda views: views.indicators)
TOTAL = Named(Wording("lũy kế đã thực hiện của", "total of"), _with_totals, inside=True)
YEAR = Named(Wording("năm", "year"), _years, of="name")
ANY_YEAR = Named(
    Wording("năm", "year"),
    lambda views: [str(year) for year in range(FOUNDED, views.dataset.term.end + 11)],
)
STATUS = Named(
    Wording("mức chỉ tiêu hoặc năm", "target or year"),
    lambda views: [*views.targets, *_years(views)],
)
DOCUMENT = Named(
    Wording("văn bản", "document"), lambda views: [item.id for item in views.dataset.documents]
)
UNIT = Named(Wording("đơn vị", "unit"), _units)
ANYTHING = Named(Wording("chỉ tiêu, mức chỉ tiêu hoặc văn bản", "name"), names_of)
FOLLOWED = Named(Wording("chỉ tiêu hoặc mức chỉ tiêu", "indicator or target"), names_of)
WITH_PLACES = Named(
    Wording("chỉ tiêu, mức chỉ tiêu hoặc văn bản có số liệu", "name with numbers"), _with_places
)
RULE = Named(Wording("quy tắc", "rule"), lambda _: catalogue())
