"""Krippendorff's alpha of two annotators, where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import krippendorff

from bench.goldset.agreement.results import Agreed


def agreed(
    pairs: Sequence[tuple[str, str]], values: Sequence[str], level: Literal["nominal", "ordinal"] = "nominal"
) -> Agreed:
    """How far pairs of values agree.

    Args:
        pairs: what the first and the second annotator gave, one pair for each thing compared.
        values: all that they could give; in their order, if the level is ordinal.
        level: whether two values are just equal or different, or can also be more or less far apart.
    """
    same = sum(first == second for first, second in pairs)
    given = {value for pair in pairs for value in pair}
    if not pairs:
        return Agreed(same=0, of=0, undefined="nothing to compare")
    if len(given) == 1:
        return Agreed(same=same, of=len(pairs), undefined=f"no variation: all are {given.pop()}")
    order = {value: at for at, value in enumerate(values) if value in given}
    rows = [[order[pair[who]] for pair in pairs] for who in (0, 1)]
    alpha = krippendorff.alpha(reliability_data=rows, value_domain=list(order.values()), level_of_measurement=level)
    return Agreed(same=same, of=len(pairs), alpha=float(alpha))
