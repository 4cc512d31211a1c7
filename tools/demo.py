"""A demonstration site of invented numbers: every kind of indicator, units, groups and grades.

``python tools/demo.py --out build/demo/source`` writes a whole project, which builds as any other.
The numbers are drawn with a fixed seed, so that every run gives the same bytes, and every page says
that they are invented.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from indicators import whole  # noqa: E402 - found beside this folder
from indicators.starting.new import Plan, new_site  # noqa: E402

SEED = 20250701
YEARS = (2021, 2022, 2023, 2024, 2025)
DISTRICTS, BELOW = 12, 50
NOTICE = (
    "Số liệu trên trang này là giả lập, sinh bằng máy để trình diễn; "
    "không phải số của tổ chức, địa phương nào."
)
NAME = "Đảng bộ tỉnh Thí Dụ (số liệu giả lập)"
_NAMES = (
    "An Bình", "Bắc Sơn", "Cửa Đông", "Duy Hòa", "Đại Phúc", "Gia Lạc",
    "Hưng Thái", "Khánh Tân", "Lộc Xuân", "Minh Quý", "Ngọc Lâm", "Phú Cường",
)  # fmt: skip

Lines = Iterator[str]


def _sizes(count: int, seed: int) -> list[float]:
    """How large parts are against one another, the same in every year."""
    chance = random.Random(seed)  # noqa: S311 - reproducible on purpose, and no secret
    return [chance.uniform(0.5, 1.5) for _ in range(count)]


def district(number: int) -> str:
    """A district's id."""
    return f"huyen-{number + 1:02d}"


def district_name(number: int) -> str:
    """A district's name with the kind of its organisation."""
    kind = "Đảng bộ thị xã" if number % 5 == 0 else "Đảng bộ huyện"
    return f"{kind} {_NAMES[number]}"


def grassroots(number: int, below: int) -> str:
    """The id of a grassroots organisation."""
    return f"co-so-{number + 1:02d}-{below + 1:02d}"


def _spread(total: int, weights: Sequence[float], chance: random.Random) -> list[int]:
    """A whole number in parts of about the sizes that weights say."""
    weights = [weight * chance.uniform(0.92, 1.08) for weight in weights]
    count = len(weights)
    parts = [int(total * weight / sum(weights)) for weight in weights]
    for at in range(total - sum(parts)):
        parts[at % count] += 1
    return parts


def _head() -> Lines:
    yield f"# {NOTICE}\nmodel: 1\norganisation:\n  name: {NAME}\n"
    yield f"term:\n  name: nhiệm kỳ {YEARS[0]} – {YEARS[-1]}\n"
    yield f"  start: {YEARS[0]}\n  end: {YEARS[-1]}\nsource: gia-lap\n"
    yield "documents:\n  - id: gia-lap\n    title: Số liệu giả lập để trình diễn\n"
    yield f"    note: {NOTICE}\n"
    yield "  - id: nghi-quyet\n    title: Nghị quyết giả lập\n"
    yield "publication:\n  permission: Số liệu giả lập, không cần xin phép.\n"
    yield "  smallest-shown: 5\n"
    yield "unit-types:\n  - id: cap-huyen\n    name: Cấp huyện và tương đương\n    to: 2025-06-30\n"
    yield "  - id: co-so\n    name: Tổ chức cơ sở đảng\n"
    yield "units:\n"
    for number in range(DISTRICTS):
        yield f"  - id: {district(number)}\n    name: {district_name(number)}\n"
        yield "    type: cap-huyen\n"
        for below in range(BELOW):
            yield f"  - id: {grassroots(number, below)}\n"
            yield f"    name: Tổ chức cơ sở đảng số {below + 1}, {_NAMES[number]}\n"
            yield f"    type: co-so\n    parent: {district(number)}\n"
    yield "groups:\n"
    for name, title in _GROUPS:
        yield f"  - id: {name}\n    name: {title}\n"
    yield "grades:\n"
    for name, title, well in _GRADES:
        yield f"  - id: {name}\n    name: {title}\n" + ("    well: true\n" if well else "")


_TO_DO = (
    "\nMức chỉ tiêu được khai ở `targets` trong tệp dữ liệu; "
    "khai rồi thì mỗi chỉ tiêu có một thẻ ở đây.\n"
)
"""What a new site says until its targets are declared, as they are here."""

_GROUPS = (
    ("doan-vien", "Đoàn viên thanh niên"),
    ("nu", "Nữ"),
    ("cong-nhan", "Công nhân"),
    ("hoc-sinh", "Học sinh, sinh viên"),
)
_GRADES = (
    ("xuat-sac", "Hoàn thành xuất sắc nhiệm vụ", True),
    ("tot", "Hoàn thành tốt nhiệm vụ", True),
    ("hoan-thanh", "Hoàn thành nhiệm vụ", False),
    ("khong", "Không hoàn thành nhiệm vụ", False),
)

_TARGETS = (
    ("ket-nap", "term-total", ("value: 30000",)),
    ("ty-so-nguon", "range", ("min: 1.5", "max: 2")),
    ("ty-le-ket-nap", "range", ("min: 3", "max: 4")),
    ("xep-loai-to-chuc", "floor", ("min: 90",)),
    ("xep-loai-dang-vien", "floor", ("min: 90",)),
    ("tang-truong", "range", ("min: 7", "max: 9")),
    ("thu-nhap", "end-value", ("value: 105", "base: 62", "responsible: Sở Tài chính")),
    ("thu-ngan-sach", "term-total", ("value: 98000",)),
    ("ho-ngheo", "end-value", ("value: 0.9", "base: 3.1")),
    (
        "do-thi-hoa",
        "end-value",
        ("value: 38", "base: 24.5", "responsible: Sở Xây dựng", "reason: Chậm lập quy hoạch."),
    ),
    ("nong-thon-moi", "floor", ("min: 70",)),
    ("that-nghiep", "ceiling", ("max: 3",)),
    ("xep-hang", "end-value", ("value: 10",)),
    ("quy-hoach", "done", ()),
)

_NAMED = {
    "ket-nap": "Kết nạp đảng viên",
    "nguon": "Quần chúng trong nguồn kết nạp",
    "ty-so-nguon": "Nguồn kết nạp so với chỉ tiêu",
    "dang-so": "Số đảng viên",
    "ty-le-ket-nap": "Tỷ lệ kết nạp trên số đảng viên",
    "xep-loai-to-chuc": "Tổ chức cơ sở đảng từ hoàn thành tốt nhiệm vụ trở lên",
    "xep-loai-dang-vien": "Đảng viên từ hoàn thành tốt nhiệm vụ trở lên",
    "tang-truong": "Tốc độ tăng tổng sản phẩm trên địa bàn",
    "thu-nhap": "Tổng sản phẩm bình quân đầu người",
    "thu-ngan-sach": "Thu ngân sách nhà nước trên địa bàn",
    "ho-ngheo": "Tỷ lệ hộ nghèo",
    "do-thi-hoa": "Tỷ lệ đô thị hóa",
    "nong-thon-moi": "Xã đạt chuẩn nông thôn mới",
    "that-nghiep": "Tỷ lệ thất nghiệp thành thị",
    "nuoc-sach": "Hộ dân nông thôn dùng nước sạch",
    "xep-hang": "Thứ hạng năng lực cạnh tranh",
    "quy-hoach": "Quy hoạch tỉnh được duyệt",
}
"""The indicators, in the order of the site, with their names."""


def _targets() -> Lines:
    yield "targets:\n"
    for name, kind, levels in _TARGETS:
        yield f"  - id: muc-{name}\n    name: {_NAMED[name]}\n    set-by: nghi-quyet\n"
        yield f"    type: {kind}\n" + "".join(f"    {level}\n" for level in levels)
        yield f"    indicators:\n      - {name}\n"


def _indicator(name: str, measure: str, unit: str, *more: str) -> Lines:
    yield f"  - id: {name}\n    name: {_NAMED[name]}\n    measure: {measure}\n    unit: {unit}\n"
    yield "".join(f"    {line}\n" for line in more)


def _years(values: Sequence[str], field: str = "value") -> Lines:
    yield "    observations:\n"
    for year, value in zip(YEARS, values, strict=False):
        yield f"      - period: {year}\n        {field}: {value}\n"


def _around(start: float, step: float, chance: random.Random, digits: int = 1) -> list[str]:
    """Five numbers that go on from a start by about the same step."""
    values, value = [], start
    for _ in YEARS:
        values.append(f"{value:.{digits}f}")
        value += step * chance.uniform(0.6, 1.3)
    return values


def _economy(chance: random.Random) -> Lines:
    yield from _indicator("tang-truong", "rate", "phần trăm")
    yield from _years(["-1.2", "8.1", "6.4", "9.3", "8.2"])
    yield from _indicator("thu-nhap", "stock", "triệu đồng/người", "decimals: 1")
    yield from _years(_around(66.5, 8, chance))
    yield from _indicator("thu-ngan-sach", "flow", "tỷ đồng", "decimals: 0")
    yield from _years([str(chance.randint(16000, 21000)) for _ in YEARS])
    yield from _indicator("ho-ngheo", "share", "phần trăm")
    yield from _years(_around(2.9, -0.5, chance, 2))
    yield from _indicator("do-thi-hoa", "share", "phần trăm")
    yield from _years(_around(26, 2.4, chance))
    yield from _indicator("nong-thon-moi", "share", "phần trăm")
    yield from _years(_around(71, 4, chance))
    yield from _indicator("that-nghiep", "share", "phần trăm")
    yield from _years(["2.9", "3.4", "2.6", "2.4", "2.2"])
    yield from _indicator("nuoc-sach", "share", "phần trăm")
    yield from _years(_around(82, 2.5, chance))
    yield from _indicator("xep-hang", "rank", "thứ hạng", "decimals: 0")
    yield from _years(["21", "16", "18", "12", "9"])
    yield from _indicator("quy-hoach", "yes-no", "có hoặc không")
    yield from _years(["false", "false", "true"], "answer")


def _classified(name: str, least: int, most: int, chance: random.Random) -> Lines:
    yield from _indicator(name, "share", "phần trăm")
    yield "    observations:\n"
    for year in YEARS[:-1]:
        assessed = chance.randint(least, most)
        best, well = int(assessed * 0.18), int(assessed * chance.uniform(0.72, 0.78))
        failed = max(1, int(assessed * 0.004))
        counts = (best, well, assessed - best - well - failed, failed)
        yield f"      - period: {year}\n        population: {assessed + chance.randint(2, 40)}\n"
        yield "        grades:\n"
        for (grade, _, _), count in zip(_GRADES, counts, strict=True):
            yield f"          - grade: {grade}\n            count: {count}\n"


def main_file() -> str:
    """The main data file: everything but the parts of single years."""
    chance = random.Random(SEED)  # noqa: S311 - reproducible on purpose, and no secret
    plans, values, pools, members = _totals()
    lines = [*_head(), *_targets(), "indicators:\n"]
    lines += _indicator("ket-nap", "flow", "đảng viên", "decimals: 0")
    lines.append("    observations:\n")
    for at, year in enumerate(YEARS):
        lines.append(f"      - period: {year}\n        plan: {plans[at]}\n")
        last = year == YEARS[-1]
        why = "        missing: Chưa đủ báo cáo của các đơn vị.\n"
        lines.append(why if last else f"        value: {values[at]}\n")
    lines += _indicator("nguon", "stock", "quần chúng", "decimals: 0")
    lines += _years([str(pool) for pool in pools])
    side = ("numerator: nguon", "denominator: ket-nap", "denominator-figure: plan")
    lines += _indicator("ty-so-nguon", "ratio", "lần", *side)
    lines += _indicator("dang-so", "stock", "đảng viên", "decimals: 0")
    lines += _years([str(count) for count in members])
    sides = ("numerator: ket-nap", "denominator: dang-so")
    lines += _indicator("ty-le-ket-nap", "ratio", "phần trăm", *sides)
    lines += _classified("xep-loai-to-chuc", 560, 600, chance)
    lines += _classified("xep-loai-dang-vien", 150000, 170000, chance)
    lines += _economy(chance)
    return "".join(lines)


def _totals() -> tuple[list[int], list[int], list[int], list[int]]:
    """Of each year: the plan, the admissions, the pool and the members."""
    chance = random.Random(SEED + 1)  # noqa: S311 - reproducible on purpose, and no secret
    plans = [5600 + 150 * at for at in range(len(YEARS))]
    values = [int(plan * chance.uniform(0.96, 1.12)) for plan in plans]
    pools = [int(plan * chance.uniform(1.55, 1.95)) for plan in plans]
    members = [158000 + 3100 * at for at in range(len(YEARS))]
    return plans, values, pools, members


def year_file(year: int) -> str:
    """The data file of one year: the parts by unit and by group."""
    at = YEARS.index(year)
    chance = random.Random(SEED + year)  # noqa: S311 - reproducible on purpose, and no secret
    plan, value, pool, members = (listed[at] for listed in _totals())
    sizes = _sizes(DISTRICTS, SEED)
    plans, values = _spread(plan, sizes, chance), _spread(value, sizes, chance)
    last = year == YEARS[-1]
    lines = [f"# {NOTICE}\nindicators:\n  - id: ket-nap\n    observations:\n"]
    lines.append(f"      - period: {year}\n        parts:\n")
    for number in range(DISTRICTS):
        proposed = plans[number] - chance.randint(0, 20)
        lines.append(f"          - unit: {district(number)}\n            proposed: {proposed}\n")
        if not (last and number in (4, 9)):
            lines.append(f"            plan: {plans[number]}\n")
            lines.append("            responsible: Ban Thường vụ cấp ủy\n" * last)
        silent = last and number % 3 == 1
        lines.append(
            "            missing: Chưa báo cáo.\n"
            if silent
            else f"            value: {values[number]}\n"
        )
        if values[number] < plans[number] and not silent:
            lines.append("            reason: Nguồn kết nạp còn ít.\n")
        for below, count in enumerate(_spread(values[number], _sizes(BELOW, number), chance)):
            lines.append(f"          - unit: {grassroots(number, below)}\n")
            lines.append(
                "            missing: Chưa báo cáo.\n"
                if silent
                else f"            value: {count}\n"
            )
    for at_group, (group, _) in enumerate(_GROUPS if not last else ()):
        count = int(value * (0.7, 0.48, 0.16, 0.05)[at_group] * chance.uniform(0.9, 1.1))
        lines.append(f"          - group: {group}\n            value: {count}\n")
    for name, total in (("nguon", pool), ("dang-so", members)):
        lines.append(f"  - id: {name}\n    observations:\n      - period: {year}\n        parts:\n")
        for number, count in enumerate(_spread(total, sizes, chance)):
            lines.append(f"          - unit: {district(number)}\n            value: {count}\n")
    return "".join(lines)


def _page(title: str, description: str, body: str, front: str = "") -> str:
    notice = f'!!! warning "Số liệu giả lập"\n\n    {NOTICE}\n'
    return f"---\ndescription: {description}\n{front}---\n\n# {title}\n\n{notice}\n{body}"


def _indicator_pages() -> Iterator[tuple[str, str]]:
    targets = {name for name, _, _ in _TARGETS}
    for name, title in _NAMED.items():
        subjects = [name, *([f"muc-{name}"] if name in targets else [])]
        front = "indicators:\n" + "".join(f"  - {subject}\n" for subject in subjects)
        body = f"## Tóm lược\n\n{{{{ cards('muc-{name}') }}}}\n\n" if name in targets else ""
        body += f"## Kết quả theo năm\n\n{{{{ table('{name}') }}}}\n\n"
        if name not in ("ty-so-nguon", "ty-le-ket-nap"):
            body += f"{{{{ chart('{name}') }}}}\n\n"
        if name == "ty-so-nguon":
            body += f"## Số ứng với mức chỉ tiêu\n\n{{{{ needed('{name}') }}}}\n\n"
        if name in ("ket-nap", "thu-ngan-sach"):
            body += f"## Lũy kế\n\n{{{{ totals('{name}') }}}}\n\n"
        if name == "ket-nap":
            body += (
                "## Theo đơn vị\n\n{{ multiples('ket-nap') }}\n\n"
                "## Theo nhóm\n\n{{ group_shares('ket-nap') }}\n\n"
            )
        if name.startswith("xep-loai"):
            body += f"## Theo mức xếp loại\n\n{{{{ grades('{name}') }}}}\n\n"
        if name != "nuoc-sach":  # nothing is asked of it, and nothing was printed twice
            body += f"## Cách tính và đối chiếu\n\n{{{{ working('{name}') }}}}\n\n"
            body += f"{{{{ ledger('{name}') }}}}\n\n"
        body += "## Nguồn gốc số liệu\n\n"
        listed = ", ".join(f"'{subject}'" for subject in subjects)
        body += f"{{{{ provenance({listed}) }}}}\n"
        yield f"docs/chi-tieu/{name}.md", _page(title, f"{title} theo năm.", body, front)


def _unit_pages() -> Iterator[tuple[str, str]]:
    for number in range(DISTRICTS):
        unit, title = district(number), district_name(number)
        body = f"## Số liệu của đơn vị\n\n{{{{ unit('{unit}') }}}}\n\n"
        body += f"## Cần chú ý\n\n{{{{ attention('{unit}') }}}}\n\n## Nguồn gốc số liệu\n\n"
        body += f"{{{{ provenance('unit/{unit}') }}}}\n"
        front = f"units:\n  - {unit}\n"
        yield f"docs/don-vi/{unit}.md", _page(title, f"Số liệu của {title}.", body, front)


def _assignment_page() -> str:
    body = "".join(
        f"## Năm {{{{ year({year}) }}}}\n\n{{{{ assignment('ket-nap', {year}) }}}}\n\n"
        for year in YEARS[-2:]
    )
    last = YEARS[-1]
    body += f"## Còn phải giao, phải thu\n\n{{{{ outstanding('ket-nap', {last}) }}}}\n"
    return _page("Giao chỉ tiêu cho đơn vị", "Chỉ tiêu giao và kết quả theo đơn vị.", body)


def _nav() -> str:
    chosen = "".join(f"      - {title}: chi-tieu/{name}.md\n" for name, title in _NAMED.items())
    units = "".join(f"      - {name}: don-vi/{district(at)}.md\n" for at, name in enumerate(_NAMES))
    return (
        "nav:\n  - Tổng quan: index.md\n  - Cần chú ý: can-chu-y.md\n  - Chỉ tiêu:\n"
        f"      - Tổng hợp kết quả: chi-tieu/index.md\n{chosen}"
        "  - Tổ chức thực hiện:\n"
        "      - Giao chỉ tiêu cho đơn vị: to-chuc-thuc-hien/giao-chi-tieu.md\n"
        f"  - Đơn vị:\n{units}"
        "  - Đối chiếu số liệu: doi-chieu.md\n  - Văn bản và nguồn: van-ban.md\n"
        "  - Dữ liệu:\n      - Tải dữ liệu: du-lieu/tai-du-lieu.md\n"
        "      - Lịch sử số liệu: du-lieu/lich-su.md\n"
        "  - Giới thiệu:\n      - Cách cập nhật số liệu: gioi-thieu/cap-nhat.md\n"
        "      - Mẫu cho mọi loại dữ liệu: gioi-thieu/mau-du-lieu.md\n"
        "      - Quy tắc kiểm tra dữ liệu: gioi-thieu/quy-tac.md\n"
        "      - Dành cho chủ trang: gioi-thieu/chu-trang.md\n"
        "      - Khả năng tiếp cận: gioi-thieu/tiep-can.md\n"
    )


def demo() -> dict[str, str]:
    """Every text file of the demonstration that differs from a new site, by its path."""
    made = {"data/indicators.yaml": main_file()}
    made.update({f"data/{year}.yaml": year_file(year) for year in YEARS})
    made.update(_indicator_pages())
    made.update(_unit_pages())
    made["docs/to-chuc-thuc-hien/giao-chi-tieu.md"] = _assignment_page()
    return made


def _with_notice(page: str) -> str:
    """A page of a new site with the notice below its heading."""
    head, heading, rest = page.partition("\n# ")
    title, _, body = rest.partition("\n")
    notice = f'!!! warning "Số liệu giả lập"\n\n    {NOTICE}\n'
    return f"{head}{heading}{title}\n\n{notice}{body}"


def write(folder: Path) -> None:
    """Writes the whole demonstration project into a folder."""
    files = new_site(Plan(NAME, YEARS[0], YEARS[-1], "Trang trình diễn – số liệu giả lập"))
    own = demo()
    for name, content in files.items():
        if name.startswith("docs/") and name not in own:
            own[name] = _with_notice(content.decode().replace(_TO_DO, ""))
    configuration = files["mkdocs.yml"].decode()
    start = configuration.index("nav:\n")
    end = configuration.index("\n\n", start) + 1
    own["mkdocs.yml"] = configuration[:start] + _nav() + configuration[end:]
    frame = files["overrides/main.html"].decode()
    own["overrides/main.html"] = f"{frame}\n{{% block announce %}}{NOTICE}{{% endblock %}}\n"
    made = {**files, **{name: text.encode() for name, text in own.items()}}
    whole.write_all(folder, made.items())


def main() -> None:
    """The command: writes the project where ``--out`` says."""
    parser = argparse.ArgumentParser(description="Tạo trang trình diễn với số liệu giả lập.")
    parser.add_argument("--out", type=Path, required=True, metavar="THƯ_MỤC")
    write(parser.parse_args().out)


if __name__ == "__main__":
    main()
