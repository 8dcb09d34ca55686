"""For maintainers: score the shipped articles' copied leads again, `python -m bench.pipeline.renew_lead_reference`."""

from __future__ import annotations

from collections import Counter

from bench.goldset import load_all
from bench.growing_file import json_line
from bench.pipeline.lead_reference import FILE, ArticleCounts, LeadReference, LeadSet
from bench.records import Summary
from bench.scorers import get
from bench.scorers.interface import Task
from bench.scorers.parallel import score_all
from bench.storage import replace_member
from runners.copied_lead import CopiedLead, lead


def measured_now() -> LeadReference:
    """Score the leads of all shipped articles with the default scorer."""
    scorer = get("rules")
    sets = load_all([])
    tasks = [
        Task(
            gold,
            # One lead an article, so that the article's id will do for the summary's.
            [Summary(id=article.id, gold=gold_set.card.name, article=article.id, model=CopiedLead.name, text=text)],
        )
        for gold_set in sets
        for gold in gold_set.articles
        # An article without a sentence has no lead to copy.
        if (text := lead((article := gold.article).text))
    ]
    counts: dict[tuple[str, str], ArticleCounts] = {}
    for summary, scored in score_all(scorer, tasks, step=lambda: None):
        verdicts = Counter(outcome.verdict for outcome in scored.outcomes if outcome.verdict != "unscored")
        counts[summary.gold, summary.article] = ArticleCounts(
            facts=verdicts.total(), mentioned=verdicts.total() - verdicts["omitted"], kept=verdicts["preserved"]
        )
    return LeadReference(
        scorer=f"{scorer.name}@{scorer.version}",
        sets={
            gold_set.card.name: LeadSet(
                hash=gold_set.ref.hash,
                articles={id_: count for (gold, id_), count in counts.items() if gold == gold_set.card.name},
            )
            for gold_set in sets
        },
    )


def renew() -> None:
    """Write lead-3.json again."""
    replace_member(FILE, json_line(measured_now()))


if __name__ == "__main__":
    renew()
