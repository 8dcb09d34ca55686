"""The reader: read(text) gives statements with who, how sure and how much."""

from bench.reading.reader import read, read_all

__all__ = ["read", "read_all"]
