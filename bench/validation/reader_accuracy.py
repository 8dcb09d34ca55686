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


class _Said(NamedTuple):
    """A credit with the scopes of all sentences that it was carried to."""

    source: Span
    cue: Span
    scope: tuple[Span, ...]


class _Read(NamedTuple):
    """A text of the corpus beside what the reader makes of it."""

    text: CorpusText
    wanted: tuple[Attribution, ...]
    """The attributions with a source."""
    said: tuple[_Said, ...]
    pairs: tuple[tuple[Attribution, _Said], ...]


def measure_reader(texts: Sequence[CorpusText], step: Callable[[], None] = lambda: None) -> ReaderValidation:
    """Read the texts and compare.

    Args:
        texts: of a corpus.
        step: called after each text.
    """
    outermost: list[_Read] = []
    everything: list[_Read] = []
    for text in texts:
        said = _said(credit for statement in read(text.text) for credit in statement.credits)
        outermost.append(_beside(text, _outermost(said)))
        everything.append(_beside(text, said))
        step()
    resamples = Resamples([text.id for text in texts])
    pairs = [pair for one in outermost for pair in _content(one)]
    per_pair = [_f1(*pair[1:]) for pair in pairs]
    return ReaderValidation(
        texts=len(texts),
        attributions=sum(len(text.attributions) for text in texts),
        sourceless=sum(len(one.text.attributions) - len(one.wanted) for one in outermost),
        found=_agreement(outermost, resamples),
        content=_three(*(_sums(pairs, part) for part in (1, 2, 3)), resamples=resamples),
        content_per_pair=sum(per_pair) / len(per_pair) if per_pair else None,
        all_credits=_agreement(everything, resamples),
        differences=tuple(_differences(outermost)),
        bootstrap_samples=SAMPLES,
        seed=SEED,
    )


def _said(credits_: Iterable[Credit]) -> tuple[_Said, ...]:
    merged: dict[tuple[Span, Span], list[Span]] = {}
    for credit in credits_:
        if credit.source_span is not None:
            merged.setdefault((credit.source_span, credit.cue_span), []).extend(credit.scope)
    return tuple(_Said(source, cue, tuple(scope)) for (source, cue), scope in merged.items())


def _outermost(said: Sequence[_Said]) -> tuple[_Said, ...]:
    return tuple(one for one in said if not any(_inside(one.cue, other) for other in said if other is not one))


def _inside(cue: Span, other: _Said) -> bool:
    return any(start <= cue[0] and cue[1] <= end for start, end in other.scope)


def _overlaps(spans: Iterable[Span], span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _beside(text: CorpusText, said: Sequence[_Said]) -> _Read:
    """Match one to one, the pairs with the best content first; drop what stands on a sourceless cue."""
    wanted = tuple(one for one in text.attributions if one.source)
    candidates = sorted(
        (-_f1(*_counts(text.text, attribution, one)), i, j)
        for i, attribution in enumerate(wanted)
        for j, one in enumerate(said)
        if _overlaps(attribution.segments("cue"), one.cue) and _overlaps(attribution.segments("source"), one.source)
    )
    pairs: dict[int, int] = {}
    for _, i, j in candidates:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    sourceless = [s for one in text.attributions if not one.source for s in one.segments("cue")]
    kept = tuple(one for j, one in enumerate(said) if j in pairs.values() or not _overlaps(sourceless, one.cue))
    return _Read(text, wanted, kept, tuple((wanted[i], said[j]) for i, j in sorted(pairs.items())))


def _tokens(text: str, spans: Iterable[Span]) -> set[int]:
    return {start + match.start() for start, end in spans for match in _TOKEN.finditer(text[start:end])}


def _counts(text: str, attribution: Attribution, said: _Said) -> tuple[int, int, int]:
    """Content tokens: shared, in the credit's scope, in the attribution's content."""
    gold, scope = _tokens(text, attribution.segments("content")), _tokens(text, said.scope)
    return len(gold & scope), len(scope), len(gold)


def _f1(shared: int, predicted: int, wanted: int) -> float:
    return 2 * shared / (predicted + wanted) if predicted + wanted else 0.0


def _content(one: _Read) -> Iterator[tuple[str, int, int, int]]:
    for attribution, said in one.pairs:
        if attribution.content:
            yield (one.text.id, *_counts(one.text.text, attribution, said))


def _sums(rows: Iterable[tuple[str, int, int, int]], part: int) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row[0]] += int(row[part])
    return sums


def _agreement(read_texts: Iterable[_Read], resamples: Resamples) -> PrecisionRecall:
    counts = [(one.text.id, len(one.pairs), len(one.said), len(one.wanted)) for one in read_texts]
    return _three(*(_sums(counts, part) for part in (1, 2, 3)), resamples=resamples)


def _three(
    hits: Counter[str], predicted: Mapping[str, int], wanted: Mapping[str, int], *, resamples: Resamples
) -> PrecisionRecall:
    both = Counter(predicted) + Counter(wanted)
    return PrecisionRecall(
        precision=resamples.ratio(hits, predicted),
        recall=resamples.ratio(hits, wanted),
        f1=resamples.ratio(hits + hits, both),
    )


def _differences(read_texts: Iterable[_Read]) -> Iterator[CreditDifference]:
    for one in read_texts:
        text = one.text.text

        def at(spans: Iterable[Span], text: str = text) -> str:
            return " … ".join(text[start:end] for start, end in spans)

        missed = [a for a in one.wanted if not any(a is pair[0] for pair in one.pairs)]
        for attribution in missed:
            parts = {part: at(attribution.segments(part)) for part in ("source", "cue", "content")}
            yield CreditDifference(text=one.text.id, **parts, is_missed=True)
        invented = [s for s in one.said if not any(s is pair[1] for pair in one.pairs)]
        for said in invented:
            yield CreditDifference(
                text=one.text.id,
                source=at([said.source]),
                cue=at([said.cue]),
                content=at(said.scope),
                is_missed=False,
            )
