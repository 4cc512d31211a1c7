"""A change touches only the lines that must change, and what was meant is what is read."""

import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from conftest import DATA, REAL, ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import HEAD, SMALL, edited

from indicators import DataError
from indicators.editing import edit
from indicators.editing.edit import Change, Place, Put, Remove, name_of
from indicators.editing.lines import EditError, copied, rewritten
from indicators.reading.load import trees

UNITS = """\
unit-types:
  - id: huyen
    name: Huyện
units:
  - id: b
    name: B
    type: huyen
  - id: a
    name: A
    type: huyen
groups:
  - id: nu
    name: Nữ
grades:
  - id: tot
    name: Tốt
    well: true
  - id: kem
    name: Kém
publication:
  permission: Công văn của cơ quan có thẩm quyền.
  smallest-shown: 5
"""
BASE = (
    HEAD
    + UNITS
    + """\
indicators:
  - id: ket-nap
    name: Kết nạp
    measure: flow
    unit: đảng viên
    observations:
"""
)
YEARS = ("indicators", "ket-nap", "observations")
PERCENT = ("published", "percent-of-plan", "value")
MARK = b"\xef\xbb\xbf"
CASES: dict[str, tuple[Change, str]] = {
    "a value in quotes, with blanks behind it": (Put((*YEARS, "2021", "value"), "1520"), """
       - period: 2021
-        value: '1514'\x20\x20
+        value: '1520'\x20\x20
"""),
    "a text that needs quotes, and one in quotes of its own": (
        Put((*YEARS, "2021", "note"), "Số “a”: 'b' #1"), """
       - period: 2021
         value: 1514
-        note: "Số khác"
+        note: "Số “a”: 'b' #1"
"""),
    "a field behind a list that is longer": (Put((*YEARS, "2021", "parts", "a", "value"), "14"), """
       - period: 2021
         value: 1514
         published:
           - figure: percent-of-plan
             value: 112.15
             # in ở trang 2
+        parts:
+          - unit: a
+            value: 14
       - period: 2022
         value: 1533
"""),
    "a year before the first, above what stands over it": (
        Put((*YEARS, "2020", "value"), "1400"), """
+      - period: 2020
+        value: 1400
       # năm 2021
       - period: 2021
         value: 1514
"""),
    "a year between others, below the deeper remark and above that of the next": (
        Put((*YEARS, "2022"), {"locator": "trang 2", "value": "1533"}), """
       - period: 2021
         value: 1514
           # sâu hơn

         # của năm 2021
+      - period: 2022
+        value: 1533
+        locator: trang 2
       # của năm 2023
       - period: 2023
         value: 1667
"""),
    "a year at the end, above the blank lines, with a blank line as between others": (
        Put((*YEARS, "2023", "value"), "1667"), """
       - period: 2021
         value: 1514

       - period: 2022
         value: 1533
+
+      - period: 2023
+        value: 1667


 # hết
"""),
    "the last item, and its list with it": (Remove((*YEARS, "2021", "published", 0)), """
       - period: 2021
         value: 1514
-        published:
-          # đã in
-          - figure: percent-of-plan
-            value: 112.15
-            # ở trang 2
         # còn lại
       - period: 2022
         value: 1533
"""),
    "one of several items, with what stands over it and one of the blank lines": (
        Remove((*YEARS, "2022")), """
       - period: 2021
         value: 1514
         # của năm 2021
-
-      # của năm 2022
-      - period: 2022
-        value: 1533

       # của năm 2023
       - period: 2023
         value: 1667
"""),
    "the first field of an item": (Remove((*YEARS, "2021", "locator")), """
-      - locator: trang 1
-        period: 2021
+      - period: 2021
         value: 1514
"""),
    "a list without indentation": (Put((*YEARS, "2021", *PERCENT), "112.15"), """
     - period: 2021
       value: 1514
+      published:
+      - figure: percent-of-plan
+        value: 112.15
"""),
    "a dash on a line of its own": (Put((*YEARS, "2023", "value"), "1667"), """
       -
         # năm 2022
         period: 2022
         value: 1533
+      - period: 2023
+        value: 1667
       -   period: 2024
           value: 1700
"""),
    "a field of the outermost block": (Put(("solutions", "s", "title"), "Việc"), """
       - period: 2021
         value: 1514

 programme:
   document: bao-cao
+
+solutions:
+  - id: s
+    title: Việc
"""),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_change_is_made_as_a_person_would(case: str, end: str) -> None:
    made, shown = CASES[case]
    rows = [(row[:1], row[1:]) for row in shown[1:-1].split("\n")]
    before, after = (
        "\ufeff" + (BASE + "\n".join(row for sign, row in rows if sign != other)).replace("\n", end)
        for other in "+-"
    )
    files = {"d.yaml": before.encode()}
    assert edit.edited(files, [made]).files["d.yaml"].decode() == after


def test_a_change_that_changes_nothing_leaves_every_byte() -> None:
    files = {DATA: (ROOT / DATA).read_bytes()}
    assert edit.edited(files, []).files == {}
    assert edit.edited(files, [Put((*YEARS, "2021", "value"), "1514")]).files == {}


def test_several_changes_at_one_line_keep_their_order() -> None:
    years = [Put((*YEARS, str(year), "value"), str(year)) for year in (2024, 2023, 2025)]
    made = edit.edited({"d.yaml": SMALL.encode()}, [*years, Put((*YEARS, "2022", "note"), "Số.")])
    added = "".join(f"      - period: {n}\n        value: {n}\n" for n in (2023, 2024, 2025))
    assert made.files["d.yaml"].decode() == f"{SMALL}        note: Số.\n{added}"


def test_a_record_is_changed_in_the_file_in_which_it_stands() -> None:
    main = BASE + "      - period: 2024\n        plan: 1400\n        value: 1500\n"
    head = "indicators:\n  - id: ket-nap\n    observations:\n"
    head += "      - period: 2024\n        parts:\n"
    year = head + "          - unit: a\n            value: 700\n"
    files = {"data/indicators.yaml": main.encode(), "data/2024.yaml": year.encode()}
    made = edit.edited(
        files,
        [
            Put((*YEARS, "2024", "parts", "b", "value"), "800"),
            Put((*YEARS, "2024", "locator"), "trang 4"),
            Put((*YEARS, "2023", "value"), "1400"),
            Put(("indicators", "khac"), {"unit": "người", "measure": "flow", "name": "Khác"}),
            Put(("indicators", "khac", "observations", "2024", "value"), "3"),
        ],
    )
    assert {name: text.decode() for name, text in made.files.items()} == {
        "data/indicators.yaml": BASE
        + "      - period: 2023\n        value: 1400\n"
        + "      - period: 2024\n        plan: 1400\n        value: 1500\n"
        + "        locator: trang 4\n"
        + "  - id: khac\n    name: Khác\n    measure: flow\n    unit: người\n",
        "data/2024.yaml": head
        + "          - unit: b\n            value: 800\n"
        + "          - unit: a\n            value: 700\n"
        + "  - id: khac\n    observations:\n      - period: 2024\n        value: 3\n",
    }


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (Remove(("indicators", "ket-nep")), "không có “ket-nep”; có phải “ket-nap”?"),
        (Put((*YEARS, "2021", "vlaue"), "1"), "không có trường “vlaue” ở đây; có phải “value”?"),
        (Put((*YEARS, "2021"), {"value": "1"}), "“2021” đã có trong observations"),
        (Put((*YEARS[:2], "observations"), []), "“observations” đã có ở đây"),
        (Put((*YEARS, "giữa năm", "value"), "1"), "“giữa năm” không gọi tên được một mục mới"),
        (Put((*YEARS, "2021", "value", "x"), "1"), "“value” không có gì bên trong"),
        (Put((*YEARS, "2021", "note"), "hai\ndòng"), "phải nằm trên một dòng"),
        (Put((*YEARS, "2021", "note"), ""), "không để trống"),
        (Put((*YEARS, "2020"), {"parts": []}), "không có gì"),
        (Put((*YEARS, "2020"), {"prats": []}), "không có trường “prats” ở đây"),
        (Put((*YEARS, "2020"), "1"), "khác dạng với điều cần ghi"),
        (Put(("solutions", "s", "indicators", "a", "b"), "c"), "“a” không có gì bên trong"),
    ],
)
def test_what_cannot_be_changed_is_told(made: Change, told: str) -> None:
    with pytest.raises(EditError) as caught:
        edit.edited({"d.yaml": SMALL.encode()}, [made])
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "broken", ["value: [1514]", "value: &a 1514", "note: >\n          dài", "value 1514"]
)
def test_what_cannot_be_read_is_not_changed(broken: str) -> None:
    text = edited(SMALL, ("value: 1514", broken))
    with pytest.raises(DataError):
        edit.edited({"d.yaml": text.encode()}, [Put((*YEARS, "2022", "value"), "1")])


def leaves(node: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every text of a tree with its place."""
    if isinstance(node, str):
        yield place, node
    elif isinstance(node, dict):
        for name, part in node.items():
            yield from leaves(part, (*place, name))
    else:
        for index, part in enumerate(node):
            yield from leaves(part, (*place, name_of(part) or index))


@pytest.mark.parametrize("name", [DATA, "tests/every_kind.yaml"])
def test_every_text_has_a_place_at_which_only_its_own_line_changes(name: str) -> None:
    data = (ROOT / name).read_bytes()
    before = trees({name: data})[name]
    rows = data.split(b"\n")
    for place, text in leaves(before):
        wanted = copied(before)
        Put(place, "khác").apply({name: wanted})
        made = rewritten(data, before, wanted).split(b"\n")
        changed = [at for at, (old, new) in enumerate(zip(rows, made, strict=True)) if old != new]
        assert changed == [text.line - 1], place


AWKWARD = st.sampled_from(
    ["1702", "a: b", "x #y", "- a", "---", "'", '"', "a 'b' \"c\"", " trước", "sau ", "[a, b]",
     "&a", "*a", "!a", "|", ">", "@a", "`a", "%a", "?", ": a", "a:", "#a", "“a”", "~", "null",
     "true", "\\n", "{a: b}", "đảng viên", "1.514", "0x1", "2021-01-01", "=", "<<"]
)  # fmt: skip


@pytest.fixture(scope="module")
def texts(demo: ModuleType) -> dict[str, str]:
    return {
        "real": REAL,
        "every kind": (ROOT / "tests/every_kind.yaml").read_text("utf-8"),
        "demo": demo.year_file(2024),
    }


@st.composite
def dressed(draw: st.DrawFn, text: str) -> bytes:
    """The same data with remarks, blank lines, dashes of their own, line ends and marks in it."""
    parted = draw(st.sets(st.integers(0, 200), max_size=5))
    lines = text.removesuffix("\n").split("\n")
    for at in sorted(parted & set(range(len(lines))), reverse=True):
        lines[at : at + 1] = re.sub("^( *)- (?=.*:)", r"\1-\n\1  ", lines[at]).split("\n")
    for _ in range(draw(st.integers(0, 12))):
        remark = draw(st.sampled_from(["", "", "# ghi", "#"]))
        depth = draw(st.integers(0, 14)) if remark else 0
        lines.insert(draw(st.integers(0, len(lines))), " " * depth + remark)
    ends = draw(st.sampled_from([["\n"], ["\r\n"], ["\n", "\r\n"]]))
    made = "".join(line + ends[at % len(ends)] for at, line in enumerate(lines))
    made = made if draw(st.booleans()) else made.rstrip("\r\n")
    return (draw(st.sampled_from(["", "\ufeff"])) + made).encode()


def holders(node: Any) -> Iterator[Any]:
    """The blocks and lists of a tree."""
    if not isinstance(node, str):
        yield node
        for part in node.values() if isinstance(node, dict) else node:
            yield from holders(part)


def spoil(data: st.DataObject, tree: Any) -> tuple[set[int], bool]:
    """Change a tree in one place; gives the lines, from 0, that may go or change for that, and
    whether something was taken away.
    """
    draw = data.draw
    holder = draw(st.sampled_from(list(holders(tree))))
    steps = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    step = draw(st.sampled_from(steps))
    old = holder[step]
    do = draw(st.sampled_from(["put", "put", "take", "add"]))
    if do == "put" and isinstance(old, str):
        holder[step] = draw(AWKWARD)
        return {old.line - 1} if hasattr(old, "line") else set(), False
    if do == "take" and len(holder) > 1:
        del holder[step]
        lines = set(lines_of(step, old))
        return set(range(min(lines) - 1, max(lines))) if lines else set(), True
    new = draw(st.sampled_from(["moi", {"a": "1", "b": ["x"]}, [{"c": "2"}, {"d": {"e": "3"}}]]))
    if isinstance(holder, dict):
        at, items = draw(st.integers(0, len(holder))), list(holder.items())
        items.insert(at, (f"them-{len(holder)}", new))
        holder.clear()
        holder.update(items)
    elif not isinstance(new, list):
        holder.insert(draw(st.integers(0, len(holder))), new)
    return set(), False


def lines_of(*parts: Any) -> Iterator[int]:
    for part in parts:
        if hasattr(part, "line"):
            yield part.line
        if isinstance(part, dict):
            yield from (line for name, value in part.items() for line in lines_of(name, value))
        elif isinstance(part, list):
            yield from lines_of(*part)


def bare(row: bytes) -> bytes:
    """A line without the dash that may have gone to another field."""
    return row.lstrip(b" ").removeprefix(b"- ").lstrip(b" ")


def told(row: bytes) -> bool:
    """Whether a line says something: no blank, dash or remark, which go with their item."""
    return not row.strip().startswith(b"#") and row.strip() not in (b"", b"-")


@pytest.mark.parametrize("name", ["real", "every kind", "demo"])
def test_whatever_is_changed_all_other_lines_stay(name: str, texts: dict[str, str]) -> None:
    @settings(
        max_examples=15 if name == "demo" else 100,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.data())
    def hold(data: st.DataObject) -> None:
        written = data.draw(dressed(texts[name]))
        before = trees({"d": written})["d"]
        wanted = copied(before)
        may: set[int] = set()
        taken = False
        for _ in range(data.draw(st.integers(0, 4))):
            lines, gone = spoil(data, wanted)
            may, taken = may | lines, taken or gone
        made = rewritten(written, before, wanted)
        assert trees({"d": made})["d"] == wanted
        assert made == written or wanted != before
        rows = written.removeprefix(MARK).split(b"\n")[:-1]
        kept = [row for at, row in enumerate(rows) if at not in may and (not taken or told(row))]
        *whole, last = [bare(row) for row in made.removeprefix(MARK).split(b"\n")]
        # What comes to be the last line of a file whose last line has no end has none either.
        rest = iter([*({row} for row in whole), {last, last + b"\r"}])
        assert not [row for row in kept if all(bare(row) not in other for other in rest)]
        assert made.startswith(MARK) == written.startswith(MARK)
        assert made.endswith(b"\n") == written.endswith(b"\n")

    hold()
