"""A withdrawn number stands nowhere on the site, nor does what rests on it; the reason does."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cases import dataset, views
from conftest import DATA, REAL, ROOT
from exported import exports
from reader import words, writer
from repositories import MAIN, Repo, data
from samples import edited

from indicators import examine
from indicators.check import check
from indicators.comparing.compare import compare
from indicators.comparing.git import Repository
from indicators.comparing.history import RESTORED, WITHDRAWN, history_of, to_json
from indicators.computing.compute import Views, compute
from indicators.computing.figures import Figure, Kind, Role
from indicators.computing.ledger import Verdict
from indicators.computing.standing import Standing
from indicators.export.edition import Edition
from indicators.pages.content import listed, read_content
from indicators.showing.site import open_site

WHY = "withdrawn: Ghi nhầm."


def taken(row: str, text: str = REAL) -> str:
    """The data with the row of a number withdrawn; the number is the last line given."""
    indent = re.findall("(?m)^ *", row)[-1]
    return edited(text, (f"{row}\n", f"{row}\n{indent}{WHY}\n"))


def seen(text: str) -> tuple[Views, Views]:
    """What follows from the data as published, and with every number in its place."""
    (loaded,) = [found.dataset for found in [examine({DATA: text.encode()})] if not found.problems]
    assert loaded is not None
    return compute(loaded), compute(loaded.with_all())


def published(text: str) -> Iterator[tuple[str, str]]:
    """Every page, but those that explain, and every download as text."""
    content = read_content(ROOT, listed((ROOT / "mkdocs.yml").read_text("utf-8")))
    site = open_site({DATA: text.encode()}, content)
    assert [problem.what() for problem in site.problems] == []
    manual = (
        "du-lieu/lap-trinh-vien",
        "gioi-thieu/cap-nhat",
        "gioi-thieu/phuong-phap",
        "gioi-thieu/quy-tac",
    )
    for page in site.content.pages:
        if not page.startswith(manual):
            yield page, "".join(site.text(page))
    for name, made in exports(seen(text)[0], Edition()).items():
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(made)) as book:
                parts = filter(re.compile(r"\.xml$").search, book.namelist())
                yield name, " ".join(book.read(part).decode() for part in parts)
        elif not name.endswith(".png"):  # which is drawn from the SVG beside it
            yield name, made.decode("utf-16" if made[:2] == b"\xff\xfe" else "utf-8")


@pytest.mark.parametrize(
    ("row", "numbers"),
    [
        (
            "        value: 1533",
            "1533 1.533 111.9 111,9 1370 1.370 4714 4.714 3047 3.047 1152 1.152",
        ),
        ("        part: mid\n        value: 5866", "5866 5.866 93.11 93,11 1152 1.152 6.89 6,89"),
        ("        value: 97.15", "97.15 97,15 96.675 96,675 7.15 7,15"),
    ],
)
def test_the_number_is_in_no_page_and_no_download_and_no_page_needs_an_edit(
    row: str, numbers: str
) -> None:
    wanted = re.compile(
        "|".join(rf"(?<![\w.,]){re.escape(n)}(?!\w|[.,]\d)" for n in numbers.split())
    )
    told = dict(published(taken(row)))
    assert {name: wanted.findall(said) for name, said in told.items() if wanted.search(said)} == {}
    assert sum("Ghi nhầm." in said for said in told.values()) > 5


def test_the_past_of_a_number_tells_why_it_was_withdrawn_and_not_what_it_was(
    tmp_path: Path,
) -> None:
    repo = Repo(tmp_path / "kho")
    text = data(y2021=100, y2022=321)
    wrong = edited(text, ("value: 321\n", f"value: 321\n        {WHY}\n"))
    gone = re.sub(r"      - period: 2022\n(        .*\n)+", "", wrong)
    corrected = edited(text, ("value: 321", "value: 320"))
    known = []
    for day, made in enumerate((text, wrong, corrected, wrong, gone), 1):
        repo.commit({MAIN: made}, day=f"2024-01-0{day}")
        known.append(history_of(Repository(repo.root).versions(MAIN)))
    assert ["321" in to_json(found) for found in known] == [True, False, True, False, False]
    event = known[1].events[0]
    told = (event.before, event.after, event.kind, event.reason)
    assert told == ("số nay đã rút", "số đã rút", WITHDRAWN, "Ghi nhầm")
    last = known[2].events[0]
    assert (last.before, last.after, last.kind) == ("số đã rút", "320\xa0người", RESTORED)


def test_all_that_rests_on_it_keeps_its_id_and_nothing_else_changes() -> None:
    now, was = seen(taken("        value: 1533"))
    assert set(was.figures) <= set(now.figures)
    assert {figure.role for name, figure in now.figures.items() if name not in was.figures} <= SIDES
    gone = {name for name, figure in now.figures.items() if figure.is_withdrawn}
    assert {name for name in gone if now.figures[name].kind is Kind.WITHDRAWN} == {
        "ket-nap/2022/value",
        "ket-nap/2022/percent-of-plan",
    }
    assert {"ket-nap/2022/plan", "ket-nap/2021-2023/sum", "ty-so-nguon/2022/needed"} <= gone
    assert {now.figures[name].note for name in gone} == {"Ghi nhầm."}
    assert all(now.figures[name] == was.figures[name] for name in was.figures.keys() - gone)
    view = now.indicators["ket-nap"]
    judged = view.rows[2].judgement
    assert judged is not None
    assert judged.standing is Standing.WITHDRAWN
    assert Verdict.WITHDRAWN in {entry.verdict for entry in view.entries}
    assert now.targets["muc-ket-nap"].standing is Standing.IN_PROGRESS


SIDES = {Role.REMAINING, Role.REMAINING_PERCENT, Role.REMAINING_OF_PLAN, Role.OVER_TARGET}
SIDES |= {Role.REQUIRED_PER_PERIOD, Role.YEARS_EARLY}


def test_a_total_that_went_does_not_tell_on_which_side_of_its_target_it_was() -> None:
    def told(value: int) -> tuple[list[Figure], str]:
        made = views(f"flow: | total 2023 {value} {{withdrawn: Nhầm.}} | aim term-total 20")
        page = writer(made)
        return list(made.figures.values()), words(page.totals("so") + page.cards())

    assert told(15) == told(25)
    assert "Vượt" not in told(25)[1]


def test_no_file_goes_with_the_last_number_in_it() -> None:
    years = "2020 5 {withdrawn: Sai.}; 2021 6 {withdrawn: Sai.}"
    made = dataset(f"flow: {years} | aim term-total 20")
    now, was = (exports(compute(data), Edition()) for data in (made, made.with_all()))
    assert now.keys() == was.keys()
    assert "số đã rút" in now["data/charts/so-totals.svg"].decode()


@pytest.mark.parametrize(
    ("row", "kinds"),
    [
        (
            "16/10 {note: Mười sáu., parts: {nu: 7/4, tre: 9}, withdrawn: Sai.}",
            {"plan": "published", "value": "withdrawn", "group/nu/plan": "published",
             "group/nu/value": "withdrawn", "group/tre/value": "withdrawn",
             "over-plan": "dependent"},
        ),
        ("/10 {withdrawn: Sai.}", {"plan": "withdrawn", "value": "missing"}),
    ],
)  # fmt: skip
def test_a_plan_goes_only_where_there_is_no_result(row: str, kinds: dict[str, str]) -> None:
    found = views(f"flow: 2021 {row} | / {{publication: ''}}")
    times = {name: f"so/2021/{name}" for name in kinds}
    assert {name: found.figures[at].kind.value for name, at in times.items()} == kinds
    assert "Mười sáu" not in repr(found)


def test_it_is_held_against_no_other_number() -> None:
    def rules(gone: str = "") -> list[str]:
        totals = f"total 2021 9 | total 2022 100 {gone} | total 2023 12"
        return [one.rule for one in check(dataset(f"flow: 2021 9; 2022 1; 2023 2 | {totals}"))]

    assert rules() == ["total-under"]
    assert rules("{withdrawn: Ghi nhầm.}") == []


def test_a_year_that_broke_a_floor_decides_nothing_when_it_is_withdrawn() -> None:
    def standing(gone: str = "") -> Standing:
        made = views(f"share: 2021 95; 2022 9 {gone}; 2023 96 | aim floor 90")
        return made.targets["muc"].standing

    assert standing() == Standing.NOT_MET
    assert standing("{withdrawn: Ghi nhầm.}") == Standing.WITHDRAWN


def test_a_renamed_indicator_keeps_what_was_withdrawn_of_it(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "kho")
    first = edited(data(y2022=1533), ("value: 1533", "plan: 1300\n        value: 1533"))
    gone = taken("        value: 1533", first)
    renamed = edited(gone, ("id: so\n", "id: so-moi\n    former-ids:\n      - so\n"))
    known = []
    for text in (first, gone, renamed):
        repo.commit({MAIN: text})
        known.append(history_of(Repository(repo.root).versions(MAIN)))
    told = [[replace(e, figure="", subject="") for e in found.events] for found in known]
    assert told[2] == told[1]
    assert [(e.figure, e.before, e.after) for e in known[2].events if e.kind == WITHDRAWN] == [
        ("so-moi/2022/value", "số nay đã rút", "số đã rút")
    ]
    assert not compare(seen(gone)[0], seen(renamed)[0]).changed
