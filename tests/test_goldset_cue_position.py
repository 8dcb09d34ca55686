from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.facts import AttributionFact, HedgeFact, NumberFact, Source
from bench.goldset import load, locate
from bench.goldset.cue_position import cue_position
from bench.goldset.stems import stem

READ_BY_HAND = Path(__file__).parent / "data" / "cue_positions.jsonl"


def credit(quote: str, claim: str, cue: str, source: str = "Ivo Lund") -> AttributionFact:
    return AttributionFact(
        id="f", kind="attribution", quote=quote, claim=claim, cue=cue, stance="claim", sources=(Source(name=source),)
    )


def test_shipped_facts_stand_where_a_reader_saw_them():
    cases = [json.loads(line) for line in READ_BY_HAND.read_text(encoding="utf-8").splitlines()]
    sets = {name: load(name) for name in {case["gold"] for case in cases}}
    wrong = []
    for case in cases:
        gold = next(one for one in sets[case["gold"]].articles if one.article.id == case["article"])
        located = next(one for one in gold.facts if one.fact.id == case["fact"])
        if (found := cue_position(located, gold.article.text)) != case["position"]:
            wrong.append((case, found))
    assert len(cases) >= 60
    assert min(Counter(case["position"] for case in cases).values()) >= 10
    assert len(wrong) <= 0.05 * len(cases), wrong


@pytest.mark.parametrize(
    ("quote", "cue", "position"),
    [
        ("Ivo Lund claimed that the strike killed 83 sailors", "claimed", "before"),
        ("The strike killed 83 sailors, Ivo Lund claimed", "claimed", "after"),
        ("The strike, Ivo Lund claimed, killed 83 sailors", "claimed", "inside"),
        ("“The strike,” claimed Ivo Lund, “killed 83 sailors”", "claimed", "inside"),
        ("Ivo Lund, whose sailors were on leave, claimed that the strike killed 83", "claimed", "before"),
        ("83 sailors were killed by the strike. That is what Ivo Lund claims", "claims", "after"),
    ],
)
def test_an_attribution(quote, cue, position):
    fact = credit(quote, "the strike killed 83 sailors", cue)
    text = f"Nothing is known. {quote}. Nobody else spoke."
    assert cue_position(locate(fact, text), text) == position


def test_the_names_of_a_source_are_not_the_claim():
    text = "The Harbour Union denied that the union planned a strike."
    fact = credit(text, "the union planned a strike", "denied", "The Harbour Union")
    assert cue_position(locate(fact, text), text) == "before"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The mayor took bribes, her rival said.\n\nHe offered no evidence. She laughed.", "He offered no evidence."),
        ("The mayor took bribes, which he offered no evidence of.", "he offered no evidence"),
    ],
)
def test_a_claim_outside_the_quote_is_found(text, quote):
    fact = HedgeFact(
        id="f", kind="hedge", quote=quote, claim="the mayor took bribes", cue="no evidence", strength="unevidenced"
    )
    assert cue_position(locate(fact, text), text) == "after"


def test_a_number_stands_among_the_words_of_its_claim():
    text = "Over 20 cars burned."
    fact = NumberFact(
        id="f",
        kind="number",
        quote=text,
        claim="cars burned",
        text="Over 20",
        value=20,
        comparator="more_than",
        unit="cars",
    )
    assert cue_position(locate(fact, text), text) == "before"


@pytest.mark.parametrize(
    "forms",
    [
        "accuse accused accuses accusing accusation accusations",
        "stop stops stopped stopping",
        "propose proposed proposes proposing",
        "deny denies denied",
        "Varesh's Varesh",
    ],
)
def test_forms_of_a_word_share_a_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@given(st.text(), st.text(min_size=1), st.text(), st.text(min_size=1))
def test_any_text_has_an_answer(before, cue, after, claim):
    text = before + cue + after
    fact = HedgeFact(id="f", kind="hedge", quote=text, claim=claim, cue=cue, strength="possible")
    assert cue_position(locate(fact, text), text) in ("before", "after", "inside")


def test_the_parser_is_not_needed():
    code = "import sys, bench.goldset.cue_position; assert not {'spacy', 'numpy'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
