"""Who: credits, each with its source, its cue, its stance, and its scope (the content that it holds for).

Forms: reporting verbs before, after and inside their content; passives with an agent; participles ("saying that");
nominal cues ("allegations by X that"); "according to" and its kin; labels ("CNN: …").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bench.models import Credit
from bench.models.statement import Stance
from bench.reading.lexicon import credit_phrases, noun_cues, verb_cues
from bench.reading.parsing import Sentence
from bench.reading.sources import Mentions, Source, is_first_person, source
from bench.reading.syntax import (
    child,
    children,
    clause,
    clause_head,
    is_negated,
    lemma,
    spans,
    subject,
    subtree,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_LABEL = re.compile(r"\s*(?P<label>[^\s:][^:.!?\n]{1,58}?)\s*:\s+(?=\S)")
_LIGHT = {
    "make",
    "issue",
    "voice",
    "express",
    "raise",
    "release",
    "give",
    "repeat",
    "have",
    "level",
    "offer",
    "publish",
    "post",
    "send",
    "share",
    "air",
    "put",
    "draw",
}
"""Verbs whose object says what was done: 'made the claim that'."""
_REACHED_BY = {"as": ("as",), "of": ("of",), "for": ("for",)}


def credits(sentence: Sentence, mentions: Mentions) -> tuple[Credit, ...]:
    """The credits of a sentence, in the order of their cues."""
    found: list[Credit] = []
    for token in sentence.parsed:
        credit = None
        if token.pos_ in ("VERB", "AUX") or (
            token.pos_ in ("NOUN", "PROPN", "ADJ") and token.tag_.startswith("VB")
        ):
            credit = _verbal(token, sentence, mentions)
        elif token.pos_ == "NOUN":
            credit = _nominal(token, sentence, mentions) or _inside_phrase(token, sentence, mentions)
        if (
            credit is None
            and token.pos_ != "VERB"
            or (credit is None and token.lower_ in ("according", "citing", "quoting"))
        ):
            credit = _after_phrase(token, sentence, mentions)
        if credit is not None:
            found.append(credit)
        if token.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj", "appos", "ROOT", "poss"):
            mentions.add(token)
    label = _label(sentence)
    if label is not None:
        found.insert(0, label)
    return tuple(sorted(found, key=lambda credit: credit.cue_span))


def _credit(
    who: Source | None,
    cue: list[Token],
    stance: Stance,
    scope: set[int],
    sentence: Sentence,
    *,
    negated: bool = False,
) -> Credit | None:
    scope -= {token.i for token in cue}
    doc = sentence.parsed.doc
    content = {i for i in scope if not doc[i].is_punct and doc[i].text.strip()}
    if not content:
        return None
    if who is not None:
        scope = {i for i in scope if not (who.start <= doc[i].idx < who.end)}
    return Credit(
        source=who.text if who else "",
        names=who.names if who else (),
        source_span=sentence.span(who.start, who.end) if who else None,
        cue=" ".join(token.text for token in cue),
        cue_span=sentence.span(cue[0].idx, cue[-1].idx + len(cue[-1])),
        stance=stance,
        negated=negated,
        scope=spans(sentence, scope),
    )


def _particle(verb: Token) -> str:
    particle = child(verb, "prt")
    if particle is not None:
        return particle.lower_
    follows = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    return (
        follows.lower_
        if follows is not None and follows.dep_ in ("prep", "advmod", "prt") and follows.head == verb
        else ""
    )


def _verbal(verb: Token, sentence: Sentence, mentions: Mentions) -> Credit | None:
    table = verb_cues()
    word = lemma(verb)
    particle = _particle(verb)
    cue = table.get((word, particle)) or table.get((word, ""))
    if (
        word == "put"
        and any(one.lower_ == "at" for one in children(verb, "prep"))
        and child(verb, "dobj") is not None
    ):
        cue = table["estimate", ""]  # puts the toll at 500
    if cue is None:
        return None
    has_particle = (word, particle) in table and particle != ""
    agent = child(verb, "agent")
    is_passive = child(verb, "nsubjpass", "auxpass") is not None or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod", "advcl")
    )
    if is_passive:
        by = child(agent, "pobj") if agent is not None else None
        who_token = by
        if who_token is None:
            return None  # agentless: a hedge, see hedges.py
    else:
        who_token = subject(verb)
        if who_token is None or is_first_person(who_token):
            return None
    content = _parenthesis(verb, who_token) if not is_passive else set()
    if not content:
        content = _content(verb, cue.content, is_passive=is_passive, has_particle=has_particle)
    if not content:
        content = _interrupted(verb)
    if not content and not is_passive:
        content = _quoted_beside(verb, who_token)
    if not content:
        return None
    who = source(who_token, mentions)
    if who is None:
        return None
    cue_tokens = [verb, *children(verb, "prt")]
    if has_particle and len(cue_tokens) == 1:
        cue_tokens.append(verb.doc[verb.i + 1])
    return _credit(who, cue_tokens, cue.stance, content, sentence, negated=is_negated(verb))


def _content(verb: Token, kind: str, *, is_passive: bool, has_particle: bool) -> set[int]:
    """Indices of what a verb reports."""
    found: set[int] = set()
    clauses = children(verb, "ccomp", "parataxis", "xcomp", "dobj")
    has_content_after = any(one.i > verb.i for one in clauses)
    for one in verb.children:
        if one.dep_ in ("ccomp", "parataxis", "dobj") and one.i < verb.i and has_content_after:
            continue  # a clause of its own that the parser has put under this one
        if one.dep_ in ("ccomp", "parataxis") or (
            one.dep_ == "xcomp" and (kind != "clause" or one.i > verb.i)
        ):
            found |= subtree(one, without=_contrasts(one))
        elif (
            one.dep_ in ("dobj", "dative", "oprd", "attr", "nsubjpass", "csubj", "csubjpass", "acomp")
            and kind != "clause"
        ):
            if one.dep_ == "nsubjpass" and not is_passive:
                continue
            found |= subtree(one)
        elif one.dep_ == "prep" and (
            one.lower_ in _REACHED_BY.get(kind, ())
            or (has_particle and one.i == verb.i + 1)
            or (kind != "clause" and one.lower_ in ("as", "at", "about", "of", "against", "for"))
        ):
            found |= subtree(one)
        elif one.dep_ == "prep" and one.lower_ == "as" and kind == "clause":
            found |= subtree(one)
    if is_passive and child(verb, "nsubjpass") is None and verb.dep_ in ("acl", "relcl"):
        found |= {one.i for one in verb.head.subtree if one.i < verb.i}
    if kind == "clause" and not found:
        for one in children(verb, "dobj", "nsubjpass"):
            if (
                child(one, "relcl", "acl", "appos", "nummod") is not None
                or one.pos_ == "NUM"
                or one.lower_ in ("so", "this", "that")
            ):
                found |= subtree(one)
    agent = child(verb, "agent")
    return found - (subtree(agent) if agent is not None else set())


def _contrasts(verb: Token) -> list[Token]:
    """Clauses under reported speech that report somebody else's: 'said A, while the chamber acknowledged B'."""
    return [
        one
        for one in verb.children
        if one.dep_ == "advcl"
        and any(mark.lower_ in ("while", "whereas", "although", "though") for mark in children(one, "mark"))
        and (lemma(one), "") in verb_cues()
        and child(one, "nsubj") is not None
    ]


def _parenthesis(verb: Token, who: Token) -> set[int]:
    """All around a reporting clause between commas: 'those, he says, are not yet counted'."""
    doc, sent = verb.doc, verb.sent
    own = subtree(who) | {
        verb.i,
        *(one.i for one in children(verb, "advmod", "aux", "npadvmod") if abs(one.i - verb.i) <= 3),
    }
    start, end = min(own), max(own)
    if end - start > 12 or start == sent.start or end + 1 >= sent.end:
        return set()
    if doc[start - 1].text not in (",", "-", "–", "—", "(") or doc[end + 1].text not in (
        ",",
        "-",
        "–",
        "—",
        ")",
    ):
        return set()
    if child(verb, "mark") is not None or who.dep_ == "relcl" or who.tag_ in ("WP", "WDT"):
        return set()
    return {token.i for token in sent} - own


def _interrupted(verb: Token) -> set[int]:
    """The clause that a reporting clause is put into or after: 'those, he says, are not yet counted'."""
    if verb.dep_ in ("parataxis", "ccomp", "advcl", "dep", "conj") and verb.head.i != verb.i:
        around = subtree(verb.head, without=[verb])
        own = subtree(verb)
        commas = any(
            verb.doc[i].is_punct
            for i in (min(own) - 1, max(own) + 1, min(own), max(own))
            if 0 <= i < len(verb.doc)
        )
        if verb.dep_ in ("parataxis", "dep") or (
            verb.dep_ in ("ccomp", "advcl") and commas and len(own) <= 6 and child(verb, "mark") is None
        ):
            return around
        if (
            verb.dep_ == "advcl"
            and child(verb, "mark") is not None
            and child(verb, "mark").lower_ == "as"
            and len(own) <= 12
        ):
            return around
    return set()


def _quoted_beside(verb: Token, who: Token) -> set[int]:
    """A quotation that stands beside a reporting verb without hanging on it."""
    sent = verb.sent
    marks = [token.i for token in sent if token.text == '"']
    found: set[int] = set()
    for start, end in zip(marks[::2], [*marks[1::2], sent.end], strict=False):
        if not start < verb.i < end and not start < who.i < end:
            found |= set(range(start, end))
    return found


def _nominal(noun: Token, sentence: Sentence, mentions: Mentions) -> Credit | None:
    stance = noun_cues().get(lemma(noun))
    if stance is None:
        return None
    content: set[int] = set()
    who_token = child(noun, "poss")
    for one in noun.children:
        if one.dep_ in ("acl", "relcl", "ccomp") and not (one.dep_ == "relcl" and one.tag_ == "VBN"):
            if one.dep_ == "acl" and one.tag_ == "VBN":
                by = child(one, "agent")
                who_token = who_token or (child(by, "pobj") if by is not None else None)
                continue
            content |= subtree(one)
        elif one.dep_ == "prep" and one.lower_ in ("by", "from"):
            who_token = who_token or child(one, "pobj")
        elif one.dep_ == "prep" and one.lower_ in ("of", "about", "against", "on", "over", "for", "that"):
            content |= subtree(one)
    verb = noun.head
    if lemma(verb) == "be" and noun.dep_ == "nsubj":  # the company's line is that …
        of = [child(one, "pobj") for one in children(noun, "prep") if one.lower_ == "of"]
        complement = child(verb, "ccomp", "attr")
        if complement is not None:
            content = subtree(complement)
            who_token = who_token or next((one for one in of if one is not None), None)
    elif lemma(verb) == "be" and noun.dep_ == "attr":  # that they bribed him is the contention of a lawmaker
        said = child(verb, "csubj", "nsubj")
        of = [child(one, "pobj") for one in children(noun, "prep") if one.lower_ in ("of", "from", "by")]
        if said is not None and (who_token is not None or of):
            content = subtree(said)
            who_token = who_token or next((one for one in of if one is not None), None)
    if who_token is None and noun.dep_ == "dobj" and lemma(verb) in _LIGHT:
        who_token = subject(verb)
    if who_token is None or not content or is_first_person(who_token):
        return None
    who = source(who_token, mentions)
    content -= subtree(who_token)
    return _credit(who, [noun], stance, content, sentence) if who else None


def _sentence_scope(token: Token, phrase: set[int]) -> set[int]:
    """What a prepositional credit holds for: its clause; the whole sentence where it opens or ends it."""
    sent = token.sent
    rest = {one.i for one in sent} - phrase
    inner = [i for i in rest if sent.doc[i].text.strip() and not sent.doc[i].is_punct]
    if not inner or min(phrase) < min(inner):
        head = clause_head(token.head)
        return (clause(head) if len(clause(head)) > 3 else rest) - phrase
    if max(phrase) > max(inner):
        return rest
    return clause(clause_head(token.head)) - phrase


def _after_phrase(token: Token, sentence: Sentence, mentions: Mentions) -> Credit | None:
    """'according to X', 'per X', 'in the words of X'."""
    doc = token.doc
    for phrase in credit_phrases()["after"]:
        parts = phrase.split()
        row = [doc[token.i + k].lower_ for k in range(len(parts)) if token.i + k < len(doc)]
        if row != parts:
            continue
        last = doc[token.i + len(parts) - 1]
        if last.lower_ == "per" and last.pos_ != "ADP":
            return None
        who_token = child(last, "pobj", "dobj")
        if who_token is None or (parts[0] == "per" and who_token.pos_ not in ("PROPN", "NOUN")):
            return None
        if parts[0] == "per" and (who_token.pos_ != "PROPN" and child(who_token, "det") is None):
            return None  # per person, per year
        who = source(who_token, mentions)
        inside = subtree(token)
        if token.head != token and lemma(token) in ("accord", "cite", "quote") and token.dep_ == "ROOT":
            inside = set(range(token.i, last.i + 1)) | subtree(who_token)
        cue = [doc[token.i + k] for k in range(len(parts))]
        return _credit(who, cue, "neutral", _sentence_scope(token, inside), sentence) if who else None
    return None


def _inside_phrase(noun: Token, sentence: Sentence, mentions: Mentions) -> Credit | None:
    """'by the mission's count', 'in the judgement of Tomas Rell', 'on the ministry's numbers'."""
    phrases = credit_phrases()
    preposition = noun.head
    if (
        noun.lower_ not in phrases["inside"]
        or noun.dep_ != "pobj"
        or preposition.lower_ not in phrases["prepositions"]
    ):
        return None
    who_token = child(noun, "poss")
    if who_token is None:
        of = next((one for one in children(noun, "prep") if one.lower_ == "of"), None)
        who_token = child(of, "pobj") if of is not None else None
    if who_token is None or is_first_person(who_token):
        return None
    who = source(who_token, mentions)
    return (
        _credit(
            who, [preposition, noun], "neutral", _sentence_scope(preposition, subtree(preposition)), sentence
        )
        if who
        else None
    )


def _label(sentence: Sentence) -> Credit | None:
    """'CNN: …' at a block's start. Whether the label is a source is for those to say who know the article."""
    text = sentence.parsed.text
    match = _LABEL.match(text) if sentence.is_first else None
    if match is None or not text[match.end() :].strip():
        return None
    label = match.group("label").strip(" *_-")
    if not label or len(label.split()) > 7:
        return None
    base = sentence.parsed.start_char
    start = text.index(label)
    colon = match.start() + match.group().rstrip().rfind(":")
    return Credit(
        source=label,
        names=(label,),
        source_span=sentence.span(base + start, base + start + len(label)),
        cue=":",
        cue_span=sentence.span(base + colon, base + colon + 1),
        stance="neutral",
        scope=(sentence.span(base + match.end(), base + len(text.rstrip())),),
    )
