"""The interface that every scorer offers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from bench.goldset import GoldArticle
from bench.records import Flag, Outcome, Record, Summary
from bench.scorers.judge.answers import Answers
from bench.scorers.judge.request import JudgeRequest


class ScoredSummary(Record):
    """All that a scorer says of one summary."""

    outcomes: tuple[Outcome, ...]
    """One for every gold fact of the article, in the facts' order."""
    flags: tuple[Flag, ...]


class Task(NamedTuple):
    """Some summaries of one article."""

    gold: GoldArticle
    summaries: Sequence[Summary]


class Scorer(Protocol):
    """Judges summaries of an article against its gold facts."""

    name: str
    version: str
    """Rises whenever a verdict may change: it is part of every score's signature."""
    is_copyable: bool
    """Whether it may be pickled into further processes. One that holds open connections must say no: it then scores
    everything in the process that made it."""

    def score(self, gold: GoldArticle, summaries: Sequence[Summary]) -> Iterator[ScoredSummary]:
        """Judge summaries of this article: one `ScoredSummary` each, in their order."""
        ...


@runtime_checkable
class AskingScorer(Scorer, Protocol):
    """A scorer that takes verdicts from the answers of a language model.

    It asks nobody itself: it says what is to be asked, whoever has a connection asks that and adds the answers, and
    what it scores follows from these alone.
    """

    @property
    def answers(self) -> Answers:
        """The answers that are there; more can be added."""

    def pending(self, tasks: Sequence[Task], *, step: Callable[[], None] = ...) -> list[JudgeRequest]:
        """The requests that are still to be sent; `step` is called for each summary that is looked at for this."""
        ...
