"""The sentences of a scorecard claim no more than the figures allow."""

from __future__ import annotations

import pytest
from cards import Page, card, card_of, outcome, summary

from bench.records import Estimate
from reports import scorecard_wording
from reports.scorecard_data import ScorecardData
from reports.scorecard_page import letter, render


def figures_card(faithful: Estimate, articles: int) -> ScorecardData:
    data = card()
    overall = data.score.overall.model_copy(update={"faithfulness": faithful})
    score = data.score.model_copy(update={"overall": overall})
    return data.model_copy(update={"score": score, "scored_articles": articles})


@pytest.mark.parametrize(
    ("estimate", "articles", "said"),
    [
        (Estimate(value=0.8, low=0.731, high=0.909, count=80, of=100), 40, "Expect 9 to 27 of every 100"),
        (Estimate(value=0.96, low=0.93, high=1.0, count=96, of=100), 40, "Expect up to 7 of every 100"),
        (
            Estimate(value=0.8, low=0.8, high=0.8, count=80, of=100),
            40,
            "20 of the 100 claims it repeated were",
        ),
        (
            Estimate(value=0.8, low=0.7, high=0.9, count=80, of=100),
            9,
            "20 of the 100 claims it repeated were",
        ),
        (
            Estimate(value=0.5, count=1, of=2),
            1,
            "1 of the 2 claims it repeated looks distorted; one article is too few to tell more",
        ),
        (
            Estimate(value=0.5, low=0.002, high=0.999, count=6, of=12, articles=2),
            2,
            "6 of the 12 claims it repeated look distorted; two articles are too few to tell more",
        ),
        (
            Estimate(value=1.0, low=1.0, high=1.0, count=5, of=5, articles=2),
            2,
            "No distortion was found in the 5 claims it repeated; two articles are too few to tell more",
        ),
        (
            Estimate(value=1.0, low=1.0, high=1.0, count=50, of=50),
            40,
            "No distortion was found in the 50 claims",
        ),
        (Estimate(value=None), 3, "None of the marked claims was repeated"),
    ],
)
def test_the_verdict_claims_no_more_than_the_interval(estimate: Estimate, articles: int, said: str) -> None:
    assert scorecard_wording.verdict(figures_card(estimate, articles)).startswith(said)
    render(figures_card(estimate, articles))


def test_one_article_and_no_error_are_said_plainly() -> None:
    one = figures_card(Estimate(value=0.5, count=1, of=2), 1)
    assert "one article, which tells nothing of the next: no percentage has an interval" in said_below(one)
    clean = figures_card(Estimate(value=1.0, low=1.0, high=1.0, count=50, of=50), 40)
    assert "an error rate of up to 6.0%" in said_below(clean)


def test_what_was_measured_comes_first() -> None:
    checked = "Each that is repeated was checked for its source, its certainty or its number."
    several = scorecard_wording.standfirst(card())
    counted = "The summaries repeat 59 of the 108 claims marked in the articles, counted for each summary"
    assert several == f"{counted}; to leave one out is no error. {checked}"
    one = card_of([summary("Fire.")], [outcome("preserved", (0, 4)), outcome("preserved", (0, 4), fact="f02")])
    assert (
        scorecard_wording.standfirst(one) == f"The summary repeats 2 of the 2 claims marked in the article. {checked}"
    )


def test_articles_that_happen_to_agree_give_no_interval_and_it_is_said() -> None:
    alike = figures_card(Estimate(value=0.5, low=0.5, high=0.5, count=6, of=12), 2)
    assert "Only 2 articles stand behind this: it is about these summaries" in said_below(alike)
    assert "That the articles are alike in faithfulness may be chance, so it has no interval." in said_below(alike)
    faithful = scorecard_wording.headlines(alike)[0]
    assert (faithful.interval, faithful.counted) == ("", "6 of 12")
    assert '<span class="interval">6 of 12</span>' in render(alike)


def test_several_articles_have_the_interval_explained() -> None:
    many = figures_card(Estimate(value=0.8, low=0.7, high=0.9, count=80, of=100), 40)
    assert "The heading gives the 95% interval for articles like these 40." in said_below(many)
    assert scorecard_wording.no_interval(many.score) == ""
    none_wrong = figures_card(Estimate(value=1.0, low=1.0, high=1.0, count=50, of=50), 40)
    assert scorecard_wording.no_interval(none_wrong.score) == ""


def said_below(data: ScorecardData) -> str:
    return " ".join(scorecard_wording.reservations(data))


def test_an_interval_from_nothing_is_none() -> None:
    page = Page(render(card_of([summary("Fire.", id=str(n)) for n in range(3)])))
    assert "0% to 0%" not in page.text


def test_small_formats() -> None:
    assert [letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["a", "z", "aa", "az", "ba", "zz", "aaa"]
    assert scorecard_wording.moment("2025-11-21T15:30:00+01:00") == "21 November 2025, 14:30 UTC"
    assert scorecard_wording.moment("yesterday") == "yesterday"
