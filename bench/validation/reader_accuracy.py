"""How well the reader's credits match an attribution corpus.

- An attribution counts as found where its cue and its source both overlap those of a credit; one to one.
- Credits that were carried over to further sentences count once, with all that they hold for.
- An attribution without a source in the text is neither asked for nor charged: the reader reads agentless
  reporting as a hedge. A credit on its cue that matches nothing else is left out.
- These corpora mark the outermost attribution alone ("A says that B denies it" is A's). So a credit whose cue
  stands in the scope of another is left out of the main figures; `all_credits` counts those too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bench.reading import read
from bench.records import Credit, PrecisionRecall, Record, Span
from bench.statistics import SAMPLES, SEED, Resamples
from bench.validation.attribution_corpus import Attribution, CorpusText

# "don't" and "3.5" are one word each; punctuation at the edge of a scope makes no difference.
_TOKEN = re.compile(r"\w+(?:['’.,]\w+)*")


class CreditDifference(Record):
    """An attribution or a credit without a counterpart."""

    text: str
    """The text's id."""
    source: str
    cue: str
    content: str
    is_missed: bool
    """Whether the corpus alone has it; else the reader alone."""


class ReaderValidation(Record):
    """The reader measured on an attribution corpus."""

    texts: int
    attributions: int
    sourceless: int
    """Attributions without a source; they count nowhere else."""
    found: PrecisionRecall
    """Cue and source."""
    content: PrecisionRecall
    """Content tokens of the matched pairs: precision, recall and F1 of their sums."""
    content_per_pair: float | None
    """The mean over the matched pairs of each pair's own F1."""
    all_credits: PrecisionRecall
    """Cue and source, with the credits inside other credits' scopes counted too."""
    differences: tuple[CreditDifference, ...]
    bootstrap_samples: int
    seed: int


class _WholeCredit(NamedTuple):
    """A credit with the scopes of all sentences that it was carried to."""

    source: Span
    cue: Span
    scope: tuple[Span, ...]


class _ReadText(NamedTuple):
    """A text of the corpus beside what the reader makes of it."""

    text: CorpusText
    with_source: tuple[Attribution, ...]
    """The attributions with a source."""
    credits_: tuple[_WholeCredit, ...]
    pairs: tuple[tuple[Attribution, _WholeCredit], ...]


def measure_reader(texts: Sequence[CorpusText], step: Callable[[], None] = lambda: None) -> ReaderValidation:
    """Read the texts of a corpus and compare the reader's credits with its attributions.

    Args:
        texts: the texts, each with its attributions.
        step: called after each text.
    """
    outermost: list[_ReadText] = []
    everything: list[_ReadText] = []
    for text in texts:
        credits_ = _whole_credits(credit for statement in read(text.text) for credit in statement.credits)
        # Matched twice, since a credit that is left out may have taken the attribution of another.
        outermost.append(_beside(text, _outermost(credits_)))
        everything.append(_beside(text, credits_))
        step()
    resamples = Resamples([text.id for text in texts])
    pairs = [pair for read_text in outermost for pair in _content(read_text)]
    # Behind the text's id stand the three counts.
    per_pair = [_f1(*pair[1:]) for pair in pairs]
    return ReaderValidation(
        texts=len(texts),
        attributions=sum(len(text.attributions) for text in texts),
        sourceless=sum(len(read_text.text.attributions) - len(read_text.with_source) for read_text in outermost),
        found=_agreement(outermost, resamples),
        content=_three(*(_sums(pairs, part) for part in (1, 2, 3)), resamples=resamples),
        content_per_pair=sum(per_pair) / len(per_pair) if per_pair else None,
        all_credits=_agreement(everything, resamples),
        differences=tuple(_differences(outermost)),
        bootstrap_samples=SAMPLES,
        seed=SEED,
    )


def _whole_credits(credits_: Iterable[Credit]) -> tuple[_WholeCredit, ...]:
    """Credits of one source and cue, which the reader gives sentence by sentence, as one."""
    merged: dict[tuple[Span, Span], list[Span]] = {}
    for credit in credits_:
        # Agentless reporting has no source in the text, as an attribution without one has not.
        if credit.source_span is not None:
            merged.setdefault((credit.source_span, credit.cue_span), []).extend(credit.scope)
    return tuple(_WholeCredit(source, cue, tuple(scope)) for (source, cue), scope in merged.items())


def _outermost(credits_: Sequence[_WholeCredit]) -> tuple[_WholeCredit, ...]:
    return tuple(
        credit
        for credit in credits_
        if not any(_inside(credit.cue, outer) for outer in credits_ if outer is not credit)
    )


def _inside(cue: Span, outer: _WholeCredit) -> bool:
    return any(start <= cue[0] and cue[1] <= end for start, end in outer.scope)


def _overlaps(spans: Iterable[Span], span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _beside(text: CorpusText, credits_: Sequence[_WholeCredit]) -> _ReadText:
    """Match attributions and credits one to one, best content first; drop unmatched credits on sourceless cues."""
    with_source = tuple(attribution for attribution in text.attributions if attribution.source)
    candidates = sorted(
        (-_f1(*_counts(text.text, attribution, credit)), i, j)
        for i, attribution in enumerate(with_source)
        for j, credit in enumerate(credits_)
        # An overlap is enough: one says "said on Monday", the other "said".
        if _overlaps(attribution.segments("cue"), credit.cue)
        and _overlaps(attribution.segments("source"), credit.source)
    )
    pairs: dict[int, int] = {}
    for _, i, j in candidates:
        # Best first, so that a short quotation is not given the credit of a whole sentence around it.
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    sourceless = [
        span for attribution in text.attributions if not attribution.source for span in attribution.segments("cue")
    ]
    counted = tuple(
        credit for j, credit in enumerate(credits_) if j in pairs.values() or not _overlaps(sourceless, credit.cue)
    )
    return _ReadText(text, with_source, counted, tuple((with_source[i], credits_[j]) for i, j in sorted(pairs.items())))


def _tokens(text: str, spans: Iterable[Span]) -> set[int]:
    """Where the words in some spans start."""
    # By their place, so that the same word twice in a text counts twice.
    return {start + match.start() for start, end in spans for match in _TOKEN.finditer(text[start:end])}


def _counts(text: str, attribution: Attribution, credit: _WholeCredit) -> tuple[int, int, int]:
    """Content tokens: shared, in the credit's scope, in the attribution's content."""
    gold, scope = _tokens(text, attribution.segments("content")), _tokens(text, credit.scope)
    return len(gold & scope), len(scope), len(gold)


def _f1(shared: int, predicted: int, gold: int) -> float:
    return 2 * shared / (predicted + gold) if predicted + gold else 0.0


def _content(read_text: _ReadText) -> Iterator[tuple[str, int, int, int]]:
    """The text's id with the counts of content tokens of each matched pair: shared, in the scope, in the content."""
    for attribution, credit in read_text.pairs:
        if attribution.content:
            yield (read_text.text.id, *_counts(read_text.text.text, attribution, credit))


def _sums(every_count: Iterable[tuple[str, int, int, int]], part: int) -> Counter[str]:
    """The sums of one of the three counts, text by text."""
    sums: Counter[str] = Counter()
    for counts in every_count:
        sums[counts[0]] += int(counts[part])
    return sums


def _agreement(read_texts: Iterable[_ReadText], resamples: Resamples) -> PrecisionRecall:
    counts = [
        (read_text.text.id, len(read_text.pairs), len(read_text.credits_), len(read_text.with_source))
        for read_text in read_texts
    ]
    return _three(*(_sums(counts, part) for part in (1, 2, 3)), resamples=resamples)


def _three(
    hits: Counter[str], predicted: Mapping[str, int], gold: Mapping[str, int], *, resamples: Resamples
) -> PrecisionRecall:
    return PrecisionRecall(
        precision=resamples.ratio(hits, predicted),
        recall=resamples.ratio(hits, gold),
        f1=resamples.ratio(hits + hits, Counter(predicted) + Counter(gold)),
    )


def _differences(read_texts: Iterable[_ReadText]) -> Iterator[CreditDifference]:
    for read_text in read_texts:
        text = read_text.text.text

        # The default binds this loop's text: a closure would see that of the last one.
        def at(spans: Iterable[Span], text: str = text) -> str:
            return " … ".join(text[start:end] for start, end in spans)

        # By identity: two attributions of a text may be equal.
        missed = [a for a in read_text.with_source if not any(a is pair[0] for pair in read_text.pairs)]
        for attribution in missed:
            parts = {part: at(attribution.segments(part)) for part in ("source", "cue", "content")}
            yield CreditDifference(text=read_text.text.id, **parts, is_missed=True)
        invented = [s for s in read_text.credits_ if not any(s is pair[1] for pair in read_text.pairs)]
        for credit in invented:
            yield CreditDifference(
                text=read_text.text.id,
                source=at([credit.source]),
                cue=at([credit.cue]),
                content=at(credit.scope),
                is_missed=False,
            )
