"""The whole computation: any sane data, and what holds of every figure whatever is typed."""

from decimal import Decimal
from typing import Any

from cases import indicators, tree, views
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from synthetic import tell

from indicators.computing.arithmetic import printed
from indicators.computing.compute import Views, compute
from indicators.computing.figures import Kind
from indicators.computing.formulas import Formula
from indicators.computing.ledger import CHECKED, Verdict
from indicators.computing.standing import Standing
from indicators.model import Dataset, TargetType

YEARS = range(2020, 2024)
nothing = st.just("")
counts = st.integers(0, 5) | st.integers(0, 20000) | st.just(10**20)
signed = counts | st.integers(-20, 20)
shares = st.decimals(0, 100, places=1) | st.decimals(0, 100, places=2) | st.just(Decimal(0))
percentages = st.decimals(0, 300, places=1) | st.decimals(0, 300, places=2) | st.integers(0, 300)
bounds = nothing | st.sampled_from([">", ">=", "<", "<="])
statuses = nothing | st.sampled_from([" official", " preliminary", " estimate", " forecast"])


@st.composite
def prints(draw: st.DrawFn, names: str) -> str:
    """Some figures that a source printed beside a number, each at most once."""
    chosen = draw(st.lists(st.sampled_from(names.split()), unique=True, max_size=2))
    return "".join(f" {name}={draw(bounds)}{draw(percentages)}" for name in chosen)


@st.composite
def typed(draw: st.DrawFn, values: st.SearchStrategy[Any], counted: bool = False) -> str:
    """Years of an indicator, with figures that a source printed over years."""
    made = []
    for period in YEARS:
        if draw(st.booleans()):
            value = draw(nothing | st.builds("{}{}".format, bounds, values))
            plan = draw(nothing | st.builds("/{}".format, values))
            met = f" {draw(counts)}:{draw(counts)}" if counted and draw(st.booleans()) else ""
            time = draw(st.sampled_from([f"{period}", f"{period}", f"{period}-06", f"{period}-12"]))
            told = draw(prints("percent-of-plan change change-percent"))
            made.append(f"{time} {value}{plan or '' if value or plan else '-'}{met}{told}"
                        f"{draw(statuses)}")  # fmt: skip
    line = "; ".join(made)
    for printed_one in draw(prints("mean sum change change-percent")).split():
        name, _, number = printed_one.partition("=")
        first = draw(st.sampled_from(YEARS))
        line += f" | printed {name} {first}-{draw(st.integers(first, YEARS[-1]))} {number}"
    return line


@st.composite
def totals(draw: st.DrawFn) -> str:
    times = [f"{year}{part}" for year in YEARS for part in ("", "-06", "-06-mid", "-06-15", "-12")]
    chosen = draw(st.lists(st.sampled_from(times), unique=True, max_size=3))
    more = prints("percent-of-target years-early")
    return "".join(
        f" | total {time} {draw(bounds)}{draw(counts)}{draw(statuses)}{draw(more)}"
        for time in chosen
    )


@st.composite
def aims(draw: st.DrawFn) -> str:
    """A target of some type."""
    low = draw(st.decimals(0, 50, places=1))
    high = low + draw(st.decimals(0, 50, places=1))
    wanted = draw(st.integers(1, 30000))
    base = draw(nothing | st.builds(" from {}".format, st.integers(-9, 30000)))
    ends = f"end-value {draw(st.just(wanted) | st.integers(-9, -1))}{base}"
    kinds = [f"term-total {wanted}", f"floor {low}", f"ceiling {high}", f"range {low} {high}", ends]
    return draw(st.sampled_from(kinds))


GROUPS = ("", "dong", "dong ty-le", "dong,ton ty-le ty-so", "ty-so", "dong ton ty-le,ty-so")
"""Which indicators have a target, each for itself or with others."""


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """A flow, a stock, a share and a ratio, each with or without a target of any type."""
    decimals = draw(st.sampled_from(["", "2", "?"]))
    moving = draw(typed(draw(st.sampled_from([counts, signed]))))
    whole = tree(
        f"flow{decimals}: {moving}{draw(totals())} | term 2020-{draw(st.sampled_from(YEARS))}"
    )
    stock, share = (
        tree(f"{kind}: {draw(line)}")["indicators"][0]
        for kind, line in (("stock", typed(signed)), ("share", typed(shares, counted=True)))
    )
    sides = draw(st.permutations(["dong", "ton", "ty-le"]))
    of = draw(st.sampled_from(["", " of value", " of plan", " of previous-value"]))
    ratio = indicators(f"ratio{of}", "//")[-1]
    ratio |= {
        "numerator": sides[0],
        "denominator": sides[1],
        "unit": draw(st.sampled_from(["phần trăm", "lần"])),
    }
    whole["indicators"] = [
        whole["indicators"][0] | {"id": "dong"},
        stock | {"id": "ton"},
        share,
        ratio,
    ]
    whole["targets"] = [
        tree(f"flow: | aim {draw(aims())} {{id: muc-{at}, indicators: [{group}]}}")["targets"][0]
        for at, group in enumerate(draw(st.sampled_from(GROUPS)).split())
    ]
    return Dataset.model_validate(whole)


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
        assert not any(item.is_forecast for item in inputs) or figure.is_forecast
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


@given(datasets())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_sane_dataset_is_computed_and_every_figure_is_sound(data: Any) -> None:
    """With missing parts, nothing, huge numbers, bounds, forecasts, and terms of one year."""
    made = compute(data)
    assert dict(compute(data).figures) == dict(made.figures), "computing twice gives the same"
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
