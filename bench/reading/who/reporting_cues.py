"""The words that credit something to somebody, from reporting.toml."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bench.reading.lexicon import data, words
from bench.records.statement import Stance


class VerbCue(NamedTuple):
    """One use of a reporting verb."""

    stance: Stance
    takes: frozenset[str]
    """What can be content besides a clause or a quotation, in the terms that open reporting.toml."""
    prepositions: frozenset[str]
    """What brings content in: "of" in 'warned of a flood'."""
    particle: str
    """A word that must stand with the verb: "out" in 'pointed out'; empty where none must."""
    is_attitude: bool
    """Whether it is a belief or a wish ('hopes') rather than an act of speech."""
    needs_speaker: bool
    """Whether only what can speak is a source: 'the council holds that', but not 'the dam holds'."""
    is_human: bool
    """Whether only people and bodies of them can do it, so that any noun that does it is one: 'the trust accuses'."""

    @property
    def only_phrases(self) -> bool:
        """Whether nothing but what a preposition brings in is content: 'called for calm', 'referred to the mayor'."""
        # "person" only widens what a preposition may bring in, and is no kind of content by itself.
        return bool(self.prepositions) and self.takes <= {"person"}


@cache
def verb_uses() -> dict[str, tuple[VerbCue, ...]]:
    """The uses of each reporting verb, by lemma, in the order in which to try them."""
    by_lemma: dict[str, list[VerbCue]] = {}
    for group in data("reporting")["verb"]:
        cue = VerbCue(
            stance=group["stance"],
            takes=frozenset(group.get("takes", ())),
            prepositions=frozenset(group.get("with", ())),
            particle=group.get("particle", ""),
            is_attitude=group.get("attitude", False),
            needs_speaker=group.get("able", False),
            is_human=group.get("human", False),
        )
        for lemma in group["lemmas"]:
            # A verb may stand in several groups, and the file tells which of them goes before which.
            by_lemma.setdefault(lemma, []).append(cue)
    return {lemma: tuple(uses) for lemma, uses in by_lemma.items()}


def uses_of(lemma: str, form: str) -> tuple[VerbCue, ...]:
    """The uses of a reporting verb, in the order in which to try them; empty if it is none.

    Some lemmas of the parser have lost a silent e ("hop" for "hopes") or gained one ("texte" for "texted"); the verb
    is then found by its form.

    Args:
        lemma: lower case.
        form: as it stands, lower case.
    """
    uses = verb_uses()
    if lemma in uses:
        return uses[lemma]
    # "hopes" and "hoping", whose lemma is "hop"
    if form.startswith(lemma + "e") or form == lemma + "ing":
        return uses.get(lemma + "e", ())
    # "texted", whose lemma is "texte"
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
def adjective_prepositions() -> dict[str, frozenset[str]]:
    """Adjectives of attitude, each with the prepositions that bring content in beside a clause."""
    groups = data("reporting")["adjective"]
    return {lemma: frozenset(group["with"]) for group in groups for lemma in group["lemmas"]}


LIGHT_VERBS = words("reporting", "light", "lemmas")
"""Verbs whose object says what was done: 'made the claim that'."""
EVIDENCE = words("reporting", "evidence", "lemmas")
"""Nouns for what an inquiry brings to light rather than for a thing."""
HEADINGS = words("reporting", "label", "none")
"""Words before a colon, lower case, that head a passage rather than name who says it."""


class PhraseCues(NamedTuple):
    """Prepositional credits."""

    before_source: dict[str, tuple[tuple[str, ...], ...]]
    """Cues that their source follows ('according to'), by their first word, in the order in which to try them."""
    nouns: frozenset[str]
    """Nouns that go with a source: 'in the minister's view'."""
    prepositions: frozenset[str]
    """What stands before these nouns."""
    openings: frozenset[str]
    """The words that such a credit can begin with."""


@cache
def phrase_cues() -> PhraseCues:
    """The prepositional credits of reporting.toml."""
    table = data("reporting")["phrase"][0]
    by_opening: dict[str, list[tuple[str, ...]]] = {}
    for phrase in table["after"]:
        parts = tuple(phrase.split())
        # Looked up by the first word, since phrases are looked for at every word of a text.
        by_opening.setdefault(parts[0], []).append(parts)
    return PhraseCues(
        {opening: tuple(phrases) for opening, phrases in by_opening.items()},
        frozenset(table["inside"]),
        frozenset(table["prepositions"]),
        frozenset([*by_opening, *table["prepositions"]]),
    )
