"""Sets as tasks: one task for the facts of each article, and one for the labels of each summary.

A task carries in its `data` what belongs to no annotation, also its set's card, since Label Studio returns `data`
unchanged. Confirmed facts are an annotation; drafts alone are a prediction, which Label Studio offers as a proposal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.facts import Fact
from bench.goldset.content import ArticleContent, SetContent
from bench.goldset.exchange.labelstudio.controls import CHOICES, FIELDS, OF_KIND, TEXTAREAS, write_source, write_value
from bench.goldset.exchange.labelstudio.interfaces import facts_config, summaries_config
from bench.goldset.locate import locate
from bench.goldset.writing import write_files
from bench.records import LabelledSummary


def write(sets: Sequence[SetContent], folder: Path) -> None:
    """Write tasks and labelling interfaces into a new folder."""
    facts = [task for content in sets for task in _article_tasks(content)]
    summaries = [task for content in sets for article in content.articles for task in _summary_tasks(content, article)]
    files = {"facts.json": _dump(facts), "facts.xml": facts_config()}
    if summaries:
        files |= {"summaries.json": _dump(summaries), "summaries.xml": summaries_config()}
    write_files(files, folder)


def _dump(tasks: list[dict[str, Any]]) -> str:
    return json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"


def _article_tasks(content: SetContent) -> Iterator[dict[str, Any]]:
    card = content.card.model_dump(mode="json", exclude={"articles"})
    extra = {"readme": content.readme, "versions": content.versions}  # long, so the first task alone carries them
    for article in content.articles:
        data = {
            "set": card,
            "article": article.id,
            **article.about.model_dump(mode="json", exclude_none=True),
            "text": article.text,
            **{key: text for key, text in extra.items() if text is not None},
        }
        extra = {}
        # With a confirmed fact among them the rest is marked by its status, since a task has one annotation.
        drafts_only = all(fact.draft for fact in article.facts)
        result = [
            region
            for number, fact in enumerate(article.facts, start=1)
            for region in _region(fact, article.text, f"fact-{number}", has_status=not drafts_only)
        ]
        task: dict[str, Any] = {"data": data, "annotations": [], "predictions": []}
        if drafts_only and result:
            task["predictions"] = [{"model_version": "drafts", "result": result}]
        elif result:
            task["annotations"] = [{"result": result}]
        yield task


def _region(fact: Fact, text: str, id_: str, *, has_status: bool) -> Iterator[dict[str, Any]]:
    """A fact's results: the passage with its kind, then each field on the same region."""
    start, end = locate(fact, text).quote
    about = {"id": id_, "to_name": "text"}
    span = {"start": start, "end": end}
    labels = {**span, "text": fact.quote, "labels": [fact.kind]}
    # The region comes first; the fields refer to it by its id and place.
    yield {**about, "from_name": "kind", "type": "labels", "value": labels}
    fields = fact.model_dump(mode="json")
    # A prediction is a proposal as a whole, and needs no status for each of its facts.
    fields["status"] = "draft" if fact.draft and has_status else None
    for name in OF_KIND[fact.kind]:
        value = fields[TEXTAREAS.get(name, name)]
        if name in CHOICES and value is not None:
            chosen = {**span, "text": fact.quote, "choices": [value]}
            yield {**about, "from_name": name, "type": "choices", "value": chosen}
        elif name in TEXTAREAS and (texts := _texts(name, value)):
            yield {**about, "from_name": name, "type": "textarea", "value": {**span, "text": texts}}


def _texts(name: str, value: Any) -> list[str]:
    holds = FIELDS[name].holds if name in FIELDS else "words"
    if holds == "sources":
        return [write_source(source) for source in value]
    # An empty text is left out, since Label Studio would give back none; but no fact is without its value.
    if value is None or (value == "" and holds != "value"):
        return []
    return [write_value(value) if holds in ("value", "decimal") else value]


def _summary_tasks(content: SetContent, article: ArticleContent) -> Iterator[dict[str, Any]]:
    facts = [
        {"id": fact.id, "kind": fact.kind, "about": f"{fact.kind}: {fact.claim}\n“{fact.quote}”"}
        for fact in article.facts
    ]
    for summary in article.labels:
        data = {
            "set": content.card.name,
            "article": article.id,
            "summary": summary.id,
            "model": summary.model,
            "origin": summary.origin,
            "text": summary.text,
            "facts": facts,
            "article_text": article.text,
        }
        yield {"data": data, "annotations": [{"result": list(_labels(summary, article.facts))}], "predictions": []}


def _labels(summary: LabelledSummary, facts: Sequence[Fact]) -> Iterator[dict[str, Any]]:
    number_of = {fact.id: number for number, fact in enumerate(facts)}
    for id_, verdict in summary.labels.items():
        number = number_of[id_]
        about = {"id": f"verdict-{number}", "from_name": f"verdict_{number}", "to_name": f"fact_{number}"}
        yield {**about, "type": "choices", "value": {"choices": [verdict]}}
    for number, flag in enumerate(summary.flags, start=1):
        # Loading does not ask that the words stand in the summary; lint does.
        start = max(0, summary.text.find(flag.text))
        value = {"start": start, "end": start + len(flag.text), "text": flag.text, "labels": [flag.code]}
        yield {"id": f"flag-{number}", "from_name": "flag", "to_name": "summary", "type": "labels", "value": value}
    if summary.note:
        about = {"id": "note", "from_name": "note", "to_name": "summary"}
        yield {**about, "type": "textarea", "value": {"text": [summary.note]}}
