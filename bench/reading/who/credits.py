"""Who: credits, each with its source, its cue, its stance, and its scope (the content that it holds for).

A block is worked out as a whole, since a quotation may run over several of its sentences, before the
reporting clause as well as after it. Each sentence then gets the credits that hold for something in it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from bench.reading.parsing.sentences import Sentence
from bench.reading.who.continued_quotations import (
    OpenQuotation,
    SentenceKey,
    carried_in,
    extend_to_quotations,
    left_open,
    sentence_numbers,
)
from bench.reading.who.credit_draft import CreditDraft, credit_in
from bench.reading.who.layout_credits import label_credit, signature_credit
from bench.reading.who.mentions import Mentions
from bench.reading.who.nominal_credits import adjective_credit, noun_credit
from bench.reading.who.phrase_credits import phrase_credit
from bench.reading.who.quoted_speech import Quoted, find_quoted, with_whole_quotes
from bench.reading.who.reporting_verbs import is_taken_for_noun, verb_credit
from bench.records import Credit

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Doc, Token

_NAMING_DEPENDENCIES = ("nsubj", "nsubjpass", "pobj", "dobj", "appos", "ROOT", "poss", "conj", "attr", "dative")


class BlockCredits(NamedTuple):
    """What has been worked out for a whole block."""

    by_sentence: dict[SentenceKey, tuple[Credit, ...]]
    left_open: OpenQuotation | None
    """Whose words the next block may go on with."""


def credits_of(sentence: Sentence, mentions: Mentions) -> tuple[Credit, ...]:
    """The credits of a sentence, in the order of their cues; those from other sentences are `carried`.

    Args:
        sentence: a sentence of the text; sentences must be asked for in their order.
        mentions: whom the text has named so far; the same for all sentences of a text.
    """
    # The first sentence of a block has all of them worked out, since '"A. B," she said' is one credit for two
    # sentences.
    key = (sentence.offset, sentence.parsed.start)
    # A sentence that is not among those of the last block is the first of the next one.
    if mentions.block is None or key not in mentions.block.by_sentence:
        previous = mentions.block.left_open if mentions.block is not None else None
        mentions.block = _work_out_block(sentence, mentions, previous)
    return mentions.block.by_sentence.get(key, ())


def _work_out_block(sentence: Sentence, mentions: Mentions, previous: OpenQuotation | None) -> BlockCredits:
    """The credits of all sentences of a sentence's block."""
    doc = sentence.parsed.doc
    # A quotation of the block before may still be open, and ends with the first closing mark of this one.
    quotes = find_quoted(doc, is_open=previous is not None and previous.is_open)
    drafts = _drafts(doc, mentions, quotes)
    by_sentence: dict[SentenceKey, list[Credit]] = {}
    drafts_by_sentence = _by_sentence(drafts, doc)
    for number, parsed in enumerate(doc.sents):
        part = sentence._replace(parsed=parsed)
        finished = (credit_in(draft, part) for draft in drafts_by_sentence[number])
        by_sentence[sentence.offset, parsed.start] = [credit for credit in finished if credit is not None]
    if previous is not None:
        # "She told reporters:" may stand in the block before.
        for key, credit in carried_in(previous, drafts, quotes, sentence):
            by_sentence[key].append(credit)
    for parsed in doc.sents:
        # "Talks: four months. Works council: the plant is sound.": a label may open any sentence of a line.
        label = label_credit(sentence._replace(parsed=parsed, is_first=parsed.start == 0), doc)
        if label is not None:
            by_sentence[sentence.offset, parsed.start].append(label)
    signature = signature_credit(sentence, doc)
    if signature is not None:
        _sign(signature, by_sentence, sentence)
    # Carried credits, labels and signatures were added behind the others, wherever their cues stand.
    in_order = {key: tuple(sorted(part, key=lambda credit: credit.cue_span)) for key, part in by_sentence.items()}
    return BlockCredits(in_order, left_open(previous, drafts, quotes, sentence))


def _drafts(doc: Doc, mentions: Mentions, quotes: tuple[Quoted, ...]) -> list[CreditDraft]:
    """The credits of a block, each with all that it holds for."""
    drafts = [
        # 'She said: "A. B."': for the parser her clause ends at the first full stop.
        draft._replace(scope=with_whole_quotes(draft.scope, quotes)) if draft.is_speech else draft
        for token in doc
        for draft in _drafts_of(token, mentions, quotes)
    ]
    unreported = [draft for draft in drafts if not _is_reported(draft, drafts)]
    return extend_to_quotations(unreported, quotes, doc)


def _drafts_of(token: Token, mentions: Mentions, quotes: tuple[Quoted, ...]) -> list[CreditDraft]:
    """The credits that a word is the cue of; also notes whom it names, for the words behind it."""
    drafts: list[CreditDraft] = []
    if token.pos_ == "PUNCT":
        return drafts
    credit = None
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB") or is_taken_for_noun(token):
        # "Growers are worried about the frost": the tagger takes many adjectives of attitude for participles.
        credit = verb_credit(token, mentions, quotes) or adjective_credit(token, mentions)
    elif token.pos_ == "NOUN":
        credit = noun_credit(token, mentions)
    elif token.pos_ == "ADJ":
        credit = adjective_credit(token, mentions)
    if credit is not None:
        drafts.append(credit)
    # Phrases of credit open with a preposition or a participle, never with a noun.
    if token.pos_ != "NOUN":
        credit = phrase_credit(token, mentions)
        if credit is not None:
            drafts.append(credit)
    # Last, since the credits of a word point back to those who were named before it.
    if token.dep_ in _NAMING_DEPENDENCIES:
        mentions.add(token)
    return drafts


def _is_reported(draft: CreditDraft, drafts: list[CreditDraft]) -> bool:
    """Whether an attitude is part of what somebody says: in "She says growers hope for rain", it is she who vouches."""
    return draft.is_attitude and any(
        speech.is_speech and speech is not draft and draft.cue[0].i in speech.scope for speech in drafts
    )


def _by_sentence(drafts: list[CreditDraft], doc: Doc) -> dict[int, list[CreditDraft]]:
    """The credits that hold for something in a sentence, by its number."""
    sentence_of = sentence_numbers(doc)
    by_sentence: dict[int, list[CreditDraft]] = defaultdict(list)
    for draft in drafts:
        for number in sorted({sentence_of[i] for i in draft.scope}):
            by_sentence[number].append(draft)
    return by_sentence


def _sign(signature: Credit, by_sentence: dict[SentenceKey, list[Credit]], sentence: Sentence) -> None:
    """Add a signature to each sentence that it signs."""
    for parsed in sentence.parsed.doc.sents:
        start, end = sentence.span(parsed.start_char, parsed.end_char)
        scope = tuple(
            (max(start, span_start), min(end, span_end))
            for span_start, span_end in signature.scope
            if span_start < end and start < span_end
        )
        if scope:
            # '"It is over. We lost." ― Ann Reed': only the last sentence has the signature in it.
            is_carried = not start <= signature.cue_span[0] < end
            part = signature.model_copy(update={"scope": scope, "carried": is_carried})
            by_sentence[sentence.offset, parsed.start].append(part)
