"""The page of a comparison: well-formed, harmless, and readable in a browser in every way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cards import HOSTILE, TRUST, Page, check_page
from compared_runs import ARTICLES, KEPT, WRONG, gold_at, run_at
from playwright.sync_api import expect

from bench.pipeline.comparing import ComparedModels, compare
from bench.pipeline.pages import write_comparison
from bench.records import Comparison, Contrast, Estimate, Shift
from bench.statistics.scorer_noise import widened
from reports.comparison_wording import between, heading, is_shown, overall, p_value, signed, standfirst
from reports.trust_sentences import noise

if TYPE_CHECKING:
    from browser import Visitor

OTHER = {**dict.fromkeys(ARTICLES, KEPT), "one": WRONG, "two": "f01=preserved f02=weakened_hedge f03=omitted"}


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> ComparedModels:
    folder = tmp_path_factory.mktemp("compared")
    gold = gold_at(folder)
    return compare([run_at(folder / "a", gold, KEPT, "first"), run_at(folder / "b", gold, OTHER, "second")])


@pytest.fixture(scope="module")
def html(compared: ComparedModels, tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_comparison(compared, tmp_path_factory.mktemp("page") / "page.html").read_text(encoding="utf-8")


def made(compared: ComparedModels, folder: Path) -> str:
    return write_comparison(compared, folder / "made.html").read_text(encoding="utf-8")


def test_the_page_is_well_formed_and_loads_nothing(html: str) -> None:
    page = Page(html)
    check_page(page)
    policy = next(a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_the_page_shows_both_passages_and_the_articles_words(html: str) -> None:
    text = " ".join(Page(html).text.split())
    assert "In faithfulness, second cannot be told from first" in text
    assert "With 4 articles the test cannot give a p below 0.12" in text
    assert "The article “The port authority claims that the ferry left on time.”" in text
    assert "f01=preserved" in text
    assert "Dropped attribution major" in text
    assert "1 more that one keeps and another leaves out" in text


def test_what_the_heading_says(compared: ComparedModels) -> None:
    comparison = compared.comparison
    (contrast,) = comparison.contrasts

    def said(value: float, low: float, high: float, p: float) -> str:
        old = contrast.overall["faithfulness"]
        shift = old.shift.model_copy(update={"value": value, "low": low, "high": high})
        difference = old.model_copy(update={"shift": shift, "corrected": p})
        new = contrast.model_copy(update={"overall": contrast.overall | {"faithfulness": difference}})
        assert is_shown(difference) == (p < 0.05 and low * high > 0)
        return heading(Comparison.model_validate({**dict(comparison), "contrasts": (new,)}))

    assert said(-0.1, -0.16, -0.042, 0.01) == "Of every 100 claims it repeats, second distorts 4 to 16 more than first"
    assert said(0.1, 0.042, 0.16, 0.01).endswith("4 to 16 fewer than first")
    assert said(0.01, 0.001, 0.02, 0.01).endswith("up to 2 fewer than first")
    assert said(0.1, 0.042, 0.16, 0.06) == "In faithfulness, second cannot be told from first"
    assert said(0.1, -0.01, 0.16, 0.01) == "In faithfulness, second cannot be told from first"


def test_of_several_the_one_that_differs_is_named(compared: ComparedModels) -> None:
    comparison = compared.comparison
    (contrast,) = comparison.contrasts
    old = contrast.overall["faithfulness"]

    def other(name: str, value: float) -> Contrast:
        shift = old.shift.model_copy(update={"value": value, "low": value - 0.05, "high": value + 0.05})
        difference = old.model_copy(update={"shift": shift, "corrected": 0.01})
        return contrast.model_copy(update={"other": name, "overall": contrast.overall | {"faithfulness": difference}})

    def said(*values: float) -> str:
        contrasts = tuple(other(f"model-{n}", value) for n, value in enumerate(values))
        return heading(comparison.model_copy(update={"contrasts": contrasts}))

    assert said(0.0, -0.2) == "Of the other 2, only model-1 can be told from first: it distorts more"
    assert said(0.2, 0.0) == "Of the other 2, only model-0 can be told from first: it distorts less"
    assert said(0.2, -0.2, 0.0) == "In faithfulness, 2 of the other 3 can be told from first"
    assert said(0.0, 0.01) == "In faithfulness, none of the other 2 can be told from first"


def test_nobody_is_sent_to_an_interval_that_is_not_there(compared: ComparedModels) -> None:
    comparison = compared.comparison
    (contrast,) = comparison.contrasts
    old = contrast.overall["faithfulness"]

    def said(shift: Shift) -> str:
        difference = old.model_copy(update={"shift": shift, "corrected": 0.5})
        new = contrast.model_copy(update={"overall": contrast.overall | {"faithfulness": difference}})
        return " ".join(standfirst(comparison.model_copy(update={"contrasts": (new,)})))

    assert "−50.0 points (no interval), p = 0.50." in said(Shift(value=-0.5))
    assert "does not show that they are equal." in said(Shift(value=-0.5))
    assert "does not show that they are equal: look at the interval." in said(Shift(value=-0.5, low=-0.9, high=0.1))


def test_figures_in_words(compared: ComparedModels) -> None:
    assert (signed(-0.0912), signed(0.05), signed(0.0001), signed(-0.04, is_rate=True)) == (
        "−9.1",
        "+5.0",
        "0",
        "−0.04",
    )
    assert [p_value(p) for p in (None, 0.0002, 0.0123, 0.5)] == ["–", "<0.001", "0.012", "0.50"]
    shift = compared.comparison.contrasts[0].overall["coverage"].shift
    assert between(shift.model_copy(update={"low": 0.0, "high": 0.0})) == ""


def test_filters(visit: Visitor, html: str) -> None:
    opened = visit(html)
    page = opened.page
    assert page.inner_text("output") == "5 facts"
    page.select_option("[name=kind]", "hedge")
    assert page.inner_text("output") == "2 facts"
    page.select_option("[name=m1]", "weakened_hedge")
    assert page.locator(".row.pair:visible").count() == 1
    again = visit(html, page.url[page.url.index("#") :]).page
    assert again.inner_text("output") == "1 fact"
    again.select_option("[name=m0]", "error")
    assert again.locator("#nothing").is_visible()
    again.click("button[type=reset]")
    expect(again.locator("output")).to_have_text("5 facts")
    again.select_option("[name=m1]", "omitted")
    assert again.locator("details:visible").count() == 1
    assert opened.complaints == []
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []


def test_without_scripts_in_print_narrow_and_dark(visit: Visitor, html: str) -> None:
    page = visit(html, java_script_enabled=False).page
    assert not page.locator("#filters").is_visible()
    assert page.locator(".row.pair:visible").count() == 4
    page.click("summary")
    assert page.locator(".omissions li").is_visible()
    narrow = visit(html, viewport={"width": 360, "height": 740}, color_scheme="dark").page
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 360
    assert narrow.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 22, 20)"
    narrow.emulate_media(media="print", color_scheme="dark")
    assert not narrow.locator("#filters").is_visible()
    assert narrow.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 252, 249)"


def test_hostile_text_is_shown_as_text(visit: Visitor, compared: ComparedModels, tmp_path: Path) -> None:
    hostile = HOSTILE.replace("\ud800", "") + "x" * 400
    known = {"first": hostile, "second": hostile + "2"}
    comparison = compared.comparison.model_dump()
    for contrast in comparison["contrasts"]:
        contrast["base"], contrast["other"] = known[contrast["base"]], known[contrast["other"]]
    for entrant in comparison["entrants"]:
        entrant |= {"label": known[entrant["label"]], "run": hostile, "signature": hostile}
    for fact in comparison["differing"]:
        fact["verdicts"] = {known[label]: verdict for label, verdict in fact["verdicts"].items()}
    comparison["warnings"] = [hostile * 9]
    for side in compared.sides.values():
        side.summaries |= {
            place: one.model_copy(update={"text": one.text + hostile}) for place, one in side.summaries.items()
        }
    changed = compared._replace(
        comparison=Comparison.model_validate(comparison),
        sides={known[label]: side for label, side in compared.sides.items()},
    )
    opened = visit(made(changed, tmp_path), viewport={"width": 360, "height": 740})
    page = opened.page
    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 0
    assert page.locator(".row.pair:visible").count() == 4
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert opened.complaints == []


def test_a_page_of_many_differences_stays_small(compared: ComparedModels, tmp_path: Path) -> None:
    comparison = compared.comparison
    many = [fact.model_copy(update={"sample": n}) for n in range(2000) for fact in comparison.differing[:2]]
    text = made(compared._replace(comparison=comparison.model_copy(update={"differing": tuple(many)})), tmp_path)
    assert len(text.encode()) < 4_000_000
    assert "2,500 more such facts count in the figures above than are shown here" in text


@pytest.fixture
def measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ComparedModels:
    """The same models, judged by a scorer whose errors are known."""
    monkeypatch.setattr("bench.pipeline.entrants.stored_trust", lambda _: TRUST)
    gold = gold_at(tmp_path)
    return compare([run_at(tmp_path / "a", gold, KEPT, "first"), run_at(tmp_path / "b", gold, OTHER, "second")])


def test_what_the_scorers_errors_can_make_is_said(measured: ComparedModels, tmp_path: Path) -> None:
    (contrast,) = measured.comparison.contrasts
    assert contrast.corrected is not None
    assert contrast.scorer_noise is not None
    assert [of_model.overall.charged for of_model in contrast.corrected] == [0, 4]
    text = " ".join(Page(made(measured, tmp_path)).text.split())
    assert "Corrected for the scorer’s own errors, first keeps" in text
    assert f"up to {100 * contrast.scorer_noise:.1f} points apart" in text


def test_a_difference_has_one_interval_and_it_counts_the_scorers_errors(measured: ComparedModels) -> None:
    (contrast,) = measured.comparison.contrasts
    wide = Shift(value=-0.1, low=-0.2, high=-0.004)
    sure = {"shift": Shift(value=-0.1, low=-0.15, high=-0.05), "corrected": 0.01}
    faithful = contrast.overall["faithfulness"].model_copy(update=sure)
    changed = contrast.model_copy(
        update={"overall": contrast.overall | {"faithfulness": faithful}, "faithfulness_range": wide}
    )
    comparison = measured.comparison.model_copy(update={"contrasts": (changed,)})
    assert heading(comparison) == "Of every 100 claims it repeats, second distorts up to 20 more than first"
    said = " ".join(standfirst(comparison))
    assert "−10.0 points (95% interval −20.0 to −0.4, the scorer’s errors counted), p = 0.010" in said
    assert "the interval of the difference counts that too" in said
    assert overall(changed)[0].interval == "−20.0 to −0.4"
    assert overall(changed)[0].meaning.endswith("; the interval counts the scorer’s errors too")


def test_figures_without_an_interval_do_not_stand_beside_one_that_has_it(measured: ComparedModels) -> None:
    (contrast,) = measured.comparison.contrasts
    assert contrast.corrected is not None
    pair = [
        of_model.model_copy(update={"faithfulness": estimate})
        for of_model, estimate in zip(
            contrast.corrected,
            (Estimate(value=0.9, low=0.8, high=0.95, count=9, of=10), Estimate(value=0.5, count=5, of=10)),
            strict=True,
        )
    ]
    changed = contrast.model_copy(update={"corrected": tuple(pair)})
    assert "first keeps 90% and second 50%." in noise(changed, "first", "second")


def test_a_difference_that_the_scorers_errors_can_make_is_not_called_one(
    compared: ComparedModels, measured: ComparedModels
) -> None:
    sure = {"shift": Shift(value=-0.1, low=-0.15, high=-0.05), "corrected": 0.01}

    def heading_of(comparison: Comparison, scorer_noise: float | None = None) -> str:
        (contrast,) = comparison.contrasts
        faithful = contrast.overall["faithfulness"].model_copy(update=sure)
        more = {"faithfulness_range": widened(faithful.shift, scorer_noise), "scorer_noise": scorer_noise}
        changed = contrast.model_copy(update={"overall": contrast.overall | {"faithfulness": faithful}, **more})
        assert overall(changed)[0].verdict == ("" if scorer_noise == 0.2 else "worse")
        return heading(comparison.model_copy(update={"contrasts": (changed,)}))

    assert heading_of(compared.comparison) == "Of every 100 claims it repeats, second distorts 5 to 15 more than first"
    nearer = heading_of(measured.comparison, scorer_noise=0.2)
    assert nearer == "In faithfulness, second differs from first no more than chance and the scorer’s errors can make"
    # The range of the heading counts both: √(0.05² + 0.05²) is 0.07 to each side.
    farther = heading_of(measured.comparison, scorer_noise=0.05)
    assert farther == "Of every 100 claims it repeats, second distorts 2 to 18 more than first"
