"""The fitted weights: the same every time, and those on disk are of the features that there are.

Fitting the shipped sets again takes most of a minute, so that here a small set stands for them.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from gold_folder import LABELS, write_rows, write_set
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.errors import UsageError
from bench.goldset import load, shipped
from bench.scorers.rules import fit
from bench.scorers.rules.certainty import FEATURES as CHARGE_FEATURES
from bench.scorers.rules.lexicon import data
from bench.scorers.rules.matching.mention_model import FEATURES

DATA = resources.files("bench.scorers.rules") / "data"
FILES = ("locating.toml", "certainty_weights.toml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small labelled set of two articles."""
    return write_set(tmp_path_factory.mktemp("gold") / "harbour", articles=("ferry", "barge"))


def test_what_is_on_disk_has_a_weight_for_each_feature() -> None:
    assert data("locating").keys() == {"claim", "number"}
    for table in data("locating").values():
        assert list(table) == ["bias", *FEATURES]
        assert all(np.isfinite(weight) for weight in table.values())


def test_what_is_on_disk_has_a_weight_for_each_feature_of_a_charge() -> None:
    assert data("certainty_weights").keys() == {"charge"}
    assert list(data("certainty_weights")["charge"]) == ["bias", *CHARGE_FEATURES]
    assert all(np.isfinite(weight) for weight in data("certainty_weights")["charge"].values())


@pytest.mark.parametrize("file", FILES)
def test_what_is_on_disk_was_fitted_on_shipped_sets_with_labels(file: str) -> None:
    text = (DATA / file).read_text(encoding="utf-8")
    head = re.search(r"^#   python -m bench\.scorers\.rules\.fit (.+)$", text, re.MULTILINE)
    assert head is not None
    names = head[1].split()
    assert len(names) == len(set(names)) >= 1
    assert set(names) <= set(shipped())
    assert all(any(gold.labels for gold in load(name).articles) for name in names)


def test_what_is_on_disk_points_the_right_way() -> None:
    """More of a claim's words, and the number looked for, speak for it; a number that is missing speaks against it."""
    for table in data("locating").values():
        assert table["bias"] < 0
        assert table["claim_in_passage"] > 0
        assert table["margin"] > 0
        assert table["numbers_in_statement"] > 0 > table["numbers_missing"]


def test_fitting_again_gives_the_same_files(folder: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    assert fit.main([str(folder), "--out", str(first)]) == 0
    assert fit.main([str(folder), "--out", str(second)]) == 0
    for file in FILES:
        assert (first / file).read_bytes() == (second / file).read_bytes()
        assert "rules.fit harbour\n" in (first / file).read_text(encoding="utf-8")
    locating, charge = (tomllib.loads((first / file).read_text(encoding="utf-8")) for file in FILES)
    assert [list(table) for table in locating.values()] == [["bias", *FEATURES]] * 2
    assert [list(table) for table in charge.values()] == [["bias", *CHARGE_FEATURES]]


def test_every_fact_of_every_labelled_summary_is_an_instance(folder: Path) -> None:
    sets = [load(str(folder))]
    rows, stated = fit.instances(sets, numbers=False)
    assert len(rows) == len(stated) == 8  # two facts in two summaries of two articles
    assert stated.tolist() == [1.0, 0.0, 0.0, 0.0] * 2
    assert all(row.shape[1] == len(FEATURES) and len(row) for row in rows)
    rows, stated = fit.instances(sets, numbers=True)
    assert stated.tolist() == [1.0, 0.0] * 2


def test_a_caveat_that_is_left_out_is_no_instance(tmp_path: Path) -> None:
    """Its label does not tell whether the claim is there."""
    folder = write_set(tmp_path / "harbour")
    facts = (folder / "ferry.facts.jsonl").read_text(encoding="utf-8")
    (folder / "ferry.facts.jsonl").write_text(facts.replace('"alleged"', '"unevidenced"'), encoding="utf-8")
    _, stated = fit.instances([load(str(folder))], numbers=False)
    assert stated.tolist() == [1.0, 0.0]
    write_rows(folder / "ferry.labels.jsonl", [{**LABELS[1], "labels": {"f02": "preserved"}}])
    _, stated = fit.instances([load(str(folder))], numbers=False)
    assert stated.tolist() == [0.0, 1.0]


def test_a_set_without_labels_has_no_instances(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "harbour")
    (folder / "ferry.labels.jsonl").unlink()
    rows, stated = fit.instances([load(str(folder))], numbers=True)
    assert rows == []
    assert stated.size == 0


def test_a_blank_labelled_summary_is_no_hindrance(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "harbour")
    write_rows(folder / "ferry.labels.jsonl", [*LABELS, {"id": "s03", "model": "editor", "text": "---", "labels": {}}])
    assert fit.main([str(folder), "--out", str(tmp_path)]) == 0


def test_a_set_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        fit.main([str(tmp_path / "nowhere"), "--out", str(tmp_path)])
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=30))
def test_a_feature_that_tells_gets_a_weight_of_its_sign(pairs: list[tuple[float, bool]]) -> None:
    rows = [np.full((1, len(FEATURES)), 0.0) for _ in pairs]
    for row, (value, is_stated) in zip(rows, pairs, strict=True):
        row[0, FEATURES.index("margin")] = value + 2 * is_stated
    stated = np.array([float(is_stated) for _, is_stated in pairs])
    bias, weights = fit.fit(rows, stated)
    assert np.isfinite(bias)
    assert np.isfinite(weights).all()
    told = weights[FEATURES.index("margin")]
    if 0 < stated.sum() < len(stated):
        assert told > 0
    assert np.abs(np.delete(weights, FEATURES.index("margin"))).max() < 1e-6
