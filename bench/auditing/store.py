"""A run's verdicts in the order in which they are shown, and what a person says of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import Field

from bench.auditing.verdict_order import in_order
from bench.auditing.verdict_view import VerdictView, view_of
from bench.errors import InputError, UsageError
from bench.facts import FACT_KINDS
from bench.goldset import GoldSet
from bench.records import STRATA, Judgement, Outcome, Record, Stratum, Verdict, stratum_of
from bench.rundir import RunDir

Key = tuple[str, str, str, str]


class SentJudgement(Record):
    """What the page sends: the person's verdict on the item, or on another fact of its summary."""

    judged: Verdict
    fact: str | None = Field(default=None, max_length=1000)
    """The other fact, with an error that the scorer missed; None for the item itself."""


class JudgedCount(Record):
    """How much of a stratum is judged."""

    judged: int
    size: int


class AuditProgress(Record):
    """How far the audit has come."""

    run: str
    by: str
    total: int
    next: int
    """The first item without a judgement; `total` if there is none."""
    strata: dict[Stratum, JudgedCount]
    """Empty in a blind audit: the count that grows would tell what was judged."""


class AuditStore:
    """The audit of one run; its creator has to hold the run's lock."""

    def __init__(self, run: RunDir, sets: Sequence[GoldSet], by: str, *, blind: bool = False) -> None:
        """Read a scored run.

        Args:
            run: its folder.
            sets: the gold sets that its manifest names.
            by: who judges.
            blind: show nothing of what the scorer said.

        Raises:
            UsageError: the run is unfinished, or there is nothing in it to judge.
            InputError: a file of the run is broken.
        """
        self._run, self._by, self._blind = run, by, blind
        self._golds = {
            (gold.card.name, gold_article.article.id): gold_article for gold in sets for gold_article in gold.articles
        }
        self._summaries = {
            (summary.gold, summary.article, summary.id): summary for summary in run.summaries() if summary.is_scored
        }
        # Read for nothing but its error: without score.json the verdicts are unfinished.
        run.score()
        auditable = [outcome for outcome in run.outcomes() if self._is_known(outcome)]
        # By the run's own seed, so that whoever goes on with the audit meets the same order.
        self._order = in_order(auditable, run.manifest().seed, blind=blind)
        # A run of refusals alone, say.
        if not self._order:
            raise UsageError(f"{run.path}: no verdict of a scorer in this run, so there is nothing to audit")
        self._outcomes: dict[tuple[str, str, str], dict[str, Outcome]] = {}
        for outcome in self._order:
            self._outcomes.setdefault((outcome.gold, outcome.article, outcome.summary), {})[outcome.fact] = outcome
        strata = [stratum_of(outcome.verdict) for outcome in self._order]
        # Goes into each judgement: a sample stands for as many verdicts as its stratum had when it was drawn.
        self._sizes = {stratum: strata.count(stratum) for stratum in STRATA}
        self._said: dict[Key, Judgement] = {}
        # In the order of the file, where a later line about a pair takes the place of an earlier one.
        for judgement in run.judgements():
            self._keep(judgement)

    def progress(self) -> AuditProgress:
        """How far the audit has come."""
        # A missed error that was pointed out beside another item still has to come up by chance itself.
        done = [judgement is not None and judgement.drawn for judgement in map(self._said_of, self._order)]
        judged = [
            stratum_of(outcome.verdict)
            for outcome in self._order
            # What was left open was shown, but tells nothing of the stratum.
            if (judgement := self._said_of(outcome)) and judgement.drawn and judgement.judged != "unscored"
        ]
        return AuditProgress(
            run=self._run.path.resolve().name,
            by=self._by,
            total=len(self._order),
            next=done.index(False) if False in done else len(done),
            strata={
                stratum: JudgedCount(judged=judged.count(stratum), size=self._sizes[stratum])
                for stratum in STRATA
                if not self._blind
            },
        )

    def item(self, index: int) -> VerdictView:
        """One verdict.

        Raises:
            UsageError: there is none with this index.
        """
        outcome = self._at(index)
        judgement = self._said_of(outcome)
        key = outcome.gold, outcome.article, outcome.summary
        return view_of(
            index,
            self._golds[key[:2]],
            self._summaries[key],
            # All verdicts on the summary, since the page lists the facts in which an error may have been missed.
            self._outcomes[key],
            outcome.fact,
            judgement.judged if judgement else None,
            blind=self._blind,
        )

    def judge(self, index: int, sent: SentJudgement) -> None:
        """Record a person's judgement.

        Raises:
            UsageError: there is no such item or fact.
            InputError: the verdict does not fit it.
            WriteError: it cannot be written.
        """
        outcome_shown = self._at(index)
        outcome = outcome_shown
        if sent.fact is not None and sent.fact != outcome_shown.fact:
            outcomes_of_summary = self._outcomes[outcome_shown.gold, outcome_shown.article, outcome_shown.summary]
            if sent.fact not in outcomes_of_summary:
                raise UsageError(f"no verdict on a fact '{sent.fact}' of this summary")
            outcome = outcomes_of_summary[sent.fact]
        is_shown = outcome is outcome_shown
        # Of another fact only a missed error can be reported; to judge it in full it has to come up itself.
        fitting = (*FACT_KINDS[outcome.kind].codes, *(("preserved", "omitted", "unscored") if is_shown else ()))
        if sent.judged not in fitting:
            raise InputError(f"'{sent.judged}' is no verdict for it: {', '.join(fitting)}", field="judged")
        stratum, before = stratum_of(outcome.verdict), self._said_of(outcome)
        # `unscored` verdicts have no stratum, and `in_order` has left them out.
        assert stratum is not None
        judgement = Judgement(
            gold=outcome.gold,
            article=outcome.article,
            summary=outcome.summary,
            fact=outcome.fact,
            verdict=outcome.verdict,
            judged=sent.judged,
            stratum=stratum,
            size=self._sizes[stratum],
            # An error that was pointed out by chance does not count as drawn, unless it was drawn before.
            drawn=is_shown or (before is not None and before.drawn),
            blind=self._blind,
            by=self._by,
            at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
        # On disk first: a judgement that could not be written must not be counted on the page.
        self._run.append_judgement(judgement)
        self._keep(judgement)

    def _is_known(self, outcome: Outcome) -> bool:
        """Whether there is a summary and a fact to show it with."""
        gold = self._golds.get((outcome.gold, outcome.article))
        return (
            gold is not None
            and (outcome.gold, outcome.article, outcome.summary) in self._summaries
            and any(located.fact.id == outcome.fact for located in gold.facts)
        )

    def _at(self, index: int) -> Outcome:
        if not 0 <= index < len(self._order):
            raise UsageError(f"there is no verdict {index}: they go from 0 to {len(self._order) - 1}")
        return self._order[index]

    def _said_of(self, outcome: Outcome) -> Judgement | None:
        """The latest judgement of this verdict; None if the scorer has changed the verdict since then."""
        judgement = self._said.get((outcome.gold, outcome.article, outcome.summary, outcome.fact))
        # The size too: a sample of 10 out of 50 verdicts is none out of 80.
        fits = judgement and judgement.verdict == outcome.verdict and judgement.size == self._sizes[judgement.stratum]
        return judgement if fits else None

    def _keep(self, judgement: Judgement) -> None:
        self._said[judgement.pair] = judgement
