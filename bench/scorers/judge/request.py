"""What a judge is shown and asked: judging text, article, facts and summary, as the messages of one request.

The article and its facts come first and are the same, byte for byte, for every summary of the article, so that a server
that keeps the beginnings of prompts reads them once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from bench.chat import ChatRequest, Message
from bench.records import FLAG_CODES, Record, Summary, Verdict
from bench.scorers.judge.article_parts import ArticlePart, fenced, mark_of
from bench.scorers.judge.judging_text import judging_text, text_hash

ANSWER_TOKENS = 300
"""Room in an answer for the flags and the braces."""
TOKENS_A_FACT = 100
"""Room for a verdict with its evidence, which is a clause."""

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "facts": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "id": {"type": "string"},
                    "verdict": {
                        "type": "string",
                        "enum": [verdict for verdict in get_args(Verdict) if verdict != "unscored"],
                    },
                    "evidence": {"type": "string"},
                },
                "required": ["id", "verdict", "evidence"],
                "additionalProperties": False,
            },
        },
        "flags": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "code": {"type": "string", "enum": list(FLAG_CODES)},
                    "evidence": {"type": "string"},
                },
                "required": ["code", "evidence"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["facts", "flags"],
    "additionalProperties": False,
}
"""Of an answer. It is the same for all requests, since servers take a while over a schema that they see for the first
time; that the ids are those asked for is checked afterwards."""

RESPONSE_FORMAT: dict[str, Any] = {
    "type": "json_schema",
    "json_schema": {"name": "verdicts", "strict": True, "schema": SCHEMA},
}


class JudgeRequest(Record):
    """One request to a judge."""

    request: str
    """Hash of all that the judge is shown; what it is asked about that is not part of it."""
    asked: tuple[str, ...]
    """Ids of the facts to be judged."""
    asks_flags: bool
    is_repair: bool
    article: str
    """`set/article`."""
    summary: str
    """The summary's id."""
    chat: ChatRequest


def material_of(part: ArticlePart, summary: Summary) -> str:
    """All that a judge is shown of a case: article and facts, then the summary."""
    # The mark is worked out from the texts: a summary cannot hold the hash of a text that it is a part of, so nothing
    # in it can end its own fence. And the same texts make the same request, which is asked and paid for once.
    return f"{part.shown}\n\n{fenced('Summary', summary.text, mark_of(part.shown, summary.text))}"


def key_of(part: ArticlePart, summary: Summary) -> str:
    """The name of a case: first 16 hex digits of a SHA-256 of its part, its summary and the judging text."""
    made_of = "\0".join((text_hash(), part.key, summary.text))
    return hashlib.sha256(made_of.encode("utf-8", "replace")).hexdigest()[:16]


def request_for(
    part: ArticlePart,
    summary: Summary,
    asked: Sequence[str],
    *,
    asks_flags: bool,
    complaints: Mapping[str, str] | None = None,
) -> JudgeRequest:
    """Ask a judge about facts.

    Args:
        part: of the summary's article, with these facts.
        summary: to be judged.
        asked: ids of some of these facts.
        asks_flags: whether it is to list flags too.
        complaints: what was wrong with an earlier answer, by fact; none of it is the judge's own text.
    """
    question = f"Judge these facts of the summary: {json.dumps(list(asked), ensure_ascii=False)}."
    question += "" if asks_flags else ' Leave "flags" empty.'
    if complaints:
        reasons = "; ".join(f"{json.dumps(id_, ensure_ascii=False)}: {why}" for id_, why in complaints.items())
        question += f" An earlier answer about them could not be used ({reasons})."
    return JudgeRequest(
        request=key_of(part, summary),
        asked=tuple(asked),
        asks_flags=asks_flags,
        is_repair=bool(complaints),
        article=f"{summary.gold}/{summary.article}",
        summary=summary.id,
        chat=ChatRequest(
            messages=(
                Message(role="system", content=judging_text()),
                Message(role="user", content=f"{material_of(part, summary)}\n\n{question}"),
            ),
            parameters={
                "max_tokens": ANSWER_TOKENS + TOKENS_A_FACT * len(asked),
                "response_format": RESPONSE_FORMAT,
            },
        ),
    )
