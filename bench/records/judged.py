"""What a judge, a language model, has answered when it was asked about a summary."""

from __future__ import annotations

from bench.records.record import Record
from bench.records.summary import Status, Usage


class JudgedAnswer(Record):
    """One line of judged.jsonl: one answer to one request, as it came. What it is worth is worked out when scoring."""

    request: str
    """Hash of all that the judge was shown: judging text, article, facts and summary."""
    asked: tuple[str, ...]
    """Ids of the facts that it was asked about."""
    asks_flags: bool = True
    """Whether it was asked for flags too."""
    is_repair: bool = False
    """Whether it was asked again, since an earlier answer could not be used."""
    article: str
    """`set/article`."""
    summary: str
    """The summary's id."""
    model: str
    """Who answered."""
    status: Status
    text: str = ""
    """The answer without its thinking."""
    finish_reason: str | None = None
    usage: Usage = Usage()
    latency: float = 0.0
    """Seconds from the first attempt to the last byte."""
    attempts: int = 1
    error: str | None = None
    """Why the status is not `ok`, in a line."""
    at: str = ""
    """UTC, ISO 8601."""

    @property
    def is_answered(self) -> bool:
        """Whether the judge answered at all, if only to refuse; a request that failed may be sent again."""
        return self.status != "failed"
