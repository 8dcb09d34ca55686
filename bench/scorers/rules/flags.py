"""What a summary says that no gold fact covers and nothing in the article supports: numbers, credits, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bench.reading.who.mentions import IMPERSONAL, PERSONAL
from bench.records import Credit, FlagCode, Span, Statement
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article import ArticleContext, overlaps
from bench.scorers.rules.matching.summary import SummaryContext
from bench.scorers.rules.matching.terms import Bag, statement_terms
from bench.scorers.rules.who.source_names import compare, is_named, is_same, shares_word

_PLAIN = re.compile(r"[\W_]+")
_ELLIPSIS = re.compile(r"\.\.\.|…|\[[^\]]*\]")


class FlaggedPassage(NamedTuple):
    """A passage to be flagged."""

    code: FlagCode
    span: Span
    reason: str


def find(summary: SummaryContext, covered: Sequence[Span], credited: Sequence[Span]) -> Iterator[FlaggedPassage]:
    """The passages of a summary to be flagged.

    Args:
        summary: the summary, read.
        covered: where number facts have been found, rightly or wrongly: those answer for themselves.
        credited: the same for attribution facts.
    """
    quoted = [finding for statement in summary.statements for finding in _quotations(statement, summary.article)]
    seen: set[Span] = set()
    for finding in quoted:
        if finding.span not in seen:
            seen.add(finding.span)
            yield finding
    for index, statement in enumerate(summary.statements):
        for quantity in statement.quantities:
            known = any(overlaps(quantity.span, span) for span in (*seen, *covered))
            if not known and not summary.is_supported(quantity):
                reason = f"The article neither states nor implies “{quantity.text}”."
                yield FlaggedPassage("unsupported_number", quantity.span, reason)
        for credit in statement.credits:
            invented = any(overlaps(span, one) for span in credit.scope for one in seen)
            if invented or any(overlaps(span, one) for span in credit.scope for one in credited):
                continue
            whose = _another_source(credit, index, summary)
            if whose:
                reason = f"The article does not credit this to “{credit.source}”, {whose}."
                yield FlaggedPassage("unsupported_attribution", _reach(credit, statement), reason)


def _quotations(statement: Statement, article: ArticleContext) -> Iterator[FlaggedPassage]:
    for quotation in statement.quotations:
        text = _normal_article(article.gold.article.text)
        pieces = [_normal(piece) for piece in _ELLIPSIS.split(quotation.text)]
        if len(quotation.text.split()) > 1 and not all(piece in text for piece in pieces):
            reason = f"These words are not in the article: “{quotation.text[:120]}”."
            yield FlaggedPassage("unsupported_quote", quotation.span, reason)


def _normal(text: str) -> str:
    return _PLAIN.sub(" ", text.lower()).strip()


_normal_article = lru_cache(maxsize=8)(_normal)


def _another_source(credit: Credit, index: int, summary: SummaryContext) -> str:
    """What the article does with what the summary credits to somebody; '' where all is well or unclear."""
    article = summary.article
    if not credit.source or credit.carried or credit.negated or credit.cue == ":":
        return ""
    if compare(credit.names, (), ()) != "other":
        return ""  # a role may be filled by whom the article names
    if credit.source.lower() in PERSONAL | IMPERSONAL or not any(
        is_named(name, article.gold.article.text) for name in credit.names
    ):
        return ""
    statement = summary.statements[index]
    row = [term for term in statement_terms(statement) if any(a <= term.start < b for a, b in credit.scope)]
    figures = sum(any(a <= one.span[0] < b for a, b in credit.scope) for one in statement.quantities)
    if len(row) + figures < settings()["flag_words"]:
        return ""
    shares = article.index.explained(row)
    best = max(range(len(shares)), key=lambda i: (shares[i], -i))
    if shares[best] < settings()["flag_share"]:
        return ""
    for i, there in enumerate(article.statements):
        close = abs(i - best) <= 1
        named = any(is_named(name, there.text) for name in credit.names)
        theirs = any(is_same(one, name) for own in there.credits for one in credit.names for name in own.names)
        if (close and named) or (theirs and (close or shares[i] >= shares[best] - settings()["flag_margin"])):
            return ""
    content = Bag(row)
    for own in article.statements[best].credits:
        inside = [t for t in statement_terms(article.statements[best]) if any(a <= t.start < b for a, b in own.scope)]
        if own.source and content.recall(inside, article.weight) >= settings()["flag_named"]:
            named = any(shares_word(one, name) for one in credit.names for name in own.names)
            return (
                ""
                if named
                else f"but to “{own.names[-1] if own.source.lower() in PERSONAL | IMPERSONAL else own.source}”"
            )
    return ""


def _reach(credit: Credit, statement: Statement) -> Span:
    spans = [*credit.scope, credit.cue_span, *([credit.source_span] if credit.source_span else [])]
    inside = [span for span in spans if overlaps(span, statement.span)]
    return min(a for a, _ in inside), max(b for _, b in inside)
