"""What a summary distorts, with the words of the article and of the summary side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bench.codes import FlagCode, Severity, Verdict
from bench.goldset import LocatedFact
from bench.records import Flag, Outcome, Record, Summary


class Distortion(Record):
    """An error of a summary, or something in it that its article does not support."""

    gold: str
    article: str
    summary: str
    """The summary's id."""
    code: Verdict | FlagCode
    severity: Severity | None
    """None for a flag."""
    fact: str | None
    """The id of the gold fact; None for a flag, which belongs to none."""
    article_words: str
    """What the article says; empty for a flag, which nothing there supports."""
    summary_words: str
    """What the summary makes of it."""
    reason: str
    """Why it is one, in a sentence."""
    certainty: float
    """How sure the scorer is, from 0 to 1."""

    def __str__(self) -> str:
        """Three lines for a terminal: what it is and why, the article's words, the summary's."""
        head = " ".join([self.code, *([self.severity] if self.severity else []), *([self.fact] if self.fact else [])])
        article = f"\n  article: “{self.article_words}”" if self.article_words else ""
        return f"{head}: {self.reason}{article}\n  summary: “{self.summary_words}”"


def distortions_of(
    summaries: Mapping[str, Summary],
    facts: Mapping[tuple[str, str, str], LocatedFact],
    outcomes: Iterable[Outcome],
    flags: Iterable[Flag],
) -> Iterator[Distortion]:
    """Yield errors, then flags.

    Args:
        summaries: by id.
        facts: by set, article and id.
        outcomes: verdicts of any sort.
        flags: on the same summaries.
    """
    for outcome in outcomes:
        if outcome.is_error:
            yield Distortion(
                gold=outcome.gold,
                article=outcome.article,
                summary=outcome.summary,
                code=outcome.verdict,
                severity=outcome.severity,
                fact=outcome.fact,
                article_words=on_a_line(facts[outcome.gold, outcome.article, outcome.fact].fact.quote),
                summary_words=summary_words(summaries[outcome.summary], outcome),
                reason=outcome.reason,
                certainty=outcome.certainty,
            )
    for flag in flags:
        yield Distortion(
            gold=flag.gold,
            article=flag.article,
            summary=flag.summary,
            code=flag.code,
            severity=None,
            fact=None,
            article_words="",
            summary_words=on_a_line(flag.text),
            reason=flag.reason,
            certainty=1.0,
        )


def summary_words(summary: Summary, outcome: Outcome) -> str:
    """The words of a summary that an outcome is about, on one line; empty where the claim is left out."""
    return on_a_line(" … ".join(summary.text[slice(*span)] for span in outcome.spans))


def on_a_line(text: str) -> str:
    """A text without line breaks and control characters, which a terminal or a page might obey."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())
