"""How a text is saved: what offsets could trip over."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple


class Decoded(NamedTuple):
    """A file's text, and what is wrong with the way it is saved."""

    text: str
    """Without byte-order mark, LF between lines; as far as it can be read."""
    mistakes: tuple[tuple[int, str], ...]
    """Line, counted from 1, and what to do."""


def decode(data: bytes) -> Decoded:
    """Read a file's bytes as text, noting where they are not plain UTF-8 in NFC with LF line ends."""
    found: list[tuple[int, str]] = []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found.append((line, f"not UTF-8 (byte {error.start}); save it as UTF-8"))
        text = data.decode("utf-8", errors="replace")
    if text.startswith("\ufeff"):
        found.append((1, "begins with a byte-order mark; save it as UTF-8 without one"))
        text = text[1:]
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        found.append((line, "ends with CR or CRLF; save the file with LF line ends"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not unicodedata.is_normalized("NFC", text):
        lines = text.split("\n")
        line = next(n for n, one in enumerate(lines, 1) if not unicodedata.is_normalized("NFC", one))
        found.append((line, "holds characters in decomposed form; normalise the file to Unicode NFC"))
    return Decoded(text, tuple(found))
