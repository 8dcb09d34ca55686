"""The article's own caveat in other words: something negated close to a word that the article's caveat turns on.

"He could not produce his report" keeps "has been unable to produce a copy", and "without citing a source" keeps "has
cited no source", though neither is a phrase that always doubts. What the article negates near its cue tells which
words count here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.reading.lexicon import caveat_words
from bench.records import Span, Statement, Word
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article_context import FactContext, overlaps
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.matching.terms import Bag, likeness, terms


def restated_caveat(mention: Mention, context: FactContext, summary: SummaryContext) -> tuple[str, Span] | None:
    """The words by which a summary keeps the article's caveat, with the claim or in the next statements beside it."""
    negated = _negated_by_article(context, summary)
    for statement in _beside(mention, summary):
        for denier, index in _negations(statement.words):
            if any(likeness(lemma, statement.words[index].lemma) for lemma in negated):
                first, last = sorted((denier, index))
                start, end = statement.words[first].start, statement.words[last].end
                return summary.text[start:end], (start, end)
    return None


def _negated_by_article(context: FactContext, summary: SummaryContext) -> set[str]:
    """The lemmas that the article's caveat negates and that are none of the claim's own."""
    claimed = Bag(context.claim.terms)
    quote = context.located.quote
    words = [
        word
        for index in sorted(context.home)
        for word in summary.article.statements[index].words
        if overlaps((word.start, word.end), quote)
    ]
    telling = {term.start for term in terms(words)}
    return {
        words[index].lemma
        for _, index in _negations(words)
        if words[index].start in telling and not claimed.best(words[index].lemma)
    }


def _negations(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Pairs of a denying word and a word close to it, with no comma between them."""
    table = caveat_words()
    for denier, word in enumerate(words):
        if word.text.lower() not in table["deniers"]:
            continue
        for step in (1, -1):
            index = denier + step
            while 0 <= index < len(words) and abs(index - denier) <= table["reach"] and words[index].text != ",":
                yield denier, index
                index += step


def _beside(mention: Mention, summary: SummaryContext) -> Iterator[Statement]:
    """The statement of a mention, and those that follow it on the same line."""
    last = min(mention.at + round(settings()["caveat_statements"]), len(summary.statements) - 1)
    yield summary.statements[mention.at]
    for index in range(mention.at + 1, last + 1):
        if "\n" in summary.text[summary.statements[index - 1].span[1] : summary.statements[index].span[0]]:
            return
        yield summary.statements[index]
