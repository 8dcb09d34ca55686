"""Two models on the same articles: paired differences, a permutation test, and Holm's correction.

A summary has its counterpart in the other model's summary of the same article and sample, and a fact counts only if
it was judged in both. So what makes an article hard is on both sides, and only the models differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from bench.models import CODES, KINDS, Contrast, Difference, Kind, Outcome, Verdict
from bench.statistics.bootstrap import SEED, Counts, Resamples
from bench.statistics.pairing import Pair

PERMUTATIONS = 10_000
"""Swaps that are tried; where there are no more than these, all of them are."""

Test = Callable[[Outcome], bool]


def contrast(base: str, other: str, pairs: Sequence[Pair], unpaired: int) -> Contrast:
    """All differences between two models; their p-values are not corrected yet.

    Args:
        base: label of the model that `pairs` has first.
        other: label of the second.
        pairs: their summaries.
        unpaired: how many summaries have no counterpart.
    """
    articles = sorted({pair.article for pair in pairs})
    resamples = Resamples(articles)

    def difference(counts: tuple[Counts, Counts], scale: float = 1.0) -> Difference:
        p = swap_p(*counts)
        estimates = [resamples.ratio(*side, scale) for side in counts]
        shift = resamples.difference(*counts, scale)
        return Difference(base=estimates[0], other=estimates[1], shift=shift, p=p, corrected=p)

    def share(top: Test, bottom: Test) -> Difference:
        return difference(_counts(pairs, top, bottom))

    return Contrast(
        base=base,
        other=other,
        articles=len(articles),
        pairs=len(pairs),
        unpaired=unpaired,
        overall={
            "faithfulness": share(_kept, _mentioned),
            "coverage": share(_mentioned, _judged),
            "major": share(lambda o: o.severity == "major", _mentioned),
            "minor": share(lambda o: o.severity == "minor", _mentioned),
            "flags_per_100_words": difference(_flags(pairs), scale=100),
        },
        faithfulness={kind: share(*_of(kind, _kept, _mentioned)) for kind in KINDS},
        coverage={kind: share(*_of(kind, _mentioned, _judged)) for kind in KINDS},
        codes={code: share(*_of(kind, _called(code), _mentioned)) for kind, codes in CODES.items() for code in codes},
    )


def corrected(contrasts: Sequence[Contrast]) -> tuple[Contrast, ...]:
    """The same with p-values corrected after Holm.

    An overall figure is corrected for all the models; a figure of the kinds for all kinds and models, and the rate of
    a code for all codes and models, since whoever looks for what differs looks at all of these.
    """
    groups: dict[str, list[dict[str, Difference]]] = {
        name: [dict(getattr(one, name)) for one in contrasts]
        for name in ("overall", "faithfulness", "coverage", "codes")
    }
    for name, figures in groups.items():
        keys = list(dict.fromkeys(key for one in figures for key in one))
        for family in [[key] for key in keys] if name == "overall" else [keys]:
            members = [(one, key) for one in figures for key in family]
            for (one, key), p in zip(members, holm([one[key].p for one, key in members]), strict=True):
                one[key] = one[key].model_copy(update={"corrected": p})
    return tuple(
        one.model_copy(update={name: figures[number] for name, figures in groups.items()})
        for number, one in enumerate(contrasts)
    )


def swap_p(base: Counts, other: Counts) -> float | None:
    """How often a difference as large comes about when the two sides are swapped in some of the articles.

    Where few articles differ, all ways to swap them are tried; else many are drawn, always the same, and the
    difference that there is counts as one of them.

    Returns:
        A two-sided p-value; None where either side has nothing to count.
    """
    articles = sorted({name for side in (base, other) for part in side for name in part})
    table = np.array([[part.get(name, 0) for part in (*base, *other)] for name in articles], dtype=float)
    if not articles or not table[:, 1].sum() or not table[:, 3].sum():
        return None
    total = table.sum(axis=0)
    swapped = (table[:, [2, 3, 0, 1]] - table)[(table[:, :2] != table[:, 2:]).any(axis=1)]
    count = len(swapped)
    everything = 2**count <= PERMUTATIONS
    if everything:
        swaps = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    else:
        swaps = np.random.default_rng(SEED).integers(0, 2, (PERMUTATIONS, count))
    sums = total + swaps @ swapped
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.abs(sums[:, 2] / sums[:, 3] - sums[:, 0] / sums[:, 1])
    there = abs(total[2] / total[3] - total[0] / total[1])
    extreme = int(_as_large(found, float(there)).sum())
    return extreme / len(swaps) if everything else (extreme + 1) / (len(swaps) + 1)


def _as_large(found: npt.NDArray[np.float64], there: float) -> npt.NDArray[np.bool_]:
    """A swap that leaves one side nothing to count is taken for a large difference: that errs on the careful side."""
    return np.isnan(found) | (found >= there - 1e-12)


def holm(values: Sequence[float | None]) -> list[float | None]:
    """P-values corrected for there being several, after Holm; None stays and is not counted."""
    there = sorted((p, place) for place, p in enumerate(values) if p is not None)
    result: list[float | None] = [None] * len(values)
    highest = 0.0
    for rank, (p, place) in enumerate(there):
        highest = max(highest, min(1.0, p * (len(there) - rank)))
        result[place] = highest
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


def _counts(pairs: Sequence[Pair], top: Test, bottom: Test) -> tuple[Counts, Counts]:
    sides = []
    for side in (0, 1):
        tops, bottoms = Counter[str](), Counter[str]()
        for pair in pairs:
            for both in pair.outcomes:
                tops[pair.article] += top(both[side])
                bottoms[pair.article] += bottom(both[side])
        sides.append(Counts(tops, bottoms))
    return sides[0], sides[1]


def _flags(pairs: Sequence[Pair]) -> tuple[Counts, Counts]:
    def side(number: int) -> Counts:
        flags, words = Counter[str](), Counter[str]()
        for pair in pairs:
            flags[pair.article] += pair.flags[number]
            words[pair.article] += pair.words[number]
        return Counts(flags, words)

    return side(0), side(1)
