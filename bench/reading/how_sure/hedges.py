"""How sure: hedge cues, their strength, and the scope in which the text does not vouch for what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.reading.how_sure.hedge_phrases import find_caveats, find_phrases
from bench.reading.how_sure.hedge_words import may_hedge, read_word
from bench.reading.parsing.sentences import Sentence
from bench.reading.parsing.syntax import spans_of
from bench.records import Hedge, Span
from bench.records.statement import Strength

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Token


def find_hedges(sentence: Sentence) -> tuple[Hedge, ...]:
    """The hedges of a sentence, in the order of their cues."""
    whole = set(range(sentence.parsed.start, sentence.parsed.end))
    words = [(token, word) for token in sentence.parsed if may_hedge(token) and (word := read_word(token)) is not None]
    candidates = [
        *(_hedge([token], word.strength, word.scope, sentence) for token, word in words),
        *(
            _hedge(cue, strength, _of_word_in(cue, strength) or whole, sentence)
            for cue, strength in find_phrases(sentence)
        ),
    ]
    # By cue, so that a phrase counts instead of the same word by itself.
    # Phrases stand behind words in the list, and the last of one key stays.
    hedges = {hedge.cue_span: hedge for hedge in candidates if hedge is not None}
    for cue in find_caveats(sentence):
        caveat = _hedge(cue, "unevidenced", whole, sentence)
        # "no evidence" is found as a listed phrase too: one of the two is enough.
        if caveat is not None and not any(_is_nested(caveat.cue_span, span) for span in hedges):
            hedges[caveat.cue_span] = caveat
    tokens = sentence.parsed.words
    # "Did the clerk sell the deeds?" vouches for nothing.
    if tokens and tokens[-1].text == "?":
        question = _hedge([tokens[-1]], "possible", whole, sentence)
        if question is not None:
            hedges[question.cue_span] = question
    return tuple(hedges[span] for span in sorted(hedges))


def _of_word_in(cue: list[Token], strength: Strength) -> set[int]:
    """What a phrase leaves open, if its verb is a hedge as strong by itself: "is expected", as "expected" does.

    In "was hit in the arm, but is expected to live" that is no more than whether she will live.
    """
    verbs = [token for token in cue if token.pos_ == "VERB" and may_hedge(token)]
    readings = [word for token in verbs if (word := read_word(token)) is not None and word.strength == strength]
    return set().union(*(word.scope for word in readings), (token.i for token in cue)) if readings else set()


def _hedge(cue: list[Token], strength: Strength, scope: set[int], sentence: Sentence) -> Hedge | None:
    # A cue whose scope holds no word leaves nothing open.
    scope_spans = spans_of(sentence, scope)
    if not scope_spans:
        return None
    return Hedge(
        cue=" ".join(token.text for token in cue),
        cue_span=sentence.span(cue[0].idx, cue[-1].idx + len(cue[-1])),
        strength=strength,
        scope=scope_spans,
    )


def _is_nested(span: Span, cue_span: Span) -> bool:
    """Whether one of two spans lies inside the other."""
    return (cue_span[0] <= span[0] and span[1] <= cue_span[1]) or (span[0] <= cue_span[0] and cue_span[1] <= span[1])
