"""Whether a judge is the model that it judges, or one of its family: a judge may favour what its own family writes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from bench.records import Kinship


def kinship(judge: str, models: Iterable[str]) -> Kinship | None:
    """How a judge is related to the nearest of the models that it judges, as far as names tell."""
    kin: Kinship | None = None
    for model in models:
        if _bare(judge) == _bare(model):
            return "same"
        if families(judge) & families(model):
            kin = "family"
    return kin


def families(model: str) -> frozenset[str]:
    """The families that a model belongs to by its name; none if it is of none that is known."""
    return frozenset(name for name, pattern in _patterns().items() if pattern.search(model.lower()))


def _bare(model: str) -> str:
    """A model's name without who serves it: `openrouter:openai/gpt-4o` and `openai:gpt-4o` are one model."""
    return re.split(r"[:/]", model.partition("~")[0].lower())[-1]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    text = (resources.files("bench.scorers.judge") / "data" / "families.toml").read_text(encoding="utf-8")
    return {
        # "phi-4" and "llama3.2" are such names, "delphi" and "o365" are not.
        name: re.compile(rf"(?:^|[\s:/_-])(?:{'|'.join(map(re.escape, names))})(?![a-z])")
        for name, names in tomllib.loads(text)["families"].items()
    }
