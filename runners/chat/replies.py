"""What a completion is worth: a text to be used, or the reason why there is none."""

from __future__ import annotations

from bench.bounds import most
from bench.chat import ChatReply
from bench.foreign_text import bounded_line, has_words
from bench.records import Status
from runners.chat.thinking import cut_thinking
from runners.chat.transport import Completion
from runners.failure_phrases import refusal
from runners.finish_reasons import ending_of

NO_END: dict[str, str] = {
    "broken_off": "the server broke off",
    "called_tool": "the model called a tool instead of answering",
    "unknown": "the answer may have no end: its server gives a reason that is not known",
}
"""What is said of endings after which there is no summary."""
LONGEST_REFUSAL = 600
"""Characters; a model that refuses at greater length has written something that is worth a look."""


def reply_from(completion: Completion) -> ChatReply:
    """Judge a completion: decide which part of it is the answer, and whether it is one at all."""
    status, text, error = _judged(completion)
    return ChatReply(
        status=status,
        text=text,
        raw=completion.raw,
        finish_reason=completion.finish_reason,
        usage=completion.usage,
        error=error,
    )


def failed_reply(why: str, *, status: Status = "failed") -> ChatReply:
    """The reply for a request without a completion; it gives the reason in one line."""
    return ChatReply(status=status, error=bounded_line(why))


def is_refusal(text: str) -> bool:
    """Whether a whole answer is the model's own refusal to write one.

    Only an answer that begins in the first person with a plain “I cannot help” and is short counts: an article
    may well be about somebody who refuses, and a summary taken for a refusal would not be scored.
    """
    return len(text) <= LONGEST_REFUSAL and refusal().match(text.strip()) is not None


def _judged(completion: Completion) -> tuple[Status, str, str | None]:
    """Status, text and, if it is not `ok`, the reason."""
    ending = ending_of(completion.finish_reason)
    is_cut_off = ending == "cut_off"
    shown_reason = f"finish reason '{bounded_line(completion.finish_reason or 'none', 60)}'"
    answer = cut_thinking(completion.content or "")
    # What the server itself says goes first: a filtered answer may hold half a summary that reads like a whole one.
    if completion.refusal:
        return "refused", answer.text, f"the model refused: {bounded_line(completion.refusal)}"
    if ending == "withheld":
        return "refused", answer.text, f"withheld by the provider ({shown_reason})"
    if completion.obstacle:
        return "failed", "", f"no summary: {bounded_line(completion.obstacle)}"
    if ending in NO_END:
        return "failed", "", f"{NO_END[ending]} ({shown_reason})"
    # A thought that never ends would otherwise be scored as if it were the summary, or as an empty one. Both happen
    # where `max_tokens` is too small for thought and answer: "<think>The article says" and then nothing.
    has_thinking = answer.has_thinking or bool(completion.reasoning)
    is_wordless = not has_words(answer.text)
    if answer.is_unfinished or (has_thinking and is_cut_off and is_wordless):
        return (
            "failed",
            "",
            f"the model's thinking never ended ({'cut off at max_tokens' if is_cut_off else shown_reason})",
        )
    # None is no answer at all, and a failure; "" is an answer without words.
    if completion.content is None:
        return "failed", "", f"no content in the answer ({shown_reason})"
    if is_wordless:
        return "empty", "", "the model thought, but wrote no summary" if has_thinking else "the answer has no words"
    # Before its length is looked at: a refusal that was cut off is a refusal.
    if is_refusal(answer.text):
        return "refused", answer.text, "the model refused in words of its own"
    if len(answer.text) > most("summary"):  # reading it would take a scorer minutes
        return "failed", "", f"an answer of {len(answer.text):,} characters is no summary"
    if is_cut_off:
        return "truncated", answer.text, "cut off at max_tokens"
    return "ok", answer.text, None
