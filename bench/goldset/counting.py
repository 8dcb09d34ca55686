"""How much of what is in a gold set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar, get_args

from bench.goldset.content import ArticleContent, SetContent
from bench.goldset.locate import locate
from bench.goldset.position import CuePosition, cue_position
from bench.records import CODES, ERROR_CODES, FLAG_CODES, KINDS, FlagCode, Kind, Record, Verdict
from bench.records.statement import Comparator, Stance, Strength

Cued = Literal["attribution", "hedge"]
"""The kinds whose cue stands somewhere relative to the claim."""
T = TypeVar("T")
VERDICTS: dict[Kind, tuple[Verdict, ...]] = {kind: ("omitted", "preserved", *CODES[kind]) for kind in KINDS}


class SetCounts(Record):
    """What a set holds; of drafts nothing but their number is counted. Every key is there, if need be with 0."""

    set: str
    version: str
    articles: int
    words: int
    """Stretches between white space, in the articles."""
    facts: dict[Kind, int]
    drafts: int
    stances: dict[Stance, int]
    strengths: dict[Strength, int]
    comparators: dict[Comparator, int]
    cue_positions: dict[Cued, dict[CuePosition, int]]
    """Where the cue stands relative to the claim in the article."""
    summaries: int
    """Labelled ones."""
    faultless: int
    """Those of them without any error or flag."""
    verdicts: dict[Kind, dict[Verdict, int]]
    """Labels, one a summary and fact; a fact that a summary's labels leave out is omitted."""
    summaries_with: dict[Verdict | FlagCode, int]
    """Summaries that hold at least one of these."""
    flags: dict[FlagCode, int]


def count(content: SetContent) -> SetCounts:
    """Count a set."""
    facts = [fact for article in content.articles for fact in article.facts if not fact.draft]
    labels = [summary for article in content.articles for summary in article.labels]
    verdicts, within = _verdicts(content.articles)
    return SetCounts(
        set=content.card.name,
        version=content.card.version,
        articles=len(content.articles),
        words=sum(len(article.text.split()) for article in content.articles),
        facts=_all(KINDS, [fact.kind for fact in facts]),
        drafts=sum(fact.draft for article in content.articles for fact in article.facts),
        stances=_all(get_args(Stance), [fact.stance for fact in facts if fact.kind == "attribution"]),
        strengths=_all(get_args(Strength), [fact.strength for fact in facts if fact.kind == "hedge"]),
        comparators=_all(get_args(Comparator), [fact.comparator for fact in facts if fact.kind == "number"]),
        cue_positions={kind: _positions(content.articles, kind) for kind in get_args(Cued)},
        summaries=len(labels),
        faultless=sum(not set(held) & {*ERROR_CODES, *FLAG_CODES} for held in within),
        verdicts=verdicts,
        summaries_with=_all((*ERROR_CODES, *FLAG_CODES), [code for held in within for code in set(held)]),
        flags=_all(FLAG_CODES, [flag.code for summary in labels for flag in summary.flags]),
    )


def total(counts: Sequence[SetCounts]) -> SetCounts:
    """Several sets' counts as if they were one set's."""
    rows = [one.model_dump(exclude={"set", "version"}) for one in counts]
    return SetCounts(set="all", version="", **{key: _sum([row[key] for row in rows]) for key in rows[0]})


def _sum(values: Sequence[object]) -> object:
    first = values[0]
    if isinstance(first, dict):
        return {key: _sum([value[key] for value in values if isinstance(value, dict)]) for key in first}
    return sum(value for value in values if isinstance(value, int))


def _positions(articles: Sequence[ArticleContent], kind: Cued) -> dict[CuePosition, int]:
    found = [
        cue_position(locate(fact, article.text), article.text)
        for article in articles
        for fact in article.facts
        if fact.kind == kind and not fact.draft
    ]
    return _all(get_args(CuePosition), found)


def _verdicts(
    articles: Sequence[ArticleContent],
) -> tuple[dict[Kind, dict[Verdict, int]], list[list[Verdict | FlagCode]]]:
    """Labels by kind and verdict; and, of each summary, every verdict and flag that it holds."""
    counts: Mapping[Kind, Counter[Verdict]] = {kind: Counter() for kind in KINDS}
    within: list[list[Verdict | FlagCode]] = []
    for article in articles:
        for summary in article.labels:
            held: list[Verdict | FlagCode] = [flag.code for flag in summary.flags]
            for fact in article.facts:
                if not fact.draft:
                    verdict = summary.labels.get(fact.id, "omitted")
                    counts[fact.kind][verdict] += 1
                    held.append(verdict)
            within.append(held)
    return {kind: {verdict: counts[kind][verdict] for verdict in VERDICTS[kind]} for kind in KINDS}, within


def _all(known: Sequence[T], found: Sequence[T]) -> dict[T, int]:
    counted = Counter(found)
    return {one: counted[one] for one in known}
