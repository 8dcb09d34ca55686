"""A language model as a scorer: verdicts are looked up in its answers, which somebody else has asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from bench.goldset import GoldArticle
from bench.records import Flag, Outcome, Summary
from bench.scorers.interface import ScoredSummary, Task
from bench.scorers.judge.answers import Answers
from bench.scorers.judge.article_parts import ArticlePart, parts_of
from bench.scorers.judge.case import Case
from bench.scorers.judge.judging_text import VERSION, text_hash
from bench.scorers.judge.outcomes import flags_of, outcome_of, unscored_outcome
from bench.scorers.judge.request import JudgeRequest

NOT_ASKED = "the judge has not been asked, or has not answered"
LONGEST_NAME = 80
"""Characters of a judge's name in the name of the scorer."""


class JudgeScorer:
    """Takes the verdicts from a judge's answers. A verdict that is not there is `unscored`, never a guess."""

    name = "judge"
    is_copyable = False

    def __init__(self, judge: str) -> None:
        """Set up, with no answers yet.

        Args:
            judge: the name of the model that answers; verdicts of another one are those of another scorer.
        """
        self.version = f"{VERSION}+{text_hash()}({written(judge)})"
        self.answers = Answers()
        self._parts: dict[tuple[str, str], tuple[GoldArticle, tuple[ArticlePart, ...]]] = {}

    def pending(self, tasks: Sequence[Task], *, step: Callable[[], None] = lambda: None) -> list[JudgeRequest]:
        """The requests that the judge has still to be sent, given the answers that are there."""
        requests: list[JudgeRequest] = []
        for task in tasks:
            for summary in task.summaries:
                for case in self.cases(task.gold, summary):
                    wanted = [fact.id for fact in case.part.facts]
                    requests += case.next_requests(wanted, self.answers.to(case.key))
                step()
        return distinct(requests)

    def score(self, gold: GoldArticle, summaries: Sequence[Summary]) -> Iterator[ScoredSummary]:
        """Look up the verdicts on summaries of this article: one `ScoredSummary` each, in their order."""
        for summary in summaries:
            outcomes: dict[str, Outcome] = {}
            flags: tuple[Flag, ...] = ()
            for case in self.cases(gold, summary):
                of_case, flags_of_case = self.ruled(case)
                outcomes |= of_case
                flags += flags_of_case or ()
            yield ScoredSummary(outcomes=tuple(outcomes[located.fact.id] for located in gold.facts), flags=flags)

    def cases(self, gold: GoldArticle, summary: Summary) -> list[Case]:
        """A summary beside each part of its article."""
        key = (gold.article.gold, gold.article.id)
        before, parts = self._parts.get(key, (None, ()))
        if before is not gold:
            parts = parts_of(gold)
            self._parts[key] = gold, parts
        return [Case(part, summary) for part in parts]

    def ruled(self, case: Case, scorer: str | None = None) -> tuple[dict[str, Outcome], tuple[Flag, ...] | None]:
        """The outcomes on all facts of a case, by id, and its flags; None if the judge was not asked for flags.

        Args:
            case: a summary and a part of its article.
            scorer: whose outcomes they are; if None, this scorer's.
        """
        scorer = scorer or f"{self.name}@{self.version}"
        ruling = case.ruling(self.answers.to(case.key))
        outcomes = {}
        for fact in case.part.facts:
            if judged := ruling.facts.get(fact.id):
                outcomes[fact.id] = outcome_of(fact, judged, case.summary, scorer)
            else:
                why = ruling.complaints.get(fact.id)
                complaint = f"the judge’s answer could not be used, since {why}" if why else NOT_ASKED
                outcomes[fact.id] = unscored_outcome(fact, complaint, case.summary, scorer)
        return outcomes, tuple(flags_of(ruling.flags, case.summary)) if ruling.flag_tries else None


def distinct(requests: Iterable[JudgeRequest]) -> list[JudgeRequest]:
    """Each request once: two samples with the same text are one case, and one answer serves both."""
    return list({(request.request, request.asked, request.is_repair): request for request in requests}.values())


def written(judge: str) -> str:
    """A judge's name as it goes into a scorer's: without signs that have a meaning in a signature."""
    return re.sub(r"[^\w.:/@+~-]+", "-", judge)[:LONGEST_NAME]
