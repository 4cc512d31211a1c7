"""What tests say of figures in short, and a percentage."""

from fractions import Fraction

from indicators.computing.compute import Views
from indicators.computing.figures import Figure


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
