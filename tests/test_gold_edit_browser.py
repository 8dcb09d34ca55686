"""Annotating in a real browser: marking, drafts, labels, hostile text, keys, widths."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from edit_page import EMOJI, HOSTILE, Opener, drag, filled_in, rows, saved, write_emoji
from gold_folder import ARTICLE, FACTS, LABELS, write_rows
from playwright.sync_api import expect

from bench.goldset import lint, load

if TYPE_CHECKING:
    pass


def test_each_kind_of_fact_is_made_after_emoji(edit: Opener, folder: Path) -> None:
    write_emoji(folder)
    page = edit("").page
    page.click("#home a")
    drag(page, "The port authority claims that the “Étoile” 🛳️ left on time")
    page.click("#selection button:has-text('Attribution')")
    filled_in(page)
    drag(page, "claims")
    page.keyboard.press("c")
    expect(page.locator("[name=source-0]")).to_have_value("the port authority")
    expect(page.locator("[name=stance][value=claim]")).to_be_checked()
    page.keyboard.type("the “Étoile” left on time")
    page.fill("[name=aliases-0]", "the authority\nthe port")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".fact")).to_have_count(1)
    drag(page, "It allegedly carried over 20 cars 🚗, one of them née e\u0301mail")
    page.keyboard.press("h")
    filled_in(page)
    expect(page.locator("[name=strength][value=alleged]")).to_be_checked()
    expect(page.locator("#field-cue")).to_have_value("allegedly")
    page.fill("#field-claim", "the ferry carried cars")
    page.click("#form button[type=submit]")
    expect(page.locator(".fact")).to_have_count(2)
    drag(page, "carried over 20 cars 🚗")
    page.keyboard.press("n")
    filled_in(page)
    drag(page, "over 20")
    page.keyboard.press("c")
    page.keyboard.type("the ferry carried more than 20 cars")
    expect(page.locator("#field-value")).to_have_value("20")
    page.check("[name=comparator][value=more_than]")
    expect(page.locator("#field-unit")).to_have_value("cars")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".fact")).to_have_count(3)
    drag(page, "The ferry was late 🕰️, the mayor said.", nth=2)
    page.keyboard.press("a")
    filled_in(page)
    drag(page, "the mayor", nth=2)
    page.keyboard.press("s")  # is there already
    page.fill("#field-claim", "the ferry was late")
    page.click("#form button[type=submit]")
    expect(page.locator(".fact")).to_have_count(4)
    assert rows(folder) == [
        {
            "id": "f01",
            "kind": "attribution",
            "quote": "The port authority claims that the “Étoile” 🛳️ left on time",
            "claim": "the “Étoile” left on time",
            "cue": "claims",
            "stance": "claim",
            "sources": [{"name": "the port authority", "aliases": ["the authority", "the port"]}],
        },
        {
            "id": "f02",
            "kind": "hedge",
            "quote": "It allegedly carried over 20 cars 🚗, one of them née e\u0301mail",
            "claim": "the ferry carried cars",
            "cue": "allegedly",
            "strength": "alleged",
        },
        {
            "id": "f03",
            "kind": "number",
            "quote": "carried over 20 cars 🚗",
            "claim": "the ferry carried more than 20 cars",
            "text": "over 20",
            "value": 20,
            "comparator": "more_than",
            "unit": "cars",
        },
        {
            "id": "f04",
            "kind": "attribution",
            "quote": "The ferry was late 🕰️, the mayor said.",
            "claim": "the ferry was late",
            "cue": "said",
            "stance": "neutral",
            "sources": [{"name": "the mayor", "aliases": ["mayor"]}],
            "occurrence": 2,
        },
    ]
    assert {one.message.partition("; ")[2] for one in lint(folder) if one.field is None} == {
        "save the file with LF line ends",
        "normalise the file to Unicode NFC",
    }
    marked = page.locator("#text .cue").all_inner_texts()
    assert marked == ["claims", "allegedly", "over 20", "said"]
    assert page.locator("#text").evaluate("e => e.textContent") == EMOJI.replace("\r\n", "\n")


def test_a_fact_is_made_with_the_keyboard_alone(edit: Opener, folder: Path) -> None:
    page = edit("").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("#home a").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".fact")
    page.keyboard.press("t")
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    page.keyboard.type("BDFG.0")
    page.keyboard.press("Delete")
    for _ in range(9):  # a comma counts as one or two
        page.keyboard.press("Control+Shift+ArrowRight")
    expect(page.locator("#selection q")).to_have_text("The ferry was late, the mayor said")
    page.keyboard.press("a")
    filled_in(page)
    page.locator("#field-cue").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("said,")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "claim"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#mistake-cue")).to_contain_text("“said,” is not in the fact's quote")
    page.locator("#field-cue").fill("said")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".fact")).to_have_count(4)
    assert page.evaluate("document.activeElement.dataset.key") == "f04"
    assert page.locator("#text").evaluate("e => e.textContent") == ARTICLE
    made = rows(folder)[3]
    assert (made["cue"], made["stance"], made["occurrence"]) == ("said", "neutral", 1)
    assert lint(folder) == []


def test_drafts_are_confirmed_corrected_rejected_and_put_back(edit: Opener, folder: Path) -> None:
    wrong = {key: value for key, value in FACTS[2].items() if key != "comparator"} | {"text": "over 21"}
    drafts = [FACTS[0] | {"draft": True}, FACTS[1] | {"draft": True}, wrong | {"draft": True}]
    write_rows(folder / "ferry.facts.jsonl", drafts)
    write_rows(folder / "ferry.labels.jsonl", [])
    page = edit().page
    assert page.locator(".drafts .fact").count() == 3
    expect(page.locator("[data-key=f01] .credited")).to_have_text("Source: the port authority, also “the authority”")
    page.keyboard.press("c")
    expect(page.locator(".drafts .fact")).to_have_count(2)
    assert rows(folder)[0] == FACTS[0]
    expect(page.locator("[data-key=f02]")).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator(".drafts .fact")).to_have_count(1)
    assert [row["id"] for row in rows(folder)] == ["f01", "f03"]
    page.keyboard.press("z")
    expect(page.locator(".drafts .fact")).to_have_count(2)
    assert rows(folder) == [FACTS[0], *drafts[1:]]
    page.keyboard.press("j")
    expect(page.locator("[data-key=f03] .mistakes")).to_contain_text("comparator missing; add it")
    page.keyboard.press("c")
    expect(page.locator("#mistake-comparator")).to_have_text("missing; add it")
    expect(page.locator("#mistake-text")).to_contain_text("not in the fact's quote")
    page.check("[name=comparator][value=more_than]")
    page.fill("#field-text", "over 22")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#mistake-text")).to_contain_text("“over 22” is not in the fact's quote")
    expect(page.locator("#field-text")).to_be_focused()
    page.fill("#field-text", "over 20")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".drafts .fact")).to_have_count(1)
    expect(page.locator("[data-key=f02]")).to_be_focused()
    expect(page.locator("[data-key=f02]")).to_be_in_viewport()
    page.keyboard.press("c")
    expect(page.locator(".drafts")).to_have_count(0)
    assert rows(folder) == FACTS
    assert lint(folder) == []


def test_a_summary_is_labelled_by_keyboard(edit: Opener, folder: Path) -> None:
    page = edit().page
    page.keyboard.press("s")
    page.wait_for_selector(".verdicts")
    page.keyboard.press("]")
    expect(page.locator("#panel h2")).to_have_text("s02: 0 of 3 facts labelled")
    for key in ("2", "j", "4", "j", "3", "k", "3"):
        page.keyboard.press(key)
    saved(page)
    expect(page.locator("#panel h2")).to_have_text("s02: 3 of 3 facts labelled")
    assert rows(folder, "labels")[1]["labels"] == {"f01": "preserved", "f02": "dropped_hedge", "f03": "wrong_number"}
    assert rows(folder, "labels")[0] == LABELS[0]
    drag(page, "ferry ran", inside="#summary-text")
    page.keyboard.press("9")
    expect(page.locator(".flags li")).to_have_count(1)
    saved(page)
    assert rows(folder, "labels")[1]["flags"] == [{"code": "unsupported_quote", "text": "ferry ran"}]
    page.click(".flags button")
    expect(page.locator(".flags li")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("+")
    page.keyboard.insert_text("Cars 🚗 were carried.\nTwenty.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#panel h2")).to_have_text("s03: 0 of 3 facts labelled")
    added = {"id": "s03", "model": "editor", "text": "Cars 🚗 were carried.\nTwenty.", "labels": {}}
    assert rows(folder, "labels")[2] == added
    drag(page, "🚗 were", inside="#summary-text")
    page.keyboard.press("7")
    expect(page.locator(".flags li")).to_have_count(1)
    page.fill("#field-summary-note", "read twice")
    page.keyboard.press("Tab")
    expect(page.locator("#saved")).to_contain_text("All saved")
    page.reload()
    expect(page.locator("#field-summary-note")).to_have_value("read twice")
    assert rows(folder, "labels")[2]["flags"][0]["text"] == "🚗 were"
    assert len(load(str(folder)).articles[0].labels) == 3


def test_deleting_a_fact_takes_its_labels_with_it_and_back(edit: Opener, folder: Path) -> None:
    page = edit().page
    page.on("dialog", lambda dialog: dialog.accept())
    page.keyboard.press("x")
    expect(page.locator(".fact")).to_have_count(2)
    assert rows(folder, "labels")[0]["labels"] == {"f03": "wrong_number"}
    assert lint(folder) == []
    page.click("text=Undo")
    expect(page.locator(".fact")).to_have_count(3)
    saved(page)
    assert rows(folder) == FACTS
    assert rows(folder, "labels")[0]["labels"] == LABELS[0]["labels"]


def test_facts_are_found_in_the_text_and_the_text_from_facts(edit: Opener, folder: Path) -> None:
    page = edit().page
    page.click("#text .number")
    expect(page.locator(".fact.on")).to_have_attribute("data-key", "f03")
    page.click("#text .number")
    expect(page.locator(".fact.on")).to_have_attribute("data-key", "f02")
    assert page.locator("#text .on").all_inner_texts() == ["It ", "allegedly", " ", "carried ", "over 20", " cars", "."]
    page.keyboard.press("Control+Home")
    page.keyboard.press("Enter")
    expect(page.locator("[data-key=f01]")).to_be_focused()
    page.keyboard.press("t")
    page.keyboard.press("Escape")
    expect(page.locator("[data-key=f01]")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("j")
    expect(page.locator("[data-key=f02]")).to_be_focused()


def test_units_and_code_points_and_graphemes(edit: Opener) -> None:
    page = edit().page
    texts = ["", "abc", "🚢x🚢", "e\u0301🇩🇪👩‍👩‍👧!", "שלום 🛳️ é", "\u0000\ufeff\u2028x"]
    found = page.evaluate(
        """async (texts) => {
          const { pointsOf, unitsOf, snapped } = await import('./assets/offsets.js');
          return texts.map((text) => ({
            back: Array.from({ length: text.length + 1 }, (_, at) => unitsOf(text, pointsOf(text, at))),
            whole: pointsOf(text, text.length),
            snapped: Array.from({ length: text.length }, (_, at) => {
              const found = snapped(text, at, at + 1);
              return found && text.slice(found.start, found.end);
            }),
          }));
        }""",
        texts,
    )
    for text, one in zip(texts, found, strict=True):
        assert one["whole"] == len(text)
        assert set(one["back"]) == {len(text[:at].encode("utf-16-le")) // 2 for at in range(len(text) + 1)}
    assert found[3]["snapped"] == ["e\u0301"] * 2 + ["🇩🇪"] * 4 + ["👩‍👩‍👧"] * 8 + ["!"]


def test_hostile_text_and_broken_lines_are_shown_as_text(edit: Opener, folder: Path) -> None:
    card = (folder / "set.toml").read_text()
    (folder / "set.toml").write_text(card.replace("A ferry is late", HOSTILE.replace('"', "'").replace("\u202e", "")))
    (folder / "ferry.txt").write_text(f"{HOSTILE} claims that the ferry left. {HOSTILE}\n")
    fact = FACTS[0] | {"quote": f"{HOSTILE} claims that the ferry left", "claim": HOSTILE, "note": HOSTILE}
    strange = {"id": "f02", "kind": "hedge", "quote": {"a": HOSTILE}, "sources": [1, {"name": []}], "draft": True}
    write_rows(folder / "ferry.facts.jsonl", [fact | {"sources": [{"name": HOSTILE}]}, strange])
    with (folder / "ferry.facts.jsonl").open("a") as file:
        file.write(f"{HOSTILE} broken\n")
    summary = {"id": "s01", "model": HOSTILE, "text": HOSTILE, "labels": {"f01": HOSTILE}, "note": HOSTILE}
    write_rows(folder / "ferry.labels.jsonl", [summary, {"id": "s02", "text": "x", "flags": [1], "labels": []}])
    page = edit("", viewport={"width": 360, "height": 740}).page
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.click("#home a")
    expect(page.locator(".broken pre")).to_contain_text("onerror=alert(1)")
    assert HOSTILE in page.locator("#text").evaluate("e => e.textContent")
    page.keyboard.press("e")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    expect(page.locator("#summary-text")).to_have_text(re.compile("script"))
    page.keyboard.press("]")
    expect(page.locator("#panel h2")).to_contain_text("s02")
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert dialogs == []


def test_nothing_scrolls_sideways_and_dark_follows_the_system(edit: Opener) -> None:
    page = edit(color_scheme="dark").page
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 22, 20)"
    for width, height in ((320, 640), (360, 740), (740, 360), (900, 700), (1000, 700)):
        page.set_viewport_size({"width": width, "height": height})
        for view in ("facts", "labels"):
            page.evaluate("view => { location.hash = `a=ferry&v=${view}` }", view)
            expect(page.locator("#summary")).to_be_visible(visible=view == "labels")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate("location.hash = 'a=ferry'")
        expect(page.locator("#summary")).to_be_hidden()
        page.focus("[data-key=f01]")
        page.keyboard.press("e")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()


def test_everything_has_a_name_and_a_place(edit: Opener) -> None:
    page = edit("#a=ferry&v=labels").page
    for role in ("banner", "main", "navigation", "status"):
        assert page.get_by_role(role).count() >= 1, role
    for view in ("labels", "facts"):
        page.evaluate("view => { location.hash = `a=ferry&v=${view}` }", view)
        expect(page.locator("#summary")).to_be_visible(visible=view == "labels")
        unnamed = page.eval_on_selector_all(
            "button, input, select, textarea, a, [role=textbox]",
            """all => all.filter((e) => e.checkVisibility() && !(e.textContent.trim() || e.getAttribute('aria-label')
              || e.labels?.length || e.title)).map((e) => e.outerHTML)""",
        )
        assert unnamed == []
