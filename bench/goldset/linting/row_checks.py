"""What is wrong with one fact or one labelled summary that its schema lets pass."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from bench.facts import FACT_KINDS, Fact, Mistake
from bench.goldset.linting.schema_mistakes import closest
from bench.goldset.locate import NotLocatedError, find_cue, find_quote, nearest, occurrences
from bench.records import KINDS, LabelledSummary

ID = re.compile(r"[A-Za-z0-9_.-]+")


def row_mistakes(record: dict[str, Any]) -> Iterator[Mistake]:
    """What is wrong with any line of a set: its id, and texts that JSON escapes hide."""
    id_ = record.get("id")
    if isinstance(id_, str) and id_ and not ID.fullmatch(id_):
        yield Mistake("id", f"'{id_[:60]}' holds more than letters, digits, '-', '_' and '.'; rename it")
    # The file itself may be in NFC and still hold "e\u0301" as an escape.
    for field, text in _texts(record):
        if not unicodedata.is_normalized("NFC", text):
            yield Mistake(field, "holds characters in decomposed form; normalise it to Unicode NFC")


def _texts(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text in a record, with its keys and indices joined by dots."""
    pending: list[tuple[str, object]] = [("", record)]
    while pending:  # no recursion, since a file may be nested as deeply as it likes
        field, value = pending.pop()
        if isinstance(value, str):
            yield field, value
            continue
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        pending.extend((f"{field}.{key}" if field else str(key), inner_value) for key, inner_value in inner)


def fact_mistakes(fact: Fact, text: str | None, *, has_occurrence: bool) -> Iterator[Mistake]:
    """What is wrong with a fact of an article with the given text (None: the article cannot be read).

    Without `has_occurrence`, its line does not say which occurrence of its quote is meant.
    """
    try:
        find_cue(fact)
    except NotLocatedError as error:
        yield Mistake(error.field, f"{error}; copy it from there")
    yield from fact.mistakes()
    if text is None:
        return
    try:
        find_quote(fact, text)
    except NotLocatedError as error:
        yield Mistake(error.field, str(error))
        return
    # The first occurrence would be taken in silence, and perhaps not the one that was meant.
    if not has_occurrence and (times := len(list(occurrences(fact.quote, text)))) > 1:
        yield Mistake("quote", f"stands {times} times in the article; lengthen it, or add 'occurrence' (1 to {times})")


def label_mistakes(summary: LabelledSummary, kinds: dict[str, str]) -> Iterator[Mistake]:
    """What is wrong with a labelled summary, given the kind of each fact of its article by id."""
    if not summary.text.strip():
        yield Mistake("text", "empty; a summary that was not produced has no labels")
    for id_, label in summary.labels.items():
        if id_ not in kinds:
            yield Mistake(f"labels.{id_}", f"no fact '{id_}' in this article{closest(id_, list(kinds))}")
        # A fact whose own kind is wrong is reported at the fact; every label would not fit it.
        elif (kind := kinds[id_]) in KINDS and label not in (fits := FACT_KINDS[kind].verdicts):
            yield Mistake(f"labels.{id_}", f"'{label}' does not fit the fact's kind, {kind}: {', '.join(fits)}")
    for number, flag in enumerate(summary.flags):
        if not flag.text.strip():
            yield Mistake(f"flags.{number}.text", "empty; copy the flagged words from the summary")
        elif flag.text not in summary.text:
            nearest_text = nearest(flag.text, summary.text)
            yield Mistake(f"flags.{number}.text", f"not in the summary; the nearest text is “{nearest_text}”")
