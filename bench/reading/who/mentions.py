"""Whom a text has named so far, and whom a pronoun points to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.reading.parsing.syntax import children
from bench.reading.who import reporting_cues as cues
from bench.reading.who.noun_phrases import Being, being, gender, is_name, is_organisation, names, proper

if TYPE_CHECKING:
    from spacy.tokens import Token

    from bench.reading.who.credit_draft import Ahead

PERSONAL = {"he", "she", "him", "her", "his", "hers", "himself", "herself"}
IMPERSONAL = {"it", "its", "itself", "they", "them", "their", "theirs", "themselves"}
RELATIVE = {"who", "which", "that", "whom", "whose"}
_PLURAL = {"they", "them", "their", "theirs", "themselves"}
_MALE = {"he", "him", "his", "himself"}
_SUBJECTS = ("nsubj", "nsubjpass")
_REMEMBERED = 400
"""How many different ones are kept in mind: more than any news text names."""
_HISTORY = 14
"""How many mentions back a pronoun may point."""
# How much a mention's role weighs against its distance, counted in mentions.
_IS_SUBJECT = 4.0
_IS_SPEAKER = 3.0
_IS_OWNER = 2.0


class _Named:
    """Somebody or something that the text has named, once or more."""

    def __init__(self, kind: Being, words: tuple[str, ...], *, is_plural: bool) -> None:
        self.being = kind
        self.proper = words
        self.is_plural = is_plural
        self.gender = ""
        self.names: dict[str, None] = {}


class Mentions:
    """Whom the text has named so far, the latest last."""

    def __init__(self) -> None:
        self._known: list[_Named] = []
        self._seen: list[tuple[_Named, float]] = []
        self._speaker: _Named | None = None
        self.ahead: Ahead | None = None
        """What was worked out for the block that is being read."""

    def add(self, token: Token) -> None:
        """Note that the text names somebody."""
        if token.pos_ not in ("PROPN", "NOUN") or token.lower_ in RELATIVE:
            return
        kind = None if cues.is_never_source(token.lower_) else being(token)
        if kind is None:
            return
        words = proper(token)
        named = self._find(token, words, kind)
        if named is None:
            is_plural = token.tag_ == "NNS" or (token.tag_ == "NNPS" and kind != "group")
            is_plural = is_plural or bool(children(token, "conj"))
            named = _Named(kind, words, is_plural=is_plural)
            self._known.append(named)
            del self._known[:-_REMEMBERED]
        elif len(words) > len(named.proper):
            named.proper = words
        if named.being == "name":
            named.being = kind
        named.gender = named.gender or gender(token)
        named.names.update(dict.fromkeys(names(token)))
        role = _IS_SUBJECT if token.dep_ in _SUBJECTS else _IS_OWNER if token.dep_ == "poss" else 0.0
        self._seen.append((named, role))
        del self._seen[:-_HISTORY]

    def _find(self, token: Token, words: tuple[str, ...], kind: Being) -> _Named | None:
        """Who is named again: 'Vassall' for 'Ingrid Vassall', 'the authority' for one so named."""
        known = [one for one in reversed(self._known) if one.proper]
        if is_name(token):
            return next((one for one in known if _is_again(words, one.proper, {one.being, kind})), None)
        if not any(one.lower_ in ("the", "this", "that") for one in children(token, "det")):
            return None
        return next((one for one in known if one.proper[-1] == token.lower_), None)

    def resolve(self, pronoun: str, besides: tuple[str, ...] = (), reach: int = _HISTORY) -> tuple[str, ...]:
        """The names of whom a pronoun most likely points to: near, rather a subject, rather who spoke last.

        Args:
            pronoun: lower case.
            besides: names of whom it cannot be: "its operator" is not the operator's.
            reach: how many mentions back to look.
        """
        best: tuple[float, _Named] | None = None
        for distance, (named, role) in enumerate(reversed(self._seen[-reach:])):
            fit = _fit(pronoun, named)
            if fit is None or any(name in named.names for name in besides):
                continue
            score = fit - distance + role + _IS_SPEAKER * (named is self._speaker)
            if best is None or score > best[0]:
                best = score, named
        return tuple(best[1].names) if best is not None else ()

    def speaks(self, credited: tuple[str, ...]) -> None:
        """Note whom something has just been credited to."""
        known = (one for one in reversed(self._known) if any(name in one.names for name in credited))
        self._speaker = next(known, None)

    def names_of(self, token: Token) -> tuple[str, ...]:
        """Every way in which the text has named whom a phrase names, the phrase itself first."""
        own = names(token)
        kind = being(token) if token.pos_ in ("PROPN", "NOUN") else None
        named = self._find(token, proper(token), kind) if kind is not None else None
        return tuple(dict.fromkeys((*own, *(named.names if named is not None else ()))))


def _fit(pronoun: str, named: _Named) -> float | None:
    """How well a pronoun fits somebody; None where it cannot point there."""
    if pronoun in _PLURAL:
        if named.is_plural:
            return 4.0
        return 0.0 if named.being == "group" else None
    if named.is_plural:
        return None
    if pronoun in PERSONAL:
        wanted = "m" if pronoun in _MALE else "f"
        if named.being not in ("person", "name") or named.gender not in ("", wanted):
            return None
        return (3.0 if named.being == "person" else 0.0) + (3.0 if named.gender else 0.0)
    return {"group": 3.0, "name": 2.5, "text": -2.0, "person": None}[named.being]


def _is_again(new: tuple[str, ...], old: tuple[str, ...], beings: set[Being]) -> bool:
    """Whether two names are one's: alike, a surname, a company without its suffix, 'the Courier'."""
    if new == old:
        return True
    if beings <= {"person", "name"}:
        if new[-1] == old[-1] and (len(new) == 1 or len(old) == 1 or new[0] == old[0]):
            return True
        if "person" in beings:
            return False
    shorter, longer = sorted((new, old), key=len)
    if longer[: len(shorter)] == shorter:
        return all(word in cues.names("suffix") for word in longer[len(shorter) :])
    return shorter == longer[-1:] and is_organisation(shorter[0])
