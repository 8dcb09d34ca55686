"""What a server means by the reason that it gives for the end of an answer, from the table in `data`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Literal

Ending = Literal["finished", "cut_off", "withheld", "called_tool", "broken_off", "unknown"]
"""The model came to its end; a limit of tokens was reached; somebody did not want the text to be written; it wants a
tool's result; something broke; nobody knows."""


def ending_of(reason: str | None) -> Ending:
    """What a reason means; without one, the answer is taken to have come to its end, since many servers give none."""
    if not reason or not reason.strip():
        return "finished"
    # "content_filter: SAFETY" comes from routers, with the provider's own reason behind the colon.
    parts = [_endings().get(_spelled(part), "unknown") for part in reason.split(":")]
    # "stop: SAFETY" is no end; "error: busy" is an error, whatever "busy" is.
    known = [ending for ending in parts if ending not in ("finished", "unknown")]
    if known:
        return known[0]
    return "unknown" if "unknown" in parts else "finished"


@cache
def _endings() -> dict[str, Ending]:
    text = resources.files("runners").joinpath("data", "finish_reasons.toml").read_text(encoding="utf-8")
    tables: dict[Ending, dict[str, str]] = tomllib.loads(text)  # type: ignore[assignment]
    return {reason: ending for ending, reasons in tables.items() for reason in reasons}


def _spelled(reason: str) -> str:
    """A reason as the table spells it: "eosFound", "content-filter" and "MAX_TOKENS" are written in many ways."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", reason.strip())
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
