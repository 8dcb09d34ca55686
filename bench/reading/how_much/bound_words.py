"""Bound words beside a number: 'more than 20', '20 or more', 'by October 12'."""

from __future__ import annotations

import re
from typing import NamedTuple

from bench.reading.how_much.numerals import Token
from bench.reading.lexicon import alternation, bounds, words
from bench.records.statement import Comparator

_VERB_WITH_OVER = re.compile(
    f"{alternation('numerals', 'bound', 'over_verb')}{alternation('numerals', 'bound', 'over_verb_ending')}? over$"
)
_BEFORE_DATE = re.compile(rf"\b{alternation('numerals', 'bound', 'before_date')}$")
_BEFORE_RANGE = re.compile(rf"\b{alternation('numerals', 'bound', 'before_range')}$")
_RANGE_OPENINGS = tuple(words("numerals", "bound", "range_opening"))
_DATE_ONLY = words("numerals", "bound", "date_only")
_NEVER_DATE = words("numerals", "bound", "never_date")
_WORDS_BETWEEN = tuple(re.compile(rf"(?:,?\s+[a-z]+){{{count}}},?|,") for count in (1, 2, 3))
"""One, two and three words that may stand between a number and its bound."""
_ALL_BEFORE = tuple(bound for bound, _ in bounds("before"))


class Bound(NamedTuple):
    """Bound words beside a number."""

    comparator: Comparator
    start: int
    """Offset in the sentence."""
    end: int


def bound_beside(tokens: list[Token], start: int, end: int, text: str, *, is_date: bool) -> Bound | None:
    """The bound words beside a number, which runs from one token up to another."""
    # A bound before its number goes first: in "over 20 or so" it is "over" that limits.
    return _bound_before(text[: tokens[start].start].lower().rstrip(), is_date=is_date) or _bound_after(
        text[tokens[end - 1].end :].lower(), tokens[end - 1].end
    )


def _bound_before(before: str, *, is_date: bool) -> Bound | None:
    """The bound words before a number ('more than 20'); `before` is the sentence up to it, in lower case."""
    # "no later than the 12th of May", "up to a four-year ban": an article parts the bound from its number.
    before = _BEFORE_DATE.sub("", before).rstrip() if is_date else before.removesuffix(" a").removesuffix(" an")
    # "about somewhere between 5 and 10"
    if before.endswith(_RANGE_OPENINGS):
        before = _BEFORE_RANGE.sub("", before).rstrip()
    # The usual case, told without going through them one by one.
    if not before.endswith(_ALL_BEFORE):
        return None
    # Longest first: "no more than 20" ends in "more than" too, which would turn the bound round.
    for bound, comparator in bounds("before"):
        # "Tasmin 20" does not end in "min".
        if not before.endswith(bound) or (bound[0].isalnum() and before[: -len(bound)][-1:].isalnum()):
            continue
        # "over Friday's vote" bounds no date, "killed by 3 soldiers" no number.
        if bound in (_NEVER_DATE if is_date else _DATE_ONLY):
            continue
        if bound == "over" and _VERB_WITH_OVER.search(before):
            # "handing over £18m"
            continue
        return Bound(comparator, len(before) - len(bound), len(before))
    return None


def _bound_after(tail: str, offset: int) -> Bound | None:
    """'20 or more', '20 people or more'; `offset` is where the words behind the number start in the sentence."""
    gaps: tuple[str, ...] = ()
    for bound, comparator in bounds("after"):
        phrase = bound.lstrip()
        # The usual case, told without looking at the words between.
        if phrase not in tail:
            continue
        gaps = gaps or ("", *_following_words(tail))
        # "+", "-odd" and "-ish" belong to the number that they touch.
        is_sign = bound[0] in "+-"
        for gap in gaps:
            behind_gap = tail[len(gap) :]
            spaces = len(behind_gap) - len(behind_gap.lstrip(" "))
            # "20+" is a bound, "20 + 5" a sum.
            if is_sign and (spaces or gap):
                continue
            behind_bound = behind_gap.lstrip(" ")[len(phrase) :]
            # "20 people or so went": behind other words, a weak bound may belong to what follows.
            is_loose = comparator in ("about", "more_than") and not re.match(r"\s*(?:[.,;)]|$)", behind_bound)
            if gap and is_loose:
                continue
            # "20 or more", but not "20 or more 30" or "20 or moreover"
            if behind_gap.lstrip(" ").startswith(phrase) and not re.match(r"\w|\s+[\d$€£]", behind_bound):
                start = offset + len(gap) + spaces
                return Bound(comparator, start, start + len(phrase))
    return None


def _following_words(tail: str) -> list[str]:
    """The one to three words behind a number that may stand between it and its bound ('20 people or more')."""
    gaps: list[str] = []
    for pattern in _WORDS_BETWEEN:
        match = pattern.match(tail)
        if match is not None and match.group() not in gaps:
            gaps.append(match.group())
    return gaps
