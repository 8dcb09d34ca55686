"""From a text to its statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bench.bounds import most
from bench.reading.how_much.quantities import find_quantities
from bench.reading.how_sure.hedges import find_hedges
from bench.reading.parsing.sentences import Sentence, parse_all
from bench.reading.parsing.syntax import clause_of, is_negated, spans_of, subtree
from bench.reading.quotations import find_quotations
from bench.reading.who.credits import credits_of
from bench.reading.who.list_credits import ListCredit, list_credit
from bench.reading.who.mentions import Mentions
from bench.records import Credit, Quotation, Span, Statement, Word

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Token

_CLAUSES = frozenset(("ccomp", "advcl", "relcl", "parataxis", "csubj"))
MAX_CHARACTERS = 1_000_000
"""A longer text is read only this far, which bounds the parser's memory. No news text is as long."""


def read(text: str) -> list[Statement]:
    """Read a text into statements: one for each sentence, list item or headline, in their order.

    Any Unicode text will do. Spans are code-point offsets into `text`.
    """
    return read_all([text])[0]


def read_all(texts: Sequence[str]) -> list[list[Statement]]:
    """Read several short texts in one go, which is many times faster; each comes out as if read by itself."""
    texts = [text[:MAX_CHARACTERS] for text in texts]
    return [_read(text, sentences) for text, sentences in zip(texts, parse_all(texts), strict=True)]


def _read(text: str, sentences: Sequence[Sentence]) -> list[Statement]:
    quotations = find_quotations(text)
    mentions = Mentions()
    statements: list[Statement] = []
    label: Credit | None = None
    lists: list[ListCredit] = []
    numbers = 0
    for sentence in sentences:
        # A label ends with its line.
        if sentence.is_first and not sentence.block.continues:
            label = None
        # A list ends where its items do; the list that it stands in goes on.
        while lists and not lists[-1].holds_for(sentence, text):
            lists.pop()
        statement = _statement(sentence, text, quotations, mentions)
        # Each number of a summary is held against all of its article: of tables, that would take minutes.
        if statement.quantities and numbers + len(statement.quantities) > most("numbers"):
            statement = statement.model_copy(update={"quantities": ()})
        numbers += len(statement.quantities)
        # A label of its own replaces the one before, in the midst of a line too.
        own_label = next((credit for credit in statement.credits if credit.cue == ":"), None)
        if own_label is not None:
            label = own_label
        elif label is not None and not statement.credits:
            # "Brunt: the dam is safe. It was checked.": a label holds for the remaining sentences of its line.
            statement = _with_carried(label, statement)
        elif lists and not statement.credits:
            statement = _with_carried(lists[-1].credit, statement)
        if (opened := list_credit(statement, sentence, text)) is not None:
            lists.append(opened)
        statements.append(statement)
    return statements


def _with_carried(credit: Credit, statement: Statement) -> Statement:
    """A statement without a credit of its own, with one that is carried over to all of it."""
    carried = credit.model_copy(update={"scope": (statement.span,), "carried": True})
    return statement.model_copy(update={"credits": (carried,)})


def _statement(sentence: Sentence, text: str, quotations: tuple[Quotation, ...], mentions: Mentions) -> Statement:
    # Indices in a statement count words alone, while the parser counts white space too.
    tokens = sentence.parsed.words
    position = {token.i: index for index, token in enumerate(tokens)}
    offset = sentence.offset
    # White space at the edges, which blanked markup leaves, is not part of the statement.
    span = sentence.span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
    return Statement(
        span=span,
        text=text[span[0] : span[1]],
        words=tuple(
            [
                Word(
                    token.text,
                    token.lemma_,
                    token.pos_,
                    token.dep_,
                    # A head that is white space, as blanked markup is, has no index here; the word then counts as its
                    # own head.
                    position.get(token.head.i, index),
                    offset + token.idx,
                    offset + token.idx + len(token.text),
                )
                for index, token in enumerate(tokens)
            ]
        ),
        clauses=_clauses(sentence, position),
        credits=credits_of(sentence, mentions),
        hedges=find_hedges(sentence),
        quantities=find_quantities(sentence),
        # '"A. B."' runs over two sentences, and belongs to the statement of each.
        quotations=tuple(
            quotation for quotation in quotations if quotation.span[0] < span[1] and quotation.span[1] > span[0]
        ),
        negations=_negations(sentence),
        is_question=tokens[-1].text == "?",
        is_heading=sentence.block.is_heading,
    )


def _clauses(sentence: Sentence, position: dict[int, int]) -> tuple[tuple[int, ...], ...]:
    """Indices of the words of each clause.

    A coordinated verb heads a clause of its own, even with a shared subject.
    """
    heads: dict[int, int] = {}
    clauses: dict[int, list[int]] = {}
    for token in sentence.parsed.words:
        climbed = []
        ancestor = token
        # Climbs only to where an earlier word has been, so that a deep parse costs no more than a flat one.
        while ancestor.i not in heads:
            climbed.append(ancestor.i)
            if _heads_clause(ancestor):
                heads[ancestor.i] = ancestor.i
                break
            ancestor = ancestor.head
        head = heads[ancestor.i]
        for i in climbed:
            heads[i] = head
        clauses.setdefault(head, []).append(position[token.i])
    return tuple(tuple(clause) for clause in clauses.values())


def _heads_clause(token: Token) -> bool:
    # Every root heads a clause, whatever the parser labels it.
    if token.head is token or token.dep_ in _CLAUSES:
        return True
    return token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")


def _negations(sentence: Sentence) -> tuple[Span, ...]:
    """Spans of what a sentence says is not so: a negated verb's clause, or what stands with a 'no'."""
    negations: list[Span] = []
    for token in sentence.parsed:
        if token.pos_ in ("VERB", "AUX") and is_negated(token):
            # "The dam, which broke in May, was not rebuilt": that it broke is not denied.
            asides = (aside for aside in token.subtree if aside.dep_ in ("relcl", "appos"))
            outside = {word.i for aside in asides for word in aside.subtree}
            negations += spans_of(sentence, clause_of(token) - outside)
        # "found no leak": what is not so is the leak, while the verb stands unnegated.
        elif token.lower_ == "no" and token.dep_ == "det":
            negations += spans_of(sentence, subtree(token.head))
    return tuple(negations)
