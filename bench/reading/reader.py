"""From a text to its statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bench.reading.how_much.quantities import quantities
from bench.reading.how_sure.hedges import hedges
from bench.reading.parsing.sentences import Sentence, sentences_of
from bench.reading.parsing.syntax import clause, is_negated, spans, subtree, words
from bench.reading.quotations import quotations
from bench.reading.who.credits import credits  # noqa: A004 - the field's own word
from bench.reading.who.sources import Mentions
from bench.records import Credit, Quotation, Span, Statement, Word

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_CHARACTERS = 1_000_000
"""What is longer is read this far: no news text is, and the parser's memory is bounded."""


def read(text: str) -> list[Statement]:
    """Read a text into statements: one for each sentence, list item or headline, in their order.

    Any Unicode text will do. Spans are code-point offsets into `text`.
    """
    return read_all([text])[0]


def read_all(texts: Sequence[str]) -> list[list[Statement]]:
    """Read several short texts, each by itself but parsed in one go, which is many times faster."""
    texts = [text[:MAX_CHARACTERS] for text in texts]
    return [_read(text, parsed) for text, parsed in zip(texts, sentences_of(texts), strict=True)]


def _read(text: str, parsed: Sequence[Sentence]) -> list[Statement]:
    quoted = quotations(text)
    mentions = Mentions()
    statements: list[Statement] = []
    label: Credit | None = None
    for sentence in parsed:
        if sentence.is_first and not sentence.block.continues:
            label = None
        statement = _statement(sentence, text, quoted, mentions)
        own = next((credit for credit in statement.credits if credit.cue == ":"), None)
        if own is not None:
            label = own
        elif label is not None and not statement.credits:  # a label holds for the rest of its line
            carried = label.model_copy(update={"scope": (statement.span,), "carried": True})
            statement = statement.model_copy(update={"credits": (carried,)})
        statements.append(statement)
    return statements


def _statement(sentence: Sentence, text: str, quoted: tuple[Quotation, ...], mentions: Mentions) -> Statement:
    sent = sentence.parsed
    tokens = words(sent)
    place = {token.i: index for index, token in enumerate(tokens)}
    span = sentence.span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
    return Statement(
        span=span,
        text=text[span[0] : span[1]],
        words=tuple(
            Word(
                token.text,
                token.lemma_.lower(),
                token.pos_,
                token.dep_,
                place.get(token.head.i, place[token.i]),
                *sentence.span(token.idx, token.idx + len(token)),
            )
            for token in tokens
        ),
        clauses=_clauses(sentence, place),
        credits=credits(sentence, mentions),
        hedges=hedges(sentence),
        quantities=quantities(sentence),
        quotations=tuple(one for one in quoted if one.span[0] < span[1] and one.span[1] > span[0]),
        negations=_negations(sentence),
        is_question=tokens[-1].text == "?",
        is_heading=sentence.block.is_heading,
    )


def _clauses(sentence: Sentence, place: dict[int, int]) -> tuple[tuple[int, ...], ...]:
    """Indices of the words of each clause; a coordinated verb heads one of its own, even with a shared subject."""
    heads: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    for token in words(sentence.parsed):
        climbed = []
        at = token
        while at.i not in heads and not _heads_clause(at):
            climbed.append(at.i)
            at = at.head
        head = heads.get(at.i, at.i)
        heads.update(dict.fromkeys([*climbed, at.i], head))
        groups.setdefault(head, []).append(place[token.i])
    return tuple(tuple(group) for group in groups.values())


def _heads_clause(token: Token) -> bool:
    if token.head.i == token.i or token.dep_ in ("ccomp", "advcl", "relcl", "parataxis", "csubj"):
        return True
    return bool(token.dep_ == "conj" and token.pos_ in ("VERB", "AUX"))


def _negations(sentence: Sentence) -> tuple[Span, ...]:
    """What is said not to be."""
    found: list[Span] = []
    for token in sentence.parsed:
        if token.pos_ in ("VERB", "AUX") and is_negated(token):
            asides = {one.i for aside in token.subtree if aside.dep_ in ("relcl", "appos") for one in aside.subtree}
            found += spans(sentence, clause(token) - asides)
        elif token.lower_ == "no" and token.dep_ == "det":
            found += spans(sentence, subtree(token.head))
    return tuple(found)
