"""A local page's server on loopback, and a client that asks it like the page does, or not at all like it."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from starlette.types import ASGIApp

from bench.serving.loopback_server import LoopbackServer


class Client:
    """Asks by the address that was printed."""

    def __init__(self, address: str) -> None:
        self.address = address
        parts = urlsplit(address)
        self.host = parts.netloc
        self.token = parts.path.strip("/")

    def ask(
        self, method: str, path: str, body: Any = None, *, token: str | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask for a path behind the token; headers with `_` for `-`, an empty one is left out."""
        sent = {"Host": self.host} | {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        connection = http.client.HTTPConnection(self.host, timeout=20)
        connection.putrequest(method, f"/{self.token if token is None else token}/{path}", skip_host=True)
        if data is not None and "Content-Length" not in sent and "Transfer-Encoding" not in sent:
            sent["Content-Length"] = str(len(data))
        for name, value in sent.items():
            if value:
                connection.putheader(name, value)
        connection.endheaders(data)
        response = connection.getresponse()
        answer = response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        connection.close()
        return answer

    def get(self, path: str) -> Any:
        """The JSON of a path that is there."""
        status, _, data = self.ask("GET", path)
        assert status == 200, data
        return json.loads(data)

    def post(self, path: str, body: Any, **headers: str) -> tuple[int, Any]:
        """Status and JSON of what a change is answered with."""
        sent = {"Origin": f"http://{self.host}", "Content_Type": "application/json"} | headers
        status, _, data = self.ask("POST", path, body, **sent)
        return status, json.loads(data)

    def change(self, article: str, which: str, **change: Any) -> tuple[int, Any]:
        """Send a change to the article as it is now."""
        now = self.get(f"api/articles/{article}")
        hashes = {"hash": now[which]["hash"], "text_hash": now["text_hash"]}
        return self.post(f"api/articles/{article}/{which}", hashes | change)


@contextmanager
def answering(application: Callable[[str, str], ASGIApp]) -> Iterator[Client]:
    """Serve what the address makes while the block lasts."""
    server = LoopbackServer(application)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield Client(server.address)
    finally:
        server.stop()
        thread.join(10)
