"""The rules scorer on what nobody wrote, and on far too much of it; and the same outcomes whenever it is asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench_process import bench
from gold_folder import ARTICLE, write_rows, write_set
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.goldset import GoldArticle, load, load_all
from bench.reading import read
from bench.reading.parsing.blocks import MAX_WORD
from bench.reading.parsing.sentences import LONGEST
from bench.records import CODES, Summary
from bench.scorers.rules import RulesScorer

CHARACTERS = 1_500
"""Of a degenerate text: enough for whatever grows with the square of it to be felt."""
REPEATED = [
    "he said that ", "he said it is ", "the man who saw ", "because he left ", "according to the mayor ",
    "20 ", "20 cars, ", "1,000,", "1.", "one hundred and ", "twenty-", "3/4", "between 5 and ", "5% ",
    "may ", "not ", "no evidence ", "allegedly ", "did he? ", "the port authority and ", "his mother's ",
    '"', "'", "“", '"It left," he said. ', 'he said "it is ', "‘it’ ", "(", "(a ", ",", ". ", "… ", "; ", ":", "CNN: ",
    "a\n", "- 20 cars\n", "# a\n", "**", "\t", "\x00", "\u200d", "\ud800", "e\u0301", "😀", "漢字",
    "עברית שלום ", "\u202eمرحبا ", "THE MAYOR SAID ", "x", "http://a.b/", "m.² ", "\u2014 ",
]  # fmt: skip
ODD = [
    "²", "½", "٣", "４", "Ⅳ", "1e9", "1_000", "0/0", "1/0", "9" * 400, "2025-13-45", "30 February", "25:61", "per 0",
    "-5%-10%", "5% to 3%", "half a", "score and seven", "$", "\ud800", "\x00", "\u202e", "\u200d", "😀", "e\u0301",
    "“", "”", '"', "‘", "’", "«", "(", ")", "\n", "\n\n", "- ", "# ", "CNN:", "\u00a0", "\u2028",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(), max_size=200),
    st.lists(st.one_of(st.sampled_from(ODD), st.sampled_from(ARTICLE.split()), st.text(max_size=3)), max_size=40)
    .flatmap(lambda words: st.sampled_from(["", " "]).map(lambda gap: gap.join(words))),
)  # fmt: skip


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> GoldArticle:
    """A short article with a fact of each kind."""
    return load(str(write_set(tmp_path_factory.mktemp("gold") / "harbour"))).articles[0]


@pytest.fixture(scope="module")
def rules() -> RulesScorer:
    return RulesScorer()


def check(scorer: RulesScorer, gold: GoldArticle, text: str) -> None:
    """An outcome for every fact, and every place inside the text."""
    summary = Summary(id="s", gold=gold.article.gold, article=gold.article.id, model="m", text=text)
    (judgement,) = scorer.score(gold, [summary])
    assert [one.fact for one in judgement.outcomes] == [fact.fact.id for fact in gold.facts]
    for outcome in judgement.outcomes:
        assert outcome.verdict in ("omitted", "preserved", *CODES[outcome.kind])
        assert all(0 <= start < end <= len(text) for start, end in outcome.spans)
    assert all(flag.text and flag.text == text[slice(*flag.span)] for flag in judgement.flags)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Ferry", "\x00", "\ud800", "“", ".", "20", "a" * MAX_WORD * 3])
def test_next_to_nothing_is_scored(text: str, ferry: GoldArticle, rules: RulesScorer) -> None:
    check(rules, ferry, text)


@settings(max_examples=60)
@given(text=TEXTS)
def test_any_unicode_is_scored(text: str, ferry: GoldArticle, rules: RulesScorer) -> None:
    check(rules, ferry, text)


@pytest.mark.parametrize("part", REPEATED)
def test_what_repeats_itself_without_end_is_scored(part: str, ferry: GoldArticle, rules: RulesScorer) -> None:
    check(rules, ferry, part * (CHARACTERS // len(part)))


def test_ten_thousand_words_are_scored(ferry: GoldArticle, rules: RulesScorer) -> None:
    texts = [label.text for gold in load_all(["venezuela", "sport"]) for one in gold.articles for label in one.labels]
    words = " ".join(texts).split()
    text = " ".join((words * (10_000 // len(words) + 1))[:10_000])
    check(rules, ferry, text)


@pytest.mark.parametrize("part", ["20 cars and ", "he said that ", '"', "(", "and the mayor, who ", "x, "])
def test_no_statement_is_longer_than_a_sentence_can_be(part: str) -> None:
    text = f"The ferry left. {part * (5 * LONGEST)} It came back."
    statements = read(text)
    assert len(statements) > 3
    assert max(len(one.words) for one in statements) <= LONGEST
    assert all(one.text == text[slice(*one.span)] for one in statements)
    assert all(text[word.start : word.end].strip() for one in statements for word in one.words)
    starts = [one.span[0] for one in statements]
    assert starts == sorted(set(starts))
    assert statements[0].text == "The ferry left."


def test_the_same_file_gets_the_same_outcomes_in_any_order(tmp_path: Path) -> None:
    write_set(tmp_path / "harbour", articles=("ferry", "late"))
    texts = [label.text for one in load("sport").articles for label in one.labels][:3]
    texts += [*ARTICLE.splitlines()[::2], "The ferry left on time with 45 cars, the mayor said. “So be it,” he added."]
    rows: list[dict[str, object]] = [
        {"id": f"{article}-{number}", "article": article, "text": text}
        for article in ("ferry", "late")
        for number, text in enumerate(texts)
    ]
    write_rows(tmp_path / "forwards.jsonl", rows)
    write_rows(tmp_path / "backwards.jsonl", rows[::-1])
    found = []
    for name, seed in (("forwards", "1"), ("backwards", "2")):
        out = tmp_path / name
        done = bench("score", f"{name}.jsonl", "--gold", "harbour", "--out", out, cwd=tmp_path, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        found.append([sorted((out / file).read_bytes().splitlines()) for file in ("outcomes.jsonl", "flags.jsonl")])
    assert found[0] == found[1]
    assert all(found[0])
    assert len({json.loads(line)["summary"] for line in found[0][0]}) == len(rows)
