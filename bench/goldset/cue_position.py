"""Where the cue of an attribution or a hedge stands relative to its claim, worked out without parsing.

The rule: the content words of the claim are looked for, by their stems, in the fact's quote, the cue itself and the
names of the sources aside. Where the quote does not hold enough of them ("He offered no evidence"), they are looked
for in its sentences, and where these do not either, in the sentence of the article that holds the most, the nearest one
before the cue if several do. For an attribution one word is enough, for a hedge a third of the claim's. The cue is
`before` the first word found, `after` the last, or else `inside`, except that the side with more words counts alone

- where a sentence ends between it and the cue: "The mayor took bribes. He has no proof of the bribes";
- for an attribution that is not set off on both sides: "Ann Day, who owns the bar, said that the bar was shut" has
  its cue before the claim, and "The bar, she said, was shut" inside.

A pronoun that stands for part of the claim is no content word. If the article shares no word with the claim, the cue
is `before`, as most are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bench.facts import FACT_KINDS, CuePosition
from bench.goldset.locate import LocatedFact, occurrences
from bench.goldset.stems import StemmedWord, content_words
from bench.records import Span

BREAK = re.compile(r"[,;:–—“”\"‘’]")
"""What sets a reporting clause off from the claim that it interrupts."""
# No end after a single capital ("J. Vane") or a title ("Mr. Vane"); closing marks belong to the sentence that they
# close.
SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St))(?<!\bMrs)(?<!\b(?:Gov|Gen|Sen|Rep|Col))[.!?…][\"”’')]*\s+|\n+"
)


def cue_position(located: LocatedFact, article_text: str) -> CuePosition:
    """Where the cue of an attribution or hedge stands relative to its claim in the article.

    Args:
        located: an attribution or a hedge; of a number, where its text stands relative to the claim's other words.
        article_text: the text that it was located in.
    """
    claim = {word.stem for word in content_words(located.fact.claim)}
    # "Day said that Day would resign": neither the cue nor the name of the source says where the claim stands.
    masked = [located.cue, *_source_names(located, article_text)]
    sentences = _sentences(article_text)
    quote_sentences = [span for span in sentences if span[0] < located.quote[1] and located.quote[0] < span[1]]
    wider = (
        (min(span[0] for span in quote_sentences), max(span[1] for span in quote_sentences))
        if quote_sentences
        else located.quote
    )
    # A share of 0, as attributions have, asks for one word.
    enough = FACT_KINDS[located.fact.kind].position_share * len(claim) or 1
    # The quote first: it was chosen to hold the claim, while its sentences may hold others as well.
    for span in (located.quote, wider):
        aligned = _aligned(claim, article_text, span, masked)
        if len({word.stem for word in aligned}) >= enough:
            return _side(aligned, located, article_text)
    # "He offered no evidence": the claim that this doubts stands in another sentence of the article.
    best: list[StemmedWord] = []
    # Sentences before the cue first, the nearest first among them: only a sentence with more words takes the place of
    # one that came earlier in this order.
    for span in sorted(sentences, key=lambda span: (span[0] > located.cue[0], abs(span[0] - located.cue[0]))):
        aligned = _aligned(claim, article_text, span, masked)
        if len({word.stem for word in aligned}) > len({word.stem for word in best}):
            best = aligned
    return _side(best, located, article_text)


def _aligned(claim: set[str], text: str, span: Span, masked: list[Span]) -> list[StemmedWord]:
    """The claim's words in a part of the article."""
    start, end = span
    words = (
        StemmedWord(word.stem, start + word.start, start + word.end)
        for word in content_words(text[start:end])
        # By stem, so that "resigned" in the claim meets "resignation" in the article.
        if word.stem in claim
    )
    return [word for word in words if not any(word.start < span[1] and span[0] < word.end for span in masked)]


def _side(aligned: list[StemmedWord], located: LocatedFact, text: str) -> CuePosition:
    """Where the cue stands relative to words of its claim."""
    start, end = located.cue
    more: CuePosition
    words_before, words_after = (
        [word for word in aligned if word.start < start],
        [word for word in aligned if word.start >= start],
    )
    # All of the claim stands after the cue.
    if not words_before:
        return "before"
    if not words_after:
        return "after"
    # Both sides share words with the claim. The side with more of them is the claim itself; on the other a word only
    # recurs.
    more = "after" if len({word.stem for word in words_before}) > len({word.stem for word in words_after}) else "before"
    if SENTENCE_END.search(
        text, words_before[-1].end if more == "after" else end, start if more == "after" else words_after[0].start
    ):
        # A sentence ends in between, so the fewer words belong to another statement: "The mayor took bribes. He has no
        # proof of the bribes".
        return more
    # "The bar, she said, was shut" is interrupted. "Ann Day, who owns the bar, said that the bar was shut" is not: no
    # comma stands between cue and claim.
    is_set_off = BREAK.search(text, words_before[-1].end, start) and BREAK.search(text, end, words_after[0].start)
    if is_set_off or not FACT_KINDS[located.fact.kind].frames_claim:
        return "inside"
    return more


def _source_names(located: LocatedFact, text: str) -> Iterator[Span]:
    """Where the sources of a fact are named in its quote."""
    start, end = located.quote
    quote = text[start:end]
    for source in located.fact.credited:
        for name in source.names:
            for at in occurrences(name, quote):
                yield start + at, start + at + len(name)


@lru_cache(maxsize=8)
def _sentences(text: str) -> list[Span]:
    """Sentences by their final punctuation, roughly."""
    spans, start = [], 0
    for match in SENTENCE_END.finditer(text):
        spans.append((start, match.end()))
        start = match.end()
    return [*spans, (start, len(text))] if start < len(text) else spans
