"""Reporting clauses that are put into, before or after what they report, without governing it.

'Those, he says, are not yet counted'; '"A. B," she said'; 'All are safe, the chief said'; 'as she put it'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.reading import speech
from bench.reading.sources import is_relative
from bench.reading.speech import Quoted
from bench.reading.syntax import child, children, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

_BREAKS = {",", "-", "--", "–", "—", "―", "(", ")"}
_LONGEST = 14
"""Words that such a clause may have."""
_NEAR = 3
"""Words between a verb and what belongs to its cue."""


def inserted(verb: Token, who: Token, quotes: tuple[Quoted, ...]) -> tuple[set[int], bool]:
    """What stands around a reporting clause and is its source's.

    Args:
        verb: the reporting verb, outside all quotations.
        who: the word that heads its source.
        quotes: the quotations of the block.

    Returns:
        Indices, and whether they are certain to be all that is reported.
    """
    quoted = _quoted(verb, who, quotes)
    around = _around(verb, who, quoted)
    if around:
        return around, True
    return quoted or _before(verb, who), False


def as_clause(verb: Token) -> set[int]:
    """The clause that 'as she put it' is put into or after."""
    if verb.dep_ != "advcl" or verb.head.i == verb.i or not any(one.lower_ == "as" for one in verb.children):
        return set()
    own = subtree(verb)
    return subtree(verb.head, without=[verb]) if len(own) <= _LONGEST else set()


def _edges(verb: Token, who: Token) -> tuple[int, int]:
    """First and last word of the reporting clause itself."""
    small = children(verb, "advmod", "aux", "npadvmod", "neg", "prt")
    own = {verb.i, *(one.i for one in small if abs(one.i - verb.i) <= _NEAR)}
    if who.head.i == verb.i:
        own |= subtree(who)
    return min(own), max(own)


def _quoted(verb: Token, who: Token, quotes: tuple[Quoted, ...]) -> set[int]:
    start, _ = _edges(verb, who)
    return speech.before(start, quotes, verb.doc) | speech.after(verb, quotes, verb.doc)


def _stands_alone(verb: Token, who: Token) -> bool:
    """Whether a clause can be an insertion: its own subject, no object, nothing that ties it to the rest."""
    is_tied = is_relative(who) or who.head.i != verb.i or child(verb, "mark", "dobj") is not None
    return not is_tied and verb.tag_ not in ("VBG", "VB")


def _around(verb: Token, who: Token, quoted: set[int]) -> set[int]:
    """All of the sentence but a reporting clause between commas."""
    doc, sent = verb.doc, verb.sent
    start, end = _edges(verb, who)
    if end - start > _LONGEST or start == sent.start or end + 1 >= sent.end or not _stands_alone(verb, who):
        return set()
    if doc[start - 1].text not in (*_BREAKS, '"') or doc[end + 1].text not in _BREAKS:
        return set()
    if verb.dep_ == "ROOT" and any(one.i > end for one in children(verb, "ccomp", "xcomp")):
        return set()
    if quoted and min(quoted) > end and doc[min(quoted) + 1].text[:1].isupper():
        return set()  # "Asked about it, she replied, 'No comment'": what comes before is not hers
    own = set(range(start, end + 1))
    for one in verb.children:
        if one.i > end and (one.tag_ == "VBG" or one.dep_ in ("prep", "dative", "npadvmod", "conj")):
            own |= subtree(one)
    return {token.i for token in sent} - own


def _before(verb: Token, who: Token) -> set[int]:
    """All before a reporting clause that ends its sentence."""
    start, _ = _edges(verb, who)
    sent = verb.sent
    if start <= sent.start or not _stands_alone(verb, who) or child(verb, "ccomp", "xcomp") is not None:
        return set()
    if verb.doc[start - 1].text not in _BREAKS:
        return set()
    rest = verb.doc[max(verb.i, *subtree(who)) + 1 : sent.end]
    if any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in rest):
        return set()
    return set(range(sent.start, start))
