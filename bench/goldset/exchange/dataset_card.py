"""The card of an exported data set: front matter for machines, and what people should know first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bench.counted import counted
from bench.facts import FACT_KINDS
from bench.goldset.content import SetContent
from bench.goldset.exchange.columns import TABLES
from bench.records import KINDS

ABOUT: dict[str, str] = {
    "sets": "name, version, licence and annotators of each set, and its own README and history",
    "articles": "the articles",
    **{kind.kind: kind.meaning for kind in FACT_KINDS.values()},
    "summaries": "summaries that were labelled",
    "labels": "the verdict on a fact in a summary; a fact without one is `omitted`",
    "flags": "passages of a summary that nothing in its article supports",
}


def dataset_card(sets: Sequence[SetContent]) -> str:
    """The text of a data set's README.md."""
    from huggingface_hub import DatasetCardData

    licences = list(dict.fromkeys(_licence(content.card.license) for content in sets))
    data = DatasetCardData(
        language=sorted({content.card.language for content in sets}),
        # The front matter has room for one licence; the sections below give that of each set.
        license=licences[0] if len(licences) == 1 else "other",
        task_categories=["summarization"],
        tags=["faithfulness", "attribution", "hedging", "numbers", "evaluation"],
        pretty_name="Allegedly: " + ", ".join(content.card.name for content in sets),
        # A configuration for each table: splits of one would all have to have the same columns.
        configs=[{"config_name": table, "data_files": f"{table}/*.arrow"} for table in TABLES],
    )
    parts = ["---\n" + data.to_yaml().strip() + "\n---", "# Gold sets for the faithfulness of summaries", _intro()]
    parts += [_about(content) for content in sets]
    # Said once more on the exported card: whoever gathers texts to train on must find it there too.
    if canaries := list(dict.fromkeys(text for content in sets for text in _canaries(content))):
        parts += ["## Canary", *canaries]
    return "\n\n".join(parts) + "\n"


def _intro() -> str:
    rows = "\n".join(f"| `{table}` | {ABOUT[table]} |" for table in TABLES)
    return (
        "Articles in which every place that a summary easily distorts is marked: who said it, how sure it is, how much "
        "it is. Exported by `bench gold export`; `bench gold import` makes the sets' folders of it again. Nothing is "
        f"lost on the way.\n\n| table | holds |\n|---|---|\n{rows}\n\n"
        "Rows belong together by `set` and `article`, and labels and flags by `summary`. A fact's `quote` stands in "
        "its article's `text` word for word, and `occurrence` says which one is meant. A fact with `draft` was "
        "proposed by a program, and nobody has confirmed it."
    )


def _about(content: SetContent) -> str:
    card = content.card
    facts = [fact for article in content.articles for fact in article.facts]
    counts = ", ".join(f"{sum(fact.kind == kind for fact in facts)} {kind}" for kind in KINDS)
    labelled = sum(len(article.labels) for article in content.articles)
    lines = [
        f"- {counted(len(content.articles), 'article')}, {counted(len(facts), 'fact')} ({counts}), "
        f"{counted(labelled, 'labelled summary')}",
        f"- annotated by {', '.join(card.annotators) or 'nobody named'}",
        f"- by version {card.guide} of the labelling guide",
        f"- licence: {card.license or 'not stated'}",
    ]
    head = f"## {card.name}, version {card.version}"
    return "\n\n".join(part for part in (head, card.description, "\n".join(lines)) if part)


def _licence(text: str) -> str:
    """The identifier of a licence; `other` for any but that of the shipped sets."""
    return "cc-by-4.0" if text.strip().upper().replace("-", " ") == "CC BY 4.0" else "other"


def _canaries(content: SetContent) -> list[str]:
    """The paragraphs of the README's section on its canary; without one, those that speak of a canary."""
    parts = [part.rstrip() for part in (content.readme or "").split("\n\n") if part.strip()]
    at = next((n for n, part in enumerate(parts) if part.startswith("#") and "canary" in part.lower()), None)
    if at is None:
        return [part for part in parts if "canary" in part.lower()]
    return list(takewhile(lambda part: not part.startswith("#"), parts[at + 1 :]))
