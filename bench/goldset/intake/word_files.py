"""Articles in Word files."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from xml.parsers.expat import ExpatError

from bench.errors import InputError, UsageError

INSTALL_WORD = "pip install 'allegedly[word]'"
LARGEST = 20_000_000
"""Bytes of a file's XML once it is unpacked; ten novels have less."""
BROKEN = (ExpatError, AttributeError, IndexError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError)
"""What the packages that read such a file raise where it is not as it should be."""


def word_text(data: bytes, path: Path) -> str:
    """The words in a .docx file, paragraphs separated by a blank line: as last edited, without comments and pictures.

    Raises:
        InputError: it is no such file, or holds too much.
        UsageError: the package that reads Word files is not installed.
    """
    try:
        import mammoth
    except ImportError:
        raise UsageError(f"Word files need a package that is not installed: {INSTALL_WORD}") from None

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # A few kilobytes may unpack to gigabytes.
            size = sum(part.file_size for part in archive.infolist() if part.filename.endswith((".xml", ".rels")))
        if size > LARGEST:
            raise InputError(f"more than {LARGEST // 1_000_000} MB of text, which is no article", file=path)
        text: str = mammoth.extract_raw_text(io.BytesIO(data)).value
    except (zipfile.BadZipFile, zlib.error, *BROKEN):
        raise InputError("not a Word file that can be read; save it as .docx again, or as text", file=path) from None
    return text
