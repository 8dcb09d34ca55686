"""How deeply parsed data is nested: what walks through it, or prints it, goes only so deep."""

from __future__ import annotations

from bench.bounds import refusal


def refuse_deep(value: object) -> None:
    """Refuse data of lists and mappings that are nested more deeply than anything that is read here.

    Raises:
        ValueError: they are.
    """
    layer = [value] if isinstance(value, dict | list) else []
    # Layer by layer rather than by recursion, which the data itself could exhaust.
    depth = 0
    while layer:
        depth += 1
        if problem := refusal("nesting", depth):
            raise ValueError(problem)
        layer = [
            inner
            for container in layer
            for inner in (container.values() if isinstance(container, dict) else container)
            if isinstance(inner, dict | list)
        ]
