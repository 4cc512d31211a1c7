"""What follows from typed years, totals and targets, case by case: figures, statuses, verdicts.

A case is a line of what is typed, ``flow: 2021 1514/1350 112.15%; 2022-06 >=800 forecast``: years
with value, ``/plan``, percentage of plan, ``met:assessed`` and status, then after bars cumulative
totals, figures printed over years, the target and the term. After each arrow follows a time with
its status and all that is not printed or not final; then the target's status, its time and
outlook; then the verdicts of the ledger, but for those that lack inputs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from synthetic import flow, share, stock, target, tell, views

from indicators.computing.arithmetic import Interval
from indicators.computing.compute import Views
from indicators.computing.figures import Figure, Role
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


def short(figure: Figure) -> str:
    return tell(figure).replace(" computed", "")


def said(made: Views, subject: str) -> Iterator[str]:
    """All that follows about an indicator, a time or a matter to a line."""
    view = made.indicators[subject]
    by_time: dict[str, list[str]] = {}
    for figure in made.figures.of(subject):
        _, time, role = figure.id.split("/", 2)
        if made.figures.within_longer(figure):  # these have a test of their own
            continue
        found = by_time.setdefault(time, [])
        if " " in tell(figure) or tell(figure)[0] in "<>":
            found.append(f"{role.replace('recomputed', 'again')} {short(figure)}")
    rows: list[Account] = [*view.rows, *view.others, *view.totals, *view.ratios]
    standing = {row.value.id.split("/")[1]: row.judgement for row in rows if row.judgement}
    for time, found in by_time.items():
        judged = standing.get(time)
        status = judged.standing.value if judged else ""
        if found or status not in ("", "no-data", "no-basis"):
            yield f"{time} {status}".strip() + (": " if found else "") + ", ".join(found)
    if view.series:
        judged, outlook = view.series.judgement, view.series.outlook
        as_of = f" {judged.as_of.key}" if judged.as_of else ""
        yield f"aim {judged.standing}{as_of}" + (f", outlook {outlook.standing}" if outlook else "")
    told = [held(entry) for entry in view.entries if entry.verdict is not Verdict.NO_INPUTS]
    told += [
        f"{entry.published.id.split('/', 1)[1]} leaves a rest"
        for entry in view.entries
        if entry.rest
    ]
    if told:
        yield "held: " + "; ".join(told)


def held(entry: Entry) -> str:
    """A verdict on a printed figure."""
    how = [f"by {entry.rounding}"] if entry.rounding else []
    how += ["explained"] if entry.explanation else []
    name = entry.published.id.split("/", 1)[1]
    return " ".join([name, entry.verdict, *how])


CASES = """
A share follows from its counts, and is recomputed where it was printed too
  share: 2022 79:85 → 2022: value 1580/17
  share: 2022 71:75 → 2022: value 284/3
  share: 2022 92.94 79:85 → 2022: value/again 1580/17 → held: 2022/value agrees
  share: 2022 0:0
  share: 2022 79:85 estimate → 2022: numerator 79 estimate, denominator 85 estimate, value 1580/17
      estimate
A plan that alone gives the printed percentage is inferred
  flow: 2021 1514 112.15% → 2021 exceeded: plan 1350 inferred, percent-of-plan/again 3028/27
      inferred, over-plan 164 inferred → held: 2021/percent-of-plan used-for-inference
  flow: 2021 1533 111.9% → 2021 exceeded: plan 1370 inferred, percent-of-plan/again 15330/137
      inferred, over-plan 163 inferred → held: 2021/percent-of-plan used-for-inference
  flow: 2021 1667 107.55% → 2021 exceeded: plan 1550 inferred, percent-of-plan/again 3334/31
      inferred, over-plan 117 inferred → held: 2021/percent-of-plan used-for-inference
  flow: 2021 1 0.53% → 2021 not-met: plan [187; 190] inferred, percent-of-plan/again [10/19;
      100/187] inferred, over-plan [-189; -186] inferred → held: 2021/percent-of-plan
      used-for-inference
Several plans that give the percentage are an interval: 227 at 108 %, as Long Hồ reported for 2015
  flow: 2021 227 108% → 2021 exceeded: plan [210; 211] inferred, percent-of-plan/again [22700/211;
      2270/21] inferred, over-plan [16; 17] inferred → held: 2021/percent-of-plan
      used-for-inference
A typed plan is not inferred
  flow: 2021 227/210 108% → 2021 exceeded: percent-of-plan/again 2270/21, over-plan 17 → held:
      2021/percent-of-plan agrees
No plan is inferred where none follows, any does, or plans need not be whole numbers
  flow: 2021 3 99.9% → 2021 not-met → held: 2021/percent-of-plan no-whole-number
  flow: 2021 3 0.0% → 2021 not-met
  flow: 2021 0 0% → 2021 not-met
  flow: 2021 0 50% → 2021 not-met → held: 2021/percent-of-plan no-whole-number
  flow: 2021 50% → 2021 not-met
  flow: 2021 >300 50% → 2021 not-met: value >300
  flow: 2021 300 >50% → 2021 no-basis: percent-of-plan >50
  flow1: 2021 1514 112.15% → 2021 exceeded
  flow?: 2021 1514 112.15% → 2021 exceeded
The plan behind an estimate is no estimate, but what it is held against stays one
  flow: 2021 1514 112.15% estimate → 2021 forecast-exceeded: value 1514 estimate, percent-of-plan
      2243/20 estimate, plan 1350 inferred, percent-of-plan/again 3028/27 inferred estimate,
      over-plan 164 inferred estimate → held: 2021/percent-of-plan used-for-inference
A status beside a value is the value's, and alone beside a plan the plan's
  flow: 2023 5/4 preliminary; 2024 /1660 forecast → 2023 exceeded: value 5 preliminary,
      percent-of-plan 125 preliminary, over-plan 1 preliminary → 2024 no-data: plan 1660 forecast
  share: 2022 79:85 /80 estimate → 2022 forecast-exceeded: numerator 79 estimate, denominator 85
      estimate, value 1580/17 estimate, percent-of-plan 1975/17 estimate, over-plan 220/17 estimate
A bound stays a bound against its plan, and a plan of one is a plan, but of nothing is none
  flow: 2021 >=120/100 → 2021 exceeded: value >=120, percent-of-plan >=120, over-plan >=20
  flow: 2021 3/1 → 2021 exceeded: percent-of-plan 300, over-plan 2
  flow: 2021 3/0 → 2021 exceeded
  share: 2021 96/95.25 → 2021 exceeded: percent-of-plan 12800/127, over-plan 3/4
A year stands where its result or its printed percentage stands against its plan
  flow: 2023 101/100 → 2023 exceeded: percent-of-plan 101, over-plan 1
  flow: 2023 100/100 → 2023 met: percent-of-plan 100, over-plan 0
  flow: 2023 99/100 → 2023 not-met: percent-of-plan 99, over-plan -1
  flow: 2023 0/100 → 2023 not-met: percent-of-plan 0, over-plan -100
  flow: 2023 0/0 → 2023 met
  flow: 2023 /100
  flow: 2023-06 99/100 → 2023-06 in-progress: percent-of-plan 99, over-plan -1
  flow: 2023-06 100/100 → 2023-06 met: percent-of-plan 100, over-plan 0
  flow: 2023-06 101/100 → 2023-06 exceeded: percent-of-plan 101, over-plan 1
  flow: 2023-12 99/100 → 2023 not-met: percent-of-plan 99, over-plan -1
  flow: 2023-12-mid 99/100 → 2023-12-mid in-progress: percent-of-plan 99, over-plan -1
  flow: 2023 101/100 forecast → 2023 forecast-exceeded: value 101 forecast, percent-of-plan 101
      forecast, over-plan 1 forecast
  flow: 2023 100/100 estimate → 2023 forecast-met: value 100 estimate, percent-of-plan 100
      estimate, over-plan 0 estimate
  flow: 2023 99/100 estimate → 2023 in-progress: value 99 estimate, percent-of-plan 99 estimate,
      over-plan -1 estimate
  flow: 2023 99/100 preliminary → 2023 not-met: value 99 preliminary, percent-of-plan 99
      preliminary, over-plan -1 preliminary
  flow: 2023 >100/100 → 2023 exceeded: value >100, percent-of-plan >100, over-plan >0
  flow: 2023 >=100/100 → 2023 met: value >=100, percent-of-plan >=100, over-plan >=0
  flow: 2023 >99/100 → 2023 no-basis: value >99, percent-of-plan >99, over-plan >-1
  flow: 2023-06 >99/100 → 2023-06 in-progress: value >99, percent-of-plan >99, over-plan >-1
  flow: 2023 <=100/100 → 2023 no-basis: value <=100, percent-of-plan <=100, over-plan <=0
  flow: 2023 <100/100 → 2023 not-met: value <100, percent-of-plan <100, over-plan <0
  flow: 2023-06 65 38.2% → 2023-06 in-progress: percent-of-plan/again 650/17 inferred, over-plan
      -105 inferred → 2023: plan 170 inferred → held: 2023-06/percent-of-plan used-for-inference
  flow: 2023 65 38.2% → 2023 not-met: plan 170 inferred, percent-of-plan/again 650/17 inferred,
      over-plan -105 inferred → held: 2023/percent-of-plan used-for-inference
  flow: 2023 107.55% → 2023 exceeded
  flow: 2023 100% → 2023 met
  flow: 2023 99.9% estimate → 2023 in-progress: percent-of-plan 999/10 estimate
  flow: 2023 102% estimate → 2023 forecast-exceeded: percent-of-plan 102 estimate
  flow: 2023 5
A typed plan decides on full precision, whatever percentage was printed
  flow: 2023 9999/10000 100% → 2023 not-met: percent-of-plan/again 9999/100, over-plan -1 → held:
      2023/percent-of-plan agrees
A plan below a ceiling, or towards a lower end value, is one to stay under
  flow: 2023 90/95 | aim ceiling 100 → 2023 met: percent-of-plan 1800/19, over-plan -5, margin 10
      → aim met 2023
  flow: 2023 96/95 | aim ceiling 100 → 2023 not-met: percent-of-plan 1920/19, over-plan 1, margin
      4 → aim met 2023
  flow: 2023-06 90/95 | aim ceiling 100 → 2023-06 in-progress: percent-of-plan 1800/19, over-plan
      -5, margin 10 → aim in-progress 2023-06
  flow: 2023 90/95 estimate | aim ceiling 100 → 2023 forecast-met: value 90 estimate,
      percent-of-plan 1800/19 estimate, over-plan -5 estimate, margin 10 estimate → aim no-data,
      outlook forecast-met
  flow: 2023 98% | aim ceiling 100 → 2023 met → aim no-data
  flow: 2023 102% | aim ceiling 100 → 2023 not-met → aim no-data
  share: 2022 4.1/4.2; 2023 4/3.9 | aim end-value 3 from 5 → 2022 met: percent-of-plan 2050/21,
      over-plan -1/10 → 2023 not-met: percent-of-plan 4000/39, over-plan 1/10, change -1/10, pace
      19/5, required-per-period -1/2 → aim in-progress 2023
A share stands where the limits of its target put it
  share: 2023 96.2 | aim floor 90 → 2023 met: margin 31/5 → aim met 2023
  share: 2023 90 | aim floor 90 → 2023 met: margin 0 → aim met 2023
  share: 2023 89.996 | aim floor 90 → 2023 not-met: margin -1/250 → aim not-met 2023
  share: 2023 >90 | aim floor 90 → 2023 met: value >90, margin >0 → aim met 2023
  share: 2023 >=90 | aim floor 90 → 2023 met: value >=90, margin >=0 → aim met 2023
  share: 2023 >80 | aim floor 90 → 2023 no-basis: value >80, margin >-10 → aim no-basis 2023
  share: 2023 <=90 | aim floor 90 → 2023 no-basis: value <=90, margin <=0 → aim no-basis 2023
  share: 2023 <90 | aim floor 90 → 2023 not-met: value <90, margin <0 → aim not-met 2023
  share: 2023-06 89 | aim floor 90 → 2023-06 in-progress: margin -1 → aim in-progress 2023-06
  share: 2023-06 95 | aim floor 90 → 2023-06 in-progress: margin 5 → aim in-progress 2023-06
  share: 2023 95 forecast | aim floor 90 → 2023 forecast-met: value 95 forecast, margin 5 forecast
      → aim no-data, outlook forecast-met
  share: 2023 89 forecast | aim floor 90 → 2023 in-progress: value 89 forecast, margin -1 forecast
      → aim no-data, outlook in-progress
  share: 2023 - | aim floor 90 → aim no-data
  share: 2023 1.5 | aim ceiling 2 → 2023 met: margin 1/2 → aim met 2023
  share: 2023 2 | aim ceiling 2 → 2023 met: margin 0 → aim met 2023
  share: 2023 2.01 | aim ceiling 2 → 2023 not-met: margin -1/100 → aim not-met 2023
  share: 2023 >2 | aim ceiling 2 → 2023 not-met: value >2, margin <0 → aim not-met 2023
  share: 2023 >=2 | aim ceiling 2 → 2023 no-basis: value >=2, margin <=0 → aim no-basis 2023
  share: 2023 <2 | aim ceiling 2 → 2023 met: value <2, margin >0 → aim met 2023
  share: 2023 0 | aim ceiling 0 → 2023 met: margin 0 → aim met 2023
  share: 2023 0.1 | aim ceiling 0 → 2023 not-met: margin -1/10 → aim not-met 2023
  share: 2023 3.5 | aim range 3 4 → 2023 met → aim met 2023
  share: 2023 3 | aim range 3 4 → 2023 met → aim met 2023
  share: 2023 5 | aim range 3 4 → 2023 met → aim met 2023
  share: 2023 2.99 | aim range 3 4 → 2023 not-met → aim not-met 2023
  share: 2023 >2 | aim range 3 4 → 2023 no-basis: value >2 → aim no-basis 2023
A count has kept under a ceiling only when its year has ended, and reached a floor before it has
  flow: 2023 99 | aim ceiling 100 → 2023 met: margin 1 → aim met 2023
  flow: 2023 101 | aim ceiling 100 → 2023 not-met: margin -1 → aim not-met 2023
  flow: 2023-06 99 | aim ceiling 100 → 2023-06 in-progress: margin 1 → aim in-progress 2023-06
  flow: 2023-06 101 | aim ceiling 100 → 2023-06 in-progress: margin -1 → aim in-progress 2023-06
  flow: 2023-06 101 | aim floor 100 → 2023-06 met: margin 1 → aim met 2023-06
The cut-offs of a year stand side by side: each is held against the plan of the year, which any of
them may state, and none is missed before the year is over
  flow: 2024-03 400; 2024-06 850/1660; 2024-09 1300; 2024 1702 → 2024 exceeded: percent-of-plan
      8510/83, over-plan 42 → 2024-03 in-progress: percent-of-plan 2000/83, over-plan -1260 →
      2024-06 in-progress: percent-of-plan 4250/83, over-plan -810 → 2024-09 in-progress:
      percent-of-plan 6500/83, over-plan -360
  flow: 2024-03 400; 2024-06 850/1660 → 2024-03 in-progress: percent-of-plan 2000/83, over-plan
      -1260 → 2024-06 in-progress: percent-of-plan 4250/83, over-plan -810
  flow: 2024-06 850; 2024 /1660 forecast → 2024: plan 1660 forecast → 2024-06 in-progress:
      percent-of-plan 4250/83, over-plan -810
  flow: 2024-06 1660/1660; 2024-09 1661 → 2024-06 met: percent-of-plan 100, over-plan 0 → 2024-09
      exceeded: percent-of-plan 8305/83, over-plan 1
  stock: 2024-06 1700/1660; 2024 1650 → 2024 not-met: percent-of-plan 8250/83, over-plan -10 →
      2024-06 in-progress: percent-of-plan 8500/83, over-plan 40
The latest result is the year's state, and a forecast of the whole year its outlook
  flow: 2024-09 1300; 2024 1700 forecast | aim floor 1600 → 2024-09 in-progress: margin -300 → 2024
      forecast-met: value 1700 forecast, margin 100 forecast → aim in-progress 2024-09, outlook
      forecast-met
  share: 2023 95; 2024-06 91; 2024 92 forecast | aim floor 90 → 2023 met: margin 5 → 2024-06
      in-progress: margin 1 → 2024 forecast-met: value 92 forecast, margin 2 forecast, change -3
      forecast → aim in-progress 2024-06, outlook forecast-met
Of the printed percentages of a year the one that leaves fewest plans tells the plan, and the others
are held against it
  flow: 2024-06 850 51.2%; 2024-09 1300 78.31% → 2024-06 in-progress: percent-of-plan/again 4250/83
      inferred, over-plan -810 inferred → 2024-09 in-progress: percent-of-plan/again 6500/83
      inferred, over-plan -360 inferred → 2024: plan 1660 inferred → held: 2024-06/percent-of-plan
      agrees; 2024-09/percent-of-plan used-for-inference
  flow: 2024-06 850 52.2%; 2024-09 1300 78.31% → 2024-06 in-progress: percent-of-plan/again 4250/83
      inferred, over-plan -810 inferred, percent-of-plan/difference 413/415 inferred → 2024-09
      in-progress: percent-of-plan/again 6500/83 inferred, over-plan -360 inferred → 2024: plan 1660
      inferred → held: 2024-06/percent-of-plan disagrees; 2024-09/percent-of-plan used-for-inference
A part of a year changes from the same part of the year before, and from nothing else
  flow: 2023-06 800; 2023 1667; 2024-06 850 → 2024-06: same-period-change 50
  flow: 2023-06-30 800; 2023 1667; 2024-06 850 change=50 change-percent=6.25 → 2024-06:
      same-period-change/again 50, same-period-change-percent/again 25/4 → held:
      2024-06/same-period-change agrees; 2024-06/same-period-change-percent agrees
  flow: 2023-05 800; 2023 1667; 2024-06 850 change=50
  flow: 2023-06-mid 800; 2024-06-mid 850; 2024-06 900 → 2024-06-mid: same-period-change 50
  stock: 2023-06 800; 2023 810; 2024-06 850 → 2024-06: change 40, same-period-change 50
  share: 2023-06 90; 2023 91; 2024-06 92 → 2024-06: same-period-change 2
Only whole years are summed
  flow: 2022 1533; 2023-06 800; 2023 1667; 2024-06 850 | printed sum 2022-2024 4050 → 2024-06:
      same-period-change 50
A total is held against the count up to its own day, where there is one
  flow: 2021 1000; 2022-06 400; 2022 900 | total 2022-06 1400 | term 2021-2025 → 2021-2022: sum 1900
      → through-2022-06: total/again 1400 → held: through-2022-06/total agrees
  flow: 2021 1000; 2022-03 200; 2022 900 | total 2022-06 1300 | term 2021-2025 → 2021-2022: sum 1900
      → through-2022-06: unexplained 100 inferred → held: through-2022-06/total leaves a rest
Shares and stocks change from year to year, but not from or to a bound or a part of a year
  share: 2021 96.2; 2022 97.15; 2024 98 → 2022: change 19/20
  stock: 2021 40000; 2022-06 39000 → 2022-06: change -1000
  share: 2021 90; 2022 >95 → 2022: value >95
  share: 2021 >90; 2022 95 → 2021: value >90
  share: 2021 90; 2022-06 95
  share: 2021-06 90; 2022 95
A count of events has no change unless a source prints one, which is recomputed
  flow: 2021 5; 2022 6 → 2021-2022: sum 11
  flow: 2021 1514; 2022 1533 change=19 change-percent=1.25 → 2022: change/again 19,
      change-percent/again 950/757 → 2021-2022: sum 3047 → held: 2022/change agrees;
      2022/change-percent agrees
  stock: 2021 1514; 2022 1533 change=-9 change-percent=1.3 → 2022: change/again 19,
      change-percent/again 950/757, change/difference -28 → held: 2022/change disagrees;
      2022/change-percent agrees
  flow: 2021 0; 2022 5 change-percent=100 → 2021-2022: sum 5
Results are summed over the last whole years without a gap
  flow: 2021 1514; 2022 1533; 2023 1667 → 2021-2023: sum 4714
  flow: 2021 1514
  flow: 2021 1514; 2023 1667
  flow: 2020 7; 2022 1533; 2023 1667 → 2022-2023: sum 3200
  flow: 2021 1514; 2022 1533; 2023 1667; 2024 1660 forecast → 2024: value 1660 forecast →
      2021-2023: sum 4714
  flow: 2021 1514; 2022 1533; 2023 1667; 2024 1660 estimate → 2024: value 1660 estimate →
      2021-2023: sum 4714
  flow: 2021 1514; 2022 1533; 2023 1667; 2024-06 800 → 2021-2023: sum 4714
  flow: 2021 1514; 2022 1533; 2023 1667; 2024 >1600 → 2024: value >1600 → 2021-2023: sum 4714
  flow: 2021 1514; 2022 1533; 2023 1667 preliminary → 2023: value 1667 preliminary → 2021-2023:
      sum 4714 preliminary
  stock: 2021 1514; 2022 1533 → 2022: change 19
What a source prints over years is recomputed from all of them or not at all
  flow: 2021 1514; 2022 1533; 2023 1667 | printed sum 2021-2023 4714 → 2021-2023: sum/again 4714 →
      held: 2021-2023/sum agrees
  flow: 2021 1514; 2022 1533; 2023 1667 | printed sum -2022 3047 → 2021-2023: sum 4714 →
      2021-2022: sum/again 3047 → held: 2021-2022/sum agrees
  flow: 2021 1514; 2022 1533; 2023 1667 | printed mean 1571.3 → 2021-2023: sum 4714, mean/again
      4714/3 → held: 2021-2023/mean agrees
  flow: 2021 1514; 2022 1533; 2023 1667 | printed change 2021-2023 153 → 2021-2023: sum 4714,
      change/again 153 → held: 2021-2023/change agrees
  flow: 2021 1514; 2022 1533; 2023 1667 | printed change-percent 2021-2023 10.1 → 2021-2023: sum
      4714, change-percent/again 7650/757 → held: 2021-2023/change-percent agrees
  flow: 2021 1514; 2022 1533; 2023 1667 | printed mean 2018-2023 1500 → 2021-2023: sum 4714
  flow: 2021 1514; 2022 1533; 2023 1667 | printed mean 2020-2022 1500 → 2021-2023: sum 4714
  flow: 2021 1514; 2022 1533; 2023 1667 | printed mean -2020 1500 → 2021-2023: sum 4714
  share: 2021 96; 2022 >90 | printed mean 2021-2022 95 → 2022: value >90
  share: | printed mean >95 → 2020-2025: mean >95
  flow: 2021 0; 2022 5 | printed change-percent 2021-2022 100 → 2021-2022: sum 5
A change needs only its two ends
  share: 2021 90; 2022 >80; 2024 95 | printed change 2021-2024 5 → 2022: value >80 → 2021-2024:
      change/again 5 → held: 2021-2024/change agrees
A total over all its years is their sum
  flow: 2021 1514; 2022 1533; 2023 1667 | total 2023 4714 | aim term-total 6300 | term 2021-2025 →
      2021-2023: sum 4714 → through-2023 in-progress: total/again 4714, percent-of-target 4714/63,
      remaining 1586, remaining-percent 1586/63, required-per-period 793 → aim in-progress
      through-2023 → held: through-2023/total agrees
A total whose last year may go on after it leaves a rest of at least the difference
  flow: 2021 1514; 2022 1533; 2023 1667 | total 2023-12-mid 5866 | aim term-total 6300 →
      2021-2023: sum 4714 → through-2023-12-mid in-progress: unexplained >=1152 inferred,
      unexplained-percent >=128/7 inferred, percent-of-target 838/9, remaining 434,
      remaining-percent 62/9, required-per-period 217 → aim in-progress through-2023-12-mid →
      held: through-2023-12-mid/total leaves a rest
A total of whole years leaves just the difference to the years that are missing
  flow: 2021 1514; 2022 1533; 2023 1667 | total 2023 5866 | aim term-total 6300 → 2021-2023: sum
      4714 → through-2023 in-progress: unexplained 1152 inferred, unexplained-percent 128/7
      inferred, percent-of-target 838/9, remaining 434, remaining-percent 62/9,
      required-per-period 217 → aim in-progress through-2023 → held: through-2023/total leaves a
      rest
  flow: 2020 1000; 2021 1514; 2023 1667 | total 2023 5866 | aim term-total 6300 →
      2020-2021: sum 2514 → through-2023 in-progress: unexplained 1685 inferred,
      unexplained-percent 1685/63 inferred, percent-of-target 838/9, remaining 434,
      remaining-percent 62/9, required-per-period 217 → aim in-progress through-2023 →
      held: through-2023/total leaves a rest
  flow: 2021 1514; 2022 1533; 2023 1667 | total 2023 4714 | aim term-total 6300 → 2021-2023: sum
      4714 → through-2023 in-progress: unexplained 0 inferred, unexplained-percent 0 inferred,
      percent-of-target 4714/63, remaining 1586, remaining-percent 1586/63, required-per-period
      793 → aim in-progress through-2023 → held: through-2023/total leaves a rest
A total that is a bound leaves a bound, or nothing
  flow: 2021 1514; 2022 1533; 2023 1667 | total 2023 >5866 → 2021-2023: sum 4714 → through-2023:
      total >5866, unexplained >1152 inferred → held: through-2023/total leaves a rest
  flow: 2021 1514; 2022 1533; 2023 1667 | total 2023 <5866 → 2021-2023: sum 4714 → through-2023:
      total <5866
  flow: 2021 1514; 2022 1533; 2023 1667 | total 2023 >=4000 → 2021-2023: sum 4714 → through-2023:
      total >=4000
Nothing is said of a rest that may be nothing: the whole of 2023 may hold more than is left for it
  flow: 2021 1514; 2022 1533; 2023 1667 | total 2023-06 4000 → 2021-2023: sum 4714
Years that are more than the total they are in contradict it
  flow: 2021 1514; 2022 1533; 2023 1667 | total 2023 4700 → 2021-2023: sum 4714 → through-2023:
      total/again >=4714 → held: through-2023/total disagrees
  flow: 2021 1514; 2022 1533; 2023 1667 | total 2023-06 3000 → 2021-2023: sum 4714 →
      through-2023-06: total/again >=3047 → held: through-2023-06/total disagrees
Years that together are less than a total within them contradict it
  flow: 2020 1000; 2021 1514; 2022 1533; 2023 1667 | total 2023-12-mid 5714 → 2020-2023: sum 5714
  flow: 2020 1000; 2021 1514; 2022 1533; 2023 1667 | total 2023-12-mid 5715 → 2020-2023: sum 5714
      → through-2023-12-mid: total/again <=5714 → held: through-2023-12-mid/total disagrees
Nothing is said of a rest where years may be negative
  flow: 2021 -3; 2022 10 | total 2023 5 | total 2022 7 | term 2021-2025 → 2021-2022: sum 7 →
      through-2022: total/again 7 → held: through-2022/total agrees
A bound among the years makes the sum a bound and is no part of a rest
  flow: 2021 1514; 2022 >1500; 2023 1667 | total 2023 4714 | term 2021-2025 → 2022: value >1500 →
      through-2023: total/again >4681
  flow: 2021 1514; 2022 >1500; 2023 1667 | total 2023 5866 → 2022: value >1500 → through-2023:
      unexplained 2685 inferred → held: through-2023/total leaves a rest
A total is held against one that ended a year with all since, if they leave no gap or overlap
  flow: 2025-09 1200 | total 2024 7568 | total 2025-09 9100 → through-2025-09: total/again 8768,
      total/difference 332 → held: through-2025-09/total disagrees
  flow: 2025-09 1200 | total 2024 7568 | total 2025-09 9100 explained → through-2025-09:
      total/again 8768, total/difference 332 → held: through-2025-09/total disagrees explained
  flow: 2024 1702; 2025-09 1200 | total 2023 5866 | total 2024-06 6700 | total 2025-09 8768 →
      through-2024-06: unexplained >=4998 inferred → through-2025-09: total/again 8768 → held:
      through-2025-09/total agrees; through-2024-06/total leaves a rest
  flow: 2025-09 1200 | total 2023 5866 | total 2025-09 9100 → through-2025-09: unexplained 7900
      inferred → held: through-2025-09/total leaves a rest
  flow: 2025 1200 | total 2024 7568 | total 2025-09 9100 → through-2025-09: unexplained >=7900
      inferred → held: through-2025-09/total leaves a rest
  flow: 2025-09 1200 | total 2024-12-mid 7568 | total 2025-09 9100 → through-2025-09: unexplained
      7900 inferred → held: through-2025-09/total leaves a rest
A year counted just as far as the total is part of it; one counted less far leaves a rest
  flow: 2021 1514; 2022 1533; 2023-06 800 | total 2023-06 3847 | term 2021-2025 → 2021-2022: sum
      3047 → through-2023-06: total/again 3847 → held: through-2023-06/total agrees
  flow: 2021 1514; 2022 1533; 2023-06 800 | total 2023-06-30 3847 | term 2021-2025 → 2021-2022:
      sum 3047 → through-2023-06-30: total/again 3847 → held: through-2023-06-30/total agrees
  flow: 2021 1514; 2022 1533; 2023-06 800 | total 2023 4714 | term 2021-2025 → 2021-2022: sum 3047
      → through-2023: unexplained 867 inferred → held: through-2023/total leaves a rest
A forecast year is no part of a result, and a total before every known year is only published
  flow: 2021 1514; 2022 1533; 2023 1667 forecast | total 2023 4714 | term 2021-2025 → 2023: value
      1667 forecast → 2021-2022: sum 3047 → through-2023: unexplained 1667 inferred → held:
      through-2023/total leaves a rest
  flow: 2021 1514 | total 2020 900
A forecast is the last total with the plans after it, and at least that
  flow: 2021 1514; 2022 1533; 2023 1667; 2024 /1660 forecast | total 2023-12-mid 5866 | total 2024
      >=7526 forecast → 2024 no-data: plan 1660 forecast → 2021-2023: sum 4714 →
      through-2023-12-mid: unexplained >=1152 inferred → through-2024: total >=7526 forecast,
      total/again >=7526 forecast → held: through-2024/total agrees; through-2023-12-mid/total
      leaves a rest
  flow: 2023 1667; 2024 /1660 | total 2023 5866 | total 2024 >=7526 forecast → through-2023:
      unexplained 4199 inferred → through-2024: total >=7526 forecast, total/again 7526 forecast →
      held: through-2024/total agrees; through-2023/total leaves a rest
  flow: 2024 1700/1660 estimate; 2025 /1600 | total 2021 1514 | total 2023 5866 | total 2025 9166
      forecast → 2024 forecast-exceeded: value 1700 estimate, percent-of-plan 8500/83 estimate,
      over-plan 40 estimate → through-2025: total 9166 forecast, total/again 9166 forecast → held:
      through-2025/total agrees
A forecast that lacks a summand is not recomputed
  flow: 2023 1667; 2024 /1660 | total 2024 >=7526 forecast → through-2024: total >=7526 forecast
  flow: 2023 1667 | total 2023 5866 | total 2024 >=7526 forecast → through-2023: unexplained 4199
      inferred → through-2024: total >=7526 forecast → held: through-2023/total leaves a rest
  flow: 2023 1667; 2025 /1600 | total 2023 5866 | total 2025 9000 forecast → through-2023:
      unexplained 4199 inferred → through-2025: total 9000 forecast → held: through-2023/total
      leaves a rest
  flow: 2023 1667; 2024 /1660 | total 2023 5866 | total 2024-06 7000 forecast → through-2023:
      unexplained 4199 inferred → through-2024-06: total 7000 forecast → held: through-2023/total
      leaves a rest
  flow: 2023 1667; 2024 /1660 | total 2023-12-mid <5866 | total 2024 >=7526 forecast →
      through-2023-12-mid: total <5866 → through-2024: total >=7526 forecast
  flow: 2023 1667 | total 2023 5866 | total 2022 5000 forecast → through-2023: unexplained 4199
      inferred → through-2022: total 5000 forecast → held: through-2023/total leaves a rest
A forecast over years of which some are forecasts is their sum, of candidates an interval
  flow: 2021 1514; 2022 1533; 2023 1667; 2024 1700 estimate | total 2024 6414 estimate | term
      2021-2025 → 2024: value 1700 estimate → 2021-2023: sum 4714 → through-2024: total 6414
      estimate, total/again 6414 estimate → held: through-2024/total agrees
  flow: 2022 227 108% | total 2021 1000 | total 2022 1211 forecast → 2022 exceeded: plan [210;
      211] inferred, percent-of-plan/again [22700/211; 2270/21] inferred, over-plan [16; 17]
      inferred → through-2022: total 1211 forecast, total/again [1210; 1211] inferred forecast →
      held: 2022/percent-of-plan used-for-inference
A forecast is not held against what came true since
  flow: 2020 1152; 2021 1514; 2022 1533; 2023 1667; 2024 1500 | total 2024 >=7526 forecast →
      2020-2024: sum 7366 → through-2024: total >=7526 forecast
What a total means for the target
  flow: | total 2023-12-mid 5866 | aim term-total 6300 → through-2023-12-mid in-progress:
      percent-of-target 838/9, remaining 434, remaining-percent 62/9, required-per-period 217 →
      aim in-progress through-2023-12-mid
  flow: | total 2023-06 5866 | aim term-total 6300 → through-2023-06 in-progress:
      percent-of-target 838/9, remaining 434, remaining-percent 62/9, required-per-period 434/3 →
      aim in-progress through-2023-06
  flow: | total 2025 5866 | aim term-total 6300 → through-2025 not-met: percent-of-target 838/9,
      remaining 434, remaining-percent 62/9 → aim not-met through-2025
  flow: | total 2025-12-mid 5866 | aim term-total 6300 → through-2025-12-mid in-progress:
      percent-of-target 838/9, remaining 434, remaining-percent 62/9 → aim in-progress
      through-2025-12-mid
  flow: | total 2024 6300 | aim term-total 6300 → through-2024 met: percent-of-target 100,
      over-target 0, years-early 1 → aim met through-2024
  flow: | total 2025 6301 | aim term-total 6300 → through-2025 exceeded: percent-of-target
      6301/63, over-target 1 → aim exceeded through-2025
  flow: | total 2024 >=5866 | aim term-total 6300 → through-2024 in-progress: total >=5866,
      percent-of-target >=838/9, remaining <=434 → aim in-progress through-2024
  flow: | total 2025 >=5866 | aim term-total 6300 → through-2025 no-basis: total >=5866,
      percent-of-target >=838/9, remaining <=434 → aim no-basis through-2025
  flow: | total 2024 <5866 | aim term-total 6300 → through-2024 in-progress: total <5866,
      percent-of-target <838/9, remaining >434, remaining-percent >62/9, required-per-period >434
      → aim in-progress through-2024
  flow: | total 2025 <5866 | aim term-total 6300 → through-2025 not-met: total <5866,
      percent-of-target <838/9, remaining >434, remaining-percent >62/9 → aim not-met through-2025
  flow: | total 2025 <=6300 | aim term-total 6300 → through-2025 no-basis: total <=6300,
      percent-of-target <=100, remaining >=0, remaining-percent >=0 → aim no-basis through-2025
  flow: | total 2025 >6300 estimate | aim term-total 6300 → through-2025 forecast-exceeded: total
      >6300 estimate, percent-of-target >100 estimate, over-target >0 estimate → aim no-data,
      outlook forecast-exceeded
  flow: | total 2025 6000 forecast | aim term-total 6300 → through-2025 in-progress: total 6000
      forecast, percent-of-target 2000/21 forecast, remaining 300 forecast, remaining-percent
      100/21 forecast → aim no-data, outlook in-progress
  flow: | total 2023 1 | aim term-total 1 → through-2023 met: percent-of-target 100, over-target
      0, years-early 2 → aim met through-2023
  flow: 2021 1514 | total 2023 5866 → through-2023: unexplained 4352 inferred → held:
      through-2023/total leaves a rest
What is left is held against the plan of the next whole year only, and against none below one
  flow: 2023 /1500; 2024 /1660; 2025 /1000 | total 2023-12-mid 5866 | aim term-total 6300 →
      through-2023-12-mid in-progress: percent-of-target 838/9, remaining 434, remaining-percent
      62/9, required-per-period 217, remaining-of-plan 2170/83 → aim in-progress
      through-2023-12-mid
  flow: 2023 /1500; 2024 /1660; 2025 /1000 | total 2023-06 5866 | aim term-total 6300 →
      through-2023-06 in-progress: percent-of-target 838/9, remaining 434, remaining-percent 62/9,
      required-per-period 434/3, remaining-of-plan 2170/83 → aim in-progress through-2023-06
  flow: 2023 /1500; 2025 /1000 | total 2023 5866 | aim term-total 6300 → through-2023 in-progress:
      percent-of-target 838/9, remaining 434, remaining-percent 62/9, required-per-period 217 →
      aim in-progress through-2023
  flow: 2023 /1500; 2024 /0 | total 2023 5866 | aim term-total 6300 → through-2023 in-progress:
      percent-of-target 838/9, remaining 434, remaining-percent 62/9, required-per-period 217 →
      aim in-progress through-2023
  flow: 2023 /1500; 2024 /-5 | total 2023 5866 | aim term-total 6300 → through-2023 in-progress:
      percent-of-target 838/9, remaining 434, remaining-percent 62/9, required-per-period 217 →
      aim in-progress through-2023
Only the first total that reaches the target is so many years early, unless a source prints it
  flow: | total 2022 6300 | total 2023 7000 | total 2024 8000 forecast | aim term-total 6300 →
      through-2022 met: percent-of-target 100, over-target 0, years-early 3 → through-2023
      exceeded: percent-of-target 1000/9, over-target 700 → through-2024 forecast-exceeded: total
      8000 forecast, percent-of-target 8000/63 forecast, over-target 1700 forecast → aim exceeded
      through-2023, outlook forecast-exceeded
  flow: | total 2022 6300 | total 2024 8000 years-early=1 | aim term-total 6300 → through-2022
      met: percent-of-target 100, over-target 0, years-early 3 → through-2024 exceeded:
      percent-of-target 8000/63, over-target 1700, years-early/again 1 → aim exceeded through-2024
      → held: through-2024/years-early agrees
A published percentage of the target is kept beside its recomputation
  flow: | total 2024 >=7526 forecast percent-of-target=119.5 | aim term-total 6300 → through-2024
      forecast-exceeded: total >=7526 forecast, percent-of-target 239/2 forecast,
      percent-of-target/again >=7526/63 forecast, over-target >=1226 forecast, years-early 1
      forecast → aim no-data, outlook forecast-exceeded → held: through-2024/percent-of-target
      agrees
Years give the total that a target asks for, from the start of the term or a stated total on
  flow: 2021 1514; 2022 1533; 2023 1667 | aim term-total 6300 | term 2021-2025 → 2021-2023: sum
      4714 → through-2023 in-progress: total 4714, percent-of-target 4714/63, remaining 1586,
      remaining-percent 1586/63, required-per-period 793 → aim in-progress through-2023
  flow: 2021 1514; 2022 1533; 2023 1667 | total 2021 2666 | aim term-total 6300 → 2021-2023: sum
      4714 → through-2021 in-progress: unexplained 1152 inferred, unexplained-percent 128/7
      inferred, percent-of-target 2666/63, remaining 3634, remaining-percent 3634/63,
      required-per-period 1817/2 → through-2023 in-progress: total 5866, percent-of-target 838/9,
      remaining 434, remaining-percent 62/9, required-per-period 217 → aim in-progress
      through-2023 → held: through-2021/total leaves a rest
  flow: 2021 1514; 2022 1533; 2023 1667; 2024-06 800; 2025 5 | aim term-total 6300 | term
      2021-2025 → 2021-2023: sum 4714 → through-2024-06 in-progress: total 5514,
      percent-of-target 1838/21, remaining 786, remaining-percent 262/21,
      required-per-period 393 → aim in-progress through-2024-06
  flow: 2021 1514; 2022 1533; 2024 /1660; 2023 1667 | total 2024 6374 forecast | aim term-total
      6300 | term 2021-2025 → 2021-2023: sum 4714 → through-2023 in-progress: total 4714,
      percent-of-target 4714/63, remaining 1586, remaining-percent 1586/63, required-per-period
      793, remaining-of-plan 7930/83 → through-2024 forecast-exceeded: total 6374 forecast,
      total/again 6374 forecast, percent-of-target 6374/63 forecast, over-target 74 forecast,
      years-early 1 forecast → aim in-progress through-2023, outlook forecast-exceeded → held:
      through-2024/total agrees
No total is made up where the years do not give it, or no target asks for it
  flow: 2021 1514; 2022 1533 | aim term-total 6300 → 2021-2022: sum 3047 → aim no-data
  flow: 2021 1514; 2022 1533 | total 2022 3047 forecast | aim term-total 6300 | term 2021-2025 →
      2021-2022: sum 3047 → through-2022 in-progress: total/reached 3047, percent-of-target/reached
      3047/63, remaining/reached 3253, remaining-percent/reached 3253/63,
      required-per-period/reached 3253/3, total 3047 forecast, percent-of-target 3047/63 forecast,
      remaining 3253 forecast, remaining-percent 3253/63 forecast, required-per-period 3253/3
      forecast → aim in-progress through-2022
  flow: 2021 1514; 2022 1533; 2023 1667 | total 2023-12-mid 5866 | aim term-total 6300 →
      2021-2023: sum 4714 → through-2023-12-mid in-progress: unexplained >=1152 inferred,
      unexplained-percent >=128/7 inferred, percent-of-target 838/9, remaining 434,
      remaining-percent 62/9, required-per-period 217 → aim in-progress through-2023-12-mid →
      held: through-2023-12-mid/total leaves a rest
  flow: 2021 >1500 | aim term-total 6300 | term 2021-2025 → 2021: value >1500 → aim no-data
  flow: 2021 1500 estimate | aim term-total 6300 | term 2021-2025 → 2021: value 1500 estimate →
      aim no-data
  flow: 2021 1514; 2022 1533; 2023 1667 | total 2024 5866 | aim term-total 6300 → 2021-2023: sum
      4714 → through-2024 in-progress: unexplained 1152 inferred, unexplained-percent 128/7
      inferred, percent-of-target 838/9, remaining 434, remaining-percent 62/9,
      required-per-period 434 → aim in-progress through-2024 → held: through-2024/total leaves a
      rest
  flow: 2021 1514; 2022 1533 | aim floor 1000 | term 2021-2025 → 2021 met: margin 514 → 2022 met:
      margin 533 → 2021-2022: sum 3047 → aim met 2022
  stock: 2021 1514; 2022 1533 | aim term-total 6300 | term 2021-2025 → 2022: change 19 → aim
      no-data
A target is met as soon as a total and the counts after it prove it, whatever lies between
  flow: 2021 1514; 2022 1533; 2023 1667; 2024 1702 | total 2023-12-mid 5866 | aim term-total 6300 →
      2021-2024: sum 6416 → through-2023-12-mid in-progress: unexplained >=1152 inferred,
      unexplained-percent >=128/7 inferred, percent-of-target 838/9, remaining 434,
      remaining-percent 62/9, required-per-period 217 → through-2024 exceeded: total >=7568,
      percent-of-target >=7568/63, over-target >=1268, years-early 1 → aim exceeded through-2024 →
      held: through-2023-12-mid/total leaves a rest
  flow: 2023 1667; 2024 1702 | total 2023-12-mid 5866 | total 2024 >=7526 forecast | aim term-total
      6300 → 2023-2024: sum 3369 → through-2023-12-mid in-progress: unexplained >=4199 inferred,
      unexplained-percent >=4199/63 inferred, percent-of-target 838/9, remaining 434,
      remaining-percent 62/9, required-per-period 217 → through-2024 exceeded:
      total/reached >=7568, percent-of-target/reached >=7568/63, over-target/reached >=1268,
      years-early/reached 1, total >=7526 forecast, percent-of-target >=7526/63 forecast,
      over-target >=1226 forecast → aim exceeded through-2024 → held: through-2023-12-mid/total
      leaves a rest
  flow: 2023 1667; 2024-06 850 | total 2023-12-mid 5866 | aim term-total 6300 → through-2023-12-mid
      in-progress: unexplained >=4199 inferred, unexplained-percent >=4199/63 inferred,
      percent-of-target 838/9, remaining 434, remaining-percent 62/9, required-per-period 217 →
      through-2024-06 exceeded: total >=6716, percent-of-target >=6716/63, over-target >=416,
      years-early 1 → aim exceeded through-2024-06 → held: through-2023-12-mid/total leaves a rest
  flow: 2023 1667; 2024 300 | total 2023-12-mid 5866 | aim term-total 6300 → 2023-2024: sum 1967 →
      through-2023-12-mid in-progress: unexplained >=4199 inferred, unexplained-percent >=4199/63
      inferred, percent-of-target 838/9, remaining 434, remaining-percent 62/9, required-per-period
      217 → aim in-progress through-2023-12-mid → held: through-2023-12-mid/total leaves a rest
  flow: 2023 1667 | total 2023-12-mid 5866 | aim term-total 6300 → through-2023-12-mid in-progress:
      unexplained >=4199 inferred, unexplained-percent >=4199/63 inferred, percent-of-target 838/9,
      remaining 434, remaining-percent 62/9, required-per-period 217 → aim in-progress
      through-2023-12-mid → held: through-2023-12-mid/total leaves a rest
  flow: 2021 3000; 2023 >=3400 | aim term-total 6300 → 2023: value >=3400 → through-2023 exceeded:
      total >=6400, percent-of-target >=6400/63, over-target >=100, years-early 2 → aim exceeded
      through-2023
  flow: 2021 3000; 2023 <3400 | aim term-total 6300 → 2023: value <3400 → aim no-data
  flow1: 2021 -1; 2023 6400 | aim term-total 6300 → aim no-data
  flow: 2024 1702 | total 2023-12-mid 5866 | total 2024 6400 | aim term-total 6300 →
      through-2023-12-mid in-progress: percent-of-target 838/9, remaining 434, remaining-percent
      62/9, required-per-period 217 → through-2024 exceeded: unexplained 4698 inferred,
      unexplained-percent 522/7 inferred, percent-of-target 6400/63, over-target 100, years-early 1
      → aim exceeded through-2024 → held: through-2024/total leaves a rest
A total that reaches the target takes nothing from what later counts prove, unless it says more
  flow: 2024 1702 | total 2023-12-mid 5866 | total 2024-06 6700 | aim term-total 6300 →
      through-2023-12-mid in-progress: percent-of-target 838/9, remaining 434, remaining-percent
      62/9, required-per-period 217 → through-2024-06 exceeded: unexplained >=4998 inferred,
      unexplained-percent >=238/3 inferred, percent-of-target 6700/63, over-target 400, years-early
      1 → through-2024 exceeded: total >=7568, percent-of-target >=7568/63, over-target >=1268 →
      aim exceeded through-2024 → held: through-2024-06/total leaves a rest
  flow: 2024 1702 | total 2023-12-mid 5866 | total 2024-06 7600 | aim term-total 6300 →
      through-2023-12-mid in-progress: percent-of-target 838/9, remaining 434, remaining-percent
      62/9, required-per-period 217 → through-2024-06 exceeded: unexplained >=5898 inferred,
      unexplained-percent >=1966/21 inferred, percent-of-target 7600/63, over-target 1300,
      years-early 1 → aim exceeded through-2024-06 → held: through-2024-06/total leaves a rest
A floor is kept when every year with a result keeps it; a forecast before the last result is past
  share: | aim floor 90 → aim no-data
  share: 2021 - | aim floor 90 → aim no-data
  share: 2021 95; 2022 91 | aim floor 90 → 2021 met: margin 5 → 2022 met: margin 1, change -4 →
      aim met 2022
  share: 2021 89; 2022 95 | aim floor 90 → 2021 not-met: margin -1 → 2022 met: margin 5, change 6
      → aim not-met 2022
  share: 2021 95; 2022 >90 | aim floor 90 → 2021 met: margin 5 → 2022 met: value >90, margin >0 →
      aim met 2022
  share: 2021 95; 2022 >80 | aim floor 90 → 2021 met: margin 5 → 2022 no-basis: value >80, margin
      >-10 → aim no-basis 2022
  share: 2021 95; 2022-06 89 | aim floor 90 → 2021 met: margin 5 → 2022-06 in-progress: margin -1 →
      aim in-progress 2022-06
  share: 2021 95; 2022 93 forecast | aim floor 90 → 2021 met: margin 5 → 2022 forecast-met: value
      93 forecast, margin 3 forecast, change -2 forecast → aim met 2021, outlook forecast-met
  share: 2021 95; 2022 80 forecast | aim floor 90 → 2021 met: margin 5 → 2022 in-progress: value
      80 forecast, margin -10 forecast, change -15 forecast → aim met 2021, outlook in-progress
  share: 2021 93 estimate | aim floor 90 → 2021 forecast-met: value 93 estimate, margin 3 estimate
      → aim no-data, outlook forecast-met
  share: 2021 80 forecast; 2022 95 | aim floor 90 → 2021 no-basis: value 80 forecast, margin
      -10 forecast → 2022 met: margin 5, change 15 forecast → aim met 2022
  share: 2021 89; 2022 95; 2023 88 | aim floor 90 → 2021 not-met: margin -1 → 2022 met: margin 5,
      change 6 → 2023 not-met: margin -2, change -7 → aim not-met 2023
A missed yearly plan above a floor is no breach of the floor
  share: 2021 92/95 | aim floor 90 → 2021 not-met: percent-of-plan 1840/19, over-plan -3, margin 2
      → aim met 2021
A ceiling of zero is kept by zero and broken by one
  flow: 2021 0; 2022 1 | aim ceiling 0 → 2021 met: margin 0 → 2022 not-met: margin -1 → 2021-2022:
      sum 1 → aim not-met 2022
A total stands where its latest result does, and its forecast is the outlook unless overtaken
  flow: | aim term-total 100 → aim no-data
  flow: | total 2022 50 | total 2023 101 | aim term-total 100 → through-2022 in-progress:
      percent-of-target 50, remaining 50, remaining-percent 50, required-per-period 50/3 →
      through-2023 exceeded: percent-of-target 101, over-target 1, years-early 2 → aim exceeded
      through-2023
  flow: | total 2022 50 | total 2024 100 forecast | aim term-total 100 → through-2022 in-progress:
      percent-of-target 50, remaining 50, remaining-percent 50, required-per-period 50/3 →
      through-2024 forecast-met: total 100 forecast, percent-of-target 100 forecast, over-target 0
      forecast, years-early 1 forecast → aim in-progress through-2022, outlook forecast-met
  flow: | total 2022 50 | total 2025 99 forecast | aim term-total 100 → through-2022 in-progress:
      percent-of-target 50, remaining 50, remaining-percent 50, required-per-period 50/3 →
      through-2025 in-progress: total 99 forecast, percent-of-target 99 forecast, remaining 1
      forecast, remaining-percent 1 forecast → aim in-progress through-2022, outlook in-progress
  flow: | total 2024 120 forecast | aim term-total 100 → through-2024 forecast-exceeded: total 120
      forecast, percent-of-target 120 forecast, over-target 20 forecast, years-early 1 forecast →
      aim no-data, outlook forecast-exceeded
  flow: | total 2022 120 forecast | total 2023 90 | aim term-total 100 → through-2023 in-progress:
      percent-of-target 90, remaining 10, remaining-percent 10, required-per-period 5 →
      through-2022: total 120 forecast, percent-of-target 120 forecast,
      over-target 20 forecast, years-early 3 forecast → aim in-progress through-2023
A value is wanted at the end of the term: what comes before is compared with a linear path
  share: | aim end-value 60 from 50 → aim no-data
  share: 2022 53 | aim end-value 60 from 50 → 2022: pace 54, required-per-period 7/3 → aim
      in-progress 2022
  share: 2022 61 | aim end-value 60 from 50 → 2022: pace 54 → aim exceeded 2022
  share: 2025 60 | aim end-value 60 from 50 → 2025: pace 60 → aim met 2025
  share: 2025 59 | aim end-value 60 from 50 → 2025: pace 60 → aim not-met 2025
  share: 2025-06 59 | aim end-value 60 from 50 → 2025-06: required-per-period 1 → aim in-progress
      2025-06
  share: 2022 >=60 | aim end-value 60 from 50 → 2022: value >=60, pace 54 → aim met 2022
  share: 2025 >55 | aim end-value 60 from 50 → 2025: value >55, pace 60 → aim no-basis 2025
  share: 2022 53; 2025 61 forecast | aim end-value 60 from 50 → 2022: pace 54, required-per-period
      7/3 → 2025: value 61 forecast → aim in-progress 2022, outlook forecast-exceeded
  share: 2022 61 estimate | aim end-value 60 from 50 → 2022: value 61 estimate → aim no-data,
      outlook forecast-exceeded
  share: 2023 4.1 | aim end-value 3 from 5 → 2023: pace 19/5, required-per-period -11/20 → aim
      in-progress 2023
  share: 2023 2.9 | aim end-value 3 from 5 → 2023: pace 19/5 → aim exceeded 2023
  share: 2023 <=3 | aim end-value 3 from 5 → 2023: value <=3, pace 19/5 → aim met 2023
  share: 2025 3.1 | aim end-value 3 from 5 → 2025: pace 3 → aim not-met 2025
Without a base the path starts at the first known value, if that has not reached the target
  share: 2021 52; 2023 55 | aim end-value 60 → 2023: pace 56, required-per-period 5/2 → aim
      in-progress 2023
  share: 2021 52 | aim end-value 60 → 2021: required-per-period 2 → aim in-progress 2021
  share: 2021 61; 2023 62 | aim end-value 60 → aim exceeded 2023
A percentage of a typed plan is recomputed: Trà Vinh (2022), Đức Linh (2023), Long Hồ (2015)
  flow: 2021 79/85 92.94% → 2021 not-met: percent-of-plan/again 1580/17, over-plan -6 → held:
      2021/percent-of-plan agrees
  flow: 2021 71/75 94.67% → 2021 not-met: percent-of-plan/again 284/3, over-plan -4 → held:
      2021/percent-of-plan agrees
  flow: 2021 14/71 19.72% → 2021 not-met: percent-of-plan/again 1400/71, over-plan -57 → held:
      2021/percent-of-plan agrees
  flow: 2021 65/170 38.2% → 2021 not-met: percent-of-plan/again 650/17, over-plan -105 → held:
      2021/percent-of-plan agrees
  flow: 2021 227/210 108.09% → 2021 exceeded: percent-of-plan/again 2270/21, over-plan 17 → held:
      2021/percent-of-plan other-rounding by down
  flow: 2021 227/210 109% → 2021 exceeded: percent-of-plan/again 2270/21, over-plan 17 → held:
      2021/percent-of-plan other-rounding by up
  flow: 2021 1/16 6.2% → 2021 not-met: percent-of-plan/again 25/4, over-plan -15 → held:
      2021/percent-of-plan other-rounding by half-even
  flow: 2021 227/210 107.5% → 2021 exceeded: percent-of-plan/again 2270/21, over-plan 17,
      percent-of-plan/difference -25/42 → held: 2021/percent-of-plan disagrees
  flow: 2021 3/0 50% → 2021 exceeded
  flow: 2021 300/200 >100% → 2021 exceeded: percent-of-plan >100, percent-of-plan/again 150,
      over-plan 100 → held: 2021/percent-of-plan agrees
  flow: 2021 300/400 >100% → 2021 not-met: percent-of-plan >100, percent-of-plan/again 75,
      over-plan -100 → held: 2021/percent-of-plan disagrees
  flow: 2021 300 >100% → 2021 exceeded: percent-of-plan >100
  flow?: 2021 3 99.9% → 2021 not-met
A share is held against its counts, and what explains it stands beside the verdict
  share: 2021 93 79:85 → 2021: value/again 1580/17 → held: 2021/value agrees
  share: 2021 92.9 79:85 explained → 2021: value/again 1580/17 → held: 2021/value agrees explained
  share: 2021 92.95 79:85 → 2021: value/again 1580/17 → held: 2021/value other-rounding by up
  share: 2021 >90 79:85 → 2021: value >90, value/again 1580/17 → held: 2021/value agrees
  share: 2021 92.5 79:85 explained → 2021: value/again 1580/17, value/difference -15/34 → held:
      2021/value disagrees explained
What is printed over years is held against them and what their rounding allows
  share: 2021 96.2; 2022 97.15 | printed mean 2021-2022 96.68 → 2022: change 19/20 → 2021-2022:
      mean/again 3867/40 → held: 2021-2022/mean agrees
  share: 2021 96.2; 2022 97.15 | printed mean 2021-2022 96.67 → 2022: change 19/20 → 2021-2022:
      mean/again 3867/40 → held: 2021-2022/mean other-rounding by down
  share: 2021 96.2; 2022 97.15 | printed mean 2021-2022 96.7 → 2022: change 19/20 → 2021-2022:
      mean/again 3867/40 → held: 2021-2022/mean agrees
  share: 2021 96.2; 2022 97.15 | printed mean 2021-2022 96.69 → 2022: change 19/20 → 2021-2022:
      mean/again 3867/40, mean/difference 3/200 → held: 2021-2022/mean within-inputs
  share: 2021 96.2; 2022 97.15 | printed mean 2021-2022 96.70 → 2022: change 19/20 → 2021-2022:
      mean/again 3867/40, mean/difference 1/40 → held: 2021-2022/mean within-inputs
  share: 2021 96.2; 2022 97.15 | printed mean 2021-2022 96.65 → 2022: change 19/20 → 2021-2022:
      mean/again 3867/40, mean/difference -1/40 → held: 2021-2022/mean within-inputs
  share: 2021 96.2; 2022 97.15 | printed mean 2021-2022 96.64 → 2022: change 19/20 → 2021-2022:
      mean/again 3867/40, mean/difference -7/200 → held: 2021-2022/mean disagrees
  share: 2021 96.2; 2022 97.15 | printed mean 2021-2022 96.71 → 2022: change 19/20 → 2021-2022:
      mean/again 3867/40, mean/difference 7/200 → held: 2021-2022/mean disagrees
  share: 2021 96.2; 2022 97.15 | printed mean 2021-2022 96.75 explained → 2022: change 19/20 →
      2021-2022: mean/again 3867/40, mean/difference 3/40 → held: 2021-2022/mean disagrees
      explained
  share: 2021 96.2; 2022 97.15 | printed change 2021-2022 1 → 2022: change 19/20 → 2021-2022:
      change/again 19/20 → held: 2021-2022/change agrees
  share: 2021 96.2; 2022 97.15 | printed change 2021-2022 1.00 → 2022: change 19/20 → 2021-2022:
      change/again 19/20, change/difference 1/20 → held: 2021-2022/change within-inputs
  share: 2021 96.2; 2022 97.15 | printed change 2021-2022 1.1 → 2022: change 19/20 → 2021-2022:
      change/again 19/20, change/difference 3/20 → held: 2021-2022/change disagrees
  share: 2021 96.2; 2022 97.15 | printed change 2021-2022 -0.95 → 2022: change 19/20 → 2021-2022:
      change/again 19/20, change/difference -19/10 → held: 2021-2022/change disagrees
  share: 2021 96.2; 2022 97.15 | printed change-percent 2021-2022 0.99 → 2022: change 19/20 →
      2021-2022: change-percent/again 475/481 → held: 2021-2022/change-percent agrees
  share: 2021 96.2; 2022 97.15 | printed change-percent 2021-2022 1.04 → 2022: change 19/20 →
      2021-2022: change-percent/again 475/481, change-percent/difference 631/12025 → held:
      2021-2022/change-percent within-inputs
  share: 2021 96.2; 2022 97.15 | printed change-percent 2021-2022 2 → 2022: change 19/20 →
      2021-2022: change-percent/again 475/481, change-percent/difference 487/481 → held:
      2021-2022/change-percent disagrees
  share: 2021 96.2; 2022 97.15 | printed mean 2021-2023 96.7 → 2022: change 19/20
  share: 2021 0.1; 2022 0.0 | printed change-percent 2021-2022 -70 → 2022: change -1/10 →
      2021-2022: change-percent/again -100, change-percent/difference 30 → held:
      2021-2022/change-percent within-inputs
Counts, plans and targets are exact and leave no room
  flow: 2021 1514; 2022 1533 | printed sum 2021-2022 3048 → 2021-2022: sum/again 3047,
      sum/difference 1 → held: 2021-2022/sum disagrees
  flow: | total 2023 5866 percent-of-target=93.12 | aim term-total 6300 → through-2023
      in-progress: percent-of-target/again 838/9, remaining 434, remaining-percent 62/9,
      required-per-period 217 → aim in-progress through-2023 → held:
      through-2023/percent-of-target other-rounding by up
A total is held against its years or leaves a rest; only a total leaves one
  flow: 2021 1514; 2022 1533 | total 2022 3000 | term 2021-2025 → 2021-2022: sum 3047 →
      through-2022: total/again 3047, total/difference -47 → held: through-2022/total disagrees
  flow: | total 2022 >=3000 | term 2021-2025 → through-2022: total >=3000
  flow: 2021 1514; 2022 1533 | total 2022 >=3000 | term 2021-2025 → 2021-2022: sum 3047 →
      through-2022: total >=3000, total/again 3047 → held: through-2022/total agrees
  flow: 2021 1514; 2022 1533 | total 2022 >=3100 explained | term 2021-2025 → 2021-2022: sum 3047
      → through-2022: total >=3100, total/again 3047 → held: through-2022/total disagrees
      explained
  flow: 2021 1514 | total 2022 5000 | term 2021-2025 → through-2022: unexplained 3486 inferred →
      held: through-2022/total leaves a rest
  flow: 2021 1514 | total 2022 1000 | term 2021-2025 → through-2022: total/again >=1514 → held:
      through-2022/total disagrees
  flow: 2021 1514 | total 2022 5866 percent-of-target=93.12 → through-2022: unexplained 4352
      inferred → held: through-2022/total leaves a rest
Years early are recomputed where the target is reached
  flow: | total 2024 >=7526 forecast years-early=1 | aim term-total 6300 → through-2024
      forecast-exceeded: total >=7526 forecast, years-early 1 forecast, percent-of-target
      >=7526/63 forecast, over-target >=1226 forecast, years-early/again 1 forecast → aim no-data,
      outlook forecast-exceeded → held: through-2024/years-early agrees
  flow: | total 2024 >=7526 forecast years-early=2 | aim term-total 6300 → through-2024
      forecast-exceeded: total >=7526 forecast, years-early 2 forecast, percent-of-target
      >=7526/63 forecast, over-target >=1226 forecast, years-early/again 1 forecast,
      years-early/difference 1 forecast → aim no-data, outlook forecast-exceeded → held:
      through-2024/years-early disagrees
  flow: | total 2024 >=6000 forecast years-early=1 | aim term-total 6300 → through-2024
      in-progress: total >=6000 forecast, years-early 1 forecast, percent-of-target >=2000/21
      forecast, remaining <=300 forecast → aim no-data, outlook in-progress
A ratio of two known sides is computed and judged
  ratio: 2022 1750 // 2022 50000 | aim range 3 4 → 2022 met: value 7/2 → aim met 2022
  ratio: 2022 1500 // 2022 50000 | aim range 3 4 → 2022 met: value 3 → aim met 2022
  ratio: 2022 2500 // 2022 50000 | aim range 3 4 → 2022 met: value 5 → aim met 2022
  ratio: 2022 1499 // 2022 50000 | aim range 3 4 → 2022 not-met: value 1499/500 → aim not-met 2022
  ratio: 2022 0 // 2022 50000 | aim range 3 4 → 2022 not-met: value 0 → aim not-met 2022
  ratio: 2022 >=1750 // 2022 50000 | aim range 3 4 → 2022 met: value >=7/2 → aim met 2022
  ratio: 2022 >1000 // 2022 50000 | aim range 3 4 → 2022 no-basis: value >2 → aim no-basis 2022
  ratio: 2022 1750 // 2022 >50000 | aim range 3 4 → 2022 no-basis: value <7/2 → aim no-basis 2022
  ratio: 2022 1000 // 2022 >50000 | aim range 3 4 → 2022 not-met: value <2 → aim not-met 2022
  ratio: 2022-06 800 // 2022-06 50000 | aim range 3 4 → 2022-06 in-progress: value 8/5 → aim
      in-progress 2022-06
  ratio: 2022 1750 estimate // 2022 50000 | aim range 3 4 → 2022 forecast-met: value 7/2 estimate
      → aim no-basis, outlook forecast-met
A plan on top is what is expected; it is no result, whatever its own status says
  ratio: 2022 /1750 // 2022 50000 | aim range 3 4 → 2022 forecast-met: value 7/2 forecast → aim
      no-basis, outlook forecast-met
  ratio: 2022 /1000 // 2022 50000 | aim range 3 4 → 2022 in-progress: value 2 forecast → aim
      no-basis, outlook in-progress
  ratio: 2022 1500; 2023 /500 // 2022 50000; 2023 50000 | aim range 3 4 → 2022 met: value 3 → 2023
      in-progress: value 1 forecast → aim met 2022, outlook in-progress
A ratio may have a floor, a ceiling, a value wanted at the end, or no target
  ratio: 2022 1750 // 2022 50000 | aim floor 3 → 2022 met: value 7/2 → aim met 2022
  ratio: 2022 1750 // 2022 50000 | aim floor 4 → 2022 not-met: value 7/2 → aim not-met 2022
  ratio: 2022 1750 // 2022 50000 | aim ceiling 4 → 2022 met: value 7/2 → aim met 2022
  ratio: 2022 1750 // 2022 50000 | aim ceiling 3 → 2022 not-met: value 7/2 → aim not-met 2022
  ratio: 2022 5 // 2022 100 | aim end-value 6 → 2022 no-basis: value 5, required-per-period 1/3 →
      aim in-progress 2022
  ratio: 2022 1750 // 2022 50000 → 2022 no-basis: value 7/2
A known side asks for the whole numbers that bring the ratio into its range
  ratio: 2022 1514 // | aim range 3 4 → 2022 no-basis: implied [37850; 50466] inferred → aim
      no-basis
  ratio: 2022 1514 preliminary // | aim range 3 4 → 2022 no-basis: implied [37850; 50466] inferred
      preliminary → aim no-basis
  ratio: 2022 /1660 // | aim range 3 4 → 2022 no-basis: implied [41500; 55333] inferred → aim
      no-basis
  ratio: 2022 /1660 forecast // | aim range 3 4 → 2022 no-basis: implied [41500; 55333] inferred
      forecast → aim no-basis
  ratio: 2022 1 // | aim range 3 4 → 2022 no-basis: implied [25; 33] inferred → aim no-basis
  ratio: // 2022 50001 | aim range 3 4 → 2022 no-basis: needed [1501; 2000] inferred → aim
      no-basis
  ratio: 2023 1 // | aim range 3.9 4 → 2023 no-basis: implied 25 inferred → aim no-basis
Nothing is asked where no whole number lies in the range, by a part of a year, or by nothing
  ratio: 2022 1 // | aim range 3.9 3.95 → aim no-basis
  ratio: 2022-06 800 // | aim range 3 4 → aim no-basis
  ratio: 2022 0 // | aim range 3 4 → aim no-basis
  ratio: // | aim range 3 4 → aim no-basis
  ratio: // 2022 0 | aim range 3 4 → aim no-basis
What is asked of a quantity that is not counted is not made whole
  ratio1: 2022 0.5 // | aim range 3 4 → 2022 no-basis: implied [25/2; 50/3] inferred → aim
      no-basis
The denominator may be the value of the year before, or a plan, also where that is one of several
  ratio of previous-value: 2021 5; 2022 1750 // 2021 50000; 2022 60000 | aim range 3 4 → 2021
      no-basis: implied [125; 166] inferred → 2022 met: value 7/2 → 2023 no-basis: needed [1800;
      2400] inferred → aim met 2022
  ratio of plan: 2021 2700; 2022 420 // 2021 /1350; 2022 227 108% | aim range 150 200 → 2021 met:
      value 200 → 2022 met: value [42000/211; 200] inferred → aim met 2022
  ratio of plan: // 2021 1514 112.15%; 2022 1533 111.9%; 2024 /1660 forecast | aim range 150 200 →
      2021 no-basis: needed [2025; 2700] inferred → 2022 no-basis: needed [2055; 2740] inferred →
      2024 no-basis: needed [2490; 3320] inferred forecast → aim no-basis
A smaller rank is the better one, and has no percentages and no pace
  rank: 2024 21; 2025 9 | aim end-value 10 → 2025: change -12 → aim exceeded 2025
  rank: 2024 21; 2025 10 | aim end-value 10 → 2025: change -11 → aim met 2025
  rank: 2024 9; 2025 11 | aim end-value 10 → 2025: change 2 → aim not-met 2025
  rank: 2023 21/20; 2024 16/15 | aim end-value 10 from 30 → 2023 not-met → 2024 not-met: change -5
      → aim in-progress 2024
  rank: 2024 10; 2025 8 | aim ceiling 10 → 2024 met → 2025 met: change -2 → aim met 2025
  rank: 2024 11; 2025 8 | aim ceiling 10 → 2024 not-met → 2025 met: change -3 → aim not-met 2025
What is to be done is met once it is done; an expected yes is an outlook, not a result
  yes-no: 2021 no; 2022 yes | aim done → aim met 2022
  yes-no: 2022 yes; 2023 yes | aim done → aim met 2022
  yes-no: 2021 no | aim done → aim in-progress 2021
  yes-no: 2025 no | aim done → aim not-met 2025
  yes-no: | aim done → aim no-data
  yes-no: 2022 no; 2025 yes forecast | aim done → 2025: value 1 forecast → aim in-progress 2022,
      outlook forecast-met
"""


def guarantees() -> list[Any]:
    """Every case below with the guarantee that it is of."""
    made, name = [], ""
    for block in re.split(r"\n(?=\S|  \S)", CASES.strip()):
        if block.startswith(" "):
            line, *expected = re.sub(r"\s+", " ", block.strip()).split(" → ")
            made.append(pytest.param(line, expected, id=f"{name}: {line}"))
        else:
            name = block
    return made


@pytest.mark.parametrize(("line", "expected"), guarantees())
def test_all_that_follows_from_what_is_typed(line: str, expected: list[str]) -> None:
    assert list(said(*case(line))) == expected


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
