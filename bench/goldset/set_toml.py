"""The text of a set.toml as plain data: the parser is spared what would take it all of the memory."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from bench.bounds import excess, most
from bench.goldset.nesting import refuse_deep

_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
# Wherever it stands, since telling keys from values would take a parser; no text has so many words joined by dots.
_LONG_KEY = re.compile(rf"(?<![A-Za-z0-9_-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{most('toml_key')}}}")


def parse_set_toml(text: str) -> dict[str, Any]:
    """The content of a set.toml.

    Raises:
        ValueError: it is no TOML, or a key or a value in it goes deeper than anything in a set does.
    """
    # The parser keeps every beginning of a dotted key: one of 80 KB would take 6 GB.
    if (key := _LONG_KEY.search(text)) is not None:
        line = text.count("\n", 0, key.start()) + 1
        raise ValueError(f"{excess('toml_key')} (at line {line})")
    try:
        content = tomllib.loads(text)
    except RecursionError:
        raise ValueError(excess("nesting")) from None
    except ValueError as error:  # besides its own error: numbers of thousands of digits
        raise ValueError(f"no valid TOML: {str(error).partition(';')[0]}") from None
    refuse_deep(content)
    return content
