"""How sure: hedge cues, their strength, and the scope in which the text does not vouch for what it says.

Scope follows the BioScope guidelines: a modal's or adverb's is the clause or word that it modifies, an adjective's
is its noun phrase (as a predicate: its subject and complement), a noun's is its complement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.reading.how_sure.hedge_phrases import caveats, phrases
from bench.reading.lexicon import hedge_words
from bench.reading.parsing.sentences import Sentence
from bench.reading.parsing.syntax import child, children, clause, clause_head, lemma, spans, subtree, words
from bench.reading.who import reporting_cues as cues
from bench.records import Hedge
from bench.records.statement import Strength

if TYPE_CHECKING:
    from spacy.tokens import Token

_TOWARDS = ("for", "at", "towards", "toward", "on", "about", "of")


def hedges(sentence: Sentence) -> tuple[Hedge, ...]:
    """The hedges of a sentence, in the order of their cues."""
    found: dict[tuple[int, int], Hedge] = {}
    for token in sentence.parsed:
        read = (
            _modal(token)
            or _adverb(token)
            or _passive(token)
            or _adjective(token)
            or _verb(token)
            or _noun(token)
            or _condition(token)
        )
        if read is None:
            continue
        strength, scope = read
        hedge = _hedge([token], strength, scope, sentence)
        if hedge is not None:
            found[hedge.cue_span] = hedge
    for cue, strength in phrases(sentence):
        hedge = _hedge(cue, strength, {token.i for token in sentence.parsed}, sentence)
        if hedge is not None:
            found[hedge.cue_span] = hedge
    for cue in caveats(sentence):
        hedge = _hedge(cue, "unevidenced", {token.i for token in sentence.parsed}, sentence)
        if hedge is not None and not any(
            _within(hedge.cue_span, other) or _within(other, hedge.cue_span) for other in found
        ):
            found[hedge.cue_span] = hedge
    if _is_question(sentence):
        tokens = words(sentence.parsed)
        mark = tokens[-1]
        hedge = _hedge([mark], "possible", {token.i for token in sentence.parsed}, sentence)
        if hedge is not None:
            found[hedge.cue_span] = hedge
    return tuple(found[span] for span in sorted(found))


def _hedge(cue: list[Token], strength: Strength, scope: set[int], sentence: Sentence) -> Hedge | None:
    where = spans(sentence, scope)
    if not where:
        return None
    return Hedge(
        cue=" ".join(token.text for token in cue),
        cue_span=sentence.span(cue[0].idx, cue[-1].idx + len(cue[-1])),
        strength=strength,
        scope=where,
    )


def _is_question(sentence: Sentence) -> bool:
    tokens = words(sentence.parsed)
    return bool(tokens) and tokens[-1].text == "?"


def _modal(token: Token) -> tuple[Strength, set[int]] | None:
    strength = hedge_words("modal").get(token.lower_)
    if strength is None or token.tag_ != "MD":
        return None
    verb = token.head
    negated = any(one.dep_ == "neg" for one in verb.children)
    if token.lower_ in ("can", "could") and negated:
        return None  # "could not" says that it did not happen
    return strength, _with_subject(verb)


def _with_subject(verb: Token) -> set[int]:
    """A verb's clause, with the subject that it shares with another.

    What a relative clause or an apposition tells of the subject beside ("X, who paid for it, may …") stands apart.
    """
    found = clause(verb)
    who = child(verb, "nsubj", "nsubjpass")
    if who is not None:
        for aside in children(who, "relcl", "appos"):
            found -= subtree(aside)
    for aside in [one for one in verb.subtree if one.i in found and one.dep_ == "relcl" and one is not verb]:
        if _is_set_off(aside):
            found -= subtree(aside)
    if verb.dep_ == "relcl":  # "limits that may come": what is modified belongs to it
        found |= {token.i for token in verb.head.subtree if token.i <= verb.head.i}
    if verb.dep_ == "conj" and child(verb, "nsubj", "nsubjpass") is None:
        who = child(verb.head, "nsubj", "nsubjpass")
        found |= subtree(who) if who is not None else set()
    return found


def _is_set_off(relative: Token) -> bool:
    """Whether a comma sets a relative clause off: it tells something more, in the text's own voice."""
    if any(one.lower_ == "would" for one in children(relative, "aux")):
        return False  # "…, which would make her the first": on the same condition
    return bool(relative.left_edge.i > 0 and relative.doc[relative.left_edge.i - 1].text == ",")


def _adverb(token: Token) -> tuple[Strength, set[int]] | None:
    strength = hedge_words("adverb").get(token.lower_)
    if strength is None or token.pos_ not in ("ADV", "ADJ", "SCONJ", "INTJ"):
        return None
    if token.lower_ == "likely" and token.pos_ == "ADJ":
        return None
    head = token.head
    if head.pos_ in ("VERB", "AUX"):
        if head.dep_ in ("acl", "amod"):
            return strength, subtree(head) | {one.i for one in head.head.subtree}
        return strength, _with_subject(head)
    if head.pos_ in ("ADJ", "ADV") and head.head.pos_ in ("NOUN", "PROPN"):
        return strength, subtree(head.head)  # a reportedly carcinogenic chemical
    return strength, subtree(head) | ({token.i for token in head.sent} if head.dep_ == "ROOT" else set())


def _adjective(token: Token) -> tuple[Strength, set[int]] | None:
    word = token.lower_
    strength = hedge_words("adjective").get(word)
    if strength is None or not (token.pos_ in ("ADJ", "VERB", "ADV") or token.tag_ in ("VBN", "JJ")):
        return None
    head = token.head
    if token.dep_ in ("amod", "compound", "nmod") or (token.dep_ == "advmod" and head.pos_ == "NOUN"):
        told = [one for one in children(head, "relcl") if not _is_infinitive(one)]
        return strength, subtree(head, without=told) | _carried_by(head)
    if token.dep_ in ("acl", "relcl"):  # people suspected of falsifying permits
        return strength, subtree(head)
    if token.dep_ in ("acomp", "attr", "oprd") or (token.dep_ == "ROOT" and token.pos_ == "ADJ"):
        return strength, _with_subject(head) if head is not token else subtree(token)
    if token.dep_ in ("xcomp", "ccomp") and token.pos_ == "ADJ":
        return strength, subtree(token) | subtree(head, without=[])
    if token.dep_ in ("prep", "conj", "advcl", "dep", "appos", "ROOT"):
        return strength, {one.i for one in clause_head(token).subtree}
    return None


def _is_infinitive(verb: Token) -> bool:
    return any(one.lower_ == "to" for one in children(verb, "aux"))


def _carried_by(noun: Token) -> set[int]:
    """What an empty verb says through its object: 'has a possible return to face his club'."""
    verb = noun.head
    if noun.dep_ in ("dobj", "attr") and lemma(verb) in (
        "have",
        "be",
        "make",
        "face",
        "take",
        "mean",
        "offer",
        "get",
    ):
        return set().union(*(subtree(one) for one in children(verb, "xcomp", "advcl", "prep") if one.i > noun.i), set())
    return set()


def _passive(token: Token) -> tuple[Strength, set[int]] | None:
    """Agentless reporting: 'is believed to have fled', 'was described as', 'it is thought that'."""
    is_reduced = (
        token.dep_ in ("acl", "advcl", "conj") and child(token, "xcomp", "oprd") is not None
    )  # thought to be extinct
    if token.tag_ != "VBN" or child(token, "agent") is not None or (child(token, "auxpass") is None and not is_reduced):
        return None
    strength = hedge_words("passive").get(lemma(token))
    if strength is None:
        return None
    complement = child(token, "xcomp", "ccomp", "oprd", "prep", "acomp", "csubjpass", "advcl")
    if complement is None:
        return None
    if complement.dep_ == "prep" and complement.lower_ not in ("as", "of", "to", "for", "with"):
        return None
    beside = [one for one in children(token, "conj") if one.pos_ in ("VERB", "AUX")]  # "regarded as kind and known for"
    return strength, _with_subject(token) - set().union(*(subtree(one) for one in beside), set())


def _verb(token: Token) -> tuple[Strength, set[int]] | None:
    if token.pos_ != "VERB":
        return None
    strength = hedge_words("verb").get(lemma(token))
    if strength is None or child(token, "auxpass", "agent") is not None:
        return None
    who = child(token, "nsubj")
    if strength == "possible" and who is not None and cues.is_text_itself(lemma(who)):
        return None
    raised = child(token, "xcomp", "oprd", "acomp")
    if raised is not None and raised.dep_ == "xcomp" and _is_infinitive(raised) and token.tag_ in ("VBN", "VBD"):
        strength = hedge_words("participle").get(lemma(token), strength)
    content = [
        *children(token, "xcomp", "ccomp", "oprd", "acomp"),
        *(children(token, "dobj") if strength != "probable" else []),
        *(one for one in children(token, "prep") if strength == "possible" and one.lower_ in _TOWARDS),
        *(one for one in children(token, "advcl") if _is_infinitive(one)),
    ]
    if not content:
        return None
    known = [one for start in content for one in start.subtree if one.dep_ == "relcl" and _is_past(one)]
    scope = set().union(*(subtree(one, without=known) for one in content))
    if raised is not None or strength == "alleged":
        scope |= subtree(who) if who is not None and lemma(token) in ("appear", "seem", "tend", "purport") else set()
    return strength, scope


def _is_past(verb: Token) -> bool:
    """Whether a clause tells of the past: 'wants to find the van that was used'."""
    return any(one.tag_ == "VBD" for one in (verb, *children(verb, "aux", "auxpass")))


def _noun(token: Token) -> tuple[Strength, set[int]] | None:
    if token.pos_ != "NOUN":
        return None
    strength = hedge_words("noun").get(lemma(token))
    if strength is None:
        return None
    if lemma(token) == "suspect":
        return strength, clause(clause_head(token))
    content = children(token, "acl", "ccomp", "relcl", "prep", "appos")
    scope = set().union(*(subtree(one) for one in content)) if content else set()
    if token.dep_ in ("attr", "nsubj") and lemma(token.head) == "be":  # limits are a possibility; the fear is that
        scope |= _with_subject(token.head)
    if token.dep_ in ("attr", "appos"):
        scope |= subtree(token.head)
    return (strength, scope) if scope else None


def _condition(token: Token) -> tuple[Strength, set[int]] | None:
    strength = hedge_words("condition").get(token.lower_)
    if strength is None or token.dep_ != "mark" or token.pos_ not in ("SCONJ", "ADP"):
        return None
    verb = token.head
    if token.lower_ == "whether":
        return strength, subtree(verb)
    return strength, subtree(verb) | (clause(verb.head) if verb.dep_ == "advcl" else set())


def _within(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]
