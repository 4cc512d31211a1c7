"""What many tests share: the real data, and the site built from it once."""

import fcntl
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from functools import lru_cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from exported import exports, hostile
from markupsafe import Markup
from repositories import Repo

from indicators import read
from indicators.computing.compute import Views, compute
from indicators.export import Edition
from indicators.pages.content import Content
from indicators.showing.embed import Looked, looked_at
from indicators.showing.site import Site, open_site

ROOT = Path(__file__).resolve().parent.parent
DATA = "data/indicators.yaml"
REAL = (ROOT / DATA).read_text("utf-8")
Captured = pytest.CaptureFixture[str]

OWN = ("data", "docs", "includes", "mkdocs.yml")
"""What is an organisation's own in a project."""
BUILT = (*OWN, "indicators", "macros.py", "overrides", "schema")
"""What a build reads of it."""


def copied(folder: Path, *names: str) -> Path:
    """Files and folders of the project copied into a folder; what is its own unless named."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or OWN:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder)
    return folder


def giving(project: Path, forms: str = "") -> Path:
    """A copy of the project that gives files away in these forms alone, which saves time, and
    promised none.
    """
    settings = project / "mkdocs.yml"
    text, count = re.subn(r"exports: \[.*\]", f"exports: [{forms}]", settings.read_text("utf-8"))
    assert count == 1
    settings.write_text(text, "utf-8")
    (project / "data/addresses.txt").unlink(missing_ok=True)
    return project


def held(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their paths in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A new repository."""
    return Repo(tmp_path / "kho")


def followed(text: str | bytes) -> Views:
    """All that follows from a data file, which is read without a problem."""
    dataset = read({DATA: text.encode() if isinstance(text, str) else text}).dataset
    assert dataset is not None
    return compute(dataset)


@pytest.fixture(scope="session")
def long_an() -> Views:
    """Everything that follows from the real data."""
    return followed((ROOT / DATA).read_bytes())


@pytest.fixture(scope="session", params=["real", "hostile"])
def either(request: pytest.FixtureRequest, long_an: Views) -> Views:
    """The real data, then those whose texts attack whoever reads an export."""
    return long_an if request.param == "real" else hostile()


@pytest.fixture(scope="session")
def exported_files(either: Views) -> dict[str, bytes]:
    """All files to take away of either, by their addresses."""
    return exports(either, Edition())


@contextmanager
def ending(seconds: int = 120) -> Iterator[None]:
    """Fails where something goes on for minutes: no measure of speed, which the bench takes."""

    def stop(*_: object) -> None:
        raise AssertionError(f"it goes on after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """What Markdown makes of a page is made once in a run, in whatever site the page stands."""

    @lru_cache(512)
    def made(parts: tuple[tuple[bool, str], ...], *, digits: bool) -> Looked:
        typed = [Markup(part) if finished else part for finished, part in parts]  # noqa: S704
        return looked_at(typed, "\0{}\0".format, digits=digits)

    def looked(parts: Iterable[str], lead: Callable[[str], str] = str, *, digits: bool) -> Looked:
        found = copy(made(tuple((isinstance(it, Markup), it) for it in parts), digits=digits))
        found.html = re.sub("\0(.*?)\0", lambda link: lead(link[1]), found.html)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("indicators.showing.embed.looked_at", looked)
        yield


OPENED: list[tuple[object, Site]] = []
"""The sites that were opened last, each with all that it was made of."""


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site of the same data and pages, which commands open again and again, is opened once."""

    def opened(files: Mapping[str, bytes], content: Content, **more: Any) -> Site:
        asked = files, content, more
        known = [entry for entry in OPENED if entry[0] == asked]
        (entry,) = known or [(asked, open_site(files, content, **more))]
        OPENED[:] = [entry, *(other for other in OPENED if other is not entry)][:8]
        return entry[1]

    for module in ("showing.site", "starting.project"):
        monkeypatch.setattr(f"indicators.{module}.open_site", opened)


Build = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def build() -> Build:
    """Builds a project folder as ``make build`` does; gives the finished process."""

    def built(project: Path, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        settings = {
            **os.environ,
            "FAIL_ON_ERROR": "true",
            "NO_MKDOCS_2_WARNING": "1",
            **environment,
        }
        pages = ["-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
        run = partial(subprocess.run, cwd=project, env=settings, capture_output=True, text=True)
        made = run([sys.executable, *pages], check=False)
        if made.returncode:
            return made
        return run([sys.executable, ROOT / "tools" / "styles.py", site], check=False)

    return built


@pytest.fixture(scope="session")
def shared(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Builds a site by its name, once for all processes of a run; gives its folder."""
    own = tmp_path_factory.getbasetemp()
    above = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, project: Path, **environment: str) -> Path:
        site = above / name
        with (above / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not site.exists():
                result = build(project, site, **environment)
                assert result.returncode == 0, result.stdout + result.stderr
        return site

    return made


@pytest.fixture(scope="session")
def built(shared: Callable[..., Path]) -> Path:
    """The folder of the real site."""
    return shared("built", ROOT)


def tool(name: str) -> ModuleType:
    """A tool as make runs it: a script, not a part of the package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def demo() -> ModuleType:
    """The tool that writes the demonstration."""
    return tool("demo")


@pytest.fixture(scope="session")
def demo_project(demo: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demonstration's project."""
    folder = tmp_path_factory.mktemp("demo") / "source"
    demo.write(folder)
    return folder


@pytest.fixture(scope="session")
def demo_built(shared: Callable[..., Path], demo_project: Path) -> Path:
    """The folder of the demonstration site, built by the project's own copy of the package."""
    project = giving(demo_project, "csv, json, svg, xlsx")  # pictures of charts take long
    return shared("demo-built", project, PYTHONPATH=str(project))
