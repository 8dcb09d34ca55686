"""How drafting is measured and its weights are learned."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from gold_folder import FACTS, write_set

from bench.drafting import accuracy, fit
from bench.drafting.accuracy import ProposalCounts, measured, total
from bench.drafting.kept_proposals import matched
from bench.drafting.salience import KindWeights
from bench.facts import FACT
from bench.goldset import LocatedFact, load, locate

TEXT = "The port authority claims that the ferry left on time. It allegedly carried over 20 cars."


def located(number: int, **changed: object) -> LocatedFact:
    return locate(FACT.validate_python(FACTS[number] | changed), TEXT)


def test_a_proposal_matches_by_kind_place_and_claim() -> None:
    gold = [located(0), located(2)]
    assert matched([located(0)], gold) == ({0}, {0})
    assert matched([located(0, claim="the ferry departed on time")], gold) == ({0}, {0})
    assert matched([located(0, claim="a bridge fell")], gold) == (set(), set())
    assert matched([located(1), located(2, text="20")], gold) == ({1}, {1})


def test_several_proposals_may_match_one_fact() -> None:
    pairs = matched([located(2), located(2, text="20")], [located(2)])
    assert (pairs.proposals, pairs.facts) == ({0, 1}, {0})


def test_shares_are_of_what_there_is() -> None:
    counts = ProposalCounts(proposed=4, confirmed=2, gold=10, covered=2)
    assert (counts.precision, counts.recall) == (0.5, 0.2)
    assert (ProposalCounts().precision, ProposalCounts().recall) == (None, None)
    assert total([counts, counts]) == (8, 4, 20, 4)


def test_the_measurement_prints_sets_kinds_and_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_set(tmp_path / "harbour")
    assert accuracy.main([str(folder)]) == 0
    out = capsys.readouterr().out
    assert [line.split()[0] for line in out.splitlines()[1:]] == ["harbour", "attribution", "hedge", "number", "all"]
    assert "of 3" in out.splitlines()[-1]
    with pytest.raises(SystemExit):
        accuracy.main([str(tmp_path / "nowhere")])


def test_learned_weights_are_written_and_read_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sets = [str(write_set(tmp_path / name, name, ("ferry", "tram"))) for name in ("one", "two")]
    out = tmp_path / "salience.toml"
    assert fit.main([*sets, "--out", str(out)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "weights learned from the other sets:"
    table = {kind: KindWeights(**own) for kind, own in tomllib.loads(out.read_text(encoding="utf-8")).items()}
    gold = load(sets[0])
    learned = measured(gold.articles, table)
    assert learned["attribution"].recall == 1.0
    first = out.read_text(encoding="utf-8")
    assert fit.main([*sets, "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == first
