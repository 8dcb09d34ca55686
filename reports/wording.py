"""Figures in words that claim no more than their intervals allow."""

from __future__ import annotations

import math
from datetime import UTC, datetime

from bench.facts import FACT_KINDS
from bench.records import Estimate, Record
from reports.data import ScorecardData
from reports.shown import clipped
from reports.slices import Breakdown
from reports.spent import Spent

FEW_ARTICLES = 10
"""Below this, one article more or less changes the figures."""


class Headline(Record):
    """One of the figures at the head of the page."""

    name: str
    value: str
    interval: str
    sentence: str


def percent(share: float | None) -> str:
    """A share as a percentage; never rounded to 0% or 100% if it is not that."""
    if share is None:
        return "–"
    if share in (0, 1):
        return f"{share:.0%}"
    if share < 0.0995:
        return "<0.1%" if share < 0.0005 else f"{share:.1%}"
    return f"{min(share, 0.999):.1%}" if share >= 0.995 else f"{share:.0%}"


def interval(estimate: Estimate, *, rate: bool = False) -> str:
    """An estimate's interval, "58–65%"; empty if it has none, or none that means anything."""
    if not _has_interval(estimate):
        return ""
    if rate:
        return f"{estimate.low:.2f}–{estimate.high:.2f}"
    low, high = percent(estimate.low), percent(estimate.high)
    if low == high:
        return low
    return f"{low.removesuffix('%') if '<' not in low else low}–{high}"


def verdict(data: ScorecardData) -> str:
    """The heading of a scorecard: what its figures allow to be said of the model, in one sentence."""
    faithful = data.score.overall.faithfulness
    it, repeats = ("it", "repeats") if len(data.models) < 2 else ("they", "repeat")
    if not data.score.collected.scored:
        return "No summary could be scored, so nothing can be said"
    if not faithful.of:
        return "None of the marked claims was repeated, so nothing can be said"
    wrong = faithful.of - faithful.count
    if not wrong:
        return f"No distortion was found in the {_count(faithful.of, 'claim')} {it} repeated"
    low, high = faithful.low, faithful.high
    if low is None or high is None or low == high or data.scored_articles < FEW_ARTICLES:
        were = "was" if wrong == 1 else "were"
        return f"{wrong:,} of the {_count(faithful.of, 'claim')} {it} repeated {were} distorted"
    few, many = math.floor(100 * (1 - high) + 1e-9), math.ceil(100 * (1 - low) - 1e-9)
    if few == 0:
        return f"Expect up to {many} of every 100 claims {it} {repeats} to be distorted"
    return f"Expect {few} to {many} of every 100 claims {it} {repeats} to be distorted"


def standfirst(data: ScorecardData) -> tuple[str, ...]:
    """The sentences under the heading: how sure it is, and what it leaves open."""
    overall = data.score.overall
    faithful, articles = overall.faithfulness, data.scored_articles
    scorer = clipped(data.manifest.scorer, 80)
    if not data.score.collected.scored or not faithful.of:
        return ()
    said = []
    if faithful.count == faithful.of:
        said.append(
            f"That does not show that there is none: even {faithful.of:,} independent claims without an "
            f"error would leave room for an error rate of up to {percent(min(1.0, 3 / faithful.of))}."
        )
    if faithful.low is None:
        said.append(
            "All of the repeated claims come from one article, and one article says nothing about the "
            "next: there is no interval."
        )
    elif articles < FEW_ARTICLES:
        said.append(
            f"Only {articles} articles stand behind this, so the intervals are wide, and articles of another "
            "sort may still give figures outside them."
        )
    elif _has_interval(faithful):
        said.append(f"That is the 95% interval for articles like these {articles}.")
    if overall.coverage.count < overall.coverage.of:
        said.append(
            f"The summaries repeat {percent(overall.coverage.value)} of the marked claims and leave out the "
            "rest, which is never counted as an error."
        )
    said.append(f"All verdicts are those of the scorer {scorer}, which errs as well: {_trust(data)}.")
    return tuple(said)


def _trust(data: ScorecardData) -> str:
    if data.trust is None:
        return "how often, has not been measured"
    right, found = percent(data.trust.precision.value), percent(data.trust.recall.value)
    return (
        f"measured on labelled summaries, {right} of the errors that it charged were right, and it found {found} of all"
    )


def headlines(data: ScorecardData) -> tuple[Headline, ...]:
    """The figures at the head of the page."""
    overall, words = data.score.overall, data.score.collected.words
    faithful, flags = overall.faithfulness, data.score.flags_per_100_words
    claims = _count(faithful.of, "claim")
    if faithful.of:
        kept = (
            f"Of the {claims} repeated, {faithful.count:,} ({percent(faithful.value)}) kept their source, "
            f"certainty and number{_between(faithful)}."
        )
    else:
        kept = "No claim was repeated, so none could be kept or distorted."
    return (
        Headline(name="Faithfulness", value=percent(faithful.value), interval=interval(faithful), sentence=kept),
        Headline(
            name="Coverage",
            value=percent(overall.coverage.value),
            interval=interval(overall.coverage),
            sentence=f"Of {_count(overall.coverage.of, 'claim')} that could have been repeated, "
            f"{overall.coverage.count:,} are there{_between(overall.coverage)}.",
        ),
        Headline(
            name="Major errors",
            value=percent(overall.major.value),
            interval=interval(overall.major),
            sentence=f"{_none_or(overall.major.count)} of the repeated claims would leave a reader believing "
            f"something else{_between(overall.major)}."
            if overall.major.of
            else "Nothing to count.",
        ),
        Headline(
            name="Minor errors",
            value=percent(overall.minor.value),
            interval=interval(overall.minor),
            sentence=f"{_none_or(overall.minor.count)} of the repeated claims lost only an official’s plain "
            f"“said”, an “about” or an “at least”{_between(overall.minor)}."
            if overall.minor.of
            else "Nothing to count.",
        ),
        Headline(
            name="Flags per 100 words",
            value="–" if flags.value is None else f"{flags.value:.2f}",
            interval=interval(flags, rate=True),
            sentence=f"In {_count(words, 'word')}, {_count(flags.count, 'passage')} (numbers, credits, "
            f"quotations) without support in the article{_between(flags, rate=True)}.",
        ),
    )


def moment(iso: str) -> str:
    """An ISO time as people write it: "21 November 2025, 14:30 UTC"; anything else as it is."""
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    when = when.astimezone(UTC) if when.tzinfo else when
    return f"{when.day} {when:%B %Y, %H:%M} UTC"


def collected(data: ScorecardData) -> str:
    """What came of what was asked for, in a sentence."""
    came = data.score.collected
    if came.scored == came.expected:
        text = f"{'The summary' if came.expected == 1 else f'All {came.expected:,} summaries'} asked for"
    else:
        text = f"{came.scored:,} of the {_count(came.expected, 'summary', 'summaries')} asked for"
    text += " could be scored"
    text += f", from {_count(data.scored_articles, 'article')}." if came.scored else "."
    if not came.is_complete:
        text += f" The run is incomplete: {_missing(data):,} could not be had."
    return text


def spent(took: Spent) -> str:
    """What the run took, in a sentence or two; empty where nobody counted."""
    said = []
    if took.counted:
        said.append(
            f"The server counted {took.prompt_tokens:,} tokens read and {took.completion_tokens:,} written, "
            f"in {_count(took.counted, 'answer')}."
        )
    if took.charged is not None:
        said.append(f"It says that it charged {took.charged:.4g} for them, in its own currency.")
    if took.timed:
        said.append(
            f"An answer took {_seconds(took.median)} at the median and {_seconds(took.longest)} at most, "
            f"{_seconds(took.seconds)} in all if one had been asked after the other."
        )
    if took.retried:
        said.append(f"{_count(took.retried, 'answer')} took more than one request.")
    return " ".join(said)


def position(part: Breakdown) -> str:
    """Whether it matters for being dropped where a cue stands, in a sentence; empty where nothing can be compared."""
    rates = {one.name: one.dropped for one in part.slices if one.dropped and one.dropped.of}
    before, after = rates.get("before"), rates.get("after")
    loss = FACT_KINDS[part.kind].loss if part.kind else None
    if part.trait != "position" or loss is None or before is None or after is None:
        return ""
    what = loss.noun
    figures = f"{percent(after.value)} against {percent(before.value)}"
    if not (_has_interval(before) and _has_interval(after)):
        return (
            f"A {what} that comes after its claim was dropped in {percent(after.value)}, against "
            f"{percent(before.value)} for one that comes first."
        )
    if (after.low or 0) > (before.high or 0):
        return f"A {what} that comes after its claim is dropped more often than one that comes first: {figures}."
    if (after.high or 0) < (before.low or 0):
        return f"A {what} that comes after its claim is dropped less often than one that comes first: {figures}."
    return (
        f"A {what} that comes after its claim was dropped in {figures} for one that comes first; "
        "the intervals overlap, so this run does not tell which is worse off."
    )


def incomplete(data: ScorecardData) -> str:
    """What is missing from a run that is not complete, and what to do."""
    came = data.score.collected
    asked = _count(came.expected, "summary", "summaries")
    return (
        f"{_missing(data):,} of the {asked} asked for could not be had. The same command, run again, goes on "
        "where it stopped."
    )


def _seconds(time: float) -> str:
    if time < 99.5:
        return f"{time:.2g} s" if time < 9.95 else f"{time:.0f} s"
    return f"{time / 60:.0f} min" if time < 100 * 60 else f"{time / 3600:.0f} h"


def _missing(data: ScorecardData) -> int:
    came = data.score.collected
    return came.expected - sum(came.statuses.values()) + came.statuses.get("failed", 0)


def _has_interval(estimate: Estimate) -> bool:
    """Where nothing was counted, or everything, each draw gives the same: that is no certainty."""
    return estimate.low is not None and estimate.low != estimate.high


def _between(estimate: Estimate, *, rate: bool = False) -> str:
    if not _has_interval(estimate):
        return ""
    low, high = (f"{end:.2f}" if rate else percent(end) for end in (estimate.low, estimate.high))
    return f"; 95% interval {low} to {high}"


def _none_or(number: int) -> str:
    return f"{number:,}" if number else "None"


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
