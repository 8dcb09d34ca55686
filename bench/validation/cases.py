"""A labelled summary beside what a scorer says of it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bench.goldset import GoldArticle, GoldSet
from bench.goldset.locate import occurrences
from bench.records import (
    ERROR_CODES,
    Flag,
    Kind,
    LabelledFlag,
    LabelledSummary,
    Span,
    Summary,
    Verdict,
)
from bench.scorers import ScoredSummary, Scorer
from bench.scorers.interface import Task
from bench.scorers.parallel import score_all

SAMPLE_SEED = 0
"""Of the draw of labelled summaries, so that the same command measures the same ones."""


class LabelledVerdict(NamedTuple):
    """Label and prediction for one fact of one summary."""

    article: str
    """`set/article`."""
    kind: Kind
    label: Verdict
    predicted: Verdict


class FlagMatch(NamedTuple):
    """The flags of one summary: matched one to one, and left over."""

    hits: tuple[Flag, ...]
    invented: tuple[Flag, ...]
    """Only the scorer raised them."""
    missed: tuple[LabelledFlag, ...]
    """Only the annotator raised them."""


class ScoredCase(NamedTuple):
    """A labelled summary and what a scorer says of it."""

    gold: GoldArticle
    labelled: LabelledSummary
    scored: ScoredSummary

    @property
    def article(self) -> str:
        """`set/article`."""
        return f"{self.gold.article.gold}/{self.gold.article.id}"

    def label(self, fact: str) -> Verdict:
        """The annotator's verdict on a fact."""
        # Labels list only what a summary repeats: leaving a fact out is the usual case.
        return self.labelled.labels.get(fact, "omitted")

    def pairs(self) -> Iterator[LabelledVerdict]:
        """A pair for every fact that has both a label and a verdict."""
        for outcome in self.scored.outcomes:
            label = self.label(outcome.fact)
            # Where either gave no verdict there is nothing to compare.
            if "unscored" not in (label, outcome.verdict):
                yield LabelledVerdict(self.article, outcome.kind, label, outcome.verdict)

    def match_flags(self) -> FlagMatch:
        """Match predicted to labelled flags: the same code, and passages that overlap."""
        unmatched = list(self.labelled.flags)
        hits, invented = [], []
        for flag in self.scored.flags:
            for labelled in unmatched:
                if labelled.code == flag.code and _overlaps(flag.span, labelled.text, self.labelled.text):
                    # Once matched a label is used up, so that two flags on one passage are not both right.
                    unmatched.remove(labelled)
                    hits.append(flag)
                    break
            else:
                invented.append(flag)
        return FlagMatch(tuple(hits), tuple(invented), tuple(unmatched))

    @property
    def is_clean(self) -> bool:
        """Whether the annotator found nothing wrong with the summary."""
        return not self.labelled.flags and not any(label in ERROR_CODES for label in self.labelled.labels.values())

    @property
    def is_charged(self) -> bool:
        """Whether the scorer finds an error in it."""
        return any(outcome.is_error for outcome in self.scored.outcomes)


def labelled_articles(sets: Sequence[GoldSet], limit: int | None = None) -> tuple[GoldArticle, ...]:
    """The articles that have labelled summaries.

    Args:
        sets: where they are.
        limit: how many labelled summaries to draw by chance from all articles, the same each time; if None, all.
    """
    articles = tuple(article for gold in sets for article in gold.articles if article.labels)
    if limit is None:
        return articles
    # Over the articles in turn, as an interval rests on how many articles there are more than on how many summaries.
    chance = random.Random(SAMPLE_SEED)  # noqa: S311 - draws a sample, keeps no secret
    turns = [(turn, chance.random(), article) for article in articles for turn in range(len(article.labels))]
    turns.sort(key=lambda of_turn: of_turn[:2])
    shares = Counter(id(article) for _, _, article in turns[:limit])
    return tuple(
        article.model_copy(update={"labels": _drawn(article.labels, shares[id(article)], chance)})
        for article in articles
        if shares[id(article)]
    )


def _drawn(labels: Sequence[LabelledSummary], count: int, chance: random.Random) -> tuple[LabelledSummary, ...]:
    """So many of an article's labelled summaries, drawn by chance, in their order."""
    return tuple(labels[at] for at in sorted(chance.sample(range(len(labels)), count)))


def score_labelled(scorer: Scorer, articles: Sequence[GoldArticle], *, step: Callable[[], None]) -> list[ScoredCase]:
    """Score the labelled summaries of articles, in their order; `step` is called after each."""
    # Scorers never get the labels: what they see is what they would see in a run.
    scored = score_all(scorer, (Task(article, as_summaries(article)) for article in articles), step=step)
    # In the order in which the tasks were handed in, which is that of the scored summaries.
    labels = ((article, labelled) for article in articles for labelled in article.labels)
    return [ScoredCase(*label, of_summary) for label, (_, of_summary) in zip(labels, scored, strict=True)]


def as_summaries(article: GoldArticle) -> list[Summary]:
    """An article's labelled summaries without their labels, as a scorer gets them."""
    return [
        Summary(
            id=labelled.id,
            gold=article.article.gold,
            article=article.article.id,
            model=labelled.model,
            text=labelled.text,
        )
        for labelled in article.labels
    ]


def _overlaps(span: Span, passage: str, text: str) -> bool:
    # A label quotes its passage without saying which of several it is: any of them counts.
    return any(at < span[1] and span[0] < at + len(passage) for at in occurrences(passage, text))
