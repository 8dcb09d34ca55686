"""What is probably wrong with a fact, though it may be meant: a person who knows better may let it stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from bench.facts import FACT_KINDS, Fact, Mistake
from bench.goldset.linting.cue_lexicon import stances, strengths
from bench.goldset.stems import stem, words
from bench.records import Kind

REPORTING = re.compile(
    r"(?:\W+(?!was\b|were\b|is\b|are\b)\w+){0,2}?\W+(?:says?|said|tells?|told|claim(?:s|ed)|alleg(?:es|ed)|insist(?:s|ed)|assert(?:s|ed))\b"
)
"""A plain credit after a name."""

VALUES_OF_CUE: dict[Kind, Callable[[str], Collection[str]]] = {"attribution": stances, "hedge": strengths}
"""For each kind that a cue marks: which values of its trait a cue can have; none if the lexicon does not tell."""


def doubts(fact: Fact) -> Iterator[Mistake]:
    """Where a fact does not fit its own cue, or its claim still holds what the fact is to record apart."""
    kind = FACT_KINDS[fact.kind]
    if not kind.is_cued:
        return
    if kind.trait is not None:
        value = str(getattr(fact, kind.trait.field))
        if (possible := VALUES_OF_CUE[fact.kind](fact.marked)) and value not in possible:
            yield _unfit(kind.trait.field, value, fact.marked, sorted(possible))
    if _holds(fact.claim, fact.marked):
        yield Mistake("claim", f"still holds its {kind.marked.in_lint} “{fact.marked}”; keep the bare claim")
    elif kind.frames_claim and (name := _credited(fact)):
        yield Mistake("claim", f"still holds its source “{name}”; keep the bare claim")


def _unfit(field: str, value: str, cue: str, possible: list[str]) -> Mistake:
    return Mistake(field, f"'{value}' does not fit the cue “{cue}”; take {' or '.join(possible)}, or mend the cue")


def _holds(claim: str, cue: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(cue.casefold())}(?!\w)", claim.casefold()) is not None


def _credited(fact: Fact) -> str | None:
    """The source that the claim itself credits, if it does: 'Rubio says that …', '…, according to Rubio'."""
    claim = fact.claim.casefold()
    cue = [word.stem for word in words(fact.marked)]
    for name in (name for source in fact.credited for name in source.names):
        at = claim.find(name.casefold())
        if at < 0:
            continue
        rest = claim[at + len(name) :]
        if re.search(rf"according to (?:the )?{re.escape(name.casefold())}(?!\w)", claim):
            return name
        # What is denied may well be a statement of the source's own: "Rubio said in May that he would resign".
        if at == 0 and not fact.is_denial and REPORTING.match(rest):
            return name
        if at == 0 and cue and [stem(word) for word in rest.split()[: len(cue)]] == cue:
            return name
    return None
