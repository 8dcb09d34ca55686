"""Whom a text has named so far, and whom a pronoun points to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.reading.lexicon import words
from bench.reading.parsing.syntax import children
from bench.reading.who.noun_phrases import Being, being_of, gender_of, is_name, is_organisation, names_of, proper_words
from bench.reading.who.source_nouns import NEVER_SOURCES

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Token
    from bench.reading.who.credits import BlockCredits

PERSONAL = words("grammar", "pronoun", "personal")
IMPERSONAL = words("grammar", "pronoun", "impersonal")
RELATIVE = words("grammar", "pronoun", "relative")
_PLURAL = words("grammar", "pronoun", "plural")
_MASCULINE = words("grammar", "pronoun", "masculine")
_DEFINITE = words("grammar", "determiner", "definite")
_NAME_ENDINGS = words("speakers", "names", "suffix")
_SUBJECTS = ("nsubj", "nsubjpass")
_REMEMBERED = 400
"""How many different referents are kept in mind: more than any news text names."""
_HISTORY = 14
"""How many mentions back a pronoun may point."""
# How much a mention's role weighs against its distance, counted in mentions.
_IS_SUBJECT = 4.0
_IS_SPEAKER = 3.0
_IS_OWNER = 2.0


class _Referent:
    """Somebody or something that the text has named at least once."""

    def __init__(self, being: Being, proper: tuple[str, ...], *, is_plural: bool) -> None:
        self.being = being
        self.proper = proper
        self.is_plural = is_plural
        self.gender = ""
        self._names: dict[str, None] = {}
        self._unread: list[Token] = []

    def is_named_by(self, token: Token) -> None:
        """Note that a word names it."""
        self._unread.append(token)

    @property
    def names(self) -> dict[str, None]:
        """Its names, in the order of the text."""
        # Read when they are asked for: most of what a text names is never pointed to.
        for token in self._unread:
            self._names.update(dict.fromkeys(names_of(token)))
        self._unread.clear()
        return self._names


class Mentions:
    """Whom a text has named so far; the reader adds to it word by word."""

    def __init__(self) -> None:
        self._referents: list[_Referent] = []
        self._history: list[tuple[_Referent, float]] = []
        """Each mention with the weight of its role."""
        self._speaker: _Referent | None = None
        self.block: BlockCredits | None = None
        """What was worked out for the block that is being read."""

    def add(self, token: Token) -> None:
        """Note that the text names somebody."""
        if token.pos_ not in ("PROPN", "NOUN") or token.lower_ in RELATIVE:
            return
        being = None if token.lower_ in NEVER_SOURCES else being_of(token)
        if being is None:
            return
        proper = proper_words(token)
        referent = self._find(token, proper, being)
        if referent is None:
            # "Aurel Motors" is one body, for all its plural; "Holm and Vane" are they.
            is_plural = token.tag_ == "NNS" or (token.tag_ == "NNPS" and being != "group")
            is_plural = is_plural or bool(children(token, "conj"))
            referent = _Referent(being, proper, is_plural=is_plural)
            self._referents.append(referent)
            del self._referents[:-_REMEMBERED]
        # "Holm … Ingrid Holm": the full name decides who is named again.
        elif len(proper) > len(referent.proper):
            referent.proper = proper
        # "Corvex closed its plant … the company Corvex": what it is may be told later than its name.
        if referent.being == "name":
            referent.being = being
        # A first name tells it ("Ingrid Holm"), or a title at a later mention ("Ms Holm").
        referent.gender = referent.gender or gender_of(token)
        referent.is_named_by(token)
        role = _IS_SUBJECT if token.dep_ in _SUBJECTS else _IS_OWNER if token.dep_ == "poss" else 0.0
        # A referent stands in it once for each mention, so that the latest one tells how far away it is.
        self._history.append((referent, role))
        del self._history[:-_HISTORY]

    def _find(self, token: Token, proper: tuple[str, ...], being: Being) -> _Referent | None:
        """Who is named again: 'Vassall' for 'Ingrid Vassall', 'the authority' for one so named."""
        # From the latest: "Vane" is whoever of that name was met last.
        named = (referent for referent in reversed(self._referents) if referent.proper)
        if is_name(token):
            return next(
                (referent for referent in named if _is_again(proper, referent.proper, {referent.being, being})), None
            )
        # "the authority" may be the Orla Water Authority, "an authority" is another one.
        if not any(determiner.lower_ in _DEFINITE for determiner in children(token, "det")):
            return None
        # The last word of a name tells what it is: "the Orla Water Authority".
        return next((referent for referent in named if referent.proper[-1] == token.lower_), None)

    def resolve(self, pronoun: str, besides: tuple[str, ...] = (), reach: int = _HISTORY) -> tuple[str, ...]:
        """The names of whom a pronoun most likely points to: close by, rather a subject, rather who spoke last.

        Args:
            pronoun: lower case.
            besides: names of whom it cannot be: "its operator" is not the operator's.
            reach: how many mentions back to look.
        """
        best: tuple[float, _Referent] | None = None
        for distance, (referent, role) in enumerate(reversed(self._history[-reach:])):
            fit = _fit(pronoun, referent)
            if fit is None or any(name in referent.names for name in besides):
                continue
            # "Holm met Vane. He denied it": Vane is one mention closer, but Holm is a subject, which counts for four.
            score = fit - distance + role + _IS_SPEAKER * (referent is self._speaker)
            if best is None or score > best[0]:
                best = score, referent
        return tuple(best[1].names) if best is not None else ()

    def note_speaker(self, names: tuple[str, ...]) -> None:
        """Note whom something has just been credited to."""
        # The latest of those who go by the name.
        speakers = (referent for referent in reversed(self._referents) if any(name in referent.names for name in names))
        self._speaker = next(speakers, None)

    def names_of(self, token: Token) -> tuple[str, ...]:
        """Every way in which the text has named whom a phrase names, the phrase itself first."""
        names = names_of(token)
        being = being_of(token) if token.pos_ in ("PROPN", "NOUN") else None
        referent = self._find(token, proper_words(token), being) if being is not None else None
        return tuple(dict.fromkeys((*names, *(referent.names if referent is not None else ()))))


def _fit(pronoun: str, referent: _Referent) -> float | None:
    """How well a pronoun fits somebody, counted in mentions as distance is; None where it cannot point there."""
    # "They" is rather several people than a body, but "the council … they" is good English.
    if pronoun in _PLURAL:
        if referent.is_plural:
            return 4.0
        return 0.0 if referent.being == "group" else None
    if referent.is_plural:
        return None
    if pronoun in PERSONAL:
        gender = "m" if pronoun in _MASCULINE else "f"
        # "She" is never a body or a text, nor a man as far as the text has told.
        if referent.being not in ("person", "name") or referent.gender not in ("", gender):
            return None
        # A known gender is as good a sign as a known person; a bare name has neither.
        return (3.0 if referent.being == "person" else 0.0) + (3.0 if referent.gender else 0.0)
    # "It" is rather a body, or a name of whatever kind, than a text, and never a person.
    return {"group": 3.0, "name": 2.5, "text": -2.0, "person": None}[referent.being]


def _is_again(name: tuple[str, ...], earlier: tuple[str, ...], beings: set[Being]) -> bool:
    """Whether two names are of the same: alike, a surname, a company without its suffix, 'the Courier'."""
    if name == earlier:
        return True
    # "Vane" for "Peter Vane", but "Peter Vane" is not "Ann Vane".
    if beings <= {"person", "name"}:
        if name[-1] == earlier[-1] and (len(name) == 1 or len(earlier) == 1 or name[0] == earlier[0]):
            return True
        # The first word of a person's name does not name them again, while the first words of a body's may.
        if "person" in beings:
            return False
    shorter, longer = sorted((name, earlier), key=len)
    # "Corvex" for "Corvex Pharma", but "Halden" is not the "Halden Council".
    if longer[: len(shorter)] == shorter:
        return all(word in _NAME_ENDINGS for word in longer[len(shorter) :])
    # "the Courier" for "the Orla Courier": only a word that bodies alone have in their names.
    return shorter == longer[-1:] and is_organisation(shorter[0])
