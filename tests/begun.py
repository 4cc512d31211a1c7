"""The real data with a term that begins after a merger; none of its numbers was ever reported."""

import re
from pathlib import Path

from conftest import DATA, REAL, ROOT, copied

from indicators.pages.published import HOME, PUBLISHED

OLD = REAL
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


PAGES = {
    "index.md": """\
---
description: Tổng quan nhiệm kỳ hiện nay.
---

# Tổng quan

Chỉ tiêu của {{ organisation() }}, {{ term() }}; [nhiệm kỳ trước](chi-tieu/ket-nap.md).

{{ cards() }}
""",
    "khoa-xii/ket-nap.md": """\
---
description: Kết quả kết nạp.
term: khoa-xii
indicators:
  - ket-nap-moi
  - muc-moi
---

# Kết nạp đảng viên

{{ cards('muc-moi') }}

{{ table('ket-nap-moi') }}

{{ downloads('ket-nap-moi') }}

{{ cite('ket-nap-moi') }}

{{ provenance('ket-nap-moi', 'muc-moi') }}
""",
    "khoa-xii/van-ban.md": """\
---
description: Văn bản của nhiệm kỳ.
home: documents
---

# Văn bản và nguồn

{{ documents() }}
""",
}


def project(folder: Path) -> Path:
    """A project with both terms: each page of the first one says so, but for the home page."""
    copied(folder, "docs", "includes", "mkdocs.yml")
    for page in (folder / "docs").rglob("*.md"):
        text = page.read_text("utf-8")
        page.write_text(text.replace("---\n", "---\nterm: khoa-xi\n", 1), "utf-8")
    for name, text in PAGES.items():
        page = folder / "docs" / name
        page.parent.mkdir(exist_ok=True)
        page.write_text(text, "utf-8")
    (folder / "data").mkdir()
    (folder / DATA).write_text(begun(), "utf-8")
    home = rf"(?m)^{re.escape(HOME)}\n(?: .*\n)*"
    listed = (ROOT / PUBLISHED).read_text("utf-8")
    (folder / PUBLISHED).write_text(re.sub(home, "", listed), "utf-8")
    return folder
