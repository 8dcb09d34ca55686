from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench_process import bench, refused
from gold_contents import sets
from gold_folder import FACTS, write_rows, write_set
from hypothesis import given, settings

from bench.goldset import load, shipped
from bench.goldset.content import read_content
from bench.goldset.counting import count, total
from bench.records import ERROR_CODES, KINDS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_set(tmp_path / "harbour")


def test_everything_in_a_set_is_counted(folder):
    counts = count(read_content(folder))
    assert (counts.set, counts.version, counts.articles, counts.words) == ("harbour", "1", 1, 30)
    assert counts.facts == {"attribution": 1, "hedge": 1, "number": 1}
    assert counts.drafts == 0
    assert counts.traits["stances"] == {"neutral": 0, "claim": 1, "suggest": 0, "deny": 0, "confirm": 0}
    assert counts.traits["strengths"]["alleged"] == sum(counts.traits["strengths"].values()) == 1
    assert counts.traits["comparators"]["more_than"] == sum(counts.traits["comparators"].values()) == 1
    assert counts.cue_positions["attribution"] == {"before": 1, "after": 0, "inside": 0}
    assert sum(counts.cue_positions["hedge"].values()) == 1
    assert (counts.summaries, counts.faultless) == (2, 1)
    assert counts.verdicts["attribution"]["dropped_attribution"] == counts.verdicts["attribution"]["omitted"] == 1
    assert counts.verdicts["hedge"] == {"omitted": 2, "preserved": 0, "dropped_hedge": 0, "weakened_hedge": 0}
    assert counts.summaries_with["wrong_number"] == counts.summaries_with["unsupported_number"] == 1
    assert counts.flags == {"unsupported_number": 1, "unsupported_attribution": 0, "unsupported_quote": 0}


def test_drafts_are_counted_apart(folder):
    write_rows(folder / "ferry.facts.jsonl", [*FACTS[:2], {**FACTS[2], "draft": True}])
    counts = count(read_content(folder))
    assert counts.facts == {"attribution": 1, "hedge": 1, "number": 0}
    assert counts.drafts == 1
    assert sum(counts.traits["comparators"].values()) == 0
    assert sum(counts.verdicts["number"].values()) == 0


@settings(max_examples=15)
@given(sets())
def test_parts_add_up_in_any_set(content):
    counts = count(content)
    for kind, trait in (("attribution", "stances"), ("hedge", "strengths"), ("number", "comparators")):
        assert sum(counts.traits[trait].values()) == counts.facts[kind]
    for kind, positions in counts.cue_positions.items():
        assert sum(positions.values()) == counts.facts[kind]
    assert 0 <= counts.faultless <= counts.summaries
    assert total([counts]).model_dump(exclude={"set", "version"}) == counts.model_dump(exclude={"set", "version"})
    assert total([counts, counts]).words == 2 * counts.words


def test_the_shipped_sets_add_up():
    counts = [count(read_content(path)) for path in shipped().values()]
    whole = total(counts)
    golds = [load(name) for name in shipped()]
    facts = [one.fact.kind for gold in golds for article in gold.articles for one in article.facts]
    assert whole.facts == {kind: facts.count(kind) for kind in KINDS}
    labels = [summary.labels for gold in golds for article in gold.articles for summary in article.labels]
    errors = sum(verdict in ERROR_CODES for one in labels for verdict in one.values())
    assert (
        sum(whole.verdicts[kind][code] for kind in KINDS for code in whole.verdicts[kind] if code in ERROR_CODES)
        == errors
    )
    for kind in KINDS:
        labelled = sum(
            sum(located.fact.kind == kind for located in article.facts) * len(article.labels)
            for gold in golds
            for article in gold.articles
        )
        assert sum(whole.verdicts[kind].values()) == labelled


def test_the_command_prints_tables(folder, tmp_path):
    done = bench("gold", "stats", folder, "venezuela", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["harbour", "1", "30", "1", "1", "1", "·", "·"] in lines
    assert any(line[:2] == ["all", "3"] for line in lines)
    for title in (
        "Attributions by stance",
        "Hedges by strength",
        "Numbers by comparator",
        "Verdicts on hedges",
        "Flags",
    ):
        assert title in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_the_command_prints_json(folder, tmp_path):
    done = bench("gold", "stats", folder, "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    printed = json.loads(done.stdout)
    assert printed["sets"] == [count(read_content(folder)).as_json()]
    assert printed["total"]["facts"] == {"attribution": 1, "hedge": 1, "number": 1}


def test_a_set_without_labels_and_one_that_is_broken(folder, tmp_path):
    (folder / "ferry.labels.jsonl").unlink()
    printed = bench("gold", "stats", folder, cwd=tmp_path).stdout
    assert printed.endswith("no labelled summaries\n")
    assert "all" not in [line.split()[0] for line in printed.splitlines() if line.split()]
    (folder / "ferry.facts.jsonl").write_text("{")
    assert "ferry.facts.jsonl:1: not a JSON object" in refused(bench("gold", "stats", folder, cwd=tmp_path))
