"""What can be asked for summaries, and which of it is ready to use here."""

from __future__ import annotations

import socket
from typing import Literal
from urllib.parse import urlsplit

from bench.entry_points import about as about_point
from bench.errors import AllegedlyError
from bench.records import Record
from runners import entry_points
from runners.copied_lead import CopiedLead
from runners.local import model_files
from runners.local.model import LocalModel
from runners.openai_protocol.presets import presets
from runners.openai_protocol.servers import server_of
from runners.registry import AFTER_COLON

Group = Literal["built-in", "hosted", "on this machine", "your own", "from other packages"]


class Available(Record):
    """One line of what can be asked for a summary."""

    name: str
    """As it is written on the command line, NAME, FILE and PROGRAM standing for what the user knows."""
    kind: Group
    about: str
    concurrency: int | None = None
    """How many requests at once, at most, if the user does not say otherwise; None where only its maker knows."""
    takes_batches: bool = False
    """Whether `--batch` works with it."""
    missing: str = ""
    """What keeps it from being used here; empty if it is ready."""

    @property
    def is_ready(self) -> bool:
        """Whether it can be used as it is."""
        return not self.missing


def available() -> tuple[Available, ...]:
    """Everything that `registry.resolve` knows, and which of it is ready; of a key, only whether it is set.

    Servers on this machine are probed with a connection over which nothing is sent; no other server is contacted.
    """
    built_in = (
        Available(
            name="smollm2",
            kind="built-in",
            about="SmolLM2-135M-Instruct, a small language model run in-process",
            concurrency=LocalModel.concurrency,
            missing=model_files.missing_smollm2(),
        ),
        Available(
            name="lead-3",
            kind="built-in",
            about="the article's first three sentences, a reference",
            concurrency=CopiedLead.concurrency,
        ),
    )
    your_own = (
        Available(
            name="gguf:FILE",
            kind="your own",
            about="a model's weights in a GGUF file, run in-process",
            concurrency=LocalModel.concurrency,
            missing=model_files.missing_runtime(),
        ),
        Available(name="replay:FILE", kind="your own", about="summaries in a JSON Lines file (article, text)"),
        Available(name="command:PROGRAM", kind="your own", about="a program that reads an article, writes a summary"),
    )
    return built_in + tuple(_of_preset(provider) for provider in presets()) + your_own + _of_other_packages()


def _of_preset(provider: str) -> Available:
    preset = presets()[provider]
    missing = ""
    try:
        server = server_of(provider)
    except AllegedlyError as error:
        missing = str(error)
    else:
        # A hosted server is taken to be there: to find out would send something to somebody.
        if server.is_local and not _listens(server.base_url):
            missing = f"nothing listens at {server.base_url}"
    kind: Group = "hosted" if preset.needs_key else "on this machine"
    return Available(
        name=f"{provider}:NAME",
        kind=kind,
        about=preset.about,
        concurrency=preset.concurrency,
        takes_batches=preset.batch is not None,
        missing=missing,
    )


def _of_other_packages() -> tuple[Available, ...]:
    """What other packages bring; one whose name is taken cannot be used, and its line says so."""
    lines = []
    for name, point in entry_points.installed().items():
        about = missing = ""
        try:
            about = about_point(point)
        except AllegedlyError as error:
            missing = str(error)
        if name in AFTER_COLON or name in presets():
            missing = "the name is taken by one that comes with this tool"
        lines.append(Available(name=f"{name}:NAME", kind="from other packages", about=about, missing=missing))
    return tuple(lines)


def _listens(address: str) -> bool:
    parts = urlsplit(address)
    try:
        # A server on this machine accepts within milliseconds, and the list has to wait for all of them in turn.
        with socket.create_connection((parts.hostname or "", parts.port or 80), timeout=0.3):
            return True
    except OSError:
        return False
