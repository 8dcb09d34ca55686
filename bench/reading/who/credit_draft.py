"""A credit while it is being worked out: words of a parsed block rather than offsets in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bench.reading.parsing.sentences import Sentence
from bench.reading.parsing.syntax import spans_of
from bench.records import Credit
from bench.records.statement import Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from bench.reading.who.sources import Source

_REACH = 400
"""How many words away from its cue a credit can hold in one sentence, which bounds the work on endless ones."""
_EDGES = {",", ".", ";", ":", "-", "--", "–", "—", "―"}


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
    """A credit as far as it holds in a sentence; None if it does not."""
    parsed, doc, source = sentence.parsed, sentence.parsed.doc, draft.source
    cue = {token.i for token in draft.cue}
    first, last = draft.cue[0], draft.cue[-1]
    reach = range(parsed.start, parsed.end)
    if len(parsed) > _REACH:
        reach = range(max(parsed.start, first.i - _REACH), min(parsed.end, first.i + _REACH))
    scope = {i for i in reach if i in draft.scope and i not in cue and not source.start <= doc[i].idx < source.end}
    scope = _trimmed(scope, doc)
    if not scope:
        return None
    return Credit(
        source=source.text,
        names=source.names,
        source_span=sentence.span(source.start, source.end),
        cue=" ".join(token.text for token in draft.cue),
        cue_span=sentence.span(first.idx, last.idx + len(last)),
        stance=draft.stance,
        negated=draft.is_negated,
        scope=spans_of(sentence, scope),
        carried=not parsed.start <= first.i < parsed.end,
    )


def _trimmed(scope: set[int], doc: Doc) -> set[int]:
    """A scope without the commas and stops at the edges of its runs, and without runs that have no word."""
    kept = set(scope)
    for step in (1, -1):
        for i in sorted(scope)[::step]:
            is_seam = not doc[i].text.strip() or doc[i].text in _EDGES or (step < 0 and doc[i].tag_ == "CC")
            if i - step not in kept and is_seam:
                kept.discard(i)
    trimmed: set[int] = set()
    run: list[int] = []
    for i in [*sorted(kept), len(doc) + 1]:
        if run and i != run[-1] + 1:
            trimmed |= set(run) if any(doc[j].text[:1].isalnum() or doc[j].like_num for j in run) else set()
            run = []
        run.append(i)
    return trimmed
