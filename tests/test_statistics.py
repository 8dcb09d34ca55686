from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit
from scipy.stats import bootstrap, t
from strategies import judged_runs

from bench.records import CODES, ERROR_CODES, Estimate, Flag, Outcome, Summary
from bench.statistics import SEED, Resamples, score_of

PRESERVED = [18, 22, 9, 31, 14, 25, 7, 19, 28, 11]
MENTIONED = [20, 30, 9, 40, 22, 25, 15, 21, 30, 20]
NAMES = [f"g/a{number}" for number in range(len(MENTIONED))]


def tally(counts: list[int]) -> dict[str, int]:
    return dict(zip(NAMES, counts, strict=True))


def estimates(score) -> list[Estimate]:
    groups = [score.overall, *score.by_kind.values(), *score.by_article.values(), *score.by_model.values()]
    return [
        estimate
        for figures in groups
        for estimate in (
            figures.coverage,
            figures.faithfulness,
            figures.major,
            figures.minor,
            *figures.codes.values(),
        )
    ]


def score(summaries: list[Summary], outcomes: list[Outcome], flags: list[Flag] = ()):  # type: ignore[assignment]
    return score_of(outcomes, flags, summaries, expected=len(summaries), signature="s")


def test_intervals_agree_with_scipy():
    ours = Resamples(NAMES).ratio(tally(PRESERVED), tally(MENTIONED))
    theirs = bootstrap(
        (np.array(PRESERVED), np.array(MENTIONED)),
        lambda top, bottom, axis: top.sum(axis=axis) / bottom.sum(axis=axis),
        n_resamples=20_000,
        paired=True,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).standard_error
    value = sum(PRESERVED) / sum(MENTIONED)
    wide = t.ppf(0.975, 9) * (10 / 9) ** 0.5 * theirs / (value * (1 - value))
    assert ours.value == value
    assert (ours.low, ours.high) == pytest.approx(expit([logit(value) - wide, logit(value) + wide]), abs=0.005)


def test_the_same_outcomes_always_give_the_same_interval():
    one, two = (Resamples(NAMES).ratio(tally(PRESERVED), tally(MENTIONED)) for _ in range(2))
    assert one == two


def test_an_interval_covers_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(7)
    hits = 0
    for _ in range(150):
        of = rng.integers(5, 30, len(NAMES))
        top = rng.binomial(of, 0.7)
        estimate = Resamples(NAMES).ratio(tally(top.tolist()), tally(of.tolist()))
        hits += estimate.low <= 0.7 <= estimate.high
    assert 0.85 <= hits / 150 <= 0.99


@pytest.mark.parametrize("bottoms", [{}, {"g/a0": 0}, {"g/a0": 3}])
def test_fewer_than_two_articles_with_anything_to_count_have_no_interval(bottoms):
    estimate = Resamples(NAMES).ratio({}, bottoms)
    assert (estimate.low, estimate.high) == (None, None)
    assert estimate.value == (0 if sum(bottoms.values()) else None)


def test_no_articles_at_all():
    assert Resamples([]).ratio({}, {}) == Estimate(value=None)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=10))
def test_an_interval_holds_the_value_and_is_a_share(counts):
    tops = {f"g/a{n}": min(top, of) for n, (top, of) in enumerate(counts)}
    bottoms = {f"g/a{n}": of for n, (_, of) in enumerate(counts)}
    estimate = Resamples(list(tops), samples=200).ratio(tops, bottoms)
    ratios = [tops[name] / of for name, of in bottoms.items() if of]
    if len(ratios) < 2:
        assert estimate.low is None
        assert estimate.high is None
    else:
        assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1
        assert max(ratios) - min(ratios) > 1e-9 or estimate.low == pytest.approx(estimate.high)


@given(judged_runs())
def test_shares_add_up(run):
    figures = score(*run)
    for estimate in estimates(figures):
        assert 0 <= estimate.count <= estimate.of
        assert (estimate.value is None) == (estimate.of == 0)
        assert estimate.value is None or estimate.value == estimate.count / estimate.of
    whole = figures.overall
    errors = sum(estimate.count for estimate in whole.codes.values())
    assert whole.faithfulness.of == whole.coverage.count == whole.faithfulness.count + errors
    assert errors == whole.major.count + whole.minor.count
    for part in (figures.by_kind, figures.by_article):
        assert sum(one.coverage.of for one in part.values()) == whole.coverage.of
        assert sum(one.faithfulness.count for one in part.values()) == whole.faithfulness.count
    assert set(whole.codes) == set(ERROR_CODES)
    assert all(set(figures.by_kind[kind].codes) == set(CODES[kind]) for kind in CODES)


@given(judged_runs())
def test_unscored_verdicts_and_summaries_that_were_not_produced_count_nowhere(run):
    summaries, outcomes = run
    produced = {one.id for one in summaries if one.status in ("ok", "truncated")}
    counted = [one for one in outcomes if one.verdict != "unscored" and one.summary in produced]
    without = score([one for one in summaries if one.id in produced], counted)
    figures = score(summaries, outcomes)
    assert figures.model_copy(update={"collected": without.collected}) == without
    assert figures.overall.coverage.of == len(counted)
    assert figures.collected.statuses == Counter(one.status for one in summaries)
    assert figures.collected.words == without.collected.words


@given(judged_runs(), st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(run, random):
    summaries, outcomes = run
    before = score(summaries, outcomes)
    random.shuffle(summaries)
    random.shuffle(outcomes)
    assert score(summaries, outcomes) == before


@given(judged_runs())
def test_models_are_told_apart_only_where_there_are_several(run):
    summaries, outcomes = run
    figures = score(summaries, outcomes)
    models = {one.model for one in summaries if one.is_scored}
    assert set(figures.by_model) == (models if len(models) > 1 else set())
    if figures.by_model:
        assert sum(one.coverage.of for one in figures.by_model.values()) == figures.overall.coverage.of


def test_flags_are_counted_per_hundred_words_of_scored_summaries():
    def summary(article: str, text: str, status="ok") -> Summary:
        return Summary(id=article, gold="g", article=article, model="m", text=text, status=status)

    def flag(article: str) -> Flag:
        return Flag(
            gold="g",
            article=article,
            summary=article,
            code="unsupported_number",
            span=(0, 1),
            text="w",
            reason="",
        )

    summaries = [summary("a", "w " * 30), summary("b", "w " * 20), summary("c", "w " * 99, "failed")]
    figures = score(summaries, [], [flag("a"), flag("b"), flag("c")])
    rate = figures.flags_per_100_words
    assert (rate.value, rate.count, rate.of) == (4.0, 2, 50)
    assert 0 < rate.low < rate.value < rate.high
    assert figures.flags == {"unsupported_number": 2, "unsupported_attribution": 0, "unsupported_quote": 0}
    assert figures.collected.words == 50
