"""Credits by layout: 'CNN: …' at a block's start, '"…" ― Ann Reed' at its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bench.reading.lexicon import words
from bench.reading.parsing.sentences import Sentence
from bench.reading.parsing.syntax import lemma_of
from bench.reading.who import reporting_cues as cues
from bench.reading.who.source_nouns import NEVER_SOURCES, noun_kind
from bench.records import Credit

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Doc

# At most 59 characters without the end of a sentence, then a colon with a space: "4:12" and "https://…" are no labels.
_LABEL = re.compile(r"\s*\"?(?P<label>[^\s:\"][^:.!?\n\"]{1,58}?)\s*:\s+(?=\S)")
_NAMING = {"PROPN", "NOUN", "ADJ", "DET", "NUM", "PART", "PUNCT"}
_IN_LABEL = words("grammar", "preposition", "in_label")
_LABEL_SOURCES = words("reporting", "grammar", "label_source")
# The dash has to follow a full stop or a closing mark: in "the mill ― Ann Reed owns it ― burned" nothing is signed.
_SIGNED = re.compile(r"(?P<quote>.*[\"'.!?…])\s+(?P<dash>[―—–]|--)\s*(?P<name>[A-Z][^.!?\"]{1,60})\.?\s*", re.DOTALL)
_LONGEST_NAME = 7
"""Words that a label or a signature may have."""


def label_credit(sentence: Sentence, doc: Doc) -> Credit | None:
    """The credit of a label at a sentence's start ('CNN: …'); None where there is none.

    At a block's start it holds for the whole line, as far as the line has no other; elsewhere for its sentence. Any
    name may be a label: whether the article has it as a source is for the scorer to tell.
    """
    text = sentence.parsed.text
    match = _LABEL.match(text)
    # "Works council:" with nothing behind it credits nothing.
    if match is None or not text[match.end() :].strip():
        return None
    # The pattern counts from the sentence's start, the credit's spans from the block's.
    base = sentence.parsed.start_char
    name = match.group("label").strip(" *_-")
    start = base + text.index(name) if name else 0
    # "In short: the road is closed" names nobody.
    if name.lower() in cues.HEADINGS or not _is_name(name, start, doc):
        return None
    # The last colon that the pattern has matched, with the white space behind it left off.
    colon = base + match.start() + match.group().rstrip().rfind(":")
    # "Brunt: the dam is safe. It was checked.": both sentences are Brunt's.
    end = len(doc.text.rstrip()) if sentence.is_first else base + len(text.rstrip())
    return Credit(
        source=name,
        names=(name,),
        source_span=sentence.span(start, start + len(name)),
        cue=":",
        cue_span=sentence.span(colon, colon + 1),
        stance="neutral",
        scope=(sentence.span(base + match.end(), end),),
    )


def signature_credit(sentence: Sentence, doc: Doc) -> Credit | None:
    """The credit of a signature at a block's end ('"It is over." ― Ann Reed'), which holds for all before it there."""
    match = _SIGNED.fullmatch(doc.text)
    if match is None:
        return None
    name = match.group("name").strip(" ,")
    start = match.start("name")
    if not _is_name(name, start, doc):
        return None
    return Credit(
        source=name,
        # "Ann Reed, coach" is Ann Reed.
        names=tuple(dict.fromkeys((name, *(part.strip() for part in name.split(",")[:1])))),
        source_span=sentence.span(start, start + len(name)),
        cue=match.group("dash"),
        cue_span=sentence.span(*match.span("dash")),
        stance="neutral",
        scope=(sentence.span(*match.span("quote")),),
    )


def _is_name(name: str, start: int, doc: Doc) -> bool:
    """Whether words name somebody who can speak, rather than a topic."""
    if not name[:1].isupper() or len(name.split()) > _LONGEST_NAME:
        return False
    tokens = doc.touched_by(start, start + len(name))
    # "The road is closed: …" has a verb, and is no name.
    if any(token.pos_ not in _NAMING and token.lower_ not in _IN_LABEL for token in tokens):
        return False
    # "Ministry of Health" is a ministry, and "Health" behind its "of" does not decide what the label names.
    nouns = [token for token in tokens if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("pobj", "compound")]
    # "Friday: …" and "March: …" tell when.
    if not nouns or nouns[-1].lower_ in NEVER_SOURCES:
        return False
    # A common noun must be somebody: "Works council: …", but not "Another problem: …".
    if nouns[-1].pos_ == "PROPN":
        return True
    return noun_kind(lemma_of(nouns[-1])) in ("person", "group") or lemma_of(nouns[-1]) in _LABEL_SOURCES
