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
DISTRICTS, BELOW = 12, 50
_NAMES = (
    "An Bình", "Bắc Sơn", "Cửa Đông", "Duy Hòa", "Đại Phúc", "Gia Lạc",
    "Hưng Thái", "Khánh Tân", "Lộc Xuân", "Minh Quý", "Ngọc Lâm", "Phú Cường",
)  # fmt: skip

Tree = dict[str, Any]
"""A block of data by its fields: texts and numbers, blocks, and lists of them."""


def _typed() -> Tree:
    """The data but for units and what is theirs, as it was typed; every text stays a text."""
    text = Path(__file__).with_suffix(".yaml").read_text("utf-8")
    made: Tree = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - texts, lists and maps alone
    return made


TYPED = _typed()
NAME, NOTICE = TYPED["organisation"]["name"], TYPED["documents"][0]["note"]
YEARS = range(int(TYPED["term"]["start"]), int(TYPED["term"]["end"]) + 1)


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


def _units() -> Iterator[Tree]:
    for number in range(DISTRICTS):
        unit = district(number)
        yield {"id": unit, "name": district_name(number), "type": "cap-huyen"}
        for below in range(BELOW):
            name = f"Tổ chức cơ sở đảng số {below + 1}, {_NAMES[number]}"
            yield {"id": grassroots(number, below), "name": name, "type": "co-so", "parent": unit}


def main_file() -> str:
    """The main data file: everything but the parts of single years of what was drawn."""
    return f"# {NOTICE}\n" + "".join(_written(TYPED | {"units": list(_units())}))


ADMITTED = 6585
"""What the parts of the last year were drawn from; nobody has added them up yet."""


def _total(name: str, year: int, field: str = "value") -> int:
    """What was typed of a year."""
    rows = next(one["observations"] for one in TYPED["indicators"] if one["id"] == name)
    return int(rows[YEARS.index(year)].get(field, ADMITTED))


_GROUPS = {"doan-vien": 0.7, "nu": 0.48, "cong-nhan": 0.16, "hoc-sinh": 0.05}
"""About how many of those admitted belong to each group."""


def year_file(year: int) -> str:
    """The data file of one year: the parts by unit and by group."""
    last = year == YEARS[-1]
    chance = random.Random(SEED + year)  # noqa: S311 - reproducible on purpose, and no secret
    plan, value = _total("ket-nap", year, "plan"), _total("ket-nap", year)
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
    for group, share in _GROUPS.items() if not last else ():
        parts.append({"group": group, "value": int(value * share * chance.uniform(0.9, 1.1))})
    made = [{"id": "ket-nap", "observations": [{"period": year, "parts": parts}]}]
    for name in ("nguon", "dang-so"):
        counts = enumerate(_spread(_total(name, year), sizes, chance))
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


_NAMED = {one["id"]: one["name"] for one in TYPED["indicators"]}
_RATIOS = ("ty-so-nguon", "ty-le-ket-nap", "ket-nap-dau-ky", "ket-nap-nam-truoc")
"""Indicators without a chart."""


def _pages() -> Iterator[tuple[str, str]]:
    for name in _NAMED:
        chart = "" if name in _RATIOS else f"{{{{ chart('{name}') }}}}\n\n"
        about = [target["id"] for target in TYPED["targets"] if name in target["indicators"]]
        target, *others = about or [""]
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
    chosen = "".join(f"      - {title}: chi-tieu/{name}.md\n" for name, title in _NAMED.items())
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
