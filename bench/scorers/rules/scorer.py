"""From facts and summaries to outcomes and flags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.goldset import GoldArticle
from bench.reading import read
from bench.records import Flag, Outcome, Summary
from bench.scorers.interface import ScoredSummary
from bench.scorers.rules import flags
from bench.scorers.rules.how_much import number
from bench.scorers.rules.how_sure import hedge
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article import ArticleContext, FactContext
from bench.scorers.rules.matching.mentions import Mention, SummaryContext
from bench.scorers.rules.mention_verdict import MentionVerdict
from bench.scorers.rules.who import attribution
from bench.scorers.rules.who.own_voice import is_plain


class RulesScorer:
    """Judges by rules over what the reader finds."""

    name = "rules"
    version = "3"

    @property
    def error(self) -> float:
        """The confidence from which an error is called."""
        return settings()["error"]

    def __init__(self) -> None:
        self._articles: dict[tuple[str, str], ArticleContext] = {}

    def __reduce__(self) -> tuple[type[RulesScorer], tuple[()]]:
        """Another process begins with no article read."""
        return RulesScorer, ()

    def score(self, gold: GoldArticle, summaries: Sequence[Summary]) -> Iterator[ScoredSummary]:
        """Judge summaries of this article: one judgement each, in their order."""
        article = self._article(gold)
        for summary in summaries:
            yield self._judge(SummaryContext(read(summary.text), article, summary.text), summary)

    def score_at(
        self, gold: GoldArticle, summaries: Sequence[Summary], errors: Sequence[float]
    ) -> Iterator[tuple[ScoredSummary, ...]]:
        """Judge each summary once for each of several values of the setting `error`, reading it once."""
        article = self._article(gold)
        for summary in summaries:
            statements = read(summary.text)
            yield tuple(
                self._judge(SummaryContext(statements, article, summary.text, error), summary) for error in errors
            )

    def _article(self, gold: GoldArticle) -> ArticleContext:
        key = (gold.article.gold, gold.article.id)
        article = self._articles.get(key)
        if article is None or article.gold != gold:
            article = self._articles[key] = ArticleContext(gold)
        return article

    def _judge(self, context: SummaryContext, summary: Summary) -> ScoredSummary:
        article = context.article
        numbers = number.judge([fact for fact in article.facts if fact.fact.kind == "number"], context)
        outcomes = tuple(
            self._outcome(fact, numbers.get(fact.fact.id) or _worst(fact, context), summary) for fact in article.facts
        )
        return ScoredSummary(outcomes=outcomes, flags=tuple(self._flags(context, summary, outcomes)))

    def _flags(self, context: SummaryContext, summary: Summary, outcomes: Sequence[Outcome]) -> Iterator[Flag]:
        numbers = [span for one in outcomes if one.kind == "number" and one.is_mention for span in one.spans]
        credited = [span for one in outcomes if one.kind == "attribution" and one.is_mention for span in one.spans]
        for finding in flags.find(context, numbers, credited):
            yield Flag(
                gold=summary.gold,
                article=summary.article,
                summary=summary.id,
                code=finding.code,
                span=finding.span,
                text=summary.text[slice(*finding.span)],
                reason=finding.reason,
            )

    def _outcome(self, fact: FactContext, judged: tuple[MentionVerdict, float], summary: Summary) -> Outcome:
        found, confidence = judged
        return Outcome(
            gold=summary.gold,
            article=summary.article,
            summary=summary.id,
            fact=fact.fact.id,
            kind=fact.fact.kind,
            verdict=found.verdict,
            severity=found.severity,
            spans=found.spans,
            reason=found.reason,
            confidence=round(min(max(confidence, 0.0), 1.0), 4),
            scorer=f"{self.name}@{self.version}",
        )


def _worst(fact: FactContext, context: SummaryContext) -> tuple[MentionVerdict, float]:
    """The worst of the mentions that are about as well located as the best one."""
    judge = attribution.judge if fact.fact.kind == "attribution" else hedge.judge
    least = min(settings()["mention_credited"], context.error)
    mentions = context.mentions(fact, least)
    absent = MentionVerdict("omitted", "The summary does not state this."), 1.0
    if not mentions:
        return absent
    floor = max(least, mentions[0].confidence - settings()["worst"])
    results: list[tuple[MentionVerdict, float]] = []
    for mention in mentions:
        if mention.confidence < floor:
            continue
        verdict = judge(fact, mention, context)
        enough = settings()["mention_credited" if verdict.is_credited else "mention"]
        if mention.confidence < enough if verdict.severity is None else not _is_sure(verdict, mention, fact, context):
            continue
        results.append((verdict, mention.confidence))
    errors = [result for result in results if result[0].severity is not None]
    if any(verdict.verdict == "preserved" for verdict, _ in results):  # said rightly once, another may say it too
        errors = [result for result in errors if result[0].verdict != "misattribution"]
    kept = [result for result in results if result[0].verdict == "preserved"]
    return (errors or kept or results or [absent])[0]


def _is_sure(verdict: MentionVerdict, mention: Mention, fact: FactContext, context: SummaryContext) -> bool:
    """Whether a claim is located well enough to hold an error against the summary.

    What somebody else is credited with is the claim only if it says most of it: he may have said something like it.
    """
    if (
        mention.confidence >= context.enough("error_plain" if fact.fact.kind == "attribution" else "hedge_plain")
        and fact.wanted.claim.share(context.said[mention.at]) >= settings()["share_plain"]
        and is_plain(context.statements[mention.at], fact)
    ):
        return True
    if mention.has_core and mention.has_kernel and verdict.verdict != "misattribution":
        return mention.confidence >= context.error and mention.predicate >= settings()["predicate_with_kernel"]
    suffix = "" if mention.has_core else "_without_core"
    return (
        mention.confidence >= context.enough(f"error{suffix}") and mention.predicate >= settings()[f"predicate{suffix}"]
    )
