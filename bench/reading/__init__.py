"""The reader: read(text) gives statements with who, how sure and how much."""

from bench.reading.kept_readings import read_kept
from bench.reading.reader import read, read_all

LANGUAGES = ("en",)
"""The languages that it reads, by their primary subtag: `en` stands for `en-GB` too."""

__all__ = ["LANGUAGES", "read", "read_all", "read_kept"]
