"""The most telling cases of each code, which are shown beside its figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bench.records import FlagCode, Record, Verdict
from reports.article_views import ArticleView, SummaryView
from reports.notes import Charge, Note

EXAMPLES = 3
"""The most examples of each code."""
PASSAGE = (20, 200)
"""The least and most characters of a passage that can be judged at a glance."""


class Example(Record):
    """One charge, with the words that it is about."""

    article: int
    """The article's number on the page."""
    summary: int
    note: int
    """The note's index in its summary."""
    title: str
    """Of the article."""
    passage: str
    """What the summary says."""
    charge: Charge
    quote: tuple[str, str, str] | None
    """What the article says: before the cue, the cue, after it; None for a flag."""


def examples(articles: Sequence[ArticleView]) -> dict[Verdict | FlagCode, tuple[Example, ...]]:
    """Up to `EXAMPLES` cases a code, from as many articles as there are.

    Grave ones come first, then those that the scorer is surest of, then those that show nothing but this error in
    few words.
    """
    ranked: defaultdict[Verdict | FlagCode, list[tuple[tuple[float, ...], Example]]] = defaultdict(list)
    for article in articles:
        for summary in article.summaries:
            for index, note in enumerate(summary.notes):
                passage = _passage(summary, index)
                for charge in note.charges:
                    example = Example(
                        article=article.number,
                        summary=summary.number,
                        note=index,
                        title=article.title,
                        passage=passage,
                        charge=charge,
                        # Facts are numbered from 1.
                        quote=article.facts[charge.fact - 1].quote if charge.fact else None,
                    )
                    ranked[charge.code].append((_rank(charge, note, passage), example))
    return {code: _spread(cases) for code, cases in ranked.items()}


def _rank(charge: Charge, note: Note, passage: str) -> tuple[float, ...]:
    shortest, longest = PASSAGE
    # A passage of a word shows nothing, and one of a paragraph hides the error in it.
    is_handy = shortest <= len(passage) <= longest
    sure = 1.0 if charge.certainty is None else charge.certainty
    # Sorted upwards, so that what is wanted first has to be False or small.
    return (charge.severity == "minor", not passage, -sure, -charge.confidence, not is_handy, len(note.charges))


def _spread(cases: list[tuple[tuple[float, ...], Example]]) -> tuple[Example, ...]:
    """The best of each article, then the best of what is left."""
    cases.sort(key=lambda case: case[0])
    seen: set[int] = set()
    one_an_article: list[Example] = []
    further: list[Example] = []
    for _, example in cases:
        # Three cases from one article would show one article's trouble.
        (further if example.article in seen else one_an_article).append(example)
        seen.add(example.article)
    return tuple([*one_an_article, *further][:EXAMPLES])


def _passage(summary: SummaryView, note: int) -> str:
    """The words of a note, with an ellipsis where some are left out between them."""
    parts: list[str] = []
    is_open = False
    for line in summary.paragraphs:
        for piece in line:
            if note not in piece.notes:
                is_open = False
                continue
            # White space alone between two passages is no gap worth an ellipsis.
            if not is_open and parts and piece.text.strip():
                parts.append(" … ")
            parts.append(piece.text)
            is_open = True
    return " ".join("".join(parts).split())
