"""Rules first; a judge is asked for what they call an error and for what they leave out although it may be there.

Whatever the rules are sure of stays as it is, which is most of a summary: that a claim is kept, or that it is nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bench.goldset import GoldArticle
from bench.records import Flag, Outcome, Summary
from bench.scorers.interface import ScoredSummary, Scorer, Task
from bench.scorers.judge.answers import Answers
from bench.scorers.judge.case import Case
from bench.scorers.judge.judging_text import VERSION, text_hash
from bench.scorers.judge.request import JudgeRequest
from bench.scorers.judge.scorer import JudgeScorer, written
from bench.scorers.parallel import score_all

ASK_ABOVE = 0.3
"""The confidence above which a left-out fact is asked about, unless somebody wants another one."""


class CascadeScorer:
    """Asks a judge about some of the facts, and takes the rules' verdicts on the others."""

    name = "cascade"
    is_copyable = False

    def __init__(self, rules: Scorer, judge: str, ask_above: float | None = None) -> None:
        """Set up, with no answers yet.

        Args:
            rules: who decides first.
            judge: the name of the model that answers.
            ask_above: the confidence that the summary makes a claim from which a fact that the rules leave out is asked
                about, from 0 (all of them) to 1 (none); if None, what measured best.
        """
        self.ask_above = ASK_ABOVE if ask_above is None else ask_above
        self.version = f"{VERSION}+{text_hash()}({rules.name}@{rules.version},{self.ask_above:g},{written(judge)})"
        self._rules = rules
        self._judge = JudgeScorer(judge)
        self._first: dict[tuple[str, str], ScoredSummary] = {}

    @property
    def answers(self) -> Answers:
        """The judge's answers."""
        return self._judge.answers

    def pending(self, tasks: Sequence[Task], *, step: Callable[[], None]) -> list[JudgeRequest]:
        """The requests that the judge has still to be sent, given the answers that are there."""
        new = [
            Task(task.gold, [summary for summary in task.summaries if _key(summary) not in self._first])
            for task in tasks
        ]
        for summary, scored in score_all(self._rules, [task for task in new if task.summaries], step=step):
            self._first[_key(summary)] = scored
        requests: list[JudgeRequest] = []
        for task in tasks:
            for summary in task.summaries:
                first = self._first[_key(summary)]
                for case in self._judge.cases(task.gold, summary):
                    wanted, asks_flags = self._doubtful(case, first)
                    if wanted or asks_flags:
                        requests += case.next_requests(wanted, self.answers.to(case.key))
        return requests

    def score(self, gold: GoldArticle, summaries: Sequence[Summary]) -> Iterator[ScoredSummary]:
        """Judge summaries of this article: one `ScoredSummary` each, in their order."""
        missing = [summary for summary in summaries if _key(summary) not in self._first]
        self._first |= zip(map(_key, missing), self._rules.score(gold, missing), strict=True)
        for summary in summaries:
            yield self._combined(gold, summary, self._first[_key(summary)])

    def _combined(self, gold: GoldArticle, summary: Summary, first: ScoredSummary) -> ScoredSummary:
        outcomes: dict[str, Outcome] = {outcome.fact: outcome for outcome in first.outcomes}
        flags: tuple[Flag, ...] = first.flags
        for case in self._judge.cases(gold, summary):
            wanted, asks_flags = self._doubtful(case, first)
            if not wanted and not asks_flags:
                continue
            ruled, flags_of_judge = self._judge.ruled(case, f"{self.name}@{self.version}")
            outcomes |= {fact: ruled[fact] for fact in wanted}
            # Asked about a summary at all, the judge lists all flags of it.
            if flags_of_judge is not None:
                flags = flags_of_judge
        return ScoredSummary(outcomes=tuple(outcomes[located.fact.id] for located in gold.facts), flags=flags)

    def _doubtful(self, case: Case, first: ScoredSummary) -> tuple[tuple[str, ...], bool]:
        """The ids of the facts of a case that the judge is asked about, and whether it is asked for the flags."""
        here = {fact.id for fact in case.part.facts}
        wanted = tuple(
            outcome.fact
            for outcome in first.outcomes
            if outcome.fact in here
            and (outcome.is_error or (outcome.verdict == "omitted" and outcome.confidence > self.ask_above))
        )
        return wanted, case.part.asks_flags and bool(first.flags)


def _key(summary: Summary) -> tuple[str, str]:
    """What the rules' verdicts on a summary depend on, beside its article."""
    return f"{summary.gold}/{summary.article}/{summary.id}", summary.text
