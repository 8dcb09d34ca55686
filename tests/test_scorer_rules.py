"""The rules scorer: one outcome a fact whatever the text, the same every time, and settings that are explained."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from gold_folder import ARTICLE, LABELS, write_set
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.goldset import GoldArticle, load
from bench.records import CODES, FLAG_CODES, Article, Summary
from bench.scorers.interface import ScoredSummary
from bench.scorers.registry import get
from bench.scorers.rules import RulesScorer
from bench.scorers.rules import lexicon as scorer_lexicon
from bench.scorers.rules.lexicon import data, relatives, stopwords

ROOT = Path(__file__).parent.parent
LISTS = [
    ("names", "dropped", "words"),
    ("names", "anybody", "words"),
    ("stances", "firm", "cues"),
    ("stances", "vouching", "cues"),
    ("stances", "partial", "words"),
    ("words", "stop", "words"),
    ("words", "suffixes", "endings"),
    ("words", "pointers", "words"),
    ("words", "denying", "words"),
    ("words", "light", "words"),
    ("words", "filling", "words"),
    ("names", "inner", "words"),
    ("names", "singular", "endings"),
    ("names", "agent", "words"),
    ("names", "opening", "words"),
    ("names", "despite", "words"),
]
GROUPS = [("names", "roles"), ("words", "alike")]
LEMMAS = [(file, table) for file in ("certainty", "stances") for table in data(file) if "lemmas" in data(file)[table]]
"""Lists of lemmas, which code asks for by file and table."""
CODE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(Path(str(scorer_lexicon.__file__)).parent.rglob("*.py"))
)
TWICE = {"accord", "decrease", "conceal", "view"}
"""Known repetitions, harmless but untidy."""
# A superscript ("m.²") raises as yet: the last case of data/quantities/no-number.toml.
SIGNS = st.characters()
PIECES = [
    *re.split(r"(?<=[.,])\s", ARTICLE), *(str(label["text"]) for label in LABELS),
    "the port authority", "The mayor", "claims", "denied", "said:", "allegedly", "might", "no evidence", "not", "it",
    "over 20 cars", "45 cars", "20 million", "-20", "24 November", "“the ferry", "left on time”", '"', "ferry-carried",
    "", "\n", "\n\n", "- ", "# ", "**", ":", "?", "; ", "…", "(", "\x00", "\u200f", "\ud800", "e\u0301", "😀", "עברית",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(SIGNS, max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
)


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> GoldArticle:
    """A short article with a fact of each kind."""
    return load(str(write_set(tmp_path_factory.mktemp("gold") / "harbour"))).articles[0]


@pytest.fixture(scope="module")
def rules() -> RulesScorer:
    """One for all, as in a run."""
    return RulesScorer()


@pytest.fixture(scope="module")
def seed() -> tuple[GoldArticle, list[Summary]]:
    """A shipped article with its labelled summaries."""
    gold = load("venezuela").articles[0]
    return gold, [summary(label.text, gold, label.id) for label in gold.labels]


def summary(text: str, gold: GoldArticle, id_: str = "s") -> Summary:
    """A summary of an article."""
    return Summary(id=id_, gold=gold.article.gold, article=gold.article.id, model="m", text=text)


def judged(scorer: RulesScorer, gold: GoldArticle, summaries: Sequence[Summary]) -> list[str]:
    """The judgement on each summary as JSON."""
    return [one.model_dump_json() for one in scorer.score(gold, summaries)]


def check(judgement: ScoredSummary, gold: GoldArticle, text: str) -> None:
    """What holds for every judgement."""
    assert [one.fact for one in judgement.outcomes] == [fact.fact.id for fact in gold.facts]
    for outcome, fact in zip(judgement.outcomes, gold.facts, strict=True):
        assert outcome.kind == fact.fact.kind
        assert outcome.verdict in ("omitted", "preserved", *CODES[outcome.kind])
        assert (outcome.severity is not None) == outcome.is_error
        assert bool(outcome.spans) == outcome.is_mention
        assert all(0 <= start < end <= len(text) for start, end in outcome.spans)
        assert outcome.reason.strip()
        assert outcome.scorer == f"rules@{RulesScorer.version}"
    for flag in judgement.flags:
        assert flag.code in FLAG_CODES
        assert 0 <= flag.span[0] < flag.span[1] <= len(text)
        assert flag.text == text[slice(*flag.span)]
        assert flag.reason.strip()
    assert len({(flag.code, flag.span) for flag in judgement.flags}) == len(judgement.flags)


@settings(max_examples=100)
@given(text=TEXTS)
def test_any_summary_gets_an_outcome_for_every_fact(text: str, ferry: GoldArticle, rules: RulesScorer) -> None:
    (judgement,) = rules.score(ferry, [summary(text, ferry)])
    check(judgement, ferry, text)


@settings(max_examples=25)
@given(text=TEXTS)
def test_any_article_can_be_scored_against(text: str) -> None:
    gold = GoldArticle(article=Article(gold="g", id="a", title="", text=text), facts=())
    (judgement,) = RulesScorer().score(gold, [summary(f"{text} The ferry left, the mayor said.", gold)])
    assert judgement.outcomes == ()
    check(judgement, gold, f"{text} The ferry left, the mayor said.")


def test_labelled_summaries_are_judged_whole(seed: tuple[GoldArticle, list[Summary]], rules: RulesScorer) -> None:
    gold, summaries = seed
    found = list(rules.score(gold, summaries))
    assert len(found) == len(summaries)
    for judgement, one in zip(found, summaries, strict=True):
        check(judgement, gold, one.text)
        assert {(out.gold, out.article, out.summary) for out in judgement.outcomes} == {(one.gold, one.article, one.id)}


@pytest.mark.parametrize(
    "text",
    [
        "Knitting is popular again among young gardeners, a florist told a magazine.",
        "Knitting is popular again: a florist sold 640 jumpers in May for $38 each.",
    ],
)
@pytest.mark.parametrize("name", ["venezuela", "politics", "science"])
def test_a_text_about_something_else_makes_no_claim(name: str, text: str, rules: RulesScorer) -> None:
    for gold in load(name).articles:
        (judgement,) = rules.score(gold, [summary(text, gold)])
        assert [one.fact for one in judgement.outcomes if one.is_mention] == []


def test_order_company_and_repetition_change_nothing(seed: tuple[GoldArticle, list[Summary]]) -> None:
    gold, summaries = seed
    summaries = summaries[:8]
    together = judged(RulesScorer(), gold, summaries)
    fresh = RulesScorer()
    assert judged(fresh, gold, summaries[::-1])[::-1] == together
    assert [judged(fresh, gold, [one])[0] for one in summaries] == together
    assert judged(RulesScorer(), gold, [*summaries[4:], *summaries[:4]]) == [*together[4:], *together[:4]]


def test_another_article_of_the_same_name_is_read_anew(ferry: GoldArticle) -> None:
    scorer = RulesScorer()
    text = "The ferry left on time."
    before = judged(scorer, ferry, [summary(text, ferry)])
    other = ferry.model_copy(update={"facts": ferry.facts[1:]})
    (judgement,) = scorer.score(other, [summary(text, other)])
    assert [one.fact for one in judgement.outcomes] == ["f02", "f03"]
    assert judged(scorer, ferry, [summary(text, ferry)]) == before


@pytest.mark.parametrize(
    "text", ["The ferry left on time. " * 150, "ferry " * 400, "20 cars, " * 150, "“the ferry” " * 60]
)
def test_a_model_that_repeats_itself_is_scored(text: str, ferry: GoldArticle, rules: RulesScorer) -> None:
    (judgement,) = rules.score(ferry, [summary(text, ferry)])
    check(judgement, ferry, text)


def test_it_is_found_by_name() -> None:
    scorer = get("rules")
    assert isinstance(scorer, RulesScorer)
    assert scorer.name == "rules"


def entries(name: str, table: str, key: str) -> list[str]:
    """A word list of the scorer's data files."""
    found: list[str] = data(name)[table][key]
    return found


@pytest.mark.parametrize("path", LISTS, ids=".".join)
def test_word_lists_are_lower_case_and_tell_each_word_once(path: tuple[str, str, str]) -> None:
    found = entries(*path)
    assert [one for one in found if one != one.lower() or one != one.strip() or " " in one] == []
    assert {one for one, count in Counter(found).items() if count > 1} <= TWICE


@pytest.mark.parametrize(("name", "table"), GROUPS)
def test_groups_hold_several_single_words_in_lower_case(name: str, table: str) -> None:
    for group in entries(name, table, "groups"):
        words = group.split()
        assert group == " ".join(words).lower()
        assert len(words) > 1
        assert {one for one, count in Counter(words).items() if count > 1} <= TWICE
    assert len(set(entries(name, table, "groups"))) == len(entries(name, table, "groups"))


@pytest.mark.parametrize(("file", "table"), LEMMAS)
def test_lemmas_are_lower_case_told_once_and_asked_for(file: str, table: str) -> None:
    found = entries(file, table, "lemmas")
    assert [one for one in found if one != one.lower() or one != one.strip() or " " in one] == []
    assert {one for one, count in Counter(found).items() if count > 1} <= TWICE
    assert f'"{table}"' in CODE


def test_all_lists_are_known_to_these_tests() -> None:
    known = {path[:2] for path in LISTS} | set(GROUPS) | set(LEMMAS)
    found = {(name, table) for name in ("names", "stances", "words", "certainty") for table in data(name)}
    assert found == known


def test_words_that_stand_for_each_other_do_so_both_ways() -> None:
    for word, others in relatives().items():
        assert word in others
        assert all(word in relatives()[other] for other in others)


def test_no_claim_rests_on_a_function_word() -> None:
    assert {"be", "the", "say", "not", "allegedly"} <= stopwords()
    assert not stopwords() & {"kill", "deny", "arrest"}


def test_settings_are_explained_and_are_shares_or_counts() -> None:
    for name, entry in data("scoring").items():
        assert entry.keys() == {"value", "meaning"}, name
        assert len(entry["meaning"].split()) > 3, name
        assert isinstance(entry["value"], int | float), name
        assert 0 <= entry["value"] <= 1 or isinstance(entry["value"], int), name


def test_settings_are_those_that_the_scorer_asks_for() -> None:
    def is_asked_for(name: str) -> bool:
        by_severity = name.removesuffix("major").removesuffix("minor")
        by_core = name.removesuffix("_without_core")
        return any(written in CODE for written in (f'"{name}"', f'"{by_core}{{', f'"{by_severity}{{'))

    assert [name for name in data("scoring") if not is_asked_for(name)] == []
