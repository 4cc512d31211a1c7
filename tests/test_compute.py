"""The whole computation: what holds of every figure whatever is typed."""

from decimal import Decimal

from cases import cases, views
from synthetic import tell

from indicators.computing.arithmetic import printed
from indicators.computing.compute import Views
from indicators.computing.figures import Kind, Role
from indicators.computing.formulas import Formula
from indicators.computing.ledger import CHECKED, Verdict
from indicators.computing.standing import Standing
from indicators.model import TargetType

SPECIAL = (
    Formula.WHOLE_NUMBER,
    Formula.MULTIPLE_RANGE,
    Formula.LEAST_MULTIPLE,
    Formula.QUOTIENT_RANGE,
)
"""Formulas of which only the whole numbers count, or what a printed number stands for."""

DECIDED = frozenset({Formula.YEARS_TO_END, Formula.WHOLE_NUMBER})
"""Formulas whose result is exact or firm whatever their inputs are."""


def assert_sound(made: Views) -> None:
    """Every figure follows from earlier ones by its formula, and says no more than they do."""
    seen: set[str] = set()
    for name, figure in made.figures.items():
        assert name == figure.id
        assert set(figure.inputs) <= seen
        seen.add(name)
        inputs = [made.figures[item] for item in figure.inputs]
        assert (figure.value is None) == (figure.kind is Kind.MISSING)
        assert (figure.formula is None) == (figure.kind in (Kind.PUBLISHED, Kind.MISSING))
        assert figure.kind is not Kind.PUBLISHED or figure.path is not None
        if figure.formula is None:
            continue
        assert inputs
        assert figure.kind is Kind.INFERRED or not any(
            item.kind is Kind.INFERRED for item in inputs
        )
        values = [item.value for item in inputs if item.value is not None]
        again = figure.formula.way.apply(values, figure.constants)
        assert figure.value is not None
        if again is not None and figure.formula not in SPECIAL:
            assert again.within(figure.value), tell(figure)
        if figure.formula in DECIDED:
            continue
        # What is known of a part of a year may be held against a plan that is not firm.
        ahead = [item for item in inputs if item.is_forecast and item.role is not Role.PLAN]
        assert not ahead or figure.is_forecast
        nothing = inputs[0].exact == 0 and figure.formula in (Formula.PERCENT, Formula.QUOTIENT)
        if any(item.exact is None for item in inputs) and not nothing:
            assert figure.exact is None, tell(figure)


def assert_ledger_is_whole(made: Views) -> None:
    """Each printed figure that can be checked has one verdict, which its numbers bear out."""
    checked = [
        figure.id
        for figure in made.figures.values()
        if figure.kind is Kind.PUBLISHED
        and (figure.role in CHECKED or f"{figure.id}/recomputed" in made.figures)
    ]
    entered = [
        entry.published.id
        for entry in made.ledger
        if entry.verdict is not Verdict.NO_INPUTS or entry.published.role in CHECKED
    ]
    assert sorted(entered) == sorted(checked)
    for entry in made.ledger:
        exact = entry.recomputed.exact if entry.recomputed else None
        number = entry.published.exact
        if entry.verdict is Verdict.AGREES and exact is not None and number is not None:
            stands_for = printed(Decimal(int(number * 10**entry.published.decimals)).scaleb(
                -entry.published.decimals
            ))  # fmt: skip
            assert stands_for.holds(exact)
        if entry.verdict in (Verdict.DISAGREES, Verdict.WITHIN_INPUTS):
            assert entry.recomputed is not None
        assert (entry.rounding is not None) == (entry.verdict is Verdict.OTHER_ROUNDING)


def assert_statuses_are_modest(made: Views) -> None:
    """A shortfall needs an ended period and a result; a forecast says so in its status."""
    forecasts = (Standing.FORECAST_MET, Standing.FORECAST_EXCEEDED)
    for view in made.indicators.values():
        rows = [(row.value, row.period.complete, row.judgement) for row in view.rows]
        for row in view.totals:
            cut_off, end = row.cut_off, made.dataset.term.last
            rows.append((row.value, cut_off.ends_year or cut_off.date.year > end, row.judgement))
        for value, ended, judgement in rows:
            if judgement is None:
                continue
            if judgement.standing is Standing.NOT_MET and not ended:  # too many already
                assert view.target_of(TargetType.CEILING)
            if value.is_forecast:
                assert judgement.standing not in (Standing.MET, Standing.EXCEEDED,
                                                  Standing.NOT_MET)  # fmt: skip
            elif value.value is not None:
                assert judgement.standing not in forecasts
        if view.series:
            assert view.series.judgement.standing not in forecasts


def test_every_case_is_computed_and_every_figure_of_it_is_sound() -> None:
    """All cases of ``follows.yaml``: missing parts, nothing, bounds, forecasts, ratios."""
    for one in cases("follows"):
        if "former" in one.line:  # what was printed with a former number stands beside it
            continue
        made = views(one.line)
        assert_sound(made)
        assert_ledger_is_whole(made)
        assert_statuses_are_modest(made)


def test_the_figures_of_the_real_data_are_sound(long_an: Views) -> None:
    assert_sound(long_an)
    assert_ledger_is_whole(long_an)
    assert_statuses_are_modest(long_an)


def test_that_there_is_no_number_is_of_no_source_unless_it_says_so() -> None:
    figures = views("flow: 2021 100; 2022 -; 2023 - {source: bao-cao-khac}").figures
    told = [figures[f"so/{year}/value"].source for year in (2021, 2022, 2023)]
    assert told == ["bao-cao", None, "bao-cao-khac"]
