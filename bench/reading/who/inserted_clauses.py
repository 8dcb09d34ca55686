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
    from bench.reading.parsing.parsed import Doc, Token

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
        Indices of the words, and whether they are certain to be all that is reported.
    """
    # In the order of certainty: two commas around the clause tell most, then quotation marks, then one comma before it.
    quoted = _quoted_content(verb, source_head, quotes)
    # What governs its content can still have quoted words beside it.
    if not _stands_alone(verb, source_head, has_hearer=has_hearer):
        return quoted, False
    around = _content_around(verb, source_head, quoted)
    if around:
        return around, True
    return quoted or _content_before(verb, source_head), False


def as_clause_content(verb: Token) -> set[int]:
    """Indices of the clause that 'as she put it' stands in, before or after; empty where there is none."""
    if verb.dep_ != "advcl" or verb.head.i == verb.i or not any(word.lower_ == "as" for word in verb.children):
        return set()
    # A longer as-clause rather has content of its own: "as she said in a letter that …".
    return subtree(verb.head, without=[verb]) if len(subtree(verb)) <= _LONGEST_CLAUSE else set()


def cleft_content(verb: Token) -> set[int]:
    """Indices of what is said in 'what he grants is that the test was cut' and '"a start" is how she sees it'."""
    head = verb.head
    if verb.dep_ == "relcl" and head.lower_ == "all" and head.head.lemma_ == "be":
        # "All that she grants is that the test was cut."
        complement = child(head.head, "ccomp", "attr", "acomp")
        return subtree(complement) if complement is not None and complement.i > verb.i else set()
    if verb.dep_ not in ("csubj", "ccomp", "advcl") or head.lemma_ != "be":
        return set()
    # '"A small step" is how the head of the mission sees the deal': the step and the deal are what she sees.
    if any(adverb.lower_ == "how" for adverb in children(verb, "advmod")) and verb.i > head.i:
        seen = [*children(head, "nsubj", "csubj", "attr"), *children(verb, "dobj")]
        return subtrees(word for word in seen if word.i != verb.i)
    # "What she grants is that the test was cut."
    if not any(pronoun.lower_ == "what" for pronoun in children(verb, "dobj")):
        return set()
    complement = child(head, "ccomp", "attr", "acomp")
    return subtree(complement) if complement is not None and complement.i > head.i else set()


def _edges(verb: Token, source_head: Token) -> tuple[int, int]:
    """First and last word of the reporting clause itself: verb, subject, and what stands beside the verb."""
    start = end = verb.i
    small = children(verb, "advmod", "aux", "npadvmod", "neg", "prt")
    # "as she put it", "one lawmaker would have it"
    small += [pronoun for pronoun in children(verb, "dobj") if pronoun.lower_ == "it"]
    beside = {word.i for word in small}
    while start - 1 in beside:
        start -= 1
    while end + 1 in beside:
        end += 1
    # An adverb may stand on either side of the subject: "now admits the unit", "the unit now admits".
    if source_head.head.i == verb.i:
        subject = subtree(source_head)
        start, end = min(start, *subject), max(end, *subject)
        while start - 1 in beside:
            start -= 1
    return start, end


def _quoted_content(verb: Token, source_head: Token, quotes: tuple[Quoted, ...]) -> set[int]:
    start, _ = _edges(verb, source_head)
    return quoted_before(start, quotes, verb.doc) | quoted_after(verb, quotes, verb.doc)


def _stands_alone(verb: Token, source_head: Token, *, has_hearer: bool) -> bool:
    """Whether a clause can be an insertion: its own subject, no object, nothing that ties it to the sentence."""
    has_object = not has_hearer and any(
        noun.lower_ != "it" and noun.i != source_head.i for noun in children(verb, "dobj")
    )
    # "who said", "was held and said", "if he says": such a clause has its place in the sentence.
    is_tied = is_relative(source_head) or source_head.head.i != verb.i or child(verb, "mark") is not None
    is_finite = verb.tag_ != "VBG" and not is_infinitive(verb)
    return not is_tied and not has_object and is_finite


def _content_around(verb: Token, source_head: Token, quoted: set[int]) -> set[int]:
    """All of the sentence but a reporting clause between commas: 'Those, he says, are not yet counted'."""
    doc, sentence = verb.doc, verb.sent
    start, end = _edges(verb, source_head)
    # What opens or closes its sentence is not between two commas.
    if end - start > _LONGEST_CLAUSE or start == sentence.start or end + 1 >= sentence.end:
        return set()
    end = _with_adjuncts(verb, end)
    # A quotation may end right before the clause, but after it only a comma or a dash goes on.
    if end + 1 >= sentence.end or doc[start - 1].text not in (*_BREAKS, '"') or doc[end + 1].text not in _BREAKS:
        return set()
    complements = [word for word in children(verb, "ccomp", "xcomp") if word.i > end and word.lower_ not in _KNOWN]
    governs_before = any(clause.i < start for clause in children(verb, "ccomp", "parataxis"))
    if verb.dep_ == "ROOT" and complements and not governs_before:
        # "On Monday, he said, as expected, that …": it governs what follows.
        return set()
    if quoted and min(quoted) > end and doc[min(quoted) + 1].text[:1].isupper():
        # "Asked about it, she replied, 'No comment'": what comes before is not hers.
        return set()
    reporting_clause = set(range(start, end + 1))
    # The commas stand at `start - 1` and `end + 1`; the words outside them tell whether the insertion parts one clause.
    whole = _parted_clause(doc, start - 2, end + 2)
    for word in verb.children:
        # "Those, he says, citing a letter, are safe": how and where it was said is no content.
        if word.i > end and (word.tag_ == "VBG" or word.dep_ in ("prep", "dative", "npadvmod", "conj")):
            reporting_clause |= subtree(word)
    return (whole or {token.i for token in sentence}) - reporting_clause


def _with_adjuncts(verb: Token, end: int) -> int:
    """The end of a reporting clause with when, where and to whom it was said: 'the minister announced on Monday'."""
    for word in verb.children:
        phrase = subtree(word)
        # A long phrase is rather content than when or where it was said.
        is_adjunct = word.dep_ in ("prep", "npadvmod", "dative", "advmod", "dobj") and len(phrase) <= _SHORT_ADJUNCT
        if is_adjunct and min(phrase) == end + 1:
            end = max(phrase)
    return end


def _parted_clause(doc: Doc, before: int, behind: int) -> set[int]:
    """The clause of several that an insertion parts: the second of "It burned, but the barn, he added, was insured".

    Empty where the words before and behind the insertion belong to different clauses.
    """
    if before < 0 or behind >= len(doc):
        return set()
    head, head_behind = _main_head(doc[before]), _main_head(doc[behind])
    if head.i != head_behind.i or before < head.i < behind:
        return set()
    clause = clause_of(head)
    return clause if {before, behind} <= clause else set()


def _main_head(token: Token) -> Token:
    """The head of the main or coordinated clause that a word stands in."""
    while token.dep_ != "ROOT" and token.head.i != token.i:
        if token.dep_ == "conj" and token.pos_ in ("VERB", "AUX") and child(token, "nsubj", "nsubjpass") is not None:
            break
        token = token.head
    return token


def _content_before(verb: Token, source_head: Token) -> set[int]:
    """All before a reporting clause that ends its sentence: 'All are safe, the chief said'."""
    start, _ = _edges(verb, source_head)
    sentence = verb.sent
    # "The chief said all are safe" governs what follows; 'let it be known' has no other complement than "known".
    if start <= sentence.start or any(
        word.i > verb.i and word.lower_ not in _KNOWN for word in children(verb, "ccomp", "xcomp")
    ):
        return set()
    if verb.doc[start - 1].text not in _BREAKS:
        return set()
    # The subject may stand behind the verb: "All are safe, said the chief".
    behind = verb.doc[max(verb.i, *subtree(source_head)) + 1 : sentence.end]
    # "The mill, the chief said, burned": the sentence goes on behind the clause.
    if any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in behind):
        return set()
    return set(range(sentence.start, start))
