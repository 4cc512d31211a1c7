"""What runs on GitHub: with no more rights than it needs, and nothing that does not run at home."""

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT
from programs import ran
from repositories import MAIN, Repo, data

from indicators.__main__ import COMMANDS
from indicators.checks import doubts
from indicators.comparing.report import NOTHING

GITHUB = ROOT / ".github"
UPLOAD = "docs/gioi-thieu/cap-nhat.md"
FILES = sorted((GITHUB / "workflows").glob("*"))


def load(path: Path) -> Any:
    # BaseLoader: "on" stays a text.
    return yaml.load(path.read_bytes(), yaml.BaseLoader)  # noqa: S506


def jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every job by its file and name."""
    for path in FILES:
        for name, job in load(path)["jobs"].items():
            yield f"{path.stem}/{name}", job


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job in jobs():
        for step in job["steps"]:
            yield name, step


def commands() -> list[str]:
    return [line for _, step in steps() for line in step.get("run", "").splitlines()]


def test_each_workflow_answers_to_one_thing() -> None:
    on = {path.name: load(path)["on"] for path in FILES}
    checked = load(GITHUB / "workflows/pull-request.yml")["name"]
    assert on == {
        "pull-request.yml": {"pull_request": ""},
        "upload.yml": {"push": {"branches": ["nhap/**"], "paths": ["nhap/**"]}},
        "suggest.yml": {"workflow_run": {"workflows": [checked], "types": ["completed"]}},
        "deploy.yml": {"push": {"branches": ["main"]}, "workflow_dispatch": ""},
    }


def test_a_job_may_write_only_what_it_is_there_to_write() -> None:
    for path in FILES:
        assert load(path)["permissions"] == {}
    rights = {name: job["permissions"] for name, job in jobs()}
    read = {"contents": "read"}
    assert rights == {
        "pull-request/report": read,
        "pull-request/test": read,
        "suggest/find": {**read, "pull-requests": "read"},
        "suggest/offer": {**read, "pull-requests": "write"},
        "upload/read": read,
        "upload/write": {"contents": "write"},
        "deploy/build": read,
        "deploy/deploy": {"pages": "write", "id-token": "write"},
    }


def test_no_secret_is_known_and_only_what_asks_github_has_its_token() -> None:
    for path in FILES:
        assert "secrets." not in path.read_text("utf-8")
        own = {step["run"] for name, step in steps() if "github.token" in str(step.get("env"))}
        asking = {".ci/suggest", ".ci/offer", ".ci/take-in", ".ci/write-down"}
        assert own <= asking, "only what asks GitHub has its token"
        assert str(load(path)).count("github.token") == sum(
            "github.token" in str(step.get("env"))
            for name, step in steps()
            if name.startswith(f"{path.stem}/")
        )


def test_every_job_ends_in_time() -> None:
    for name, job in jobs():
        assert 0 < int(job["timeout-minutes"]) <= 45, name


def test_what_may_write_runs_the_code_of_the_main_branch_and_fetches_nothing_else() -> None:
    """A workflow behind a run of another one is on the main branch, unless told otherwise; one
    behind a push is on the branch that was pushed.
    """
    main = "${{ github.event.repository.default_branch }}"
    for name, step in steps():
        given = {k: v for k, v in step.get("with", {}).items() if k in ("ref", "repository")}
        if step.get("uses", "").startswith("actions/checkout@"):
            assert given == ({"ref": main} if name.startswith("upload/") else {})
        assert "run-id" not in step.get("with", {})


def test_the_whole_past_is_fetched_wherever_something_is_built() -> None:
    for name, step in steps():
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["fetch-depth"] == "0", name


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_what_runs_there_runs_at_home(command: str) -> None:
    assert "${{" not in command, "what an outsider wrote must not become a command"
    first, *rest = shlex.split(command.partition(">>")[0])
    if first == "make":
        makefile = (ROOT / "Makefile").read_text("utf-8")
        [phony] = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
        assert {name for name in rest if "=" not in name} <= set(phony.split())
    elif first == ".venv/bin/python":
        assert rest[:2] == ["-m", "indicators"]
        assert rest[2] in COMMANDS
    else:
        assert os.access(ROOT / first, os.X_OK)
        assert rest == []


def report(repo: Repo, python: str = sys.executable) -> tuple[int, str, str]:
    """What the step of the report exits with, says, and adds to the job's summary."""
    place = repo.root / ".venv/bin/python"
    place.parent.mkdir(parents=True)
    place.write_text(f'#!/bin/sh\nexec "{python}" "$@"\n', "utf-8")
    place.chmod(0o755)
    [command] = {step["run"] for _, step in steps() if step["name"] == "Báo cáo số nào đổi"}
    summary = repo.root.parent / "summary.md"
    told = {"GITHUB_STEP_SUMMARY": str(summary), "PYTHONPATH": str(ROOT)}
    done = ran("sh", "-ec", f'"{ROOT}"/{command}', folder=repo.root, told=told)
    return done.returncode, done.stdout, summary.read_text("utf-8")


def propose(repo: Repo, before: str | None, after: str) -> None:
    """A proposal as GitHub checks it out: merged into the main branch."""
    repo.commit({MAIN: before} if before else {})
    repo.git("switch", "--quiet", "--create", "de-nghi")
    repo.commit({MAIN: after, "docs/trang.md": "{{ figure('so/2021/value') }}\n"})
    repo.git("switch", "--quiet", "main")
    repo.commit({"README.md": "Đọc.\n"})
    repo.merge("de-nghi", day="2024-02-02", author="Lan")


def test_the_report_of_a_merged_proposal_reaches_the_summary(repo: Repo) -> None:
    propose(repo, data(y2021=100), data(y2021=101))
    code, said, summary = report(repo)
    assert (code, said) == (0, "")
    assert summary.startswith("## Thay đổi đối với người đọc\n")
    assert "- Số thử nghiệm: kết quả, năm 2021: 100 người → 101 người (+1 người)\n" in summary
    assert "- docs/trang&#46;md" in summary


@pytest.mark.parametrize(
    ("before", "why"), [("hỏng: [", "còn lỗi"), (None, f"không có tệp {MAIN}")]
)
def test_a_proposal_that_mends_the_main_branch_gets_through_and_is_told_apart(
    repo: Repo, before: str | None, why: str
) -> None:
    propose(repo, before, data(y2021=101))
    code, said, summary = report(repo)
    assert code == 0
    assert said.startswith("::warning title=Không so sánh được::")
    assert f"**Không so sánh được: bản trước {why}.**" in summary


@pytest.mark.parametrize("python", ["/khong/co", "false"])
def test_a_report_that_cannot_be_made_fails_and_says_so_in_the_summary(
    repo: Repo, python: str
) -> None:
    code, said, summary = report(repo, python)
    assert code == 2
    assert said.startswith("::error title=Không lập được báo cáo::")
    assert "**Không lập được báo cáo: xem bước “Báo cáo số nào đổi”." in summary


def test_no_step_that_fails_is_forgiven() -> None:
    for name, step in steps():
        assert "continue-on-error" not in step, name
        told = step.get("if", "")
        own = ("", "${{ !cancelled() }}", "${{ steps.found.outputs.number }}")
        assert told in own or "steps.check.outcome == 'success'" in told


def test_what_the_build_is_told_is_what_the_configuration_asks_for() -> None:
    asked = set(re.findall(r"!ENV \[?([A-Z_]+)", (ROOT / "mkdocs.yml").read_text("utf-8")))
    told = {name for _, job in jobs() for name in job.get("env", {})}
    assert told <= asked
    build = dict(jobs())["deploy/build"]["env"]
    assert {"SITE_URL", "REPO_URL", "EDIT_URI", "REPORT_URL", "REPORT_TEXT"} == set(build)


def test_zizmor_finds_nothing() -> None:
    zizmor = shutil.which("zizmor", path=Path(sys.executable).parent)
    assert zizmor, "zizmor is in requirements/dev.txt"
    around = {name: value for name, value in os.environ.items() if not name.startswith("GH_")}
    options = ("--offline", "--strict-collection", "--no-progress")
    found = ran(zizmor, *options, ".", folder=ROOT, env=around)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "No findings" in found.stdout + found.stderr
    for path in (*FILES, GITHUB / "dependabot.yml"):
        assert f"completed ./{path.relative_to(ROOT)}" in found.stderr


def owners() -> list[tuple[str, list[str]]]:
    lines = (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    return [(rule[0], rule[1:]) for rule in rules]


OWNED = {
    "so-lieu": "data/indicators.yaml docs/index.md",
    "ky-thuat": "indicators/model.py .github/workflows/deploy.yml macros.py mkdocs.yml "
    "requirements/site.txt CONTRIBUTING.md",
}


@pytest.mark.parametrize("owner", OWNED)
def test_numbers_and_what_runs_are_approved_by_different_people(owner: str) -> None:
    def covers(pattern: str, path: str) -> bool:
        bare = pattern.strip("/")
        return pattern == "*" or path.startswith(f"{bare}/") or fnmatch(path, bare)

    for path in OWNED[owner].split():
        names = [names for pattern, names in owners() if covers(pattern, path)][-1]
        assert names == [f"@co-quan/{owner}"], path


OWNERS_PAGE = "docs/gioi-thieu/chu-trang.md"


def test_guides_call_workflows_and_checks_by_their_names() -> None:
    owner, guide = (ROOT / name for name in (OWNERS_PAGE, "CONTRIBUTING.md"))
    for name, job in jobs():
        if name.startswith("pull-request/"):
            assert f"“{job['name']}”" in owner.read_text("utf-8")
            assert f"✓ {job['name']}" in guide.read_text("utf-8")
    assert f"“{load(GITHUB / 'workflows/deploy.yml')['name']}”" in owner.read_text("utf-8")
    upload = load(GITHUB / "workflows/upload.yml")
    page = (ROOT / UPLOAD).read_text("utf-8")
    assert f"“{upload['name']}”" in page
    for step in upload["jobs"]["read"]["steps"]:
        if step["name"].startswith("Trả lại"):
            assert f"`{step['with']['name']}`" in page
    kept = [s["with"]["name"] for name, s in steps() if "upload-artifact" in s.get("uses", "")]
    assert f"`{kept[0]}`" in guide.read_text("utf-8")


def test_the_parts_of_the_report_that_the_guide_names_are_in_it() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    parts = re.findall(r"\*\*([^*]+)\*\*", guide.split("### Đọc báo cáo")[1].split("### ")[0])
    report = (ROOT / "indicators/comparing/report.py").read_text("utf-8")
    assert len(parts) > 15
    assert [part for part in parts if f'"{part}' not in report] == []
    assert NOTHING in guide
    assert (doubts.FACTOR, doubts.SHARE_POINTS) == (2, 10)
    assert "gấp đôi" in guide
    assert "mười điểm phần trăm" in guide


def test_the_owners_page_says_which_names_to_replace() -> None:
    page = (ROOT / OWNERS_PAGE).read_text("utf-8")
    for name in {name for _, names in owners() for name in names}:
        assert f"`{name}`" in page
