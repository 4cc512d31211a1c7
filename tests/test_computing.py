"""What follows from typed years, totals and targets, case by case: figures, statuses, verdicts.

A case of ``follows.yaml`` is a line of what is typed, ``flow: 2021 1514/1350 112.15%; 2022-06 >=800
forecast``: years with value, ``/plan``, percentage of plan, ``met:assessed`` and status, then after
bars cumulative totals, figures printed over years, the target and the term; ``(1, 2)`` is once the
one and once the other. Below a line ``with …`` stands only what a case adds to it, and what is then
told otherwise. After each arrow follows a time with its status and its figures, with the verdict on
what was printed; then the target's status and outlook. What was typed and what follows from the
numbers of one line by plain arithmetic (percentages, differences) every case is held to, unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from synthetic import flow, share, stock, target, tell, views

from indicators.computing.arithmetic import Interval, point
from indicators.computing.compute import Views
from indicators.computing.figures import Figure, Figures, Kind, Period, Role, limits
from indicators.computing.ledger import Entry, Verdict
from indicators.computing.scope import Account
from indicators.computing.standing import Standing, worst

BOUNDS = {">": "above", ">=": "at-least", "<": "below", "<=": "at-most", "": None}
WORDS = {"official", "preliminary", "estimate", "forecast"}
UNITS = {"rank": "thứ hạng", "yes-no": "có hoặc không"}
ANSWERS = {"yes": "true", "no": "false"}
NUMBER = re.compile(r"(>=|<=|>|<|)(-?[0-9.]+)")


# --- reading a case ------------------------------------------------------------------------------


def number(text: str) -> dict[str, Any]:
    """A value with its bound."""
    found = NUMBER.fullmatch(text)
    assert found, text
    return {"value": found[2], **({"bound": BOUNDS[found[1]]} if found[1] else {})}


def record(text: str) -> dict[str, Any]:
    """A year or a total, but for its time."""
    made: dict[str, Any] = {"published": []}
    for word in text.split():
        name, equals, value = word.partition("=")
        if word in WORDS:
            made["status"] = word
        elif word == "explained":
            made["explanation"] = "nguồn không nêu cách tính"
        elif word in ANSWERS:
            made["answer"] = ANSWERS[word]
        elif word == "-":
            made["missing"] = "nguồn không nêu"
        elif equals and name.isidentifier() | ("-" in name):
            made["published"].append({"figure": name, **number(value)})
        elif word.endswith("%"):
            made["published"].append({"figure": "percent-of-plan", **number(word[:-1])})
        elif ":" in word:
            made["numerator"], made["denominator"] = word.split(":")
        else:
            value, slash, plan = word.partition("/")
            made |= number(value) if value else {}
            made |= {"plan": plan} if slash else {}
    return made


def through(time: str) -> dict[str, Any]:
    """A cut-off: ``2023``, ``2023-06``, ``2023-12-15`` or ``2023-12-mid``."""
    date, _, part = time.rpartition("-")
    return {"through": date, "part": part} if part.isalpha() else {"through": time}


def years(text: str) -> list[dict[str, Any]]:
    made = []
    for item in filter(str.strip, text.split(";")):
        time, _, rest = item.strip().partition(" ")
        cut_off = through(time) if "-" in time else {}
        if time.startswith("2") and not re.fullmatch("[0-9-]+(early|mid|late)?", time):
            raise ValueError(time)
        if "%" in time:
            time, rest = "", item
        made.append({"period": time[:4], **cut_off, **record(rest)})
    return made


def printed(text: str) -> dict[str, Any]:
    """A figure printed over years: ``mean 2021-2022 96.75 explained``."""
    figure, *span, value = [word for word in text.split() if word != "explained"]
    first, _, last = (span or ["-"])[0].partition("-")
    ends = {key: year for key, year in (("from", first), ("to", last)) if year}
    why = {"explanation": "nguồn không nêu cách tính"} if "explained" in text else {}
    return {"figure": figure, **ends, **number(value), **why}


def aim(text: str, name: str) -> dict[str, Any]:
    """A target: ``range 3 4``, ``end-value 60 from 50``."""
    kind, *numbers = text.replace("from ", "").split()
    keys = {"floor": ["min"], "ceiling": ["max"], "range": ["min", "max"]}
    return target(kind, name, **dict(zip(keys.get(kind, ["value", "base"]), numbers, strict=False)))


def indicators(measure: str, text: str) -> Iterator[dict[str, Any]]:
    """The indicator, and its two sides where it is a ratio; ``1`` is one decimal, ``?`` any."""
    form, _, side = measure.partition(" of ")
    kind, decimals = form.rstrip("1?"), form[-1]
    if kind == "ratio":
        top, _, bottom = text.partition("//")
        for name, typed in (("so", top), ("dang-so", bottom)):
            made = stock(*years(typed), id=name) if name != "so" else flow(*years(typed))
            yield {**made, "decimals": 1} if decimals == "1" else made
        yield {
            "id": "ty-so", "name": "ty-so", "measure": "ratio", "unit": "phần trăm",
            "numerator": "so", "denominator": "dang-so",
            **({"denominator-figure": side} if side else {}),
        }  # fmt: skip
        return
    made = {"flow": flow, "share": share}.get(kind, stock)(*years(text))
    made["measure"] = kind
    if decimals in "1?" or kind == "yes-no":
        del made["decimals"]
    if kind in UNITS:
        made["unit"] = UNITS[kind]
    yield {**made, "decimals": 1} if decimals == "1" else made


def case(line: str) -> tuple[Views, str]:
    """What a line of the cases gives, and of which indicator."""
    first, *parts = (part.strip() for part in line.split("|"))
    measure, _, typed = first.partition(":")
    *sides, made = indicators(measure, typed)
    term, targets = ("2020", "2025"), []
    for part in parts:
        word, _, rest = part.partition(" ")
        match word:
            case "total":
                time, _, rest = rest.partition(" ")
                made.setdefault("totals", []).append({**through(time), **record(rest)})
            case "printed":
                made.setdefault("published", []).append(printed(rest))
            case "aim":
                targets.append(aim(rest, made["id"]))
            case "term":
                term = (rest[:4], rest[-4:])
    start, end = map(int, term)
    return views(*sides, made, targets=targets, start=start, end=end), made["id"]


# --- telling what follows ------------------------------------------------------------------------


def typed(made: Views, figure: Figure) -> Figure:
    """A published figure as it must be by the record in which it was typed."""
    *steps, field = figure.path or ()
    record = made.dataset.at(tuple(steps))
    bound = getattr(record, "bound", None) if field == "value" else None
    value = limits(Decimal(getattr(record, str(field))), bound)
    row = made.dataset.at(tuple(steps[:-2])) if "published" in steps else record
    planned = field == "plan" and (row.value, row.numerator) != (None, None)
    return replace(figure, value=value, status=None if planned else getattr(row, "status", None))


def known(figure: Figure) -> Interval:
    assert figure.value is not None
    return figure.value


def follows(figures: Figures, base: Figure, role: str, value: Interval, *others: Figure) -> Figure:
    """What must follow from a figure and others of its line; printed, it is computed again."""
    name = base.id.replace(f"/{base.role}", f"/{role}", 1)
    printed = name in figures and figures[name].kind is Kind.PUBLISHED
    kinds = {base.kind, *(other.kind for other in others)}
    kind = Kind.INFERRED if Kind.INFERRED in kinds else Kind.COMPUTED
    return replace(base, id=name + "/recomputed" * printed, value=value, kind=kind)


def of_a_year(made: Views, result: Figure) -> Iterator[Figure]:
    """What a result is of the plan of its year, and how far it is from a floor or ceiling."""
    figures, value = made.figures, known(result)
    plan = figures.get(f"{result.subject}/{result.id.split('/')[1][:4]}/plan")
    if plan and plan.value and (plan.value.low or 0) > 0:
        percent = value.over(plan.value).scaled(Fraction(100))
        yield follows(figures, result, "percent-of-plan", percent, plan)
        yield follows(figures, result, "over-plan", value - plan.value, plan)
    kind = made.targets["muc"].target.type if "muc" in made.targets else ""
    if kind == "floor":
        yield follows(figures, result, "margin", value - known(figures["muc/min"]))
    elif kind == "ceiling":
        yield follows(figures, result, "margin", known(figures["muc/max"]) - value)


def of_the_term(figures: Figures, figure: Figure) -> Iterator[Figure]:
    """What a total, or the part of it that no year explains, is of the target."""
    value, level = known(figure), known(figures["muc/target"]).exact
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
    summed = "muc" in made.targets and made.targets["muc"].target.type == "term-total"
    for figure in figures.of(subject):
        again = figure.id.endswith("/recomputed")
        if figure.kind is Kind.PUBLISHED:
            yield typed(made, figure)
        if figure.value is None:
            continue
        if (
            figure.role is Role.VALUE
            and not again
            and view.indicator.measure not in ("rank", "ratio")
        ):
            yield from of_a_year(made, figure)
        if summed and figure.role in (Role.TOTAL, Role.UNEXPLAINED) and not again:
            yield from of_the_term(figures, figure)
    for entry in view.entries:
        one, other = entry.published, entry.recomputed
        if other and None not in (one.exact, other.exact) and entry.verdict in APART:
            apart = replace(one, status=other.status)
            yield follows(
                figures, apart, f"{one.role}/difference", known(one) - known(other), other
            )


APART = (Verdict.DISAGREES, Verdict.WITHIN_INPUTS)


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
        time, role = time_of(figure), name.split("/", 2)[2].replace("recomputed", "again")
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


# --- the cases -----------------------------------------------------------------------------------


def added(base: str, line: str) -> str:
    """A case with what it adds to another: years behind years, the rest behind the rest."""
    (first, *parts), (more, *others) = (text.split("|") for text in (base, line))
    measure, _, known = first.partition(":")
    listed = "; ".join(text.strip() for text in (known, more) if text.strip())
    return "|".join([f"{measure}: {listed} ", *parts, *others])


def guarantees() -> Iterator[Any]:
    """Each case with what it is added to, by the guarantee that it is of."""
    text = (Path(__file__).parent / "follows.yaml").read_text("utf-8")
    for name, block in yaml.safe_load(text).items():
        base = ""
        for lines in re.split(r"\n(?! )", block.strip()):
            line, *expected = re.sub(r"\s+", " ", lines).split(" → ")
            whole = re.match("(with )?[(a-z-]+[1?]?( of [a-z-]+)?:", line)
            if whole:
                line = base = line.removeprefix("with ")
            first, *choice = re.split(r"[()]", line)
            for word in choice[0].split(", ") if choice else [""]:
                one = first + word + "".join(choice[1:])
                other, one = ("", one) if whole else (base, added(base, one))
                yield pytest.param(other, one, expected, id=f"{name}: {one}")


@pytest.mark.parametrize(("base", "line", "expected"), list(guarantees()))
def test_all_that_follows_from_what_is_typed(base: str, line: str, expected: list[str]) -> None:
    before, found = (said(*case(text)) if text else {} for text in (base, line))
    lost = [f"no {time}" for time in before if time not in found and time != "aim"]
    assert [text for time, text in found.items() if before.get(time) != text] + lost == expected
    made, subject = case(line)  # a total leaves a rest just where a part of it is unexplained
    rests = {entry.rest for entry in made.indicators[subject].entries} - {None}
    assert rests == {one for one in made.figures.of(subject) if one.role is Role.UNEXPLAINED}


# --- what figures carry beside their value -------------------------------------------------------


def test_a_run_of_whole_years_has_a_sum_that_stays_when_the_next_year_comes() -> None:
    years = {2021: 1514, 2022: 1533, 2023: 1667, 2025: 1700}
    expected = {"2021-2022": 3047, "2021-2023": 4714}
    for added in ({}, {2024: {"2021-2024": 6416, "2021-2025": 8116}}):
        for year, sums in added.items():
            years[year], expected = 1702, {**expected, **sums}
        made = views(flow(*({"period": at, "value": years[at]} for at in sorted(years)))).figures
        found = {f.when.key: f.exact for f in made.of("so") if f.role is Role.SUM and f.when}
        assert found == expected


def test_every_year_of_the_term_is_told_whether_anything_is_known_of_it_or_not() -> None:
    made, _ = case("flow: 2022 5; 2021 - | term 2020-2023")
    rows = made.indicators["so"].rows
    path = ("indicators", 0, "observations")
    assert [(row.period.year, tell(row.value), row.value.note, row.value.path) for row in rows] == [
        (2020, "missing", None, None),
        (2021, "missing", "nguồn không nêu", (*path, 1, "missing")),
        (2022, "5", None, (*path, 0, "value")),
        (2023, "missing", None, None),
    ]
    one, _ = case("flow: 2021 0 | term 2021-2021")
    assert [tell(row.value) for row in one.indicators["so"].rows] == ["0"]


def test_a_reason_for_the_whole_indicator_is_the_reason_of_every_year() -> None:
    rows = views(stock(missing="nguồn không nêu")).indicators["so"].rows
    assert {(row.value.note, row.judgement) for row in rows} == {("nguồn không nêu", None)}


def test_what_is_stated_keeps_its_digits_source_and_place_and_a_missing_number_too() -> None:
    printed_too = [{"figure": "percent-of-plan", "value": "111.90", "source": "khac"}]
    first = {"period": 2021, "value": 1514, "locator": "trang 3", "note": "sơ bộ"}
    gone = {"period": 2022, "missing": "Chưa kê", "note": "chờ.", "source": "khac"}
    made = views(flow({**first, "published": printed_too}, gone, locator="trang 1")).figures
    assert [
        (figure.decimals, figure.source, figure.locator, figure.note)
        for figure in (made[f"so/{name}"] for name in ("2021/value", "2021/percent-of-plan",
                                                       "2022/value"))
    ] == [
        (0, "bao-cao", "trang 3", "sơ bộ"),
        (2, "khac", None, None),  # a place in one source is none in another
        (0, "khac", None, "Chưa kê chờ."),
    ]  # fmt: skip
    place = ("indicators", 0, "observations", 0, "published", 0, "value")
    assert made["so/2021/percent-of-plan"].path == place


def test_a_targets_own_numbers_are_published_figures() -> None:
    goal = target("range", "ty-le", min="3.0", max=4, locator="câu 1", note="ghi chú")
    least = views(share(), targets=[goal]).figures["muc/min"]
    assert (least.decimals, least.unit, least.source, least.locator, least.note, least.path) == (
        1, "phần trăm", "bao-cao", "câu 1", "ghi chú", ("targets", 0, "min"),
    )  # fmt: skip


POINTS, PERCENT = "điểm phần trăm", "phần trăm"


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
        ("flow: 2021 1; 2022 2 change=1 change-percent=100", "2022/change", "người", 0),
        ("flow: 2021 1; 2022 2 change=1 change-percent=100", "2022/change-percent", PERCENT, 0),
        ("stock: 2021 1; 2022 3 change=1", "2022/change/difference", "người", 0),
        ("share: 2021 95; 2022 96 change=1", "2022/change", POINTS, 0),
        ("flow?: 2021 1.25; 2022 2.5", "2021-2022/sum", "người", 2),
        ("share: 2021 9; 2022 8 | printed change 2021-2022 5", "2021-2022/change", POINTS, 0),
        ("share: 2021 9; 2022 8 | printed mean 2021-2022 5", "2021-2022/mean/difference", POINTS,
         2),
        ("flow: | total 2023-12 5866 | aim term-total 6300", "through-2023-12/required-per-period",
         "người", 0),
        ("flow: | total 2021-12 5866 | aim term-total 6300", "through-2021-12/required-per-period",
         "người", 2),
        ("flow: | total 2023 1 | aim term-total 1", "through-2023/years-early", "năm", 0),
        ("share: 2022 53 | aim end-value 60 from 50", "2022/required-per-period", POINTS, 2),
        ("share: 2022 53 | aim end-value 60 from 50", "2022/pace", PERCENT, 1),
        ("share: 2022 53.25 | aim end-value 60 from 50", "2022/pace", PERCENT, 2),
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


@pytest.mark.parametrize(
    ("line", "name", "inputs"),
    [
        ("share: 2022 79:85", "2022/value", "2022/numerator 2022/denominator"),
        ("share: 2021 9; 2022 8 | printed change 2021-2022 5", "2021-2022/change/recomputed",
         "2022/value 2021/value"),
        ("flow: 2021 1; 2022 2; 2023 3 | total 2021 2 | aim term-total 9", "through-2023/total",
         "through-2021/total 2022/value 2023/value"),
    ],
)  # fmt: skip
def test_a_figure_names_its_inputs_in_the_order_of_its_formula(
    line: str, name: str, inputs: str
) -> None:
    made, subject = case(line)
    named = made.figures[f"{subject}/{name}"].inputs
    assert [item.removeprefix(f"{subject}/") for item in named] == inputs.split()


@pytest.mark.parametrize(
    ("line", "because"),
    [
        ("flow: 2023 1667 107.55%", "so/2023/percent-of-plan"),
        ("flow: 2023 9999/10000 100%", "so/2023/value so/2023/plan"),
    ],
)
def test_a_year_is_judged_by_what_was_printed_not_by_what_was_inferred(
    line: str, because: str
) -> None:
    judgement = case(line)[0].indicators["so"].rows[3].judgement
    assert judgement is not None
    assert [figure.id for figure in judgement.because] == because.split()


# --- targets of several series, ratios -----------------------------------------------------------


def test_the_worst_of_several_statuses_decides() -> None:
    order = [
        Standing.NOT_MET, Standing.NO_BASIS, Standing.NO_DATA, Standing.IN_PROGRESS,
        Standing.FORECAST_MET, Standing.FORECAST_EXCEEDED, Standing.MET, Standing.EXCEEDED,
    ]  # fmt: skip
    for at, standing in enumerate(order):
        for better in order[at:]:
            assert worst([better, standing]) is worst([standing, better]) is standing
    assert worst([]) is Standing.NO_DATA
    both = target("floor", "ty-le", "khac", min=90)
    listed = [share(*years("2021 95")), {**share(*years("2021 89")), "id": "khac"}]
    assert views(*listed, targets=[both]).targets["muc"].standing is Standing.NOT_MET


def test_the_years_that_decide_are_named() -> None:
    series = case("share: 2021 89; 2022 95; 2023 88 | aim floor 90")[0].targets["muc"].series[0]
    named = [figure.id for figure in series.judgement.because]
    assert named == ["ty-le/2021/value", "ty-le/2023/value"]
    assert series.latest is not None
    assert series.latest.value.id == "ty-le/2023/value"


def test_what_is_asked_is_every_whole_number_in_the_range_and_no_other() -> None:
    for admitted in range(1, 60):
        made, _ = case(f"ratio: 2022 {admitted} // | aim range 3 4")
        fitting = [n for n in range(1, 3000) if 3 <= admitted * 100 / n <= 4]
        asked = made.figures["ty-so/2022/implied"].value
        assert asked == Interval(Fraction(fitting[0]), Fraction(fitting[-1]))


def test_a_missing_ratio_says_the_reason_of_the_side_that_is_missing_else_its_own() -> None:
    top, _, ratio = indicators("ratio", "2022 5 //")
    bottom = stock(id="dang-so", missing="chưa thống kê")
    made = views(top, bottom, ratio).figures["ty-so/2022/value"]
    own = views(top, bottom, {**ratio, "missing": "không nêu"}).figures["ty-so/2022/value"]
    assert (made.note, own.note) == ("chưa thống kê", "không nêu")


def test_the_term_is_asked_for_where_the_denominators_target_is_its_plan_for_the_term() -> None:
    top, bottom, ratio = indicators("ratio of plan", "// 2021 /1350")
    bottom["measure"] = "flow"
    asking = target("range", "ty-so", min=150, max=200)
    last = {}
    for kind in ("term-total", "end-value"):
        goal = {**target(kind, "dang-so", value=6300), "id": "muc-tong"}
        made = views(top, bottom, ratio, targets=[asking, goal])
        row = made.indicators["ty-so"].ratios[-1]
        last[row.value.id] = row.asked and tell(row.asked)
    assert last == {
        "ty-so/2020-2025/value": "[9450; 12600] inferred",
        "ty-so/2025/value": None,
    }


def test_a_ratio_of_ratios_has_no_rows() -> None:
    *sides, ratio = indicators("ratio", "//")
    made = views(*sides, ratio, {**ratio, "id": "khac", "numerator": "ty-so"})
    assert made.indicators["khac"].ratios == ()
