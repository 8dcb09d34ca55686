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
    name = next(one for one in PIPELINES if spacy.util.is_package(one))
    return spacy.load(name, exclude=["ner"])


def tagged(doc):
    return [(one.text, one.tag_, one.pos_, one.dep_, one.lemma_, str(one.morph), one.head.i) for one in doc]


@pytest.mark.parametrize("text", [ODD, *(one.article.text for one in load("venezuela").articles)])
def test_real_text_is_tagged_alike(text, own):
    assert tagged(pipeline()(text)) == tagged(own(text))


@settings(max_examples=60)
@given(text=st.one_of(st.text(max_size=80), st.lists(st.sampled_from(ODD.split()), max_size=12).map(" ".join)))
def test_any_text_is_tagged_alike(text, own):
    assert tagged(pipeline()(text)) == tagged(own(text))
