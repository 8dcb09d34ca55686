"""The list of a set's articles, with what has been annotated in each."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from bench.editing.line_file import Lines, read
from bench.editing.set_titles import read_titles
from bench.facts import FACT
from bench.goldset.files import parse_row
from bench.records import LabelledSummary, Record


class Entry(Record):
    """One article of the list."""

    id: str
    title: str
    date: str | None
    facts: int
    """Confirmed ones."""
    drafts: int
    summaries: int
    broken: int
    """Lines that cannot be read as what they should be, drafts aside."""


class Overview(Record):
    """A set as the page lists it."""

    name: str
    description: str
    folder: str
    problem: str
    articles: tuple[Entry, ...]


def overview(folder: Path) -> Overview:
    """Count what each article has.

    Raises:
        InputError: a file cannot be read.
    """
    titles = read_titles(folder)
    entries = []
    for id_, about in titles.articles.items():
        # Counted line by line instead of loaded: a set with one broken line would not load at all.
        facts, drafts, broken = _count_facts(Lines.of(read(folder / f"{id_}.facts.jsonl")))
        summaries, broken_summaries = _count_summaries(Lines.of(read(folder / f"{id_}.labels.jsonl")))
        entries.append(
            Entry(
                id=id_,
                title=about.title,
                date=about.date,
                facts=facts,
                drafts=drafts,
                summaries=summaries,
                broken=broken + broken_summaries,
            )
        )
    return Overview(
        name=titles.name,
        description=titles.description,
        folder=str(folder.resolve()),
        problem=titles.problem,
        articles=tuple(entries),
    )


def _count_facts(lines: Lines) -> tuple[int, int, int]:
    facts = drafts = broken = 0
    for text in lines.texts().values():
        try:
            record = parse_row(text)
            # A draft need not be complete, so that it is counted before its fields are looked at.
            if record.get("draft") is True:
                drafts += 1
                continue
            FACT.validate_python(record)
            facts += 1
        except (ValueError, RecursionError):  # a ValidationError is a ValueError
            broken += 1
    return facts, drafts, broken


def _count_summaries(lines: Lines) -> tuple[int, int]:
    summaries = broken = 0
    for text in lines.texts().values():
        try:
            LabelledSummary.model_validate(parse_row(text))
            summaries += 1
        except (ValidationError, ValueError, RecursionError):
            broken += 1
    return summaries, broken
