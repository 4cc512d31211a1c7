"""What the calls of a page put into it, or why they put nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from inspect import Parameter, signature
from typing import Any, Literal, get_args, get_origin

from markupsafe import Markup

from indicators.pages.calls import Call, Constant
from indicators.pages.page import Page, rule
from indicators.reporting.problems import Problem
from indicators.reporting.rules import TYPE_THIS, Fault, Wording, same
from indicators.showing.links import NoPageError
from indicators.showing.naming import MEANT, PAGE_NAME, missing, nearest
from indicators.showing.writer import Writer, macros

PAGE_ARGUMENT = rule(
    "page-argument",
    "Đối số macro không nhận",
    vi="Macro {macro} không nhận “{written}”.",
    en="The macro {macro} does not take “{written}”.",
    mend="{allowed}; xem ví dụ của {macro} ở trang “Macro cho người soạn trang”.",
    mend_en="{allowed}; see the example of {macro} on the page of macros.",
    why="Đối số sai làm macro cho ra điều khác với ý người viết.",
    bad="{{ chart('ket-nap', 'thang') }}",
    good="{{ chart('ket-nap', 'totals') }}",
)

PAGE_ANSWER = rule(
    "page-answer",
    "Macro không cho ra kết quả",
    vi="Macro {written} không cho ra kết quả: {said}",
    en="The macro {written} gives no result: {said}",
    mend="sửa hoặc bỏ lời gọi này.",
    mend_en="mend the call or take it away.",
    why="Một chỗ trống trên trang dễ bị đọc thành không có gì.",
    bad="{{ status('muc-chua-co-can-cu', outlook=True) }}",
    good="{{ status('muc-ket-nap') }}",
)

PAGE_BLOCK = rule(
    "page-block",
    "Bảng, thẻ, biểu đồ đứng trong câu",
    vi="Macro {written} cho ra một khối (bảng, thẻ, biểu đồ), nhưng lời gọi đứng giữa câu.",
    en="The macro {written} gives a block (table, cards, chart), but is called inside a sentence.",
    mend="đặt lời gọi một mình trên một dòng, trước và sau là dòng trống.",
    mend_en="put the call on a line of its own, with an empty line before and after.",
    why="Khối đứng giữa câu làm vỡ đoạn văn quanh nó.",
    bad="Kết quả: {{ table('ket-nap') }}",
    good="{{ table('ket-nap') }}",
)

_IN_A_SENTENCE = re.compile(r"\s*(?:[^<\s]|<(?:a|abbr|span|time|strong|em)\b|\Z)")
"""How the result of a macro begins that may stand inside a sentence."""

_KINDS: Mapping[object, Wording] = {
    str: Wording("chữ trong dấu nháy", "text in quotes"),
    int: Wording("số, không có dấu nháy", "a number without quotes"),
    bool: Wording("True hoặc False", "True or False"),
}

_LISTED = Wording(
    "xem tên các macro ở trang “Macro cho người soạn trang”.",
    "see the names on the page of macros.",
)


def answers(
    page: Page, writer: Writer, gone: Collection[str] = (), asked: Writer | None = None
) -> tuple[tuple[Markup, ...], tuple[Problem, ...]]:
    """The result of each call of a page in its order, and what is wrong with calls. Where pages
    declare what is ``gone`` from the data, a call for what no page declares is not what is wrong.
    The macros may be ``asked`` with another writer, that sees what they read.
    """
    results: list[Markup] = []
    problems: list[Problem] = []
    for call in page.calls:
        faults = [page.problem(*it) for it in _faults(call, writer, gone)]
        result = Markup()
        if not faults:
            try:
                result = result_of(call, asked or writer)
            except (LookupError, TypeError, ValueError) as error:
                if gone and isinstance(error, NoPageError):
                    results.append(result)
                    continue
                said, _, mend = str(error).partition(" Cách sửa: ")
                told = partial(PAGE_ANSWER, None, Wording(mend, mend) if mend else None)
                fault = told(written=call.name, said=Wording(said, said))
                faults.append(page.problem(call.start, fault))
        if not _IN_A_SENTENCE.match(result) and not page.alone(call):
            faults.append(page.problem(call.start, PAGE_BLOCK(written=call.name)))
        results.append(result)
        problems += faults
    return tuple(results), tuple(problems)


def result_of(call: Call, writer: Writer) -> Markup:
    """What a call puts into the page. Errors: those of the macro."""
    return macros()[call.name](writer, *call.arguments, **call.options)


def _faults(call: Call, writer: Writer, gone: Collection[str]) -> Iterator[tuple[int, Fault]]:
    """What is wrong with a call, each with its place: its macro, else its arguments, else the names
    in them.
    """
    macro = macros().get(call.name)
    if macro is None:
        near = nearest(call.name, macros())
        told = partial(PAGE_NAME, noun=same("macro"), written=call.name, write=near)
        yield call.start, told(MEANT, TYPE_THIS) if near else told(mend=_LISTED)
        return
    taken = _taken(macro)
    many = [name for name, it in taken.items() if it.kind is Parameter.VAR_POSITIONAL]
    names = [name for name, it in taken.items() if it.kind is Parameter.POSITIONAL_OR_KEYWORD]
    names += (many or [""]) * len(call.arguments)
    given = [*zip(names, call.arguments, strict=False), *call.options.items()]
    refused = partial(PAGE_ARGUMENT, macro=call.name)
    wrong = [(at, refused(written=it, allowed=a)) for at, it, a in _unfit(call, taken, given)]
    yield from wrong
    for name, value in given if not wrong else ():
        for mark in getattr(taken[name].annotation, "__metadata__", ()):
            typed = f"{dict(given).get(mark.of)}/{value}" if mark.of else str(value)
            known = writer.views, writer.others, writer.links.homes, gone
            if value != "" and (fault := missing(mark, typed, *known)):
                yield call.places[value], fault


@cache
def _taken(macro: Callable[..., Any]) -> Mapping[str, Parameter]:
    """The arguments of a macro, after its writer."""
    return dict([*signature(macro, eval_str=True).parameters.items()][1:])


def _unfit(
    call: Call, taken: Mapping[str, Parameter], given: Sequence[tuple[str, Constant]]
) -> Iterator[tuple[int, str, Wording]]:
    """Arguments that are not taken, lacking, or taken otherwise: where, what, and what fits."""
    single = [name for name, it in taken.items() if it.kind is not Parameter.VAR_POSITIONAL]
    listed = ", ".join(single) or "–"
    for number, (name, value) in enumerate(given):
        again = name in single and name in dict(given[:number])
        if name not in taken or again:
            told = Wording(f"chỉ có {listed}", f"it has {listed}")
            yield call.places[value], name or str(value), told
        elif (allowed := _refused(name, value, taken[name].annotation)) is not None:
            yield call.places[value], str(value), allowed
    for name in single:
        if taken[name].default is Parameter.empty and name not in dict(given):
            lacking = Wording(f"thêm đối số {name}", f"add the argument {name}")
            yield call.start, "()", lacking


def _refused(name: str, value: Constant, hint: Any) -> Wording | None:
    """What an argument takes instead of a value that it does not take."""
    if get_origin(hint) is Literal:
        known = get_args(hint)
        listed = ", ".join(f"'{it}'" for it in known)
        told = Wording(f"{name} là một trong: {listed}", f"{name} is one of {listed}")
        return None if value in known else told
    kind = getattr(hint, "__origin__", hint)  # of what is also marked with what it names
    vi, en = _KINDS[kind]
    return None if type(value) is kind else Wording(f"{name} là {vi}", f"{name} is {en}")
