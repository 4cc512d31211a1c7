"""A demonstration site of invented numbers: every kind of indicator, units, groups and grades.

``python tools/demo.py --out build/demo/source`` writes a whole project, which builds as any other.
The numbers are drawn with a fixed seed, so that every run gives the same bytes, and every page says
that they are invented.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml  # noqa: TID251 - its own texts, not data that somebody typed

from indicators import whole
from indicators.starting.adding import indicator_page
from indicators.starting.new import new_site

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

Tree = dict[str, Any]
"""A block of data by its fields: texts and numbers, blocks, and lists of them."""


def _written(node: Tree, pad: str = "") -> Iterator[str]:
    """A block as the lines of a data file."""
    for key, value in node.items():
        if isinstance(value, dict | list):
            yield f"{pad}{key}:\n"
            yield from _written(value, f"{pad}  ") if isinstance(value, dict) else ()
            for item in value if isinstance(value, list) else ():
                block = item if isinstance(item, dict) else {"": item}
                first, *rest = _written(block, f"{pad}    ")
                yield f"{pad}  - {first.strip().removeprefix(': ')}\n"
                yield from rest
        else:
            yield f"{pad}{key}: {value}\n"


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


def _head() -> Tree:
    return {
        "model": 1,
        "organisation": {"name": NAME},
        "term": {
            "name": f"nhiệm kỳ {YEARS[0]} – {YEARS[-1]}", "start": YEARS[0], "end": YEARS[-1],
        },
        "source": "gia-lap",
        "documents": [
            {"id": "gia-lap", "title": "Số liệu giả lập để trình diễn", "note": NOTICE},
            {"id": "nghi-quyet", "title": "Nghị quyết giả lập"},
        ],
        "publication": {
            "permission": "Số liệu giả lập, không cần xin phép.", "smallest-shown": 5,
        },
        "unit-types": [
            {"id": "cap-huyen", "name": "Cấp huyện", "from": 1990, "to": "2025-06-30"},
            {"id": "co-so", "name": "Tổ chức cơ sở đảng"},
        ],
        "units": list(_units()),
        "groups": [{"id": name, "name": title, "note": "Nhóm giả lập."} for name, title in _GROUPS],
        "grades": [
            {"id": name, "name": title, **({"well": "true"} if well else {})}
            for name, title, well in _GRADES
        ],
        "targets": [
            {"id": f"muc-{name}", "name": _NAMED[name], "set-by": "nghi-quyet", "type": kind,
             **levels, "indicators": [name]}
            for name, kind, levels in _TARGETS
        ],
    }  # fmt: skip


def _units() -> Iterator[Tree]:
    for number in range(DISTRICTS):
        unit = district(number)
        yield {"id": unit, "name": district_name(number), "type": "cap-huyen"}
        for below in range(BELOW):
            name = f"Tổ chức cơ sở đảng số {below + 1}, {_NAMES[number]}"
            yield {"id": grassroots(number, below), "name": name, "type": "co-so", "parent": unit}


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

_LATE = {"responsible": "Sở Xây dựng", "reason": "Chậm lập quy hoạch."}
_WAS = {"kind": "revision", "date": "2023-07", "reason": "Rà soát giữa nhiệm kỳ.", "value": 100}
_ADJUSTED = {"responsible": "Sở Tài chính", "former": [_WAS]}
_TARGETS: tuple[tuple[str, str, Tree], ...] = (
    ("ket-nap", "term-total", {"value": 30000}),
    ("ty-so-nguon", "range", {"min": 1.5, "max": 2}),
    ("ty-le-ket-nap", "range", {"min": 3, "max": 4}),
    ("xep-loai-to-chuc", "floor", {"min": 90}),
    ("xep-loai-dang-vien", "floor", {"min": 90}),
    ("tang-truong", "average", {"min": 7, "max": 9}),
    ("thu-nhap", "end-value", {"value": 105, "base": 62, **_ADJUSTED}),
    ("thu-ngan-sach", "term-total", {"value": 98000}),
    ("ho-ngheo", "yearly-change", {"min": 0.3, "max": 0.6}),
    ("do-thi-hoa", "end-value", {"value": 38, "base": 24.5, **_LATE}),
    ("nong-thon-moi", "floor", {"min": 70}),
    ("that-nghiep", "ceiling", {"below": 3}),
    ("xep-hang", "end-value", {"value": 10}),
    ("quy-hoach", "done", {}),
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
    "cong-nghiep": "Tỷ trọng công nghiệp và xây dựng",
    "dich-vu": "Tỷ trọng dịch vụ",
    "nong-nghiep": "Tỷ trọng nông, lâm nghiệp và thủy sản",
    "trong-rung": "Diện tích trồng rừng",
    "xep-hang": "Thứ hạng năng lực cạnh tranh",
    "quy-hoach": "Quy hoạch tỉnh được duyệt",
}
"""The indicators, in the order of the site, with their names."""


def _indicator(name: str, measure: str, unit: str, years: list[Tree], **more: object) -> Tree:
    told = {key.replace("_", "-"): value for key, value in more.items()}
    said = {"id": name, "name": _NAMED[name], "measure": measure, "unit": unit, **told}
    return {**said, "observations": years} if years else said


def _years(values: Sequence[object], field: str = "value") -> list[Tree]:
    return [{"period": year, field: value} for year, value in zip(YEARS, values, strict=False)]


def _around(start: float, step: float, chance: random.Random, digits: int = 1) -> list[str]:
    """Five numbers that go on from a start by about the same step."""
    values, value = [], start
    for _ in YEARS:
        values.append(f"{value:.{digits}f}")
        value += step * chance.uniform(0.6, 1.3)
    return values


def _economy(chance: random.Random) -> Iterator[Tree]:
    growth, jobless = ["-1.2", "8.1", "6.4", "9.3", "8.2"], ["2.9", "3.4", "2.6", "2.4", "2.2"]
    share = ("share", "phần trăm")
    yield _indicator("tang-truong", "rate", "phần trăm", _years(growth))
    income = _years(_around(66.5, 8, chance))
    yield _indicator("thu-nhap", "stock", "triệu đồng/người", income, decimals=1)
    revenue = _years([chance.randint(16000, 21000) for _ in YEARS])
    revenue[1]["withdrawn"] = "Cộng hai lần một khoản thu."
    yield _indicator("thu-ngan-sach", "flow", "tỷ đồng", revenue, decimals=0)
    yield _indicator("ho-ngheo", *share, _years(_around(2.9, -0.5, chance, 2)), better="lower")
    yield _indicator("do-thi-hoa", *share, _years(_around(26, 2.4, chance)))
    yield _indicator("nong-thon-moi", *share, _years(_around(71, 4, chance)))
    of_jobs = _years(jobless)
    of_jobs[-1] |= {"plan": "2.5", "plan-bound": "below"}
    yield _indicator("that-nghiep", *share, of_jobs, better="lower")
    water = _years(_around(82, 2.5, chance))
    water[-1]["approximate"] = "true"
    yield _indicator("nuoc-sach", *share, water)
    for name, shares in _STRUCTURE.items():
        yield _indicator(name, *share, _years(shares), whole="co-cau")
    told = zip(map(district, range(3)), ("104.5", "98.2", "110"), strict=True)
    parts = [{"unit": unit, "percent-of-plan": percent} for unit, percent in told]
    planted = _years([812, 790, 845, 860])
    planted[-1] |= {"plan": 800, "plan-max": 850, "parts": parts}
    yield _indicator("trong-rung", "flow", "ha", planted)
    yield _indicator("xep-hang", "rank", "thứ hạng", _years([21, 16, 18, 12, 9]), decimals=0)
    done = _years(["false", "false", "true"], "answer")
    yield _indicator("quy-hoach", "yes-no", "có hoặc không", done)


_STRUCTURE = {
    "cong-nghiep": ["39.2", "40.1", "40.6", "41.3", "41.8"],
    "dich-vu": ["38.4", "38.9", "39.2", "39.5", "39.7"],
    "nong-nghiep": ["22.4", "21.0", "20.2", "19.1", "18.5"],
}
"""What is made of what: the last but one year is a tenth short by rounding."""


def _classified(name: str, least: int, most: int, chance: random.Random) -> Tree:
    years = []
    for year in YEARS[:-1]:
        assessed = chance.randint(least, most)
        best, well = int(assessed * 0.18), int(assessed * chance.uniform(0.72, 0.78))
        failed = max(1, int(assessed * 0.004))
        counts = (best, well, assessed - best - well - failed, failed)
        grades = [{"grade": grade[0], "count": n} for grade, n in zip(_GRADES, counts, strict=True)]
        population = assessed + chance.randint(2, 40)
        years.append({"period": year, "population": population, "grades": grades})
    told = zip(_GRADES, ("18.2", "74.6", "6.9", "0.3"), strict=True)
    last = [{"grade": grade[0], "share": share} for grade, share in told]
    years.append({"period": YEARS[-1], "grades": last})
    return _indicator(name, "share", "phần trăm", years)


def main_file() -> str:
    """The main data file: everything but the parts of single years of what was drawn."""
    chance = random.Random(SEED)  # noqa: S311 - reproducible on purpose, and no secret
    plans, values, pools, members = _totals()
    admitted: list[Tree] = _years(plans, "plan")
    for row, value in zip(admitted, values[:-1], strict=False):
        row["value"] = value
    admitted[-1]["missing"] = "Chưa đủ báo cáo của các đơn vị."
    of_plan = {"numerator": "nguon", "denominator": "ket-nap", "denominator_figure": "plan"}
    printed = _years([f"{values[0] * 100 / members[0]:.2f}"])
    of_members = {"numerator": "ket-nap", "denominator": "dang-so", "denominator_figure": "value"}
    data = _head() | {
        "indicators": [
            _indicator("ket-nap", "flow", "đảng viên", admitted, decimals=0),
            _indicator("nguon", "stock", "quần chúng", _years(pools), decimals=0),
            _indicator("ty-so-nguon", "ratio", "lần", [], **of_plan),
            _indicator("dang-so", "stock", "đảng viên", _years(members), decimals=0),
            _indicator("ty-le-ket-nap", "ratio", "phần trăm", printed, **of_members),
            _classified("xep-loai-to-chuc", 560, 600, chance),
            _classified("xep-loai-dang-vien", 150000, 170000, chance),
            *_economy(chance),
        ]
    }
    for name, more in _shapes().items():
        data[name] = [*data.get(name, ()), *more] if isinstance(more, list) else more
    return f"# {NOTICE}\n" + "".join(_written(data))


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
    at, last = YEARS.index(year), year == YEARS[-1]
    chance = random.Random(SEED + year)  # noqa: S311 - reproducible on purpose, and no secret
    plan, value, pool, members = (listed[at] for listed in _totals())
    sizes = _sizes(DISTRICTS, SEED)
    plans, values = _spread(plan, sizes, chance), _spread(value, sizes, chance)
    silent = {"missing": "Chưa báo cáo."}
    parts: list[Tree] = []
    for number in range(DISTRICTS):
        told = not (last and number % 3 == 1)
        part: Tree = {"unit": district(number), "proposed": plans[number] - chance.randint(0, 20)}
        if not (last and number in (4, 9)):
            part |= {"plan": plans[number]}
            part |= {"responsible": "Ban Thường vụ cấp ủy"} if last else {}
        part |= {"value": values[number]} if told else silent
        few = told and values[number] < plans[number]
        parts.append(part | ({"reason": "Nguồn kết nạp còn ít."} if few else {}))
        for below, count in enumerate(_spread(values[number], _sizes(BELOW, number), chance)):
            parts.append(
                {"unit": grassroots(number, below), **({"value": count} if told else silent)}
            )
    for share, (group, _) in zip(
        (0.7, 0.48, 0.16, 0.05), _GROUPS if not last else (), strict=False
    ):
        parts.append({"group": group, "value": int(value * share * chance.uniform(0.9, 1.1))})
    made = [{"id": "ket-nap", "observations": [{"period": year, "parts": parts}]}]
    for name, total in (("nguon", pool), ("dang-so", members)):
        counts = enumerate(_spread(total, sizes, chance))
        shared = [{"unit": district(number), "value": count} for number, count in counts]
        made.append({"id": name, "observations": [{"period": year, "parts": shared}]})
    return f"# {NOTICE}\n" + "".join(_written({"indicators": made}))


_MORE = {
    "ket-nap": "## Lũy kế\n\n{{ totals('ket-nap') }}\n\n"
    "## Theo đơn vị\n\n{{ multiples('ket-nap') }}\n\n"
    "## Theo nhóm\n\n{{ group_shares('ket-nap') }}\n\n",
    "thu-ngan-sach": "## Lũy kế\n\n{{ totals('thu-ngan-sach') }}\n\n",
    "ty-so-nguon": "## Số ứng với mức chỉ tiêu\n\n{{ needed('ty-so-nguon') }}\n\n",
    "xep-loai-to-chuc": "## Theo mức xếp loại\n\n{{ grades('xep-loai-to-chuc') }}\n\n",
    "xep-loai-dang-vien": "## Theo mức xếp loại\n\n{{ grades('xep-loai-dang-vien') }}\n\n",
    "trong-rung": "## Theo đơn vị\n\n{{ assignment('trong-rung') }}\n\n",
    "tiem-chung": "## Theo đơn vị\n\n{{ assignment('tiem-chung') }}\n\n",
    "van-dong": "## Theo đơn vị\n\n{{ assignment('van-dong') }}\n\n"
    "{{ group_shares('van-dong') }}\n\n",
    "xep-loai-chi-bo": "## Theo mức xếp loại\n\n{{ grades('xep-loai-chi-bo') }}\n\n",
    "uu-tu": "## Lũy kế\n\n{{ totals('uu-tu') }}\n\n{{ mean('uu-tu') }}\n\n"
    "{{ outlook('muc-uu-tu') }}\n\n{{ plans('uu-tu') }}\n\n",
    "bao-hiem": "## Trung bình\n\n{{ mean('bao-hiem') }}\n\n",
}
"""What the pages of some indicators show besides."""


def _names() -> dict[str, str]:
    """All indicators with their names."""
    return _NAMED | {one["id"]: one["name"] for one in _shapes()["indicators"]}


def _shapes() -> Tree:
    """The shapes that no generated indicator has, as they were typed; every text stays a text."""
    text = Path(__file__).with_name("shapes.yaml").read_text("utf-8")
    made: Tree = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - texts, lists and maps alone
    return made


_RATIOS = ("ty-so-nguon", "ty-le-ket-nap", "ket-nap-dau-ky", "ket-nap-nam-truoc")
"""Indicators without a chart."""


def _pages() -> Iterator[tuple[str, str]]:
    more = [(one["id"], *one["indicators"]) for one in _shapes()["targets"]]
    asked = [*((f"muc-{name}", name) for name, _, _ in _TARGETS), *more]
    for name in _names():
        chart = "" if name in _RATIOS else f"{{{{ chart('{name}') }}}}\n\n"
        target, *others = [target for target, of in asked if of == name] or [""]
        page = indicator_page(name, target, chart + _MORE.get(name, ""))
        for other in others:
            page = page.replace(f"  - {target}\n", f"  - {target}\n  - {other}\n")
            page = re.sub(f"(cards|provenance)(.*)'{target}'", rf"\1\2'{target}', '{other}'", page)
        yield f"chi-tieu/{name}.md", page
    for number in range(DISTRICTS):
        unit, title = district(number), district_name(number)
        front = f"---\ndescription: Số liệu của {title}.\nunits:\n  - {unit}\n---\n\n# {title}\n\n"
        told = f"## Số liệu của đơn vị\n\n{{{{ unit('{unit}') }}}}\n\n"
        told += f"## Cần chú ý\n\n{{{{ attention('{unit}') }}}}\n\n"
        origin = f"## Nguồn gốc và cách tính\n\n{{{{ provenance('unit/{unit}') }}}}\n"
        yield f"don-vi/{unit}.md", front + told + origin
    text = "---\ndescription: Chỉ tiêu giao, kết quả theo đơn vị.\n---\n\n# Giao chỉ tiêu\n\n"
    for year in YEARS[-2:]:
        text += f"## Năm {{{{ year({year}) }}}}\n\n{{{{ assignment('ket-nap', {year}) }}}}\n\n"
    text += f"## Còn phải giao, phải thu\n\n{{{{ outstanding('ket-nap', {YEARS[-1]}) }}}}\n"
    yield "to-chuc-thuc-hien/giao-chi-tieu.md", text


def _with_menu(settings: str) -> str:
    """The settings with a page for each indicator and each district in the menu."""
    names = _names().items()
    chosen = "".join(f"      - {title}: chi-tieu/{name}.md\n" for name, title in names)
    units = "".join(f"      - {name}: don-vi/{district(at)}.md\n" for at, name in enumerate(_NAMES))
    own = re.sub("(?:      - .*: chi-tieu/(?!index).*\n)+", chosen, settings)
    return own.replace("  - Đối chiếu", f"  - Đơn vị:\n{units}  - Đối chiếu")


def demo() -> dict[str, bytes]:
    """Every file of the demonstration by its path: a new site, its numbers, pages, and notice."""
    title = "Trang trình diễn – số liệu giả lập"
    made = new_site({"organisation": NAME, "term": f"{YEARS[0]}-{YEARS[-1]}", "title": title})
    made |= {f"docs/{name}": page.encode() for name, page in _pages()}
    made["data/indicators.yaml"] = main_file().encode()
    made |= {f"data/{year}.yaml": year_file(year).encode() for year in YEARS}
    made["mkdocs.yml"] = _with_menu(made["mkdocs.yml"].decode()).encode()
    made["overrides/main.html"] += f"\n{{% block announce %}}{NOTICE}{{% endblock %}}\n".encode()
    sheet = "indicators/templates/sheet.html.jinja"
    made[sheet] = made[sheet].replace(b"</header>", f"<p>{NOTICE}</p></header>".encode())
    return made


def write(folder: Path) -> None:
    """Writes the whole demonstration project into a folder."""
    whole.write_all(folder, demo().items())


def main() -> None:
    """The command: writes the project where ``--out`` says."""
    parser = argparse.ArgumentParser(description="Tạo trang trình diễn với số liệu giả lập.")
    parser.add_argument("--out", type=Path, required=True, metavar="THƯ_MỤC")
    write(parser.parse_args().out)


if __name__ == "__main__":
    main()
