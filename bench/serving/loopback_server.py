"""A server that listens on this machine alone, at an address that holds a token."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from bench.errors import UsageError

LOOPBACK = "127.0.0.1"


class LoopbackServer:
    """Listens from its creation on, and answers while `serve` runs."""

    def __init__(self, application: Callable[[str, str], ASGIApp], port: int | None = None) -> None:
        """Listen on a port of this machine, or on a free one.

        Args:
            application: makes what answers, from the token that every path begins with and the only `Host` (with
                the port) that may be asked for.
            port: the port; a free one if None.

        Raises:
            UsageError: the port cannot be had.
        """
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        # Without it a named --port cannot be had again for a minute after the last server on it has ended.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((LOOPBACK, port or 0))
        except OSError as error:
            self._socket.close()
            raise UsageError(f"port {port} cannot be used ({error.strerror}): name another --port, or none") from None
        # Listening before the address is printed, so that a browser that opens it at once is answered.
        self._socket.listen()
        # 24 bytes are 192 bits, which nobody guesses; `getsockname` tells which free port was given.
        host, token = f"{LOOPBACK}:{self._socket.getsockname()[1]}", secrets.token_urlsafe(24)
        self.address = f"http://{host}/{token}/"
        self._server = uvicorn.Server(
            uvicorn.Config(
                application(token, host),
                loop="asyncio",  # the same, whatever else is installed
                http="h11",
                lifespan="off",
                ws="none",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=2,
            )
        )

    def serve(self) -> None:
        """Answer until it is interrupted or stopped."""
        try:
            self._server.run(sockets=[self._socket])
        except KeyboardInterrupt:  # the way to stop it
            pass
        finally:
            self._socket.close()

    def stop(self) -> None:
        """End `serve`, which runs in another thread."""
        self._server.should_exit = True
