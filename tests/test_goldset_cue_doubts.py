from __future__ import annotations

import pytest
from gold_folder import FACTS, write_rows, write_set
from hypothesis import given
from hypothesis import strategies as st

from bench.facts import FACT
from bench.goldset import lint, load, shipped
from bench.goldset.linting.cue_doubts import doubts
from bench.goldset.linting.cue_lexicon import stances, strengths
from bench.records.statement import Stance, Strength

ATTRIBUTION, HEDGE, _ = FACTS


def test_shipped_facts_leave_no_doubt():
    found = [
        (name, located.fact.id, str(doubt))
        for name in shipped()
        for gold in load(name).articles
        for located in gold.facts
        for doubt in doubts(located.fact)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("cue", "able"),
    [
        ("claims", {"claim"}),
        ("has alleged", {"claim"}),
        ("confirmed", {"confirm"}),
        ("denies", {"deny"}),
        ("suggested", {"suggest"}),
        ("According to", {"neutral"}),
        ("said", {"neutral"}),
        ("did not confirm", set()),
        ("refused to deny", set()),
        ("told the Gazette that he had heard", set()),
        ("blustered", set()),
    ],
)
def test_the_stances_of_a_cue(cue, able):
    assert stances(cue) == able


@pytest.mark.parametrize(
    ("cue", "able"),
    [
        ("may", {"possible"}),
        ("will probably", {"probable"}),
        ("is likely to", {"probable"}),
        ("allegedly", {"alleged"}),
        ("no evidence", {"unevidenced"}),
        ("has produced nothing on paper as proof", {"unevidenced"}),
        ("denies it", {"disputed"}),
        ("has not ruled out", {"possible"}),
        ("does not deny", set()),
        ("as the crow flies", set()),
    ],
)
def test_the_strengths_of_a_cue(cue, able):
    assert strengths(cue) == able


@pytest.mark.parametrize(
    ("fact", "field", "message"),
    [
        ({**ATTRIBUTION, "stance": "confirm"}, "stance", "'confirm' does not fit the cue “claims”; take claim"),
        ({**HEDGE, "strength": "possible"}, "strength", "'possible' does not fit the cue “allegedly”; take alleged"),
        ({**HEDGE, "claim": "the ferry allegedly carried cars"}, "claim", "still holds its hedge “allegedly”"),
        ({**ATTRIBUTION, "claim": "the authority claims it left"}, "claim", "still holds its reporting words “claims”"),
        ({**ATTRIBUTION, "claim": "The authority now says it left"}, "claim", "still holds its source “the authority”"),
        (
            {**ATTRIBUTION, "claim": "the ferry left, according to the port authority"},
            "claim",
            "still holds its source “the port authority”",
        ),
    ],
)
def test_a_doubt_is_a_warning_with_its_place(tmp_path, fact, field, message):
    folder = write_set(tmp_path / "harbour")
    write_rows(folder / "ferry.facts.jsonl", [fact if row["id"] == fact["id"] else row for row in FACTS])
    (finding,) = lint(folder)
    assert finding.is_warning
    assert (finding.line, finding.field) == (FACTS.index(next(r for r in FACTS if r["id"] == fact["id"])) + 1, field)
    assert message in str(finding)
    assert ": warning: field " in str(finding)
    assert load(str(folder)).articles


@pytest.mark.parametrize(
    "claim",
    ["the port authority was told of it", "the port authority left on time", "the ferry claimsman left"],
)
def test_a_source_that_the_claim_is_about_is_none_that_it_credits(claim):
    assert list(doubts(FACT.validate_python({**ATTRIBUTION, "claim": claim}))) == []


@given(st.text(min_size=1))
def test_any_cue_has_an_answer(cue):
    assert stances(cue) <= set(Stance.__args__)
    assert strengths(cue) <= set(Strength.__args__)
