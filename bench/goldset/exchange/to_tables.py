"""Sets as tables: what every tabular format writes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bench.facts import FACT_KINDS, Fact
from bench.goldset.content import ArticleContent, SetContent
from bench.goldset.exchange.columns import TABLES, Tables, split_value


def to_tables(sets: Iterable[SetContent]) -> Tables:
    """Everything in these sets as rows; every table is present, also without rows."""
    tables: Tables = {name: [] for name in TABLES}
    for content in sets:
        card = content.card.model_dump(mode="json", exclude={"name", "articles"})
        tables["sets"].append(
            {"set": content.card.name, **card, "readme": content.readme, "versions": content.versions}
        )
        for article in content.articles:
            _add_article(tables, {"set": content.card.name, "article": article.id}, article)
    return tables


def _add_article(tables: Tables, keys: dict[str, str], article: ArticleContent) -> None:
    tables["articles"].append({**keys, **article.about.model_dump(mode="json"), "text": article.text})
    for order, fact in enumerate(article.facts, start=1):
        tables[fact.kind].append({**keys, "order": order, **_fact_cells(fact)})
    for summary in article.labels:
        cells = summary.model_dump(mode="json", include={"id", "model", "text", "origin", "note"})
        tables["summaries"].append({**keys, **cells})
        for id_, verdict in summary.labels.items():
            tables["labels"].append({**keys, "summary": summary.id, "fact": id_, "verdict": verdict})
        for flag in summary.flags:
            tables["flags"].append({**keys, "summary": summary.id, "code": flag.code, "text": flag.text})


def _fact_cells(fact: Fact) -> dict[str, Any]:
    return split_value(FACT_KINDS[fact.kind], fact.model_dump(mode="json", exclude={"kind"}))
