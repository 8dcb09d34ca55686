"""What a line of a batch's results comes to, or a batch that was not begun: an answer, a failure, or another try."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bench.chat import ChatReply
from bench.errors import AllegedlyError, EndpointError, IncompleteError
from runners.chat.batch_transport import BatchState
from runners.chat.replies import failed_reply, reply_from
from runners.chat.retrying import RetryingChatModel
from runners.chat.transport import Completion, RequestError, ServerError
from runners.failure_phrases import phrase

ATTEMPTS = 3
"""Batches that a request may be in, each of which may take a day, if it fails for what may pass."""


def settled(
    outcome: Completion | RequestError,
    state: BatchState,
    model: RetryingChatModel,
    sent: Mapping[str, Any],
    troubles: tuple[str, ...],
) -> ChatReply | None:
    """The reply that a line of results is; None if its request is worth sending again.

    Args:
        outcome: what the line holds.
        state: of its batch, which has ended.
        model: learns what its server does not take.
        sent: the parameters of the request.
        troubles: why it was not answered in earlier batches.
    """
    if isinstance(outcome, Completion):
        reply = reply_from(outcome)
    else:
        reported = outcome.server_error if outcome.remedy == "adapt" else None
        is_adapted = reported is not None and model.refused.learn(sent, reported)
        attempts = min(ATTEMPTS, model.retry_policy.attempts)
        # Whoever cancelled a batch wants no other one in its place.
        may_pass = outcome.remedy == "again" and state.status != "cancelled"
        if is_adapted or (may_pass and len(troubles) + 1 < attempts):
            return None
        reply = failed_reply(str(outcome), status="refused" if outcome.remedy == "refused" else "failed")
    return reply.model_copy(update={"attempts": len(troubles) + 1, "troubles": troubles})


def missing(state: BatchState) -> RequestError:
    """What is taken to have come of a request that the results of a batch have no line for."""
    return RequestError(f"no answer in batch {state.id} ({state.status})", "again")


def is_queue_full(state: BatchState) -> bool:
    """Whether a batch was not begun since too many others wait."""
    error = _first_error(state)
    return phrase("queue_full").search(f"{error.code} {error.message}") is not None


def failure(state: BatchState, model: RetryingChatModel, sent: Mapping[str, Any]) -> AllegedlyError | None:
    """What to raise where a batch was not begun; None if its requests are worth sending again.

    Args:
        state: says why.
        model: learns what its server does not take.
        sent: the parameters of one of its requests.
    """
    error = _first_error(state)
    if model.refused.learn(sent, error):
        return None
    if is_queue_full(state):
        why = f"the server's queue of batches is full: {error.message}; run the same again later"
        return IncompleteError(f"{model.name}: {why}")
    return EndpointError(f"{model.name}: the server did not begin batch {state.id}: {error.message}")


def _first_error(state: BatchState) -> ServerError:
    return state.errors[0] if state.errors else ServerError(message="no reason given")
