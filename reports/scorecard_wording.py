"""A scorecard's figures in words that claim no more than their intervals allow."""

from __future__ import annotations

from datetime import UTC, datetime

from bench.counted import counted
from bench.facts import FACT_KINDS
from bench.records import Estimate, Record, Score, Severity
from reports import trust_sentences
from reports.findings import FEW_ARTICLES, finding
from reports.notation import LEVEL, TOO_FEW, has_interval, interval, is_too_few, percent, rate
from reports.scorecard_data import Breakdown, ResourcesUsed, ScorecardData
from reports.untrusted import shortened


class Headline(Record):
    """One of the figures at the head of the page."""

    name: str
    value: str
    """As scored."""
    corrected: str = ""
    """The same once the scorer's errors are allowed for; empty where they are not."""
    corrected_interval: str = ""
    interval: str
    counted: str
    """What it was counted from; it stands in the interval's place where there is none."""
    sentence: str


def verdict(data: ScorecardData) -> str:
    """The heading of a scorecard: what its figures allow to be said of the model, in one sentence."""
    if not data.score.collected.scored:
        return "No summary could be scored, so nothing can be said"
    # What is true of several models together is true of none of them.
    if data.score.by_model:
        return f"{len(data.score.by_model)} models, each judged by itself"
    return finding(data.score.overall.faithfulness, data.score.corrected, data.scored_articles)


def verdicts(score: Score) -> dict[str, str]:
    """By model, what may be said of it; empty where there is one, of which the heading tells."""
    return {
        model: finding(
            figures.faithfulness,
            score.corrected_by_model.get(model),
            # Not in a score of an earlier release.
            len(score.by_article) if figures.coverage.articles is None else figures.coverage.articles,
        )
        for model, figures in score.by_model.items()
    }


def standfirst(data: ScorecardData) -> str:
    """What stands under the heading: what was measured; empty where nothing was."""
    overall = data.score.overall
    faithful = overall.faithfulness
    if not data.score.collected.scored or not faithful.of:
        return ""
    # What was measured comes first: no figure means anything to a reader who does not know it.
    scored = data.score.collected.scored
    repeat = "The summary repeats" if scored == 1 else "The summaries repeat"
    where = "the article" if data.scored_articles == 1 else "the articles"
    if any(ref.first for ref in data.manifest.gold):
        where += " of this trial, the first of each set"
    # Else a reader who counts the marked claims finds fewer.
    of_each = ", counted for each summary" if scored > data.scored_articles else ""
    left_out = "; to leave one out is no error" if overall.coverage.count < overall.coverage.of else ""
    return (
        f"{repeat} {overall.coverage.count:,} of the {counted(overall.coverage.of, 'claim')} marked in {where}{of_each}"
        f"{left_out}. Each that is repeated was checked for its source, its certainty or its number."
    )


def reservations(data: ScorecardData) -> tuple[str, ...]:
    """The sentences under the figures: what they come to without the scorer's errors, and how far they reach."""
    faithful, articles = data.score.overall.faithfulness, data.scored_articles
    scorer = shortened(data.manifest.scorer, 80)
    if not data.score.collected.scored or not faithful.of:
        return ()
    sentences = []
    if not data.score.by_model:
        if sentence := expected(data):
            sentences.append(sentence)
        # Nothing found is not nothing there: the rule of three, 3 / n, is the upper end of the interval for 0 of n.
        # Where it is known how many errors the scorer misses, that says more.
        elif faithful.count == faithful.of:
            sentences.append(
                f"That does not show that there is none: even {faithful.of:,} independent claims without an "
                f"error would leave room for an error rate of up to {percent(min(1.0, 3 / faithful.of))}."
            )
    if articles < FEW_ARTICLES:
        stand = "articles stand" if articles > 1 else "article stands"
        sentences.append(
            f"Only {articles} {stand} behind this: it is about these summaries, and says little about others."
        )
        sentences.extend(filter(None, [no_interval(data.score)]))
    elif has_interval(faithful) and faithful.count < faithful.of:
        # The big figure is as scored, and the heading is not: whoever compares them has to know.
        errs_too = ", corrected for the scorer’s own errors" if data.score.corrected else ""
        heading = "Each heading gives" if data.score.by_model else "The heading gives"
        sentences.append(f"{heading} the {LEVEL} interval for articles like these {articles}{errs_too}.")
    if data.score.corrected:
        sentences.append(
            "What is called corrected allows for the scorer’s own errors; all other figures are as scored."
        )
    sentences.append(
        f"All verdicts are those of the scorer {scorer}, which errs as well: {trust_sentences.aside(data.trust)}."
    )
    return tuple(sentences)


def no_interval(score: Score) -> str:
    """Why faithfulness has no interval, in a sentence; empty where it has one, or needs no reason."""
    faithful = score.overall.faithfulness
    if not faithful.of or has_interval(faithful):
        return ""
    if faithful.low is None:
        return "All these claims come from one article, which tells nothing of the next: no percentage has an interval."
    if is_too_few(faithful):
        return "From so few articles no percentage has an interval that would tell anything."
    # All right or all wrong is explained where it is said.
    if faithful.count in (0, faithful.of):
        return ""
    return "That the articles are alike in faithfulness may be chance, so it has no interval."


def headlines(data: ScorecardData) -> tuple[Headline, ...]:
    """The figures at the head of the page."""
    overall, words = data.score.overall, data.score.collected.words
    faithful, flags = overall.faithfulness, data.score.flags_per_100_words
    claims = counted(faithful.of, "claim")
    corrected = data.score.corrected.faithfulness if data.score.corrected else None
    kept_sentence = (
        f"Of the {claims} repeated, {faithful.count:,} kept their source, certainty and number{_between(faithful)}."
        if faithful.of
        else "No claim was repeated, so none could be kept or distorted."
    )
    return (
        _share("Faithfulness", faithful, kept_sentence, corrected),
        _share(
            "Coverage",
            overall.coverage,
            f"Of {counted(overall.coverage.of, 'claim')} that could have been repeated, "
            f"{overall.coverage.count:,} are there{_between(overall.coverage)}.{_dense(data.score)}",
        ),
        _share(
            "Major errors",
            overall.major,
            f"{_none_or(overall.major.count)}{_stand(data, 'major')} of the repeated claims would leave a "
            f"reader believing something else{_between(overall.major)}; "
            f"{percent(1 - (overall.major.value or 0))} have no major error."
            if overall.major.of
            else "Nothing to count.",
        ),
        _share(
            "Minor errors",
            overall.minor,
            f"{_none_or(overall.minor.count)}{_stand(data, 'minor')} of the repeated claims lost only a "
            f"plain “said”, an “about” or an “at least”, or have it right elsewhere{_between(overall.minor)}."
            if overall.minor.of
            else "Nothing to count.",
        ),
        Headline(
            name="Flags per 100 words",
            value=rate(flags.value),
            interval="" if is_too_few(flags) else interval(flags, is_rate=True),
            counted=f"{flags.count:,} in all",
            sentence=f"In {counted(words, 'word')}, {counted(flags.count, 'passage')} (numbers, credits, "
            f"quotations) without support in the article{_between(flags, is_rate=True)}.",
        ),
    )


def _share(name: str, estimate: Estimate, sentence: str, corrected: Estimate | None = None) -> Headline:
    count = f"{estimate.count:,} of {estimate.of:,}"
    is_corrected = corrected is not None and corrected.value is not None
    return Headline(
        name=name,
        value=percent(estimate.value),
        # A bare "100%" would not tell that it is out of two claims.
        interval=f"{count}, {TOO_FEW}" if is_too_few(estimate) else interval(estimate),
        corrected=percent(corrected.value) if corrected and is_corrected else "",
        corrected_interval=interval(corrected) if corrected and has_interval(corrected) else "",
        counted=count,
        sentence=sentence,
    )


def expected(data: ScorecardData) -> str:
    """How many of the charged errors are expected to be real, how many to be missed; empty where not known."""
    score = data.score
    claims = score.overall.faithfulness.of
    return trust_sentences.expected(score.corrected, claims, score.passages) if score.corrected else ""


def charged(data: ScorecardData) -> str:
    """How many of the charged errors are real, and that several can stand in one passage, where that is known."""
    passages, overall = data.score.passages, data.score.overall
    errors = overall.major.count + overall.minor.count
    sentences = [trust_sentences.real_ones(data.score.corrected)] if data.score.corrected else []
    # Where each error has a passage of its own, the sentence would only repeat the number.
    if passages is not None and passages.all != errors:
        in_passages = trust_sentences.in_passages(errors, passages.all)
        sentences.append(f"{in_passages} are charged: one lost word can break several facts.")
    return " ".join(filter(None, sentences))


def moment(iso: str) -> str:
    """An ISO time in words: "21 November 2025, 14:30 UTC"; any other text is returned as it is."""
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    # A time without a zone is taken for UTC, which manifests are written in.
    when = when.astimezone(UTC) if when.tzinfo else when
    return f"{when.day} {when:%B %Y, %H:%M} UTC"


def collected(data: ScorecardData) -> str:
    """How many of the summaries asked for could be scored, in a sentence."""
    collection = data.score.collected
    if collection.scored == collection.expected:
        text = f"{'The summary' if collection.expected == 1 else f'All {collection.expected:,} summaries'} asked for"
    else:
        text = f"{collection.scored:,} of the {counted(collection.expected, 'summary', 'summaries')} asked for"
    text += " could be scored"
    text += f", from {counted(data.scored_articles, 'article')}." if collection.scored else "."
    if not collection.is_complete:
        text += f" The run is incomplete: {collection.missing:,} could not be had."
    return text


def resources(used: ResourcesUsed) -> str:
    """The tokens, cost and time of the run in a few sentences; empty where nothing was counted."""
    sentences = []
    if used.counted:
        sentences.append(
            f"The server counted {used.prompt_tokens:,} tokens read and {used.completion_tokens:,} written, "
            f"in {counted(used.counted, 'answer')}."
        )
    if used.charged is not None:
        sentences.append(f"It says that it charged {used.charged:.4g} for them, in its own currency.")
    if used.timed:
        sentences.append(
            f"An answer took {_seconds(used.median)} at the median and {_seconds(used.longest)} at most, "
            f"{_seconds(used.seconds)} in all if one had been asked after the other."
        )
    if used.retried:
        sentences.append(f"{counted(used.retried, 'answer')} took more than one request.")
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
    expected_count = counted(collection.expected, "summary", "summaries")
    return (
        f"{collection.missing:,} of the {expected_count} asked for could not be had. The same command, run again, "
        "goes on where it stopped."
    )


def _dense(score: Score) -> str:
    """How many claims are kept for each 100 words, in a sentence: a longer summary covers more."""
    kept = score.kept_per_100_words
    return "" if kept is None or kept.value is None else f" That is {kept.value:.1f} claims kept per 100 words."


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
    return f" (in {counted(count, 'passage')})" if count != errors else ""


def _none_or(number: int) -> str:
    return f"{number:,}" if number else "None"
