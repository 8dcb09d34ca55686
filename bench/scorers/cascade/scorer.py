"""Rules first; a judge is asked for whatever they call an error, and for every other verdict that is in doubt.

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
from bench.scorers.judge.scorer import JudgeScorer, distinct, written
from bench.scorers.parallel import score_all

ASK_ABOVE = 0.2
"""The doubt above which a judge is asked, unless somebody wants another one. On natural summaries that is a fifth of
all verdicts, and five of six errors are among them; with 0.1 it is a third, and hardly one error more."""


class CascadeScorer:
    """Asks a judge about some of the facts, and takes the rules' verdicts on the others."""

    name = "cascade"
    is_copyable = False
    setting_meaning = "asked above"
    setting_place = "Set it with --ask-above: lower is more thorough and costs more."
    settings_tried = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1.0)
    """Doubts that `bench validate --curve` shows."""

    def __init__(self, rules: Scorer, judge: str, ask_above: float | None = None) -> None:
        """Set up, with no answers yet.

        Args:
            rules: who decides first.
            judge: the name of the model that answers.
            ask_above: the doubt above which a verdict of the rules is asked about, from 0 (nearly all) to 1 (errors
                alone); if None, what measured best.
        """
        self.ask_above = ASK_ABOVE if ask_above is None else ask_above
        self.version = f"{VERSION}+{text_hash()}({rules.name}@{rules.version},{self.ask_above:g},{written(judge)})"
        self._rules = rules
        self._judge = JudgeScorer(judge)
        self._first: dict[tuple[str, str], ScoredSummary] = {}

    @property
    def setting(self) -> float:
        """The doubt above which a verdict of the rules is asked about."""
        return self.ask_above

    @property
    def answers(self) -> Answers:
        """The judge's answers."""
        return self._judge.answers

    def pending(self, tasks: Sequence[Task], *, step: Callable[[], None] = lambda: None) -> list[JudgeRequest]:
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
                    wanted, asks_flags = self._doubtful(case, first, self.ask_above)
                    if wanted or asks_flags:
                        requests += case.next_requests(wanted, self.answers.to(case.key))
        return distinct(requests)

    def score(self, gold: GoldArticle, summaries: Sequence[Summary]) -> Iterator[ScoredSummary]:
        """Judge summaries of this article: one `ScoredSummary` each, in their order."""
        for at_value in self.score_at(gold, summaries, (self.ask_above,)):
            yield at_value[0]

    def score_at(
        self, gold: GoldArticle, summaries: Sequence[Summary], settings: Sequence[float]
    ) -> Iterator[tuple[ScoredSummary, ...]]:
        """Judge each summary once for each of several doubts above which the judge is asked."""
        missing = [summary for summary in summaries if _key(summary) not in self._first]
        self._first |= zip(map(_key, missing), self._rules.score(gold, missing), strict=True)
        for summary in summaries:
            first = self._first[_key(summary)]
            yield tuple(self._combined(gold, summary, first, above) for above in settings)

    def _combined(self, gold: GoldArticle, summary: Summary, first: ScoredSummary, above: float) -> ScoredSummary:
        outcomes: dict[str, Outcome] = {outcome.fact: outcome for outcome in first.outcomes}
        flags: tuple[Flag, ...] = first.flags
        for case in self._judge.cases(gold, summary):
            wanted, asks_flags = self._doubtful(case, first, above)
            if not wanted and not asks_flags:
                continue
            ruled, flags_of_judge = self._judge.ruled(case, f"{self.name}@{self.version}")
            outcomes |= {fact: ruled[fact] for fact in wanted}
            # Asked about a summary at all, the judge lists all flags of it.
            if flags_of_judge is not None:
                flags = flags_of_judge
        return ScoredSummary(outcomes=tuple(outcomes[located.fact.id] for located in gold.facts), flags=flags)

    @staticmethod
    def _doubtful(case: Case, first: ScoredSummary, above: float) -> tuple[tuple[str, ...], bool]:
        """The ids of the facts of a case that the judge is asked about, and whether it is asked for the flags."""
        here = {fact.id for fact in case.part.facts}
        wanted = tuple(
            outcome.fact
            for outcome in first.outcomes
            if outcome.fact in here and (outcome.is_error or _doubt(outcome) > above)
        )
        return wanted, case.part.asks_flags and bool(first.flags)


def _doubt(outcome: Outcome) -> float:
    """How likely it is, to the rules, that a verdict is no error although it should be, from 0 to 1."""
    # "Left out" is wrong where the claim is there after all. How sure the rules are of "left out" says less: most
    # claims that may be there are rightly told, and would be called kept.
    return outcome.confidence if outcome.verdict == "omitted" else round(1 - outcome.certainty, 4)


def _key(summary: Summary) -> tuple[str, str]:
    """What the rules' verdicts on a summary depend on, beside its article."""
    return f"{summary.gold}/{summary.article}/{summary.id}", summary.text
