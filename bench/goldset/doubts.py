"""What is probably wrong with a fact, though it may be meant: a person who knows better may let it stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bench.facts import AttributionFact, Fact, HedgeFact, NumberFact
from bench.goldset.cue_values import stances, strengths
from bench.goldset.mistakes import Mistake
from bench.goldset.words import stem, words

REPORTING = re.compile(
    r"(?:\W+(?!was\b|were\b|is\b|are\b)\w+){0,2}?\W+(?:says?|said|tells?|told|claim(?:s|ed)|alleg(?:es|ed)|insist(?:s|ed)|assert(?:s|ed))\b"
)
"""A plain credit after a name."""


def doubts(fact: Fact) -> Iterator[Mistake]:
    """Where a fact does not fit its own cue, or its claim still holds what the fact is to record apart."""
    if isinstance(fact, NumberFact):
        return
    if isinstance(fact, AttributionFact):
        if (able := stances(fact.cue)) and fact.stance not in able:
            yield _unfit("stance", fact.stance, fact.cue, sorted(able))
    elif (able_strengths := strengths(fact.cue)) and fact.strength not in able_strengths:
        yield _unfit("strength", fact.strength, fact.cue, sorted(able_strengths))
    if _holds(fact.claim, fact.cue):
        what = "hedge" if isinstance(fact, HedgeFact) else "reporting words"
        yield Mistake("claim", f"still holds its {what} “{fact.cue}”; keep the bare claim")
    elif isinstance(fact, AttributionFact) and (name := _credited(fact)):
        yield Mistake("claim", f"still holds its source “{name}”; keep the bare claim")


def _unfit(field: str, value: str, cue: str, able: list[str]) -> Mistake:
    return Mistake(field, f"'{value}' does not fit the cue “{cue}”; take {' or '.join(able)}, or mend the cue")


def _holds(claim: str, cue: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(cue.casefold())}(?!\w)", claim.casefold()) is not None


def _credited(fact: AttributionFact) -> str | None:
    """The source that the claim itself credits, if it does: 'Rubio says that …', '…, according to Rubio'."""
    claim = fact.claim.casefold()
    cue = [word.stem for word in words(fact.cue)]
    for name in (one for source in fact.sources for one in source.names):
        at = claim.find(name.casefold())
        if at < 0:
            continue
        rest = claim[at + len(name) :]
        if re.search(rf"according to (?:the )?{re.escape(name.casefold())}(?!\w)", claim):
            return name
        if at == 0 and fact.stance != "deny" and REPORTING.match(rest):
            return name
        if at == 0 and cue and [stem(word) for word in rest.split()[: len(cue)]] == cue:
            return name
    return None
