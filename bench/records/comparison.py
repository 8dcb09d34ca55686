"""Models compared on the summaries that they made of the same articles."""

from __future__ import annotations

from bench.codes import Kind, Verdict
from bench.records.corrected import Corrected
from bench.records.figures import Estimate
from bench.records.record import Record

SampleKey = tuple[str, str, int]
"""Gold set, article and sample: what a summary of one model has in common with its counterpart of another."""


class Shift(Record):
    """How much a figure differs, with the interval; `value` is None if there was nothing to count."""

    value: float | None
    low: float | None = None
    high: float | None = None
    """None where fewer than two articles have anything to count."""
    articles: int | None = None
    """How many articles have anything to count, on the side where these are fewer; None where that is not known."""


class Difference(Record):
    """One figure of two models."""

    base: Estimate
    other: Estimate
    shift: Shift
    """`other` minus `base`."""
    p: float | None
    """The p-value of a permutation test: how often flipping the signs of the articles' differences makes one as large.
    None if there was nothing to count."""
    corrected: float | None
    """The p-value after Holm's correction for all figures that are tested together."""


class Entrant(Record):
    """One model of one run."""

    label: str
    """Its model's name; where several have that name, with the run's folder."""
    model: str
    run: str
    """The run's folder."""
    signature: str
    asked: int
    """How many summaries of it the run holds, whatever their status."""
    scored: int


class Contrast(Record):
    """A model compared with the base."""

    base: str
    other: str
    """Labels of entrants."""
    articles: int
    pairs: int
    """Summaries of one article and sample that both have."""
    unpaired: int
    """Scored summaries of either without a counterpart: they count in no figure."""
    overall: dict[str, Difference]
    """`faithfulness`, `coverage`, `major`, `minor` and `flags_per_100_words`."""
    faithfulness: dict[Kind, Difference]
    coverage: dict[Kind, Difference]
    """Of each kind of fact separately."""
    codes: dict[Verdict, Difference]
    """Per error code, of the mentioned facts of the code's kind."""
    corrected: tuple[Corrected, Corrected] | None = None
    """The errors of both on these pairs, corrected by how often the scorer errs; None where that was never measured."""
    scorer_noise: float | None = None
    """How far apart the scorer's errors alone can set the faithfulness of two models that are equally faithful."""
    faithfulness_range: Shift | None = None
    """The difference in faithfulness with an interval that counts the scorer's errors too; None where they were never
    measured, or where there is no interval."""


class DifferingFact(Record):
    """A gold fact on which the entrants' summaries of one article and sample do not agree."""

    gold: str
    article: str
    sample: int
    fact: str
    kind: Kind
    verdicts: dict[str, Verdict]
    """By entrant's label; one without a summary is left out."""

    @property
    def is_about_errors(self) -> bool:
        """Whether an entrant distorts the fact; otherwise one repeats what another leaves out."""
        return any(verdict not in ("preserved", "omitted", "unscored") for verdict in self.verdicts.values())


class Comparison(Record):
    """A whole comparison; the first entrant is the base, with which the others are compared."""

    entrants: tuple[Entrant, ...]
    warnings: tuple[str, ...]
    """Sentences on what differs besides the model."""
    runs_left_out: tuple[str, ...] = ()
    """One sentence for each run that could not be read, with the reason."""
    contrasts: tuple[Contrast, ...]
    differing: tuple[DifferingFact, ...]
    bootstrap_samples: int
    permutations: int
    """The most sign flips that were tried; all of them where there are fewer."""
    seed: int
