"""The page of `bench gold edit` in a real browser, opened on a small set, and what is done to it again and again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import Visit
from gold_folder import write_rows
from local_client import Client
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EMOJI = "🚢👩‍👩‍👧 Café ‘news’ from the port.\r\n\r\nThe port authority claims that the “Étoile” 🛳️ left on time. "
EMOJI += "It allegedly carried over 20 cars 🚗, one of them née e\u0301mail.\r\n\r\n"
EMOJI += "The ferry was late 🕰️, the mayor said. The ferry was late 🕰️, the mayor said.\r\n"
expect.set_options(timeout=15_000)
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'`&amp;\u202e"


Opener = Callable[..., Visit]


@pytest.fixture
def edit(browser: Browser, served: tuple[Client, Path], folder: Path) -> Iterator[Opener]:
    """Opens the page: `edit("#a=ferry", **options of the browser context)`; no page may complain."""
    contexts, visits = [], []

    def open_page(fragment: str = "#a=ferry", **options: Any) -> Visit:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        visited = Visit(context.new_page())
        visits.append(visited)
        page = visited.page
        page.set_default_timeout(15_000)
        page.on("request", lambda request: visited.requests.append(request.url))
        page.on("console", lambda message: visited.complaints.append(message.text))
        page.on("pageerror", lambda error: visited.complaints.append(str(error)))
        page.goto(served[0].address + fragment)
        page.wait_for_selector("#panel h2, #home h1")
        return visited

    yield open_page
    for context in contexts:
        context.close()
    for visited in visits:
        assert [one for one in visited.complaints if "status of 4" not in one and "ERR_INTERNET" not in one] == []
        assert [url for url in visited.requests if not url.startswith(served[0].address)] == []


def rows(folder: Path, which: str = "facts") -> list[dict[str, Any]]:
    lines = (folder / f"ferry.{which}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def drag(page: Page, words: str, *, nth: int = 1, inside: str = "#text") -> None:
    """Select words with the mouse."""
    page.wait_for_selector(f"{inside}:not(:empty)")
    places = page.evaluate(
        """([selector, words, nth]) => {
          const element = document.querySelector(selector), all = element.textContent;
          let at = -1;
          for (let n = 0; n < nth; n += 1) at = all.indexOf(words, at + 1);
          const find = (units) => {
            const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
              if (units < node.length) return [node, units];
              units -= node.length;
            }
          };
          const place = (units) => {
            const range = document.createRange(), [node, offset] = find(units);
            range.setStart(node, offset);
            range.setEnd(node, offset + 1);
            range.startContainer.parentElement.scrollIntoView({ block: 'nearest' });
            return range.getBoundingClientRect().toJSON();
          };
          return [place(at), place(at + words.length - 1)];
        }""",
        [inside, words, nth],
    )
    (first, last) = places
    page.mouse.move(first["x"] + 1, first["y"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(last["right"] - 0.5, last["y"] + last["height"] / 2, steps=4)
    page.mouse.up()


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_contain_text("All saved")


def filled_in(page: Page) -> None:
    """Wait until the form of a new fact holds what the article tells."""
    expect(page.locator("#form")).to_contain_text("Filled in from the article")


def write_emoji(folder: Path) -> None:
    (folder / "ferry.txt").write_bytes(EMOJI.encode())
    write_rows(folder / "ferry.facts.jsonl", [])
    (folder / "ferry.labels.jsonl").unlink()
