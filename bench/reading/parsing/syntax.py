"""Questions about a dependency parse that several parts of the reader ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bench.reading.lexicon import words
from bench.reading.parsing.sentences import Sentence

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Token

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
# "expl" is the "there" of "and there was rain": it shows that a clause has a subject of its own, though it names
# nobody.
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_NEGATIVE_PRONOUNS = words("grammar", "pronoun", "negative")
_NEGATIVE_DETERMINERS = words("grammar", "determiner", "negative")


def subtree(token: Token, *, without: Iterable[Token] = ()) -> set[int]:
    """Indices of a token and its descendants, except the tokens of `without` and their descendants."""
    left_out = {excluded.i for excluded in without}
    indices: set[int] = set()
    stack = [token]
    while stack:
        node = stack.pop()
        # What hangs on an excluded word is never reached, and so left out as well.
        if node.i in left_out or node.i in indices:
            continue
        indices.add(node.i)
        stack.extend(node.children)
    return indices


def subtrees(tokens: Iterable[Token], *, without: Iterable[Token] = ()) -> set[int]:
    """Indices of several tokens and their descendants, except the tokens of `without` and their descendants."""
    indices: set[int] = set()
    for token in tokens:
        indices |= subtree(token, without=without)
    return indices


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these dependencies."""
    for dependent in token.children:
        if dependent.dep_ in deps:
            return dependent
    return None


def children(token: Token, *deps: str) -> list[Token]:
    """All children with one of these dependencies."""
    return [dependent for dependent in token.children if dependent.dep_ in deps]


def clause_head(token: Token) -> Token:
    """The head of the finite clause that a token stands in."""
    # A root is its own head; the parser gives some roots another label.
    while token.dep_ != "ROOT" and token.head.i != token.i:
        if token.dep_ in ("ccomp", "advcl", "relcl", "parataxis", "csubj"):
            return token
        # "The mill burned and it was shut" is two clauses; "The mill burned and was shut" is one, with a shared
        # subject.
        if token.dep_ == "conj" and token.pos_ in ("VERB", "AUX") and child(token, *_SUBJECTS) is not None:
            return token
        token = token.head
    return token


def clause_of(token: Token) -> set[int]:
    """Indices of the clause that a token heads, without coordinated clauses that have a subject of their own."""
    # "The mill burned and the barn was not saved": what is said of the barn is no part of the mill's clause.
    coordinated = [
        verb
        for verb in token.children
        if verb.dep_ == "conj" and verb.pos_ in ("VERB", "AUX") and child(verb, *_SUBJECTS) is not None
    ]
    return subtree(token, without=coordinated)


def spans_of(sentence: Sentence, indices: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Offsets in the text of those words with these indices that are in the sentence, in as few spans as possible."""
    doc, offset = sentence.parsed.doc, sentence.offset
    start, end = sentence.parsed.start, sentence.parsed.end
    spans: list[tuple[int, int]] = []
    previous = -1
    for i in sorted([i for i in indices if start <= i < end]):
        token = doc[i]
        if token.is_space:
            continue
        span = offset + token.idx, offset + token.idx + len(token.text)
        # Blanked markup is white space to the parser, and parts nothing: "the **mill** burned" is one span.
        if spans and (i == previous + 1 or all(doc[j].is_space for j in range(previous + 1, i))):
            spans[-1] = spans[-1][0], span[1]
        else:
            spans.append(span)
        previous = i
    return tuple(spans)


def lemma_of(token: Token) -> str:
    """Lower-case lemma."""
    return token.lemma_


def follows_comma(token: Token) -> bool:
    """Whether a comma stands right before a word."""
    return bool(token.i > 0 and token.doc[token.i - 1].text == ",")


def has_to(verb: Token) -> bool:
    """Whether 'to' stands with a verb."""
    return any(auxiliary.lower_ == "to" for auxiliary in children(verb, "aux"))


def is_infinitive(verb: Token) -> bool:
    """Whether a verb is an infinitive with 'to'."""
    return bool(verb.tag_ == "VB" and has_to(verb))


def has_mark(verb: Token, *conjunctions: str) -> bool:
    """Whether one of these conjunctions opens a verb's clause."""
    return any(mark.lower_ in conjunctions for mark in children(verb, "mark"))


def is_negated(verb: Token) -> bool:
    """Whether 'not' or 'never' stands with a verb, or 'no' or 'nobody' is its subject."""
    # "she says, not the mayor": what stands apart behind a verb does not negate it.
    if any(negation.i <= verb.i + 1 or verb.pos_ == "AUX" for negation in children(verb, "neg")):
        return True
    # "The cause is yet to be determined", "they have yet to say".
    if verb.dep_ == "xcomp" and any(word.lower_ == "yet" for word in children(verb.head, "advmod")):
        return True
    # "Nobody sold the mill", "No official said so": the subject denies the verb.
    subject = child(verb, "nsubj", "nsubjpass")
    return subject is not None and (
        subject.lower_ in _NEGATIVE_PRONOUNS
        or any(determiner.lower_ in _NEGATIVE_DETERMINERS for determiner in subject.children)
    )
