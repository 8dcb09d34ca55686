"""Scorers that other packages bring: entry points of the group `allegedly.scorers`.

A package names its scorer and a function in its pyproject.toml, and nothing else is needed:

    [project.entry-points."allegedly.scorers"]
    mine = "my_package:scorer"

`--scorer mine` then calls `scorer(spec)` with a `ScorerSpec`. What it returns keeps to the protocol `Scorer` in
bench/scorers/interface.py, or to `AskingScorer` there if it takes verdicts from a judge's answers; its name is `mine`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING

from bench.entry_points import build, described, installed, origin
from bench.errors import AllegedlyError, EndpointError, UsageError
from bench.foreign_text import bounded_line
from bench.records import Record

if TYPE_CHECKING:
    from bench.goldset import GoldArticle
    from bench.records import Summary
    from bench.scorers.interface import AskingScorer, ScoredSummary, Scorer, Task
    from bench.scorers.judge.answers import Answers
    from bench.scorers.judge.request import JudgeRequest

GROUP = "allegedly.scorers"
LONGEST_VERSION = 120
"""Characters of a version that go into a signature."""
MEMBERS = ("name", "version", "is_copyable", "score")


class ScorerSpec(Record):
    """What is asked of a scorer that another package brings."""

    name: str
    """Of the entry point; the scorer has to have the same."""
    judge: str | None = None
    """The name of the language model whose answers it takes verdicts from; it is a part of the scorer's version."""


def installed_scorers() -> dict[str, EntryPoint]:
    """The scorers that other packages bring, by name; none of these packages is imported yet."""
    return installed(GROUP)


def scorer_from(point: EntryPoint, judge: str | None) -> Scorer:
    """The scorer that a package builds.

    Raises:
        AllegedlyError: whatever the package raises for its users.
        EndpointError: it cannot be imported, breaks, or returns something that is no scorer.
        UsageError: it needs a judge and has none, or the other way round.
    """
    from bench.scorers.interface import AskingScorer  # noqa: PLC0415 - what is built needs it, and no list of names

    label = f"--scorer {point.name}"
    made = build(point, ScorerSpec(name=point.name, judge=judge), label=label, kind="scorer", members=MEMBERS)
    # By its name and version a scorer's measurement is found: with another's name it would borrow that one's.
    if made.name != point.name:
        raise EndpointError(f"{label}: the scorer of {origin(point)} calls itself '{made.name}', not '{point.name}'")
    asks = isinstance(made, AskingScorer)
    if asks and judge is None:
        raise UsageError(f"{label} needs a model that judges: name it with --judge X, as --model names one")
    if judge is not None and not asks:
        raise UsageError(f"{label} asks no judge: leave out --judge")
    return GuardedAskingScorer(made, origin(point)) if asks else GuardedScorer(made, origin(point))


class GuardedScorer:
    """A scorer of another package: whatever breaks in it is one line, and what it gives is looked at."""

    def __init__(self, scorer: Scorer, origin: str) -> None:
        self.name = scorer.name
        # A `|` separates the parts of a signature.
        self.version = bounded_line(str(scorer.version), LONGEST_VERSION).replace("|", "-")
        self.is_copyable = bool(scorer.is_copyable)
        self._scorer = scorer
        self._origin = origin

    def score(self, gold: GoldArticle, summaries: Sequence[Summary]) -> Iterator[ScoredSummary]:
        """Judge summaries of this article: one `ScoredSummary` each, in their order.

        Raises:
            EndpointError: the scorer breaks, or gives something else than one verdict for each fact.
        """
        facts = [located.fact.id for located in gold.facts]
        given = 0
        try:
            for scored, summary in zip(self._scorer.score(gold, summaries), summaries, strict=True):
                given += 1
                _refuse_other(scored, summary, facts)
                yield scored
        except AllegedlyError:
            raise
        except Exception as error:  # it is not this project's code, and its users are not its authors
            where = summaries[min(given, len(summaries) - 1)].id if summaries else gold.article.id
            raise EndpointError(
                f"--scorer {self.name}: {self._origin} failed at the summary '{where}': {described(error)}"
            ) from error


class GuardedAskingScorer(GuardedScorer):
    """The same for a scorer that takes verdicts from the answers of a language model."""

    _scorer: AskingScorer

    @property
    def answers(self) -> Answers:
        """The answers that are there."""
        return self._scorer.answers

    def pending(self, tasks: Sequence[Task], *, step: Callable[[], None] = lambda: None) -> list[JudgeRequest]:
        """The requests that are still to be sent.

        Raises:
            EndpointError: the scorer breaks.
        """
        try:
            return self._scorer.pending(tasks, step=step)
        except AllegedlyError:
            raise
        except Exception as error:
            raise EndpointError(f"--scorer {self.name}: {self._origin} failed: {described(error)}") from error


def _refuse_other(scored: ScoredSummary, summary: Summary, facts: Sequence[str]) -> None:
    """Refuse anything but one verdict for each fact, on this very summary: the figures would count something else.

    Raises:
        ValueError: it is something else.
    """
    if [outcome.fact for outcome in scored.outcomes] != facts:
        raise ValueError("not one verdict for each fact of the article, in their order")
    judged = {outcome.summary for outcome in scored.outcomes} | {flag.summary for flag in scored.flags}
    if others := judged - {summary.id}:
        raise ValueError(f"a verdict on another summary, '{others.pop()}'")
