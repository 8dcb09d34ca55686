"""Bodies that no client should read to their end, whatever the status."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Callable

import pytest
from endpoint_asked import answer
from scripted_server import Handler, chat

from bench.errors import EndpointError

CHUNK = b"x" * 100_000
CHUNKS = 500
LONG = "more than 4,000,000 bytes"


def endless(status: int, sent: list[int]) -> Callable[[Handler], None]:
    """Fifty megabytes in chunks; how many chunks could be sent is noted."""

    def send(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        sent.append(0)
        handler.wfile.write(b'10\r\n{"error": "no: "\r\n')
        for _ in range(CHUNKS):
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(CHUNK), CHUNK))
            sent[-1] += 1
        handler.wfile.write(b"0\r\n\r\n")

    return send


@pytest.mark.parametrize(
    ("status", "attempts", "said"),
    [
        (200, 1, f"an answer of {LONG}"),
        (400, 1, f"the server refused the request (400): an error of {LONG}"),
        (418, 1, f"the server answered 418: an error of {LONG}"),
        (500, 4, f"the server failed (500): an error of {LONG}"),
    ],
)
async def test_no_body_is_read_without_end(serve, status, attempts, said):
    sent: list[int] = []
    server = serve(endless(status, sent))
    await answer(serve(chat()))  # so that loading the client is not measured
    tracemalloc.start()
    try:
        summary = await answer(server)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (summary.status, summary.attempts, summary.error) == ("failed", attempts, said)
    assert peak < 30_000_000
    assert len(sent) == attempts
    assert max(sent) < CHUNKS / 2, "the connection is closed long before the end"


async def test_a_server_that_cannot_be_asked_says_so_at_any_length(serve):
    with pytest.raises(EndpointError, match=rf"no such model or address \(404\): an error of {LONG}"):
        await answer(serve(endless(404, [])))


@pytest.mark.parametrize("status", [200, 500])
async def test_packing_hides_no_length(serve, status):
    packed = gzip.compress(b" " * 20_000_000)
    summary = await answer(serve((status, {"Content-Encoding": "gzip"}, packed)))
    assert (summary.status, LONG in summary.error) == ("failed", True)


async def test_an_error_that_breaks_off_is_told_by_its_status(serve):
    def torn(handler: Handler) -> None:
        handler.send_response(503)
        handler.send_header("Content-Length", "1000")
        handler.send_header("Retry-After", "0")
        handler.end_headers()
        handler.wfile.write(b'{"error": {')
        handler.close_connection = True

    summary = await answer(serve(torn, chat()))
    assert (summary.status, summary.troubles) == ("ok", ("the server failed (503)",))
