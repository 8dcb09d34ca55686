"""`command:…`: a program that reads the article and writes the summary."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Any

from bench.errors import EndpointError, UsageError
from bench.foreign_text import bounded_line
from bench.records import Endpoint, Summary
from runners import program_watch
from runners.chat.replies import failed_reply, reply_from
from runners.chat.transport import Completion
from runners.summary_request import SummaryRequest, summary_of

LARGEST_OUTPUT = 1_000_000
"""Bytes."""
KEPT_OF_STDERR = 16_000
"""Bytes; only its last line is shown."""
TIME_LIMIT = 120.0
"""Seconds that one summary may take."""
GRACE = 0.5
"""Seconds between SIGTERM and SIGKILL, and for output that is on its way."""


class Program:
    """A program as a runner; it is started anew for each request, and no shell is involved."""

    adjustments: Mapping[str, str] = {}
    concurrency = 1
    uses_prompt = False

    def __init__(self, line: str, *, time_limit: float | None = None) -> None:
        """Split the command line.

        Args:
            line: as a shell would read it, quotes and all, but without expansions.
            time_limit: seconds that one summary may take; if None, the usual.

        Raises:
            UsageError: there is nothing to run, or a quotation mark is missing.
        """
        try:
            self._arguments = shlex.split(line)
        except ValueError as error:
            raise UsageError(f"command:{line}: {str(error).lower()}") from None
        if not self._arguments:
            raise UsageError("command: needs a program to run, such as command:./summarise.sh")
        self.name = f"command:{line}"
        self.endpoint = Endpoint(provider="command")
        self._mark = secrets.token_hex(8)
        self._started = 0
        self._watch: subprocess.Popen[str] | None = None
        self._time_limit = TIME_LIMIT if time_limit is None else time_limit
        self.parameters: Mapping[str, Any] = {"time_limit": self._time_limit}

    async def summarise(self, request: SummaryRequest) -> Summary:
        """Run the program on one article.

        Raises:
            EndpointError: the program cannot be started.
        """
        started = time.monotonic()
        self._started += 1
        mark = f"{self._mark}.{self._started}."
        watch = self._watching()
        try:
            transport, listener = await asyncio.get_running_loop().subprocess_exec(
                # A session of its own, so that the program can be ended with everything that it started.
                OutputListener,
                *self._arguments,
                start_new_session=True,
                env={**os.environ, program_watch.VARIABLE: mark},
            )
        except (OSError, ValueError) as error:
            why = bounded_line(getattr(error, "strerror", None) or str(error))
            raise EndpointError(f"{self.name}: cannot be started: {why}") from None
        program = transport.get_pid()
        try:
            _tell(watch, f"+{program}\n")
            async with asyncio.timeout(self._time_limit):
                await _converse(transport, listener, request.text)
            why = listener.complaint(transport.get_returncode())
        except TimeoutError:
            why = f"no end within {self._time_limit:g} s"
        finally:
            await _end(program)
            # What has left the group for a session of its own.
            await asyncio.to_thread(program_watch.kill, mark)
            _tell(watch, f"-{program}\n")
            transport.close()
        latency = time.monotonic() - started
        # A program may write any bytes, and one bad byte must not cost the summary.
        text = listener.output.decode(errors="replace")
        reply = failed_reply(why) if why else reply_from(Completion(content=text))
        return summary_of(request, reply.model_copy(update={"latency": latency}), model=self.name)

    async def aclose(self) -> None:
        """End the watch; no program outlives its request."""
        if self._watch:
            await asyncio.to_thread(self._watch.communicate)
            self._watch = None

    def _watching(self) -> subprocess.Popen[str]:
        """The process that ends programs if this one is killed; it is started before the first of them."""
        if self._watch is None:
            self._watch = subprocess.Popen(  # noqa: S603 - our own file
                [sys.executable, "-I", "-S", program_watch.__file__, f"{self._mark}."],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                text=True,
                start_new_session=True,  # out of reach of the terminal's Ctrl-C
            )
        return self._watch


class OutputListener(asyncio.SubprocessProtocol):
    """Collects what one program writes."""

    def __init__(self) -> None:
        self.output = bytearray()
        self.errors = bytearray()
        self.done = asyncio.Event()
        """Set when the program has ended, or has written more than will be read."""
        self.closed = asyncio.Event()
        """Set when both pipes are closed: neither the program nor anything that it started can write more."""
        self._pipes = {1, 2}

    @property
    def is_too_much(self) -> bool:
        """Whether the output is larger than any summary."""
        return len(self.output) > LARGEST_OUTPUT

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Keep the beginning of the output and the end of the errors."""
        if fd == 2:
            self.errors += data
            # A program that logs without end must not fill the memory; what went wrong stands in its last line.
            del self.errors[:-KEPT_OF_STDERR]
        elif not self.is_too_much:
            self.output += data
            if self.is_too_much:
                self.done.set()

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:  # noqa: ARG002
        """Note the end of a pipe."""
        self._pipes.discard(fd)
        if not self._pipes:
            self.closed.set()

    def process_exited(self) -> None:
        """Note the program's end."""
        self.done.set()

    def complaint(self, code: int | None) -> str:
        """Why the output is no summary; empty if it is one."""
        if self.is_too_much:
            return f"more than {LARGEST_OUTPUT:,} bytes of output"
        if not code:
            return ""
        lines = self.errors.decode(errors="replace").strip().splitlines()
        ending = f"ended by signal {-code}" if code < 0 else f"exit code {code}"
        return f"{ending}: {bounded_line(lines[-1])}" if lines else ending


def _tell(watch: subprocess.Popen[str], change: str) -> None:
    """Tell the watch of a group that has begun or ended."""
    assert watch.stdin is not None
    with contextlib.suppress(OSError):  # somebody has killed it
        watch.stdin.write(change)
        watch.stdin.flush()


async def _converse(transport: asyncio.SubprocessTransport, listener: OutputListener, text: str) -> None:
    """Feed a program and listen until it ends."""
    pipe = transport.get_pipe_transport(0)
    if isinstance(pipe, asyncio.WriteTransport):
        pipe.write(text.encode())
        pipe.close()  # takes effect when all is written, or when the program no longer reads
    await listener.done.wait()
    if not listener.is_too_much:
        # `sh -c 'server & echo text'` ends at once, but the server that it started keeps the pipe open for ever.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(listener.closed.wait(), GRACE)


async def _end(group: int) -> None:
    """End a program with everything that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        # The program leads a session and so a group of its own, whose number is its process id.
        os.killpg(group, signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while time.monotonic() < deadline:
            await asyncio.sleep(0.02)
            os.killpg(group, 0)  # raises as soon as no process is left
        os.killpg(group, signal.SIGKILL)
