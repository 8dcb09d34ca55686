"""The audit's page in a real browser: judged with keys alone, narrow, dark, hostile text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from audited_run import auditing, write_run
from axe_playwright_python.sync_playwright import Axe
from browser import Visit
from playwright.sync_api import expect

from bench.rundir import RunDir

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>\u202e"
Opener = Callable[..., Visit]


@pytest.fixture
def run(tmp_path: Path) -> RunDir:
    return write_run(tmp_path / "run")


@pytest.fixture
def audit(browser: Browser, run: RunDir) -> Iterator[Opener]:
    """Opens the page: `audit(**options of the browser context)`; it must not complain, nor ask anybody else."""
    visits = []
    with ExitStack() as stack:

        def open_page(*, blind: bool = False, **options: Any) -> Visit:
            client = stack.enter_context(auditing(run, blind=blind))
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
            page.wait_for_selector("#verdict h1")
            return visited

        yield open_page
    for visited, address in visits:
        assert [one for one in visited.complaints if not re.search("status of (422|503)", one)] == []
        assert [url for url in visited.requests if not url.startswith(address)] == []


def lines(run: RunDir) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (run.path / "audit.jsonl").read_text().splitlines()]


def test_confirm_reject_leave_open_and_back_with_keys_alone(audit, run):
    page = audit().page
    place, saved = page.locator("#verdict .byline"), page.locator("#saved")
    expect(place).to_contain_text("1 of 108")
    assert page.locator("#article mark").count() == 1
    page.keyboard.press("y")
    expect(place).to_contain_text("2 of 108")
    expect(saved).to_contain_text("Saved")
    page.keyboard.press("n")
    expect(page.locator("fieldset")).to_contain_text("What is it instead?")
    page.keyboard.press("1")
    expect(place).to_contain_text("3 of 108")
    page.keyboard.press("s")
    expect(place).to_contain_text("4 of 108")
    page.keyboard.press("b")
    expect(page.locator(".before")).to_have_text("You said: left open")
    page.keyboard.press("y")
    expect(place).to_contain_text("4 of 108")
    first, second, third, again = lines(run)
    assert first["judged"] == first["verdict"]
    assert second["judged"] != second["verdict"]
    assert (third["judged"], again["judged"]) == ("unscored", again["verdict"])
    assert third["fact"] == again["fact"]
    page.reload()
    expect(place).to_contain_text("4 of 108")


def test_blind_one_judges_what_is_there_with_keys_alone(audit, run):
    page = audit(blind=True).page
    assert page.locator("#summary mark").count() == 0
    assert page.locator("#progress").inner_text() == "run"
    page.keyboard.press("y")
    page.keyboard.press("1")
    expect(page.locator("#verdict .byline")).to_contain_text("2 of 108")
    page.keyboard.press("b")
    expect(page.locator(".before")).to_have_text("You said: Kept")
    (line,) = lines(run)
    assert (line["judged"], line["blind"]) == ("preserved", True)


def test_a_missed_error_is_marked_with_keys_alone(audit, run):
    page = audit().page
    page.keyboard.press("m")
    expect(page.locator("fieldset select")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("1")
    expect(page.locator("#saved")).to_contain_text("missed")
    (line,) = lines(run)
    assert line["drawn"] is False
    assert line["verdict"] in ("preserved", "omitted")
    expect(page.locator("#verdict .byline")).to_contain_text("1 of 108")
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    expect(page.locator("fieldset")).to_have_count(0)


def test_what_cannot_be_written_is_said_and_the_verdict_stays(audit, run):
    page = audit().page
    (run.path / "audit.jsonl").mkdir()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("y")
    expect(page.locator("#saved")).to_contain_text("Not saved")
    expect(page.locator("#verdict .byline")).to_contain_text("1 of 108")
    (run.path / "audit.jsonl").rmdir()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_narrow_and_dark_it_can_be_read_by_all(audit, scheme):
    page = audit(viewport={"width": 360, "height": 700}, color_scheme=scheme).page
    for key in ("", "n", "m"):
        if key:
            page.keyboard.press(key)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        found = Axe().run(page).response["violations"]
        assert found == [], [(one["id"], one["nodes"][0]["html"]) for one in found]


def test_hostile_text_stays_text(audit, run):
    for name in ("outcomes", "summaries"):
        path = run.path / f"{name}.jsonl"
        rows = [json.loads(line) for line in path.read_text().splitlines()]
        for row in rows:
            row.update({"reason": HOSTILE, "spans": [[-3, 10**6]]} if name == "outcomes" else {"text": HOSTILE * 50})
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    page = audit().page
    expect(page.locator(".said")).to_contain_text("<script>alert(2)</script>")
    assert page.locator("#summary img, #verdict img, #verdict script").count() == 0
