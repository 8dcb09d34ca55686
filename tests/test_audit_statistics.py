"""Rates corrected by a person's judgements: beside sums by hand, scipy, and simulated runs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from bench.records import CODES, ERROR_CODES, Judgement, Outcome, is_mention, stratum_of
from bench.statistics import audit_of
from bench.statistics.prediction_powered import AuditedVerdict, corrected_ratio, wilson

CODE = "dropped_hedge"


def is_error(verdict: str) -> bool:
    return verdict in ERROR_CODES


def everything(_: str) -> bool:
    return True


@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_wilson_is_what_scipy_says(counted):
    ours = wilson(*counted)
    theirs = stats.binomtest(*counted).proportion_ci(method="wilson")
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def made(articles: int, of_each: dict[str, int]) -> list[AuditedVerdict]:
    """So many pairs of each verdict, dealt out to articles in turn; none judged."""
    said = [verdict for verdict, count in of_each.items() for _ in range(count)]
    return [AuditedVerdict(f"s/a{at % articles}", verdict, None) for at, verdict in enumerate(said)]


def judge(pairs: list[AuditedVerdict], **judged: list[str]) -> list[AuditedVerdict]:
    """The first pairs of each verdict get a person's verdicts."""
    left = {verdict: list(given) for verdict, given in judged.items()}
    return [pair._replace(judged=left[pair.verdict].pop(0)) if left.get(pair.verdict) else pair for pair in pairs]


PAIRS = judge(
    made(5, {CODE: 20, "preserved": 60, "omitted": 120}),
    dropped_hedge=[CODE] * 8 + ["preserved"] + ["omitted"],
    preserved=["preserved"] * 18 + [CODE] * 2,
    omitted=["omitted"] * 27 + ["preserved"] * 2 + [CODE],
)


def test_a_rate_by_hand():
    errors = 20 * 8 / 10 + 60 * 2 / 20 + 120 * 1 / 30
    mentions = 20 * 9 / 10 + 60 + 120 * 3 / 30
    found = corrected_ratio(PAIRS, is_error, is_mention)
    assert found.value == pytest.approx(errors / mentions)
    assert (found.count, found.of) == (11, 32)


def test_its_error_by_hand():
    """The stratified ratio estimator's, article by article, as a textbook has it: with all of it in dense arrays."""
    found = corrected_ratio(PAIRS, is_error, is_mention)
    said = np.array([[is_error(p.verdict), is_mention(p.verdict)] for p in PAIRS], float)
    true = np.array([[is_error(p.judged or p.verdict), is_mention(p.judged or p.verdict)] for p in PAIRS], float)
    seen = np.array([p.judged is not None for p in PAIRS])
    strata = np.array([stratum_of(p.verdict) for p in PAIRS])
    ratio = found.value
    estimated, extra = np.zeros(len(PAIRS)), 0.0
    for stratum in set(strata):
        here = strata == stratum
        size, sample = here.sum(), (here & seen).sum()
        off = (true - said) @ [1, -ratio]
        mean = off[here & seen].mean()
        weights = np.where(here & seen, size / sample, 0.0)
        estimated += here * (said @ [1, -ratio] + mean) + weights * (off - mean)
        p = 0.5 / (sample + 1)
        extra += size**2 * (1 - sample / size) / sample * max(p * (1 - p) - off[here & seen].var(), 0)
    names = np.array([p.article for p in PAIRS])
    sums = np.array([estimated[names == name].sum() for name in sorted(set(names))])
    assert sums.sum() == pytest.approx(0, abs=1e-9)
    mentions = 20 * 9 / 10 + 60 + 120 * 3 / 30
    error = stats.t.ppf(0.975, 4) * math.sqrt(5 / 4 * (sums**2).sum() + 5 / 4 * extra) / mentions
    logit, wide = math.log(ratio / (1 - ratio)), error / (ratio * (1 - ratio))
    low, high = (1 / (1 + math.exp(-(logit + way * wide))) for way in (-1, 1))
    assert (found.low, found.high) == pytest.approx((low, high))


def test_with_everything_judged_it_is_the_persons_rate():
    rng = np.random.default_rng(1)
    verdicts = (CODE, "preserved", "omitted")
    pairs = [
        AuditedVerdict(f"s/a{rng.integers(6)}", str(rng.choice(verdicts)), str(rng.choice(verdicts)))
        for _ in range(300)
    ]
    theirs = [pair.judged for pair in pairs]
    found = corrected_ratio(pairs, is_error, is_mention)
    assert found.value == pytest.approx(sum(map(is_error, theirs)) / sum(map(is_mention, theirs)))


def test_no_figure_without_a_judgement_on_each_stratum():
    pairs = judge(made(4, {CODE: 4, "preserved": 4}), dropped_hedge=[CODE])
    assert corrected_ratio(pairs, is_error, is_mention).value is None
    assert corrected_ratio([], is_error, is_mention).value is None
    lone = judge(made(1, {CODE: 4}), dropped_hedge=[CODE, "preserved"])
    found = corrected_ratio(lone, is_error, everything)
    assert (found.value, found.low) == (0.5, None)


def test_a_rate_that_corrections_cancel_is_none_and_its_interval_stays_near():
    pairs = judge(
        made(20, {CODE: 30, "preserved": 300}), dropped_hedge=["preserved"] * 30, preserved=["preserved"] * 100
    )
    found = corrected_ratio(pairs, is_error, is_mention)
    assert (found.value, found.low) == (0, 0)
    assert 0 < found.high < 0.05


@given(st.lists(st.tuples(st.integers(0, 3), *[st.sampled_from([CODE, "wrong_number", "preserved", "omitted"])] * 2)))
def test_a_corrected_rate_stays_a_share(rows):
    pairs = [AuditedVerdict(f"s/a{article}", said, judged) for article, said, judged in rows]
    found = corrected_ratio(pairs, lambda verdict: verdict == CODE, is_mention)
    assert found.value is None or 0 <= found.value <= 1
    assert found.low is None or 0 <= found.low <= found.value <= found.high <= 1


def test_intervals_hold_the_truth_where_the_raw_rate_is_far_off():
    """Runs of 25 articles, simulated: a scorer that charges too much and misses some, half of it audited."""
    rng = np.random.default_rng(7)
    names = np.array([CODE, "preserved", "omitted"])
    says = np.array([(0.7, 0.25, 0.05), (0.1, 0.85, 0.05), (0.02, 0.03, 0.95)]).cumsum(axis=1)
    target, held, raw, runs = 0.1, 0, [], 200
    for _ in range(runs):
        bad = np.repeat(rng.beta(2, 18, 25), 20)  # 0.1 on average, and articles differ
        chance = rng.random(500)
        true = np.where(chance < 0.5 * bad, 0, np.where(chance < 0.5, 1, 2))
        said = (rng.random(500)[:, None] > says[true]).sum(axis=1)
        pairs = [AuditedVerdict(f"s/a{at // 20}", str(names[verdict]), None) for at, verdict in enumerate(said)]
        for stratum, sample in enumerate((60, 100, 100)):
            for at in rng.permutation(np.flatnonzero(said == stratum))[:sample]:
                pairs[at] = pairs[at]._replace(judged=str(names[true[at]]))
        found = corrected_ratio(pairs, is_error, is_mention)
        held += found.low <= target <= found.high
        raw.append((said == 0).sum() / (said < 2).sum())
    assert 0.91 <= held / runs <= 0.99
    assert np.mean(raw) > 0.15


def outcome(verdict: str, fact: str, kind: str = "hedge") -> Outcome:
    return Outcome(
        gold="s", article=f"a{fact}", summary="m", fact=fact, kind=kind, verdict=verdict, reason="r", scorer="x@1"
    )


def said_of(one: Outcome, judged: str, size: int, **more: object) -> Judgement:
    keys = {name: getattr(one, name) for name in ("gold", "article", "summary", "fact", "verdict")}
    values = {
        "stratum": stratum_of(one.verdict),
        "size": size,
        "drawn": True,
        "by": "ann",
        "at": "2026-01-01T00:00:00Z",
    }
    return Judgement(**{**keys, "judged": judged, **values, **more})


def test_the_last_line_counts_and_what_was_outside_the_sample_or_left_open_or_is_stale_does_not():
    errors = [outcome("dropped_hedge", f"e{at}") for at in range(4)]
    kept = [outcome("preserved", f"k{at}") for at in range(3)]
    lines = [
        said_of(errors[0], "preserved", 4),
        said_of(errors[0], "dropped_hedge", 4, by="bob"),
        said_of(errors[1], "weakened_hedge", 4),
        said_of(errors[2], "preserved", 4),
        said_of(errors[3], "unscored", 4),
        said_of(kept[0], "preserved", 3),
        said_of(kept[1], "dropped_hedge", 3, drawn=False),
        said_of(kept[2], "dropped_hedge", 2),
    ]
    audit = audit_of([*errors, *kept, outcome("unscored", "u")], lines)
    assert (audit.precision.count, audit.precision.of, audit.same_code) == (2, 3, 1)
    assert (audit.open, audit.outside_sample, audit.stale, audit.judged) == (1, 1, 1, 4)
    assert audit.by == ("ann", "bob")
    assert audit.strata["preserved"].errors.of == 1
    assert audit.faithfulness.value == pytest.approx((3 + 4 / 3) / 7)
    assert audit.codes["dropped_hedge"].value == pytest.approx(4 / 3 / 7)
    assert set(audit.codes) == {code for codes in CODES.values() for code in codes}
    assert audit.codes["wrong_number"].value is None
