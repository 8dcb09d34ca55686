"""A credit while it is being worked out: words of a parsed block rather than offsets in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bench.reading.parsing.sentences import Sentence
from bench.reading.parsing.syntax import spans_of
from bench.records import Credit
from bench.records.statement import Stance

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Doc, Token
    from bench.reading.who.sources import Source

_EDGES = {",", ".", ";", ":", "-", "--", "–", "—", "―"}
"""Signs that are left off at the edges of a scope."""


class CreditDraft(NamedTuple):
    """A credit in a parsed block; its scope may reach over several of the block's sentences."""

    source: Source
    cue: tuple[Token, ...]
    stance: Stance
    scope: frozenset[int]
    """Indices of words of the block."""
    is_negated: bool = False
    is_speech: bool = False
    """Whether quoted words beside it are its source's."""
    is_attitude: bool = False
    """Whether it is a belief or a wish rather than something said."""


def credit_in(draft: CreditDraft, sentence: Sentence) -> Credit | None:
    """The part of a credit that holds in a sentence; None where it holds for nothing in it."""
    parsed, doc, source = sentence.parsed, sentence.parsed.doc, draft.source
    cue_start, cue_end = draft.cue[0], draft.cue[-1]
    # "Those, he says, are safe": neither "he" nor "says" is part of what is credited to him.
    content = draft.scope.intersection(range(parsed.start, parsed.end)).difference([token.i for token in draft.cue])
    scope = _trimmed({i for i in content if not source.start <= doc[i].idx < source.end}, doc)
    if not scope:
        return None
    return Credit(
        source=source.text,
        names=source.names,
        source_span=sentence.span(source.start, source.end),
        cue=" ".join(token.text for token in draft.cue),
        cue_span=sentence.span(cue_start.idx, cue_end.idx + len(cue_end)),
        stance=draft.stance,
        negated=draft.is_negated,
        scope=spans_of(sentence, scope),
        # '"A. B," she said': the credit of "A." has its cue in the next sentence.
        carried=not parsed.start <= cue_start.i < parsed.end,
    )


def _trimmed(scope: set[int], doc: Doc) -> set[int]:
    """A scope without the signs at the edges of its runs of words, and without runs that have no word in them."""
    inside = set(scope)
    # Forwards for the beginnings of runs, backwards for their ends, each time peeling off signs until a word is met.
    for step in (1, -1):
        for i in sorted(scope)[::step]:
            # "The mill burned and, he added, it was insured": an "and" at the end of a run joins what is not in it.
            is_seam = not doc[i].text.strip() or doc[i].text in _EDGES or (step < 0 and doc[i].tag_ == "CC")
            if i - step not in inside and is_seam:
                inside.discard(i)
    trimmed: set[int] = set()
    run: list[int] = []
    for i in [*sorted(inside), len(doc) + 1]:
        if run and i != run[-1] + 1:
            # What is left of a run between two insertions may be a lone quotation mark.
            trimmed |= set(run) if any(doc[j].text[:1].isalnum() or doc[j].like_num for j in run) else set()
            run = []
        run.append(i)
    return trimmed
