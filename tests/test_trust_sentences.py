"""Sentences about a scorer's errors are as firm as its intervals allow, and agree with one another."""

from __future__ import annotations

import pytest

from bench.records import Corrected, Estimate, ExpectedCount, ExpectedErrors, Shift
from bench.statistics.scorer_noise import widened
from reports import findings, trust_sentences


def corrected(
    errors: tuple[float, float, float],
    real: tuple[float, float, float] = (5, 1, 6),
    missed: tuple[float, float, float] = (3, 0, 7),
    charged: int = 6,
    faithful: Estimate | None = None,
) -> Corrected:
    """A corrected run from a value and both ends of each count."""
    counts = {
        name: ExpectedCount(value=value, low=low, high=high)
        for name, (value, low, high) in {"real": real, "missed": missed, "errors": errors}.items()
    }
    return Corrected(
        overall=ExpectedErrors(charged=charged, **counts),
        by_kind={},
        faithfulness=faithful or Estimate(value=0.5, count=6, of=12),
        rates_from={},
    )


@pytest.mark.parametrize(
    ("errors", "claims", "said"),
    [
        ((8, 2, 10), 12, "Too few claims to tell: between 2 and 10 of the 12 it repeated were distorted"),
        ((8, 2, 13), 12, "Too few claims to tell: between 2 and 12 of the 12 it repeated were distorted"),
        ((30, 5, 60), 80, "Too uncertain to tell: between 5 and 60 of the 80 it repeated were distorted"),
        ((20, 12.5, 27.2), 80, "Probably between 12 and 28 of the 80 claims it repeated were distorted"),
        ((3, 0, 9), 40, "Up to 9 of the 40 claims it repeated may be distorted"),
        ((35, 30, 41), 40, "Probably at least 30 of the 40 claims it repeated were distorted"),
        ((1, 1, 1), 40, "Probably 1 of the 40 claims it repeated was distorted"),
    ],
)
def test_few_articles_are_told_by_counts_within_what_is_possible(
    errors: tuple[float, float, float], claims: int, said: str
) -> None:
    assert findings.distorted(corrected(errors), claims, articles=2) == said


def test_many_articles_are_told_of_every_hundred_claims() -> None:
    faithful = Estimate(value=0.9, low=0.86, high=0.951, count=90, of=100)
    run = corrected((10, 5, 14), faithful=faithful)
    said = "Expect 4 to 14 of every 100 claims it repeats to be distorted"
    assert findings.distorted(run, 100, articles=40) == said
    assert findings.distorted(run, 100, articles=9).startswith("Probably between 5 and 14 of the 100")


def test_the_sentence_below_the_heading_has_its_interval() -> None:
    run = corrected((8, 2, 13))
    assert trust_sentences.expected(run, 12) == (
        "Of the 6 errors charged here, about 5 (1–6) are expected to be real; about 3 (0–7) more are expected to be "
        "missed: in all about 8 of the 12 claims repeated (95% interval 2–12)."
    )
    rounded = corrected((24.2, 6, 54), real=(9.6, 3, 15), missed=(14.6, 1, 43), charged=16)
    said = "in all, before rounding, about 24 of the 137 claims repeated (95% interval 6–54)."
    assert trust_sentences.expected(rounded, 137).endswith(said)
    assert trust_sentences.real_ones(rounded) == "Of the 16 errors charged, about 10 (3–15) are expected to be real."
    clean = corrected((1.2, 0, 4), real=(0, 0, 0), missed=(1.2, 0, 4), charged=0)
    assert trust_sentences.expected(clean, 50) == (
        "No error is charged here, but about 1 of the 50 claims repeated (95% interval 0–4) is expected to be "
        "distorted all the same."
    )
    assert trust_sentences.real_ones(clean) == ""
    assert trust_sentences.expected(corrected((0, 0, 0), charged=0), 0) == ""


def test_both_faithfulnesses_name_their_intervals_and_claims() -> None:
    bare = corrected((8, 2, 13), faithful=Estimate(value=0.41, count=5, of=13))
    scored = Estimate(value=0.5, low=0.5, high=0.5, count=6, of=12)
    assert trust_sentences.both_faithfulnesses(scored, bare) == (
        "Faithfulness: 50% as scored. Corrected for the scorer’s own errors: 41% of about 13 claims."
    )
    assert trust_sentences.claims_made(bare, 12) == (
        "The scorer finds 12 claims repeated, but it overlooks some: the corrected faithfulness is a share of about 13."
    )
    assert "takes some that are left out for repeated" in trust_sentences.claims_made(bare, 14)
    assert trust_sentences.claims_made(bare, 13) == ""
    wide = corrected((2, 1, 3), faithful=Estimate(value=0.8, low=0.7, high=0.9, count=8, of=10))
    assert trust_sentences.both_faithfulnesses(Estimate(value=0.9, low=0.8, high=0.95, count=9, of=10), wide) == (
        "Faithfulness: 90% (95% interval 80–95%) as scored. Corrected for the scorer’s own errors: 80% (95% interval "
        "70–90%)."
    )
    nothing = corrected((0, 0, 0), faithful=Estimate(value=None))
    assert trust_sentences.corrected_faithfulness(nothing, 0) == trust_sentences.claims_made(nothing, 0) == ""


def test_of_which_models_a_correction_is() -> None:
    assert trust_sentences.of_whole(1, 0) == ""
    assert "all 3 models together; model by model each is" in trust_sentences.of_whole(3, 3)
    assert trust_sentences.of_whole(2, 0) == "That is of all 2 models together: none is corrected by itself."


def test_an_interval_that_counts_the_scorers_errors_is_wider() -> None:
    wide = widened(Shift(value=-0.1, low=-0.4, high=0.2), 0.4)
    assert wide is not None
    assert (wide.value, wide.low, wide.high) == (-0.1, pytest.approx(-0.6), pytest.approx(0.4))
    far = widened(Shift(value=-0.9, low=-1.0, high=-0.6), 0.4)
    assert far is not None
    assert (far.low, far.high) == (-1.0, pytest.approx(-0.4))
    # No interval, or none that means anything, is not made one by the scorer's errors.
    for shift in (Shift(value=None), Shift(value=0.1), Shift(value=0.1, low=0.1, high=0.1)):
        assert widened(shift, 0.4) is None
    assert widened(Shift(value=-0.1, low=-0.4, high=0.2), None) is None
