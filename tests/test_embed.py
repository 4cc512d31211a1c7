"""Finished HTML on its way past Markdown and past the search plugin's parser."""

from __future__ import annotations

from markdown import Markdown

from indicators.showing.embed import late, restored, token

TABLE = (
    "<figure><table><caption>Bảng 1. Kết nạp</caption>"
    "<thead data-search-exclude><tr><th>Năm</th></tr></thead>"
    "<tbody data-search-exclude><tr><td>1.514</td></tr></tbody></table></figure>"
)


def test_what_search_leaves_out_comes_back_unchanged() -> None:
    assert restored(late(TABLE)) == TABLE


def test_what_search_reads_is_not_taken_out() -> None:
    text = late(TABLE)
    assert "Bảng 1. Kết nạp" in text
    assert "1.514" not in text
    assert "Năm" not in text


def test_markdown_leaves_html_as_it_is_and_late_html_as_comments() -> None:
    made = Markdown(extensions=["indicators.showing.embed"]).convert(f"a\n\n{token(late(TABLE))}\n")
    assert "1.514" not in made
    assert TABLE in restored(made)


def test_a_text_that_only_looks_like_a_token_stays_text() -> None:
    strange = f"<!--@html:{'0' * 32}@-->"
    assert restored(strange) == strange
    assert restored(f"@html:{'0' * 32}@") == f"@html:{'0' * 32}@"
