"""Small synthetic data files for tests of what is read, refused and said."""

import datetime as dt
from pathlib import Path

from indicators import Problem, examine

EVERY = Path(__file__).with_name("every_kind.yaml").read_text("utf-8")
"""Data of every kind."""

HEAD = """\
model: 1
organisation:
  name: Đảng bộ Thí Dụ
term:
  name: nhiệm kỳ 2020 – 2025
  start: 2020
  end: 2025
source: bao-cao
documents:
  - id: bao-cao
    title: Báo cáo
"""

DISTRICTS = """\
unit-types:
  - id: huyen
    name: Cấp huyện
units:
  - id: huyen-a
    name: Huyện A
    type: huyen
  - id: huyen-b
    name: Huyện B
    type: huyen
"""
"""Two units of one type."""

TERM = (
    HEAD
    + """\
targets:
  - id: muc-ket-nap
    name: Kết nạp đảng viên trong nhiệm kỳ
    type: term-total
    value: 6300
    indicators:
      - ket-nap
indicators:
  - id: ket-nap
    name: Kết nạp
    source: bao-cao
    measure: flow
    unit: đảng viên
    decimals: 0
    observations:
      - period: 2021
        locator: trang 1
        value: 1514
        plan: 1350
        published:
          - figure: percent-of-plan
            value: 112.15
      - period: 2022
        value: 1533
      - period: 2023
        value: 1667
      - period: 2024
        plan: 1660
        status: forecast
    totals:
      - through: 2023
        value: 5866
  - id: xep-loai
    name: Tổ chức cơ sở đảng từ hoàn thành tốt nhiệm vụ trở lên
    measure: share
    unit: phần trăm
    observations:
      - period: 2021
        value: 96.2
      - period: 2022
        value: 97.15
    published:
      - figure: mean
        from: 2021
        to: 2022
        value: 96.75
        explanation: Nguồn không nêu cách tính.
"""
)
"""An indicator that is counted and one that is a share, with a target and printed figures."""

SMALL = (
    HEAD
    + """\
indicators:
  - id: ket-nap
    name: Kết nạp
    measure: flow
    unit: đảng viên
    decimals: 0
    observations:
      - period: 2021
        value: 1514
      - period: 2022
        value: 1533
"""
)
"""The least that is worth reading."""


def edited(text: str, *edits: tuple[str, str]) -> str:
    """The text after each edit: the first occurrence of one text replaced by another."""
    for old, new in edits:
        assert old in text, f"{old!r} does not stand in the sample"
        text = text.replace(old, new, 1)
    return text


def told(text: str, today: dt.date | None = None) -> list[tuple[str, str]]:
    """The rule, place and words in both languages of all that is told of a text."""
    found = examine({"data.yaml": text.encode()}, today)
    return [(one.rule, _words(one)) for one in (*found.problems, *found.doubts)]


def _words(problem: Problem) -> str:
    said = " | ".join(f"{problem.what(code)} → {problem.mend(code)}" for code in ("vi", "en"))
    return f"{problem.line}:{problem.column} {said}"
