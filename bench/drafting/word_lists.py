"""The English words that drafting goes by, from the data file beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files("bench.drafting") / "data" / "words.toml").read_text(encoding="utf-8"))


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(_data()["list"][name])


def unit_names() -> Mapping[str, str]:
    """What gold facts call the units of measure of the reader."""
    names: dict[str, str] = _data()["unit"]
    return names
