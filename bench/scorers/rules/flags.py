"""What a summary says that no gold fact covers and nothing in the article supports: numbers, credits, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bench.reading.who.mentions import IMPERSONAL, PERSONAL
from bench.records import Credit, FlagCode, Span, Statement
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article_context import ArticleContext, overlaps
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.matching.terms import Bag, Term, terms_within
from bench.scorers.rules.who.source_names import compare, is_named, is_same, shares_word

_NO_WORD_SIGNS = re.compile(r"[\W_]+")
# What stands for other words within a quotation: "the puffins … are late", "they [the puffins] are late".
_ELLIPSIS = re.compile(r"\.\.\.|…|\[[^\]]*\]")


class FlaggedPassage(NamedTuple):
    """A passage to be flagged, with its place in the summary's text."""

    code: FlagCode
    span: Span
    reason: str


def find(summary: SummaryContext, numbers: Sequence[Span], credited: Sequence[Span]) -> Iterator[FlaggedPassage]:
    """The passages of a summary to be flagged.

    Args:
        summary: the summary, read.
        numbers: where number facts have been found, rightly or wrongly: those answer for themselves.
        credited: the same for attribution facts.
    """
    quoted: set[Span] = set()
    for statement in summary.statements:
        for flagged in _invented_quotations(statement, summary.article):
            # A quotation that goes over several sentences is one of each.
            if flagged.span not in quoted:
                quoted.add(flagged.span)
                yield flagged
    for index, statement in enumerate(summary.statements):
        for quantity in statement.quantities:
            # A number in an invented quotation is flagged with it.
            is_judged = any(overlaps(quantity.span, span) for span in (*quoted, *numbers))
            if not is_judged and not summary.is_supported(quantity):
                reason = f"The article neither states nor implies “{quantity.text}”."
                yield FlaggedPassage("unsupported_number", quantity.span, reason)
        for credit in statement.credits:
            # A quotation that is made up and put in somebody's mouth is one flag, that of the quotation.
            if any(overlaps(scope, span) for scope in credit.scope for span in (*quoted, *credited)):
                continue
            if contradiction := _another_source(credit, index, summary):
                reason = f"The article does not credit this to “{credit.source}”, {contradiction}."
                yield FlaggedPassage("unsupported_attribution", _span_of(credit, statement), reason)


def _invented_quotations(statement: Statement, article: ArticleContext) -> Iterator[FlaggedPassage]:
    if not statement.quotations:
        return
    article_text = _normal_article(article.gold.article.text)
    for quotation in statement.quotations:
        pieces = [_normal(piece) for piece in _ELLIPSIS.split(quotation.text)]
        # A single word between quotation marks is as often a word that the summary keeps its distance from.
        if len(quotation.text.split()) > 1 and not all(piece in article_text for piece in pieces):
            reason = f"These words are not in the article: “{quotation.text[:120]}”."
            yield FlaggedPassage("unsupported_quote", quotation.span, reason)


def _normal(text: str) -> str:
    """A text without case and punctuation, which quotations may change."""
    return _NO_WORD_SIGNS.sub(" ", text.lower()).strip()


_normal_article = lru_cache(maxsize=8)(_normal)


def _another_source(credit: Credit, index: int, summary: SummaryContext) -> str:
    """What the article does with what the summary credits to somebody; '' where all is well or unclear.

    Args:
        credit: the summary's.
        index: of the statement that it stands in.
        summary: the summary, read.
    """
    article = summary.article
    if not _is_checkable(credit, article):
        return ""
    statement = summary.statements[index]
    content = terms_within(statement, credit.scope)
    figures = sum(
        any(start <= quantity.span[0] < end for start, end in credit.scope) for quantity in statement.quantities
    )
    # "Ellman said so": too little to be found again in the article.
    if len(content) + figures < settings()["flag_words"]:
        return ""
    shares = article.index.explained(content)
    source_statement = max(range(len(shares)), key=lambda i: (shares[i], -i))
    if shares[source_statement] < settings()["flag_share"]:
        return ""
    if _is_supported(credit, shares, source_statement, article):
        return ""
    return _who_is_credited(credit, content, source_statement, article)


def _is_checkable(credit: Credit, article: ArticleContext) -> bool:
    """Whether a credit names somebody of the article, so that it can be wrong."""
    # "declined to say" credits nobody with a claim; in "Venezuela: three people died" a place is read as a source.
    if not credit.source or credit.carried or credit.negated or credit.cue == ":":
        return False
    # A role ("the minister", or "Police" at the beginning of a sentence) may be filled by whom the article names.
    if compare(credit.names, (), ()) != "other" or credit.source.lower() in article.gold.article.text:
        return False
    # Whom "he" means is a guess, and a name that the article does not have may be another one of somebody in it.
    return credit.source.lower() not in PERSONAL | IMPERSONAL and any(
        is_named(name, article.gold.article.text) for name in credit.names
    )


def _is_supported(credit: Credit, shares: Sequence[float], source_statement: int, article: ArticleContext) -> bool:
    """Whether the article can be read as crediting the passage to the summary's source.

    Args:
        credit: the summary's.
        shares: how much of the passage each statement of the article has.
        source_statement: the index of the one that has most of it.
        article: the article, read.
    """
    for index, statement in enumerate(article.statements):
        # In the sentence itself or beside it the name alone will do: its credit may go on ("… she added").
        is_beside = abs(index - source_statement) <= 1
        is_source_named = any(is_named(name, statement.text) for name in credit.names)
        is_source_credited = any(
            is_same(name, article_name)
            for article_credit in statement.credits
            for name in credit.names
            for article_name in article_credit.names
        )
        has_as_much = shares[index] >= shares[source_statement] - settings()["flag_margin"]
        if (is_beside and is_source_named) or (is_source_credited and (is_beside or has_as_much)):
            return True
    return False


def _who_is_credited(credit: Credit, content: Sequence[Term], source_statement: int, article: ArticleContext) -> str:
    """To whom the article credits a passage instead, in words; '' where it credits nobody, or somebody like-named."""
    statement = article.statements[source_statement]
    passage = Bag(content)
    for article_credit in statement.credits:
        in_scope = terms_within(statement, article_credit.scope)
        if article_credit.source and passage.recall(in_scope, article.weight) >= settings()["flag_named"]:
            # "the Fair Ness council" and "Fair Ness" may be the same in these words.
            if any(shares_word(name, article_name) for name in credit.names for article_name in article_credit.names):
                return ""
            is_pronoun = article_credit.source.lower() in PERSONAL | IMPERSONAL
            # "The force" and "the company" may be any institution that the article has named.
            if not any(letter.isupper() for name in article_credit.names for letter in name):
                return ""
            return f"but to “{article_credit.names[-1] if is_pronoun else article_credit.source}”"
    return ""


def _span_of(credit: Credit, statement: Statement) -> Span:
    """From the first to the last word of a credit's source, cue and scope that is in its statement."""
    spans = [*credit.scope, credit.cue_span, *([credit.source_span] if credit.source_span else [])]
    inside = [span for span in spans if overlaps(span, statement.span)]
    return min(start for start, _ in inside), max(end for _, end in inside)
