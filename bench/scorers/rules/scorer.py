"""From facts and summaries to outcomes and flags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.goldset import GoldArticle
from bench.reading import read
from bench.records import Flag, Outcome, Summary
from bench.scorers.interface import ScoredSummary
from bench.scorers.rules import attribution, flags, hedge, number
from bench.scorers.rules.article import ArticleContext, FactContext
from bench.scorers.rules.comparison import Comparison
from bench.scorers.rules.framing import is_plain
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.locating import Place, SummaryContext

_RANK = {"preserved": 0, "omitted": 1}
"""Any error counts before either; a hedged mention before a plain one would be no worse."""


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

    def _outcome(self, fact: FactContext, judged: tuple[Comparison, float], summary: Summary) -> Outcome:
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


def _worst(fact: FactContext, context: SummaryContext) -> tuple[Comparison, float]:
    """The worst of the mentions that are about as well located as the best one."""
    judge = attribution.judge if fact.fact.kind == "attribution" else hedge.judge
    least = min(settings()["mention_credited"], context.error)
    places = context.places(fact, least)
    absent = Comparison("omitted", "The summary does not state this."), 1.0
    if not places:
        return absent
    floor = max(least, places[0].confidence - settings()["worst"])
    results: list[tuple[Comparison, float]] = []
    for place in places:
        if place.confidence < floor:
            continue
        found = judge(fact, place, context)
        mention = settings()["mention_credited" if found.is_credited else "mention"]
        if place.confidence < mention if found.severity is None else not _is_sure(found, place, fact, context):
            continue
        results.append((found, place.confidence))
    errors = [one for one in results if one[0].severity is not None]
    if any(one[0].verdict == "preserved" for one in results):  # said rightly once, another may say it too
        errors = [one for one in errors if one[0].verdict != "misattribution"]
    kept = [one for one in results if one[0].verdict == "preserved"]
    return (errors or kept or results or [absent])[0]


def _is_sure(found: Comparison, place: Place, fact: FactContext, context: SummaryContext) -> bool:
    """Whether a claim is located well enough to hold an error against the summary.

    What somebody else is credited with is the claim only if it says most of it: he may have said something like it.
    """
    if (
        place.confidence >= context.enough("error_plain")
        and place.predicate >= settings()["predicate_plain"]
        and is_plain(context.statements[place.at], fact)
    ):
        return True
    if place.has_core and place.has_kernel and found.verdict != "misattribution":
        return place.confidence >= context.error and place.predicate >= settings()["predicate_with_kernel"]
    suffix = "" if place.has_core else "_without_core"
    return place.confidence >= context.enough(f"error{suffix}") and place.predicate >= settings()[f"predicate{suffix}"]
