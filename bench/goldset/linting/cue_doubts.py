"""What is probably wrong with a fact, though it may be meant: a person who knows better may let it stand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterator
from functools import cache
from importlib import resources

from bench.facts import FACT_KINDS, Fact, Mistake
from bench.goldset.linting.cue_lexicon import stances, strengths
from bench.goldset.stems import stem, words
from bench.records import Kind

VALUES_OF_CUE: dict[Kind, Callable[[str], Collection[str]]] = {"attribution": stances, "hedge": strengths}
"""For each kind that a cue marks: which values of its trait a cue can have; none if the lexicon does not tell."""


def doubts(fact: Fact) -> Iterator[Mistake]:
    """Where a fact does not fit its own cue, or its claim still holds what the fact is to record apart."""
    kind = FACT_KINDS[fact.kind]
    # A number has no cue: its words belong into its claim.
    if not kind.is_cued:
        return
    if kind.trait is not None:
        value = str(getattr(fact, kind.trait.field))
        if (possible := VALUES_OF_CUE[fact.kind](fact.marked)) and value not in possible:
            yield _unfit(kind.trait.field, value, fact.marked, sorted(possible))
    if _holds(fact.claim, fact.marked):
        yield Mistake("claim", f"still holds its {kind.marked.in_lint} “{fact.marked}”; keep the bare claim")
    # A reporting cue goes with a source, so a claim that was copied whole brings both along.
    elif kind.frames_claim and (name := _credited(fact)):
        yield Mistake("claim", f"still holds its source “{name}”; keep the bare claim")


def _unfit(field: str, value: str, cue: str, possible: list[str]) -> Mistake:
    return Mistake(field, f"'{value}' does not fit the cue “{cue}”; take {' or '.join(possible)}, or mend the cue")


def _holds(claim: str, cue: str) -> bool:
    # As whole words: the cue "may" is not in "Mayor".
    return re.search(rf"(?<!\w){re.escape(cue.casefold())}(?!\w)", claim.casefold()) is not None


def _credited(fact: Fact) -> str | None:
    """The source that the claim itself credits, if it does: 'Rubio says that …', '…, according to Rubio'."""
    claim = fact.claim.casefold()
    # By stems, so that "insinuates" in the claim is recognised for the cue "insinuated".
    cue = [word.stem for word in words(fact.marked)]
    for name in (name for source in fact.credited for name in source.names):
        at = claim.find(name.casefold())
        if at < 0:
            continue
        words_after = claim[at + len(name) :]
        # "according to Rubio", anywhere in the claim.
        if re.search(rf"(?:{_alternatives('before')}) {re.escape(name.casefold())}(?!\w)", claim):
            return name
        # What is denied may well be a statement of the source's own: "Rubio said in May that he would resign".
        if at == 0 and not fact.is_denial and _credit_after().match(words_after):
            return name
        # The fact's own cue behind the name, of which the list of plain verbs may know nothing: "Rubio insinuates".
        if at == 0 and cue and [stem(word) for word in words_after.split()[: len(cue)]] == cue:
            return name
    return None


@cache
def _credit_after() -> re.Pattern[str]:
    """What follows the name in a plain credit: 'says', 'again claimed', but not 'was told'."""
    return re.compile(rf"(?:\W+(?!(?:{_alternatives('not_between')})\b)\w+){{0,2}}?\W+(?:{_alternatives('verbs')})\b")


@cache
def _alternatives(name: str) -> str:
    """The words of a list as the alternatives of a regular expression."""
    text = (resources.files("bench.goldset") / "data" / "words.toml").read_text(encoding="utf-8")
    return "|".join(re.escape(word) for word in tomllib.loads(text)["credit"][name])
