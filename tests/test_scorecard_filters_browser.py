"""The filters of the scorecard in a real browser: each alone, together, and as the page's address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser import visible_notes
from cards import ARTICLES, HOSTILE, card, card_of, outcome, summary
from playwright.sync_api import expect

from bench.records import ERROR_CODES, FLAG_CODES
from reports.scorecard_page import render

if TYPE_CHECKING:
    from browser import Visitor


@pytest.fixture(scope="module")
def html() -> str:
    return render(card())


def test_filter_by_code(visit: Visitor, html: str) -> None:
    page = visit(html).page
    for code in (*ERROR_CODES, *FLAG_CODES):
        page.click(f"a[data-set='verdict={code}']")
        shown = visible_notes(page)
        holding = page.eval_on_selector_all(f".f:has([data-v={code}])", "notes => notes.map(n => n.id)")
        assert shown == holding != []
        assert f"verdict={code}" in page.url
        assert page.locator(".s:visible").count() == len({note.rstrip("abcdefghij") for note in shown})


def test_filters_combine_and_live_in_the_address(visit: Visitor, html: str) -> None:
    page = visit(html).page
    page.select_option("[name=kind]", "number")
    page.select_option("[name=severity]", "major")
    assert visible_notes(page) == ["a0s2c", "a0s4b"]
    page.select_option("[name=sample]", "4")
    assert visible_notes(page) == ["a0s4b"]
    assert page.inner_text("output") == "1 note in 1 summary"
    assert page.locator("#a0s4 mark:not(.off)").all_text_contents() == ["2,300 people were hurt"]
    fragment = page.url[page.url.index("#") :]
    again = visit(html, fragment).page
    assert visible_notes(again) == ["a0s4b"]
    assert again.input_value("[name=kind]") == "number"
    again.click("button[type=reset]")
    expect(again.locator("output")).to_have_text("21 notes in 12 summaries")
    assert "kind" not in again.url


def test_filters_for_what_was_right_and_for_articles(visit: Visitor, html: str) -> None:
    page = visit(html).page
    page.select_option("[name=verdict]", "clean")
    assert page.eval_on_selector_all(".s", "all => all.filter(s => s.checkVisibility()).map(s => s.id)") == [
        "a0s3",
        "a1s2",
        "a2s1",
    ]
    page.select_option("[name=article]", "2")
    assert page.locator(".a:visible").count() == 1
    page.select_option("[name=verdict]", "kept")
    page.select_option("[name=kind]", "hedge")
    assert page.locator(".s:visible").count() == 1
    page.select_option("[name=sample]", "4")
    assert page.locator("#nothing").is_visible()
    page.click("button[type=reset]")
    page.select_option("[name=verdict]", "unscored")
    assert page.inner_text("output") == "0 notes in 1 summary"


def test_find_looks_in_summaries_notes_and_titles(visit: Visitor, html: str) -> None:
    page = visit(html).page
    every = page.locator(".s:visible").count()
    page.fill("[name=find]", "2,300  PEOPLE were")
    assert page.eval_on_selector_all(".s", "all => all.filter(s => !s.hidden).map(s => s.id)") == ["a0s4"]
    assert "find=2%2C300" in page.url
    again = visit(html, page.url[page.url.index("#") :]).page
    assert again.input_value("[name=find]") == "2,300  PEOPLE were"
    assert again.locator(".s:visible").count() == 1
    again.fill("[name=find]", "bronze")
    assert again.locator("#a2 .s:visible").count() == again.locator("#a2 .s").count()
    again.fill("[name=find]", "<nowhere>")
    assert again.locator("#nothing").is_visible()
    again.fill("[name=find]", "")
    assert again.locator(".s:visible").count() == every


def test_filter_by_set(visit: Visitor) -> None:
    other = ARTICLES[0].model_copy(update={"article": ARTICLES[0].article.model_copy(update={"gold": HOSTILE})})
    summaries = [summary("Fire."), summary("Fire.", id="t", gold=HOSTILE)]
    opened = visit(render(card_of(summaries, articles=(*ARTICLES, other))))
    opened.page.select_option("[name=set]", "1")
    assert opened.page.eval_on_selector_all(".s", "all => all.filter(s => !s.hidden).map(s => s.id)") == ["a1s1"]
    assert opened.complaints == []


def test_filter_by_model(visit: Visitor) -> None:
    summaries = [summary("Fire.", id="s", model="one"), summary("Fire.", id="t", model="two")]
    page = visit(render(card_of(summaries, [outcome("dropped_hedge", (0, 4))]))).page
    page.select_option("[name=model]", label="two")
    assert page.locator(".s:visible h4").all_text_contents()[0].startswith("Summary t two")


def test_one_filter_hides_what_is_doubtful(visit: Visitor) -> None:
    verdicts = [
        outcome("dropped_hedge", (0, 4), certainty=0.3),
        outcome("dropped_hedge", (200, 205), fact="f02", certainty=0.9),
        outcome("dropped_hedge", (400, 405), fact="f03", certainty=0.6),
    ]
    other = outcome("dropped_hedge", (0, 4), summary="t", certainty=0.2)
    texts = [summary("Fire burned " * 60), summary("Fire burned " * 60, id="t", sample=1)]
    page = visit(render(card_of(texts, [*verdicts, other]))).page
    assert visible_notes(page) == ["a0s1a", "a0s1b", "a0s1c", "a0s2a"]
    page.select_option("[name=certainty]", "likely")
    assert visible_notes(page) == ["a0s1a", "a0s1b"]
    assert page.locator(".s:visible").count() == 2  # the summary stays, without its doubtful note
    assert page.locator(".text mark.doubtful:not(.off)").count() == 0
    assert "certainty=likely" in page.url
    page.select_option("[name=certainty]", "sure")
    assert visible_notes(page) == ["a0s1a"]
    page.click("#filters [type=reset]")
    expect(page.locator(".f:visible")).to_have_count(4)
