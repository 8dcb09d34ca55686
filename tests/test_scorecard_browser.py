"""The scorecard as a page in a real browser: parts, downloads, hostile text, widths, dark, print, no scripts."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cards import HOSTILE, RUN, card, card_of, hostile_card, outcome, summary
from playwright.sync_api import Page, expect

from reports.scorecard_page import render

if TYPE_CHECKING:
    from browser import Visitor


@pytest.fixture(scope="module")
def html() -> str:
    return render(card())


def saved(page: Page, name: str) -> str:
    with page.expect_download() as download:
        page.click(f"[data-file='{name}']")
    assert download.value.suggested_filename == name
    return Path(download.value.path()).read_text(encoding="utf-8")


def test_all_parts_are_there_and_nothing_is_fetched(visit: Visitor, html: str) -> None:
    opened = visit(html)
    page = opened.page
    for section in ("figures", "collected", "errors", "breakdown", "reading", "trust", "guide", "data"):
        assert page.locator(f"#{section}").is_visible()
    assert page.locator("h1").inner_text().startswith("vllm:paraphrase/small-7b")
    assert page.locator(".plane svg circle:not(.peer)").count() == page.locator("circle.peer").count() == 1
    assert page.locator(".s").count() == 12
    assert page.locator("#filters").is_visible()
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []
    assert opened.complaints == []


def test_the_policy_stops_what_is_not_ours(visit: Visitor, html: str) -> None:
    opened = visit(html.replace("</main>", "</main><script>document.title = 'taken'</script>"))
    assert opened.page.title() != "taken"
    assert any("Content Security Policy" in complaint for complaint in opened.complaints)


def test_headings_sort_their_columns(visit: Visitor, html: str) -> None:
    page = visit(html).page

    def column(number: int) -> list[str]:
        return page.eval_on_selector_all(
            f".contents tbody tr > :nth-child({number})", "all => all.map(e => e.innerText)"
        )

    head = page.locator(".contents thead th", has_text="Left out")
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert column(5) == sorted(column(5), key=int, reverse=True)
    page.keyboard.press("Enter")
    assert column(5) == sorted(column(5), key=int)
    page.click(".contents thead button >> nth=0")
    assert column(1) == sorted(column(1), key=str.lower)
    assert head.get_attribute("aria-sort") is None
    page.locator(".errors thead button", has_text="Rate").first.click()
    kinds = page.eval_on_selector_all(".errors tbody", "all => all.map(body => body.rows[0].className)")
    assert set(kinds) == {"kind"}


def test_figures_and_verdicts_can_be_taken_away(visit: Visitor, html: str) -> None:
    opened = visit(html, accept_downloads=True)
    figures = list(csv.DictReader(io.StringIO(saved(opened.page, "figures.csv"))))
    (whole,) = [row for row in figures if row["group"] == "all" and row["measure"] == "faithfulness"]
    assert (whole["count"], whole["of"]) == ("37", "59")
    told = list(csv.DictReader(io.StringIO(saved(opened.page, "verdicts.csv"))))
    scored = {one.id for one in RUN.summaries() if one.is_scored}
    key = ("gold", "article", "summary", "fact", "verdict")
    assert Counter(tuple(row[name] for name in key) for row in told if row["fact"]) == Counter(
        (o.gold, o.article, o.summary, o.fact, o.verdict) for o in RUN.outcomes() if o.summary in scored
    )
    assert Counter(row["verdict"] for row in told if not row["fact"]) == Counter(flag.code for flag in RUN.flags())
    both = json.loads(saved(opened.page, "scorecard.json"))
    assert both["signature"] == RUN.score().signature
    assert len(both["figures"]) == len(figures)
    assert len(both["verdicts"]) == len(told)
    assert opened.complaints == []


def test_a_table_program_takes_no_text_for_a_formula(visit: Visitor) -> None:
    reasons = [f"{sign}HYPERLINK(1),\n2" for sign in ("=", "+", "-", "@", "\t=", "\n=", "＝", "'")]
    verdicts = [outcome("dropped_hedge", (0, 4), fact=f"f{n:02}", reason=reason) for n, reason in enumerate(reasons, 1)]
    page = visit(render(card_of([summary("Fire.")], verdicts))).page
    told = csv.DictReader(io.StringIO(saved(page, "verdicts.csv"), newline=""))
    assert [row["reason"] for row in told if row["verdict"] == "dropped_hedge"] == [f"'{reason}" for reason in reasons]


def test_hostile_text_is_shown_as_text(visit: Visitor) -> None:
    opened = visit(render(hostile_card()), viewport={"width": 360, "height": 740})
    page = opened.page
    dialogs = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    assert page.locator("script:not([type])").count() == 1
    assert page.locator("img").count() == 0
    assert HOSTILE[:80] in page.inner_text("h1")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "a0s1a"
    assert page.locator("#guide").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert dialogs == []
    assert opened.complaints == []
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []


def test_nothing_scrolls_sideways(visit: Visitor, html: str) -> None:
    page = visit(html).page
    for width in (320, 360, 700, 1000):
        page.set_viewport_size({"width": width, "height": 740})
        for number in range(3):
            page.locator(f"#a{number}").scroll_into_view_if_needed()
        page.locator("#guide").scroll_into_view_if_needed()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_follows_the_system(visit: Visitor, html: str) -> None:
    def ground(scheme: str) -> str:
        page = visit(html, color_scheme=scheme).page
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert ground("light") == "rgb(253, 252, 249)"
    assert ground("dark") == "rgb(23, 22, 20)"


def test_everything_can_be_read_without_scripts(visit: Visitor, html: str) -> None:
    page = visit(html, java_script_enabled=False).page
    assert not page.locator("#filters").is_visible()
    assert not page.locator("#copy").is_visible()
    assert page.locator(".s").count() == 12
    page.locator("#a0s1b").scroll_into_view_if_needed()
    assert page.locator("#a0s1b").is_visible()
    page.click("#a0s1b .quote a")
    assert page.url.endswith("#a0f3")
    page.click("#a0g3 .d a >> nth=0")
    assert page.url.endswith("#a0s1b")


def test_print_leaves_out_what_paper_cannot_do(visit: Visitor, html: str) -> None:
    page = visit(html, color_scheme="dark").page
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("#filters").is_visible()
    assert not page.locator("nav").is_visible()
    assert page.locator("#a2s2").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 252, 249)"
    assert page.evaluate("getComputedStyle(document.querySelector('.source')).position") == "static"


def test_the_signature_can_be_copied(visit: Visitor, html: str) -> None:
    page = visit(html, permissions=["clipboard-read", "clipboard-write"]).page
    page.click("#copy")
    expect(page.locator("#copy")).to_have_text(re.compile("Copied|Selected"))
