"""What an annotator has thrown out of an article: kept in a file of its own, so that no draft proposes it again."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from bench.facts import FACT
from bench.goldset.files import read_rows
from bench.goldset.locate import LocatedFact, NotLocatedError, locate
from bench.storage import is_present

REJECTED = ".rejected.jsonl"
"""How the name of such a file ends, behind the article's id; its lines are those of a facts file."""


def read_rejected(path: Path, text: str) -> list[LocatedFact]:
    """What was thrown out of an article with the given text, as far as it can be found there; none without a file.

    Raises:
        InputError: a line holds no JSON object.
    """
    rejected = []
    for _, record in read_rows(path) if is_present(path) else ():
        try:
            rejected.append(locate(FACT.validate_python(record), text))
        except (ValidationError, NotLocatedError):
            # An unfinished draft, or one of a passage that has been rewritten since: nothing will propose it again.
            continue
    return rejected
