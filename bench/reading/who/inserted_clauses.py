"""Reporting clauses that are put into, before or after what they report, without governing it.

'Those, he says, are not yet counted'; '"A. B," she said'; 'All are safe, the chief said'; 'as she put it'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.reading.parsing.syntax import child, children, clause, is_infinitive, subtree
from bench.reading.who import quoted_speech as speech
from bench.reading.who.quoted_speech import Quoted
from bench.reading.who.sources import is_relative

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BREAKS = {",", "-", "--", "–", "—", "―", "(", ")"}
_KNOWN = ("known", "understood")
"""What 'it' is in 'she let it be known'."""
_SHORT = 6
"""Words that an adjunct in it may have."""
_LONGEST = 14
"""Words that such a clause may have."""


def inserted(verb: Token, who: Token, quotes: tuple[Quoted, ...], *, has_hearer: bool = False) -> tuple[set[int], bool]:
    """What stands around a reporting clause and is its source's.

    Args:
        verb: the reporting verb, outside all quotations.
        who: the word that heads its source.
        quotes: the quotations of the block.
        has_hearer: whether the verb's object is whom it is said to ("he told reporters").

    Returns:
        Indices, and whether they are certain to be all that is reported.
    """
    quoted = _quoted(verb, who, quotes)
    if not _stands_alone(verb, who, has_hearer=has_hearer):
        return quoted, False
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


def cleft(verb: Token) -> set[int]:
    """What somebody says, of 'what he grants is that the test was cut', '"a start" is how she sees it'."""
    if verb.dep_ == "relcl" and verb.head.lower_ == "all" and verb.head.head.lemma_ == "be":
        said = child(verb.head.head, "ccomp", "attr", "acomp")  # "all that she grants is that"
        return subtree(said) if said is not None and said.i > verb.i else set()
    if verb.dep_ not in ("csubj", "ccomp", "advcl") or verb.head.lemma_ != "be":
        return set()
    if any(one.lower_ == "how" for one in children(verb, "advmod")) and verb.i > verb.head.i:
        seen = [*children(verb.head, "nsubj", "csubj", "attr"), *children(verb, "dobj")]
        return set().union(*(subtree(one) for one in seen if one.i != verb.i))
    if not any(one.lower_ == "what" for one in children(verb, "dobj")):
        return set()
    said = child(verb.head, "ccomp", "attr", "acomp")
    return subtree(said) if said is not None and said.i > verb.head.i else set()


def _edges(verb: Token, who: Token) -> tuple[int, int]:
    """First and last word of the reporting clause itself: verb, subject, and what stands beside the verb."""
    start = end = verb.i
    small = children(verb, "advmod", "aux", "npadvmod", "neg", "prt")
    small += [one for one in children(verb, "dobj") if one.lower_ == "it"]  # "she put it"
    near = {one.i for one in small}
    while start - 1 in near:
        start -= 1
    while end + 1 in near:
        end += 1
    if who.head.i == verb.i:
        whole = subtree(who)
        start, end = min(start, *whole), max(end, *whole)
        while start - 1 in near:
            start -= 1
    return start, end


def _quoted(verb: Token, who: Token, quotes: tuple[Quoted, ...]) -> set[int]:
    start, _ = _edges(verb, who)
    return speech.before(start, quotes, verb.doc) | speech.after(verb, quotes, verb.doc)


def _stands_alone(verb: Token, who: Token, *, has_hearer: bool) -> bool:
    """Whether a clause can be an insertion: its own subject, no object, nothing that ties it to the rest."""
    objects = [one for one in children(verb, "dobj") if one.lower_ != "it" and one.i != who.i and not has_hearer]
    is_tied = is_relative(who) or who.head.i != verb.i or child(verb, "mark") is not None or objects
    is_finite = verb.tag_ != "VBG" and not is_infinitive(verb)
    return not is_tied and is_finite


def _around(verb: Token, who: Token, quoted: set[int]) -> set[int]:
    """All of the sentence but a reporting clause between commas."""
    doc, sent = verb.doc, verb.sent
    start, end = _edges(verb, who)
    if end - start > _LONGEST or start == sent.start or end + 1 >= sent.end:
        return set()
    end = _with_adjuncts(verb, end)
    if end + 1 >= sent.end or doc[start - 1].text not in (*_BREAKS, '"') or doc[end + 1].text not in _BREAKS:
        return set()
    after = [one for one in children(verb, "ccomp", "xcomp") if one.i > end and one.lower_ not in _KNOWN]
    if verb.dep_ == "ROOT" and after and not any(one.i < start for one in children(verb, "ccomp", "parataxis")):
        return set()
    if quoted and min(quoted) > end and doc[min(quoted) + 1].text[:1].isupper():
        return set()  # "Asked about it, she replied, 'No comment'": what comes before is not hers
    own = set(range(start, end + 1))
    whole = _coordinate(doc, start - 2, end + 2)
    for one in verb.children:
        if one.i > end and (one.tag_ == "VBG" or one.dep_ in ("prep", "dative", "npadvmod", "conj")):
            own |= subtree(one)
    return (whole or {token.i for token in sent}) - own


def _with_adjuncts(verb: Token, end: int) -> int:
    """The end of a reporting clause with when, where and to whom it was said: 'the minister announced on Monday'."""
    for one in verb.children:
        inside = subtree(one)
        is_adjunct = one.dep_ in ("prep", "npadvmod", "dative", "advmod", "dobj") and len(inside) <= _SHORT
        if is_adjunct and min(inside) == end + 1:
            end = max(inside)
    return end


def _coordinate(doc: Doc, left: int, right: int) -> set[int]:
    """The coordinated clause that an insertion parts; empty where its two sides belong to different ones."""
    if left < 0 or right >= len(doc):
        return set()
    heads = [_main(doc[left]), _main(doc[right])]
    is_one = heads[0].i == heads[1].i and not left < heads[0].i < right
    found = clause(heads[0])
    return found if is_one and {left, right} <= found else set()


def _main(token: Token) -> Token:
    """The head of the main or coordinated clause that a word stands in."""
    while token.dep_ != "ROOT" and token.head.i != token.i:
        if token.dep_ == "conj" and token.pos_ in ("VERB", "AUX") and child(token, "nsubj", "nsubjpass") is not None:
            break
        token = token.head
    return token


def _before(verb: Token, who: Token) -> set[int]:
    """All before a reporting clause that ends its sentence."""
    start, _ = _edges(verb, who)
    sent = verb.sent
    if start <= sent.start or any(
        one.i > verb.i and one.lower_ not in _KNOWN for one in children(verb, "ccomp", "xcomp")
    ):
        return set()
    if verb.doc[start - 1].text not in _BREAKS:
        return set()
    rest = verb.doc[max(verb.i, *subtree(who)) + 1 : sent.end]
    if any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in rest):
        return set()
    return set(range(sent.start, start))
