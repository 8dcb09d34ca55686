"""Reading a judge's answer: JSON out of whatever surrounds it, and each entry checked before it counts.

An answer is text from a model, and so may be anything. An entry counts only if its fact was asked about, its verdict is
one that the fact's kind knows, and its evidence stands in what the summary tells its readers (not in what it tells a
judge); everything else comes back as a complaint.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bench.facts import FACT_KINDS, Fact
from bench.records import FLAG_CODES, FlagCode, Span, Verdict
from bench.scorers.judge.addressing import without_addresses
from bench.scorers.judge.evidence import spans_of

LONGEST = 200_000
"""Code points of an answer that are looked at; forty verdicts take about 10,000."""
MOST_BRACES = 1_000
"""Places at which an object is looked for: an answer of nothing but braces must not take minutes to read."""
MOST_FLAGS = 50
"""Of one answer: a judge that goes round in circles would fill a page with them."""


class JudgedFact(NamedTuple):
    """A judge's verdict on a fact, checked."""

    verdict: Verdict
    spans: tuple[Span, ...]
    """Of its evidence in the summary; none if the verdict is `omitted`."""


class JudgedFlag(NamedTuple):
    """A judge's flag, checked."""

    code: FlagCode
    spans: tuple[Span, ...]


class CheckedAnswer(NamedTuple):
    """What counts of an answer, and what is wrong with the rest."""

    facts: Mapping[str, JudgedFact]
    complaints: Mapping[str, str]
    """By the id of each fact that was asked about and has no verdict, the reason, in our words."""
    flags: tuple[JudgedFlag, ...]
    are_flags_whole: bool
    """Whether the flags were given, and none of them had to be left out."""


def check(answer: str, asked: Sequence[Fact], summary: str) -> CheckedAnswer:
    """Check an answer about some facts in a summary."""
    content = _object_in(answer[:LONGEST])
    if content is None:
        return CheckedAnswer({}, {fact.id: "there was no JSON object with facts" for fact in asked}, (), False)
    entries: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for entry in _entries(content.get("facts")):
        entries[_written(entry.get("id"))].append(entry)
    judged: dict[str, JudgedFact] = {}
    complaints: dict[str, str] = {}
    for fact in asked:
        checked = _checked(fact, entries[fact.id], summary)
        if isinstance(checked, JudgedFact):
            judged[fact.id] = checked
        else:
            complaints[fact.id] = checked
    flags = tuple(_flags(_entries(content.get("flags")), summary))
    given = content.get("flags")
    are_whole = isinstance(given, list) and len(flags) == len(given)
    return CheckedAnswer(judged, complaints, tuple(dict.fromkeys(flags)), are_whole)


def _checked(fact: Fact, entries: Sequence[Mapping[str, Any]], summary: str) -> JudgedFact | str:
    """A fact's verdict, or what is wrong with its entries."""
    if not entries:
        return "it was left out"
    if len({_written(entry.get("verdict")) for entry in entries}) > 1:
        return "it had several verdicts"
    verdict = _written(entries[0].get("verdict"))
    known = {name: name for name in FACT_KINDS[fact.kind].verdicts}.get(verdict)  # type: ignore[call-overload]
    if known is None:
        return f"a fact of kind {fact.kind} has no such verdict"
    if known == "omitted":
        # A judge may quote what is there instead; where the claim is left out there is no place that makes it.
        return JudgedFact("omitted", ())
    for entry in entries:
        if spans := spans_of(_written(entry.get("evidence")), without_addresses(summary)):
            return JudgedFact(known, spans)
    return "its evidence does not stand in the summary"


def _flags(entries: Sequence[Mapping[str, Any]], summary: str) -> Iterator[JudgedFlag]:
    for entry in entries[:MOST_FLAGS]:
        spans = spans_of(_written(entry.get("evidence")), without_addresses(summary))
        for code in FLAG_CODES:
            if code == entry.get("code") and spans:
                yield JudgedFlag(code, spans)


def _object_in(answer: str) -> Mapping[str, Any] | None:
    """The JSON object that is the answer; the last one with facts, as a model may think aloud in JSON before it."""
    answer_object = None
    decoder = json.JSONDecoder()
    # Around the object there may be prose, a code fence, thinking or another object that holds it; a brace at which no
    # object with facts begins is passed over.
    at = -1
    for _ in range(MOST_BRACES):
        at = answer.find("{", at + 1)
        if at < 0:
            break
        try:
            value, end = decoder.raw_decode(answer, at)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and isinstance(value.get("facts"), list):
            answer_object, at = value, end - 1
    return answer_object


def _entries(value: Any) -> list[Mapping[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _written(value: Any) -> str:
    return value if isinstance(value, str) else ""
