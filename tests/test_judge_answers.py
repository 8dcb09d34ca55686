"""What counts of a judge's answer: cases in `data/judge/answers.toml`, and whatever a model may write."""

from __future__ import annotations

import json
import time
import tomllib
from pathlib import Path

import pytest
from gold_folder import FACTS
from hypothesis import given
from hypothesis import strategies as st

from bench.facts import FACT, FACT_KINDS
from bench.scorers.judge.answer import check
from bench.scorers.judge.evidence import spans_of

CASES = tomllib.loads((Path(__file__).parent / "data" / "judge" / "answers.toml").read_text(encoding="utf-8"))["case"]
ASKED = [FACT.validate_python(row) for row in FACTS]
SUMMARY = "The “ferry” left on time, and 45 cars were on it, the mayor said.\nIt may be late."


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_only_what_is_right_counts(case):
    checked = check(case["answer"], ASKED, SUMMARY)
    assert {id_: fact.verdict for id_, fact in checked.facts.items()} == case["counts"]
    assert set(checked.complaints) == {fact.id for fact in ASKED} - set(case["counts"])
    assert [flag.code for flag in checked.flags] == case.get("flags", [])
    assert checked.are_flags_whole == case.get("are_flags_whole", False)
    for fact in checked.facts.values():
        assert bool(fact.spans) == (fact.verdict != "omitted")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["f01", "preserved", "ferry"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["facts", "flags", "id", "verdict", "evidence", "code"]), inner, max_size=4)
    ),
)


@given(
    st.text(max_size=200)
    | JSON.map(json.dumps)
    | st.tuples(st.text(max_size=9), JSON).map(lambda p: p[0] + json.dumps(p[1]))
)
def test_no_answer_breaks_it_and_no_verdict_is_guessed(answer):
    checked = check(answer, ASKED, SUMMARY)
    assert set(checked.facts) | set(checked.complaints) == {fact.id for fact in ASKED}
    for fact in ASKED:
        if judged := checked.facts.get(fact.id):
            assert judged.verdict in FACT_KINDS[fact.kind].verdicts
            assert judged.verdict in answer


@pytest.mark.parametrize("answer", ["{" * 200_000, '{"facts":[' * 50_000, '{"a":' * 100_000, '{"facts": []} ' * 20_000])
def test_an_answer_of_braces_is_read_soon(answer):
    began = time.process_time()
    check(answer, ASKED, SUMMARY)
    assert time.process_time() - began < 20, "as long as it takes, and not with the square of it"


@given(st.text(max_size=60), st.data())
def test_a_piece_of_a_text_is_found_in_it_whatever_its_signs(text, data):
    words = text.split()
    if not words:
        return
    start = data.draw(st.integers(0, len(words) - 1))
    piece = " ".join(words[start : start + 3])
    for found in spans_of(piece, text), spans_of(piece.upper(), text):
        for begin, end in found:
            assert 0 <= begin < end <= len(text)


def test_evidence_keeps_the_offsets_of_the_text_itself():
    text = "Straße 5: die “ﬁne” Zahl\u00a0ist 25."
    assert [text[a:b] for a, b in spans_of("STRASSE 5", text)] == ["Straße 5"]
    assert [text[a:b] for a, b in spans_of('"fine" zahl ist 25', text)] == ["“ﬁne” Zahl\u00a0ist 25"]
    assert spans_of("5", "25") == ()
