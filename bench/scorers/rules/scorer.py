"""From facts and summaries to outcomes and flags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.goldset import GoldArticle
from bench.reading import read_all
from bench.records import Flag, Outcome, Statement, Summary
from bench.scorers.interface import ScoredSummary
from bench.scorers.rules import flags
from bench.scorers.rules.decision import Decision, decide
from bench.scorers.rules.how_much import number_judge
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article_context import ArticleContext, FactContext
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.mention_verdict import MentionVerdict

_BATCH = 16
"""Summaries that are parsed together, which takes three quarters of the time of parsing each alone."""
_BATCH_CHARACTERS = 50_000
"""Their length together, which bounds the parser's memory; a longer one is parsed alone."""
MOST_ARTICLES = 200
"""Articles that stay read: a program that scores one after another for days must not keep them all."""


class RulesScorer:
    """Judges by rules over what the reader finds. Articles stay read, so that later summaries cost less."""

    name = "rules"
    version = "6"
    is_copyable = True

    setting_meaning = "errors from"
    setting_place = "Set it with `error` in bench/scorers/rules/data/scoring.toml; the scorer's version rises with it."
    settings_tried = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97)
    """Confidences that `bench validate --curve` shows."""

    @property
    def setting(self) -> float:
        """The confidence from which an error is called."""
        return settings()["error"]

    def __init__(self) -> None:
        self._articles: dict[tuple[str, str], ArticleContext] = {}

    def __reduce__(self) -> tuple[type[RulesScorer], tuple[()]]:
        """A copy in another process begins with no article read: an article's caches cannot be pickled."""
        return RulesScorer, ()

    def score(self, gold: GoldArticle, summaries: Sequence[Summary]) -> Iterator[ScoredSummary]:
        """Judge summaries of this article: one `ScoredSummary` for each, in their order."""
        article = self._article(gold)
        for summary, statements in _read_in_batches(summaries):
            yield self._judge(SummaryContext(statements, article, summary.text), summary)

    def score_at(
        self, gold: GoldArticle, summaries: Sequence[Summary], settings: Sequence[float]
    ) -> Iterator[tuple[ScoredSummary, ...]]:
        """Judge each summary once for each of several values of the setting `error`, reading it once."""
        article = self._article(gold)
        for summary, statements in _read_in_batches(summaries):
            yield tuple(
                self._judge(SummaryContext(statements, article, summary.text, error), summary) for error in settings
            )

    def _article(self, gold: GoldArticle) -> ArticleContext:
        key = (gold.article.gold, gold.article.id)
        article = self._articles.get(key)
        # Facts of an article may have been edited since it was read, as while a set is being annotated.
        if article is None or article.gold != gold:
            if len(self._articles) >= MOST_ARTICLES:
                del self._articles[next(iter(self._articles))]  # the one that was read first
            article = self._articles[key] = ArticleContext(gold)
        return article

    def _judge(self, context: SummaryContext, summary: Summary) -> ScoredSummary:
        article = context.article
        # Together, since each number of a summary can be that of one fact only.
        numbers = number_judge.judge([fact for fact in article.facts if fact.fact.kind == "number"], context)
        outcomes = tuple(self._outcome(fact, _decision(fact, numbers, context), summary) for fact in article.facts)
        return ScoredSummary(outcomes=outcomes, flags=tuple(self._flags(context, summary, outcomes)))

    def _flags(self, context: SummaryContext, summary: Summary, outcomes: Sequence[Outcome]) -> Iterator[Flag]:
        numbers = [
            span for outcome in outcomes if outcome.kind == "number" and outcome.is_mention for span in outcome.spans
        ]
        credited = [
            span
            for outcome in outcomes
            if outcome.kind == "attribution" and outcome.is_mention
            for span in outcome.spans
        ]
        flagged: set[tuple[str, str]] = set()
        for passage in flags.find(context, numbers, credited):
            text = summary.text[slice(*passage.span)]
            # A model that loops repeats itself: once is enough.
            if (passage.code, text.lower()) in flagged:
                continue
            flagged.add((passage.code, text.lower()))
            yield Flag(
                gold=summary.gold,
                article=summary.article,
                summary=summary.id,
                code=passage.code,
                span=passage.span,
                text=text,
                reason=passage.reason,
            )

    def _outcome(self, fact: FactContext, decision: Decision, summary: Summary) -> Outcome:
        verdict = decision.verdict
        return Outcome(
            gold=summary.gold,
            article=summary.article,
            summary=summary.id,
            fact=fact.fact.id,
            kind=fact.fact.kind,
            verdict=verdict.verdict,
            severity=verdict.severity,
            spans=verdict.spans,
            reason=verdict.reason,
            confidence=_share(decision.confidence),
            certainty=_share(decision.certainty),
            scorer=f"{self.name}@{self.version}",
        )


def _read_in_batches(summaries: Sequence[Summary]) -> Iterator[tuple[Summary, list[Statement]]]:
    """Yield each summary with its reading, of which none depends on what it was read with."""
    start = 0
    while start < len(summaries):
        end, characters = start + 1, len(summaries[start].text)
        while end < min(start + _BATCH, len(summaries)):
            characters += len(summaries[end].text)
            if characters > _BATCH_CHARACTERS:
                break
            end += 1
        batch = summaries[start:end]
        yield from zip(batch, read_all([summary.text for summary in batch]), strict=True)
        start = end


def _decision(fact: FactContext, numbers: dict[str, tuple[MentionVerdict, float]], summary: SummaryContext) -> Decision:
    """The verdict on a fact: a number's from the table of all numbers, another one's from its own mentions."""
    if fact.fact.id not in numbers:
        return decide(fact, summary)
    verdict, confidence = numbers[fact.fact.id]
    if verdict.verdict == "omitted":
        best = summary.best_confidence(fact)
        # A claim is often told without its number, so that a claim which is surely there leaves the verdict in doubt
        # only by half.
        return Decision(verdict, best, 1.0 - best * settings()["number_untold"])
    sure = settings()["certainty_number" if verdict.severity else "certainty_kept"]
    return Decision(verdict, confidence, confidence * sure)


def _share(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), 4)
