"""A scorecard's figures in words that claim no more than their intervals allow."""

from __future__ import annotations

import math
from datetime import UTC, datetime

from bench.facts import FACT_KINDS
from bench.records import Corrected, Estimate, Record, Severity
from reports import trust_sentences
from reports.notation import LEVEL, has_interval, interval, percent, rate
from reports.scorecard_data import Breakdown, ResourcesUsed, ScorecardData
from reports.untrusted import clipped

FEW_ARTICLES = 10
"""With fewer articles than this, one article more or less changes the figures noticeably."""
LOOSE = 4
"""Where an interval's upper end is more than so many times its lower one, the heading gives the lower alone."""


class Headline(Record):
    """One of the figures at the head of the page."""

    name: str
    value: str
    interval: str
    sentence: str


def verdict(data: ScorecardData) -> str:
    """The heading of a scorecard: what its figures allow to be said of the model, in one sentence."""
    faithful = data.score.overall.faithfulness
    pronoun, repeats = ("it", "repeats") if len(data.models) < 2 else ("they", "repeat")
    if not data.score.collected.scored:
        return "No summary could be scored, so nothing can be said"
    # A share of nothing is no perfect score.
    if not faithful.of:
        return "None of the marked claims was repeated, so nothing can be said"
    wrong = faithful.of - faithful.count
    if not wrong:
        return f"No distortion was found in the {_count(faithful.of, 'claim')} {pronoun} repeated"
    if data.score.corrected is not None:
        return _corrected_verdict(data, data.score.corrected)
    low, high = faithful.low, faithful.high
    # "Expect" speaks of other articles, and few of them allow for no such promise: then it is told what was counted.
    if low is None or high is None or low == high or data.scored_articles < FEW_ARTICLES:
        were = "was" if wrong == 1 else "were"
        return f"{wrong:,} of the {_count(faithful.of, 'claim')} {pronoun} repeated {were} distorted"
    return f"Expect {_of_100(low, high)} of every 100 claims {pronoun} {repeats} to be distorted"


def _corrected_verdict(data: ScorecardData, corrected: Corrected) -> str:
    """The heading where the scorer's own errors are known: as firm as their interval allows."""
    pronoun, repeats = ("it", "repeats") if len(data.models) < 2 else ("they", "repeat")
    faithful, errors = corrected.faithfulness, corrected.overall.errors
    if has_interval(faithful) and data.scored_articles >= FEW_ARTICLES:
        low, high = faithful.low or 0.0, faithful.high or 0.0
        return f"Expect {_of_100(low, high)} of every 100 claims {pronoun} {repeats} to be distorted"
    claims = _count(data.score.overall.faithfulness.of, "claim")
    few, many = math.floor(errors.low + 1e-9), math.ceil(errors.high - 1e-9)
    # The interval reaches down to none, so "between 0 and 9 were distorted" would claim that some were.
    if few == 0:
        return f"Up to {many:,} of the {claims} {pronoun} repeated may be distorted"
    # "Between 3 and 40" says little but that there are at least 3.
    if many > LOOSE * few:
        return f"At least {few:,} of the {claims} {pronoun} repeated {'was' if few == 1 else 'were'} distorted"
    return f"Between {few:,} and {many:,} of the {claims} {pronoun} repeated were distorted"


def _of_100(low: float, high: float) -> str:
    """How many of a hundred claims are distorted, from the ends of faithfulness' interval.

    Rounded outwards, so that the sentence never claims more than the interval; the tiny number keeps an exact 9% from
    becoming 8 or 10 through floating point.
    """
    few, many = math.floor(100 * (1 - high) + 1e-9), math.ceil(100 * (1 - low) - 1e-9)
    return f"up to {many}" if few == 0 else f"{few} to {many}"


def standfirst(data: ScorecardData) -> tuple[str, ...]:
    """The sentences under the heading: how sure it is, and what it leaves open."""
    overall = data.score.overall
    faithful, articles = overall.faithfulness, data.scored_articles
    scorer = clipped(data.manifest.scorer, 80)
    if not data.score.collected.scored or not faithful.of:
        return ()
    sentences = []
    wrong = faithful.of - faithful.count
    # Nothing found is not nothing there: the rule of three, 3 / n, is the upper end of the interval for 0 of n.
    if not wrong:
        sentences.append(
            f"That does not show that there is none: even {faithful.of:,} independent claims without an "
            f"error would leave room for an error rate of up to {percent(min(1.0, 3 / faithful.of))}."
        )
    if faithful.low is None:
        sentences.append(
            "All of the repeated claims come from one article, and one article says nothing about the "
            "next: there is no interval."
        )
    elif articles < FEW_ARTICLES:
        sentences.append(
            f"Only {articles} articles stand behind this, so the intervals are wide, and articles of another "
            "sort may still give figures outside them."
        )
    elif has_interval(faithful):
        errs_too = " It allows for the scorer’s own errors." if data.score.corrected and wrong else ""
        sentences.append(f"That is the {LEVEL} interval for articles like these {articles}.{errs_too}")
    if sentence := expected(data):
        sentences.append(sentence)
    if overall.coverage.count < overall.coverage.of:
        sentences.append(
            f"The summaries repeat {percent(overall.coverage.value)} of the marked claims and leave out the "
            "rest, which is never counted as an error."
        )
    sentences.append(
        f"All verdicts are those of the scorer {scorer}, which errs as well: {trust_sentences.aside(data.trust)}."
    )
    return tuple(sentences)


def headlines(data: ScorecardData) -> tuple[Headline, ...]:
    """The figures at the head of the page."""
    overall, words = data.score.overall, data.score.collected.words
    faithful, flags = overall.faithfulness, data.score.flags_per_100_words
    claims = _count(faithful.of, "claim")
    if faithful.of:
        corrected = trust_sentences.corrected_faithfulness(data.score.corrected) if data.score.corrected else ""
        kept_sentence = (
            f"Of the {claims} repeated, {faithful.count:,} ({percent(faithful.value)}) kept their source, "
            f"certainty and number{_between(faithful)}{'; ' if corrected else ''}{corrected}."
        )
    else:
        kept_sentence = "No claim was repeated, so none could be kept or distorted."
    return (
        Headline(
            name="Faithfulness", value=percent(faithful.value), interval=interval(faithful), sentence=kept_sentence
        ),
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
            sentence=f"{_none_or(overall.major.count)}{_stand(data, 'major')} of the repeated claims would leave a "
            f"reader believing something else{_between(overall.major)}."
            if overall.major.of
            else "Nothing to count.",
        ),
        Headline(
            name="Minor errors",
            value=percent(overall.minor.value),
            interval=interval(overall.minor),
            sentence=f"{_none_or(overall.minor.count)}{_stand(data, 'minor')} of the repeated claims lost only a "
            f"plain “said”, an “about” or an “at least”{_between(overall.minor)}."
            if overall.minor.of
            else "Nothing to count.",
        ),
        Headline(
            name="Flags per 100 words",
            value=rate(flags.value),
            interval=interval(flags, is_rate=True),
            sentence=f"In {_count(words, 'word')}, {_count(flags.count, 'passage')} (numbers, credits, "
            f"quotations) without support in the article{_between(flags, is_rate=True)}.",
        ),
    )


def expected(data: ScorecardData) -> str:
    """How many of the charged errors are expected to be real, how many to be missed; empty where not known."""
    score = data.score
    return trust_sentences.expected(score.corrected, score.passages) if score.corrected else ""


def charged(data: ScorecardData) -> str:
    """That several errors can stand in one passage, where some do; else empty."""
    passages, overall = data.score.passages, data.score.overall
    errors = overall.major.count + overall.minor.count
    if passages is None or passages.all == errors:
        return ""
    return f"{trust_sentences.in_passages(errors, passages.all)} are charged: one lost word can break several facts. "


def moment(iso: str) -> str:
    """An ISO time in words: "21 November 2025, 14:30 UTC"; any other text is returned as it is."""
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    when = when.astimezone(UTC) if when.tzinfo else when
    return f"{when.day} {when:%B %Y, %H:%M} UTC"


def collected(data: ScorecardData) -> str:
    """How many of the summaries asked for could be scored, in a sentence."""
    collection = data.score.collected
    if collection.scored == collection.expected:
        text = f"{'The summary' if collection.expected == 1 else f'All {collection.expected:,} summaries'} asked for"
    else:
        text = f"{collection.scored:,} of the {_count(collection.expected, 'summary', 'summaries')} asked for"
    text += " could be scored"
    text += f", from {_count(data.scored_articles, 'article')}." if collection.scored else "."
    if not collection.is_complete:
        text += f" The run is incomplete: {collection.missing:,} could not be had."
    return text


def resources(used: ResourcesUsed) -> str:
    """The tokens, cost and time of the run in a few sentences; empty where nothing was counted."""
    sentences = []
    if used.counted:
        sentences.append(
            f"The server counted {used.prompt_tokens:,} tokens read and {used.completion_tokens:,} written, "
            f"in {_count(used.counted, 'answer')}."
        )
    if used.charged is not None:
        sentences.append(f"It says that it charged {used.charged:.4g} for them, in its own currency.")
    if used.timed:
        sentences.append(
            f"An answer took {_seconds(used.median)} at the median and {_seconds(used.longest)} at most, "
            f"{_seconds(used.seconds)} in all if one had been asked after the other."
        )
    if used.retried:
        sentences.append(f"{_count(used.retried, 'answer')} took more than one request.")
    return " ".join(sentences)


def position(part: Breakdown) -> str:
    """Whether cues after their claim are dropped more often, in a sentence; empty where nothing can be compared."""
    rates = {
        fact_slice.name: fact_slice.dropped
        for fact_slice in part.slices
        if fact_slice.dropped and fact_slice.dropped.of
    }
    before, after = rates.get("before"), rates.get("after")
    loss = FACT_KINDS[part.kind].loss if part.kind else None
    if part.trait != "position" or loss is None or before is None or after is None:
        return ""
    mark = loss.noun
    figures = f"{percent(after.value)} against {percent(before.value)}"
    # Without intervals there is nothing to compare; the figures are told as they are.
    if not (has_interval(before) and has_interval(after)):
        return (
            f"A {mark} that comes after its claim was dropped in {percent(after.value)}, against "
            f"{percent(before.value)} for one that comes first."
        )
    # Only intervals that do not overlap are called a difference.
    if (after.low or 0) > (before.high or 0):
        return f"A {mark} that comes after its claim is dropped more often than one that comes first: {figures}."
    if (after.high or 0) < (before.low or 0):
        return f"A {mark} that comes after its claim is dropped less often than one that comes first: {figures}."
    return (
        f"A {mark} that comes after its claim was dropped in {figures} for one that comes first; "
        "the intervals overlap, so this run does not tell which is worse off."
    )


def incomplete(data: ScorecardData) -> str:
    """What is missing from a run that is not complete, and what to do."""
    collection = data.score.collected
    expected_count = _count(collection.expected, "summary", "summaries")
    return (
        f"{collection.missing:,} of the {expected_count} asked for could not be had. The same command, run again, "
        "goes on where it stopped."
    )


def _seconds(time: float) -> str:
    if time < 99.5:
        return f"{time:.2g} s" if time < 9.95 else f"{time:.0f} s"
    return f"{time / 60:.0f} min" if time < 100 * 60 else f"{time / 3600:.0f} h"


def _between(estimate: Estimate, *, is_rate: bool = False) -> str:
    if not has_interval(estimate):
        return ""
    low, high = (rate(end) if is_rate else percent(end) for end in (estimate.low, estimate.high))
    return f"; {LEVEL} interval {low} to {high}"


def _stand(data: ScorecardData, severity: Severity) -> str:
    """In how many passages the errors of a severity stand, where these are fewer."""
    passages = data.score.passages
    errors: int = getattr(data.score.overall, severity).count
    count: int = getattr(passages, severity) if passages else errors
    return f" (in {_count(count, 'passage')})" if count != errors else ""


def _none_or(number: int) -> str:
    return f"{number:,}" if number else "None"


def _count(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
