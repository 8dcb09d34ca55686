"""Krippendorff's alpha: how far annotators agree beyond what chance would give.

After K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import permutations
from typing import Literal

from bench.goldset.agreement.results import Agreed

Level = Literal["nominal", "ordinal"]
"""Whether values are only alike or not, or also nearer to one another or farther."""


def agreed(pairs: Sequence[tuple[str, str]], values: Sequence[str], level: Level = "nominal") -> Agreed:
    """How far pairs of values agree.

    Args:
        pairs: what the first and the second annotator gave, one pair for each thing compared.
        values: all that they could give; in their order, if the level is ordinal.
        level: whether two values are just equal or different, or can also be more or less far apart.
    """
    same = sum(a_value == b_value for a_value, b_value in pairs)
    values_used = {value for pair in pairs for value in pair}
    if not pairs:
        return Agreed(same=0, of=0, undefined="nothing to compare")
    # Chance alone would give full agreement too, so agreement beyond chance is 0 divided by 0.
    if len(values_used) == 1:
        return Agreed(same=same, of=len(pairs), undefined=f"no variation: all are {values_used.pop()}")
    ranks = [(values.index(a_value), values.index(b_value)) for a_value, b_value in pairs]
    return Agreed(same=same, of=len(pairs), alpha=krippendorff_alpha(ranks, level))


def krippendorff_alpha(units: Sequence[Sequence[int]], level: Level) -> float:
    """One minus the share of the disagreement by chance that was observed: 1 is full agreement, 0 is chance.

    Args:
        units: what the annotators gave to each unit, as ranks; one that did not annotate a unit is left out of it.
        level: the level of measurement; nominal ignores the order of the ranks.

    Raises:
        ValueError: fewer than two values were given to units that several annotated, so that alpha is undefined.
    """
    # What only one annotator gave a value to agrees with nothing, and disagrees with nothing.
    pairable = [unit for unit in units if len(unit) > 1]
    counts = Counter(value for unit in pairable for value in unit)
    if len(counts) < 2:
        raise ValueError("alpha is undefined where all values are the same")
    total = counts.total()
    # Worked out once for each two values, since a set has thousands of units but at most a dozen values.
    apart = {pair: _squared_difference(*pair, counts, level) for pair in permutations(sorted(counts), 2)}
    # Each pair of annotators of a unit counts, and a unit weighs as much as the number of its annotators.
    observed = sum(
        sum(apart[pair] for pair in permutations(unit, 2) if pair[0] != pair[1]) / (len(unit) - 1) for unit in pairable
    )
    # By chance, any value meets any other that was given, to whatever unit; but no value meets itself.
    expected = sum(counts[value] * counts[other_value] * squared for (value, other_value), squared in apart.items()) / (
        total - 1
    )
    return 1 - observed / expected


def _squared_difference(value: int, other_value: int, counts: Counter[int], level: Level) -> float:
    """How far two different values are apart, squared.

    On an ordinal level the distance is the number of values given between them, with half of the two themselves:
    ranks say nothing of how large a step is, so how often the values in between were used stands for it.
    """
    if level == "nominal":
        return 1.0
    low, high = sorted((value, other_value))
    between = sum(count for used, count in counts.items() if low <= used <= high)
    # With 10 possible, 2 probable and 6 alleged, possible and alleged are 18 - 8 = 10 apart, possible and probable 6.
    return (between - (counts[low] + counts[high]) / 2) ** 2
