"""A server on loopback that takes files and batches as the OpenAI protocol has them, and fails as it is told to."""

from __future__ import annotations

import json
import re
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

Body = dict[str, Any]
Fault = Callable[["Handler"], bool]
"""Answers in the place of the server if it returns True."""


def about(body: Body) -> Body:
    """The completion of a request: it says which article was asked about."""
    number = re.search(r"number \d+", body["messages"][-1]["content"])
    assert number is not None
    return completion(f"About {number[0]}.")


def completion(content: str) -> Body:
    message = {"role": "assistant", "content": content}
    return {
        "object": "chat.completion",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 11, "completion_tokens": 3},
    }


def answered(custom_id: str, body: Body, status: int = 200) -> Body:
    return {"custom_id": custom_id, "response": {"status_code": status, "body": body}, "error": None}


def unanswered(custom_id: str, code: str) -> Body:
    return {"custom_id": custom_id, "response": None, "error": {"code": code, "message": "not executed"}}


class BatchServer(ThreadingHTTPServer):
    """Ends each batch after it was looked at `looks` times; `end` says how, and `respond` what comes of a request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.base_url = f"http://127.0.0.1:{self.server_port}/v1"
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, Body] = {}
        self.looks = 1
        self.keeps_metadata = True
        self.respond: Callable[[str, Body], Body] = lambda custom_id, body: answered(custom_id, about(body))
        self.end: Callable[[Body, list[Body]], None] = completed
        self.faults: list[Fault] = []
        self.asked: list[str] = []
        self.paid: Counter[str] = Counter()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone is none of the test's business."""

    def lines(self, batch: Body) -> list[Body]:
        return [json.loads(line) for line in self.files[batch["input_file_id"]].splitlines()]

    def forget(self) -> None:
        """Begin anew."""
        for kept in (self.files, self.batches, self.paid, self.asked, self.faults):
            kept.clear()

    def keep(self, data: bytes) -> str:
        id_ = f"file-{len(self.files) + 1}"
        self.files[id_] = data
        return id_

    def write(self, batch: Body, results: list[Body], *, order: Callable[[list[Body]], Any] = list) -> None:
        """The two files of results: answers with status 200 are paid for, and all others are errors."""
        good = [line for line in results if (line["response"] or {}).get("status_code") == 200]
        bad = [line for line in results if line not in good]
        self.paid.update(line["custom_id"] for line in good)
        for name, part in (("output_file_id", good), ("error_file_id", bad)):
            if part:
                batch[name] = self.keep(b"".join(json.dumps(line).encode() + b"\n" for line in order(part)))
        batch["request_counts"] = {"total": len(self.lines(batch)), "completed": len(good), "failed": len(bad)}

    def results(self, batch: Body) -> list[Body]:
        return [self.respond(line["custom_id"], line["body"]) for line in self.lines(batch)]


def completed(batch: Body, results: list[Body]) -> None:
    batch["status"] = "completed"
    batch["server"].write(batch, results)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: BatchServer

    def do_GET(self) -> None:
        self.body = b""
        self._answer()

    def do_POST(self) -> None:
        self.body = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer()

    def _answer(self) -> None:
        path = urlsplit(self.path).path.removeprefix("/v1")
        self.step = f"{self.command} {re.sub(r'/(file|batch)-[0-9]+', '/ID', path)}"
        self.server.asked.append(self.step)
        if any(fault(self) for fault in list(self.server.faults)):
            return
        self.say(*self.result())

    def result(self) -> tuple[int, Any]:
        """What the server really does and answers."""
        server = self.server
        parts = urlsplit(self.path)
        id_ = next(iter(parts.path.split("/")[3:]), "")
        match self.step:
            case "POST /files":
                data = re.search(rb'filename="[^"]+".*?\r\n\r\n(.*)\r\n--', self.body, re.DOTALL)
                assert data is not None
                assert b'name="purpose"\r\n\r\nbatch' in self.body
                return 200, {"id": server.keep(data[1]), "object": "file", "purpose": "batch"}
            case "POST /batches":
                asked = json.loads(self.body)
                assert asked["completion_window"] == "24h"
                assert asked["endpoint"] == "/v1/chat/completions"
                made = f"batch-{len(server.batches) + 1}"
                server.batches[made] = {
                    "id": made,
                    "object": "batch",
                    "status": "validating",
                    "input_file_id": asked["input_file_id"],
                    "metadata": asked["metadata"] if server.keeps_metadata else None,
                    "created_at": int(time.time()),
                    "looks": 0,
                    "server": server,
                }
                return 200, shown(server.batches[made])
            case "GET /batches":
                after = parse_qs(parts.query).get("after", [""])[0]
                newest = list(reversed(server.batches.values()))
                start = next((n + 1 for n, batch in enumerate(newest) if batch["id"] == after), 0)
                page = newest[start : start + 2]
                return 200, {"data": [shown(batch) for batch in page], "has_more": start + 2 < len(newest)}
            case "GET /batches/ID" if id_ in server.batches:
                batch = server.batches[id_]
                batch["looks"] += 1
                if batch["status"] in ("validating", "in_progress"):
                    batch["status"] = "in_progress"
                    if batch["looks"] >= server.looks:
                        server.end(batch, server.results(batch))
                return 200, shown(batch)
            case "GET /files/ID/content" if id_ in server.files:
                return 200, server.files[id_]
        return 404, {"error": {"message": "no such thing"}}

    def say(self, status: int, answer: Any) -> None:
        data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: Any) -> None:
        pass


def shown(batch: Body) -> Body:
    return {name: value for name, value in batch.items() if name not in ("looks", "server")}


def once(step: str, answer: Callable[[Handler], None]) -> Fault:
    """A fault at the first time that a step is asked for."""
    had: list[str] = []

    def fault(handler: Handler) -> bool:
        if had or handler.step != step:
            return False
        had.append(step)
        answer(handler)
        return True

    return fault


def status(code: int) -> Callable[[Handler], None]:
    return lambda handler: handler.say(code, {"error": {"message": "it burns"}})


def lost(handler: Handler) -> None:
    """Do what is asked, and break off before the answer."""
    handler.result()
    handler.close_connection = True
    handler.connection.close()


def torn(handler: Handler) -> None:
    """Send half of the answer and break off."""
    _, data = handler.result()
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data[: len(data) // 2])
    handler.close_connection = True


@pytest.fixture
def batch_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[BatchServer]:
    # Loading the certificates of all authorities takes most of the time of a client that speaks plain HTTP.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    monkeypatch.setattr("httpx2._transports.default.create_ssl_context", lambda **_: context)
    server = BatchServer()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
