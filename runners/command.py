"""`command:…`: a program that reads the article and writes the summary."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shlex
import signal
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from typing import Any

from bench.errors import EndpointError, UsageError
from bench.models import Endpoint, Summary
from runners.reply import Reply, no_summary, one_line, summary_of
from runners.request import Request

LARGEST_OUTPUT = 1_000_000
"""Bytes."""
KEPT_OF_STDERR = 16_000
"""Bytes; only its last line is shown."""
GRACE = 0.5
"""Seconds between the polite signal and the other one, and for output that is on its way."""


class Command:
    """A program as a runner; it is started anew for each request, and no shell is involved."""

    adjustments: Mapping[str, str] = {}
    concurrency = 1
    uses_prompt = False

    def __init__(self, line: str, *, time_limit: float = 120.0) -> None:
        """Take the command line apart.

        Args:
            line: as a shell would read it, quotes and all, but without expansions.
            time_limit: seconds that one summary may take.

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
        self.parameters: Mapping[str, Any] = {"time_limit": time_limit}
        self._time_limit = time_limit

    async def summarise(self, request: Request) -> Summary:
        """Run the program on one article.

        Raises:
            EndpointError: the program cannot be started.
        """
        started = time.monotonic()
        try:
            process = await asyncio.create_subprocess_exec(
                *self._arguments, stdin=PIPE, stdout=PIPE, stderr=PIPE, start_new_session=True
            )
        except (OSError, ValueError) as error:
            why = one_line(getattr(error, "strerror", None) or str(error))
            raise EndpointError(f"{self.name}: cannot be started: {why}") from None
        output = bytearray()
        try:
            async with asyncio.timeout(self._time_limit):
                why = await _converse(process, request.text, output)
        except TimeoutError:
            why = f"no end within {self._time_limit:g} s"
        finally:
            await _end(process)
        latency = time.monotonic() - started
        if why:
            return no_summary(request, why, model=self.name, latency=latency)
        text = output.decode(errors="replace")
        return summary_of(request, Reply(content=text), model=self.name, latency=latency)

    async def aclose(self) -> None:
        """Nothing to let go of: no program outlives its request."""


async def _converse(process: Process, text: str, output: bytearray) -> str:
    """Feed a program and listen until it ends; why that gave no summary, or an empty string."""
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    complaint = bytearray()
    talk = asyncio.gather(
        _feed(process.stdin, text.encode()), _head(process.stdout, output), _tail(process.stderr, complaint)
    )
    try:
        ended = False
        while not talk.done() and not ended:
            ended = process.returncode is not None  # something that it started may still hold its output
            await asyncio.wait({talk}, timeout=GRACE)
        if talk.done():
            talk.result()
    except OverflowError:
        return f"more than {LARGEST_OUTPUT:,} bytes of output"
    finally:
        talk.cancel()
    code = await _exit_code(process)
    if code == 0:
        return ""
    lines = complaint.decode(errors="replace").strip().splitlines()
    how = f"ended by signal {-code}" if code < 0 else f"exit code {code}"
    return f"{how}: {one_line(lines[-1])}" if lines else how


async def _feed(pipe: asyncio.StreamWriter, data: bytes) -> None:
    with contextlib.suppress(ConnectionError):  # nobody has to read to the end
        pipe.write(data)
        await pipe.drain()
    pipe.close()


async def _head(pipe: asyncio.StreamReader, data: bytearray) -> None:
    while chunk := await pipe.read(65536):
        data += chunk
        if len(data) > LARGEST_OUTPUT:
            raise OverflowError


async def _tail(pipe: asyncio.StreamReader, data: bytearray) -> None:
    while chunk := await pipe.read(65536):
        data += chunk
        del data[:-KEPT_OF_STDERR]


async def _exit_code(process: Process) -> int:
    # Not process.wait(): in some versions of Python that waits for the pipes as well.
    while process.returncode is None:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    return process.returncode


async def _end(process: Process) -> None:
    """End a program with everything that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while time.monotonic() < deadline:
            await asyncio.sleep(0.02)
            os.killpg(process.pid, 0)  # raises as soon as nobody is left
        os.killpg(process.pid, signal.SIGKILL)
    await _exit_code(process)
