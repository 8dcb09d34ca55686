"""Credits without a reporting verb.

Nouns ("the warning from X that"), adjectives of attitude ("is sure that"), phrases ("according to X").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.reading.parsing.syntax import (
    child,
    children,
    clause,
    clause_head,
    follows_comma,
    has_mark,
    is_negated,
    lemma,
    subtree,
)
from bench.reading.who import reporting_cues as cues
from bench.reading.who.attachment import speaker
from bench.reading.who.credit_draft import Found
from bench.reading.who.noun_phrases import phrase
from bench.reading.who.sources import Mentions, can_speak, source

if TYPE_CHECKING:
    from spacy.tokens import Token

_ORIGINS = ("come", "stem", "originate", "emanate")
_STATES = ("be", "come", "arrive", "remain", "stick", "stand")
_WHOSE = ("by", "from", "among")


def noun_credit(noun: Token, mentions: Mentions) -> Found | None:
    """The credit of a reporting noun: 'allegations by X that', 'X's claim that', 'X made the claim that'."""
    use = cues.noun_uses().get(lemma(noun))
    if use is None or noun.dep_ == "compound":
        return None
    who, content = _complements(noun, use)
    verb = noun.head
    if lemma(verb) == "be" and noun.dep_ == "nsubj":  # the company's line is that …
        complement = child(verb, "ccomp", "attr")
        if complement is not None:
            content, who = subtree(complement), who or _of(noun)
    elif lemma(verb) == "be" and noun.dep_ == "attr":  # that they bribed him is the contention of a lawmaker
        said = child(verb, "csubj", "nsubj")
        if said is not None and said.pos_ != "PRON" and (who is not None or _of(noun) is not None):
            content, who = subtree(said), who or _of(noun)
    elif lemma(verb) == "have" and noun.dep_ == "dobj" and not content and child(verb, "ccomp") is not None:
        content = subtree(child(verb, "ccomp") or verb)
    if who is None and not content:
        who, content = _taken_for_noun(noun)
    if who is None:
        who = _doer(noun)
        content |= _loose(noun, use) if who is not None and noun.dep_ == "dobj" else set()
    if who is not None and not content:
        content = _after_colon(noun)
    if who is None or not content or not can_speak(who, mentions, is_strict=True):
        return None
    meant = source(who, mentions)
    return _found(meant and Found(meant, (noun,), use.stance, frozenset(content - phrase(who))))


def _taken_for_noun(noun: Token) -> tuple[Token | None, set[int]]:
    """Who claims what, of 'denied it and claims that', where the tagger takes a verb for a plural noun."""
    verb = noun.head.head
    if noun.tag_ != "NNS" or noun.dep_ != "conj" or verb.pos_ != "VERB" or list(noun.children):
        return None, set()
    clauses = [one for one in children(verb, "ccomp") if has_mark(one, "that") and min(subtree(one)) == noun.i + 1]
    return (speaker(verb), subtree(clauses[0])) if clauses else (None, set())


def _after_colon(noun: Token) -> set[int]:
    """What stands after 'the union's verdict on the plan:'."""
    for one in noun.doc[noun.i + 1 : noun.sent.end]:
        if one.text == ":":
            return set(range(one.i + 1, noun.sent.end))
        if one.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            break
    return set()


def _loose(noun: Token, use: cues.NounCue) -> set[int]:
    """Phrases of a light verb's object that the parser hangs on the verb: 'put the blame on a clerk'."""
    phrases = children(noun.head, "prep")
    return set().union(*(subtree(one) for one in phrases if one.i > noun.i and one.lower_ in use.prepositions))


def _doer(noun: Token) -> Token | None:
    """Whose it is by the verb: 'made the claim that', 'is of the view that', 'came to the conclusion'."""
    verb = noun.head
    if noun.dep_ == "dobj" and lemma(verb) in cues.light_verbs():
        return speaker(verb)
    if noun.dep_ in ("nsubj", "nsubjpass") and lemma(verb) in _ORIGINS:  # "claims that … come from a lawmaker"
        return _of(verb)
    if noun.dep_ == "pobj" and lemma(verb.head) in _STATES and verb.lower_ in ("of", "to", "at", "under"):
        return speaker(verb.head)
    return None


def _complements(noun: Token, use: cues.NounCue) -> tuple[Token | None, set[int]]:
    """Whose word it is and what it says, as far as they hang on the noun."""
    who = child(noun, "poss")
    content: set[int] = set()
    for one in noun.children:
        if one.dep_ == "acl" and one.tag_ == "VBN":
            by = child(one, "agent")
            who = who or (child(by, "pobj") if by is not None else None)
        elif (one.dep_ in ("acl", "ccomp") and one.tag_ != "VBG") or (one.dep_ == "relcl" and has_mark(one, "that")):
            content |= subtree(one)
        elif one.dep_ == "prep" and one.lower_ in _WHOSE:
            by = child(one, "pobj")
            who = who or by
            content |= _stray_clause(by) if by is not None else set()
        elif one.dep_ == "prep" and one.lower_ in use.prepositions:
            content |= subtree(one)
    return who, content


def _stray_clause(who: Token) -> set[int]:
    """'Claims by clerks that the fund was looted': a relative clause with its own subject is none."""
    clauses = [one for one in children(who, "relcl") if len(children(one, "nsubj", "nsubjpass")) > 1]
    return set().union(*(subtree(one) for one in clauses))


def _of(noun: Token) -> Token | None:
    found = (child(one, "pobj") for one in children(noun, "prep") if one.lower_ in ("of", "from", "by"))
    return next((one for one in found if one is not None), None)


def adjective_credit(adjective: Token, mentions: Mentions) -> Found | None:
    """The credit of an adjective of attitude: 'she is sure that', 'he is critical of it'."""
    prepositions = cues.adjectives().get(adjective.lower_)
    if prepositions is None:
        return None
    if child(adjective, "auxpass") is not None:
        who = child(adjective, "nsubjpass", "nsubj")
    elif adjective.dep_ in ("acomp", "oprd") and lemma(adjective.head) in (
        "be",
        "feel",
        "remain",
        "become",
        "seem",
        "sound",
        "grow",
    ):
        who = speaker(adjective.head)
    else:
        return None
    content: set[int] = set()
    for one in adjective.children:
        if one.dep_ == "ccomp" or (one.dep_ == "prep" and one.lower_ in prepositions):
            content |= subtree(one)
    if adjective.dep_ == "acomp" and not content:
        clauses = [one for one in children(adjective.head, "ccomp") if one.i > adjective.i]
        content = set().union(*(subtree(one) for one in clauses))
    if who is None or not content or not can_speak(who, mentions, is_strict=True):
        return None
    meant = source(who, mentions)
    verb = adjective if child(adjective, "auxpass") is not None else adjective.head
    return _found(meant and Found(meant, (adjective,), "neutral", frozenset(content), is_negated(verb)))


def phrase_credit(token: Token, mentions: Mentions) -> Found | None:
    """'according to X', 'per X', 'citing X', and 'in X's view', 'by the mission's count'."""
    return _after(token, mentions) or _inside(token, mentions)


def _after(token: Token, mentions: Mentions) -> Found | None:
    doc = token.doc
    if token.lower_ not in cues.phrase_openers():
        return None
    for listed in cues.phrases()["after"]:
        parts = listed.split()
        if [one.lower_ for one in doc[token.i : token.i + len(parts)]] != parts:
            continue
        last = doc[token.i + len(parts) - 1]
        who = child(last, "pobj", "dobj")
        if who is None or not can_speak(who, mentions, is_strict=lemma(token) in ("cite", "quote")):
            return None
        if last.lower_ == "per" and (
            last.pos_ != "ADP" or (not who.text[:1].isupper() and child(who, "det", "poss") is None)
        ):
            return None  # per person, per year
        meant = source(who, mentions)
        inside = subtree(token if parts[0] != "to" else token.head)
        if token.dep_ == "ROOT" or (lemma(token) in ("cite", "quote") and token.dep_ not in ("advcl", "acl", "prep")):
            inside = set(range(token.i, last.i + 1)) | subtree(who)
        scope = _around(token, inside)
        return _found(meant and Found(meant, tuple(doc[token.i : last.i + 1]), "neutral", frozenset(scope)))
    return None


def _inside(preposition: Token, mentions: Mentions) -> Found | None:
    listed = cues.phrases()
    noun = child(preposition, "pobj")
    if noun is None or noun.lower_ not in listed["inside"] or preposition.lower_ not in listed["prepositions"]:
        return None
    if (
        preposition.head.pos_ not in ("VERB", "AUX")
        and preposition.i != preposition.sent.start
        and not follows_comma(preposition)
    ):
        return None  # "a weakness in the contractor's account"
    who = child(noun, "poss") or next(
        (child(one, "pobj") for one in children(noun, "prep") if one.lower_ == "of"), None
    )
    if who is None or not can_speak(who, mentions, is_strict=True):
        return None
    meant = source(who, mentions)
    scope = _around(preposition, subtree(preposition))
    return _found(meant and Found(meant, (preposition, noun), "neutral", frozenset(scope)))


def _around(token: Token, phrase: set[int]) -> set[int]:
    """What a prepositional credit holds for: its clause; the whole sentence where it opens or ends it."""
    sent = token.sent
    rest = {one.i for one in sent} - phrase
    inner = [i for i in rest if sent.doc[i].text.strip() and not sent.doc[i].is_punct]
    if not inner:
        return set()
    if min(phrase) < min(inner):
        own = clause(clause_head(token.head))
        return (own if len(own) > 3 else rest) - phrase
    if max(phrase) > max(inner):
        return rest
    return clause(clause_head(token.head)) - phrase


def _found(credit: Found | None) -> Found | None:
    return credit if credit is not None and credit.scope else None
