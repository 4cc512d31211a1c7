"""Changes by command: all of one is written and every page stands, or nothing is."""

import re
import shlex
from pathlib import Path

import pytest
from conftest import Captured, copied, held

from indicators.__main__ import main
from indicators.pages.allowed import GUIDES
from indicators.starting.asked import ASKS

pytestmark = pytest.mark.usefixtures("remembered")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what an organisation's own files are, as the folder that one works in."""
    monkeypatch.chdir(copied(tmp_path))
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def texts(project: Path) -> dict[str, str]:
    return {name: content.decode("latin-1") for name, content in held(project).items()}


def added(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    """The lines that came, by file. No line may have gone or changed its place."""
    new = {}
    for name, text in after.items():
        old = before.get(name, "").splitlines()
        lines = text.splitlines()
        left = iter(old)
        wanted = next(left, None)
        came = []
        for line in lines:
            if line == wanted:
                wanted = next(left, None)
            else:
                came.append(line.encode("latin-1").decode())
        assert wanted is None, name
        if came:
            new[name] = came
    return new


@pytest.mark.parametrize("command", ["add-indicator", "add-document", "add-solution", "add-units"])
def test_the_example_of_a_command_that_adds_changes_no_other_line(
    project: Path, capsys: Captured, command: str
) -> None:
    before = texts(project)
    asked = [command, *shlex.split(ASKS[command].example)]
    assert main([*asked, "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert texts(project) == before
    assert main(asked) == 0
    told = capsys.readouterr().out
    assert told.startswith(shown)
    came = added(before, texts(project))
    assert set(re.findall(r"^\+\+\+ (\S+)", shown, re.MULTILINE)) == set(came)
    assert [line[1:] for line in shown.splitlines() if re.match(r"\+(?!\+\+)", line)] == [
        line for name in re.findall(r"^\+\+\+ (\S+)", shown, re.MULTILINE) for line in came[name]
    ]
    assert main(["check", "--project", "."]) == 0


def test_an_indicator_gets_its_target_its_page_and_its_line_in_the_menu(project: Path) -> None:
    before = texts(project)
    target = "type=floor min=90 locator=câu 2, đoạn 6"
    assert main(["add-indicator", "ID=to-dan-pho", "NAME=Tổ: A", "MEASURE=share",
                 "UNIT=phần trăm", f"TARGET={target}", "SOURCE=ct-28"]) == 0  # fmt: skip
    came = added(before, texts(project))
    assert came["mkdocs.yml"] == ['      - "Tổ: A": chi-tieu/to-dan-pho.md']
    assert "{{ provenance('to-dan-pho', 'muc-to-dan-pho') }}" in came["docs/chi-tieu/to-dan-pho.md"]
    assert (
        "\n".join(came["data/indicators.yaml"])
        == """\
  - id: muc-to-dan-pho
    name: "Tổ: A"
    type: floor
    min: 90
    source: ct-28
    locator: câu 2, đoạn 6
    indicators:
      - to-dan-pho
  - id: to-dan-pho
    name: "Tổ: A"
    measure: share
    unit: phần trăm
    missing: Chưa nhập số liệu.
    source: ct-28"""
    )


def test_a_target_comes_to_the_page_of_its_indicator(project: Path) -> None:
    before = texts(project)
    assert main(["add-target", *shlex.split(ASKS["add-target"].example)]) == 0
    after = texts(project)
    [page] = [name for name in after if after[name] != before[name] and name.startswith("docs/")]
    assert "  - dang-so\n  - muc-dang-so\n" in after[page]
    assert "'dang-so', 'muc-dang-so'" in after[page]
    assert "'muc-dang-so') }}\n\n{{ updated(" in after[page]
    assert main(["check", "--project", "."]) == 0


def test_what_is_added_to_a_term_without_any_is_shown_there(project: Path) -> None:
    assert main([*TERM, "OLD=khoa-xi", "KEEP=ket-nap"]) == 0
    goal = ["ID=muc-moi", "NAME=Mức mới", "TYPE=term-total", "VALUE=6000", "INDICATORS=ket-nap"]
    assert main(["add-target", *goal, SOURCE]) == 0
    for name in ("moi", "moi-hai"):
        assert main(["add-solution", f"ID={name}", "TITLE=Tạo nguồn"]) == 0
    made = {name: text.encode("latin-1").decode() for name, text in texts(project).items()}
    told = "## Tóm lược\n\n{{ cards('muc-moi') }}\n\n## "
    assert told in made["docs/khoa-xii/chi-tieu/ket-nap.md"]
    assert "term: khoa-xii\n---\n\n# Giải pháp\n" in made["docs/khoa-xii/giai-phap.md"]
    assert made["mkdocs.yml"].count("  - Giải pháp: khoa-xii/giai-phap.md\n") == 1
    assert main(["check", "--project", "."]) == 0


def test_units_come_with_their_kind_and_the_decision_to_publish(
    project: Path, capsys: Captured
) -> None:
    assert main(["add-units", "UNITS=Xã Một\nXã Hai; Xã Một hai", "TYPE=Xã"]) == 0
    assert "Chưa có quyết định công bố" in capsys.readouterr().out
    more = ["PERMISSION=Thông báo của Ban Thường vụ.", "SMALLEST_SHOWN=5"]
    assert main(["add-units", "UNITS=Xã một", *more]) == 0
    text = (project / "data" / "indicators.yaml").read_text("utf-8")
    assert re.findall(r"  - id: (\S+)\n    name: (.*)\n    type: xa\n", text) == [
        ("xa-mot", "Xã Một"), ("xa-hai", "Xã Hai"), ("xa-mot-hai", "Xã Một hai"),
        ("xa-mot-2", "Xã một"),
    ]  # fmt: skip
    assert "publication:\n  permission: Thông báo của Ban Thường vụ.\n  smallest-shown: 5\n" in text


@pytest.mark.parametrize(
    ("old", "kept"),
    [
        ("ket-nap", "indicators:\n  - id: moi\n    former-ids:\n      - ket-nap\n"),
        ("nq-21", "  - id: moi\n    former-ids:\n      - nq-21\n"),
        ("so-chi-tieu", "      - id: moi\n        former-ids:\n          - so-chi-tieu\n"),
    ],
)
def test_a_renamed_id_is_another_one_everywhere_and_keeps_the_old(
    project: Path, old: str, kept: str
) -> None:
    assert main(["rename", f"OLD={old}", "NEW=moi"]) == 0
    assert main(["check", "--project", "."]) == 0
    made = {name: text.encode("latin-1").decode() for name, text in texts(project).items()}
    assert kept in made["data/indicators.yaml"]
    named = re.compile(rf"(?<![\w-]){old}(?![\w-])(?!\.md)")
    kept_so = {"data/addresses.txt", *(f"docs/{guide}" for guide in GUIDES)}
    own = {name: text for name, text in made.items() if name not in kept_so}
    assert {name: found for name, text in own.items() if (found := named.findall(text))} == {
        "data/indicators.yaml": [old]
    }
    assert main(["rename", "OLD=moi", f"NEW={old}"]) == 0
    text = (project / "data" / "indicators.yaml").read_text("utf-8")
    assert kept.replace("moi", old).replace(f"- {old}\n", "- moi\n").split("\n", 1)[1] in text


SOURCE = "SOURCE=ct-28"
TERM = ["new-term", "ID=khoa-xii", "NAME=nhiệm kỳ 2025 – 2030", "START=2025-10", "END=2030", SOURCE]


def test_a_new_term_takes_only_the_home_page(project: Path) -> None:
    before = texts(project)
    assert main([*TERM, "OLD=khoa-xi", "ORGANISATION=Đảng bộ B", "KEEP=xep-loai-dang-vien"]) == 0
    assert main(["check", "--project", "."]) == 0
    after = texts(project)
    # No page is gone, and each is what it was but for the line of its term.
    pages = {name: text for name, text in before.items() if name.startswith("docs/")}
    changed = {name for name, text in pages.items() if after[name] != text}
    for name in changed - {"docs/index.md"}:
        assert after[name].replace("term: khoa-xi\n", "", 1) == before[name]
    assert "docs/chi-tieu/ket-nap.md" in changed
    assert not {f"docs/{guide}" for guide in GUIDES} & changed
    made = {name: text.encode("latin-1").decode() for name, text in after.items()}
    data = made["data/indicators.yaml"]
    assert "  - id: nq-tw4-xi\n    term: khoa-xi\n" in data  # which only a page names
    assert "  - id: nq-21\n    code:" in data
    assert "](../chi-tieu/ket-nap.md)" in made["docs/khoa-xi/index.md"]
    for page in ("tai-du-lieu", "lich-su"):
        assert "\nterm: khoa-xii\n---\n" in made[f"docs/khoa-xii/du-lieu/{page}.md"]
        assert f"](khoa-xii/du-lieu/{page}.md)" in made["docs/index.md"]
    past = made["docs/khoa-xii/du-lieu/lich-su.md"]
    assert "](../../gioi-thieu/cap-nhat.md)" in past
    assert "(chi-tieu/" not in made["docs/index.md"]
    assert "site_name: Chỉ tiêu xây dựng Đảng – Đảng bộ B\n" in made["mkdocs.yml"]
    settings = made["mkdocs.yml"].partition("nav:\n")[2]
    assert settings.startswith("""\
  - Tổng quan: index.md
  - Cần chú ý: khoa-xii/can-chu-y.md
  - Chỉ tiêu:
      - Tổng hợp kết quả: khoa-xii/chi-tieu/index.md
      - Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên: khoa-xii/chi-tieu/xep-loai-dang-vien.md
  - Đối chiếu số liệu: khoa-xii/doi-chieu.md
  - Văn bản và nguồn: khoa-xii/van-ban.md
  - Dữ liệu:
      - Tải dữ liệu: khoa-xii/du-lieu/tai-du-lieu.md
      - Lịch sử số liệu: khoa-xii/du-lieu/lich-su.md
      - Cho lập trình viên: du-lieu/lap-trinh-vien.md
  - Nhiệm kỳ 2020 – 2025:
      - Tổng quan: khoa-xi/index.md
      - Cần chú ý: can-chu-y.md
      - Chỉ tiêu:
          - Tổng hợp kết quả: chi-tieu/index.md
""")


def test_each_further_term_goes_before_the_last(project: Path) -> None:
    assert main(["add-indicator", "ID=cho", "NAME=Chờ", "MEASURE=stock", "UNIT=người"]) == 0
    assert main([*TERM, "KEEP=ket-nap"]) == 0
    later = ["ID=khoa-xiii", "NAME=nhiệm kỳ 2030 – 2035", "START=2030-10", "END=2035"]
    assert main(["new-term", *later, SOURCE]) == 0
    assert main(["add-indicator", "ID=moi", "NAME=Mới", "MEASURE=flow", "UNIT=người"]) == 0
    made = {name: text.encode("latin-1").decode() for name, text in texts(project).items()}
    assert "term: khoa-xiii\n" in made["docs/khoa-xiii/chi-tieu/moi.md"]
    # What has no number yet is of every term.
    assert {f"docs/{term}chi-tieu/cho.md" for term in ("", "khoa-xii/", "khoa-xiii/")} <= set(made)
    assert "term: khoa-xii\n" in made["docs/khoa-xii/index.md"]
    assert made["docs/khoa-xiii/du-lieu/lich-su.md"].count("term: ") == 1
    data = made["data/indicators.yaml"]
    assert re.findall("^  - id: (.*)\n    name: nhiệm kỳ", data, re.MULTILINE) == [
        "nhiem-ky-2020-2025", "khoa-xii", "khoa-xiii",
    ]  # fmt: skip
    assert re.findall("^  - (Nhiệm kỳ .*):$", made["mkdocs.yml"], re.MULTILINE) == [
        "Nhiệm kỳ 2025 – 2030", "Nhiệm kỳ 2020 – 2025",
    ]  # fmt: skip
    assert "          - Kết nạp đảng viên: khoa-xii/chi-tieu/ket-nap.md\n" in made["mkdocs.yml"]


REFUSED = {
    "add-indicator": "còn thiếu ID, NAME, MEASURE, UNIT\nVí dụ: make add-indicator ID=",
    "add-indicator ID=a NAME=A MEASURE=flow UNIT=x TYP=y": "không hiểu “TYP”",
    "add-indicator ID=a NAME=A MEASURE=flow UNIT=x TARGET=floor": "gõ như type=floor min=90",
    "add-indicator ID=a NAME=A MEASURE=flow UNIT=x TARGET='type=floor min=9'": "TARGET cần SOURCE=",
    "add-indicator ID=../x NAME=A MEASURE=flow UNIT=x": "mã chỉ gồm chữ thường không dấu, số",
    "set 'ket-nap/2020 value=1.514'": "Cách sửa: gõ 1514",
    "set 'ket-nep/2024 value=1'": "indicators: dữ liệu không có “ket-nep”",
    "set": "còn thiếu CHANGE\nVí dụ: make set CHANGE='ket-nap/2024 value=",
    "add-indicator ID=a NAME=A MEASURE=tổng UNIT=x": "không phải mã loại số liệu",
    "add-indicator ID=a NAME='<b>A' MEASURE=flow UNIT=x": "không dùng các dấu < > & { }: - <b>A:",
    "new-term ID=b NAME=B START=2026 END=2030 SOURCE=ct-28 ORGANISATION='<b>'": "không dùng các",
    "add-indicator ID=ket-nap NAME=A MEASURE=flow UNIT=x": "đã có trang docs/chi-tieu/ket-nap.md",
    "add-document ID=nq-21 TITLE=A": "đã có trong documents",
    "add-document ID=a TITEL=A": "không hiểu “TITEL”; có phải TITLE=…?",
    "add-document ID=a TITLE=A DATE=31/12/2024x": "Cách sửa:",
    "add-units UNITS=A": "nêu loại đơn vị: ví dụ TYPE='Đảng bộ xã'",
    "add-units UNITS=A;A TYPE=X": "đơn vị “A” khai hai lần",
    "add-units UNITS=A TYPE=X PERMISSION=Công;văn": "thiếu trường bắt buộc “smallest-shown”",
    "new-term ID=b NAME=B START=khi END=2030 SOURCE=ct-28 KEEP=ket-nap": "“khi”",
    "rename OLD=nguon NEW=nguon": "nguon",
    "new-term ID=b NAME=B START=2027 END=2030": "còn thiếu SOURCE",
    "new-term ID=b NAME=B START=2027 END=2030 SOURCE=ct-28": "không nối liền nhiệm kỳ trước",
    "new-term ID=b NAME=B START=2025 END=2030 SOURCE=ct-28": "không nối liền nhiệm kỳ trước",
    "new-term ID=b NAME=B START=2026 END=2030 SOURCE=ct-28 KEEP=x": "KEEP",
    "new-term ID=b NAME=B START=2026 END=2030 SOURCE=ct-28 OLD=chi-tieu": "docs/chi-tieu/index.md",
    "new-term ID=giai-phap NAME=B START=2026 END=2030 SOURCE=ct-28": "docs/giai-phap/theo-",
    "rename OLD=nguon NEW=ket-nap": "“ket-nap” đã có ở dòng",
    "rename OLD=ngoun NEW=a": "OLD: dữ liệu không có “ngoun”; có phải “nguon”?",
    "rename OLD=nguon NEW=Nguồn": "có ký tự không dùng được",
    "add-rows INDICATOR=ket-nop YEAR=2021": "có phải “ket-nap”?",
    "add-rows INDICATOR=ket-nap YEAR=nay": "“nay” không phải năm",
    "add-rows INDICATOR=ket-nap": "còn thiếu YEAR",
    "import ''": "nêu biểu đã điền",
    "import 'docs/khong-co*.xlsx'": "không thấy biểu nào ở docs/khong-co*",
    "import khong-co.xlsx": "không đọc được khong-co.xlsx",
    "form": "còn thiếu PERIOD",
    "form PERIOD=1999": "“1999” không phải năm, tháng của nhiệm kỳ",
    "new": "còn thiếu OUT, ORGANISATION, TERM\nVí dụ: make new OUT=../trang-moi",
    "new OUT=x ORGANISATION=A TERM=2025": "gõ như 2025-2030",
    "new OUT=x ORGANIZATION=A": "có phải ORGANISATION=…?",
}


@pytest.mark.parametrize("call", REFUSED)
def test_what_cannot_be_made_is_told_and_nothing_is_written(
    project: Path, capsys: Captured, call: str
) -> None:
    before = texts(project)
    assert main(shlex.split(call)) in (1, 2)
    assert REFUSED[call] in capsys.readouterr().err
    assert texts(project) == before


def test_the_guide_gives_every_command_with_an_example(root: Path) -> None:
    guide = (root / "docs/gioi-thieu/mau-du-lieu.md").read_text("utf-8")
    for command, ask in ASKS.items():
        assert f"make {command} {ask.example}\n" in guide or command == "new"


def test_after_all_commands_together_no_page_is_wrong(project: Path) -> None:
    decided = ["PERMISSION=Thông báo của Ban Thường vụ.", "SMALLEST_SHOWN=5"]
    changes = {command: ask for command, ask in ASKS.items() if command not in ("set", "new")}
    for command, ask in changes.items():
        more = decided if command == "add-units" else []
        assert main([command, *shlex.split(ask.example), *more]) == 0
    assert main(["check", "--project", "."]) == 0
    assert "{{ ledger('thu-nhap') }}" in (project / "docs/chi-tieu/thu-nhap.md").read_text("utf-8")
