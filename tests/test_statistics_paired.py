"""Paired differences, beside scipy's and brute force's."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import bootstrap, permutation_test, t

from bench.statistics import Counts, Resamples, flip_p, holm, parts

CASES = tomllib.loads((Path(__file__).parent / "data" / "paired" / "cases.toml").read_text(encoding="utf-8"))["case"]
ROWS = st.lists(st.tuples(*[st.integers(0, 6)] * 4), min_size=1, max_size=8)


def counts(rows: list[list[int]]) -> Counts:
    return Counts({f"g/{n}": top for n, (top, _) in enumerate(rows)}, {f"g/{n}": of for n, (_, of) in enumerate(rows)})


def sides(case: dict[str, list[list[int]]]) -> tuple[Counts, Counts]:
    return counts(case["base"]), counts(case["other"])


def from_rows(rows: list[tuple[int, ...]]) -> tuple[Counts, Counts]:
    ordered = [(min(a, b), b, min(c, d), d) for a, b, c, d in rows]
    return counts([[a, b] for a, b, _, _ in ordered]), counts([[c, d] for _, _, c, d in ordered])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_p_values_agree_with_scipy(case):
    (bt, bb), (ot, ob) = (np.array(case[side], dtype=float).T for side in ("base", "other"))
    pooled = (bt.sum() + ot.sum()) / (bb.sum() + ob.sum())
    added = (ot - pooled * ob) / ob.sum() - (bt - pooled * bb) / bb.sum()
    assert added.sum() == pytest.approx(ot.sum() / ob.sum() - bt.sum() / bb.sum())
    assert sorted(parts(*sides(case))) == pytest.approx(sorted(added))
    theirs = permutation_test(
        (added,),
        lambda sample, axis: sample.sum(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=200_000,
        rng=np.random.default_rng(5),
    ).pvalue
    exact = len(added) <= 13
    assert flip_p(*sides(case)) == pytest.approx(theirs, abs=1e-12 if exact else 0.01)


@pytest.mark.filterwarnings("ignore:The BCa confidence interval cannot be calculated")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_intervals_of_differences_agree_with_scipy(case):
    table = [np.array(case[side], dtype=float).T for side in ("base", "other")]
    names = [f"g/{n}" for n in range(len(case["base"]))]
    ours = Resamples(names, samples=20_000).difference(*sides(case))

    def difference(bt, bb, ot, ob, axis=-1):
        with np.errstate(invalid="ignore"):  # a draw in which one of them repeats nothing
            return ot.sum(axis=axis) / ob.sum(axis=axis) - bt.sum(axis=axis) / bb.sum(axis=axis)

    columns = (*table[0], *table[1])
    rng = np.random.default_rng(3)
    theirs = bootstrap(columns, difference, n_resamples=20_000, paired=True, method="percentile", rng=rng)
    articles = min(np.count_nonzero(side[1]) for side in table)
    wide = t.ppf(0.975, articles - 1) * (articles / (articles - 1)) ** 0.5 * np.nanstd(theirs.bootstrap_distribution)
    value = difference(*columns)
    assert ours.value == pytest.approx(value)
    assert ours.low == pytest.approx(max(value - wide, -1), abs=0.03)
    assert ours.high == pytest.approx(min(value + wide, 1), abs=0.03)


@given(ROWS)
def test_turning_the_two_round_turns_the_difference_round(rows):
    base, other = from_rows(rows)
    there, back = (Resamples(list(base.tops), samples=100).difference(*two) for two in ((base, other), (other, base)))
    assert flip_p(base, other) == flip_p(other, base)
    if there.value is None:
        assert flip_p(base, other) is back.value is None
        return
    assert there.value == pytest.approx(-back.value)
    if there.low is not None:
        assert there.low == pytest.approx(-back.high)
        assert -1 <= there.low <= there.value <= there.high <= 1
    assert 0 < flip_p(base, other) <= 1


@given(ROWS)
def test_a_model_beside_itself_does_not_differ(rows):
    base, _ = from_rows(rows)
    shift = Resamples(list(base.tops), samples=100).difference(base, base)
    assert (shift.value, flip_p(base, base)) in ((0, 1), (None, None))
    assert shift.low in (0, None)


def test_one_article_shows_nothing():
    base, other = counts([[0, 50]]), counts([[50, 50]])
    assert flip_p(base, other) == 1
    shift = Resamples(["g/0"]).difference(base, other)
    assert (shift.value, shift.low, shift.high) == (1, None, None)


def test_no_difference_is_found_too_often_where_there_is_none():
    rng = np.random.default_rng(11)
    found = []
    for _ in range(300):
        share = rng.beta(8, 2, 12)
        repeated = [rng.integers(3, 15, 12), rng.integers(1, 8, 12)]  # one repeats far less than the other
        two = [counts(list(map(list, zip(rng.binomial(of, share), of, strict=True)))) for of in repeated]
        found.append(flip_p(*two))
    assert np.mean(np.array(found) < 0.05) < 0.09
    assert 0.4 < np.mean(found) < 0.6


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=5))
def test_holm_is_what_testing_every_intersection_gives(values):
    places = [place for place, p in enumerate(values) if p is not None]
    expected: list[float | None] = [None] * len(values)
    for place in places:
        groups = (g for size in range(1, len(places) + 1) for g in combinations(places, size) if place in g)
        expected[place] = max(min(1.0, len(group) * min(values[one] for one in group)) for group in groups)
    assert holm(values) == [None if p is None else pytest.approx(p) for p in expected]
