"""The answers of one judge to several runs: asked for once, and kept by each run that needs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bench.goldset import GoldSet
from bench.pipeline.scoring import tasks_of
from bench.records import JudgedAnswer
from bench.rundir import RunDir
from bench.scorers import Scorer
from bench.scorers.interface import AskingScorer, Task


class JudgedRuns:
    """Runs that are scored from the answers of one judge, each with all of its own in its folder."""

    def __init__(
        self, scorer: Scorer, runs: Sequence[RunDir], sets: Sequence[GoldSet], step: Callable[[], None]
    ) -> None:
        """Read the answers in the folders; one that another run lacks is given to it.

        Args:
            scorer: takes its verdicts from a judge, and has no answers yet.
            runs: with their summaries.
            sets: what they are summaries of.
            step: called for each summary that is looked at, which is done where there are several runs.
        """
        assert isinstance(scorer, AskingScorer)
        self._scorer = scorer
        self._runs = runs
        self._tasks_of = [tasks_of(run.summaries(), sets) for run in runs]
        own = [run.answers() for run in runs]
        # One that lies in several folders counts once.
        self.kept = tuple({_identity(answer): answer for answers in own for answer in answers}.values())
        """All answers that are there."""
        # Without any answer a scorer wants all that it will ever want. A single run's answers need no telling apart.
        self._wanted = (
            [{request.request for request in scorer.pending(tasks, step=step)} for tasks in self._tasks_of]
            if len(runs) > 1
            else None
        )
        if self._wanted:
            for run, wanted, answers in zip(runs, self._wanted, own, strict=True):
                there = set(map(_identity, answers))
                lacking = [a for a in self.kept if a.request in wanted and _identity(a) not in there]
                if lacking:
                    run.append_answers(*lacking)

    @property
    def tasks(self) -> list[Task]:
        """What is to be judged, of all runs."""
        return [task for tasks in self._tasks_of for task in tasks]

    def keep(self, answers: Sequence[JudgedAnswer]) -> None:
        """Write answers into the folder of each run that needs them.

        Raises:
            IncompleteError: they cannot be written.
        """
        for index, run in enumerate(self._runs):
            needed = [a for a in answers if self._wanted is None or a.request in self._wanted[index]]
            if needed:
                run.append_answers(*needed)

    def unanswered(self) -> list[int]:
        """Of each run, how many requests have no answer."""
        return [len(self._scorer.pending(tasks)) for tasks in self._tasks_of]


def _identity(answer: JudgedAnswer) -> str:
    return answer.model_dump_json()
