"""Counts of what is in a gold set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, get_args

from bench.facts import FACT_KINDS, CuePosition, Fact, FactKind
from bench.goldset.content import ArticleContent, SetContent
from bench.goldset.cue_position import cue_position
from bench.goldset.files import numbered_lines
from bench.goldset.locate import locate
from bench.records import ERROR_CODES, FLAG_CODES, KINDS, ORIGINS, FlagCode, Kind, Origin, Record, Verdict

T = TypeVar("T")


class SetCounts(Record):
    """What a set holds. Drafts are only counted as such. Every key is present, also with a count of 0."""

    set: str
    version: str
    articles: int
    words: int
    """Stretches between white space, in the articles."""
    facts: dict[Kind, int]
    drafts: int
    rejected: int
    """What was thrown out in the page of `bench gold edit`."""
    traits: dict[str, dict[str, int]]
    """Facts by the values of their kind's trait, each trait by its plural: `stances`, `strengths`, `comparators`."""
    cue_positions: dict[Kind, dict[CuePosition, int]]
    """Where the cue stands relative to the claim in the article, for the kinds that a cue marks."""
    summaries: int
    """Labelled ones."""
    origins: dict[Origin, int]
    """The same by where they come from."""
    faultless: int
    """Those of them without any error or flag."""
    verdicts: dict[Kind, dict[Verdict, int]]
    """Labels, one a summary and fact; a fact that a summary's labels leave out is omitted."""
    summaries_with: dict[Verdict | FlagCode, int]
    """Summaries that hold at least one of these."""
    flags: dict[FlagCode, int]

    def as_json(self) -> dict[str, Any]:
        """As `bench gold stats --json` prints it: every trait is a key of its own."""
        counts: dict[str, Any] = {}
        for key, value in self.model_dump(mode="json").items():
            # Whoever reads the JSON asks for `stances` and need not know that these are traits of kinds.
            counts |= value if key == "traits" else {key: value}
        return counts


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
        rejected=sum(len(list(numbered_lines(article.rejected))) for article in content.articles),
        traits=_traits(facts),
        cue_positions={kind.kind: _positions(content.articles, kind) for kind in FACT_KINDS.values() if kind.is_cued},
        summaries=len(labels),
        origins=_all(ORIGINS, [summary.origin for summary in labels]),
        faultless=sum(not set(codes) & {*ERROR_CODES, *FLAG_CODES} for codes in within),
        verdicts=verdicts,
        # A set: a summary with three dropped hedges is one summary with a dropped hedge.
        summaries_with=_all((*ERROR_CODES, *FLAG_CODES), [code for codes in within for code in set(codes)]),
        flags=_all(FLAG_CODES, [flag.code for summary in labels for flag in summary.flags]),
    )


def total(counts: Sequence[SetCounts]) -> SetCounts:
    """The counts of several sets, as if they were one set."""
    counts_of_sets = [set_counts.model_dump(exclude={"set", "version"}) for set_counts in counts]
    return SetCounts(
        set="all",
        version="",
        # Every set has every key, so that the first one's are those of all.
        **{key: _sum([set_dump[key] for set_dump in counts_of_sets]) for key in counts_of_sets[0]},
    )


def _sum(values: Sequence[object]) -> object:
    first_value = values[0]
    if isinstance(first_value, dict):
        return {key: _sum([value[key] for value in values if isinstance(value, dict)]) for key in first_value}
    # What is neither a count nor a table of counts (set and version) has been left out above.
    return sum(value for value in values if isinstance(value, int))


def _traits(facts: Sequence[Fact]) -> dict[str, dict[str, int]]:
    return {
        kind.trait.plural: _all(
            kind.trait.names, [getattr(fact, kind.trait.field) for fact in facts if fact.kind == kind.kind]
        )
        for kind in FACT_KINDS.values()
        if kind.trait is not None
    }


def _positions(articles: Iterable[ArticleContent], kind: FactKind) -> dict[CuePosition, int]:
    positions = [
        cue_position(locate(fact, article.text), article.text)
        for article in articles
        for fact in article.facts
        if fact.kind == kind.kind and not fact.draft
    ]
    return _all(get_args(CuePosition), positions)


def _verdicts(
    articles: Sequence[ArticleContent],
) -> tuple[dict[Kind, dict[Verdict, int]], list[list[Verdict | FlagCode]]]:
    """The labels by kind and verdict, and for each summary every verdict and flag that it has."""
    counts: Mapping[Kind, Counter[Verdict]] = {kind: Counter() for kind in KINDS}
    within: list[list[Verdict | FlagCode]] = []
    for article in articles:
        for summary in article.labels:
            codes: list[Verdict | FlagCode] = [flag.code for flag in summary.flags]
            for fact in article.facts:
                if not fact.draft:
                    # Annotators leave out the labels of facts that the summary leaves out.
                    verdict = summary.labels.get(fact.id, "omitted")
                    counts[fact.kind][verdict] += 1
                    codes.append(verdict)
            within.append(codes)
    return {kind.kind: _all(kind.verdicts, counts[kind.kind].elements()) for kind in FACT_KINDS.values()}, within


def _all(known: Sequence[T], values: Iterable[T]) -> dict[T, int]:
    counted = Counter(values)
    # Every known key, also with 0, so that the JSON of all sets has the same shape.
    return {key: counted[key] for key in known}
