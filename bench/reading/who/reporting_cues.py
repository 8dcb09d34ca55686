"""The words that credit something to somebody, and the nouns that can be a source, from the data files."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, NamedTuple

from bench.reading.lexicon import data
from bench.records.statement import Stance

Kind = Literal["person", "group", "text", "thing"]


class VerbCue(NamedTuple):
    """One use of a reporting verb."""

    stance: Stance
    takes: frozenset[str]
    """What beside a clause or a quotation can be the content; the words are those of reporting.toml."""
    prepositions: frozenset[str]
    """What brings content in."""
    particle: str
    is_attitude: bool
    """A belief or a wish rather than an act of speech."""
    is_able: bool
    """Whether only what can speak is a source."""
    is_human: bool = False
    """Whether nobody and nothing but people and bodies of them can do it, so that any noun is one."""

    @property
    def only_phrases(self) -> bool:
        """Whether nothing but what a preposition brings in is content."""
        return bool(self.prepositions) and self.takes <= {"person"}


@cache
def verb_uses() -> dict[str, tuple[VerbCue, ...]]:
    """The uses of each reporting verb, by lemma, in the order in which to try them."""
    found: dict[str, list[VerbCue]] = {}
    for group in data("reporting")["verb"]:
        cue = VerbCue(
            group["stance"],
            frozenset(group.get("takes", ())),
            frozenset(group.get("with", ())),
            group.get("particle", ""),
            group.get("attitude", False),
            group.get("able", False),
            group.get("human", False),
        )
        for lemma in group["lemmas"]:
            found.setdefault(lemma, []).append(cue)
    return {lemma: tuple(uses) for lemma, uses in found.items()}


def uses_of(lemma: str, form: str) -> tuple[VerbCue, ...]:
    """The uses of a reporting verb, or none.

    The lemmatiser takes a silent e off ("hopes" to "hop") and puts one on ("texted" to "texte"): mended here.

    Args:
        lemma: lower case.
        form: as it stands, lower case.
    """
    uses = verb_uses()
    if lemma in uses:
        return uses[lemma]
    if form.startswith(lemma + "e") or form == lemma + "ing":
        return uses.get(lemma + "e", ())
    return uses.get(lemma.removesuffix("e"), ())


class NounCue(NamedTuple):
    """A reporting noun."""

    stance: Stance
    prepositions: frozenset[str]
    """What brings content in, beside a clause."""


@cache
def noun_uses() -> dict[str, NounCue]:
    """Reporting nouns by lemma."""
    return {
        lemma: NounCue(group["stance"], frozenset(group["with"]))
        for group in data("reporting")["noun"]
        for lemma in group["lemmas"]
    }


@cache
def adjectives() -> dict[str, frozenset[str]]:
    """Adjectives of attitude, each with the prepositions that bring content in beside a clause."""
    groups = data("reporting")["adjective"]
    return {lemma: frozenset(group["with"]) for group in groups for lemma in group["lemmas"]}


@cache
def light_verbs() -> frozenset[str]:
    """Verbs whose object says what was done: 'made the claim that'."""
    return frozenset(data("reporting")["light"]["lemmas"])


@cache
def _evidence() -> frozenset[str]:
    return frozenset(data("reporting")["evidence"]["lemmas"])


def is_evidence(lemma: str) -> bool:
    """Whether a noun stands for what an inquiry brings to light rather than for a thing."""
    return lemma in _evidence()


@cache
def is_heading(label: str) -> bool:
    """Whether words before a colon, lower case, head a passage rather than name who says it."""
    return label in data("reporting")["label"]["none"]


@cache
def phrases() -> dict[str, Any]:
    """Prepositional credits: 'according to', 'in X's view'."""
    entry: dict[str, Any] = data("reporting")["phrase"][0]
    return entry


@cache
def phrase_openers() -> frozenset[str]:
    """First words of the prepositional credits whose source follows."""
    return frozenset(phrase.split()[0] for phrase in phrases()["after"])


@cache
def names(table: str) -> frozenset[str]:
    """Titles, first names (`male`, `female`) and the words that end the names of bodies (`suffix`)."""
    return frozenset(data("speakers")["names"][table])


@cache
def _nouns() -> dict[str, frozenset[str]]:
    return {kind: frozenset(words) for kind, words in data("speakers")["nouns"].items()}


@cache
def _endings() -> tuple[str, ...]:
    return tuple(data("speakers")["nouns"]["person_endings"])


def is_nobody(word: str) -> bool:
    """Whether a word stands for nobody in particular: 'anyone'."""
    return word in _nouns()["nobody"]


def is_text_itself(word: str) -> bool:
    """Whether a noun stands for the text that a summary is of."""
    return word in _nouns()["itself"]


def is_count(word: str) -> bool:
    """Whether a noun says how many people rather than who."""
    return word in _nouns()["count"]


def is_never_source(word: str) -> bool:
    """Whether a word is a time or a place-holder, which says nothing."""
    return word in _nouns()["never"]


@cache
def noun_kinds(lemma: str) -> tuple[Kind, ...]:
    """What a common noun can be as a source, the likeliest first."""
    nouns = _nouns()
    last = lemma.rpartition("-")[2]
    if lemma in nouns["never"]:
        return ("thing",)
    if lemma in nouns["count"]:
        return ("person",)
    kinds: tuple[Kind, ...] = ("person", "group", "text")
    found = tuple(kind for kind in kinds if lemma in nouns[kind] or last in nouns[kind])
    if not found and last not in nouns["things"] and last.endswith(_endings()):
        return ("person",)
    return found or ("thing",)


def noun_kind(lemma: str) -> Kind:
    """What a common noun most likely is as a source."""
    return noun_kinds(lemma)[0]
