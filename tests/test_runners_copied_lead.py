from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runners.copied_lead import CopiedLead, lead
from runners.sentence_splitter import sentences
from runners.summary_request import SummaryRequest


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


WHOLE = [
    "The U.S. Secretary of State met Mr. J. D. Vance on Oct. 3.",
    "He flew home in Oct.",
    "They left the U.S.",
    "It was 5 p.m. on Friday, Jan. 12.",
    "The talks began at 5 p.m.",
    "In March Sen. Ann Lee (D-Va.) paid $2.5 million, i.e. 3.75% more, to Acme Inc. of St. Louis.",
    "The shares of Acme Corp. Chairman Roe fell 1.5 points.",
    "“Is it over? I doubt it,” said Lt. Gov. Smith.",
    '"Why?" Rubio asked.',
    "“No!” President Trump shouted at No. 10 in the U.S. embassy.",
    "She said: “It is bad. It is worse.”",
    "The end came... and went.",
    "Was it so?",
    "But George W. Bush and Martin Luther King Jr. agreed!",
    "He fell ill.",
    "According to Dr. Lee, M.D., 1,000 people (approx. 12 a day) left.",
    "A man from Washington, D.C.",
]


@given(st.lists(st.sampled_from(WHOLE), min_size=1), st.sampled_from([" ", "\n", "\n\n", "\r\n\r\n", "  "]))
def test_sentences_are_found_again_in_any_order(chosen, between):
    assert split(between.join(chosen)) == chosen


@given(st.text(st.sampled_from('ab AB.?!"“” \n(U.S. Mr. 5')))
def test_sentences_are_in_order_and_nothing_is_lost(text):
    end = 0
    for start, stop in sentences(text):
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip() != ""
        end = stop
    assert not text[end:].strip()


@given(st.text())
def test_a_lead_is_the_beginning_of_the_article(text):
    assert text.strip().startswith(lead(text))
    assert bool(lead(text)) == bool(text.strip())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("A HEADING\n\nThen text. More.", ["A HEADING", "Then text.", "More."]),
        ("He came (late). She did not.", ["He came (late).", "She did not."]),
        ("“It is bad. It is worse. Nobody closed it.", ["“It is bad.", "It is worse.", "Nobody closed it."]),
        ("No. 5 was last. It sank.", ["No. 5 was last.", "It sank."]),
        ("", []),
        (" \n\n \n", []),
    ],
)
def test_shapes_of_articles(text, parts):
    assert split(text) == parts


async def test_the_runner_copies_three_sentences():
    request = SummaryRequest(gold="g", article="a", text="One is. Two are.\n\nThree are. Four are.")
    summary = await CopiedLead().summarise(request)
    assert (summary.id, summary.model, summary.status) == ("g/a#0", "lead-3", "ok")
    assert summary.text == "One is. Two are.\n\nThree are."


async def test_an_empty_article_gives_an_empty_summary():
    assert (await CopiedLead().summarise(SummaryRequest(gold="g", article="a", text=" "))).status == "empty"


def test_copying_loads_nothing_heavy():
    code = (
        "import sys; from runners.registry import resolve; resolve('lead-3');"
        "print([name for name in ('openai', 'spacy', 'xllamacpp') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
