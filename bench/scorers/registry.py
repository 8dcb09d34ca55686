"""Scorers by name; what a scorer needs is imported only when it is asked for."""

from __future__ import annotations

from bench.errors import UsageError
from bench.scorers.interface import Scorer

NAMES = ("rules", "judge", "cascade")


def get(name: str, *, judge: str | None = None, ask_above: float | None = None) -> Scorer:
    """The scorer of that name.

    Args:
        name: one of `NAMES`.
        judge: the name of the language model whose answers it takes verdicts from, for those that do.
        ask_above: see `CascadeScorer`.

    Raises:
        UsageError: there is none, or what was given does not go with it.
    """
    if name not in NAMES:
        raise UsageError(f"no scorer '{name}': there are {', '.join(NAMES)}")
    if name == "rules" and judge is not None:
        raise UsageError("--judge goes with --scorer judge and --scorer cascade: the rules scorer asks no model")
    if name != "rules" and judge is None:
        raise UsageError(f"--scorer {name} needs a model that judges: name it with --judge X, as --model names one")
    if name != "cascade" and ask_above is not None:
        raise UsageError(
            f"--ask-above goes with --scorer cascade: {name} asks about {'none' if name == 'rules' else 'all'}"
        )
    if name == "judge":
        from bench.scorers.judge.scorer import JudgeScorer  # noqa: PLC0415 - as needed

        return JudgeScorer(judge or "")
    from bench.scorers.rules import RulesScorer  # noqa: PLC0415 - loads the parser

    if name == "rules":
        return RulesScorer()
    from bench.scorers.cascade import CascadeScorer  # noqa: PLC0415 - as needed

    return CascadeScorer(RulesScorer(), judge or "", ask_above)
