"""What a comparison of two annotations comes to. `a` and `b` are the first and the second annotation throughout."""

from __future__ import annotations

from bench.records import Record


class Agreed(Record):
    """How often two annotators gave the same value, and how far that is beyond chance."""

    same: int
    of: int
    alpha: float | None = None
    """Krippendorff's alpha: 1 is full agreement, 0 what chance would give."""
    undefined: str | None = None
    """Why there is no alpha, where one was asked for."""

    @property
    def share(self) -> float | None:
        """Plain agreement; None if there is nothing to compare."""
        return self.same / self.of if self.of else None


class Counted(Record):
    """How often each annotator found something, and how often both found the same thing."""

    a: int
    b: int
    both: int

    @property
    def f1(self) -> float | None:
        """Positive agreement: twice what both found, by the sum of what each found; None if neither found any."""
        return 2 * self.both / (self.a + self.b) if self.a + self.b else None


class Disagreement(Record):
    """One thing on which the annotators differ."""

    article: str
    what: str
    """A kind of fact that one of them marked, the field of a fact that both did, or `label`, or a flag's code."""
    a: str | None
    """What the first gave; None: nothing."""
    b: str | None
    quote: str
    """The words that it is about, of the article or of the summary."""
    claim: str = ""
    summary: str | None = None
    """Id of the summary, of a label or flag."""


class FactAgreement(Record):
    """Which facts were marked, and what was recorded of those that both marked."""

    selection: dict[str, Counted]
    """By kind, and `all`."""
    other_kind: int
    """Facts of the first that the second marked at the same cue, but as another kind."""
    fields: dict[str, Agreed]
    """`stance` (nominal), `strength` (ordinal), `comparator` (nominal), and without an alpha `value` and `source`."""


class LabelAgreement(Record):
    """Verdicts of two annotators on the same summaries and facts."""

    summaries: int
    verdicts: Agreed
    """Nominal, over all verdicts; a fact that has no label is `omitted`."""
    errors: Agreed
    """Nominal, over error or no error."""
    by_kind: dict[str, Agreed]
    """By kind of fact: nominal, over all verdicts on facts of that kind."""
    by_verdict: dict[str, Agreed]
    """By verdict: nominal, over that verdict or any other."""
    codes: dict[str, Counted]
    """By verdict that is an error, and by flag."""
    confusion: dict[str, dict[str, int]]
    """Verdict of the first, verdict of the second: how often."""


class AnnotationAgreement(Record):
    """The whole comparison."""

    a: str
    b: str
    annotators_a: tuple[str, ...]
    annotators_b: tuple[str, ...]
    articles: tuple[str, ...]
    """Those that both annotated."""
    only_a: tuple[str, ...]
    """Articles that are left out, since the other did not annotate them."""
    only_b: tuple[str, ...]
    facts: FactAgreement
    labels: LabelAgreement | None
    """None if no summary of an article that both annotated has labels from both."""
    notes: tuple[str, ...] = ()
    """What else was left out, in sentences."""
    differences: tuple[Disagreement, ...]
