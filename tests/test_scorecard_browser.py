"""The scorecard in a real browser: filters, links both ways, keys, hostile text, widths, dark, no scripts."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cards import ARTICLES, HOSTILE, RUN, card, card_of, hostile_card, outcome, summary
from playwright.sync_api import Page, expect

from bench.records import ERROR_CODES, FLAG_CODES
from reports.scorecard_page import render

if TYPE_CHECKING:
    from browser import Visitor


@pytest.fixture(scope="module")
def html() -> str:
    return render(card())


def visible_notes(page: Page) -> list[str]:
    return page.eval_on_selector_all(".f", "notes => notes.filter(n => n.checkVisibility()).map(n => n.id)")


def lit(page: Page) -> set[str]:
    """Ids of the notes and facts that are lit, and the words in texts that are."""
    return set(page.eval_on_selector_all(".on", "lit => lit.map(e => e.id || e.textContent).filter(Boolean)"))


def in_view(page: Page, selector: str) -> bool:
    return page.eval_on_selector(
        selector,
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }",
    )


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
    page.locator(".errors thead button", has_text="Rate").click()
    kinds = page.eval_on_selector_all(".errors tbody", "all => all.map(body => body.rows[0].className)")
    assert set(kinds) == {"kind"}


def test_a_note_has_an_address_to_share(visit: Visitor, html: str) -> None:
    page = visit(html).page
    page.click("#a1s3b a.sign")
    assert page.url.endswith("#at=a1s3b")
    shared = visit(html, "#a1s3b").page
    assert shared.evaluate("document.activeElement.id") == "a1s3b"
    assert in_view(shared, "#a1s3b")


def saved(page: Page, name: str) -> str:
    with page.expect_download() as download:
        page.click(f"[data-file='{name}']")
    assert download.value.suggested_filename == name
    return Path(download.value.path()).read_text(encoding="utf-8")


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
    reason = '=HYPERLINK("http://x","a")\n,2'
    page = visit(render(card_of([summary("Fire.")], [outcome("dropped_hedge", (0, 4), reason=reason)]))).page
    (row,) = [
        row for row in csv.DictReader(io.StringIO(saved(page, "verdicts.csv"))) if row["verdict"] == "dropped_hedge"
    ]
    assert row["reason"] == "'" + reason


def test_filter_by_model(visit: Visitor) -> None:
    summaries = [summary("Fire.", id="s", model="one"), summary("Fire.", id="t", model="two")]
    page = visit(render(card_of(summaries, [outcome("dropped_hedge", (0, 4))]))).page
    page.select_option("[name=model]", label="two")
    assert page.locator(".s:visible h4").all_text_contents()[0].startswith("Summary 2 two")


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
    page.click("#a0s2 a.n >> nth=0")
    assert page.evaluate("document.activeElement.id") == "a0s2a"


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
