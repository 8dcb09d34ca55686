"""Writing a gold set's folder: whole, or not at all."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from typing import Any

import tomli_w

from bench.errors import UsageError
from bench.facts import FACT_KINDS, Fact
from bench.goldset.content import SetContent
from bench.goldset.loading import SetCard
from bench.goldset.locate import occurrences
from bench.goldset.rejected import REJECTED
from bench.records import LabelledSummary
from bench.storage import locked, new_folder, write_new

# Grouped as a person reads a line: what it is, what is recorded of it, whose it is, and what is said about it.
FACT_KEYS = (
    *("id", "kind", "quote", "claim"),
    *(field.name for kind in FACT_KINDS.values() for field in kind.fields if field.holds != "sources"),
    *("sources", "occurrence", "draft", "note"),
)
"""The order of a fact's keys in its line."""
WHOLE_UP_TO = 1e15
"""Up to here a whole number is written without a decimal point."""


def refuse_unless_new(folder: Path) -> None:
    """Refuse a folder in which something would be overwritten.

    Raises:
        UsageError: something is there already.
    """
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise UsageError(f"{folder}: not empty; name a folder that does not exist yet")
    except OSError as error:
        raise UsageError(f"{folder}: cannot be used: {error.strerror}") from None
    # A link that leads nowhere does not exist to Python, but the rename would replace it.
    if (folder.exists() or folder.is_symlink()) and not folder.is_dir():
        raise UsageError(f"{folder}: a file is there already; name a folder that does not exist yet")


def write_content(content: SetContent, folder: Path) -> None:
    """Write a set into a folder that does not exist yet, or is empty.

    Raises:
        UsageError: something is there already.
        WriteError: nothing can be written there.
    """
    refuse_unless_new(folder)
    files = {"set.toml": card_text(content.card)}
    for article in content.articles:
        files[f"{article.id}.txt"] = article.text
        # Also where it is empty: a set has a facts file for every article.
        files[f"{article.id}.facts.jsonl"] = "".join(fact_line(fact, article.text) for fact in article.facts)
        if article.labels:
            files[f"{article.id}.labels.jsonl"] = "".join(summary_line(summary) for summary in article.labels)
        if article.rejected:
            files[f"{article.id}{REJECTED}"] = article.rejected
    if content.readme is not None:
        files["README.md"] = content.readme
    if content.versions is not None:
        files["versions.jsonl"] = content.versions
    write_files(files, folder)


def write_files(files: dict[str, str], folder: Path) -> None:
    """Write texts into files of these names in a new folder, which appears complete or not at all.

    Raises:
        WriteError: nothing can be written there.
    """
    with new_folder(folder) as temporary:
        for name, text in files.items():
            # Reading drops one byte-order mark, so a text that begins with one needs another.
            encoding = "utf-8-sig" if text.startswith("\ufeff") else "utf-8"
            # Encoded here, so that line ends are LF on every system: the hashes of a set's texts must not depend on it.
            write_new(temporary / name, text.encode(encoding))


def locked_set(folder: Path) -> AbstractContextManager[None]:
    """Keep other processes that change a set out of its folder.

    Raises:
        UsageError: another one is at work in it.
        WriteError: nothing can be written there.
    """
    return locked(folder, "another process changes this set (bench gold edit, or draft): end it first")


def card_text(card: SetCard) -> str:
    """The text of a set.toml."""
    return tomli_w.dumps(card.model_dump(mode="json", exclude_none=True))


def fact_line(fact: Fact, text: str) -> str:
    """A fact of an article with this text as a line of a facts file.

    Fields with their default are left out, except `occurrence` where the quote stands in the article several times.
    """
    fields = fact.model_dump(mode="json", exclude_defaults=True)
    # Explicit although 1 is the default: lint asks for it where the quote stands several times.
    if next(islice(occurrences(fact.quote, text), 1, None), None) is not None:
        fields["occurrence"] = fact.occurrence
    record = {key: plain_number(fields[key]) for key in FACT_KEYS if key in fields}
    return _line(record)


def summary_line(summary: LabelledSummary) -> str:
    """A labelled summary as a line of a labels file; an empty note is left out, and so is the usual origin."""
    left_out = {key for key in ("note", "origin") if getattr(summary, key) == LabelledSummary.model_fields[key].default}
    return _line(summary.model_dump(mode="json", exclude=left_out))


def plain_number(value: Any) -> Any:
    """Write a whole number as people do: 20, not 20.0 (but a negative zero keeps its sign)."""
    is_whole = isinstance(value, float) and value.is_integer() and abs(value) < WHOLE_UP_TO
    return int(value) if is_whole and str(value) != "-0.0" else value


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
