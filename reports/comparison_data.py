"""A comparison as plain data: its figures, and the facts on which the models differ beside the article's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bench.goldset import GoldArticle, LocatedFact
from bench.records import Comparison, DifferingFact, Kind, Outcome, Record, SampleKey, Severity, Summary, Verdict
from reports.excerpts import Excerpt, in_context, quote_of
from reports.notes import STATEMENT_GAP
from reports.segments import merged

ROWS_LIMIT = 1_500
"""The most facts shown side by side; with more, browsers become slow."""
PASSAGES = 3
"""The most passages shown of one summary about one fact."""
PASSAGE_LIMIT = 400


class Answers(NamedTuple):
    """One model's summaries and verdicts."""

    summaries: Mapping[SampleKey, Summary]
    outcomes: Mapping[SampleKey, Mapping[str, Outcome]]
    """By fact."""


class Passage(Record):
    """Words of a summary about a fact, with some words of context."""

    before: str
    words: str
    after: str


class Cell(Record):
    """What one model's summary did to one fact."""

    label: str
    verdict: Verdict | None
    """None where it has no summary, or none that was judged."""
    severity: Severity | None = None
    passages: tuple[Passage, ...] = ()
    reason: str = ""


class FactRow(Record):
    """A fact on which the models differ."""

    fact: str
    kind: Kind
    sample: int
    claim: str
    quote: Excerpt
    """The article's words: before the cue, the cue, after it."""
    cells: tuple[Cell, ...]
    """One a model, the base first."""


class ArticleRows(Record):
    """The facts of one article on which the models differ."""

    gold: str
    id: str
    title: str
    errors: tuple[FactRow, ...]
    """Those that one of them distorts."""
    omissions: tuple[FactRow, ...]
    """Those that one keeps and another leaves out."""


class ComparisonData(Record):
    """What a comparison's page shows."""

    comparison: Comparison
    articles: tuple[ArticleRows, ...]
    """Those with a difference, most distortions first."""
    not_shown: int
    """Facts for which there is no room."""
    samples: int


def gather(comparison: Comparison, articles: Sequence[GoldArticle], answers: Mapping[str, Answers]) -> ComparisonData:
    """Bring together what the page shows.

    Args:
        comparison: all figures, and which facts differ.
        articles: of the gold sets. A fact of another article counts in the figures but cannot be shown.
        answers: of each entrant, by label.
    """
    gold_of = {
        (gold.article.gold, gold.article.id, located.fact.id): (gold, located)
        for gold in articles
        for located in gold.facts
    }
    known = [fact for fact in comparison.differing if (fact.gold, fact.article, fact.fact) in gold_of]
    # Where there is no room for all, errors go before omissions, which are no errors.
    # `sorted` keeps the order within both groups, and False comes before True.
    listed = sorted(known, key=lambda fact: not fact.is_about_errors)[:ROWS_LIMIT]
    rows_by_article: defaultdict[tuple[str, str], list[tuple[DifferingFact, FactRow]]] = defaultdict(list)
    for fact in listed:
        gold, located = gold_of[fact.gold, fact.article, fact.fact]
        rows_by_article[fact.gold, fact.article].append((fact, _row(fact, gold, located, answers)))
    titles = {(gold.article.gold, gold.article.id): gold.article.title for gold in articles}
    groups = [
        ArticleRows(
            gold=key[0],
            id=key[1],
            title=titles[key],
            errors=tuple(fact_row for fact, fact_row in of_article if fact.is_about_errors),
            omissions=tuple(fact_row for fact, fact_row in of_article if not fact.is_about_errors),
        )
        for key, of_article in rows_by_article.items()
    ]
    return ComparisonData(
        comparison=comparison,
        articles=tuple(sorted(groups, key=lambda group: -len(group.errors))),
        # Facts without a place to show them count here too.
        not_shown=len(comparison.differing) - len(listed),
        samples=len({fact.sample for fact in listed}),
    )


def _row(fact: DifferingFact, gold: GoldArticle, located: LocatedFact, answers: Mapping[str, Answers]) -> FactRow:
    return FactRow(
        fact=fact.fact,
        kind=fact.kind,
        sample=fact.sample,
        claim=located.fact.claim,
        quote=quote_of(gold.article.text, located),
        cells=tuple(_cell(label, fact, model) for label, model in answers.items()),
    )


def _cell(label: str, fact: DifferingFact, answers: Answers) -> Cell:
    key = fact.gold, fact.article, fact.sample
    outcome = answers.outcomes.get(key, {}).get(fact.fact)
    if outcome is None:
        return Cell(label=label, verdict=None)
    text = answers.summaries[key].text
    # A verdict may name a place beyond the text, where a scorer has miscounted; it is not shown.
    spans = [span for span in merged(outcome.spans, STATEMENT_GAP) if 0 <= span[0] < len(text)]
    return Cell(
        label=label,
        verdict=outcome.verdict,
        severity=outcome.severity,
        passages=tuple(_passage(text, *span) for span in spans[:PASSAGES]),
        reason=outcome.reason if outcome.is_error else "",
    )


def _passage(text: str, start: int, end: int) -> Passage:
    """A stretch of a text with whole words around it, up to the ends of its paragraph."""
    end = min(end, start + PASSAGE_LIMIT, len(text))
    before, words, after = in_context(text[:start], text[start:end], text[end:])
    return Passage(before=before, words=words, after=after)
