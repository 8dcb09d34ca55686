"""Small questions about a dependency parse that several parts of the reader ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bench.reading.parsing.sentences import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

CLAUSE_HEADS = ("ROOT", "ccomp", "advcl", "relcl", "parataxis", "csubj", "csubjpass", "pcomp", "acl", "xcomp")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def subtree(token: Token, *, without: Iterable[Token] = ()) -> set[int]:
    """Indices of a token and all that hangs on it, but for what hangs on the tokens left out."""
    left_out = {other.i for other in without}
    found: set[int] = set()
    stack = [token]
    while stack:
        one = stack.pop()
        if one.i in left_out or one.i in found:
            continue
        found.add(one.i)
        stack.extend(one.children)
    return found


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these dependencies."""
    return next((one for one in token.children if one.dep_ in deps), None)


def children(token: Token, *deps: str) -> list[Token]:
    """All children with one of these dependencies."""
    return [one for one in token.children if one.dep_ in deps]


def clause_head(token: Token) -> Token:
    """The head of the finite clause that a token stands in."""
    while token.dep_ != "ROOT" and token.head.i != token.i:  # a root may be called something else
        if token.dep_ in ("ccomp", "advcl", "relcl", "parataxis", "csubj"):
            return token
        if token.dep_ == "conj" and token.pos_ in ("VERB", "AUX") and child(token, *_SUBJECTS) is not None:
            return token
        token = token.head
    return token


def clause(token: Token) -> set[int]:
    """Indices of the words of the clause that a token heads; coordinated ones with own subjects left out."""
    others = [
        one
        for one in token.children
        if one.dep_ == "conj" and one.pos_ in ("VERB", "AUX") and child(one, *_SUBJECTS) is not None
    ]
    return subtree(token, without=others)


def spans(sentence: Sentence, indices: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Offsets in the text of the words with these indices, as few spans as possible."""
    doc = sentence.parsed.doc
    wanted = sorted(i for i in indices if sentence.parsed.start <= i < sentence.parsed.end)
    merged: list[list[int]] = []
    for i in wanted:
        token = doc[i]
        if not token.text.strip():
            continue
        if merged and all(not doc[j].text.strip() or j in wanted for j in range(merged[-1][2] + 1, i)):
            merged[-1][1], merged[-1][2] = token.idx + len(token), i
        else:
            merged.append([token.idx, token.idx + len(token), i])
    return tuple(sentence.span(start, end) for start, end, _ in merged)


def lemma(token: Token) -> str:
    """Lower-case lemma."""
    return str(token.lemma_).lower()


def follows_comma(token: Token) -> bool:
    """Whether a comma stands right before a word."""
    return bool(token.i > 0 and token.doc[token.i - 1].text == ",")


def is_infinitive(verb: Token) -> bool:
    """Whether a verb is an infinitive with 'to'."""
    return bool(verb.tag_ == "VB" and any(one.lower_ == "to" for one in children(verb, "aux")))


def has_mark(verb: Token, *words: str) -> bool:
    """Whether one of these conjunctions opens a verb's clause."""
    return any(one.lower_ in words for one in children(verb, "mark"))


def is_negated(verb: Token) -> bool:
    """Whether 'not' or 'never' stands with a verb, or 'no' or 'nobody' is its subject."""
    # "she says, not the mayor": what stands apart after the verb is not its negation
    if any(one.i <= verb.i + 1 or verb.pos_ == "AUX" for one in children(verb, "neg")):
        return True
    who = child(verb, "nsubj", "nsubjpass")
    return who is not None and (
        who.lower_ in ("nobody", "none", "nothing", "neither")
        or any(one.lower_ in ("no", "neither") for one in who.children)
    )


def words(sent: SpacySpan) -> list[Token]:
    """The tokens of a sentence but for white space."""
    return [token for token in sent if token.text.strip()]
