"""The verdict on one mention of a claim, and what every judge asks to reach it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bench.records import Credit, Severity, Span, Statement, Verdict
from bench.scorers.rules.lexicon import lemmas, settings
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.tree import Tree


class MentionVerdict(NamedTuple):
    """The verdict on a fact at one mention of its claim."""

    verdict: Verdict
    reason: str
    spans: tuple[Span, ...] = ()
    severity: Severity | None = None
    is_marked: bool = False
    """Whether the fact\'s own source, caveat or doubt stands there, which makes it likelier that this is the claim."""


def cover(scope: Iterable[Span], aligned: Sequence[tuple[Span, float]]) -> float:
    """The weighted share, between 0 and 1, of a claim's words that lie in a scope.

    Args:
        scope: the stretches of text that a credit, a hedge or a negation holds for.
        aligned: the words that make the claim, each with its weight, as in `Mention.aligned`.
    """
    scope = tuple(scope)
    total = sum(weight for _, weight in aligned)
    inside = sum(
        weight
        for (word_start, word_end), weight in aligned
        if any(start <= word_start and word_end <= end for start, end in scope)
    )
    return inside / total if total else 0.0


def holds(scope: Iterable[Span], mention: Mention) -> bool:
    """Whether a credit or hedge of this scope holds for the claim at this mention."""
    return cover(scope, mention.aligned) >= settings()["cover"]


def covering(candidates: Iterable[Credit], mention: Mention, tree: Tree) -> list[Credit]:
    """The credits that hold for the claim, the narrowest first.

    A credit holds if its scope has half of the claim's words, or most of what the claim says of its subject: "Flight
    5622 turned back after the crew announced a problem" credits the problem and not the flight.
    """
    holding = [
        credit for credit in candidates if holds(credit.scope, mention) or _has_predicate(credit.scope, mention, tree)
    ]
    # "Ellman said that Amari told her that the eels had gone": the inner credit is closest to the claim.
    return sorted(holding, key=lambda credit: (sum(end - start for start, end in credit.scope), credit.cue_span))


def _has_predicate(scope: Iterable[Span], mention: Mention, tree: Tree) -> bool:
    """Whether a scope has most of the words that say something of the claim's subject."""
    inside = tree.within(scope)
    words = mention.predicate_words
    # "Its accuser holds it responsible, along with two rivals, for smuggling": the scope that is read ends too early,
    # and has the claim's main word.
    if mention.has_core and mention.main_words and all(index in inside for index in mention.main_words):
        return True
    # "Clips of a dam are doing the rounds, and the firm says they're old": the clips are there as "they".
    meant = {index for index in words if index not in inside and _is_taken_up(index, inside, tree)}
    if meant and len(meant) < len(words):
        words = tuple(index for index in words if index not in meant)
    return bool(words) and sum(index in inside for index in words) >= settings()["predicate_credited"] * len(words)


def _is_taken_up(index: int, inside: frozenset[int], tree: Tree) -> bool:
    """Whether a scope has a pronoun that can stand for the subject of an earlier clause."""
    word = tree.words[index]
    return word.dep in ("nsubj", "nsubjpass") and any(
        index < later
        and tree.words[later].dep in ("nsubj", "nsubjpass")
        and tree.words[later].text.lower() in lemmas("stances", "taking_up")
        for later in inside
    )


def claim_span(mention: Mention, statement: Statement) -> Span:
    """From the first to the last word that makes the claim; the whole statement where none is known."""
    if not mention.aligned:
        return statement.span
    return min(span[0] for span, _ in mention.aligned), max(span[1] for span, _ in mention.aligned)


def is_denied(statement: Statement, mention: Mention) -> bool:
    """Whether the statement says that the claim is not so: "did not lead the cartel"."""
    return cover(statement.negations, mention.aligned) >= settings()["denied"]


def listed(names: Iterable[str], word: str = "and") -> str:
    """Names for a sentence, each once: 'A', 'A and B', 'A, B and C'."""
    distinct = list(dict.fromkeys(names))
    if len(distinct) < 2:
        return "".join(distinct)
    return f"{', '.join(distinct[:-1])} {word} {distinct[-1]}"
