"""An audit: a person's verdicts beside the scorer's, and the figures corrected with them."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from bench.codes import ERROR_CODES, Verdict
from bench.records.figures import Estimate
from bench.records.record import Record

Stratum = Literal["error", "preserved", "omitted"]
STRATA: tuple[Stratum, ...] = get_args(Stratum)
"""The groups of the scorer's verdicts from which an audit draws its sample, each separately."""


def stratum_of(verdict: Verdict) -> Stratum | None:
    """Return the stratum of a scorer's verdict; None for `unscored`, which nobody audits."""
    if verdict in ERROR_CODES:
        return "error"
    return "preserved" if verdict == "preserved" else "omitted" if verdict == "omitted" else None


class Judgement(Record):
    """One line of audit.jsonl: a person's verdict beside the scorer's. The last line about a pair counts."""

    gold: str
    article: str
    summary: str
    """The summary's id."""
    fact: str
    verdict: Verdict
    """The scorer's verdict."""
    judged: Verdict
    """The person's verdict; `unscored` if they left it open."""
    stratum: Stratum
    size: int = Field(ge=1)
    """Pairs in the stratum when this was judged."""
    drawn: bool
    """Whether the pair was drawn by chance; a pair that the person looked up says nothing about the others."""
    blind: bool = False
    """Whether the person judged without seeing the scorer's verdict."""
    by: str = Field(max_length=200)
    at: str
    """UTC, ISO 8601."""

    @property
    def pair(self) -> tuple[str, str, str, str]:
        """What the judgement is about: set, article, summary, fact."""
        return self.gold, self.article, self.summary, self.fact


class AuditedStratum(Record):
    """What a person found among the pairs of a stratum."""

    size: int
    """Pairs that the run has in it."""
    errors: Estimate
    """Those that are errors to the person, of those that they judged, with Wilson's interval."""


class Audit(Record):
    """All judgements of a run, in figures."""

    strata: dict[Stratum, AuditedStratum]
    same_code: int
    """Confirmed errors whose code the person confirmed too."""
    faithfulness: Estimate
    """Faithfulness, corrected with the judgements; `count` and `of` are judged pairs. It has no value if a stratum that
    it depends on has no judgement."""
    codes: dict[Verdict, Estimate]
    """The corrected rate of each error code, counted in the same way."""
    open: int
    """Pairs that the person left open."""
    outside_sample: int
    """Missed errors that the person marked outside the sample: they go into no figure."""
    stale: int
    """Judgements on verdicts that the scorer has changed since: they go into no figure either."""
    by: tuple[str, ...]
    """Who judged."""

    @property
    def precision(self) -> Estimate:
        """Of the errors that the scorer charges, the share that the person confirms as errors."""
        return self.strata["error"].errors

    @property
    def judged(self) -> int:
        """Pairs that the figures rest on."""
        return sum(stratum.errors.of for stratum in self.strata.values())
