"""Summaries out of a log of Inspect's, of the task `allegedly/summaries`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from bench.errors import InputError, UsageError
from bench.foreign_text import bounded_line
from bench.goldset.foreign_json import ForeignRow
from bench.records import PromptRef, Record, SetRef
from bench.storage import open_given, read_given

TASK_KEY = "allegedly"
"""Of the metadata of a log, where the task says what it is."""
PARAMETERS = ("temperature", "max_tokens", "seed", "top_p", "frequency_penalty", "presence_penalty", "reasoning_effort")
"""Settings of Inspect's that a summary depends on."""
JSON_LOG = re.compile(rb'\s*\{\s*"version"\s*:\s*\d+\s*,\s*"status"\s*:')
"""How a log in JSON begins, as no file of summaries does."""


class LoggedTask(Record):
    """What the task says of itself in a log's metadata."""

    version: str
    signature: str
    gold: tuple[SetRef, ...]
    prompt: PromptRef
    scorer: str
    samples: int


class LoggedSummaries(NamedTuple):
    """What a log holds of a run."""

    rows: list[ForeignRow]
    """As `summaries_of` takes them."""
    model: str
    gold: tuple[str, ...]
    """The sets that it was made with, by name or folder."""
    prompt: PromptRef
    parameters: dict[str, Any]
    """Those of `PARAMETERS` that were set."""
    sha256: str
    """First 12 hex digits of the file's SHA-256."""


def is_log(path: Path) -> bool:
    """Whether a file is a log: by its name, or, in JSON, by its beginning."""
    if path.suffix.lower() != ".json" or not path.is_file():
        return path.suffix.lower() == ".eval"
    with open_given(path) as file:
        return JSON_LOG.match(file.read(1000)) is not None


def read_log(path: Path) -> LoggedSummaries:
    """Read the summaries out of a log.

    Raises:
        UsageError: Inspect is not installed.
        InputError: it is no log, is broken, or is one of another task.
    """
    digest = hashlib.sha256(read_given(path)).hexdigest()[:12]
    try:
        from inspect_ai.log import EvalLog, read_eval_log  # noqa: PLC0415 - two seconds, and an extra
    except ImportError:
        raise UsageError(
            f"{path}: to read a log of Inspect's, install the extra: pip install 'allegedly[inspect]'"
        ) from None
    try:
        log: EvalLog = read_eval_log(path, resolve_attachments="core")
    except Exception as error:  # noqa: BLE001 - a log comes from anywhere, and is broken in any way
        why = bounded_line(f"{type(error).__name__}: {error}", 200)
        raise InputError(f"no log of Inspect's that can be read ({why})", file=path) from None
    about = (log.eval.metadata or {}).get(TASK_KEY)
    if not isinstance(about, dict):
        raise InputError(
            f"a log of the task '{bounded_line(log.eval.task, 80)}', not of allegedly/summaries", file=path
        )
    try:
        task = LoggedTask.model_validate(about)
    except ValidationError:
        raise InputError("its metadata are not those of allegedly/summaries", file=path) from None
    parameters = log.plan.config.model_dump(include=set(PARAMETERS), exclude_none=True)
    rows = [ForeignRow(row, number) for number, row in enumerate(_rows(log), 1)]
    gold = tuple(ref.path or ref.name for ref in task.gold)
    return LoggedSummaries(rows, log.eval.model, gold, task.prompt, parameters, digest)


def _rows(log: Any) -> Iterator[dict[str, Any]]:
    from runners.inspect_models import reply_of  # noqa: PLC0415 - needs Inspect

    for sample in log.samples or ():
        reply = reply_of(sample.output)
        yield {
            "gold": sample.metadata.get("gold"),
            "article": sample.metadata.get("article"),
            "model": log.eval.model,
            "sample": sample.epoch - 1,
            "text": reply.text,
            "status": "failed" if sample.error else reply.status,
        }
