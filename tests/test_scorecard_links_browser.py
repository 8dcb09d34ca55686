"""The ways through the scorecard in a real browser: from notes to facts and back, by link, key and address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browser import visible_notes
from cards import card
from playwright.sync_api import Page, expect

from reports.scorecard_page import render

if TYPE_CHECKING:
    from browser import Visitor


@pytest.fixture(scope="module")
def html() -> str:
    return render(card())


def lit(page: Page) -> set[str]:
    """Ids of the notes and facts that are lit, and the words in texts that are."""
    return set(page.eval_on_selector_all(".on", "lit => lit.map(e => e.id || e.textContent).filter(Boolean)"))


def in_view(page: Page, selector: str) -> bool:
    return page.eval_on_selector(
        selector,
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }",
    )


def test_a_note_has_an_address_to_share(visit: Visitor, html: str) -> None:
    page = visit(html).page
    page.click("#a1s3b a.sign")
    assert page.url.endswith("#at=a1s3b")
    shared = visit(html, "#a1s3b").page
    assert shared.evaluate("document.activeElement.id") == "a1s3b"
    assert in_view(shared, "#a1s3b")


def test_a_note_lights_its_words_and_its_facts(visit: Visitor, html: str) -> None:
    page = visit(html).page
    page.hover("#a0s1c .quote")
    assert lit(page) == {
        "a0s1c",
        "a0g5",
        "laboratory results due by Friday",
        "laboratory results were ",
        "not expected before Friday",
    }
    page.hover("#a0s1 mark[data-n='1']")
    assert {"a0s1b", "a0g3", "at least 14", " people remained in hospital"} <= lit(page)
    page.hover("h1")
    assert lit(page) == set()


def test_all_filters_and_both_steps_stand_on_one_line(visit: Visitor, html: str) -> None:
    page = visit(html).page
    names = ["[name=verdict]", "[name=kind]", "[name=find]", "[type=reset]", "#previous", "#next"]
    bottoms = page.evaluate("names => names.map(n => document.querySelector(n).getBoundingClientRect().bottom)", names)
    assert max(bottoms) - min(bottoms) < 6


def test_a_fact_lights_every_note_about_it(visit: Visitor, html: str) -> None:
    page = visit(html).page
    page.hover("#a0f11")
    assert {"a0s1d", "a0s4c", "a0g11"} <= lit(page)
    page.focus("#a0s1 .rest [data-v=kept] a")
    assert {"a0g4", "told reporters"} <= lit(page)


def test_links_lead_both_ways_and_back(visit: Visitor, html: str) -> None:
    page = visit(html).page
    page.click("#a1s3a .quote a")
    assert "at=a1f3" in page.url
    assert "a1g3" in lit(page)
    assert in_view(page, "#a1f3")
    page.click("#a1g3 .d a >> nth=0")
    assert "at=a1s1b" in page.url
    assert page.evaluate("document.activeElement.id") == "a1s1b"
    assert in_view(page, "#a1s1b")
    page.reload()
    assert page.evaluate("document.activeElement.id") == "a1s1b"
    assert in_view(page, "#a1s1b")
    page.go_back()
    expect(page).to_have_url(re.compile("at=a1f3"))
    expect(page.locator("#a1g3")).to_have_class("on")
    page.click("#a0s2 a.n:not(.kept) >> nth=0")
    assert page.evaluate("document.activeElement.id") == "a0s2a"
    page.click("#a0s2 a.n.kept >> nth=0")
    assert page.evaluate("document.activeElement.id") == "a0s2e"
    assert page.locator("#a0s2e").inner_text().startswith("e\n\nKept “May” is kept.")


def test_a_link_to_something_filtered_out_shows_it(visit: Visitor, html: str) -> None:
    page = visit(html, "#verdict=wrong_number").page
    assert visible_notes(page) == ["a0s1c", "a0s2c"]
    page.click("#a0g11 .d a >> nth=1")
    assert page.evaluate("document.activeElement.id") == "a0s4c"
    assert page.locator("#a0s4c").is_visible()


def test_keys_step_through_what_is_shown(visit: Visitor, html: str) -> None:
    page = visit(html).page
    seen = []
    for _ in range(4):
        page.keyboard.press("j")
        seen.append(page.evaluate("document.activeElement.id"))
        assert in_view(page, f"#{seen[-1]}")
    assert seen == ["a0s1a", "a0s1b", "a0s1c", "a0s1d"]
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "a0s1c"
    assert "at=a0s1c" in page.url
    page.keyboard.press("Escape")
    assert lit(page) == set()
    page.select_option("[name=verdict]", "misattribution")
    page.locator("h2").first.click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "a0s4c"
    page.click("#next")
    assert page.evaluate("document.activeElement.id") == "a1s3a"
    page.click("#next")
    assert page.evaluate("document.activeElement.id") == "a0s4c"
    page.focus("[name=kind]")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.name") == "kind"


def test_the_article_follows_beside_its_summaries(visit: Visitor, html: str) -> None:
    page = visit(html, viewport={"width": 1280, "height": 500}).page
    for note, fact in (("#a0s1a", "#a0f1"), ("#a0s4c", "#a0f11"), ("#a1s3b", "#a1f1")):
        page.locator(note).scroll_into_view_if_needed()
        page.click(note)
        bar = page.eval_on_selector("#filters", "e => e.getBoundingClientRect().bottom")
        marker = page.eval_on_selector(fact, "e => e.getBoundingClientRect().toJSON()")
        assert bar <= marker["top"] < marker["bottom"] <= 500


def test_scrolling_under_a_resting_mouse_lights_nothing_else(visit: Visitor, html: str) -> None:
    page = visit(html).page
    page.mouse.move(300, 300)
    for _ in range(6):
        page.keyboard.press("j")
    page.mouse.move(300, 300)
    assert "a0s2a" in lit(page)
    assert not lit(page) & {"a0s2b", "a0s2c", "a0s1d"}


@pytest.mark.parametrize("fragment", ["#%", "#verdict=%E0%A4%A&at=a0s99", "#a0s1b"])
def test_odd_addresses_do_no_harm(visit: Visitor, html: str, fragment: str) -> None:
    opened = visit(html, fragment)
    assert opened.complaints == []
    assert opened.page.locator(".s:visible").count() == 12


def test_everything_is_reached_by_keyboard(visit: Visitor, html: str) -> None:
    page = visit(html).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    page.focus(".contents thead th:last-child button")
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.name || document.activeElement.id"))
    assert {"verdict", "kind", "severity", "article", "sample", "find", "next"} <= reached
