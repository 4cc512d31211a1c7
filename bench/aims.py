"""What is aimed at, as ratios, and how far each is reached; the floors stand in the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from bench.anatomy import CALLS, DATA
from bench.growth import STEPS, Size
from bench.load import PLAIN as PLAIN_LOADER
from bench.opened import FONTLESS, OBSERVABLE, WITH_FONTS
from bench.process import Cost
from bench.reader import Visit
from bench.report import Table, decimal
from bench.sides import OURS, PLAIN
from bench.workload import Workload


class Aim(NamedTuple):
    """A ratio that should be no more than ``most``."""

    what: str
    most: float
    found: float


SMALL, LARGE = 20, 1_000
"""Pages of the workloads for which something is aimed at."""


def of_build(work: Workload, costs: Mapping[str, Cost | str]) -> Iterator[Aim]:
    """What a whole build may cost against the other sides."""
    most = {SMALL: 1.0, LARGE: 0.6}.get(work.pages)
    if most is None:
        return
    whole = f"Dựng {decimal(work.pages, 0)} trang"
    known = {name: cost for name, cost in costs.items() if isinstance(cost, Cost)}
    ours = known[OURS]
    against = {PLAIN: ("bảng gõ sẵn bằng Markdown", most)}
    if work.pages == LARGE:
        against["table-reader"] = ("table-reader", 0.5)
        against["Zensical, ours"] = ("Zensical dựng cùng kho", 1.5)
    for name, (words, limit) in against.items():
        if name in known:
            yield Aim(
                f"{whole}: thời gian so với {words}", limit, ours.seconds / known[name].seconds
            )
    if work.pages == LARGE and PLAIN in known:
        words = f"{whole}: bộ nhớ so với bảng gõ sẵn bằng Markdown"
        yield Aim(words, 1.5, ours.megabytes / known[PLAIN].megabytes)


def of_share(work: Workload, parts: Mapping[str, float]) -> Iterator[Aim]:
    """What checking, computing and rendering may take of a build."""
    if work.pages == LARGE:
        own = parts[DATA] + parts[CALLS]
        words = f"Dựng {decimal(work.pages, 0)} trang: phần của dự án này, không kể đọc dữ liệu"
        yield Aim(words, 0.05, own / sum(parts.values()))


def of_search(work: Workload, sizes: Mapping[str, int]) -> Iterator[Aim]:
    """How large the search index may be, which holds no cell of a table."""
    if work.pages == LARGE:
        words = f"{decimal(work.pages, 0)} trang: chỉ mục tìm kiếm so với bảng gõ sẵn bằng Markdown"
        yield Aim(words, 1.0, sizes[OURS] / sizes[PLAIN])


def of_preview(work: Workload, taken: float, build: Cost) -> Iterator[Aim]:
    """What an edit may take to show, of a whole build."""
    words = f"Xem trước {decimal(work.pages, 0)} trang: thấy số vừa sửa, so với dựng cả trang"
    yield Aim(words, 0.25, taken / build.seconds)


def of_growth(measured: Mapping[Size, tuple[Mapping[str, float], Cost]]) -> Iterator[Aim]:
    """How much more one observation may cost in the largest data than in the smallest."""
    for split in (False, True):
        yield from _of_form({s: taken for s, (taken, _) in measured.items() if s.split == split})


def _of_form(measured: Mapping[Size, Mapping[str, float]]) -> Iterator[Aim]:
    """The same of one form of the data: in one file, or split."""
    least, most = min(measured), max(measured)
    small, large = measured[least], measured[most]
    for step, name in STEPS.items() if least != most else ():
        words = f"{name}: mỗi quan sát ở {most.words}, so với ở {decimal(least.observations, 0)}"
        each = (large[step] / most.observations) / (small[step] / least.observations)
        yield Aim(words, 1.5, each)


def of_load(costs: Mapping[str, Cost]) -> Iterator[Aim]:
    """What reading the data may cost against the plain loader."""
    plain = costs[PLAIN_LOADER]
    for name, cost in costs.items():
        if name != PLAIN_LOADER:
            yield Aim(f"{name}, thời gian so với {PLAIN_LOADER}", 1.5, cost.seconds / plain.seconds)
            yield Aim(
                f"{name}, bộ nhớ so với {PLAIN_LOADER}", 1.5, cost.megabytes / plain.megabytes
            )


def of_reader(visits: Mapping[str, Visit]) -> Iterator[Aim]:
    """What a page may weigh against the same page of others; ``visits`` by the kind of page."""
    ours = visits[OURS]
    for name in (FONTLESS, WITH_FONTS, OBSERVABLE):
        if name in visits:
            share = ours.compressed / visits[name].compressed
            yield Aim(f"Mở một trang, kèm phông: KB nén so với {name}", 1.0, share)


def table(aims: Iterable[Aim]) -> Table:
    """Each aim with what was found."""
    return Table(
        "Mục tiêu",
        ("Tỷ số", "Không quá", "Đo được", "Kết luận"),
        [
            (
                aim.what,
                decimal(aim.most),
                decimal(aim.found),
                "đạt" if aim.found <= aim.most else "chưa đạt",
            )
            for aim in aims
        ],
    )
