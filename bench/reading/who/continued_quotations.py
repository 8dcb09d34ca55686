"""Whose words a quotation is that no reporting clause of its own sentence credits to anybody.

It belongs to whoever spoke last: in the sentences before ('she said. "We will not."'), or in the block before, where
a quotation was left open or announced with a colon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bench.reading.parsing.sentences import Sentence
from bench.reading.parsing.syntax import spans_of
from bench.reading.who.credit_draft import CreditDraft, credit_in
from bench.reading.who.quoted_speech import Quoted, is_sentence
from bench.records import Credit

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Doc

SentenceKey = tuple[int, int]
"""A sentence: its block's offset in the text, and its first word."""
_SENTENCES_APART = 2
"""How many sentences after a speaker's words a quotation may begin that is still the same speaker's."""
_COLON_REACH = 6
"""How many words before a colon a reporting clause may end that announces what follows."""


class OpenQuotation(NamedTuple):
    """The credit of whoever's words may go on in the next block."""

    credit: Credit
    is_open: bool
    """Whether a quotation has not been closed."""
    is_announced: bool
    """Whether the block ended with the colon after its reporting clause."""


def sentence_numbers(doc: Doc) -> list[int]:
    """The number of the sentence of each word."""
    return [number for number, sentence in enumerate(doc.sents) for _ in range(len(sentence))]


def extend_to_quotations(drafts: list[CreditDraft], quotes: tuple[Quoted, ...], doc: Doc) -> list[CreditDraft]:
    """Give each quotation that stands by itself to whoever spoke last ('she said. "We will not."').

    Args:
        drafts: the credits of a block, in the order of their cues.
        quotes: its quotations.
        doc: the parsed block.

    Returns:
        The credits in the same order, those of speakers who go on with a wider scope.
    """
    extended = list(drafts)
    sentence_of = sentence_numbers(doc)
    ends = [
        max(draft.scope | {draft.cue[0].i}) if draft.is_speech and _is_quoting(draft, quotes) else -1
        for draft in drafts
    ]
    """Where the words of each speaker who is quoted end; -1 for what is no quoted speech."""
    for quote in quotes:
        # The word behind the opening mark stands for the quotation, since the parser may put the mark into the clause
        # before.
        is_credited = any(quote.start + 1 in draft.scope for draft in extended if draft.is_speech)
        # Quoted words inside a sentence ('a "farce"') are the text's own choice of words.
        if not is_sentence(quote, doc) or is_credited:
            continue
        # '"We lost." Reed said: "We will train."': Reed's cue stands behind the first quotation, which is somebody
        # else's.
        earlier = [
            (end, number) for number, end in enumerate(ends) if end >= 0 and extended[number].cue[0].i < quote.start
        ]
        if not earlier:
            continue
        # Whoever's words end last before the quotation has spoken last.
        end, number = max(earlier)
        draft = extended[number]
        # Further on, the text would have to say who speaks.
        if sentence_of[quote.start] - sentence_of[end] > _SENTENCES_APART:
            continue
        surnames = {name.rpartition(" ")[2] for name in draft.source.names}
        if not quote.is_closed and any(token.text in surnames for token in doc[quote.start : quote.end]):
            # '"I train daily. "Clarke joined in May.': a mark too many, since nobody speaks of themselves by name.
            continue
        extended[number] = draft._replace(scope=draft.scope | set(range(quote.start, quote.end)))
        # The next quotation may go on from this one: distance counts from where the speaker's words end now.
        ends[number] = max(end, quote.end - 1)
    return extended


def _is_quoting(draft: CreditDraft, quotes: tuple[Quoted, ...]) -> bool:
    return any(quote.start + 1 in draft.scope and not quote.holds(draft.cue[0].i) for quote in quotes)


def carried_in(
    previous: OpenQuotation, drafts: list[CreditDraft], quotes: tuple[Quoted, ...], sentence: Sentence
) -> list[tuple[SentenceKey, Credit]]:
    """Credits for what the block before left open: the remainder of a quotation, or one that begins the block.

    Args:
        previous: whose words the block before left open.
        drafts: the credits of the block.
        quotes: its quotations.
        sentence: one of its sentences.
    """
    doc = sentence.parsed.doc
    # A list item begins with white space where its mark was, before the opening quotation mark.
    block_start = next((token.i for token in doc if token.text.strip()), 0)
    speech = [draft for draft in drafts if draft.is_speech and any(quote.start + 1 in draft.scope for quote in quotes)]
    # "She told reporters:" above a line without quotation marks: all of it is hers.
    if previous.is_announced and not speech and not quotes:
        scope = range(len(doc))
    else:
        # Only a quotation that opens the block goes on; one further in has its own speaker before it.
        opening = next((quote for quote in quotes if quote.start == block_start), None)
        if opening is None or any(opening.start + 1 in draft.scope for draft in speech):
            return []
        scope = range(opening.start, opening.end)
    carried = []
    for parsed in doc.sents:
        part = spans_of(sentence._replace(parsed=parsed), (i for i in scope if parsed.start <= i < parsed.end))
        # One credit for each sentence that holds some of it, as the statements are made sentence by sentence.
        if part:
            credit = previous.credit.model_copy(update={"scope": part, "carried": True})
            carried.append(((sentence.offset, parsed.start), credit))
    return carried


def left_open(
    previous: OpenQuotation | None, drafts: list[CreditDraft], quotes: tuple[Quoted, ...], sentence: Sentence
) -> OpenQuotation | None:
    """Whose words the next block may go on with: those of whoever is quoted at this block's end."""
    doc = sentence.parsed.doc
    tokens = [token for token in doc if not token.is_space]
    if not tokens:
        return None
    last = tokens[-1]
    speech = [draft for draft in drafts if draft.is_speech]
    last_quote = next((quote for quote in quotes if quote.end > last.i), None)
    if last.text == ":":
        # "She told reporters:" announces the next block.
        # "It was a mistake, she told reporters on Monday:": the colon is the fourth sign behind "told".
        speaking = [draft for draft in speech if draft.cue[-1].i >= last.i - _COLON_REACH]
    elif last_quote is not None:
        speaking = [draft for draft in speech if last_quote.start + 1 in draft.scope]
    else:
        # The block ends outside any quotation: only a speaker of its last sentence may go on in the next.
        speaking = [draft for draft in speech if draft.cue[0].sent.end > last.i and _is_quoting(draft, quotes)]
    goes_on = last_quote is not None and last_quote.goes_on
    if speaking:
        draft = speaking[-1]
        whole = sentence._replace(parsed=draft.cue[0].sent)
        # The scope is replaced when the credit is carried on, so that any that is not empty will do here.
        credit = credit_in(draft._replace(scope=frozenset(range(len(doc)))), whole)
        return OpenQuotation(credit, goes_on, last.text == ":") if credit else None
    # A paragraph that is quoted from its first word to its last goes on with the same speaker.
    if previous is not None and last_quote is not None and last_quote.start <= tokens[0].i + 1:
        return previous._replace(is_open=goes_on, is_announced=False)
    return None
