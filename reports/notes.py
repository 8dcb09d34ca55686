"""What went wrong in one summary: errors on one statement become one note, flags one each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from bench.records import FLAG_CODES, Flag, FlagCode, Kind, Outcome, Record, Severity, Span, Verdict
from reports.certainty_words import is_told
from reports.glossary import KIND_OF
from reports.segments import merged

STATEMENT_GAP = 80
"""Passages that are no more than this many characters apart belong to one statement, and so to one note."""


class Charge(Record):
    """What the scorer says of one fact, or one flag: an error, or that the fact is kept."""

    code: Verdict | FlagCode
    kind: Kind
    severity: Severity | None
    """None on a flag, and on what is kept."""
    reason: str
    fact: int | None
    """The fact's number in its article; None on a flag, or where the article does not hold that fact."""
    confidence: float = 1.0
    """How sure the scorer is that the summary makes this claim at this place."""
    certainty: float | None = None
    """How sure it is of the verdict; None on a flag."""


class Note(Record):
    """The charges on one statement of a summary; those of what is kept stand in notes of their own."""

    spans: tuple[Span, ...]
    """Disjoint, in ascending order; none if the scorer gave no place."""
    charges: tuple[Charge, ...]

    @property
    def facts(self) -> tuple[int, ...]:
        """Numbers of the facts concerned."""
        return tuple(charge.fact for charge in self.charges if charge.fact is not None)

    @property
    def certainty(self) -> float | None:
        """How sure the surest of its charges is; None if all are flags."""
        return max((charge.certainty for charge in self.charges if charge.certainty is not None), default=None)

    @property
    def weight(self) -> Literal["major", "minor", "flag", "kept"]:
        """How it is marked: by the gravest severity of its charges, as a flag, or as kept."""
        if all(charge.code == "preserved" for charge in self.charges):
            return "kept"
        if any(charge.severity == "major" for charge in self.charges):
            return "major"
        return "flag" if all(charge.code in FLAG_CODES for charge in self.charges) else "minor"


_Group = tuple[tuple[Span, ...], list[Charge]]


def notes_of(outcomes: Iterable[Outcome], flags: Iterable[Flag], numbers: Mapping[str, int]) -> tuple[Note, ...]:
    """The notes of one summary, in the order of the text; those without a place come last.

    If the scorer says how sure it is, the surest error comes first, and flags after the errors.

    Args:
        outcomes: of this summary; only errors are looked at.
        flags: of this summary.
        numbers: the number of each of the article's facts, by its id.
    """
    errors = [outcome for outcome in outcomes if outcome.is_error]
    groups = _groups(errors, numbers)
    for flag in flags:
        charge = Charge(code=flag.code, kind=KIND_OF[flag.code], severity=None, reason=flag.reason, fact=None)
        groups.append((merged([flag.span]), [charge]))
    notes = _in_order_of_text(groups)
    if is_told(errors):
        # Stable, so that notes of one certainty, and all flags, stay in the order of the text.
        notes.sort(key=lambda note: 0.0 if note.certainty is None else -note.certainty)
    return tuple(notes)


def kept_notes_of(outcomes: Iterable[Outcome], numbers: Mapping[str, int]) -> tuple[Note, ...]:
    """The notes of what one summary keeps, in the order of the text; those without a place come last.

    Args:
        outcomes: of this summary; only preserved facts that the article still holds are looked at.
        numbers: the number of each of the article's facts, by its id.
    """
    kept = [outcome for outcome in outcomes if outcome.verdict == "preserved" and outcome.fact in numbers]
    return tuple(_in_order_of_text(_groups(kept, numbers)))


def _groups(outcomes: Iterable[Outcome], numbers: Mapping[str, int]) -> list[_Group]:
    """Verdicts on one statement together, with the places of all of them."""
    groups: list[_Group] = []
    for outcome in sorted(outcomes, key=lambda o: _start(merged(o.spans))):
        spans = merged(outcome.spans)
        charge = Charge(
            code=outcome.verdict,
            kind=outcome.kind,
            severity=outcome.severity,
            reason=outcome.reason,
            fact=numbers.get(outcome.fact),
            confidence=outcome.confidence,
            certainty=outcome.certainty,
        )
        # One error may touch two groups that were apart until then: all become one note.
        touched = [group for group in groups if _overlap(group[0], spans)]
        apart = [group for group in groups if group not in touched]
        joined = merged([*spans, *(span for group in touched for span in group[0])])
        groups = [*apart, (joined, [*(c for group in touched for c in group[1]), charge])]
    return groups


def _in_order_of_text(groups: Iterable[_Group]) -> list[Note]:
    return [
        Note(spans=spans, charges=tuple(sorted(charges, key=lambda charge: charge.fact or 0)))
        for spans, charges in sorted(groups, key=lambda group: _start(group[0]))
    ]


def _start(spans: Sequence[Span]) -> float:
    # An error without a place comes last.
    return spans[0][0] if spans else float("inf")


def _overlap(spans: Sequence[Span], other_spans: Sequence[Span]) -> bool:
    # Each is closed over its own gaps, but not widened: two statements side by side stay two.
    reach, other_reach = merged(spans, STATEMENT_GAP), merged(other_spans, STATEMENT_GAP)
    return any(a < d and c < b for a, b in reach for c, d in other_reach)
