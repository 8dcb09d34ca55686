"""Where the command begins: nothing is imported yet, and Ctrl-C ends it at once."""

from __future__ import annotations

import signal

from bench.ending import end


def main() -> None:
    """Load the command line and run it."""
    # Whoever was started with interrupts ignored, as by `nohup`, goes on ignoring them.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, end)
    from bench.cli import main as run  # noqa: PLC0415 - it takes a tenth of a second, in which Ctrl-C may come

    run()
