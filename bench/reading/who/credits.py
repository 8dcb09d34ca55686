"""Who: credits, each with its source, its cue, its stance, and its scope (the content that it holds for).

A block is worked out as a whole, since a quotation may run over several of its sentences, before the
reporting clause as well as after it. Each sentence then gets the credits that hold for something in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bench.reading.parsing.sentences import Sentence
from bench.reading.parsing.syntax import spans
from bench.reading.who import layout_credits as labels
from bench.reading.who import quoted_speech as speech
from bench.reading.who.credit_draft import Ahead, Found, Open
from bench.reading.who.nominal_credits import adjective_credit, noun_credit, phrase_credit
from bench.reading.who.quoted_speech import Quoted
from bench.reading.who.reporting_verbs import is_taken_for_noun, verbal
from bench.reading.who.sources import Mentions
from bench.records import Credit

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NAMED = ("nsubj", "nsubjpass", "pobj", "dobj", "appos", "ROOT", "poss", "conj", "attr", "dative")
_APART = 2
"""How many sentences after a speaker's words a quotation may begin that is still the same speaker's."""
_REACH = 400
"""How many words away from its cue a credit can hold in one sentence: none is longer, but for what no one wrote."""
_EDGES = {",", ".", ";", ":", "-", "--", "–", "—", "―"}


def credits(sentence: Sentence, mentions: Mentions) -> tuple[Credit, ...]:  # noqa: A001
    """The credits of a sentence, in the order of their cues; those from other sentences are `carried`."""
    place = (sentence.offset, sentence.parsed.start)
    if mentions.ahead is None or place not in mentions.ahead.credits:
        before = mentions.ahead.left if mentions.ahead is not None else None
        mentions.ahead = _block(sentence, mentions, before)
    return mentions.ahead.credits.get(place, ())


def _block(sentence: Sentence, mentions: Mentions, before: Open | None) -> Ahead:
    """The credits of all sentences of a sentence's block."""
    doc = sentence.parsed.doc
    quotes = speech.quoted(doc, is_open=before is not None and before.is_open)
    found = [credit for token in doc for credit in _of(token, mentions, quotes)]
    found = [one._replace(scope=speech.completed(one.scope, quotes)) if one.is_speech else one for one in found]
    found = _go_on([one for one in found if not _is_told(one, found)], quotes, doc)
    rows: dict[tuple[int, int], list[Credit]] = {}
    touched = _by_sentence(found, doc)
    for number, sent in enumerate(doc.sents):
        here = sentence._replace(parsed=sent, is_first=sent.start == 0)
        made = (_credit(one, here) for one in touched[number])
        rows[here.offset, sent.start] = [credit for credit in made if credit is not None]
    if before is not None:
        _carry_in(before, rows, quotes, found, sentence)
    for sent in doc.sents:
        label = labels.label(sentence._replace(parsed=sent, is_first=sent.start == 0), doc)
        if label is not None:
            rows[sentence.offset, sent.start].append(label)
    signature = labels.signature(sentence, doc)
    if signature is not None:
        _sign(signature, rows, sentence)
    sorted_rows = {place: tuple(sorted(row, key=lambda credit: credit.cue_span)) for place, row in rows.items()}
    return Ahead(sorted_rows, _left_open(found, quotes, sentence, before))


def _sign(credit: Credit, rows: dict[tuple[int, int], list[Credit]], sentence: Sentence) -> None:
    """Add a signature to each sentence that it signs."""
    for sent in sentence.parsed.doc.sents:
        start, end = sentence.span(sent.start_char, sent.end_char)
        scope = tuple((max(start, a), min(end, b)) for a, b in credit.scope if a < end and start < b)
        if scope:
            is_here = start <= credit.cue_span[0] < end
            part = credit.model_copy(update={"scope": scope, "carried": not is_here})
            rows[sentence.offset, sent.start].append(part)


def _of(token: Token, mentions: Mentions, quotes: tuple[Quoted, ...]) -> Iterable[Found]:
    """The credits that a word is the cue of."""
    credit = None
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB") or is_taken_for_noun(token):
        credit = verbal(token, mentions, quotes) or adjective_credit(token, mentions)
    elif token.pos_ == "NOUN":
        credit = noun_credit(token, mentions)
    elif token.pos_ == "ADJ":
        credit = adjective_credit(token, mentions)
    if credit is not None:
        yield credit
    if token.pos_ != "NOUN":
        phrase = phrase_credit(token, mentions)
        if phrase is not None:
            yield phrase
    if token.dep_ in _NAMED:
        mentions.add(token)


def _go_on(found: list[Found], quotes: tuple[Quoted, ...], doc: Doc) -> list[Found]:
    """Give each quotation that stands by itself to whoever spoke last ('she said. "We will not."')."""
    made = list(found)
    sentence_of = _sentence_of(doc)
    ends = [max(one.scope | {one.cue[0].i}) if one.is_speech and _is_quoting(one, quotes) else -1 for one in made]
    for quote in quotes:
        if not speech.is_sentence(quote, doc) or any(quote.start + 1 in one.scope for one in made if one.is_speech):
            continue
        said = [(end, i) for i, end in enumerate(ends) if end >= 0 and made[i].cue[0].i < quote.start]
        if not said:
            continue
        end, number = max(said)
        if sentence_of[quote.start] - sentence_of[end] > _APART:
            continue
        names = {name.rpartition(" ")[2] for name in made[number].who.names}
        if not quote.is_closed and any(token.text in names for token in doc[quote.start : quote.end]):
            continue  # a mark too many: nobody speaks of themselves by name
        made[number] = made[number]._replace(scope=made[number].scope | set(range(quote.start, quote.end)))
        ends[number] = max(end, quote.end - 1)
    return made


def _sentence_of(doc: Doc) -> list[int]:
    """The number of the sentence of each word."""
    return [number for number, sent in enumerate(doc.sents) for _ in range(len(sent))]


def _by_sentence(found: list[Found], doc: Doc) -> dict[int, list[Found]]:
    """The credits that hold for something in a sentence, by its number."""
    sentence_of = _sentence_of(doc)
    rows: dict[int, list[Found]] = defaultdict(list)
    for one in found:
        for number in sorted({sentence_of[i] for i in one.scope}):
            rows[number].append(one)
    return rows


def _is_told(one: Found, found: list[Found]) -> bool:
    """Whether an attitude is part of what somebody says: then it is theirs to vouch for."""
    return one.is_attitude and any(
        other.is_speech and other is not one and one.cue[0].i in other.scope for other in found
    )


def _is_quoting(one: Found, quotes: tuple[Quoted, ...]) -> bool:
    return any(quote.start + 1 in one.scope and not quote.holds(one.cue[0].i) for quote in quotes)


def _credit(found: Found, sentence: Sentence) -> Credit | None:
    """A credit as far as it holds in a sentence; None if it does not."""
    sent, doc = sentence.parsed, sentence.parsed.doc
    who = found.who
    cue = {token.i for token in found.cue}
    near = range(max(sent.start, found.cue[0].i - _REACH), min(sent.end, found.cue[0].i + _REACH))
    inside = near if len(sent) > _REACH else range(sent.start, sent.end)
    scope = {i for i in inside if i in found.scope and i not in cue and not who.start <= doc[i].idx < who.end}
    scope = _trimmed(scope, doc)
    if not scope:
        return None
    first, last = found.cue[0], found.cue[-1]
    return Credit(
        source=who.text,
        names=who.names,
        source_span=sentence.span(who.start, who.end),
        cue=" ".join(token.text for token in found.cue),
        cue_span=sentence.span(first.idx, last.idx + len(last)),
        stance=found.stance,
        negated=found.is_negated,
        scope=spans(sentence, scope),
        carried=not sent.start <= first.i < sent.end,
    )


def _trimmed(scope: set[int], doc: Doc) -> set[int]:
    """A scope without the commas and stops at the edges of its runs, and without runs that have no word."""
    kept = set(scope)
    for step in (1, -1):
        for i in sorted(scope)[::step]:
            is_seam = not doc[i].text.strip() or doc[i].text in _EDGES or (step < 0 and doc[i].tag_ == "CC")
            if i - step not in kept and is_seam:
                kept.discard(i)
    found: set[int] = set()
    run: list[int] = []
    for i in [*sorted(kept), len(doc) + 1]:
        if run and i != run[-1] + 1:
            found |= set(run) if any(doc[j].text[:1].isalnum() or doc[j].like_num for j in run) else set()
            run = []
        run.append(i)
    return found


def _carry_in(
    before: Open,
    rows: dict[tuple[int, int], list[Credit]],
    quotes: tuple[Quoted, ...],
    found: list[Found],
    sentence: Sentence,
) -> None:
    """Credit what the block before left open: the rest of a quotation, or one that begins the block."""
    doc = sentence.parsed.doc
    first = next((token.i for token in doc if token.text.strip()), 0)
    own = [one for one in found if one.is_speech and any(quote.start + 1 in one.scope for quote in quotes)]
    if before.is_announced and not own and not quotes:
        scope = set(range(len(doc)))
    else:
        starting = [quote for quote in quotes if quote.start == first]
        if not starting or any(starting[0].start + 1 in one.scope for one in own):
            return
        scope = set(range(starting[0].start, starting[0].end))
    for sent in doc.sents:
        here = sentence._replace(parsed=sent)
        part = spans(here, (i for i in scope if sent.start <= i < sent.end))
        if part:
            carried = before.credit.model_copy(update={"scope": part, "carried": True})
            rows[here.offset, sent.start].append(carried)


def _left_open(found: list[Found], quotes: tuple[Quoted, ...], sentence: Sentence, before: Open | None) -> Open | None:
    """Whose words the next block may go on with: those of whoever is quoted at this block's end."""
    doc = sentence.parsed.doc
    words = [token for token in doc if token.text.strip()]
    said = [one for one in found if one.is_speech]
    if not words:
        return None
    last = words[-1]
    quote = next((one for one in quotes if one.end > last.i), None)
    if last.text == ":":
        speaking = [one for one in said if one.cue[-1].i >= last.i - 6]
    elif quote is not None:
        speaking = [one for one in said if quote.start + 1 in one.scope]
    else:
        speaking = [one for one in said if one.cue[0].sent.end > last.i and _is_quoting(one, quotes)]
    if speaking:
        one = speaking[-1]
        whole = sentence._replace(parsed=one.cue[0].sent)
        credit = _credit(one._replace(scope=frozenset(range(len(doc)))), whole)
        return Open(credit, bool(quote and quote.goes_on), last.text == ":") if credit else None
    if before is not None and quote is not None and quote.start <= words[0].i + 1:
        return before._replace(is_open=quote.goes_on, is_announced=False)
    return None
