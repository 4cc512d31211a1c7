"""Programs that only some tests need, which the project itself does not."""

import os
import shutil

import pytest


def program(package: str, *names: str, otherwise: str = "") -> str:
    """The path of the first such program that there is, which only some tests need: without any
    they are skipped at home, where the rest still holds, and fail where every change is checked.
    """
    for name in names:
        if path := shutil.which(name):
            return path
    reason = f"no {names[0]} found: install it (Debian: apt-get install {package}){otherwise}"
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(reason)
    pytest.skip(reason)
