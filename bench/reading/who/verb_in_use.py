"""A reporting verb of a sentence in one of the uses that reporting.toml lists for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bench.reading.parsing.syntax import child, children, lemma_of
from bench.reading.who.attachment import shared_subject
from bench.reading.who.reporting_cues import VerbCue
from bench.reading.who.source_nouns import NEVER_SOURCES, noun_kinds

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Token


class VerbInUse(NamedTuple):
    """A reporting verb in one of its uses."""

    token: Token
    use: VerbCue
    source_head: Token
    """The word that heads the source."""
    is_passive: bool

    def takes(self, *kinds: str) -> bool:
        """Whether one of these kinds of complement, in the terms of reporting.toml, can be content."""
        return not self.use.takes.isdisjoint(kinds)

    def objects(self) -> list[Token]:
        """The objects of the verb; of a passive its subject, which is what an active would have as object."""
        # A dative is whom it is said to ("told reporters"); callers that want what is said leave it out.
        objects = children(self.token, "nsubjpass" if self.is_passive else "dobj", "dative")
        if self.is_passive and not objects:
            # "He joined in May and was called a giant by his editor."
            subject = shared_subject(self.token)
            objects = [subject] if subject is not None else []
        return [noun for noun in objects if noun.i != self.source_head.i]

    def brings_in(self, preposition: Token) -> bool:
        """Whether a phrase is what is said ("warned of a flood") rather than when or where ("in a letter")."""
        topic = child(preposition, "pobj", "pcomp")
        if topic is None or preposition.lower_ not in self.use.prepositions or topic.lower_ in NEVER_SOURCES:
            return False
        # "responded to reporters" tells the hearer, "referred to the mayor" what is spoken of.
        is_hearer = preposition.lower_ == "to" and topic.pos_ == "NOUN" and "person" in noun_kinds(lemma_of(topic))
        return self.takes("person") or not is_hearer
