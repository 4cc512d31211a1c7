"""What follows from typed years, totals and targets, case by case: figures, statuses, verdicts.

After each arrow of ``follows.yaml`` stands a time with its status and its figures, with the verdict
on what was printed; then the target's status and outlook; below ``with …`` what is told otherwise.
What was typed and what follows from the numbers of one line by plain arithmetic (percentages,
differences) every case is held to, unsaid.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

import pytest
from cases import cases, tree, views
from synthetic import tell

from indicators.computing.arithmetic import Interval, point
from indicators.computing.compute import Views, compute
from indicators.computing.figures import Figure, Figures, Kind, Period, Role, limits
from indicators.computing.ledger import Entry, Verdict
from indicators.computing.scope import DOUBTFUL, Account
from indicators.computing.standing import Standing, worst
from indicators.model import Dataset, Target


def case(line: str) -> tuple[Views, str]:
    """What a line of the cases gives, and of which indicator."""
    made = views(line)
    return made, list(made.indicators)[-1]


def typed(made: Views, figure: Figure) -> Figure:
    """A published figure as it must be by the record in which it was typed."""
    *steps, field = figure.path or ()
    record = made.dataset.at(tuple(steps))
    bound = getattr(record, "bound", None) if field == "value" else None
    most = getattr(record, "value_max", None) if field == "value" else None
    value = limits(Decimal(getattr(record, str(field))), bound, most=most)
    row = made.dataset.at(tuple(steps[:-2])) if "published" in steps else record
    planned = field == "plan" and (row.value, row.numerator) != (None, None)
    return figure._replace(value=value, status=None if planned else getattr(row, "status", None))


def known(figure: Figure) -> Interval:
    assert figure.value is not None
    return figure.value


def follows(figures: Figures, base: Figure, role: str, value: Interval, *others: Figure) -> Figure:
    """What must follow from a figure and others of its line; printed, it is computed again."""
    name = base.id.replace(f"/{base.role}", f"/{role}", 1)
    printed = name in figures and figures[name].kind is Kind.PUBLISHED
    kinds = {base.kind, *(other.kind for other in others)}
    kind = Kind.INFERRED if Kind.INFERRED in kinds else Kind.COMPUTED
    return base._replace(id=name + "/recomputed" * printed, value=value, kind=kind)


def of_a_year(
    figures: Figures, result: Figure, goal: Target | None, *, flow: bool
) -> Iterator[Figure]:
    """What a result is of the plan of its year, and how far it is from a floor or ceiling."""
    value = known(result)
    plan = figures.get(f"{result.subject}/{result.id.split('/')[1][:4]}/plan")
    if plan and plan.value and (plan.value.low or 0) > 0:
        percent = value.over(plan.value).scaled(Fraction(100))
        yield follows(figures, result, "percent-of-plan", percent, plan)
        yield follows(figures, result, "over-plan", value - plan.value, plan)
    time, name = result.when, result.subject
    before = figures.get(f"{name}/{int(result.id.split('/')[1][:4]) - 1}/value")
    counted = flow and isinstance(time, Period) and time.complete and result.exact is not None
    if counted and before and before.exact is not None:
        firm = [one for one in DOUBTFUL if one in (result.status, before.status)]
        change = follows(figures, result, "change", value - known(before), before)
        yield change._replace(status=next(iter(firm), None))
    if goal and f"{goal.id}/base" in figures:
        yield follows(figures, result, "base-change", value - known(figures[f"{goal.id}/base"]))
    if goal and goal.type == "floor":
        yield follows(figures, result, "margin", value - known(figures[f"{goal.id}/min"]))
    elif goal and goal.type == "ceiling":
        yield follows(figures, result, "margin", known(figures[f"{goal.id}/max"]) - value)


def of_the_term(figures: Figures, figure: Figure, goal: Target) -> Iterator[Figure]:
    """What a total, or the part of it that no year explains, is of the target."""
    value, level = known(figure), known(figures[f"{goal.id}/target"]).exact
    assert level is not None
    percent, rest = value.scaled(100 / level), point(level) - value
    if figure.role is Role.UNEXPLAINED:
        yield follows(figures, figure, "unexplained-percent", percent)
        return
    yield follows(figures, figure, "percent-of-target", percent)
    if rest.high is not None and rest.high <= 0:
        yield follows(figures, figure, "over-target", -rest)
        return
    yield follows(figures, figure, "remaining", rest)
    if rest.low is not None:
        yield follows(figures, figure, "remaining-percent", rest.scaled(100 / level))


def plain(made: Views, subject: str) -> Iterator[Figure]:
    """The figures of which every case can do without a word, as they must be."""
    figures, view = made.figures, made.indicators[subject]
    goals = [one.target for one in made.targets.values() if subject in one.target.indicators]
    goal = goals[0] if goals else None
    for figure in figures.of(subject):
        again = figure.id.endswith(("/recomputed", "/former"))
        if figure.kind is Kind.PUBLISHED:
            yield typed(made, figure)
        if figure.value is None:
            continue
        if again or view.indicator.measure in ("rank", "ratio"):
            continue
        if figure.role is Role.VALUE:
            counted = view.indicator.measure == "flow"
            yield from of_a_year(figures, figure, goal, flow=counted)
        elif figure.role in (Role.TOTAL, Role.UNEXPLAINED) and goal and goal.type == "term-total":
            yield from of_the_term(figures, figure, goal)
    for entry in view.entries:
        one, other = entry.published, entry.recomputed
        if other and None not in (one.exact, other.exact) and entry.verdict in APART:
            apart = one._replace(status=other.status)
            yield follows(
                figures, apart, f"{one.role}/difference", known(one) - known(other), other
            )


APART = (Verdict.DISAGREES, Verdict.WITHIN_INPUTS, Verdict.NO_YEARS)


def said(made: Views, subject: str) -> dict[str, str]:
    """All that follows about an indicator and is not plain, by its time or matter."""
    view, figures = made.indicators[subject], made.figures
    must = {figure.id: figure for figure in plain(made, subject)}
    verdicts = {one.published.id: held(one) for one in view.entries}
    rows: list[Account] = [*view.rows, *view.others, *view.totals, *view.ratios]
    judged = {time_of(row.value): row.judgement.standing for row in rows if row.judgement}
    found: dict[str, list[str]] = {}
    shown = set()
    for name, figure in figures_of(made, subject).items():
        time = time_of(figure)
        role = name.removeprefix(f"{subject}/").removeprefix(f"{time}/")
        role = role.replace("recomputed", "again")
        words = tell(figure).replace(" computed", "")
        shown |= {time} if " " in words or words[0] in "<>" else set()
        here = role.endswith("/again") or f"{name}/recomputed" not in figures
        verdict = verdicts.get(name.removesuffix("/recomputed"), "") if here else ""
        expected = must.pop(name, None)
        if figure.kind is Kind.MISSING or (expected and tell(expected) == tell(figure)):
            role, words = role.removesuffix("/again"), ""
        found.setdefault(time, [])
        if words or verdict:
            found[time].append(" ".join(filter(None, (role, words, verdict))))
    for name, figure in must.items():
        found[time_of(figure)].append(f"no {name.split('/', 2)[2]}")
    told = {}
    for time, parts in found.items():
        hidden = ("no-data",) if time in shown else ("no-data", "no-basis")
        status = judged.get(time, "")
        if parts or status not in ("", *hidden):
            told[time] = f"{time} {status}".strip() + ": " * bool(parts) + ", ".join(parts)
    return told | aimed(view, judged)


def figures_of(made: Views, subject: str) -> dict[str, Figure]:
    """The figures about an indicator, but for sums within longer ones, which have a test."""
    listed = made.figures.of(subject)
    return {figure.id: figure for figure in listed if not made.figures.within_longer(figure)}


def time_of(figure: Figure) -> str:
    return figure.id.split("/")[1]


def aimed(view: Any, judged: dict[str, Standing]) -> dict[str, str]:
    """The target's status, where it is not that of the latest result, and its outlook."""
    if not view.series:
        return {}
    judgement, outlook = view.series.judgement, view.series.outlook
    as_of = judgement.as_of.key if judgement.as_of else ""
    results = [row.value for row in view.totals or (*view.rows, *view.others, *view.ratios)]
    ends = {
        time_of(one): (one.when.end if isinstance(one.when, Period) else one.when).latest
        for one in results
        if one.value and not one.is_forecast
    }
    same = ends and as_of == max(ends, key=ends.__getitem__)
    parts = (
        []
        if same and judged.get(as_of) == judgement.standing
        else [f"aim {judgement.standing} {as_of}".strip()]
    )
    parts += [f"outlook {outlook.standing}"] if outlook else []
    return {"aim": ", ".join(parts)} if parts else {}


def held(entry: Entry) -> str:
    """A verdict on a printed figure."""
    if entry.verdict is Verdict.NO_INPUTS:
        return ""
    how = [f"by {entry.rounding}"] if entry.rounding else []
    how += ["explained"] if entry.explanation else []
    return " ".join([entry.verdict, *how])


@pytest.mark.parametrize(
    ("base", "line", "expected"),
    [pytest.param(*one[1:], id=f"{one.guarantee}: {one.line}") for one in cases("follows")],
)
def test_all_that_follows_from_what_is_typed(base: str, line: str, expected: list[str]) -> None:
    before, found = (said(*case(text)) if text else {} for text in (base, line))
    lost = [f"no {time}" for time in before if time not in found and time != "aim"]
    assert [text for time, text in found.items() if before.get(time) != text] + lost == expected
    made, subject = case(line)  # a total leaves a rest just where a part of it is unexplained
    rests = {entry.rest for entry in made.indicators[subject].entries} - {None}
    assert rests == {one for one in made.figures.of(subject) if one.role is Role.UNEXPLAINED}


def test_a_run_of_whole_years_has_a_sum_that_stays_when_the_next_year_comes() -> None:
    years, sums = (
        "2021 1514; 2022 1533; 2023 1667; 2025 1700",
        {"2021-2022": 3047, "2021-2023": 4714},
    )
    full = years.replace("2025", "2024 1702; 2025")
    for line, more in ((years, {}), (full, {"2021-2024": 6416, "2021-2025": 8116})):
        figures = case(f"flow: {line}")[0].figures.of("so")
        found = {f.when.key: f.exact for f in figures if f.role is Role.SUM and f.when}
        assert found == sums | more


def test_every_year_of_the_term_is_told_whether_anything_is_known_of_it_or_not() -> None:
    rows = case("flow: 2022 5; 2021 - | term 2020-2023")[0].indicators["so"].rows
    path = ("indicators", 0, "observations")
    assert [(row.period.year, tell(row.value), row.value.note, row.value.path) for row in rows] == [
        (2020, "missing", None, None),
        (2021, "missing", "Nguồn không nêu.", (*path, 1, "missing")),
        (2022, "5", None, (*path, 0, "value")),
        (2023, "missing", None, None),
    ]
    rows = case("flow: 2021 0 | term 2021-2021")[0].indicators["so"].rows
    assert [tell(row.value) for row in rows] == ["0"]
    rows = case("stock: | + {missing: Nguồn không nêu.}")[0].indicators["so"].rows
    assert {(row.value.note, row.judgement) for row in rows} == {("Nguồn không nêu.", None)}


STATED = (
    "flow: 2021 1514 {locator: trang 3, note: sơ bộ, published: "
    "[{figure: percent-of-plan, value: '111.90', source: khac}]}; "
    "2022 {missing: Chưa kê, note: chờ., source: khac} | + {locator: trang 1}"
)
PLANNED = (
    "flow: 2021 1514/1350 {source: khac, locator: câu 1, plan-source: bao-cao, "
    "plan-locator: trang 9}"
)
AIMED = "share: | aim range 3.0 4 {locator: câu 1, note: ghi chú}"


@pytest.mark.parametrize(
    ("line", "name", "told"),
    [
        (STATED, "so/2021/value", (0, "bao-cao", "trang 3", "sơ bộ")),
        # A place in one source is none in another.
        (STATED, "so/2021/percent-of-plan", (2, "khac", None, None)),
        (STATED, "so/2022/value", (0, "khac", None, "Chưa kê chờ.")),
        (AIMED, "muc/min", (1, "bao-cao", "câu 1", "ghi chú")),
        # A plan may have been read elsewhere.
        (PLANNED, "so/2021/value", (0, "khac", "câu 1", None)),
        (PLANNED, "so/2021/plan", (0, "bao-cao", "trang 9", None)),
    ],
)
def test_what_is_stated_keeps_its_digits_source_and_place_and_a_missing_number_too(
    line: str, name: str, told: tuple[object, ...]
) -> None:
    made, _ = case(line)
    figure = made.figures[name]
    assert (figure.decimals, figure.source, figure.locator, figure.note) == told
    assert figure.kind is Kind.MISSING or Decimal(str(made.dataset.at(figure.path or ())))


POINTS, PERCENT = "điểm phần trăm", "phần trăm"
PRINTED = "flow: 2021 1; 2022 2 change=1 change-percent=100"
PACED = "share: 2022 53 | aim end-value 60 from 50"
TOTAL = "flow: | total 2023-12 5866 | aim term-total 6300"


@pytest.mark.parametrize(
    ("line", "name", "unit", "decimals"),
    [
        ("share: 2022 79:85", "2022/value", PERCENT, 2),
        ("share: 2022 79:85", "2022/numerator", "", 0),
        ("flow: 2021 1514 112.15%", "2021/plan", "người", 0),
        ("share: 2021 96/95.25", "2021/over-plan", POINTS, 2),
        ("share: 2023 96.2 | aim floor 90", "2023/margin", POINTS, 1),
        ("share: 2021 96.2; 2022 97.2", "2022/change", POINTS, 2),
        ("stock: 2021 40000; 2022 39000", "2022/change", "người", 0),
        (PRINTED, "2022/change", "người", 0),
        (PRINTED, "2022/change-percent", PERCENT, 0),
        ("stock: 2021 1; 2022 3 change=1", "2022/change/difference", "người", 0),
        ("share: 2021 95; 2022 96 change=1", "2022/change", POINTS, 0),
        ("flow?: 2021 1.25; 2022 2.5", "2021-2022/sum", "người", 2),
        ("share: 2021 9; 2022 8 | printed change 2021-2022 5", "2021-2022/change", POINTS, 0),
        ("share: 2021 9; 2022 8 | printed mean 2021-2022 5", "2021-2022/mean/difference", POINTS,
         2),
        (TOTAL, "through-2023-12/required-per-period", "người", 0),
        (TOTAL.replace("2023", "2021"), "through-2021-12/required-per-period", "người", 2),
        ("flow: | total 2023 1 | aim term-total 1", "through-2023/years-early", "năm", 0),
        (PACED, "2022/required-per-period", POINTS, 2),
        (PACED, "2022/pace", PERCENT, 1),
        (PACED.replace("53", "53.25"), "2022/pace", PERCENT, 2),
        ("ratio: 2022 1514 // | aim range 3 4", "2022/implied", "người", 0),
        ("ratio1: 2022 0.5 // | aim range 3 4", "2022/implied", "người", 2),
    ],
)  # fmt: skip
def test_a_figure_has_the_unit_and_the_decimals_of_what_it_is(
    line: str, name: str, unit: str, decimals: int
) -> None:
    made, subject = case(line)
    figure = made.figures[f"{subject}/{name}"]
    assert (figure.unit, figure.decimals) == (unit, decimals)


def test_the_worst_of_several_statuses_decides() -> None:
    order = [
        Standing.NOT_MET, Standing.NO_BASIS, Standing.NO_DATA, Standing.IN_PROGRESS,
        Standing.FORECAST_MET, Standing.FORECAST_EXCEEDED, Standing.MET, Standing.EXCEEDED,
    ]  # fmt: skip
    for one, other in combinations_with_replacement(order, 2):
        assert worst([other, one]) is worst([one, other]) is one
    assert worst([]) is Standing.NO_DATA
    both = tree("share: 2021 95 | beside share | aim floor 90 {indicators: [ty-le, y]}")
    both["indicators"][0]["observations"] = [{"period": "2021", "value": "89"}]
    made = compute(Dataset.model_validate(both))
    assert made.targets["muc"].standing is Standing.NOT_MET


def test_what_is_asked_is_every_whole_number_in_the_range_and_no_other() -> None:
    for admitted in range(1, 60):
        made, _ = case(f"ratio: 2022 {admitted} // | aim range 3 4")
        fitting = [n for n in range(1, 3000) if 3 <= admitted * 100 / n <= 4]
        asked = made.figures["ty-so/2022/implied"].value
        assert asked == Interval(Fraction(fitting[0]), Fraction(fitting[-1]))


def test_a_missing_ratio_says_the_reason_of_the_side_that_is_missing_else_its_own() -> None:
    for own, note in (("", "Chưa thống kê."), (" | + {missing: Không nêu.}", "Không nêu.")):
        data = tree(f"ratio: 2022 5 //{own}")
        data["indicators"][1]["missing"] = "Chưa thống kê."
        made = compute(Dataset.model_validate(data))
        assert made.figures["ty-so/2022/value"].note == note


def test_the_term_is_asked_for_where_the_denominators_target_is_its_plan_for_the_term() -> None:
    last = {}
    for kind in ("term-total", "end-value"):
        data = tree("ratio of plan: // 2021 /1350 | aim range 150 200")
        data["indicators"][1]["measure"] = "flow"
        data["targets"] += tree(f"flow: | aim {kind} 6300 {{id: khac, indicators: [dang-so]}}")[
            "targets"
        ]
        row = compute(Dataset.model_validate(data)).indicators["ty-so"].ratios[-1]
        last[row.value.id] = row.asked and tell(row.asked)
    assert last == {
        "ty-so/2020-2025/value": "[9450; 12600] inferred",
        "ty-so/2025/value": None,
    }


def test_a_ratio_of_ratios_has_no_rows() -> None:
    data = tree("ratio: //")
    data["indicators"].append(data["indicators"][-1] | {"id": "khac", "numerator": "ty-so"})
    assert compute(Dataset.model_validate(data)).indicators["khac"].ratios == ()
