"""In how many passages errors stand."""

from __future__ import annotations

from cards import outcome

from bench.statistics.error_passages import count_passages


def test_errors_whose_spans_overlap_are_in_one_passage():
    passages = count_passages(
        [
            outcome("dropped_hedge", (0, 10)),
            outcome("dropped_hedge", (5, 12), fact="f02"),
            outcome("dropped_attribution", (11, 20), fact="f03", kind="attribution", severity="minor"),
            outcome("dropped_hedge", (20, 30), fact="f04"),
            outcome("preserved", (0, 40), fact="f05"),
        ]
    )
    assert (passages.all, passages.major, passages.minor) == (2, 2, 1)
    assert passages.codes == {"dropped_attribution": 1, "dropped_hedge": 2}


def test_an_error_without_a_place_and_one_in_another_summary_stand_alone():
    passages = count_passages(
        [
            outcome("dropped_hedge", (0, 10)),
            outcome("dropped_hedge", (0, 10), summary="t"),
            outcome("dropped_hedge", fact="f02"),
            outcome("dropped_hedge", fact="f03"),
        ]
    )
    assert passages.all == 4
    assert count_passages([]).all == 0


def test_passages_far_apart_are_joined_by_one_that_reaches_both():
    spans = ((0, 5), (10, 15), (4, 11))
    assert count_passages([outcome("dropped_hedge", span, fact=f"f{n}") for n, span in enumerate(spans)]).all == 1
    both = outcome("dropped_hedge", (0, 5), (10, 15), fact="f9")
    assert count_passages([both, outcome("dropped_hedge", (12, 13))]).all == 1
