"""Collecting in batches, from a server that fails at every step, and by a process that ends at any moment."""

from __future__ import annotations

import inspect
import itertools
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from batch_server import BatchServer, Body, about, answered, completed, lost, once, status, torn, unanswered
from endpoint_asked import FAST, KEY
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from bench.errors import EndpointError, IncompleteError
from bench.pipeline import collect_into, pending
from bench.pipeline.batch_file import BatchFile
from bench.records import Article, Endpoint, Manifest, Summary
from bench.rundir import RunDir
from runners import prompts
from runners.batches.notes import parts
from runners.chat.batch_transport import BatchLimits
from runners.openai_protocol.batches import OpenAIBatches
from runners.openai_protocol.model import openai_chat_model
from runners.openai_protocol.servers import Server
from runners.paced_runners import ChatRunner
from runners.summary_request import SummaryRequest, requests_for

QUICK = FAST.model_copy(update={"first_look": 0.001, "longest_look": 0.01})


def requests(count: int) -> tuple[SummaryRequest, ...]:
    articles = [Article(gold="g", id=f"a{n}", title="", text=f"This is number {n}.") for n in range(count)]
    return requests_for(articles, prompt=prompts.load("default"), parameters={"max_tokens": 50, "seed": 1})


def collect(
    server: BatchServer, folder: Path, count: int = 3, limits: BatchLimits | None = None, **options: Any
) -> Any:
    run = RunDir(folder)
    server_ = Server(provider="custom", base_url=server.base_url, batch=limits or BatchLimits())
    model = openai_chat_model("custom:m", server=server_, model="m", **{"retry_policy": QUICK} | options)
    return collect_into(run, ChatRunner(model), pending(run, requests(count)), in_batches=True)


def summaries(folder: Path) -> dict[str, Summary]:
    return {summary.article: summary for summary in RunDir(folder).summaries()}


def test_a_batch_brings_every_summary_once(batch_server, tmp_path):
    batch_server.looks = 3
    assert collect(batch_server, tmp_path) == "done"
    assert {a: s.text for a, s in summaries(tmp_path).items()} == {f"a{n}": f"About number {n}." for n in range(3)}
    assert {(s.status, s.usage.prompt_tokens, s.attempts) for s in summaries(tmp_path).values()} == {("ok", 11, 1)}
    looks = ["GET /batches/ID"] * 3
    assert batch_server.asked == ["POST /files", "POST /batches", *looks, "GET /files/ID/content"]
    notes = [json.loads(line) for line in (tmp_path / "batches.jsonl").read_text().splitlines()]
    assert [(note["event"], note["batch"], note["status"]) for note in notes] == [
        ("uploaded", None, None),
        ("created", "batch-1", None),
        ("taken", "batch-1", "completed"),
    ]
    (line, *_) = batch_server.lines(batch_server.batches["batch-1"])
    assert line["body"]["model"] == "m"
    assert line["body"]["max_tokens"] == 50
    assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions")


@pytest.mark.parametrize(
    "faults",
    [
        [("POST /files", status(500))],
        [("POST /files", lost)],
        [("POST /batches", status(429))],
        [("POST /batches", lost)],
        [("POST /batches", lost), ("GET /batches", status(503))],
        [("GET /batches/ID", status(500)), ("GET /batches/ID", torn)],
        [("GET /files/ID/content", torn)],
        [("GET /files/ID/content", status(502)), ("GET /files/ID/content", lost)],
    ],
    ids=lambda faults: ", ".join(step for step, _ in faults),
)
@pytest.mark.parametrize("keeps_metadata", [True, False])
def test_a_server_that_fails_at_a_step_is_paid_once(batch_server, tmp_path, faults, keeps_metadata):
    batch_server.faults += [once(step, answer) for step, answer in faults]
    batch_server.keeps_metadata = keeps_metadata
    assert collect(batch_server, tmp_path, 9) == "done"
    assert {s.status for s in summaries(tmp_path).values()} == {"ok"}
    assert len(batch_server.batches) == 1
    assert sorted(batch_server.paid.values()) == [1] * 9


def test_large_inputs_are_cut_by_the_servers_limits(batch_server, tmp_path):
    assert collect(batch_server, tmp_path, 5, BatchLimits(requests=2)) == "done"
    assert [len(batch_server.lines(batch)) for batch in batch_server.batches.values()] == [2, 2, 1]
    assert len(summaries(tmp_path)) == 5


@given(st.lists(st.integers(1, 30), max_size=30), st.integers(1, 8), st.integers(30, 100))
def test_every_part_is_within_both_limits_and_nothing_is_lost(sizes, most_lines, most_bytes):
    lines = [(str(number), bytes([number]) * size) for number, size in enumerate(sizes)]
    cut = list(parts(lines, most_lines, most_bytes))
    assert [id_ for ids, _ in cut for id_ in ids] == [id_ for id_, _ in lines]
    assert b"".join(data for _, data in cut) == b"".join(line for _, line in lines)
    assert all(1 <= len(ids) <= most_lines and len(data) <= most_bytes for ids, data in cut)


def partly(state: str, share: int) -> Callable[[Body, list[Body]], None]:
    """The first batch ends before its time; its first lines are answered."""

    def end(batch: Body, results: list[Body]) -> None:
        if batch["id"] != "batch-1":
            completed(batch, results)
            return
        batch["status"] = state
        left = [unanswered(line["custom_id"], f"batch_{state}") for line in results[share:-1]]
        batch["server"].write(batch, [*results[:share], *left])

    return end


def test_what_an_expired_batch_has_not_answered_goes_into_another_one(batch_server, tmp_path):
    batch_server.end = partly("expired", 2)
    assert collect(batch_server, tmp_path, 5) == "done"
    assert [len(batch_server.lines(batch)) for batch in batch_server.batches.values()] == [5, 3]
    assert set(batch_server.paid.values()) == {1}
    late = summaries(tmp_path)["a3"]
    assert (late.status, late.attempts) == ("ok", 2)
    assert late.troubles == ("not answered in the batch: not executed",)
    assert summaries(tmp_path)["a4"].troubles == ("no answer in batch batch-1 (expired)",)


def test_a_cancelled_batch_is_begun_again_by_the_next_command_only(batch_server, tmp_path):
    batch_server.end = partly("cancelled", 2)
    assert collect(batch_server, tmp_path, 5) == "done"
    assert len(batch_server.batches) == 1
    assert summaries(tmp_path)["a4"].error == "no answer in batch batch-1 (cancelled)"
    assert collect(batch_server, tmp_path, 5) == "done"
    assert {s.status for s in summaries(tmp_path).values()} == {"ok"}
    assert sorted(batch_server.paid.values()) == [1] * 5


def test_a_batch_that_always_expires_is_given_up(batch_server, tmp_path):
    def end(batch: Body, results: list[Body]) -> None:
        batch["status"] = "expired"

    batch_server.end = end
    assert collect(batch_server, tmp_path) == "done"
    assert len(batch_server.batches) == 3
    assert {(s.status, s.attempts) for s in summaries(tmp_path).values()} == {("failed", 3)}


def test_lines_come_in_any_order_twice_and_among_others(batch_server, tmp_path):
    def mixed(lines: list[Body]) -> list[Any]:
        strange = [{"custom_id": "nobody's"}, answered("nobody's", {}), {"custom_id": 7}, [], None, {"error": [{}]}]
        return [*reversed(lines), *strange, *lines]

    def end(batch: Body, results: list[Body]) -> None:
        batch["status"] = "completed"
        batch_server.write(batch, results, order=mixed)

    batch_server.end = end
    assert collect(batch_server, tmp_path, 5) == "done"
    lines = (tmp_path / "summaries.jsonl").read_text().splitlines()
    assert sorted(json.loads(line)["article"] for line in lines) == [f"a{n}" for n in range(5)]
    assert {a: s.text for a, s in summaries(tmp_path).items()} == {f"a{n}": f"About number {n}." for n in range(5)}


def cut_off(data: bytes) -> bytes:
    return data[:-30]


def huge(data: bytes) -> bytes:
    first, *others = data.splitlines(keepends=True)
    return first.replace(b"About", b"x" * 5_000_000) + b"".join(others)


@pytest.mark.parametrize("spoil", [cut_off, huge])
def test_what_cannot_be_read_of_a_file_is_asked_for_again(batch_server, tmp_path, spoil):
    def end(batch: Body, results: list[Body]) -> None:
        completed(batch, results)
        if batch["id"] == "batch-1":
            batch_server.files[batch["output_file_id"]] = spoil(batch_server.files[batch["output_file_id"]])

    batch_server.end = end
    assert collect(batch_server, tmp_path, 4) == "done"
    assert [len(batch_server.lines(batch)) for batch in batch_server.batches.values()] == [4, 1]
    assert {s.status for s in summaries(tmp_path).values()} == {"ok"}


MANIFEST = Manifest(
    allegedly="1",
    created="2026-12-01T00:00:00+00:00",
    model="custom:m",
    endpoint=Endpoint(provider="custom"),
    gold=(),
    scorer="rules@1",
    signature="",
)


def refusing(custom_id: str, body: Body) -> Body:
    for name, instead in (("max_tokens", " Use 'max_completion_tokens' instead."), ("seed", "")):
        if name in body:
            message = f"Unsupported parameter: '{name}' is not supported with this model.{instead}"
            return answered(custom_id, {"error": {"message": message, "param": name}}, 400)
    return answered(custom_id, about(body))


def test_a_refused_parameter_is_left_out_of_the_next_batch(batch_server, tmp_path):
    batch_server.respond = refusing
    RunDir(tmp_path).write_manifest(MANIFEST)
    assert collect(batch_server, tmp_path) == "done"
    sent = [batch_server.lines(batch)[0]["body"] for batch in batch_server.batches.values()]
    assert ["max_tokens" in body for body in sent] == [True, False, False]
    assert [body.get("max_completion_tokens") for body in sent] == [None, 50, 50]
    assert ["seed" in body for body in sent] == [True, True, False]
    assert {(s.status, s.attempts) for s in summaries(tmp_path).values()} == {("ok", 3)}
    assert set(RunDir(tmp_path).manifest().adjustments) == {"max_tokens", "seed"}


def test_what_was_learned_before_the_process_ended_is_known_after_it(batch_server, tmp_path):
    batch_server.respond = refusing
    RunDir(tmp_path).write_manifest(MANIFEST)
    batch_server.faults.append(lambda handler: handler.path.endswith("/batches/batch-3") and gone_with(handler, 500))
    with pytest.raises(IncompleteError, match="batch batch-3: the server failed"):
        collect(batch_server, tmp_path)
    batch_server.faults.clear()
    assert collect(batch_server, tmp_path) == "done"
    assert len(batch_server.batches) == 3
    assert set(RunDir(tmp_path).manifest().adjustments) == {"max_tokens", "seed"}


def test_failed_lines_end_as_single_answers_do(batch_server, tmp_path):
    wrong = {
        "number 0": answered("", {"error": {"message": "flagged", "code": "content_filter"}}, 400),
        "number 1": answered("", {"error": {"message": "it burns"}}, 500),
        "number 2": answered("", {"error": {"message": "This model's maximum context length is 9 tokens"}}, 400),
        "number 3": answered("", {"choices": "none"}),
        "number 4": answered("", {"choices": [{"finish_reason": "length", "message": {"content": "Half a"}}]}),
    }

    def respond(custom_id: str, body: Body) -> Body:
        text = body["messages"][0]["content"]
        line = next((line for words, line in wrong.items() if words in text), None)
        return line | {"custom_id": custom_id} if line else answered(custom_id, about(body))

    batch_server.respond = respond
    assert collect(batch_server, tmp_path, 6) == "done"
    of = summaries(tmp_path)
    assert [of[f"a{n}"].status for n in range(6)] == ["refused", "failed", "failed", "failed", "truncated", "ok"]
    assert [of[f"a{n}"].attempts for n in range(6)] == [1, 3, 1, 3, 1, 1]
    assert of["a1"].error == "the server failed (500): it burns"


def test_no_more_batches_are_sent_once_too_many_have_failed(batch_server, tmp_path):
    batch_server.end = partly("expired", 2)
    batch_server.respond = lambda custom_id, _: answered(custom_id, {"error": {"message": "no"}}, 400)
    run = RunDir(tmp_path)
    server_ = Server(provider="custom", base_url=batch_server.base_url, batch=BatchLimits())
    model = openai_chat_model("m", server=server_, model="m", retry_policy=QUICK)
    assert collect_into(run, ChatRunner(model), requests(9), in_batches=True, max_failures=1) == "hopeless"
    assert len(batch_server.batches) == 1


def failing(**error: Any) -> Callable[[Body, list[Body]], None]:
    def end(batch: Body, results: list[Body]) -> None:
        number = int(batch["id"].removeprefix("batch-"))
        if number == len(batch["server"].batches) and not batch["server"].paid:
            batch["status"], batch["errors"] = "failed", {"object": "list", "data": [error]}
        else:
            completed(batch, results)

    return end


def test_a_batch_that_was_not_begun_is_one_line_that_says_why(batch_server, tmp_path):
    batch_server.end = failing(code="model_not_found", message="The model m does not exist", line=1)
    with pytest.raises(EndpointError) as raised:
        collect(batch_server, tmp_path)
    assert str(raised.value) == "custom:m: the server did not begin batch batch-1: line 1: The model m does not exist"
    batch_server.end = completed
    assert collect(batch_server, tmp_path) == "done"
    assert sorted(batch_server.paid.values()) == [1] * 3


def test_a_full_queue_has_room_once_other_batches_have_ended(batch_server, tmp_path):
    full = {"code": "token_limit_exceeded", "message": "Enqueued token limit reached"}

    def end(batch: Body, results: list[Body]) -> None:
        if batch["id"] == "batch-1" and batch["looks"] < 3:
            return
        if batch["id"] == "batch-2":
            batch["status"], batch["errors"] = "failed", {"data": [full]}
        else:
            completed(batch, results)

    batch_server.end = end
    assert collect(batch_server, tmp_path, 4, BatchLimits(requests=2)) == "done"
    assert len(batch_server.batches) == 3
    assert {s.status for s in summaries(tmp_path).values()} == {"ok"}


def test_a_queue_that_others_fill_is_for_later(batch_server, tmp_path):
    batch_server.end = failing(code="token_limit_exceeded", message="Enqueued token limit reached")
    with pytest.raises(IncompleteError, match="queue of batches is full: Enqueued token limit reached; run the same"):
        collect(batch_server, tmp_path)


@pytest.mark.parametrize(
    ("step", "code", "kind", "said"),
    [
        ("POST /files", 404, EndpointError, "a file of requests: no such model or address.* leave out --batch"),
        ("POST /files", 401, EndpointError, "a file of requests: the server wants a key"),
        ("POST /files", 400, EndpointError, "a file of requests: the server refused the request"),
        ("POST /batches", 405, EndpointError, "a batch: no such address .*leave out --batch"),
        ("POST /batches", 500, IncompleteError, "a batch: the server failed .*the same command goes on"),
        ("GET /batches/ID", 500, IncompleteError, "batch batch-1: the server failed .*the same command goes on"),
        ("GET /batches/ID", 404, EndpointError, "batch batch-1: no such .*remove batches.jsonl"),
        ("GET /files/ID/content", 404, EndpointError, "the results of batch batch-1: no such .*remove batches.jsonl"),
    ],
)
def test_a_server_that_fails_for_good_is_one_line(batch_server, tmp_path, step, code, kind, said):
    def fault(handler: Any) -> bool:
        return handler.step == step and gone_with(handler, code)

    batch_server.faults.append(fault)
    with pytest.raises(kind, match=said) as raised:
        collect(batch_server, tmp_path)
    assert "\n" not in str(raised.value)
    batch_server.faults.clear()
    assert collect(batch_server, tmp_path) == "done"
    assert sorted(batch_server.paid.values()) == [1] * 3


def gone_with(handler: Any, code: int) -> bool:
    status(code)(handler)
    return True


def test_answers_that_are_none_of_the_protocols_are_failures(batch_server, tmp_path):
    for answer in (b"<html>", b"[]", b"{}", b'{"id": 7, "status": []}', b'{"id": ["b"], "request_counts": 1}'):
        batch_server.faults += [
            once(step, lambda handler, answer=answer: handler.say(200, answer))
            for step in ("POST /files", "POST /batches", "GET /batches/ID")
        ]
    policy = QUICK.model_copy(update={"attempts": 10})
    assert collect(batch_server, tmp_path, retry_policy=policy) == "done"
    assert len(batch_server.batches) == 1


def test_a_file_of_results_without_end_is_not_read_to_its_end(batch_server, tmp_path, monkeypatch):
    monkeypatch.setattr("runners.openai_protocol.batches.LARGEST_RESULTS", 300)
    with pytest.raises(EndpointError, match="the results of batch batch-1: a file of results of more than 300 bytes"):
        collect(batch_server, tmp_path)


def test_a_key_that_a_server_repeats_is_neither_said_nor_kept(batch_server, tmp_path):
    batch_server.respond = lambda custom_id, _: answered(custom_id, {"error": {"message": f"no, {KEY}"}}, 500)
    about_server = Server(
        provider="custom", base_url=batch_server.base_url, key=SecretStr(KEY), key_env="K", batch=BatchLimits()
    )
    for asked in (requests(1), requests(2)[1:]):
        model = openai_chat_model("m", server=about_server, model="m", retry_policy=QUICK)
        with suppress(EndpointError):
            collect_into(RunDir(tmp_path), ChatRunner(model), asked, in_batches=True)
        batch_server.end = failing(message=f"Unsupported parameter: 'seed', {KEY}", param="seed")
    kept = "".join(path.read_text() for path in tmp_path.glob("*.jsonl"))
    assert "[key]" in kept
    assert KEY not in kept
    assert json.dumps(KEY)[1:-1] not in kept


class KilledError(Exception):
    """The process ends here."""


def kill_at(patch: pytest.MonkeyPatch, number: int | None, *, is_after: bool) -> None:
    """End the process before, or right after, its so many-th step."""
    steps = itertools.count()

    def counting(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any) -> Any:
            is_last = next(steps) == number
            if is_last and not is_after:
                raise KilledError
            done = real(*arguments)
            if is_last and not inspect.isawaitable(done):
                raise KilledError
            return _then_killed(done) if is_last else done

        return step

    for owner, name in (
        (OpenAIBatches, "upload"),
        (OpenAIBatches, "create"),
        (OpenAIBatches, "retrieve"),
        (BatchFile, "write"),
        (RunDir, "append"),
    ):
        patch.setattr(owner, name, counting(getattr(owner, name)))


async def _then_killed(done: Awaitable[Any]) -> Any:
    await done
    raise KilledError


@settings(max_examples=8)
@given(st.lists(st.tuples(st.integers(0, 13), st.booleans()), max_size=4), st.sampled_from([1, 2, 9]))
def test_a_run_that_ends_at_any_step_pays_for_nothing_twice(batch_server, tmp_path_factory, ends, most):
    """Each command ends before or after its so many-th step; the last one is left to end."""
    batch_server.forget()
    folder = tmp_path_factory.mktemp("run")
    for end, is_after in [*ends, (None, False)]:
        with pytest.MonkeyPatch.context() as patch, suppress(KilledError):
            kill_at(patch, end, is_after=is_after)
            collect(batch_server, folder, 4, BatchLimits(requests=most))
    assert {a: s.text for a, s in summaries(folder).items()} == {f"a{n}": f"About number {n}." for n in range(4)}
    assert sorted(batch_server.paid.values()) == [1] * 4
    assert BatchFile(folder, "summaries").under_way() == ()
