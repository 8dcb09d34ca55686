"""A run's errors corrected by how often its scorer errs."""

from __future__ import annotations

import random

import pytest
from error_rates import GOOD, measured, of_all_kinds, rates

from bench.records import KINDS, Kind, MeasuredRates, Verdict
from bench.statistics import Counts, KindVerdicts, cluster_size, expected_errors, verdicts_by_kind
from bench.statistics.scorer_noise import scorer_noise


def run(
    charged: int, preserved: int, omitted: int, articles: int = 10, kind: Kind = "hedge"
) -> dict[Kind, KindVerdicts]:
    """A run with these verdicts on one kind, spread over articles."""
    given: list[tuple[Kind, str, Verdict]] = [
        (kind, f"g/a{number % articles}", verdict)
        for verdict, count in (("dropped_hedge", charged), ("preserved", preserved), ("omitted", omitted))
        for number in range(count)
    ]
    return verdicts_by_kind(given)


def test_the_expected_errors_are_those_of_rogan_and_gladen():
    corrected = expected_errors(run(300, 700, 1000), GOOD)
    assert corrected is not None
    overall = corrected.overall
    assert overall.charged == 300
    assert overall.errors.value == pytest.approx((300 - 0.015 * 2000) / (0.6 - 0.015), rel=0.05)
    assert overall.real.value + overall.missed.value == pytest.approx(overall.errors.value)
    assert overall.real.value == pytest.approx(0.6 * overall.errors.value, rel=0.05)
    assert overall.real.low <= overall.real.value <= overall.real.high <= 300
    assert corrected.by_kind["hedge"].errors.value == pytest.approx(overall.errors.value)
    assert corrected.by_kind["number"].errors.value == 0


def test_charges_that_false_alarms_explain_need_not_be_errors():
    corrected = expected_errors(run(30, 970, 1000), GOOD)
    assert corrected is not None
    assert corrected.overall.errors.low < 5
    assert corrected.overall.real.value < 20


def test_without_a_charge_errors_may_still_be_missed():
    corrected = expected_errors(run(0, 50, 0), GOOD)
    assert corrected is not None
    assert corrected.overall.real.value == corrected.overall.real.high == corrected.overall.missed.low == 0
    assert 0 < corrected.overall.missed.high < 10


def test_no_more_claims_are_distorted_than_repeated():
    poor = of_all_kinds(natural=rates(measured(10, 40), measured(6, 400)))
    corrected = expected_errors(run(6, 3, 200), poor)
    assert corrected is not None
    overall = corrected.overall
    assert overall.errors.high <= 9
    assert overall.real.high <= 6
    assert overall.errors.value == pytest.approx(overall.real.value + overall.missed.value)


def test_surer_rates_make_shorter_intervals():
    few = of_all_kinds(natural=rates(measured(36, 60), measured(6, 400)))
    wide, narrow = (expected_errors(run(100, 900, 1000, articles=100), of) for of in (few, GOOD))
    assert wide is not None
    assert narrow is not None
    assert wide.overall.errors.high - wide.overall.errors.low > 1.5 * (
        narrow.overall.errors.high - narrow.overall.errors.low
    )
    alike = of_all_kinds(natural=rates(measured(1800, 3000, 300), measured(60, 4000, 400)))
    clustered = expected_errors(run(100, 900, 1000, articles=100), alike)
    assert clustered is not None
    assert clustered.overall.errors.high > narrow.overall.errors.high


def test_many_claims_of_few_articles_tell_less_than_as_many_of_many():
    few, many = (expected_errors(run(100, 900, 1000, articles=articles), GOOD) for articles in (10, 500))
    assert few is not None
    assert many is not None
    assert few.overall.errors.high - few.overall.errors.low > 1.3 * (many.overall.errors.high - many.overall.errors.low)


def test_few_false_alarms_are_not_made_more_by_counting_them_kind_by_kind():
    of_kind = rates(measured(18, 30), measured(1, 400))
    of_all = rates(measured(54, 90), measured(3, 1200))
    known: MeasuredRates = {"natural": {"all": of_all, **dict.fromkeys(KINDS, of_kind)}}
    three_kinds = {kind: run(12, 388, 0, articles=100, kind=kind)[kind] for kind in KINDS}
    corrected = expected_errors(three_kinds, known)
    assert corrected is not None
    assert corrected.overall.charged - corrected.overall.real.value == pytest.approx(3, abs=1.5)


def test_the_same_run_always_comes_to_the_same_whatever_its_order():
    given: list[tuple[Kind, str, Verdict]] = [
        (kind, f"g/a{number}", verdict)
        for number in range(12)
        for kind, verdict in (("hedge", "dropped_hedge"), ("number", "preserved"), ("attribution", "omitted"))
    ]
    once = expected_errors(verdicts_by_kind(given), GOOD)
    random.Random(1).shuffle(given)
    assert expected_errors(verdicts_by_kind(given), GOOD) == once


def test_what_was_not_judged_counts_nowhere():
    assert verdicts_by_kind([("hedge", "g/a", "unscored")]) == verdicts_by_kind([])


def test_planted_summaries_help_out_where_natural_ones_are_few():
    planted = rates(measured(900, 1000), measured(10, 1000))
    few, many = rates(measured(5, 10), measured(2, 200)), rates(measured(30, 60), measured(2, 200))

    def sources(**of_origin: object) -> tuple[str, str]:
        corrected = expected_errors(run(10, 90, 0), of_all_kinds(**of_origin))
        assert corrected is not None
        return corrected.rates_from["hedge"].found, corrected.rates_from["hedge"].false_alarms

    assert sources(natural=many, planted=planted) == ("natural", "natural")
    assert sources(natural=few, planted=planted) == ("pooled", "natural")
    assert sources(natural=few) == ("natural", "natural")
    assert sources(planted=planted) == ("planted", "planted")


def test_planted_errors_weigh_little():
    planted = rates(measured(8000, 10_000), measured(10, 1000))
    natural = rates(measured(10, 25), measured(15, 1000))
    corrected = expected_errors(run(100, 900, 0), of_all_kinds(natural=natural, planted=planted))
    assert corrected is not None
    assert corrected.overall.errors.value > 120  # if 80% were found, there would be about 106


def test_without_labelled_errors_nothing_is_corrected():
    assert expected_errors(run(10, 90, 0), of_all_kinds(natural=rates(measured(0, 0), measured(1, 90)))) is None
    assert expected_errors(run(10, 90, 0), of_all_kinds(natural=rates(measured(5, 9), measured(0, 0)))) is None
    assert expected_errors(run(10, 90, 0), {}) is None


def test_a_kind_that_was_never_measured_leaves_the_run_uncorrected():
    of_other_kinds = {origin: {"all": groups["all"], "number": groups["number"]} for origin, groups in GOOD.items()}
    assert expected_errors(run(10, 90, 0), of_other_kinds) is None


def test_faithfulness_is_corrected_too():
    corrected = expected_errors(run(300, 700, 1000, articles=7), GOOD)
    assert corrected is not None
    faithful = corrected.faithfulness
    assert faithful.value == pytest.approx(1 - corrected.overall.errors.value / faithful.of, abs=0.01)
    assert faithful.low is not None
    assert faithful.high is not None
    assert 0 <= faithful.low < faithful.value < faithful.high <= 1
    # One article does not show how much articles differ, and neither do two that happen to agree.
    for same in (run(3, 7, 10, articles=1), run(4, 6, 10, articles=2)):
        alone = expected_errors(same, GOOD)
        assert alone is not None
        assert alone.faithfulness.low is None
    # Two in which all is right are another matter: what was missed is still known roughly.
    clean = expected_errors(run(0, 50, 0, articles=2), GOOD)
    assert clean is not None
    assert clean.faithfulness.low is not None
    empty = expected_errors(run(0, 0, 10), GOOD)
    assert empty is not None
    assert empty.faithfulness.value is None


def test_claims_of_one_article_are_alike():
    spread = Counts({f"a{n}": 1 for n in range(10)}, {f"a{n}": 10 for n in range(10)})
    heaped = Counts({"a0": 10}, {f"a{n}": 10 for n in range(10)})
    assert spread.effective == 100  # never more than were counted
    assert heaped.effective == pytest.approx(9)
    assert Counts({}, {"a0": 5, "a1": 5}).effective == 10
    assert cluster_size({"a0": 5, "a1": 5}) == 5
    assert cluster_size({"a0": 9, "a1": 1}) == pytest.approx(8.2)
    assert cluster_size({}) == 0


def test_what_the_scorers_errors_can_make_of_two_equally_faithful_models():
    runs = run(100, 900, 1000, articles=100), run(110, 890, 1000, articles=100)
    both = expected_errors(runs[0], GOOD), expected_errors(runs[1], GOOD)
    assert both[0] is not None
    assert both[1] is not None
    noise = scorer_noise(runs, (both[0], both[1]), GOOD)
    assert noise is not None
    assert 0.01 < noise < 0.04
    nothing = {kind: KindVerdicts({}, {}, {}) for kind in KINDS}
    assert scorer_noise((runs[0], nothing), (both[0], both[1]), GOOD) is None
