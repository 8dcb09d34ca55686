"""Which verb a clause really belongs to, where the parser has hung it on a reported one.

"He warned them not to stop and accused the regulator": that he accused is not what he warned of. "She said it
was opposed to the test and warned the government": she warned. The parser mostly takes the nearer verb.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bench.reading.lexicon import words
from bench.reading.parsing.syntax import NOMINAL, child, children, clause_head, follows_comma, lemma_of, subtree
from bench.reading.who import reporting_cues as cues

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Token

# Tags of a verb that can be the head of a sentence by itself: "warned", "warns", "warn".
_FINITE = ("VBD", "VBZ", "VBP")
_GOES_ON = words("reporting", "grammar", "goes_on")


def rightful_head(verb: Token) -> Token | None:
    """The verb that a verb really goes with; None where the parser has attached it rightly."""
    if verb.dep_ == "conj" and verb.tag_ in _FINITE and verb.head.tag_ in ("VB", "VBG"):
        # "He warned them not to stop and accused the regulator": a finite verb goes with a finite one.
        head = verb.head
        # Past all infinitives and participles: "warned them to stop digging and accused the regulator" goes back to
        # "warned".
        while head.tag_ in ("VB", "VBG") and head.dep_ != "ROOT" and head.head.i != head.i:
            head = head.head
        return head
    if verb.dep_ == "conj" and verb.tag_ in _FINITE and is_speech_verb(verb):
        # "She said it was opposed to the test and warned the government": she warned.
        reported = verb.head
        while reported.dep_ == "conj" and reported.head.i != reported.i:
            reported = reported.head
        governor = reported.head
        # Content before its verb ("It was shut, she said and warned") leaves nothing to be joined wrongly.
        is_content = reported.dep_ == "ccomp" and governor.i < reported.i
        if is_content and governor.tag_ == verb.tag_ and is_speech_verb(governor):
            # "… and the union warned the council": the text's own sentence; "… and it warned": still what she said.
            subject = child(verb, "nsubj")
            return governor if subject is None or subject.pos_ in ("PROPN", "NOUN") else None
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.i > 1 and follows_comma(verb):
        # "the charge, which the council denies, saying that …": the council says, not the main clause's subject.
        nearest = verb.nbor(-2)
        if nearest.dep_ == "relcl" and nearest.i > verb.head.i and is_speech_verb(nearest):
            return nearest
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and lemma_of(verb) in _GOES_ON and follows_comma(verb):
        # "She said it was shut, adding that …": she adds, not what was shut.
        reported = verb.head
        if reported.dep_ == "ccomp" and reported.head.i < reported.i and is_speech_verb(reported.head):
            return reported.head
    return None


def is_speech_verb(verb: Token) -> bool:
    """Whether a verb is one of saying rather than of thinking."""
    uses = cues.uses_of(lemma_of(verb), verb.lower_)
    return any(not use.is_attitude for use in uses)


def content_of(token: Token, *, without: Iterable[Token] = ()) -> set[int]:
    """A subtree without the clauses that the parser has put into it by mistake."""
    content = subtree(token, without=without)
    doc = token.doc
    misplaced = [
        doc[i]
        for i in content
        if i != token.i
        and doc[i].dep_ in ("conj", "advcl")
        and (head := rightful_head(doc[i])) is not None
        # A verb that belongs to something within the content stays in it all the same.
        and head.i not in content
    ]
    for verb in misplaced:
        content -= subtree(verb)
        # The "and" before a clause that is taken away has nothing left to join.
        content -= {word.i for word in verb.head.children if word.dep_ == "cc" and word.i < verb.i}
    return content


def content_of_all(tokens: Iterable[Token]) -> set[int]:
    """The content of several tokens together."""
    content: set[int] = set()
    for token in tokens:
        content |= content_of(token)
    return content


def speaker_of(verb: Token) -> Token | None:
    """Who speaks in a verb: its own subject, one that it shares, or the noun that it belongs to ("a report saying")."""
    seen: set[int] = set()
    # No verb is asked twice, so that the climb ends even where one head was put right to a word further down.
    while verb.i not in seen:
        is_verb_above = bool(seen)
        seen.add(verb.i)
        # "The clerk was held and said that …": the subject of a passive speaks in a verb that shares it, but that of
        # the reporting verb's own passive is what is said, or whom it is said of.
        subjects = children(verb, "nsubj", "csubj") or (children(verb, "nsubjpass") if is_verb_above else [])
        if subjects:
            # "ex-staff" is broken into two subjects, of which the last is the noun.
            return _meant_subject(subjects[-1])
        governor = rightful_head(verb) or _governor(verb)
        if governor is None:
            return None
        # "a report saying that …"
        if governor.pos_ not in ("VERB", "AUX"):
            return governor
        verb = governor
    return None


def shared_subject(verb: Token) -> Token | None:
    """The subject of a passive that it shares with what it is coordinated with: 'he joined and was called a giant'."""
    while verb.dep_ == "conj" and verb.head.i != verb.i:
        verb = verb.head
        # "He joined and was called a giant": "he" hangs on "joined".
        subject = child(verb, "nsubj", "nsubjpass")
        if subject is not None:
            return subject
    return None


def _meant_subject(token: Token) -> Token:
    """Who is meant where the parser takes somebody's age, or whom somebody belongs to, for the subject.

    'Hardy, 89, said'; 'the group, whose founder, Ada Brook, denies'.
    """
    if token.pos_ == "NUM" and token.i > token.sent.start + 1 and follows_comma(token):
        # "Hardy, 89, said": the name stands before the comma.
        name = token.nbor(-2)
        return name if name.text[:1].isupper() else token
    return next(
        (noun for noun in children(token, "appos") if any(owner.tag_ == "WP$" for owner in children(noun, "poss"))),
        token,
    )


def _governor(verb: Token) -> Token | None:
    """The verb whose subject a verb without one shares, or the noun that it describes; None where there is neither."""
    head = verb.head
    # "He came and said that …", "He left, claiming that …".
    if verb.dep_ in ("conj", "advcl", "ccomp", "aux", "dep") and head.pos_ in ("VERB", "AUX"):
        return head
    if verb.dep_ == "xcomp" and head.pos_ in ("VERB", "AUX"):
        # "She asked them to say": they say it. "She began to say": she does.
        hearer = child(head, "dobj")
        return hearer if hearer is not None and hearer.i < verb.i and verb.tag_ == "VB" else head
    # "the man accused of theft" says nothing; but "Marsh, the director, acknowledged that …" has a past tense that the
    # tagger takes for a participle, which a clause or an object of its own gives away.
    is_verb = verb.tag_ != "VBN" or child(verb, "ccomp", "dobj") is not None
    if verb.dep_ in ("acl", "relcl", "advcl") and head.pos_ in NOMINAL and is_verb:
        main = clause_head(head)
        if verb.tag_ == "VBG" and follows_comma(verb) and head.dep_ in ("pobj", "appos") and main.i != verb.i:
            # "Crowds filled the square, chanting that …": the crowds chant, though the square is nearer.
            return main
        return head
    # "He left without saying that …": the one who left says it.
    if verb.dep_ == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
        return head.head
    return None
