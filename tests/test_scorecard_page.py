"""The HTML of a scorecard, without a browser."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import re
from pathlib import Path

import pytest
from cards import RUN, TRUST, Page, card, card_of, card_with_errors, check_page, outcome, summary

from bench.records import CODES
from reports.scorecard_page import render

BENCHMARK = Path(__file__).parent.parent / "benchmarks" / "scorecard.py"


@pytest.fixture(scope="module")
def html() -> str:
    return render(card())


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_the_page_is_well_formed_with_its_landmarks_and_loads_nothing(page: Page) -> None:
    check_page(page)


def test_only_the_inlined_script_and_style_may_run(html: str, page: Page) -> None:
    policy = next(a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        (inlined,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inlined.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_summaries_stand_there_word_for_word(html: str) -> None:
    for one in RUN.summaries():
        words = re.sub(r"\s+", "", one.text)
        shown = re.sub(r'<a class="[nr].*?</a>', "", html)
        shown = re.sub(r"\s+", "", Page(shown).text)
        assert words in shown


def test_all_terms_are_explained_and_all_figures_said(page: Page) -> None:
    text = " ".join(page.text.split())
    for said in (
        "22 of the 59 claims it repeated were distorted",
        "Only 3 articles stand behind this",
        "Of the 59 claims repeated, 37 (63%) kept their source, certainty and number; 95% interval",
        "Incomplete. 1 of the 12 summaries asked for could not be had.",
        "On 1 gold fact in them the scorer gave no verdict",
        "84% of the errors that it charged were right",
        RUN.score().signature,
    ):
        assert said in text
    for kind, codes in CODES.items():
        for code in codes:
            assert f"verdict={code}" in {attrs.get("data-set") for _, attrs in page.elements}, kind


def test_trust_is_shown_with_its_intervals_or_said_to_be_unknown(html: str) -> None:
    page = " ".join(Page(html).text.split())
    found = "on 18 labelled summaries as models wrote them it found 71% of the errors, and charged 2.0% of the claims"
    assert f"{found} that were right" in page
    assert "Natural summaries, as models wrote them18" in page
    assert "71% 60–80% 42 of 59" in page
    assert "3 of 11 summaries without any error were charged with one" in page
    assert "expected to be real" not in page  # the run was scored before its scorer was measured
    assert "It misses sums." in page
    without = " ".join(Page(render(card(trust=None))).text.split())
    assert "which errs as well: how often, has not been measured" in without
    assert "has not been measured in this version: bench validate measures it" in without
    assert "Known weaknesses" not in without


def test_errors_are_corrected_where_the_scorer_was_measured() -> None:
    data = card_with_errors()
    text = " ".join(Page(render(data)).text.split())
    assert "Of the 20 errors (in 10 passages) charged here, about" in text
    assert re.search(r"Of the 20 errors charged, about \d+ \(\d+–\d+\) are expected to be real\. 20 errors", text)
    assert re.search(r"in all(, before rounding,)? about \d+ of the 80 claims repeated \(95% interval \d+–\d+\)", text)
    assert "20 errors (in 10 passages) are charged: one lost word can break several facts." in text
    assert "20 (in 10 passages) of the repeated claims would leave a reader believing something else" in text
    # All 20 charges are on one article, where the scorer's errors may go together.
    assert re.search(r"Too uncertain to tell: between \d+ and \d+ of the 80 it repeated were distorted", text)
    assert re.search(r"Corrected for the scorer’s own errors: \d+% of about \d+ claims\.", text)
    assert "What the errors of this run are expected to come to" in text
    assert data.score.corrected is not None
    assert data.score.corrected.overall.charged == 20


def test_how_sure_each_verdict_is_stands_beside_it_the_surest_first() -> None:
    verdicts = [
        outcome("dropped_hedge", (0, 4), certainty=0.3),
        outcome("dropped_hedge", (200, 205), fact="f02", certainty=0.9),
        outcome("dropped_hedge", (400, 405), fact="f03", certainty=0.6),
        outcome("preserved", (600, 604), fact="f04", certainty=0.2),
    ]
    html = render(card_of([summary("Fire burned " * 60)], verdicts))
    assert re.findall(r'data-c="(\w+)"', html[: html.index('class="rest"')]) == ["sure", "likely", "doubtful"]
    assert 'aria-label="4, doubtful"' in html
    assert 'name="certainty"' in html
    untold = render(card_of([summary("Fire burned " * 60)], [outcome("dropped_hedge", (0, 4))]))
    assert 'name="certainty"' not in untold
    assert "data-c=" not in untold.partition("<script")[0]


def test_several_models_and_one_article() -> None:
    summaries = [summary("Fire.", id="a", model="one"), summary("Fire.", id="b", model="two")]
    html = render(card_of(summaries))
    assert "Model by model" in html
    assert 'name="model"' in html
    assert 'name="article"' not in html
    assert 'name="sample"' not in html


def test_several_models_are_corrected_each_by_itself() -> None:
    summaries = [summary("Fire, he said.", id=f"{m}{n}", sample=n, model=m) for m in ("one", "two") for n in range(9)]
    verdicts = [
        outcome("dropped_hedge" if one.model == "two" and one.sample < 5 else "preserved", (0, 4), summary=one.id)
        for one in summaries
    ]
    data = card_of(summaries, verdicts, trust=TRUST)
    corrected = data.score.corrected_by_model
    assert [corrected[model].overall.charged for model in ("one", "two")] == [0, 5]
    text = " ".join(Page(render(data)).text.split())
    assert "Model by model; each is corrected by itself" in text
    assert text.count("That is of all 2 models together; model by model each is corrected by itself") == 2
    # A score of an earlier release has the correction of the whole alone.
    older = data.model_copy(update={"score": data.score.model_copy(update={"corrected_by_model": {}})})
    text = " ".join(Page(render(older)).text.split())
    assert "That is of all 2 models together: none is corrected by itself." in text
    assert "each is corrected by itself" not in text


def test_the_same_run_gives_the_same_page(html: str) -> None:
    assert render(card()) == html


def test_sizes(html: str) -> None:
    assert len(html.encode()) < 150_000
    spec = importlib.util.spec_from_file_location("scorecard_benchmark", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    shipped, more = (len(benchmark.page(summaries, 34).encode()) for summaries in (34, 134))
    assert shipped + 966 * (more - shipped) / 100 < 6_000_000


# Colours


def contrast(some: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(some), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_text_has_the_contrast_that_wcag_aa_asks_for(html: str) -> None:
    palettes = [
        dict(re.findall(r"--([\w-]+): (#\w{6})", block)) for block in re.findall(r":root \{(.*?)\}", html, re.DOTALL)
    ]
    assert len(palettes) == 2
    for palette in palettes:
        for text in ("ink", "quiet", "wrong", "flag", "kept"):
            for ground in ("paper", "panel", "lit", "wrong-tint", "flag-tint"):
                assert contrast(palette[text], palette[ground]) >= 4.5, (text, ground)
