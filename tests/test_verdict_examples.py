"""The examples of docs/verdicts.md are in the shipped sets, word for word and with these labels."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from bench.goldset import load
from bench.records import ERROR_CODES, FLAG_CODES

PAGE = (Path(__file__).parent.parent / "docs" / "verdicts.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"(?:^> \*Article:\* (.+)  \n)?^> \*Summary:\* (.+)  \n^> (`.+`)$", re.MULTILINE)
SETS = {}


class Example(NamedTuple):
    code: str
    article_words: str
    summary_words: str
    named: tuple[str, ...]
    """Set, article, fact unless it is a flag's, labelled summary."""


def examples() -> list[Example]:
    _, *sections = re.split(r"^### `(\w+)`$", PAGE, flags=re.MULTILINE)
    return [
        Example(code, article, summary, tuple(re.findall(r"`([^`]+)`", names)))
        for code, section in zip(sections[::2], sections[1::2], strict=True)
        for article, summary, names in EXAMPLE.findall(section)
    ]


EXAMPLES = examples()


def test_every_verdict_and_flag_has_three():
    assert Counter(example.code for example in EXAMPLES) == dict.fromkeys(
        ("omitted", "preserved", *ERROR_CODES, *FLAG_CODES), 3
    )
    assert PAGE.count("*Summary:*") == len(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: "-".join(example.named))
def test_an_example_is_a_shipped_one(example):
    name, article, *fact, summary = example.named
    gold = SETS.setdefault(name, load(name))
    (marked,) = (of for of in gold.articles if of.article.id == article)
    (labelled,) = (of for of in marked.labels if of.id == summary)
    assert example.summary_words in labelled.text
    if example.code in FLAG_CODES:
        assert (example.code, example.summary_words) in [(flag.code, flag.text) for flag in labelled.flags]
    else:
        (of_fact,) = (located.fact for located in marked.facts if located.fact.id == fact[0])
        assert example.article_words in of_fact.quote
        assert labelled.labels.get(of_fact.id, "omitted") == example.code
