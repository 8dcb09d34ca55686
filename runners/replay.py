"""`replay:FILE`: summaries that exist already, as if a model gave them now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, Field, ValidationError

from bench.errors import InputError, UsageError
from bench.goldset.files import rows_of
from bench.goldset.linting.schema_mistakes import mistakes
from bench.records import Endpoint, Record, Status, Summary
from bench.storage import MissingFileError, read_given
from runners.chat.replies import failed_reply, reply_from
from runners.chat.transport import Completion
from runners.summary_request import SummaryRequest, summary_of


class ReplayedSummary(Record):
    """One line of the file. Keys that it does not know are ignored: a run's summaries.jsonl can be replayed as well."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    article: str
    text: str
    gold: str | None = None
    """Only where articles of two sets have the same id."""
    sample: int | None = Field(ge=0, default=None)
    """If left out: the first line of an article is sample 0, the next one 1, … ."""
    model: str | None = None
    status: Status = "ok"
    finish_reason: str | None = None
    error: str | None = None


class Replay:
    """A file of summaries as a runner."""

    parameters: Mapping[str, Any] = {}
    adjustments: Mapping[str, str] = {}
    concurrency = 1
    uses_prompt = False

    def __init__(self, path: Path) -> None:
        """Read the file.

        Raises:
            UsageError: there is no such file.
            InputError: a line of it is wrong, or two are summaries of the same sample.
        """
        self.name = f"replay:{path}"
        self.endpoint = Endpoint(provider="replay")
        self._path = path
        self._lines: dict[tuple[str | None, str, int], ReplayedSummary] = {}
        lines_of: Counter[tuple[str | None, str]] = Counter()
        for number, line in _read(path):
            sample = line.sample
            if sample is None:
                # Lines of one article follow one another as its samples, as they do in a file without numbers.
                sample = lines_of[line.gold, line.article]
            lines_of[line.gold, line.article] += 1
            if (line.gold, line.article, sample) in self._lines:
                duplicate = f"a second summary of article '{line.article}', sample {sample}"
                raise InputError(f"{duplicate}; give each its own `sample`", file=path, line=number)
            self._lines[line.gold, line.article, sample] = line

    async def summarise(self, request: SummaryRequest) -> Summary:
        """Look the summary up."""
        line = self._lines.get((request.gold, request.article, request.sample))
        # A line that names no set is a summary of the article in whichever set has it.
        line = line or self._lines.get((None, request.article, request.sample))
        if line is None:
            where = f"article '{request.article}', sample {request.sample}"
            return summary_of(request, failed_reply(f"{self._path}: no summary of {where}"), model=self.name)
        if line.status in ("ok", "truncated"):
            # A truncated line comes out as truncated again, whatever its finish reason was.
            finish = "length" if line.status == "truncated" else line.finish_reason
            reply = reply_from(Completion(content=line.text, finish_reason=finish))
        else:
            reply = failed_reply(line.error or "no reason given", status=line.status)
        return summary_of(request, reply, model=line.model or self.name)

    async def aclose(self) -> None:
        """Nothing to release."""


def _read(path: Path) -> Iterator[tuple[int, ReplayedSummary]]:
    """The lines with their numbers; blank ones are skipped."""
    try:
        data = read_given(path)
    except MissingFileError:
        raise UsageError(f"{path}: no such file to replay") from None
    for number, record in rows_of(data, path):
        try:
            yield number, ReplayedSummary.model_validate(record)
        except ValidationError as error:
            mistake = next(mistakes(error))
            raise InputError(mistake.message, file=path, line=number, field=mistake.field) from None
        except ValueError as error:
            raise InputError(str(error), file=path, line=number) from None
