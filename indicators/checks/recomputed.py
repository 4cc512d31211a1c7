"""Rules about printed figures that were recomputed: a disagreement is explained, no other is."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.computing.compute import compute
from indicators.computing.figures import Figure, Role
from indicators.computing.ledger import Entry, Verdict
from indicators.model import Dataset
from indicators.reporting.findings import Finding, Noun, Path
from indicators.words.wording import MINUS, NBSP, amount

_UNITS = {"điểm phần trăm": "percentage points", "năm": "years", "lần": "times"}


def check_published_disagrees(dataset: Dataset) -> Iterator[Finding]:
    """A printed figure that differs from its recomputation is explained.

    Bad:  value: 96.75
    Good: explanation: Nguồn không nêu cách tính.
    """
    for entry in _ledger(dataset):
        if entry.verdict is Verdict.DISAGREES and not entry.explanation:
            of_plan = entry.published.role is Role.PERCENT_OF_PLAN
            yield _of_plan(dataset, entry) if of_plan else _disagrees(entry)


def _disagrees(entry: Entry) -> Finding:
    context: dict[str, object] = {"computed": _shown(entry.recomputed)}
    if entry.difference is not None:
        context["difference"] = _shown(entry.difference)
    return Finding("published-disagrees", entry.path, context)


def _of_plan(dataset: Dataset, entry: Entry) -> Finding:
    row = dataset.at(entry.path[:4])
    context = {
        "result": getattr(row, "value", None),
        "plan": getattr(row, "plan", None),
        "computed": _shown(entry.recomputed),
    }
    return Finding("percent-disagrees", entry.path, context)


def check_percent_impossible(dataset: Dataset) -> Iterator[Finding]:
    """A printed percentage fits some whole plan, or it is explained.

    Bad:  value: 112.51
    Good: value: 112.15
    """
    for entry in _ledger(dataset):
        if entry.verdict is Verdict.NO_WHOLE_NUMBER and not entry.explanation:
            row = dataset.at(entry.path[:4])
            context = {"result": getattr(row, "value", None)}
            yield Finding("percent-impossible", entry.path, context)


def check_explanation_needless(dataset: Dataset) -> Iterator[Finding]:
    """A printed figure that agrees with its recomputation carries no explanation.

    Bad:  explanation: Nguồn không nêu cách tính.
    Good: value: 96.68
    """
    told: dict[Path, bool] = {}
    for entry in _ledger(dataset):
        if entry.explanation:
            place = (*entry.record, "explanation")
            agrees = entry.verdict is Verdict.AGREES
            told[place] = told.get(place, True) and agrees
    yield from (Finding("explanation-needless", place) for place, agree in told.items() if agree)


def _ledger(dataset: Dataset) -> tuple[Entry, ...]:
    # The rules see what is withheld from the site too. A dataset that withholds nothing is computed
    # as it is, so that its pages need not compute it again.
    if dataset.publication is not None:
        dataset = dataset.model_copy(update={"publication": None})
    return compute(dataset).ledger


def _shown(figure: Figure | None) -> Noun:
    """A figure as Vietnam and as an English text write it, without the sign of a difference."""
    if figure is None:
        return Noun("", "")
    text = amount(figure, sign=False).removeprefix(MINUS)
    text = text.replace(NBSP, " ")
    digits, _, unit = text.partition(" ")
    english = digits.translate(str.maketrans(".,", ",."))
    return Noun(text, f"{english} {_UNITS.get(unit, unit)}".rstrip())
