"""The real data with a term that begins after a merger; none of its numbers was ever reported."""

from __future__ import annotations

import re

from conftest import DATA, ROOT

OLD = (ROOT / DATA).read_text("utf-8")
TERMS = """\
terms:
  - id: khoa-xi
    name: nhiệm kỳ 2020 – 2025
    organisation: Đảng bộ tỉnh Long An
    start: 2020
    end: 2025
  - id: khoa-xii
    name: nhiệm kỳ 2025 – 2030
    organisation: Đảng bộ tỉnh Thí Dụ
    start: 2025-10
    end: 2030
    resolution: nq-moi
    source: bao-cao-moi
"""
DOCUMENTS = """\
  - id: nq-moi
    title: Nghị quyết thử nghiệm
  - id: bao-cao-moi
    title: Báo cáo thử nghiệm

targets:
"""
TARGET = """\
  - id: muc-moi
    name: Kết nạp đảng viên của tỉnh mới
    term: khoa-xii
    set-by: nq-moi
    type: term-total
    value: 15000
    indicators:
      - ket-nap-moi

indicators:
"""
INDICATOR = """\
  - id: ket-nap-moi
    name: Kết nạp đảng viên của tỉnh mới
    continues: ket-nap
    measure: flow
    unit: đảng viên
    decimals: 0
    observations:
      - period: 2025
        value: 4000
      - period: 2026
        value: 3100

groups:
"""


def begun() -> str:
    """The data file with both terms; what the first one says is as it was."""
    head, rest = OLD.split("organisation:\n")
    rest = rest[rest.index("# Nguồn chung") :]
    rest = re.sub(r"(?m)^(  - id: muc-.*\n)", r"\1    term: khoa-xi\n", rest)
    before, solutions = rest.split("solutions:\n")
    solutions = re.sub(r"(?m)^(  - id: .*\n)", r"\1    term: khoa-xi\n", solutions)
    for was, now in (
        ("\ntargets:\n", DOCUMENTS),
        ("\nindicators:\n", TARGET),
        ("\ngroups:\n", INDICATOR),
        ("programme:\n", "programme:\n  term: khoa-xi\n"),
    ):
        before = before.replace(was, now)
    return f"{head}{TERMS}{before}solutions:\n{solutions}"
