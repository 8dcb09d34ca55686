"""What the page of `bench gold edit` keeps: two tabs, conflicts, failed saves, changes from elsewhere, leaving."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from edit_page import Opener, rows, saved
from gold_folder import FACTS, write_rows
from playwright.sync_api import expect

if TYPE_CHECKING:
    pass


def test_two_tabs_a_conflict_and_both_ways_out(edit: Opener, folder: Path) -> None:
    one, other = edit().page, edit().page
    one.keyboard.press("e")
    one.fill("#field-claim", "the ferry left in time")
    other.keyboard.press("e")
    other.fill("#field-note", "seen elsewhere")
    other.keyboard.press("Control+Enter")
    saved(other)
    one.keyboard.press("Control+Enter")
    expect(one.locator("#conflict")).to_contain_text("ferry.facts.jsonl was changed elsewhere")
    expect(one.locator("#conflict li")).to_have_text("f01 changed")
    assert one.locator("#conflict tbody tr").all_inner_texts() == [
        "claim\tthe ferry left on time\tthe ferry left in time",
        "note\tseen elsewhere\t–",
    ]
    one.keyboard.press("Escape")
    expect(one.locator("#conflict")).to_be_visible()
    one.click("text=Put my edit on top")
    saved(one)
    assert rows(folder)[0] == FACTS[0] | {"claim": "the ferry left in time"}
    other.bring_to_front()
    other.evaluate("dispatchEvent(new Event('focus'))")
    expect(other.locator("[data-key=f01] .claim")).to_have_text("the ferry left in time")
    other.keyboard.press("e")
    other.fill("#field-claim", "lost")
    lines = (folder / "ferry.facts.jsonl").read_text().splitlines()
    (folder / "ferry.facts.jsonl").write_text("\n".join(lines[1:]) + "\n")
    other.keyboard.press("Control+Enter")
    expect(other.locator("#conflict li")).to_have_text("f01 removed")
    other.click("text=Take the file as it is")
    expect(other.locator(".fact")).to_have_count(2)
    assert (folder / "ferry.facts.jsonl").read_text() == "\n".join(lines[1:]) + "\n"


def test_a_failed_save_is_kept_said_and_tried_again(edit: Opener, folder: Path) -> None:
    page = edit("#a=ferry&v=labels&s=s02").page
    page.context.set_offline(True)
    page.keyboard.press("2")
    expect(page.locator("#saved")).to_contain_text("1 change not saved")
    expect(page.locator("[data-key=f01] .chosen")).to_contain_text("Kept")
    page.keyboard.press("j")
    page.keyboard.press("1")
    expect(page.locator("#saved")).to_contain_text("2 changes not saved")
    dialogs: list[str] = []

    def stay(dialog: Any) -> None:
        dialogs.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.evaluate("setTimeout(() => location.reload())")
    for _ in range(100):
        if not dialogs:
            page.wait_for_timeout(50)
    assert dialogs == ["beforeunload"]
    page.context.set_offline(False)
    saved(page)
    assert rows(folder, "labels")[1]["labels"] == {"f01": "preserved", "f02": "omitted"}


def test_what_was_typed_is_not_left_without_asking(edit: Opener, folder: Path) -> None:
    page = edit().page
    answers = [False, True]
    page.on("dialog", lambda dialog: dialog.accept() if answers.pop(0) else dialog.dismiss())
    page.keyboard.press("e")
    page.fill("#field-claim", "half a cl")
    page.keyboard.press("Escape")
    assert page.input_value("#field-claim") == "half a cl"
    page.keyboard.press("Escape")
    assert not page.locator("#form").is_visible()
    assert rows(folder) == FACTS


def test_changes_from_elsewhere_are_shown(edit: Opener, folder: Path) -> None:
    page = edit().page
    write_rows(folder / "ferry.facts.jsonl", FACTS[:2])
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator(".fact")).to_have_count(2)
    expect(page.locator("#notices")).to_contain_text("changed elsewhere")
