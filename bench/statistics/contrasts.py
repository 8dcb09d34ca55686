"""Two models on the same articles: paired differences, a permutation test, and Holm's correction.

A summary has its counterpart in the other model's summary of the same article and sample, and a fact counts only if
it was judged in both. So what makes an article hard is on both sides, and only the models differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from bench.records import (
    CODES,
    KINDS,
    Contrast,
    Difference,
    Kind,
    MeasuredRates,
    Outcome,
    Verdict,
)
from bench.statistics.bootstrap import SEED, Counts, Floats, Resamples
from bench.statistics.expected_errors import expected_errors, verdicts_by_kind
from bench.statistics.pairing import SummaryPair
from bench.statistics.scorer_noise import scorer_noise, widened

PERMUTATIONS = 10_000
"""How many sign flips are tried at most; where there are fewer possible flips than that, all of them are."""
TINY = 1e-12
"""A difference smaller than this is a rounding error."""

Test = Callable[[Outcome], bool]


def contrast(
    base: str, rival: str, pairs: Sequence[SummaryPair], unpaired: int, rates: MeasuredRates | None = None
) -> Contrast:
    """All differences between two models; their p-values are not corrected yet.

    Args:
        base: label of the model that `pairs` has first.
        rival: label of the second.
        pairs: their summaries.
        unpaired: how many summaries have no counterpart.
        rates: how often the scorer of both errs; None if that was never measured.
    """
    # Only articles of pairs are drawn: one that only one model has would be drawn for nothing.
    articles = sorted({pair.article for pair in pairs})
    resamples = Resamples(articles)

    def difference(counts: tuple[Counts, Counts], scale: float = 1.0) -> Difference:
        # Corrected later, when the p-values of all models are known.
        p = flip_p(*counts)
        estimates = [resamples.ratio(*side, scale) for side in counts]
        shift = resamples.difference(*counts, scale)
        return Difference(base=estimates[0], other=estimates[1], shift=shift, p=p, corrected=p)

    def share(top: Test, bottom: Test) -> Difference:
        return difference(_counts(pairs, top, bottom))

    outcomes = [(pair.article, judged_twice) for pair in pairs for judged_twice in pair.outcomes]
    # From the same pairs as all other figures: verdicts on summaries without a counterpart would correct another total.
    base_verdicts, rival_verdicts = (
        verdicts_by_kind(
            (judged_twice[side].kind, article, judged_twice[side].verdict) for article, judged_twice in outcomes
        )
        for side in (0, 1)
    )
    runs = base_verdicts, rival_verdicts
    expected = [expected_errors(run, rates) for run in runs] if rates else [None, None]
    # One corrected model beside a raw one would compare figures that mean different things.
    corrected_pair = (expected[0], expected[1]) if expected[0] and expected[1] else None
    noise = scorer_noise(runs, corrected_pair, rates) if corrected_pair and rates else None
    faithfulness = share(_kept, _mentioned)
    return Contrast(
        base=base,
        other=rival,
        articles=len(articles),
        pairs=len(pairs),
        unpaired=unpaired,
        overall={
            "faithfulness": faithfulness,
            "coverage": share(_mentioned, _judged),
            "major": share(lambda o: o.severity == "major", _mentioned),
            "minor": share(lambda o: o.severity == "minor", _mentioned),
            "flags_per_100_words": difference(_flags(pairs), scale=100),
        },
        faithfulness={kind: share(*_of(kind, _kept, _mentioned)) for kind in KINDS},
        coverage={kind: share(*_of(kind, _mentioned, _judged)) for kind in KINDS},
        codes={code: share(*_of(kind, _called(code), _mentioned)) for kind, codes in CODES.items() for code in codes},
        corrected=corrected_pair,
        scorer_noise=noise,
        faithfulness_range=widened(faithfulness.shift, noise),
    )


def corrected(contrasts: Sequence[Contrast]) -> tuple[Contrast, ...]:
    """The contrasts with their p-values corrected for multiple testing, after Holm.

    An overall figure is corrected for all the models; a figure of the kinds for all kinds and models, and the rate of
    a code for all codes and models, since whoever looks for what differs looks at all of these.
    """
    # Copies, since records are frozen; each figure is replaced below once its family is known.
    groups: dict[str, list[dict[str, Difference]]] = {
        name: [dict(getattr(of_contrast, name)) for of_contrast in contrasts]
        for name in ("overall", "faithfulness", "coverage", "codes")
    }
    for name, figures in groups.items():
        keys = list(dict.fromkeys(key for of_contrast in figures for key in of_contrast))
        # One looks for a difference among all codes at once, but asks about faithfulness by itself.
        for family in [[key] for key in keys] if name == "overall" else [keys]:
            members = [(of_contrast, key) for of_contrast in figures for key in family]
            for (of_contrast, key), p in zip(
                members, holm([of_contrast[key].p for of_contrast, key in members]), strict=True
            ):
                of_contrast[key] = of_contrast[key].model_copy(update={"corrected": p})
    return tuple(
        of_contrast.model_copy(update={name: figures[number] for name, figures in groups.items()})
        for number, of_contrast in enumerate(contrasts)
    )


def flip_p(base: Counts, rival: Counts) -> float | None:
    """The p-value of a permutation test that flips the sign of the difference in some of the articles.

    Each article adds its part to the difference of the two ratios: what it has more or less on one side than the ratio
    of both sides together would give it there. (Swapping the two sides of an article instead would mistake a
    difference in how much is repeated for one in how much of that is right.) Where few articles add anything, all
    flips are tried; else many are drawn, always the same, and the difference that there is counts as one of them.

    Returns:
        A two-sided p-value; None where either side has nothing to count.
    """
    added = parts(base, rival)
    if added is None:
        return None
    # Flipping nothing changes nothing: without these articles, there are few enough flips to try them all.
    added = added[np.abs(added) > TINY]
    count = len(added)
    everything = 2**count <= PERMUTATIONS
    if everything:
        # Every number has other bits, and each bit says whether the sign of one article is flipped.
        flips = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    else:
        flips = np.random.default_rng(SEED).integers(0, 2, (PERMUTATIONS, count))
    # Two-sided, and with some slack: the same parts in another order may sum up to a little less.
    extreme = int((np.abs((1 - 2 * flips) @ added) >= abs(added.sum()) - TINY).sum())
    # Phipson and Smyth (2010, Permutation P-values Should Never Be Zero): with drawn flips, what was observed counts as
    # one of them.
    return extreme / len(flips) if everything else (extreme + 1) / (len(flips) + 1)


def parts(base: Counts, rival: Counts) -> Floats | None:
    """Each article's contribution to the difference of two ratios; they sum to it. None if a ratio has no value."""
    articles = sorted({name for side in (base, rival) for part in side for name in part})
    table = np.array([[[part.get(name, 0) for name in articles] for part in side] for side in (base, rival)], float)
    # A ratio of nothing to nothing has no value, and so no difference to test.
    if not articles or not table[:, 1].sum(axis=1).all():
        return None
    # If the models do not differ, this one ratio is true of both; an article adds what it departs from that.
    pooled = table[:, 0].sum() / table[:, 1].sum()
    # With 8 of 10 right on one side and 6 of 10 on the other, the pooled ratio is 0.7; an article with 3 of 3 right on
    # the first side departs from it there by (3 - 2.1) / 10 = 0.09.
    before, after = ((side[0] - pooled * side[1]) / side[1].sum() for side in table)
    added: Floats = after - before
    return added


def holm(values: Sequence[float | None]) -> list[float | None]:
    """P-values corrected for there being several, after Holm; None stays and is not counted."""
    # S. Holm (1979, A Simple Sequentially Rejective Multiple Test Procedure): the smallest of n is multiplied by n, the
    # next by n - 1; none may come out below a smaller one.
    # 0.01, 0.02 and 0.04 become 0.03, 0.04 and 0.04.
    ranked = sorted((p, index) for index, p in enumerate(values) if p is not None)
    result: list[float | None] = [None] * len(values)
    highest = 0.0
    for rank, (p, index) in enumerate(ranked):
        highest = max(highest, min(1.0, p * (len(ranked) - rank)))
        result[index] = highest
    return result


def _kept(outcome: Outcome) -> bool:
    return outcome.verdict == "preserved"


def _mentioned(outcome: Outcome) -> bool:
    return outcome.is_mention


def _judged(outcome: Outcome) -> bool:
    return outcome.verdict != "unscored"


def _called(code: Verdict) -> Test:
    return lambda outcome: outcome.verdict == code


def _of(kind: Kind, top: Test, bottom: Test) -> tuple[Test, Test]:
    return (lambda o: o.kind == kind and top(o)), (lambda o: o.kind == kind and bottom(o))


def _counts(pairs: Sequence[SummaryPair], top: Test, bottom: Test) -> tuple[Counts, Counts]:
    sides = []
    for side in (0, 1):
        tops, bottoms = Counter[str](), Counter[str]()
        for pair in pairs:
            for judged_twice in pair.outcomes:
                tops[pair.article] += top(judged_twice[side])
                bottoms[pair.article] += bottom(judged_twice[side])
        sides.append(Counts(tops, bottoms))
    return sides[0], sides[1]


def _flags(pairs: Sequence[SummaryPair]) -> tuple[Counts, Counts]:
    def side(number: int) -> Counts:
        flags, words = Counter[str](), Counter[str]()
        for pair in pairs:
            flags[pair.article] += pair.flags[number]
            words[pair.article] += pair.words[number]
        return Counts(flags, words)

    return side(0), side(1)
