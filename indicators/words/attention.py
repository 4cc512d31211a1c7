"""What needs attention in words: what it is about, why, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indicators.computing.attention import Concern, Duty, Urgency
from indicators.computing.compute import Views
from indicators.computing.figures import ANSWER, CutOff, Figure, Kind, Role
from indicators.computing.progress import TargetView
from indicators.model import Answerable
from indicators.words.explain import role_label
from indicators.words.table import Capital, Column, Linked, Piece, joined, listed, said
from indicators.words.wording import amount, capital, lowered, moved, when

_HEADINGS = [capital(f"{Answerable.model_fields[name].title}") for name in Duty._fields]


def duties(duty: Duty) -> Iterator[tuple[str, Piece]]:
    """What is said of who answers for something, by when and why it was missed; each with what it
    is called.
    """
    told = (duty.responsible, CutOff(duty.due) if duty.due else None, duty.reason)
    yield from (pair for pair in zip(_HEADINGS, told, strict=True) if pair[1])


def duty_columns(several: Sequence[Duty]) -> list[Column]:
    """A column for each of these of which something is said."""
    rows = [dict(duties(duty)) for duty in several]
    shown = (heading for heading in _HEADINGS if any(heading in row for row in rows))
    return [Column(heading, [Capital(row.get(heading, "")) for row in rows]) for heading in shown]


def about(views: Views, concern: Concern) -> Piece:
    """What a concern is about: a target, or the one of its several series; or an indicator with
    the year, and the unit or group, or with what was printed.
    """
    names, subject, first = views.names, concern.subject, next(iter(concern.figures), None)
    called = Linked(names[subject], subject)
    if first is None or concern.kind is Urgency.STALE:
        return called
    if subject in views.targets:
        several = len(views.targets[subject].series) > 1
        return Linked(names[first.subject], first.subject) if several else called
    what, portion = role_label(first) if concern.entry else when(first.when), first.portion
    told = said("{}, {}", called, what)
    return said("{}: {}", told, Linked(portion.name, portion)) if portion else told


def why(views: Views, concern: Concern) -> Piece:
    """Why something needs attention, with the numbers that say so."""
    figures, entry = concern.figures, concern.entry
    if entry:
        again = said("tính lại {}", entry.recomputed) if entry.recomputed else "không tính lại được"
        told = said("công bố {}, {}", entry.published, again)
        words = lowered(entry.explanation or "").rstrip(".")
        return said("{}; {}", told, words) if words else told
    if concern.kind is Urgency.STALE:
        return said("số mới nhất: {}", _known(figures[0]))
    if concern.pace:
        even = amount(concern.pace, unit=True)
        return said("{}, tiến độ đều đến lúc ấy là {}", _known(figures[0]), even)
    because = concern.judgement.because if concern.judgement else ()
    if concern.kind is Urgency.WITHOUT_DATA or any(f.value is None for f in because or figures):
        some = any(f.value for f in figures if f.role is not Role.PLAN)
        return _lacking(figures, nothing=concern.kind is Urgency.NO_BASIS and not some)
    target = views.targets.get(concern.subject)
    wanted = target.goals if target else {item.role: item for item in because[1:]}
    if target and because and because[0].role is Role.CHANGE:
        times = [
            said("{} {}", when(item.when), moved(item))
            for item in because
            if item not in wanted.values()
        ]
        return said("{}; mỗi năm cần {}", joined(times, "; "), _asked_change(target))
    known = [_known(item) for item in because if item not in wanted.values()]
    limits = [
        said(
            "{} {:u}",
            "mức tối đa" if [*wanted] == [item.role] == [Role.MAX] else item.role.label,
            item,
        )
        for role, item in wanted.items()
        if role is not Role.BASE
    ]
    words = "{}, chưa đủ để so với {}" if concern.kind is Urgency.NO_BASIS else "{}, so với {}"
    return said(words if limits else "{}", joined(known, "; "), joined(limits))


def _asked_change(view: TargetView) -> Piece:
    """By how much a target asks a number to move each year."""
    verb, levels = "giảm" if view.falls else "tăng", [*view.goals.values()]
    if len(levels) > 1:
        return said(f"{verb} từ {{}} đến {{:u}}", *levels)
    return said(f"{verb} {_SIDES[levels[0].role]} {{:u}}", *levels)


_SIDES = {Role.MIN: "ít nhất", Role.ABOVE: "trên", Role.MAX: "không quá", Role.BELOW: "dưới"}


def _known(figure: Figure) -> Piece:
    time, plain = when(figure.when), figure.role in (Role.VALUE, Role.TOTAL)
    called = time if plain else f"{figure.role.label} {time}".rstrip()
    if figure.unit == ANSWER and figure.exact is not None:
        return said("{}: {}", called, answered(figure))
    if figure.is_forecast and not figure.overtaken:
        return said("{} dự kiến là {:ub}", called, figure)
    return said("{} là {:u}", called, figure)


def answered(figure: Figure) -> Piece:
    """What is to be done or not, as one of a figure that says so."""
    return Linked("đã hoàn thành" if figure.exact else "chưa hoàn thành", figure, "i-fig")


def _lacking(figures: Sequence[Figure], *, nothing: bool) -> Piece:
    """Of which times nothing is known, and what is known or expected of the others."""
    silent = [f.when for f in figures if f.value is None and not f.is_withdrawn]
    words = "chưa có số liệu để so" if nothing else "chưa có kết quả năm\u00a0{}"
    told: list[Piece] = [said(words, listed(silent))] if silent else []
    for item in figures:
        if item.value is not None and item.role is Role.PLAN:
            expected = item.is_forecast and not item.overtaken
            told.append(said("chỉ tiêu dự kiến là {:ub}" if expected else "chỉ tiêu là {:u}", item))
        elif item.value is not None:
            told.append(said("mới có số {}", _known(item)))
    notes: dict[str, str] = {}
    for item in (figure for figure in figures if figure.value is None and figure.note):
        note = lowered((item.note or "").rstrip("."))
        of = f"số {when(item.when)} {lowered(item.kind.label)}: " if item.is_withdrawn else ""
        of = of or ("" if item.kind is Kind.MISSING else f"{lowered(item.kind.label)}: ")
        notes.setdefault(note, f"{of}{note}")
    return joined([*told, *notes.values()], "; ")
