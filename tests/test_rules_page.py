"""The page of rules and the rules agree."""

import html
import re

import pytest

from indicators.computing.compute import Views
from indicators.reporting.findings import visible
from indicators.reporting.rules import catalogue
from indicators.showing.links import Links
from indicators.showing.writer import Writer


@pytest.fixture(scope="module")
def page(long_an: Views) -> str:
    return str(Writer(long_an, Links("gioi-thieu/quy-tac/", {})).rules())


def test_every_rule_has_its_entry_under_its_name(page: str) -> None:
    assert re.findall(r'<section class="i-rule" id="([^"]*)"', page) == list(catalogue())


def test_the_name_of_a_rule_that_gave_way_leads_to_the_one_in_its_place(page: str) -> None:
    entries = dict(zip(catalogue(), page.split('<section class="i-rule"')[1:], strict=True))
    found = {name: re.findall('<span id="([^"]*)">', entry) for name, entry in entries.items()}
    assert {name: tuple(old) for name, old in found.items()} == {
        name: rule.former for name, rule in catalogue().items()
    }
    assert "flow-list" in found["yaml-command"]
    former = [old for rule in catalogue().values() for old in rule.former]
    assert len({*former, *catalogue()}) == len(former) + len(catalogue())


def test_an_entry_shows_its_reason_and_both_examples_as_they_are_typed(page: str) -> None:
    entries = dict(zip(catalogue(), page.split('<section class="i-rule"')[1:], strict=True))
    for name, rule in catalogue().items():
        text = html.unescape(entries[name])
        shown = [rule.title, rule.why, rule.bad, rule.good]
        for lines in shown:
            assert visible(lines.replace("\n", "\x00"), mark_spaces=True).replace("␀", "\n") in text


def test_sections_follow_the_catalogue(page: str) -> None:
    titles = dict.fromkeys(rule.section.value for rule in catalogue().values())
    assert re.findall(r"<h2[^>]*>([^<]*)</h2>", page) == [html.escape(title) for title in titles]


def test_named_rules_stand_alone(long_an: Views) -> None:
    one = str(Writer(long_an, Links("", {})).rules("number-limits", "old-font"))
    assert re.findall(r'<section class="i-rule" id="([^"]*)"', one) == ["number-limits", "old-font"]
    assert "<h2" not in one
