"""Scorers by name; what a scorer needs is imported only when it is asked for."""

from __future__ import annotations

from bench.entry_points import about
from bench.errors import AllegedlyError, UsageError
from bench.records import Record
from bench.scorers.from_packages import installed_scorers, scorer_from
from bench.scorers.interface import Scorer

SHIPPED = {
    "rules": "rules over what a summary says: offline, deterministic, free",
    "judge": "a language model gives every verdict; name it with --judge",
    "cascade": "rules first, and a judge for what they are not sure of",
}
"""The scorers that come with the tool, by name."""
NAMES = tuple(SHIPPED)


def get(name: str, *, judge: str | None = None, ask_above: float | None = None) -> Scorer:
    """The scorer of that name.

    Args:
        name: one of `NAMES`, or one that another package brings.
        judge: the name of the language model whose answers it takes verdicts from, for those that do.
        ask_above: see `CascadeScorer`.

    Raises:
        UsageError: there is none, or what was given does not go with it.
        EndpointError: another package's cannot be had.
    """
    # The names that come with the tool go first: no package may stand in for `rules`.
    if name not in NAMES:
        others = installed_scorers()
        if name not in others:
            raise UsageError(f"no scorer '{name}': there are {', '.join((*NAMES, *others))}")
        if ask_above is not None:
            raise UsageError(f"--ask-above goes with --scorer cascade: {name} has no such setting")
        return scorer_from(others[name], judge)
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


class AvailableScorer(Record):
    """One line of what `--scorer` takes."""

    name: str
    about: str
    missing: str = ""
    """What keeps it from being used; empty if it is ready."""


def available() -> tuple[AvailableScorer, ...]:
    """Every scorer there is, those of other packages last; their code is run to say what they are."""
    lines = [AvailableScorer(name=name, about=said) for name, said in SHIPPED.items()]
    for name, point in installed_scorers().items():
        said = missing = ""
        try:
            said = about(point)
        except AllegedlyError as error:
            missing = str(error)
        if name in SHIPPED:
            missing = "the name is taken by one that comes with this tool"
        lines.append(AvailableScorer(name=name, about=said, missing=missing))
    return tuple(lines)
