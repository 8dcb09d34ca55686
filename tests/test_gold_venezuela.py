"""The gold set of the two seed articles: what it is made from, and what it promises to cover."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench.goldset import GoldArticle, load
from bench.records import CODES, ERROR_CODES, FLAG_CODES, KINDS, LabelledSummary

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "gold" / "venezuela"
SEEDS = ROOT / "seeds"

FIRST = "000_68911f85241fad13"
SECOND = "003_4cd1c7cb977fb5b8"
GOLD = load(str(FOLDER))
ARTICLES = {gold.article.id: gold for gold in GOLD.articles}

every_article = pytest.mark.parametrize("gold", ARTICLES.values(), ids=ARTICLES.keys())

WORDS = {
    FIRST: {
        "identifies as",
        "allegedly",
        "According to",
        "purportedly",
        "refer to as",
        "reportedly",
        "characterizes",
        "asserts",
        "allegations from",
        "suspected",
        "confirming",
        "reported",
        "suggested",
        "may",
        "not ruled out",
    },
    SECOND: {
        "claims",
        "what he describes as",
        "alleges",
        "asserts",
        "accused",
        "allegations that Maduro has denied",
        "suspected of",
        "could",
        "has not provided evidence",
        "is considering",
        "reportedly",
        "many interpret as",
        "called for",
        "perceived",
    },
}
"""Cues of attributions and hedges that the set is bound to mark."""

NUMBERS = {
    FIRST: {
        ("November 24", "2025-11-24", "exactly"),
        ("eight", 8, "exactly"),
        ("over 20", 20, "more_than"),
        ("21st", 21, "exactly"),
        ("three", 3, "exactly"),
        ("83", 83, "exactly"),
    },
    SECOND: {
        ("November 24", "--11-24", "exactly"),
        ("approximately 200,000", 200_000, "about"),
    },
}
"""Numbers of the articles as text, value and comparator: all of them."""


def is_faithful(summary: LabelledSummary) -> bool:
    return not summary.flags and set(summary.labels.values()) == {"preserved"}


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def test_first_article_is_its_seed_without_the_stamp_of_the_date() -> None:
    stamp = f" date {ARTICLES[FIRST].article.date} "
    assert stamp == " date 2025-11-17 "
    assert stamp + text_of(FOLDER / f"{FIRST}.txt") == text_of(SEEDS / f"{FIRST}.txt") + "\n"


def test_second_article_is_its_seed() -> None:
    assert ARTICLES[SECOND].article.date is None
    assert text_of(FOLDER / f"{SECOND}.txt") == text_of(SEEDS / f"{SECOND}.txt") + "\n"


def test_card_says_who_made_the_labels_and_under_which_terms() -> None:
    assert GOLD.card.name == "venezuela"
    assert set(ARTICLES) == {FIRST, SECOND}
    assert "CC BY 4.0" in GOLD.card.license
    assert all(annotator.startswith("model:") for annotator in GOLD.card.annotators)


@every_article
def test_facts_are_many_and_of_all_kinds(gold: GoldArticle) -> None:
    assert len(gold.facts) >= 18
    assert {located.fact.kind for located in gold.facts} == set(KINDS)


@every_article
def test_facts_stand_where_they_say(gold: GoldArticle) -> None:
    text = gold.article.text
    for located in gold.facts:
        fact = located.fact
        assert text[slice(*located.quote)] == fact.quote
        assert text[slice(*located.cue)] == (fact.text if fact.kind == "number" else fact.cue)


@every_article
def test_cues_are_covered(gold: GoldArticle) -> None:
    cues = {located.fact.cue for located in gold.facts if located.fact.kind != "number"}
    assert WORDS[gold.article.id] <= cues


@every_article
def test_numbers_are_covered(gold: GoldArticle) -> None:
    numbers = {
        (located.fact.text, located.fact.value, located.fact.comparator)
        for located in gold.facts
        if located.fact.kind == "number"
    }
    assert numbers == NUMBERS[gold.article.id]


@every_article
def test_claims_are_bare(gold: GoldArticle) -> None:
    for located in gold.facts:
        if located.fact.kind != "number":
            assert located.fact.cue.lower() not in located.fact.claim.lower(), located.fact.id


@every_article
def test_sources_have_other_names(gold: GoldArticle) -> None:
    for located in gold.facts:
        if located.fact.kind == "attribution":
            assert all(source.aliases for source in located.fact.sources), located.fact.id


@every_article
def test_planted_summaries_are_many_and_half_of_them_wholly_faithful(gold: GoldArticle) -> None:
    planted = [summary for summary in gold.labels if summary.origin == "planted"]
    assert len(planted) >= 14
    assert 2 * sum(map(is_faithful, planted)) >= len(planted)
    assert len({summary.text for summary in gold.labels}) == len(gold.labels)
    assert all(40 <= len(summary.text.split()) <= 160 for summary in planted)


@every_article
def test_labels_fit_the_kind_of_their_fact(gold: GoldArticle) -> None:
    kinds = {located.fact.id: located.fact.kind for located in gold.facts}
    for summary in gold.labels:
        for fact, verdict in summary.labels.items():
            assert verdict in ("preserved", *CODES[kinds[fact]]), (summary.id, fact)


@every_article
def test_every_fact_is_in_some_summaries(gold: GoldArticle) -> None:
    mentions = Counter(fact for summary in gold.labels for fact in summary.labels)
    assert all(mentions[located.fact.id] >= 2 for located in gold.facts), mentions


@every_article
def test_flags_are_in_the_summary_and_their_quotes_not_in_the_article(gold: GoldArticle) -> None:
    for summary in gold.labels:
        for flag in summary.flags:
            assert summary.text.count(flag.text) == 1, (summary.id, flag.text)
            assert flag.text.lower() not in gold.article.text.lower()


def test_every_error_code_is_used_at_least_twice() -> None:
    used: Counter[str] = Counter()
    for gold in GOLD.articles:
        for summary in gold.labels:
            used.update(str(verdict) for verdict in summary.labels.values())
            used.update(str(flag.code) for flag in summary.flags)
    assert all(used[code] >= 2 for code in (*ERROR_CODES, *FLAG_CODES)), used
