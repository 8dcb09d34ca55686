"""The natural summaries of the shipped sets: labelled twice, and settled where the two differ."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from bench.goldset import lint, load, shipped
from bench.goldset.agreement import agree_at
from bench.records import ERROR_CODES

NATURAL = Path(__file__).parent.parent / "measurement" / "natural-labels"
SETTLED = (NATURAL / "settled.md").read_text(encoding="utf-8")

every_set = pytest.mark.parametrize("name", shipped())


def natural(gold):
    return {
        (one.article.id, summary.id): summary
        for one in gold.articles
        for summary in one.labels
        if summary.origin == "natural"
    }


@every_set
@pytest.mark.parametrize("name_of_pass", ["first", "second"])
def test_each_labelling_is_of_the_shipped_articles_facts_and_summaries(name, name_of_pass):
    gold, labelled = load(name), load(str(NATURAL / name_of_pass / name))
    assert lint(labelled.folder) == []
    assert (labelled.card.guide, labelled.card.articles) == ("2", gold.card.articles)
    for id_ in gold.card.articles:
        for ending in (".txt", ".facts.jsonl"):
            assert (labelled.folder / (id_ + ending)).read_bytes() == (gold.folder / (id_ + ending)).read_bytes()
    texts = {key: (summary.model, summary.text) for key, summary in natural(gold).items()}
    assert {key: (summary.model, summary.text) for key, summary in natural(labelled).items()} == texts
    assert len(texts) == 6 * len(gold.articles) == sum(len(one.labels) for one in labelled.articles)


@every_set
def test_shipped_labels_are_those_of_both_or_the_settled_ones(name):
    first, second = (natural(load(str(NATURAL / side / name))) for side in ("first", "second"))
    for (article, id_), summary in natural(load(name)).items():
        for fact in {**summary.labels, **first[article, id_].labels, **second[article, id_].labels}:
            a, b, shipped_one = (
                labelled.labels.get(fact, "omitted")
                for labelled in (first[article, id_], second[article, id_], summary)
            )
            row = rf"^\| {name}/{re.escape(article)} {id_} \| .*\(`{fact}`\).* \| `{a}` \| `{b}` \| `{shipped_one}` \| "
            assert a == b == shipped_one or re.search(row, SETTLED, re.MULTILINE), (article, id_, fact)


def test_every_difference_in_a_verdict_is_settled():
    differences = agree_at(str(NATURAL / "first"), str(NATURAL / "second")).differences
    labels = [one for one in differences if one.what == "label"]
    for one in labels:
        assert f"| {one.article} {one.summary} | {one.claim} (`f" in SETTLED
    assert len(labels) == 27


def test_the_writers_in_the_readme_are_those_of_the_sets():
    counts = {}
    for name in shipped():
        for summary in natural(load(name)).values():
            errors = sum(verdict in ERROR_CODES for verdict in summary.labels.values())
            counts.setdefault(summary.model, Counter()).update(
                summaries=1, repeated=len(summary.labels), errors=errors, flags=len(summary.flags)
            )
    text = (NATURAL / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\S+)` \| [^|]+ \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    assert {model: tuple(map(int, figures)) for model, *figures in rows} == {
        model: tuple(count[field] for field in ("summaries", "repeated", "errors", "flags"))
        for model, count in counts.items()
    }
