"""The whole computation: every derived value of the real data, and any sane dataset."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from synthetic import dataset, flow, percent, share, stock, target, tell, told

from indicators.computing.arithmetic import Interval, printed, rounded
from indicators.computing.compute import Views, compute
from indicators.computing.figures import Figure, Kind
from indicators.computing.formulas import Formula
from indicators.computing.ledger import CHECKED, Verdict
from indicators.computing.standing import Standing
from indicators.model import TargetType

# --- what follows from the interview of Long An --------------------------------------------------


def derived(made: Views, subject: str) -> dict[str, str]:
    """Every figure about a subject that no source printed."""
    return {
        name: text
        for name, text in told(made, subject).items()
        if made.figures[f"{subject}/{name}"].kind in (Kind.COMPUTED, Kind.INFERRED)
    }


def shown(figure: Figure) -> str:
    """An exact figure rounded half up, as it is shown."""
    assert figure.exact is not None
    return str(rounded(figure.exact, figure.decimals))


def test_all_that_follows_from_the_admissions(long_an: Views) -> None:
    assert derived(long_an, "ket-nap") == {
        "2021/plan": "1350 inferred",
        "2021/percent-of-plan/recomputed": "3028/27 inferred",
        "2021/over-plan": "164 inferred",
        "2022/plan": "1370 inferred",
        "2022/percent-of-plan/recomputed": "15330/137 inferred",
        "2022/over-plan": "163 inferred",
        "2023/plan": "1550 inferred",
        "2023/percent-of-plan/recomputed": "3334/31 inferred",
        "2023/over-plan": "117 inferred",
        "2021-2022/sum": "3047 computed",
        "2021-2023/sum": "4714 computed",
        "through-2023-12-mid/unexplained": ">=1152 inferred",
        "through-2023-12-mid/unexplained-percent": f">={percent(1152, 6300)} inferred",
        "through-2023-12-mid/percent-of-target/recomputed": f"{percent(5866, 6300)} computed",
        "through-2023-12-mid/remaining": "434 computed",
        "through-2023-12-mid/remaining-percent": "62/9 computed",
        "through-2023-12-mid/required-per-period": "217 computed",
        "through-2023-12-mid/remaining-of-plan": f"{percent(434, 1660)} computed forecast",
        "through-2024/total/recomputed": ">=7526 computed forecast",
        "through-2024/percent-of-target/recomputed": ">=7526/63 computed forecast",
        "through-2024/over-target": ">=1226 computed forecast",
        "through-2024/years-early/recomputed": "1 computed forecast",
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("2021/percent-of-plan/recomputed", "112.15"),
        ("2022/percent-of-plan/recomputed", "111.90"),
        ("2023/percent-of-plan/recomputed", "107.55"),
        ("through-2023-12-mid/percent-of-target/recomputed", "93.11"),
        ("through-2023-12-mid/remaining-percent", "6.89"),
        ("through-2023-12-mid/remaining-of-plan", "26.14"),
    ],
)
def test_the_percentages_of_the_admissions_as_shown(long_an: Views, name: str, text: str) -> None:
    assert shown(long_an.figures[f"ket-nap/{name}"]) == text


def test_all_that_follows_from_the_classifications(long_an: Views) -> None:
    assert derived(long_an, "xep-loai-to-chuc") == {
        "2021/margin": "31/5 computed",
        "2022/margin": "143/20 computed",
        "2022/change": "19/20 computed",
        "2023/margin": ">0 computed",
        "2021-2022/mean/recomputed": "3867/40 computed",
        "2021-2022/mean/difference": "3/40 computed",
    }
    assert derived(long_an, "xep-loai-dang-vien") == {
        "2021/margin": "13/2 computed",
        "2022/margin": "36/5 computed",
        "2022/change": "7/10 computed",
        "2023/margin": ">0 computed",
        "2021-2022/mean/recomputed": "1937/20 computed",
    }
    assert shown(long_an.figures["xep-loai-to-chuc/2022/change"]) == "0.95"
    assert shown(long_an.figures["xep-loai-dang-vien/2022/change"]) == "0.70"
    assert shown(long_an.figures["xep-loai-to-chuc/2021-2022/mean/recomputed"]) == "96.675"
    assert shown(long_an.figures["xep-loai-to-chuc/2021-2022/mean/difference"]) == "0.075"


def test_all_that_the_two_ranges_ask(long_an: Views) -> None:
    assert derived(long_an, "ty-so-nguon") == {
        "2021/needed": "[2025; 2700] inferred",
        "2022/needed": "[2055; 2740] inferred",
        "2023/needed": "[2325; 3100] inferred",
        "2024/needed": "[2490; 3320] inferred forecast",
        "2020-2025/needed": "[9450; 12600] inferred",
    }
    assert derived(long_an, "ty-le-ket-nap") == {
        "2021/implied": "[37850; 50466] inferred",
        "2022/implied": "[38325; 51100] inferred",
        "2023/implied": "[41675; 55566] inferred",
        "2024/implied": "[41500; 55333] inferred forecast",
    }


def test_the_ledger_of_the_interview(long_an: Views) -> None:
    assert [
        (entry.published.id, entry.verdict, bool(entry.explanation)) for entry in long_an.ledger
    ] == [
        ("ket-nap/2021/percent-of-plan", Verdict.USED, False),
        ("ket-nap/2022/percent-of-plan", Verdict.USED, False),
        ("ket-nap/2023/percent-of-plan", Verdict.USED, False),
        ("ket-nap/through-2023-12-mid/total", Verdict.NO_INPUTS, False),
        ("ket-nap/through-2023-12-mid/percent-of-target", Verdict.AGREES, False),
        ("ket-nap/through-2024/total", Verdict.AGREES, False),
        ("ket-nap/through-2024/percent-of-target", Verdict.AGREES, False),
        ("ket-nap/through-2024/years-early", Verdict.AGREES, False),
        ("xep-loai-to-chuc/2021-2022/mean", Verdict.DISAGREES, True),
        ("xep-loai-dang-vien/2021-2022/mean", Verdict.AGREES, False),
    ]
    allowed = {entry.published.id: entry.allowed for entry in long_an.ledger}
    assert allowed["xep-loai-to-chuc/2021-2022/mean"] == Interval(
        Fraction("96.6475"), Fraction("96.7025"), high_open=True
    )
    assert allowed["xep-loai-dang-vien/2021-2022/mean"] == Interval(
        Fraction("96.80"), Fraction("96.90"), high_open=True
    )


def test_where_every_target_and_every_year_stands(long_an: Views) -> None:
    expected = {
        "muc-ket-nap": (Standing.IN_PROGRESS, [Standing.FORECAST_EXCEEDED]),
        "muc-xep-loai": (Standing.MET, [None, None]),
        "muc-ty-le-ket-nap": (Standing.NO_BASIS, [None]),
        "muc-nguon": (Standing.NO_BASIS, [None]),
    }
    assert {
        name: (
            view.standing,
            [series.outlook.standing if series.outlook else None for series in view.series],
        )
        for name, view in long_an.targets.items()
    } == expected
    none, met, over = Standing.NO_DATA, Standing.MET, Standing.EXCEEDED
    by_year = {
        "ket-nap": [none, over, over, over, none, none],
        "xep-loai-to-chuc": [none, met, met, met, none, none],
        "xep-loai-dang-vien": [none, met, met, met, none, none],
    }
    for name, standings in by_year.items():
        judged = [row.judgement for row in long_an.indicators[name].rows]
        assert [item.standing for item in judged if item is not None] == standings
    cut_off = long_an.targets["muc-ket-nap"].series[0].judgement.as_of
    assert cut_off is not None
    assert cut_off.key == "through-2023-12-mid"


def test_what_documents_count_are_figures(long_an: Views) -> None:
    assert told(long_an, "nq-dai-hoi-xi") == {
        "so-chi-tieu/fact": "17",
        "so-chi-tieu-xay-dung-dang/fact": "2",
    }


def test_computing_twice_gives_the_same(long_an: Views) -> None:
    again = compute(long_an.dataset)
    assert dict(again.figures) == dict(long_an.figures)
    assert again.indicators == long_an.indicators
    assert again.targets == long_an.targets


# --- any sane dataset ----------------------------------------------------------------------------

START, END = 2020, 2023
maybe = st.none()
counts = st.integers(0, 5) | st.integers(0, 20000) | st.just(10**20)
signed = counts | st.integers(-20, 20)
shares = st.decimals(0, 100, places=1) | st.decimals(0, 100, places=2) | st.just(Decimal(0))
percentages = st.decimals(0, 300, places=1) | st.decimals(0, 300, places=2) | st.integers(0, 300)
bounds = maybe | st.sampled_from(["above", "at-least", "below", "at-most"])
statuses = maybe | st.sampled_from(["official", "preliminary", "estimate", "forecast"])


def given_fields(**fields: Any) -> dict[str, Any]:
    return {name.replace("_", "-"): value for name, value in fields.items() if value is not None}


@st.composite
def prints(draw: st.DrawFn, names: Sequence[str]) -> list[dict[str, Any]]:
    """Some figures that a source printed, each at most once."""
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=2))
    return [
        given_fields(figure=name, value=draw(percentages), bound=draw(bounds)) for name in chosen
    ]


@st.composite
def observations(draw: st.DrawFn, values: st.SearchStrategy[Any], *, counted: bool) -> Any:
    made = []
    for period in range(START, END + 1):
        if draw(st.booleans()):
            value = draw(maybe | values)
            fields = given_fields(
                value=value,
                bound=draw(bounds) if value is not None else None,
                plan=draw(maybe | values),
                status=draw(statuses),
                through=draw(maybe | st.sampled_from([f"{period}-06", f"{period}-12", period])),
                numerator=draw(counts) if counted and draw(st.booleans()) else None,
                denominator=draw(counts) if counted and draw(st.booleans()) else None,
            )
            published = draw(prints(["percent-of-plan", "change", "change-percent"]))
            if value is None and "plan" not in fields:
                fields["missing"] = "nguồn không nêu"
            made.append({"period": period, **fields, "published": published})
    return made


@st.composite
def over_years(draw: st.DrawFn) -> Any:
    made = []
    for item in draw(prints(["mean", "sum", "change", "change-percent"])):
        first = draw(st.integers(START, END))
        made.append({**item, "from": first, "to": draw(st.integers(first, END))})
    return made


@st.composite
def totals(draw: st.DrawFn) -> Any:
    made = []
    for through in draw(
        st.lists(
            st.sampled_from([f"{year}{month}" for year in range(START, END + 1)
                             for month in ("", "-06", "-06-15", "-12")]),
            unique=True,
            max_size=3,
        )
    ):  # fmt: skip
        part = draw(maybe | st.sampled_from(["early", "mid", "late"]))
        made.append(
            given_fields(
                through=through,
                part=part if len(through) == 7 else None,
                value=draw(counts),
                bound=draw(bounds),
                status=draw(statuses),
            )
            | {"published": draw(prints(["percent-of-target", "years-early"]))}
        )
    return made


@st.composite
def goals(draw: st.DrawFn, name: str, indicators: Sequence[str]) -> dict[str, Any]:
    low = draw(st.decimals(0, 50, places=1))
    high = low + draw(st.decimals(0, 50, places=1))
    kind = draw(st.sampled_from(["term-total", "floor", "ceiling", "range", "end-value"]))
    wanted = draw(
        st.integers(1, 30000) | (st.integers(-9, -1) if kind == "end-value" else st.just(1))
    )
    fields: dict[str, dict[str, Any]] = {
        "term-total": {"value": wanted},
        "floor": {"min": low},
        "ceiling": {"max": high},
        "range": {"min": low, "max": high},
        "end-value": given_fields(value=wanted, base=draw(maybe | st.integers(-9, 30000))),
    }
    return {**target(kind, *indicators), "id": name, **fields[kind]}


@st.composite
def ratios(draw: st.DrawFn) -> dict[str, Any]:
    sides = draw(st.permutations(["dong", "ton", "ty-le"]))
    return {
        "id": "ty-so",
        "name": "ty-so",
        "measure": "ratio",
        "unit": draw(st.sampled_from(["phần trăm", "lần"])),
        "numerator": sides[0],
        "denominator": sides[1],
        **given_fields(
            denominator_figure=draw(maybe | st.sampled_from(["value", "plan", "previous-value"]))
        ),
    }


@st.composite
def datasets(draw: st.DrawFn) -> Any:
    """A flow, a stock, a share and a ratio, each with or without a target of any type."""
    decimals = given_fields(decimals=draw(st.sampled_from([0, 0, 2, None])))
    years = draw(observations(draw(st.sampled_from([counts, signed])), counted=False))
    moving = flow(*years, id="dong", totals=draw(totals()), published=draw(over_years()))
    del moving["decimals"]
    listed = [
        {**moving, **decimals},
        stock(*draw(observations(signed, counted=False)), id="ton", published=draw(over_years())),
        share(*draw(observations(shares, counted=True)), published=draw(over_years())),
        draw(ratios()),
    ]
    first, second, third, fourth = (item["id"] for item in listed)
    groups = draw(
        st.sampled_from(
            [[], [[first]], [[first], [third]], [[first, second], [third], [fourth]],
             [[fourth]], [[first], [second], [third, fourth]]]
        )
    )  # fmt: skip
    targets = [draw(goals(f"muc-{at}", group)) for at, group in enumerate(groups)]
    return dataset(*listed, targets=targets, start=START, end=draw(st.sampled_from([END, START])))


SPECIAL = (Formula.WHOLE_NUMBER, Formula.MULTIPLE_RANGE, Formula.QUOTIENT_RANGE)
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
    assert sorted(entry.published.id for entry in made.ledger) == sorted(checked)
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
    assert_sound(made)
    assert_ledger_is_whole(made)
    assert_statuses_are_modest(made)


def test_the_figures_of_the_real_data_are_sound(long_an: Views) -> None:
    assert_sound(long_an)
    assert_ledger_is_whole(long_an)
    assert_statuses_are_modest(long_an)
