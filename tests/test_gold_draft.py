"""Drafted facts: what they say, that they are found and would pass lint, on any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.drafting import draft
from bench.drafting.markable import candidates
from bench.drafting.salience import KindWeights, weights
from bench.drafting.salience_features import Surroundings
from bench.facts import AttributionFact, Fact, HedgeFact, NumberFact
from bench.goldset import LocatedFact
from bench.goldset.linting.cue_doubts import doubts
from bench.goldset.linting.row_checks import fact_mistakes
from bench.reading import read
from bench.records import Article

STORY = (
    "Interior Minister Dario Velkan claims that the rebels crossed the border on Monday. "
    "He has offered no evidence for the accusation.\n\n"
    "At least 83 people were killed in the fighting, according to the Halden Courier. "
    "The toll may rise to more than 120, Velkan told reporters. "
    "The rebels' leader, Ines Marr, denied that her men had fired first.\n\n"
    "The government is expected to close the border on March 3. "
    "The bridge at Orsk was allegedly blown up by a man aged 34."
)
PIECES = (
    "The mayor, Ana Brint, claims that over 20 boats sank. ",
    "It allegedly cost £4.5m. ",
    "“We may leave,” said Brint. ",
    "She denied it.\n\n",
    "At least 83 people died, police said. ",
    "At least 83 people died, police said. ",
    "14:10 ",
    "👩‍🚀🚀 ",
    "e\u0301te\u0301 ",
    "ﷺ ",
    "\u202e",
    "\r\n",
    "\n\n",
    "— two, two and two ",
    "Between 5 and 7% may be fake. ",
    "the the the ",
    "\x00",
)

EVERYTHING = {kind: KindWeights(9.0, dict.fromkeys(own.features, 0.0), {}) for kind, own in weights().items()}
"""Weights that propose every place."""


def article(text: str, date: str | None = "2025-11-24") -> Article:
    return Article(gold="g", id="a", title="A", date=date, text=text)


def drafted(text: str, date: str | None = "2025-11-24") -> list[Fact]:
    return [one.fact for one in draft(article(text, date), EVERYTHING)]


def cued(facts: list[Fact], cue: str) -> Fact:
    found = [fact for fact in facts if (fact.text if isinstance(fact, NumberFact) else fact.cue) == cue]
    assert len(found) == 1, facts
    return found[0]


def test_an_attribution_has_claim_stance_and_every_name_of_its_source() -> None:
    fact = cued(drafted(STORY), "claims")
    assert isinstance(fact, AttributionFact)
    assert fact.claim == "the rebels crossed the border on Monday"
    assert fact.quote == "Interior Minister Dario Velkan claims that the rebels crossed the border on Monday"
    assert fact.stance == "claim"
    assert fact.draft
    (source,) = fact.sources
    assert source.name == "Dario Velkan"
    assert {"Velkan", "Interior Minister Dario Velkan"} <= set(source.aliases)


def test_a_caveat_is_about_the_claim_before_it() -> None:
    fact = cued(drafted(STORY), "no evidence")
    assert isinstance(fact, HedgeFact)
    assert fact.strength == "unevidenced"
    assert fact.claim == "the rebels crossed the border on Monday"
    assert fact.quote.startswith("the rebels crossed the border on Monday.")
    assert [source.name for source in fact.sources] == ["Dario Velkan"]


def test_a_number_has_its_bound_and_what_it_counts() -> None:
    fact = cued(drafted(STORY), "At least 83")
    assert isinstance(fact, NumberFact)
    assert (fact.value, fact.comparator, fact.unit) == (83, "at_least", "people")
    assert fact.claim == "At least 83 people were killed in the fighting"


@pytest.mark.parametrize(
    ("sentence", "cue", "claim"),
    [
        ("The toll may rise by the evening, officials said.", "may", "The toll will rise by the evening"),
        ("The network is believed to have bribed judges.", "believed", "The network has bribed judges"),
        ("The firm is expected to cut jobs in spring.", "is expected", "The firm will cut jobs in spring"),
        ("The pilots appear to be on strike.", "appear", "The pilots are on strike"),
        ("The bank allegedly lost the files of its clients.", "allegedly", "The bank lost the files of its clients"),
        (
            "The council is considering an inquiry into the fire.",
            "considering",
            "there will be an inquiry into the fire",
        ),
        (
            "Prosecutors are considering whether to charge two officers.",
            "considering",
            "Prosecutors will charge two officers",
        ),
    ],
)
def test_a_hedge_is_taken_out_of_its_claim(sentence: str, cue: str, claim: str) -> None:
    assert cued(drafted(sentence), cue).claim == claim


@pytest.mark.parametrize(
    ("sentence", "cue", "claim"),
    [
        (
            "Ana Brint, the mayor, admitted that she had known of the cracks.",
            "admitted",
            "Ana Brint had known of the cracks",
        ),
        (
            "Rhea Solt accused the ministry of having hidden the report.",
            "accused",
            "the ministry had hidden the report",
        ),
        ("“I signed the order,” Rhea Solt admitted.", "admitted", "Rhea Solt signed the order"),
        (
            "Rhea Solt denied any wrongdoing in the sale of the port.",
            "denied",
            "any wrongdoing in the sale of the port by Rhea Solt",
        ),
        (
            "Videos on social media purported to show that the dam had cracked.",
            "purported",
            "Videos show that the dam had cracked",
        ),
        ("Rhea Solt accused officials of undercounting the dead.", "accused", "officials were undercounting the dead"),
        ("A witness said the guard struck him. Rhea Solt denied it.", "denied", "the guard struck him"),
    ],
)
def test_a_claim_stands_without_its_source(sentence: str, cue: str, claim: str) -> None:
    facts = [one for one in drafted(sentence) if isinstance(one, AttributionFact)]
    assert cued(list(facts), cue).claim == claim


@pytest.mark.parametrize(
    ("sentence", "text", "value"),
    [
        ("The vote will be held on March 3.", "March 3", "2026-03-03"),
        ("The bridge fell on October 20.", "October 20", "2025-10-20"),
        ("The result will be certified on Friday.", "Friday", "2025-11-28"),
        ("The result was certified on Friday.", "Friday", "2025-11-21"),
    ],
)
def test_a_date_is_completed_by_the_day_of_publication(sentence: str, text: str, value: str) -> None:
    fact = next(one for one in drafted(sentence) if isinstance(one, NumberFact))
    assert text in fact.text
    assert fact.value == value


def test_without_a_day_of_publication_a_date_stays_as_it_stands() -> None:
    assert [fact.value for fact in drafted("The vote will be held on March 3.", None) if fact.kind == "number"] == [
        "--03-03"
    ]
    assert [fact.value for fact in drafted("It will open on Friday.", None) if fact.kind == "number"] == ["friday"]


def test_a_quote_that_stands_twice_says_which_one() -> None:
    twice = "At least 83 people died, police said. The mayor left. At least 83 people died, police said."
    places = [(one.fact.text, one.cue) for one in draft(article(twice), EVERYTHING) if isinstance(one.fact, NumberFact)]
    assert [at for _, (at, _) in places] == [0, twice.rindex("At least")]


def test_a_range_holds_its_opening_word() -> None:
    fact = next(one for one in drafted("Between 140 and 160 people were led away.") if isinstance(one, NumberFact))
    assert (fact.text, fact.value, fact.value_high) == ("Between 140 and 160", 140, 160)


def test_there_is_nothing_to_propose_in_a_plain_text() -> None:
    assert draft(article("The sea was calm. The boats lay in the harbour."), EVERYTHING) == []
    assert draft(article(""), EVERYTHING) == []


def test_what_is_likely_to_be_marked_is_proposed() -> None:
    cues = [one.fact.text if isinstance(one.fact, NumberFact) else one.fact.cue for one in draft(article(STORY))]
    assert {"claims", "no evidence", "At least 83", "more than 120", "denied", "allegedly"} <= set(cues)
    assert "34" not in cues


def test_the_weights_cover_every_feature() -> None:
    statements = read(STORY)
    found = candidates(statements, STORY)
    around = Surroundings(statements, found, STORY)
    assert {one.kind for one in found} == set(weights())
    for one in found:
        features = around.features(one)
        assert features.keys() == weights()[one.kind].features.keys()
        assert all(0 <= value <= 1 for value in features.values())


def check(text: str) -> list[LocatedFact]:
    found = draft(article(text), EVERYTHING)
    for one in found:
        fact = one.fact
        cue = fact.text if isinstance(fact, NumberFact) else fact.cue
        assert text[slice(*one.quote)] == fact.quote
        assert text[slice(*one.cue)] == cue
        assert not list(fact_mistakes(fact, text, has_occurrence=True))
        assert not list(doubts(fact))
        assert fact.claim.strip()
        assert fact.draft
    assert [one.fact.id for one in found] == [f"f{number:02}" for number in range(1, len(found) + 1)]
    assert [one.cue for one in found] == sorted(one.cue for one in found)
    return found


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_drafts_of_any_text_are_found_in_it(text: str) -> None:
    check(text)


@settings(max_examples=50)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=14).map("".join))
def test_drafts_of_odd_articles_are_found_in_them(text: str) -> None:
    check(text)


@pytest.mark.parametrize("odd", ["👩‍🚀🚀 ", "e\u0301te\u0301 ", "“„»"])
def test_what_stands_before_moves_no_offset(odd: str) -> None:
    assert check(f"{odd}\n\n{STORY}")
    assert check(STORY.replace("\n\n", "\r\n\r\n"))
