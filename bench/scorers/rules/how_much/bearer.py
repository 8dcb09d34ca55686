"""What a number is said of: the noun that is counted, the verb that governs it, and the verb's other participants."""

from __future__ import annotations

from functools import lru_cache

from bench.records import Quantity, Statement
from bench.scorers.rules.lexicon import settings, stopwords, word_list
from bench.scorers.rules.matching.terms import Term, terms

ANYTHING = word_list("numbers", "anything")
"""Nouns that can stand for whatever is counted."""
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr", "acomp", "oprd", "agent", "csubj", "xcomp", "prt")
_PARTITIVE = word_list("numbers", "partitive")
_HOLDERS = ("NOUN", "PROPN", "VERB", "ADJ")
_MODIFIERS = ("compound", "amod", "acl")
_BESIDE = ("conj", "appos")
"""What joins one thing to another that it is no part of: the goats of "three cows and two goats" are no cows."""


def words_of(statement: Statement, quantity: Quantity) -> list[int]:
    """Indices of the words of a statement that begin inside a quantity."""
    start, end = quantity.span
    return [i for i, word in enumerate(statement.words) if start <= word.start < end]


def outermost_word(statement: Statement, quantity: Quantity) -> int:
    """Index of the word of a quantity whose head stands outside it; -1 where the parse has no way out."""
    inside = words_of(statement, quantity)
    return next((i for i in inside if statement.words[i].head not in inside), -1)


def bearing_words(statement: Statement, quantity: Quantity) -> tuple[Term, ...]:
    """The content words that tell what a quantity is a quantity of."""
    words = statement.words
    inside = set(words_of(statement, quantity))
    if not inside:
        return ()
    index = outermost_word(statement, quantity)
    if index < 0:  # the number is the root itself: a heading like "$410 million"
        index = min(inside)
    picked = _wholes(statement, inside)
    verb = -1
    for _ in range(int(settings()["parse_steps"])):
        head, is_beside = words[index].head, words[index].dep in _BESIDE
        if head == index or _is_of_part(statement, quantity, head):
            break
        index = head
        # The cows of "three cows and two goats" do not bear the two, while a verb bears whatever is joined to it.
        if words[index].pos in _HOLDERS and (not is_beside or words[index].pos == "VERB"):
            picked.add(index)
        # Beyond the nearest verb begins what is said of something else: "said that the fire killed 83".
        if words[index].pos in ("VERB", "AUX"):
            verb = index
            break
    if verb >= 0:
        for i, word in enumerate(words):
            # "fell ill" is parsed as a verb with an adverb, though "ill" says what happened to those who are counted
            if word.head == verb and (word.dep in _ARGUMENTS or (word.dep == "advmod" and word.pos == "ADJ")):
                picked.add(i)
            # "rescued from rooftops", "were rescued by soldiers": the noun hangs on the preposition, not on the verb
            if word.dep == "pobj" and words[word.head].head == verb and words[word.head].dep in ("prep", "agent"):
                picked.add(i)
    # "log books", "stolen barrels": what a noun is may be told by the word before it
    picked |= {i for i, word in enumerate(words) if word.head in picked and word.dep in _MODIFIERS}
    # "Tickets sold by the airfield: 185" has no verb above its number: the words around it are all there is
    if not picked:
        picked = set(range(len(words)))
    return terms(words[i] for i in sorted(picked - inside))


def _is_of_part(statement: Statement, quantity: Quantity, index: int) -> bool:
    """Whether a word leads up from a whole to its part: "nine of the 31 people were released" says it of the nine."""
    word = statement.words[index]
    parts = (part for part in statement.quantities if part is not quantity)
    return word.lemma in _PARTITIVE and any(word.head in words_of(statement, part) for part in parts)


def unit_terms(unit: str) -> tuple[Term, ...]:
    """The words of a gold fact's unit, which tells what is counted: "new silos in Xinjiang"."""
    return tuple(Term(word, False, 0, 0) for word in words_of_unit(unit) if word not in stopwords())


@lru_cache(maxsize=10_000)
def words_of_unit(unit: str) -> tuple[str, ...]:
    """The words of a gold fact's unit, in lower case."""
    return tuple(word.strip("(),.;'").lower() for word in unit.split())


def governing_verb(statement: Statement, quantity: Quantity) -> str:
    """Lemma of the verb that a number belongs to; '' where there is none within reach."""
    words = statement.words
    index = outermost_word(statement, quantity)
    for _ in range(int(settings()["parse_steps"])):
        if index < 0 or words[index].pos == "VERB":
            break
        index = words[index].head if words[index].head != index else -1
    return words[index].lemma if index >= 0 and words[index].pos == "VERB" else ""


def _wholes(statement: Statement, inside: set[int]) -> set[int]:
    """What a number is a part of: the crew in "5 of the 964 crew", the add-ons in "£3m in add-ons"."""
    words = statement.words
    links = {i for i, word in enumerate(words) if word.lemma in _PARTITIVE and word.head in inside}
    return {i for i, word in enumerate(words) if word.dep == "pobj" and word.head in links}
