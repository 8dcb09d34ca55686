"""What another confidence from which an error is called would do to a scorer's figures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from bench_process import bench, refused
from fake_scorer import FakeScorer
from gold_folder import write_rows, write_set
from hypothesis import given
from hypothesis import strategies as st

from bench.errors import UsageError
from bench.goldset import GoldArticle, GoldSet, load
from bench.records import Summary
from bench.scorers import ScoredSummary
from bench.scorers.rules import RulesScorer
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.thresholds import threshold
from bench.terminal.curve_table import validate_curve
from bench.validation import Tunable, labelled_articles, measure_curve, score_labelled

SHARES = st.integers(1, 99).map(lambda percent: percent / 100)
FOLLOWING = ("error_without_core", "error_plain", "hedge_plain", "wrong", "wrong_strange", "slip", "bound")


class TunableScorer(FakeScorer):
    """Takes 'f01=dropped_hedge' for an error only if it is asked to be no surer than 0.65."""

    setting = 0.65
    setting_meaning = "errors from"
    setting_place = "Set it here."
    settings_tried = (0.2, 0.5, 0.9)

    def score_at(
        self, gold: GoldArticle, summaries: Sequence[Summary], settings: Sequence[float]
    ) -> Iterator[tuple[ScoredSummary, ...]]:
        for summary in summaries:
            unsure = summary.model_copy(update={"text": ""})
            texts = [summary if value <= self.setting else unsure for value in settings]
            yield tuple(next(self.score(gold, [text])) for text in texts)


@pytest.fixture
def sets(tmp_path: Path) -> list[GoldSet]:
    rows = [
        {"id": "s1", "model": "m", "text": "f01=misattribution", "labels": {"f01": "misattribution"}, "flags": []},
        {"id": "s2", "model": "m", "text": "f01=misattribution", "labels": {"f01": "preserved"}, "flags": []},
        {"id": "s3", "model": "m", "text": "", "labels": {"f02": "dropped_hedge"}, "flags": []},
    ]
    folder = write_set(tmp_path / "harbour")
    write_rows(folder / "ferry.labels.jsonl", rows)
    return [load(str(folder))]


def test_every_confidence_is_measured_and_the_scorers_own_is_marked(sets):
    steps = []
    curve = measure_curve(TunableScorer(), sets, labelled_articles(sets), lambda: steps.append(1))
    assert [one.confidence for one in curve.points] == [0.2, 0.5, 0.65, 0.9]
    assert [one.confidence for one in curve.points if one.is_set] == [0.65]
    assert (curve.scorer, curve.articles, curve.summaries, len(steps)) == ("fake@1", 1, 3, 3)
    for one in curve.points:
        called = 2 if one.confidence <= 0.65 else 0
        assert (one.errors.precision.count, one.errors.precision.of) == (called // 2, called)
        assert (one.errors.recall.count, one.errors.recall.of) == (called // 2, 2)
        assert (one.clean_with_error.count, one.clean_with_error.of) == (called // 2, 1)


def test_a_scorer_without_the_setting_is_refused(sets):
    assert not isinstance(FakeScorer(), Tunable)
    with pytest.raises(UsageError, match="with a setting"):
        validate_curve(FakeScorer(), sets, labelled_articles(sets), json=True)


def test_at_its_own_setting_the_rules_scorer_judges_as_ever():
    gold = load("venezuela").articles[0]
    few = gold.model_copy(update={"labels": gold.labels[:4]})
    scorer = RulesScorer()
    assert isinstance(scorer, Tunable)
    sure, own = 0.99, scorer.setting
    rows = list(scorer.score_at(few, [one_summary(few, label.id, label.text) for label in few.labels], (own, sure)))
    assert [row[0] for row in rows] == [one.scored for one in score_labelled(scorer, [few], step=lambda: None)]
    counts = [sum(out.is_error for row in rows for out in row[number].outcomes) for number in (0, 1)]
    assert counts[1] < counts[0]


def one_summary(gold: GoldArticle, id_: str, text: str) -> Summary:
    return Summary(id=id_, gold=gold.article.gold, article=gold.article.id, model=gold.labels[0].model, text=text)


@pytest.mark.parametrize("name", FOLLOWING)
def test_thresholds_are_as_written_where_they_are_calibrated(name):
    assert threshold(name, settings()["calibrated"]) == settings()[name]


@given(error=SHARES, more=SHARES)
def test_thresholds_rise_with_the_setting_and_keep_their_order(error, more):
    low, high = sorted((error, more))
    assert threshold("error", error) == error
    for name in FOLLOWING:
        assert 0 < threshold(name, low) <= threshold(name, high) < 1
    in_order = sorted(FOLLOWING, key=settings().__getitem__)
    values = [threshold(name, error) for name in in_order]
    assert values == sorted(values)
    assert threshold("bound", error) < error < threshold("wrong", error)


def test_the_command_prints_a_table_or_json(tmp_path):
    write_set(tmp_path / "one")
    done = bench("validate", "--gold", "one", "--curve", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "(as set)" in done.stdout
    assert done.stdout.count("·") > len(RulesScorer.settings_tried)
    found = json.loads(bench("validate", "--gold", "one", "--curve", "--json", cwd=tmp_path).stdout)
    assert [point["confidence"] for point in found["points"]] == sorted(
        {*RulesScorer.settings_tried, settings()["error"]}
    )
    assert found["points"][0].keys() == {"confidence", "is_set", "asked", "errors", "clean_with_error"}


@pytest.mark.parametrize("option", ["--show", "--reader=x.jsonl"])
def test_the_curve_goes_alone(option, tmp_path):
    assert "--curve shows figures only" in refused(bench("validate", "--curve", option, cwd=tmp_path))
