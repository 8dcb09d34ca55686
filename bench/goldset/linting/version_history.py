"""versions.jsonl: the hashes of every version of a set, so that a score can be traced to its texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator

from bench.errors import InputError
from bench.facts import Mistake
from bench.goldset.files import read_rows
from bench.goldset.linting.schema_mistakes import mistakes
from bench.goldset.loading import GoldSet
from bench.records import Record
from bench.storage import is_present

FILE = "versions.jsonl"
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]


class SetVersion(Record):
    """One line of versions.jsonl."""

    version: str = Field(min_length=1)
    hash: Hash
    """Of articles and facts, as `GoldSet.hash`."""
    labels: Hash
    """Of labelled summaries, as `GoldSet.labels_hash`."""
    date: str
    """ISO 8601, to the day."""
    changes: str = Field(min_length=1)
    """What is new in it, in a sentence."""

    @field_validator("date")
    @classmethod
    def _iso_date(cls, value: str) -> str:
        try:
            # `fromisoformat` takes "20251124" and week dates too, which would sort wrongly beside the usual form.
            if date.fromisoformat(value).isoformat() == value:
                return value
        except ValueError:
            pass
        raise ValueError(f"'{value[:60]}' is no date; write it as 2025-11-24")


def read_versions(folder: Path) -> dict[str, tuple[int, SetVersion]]:
    """The versions of a set by name, each with its line number; empty if it has no versions.jsonl.

    Raises:
        InputError: a line is wrong, or a version stands twice.
    """
    path = folder / FILE
    if not is_present(path):
        return {}
    versions: dict[str, tuple[int, SetVersion]] = {}
    for line, record in read_rows(path):
        try:
            version = SetVersion.model_validate(record)
        except ValidationError as error:
            mistake = next(mistakes(error))
            raise InputError(mistake.message, file=path, line=line, field=mistake.field) from None
        if version.version in versions:
            raise InputError(f"a second line for version '{version.version}'", file=path, line=line, field="version")
        versions[version.version] = (line, version)
    return versions


def version_mistakes(
    gold: GoldSet, versions: dict[str, tuple[int, SetVersion]]
) -> Iterator[tuple[int | None, Mistake]]:
    """What has changed in a set since its present version was recorded, each with the line of versions.jsonl."""
    now = gold.card.version
    if now not in versions:
        line = version_line(gold, now)
        yield None, Mistake("version", f"no line for version '{now}' of set.toml; add this one: {line}")
        return
    number, recorded = versions[now]
    for field, what, then, present in (
        ("hash", "facts or articles", recorded.hash, gold.hash),
        ("labels", "labelled summaries", recorded.labels, gold.labels_hash),
    ):
        # Scores name the version: texts that change under the same name would make them incomparable without a sign.
        if then != present:
            line = version_line(gold, _next(now, set(versions)))
            advice = f"raise 'version' in set.toml and add this line to {FILE}: {line}"
            message = f"{what} have changed since version {now} was recorded (hash {then}, now {present}): {advice}"
            yield number, Mistake(field, message)


def version_line(gold: GoldSet, version: str) -> str:
    """The line that records a set as it is now."""
    today = datetime.now(UTC).date().isoformat()
    version_record = SetVersion(version=version, hash=gold.hash, labels=gold.labels_hash, date=today, changes="…")
    return json.dumps(version_record.model_dump(), ensure_ascii=False)


def _next(version: str, versions: set[str]) -> str:
    """A version that comes after one: its last number raised until it is free."""
    # "1.9" becomes "1.10", "2" becomes "3", and a "draft" without a number "draft2".
    head, number = version.rstrip("0123456789"), version[len(version.rstrip("0123456789")) :]
    count = int(number or 1) + 1
    while f"{head}{count}" in versions:
        count += 1
    return f"{head}{count}"
