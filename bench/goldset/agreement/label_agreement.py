"""Agreement on labelled summaries: verdicts fact by fact, and flags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import get_args

from bench.goldset.agreement.alpha import agreed
from bench.goldset.agreement.results import Agreed, Counted, Disagreement, LabelAgreement
from bench.goldset.loading import GoldArticle
from bench.records import ERROR_CODES, FLAG_CODES, KINDS, LabelledFlag, LabelledSummary, Verdict

Unit = tuple[Verdict, Verdict]
"""What the first and the second annotator say of one fact in one summary."""


def compare_labels(
    pairs: Sequence[tuple[GoldArticle, GoldArticle]],
) -> tuple[LabelAgreement | None, list[str], list[Disagreement]]:
    """Compare the labels of the same summaries on the same facts.

    Returns:
        The agreement, None if there is nothing to compare; what was left out, in sentences; and the differences.
    """
    units_by_kind: dict[str, list[Unit]] = {kind: [] for kind in KINDS}
    flags: dict[str, Counter[str]] = {code: Counter() for code in FLAG_CODES}
    differences: list[Disagreement] = []
    notes: list[str] = []
    count = 0
    for first_article, second_article in pairs:
        id_ = first_article.article.id
        summaries = list(_same_summaries(first_article.labels, second_article.labels))
        facts = _same_facts(first_article, second_article)
        count += len(summaries)
        if first_article.labels and second_article.labels:
            summaries_left = max(len(first_article.labels), len(second_article.labels)) - len(summaries)
            facts_left = max(len(first_article.facts), len(second_article.facts)) - len(facts)
            notes += _left_out(id_, summaries_left, facts_left)
        for first, second in summaries:
            for fact, (kind, quote, claim) in facts.items():
                unit = first.labels.get(fact, "omitted"), second.labels.get(fact, "omitted")
                units_by_kind[kind].append(unit)
                if unit[0] != unit[1]:
                    a, b = unit
                    differences.append(
                        Disagreement(article=id_, what="label", a=a, b=b, quote=quote, claim=claim, summary=first.id)
                    )
            differences += _compare_flags(id_, first, second, flags)
    agreement = _agreement(count, units_by_kind, flags) if any(units_by_kind.values()) else None
    return agreement, notes, differences


def _agreement(summaries: int, units_by_kind: dict[str, list[Unit]], flags: dict[str, Counter[str]]) -> LabelAgreement:
    units = [unit for units_of_kind in units_by_kind.values() for unit in units_of_kind]
    verdicts = get_args(Verdict)
    codes: dict[str, Counted] = {}
    for code in ERROR_CODES:
        a, b = (sum(unit[who] == code for unit in units) for who in (0, 1))
        codes[code] = Counted(a=a, b=b, both=units.count((code, code)))
    for flag, flagged in flags.items():
        codes[flag] = Counted(a=flagged["a"], b=flagged["b"], both=flagged["both"])
    confusion: dict[str, dict[str, int]] = {}
    for (a_verdict, b_verdict), times in sorted(Counter(units).items()):
        confusion.setdefault(a_verdict, {})[b_verdict] = times
    errors = [(_error(a_verdict), _error(b_verdict)) for a_verdict, b_verdict in units]
    return LabelAgreement(
        summaries=summaries,
        verdicts=agreed(units, verdicts),
        errors=agreed(errors, ("no error", "error")),
        by_kind={kind: agreed(units_of_kind, verdicts) for kind, units_of_kind in units_by_kind.items()},
        by_verdict={verdict: _agreed_on(verdict, units) for verdict in verdicts},
        codes=codes,
        confusion=confusion,
    )


def _left_out(article: str, summaries: int, facts: int) -> Iterator[str]:
    if summaries:
        yield f"{article}: {summaries} of the labelled summaries, which do not stand in both with the same text"
    if facts:
        yield f"{article}: labels of {facts} of the facts, which do not stand in both with the same id, quote and claim"


def _agreed_on(verdict: Verdict, units: list[Unit]) -> Agreed:
    """How far both gave this verdict, whichever others they gave in its place."""
    pairs = [(verdict if a == verdict else "another", verdict if b == verdict else "another") for a, b in units]
    return agreed(pairs, (verdict, "another"))


def _error(verdict: Verdict) -> str:
    return "error" if verdict in ERROR_CODES else "no error"


def _same_summaries(
    first: Sequence[LabelledSummary], second: Sequence[LabelledSummary]
) -> Iterator[tuple[LabelledSummary, LabelledSummary]]:
    """Summaries with the same text, those with the same id first."""
    rest = list(second)
    for summary in first:
        alike = [other for other in rest if other.text == summary.text]
        if alike:
            other = next((other for other in alike if other.id == summary.id), alike[0])
            rest.remove(other)
            yield summary, other


def _same_facts(first: GoldArticle, second: GoldArticle) -> dict[str, tuple[str, str, str]]:
    """Kind, quote and claim by id, of facts that stand in both with the same kind, place and claim."""
    located_by_id = {located.fact.id: located for located in second.facts}
    return {
        located.fact.id: (located.fact.kind, located.fact.quote, located.fact.claim)
        for located in first.facts
        if (counterpart := located_by_id.get(located.fact.id))
        and (located.fact.kind, located.quote, located.fact.claim)
        == (counterpart.fact.kind, counterpart.quote, counterpart.fact.claim)
    }


def _compare_flags(
    article: str, first: LabelledSummary, second: LabelledSummary, flags: dict[str, Counter[str]]
) -> Iterator[Disagreement]:
    """Count the flags of a summary; those that only one annotator set. Two are one if their words overlap."""
    rest = list(second.flags)
    for flag in first.flags:
        flags[flag.code]["a"] += 1
        match = next((other for other in rest if _is_same(flag, other, first.text)), None)
        if match:
            rest.remove(match)
            flags[flag.code]["both"] += 1
        else:
            yield Disagreement(article=article, what=flag.code, a=flag.text, b=None, quote=flag.text, summary=first.id)
    for flag in second.flags:
        flags[flag.code]["b"] += 1
    for flag in rest:
        yield Disagreement(article=article, what=flag.code, a=None, b=flag.text, quote=flag.text, summary=first.id)


def _is_same(flag: LabelledFlag, other: LabelledFlag, text: str) -> bool:
    first, second = text.find(flag.text), text.find(other.text)
    is_there = first >= 0 and second >= 0
    overlap = is_there and first < second + len(other.text) and second < first + len(flag.text)
    return flag.code == other.code and (overlap or flag.text == other.text)
