"""What is remembered of words is what spaCy's own attribute ruler finds."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.goldset import load
from bench.reading.parsing.sentences import PIPELINES, pipeline

ODD = "Let's go, y'all: I gotta, we're gonna, c'mon! There's a way; it ain't so. 4 p.m.  \n\t It is he who did."


@pytest.fixture(scope="module")
def own():
    """The pipeline as it is loaded by anybody else."""
    name = next(pipeline_name for pipeline_name in PIPELINES if spacy.util.is_package(pipeline_name))
    return spacy.load(name, exclude=["ner"])


def tagged(doc):
    return [
        (token.text, token.tag_, token.pos_, token.dep_, token.lemma_, str(token.morph), token.head.i) for token in doc
    ]


@pytest.mark.parametrize("text", [ODD, *(gold.article.text for gold in load("venezuela").articles)])
def test_real_text_is_tagged_alike(text, own):
    assert tagged(pipeline()(text)) == tagged(own(text))


@settings(max_examples=60)
@given(text=st.one_of(st.text(max_size=80), st.lists(st.sampled_from(ODD.split()), max_size=12).map(" ".join)))
def test_any_text_is_tagged_alike(text, own):
    assert tagged(pipeline()(text)) == tagged(own(text))
