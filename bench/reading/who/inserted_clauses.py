"""Reporting clauses that are put into, before or after what they report, without governing it.

'Those, he says, are not yet counted'; '"A. B," she said'; 'All are safe, the chief said'; 'as she put it'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.reading.lexicon import words
from bench.reading.parsing.syntax import child, children, clause_of, is_infinitive, subtree, subtrees
from bench.reading.who.quoted_speech import Quoted, quoted_after, quoted_before
from bench.reading.who.sources import is_relative

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BREAKS = {",", "-", "--", "–", "—", "―", "(", ")"}
_KNOWN = words("reporting", "grammar", "known")
_SHORT_ADJUNCT = 6
"""Words that an adjunct in a reporting clause may have."""
_LONGEST_CLAUSE = 14
"""Words that such a clause may have."""


def inserted_content(
    verb: Token, source_head: Token, quotes: tuple[Quoted, ...], *, has_hearer: bool = False
) -> tuple[set[int], bool]:
    """What stands around a reporting clause and is its source's.

    Args:
        verb: the reporting verb, outside all quotations.
        source_head: the word that heads its source.
        quotes: the quotations of the block.
        has_hearer: whether the verb's object is whom it is said to ("he told reporters").

    Returns:
        Indices, and whether they are certain to be all that is reported.
    """
    quoted = _quoted(verb, source_head, quotes)
    if not _stands_alone(verb, source_head, has_hearer=has_hearer):
        return quoted, False
    around = _around(verb, source_head, quoted)
    if around:
        return around, True
    return quoted or _before(verb, source_head), False


def as_clause_content(verb: Token) -> set[int]:
    """The clause that 'as she put it' is put into or after."""
    if verb.dep_ != "advcl" or verb.head.i == verb.i or not any(word.lower_ == "as" for word in verb.children):
        return set()
    return subtree(verb.head, without=[verb]) if len(subtree(verb)) <= _LONGEST_CLAUSE else set()


def cleft_content(verb: Token) -> set[int]:
    """What somebody says, of 'what he grants is that the test was cut', '"a start" is how she sees it'."""
    head = verb.head
    if verb.dep_ == "relcl" and head.lower_ == "all" and head.head.lemma_ == "be":
        complement = child(head.head, "ccomp", "attr", "acomp")  # "all that she grants is that"
        return subtree(complement) if complement is not None and complement.i > verb.i else set()
    if verb.dep_ not in ("csubj", "ccomp", "advcl") or head.lemma_ != "be":
        return set()
    if any(adverb.lower_ == "how" for adverb in children(verb, "advmod")) and verb.i > head.i:
        seen = [*children(head, "nsubj", "csubj", "attr"), *children(verb, "dobj")]
        return subtrees(word for word in seen if word.i != verb.i)
    if not any(pronoun.lower_ == "what" for pronoun in children(verb, "dobj")):
        return set()
    complement = child(head, "ccomp", "attr", "acomp")
    return subtree(complement) if complement is not None and complement.i > head.i else set()


def _edges(verb: Token, source_head: Token) -> tuple[int, int]:
    """First and last word of the reporting clause itself: verb, subject, and what stands beside the verb."""
    start = end = verb.i
    small = children(verb, "advmod", "aux", "npadvmod", "neg", "prt")
    small += [pronoun for pronoun in children(verb, "dobj") if pronoun.lower_ == "it"]  # "she put it"
    beside = {word.i for word in small}
    while start - 1 in beside:
        start -= 1
    while end + 1 in beside:
        end += 1
    if source_head.head.i == verb.i:
        subject = subtree(source_head)
        start, end = min(start, *subject), max(end, *subject)
        while start - 1 in beside:
            start -= 1
    return start, end


def _quoted(verb: Token, source_head: Token, quotes: tuple[Quoted, ...]) -> set[int]:
    start, _ = _edges(verb, source_head)
    return quoted_before(start, quotes, verb.doc) | quoted_after(verb, quotes, verb.doc)


def _stands_alone(verb: Token, source_head: Token, *, has_hearer: bool) -> bool:
    """Whether a clause can be an insertion: its own subject, no object, nothing that ties it to the sentence."""
    has_object = not has_hearer and any(
        noun.lower_ != "it" and noun.i != source_head.i for noun in children(verb, "dobj")
    )
    is_tied = is_relative(source_head) or source_head.head.i != verb.i or child(verb, "mark") is not None
    is_finite = verb.tag_ != "VBG" and not is_infinitive(verb)
    return not is_tied and not has_object and is_finite


def _around(verb: Token, source_head: Token, quoted: set[int]) -> set[int]:
    """All of the sentence but a reporting clause between commas: 'Those, he says, are not yet counted'."""
    doc, sentence = verb.doc, verb.sent
    start, end = _edges(verb, source_head)
    if end - start > _LONGEST_CLAUSE or start == sentence.start or end + 1 >= sentence.end:
        return set()
    end = _with_adjuncts(verb, end)
    if end + 1 >= sentence.end or doc[start - 1].text not in (*_BREAKS, '"') or doc[end + 1].text not in _BREAKS:
        return set()
    complements = [word for word in children(verb, "ccomp", "xcomp") if word.i > end and word.lower_ not in _KNOWN]
    governs_before = any(clause.i < start for clause in children(verb, "ccomp", "parataxis"))
    if verb.dep_ == "ROOT" and complements and not governs_before:
        return set()  # "On Monday, he said, as expected, that …": it governs what follows
    if quoted and min(quoted) > end and doc[min(quoted) + 1].text[:1].isupper():
        return set()  # "Asked about it, she replied, 'No comment'": what comes before is not hers
    reporting_clause = set(range(start, end + 1))
    whole = _coordinate(doc, start - 2, end + 2)
    for word in verb.children:
        if word.i > end and (word.tag_ == "VBG" or word.dep_ in ("prep", "dative", "npadvmod", "conj")):
            reporting_clause |= subtree(word)
    return (whole or {token.i for token in sentence}) - reporting_clause


def _with_adjuncts(verb: Token, end: int) -> int:
    """The end of a reporting clause with when, where and to whom it was said: 'the minister announced on Monday'."""
    for word in verb.children:
        phrase = subtree(word)
        is_adjunct = word.dep_ in ("prep", "npadvmod", "dative", "advmod", "dobj") and len(phrase) <= _SHORT_ADJUNCT
        if is_adjunct and min(phrase) == end + 1:
            end = max(phrase)
    return end


def _coordinate(doc: Doc, left: int, right: int) -> set[int]:
    """The coordinated clause that an insertion parts; empty where its two sides belong to different ones."""
    if left < 0 or right >= len(doc):
        return set()
    head, right_head = _main(doc[left]), _main(doc[right])
    if head.i != right_head.i or left < head.i < right:
        return set()
    clause = clause_of(head)
    return clause if {left, right} <= clause else set()


def _main(token: Token) -> Token:
    """The head of the main or coordinated clause that a word stands in."""
    while token.dep_ != "ROOT" and token.head.i != token.i:
        if token.dep_ == "conj" and token.pos_ in ("VERB", "AUX") and child(token, "nsubj", "nsubjpass") is not None:
            break
        token = token.head
    return token


def _before(verb: Token, source_head: Token) -> set[int]:
    """All before a reporting clause that ends its sentence: 'All are safe, the chief said'."""
    start, _ = _edges(verb, source_head)
    sentence = verb.sent
    if start <= sentence.start or any(
        word.i > verb.i and word.lower_ not in _KNOWN for word in children(verb, "ccomp", "xcomp")
    ):
        return set()
    if verb.doc[start - 1].text not in _BREAKS:
        return set()
    behind = verb.doc[max(verb.i, *subtree(source_head)) + 1 : sentence.end]
    if any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in behind):
        return set()
    return set(range(sentence.start, start))
