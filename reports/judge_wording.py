"""Sentences about the language model that judged a run."""

from __future__ import annotations

from collections.abc import Iterator

from bench.counted import counted
from bench.records import JudgeUse
from reports.notation import percent
from reports.untrusted import shortened


def judge_sentences(judge: JudgeUse) -> tuple[str, ...]:
    """Who judged, what it was asked, what that took, and what a reader has to keep in mind; the gravest first."""
    return tuple(_sentences(judge))


def _sentences(judge: JudgeUse) -> Iterator[str]:
    name = shortened(judge.model, 80)
    when = f", which answered on {judge.recorded}" if judge.recorded else ""
    share = f"{judge.pairs:,} of {judge.of_pairs:,} verdicts" if judge.pairs < judge.of_pairs else "all verdicts"
    yield f"Judged by {name}{when}: it was asked for {share} ({percent(_share(judge.pairs, judge.of_pairs))})."
    if judge.kinship == "same":
        yield "It is the model under test, and judges its own summaries."
    elif judge.kinship == "family":
        yield "By its name it is of the family of the model under test, whose summaries it may favour."
    if judge.missing:
        yield f"{counted(judge.missing, 'request')} could not be had; run again to ask for the rest."
    if judge.unscored:
        yield f"{counted(judge.unscored, 'verdict')} could not be used or had, and count nowhere."
    if judge.repairs:
        yield f"{counted(judge.repairs, 'request')} had to be made a second time."
    if judge.addressed:
        verb = "speaks" if len(judge.addressed) == 1 else "speak"
        summaries = counted(len(judge.addressed), "summary", "summaries")
        yield f"{summaries} {verb} to whoever judges: read their verdicts with care."
    if tokens := judge.usage.prompt_tokens + judge.usage.completion_tokens:
        cached = f", {judge.usage.cached_tokens:,} of them cached" if judge.usage.cached_tokens else ""
        cost = "" if judge.usage.cost is None else f"; cost {judge.usage.cost:.4f}"
        yield f"It took {counted(judge.answers, 'answer')} and {tokens:,} tokens{cached}{cost}."


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
