"""What axe-core finds wrong with scorecards for people who do not see them, or use no mouse: nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from cards import card, hostile_card
from playwright.sync_api import Page

from reports.scorecard_page import render

if TYPE_CHECKING:
    from browser import Visitor


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}" for one in found for node in one["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing(visit: Visitor, scheme: str, width: int) -> None:
    page = visit(render(card()), color_scheme=scheme, viewport={"width": width, "height": 800}).page
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    page.keyboard.press("j")
    assert violations(page) == []


def test_axe_finds_nothing_while_filters_hide_most(visit: Visitor) -> None:
    page = visit(render(card()), "#verdict=wrong_number&find=nothing+like+this").page
    assert page.locator("#nothing").is_visible()
    assert violations(page) == []


def test_axe_finds_nothing_in_a_hostile_card(visit: Visitor) -> None:
    assert violations(visit(render(hostile_card())).page) == []
