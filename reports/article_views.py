"""The reading view of one article: its text, its gold facts, and what its summaries made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bench.facts import Fact
from bench.goldset import GoldArticle, LocatedFact
from bench.records import Figures, Flag, Kind, Outcome, Record, Status, Summary
from reports.certainty_words import certainty
from reports.excerpts import Excerpt, quote_of
from reports.notes import STATEMENT_GAP, Note, kept_notes_of, notes_of
from reports.segments import Segment, cut, merged
from reports.untrusted import shortened

ARTICLE_LIMIT = 60_000
SUMMARY_LIMIT = 12_000
"""Characters shown; a longer text ends with a note of how much was left out."""
NOTES_LIMIT = 200
"""Notes shown in one summary, and as many of what it keeps."""
LABEL_LIMIT = 24


class FactView(Record):
    """A gold fact, and what the summaries did to it."""

    number: int
    """From 1, in the order of the facts file."""
    id: str
    kind: Kind
    claim: str
    detail: str
    """What its kind records: who said it and how, which hedge, which number."""
    quote: Excerpt
    """The quote as in the article: before the cue, the cue, after it."""
    kept: tuple[tuple[int, int | None], ...]
    """Per summary that keeps it, its number and that of the note in it; None where there is no room for the note."""
    distorted: tuple[tuple[int, int], ...]
    """Per error, the number of the summary and of the note in it."""
    omitted: int
    """How many scored summaries leave it out."""


class ArticlePiece(Record):
    """A stretch of the article under the same facts."""

    text: str
    quoted: tuple[int, ...]
    """Numbers of the facts whose quote covers it."""
    cued: tuple[int, ...]
    """Numbers of the facts of which it is the cue, or a part of it."""
    refs: tuple[int, ...]
    """Numbers of the facts whose cue ends here."""


class SummaryPiece(Record):
    """A stretch of a summary under the same notes and kept facts."""

    text: str
    notes: tuple[int, ...]
    kept: tuple[int, ...]
    refs: tuple[int, ...]
    """Notes whose sign stands behind it; those of what is kept are counted on from the last of the others."""


class SummaryView(Record):
    """A summary with what is wrong and right in it."""

    number: int
    """From 1, among the summaries of the article."""
    id: str
    label: str
    """The id as the page shows it: without the name of the article, under which it stands."""
    model: str
    sample: int
    status: Status
    is_scored: bool
    error: str | None
    paragraphs: tuple[tuple[SummaryPiece, ...], ...]
    not_shown: int
    """Characters beyond the limit."""
    notes: tuple[Note, ...]
    notes_not_shown: int
    kept_notes: tuple[Note, ...]
    """What it keeps, statement by statement."""
    kept: tuple[int, ...]
    omitted: tuple[int, ...]
    unscored: tuple[int, ...]
    doubtful: frozenset[int] = frozenset()
    """Facts of whose verdict the scorer is in doubt."""

    def all_doubtful(self, notes: Sequence[int]) -> bool:
        """Whether every one of these notes, given by index, is doubtful; a flag never is."""
        sure = [self.notes[note].certainty for note in notes]
        # A flag has no certainty, so a passage with a flag among its notes is never shown as doubtful.
        return all(share is not None and certainty(share) == "doubtful" for share in sure)


class ArticleView(Record):
    """An article with all its summaries."""

    number: int
    """From 0, among the articles shown."""
    gold: str
    id: str
    title: str
    date: str | None
    publisher: str | None
    paragraphs: tuple[tuple[ArticlePiece, ...], ...]
    not_shown: int
    facts: tuple[FactView, ...]
    summaries: tuple[SummaryView, ...]
    figures: Figures | None
    """None where none of its summaries was scored."""


class SummaryVerdicts(NamedTuple):
    """A summary with the scorer's verdicts and flags."""

    summary: Summary
    outcomes: Sequence[Outcome]
    flags: Sequence[Flag]


def article_view(
    number: int, gold: GoldArticle, judged: Sequence[SummaryVerdicts], figures: Figures | None
) -> ArticleView:
    """Lay out an article and its summaries.

    Args:
        number: of the article among those shown, from 0.
        gold: the article with its facts.
        judged: its summaries; outcomes and flags of a summary that is not scored are ignored.
        figures: of this article.
    """
    # From 1, as readers count; verdicts on a fact that the set no longer has get no number and are left out.
    numbers = {located.fact.id: position for position, located in enumerate(gold.facts, start=1)}
    summaries = tuple(_summary_view(position, verdicts, numbers) for position, verdicts in enumerate(judged, start=1))
    return ArticleView(
        number=number,
        gold=gold.article.gold,
        id=gold.article.id,
        title=gold.article.title,
        date=gold.article.date,
        publisher=gold.article.publisher,
        paragraphs=_article_paragraphs(gold),
        not_shown=max(len(gold.article.text) - ARTICLE_LIMIT, 0),
        facts=tuple(
            _fact_view(position, located, gold.article.text, summaries)
            for position, located in enumerate(gold.facts, start=1)
        ),
        summaries=summaries,
        figures=figures,
    )


def _article_paragraphs(gold: GoldArticle) -> tuple[tuple[ArticlePiece, ...], ...]:
    marks = {("quote", n): [located.quote] for n, located in enumerate(gold.facts, start=1)}
    # Quote and cue are cut together, so that a piece of the text is never half in a cue.
    marks |= {("cue", n): [located.cue] for n, located in enumerate(gold.facts, start=1)}

    def piece(segment: Segment[tuple[str, int]]) -> ArticlePiece:
        return ArticlePiece(
            text=segment.text,
            quoted=_numbers("quote", segment.under),
            cued=_numbers("cue", segment.under),
            refs=_numbers("cue", segment.ending),
        )

    return tuple(tuple(map(piece, line)) for line in cut(gold.article.text[:ARTICLE_LIMIT], marks))


def _summary_view(number: int, judged: SummaryVerdicts, numbers: Mapping[str, int]) -> SummaryView:
    summary = judged.summary
    outcomes = judged.outcomes if summary.is_scored else ()
    every_note = notes_of(outcomes, judged.flags if summary.is_scored else (), numbers)
    listed = every_note[:NOTES_LIMIT]
    kept_notes = kept_notes_of(outcomes, numbers)[:NOTES_LIMIT]
    kept_spans = {numbers[o.fact]: o.spans for o in outcomes if o.verdict == "preserved" and o.fact in numbers}
    marks = {("note", index): note.spans for index, note in enumerate(listed)}
    # A statement in several passages close together gets one sign behind its last word, not one behind each.
    marks |= {("sign", index): merged(note.spans, STATEMENT_GAP) for index, note in enumerate(listed)}
    marks |= {("kept", index): spans for index, spans in kept_spans.items()}
    marks |= {
        ("sign", index): merged(note.spans, STATEMENT_GAP) for index, note in enumerate(kept_notes, start=len(listed))
    }

    def piece(segment: Segment[tuple[str, int]]) -> SummaryPiece:
        return SummaryPiece(
            text=segment.text,
            notes=_numbers("note", segment.under),
            kept=_numbers("kept", segment.under),
            refs=_numbers("sign", segment.ending),
        )

    def with_verdict(verdict: str) -> tuple[int, ...]:
        return tuple(numbers[o.fact] for o in outcomes if o.verdict == verdict and o.fact in numbers)

    return SummaryView(
        number=number,
        id=summary.id,
        label=_label(summary),
        model=summary.model,
        sample=summary.sample,
        status=summary.status,
        is_scored=summary.is_scored,
        error=summary.error,
        # Cut off by characters before it is laid out; marks beyond the limit are ignored by `cut`.
        paragraphs=tuple(tuple(map(piece, line)) for line in cut(summary.text[:SUMMARY_LIMIT], marks)),
        not_shown=max(len(summary.text) - SUMMARY_LIMIT, 0),
        notes=listed,
        notes_not_shown=len(every_note) - len(listed),
        kept_notes=kept_notes,
        kept=tuple(kept_spans),
        omitted=with_verdict("omitted"),
        unscored=with_verdict("unscored"),
        doubtful=frozenset(
            numbers[o.fact] for o in outcomes if o.fact in numbers and certainty(o.certainty) == "doubtful"
        ),
    )


def _label(summary: Summary) -> str:
    # A run calls a summary "courts/lantern#0": below the article's title "#0" says as much.
    own = summary.id.removeprefix(f"{summary.gold}/{summary.article}")
    return shortened(own or summary.id, LABEL_LIMIT, "both")


def _numbers(role: str, keys: Sequence[tuple[str, int]]) -> tuple[int, ...]:
    return tuple(number for of, number in keys if of == role)


def _fact_view(number: int, located: LocatedFact, text: str, summaries: Sequence[SummaryView]) -> FactView:
    return FactView(
        number=number,
        id=located.fact.id,
        kind=located.fact.kind,
        claim=located.fact.claim,
        detail=_detail(located.fact),
        quote=quote_of(text, located),
        kept=tuple((summary.number, _kept_note(summary, number)) for summary in summaries if number in summary.kept),
        distorted=tuple(
            (summary.number, index)
            for summary in summaries
            for index, note in enumerate(summary.notes)
            if number in note.facts
        ),
        omitted=sum(number in summary.omitted for summary in summaries),
    )


def _kept_note(summary: SummaryView, fact: int) -> int | None:
    notes = enumerate(summary.kept_notes, start=len(summary.notes))
    return next((index for index, note in notes if fact in note.facts), None)


def _detail(fact: Fact) -> str:
    """A fact's own dimension in a few words."""
    # A number has nobody to credit, and a hedge may leave it out.
    who = " and ".join(source.name for source in fact.credited)
    return f"“{fact.marked}”, {who}" if who else f"“{fact.marked}”"
