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
    for a_article, b_article in pairs:
        id_ = a_article.article.id
        summaries = list(_same_summaries(a_article.labels, b_article.labels))
        facts = _same_facts(a_article, b_article)
        count += len(summaries)
        # Where one side labelled nothing, nothing was left out: it was not asked to.
        if a_article.labels and b_article.labels:
            summaries_left = max(len(a_article.labels), len(b_article.labels)) - len(summaries)
            facts_left = max(len(a_article.facts), len(b_article.facts)) - len(facts)
            notes += _left_out(id_, summaries_left, facts_left)
        for a_summary, b_summary in summaries:
            for fact, (kind, quote, claim) in facts.items():
                # A fact without a label is one that the summary leaves out.
                unit = a_summary.labels.get(fact, "omitted"), b_summary.labels.get(fact, "omitted")
                units_by_kind[kind].append(unit)
                if unit[0] != unit[1]:
                    a, b = unit
                    differences.append(
                        Disagreement(
                            article=id_, what="label", a=a, b=b, quote=quote, claim=claim, summary=a_summary.id
                        )
                    )
            differences += _compare_flags(id_, a_summary, b_summary, flags)
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
    # Sorted, so that the JSON of one comparison is always the same.
    for (a_verdict, b_verdict), times in sorted(Counter(units).items()):
        confusion.setdefault(a_verdict, {})[b_verdict] = times
    # Coarser than the verdicts: two codes for one error count as agreement here.
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
    """Agreement on whether this verdict applies, with all other verdicts treated as one."""
    pairs = [(verdict if a == verdict else "another", verdict if b == verdict else "another") for a, b in units]
    return agreed(pairs, (verdict, "another"))


def _error(verdict: Verdict) -> str:
    return "error" if verdict in ERROR_CODES else "no error"


def _same_summaries(
    a_summaries: Sequence[LabelledSummary], b_summaries: Sequence[LabelledSummary]
) -> Iterator[tuple[LabelledSummary, LabelledSummary]]:
    """Summaries with the same text, those with the same id first."""
    unpaired = list(b_summaries)
    for summary in a_summaries:
        # Summaries of two annotations go together by their text: an id may have been given anew, and a changed text
        # makes its labels incomparable.
        alike = [candidate for candidate in unpaired if candidate.text == summary.text]
        if alike:
            candidate = next((candidate for candidate in alike if candidate.id == summary.id), alike[0])
            unpaired.remove(candidate)
            yield summary, candidate


def _same_facts(a_article: GoldArticle, b_article: GoldArticle) -> dict[str, tuple[str, str, str]]:
    """Kind, quote and claim by id, of facts that stand in both with the same kind, place and claim."""
    # By id, since labels refer to facts by it; but a fact that was moved or reworded is another one all the same.
    located_by_id = {located.fact.id: located for located in b_article.facts}
    return {
        located.fact.id: (located.fact.kind, located.fact.quote, located.fact.claim)
        for located in a_article.facts
        if (counterpart := located_by_id.get(located.fact.id))
        and (located.fact.kind, located.quote, located.fact.claim)
        == (counterpart.fact.kind, counterpart.quote, counterpart.fact.claim)
    }


def _compare_flags(
    article: str, a_summary: LabelledSummary, b_summary: LabelledSummary, flags: dict[str, Counter[str]]
) -> Iterator[Disagreement]:
    """Count the flags of a summary and yield those of one annotator alone. Flags match if their words overlap."""
    unmatched = list(b_summary.flags)
    for flag in a_summary.flags:
        flags[flag.code]["a"] += 1
        # One text serves for both: summaries are paired only if they have the same.
        match = next((candidate for candidate in unmatched if _is_same(flag, candidate, a_summary.text)), None)
        if match:
            unmatched.remove(match)
            flags[flag.code]["both"] += 1
        else:
            yield Disagreement(
                article=article, what=flag.code, a=flag.text, b=None, quote=flag.text, summary=a_summary.id
            )
    for flag in b_summary.flags:
        flags[flag.code]["b"] += 1
    for flag in unmatched:
        yield Disagreement(article=article, what=flag.code, a=None, b=flag.text, quote=flag.text, summary=a_summary.id)


def _is_same(flag: LabelledFlag, other_flag: LabelledFlag, text: str) -> bool:
    start, other_start = text.find(flag.text), text.find(other_flag.text)
    is_in_text = start >= 0 and other_start >= 0
    # One annotator flags “some 40 people”, the other “40”: the same finding.
    overlap = is_in_text and start < other_start + len(other_flag.text) and other_start < start + len(flag.text)
    return flag.code == other_flag.code and (overlap or flag.text == other_flag.text)
