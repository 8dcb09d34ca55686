"""Sets to tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bench.facts import Fact
from bench.goldset.content import ArticleContent, SetContent
from bench.goldset.exchange.columns import TABLES, Tables


def to_tables(sets: Iterable[SetContent]) -> Tables:
    """All that sets hold, as rows; every table is there, if need be without rows."""
    tables: Tables = {name: [] for name in TABLES}
    for content in sets:
        card = content.card.model_dump(mode="json", exclude={"name", "articles"})
        tables["sets"].append(
            {"set": content.card.name, **card, "readme": content.readme, "versions": content.versions}
        )
        for article in content.articles:
            _add_article(tables, {"set": content.card.name, "article": article.id}, article)
    return tables


def _add_article(tables: Tables, place: dict[str, str], article: ArticleContent) -> None:
    tables["articles"].append({**place, **article.about.model_dump(mode="json"), "text": article.text})
    for order, fact in enumerate(article.facts, start=1):
        tables[fact.kind].append({**place, "order": order, **_fact_cells(fact)})
    for summary in article.labels:
        row = {"id": summary.id, "model": summary.model, "text": summary.text, "note": summary.note}
        tables["summaries"].append({**place, **row})
        for id_, verdict in summary.labels.items():
            tables["labels"].append({**place, "summary": summary.id, "fact": id_, "verdict": verdict})
        for flag in summary.flags:
            tables["flags"].append({**place, "summary": summary.id, "code": flag.code, "text": flag.text})


def _fact_cells(fact: Fact) -> dict[str, Any]:
    cells = fact.model_dump(mode="json", exclude={"kind"})
    if fact.kind == "number":
        is_text = isinstance(fact.value, str)
        cells["value_number"] = None if is_text else cells["value"]
        cells["value_text"] = cells["value"] if is_text else None
        del cells["value"]
    return cells
