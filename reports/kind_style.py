"""The part of a page's style sheet that follows from the kinds of fact."""

from __future__ import annotations

from bench.facts import FACT_KINDS


def kind_style() -> str:
    """A CSS rule for each kind, whose class is the kind's name.

    It sets `--kind-line`, with which the style sheets of the scorecard and of the editor draw the line under a fact's
    marked words.
    """
    return "\n".join(f".{kind.kind} {{\n  --kind-line: {kind.underline};\n}}" for kind in FACT_KINDS.values())
