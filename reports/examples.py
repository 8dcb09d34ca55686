"""The most telling cases of each code, which are shown beside its figure, and those that lead the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bench.records import FLAG_CODES, FlagCode, Record, Verdict
from reports.article_views import ArticleView, SummaryView
from reports.certainty_words import LIKELY, SURE
from reports.excerpts import CONTEXT, Excerpt, sentence_end, sentence_start
from reports.notes import STATEMENT_GAP, Charge, Note
from reports.untrusted import shortened

EXAMPLES = 3
"""The most examples of each code."""
LEADING = 3
"""The most cases at the head of the page."""
MINOR_LEADING = 2
"""Minor errors only fill up to so many of them."""
PASSAGE = (20, 200)
"""The least and most characters of a passage that can be judged at a glance."""


ALIKE = 1 / 3
"""The share of an article's words from which on a summary's passage is plainly about the same."""
_LONG_WORD = re.compile(r"[^\W\d_]{6,}")


class MarkedText(NamedTuple):
    """A stretch of a summary."""

    text: str
    is_marked: bool
    """Whether it belongs to the note."""


class Example(Record):
    """One charge, with the words that it is about."""

    article: int
    """The article's number on the page."""
    summary: int
    note: int
    """The note's index in its summary."""
    title: str
    """Of the article."""
    label: str
    """The summary's id, as the page shows it."""
    model: str
    passage: tuple[MarkedText, ...]
    """What the summary says: the note's words among what stands around them; empty where the scorer gave no place."""
    charge: Charge
    quote: Excerpt | None
    """What the article says: before the cue, the cue, after it; None for a flag."""

    @property
    def charged_words(self) -> int:
        """The number of characters that are charged."""
        return sum(len(piece.text) for piece in self.passage if piece.is_marked)


Examples = Mapping[Verdict | FlagCode, Sequence[Example]]


def examples(articles: Sequence[ArticleView]) -> dict[Verdict | FlagCode, tuple[Example, ...]]:
    """Up to `EXAMPLES` cases a code, from as many articles as there are.

    Grave ones come first, then those that the scorer is surest of, then those that show nothing but this error in
    few words.
    """
    ranked: defaultdict[Verdict | FlagCode, list[tuple[tuple[float, ...], Example]]] = defaultdict(list)
    for article in articles:
        for summary in article.summaries:
            for index, note in enumerate(summary.notes):
                for example in _of_note(article, summary, index, note):
                    ranked[example.charge.code].append((_rank(example, note), example))
    return {code: _spread(cases) for code, cases in ranked.items()}


def leading(cases: Examples) -> tuple[Example, ...]:
    """The cases that a reader meets first: grave and sure ones, of as many codes and articles as there are.

    A doubtful charge may be the scorer's own mistake, as may one whose words have nothing in common with the article's;
    and a flag has no words of the article to stand beside.

    Args:
        cases: of each code, the most telling first.
    """
    with_both_words = (
        example
        for code, of_code in cases.items()
        if code not in FLAG_CODES
        for example in of_code
        if example.passage and example.quote is not None and _likeness(example) > 0
    )
    candidates = [example for example in with_both_words if _sureness(example) >= LIKELY]
    candidates.sort(key=_leading_rank)
    chosen: list[Example] = []
    while candidates and len(chosen) < LEADING:
        # Stable: among those that repeat least of what is chosen already, the gravest and surest.
        example = min(candidates, key=lambda candidate: _sameness(candidate, chosen))
        candidates.remove(example)
        if example.charge.severity == "major" or len(chosen) < MINOR_LEADING:
            chosen.append(example)
    return tuple(chosen)


def _leading_rank(example: Example) -> tuple[float, ...]:
    sureness = _sureness(example)
    # A little surer is worth less than words that can be taken in at a glance.
    return (
        example.charge.severity == "minor",
        sureness < SURE,
        not _is_handy(example),
        _likeness(example) < ALIKE,
        -sureness,
        -example.charge.confidence,
    )


def _sameness(example: Example, chosen: Sequence[Example]) -> tuple[bool, ...]:
    """What a case has in common with those that are chosen: the passage, that it is minor, the code, the article."""
    return (
        any((e.article, e.summary, e.note) == (example.article, example.summary, example.note) for e in chosen),
        example.charge.severity == "minor",
        any(e.charge.code == example.charge.code for e in chosen),
        any(e.charge.kind == example.charge.kind for e in chosen),
        any(e.article == example.article for e in chosen),
    )


def _of_note(article: ArticleView, summary: SummaryView, index: int, note: Note) -> Iterator[Example]:
    passage = _passage(summary, index)
    for charge in note.charges:
        yield Example(
            article=article.number,
            summary=summary.number,
            note=index,
            title=article.title,
            label=summary.label,
            model=summary.model,
            passage=passage,
            charge=charge,
            # Facts are numbered from 1.
            quote=article.facts[charge.fact - 1].quote if charge.fact else None,
        )


def _likeness(example: Example) -> float:
    """Of the longer words around the article's cue, the share that the summary has too, whatever their endings.

    "81" stands for "less than 20" only where the rest of the sentence shows that both are about the same.
    """
    before, _, after = example.quote or ("", "", "")
    of_article, of_summary = _stems(f"{before} {after}"), _stems(" ".join(piece.text for piece in example.passage))
    return len(of_article & of_summary) / max(len(of_article), 1)


def _stems(text: str) -> set[str]:
    return {word[:5].lower() for word in _LONG_WORD.findall(text)}


def _is_handy(example: Example) -> bool:
    # A passage of a word shows nothing, and one of a paragraph hides the error in it.
    shortest, longest = PASSAGE
    return shortest <= example.charged_words <= longest


def _sureness(example: Example) -> float:
    return 1.0 if example.charge.certainty is None else example.charge.certainty


def _rank(example: Example, note: Note) -> tuple[float, ...]:
    charge = example.charge
    # Sorted upwards, so that what is wanted first has to be False or small.
    return (
        charge.severity == "minor",
        not example.passage,
        -_sureness(example),
        -charge.confidence,
        not _is_handy(example),
        len(note.charges),
    )


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


def _passage(summary: SummaryView, note: int) -> tuple[MarkedText, ...]:
    """The words of a note and a few around them, with an ellipsis where many are left out between them."""
    told: list[MarkedText] = []
    gap = after = ""
    for line in summary.paragraphs:
        for piece in line:
            if note not in piece.notes:
                gap += piece.text
                continue
            if not told:
                told.extend(_unmarked(shortened(sentence_end(gap), CONTEXT, "end")))
            else:
                # "Holsey, who commands the group, said": what stands between is part of the sentence.
                told.extend(_unmarked(gap if len(gap) <= STATEMENT_GAP else " … "))
            told.append(MarkedText(piece.text, is_marked=True))
            gap = ""
        after = gap if told and gap and not after else after
        gap = ""
    return (*told, *_unmarked(shortened(sentence_start(after), CONTEXT))) if told else ()


def _unmarked(text: str) -> list[MarkedText]:
    return [MarkedText(text, is_marked=False)] if text else []
