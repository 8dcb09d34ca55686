"""The page of all runs in a real browser: sorted, filtered, marked by keys alone; narrow, dark, hostile text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import Visit
from compared_runs import WRONG, run_at
from playwright.sync_api import expect
from viewed_runs import viewing, write_runs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>\u202e"
Opener = Callable[..., "Page"]


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    return write_runs(tmp_path / "runs")


@pytest.fixture
def view(browser: Browser, runs: Path) -> Iterator[Opener]:
    """Opens the page: `view(**options of the browser context)`; it must not complain, nor ask anybody else."""
    visits = []
    with ExitStack() as stack:

        def open_page(**options: Any) -> Page:
            client = stack.enter_context(viewing(runs))
            context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
            stack.callback(context.close)
            visited = Visit(context.new_page())
            visits.append((visited, client.address))
            page = visited.page
            page.set_default_timeout(15_000)
            page.on("request", lambda request: visited.requests.append(request.url))
            page.on("console", lambda message: visited.complaints.append(message.text))
            page.on("pageerror", lambda error: visited.complaints.append(str(error)))
            page.goto(client.address)
            page.wait_for_selector("tbody tr")
            return page

        yield open_page
    for visited, address in visits:
        assert visited.complaints == []
        assert [url for url in visited.requests if not url.startswith(address)] == []


def folders(page: Page) -> list[str]:
    return page.locator("tbody th small").all_inner_texts()


def test_sorted_filtered_and_marked_with_keys_alone_and_still_so_after_coming_back(view):
    page = view()
    assert folders(page) == ["stopped", "b", "a", "older/c"]  # the newest first; a broken one has no model
    page.locator("[data-key=sort-faithfulness]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-key=sort-faithfulness]")).to_be_focused()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Faithfulness")
    page.keyboard.press("Enter")
    assert folders(page)[0] == "b"
    page.keyboard.press("/")
    page.keyboard.type("openai")
    assert sorted(folders(page)) == ["a", "b"]
    expect(page.locator("#compare")).to_have_attribute("aria-disabled", "true")
    for box in page.locator("tbody input").all():
        box.focus()
        page.keyboard.press("Space")
        expect(box).to_be_focused()
    expect(page.locator("#marks")).to_contain_text("2 runs marked; the base of a comparison is b")
    page.locator("#compare").press("Enter")
    expect(page).to_have_title("openai:b and openai:a – Allegedly comparison")
    page.go_back()
    expect(page.locator("tr.is-marked")).to_have_count(2)
    page.locator("#rank").press("Enter")
    expect(page).to_have_title("Allegedly leaderboard")
    page.get_by_role("link", name="openai:a").first.click()
    expect(page.locator("body")).to_have_text("a scorecard")
    assert page.evaluate("self.origin") == "null"  # sandboxed: of no origin


def test_a_new_run_appears_and_an_unfinished_one_tells_its_command(view, runs):
    page = view()
    expect(page.locator("#count")).to_have_text("5 runs · 1 unfinished")
    page.locator("summary").click()
    expect(page.locator("details pre")).to_contain_text("--out")
    run_at(runs / "new", runs.parent / "gold", WRONG, model=HOSTILE, created="2026-12-02T08:00:00+00:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # rather than waiting for its next question
    expect(page.locator("#say")).to_have_text("1 new run.")
    assert folders(page)[0] == "new"
    expect(page.locator("details")).to_have_attribute("open", "")
    expect(page.locator("tbody th").first).to_contain_text("<script>alert(2)</script>‹U+202E›")
    assert page.locator("#runs img, #runs script").count() == 0


def test_narrow_and_dark_it_can_be_read_by_all(view):
    page = view(viewport={"width": 360, "height": 800}, color_scheme="dark")
    page.locator("summary").click()
    page.locator("tbody input:enabled").first.check()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    violations = Axe().run(page).response["violations"]
    assert violations == [], [(violation["id"], violation["nodes"][0]["html"]) for violation in violations]
