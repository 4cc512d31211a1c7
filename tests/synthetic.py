"""Small datasets for tests; nobody ever reported a number that stands in one of them, unless the
test that builds it names the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from indicators.computing.compute import Views, compute
from indicators.computing.figures import Figure
from indicators.model import Dataset

Fields = Mapping[str, Any]


def dataset(
    *indicators: Fields, targets: Sequence[Fields] = (), start: int | str = 2020, end: int = 2025
) -> Dataset:
    """The records of an invented organisation with these indicators and targets."""
    return Dataset.model_validate(
        as_typed(
            {
                "model": 1,
                "organisation": {"name": "Đảng bộ thử nghiệm (số liệu không có thật)"},
                "term": {"name": f"nhiệm kỳ {start} – {end}", "start": start, "end": end},
                "source": "bao-cao",
                "documents": [{"id": "bao-cao", "title": "Báo cáo thử nghiệm"}],
                "targets": targets,
                "indicators": indicators,
            }
        )
    )


def views(
    *indicators: Fields, targets: Sequence[Fields] = (), start: int | str = 2020, end: int = 2025
) -> Views:
    """What follows from such a dataset."""
    return compute(dataset(*indicators, targets=targets, start=start, end=end))


def flow(*observations: Fields, **fields: Any) -> dict[str, Any]:
    """An indicator of whole numbers that add up over the years."""
    return {**_indicator("so", "flow", "người", observations), "decimals": 0, **fields}


def stock(*observations: Fields, **fields: Any) -> dict[str, Any]:
    """An indicator of whole numbers that do not add up."""
    return {**_indicator("so", "stock", "người", observations), "decimals": 0, **fields}


def share(*observations: Fields, **fields: Any) -> dict[str, Any]:
    """An indicator in percent."""
    return {**_indicator("ty-le", "share", "phần trăm", observations), **fields}


def _indicator(name: str, measure: str, unit: str, years: Sequence[Fields]) -> dict[str, Any]:
    return {"id": name, "name": name, "measure": measure, "unit": unit, "observations": years}


def year(period: int, value: object = None, **fields: Any) -> dict[str, Any]:
    """One year; ``percent`` is short for a published percentage of plan."""
    percent = fields.pop("percent", None)
    made = {"period": period, **({} if value is None else {"value": value}), **fields}
    if percent is not None:
        made["published"] = [{"figure": "percent-of-plan", "value": percent}]
    return made


def target(kind: str, *indicators: str, **fields: Any) -> dict[str, Any]:
    """A target of that type for these indicators, or for the one that ``flow`` makes."""
    return {
        "id": "muc",
        "name": "Mức thử nghiệm",
        "type": kind,
        "indicators": indicators or ("so",),
        **fields,
    }


def as_typed(value: Any) -> Any:
    """The same with every number as the text that an editor types."""
    if isinstance(value, Mapping):
        return {key: as_typed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_typed(item) for item in value]
    return value if isinstance(value, str) else str(value)


def percent(part: int, whole: int) -> Fraction:
    """One number in percent of another."""
    return Fraction(part * 100, whole)


def told(figures: Views, subject: str = "so") -> dict[str, str]:
    """All figures of a subject, by the rest of their id: exact value, then what it is, if it is
    not published, and how firm."""
    return {
        figure.id.removeprefix(f"{subject}/"): tell(figure)
        for figure in figures.figures.of(subject)
    }


def tell(figure: Figure) -> str:
    """One figure in short: ``1350 inferred``, ``>=1152 inferred``, ``1660 forecast``."""
    words = [
        _value(figure),
        "" if figure.kind.value in ("published", "missing") else figure.kind.value,
        figure.status.value if figure.status else "",
    ]
    return " ".join(word for word in words if word)


def _value(figure: Figure) -> str:
    value = figure.value
    if value is None:
        return "missing"
    if value.exact is not None:
        return str(value.exact)
    if value.high is None and value.low is not None:
        return (">" if value.low_open else ">=") + str(value.low)
    if value.low is None and value.high is not None:
        return ("<" if value.high_open else "<=") + str(value.high)
    return (
        ("(" if value.low_open else "[")
        + f"{value.low}; {value.high}"
        + (")" if value.high_open else "]")
    )
