"""An article is a faithful summary of itself: a copy of it is charged with no error and gets no flag."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from bench.goldset import load, shipped
from bench.records import Summary
from bench.scorers.interface import ScoredSummary
from bench.scorers.rules import RulesScorer

HELD_OUT = Path(__file__).parent.parent / "measurement" / "held-out"
ARTICLES = {
    f"{gold.article.gold}/{gold.article.id}": gold
    for name in (*shipped(), str(HELD_OUT))
    for gold in load(name).articles
}
KNOWN = {
    (row["article"], row["fact"]): row["xfail"]
    for row in tomllib.loads((Path(__file__).parent / "data" / "copies.toml").read_text(encoding="utf-8"))["known"]
}
"""Facts on which a copy is charged with an error as yet, and what is wrong."""
LEAST_FOUND = 0.75
"""Share of an article's facts that are found in its copy."""


@cache
def judged(name: str) -> ScoredSummary:
    """The judgement on a copy of an article."""
    gold = ARTICLES[name]
    copy = Summary(id="copy", gold=gold.article.gold, article=gold.article.id, model="copy", text=gold.article.text)
    (judgement,) = scorer().score(gold, [copy])
    return judgement


@cache
def scorer() -> RulesScorer:
    """One for all articles."""
    return RulesScorer()


def errors(name: str) -> dict[str, str]:
    """The facts on which a copy is charged with an error, each with the reason."""
    return {
        outcome.fact: f"{outcome.verdict}: {outcome.reason}" for outcome in judged(name).outcomes if outcome.is_error
    }


@pytest.mark.parametrize("name", ARTICLES)
def test_a_copy_of_an_article_is_faithful_to_it(name: str) -> None:
    assert {fact: reason for fact, reason in errors(name).items() if (name, fact) not in KNOWN} == {}
    assert [(flag.code, flag.text) for flag in judged(name).flags] == []


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        pytest.param(*case, id="/".join(case), marks=pytest.mark.xfail(strict=True, reason=reason))
        for case, reason in KNOWN.items()
    ],
)
def test_a_copy_is_faithful_to_the_facts_that_are_still_misjudged(name: str, fact: str) -> None:
    assert fact not in errors(name)


@pytest.mark.parametrize("name", ARTICLES)
def test_a_copy_has_most_facts_of_its_article(name: str) -> None:
    assert sum(outcome.is_mention for outcome in judged(name).outcomes) >= LEAST_FOUND * len(ARTICLES[name].facts)
