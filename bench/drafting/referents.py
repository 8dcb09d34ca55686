"""Who is meant: the name behind each pronoun, and the names of each source."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence

from bench.drafting.word_lists import word_list
from bench.facts import Source
from bench.reading.parsing.sentences import parse
from bench.reading.who.mentions import IMPERSONAL, PERSONAL, Mentions
from bench.records import Credit, Statement
from bench.records.statement import WEEKDAYS

_DAYS = {*WEEKDAYS, *(month.lower() for month in calendar.month_name if month)}
_LONGEST = 9
"""Words of an alias; what is longer describes rather than names."""
_NAMED = ("nsubj", "nsubjpass", "pobj", "dobj", "appos", "ROOT", "poss", "conj", "attr", "dative")
# "14:05 – Ann Reed" leaves "Ann Reed"; figures go only where something else follows.
_EDGE = re.compile(r"^[\s\d:.,;'\"“”‘’(–—-]+(?=\D)|[\s,.;:\"“”(–—-]+$")


def referents(text: str, statements: Sequence[Statement]) -> dict[int, tuple[str, ...]]:
    """The proper names of whom 'he' or 'she' points to, by the place where the pronoun starts.

    'It' and 'they' point to things as often as to somebody, and a wrong name is worse than none.
    """
    names_by_place: dict[int, tuple[str, ...]] = {}
    mentions = Mentions()
    # By the place of the first word, at which a parsed sentence and its statement meet.
    spoken = {statement.span[0]: statement.credits for statement in statements}
    for sentence in parse(text):
        for token in sentence.parsed:
            word = token.lower_
            # Looked up where it stands, before the names that follow it are added.
            if word in PERSONAL:
                # "the spokesman" would be no better in a claim than "he".
                names = tuple(name for name in mentions.resolve(word) if is_proper(name))
                if names:
                    names_by_place[sentence.offset + token.idx] = names
            # Pronouns are looked up and never added: they name nobody.
            elif token.dep_ in _NAMED:
                mentions.add(token)
        start = next((sentence.offset + token.idx for token in sentence.parsed if token.text.strip()), -1)
        for credit in spoken.get(start, ()):
            mentions.note_speaker(credit.names)
    # The reader knows best whom it credits: what it says of a source's pronoun goes before the guess above.
    for statement in statements:
        for credit in statement.credits:
            if credit.source_span is not None and credit.source.lower() in PERSONAL and credit.names[1:]:
                names_by_place[credit.source_span[0]] = credit.names[1:]
    return names_by_place


def best_name(names: Iterable[str]) -> str:
    """The name to speak of somebody by: the full proper name without titles, else the fullest; '' if there is none."""
    cleaned = list(dict.fromkeys(filter(None, map(_clean, names))))
    proper = [name for name in cleaned if is_proper(name)]
    full = [name for name in proper if len(name.split()) > 1]
    # Of "Secretary of State Marco Rubio", "Marco Rubio" and "Rubio": "Marco Rubio".
    if full:
        best = min(full, key=lambda name: (len(name.split()), full.index(name)))
        # "the NMA" reads better in a claim than "NMA", if the article has it.
        return next((name for name in cleaned if name.lower() == f"the {best.lower()}"), best)
    return proper[0] if proper else next(iter(cleaned), "")


def is_proper(name: str) -> bool:
    """Whether every word of a name that can is capitalised."""
    words = [word for word in name.split() if word.lower() not in word_list("small_in_names")]
    # "late Monday" is nobody.
    if words and words[-1].lower().removesuffix("s") in _DAYS:
        return False
    return bool(words) and all(word[0].isupper() or word[0].isdigit() for word in words)


class Sources:
    """Everybody to whom an article credits something, with all names that it uses for them."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._groups: list[dict[str, None]] = []
        for statement in statements:
            for credit in statement.credits:
                self._add(dict.fromkeys(filter(None, map(_clean, credit.names))))

    def _add(self, names: dict[str, None]) -> None:
        # Groups meet by proper names alone: two officials are both "the spokesman", but only one is "Ann Day".
        proper = {name for name in names if is_proper(name)}
        same = [group for group in self._groups if proper & group.keys()]
        # A source without any proper name ("two officials") is the same only where all its names are.
        if not proper and not same:
            same = [group for group in self._groups if group.keys() == names.keys()]
        # A source may join two groups that were apart: "Ann Day" and "the NMA" before "Ann Day of the NMA" is met.
        joined = dict.fromkeys(name for group in [*same, names] for name in group)
        self._groups = [group for group in self._groups if not any(group is joining for joining in same)]
        if joined:
            self._groups.append(joined)

    def of(self, credit: Credit) -> Source | None:
        """The source of a credit; None if all that is known of it is a pronoun."""
        in_credit = dict.fromkeys(filter(None, map(_clean, credit.names)))
        if not in_credit:
            return None
        proper = {name for name in in_credit if is_proper(name)}
        group = next((group for group in self._groups if proper & group.keys()), {})
        names = [*in_credit, *group]
        best = best_name(names)
        aliases = dict.fromkeys(name for name in names if name != best)
        return Source(name=best, aliases=tuple(aliases))


def _clean(name: str) -> str:
    """A name without what the parser left at its edges; '' for a pronoun or what is too long to be a name."""
    # Twice, since what stands behind one edge may be an edge itself.
    plain = " ".join(_EDGE.sub("", _EDGE.sub("", name)).split())
    if (
        plain.lower() in PERSONAL | IMPERSONAL | word_list("nameless")
        or plain.isdigit()
        or len(plain.split()) > _LONGEST
        or not any(sign.isalpha() for sign in plain)
    ):
        return ""
    # "The" at the beginning of a sentence has its capital from there.
    determiner, _, noun = plain.partition(" ")
    return f"{determiner.lower()} {noun}" if determiner in word_list("determiners") else plain
