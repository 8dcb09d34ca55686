"""A chat server on loopback that answers by a script."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

Answer = tuple[int, dict[str, str], bytes] | Callable[[Any], None]


class Scripted(ThreadingHTTPServer):
    """Gives its answers one after another, the last one for ever, and remembers what it was asked."""

    daemon_threads = True
    request_queue_size = 100

    def __init__(self, answers: tuple[Answer, ...]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = list(answers)
        self.seen: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.base_url = f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone is none of the test's business."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Scripted

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked = json.loads(body)
        self.server.seen.append(self.asked | {"path": self.path})
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        answers = self.server.answers
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if callable(answer):
            answer(self)
            return
        say(self, answer)

    def log_message(self, *args: Any) -> None:
        pass


def chat(content: Any = "Three died.", finish: str | None = "stop", **message: Any) -> Answer:
    choice = {
        "index": 0,
        "finish_reason": finish,
        "message": {"role": "assistant", "content": content} | message,
    }
    usage = {"prompt_tokens": 11, "completion_tokens": 3, "total_tokens": 14}
    about = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1764547200, "model": "scripted"}
    return 200, {}, json.dumps(about | {"choices": [choice], "usage": usage}).encode()


def error(status: int, message: str = "no", headers: dict[str, str] | None = None, **fields: Any) -> Answer:
    return status, headers or {}, json.dumps({"error": {"message": message} | fields}).encode()


def reset(handler: Handler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    handler.close_connection = True
    handler.connection.close()


def tear(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


def say(handler: Handler, answer: Answer) -> None:
    """Give one of the plain answers from within a callable one."""
    assert not callable(answer)
    status, headers, data = answer
    handler.send_response(status)
    for name, value in ({"Content-Length": str(len(data))} | headers).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(data)


@pytest.fixture
def serve() -> Iterator[Callable[..., Scripted]]:
    servers: list[Scripted] = []

    def start(*answers: Answer) -> Scripted:
        server = Scripted(answers)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
