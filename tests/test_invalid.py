"""Each rule's bad lines are refused, in words that were reviewed, and its good lines are taken.

``rules_base.yaml`` holds the good lines of every rule, ``rules_terms.yaml`` those of rules about
several terms; in the place of them the bad ones are told
as ``rules_told.yaml`` has it, so that the page of rules shows what is really refused and taken.
``python tests/test_invalid.py`` writes the answers anew; a review then sees which ones changed.
"""

import datetime as dt
import re
import textwrap
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import yaml
from samples import told

from indicators.reporting.rules import Rule, catalogue

HERE = Path(__file__).parent
DAY = dt.date(2025, 12, 31)
BASES = [(HERE / f"rules_{name}.yaml").read_text("utf-8") for name in ("base", "terms")]
TOLD: dict[str, str] = yaml.safe_load((HERE / "rules_told.yaml").read_text("utf-8"))

ELSEWHERE = {
    "encoding", "file-name", "line-changed", "not-data",
    "source-older", "split-differs", "split-shape", "text-long",
}  # fmt: skip
"""Rules whose mistake is no few lines of one text; ``test_load`` and others break them."""

RULES = {
    name: rule
    for name, rule in catalogue().items()
    if not name.startswith(("compare-", "form-", "page-"))
}


def spoiled(rule: Rule) -> Iterator[str]:
    """A base with a rule's bad lines for its good ones, at each place where these stand."""
    for base, depth in product(BASES, range(13)):
        good, bad = (
            textwrap.indent(lines.strip("\n"), " " * depth) + "\n"
            for lines in (rule.good, rule.bad)
        )
        for match in re.finditer(f"(?m)^{re.escape(good)}", base):
            yield base[: match.start()] + bad + base[match.end() :]


def test_the_base_breaks_no_rule() -> None:
    assert [told(base, DAY) for base in BASES] == [[], []]


def test_a_file_of_several_terms_says_nothing_of_one() -> None:
    (found,) = told(f"organisation:\n  name: Đảng bộ\n{BASES[1]}", DAY)
    assert found[0] == "clash"
    assert found[1].startswith("1:1 “organisation” không đi cùng “terms” trong một mục.")


def test_every_rule_has_its_message_here_or_a_test_elsewhere() -> None:
    assert TOLD.keys() | ELSEWHERE == RULES.keys() | ELSEWHERE


@pytest.mark.parametrize("name", TOLD)
def test_the_bad_lines_are_refused_once_with_the_reviewed_message(name: str) -> None:
    found = [told(text, DAY) for text in spoiled(RULES[name])]
    assert found, "the good lines stand in the base"
    assert [(name, TOLD[name])] in found


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_every_rule_speaks_in_sentences(rule: Rule) -> None:
    for text in (rule.why, rule.vi, rule.en, rule.mend, rule.mend_en):
        assert text.endswith((".", "?", ":", "…")), text
    assert rule.title
    assert not rule.title.endswith(".")


def _answers() -> Iterator[tuple[str, str]]:
    """The message of each rule, as it is where it stands, else from the first place that fits."""
    for name in RULES.keys() - ELSEWHERE:
        every = (told(text, DAY) for text in spoiled(RULES[name]))
        found = [answers for answers in every if len(answers) == 1]
        fitting = [text for ((rule, text),) in found if rule == name]
        yield name, TOLD[name] if TOLD.get(name) in fitting else fitting[0]


if __name__ == "__main__":
    answers = dict(_answers())
    listed = {name: answers[name] for name in RULES if name in answers}
    head = "# What is told of each rule's bad lines: line, column, message → mend | in English.\n"
    text = yaml.safe_dump(listed, allow_unicode=True, width=10**6, sort_keys=False)
    (HERE / "rules_told.yaml").write_text(head + text, "utf-8")
