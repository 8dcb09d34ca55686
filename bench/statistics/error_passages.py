"""In how many passages errors stand: one lost "allegedly" can break three facts, in one passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bench.records import ErrorPassages, Outcome, Severity, Span


def count_passages(outcomes: Iterable[Outcome]) -> ErrorPassages:
    """Count the passages in which errors stand; verdicts that are no errors are ignored.

    Errors of one summary whose spans overlap are in one passage, and an error without a span is in one of its own.
    """
    errors = [outcome for outcome in outcomes if outcome.is_error]

    def of(severity: Severity) -> int:
        return _passages(outcome for outcome in errors if outcome.severity == severity)

    # Counted anew for each code and severity: a passage with a major and a minor error is one of each, and one in all.
    codes = dict.fromkeys(outcome.verdict for outcome in errors)
    return ErrorPassages(
        all=_passages(errors),
        major=of("major"),
        minor=of("minor"),
        codes={code: _passages(outcome for outcome in errors if outcome.verdict == code) for code in sorted(codes)},
    )


def _passages(errors: Iterable[Outcome]) -> int:
    by_summary: defaultdict[tuple[str, str, str], list[tuple[Span, ...]]] = defaultdict(list)
    for error in errors:
        by_summary[error.gold, error.article, error.summary].append(error.spans)
    return sum(_joined(spans) for spans in by_summary.values())


def _joined(errors: list[tuple[Span, ...]]) -> int:
    """How many groups there are of errors that overlap, directly or through others."""
    groups: list[tuple[Span, ...]] = []
    for spans in errors:
        # One error may overlap two groups that were apart until then, and makes them one.
        touched = [group for group in groups if _overlap(group, spans)]
        groups = [group for group in groups if group not in touched]
        # Every error ends in exactly one group; one without a span touches none, and stays a group of its own.
        groups.append(tuple(span for group in (*touched, spans) for span in group))
    return len(groups)


def _overlap(spans: tuple[Span, ...], other_spans: tuple[Span, ...]) -> bool:
    return any(
        start < other_end and other_start < end for start, end in spans for other_start, other_end in other_spans
    )
