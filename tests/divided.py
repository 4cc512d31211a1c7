"""An invented organisation with units, groups and grades; none of its numbers was ever reported."""

from __future__ import annotations

from typing import Any

from synthetic import as_typed, flow, stock, target, year

from indicators.model import Dataset


def organisation(*indicators: dict[str, Any], **more: Any) -> Dataset:
    """Three districts below a province, three grassroots organisations below the first of them."""
    data = {
        "model": 1,
        "organisation": {"name": "Đảng bộ thử nghiệm (số liệu không có thật)"},
        "term": {"name": "nhiệm kỳ 2021 – 2023", "start": 2021, "end": 2023},
        "source": "bao-cao",
        "documents": [{"id": "bao-cao", "title": "Báo cáo thử nghiệm"}],
        "indicators": indicators,
        "publication": {"permission": "Quyết định thử nghiệm.", "smallest-shown": 5},
        "unit-types": [{"id": "cap-huyen", "name": "Cấp huyện"}, {"id": "co-so", "name": "Cơ sở"}],
        "units": [
            {"id": "tinh", "name": "Đảng bộ tỉnh", "type": "cap-huyen"},
            *(
                {"id": name, "name": f"Huyện {name.upper()}", "type": "cap-huyen", "parent": "tinh"}
                for name in ("a", "b", "c")
            ),
            *(
                {"id": name, "name": f"Xã {name.upper()}", "type": "co-so", "parent": "a"}
                for name in ("a1", "a2", "a3")
            ),
        ],
        "groups": [{"id": "nu", "name": "Nữ"}, {"id": "tre", "name": "Trẻ"}],
        "grades": [
            {"id": "xuat-sac", "name": "Xuất sắc", "well": "true"},
            {"id": "tot", "name": "Tốt", "well": "true"},
            {"id": "hoan-thanh", "name": "Hoàn thành"},
            {"id": "khong", "name": "Không hoàn thành"},
        ],
        **more,
    }
    return Dataset.model_validate(as_typed(data))


def part(unit: str, value: object = None, plan: object = None, **more: Any) -> dict[str, Any]:
    """A unit's part; without a value it says why."""
    made: dict[str, Any] = {"unit": unit, **more}
    if plan is not None:
        made["plan"] = plan
    if value is not None:
        made["value"] = value
    elif "missing" not in made:
        made["missing"] = "Chưa báo cáo."
    return made


def group(name: str, value: object) -> dict[str, Any]:
    """A group's part."""
    return {"group": name, "value": value}


def admissions(*years: dict[str, Any]) -> dict[str, Any]:
    """An indicator of counts that add up."""
    return flow(*years, id="ket-nap", name="Kết nạp")


def pool(*years: dict[str, Any]) -> list[dict[str, Any]]:
    """The people in the pool, and their ratio to the plan."""
    people = stock(*years, id="nguon", name="Nguồn", unit="quần chúng")
    ratio = {
        "id": "ty-so-nguon",
        "name": "Nguồn so với chỉ tiêu",
        "measure": "ratio",
        "unit": "lần",
        "numerator": "nguon",
        "denominator": "ket-nap",
        "denominator-figure": "plan",
    }
    return [people, ratio]


POOL_TARGET = target("range", "ty-so-nguon", id="muc-nguon", min="1.5", max="2")

FULL = year(
    2021,
    100,
    plan=90,
    parts=[part("a", 50, 40), part("b", 40, 30), part("c", 10, 20), group("nu", 40)],
)
"""A year of which every district has its part."""
